// Package today is the first room of the morning: what needs me, ranked, each
// row with its reason and the one action that clears it, and the accounts in
// their first 90 days.
package today

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
)

// Options are what the room is told by the window.
type Options struct {
	Name, Role string // who looks; role is one of playbook.MemberRoles
	Search     func() // opens the search over everything
}

// most is how many rows are shown; more than that is no list for one day.
const most = 60

// Room is Today.
type Room struct {
	win  screen.Window
	run  screen.Runner
	opt  Options
	read readings

	everyone bool
	needs    []work.Need
	starting []firstDays

	noDay bool          // the list is too narrow for the day
	only  playbook.Date // the day of the week that was chosen, "" for all

	scroll   *kit.Scroll
	greeting *kit.Label
	day      *kit.Label
	week     *kit.DayStrip
	myWeek   *fyne.Container
	whose    *kit.ChoiceChips
	table    *kit.Table
	list     *fyne.Container // the table in the columns there is room for
	card     *kit.Card
	rest     *kit.Label
	first    *kit.Table
	side     *kit.Card
}

// readings are what one look at the store brings.
type readings struct {
	done      bool
	accounts  int
	starting  []playbook.StartingAccount
	mine, all needs
	week      []work.WeekDay
}

// needs are the most urgent of all that need somebody.
type needs struct {
	first []work.Need // at most most
	count int
}

// New returns the room and begins to read.
func New(win screen.Window, run screen.Runner, o Options) *Room {
	r := &Room{win: win, run: run, opt: o}
	r.build()
	r.Refresh()
	return r
}

func (r *Room) build() {
	r.greeting = kit.NewLabel(r.hello(), kit.Title)
	r.day = kit.NewLabel(r.date(), kit.Soft)
	search := kit.NewButton("Search everything    Ctrl+K", kit.Secondary, r.opt.Search)
	head := kit.Row(kit.SpaceCard, kit.Grow(kit.Column(kit.SpaceXS, r.greeting, r.day)), search)
	if !r.win.ReadOnly() {
		head.Add(kit.NewButton("New deal", kit.Primary, r.win.NewDeal))
	}

	r.week = kit.NewDayStrip()
	r.week.OnChosen = r.choose
	r.myWeek = kit.Row(kit.SpaceM, kit.NewLabel("My week", kit.Caption), kit.Grow(r.week))
	r.myWeek.Hide()

	r.table = kit.NewTable(columns(true)...)
	r.list = container.New(fit{r}, r.table)
	r.table.Fit, r.table.TapOpens = true, true
	r.table.Len = func() int { return len(r.needs) }
	r.table.Cell = r.cell
	r.table.OnOpen = r.open
	r.table.OnAction = func(row, _ int) { r.clear(row) }
	r.whose = kit.NewChoice("Mine", "Everyone")
	r.whose.Plain = true
	r.whose.Select(0)
	r.whose.OnChanged = func(on []int) {
		r.everyone = len(on) > 0 && on[0] == 1
		r.show()
	}
	r.rest = kit.NewLabel("", kit.Small)
	r.card = kit.NewCard("Needs you now", kit.Gap(0, 120)).WithTrailing(r.whose)

	r.first = kit.NewTable(kit.TableColumn{Grow: 1, Width: 120}, kit.TableColumn{Width: 62})
	r.first.Fit, r.first.NoHead, r.first.TapOpens = true, true, true
	r.first.Len = func() int { return len(r.starting) }
	r.first.Cell = r.firstCell
	r.first.OnOpen = func(row int) { r.to(r.starting[row].ID, screen.Plan) }
	r.side = kit.NewCard("First 90 days", kit.Gap(0, 60))

	body := kit.Column(20, head, r.myWeek, kit.Columns(r.card, kit.Column(0, r.side)))
	r.scroll = kit.NewScroll(kit.Pad(body, 24, kit.SpaceXL, kit.SpaceXL, kit.SpaceXL))
}

func (r *Room) hello() string {
	part := "morning"
	switch h := r.win.Now().Hour(); {
	case h >= 18 || h < 4:
		part = "evening"
	case h >= 12:
		part = "afternoon"
	}
	name, _, _ := strings.Cut(strings.TrimSpace(r.opt.Name), " ")
	if name == "" {
		return "Good " + part
	}
	return "Good " + part + ", " + name
}

func (r *Room) date() string { return r.win.Now().Format("Monday 2 January") }

// Object implements screen.Room.
func (r *Room) Object() fyne.CanvasObject { return r.scroll }

// Arrive implements screen.Room.
func (r *Room) Arrive(p screen.Place) bool { return p.Screen == screen.Today }

// Keyboard is what the arrows go to first.
func (r *Room) Keyboard() fyne.Focusable { return r.table.Focusable() }

// Leave implements screen.Room.
func (r *Room) Leave() {}

// Refresh implements screen.Room.
func (r *Room) Refresh() {
	from, in, desk := r.win.Portfolio(), input(r.win, r.opt), r.win.Desk()
	var got readings
	r.run.Run(func(ctx context.Context) error {
		if err := got.look(ctx, from, in); err != nil {
			return err
		}
		if err := got.begin(ctx, from, in.Today); err != nil {
			return err
		}
		return got.days(ctx, from, desk, in)
	}, func(err error) {
		if err != nil {
			r.win.Fail(err)
			return
		}
		got.done = true
		r.read = got
		r.show()
	})
}

