package work_test

import (
	"slices"
	"testing"
	"time"

	"kept/playbook"
	"kept/playbook/merge"
	"kept/playbook/work"
)

// Whom an account names and which version of a playbook it runs comes along
// where nobody and nothing of that name is, and only then.
func TestMembersAndPlaybooksComeAlong(t *testing.T) {
	ada, bo := laptop(t, "Ada"), laptop(t, "Bo")
	deal, err := ada.NewDeal(t.Context(), "Acme")
	must(t, err)
	for _, name := range []string{"Petra Novak", "Sam Otieno", "Nobody Here"} {
		_, err := ada.AddMember(t.Context(), playbook.Member{Name: name, Role: "implementation"})
		must(t, err)
	}
	_, err = bo.AddMember(t.Context(), playbook.Member{Name: "petra novak", Role: "csm"})
	must(t, err)
	ref := work.Ref{Noun: "account", ID: deal.ID}
	for col, name := range map[string]string{"support_contact": "Petra Novak", "implementation_lead": "Sam Otieno"} {
		_, err := ada.Set(t.Context(), ref, col, "", name, "")
		must(t, err)
	}
	must(t, ada.StartPlan(t.Context(), deal.ID, work.Start{Playbook: "A", Kickoff: "2027-03-15"}))
	bo.now = ada.now
	in := ada.pack(t, deal.ID, false)
	words := bo.looks(t, in).Along
	if !slices.Contains(words, "Member “Sam Otieno”") || slices.ContainsFunc(words, func(s string) bool { return s == "Member “Petra Novak”" || s == "Member “Nobody Here”" }) {
		t.Errorf("said to come along: %q", words)
	}
	if !slices.Contains(words, "Playbook “SaaS low-touch, 30 days”, version 2") {
		t.Errorf("the playbook is said to come along as %q", words)
	}
	bo.takes(t, in, work.PackChoice{})
	var members []playbook.Member
	var mine, theirs []playbook.PlaybookVersion
	must(t, bo.Store.Read(t.Context(), func(r playbook.Reader) error {
		if err := r.Rows(&members, playbook.ID{}); err != nil {
			return err
		}
		return r.Rows(&mine, playbook.ID{})
	}))
	must(t, ada.Store.Read(t.Context(), func(r playbook.Reader) error { return r.Rows(&theirs, playbook.ID{}) }))
	var names []string
	for _, m := range members {
		names = append(names, m.Name)
	}
	if slices.Sort(names); !slices.Equal(names, []string{"Sam Otieno", "petra novak"}) {
		t.Errorf("the team is %q", names)
	}
	if len(mine) != len(theirs) || len(mine) == 1 && mine[0].Version != theirs[0].Version {
		t.Errorf("playbook versions %+v, want %+v", mine, theirs)
	}
	if again := bo.looks(t, in); !again.Nothing() || len(again.Along) > 0 {
		t.Errorf("the second time %q come along", again.Along)
	}
}

// Each lets another task wait, and together they wait in a circle. The pack is
// taken in, the days stay as they came, and who breaks the circle gets days again.
func TestTasksInACircleAfterAPack(t *testing.T) {
	ada, bo, id := two(t)
	must(t, ada.StartPlan(t.Context(), id, work.Start{Playbook: "A", Kickoff: "2027-03-15"}))
	phase := record(t, ada.Desk, id).Phases[0].ID
	var tasks [2]playbook.ID
	for i, title := range []string{"Draw the map", "Walk the floor"} {
		var err error
		tasks[i], err = ada.AddTask(t.Context(), id, work.NewTask{Phase: phase, Title: title, Anchor: "kickoff", Days: 3 + i}, "asked for")
		must(t, err)
	}
	bo.now = ada.now
	bo.takes(t, ada.pack(t, id, false), work.PackChoice{})
	waits := func(f *far, at, of int) error {
		for _, x := range record(t, f.Desk, id).Tasks {
			if x.ID == tasks[of] {
				return f.SetAfter(t.Context(), tasks[at], []playbook.Dependency{{Step: x.StepKey()}}, "")
			}
		}
		return playbook.ErrNotFound
	}
	must(t, waits(ada, 0, 1))
	bo.now = bo.now.Add(time.Minute)
	must(t, waits(bo, 1, 0))
	bo.takes(t, ada.pack(t, id, false), work.PackChoice{Both: merge.Newer})
	for _, x := range record(t, bo.Desk, id).Tasks {
		if (x.ID == tasks[0] || x.ID == tasks[1]) && (x.After == "" || x.DueOn == "") {
			t.Errorf("“%s” waits for %q and is due %q", x.Title, x.After, x.DueOn)
		}
	}
	alike := func(when string) {
		t.Helper()
		ada.now = bo.now
		ada.takes(t, bo.pack(t, id, false), work.PackChoice{Both: merge.Newer})
		here, there := record(t, ada.Desk, id).Tasks, record(t, bo.Desk, id).Tasks
		if len(here) != len(there) {
			t.Fatalf("%s Ada has %d tasks, Bo %d", when, len(here), len(there))
		}
		for i := range here {
			if a, b := here[i], there[i]; a.ID != b.ID || a.After != b.After || a.DueOn != b.DueOn {
				t.Errorf("%s “%s” waits for %q until %s at Ada, and “%s” for %q until %s at Bo", when, a.Title, a.After, a.DueOn, b.Title, b.After, b.DueOn)
			}
		}
		if v := bo.looks(t, ada.pack(t, id, false)); !v.Nothing() {
			t.Errorf("%s there is something new for Bo: %+v", when, v.Accounts)
		}
	}
	alike("in the circle")
	if err := waits(bo, 1, 0); err == nil {
		t.Error("the circle can be made by hand")
	}
	must(t, bo.SetAfter(t.Context(), tasks[1], nil, ""))
	due := map[playbook.ID]playbook.Date{}
	for _, x := range record(t, bo.Desk, id).Tasks {
		due[x.ID] = x.DueOn
	}
	if due[tasks[0]] <= due[tasks[1]] {
		t.Errorf("after the circle was broken the first is due %s and what it waits for %s", due[tasks[0]], due[tasks[1]])
	}
	alike("out of the circle")
}
