package brief

import (
	"strings"

	"kept/playbook"
)

// Leak is what a customer's copy leaves out, and what in it a person should
// read twice before it goes out. It is read and confirmed before the file is
// written.
type Leak struct {
	Excluded []Excluded
	Withheld []Withheld
	Warnings []Warning
}

// Excluded is a group of values that stays inside, with how many of them the record holds.
type Excluded struct {
	Field string // "F38", "" for what is no field
	Label string
	Count int
}

// Withheld is one thing that could have gone out and does not, with the reason.
type Withheld struct {
	What string // "Promise", "Criterion", …
	Text string
	Why  string
}

// Warning is a text that goes out and holds something that should perhaps not.
type Warning struct {
	Where string // the field it was typed into
	Text  string // the words around it
	Why   string
}

// Lines returns the leak check as lines to read, in a window or a terminal.
func (l Leak) Lines() []string {
	var out []string
	section := func(title string, rows []string) {
		if len(rows) > 0 {
			out = append(append(out, title), rows...)
		}
	}
	var warn, held, excluded []string
	for _, w := range l.Warnings {
		warn = append(warn, "  "+w.Where+": "+w.Why+" – “"+w.Text+"”")
	}
	for _, w := range l.Withheld {
		held = append(held, "  "+w.What+" “"+clip(oneLine(w.Text), 80)+"”: "+w.Why)
	}
	for _, e := range l.Excluded {
		excluded = append(excluded, "  "+joined(" ", e.Field, e.Label)+": "+count(e.Count, "value", "values"))
	}
	section("Read these before you send it:", warn)
	section("Withheld:", held)
	section("Stays inside:", excluded)
	if len(out) == 0 {
		out = []string{"Nothing internal is on record for this account."}
	}
	return out
}

// leakOf puts the leak check together: what the field table keeps inside, what
// was withheld while picking, and the warnings about the texts that go out.
func leakOf(in *Input, s *shared) Leak {
	return Leak{Excluded: excluded(&in.Record), Withheld: s.withheld, Warnings: append(s.twice, warnings(&in.Record, s.said)...)}
}

// excluded counts the filled internal and sensitive inputs, field by field,
// and after them what no field captures.
func excluded(r *playbook.Record) []Excluded {
	var out []Excluded
	for _, f := range playbook.Fields() {
		n := 0
		for _, row := range r.Rows(&f) {
			for _, in := range f.Inputs {
				if v, err := playbook.GetText(row, in.Col); in.Audience != playbook.Both && err == nil && !blank(v) {
					n++
				}
			}
		}
		if n > 0 {
			out = append(out, Excluded{f.ID(), internalLabel(&f), n})
		}
	}
	add := func(label string, n int) {
		if n > 0 {
			out = append(out, Excluded{"", label, n})
		}
	}
	hidden, notes, conditions := 0, 0, 0
	for i := range r.Tasks {
		t := &r.Tasks[i]
		switch {
		case t.Condition:
			conditions++
		case blank(t.CustomerText):
			hidden++
		}
		for _, s := range []string{t.Note, t.Evidence, t.Reason} {
			if !blank(s) {
				notes++
			}
		}
	}
	add("Conditions of the acceptance", conditions)
	add("Tasks without a customer wording", hidden)
	add("Notes, evidence and reasons of tasks", notes)
	add("Questions between CS and Sales", len(r.Questions))
	add("Steps of the handoff with grade, reasons and rating", len(r.Transitions))
	return out
}

// internalLabel names a field, or its one internal part when the rest may be shown.
func internalLabel(f *playbook.Field) string {
	var parts []string
	for _, in := range f.Inputs {
		if in.Audience != playbook.Both {
			parts = append(parts, lowerStart(in.Label))
		}
	}
	if len(parts) == len(f.Inputs) {
		return f.Label
	}
	return f.Label + " (" + strings.Join(parts, ", ") + ")"
}
