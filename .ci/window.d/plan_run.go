package main

import (
	"image"
	"strings"
)

// The tasks of the plan that the job touches.
const (
	hallSubmit  = "Submit the handoff"
	hallAccept  = "Accept the handoff, or return it with reasons"
	hallKickoff = "Kickoff: play back goal, promises and plan"
	hallList    = "Send the list of members"
	hallLoad    = "Load the list and agree the counts"
	hallDoor    = "Connect the door and test it with ten cards"
	hallTrain   = "Train the front desk"
	hallLive    = "Go-live"
	hallCheck   = "Promise check: read the ledger with the CSM"
	hallReview  = "Review the first week; ask CSAT"
)

// Where sheets stand, and the card of the marked task.
var (
	sheetArea = image.Rect(200, 40, 1240, 892)
	cardArea  = image.Rect(1110, 160, 1434, 892)
)

// A planned is the plan as keptctl tells it.
type planned struct {
	Plan struct {
		Version   int    `json:"version"`
		KickoffOn string `json:"kickoff_on"`
		GoLiveOn  string `json:"go_live_on"`
	}
	Tasks []struct {
		Number   int
		Title    string
		State    string
		DueOn    string `json:"due_on"`
		PinnedOn string `json:"pinned_on"`
		Reason   string
		Owner    string
	}
}

func (w *planWalk) plan() planned {
	var p planned
	w.told("plan", &p)
	return p
}

// due is the day of a task as keptctl tells it, "" while there is no such task.
func (p *planned) due(title string) string {
	for i := range p.Tasks {
		if p.Tasks[i].Title == title {
			return p.Tasks[i].DueOn
		}
	}
	return ""
}

// holds waits until what keptctl tells of the plan is so.
func (w *planWalk) holds(what string, so func(p *planned) bool) {
	w.until(what, func() bool {
		p := w.plan()
		return so(&p)
	})
	w.settled()
}

// field types into a field of a sheet, in the place of what stands there.
func (w *planWalk) field(label, text string) {
	w.settled() // a sheet grows with what it tells, and moves its fields
	r := w.look(label, sheetArea, caption)
	w.clickAt(pt(r.Min.X+40, r.Max.Y+26))
	w.over(text)
}

// sheet waits for one by the words at its head.
func (w *planWalk) sheet(title string) {
	w.look(title, w.whole(), face{17, true})
	w.settled()
}

// startPlan starts the new playbook for an account, kickoff on a Monday; where the
// playbook's own day is a Saturday, that is said.
func (w *planWalk) startPlan(name string, saturday bool) {
	w.account = name
	w.openAccount(name, "")
	w.clickTab("Plan")
	w.click("Start a playbook…", strong)
	w.sheet("Start a playbook")
	w.clickIn(sheetArea, hallTitle, caption)
	w.settled()
	if saturday {
		w.look("Kickoff falls on a day off, Sat 6 Mar 2027 (weekend); choose another day unless that", sheetArea)
		w.picture("saturday")
	}
	w.field("Kickoff", "8 Mar 2027")
	w.settled()
	w.picture("start")
	w.agree("Start playbook")
	w.holds("ten tasks have their days", func(p *planned) bool {
		return len(p.Tasks) == 10 && p.Plan.KickoffOn == "2027-03-08" && p.Plan.GoLiveOn == "2027-03-22" && p.due(hallLoad) == "2027-03-15"
	})
	w.picture("started")
}

// moveAnchors moves kickoff and go-live with everything that follows shown first.
func (w *planWalk) moveAnchors() {
	w.clickIn(cardArea, "Move dates…", strong)
	w.sheet("Move the days that the plan counts from")
	w.field("Kickoff", "9 Ma")
	w.look("What follows is shown once the day can be read, like 15 Mar or 2027-03-15.", sheetArea)
	w.field("Kickoff", "9 Mar 2027")
	w.field("Go-live", "24 Mar 2027")
	w.field("Why does it move?", "The hall is closed on Mondays")
	w.settled()
	w.picture("move-dates")
	before := w.plan()
	if before.Plan.KickoffOn != "2027-03-08" {
		fail("the preview of a move has moved kickoff to %s", before.Plan.KickoffOn)
	}
	w.agree("Move")
	w.holds("kickoff and go-live have moved, and what counts from them", func(p *planned) bool {
		return p.Plan.KickoffOn == "2027-03-09" && p.Plan.GoLiveOn == "2027-03-24" && p.due(hallDoor) == "2027-03-18" && p.due(hallReview) == "2027-03-31"
	})
}

