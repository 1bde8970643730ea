package playbook

// A Watch is one thing to keep an eye on: an assumption to test, a risk to
// mitigate or a gap to review; Kind says which.
type Watch struct {
	Meta
	Kind     string
	Text     string
	RiskKind string
	Severity string
	Trigger  string // the signal that the risk comes true
	Plan     string // how to test, or what we do about it
	Effect   string // effect if the assumption is false
	RaisedBy string
	Owner    string
	DueOn    Date // test by, or review on
	State    string
	SeenOn   Date // of a risk: the first sign was seen
	SeenBy   string
	FromID   ID // of a risk: the assumption that turned out false
}

// IsOpen tells whether there is still something to watch.
func (w *Watch) IsOpen() bool { return w.State == "" || w.State == "open" || w.State == "untested" }

// The kinds of Watch.
const (
	Assumption = "assumption"
	Risk       = "risk"
	Gap        = "gap"
)

// Check refuses unknown kinds and choices, and bad dates.
func (w *Watch) Check() error {
	if w.Kind != Assumption && w.Kind != Risk && w.Kind != Gap {
		return invalid("kind", "%q is not something to watch; it is one of assumption, risk, gap.", clip(w.Kind, 40))
	}
	return firstErr(oneOf("risk_kind", w.RiskKind, riskKinds()), oneOf("severity", w.Severity, levels()),
		oneOf("state", w.State, watchStates()), checkDates(w), checkTexts(w))
}

// A WatchReview is one look at a watched thing: the result of a test, the first
// sign of a risk, or a gap that is still open.
type WatchReview struct {
	Meta
	WatchID ID
	Result  string
	Note    string
	On      Date
	By      string
}

// Check refuses a review of nothing and without a result.
func (w *WatchReview) Check() error {
	switch {
	case w.WatchID.IsZero():
		return invalid("watch_id", "The review belongs to nothing that is watched; choose what was looked at.")
	case w.Result == "":
		return invalid("result", "The review has no result; say how it stands.")
	}
	return firstErr(oneOf("result", w.Result, reviewResults()), checkDates(w), checkTexts(w))
}
