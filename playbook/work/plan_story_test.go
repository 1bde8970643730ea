package work_test

import (
	"slices"
	"strings"
	"testing"

	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/library"
	"kept/playbook/work"
)

// ladder is a small playbook whose steps wait for each other.
const ladder = `
format: 2
id: ladder
title: Ladder
for: Tests.
version: 1
gaps:
  kickoff: 7
  go-live: 28
anchors:
  - id: data-delivered
    title: Data delivered
phases:
  - code: P1
    title: Begin
    customer: We begin
    exit: plan agreed; access given
    steps:
      - id: kickoff-call
        title: Kickoff
        role: cs
        at: kickoff
        milestone: true
      - id: access
        title: Give access
        role: customer
        at: kickoff+2
        after: [kickoff-call]
        customer: You give us access
      - id: configure
        title: Configure
        role: implementation
        at: kickoff+7
        duration: 2
        after: [access+1]
        no-skip: true
        inputs:
          - role: support
            what: known gaps
  - code: P2
    title: Launch
    exit: live
    steps:
      - id: load
        title: Load the data
        role: implementation
        at: data-delivered+1
      - id: train
        title: Train
        role: cs
        at: go-live-3
        after: [configure]
      - id: go-live
        title: Go-live
        role: implementation
        at: go-live
        milestone: true
`

// parsed reads a playbook, changed by pairs of old and new text.
func parsed(t *testing.T, text string, change ...string) playbook.Playbook {
	t.Helper()
	r := strings.NewReplacer(change...)
	b, err := library.Read("ladder.yaml", strings.NewReader(r.Replace(text)))
	must(t, err)
	return b
}

// climb returns a desk with the ladder, and an account that runs it: closed on
// Mon 2 March 2026, kickoff Mon 9 March, go-live Mon 6 April.
func climb(t *testing.T) (*work.Desk, playbook.ID) {
	t.Helper()
	d := seat(t, "Maya Lindqvist")
	offer(t, d, parsed(t, ladder))
	return d, started(t, d, "Norrland Dental")
}

func offer(t *testing.T, d *work.Desk, books ...playbook.Playbook) {
	t.Helper()
	lib, err := library.New(books...)
	must(t, err)
	d.Books = lib
}

func started(t *testing.T, d *work.Desk, name string) playbook.ID {
	t.Helper()
	a, err := d.NewDeal(t.Context(), name)
	must(t, err)
	a = record(t, d, a.ID).Account
	a.ActualClose, a.Seller, a.CSM, a.ImplementationLead = "2026-03-02", "Jonas Falk", "Maya Lindqvist", "Kim Aas"
	datatest.Save(t, d.Store, "set up", &a)
	must(t, d.StartPlan(t.Context(), a.ID, work.Start{Playbook: "ladder"}))
	return a.ID
}

// stepOf returns the task of a step.
func stepOf(t *testing.T, d *work.Desk, account playbook.ID, step string) playbook.Task {
	t.Helper()
	rec := record(t, d, account)
	i := slices.IndexFunc(rec.Tasks, func(t playbook.Task) bool { return t.Step == step })
	if i < 0 {
		t.Fatalf("there is no task of the step %s", step)
	}
	return rec.Tasks[i]
}

// dues is the open plan in one line: step or title and day.
func dues(t *testing.T, d *work.Desk, account playbook.ID) string {
	t.Helper()
	var out []string
	for _, k := range record(t, d, account).Tasks {
		name := k.Step
		if name == "" {
			name = k.Title
		}
		out = append(out, name+" "+strings.TrimPrefix(string(k.DueOn), "2026-"))
	}
	return strings.Join(out, ", ")
}

func wantDues(t *testing.T, d *work.Desk, account playbook.ID, want string) {
	t.Helper()
	if got := dues(t, d, account); got != want {
		t.Errorf("dated\n%s, want\n%s", got, want)
	}
}

