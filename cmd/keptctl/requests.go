package main

import (
	"bytes"
	"encoding/base64"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"kept/cmd/internal/boot"
	"kept/playbook"
	"kept/playbook/brief"
	"kept/playbook/form"
	"kept/playbook/merge"
	"kept/playbook/work"
)

func requestFlags(fs *flag.FlagSet) func(*app) error {
	file := fs.String("o", "form.html", "the `FILE` to write")
	return func(a *app) error {
		if err := a.open(boot.Existing); err != nil {
			return err
		}
		var id playbook.ID
		name := "a new deal"
		if len(a.args) == 1 {
			rec, err := a.account(a.args[0])
			if err != nil {
				return err
			}
			id, name = rec.Account.ID, rec.Account.Name
		}
		settings, err := a.kept.Settings(a.ctx)
		if err != nil {
			return err
		}
		c := form.Company{Name: settings[playbook.CompanyName], Colour: settings[playbook.CompanyColour]}
		if c.Logo, err = base64.StdEncoding.DecodeString(settings[playbook.CompanyLogo]); err != nil {
			c.Logo = nil // a page without a logo asks as well
		}
		var b bytes.Buffer
		if err := form.Request(a.ctx, a.kept.Desk, id, c, &b); err != nil {
			return err
		}
		if a.kept.Store.IsAt(*file) {
			return &failure{kind: "file", message: fmt.Sprintf("The page was not written: %s belongs to the workspace; choose another name.", *file)}
		}
		if err := brief.SaveFile(*file, b.Bytes()); err != nil {
			return err
		}
		return a.print(map[string]any{"file": *file, "account_id": id, "name": name}, func() {
			a.say("%s asks for %s; send it to the seller, and open what comes back with: keptctl answers FILE", one(*file, 80), one(name, 80))
		})
	}
}

func answersFlags(fs *flag.FlagSet) func(*app) error {
	yes := fs.Bool("yes", false, "take it in; what both sides have changed stays as it is here")
	theirs := fs.Bool("theirs", false, "take it in; what both sides have changed becomes as the file says")
	sensitive := fs.Bool("sensitive", false, sensitiveUsage)
	return func(a *app) error {
		f, err := a.readAnswers()
		if err != nil {
			return untaken(err)
		}
		want := boot.Existing
		if *yes || *theirs {
			want = boot.Create
		}
		if err := a.open(want); err != nil {
			return err
		}
		view, err := form.Look(a.ctx, a.kept.Desk, a.kept.Store, f)
		if err != nil {
			return untaken(err)
		}
		if !*yes && !*theirs {
			return a.showAnswers(view, *sensitive)
		}
		var choices []merge.Choice
		for _, g := range view.Groups {
			for i := range g.Rows {
				if d := &g.Rows[i]; *theirs && d.Open() && d.Why == "" {
					choices = append(choices, merge.Choice{Row: d.Row, Col: d.Col, Take: merge.Theirs})
				}
			}
		}
		out, err := form.Take(a.ctx, a.kept.Desk, f, choices)
		if err != nil {
			return untaken(err)
		}
		v := map[string]any{"account": map[string]any{"id": out.Account, "name": out.Name}, "created": out.Created,
			"answers": out.Answers, "rows": out.Rows, "removed": out.Removed, "open": out.Open}
		return a.print(v, func() {
			if out.Answers+out.Rows+out.Removed == 0 && !out.Created {
				a.say("%s: nothing changed.", one(out.Name, 80))
			} else {
				a.say("%s: %s taken in, %s added, %d removed.", one(out.Name, 80), count(out.Answers, "answer"), count(out.Rows, "row"), out.Removed)
			}
			if out.Open > 0 {
				a.say("%s; keptctl answers %s shows what, and --theirs takes what can be stored.", stayed(out.Open), one(a.args[0], 80))
			}
		})
	}
}

// untaken says of what is wrong with a file that nothing of it was taken in.
func untaken(err error) error {
	var ps form.Problems
	if !errors.As(err, &ps) {
		return err
	}
	f := &failure{kind: "answers", message: "The answers were not taken in."}
	for _, p := range ps {
		f.reasons = append(f.reasons, p.Error())
	}
	return f
}

func stayed(n int) string {
	if n == 1 {
		return "1 difference stayed as it was here"
	}
	return fmt.Sprintf("%d differences stayed as they were here", n)
}