// moveTask puts a task on another day, where it stays.
func (w *planWalk) moveTask() {
	w.markTask(hallLoad)
	w.key("m")
	w.sheet("Move “" + hallLoad + "”")
	w.over("18 Mar 2027")
	w.field("Why does it move?", "Petter is away until the 16th")
	w.settled()
	w.picture("move-task")
	w.agree("Move")
	w.holds("the task is on its day by hand", func(p *planned) bool {
		for _, t := range p.Tasks {
			if t.Title == hallLoad {
				return t.DueOn == "2027-03-18" && t.PinnedOn == "2027-03-18"
			}
		}
		return false
	})
}

// blockTask blocks a task, and lets it go on with the mouse: the keyboard is at
// the list again after that.
func (w *planWalk) blockTask() {
	const why = "The maker has not sent the key"
	w.markTask(hallDoor)
	w.key("b")
	w.sheet("Block “" + hallDoor + "”")
	w.typed(why)
	w.clickIn(sheetArea, "A third party", caption)
	w.clickIn(sheetArea, "A technical fault", caption)
	w.settled()
	w.picture("block")
	w.agree("Block")
	w.until("the task is blocked", func() bool { t := w.tasks()[hallDoor]; return t.State == "blocked" && t.Reason == why })
	w.settled()
	w.picture("blocked")
	w.clickIn(cardArea, "Unblock", strong)
	w.until("the task goes on", func() bool { return w.tasks()[hallDoor].State == "todo" })
	w.settled()
	w.key("b")
	w.sheet("Block “" + hallDoor + "”")
	w.key("Escape")
	w.settled()
}

// contribute notes what a role gives to a task, then splits the task.
func (w *planWalk) contribute() {
	const given = "Guests without a card sign in by hand"
	w.markTask(hallTrain)
	w.key("i")
	w.sheet("Inputs to “" + hallTrain + "”")
	w.typed(given)
	w.picture("input")
	w.agree("Save inputs")
	w.until("the input is stored", func() bool {
		return strings.Contains(string(w.ctl("input", w.account, hallTrain, "--json")), given)
	})
	w.settled()
	w.key("x")
	w.sheet("Split “" + hallTrain + "”")
	w.field("Part 1", hallTrain+", morning shift")
	w.field("Part 2", hallTrain+", evening shift")
	w.field("Why is it split?", "Nobody works both shifts")
	w.picture("split")
	w.agree("Split")
	w.holds("the task is two", func(p *planned) bool {
		return p.due(hallTrain+", morning shift") != "" && p.due(hallTrain+", evening shift") != "" && p.due(hallTrain) == ""
	})
}

// skipTask leaves a task out that is not skipped without a reason.
func (w *planWalk) skipTask() {
	const why = "The seller is in every call of the first week"
	w.markTask(hallCheck)
	w.key("s")
	w.sheet("Skip “" + hallCheck + "”")
	w.agree("Skip")
	w.settled()
	w.look("Cancel", sheetArea, strong) // it is refused without
	w.picture("skip-refused")
	w.typed(why)
	w.agree("Skip")
	w.until("the task is skipped with its reason", func() bool { t := w.tasks()[hallCheck]; return t.State == "skipped" && t.Reason == why })
	w.settled()
}

// passGate ticks the first phase, which freezes the dates, leaves it, and
// compares the plan with what it said then.
func (w *planWalk) passGate() {
	for _, title := range []string{hallSubmit, hallAccept, hallKickoff} {
		w.markTask(title)
		w.key("space")
		w.until("“"+title+"” is done", func() bool { return w.tasks()[title].State == "done" })
		w.settled()
	}
	w.key("g")
	w.sheet("Leave phase “Start”")
	for _, c := range []string{"handoff accepted", "kickoff held"} {
		w.clickIn(sheetArea, c, plain)
	}
	w.field("What showed it, or why it is left without", "The hall's manager said so on the phone")
	w.picture("gate")
	w.agree("Leave phase")
	w.until("the phase was left", func() bool { return strings.Contains(string(w.ctl("gate", w.account, "H0", "--json")), "2027-03-01") })
	w.settled()
	w.clickIn(cardArea, "Baselines…", small)
	w.sheet("Baselines")
	w.field("Freeze what the plan says now, as", "After the split")
	w.picture("baselines")
	w.agree("Take baseline")
	w.until("there are two baselines", func() bool {
		out, err := w.tryCtl("plan", w.account, "--baseline", "--from", "Kickoff", "--to", "After the split", "--json")
		return err == nil && strings.Contains(string(out), "After the split")
	})
	w.settled()
}
