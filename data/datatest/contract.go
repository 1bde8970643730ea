package datatest

import (
	"context"
	"errors"
	"testing"
	"time"

	"kept/playbook"
)

// Contract holds what every playbook.Store promises, story by story. open
// returns an empty store.
func Contract(t *testing.T, open func(t *testing.T) playbook.Store) {
	stories := []struct {
		name string
		tell func(*testing.T, playbook.Store)
	}{
		{"a saved row comes back as it was", savedComesBack},
		{"rows come in the order of their list", rowsInOrder},
		{"rows that hold a text", rowsWith},
		{"only what differs counts as a change", onlyDifferences},
		{"unticking clears", untickClears},
		{"a stale row is a conflict", staleRow},
		{"a value typed over another is a conflict", typedOver},
		{"a refused act leaves nothing", refusedAct},
		{"a panic leaves nothing", panicking},
		{"a cancelled act leaves nothing", cancelledAct},
		{"trash and back", trashAndBack},
		{"undo and redo of an addition", undoAdd},
		{"undo and redo of changes, moves and trash", undoChanges},
		{"undo is per device", undoPerDevice},
		{"undo refuses when changed since", undoRefused},
		{"undo keeps the rules", undoKeepsRules},
		{"a new act ends redo", newActEndsRedo},
		{"typing is one step", typingOneStep},
		{"rows need their account", rowsNeedAccount},
	}
	for _, s := range stories {
		t.Run(s.name, func(t *testing.T) { s.tell(t, open(t)) })
	}
}

func undo(t *testing.T, s playbook.Store) playbook.Done {
	t.Helper()
	d, err := s.Undo(t.Context(), Act(""))
	if err != nil {
		t.Fatalf("undo: %v", err)
	}
	return d
}

func redo(t *testing.T, s playbook.Store) playbook.Done {
	t.Helper()
	d, err := s.Redo(t.Context(), Act(""))
	if err != nil {
		t.Fatalf("redo: %v", err)
	}
	return d
}

func savedComesBack(t *testing.T, s playbook.Store) {
	a := playbook.Account{Name: "Ärzte & Söhne 🦉", Regulated: true, Value: "48000", Currency: "EUR",
		ExpectedClose: "2026-03-31", Stage: playbook.PreClose, CustomerPromise: "First line\n\"second\" 'third'"}
	Save(t, s, "Add", &a)
	if a.ID.IsZero() || a.AccountID != a.ID || a.Revision != 1 || a.Pos != 1 {
		t.Fatalf("after saving: %+v", a.Meta)
	}
	if got := Get[playbook.Account](t, s, a.ID); got != a {
		t.Errorf("stored\n%+v\nwant\n%+v", got, a)
	}
	c := playbook.Criterion{Meta: playbook.Meta{AccountID: a.ID}, Words: "Orders go out the same day", DataVisible: true}
	p := playbook.ProofPoint{Meta: playbook.Meta{AccountID: a.ID}, Day: 60, Text: "First report"}
	pr := playbook.Promise{Meta: playbook.Meta{AccountID: a.ID}, Text: "A weekly report"}
	Save(t, s, "Add rows", &c, &p)
	pr.CriterionID = c.ID
	Save(t, s, "Add a promise", &pr)
	if got := Get[playbook.Criterion](t, s, c.ID); got != c {
		t.Errorf("stored %+v, want %+v", got, c)
	}
	if got := Get[playbook.ProofPoint](t, s, p.ID); got != p {
		t.Errorf("stored %+v, want %+v", got, p)
	}
	if got := Get[playbook.Promise](t, s, pr.ID); got != pr || got.CriterionID != c.ID {
		t.Errorf("stored %+v, want %+v", got, pr)
	}
	m := playbook.Member{Name: "Ada Marsh"}
	Save(t, s, "Add a member", &m)
	if got := Rows[playbook.Member](t, s, playbook.ID{}); len(got) != 1 || got[0] != m {
		t.Errorf("members %+v, want %+v", got, m)
	}
	var missing playbook.Account
	missing.ID = playbook.NewID(Now())
	if err := s.Read(t.Context(), func(r playbook.Reader) error { return r.Load(&missing) }); !errors.Is(err, playbook.ErrNotFound) {
		t.Errorf("a missing row: %v, want ErrNotFound", err)
	}
}

