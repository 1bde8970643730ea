package form

import (
	"context"
	"errors"
	"io"

	"kept/playbook"
	"kept/playbook/merge"
	"kept/playbook/work"
)

// A Company is how the page of a request looks: whose it is.
type Company struct {
	Name   string
	Colour string // #0F6F68, "" for the program's own
	Logo   []byte // PNG or JPEG, nil for none
}

// Request writes form.html: one page that asks everything the field table asks
// of a seller, filled with what is known of an account but for sensitive notes,
// with the open questions beside their fields. The zero account asks for a new
// deal. It stores nothing.
func Request(ctx context.Context, d *work.Desk, account playbook.ID, c Company, w io.Writer) error {
	return errors.ErrUnsupported
}

// Open reads a file of answers or a YAML form, whichever it is. The error is a
// Problems.
func Open(name string, r io.Reader) (*Form, error) {
	return nil, errors.ErrUnsupported
}

// Look says what a form would change, and changes nothing. past may be nil; it
// is asked who changed here what was changed on both sides.
func Look(ctx context.Context, d *work.Desk, past work.Past, f *Form) (work.AnswersView, error) {
	return work.AnswersView{}, errors.ErrUnsupported
}

// Take stores what Look has shown, with choices for what is to be otherwise, as
// one act. Without a choice what was changed there alone counts, and what was
// changed on both sides, or cannot be stored as it is, stays as it is here.
// merge.Mine, merge.Theirs, merge.Keep (of long text) and merge.Other can be
// chosen; Newer is as no choice.
func Take(ctx context.Context, d *work.Desk, f *Form, choices []merge.Choice) (Applied, error) {
	return Applied{}, errors.ErrUnsupported
}
