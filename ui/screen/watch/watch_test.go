package watch

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kept/data/datatest"
	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/screentest"
	"kept/ui/uitest"
)

var (
	normal = fyne.NewSize(1232, 900)
	_      = uitest.UpdateFlag()
)

// watched fills the account with an invented watch list: one row of each kind
// and state.
func watched(t testing.TB) *screentest.Stage {
	t.Helper()
	s := screentest.Accepted(t)
	rows := []playbook.Watch{
		{Kind: playbook.Assumption, Text: "Their old system exports all referrals in one file", Plan: "Ask for a full export and count the rows", Effect: "Referrals are typed in by hand for two weeks",
			Owner: "Petter Aas", DueOn: "2026-11-20", State: "untested"},
		{Kind: playbook.Risk, Text: "The chief physician keeps his own list beside the system", RiskKind: "adoption", Severity: "high", Trigger: "he asks for a paper copy",
			Plan: "Show him the search on his own patients", RaisedBy: "Jonas Falk", Owner: "Maya Lindqvist", DueOn: "2026-12-14", State: "open", SeenOn: "2026-11-18", SeenBy: "Lena Holt"},
		{Kind: playbook.Gap, Text: "Nobody has agreed who answers on weekends", Owner: "Maya Lindqvist", DueOn: "2026-11-26", State: "open"},
		{Kind: playbook.Risk, Text: "Two clinics share one line", RiskKind: "technical", Severity: "low", State: "open"},
		{Kind: playbook.Assumption, Text: "Reception has two screens per desk", Owner: "Petter Aas", DueOn: "2026-11-09", State: "true"},
		{Kind: playbook.Assumption, Text: "The labs send their results by themselves", Effect: "Lab results are missing on day one", Owner: "Petter Aas", State: "false"},
	}
	var nouns []playbook.Noun
	for i := range rows {
		rows[i].AccountID = s.Account
		nouns = append(nouns, &rows[i])
	}
	datatest.Save(t, s.Store, "Fill", nouns...)
	looks := []playbook.WatchReview{
		{WatchID: rows[1].ID, Result: "open", Note: "Asked the nurses: he uses the search.", On: "2026-11-10", By: "Maya Lindqvist"},
		{WatchID: rows[1].ID, Result: "seen", Note: "Wanted Friday’s list on paper.", On: "2026-11-18", By: "Lena Holt"},
		{WatchID: rows[4].ID, Result: "true", On: "2026-11-06", By: "Petter Aas"},
		{WatchID: rows[5].ID, Result: "false", Note: "Two of five labs send by fax.", On: "2026-11-19", By: "Petter Aas"},
	}
	nouns = nil
	for i := range looks {
		looks[i].AccountID = s.Account
		nouns = append(nouns, &looks[i])
	}
	datatest.Save(t, s.Store, "Look", append(nouns, &playbook.Promise{Meta: playbook.Meta{AccountID: s.Account}, Text: "Lab results beside the referral", ToWhom: "Dr Sand", Status: "owed"})...)
	s.Read()
	return s
}

func mount(s *screentest.Stage) (*Tab, *uitest.Clock) {
	var tab *Tab
	clock := uitest.NewClock()
	s.MountTab(kit.ModeLight, normal, func(win screen.Window, run screen.Runner, account playbook.ID, changed func()) screen.Tab {
		tab = New(win, run, account, changed)
		tab.after = clock.Timer
		return tab
	})
	return tab, clock
}

func row(t testing.TB, s *screentest.Stage, begins string) playbook.Watch {
	t.Helper()
	for _, w := range datatest.Rows[playbook.Watch](t, s.Store, s.Account) {
		if strings.HasPrefix(w.Text, begins) {
			return w
		}
	}
	t.Fatalf("nothing watched begins with %q", begins)
	return playbook.Watch{}
}

