package work_test

import (
	"slices"
	"strings"
	"testing"

	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/holidays"
	"kept/playbook/work"
)

// newest is the label of the newest act.
func newest(t *testing.T, d *work.Desk) string {
	t.Helper()
	done, err := d.Undo(t.Context())
	must(t, err)
	_, err = d.Redo(t.Context())
	must(t, err)
	return done.Label
}

// Members come, change and go, each in one act with words of its own.
func TestTheMembersOfATeam(t *testing.T) {
	d := seat(t, "Maya Lindqvist")
	ctx := t.Context()
	id, err := d.AddMember(ctx, playbook.Member{Name: " Cleo  Marsh ", Role: "implementation", Units: "0.5", StartedOn: "2026-02-01"})
	must(t, err)
	if got := newest(t, d); got != "Add Cleo Marsh to the team" {
		t.Errorf("the act is called %q", got)
	}
	_, err = d.AddMember(ctx, playbook.Member{Name: "cleo marsh"})
	wantRefused(t, err, "there is a member Cleo Marsh already")
	_, err = d.AddMember(ctx, playbook.Member{Name: "Ben Okoro", Units: "half"})
	wantRefused(t, err, `"half" is no number of units`)

	deal, err := d.NewDeal(ctx, "Norrland Dental")
	must(t, err)
	must(t, d.StartPlan(ctx, deal.ID, work.Start{Playbook: "low-touch-30", Kickoff: "2026-03-09"}))
	rec := record(t, d, deal.ID)
	must(t, d.SetOwner(ctx, rec.Tasks[3].ID, "Cleo Marsh"))
	_, err = d.Set(ctx, work.Ref{Noun: "account", ID: deal.ID}, "implementation_lead", "", "Cleo Marsh", "")
	must(t, err)
	m := datatest.Get[playbook.Member](t, d.Store, id)
	m.Name, m.Units = "Cleo Berg", "1"
	carried, err := d.ChangeMember(ctx, m)
	must(t, err)
	rec = record(t, d, deal.ID)
	if carried != 2 || rec.Account.ImplementationLead != "Cleo Berg" || rec.Tasks[3].Owner != "Cleo Berg" {
		t.Errorf("the new name went to %d places: %q, %q", carried, rec.Account.ImplementationLead, rec.Tasks[3].Owner)
	}
	if got := newest(t, d); got != "Change member “Cleo Marsh”" {
		t.Errorf("the act is called %q", got)
	}
	must(t, d.RemoveMember(ctx, id))
	if team := team(t, d); team.Member("Cleo Berg") != nil || record(t, d, deal.ID).Tasks[3].Owner != "Cleo Berg" {
		t.Error("a removed member is still there, or took the task along")
	}
}

// Absences are noted once, for days that can be, and taken back.
func TestAbsences(t *testing.T) {
	d := seat(t, "Maya Lindqvist")
	ctx := t.Context()
	maya, err := d.AddMember(ctx, playbook.Member{Name: "Maya Lindqvist"})
	must(t, err)
	id, err := d.AddAbsence(ctx, maya, "2026-08-03", "2026-08-07", "Leave")
	must(t, err)
	if got := newest(t, d); got != "Maya Lindqvist away 3 Aug to 7 Aug 2026" {
		t.Errorf("the act is called %q", got)
	}
	for _, c := range []struct{ from, until, want string }{
		{"2026-08-07", "", "Maya Lindqvist is away 3 Aug to 7 Aug 2026 already"},
		{"2026-08-12", "2026-08-11", "ends before it begins"},
		{"2026-08-12", "2036-08-12", "within three years"},
		{"", "", "no begin"},
	} {
		_, err := d.AddAbsence(ctx, maya, playbook.Date(c.from), playbook.Date(c.until), "")
		wantRefused(t, err, c.want)
	}
	_, err = d.AddAbsence(ctx, maya, "2026-08-08", "", "")
	must(t, err)
	must(t, d.RemoveAbsence(ctx, id))
	if got := newest(t, d); got != "Maya Lindqvist not away 3 Aug to 7 Aug 2026" {
		t.Errorf("the act is called %q", got)
	}
	if a := team(t, d).Away["Maya Lindqvist"]; len(a) != 1 || a[0].From != "2026-08-08" || a[0].Until != "2026-08-08" || a[0].Name != "away" {
		t.Errorf("away: %+v", a)
	}
}

