package playbook

import "strings"

// A Holiday is a stretch of days off of the whole workspace, or, with Working,
// a day of a holiday set on which we work nevertheless.
type Holiday struct {
	Meta
	On      Date
	Until   Date // "" for one day
	Name    string
	Working bool
}

// Check refuses a holiday without its days.
func (h *Holiday) Check() error {
	switch {
	case h.On == "":
		return invalid("on", "“%s” has no day; say when it is.", clip(h.Name, 60))
	case h.Until != "" && h.Until < h.On:
		return invalid("until", "“%s” ends before it begins; give it a later end.", clip(h.Name, 60))
	}
	return firstErr(checkDates(h), checkTexts(h))
}

// An Absence is a stretch in which a member is away.
type Absence struct {
	Meta
	MemberID ID
	From     Date
	Until    Date // the last day away
	Why      string
}

// Check refuses an absence without its days.
func (a *Absence) Check() error {
	switch {
	case a.From == "" || a.Until == "":
		return invalid("from", "The absence has no begin or no end; give both days.")
	case a.Until < a.From:
		return invalid("until", "The absence ends before it begins; give it a later end.")
	}
	return firstErr(checkDates(a), checkTexts(a))
}

// A PlaybookVersion is the text of a playbook as the workspace keeps it: one of
// one's own, or, of any playbook, the version that a plan was started from, so
// that a later version can be compared with it.
type PlaybookVersion struct {
	Meta
	PlaybookID string
	Version    int
	Title      string
	Text       string // the playbook's file
	Own        bool   // made or taken in here; else kept because a plan uses it
	By         string
	At         Moment
}

// MaxPlaybookText bounds the text of a kept playbook, in runes.
const MaxPlaybookText = 256 << 10

// Check refuses a version that cannot be found again.
func (v *PlaybookVersion) Check() error {
	switch {
	case !isSlug(v.PlaybookID):
		return invalid("playbook_id", "%q is not an id; write lower-case words joined by hyphens, like low-touch-30.", clip(v.PlaybookID, maxKey))
	case v.Version < 1:
		return invalid("version", "The version is %d; write a whole number from 1.", v.Version)
	case blank(v.Text):
		return invalid("text", "The playbook “%s” is empty.", clip(v.Title, 60))
	}
	return firstErr(checkText("title", v.Title, MaxName), checkText("by", v.By, MaxName), checkText("text", v.Text, MaxPlaybookText))
}

// BlockClasses returns what kinds of things block a task.
func BlockClasses() []Option {
	return []Option{
		{"access", "Access or data"}, {"decision", "A decision"}, {"people", "Somebody’s time"}, {"technical", "A technical fault"},
		{"approval", "Legal or security approval"}, {"scope", "A change of scope"}, {"other", "Something else"},
	}
}

// WaitingOn returns for whom the clock of a block runs.
func WaitingOn() []Option {
	return []Option{{"customer", "The customer"}, {"us", "Us"}, {"third_party", "A third party"}}
}

func isBuiltInAnchor(s string) bool {
	for _, o := range Anchors() {
		if o.Value == s || strings.ReplaceAll(o.Value, "_", "-") == s {
			return true
		}
	}
	return false
}

// isAnchor tells whether s can stand as the anchor of a task or step.
func isAnchor(s string) bool { return oneOf("", s, Anchors()) == nil || isSlug(s) }

// isDecimal tells whether s is a plain number that is not negative.
func isDecimal(s string) bool {
	whole, frac, dot := strings.Cut(s, ".")
	digits := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	return digits(whole) && (!dot || digits(frac)) && len(s) <= 12
}
