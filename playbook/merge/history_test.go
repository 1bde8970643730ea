package merge_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"kept/playbook"
	"kept/playbook/merge"

	"pgregory.net/rapid"
)

// histories is how many random histories are played: as a rule, with -short, and
// in make torture.
func histories(t *testing.T, usual, short, long int) {
	n := usual
	switch {
	case os.Getenv("KEPT_TORTURE") == "1":
		n = long
	case testing.Short():
		n = short
	}
	was := flag.Lookup("rapid.checks").Value.String()
	if err := flag.Set("rapid.checks", fmt.Sprint(n)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = flag.Set("rapid.checks", was) }) // it was that before
	t.Logf("torture: histories %d", n)
}

// A post is packs under way: each may come late, more than once, or never.
type post struct {
	packs [][]playbook.Claim
	kinds []int // of acts that are made in this history
}

// Two or three workspaces write, undo, send packs with and without what is
// sensitive, take them in late, twice and in any order, choose, and take that
// back. At every step each holds exactly the rows that the claims it knows lead
// to, all of them valid, and no value that was written is lost. When everybody
// has everything, all hold the same.
func TestAnyHistoryEndsAlikeEverywhere(t *testing.T) {
	histories(t, 1000, 100, 100_000)
	rapid.Check(t, playHistory)
}

func playHistory(t *rapid.T) {
	setup := luck(t, "setup", 0)
	start := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	account := playbook.ID{1, 2, 3}
	var spaces []*space
	for i := range 2 + setup.IntN(2) {
		skew := time.Duration([]int{0, 0, -11, 11, 3}[setup.IntN(5)]) * time.Hour
		spaces = append(spaces, newSpace(string(rune('a'+i)), account, start.Add(skew)))
	}
	begin(t, spaces, setup)
	// A history of few kinds of acts has more that meet.
	mail := &post{kinds: setup.Perm(actKinds)[:2+setup.IntN(9)]}
	for i := range 32 {
		r := luck(t, "step", i+1)
		if r == nil {
			continue
		}
		for _, o := range spaces {
			o.now = o.now.Add(time.Duration(r.IntN(3)) * time.Microsecond)
		}
		s := spaces[r.IntN(len(spaces))]
		move(t, r, s, mail)
		s.holds(t)
	}
	for range 5 { // a mend of one meets a mend of another
		for _, s := range spaces {
			for _, o := range spaces {
				if s == o {
					continue
				}
				if pack := o.send(true); pack != nil {
					if err := s.take(pack, nil); err != nil {
						t.Fatalf("%s takes from %s: %v", s.name, o.name, err)
					}
				}
			}
		}
	}
	everywhere(t, spaces)
}

// luck draws one number and makes as much chance of it as a step needs, nil for
// 0. Numbers of rapid tend to be small, which leaves most acts unplayed.
func luck(t *rapid.T, what string, step int) *rand.Rand {
	n := rapid.Uint64().Draw(t, what)
	if n == 0 && step > 0 {
		return nil
	}
	return rand.New(rand.NewPCG(n, uint64(step)))
}

