package playbook

// A PlanLoad is what is known of the work that one account asks of the people on
// our side: of its running plan, or of one that begins when the deal is won.
type PlanLoad struct {
	Account            ID
	Name               string
	Stage              Stage
	Segment            string
	CSM                string
	ImplementationLead string
	ExpectedClose      Date
	ActualClose        Date
	Running            bool   // a plan was started
	PlaybookID         string // of the running plan, else the one that was chosen, "" for none
	EffortUnits        string // as typed
	KickoffOn          Date   // of the running plan, else of the handoff
	GoLiveOn           Date   // likewise
	// Open tasks of the running plan, and of those the ones of Implementation,
	// each with the last day on which one is due, "" while none has a day.
	Open, OpenBuild       int
	LastDue, LastBuildDue Date
}

// CloseOn returns the close date that counts: the actual one, or else the expected.
func (l *PlanLoad) CloseOn() Date {
	if l.ActualClose != "" {
		return l.ActualClose
	}
	return l.ExpectedClose
}
