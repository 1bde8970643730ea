// Package readiness grades a handoff: one pure function from the record of an
// account to its figure, its grade and the exact items that are missing, with
// every point accounted for. The rules are the gate arithmetic of the field
// list; thresholds are the caller's.
package readiness

import (
	"math"
	"strings"

	"kept/playbook"
)

// Grade is what a handoff is worth to the one who receives it.
type Grade string

// The grades, best first.
const (
	Ready       Grade = "Ready"
	Conditional Grade = "Conditional"
	AtRisk      Grade = "Risk"
)

// Thresholds are the figures from which a handoff can be Ready or Conditional.
type Thresholds struct{ Ready, Conditional int }

// Default returns the thresholds a workspace starts with: 85 and 70.
func Default() Thresholds { return Thresholds{Ready: 85, Conditional: 70} }

// Level is how complex a deal is.
type Level string

// The levels of complexity.
const (
	Low    Level = "low"
	Medium Level = "medium"
	High   Level = "high"
)

// Complexity is the score of a deal with its level, and whether every
// question of it has been answered.
type Complexity struct {
	Points   int
	Level    Level
	Answered bool
}

// Missing is one thing that is not there yet: the field and row to go to.
type Missing struct {
	Field *playbook.Field
	Row   playbook.ID // zero for a single field or an empty list
	Col   string      // "" when a whole row is meant
	Text  string      // "Day-90 proof point", "Promise 2: to whom"
}

// Score is what one field of a section contributes.
type Score struct {
	Field   *playbook.Field
	Share   float64 // 0 to 1
	Points  float64 // of the 100
	Of      float64 // the most it could contribute
	Missing []Missing
}

// Section is the account of one weighted section.
type Section struct {
	Key    string
	Title  string
	Weight float64
	Share  float64
	Points float64 // Weight × Share
	Fields []Score
}

// Result is a grade with everything it was computed from.
type Result struct {
	Complexity Complexity
	Sections   []Section
	Figure     int // 0 to 100, rounded down so that 100 means nothing is missing
	Grade      Grade
	AutoFails  []string  // each alone makes the grade Risk
	Missing    []Missing // in the order of the form
	Vague      []Vague
	Reasons    []string // why the grade is not better, in words

	gates gates
}

// Asks tells whether a gate asked for its fields on the day that was graded: C
// always, C+ from medium complexity on, H once the close date is past.
func (r *Result) Asks(gate playbook.Gate) bool { return r.gates.on(gate) }

// Vague is a row whose wording leaves its reader guessing.
type Vague struct {
	Field *playbook.Field
	Row   playbook.ID
	Col   string
	Text  string
	Why   string
}

type weight struct {
	key    string
	points float64
}

func weights() []weight {
	return []weight{{"success", 25}, {"promises", 20}, {"people", 15}, {"watch", 15}, {"story", 10}, {"delivery", 10}, {"deal", 5}}
}

// Of grades a record as seen on a day.
func Of(r *playbook.Record, today playbook.Date, th Thresholds) Result {
	res := Result{Complexity: complexity(r)}
	g := gates{complex: res.Complexity.Level != Low}
	if c := r.Account.CloseOn(); c != "" && today > c {
		g.closed = true
	}
	res.gates = g
	total := 0.0
	for _, w := range weights() {
		s := Section{Key: w.key, Title: title(w.key), Weight: w.points}
		s.Fields = g.section(r, w.key)
		for _, f := range s.Fields {
			s.Share += f.Share / float64(len(s.Fields))
		}
		if len(s.Fields) == 0 {
			s.Share = 1
		}
		for i := range s.Fields {
			s.Fields[i].Of = s.Weight / float64(len(s.Fields))
			s.Fields[i].Points = s.Fields[i].Of * s.Fields[i].Share
		}
		s.Points = s.Weight * s.Share
		total += s.Points
		res.Sections = append(res.Sections, s)
	}
	res.Figure = int(math.Floor(total + 1e-9))
	for _, sec := range playbook.Sections() {
		for _, s := range res.Sections {
			for _, f := range s.Fields {
				if f.Field.Section == sec.Key {
					res.Missing = append(res.Missing, f.Missing...)
				}
			}
		}
	}
	res.AutoFails = autoFails(r)
	res.Vague = vague(r)
	res.grade(r, th)
	return res
}

