package success

import (
	"testing"

	"fyne.io/fyne/v2"

	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/screentest"
	"kept/ui/uitest"
)

var normal = fyne.NewSize(1232, 1400)

// clinics is an invented account with two criteria, of which one was measured,
// and two proof points, at onboarding since 16 November 2026.
func clinics(t testing.TB) *screentest.Stage {
	t.Helper()
	s := screentest.Accepted(t)
	phone := &playbook.Criterion{Words: "If the front desk stops phoning between clinics, we’ve won.", Metric: "Double bookings per week", Unit: "bookings", Direction: "down",
		Baseline: "14", BaselineOn: "2026-10-05", BaselineSource: "Calendar, four weeks", Target: "0", TargetOn: "2027-01-15", Judge: "Ingrid Moe", Measured: "calendar conflict report, every Friday",
		Confirmed: "confirmed", ConfirmedOn: "2026-11-18", ConfirmedHow: "call"}
	alone := &playbook.Criterion{Words: "New staff book alone after one morning.", Confirmed: "assumed"}
	s.Save(phone, alone,
		&playbook.ProofPoint{Day: 30, Text: "Two clinics share one calendar", Judge: "Ingrid Moe", Evidence: "calendar seen together"},
		&playbook.ProofPoint{Day: 60, Text: "All five clinics live"},
		&playbook.Stakeholder{Name: "Ingrid Moe", Title: "Head of operations", Roles: "sponsor"})
	s.Save(&playbook.Measurement{CriterionID: phone.ID, Value: "11", On: "2026-11-02", Source: "Conflict report", By: "Petter Aas"},
		&playbook.Measurement{CriterionID: phone.ID, Value: "12", On: "2026-11-09", Source: "Conflict report", By: "Petter Aas"},
		&playbook.Measurement{CriterionID: phone.ID, Value: "6", On: "2026-11-20", Source: "Conflict report", By: "Maya Lindqvist"},
		&playbook.Promise{Text: "One calendar for five clinics by 10 December", Kind: "explicit", DueKind: "date", DueOn: "2026-12-10", Support: "supported", CriterionID: phone.ID},
		&playbook.Task{Title: "Map the clinics’ calendars", Role: "implementation", State: playbook.Todo, DueOn: "2026-11-20", CriterionID: phone.ID})
	s.Read()
	return s
}

func mount(s *screentest.Stage) *Tab {
	var tab *Tab
	s.MountTab(kit.ModeLight, normal, func(win screen.Window, run screen.Runner, account playbook.ID, changed func()) screen.Tab {
		tab = New(win, run, account, changed)
		return tab
	})
	return tab
}

// at brings the first criterion under the keyboard, as a link to it does.
func at(t *testing.T, s *screentest.Stage, tab *Tab, i int) *criterionCard {
	t.Helper()
	id := s.Rec.Criteria[i].ID
	if !tab.Arrive(screen.Place{Tab: screen.Success, Row: id}) {
		t.Fatal("the tab does not take a criterion of its own")
	}
	s.Settle()
	return tab.cards[id]
}

func criterion(t *testing.T, s *screentest.Stage, i int) playbook.Criterion {
	t.Helper()
	return datatest.Get[playbook.Criterion](t, s.Store, s.Rec.Criteria[i].ID)
}

func TestACriterionShowsWhatWasMeasured(t *testing.T) {
	s := clinics(t)
	mount(s)
	for _, words := range []string{
		"14 bookings", "5 Oct 2026 · Calendar, four weeks", "6 bookings", "20 Nov 2026 · Conflict report", "0 bookings", "by 15 Jan 2027",
		"57 % of the way, by the newest of 3 measurements.", "Judged by Ingrid Moe", "the renewal hangs on this one", "customer confirmed",
		"Baseline 14", "Target 0", "5 Oct 2026", "No metric yet", "our assumption",
		"none is due yet, 1 to come, 1 is our assumption and not counted",
		"One calendar for five clinics by 10 December", "owed", "Map the clinics’ calendars", "overdue since 20 Nov",
	} {
		s.MustShow(words)
	}
	s.Tap("Open")
	want := screen.Place{Screen: screen.Account, Account: s.Account, Tab: screen.Plan, Row: s.Rec.Tasks[0].ID}
	if len(s.Went) != 1 || s.Went[0] != want && s.Went[0].Tab != screen.Promises {
		t.Errorf("went to %+v", s.Went)
	}
}

