package sample_test

import (
	"slices"
	"testing"
	"time"

	"kept/playbook"
	"kept/playbook/metrics"
	"kept/playbook/sample"
)

// The told accounts hold every state that a promise, a belief, a watched thing
// and a handoff can be in, so that each can be looked at.
func TestTheStoriesHoldEveryState(t *testing.T) {
	for _, now := range []time.Time{monday(), time.Date(2027, time.March, 1, 9, 0, 0, 0, time.UTC)} {
		_, d := fill(t, now, sample.Curated, 1)
		rec := func(name string) *playbook.Record { r := record(t, d, name); return &r }
		state := func(name string, promise int) string {
			r := rec(name)
			p := &r.Promises[promise-1]
			if p.Outcome != "" {
				return p.Outcome
			}
			s, _ := metrics.StateOf(r, p, d.Today())
			return string(s)
		}
		for _, c := range []struct {
			name    string
			promise int
			want    string
		}{
			{"Halden Freight", 2, "kept"}, {"Kestrel & Row", 3, "kept_late"}, {"Планина Турс", 2, "partly"},
			{"Aster Clinics", 3, "renegotiated"}, {"Aalto Optik", 2, "broken"}, {"Weidner Maschinenbau", 1, "broken"},
			{"Brightside Media", 4, "withdrawn"}, {"Lumen Studio", 2, "released"},
			{"Aster Clinics", 1, string(metrics.AtRisk)}, {"Αρτοποιεία Αίγλη", 1, string(metrics.Overdue)}, {"Halden Freight", 1, string(metrics.Owed)},
		} {
			if got := state(c.name, c.promise); got != c.want {
				t.Errorf("%s: promise %d of %s is %s, want %s", now.Format("2 Jan 2006"), c.promise, c.name, got, c.want)
			}
		}
		for _, name := range []string{"Halden Freight", "Aster Clinics", "Lumen Studio", "Αρτοποιεία Αίγλη", "Kestrel & Row", "Планина Турс", "Aalto Optik"} {
			for day := range []int{30, 60, 90} {
				if p := rec(name).ProofPoint(30 * (day + 1)); p == nil || p.Text == "" {
					t.Errorf("%s has no proof point for day %d, and its promise is meant to be clear", name, 30*(day+1))
				}
			}
		}
		if r := rec("Copper & Vine"); len(r.ProofPoints) > 0 || r.Deciding().Basis != "" {
			t.Error("Copper & Vine is the account whose promise is unclear")
		}

		aster := rec("Aster Clinics")
		b := &aster.Beliefs[0]
		if !b.Differs() || b.Owner == "" || b.DueOn == "" || !slices.ContainsFunc(aster.Signals, func(s playbook.Signal) bool { return s.Kind == "contradicted" && s.BeliefID == b.ID }) {
			t.Errorf("Aster Clinics holds no open contradiction with an owner, a day and its signal: %+v", b)
		}
		fax := aster.WatchesOf(playbook.Assumption)[1]
		risks := aster.WatchesOf(playbook.Risk)
		if fax.State != "false" || risks[3].FromID != fax.ID || risks[3].Plan == "" || risks[1].SeenOn == "" {
			t.Errorf("the false assumption is no risk, or no first sign was seen: %+v", risks)
		}
		if n := len(aster.ReviewsOf(aster.WatchesOf(playbook.Gap)[0].ID)); n != 2 {
			t.Errorf("the gap of Aster Clinics was reviewed %d times, want twice", n)
		}

		kestrel := rec("Kestrel & Row")
		c := &kestrel.Criteria[0]
		if !kestrel.Handoff.IsClosed() || kestrel.Handoff.SalesReleasedBy == "" || kestrel.Account.Stage != playbook.ValueProven || !c.Achieved || c.AchievedBy == "" || len(kestrel.MeasurementsOf(c.ID)) != 5 {
			t.Errorf("Kestrel & Row is not closed, released and proven: %+v %+v", kestrel.Handoff, c)
		}
		if tally := metrics.Promises(kestrel, d.Today()); tally.Due != 5 || tally.Kept != 3 || tally.Renegotiated != 1 {
			t.Errorf("the promises of Kestrel & Row come to %+v", tally)
		}

		left := rec("Планина Турс")
		open := 0
		for _, task := range left.Tasks {
			if task.Step == "person-left" && task.State == playbook.Todo {
				open++
			}
		}
		if left.People[1].LeftOn == "" || open != 3 {
			t.Errorf("the champion of Планина Турс left on %q, and %d tasks are open, want 3", left.People[1].LeftOn, open)
		}

		results, kinds, answered, days := map[string]bool{}, map[string]bool{}, 0, map[int]bool{}
		causes, phases := map[string]int{}, map[string]bool{}
		for _, a := range accounts(t, d) {
			r := rec(a.Name)
			for _, p := range r.ProofPoints {
				results[p.Result] = true
				if p.Result != "" && (p.Shown == "" || p.JudgedBy == "") {
					t.Errorf("%s: day %d was judged by %q, who saw %q", a.Name, p.Day, p.JudgedBy, p.Shown)
				}
			}
			for _, s := range r.Signals {
				kinds[s.Kind] = true
				if causes[s.Cause]++; s.Cause == "" {
					t.Errorf("%s: the signal %q has no cause", a.Name, s.Text)
				}
				phases[s.Phase] = true
			}
			for _, q := range r.CustomerQuestions {
				if !q.FactID.IsZero() {
					answered++
				}
			}
			for _, i := range r.Inspections {
				days[i.Day] = true
			}
		}
		for _, o := range playbook.Judgements() {
			if !results[o.Value] {
				t.Errorf("no proof point is judged %s", o.Label)
			}
		}
		for _, o := range playbook.SignalKinds() {
			if !kinds[o.Value] {
				t.Errorf("no signal says %s", o.Label)
			}
		}
		if len(causes) != len(playbook.Causes()) || len(phases) < 4 {
			t.Errorf("signals have the causes %v, in the phases %v", causes, phases)
		}
		if answered == 0 || len(days) != 3 {
			t.Errorf("%d questions are answered, inspections of %v", answered, days)
		}
	}
}
