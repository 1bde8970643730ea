package sample

import (
	"cmp"
	"slices"
	"time"

	"kept/playbook"
)

// LinesEach is how many lines of history a generated account that was handed
// over has about: its rows, its ticks, and status lines for the rest.
const LinesEach = 225

// A life tells how generated accounts came to be what they are: deeds, by time.
type life struct {
	g    *generator
	told []moment
}

// A moment is a deed of a life; order keeps what happens at one time in the
// order in which it was told.
type moment struct {
	at    time.Time
	order int
	playbook.Deed
}

// deeds returns what was told, by time. Each begins when it is asked for.
func (l *life) deeds() []playbook.Deed {
	slices.SortFunc(l.told, func(a, b moment) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.order, b.order)) })
	out := make([]playbook.Deed, len(l.told))
	for i, m := range l.told {
		out[i] = m.Deed
	}
	return out
}

// tell adds a deed; what would lie ahead of now happens now.
func (l *life) tell(at time.Time, who, label string, rows func(at time.Time) []playbook.Noun) time.Time {
	if at.After(l.g.now) {
		at = l.g.now
	}
	l.told = append(l.told, moment{at, len(l.told), playbook.Deed{
		Act:  playbook.Act{Who: who, Device: Device, Label: label, At: at},
		Rows: func() []playbook.Noun { return rows(at) },
	}})
	return at
}

// at is an hour of work on a day; a weekend's work was done before it.
func (l *life) at(on playbook.Date) time.Time {
	return l.g.days.day(min(l.g.days.today.DaysUntil(on), 0)).Time().Add(time.Duration(l.g.between(8*60, 16*60)) * time.Minute)
}

// account tells the life of one account, whose rows are as they are today, and
// sets those rows back to where the life begins.
func (l *life) account(out *generated, at stand, closeOn playbook.Date) {
	g, a, h := l.g, &out.account, &out.handoff
	account, handoff := *a, *h
	begin := min(closeOn, g.days.today).AddDays(-g.between(25, 60))
	sold := min(closeOn, g.days.today)
	*a = playbook.Account{Name: account.Name, Seller: account.Seller, Stage: playbook.PreClose}
	*h = playbook.Handoff{State: playbook.Draft}
	h.Pos = handoff.Pos

	last := l.tell(l.at(begin), Seller, "New deal “"+a.Name+"”", func(time.Time) []playbook.Noun {
		return []playbook.Noun{a}
	})
	// Its handoff hangs on an id that the account has only now.
	last = l.tell(last, Seller, "Begin the handoff", func(time.Time) []playbook.Noun {
		h.AccountID = a.ID
		return []playbook.Noun{h}
	})
	first := len(l.told)
	count := l.captured(out, &account, &handoff, last, sold)
	count += 2

	on := l.moved(out, &account, last)
	start := on
	if at.state != playbook.Accepted {
		start = last.Add(time.Hour)
	}
	count += l.planned(out, start)
	count += l.later(out, at, &account, closeOn, on)
	if at.state == playbook.Accepted {
		l.statuses(a, on, LinesEach+g.between(-25, 25)-count)
	}
	for i := first; i < len(l.told); i++ {
		if l.told[i].at.Before(last) {
			l.told[i].at = last
		}
	}
}

// captured tells the answers that are typed and the rows that are added from
// the first day until the deal is sold, and returns how many lines they leave.
func (l *life) captured(out *generated, account *playbook.Account, handoff *playbook.Handoff, from time.Time, sold playbook.Date) int {
	type step struct {
		label string
		rows  func(time.Time) []playbook.Noun
	}
	var steps []step
	typed := func(n, as playbook.Noun, not ...string) {
		for _, c := range playbook.Columns(n) {
			if c.Same(n, as) || slices.Contains(not, c.Name) {
				continue
			}
			text := c.Text(as)
			steps = append(steps, step{"Change “" + playbook.Label(playbook.NounName(n), c.Name) + "”", func(time.Time) []playbook.Noun {
				if err := c.SetText(n, text); err != nil {
					return nil // it is the text of the same column
				}
				return []playbook.Noun{n}
			}})
		}
	}
	typed(&out.account, account, "stage", "actual_close", "start_on", "lost_why", "lost_stage")
	typed(&out.handoff, handoff, "state")
	for _, n := range out.rows {
		steps = append(steps, step{"Add to the handoff", func(time.Time) []playbook.Noun {
			n.Key().AccountID = out.account.ID
			return []playbook.Noun{n}
		}})
	}
	l.g.rand.Shuffle(len(steps), func(i, j int) { steps[i], steps[j] = steps[j], steps[i] })
	span := max(sold.Time().Sub(from), time.Hour)
	for i, s := range steps {
		l.tell(from.Add(time.Duration(i+1)*span/time.Duration(len(steps)+1)), Seller, s.label, s.rows)
	}
	return len(steps)
}

