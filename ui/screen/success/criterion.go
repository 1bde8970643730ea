package success

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/metrics"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/pane"
	"kept/ui/screen/part"
)

// criterionCard shows one criterion. It lives as long as its criterion, so that
// what is typed on it, and the keyboard, stay.
type criterionCard struct {
	t        *Tab
	c        *playbook.Criterion
	measured []playbook.Measurement // the oldest first

	card    *kit.Card
	words   *kit.Quote
	tag     *kit.Pill
	before  *figure
	now     *figure
	target  *figure
	bar     *kit.Progress
	way     *kit.Text
	metric  *kit.Text
	facts   *kit.Text
	chart   *kit.Chart
	noChart *kit.Text
	reached *kit.Text
	done    *fyne.Container // reached, and the way back
	acts    *fyne.Container
	measure *kit.Button
	confirm *kit.Button
	back    *kit.Button
	adding  *adding
	list    *measurements
	links   *fyne.Container
	said    *kit.Text
}

func newCriterionCard(t *Tab) *criterionCard {
	k := &criterionCard{t: t, words: kit.NewQuote(""), tag: kit.NewTag(kit.Tag{}),
		before: newFigure("Baseline"), now: newFigure("Now"), target: newFigure("Target"),
		bar: kit.NewProgress(0, kit.Teal), way: kit.NewText("", kit.Small), metric: kit.NewText("", kit.Strong), facts: kit.NewText("", kit.Small),
		chart: kit.NewChart(kit.ChartData{}), noChart: kit.NewText("", kit.Soft), reached: kit.NewText("", kit.Body), links: kit.Column(2), said: part.Said()}
	k.adding = newAdding(k)
	k.list = newMeasurements(k)
	k.measure = kit.NewButton("Add measurement", kit.Secondary, k.adding.open)
	k.confirm = kit.NewButton("Confirm as reached…", kit.Secondary, k.askReached)
	k.back = kit.NewButton("Take back…", kit.Quiet, k.askBack)
	k.done = kit.Row(kit.SpaceS, kit.Grow(k.reached), k.back)
	edit := kit.NewButton("Edit", kit.Quiet, func() { t.Open("F25", k.c.ID, "words") })
	remove := kit.NewSubtle("Remove…", k.askRemove)
	k.acts = kit.Row(kit.SpaceS, k.measure, k.confirm, kit.Spacer(), remove, edit)
	left := kit.Column(kit.SpaceM, k.metric,
		kit.RowTop(kit.SpaceM, kit.GrowBy(1, k.before.box), kit.GrowBy(1, k.now.box), kit.GrowBy(1, k.target.box)),
		kit.Column(6, k.bar, k.way), k.facts)
	right := kit.Column(0, k.noChart, kit.Grow(k.chart))
	k.card = kit.NewCard("", kit.Column(kit.SpaceM, kit.RowTop(kit.SpaceM, kit.Grow(k.words), k.tag),
		pane.Grid(320, left, right), k.done, k.links, k.list.box, k.adding.box, k.acts, k.said))
	if t.Win.ReadOnly() {
		k.acts.Objects = []fyne.CanvasObject{kit.Spacer(), edit}
	}
	return k
}

func (k *criterionCard) show(c *playbook.Criterion, at int) {
	k.c, k.measured = c, k.t.Rec.MeasurementsOf(c.ID)
	words := "“" + c.Words + "”"
	if part.Blank(c.Words) {
		words = "Criterion " + strconv.Itoa(at+1) + " has no words yet"
	}
	k.words.SetText(words)
	k.tag.Set(confirmedTag(c.Confirmed == "confirmed"))
	p := metrics.Progress(c, k.measured)
	k.showFigures(p)
	bar, ok := p.Bar()
	tone := kit.Teal
	if p.At() {
		tone = kit.Kept
	}
	k.bar.Set(bar, tone)
	part.Visible(k.bar, ok)
	k.way.SetText(part.Upper(told(c, p, len(k.measured))))
	k.metric.SetText(c.Metric)
	part.Visible(k.metric, !part.Blank(c.Metric))
	how := part.Joined(" · ", judgeWords(c), part.Prefixed("measured: ", c.Measured), confirmedWords(c))
	if at == 0 {
		how = part.Joined(" · ", how, "the renewal hangs on this one")
	}
	k.facts.SetText(part.Upper(how))
	data := chartOf(c, k.measured, p)
	k.chart.Set(data)
	part.Visible(k.chart, len(data.Points) > 0)
	k.noChart.SetText("The line is drawn from the first measurement on.")
	part.Visible(k.noChart, len(data.Points) == 0)
	k.showReached()
	k.showLinks()
	k.list.show()
	k.adding.show()
	part.Say(k.said, "")
	k.card.Refresh()
}

// figure is one number of the criterion with its word above and where it comes
// from below.
type figure struct {
	value  *kit.Label
	detail *kit.Text
	box    *fyne.Container
}

