package playbook

import (
	"slices"
	"strings"
)

// An Option is one answer of a choice: Value is stored, Label is shown.
type Option struct{ Value, Label string }

// LabelOf returns the label of a stored value, the value itself when it is
// not among the options, and "" for "".
func LabelOf(opts []Option, value string) string {
	for _, o := range opts {
		if o.Value == value {
			return o.Label
		}
	}
	return value
}

// oneOf refuses a value that is not among the options; "" is "not answered".
func oneOf(col, value string, opts []Option) error {
	if value == "" || slices.ContainsFunc(opts, func(o Option) bool { return o.Value == value }) {
		return nil
	}
	return invalid(col, "%q is not an answer for %s; it is one of %s", clip(value, 40), strings.ReplaceAll(col, "_", " "), optionList(opts))
}

// manyOf is oneOf for values joined by commas, as a multiple choice stores them.
func manyOf(col, values string, opts []Option) error {
	for _, v := range SplitMany(values) {
		if err := oneOf(col, v, opts); err != nil {
			return err
		}
	}
	return nil
}

func optionList(opts []Option) string {
	var vals []string
	for _, o := range opts {
		vals = append(vals, o.Value)
	}
	return strings.Join(vals, ", ")
}

// SplitMany returns the values of a multiple choice.
func SplitMany(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
}

// Stage is where an account stands.
type Stage string

// The stages, in order. Lost can follow any of them.
const (
	PreClose    Stage = "pre_close"
	AtHandoff   Stage = "handoff"
	Onboarding  Stage = "onboarding"
	Live        Stage = "live"
	ValueProven Stage = "value_proven"
	Renewed     Stage = "renewed"
	Lost        Stage = "lost"
)

// Stages returns the stages of the ladder with their labels, Lost last.
func Stages() []Option {
	return []Option{
		{string(PreClose), "Pre-close"}, {string(AtHandoff), "Handoff"}, {string(Onboarding), "Onboarding"},
		{string(Live), "Live"}, {string(ValueProven), "Value proven"}, {string(Renewed), "Renewed"}, {string(Lost), "Lost"},
	}
}

// Label returns the stage as shown.
func (s Stage) Label() string { return LabelOf(Stages(), string(s)) }

// HandoffState is where a handoff stands.
type HandoffState string

// The states of a handoff.
const (
	Draft                  HandoffState = "draft"
	Submitted              HandoffState = "submitted"
	Returned               HandoffState = "returned"
	Accepted               HandoffState = "accepted"
	AcceptedWithConditions HandoffState = "accepted_with_conditions"
)

// HandoffStates returns the states with their labels.
func HandoffStates() []Option {
	return []Option{
		{string(Draft), "Draft"}, {string(Submitted), "Submitted"}, {string(Returned), "Returned"},
		{string(Accepted), "Accepted"}, {string(AcceptedWithConditions), "Accepted with conditions"},
	}
}

// Label returns the state as shown.
func (s HandoffState) Label() string { return LabelOf(HandoffStates(), string(s)) }

// TaskState is where a task stands.
type TaskState string

// The states of a task.
const (
	Todo     TaskState = "todo"
	Doing    TaskState = "doing"
	TaskDone TaskState = "done"
	Skipped  TaskState = "skipped"
	Blocked  TaskState = "blocked"
)

// TaskStates returns the states with their labels.
func TaskStates() []Option {
	return []Option{
		{string(Todo), "To do"}, {string(Doing), "Doing"}, {string(TaskDone), "Done"},
		{string(Skipped), "Skipped"}, {string(Blocked), "Blocked"},
	}
}

// ReturnReasons returns the reason codes of a return.
func ReturnReasons() []Option {
	return []Option{
		{"missing_criterion", "Missing criterion"}, {"not_measurable", "Not measurable"},
		{"promise_unclear", "Promise unclear"}, {"promise_unsupported", "Promise unsupported"},
		{"missing_person", "Missing person"}, {"risk_not_honest", "Risk not honest"},
		{"scope_unclear", "Scope unclear"}, {"dates_not_feasible", "Dates not feasible"},
		{"documents_missing", "Documents missing"}, {"contradicts_contract", "Contradicts contract"},
		{"other", "Other"},
	}
}

// Roles returns the roles of tasks and members, with their labels.
func Roles() []Option {
	return []Option{
		{"sales", "Sales"}, {"cs", "CS"}, {"implementation", "Implementation"}, {"support", "Support"},
		{"customer", "Customer"}, {"product", "Product"}, {"leader", "Leader"},
	}
}

