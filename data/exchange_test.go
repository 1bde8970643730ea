package data

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/playbook"
	"kept/playbook/merge"
)

// A laptop is a workspace with the installation that writes in it.
type laptop struct {
	*Store
	device string
	now    time.Time
}

func (l *laptop) act(label string) playbook.Act {
	l.now = l.now.Add(time.Second)
	return playbook.Act{Who: "Person " + l.device, Device: l.device, Label: label, At: l.now}
}

// carry takes what one laptop knows of its accounts in on another, as a pack does.
func carry(from, to *laptop, choices map[playbook.ID][]merge.Choice) error {
	var accounts []playbook.ID
	err := from.reading(context.Background(), func(r *reader) (err error) {
		accounts, err = r.ids("SELECT DISTINCT account FROM history WHERE account IS NOT NULL ORDER BY 1")
		return err
	})
	if err != nil {
		return err
	}
	there := map[playbook.ID][]playbook.Claim{}
	for _, id := range accounts {
		if err := from.EndTyping(context.Background(), id); err != nil {
			return err
		}
		claims, err := from.Claims(context.Background(), id)
		if err != nil {
			return err
		}
		for i := range claims {
			if claims[i].Key == "" {
				claims[i].Key = "key of " + from.device
			}
		}
		there[id] = claims
	}
	act := to.act("Take in the pack of " + from.device)
	peer := playbook.PackOf{Peer: playbook.Peer{Key: "key of " + from.device, Name: "Person " + from.device, Device: from.device}}
	return to.TakeIn(context.Background(), act, peer, func(r playbook.ExchangeReader) ([]playbook.Taking, error) {
		var out []playbook.Taking
		for _, id := range accounts {
			here, err := r.Claims(id)
			if err != nil {
				return nil, err
			}
			var rows []playbook.ID
			for _, c := range there[id] {
				for _, l := range c.Lines {
					rows = append(rows, l.Row)
				}
			}
			purged, err := r.Purged(rows)
			if err != nil {
				return nil, err
			}
			taking, err := merge.Take(merge.Sides{Account: id, Here: here, There: there[id], Purged: purged}, choices[id],
				merge.By{Who: act.Who, Device: act.Device, Label: "Choose", At: act.At})
			if err != nil {
				return nil, err
			}
			out = append(out, taking)
		}
		return out, nil
	})
}

// stands fails when the rows of a laptop are not what its claims lead to.
func (l *laptop) stands(t rapid.TB, when string) {
	t.Helper()
	err := l.reading(context.Background(), func(r *reader) error {
		accounts, err := r.ids("SELECT id FROM accounts UNION SELECT account FROM history WHERE account IS NOT NULL ORDER BY 1")
		if err != nil {
			return err
		}
		for _, id := range accounts {
			if found, err := r.apart(id); err != nil || len(found) > 0 {
				return fmt.Errorf("%v, %v", found, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatalf("%s, on %s: %v", when, l.device, err)
	}
}

// all returns every row of the accounts, in the trash or not.
func (l *laptop) all(t *rapid.T) map[playbook.ID]playbook.Noun {
	out := map[playbook.ID]playbook.Noun{}
	err := l.reading(context.Background(), func(r *reader) error {
		for _, k := range l.kinds.list {
			if k.workspace {
				continue
			}
			if err := r.everyRow(k, func(n playbook.Noun) error { out[n.Key().ID] = n; return nil }); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Two or three people write, undo and exchange what they know in any order. The
// rows are always what is known leads to, and when everybody has everything all
// have the same.
func TestLaptopsAgree(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var all []*laptop
		for i := range rapid.IntRange(2, 3).Draw(rt, "laptops") {
			skew := time.Duration(rapid.IntRange(-3600*20, 3600*20).Draw(rt, "skew")) * time.Second
			l := &laptop{device: string(rune('a' + i)), now: fixed().Add(skew)}
			s, err := Create(t.Context(), t.TempDir()+"/"+l.device+".kept", Options{Now: func() time.Time { return l.now }})
			if err != nil {
				rt.Fatal(err)
			}
			defer s.Close()
			l.Store = s
			all = append(all, l)
		}
		for i := range rapid.IntRange(4, 14).Draw(rt, "steps") {
			l := rapid.SampledFrom(all).Draw(rt, "laptop")
			when := fmt.Sprintf("step %d", i)
			switch rapid.IntRange(0, 5).Draw(rt, "do") {
			case 0, 1, 2:
				step(rt, l.Store, l.act("step"))
			case 3:
				if _, err := l.Undo(t.Context(), l.act("")); err != nil && !refusal(err) {
					rt.Fatalf("%s: undo: %v", when, err)
				}
			case 4:
				if _, err := l.Redo(t.Context(), l.act("")); err != nil && !refusal(err) {
					rt.Fatalf("%s: redo: %v", when, err)
				}
			case 5:
				other := rapid.SampledFrom(all).Draw(rt, "from")
				if other == l {
					continue
				}
				if err := carry(other, l, nil); err != nil {
					rt.Fatalf("%s: %s takes in from %s: %v", when, l.device, other.device, err)
				}
			}
			l.stands(rt, when)
		}
		for range len(all) + 1 {
			for _, l := range all {
				for _, other := range all {
					if other != l {
						if err := carry(other, l, nil); err != nil {
							rt.Fatalf("at the end %s takes in from %s: %v", l.device, other.device, err)
						}
					}
				}
			}
		}
		want := all[0].all(rt)
		for _, l := range all {
			l.stands(rt, "at the end")
			got := l.all(rt)
			for id, n := range want {
				if got[id] == nil {
					claims, _ := all[0].Claims(t.Context(), n.Key().AccountID)
					there, _ := l.Claims(t.Context(), n.Key().AccountID)
					rt.Logf("%s is missing the %s %+v\n%+v\n%+v", l.device, playbook.NounName(n), n, claims, there)
				}
			}
			same(rt, l.Store, "at the end on "+l.device, got, want)
			found, err := l.CheckIntegrity(t.Context(), CheckOptions{Replay: true})
			if err != nil || len(found) > 0 {
				rt.Fatalf("at the end on %s: %v, %v", l.device, found, err)
			}
		}
	})
}

// refusal tells whether an undo was refused as it may be.
func refusal(err error) bool {
	var refused *playbook.RefusedError
	var conflict *playbook.ConflictError
	var invalid *playbook.InvalidError
	return errors.Is(err, playbook.ErrNothing) || errors.As(err, &refused) || errors.As(err, &conflict) || errors.As(err, &invalid)
}