func newFigure(word string) *figure {
	f := &figure{value: kit.NewLabel("", kit.Promise), detail: kit.NewText("", kit.Small)}
	f.detail.MaxLines = 2
	f.box = kit.Column(2, kit.NewLabel(word, kit.Caption), f.value, f.detail)
	return f
}

func (f *figure) set(value, none, detail string) {
	s := kit.Span{Text: value, Role: kit.Promise}
	if value == "" {
		s = kit.Span{Text: none, Role: kit.Soft}
	}
	f.value.Set(s)
	f.detail.SetText(detail)
	part.Visible(f.detail, detail != "")
}

func (k *criterionCard) showFigures(p metrics.CriterionProgress) {
	c := k.c
	by := part.Prefixed("to be measured by ", c.BaselineBy.Short())
	if !part.Blank(c.Baseline) {
		by = part.Joined(" · ", c.BaselineOn.Short(), c.BaselineSource)
	}
	k.before.set(inUnit(c, c.Baseline), "no baseline", by)
	now := ""
	if p.Measured {
		now = inUnit(c, number(p.Value))
	}
	k.now.set(now, "not measured", part.Joined(" · ", p.On.Short(), p.Source))
	day := "no day yet"
	if c.TargetOn != "" {
		day = "by " + c.TargetOn.Short()
	}
	k.target.set(inUnit(c, c.Target), "no target", day)
}

func number(v float64) string { return playbook.Number{Value: v}.String() }

// inUnit puts the unit of the criterion behind a value that has none.
func inUnit(c *playbook.Criterion, value string) string {
	n, ok := playbook.ParseNumber(value)
	unit := work.UnitOf(c)
	switch {
	case part.Blank(value) || !ok || n.Unit != "" || unit == "":
		return value
	case unit == "%" || len([]rune(unit)) > 1:
		return value + " " + unit
	}
	return unit + " " + value // € and the like
}

// told says the progress as a sentence, for those who do not read charts.
func told(c *playbook.Criterion, p metrics.CriterionProgress, n int) string {
	if part.Blank(c.Metric) && !p.HasTarget {
		return "no metric yet: without a number nobody can tell that it was reached."
	}
	switch p.Word {
	case "":
		return p.Words() + ", by the newest of " + part.Count(n, "measurement", "measurements") + "."
	case "no measurement":
		return "not measured yet."
	}
	if n > 0 {
		return p.Word + ", so how far it has come is not known; " + part.Count(n, "measurement", "measurements") + "."
	}
	return p.Word + ", so how far it comes cannot be told."
}

func judgeWords(c *playbook.Criterion) string {
	if part.Blank(c.Judge) {
		return "nobody judges it yet"
	}
	return "judge: " + c.Judge
}

func confirmedWords(c *playbook.Criterion) string {
	if c.Confirmed != "confirmed" {
		return ""
	}
	return part.Prefixed("confirmed ", part.Joined(": ", c.ConfirmedOn.Short(), c.ConfirmedHow))
}

func (k *criterionCard) showReached() {
	c := k.c
	part.Visible(k.done, c.Achieved)
	part.Visible(k.back, !k.t.Win.ReadOnly())
	part.Visible(k.confirm, !c.Achieved)
	if !c.Achieved {
		return
	}
	who := "the customer"
	if !part.Blank(c.AchievedBy) {
		who = c.AchievedBy
	}
	k.reached.SetSpans(kit.Span{Text: "✓ Reached", Role: kit.Strong, Color: kit.ColorKeptInk},
		kit.Span{Text: ", says " + part.Joined(": ", part.Joined(", ", who, c.AchievedOn.Short()), c.AchievedHow), Role: kit.Body})
}

// showLinks lists the promises and tasks that lead to the criterion.
func (k *criterionCard) showLinks() {
	k.links.Objects = nil
	rec, today := k.t.Rec, k.t.Win.Desk().Today()
	for i := range rec.Promises {
		p := &rec.Promises[i]
		if p.CriterionID != k.c.ID {
			continue
		}
		id := p.ID
		k.link("Promise", p.Text, promiseTag(rec, p, today), func() { k.t.Go(screen.Promises, id) })
	}
	for i := range rec.Tasks {
		task := &rec.Tasks[i]
		if task.CriterionID != k.c.ID {
			continue
		}
		id := task.ID
		k.link("Task", task.Title, taskTag(task, today), func() { k.t.Go(screen.Plan, id) })
	}
	part.Visible(k.links, len(k.links.Objects) > 0)
}

func (k *criterionCard) link(kind, words string, tag kit.Tag, open func()) {
	k.links.Add(kit.Row(kit.SpaceS, pane.Fixed(52, kit.NewLabel(kind, kit.Caption)), kit.Grow(kit.NewLabel(words, kit.Body)), kit.NewTag(tag), kit.NewButton("Open", kit.Quiet, open)))
}

