package work_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"kept/data"
	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/work"
)

// second is the ladder's second version: one step new, one gone, one later, with
// another title and other inputs, and a longer gap.
func second(t *testing.T) playbook.Playbook {
	return parsed(t, ladder, "version: 1", "version: 2",
		"        at: kickoff+2\n", "        at: kickoff+3\n",
		"title: Configure\n", "title: Configure with their data\n",
		"            what: known gaps\n", "            what: known gaps\n          - role: product\n            what: limits\n",
		"go-live: 28", "go-live: 35",
		"exit: live", "exit: live; support briefed",
		"      - id: train\n        title: Train\n        role: cs\n        at: go-live-3\n        after: [configure]\n",
		"      - id: rehearse\n        title: Rehearse\n        role: support\n        at: go-live-5\n        after: [configure]\n        inputs:\n          - role: cs\n            what: users by name\n")
}

func keys(items []work.UpgradeItem) string {
	var out []string
	for _, it := range items {
		k := it.Kind + " " + it.Key
		if it.Conflict != "" {
			k += " (" + it.Conflict + ")"
		}
		if it.Kept != "" {
			k += " [" + it.Kept + "]"
		}
		out = append(out, k)
	}
	return strings.Join(out, "\n")
}

func planOf(t *testing.T, d *work.Desk, account playbook.ID) playbook.Plan {
	rec := record(t, d, account)
	return *rec.Plan()
}

func TestALaterVersionIsTakenOverItemByItem(t *testing.T) {
	d, account := climb(t)
	_, err := d.PreviewUpgrade(t.Context(), account, 0, nil)
	wantRefused(t, err, "has version 1 of “Ladder” already")
	access := stepOf(t, d, account, "access")
	_, err = d.MakeMove(t.Context(), account, work.Move{Tasks: []work.TaskMove{{Task: access.ID, On: "2026-03-13"}}}, "Holiday")
	must(t, err)
	_, err = d.SetTask(t.Context(), stepOf(t, d, account, "train").ID, work.TaskChange{To: playbook.TaskDone})
	must(t, err)
	before := dues(t, d, account)
	offer(t, d, second(t))
	p, err := d.PreviewUpgrade(t.Context(), account, 0, nil)
	must(t, err)
	want := `change gap.go-live
change access.at (the task was moved by hand to 13 Mar 2026, where it stays)
change configure.title
change configure.inputs
change phase.P2.exit
add rehearse`
	if got := keys(p.Items); got != want {
		t.Errorf("items\n%s\nwant\n%s", got, want)
	}
	if got := keys(p.Kept); got != "remove train [the task is done]" {
		t.Errorf("kept %s", got)
	}
	if got := p.Words(); got != "1 added, 5 changed; 1 wants a look" {
		t.Errorf("words %s", got)
	}
	if dues(t, d, account) != before {
		t.Error("the preview wrote something")
	}
	n, err := d.Apply(t.Context(), 0, []work.UpgradeChoice{{Account: account}}, "Lessons of spring")
	must(t, err)
	if n[0] != 5 {
		t.Errorf("%d items taken", n[0])
	}
	// Rehearse stands where the template has it; go-live is five weeks after kickoff.
	wantDues(t, d, account, "kickoff-call 03-09, access 03-13, configure 03-18, load , rehearse 04-08, train 04-03, go-live 04-13")
	conf := stepOf(t, d, account, "configure")
	rec := record(t, d, account)
	if conf.Title != "Configure with their data" || len(work.InputsOf(&rec, conf.ID)) != 2 || rec.Plan().Version != 2 || rec.Phases[1].Exit != "live; support briefed" {
		t.Errorf("after: %+v, %d inputs, version %d", conf, len(work.InputsOf(&rec, conf.ID)), rec.Plan().Version)
	}
	if k := stepOf(t, d, account, "access"); k.Days != 2 {
		t.Errorf("access counts %d days though nobody took that", k.Days)
	}
	if k := stepOf(t, d, account, "rehearse"); k.PlannedOn != k.DueOn || len(work.InputsOf(&rec, k.ID)) != 1 {
		t.Errorf("rehearse = %+v", k)
	}
	if n := len(datatest.Rows[playbook.PlaybookVersion](t, d.Store, playbook.ID{})); n != 2 {
		t.Errorf("%d versions kept", n)
	}
	_, err = d.Undo(t.Context())
	must(t, err)
	if got := dues(t, d, account); got != before || planOf(t, d, account).Version != 1 {
		t.Errorf("after undo %s", got)
	}
	// What conflicts is taken when somebody chooses it.
	_, err = d.Apply(t.Context(), 0, []work.UpgradeChoice{{Account: account, Items: []string{"access.at"}}}, "")
	must(t, err)
	if k := stepOf(t, d, account, "access"); k.Days != 3 || k.DueOn != "2026-03-13" {
		t.Errorf("access = %+v", k)
	}
}

