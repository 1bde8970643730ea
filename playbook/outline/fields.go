package outline

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kept/playbook"
)

// The kinds of fields.
const (
	OneLine  = iota // a line of text
	Words           // one value that may be long
	ManyLine        // text of several lines
	Choice          // one of Options, its text is the label
	Tick            // "yes" or ""
)

// A Field is one value of a line as text. Set understands the text or refuses it
// with an *playbook.InvalidError and changes nothing.
type Field struct {
	Key         string // of a playbook file, as a finding names it
	Label       string
	Kind        int
	Placeholder string
	Options     []playbook.Option
	Get         func(o *Outline, l Line) string
	Set         func(o *Outline, l Line, text string) error
	// Says reads the value back in words, "" where the text says it all; nil where
	// it always does.
	Says func(o *Outline, l Line) string
}

// FieldsOf returns the fields of a kind of line, in order.
func FieldsOf(l Line) []Field {
	switch {
	case l.IsBook():
		return bookFields()
	case l.IsPhase():
		return phaseFields()
	}
	return stepFields()
}

func bad(field, format string, args ...any) error {
	return &playbook.InvalidError{Field: field, Message: fmt.Sprintf(format, args...)}
}

func oneLine(s string) string { return strings.Join(strings.Fields(playbook.CleanText(s)), " ") }

