package main

import (
	"flag"
	"fmt"
	"strings"

	"kept/playbook"
	"kept/playbook/work"
)

// person finds the person at the customer that was typed, and their number.
func stakeholder(rec *playbook.Record, typed string) (*playbook.Stakeholder, int, error) {
	return pickRow("person", "people", pointers(rec.People), titled[*playbook.Stakeholder], typed)
}

// stakeholderJSON leaves the sensitive note out: it is never exported.
func stakeholderJSON(number int, p *playbook.Stakeholder) map[string]any {
	v := values(p)
	delete(v, "sensitive")
	v["number"] = number
	return v
}

func (a *app) people() error {
	rec, err := a.account(a.args[0])
	if err != nil {
		return err
	}
	list, table := []map[string]any{}, [][]string{}
	for i := range rec.People {
		p := &rec.People[i]
		list = append(list, stakeholderJSON(i+1, p))
		table = append(table, []string{fmt.Sprintf("%4d", i+1), dash(one(p.Name, 40)), dash(one(p.Title, 40)), dash(label("roles", p)),
			"influence " + dash(p.Influence), dash(strings.ToLower(label("stance", p))), personMarks(p)})
		if p.Concern != "" {
			table = append(table, []string{"", "  concern: " + one(p.Concern, 80) + "; our plan: " + dash(one(p.Approach, 80))})
		}
	}
	return a.print(list, func() {
		if len(list) == 0 {
			a.say("No people are on record.")
			return
		}
		a.columns(table)
	})
}

// label returns a value of a person as it is shown.
func label(col string, p *playbook.Stakeholder) string {
	_, in := playbook.FieldOfColumn("stakeholder", "", col)
	return shown(*in, p)
}

// personMarks tells what sets a person apart from others.
func personMarks(p *playbook.Stakeholder) string {
	var out []string
	if p.LeftOn != "" {
		out = append(out, "left "+day(p.LeftOn))
	}
	if p.Uninvolved {
		out = append(out, "affected, not involved yet")
	}
	if p.Doubts() && (p.Concern == "" || p.Approach == "") {
		out = append(out, "needs a concern and a plan")
	}
	return strings.Join(out, ", ")
}

func leftFlags(fs *flag.FlagSet) func(*app) error {
	on := fs.String("on", "", "the `DATE`; else today")
	back := fs.Bool("take-back", false, "the person is back, or never left")
	return func(a *app) error {
		day, err := date("--on", *on)
		if err != nil {
			return err
		}
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		p, n, err := stakeholder(&rec, a.args[1])
		if err != nil {
			return err
		}
		made := 0
		if *back {
			err = a.kept.Desk.PersonIsBack(a.ctx, p.ID)
		} else {
			made, err = a.kept.Desk.PersonLeft(a.ctx, p.ID, day)
		}
		if err != nil {
			return err
		}
		if rec, err = a.kept.Desk.Record(a.ctx, rec.Account.ID); err != nil {
			return err
		}
		p = &rec.People[n-1]
		return a.print(map[string]any{"person": stakeholderJSON(n, p), "tasks_made": made}, func() {
			switch {
			case *back:
				a.say("%s is back; tasks that were made stay, skip those nobody needs.", one(p.Name, 60))
			case made > 0:
				a.say("%s left on %s: %s made, keptctl tasks lists them.", one(p.Name, 60), p.LeftOn.Short(), count(made, "task"))
			default:
				a.say("%s left on %s.", one(p.Name, 60), p.LeftOn.Short())
			}
		})
	}
}

func removeFlags(fs *flag.FlagSet) func(*app) error {
	reason := fs.String("reason", "", "a `TEXT`: why; a criterion needs it")
	return func(a *app) error {
		f, err := listNamed(a.args[1])
		if err != nil {
			return err
		}
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		n, _, err := pickRow("row", "show", listRows(&rec, f), titled[playbook.Noun], a.args[2])
		if err != nil {
			return err
		}
		if err := a.kept.Desk.RemoveRowFor(a.ctx, work.Ref{Noun: f.Noun, ID: n.Key().ID}, *reason); err != nil {
			return err
		}
		v := map[string]any{"noun": f.Noun, "id": n.Key().ID, "title": playbook.TitleOf(n)}
		return a.print(v, func() {
			a.say("“%s” is in the trash; keptctl undo or trash restore brings it back.", one(playbook.TitleOf(n), 100))
		})
	}
}

// listNamed finds a list by its key in the form.
func listNamed(typed string) (*playbook.Field, error) {
	var keys []string
	seen := map[string]bool{}
	for _, f := range append(playbook.Fields(), playbook.LaterFields()...) {
		if !f.List || seen[f.Key] {
			continue
		}
		if kebab(f.Key) == kebab(typed) {
			return &f, nil
		}
		seen[f.Key] = true
		keys = append(keys, kebab(f.Key))
	}
	return nil, usage("there is no list %q; it is one of %s", one(typed, 40), strings.Join(keys, ", "))
}

// listRows returns the rows of a list in the order in which they are numbered.
func listRows(rec *playbook.Record, f *playbook.Field) []playbook.Noun {
	if f.Noun != "promise" {
		return rec.Rows(f)
	}
	var out []playbook.Noun
	for _, p := range rec.PromisesByDue() {
		out = append(out, p)
	}
	return out
}
