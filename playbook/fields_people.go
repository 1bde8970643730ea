package playbook

func peopleFields() []Field {
	const s = "people"
	person := func(no int, label string, g Gate, a Audience, in ...Input) Field {
		return Field{No: no, Section: s, Label: label, Noun: "stakeholder", List: true, Key: "people", Gate: g, Audience: a, Inputs: in}
	}
	return []Field{
		person(36, "People", GateC, Both,
			Input{Col: "name", Label: "Name", Gate: GateC}, Input{Col: "title", Label: "Title", Gate: GateC},
			Input{Col: "email", Label: "E-mail"}, Input{Col: "phone", Label: "Phone"},
			Input{Col: "time_zone", Label: "Time zone"}, Input{Col: "language", Label: "Language"}),
		person(37, "Deal roles", GateC, Both,
			Input{Col: "roles", Label: "Role in the deal", Type: TypeMulti, Options: dealRoles(), Gate: GateC, Wide: true}),
		person(38, "Influence and stance", GateC, Internal,
			Input{Col: "influence", Label: "Influence", Type: TypeChoice, Options: influences(), Gate: GateC},
			Input{Col: "stance", Label: "Stance", Type: TypeChoice, Options: stances(), Gate: GateC}),
		person(39, "Concern", GateCPlus, Internal,
			Input{Col: "concern", Label: "Concern", Gate: GateCPlus, Help: "Wanted for sceptics and opponents.", Wide: true},
			Input{Col: "approach", Label: "Our plan for them", Gate: GateCPlus, Wide: true},
			Input{Col: "personal_win", Label: "Personal win"}, Input{Col: "style", Label: "Communication style"},
			Input{Col: "channel", Label: "Preferred channel"}),
		{No: 40, Section: s, Label: "Beliefs", Ask: "What do they believe they will get?", Noun: "belief", List: true, Key: "beliefs", Gate: GateCPlus, Audience: Internal,
			Inputs: []Input{{Col: "person", Label: "Who believes it", Type: TypePerson, Gate: GateCPlus}, {Col: "text", Label: "What they believe they will get", Gate: GateCPlus, Wide: true},
				{Col: "matches", Label: "Matches the contract?", Type: TypeChoice, Options: yesNoUnknown(), Gate: GateCPlus},
				{Col: "basis", Label: "Because of", Type: TypeChoice, Options: bases()},
				{Col: "confidence", Label: "How sure are they", Type: TypeChoice, Options: levels()},
				{Col: "owner", Label: "Who corrects it", Type: TypePerson}, {Col: "due_on", Label: "By", Type: TypeDate},
				{Col: "state", Label: "Settled", Type: TypeChoice, Options: BeliefStates(), Gate: GateAfter},
				{Col: "correction", Label: "What was said to them", Wide: true, Gate: GateAfter},
				{Col: "settled_on", Label: "Settled on", Type: TypeDate, Gate: GateAfter}, {Col: "settled_by", Label: "Settled by", Type: TypePerson, Gate: GateAfter},
				{Col: "promise_id", Label: "Accepted as", Type: TypeLink, Link: "promises", Gate: GateAfter}}},
		person(41, "Sensitive note", GateO, Sensitive,
			Input{Col: "sensitive", Label: "Sensitive note", Type: TypeLong, Wide: true, Help: "Facts you would say to their face. Never exported."}),
		person(42, "Affected but not involved", GateO, Internal,
			Input{Col: "uninvolved", Label: "Not involved in the purchase but affected", Type: TypeTick}),
		person(43, "Told about the handover", GateH, Internal,
			Input{Col: "told_handover", Label: "Told about the handover", Type: TypeTick, Gate: GateH},
			Input{Col: "met_csm_on", Label: "Met the CSM on", Type: TypeDate},
			Input{Col: "left_on", Label: "Left on", Type: TypeDate, Gate: GateAfter}),
	}
}

func promiseFields() []Field {
	const s = "promises"
	prom := func(no int, label string, g Gate, a Audience, in ...Input) Field {
		return Field{No: no, Section: s, Label: label, Noun: "promise", List: true, Key: "promises", Gate: g, Audience: a, None: no == 44, Inputs: in}
	}
	return []Field{
		prom(44, "Promises", GateC, Both,
			Input{Col: "text", Label: "The promise", Gate: GateC, Wide: true, Help: "With a number, a date or a person."},
			Input{Col: "agreed_to_show", Label: "Agreed to show to the customer", Type: TypeTick},
			Input{Col: "quote", Label: "Exact words used", Gate: GateC, Audience: Sensitive, Wide: true}),
		prom(45, "Who said it to whom", GateC, Internal,
			Input{Col: "to_whom", Label: "To whom", Type: TypePerson, Gate: GateC}, Input{Col: "by_whom", Label: "By whom", Type: TypePerson, Gate: GateC},
			Input{Col: "said_on", Label: "Said on", Type: TypeDate, Gate: GateC}, Input{Col: "said_where", Label: "Where", Gate: GateC}),
		prom(46, "Explicit or implied", GateC, Internal,
			Input{Col: "kind", Label: "Said or implied?", Type: TypeChoice, Options: promiseKinds(), Gate: GateC},
			Input{Col: "in_contract", Label: "In the contract?", Type: TypeChoice, Options: yesNoUnknown(), Gate: GateC}),
		prom(47, "Due", GateC, Both,
			Input{Col: "due_kind", Label: "Due", Type: TypeChoice, Options: dueKinds(), Gate: GateC},
			Input{Col: "due_on", Label: "Due on", Type: TypeDate}, Input{Col: "due_anchor", Label: "Counted from", Type: TypeChoice, Options: Anchors()},
			Input{Col: "due_days", Label: "Days after", Type: TypeWhole}),
		prom(48, "Full scope", GateCPlus, Both, Input{Col: "full_scope", Label: "What counts as in full", Gate: GateCPlus, Wide: true}),
		prom(49, "Why they believed us", GateCPlus, Internal,
			Input{Col: "basis", Label: "Why they believed us", Type: TypeChoice, Options: bases(), Gate: GateCPlus},
			Input{Col: "basis_ref", Label: "Reference"}),
		prom(50, "Deciding promise", GateC, Internal, Input{Col: "deciding", Label: "This one won the deal", Type: TypeTick}),
		prom(51, "Can we keep it?", GateC, Internal,
			Input{Col: "support", Label: "Can we keep it?", Type: TypeChoice, Options: supports(), Gate: GateC},
			Input{Col: "approver", Label: "Approved by", Type: TypePerson}, Input{Col: "support_plan", Label: "Plan", Wide: true}),
		prom(52, "Feasibility", GateA, Internal),
		prom(53, "Delivery and outcome", GateAfter, Both,
			Input{Col: "owner", Label: "Delivery owner", Type: TypePerson},
			Input{Col: "status", Label: "Status", Type: TypeChoice, Options: promiseStates()},
			Input{Col: "delivered_on", Label: "Delivered on", Type: TypeDate}, Input{Col: "evidence", Label: "Evidence", Wide: true},
			Input{Col: "outcome", Label: "Outcome", Type: TypeChoice, Options: outcomes()},
			Input{Col: "customer_confirmed", Label: "Confirmed by the customer", Type: TypeTick},
			Input{Col: "confirmed_by", Label: "Who at the customer", Type: TypePerson, Audience: Internal}, Input{Col: "confirmed_on", Label: "Confirmed on", Type: TypeDate},
			Input{Col: "criterion_id", Label: "Serves the criterion", Type: TypeLink, Link: "criteria", Audience: Internal}),
	}
}

