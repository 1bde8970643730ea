package playbook

// A Stakeholder is a person at the customer.
type Stakeholder struct {
	Meta
	Name         string
	Title        string
	Email        string
	Phone        string
	TimeZone     string
	Language     string
	Roles        string // deal roles, joined by commas
	Influence    string // 1 to 5
	Stance       string
	Concern      string
	Approach     string // our plan for this person
	PersonalWin  string
	Style        string
	Channel      string
	Sensitive    string
	Uninvolved   bool // not involved in the purchase but affected
	ToldHandover bool
	MetCSMOn     Date
	LeftOn       Date // the day the person left the customer, or the role
}

// Doubts tells whether the person is a sceptic or opposed: such a person needs
// a concern and a plan of ours.
func (s *Stakeholder) Doubts() bool { return s.Stance == "sceptic" || s.Stance == "opposed" }

// Champions tells whether the person champions us, by role or by stance, and
// has not left.
func (s *Stakeholder) Champions() bool {
	return s.LeftOn == "" && (s.Has("champion") || s.Stance == "champion")
}

// Has tells whether the person has a deal role.
func (s *Stakeholder) Has(role string) bool {
	for _, r := range SplitMany(s.Roles) {
		if r == role {
			return true
		}
	}
	return false
}

// Check refuses unknown choices and bad dates.
func (s *Stakeholder) Check() error {
	return firstErr(manyOf("roles", s.Roles, dealRoles()), oneOf("influence", s.Influence, influences()),
		oneOf("stance", s.Stance, stances()), checkDates(s), checkTexts(s))
}

// A Belief is what a person thinks will happen.
type Belief struct {
	Meta
	Person     string
	Text       string
	Matches    string // the contract: yes, no, unknown
	Basis      string
	Confidence string
	Owner      string
	DueOn      Date
	State      string // "" while open: corrected, promised or withdrawn
	Correction string // what was said to them, or why it is withdrawn
	SettledOn  Date
	SettledBy  string
	PromiseID  ID // the promise it was accepted as
}

// Differs tells whether the belief is an open item: it does not match the
// contract, and nobody has settled it.
func (b *Belief) Differs() bool { return b.Matches == "no" && b.State == "" }

// Check refuses unknown choices and bad dates.
func (b *Belief) Check() error {
	if b.State == "corrected" && blank(b.Correction) {
		return invalid("correction", "A corrected belief says what was said to whom; write it.")
	}
	return firstErr(oneOf("matches", b.Matches, yesNoUnknown()), oneOf("state", b.State, BeliefStates()), oneOf("basis", b.Basis, bases()),
		oneOf("confidence", b.Confidence, levels()), checkDates(b), checkTexts(b))
}
