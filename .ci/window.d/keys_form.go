package main

import "fmt"

// steps is a choice of chips: as many steps to the right as there are signs.
func steps(label, right, path, want string) move {
	return move{how: "chip", label: label, value: right, path: path, want: want}
}

// judged is an answer at the right of its words, steps to the right likewise.
func judged(label, right, path, want string) move {
	return move{how: "line", label: label, value: right, path: path, want: want}
}

// none is an explicit none with its name and day, below the list whose first
// field has the words; nth counts them in the order of the fields.
func none(words, field string, nth int, who, day, stored string) []move {
	at := func(col string) string { return fmt.Sprintf("nones.%d.%s", nth, col) }
	return []move{{how: "none", label: words}, {how: "who", value: who}, as(stored, move{how: "when", value: day, path: at("on")}),
		{path: at("who"), value: who}, {path: at("field"), value: field}}
}

func moves(parts ...any) []move {
	var out []move
	for _, p := range parts {
		switch p := p.(type) {
		case move:
			out = append(out, p)
		case []move:
			out = append(out, p...)
		}
	}
	return out
}

const (
	otherCustomer = "Sundhåvn Kraft"
	judge         = "Łukasz Jørgensen"
	firstPromise  = "Plans reach every crew by six in the morning from 3 May 2027"
)

// byKeys is the deal that is typed without a mouse, in the order of the
// keyboard. Everything in it is invented, and its letters are of four
// alphabets on purpose.
var byKeys = []move{
	as("2027-03-12", f("Expected close", "12 Mar 2027", "account.expected_close")),
	f("Value per year", "52000", "account.value"),
	f("Currency", "NOK", "account.currency"),
	{how: "lone", label: "2  The customer promise, in one sentence", value: "Crews see the plan of the day by six in the morning from 3 May 2027.", path: "account.customer_promise"},
	row("Problem", "Plans are read out by phone", "problems.0.text"),
	key("Return"),
	more("One crew in five drives to the wrong site", "problems.1.text"),
	{how: "lone", label: "4  What success is, in their words", value: "“Nobody rings me before seven.”", path: "criteria.0.words"},
	f("Metric", "Calls before seven, a week", "criteria.0.metric"),
	f("Today", "40", "criteria.0.baseline"),
	f("Target", "5", "criteria.0.target"),
	as("2027-06-01", f("By", "1 Jun 2027", "criteria.0.target_on")),
	f("Who judges it?", judge, "criteria.0.judge"),
	steps("Who said so?", ">", "criteria.0.confirmed", "assumed"),
	row("The promise", firstPromise, "promises.0.text"),
	key("Return"),
	more("Twelve foremen get one hour of training by 30 April 2027", "promises.1.text"),
	key("Return"),
	more("The old lists are read in by 20 April 2027", "promises.2.text"),
}

var byKeysToo = []move{
	row("Not included", "Phones for the crews", "not_bought.0.text"),
	{how: "lone", label: "10  What was barely discussed", value: "Sites without a network", path: "handoff.barely_discussed"},
	row("Risk", "Foremen keep their paper lists", "risks.0.text"),
	row("Name", judge, "people.0.name"),
}

// A keyed page is a section as it is filled without a mouse: the words under its title,
// which tell that it is there, and the moves.
type keyedPage struct {
	picture, words string
	moves          []move
}

