package capture

import (
	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// A verdict says beside a day whether it can be kept: of a promise, or of the
// target go-live.
type verdict struct {
	t    *Tab
	to   *target
	line *part.Feasible
	from *editor // in which a day was typed
}

// judged makes the lines of a day: of a promise when it falls, and of both
// whether that can be kept.
func (p *page) judged(f *playbook.Field, to func(*playbook.Field) *target) fyne.CanvasObject {
	t := p.t
	v := &verdict{t: t, to: to(f), line: part.NewFeasible(t.win, t.run, t.after, t.account)}
	v.line.OnSaid = func() {
		if t.page == p {
			t.stage.box.Refresh()
		}
	}
	p.verdicts = append(p.verdicts, v)
	if f.Noun != "promise" {
		p.notes = append(p.notes, func() { v.stored("") })
		return v.line.Line
	}
	when := kit.NewText("", kit.Small)
	p.notes = append(p.notes, func() {
		words, due := t.dueWords(v.to.id)
		when.SetText(words)
		v.stored(due)
	})
	return kit.Column(2, kit.NewLabel(f.Label, kit.Caption), when, v.line.Line)
}

// stored judges the day as it is stored. What is over needs no verdict any more.
func (v *verdict) stored(due playbook.Date) {
	t := v.t
	if v.from != nil && v.from.save.Dirty() {
		return // the day that is being typed is judged
	}
	if v.to.noun == "promise" {
		p, ok := t.byID[v.to.id].(*playbook.Promise)
		if !ok || due == "" || p.Outcome != "" || p.DeliveredOn != "" {
			v.line.Clear()
			return
		}
		v.line.Ask(work.Ask{On: due, Promise: p.ID})
		return
	}
	if t.rec.Handoff.GoLiveOn == "" || t.rec.Account.Stage != playbook.PreClose && t.rec.Account.Stage != playbook.AtHandoff && t.rec.Account.Stage != playbook.Onboarding {
		v.line.Clear()
		return
	}
	v.line.Ask(work.Ask{On: t.rec.Handoff.GoLiveOn})
}

// dayTyped judges a day while it is typed, before it is stored.
func (t *Tab) dayTyped(e *editor) {
	if e.in.Col != "due_on" && e.in.Col != "go_live_on" || t.page == nil {
		return
	}
	for _, v := range t.page.verdicts {
		if v.to != e.to && (v.to.id.IsZero() || v.to.noun != e.to.noun || v.to.id != e.to.id) {
			continue
		}
		v.from = e
		on, err := playbook.ParseDate(e.ctl.value())
		if err != nil || on == "" {
			v.line.Clear()
			continue
		}
		v.line.Typing(work.Ask{On: on, Promise: v.promise()})
	}
}

func (v *verdict) promise() playbook.ID {
	if v.to.noun == "promise" {
		return v.to.id
	}
	return playbook.ID{}
}

// dueWords says when a promise falls due and how that stands to the target
// go-live.
func (t *Tab) dueWords(id playbook.ID) (string, playbook.Date) {
	p, ok := t.byID[id].(*playbook.Promise)
	if !ok {
		return "", ""
	}
	due, words := t.rec.DueOf(p)
	goLive := t.rec.AnchorOn(playbook.AnchorGoLive)
	switch {
	case words == "":
		return "Say when it is due; then it is told whether that can be kept.", ""
	case due == "":
		return "Due " + words + ": that day is not known yet.", ""
	case goLive == "":
		return "Due " + due.Short() + ". There is no target go-live yet to compare it with.", due
	case due == goLive:
		return "Due " + due.Short() + ", the day of the target go-live.", due
	case due < goLive:
		return "Due " + due.Short() + ", " + count(due.DaysUntil(goLive), "day", "days") + " before the target go-live.", due
	}
	return "Due " + due.Short() + ", " + count(goLive.DaysUntil(due), "day", "days") + " after the target go-live.", due
}