func watchFields() []Field {
	const s = "watch"
	return []Field{
		{No: 54, Section: s, Label: "Assumptions", Ask: "What do we take for granted?", Noun: "watch", Kind: Assumption, List: true, Key: "assumptions", Gate: GateC, Audience: Internal, None: true,
			Inputs: []Input{{Col: "text", Label: "Assumption", Gate: GateC, Wide: true}, {Col: "owner", Label: "Owner", Type: TypePerson, Gate: GateC},
				{Col: "due_on", Label: "Test by", Type: TypeDate, Gate: GateC}, {Col: "plan", Label: "How to test", Wide: true, Gate: GateC},
				{Col: "effect", Label: "If it is false", Wide: true}, {Col: "state", Label: "State", Type: TypeChoice, Options: []Option{{"untested", "Untested"}, {"true", "True"}, {"false", "False"}}}}},
		{No: 55, Section: s, Label: "Risks", Ask: "What worries you?", Noun: "watch", Kind: Risk, List: true, Key: "risks", Gate: GateC, Audience: Internal, None: true,
			Inputs: []Input{{Col: "text", Label: "Risk", Gate: GateC, Wide: true}, {Col: "risk_kind", Label: "Kind", Type: TypeChoice, Options: riskKinds()},
				{Col: "severity", Label: "Severity", Type: TypeChoice, Options: levels(), Gate: GateC}, {Col: "trigger", Label: "First sign that it comes true", Wide: true},
				{Col: "plan", Label: "What we do about it", Wide: true, Gate: GateC}, {Col: "raised_by", Label: "Raised by", Type: TypePerson}, {Col: "owner", Label: "Owner", Type: TypePerson, Gate: GateC},
				{Col: "due_on", Label: "Look again on", Type: TypeDate, Gate: GateAfter}, {Col: "state", Label: "State", Type: TypeChoice, Options: []Option{{"open", "Open"}, {"closed", "Past"}}, Gate: GateAfter},
				{Col: "seen_on", Label: "First sign seen on", Type: TypeDate, Gate: GateAfter}, {Col: "seen_by", Label: "Seen by", Type: TypePerson, Gate: GateAfter},
				{Col: "from_id", Label: "Comes from the assumption", Type: TypeLink, Link: "assumptions", Gate: GateAfter}}},
		{No: 56, Section: s, Label: "Gaps to watch", Ask: "What is missing and must be watched?", Noun: "watch", Kind: Gap, List: true, Key: "gaps", Gate: GateCPlus, Audience: Internal, None: true,
			Inputs: []Input{{Col: "text", Label: "Gap", Gate: GateCPlus, Wide: true}, {Col: "owner", Label: "Watcher", Type: TypePerson, Gate: GateCPlus},
				{Col: "due_on", Label: "Review on", Type: TypeDate, Gate: GateCPlus}, {Col: "state", Label: "State", Type: TypeChoice, Options: []Option{{"open", "Still open"}, {"closed", "Closed"}}}}},
		{No: 57, Section: s, Label: "Single champion", Ask: "Does it hang on one person?", Noun: "handoff", Key: "single_champion", Gate: GateO, Audience: Internal,
			Inputs: []Input{{Col: "single_champion", Label: "It hangs on a single champion", Type: TypeTick}, {Col: "sponsor_change", Label: "The sponsor is likely to change", Type: TypeTick}}},
		{No: 58, Section: s, Label: "Blackout dates and deadlines", Ask: "Which days are closed, which deadlines are hard?", Noun: "item", Kind: Blackout, List: true, Key: "blackouts", Gate: GateCPlus, Audience: Both, None: true,
			Inputs: []Input{{Col: "text", Label: "What", Gate: GateCPlus, Wide: true}, {Col: "on", Label: "From", Type: TypeDate, Gate: GateCPlus}, {Col: "until", Label: "Until", Type: TypeDate}}},
	}
}
