package backups

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
)

// A picker brings back one account of a backup: first which one, then what it
// would change.
type picker struct {
	r     *Room
	b     playbook.Backup
	open  playbook.OpenBackup // of the jobs in the queue; nil when closed
	ob    playbook.OpenBackup // the same, for the sheet
	all   []playbook.BackupAccount
	shown []playbook.BackupAccount
	sheet *kit.Sheet
	table *kit.Table
	first fyne.CanvasObject
	take  *kit.Button
}

// accounts opens a checked copy of the backup and lists its accounts.
func (r *Room) accounts(b playbook.Backup) {
	p := &picker{r: r, b: b}
	r.picker = p
	// Through the queue: a copy that was begun is closed, whatever room is shown then.
	r.run.Queue().Run(func(ctx context.Context) (err error) {
		kit.Report(ctx, -1, "Reading the backup…")
		if p.open, err = r.opt.Backups.Look(ctx, b.Path); err != nil {
			return err
		}
		if p.all, err = p.open.Accounts(ctx); err != nil {
			err = errors.Join(err, p.open.Close())
			p.open = nil
		}
		p.ob = p.open
		return err
	}, func(err error) {
		if err != nil {
			r.win.Fail(err)
			r.Refresh()
			return
		}
		p.show()
	})
}

func (p *picker) show() {
	p.shown = p.all
	p.table = kit.NewTable(kit.TableColumn{Title: "Account", Width: 200, Grow: 1}, kit.TableColumn{Title: "Stage then", Width: 120},
		kit.TableColumn{Title: "In the workspace", Width: 150})
	p.table.Len = func() int { return len(p.shown) }
	p.table.Cell = func(row, col int) kit.Cell {
		a := &p.shown[row]
		switch col {
		case 0:
			return kit.Cell{Text: a.Name, Role: kit.Strong}
		case 1:
			return kit.Cell{Text: playbook.LabelOf(playbook.Stages(), string(a.Stage))}
		}
		switch a.Here {
		case playbook.HereLive:
			return kit.Cell{Text: "Still there", Role: kit.Soft}
		case playbook.HereTrash:
			return kit.Cell{Tags: []kit.Tag{{Text: "In the trash", Tone: kit.Late, Mark: kit.MarkUp}}}
		}
		return kit.Cell{Tags: []kit.Tag{{Text: "Not there", Tone: kit.Broken, Mark: kit.MarkSquare}}}
	}
	p.table.TapOpens = true
	p.table.OnOpen = func(row int) { p.compare(p.shown[row]) }
	find := kit.NewEntry("Find")
	find.OnChanged = func(text string) {
		p.shown = nil
		for _, a := range p.all {
			if strings.Contains(strings.ToLower(a.Name), strings.ToLower(strings.TrimSpace(text))) {
				p.shown = append(p.shown, a)
			}
		}
		p.table.Reload()
	}
	find.OnSubmitted = func(string) {
		if len(p.shown) == 1 {
			p.compare(p.shown[0])
		}
	}
	p.first = kit.Column(kit.SpaceM, kit.NewText("Choose an account to see what bringing it back would change. The rest of the workspace stays as it is.", kit.Soft),
		find, tall(p.table))
	p.sheet = kit.NewSheet("An account of the backup of "+p.r.when(p.b.At), kit.SheetMedium, p.first, nil)
	p.sheet.OnClose = p.close
	p.sheet.Open(p.r.win.Canvas())
}

// close lets go of the copy behind everything that was begun with it, also
// when it is still being made.
func (p *picker) close() {
	p.r.run.Queue().Run(func(context.Context) error {
		if p.open == nil {
			return nil
		}
		err := p.open.Close()
		p.open = nil
		return err
	}, func(err error) {
		if err != nil {
			p.r.win.Fail(err)
		}
	})
}

// tall gives a table inside a sheet its height.
func tall(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(height(360), o)
}

type height float32

func (h height) Layout(os []fyne.CanvasObject, s fyne.Size) {
	os[0].Move(fyne.NewPos(0, 0))
	os[0].Resize(s)
}

func (h height) MinSize(os []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(os[0].MinSize().Width, float32(h))
}

func (p *picker) compare(a playbook.BackupAccount) {
	var diff playbook.Return
	p.r.run.Run(func(ctx context.Context) (err error) {
		diff, err = p.ob.Compare(ctx, a.ID)
		return err
	}, func(err error) {
		if err != nil {
			p.r.win.Fail(err)
			return
		}
		p.confirm(a, diff)
	})
}

