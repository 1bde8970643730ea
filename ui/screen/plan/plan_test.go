package plan

import (
	"strings"
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

var normal = fyne.NewSize(1232, 720)

// started returns a stage with playbook B running for a go-live on 30 November.
func started(t *testing.T) *screentest.Stage {
	t.Helper()
	s := screentest.Accepted(t)
	err := s.Desk().StartPlan(t.Context(), s.Account, work.Start{Playbook: "B", Kickoff: "2026-11-02", GoLive: "2026-11-30"})
	if err != nil {
		t.Fatal(err)
	}
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

// find returns the first stored task that pick takes.
func find(t *testing.T, s *screentest.Stage, pick func(*playbook.Task) bool) playbook.Task {
	t.Helper()
	for _, task := range datatest.Rows[playbook.Task](t, s.Store, s.Account) {
		if pick(&task) {
			return task
		}
	}
	t.Fatal("no such task in the plan")
	return playbook.Task{}
}

func plain(t *playbook.Task) bool {
	return t.EvidenceAsked == "" && t.State == playbook.Todo && !t.NoSkip
}
func asks(t *playbook.Task) bool { return t.EvidenceAsked != "" && t.State == playbook.Todo }
func held(t *playbook.Task) bool { return t.NoSkip && t.State == playbook.Todo }

func stored(t *testing.T, s *screentest.Stage, id playbook.ID) playbook.Task {
	t.Helper()
	return datatest.Get[playbook.Task](t, s.Store, id)
}

// goTo marks a task as a link from elsewhere does, which leaves the keyboard on
// the list.
func goTo(t *testing.T, s *screentest.Stage, id playbook.ID) {
	t.Helper()
	if !s.Tab.Arrive(screen.Place{Tab: screen.Plan, Row: id}) {
		t.Fatal("the tab does not take a task of its own")
	}
	s.Settle()
}

func lastLabel(t *testing.T, s *screentest.Stage) string {
	t.Helper()
	events, err := s.Portfolio().History(t.Context(), s.Account, playbook.HistoryQuery{Limit: 1})
	if err != nil || len(events) == 0 {
		t.Fatalf("history: %v, %d events", err, len(events))
	}
	return events[0].Label
}

func TestSpaceTicksAndSpaceUnticks(t *testing.T) {
	s := started(t)
	task := find(t, s, plain)
	mount(s)
	goTo(t, s, task.ID)

	s.Press(fyne.KeySpace)
	got := stored(t, s, task.ID)
	if got.State != playbook.TaskDone || got.DoneBy != "Maya Lindqvist" || got.DoneAt == "" {
		t.Fatalf("after Space: state %s, done by %q at %q", got.State, got.DoneBy, got.DoneAt)
	}
	if want := "Tick “"; !strings.HasPrefix(lastLabel(t, s), want) {
		t.Errorf("the history says %q, want a label beginning with %q", lastLabel(t, s), want)
	}
	s.MustShow("1 of 32")
	s.MustShow("Untick")

	s.Press(fyne.KeySpace)
	got = stored(t, s, task.ID)
	if got.State != playbook.Todo || got.DoneAt != "" || got.DoneBy != "" {
		t.Errorf("after the second Space: state %s, done by %q at %q, want nothing of it left", got.State, got.DoneBy, got.DoneAt)
	}
	s.MustShow("0 of 32")
}

func TestAClickOnTheBoxTicks(t *testing.T) {
	s := started(t)
	tab, _ := mount(s)
	i := tab.list.body.selected
	task := tab.list.lines[i].task
	if task.EvidenceAsked != "" {
		t.Fatalf("the first open task %q asks for evidence; choose another", task.Title)
	}
	top := tab.list.body.tops[i] - tab.list.box.Offset.Y
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(tab.list.box)
	s.TapAt(at.AddXY(edge+tickSide/2, top+rowPad+tickSide/2))
	if got := stored(t, s, task.ID); got.State != playbook.TaskDone {
		t.Errorf("a click on the box left %q %s", got.Title, got.State)
	}
}

func TestEvidenceIsAskedBeforeTheTick(t *testing.T) {
	s := started(t)
	task := find(t, s, asks)
	mount(s)
	goTo(t, s, task.ID)
	before := task.Revision

	s.Press(fyne.KeySpace)
	s.MustShow("Show: " + task.EvidenceAsked)
	s.Type(" ") // a key press that opens the sheet also arrives as a character
	s.Tap("Tick")
	if got := stored(t, s, task.ID); got.State != playbook.Todo || got.Revision != before {
		t.Fatalf("a tick without evidence left the task %s at revision %d, want untouched", got.State, got.Revision)
	}
	s.MustShow("asks for evidence")

	tabFocus(s)
	s.Type("Sign-in seen on 23 Nov")
	s.Tap("Tick")
	got := stored(t, s, task.ID)
	if got.State != playbook.TaskDone || got.Evidence != "Sign-in seen on 23 Nov" {
		t.Errorf("state %s, evidence %q", got.State, got.Evidence)
	}
	if n := len(s.Canvas().Overlays().List()); n != 0 {
		t.Errorf("%d sheets are open after the tick", n)
	}
}

// tabFocus moves the keyboard to the first field of what is on top.
func tabFocus(s *screentest.Stage) {
	if top := s.Canvas().Overlays().Top(); top != nil {
		kit.Focus(top)
	}
}

// Somebody else asks for evidence while the list is on the screen: the tick is
// refused by the rule, not by the screen.
func TestARefusedTickWritesNothingAndSaysWhy(t *testing.T) {
	s := started(t)
	task := find(t, s, plain)
	mount(s)
	goTo(t, s, task.ID)
	other := stored(t, s, task.ID)
	other.EvidenceAsked = "the signed list"
	datatest.Save(t, s.Store, "Ask for evidence", &other)
	before := stored(t, s, task.ID)
	label := lastLabel(t, s)

	s.Press(fyne.KeySpace)
	if got := stored(t, s, task.ID); got != before {
		t.Errorf("the refused tick wrote: %+v", got)
	}
	if got := lastLabel(t, s); got != label {
		t.Errorf("the refused tick left %q in the history", got)
	}
	s.MustShow("asks for evidence (the signed list); add it, then tick.")
	s.MustShow("0 of 32")
	if len(s.Failed) > 0 {
		t.Errorf("a refusal went to the window as well: %v", s.Failed)
	}
}

func TestATickOfATrashedTaskSaysWhereItIs(t *testing.T) {
	s := started(t)
	task := find(t, s, plain)
	mount(s)
	goTo(t, s, task.ID)
	datatest.Do(t, s.Store, "Remove", func(tx playbook.Tx) error { return tx.Trash(&task) })
	s.Press(fyne.KeySpace)
	if len(s.Failed) > 0 {
		t.Errorf("the window was told %v", s.Failed)
	}
	s.MustShow("0 of 31")
}

func TestBlockByKeyNeedsAReason(t *testing.T) {
	s := started(t)
	task := find(t, s, plain)
	mount(s)
	goTo(t, s, task.ID)
	s.Type("b")
	s.Tap("Block")
	s.MustShow("is blocked by something; say what.")
	if got := stored(t, s, task.ID); got.State != playbook.Todo {
		t.Fatalf("blocked without a reason: %s", got.State)
	}
	tabFocusOn(t, s, "What is in the way?")
	s.Type("Support has not named anyone")
	s.Tap("Block")
	got := stored(t, s, task.ID)
	if got.State != playbook.Blocked || got.Reason != "Support has not named anyone" {
		t.Errorf("state %s, reason %q", got.State, got.Reason)
	}
	s.MustShow("blocked: Support has not named anyone")
}

func TestSkipWhereAReasonIsWanted(t *testing.T) {
	s := started(t)
	task := find(t, s, held)
	mount(s)
	goTo(t, s, task.ID)
	s.Type("s")
	s.Tap("Skip")
	s.MustShow("cannot be skipped without a reason; say why.")
	tabFocus(s)
	s.Type("Done in the last project")
	s.Tap("Skip")
	got := stored(t, s, task.ID)
	if got.State != playbook.Skipped || got.Reason != "Done in the last project" {
		t.Errorf("state %s, reason %q", got.State, got.Reason)
	}
	s.MustShow("skipped: Done in the last project")
}

func TestANoteIsSavedWhileItIsTyped(t *testing.T) {
	s := started(t)
	task := find(t, s, plain)
	tab, clock := mount(s)
	goTo(t, s, task.ID)
	kit.Focus(tab.detail.note)
	s.Type("Ask Ola")
	if n := clock.Waiting(); n != 1 {
		t.Fatalf("%d writes wait after typing, want 1", n)
	}
	clock.Advance(kit.SaveDelay)
	s.Type(" first")
	clock.Advance(kit.SaveDelay)
	if got := stored(t, s, task.ID); got.Note != "Ask Ola first" {
		t.Fatalf("note %q", got.Note)
	}
	if got := tab.detail.note.Text(); got != "Ask Ola first" {
		t.Errorf("the field shows %q after its own write", got)
	}
	events, err := s.Portfolio().History(t.Context(), s.Account, playbook.HistoryQuery{Limit: 2})
	if err != nil {
		t.Fatal(err)
	}
	if events[0].Label == events[1].Label {
		t.Errorf("one stay in the note left two lines: %q", events[0].Label)
	}
}

func TestOwnerIsGivenByName(t *testing.T) {
	s := started(t)
	task := find(t, s, func(t *playbook.Task) bool { return t.Role == "sales" })
	tab, _ := mount(s)
	goTo(t, s, task.ID)
	tab.detail.owner.OnPicked("Lena Holt")
	if got := stored(t, s, task.ID); got.Owner != "Lena Holt" {
		t.Errorf("owner %q", got.Owner)
	}
	s.MustShow("Sales · Lena")
}

// Tasks that belong to no plan are seen and ticked, with a plan running or not.
func TestTasksBesideThePlanAreSeenAndTicked(t *testing.T) {
	s := screentest.Accepted(t)
	s.Save(&playbook.Stakeholder{Name: "Ingrid Moe", Roles: "sponsor"})
	made, err := s.Desk().PersonLeft(t.Context(), s.Record().People[0].ID, "")
	if err != nil || made == 0 {
		t.Fatalf("%d tasks, %v", made, err)
	}
	mount(s)
	s.MustShow("Besides the plan")
	s.MustShow("Thank Ingrid Moe and ask who takes over")
	s.MustShow("0 of 5")
	s.MustShow("No playbook yet")
	task := find(t, s, func(task *playbook.Task) bool { return strings.HasPrefix(task.Title, "Thank") })
	goTo(t, s, task.ID)
	s.Press(fyne.KeySpace)
	if got := stored(t, s, task.ID).State; got != playbook.TaskDone {
		t.Fatalf("the task is %q", got)
	}
	s.MustShow("1 of 5")
	if err := s.Desk().StartPlan(t.Context(), s.Account, work.Start{Playbook: "B", Kickoff: "2026-11-02", GoLive: "2026-11-30"}); err != nil {
		t.Fatal(err)
	}
	s.Show()
	s.MustShow("Besides the plan")
}

// A task shows the criterion it leads to, by itself or through its promise, and
// is led to one by keyboard.
func TestATaskShowsTheCriterionItLeadsTo(t *testing.T) {
	s := started(t)
	c := &playbook.Criterion{Words: "Nobody phones", Metric: "Double bookings per week", Baseline: "14", Target: "0", TargetOn: "2027-01-15"}
	s.Save(c)
	p := &playbook.Promise{Text: "One calendar", CriterionID: c.ID}
	s.Save(p)
	first := find(t, s, plain)
	first.PromiseID = p.ID
	s.Save(&first, &playbook.Measurement{CriterionID: c.ID, Value: "7", On: "2026-11-20"})
	tab, _ := mount(s)
	goTo(t, s, first.ID)
	s.MustShow("Through the promise “One calendar”: “Nobody phones”. Double bookings per week 14 → 0, by 15 Jan 2027: 50 % of the way")
	kit.Focus(tab.detail.goal.pick)
	s.Type("Nobody")
	s.Press(fyne.KeyDown, fyne.KeyReturn)
	if got := stored(t, s, first.ID).CriterionID; got != c.ID {
		t.Fatalf("the task leads to %v", got)
	}
	if got := lastLabel(t, s); got != "Change criterion" {
		t.Errorf("the history says %q", got)
	}
	s.Canvas().Unfocus()
	s.Show()
	if s.Shows("Through the promise") {
		t.Error("what leads there by itself is told to go through its promise")
	}
	tab.detail.goal.open.OnTapped()
	if len(s.Went) != 1 || s.Went[0].Tab != screen.Success || s.Went[0].Row != c.ID {
		t.Errorf("went to %+v", s.Went)
	}
	tab.detail.goal.lead("")
	if got := stored(t, s, first.ID).CriterionID; !got.IsZero() {
		t.Errorf("the task still leads to %v", got)
	}
}