func TestAPlanOfStepsThatWait(t *testing.T) {
	d, account := climb(t)
	// Configure: kickoff + 7 days is Mon 16 March; access on the 11th, one working
	// day between, two days of work, so the 16th holds.
	wantDues(t, d, account, "kickoff-call 03-09, access 03-11, configure 03-16, load , train 04-03, go-live 04-06")
	rec := record(t, d, account)
	if len(rec.Inputs) != 1 || rec.Inputs[0].Asked != "known gaps" || rec.Inputs[0].TaskID != stepOf(t, d, account, "configure").ID {
		t.Errorf("inputs = %+v", rec.Inputs)
	}
	if len(rec.Anchors) != 1 || rec.Anchors[0].Name != "data-delivered" || rec.Anchors[0].On != "" {
		t.Errorf("anchors = %+v", rec.Anchors)
	}
	kept := datatest.Rows[playbook.PlaybookVersion](t, d.Store, playbook.ID{})
	if len(kept) != 1 || kept[0].PlaybookID != "ladder" || kept[0].Own || !strings.Contains(kept[0].Text, "data-delivered") {
		t.Errorf("kept versions = %+v", kept)
	}
	_, err := d.MakeMove(t.Context(), account, work.Move{Anchors: []work.AnchorMove{{Anchor: "data-delivered", On: "2026-03-20"}}}, "")
	must(t, err)
	if k := stepOf(t, d, account, "load"); k.DueOn != "2026-03-23" { // Saturday moves on
		t.Errorf("load is due %s", k.DueOn)
	}
	_, team, err := d.RecordAndTeam(t.Context(), account)
	must(t, err)
	rec = record(t, d, account)
	dates, err := work.Dates(&rec, &team, "2026-03-02")
	must(t, err)
	if why := strings.Join(dates.Why(stepOf(t, d, account, "configure").ID), "; "); !strings.Contains(why, "Give access") && !strings.Contains(why, "kickoff") {
		t.Errorf("why = %q", why)
	}
}

func TestAStepForOthersIsNotMade(t *testing.T) {
	d := seat(t, "Maya Lindqvist")
	offer(t, d, parsed(t, ladder, "        at: data-delivered+1\n", "        at: data-delivered+1\n        if: segment = enterprise\n"))
	a, err := d.NewDeal(t.Context(), "Norrland Dental")
	must(t, err)
	_, team, err := d.RecordAndTeam(t.Context(), a.ID)
	must(t, err)
	rec := record(t, d, a.ID)
	made, err := d.Preview(&rec, &team, work.Start{Playbook: "ladder", Kickoff: "2026-03-09"})
	must(t, err)
	if len(made.Tasks) != 6 || len(made.Unsure) != 1 || !strings.Contains(strings.Join(made.Warnings(), " "), "“Load the data” is meant where segment = enterprise, which is not known yet") {
		t.Errorf("not known: %d tasks, %v", len(made.Tasks), made.Warnings())
	}
	rec.Account.Segment = "small"
	made, err = d.Preview(&rec, &team, work.Start{Playbook: "ladder", Kickoff: "2026-03-09"})
	must(t, err)
	if len(made.Tasks) != 5 || len(made.Left) != 1 || len(made.Unsure) != 0 {
		t.Errorf("small: %d tasks, left %d", len(made.Tasks), len(made.Left))
	}
	rec.Account.Segment = "enterprise"
	made, err = d.Preview(&rec, &team, work.Start{Playbook: "ladder", Kickoff: "2026-03-09"})
	must(t, err)
	if len(made.Tasks) != 6 || len(made.Left)+len(made.Unsure) != 0 {
		t.Errorf("enterprise: %d tasks", len(made.Tasks))
	}
}