// confirm is the second step: what would change, and the button that does it.
func (p *picker) confirm(a playbook.BackupAccount, diff playbook.Return) {
	zone := p.r.win.Now().Location()
	var parts []fyne.CanvasObject
	nothing := diff.Added+diff.Changed+diff.Trashed == 0
	switch {
	case nothing:
		parts = append(parts, kit.NewText("It is as it is in the backup. There is nothing to bring back.", kit.Body))
	case diff.Account.Here == playbook.HereGone:
		parts = append(parts, kit.NewText(fmt.Sprintf("It is not in the workspace. It comes back with %s, under the ids it had.", counted(diff.Added, "row")), kit.Body))
	case diff.Account.Here == playbook.HereTrash:
		parts = append(parts, kit.NewText("It is in the trash of the workspace. It comes back as it was in the backup.", kit.Body), p.tally(diff))
	default:
		parts = append(parts, kit.NewText("It is in the workspace and differs from the backup. Bringing it back makes it as it was then.", kit.Body), p.tally(diff))
	}
	for i := range diff.Lines {
		if i == shownLines {
			parts = append(parts, kit.NewText(fmt.Sprintf("And %s more.", counted(diff.Count-i, "line")), kit.Small))
			break
		}
		parts = append(parts, difference(&diff.Lines[i], zone))
	}
	if !nothing {
		parts = append(parts, kit.NewText("It is one step, which Edit → Undo takes back.", kit.Soft))
	}
	back := kit.NewButton("Another account", kit.Quiet, func() {
		p.sheet.SetFooterLeft(kit.Spacer())
		p.sheet.SetPrimary(nil)
		p.sheet.SetTitle("An account of the backup of " + p.r.when(p.b.At))
		p.sheet.SetBody(p.first)
	})
	p.sheet.SetTitle(a.Name)
	p.sheet.SetBody(kit.Column(kit.SpaceM, parts...))
	p.sheet.SetFooterLeft(kit.Row(0, back, kit.Spacer()))
	if !nothing {
		p.take = kit.NewButton("Bring it back", kit.Primary, func() { p.bring(a) })
		p.sheet.SetPrimary(p.take)
		kit.Focus(p.take)
	}
}

// shownLines is how many changed values are shown before the rest is counted.
const shownLines = 30

func (p *picker) tally(d playbook.Return) fyne.CanvasObject {
	line := func(n int, one, many string) string {
		if n == 1 {
			return "1 " + one
		}
		return fmt.Sprintf("%d %s", n, many)
	}
	var list []string
	if d.Added > 0 {
		list = append(list, line(d.Added, "row comes back", "rows come back"))
	}
	if d.Changed > 0 {
		list = append(list, line(d.Changed, "row gets other values", "rows get other values"))
	}
	if d.Trashed > 0 {
		list = append(list, line(d.Trashed, "row added since goes into the trash", "rows added since go into the trash"))
	}
	return kit.NewText(strings.Join(list, " · "), kit.Strong)
}

// difference shows one value as it is and as it was.
func difference(l *playbook.Line, zone *time.Location) fyne.CanvasObject {
	if l.Col == "" {
		what := playbook.Label(l.Noun, "")
		if l.RowTitle != "" && l.RowTitle != what {
			what += " “" + strings.Join(strings.Fields(l.RowTitle), " ") + "”"
		}
		if l.New == "" {
			return short(what + " goes into the trash")
		}
		return short(what + " comes back")
	}
	name := playbook.Label(l.Noun, l.Col)
	if l.Noun != "account" && l.RowTitle != "" {
		name += " · " + strings.Join(strings.Fields(l.RowTitle), " ")
	}
	now, then := words(l, l.Old, zone), words(l, l.New, zone)
	return kit.Column(2, kit.NewLabel(name, kit.Caption),
		kit.RowTop(kit.SpaceM, kit.Grow(short("Now: "+now)), kit.Grow(short("In the backup: "+then))))
}

func short(text string) fyne.CanvasObject {
	t := kit.NewText(text, kit.Body)
	t.MaxLines = 3
	return t
}

// words writes a stored value as a person reads it. What is sensitive is not
// told: the sheet may be open on a shared screen.
func words(l *playbook.Line, text string, zone *time.Location) string {
	var opts []playbook.Option
	for _, f := range append(playbook.Fields(), playbook.LaterFields()...) {
		for _, in := range f.Inputs {
			if f.Noun != l.Noun || in.Col != l.Col {
				continue
			}
			if in.Audience == playbook.Sensitive {
				return "(sensitive, not shown)"
			}
			opts = in.Options
		}
	}
	if text == "" {
		return "(empty)"
	}
	switch l.Noun + "." + l.Col {
	case "task.state":
		opts = playbook.TaskStates()
	case "handoff.state":
		opts = playbook.HandoffStates()
	case "account.stage":
		opts = playbook.Stages()
	}
	if opts != nil {
		var list []string
		for _, v := range playbook.SplitMany(text) {
			list = append(list, playbook.LabelOf(opts, v))
		}
		return strings.Join(list, ", ")
	}
	n := playbook.NewNoun(l.Noun)
	if n == nil {
		return text
	}
	for _, c := range playbook.Columns(n) {
		if c.Name != l.Col {
			continue
		}
		switch c.Any(n).(type) {
		case playbook.Date:
			return playbook.Date(text).Short()
		case playbook.Moment:
			return playbook.Moment(text).Time().In(zone).Format("2 Jan 2006, 15:04")
		case playbook.Money:
			return playbook.Money(text).Grouped()
		case playbook.ID:
			return "another row"
		case bool:
			if text == "1" || text == "true" {
				return "yes"
			}
			return "no"
		}
	}
	return text
}

func (p *picker) bring(a playbook.BackupAccount) {
	r, d := p.r, p.r.win.Desk()
	act := playbook.Act{Who: d.Who, Device: d.Device, Label: p.b.RestoredLabel(a.Name, r.win.Now().Location()), At: r.win.Now()}
	p.take.Disable()
	r.run.Queue().Run(func(ctx context.Context) error {
		_, err := p.ob.Bring(ctx, act, a.ID)
		return err
	}, func(err error) {
		p.take.Enable()
		if err != nil {
			r.win.Fail(err)
			return
		}
		p.sheet.Close()
		r.win.Toast("Brought back from the backup: "+a.Name, kit.ToastAction{Text: "Show", Do: func() {
			r.win.Go(screen.Place{Screen: screen.Account, Account: a.ID})
		}})
		r.win.Changed()
	})
}
