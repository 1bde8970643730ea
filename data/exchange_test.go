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
// have the same. Where somebody removes for good or forgets, the rows are still
// what is known there.
func TestLaptopsAgree(t *testing.T) {
	removed := 0
	defer func() { t.Logf("torture: removed for good between packs %d times", removed) }()
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
		removes := rapid.Bool().Draw(rt, "removes") // somebody removes for good, or forgets
		for i := range rapid.IntRange(4, 14).Draw(rt, "steps") {
			l := rapid.SampledFrom(all).Draw(rt, "laptop")
			when := fmt.Sprintf("step %d", i)
			if removes && rapid.Bool().Draw(rt, "for good") {
				if l.removesForGood(rt) {
					removed++
				}
				l.stands(rt, when)
				continue
			}
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
			if removes { // what one removed for good stays with the others
				got = want
			}
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

// trashOne puts an item or a task into the trash, when there is one.
func trashOne(tx playbook.Tx) error {
	var accounts []playbook.Account
	if err := tx.Rows(&accounts, playbook.ID{}); err != nil {
		return err
	}
	for _, a := range accounts {
		var items []playbook.Item
		var tasks []playbook.Task
		if err := errors.Join(tx.Rows(&items, a.ID), tx.Rows(&tasks, a.ID)); err != nil {
			return err
		}
		switch {
		case len(items) > 0:
			return tx.Trash(&items[0])
		case len(tasks) > 0:
			return tx.Trash(&tasks[0])
		}
	}
	return nil
}

// removesForGood purges something of the trash, or forgets one of the others, and
// tells whether there was anything.
func (l *laptop) removesForGood(t *rapid.T) bool {
	var err error
	if rapid.IntRange(0, 2).Draw(t, "purge") > 0 {
		if err := l.Do(context.Background(), l.act("Trash"), trashOne); err != nil {
			t.Fatal(err)
		}
		var rows []TrashedRow
		if rows, err = l.Trash(context.Background()); err == nil && len(rows) == 0 {
			return false
		} else if err == nil {
			row := rapid.SampledFrom(rows).Draw(t, "row")
			_, err = l.Purge(context.Background(), l.act(""), playbook.PurgeWhat{Noun: row.Noun, Row: row.Row})
		}
	} else {
		who := rapid.SampledFrom([]string{"Person a", "Person b", "Person c"}).Draw(t, "who")
		_, err = l.Forget(context.Background(), l.act(""), playbook.ForgetWho{Named: who})
	}
	if err != nil && !refusal(err) && !errors.Is(err, playbook.ErrNotFound) {
		t.Fatalf("%s removes for good: %v", l.device, err)
	}
	return err == nil
}

// refusal tells whether an undo was refused as it may be.
func refusal(err error) bool {
	var refused *playbook.RefusedError
	var conflict *playbook.ConflictError
	var invalid *playbook.InvalidError
	return errors.Is(err, playbook.ErrNothing) || errors.As(err, &refused) || errors.As(err, &conflict) || errors.As(err, &invalid)
}

// What a seller wrote before the close was written then, whenever the pack that
// brings it is taken in; and what an undone taking in brought was never written.
func TestTakenInCountsWhenItWasWritten(t *testing.T) {
	ada, bo := &laptop{Store: temp(t), device: "ada", now: fixed()}, &laptop{Store: temp(t), device: "bo", now: fixed().AddDate(0, 1, 0)}
	a := playbook.Account{Name: "Aster Clinics", Stage: playbook.PreClose}
	promise := playbook.Promise{Text: "A weekly report", DueKind: "date", DueOn: "2026-05-01"}
	for _, n := range []playbook.Noun{&a, &promise} {
		if n != playbook.Noun(&a) {
			n.Key().AccountID = a.ID
		}
		if err := ada.Do(t.Context(), ada.act("Capture"), func(tx playbook.Tx) error { return tx.Save(n) }); err != nil {
			t.Fatal(err)
		}
	}
	said := playbook.MomentOf(ada.now)
	promise.DueOn = "2026-06-01"
	if err := ada.Do(t.Context(), ada.act("Move"), func(tx playbook.Tx) error { return tx.Save(&promise) }); err != nil {
		t.Fatal(err)
	}
	look := func(when string, filled playbook.Moment, due playbook.Date) {
		t.Helper()
		first, err := bo.FirstFilled(t.Context(), a.ID)
		if err != nil || first[playbook.FilledKey{Noun: "promise", Row: promise.ID, Col: "text"}] != filled {
			t.Errorf("%s: first filled %v, %v, want %s", when, first, err, filled)
		}
		on, err := bo.FirstDue(t.Context(), a.ID)
		if err != nil || on[promise.ID] != due {
			t.Errorf("%s: first due %v, %v, want %s", when, on, err, due)
		}
	}
	if err := carry(ada, bo, nil); err != nil {
		t.Fatal(err)
	}
	look("taken in", said, "2026-05-01")
	if peers, err := bo.Peers(t.Context()); err != nil || len(peers) != 1 || peers[0].Name != "Person ada" || peers[0].MetOn == "" {
		t.Errorf("peers %+v, %v", peers, err)
	}
	if _, err := bo.Undo(t.Context(), bo.act("")); err != nil {
		t.Fatal(err)
	}
	look("undone", "", "")
	if _, err := bo.Redo(t.Context(), bo.act("")); err != nil {
		t.Fatal(err)
	}
	look("done again", said, "2026-05-01")
}

// Who was forgotten here is forgotten again in what a pack brings, and what was
// purged stays away until somebody brings it.
func TestPacksBringNobodyBack(t *testing.T) {
	ada, bo := &laptop{Store: temp(t), device: "ada", now: fixed()}, &laptop{Store: temp(t), device: "bo", now: fixed()}
	account := afterClose(t, ada.Store, "Inês Żuraw")
	if err := carry(ada, bo, nil); err != nil {
		t.Fatal(err)
	}
	if left := holds(t, bo.Store, "Inês", "Żuraw"); len(left) == 0 {
		t.Fatal("the name did not come")
	}
	if _, err := bo.Forget(t.Context(), bo.act(""), playbook.ForgetWho{Named: "Inês Żuraw"}); err != nil {
		t.Fatal(err)
	}
	if left := holds(t, bo.Store, "Inês", "Żuraw"); len(left) > 0 {
		t.Errorf("forgotten, and still in %v", left)
	}
	risk := playbook.Watch{Meta: playbook.Meta{AccountID: account}, Kind: playbook.Risk, Text: "Asks for Inês Żuraw each week"}
	if err := ada.Do(t.Context(), ada.act("Add for Inês Żuraw"), func(tx playbook.Tx) error { return tx.Save(&risk) }); err != nil {
		t.Fatal(err)
	}
	if err := carry(ada, bo, nil); err != nil {
		t.Fatal(err)
	}
	if left := holds(t, bo.Store, "Inês", "Żuraw"); len(left) > 0 {
		t.Errorf("the pack brought them back: %v", left)
	}
	here := playbook.Watch{Meta: playbook.Meta{ID: risk.ID}}
	if err := bo.Read(t.Context(), func(r playbook.Reader) error { return r.Load(&here) }); err != nil || here.Text == "" {
		t.Errorf("the new risk did not come: %+v, %v", here, err)
	}

	// Purged here, and unknown until it is asked for.
	if err := bo.Do(t.Context(), bo.act("Trash"), func(tx playbook.Tx) error { return tx.Trash(&here) }); err != nil {
		t.Fatal(err)
	}
	if _, err := bo.Purge(t.Context(), bo.act(""), playbook.PurgeWhat{Noun: "watch", Row: risk.ID}); err != nil {
		t.Fatal(err)
	}
	if n := count(t, bo.Store, "SELECT count(*) FROM taken_history WHERE instr(new, 'each week') > 0"); n > 0 {
		t.Errorf("%d lines of the purged row are left", n)
	}
	gone := func() bool {
		return errors.Is(bo.Read(t.Context(), func(r playbook.Reader) error { return r.Load(&here) }), playbook.ErrNotFound)
	}
	if err := carry(ada, bo, nil); err != nil || !gone() {
		t.Errorf("the pack brought the purged row back (%v)", err)
	}
	if err := carry(ada, bo, map[playbook.ID][]merge.Choice{account: {{Row: risk.ID, Take: merge.Theirs}}}); err != nil || gone() {
		t.Errorf("the purged row did not come when it was asked for (%v)", err)
	}
	if found, err := bo.CheckIntegrity(t.Context(), CheckOptions{Replay: true}); err != nil || len(found) > 0 {
		t.Errorf("%v, %v", found, err)
	}
}