func TestAMoveShowsWhatFollowsAndIsTakenBack(t *testing.T) {
	d, account := climb(t)
	access := stepOf(t, d, account, "access")
	rec, team, err := d.RecordAndTeam(t.Context(), account)
	must(t, err)
	m := work.Move{Tasks: []work.TaskMove{{Task: access.ID, On: "2026-03-16"}}}
	c, err := d.PreviewMove(&rec, &team, nil, m)
	must(t, err)
	var told []string
	for _, s := range c.Tasks {
		told = append(told, s.Title+" "+string(s.Was)+" "+string(s.Now))
	}
	// One working day after the 16th, then two of work: the 18th and 19th.
	if got := strings.Join(told, "; "); got != "Give access 2026-03-11 2026-03-16; Configure 2026-03-16 2026-03-19" {
		t.Errorf("would move %s", got)
	}
	before := dues(t, d, account)
	if c.NeedsReason() || dues(t, d, account) != before {
		t.Errorf("a preview: %v", c.Promised)
	}
	_, err = d.MakeMove(t.Context(), account, m, "Their administrator is away")
	must(t, err)
	wantDues(t, d, account, "kickoff-call 03-09, access 03-16, configure 03-19, load , train 04-03, go-live 04-06")
	if k := stepOf(t, d, account, "access"); k.PinnedOn != "2026-03-16" || k.MovedBy != "Maya Lindqvist" || k.MovedWhy != "Their administrator is away" {
		t.Errorf("moved task = %+v", k)
	}
	// It stays there when its anchor moves, while the others follow.
	must(t, d.MoveAnchors(t.Context(), account, "2026-03-12", "2026-04-06", "They asked"))
	wantDues(t, d, account, "kickoff-call 03-12, access 03-16, configure 03-19, load , train 04-06, go-live 04-09")
	// Its anchor decides again.
	_, err = d.MakeMove(t.Context(), account, work.Move{Tasks: []work.TaskMove{{Task: access.ID}}}, "")
	must(t, err)
	wantDues(t, d, account, "kickoff-call 03-12, access 03-16, configure 03-19, load , train 04-06, go-live 04-09")
	for range 3 {
		_, err = d.Undo(t.Context())
		must(t, err)
	}
	if got := dues(t, d, account); got != before {
		t.Errorf("after undo %s, want %s", got, before)
	}
}

func TestADoneTaskDoesNotMove(t *testing.T) {
	d, account := climb(t)
	kick := stepOf(t, d, account, "kickoff-call")
	_, err := d.SetTask(t.Context(), kick.ID, work.TaskChange{To: playbook.TaskDone})
	must(t, err)
	_, err = d.MakeMove(t.Context(), account, work.Move{Tasks: []work.TaskMove{{Task: kick.ID, On: "2026-03-20"}}}, "why not")
	wantRefused(t, err, "is done, so it keeps its day")
	_, err = d.MakeMove(t.Context(), account, work.Move{Anchors: []work.AnchorMove{{Anchor: "data", On: "2026-03-20"}}}, "")
	wantRefused(t, err, "it is one of close, kickoff, go-live, renewal, data-delivered")
}