func rowsInOrder(t *testing.T, s playbook.Store) {
	zeta, alpha := Account(t, s, "zeta"), Account(t, s, "Alpha")
	if got := Rows[playbook.Account](t, s, playbook.ID{}); len(got) != 2 || got[0] != alpha || got[1] != zeta {
		t.Errorf("accounts are not by name: %v", got)
	}
	item := func(kind, text string) *playbook.Item {
		return &playbook.Item{Meta: playbook.Meta{AccountID: zeta.ID}, Kind: kind, Text: text}
	}
	a, b, p := item(playbook.Bought, "a"), item(playbook.Bought, "b"), item(playbook.Problem, "p")
	Save(t, s, "Add items", a, b, p)
	if a.Pos != 1 || b.Pos != 2 || p.Pos != 1 {
		t.Errorf("places %d %d %d, want 1 2 and 1 in the other list", a.Pos, b.Pos, p.Pos)
	}
	a.Pos, b.Pos = 2, 1
	Save(t, s, "Move", a, b)
	var texts string
	for _, i := range Rows[playbook.Item](t, s, zeta.ID) {
		if i.Kind == playbook.Bought {
			texts += i.Text
		}
	}
	if texts != "ba" {
		t.Errorf("after moving: %q, want ba", texts)
	}
	if got := Rows[playbook.Item](t, s, alpha.ID); len(got) != 0 {
		t.Errorf("another account has %d items", len(got))
	}
}

func onlyDifferences(t *testing.T, s playbook.Store) {
	a := Account(t, s, "Northwind")
	Save(t, s, "Nothing", &a)
	if a.Revision != 1 {
		t.Errorf("revision %d after saving nothing, want 1", a.Revision)
	}
	if d := undo(t, s); d.Label != "Add account Northwind" {
		t.Errorf("undo took back %q: an act without changes is not a step", d.Label)
	}
}

func untickClears(t *testing.T, s playbook.Store) {
	a := Account(t, s, "Northwind")
	k := playbook.Task{Meta: playbook.Meta{AccountID: a.ID}, Title: "Send the plan", State: playbook.TaskDone, Days: 3,
		DoneAt: playbook.MomentOf(Now()), DoneBy: "Ada", Milestone: true}
	Save(t, s, "Add", &k)
	Do(t, s, "Untick", func(tx playbook.Tx) error {
		_, err := playbook.Change(tx, k.ID, func(k *playbook.Task) error {
			k.State, k.DoneAt, k.DoneBy, k.Milestone, k.Days = playbook.Todo, "", "", false, 0
			return nil
		})
		return err
	})
	got := Get[playbook.Task](t, s, k.ID)
	if got.DoneAt != "" || got.DoneBy != "" || got.Milestone || got.Days != 0 || got.Revision != 2 {
		t.Errorf("zero values were not stored: %+v", got)
	}
}

func staleRow(t *testing.T, s playbook.Store) {
	a := Account(t, s, "Northwind")
	old := a
	a.Seller = "Bo"
	Save(t, s, "Change", &a)
	old.Seller = "Cy"
	err := s.Do(t.Context(), Act("Change the stale row"), func(tx playbook.Tx) error { return tx.Save(&old) })
	var c *playbook.ConflictError
	if !errors.As(err, &c) || c.Col != "seller" || c.Stored != "Bo" || !errors.Is(err, playbook.ErrConflict) {
		t.Errorf("got %v, want a conflict about seller", err)
	}
}