// readAnswers reads the file before the workspace is opened, so that a mistake
// in it makes no workspace.
func (a *app) readAnswers() (*form.Form, error) {
	name, in := a.args[0], a.in
	if name == "-" {
		return form.Open("input", in)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, &failure{kind: "file", message: fmt.Sprintf("The answers %s cannot be read; check the name and who may read it.", name)}
	}
	defer f.Close()
	if st, err := f.Stat(); err == nil && st.IsDir() {
		return nil, &failure{kind: "file", message: fmt.Sprintf("%s is a folder; name the file of answers in it.", name)}
	}
	return form.Open(name, io.Reader(f))
}

// showAnswers prints what would change and writes nothing.
func (a *app) showAnswers(v work.AnswersView, sensitive bool) error {
	all, open := v.Count()
	groups := []map[string]any{}
	for _, g := range v.Groups {
		rows := []map[string]any{}
		for i := range g.Rows {
			d := &g.Rows[i]
			if d.Sensitive && !sensitive {
				d.HereText, d.ThereText = hidden(d.HereText), hidden(d.ThereText)
			}
			rows = append(rows, map[string]any{"noun": d.Noun, "row": d.Row, "column": d.Col, "class": className(d.Class), "place": d.Place, "label": d.Label,
				"here": d.HereText, "there": d.ThereText, "here_by": d.Here.Who, "here_at": d.Here.At, "why": d.Why, "open": d.Open(), "sensitive": d.Sensitive})
		}
		groups = append(groups, map[string]any{"title": g.Title, "differences": rows})
	}
	j := map[string]any{"account": map[string]any{"id": v.Account, "name": v.Name}, "new": v.New, "by": v.By, "at": v.At, "asked_by": v.AskedBy, "asked_at": v.AskedAt,
		"differences": all, "open": open, "groups": groups}
	return a.print(j, func() {
		head := one(v.Name, 80)
		if v.New {
			head += ", a new account"
		}
		if v.By != "" {
			head += ", answered by " + one(v.By, 60)
		}
		if !v.At.IsZero() {
			head += " on " + moment(v.At, a)
		}
		a.say("%s", head)
		if all == 0 {
			a.say("Nothing in it is new here.")
			return
		}
		for _, g := range v.Groups {
			a.say("\n%s", g.Title)
			for i := range g.Rows {
				a.sayDifference(&g.Rows[i])
			}
		}
		a.say("\nNothing is stored yet. Take it in with --yes.")
		if open > 0 {
			a.say("%s marked with *: with --yes that stays as it is here, with --theirs it becomes as the file says, where it can be stored.", count(open, "difference"))
		}
	})
}

func className(c merge.Class) string {
	switch c {
	case merge.There:
		return "there"
	case merge.Both:
		return "both"
	case merge.NewRow:
		return "new"
	case merge.Removed:
		return "removed"
	}
	return "same"
}

func (a *app) sayDifference(d *work.AnswerDifference) {
	mark, place := " ", one(d.Place, 90)
	if d.Open() {
		mark = "*"
	}
	if d.Label != "" && !strings.EqualFold(d.Label, d.Place) {
		place += " · " + one(d.Label, 60)
	}
	here, there := one(d.HereText, 120), one(strings.ReplaceAll(d.ThereText, "\n", " · "), 160)
	switch {
	case d.Class == merge.Removed:
		a.say(" %s %s: removed", mark, place)
	case d.Class == merge.NewRow:
		a.say(" %s %s: new", mark, place)
		a.say("       %s", there)
	case here == "":
		a.say(" %s %s: %s", mark, place, there)
	default:
		by := ""
		if d.Here.Who != "" {
			by = " (" + one(d.Here.Who, 40) + ", " + moment(d.Here.At, a) + ")"
		}
		a.say(" %s %s", mark, place)
		a.say("       here   %s%s", here, by)
		a.say("       there  %s", orEmptied(there))
	}
	if d.Why != "" {
		a.say("       not stored: %s", one(d.Why, 160))
	}
}

func orEmptied(s string) string {
	if s == "" {
		return "(emptied)"
	}
	return s
}

// hidden stands for what a terminal does not show unasked.
func hidden(s string) string {
	if s == "" {
		return s
	}
	return "(sensitive)"
}
