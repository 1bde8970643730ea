// Package panetest runs one tab of an account in a test: a real workspace in a
// temporary file, a window of the fake driver, and a page that reads the record
// again whenever the tab has changed it. It is linked into tests only.
package panetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kept/assets"
	"kept/data"
	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/library"
	"kept/playbook/schedule"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/uitest"
)

// A Stage is an account with one of its tabs. It is the screen.Window of the
// tab as well, and keeps what the tab asked of it.
type Stage struct {
	*uitest.Window
	Store   *data.Store
	Account playbook.ID
	Tab     screen.Tab
	Rec     playbook.Record

	Went    []screen.Place // where the tab asked to go
	Failed  []error
	Toasts  []string
	Changes int
	Locked  bool // what ReadOnly says

	t      testing.TB
	desk   *work.Desk
	canvas fyne.Canvas
	window fyne.Window
	clock  func() time.Time
}

// Now is the moment at which the clock of a Stage stands: that of uitest.
func Now() time.Time { return uitest.Now() }

// New opens a workspace with one account on which CSM, seller and others are
// named, at handoff since 16 November 2026.
func New(t testing.TB) *Stage {
	t.Helper()
	s := &Stage{t: t, Store: datatest.New(t), clock: Now}
	books, err := library.Builtin(assets.Playbooks())
	if err != nil {
		t.Fatal(err)
	}
	lib, err := library.New(books...)
	if err != nil {
		t.Fatal(err)
	}
	s.desk = &work.Desk{Store: s.Store, Who: "Maya Lindqvist", Device: "desk", Now: s.clock, Calendar: schedule.MondayToFriday(), Books: lib}
	a, err := s.desk.NewDeal(t.Context(), "Halden Freight (sample)")
	if err != nil {
		t.Fatal(err)
	}
	s.Account = a.ID
	a.Seller, a.CSM, a.ImplementationLead, a.SupportContact = "Jonas Falk", "Maya Lindqvist", "Petter Aas", "Lena Holt"
	a.ExpectedClose, a.ActualClose, a.Segment, a.Stage = "2026-11-16", "2026-11-16", "mid_market", playbook.Onboarding
	datatest.Save(t, s.Store, "Name the team", &a)
	s.Read()
	return s
}

// Mount shows a tab in a window of the size.
func (s *Stage) Mount(mode kit.Mode, size fyne.Size, build func(win screen.Window, run screen.Runner, account playbook.ID, changed func()) screen.Tab) {
	s.t.Helper()
	s.Read()
	s.Window = uitest.Open(s.t, mode, size, func() fyne.CanvasObject {
		s.Tab = build(s, kit.Inline{}, s.Account, s.reread)
		return container.New(edge{}, s.Tab.Object())
	})
	s.canvas, s.window = s.Window.Canvas(), s.Window.Window
	s.Tab.Show(&s.Rec, screen.Extra{})
	s.Settle()
}

// edge is the room around a tab on its page.
type edge struct{}

func (edge) Layout(os []fyne.CanvasObject, s fyne.Size) {
	os[0].Move(fyne.NewPos(kit.SpaceXL, kit.SpaceM))
	os[0].Resize(s.SubtractWidthHeight(2*kit.SpaceXL, 2*kit.SpaceM))
}

func (edge) MinSize(os []fyne.CanvasObject) fyne.Size { return os[0].MinSize() }

// Read reads the record as it is stored.
func (s *Stage) Read() {
	s.t.Helper()
	rec, err := s.desk.Record(context.Background(), s.Account)
	if err != nil {
		s.t.Fatal(err)
	}
	s.Rec = rec
}

func (s *Stage) reread() {
	s.Changes++
	rec, err := s.desk.Record(context.Background(), s.Account)
	if errors.Is(err, playbook.ErrNotFound) {
		return
	}
	if err != nil {
		s.t.Fatal(err)
	}
	// A tab may hold the record it was shown; a new one is a new value.
	next := rec
	s.Rec = rec
	s.Tab.Show(&next, screen.Extra{})
	if s.Window != nil {
		s.Settle()
	}
}

// Show reads the record again and shows it, as after another's commit.
func (s *Stage) Show() { s.reread() }

// Desk implements screen.Window.
func (s *Stage) Desk() *work.Desk { return s.desk }

// Portfolio implements screen.Window.
func (s *Stage) Portfolio() playbook.Portfolio { return any(s.Store).(playbook.Portfolio) }

// Now implements screen.Window.
func (s *Stage) Now() time.Time { return s.clock() }

// ReadOnly implements screen.Window.
func (s *Stage) ReadOnly() bool { return s.Locked }

// Go implements screen.Window.
func (s *Stage) Go(p screen.Place) { s.Went = append(s.Went, p) }

// Back implements screen.Window.
func (s *Stage) Back() {}

// Canvas implements screen.Window.
func (s *Stage) Canvas() fyne.Canvas {
	if s.canvas == nil {
		return s.Window.Canvas()
	}
	return s.canvas
}

// Fyne implements screen.Window.
func (s *Stage) Fyne() fyne.Window { return s.window }

// Toast implements screen.Window.
func (s *Stage) Toast(text string, _ ...kit.ToastAction) { s.Toasts = append(s.Toasts, text) }

// Fail implements screen.Window.
func (s *Stage) Fail(err error) { s.Failed = append(s.Failed, err) }

// Changed implements screen.Window.
func (s *Stage) Changed() {}

// NewDeal implements screen.Window.
func (s *Stage) NewDeal() {}

// MakeBrief implements screen.Window.
func (s *Stage) MakeBrief(playbook.ID) {}

// ImportDeals implements screen.Window.
func (s *Stage) ImportDeals() {}

// SetBadge implements screen.Window.
func (s *Stage) SetBadge(string, string) {}