func typedOver(t *testing.T, s playbook.Store) {
	a := Account(t, s, "Northwind")
	edit := func(seen, typed string) error {
		row := playbook.Account{Meta: playbook.Meta{ID: a.ID}}
		return s.Do(t.Context(), Act("Type"), func(tx playbook.Tx) error {
			return playbook.EditText(tx, &row, "industry", seen, typed)
		})
	}
	if err := edit("", "Retail"); err != nil {
		t.Fatal(err)
	}
	if err := edit("", "Logistics"); !errors.Is(err, playbook.ErrConflict) {
		t.Errorf("typing over another value: %v, want a conflict", err)
	}
	if err := edit("", "Retail"); err != nil {
		t.Errorf("typing what is stored: %v", err)
	}
}

func refusedAct(t *testing.T, s playbook.Store) {
	no := errors.New("no")
	err := s.Do(t.Context(), Act("Fail"), func(tx playbook.Tx) error {
		if err := tx.Save(&playbook.Account{Name: "Ghost"}); err != nil {
			return err
		}
		return no
	})
	if !errors.Is(err, no) {
		t.Errorf("got %v, want the error of the act", err)
	}
	var invalid *playbook.InvalidError
	err = s.Do(t.Context(), Act("Break a rule"), func(tx playbook.Tx) error {
		if err := tx.Save(&playbook.Account{Name: "Ghost"}); err != nil {
			return err
		}
		return tx.Save(&playbook.Account{})
	})
	if !errors.As(err, &invalid) || invalid.Field != "name" {
		t.Errorf("got %v, want an invalid name", err)
	}
	if got := Rows[playbook.Account](t, s, playbook.ID{}); len(got) != 0 {
		t.Errorf("refused acts left %v", got)
	}
	if _, err := s.Undo(t.Context(), Act("")); !errors.Is(err, playbook.ErrNothing) {
		t.Errorf("undo after refused acts: %v, want ErrNothing", err)
	}
}

func panicking(t *testing.T, s playbook.Store) {
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		s.Do(t.Context(), Act("Panic"), func(tx playbook.Tx) error {
			if err := tx.Save(&playbook.Account{Name: "Ghost"}); err != nil {
				return err
			}
			panic("a bug")
		})
	}()
	if got := Rows[playbook.Account](t, s, playbook.ID{}); len(got) != 0 {
		t.Errorf("the panic left %v", got)
	}
	Account(t, s, "The next act works")
}

