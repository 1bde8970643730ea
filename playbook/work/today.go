package work

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"kept/playbook"
	"kept/playbook/schedule"
)

// A NeedKind says what clears a Need.
type NeedKind string

// The kinds, the most blocking first: nobody can go on while a handoff waits.
const (
	NeedDecision  NeedKind = "decision"  // a submitted handoff: accept or return it
	NeedRework    NeedKind = "rework"    // a returned handoff: mend and submit it again
	NeedAnswer    NeedKind = "answer"    // an open question: answer it
	NeedSeen      NeedKind = "seen"      // a promised date that was moved: see it
	NeedCondition NeedKind = "condition" // a dated condition of an acceptance: tick it
	NeedOutcome   NeedKind = "outcome"   // an overdue promise: give it its outcome
	NeedTask      NeedKind = "task"      // a task: tick it
	NeedJudgement NeedKind = "judgement" // a proof point: judge it
	NeedWord      NeedKind = "word"      // a belief that differs from the contract: correct it
	NeedLook      NeedKind = "look"      // an assumption, a risk or a gap: look at it
	NeedInspect   NeedKind = "inspect"   // an inspection: make it
)

// A Need is one row of Today.
type Need struct {
	Kind        NeedKind
	Account     playbook.ID
	AccountName string
	Row         playbook.ID   // the task, question or row, zero for a handoff and an inspection
	What        string        // "Return or accept the handoff", the task's title, the question
	Why         string        // why it stands where it stands, in a few words
	Late        int           // days past Due, 0 when in time
	Due         playbook.Date // a handoff and a question wait one working day
	Task        playbook.Task // for a task and a condition; its id for a notice of one
	Promise     playbook.ID   // for a notice of a promise
	Day         int           // for a proof point and an inspection
}

// NeedsInput is what Needs ranks. What lies in the store is read by the caller.
type NeedsInput struct {
	Today     playbook.Date
	Who       string
	Role      string // one of playbook.MemberRoles
	Everyone  bool   // also what needs others
	Calendar  schedule.Calendar
	Zone      *time.Location     // in which moments become days, nil for UTC
	Tasks     []playbook.DueTask // open, due within NeedsWithin days or overdue, or the first of those
	Questions []playbook.OpenQuestion
	Handoffs  []playbook.WaitingHandoff // submitted or returned
	Rows      []playbook.DueRow         // what else is due, proof points within NeedsWithin days
}

// NeedsWithin is how many days ahead a task and a proof point need somebody.
const NeedsWithin = 7

// Needs returns what needs a person, the most urgent first: overdue before due
// today before later. What is overdue or due today goes by kind, then by day;
// what comes later by day, then by kind.
// A submitted handoff waits for the account's CSM, a returned one and its
// questions for the seller; where none is named, for whoever has that role. A
// task waits for its owner; one without owner for the account's person in its
// role, and for the CSM where its role has nobody on our side. A promise, a
// belief and what is watched wait for their owner; without one for the seller
// until the deal is handed over, then for the CSM, who also judges proof points
// and inspects.
//
// A lost account needs nobody: what is still open there is left to its page.
func Needs(in NeedsInput) []Need {
	var out []Need
	for i := range in.Handoffs {
		if in.Handoffs[i].AccountStage == playbook.Lost {
			continue
		}
		if n, ok := in.handoff(&in.Handoffs[i]); ok {
			out = append(out, n)
		}
	}
	for i := range in.Questions {
		q := &in.Questions[i]
		if q.AccountStage != playbook.Lost && in.mine(q.Seller, "seller") {
			since := in.dayOf(q.AskedAt)
			n := Need{Kind: NeedAnswer, Account: q.AccountID, AccountName: q.AccountName, Row: q.ID,
				What: q.Text, Why: "asked " + ago(since, in.Today)}
			out = append(out, in.clocked(n, since))
		}
	}
	for i := range in.Tasks {
		if t := &in.Tasks[i]; t.AccountStage != playbook.Lost && in.myTask(t.Owner, t.Role, t.CSM, t.Seller) {
			out = append(out, in.task(t))
		}
	}
	for i := range in.Rows {
		if r := &in.Rows[i]; r.AccountStage != playbook.Lost && in.myTask(r.Owner, roleOf(r), r.CSM, r.Seller) {
			out = append(out, in.row(r))
		}
	}
	slices.SortStableFunc(out, func(a, b Need) int {
		kind, due := cmp.Compare(kindRank(a.Kind), kindRank(b.Kind)), cmp.Compare(a.Due, b.Due)
		if when := cmp.Compare(in.bucket(a), in.bucket(b)); when != 0 || in.bucket(a) == later {
			return cmp.Or(when, due, kind, cmp.Compare(a.AccountName, b.AccountName))
		}
		return cmp.Or(kind, due, cmp.Compare(a.AccountName, b.AccountName))
	})
	return out
}

