package merge

import (
	"bytes"
	"cmp"
	"slices"

	"kept/playbook"
)

// A heard is a claim with the side that says so.
type heard struct {
	claim *playbook.Claim
	in    side
}

// order is the order in which claims count.
func order(a, b *playbook.Claim) int {
	if a.Stamp != b.Stamp {
		return cmp.Compare(a.Stamp, b.Stamp)
	}
	return bytes.Compare(a.ID[:], b.ID[:])
}

// inOrder puts the claims of both sides into their order, those of one ID side
// by side and what is here first.
func inOrder(hereClaims, thereClaims []playbook.Claim) []heard {
	all := make([]heard, 0, len(hereClaims)+len(thereClaims))
	for i := range hereClaims {
		all = append(all, heard{&hereClaims[i], here})
	}
	for i := range thereClaims {
		all = append(all, heard{&thereClaims[i], there})
	}
	slices.SortStableFunc(all, func(a, b heard) int { return order(a.claim, b.claim) })
	return all
}

// each calls do with every claim and its lines, each line once with the sides
// that have it.
func each(all []heard, do func(c *playbook.Claim, lines []lineOf)) {
	var lines []lineOf
	for i := 0; i < len(all); {
		end := i + 1
		for end < len(all) && order(all[i].claim, all[end].claim) == 0 {
			end++
		}
		lines = unite(lines[:0], all[i:end])
		do(all[i].claim, lines)
		i = end
	}
}

// A lineOf is a line of a claim with the sides that have it. Where a row came
// with other columns on the other side, more is what it has.
type lineOf struct {
	*playbook.ClaimLine
	in   side
	more []heardJSON
}

type heardJSON struct {
	json string
	in   side
}

type lineKey struct {
	row playbook.ID
	col string
}

// unite returns the lines of one claim that was heard several times.
func unite(out []lineOf, of []heard) []lineOf {
	first := of[0].claim
	in := of[0].in
	alike := true
	for _, h := range of[1:] {
		alike = alike && sameLines(first.Lines, h.claim.Lines)
		in |= h.in
	}
	if alike {
		for i := range first.Lines {
			out = append(out, lineOf{ClaimLine: &first.Lines[i], in: in})
		}
		return out
	}
	at := map[lineKey]int{}
	for _, h := range of {
		for i := range h.claim.Lines {
			l := &h.claim.Lines[i]
			key := lineKey{l.Row, l.Col}
			j, have := at[key]
			if !have {
				at[key] = len(out)
				out = append(out, lineOf{ClaimLine: l, in: h.in})
				continue
			}
			known := &out[j]
			if l.Col == "" && l.New != nil && known.New != nil {
				if known.more == nil {
					known.more = []heardJSON{{*known.New, known.in}}
				}
				known.more = append(known.more, heardJSON{*l.New, h.in})
			}
			known.in |= h.in
		}
	}
	return out
}

// sameLines tells whether two hearings of a claim have lines of the same columns.
func sameLines(a, b []playbook.ClaimLine) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Row != b[i].Row || a[i].Col != b[i].Col || a[i].Noun != b[i].Noun || (a[i].New == nil) != (b[i].New == nil) {
			return false
		}
		if a[i].Col == "" && a[i].New != nil && *a[i].New != *b[i].New {
			return false
		}
	}
	return true
}
