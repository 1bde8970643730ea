package capture

import "kept/playbook"

// A cell is one input on a page and the columns of twelve it takes. The field
// table says what there is; this table only says what stands beside what, and
// a test fails for an input it leaves out. A field without a column is the line
// that says whether its day can be kept; a cell without a field is room.
type cell struct {
	no   int
	col  string
	span int
	line bool // words at the left, answer at the right
}

func c(no int, col string, span int) cell { return cell{no: no, col: col, span: span} }

func line(no int, col string) cell { return cell{no: no, col: col, span: 12, line: true} }

func room(span int) cell { return cell{span: span} }

// A block is a stretch of a page: single inputs under a heading, or a list
// with what stands in its row and what stands in its details.
type block struct {
	head   string // "" is none
	cells  []cell // of single inputs
	list   int    // the field whose rows are listed, 0: none
	add    string // the word of the button that adds a row
	lead   []cell // in the row
	detail []cell // under the open row
	after  []cell // under the open row, below “After close”
	proof  bool   // the three proof points
}

func one(cells ...cell) block              { return block{cells: cells} }
func titled(head string, cs ...cell) block { return block{head: head, cells: cs} }
func text(no int, add string) block {
	return block{list: no, add: add, lead: []cell{c(no, "text", 12)}}
}
func (b block) with(detail ...cell) block  { b.detail = detail; return b }
func (b block) leading(lead ...cell) block { b.lead = lead; return b }
func (b block) closed(after ...cell) block { b.after = after; return b }
func (b block) heading(head string) block  { b.head = head; return b }
func list(no int, add string) block        { return block{list: no, add: add} }
func askOf(no int) string                  { return playbook.FieldByNo(no).Ask }