func TestTheChartTellsItselfInWords(t *testing.T) {
	s := clinics(t)
	tab := mount(s)
	got := at(t, s, tab, 0).chart.AccessibilityLabel()
	if want := "Double bookings per week: 11 on 2 Nov 2026, 12 on 9 Nov 2026, 6 on 20 Nov 2026. 57 % of the way."; got != want {
		t.Errorf("the chart says %q, want %q", got, want)
	}
}

// By keyboard alone: a value, another one in a wrong unit, Esc.
func TestMeasuringByKeyboard(t *testing.T) {
	s := clinics(t)
	tab := mount(s)
	k := at(t, s, tab, 0)
	s.Press(fyne.KeyReturn)
	s.MustShow("Value in bookings")
	s.Type("4 bookings")
	s.Press(fyne.KeyReturn)
	m := datatest.Rows[playbook.Measurement](t, s.Store, s.Account)
	if len(m) != 4 || m[3].Value != "4" || m[3].On != "2026-11-23" || m[3].By != "Maya Lindqvist" || m[3].CriterionID != k.c.ID {
		t.Fatalf("stored %+v", m)
	}
	s.MustShow("71 % of the way, by the newest of 4 measurements.")
	s.Type("3 hours")
	s.Press(fyne.KeyReturn)
	if n := len(datatest.Rows[playbook.Measurement](t, s.Store, s.Account)); n != 4 {
		t.Errorf("%d measurements after one in another unit", n)
	}
	if got := k.adding.value.Hint(); got != "\"3 hours\" is measured in hours, and the criterion in bookings; convert it first." {
		t.Errorf("the field says %q", got)
	}
	if got := k.adding.value.Text(); got != "3 hours" {
		t.Errorf("the field holds %q after the refusal", got)
	}
	s.Press(fyne.KeyEscape)
	if k.adding.box.Visible() {
		t.Error("Esc leaves the line open")
	}
	if s.Canvas().Focused() != fyne.Focusable(k.measure) {
		t.Error("after Esc the keyboard is not on the card")
	}
}

func TestADayToComeIsNoDayOfAMeasurement(t *testing.T) {
	s := clinics(t)
	tab := mount(s)
	k := at(t, s, tab, 0)
	s.Press(fyne.KeyReturn)
	s.Type("4")
	k.adding.on.SetDay("2026-12-01")
	s.Press(fyne.KeyReturn)
	s.MustShow("This day is still to come.")
	if n := len(datatest.Rows[playbook.Measurement](t, s.Store, s.Account)); n != 3 {
		t.Errorf("%d measurements", n)
	}
}

func TestAMeasurementGoesToTheTrashAndComesBack(t *testing.T) {
	s := clinics(t)
	mount(s)
	s.Tap("Remove")
	if n := len(datatest.Rows[playbook.Measurement](t, s.Store, s.Account)); n != 2 {
		t.Fatalf("%d measurements after Remove", n)
	}
	last := s.Toasts[len(s.Toasts)-1]
	last.Actions[0].Do()
	if n := len(datatest.Rows[playbook.Measurement](t, s.Store, s.Account)); n != 3 {
		t.Errorf("%d measurements after Undo of %q", n, last.Text)
	}
}