// begin adds an account with something of nearly everything. As a rule all know
// it before they go on by themselves.
func begin(t *rapid.T, spaces []*space, r *rand.Rand) {
	first := spaces[0]
	p := &player{r: r, s: first}
	a := &playbook.Account{Meta: playbook.Meta{ID: first.account}, Name: "Acme", Stage: playbook.AtHandoff}
	if err := first.do("new account", func(w *writing) error { return w.save(a) }); err != nil {
		t.Fatal(err)
	}
	for _, act := range []func(*playbook.Account) error{p.handoff, p.promise, p.promise, p.task, p.task, p.item, p.item, p.person, p.criterion} {
		_ = first.do("begin", func(w *writing) error { // what a rule refuses is no act
			p.w = w
			return act(a)
		})
	}
	for _, s := range spaces[1:] {
		if r.IntN(4) > 0 {
			if err := s.take(first.send(r.IntN(2) == 0), nil); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// move does one thing in a space.
func move(t *rapid.T, r *rand.Rand, s *space, mail *post) {
	switch what := r.IntN(20); {
	case what < 3: // back, and perhaps forth again
		back := 1 + r.IntN(4)
		turn(t, s, s.undo, back)
		if r.IntN(2) == 0 {
			turn(t, s, s.redo, 1+r.IntN(back))
		}
	case what <= 4:
		if pack := s.send(r.IntN(2) == 0); pack != nil {
			mail.packs = append(mail.packs, pack)
		}
	case what <= 7 && len(mail.packs) > 0:
		pack := mail.packs[r.IntN(len(mail.packs))]
		var choices func([]merge.Difference) []merge.Choice
		if r.IntN(3) == 0 {
			choices = func(all []merge.Difference) []merge.Choice { return choose(r, all) }
		}
		if err := s.take(pack, choices); err != nil {
			t.Fatalf("%s takes: %v", s.name, err)
		}
	default:
		p := player{r: r, s: s}
		p.act(mail.kinds)
	}
}

// turn undoes or redoes so many acts, if there are.
func turn(t *rapid.T, s *space, way func() error, times int) {
	for range times {
		if err := way(); err == errNothing {
			return
		} else if err != nil {
			t.Fatalf("%s: %v\n%s", s.name, err, s.story())
		}
	}
}

// choose decides some of the differences.
func choose(r *rand.Rand, all []merge.Difference) []merge.Choice {
	var out []merge.Choice
	for _, d := range all {
		take := merge.Side(r.IntN(4))
		if take == merge.Keep && !d.CanKeep {
			if !merge.CanDouble(d.Noun) || d.Class == merge.NewRow || d.Class == merge.OwnRow {
				continue
			}
			out = append(out, merge.Choice{Row: d.Row, Take: take})
			continue
		}
		if d.Noun == "account" && d.Col == "" {
			continue
		}
		out = append(out, merge.Choice{Row: d.Row, Col: d.Col, Take: take})
	}
	return out
}

// holds tells that the rows are what the known claims lead to, that they keep
// the rules, and that nothing written here is lost.
func (s *space) holds(t rapid.TB) {
	claims := s.known()
	led := merge.Nouns(merge.Rows(s.account, claims))
	if len(led) != len(s.rows) {
		t.Fatalf("%s: %d rows stored, the claims lead to %d\n%s", s.name, len(s.rows), len(led), s.story())
	}
	for _, n := range led {
		was := s.rows[n.Key().ID]
		if was == nil {
			t.Fatalf("%s: the claims lead to a %s that is not stored", s.name, playbook.NounName(n))
		}
		if differs(n, was) {
			t.Fatalf("%s has stored\n%+v, the claims lead to\n%+v\n%s", s.name, was, n, s.story())
		}
		if err := playbook.CheckValues(n); err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
	}
	if err := playbook.CheckAccount(rowsOf(s.rows), playbook.AsItStands, s.account); err != nil {
		t.Fatalf("%s: %v", s.name, err)
	}
}

// everywhere tells that all hold the same claims and rows, and that no value that
// anybody ever wrote is lost anywhere.
func everywhere(t rapid.TB, spaces []*space) {
	written := map[said]bool{}
	for _, s := range spaces {
		for _, d := range s.acts {
			if d.took == nil {
				hear(d.claim.Lines, written)
			}
		}
	}
	for _, s := range spaces {
		s.holds(t)
		claims, kept := s.known(), map[said]bool{}
		for i := range claims {
			hear(claims[i].Lines, kept)
		}
		for v := range written {
			if !kept[v] {
				t.Fatalf("somebody has written %v, and no claim that %s knows says so", v, s.name)
			}
		}
		o := spaces[0]
		if len(merge.Unknown(claims, o.known(), nil))+len(merge.Unknown(o.known(), claims, nil)) > 0 {
			t.Fatalf("%s does not know what %s knows", s.name, o.name)
		}
		if len(s.rows) != len(o.rows) {
			t.Fatalf("%s has %d rows, %s has %d", s.name, len(s.rows), o.name, len(o.rows))
		}
		for id, n := range s.rows {
			if o.rows[id] == nil || differs(n, o.rows[id]) {
				t.Fatalf("%s has %+v, %s has %+v", s.name, n, o.name, o.rows[id])
			}
		}
	}
}

// Uniting is commutative, associative and idempotent, whatever parts of the
// claims two sides have and however they come.
func TestUnionIsOfSets(t *testing.T) {
	histories(t, 300, 50, 10_000)
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := part(t), part(t), part(t)
		same := func(what string, x, y []playbook.Claim) {
			if !slices.EqualFunc(x, y, sameClaim) {
				t.Fatalf("%s:\n%v\n%v", what, x, y)
			}
		}
		same("commutative", merge.Union(a, b), merge.Union(b, a))
		same("associative", merge.Union(a, merge.Union(b, c)), merge.Union(merge.Union(a, b), c))
		same("idempotent", merge.Union(merge.Union(a, b), a), merge.Union(a, b))
		same("what is unknown makes the union", merge.Union(a, merge.Unknown(a, b, nil)), merge.Union(a, b))
		if left := merge.Unknown(merge.Union(a, b), a, nil); len(left) > 0 {
			t.Fatalf("unknown after uniting: %v", left)
		}
	})
}

func sameClaim(x, y playbook.Claim) bool {
	return x.ID == y.ID && x.Stamp == y.Stamp && slices.EqualFunc(x.Lines, y.Lines, func(l, m playbook.ClaimLine) bool {
		return l.Noun == m.Noun && l.Row == m.Row && l.Col == m.Col && (l.New == nil) == (m.New == nil) && (l.New == nil || *l.New == *m.New)
	})
}

// part returns some claims of one history, each with some of its lines and
// columns, in any order and perhaps twice.
func part(t *rapid.T) []playbook.Claim {
	var out []playbook.Claim
	for i := range 6 {
		for range rapid.SampledFrom([]int{0, 1, 1, 2}).Draw(t, "times") {
			c := playbook.Claim{ID: playbook.ID{byte(i)}, Stamp: int64(i / 2), Kind: "do"}
			for row := range 2 {
				id := playbook.ID{9, byte(row)}
				if rapid.Bool().Draw(t, "add") {
					have := map[string]string{}
					for _, col := range []string{"text", "detail", "unheard_of"} {
						if rapid.Bool().Draw(t, "has") {
							have[col] = fmt.Sprint(i, row, col)
						}
					}
					j := jsonOf(have)
					c.Lines = append(c.Lines, playbook.ClaimLine{Noun: "item", Row: id, New: &j})
				}
				for _, col := range []string{"text", "who"} {
					if rapid.Bool().Draw(t, "line") {
						old, now := "", fmt.Sprint(i, col)
						c.Lines = append(c.Lines, playbook.ClaimLine{Noun: "item", Row: id, Col: col, Old: &old, New: &now})
					}
				}
			}
			if c.Lines != nil {
				out = append(out, c)
			}
		}
	}
	if len(out) > 1 && rapid.Bool().Draw(t, "turned") {
		slices.Reverse(out)
	}
	return out
}

// Undo and redo around a taking in lead where they came from, whichever stamps
// the acts and what was taken in have: a workspace holds what its claims lead to
// at every step.
func TestUndoAndRedoAroundATakingIn(t *testing.T) {
	account, start := playbook.ID{1, 2, 3}, time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	edit := func(s *space, industry string) {
		if err := s.do("industry", func(w *writing) error {
			a := playbook.CopyOf(s.rows[account]).(*playbook.Account)
			a.Industry = industry
			return w.save(a)
		}); err != nil {
			t.Fatal(err)
		}
	}
	for _, late := range []time.Duration{time.Second, 0, -time.Second} {
		a, b := newSpace("a", account, start), newSpace("b", account, start.Add(late))
		if err := a.do("new account", func(w *writing) error {
			return w.save(&playbook.Account{Meta: playbook.Meta{ID: account}, Name: "Acme"})
		}); err != nil {
			t.Fatal(err)
		}
		if err := b.take(a.send(true), nil); err != nil {
			t.Fatal(err)
		}
		edit(a, "steel")
		edit(b, "glass")
		theirs := func(all []merge.Difference) []merge.Choice {
			return []merge.Choice{{Row: account, Col: "industry", Take: merge.Theirs}}
		}
		if err := a.take(b.send(true), theirs); err != nil {
			t.Fatal(err)
		}
		edit(a, "wood")
		want := []string{"wood", "glass", "steel", "", "steel", "glass", "wood"}
		for i, industry := range want {
			a.holds(t)
			if got := a.rows[account].(*playbook.Account).Industry; got != industry {
				t.Errorf("%v, step %d: %q, want %q", late, i, got, industry)
			}
			way := a.undo
			if i >= 3 {
				way = a.redo
			}
			if err := way(); err != nil && err != errNothing {
				t.Fatal(err)
			}
		}
		if err := b.take(a.send(true), nil); err != nil {
			t.Fatal(err)
		}
		everywhere(t, []*space{a, b})
	}
}