func title(key string) string {
	for _, s := range playbook.Sections() {
		if s.Key == key {
			return s.Title
		}
	}
	return key
}

// complexity adds up the answers: integrations and data sets 0, 1 or 2 each,
// more than three sites 1, custom work 2; 0 to 1 is low, 2 to 4 medium, 5 and
// more high, and regulated is always high.
func complexity(r *playbook.Record) Complexity {
	h := &r.Handoff
	points := map[string]int{"1-2": 1, "3+": 2}[h.Integrations] + map[string]int{"1": 1, "2+": 2}[h.DataSets]
	if h.Sites == "4+" {
		points++
	}
	if h.CustomWork == "yes" {
		points += 2
	}
	c := Complexity{Points: points, Level: Low,
		Answered: h.Integrations != "" && h.DataSets != "" && h.Sites != "" && h.CustomWork != ""}
	switch {
	case points >= 5 || r.Account.Regulated:
		c.Level = High
	case points >= 2:
		c.Level = Medium
	}
	return c
}

// autoFails names what makes a handoff Risk whatever its figure.
func autoFails(r *playbook.Record) []string {
	var out []string
	lead := false
	for i := range r.People {
		p := &r.People[i]
		lead = lead || !blank(p.Name) && (p.Has("sponsor") || p.Has("champion"))
	}
	if !lead {
		out = append(out, "neither a sponsor nor a champion is named")
	}
	criterion := false
	for _, c := range r.Criteria {
		criterion = criterion || !blank(c.Words) || !blank(c.Metric)
	}
	if !criterion {
		out = append(out, "no success criterion")
	}
	if unsaid(r, 55) {
		out = append(out, "nothing is said about risks")
	}
	if unsaid(r, 44) {
		out = append(out, "nothing is said about promises")
	}
	if blank(r.Account.CSM) {
		out = append(out, "no CSM is named")
	}
	return out
}

// unsaid tells whether a list has neither a row with words in it nor a none.
func unsaid(r *playbook.Record, no int) bool {
	f := playbook.FieldByNo(no)
	for _, row := range r.Rows(f) {
		if filled(row, "text") {
			return false
		}
	}
	return len(r.Rows(f)) > 0 || r.NoneOf(f) == nil
}

// grade decides: Ready needs everything wanted, nothing vague, every
// unsupported promise approved and planned, and the figure; Conditional needs
// its figure; an auto-fail is Risk.
func (res *Result) grade(r *playbook.Record, th Thresholds) {
	for _, a := range res.AutoFails {
		res.Reasons = append(res.Reasons, capital(a))
	}
	if n := len(res.Missing); n > 0 {
		res.Reasons = append(res.Reasons, count(n, "wanted item is missing", "wanted items are missing"))
	}
	if n := len(res.Vague); n > 0 {
		res.Reasons = append(res.Reasons, count(n, "row is vague", "rows are vague"))
	}
	open := 0
	for _, p := range r.Promises {
		if (p.Support == "unsupported" || p.Support == "needs_approval") && (blank(p.Approver) || blank(p.SupportPlan)) {
			open++
		}
	}
	if open > 0 {
		res.Reasons = append(res.Reasons, count(open, "promise has no support and no approver with a plan", "promises have no support and no approver with a plan"))
	}
	if res.Figure < th.Ready {
		res.Reasons = append(res.Reasons, "The figure is below "+itoa(th.Ready))
	}
	switch {
	case len(res.Reasons) == 0:
		res.Grade = Ready
	case res.Figure >= th.Conditional && len(res.AutoFails) == 0:
		res.Grade = Conditional
	default:
		res.Grade = AtRisk
	}
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }
