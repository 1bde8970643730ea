package plan

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/screentest"
)

func titled(title string) func(*playbook.Task) bool {
	return func(t *playbook.Task) bool { return strings.HasPrefix(t.Title, title) }
}

// labelled is a field with a caption.
type labelled interface {
	fyne.CanvasObject
	Label() string
	SetText(string)
}

// tabFocusOn moves the keyboard to the topmost field whose caption begins so, and
// empties it.
func tabFocusOn(t *testing.T, s *screentest.Stage, label string) {
	t.Helper()
	var found labelled
	s.Walk(func(o fyne.CanvasObject, _ fyne.Position) bool {
		if f, ok := o.(labelled); ok && strings.HasPrefix(f.Label(), label) {
			found = f
		}
		return true
	})
	if found == nil {
		t.Fatalf("no field is called %q; the window shows\n%s", label, strings.Join(s.Texts(), "\n"))
	}
	found.SetText("")
	kit.Focus(found)
}

func typeInto(t *testing.T, s *screentest.Stage, label, text string) {
	t.Helper()
	tabFocusOn(t, s, label)
	s.Type(text)
	s.Settle()
}

// A task is moved by key: everything that follows is seen before, the reason is
// kept, and the row says was and why.
func TestATaskIsMovedByKey(t *testing.T) {
	s := started(t)
	task := find(t, s, plain)
	mount(s)
	goTo(t, s, task.ID)
	s.Type("m")
	s.MustShow("Move “")
	s.MustShow("No day of an open task changes.")
	to := task.DueOn.AddDays(7)
	for to.Weekday() == 0 || to.Weekday() == 6 {
		to = to.AddDays(1)
	}
	typeInto(t, s, "New day", to.Short())
	s.MustShow(task.DueOn.Short() + " → " + to.Short())
	typeInto(t, s, "Why does it move?", "room")
	s.Tap("Move")
	got := stored(t, s, task.ID)
	if got.DueOn != to || got.MovedWhy != "room" || got.MovedBy != "Maya Lindqvist" {
		t.Fatalf("due %s, moved by %q: %q", got.DueOn, got.MovedBy, got.MovedWhy)
	}
	s.MustShow(task.DueOn.DayMonth() + " → moved 7 d: room")
	if _, err := s.Desk().Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := stored(t, s, task.ID); got.DueOn != task.DueOn || got.PinnedOn != "" {
		t.Errorf("after undo it is due on %s, pinned to %q", got.DueOn, got.PinnedOn)
	}
}

// Go-live that was agreed in the handoff moves only with a reason, and whoever
// must know gets a notice, which stays until it was seen.
func TestAPromisedGoLiveMovesWithAReasonAndANotice(t *testing.T) {
	s := screentest.Accepted(t)
	h := s.Record().Handoff
	h.GoLiveOn = "2026-11-30"
	s.Save(&h)
	if err := s.Desk().StartPlan(t.Context(), s.Account, work.Start{Playbook: "B", Kickoff: "2026-11-02", GoLive: "2026-11-30"}); err != nil {
		t.Fatal(err)
	}
	mount(s)
	s.Tap("Move dates…")
	s.MustShow("Move the days that the plan counts from")
	typeInto(t, s, "Go-live", "7 Dec 2026")
	s.MustShow("Go-live moves from 30 Nov 2026 to 7 Dec 2026.")
	s.MustShow("Who is told")
	s.Tap("Move")
	s.MustShow("A promised date moves only with a reason; say why.")
	if got := s.Record().Plan().GoLiveOn; got != "2026-11-30" {
		t.Fatalf("go-live moved to %s without a reason", got)
	}
	typeInto(t, s, "Why does it move?", "their data comes a week later")
	s.Tap("Move")
	if got := s.Record().Plan().GoLiveOn; got != "2026-12-07" {
		t.Fatalf("go-live is %s", got)
	}
	s.MustShow("Moved, and to be told")
	s.MustShow("their data comes a week later")
	s.Tap("Seen")
	for _, n := range datatest.Rows[playbook.Notice](t, s.Store, s.Account) {
		if n.Open() {
			return // the next person's
		}
		if n.SeenBy != "Maya Lindqvist" {
			t.Errorf("seen by %q", n.SeenBy)
		}
	}
	if s.Shows("Moved, and to be told") {
		t.Error("a notice that was seen is still shown")
	}
}

