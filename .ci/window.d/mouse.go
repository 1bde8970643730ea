package main

// The deal that is typed by mouse and keyboard. Everything in it is invented.
const (
	me       = "Ada Wolf"
	customer = "Fjordline Ferries"
)

func f(label, value, path string) move {
	return move{how: "field", label: label, value: value, path: path}
}
func under(head string, m move) move { m.head = head; return m }
func as(want string, m move) move    { m.want = want; return m }
func row(label, value, path string) move {
	return move{how: "row", label: label, value: value, path: path}
}
func chip(label, option, path, want string) move {
	return move{how: "chip", label: label, value: option, path: path, want: want}
}
func tick(label, path string) move {
	return move{how: "tick", label: label, value: "true", path: path}
}
func fit(label, answer, path, want string) move {
	return move{how: "line", label: label, value: answer, path: path, want: want}
}
func press(head, label string) move { return move{how: "press", head: head, label: label} }
func key(k string) move             { return move{how: "key", value: k} }
func more(text, path string) move   { return move{how: "type", value: text, path: path} }

var promised = []string{
	"The booking page runs on all four lines by 14 May 2027",
	"Six agents get two hours of training before go-live",
	"Refunds are paid within three working days from 1 June 2027",
}

var essentials = []move{
	f("Expected close", "19 Mar 2027", "account.expected_close"),
	f("Value per year", "36,500", "account.value"),
	f("Currency", "NOK", "account.currency"),
	{how: "lone", label: "2  The customer promise, in one sentence", value: "Passengers book a crossing in two minutes on a phone by 30 June 2027.", path: "account.customer_promise"},
	row("Problem", "Half of the bookings are made by phone", "problems.0.text"),
	key("Return"),
	more("Every tenth booking names a wrong car length", "problems.1.text"),
	{how: "lone", label: "4  What success is, in their words", value: "Nobody queues at the harbour office any more.", path: "criteria.0.words"},
	f("Metric", "Bookings by phone a week", "criteria.0.metric"),
	f("Today", "900", "criteria.0.baseline"),
	f("Target", "300", "criteria.0.target"),
	f("By", "30 Jun 2027", "criteria.0.target_on"),
	f("Who judges it?", "Sunniva Berg", "criteria.0.judge"),
	chip("Who said so?", "Customer confirmed", "criteria.0.confirmed", "confirmed"),
}

var afterPromises = []move{
	row("Not included", "Freight bookings", "not_bought.0.text"),
	{how: "lone", label: "10  What was barely discussed", value: "Group bookings of schools", path: "handoff.barely_discussed"},
	row("Risk", "The harbour offices keep their paper lists", "risks.0.text"),
	row("Name", "Sunniva Berg", "people.0.name"),
}

var deal = []move{
	chip("Segment", "Mid-market", "account.segment", "mid_market"),
	f("Industry", "Ferries", "account.industry"),
	f("Term in months", "24", "account.term_months"),
	f("Notice in days", "90", "account.notice_days"),
	as("2027-04-01", f("Start", "1 Apr 2027", "account.start_on")),
	as("2029-04-01", f("Renewal", "1 Apr 2029", "account.renewal_on")),
	row("Item", "Booking page for four lines", "bought.0.text"),
	row("Quantity", "4", "bought.0.qty"),
	row("Term or concession", "Two months free", "terms.0.text"),
	row("Reason", "They sign before Easter", "terms.0.detail"),
	f("Why discounts or credits were given", "The pilot cost them two weekends.", "handoff.discount_reason"),
	row("Document", "Signed contract", "documents.0.text"),
	row("Path or link", "contracts/fjordline.pdf", "documents.0.ref"),
	f("CSM", me, "account.csm"),
	f("Implementation lead", "Cleo Marsh", "account.implementation_lead"),
	f("Support contact", "Dana Reyes", "account.support_contact"),
	chip("Named in the customer’s copy", "CSM", "account.shown", "csm"),
}

