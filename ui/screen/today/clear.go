package today

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
)

func (r *Room) to(account playbook.ID, tab string) {
	r.win.Go(screen.Place{Screen: screen.Account, Account: account, Tab: tab})
}

// open shows a row where it lives.
func (r *Room) open(row int) {
	n := &r.needs[row]
	p := screen.Place{Screen: screen.Account, Account: n.Account, Tab: screen.Handoff, Row: n.Row}
	switch n.Kind {
	case work.NeedTask:
		p.Tab = screen.Plan
	case work.NeedSeen:
		p.Tab, p.Row = screen.Plan, n.Task.ID
		if !n.Promise.IsZero() {
			p.Tab, p.Row = screen.Promises, n.Promise
		}
	case work.NeedOutcome, work.NeedWord:
		p.Tab = screen.Promises
	case work.NeedInspect:
		p.Tab = screen.Signals
	case work.NeedJudgement:
		p.Tab = screen.Success
	case work.NeedLook:
		p.Tab = screen.Watch
	}
	r.win.Go(p)
}

// clear does the one thing that takes a row off the list.
func (r *Room) clear(row int) {
	n := r.needs[row]
	switch {
	case n.Kind == work.NeedAnswer:
		r.answer(n)
	case n.Kind == work.NeedSeen:
		r.see(n)
	case n.Kind != work.NeedTask && n.Kind != work.NeedCondition, n.Task.State == playbook.Blocked:
		r.open(row)
	case n.Task.EvidenceAsked != "" && n.Task.Evidence == "":
		r.evidence(n)
	default:
		r.tick(n, "", nil)
	}
}

// tick marks a task as done; shown is the sheet that asked, nil when none did.
func (r *Room) tick(n work.Need, evidence string, shown *kit.Sheet) {
	r.run.Queue().Run(func(ctx context.Context) error {
		_, err := r.win.Desk().SetTask(ctx, n.Row, work.TaskChange{To: playbook.TaskDone, Evidence: evidence})
		return err
	}, func(err error) { r.cleared(err, "Done: "+n.What, shown) })
}

// see records that the person has seen that a promised date was moved.
func (r *Room) see(n work.Need) {
	r.run.Queue().Run(func(ctx context.Context) error { return r.win.Desk().SeeNotice(ctx, n.Row) },
		func(err error) { r.cleared(err, "Seen: "+n.What, nil) })
}

func (r *Room) cleared(err error, said string, shown *kit.Sheet) {
	if err != nil {
		r.win.Fail(err)
		return
	}
	if shown != nil {
		shown.Close()
	}
	r.win.Toast(said, kit.ToastAction{Text: "Undo", Do: r.undo})
	r.win.Changed()
}

func (r *Room) undo() {
	r.run.Queue().Run(func(ctx context.Context) error {
		_, err := r.win.Desk().Undo(ctx)
		return err
	}, func(err error) {
		if err != nil {
			r.win.Fail(err)
			return
		}
		r.win.Changed()
	})
}

// evidence asks for what the task wants shown before it counts as done.
func (r *Room) evidence(n work.Need) {
	in := kit.NewTextEntry("Evidence: " + n.Task.EvidenceAsked)
	in.SetRequired(true)
	in.SetHint("A link, a file name, or one sentence.", kit.Neutral)
	r.ask("Tick “"+n.What+"”", n.AccountName, in, "Tick", func(text string, s *kit.Sheet) { r.tick(n, text, s) })
}

func (r *Room) answer(n work.Need) {
	in := kit.NewTextEntry("Answer")
	in.SetRequired(true)
	in.SetHint("It is answered once; everybody who reads the handoff sees it.", kit.Neutral)
	r.ask(n.What, n.AccountName+" · "+n.Why, in, "Answer", func(text string, s *kit.Sheet) {
		r.run.Queue().Run(func(ctx context.Context) error {
			return r.win.Desk().Answer(ctx, n.Row, text)
		}, func(err error) { r.cleared(err, "Answered: "+n.What, s) })
	})
}

// ask opens a sheet with one field that must not be empty.
func (r *Room) ask(title, about string, in *kit.Entry, verb string, do func(string, *kit.Sheet)) {
	var s *kit.Sheet
	ok := kit.NewButton(verb, kit.Primary, func() { do(strings.TrimSpace(in.Text()), s) })
	ok.Disable()
	in.OnChanged = func(text string) {
		if strings.TrimSpace(text) == "" {
			ok.Disable()
		} else {
			ok.Enable()
		}
	}
	s = kit.NewSheet(title, kit.SheetMedium, kit.Column(kit.SpaceM, kit.NewText(about, kit.Soft), in), ok)
	s.Open(r.win.Canvas())
}

// firstDays is an account within 90 days of its close.
type firstDays struct {
	playbook.StartingAccount
	day int
}

// span is how long the first days are.
const span = 90

// firstOf picks the onboarding accounts within their first days, those whose
// days end soonest first.
func firstOf(rows []playbook.StartingAccount, today playbook.Date, mine func(playbook.StartingAccount) bool) []firstDays {
	var out []firstDays
	for _, a := range rows {
		if n := a.CloseOn.DaysUntil(today); a.CloseOn != "" && n >= 0 && n <= span && mine(a) {
			out = append(out, firstDays{a, n})
		}
	}
	slices.SortStableFunc(out, func(a, b firstDays) int {
		return cmp.Or(cmp.Compare(b.day, a.day), strings.Compare(a.Name, b.Name))
	})
	return out
}

// mostFirst is how many accounts the strip shows.
const mostFirst = 10

func (r *Room) showFirst() {
	r.starting = firstOf(r.read.starting, playbook.DateOf(r.win.Now()), func(a playbook.StartingAccount) bool {
		return r.everyone || a.CSM == "" || playbook.SameName(a.CSM, r.opt.Name) || playbook.SameName(a.Seller, r.opt.Name)
	})
	over := max(len(r.starting)-mostFirst, 0)
	r.starting = r.starting[:len(r.starting)-over]
	r.first.Reload()
	switch {
	case len(r.starting) == 0:
		r.side.SetContent(kit.NewText("Accounts that are onboarding appear here for 90 days after their close.", kit.Soft))
	case over > 0:
		r.side.SetContent(kit.Column(kit.SpaceM, r.first, kit.NewLabel("and "+grouped(over)+" more", kit.Small)))
	default:
		r.side.SetContent(r.first)
	}
}

func (r *Room) firstCell(row, col int) kit.Cell {
	a := &r.starting[row]
	if col == 1 {
		return kit.Cell{Text: fmt.Sprintf("day %d", a.day), Role: kit.Small, Right: true}
	}
	share := float64(a.day) / span
	return kit.Cell{Text: a.Name, Role: kit.Strong, Bar: &share, BarOf: kit.Teal}
}
