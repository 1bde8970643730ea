package brief

import (
	"strconv"
	"strings"

	"kept/playbook"
	"kept/playbook/brief/doc"
)

// phases is the plan as bands over dates with its milestones, where its
// baseline had them and what its end hangs on, and what ends each phase.
func (t *teller) phases() (chart, exit []doc.Block) {
	plan := t.r.Plan()
	if plan == nil {
		return nil, nil
	}
	line := doc.Timeline{Today: t.in.day().Time()}
	var exits []doc.Text
	base := baseline(t.r, plan.ID)
	for _, p := range t.r.PhasesOf(plan.ID) {
		done, of := t.progress(p.ID)
		if !blank(p.Exit) && (of == 0 || done < of) {
			exits = append(exits, doc.Join(doc.B(oneLine(p.Title)+": "), doc.T(oneLine(p.Exit))))
		}
		ph, milestones := t.band(&p, base)
		if of > 0 {
			ph.Name += " · " + strconv.Itoa(done) + " of " + strconv.Itoa(of)
		}
		if ph.Word == "" && of > 0 && done == of {
			ph.Tone, ph.Word = doc.Good, "done"
		}
		line.Phases, line.Milestones = append(line.Phases, ph), append(line.Milestones, milestones...)
	}
	if len(exits) == 0 {
		return []doc.Block{line}, nil
	}
	return []doc.Block{line}, []doc.Block{doc.Paragraph{Label: "An open phase ends when (beside its name: tasks done of all)", Text: doc.Sep(" · ", exits...)}}
}

// band is one phase of the timeline, and the milestones in it.
func (t *teller) band(p *playbook.Phase, base *playbook.Baseline) (doc.Phase, []doc.Milestone) {
	ph := doc.Phase{Name: p.Title}
	var from, until, wasFrom, wasUntil playbook.Date
	var milestones []doc.Milestone
	late := 0
	for _, k := range t.r.TasksOf(p.ID) {
		if k.State == playbook.Skipped {
			continue
		}
		from, until = widen(from, until, k.DueOn)
		if open(&k) && k.DueOn != "" && k.DueOn < t.in.day() {
			late++
		}
		was := playbook.Date("")
		if base != nil {
			if was = base.DateOf(k.ID); was == "" {
				was = k.DueOn // it came later: the baseline says nothing of it
			}
			wasFrom, wasUntil = widen(wasFrom, wasUntil, was)
		}
		d, known := t.in.Days[k.ID]
		critical := known && d.Critical && open(&k)
		if critical && d.Start != "" && d.On != "" {
			ph.Critical = append(ph.Critical, doc.Stretch{From: d.Start.Time(), To: d.On.Time()})
			from, until = widen(from, until, d.Start)
		}
		if k.Milestone {
			m := doc.Milestone{Name: clip(shortStep(k.Title), shortName), On: k.DueOn.Time(), Critical: critical, Word: t.milestoneWord(&k, was)}
			if was != k.DueOn {
				m.Base = was.Time()
			}
			milestones = append(milestones, m)
			if k.DueOn != "" {
				ph.Marks = append(ph.Marks, m.On)
			}
		}
	}
	ph.Start, ph.End = from.Time(), until.Time()
	if wasFrom != "" && (wasFrom != from || wasUntil != until) {
		ph.Base = doc.Stretch{From: wasFrom.Time(), To: wasUntil.Time()}
	}
	if late > 0 {
		ph.Tone, ph.Word = doc.Warn, strconv.Itoa(late)+" overdue"
	}
	return ph, milestones
}

// milestoneWord says how a milestone stands beside its date.
func (t *teller) milestoneWord(k *playbook.Task, was playbook.Date) string {
	var out []string
	if was != "" && k.DueOn != "" && was != k.DueOn {
		out = append(out, "was "+was.Short())
	}
	switch d := t.in.Days[k.ID]; {
	case k.State == playbook.TaskDone:
		out = append(out, "done")
	case k.DueOn == "" && d.Waiting != "":
		out = append(out, d.Waiting)
	case d.Forecast > k.DueOn && k.DueOn != "":
		out = append(out, "forecast "+d.Forecast.Short())
	}
	return strings.Join(out, ", ")
}

// shortStep is what a step is called before its details: “Kickoff” of “Kickoff:
// goal, criteria, plan, roles, how to escalate”.
func shortStep(title string) string {
	title = oneLine(title)
	if head, _, ok := strings.Cut(title, ":"); ok && len([]rune(head)) >= 3 {
		title = head
	}
	title, _, _ = strings.Cut(title, ";")
	if len([]rune(title)) > longStep {
		title, _, _ = strings.Cut(title, ", and ")
	}
	return strings.TrimSpace(title)
}

// longStep is the length above which a step's second half is left out as well.
const longStep = 44

// baseline is the newest of a plan, nil when none was taken.
func baseline(r *playbook.Record, plan playbook.ID) *playbook.Baseline {
	var out *playbook.Baseline
	for i := range r.Baselines {
		if b := &r.Baselines[i]; b.PlanID == plan && (out == nil || b.On >= out.On) {
			out = b
		}
	}
	return out
}

// progress counts the tasks of a phase that are done, and all but those left out.
func (t *teller) progress(phase playbook.ID) (done, of int) {
	for _, k := range t.r.TasksOf(phase) {
		if k.State != playbook.Skipped {
			of++
		}
		if k.State == playbook.TaskDone {
			done++
		}
	}
	return done, of
}

// widen stretches a span of days to include one more.
func widen(from, until, on playbook.Date) (playbook.Date, playbook.Date) {
	if on == "" {
		return from, until
	}
	if from == "" || on < from {
		from = on
	}
	return from, max(until, on)
}
