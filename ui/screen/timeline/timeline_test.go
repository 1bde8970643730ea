package timeline

import (
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

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
	must(t, s.Desk().StartPlan(t.Context(), s.Account, work.Start{Playbook: "B", Kickoff: "2026-11-30", GoLive: "2027-01-18"}))
	must(t, s.Desk().MoveAnchors(t.Context(), s.Account, "2026-11-30", "2027-01-25", "The venue is closed"))
	mount(s, normal)
	s.MustShow("Today · Monday 23 November 2026")
	s.MustShow("09:12")
	s.MustShow("Maya Lindqvist")
	s.MustShow("Move kickoff or go-live")
	s.MustShow("Why: The venue is closed")
	s.MustShow("Go-live moved from 18 Jan 2027 to 25 Jan 2027")
	s.MustShow("Due moved for")
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
	s.MustShow("Set to Every clinic")
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

func TestUndoneActsSayByWhom(t *testing.T) {
	s := screentest.Accepted(t)
	must(t, s.Desk().SetStatus(t.Context(), s.Account, "Behind"))
	must(t, s.Desk().SetStatus(t.Context(), s.Account, "On the way"))
	s.As("Petter Aas")
	_, err := s.Desk().Undo(t.Context())
	must(t, err)
	mount(s, normal)
	s.MustShow("taken back")
	s.MustShow("by Petter Aas, 09:12")
	s.MustShow("Took back: Status: “On the way”")
	s.MustShow("It was done by Maya Lindqvist, 09:12.")
	if s.Shows("It was Behind before") {
		t.Error("an act that was taken back tells what it changed before anybody asked")
	}
	s.Tap("Show what it changed")
	s.MustShow("Show less")
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

// three acts of two people on three days.
func storied(t *testing.T) *screentest.Stage {
	s := screentest.Accepted(t)
	must(t, s.Desk().StartPlan(t.Context(), s.Account, work.Start{Playbook: "B", Kickoff: "2026-11-30", GoLive: "2027-01-18"}))
	s.Clock.Advance(10 * 24 * time.Hour)
	must(t, s.Desk().SetStatus(t.Context(), s.Account, "On the way"))
	s.Clock.Advance(40 * 24 * time.Hour)
	s.As("Petter Aas")
	must(t, s.Desk().MoveAnchors(t.Context(), s.Account, "2026-11-30", "2027-01-25", "The venue is closed"))
	return s
}

func TestTheHistoryIsNarrowed(t *testing.T) {
	s := storied(t)
	tab := mount(s, normal)
	all := len(tab.events)
	s.Tap("30 days")
	if len(tab.events) != 1 || !s.Shows("Move kickoff or go-live") || !s.Shows("That is all that matches: 1 act.") {
		t.Fatalf("the last 30 days are %d acts:\n%s", len(tab.events), strings.Join(s.Texts(), "\n"))
	}
	s.Tap("90 days")
	if len(tab.events) != all-1 { // without what was set in March
		t.Errorf("the last 90 days are %d acts, want %d", len(tab.events), all-1)
	}
	s.Tap("From–to")
	s.MustShow("to")
	if len(tab.events) != 1 {
		t.Errorf("from–to begins with %d acts, want those of thirty days", len(tab.events))
	}
	tab.filter.from.OnDay("2026-12-01")
	tab.filter.to.OnDay("2026-12-31")
	if len(tab.events) != 1 || tab.events[0].Label != "Status: “On the way”" {
		t.Errorf("in December there are %+v", tab.events)
	}
	s.Tap("Clear")
	if len(tab.events) != all || s.Shows("Clear") {
		t.Errorf("%d acts after “Clear”, want %d", len(tab.events), all)
	}

	// By keyboard: the field, then the person.
	s.Canvas().Focus(tab.filter.field.Focusable())
	s.Type("go-l")
	s.Press(fyne.KeyDown, fyne.KeyReturn)
	if tab.filter.on.Label != "Go-live" || len(tab.events) != 2 {
		t.Errorf("by field %+v there are %d acts", tab.filter.on, len(tab.events))
	}
	s.Canvas().Focus(tab.filter.person.Focusable())
	s.Type("jon")
	s.Press(fyne.KeyDown, fyne.KeyReturn)
	if len(tab.events) != 0 {
		t.Errorf("Jonas moved the go-live %d times, want never", len(tab.events))
	}
	s.MustShow("Nothing matches")
	s.MustShow("No act on this account was done about “Go-live”, by Jonas Falk.")
	s.Tap("Clear the filter")
	if len(tab.events) != all || tab.filter.field.Text() != "" || tab.filter.person.Text() != "" {
		t.Errorf("%d acts after clearing, the filter says %q", len(tab.events), tab.filter.words())
	}
}

func TestTheFieldsOfThisHistoryAreOffered(t *testing.T) {
	s := storied(t)
	tab := mount(s, normal)
	var labels []string
	for _, f := range tab.filter.fields {
		labels = append(labels, f.Label)
	}
	all := strings.Join(labels, "|")
	for _, want := range []string{"Go-live", "Kickoff", "Seller", "Stage", "Status line", "Tasks", "Tasks · due"} {
		if !strings.Contains("|"+all+"|", "|"+want+"|") {
			t.Errorf("%q is not offered; there are %s", want, all)
		}
	}
	if strings.Contains(all, "Promises") || strings.Contains(all, "gap") || strings.Contains(all, "Place in") {
		t.Errorf("offered is what did not happen here: %s", all)
	}
}

func TestAValueIsBroughtBack(t *testing.T) {
	s := screentest.Accepted(t)
	ref := work.Ref{Noun: "account", ID: s.Account}
	for _, step := range [][2]string{{"", "Every clinic answers"}, {"Every clinic answers", "No call is lost"}} {
		_, err := s.Desk().Set(t.Context(), ref, "customer_promise", step[0], step[1], "")
		must(t, err)
	}
	s.As("Petter Aas")
	mount(s, normal)
	s.Tap("Bring back…")
	s.MustShow("Bring back: The customer promise")
	s.MustShow("Until Maya Lindqvist changed it on 23 Nov 2026, 09:12")
	s.MustShow("Every clinic answers")
	s.MustShow("No call is lost")
	s.Tap("Bring it back")
	if len(s.Failed) > 0 {
		t.Fatal(s.Failed)
	}
	if got := s.Record().Account.CustomerPromise; got != "Every clinic answers" {
		t.Errorf("stored is %q", got)
	}
	s.MustShow("Bring back the customer promise")
	if s.Changes != 1 || len(s.Toasts) != 1 {
		t.Errorf("the page was told %d times, the person %d times", s.Changes, len(s.Toasts))
	}
}

func TestBringingBackSaysWhyNot(t *testing.T) {
	s := screentest.Accepted(t)
	p := &playbook.Promise{Text: "One calendar", Owner: "Petter"}
	s.Save(p)
	ref := work.Ref{Noun: "promise", ID: p.ID}
	_, err := s.Desk().Set(t.Context(), ref, "owner", "Petter", "Lena", "")
	must(t, err)
	tab := mount(s, normal)

	// Changed by somebody else while the sheet is open.
	s.Tap("Bring back…")
	_, err = s.Desk().Set(t.Context(), ref, "owner", "Lena", "Ida", "")
	must(t, err)
	s.Tap("Bring it back")
	var c *playbook.ConflictError
	if len(s.Failed) != 1 || !errors.As(s.Failed[0], &c) || c.Stored != "Ida" {
		t.Errorf("over somebody else's words: %v", s.Failed)
	}

	// In the trash meanwhile.
	must(t, s.Desk().RemoveRow(t.Context(), ref))
	s.Tap("Bring back…")
	var refused *playbook.RefusedError
	if len(s.Failed) != 2 || !errors.As(s.Failed[1], &refused) || !strings.Contains(refused.Error(), "restore it first") {
		t.Errorf("of a row in the trash: %v", s.Failed)
	}
	if len(s.Canvas().Overlays().List()) != 0 {
		t.Error("a sheet is left open")
	}

	// A state is not offered, and a window that only reads offers nothing.
	must(t, s.Desk().SetStage(t.Context(), s.Account, playbook.Live, ""))
	s.Show()
	for _, e := range tab.events {
		if e.Label != "Stage: Live" {
			continue
		}
		for _, o := range tab.changed(&e) {
			if row, ok := o.(*fyne.Container); ok && len(row.Objects) == 2 {
				t.Error("a stage offers to be brought back")
			}
		}
	}
	s.Locked = true
	s.Show()
	if s.Shows("Bring back…") {
		t.Error("a window that only reads offers to write")
	}
}

func TestOnASharedScreenTheHistoryIsHidden(t *testing.T) {
	s := screentest.Accepted(t)
	must(t, s.Desk().SetStatus(t.Context(), s.Account, "The lab is late again"))
	s.Sharing = true
	tab := mount(s, normal)
	if s.Shows("The lab is late again") {
		t.Fatal("an act is shown to those who see this screen")
	}
	s.Tap("Show it")
	s.MustShow("The lab is late again")
	tab.Leave()
	s.Settle()
	if s.Shows("The lab is late again") {
		t.Error("it stays open after the tab was left")
	}
}
