package plan

import (
	"context"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// baselineSheet compares what the plan said at two times, and freezes what it
// says now.
func (t *Tab) baselineSheet() {
	if t.rec.Plan() == nil {
		return
	}
	bases := work.BaselinesOf(t.rec)
	title := kit.NewEntry("Freeze what the plan says now, as")
	title.SetPlaceholder("After the change of scope")
	account := t.account
	rows := kit.Column(kit.SpaceXS)
	var body []fyne.CanvasObject
	if len(bases) == 0 {
		body = append(body, kit.NewText("No baseline was taken yet. The first is taken when the kickoff is ticked; take one here whenever a plan is agreed anew.", kit.Soft))
	} else {
		words := make([]string, len(bases))
		for i := range bases {
			words[i] = bases[i].Title + ", " + bases[i].On.DayMonth()
		}
		was := kit.NewChoice(words...)
		was.Select(len(bases) - 1)
		now := kit.NewChoice(append([]string{"The plan now"}, words...)...)
		now.Select(0)
		show := func() {
			var beside *playbook.Baseline
			if i := now.SelectedOne(); i > 0 {
				beside = &bases[i-1]
			}
			rows.Objects = t.besides(work.CompareBaselines(t.rec, &t.team, t.dates, &bases[max(was.SelectedOne(), 0)], beside))
			rows.Refresh()
		}
		was.OnChanged, now.OnChanged = func([]int) { show() }, func([]int) { show() }
		show()
		body = append(body, kit.Column(kit.SpaceXS, kit.NewLabel("Then", kit.Caption), was),
			kit.Column(kit.SpaceXS, kit.NewLabel("Beside", kit.Caption), now), kit.NewHairline(), rows)
	}
	if t.win.ReadOnly() {
		s := kit.NewSheet("Baselines", kit.SheetWide, kit.Column(kit.SpaceM, body...), nil)
		s.Open(t.win.Canvas())
		return
	}
	body = append(body, kit.NewHairline(), title)
	t.form("Baselines", "Take baseline", kit.SheetWide, body, func() act {
		words := title.Text()
		return func(ctx context.Context, d *work.Desk) error {
			_, err := d.TakeBaseline(ctx, account, words)
			return err
		}
	}, func() { t.win.Toast("Baseline taken. What was planned is what the plan says now.") })
}

// besides lists what differs between two baselines, or one and the plan: the
// anchors first, then the tasks.
func (t *Tab) besides(c work.Comparison) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	pair := func(title string, was, now, likely playbook.Date, days int, strong bool) {
		role := kit.Body
		if strong {
			role = kit.Strong
		}
		words := orNoDay(was) + " → " + orNoDay(now)
		if was == now {
			words = orNoDay(now)
		}
		if days != 0 {
			words += ", " + workingWords(days)
		}
		if likely != "" && likely > now {
			words += " · forecast " + likely.Short()
		}
		out = append(out, kit.Row(kit.SpaceM, kit.Grow(kit.NewLabel(title, role)), kit.NewLabel(words, kit.Small)))
	}
	pair("Kickoff", c.KickoffWas, c.KickoffNow, "", 0, true)
	if c.GoLiveWas != "" || c.GoLiveNow != "" {
		pair("Go-live", c.GoLiveWas, c.GoLiveNow, c.GoLiveForecast, workdays(&t.team, c.GoLiveWas, c.GoLiveNow), true)
	}
	same := 0
	for i := range c.Tasks {
		b := &c.Tasks[i]
		if !b.Moved() && b.Forecast <= b.Now {
			same++
			continue
		}
		pair(b.Title, b.Was, b.Now, b.Forecast, b.Days, false)
	}
	if same > 0 {
		out = append(out, kit.NewText(part.Count(same, "task stands", "tasks stand")+" where it was.", kit.Small))
		if same > 1 {
			out[len(out)-1] = kit.NewText(part.Count(same, "task", "tasks")+" stand where they were.", kit.Small)
		}
	}
	return out
}

// calendarSheet asks the window for a file for a calendar program.
func (t *Tab) calendarSheet() { t.win.ExportCalendar(t.account, t.rec.Account.Name) }
