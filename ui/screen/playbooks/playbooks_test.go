package playbooks_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kept/data/datatest"
	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/playbooks"
	"kept/ui/screen/screentest"
)

func room(t *testing.T) *screentest.Stage {
	t.Helper()
	s := screentest.New(t, "Norrland Dental (sample)")
	s.MountRoom(kit.ModeLight, fyne.NewSize(1232, 900), func(win screen.Window, run screen.Runner) screen.Room {
		return playbooks.New(win, run, s.Timer())
	})
	return s
}

func TestAPlaybookIsReadStepByStep(t *testing.T) {
	s := room(t)
	s.MustShow("SaaS low-touch, 30 days")
	s.MustShow("21 steps, counted from close and kickoff.")
	s.Tap("Mid-market, 60 days")
	s.MustShow("Approve or decline each unsupported promise")
	s.MustShow("Done needs: earliest date and free units · skipping needs a reason")
	s.MustShow("7 days before close")
}

// A unique beginning and Tab is enough to choose the account.
func TestABeginningOfANameIsTaken(t *testing.T) {
	s := room(t)
	s.Tap("Start for an account…")
	s.Type("norr")
	s.Wait(time.Second)
	s.Press(fyne.KeyTab)
	s.MustShow("Norrland Dental (sample) is at Pre-close and has no close date yet")
	s.Tap("Start")
	plans := datatest.Rows[playbook.Plan](t, s.Store, s.Account)
	if len(plans) != 1 || plans[0].PlaybookID != "low-touch-30" {
		t.Fatalf("plans %+v, failed %v", plans, s.Failed)
	}
	if len(s.Toasts) != 1 || len(s.Went) != 1 || s.Went[0].Tab != screen.Plan {
		t.Errorf("said %+v, went %+v", s.Toasts, s.Went)
	}
}

func TestAReadOnlyWindowStartsNothing(t *testing.T) {
	s := screentest.New(t, "Norrland Dental (sample)")
	s.Locked = true
	s.MountRoom(kit.ModeLight, fyne.NewSize(1232, 900), func(win screen.Window, run screen.Runner) screen.Room {
		return playbooks.New(win, run, s.Timer())
	})
	if s.Shows("Start for an account…") {
		t.Error("a read-only window offers to start a playbook")
	}
}