// The calendar of a workspace is set in acts with words of their own, and what
// nobody could mean is refused.
func TestSettingTheCalendar(t *testing.T) {
	d := seat(t, "Maya Lindqvist")
	ctx := t.Context()
	must(t, d.SetWeek(ctx, "Thursday, mon tue Wed"))
	if got := newest(t, d); got != "Set the working days: mon tue wed thu" {
		t.Errorf("the act is called %q", got)
	}
	wantRefused(t, d.SetWeek(ctx, "mon funday"), `"funday" is no day of the week`)
	wantRefused(t, d.SetWeek(ctx, " "), "needs a working day")
	must(t, d.SetHolidaySets(ctx, []string{"sweden", "DE", "SE"}))
	if got := newest(t, d); got != "Keep the public holidays of: SE DE" {
		t.Errorf("the act is called %q", got)
	}
	wantRefused(t, d.SetHolidaySets(ctx, []string{"Atlantis"}), `no holidays for "Atlantis"`)
	must(t, d.SetHolidaySets(ctx, []string{"SE", "DE"})) // as it is: no act
	if got := newest(t, d); got != "Keep the public holidays of: SE DE" {
		t.Errorf("setting what is set is an act, %q", got)
	}
	_, err := d.AddDayOff(ctx, "2026-07-13", "2026-07-16", "Summer  closing")
	must(t, err)
	if got := newest(t, d); got != "Day off 13 Jul to 16 Jul 2026: Summer closing" {
		t.Errorf("the act is called %q", got)
	}
	_, err = d.AddDayOff(ctx, "2026-07-14", "", "summer closing")
	wantRefused(t, err, "stands in the calendar on 13 Jul to 16 Jul 2026 already")
	_, err = d.AddDayOff(ctx, "2026-07-14", "", "")
	wantRefused(t, err, "has no name")
	_, err = d.AddDayOff(ctx, "2026-07-14", "2028-07-14", "Long")
	wantRefused(t, err, "would be off for 732 days")
	eve, err := d.WorkOn(ctx, "2026-12-24")
	must(t, err)
	if got := newest(t, d); got != "Work on 24 Dec 2026: Christmas Eve" {
		t.Errorf("the act is called %q", got)
	}
	_, err = d.WorkOn(ctx, "2026-12-23")
	wantRefused(t, err, "23 Dec 2026 is no public holiday")
	c := team(t, d)
	if !c.Calendar.Working("2026-12-24") || c.Calendar.Working("2026-12-25") || c.Calendar.Working("2026-07-14") {
		t.Error("the calendar is not as it was set")
	}
	must(t, d.RemoveHoliday(ctx, eve))
	if got := newest(t, d); got != "Off again on 24 Dec 2026: Christmas Eve" {
		t.Errorf("the act is called %q", got)
	}
	if c = team(t, d); c.Calendar.Off("2026-12-24") != "Christmas Eve" {
		t.Error("a holiday that is not worked any more is not off")
	}
	must(t, d.SetHolidaySets(ctx, nil))
	if c = team(t, d); !c.Calendar.Working("2026-12-24") {
		t.Error("without sets Christmas Eve is off")
	}
}

// A file of days off comes in as one act; again it adds nothing.
func TestImportingDaysOff(t *testing.T) {
	d := seat(t, "Maya Lindqvist")
	file := []holidays.Entry{{On: "2026-12-24", Name: "Eve"}, {On: "2026-07-13", Until: "2026-07-17", Name: "Closing"}}
	for _, want := range []int{2, 0} {
		added, err := d.ImportDaysOff(t.Context(), file, "days.ics")
		must(t, err)
		if added != want {
			t.Errorf("added %d, want %d", added, want)
		}
	}
	if got := newest(t, d); got != "Import 2 days off from days.ics" {
		t.Errorf("the act is called %q", got)
	}
	if n := len(datatest.Rows[playbook.Holiday](t, d.Store, playbook.ID{})); n != 2 {
		t.Errorf("%d days off are kept", n)
	}
	_, err := d.Undo(t.Context())
	must(t, err)
	if n := len(datatest.Rows[playbook.Holiday](t, d.Store, playbook.ID{})); n != 0 {
		t.Errorf("after undo %d days off are kept", n)
	}
}

