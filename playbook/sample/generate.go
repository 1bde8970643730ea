package sample

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"kept/playbook"
	"kept/playbook/readiness"
	"kept/playbook/schedule"
	"kept/playbook/work"
)

// TasksEach is how many tasks a generated account has.
const TasksEach = 40

// cohort is how many generated accounts live side by side in the history. It
// bounds the memory that making them takes.
const cohort = 2500

// generate adds accounts that are told by nobody: enough of everything to
// look at a workspace of size. told hears how many of them are made.
func generate(ctx context.Context, desk *work.Desk, now time.Time, n int, seed int64, told func(made int)) error {
	g, err := newGenerator(desk, now, seed)
	if err != nil {
		return err
	}
	groups := func(yield func([]playbook.Deed) bool) {
		for from := 0; from < n; from += cohort {
			l := &life{g: g}
			for range min(cohort, n-from) {
				g.account(l)
			}
			if !yield(l.deeds()) {
				return
			}
			told(min(from+cohort, n))
		}
	}
	if store, ok := desk.Store.(playbook.Loader); ok {
		return store.Load(ctx, groups)
	}
	for deeds := range groups {
		for _, d := range deeds {
			if err := do(ctx, desk.Store, d); err != nil {
				return fmt.Errorf("%s: %w", d.Act.Label, err)
			}
		}
	}
	return nil
}

func do(ctx context.Context, store playbook.Store, d playbook.Deed) error {
	return store.Do(ctx, d.Act, func(tx playbook.Tx) error {
		for _, n := range d.Rows() {
			if err := tx.Save(n); err != nil {
				return err
			}
		}
		return nil
	})
}

// A generated is the record of one account before it has ids.
type generated struct {
	account playbook.Account
	handoff playbook.Handoff
	rows    []playbook.Noun // lists of the handoff
	later   []playbook.Noun // measurements and signals, each with its day
	moves   []*playbook.Transition
	plan    playbook.Plan
	phases  []playbook.Phase
	tasks   [][]playbook.Task // by phase
}

// A generator draws accounts from a seed; the same seed and day draw the same.
type generator struct {
	rand  *rand.Rand
	days  calendarOf
	now   time.Time
	books map[string]playbook.Playbook
	names map[string]bool
}

func newGenerator(desk *work.Desk, now time.Time, seed int64) (*generator, error) {
	g := &generator{rand: rand.New(rand.NewPCG(uint64(seed), 2026)), now: now, names: map[string]bool{}, books: map[string]playbook.Playbook{},
		days: calendarOf{today: playbook.DateOf(now), cal: desk.Calendar}}
	for _, letter := range []string{"A", "B", "D"} {
		b, err := desk.Books.Get(letter)
		if err != nil {
			return nil, fmt.Errorf("take playbook %s for the sample: %w", letter, err)
		}
		if _, err := g.dates(&b, g.days.today); err != nil {
			return nil, fmt.Errorf("date playbook %s for the sample: %w", letter, err)
		}
		g.books[letter] = b
	}
	return g, nil
}

func pick[T any](g *generator, from []T) T { return from[g.rand.IntN(len(from))] }

// between returns a number from lo to hi, both included.
func (g *generator) between(lo, hi int) int { return lo + g.rand.IntN(hi-lo+1) }

// name draws a name that no generated account has yet.
func (g *generator) name(t trade) string {
	for {
		n := pick(g, places()) + " " + t.name
		if g.names[n] {
			n += " " + pick(g, endings())
		}
		// A large sample runs out of pairs; a number is honest about that.
		if g.names[n] {
			n += " " + strconv.Itoa(len(g.names))
		}
		if !g.names[n] {
			g.names[n] = true
			return n
		}
	}
}

// A stand is how far an account has come, and how often that is drawn.
type stand struct {
	stage    playbook.Stage
	state    playbook.HandoffState
	weight   int
	from, to int // of the close date, in days from today
}

func stands() []stand {
	return []stand{
		{playbook.PreClose, playbook.Draft, 12, 4, 75},
		{playbook.AtHandoff, playbook.Submitted, 2, -3, -1},
		{playbook.AtHandoff, playbook.Returned, 1, -8, -2},
		{playbook.Onboarding, playbook.Accepted, 22, -70, -6},
		{playbook.Live, playbook.Accepted, 30, -330, -90},
		{playbook.ValueProven, playbook.Accepted, 18, -340, -120},
		{playbook.Renewed, playbook.Accepted, 12, -800, -380},
		{playbook.Lost, playbook.Accepted, 3, -500, -120},
	}
}

func (g *generator) stand() stand {
	total := 0
	for _, s := range stands() {
		total += s.weight
	}
	n := g.rand.IntN(total)
	for _, s := range stands() {
		if n -= s.weight; n < 0 {
			return s
		}
	}
	return stands()[0]
}

