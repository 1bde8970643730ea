package plan

import (
	"strconv"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// facts is the card with what holds for the plan as a whole.
type facts struct {
	card      *kit.Card
	figure    *kit.Figure
	bar       *kit.Progress
	nextHead  *kit.Label
	next      *kit.Text
	dates     *fyne.Container
	kickoff   *kit.Label
	goLive    *kit.Label
	move      *kit.Button
	goLiveRow *fyne.Container
}

func newFacts(move func()) *facts {
	f := &facts{
		figure: kit.NewFigure("", "", ""), bar: kit.NewProgress(0, kit.Teal),
		nextHead: kit.NewLabel("Next milestone", kit.Caption), next: kit.NewText("", kit.Body),
		kickoff: kit.NewLabel("", kit.Body), goLive: kit.NewLabel("", kit.Body),
	}
	f.next.MaxLines = 4
	f.move = kit.NewButton("Move…", kit.Secondary, move)
	f.goLiveRow = pairRow("Go-live", f.goLive)
	f.dates = kit.Column(kit.SpaceXS, kit.NewHairline(), kit.Gap(0, 2), kit.Row(kit.SpaceS,
		kit.Grow(kit.Column(2, pairRow("Kickoff", f.kickoff), f.goLiveRow)), f.move))
	f.card = kit.NewCard("", kit.Column(kit.SpaceS, f.figure, f.bar, kit.Gap(0, 0),
		kit.Column(2, f.nextHead, f.next), f.dates))
	return f
}

func pairRow(word string, value *kit.Label) *fyne.Container {
	return kit.Row(kit.SpaceS, kit.NewLabel(word, kit.Caption), kit.Grow(value))
}

func (f *facts) show(rec *playbook.Record, today playbook.Date, readOnly bool) {
	done, total := progress(rec)
	share, tone := 0.0, kit.Teal
	if total > 0 {
		share = float64(done) / float64(total)
	}
	if total > 0 && done == total {
		tone = kit.Kept
	}
	plan := rec.Plan()
	caption := "Conditions settled"
	if len(rec.LooseTasks()) > 0 {
		caption = "Tasks settled"
	}
	if plan != nil {
		caption = plan.Title
	}
	f.figure.Set(caption, strconv.Itoa(done)+" of "+strconv.Itoa(total), late(rec, today))
	f.bar.Set(share, tone)
	next := nextMilestone(rec)
	part.Visible(f.nextHead, next != nil)
	part.Visible(f.next, next != nil)
	if next != nil {
		when := "no date yet"
		if next.DueOn != "" {
			when = next.DueOn.Short()
			if n := today.DaysUntil(next.DueOn); n >= 0 {
				when += ", " + inDays(n)
			} else {
				when += ", " + days(-n) + " ago"
			}
		}
		f.next.SetSpans(kit.Span{Text: "◆ " + clip(next.Title, 200), Role: kit.Body}, kit.Span{Text: "\n" + when, Role: kit.Small})
	}
	part.Visible(f.dates, plan != nil)
	if plan == nil {
		return
	}
	f.kickoff.SetText(orNone(plan.KickoffOn))
	f.goLive.SetText(orNone(plan.GoLiveOn))
	part.Visible(f.goLiveRow, plan.GoLiveOn != "" || counts(rec, playbook.AnchorGoLive))
	if readOnly {
		f.move.Disable()
	}
}

// late says how many tasks are overdue or blocked.
func late(rec *playbook.Record, today playbook.Date) string {
	overdue, blocked := 0, 0
	for i := range rec.Tasks {
		t := &rec.Tasks[i]
		if settled(t) {
			continue
		}
		if t.DueOn != "" && t.DueOn < today {
			overdue++
		}
		if t.State == playbook.Blocked {
			blocked++
		}
	}
	switch {
	case overdue > 0 && blocked > 0:
		return strconv.Itoa(overdue) + " overdue · " + strconv.Itoa(blocked) + " blocked"
	case overdue > 0:
		return strconv.Itoa(overdue) + " overdue"
	case blocked > 0:
		return strconv.Itoa(blocked) + " blocked"
	}
	return "tasks done · none overdue"
}

// counts tells whether a task of the plan is counted from the anchor.
func counts(rec *playbook.Record, anchor string) bool {
	for i := range rec.Tasks {
		if rec.Tasks[i].Anchor == anchor {
			return true
		}
	}
	return false
}

func orNone(d playbook.Date) string {
	if d == "" {
		return "not set"
	}
	return d.Short()
}

func inDays(n int) string {
	switch n {
	case 0:
		return "today"
	case 1:
		return "tomorrow"
	}
	return "in " + days(n)
}