func TestReachedIsConfirmedWithANameAndTakenBackWithAReason(t *testing.T) {
	s := clinics(t)
	tab := mount(s)
	at(t, s, tab, 0)
	s.Press(fyne.KeyTab, fyne.KeyReturn)
	s.MustShow("By the numbers: 57 % of the way")
	s.Tap("Confirm")
	c := criterion(t, s, 0)
	if !c.Achieved || c.AchievedBy != "Ingrid Moe" || c.AchievedOn != "2026-11-23" {
		t.Fatalf("stored %v by %q on %q", c.Achieved, c.AchievedBy, c.AchievedOn)
	}
	s.MustShow("✓ Reached")
	s.MustShow("says Ingrid Moe, 23 Nov 2026")
	s.Tap("Mark as Value proven")
	if got := s.Record().Account.Stage; got != playbook.ValueProven {
		t.Fatalf("the stage is %q", got)
	}
	if s.Shows("Mark as Value proven") {
		t.Error("the step is offered once more")
	}
	s.Tap("Take back…")
	s.Tap("Take back")
	s.MustShow("needs a reason")
	s.Type("It was one good week")
	s.Tap("Take back")
	s.MustShow("the customer has not confirmed that a criterion is reached")
	if !criterion(t, s, 0).Achieved {
		t.Fatal("taken back from under Value proven")
	}
	if err := s.Desk().SetStage(t.Context(), s.Account, playbook.Live, ""); err != nil {
		t.Fatal(err)
	}
	s.Tap("Take back")
	if c := criterion(t, s, 0); c.Achieved || c.AchievedBy != "" {
		t.Errorf("stored %v by %q", c.Achieved, c.AchievedBy)
	}
}

func TestReachedNeedsAName(t *testing.T) {
	s := clinics(t)
	tab := mount(s)
	k := at(t, s, tab, 1)
	k.askReached()
	s.Settle()
	s.Tap("Confirm")
	s.MustShow("Say who at the customer confirmed that it is reached")
	if criterion(t, s, 1).Achieved {
		t.Error("stored without a name")
	}
}

func TestACriterionGoesOnlyWithAReason(t *testing.T) {
	s := clinics(t)
	tab := mount(s)
	at(t, s, tab, 0).askRemove()
	s.Settle()
	s.Tap("Remove")
	s.MustShow("Removing a criterion needs a reason")
	if n := len(s.Record().Criteria); n != 2 {
		t.Fatalf("%d criteria", n)
	}
	s.Type("They closed that desk")
	s.Tap("Remove")
	if n := len(s.Record().Criteria); n != 1 {
		t.Errorf("%d criteria after a reason", n)
	}
	es, err := s.Portfolio().History(t.Context(), s.Account, playbook.HistoryQuery{Limit: 1})
	if err != nil || len(es) != 1 || es[0].Why != "They closed that desk" {
		t.Errorf("the history says %+v, %v", es, err)
	}
}

func TestProofPointsAreJudgedWhereTheyStand(t *testing.T) {
	s := clinics(t)
	a := s.Rec.Account
	a.ActualClose = "2026-10-20"
	s.Save(&a)
	mount(s)
	for _, words := range []string{"19 Nov 2026, close + 30 days", "overdue by 4 days", "not due yet", "not set", "Nothing is agreed for this day yet.",
		"Judged by Ingrid Moe · evidence: calendar seen together", "Nobody judges it yet"} {
		s.MustShow(words)
	}
	s.Tap("Judge…")
	if !s.Shows("Judge day 60") {
		t.Fatal("the last one on the page is day 60")
	}
	s.Press(fyne.KeyEscape)
	if !s.Tab.Arrive(screen.Place{Tab: screen.Success, Row: s.Rec.ProofPoints[0].ID}) {
		t.Fatal("the tab does not take a proof point of its own")
	}
	s.Press(fyne.KeyReturn)
	s.Tap("Judge")
	s.MustShow("No judgement is given")
	s.Tap("○ Partly")
	s.Tap("Judge")
	s.MustShow("Say what they saw")
	s.Type("Two of three rooms")
	s.Tap("Judge")
	p := s.Record().ProofPoint(30)
	if p.Result != "partly" || p.Shown != "Two of three rooms" || p.JudgedBy != "Ingrid Moe" || p.JudgedOn != "2026-11-23" {
		t.Fatalf("stored %+v", p)
	}
	s.MustShow("◆ partly seen")
	s.MustShow("“Two of three rooms” Judged by Ingrid Moe, 23 Nov 2026")
	s.MustShow("Judge again…")
	if f := s.Canvas().Focused(); f != fyne.Focusable(s.Tab.(*Tab).proofs.cards[0].judge) {
		t.Errorf("after judging the keyboard is on %T", f)
	}
}

