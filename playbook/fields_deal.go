package playbook

func dealFields() []Field {
	const s = "deal"
	item := func(no int, kind, key, label, ask string, g Gate, a Audience, none bool, in ...Input) Field {
		return Field{No: no, Section: s, Label: label, Ask: ask, Noun: "item", Kind: kind, List: true, Key: key, Gate: g, Audience: a, None: none, Inputs: in}
	}
	return []Field{
		{No: 1, Section: s, Label: "Account name", Ask: "Who is the customer?", Noun: "account", Key: "account", Gate: GateC, Audience: Both,
			Inputs: []Input{{Col: "name", Label: "Account", Gate: GateC, Wide: true}}},
		{No: 2, Section: s, Label: "Segment", Ask: "How big are they?", Noun: "account", Key: "segment", Gate: GateC, Audience: Both,
			Inputs: []Input{{Col: "segment", Label: "Segment", Type: TypeChoice, Options: segments(), Gate: GateC}}},
		{No: 3, Section: s, Label: "Industry", Ask: "What do they do?", Noun: "account", Key: "industry", Gate: GateC, Audience: Both,
			Help: "Regulated means health, finance or public: it makes every deal a complex one.",
			Inputs: []Input{{Col: "industry", Label: "Industry", Gate: GateC},
				{Col: "regulated", Label: "Regulated (health, finance, public)", Type: TypeTick}}},
		{No: 4, Section: s, Label: "Close date", Ask: "When does it close?", Noun: "account", Key: "close", Gate: GateC, Audience: Both,
			Inputs: []Input{{Col: "expected_close", Label: "Expected close", Type: TypeDate, Gate: GateC},
				{Col: "actual_close", Label: "Actual close", Type: TypeDate, Gate: GateH, Help: "Fill it when the contract is signed. What is first filled after it carries “late”."}}},
		{No: 5, Section: s, Label: "Contract value", Ask: "What is it worth per year?", Noun: "account", Key: "value", Gate: GateC, Audience: Internal,
			Inputs: []Input{{Col: "value", Label: "Value per year", Type: TypeMoney, Gate: GateC},
				{Col: "currency", Label: "Currency", Type: TypeText, Gate: GateC, Help: "Three letters: EUR, USD, GBP"}}},
		{No: 6, Section: s, Label: "Term and renewal", Ask: "How long does it run?", Noun: "account", Key: "term", Gate: GateH, Audience: Both,
			Inputs: []Input{{Col: "term_months", Label: "Term in months", Type: TypeWhole, Gate: GateH},
				{Col: "start_on", Label: "Start", Type: TypeDate, Gate: GateH},
				{Col: "renewal_on", Label: "Renewal", Type: TypeDate, Gate: GateH},
				{Col: "notice_days", Label: "Notice in days", Type: TypeWhole}}},
		item(7, Bought, "bought", "What was bought", "What was bought?", GateC, Both, false,
			Input{Col: "text", Label: "Item", Gate: GateC, Wide: true}, Input{Col: "qty", Label: "Quantity"},
			Input{Col: "on", Label: "From", Type: TypeDate}, Input{Col: "until", Label: "Until", Type: TypeDate}),
		item(8, NotBought, "not_bought", "What is not included", "What is not included?", GateC, Both, true,
			Input{Col: "text", Label: "Not included", Gate: GateC, Wide: true, Help: "What they might expect but did not buy."}),
		item(9, Term, "terms", "Non-standard terms", "What is special in the contract?", GateH, Internal, true,
			Input{Col: "text", Label: "Term or concession", Gate: GateH, Wide: true}, Input{Col: "detail", Label: "Reason"}),
		{No: 10, Section: s, Label: "Why discounts were given", Ask: "Why were discounts or credits given?", Noun: "handoff", Key: "discount_reason", Gate: GateO, Audience: Internal,
			Inputs: []Input{{Col: "discount_reason", Label: "Why discounts or credits were given", Type: TypeLong, Wide: true}}},
		item(11, Document, "documents", "Documents", "Where are contract, scope and recordings?", GateH, Internal, true,
			Input{Col: "text", Label: "Document", Gate: GateH}, Input{Col: "ref", Label: "Path or link", Gate: GateH}),
		{No: 12, Section: s, Label: "Who is on it", Ask: "Who is on it, on our side?", Noun: "account", Key: "team", Gate: GateC, Audience: Both,
			Help: "Only the roles you tick are named in the customer’s copy.",
			Inputs: []Input{{Col: "seller", Label: "Seller", Type: TypePerson, Gate: GateC},
				{Col: "csm", Label: "CSM", Type: TypePerson, Gate: GateC},
				{Col: "sales_engineer", Label: "Sales engineer", Type: TypePerson},
				{Col: "implementation_lead", Label: "Implementation lead", Type: TypePerson, Gate: GateH},
				{Col: "support_contact", Label: "Support contact", Type: TypePerson, Gate: GateH},
				{Col: "shown", Label: "Named in the customer’s copy", Type: TypeMulti, Options: ourRoles(), Wide: true}}},
	}
}

