package playbook

import "errors"

// Ruled tells whether CheckAccount looks at rows of a noun. An act that leaves
// all such rows of an account alone, as a tick does, cannot break its rules.
func Ruled(noun string) bool {
	switch noun {
	case "account", "promise", "handoff", "criterion", "proof_point", "plan":
		return true
	}
	return false
}

// CheckAccount holds the rules across the rows of one account; every write
// and every undo passes it before the commit. was tells what an act has found:
// some rules came when rows that break them were stored, and hold only for what
// the act has changed. The account of a purged or undone row may be gone, which
// breaks no rule. It returns an *InvalidError or a *RefusedError.
func CheckAccount(r Reader, was Before, id ID) error {
	a := Account{Meta: Meta{ID: id}}
	if err := r.Load(&a); errors.Is(err, ErrNotFound) {
		return nil
	} else if err != nil {
		return err
	}
	var promises []Promise
	if err := r.Rows(&promises, id); err != nil {
		return err
	}
	deciding := 0
	for _, p := range promises {
		if p.Deciding {
			deciding++
		}
	}
	if deciding > 1 {
		return invalid("deciding", "Only one promise can be the one that won the deal; take the star off the other first.")
	}
	var handoffs []Handoff
	if err := r.Rows(&handoffs, id); err != nil {
		return err
	}
	if len(handoffs) > 1 {
		return invalid("", "An account has one handoff, and %s has one already.", a.Name)
	}
	rec := Record{Account: a, Promises: promises}
	if len(handoffs) == 1 {
		rec.Handoff = handoffs[0]
		if rec.Handoff.IsClosed() {
			if err := checkClosed(r, &rec); err != nil {
				return err
			}
		}
		if err := checkReleased(r, was, &rec); err != nil {
			return err
		}
	}
	if err := checkInTime(r, was, &rec); err != nil {
		return err
	}
	if a.Stage == ValueProven || a.Stage == Renewed {
		var criteria []Criterion
		if err := r.Rows(&criteria, id); err != nil {
			return err
		}
		proven := false
		for _, c := range criteria {
			proven = proven || c.Achieved
		}
		if !proven && a.Stage == ValueProven {
			return refused("Value is not proven yet", "the customer has not confirmed that a criterion is reached; note on the Success tab who confirmed one, and when")
		}
	}
	return nil
}

// checkClosed refuses what would leave something open under a closed handoff.
func checkClosed(r Reader, rec *Record) error {
	if err := r.Rows(&rec.ProofPoints, rec.Account.ID); err != nil {
		return err
	}
	left := rec.CloseBlockers()
	if len(left) == 0 {
		return nil
	}
	return refused("The handoff of "+rec.Account.Name+" is closed, and something would be open under it", append(left, "reopen the closed handoff first")...)
}
