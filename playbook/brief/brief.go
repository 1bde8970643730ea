// Package brief decides what each document about an account says to which
// reader: the internal handoff brief, the promise reconciliation and what else
// there is (see Kind), the customer's copies with their leak check, and the
// texts to copy. It works on a record that was read already, with the
// grade and the clock given; how a document looks is known to package draw.
//
// A customer's copy is a document of its own. It is made from a small set of
// values picked one by one (see shared), so what nobody picked cannot get in.
package brief

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"kept/playbook"
	"kept/playbook/brief/doc"
	"kept/playbook/brief/draw"
	"kept/playbook/readiness"
	"kept/playbook/schedule"
)

// Input is everything a document is made from. Equal inputs give equal bytes.
type Input struct {
	Kind     Kind
	Record   playbook.Record
	Grade    readiness.Result
	Captured readiness.Captured
	AsOf     time.Time // the moment the record was read, in the reader's zone
	Company  Company
	Paper    doc.Paper
	Version  int      // of this document, counted by the caller; 0 prints none
	Changes  []string // what changed since the version before, internal only
	// Days are those of the running plan by task, internal only. Without them the
	// timeline shows neither what the plan's end hangs on nor forecasts.
	Days map[playbook.ID]schedule.Day
	// Pack is the account pack that an internal document carries as an attachment,
	// nil for none.
	Pack []byte
}

// Company is how our side looks in a document.
type Company struct {
	Name   string
	Logo   []byte  // PNG or JPEG, nil for none
	Colour doc.RGB // zero for the program's own
}

// ParseColour reads a colour as the company's setting has it, "#0F6F68" or
// "0f6f68". Empty text is the zero colour; the error is one sentence.
func ParseColour(s string) (doc.RGB, error) {
	t := strings.TrimPrefix(strings.TrimSpace(s), "#")
	if t == "" {
		return doc.RGB{}, nil
	}
	n, err := strconv.ParseUint(t, 16, 32)
	if err != nil || len(t) != 6 {
		return doc.RGB{}, fmt.Errorf("%q is not a colour; write it like #0F6F68", clip(s, 40))
	}
	return doc.RGB{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n)}, nil
}

// PDF makes the document of in.Kind for an audience. For the customer's copy the
// leak check comes with it, to be read before the bytes are written anywhere;
// for the internal one it is empty. A customer's copy of a document that stays
// inside is refused with an *playbook.InvalidError, and so is one that is to
// carry a pack.
func PDF(ctx context.Context, in Input, to doc.Audience) (draw.Result, Leak, error) {
	var d doc.Document
	var leak Leak
	var opts []draw.Option
	switch s := sheetOf(in.Kind); {
	case to == doc.Internal:
		d = s.internal(in)
		if in.Pack != nil {
			opts = append(opts, draw.Attach(strings.TrimSuffix(FileName(in.Record.Account.Name, in.Kind, to, in.day()), ".pdf")+".keptpack", "Account pack of Kept: open this PDF in Kept to take it in", in.Pack))
		}
	case in.Pack != nil:
		return draw.Result{}, Leak{}, &playbook.InvalidError{Message: "A customer's copy carries no account pack; make the internal document, or leave the pack out."}
	case s.customer == nil:
		return draw.Result{}, Leak{}, noCustomer(in.Kind)
	default:
		d, leak = s.customer(in)
	}
	res, err := draw.Render(ctx, d, opts...)
	return res, leak, err
}

// frame is what all documents have at their edges.
func (in *Input) frame(kind string, to doc.Audience) doc.Document {
	d := doc.Document{
		Title: clip(in.Record.Account.Name, 200) + ": " + strings.ToLower(kind), Account: in.Record.Account.Name, Kind: kind,
		Audience: to, Date: in.day().Long(), Created: in.AsOf, CompanyName: in.Company.Name, Logo: in.Company.Logo,
		Accent: in.Company.Colour, Paper: in.Paper, Pages: in.Kind.Pages(to),
	}
	if to == doc.Internal {
		d.AsOf = in.AsOf.Format("2 Jan 2006, 15:04 MST")
		d.Subject, d.Keywords = kind+", internal", strings.ToLower(kind)+", internal"
	} else {
		d.AsOf = in.day().Short()
	}
	if in.Version > 0 {
		d.Version = "version " + strconv.Itoa(in.Version)
	}
	return d
}

func (in *Input) day() playbook.Date { return playbook.DateOf(in.AsOf) }
