package outline

import (
	"slices"
	"strings"

	"kept/playbook"
)

// Text returns what stands in a field: what somebody typed that is not
// understood yet, else the value.
func (o *Outline) Text(l Line, f *Field) string {
	if s, ok := o.Loose[o.place(l)+f.Label]; ok {
		return s
	}
	return f.Get(o, l)
}

// Type takes what is typed into a field. Text that is not understood is kept as
// it is, and the value stays; the error says what would be right.
func (o *Outline) Type(l Line, f *Field, text string) error {
	was := o.place(l)
	err := f.Set(o, l, text)
	if now := o.place(l); now != was {
		for k, v := range o.Loose {
			if rest, ok := strings.CutPrefix(k, was); ok {
				delete(o.Loose, k)
				o.Loose[now+rest] = v
			}
		}
		was = now
	}
	if err != nil {
		o.Loose[was+f.Label] = text
		return err
	}
	delete(o.Loose, was+f.Label)
	return nil
}

// place names a line whatever stands around it.
func (o *Outline) place(l Line) string {
	switch {
	case l.IsBook():
		return "book|"
	case l.IsPhase():
		return "phase|" + o.Phase(l).Code + "|"
	}
	return "step|" + o.Step(l).ID + "|"
}

// A Finding is one thing to say about a line.
type Finding struct {
	Line    Line
	Field   string // the key in a playbook file, or ""
	Message string // one sentence without its full stop
	Warning bool   // forbids nothing
}

// Findings returns what is wrong and what to look at, in the order of the lines:
// text that is not understood, then what the check of the playbook says.
func (o *Outline) Findings() []Finding {
	var out []Finding
	for _, l := range o.Lines() {
		for _, f := range FieldsOf(l) {
			text, ok := o.Loose[o.place(l)+f.Label]
			if !ok {
				continue
			}
			c := New(o.Book, nil) // the text is tried on a copy
			if err := f.Set(c, l, text); err != nil {
				out = append(out, Finding{Line: l, Field: f.Key, Message: Wrong(err)})
			}
		}
	}
	for _, f := range o.Book.Findings() {
		l := Line{f.Phase, f.Step}
		out = append(out, Finding{Line: l, Field: f.Field, Message: onScreen(l, f.Field, f.Message), Warning: f.Warning})
	}
	at := map[Line]int{}
	for i, l := range o.Lines() {
		at[l] = i
	}
	slices.SortStableFunc(out, func(a, b Finding) int { return at[a.Line] - at[b.Line] })
	return out
}

// onScreen says a finding with the words of the fields where it has the keys of a
// file: nobody sees those here.
func onScreen(l Line, field, message string) string {
	for _, f := range FieldsOf(l) {
		label, _, _ := strings.Cut(f.Label, ",")
		label = "“" + label + "”"
		if f.Key == field {
			if rest, ok := strings.CutPrefix(message, f.Key+" "); ok {
				message = label + " " + rest
			}
			message = strings.Replace(message, " under "+f.Key+";", " under "+label+";", 1)
		}
		if before, _, ok := strings.Cut(message, "; add "+f.Key+":"); ok {
			message = before + "; fill in " + label
		}
	}
	return strings.Replace(message, "; add what: with it, like known gaps", "; write it like Support: known gaps", 1)
}

// Errors counts the findings that keep the playbook from being published.
func Errors(list []Finding) int {
	n := 0
	for _, f := range list {
		if !f.Warning {
			n++
		}
	}
	return n
}

// Differs tells whether the playbook says something else than another, or holds
// text that is not understood.
func (o *Outline) Differs(other *playbook.Playbook) bool {
	return len(o.Loose) > 0 || len(playbook.Diff(other, &o.Book)) > 0
}
