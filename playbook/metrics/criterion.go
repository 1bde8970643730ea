package metrics

import (
	"fmt"
	"strings"

	"kept/playbook"
)

// A CriterionProgress is how far a criterion has come from its baseline to its
// target.
type CriterionProgress struct {
	Measured bool          // there is a measurement
	Value    float64       // of the newest one
	On       playbook.Date // when it was measured
	Source   string

	Baseline, Target       float64
	HasBaseline, HasTarget bool

	Raw  float64 // (current − baseline) ÷ (target − baseline); below 0 and above 1 are real
	Word string  // why there is no Raw: "no baseline"; "" when there is one
}

// Progress returns how far a criterion has come, by its newest measurement. A
// target below the baseline needs no formula of its own. Of a criterion that
// is reached once the best measurement counts, and where there is no way to
// measure from, it is reached (1) or not (0). Measurements may come in any
// order and are those of this criterion.
func Progress(c *playbook.Criterion, measured []playbook.Measurement) CriterionProgress {
	var p CriterionProgress
	from, hasFrom := playbook.ParseNumber(c.Baseline)
	to, hasTo := playbook.ParseNumber(c.Target)
	p.Baseline, p.HasBaseline, p.Target, p.HasTarget = from.Value, hasFrom, to.Value, hasTo
	values := make([]float64, 0, len(measured))
	for i := range measured {
		n, ok := playbook.ParseNumber(measured[i].Value)
		if !ok {
			continue
		}
		values = append(values, n.Value)
		if !p.Measured || measured[i].On >= p.On {
			p.Measured, p.Value, p.On, p.Source = true, n.Value, measured[i].On, measured[i].Source
		}
	}
	once, way := c.Direction == "reach", hasFrom && from.Value != to.Value
	switch {
	case !hasTo:
		p.Word = "no target"
	case !hasFrom && !once:
		p.Word = "no baseline"
	case hasFrom && from.Unit != "" && to.Unit != "" && !playbook.SameUnit(from.Unit, to.Unit):
		p.Word = "baseline and target in different units"
	case !way && !once:
		p.Word = "baseline is the target"
	case !p.Measured:
		p.Word = "no measurement"
	case once && !way:
		for _, v := range values {
			if v >= to.Value {
				p.Raw = 1
			}
		}
	case once:
		p.Raw = part(values[0], from.Value, to.Value)
		for _, v := range values[1:] {
			p.Raw = max(p.Raw, part(v, from.Value, to.Value))
		}
	default:
		p.Raw = part(p.Value, from.Value, to.Value)
	}
	return p
}

func part(now, from, to float64) float64 { return (now - from) / (to - from) }

// Bar returns how far a bar is filled, 0 to 1, and false when there is nothing
// to fill it with.
func (p CriterionProgress) Bar() (float64, bool) {
	if p.Word != "" {
		return 0, false
	}
	return min(max(p.Raw, 0), 1), true
}

// At tells whether the target is reached by the numbers. Only the customer's
// word makes it reached.
func (p CriterionProgress) At() bool { return p.Word == "" && p.Raw >= 1 }

// Words says the progress: "62 % of the way", "110 % of the way, beyond the
// target", "further away than the baseline", or why there is none.
func (p CriterionProgress) Words() string {
	switch {
	case p.Word != "":
		return p.Word
	case p.Raw < 0:
		return "further from the target than the baseline"
	case p.Raw > 1:
		return fmt.Sprintf("%d %% of the way, beyond the target", percent(p.Raw))
	case p.Raw == 1:
		return "at the target"
	}
	return fmt.Sprintf("%d %% of the way", percent(p.Raw))
}

// An Attainment counts the criteria of one or many accounts on one day. What
// is our assumption is in no other count: a hypothesis is no commitment.
type Attainment struct {
	Due     int // confirmed by the customer, their day has come
	Reached int // of those: the customer confirmed that the target is reached
	Early   int // confirmed by the customer and reached, before their day
	Later   int // confirmed by the customer, not reached, their day is to come or not known
	Assumed int // our assumption
}

// Criteria counts the criteria of an account.
func Criteria(rec *playbook.Record, today playbook.Date) Attainment {
	var a Attainment
	for i := range rec.Criteria {
		c := &rec.Criteria[i]
		due := c.TargetOn != "" && c.TargetOn <= today
		switch {
		case c.Confirmed != "confirmed":
			a.Assumed++
		case due && c.Achieved:
			a.Due++
			a.Reached++
		case due:
			a.Due++
		case c.Achieved:
			a.Early++
		default:
			a.Later++
		}
	}
	return a
}

// Plus adds the counts of another account.
func (a Attainment) Plus(o Attainment) Attainment {
	return Attainment{a.Due + o.Due, a.Reached + o.Reached, a.Early + o.Early, a.Later + o.Later, a.Assumed + o.Assumed}
}

