package playbook

import "strconv"

// A Plan is a playbook started for one account. Its dates are computed from
// the anchors; close and renewal are the account's.
type Plan struct {
	Meta
	PlaybookID string
	Title      string
	Version    int
	KickoffOn  Date
	GoLiveOn   Date
	KickoffGap int // days from close while kickoff follows it, 0 when its date was given
	GoLiveGap  int // days from kickoff while go-live follows it, 0 when its date was given
	StartedBy  string
	StartedAt  Moment
}

// Check refuses bad dates.
func (p *Plan) Check() error { return firstErr(checkDates(p), checkTexts(p)) }

// A Phase is a stretch of a plan with the criteria that end it.
type Phase struct {
	Meta
	PlanID       ID
	Code         string // as in the playbook: A0, A1, …
	Title        string
	Exit         string
	CustomerText string // the phase in the customer's words
	Goal         string // what the phase is for
	ExitedOn     Date   // when its exit criteria were found met, "" while they were not
	ExitedBy     string
	ExitNote     string // what showed it, or why the phase was left without
}

// Check refuses a phase without a title.
func (p *Phase) Check() error {
	if blank(p.Title) {
		return invalid("title", "The phase has no title; name it.")
	}
	if p.ExitedOn != "" && blank(p.ExitedBy) {
		return invalid("exited_by", "The phase “%s” was left by nobody; name who found its criteria met.", clip(p.Title, 60))
	}
	return firstErr(checkDates(p), checkTexts(p))
}

// A Task is one dated line of a plan, a condition of an acceptance (PlanID
// zero, Condition true), or a task besides (PlanID zero).
type Task struct {
	Meta
	PlanID        ID
	PhaseID       ID
	Step          string // the step of the playbook it came from
	Title         string
	Role          string
	Owner         string
	Anchor        string // one of Anchors, or the name of an AccountAnchor
	Days          int    // from the anchor
	DueOn         Date
	PlannedOn     Date // of the newest baseline; before there is one, the first computed date
	State         TaskState
	Condition     bool
	Milestone     bool
	EvidenceAsked string // what to show, "" when none is asked
	Evidence      string
	NoSkip        bool   // skipping needs a reason
	Reason        string // why skipped or blocked
	Note          string
	CustomerText  string // the line in the customer's words, "" when not shown
	DoneAt        Moment
	DoneBy        string
	CriterionID   ID
	PromiseID     ID
	Working       bool   // Days are working days
	Duration      int    // working days that the work takes, the last one DueOn; 0 is 1
	After         string // the tasks that must end first, as FormatAfter writes them
	PinnedOn      Date   // the day to which it was moved by hand, "" while its anchor decides
	MovedBy       string // who moved it
	MovedWhy      string // and why
	Links         string // procedures, one per line
	Guidance      string // how to do it well
	SplitFrom     ID     // the task that it was split from
}

// StepKey is what other tasks of the plan call this one in After: the step that it
// came from, or, for a task of one's own, its id.
func (t *Task) StepKey() string {
	if t.Step != "" && t.SplitFrom.IsZero() {
		return t.Step
	}
	return t.ID.String()
}

// Open tells whether the task is still to be done.
func (t *Task) Open() bool { return t.State != TaskDone && t.State != Skipped }

// Loose tells whether the task belongs to no plan and is no condition.
func (t *Task) Loose() bool { return t.PlanID.IsZero() && !t.Condition }

// Check holds the rules of one task: done has a moment and its evidence,
// skipped and blocked a reason where one is asked.
func (t *Task) Check() error {
	if blank(t.Title) {
		return invalid("title", "The task has no title; say what is to be done.")
	}
	if t.State == "" {
		return invalid("state", "The task “%s” has no state.", clip(t.Title, 60))
	}
	if (t.State == TaskDone) != (t.DoneAt != "") {
		return invalid("done_at", "The task “%s” is %s but its done time says otherwise.", clip(t.Title, 60), t.State)
	}
	if t.State == TaskDone && t.EvidenceAsked != "" && blank(t.Evidence) {
		return invalid("evidence", "“%s” asks for evidence (%s); add it, then tick.", clip(t.Title, 60), t.EvidenceAsked)
	}
	if t.State == Skipped && t.NoSkip && blank(t.Reason) {
		return invalid("reason", "“%s” cannot be skipped without a reason; say why.", clip(t.Title, 60))
	}
	if t.State == Blocked && blank(t.Reason) {
		return invalid("reason", "“%s” is blocked by something; say what.", clip(t.Title, 60))
	}
	if t.Anchor != "" && !isAnchor(t.Anchor) {
		return invalid("anchor", "%q is no anchor; it is close, kickoff, go_live, renewal or the name of one of your own.", clip(t.Anchor, 40))
	}
	if t.Duration < 0 {
		return invalid("duration", "“%s” cannot take less than no working day; give it 1 or more.", clip(t.Title, 60))
	}
	if t.Days < -MaxOffset || t.Days > MaxOffset || t.Duration > MaxOffset {
		return invalid("days", "“%s” is more than ten years long or from its anchor; use at most %d days.", clip(t.Title, 60), MaxOffset)
	}
	if _, err := ParseAfter(t.After); err != nil {
		return err
	}
	return firstErr(oneOf("state", string(t.State), TaskStates()), oneOf("role", t.Role, Roles()), checkDates(t), checkTexts(t))
}

// A Member is a person on our side.
type Member struct {
	Meta
	Name  string
	Role  string
	Email string
	// Units is what the person can carry in one week, 1 being a full load, in
	// decimal; "" is 1. StartedOn is the first day of somebody new, who ramps up
	// from it; "" is somebody who is at full strength.
	Units     string
	StartedOn Date
}

// Check refuses a member without a name.
func (m *Member) Check() error {
	if blank(m.Name) {
		return invalid("name", "A member needs a name.")
	}
	if m.Units != "" && (!isDecimal(m.Units) || Money(m.Units).Float() > 100) {
		return invalid("units", "%q is no number of units; write how much %s can carry in a week, like 1 or 0.5.", clip(m.Units, 40), clip(m.Name, 60))
	}
	return firstErr(oneOf("role", m.Role, MemberRoles()), checkDates(m), checkTexts(m))
}

// A Setting is one value of the workspace, such as the company's name, logo
// or colour.
type Setting struct {
	Meta
	Name  string
	Value string
}

// The names of settings.
const (
	CompanyName   = "company_name"
	CompanyLogo   = "company_logo"   // PNG or JPEG in base64
	CompanyColour = "company_colour" // #0F6F68
	PaperSize     = "paper"          // a4 or letter
	SampleData    = "sample"         // "true" while the workspace holds the sample

	WorkingWeek   = "working_week"   // the working days, like "mon tue wed thu fri"; "" is these
	HolidaySets   = "holiday_sets"   // the countries whose holidays are kept, like "SE DE"
	ParallelPlans = "parallel_plans" // how many running plans are one unit of load, in decimal; "" is 3.5
	CloseChance   = "close_chance"   // per cent of the load that an open deal counts; "" is 50
)

// Check refuses a setting without a name. A value may be a picture, so its
// bound is 4 million characters.
func (s *Setting) Check() error {
	if blank(s.Name) {
		return invalid("name", "A setting needs a name.")
	}
	return checkText("value", s.Value, 4_000_000)
}

func isInt(s string) bool { _, err := strconv.Atoi(s); return err == nil }
