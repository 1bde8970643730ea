package playbook

import "strings"

// A Criterion is success in the customer's words.
type Criterion struct {
	Meta
	Words          string
	Metric         string
	Unit           string
	Direction      string
	Baseline       string
	BaselineOn     Date
	BaselineSource string
	BaselineBy     Date // to be measured by this day
	Target         string
	TargetOn       Date
	Measured       string
	DataOwner      string
	DataVisible    bool
	CustomerOwner  string
	Judge          string
	Confirmed      string
	ConfirmedOn    Date
	ConfirmedHow   string
	ProblemID      ID
	Achieved       bool // the customer confirmed that the target is reached
	AchievedOn     Date
	AchievedBy     string // who at the customer confirmed it
	AchievedHow    string // where: a mail, a meeting, a report
}

// Check refuses unknown choices, bad dates, and a target that is the baseline:
// a number that does not move proves nothing. A criterion that is reached once
// may have both alike.
func (c *Criterion) Check() error { return checkAll(c) }

func (c *Criterion) checkValues() error {
	return firstErr(oneOf("direction", c.Direction, directions()),
		oneOf("confirmed", c.Confirmed, confirmedOrAssumed()), checkDates(c), checkTexts(c))
}

func (c *Criterion) lateRules() []lateRule {
	var same error
	if from, ok := ParseNumber(c.Baseline); ok && c.Direction != "reach" {
		if to, ok := ParseNumber(c.Target); ok && from.Value == to.Value {
			same = invalid("target", "The target is the same as today's number (%s); write the number that will show success, or choose “Reach it once”.", clip(c.Target, 40))
		}
	}
	return []lateRule{{[]string{"baseline", "target", "direction"}, same}}
}

// UnitWords returns the unit of the criterion: as given, or as it stands beside
// its target or baseline.
func (c *Criterion) UnitWords() string {
	if u := strings.TrimSpace(c.Unit); u != "" {
		return u
	}
	for _, s := range []string{c.Target, c.Baseline} {
		if n, ok := ParseNumber(s); ok && n.Unit != "" {
			return n.Unit
		}
	}
	return ""
}

// A ProofPoint is what the customer must see by day 30, 60 or 90 after close.
type ProofPoint struct {
	Meta
	Day      int
	Text     string
	Evidence string
	Judge    string
	Result   string
	JudgedOn Date
	JudgedBy string // who at the customer judged it
	Shown    string // what they saw: the evidence of the judgement
}

// Check refuses a day other than 30, 60 or 90.
func (p *ProofPoint) Check() error {
	if p.Day != 30 && p.Day != 60 && p.Day != 90 {
		return invalid("day", "A proof point is for day 30, 60 or 90, not day %d.", p.Day)
	}
	return firstErr(oneOf("result", p.Result, judgements()), checkDates(p), checkTexts(p))
}

// A Measurement is one measured value of a criterion.
type Measurement struct {
	Meta
	CriterionID ID
	Value       string // a decimal with a dot, in the criterion's unit
	On          Date
	Source      string
	By          string // who measured it
}

// Check refuses a measurement without a number, a day or a criterion.
func (m *Measurement) Check() error {
	switch {
	case m.CriterionID.IsZero():
		return invalid("criterion_id", "The measurement belongs to no criterion; choose the one it measures.")
	case blank(m.Value):
		return invalid("value", "The measurement has no number; write the value, such as 4.5.")
	case m.On == "":
		return invalid("on", "The measurement has no day; say when it was measured.")
	}
	if n, ok := ParseNumber(m.Value); !ok || n.Unit != "" {
		return invalid("value", "%q is not a number; write the value alone, such as 4.5.", clip(m.Value, 40))
	}
	return firstErr(checkDates(m), checkTexts(m))
}
