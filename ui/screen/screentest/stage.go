// Package screentest runs the page of an account, or one of its tabs, in a test:
// a real workspace in a temporary file, a window of the fake driver, writes that
// a test can let fail, and a clock of its own. It is linked into tests only.
package screentest

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

// A Stage is one account on its page, or with one of its tabs alone. It is the
// screen.Window of the page as well, and keeps what the page asked of it.
type Stage struct {
	*uitest.Window
	Store   *data.Store
	Account playbook.ID
	Clock   *uitest.Clock
	Room    screen.Room     // after MountRoom
	Tab     screen.Tab      // after MountTab
	Rec     playbook.Record // as the tab was last shown it

	Went    []screen.Place // where the page asked to go
	Failed  []error
	Toasts  []Toast
	Briefs  int
	Logs    []playbook.ID // the accounts that a signal was asked for
	Peers   []string      // the keys whose fingerprint was to be compared
	Changes int           // how often the tab said that it changed something
	Locked  bool          // what ReadOnly says
	Sharing bool          // what Shared says
	Forgets []playbook.ForgetWho
	Exports []playbook.ID // the accounts whose calendar file was asked for
	Sent    [][]playbook.ID

	// Refuse, when set, is what the store answers to every write.
	Refuse error

	t      testing.TB
	desk   *work.Desk
	canvas fyne.Canvas
	window fyne.Window
}

// A Toast is what was said with the actions it offered.
type Toast struct {
	Text    string
	Actions []kit.ToastAction
}

// failing is a store whose writes can be let fail.
type failing struct {
	playbook.Store
	s *Stage
}

func (f failing) Do(ctx context.Context, a playbook.Act, fn func(playbook.Tx) error) error {
	if f.s.Refuse != nil {
		return f.s.Refuse
	}
	return f.Store.Do(ctx, a, fn)
}