func TestAPromisedDateMovesWithAReasonAndANotice(t *testing.T) {
	d, account := climb(t)
	rec := record(t, d, account)
	rec.Handoff.GoLiveOn = "2026-04-06"
	p := playbook.Promise{Text: "Two weeks of help after go-live", Status: "owed", DueKind: "anchor", DueAnchor: "go_live", DueDays: "14", Owner: "Kim Aas"}
	p.AccountID = account
	datatest.Save(t, d.Store, "set up", &rec.Handoff, &p)
	m := work.Move{Anchors: []work.AnchorMove{{Anchor: playbook.AnchorGoLive, On: "2026-04-13"}}}
	rec, team, err := d.RecordAndTeam(t.Context(), account)
	must(t, err)
	c, err := d.PreviewMove(&rec, &team, nil, m)
	must(t, err)
	if !c.NeedsReason() || len(c.Promised) != 2 || len(c.Notices) != 3 {
		t.Fatalf("promised %q, notices %+v", c.Promised, c.Notices)
	}
	_, err = d.MakeMove(t.Context(), account, m, "  ")
	wantRefused(t, err, "go-live moves from 6 Apr 2026 to 13 Apr 2026")
	if n := len(record(t, d, account).Notices); n != 0 {
		t.Errorf("%d notices of a refused move", n)
	}
	_, err = d.MakeMove(t.Context(), account, m, "The venue is closed")
	must(t, err)
	rec = record(t, d, account)
	if rec.Plan().GoLiveOn != "2026-04-13" || rec.Plan().GoLiveGap != 0 {
		t.Errorf("plan = %+v", rec.Plan())
	}
	var told []string
	for _, n := range rec.Notices {
		told = append(told, n.ForWhom+": "+n.Words())
	}
	want := []string{"Jonas Falk: Go-live moved, from 6 Apr 2026 to 13 Apr 2026: The venue is closed",
		"Jonas Falk: Promise moved: “Two weeks of help after go-live”, from 20 Apr 2026 to 27 Apr 2026: The venue is closed",
		"Kim Aas: Promise moved: “Two weeks of help after go-live”, from 20 Apr 2026 to 27 Apr 2026: The venue is closed"}
	if !slices.Equal(told, want) {
		t.Errorf("notices\n%s", strings.Join(told, "\n"))
	}
	jonas := sit(d, "Jonas Falk")
	must(t, jonas.SeeNotice(t.Context(), rec.Notices[0].ID))
	must(t, d.SeeNotice(t.Context(), rec.Notices[0].ID))
	rec = record(t, d, account)
	if n := rec.Notices[0]; n.SeenBy != "Jonas Falk" || n.SeenOn == "" || len(work.OpenNotices(&rec)) != 2 {
		t.Errorf("seen = %+v", n)
	}
}

// A task that delivers a promise, moved behind its day, moves what was promised.
func TestAMoveBehindAPromiseIsOne(t *testing.T) {
	d, account := climb(t)
	p := playbook.Promise{Text: "Access by mid March", Status: "owed", DueKind: "date", DueOn: "2026-03-13"}
	p.AccountID = account
	datatest.Save(t, d.Store, "set up", &p)
	access := stepOf(t, d, account, "access")
	access.PromiseID = p.ID
	datatest.Save(t, d.Store, "set up", &access)
	to := func(on playbook.Date) work.Move {
		return work.Move{Tasks: []work.TaskMove{{Task: access.ID, On: on}}}
	}
	_, err := d.MakeMove(t.Context(), account, to("2026-03-12"), "")
	must(t, err) // in time, so nobody is told
	_, err = d.MakeMove(t.Context(), account, to("2026-03-17"), "")
	wantRefused(t, err, "is due on 13 Mar 2026 and would be done on 17 Mar 2026")
	_, err = d.MakeMove(t.Context(), account, work.Move{Promises: []work.PromiseMove{{Promise: p.ID, On: "2026-03-20"}}}, "They agreed in writing")
	must(t, err)
	rec := record(t, d, account)
	if rec.Promises[0].DueOn != "2026-03-20" || len(rec.Notices) != 1 || rec.Notices[0].PromiseID != p.ID {
		t.Errorf("promise %s, notices %+v", rec.Promises[0].DueOn, rec.Notices)
	}
}