// promiseTag says where a promise stands, by shape and word.
func promiseTag(rec *playbook.Record, p *playbook.Promise, today playbook.Date) kit.Tag {
	state, _ := metrics.StateOf(rec, p, today)
	switch state {
	case metrics.Overdue:
		return kit.Tag{Text: "overdue", Tone: kit.Broken, Mark: kit.MarkSquare}
	case metrics.AtRisk:
		return kit.Tag{Text: "at risk", Tone: kit.Late, Mark: kit.MarkUp}
	case metrics.OnTrack:
		return kit.Tag{Text: "on track", Tone: kit.Kept, Mark: kit.MarkDot}
	case metrics.Owed:
		return kit.Tag{Text: "owed", Mark: kit.MarkRing}
	}
	tag := kit.Tag{Text: part.LabelOf("promise", "outcome", p.Outcome), Tone: kit.Neutral}
	switch p.Outcome {
	case "kept":
		tag.Tone, tag.Mark = kit.Kept, kit.MarkTick
	case "broken":
		tag.Tone, tag.Mark = kit.Broken, kit.MarkSquare
	}
	return tag
}

func taskTag(t *playbook.Task, today playbook.Date) kit.Tag {
	switch {
	case t.State == playbook.TaskDone:
		return kit.Tag{Text: "done", Tone: kit.Kept, Mark: kit.MarkTick}
	case t.State == playbook.Skipped:
		return kit.Tag{Text: "skipped"}
	case t.DueOn != "" && t.DueOn < today:
		return kit.Tag{Text: "overdue since " + t.DueOn.DayMonth(), Tone: kit.Late, Mark: kit.MarkUp}
	case t.DueOn != "":
		return kit.Tag{Text: "due " + t.DueOn.DayMonth(), Mark: kit.MarkRing}
	}
	return kit.Tag{Text: "no date", Mark: kit.MarkRing}
}

// askReached asks who at the customer confirmed it, when and where.
func (k *criterionCard) askReached() {
	t, id := k.t, k.c.ID
	who := kit.NewPicker("Who at the customer confirmed it", t.people...)
	who.FreeText = true
	who.SetText(k.c.Judge)
	who.SetRequired(true)
	on := kit.NewDateEntry("When", t.Win.Now)
	on.SetDay(string(t.Win.Desk().Today()))
	on.Check = t.notAhead
	how := kit.NewTextEntry("Where: a mail, a meeting, a report")
	p := metrics.Progress(k.c, k.measured)
	parts := []fyne.CanvasObject{kit.NewText("Reached is what the customer says, not what we measure.", kit.Body)}
	if !p.At() {
		parts = append(parts, kit.NewBanner("By the numbers: "+told(k.c, p, len(k.measured)), kit.Late, "", nil))
	}
	parts = append(parts, kit.FormGrid(kit.FormCell{Span: 7, Object: who}, kit.FormCell{Span: 5, Object: on}), how)
	type word struct {
		by  string
		on  playbook.Date
		how string
	}
	part.Ask(&t.Tab, part.Form[word]{Title: "Confirm as reached", Action: "Confirm", Body: parts, At: map[string]part.Hinter{"achieved_by": who, "achieved_on": on.Entry},
		Values: func() word { return word{who.Text(), playbook.Date(on.Day()), how.Text()} },
		Act: func(ctx context.Context, d *work.Desk, w word) error {
			return d.ConfirmAchieved(ctx, id, w.by, w.on, w.how)
		}})
}

func (t *Tab) notAhead(iso string) string {
	if playbook.Date(iso) > t.Win.Desk().Today() {
		return "This day is still to come."
	}
	return ""
}

func (k *criterionCard) askBack() {
	id := k.c.ID
	k.t.AskWhy("Not reached after all", "What "+part.Clip(title(k.c), 80)+" says, and who confirmed it, stays in the history.", "What has changed?",
		"Taking back that a criterion is reached needs a reason; say what has changed.", "Take back",
		func(ctx context.Context, d *work.Desk, why string) error { return d.TakeBackAchieved(ctx, id, why) }, nil)
}

func (k *criterionCard) askRemove() {
	t, ref := k.t, work.Ref{Noun: "criterion", ID: k.c.ID}
	words := part.Clip(title(k.c), 60)
	if part.Blank(words) { // nothing is lost with it
		t.Remove(ref, "", "a criterion without words", func(sentence string) { part.Say(k.said, sentence) })
		return
	}
	t.AskWhy("Remove the criterion", "“"+words+"” goes to the trash with what was measured, from where it can be taken back. The reason stays in the history.", "Why is it no success of theirs any more?",
		"Removing a criterion needs a reason; say why it is no success of theirs any more.", "Remove",
		func(ctx context.Context, d *work.Desk, why string) error { return d.RemoveCriterion(ctx, ref.ID, why) },
		func() { t.Win.Toast("Removed “" + words + "”. It is in the trash.") })
}
