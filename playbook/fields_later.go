package playbook

// laterFields are the lists that grow after the close. They share the table of
// the 76 so that labels, the form, the history and the leak check know them.
func laterFields() []Field {
	list := func(no int, noun, key, label, ask string, a Audience, in ...Input) Field {
		return Field{No: no, Section: After().Key, Label: label, Ask: ask, Noun: noun, List: true, Key: key, Gate: GateAfter, Audience: a, Inputs: in}
	}
	answer := func(o Option) Input {
		return Input{Col: o.Value, Label: o.Label, Type: TypeChoice, Options: yesNo()}
	}
	inspection := []Input{{Col: "day", Label: "7, 14 or 30 days after close", Type: TypeWhole}}
	for _, q := range InspectionQuestions() {
		inspection = append(inspection, answer(q))
	}
	inspection = append(inspection, Input{Col: "note", Label: "Note", Type: TypeLong, Wide: true},
		Input{Col: "on", Label: "Inspected on", Type: TypeDate}, Input{Col: "by", Label: "Inspected by", Type: TypePerson})
	return []Field{
		list(77, "measurement", "measurements", "Measurements", "What do the numbers say now?", Both,
			Input{Col: "criterion_id", Label: "Criterion", Type: TypeLink, Link: "criteria"},
			Input{Col: "value", Label: "Value"}, Input{Col: "on", Label: "Measured on", Type: TypeDate},
			Input{Col: "source", Label: "Source"}, Input{Col: "by", Label: "Measured by", Type: TypePerson, Audience: Internal}),
		list(78, "watch_review", "reviews", "Reviews", "What did a look at an assumption, a risk or a gap find?", Internal,
			Input{Col: "watch_id", Label: "What was looked at", Type: TypeLink, Link: "watches"},
			Input{Col: "result", Label: "Result", Type: TypeChoice, Options: reviewResults()},
			Input{Col: "note", Label: "Note", Wide: true}, Input{Col: "on", Label: "Looked at on", Type: TypeDate}, Input{Col: "by", Label: "Looked at by", Type: TypePerson}),
		list(79, "signal", "signals", "Signals", "What went wrong between what was sold and what they meet?", Internal,
			Input{Col: "kind", Label: "What happened", Type: TypeChoice, Options: SignalKinds()},
			Input{Col: "text", Label: "The fact, in one sentence", Wide: true}, Input{Col: "on", Label: "When", Type: TypeDate},
			Input{Col: "cause", Label: "Cause", Type: TypeChoice, Options: Causes()}, Input{Col: "phase", Label: "Phase"},
			Input{Col: "promise_id", Label: "About the promise", Type: TypeLink, Link: "promises"},
			Input{Col: "belief_id", Label: "About the belief", Type: TypeLink, Link: "beliefs"},
			Input{Col: "logged_by", Label: "Logged by", Type: TypePerson}),
		list(80, "customer_question", "customer_questions", "Questions for the customer", "What do we still want to ask them?", Both,
			Input{Col: "text", Label: "Question", Wide: true}, Input{Col: "by", Label: "Who wants to know", Type: TypePerson, Audience: Internal},
			Input{Col: "fact_id", Label: "Answered by the fact", Type: TypeLink, Link: "facts"}),
		list(81, "inspection", "inspections", "Inspections", "How does the seam look on day 7, 14 and 30?", Internal, inspection...),
	}
}
