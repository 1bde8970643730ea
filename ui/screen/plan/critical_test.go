package plan

import (
	"testing"

	"kept/playbook/work"
)

// The critical path is listed in the order of its days, every task behind those
// that it waits for.
func TestTheCriticalPathIsListedInItsOrder(t *testing.T) {
	s := started(t)
	mount(s)
	rec, team, err := s.Desk().RecordAndTeam(t.Context(), s.Account)
	if err != nil {
		t.Fatal(err)
	}
	dates, err := work.Dates(&rec, &team, s.Desk().Today())
	if err != nil {
		t.Fatal(err)
	}
	path := dates.CriticalPath()
	if len(path) < 2 {
		t.Fatalf("the path has %d tasks", len(path))
	}
	waits := 0
	for i, step := range path {
		if !step.Day.Critical || !step.Task.Open() || i > 0 && step.Day.On < path[i-1].Day.On {
			t.Errorf("“%s” on %s stands behind %s", step.Task.Title, step.Day.On, path[max(i-1, 0)].Day.On)
		}
		for _, b := range step.Behind {
			waits++
			if day, _ := dates.Day(b.ID); day.On >= step.Day.On {
				t.Errorf("“%s” waits for “%s”, which comes no earlier", step.Task.Title, b.Title)
			}
		}
	}
	if waits == 0 {
		t.Error("no task of the path waits for another")
	}
	s.Tap("Critical path…")
	s.MustShow("When one of these slips")
	s.MustShow(path[0].Task.Title)
}
