package metrics_test

import (
	"slices"
	"testing"
	"time"

	"kept/playbook"
	"kept/playbook/metrics"
)

func TestGoLiveAccuracy(t *testing.T) {
	const noon = "T12:00:00.000000Z"
	live := func(promised playbook.Date, done playbook.Moment, change func(*playbook.Task)) playbook.Record {
		rec := sold()
		rec.Handoff.GoLiveOn = promised
		plan := playbook.Plan{Meta: playbook.Meta{ID: playbook.ID{7}}, GoLiveOn: "2027-03-01"}
		rec.Plans = []playbook.Plan{plan}
		task := playbook.Task{PlanID: plan.ID, Anchor: playbook.AnchorGoLive, Milestone: true, State: playbook.TaskDone, DoneAt: done}
		if change != nil {
			change(&task)
		}
		rec.Tasks = []playbook.Task{task}
		return *rec
	}
	for _, c := range []struct {
		name       string
		rec        playbook.Record
		off        []int
		within     string
		unpromised int
	}{
		{"on the day", live("2027-02-10", "2027-02-10"+noon, nil), []int{0}, "1/0/0", 0},
		{"five days late is met", live("2027-02-10", "2027-02-15"+noon, nil), []int{5}, "1/0/0", 0},
		{"six are not", live("2027-02-10", "2027-02-16"+noon, nil), []int{6}, "0/1/0", 0},
		{"early counts alike", live("2027-02-10", "2027-02-04"+noon, nil), []int{6}, "0/1/0", 0},
		{"the day is that of the zone", live("2027-02-10", "2027-02-15T23:30:00.000000Z", nil), []int{6}, "0/1/0", 0},
		{"nobody promised a day", live("", "2027-02-10"+noon, nil), nil, "0/0/0", 1},
		{"outside the window", live("2027-02-10", "2027-04-10"+noon, nil), nil, "0/0/0", 0},
		{"not live yet", live("2027-02-10", "", func(k *playbook.Task) { k.State = playbook.Todo }), nil, "0/0/0", 0},
		{"skipped", live("2027-02-10", "", func(k *playbook.Task) { k.State = playbook.Skipped }), nil, "0/0/0", 0},
		{"a week after it", live("2027-02-10", "2027-02-17"+noon, func(k *playbook.Task) { k.Days = 7 }), nil, "0/0/0", 0},
		{"of another plan", live("2027-02-10", "2027-02-10"+noon, func(k *playbook.Task) { k.PlanID = playbook.ID{8} }), nil, "0/0/0", 0},
		{"no milestone", live("2027-02-10", "2027-02-10"+noon, func(k *playbook.Task) { k.Milestone = false }), nil, "0/0/0", 0},
	} {
		got := metrics.GoLiveAccuracy([]playbook.Record{c.rec}, firstQuarter, time.FixedZone("UTC+2", 2*3600))
		if !slices.Equal(got.Off, c.off) || counts(got.Within) != c.within || got.Unpromised != c.unpromised {
			t.Errorf("%s: off %v, within %s, unpromised %d; want %v, %s, %d", c.name, got.Off, counts(got.Within), got.Unpromised, c.off, c.within, c.unpromised)
		}
	}
}
