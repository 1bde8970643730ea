package accounts_test

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"kept/data/datatest"
	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/accounts"
	"kept/ui/screen/screentest"
	"kept/ui/uitest"
)

var _ = uitest.UpdateFlag()

func room(s *screentest.Stage) *accounts.Room { return accounts.New(s, kit.Inline{}, s.Timer()) }

// customers is a workspace with accounts at every stage, one with a long name.
func customers(t *testing.T) *screentest.Stage {
	t.Helper()
	s := screentest.New(t, "Norrland Dental")
	for i, c := range []struct {
		name   string
		stage  playbook.Stage
		value  playbook.Money
		closed playbook.Date
	}{
		{"Aster Clinics", playbook.Onboarding, "61000", "2026-10-08"},
		{"Brightside Media", playbook.AtHandoff, "29500", "2026-11-20"},
		{"Kestrel & Row", playbook.Live, "41000", "2026-07-17"},
		{"Weidner Maschinenbau und Fördertechnik", playbook.Lost, "154000", "2026-06-26"},
		{"Планина Турс", playbook.Live, "11800", "2025-08-03"},
	} {
		a := datatest.Account(t, s.Store, c.name)
		a.Stage, a.Value, a.Currency, a.ActualClose, a.CSM, a.Seller = c.stage, c.value, "EUR", c.closed, "Maya Lindqvist", "Jonas Falk"
		if c.stage == playbook.Lost {
			a.LostWhy, a.LostStage = "The sponsor left", string(playbook.Live)
		}
		k := playbook.Task{Title: "Train administrators and users by group", Role: "cs", Owner: "Maya Lindqvist", State: playbook.Todo, Condition: true,
			DueOn: playbook.Date("2026-11-20").AddDays(i), PlannedOn: playbook.Date("2026-11-20").AddDays(i)}
		k.AccountID = a.ID
		datatest.Save(t, s.Store, "prepare", &a, &k)
	}
	return s
}

func TestGoldenAccounts(t *testing.T) {
	for _, size := range []fyne.Size{fyne.NewSize(1100, 700), fyne.NewSize(1440, 900)} { // of the window, the rail included
		uitest.Golden(t, fmt.Sprintf("accounts_%.0f", size.Width), fyne.NewSize(size.Width-kit.RailWidth, size.Height), func() fyne.CanvasObject {
			return room(customers(t)).Object()
		})
	}
}

// One left edge: the heads, the rows and the line below the list.
func TestTheListHasOneLeftEdge(t *testing.T) {
	s := customers(t)
	w := uitest.Open(t, kit.ModeLight, fyne.NewSize(892, 700), func() fyne.CanvasObject { return room(s).Object() })
	at := map[string]float32{}
	w.Walk(func(o fyne.CanvasObject, p fyne.Position) bool {
		if x, ok := o.(*canvas.Text); ok {
			at[x.Text] = p.X
		}
		return true
	})
	for _, text := range []string{"Account ↑", "Aster Clinics", "6 accounts"} {
		if x, ok := at[text]; !ok || x != at["6 accounts"] {
			t.Errorf("%q begins at %.1f (there: %t), “6 accounts” at %.1f", text, x, ok, at["6 accounts"])
		}
	}
}

func TestNoAccountsIsAShortCard(t *testing.T) {
	s := screentest.New(t, "Norrland Dental")
	if err := s.Desk().TrashAccount(t.Context(), s.Account); err != nil {
		t.Fatal(err)
	}
	w := uitest.Open(t, kit.ModeLight, fyne.NewSize(1232, 900), func() fyne.CanvasObject { return room(s).Object() })
	w.MustShow("No accounts yet")
	w.Walk(func(o fyne.CanvasObject, _ fyne.Position) bool {
		if c, ok := o.(*kit.Card); ok && c.Size().Height > 260 {
			t.Errorf("the card with four lines is %.0f high", c.Size().Height)
		}
		return true
	})
}

func TestARowLeadsToItsAccount(t *testing.T) {
	s := customers(t)
	w := uitest.Open(t, kit.ModeLight, fyne.NewSize(1232, 900), func() fyne.CanvasObject { return room(s).Object() })
	w.Tap("Norrland Dental")
	if want := (screen.Place{Screen: screen.Account, Account: s.Account}); len(s.Went) != 1 || s.Went[0] != want {
		t.Errorf("a click on a row leads to %+v, want %+v", s.Went, want)
	}
}

// Accounts are chosen without a mouse; what is chosen stays so under another
// stage, and where the window only reads there is nothing to choose for.
func TestSeveralAreChosenByKeyboard(t *testing.T) {
	s := customers(t)
	w := uitest.Open(t, kit.ModeLight, fyne.NewSize(1232, 900), func() fyne.CanvasObject {
		s.Room = room(s)
		return s.Room.Object()
	})
	w.Canvas().Focus(s.Room.(*accounts.Room).Keyboard())
	w.Press(fyne.KeySpace, fyne.KeyDown, fyne.KeyDown, fyne.KeySpace, fyne.KeyDown, fyne.KeySpace, fyne.KeySpace)
	w.MustShow("2 chosen")
	w.Tap("Lost 1")
	w.Tap("All of these")
	w.MustShow("3 chosen")
	w.Tap("Send…")
	var names []string
	for _, id := range s.Sent[0] {
		names = append(names, datatest.Get[playbook.Account](t, s.Store, id).Name)
	}
	if want := "Aster Clinics, Kestrel & Row, Weidner Maschinenbau und Fördertechnik"; strings.Join(names, ", ") != want {
		t.Errorf("sent %v, want %s", names, want)
	}

	s.Locked = true
	w = uitest.Open(t, kit.ModeLight, fyne.NewSize(1232, 900), func() fyne.CanvasObject { return room(s).Object() })
	if w.Shows("Choose several") {
		t.Error("a window that only reads offers to choose")
	}
}
