package data

import (
	"path/filepath"
	"testing"
	"time"

	"kept/playbook"
)

func newLaptop(t *testing.T, device string, at time.Time) *laptop {
	t.Helper()
	l := &laptop{device: device, now: at}
	s, err := Create(t.Context(), filepath.Join(t.TempDir(), device+".kept"), Options{Now: func() time.Time { return l.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	l.Store = s
	return l
}

func (l *laptop) save(t *testing.T, label string, rows ...playbook.Noun) {
	t.Helper()
	err := l.Do(t.Context(), l.act(label), func(tx playbook.Tx) error {
		for _, n := range rows {
			if err := tx.Save(n); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// takes takes in what another laptop knows, and tells whether there was anything.
func (l *laptop) takes(t *testing.T, from *laptop) bool {
	t.Helper()
	was := count(t, l.Store, "SELECT COALESCE(MAX(seq), 0) FROM changes")
	if err := carry(from, l, nil); err != nil {
		t.Fatalf("%s takes in from %s: %v", l.device, from.device, err)
	}
	l.stands(t, "after taking in from "+from.device)
	clean(t, l.Store)
	return count(t, l.Store, "SELECT COALESCE(MAX(seq), 0) FROM changes") > was
}

// What came with a pack is undone as one step, comes again as the first time,
// and can be read with the name, the device and the key of whoever did it.
func TestTakingInIsOneStep(t *testing.T) {
	seller, csm := newLaptop(t, "seller", fixed()), newLaptop(t, "csm", fixed().Add(time.Hour))
	a := playbook.Account{Name: "Zugzwang Haulage"}
	seller.save(t, "Add account", &a)
	p := playbook.Promise{Meta: playbook.Meta{AccountID: a.ID}, Text: "A crane plan"}
	seller.save(t, "Add promise", &p)
	if !csm.takes(t, seller) || csm.takes(t, seller) {
		t.Fatal("the first pack has something new, the second has not")
	}
	events, err := csm.History(t.Context(), a.ID, HistoryQuery{})
	if err != nil || len(events) != 1 || events[0].Took != "key of seller" || events[0].TookFrom != "Person seller" {
		t.Fatalf("the history is %+v, %v", events, err)
	}
	brought, err := csm.Brought(t.Context(), a.ID, events[0].Seq)
	if err != nil || len(brought) != 2 || brought[0].Label != "Add promise" || brought[0].Who != "Person seller" || brought[0].Device != "seller" ||
		brought[0].Key != "key of seller" || len(brought[0].Lines) != 1 || brought[0].Lines[0].RowTitle != "A crane plan" {
		t.Fatalf("brought %+v, %v", brought, err)
	}
	if d, err := csm.Undo(t.Context(), csm.act("")); err != nil || d.Label != events[0].Label {
		t.Fatalf("undone %+v, %v", d, err)
	}
	csm.stands(t, "after the undo")
	if claims, err := csm.Claims(t.Context(), a.ID); err != nil || len(claims) != 0 || count(t, csm.Store, "SELECT count(*) FROM accounts") != 0 {
		t.Fatalf("still known: %+v, %v", claims, err)
	}
	if !csm.takes(t, seller) {
		t.Error("after the undo the pack is as the first time")
	}
	if _, err := csm.Undo(t.Context(), csm.act("")); err != nil {
		t.Fatal(err)
	}
	if _, err := csm.Redo(t.Context(), csm.act("")); err != nil {
		t.Fatal(err)
	}
	csm.stands(t, "after the redo")
	if csm.takes(t, seller) {
		t.Error("after the redo the pack is known")
	}
}

// Two installations in one workspace: what the first did cannot be undone past
// what the second has taken in since, where the rows would not follow.
func TestUndoPastATakingInOfAnother(t *testing.T) {
	seller, csm := newLaptop(t, "seller", fixed()), newLaptop(t, "csm", fixed().Add(time.Hour))
	a := playbook.Account{Name: "Zugzwang Haulage"}
	seller.save(t, "Add account", &a)
	csm.takes(t, seller)
	a.Industry = "Cranes" // older than what the CSM writes next, and not known there
	seller.save(t, "Change", &a)
	var b playbook.Account
	if err := csm.reading(t.Context(), func(r *reader) error { b.ID = a.ID; return r.Load(&b) }); err != nil {
		t.Fatal(err)
	}
	b.Industry = "Haulage"
	csm.save(t, "Change", &b)
	second := &laptop{Store: csm.Store, device: "second", now: csm.now}
	second.takes(t, seller)
	if _, err := csm.Undo(t.Context(), csm.act("")); !refusal(err) {
		t.Errorf("the undo is %v, want refused", err)
	}
	csm.stands(t, "after the refusal")
	clean(t, csm.Store)
}

// What the seller filled before the close is not late because it was taken in
// after it, and a promise was first due when the seller said so.
func TestFirstFilledElsewhere(t *testing.T) {
	seller, csm := newLaptop(t, "seller", fixed()), newLaptop(t, "csm", fixed().Add(72*time.Hour))
	a := playbook.Account{Name: "Zugzwang Haulage", Industry: "Haulage"}
	seller.save(t, "Add account", &a)
	p := playbook.Promise{Meta: playbook.Meta{AccountID: a.ID}, Text: "A crane plan", DueKind: "date", DueOn: "2026-05-01"}
	seller.save(t, "Add promise", &p)
	wrong := playbook.Promise{Meta: playbook.Meta{AccountID: a.ID}, Text: "Never said", DueKind: "date", DueOn: "2026-05-02"}
	seller.save(t, "Add promise", &wrong)
	if _, err := seller.Undo(t.Context(), seller.act("")); err != nil {
		t.Fatal(err)
	}
	p.DueOn = "2026-06-01"
	seller.save(t, "Move", &p)
	csm.takes(t, seller)
	for _, l := range []*laptop{seller, csm} {
		first, err := l.FirstFilled(t.Context(), a.ID)
		if err != nil || first[FilledKey{Noun: "account", Row: a.ID, Col: "industry"}] != playbook.MomentOf(fixed().Add(time.Second)) ||
			first[FilledKey{Noun: "promise", Row: p.ID, Col: "due_on"}] != playbook.MomentOf(fixed().Add(2*time.Second)) {
			t.Errorf("on %s first filled %v, %v", l.device, first, err)
		}
		if due, err := l.FirstDue(t.Context(), a.ID); err != nil || len(due) != 1 || due[p.ID] != "2026-05-01" {
			t.Errorf("on %s first due %v, %v", l.device, due, err)
		}
	}
}

// A row that was removed for good here stays away, with its words.
func TestPurgedRowsStayAway(t *testing.T) {
	seller, csm := newLaptop(t, "seller", fixed()), newLaptop(t, "csm", fixed().Add(time.Hour))
	a := playbook.Account{Name: "Harbour Foods"}
	seller.save(t, "Add account", &a)
	c := playbook.Criterion{Meta: playbook.Meta{AccountID: a.ID}, Words: "Vexatious returns fall"}
	seller.save(t, "Add “Vexatious returns fall”", &c)
	p := playbook.Promise{Meta: playbook.Meta{AccountID: a.ID}, Text: "A list", CriterionID: c.ID}
	seller.save(t, "Add promise", &p)
	csm.takes(t, seller)
	here := c
	if err := csm.Do(t.Context(), csm.act("Remove"), func(tx playbook.Tx) error { return tx.Trash(&here) }); err != nil {
		t.Fatal(err)
	}
	if _, err := csm.Purge(t.Context(), csm.act(""), playbook.PurgeWhat{Noun: "criterion", Row: c.ID}); err != nil {
		t.Fatal(err)
	}
	if left := holds(t, csm.Store, "Vexatious"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	csm.stands(t, "after the purge")
	sound(t, csm.Store)
	c.Words = "Vexatious returns fall by half"
	seller.save(t, "Change", &c)
	csm.takes(t, seller)
	if n := count(t, csm.Store, "SELECT count(*) FROM criterions"); n != 0 {
		t.Errorf("the pack brought the purged row back")
	}
	if n := count(t, csm.Store, "SELECT count(*) FROM purged"); n != 1 {
		t.Errorf("%d rows are noted as purged, want 1", n)
	}
	if csm.takes(t, seller) {
		t.Error("the same pack has something new")
	}
}

// Whom a workspace has forgotten stays forgotten in what packs bring.
func TestForgottenStayForgotten(t *testing.T) {
	seller, csm := newLaptop(t, "seller", fixed()), newLaptop(t, "csm", fixed().Add(time.Hour))
	a := playbook.Account{Name: "Harbour Foods"}
	seller.save(t, "Add account", &a)
	who := playbook.Stakeholder{Meta: playbook.Meta{AccountID: a.ID}, Name: "Perpetua Quill", Email: "perpetua@harbour.example", Concern: "zeitnot over everything"}
	seller.save(t, "Add Perpetua Quill", &who)
	csm.takes(t, seller)
	words := []string{"Perpetua", "Quill", "zeitnot"}
	if _, err := csm.Forget(t.Context(), csm.act(""), playbook.ForgetWho{Row: who.ID}); err != nil {
		t.Fatal(err)
	}
	if left := holds(t, csm.Store, words...); len(left) > 0 {
		t.Errorf("forgetting left %v", left)
	}
	csm.stands(t, "after forgetting")
	sound(t, csm.Store)
	if csm.takes(t, seller) {
		t.Error("the same pack has something new")
	}
	// She comes again: in a new concern, in the name of a promise, and as the one who wrote it.
	who.Concern = "zeitnot again"
	seller.save(t, "Change Perpetua Quill", &who)
	p := playbook.Promise{Meta: playbook.Meta{AccountID: a.ID}, Text: "Promised to Perpetua Quill"}
	seller.save(t, "Add promise", &p)
	if !csm.takes(t, seller) {
		t.Fatal("nothing came")
	}
	if left := holds(t, csm.Store, words...); len(left) > 0 {
		t.Errorf("the pack brought %v back", left)
	}
	csm.stands(t, "after the pack")
	sound(t, csm.Store)
	if csm.takes(t, seller) {
		t.Error("the same pack has something new")
	}
}

// Older words that a pack brings change no row here. That they came stands in
// the history of the account all the same, is found by whoever wrote them and by
// the field, and so does that it was taken back.
func TestATakingInWithoutChangeIsInTheHistory(t *testing.T) {
	seller, csm := newLaptop(t, "seller", fixed()), newLaptop(t, "csm", fixed().Add(time.Hour))
	a, other := playbook.Account{Name: "Zugzwang Haulage"}, playbook.Account{Name: "Halden Freight"}
	seller.save(t, "Add account", &a)
	seller.save(t, "Add account", &other)
	csm.takes(t, seller)
	a.Industry = "Cranes"
	seller.save(t, "Change the industry", &a)
	var mine playbook.Account
	if err := csm.reading(t.Context(), func(r *reader) error { mine.ID = a.ID; return r.Load(&mine) }); err != nil {
		t.Fatal(err)
	}
	mine.Industry = "Haulage"
	csm.save(t, "Change the industry", &mine)
	csm.takes(t, seller)
	history := func(account playbook.ID, q HistoryQuery) []Event {
		t.Helper()
		events, err := csm.History(t.Context(), account, q)
		if err != nil {
			t.Fatal(err)
		}
		return events
	}
	got := history(a.ID, HistoryQuery{})
	if len(got) != 3 || got[0].Took != "key of seller" || got[0].TookActs != 1 || len(got[0].Lines) != 0 || got[2].TookActs != 1 {
		t.Fatalf("the history is %+v", got)
	}
	if all := history(playbook.ID{}, HistoryQuery{}); len(all) != 3 || all[2].TookActs != 2 {
		t.Errorf("of the workspace it is %+v", all)
	}
	if got := history(other.ID, HistoryQuery{}); len(got) != 1 {
		t.Errorf("of the account that nothing came of it is %+v", got)
	}
	if got := history(a.ID, HistoryQuery{Who: "person SELLER"}); len(got) != 2 {
		t.Errorf("what the seller did is %+v", got)
	}
	field := HistoryQuery{Noun: "account", Cols: []string{"industry"}}
	if got := history(a.ID, field); len(got) != 2 || got[0].Took == "" {
		t.Errorf("about the industry there is %+v", got)
	}
	if got := history(playbook.ID{}, field); len(got) != 2 || got[0].Took == "" {
		t.Errorf("about the industry there is in all %+v", got)
	}
	index, err := csm.HistoryIndex(t.Context(), a.ID)
	if err != nil || len(index.Who) != 2 || index.Who[1] != "Person seller" {
		t.Errorf("the index names %v, %v", index.Who, err)
	}
	if _, err := csm.Undo(t.Context(), csm.act("")); err != nil {
		t.Fatal(err)
	}
	got = history(a.ID, HistoryQuery{})
	if len(got) != 4 || got[0].Kind != "undo" || !got[1].Undone || got[1].UndoneBy != "Person csm" || got[1].TookActs != 1 {
		t.Errorf("after the undo it is %+v", got)
	}
}

// The seller takes back a promise while the CSM hangs a task on it. It stays, also
// once the task names it no more, and what is known leads to it on both sides.
func TestAPromiseThatATaskNamesStays(t *testing.T) {
	seller, csm := newLaptop(t, "seller", fixed()), newLaptop(t, "csm", fixed().Add(time.Hour))
	a := playbook.Account{Name: "Zugzwang Haulage"}
	seller.save(t, "Add account", &a)
	p := playbook.Promise{Meta: playbook.Meta{AccountID: a.ID}, Text: "A crane plan"}
	seller.save(t, "Add promise", &p)
	csm.takes(t, seller)
	if _, err := seller.Undo(t.Context(), seller.act("")); err != nil {
		t.Fatal(err)
	}
	k := playbook.Task{Meta: playbook.Meta{AccountID: a.ID}, Title: "Draw the plan", State: playbook.Todo, PromiseID: p.ID}
	csm.save(t, "Add task", &k)
	there := func(when string) {
		t.Helper()
		for range 2 {
			csm.takes(t, seller)
			seller.takes(t, csm)
		}
		for _, l := range []*laptop{seller, csm} {
			is := playbook.Promise{Meta: playbook.Meta{ID: p.ID}}
			if err := l.Read(t.Context(), func(r playbook.Reader) error { return r.Load(&is) }); err != nil || is.Text != "A crane plan" {
				t.Errorf("%s the %s has the promise %+v, %v", when, l.device, is, err)
			}
			l.stands(t, when)
		}
	}
	there("named by the task")
	k.PromiseID = playbook.ID{}
	csm.save(t, "Change", &k)
	csm.stands(t, "named by nothing")
	clean(t, csm.Store)
	there("named by nothing")
	if csm.takes(t, seller) || seller.takes(t, csm) {
		t.Error("there is something new for ever")
	}
}