// pages returns the blocks of every section, in the order of the form.
func pages() map[string][]block {
	return map[string][]block{
		"deal": {
			one(c(1, "name", 12), c(2, "segment", 12), c(3, "industry", 6), c(3, "regulated", 6),
				c(4, "expected_close", 4), c(4, "actual_close", 4), room(4),
				c(5, "value", 4), c(5, "currency", 2), c(6, "term_months", 3), c(6, "notice_days", 3),
				c(6, "start_on", 4), c(6, "renewal_on", 4)),
			list(7, "+ Another item").leading(c(7, "text", 9), c(7, "qty", 3)).with(c(7, "on", 4), c(7, "until", 4)),
			text(8, "+ Another exclusion"),
			list(9, "+ Another term").leading(c(9, "text", 7), c(9, "detail", 5)),
			one(c(10, "discount_reason", 12)),
			list(11, "+ Another document").leading(c(11, "text", 5), c(11, "ref", 7)),
			titled(askOf(12), c(12, "seller", 6), c(12, "csm", 6), c(12, "sales_engineer", 4), c(12, "implementation_lead", 4), c(12, "support_contact", 4),
				c(12, "shown", 12)),
		},
		"story": {
			one(c(13, "story", 12), c(14, "customer_promise", 12)),
			text(15, "+ Another problem"),
			one(c(16, "trigger", 12), c(17, "cost_of_inaction", 12), c(17, "cost_per_month", 3), c(17, "cost_source", 5), c(17, "cost_confirmed", 4)),
			list(18, "+ Another driver").leading(c(18, "text", 8), c(18, "who", 4)),
			one(c(19, "emphasised", 12), c(20, "barely_discussed", 12)),
			list(21, "+ Another alternative").leading(c(21, "text", 5), c(21, "detail", 7)),
			list(22, "+ Another objection").leading(c(22, "text", 6), c(22, "detail", 6)),
			one(c(23, "previous_attempts", 12), c(24, "relationship", 12)),
		},
		"success": {
			list(25, "+ Another criterion").leading(c(25, "words", 12)).with(
				c(26, "metric", 4), c(27, "baseline", 2), c(28, "target", 2), c(28, "target_on", 4),
				c(29, "measured", 6), c(30, "judge", 6),
				c(31, "confirmed", 12), c(31, "confirmed_on", 4), c(31, "confirmed_how", 8),
				c(26, "unit", 4), c(26, "direction", 8),
				c(27, "baseline_on", 4), c(27, "baseline_by", 4), c(27, "baseline_source", 4),
				c(30, "customer_owner", 4), c(29, "data_owner", 4), c(29, "data_visible", 4), c(32, "problem_id", 12)),
			{head: "What they must see to feel they decided right", proof: true},
			titled(askOf(34), c(34, "first_value", 12), c(34, "first_value_on", 4), c(34, "first_value_confirmed", 8), c(35, "onboarded", 12)),
		},
		"people": {
			list(36, "+ Another person").leading(c(36, "name", 6), c(36, "title", 6)).with(
				c(37, "roles", 12), c(38, "influence", 12), c(38, "stance", 12), c(39, "concern", 6), c(39, "approach", 6),
				c(39, "personal_win", 4), c(39, "style", 4), c(39, "channel", 4),
				c(36, "email", 6), c(36, "phone", 6), c(36, "time_zone", 4), c(36, "language", 4), c(43, "met_csm_on", 4),
				c(43, "told_handover", 5), c(42, "uninvolved", 7), c(41, "sensitive", 12)),
			list(40, "+ Another belief").leading(c(40, "person", 4), c(40, "text", 8)).with(
				c(40, "matches", 6), c(40, "confidence", 6), c(40, "basis", 12), c(40, "owner", 6), c(40, "due_on", 4)),
		},
		"promises": {
			text(44, "+ Another promise").with(
				c(44, "quote", 12), c(45, "to_whom", 6), c(45, "by_whom", 6), c(45, "said_on", 4), c(45, "said_where", 8),
				c(46, "kind", 6), c(46, "in_contract", 6), c(47, "due_kind", 12),
				c(47, "due_on", 4), c(47, "due_anchor", 9), c(47, "due_days", 3), c(52, "", 12), c(48, "full_scope", 12),
				c(49, "basis", 12), c(49, "basis_ref", 12), c(50, "deciding", 6), c(44, "agreed_to_show", 6),
				c(51, "support", 12), c(51, "approver", 4), c(51, "support_plan", 8)).
				closed(c(53, "owner", 6), c(53, "delivered_on", 4), c(53, "status", 12), c(53, "evidence", 12), c(53, "outcome", 12), c(53, "customer_confirmed", 12),
					c(53, "confirmed_by", 6), c(53, "confirmed_on", 4), c(53, "criterion_id", 12)),
		},
		"watch": {
			text(54, "+ Another assumption").with(c(54, "plan", 6), c(54, "effect", 6), c(54, "owner", 6), c(54, "due_on", 4), c(54, "state", 12)),
			text(55, "+ Another risk").with(c(55, "risk_kind", 12), c(55, "severity", 12), c(55, "plan", 6), c(55, "trigger", 6), c(55, "owner", 6), c(55, "raised_by", 6)),
			text(56, "+ Another gap").with(c(56, "owner", 6), c(56, "due_on", 4), c(56, "state", 12)),
			titled(askOf(57), c(57, "single_champion", 6), c(57, "sponsor_change", 6)),
			list(58, "+ Another date").leading(c(58, "text", 8), c(58, "on", 4)).with(c(58, "until", 4)),
		},
		"delivery": {
			titled(askOf(66), c(66, "integrations", 6), c(66, "data_sets", 6), c(66, "sites", 6), c(66, "custom_work", 6)),
			titled("When do they go live?", c(59, "go_live_on", 4), c(59, "go_live_kind", 8), c(59, "", 12), c(59, "go_live_set_by", 4), c(59, "go_live_why", 8)),
			list(60, "+ Another system").leading(c(60, "text", 7), c(60, "who", 5)).with(c(60, "detail", 12), c(60, "state", 12)),
			list(61, "+ Another data set").leading(c(61, "text", 8), c(61, "qty", 4)).with(c(61, "detail", 12), c(61, "who", 6), c(61, "on", 4)),
			list(62, "+ Another step").leading(c(62, "text", 8), c(62, "detail", 4)).with(c(62, "who", 6)),
			one(c(63, "environment_limits", 12)),
			titled(askOf(64), c(64, "user_count", 3), c(64, "user_groups", 5), c(64, "locations", 4), c(64, "languages", 6), c(64, "training_form", 6)),
			titled(askOf(65), c(65, "project_lead", 9), c(65, "hours_per_week", 3)),
			titled(askOf(67), c(67, "playbook_id", 8), c(67, "effort_units", 4), c(67, "playbook_why", 12)),
		},
		"working": {
			titled("Is it a good fit?", line(68, "fit_problem"), line(68, "fit_segment"), line(68, "fit_sponsor"), line(68, "fit_time"), line(68, "fit_scope"),
				c(68, "fit_signed_by", 6), c(68, "fit_signed_on", 4), c(68, "fit_override", 12)),
			titled(askOf(69), c(69, "cadence", 4), c(69, "channels", 4), c(69, "update_rhythm", 4), c(69, "report_form", 4), c(69, "do_not", 8)),
			list(70, "+ Another contact").leading(c(70, "text", 5), c(70, "detail", 7)).with(c(70, "who", 12)),
			list(71, "+ Another interest").leading(c(71, "text", 8), c(71, "amount", 4)).with(c(71, "who", 6), c(71, "detail", 6), c(71, "on", 4)),
			list(72, "+ Another action").leading(c(72, "text", 8), c(72, "on", 4)).with(c(72, "who", 6)),
			titled("When do they meet the CSM?", c(73, "intro_on", 4), c(73, "kickoff_on", 4), room(4), c(73, "sales_exit", 8), c(73, "sales_exit_on", 4)),
			list(74, "+ Another fact").leading(c(74, "text", 12)).with(c(74, "who", 6), c(74, "on", 4)),
			one(c(75, "handoff_note", 12), c(76, "avoid", 12)),
		},
	}
}

// essentials returns the blocks of the first page, one for each of the twelve
// answers. Answers 4 to 6 fill the first criterion.
func essentials() []block {
	return []block{
		one(c(1, "name", 12), c(4, "expected_close", 4), c(5, "value", 4), c(5, "currency", 4)),
		one(c(14, "customer_promise", 12)),
		text(15, "+ Another problem"),
		one(c(25, "words", 12)),
		one(c(26, "metric", 4), c(27, "baseline", 2), c(28, "target", 2), c(28, "target_on", 4)),
		one(c(30, "judge", 5), c(31, "confirmed", 7)),
		text(44, "+ Another promise"),
		{list: 50},
		text(8, "+ Another exclusion"),
		one(c(20, "barely_discussed", 12)),
		text(55, "+ Another worry"),
		list(36, "+ Another person").leading(c(36, "name", 12)).with(c(37, "roles", 12)),
	}
}

// wanted is what is shown of a promise's due only for the answer that asks for it.
func wanted(col, dueKind string) bool {
	switch col {
	case "due_on":
		return dueKind == "date"
	case "due_anchor", "due_days":
		return dueKind == "anchor"
	}
	return true
}
