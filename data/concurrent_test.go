package data

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"kept/playbook"
)

// Eight writers and eight readers on two open stores, as a window and keptctl
// are, never meet a busy database; every act is there and replays.
func TestWritersAndReaders(t *testing.T) {
	window := temp(t)
	program, err := Open(t.Context(), window.path, Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	defer program.Close()
	a := playbook.Account{Name: "Northwind"}
	save(t, window, "Add", &a)
	counter := playbook.Task{Meta: playbook.Meta{AccountID: a.ID}, Title: "Count", State: playbook.Todo}
	save(t, window, "Add", &counter)
	const writers, acts = 8, 25
	var wg sync.WaitGroup
	done := make(chan struct{})
	for w := range writers {
		s := []*Store{window, program}[w%2]
		wg.Go(func() {
			for i := range acts {
				act := playbook.Act{Who: "Ada", Device: fmt.Sprint(w), Label: "Count", At: fixed()}
				err := s.Do(t.Context(), act, func(tx playbook.Tx) error {
					_, err := playbook.Change(tx, counter.ID, func(k *playbook.Task) error { k.Days++; return nil })
					if err != nil || i%5 > 0 {
						return err
					}
					return tx.Save(&playbook.Promise{Meta: playbook.Meta{AccountID: a.ID}, Text: fmt.Sprintf("promise %d of %d", i, w)})
				})
				if err != nil {
					t.Errorf("writer %d: %v", w, err)
					return
				}
			}
		})
	}
	var readersDone sync.WaitGroup
	for r := range 8 {
		s := []*Store{window, program}[r%2]
		readersDone.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				rows, err := s.AccountRows(t.Context(), Filter{})
				if err != nil || len(rows) != 1 {
					t.Errorf("reader %d: %v, %v", r, rows, err)
					return
				}
				if _, err := s.Search(t.Context(), "promise", 5); err != nil {
					t.Errorf("reader %d: %v", r, err)
					return
				}
			}
		})
	}
	wg.Wait()
	close(done)
	readersDone.Wait()
	for _, s := range []*Store{window, program} {
		if n := count(t, s, "SELECT days FROM tasks"); n != writers*acts {
			t.Errorf("counted %d, want %d", n, writers*acts)
		}
		if hits, err := s.Search(t.Context(), "promise", 100); err != nil || len(hits) != writers*acts/5 {
			t.Errorf("found %d promises, %v", len(hits), err)
		}
		clean(t, s)
	}
}

// A second undo from elsewhere at the same time is not lost and not doubled.
func TestUndoAtOnce(t *testing.T) {
	s := temp(t)
	a := playbook.Account{Name: "Northwind"}
	save(t, s, "Add", &a)
	const n = 10
	for i := range n {
		a.Industry = fmt.Sprint(i)
		save(t, s, "Change", &a)
	}
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() {
			if _, err := s.Undo(t.Context(), desk("")); err != nil {
				t.Errorf("undo: %v", err)
			}
		})
	}
	wg.Wait()
	if got := count(t, s, "SELECT count(*) FROM accounts WHERE industry = ''"); got != 1 {
		t.Error("not every change was taken back")
	}
	clean(t, s)
}

// An import of thousands of rows is one act and one undo step.
func TestLargeAct(t *testing.T) {
	s := temp(t)
	size := 8_000
	fill(t, s, size/40, 40)
	if n := count(t, s, "SELECT count(*) FROM tasks"); n != size {
		t.Errorf("%d tasks, want %d", n, size)
	}
	ev, err := s.History(t.Context(), playbook.ID{}, HistoryQuery{})
	if err != nil || len(ev) != 1 || ev[0].Count != size+size/40*2 || len(ev[0].Lines) != maxLines {
		t.Errorf("%d events, first with %d lines, %v", len(ev), ev[0].Count, err)
	}
	if d, err := s.Undo(t.Context(), desk("")); err != nil || d.Label != "Import" {
		t.Fatalf("undo %+v, %v", d, err)
	}
	if n := count(t, s, "SELECT count(*) FROM tasks") + count(t, s, "SELECT count(*) FROM search_docs"); n != 0 {
		t.Errorf("%d rows after the undo", n)
	}
	if _, err := s.Redo(t.Context(), desk("")); err != nil {
		t.Fatal(err)
	}
	if n := count(t, s, "SELECT count(*) FROM tasks"); n != size {
		t.Errorf("%d tasks after redo, want %d", n, size)
	}
}

// fill adds so many accounts with so many tasks each as one act.
func fill(t testing.TB, s *Store, accounts, tasks int) {
	t.Helper()
	if err := s.Do(t.Context(), desk("Import"), func(tx playbook.Tx) error {
		for i := range accounts {
			a := playbook.Account{Name: fmt.Sprintf("Account %05d", i), Stage: playbook.Onboarding, Seller: "Ada Marsh", CSM: "Bo Lind", Value: "48000", Currency: "EUR"}
			if err := tx.Save(&a); err != nil {
				return err
			}
			m := playbook.Meta{AccountID: a.ID}
			err := tx.Save(&playbook.Handoff{Meta: m, State: playbook.Accepted, Story: "They grew."})
			for j := range tasks {
				err = errors.Join(err, tx.Save(&playbook.Task{Meta: m, Title: fmt.Sprintf("Step %d of the plan", j), State: playbook.Todo, Owner: "Bo Lind",
					DueOn: playbook.DateOf(fixed().AddDate(0, 0, j))}))
			}
			if err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}
