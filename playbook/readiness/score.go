package readiness

import (
	"fmt"
	"strconv"
	"strings"

	"kept/playbook"
	"kept/playbook/wording"
)

// gates says which gates apply to a record today: C always, C+ from medium
// complexity on, H once the close date is past.
type gates struct{ complex, closed bool }

func (g gates) on(gate playbook.Gate) bool {
	switch gate {
	case playbook.GateC:
		return true
	case playbook.GateCPlus:
		return g.complex
	case playbook.GateH:
		return g.closed
	}
	return false
}

// section scores the applicable fields of a section. Fit, working style and
// next steps count among the deal facts. Fields that share rows (people,
// criteria, promises) count once, as their list.
func (g gates) section(r *playbook.Record, key string) []Score {
	var out []Score
	seen := map[string]bool{}
	for _, f := range playbook.Fields() {
		if f.Section != key && !(key == "deal" && f.Section == "working") {
			continue
		}
		field := playbook.FieldByNo(f.No)
		switch {
		case f.No == 37:
			out = append(out, g.roles(r, field))
		case f.No == 50:
			out = append(out, g.deciding(r, field))
		case f.No == 33:
			if g.complex || g.closed {
				out = append(out, g.proofPoints(r, field))
			}
		case f.No == 66: // asked first; unanswered complexity is a missing item of its own
			out = append(out, complexityAnswers(r, field))
		case f.List:
			rows := f.Noun + "/" + f.Kind
			if !seen[rows] && g.on(f.Gate) {
				seen[rows] = true
				out = append(out, g.list(r, field))
			}
		case g.on(f.Gate):
			out = append(out, g.single(r, field))
		}
	}
	return out
}

// single scores a field of one row: all of its wanted inputs, or nothing.
func (g gates) single(r *playbook.Record, f *playbook.Field) Score {
	s := Score{Field: f}
	if f.None && r.NoneOf(f) != nil {
		s.Share = 1
		return s
	}
	row := r.Rows(f)[0]
	for _, in := range f.Inputs {
		if g.on(in.Gate) && !filled(row, in.Col) {
			text := in.Label
			if f.No == 68 {
				text = "Fit: " + lower(in.Label)
			}
			s.Missing = append(s.Missing, Missing{Field: f, Row: row.Key().ID, Col: in.Col, Text: text})
		}
	}
	if len(s.Missing) == 0 {
		s.Share = 1
	}
	return s
}

// list scores a list by its share of complete rows; an explicit none is
// complete, an empty list nothing.
func (g gates) list(r *playbook.Record, f *playbook.Field) Score {
	s := Score{Field: f}
	rows := r.Rows(f)
	if len(rows) == 0 {
		if f.None && r.NoneOf(f) != nil {
			s.Share = 1
			return s
		}
		text := f.Label
		if f.None {
			text += ": one row, or “none” with your name"
		}
		s.Missing = []Missing{{Field: f, Text: text}}
		return s
	}
	complete := 0
	for i, row := range rows {
		missing := g.row(f, row, i+1)
		if len(missing) == 0 {
			complete++
		}
		s.Missing = append(s.Missing, missing...)
	}
	of := len(rows)
	if f.No == 40 { // beliefs: at least one for the sponsor
		for i := range r.People {
			if p := &r.People[i]; p.Has("sponsor") && !believes(r, p.Name) {
				of++
				s.Missing = append(s.Missing, Missing{Field: f, Text: "What the sponsor believes they will get"})
				break
			}
		}
	}
	s.Share = float64(complete) / float64(of)
	return s
}

func believes(r *playbook.Record, name string) bool {
	for _, b := range r.Beliefs {
		if playbook.SameName(b.Person, name) {
			return true
		}
	}
	return false
}

// row names what a row of a list lacks, over all fields that share the row.
func (g gates) row(f *playbook.Field, row playbook.Noun, n int) []Missing {
	var out []Missing
	for _, part := range playbook.FieldsOf(f.Noun, f.Kind) {
		for _, in := range part.Inputs {
			if !g.on(in.Gate) || filled(row, in.Col) || excused(row, in.Col) {
				continue
			}
			out = append(out, Missing{Field: part, Row: row.Key().ID, Col: in.Col,
				Text: fmt.Sprintf("%s %d: %s", rowName(f), n, lower(strings.TrimRight(in.Label, "?")))})
		}
	}
	switch x := row.(type) {
	case *playbook.Promise:
		out = append(out, promiseRow(f, x, n)...)
	}
	return out
}

// promiseRow names what the answers of a promise call for: a date for “on a
// date”, an anchor and days for “days from an anchor”.
func promiseRow(f *playbook.Field, p *playbook.Promise, n int) []Missing {
	var out []Missing
	want := func(no int, col, text string) {
		out = append(out, Missing{Field: playbook.FieldByNo(no), Row: p.ID, Col: col, Text: fmt.Sprintf("%s %d: %s", rowName(f), n, text)})
	}
	if p.DueKind == "date" && p.DueOn == "" {
		want(47, "due_on", "due on")
	}
	if p.DueKind == "anchor" && p.DueAnchor == "" {
		want(47, "due_anchor", "counted from")
	}
	if p.DueKind == "anchor" && p.DueDays == "" {
		want(47, "due_days", "days after the anchor")
	}
	return out
}

