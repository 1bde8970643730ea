package brief

import (
	"fmt"
	"strings"
	"time"

	"kept/playbook"
	"kept/playbook/brief/doc"
	"kept/playbook/readiness"
)

// The account below is invented: no such clinic, agency or person exists.

var asOf = time.Date(2026, 11, 23, 14, 5, 0, 0, time.UTC)

func numbered(n int) (id playbook.ID) {
	id[14], id[15] = byte(n>>8), byte(n)
	return id
}

// norrland is a mid-market deal, richly filled, a plan running since yesterday.
func norrland() playbook.Record {
	n := 0
	meta := func() playbook.Meta {
		n++
		return playbook.Meta{ID: numbered(n), AccountID: numbered(999), Pos: n}
	}
	item := func(kind, text string, more ...func(*playbook.Item)) playbook.Item {
		it := playbook.Item{Meta: meta(), Kind: kind, Text: text}
		for _, m := range more {
			m(&it)
		}
		return it
	}
	who := func(s string) func(*playbook.Item) { return func(i *playbook.Item) { i.Who = s } }
	detail := func(s string) func(*playbook.Item) { return func(i *playbook.Item) { i.Detail = s } }
	qty := func(s string) func(*playbook.Item) { return func(i *playbook.Item) { i.Qty = s } }
	on := func(d, until playbook.Date) func(*playbook.Item) {
		return func(i *playbook.Item) { i.On, i.Until = d, until }
	}
	state := func(s string) func(*playbook.Item) { return func(i *playbook.Item) { i.State = s } }
	r := playbook.Record{
		Account: playbook.Account{Meta: playbook.Meta{ID: numbered(999), AccountID: numbered(999)}, Name: "Norrland Dental", Segment: "mid_market", Industry: "Dental clinics",
			ExpectedClose: "2026-12-04", Value: "48000", Currency: "EUR", TermMonths: "24", StartOn: "2026-12-04", NoticeDays: "90", Stage: playbook.AtHandoff,
			Seller: "Jonas Falk", CSM: "Maya Lindqvist", ImplementationLead: "Petter Aas", SupportContact: "Ida Berg", Shown: "csm,implementation_lead",
			CustomerPromise: "Every clinic books from one calendar by 15 January, with no double-booked chairs.",
			StatusLine:      "On track for 15 January; the sample file from the old system is the next thing we need.", StatusBy: "Maya Lindqvist", StatusAt: "2026-11-23T09:00:00.000000Z"},
		Handoff: playbook.Handoff{Meta: meta(), State: playbook.AcceptedWithConditions,
			Story:          "Norrland grew from two clinics to five in three years, each with a calendar of its own. In September a patient was booked into the same chair twice in one week and told the local paper. Ingrid Moe was asked by the owners to end it before the January rush, when a third of the year’s check-ups are booked.\n\nThey looked at three ways out. Ours was the only one that showed their own bookings in the demo: Jonas loaded a week of clinic 2 and found eleven clashes in front of everyone.",
			Trigger:        "The January rush, and a receptionist’s contract that would have to be signed in March.",
			CostOfInaction: "Lost chair time, and a second receptionist from March", CostPerMonth: "6500", CostSource: "Ingrid Moe, 18 Nov", CostConfirmed: true,
			Emphasised: "One calendar for all clinics. Live before the January rush. The Friday conflict report.", BarelyDiscussed: "Who may override a booking. Moving four years of old appointments. Training for staff who work Saturdays only.",
			PreviousAttempts: "A shared spreadsheet in 2024; abandoned after six weeks because clinic 4 kept a paper list.", Relationship: "Met at a trade fair in May; demo with their data on 12 November.",
			FirstValue: "The first Friday report without a conflict between two clinics", FirstValueOn: "2026-12-18", FirstValueConfirmed: true,
			Onboarded:      "All five clinics book in one calendar for ten working days without a call to us.",
			SingleChampion: true, GoLiveOn: "2027-01-13", GoLiveSetBy: "Ingrid Moe", GoLiveWhy: "two days before the January rush", GoLiveKind: "hard",
			UserCount: "62", UserGroups: "front desk, dentists, clinic managers", Locations: "five clinics", Languages: "Norwegian, Swedish", TrainingForm: "remote, two sessions of 45 minutes", EnvironmentLimits: "Shared front-desk computers; no phones at the desk.",
			ProjectLead: "Kari Lie", HoursPerWeek: "6", Integrations: "1-2", DataSets: "1", Sites: "4+", CustomWork: "no", PlaybookID: "mid-market-60", PlaybookWhy: "five sites, one integration", EffortUnits: "3",
			FitProblem: "yes", FitSegment: "yes", FitSponsor: "yes", FitTime: "no", FitScope: "yes", FitSignedBy: "Jonas Falk", FitSignedOn: "2026-11-20", FitOverride: "Ingrid frees Kari for six hours a week",
			Cadence: "Tuesdays 10:00, half an hour", Channels: "e-mail; phone when it burns", UpdateRhythm: "every Friday by noon", ReportForm: "one page", DoNot: "call the front desk before 10",
			IntroOn: "2026-12-08", KickoffOn: "2026-12-10", SalesExit: "Introduction done and the first report sent", SalesExitOn: "2026-12-18",
			HandoffNote: "I would visit clinic 4 with Ingrid before the kickoff and show the view for one clinic.", Avoid: "The word “central” in front of clinic 4."},
		Items: []playbook.Item{
			item(playbook.Bought, "Calendar", qty("5"), on("2026-12-04", "2028-12-04")), item(playbook.Bought, "Text reminders", qty("1")),
			item(playbook.NotBought, "Billing and insurance claims"), item(playbook.NotBought, "Training on site"),
			item(playbook.Term, "10 % off in year one", detail("reference customer in the north")),
			item(playbook.Document, "Contract", func(i *playbook.Item) { i.Ref = "contract-norrland.pdf" }),
			item(playbook.Problem, "Five clinics keep five calendars; the front desk phones to check chairs. About 14 double bookings a week."),
			item(playbook.Problem, "A cancelled chair stays empty for a day because nobody sees it elsewhere."),
			item(playbook.Driver, "Own data in the demo", who("Ingrid Moe")), item(playbook.Driver, "Live before January", who("the owners")),
			item(playbook.Alternative, "Chairwise", detail("no view across clinics")), item(playbook.Alternative, "Do nothing", detail("the paper has noticed")),
			item(playbook.Objection, "The owner of clinic 4 wants to keep his own view.", detail("a view for one clinic exists; shown on 18 November")),
			item(playbook.Blackout, "Christmas closure", on("2026-12-19", "2027-01-03")),
			item(playbook.Integration, "Text message gateway", who("Kari Lie"), detail("key from the present provider"), state("asked")),
			item(playbook.DataSet, "Old appointments, four years", qty("90,000"), detail("export never tested; names are typed in two ways"), on("2026-11-27", ""), who("Kari Lie")),
			item(playbook.Approval, "Data processing agreement", detail("two weeks"), who("Per Dahl")),
			item(playbook.Escalation, "Maya Lindqvist", who("ours"), detail("any time; you hear back the same working day")),
			item(playbook.Escalation, "Ingrid Moe", who("customer"), detail("phone, after 10")),
			item(playbook.Expansion, "Billing", who("Per Dahl"), detail("when the year is closed"), on("2027-04-01", "")),
			item(playbook.Action, "Send the signed data processing agreement", who("Jonas Falk"), on("2026-11-25", "")),
			item(playbook.Fact, "Opening hours differ on Saturdays in clinics 2 and 5", who("Kari Lie"), on("2026-11-12", "")),
			item(playbook.Fact, "Two chairs in clinic 3 are out of use until February", who("Kari Lie"), on("2026-11-18", "")),
		},
		Criteria: []playbook.Criterion{
			{Meta: meta(), Words: "If the front desk stops phoning between clinics, we’ve won.", Metric: "Double bookings per week", Direction: "down", Baseline: "14", BaselineOn: "2026-11-13", BaselineSource: "front desk tally", Target: "0", TargetOn: "2027-01-15",
				Measured: "Friday conflict report", DataOwner: "Kari Lie", Judge: "Ingrid Moe", Confirmed: "confirmed", ConfirmedOn: "2026-11-18", ConfirmedHow: "by e-mail"},
			{Meta: meta(), Words: "The desk should not be on the phone all morning.", Metric: "Calls between clinics", Unit: "a day", Direction: "down", Baseline: "35", Target: "5", TargetOn: "2027-02-02", Measured: "tally in one week of each month", Judge: "Kari Lie", Confirmed: "confirmed", ConfirmedOn: "2026-11-18", ConfirmedHow: "in the call"},
			{Meta: meta(), Metric: "Time to fill a cancelled chair", Unit: "hours", Direction: "down", BaselineBy: "2026-12-18", Target: "8", TargetOn: "2027-03-04", Confirmed: "assumed"},
		},
		ProofPoints: []playbook.ProofPoint{
			{Meta: meta(), Day: 30, Text: "Two clinics share one calendar", Evidence: "the calendar itself", Judge: "Ingrid Moe"},
			{Meta: meta(), Day: 60, Text: "All five clinics live", Evidence: "four clean Friday reports", Judge: "Ingrid Moe"},
		},
		People: []playbook.Stakeholder{
			{Meta: meta(), Name: "Ingrid Moe", Title: "Head of clinics", Email: "ingrid@norrland.example", Roles: "sponsor,champion", Influence: "5", Stance: "champion", PersonalWin: "a January without a call from the owners", Style: "numbers first", Channel: "phone after 10", ToldHandover: true},
			{Meta: meta(), Name: "Kari Lie", Title: "IT and front desk systems", Roles: "technical_lead,day_to_day", Influence: "3", Stance: "supporter", PersonalWin: "fewer calls on Mondays", ToldHandover: true},
			{Meta: meta(), Name: "Sven Åström", Title: "Owner, clinic 4", Roles: "blocker", Influence: "4", Stance: "sceptic", Concern: "his own view of his chairs", Approach: "Ingrid visits him before the kickoff; we show the view for one clinic", Sensitive: "Sold a share of the clinic in spring."},
			{Meta: meta(), Name: "Łucja Wójcik", Title: "Front desk lead", Roles: "user_lead", Influence: "2", Stance: "unknown", Uninvolved: true},
			{Meta: meta(), Name: "Per Dahl", Title: "Accounts", Roles: "billing,economic_buyer", Influence: "4", Stance: "neutral"},
		},
		Beliefs: []playbook.Belief{
			{Meta: meta(), Person: "Ingrid Moe", Text: "Training is on site in all clinics", Matches: "no", Basis: "verbal", Confidence: "high", Owner: "Jonas Falk", DueOn: "2026-12-08"},
			{Meta: meta(), Person: "Kari Lie", Text: "Old appointments move over with the chair", Matches: "unknown", Basis: "demo", Confidence: "medium", Owner: "Petter Aas", DueOn: "2026-11-30"},
		},
		Watches: []playbook.Watch{
			{Meta: meta(), Kind: playbook.Risk, Text: "Christmas closure eats two weeks", RiskKind: "timeline", Severity: "medium", Trigger: "access after 12 Dec", Plan: "accounts before 10 Dec", Owner: "Kari Lie"},
			{Meta: meta(), Kind: playbook.Risk, Text: "The owner of clinic 4 opposes a shared calendar", RiskKind: "political", Severity: "high", Trigger: "skips the kickoff", Plan: "Ingrid visits before the kickoff; own view for clinic 4", RaisedBy: "Jonas Falk", Owner: "Maya Lindqvist"},
			{Meta: meta(), Kind: playbook.Risk, Text: "The old system’s export is untested", RiskKind: "data", Severity: "high", Trigger: "first file late", Plan: "sample file by 27 Nov", Owner: "Petter Aas"},
			{Meta: meta(), Kind: playbook.Risk, Text: "Saturday staff miss both training sessions", RiskKind: "adoption", Severity: "low", Plan: "a recording, and ten minutes on their first Saturday", Owner: "Maya Lindqvist"},
			{Meta: meta(), Kind: playbook.Assumption, Text: "The export holds the chair of each appointment", Plan: "read one file", Effect: "two weeks of typing", Owner: "Petter Aas", DueOn: "2026-11-27", State: "untested"},
			{Meta: meta(), Kind: playbook.Gap, Text: "Nobody speaks for the Saturday staff", Owner: "Maya Lindqvist", DueOn: "2026-12-15", State: "open"},
		},
		Nones: []playbook.None{},
		Questions: []playbook.Question{
			{Meta: meta(), Text: "Who may override a booking?", AskedBy: "Maya Lindqvist", AskedAt: "2026-11-21T09:00:00.000000Z", Answer: "The clinic manager; Ingrid confirmed it by phone.", AnsweredBy: "Jonas Falk", AnsweredAt: "2026-11-22T10:00:00.000000Z"},
			{Meta: meta(), Text: "Which clinic goes first?", AskedBy: "Maya Lindqvist", AskedAt: "2026-11-21T09:05:00.000000Z"},
			{Meta: meta(), Text: "Is training on site part of the contract?", AskedBy: "Maya Lindqvist", AskedAt: "2026-11-21T09:06:00.000000Z"},
		},
		Transitions: []playbook.Transition{
			{Meta: meta(), From: playbook.Draft, To: playbook.Submitted, By: "Jonas Falk", At: "2026-11-20T15:00:00.000000Z", Grade: "Conditional", Figure: 78},
			{Meta: meta(), From: playbook.Submitted, To: playbook.AcceptedWithConditions, By: "Maya Lindqvist", At: "2026-11-22T15:00:00.000000Z", Note: "two conditions", Grade: "Conditional", Figure: 78},
		},
	}
	promise := func(text, scope, due string, more func(*playbook.Promise)) {
		p := playbook.Promise{Meta: meta(), Text: text, FullScope: scope, ToWhom: "Ingrid Moe", ByWhom: "Jonas Falk", SaidOn: "2026-11-12", SaidWhere: "demo", Kind: "explicit", InContract: "yes", DueKind: "date", DueOn: playbook.Date(due), Basis: "demo", Support: "supported", AgreedToShow: true, Owner: "Maya Lindqvist"}
		if more != nil {
			more(&p)
		}
		r.Promises = append(r.Promises, p)
	}
	promise("Live before the January rush", "five clinics, with the appointments of the old system", "2027-01-13", func(p *playbook.Promise) {
		p.Deciding, p.InContract, p.Quote = true, "no", "You’ll be live before the January rush, I promise"
		p.SaidWhere = "demo with their own data"
	})
	promise("Reminders by text message in Norwegian", "one day before each appointment", "2027-02-01", nil)
	promise("A conflict report every Friday", "one page by e-mail before noon", "2026-12-18", func(p *playbook.Promise) {
		p.DueKind, p.DueOn, p.DueAnchor, p.DueDays = "anchor", "", "kickoff", "8"
	})
	promise("Training on site in the two largest clinics", "half a day each", "2027-01-08", func(p *playbook.Promise) { p.Support, p.InContract, p.AgreedToShow = "unsupported", "no", false })
	promise("A view of its own for clinic 4", "one screen with its six chairs", "2027-01-20", func(p *playbook.Promise) {
		p.Support, p.Approver, p.SupportPlan = "needs_approval", "Ida Berg", "a saved filter"
	})
	promise("A person to call in the evenings in January", "", "2027-01-31", func(p *playbook.Promise) { p.Support, p.Kind = "needs_approval", "implied" })
	promise("Help with the wording of the reminder", "", "", func(p *playbook.Promise) { p.DueKind, p.AgreedToShow = "none", false })

	plan := playbook.Plan{Meta: meta(), PlaybookID: "mid-market-60", Title: "Mid-market, 60 days", Version: 1, KickoffOn: "2026-12-10", GoLiveOn: "2027-01-13", StartedBy: "Maya Lindqvist"}
	r.Plans = []playbook.Plan{plan}
	task := func(phase playbook.ID, title, role, owner, due, customer string, more ...func(*playbook.Task)) {
		t := playbook.Task{Meta: meta(), PlanID: plan.ID, PhaseID: phase, Title: title, Role: role, Owner: owner, DueOn: playbook.Date(due), State: playbook.Todo, CustomerText: customer}
		for _, m := range more {
			m(&t)
		}
		r.Tasks = append(r.Tasks, t)
	}
	done := func(t *playbook.Task) {
		t.State, t.DoneAt, t.DoneBy, t.Note = playbook.TaskDone, "2026-11-22T15:00:00.000000Z", "Jonas Falk", "went quickly"
	}
	stone := func(t *playbook.Task) { t.Milestone = true }
	phase := func(title, exit, customer string) playbook.ID {
		p := playbook.Phase{Meta: meta(), PlanID: plan.ID, Title: title, Exit: exit, CustomerText: customer}
		r.Phases = append(r.Phases, p)
		return p.ID
	}
	p0 := phase("Before close", "Ready; capacity confirmed", "Before we start")
	task(p0, "Write success criteria with a plan for their baselines", "sales", "Jonas Falk", "2026-11-13", "We agree with you what success means and how it is measured", done)
	task(p0, "Join one customer call; note the beliefs heard", "cs", "Maya Lindqvist", "2026-11-18", "", done)
	task(p0, "Check that the promised dates are feasible", "implementation", "Petter Aas", "2026-11-24", "")
	p1 := phase("Handoff", "accepted; introduction done", "Introduction")
	task(p1, "Internal handoff meeting, 30 minutes", "cs", "Maya Lindqvist", "2026-12-07", "")
	task(p1, "Three-way introduction call", "sales", "Jonas Falk", "2026-12-08", "Introduction call: you meet your contact for the months ahead", stone)
	p2 := phase("Kickoff and plan", "plan agreed; data file read once", "Kickoff and plan")
	task(p2, "Sample file from the old system", "customer", "Kari Lie", "2026-11-27", "Send us a sample file from the old system")
	task(p2, "Kickoff: play back goal, promises, plan", "cs", "Maya Lindqvist", "2026-12-10", "Kickoff: we play back your goal and agree on the plan", stone)
	task(p2, "Accounts for all front desks", "customer", "Kari Lie", "2026-12-10", "Create the accounts for all front desks")
	p3 := phase("Set up", "two clinics in one calendar", "Set up and first two clinics")
	task(p3, "Configure five calendars", "implementation", "Petter Aas", "2026-12-14", "We set up the five calendars")
	task(p3, "First Friday report", "cs", "Maya Lindqvist", "2026-12-18", "You get the first Friday report", stone)
	task(p3, "Move old appointments", "implementation", "Petter Aas", "2027-01-05", "We move the appointments of the old system", func(t *playbook.Task) {
		t.State, t.Reason = playbook.Blocked, "no file yet"
	})
	p4 := phase("Go-live", "five clinics for ten working days", "Go-live and first weeks")
	task(p4, "Train the front desks", "implementation", "Petter Aas", "2027-01-11", "We train the front desks in two sessions")
	task(p4, "Go-live", "cs", "Maya Lindqvist", "2027-01-13", "All five clinics book from one calendar", stone)
	task(p4, "Day-60 check", "cs", "Maya Lindqvist", "2027-02-02", "We look at your measures together", stone)
	for _, c := range []string{"Name the judge of the day-90 proof point", "Confirm the evening phone in January"} {
		r.Tasks = append(r.Tasks, playbook.Task{Meta: meta(), Title: c, Owner: "Jonas Falk", DueOn: "2026-11-27", State: playbook.Todo, Condition: true})
	}
	return r
}