func storyFields() []Field {
	const s = "story"
	single := func(no int, label, ask string, g Gate, a Audience, none bool, in ...Input) Field {
		return Field{No: no, Section: s, Label: label, Ask: ask, Noun: "handoff", Key: in[0].Col, Gate: g, Audience: a, None: none, Inputs: in}
	}
	item := func(no int, kind, key, label, ask string, g Gate, a Audience, none bool, in ...Input) Field {
		return Field{No: no, Section: s, Label: label, Ask: ask, Noun: "item", Kind: kind, List: true, Key: key, Gate: g, Audience: a, None: none, Inputs: in}
	}
	promise := Field{No: 14, Section: s, Label: "The customer promise", Ask: "What did we say they would get, in one sentence?", Noun: "account", Key: "customer_promise", Gate: GateC, Audience: Both,
		Help:   "One sentence, 200 characters. It heads the account and every internal brief.",
		Inputs: []Input{{Col: "customer_promise", Label: "The customer promise", Gate: GateC, Wide: true}}}
	return []Field{
		single(13, "Story behind the deal", "How did this deal come about?", GateC, Internal, false,
			Input{Col: "story", Label: "The story", Type: TypeLong, Gate: GateC, Wide: true, Help: "60 to 250 words: readable in under a minute."}),
		promise,
		item(15, Problem, "problems", "Problem to solve", "What problem do they want solved? The worst first.", GateC, Both, false,
			Input{Col: "text", Label: "Problem", Gate: GateC, Wide: true}),
		single(16, "Why now", "Why now?", GateCPlus, Internal, false,
			Input{Col: "trigger", Label: "What made them act now", Type: TypeLong, Gate: GateCPlus, Wide: true}),
		single(17, "Cost if nothing changes", "What does it cost them if nothing changes?", GateC, Internal, false,
			Input{Col: "cost_of_inaction", Label: "Cost if nothing changes", Type: TypeLong, Gate: GateC, Wide: true},
			Input{Col: "cost_per_month", Label: "Per month", Type: TypeMoney},
			Input{Col: "cost_source", Label: "Who said so", Gate: GateC},
			Input{Col: "cost_confirmed", Label: "Confirmed by the customer", Type: TypeTick}),
		item(18, Driver, "drivers", "Decision drivers", "What drove the decision, and whose was it?", GateC, Internal, false,
			Input{Col: "text", Label: "Driver", Gate: GateC, Wide: true}, Input{Col: "who", Label: "Held by", Gate: GateC}),
		single(19, "What was emphasised", "What did we emphasise in the sale?", GateC, Internal, false,
			Input{Col: "emphasised", Label: "What was emphasised", Type: TypeLong, Gate: GateC, Wide: true}),
		single(20, "What was barely discussed", "What was barely discussed, or left out?", GateC, Internal, true,
			Input{Col: "barely_discussed", Label: "What was barely discussed", Type: TypeLong, Gate: GateC, Wide: true}),
		item(21, Alternative, "alternatives", "Alternatives considered", "What else did they consider, doing nothing included?", GateO, Internal, true,
			Input{Col: "text", Label: "Alternative"}, Input{Col: "detail", Label: "Why they rejected it", Wide: true}),
		item(22, Objection, "objections", "What almost killed the deal", "What almost killed the deal, and how was it answered?", GateCPlus, Internal, true,
			Input{Col: "text", Label: "Objection", Gate: GateCPlus}, Input{Col: "detail", Label: "How it was answered", Gate: GateCPlus, Wide: true}),
		single(23, "Previous attempts", "What have they tried before, and how did it end?", GateO, Internal, false,
			Input{Col: "previous_attempts", Label: "Previous attempts", Type: TypeLong, Wide: true}),
		single(24, "Relationship so far", "How did you meet, and which meetings mattered?", GateO, Internal, false,
			Input{Col: "relationship", Label: "Relationship so far", Type: TypeLong, Wide: true}),
	}
}

