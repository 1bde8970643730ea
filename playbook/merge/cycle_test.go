package merge_test

import (
	"slices"
	"testing"

	"kept/playbook"
	"kept/playbook/merge"
)

// Claims that turn each other in a circle, or themselves, can only be made by
// hand. They end, the same whoever hears them first, and what they cannot take
// away counts by its stamp.
func TestUndosInACircle(t *testing.T) {
	turns := func(kind string, at, of int, text string) playbook.Claim {
		c := undo(at, "ben", of, sets("promise", 2, "text", "by May", text))
		c.Kind = kind
		return c
	}
	for what, c := range map[string]struct {
		circle []playbook.Claim
		want   string
	}{
		"of itself":       {[]playbook.Claim{turns("undo", 5, 5, "five")}, "five"},
		"a redo of it":    {[]playbook.Claim{turns("redo", 5, 5, "five")}, "five"},
		"of each other":   {[]playbook.Claim{turns("undo", 5, 6, "five"), turns("undo", 6, 5, "six")}, ""},
		"undo and redo":   {[]playbook.Claim{turns("undo", 5, 6, "five"), turns("redo", 6, 5, "six")}, ""},
		"of what follows": {[]playbook.Claim{turns("undo", 5, 7, "five"), turns("undo", 6, 5, "six"), turns("redo", 7, 6, "seven")}, ""},
	} {
		t.Run(what, func(t *testing.T) {
			claims := append(common(), c.circle...)
			mends, rows := merge.Mend(playbook.ID{1}, claims)
			all := append(slices.Clone(claims), mends...)
			slices.Reverse(all)
			again, same := merge.Mend(playbook.ID{1}, all)
			if len(rows) == 0 || again != nil || !slices.EqualFunc(rows, same, func(a, b playbook.Noun) bool { return a.Key().ID == b.Key().ID && !differs(a, b) }) {
				t.Errorf("the other way round %+v, mended %+v", same, again)
			}
			for _, n := range rows {
				if p, ok := n.(*playbook.Promise); ok && c.want != "" && p.Text != c.want {
					t.Errorf("the promise is %q, want %q", p.Text, c.want)
				}
			}
			s := sidesOf(nil, c.circle)
			taking, err := merge.Take(s, nil, taker)
			if err != nil || len(taking.Claims) < len(c.circle) {
				t.Fatalf("took %+v, %v", taking.Claims, err)
			}
			s.Here = append(s.Here, taking.Claims...)
			if again, err := merge.Take(s, nil, taker); err != nil || again.Claims != nil {
				t.Errorf("the second time it brings %+v, %v", again.Claims, err)
			}
		})
	}
}