func (g *generator) person() string { return pick(g, firstNames()) + " " + pick(g, lastNames()) }

// account draws an account and tells its life.
func (g *generator) account(l *life) {
	out := &generated{}
	at, kind := g.stand(), pick(g, segments())
	trade := pick(g, trades())
	closeOn := g.days.day(g.between(at.from, at.to))
	a := &out.account
	*a = playbook.Account{Name: g.name(trade), Segment: kind.segment, Industry: trade.industry, ExpectedClose: closeOn, Stage: at.stage,
		Value: playbook.Money(strconv.Itoa(g.between(kind.low, kind.high) * 100)), Currency: pick(g, []string{"EUR", "EUR", "EUR", "GBP", "SEK", "NOK"}),
		TermMonths: pick(g, []string{"12", "12", "24", "36"}), Seller: Seller, CSM: CSM, ImplementationLead: Implementer, SupportContact: Supporter,
		CustomerPromise: trade.promise}
	if at.stage != playbook.PreClose {
		a.ActualClose, a.StartOn = closeOn, closeOn
	}
	if at.stage == playbook.Lost {
		a.LostWhy, a.LostStage = "The sponsor left and nobody had met the successor", string(playbook.Onboarding)
	}
	lead := g.person()
	book := g.books[kind.book]
	out.handoff = playbook.Handoff{State: at.state, PlaybookID: book.ID, ProjectLead: lead, HoursPerWeek: strconv.Itoa(g.between(2, 8)),
		Story:        "Invented for the sample: " + lead + " asked three suppliers and wanted one thing: " + trade.problem,
		FirstValueOn: closeOn.AddDays(40), FirstValue: "One week without the old way of working",
		Integrations: pick(g, []string{"0", "1-2"}), DataSets: pick(g, []string{"0", "1"}), Sites: "1-3", CustomWork: "no"}
	g.lists(out, at, trade, lead, closeOn)
	g.moves(out, at, closeOn)
	g.plan(out, at, &book, lead, closeOn)
	g.after(out, at, closeOn)
	for i, n := range append([]playbook.Noun{&out.handoff, &out.plan}, out.rows...) {
		n.Key().Pos = i + 1
	}
	for i, t := range out.moves {
		t.Pos = i + 1
	}
	for i, n := range out.later {
		n.Key().Pos = i + 1
	}
	l.account(out, at, closeOn)
}

// lists draws the few rows that make a handoff worth opening.
func (g *generator) lists(out *generated, at stand, trade trade, lead string, closeOn playbook.Date) {
	done := at.stage == playbook.ValueProven || at.stage == playbook.Renewed
	add := func(n playbook.Noun) { out.rows = append(out.rows, n) }
	add(&playbook.Item{Kind: playbook.Bought, Text: trade.product, Qty: strconv.Itoa(g.between(3, 90))})
	add(&playbook.Item{Kind: playbook.Problem, Text: trade.problem})
	c := &playbook.Criterion{Words: trade.words, Metric: trade.metric, Direction: "down", Baseline: strconv.Itoa(g.between(9, 60)), Target: strconv.Itoa(g.between(0, 8)),
		TargetOn: closeOn.AddDays(90), Judge: lead, Confirmed: pick(g, []string{"confirmed", "confirmed", "assumed"})}
	if done {
		c.Achieved, c.AchievedOn, c.AchievedBy, c.AchievedHow = true, closeOn.AddDays(g.between(80, 110)), lead, "In the review of the quarter"
	}
	add(c)
	g.proof(out, at, lead, closeOn)
	add(&playbook.Stakeholder{Name: lead, Title: "Head of operations", Roles: "champion,day_to_day", Influence: "4", Stance: pick(g, []string{"champion", "supporter"})})
	add(&playbook.Stakeholder{Name: g.person(), Title: "Managing director", Roles: "sponsor,economic_buyer", Influence: "5", Stance: pick(g, []string{"supporter", "neutral", "sceptic"})})
	for i := range g.between(2, 3) {
		due := closeOn.AddDays(g.between(20, 110))
		p := &playbook.Promise{Text: pick(g, promises()) + " by " + due.Long(), ToWhom: lead, ByWhom: Seller, SaidOn: closeOn.AddDays(-g.between(5, 30)), Kind: "explicit",
			DueKind: "date", DueOn: due, Deciding: i == 0, Support: "supported", Status: "owed", Owner: pick(g, []string{CSM, Implementer, Supporter})}
		if due < g.days.today && at.stage != playbook.Onboarding && g.rand.IntN(20) > 0 {
			g.conclude(p, lead)
		}
		add(p)
	}
	add(&playbook.Watch{Kind: playbook.Risk, Text: pick(g, risks()), Severity: pick(g, []string{"low", "medium", "high"}), Plan: "Ask on every Monday call", Owner: CSM, State: "open"})
}