// What was changed by hand is a conflict, a step that is gone is skipped, and one
// that was taken out of the plan is not put back by itself.
func TestAPlanChangedByHandKeepsIt(t *testing.T) {
	d, account := climb(t)
	conf := stepOf(t, d, account, "configure")
	conf.Title = "Configure both sites"
	datatest.Save(t, d.Store, "by hand", &conf)
	must(t, d.RemoveRow(t.Context(), work.Ref{Noun: "task", ID: stepOf(t, d, account, "access").ID}))
	offer(t, d, second(t))
	p, err := d.PreviewUpgrade(t.Context(), account, 2, nil)
	must(t, err)
	got := keys(p.Items)
	for _, want := range []string{"change configure.title (it was changed in the plan)", "add access (it was taken out of the plan)", "remove train"} {
		if !strings.Contains(got, want) {
			t.Errorf("items\n%s\nwant %s", got, want)
		}
	}
	_, err = d.Apply(t.Context(), 2, []work.UpgradeChoice{{Account: account}}, "")
	must(t, err)
	rec := record(t, d, account)
	if k := stepOf(t, d, account, "configure"); k.Title != "Configure both sites" {
		t.Errorf("title %q", k.Title)
	}
	if k := stepOf(t, d, account, "train"); k.State != playbook.Skipped || k.Reason != "No longer in version 2 of the playbook" {
		t.Errorf("train = %s, %q", k.State, k.Reason)
	}
	if slices.ContainsFunc(rec.Tasks, func(k playbook.Task) bool { return k.Step == "access" }) {
		t.Error("access was put back")
	}
	_, err = p.Of("nothing")
	wantRefused(t, err, "is no step with a change for Norrland Dental; it is one of")
}

// All running plans at once are one step back.
func TestSeveralPlansAreBroughtUpAtOnce(t *testing.T) {
	d, one := climb(t)
	two, three := started(t, d, "Halden Freight"), started(t, d, "Aster Clinics")
	must(t, d.SetStage(t.Context(), three, playbook.Lost, "Budget"))
	before := dues(t, d, one) + dues(t, d, two)
	offer(t, d, second(t))
	ids, err := d.PlansOf(t.Context(), "ladder")
	must(t, err)
	if len(ids) != 2 {
		t.Fatalf("%d plans are behind", len(ids))
	}
	var choices []work.UpgradeChoice
	for _, id := range ids {
		choices = append(choices, work.UpgradeChoice{Account: id})
	}
	_, err = d.Apply(t.Context(), 0, choices, "")
	must(t, err)
	if planOf(t, d, one).Version != 2 || planOf(t, d, two).Version != 2 {
		t.Error("not both are at version 2")
	}
	done, err := d.Undo(t.Context())
	must(t, err)
	if done.Label != "Apply playbook to 2 plans" || dues(t, d, one)+dues(t, d, two) != before {
		t.Errorf("undo of %q: %s", done.Label, dues(t, d, one))
	}
	found, err := d.Store.(*data.Store).CheckIntegrity(t.Context(), data.CheckOptions{Replay: true})
	if err != nil || len(found) > 0 {
		t.Errorf("the workspace is not sound: %v, %v", found, err)
	}
}

// A plan that was started when no texts were kept is told so in one sentence.
func TestAPlanOfAnUnknownVersion(t *testing.T) {
	d, account := climb(t)
	kept := datatest.Rows[playbook.PlaybookVersion](t, d.Store, playbook.ID{})
	must(t, d.Store.Do(t.Context(), playbook.Act{Who: "x", Device: "x", Label: "Older version"}, func(tx playbook.Tx) error { return tx.Trash(&kept[0]) }))
	offer(t, d, second(t))
	_, err := d.PreviewUpgrade(t.Context(), account, 0, nil)
	var r *playbook.RefusedError
	if !errors.As(err, &r) || err.Error() != "The plan of Norrland Dental cannot be brought up to date: it was started from version 1 of “Ladder”, whose text is not kept here; import that file, or add what is new by hand" {
		t.Errorf("err = %v", err)
	}
	_, err = d.PreviewUpgrade(t.Context(), account, 9, nil)
	wantRefused(t, err, "there is no playbook ladder, version 9 in this workspace")
	rec := record(t, d, account)
	a, err := d.AdherenceOf(t.Context(), &rec)
	must(t, err)
	if a.Unknown == "" || a.Steps != 6 {
		t.Errorf("adherence without the text: %+v", a)
	}
}

// A step that has another phase in the later version is offered with it, and
// moves there to its place; undo puts it back.
func TestAStepThatMovedToAnotherPhase(t *testing.T) {
	d, account := climb(t)
	before := record(t, d, account)
	moved := "      - id: configure\n        title: Configure\n        role: implementation\n        at: kickoff+7\n        duration: 2\n        after: [access+1]\n        no-skip: true\n        inputs:\n          - role: support\n            what: known gaps\n"
	offer(t, d, parsed(t, ladder, "version: 1", "version: 2", moved, "", "      - id: train\n", moved+"      - id: train\n"))
	p, err := d.PreviewUpgrade(t.Context(), account, 0, nil)
	must(t, err)
	if got := keys(p.Items); got != "change configure.phase" || p.Items[0].Then != "Begin" || p.Items[0].Now != "Launch" {
		t.Fatalf("items %s: %+v", got, p.Items)
	}
	_, err = d.Apply(t.Context(), 0, []work.UpgradeChoice{{Account: account}}, "")
	must(t, err)
	rec := record(t, d, account)
	var order []string
	for _, task := range rec.Tasks {
		order = append(order, task.Step)
	}
	if got := strings.Join(order, " "); got != "kickoff-call access load configure train go-live" {
		t.Errorf("order %s", got)
	}
	if stepOf(t, d, account, "configure").PhaseID != stepOf(t, d, account, "load").PhaseID {
		t.Error("the task is in its old phase")
	}
	_, err = d.Undo(t.Context())
	must(t, err)
	after := record(t, d, account)
	for i := range before.Tasks {
		if a, b := before.Tasks[i], after.Tasks[i]; a.Step != b.Step || a.PhaseID != b.PhaseID || a.Pos != b.Pos {
			t.Errorf("undo left %+v, was %+v", b, a)
		}
	}
}