// moved tells how the handoff came to its state, and returns when it did.
func (l *life) moved(out *generated, account *playbook.Account, last time.Time) time.Time {
	a, h := &out.account, &out.handoff
	for _, t := range out.moves {
		last = l.tell(latest(t.At.Time(), last), t.By, moveLabel(t.To), func(at time.Time) []playbook.Noun {
			t.AccountID, t.At, h.State = a.ID, playbook.MomentOf(at), t.To
			switch t.To {
			case playbook.Submitted:
				a.Stage, a.ActualClose, a.StartOn = playbook.AtHandoff, account.ActualClose, account.StartOn
			case playbook.Accepted:
				a.Stage = playbook.Onboarding
			}
			return []playbook.Noun{t, h, a}
		})
	}
	return last
}

func moveLabel(to playbook.HandoffState) string {
	switch to {
	case playbook.Submitted:
		return "Submit handoff"
	case playbook.Returned:
		return "Return handoff"
	}
	return "Accept handoff"
}

// planned tells how the plan began and its tasks were done.
func (l *life) planned(out *generated, start time.Time) int {
	a, count := &out.account, 1
	start = l.tell(start, CSM, "Start playbook", func(at time.Time) []playbook.Noun {
		out.plan.AccountID, out.plan.StartedAt = a.ID, playbook.MomentOf(at)
		return []playbook.Noun{&out.plan}
	})
	start = l.tell(start, CSM, "Add the phases and their tasks", func(at time.Time) []playbook.Noun {
		var rows []playbook.Noun
		for i := range out.phases {
			p := &out.phases[i]
			p.ID, p.AccountID, p.PlanID = playbook.NewID(at), a.ID, out.plan.ID
			rows = append(rows, p)
		}
		for i := range out.phases {
			for j := range out.tasks[i] {
				t := &out.tasks[i][j]
				t.AccountID, t.PlanID, t.PhaseID = a.ID, out.plan.ID, out.phases[i].ID
				rows = append(rows, t)
			}
		}
		return rows
	})
	for i := range out.tasks {
		count += 1 + len(out.tasks[i])
		for j := range out.tasks[i] {
			t := &out.tasks[i][j]
			done := *t
			if done.State == playbook.Todo {
				continue
			}
			t.State, t.Evidence, t.Reason, t.DoneAt, t.DoneBy = playbook.Todo, "", "", "", ""
			when := latest(done.DoneAt.Time(), start)
			label, who := "Tick “"+t.Title+"”", done.DoneBy
			if count += 3; done.Evidence != "" {
				count++
			}
			if done.State == playbook.Skipped {
				label, who = "Skip “"+t.Title+"”", CSM
				count--
				when = l.g.now
			}
			l.tell(when, who, label, func(at time.Time) []playbook.Noun {
				t.State, t.Evidence, t.Reason, t.DoneBy = done.State, done.Evidence, done.Reason, done.DoneBy
				if done.DoneAt != "" {
					t.DoneAt = playbook.MomentOf(at)
				}
				return []playbook.Noun{t}
			})
		}
	}
	return count
}

