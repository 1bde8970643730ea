package plan

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/capacity"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// A moving is a sheet that gives days, shows everything that would follow while
// they are typed, and moves when it is told to.
type moving struct {
	t      *Tab
	sheet  *kit.Sheet
	ok     *kit.Button
	days   []*kit.DateEntry
	given  func() work.Move
	load   *capacity.Input // nil until it was read
	effect *fyne.Container
	why    *kit.Entry
	seen   *work.Consequences
}

// moveTaskSheet gives a task another day.
func (t *Tab) moveTaskSheet(task *playbook.Task) {
	if settled(task) {
		return
	}
	if t.win.ReadOnly() {
		t.refuse(task.ID, readOnlyWords, nil)
		return
	}
	on := kit.NewDateEntry("New day", t.win.Now)
	on.SetDay(string(task.DueOn))
	id := task.ID
	m := &moving{t: t}
	m.given = func() work.Move {
		return work.Move{Tasks: []work.TaskMove{{Task: id, On: playbook.Date(on.Day())}}}
	}
	m.watch(on)
	back := "Empty the field to give it no day."
	if task.Anchor != "" {
		back = "Empty the field to let it follow its anchor again."
	}
	var now string
	if task.DueOn != "" {
		now = "Now " + kit.ShowDayLong(string(task.DueOn)) + ". "
	}
	m.open("Move “"+clip(task.Title, 50)+"”", kit.NewText(now+back, kit.Small), on)
	kit.Focus(on)
	on.SelectAll()
}

// moveSheet gives kickoff, go-live and the days of the account's own other dates.
func (t *Tab) moveSheet() {
	anchors := anchorsOf(t.rec)
	if len(anchors) == 0 || t.win.ReadOnly() {
		return
	}
	m := &moving{t: t}
	days := make([]*kit.DateEntry, len(anchors))
	cells := make([]kit.FormCell, len(anchors))
	for i, a := range anchors {
		days[i] = kit.NewDateEntry(a.title, t.win.Now)
		days[i].SetDay(string(a.on))
		if now := t.dates.Anchors[a.name]; a.on == "" && now.On != "" {
			days[i].SetHint("Follows another day: "+now.On.Short(), kit.Neutral)
		}
		m.watch(days[i])
		cells[i] = kit.FormCell{Span: 6, Object: days[i]}
	}
	m.given = func() work.Move {
		var out work.Move
		for i, a := range anchors {
			if on := playbook.Date(days[i].Day()); on != a.on {
				out.Anchors = append(out.Anchors, work.AnchorMove{Anchor: a.name, On: on})
			}
		}
		return out
	}
	m.open("Move the days that the plan counts from", kit.FormGrid(cells...))
}

// open shows the sheet with its fields, then the reason, then what would follow:
// that is the longest part.
func (m *moving) open(title string, fields ...fyne.CanvasObject) {
	t := m.t
	m.why = kit.NewTextEntry("Why does it move?")
	m.why.OnChanged = func(string) { m.ask("", kit.Neutral) }
	m.effect = kit.Column(kit.SpaceM)
	m.ok = kit.NewButton("Move", kit.Primary, m.take)
	body := append(fields, m.why, kit.NewHairline(), m.effect)
	m.sheet = kit.NewSheet(title, kit.SheetMedium, kit.Column(kit.SpaceM, body...), m.ok)
	m.preview()
	m.sheet.Open(t.win.Canvas())
	desk, from := t.win.Desk(), t.win.Portfolio()
	var load capacity.Input
	t.run.Run(func(ctx context.Context) (err error) {
		load, err = desk.CapacityInput(ctx, from, work.CapacityWeeks)
		return err
	}, func(err error) {
		if err != nil || !m.sheet.IsOpen() {
			return // the move goes without the words about capacity
		}
		m.load = &load
		m.preview()
	})
}

// watch shows what follows from a field while it is typed into.
func (m *moving) watch(on *kit.DateEntry) {
	m.days = append(m.days, on)
	on.OnDay = func(string) { m.preview() }
	on.OnReadable = func(bool) { m.preview() }
}

