package merge

import (
	"fmt"

	"kept/playbook"
)

// Take returns what taking in leads to: the claims that are unknown here, what
// was chosen, and mends. It has no claims when nothing there is unknown and
// nothing was chosen.
func Take(s Sides, choices []Choice, by By) (playbook.Taking, error) {
	out := playbook.Taking{Account: s.Account}
	refused := s.refused(choices)
	there := without(s.There, refused)
	out.Claims = Unknown(s.Here, there, nil)
	k := learn(s.Account, s.Here, there)
	decided, err := k.decide(choices, by)
	if err != nil {
		return playbook.Taking{}, err
	}
	if decided != nil {
		out.Claims = append(out.Claims, *decided)
	}
	k.sort()
	if out.Claims == nil {
		for _, p := range k.rows {
			if p.noun != nil && p.there[atEither] {
				out.Rows = append(out.Rows, p.row(s.Account, atEither))
			}
		}
		return out, nil
	}
	mends, rows := k.mend(atEither)
	if root := k.byID[s.Account]; rows == nil && (root == nil || root.there[atEither]) {
		return playbook.Taking{}, &playbook.InvalidError{Message: "The account itself is not in the pack; ask for the pack again."}
	}
	out.Claims, out.Rows = append(out.Claims, mends...), rows
	if err := playbook.CheckAccount(reading(rows), playbook.AsItStands, s.Account); err != nil {
		return playbook.Taking{}, err
	}
	return out, nil
}

// Then adds to a taking what follows from its rows, such as the days of a plan
// that both sides have changed: changed are rows of it with other values, and
// what differs becomes a claim of whoever takes in, after all others.
func Then(s Sides, t *playbook.Taking, changed []playbook.Noun, by By) error {
	at := map[playbook.ID]int{}
	for i, n := range t.Rows {
		at[n.Key().ID] = i
	}
	last := max(Greatest(s.Here), Greatest(s.There), Greatest(t.Claims))
	c := playbook.Claim{Stamp: max(last+1, by.At.UnixMicro()), At: playbook.MomentOf(by.At), Who: by.Who, Device: by.Device, Label: by.Label, Kind: "do"}
	for _, n := range changed {
		if err := playbook.CheckValues(n); err != nil {
			return err
		}
		i, ok := at[n.Key().ID]
		if !ok {
			return fmt.Errorf("%s %s is no row of the taking", playbook.NounName(n), n.Key().ID)
		}
		one := mended{past: &past{name: playbook.NounName(n), noun: nouns[playbook.NounName(n)], id: n.Key().ID}, was: t.Rows[i], now: n}
		c.Lines = append(c.Lines, one.lines()...)
		t.Rows[i] = n
	}
	if c.Lines == nil {
		return nil
	}
	c.ID = idOf(s.Account, &c)
	t.Claims = append(t.Claims, c)
	return playbook.CheckAccount(reading(t.Rows), playbook.AsItStands, s.Account)
}