// excused tells whether a wanted input does not apply to a row: exact words
// of an implied promise, a baseline with the day it will be measured, the
// concern of someone who is not in doubt.
func excused(row playbook.Noun, col string) bool {
	switch x := row.(type) {
	case *playbook.Promise:
		return col == "quote" && x.Kind == "implied"
	case *playbook.Criterion:
		return col == "baseline" && x.BaselineBy != ""
	case *playbook.Stakeholder:
		doubt := x.Stance == "sceptic" || x.Stance == "opposed"
		return (col == "concern" || col == "approach") && !doubt
	}
	return false
}

// roles scores whether the people include sponsor, champion and day-to-day
// contact, and from medium complexity on a technical lead.
func (g gates) roles(r *playbook.Record, f *playbook.Field) Score {
	s := Score{Field: f}
	want := []playbook.Option{{Value: "sponsor", Label: "A sponsor"}, {Value: "champion", Label: "A champion"}, {Value: "day_to_day", Label: "A day-to-day contact"}}
	if g.complex {
		want = append(want, playbook.Option{Value: "technical_lead", Label: "A technical lead"})
	}
	have := 0
	for _, w := range want {
		found := false
		for i := range r.People {
			found = found || r.People[i].Has(w.Value)
		}
		if found {
			have++
		} else {
			s.Missing = append(s.Missing, Missing{Field: f, Text: w.Label + " among the people"})
		}
	}
	s.Share = float64(have) / float64(len(want))
	return s
}

// deciding scores whether one promise is starred; with none made, nothing is
// there to star.
func (g gates) deciding(r *playbook.Record, f *playbook.Field) Score {
	none := len(r.Promises) == 0 && r.NoneOf(playbook.FieldByNo(44)) != nil
	if r.Deciding() != nil || none {
		return Score{Field: f, Share: 1}
	}
	return Score{Field: f, Missing: []Missing{{Field: f, Text: "Which promise won the deal"}}}
}

// proofPoints scores the three days by the share of complete ones.
func (g gates) proofPoints(r *playbook.Record, f *playbook.Field) Score {
	s := Score{Field: f}
	for _, day := range []int{30, 60, 90} {
		var row *playbook.ProofPoint
		for i := range r.ProofPoints {
			if r.ProofPoints[i].Day == day && !blank(r.ProofPoints[i].Text) {
				row = &r.ProofPoints[i]
			}
		}
		switch {
		case row == nil:
			s.Missing = append(s.Missing, Missing{Field: f, Text: fmt.Sprintf("Day-%d proof point", day)})
		case blank(row.Judge):
			s.Missing = append(s.Missing, Missing{Field: f, Row: row.ID, Col: "judge", Text: fmt.Sprintf("Day-%d proof point: who judges", day)})
		default:
			s.Share += 1.0 / 3
		}
	}
	if len(s.Missing) == 0 {
		s.Share = 1
	}
	return s
}

func complexityAnswers(r *playbook.Record, f *playbook.Field) Score {
	s := Score{Field: f}
	for _, in := range f.Inputs {
		if !filled(&r.Handoff, in.Col) {
			s.Missing = append(s.Missing, Missing{Field: f, Row: r.Handoff.ID, Col: in.Col, Text: "Complexity: " + lower(in.Label)})
		}
	}
	if len(s.Missing) == 0 {
		s.Share = 1
	}
	return s
}

// filled tells whether a column holds an answer. A tick is an answer when set.
func filled(row playbook.Noun, col string) bool {
	v, err := playbook.GetText(row, col)
	return err == nil && !blank(v)
}

// vague finds the promises and criteria whose wording leaves its reader
// guessing. A date, an anchor or a number in a column of its own counts like
// one in the text.
func vague(r *playbook.Record) []Vague {
	var out []Vague
	for i := range r.Promises {
		p := &r.Promises[i]
		kind := wording.Promise
		if p.DueOn != "" || p.DueDays != "" || !blank(p.FullScope) {
			kind = wording.Plain
		}
		if found := wording.Vague(p.Text, kind); len(found) > 0 {
			out = append(out, Vague{Field: playbook.FieldByNo(44), Row: p.ID, Col: "text",
				Text: "Promise " + itoa(i+1), Why: wording.Short(found)})
		}
	}
	for i := range r.Criteria {
		c := &r.Criteria[i]
		if blank(c.Metric) {
			continue
		}
		if found := wording.Vague(c.Metric, wording.Plain); len(found) > 0 {
			out = append(out, Vague{Field: playbook.FieldByNo(26), Row: c.ID, Col: "metric",
				Text: "Criterion " + itoa(i+1), Why: wording.Short(found)})
		}
	}
	return out
}

func rowName(f *playbook.Field) string {
	names := map[string]string{"stakeholder": "Person", "promise": "Promise", "criterion": "Criterion", "belief": "Belief"}
	if n, ok := names[f.Noun]; ok {
		return n
	}
	return f.Label
}

func lower(s string) string {
	if s == "" || len(s) > 1 && s[1] >= 'A' && s[1] <= 'Z' {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func itoa(n int) string { return strconv.Itoa(n) }

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return itoa(n) + " " + many
}
