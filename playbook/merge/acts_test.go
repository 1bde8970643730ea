package merge_test

import (
	"fmt"
	"math/rand/v2"

	"kept/playbook"
)

// A player makes random acts in a space: what a person at the window can do to an
// account, with values that real rules pass.
type player struct {
	r *rand.Rand
	s *space
	w *writing
}

func (p *player) n(most int) int { return p.r.IntN(most) }

func (p *player) words() string {
	return []string{"", "", "one", "one", "two", "three", "Ω \"x\"\n<b>", "long words of somebody"}[p.n(8)]
}

func (p *player) some() string {
	return []string{"one", "two", "two", "three", "three", "Ω \"x\"\n"}[p.n(6)]
}

func (p *player) day() playbook.Date {
	return []playbook.Date{"", "2026-03-02", "2026-04-01", "2026-05-01"}[p.n(4)]
}

func (p *player) at() playbook.Moment { return playbook.MomentOf(p.s.now) }

// pick returns one of the live rows of a noun, nil when there is none.
func pick[T any, P interface {
	*T
	playbook.Noun
}](p *player) P {
	rows := live[T, P](p.s.rows)
	if len(rows) == 0 {
		return nil
	}
	return P(&rows[p.n(len(rows))])
}

// actKinds is how many kinds of acts there are.
const actKinds = 28

// act makes one random act of some kinds; what a rule refuses is no act.
func (p *player) act(kinds []int) {
	root, _ := p.s.rows[p.s.account].(*playbook.Account)
	if root == nil {
		return
	}
	a := *root
	kind := kinds[p.n(len(kinds))]
	_ = p.s.do(fmt.Sprint("act ", kind), func(w *writing) error {
		p.w = w
		if a.TrashedAt != "" {
			return p.bringAccount(&a)
		}
		return [actKinds]func(*playbook.Account) error{
			p.account, p.promise, p.star, p.outcome, p.task, p.tick, p.tick, p.changeTask, p.changeTask, p.handoff, p.closing, p.item, p.item, p.order,
			p.trashOne, p.restoreOne, p.none, p.criterion, p.proof, p.person, p.plan, p.phase, p.block, p.belief, p.watch, p.question, p.input, p.trashAccount,
		}[kind](&a)
	})
}

func (p *player) trashAccount(a *playbook.Account) error {
	if p.n(2) > 0 {
		return nil
	}
	at := p.at()
	for _, n := range p.s.rows {
		if n.Key().TrashedAt == at {
			return nil
		}
	}
	for _, n := range p.s.rows {
		if n.Key().TrashedAt == "" {
			p.w.trash(n, at)
		}
	}
	return nil
}

func (p *player) bringAccount(a *playbook.Account) error {
	at := a.TrashedAt
	for _, n := range p.s.rows {
		if n.Key().TrashedAt == at {
			p.w.trash(n, "")
		}
	}
	return nil
}

func (p *player) account(a *playbook.Account) error {
	switch p.n(5) {
	case 0:
		a.Industry = p.words()
	case 1:
		a.Value = []playbook.Money{"", "48000", "1250.50"}[p.n(3)]
	case 2:
		a.CSM, a.Regulated = p.words(), p.n(2) == 0
	case 3:
		a.Stage = []playbook.Stage{playbook.AtHandoff, playbook.Live, playbook.ValueProven, playbook.Renewed}[p.n(4)]
	case 4:
		a.ActualClose, a.TermMonths = p.day(), "12"
	}
	return p.w.save(a)
}

func (p *player) promise(*playbook.Account) error {
	x := pick[playbook.Promise](p)
	if x == nil || p.n(3) == 0 {
		return p.w.save(&playbook.Promise{Text: p.some(), DueKind: "none", Deciding: p.n(4) == 0})
	}
	switch p.n(3) {
	case 0:
		x.Text = p.some()
	case 1:
		x.DueKind, x.DueOn, x.SaidOn = "date", p.day(), p.day()
	case 2:
		if c := pick[playbook.Criterion](p); c != nil {
			x.CriterionID = c.ID
		}
	}
	return p.w.save(x)
}

