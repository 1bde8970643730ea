package playbook

// SignalKinds returns what can go wrong at the seam, in words that could be
// said to anybody's face.
func SignalKinds() []Option {
	return []Option{
		{"confused", "Confused"}, {"repeated", "Repeated themselves"}, {"contradicted", "Not what we were told"},
		{"checked_with_sales", "Had to check with Sales"}, {"apology", "Apology"}, {"chased", "Chased us"},
		{"two_stories", "Two stories"}, {"workaround", "Workaround"},
	}
}

// Causes returns why a signal came to be.
func Causes() []Option {
	return []Option{
		{"unclear", "Promise unclear"}, {"oversold", "Oversold"}, {"close", "Optimised for the close"},
		{"slip", "Delivery slip"}, {"customer_change", "Customer change"},
	}
}

// BeliefStates returns how a belief that differs from the contract can be
// settled; the empty state is open.
func BeliefStates() []Option {
	return []Option{{"corrected", "Corrected"}, {"promised", "Accepted as a promise"}, {"withdrawn", "Withdrawn"}}
}

// Outcomes returns how a promise can end.
func Outcomes() []Option { return outcomes() }

// Judgements returns how a proof point can be judged.
func Judgements() []Option { return judgements() }

func reviewResults() []Option {
	return []Option{
		{"open", "Still open"}, {"true", "True"}, {"false", "False"}, {"seen", "First sign seen"}, {"closed", "Closed"},
	}
}

// ReviewResults returns what a look at a watched thing can find, by its kind.
func ReviewResults(kind string) []Option {
	switch kind {
	case Assumption:
		return []Option{{"open", "Not known yet"}, {"true", "True"}, {"false", "False"}}
	case Risk:
		return []Option{{"open", "Nothing new"}, {"seen", "First sign seen"}, {"closed", "Past"}}
	}
	return []Option{{"open", "Still open"}, {"closed", "Closed"}}
}
