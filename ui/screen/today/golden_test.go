package today_test

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"kept/data/datatest"
	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/screentest"
	"kept/ui/screen/today"
	"kept/ui/uitest"
)

var _ = uitest.UpdateFlag()

// morning is a workspace with one of each thing that needs somebody.
func morning(t *testing.T) *screentest.Stage {
	t.Helper()
	s := screentest.New(t, "Norrland Dental")
	s.As("Maya Lindqvist")
	add := func(name string, stage playbook.Stage, closed playbook.Date, more ...playbook.Noun) {
		a := datatest.Account(t, s.Store, name)
		a.Stage, a.ActualClose, a.CSM, a.Seller = stage, closed, "Maya Lindqvist", "Jonas Falk"
		rows := []playbook.Noun{&a}
		for _, m := range more {
			m.Key().AccountID = a.ID
			rows = append(rows, m)
		}
		datatest.Save(t, s.Store, "prepare", rows...)
	}
	task := func(title string, on playbook.Date, set func(*playbook.Task)) *playbook.Task {
		k := &playbook.Task{Title: title, Role: "cs", Owner: "Maya Lindqvist", DueOn: on, PlannedOn: on, State: playbook.Todo, Condition: true}
		if set != nil {
			set(k)
		}
		return k
	}
	add("Aster Clinics", playbook.Onboarding, "2026-10-08",
		&playbook.Inspection{Day: 30, On: "2026-11-09"},
		&playbook.Promise{Text: "All referrals visible on day one", DueKind: "date", DueOn: "2026-11-20", Status: "owed"},
		&playbook.Belief{Person: "Dr Sand", Text: "lab results are part of this rollout", Matches: "no", Owner: "Maya Lindqvist", DueOn: "2026-11-23"},
		task("Acceptance test with real cases", "2026-11-17", nil),
		task("Train administrators and users by group", "2026-11-24", func(k *playbook.Task) { k.State, k.Reason = playbook.Blocked, "No room" }))
	add("Halden Freight", playbook.Onboarding, "2026-10-26",
		&playbook.ProofPoint{Day: 30, Text: "the first route plan is live", Judge: "Ola Brekke"}, &playbook.Inspection{Day: 14, On: "2026-11-10"},
		task("Go/no-go: criteria, open issues, support ready to answer the first calls", "2026-11-23", nil))
	add("Lumen Studio", playbook.Onboarding, "2026-11-03",
		&playbook.Watch{Kind: playbook.Assumption, Text: "their single sign-on is Azure AD", Owner: "Maya Lindqvist", DueOn: "2026-11-19", State: "untested"},
		task("Change requests: accept, price or decline each", "2026-11-26", nil))
	add("Brightside Media", playbook.AtHandoff, "2026-11-20", &playbook.Handoff{State: playbook.Submitted})
	return s
}

func TestGoldenToday(t *testing.T) {
	for _, size := range []fyne.Size{fyne.NewSize(1100, 700), fyne.NewSize(1440, 900)} { // of the window, the rail included
		uitest.Golden(t, fmt.Sprintf("today_%.0f", size.Width), fyne.NewSize(size.Width-kit.RailWidth, size.Height), func() fyne.CanvasObject {
			return today.New(morning(t), kit.Inline{}, today.Options{Name: "Maya Lindqvist", Role: "csm"}).Object()
		})
	}
}

func TestTodayBeginsWithTheThreeSteps(t *testing.T) {
	s := screentest.New(t, "Norrland Dental")
	if err := s.Desk().TrashAccount(t.Context(), s.Account); err != nil {
		t.Fatal(err)
	}
	w := uitest.Open(t, kit.ModeLight, fyne.NewSize(892, 700), func() fyne.CanvasObject {
		return today.New(s, kit.Inline{}, today.Options{Name: "Maya Lindqvist", Role: "csm"}).Object()
	})
	w.MustShow("Begin here")
	w.MustShow("Capture a deal before it closes")
	if w.Shows("Mine 0") {
		t.Error("there is a choice between lists while there is no account")
	}
}

// The word at the end of a row goes to where the row is cleared: the tab and the
// row on it.
func TestTodayLeadsToWhatClearsARow(t *testing.T) {
	s := morning(t)
	w := uitest.Open(t, kit.ModeLight, fyne.NewSize(1232, 900), func() fyne.CanvasObject {
		return today.New(s, kit.Inline{}, today.Options{Name: "Maya Lindqvist", Role: "csm"}).Object()
	})
	rows, err := s.Portfolio().RowsDue(t.Context(), "2026-11-23", "2026-11-30")
	if err != nil {
		t.Fatal(err)
	}
	for word, c := range map[string]struct{ noun, tab string }{
		"Settle": {"promise", screen.Promises}, "Correct": {"belief", screen.Promises}, "Judge": {"proof_point", screen.Success},
		"Look": {"watch", screen.Watch}, "Inspect": {"inspection", screen.Signals},
	} {
		s.Went = nil
		w.Tap(word)
		var want []screen.Place
		for _, r := range rows {
			if r.Noun == c.noun {
				want = append(want, screen.Place{Screen: screen.Account, Account: r.AccountID, Tab: c.tab, Row: r.Row})
			}
		}
		if !slices.Equal(s.Went, want) {
			t.Errorf("%s goes to %+v, want %+v", word, s.Went, want)
		}
	}
}