// A change of the calendar moves no date by itself; it tells which tasks fall
// on a day off, and dating the plans again is an act of its own.
func TestPlansAfterTheCalendarChanged(t *testing.T) {
	d := seat(t, "Maya Lindqvist")
	ctx := t.Context()
	deal, err := d.NewDeal(ctx, "Norrland Dental")
	must(t, err)
	must(t, d.StartPlan(ctx, deal.ID, work.Start{Playbook: "mid-market-60", Kickoff: "2026-03-23", GoLive: "2026-05-20"}))
	before := record(t, d, deal.ID)
	var on playbook.Date
	for _, task := range before.Tasks {
		if task.Anchor != "" && task.Days != 0 && task.DueOn > d.Today() {
			on = task.DueOn
			break
		}
	}
	_, err = d.AddDayOff(ctx, on, "", "Moving house")
	must(t, err)
	if now := record(t, d, deal.ID); len(now.Tasks) != len(before.Tasks) || dueOf(&now) != dueOf(&before) {
		t.Fatal("a day off moved a plan by itself")
	}
	c := team(t, d)
	tasks := []playbook.DueTask{}
	for _, task := range before.Tasks {
		tasks = append(tasks, playbook.DueTask{Task: task})
	}
	off := c.OnDaysOff(tasks, d.Today())
	if len(off) == 0 || off[0].DueOn != on || off[0].Why != "Moving house" {
		t.Fatalf("on days off: %+v", off)
	}
	want, err := d.Outdated(ctx)
	must(t, err)
	moved, err := d.RedatePlans(ctx)
	must(t, err)
	if len(moved) == 0 || !slices.Equal(moved, want) || moved[0].AccountName != "Norrland Dental" {
		t.Errorf("moved %+v, announced %+v", moved, want)
	}
	now := record(t, d, deal.ID)
	tasks = tasks[:0]
	for _, task := range now.Tasks {
		tasks = append(tasks, playbook.DueTask{Task: task})
	}
	if left := c.OnDaysOff(tasks, d.Today()); len(left) != 0 {
		t.Errorf("%d tasks are left on days off", len(left))
	}
	if again, err := d.RedatePlans(ctx); err != nil || len(again) != 0 {
		t.Errorf("a second time moves %+v, %v", again, err)
	}
	if got := newest(t, d); got != "Date 1 plan again" {
		t.Errorf("the act is called %q", got)
	}
}

func dueOf(rec *playbook.Record) string {
	var b strings.Builder
	for i := range rec.Tasks {
		b.WriteString(string(rec.Tasks[i].DueOn) + " ")
	}
	return b.String()
}

