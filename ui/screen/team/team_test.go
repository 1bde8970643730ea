package team_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/screentest"
	"kept/ui/screen/team"
	"kept/ui/uitest"
)

var _ = uitest.UpdateFlag()

// staged opens a workspace on Monday 23 November 2026 with a CSM, an
// implementation lead who is on leave in December and somebody new, and a plan
// that runs.
func staged(t *testing.T) *screentest.Stage {
	t.Helper()
	s := screentest.Accepted(t)
	maya, petter := playbook.Member{Name: "Maya Lindqvist", Role: "csm"}, playbook.Member{Name: "Petter Aas", Role: "implementation", Units: "0.8"}
	noor := playbook.Member{Name: "Noor Haddad", Role: "csm", StartedOn: "2026-10-16"}
	petter.ID = playbook.NewID(s.Now())
	set(t, s, &maya, &petter, &noor, &playbook.Absence{MemberID: petter.ID, From: "2026-12-07", Until: "2026-12-11", Why: "Leave"},
		&playbook.Setting{Name: playbook.HolidaySets, Value: "SE"}, &playbook.Holiday{On: "2026-12-28", Until: "2026-12-30", Name: "Office closed"})
	if err := s.Desk().StartPlan(t.Context(), s.Account, work.Start{Playbook: "B", Kickoff: "2026-11-26", GoLive: "2026-12-22"}); err != nil {
		t.Fatal(err)
	}
	return s
}

// set stores rows of the workspace.
func set(t *testing.T, s *screentest.Stage, rows ...playbook.Noun) {
	t.Helper()
	datatest.Save(t, s.Store, "Elsewhere", rows...)
}

func shown(t *testing.T, s *screentest.Stage, role string, size fyne.Size) {
	t.Helper()
	s.MountRoom(kit.ModeLight, size, func(win screen.Window, run screen.Runner) screen.Room {
		return team.New(win, run, team.Options{Role: role, Import: func() {}})
	})
}

func members(t *testing.T, s *screentest.Stage) []playbook.Member {
	t.Helper()
	return datatest.Rows[playbook.Member](t, s.Store, playbook.ID{})
}

func TestTheTeamAndWhatItCanCarry(t *testing.T) {
	s := staged(t)
	shown(t, s, "csm", fyne.NewSize(1200, 860))
	for _, words := range []string{"Customer success", "Implementation", "Noor Haddad", "new until 16 Jan", "Asked for more than they can carry: Petter Aas in week 50.",
		"3.5 running plans are one unit", "7 to 11 Dec", "Office closed", "Christmas Day", "Sweden"} {
		s.MustShow(words)
	}
	s.Tap("0.9") // Maya, this week: the plan begins on Thursday
	s.MustShow("Halden Freight (sample)")
}

// A seller sees how much is free, by role and week, and no account.
func TestASellerSeesFreeUnitsOnly(t *testing.T) {
	s := staged(t)
	shown(t, s, "seller", fyne.NewSize(1200, 860))
	s.MustShow("Free units by week")
	s.MustShow("Customer success")
	for _, words := range []string{"Halden Freight (sample)", "Used for", "Nobody is asked"} {
		if s.Shows(words) {
			t.Errorf("a seller is shown %q", words)
		}
	}
}

func TestWhoIsAskedForTooMuchIsNamed(t *testing.T) {
	s := staged(t)
	set(t, s, &playbook.Setting{Name: playbook.ParallelPlans, Value: "0.5"})
	shown(t, s, "leader", fyne.NewSize(1200, 860))
	s.MustShow("Maya Lindqvist in weeks")
	s.MustShow("−1")
}

func TestAMemberIsAddedChangedAndRemoved(t *testing.T) {
	s := screentest.New(t, "Halden Freight (sample)")
	shown(t, s, "leader", fyne.NewSize(1200, 860))
	s.MustShow("Nobody is in the team yet")
	s.Tap("Add a member…")
	s.Tap("Add member")
	if n := len(members(t, s)); n != 0 {
		t.Fatalf("%d members without a name", n)
	}
	s.Type("Petter Aas")
	s.Tap("○ Implementation")
	s.Press(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab) // from the name over e-mail and role to the units
	s.Type("0,8")
	s.Tap("Add member")
	got := members(t, s)
	if len(got) != 1 || got[0].Name != "Petter Aas" || got[0].Role != "implementation" || got[0].Units != "0.8" {
		t.Fatalf("stored %+v, failed %v", got, s.Failed)
	}
	s.Room.Refresh()
	s.Settle()
	s.Tap("Petter Aas")
	s.Press(fyne.KeyReturn)
	s.Tap("○ Support")
	s.Tap("Save")
	if got = members(t, s); got[0].Role != "support" {
		t.Errorf("stored %+v", got)
	}
	s.Room.Refresh()
	s.Settle()
	s.Tap("Petter Aas")
	s.Press(fyne.KeyDelete)
	if got = members(t, s); len(got) != 0 || len(s.Toasts) != 1 {
		t.Fatalf("left %+v, said %+v", got, s.Toasts)
	}
	s.Toasts[0].Actions[0].Do()
	if got = members(t, s); len(got) != 1 {
		t.Error("the undo brings nobody back")
	}
}