var story = []move{
	f("The story", "They asked for a demo after a summer of queues, tried the page on one line for two weekends, and signed after the second.", "handoff.story"),
	f("What made them act now", "A new line opens in June.", "handoff.trigger"),
	f("Cost if nothing changes", "Two more people in each harbour office.", "handoff.cost_of_inaction"),
	f("Per month", "14200", "handoff.cost_per_month"),
	f("Who said so", "Sunniva Berg, call of 9 February", "handoff.cost_source"),
	tick("Confirmed by the", "handoff.cost_confirmed"),
	row("Driver", "The trial: 412 bookings on two weekends", "drivers.0.text"),
	row("Held by", "Sunniva Berg", "drivers.0.who"),
	f("What was emphasised", "The phone page and the car lengths.", "handoff.emphasised"),
	row("Objection", "Older passengers do not book online", "objections.0.text"),
	row("How it was answered", "Three in ten of the trial were over 60", "objections.0.detail"),
}

var success = []move{
	f("How will we both know?", "The report of the phone system", "criteria.0.measured"),
	f("Unit", "calls", "criteria.0.unit"),
	chip("Direction", "Down", "criteria.0.direction", "down"),
	f("First value is when…", "100 crossings are booked on phones in one week.", "handoff.first_value"),
	as("2027-05-21", f("Target date", "21 May 2027", "handoff.first_value_on")),
	f("Onboarded means…", "All four lines sell on the page and six agents are trained.", "handoff.onboarded"),
}

var people = []move{
	row("Title", "Head of passenger service", "people.0.title"),
	chip("Role in the deal", "Sponsor", "", ""),
	chip("Role in the deal", "Champion", "people.0.roles", "sponsor,champion"),
	chip("Influence", "5 · decides", "people.0.influence", "5"),
	chip("Stance", "Champion", "people.0.stance", "champion"),
	f("Concern", "That the new line opens without it", "people.0.concern"),
	row("Who believes it", "Sunniva Berg", "beliefs.0.person"),
	row("What they believe they will get", "Two of three calls are gone by 30 June 2027", "beliefs.0.text"),
}

var promises = []move{
	press("", "Details"),
	f("To whom", "Sunniva Berg", "promises.0.to_whom"),
	f("By whom", me, "promises.0.by_whom"),
	as("2027-02-12", f("Said on", "12 Feb 2027", "promises.0.said_on")),
	chip("Said or implied?", "Explicit", "promises.0.kind", "explicit"),
	chip("In the contract?", "Yes", "promises.0.in_contract", "yes"),
	chip("Due", "On a date", "promises.0.due_kind", "date"),
	as("2027-05-14", f("Due on", "14 May 2027", "promises.0.due_on")),
	f("What counts as in full", "Four lines, cars and walkers", "promises.0.full_scope"),
	chip("Can we keep it?", "Supported", "promises.0.support", "supported"),
	tick("Agreed to show to the customer", "promises.0.agreed_to_show"),
}

var watch = []move{
	row("Assumption", "Their till takes our bookings", "assumptions.0.text"),
}

var delivery = []move{
	chip("Integrations", "1 to 2", "handoff.integrations", "1-2"),
	chip("Data sets to move", "None", "handoff.data_sets", "0"),
	chip("Sites", "4 or more", "handoff.sites", "4+"),
	chip("Custom work", "No", "handoff.custom_work", "no"),
	as("2027-05-10", f("Target go-live", "10 May 2027", "handoff.go_live_on")),
	chip("Hard or soft?", "Hard date", "handoff.go_live_kind", "hard"),
	f("Who set it", "Sunniva Berg", "handoff.go_live_set_by"),
	f("Why that day", "The summer timetable begins.", "handoff.go_live_why"),
	row("System", "Till of the harbour offices", "integrations.0.text"),
	f("Number of users", "26", "handoff.user_count"),
	f("Project lead", "Odd Hauge", "handoff.project_lead"),
	f("Hours per week", "6", "handoff.hours_per_week"),
	{how: "pick", label: "Playbook", value: "Mid-market", path: "handoff.playbook_id", want: "mid-market-60"},
	f("Why this one", "One till, four lines, a hard date.", "handoff.playbook_why"),
	f("CS effort in units", "2", "handoff.effort_units"),
}