func successFields() []Field {
	const s = "success"
	crit := func(no int, label string, g Gate, a Audience, in ...Input) Field {
		return Field{No: no, Section: s, Label: label, Noun: "criterion", List: true, Key: "criteria", Gate: g, Audience: a, Inputs: in}
	}
	return []Field{
		crit(25, "Success in the customer’s words", GateC, Both,
			Input{Col: "words", Label: "In the customer’s words", Gate: GateC, Wide: true}),
		crit(26, "Metric", GateC, Both,
			Input{Col: "metric", Label: "Metric", Gate: GateC}, Input{Col: "unit", Label: "Unit"},
			Input{Col: "direction", Label: "Direction", Type: TypeChoice, Options: directions(), Gate: GateC}),
		crit(27, "Baseline", GateCPlus, Both,
			Input{Col: "baseline", Label: "Today", Gate: GateCPlus}, Input{Col: "baseline_on", Label: "Measured on", Type: TypeDate},
			Input{Col: "baseline_source", Label: "Source"},
			Input{Col: "baseline_by", Label: "To be measured by", Type: TypeDate, Help: "When there is no number yet: the day it will be there."}),
		crit(28, "Target", GateC, Both,
			Input{Col: "target", Label: "Target", Gate: GateC}, Input{Col: "target_on", Label: "By", Type: TypeDate, Gate: GateC}),
		crit(29, "How measured", GateCPlus, Both,
			Input{Col: "measured", Label: "How will we both know?", Gate: GateCPlus, Wide: true}, Input{Col: "data_owner", Label: "Who owns the data", Gate: GateCPlus},
			Input{Col: "data_visible", Label: "We can see the data", Type: TypeTick}),
		crit(30, "Who judges it", GateC, Both,
			Input{Col: "judge", Label: "Who judges it?", Type: TypePerson, Gate: GateC}, Input{Col: "customer_owner", Label: "Customer owner", Type: TypePerson}),
		crit(31, "Confirmed or assumed", GateC, Internal,
			Input{Col: "confirmed", Label: "Who said so?", Type: TypeChoice, Options: confirmedOrAssumed(), Gate: GateC},
			Input{Col: "confirmed_on", Label: "Confirmed on", Type: TypeDate}, Input{Col: "confirmed_how", Label: "How"}),
		crit(32, "Linked problem", GateO, Internal, Input{Col: "problem_id", Label: "Solves problem", Type: TypeLink, Link: "problems"},
			Input{Col: "achieved", Label: "The customer confirmed that it is reached", Type: TypeTick, Gate: GateAfter, Audience: Both},
			Input{Col: "achieved_on", Label: "Reached on", Type: TypeDate, Gate: GateAfter, Audience: Both},
			Input{Col: "achieved_by", Label: "Who confirmed that it is reached", Type: TypePerson, Gate: GateAfter},
			Input{Col: "achieved_how", Label: "How they confirmed it", Gate: GateAfter, Wide: true}),
		{No: 33, Section: s, Label: "Proof points", Ask: "What must they see to feel they decided right?", Noun: "proof_point", List: true, Key: "proof_points", Gate: GateCPlus, Audience: Both,
			Inputs: []Input{{Col: "text", Label: "What they will see", Gate: GateCPlus, Wide: true},
				{Col: "evidence", Label: "Evidence"}, {Col: "judge", Label: "Who judges", Type: TypePerson, Gate: GateCPlus},
				{Col: "result", Label: "Judged", Type: TypeChoice, Options: judgements(), Gate: GateAfter}, {Col: "judged_on", Label: "Judged on", Type: TypeDate, Gate: GateAfter},
				{Col: "judged_by", Label: "Judged by", Type: TypePerson, Gate: GateAfter, Audience: Internal}, {Col: "shown", Label: "What they saw", Gate: GateAfter, Wide: true}}},
		{No: 34, Section: s, Label: "First value", Ask: "What is their first moment of value?", Noun: "handoff", Key: "first_value", Gate: GateC, Audience: Both,
			Inputs: []Input{{Col: "first_value", Label: "First value is when…", Gate: GateC, Wide: true},
				{Col: "first_value_on", Label: "Target date", Type: TypeDate, Gate: GateC},
				{Col: "first_value_confirmed", Label: "Confirmed by the customer", Type: TypeTick}}},
		{No: 35, Section: s, Label: "Definition of onboarded", Ask: "When are they onboarded, for both sides?", Noun: "handoff", Key: "onboarded", Gate: GateH, Audience: Both,
			Inputs: []Input{{Col: "onboarded", Label: "Onboarded means…", Type: TypeLong, Gate: GateH, Wide: true}}},
	}
}