func TestAnAbsenceIsAddedAndTakesUnitsAway(t *testing.T) {
	s := staged(t)
	shown(t, s, "csm", fyne.NewSize(1200, 860))
	s.Tap("Maya Lindqvist")
	s.Press(fyne.KeySpace)
	s.MustShow("When Maya Lindqvist is away")
	s.Type("30.11.2026")
	s.Press(fyne.KeyTab)
	s.Type("4.12.2026")
	s.Press(fyne.KeyTab)
	s.Type("Training")
	s.Tap("Add absence")
	absences := datatest.Rows[playbook.Absence](t, s.Store, playbook.ID{})
	if len(absences) != 2 {
		t.Fatalf("stored %+v, failed %v", absences, s.Failed)
	}
	s.Room.Refresh()
	s.Settle()
	s.MustShow("Training")
	s.MustShow("Maya Lindqvist in week 49")
}

func TestTheWeekAndDaysOffAreSet(t *testing.T) {
	s := staged(t)
	shown(t, s, "leader", fyne.NewSize(1200, 1400))
	week := func() []time.Weekday {
		var got work.Team
		if err := s.Desk().Store.Read(t.Context(), func(r playbook.Reader) (err error) { got, err = work.LoadTeam(r); return err }); err != nil {
			t.Fatal(err)
		}
		return got.Week()
	}
	s.Tap("✓ Fr")
	if got := week(); len(got) != 4 {
		t.Errorf("the week is %v", got)
	}
	s.Room.Refresh()
	s.Settle()
	s.Tap("Office closed")
	s.Press(fyne.KeyDelete)
	if got := datatest.Rows[playbook.Holiday](t, s.Store, playbook.ID{}); len(got) != 0 {
		t.Errorf("left %+v", got)
	}
	s.Room.Refresh()
	s.Settle()
	s.Tap("Epiphany")
	s.Press(fyne.KeyDelete)
	if got := datatest.Rows[playbook.Holiday](t, s.Store, playbook.ID{}); len(got) != 1 || !got[0].Working {
		t.Errorf("stored %+v, said %+v", got, s.Toasts)
	}
	s.Tap("Countries…")
	s.Tap("○ Norway")
	s.Tap("Keep these")
	s.Room.Refresh()
	s.Settle()
	s.MustShow("Norway, Sweden")
}

// A changed calendar moves no date by itself: what would move is shown first.
func TestPlansAreDatedAgainWhenOneSaysSo(t *testing.T) {
	s := staged(t)
	shown(t, s, "leader", fyne.NewSize(1200, 1400))
	days := func() map[string]playbook.Date {
		out := map[string]playbook.Date{}
		for _, task := range s.Record().Tasks {
			out[task.Title] = task.DueOn
		}
		return out
	}
	before := days()
	s.Tap("✓ Tu")
	s.MustShow("another day by this calendar. Nothing moves until you say so.")
	for title, on := range days() {
		if before[title] != on {
			t.Errorf("%s moved from %s to %s by itself", title, before[title], on)
		}
	}
	s.Tap("Look…")
	s.MustShow("Becomes")
	s.Tap("Move them")
	moved := 0
	for title, on := range days() {
		if before[title] != on {
			moved++
		}
	}
	if moved == 0 || s.Shows("another day by this calendar") {
		t.Errorf("%d tasks moved; said %+v, failed %v", moved, s.Toasts, s.Failed)
	}
}

func TestAReadOnlyWindowChangesNoTeam(t *testing.T) {
	s := staged(t)
	s.Locked = true
	shown(t, s, "csm", fyne.NewSize(1200, 860))
	for _, words := range []string{"Add a member…", "Absences…", "Countries…", "Add a day off…", "Change…", "Remove"} {
		if s.Shows(words) {
			t.Errorf("a read-only window offers %q", words)
		}
	}
	s.Tap("Maya Lindqvist")
	s.Press(fyne.KeyReturn, fyne.KeyDelete)
	if n := len(members(t, s)); n != 3 {
		t.Errorf("%d members", n)
	}
}

func TestGoldenTeam(t *testing.T) {
	s := staged(t)
	uitest.Golden(t, "team", fyne.NewSize(1000, 900), func() fyne.CanvasObject {
		return team.New(s, kit.Inline{}, team.Options{Role: "csm", Import: func() {}}).Object()
	})
}
