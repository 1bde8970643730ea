package plan

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/screen"
	"kept/ui/screen/screentest"
)

func TestNoPlanOffersOne(t *testing.T) {
	s := screentest.Accepted(t)
	mount(s)
	s.MustShow("No plan yet")
	s.Tap("Start a playbook…")
	s.MustShow("Start a playbook")
	s.MustShow("What it makes")
	s.MustShow("First ")
	s.Tap("Start playbook")
	if n := len(datatest.Rows[playbook.Task](t, s.Store, s.Account)); n != 32 {
		t.Fatalf("%d tasks, want the 32 of playbook B", n)
	}
	s.MustShow("0 of 32")
	s.MustShow("exit:")
}

func TestAddByKey(t *testing.T) {
	s := started(t)
	task := find(t, s, plain)
	mount(s)
	goTo(t, s, task.ID)
	s.Type("n")
	s.Type("Order the badge printers")
	s.Tap("Add task")
	got := find(t, s, func(t *playbook.Task) bool { return t.Title == "Order the badge printers" })
	if got.PhaseID != task.PhaseID {
		t.Errorf("the task went to another phase")
	}
	s.MustShow("Order the badge printers")
}

func TestArrowsWalkTasksOnly(t *testing.T) {
	s := started(t)
	tab, _ := mount(s)
	tab.focusList()
	seen := map[playbook.ID]bool{}
	for range 40 {
		task := tab.list.selected()
		if task == nil {
			t.Fatal("the arrows left the tasks")
		}
		seen[task.ID] = true
		s.Press(fyne.KeyDown)
	}
	if len(seen) != 32 {
		t.Errorf("the arrows met %d tasks of 32", len(seen))
	}
}

func TestFilters(t *testing.T) {
	s := started(t)
	task := find(t, s, plain)
	if _, err := s.Desk().SetTask(t.Context(), task.ID, work.TaskChange{To: playbook.TaskDone}); err != nil {
		t.Fatal(err)
	}
	tab, _ := mount(s)
	s.Tap("Hide done")
	if tab.list.index(task.ID) >= 0 {
		t.Error("a done task is shown with “Hide done” on")
	}
	s.Tap("Mine")
	for _, l := range tab.list.lines {
		if l.task != nil && l.task.Owner != "Maya Lindqvist" {
			t.Errorf("%q of %s is shown among mine", l.task.Title, l.task.Owner)
		}
	}
	goTo(t, s, task.ID)
	if tab.list.index(task.ID) < 0 {
		t.Error("a link to a hidden task does not show it")
	}
}

func TestReadOnlyChangesNothing(t *testing.T) {
	s := started(t)
	s.Locked = true
	task := find(t, s, plain)
	mount(s)
	goTo(t, s, task.ID)
	s.Press(fyne.KeySpace)
	if got := stored(t, s, task.ID); got.State != playbook.Todo {
		t.Errorf("ticked in a read-only window")
	}
	s.MustShow("Another window has this workspace open")
}

func TestConditionsStandOnTopWithoutAPlan(t *testing.T) {
	s := screentest.Accepted(t)
	c := playbook.Task{Title: "Name the person who signs off the import", Condition: true, State: playbook.Todo, DueOn: "2026-11-20"}
	c.AccountID = s.Account
	datatest.Save(t, s.Store, "Accept with conditions", &c)
	mount(s)
	s.MustShow("Conditions of the acceptance")
	s.MustShow("overdue 3 d")
	s.MustShow("No playbook yet")
}

func TestWordsNobodyExpects(t *testing.T) {
	for name, title := range map[string]string{
		"long": strings.Repeat("x", 10_000), "emoji": "🚚 📦 go", "right to left": "בדיקת קבלה עם הלקוח", "formula": "=HYPERLINK(\"x\")", "lines": "one\ntwo\nthree",
	} {
		t.Run(name, func(t *testing.T) {
			s := started(t)
			task := find(t, s, plain)
			task.Title, task.Owner, task.Reason, task.State = title, title, title, playbook.Blocked
			datatest.Save(t, s.Store, "Rename", &task)
			tab, _ := mount(s)
			goTo(t, s, task.ID)
			i := tab.list.index(task.ID)
			if h := tab.list.body.tops[i+1] - tab.list.body.tops[i]; h > 200 {
				t.Errorf("the row is %v tall", h)
			}
			tab.list.OnTick(tab.list.selected())
			if got := stored(t, s, task.ID); got.State != playbook.TaskDone {
				t.Errorf("state %s after the tick", got.State)
			}
		})
	}
}

// BenchmarkShow200 is what a commit costs the list of a long plan: new lines,
// measured and laid out.
func BenchmarkShow200(b *testing.B) {
	s := screentest.Accepted(b)
	if err := s.Desk().StartPlan(b.Context(), s.Account, work.Start{Playbook: "B", Kickoff: "2026-11-02", GoLive: "2026-11-30"}); err != nil {
		b.Fatal(err)
	}
	tab, _ := mount(s)
	rec := s.Rec
	for i := 0; len(rec.Tasks) < 200; i++ {
		task := rec.Tasks[i%32]
		task.ID = playbook.NewID(s.Now())
		rec.Tasks = append(rec.Tasks, task)
	}
	for b.Loop() {
		tab.Show(&rec, screen.Extra{})
	}
}

// Whatever the size of the window, the row under the head is a whole one when
// the list has been scrolled to what is marked.
func TestTheListBeginsAtAWholeRow(t *testing.T) {
	s := started(t)
	tab, _ := mount(s)
	s.Window.Window.Resize(fyne.NewSize(1232, 420))
	s.Settle()
	whole := func(when string) {
		t.Helper()
		y := tab.list.box.Offset.Y
		for _, top := range tab.list.body.tops {
			if d := top - y; d > -1 && d < 1 {
				return
			}
		}
		t.Errorf("%s the list begins at %.1f, inside a row; rows begin at %v", when, y, tab.list.body.tops)
	}
	for range len(s.Rec.Tasks) {
		tab.list.body.step(1)
		whole("walking down")
	}
	if tab.list.box.Offset.Y < 100 {
		t.Fatalf("at the last task the list is scrolled by %.0f", tab.list.box.Offset.Y)
	}
	for _, size := range []fyne.Size{fyne.NewSize(900, 420), fyne.NewSize(1400, 460), fyne.NewSize(1100, 380)} {
		s.Window.Window.Resize(size)
		s.Settle()
		whole("after another size")
	}
}
