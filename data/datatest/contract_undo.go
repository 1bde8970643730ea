package datatest

import (
	"errors"
	"strings"
	"testing"

	"kept/playbook"
)

func undoPerDevice(t *testing.T, s playbook.Store) {
	a := Account(t, s, "Northwind")
	elsewhere := playbook.Act{Who: "Bo", Device: "laptop", Label: "Set the seller", At: Now()}
	row := playbook.Account{Meta: playbook.Meta{ID: a.ID}}
	if err := s.Do(t.Context(), elsewhere, func(tx playbook.Tx) error { return playbook.EditText(tx, &row, "seller", "", "Bo") }); err != nil {
		t.Fatal(err)
	}
	Do(t, s, "Set the industry", func(tx playbook.Tx) error { return playbook.EditText(tx, &row, "industry", "", "Retail") })
	if d, err := s.Undo(t.Context(), playbook.Act{Who: "Bo", Device: "laptop", At: Now()}); err != nil || d.Label != "Set the seller" {
		t.Fatalf("undo of the laptop: %+v, %v", d, err)
	}
	got := Get[playbook.Account](t, s, a.ID)
	if got.Seller != "" || got.Industry != "Retail" {
		t.Errorf("after the laptop's undo: seller %q, industry %q", got.Seller, got.Industry)
	}
	if _, err := s.Undo(t.Context(), playbook.Act{Who: "Bo", Device: "laptop", At: Now()}); !errors.Is(err, playbook.ErrNothing) {
		t.Errorf("a second undo of the laptop: %v, want ErrNothing", err)
	}
	if _, err := s.Redo(t.Context(), Act("")); !errors.Is(err, playbook.ErrNothing) {
		t.Errorf("redo of the desk: %v, want ErrNothing", err)
	}
}

func undoRefused(t *testing.T, s playbook.Store) {
	a := Account(t, s, "Northwind")
	row := playbook.Account{Meta: playbook.Meta{ID: a.ID}}
	Do(t, s, "Set the industry", func(tx playbook.Tx) error { return playbook.EditText(tx, &row, "industry", "", "Retail") })
	bo := playbook.Act{Who: "Bo", Device: "laptop", Label: "Correct it", At: Now()}
	if err := s.Do(t.Context(), bo, func(tx playbook.Tx) error { return playbook.EditText(tx, &row, "industry", "Retail", "Logistics") }); err != nil {
		t.Fatal(err)
	}
	_, err := s.Undo(t.Context(), Act(""))
	var c *playbook.ConflictError
	if !errors.As(err, &c) || c.Col != "industry" || c.Stored != "Logistics" || c.Seen != "Retail" {
		t.Errorf("got %v, want a conflict about industry", err)
	}
	if got := Get[playbook.Account](t, s, a.ID); got.Industry != "Logistics" {
		t.Errorf("the refused undo wrote %q", got.Industry)
	}

	// An addition that others have built on stays too.
	b := Account(t, s, "Southwind")
	p := playbook.Promise{Meta: playbook.Meta{AccountID: b.ID}, Text: "A report"}
	if err := s.Do(t.Context(), bo, func(tx playbook.Tx) error { return tx.Save(&p) }); err != nil {
		t.Fatal(err)
	}
	var refused *playbook.RefusedError
	if _, err := s.Undo(t.Context(), Act("")); !errors.As(err, &refused) {
		t.Errorf("undo of an account that others work on: %v, want a refusal", err)
	}
	if got := Get[playbook.Promise](t, s, p.ID); got != p {
		t.Errorf("the refused undo left %+v, want %+v", got, p)
	}
}

func undoKeepsRules(t *testing.T, s playbook.Store) {
	a := Account(t, s, "Northwind")
	p1 := playbook.Promise{Meta: playbook.Meta{AccountID: a.ID}, Text: "one", Deciding: true}
	p2 := playbook.Promise{Meta: playbook.Meta{AccountID: a.ID}, Text: "two"}
	Save(t, s, "Add", &p1, &p2)
	p1.Deciding = false
	Save(t, s, "Take the star off", &p1)
	bo := playbook.Act{Who: "Bo", Device: "laptop", Label: "Star the other", At: Now()}
	if err := s.Do(t.Context(), bo, func(tx playbook.Tx) error { p2.Deciding = true; return tx.Save(&p2) }); err != nil {
		t.Fatal(err)
	}
	var invalid *playbook.InvalidError
	if _, err := s.Undo(t.Context(), Act("")); !errors.As(err, &invalid) {
		t.Errorf("an undo that leaves two deciding promises: %v, want a refusal", err)
	}
	if got := Get[playbook.Promise](t, s, p1.ID); got.Deciding {
		t.Error("the refused undo was written")
	}
}