func cancelledAct(t *testing.T, s playbook.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	err := s.Do(ctx, Act("Cancel"), func(tx playbook.Tx) error {
		cancel()
		return tx.Save(&playbook.Account{Name: "Ghost"})
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
	if got := Rows[playbook.Account](t, s, playbook.ID{}); len(got) != 0 {
		t.Errorf("the cancelled act left %v", got)
	}
	if err := s.Do(ctx, Act("Too late"), func(playbook.Tx) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("an act of a cancelled context: %v", err)
	}
}

func trashAndBack(t *testing.T, s playbook.Store) {
	a := Account(t, s, "Northwind")
	p1 := playbook.Promise{Meta: playbook.Meta{AccountID: a.ID}, Text: "one"}
	p2 := playbook.Promise{Meta: playbook.Meta{AccountID: a.ID}, Text: "two"}
	Save(t, s, "Add", &p1, &p2)
	Do(t, s, "Trash one", func(tx playbook.Tx) error { return tx.Trash(&p1) })
	if p1.TrashedAt == "" {
		t.Error("the trashed row does not say so")
	}
	if got := Rows[playbook.Promise](t, s, a.ID); len(got) != 1 || got[0] != p2 {
		t.Errorf("live rows %v, want the other one", got)
	}
	gone := p1
	if err := s.Read(t.Context(), func(r playbook.Reader) error { return r.Load(&gone) }); !errors.Is(err, playbook.ErrNotFound) {
		t.Errorf("loading a trashed row: %v, want ErrNotFound", err)
	}
	Save(t, s, "Restore", &p1)
	if got := Rows[playbook.Promise](t, s, a.ID); len(got) != 2 || got[0] != p1 || p1.TrashedAt != "" {
		t.Errorf("after restoring: %v", got)
	}
	act := Act("Trash one again")
	act.At = act.At.Add(-time.Hour)
	if err := s.Do(t.Context(), act, func(tx playbook.Tx) error { return tx.Trash(&p1) }); err != nil {
		t.Fatal(err)
	}
	Do(t, s, "Trash the account", func(tx playbook.Tx) error { return tx.Trash(&a) })
	if got := Rows[playbook.Promise](t, s, a.ID); len(got) != 0 {
		t.Errorf("the account left %v behind", got)
	}
	Save(t, s, "Restore the account", &a)
	if got := Rows[playbook.Promise](t, s, a.ID); len(got) != 1 || got[0].Text != "two" {
		t.Errorf("the account came back with %v, want what went with it", got)
	}
}

func undoAdd(t *testing.T, s playbook.Store) {
	a := playbook.Account{Name: "Northwind", Stage: playbook.PreClose}
	h := playbook.Handoff{State: playbook.Draft, Story: "They grew"}
	Do(t, s, "Add", func(tx playbook.Tx) error {
		if err := tx.Save(&a); err != nil {
			return err
		}
		h.AccountID = a.ID
		return tx.Save(&h)
	})
	if d := undo(t, s); d.Label != "Add" || d.Who != "Ada Marsh" || d.Account != a.ID {
		t.Errorf("undo says %+v", d)
	}
	if got := Rows[playbook.Account](t, s, playbook.ID{}); len(got) != 0 {
		t.Errorf("undo left %v", got)
	}
	redo(t, s)
	if got := Get[playbook.Account](t, s, a.ID); got != a {
		t.Errorf("redo gave %+v, want %+v", got, a)
	}
	if got := Get[playbook.Handoff](t, s, h.ID); got != h {
		t.Errorf("redo gave %+v, want %+v", got, h)
	}
	if _, err := s.Redo(t.Context(), Act("")); !errors.Is(err, playbook.ErrNothing) {
		t.Errorf("redo with nothing left: %v, want ErrNothing", err)
	}
}

func undoChanges(t *testing.T, s playbook.Store) {
	a := Account(t, s, "Northwind")
	p1 := playbook.Promise{Meta: playbook.Meta{AccountID: a.ID}, Text: "one", Deciding: true}
	p2 := playbook.Promise{Meta: playbook.Meta{AccountID: a.ID}, Text: "two"}
	Save(t, s, "Add", &p1, &p2)
	before := Rows[playbook.Promise](t, s, a.ID)
	p1.Pos, p2.Pos, p1.Deciding = 2, 1, false
	Save(t, s, "Move and change", &p1, &p2)
	moved := Rows[playbook.Promise](t, s, a.ID)
	Do(t, s, "Trash", func(tx playbook.Tx) error { return tx.Trash(&a) })
	undo(t, s)
	sameRows(t, "undo of the trash", Rows[playbook.Promise](t, s, a.ID), moved)
	undo(t, s)
	sameRows(t, "undo of the move", Rows[playbook.Promise](t, s, a.ID), before)
	redo(t, s)
	sameRows(t, "redo of the move", Rows[playbook.Promise](t, s, a.ID), moved)
	redo(t, s)
	sameRows(t, "redo of the trash", Rows[playbook.Promise](t, s, a.ID), nil)
	undo(t, s)
	undo(t, s)
	sameRows(t, "undo of both", Rows[playbook.Promise](t, s, a.ID), before)
}

func sameRows(t *testing.T, when string, got, want []playbook.Promise) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d rows, want %d", when, len(got), len(want))
	}
	for i := range got {
		got[i].Revision = want[i].Revision
		if got[i] != want[i] {
			t.Errorf("%s: row %d is\n%+v\nwant\n%+v", when, i, got[i], want[i])
		}
	}
}
