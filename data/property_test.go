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

// step does one random act: rows of every kind added, changed, moved, ticked,
// trashed or brought back, a handoff taken one state on, a plan started, or many
// accounts at once. What a rule refuses is no act.
func step(t *rapid.T, s *Store, act playbook.Act) {
	text := rapid.StringOfN(rapid.RuneFrom([]rune("ab é\n\"<Ω🦉")), 0, 6, -1)
	act.Label, act.Typing = "step", rapid.SampledFrom([]string{"", "", "one", "two"}).Draw(t, "typing")
	err := s.Do(t.Context(), act, func(tx playbook.Tx) error {
		var accounts []playbook.Account
		if err := tx.Rows(&accounts, playbook.ID{}); err != nil {
			return err
		}
		for range rapid.IntRange(1, 4).Draw(t, "rows") {
			what := rapid.IntRange(0, 13).Draw(t, "what")
			if what == 13 {
				return many(t, tx, text)
			}
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
			k := &tasks[rapid.IntRange(0, len(tasks)-1).Draw(t, "tick")]
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
	case 8:
		return handOver(t, tx, a.ID)
	case 9, 10:
		return listRow(t, tx, m, text)
	case 11:
		return explicitNone(t, tx, m)
	case 12:
		return startPlan(t, tx, m)
	}
	return nil
}

// handOver opens the handoff of an account, or takes it to another state with
// its transition.
func handOver(t *rapid.T, tx playbook.Tx, account playbook.ID) error {
	var all []playbook.Handoff
	if err := tx.Rows(&all, account); err != nil {
		return err
	}
	m := playbook.Meta{AccountID: account}
	if len(all) == 0 {
		return tx.Save(&playbook.Handoff{Meta: m, State: playbook.Draft})
	}
	h := &all[0]
	to := rapid.SampledFrom([]playbook.HandoffState{playbook.Draft, playbook.Submitted, playbook.Returned, playbook.Accepted}).Draw(t, "to")
	step := playbook.Transition{Meta: m, From: h.State, To: to, By: tx.Act().Who, At: playbook.MomentOf(tx.Act().At)}
	h.State = to
	return errors.Join(tx.Save(&step), tx.Save(h))
}

// listRow adds a row to one of several lists, or changes, moves or trashes one.
func listRow(t *rapid.T, tx playbook.Tx, m playbook.Meta, text *rapid.Generator[string]) error {
	var items []playbook.Item
	if err := tx.Rows(&items, m.AccountID); err != nil {
		return err
	}
	if len(items) == 0 || rapid.Bool().Draw(t, "add") {
		if rapid.Bool().Draw(t, "watch") {
			return tx.Save(&playbook.Watch{Meta: m, Kind: playbook.Risk, Text: text.Draw(t, "risk"), State: "open"})
		}
		kind := rapid.SampledFrom([]string{playbook.Bought, playbook.Problem}).Draw(t, "list")
		return tx.Save(&playbook.Item{Meta: m, Kind: kind, Text: text.Draw(t, "item")})
	}
	it, other := &items[rapid.IntRange(0, len(items)-1).Draw(t, "row")], &items[0]
	switch rapid.IntRange(0, 2).Draw(t, "do") {
	case 0:
		it.Text = text.Draw(t, "item")
		return tx.Save(it)
	case 1:
		if it == other {
			return nil
		}
		it.Pos, other.Pos = other.Pos, it.Pos
		return errors.Join(tx.Save(it), tx.Save(other))
	}
	return tx.Trash(it)
}

// explicitNone answers a list with none, or takes the answer back.
func explicitNone(t *rapid.T, tx playbook.Tx, m playbook.Meta) error {
	var nones []playbook.None
	if err := tx.Rows(&nones, m.AccountID); err != nil {
		return err
	}
	if len(nones) > 0 {
		return tx.Trash(&nones[0])
	}
	return tx.Save(&playbook.None{Meta: m, Field: "F55", Who: "Ada Marsh", On: "2026-03-02"})
}

// startPlan is an acceptance: a plan with a phase and its tasks, some of them
// done.
func startPlan(t *rapid.T, tx playbook.Tx, m playbook.Meta) error {
	plan := playbook.Plan{Meta: m, PlaybookID: "b", Title: "Plan", KickoffOn: "2026-03-09"}
	if err := tx.Save(&plan); err != nil {
		return err
	}
	phase := playbook.Phase{Meta: m, PlanID: plan.ID, Title: "First"}
	if err := tx.Save(&phase); err != nil {
		return err
	}
	for i := range rapid.IntRange(0, 12).Draw(t, "tasks") {
		k := playbook.Task{Meta: m, PlanID: plan.ID, PhaseID: phase.ID, Title: fmt.Sprint("Task ", i), State: playbook.Todo, DueOn: "2026-03-10"}
		if i%4 == 3 {
			k.State, k.DoneAt = playbook.TaskDone, playbook.MomentOf(tx.Act().At)
		}
		if err := tx.Save(&k); err != nil {
			return err
		}
	}
	return nil
}

// many is an act like an import: accounts with their handoff and what they
// bought.
func many(t *rapid.T, tx playbook.Tx, text *rapid.Generator[string]) error {
	for range rapid.IntRange(1, 8).Draw(t, "accounts") {
		a := playbook.Account{Name: "n" + text.Draw(t, "name"), Stage: playbook.Live}
		if err := tx.Save(&a); err != nil {
			return err
		}
		m := playbook.Meta{AccountID: a.ID}
		if err := errors.Join(tx.Save(&playbook.Handoff{Meta: m, State: playbook.Draft}),
			tx.Save(&playbook.Item{Meta: m, Kind: playbook.Bought, Text: "Licences", Qty: "3"})); err != nil {
			return err
		}
	}
	return nil
}

// restore takes a row out of the trash, when there is one; what a rule refuses
// stays there.
func restore(t *rapid.T, s *Store, act playbook.Act) {
	rows, err := s.Trash(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) == 0 {
		return
	}
	row := rows[rapid.IntRange(0, len(rows)-1).Draw(t, "restore")]
	act.Label = "restore"
	var invalid *playbook.InvalidError
	var refused *playbook.RefusedError
	if err := s.Restore(t.Context(), act, row.Noun, row.Row); err != nil && !errors.As(err, &invalid) && !errors.As(err, &refused) {
		t.Fatalf("restore: %v", err)
	}
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
// all gives the last; and the history, replayed from nothing, is what is stored.
func TestAnyEditsUndone(t *testing.T) {
	s, n := temp(t), 0
	rapid.Check(t, func(t *rapid.T) {
		n++ // every case has a device of its own and ends with everything undone
		desk := playbook.Act{Who: "Ada Marsh", Device: fmt.Sprint(n), At: fixed()}
		first := s.live(t)
		for range rapid.IntRange(1, 8).Draw(t, "steps") {
			if rapid.IntRange(0, 5).Draw(t, "restore now") == 0 {
				restore(t, s, desk)
			} else {
				step(t, s, desk)
			}
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
