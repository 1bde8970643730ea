package data

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"kept/playbook"
)

// live returns every live row without its revision, which only ever grows.
func (s *Store) live(t *rapid.T) map[playbook.ID]playbook.Noun {
	out := map[playbook.ID]playbook.Noun{}
	err := s.reading(t.Context(), func(r *reader) error {
		for _, k := range s.kinds.list {
			if err := r.everyRow(k, func(n playbook.Noun) error {
				n.Key().Revision = 0
				if n.Key().TrashedAt == "" {
					out[n.Key().ID] = n
				}
				return nil
			}); err != nil {
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

func same(t *rapid.T, s *Store, when string, got, want map[playbook.ID]playbook.Noun) {
	if len(got) != len(want) {
		t.Fatalf("%s: %d live rows, want %d", when, len(got), len(want))
	}
	for id, n := range want {
		k, _ := s.kinds.of(n)
		if got[id] == nil || len(k.differs(got[id], n)) > 0 {
			t.Fatalf("%s: row %s is\n%+v\nwant\n%+v", when, id, got[id], n)
		}
	}
}

// step does one random act: some rows added, changed, moved, trashed or
// brought back. What a rule refuses is no act.
func step(t *rapid.T, s *Store, act playbook.Act) {
	text := rapid.StringOfN(rapid.RuneFrom([]rune("ab é\n\"<Ω🦉")), 0, 6, -1)
	act.Label, act.Typing = "step", rapid.SampledFrom([]string{"", "", "one", "two"}).Draw(t, "typing")
	err := s.Do(t.Context(), act, func(tx playbook.Tx) error {
		var accounts []playbook.Account
		if err := tx.Rows(&accounts, playbook.ID{}); err != nil {
			return err
		}
		for range rapid.IntRange(1, 4).Draw(t, "rows") {
			what := rapid.IntRange(0, 7).Draw(t, "what")
			if len(accounts) == 0 || what == 0 {
				a := playbook.Account{Name: "x" + text.Draw(t, "name"), Regulated: rapid.Bool().Draw(t, "regulated")}
				if err := tx.Save(&a); err != nil {
					return err
				}
				accounts = append(accounts, a)
				continue
			}
			i := rapid.IntRange(0, len(accounts)-1).Draw(t, "account")
			a := &accounts[i]
			var promises []playbook.Promise
			var tasks []playbook.Task
			if err := errors.Join(tx.Rows(&promises, a.ID), tx.Rows(&tasks, a.ID)); err != nil {
				return err
			}
			if err := one(t, tx, what, a, promises, tasks, text); err != nil {
				return err
			}
			if what == 7 { // trashed
				accounts = append(accounts[:i:i], accounts[i+1:]...)
			}
		}
		return nil
	})
	var invalid *playbook.InvalidError
	if err != nil && !errors.As(err, &invalid) {
		t.Fatalf("step: %v", err)
	}
}

func one(t *rapid.T, tx playbook.Tx, what int, a *playbook.Account, promises []playbook.Promise, tasks []playbook.Task, text *rapid.Generator[string]) error {
	m := playbook.Meta{AccountID: a.ID}
	switch what {
	case 1:
		a.Industry, a.Value = text.Draw(t, "industry"), rapid.SampledFrom([]playbook.Money{"", "48000", "1250.50"}).Draw(t, "value")
		return tx.Save(a)
	case 2:
		return tx.Save(&playbook.Promise{Meta: m, Text: text.Draw(t, "promise"), Deciding: rapid.Bool().Draw(t, "deciding")})
	case 3:
		return tx.Save(&playbook.Task{Meta: m, Title: "t" + text.Draw(t, "task"), State: playbook.Todo, Days: rapid.IntRange(-9, 9).Draw(t, "days")})
	case 4:
		if len(tasks) > 0 {
			k := &tasks[0]
			if k.State == playbook.Todo {
				k.State, k.DoneAt = playbook.TaskDone, playbook.MomentOf(tx.Act().At)
			} else {
				k.State, k.DoneAt, k.Days = playbook.Todo, "", 0
			}
			return tx.Save(k)
		}
	case 5:
		if len(promises) > 1 {
			p, q := &promises[0], &promises[len(promises)-1]
			p.Pos, q.Pos = q.Pos, p.Pos
			return errors.Join(tx.Save(p), tx.Save(q))
		}
	case 6:
		if len(promises) > 0 {
			p := promises[len(promises)-1]
			if err := tx.Trash(&p); err != nil || rapid.Bool().Draw(t, "bring back") {
				return err
			}
			return tx.Save(&p)
		}
	case 7:
		return tx.Trash(a)
	}
	return nil
}

// all undoes or redoes until there is nothing left.
func all(t *rapid.T, back func(context.Context, playbook.Act) (playbook.Done, error), act playbook.Act) {
	for {
		if _, err := back(t.Context(), act); errors.Is(err, playbook.ErrNothing) {
			return
		} else if err != nil {
			t.Fatalf("back or forth: %v", err)
		}
	}
}

// Any sequence of acts, then undo of all, gives back the first rows; redo of
// all gives the last; and the history always replays to what is stored.
func TestAnyEditsUndone(t *testing.T) {
	s, n := temp(t), 0
	rapid.Check(t, func(t *rapid.T) {
		n++ // every case has a device of its own and ends with everything undone
		desk := playbook.Act{Who: "Ada Marsh", Device: fmt.Sprint(n), At: fixed()}
		first := s.live(t)
		for range rapid.IntRange(1, 8).Draw(t, "steps") {
			step(t, s, desk)
			if rapid.IntRange(0, 4).Draw(t, "undo now") == 0 {
				if _, err := s.Undo(t.Context(), desk); err != nil && !errors.Is(err, playbook.ErrNothing) {
					t.Fatalf("undo in between: %v", err)
				}
			}
		}
		all(t, s.Redo, desk) // what was undone in between, so that last is a whole
		last := s.live(t)
		all(t, s.Undo, desk)
		same(t, s, "after undo of all", s.live(t), first)
		all(t, s.Redo, desk)
		same(t, s, "after redo of all", s.live(t), last)
		if n%4 == 0 { // it reads everything there is, which grows
			found, err := s.CheckIntegrity(t.Context(), CheckOptions{Replay: true})
			if err != nil || len(found) > 0 {
				t.Fatalf("the workspace is not sound: %v, %v", found, err)
			}
		}
		all(t, s.Undo, desk)
	})
}
