package data

import (
	"errors"
	"strings"
	"testing"
	"time"

	"kept/playbook"
)

// trashed fills a workspace with an account that went to the trash in March
// with its rows, a promise and a criterion of another that went there in May,
// and a plan.
func trashed(t *testing.T, s *Store) (old, live playbook.Account, crit playbook.Criterion) {
	t.Helper()
	at := fixed()
	do := func(label string, fn func(playbook.Tx) error) {
		t.Helper()
		if err := s.Do(t.Context(), playbook.Act{Who: "Ada Marsh", Device: "desk", Label: label, At: at}, fn); err != nil {
			t.Fatal(err)
		}
	}
	old, live = playbook.Account{Name: "Zugzwang Haulage"}, playbook.Account{Name: "Harbour Foods"}
	do("Import 2 deals", func(tx playbook.Tx) error { return errors.Join(tx.Save(&old), tx.Save(&live)) })
	om, lm := playbook.Meta{AccountID: old.ID}, playbook.Meta{AccountID: live.ID}
	pr := playbook.Promise{Meta: om, Text: "Quinquennial crane plan"}
	do("Add promise “Quinquennial crane plan”", func(tx playbook.Tx) error { return tx.Save(&pr) })
	crit = playbook.Criterion{Meta: lm, Words: "Vexatious returns fall"}
	do("Capture", func(tx playbook.Tx) error { return tx.Save(&crit) })
	lp := playbook.Promise{Meta: lm, Text: "A weekly list", CriterionID: crit.ID}
	do("Promise", func(tx playbook.Tx) error { return tx.Save(&lp) })
	do("Remove account", func(tx playbook.Tx) error { return tx.Trash(&old) })
	at = at.AddDate(0, 2, 0)
	do("Remove “Vexatious retur…”; “A weekly list” stays", func(tx playbook.Tx) error {
		lp.Text = "A daily list"
		return errors.Join(tx.Trash(&crit), tx.Save(&lp))
	})
	return old, live, crit
}