func TestLeavingAMoveChangesNothing(t *testing.T) {
	s := started(t)
	task := find(t, s, plain)
	mount(s)
	goTo(t, s, task.ID)
	label := lastLabel(t, s)
	s.Type("m")
	typeInto(t, s, "New day", task.DueOn.AddDays(10).Short())
	s.Tap("Cancel")
	if n := len(s.Canvas().Overlays().List()); n > 0 { // typed words are asked about
		s.Tap("Discard")
	}
	if got := stored(t, s, task.ID); got.DueOn != task.DueOn {
		t.Errorf("it moved to %s", got.DueOn)
	}
	if got := lastLabel(t, s); got != label {
		t.Errorf("the history says %q", got)
	}
}

// A blocked task says on whom it waits and for how long; the clock stops with
// the block.
func TestABlockRunsTheClockOfWhoeverIsWaitedOn(t *testing.T) {
	s := started(t)
	task := find(t, s, plain)
	mount(s)
	goTo(t, s, task.ID)
	s.Type("b")
	s.Tap("○ A third party")
	s.Tap("○ Legal or security approval")
	tabFocusOn(t, s, "What is in the way?")
	s.Type("The data agreement is with their lawyers")
	s.Tap("Block")
	blocks := datatest.Rows[playbook.Block](t, s.Store, s.Account)
	if len(blocks) != 1 || blocks[0].WaitingOn != "third_party" || blocks[0].Class != "approval" || !blocks[0].Running() {
		t.Fatalf("blocks %+v", blocks)
	}
	s.Clock.Advance(3 * 24 * time.Hour)
	s.Show()
	s.MustShow("waits on a third party 3 d")
	s.MustShow("Waiting on a third party for 3 days")
	s.Tap("Unblock")
	if b := datatest.Rows[playbook.Block](t, s.Store, s.Account)[0]; b.Running() {
		t.Error("the clock still runs")
	}
	if got := stored(t, s, task.ID); got.State != playbook.Todo {
		t.Errorf("state %s", got.State)
	}
}

func TestATaskIsSplitByKey(t *testing.T) {
	s := started(t)
	task := find(t, s, plain)
	mount(s)
	goTo(t, s, task.ID)
	s.Type("x")
	typeInto(t, s, "Part 1", "Train the administrators")
	typeInto(t, s, "Part 2", "Train the drivers")
	s.Tap("Split")
	s.MustShow("A task is split for a reason; say why.")
	typeInto(t, s, "Why is it split?", "two groups, two weeks")
	s.Tap("Split")
	second := find(t, s, titled("Train the drivers"))
	if second.SplitFrom != task.ID || second.PhaseID != task.PhaseID {
		t.Errorf("the second part is split from %v in phase %v", second.SplitFrom, second.PhaseID)
	}
	s.MustShow("Train the administrators")
	s.MustShow("Train the drivers")
}

func TestInputsAreGivenAndSaid(t *testing.T) {
	s := started(t)
	task := find(t, s, plain)
	for role, what := range map[string]string{"support": "known gaps", "cs": "the list of users"} {
		if _, err := s.Desk().AskInput(t.Context(), task.ID, role, what); err != nil {
			t.Fatal(err)
		}
	}
	mount(s)
	goTo(t, s, task.ID)
	s.MustShow("“known gaps” missing")
	s.Type("i")
	typeInto(t, s, "Support: known gaps", "Three known gaps, in the wiki")
	s.Tap("Save inputs")
	given := 0
	for _, in := range datatest.Rows[playbook.TaskInput](t, s.Store, s.Account) {
		if in.Given == "Three known gaps, in the wiki" && in.GivenBy == "Maya Lindqvist" {
			given++
		}
	}
	if given != 1 {
		t.Fatalf("%d inputs were given", given)
	}
	s.MustShow("Support ✓")
	s.MustShow("waiting on ")
}

// A phase is left over its gate: what is not met needs words, and the head of the
// phase says who left it.
func TestAPhaseIsLeftOverItsGate(t *testing.T) {
	s := started(t)
	task := find(t, s, plain)
	mount(s)
	goTo(t, s, task.ID)
	s.Type("g")
	s.MustShow("Leave phase “")
	s.MustShow("Still open in it")
	s.Tap("Leave phase")
	s.MustShow("Not everything is met; say why the phase is left without it.")
	typeInto(t, s, "What showed it, or why it is left without", "The customer wants to begin")
	s.Tap("Leave phase")
	var left playbook.Phase
	for _, p := range datatest.Rows[playbook.Phase](t, s.Store, s.Account) {
		if p.ID == task.PhaseID {
			left = p
		}
	}
	if left.ExitedBy != "Maya Lindqvist" || !strings.HasPrefix(left.ExitNote, "The customer wants to begin") {
		t.Fatalf("left by %q: %q", left.ExitedBy, left.ExitNote)
	}
	s.MustShow("by Maya")
	goTo(t, s, task.ID)
	s.Type("g")
	typeInto(t, s, "Why is it taken back?", "too early")
	s.Tap("Take back")
	for _, p := range datatest.Rows[playbook.Phase](t, s.Store, s.Account) {
		if p.ExitedOn != "" {
			t.Errorf("“%s” is still left", p.Title)
		}
	}
}

