package main

import (
	"image"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"kept/playbook"
)

// What the second version of the playbook says that the first did not.
const (
	paperTitle  = "Hang up the paper list for the day on which the door fails"
	reviewTitle = "Review the first week with the front desk; ask CSAT"
)

// Where the list of playbooks stands, and the one that is read.
var (
	bookList = image.Rect(230, 160, 505, 892)
	bookPage = image.Rect(505, 100, 1440, 892)
)

// secondVersion improves the playbook while two plans run from it, compares the
// versions, and saves the second with its reason.
func (w *planWalk) secondVersion() {
	w.key("ctrl+3")
	w.look("Paste a checklist…", w.whole(), strong)
	w.settled()
	w.clickIn(bookList, hallTitle, strong)
	w.clickIn(bookPage, "Edit", strong)
	w.look("Save as version 2…", w.whole(), strong)
	w.settled()
	b := documented()
	w.key("Home")
	w.times(8, "Down") // the door, behind which the new step comes
	w.key("Return")
	w.settled()
	w.newStep(&b, &playbook.Step{ID: "paper-list", Title: paperTitle, Role: "cs", Anchor: playbook.AnchorGoLive, Days: -3,
		After: []playbook.Dependency{{Step: "connect-door"}}})
	w.key("Home")
	w.times(12, "Down")
	w.key("F2", "Tab", "Tab", "Tab", "Tab")
	w.over(strings.Join([]string{w.ids["train-desk"], w.ids["connect-door"], w.ids["paper-list"]}, ", "))
	w.key("ctrl+Return", "End", "F2")
	w.over(reviewTitle)
	w.key("Return")
	w.settled()
	w.picture("second-version")
	w.click("Save as version 2…", strong)
	w.sheet("Save as version 2")
	w.picture("what-is-new")
	w.typed("The door failed on the first day of a hall")
	w.agree("Save version 2")
	w.look("version 2", bookPage, caption)
	w.settled()
	if out := w.ctl("playbook", "diff", hallBook+"@1", hallBook, "--json"); !strings.Contains(string(out), w.ids["paper-list"]) {
		fail("the second version has no new step: %s", out)
	}
	w.clickIn(bookPage, "Compare…", strong)
	w.look("beside version", w.whole(), caption)
	w.settled()
	w.picture("compare")
	w.key("Escape")
	w.settled()
}

// applySheet opens the sheet that brings running plans up.
func (w *planWalk) applySheet() {
	w.clickIn(bookPage, "Apply to running plans…", strong)
	w.look("What conflicts with nothing", w.whole(), caption)
	w.settled()
}

// versions are those from which the plans of both accounts run.
func (w *planWalk) versions() (north, south int) {
	mine := w.account
	defer func() { w.account = mine }()
	w.account = northside
	north = w.plan().Plan.Version
	w.account = southside
	south = w.plan().Plan.Version
	return north, south
}

// apply brings one plan up item by item, takes that back, and brings up both with
// everything that conflicts with nothing.
func (w *planWalk) apply() {
	w.applySheet()
	w.picture("apply")
	wide := image.Rect(150, 60, 1300, 892)
	tick := func(words string) {
		r := w.look(words, wide, plain)
		w.clickAt(pt(r.Min.X-22, r.Min.Y+6))
		w.settled()
	}
	r := w.look(southside, wide, strong) // only the first plan for now
	w.clickAt(pt(r.Min.X-22, r.Min.Y+6))
	w.settled()
	r = w.look(northside, wide, strong)
	w.clickAt(middle(r))
	w.settled()
	tick(hallReview) // its new title is left out
	w.picture("item-by-item")
	w.look("Apply to 1 plan", wide, strong)
	w.agree("Apply to 1 plan")
	w.until("one plan has version 2", func() bool { n, s := w.versions(); return n == 2 && s == 1 })
	p := w.plan()
	if p.due(paperTitle) == "" || p.due(hallReview) == "" || p.due(reviewTitle) != "" {
		fail("not what was ticked is in the plan: %+v", p.Tasks)
	}
	if w.pushes(paperTitle, hallLive) {
		fail("go-live waits for the new step, although it was changed by hand and nobody chose that")
	}
	w.settled()
	w.key("ctrl+z")
	w.until("the plan has version 1 again", func() bool { n, _ := w.versions(); return n == 1 })
	if p = w.plan(); p.due(paperTitle) != "" {
		fail("undo has left something of version 2: %+v", p.Tasks)
	}
	w.settled()
	w.applySheet()
	w.clickIn(wide, "All", caption)
	w.settled()
	w.picture("in-bulk")
	w.agree("Apply to 2 plans")
	w.until("both plans have version 2", func() bool { n, s := w.versions(); return n == 2 && s == 2 })
	if p = w.plan(); p.due(reviewTitle) == "" || !w.pushes(paperTitle, hallLive) {
		fail("not everything of version 2 is in the plan: %+v", p.Tasks)
	}
	w.settled()
	w.picture("applied")
}

// pushes tells whether a slip of one task is felt by another.
func (w *planWalk) pushes(title, other string) bool {
	return strings.Contains(string(w.ctl("plan", w.account, "--why", title, "--json")), `"title": "`+other+`"`)
}

