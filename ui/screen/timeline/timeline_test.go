package timeline

import (
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/screentest"
)

func mount(s *screentest.Stage, size fyne.Size) *Tab {
	var tab *Tab
	s.MountTab(kit.ModeLight, size, func(win screen.Window, run screen.Runner, account playbook.ID, changed func()) screen.Tab {
		tab = New(win, run, account, changed)
		return tab
	})
	return tab
}

var normal = fyne.NewSize(1232, 2000)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnActIsALineWithItsReasonAndWhatChanged(t *testing.T) {
	s := screentest.Accepted(t)
	must(t, s.Desk().StartPlan(t.Context(), s.Account, work.Start{Playbook: "B", Kickoff: "2026-11-02", GoLive: "2026-11-30"}))
	must(t, s.Desk().MoveAnchors(t.Context(), s.Account, "2026-11-02", "2026-12-07", "The venue is closed"))
	mount(s, normal)
	s.MustShow("Today · Monday 23 November 2026")
	s.MustShow("09:12")
	s.MustShow("Maya Lindqvist")
	s.MustShow("Move kickoff or go-live")
	s.MustShow("Why: The venue is closed")
	s.MustShow("Go-live: 30 Nov 2026 → 7 Dec 2026")
	s.MustShow("Start playbook")
	s.MustShow("Show all ")
}

func TestTypingOneFieldIsOneLine(t *testing.T) {
	s := screentest.Accepted(t)
	ref := work.Ref{Noun: "account", ID: s.Account}
	seen := ""
	for _, typed := range []string{"E", "Ev", "Every clinic"} {
		stored, err := s.Desk().Set(t.Context(), ref, "customer_promise", seen, typed, "one stay")
		must(t, err)
		seen = stored
	}
	mount(s, normal)
	s.MustShow("The customer promise: Every clinic")
	if n := strings.Count(strings.Join(s.Texts(), "\n"), "Change the customer promise"); n != 1 {
		t.Errorf("typing one field left %d lines, want 1", n)
	}
}

func TestLongTextIsShortUntilAsked(t *testing.T) {
	s := screentest.Accepted(t)
	story := strings.Repeat("They phoned between clinics all day. ", 8) + "The end."
	_, err := s.Desk().Set(t.Context(), work.Ref{Noun: "handoff", ID: s.Rec.Handoff.ID}, "story", "", story, "")
	must(t, err)
	mount(s, normal)
	if s.Shows("The end.") {
		t.Fatal("a long text is shown whole before anybody asked")
	}
	s.Tap("Show all")
	s.MustShow("The end.")
	s.Tap("Show less")
	if s.Shows("The end.") {
		t.Error("“Show less” leaves the long text")
	}
}

func TestUndoneActsAreStruckAndUndoIsNamed(t *testing.T) {
	s := screentest.Accepted(t)
	must(t, s.Desk().SetStatus(t.Context(), s.Account, "On the way"))
	_, err := s.Desk().Undo(t.Context())
	must(t, err)
	mount(s, normal)
	s.MustShow("undone")
	s.MustShow("Undo: Status: “On the way”")
}

func TestASensitiveNoteIsNotRetold(t *testing.T) {
	s := screentest.Accepted(t)
	p := playbook.Stakeholder{Name: "Ola Brekke"}
	p.AccountID = s.Account
	datatest.Save(t, s.Store, "Add person", &p)
	_, err := s.Desk().Set(t.Context(), work.Ref{Noun: "stakeholder", ID: p.ID}, "sensitive", "", "was passed over for the post", "")
	must(t, err)
	mount(s, normal)
	if s.Shows("passed over") {
		t.Error("the timeline shows a sensitive note")
	}
	s.MustShow("shown on the People tab only")
}

func TestEarlierLoadsFiftyMore(t *testing.T) {
	s := screentest.Accepted(t)
	for i := range 70 {
		must(t, s.Desk().SetStatus(t.Context(), s.Account, "Line "+strconv.Itoa(i)))
	}
	tab := mount(s, fyne.NewSize(1232, 6000))
	if len(tab.events) != page {
		t.Fatalf("%d acts at first, want %d", len(tab.events), page)
	}
	s.Tap("Earlier…")
	if len(tab.events) < 70 {
		t.Errorf("%d acts after “Earlier…”", len(tab.events))
	}
	for i, e := range tab.events[1:] {
		if e.Seq >= tab.events[i].Seq {
			t.Fatalf("act %d is not older than the one above it", i+1)
		}
	}
	s.MustShow("That is the whole history of this account.")
	before := len(tab.events)
	s.Show()
	if len(tab.events) < before {
		t.Errorf("a commit elsewhere folded the list from %d to %d acts", before, len(tab.events))
	}
}