// moves tells how the handoff came to its state.
func (g *generator) moves(out *generated, at stand, closeOn playbook.Date) {
	from := playbook.Draft
	move := func(to playbook.HandoffState, day int, who, reasons string) {
		on := closeOn.AddDays(day)
		if on > g.days.today {
			on = g.days.today
		}
		when := on.Time().Add(time.Duration(g.between(8*60, 15*60)) * time.Minute)
		if when.After(g.now) {
			when = g.now
		}
		out.moves = append(out.moves, &playbook.Transition{From: from, To: to, By: who, At: playbook.MomentOf(when), Reasons: reasons,
			Figure: g.between(32, 48), Grade: string(readiness.AtRisk), Note: "A generated account of the sample: little of it is written down"})
		from = to
	}
	if at.state == playbook.Draft {
		return
	}
	move(playbook.Submitted, 1, Seller, "")
	switch at.state {
	case playbook.Returned:
		move(playbook.Returned, 2, CSM, "promise_unclear")
	case playbook.Accepted:
		move(playbook.Accepted, 2, CSM, "")
	}
}

// plan draws a plan of TasksEach tasks: the steps of a playbook, and weekly
// check-ins for the rest. Nearly all that is due is done.
func (g *generator) plan(out *generated, at stand, book *playbook.Playbook, lead string, closeOn playbook.Date) {
	dates, err := g.dates(book, closeOn)
	if err != nil {
		return // newGenerator has refused such a playbook
	}
	out.plan = playbook.Plan{PlaybookID: book.ID, Title: book.Title, Version: book.Version, KickoffOn: dates.Anchors[playbook.AnchorKickoff].On,
		GoLiveOn: dates.Anchors[playbook.AnchorGoLive].On, StartedBy: CSM, StartedAt: playbook.MomentOf(closeOn.AddDays(-30).Time().Add(9 * time.Hour))}
	owner := map[string]string{"sales": Seller, "cs": CSM, "implementation": Implementer, "support": Supporter, "leader": Leader, "customer": lead}
	n := 0
	add := func(phase int, t playbook.Task) {
		n++
		t.Pos, t.Owner, t.PlannedOn, t.State = n, owner[t.Role], t.DueOn, playbook.Todo
		g.finish(&t, at)
		out.tasks[phase] = append(out.tasks[phase], t)
	}
	for i := range book.Phases {
		tp := &book.Phases[i]
		p := work.PhaseFrom(tp)
		p.Pos = i + 1
		out.phases, out.tasks = append(out.phases, p), append(out.tasks, nil)
		for _, st := range tp.Steps {
			t := work.TaskFrom(&st)
			t.DueOn = dates.Tasks[n].On
			add(i, t)
		}
	}
	steady := playbook.Phase{Title: "Steady state", Exit: "renewal decided"}
	steady.Pos = len(out.phases) + 1
	out.phases, out.tasks = append(out.phases, steady), append(out.tasks, nil)
	for week := 1; n < TasksEach; week++ {
		due := g.days.cal.AddWorking(out.plan.KickoffOn.AddDays(60+7*week), 0)
		add(len(out.phases)-1, playbook.Task{Title: "Check-in " + strconv.Itoa(week) + " after onboarding", Role: "cs", DueOn: due})
	}
}

// dates computes a playbook from a close date.
func (g *generator) dates(book *playbook.Playbook, closeOn playbook.Date) (*schedule.Result, error) {
	return schedule.Plan(schedule.Input{Anchors: map[string]playbook.Date{playbook.AnchorClose: closeOn}, Gaps: book.Gaps, Own: book.Anchors,
		Calendar: g.days.cal, Tasks: work.TasksOfSteps(book)})
}

// finish ticks a task that is due: always when it lies back more than nine
// days, so that Today stays readable, and mostly when it lies back less.
func (g *generator) finish(t *playbook.Task, at stand) {
	today := g.days.today
	late := t.DueOn >= today.AddDays(-9) && g.rand.IntN(12) == 0
	switch {
	case t.DueOn == "":
		return
	case at.stage == playbook.Lost && t.DueOn >= today.AddDays(-90):
		t.State, t.Reason = playbook.Skipped, "The account is lost"
		return
	case t.DueOn >= today || late:
		return
	}
	if t.EvidenceAsked != "" {
		t.Evidence = "Filed with the account: " + t.EvidenceAsked
	}
	t.State, t.DoneBy = playbook.TaskDone, t.Owner
	if t.Role == "customer" {
		t.DoneBy = CSM
	}
	t.DoneAt = playbook.MomentOf(t.DueOn.Time().Add(time.Duration(g.between(8*60, 16*60)) * time.Minute))
}
