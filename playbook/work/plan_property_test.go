package work_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"kept/data"
	"kept/playbook"
	"kept/playbook/work"
)

// A course is a running plan to which anything is done.
type course struct {
	d       *work.Desk
	account playbook.ID
	second  work.Books
	tried   map[string]int // acts that went through
}

func (c *course) record(t *rapid.T) playbook.Record {
	rec, err := c.d.Record(t.Context(), c.account)
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

func (c *course) rows(t *rapid.T) string {
	j, err := json.Marshal(c.record(t))
	if err != nil {
		t.Fatal(err)
	}
	return revision.ReplaceAllString(string(j), "")
}

// done counts an act, or fails for an error that is no refusal; now and then it
// takes the act back, and does it again.
func (c *course) done(t *rapid.T, what, before string, err error) {
	var r *playbook.RefusedError
	var i *playbook.InvalidError
	if errors.As(err, &r) || errors.As(err, &i) {
		return
	}
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	c.tried[what]++
	after := c.rows(t)
	if after == before || rapid.IntRange(0, 2).Draw(t, "take back") > 0 {
		return
	}
	if _, err := c.d.Undo(t.Context()); err != nil {
		t.Fatalf("undo of %s: %v", what, err)
	}
	if got := c.rows(t); got != before {
		t.Fatalf("%s was taken back to\n%s\nwant\n%s", what, got, before)
	}
	if _, err := c.d.Redo(t.Context()); err != nil {
		t.Fatalf("redo of %s: %v", what, err)
	}
	if got := c.rows(t); got != after {
		t.Fatalf("%s was done again to\n%s\nwant\n%s", what, got, after)
	}
}

func (c *course) task(t *rapid.T) playbook.Task {
	return rapid.SampledFrom(c.record(t).Tasks).Draw(t, "task")
}

func (c *course) day(t *rapid.T) playbook.Date {
	return playbook.Date("2026-03-02").AddDays(rapid.IntRange(0, 60).Draw(t, "day"))
}

func (c *course) Move(t *rapid.T) {
	m := work.Move{Tasks: []work.TaskMove{{Task: c.task(t).ID, On: c.day(t)}}}
	if rapid.Bool().Draw(t, "unpin") {
		m.Tasks[0].On = ""
	}
	before := c.rows(t)
	_, err := c.d.MakeMove(t.Context(), c.account, m, "random")
	c.done(t, "move", before, err)
}

func (c *course) Anchor(t *rapid.T) {
	name := rapid.SampledFrom([]string{playbook.AnchorKickoff, playbook.AnchorGoLive, playbook.AnchorClose, "data-delivered"}).Draw(t, "anchor")
	on := c.day(t)
	if name == "data-delivered" && rapid.Bool().Draw(t, "unknown") {
		on = ""
	}
	before := c.rows(t)
	_, err := c.d.MakeMove(t.Context(), c.account, work.Move{Anchors: []work.AnchorMove{{Anchor: name, On: on}}}, "random")
	c.done(t, "anchor", before, err)
}

func (c *course) Set(t *rapid.T) {
	k, before := c.task(t), c.rows(t)
	to := rapid.SampledFrom([]playbook.TaskState{playbook.Todo, playbook.Doing, playbook.TaskDone, playbook.Skipped, playbook.Blocked}).Draw(t, "to")
	_, err := c.d.SetTask(t.Context(), k.ID, work.TaskChange{To: to, Reason: "random"})
	c.done(t, string(to), before, err)
}

func (c *course) Split(t *rapid.T) {
	k, before := c.task(t), c.rows(t)
	if len(c.record(t).Tasks) > 14 {
		t.Skip("enough tasks")
	}
	_, err := c.d.SplitTask(t.Context(), k.ID, []work.SplitPart{{Title: "One"}, {Title: "Two", On: c.day(t)}, {Title: "Three"}}, "random")
	c.done(t, "split", before, err)
}

func (c *course) Add(t *rapid.T) {
	k, before := c.task(t), c.rows(t)
	if len(c.record(t).Tasks) > 14 {
		t.Skip("enough tasks")
	}
	n := work.NewTask{Phase: k.PhaseID, Title: "Added", Duration: rapid.IntRange(0, 3).Draw(t, "duration"), After: []playbook.Dependency{{Step: k.StepKey(), Lag: rapid.IntRange(0, 2).Draw(t, "lag")}}}
	_, err := c.d.AddTask(t.Context(), c.account, n, "")
	c.done(t, "add", before, err)
}

func (c *course) Wait(t *rapid.T) {
	k, other, before := c.task(t), c.task(t), c.rows(t)
	err := c.d.SetAfter(t.Context(), k.ID, []playbook.Dependency{{Step: other.StepKey()}}, "random")
	if got := c.rows(t); err != nil && got != before {
		t.Fatalf("a refused circle left\n%s", got)
	}
	c.done(t, "wait", before, err)
}

func (c *course) Upgrade(t *rapid.T) {
	first, before := c.d.Books, c.rows(t)
	defer func() { c.d.Books = first }()
	c.d.Books = c.second
	_, err := c.d.Apply(t.Context(), 0, []work.UpgradeChoice{{Account: c.account}}, "")
	c.done(t, "upgrade", before, err)
}

// Check holds after every act.
func (c *course) Check(t *rapid.T) {
	rec, team, err := c.d.RecordAndTeam(t.Context(), c.account)
	if err != nil {
		t.Fatal(err)
	}
	dates, err := work.Dates(&rec, &team, "")
	if err != nil {
		t.Fatal(err)
	}
	byKey, running := map[string]*playbook.Task{}, map[playbook.ID]bool{}
	for _, k := range dates.Of {
		byKey[k.StepKey()] = k
	}
	for _, b := range rec.Blocks {
		running[b.TaskID] = running[b.TaskID] || b.Running()
	}
	for i, k := range dates.Of {
		if running[k.ID] != (k.State == playbook.Blocked) {
			t.Fatalf("“%s” is %s, and its block runs: %t", k.Title, k.State, running[k.ID])
		}
		if !k.Open() {
			continue
		}
		if k.DueOn != dates.Tasks[i].On {
			t.Fatalf("“%s” is stored on %q and computed on %q", k.Title, k.DueOn, dates.Tasks[i].On)
		}
		after, err := playbook.ParseAfter(k.After)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range after {
			if dep := byKey[a.Step]; dep != nil && dep.Open() && dep.DueOn != "" && k.DueOn != "" && k.DueOn <= dep.DueOn {
				t.Fatalf("“%s” is due %s, and waits for “%s” of %s", k.Title, k.DueOn, dep.Title, dep.DueOn)
			}
		}
	}
}

// Whatever is done to a running plan, no open task is due before what it waits
// for, the stored days are the computed ones, a task is blocked as long as a
// block runs, and every act is taken back and done again to the letter.
func TestARunningPlanStaysSound(t *testing.T) {
	desk, _ := climb(t)
	books := desk.Books
	offer(t, desk, second(t))
	later := desk.Books
	desk.Books = books
	tried, n := map[string]int{}, 0
	accounts := make([]playbook.ID, 0, 25) // as many as there are courses: every act is some dozens of rows
	for i := range cap(accounts) {
		accounts = append(accounts, started(t, desk, fmt.Sprint("Account ", i)))
	}
	rapid.Check(t, func(t *rapid.T) {
		if n == len(accounts) {
			return
		}
		d := sit(desk, "Maya Lindqvist")
		d.Device = fmt.Sprint("device ", n)
		c := &course{d: d, account: accounts[n], second: later, tried: tried}
		n++
		t.Repeat(rapid.StateMachineActions(c))
	})
	for _, what := range []string{"move", "anchor", "done", "skipped", "blocked", "split", "add", "wait", "upgrade"} {
		if tried[what] == 0 {
			t.Errorf("nothing was tried with %s", what)
		}
	}
	found, err := desk.Store.(*data.Store).CheckIntegrity(t.Context(), data.CheckOptions{Replay: true})
	if err != nil || len(found) > 0 {
		t.Errorf("the workspace is not sound: %v, %v", found, err)
	}
}