// readable tells whether every field holds a day, or nothing.
func (m *moving) readable() bool {
	return !slices.ContainsFunc(m.days, func(d *kit.DateEntry) bool { return !d.Readable() })
}

// preview shows what the days that are given would change. While one of them is
// half typed there is nothing to move.
func (m *moving) preview() {
	t := m.t
	if !m.readable() {
		m.seen = nil
		m.ok.Disable()
		m.effect.Objects = []fyne.CanvasObject{kit.NewText("What follows is shown once the day can be read, like 15 Mar or 2027-03-15.", kit.Soft)}
		m.effect.Refresh()
		m.sheet.Refresh()
		return
	}
	m.ok.Enable()
	c, err := t.win.Desk().PreviewMove(t.rec, &t.team, m.load, m.given())
	m.seen = c
	if err != nil {
		m.seen = nil
		t.sheetError(err, func(sentence string) {
			m.effect.Objects = []fyne.CanvasObject{kit.NewSpans(kit.Span{Text: sentence, Role: kit.Body, Color: kit.ColorBrokenInk})}
		})
	} else {
		m.effect.Objects = t.effects(c)
	}
	m.ask("", kit.Neutral)
	m.effect.Refresh()
	m.sheet.Refresh()
}

// ask says what the reason is for, or what is wrong with it.
func (m *moving) ask(wrong string, tone kit.Tone) {
	if wrong == "" {
		wrong = "May stay empty; it stands in the history."
		if m.seen != nil && m.seen.NeedsReason() {
			wrong = "Asked for: something promised moves, and whoever must know is told why."
		}
	}
	m.why.SetHint(wrong, tone)
}

// take moves, after asking for the reason where something promised moves.
func (m *moving) take() {
	if !m.readable() {
		return
	}
	t, given, why := m.t, m.given(), strings.TrimSpace(m.why.Text())
	if m.seen != nil && m.seen.NeedsReason() && why == "" {
		m.ask("A promised date moves only with a reason; say why.", kit.Broken)
		m.sheet.Refresh()
		kit.Focus(m.why)
		return
	}
	if m.seen != nil && m.seen.Empty() {
		m.sheet.Close()
		return
	}
	var made *work.Consequences
	account := t.account
	t.act(func(ctx context.Context, d *work.Desk) (err error) {
		made, err = d.MakeMove(ctx, account, given, why)
		return err
	}, func(sentence string) {
		if sentence != "" {
			m.ask(sentence, kit.Broken)
			m.sheet.Refresh()
			return
		}
		m.sheet.Close()
		t.win.Toast(madeWords(made) + " Ctrl+Z takes it back.")
	})
}

func madeWords(c *work.Consequences) string {
	words := part.Count(len(c.Tasks), "task", "tasks") + " moved."
	if n := len(c.Notices); n > 0 {
		words += " " + part.Count(n, "notice was", "notices were") + " written."
	}
	return words
}

// effects lists everything that a move changes, the worst first: what was
// promised, whom it overloads, what else is owed, and the tasks was and now.
func (t *Tab) effects(c *work.Consequences) []fyne.CanvasObject {
	if c.Empty() {
		return []fyne.CanvasObject{kit.NewText("No day of an open task changes.", kit.Soft)}
	}
	var out []fyne.CanvasObject
	group := func(title string, rows ...fyne.CanvasObject) {
		if len(rows) > 0 {
			out = append(out, kit.Column(kit.SpaceXS, kit.NewLabel(title, kit.Caption), kit.Column(kit.SpaceXS, rows...)))
		}
	}
	if len(c.Promised) > 0 {
		words := make([]string, len(c.Promised))
		for i, p := range c.Promised {
			words[i] = part.Full(part.Upper(p))
		}
		out = append(out, kit.NewBanner(strings.Join(words, "\n"), kit.Late, "", nil))
	}
	group("Who is asked for more than they have", overRows(c.Over)...)
	group("What is owed", owedRows(c.Owed)...)
	group("Who is told", noticeRows(c.Notices)...)
	var warned []fyne.CanvasObject
	for _, w := range c.Warnings {
		warned = append(warned, kit.NewSpans(kit.Span{Text: part.Full(w), Role: kit.Small, Color: kit.ColorLateInk}))
	}
	group("Look at this", warned...)
	if c.GoLiveWas != c.GoLiveNow {
		out = append(out, shiftRow("Forecast go-live", c.GoLiveWas, c.GoLiveNow, workdays(&t.team, c.GoLiveWas, c.GoLiveNow), ""))
	}
	group(part.Count(len(c.Tasks), "open task moves", "open tasks move")+"; done and skipped ones keep their days", taskRows(c.Tasks)...)
	return out
}