func (p *player) star(*playbook.Account) error {
	x := pick[playbook.Promise](p)
	if x == nil {
		return nil
	}
	if !x.Deciding {
		for _, other := range live[playbook.Promise](p.s.rows) {
			if other.Deciding {
				other.Deciding = false
				if err := p.w.save(&other); err != nil {
					return err
				}
			}
		}
	}
	x.Deciding = !x.Deciding
	return p.w.save(x)
}

func (p *player) outcome(*playbook.Account) error {
	x := pick[playbook.Promise](p)
	if x == nil {
		return nil
	}
	if x.Outcome != "" && p.n(2) == 0 {
		x.Outcome = ""
		return p.w.save(x)
	}
	x.Outcome, x.Evidence, x.CustomerConfirmed, x.DeliveredOn = "kept", p.some(), true, p.day()
	return p.w.save(x)
}

func (p *player) task(*playbook.Account) error {
	t := &playbook.Task{Title: p.some(), State: playbook.Todo, Days: p.n(9), NoSkip: p.n(3) == 0}
	if p.n(3) == 0 {
		t.EvidenceAsked = "a report"
	}
	if plan := pick[playbook.Plan](p); plan != nil && p.n(2) == 0 {
		for _, ph := range live[playbook.Phase](p.s.rows) {
			if ph.PlanID == plan.ID {
				t.PlanID, t.PhaseID = plan.ID, ph.ID
			}
		}
	}
	if pr := pick[playbook.Promise](p); pr != nil && p.n(2) == 0 {
		t.PromiseID = pr.ID
	}
	return p.w.save(t)
}

func (p *player) tick(*playbook.Account) error {
	t := pick[playbook.Task](p)
	if t == nil {
		return nil
	}
	if t.State == playbook.TaskDone {
		t.State, t.DoneAt, t.DoneBy = playbook.Todo, "", ""
		return p.w.save(t)
	}
	t.State, t.DoneAt, t.DoneBy = playbook.TaskDone, p.at(), p.s.name
	if t.EvidenceAsked != "" {
		t.Evidence = p.some()
	}
	return p.w.save(t)
}

func (p *player) changeTask(*playbook.Account) error {
	t := pick[playbook.Task](p)
	if t == nil {
		return nil
	}
	done := func() { t.DoneAt, t.DoneBy = "", "" }
	switch p.n(7) {
	case 0:
		t.State, t.Reason = playbook.Blocked, p.some()
		done()
	case 1:
		t.State, t.Reason = playbook.Skipped, p.some()
		done()
	case 2:
		if t.State != playbook.Blocked {
			t.Reason = ""
		}
	case 3:
		t.EvidenceAsked = p.words()
	case 4:
		t.Evidence = p.words()
	case 5:
		t.State = playbook.Doing
		done()
	case 6:
		t.NoSkip, t.Note = !t.NoSkip, p.words()
	}
	return p.w.save(t)
}

func (p *player) handoff(*playbook.Account) error {
	h := pick[playbook.Handoff](p)
	if h == nil {
		return p.w.save(&playbook.Handoff{State: playbook.Draft, Story: p.words()})
	}
	switch p.n(4) {
	case 0:
		h.Story, h.Trigger = p.words(), p.words()
	case 1, 2:
		to := []playbook.HandoffState{playbook.Submitted, playbook.Returned, playbook.Accepted, playbook.Accepted}[p.n(4)]
		if err := p.w.save(&playbook.Transition{From: h.State, To: to, By: p.s.name, At: p.at()}); err != nil {
			return err
		}
		h.State = to
	case 3:
		h.SalesReleasedOn, h.SalesExit = p.day(), "when it runs"
	}
	return p.w.save(h)
}

func (p *player) closing(*playbook.Account) error {
	h := pick[playbook.Handoff](p)
	if h == nil {
		return nil
	}
	if h.ClosedOn != "" {
		h.ClosedOn, h.ClosedBy = "", ""
	} else {
		for _, x := range live[playbook.Promise](p.s.rows) {
			if x.Outcome == "" {
				x.Outcome, x.Evidence, x.CustomerConfirmed = "kept", "seen", true
				if err := p.w.save(&x); err != nil {
					return err
				}
			}
		}
		h.State, h.ClosedOn, h.ClosedBy = playbook.Accepted, "2026-05-01", p.s.name
	}
	return p.w.save(h)
}

