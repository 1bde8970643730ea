package playbook

func deliveryFields() []Field {
	const s = "delivery"
	single := func(no int, key, label, ask string, g Gate, a Audience, in ...Input) Field {
		return Field{No: no, Section: s, Label: label, Ask: ask, Noun: "handoff", Key: key, Gate: g, Audience: a, Inputs: in}
	}
	item := func(no int, kind, key, label, ask string, in ...Input) Field {
		return Field{No: no, Section: s, Label: label, Ask: ask, Noun: "item", Kind: kind, List: true, Key: key, Gate: GateCPlus, Audience: Both, None: true, Inputs: in}
	}
	return []Field{
		single(59, "go_live", "Target go-live", "When do they go live, who set that day, and why?", GateC, Both,
			Input{Col: "go_live_on", Label: "Target go-live", Type: TypeDate, Gate: GateC}, Input{Col: "go_live_kind", Label: "Hard or soft?", Type: TypeChoice, Options: goLiveKinds(), Gate: GateC},
			Input{Col: "go_live_set_by", Label: "Who set it", Type: TypePerson, Gate: GateC}, Input{Col: "go_live_why", Label: "Why that day", Gate: GateC, Wide: true}),
		item(60, Integration, "integrations", "Integrations", "What must it connect to?",
			Input{Col: "text", Label: "System", Gate: GateCPlus}, Input{Col: "who", Label: "Owner", Type: TypePerson, Gate: GateCPlus},
			Input{Col: "detail", Label: "Access"}, Input{Col: "state", Label: "Access state", Type: TypeChoice, Options: accessStates()}),
		item(61, DataSet, "data_sets", "Data migration", "Which data moves?",
			Input{Col: "text", Label: "Data set", Gate: GateCPlus, Help: "What it is called and how much there is; never records, and no patient data."}, Input{Col: "qty", Label: "Volume", Gate: GateCPlus},
			Input{Col: "detail", Label: "Source and quality", Gate: GateCPlus, Wide: true}, Input{Col: "on", Label: "Deadline", Type: TypeDate}, Input{Col: "who", Label: "Who validates", Type: TypePerson, Gate: GateCPlus}),
		item(62, Approval, "approvals", "Security, compliance, legal steps", "Which approvals take time?",
			Input{Col: "text", Label: "Step", Gate: GateCPlus, Wide: true}, Input{Col: "detail", Label: "Lead time", Gate: GateCPlus}, Input{Col: "who", Label: "Who approves", Type: TypePerson}),
		single(63, "environment_limits", "Environment limits", "What limits are there (sign-on, firewall, devices)?", GateO, Both,
			Input{Col: "environment_limits", Label: "Environment limits", Type: TypeLong, Wide: true}),
		single(64, "users", "Users", "Who will use it?", GateH, Both,
			Input{Col: "user_count", Label: "Number of users", Type: TypeWhole, Gate: GateH}, Input{Col: "user_groups", Label: "Groups"}, Input{Col: "locations", Label: "Locations"},
			Input{Col: "languages", Label: "Languages"}, Input{Col: "training_form", Label: "Form of training"}),
		single(65, "project_lead", "Customer project lead", "Who leads it at the customer, with how much time?", GateCPlus, Both,
			Input{Col: "project_lead", Label: "Project lead", Type: TypePerson, Gate: GateCPlus}, Input{Col: "hours_per_week", Label: "Hours per week", Type: TypeWhole, Gate: GateCPlus}),
		single(66, "complexity", "Complexity", "How complex is it?", GateA, Internal,
			Input{Col: "integrations", Label: "Integrations", Type: TypeChoice, Options: integrationCounts()}, Input{Col: "data_sets", Label: "Data sets to move", Type: TypeChoice, Options: dataSetCounts()},
			Input{Col: "sites", Label: "Sites", Type: TypeChoice, Options: siteCounts()}, Input{Col: "custom_work", Label: "Custom work", Type: TypeChoice, Options: yesNo()}),
		single(67, "playbook", "Playbook", "Which playbook fits, and how much work is it?", GateC, Internal,
			Input{Col: "playbook_id", Label: "Playbook", Gate: GateC, Help: "CS fills this."}, Input{Col: "playbook_why", Label: "Why this one"},
			Input{Col: "effort_units", Label: "CS effort in units", Help: "1 unit is one full-time week."}),
	}
}