// Rate returns confirmed reached ÷ confirmed criteria due, and whether there
// are enough of them for a rate to mean anything.
func (a Attainment) Rate() (rate float64, ok bool) { return share(a.Reached, a.Due), a.Due >= enough }

// Words says the counts in one line, with the rate from five due on.
func (a Attainment) Words() string {
	var parts []string
	switch {
	case a.Due > 0:
		s := fmt.Sprintf("%d of %d due reached", a.Reached, a.Due)
		if r, ok := a.Rate(); ok {
			s += fmt.Sprintf(" (%d %%)", percent(r))
		}
		parts = append(parts, s)
	case a == Attainment{}:
		return "no criterion"
	case a.Early+a.Later > 0:
		parts = append(parts, "none is due yet")
	}
	for _, x := range []struct {
		n    int
		word string
	}{{a.Early, "reached early"}, {a.Later, "to come"}} {
		if x.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", x.n, x.word))
		}
	}
	switch a.Assumed {
	case 0:
	case 1:
		parts = append(parts, "1 is our assumption and not counted")
	default:
		parts = append(parts, fmt.Sprintf("%d are our assumptions and not counted", a.Assumed))
	}
	return strings.Join(parts, ", ")
}

// A Judged counts how the customers of one or many accounts judged the proof
// point of one day.
type Judged struct {
	Yes, Partly, No int
	Open            int // set, its day has come, not judged
}

// JudgedOn counts the proof point of a day, 30, 60 or 90.
func JudgedOn(rec *playbook.Record, day int, today playbook.Date) Judged {
	var j Judged
	s := ProofAt(rec, day, today)
	switch {
	case s.Result == "yes":
		j.Yes++
	case s.Result == "partly":
		j.Partly++
	case s.Result == "no":
		j.No++
	case s.State == ProofOverdue || s.State == ProofSoon && s.In == 0:
		j.Open++
	}
	return j
}

// Plus adds the counts of another account.
func (j Judged) Plus(o Judged) Judged {
	return Judged{j.Yes + o.Yes, j.Partly + o.Partly, j.No + o.No, j.Open + o.Open}
}

// N is how many were judged.
func (j Judged) N() int { return j.Yes + j.Partly + j.No }

// Mean returns the mean of those judged, yes 1, partly ½, no 0, and whether
// there are enough of them for a mean to mean anything.
func (j Judged) Mean() (mean float64, ok bool) {
	if j.N() == 0 {
		return 0, false
	}
	return (float64(j.Yes) + float64(j.Partly)/2) / float64(j.N()), j.N() >= enough
}

// ProofState is where a proof point stands.
type ProofState string

// The states of a proof point.
const (
	ProofUnset   ProofState = "unset"   // nothing is agreed for the day
	ProofLater   ProofState = "later"   // the day is far, or not known before the deal has closed
	ProofSoon    ProofState = "soon"    // the day is within a fortnight, or today
	ProofOverdue ProofState = "overdue" // the day has passed, nobody has judged
	ProofJudged  ProofState = "judged"  // yes, partly or no
)

// soon is how many days ahead a proof point is prepared.
const soon = 14

// A ProofStand is where the proof point of a day stands.
type ProofStand struct {
	State  ProofState
	On     playbook.Date // the day after close; "" before the deal has closed
	In     int           // days until then, negative after it
	Result string        // yes, partly or no when judged
}

// ProofAt returns where the proof point of day 30, 60 or 90 stands: calendar
// days from the actual close, for every plan.
func ProofAt(rec *playbook.Record, day int, today playbook.Date) ProofStand {
	s := ProofStand{State: ProofLater, On: rec.DayOn(day)}
	s.In = today.DaysUntil(s.On)
	p := rec.ProofPoint(day)
	switch {
	case p == nil || strings.TrimSpace(p.Text) == "":
		s.State = ProofUnset
	case p.Result != "":
		s.State, s.Result = ProofJudged, p.Result
	case s.On == "":
	case s.On < today:
		s.State = ProofOverdue
	case s.In <= soon:
		s.State = ProofSoon
	}
	return s
}

// Words says the state in a few words.
func (s ProofStand) Words() string {
	switch s.State {
	case ProofUnset:
		return "not set"
	case ProofJudged:
		return map[string]string{"yes": "seen", "partly": "partly seen", "no": "not seen"}[s.Result]
	case ProofOverdue:
		return "overdue by " + dayWords(-s.In)
	case ProofSoon:
		if s.In == 0 {
			return "due today"
		}
		return "due in " + dayWords(s.In)
	}
	return "not due yet"
}

func dayWords(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}
