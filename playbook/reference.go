package playbook

// A Reference is a column that holds the id of another row of the account.
type Reference struct{ From, Col, To string } // nouns, and the column of From

// References returns every reference between rows of an account.
func References() []Reference {
	return []Reference{
		{"phase", "plan_id", "plan"}, {"task", "plan_id", "plan"}, {"task", "phase_id", "phase"},
		{"task", "criterion_id", "criterion"}, {"task", "promise_id", "promise"},
		{"promise", "criterion_id", "criterion"}, {"criterion", "problem_id", "item"},
		{"belief", "promise_id", "promise"}, {"watch", "from_id", "watch"}, {"measurement", "criterion_id", "criterion"},
		{"watch_review", "watch_id", "watch"}, {"signal", "promise_id", "promise"}, {"signal", "belief_id", "belief"},
		{"customer_question", "fact_id", "item"},
		{"task", "split_from", "task"}, {"baseline", "plan_id", "plan"}, {"block", "task_id", "task"},
		{"task_input", "task_id", "task"}, {"notice", "promise_id", "promise"}, {"notice", "task_id", "task"},
	}
}