func (p *player) item(*playbook.Account) error {
	x := pick[playbook.Item](p)
	kind := []string{playbook.Bought, playbook.Objection}[p.n(2)]
	if x == nil || p.n(2) == 0 {
		for _, none := range live[playbook.None](p.s.rows) {
			if f := playbook.FieldByKey(none.Field); f.Noun == "item" && f.Kind == kind {
				p.w.trash(&none, p.at())
			}
		}
		return p.w.save(&playbook.Item{Kind: kind, Text: p.words()})
	}
	x.Text, x.Detail = p.words(), p.words()
	return p.w.save(x)
}

func (p *player) order(*playbook.Account) error {
	rows := live[playbook.Item](p.s.rows)
	if len(rows) < 2 {
		return nil
	}
	a, b := &rows[p.n(len(rows))], &rows[p.n(len(rows))]
	if a.ID == b.ID {
		return nil
	}
	a.Pos, b.Pos = b.Pos, a.Pos
	if err := p.w.save(a); err != nil {
		return err
	}
	return p.w.save(b)
}

func (p *player) trashOne(*playbook.Account) error {
	for range 3 {
		var n playbook.Noun
		switch p.n(5) {
		case 0:
			if x := pick[playbook.Item](p); x != nil {
				n = x
			}
		case 1:
			if x := pick[playbook.Promise](p); x != nil {
				n = x
			}
		case 2:
			if x := pick[playbook.Criterion](p); x != nil {
				n = x
			}
		case 3:
			if x := pick[playbook.Task](p); x != nil {
				n = x
			}
		case 4:
			if x := pick[playbook.Handoff](p); x != nil {
				n = x
			}
		}
		if n != nil {
			p.w.trash(n, p.at())
			return nil
		}
	}
	return nil
}

func (p *player) restoreOne(*playbook.Account) error {
	var best playbook.Noun
	for _, n := range p.s.rows {
		if n.Key().TrashedAt != "" && (best == nil || n.Key().ID.String() < best.Key().ID.String()) {
			best = n
		}
	}
	if best == nil {
		return nil
	}
	n := playbook.CopyOf(best)
	n.Key().TrashedAt = ""
	return p.w.save(n)
}

func (p *player) none(*playbook.Account) error {
	if x := pick[playbook.None](p); x != nil {
		p.w.trash(x, p.at())
		return nil
	}
	f := playbook.FieldOfKind("item", playbook.Objection)
	for _, x := range live[playbook.Item](p.s.rows) {
		if x.Kind == playbook.Objection {
			return nil
		}
	}
	return p.w.save(&playbook.None{Field: f.ID(), Who: p.s.name, On: "2026-03-02"})
}

func (p *player) criterion(*playbook.Account) error {
	c := pick[playbook.Criterion](p)
	if c == nil || p.n(3) == 0 {
		x := &playbook.Criterion{Words: p.words(), Baseline: "10", Target: []string{"5", "7"}[p.n(2)], Direction: "down"}
		if it := pick[playbook.Item](p); it != nil {
			x.ProblemID = it.ID
		}
		return p.w.save(x)
	}
	switch p.n(4) {
	case 0:
		return p.w.save(&playbook.Measurement{CriterionID: c.ID, Value: "7.5", On: "2026-04-01", Source: p.words()})
	case 1, 2:
		c.Achieved, c.AchievedBy = !c.Achieved, "somebody"
	case 3:
		c.Baseline, c.Target = []string{"3", "4"}[p.n(2)], []string{"5", "4"}[p.n(2)]
	}
	return p.w.save(c)
}

func (p *player) proof(*playbook.Account) error {
	x := pick[playbook.ProofPoint](p)
	if x == nil {
		return p.w.save(&playbook.ProofPoint{Day: 30, Text: p.words()})
	}
	x.Text, x.Result = p.words(), []string{"", "yes", "no"}[p.n(3)]
	return p.w.save(x)
}