func TestABaselineIsTakenAndCompared(t *testing.T) {
	s := started(t)
	task := find(t, s, plain)
	mount(s)
	s.Tap("Baselines…")
	s.MustShow("No baseline was taken yet.")
	typeInto(t, s, "Freeze what the plan says now, as", "Signed off")
	s.Tap("Take baseline")
	bases := datatest.Rows[playbook.Baseline](t, s.Store, s.Account)
	if len(bases) != 1 || bases[0].Title != "Signed off" {
		t.Fatalf("baselines %+v", bases)
	}
	to := task.DueOn.AddDays(14)
	if _, err := s.Desk().MakeMove(t.Context(), s.Account, work.Move{Tasks: []work.TaskMove{{Task: task.ID, On: to}}}, "room"); err != nil {
		t.Fatal(err)
	}
	s.Show()
	s.Tap("Baselines…")
	s.MustShow("Signed off, ")
	s.MustShow(task.DueOn.Short() + " → ")
}

func TestTheTimelineShowsWhatTheListShows(t *testing.T) {
	s := started(t)
	task := find(t, s, plain)
	tab, _ := mount(s)
	goTo(t, s, task.ID)
	s.Type("t")
	if !tab.chart.body.Visible() || tab.list.all.Visible() {
		t.Fatal("T does not show the timeline")
	}
	if n := tab.chart.body.Len(); n != 32 {
		t.Errorf("%d rows on the timeline, want 32", n)
	}
	if at := tab.chart.body.Selected(); at < 0 || tab.chart.tasks[at] != task.ID {
		t.Errorf("row %d is marked", at)
	}
	s.Press(fyne.KeyDown)
	if tab.marked == task.ID || tab.detail.task.ID != tab.marked {
		t.Error("the arrow does not move the mark and the detail")
	}
	s.Type("m")
	s.MustShow("Move “")
	s.Tap("Cancel")
	s.Tap("Mine")
	for _, id := range tab.chart.tasks {
		if got := stored(t, s, id); got.Owner != "Maya Lindqvist" {
			t.Errorf("%q of %s is shown among mine", got.Title, got.Owner)
		}
	}
	kit.Focus(tab.chart.body)
	s.Type("t")
	if tab.chart.body.Visible() || !tab.list.all.Visible() {
		t.Error("T does not lead back to the list")
	}
}

func TestTheForecastSaysWhenAndAgainstWhat(t *testing.T) {
	s := started(t)
	mount(s)
	s.MustShow("Forecast go-live")
	s.MustShow("planned 30 November")
	s.MustShow("Adherence: ")
}

// Nothing can be changed in a read-only window, but everything can be looked at.
func TestReadOnlyLooksAndChangesNothing(t *testing.T) {
	s := started(t)
	if _, err := s.Desk().TakeBaseline(t.Context(), s.Account, "Signed off"); err != nil {
		t.Fatal(err)
	}
	s.Locked = true
	task := find(t, s, plain)
	tab, _ := mount(s)
	label := lastLabel(t, s)
	goTo(t, s, task.ID)
	for _, key := range []string{"m", "b", "s", "x", "g", "n"} {
		s.Type(key)
		if n := len(s.Canvas().Overlays().List()); n > 0 {
			t.Fatalf("%s opens a sheet", key)
		}
	}
	s.MustShow("Another window has this workspace open")
	s.Tap("Baselines…")
	s.MustShow("Signed off, ")
	if s.Shows("Take baseline") {
		t.Error("a baseline can be taken")
	}
	s.Press(fyne.KeyEscape)
	tab.focusList()
	s.Type("t")
	if !tab.chart.body.Visible() {
		t.Error("the timeline cannot be looked at")
	}
	if got := lastLabel(t, s); got != label {
		t.Errorf("the history says %q", got)
	}
}

// Tasks that wait for each other in a circle leave the plan without dates; the
// page names them and stays whole.
func TestACircleIsNamed(t *testing.T) {
	s := started(t)
	tasks := s.Record().Tasks
	a, b := tasks[2], tasks[3]
	a.After, b.After = b.StepKey(), a.StepKey()
	s.Save(&a, &b)
	tab, _ := mount(s)
	s.MustShow("No dates can be computed.")
	s.MustShow("wait for each other")
	goTo(t, s, a.ID)
	tab.focusList()
	s.Type("t")
	s.MustShow(tasks[0].Title[:10])
}