// MemberRoles returns what a person on our side can say they do.
func MemberRoles() []Option {
	return []Option{
		{"csm", "Customer success manager"}, {"seller", "Seller"}, {"implementation", "Implementation"},
		{"support", "Support"}, {"leader", "Leader"}, {"everything", "I do everything"},
	}
}

func segments() []Option {
	return []Option{{"small", "Small"}, {"mid_market", "Mid-market"}, {"enterprise", "Enterprise"}, {"agency_client", "Agency client"}}
}

func yesNo() []Option { return []Option{{"yes", "Yes"}, {"no", "No"}} }

func yesNoUnknown() []Option {
	return []Option{{"yes", "Yes"}, {"no", "No"}, {"unknown", "Not known"}}
}

func directions() []Option {
	return []Option{{"up", "Up"}, {"down", "Down"}, {"reach", "Reach it once"}}
}

func confirmedOrAssumed() []Option {
	return []Option{{"confirmed", "Customer confirmed"}, {"assumed", "Our assumption"}}
}

func dealRoles() []Option {
	return []Option{
		{"sponsor", "Sponsor"}, {"economic_buyer", "Economic buyer"}, {"champion", "Champion"},
		{"technical_lead", "Technical lead"}, {"day_to_day", "Day-to-day"}, {"user_lead", "User lead"},
		{"billing", "Billing"}, {"legal_security", "Legal or security"}, {"blocker", "Blocker"},
	}
}

func influences() []Option {
	return []Option{{"1", "1 · little"}, {"2", "2"}, {"3", "3 · some"}, {"4", "4"}, {"5", "5 · decides"}}
}

func stances() []Option {
	return []Option{
		{"champion", "Champion"}, {"supporter", "Supporter"}, {"neutral", "Neutral"},
		{"sceptic", "Sceptic"}, {"opposed", "Opposed"}, {"unknown", "Not known"},
	}
}

func bases() []Option {
	return []Option{
		{"demo", "Demo"}, {"reference", "Reference"}, {"contract", "Contract"},
		{"verbal", "Verbal"}, {"document", "Document"}, {"trial", "Trial"},
	}
}

func levels() []Option { return []Option{{"low", "Low"}, {"medium", "Medium"}, {"high", "High"}} }

func promiseKinds() []Option { return []Option{{"explicit", "Explicit"}, {"implied", "Implied"}} }

func dueKinds() []Option {
	return []Option{{"date", "On a date"}, {"anchor", "Days from an anchor"}, {"none", "No date given"}}
}

// Anchors returns the anchors that offsets count from.
func Anchors() []Option {
	return []Option{{"close", "Close"}, {"kickoff", "Kickoff"}, {"go_live", "Go-live"}, {"renewal", "Renewal"}}
}

func supports() []Option {
	return []Option{{"supported", "Supported"}, {"needs_approval", "Needs approval"}, {"unsupported", "Unsupported"}}
}

func promiseStates() []Option {
	return []Option{{"owed", "Owed"}, {"at_risk", "At risk"}, {"delivered", "Delivered"}}
}

func outcomes() []Option {
	return []Option{
		{"kept", "Kept"}, {"kept_late", "Kept late"}, {"partly", "Partly"}, {"renegotiated", "Renegotiated"},
		{"broken", "Broken"}, {"withdrawn", "Withdrawn before signature"}, {"released", "Released by the customer"},
	}
}

func riskKinds() []Option {
	return []Option{
		{"political", "Political"}, {"technical", "Technical"}, {"adoption", "Adoption"},
		{"timeline", "Timeline"}, {"commercial", "Commercial"}, {"data", "Data"},
	}
}

func watchStates() []Option {
	return []Option{
		{"open", "Open"}, {"closed", "Closed"}, {"untested", "Untested"}, {"true", "True"}, {"false", "False"},
	}
}

func judgements() []Option { return []Option{{"yes", "Yes"}, {"partly", "Partly"}, {"no", "No"}} }

func goLiveKinds() []Option { return []Option{{"hard", "Hard date"}, {"soft", "Soft date"}} }

func integrationCounts() []Option {
	return []Option{{"0", "None"}, {"1-2", "1 to 2"}, {"3+", "3 or more"}}
}

func dataSetCounts() []Option { return []Option{{"0", "None"}, {"1", "1"}, {"2+", "2 or more"}} }

func siteCounts() []Option { return []Option{{"1-3", "1 to 3"}, {"4+", "4 or more"}} }

func accessStates() []Option {
	return []Option{{"not_asked", "Not asked"}, {"asked", "Asked"}, {"given", "Given"}, {"tested", "Tested"}}
}

func sides() []Option { return []Option{{"ours", "Ours"}, {"customer", "Customer"}} }
