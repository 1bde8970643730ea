package brief

import (
	"strings"

	"kept/playbook"
)

// roleOfOurs are our roles as the customer reads them.
func roleOfOurs(role string) string {
	return map[string]string{"csm": "Customer success, your contact", "seller": "Sales", "sales_engineer": "Technical questions from the sale",
		"implementation_lead": "Implementation", "support_contact": "Support"}[role]
}

// roleOfYours are the roles of a deal that can be said to anyone; who signed
// the money, argued for us or stood against it is nobody's business but ours.
func roleOfYours(role string) string {
	return map[string]string{"sponsor": "Sponsor", "technical_lead": "Technical lead", "day_to_day": "Day-to-day contact",
		"user_lead": "Lead of the users", "billing": "Billing", "legal_security": "Legal and security"}[role]
}

func (p *picker) ourNames() []pair {
	a := &p.r.Account
	return []pair{{"csm", a.CSM}, {"seller", a.Seller}, {"implementation_lead", a.ImplementationLead}, {"sales_engineer", a.SalesEngineer}, {"support_contact", a.SupportContact}}
}

func (p *picker) isShown(role string) bool {
	for _, r := range playbook.SplitMany(p.r.Account.Shown) {
		if r == role {
			return true
		}
	}
	return false
}

// ourSide picks those of us who are ticked to be shown.
func (p *picker) ourSide() {
	s := p.s
	hidden := 0
	for _, o := range p.ourNames() {
		switch {
		case blank(o.value):
		case p.shownName(o.value):
			if p.isShown(o.label) {
				s.ours = append(s.ours, sharedPerson{name: oneLine(o.value), role: roleOfOurs(o.label)})
			}
		default:
			hidden++
		}
	}
	if hidden > 0 {
		p.hold("Our people", count(hidden, "person", "people"), "not ticked to be named in the customer’s copy")
	}
	if p.isShown("csm") {
		s.contact = oneLine(p.r.Account.CSM)
	}
	if p.isShown("seller") {
		s.seller = oneLine(p.r.Account.Seller)
	}
	if s.contact == "" && len(s.ours) > 0 {
		s.contact = s.ours[0].name
	}
}

// theirSide picks the people at the customer whose part can be said to anyone.
func (p *picker) theirSide() {
	s := p.s
	for i := range p.r.People {
		q := &p.r.People[i]
		var roles []string
		for _, r := range playbook.SplitMany(q.Roles) {
			if said := roleOfYours(r); said != "" {
				roles = append(roles, said)
			}
		}
		if blank(q.Name) || len(roles) == 0 {
			continue
		}
		s.yours = append(s.yours, sharedPerson{oneLine(q.Name), p.free("Title", oneLine(q.Title)), roles[0] + strings.ToLower(prefix(", ", strings.Join(roles[1:], ", "))), q.Has("sponsor") || q.Has("day_to_day")})
	}
	h := &p.r.Handoff
	if s.lead = p.theirs(h.ProjectLead); s.lead != "" {
		s.hours = p.free("Hours per week", h.HoursPerWeek)
	}
}

// shownName tells whether a name is one of ours that is ticked to be shown.
func (p *picker) shownName(name string) bool {
	for _, o := range p.ourNames() {
		if !blank(o.value) && playbook.SameName(o.value, name) && p.isShown(o.label) {
			return true
		}
	}
	return false
}

// isTheirs tells whether a name is a person at the customer.
func (p *picker) isTheirs(name string) bool {
	if blank(name) {
		return false
	}
	for i := range p.r.People {
		if playbook.SameName(p.r.People[i].Name, name) {
			return true
		}
	}
	return playbook.SameName(p.r.Handoff.ProjectLead, name) && !p.isOurs(name)
}

// isOurs tells whether a name stands anywhere in the record where only our
// people stand.
func (p *picker) isOurs(name string) bool {
	if blank(name) {
		return false
	}
	for i := range p.r.People {
		if playbook.SameName(p.r.People[i].Name, name) {
			return false
		}
	}
	for _, n := range ourPeople(p.r) {
		if playbook.SameName(n, name) {
			return true
		}
	}
	return false
}

// ourPeople are the names that the record holds of our side, as far as it says so.
func ourPeople(r *playbook.Record) []string {
	a, h := &r.Account, &r.Handoff
	names := []string{a.Seller, a.SalesEngineer, a.CSM, a.ImplementationLead, a.SupportContact, a.StatusBy, h.FitSignedBy, h.ReviewedBy, h.SalesReleasedBy, h.ClosedBy}
	for i := range r.Promises {
		names = append(names, r.Promises[i].ByWhom, r.Promises[i].Approver, r.Promises[i].Owner)
	}
	for i := range r.Tasks {
		if r.Tasks[i].Role != "customer" {
			names = append(names, r.Tasks[i].Owner, r.Tasks[i].DoneBy)
		}
	}
	for i := range r.Beliefs {
		names = append(names, r.Beliefs[i].Owner, r.Beliefs[i].SettledBy)
	}
	for i := range r.Measurements {
		names = append(names, r.Measurements[i].By)
	}
	for i := range r.WatchReviews {
		names = append(names, r.WatchReviews[i].By)
	}
	for i := range r.Signals {
		names = append(names, r.Signals[i].LoggedBy)
	}
	for i := range r.CustomerQuestions {
		names = append(names, r.CustomerQuestions[i].By)
	}
	for i := range r.Inspections {
		names = append(names, r.Inspections[i].By)
	}
	for i := range r.Transitions {
		names = append(names, r.Transitions[i].By)
	}
	for i := range r.Questions {
		names = append(names, r.Questions[i].AskedBy, r.Questions[i].AnsweredBy)
	}
	for i := range r.Plans {
		names = append(names, r.Plans[i].StartedBy)
	}
	for i := range r.Nones {
		names = append(names, r.Nones[i].Who)
	}
	return names
}

// theirs is a name from a field that asks for a person at the customer; one of
// ours who is not ticked to be shown becomes "we".
func (p *picker) theirs(name string) string {
	if p.isOurs(name) && !p.shownName(name) {
		return "we"
	}
	return p.free("Person", oneLine(name))
}

// known is a name from a field that may hold anybody: a person at the customer
// or one of ours that is ticked to be shown, and "" for everyone else.
func (p *picker) known(name string) string {
	if p.isTheirs(name) || p.shownName(name) {
		return oneLine(name)
	}
	return ""
}