func reviews(t testing.TB, s *screentest.Stage, id playbook.ID) []playbook.WatchReview {
	s.Read()
	return s.Rec.ReviewsOf(id)
}

func goTo(t testing.TB, s *screentest.Stage, w playbook.Watch) {
	t.Helper()
	if !s.Tab.Arrive(screen.Place{Tab: screen.Watch, Row: w.ID}) {
		t.Fatalf("the tab does not take %q", w.Text)
	}
	s.Settle()
}

func TestOneListByWhatNeedsAttention(t *testing.T) {
	s := watched(t)
	tab, _ := mount(s)
	var got []string
	for _, w := range tab.rows {
		got = append(got, strings.Join(strings.Fields(w.Text)[:2], " "))
	}
	if want := "Their old | Nobody has | The chief | Two clinics"; strings.Join(got, " | ") != want {
		t.Errorf("the list is %s, want %s", strings.Join(got, " | "), want)
	}
	for _, want := range []string{"All open 4", "Due 2", "Assumptions 1", "Risks 2", "Gaps 1", "Settled 2", "overdue", "assumption · test: Ask for a full export",
		"high risk · first sign: he asks for a paper copy", "first sign seen", "18 Nov", "nobody yet"} {
		s.MustShow(want)
	}
	for _, c := range []struct {
		pill string
		rows int
	}{{"Due 2", 2}, {"Assumptions 1", 1}, {"Risks 2", 2}, {"Gaps 1", 1}, {"Settled 2", 2}, {"All open 4", 4}} {
		s.Tap(c.pill)
		if len(tab.rows) != c.rows {
			t.Errorf("%s shows %d rows", c.pill, len(tab.rows))
		}
	}
}

// By keyboard alone: Enter goes to the card, the arrow keys and Tab to the act.
func TestAnAssumptionIsFoundFalseAndBecomesARisk(t *testing.T) {
	s := watched(t)
	tab, _ := mount(s)
	w := row(t, s, "Their old")
	goTo(t, s, w)
	s.Press(fyne.KeyReturn) // on “True”
	s.Press(fyne.KeyTab, fyne.KeySpace)
	s.MustShow("What did you find?")
	s.Type("It leaves out what is archived.")
	s.Tap("Record it")
	if got := row(t, s, "Their old"); got.State != "false" {
		t.Fatalf("stored %q", got.State)
	}
	if l := reviews(t, s, w.ID); len(l) != 1 || l[0].Note != "It leaves out what is archived." || l[0].By != "Maya Lindqvist" || l[0].On != "2026-11-23" {
		t.Fatalf("looks %+v", l)
	}
	if tab.marked != w.ID {
		t.Error("the card went away from what was just found false")
	}
	s.Press(fyne.KeySpace) // the keyboard went on to “Make it a risk”
	risk := row(t, s, "Referrals are typed")
	if risk.Kind != playbook.Risk || risk.FromID != w.ID || risk.Owner != "Petter Aas" {
		t.Fatalf("made %+v", risk)
	}
	if tab.marked != risk.ID {
		t.Error("the new risk is not marked")
	}
	s.Settle()
	s.MustShow("Comes from the assumption “Their old system exports all referrals")
	s.Tap("Go to the assumption")
	if tab.marked != w.ID {
		t.Error("the risk does not lead to its assumption")
	}
	if s.Shows("Make it a risk") {
		t.Error("a second risk is offered")
	}
	s.MustShow("Became the risk “Referrals are typed in by hand")
	s.Tap("Go to the risk")
	if tab.marked != risk.ID {
		t.Error("the assumption does not lead to its risk")
	}
}

func TestAFalseAssumptionLeadsToAPromise(t *testing.T) {
	s := watched(t)
	mount(s)
	goTo(t, s, row(t, s, "The labs"))
	s.Tap("Change a promise…")
	s.Tap("Lab results beside the referral")
	p := datatest.Rows[playbook.Promise](t, s.Store, s.Account)[0]
	want := screen.Place{Screen: screen.Account, Account: s.Account, Tab: screen.Promises, Row: p.ID}
	if len(s.Went) != 1 || s.Went[0] != want {
		t.Errorf("went to %+v, want %+v", s.Went, want)
	}
}

