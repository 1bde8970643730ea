package merge

import "kept/playbook"

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
	out.Claims, out.Rows = append(out.Claims, mends...), rows
	if err := playbook.CheckAccount(reading(rows), playbook.AsItStands, s.Account); err != nil {
		return playbook.Taking{}, err
	}
	return out, nil
}
