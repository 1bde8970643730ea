package data

import (
	"fmt"

	"kept/playbook"
)

// claimsDrift compares the rows of every account of which packs have brought
// something with what is known of it. Of the others the history says all.
func (r *reader) claimsDrift() ([]Finding, error) {
	accounts, err := r.broughtTo()
	if err != nil {
		return nil, err
	}
	var out []Finding
	for _, id := range accounts {
		found, err := r.apart(id)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
		if err := r.ended(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// apart tells where the rows of an account are not what its claims lead to.
func (r *reader) apart(account playbook.ID) ([]Finding, error) {
	led, rows, err := r.ledTo(account)
	if err != nil {
		return nil, err
	}
	var out []Finding
	say := func(n playbook.Noun, message string) {
		out = append(out, Finding{Area: AreaClaims, Noun: playbook.NounName(n), Row: n.Key().ID, Message: message})
	}
	for _, n := range led {
		is := rows[n.Key().ID]
		delete(rows, n.Key().ID)
		if is == nil {
			say(n, "what is known of the account leads to this row, and it is not there")
			continue
		}
		k, err := r.kinds.of(n)
		if err != nil {
			return nil, err
		}
		if cols := k.differs(is, n); len(cols) > 0 {
			say(n, fmt.Sprintf("what is known of the account leads to another %s", cols[0].Name))
		}
	}
	for _, n := range rows {
		say(n, "what is known of the account does not lead to this row")
	}
	return out, nil
}

// follows refuses to turn an act when the rows would not be what is known any
// more. That takes another installation in the same workspace which took in a
// pack, or wrote, since: one alone goes back in the order in which it came.
func (t *tx) follows(seq int64) error {
	var took string
	var since bool
	if _, err := t.one([]any{&took, &since}, "SELECT took, EXISTS (SELECT 1 FROM changes o WHERE o.seq > c.seq AND o.device <> c.device) FROM changes c WHERE seq = ?", seq); err != nil {
		return fmt.Errorf("look at what came since: %w", err)
	}
	if !since {
		return nil
	}
	accounts, err := t.ids(`SELECT account FROM history WHERE change = ? AND account IS NOT NULL
		UNION SELECT account FROM taken_history WHERE taken = ? AND account IS NOT NULL`, seq, seq)
	if err != nil {
		return fmt.Errorf("look at what the act touched: %w", err)
	}
	for _, id := range accounts {
		if some, err := t.brought(id); err != nil {
			return err
		} else if !some && took == "" {
			continue
		}
		found, err := t.apart(id)
		if err != nil {
			return err
		}
		if len(found) > 0 {
			return &playbook.RefusedError{What: "This cannot be undone or done again", Reasons: []string{
				"a pack that was taken in since says something of the same account; change the fields themselves instead"}}
		}
	}
	return nil
}
