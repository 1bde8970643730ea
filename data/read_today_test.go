package data

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"kept/playbook"
	"kept/playbook/sample"
	"kept/playbook/work"
)

// The first rows of Today are those it would show had everything been read,
// and its count is that of everything, whoever looks.
func TestTodayFromItsFirstRows(t *testing.T) {
	s := temp(t)
	d := sampleDesk(t, s)
	if err := sample.Fill(t.Context(), d, sample.Curated+150, 2); err != nil {
		t.Fatal(err)
	}
	today := d.Today()
	until := today.AddDays(work.NeedsWithin)
	everything := DueQuery{Today: today, Until: until, Limit: 100_000}
	all, err := s.TasksDue(t.Context(), everything)
	if err != nil {
		t.Fatal(err)
	}
	// Some wait for a role, some are conditions, and one account is lost.
	if err := s.Do(t.Context(), playbook.Act{Who: "Bo", Device: "desk", Label: "Mix", At: d.Now()}, func(tx playbook.Tx) error {
		for i := range all {
			k := all[i].Task
			switch i % 5 {
			case 0:
				k.Owner = ""
			case 1:
				k.Condition = true
			case 2:
				k.Owner, k.Condition = "", true
			default:
				continue
			}
			if err := tx.Save(&k); err != nil {
				return err
			}
		}
		a := playbook.Account{Meta: playbook.Meta{ID: all[0].AccountID}}
		if err := tx.Load(&a); err != nil {
			return err
		}
		a.Stage, a.LostWhy, a.CSM = playbook.Lost, "Their board said no", "Somebody Else"
		return tx.Save(&a)
	}); err != nil {
		t.Fatal(err)
	}
	lost := all[0].AccountID
	if all, err = s.TasksDue(t.Context(), everything); err != nil || len(all) < 100 {
		t.Fatalf("%d tasks, %v", len(all), err)
	}
	for _, k := range all {
		if k.AccountID == lost {
			t.Error("a lost account needs somebody")
		}
	}
	groups, err := s.DueGroups(t.Context(), until)
	if err != nil {
		t.Fatal(err)
	}
	// What counts of a row; rows of one day and kind are alike to the ranking.
	rank := func(needs []work.Need) (out []string) {
		for _, n := range needs {
			out = append(out, fmt.Sprint(n.Kind, n.Due, n.Late))
		}
		return out
	}
	most := 0
	for _, role := range []string{"csm", "seller", "implementation", "support", "leader", "everything"} {
		for _, who := range []string{sample.CSM, sample.Seller, sample.Implementer, "maya  lindqvist", "Nobody", ""} {
			for _, everyone := range []bool{false, true} {
				in := work.NeedsInput{Today: today, Who: who, Role: role, Everyone: everyone, Calendar: d.Calendar, Tasks: all}
				want := work.Needs(in)
				mine, count := in.MyTasks(groups)
				if count != len(want) {
					t.Errorf("%q as %s, everyone %v: %d tasks are counted, %d are there", who, role, everyone, count, len(want))
				}
				most = max(most, count)
				for _, limit := range []int{1, 7, 60} {
					if in.Tasks, err = s.TasksDue(t.Context(), DueQuery{Today: today, Until: until, Of: append([]DueGroup{}, mine...), Limit: limit}); err != nil {
						t.Fatal(err)
					}
					got := work.Needs(in)
					if len(got) != min(limit, len(want)) || !slices.Equal(rank(got), rank(want[:len(got)])) {
						t.Errorf("%q as %s, everyone %v: the first %d are\n%v, want\n%v", who, role, everyone, limit, rank(got), rank(want[:min(limit, len(want))]))
					}
				}
			}
		}
	}
	counted, err := s.DueDays(t.Context(), today, until, groups)
	if err != nil {
		t.Fatal(err)
	}
	days := map[playbook.Date]int{}
	for _, k := range all {
		if k.DueOn >= today && k.DueOn <= until {
			days[k.DueOn]++
		}
	}
	if len(days) < 3 || !maps.Equal(counted, days) {
		t.Errorf("by day %v are counted, %v are there", counted, days)
	}
	if none, err := s.DueDays(t.Context(), today, until, nil); err != nil || len(none) > 0 {
		t.Errorf("of nobody's %v are counted, %v", none, err)
	}
	if most < 60 {
		t.Errorf("at most %d tasks need anybody", most)
	}
}

func TestStartingAccounts(t *testing.T) {
	s := temp(t)
	add := func(name string, stage playbook.Stage, expected, actual playbook.Date) {
		t.Helper()
		if err := s.Do(t.Context(), playbook.Act{Who: "Bo", Device: "desk", Label: "Add", At: fixed()}, func(tx playbook.Tx) error {
			return tx.Save(&playbook.Account{Name: name, Stage: stage, ExpectedClose: expected, ActualClose: actual, CSM: "Bo Lind"})
		}); err != nil {
			t.Fatal(err)
		}
	}
	add("Closed early", playbook.Onboarding, "2026-03-01", "2026-01-10")
	add("Closed", playbook.Onboarding, "", "2026-02-01")
	add("Expected", playbook.Onboarding, "2026-01-20", "")
	add("Too long ago", playbook.Onboarding, "2026-03-01", "2025-11-30")
	add("Live already", playbook.Live, "", "2026-02-01")
	got, err := s.Starting(t.Context(), "2026-01-01")
	if err != nil || len(got) != 3 || got[0].Name != "Closed early" || got[1].Name != "Expected" || got[2].Name != "Closed" ||
		got[1].CloseOn != "2026-01-20" || got[0].CSM != "Bo Lind" || got[0].ID.IsZero() {
		t.Errorf("starting %+v, %v", got, err)
	}
}