func kindRank(k NeedKind) int {
	return slices.Index([]NeedKind{NeedDecision, NeedRework, NeedAnswer, NeedSeen, NeedCondition, NeedOutcome, NeedTask,
		NeedJudgement, NeedWord, NeedLook, NeedInspect}, k)
}

func (in *NeedsInput) bucket(n Need) int {
	switch {
	case n.Late > 0:
		return overdue
	case n.Due <= in.Today:
		return dueToday
	}
	return later
}

const (
	overdue = iota
	dueToday
	later
)

// mine tells whether something that waits for a named person waits for me; with
// nobody named it waits for everybody who has the role.
func (in *NeedsInput) mine(person, role string) bool {
	if in.Everyone || person != "" && playbook.SameName(person, in.Who) {
		return true
	}
	return person == "" && (in.Role == role || in.Role == "everything")
}

func (in *NeedsInput) myTask(owner, role, csm, seller string) bool {
	if owner != "" {
		return in.Everyone || playbook.SameName(owner, in.Who)
	}
	switch role {
	case "sales":
		return in.mine(seller, "seller")
	case "implementation", "support", "leader":
		if in.Role == role {
			return true
		}
	}
	return in.mine(csm, "csm")
}

// MyTasks returns the groups of tasks that need the person, and how many tasks
// they hold.
func (in *NeedsInput) MyTasks(groups []playbook.DueGroup) (mine []playbook.DueGroup, tasks int) {
	for _, g := range groups {
		if in.myTask(g.Owner, g.Role, g.CSM, g.Seller) {
			mine, tasks = append(mine, g), tasks+g.Tasks
		}
	}
	return mine, tasks
}

func (in *NeedsInput) handoff(h *playbook.WaitingHandoff) (Need, bool) {
	since := in.dayOf(h.Since)
	n := Need{Account: h.AccountID, AccountName: h.AccountName}
	switch h.State {
	case playbook.Submitted:
		n.Kind, n.What = NeedDecision, "Accept or return the handoff"
		n.Why = "submitted " + ago(since, in.Today)
		return in.clocked(n, since), in.mine(h.CSM, "csm")
	case playbook.Returned:
		n.Kind, n.What = NeedRework, "Mend the returned handoff and submit it again"
		n.Why = "returned " + ago(since, in.Today)
		return in.clocked(n, since), in.mine(h.Seller, "seller")
	}
	return n, false
}

// clocked sets the day by which something that waits for an answer should have
// one: the next working day, as the handoff time of the metrics has it.
func (in *NeedsInput) clocked(n Need, since playbook.Date) Need {
	n.Due = in.Calendar.AddWorking(since, 1)
	n.Late = max(n.Due.DaysUntil(in.Today), 0)
	return n
}

func (in *NeedsInput) task(t *playbook.DueTask) Need {
	n := Need{Kind: NeedTask, Account: t.AccountID, AccountName: t.AccountName, Row: t.ID, What: t.Title,
		Due: t.DueOn, Late: max(t.DueOn.DaysUntil(in.Today), 0), Task: t.Task, Why: in.dueWords(t.DueOn)}
	if t.Condition {
		n.Kind = NeedCondition
	}
	switch {
	case t.State == playbook.Blocked:
		n.Why = "blocked, " + n.Why
	case t.Condition:
		n.Why = "condition, " + n.Why
	case t.Milestone:
		n.Why = "milestone, " + n.Why
	}
	return n
}

// dueWords says how a day stands to today: “3 days overdue”, “due tomorrow”.
func (in *NeedsInput) dueWords(due playbook.Date) string {
	switch ahead := in.Today.DaysUntil(due); {
	case ahead < 0:
		return days(-ahead) + " overdue"
	case ahead == 0:
		return "due today"
	case ahead == 1:
		return "due tomorrow"
	default:
		return "due in " + days(ahead)
	}
}

// dayOf returns the day of a moment, today for one that is not known.
func (in *NeedsInput) dayOf(m playbook.Moment) playbook.Date {
	switch {
	case m == "":
		return in.Today
	case in.Zone == nil:
		return m.Day(time.UTC)
	}
	return m.Day(in.Zone)
}

func ago(since, today playbook.Date) string {
	switch n := since.DaysUntil(today); {
	case n <= 0:
		return "today"
	case n == 1:
		return "yesterday"
	default:
		return days(n) + " ago"
	}
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}
