package plan

import (
	"context"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/metrics"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/part"
)

// goal is the criterion that a task leads to, with where it stands, so that
// whoever does the task sees what it is for.
type goal struct {
	d     *detail
	pick  *kit.Picker
	stand *kit.Text
	open  *kit.Button
	line  *fyne.Container
	box   *fyne.Container
	shown playbook.ID
}

func newGoal(d *detail) *goal {
	g := &goal{d: d, pick: kit.NewPicker("Leads to the criterion"), stand: kit.NewText("", kit.Small)}
	g.pick.SetPlaceholder("None")
	g.pick.OnPicked = g.lead
	g.open = kit.NewButton("Show", kit.Quiet, func() {
		d.t.win.Go(screen.Place{Screen: screen.Account, Account: d.t.account, Tab: screen.Success, Row: g.shown})
	})
	g.line = kit.Row(kit.SpaceS, kit.Grow(g.stand), g.open)
	g.box = kit.Column(kit.SpaceXS, g.pick, g.line)
	if d.t.win.ReadOnly() {
		g.pick.Disable()
	}
	return g
}

func (g *goal) show(task *playbook.Task) {
	rec := g.d.t.rec
	part.Visible(g.box, len(rec.Criteria) > 0)
	var options []kit.Option
	for i := range rec.Criteria {
		options = append(options, kit.Option{Text: playbook.TitleOf(&rec.Criteria[i])})
	}
	g.pick.SetOptions(options...)
	c, through := criterionOf(rec, task)
	if !g.pick.Focused() {
		g.pick.SetText("")
		if c != nil && through == "" {
			g.pick.SetText(playbook.TitleOf(c))
		}
	}
	part.Visible(g.line, c != nil)
	if c == nil {
		return
	}
	g.shown = c.ID
	words := standing(rec, c)
	if through != "" {
		words = "Through the promise “" + part.Clip(through, 60) + "”: “" + part.Clip(playbook.TitleOf(c), 60) + "”. " + part.Upper(words)
	} else {
		words = part.Upper(words)
	}
	g.stand.SetText(words)
}

// criterionOf returns the criterion of a task, by itself or through the promise
// it delivers, which is then named; nil when there is none.
func criterionOf(rec *playbook.Record, task *playbook.Task) (c *playbook.Criterion, through string) {
	id := task.CriterionID
	for i := range rec.Promises {
		if p := &rec.Promises[i]; id.IsZero() && p.ID == task.PromiseID {
			id, through = p.CriterionID, p.Text
		}
	}
	for i := range rec.Criteria {
		if c := &rec.Criteria[i]; c.ID == id && !id.IsZero() {
			return c, through
		}
	}
	return nil, ""
}

// standing says metric, baseline, target and how far it has come.
func standing(rec *playbook.Record, c *playbook.Criterion) string {
	words := part.Joined(", ", part.Joined(" ", c.Metric, part.Joined(" → ", c.Baseline, c.Target)), part.Prefixed("by ", c.TargetOn.Short()))
	if c.Achieved {
		return part.Joined(": ", words, "reached, says the customer")
	}
	return part.Joined(": ", words, metrics.Progress(c, rec.MeasurementsOf(c.ID)).Words())
}

// lead stores which criterion the task leads to.
func (g *goal) lead(text string) {
	d := g.d
	if d.task == nil || d.t.win.ReadOnly() {
		return
	}
	to, seen := "", ""
	if !d.task.CriterionID.IsZero() {
		seen = d.task.CriterionID.String()
	}
	for i := range d.t.rec.Criteria {
		if c := &d.t.rec.Criteria[i]; text != "" && playbook.TitleOf(c) == text {
			to = c.ID.String()
		}
	}
	if to == seen {
		return
	}
	id, desk := d.task.ID, d.t.win.Desk()
	d.t.run.Queue().Run(func(ctx context.Context) error {
		_, err := desk.Set(ctx, work.Ref{Noun: "task", ID: id}, "criterion_id", seen, to, "")
		return err
	}, func(err error) { d.t.settle(id, err, nil) })
}