// later tells what came of promises and goals, and the stages after
// onboarding.
func (l *life) later(out *generated, at stand, account *playbook.Account, closeOn playbook.Date, from time.Time) int {
	a, count, accepted := &out.account, 0, from
	var criterion *playbook.Criterion
	after := func(days int) time.Time {
		if when := l.at(closeOn.AddDays(days)); when.After(from) {
			return when
		}
		return from
	}
	for _, n := range out.rows {
		switch row := n.(type) {
		case *playbook.Promise:
			as := *row
			if as.Outcome == "" {
				continue
			}
			row.Status, row.DeliveredOn, row.Outcome, row.Evidence = "owed", "", "", ""
			row.CustomerConfirmed, row.ConfirmedBy, row.ConfirmedOn = false, "", ""
			if count += 4; as.CustomerConfirmed {
				count += 3
			}
			l.tell(latest(l.at(as.DeliveredOn), from), CSM, "Deliver “"+row.Text+"”", func(time.Time) []playbook.Noun {
				row.Status, row.DeliveredOn, row.Outcome, row.Evidence = as.Status, as.DeliveredOn, as.Outcome, as.Evidence
				row.CustomerConfirmed, row.ConfirmedBy, row.ConfirmedOn = as.CustomerConfirmed, as.ConfirmedBy, as.ConfirmedOn
				return []playbook.Noun{row}
			})
		case *playbook.ProofPoint:
			as := *row
			if as.Result == "" {
				continue
			}
			row.Result, row.JudgedOn, row.JudgedBy, row.Shown = "", "", "", ""
			count += 4
			l.tell(latest(l.at(as.JudgedOn), from), CSM, "Judge day 30", func(time.Time) []playbook.Noun {
				row.Result, row.JudgedOn, row.JudgedBy, row.Shown = as.Result, as.JudgedOn, as.JudgedBy, as.Shown
				return []playbook.Noun{row}
			})
		case *playbook.Criterion:
			criterion = row
			if !row.Achieved {
				continue
			}
			as := *row
			row.Achieved, row.AchievedOn, row.AchievedBy, row.AchievedHow = false, "", "", ""
			count += 4
			from = l.tell(latest(l.at(as.AchievedOn), from), CSM, "Confirm “"+row.Words+"”", func(time.Time) []playbook.Noun {
				row.Achieved, row.AchievedOn, row.AchievedBy, row.AchievedHow = true, as.AchievedOn, as.AchievedBy, as.AchievedHow
				return []playbook.Noun{row}
			})
		}
	}
	for _, n := range out.later {
		count++
		switch row := n.(type) {
		case *playbook.Measurement:
			l.tell(latest(l.at(row.On), accepted), CSM, "Measure", func(time.Time) []playbook.Noun {
				row.AccountID, row.CriterionID = a.ID, criterion.ID
				return []playbook.Noun{row}
			})
		case *playbook.Signal:
			l.tell(latest(l.at(row.On), accepted), CSM, "Log signal", func(at time.Time) []playbook.Noun {
				row.AccountID, row.LoggedAt = a.ID, playbook.MomentOf(at)
				return []playbook.Noun{row}
			})
		}
	}
	stage := func(to playbook.Stage, days int) {
		count++
		from = l.tell(after(days), CSM, "Stage: "+to.Label(), func(time.Time) []playbook.Noun {
			if a.Stage = to; to == playbook.Lost {
				a.LostWhy, a.LostStage = account.LostWhy, account.LostStage
			}
			return []playbook.Noun{a}
		})
	}
	path := []struct {
		stage playbook.Stage
		days  int
	}{{playbook.Live, 60}, {playbook.ValueProven, 115}, {playbook.Renewed, 365}}
	switch at.stage {
	case playbook.Lost:
		stage(playbook.Lost, 90)
	case playbook.Live, playbook.ValueProven, playbook.Renewed:
		for _, p := range path {
			if stage(p.stage, p.days); p.stage == at.stage {
				break
			}
		}
	}
	return count
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// statuses tells as many status lines as leave so many lines of history, from
// the acceptance until today.
func (l *life) statuses(a *playbook.Account, from time.Time, lines int) {
	n := lines / 3
	span := l.g.now.Sub(from)
	for i := range n {
		line := pick(l.g, statusLines())
		l.tell(from.Add(time.Duration(i+1)*span/time.Duration(n+1)).Truncate(time.Minute), CSM, "Status: “"+line+"”", func(at time.Time) []playbook.Noun {
			a.StatusLine, a.StatusBy, a.StatusAt = line, CSM, playbook.MomentOf(at)
			return []playbook.Noun{a}
		})
	}
}
