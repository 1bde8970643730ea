package playbook

// A Handoff is what Sales passes on about one account: the story, the
// delivery facts and the working agreement, with its state. An account has
// exactly one; lists such as promises and people hang on the account.
type Handoff struct {
	Meta
	State HandoffState
	// The story.
	Story            string
	Trigger          string
	CostOfInaction   string
	CostPerMonth     Money
	CostSource       string
	CostConfirmed    bool
	Emphasised       string
	BarelyDiscussed  string
	DiscountReason   string
	PreviousAttempts string
	Relationship     string
	// Success beyond the criteria.
	FirstValue          string
	FirstValueOn        Date
	FirstValueConfirmed bool
	Onboarded           string
	// Risk ticks.
	SingleChampion bool
	SponsorChange  bool
	// Delivery.
	GoLiveOn          Date
	GoLiveSetBy       string
	GoLiveWhy         string
	GoLiveKind        string
	EnvironmentLimits string
	UserCount         string
	UserGroups        string
	Locations         string
	Languages         string
	TrainingForm      string
	ProjectLead       string
	HoursPerWeek      string
	Integrations      string // answers of the complexity question
	DataSets          string
	Sites             string
	CustomWork        string
	PlaybookID        string
	PlaybookWhy       string
	EffortUnits       string
	// Fit: five ticks and a signature.
	FitProblem  string
	FitSegment  string
	FitSponsor  string
	FitTime     string
	FitScope    string
	FitSignedBy string
	FitSignedOn Date
	FitOverride string
	// Working style and next steps.
	Cadence      string
	Channels     string
	UpdateRhythm string
	ReportForm   string
	DoNot        string
	IntroOn      Date
	KickoffOn    Date
	SalesExit    string
	SalesExitOn  Date
	HandoffNote  string
	Avoid        string
	ReviewedBy   string // CS reviewed before close
	ReviewedOn   Date
	// Its end.
	SalesReleasedOn Date // Sales met its exit condition and is released
	SalesReleasedBy string
	ClosedOn        Date // every promise has an outcome, every proof point that was set is judged
	ClosedBy        string
}

// unaccepted says that the handoff is not accepted; nothing when it is.
func (h *Handoff) unaccepted() []string {
	switch s := h.State; {
	case s == "":
		return []string{"the handoff was not submitted"}
	case !s.IsAccepted():
		return []string{"the handoff is " + lowerFirst(s.Label()) + ", not accepted"}
	}
	return nil
}

// IsClosed tells whether the handoff has been closed.
func (h *Handoff) IsClosed() bool { return h.ClosedOn != "" }

// Check refuses unknown choices, bad dates and unstorable text.
func (h *Handoff) Check() error {
	return firstErr(
		oneOf("state", string(h.State), HandoffStates()),
		oneOf("go_live_kind", h.GoLiveKind, goLiveKinds()),
		oneOf("integrations", h.Integrations, integrationCounts()),
		oneOf("data_sets", h.DataSets, dataSetCounts()),
		oneOf("sites", h.Sites, siteCounts()),
		oneOf("custom_work", h.CustomWork, yesNo()),
		oneOf("fit_problem", h.FitProblem, yesNo()), oneOf("fit_segment", h.FitSegment, yesNo()),
		oneOf("fit_sponsor", h.FitSponsor, yesNo()), oneOf("fit_time", h.FitTime, yesNo()),
		oneOf("fit_scope", h.FitScope, yesNo()),
		h.CostPerMonth.check("cost_per_month"),
		checkDates(h), checkTexts(h),
	)
}

// Is tells whether the handoff has been accepted, with or without conditions.
func (s HandoffState) IsAccepted() bool { return s == Accepted || s == AcceptedWithConditions }

// A Transition is one change of a handoff's state, kept with who, when and why.
type Transition struct {
	Meta
	From, To HandoffState
	By       string
	At       Moment
	Reasons  string // reason codes of a return, joined by commas
	Note     string
	Grade    string // the grade when it happened
	Figure   int    // the readiness figure when it happened
	// CS quality rating at acceptance, 0 to 3 each, "" when not rated.
	Completeness, PeopleRating, OutcomeClarity, RiskHonesty, Ownership string
}

// Check refuses unknown states and reason codes, and ratings other than 0 to 3.
func (t *Transition) Check() error {
	for _, r := range []string{t.Completeness, t.PeopleRating, t.OutcomeClarity, t.RiskHonesty, t.Ownership} {
		if r != "" && r != "0" && r != "1" && r != "2" && r != "3" {
			return invalid("", "%q is not a rating; rate from 0 to 3, or leave it open.", clip(r, 40))
		}
	}
	return firstErr(
		oneOf("from", string(t.From), HandoffStates()), oneOf("to", string(t.To), HandoffStates()),
		manyOf("reasons", t.Reasons, ReturnReasons()), checkTexts(t),
	)
}

// A Question is asked by CS and answered by Sales, once.
type Question struct {
	Meta
	Text        string
	AskedBy     string
	AskedAt     Moment
	Answer      string
	AnsweredBy  string
	AnsweredAt  Moment
	ReopenedWhy string // the reason of the last reopening
}

// Open tells whether the question waits for an answer.
func (q *Question) Open() bool { return q.AnsweredAt == "" }

// Check refuses an empty question.
func (q *Question) Check() error {
	if blank(q.Text) {
		return invalid("text", "The question is empty; write what you need to know.")
	}
	return checkTexts(q)
}
