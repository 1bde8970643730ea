package data

import (
	"cmp"
	"slices"

	"kept/playbook"
)

// mixed returns what is known of an account by the moment it was done, nil when
// no pack has brought anything of it: then the history alone tells all.
func (r *reader) mixed(account playbook.ID) ([]playbook.Claim, error) {
	if some, err := r.brought(account); err != nil || !some {
		return nil, err
	}
	claims, err := r.claims(account)
	slices.SortStableFunc(claims, func(a, b playbook.Claim) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Stamp, b.Stamp))
	})
	return claims, err
}

// brought tells whether something of an account came with a pack that stands.
func (r *reader) brought(account playbook.ID) (bool, error) {
	var x int
	return r.one([]any{&x}, "SELECT 1 FROM taken_history h JOIN changes c ON c.seq = h.taken WHERE h.account = ? AND c.undone = 0 LIMIT 1", idValue(account))
}

// firstFilled fills in when values first became other than empty; the claims
// are by their moment.
func firstFilled(out map[FilledKey]playbook.Moment, claims []playbook.Claim) {
	for i := range claims {
		c := &claims[i]
		fill := func(l *playbook.ClaimLine, col, text string) {
			key := FilledKey{Noun: l.Noun, Row: l.Row, Col: col}
			if _, known := out[key]; !known && text != "" && col != "pos" && col != "trashed_at" {
				out[key] = c.At
			}
		}
		for j := range c.Lines {
			l := &c.Lines[j]
			switch {
			case l.New == nil:
			case l.Col == "":
				for col, text := range columnsIn(*l.New) {
					fill(l, col, text)
				}
			case *l.New != "0":
				fill(l, l.Col, *l.New)
			}
		}
	}
}

// firstDue fills in the day that each promise was first said to be due; the
// claims are by their moment. An act that its undo has taken away said nothing.
func firstDue(out map[playbook.ID]playbook.Date, claims []playbook.Claim) {
	turned := map[playbook.ID]*playbook.Claim{} // by act, what turned it last
	for i := range claims {
		if c := &claims[i]; c.Kind == kindUndo || c.Kind == kindRedo {
			if last := turned[c.Undoes]; last == nil || last.Stamp < c.Stamp {
				turned[c.Undoes] = c
			}
		}
	}
	for i := range claims {
		c := &claims[i]
		if last := turned[c.ID]; c.Kind != kindDo || last != nil && last.Kind == kindUndo {
			continue
		}
		for _, l := range c.Lines {
			if l.Noun != "promise" || l.New == nil || out[l.Row] != "" {
				continue
			}
			day := ""
			switch l.Col {
			case "due_on":
				day = *l.New
			case "":
				day = columnsIn(*l.New)["due_on"]
			}
			if day != "" {
				out[l.Row] = playbook.Date(day)
			}
		}
	}
}