// show puts what was read on the page.
func (r *Room) show() {
	if !r.read.done {
		return
	}
	mine, all := r.read.mine, r.read.all
	r.whose.SetOptions(kit.Tag{Text: "Mine " + grouped(mine.count)}, kit.Tag{Text: "Everyone " + grouped(all.count)})
	r.win.SetBadge(screen.Today, badge(mine.count))
	r.greeting.SetText(r.hello())
	r.day.SetText(r.date() + " · " + things(mine.count))

	shown := mine
	if r.everyone {
		shown = all
	}
	r.showWeek()
	r.needs = shown.first
	over := shown.count - len(r.needs)
	if r.only != "" {
		r.needs = onDay(shown.first, r.only)
		over = max(r.tasksOn(r.only)-tasksIn(r.needs), 0)
		if r.everyone {
			over = 0 // the strip counts one's own
		}
	}
	title := "Needs you now"
	if r.everyone {
		title = "Needs somebody now"
	}
	if r.only != "" {
		title = "Due on " + r.only.Time().Format("Monday 2 January")
	}
	if r.read.accounts == 0 {
		title = "Begin here"
		r.whose.Hide()
	} else {
		r.whose.Show()
	}
	r.card.SetTitle(title)
	switch {
	case len(r.needs) > 0 && over > 0:
		r.rest.SetText("and " + grouped(over) + " more that are less urgent")
		r.card.SetContent(kit.Column(kit.SpaceM, r.list, r.rest))
	case len(r.needs) > 0:
		r.card.SetContent(r.list)
	case r.read.accounts == 0:
		r.card.SetContent(r.beginning())
	case r.only != "":
		r.card.SetContent(kit.NewEmptyState("Nothing is due on this day", "Choose the day once more to see all that needs you.", "", nil))
	case all.count > 0:
		r.card.SetContent(kit.NewEmptyState("Nothing needs you now", "Handoffs and questions that wait for you, your tasks of the week, and promises, beliefs, tests and reviews whose day has come appear here. "+others(all.count), "", nil))
	default:
		r.card.SetContent(kit.NewEmptyState("Nothing needs you now", "Handoffs and questions that wait for you, tasks due within a week, and promises, beliefs, tests and reviews whose day has come appear here with the one action that clears them.", "", nil))
	}
	r.table.Reload()
	r.showFirst()
}

func (r *Room) beginning() fyne.CanvasObject {
	if r.win.ReadOnly() {
		return kit.NewEmptyState("No accounts yet", "This workspace is empty.", "", nil)
	}
	step := func(n, what, how string) fyne.CanvasObject {
		return kit.RowTop(kit.SpaceM, kit.NewPill(n, kit.Teal), kit.Grow(kit.Column(2, kit.NewLabel(what, kit.Strong), kit.NewText(how, kit.Soft))))
	}
	return kit.Column(kit.SpaceL,
		step("1", "Capture a deal before it closes", "Twelve short answers: what success is to them, what was promised, who decides. They make the first brief."),
		step("2", "Hand it over", "Customer success accepts it, or returns it with questions that are answered once."),
		step("3", "Keep the promises", "A playbook becomes a dated plan; what needs you appears here."),
		kit.Row(kit.SpaceM, kit.Spacer(), kit.NewButton("Import deals…", kit.Secondary, r.win.ImportDeals)))
}

func others(n int) string {
	if n == 1 {
		return "1 waits for others."
	}
	return grouped(n) + " wait for others."
}

// grouped writes a number as 1,234.
func grouped(n int) string { return playbook.Money(strconv.Itoa(n)).Grouped() }

func things(n int) string {
	switch n {
	case 0:
		return "nothing needs you"
	case 1:
		return "1 thing needs you"
	}
	return grouped(n) + " things need you"
}

func (r *Room) cell(row, col int) kit.Cell {
	n := &r.needs[row]
	if r.noDay && col == colDue {
		col = colAction
	}
	switch col {
	case colAccount:
		return kit.Cell{Text: n.AccountName, Role: kit.Strong, Wrap: true}
	case colWhat:
		what := n.What
		if n.Kind == work.NeedAnswer {
			what = "Answer: “" + what + "”"
		}
		return kit.Cell{Text: what, Wrap: true}
	case colWhy:
		return kit.Cell{Tags: []kit.Tag{{Text: n.Why, Tone: tone(n, playbook.DateOf(r.win.Now()))}}}
	case colDue:
		return kit.Cell{Text: when(n.Due, playbook.DateOf(r.win.Now()))}
	}
	if r.win.ReadOnly() {
		return kit.Cell{}
	}
	return kit.Cell{Action: action(n)}
}

func tone(n *work.Need, today playbook.Date) kit.Tone {
	switch {
	case n.Late > 0:
		return kit.Broken
	case n.Kind == work.NeedJudgement && n.Due > today:
		return kit.Blue
	case n.Due <= today, n.Kind != work.NeedTask, n.Task.State == playbook.Blocked:
		return kit.Late
	case n.Task.Milestone:
		return kit.Blue
	}
	return kit.Neutral
}

// when says a day as one says it of this week.
func when(d, today playbook.Date) string {
	switch n := today.DaysUntil(d); {
	case d == "":
		return ""
	case n == 0:
		return "today"
	case n == 1:
		return "tomorrow"
	case n > 1 && n < 7:
		return d.Weekday().String()[:3]
	case n < 0 && n > -300 || n >= 7 && n < 300:
		return d.DayMonth()
	}
	return d.Short()
}

func action(n *work.Need) string {
	switch n.Kind {
	case work.NeedDecision:
		return "Decide"
	case work.NeedAnswer:
		return "Answer"
	case work.NeedSeen:
		return "Seen"
	case work.NeedCondition, work.NeedTask:
		if n.Task.State == playbook.Blocked { // what holds it up is the news
			return "Open"
		}
		return "Tick"
	case work.NeedOutcome:
		return "Settle"
	case work.NeedJudgement:
		return "Judge"
	case work.NeedWord:
		return "Correct"
	case work.NeedLook:
		return "Look"
	case work.NeedInspect:
		return "Inspect"
	}
	return "Open"
}