func TestATaskIsSplitAndAdded(t *testing.T) {
	d, account := climb(t)
	conf := stepOf(t, d, account, "configure")
	_, err := d.SplitTask(t.Context(), conf.ID, []work.SplitPart{{Title: "Configure the desk"}, {Title: "Configure the phones"}}, "")
	wantRefused(t, err, "say why")
	_, err = d.SplitTask(t.Context(), conf.ID, []work.SplitPart{{Title: "One"}}, "because")
	wantRefused(t, err, "two titles or more")
	ids, err := d.SplitTask(t.Context(), conf.ID, []work.SplitPart{{Title: "Configure the desk"}, {Title: "Configure the phones", Owner: "Ida Berg"},
		{Title: "Configure the rest", On: "2026-04-07"}}, "Two teams")
	must(t, err)
	wantDues(t, d, account, "kickoff-call 03-09, access 03-11, configure 03-16, Configure the phones 03-16, Configure the rest 04-07, load , train 04-08, go-live 04-06")
	k := record(t, d, account).Tasks[3]
	if k.SplitFrom != conf.ID || k.Owner != "Ida Berg" || k.Step != "" || k.PhaseID != conf.PhaseID || ids[1] != k.ID {
		t.Errorf("part = %+v", k)
	}
	// Train waits for all the parts, the last of which was moved.
	if after := stepOf(t, d, account, "train").After; strings.Count(after, ",") != 2 {
		t.Errorf("train waits for %s", after)
	}
	train := stepOf(t, d, account, "train")
	id, err := d.AddTask(t.Context(), account, work.NewTask{Phase: train.PhaseID, Title: "Write the guide", Role: "support", After: []playbook.Dependency{{Step: "train", Lag: 1}}}, "They asked for one")
	must(t, err)
	rec := record(t, d, account)
	if g := rec.Tasks[len(rec.Tasks)-1]; g.ID != id || g.DueOn != "2026-04-10" || g.PlannedOn != "2026-04-10" || g.Reason != "They asked for one" {
		t.Errorf("added = %+v", g)
	}
	err = d.SetAfter(t.Context(), train.ID, []playbook.Dependency{{Step: id.String()}}, "")
	if err == nil || !strings.Contains(err.Error(), "wait for each other") {
		t.Errorf("a circle: %v", err)
	}
	_, err = d.AddTask(t.Context(), account, work.NewTask{Phase: train.PhaseID, Title: "X", Anchor: "data-ready"}, "")
	wantRefused(t, err, "There is no anchor “data-ready”")
	_, err = d.AddTask(t.Context(), account, work.NewTask{Phase: train.PhaseID, Title: "X", After: []playbook.Dependency{{Step: "nothing"}}}, "")
	wantRefused(t, err, "which is no task of this plan")
	// A skipped part lets train begin after what the part waited for.
	_, err = d.SkipTask(t.Context(), ids[2], "There is no rest")
	must(t, err)
	if k := stepOf(t, d, account, "train"); k.DueOn != "2026-04-03" {
		t.Errorf("train is due %s after the last part was skipped", k.DueOn)
	}
}

// A promised day that is typed over after the acceptance is told as well, once
// for a stay in the field; before the acceptance nobody counts on it yet.
func TestATypedOverDayIsTold(t *testing.T) {
	d, account := climb(t)
	p := playbook.Promise{Text: "Access by mid March", Status: "owed", DueKind: "date", DueOn: "2026-03-13"}
	p.AccountID = account
	datatest.Save(t, d.Store, "set up", &p)
	set := func(seen, typed string) {
		t.Helper()
		_, err := d.Set(t.Context(), work.Ref{Noun: "promise", ID: p.ID}, "due_on", seen, typed, "one stay")
		must(t, err)
	}
	set("2026-03-13", "2026-03-16")
	if n := len(record(t, d, account).Notices); n != 0 {
		t.Errorf("%d notices before the acceptance", n)
	}
	rec := record(t, d, account)
	rec.Handoff.State = playbook.Accepted
	datatest.Save(t, d.Store, "set up", &rec.Handoff)
	set("2026-03-16", "2026-03-18")
	set("2026-03-18", "2026-03-20")
	rec = record(t, d, account)
	if len(rec.Notices) != 1 || rec.Notices[0].Words() != "Promise moved: “Access by mid March”, from 16 Mar 2026 to 20 Mar 2026: no reason was given" || rec.Notices[0].ForWhom != "Jonas Falk" {
		t.Errorf("notices = %+v", rec.Notices)
	}
	set("2026-03-20", "2026-03-16")
	if n := len(record(t, d, account).Notices); n != 0 {
		t.Errorf("%d notices of a day that is back", n)
	}
	must(t, d.Edit(t.Context(), work.Ref{Noun: "promise", ID: p.ID}, map[string]string{"due_on": "2026-04-01", "owner": "Kim Aas"}))
	if n := len(record(t, d, account).Notices); n != 2 {
		t.Errorf("%d notices, want one for the seller and one for who delivers", n)
	}
}