func inputOf(r playbook.Record) Input {
	return Input{Record: r, Grade: readiness.Of(&r, playbook.DateOf(asOf), readiness.Default()), Captured: readiness.CaptureOf(&r, nil),
		AsOf: asOf, Company: Company{Name: "Fjord & Kim Agency", Colour: doc.RGB{R: 0x0F, G: 0x6F, B: 0x68}}, Paper: doc.A4, Version: 3}
}

// empty is an account of which nothing but the name is known.
func empty() playbook.Record {
	return playbook.Record{Account: playbook.Account{Name: "Nothing Yet", Stage: playbook.PreClose}}
}

// heavy is the sample with 60 promises, 2,000 words of notes, emoji and right-to-left text.
func heavy() playbook.Record {
	r := norrland()
	for i := range 53 {
		p := r.Promises[i%7]
		p.ID, p.Deciding, p.Text = numbered(2000+i), false, fmt.Sprintf("%s, part %d", p.Text, i+1)
		r.Promises = append(r.Promises, p)
	}
	words := strings.Fields("the front desk of each clinic keeps a paper list beside the screen because the old system is slow on Mondays")
	var b strings.Builder
	for i := range 2000 {
		b.WriteString(words[i%len(words)])
		b.WriteString(map[bool]string{true: ".\n\n", false: " "}[i%120 == 119])
	}
	long := b.String()
	r.Handoff.Story, r.Handoff.CostOfInaction, r.Handoff.Onboarded, r.Handoff.BarelyDiscussed = long, long, long, long
	r.Account.CustomerPromise = long[:5000]
	r.Account.StatusLine = long[:3000]
	r.Account.Name = "Klinikk 😀 מרפאת שיניים " + strings.Repeat("Norrland", 1200)
	r.Criteria[0].Words, r.Criteria[1].Metric = long[:4000], "مؤشر 😀 "+long[:2000]
	r.Watches[1].Text, r.Items[6].Text = long, long
	r.People[0].Name = "Ingrid 😀 Ελένη Київ " + long[:300]
	return r
}