func (p *player) person(*playbook.Account) error {
	x := pick[playbook.Stakeholder](p)
	if x == nil || p.n(2) == 0 {
		return p.w.save(&playbook.Stakeholder{Name: p.some(), Roles: "champion", Sensitive: p.words()})
	}
	x.Sensitive, x.Stance = p.words(), []string{"", "sceptic", "champion"}[p.n(3)]
	return p.w.save(x)
}

func (p *player) plan(*playbook.Account) error {
	plan := &playbook.Plan{PlaybookID: "low-touch-30", Title: p.some(), KickoffOn: p.day()}
	if err := p.w.save(plan); err != nil {
		return err
	}
	phase := &playbook.Phase{PlanID: plan.ID, Title: "First"}
	if err := p.w.save(phase); err != nil {
		return err
	}
	for i := range 2 {
		if err := p.w.save(&playbook.Task{PlanID: plan.ID, PhaseID: phase.ID, Title: fmt.Sprint("Task ", i), State: playbook.Todo}); err != nil {
			return err
		}
	}
	return nil
}

func (p *player) phase(*playbook.Account) error {
	x := pick[playbook.Phase](p)
	if x == nil {
		return nil
	}
	if x.ExitedOn != "" {
		x.ExitedOn, x.ExitedBy = "", ""
	} else {
		x.ExitedOn, x.ExitedBy, x.ExitNote = "2026-04-01", p.s.name, p.words()
	}
	return p.w.save(x)
}

func (p *player) block(*playbook.Account) error {
	x := pick[playbook.Block](p)
	if x != nil {
		switch p.n(3) {
		case 0:
			x.Until, x.EndedBy = playbook.Moment("2026-04-03T00:00:00.000000Z"), p.s.name
		case 1:
			x.Until, x.EndedBy = "", ""
		case 2:
			if x.Until == "" {
				x.Since = "2026-04-09T00:00:00.000000Z"
			}
		}
		return p.w.save(x)
	}
	t := pick[playbook.Task](p)
	if t == nil {
		return nil
	}
	return p.w.save(&playbook.Block{TaskID: t.ID, WaitingOn: "customer", Text: p.some(), Since: "2026-04-01T00:00:00.000000Z"})
}

func (p *player) belief(*playbook.Account) error {
	x := pick[playbook.Belief](p)
	if x == nil {
		return p.w.save(&playbook.Belief{Person: p.some(), Text: p.some(), Matches: "no"})
	}
	switch p.n(3) {
	case 0:
		x.State, x.Correction = "corrected", p.some()
	case 1:
		x.State, x.Correction = "", p.words()
	case 2:
		x.State = "withdrawn"
	}
	return p.w.save(x)
}

func (p *player) watch(*playbook.Account) error {
	x := pick[playbook.Watch](p)
	if x == nil {
		return p.w.save(&playbook.Watch{Kind: playbook.Assumption, Text: p.some(), State: "untested"})
	}
	x.State = []string{"true", "false", "untested"}[p.n(3)]
	if err := p.w.save(&playbook.WatchReview{WatchID: x.ID, Result: "open", Note: p.words(), On: "2026-04-01"}); err != nil {
		return err
	}
	return p.w.save(x)
}

func (p *player) question(*playbook.Account) error {
	x := pick[playbook.Question](p)
	if x == nil || p.n(3) == 0 {
		return p.w.save(&playbook.Question{Text: p.some(), AskedBy: p.s.name, AskedAt: p.at()})
	}
	if x.AnsweredAt != "" {
		x.Answer, x.AnsweredBy, x.AnsweredAt, x.ReopenedWhy = "", "", "", p.some()
	} else {
		x.Answer, x.AnsweredBy, x.AnsweredAt = p.some(), p.s.name, p.at()
	}
	return p.w.save(x)
}

func (p *player) input(*playbook.Account) error {
	x := pick[playbook.TaskInput](p)
	if x == nil {
		t := pick[playbook.Task](p)
		if t == nil {
			return nil
		}
		return p.w.save(&playbook.TaskInput{TaskID: t.ID, Role: "sales", Asked: p.some()})
	}
	x.Given, x.GivenBy, x.GivenOn = p.some(), p.s.name, "2026-04-01"
	if p.n(2) == 0 {
		x.Given, x.GivenBy, x.GivenOn = "", "", ""
	}
	return p.w.save(x)
}