var byKeysPages = []keyedPage{
	{"the-deal", "Facts of the contract. Amounts per year.", moves(
		steps("Segment", ">", "account.segment", "mid_market"),
		f("Industry", "Power lines", "account.industry"),
		f("Term in months", "12", "account.term_months"),
		f("Notice in days", "60", "account.notice_days"),
		as("2027-04-01", f("Start", "1 Apr 2027", "account.start_on")),
		as("2028-04-01", f("Renewal", "1 Apr 2028", "account.renewal_on")),
		row("Item", "Plan of the day for 12 crews", "bought.0.text"),
		row("Quantity", "12", "bought.0.qty"),
		none("Term or concession", "F9", 0, "Żaneta Müller", "26 Feb 2027", "2027-02-26"),
		f("CSM", me, "account.csm"),
	)},
	{"the-story", "Write it as you would tell a colleague over coffee.", moves(
		f("The story", "At the fair Жанна Müller asked for “one list” 🚢 and signed after a café talk.", "handoff.story"),
		f("What made them act now", "The line to Ålborg’s harbour opens in May.", "handoff.trigger"),
		f("Cost if nothing changes", "Two more people in dispatch.", "handoff.cost_of_inaction"),
		f("Per month", "9800", "handoff.cost_per_month"),
		f("Who said so", judge, "handoff.cost_source"),
		tick("Confirmed by the", "handoff.cost_confirmed"),
		row("Driver", "The trial with two crews", "drivers.0.text"),
		row("Held by", judge, "drivers.0.who"),
		f("What was emphasised", "That it works on old phones.", "handoff.emphasised"),
		none("Alternative", "F21", 1, me, "1 Mar 2027", "2027-03-01"),
	)},
	{"success", "Use the customer’s own words.", moves(
		f("How will we both know?", "The report of the phone system", "criteria.0.measured"),
		f("Unit", "calls", "criteria.0.unit"),
		steps("Direction", ">", "criteria.0.direction", "down"),
		f("First value is when…", "Twelve crews have had one week of plans.", "handoff.first_value"),
		as("2027-05-10", f("Target date", "10 May 2027", "handoff.first_value_on")),
		f("Onboarded means…", "Every foreman has opened the plan five days in a row.", "handoff.onboarded"),
	)},
	{"people", "Facts you could say to their face.", moves(
		row("Title", "Head of lines", "people.0.title"),
		steps("Influence", ">>>>", "people.0.influence", "5"),
		steps("Stance", ">", "people.0.stance", "supporter"),
		f("Concern", "That the foremen feel watched", "people.0.concern"),
		row("Who believes it", judge, "beliefs.0.person"),
		row("What they believe they will get", "Quiet mornings from May 2027", "beliefs.0.text"),
	)},
	{"promises", "Everything said or implied, with the words used.", moves(
		move{how: "press", label: "Details"},
		f("To whom", judge, "promises.0.to_whom"),
		f("By whom", me, "promises.0.by_whom"),
		as("2027-02-12", f("Said on", "12 Feb 2027", "promises.0.said_on")),
		steps("Said or implied?", "", "promises.0.kind", "explicit"),
		steps("In the contract?", "", "promises.0.in_contract", "yes"),
		steps("Due", "", "promises.0.due_kind", "date"),
		as("2027-05-03", f("Due on", "3 May 2027", "promises.0.due_on")),
		f("What counts as in full", "All twelve crews", "promises.0.full_scope"),
		steps("Can we keep it?", "", "promises.0.support", "supported"),
		tick("Agreed to show to the customer", "promises.0.agreed_to_show"),
	)},
	{"watch", "An honest risk costs nothing now.", moves(
		row("Assumption", "Every foreman has a phone", "assumptions.0.text"),
		steps("Severity", ">", "risks.0.severity", "medium"),
		none("Gap", "F56", 2, judge, "1 Mar 2027", "2027-03-01"),
	)},
	{"delivery", "Complexity comes first: it decides what else is asked.", moves(
		steps("Integrations", ">", "handoff.integrations", "1-2"),
		steps("Data sets to move", "", "handoff.data_sets", "0"),
		steps("Sites", ">", "handoff.sites", "4+"),
		steps("Custom work", ">", "handoff.custom_work", "no"),
		as("2027-05-03", f("Target go-live", "3 May 2027", "handoff.go_live_on")),
		steps("Hard or soft?", "", "handoff.go_live_kind", "hard"),
		f("Who set it", judge, "handoff.go_live_set_by"),
		f("Why that day", "The building season begins.", "handoff.go_live_why"),
		row("System", "Dispatch lists of three depots", "integrations.0.text"),
		f("Number of users", "30", "handoff.user_count"),
		f("Project lead", judge, "handoff.project_lead"),
		f("Hours per week", "4", "handoff.hours_per_week"),
	)},
	{"fit", "Five ticks for fit, then rhythm, contacts and what comes next.", moves(
		judged("We solve their first problem today", "", "handoff.fit_problem", "yes"),
		judged("They are of a size and kind we serve well", "", "handoff.fit_segment", "yes"),
		judged("A sponsor with budget backs it", "", "handoff.fit_sponsor", "yes"),
		judged("They can give the time it takes", ">", "handoff.fit_time", "no"),
		judged("It needs no work we do not offer", "", "handoff.fit_scope", "yes"),
		f("Meeting cadence", "Every Monday, 30 minutes", "handoff.cadence"),
		as("2027-03-15", f("Introduction on", "15 Mar 2027", "handoff.intro_on")),
		f("What would you do next if you kept this account?", "I would ride along with a crew.", "handoff.handoff_note"),
		f("Anything to avoid saying or doing", "Do not ring before seven.", "handoff.avoid"),
	)},
}