func TestAFirstSignIsATickThatCanBeTakenBack(t *testing.T) {
	s := watched(t)
	tab, _ := mount(s)
	w := row(t, s, "Two clinics")
	goTo(t, s, w)
	s.Tap("First sign seen")
	s.Tap("Cancel")
	if tab.card.seen.State() != kit.Unchecked || row(t, s, "Two clinics").SeenOn != "" {
		t.Fatal("a cancelled tick stays")
	}
	s.Tap("First sign seen")
	s.Type("The line was down for an hour.")
	s.Tap("Record it")
	got := row(t, s, "Two clinics")
	if got.SeenOn != "2026-11-23" || got.SeenBy != "Maya Lindqvist" || got.DueOn != "2026-11-30" {
		t.Fatalf("seen %q by %q, again on %q", got.SeenOn, got.SeenBy, got.DueOn)
	}
	s.MustShow("First sign seen 23 Nov by Maya Lindqvist")
	tab.card.seen.Tapped(nil)
	if got := row(t, s, "Two clinics"); got.SeenOn != "" || got.SeenBy != "" {
		t.Errorf("taken back, it is %q by %q", got.SeenOn, got.SeenBy)
	}
	if len(reviews(t, s, w.ID)) != 1 {
		t.Error("the look itself is gone")
	}
}

func TestAGapIsReviewedClosedAndWatchedAgain(t *testing.T) {
	s := watched(t)
	tab, _ := mount(s)
	w := row(t, s, "Nobody has")
	goTo(t, s, w)
	s.Tap("Still open")
	if !s.Shows("Review on") {
		t.Error("the look does not ask for the next day")
	}
	tab.Win.Canvas().Focused().TypedRune('X')
	s.Tap("Record it")
	if got := row(t, s, "Nobody has"); got.State != "open" || got.DueOn != "2026-11-26" {
		t.Errorf("still open: %q until %s", got.State, got.DueOn)
	}
	s.Tap("Closed")
	s.Tap("Record it")
	if got := row(t, s, "Nobody has"); got.State != "closed" {
		t.Fatalf("closed: %q", got.State)
	}
	s.MustShow("Closed since 23 Nov by Maya Lindqvist")
	s.Tap("Watch again…")
	s.Tap("Watch again")
	s.MustShow("Say what has changed")
	kit.Focus(s.Canvas().Overlays().Top())
	s.Type("They changed the rota.")
	s.Tap("Watch again")
	if got := row(t, s, "Nobody has"); got.State != "open" {
		t.Errorf("watched again: %q", got.State)
	}
}

func TestValuesAreSavedWhileTheyAreTyped(t *testing.T) {
	s := watched(t)
	tab, clock := mount(s)
	goTo(t, s, row(t, s, "Two clinics"))
	kit.Focus(tab.card.texts[2].entry) // the first sign
	s.Type("calls drop")
	clock.Advance(kit.SaveDelay)
	tab.card.owner.OnPicked("Lena Holt")
	tab.card.day.OnDay("2026-12-01")
	tab.card.severity.OnChanged([]int{2})
	tab.card.sort.OnChanged([]int{3})
	got := row(t, s, "Two clinics")
	if got.Trigger != "calls drop" || got.Owner != "Lena Holt" || got.DueOn != "2026-12-01" || got.Severity != "high" || got.RiskKind != "timeline" {
		t.Errorf("stored %+v", got)
	}
	// Words that are not written yet go to the row they were typed for.
	s.Type(" at noon")
	goTo(t, s, row(t, s, "Their old"))
	if got := row(t, s, "Two clinics").Trigger; got != "calls drop at noon" {
		t.Errorf("the first sign is %q", got)
	}
}