func workingFields() []Field {
	const s = "working"
	single := func(no int, key, label, ask string, g Gate, a Audience, in ...Input) Field {
		return Field{No: no, Section: s, Label: label, Ask: ask, Noun: "handoff", Key: key, Gate: g, Audience: a, Inputs: in}
	}
	item := func(no int, kind, key, label, ask string, g Gate, a Audience, in ...Input) Field {
		return Field{No: no, Section: s, Label: label, Ask: ask, Noun: "item", Kind: kind, List: true, Key: key, Gate: g, Audience: a, None: true, Inputs: in}
	}
	fit := func(col, label string) Input {
		return Input{Col: col, Label: label, Type: TypeChoice, Options: yesNo(), Gate: GateC}
	}
	return []Field{
		single(68, "fit", "Fit", "Is it a good fit? Five ticks.", GateC, Internal,
			fit("fit_problem", "We solve their first problem today"), fit("fit_segment", "They are of a size and kind we serve well"),
			fit("fit_sponsor", "A sponsor with budget backs it"), fit("fit_time", "They can give the time it takes"),
			fit("fit_scope", "It needs no work we do not offer"),
			Input{Col: "fit_signed_by", Label: "Signed by the seller", Type: TypePerson, Gate: GateC}, Input{Col: "fit_signed_on", Label: "On", Type: TypeDate},
			Input{Col: "fit_override", Label: "Reason, if it goes ahead against the verdict", Wide: true}),
		single(69, "working_style", "Working style", "How do they want to work with us?", GateH, Both,
			Input{Col: "cadence", Label: "Meeting cadence", Gate: GateH}, Input{Col: "channels", Label: "Channels"}, Input{Col: "update_rhythm", Label: "Update rhythm", Gate: GateH},
			Input{Col: "report_form", Label: "Form of reports"}, Input{Col: "do_not", Label: "What not to do", Wide: true, Audience: Internal}),
		item(70, Escalation, "escalations", "Escalation contacts", "Whom to call when it burns, on both sides?", GateH, Both,
			Input{Col: "text", Label: "Name", Gate: GateH}, Input{Col: "who", Label: "Side", Type: TypeChoice, Options: sides(), Gate: GateH}, Input{Col: "detail", Label: "When, and how to reach", Wide: true}),
		item(71, Expansion, "expansions", "Expansion interest", "What more did they ask about?", GateO, Internal,
			Input{Col: "text", Label: "Item", Wide: true}, Input{Col: "who", Label: "Who asked", Type: TypePerson}, Input{Col: "detail", Label: "Trigger"},
			Input{Col: "on", Label: "Not before", Type: TypeDate}, Input{Col: "amount", Label: "Worth", Type: TypeMoney}),
		item(72, Action, "actions", "Open actions from the sale", "What did we say we would still do?", GateH, Internal,
			Input{Col: "text", Label: "Action", Gate: GateH, Wide: true}, Input{Col: "who", Label: "Owner", Type: TypePerson, Gate: GateH}, Input{Col: "on", Label: "Due", Type: TypeDate, Gate: GateH}),
		single(73, "intro", "Introduction and kickoff", "When do they meet the CSM, and when is Sales done?", GateH, Both,
			Input{Col: "intro_on", Label: "Introduction on", Type: TypeDate, Gate: GateH}, Input{Col: "kickoff_on", Label: "Kickoff proposal", Type: TypeDate, Gate: GateH},
			Input{Col: "sales_exit", Label: "Sales is released when", Wide: true, Audience: Internal}, Input{Col: "sales_exit_on", Label: "At the latest on", Type: TypeDate, Audience: Internal},
			Input{Col: "sales_released_on", Label: "Sales was released on", Type: TypeDate, Gate: GateAfter, Audience: Internal},
			Input{Col: "sales_released_by", Label: "Released by", Type: TypePerson, Gate: GateAfter, Audience: Internal}),
		item(74, Fact, "facts", "Already told us", "What has the customer already told us?", GateO, Both,
			Input{Col: "text", Label: "Fact", Wide: true}, Input{Col: "who", Label: "Told by", Type: TypePerson}, Input{Col: "on", Label: "When", Type: TypeDate}),
		single(75, "handoff_note", "Handoff note from Sales", "What would you do next if you kept this account?", GateH, Internal,
			Input{Col: "handoff_note", Label: "What would you do next if you kept this account?", Type: TypeLong, Gate: GateH, Wide: true}),
		single(76, "avoid", "To avoid", "Is there anything to avoid saying or doing?", GateO, Sensitive,
			Input{Col: "avoid", Label: "Anything to avoid saying or doing", Type: TypeLong, Wide: true}),
	}
}
