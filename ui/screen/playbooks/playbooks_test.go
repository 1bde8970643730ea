package playbooks_test

import (
	"os"
	"path/filepath"
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

// files are real ones whose paths are typed.
func files() playbooks.Files {
	return playbooks.Files{
		Open: func(label string, picked func(string)) fyne.CanvasObject {
			e := kit.NewEntry(label)
			e.Fleeting = true
			e.OnSubmitted = picked
			return e
		},
		Save: func(label, name string) (fyne.CanvasObject, func() string) {
			e := kit.NewEntry(label)
			e.SetText(name)
			return e, e.Text
		},
		Read: func(path string) (string, []byte, error) {
			b, err := os.ReadFile(path)
			return filepath.Base(path), b, err
		},
		Write:   func(path string, b []byte) error { return os.WriteFile(path, b, 0o600) },
		Written: func(string, string) {},
	}
}

func room(t *testing.T) *screentest.Stage {
	t.Helper()
	s := screentest.New(t, "Norrland Dental (sample)")
	mount(s)
	return s
}

func mount(s *screentest.Stage) {
	s.MountRoom(kit.ModeLight, fyne.NewSize(1232, 900), func(win screen.Window, run screen.Runner) screen.Room {
		return playbooks.New(win, run, s.Timer(), files())
	})
}

func TestAPlaybookIsReadStepByStep(t *testing.T) {
	s := room(t)
	s.MustShow("SaaS low-touch, 30 days")
	s.MustShow("21 steps, counted from close and kickoff. Kickoff is 7 days after close unless you say otherwise. From the first step to the last it takes 47 days.")
	s.Tap("Mid-market, 60 days")
	s.MustShow("Approve or decline each unsupported promise")
	s.MustShow("Over when")
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
	mount(s)
	if s.Shows("Start for an account…") {
		t.Error("a read-only window offers to start a playbook")
	}
	s.MustShow("Another window has this workspace open, so nothing can be changed here. Close one of the two.")
	s.Tap("New…")
	if s.Shows("New playbook") {
		t.Error("a read-only window begins a playbook")
	}
}