// carry writes the playbook into a file, removes the playbook, and takes it in
// from the file again.
func (w *planWalk) carry() {
	want := w.stored(hallBook)
	file := filepath.Join(w.home(), "Documents", "ours.yaml")
	w.clickIn(bookPage, "Export…", strong)
	w.sheet("Export “" + hallTitle + "”")
	w.field("File", file)
	w.agree("Export")
	w.until("the file is there", func() bool { _, err := os.Stat(file); return err == nil })
	w.settled()
	w.ctl("--as", me, "playbook", "remove", hallBook)
	w.key("F5")
	w.settled()
	w.click("Import…", strong)
	w.sheet("Take in a playbook file")
	w.field("Playbook file (.yaml)", file)
	w.key("Return")
	w.look("Take it in", w.whole(), strong)
	w.settled()
	w.picture("import")
	w.agree("Take it in")
	w.until("the playbook is one's own again", func() bool {
		out, err := w.tryCtl("playbook", "export", hallBook)
		return err == nil && strings.Contains(string(out), paperTitle)
	})
	got := w.stored(hallBook)
	got.Version = want.Version
	for _, d := range playbook.Diff(&want, &got) {
		fail("the playbook came back otherwise: %s", d.String())
	}
	w.settled()
}

// calendars writes the plan for a calendar program, moves a task, and writes it
// again: the same event, newer.
func (w *planWalk) calendars() {
	w.openAccount(northside, "Plan")
	file := filepath.Join(w.home(), "Documents", "Northside-Climbing-plan.ics")
	save := func() {
		w.clickIn(cardArea, "Calendar file…", small)
		w.sheet("Calendar file")
		w.agree("Save calendar")
		w.until("the file is there", func() bool { _, err := os.Stat(file); return err == nil })
		w.settled()
	}
	save()
	uid, sequence, day := w.event(file, hallList)
	if day != "20270312" {
		fail("“%s” is in the calendar on %s", hallList, day)
	}
	w.markTask(hallList)
	w.key("m")
	w.sheet("Move “" + hallList + "”")
	w.over("15 Mar 2027")
	w.settled()
	w.agree("Move")
	w.holds("the task has moved", func(p *planned) bool { return p.due(hallList) == "2027-03-15" })
	if err := os.Remove(file); err != nil {
		fail("%v", err)
	}
	save()
	again, later, day := w.event(file, hallList)
	if again != uid || later <= sequence || day != "20270315" {
		fail("written again, the event is %s, sequence %d after %d, on %s", again, later, sequence, day)
	}
	w.picture("calendar")
}

var unfolded = regexp.MustCompile(`\r?\n[ \t]`)

// event finds a task in a calendar file.
func (w *planWalk) event(file, title string) (uid string, sequence int, day string) {
	b, err := os.ReadFile(file)
	if err != nil {
		fail("%v", err)
	}
	for _, ev := range strings.Split(unfolded.ReplaceAllString(string(b), ""), "BEGIN:VEVENT") {
		if !strings.Contains(ev, "SUMMARY:"+title) && !strings.Contains(ev, title) {
			continue
		}
		for line := range strings.Lines(ev) {
			name, value, _ := strings.Cut(strings.TrimSpace(line), ":")
			switch {
			case name == "UID":
				uid = value
			case name == "SEQUENCE":
				sequence, _ = strconv.Atoi(value)
			case strings.HasPrefix(name, "DTSTART"):
				day = value
			}
		}
		return uid, sequence, day
	}
	fail("“%s” is not in %s", title, file)
	return "", 0, ""
}

// printed saves the brief, in which the plan stands as a timeline.
func (w *planWalk) printed() {
	w.clickIn(image.Rect(230, 190, 800, 250), "Timeline", caption)
	w.look("Weeks", w.whole(), caption)
	w.settled()
	w.picture("timeline")
	w.key("t") // the drawing has the keyboard
	w.look("Planned", w.whole(), caption)
	w.settled()
	w.key("ctrl+b")
	w.sheet("Make a brief")
	w.look("Save PDF", w.whole(), strong)
	w.agree("Save PDF")
	w.expectPDF(filepath.Join(w.home(), "Documents"), "*INTERNAL*.pdf", "critical path: a day lost here is lost at the end")
	w.settled()
}

// promising types a go-live into the handoff, too early and in time: the line
// below says at once whether it can be kept.
func (w *planWalk) promising() {
	w.clickTab("Handoff")
	w.clickIn(nav, "Delivery")
	w.look("Delivery", nav, strong)
	w.settled()
	at := w.below("", "Target go-live", 90, caption)
	w.clickAt(pt(at.Min.X+26, at.Max.Y+26))
	w.over("9 Mar 2027")
	w.look("Not feasible:", formArea)
	w.settled()
	w.picture("not-feasible")
	w.over("10 May 2027")
	w.look("Feasible:", formArea)
	w.settled()
	w.picture("feasible")
	w.key("Tab")
	w.until("the target is stored", func() bool { return flatten(w.record())["handoff.go_live_on"] == "2027-05-10" })
	w.settled()
}

// blackout closes days of the account, over which its plan steps.
func (w *planWalk) blackout() {
	w.clickIn(nav, "Assumptions, risks,")
	w.look("Assumptions, risks,", nav, strong)
	w.settled()
	w.doAll([]move{row("What", "The hall is closed for a tournament", "blackouts.0.text")})
	w.key("Tab")
	w.typed("30 Mar 2027")
	w.awaitStored([]move{{path: "blackouts.0.on", value: "2027-03-30"}})
	w.key("Tab", "Return") // the details of the row
	w.doAll([]move{as("2027-04-02", f("Until", "2 Apr 2027", "blackouts.0.until"))})
	w.picture("blackout")
	w.clickTab("Plan")
	w.holds("the review steps over the days that are closed", func(p *planned) bool { return p.due(reviewTitle) >= "2027-04-05" })
	w.picture("stepped-over")
}