var working = []move{
	fit("We solve their first problem today", "Yes", "handoff.fit_problem", "yes"),
	fit("They are of a size and kind we serve well", "Yes", "handoff.fit_segment", "yes"),
	fit("A sponsor with budget backs it", "Yes", "handoff.fit_sponsor", "yes"),
	fit("They can give the time it takes", "Yes", "handoff.fit_time", "yes"),
	fit("It needs no work we do not offer", "Yes", "handoff.fit_scope", "yes"),
	f("Signed by the seller", me, "handoff.fit_signed_by"),
	f("Meeting cadence", "Every Thursday, 30 minutes", "handoff.cadence"),
	as("2027-03-22", f("Introduction on", "22 Mar 2027", "handoff.intro_on")),
	as("2027-03-29", f("Kickoff proposal", "29 Mar 2027", "handoff.kickoff_on")),
	f("What would you do next if you kept this account?", "I would call Sunniva in the week of the timetable.", "handoff.handoff_note"),
	f("Anything to avoid saying or doing", "Do not mention the page they dropped in 2025.", "handoff.avoid"),
}

// mouseJob is the main job from an empty workspace, every value typed or clicked.
func mouseJob(s *stage) {
	s.account = customer
	for i, want := range map[string]string{"account.expected_close": "2027-03-19", "criteria.0.target_on": "2027-06-30", "account.value": "36500"} {
		for j := range essentials {
			if essentials[j].path == i {
				essentials[j].want = want
			}
		}
	}
	s.open(nil)
	s.picture("first-start")
	r := s.look("Your name", s.whole())
	s.clickAt(pt(r.Min.X+40, r.Max.Y+26))
	s.key("ctrl+a")
	s.typed(me)
	s.click("I do everything")
	s.click("Start my own workspace", strong)
	s.look("New deal", s.whole())
	s.settled()
	s.picture("today-empty")
	s.click("New deal", strong)
	r = s.look("Customer", s.whole(), caption)
	s.clickAt(pt(r.Min.X+40, r.Max.Y+26))
	s.typed(customer)
	s.picture("new-deal")
	s.click("Create deal", strong)
	s.look("The essentials", formArea)

	all := append([]move{}, essentials...)
	s.doAll(essentials)
	all = append(all, s.pastePromises()...)
	s.doAll(afterPromises)
	all = append(all, afterPromises...)
	s.picture("essentials")

	for _, p := range []struct {
		name  string
		moves []move
	}{{"The deal", deal}, {"The story", story}, {"Success criteria", success}, {"People & politics", people}, {"Promises", promises},
		{"Assumptions, risks,", watch}, {"Delivery", delivery}, {"Fit & sign-off", working}} {
		s.page(p.name, p.moves)
		all = append(all, p.moves...)
	}
	s.handOver()
	s.workThePlan()
	s.briefs()
	s.quit()
	s.compare(all, given(customer))
}

// pastePromises types lines into a long text, cuts them there and pastes them
// into the first promise: each line becomes a row. Then it stars the first.
func (s *stage) pastePromises() []move {
	r := s.seek("10  What was barely discussed", 60, strong)
	at := pt(r.Min.X+26, r.Max.Y+28)
	s.clickAt(at)
	for i, p := range promised {
		if i > 0 {
			s.key("Return")
		}
		s.typed(p)
	}
	s.key("ctrl+a", "ctrl+x")
	s.do(row("The promise", "", ""))
	s.key("ctrl+v")
	var moves []move
	for i, p := range promised {
		moves = append(moves, move{path: "promises." + string(rune('0'+i)) + ".text", value: p})
	}
	s.awaitStored(moves)
	r = s.seek("8  Which one won the deal?", 60, strong)
	won := s.look(promised[0][:48]+"…", formArea, caption)
	s.clickAt(middle(won))
	star := move{path: "promises.0.deciding", value: "true"}
	s.awaitStored([]move{star})
	return append(moves, star)
}
