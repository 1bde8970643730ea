package plan

import (
	"time"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// chart is the plan as bars over days. It shows the lines of the list, filters
// included, so that both views say the same.
type chart struct {
	t     *Tab
	body  *kit.Gantt
	tasks []playbook.ID // by row
}

func newChart(t *Tab) *chart {
	c := &chart{t: t, body: kit.NewGantt()}
	c.body.OnSelect = func(row int) {
		t.list.mark(c.tasks[row])
		t.mark(c.tasks[row])
	}
	c.body.OnOpen = func(int) { t.openDetail() }
	c.body.OnRune = func(r rune) { t.key(r, t.task(t.marked)) }
	c.body.OnZoom = func(z kit.Zoom) { t.zoom.Select(int(z)) }
	return c
}

// show puts the lines of the list on the chart; while the list is shown nothing
// is done.
func (c *chart) show(ls []line, v view) {
	if !c.t.drawn {
		return
	}
	c.tasks = c.tasks[:0]
	data := kit.GanttData{Today: dayNumber(v.today), Off: c.off(v), Words: part.Count(len(ls), "line", "lines") + " of the plan over days"}
	rows := map[playbook.ID]int{}
	for i := range ls {
		l := &ls[i]
		if l.head {
			note := l.exit
			if l.gate != "" {
				note = l.gate
			}
			data.Bands = append(data.Bands, kit.GanttBand{Title: l.title, Note: note})
			continue
		}
		rows[l.task.ID] = len(c.tasks)
		c.tasks = append(c.tasks, l.task.ID)
		band := &data.Bands[len(data.Bands)-1]
		band.Rows = append(band.Rows, c.row(l, v))
	}
	data.Marks, data.Links = c.marks(v), c.links(rows)
	c.body.Set(data)
	if at, ok := rows[c.t.marked]; ok && c.body.Selected() != at {
		c.body.Select(at)
	}
}

func (c *chart) row(l *line, v view) kit.GanttRow {
	t := l.task
	day, planned := v.dates.Day(t.ID)
	r := kit.GanttRow{Title: t.Title, Gem: t.Milestone, Over: l.over, Tone: kit.Neutral}
	on := t.DueOn
	if planned && day.On != "" {
		on = day.On
	}
	start := on
	if planned && day.Start != "" && day.Start < on {
		start = day.Start
	}
	r.From, r.To = dayNumber(start), dayNumber(on)
	if on == "" {
		r.Missing = "no date"
		if day.Waiting != "" {
			r.Missing = day.Waiting
		}
	} else {
		r.When = part.ShortDay(on, v.today)
	}
	r.Was = dayNumber(t.PlannedOn)
	if l.likely != "" {
		r.Likely = dayNumber(day.Forecast)
		r.When += " " + l.likely
	}
	switch {
	case l.over:
	case t.State == playbook.Blocked || l.late:
		r.Tone = kit.Late
		r.Strong = planned && day.Critical
	default:
		r.Strong = planned && day.Critical
	}
	r.Tip = part.Joined("\n", t.Title, part.Joined(" · ", l.owner, r.When, r.Missing, part.Prefixed("planned ", l.was)))
	return r
}

// marks are the anchors of the plan.
func (c *chart) marks(v view) []kit.GanttMark {
	var out []kit.GanttMark
	for _, a := range anchorsOf(c.t.rec) {
		if on := v.dates.Anchors[a.name].On; on != "" && (a.name == playbook.AnchorKickoff || a.name == playbook.AnchorGoLive || !a.builtIn) {
			out = append(out, kit.GanttMark{Day: dayNumber(on), Label: a.title})
		}
	}
	return out
}

// links are the waits of critical tasks: the path on which a slip is felt.
func (c *chart) links(rows map[playbook.ID]int) [][2]int {
	var out [][2]int
	for i, t := range c.t.dates.Of {
		at, shown := rows[t.ID]
		if !shown || !c.t.dates.Tasks[i].Critical || settled(t) {
			continue
		}
		for _, before := range waitsFor(c.t.dates, t) {
			from, shown := rows[before.ID]
			if day, _ := c.t.dates.Day(before.ID); shown && day.Critical {
				out = append(out, [2]int{from, at})
			}
		}
	}
	return out
}

// off tells on which days nobody works: the calendar of the team, and the
// blackout days of the account.
func (c *chart) off(v view) func(int) bool {
	closed := map[playbook.Date]bool{}
	for _, it := range c.t.rec.ItemsOf(playbook.Blackout) {
		for d, n := it.On, 0; d != "" && (d == it.On || d <= it.Until) && n < 400; d, n = d.AddDays(1), n+1 {
			closed[d] = true
		}
	}
	return func(day int) bool {
		d := dateOf(day)
		return closed[d] || !c.t.team.Calendar.Working(d)
	}
}

// dayNumber counts days from 1 January 1970, as the chart wants them; 0 is none.
func dayNumber(d playbook.Date) int {
	if d == "" {
		return 0
	}
	return playbook.Date("1970-01-01").DaysUntil(d)
}

func dateOf(day int) playbook.Date {
	return playbook.DateOf(time.Unix(int64(day)*86400, 0).UTC())
}
