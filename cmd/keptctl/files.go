package main

import (
	"bytes"
	"encoding/base64"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"kept/cmd/internal/boot"
	"kept/playbook"
	"kept/playbook/brief"
	"kept/playbook/brief/doc"
	"kept/playbook/form"
	"kept/playbook/readiness"
	"kept/playbook/work"
)

func formFlags(fs *flag.FlagSet) func(*app) error {
	example := fs.Bool("example", false, "fill it with an invented account")
	sensitive := fs.Bool("sensitive", false, sensitiveUsage)
	return func(a *app) error {
		o := form.Options{Example: *example, Sensitive: *sensitive}
		if len(a.args) == 1 {
			if *example {
				return usage("form takes an account or --example, not both")
			}
			if err := a.open(boot.Existing); err != nil {
				return err
			}
			rec, err := a.account(a.args[0])
			if err != nil {
				return err
			}
			o.Record = &rec
		}
		var b bytes.Buffer
		if err := form.Write(&b, o); err != nil {
			return err
		}
		return a.print(map[string]any{"form": b.String()}, func() { a.out.Write(b.Bytes()) })
	}
}

// apply reads the form before it opens the workspace, so that a mistake in the
// form makes no workspace.
func (a *app) apply() error {
	name, in := a.args[0], a.in
	if name == "-" {
		name = "input"
	} else {
		f, err := os.Open(name)
		if err != nil {
			return &failure{kind: "file", message: fmt.Sprintf("The form %s cannot be read; check its name and who may read it.", name)}
		}
		defer f.Close()
		if st, err := f.Stat(); err == nil && st.IsDir() {
			return &failure{kind: "file", message: fmt.Sprintf("%s is a folder; name the form in it.", name)}
		}
		in = f
	}
	f, err := form.Read(name, in)
	if err != nil {
		return err
	}
	if err := a.open(boot.Create); err != nil {
		return err
	}
	out, err := form.Apply(a.ctx, a.kept.Desk, f)
	if err != nil {
		return err
	}
	v := map[string]any{"account": map[string]any{"id": out.Account, "name": out.Name}, "created": out.Created, "answers": out.Answers, "rows": out.Rows}
	return a.print(v, func() {
		switch {
		case out.Created:
			a.say("%s: new, with %s and %s.", one(out.Name, 80), count(out.Answers, "answer"), count(out.Rows, "row"))
		case out.Answers == 0 && out.Rows == 0:
			a.say("%s: nothing changed.", one(out.Name, 80))
		default:
			a.say("%s: %s changed, %s added.", one(out.Name, 80), count(out.Answers, "answer"), count(out.Rows, "row"))
		}
	})
}

func briefFlags(fs *flag.FlagSet) func(*app) error {
	what := fs.String("document", "brief", "the `DOCUMENT`: brief, reconciliation, questions, value, agenda or inspection")
	to := fs.String("for", "", "the `READER`: internal or customer")
	paper := fs.String("paper", "", "the `SIZE`, a4 or letter; else as the settings say")
	file := fs.String("o", "", "the `FILE` to write; else a name made of account and date")
	check := fs.Bool("check", false, "for the customer's copy: print the leak check and write nothing")
	carry := fs.Bool("with-pack", false, "attach the account's pack, without sensitive notes; pack open takes the PDF like a pack; never for the customer")
	return func(a *app) error {
		audience, ok := map[string]doc.Audience{"internal": doc.Internal, "customer": doc.Customer}[strings.ToLower(*to)]
		if !ok {
			return usage("brief needs --for internal or --for customer, not %q", *to)
		}
		kind, err := brief.ParseKind(*what)
		if err != nil {
			return usage("%v", err)
		}
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		in, err := a.briefInput(rec, *paper)
		if err != nil {
			return err
		}
		in.Kind = kind
		if *carry && audience == doc.Internal {
			if in.Pack, err = a.packOf(rec.Account.ID); err != nil {
				return err
			}
		} else if *carry {
			in.Pack = []byte{} // refused there in the same words as everywhere
		}
		res, leak, err := brief.PDF(a.ctx, in, audience)
		if err != nil {
			return fmt.Errorf("make the document: %w", err)
		}
		lines := []string{}
		if audience == doc.Customer {
			lines = leak.Lines()
		}
		path := *file
		if path == "" {
			path = brief.FileName(rec.Account.Name, in.Kind, audience, playbook.DateOf(in.AsOf))
		}
		if a.kept.Store.IsAt(path) {
			return &failure{kind: "file", message: fmt.Sprintf("The document was not written: %s belongs to the workspace; choose another name.", path)}
		}
		if *check {
			return a.print(map[string]any{"file": nil, "pages": res.Pages, "leak_check": lines, "warnings": notNil(res.Warnings)}, func() {
				for _, l := range lines {
					a.say("%s", l)
				}
			})
		}
		if err := brief.SaveFile(path, res.PDF); err != nil {
			return err
		}
		if !a.json {
			for _, l := range append(lines, res.Warnings...) {
				fmt.Fprintln(a.err, l)
			}
		}
		return a.print(map[string]any{"file": path, "pages": res.Pages, "leak_check": lines, "warnings": notNil(res.Warnings)}, func() { a.say("%s", path) })
	}
}

func (a *app) text() error {
	rec, err := a.account(a.args[0])
	if err != nil {
		return err
	}
	in, err := a.briefInput(rec, "")
	if err != nil {
		return err
	}
	var text string
	switch a.args[1] {
	case "introduction":
		text = brief.Introduction(in)
	case "agenda":
		text = brief.KickoffAgenda(in)
	default:
		return usage("text is introduction or agenda, not %q", a.args[1])
	}
	return a.print(map[string]any{"text": text}, func() { a.say("%s", harmless(strings.TrimRight(text, "\n"))) })
}

// briefInput puts together what a document is made from.
func (a *app) briefInput(rec playbook.Record, paper string) (brief.Input, error) {
	settings, err := a.kept.Settings(a.ctx)
	if err != nil {
		return brief.Input{}, err
	}
	filled, err := a.kept.Store.FirstFilled(a.ctx, rec.Account.ID)
	if err != nil {
		return brief.Input{}, fmt.Errorf("read when fields were filled: %w", err)
	}
	rec, team, err := a.kept.Desk.RecordAndTeam(a.ctx, rec.Account.ID)
	if err != nil {
		return brief.Input{}, err
	}
	in := brief.Input{Record: rec, Days: work.DaysOf(&rec, &team, a.kept.Desk.Today()), Grade: a.kept.Desk.Grade(&rec), Captured: readiness.CaptureIn(&rec, filled, a.kept.Desk.Now().Location()), AsOf: a.kept.Desk.Now()}
	if paper == "" {
		paper = settings[playbook.PaperSize]
	}
	switch strings.ToLower(paper) {
	case "", "a4":
		in.Paper = doc.A4
	case "letter":
		in.Paper = doc.Letter
	default:
		return in, usage("--paper is a4 or letter, not %q", paper)
	}
	in.Company.Name = settings[playbook.CompanyName]
	if in.Company.Colour, err = brief.ParseColour(settings[playbook.CompanyColour]); err != nil {
		return in, fmt.Errorf("the company's colour: %w", err)
	}
	if in.Company.Logo, err = io.ReadAll(base64.NewDecoder(base64.StdEncoding, strings.NewReader(settings[playbook.CompanyLogo]))); err != nil {
		return in, fmt.Errorf("the company's logo cannot be read; choose it again in the window: %w", err)
	}
	return in, nil
}
