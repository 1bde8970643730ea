package form

import "kept/playbook"

// example returns an invented account, filled as a good handoff of a small
// deal is, with what came of it in its first two months. Nobody in it exists.
func example() *playbook.Record {
	problem, fact, criterion := playbook.ID{15: 1}, playbook.ID{15: 2}, playbook.ID{15: 3}
	calendar, training, translated, polish := playbook.ID{15: 4}, playbook.ID{15: 5}, playbook.ID{15: 6}, playbook.ID{15: 10}
	writes, wrongVisit, reminders := playbook.ID{15: 7}, playbook.ID{15: 8}, playbook.ID{15: 9}
	row := func(id playbook.ID) playbook.Meta { return playbook.Meta{ID: id} }
	return &playbook.Record{
		Account: playbook.Account{
			Name: "Northlake Dental", Segment: "small", Industry: "Dental clinics",
			ExpectedClose: "2027-03-15", ActualClose: "2027-03-15", Value: "18000", Currency: "EUR", TermMonths: "12",
			StartOn: "2027-03-22", RenewalOn: "2028-03-22", NoticeDays: "60",
			Seller: "Ada Wolf", CSM: "Ben Okoro", ImplementationLead: "Cleo Marsh", SupportContact: "Dana Reyes", Shown: "csm,implementation_lead",
			CustomerPromise: "Patients book online, and the phone rings half as often by 30 June 2027.",
		},
		Handoff: playbook.Handoff{
			Story:   "Northlake runs three clinics near a lake. Two receptionists left in autumn and the remaining three answer 140 calls a day, most of them to book or move a visit.\nMira Solberg found us through a colleague in another practice, asked for a demo in January, and came back with her two clinic leads. They tried the booking page for nine days with real patients at one clinic: 61 bookings, four calls about it.\nThe budget was approved on 20 February 2027 by the owner.",
			Trigger: "Two receptionists left in autumn 2026.", CostOfInaction: "One more receptionist, hired and trained.",
			CostPerMonth: "3200", CostSource: "Mira Solberg, call of 4 February 2027", CostConfirmed: true,
			Emphasised: "Online booking and the reminder by text message.", BarelyDiscussed: "Billing of no-shows, and the Polish translation of the reminders.",
			FirstValue: "50 visits are booked online in one week.", FirstValueOn: "2027-04-16", FirstValueConfirmed: true,
			Onboarded:      "All three clinics take bookings online and 8 receptionists have had their hour of training.",
			SingleChampion: true,
			GoLiveOn:       "2027-04-12", GoLiveSetBy: "Mira Solberg", GoLiveWhy: "The school holidays end on 9 April 2027.", GoLiveKind: "hard",
			UserCount: "11", UserGroups: "Receptionists and clinic leads", Locations: "Three clinics", Languages: "English, Polish", TrainingForm: "One hour by video, twice",
			ProjectLead: "Jonas Pryde", HoursPerWeek: "4",
			Integrations: "1-2", DataSets: "0", Sites: "1-3", CustomWork: "no",
			PlaybookID: "low-touch-30", PlaybookWhy: "Small, one connection, no data to move.", EffortUnits: "0.5",
			FitProblem: "yes", FitSegment: "yes", FitSponsor: "yes", FitTime: "yes", FitScope: "yes", FitSignedBy: "Ada Wolf", FitSignedOn: "2027-03-01",
			Cadence: "Every Tuesday, 20 minutes", Channels: "E-mail, then phone", UpdateRhythm: "Friday, three lines", DoNot: "No calls from 8 to 10, when the phones are full.",
			IntroOn: "2027-03-17", KickoffOn: "2027-03-22", SalesExit: "the kickoff has been held", SalesExitOn: "2027-03-26",
			SalesReleasedOn: "2027-03-24", SalesReleasedBy: "Ben Okoro",
			HandoffNote: "I would call Jonas in the first week and look at the calendar connection with him.",
			Avoid:       "Do not mention the booking tool they dropped in 2025.",
		},
		Items: []playbook.Item{
			{Kind: playbook.Bought, Text: "Online booking for three clinics", Qty: "3", On: "2027-03-22", Until: "2028-03-21"},
			{Kind: playbook.Bought, Text: "Reminders by text message, 2,000 a month", Qty: "1"},
			{Kind: playbook.NotBought, Text: "Billing of missed visits"},
			{Kind: playbook.Document, Text: "Signed contract", Ref: "contracts/northlake-2027.pdf"},
			{Meta: row(problem), Kind: playbook.Problem, Text: "Three receptionists answer 140 calls a day"},
			{Kind: playbook.Problem, Text: "One visit in nine is missed"},
			{Kind: playbook.Driver, Text: "The trial at one clinic: 61 bookings in nine days", Who: "Mira Solberg"},
			{Kind: playbook.Alternative, Text: "Doing nothing", Detail: "It needs one more receptionist."},
			{Kind: playbook.Objection, Text: "Older patients will not book online", Detail: "The trial: one booking in four came from patients over 60."},
			{Kind: playbook.Integration, Text: "Calendar of the practice software", Who: "Jonas Pryde", Detail: "Read and write, by their own account", State: "asked"},
			{Kind: playbook.Escalation, Text: "Ben Okoro", Who: "ours", Detail: "Phone, any working day"},
			{Kind: playbook.Escalation, Text: "Mira Solberg", Who: "customer", Detail: "Only when a clinic cannot take bookings"},
			{Kind: playbook.Expansion, Text: "Billing of missed visits", Who: "Jonas Pryde", Detail: "When missed visits are below one in twenty", On: "2027-09-01", Amount: "2400"},
			{Kind: playbook.Action, Text: "Send the price of 1,000 more reminders", Who: "Ada Wolf", On: "2027-03-19"},
			{Meta: row(fact), Kind: playbook.Fact, Text: "The clinics close for a week from 24 December", Who: "Jonas Pryde", On: "2027-02-11"},
		},
		Criteria: []playbook.Criterion{
			{Meta: row(criterion), Words: "I want my people to look up when a patient comes in, not to be on the phone.", Metric: "Calls a day at all three clinics", Unit: "calls", Direction: "down",
				Baseline: "140", BaselineOn: "2027-02-04", BaselineSource: "Phone log", Target: "70", TargetOn: "2027-06-30", Measured: "Phone log, average of the last ten working days", DataOwner: "Jonas Pryde",
				Judge: "Mira Solberg", CustomerOwner: "Jonas Pryde", Confirmed: "confirmed", ConfirmedOn: "2027-02-20", ConfirmedHow: "E-mail", ProblemID: problem},
		},
		ProofPoints: []playbook.ProofPoint{
			{Day: 30, Text: "50 visits booked online in one week", Evidence: "Booking report", Judge: "Jonas Pryde",
				Result: "partly", JudgedOn: "2027-04-16", JudgedBy: "Jonas Pryde", Shown: "44 visits in the first week, 57 in the second"},
			{Day: 60, Text: "Calls are at 100 a day or below", Evidence: "Phone log", Judge: "Mira Solberg"},
			{Day: 90, Text: "Calls are at 80 a day or below", Evidence: "Phone log", Judge: "Mira Solberg"},
		},
		People: []playbook.Stakeholder{
			{Name: "Mira Solberg", Title: "Owner", Email: "mira@northlake.example", Roles: "sponsor,economic_buyer", Influence: "5", Stance: "supporter", ToldHandover: true},
			{Name: "Jonas Pryde", Title: "Practice manager", Email: "jonas@northlake.example", Phone: "+49 30 5550 114", Roles: "champion,day_to_day", Influence: "4", Stance: "champion", ToldHandover: true, MetCSMOn: "2027-03-05"},
			{Name: "Tess Arden", Title: "Head receptionist", Roles: "user_lead", Influence: "2", Stance: "sceptic", Concern: "That patients book the wrong kind of visit", Approach: "Show her the rules for kinds of visits before the kickoff",
				Sensitive: "She was not asked before the earlier tool was bought."},
		},
		Beliefs: []playbook.Belief{
			{Person: "Mira Solberg", Text: "Calls fall by half by 30 June 2027", Matches: "yes", Basis: "trial", Confidence: "high"},
			{Meta: row(translated), Person: "Jonas Pryde", Text: "The booking page is there in Polish too", Matches: "no", Basis: "verbal", Confidence: "medium", Owner: "Ben Okoro", DueOn: "2027-03-26",
				State: "promised", SettledOn: "2027-03-25", SettledBy: "Ben Okoro", PromiseID: polish},
		},
		Promises: []playbook.Promise{
			{Meta: row(calendar), Text: "The calendar connection runs at all three clinics by 9 April 2027", Quote: "You will not type a booking twice, not at any of the three.", ToWhom: "Mira Solberg", ByWhom: "Ada Wolf", SaidOn: "2027-02-18", SaidWhere: "Call",
				Kind: "explicit", InContract: "yes", DueKind: "date", DueOn: "2027-04-09", FullScope: "All three calendars, both ways", Basis: "trial", Deciding: true, Support: "supported", AgreedToShow: true, Owner: "Cleo Marsh", Status: "delivered",
				DeliveredOn: "2027-04-08", Evidence: "A test visit at each clinic, seen in both calendars", Outcome: "kept", CustomerConfirmed: true, ConfirmedBy: "Mira Solberg", ConfirmedOn: "2027-04-09", CriterionID: criterion},
			{Meta: row(training), Text: "Two training hours for 8 receptionists before go-live", Quote: "Everybody gets an hour with us before you start.", ToWhom: "Jonas Pryde", ByWhom: "Ada Wolf", SaidOn: "2027-02-11", SaidWhere: "Demo",
				Kind: "explicit", InContract: "no", DueKind: "anchor", DueAnchor: "go_live", DueDays: "-3", FullScope: "8 people, one hour each", Basis: "verbal", Support: "supported", AgreedToShow: true, Owner: "Ben Okoro", Status: "owed"},
			{Meta: row(polish), Text: "The booking page is there in Polish by 28 May 2027", Quote: "You get it in Polish too, before June.", ToWhom: "Jonas Pryde", ByWhom: "Ben Okoro", SaidOn: "2027-03-25", SaidWhere: "Kickoff",
				Kind: "explicit", InContract: "no", DueKind: "date", DueOn: "2027-05-28", FullScope: "Page and reminders, read by Tess Arden", Basis: "verbal", Support: "supported", AgreedToShow: true, Owner: "Ben Okoro", Status: "owed"},
		},
		Watches: []playbook.Watch{
			{Meta: row(writes), Kind: playbook.Assumption, Text: "Their practice software lets us write to the calendar", Owner: "Cleo Marsh", DueOn: "2027-03-24", Plan: "Write a test visit at one clinic", Effect: "Bookings are typed twice until a file import runs", State: "true"},
			{Meta: row(wrongVisit), Kind: playbook.Risk, Text: "Tess Arden stops using it after the first wrong booking", RiskKind: "adoption", Severity: "medium", Trigger: "More than three corrected bookings in a week", Plan: "Set the rules for kinds of visits with her", RaisedBy: "Ada Wolf", Owner: "Ben Okoro",
				DueOn: "2027-05-03", State: "open", SeenOn: "2027-04-19", SeenBy: "Ben Okoro"},
			{Meta: row(reminders), Kind: playbook.Gap, Text: "Nobody has looked at the Polish reminders", Owner: "Ben Okoro", DueOn: "2027-04-02", State: "closed"},
		},
		Measurements: []playbook.Measurement{
			{CriterionID: criterion, Value: "121", On: "2027-04-16", Source: "Phone log", By: "Ben Okoro"},
			{CriterionID: criterion, Value: "103", On: "2027-04-30", Source: "Phone log", By: "Ben Okoro"},
			{CriterionID: criterion, Value: "96", On: "2027-05-14", Source: "Phone log", By: "Ben Okoro"},
		},
		WatchReviews: []playbook.WatchReview{
			{WatchID: writes, Result: "true", Note: "A test visit stood in both calendars within a minute", On: "2027-03-23", By: "Cleo Marsh"},
			{WatchID: wrongVisit, Result: "seen", Note: "Five bookings corrected in the first week, all of them first visits", On: "2027-04-19", By: "Ben Okoro"},
			{WatchID: reminders, Result: "closed", Note: "Tess Arden read all four and changed two words", On: "2027-04-01", By: "Ben Okoro"},
		},
		Signals: []playbook.Signal{
			{Kind: "contradicted", Text: "Jonas asked where the Polish page is; he had understood that it comes with the reminders", On: "2027-03-25", Cause: "unclear", Phase: "Kickoff", BeliefID: translated, LoggedBy: "Ben Okoro"},
			{Kind: "repeated", Text: "The clinic leads had to name their opening hours a second time", On: "2027-03-30", Cause: "slip", Phase: "Set-up", PromiseID: calendar, LoggedBy: "Cleo Marsh"},
		},
		CustomerQuestions: []playbook.CustomerQuestion{
			{Text: "In which weeks are the clinics closed?", By: "Cleo Marsh", FactID: fact},
			{Text: "Who changes the kinds of visits when Tess Arden is away?", By: "Ben Okoro"},
		},
		Inspections: []playbook.Inspection{
			{Day: 7, Promise: "yes", Success: "yes", Owned: "yes", ToldOnce: "yes", OneStory: "no", NextStep: "yes", Note: "Two stories about the Polish page; asked Ada Wolf on the same day", On: "2027-03-22", By: "Ben Okoro"},
			{Day: 14, Promise: "yes", Success: "yes", Owned: "yes", ToldOnce: "no", OneStory: "yes", NextStep: "yes", On: "2027-03-29", By: "Ben Okoro"},
			{Day: 30, Promise: "yes", Success: "yes", Owned: "yes", ToldOnce: "yes", OneStory: "yes", NextStep: "yes", On: "2027-04-14", By: "Ben Okoro"},
		},
		Nones: []playbook.None{
			{Field: "F9", Who: "Ada Wolf", On: "2027-03-01"},
			{Field: "F58", Who: "Ada Wolf", On: "2027-03-01"},
			{Field: "F61", Who: "Ada Wolf", On: "2027-03-01"},
			{Field: "F62", Who: "Ada Wolf", On: "2027-03-01"},
		},
	}
}