func TestPurgeWhatIsOld(t *testing.T) {
	s := temp(t)
	old, live, crit := trashed(t, s)
	now := fixed().AddDate(0, 3, 5)
	before := playbook.TrashedBefore(now)
	rows, err := s.Trash(t.Context())
	if err != nil || len(rows) != 2 || rows[1].Row != old.ID || rows[1].With != 1 || rows[1].DaysLeft(now) != 0 || rows[0].DaysLeft(now) != 54 {
		t.Fatalf("the trash is %+v, %v; days left %d, %d", rows, err, rows[0].DaysLeft(now), rows[1].DaysLeft(now))
	}
	plan, err := s.PlanPurge(t.Context(), playbook.PurgeWhat{Before: before})
	if err != nil || plan.Words() != "1 account and 1 row" || plan.Lines < 4 {
		t.Errorf("the plan is %+v, %v", plan, err)
	}
	act := playbook.Act{Who: "Bo", Device: "other", At: now}
	done, err := s.Purge(t.Context(), act, playbook.PurgeWhat{Before: before})
	if err != nil || done.Accounts != 1 || done.Rows != 1 || done.Waiting {
		t.Fatalf("purged %+v, %v", done, err)
	}
	if left := holds(t, s, "Zugzwang", "Quinquennial"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	sound(t, s)
	last, err := s.LastChange(t.Context())
	if want := "Purge 1 account and 1 row trashed before " + before.Day(time.UTC).Short(); err != nil || last.Label != want || last.Kind != kindPurge {
		t.Errorf("kept as %+v, %v; want %q", last, err, want)
	}
	if _, err := s.Purge(t.Context(), act, playbook.PurgeWhat{Before: before}); !errors.Is(err, playbook.ErrNotFound) {
		t.Errorf("a second time: %v", err)
	}
	// One row by itself; what names it names nothing instead.
	if done, err = s.Purge(t.Context(), act, playbook.PurgeWhat{Noun: "criterion", Row: crit.ID}); err != nil || done.Words() != "1 row" {
		t.Fatalf("purged %+v, %v", done, err)
	}
	if left := holds(t, s, "Vexatious"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	sound(t, s)
	rec := recordOf(t, s, live.ID)
	if len(rec.Promises) != 1 || !rec.Promises[0].CriterionID.IsZero() {
		t.Errorf("the promise is %+v", rec.Promises)
	}
	// Undo walks over what is left, and brings nothing back.
	desk := playbook.Act{Who: "Ada Marsh", Device: "desk", At: now}
	var labels []string
	for {
		d, err := s.Undo(t.Context(), desk)
		if errors.Is(err, playbook.ErrNothing) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		labels = append(labels, d.Label)
	}
	if got := strings.Join(labels, "|"); got != "Remove “purged”; “A weekly list” stays|Promise|Import 2 deals" {
		t.Errorf("undone: %s", got)
	}
	sound(t, s)
}

func TestPurgeRefuses(t *testing.T) {
	s := temp(t)
	_, live, _ := trashed(t, s)
	act := playbook.Act{Who: "Bo", Device: "other", At: fixed()}
	if _, err := s.Purge(t.Context(), act, playbook.PurgeWhat{Noun: "account", Row: live.ID}); !errors.Is(err, playbook.ErrNotFound) {
		t.Errorf("a live account: %v", err)
	}
	plan := playbook.Plan{Meta: playbook.Meta{AccountID: live.ID}, Title: "Plan"}
	save := func(ns ...playbook.Noun) {
		t.Helper()
		if err := s.Do(t.Context(), act, func(tx playbook.Tx) error {
			for _, n := range ns {
				if err := tx.Save(n); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	save(&plan)
	task := playbook.Task{Meta: playbook.Meta{AccountID: live.ID}, PlanID: plan.ID, Title: "Send the list", State: playbook.Todo}
	save(&task)
	trash := func(n playbook.Noun) {
		t.Helper()
		if err := s.Do(t.Context(), act, func(tx playbook.Tx) error { return tx.Trash(n) }); err != nil {
			t.Fatal(err)
		}
	}
	trash(&plan)
	var refused *playbook.RefusedError
	if _, err := s.Purge(t.Context(), act, playbook.PurgeWhat{Noun: "plan", Row: plan.ID}); !errors.As(err, &refused) {
		t.Errorf("a plan with a live task: %v", err)
	}
	trash(&task)
	if done, err := s.Purge(t.Context(), act, playbook.PurgeWhat{Noun: "plan", Row: plan.ID}); err != nil || done.Rows != 2 {
		t.Errorf("%+v, %v", done, err)
	}
	sound(t, s)
}

// An explicit none and rows of its field never stand side by side, whichever
// of them comes out of the trash.
func TestNoneAndRowsDoNotMeet(t *testing.T) {
	s := temp(t)
	act := playbook.Act{Who: "Ada Marsh", Device: "desk", At: fixed()}
	a := playbook.Account{Name: "Acme"}
	do := func(fn func(playbook.Tx) error) {
		t.Helper()
		if err := s.Do(t.Context(), act, fn); err != nil {
			t.Fatal(err)
		}
	}
	do(func(tx playbook.Tx) error { return tx.Save(&a) })
	m := playbook.Meta{AccountID: a.ID}
	none := playbook.None{Meta: m, Field: "F55", Who: "Ada Marsh", On: "2026-03-02"}
	risk, gap := playbook.Watch{Meta: m, Kind: playbook.Risk, Text: "Ice"}, playbook.Watch{Meta: m, Kind: playbook.Gap, Text: "Map"}
	do(func(tx playbook.Tx) error { return tx.Save(&none) })
	do(func(tx playbook.Tx) error { return errors.Join(tx.Trash(&none), tx.Save(&risk), tx.Save(&gap)) })
	var refused *playbook.RefusedError
	if err := s.Restore(t.Context(), act, "none", none.ID); !errors.As(err, &refused) {
		t.Errorf("a none beside rows: %v", err)
	}
	do(func(tx playbook.Tx) error { return tx.Trash(&risk) })
	if err := s.Restore(t.Context(), act, "none", none.ID); err != nil {
		t.Errorf("a none without rows of its field: %v", err)
	}
	if err := s.Restore(t.Context(), act, "watch", risk.ID); err != nil {
		t.Fatal(err)
	}
	if rec := recordOf(t, s, a.ID); len(rec.Nones) != 0 || len(rec.Watches) != 2 {
		t.Errorf("nones %v, rows %v", rec.Nones, rec.Watches)
	}
	sound(t, s)
}