// A measurement is shown on the card of its criterion.
func TestALinkToAMeasurementLeadsToItsCriterion(t *testing.T) {
	s := clinics(t)
	tab := mount(s)
	if !tab.Arrive(screen.Place{Tab: screen.Success, Row: s.Rec.Measurements[1].ID}) {
		t.Fatal("the tab does not take a measurement of its own")
	}
	if s.Canvas().Focused() != fyne.Focusable(tab.cards[s.Rec.Criteria[0].ID].measure) {
		t.Error("the keyboard is elsewhere")
	}
	if tab.Arrive(screen.Place{Tab: screen.Success, Row: s.Account}) {
		t.Error("the tab takes a row that it does not have")
	}
}

func TestNothingCanBeChangedWhereAnotherWindowWrites(t *testing.T) {
	s := clinics(t)
	s.Locked = true
	mount(s)
	for _, word := range []string{"Add measurement", "Confirm as reached…", "Remove", "Judge…", "Mark as Value proven"} {
		if s.Shows(word) {
			t.Errorf("%q is offered", word)
		}
	}
}

func TestWithoutACriterionThePageSaysWhatItIsFor(t *testing.T) {
	s := screentest.Accepted(t)
	mount(s)
	s.MustShow("No success criterion yet")
	s.Tap("Write the first criterion")
	if len(s.Went) != 1 || s.Went[0].Field != "F25" {
		t.Errorf("went to %+v", s.Went)
	}
}

func TestPageFitsNarrowWindows(t *testing.T) {
	for _, width := range []float32{800, 1000, 1180, 2200} {
		s := clinics(t)
		var tab *Tab
		s.MountTab(kit.ModeLight, fyne.NewSize(width+2*kit.SpaceXL, 1400), func(win screen.Window, run screen.Runner, account playbook.ID, changed func()) screen.Tab {
			tab = New(win, run, account, changed)
			return tab
		})
		if need, has := tab.page.MinSize().Width, tab.page.Size().Width; need > has+1 {
			t.Errorf("on a page of %v the tab needs %v and has %v", width, need, has)
		}
	}
}

var _ = uitest.UpdateFlag()

func TestGoldenCriterion(t *testing.T) {
	s := clinics(t)
	uitest.Golden(t, "criterion", fyne.NewSize(980, 534), func() fyne.CanvasObject {
		tab := New(s, kit.Inline{}, s.Account, func() {})
		tab.Show(&s.Rec, screen.Extra{})
		return kit.Pad(kit.Column(0, tab.cards[s.Rec.Criteria[0].ID].card), 16, 16, 16, 16)
	})
}

func TestGoldenProof(t *testing.T) {
	s := clinics(t)
	if err := s.Desk().JudgeProof(t.Context(), s.Account, 30, work.Judgement{Result: "partly", Shown: "Two of three rooms, on the screen at reception"}); err != nil {
		t.Fatal(err)
	}
	s.Save(&playbook.ProofPoint{Day: 90, Text: "No clinic has asked for the old calendar for two weeks", Judge: "Ingrid Moe", Result: "yes", Shown: "The archive’s log", JudgedBy: "Ingrid Moe", JudgedOn: "2026-11-20"})
	s.Read()
	uitest.Golden(t, "proof", fyne.NewSize(980, 270), func() fyne.CanvasObject {
		tab := New(s, kit.Inline{}, s.Account, func() {})
		tab.Show(&s.Rec, screen.Extra{})
		return kit.Pad(kit.Column(0, tab.proofs.box), 16, 16, 16, 16)
	})
}