func lines(s string) []string {
	var out []string
	for l := range strings.SplitSeq(playbook.CleanText(s), "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

func number(field, s string) (int, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > playbook.MaxOffset {
		return 0, bad(field, "%q is no number of days; write a whole one, at most %d", s, playbook.MaxOffset)
	}
	return n, nil
}

func digits(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func bookFields() []Field {
	text := func(key, label string, at func(*playbook.Playbook) *string) Field {
		return Field{Key: key, Label: label, Kind: Words, Get: func(o *Outline, _ Line) string { return *at(&o.Book) },
			Set: func(o *Outline, _ Line, s string) error { *at(&o.Book) = oneLine(s); return nil }}
	}
	gap := func(key, label string, at func(*playbook.Playbook) *int) Field {
		return Field{Key: key, Label: label, Placeholder: "Its date waits", Get: func(o *Outline, _ Line) string { return digits(*at(&o.Book)) },
			Set: func(o *Outline, _ Line, s string) (err error) {
				n, err := number(key, s)
				if err == nil {
					*at(&o.Book) = n
				}
				return err
			}}
	}
	return []Field{
		text("title", "Title", func(p *playbook.Playbook) *string { return &p.Title }),
		text("for", "Who it is for", func(p *playbook.Playbook) *string { return &p.For }),
		{Key: "letter", Label: "Letter", Placeholder: "None", Get: func(o *Outline, _ Line) string { return o.Book.Letter },
			Set: func(o *Outline, _ Line, s string) error { o.Book.Letter = strings.ToUpper(oneLine(s)); return nil }},
		gap("gaps", "Kickoff, days after close", func(p *playbook.Playbook) *int { return &p.Gaps.Kickoff }),
		gap("gaps", "Go-live, days after kickoff", func(p *playbook.Playbook) *int { return &p.Gaps.GoLive }),
		{Key: "anchors", Label: "Days of its own that steps count from", Kind: ManyLine, Placeholder: "data-delivered, kickoff+10: Data delivered",
			Get: func(o *Outline, _ Line) string { return formatAnchors(o.Book.Anchors) },
			Set: func(o *Outline, _ Line, s string) error {
				list, err := parseAnchors(s)
				if err == nil {
					o.Book.Anchors = list
				}
				return err
			}},
	}
}

func formatAnchors(list []playbook.OwnAnchor) string {
	var out []string
	for i := range list {
		head := list[i].ID
		if at := list[i].At(); at != "" {
			head += ", " + at
		}
		out = append(out, head+": "+list[i].Title)
	}
	return strings.Join(out, "\n")
}

func parseAnchors(s string) ([]playbook.OwnAnchor, error) {
	var out []playbook.OwnAnchor
	for _, l := range lines(s) {
		head, title, ok := strings.Cut(l, ":")
		if !ok {
			return nil, bad("anchors", "%q does not say which day it is; write it like data-delivered, kickoff+10: Data delivered", l)
		}
		id, at, follows := strings.Cut(head, ",")
		a := playbook.OwnAnchor{ID: strings.TrimSpace(id), Title: oneLine(title)}
		if follows {
			from, err := playbook.ParseAt(at)
			if err != nil {
				return nil, err
			}
			a.From, a.Days = from.Anchor, from.Days
		}
		out = append(out, a)
	}
	return out, nil
}

func phaseFields() []Field {
	text := func(key, label string, kind int, at func(*playbook.TemplatePhase) *string) Field {
		return Field{Key: key, Label: label, Kind: kind, Get: func(o *Outline, l Line) string { return *at(o.Phase(l)) },
			Set: func(o *Outline, l Line, s string) error {
				if s = oneLine(s); s != *at(o.Phase(l)) {
					*at(o.own(l.Phase)) = s
				}
				return nil
			}}
	}
	exit := text("exit", "Exit criteria, separated by semicolons", Words, func(p *playbook.TemplatePhase) *string { return &p.Exit })
	return []Field{
		text("title", "Title", Words, func(p *playbook.TemplatePhase) *string { return &p.Title }),
		text("code", "Code", OneLine, func(p *playbook.TemplatePhase) *string { return &p.Code }),
		text("goal", "Goal", Words, func(p *playbook.TemplatePhase) *string { return &p.Goal }),
		exit,
		text("customer", "The phase in the customer’s words", Words, func(p *playbook.TemplatePhase) *string { return &p.Customer }),
	}
}

// stepField is a field of a step; set understands the text into a copy.
func stepField(key, label string, kind int, get func(s *playbook.Step) string, set func(o *Outline, s *playbook.Step, text string) error) Field {
	return Field{Key: key, Label: label, Kind: kind, Get: func(o *Outline, l Line) string { return get(o.Step(l)) },
		Set: func(o *Outline, l Line, text string) error {
			s := o.Step(l)
			c := *s
			if err := set(o, &c, text); err != nil {
				return err
			}
			o.own(l.Phase)
			*s = c
			return nil
		}}
}

func stepFields() []Field {
	text := func(key, label string, kind int, at func(*playbook.Step) *string) Field {
		return stepField(key, label, kind, func(s *playbook.Step) string { return *at(s) }, func(_ *Outline, s *playbook.Step, t string) error {
			if kind == ManyLine {
				*at(s) = strings.TrimSpace(playbook.CleanText(t))
			} else {
				*at(s) = oneLine(t)
			}
			return nil
		})
	}
	tick := func(key, label string, at func(*playbook.Step) *bool) Field {
		return stepField(key, label, Tick, func(s *playbook.Step) string {
			if *at(s) {
				return "yes"
			}
			return ""
		}, func(_ *Outline, s *playbook.Step, t string) error { *at(s) = t == "yes"; return nil })
	}
	title := Field{Key: "title", Label: "Title", Kind: Words, Get: func(o *Outline, l Line) string { return o.Step(l).Title },
		Set: func(o *Outline, l Line, s string) error {
			o.own(l.Phase)
			o.rename(o.Step(l), oneLine(s))
			return nil
		}}
	role := stepField("role", "Role", Choice, func(s *playbook.Step) string { return playbook.LabelOf(playbook.Roles(), s.Role) },
		func(_ *Outline, s *playbook.Step, t string) error {
			i := slices.IndexFunc(playbook.Roles(), func(r playbook.Option) bool { return r.Label == t })
			if i < 0 {
				return bad("role", "%q is not a role", t)
			}
			s.Role = playbook.Roles()[i].Value
			return nil
		})
	role.Options = playbook.Roles()
	at := stepField("at", "When", OneLine, (*playbook.Step).At, func(o *Outline, s *playbook.Step, t string) error {
		off, err := playbook.ParseAt(t, o.Book.Anchors...)
		if err == nil {
			s.SetAt(off)
		}
		return err
	})
	at.Placeholder = "kickoff+5 working"
	at.Says = func(o *Outline, l Line) string { return WhenWords(&o.Book, o.Step(l)) }
	duration := stepField("duration", "Takes, working days", OneLine, func(s *playbook.Step) string { return digits(s.Duration) },
		func(_ *Outline, s *playbook.Step, t string) error {
			n, err := number("duration", t)
			if err == nil {
				s.Duration = n
			}
			return err
		})
	duration.Placeholder = "1"
	after := stepField("after", "Waits for", Words, func(s *playbook.Step) string { return playbook.FormatAfter(s.After) },
		func(_ *Outline, s *playbook.Step, t string) error {
			list, err := playbook.ParseAfter(t)
			if err == nil {
				s.After = list
			}
			return err
		})
	after.Placeholder = "design-signed+2"
	after.Says = func(o *Outline, l Line) string { return AfterWords(&o.Book, o.Step(l)) }
	when := stepField("if", "Only where", Words, func(s *playbook.Step) string { return s.When.String() },
		func(_ *Outline, s *playbook.Step, t string) error {
			c, err := playbook.ParseCondition(t)
			if err == nil {
				s.When = c
			}
			return err
		})
	when.Placeholder = "integrations > 0"
	when.Says = func(o *Outline, l Line) string { return o.Step(l).When.In() }
	inputs := stepField("inputs", "Inputs it needs, one a line", ManyLine, func(s *playbook.Step) string { return formatInputs(s.Inputs) },
		func(_ *Outline, s *playbook.Step, t string) error {
			list, err := parseInputs(t)
			if err == nil {
				s.Inputs = list
			}
			return err
		})
	inputs.Placeholder = "Support: known gaps"
	links := stepField("links", "Procedures, one address a line", ManyLine, func(s *playbook.Step) string { return strings.Join(s.Links, "\n") },
		func(_ *Outline, s *playbook.Step, t string) error { s.Links = lines(t); return nil })
	return []Field{title, role, at, duration, after,
		tick("milestone", "A milestone", func(s *playbook.Step) *bool { return &s.Milestone }),
		tick("no-skip", "Not skipped without a reason", func(s *playbook.Step) *bool { return &s.NoSkip }),
		text("evidence", "Evidence asked for", Words, func(s *playbook.Step) *string { return &s.Evidence }),
		text("customer", "What the customer reads", Words, func(s *playbook.Step) *string { return &s.Customer }),
		when, inputs, links,
		text("guidance", "Guidance", ManyLine, func(s *playbook.Step) *string { return &s.Guidance }),
	}
}

func formatInputs(list []playbook.InputSlot) string {
	var out []string
	for _, in := range list {
		out = append(out, playbook.LabelOf(playbook.Roles(), in.Role)+": "+in.What)
	}
	return strings.Join(out, "\n")
}

func parseInputs(s string) ([]playbook.InputSlot, error) {
	var out []playbook.InputSlot
	for _, l := range lines(s) {
		who, what, ok := strings.Cut(l, ":")
		if !ok {
			return nil, bad("inputs", "%q does not say who contributes what; write it like Support: known gaps", l)
		}
		role := RoleOf(who)
		if role == "" {
			return nil, bad("inputs", "%q is not a role; it is one of %s", strings.TrimSpace(who), roleList())
		}
		out = append(out, playbook.InputSlot{Role: role, What: oneLine(what)})
	}
	return out, nil
}

// RoleOf returns the role that words name, by its label or as it is stored, ""
// when they name none.
func RoleOf(words string) string {
	w := strings.TrimSpace(words)
	for _, r := range playbook.Roles() {
		if strings.EqualFold(r.Label, w) || strings.EqualFold(r.Value, w) {
			return r.Value
		}
	}
	return ""
}

func roleList() string {
	var out []string
	for _, r := range playbook.Roles() {
		out = append(out, r.Label)
	}
	return strings.Join(out, ", ")
}

// WhenWords says when a step is due: "5 working days after kickoff".
func WhenWords(p *playbook.Playbook, s *playbook.Step) string {
	anchor := p.AnchorLabel(s.Anchor)
	if p.Own(s.Anchor) == nil {
		anchor = strings.ToLower(anchor)
	} else {
		anchor = "“" + anchor + "”" // a title is a sentence of its own
	}
	n, unit, side := s.Days, "day", "after"
	if s.Working {
		unit = "working day"
	}
	if n < 0 {
		n, side = -n, "before"
	}
	switch n {
	case 0:
		return "on " + anchor
	case 1:
		return "1 " + unit + " " + side + " " + anchor
	}
	return fmt.Sprintf("%d %ss %s %s", n, unit, side, anchor)
}

// AfterWords says what a step waits for by the titles: "“Submit handoff”, and 2
// working days more after “Design signed”"; "" when it waits for nothing.
func AfterWords(p *playbook.Playbook, s *playbook.Step) string {
	var out []string
	for _, a := range s.After {
		name := a.Step
		if other := p.Step(a.Step); other != nil && other.Title != "" {
			name = "“" + other.Title + "”"
		}
		if a.Lag == 1 {
			name += " and 1 working day more"
		} else if a.Lag > 1 {
			name += fmt.Sprintf(" and %d working days more", a.Lag)
		}
		out = append(out, name)
	}
	return strings.Join(out, ", ")
}

// Wrong says what is wrong with a text as one sentence.
func Wrong(err error) string {
	var invalid *playbook.InvalidError
	if errors.As(err, &invalid) {
		return invalid.Message
	}
	return err.Error()
}