// My tasks are those that Today would show, across accounts, and what I did
// lately; the plan of an account has all of them.
func TestTasksForACalendar(t *testing.T) {
	d := seat(t, "Maya Lindqvist")
	ctx := t.Context()
	_, err := d.AddMember(ctx, playbook.Member{Name: "Maya Lindqvist", Role: "csm"})
	must(t, err)
	var ids []playbook.ID
	for _, name := range []string{"Norrland Dental", "Havre Clinics"} {
		seller := sit(d, "Jonas Falk")
		deal, err := seller.NewDeal(ctx, name)
		must(t, err)
		must(t, seller.StartPlan(ctx, deal.ID, work.Start{Playbook: "low-touch-30", Kickoff: "2026-03-09"}))
		ids = append(ids, deal.ID)
	}
	_, err = d.Set(ctx, work.Ref{Noun: "account", ID: ids[1]}, "csm", "", "Tess Arden", "")
	must(t, err)
	rec := record(t, d, ids[1])
	dated := slices.IndexFunc(rec.Tasks, func(t playbook.Task) bool { return t.DueOn != "" && !t.NoSkip })
	must(t, d.SetOwner(ctx, rec.Tasks[dated].ID, "maya lindqvist"))
	_, err = d.SetTask(ctx, rec.Tasks[dated].ID, work.TaskChange{To: playbook.Skipped, Reason: "Not needed"})
	must(t, err)
	mine, err := d.MyTasks(ctx)
	must(t, err)
	there := 0
	for _, task := range mine {
		if task.Account == "Havre Clinics" {
			there++
			if task.ID != rec.Tasks[dated].ID {
				t.Errorf("%q is not mine", task.Title)
			}
		}
	}
	if there != 1 || len(mine) < 5 {
		t.Errorf("%d tasks, %d at Havre Clinics", len(mine), there)
	}
	name, all, err := d.PlanTasks(ctx, ids[0])
	must(t, err)
	if name != "Norrland Dental" || len(all) != len(record(t, d, ids[0]).Tasks) {
		t.Errorf("%s: %d tasks", name, len(all))
	}
	for _, task := range all {
		if task.Phase == "" || task.Who == "" || (task.Why == "") != (task.DueOn == "") {
			t.Errorf("%q: phase %q, who %q, on %q because %q", task.Title, task.Phase, task.Who, task.DueOn, task.Why)
		}
	}
}

// A calendar program takes the event with the higher number: what is taken back
// has one too.
func TestTheNumberOfAnEventOnlyRises(t *testing.T) {
	d := seat(t, "Maya Lindqvist")
	ctx := t.Context()
	deal, err := d.NewDeal(ctx, "Norrland Dental")
	must(t, err)
	must(t, d.StartPlan(ctx, deal.ID, work.Start{Playbook: "low-touch-30", Kickoff: "2026-03-09"}))
	first := record(t, d, deal.ID).Tasks[4]
	must(t, d.SetOwner(ctx, first.ID, "Cleo Marsh"))
	changed := record(t, d, deal.ID).Tasks[4]
	_, err = d.Undo(ctx)
	must(t, err)
	back := record(t, d, deal.ID).Tasks[4]
	if changed.Revision <= first.Revision || back.Revision <= changed.Revision || back.Owner != first.Owner {
		t.Errorf("revision %d, then %d, and %d when it was taken back", first.Revision, changed.Revision, back.Revision)
	}
}

// An absence moves the tasks of a person however their name is written, once
// the plan is dated again.
func TestAnAbsenceMovesTasks(t *testing.T) {
	d := seat(t, "Jonas Falk")
	ctx := t.Context()
	cleo, err := d.AddMember(ctx, playbook.Member{Name: "Cleo Marsh"})
	must(t, err)
	deal, err := d.NewDeal(ctx, "Norrland Dental")
	must(t, err)
	must(t, d.StartPlan(ctx, deal.ID, work.Start{Playbook: "low-touch-30", Kickoff: "2026-03-09"}))
	rec := record(t, d, deal.ID)
	at := slices.IndexFunc(rec.Tasks, func(t playbook.Task) bool { return t.Anchor == playbook.AnchorKickoff && t.Days > 0 && t.DueOn != "" })
	task := rec.Tasks[at]
	must(t, d.SetOwner(ctx, task.ID, "cleo  marsh"))
	_, err = d.AddAbsence(ctx, cleo, task.DueOn, task.DueOn.AddDays(1), "Leave")
	must(t, err)
	if now := record(t, d, deal.ID).Tasks[at].DueOn; now != task.DueOn {
		t.Fatalf("the absence alone moved the task to %s", now)
	}
	off := team(t, d)
	if got := off.OnDaysOff([]playbook.DueTask{{Task: record(t, d, deal.ID).Tasks[at]}}, d.Today()); len(got) != 1 || got[0].Why != "Cleo Marsh is away" {
		t.Errorf("on days off: %+v", got)
	}
	moved, err := d.RedatePlans(ctx)
	must(t, err)
	if now := record(t, d, deal.ID).Tasks[at].DueOn; now <= task.DueOn.AddDays(1) || len(moved) == 0 {
		t.Errorf("the task of somebody away until %s is on %s; moved %+v", task.DueOn.AddDays(1), now, moved)
	}
}