func newActEndsRedo(t *testing.T, s playbook.Store) {
	a := Account(t, s, "Northwind")
	set := func(seen, typed string) {
		t.Helper()
		row := playbook.Account{Meta: playbook.Meta{ID: a.ID}}
		Do(t, s, "Type "+typed, func(tx playbook.Tx) error { return playbook.EditText(tx, &row, "industry", seen, typed) })
	}
	set("", "one")
	set("one", "two")
	undo(t, s)
	set("one", "three")
	if _, err := s.Redo(t.Context(), Act("")); !errors.Is(err, playbook.ErrNothing) {
		t.Errorf("redo after a new act: %v, want ErrNothing", err)
	}
	for _, want := range []string{"Type three", "Type one"} {
		if d := undo(t, s); d.Label != want {
			t.Errorf("undo took back %q, want %q", d.Label, want)
		}
	}
	for _, want := range []string{"Type one", "Type three"} {
		if d := redo(t, s); d.Label != want {
			t.Errorf("redo did %q, want %q", d.Label, want)
		}
	}
	if got := Get[playbook.Account](t, s, a.ID); got.Industry != "three" {
		t.Errorf("industry is %q, want three", got.Industry)
	}
}

func typingOneStep(t *testing.T, s playbook.Store) {
	a := Account(t, s, "Northwind")
	row := playbook.Account{Meta: playbook.Meta{ID: a.ID}}
	kind := func(stay, text string) {
		t.Helper()
		act := Act("Edit the promise")
		act.Typing = stay
		if err := s.Do(t.Context(), act, func(tx playbook.Tx) error {
			if err := tx.Load(&row); err != nil {
				return err
			}
			row.CustomerPromise = text
			return tx.Save(&row)
		}); err != nil {
			t.Fatal(err)
		}
	}
	words := strings.Fields("Orders placed before noon leave the same day")
	for i := range words {
		kind("stay 1", strings.Join(words[:i+1], " "))
	}
	kind("stay 2", "Another text")
	undo(t, s)
	if got := Get[playbook.Account](t, s, a.ID); got.CustomerPromise != strings.Join(words, " ") {
		t.Errorf("undo of the second stay gave %q", got.CustomerPromise)
	}
	undo(t, s)
	if got := Get[playbook.Account](t, s, a.ID); got.CustomerPromise != "" {
		t.Errorf("undo of the first stay gave %q, want nothing", got.CustomerPromise)
	}
	redo(t, s)
	if got := Get[playbook.Account](t, s, a.ID); got.CustomerPromise != strings.Join(words, " ") {
		t.Errorf("redo of the first stay gave %q", got.CustomerPromise)
	}
}

func rowsNeedAccount(t *testing.T, s playbook.Store) {
	for name, meta := range map[string]playbook.Meta{"none": {}, "missing": {AccountID: playbook.NewID(Now())}} {
		p := playbook.Promise{Meta: meta, Text: "A report"}
		if err := s.Do(t.Context(), Act("Add"), func(tx playbook.Tx) error { return tx.Save(&p) }); err == nil {
			t.Errorf("a promise with account %s was stored", name)
		}
	}
	a := Account(t, s, "Northwind")
	Do(t, s, "Trash", func(tx playbook.Tx) error { return tx.Trash(&a) })
	p := playbook.Promise{Meta: playbook.Meta{AccountID: a.ID}, Text: "A report"}
	var refused *playbook.RefusedError
	if err := s.Do(t.Context(), Act("Add"), func(tx playbook.Tx) error { return tx.Save(&p) }); !errors.As(err, &refused) {
		t.Errorf("a promise of a trashed account: %v, want a refusal", err)
	}
}