// mostShifts is how many tasks are listed; of a longer plan the rest is counted.
const mostShifts = 60

func taskRows(shifts []work.Shift) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for i := range shifts {
		s := &shifts[i]
		if i == mostShifts {
			rows = append(rows, kit.NewText("and "+part.Count(len(shifts)-mostShifts, "more task", "more tasks"), kit.Small))
			break
		}
		rows = append(rows, shiftRow(part.Joined(" · ", s.Title, s.Owner), s.Was, s.Now, s.Days, s.Waiting))
	}
	return rows
}

// shiftRow is one thing with its day before and after.
func shiftRow(title string, was, now playbook.Date, days int, waiting string) fyne.CanvasObject {
	to := now.Short()
	if now == "" {
		if to = waiting; to == "" {
			to = "no day"
		}
	}
	words := orNoDay(was) + " → " + to
	if days != 0 {
		words += ", " + workingWords(days)
	}
	return kit.Row(kit.SpaceM, kit.Grow(kit.NewLabel(title, kit.Body)), kit.NewLabel(words, kit.Small))
}

func orNoDay(d playbook.Date) string {
	if d == "" {
		return "no day"
	}
	return d.Short()
}

// workingWords are working days with their side: “+2 wd” says it in the room of
// a row.
func workingWords(n int) string {
	if n < 0 {
		return "−" + strconv.Itoa(-n) + " wd"
	}
	return "+" + strconv.Itoa(n) + " wd"
}

func owedRows(owed []work.OwedShift) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for i := range owed {
		o := &owed[i]
		words := part.Joined(" · ", moveWords("due", o.DueWas, o.DueNow), moveWords("forecast", o.ForecastWas, o.ForecastNow))
		tag := kit.Tag{Text: "in time", Tone: kit.Kept}
		if o.LateNow() {
			tag = kit.Tag{Text: "late", Tone: kit.Broken}
		} else if o.DueNow == "" || o.ForecastNow == "" {
			tag = kit.Tag{Text: "no forecast"}
		}
		text := kit.NewSpans(kit.Span{Text: part.Clip(firstLine(o.Text), 90), Role: kit.Body}, kit.Span{Text: "\n" + words, Role: kit.Small})
		text.MaxLines = 4
		rows = append(rows, kit.RowTop(kit.SpaceM, kit.Grow(text), kit.NewTag(tag)))
	}
	return rows
}

func moveWords(word string, was, now playbook.Date) string {
	switch {
	case was == "" && now == "":
		return ""
	case was == now:
		return word + " " + now.Short()
	}
	return word + " " + orNoDay(was) + " → " + orNoDay(now)
}

func overRows(over []capacity.Overload) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for i := range over {
		o := &over[i]
		rows = append(rows, kit.Row(kit.SpaceM, kit.Grow(kit.NewLabel(o.Name, kit.Strong)),
			kit.NewLabel("week of "+o.Week.Monday.Short()+": "+strconv.FormatFloat(o.Over, 'f', 2, 64)+" too much", kit.Small)))
	}
	return rows
}

func noticeRows(notices []playbook.Notice) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for i := range notices {
		n := &notices[i]
		rows = append(rows, kit.Row(kit.SpaceM, kit.Grow(kit.NewLabel(n.Text, kit.Body)), kit.NewLabel(playbook.LabelOf(playbook.Roles(), n.ForWhom), kit.Small)))
	}
	return rows
}