func TestOneFormForThreeKinds(t *testing.T) {
	for _, c := range []struct {
		sentence, kind, state string
		asks                  []string
		not                   string
	}{
		{"We take it for granted", playbook.Assumption, "untested", []string{"How to test", "If it is false", "Owner", "Test by"}, "Severity"},
		{"It may go wrong", playbook.Risk, "open", []string{"Severity", "First sign that it comes true", "What we do about it", "Look again on"}, "If it is false"},
		{"It is missing", playbook.Gap, "open", []string{"Watcher", "Review on"}, "Severity"},
	} {
		t.Run(c.kind, func(t *testing.T) {
			s := screentest.Accepted(t)
			tab, _ := mount(s)
			s.Tap("Add something to watch") // the empty page's
			s.Tap("Cancel")
			s.Tap("Add something to watch")
			s.Tap("Add")
			s.MustShow("Write what is to be watched")
			kit.Focus(s.Canvas().Overlays().Top())
			s.Type("Their server room is warm")
			s.Tap("Add")
			s.MustShow("Choose one of the three")
			s.Tap("○ " + c.sentence)
			for _, a := range c.asks {
				s.MustShow(a)
			}
			if s.Shows(c.not) {
				t.Errorf("a %s is asked for %q", c.kind, c.not)
			}
			s.Tap("Add")
			got := row(t, s, "Their server room")
			if got.Kind != c.kind || got.State != c.state || got.Owner != "Maya Lindqvist" {
				t.Errorf("stored %+v", got)
			}
			if tab.marked != got.ID {
				t.Error("what was added is not marked")
			}
		})
	}
}

func TestNAddsAndKnowsTheKind(t *testing.T) {
	s := watched(t)
	mount(s)
	s.Tap("Risks 2")
	goTo(t, s, row(t, s, "Two clinics"))
	s.Type("n")
	s.MustShow("● It may go wrong")
	s.MustShow("First sign that it comes true")
	s.Press(fyne.KeyEscape)
	if n := len(datatest.Rows[playbook.Watch](t, s.Store, s.Account)); n != 6 {
		t.Errorf("%d rows after Esc", n)
	}
}

func TestEmptySaysWhoSaidNone(t *testing.T) {
	s := screentest.Accepted(t)
	if err := s.Desk().SayNone(t.Context(), s.Account, playbook.FieldByNo(55), "Jonas Falk", "2026-11-12"); err != nil {
		t.Fatal(err)
	}
	mount(s)
	s.MustShow("Nothing is watched yet")
	s.MustShow("Jonas Falk said on 12 Nov 2026 that no risk is known.")
	s.Save(&playbook.Watch{Kind: playbook.Gap, Text: "No contact for billing", State: "open"})
	s.Show()
	s.MustShow("No contact for billing")
	s.MustShow("Jonas Falk said on 12 Nov 2026 that no risk is known.")
}

func TestWhatToPlanAroundStandsUnderTheList(t *testing.T) {
	s := watched(t)
	h := s.Rec.Handoff
	h.SingleChampion = true
	blackout := playbook.Item{Kind: playbook.Blackout, Text: "Closed for the holidays", On: "2026-12-24", Until: "2027-01-02"}
	s.Save(&h, &blackout)
	mount(s)
	s.MustShow("It hangs on a single champion.")
	s.MustShow("24 Dec to 2 Jan: Closed for the holidays")
	if s.Shows("The sponsor is likely to change.") {
		t.Error("it says what nobody ticked")
	}
	s.Tap("Open")
	want := screen.Place{Screen: screen.Account, Account: s.Account, Tab: screen.Handoff, Field: "F58", Row: blackout.ID, Col: "text"}
	if len(s.Went) != 1 || s.Went[0] != want {
		t.Errorf("went to %+v, want %+v", s.Went, want)
	}
}