// New opens a workspace with one new deal of Jonas Falk, at whose desk the
// page is.
func New(t testing.TB, name string) *Stage {
	t.Helper()
	s := &Stage{t: t, Store: datatest.New(t), Clock: uitest.NewClock()}
	books, err := library.Builtin(assets.Playbooks())
	if err != nil {
		t.Fatal(err)
	}
	lib, err := library.New(books...)
	if err != nil {
		t.Fatal(err)
	}
	s.desk = &work.Desk{Store: failing{s.Store, s}, Who: "Jonas Falk", Device: "desk", Now: s.Clock.Now, Calendar: schedule.MondayToFriday(), Books: lib}
	a, err := s.desk.NewDeal(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	s.Account = a.ID
	return s
}

// Accepted is New after the deal was won: at the desk of the CSM, Maya Lindqvist,
// with the team named, at onboarding since the close on 16 November 2026.
func Accepted(t testing.TB) *Stage {
	t.Helper()
	s := New(t, "Halden Freight (sample)")
	s.As("Maya Lindqvist")
	a := s.Record().Account
	a.Seller, a.CSM, a.ImplementationLead, a.SupportContact = "Jonas Falk", "Maya Lindqvist", "Petter Aas", "Lena Holt"
	a.ExpectedClose, a.ActualClose, a.Segment, a.Stage = "2026-11-16", "2026-11-16", "mid_market", playbook.Onboarding
	s.Save(&a)
	s.Read()
	return s
}

// MountRoom shows the room that build makes in a window of the size.
func (s *Stage) MountRoom(mode kit.Mode, size fyne.Size, build func(win screen.Window, run screen.Runner) screen.Room) {
	s.t.Helper()
	s.Window = uitest.Open(s.t, mode, size, func() fyne.CanvasObject {
		s.Room = build(s, kit.Inline{})
		return s.Room.Object()
	})
	s.canvas, s.window = s.Window.Canvas(), s.Window.Window
	s.Settle()
}

// MountTab shows the tab that build makes in a window of the size.
func (s *Stage) MountTab(mode kit.Mode, size fyne.Size, build func(win screen.Window, run screen.Runner, account playbook.ID, changed func()) screen.Tab) {
	s.t.Helper()
	s.Window = uitest.Open(s.t, mode, size, func() fyne.CanvasObject {
		s.Tab = build(s, kit.Inline{}, s.Account, s.Show)
		return container.New(edge{}, s.Tab.Object())
	})
	s.canvas, s.window = s.Window.Canvas(), s.Window.Window
	s.Show()
	s.Changes = 0
}

// edge is the room around a tab on its page.
type edge struct{}

func (edge) Layout(os []fyne.CanvasObject, s fyne.Size) {
	os[0].Move(fyne.NewPos(kit.SpaceXL, kit.SpaceM))
	os[0].Resize(s.SubtractWidthHeight(2*kit.SpaceXL, 2*kit.SpaceM))
}

func (edge) MinSize(os []fyne.CanvasObject) fyne.Size { return os[0].MinSize() }

// Read reads Rec again as it is stored.
func (s *Stage) Read() {
	s.t.Helper()
	s.Rec = *s.Record()
}

// Show reads the record again and shows it to the tab, as after a commit.
func (s *Stage) Show() {
	s.t.Helper()
	s.Changes++
	rec, err := s.desk.Record(context.Background(), s.Account)
	if errors.Is(err, playbook.ErrNotFound) {
		return
	}
	if err != nil {
		s.t.Fatal(err)
	}
	extra, err := screen.ReadExtra(context.Background(), s, s.Account)
	if err != nil {
		s.t.Fatal(err)
	}
	s.Rec = rec
	shown := rec // a tab may hold the record it was shown; a new one is a new value
	s.Tab.Show(&shown, extra)
	s.Settle()
}

// Record reads the account as it is stored.
func (s *Stage) Record() *playbook.Record {
	s.t.Helper()
	rec, err := s.desk.Record(context.Background(), s.Account)
	if err != nil {
		s.t.Fatal(err)
	}
	return &rec
}

// Save stores rows as one act of somebody else.
func (s *Stage) Save(rows ...playbook.Noun) {
	s.t.Helper()
	for _, n := range rows {
		if a := n.Key(); a.AccountID.IsZero() && playbook.NounName(n) != "account" {
			a.AccountID = s.Account
		}
	}
	datatest.Save(s.t, s.Store, "Elsewhere", rows...)
}

// As changes who is at the desk.
func (s *Stage) As(who string) { s.desk.Who = who }

// Wait lets the clock run and lays the window out again.
func (s *Stage) Wait(d time.Duration) {
	s.Clock.Advance(d)
	s.Settle()
}

// Timer is the clock of what saves while somebody types.
func (s *Stage) Timer() kit.Timer { return s.Clock.Timer }

// Desk implements screen.Window.
func (s *Stage) Desk() *work.Desk { return s.desk }

// Portfolio implements screen.Window.
func (s *Stage) Portfolio() playbook.Portfolio { return any(s.Store).(playbook.Portfolio) }

// Now implements screen.Window.
func (s *Stage) Now() time.Time { return s.Clock.Now() }

// ReadOnly implements screen.Window.
func (s *Stage) ReadOnly() bool { return s.Locked }

// Shared implements screen.Window.
func (s *Stage) Shared() bool { return s.Sharing }

// Forget implements screen.Window.
func (s *Stage) Forget(who playbook.ForgetWho) { s.Forgets = append(s.Forgets, who) }

// Go implements screen.Window.
func (s *Stage) Go(p screen.Place) { s.Went = append(s.Went, p) }

// Back implements screen.Window.
func (s *Stage) Back() {}

// Canvas implements screen.Window.
func (s *Stage) Canvas() fyne.Canvas {
	if s.canvas == nil {
		return fyne.CurrentApp().Driver().AllWindows()[0].Canvas()
	}
	return s.canvas
}

// Fyne implements screen.Window.
func (s *Stage) Fyne() fyne.Window { return s.window }

// Toast implements screen.Window.
func (s *Stage) Toast(text string, actions ...kit.ToastAction) {
	s.Toasts = append(s.Toasts, Toast{text, actions})
}

// Fail implements screen.Window.
func (s *Stage) Fail(err error) { s.Failed = append(s.Failed, err) }

// Changed implements screen.Window.
func (s *Stage) Changed() {}

// NewDeal implements screen.Window.
func (s *Stage) NewDeal() {}

// LogSignal implements screen.Window.
func (s *Stage) LogSignal(account playbook.ID) { s.Logs = append(s.Logs, account) }

// ComparePeer implements screen.Window.
func (s *Stage) ComparePeer(key, _ string) { s.Peers = append(s.Peers, key) }

// MakeBrief implements screen.Window.
func (s *Stage) MakeBrief(playbook.ID) { s.Briefs++ }

// ImportDeals implements screen.Window.
func (s *Stage) ImportDeals() {}

// ExportCalendar implements screen.Window.
func (s *Stage) ExportCalendar(account playbook.ID, _ string) { s.Exports = append(s.Exports, account) }

// Send implements screen.Window.
func (s *Stage) Send(accounts ...playbook.ID) { s.Sent = append(s.Sent, accounts) }

// SetBadge implements screen.Window.
func (s *Stage) SetBadge(string, string) {}
