package playbooks

import (
	"context"
	"fmt"
	"strings"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// applier brings running plans up to the newest version of their playbook: for
// each plan the template then, the template now and the plan as it is, item by
// item, before anything is changed.
type applier struct {
	r     *Room
	book  playbook.Playbook
	plans []*applied
	at    int // the plan whose items are shown

	sheet  *kit.Sheet
	list   *kit.Table
	items  *kit.Table
	lines  []applyLine
	title  *kit.Label
	after  *kit.Text
	why    *kit.Entry
	wrong  *kit.Text
	ok     *kit.Button
	choose *kit.ChoiceChips
}

// applied is one plan and what is to be taken over.
type applied struct {
	plan    work.RunningBook
	preview *work.UpgradePreview
	refused string // why it cannot be brought up
	on      bool
	take    map[string]bool
}

// An applyLine is one row of the items.
type applyLine struct {
	head string
	item *work.UpgradeItem
	kept bool
}

// askApply reads what the newest version would change in every plan that runs
// from an older one, and shows it.
func (r *Room) askApply(b playbook.Playbook) {
	a := &applier{r: r, book: b}
	for _, p := range r.behind(&b) {
		a.plans = append(a.plans, &applied{plan: p, take: map[string]bool{}})
	}
	if len(a.plans) == 0 {
		r.win.Toast("Every running plan has this version already.")
		return
	}
	desk := r.win.Desk()
	r.run.Run(func(ctx context.Context) error {
		for _, p := range a.plans {
			got, err := desk.PreviewUpgrade(ctx, p.plan.Account, 0, nil)
			sentence, ruled := part.Ruled(err)
			switch {
			case err == nil:
				p.preview = got
			case ruled:
				p.refused = sentence
			default:
				return err
			}
		}
		return nil
	}, func(err error) {
		if err != nil {
			r.win.Fail(err)
			return
		}
		for _, p := range a.plans {
			if p.preview != nil {
				p.on = len(p.preview.Items) > 0
				for _, k := range p.preview.Clean() {
					p.take[k] = true
				}
			}
		}
		a.open()
	})
}

func (a *applier) open() {
	a.list = kit.NewTable(kit.TableColumn{Title: "Plan", Width: 200, Grow: 1}, kit.TableColumn{Title: "Runs from", Width: 84}, kit.TableColumn{Title: "What there is", Width: 260, Grow: 1.1})
	a.list.Fit = true
	a.list.Len = func() int { return len(a.plans) }
	a.list.Cell = a.planCell
	a.list.OnCheck = func(i, _ int) {
		if p := a.plans[i]; p.preview != nil && len(p.preview.Items) > 0 {
			p.on = !p.on
			a.fill()
		}
	}
	a.list.OnSelected = func(i int) { a.mark(i) }
	a.items = kit.NewTable(kit.TableColumn{Title: "Change", Width: 230, Grow: 1.2}, kit.TableColumn{Title: "Template then", Width: 130, Grow: 0.8},
		kit.TableColumn{Title: "Template now", Width: 130, Grow: 0.8}, kit.TableColumn{Title: "The plan", Width: 130, Grow: 0.8})
	a.items.Fit = true
	a.items.Len = func() int { return len(a.lines) }
	a.items.Group = func(i int) (string, bool) { return a.lines[i].head, a.lines[i].head != "" }
	a.items.Cell = a.itemCell
	a.items.OnCheck = func(i, _ int) {
		if l := a.lines[i]; l.item != nil && !l.kept {
			p := a.plans[a.at]
			p.take[l.item.Key] = !p.take[l.item.Key]
			p.on = true
			a.retry()
		}
	}
	a.choose = kit.NewChoice("What conflicts with nothing", "All", "None")
	a.choose.OnChanged = func(on []int) { a.takeAll(on[0]) }
	a.title, a.after, a.wrong = kit.NewLabel("", kit.Heading), kit.NewText("", kit.Small), part.Said()
	a.why = kit.NewTextEntry("Why")
	a.why.SetPlaceholder("What those whose plans change should know")
	a.ok = kit.NewButton("Apply", kit.Primary, a.apply)
	body := kit.Column(kit.SpaceM,
		kit.NewText("What is ticked is taken over; everything else stays as it is in the plan, and is not offered again: the plan counts as the new version then. Tasks that are done or skipped are left alone.", kit.Soft),
		a.list, kit.Gap(0, 2), kit.Row(kit.SpaceM, kit.Grow(a.title), a.choose), a.after, a.items, a.why, a.wrong)
	a.sheet = kit.NewSheet(fmt.Sprintf("Apply version %d of “%s”", a.book.Version, part.Clip(a.book.Title, 50)), applyWidth, body, a.ok)
	a.sheet.SetFooterLeft(kit.NewText("One undo takes all of it back.", kit.Small))
	a.mark(0)
	a.fill()
	a.sheet.Open(a.r.win.Canvas())
}

// applyWidth has room for three columns of values beside each other.
const applyWidth float32 = 1020

func (a *applier) planCell(i, col int) kit.Cell {
	p := a.plans[i]
	switch col {
	case 0:
		c := kit.Cell{Text: p.plan.Name, Role: kit.Strong, Tick: kit.Ticked(ticked(p.on))}
		if p.preview == nil || len(p.preview.Items) == 0 {
			c.Tick = nil
		}
		return c
	case 1:
		return kit.Cell{Text: fmt.Sprintf("version %d", p.plan.Version), Role: kit.Soft}
	}
	if p.refused != "" {
		return kit.Cell{Text: p.refused, Role: kit.Small, Color: kit.ColorLateInk, Wrap: true}
	}
	return kit.Cell{Text: part.Upper(p.preview.Words()), Sub: part.Prefixed("Taken: ", a.takenWords(p)), Wrap: true}
}

func (a *applier) takenWords(p *applied) string {
	if len(p.preview.Items) == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d", len(p.taken()), len(p.preview.Items))
}

// taken are the keys that are ticked, in the order of the items.
func (p *applied) taken() []string {
	out := []string{} // not nil, which would take what conflicts with nothing
	for _, it := range p.preview.Items {
		if p.take[it.Key] {
			out = append(out, it.Key)
		}
	}
	return out
}

func ticked(on bool) kit.Check {
	if on {
		return kit.Checked
	}
	return kit.Unchecked
}

// mark shows the items of a plan.
func (a *applier) mark(i int) {
	a.at = i
	a.lines = nil
	p := a.plans[i]
	a.title.SetText(p.plan.Name)
	part.Visible(a.choose, p.preview != nil && len(p.preview.Items) > 0)
	if p.preview != nil {
		for j := range p.preview.Items {
			a.lines = append(a.lines, applyLine{item: &p.preview.Items[j]})
		}
		if len(p.preview.Kept) > 0 {
			a.lines = append(a.lines, applyLine{head: "Left alone"})
		}
		for j := range p.preview.Kept {
			a.lines = append(a.lines, applyLine{item: &p.preview.Kept[j], kept: true})
		}
	}
	part.Visible(a.items, len(a.lines) > 0)
	a.list.Select(i)
	a.fill()
}

// fill draws what is ticked and what it does.
func (a *applier) fill() {
	a.list.Reload()
	a.items.Reload()
	p := a.plans[a.at]
	a.after.SetText(p.refused)
	if p.preview != nil {
		a.after.SetText(effect(p.preview, a.r.win.Desk().Today()))
		switch n := len(p.taken()); {
		case n == 0:
			a.choose.Select(2)
		case n == len(p.preview.Items):
			a.choose.Select(1)
		case n == len(p.preview.Clean()) && a.onlyClean(p):
			a.choose.Select(0)
		default:
			a.choose.Select()
		}
	}
	n := 0
	for _, p := range a.plans {
		if p.on {
			n++
		}
	}
	a.ok.SetText("Apply to " + part.Count(n, "plan", "plans"))
	if n == 0 {
		a.ok.Disable()
	} else {
		a.ok.Enable()
	}
	a.sheet.SetPrimary(a.ok)
}

func (a *applier) onlyClean(p *applied) bool {
	for _, k := range p.preview.Clean() {
		if !p.take[k] {
			return false
		}
	}
	return true
}

func (a *applier) takeAll(which int) {
	p := a.plans[a.at]
	p.take = map[string]bool{}
	switch which {
	case 0:
		for _, k := range p.preview.Clean() {
			p.take[k] = true
		}
	case 1:
		for _, it := range p.preview.Items {
			p.take[it.Key] = true
		}
	}
	p.on = true
	a.retry()
}

// retry computes what the ticked items of the shown plan would do.
func (a *applier) retry() {
	a.fill()
	p := a.plans[a.at]
	take, desk := p.taken(), a.r.win.Desk()
	var got *work.UpgradePreview
	a.r.run.Run(func(ctx context.Context) (err error) {
		got, err = desk.PreviewUpgrade(ctx, p.plan.Account, 0, take)
		return err
	}, func(err error) {
		if err != nil {
			a.r.win.Fail(err)
			return
		}
		p.preview.Changes = got.Changes
		a.fill()
	})
}

// effect says what taking the ticked items over does to the days of the plan.
func effect(u *work.UpgradePreview, today playbook.Date) string {
	if len(u.Items) == 0 {
		return "There is nothing to take over; the plan only gets the new number."
	}
	c := u.Changes
	var out []string
	moved := 0
	var first []string
	for _, s := range c.Tasks {
		if s.Was == "" || s.Now == "" {
			continue
		}
		if moved++; moved <= 3 {
			first = append(first, fmt.Sprintf("“%s” was %s, is %s", part.Clip(s.Title, 50), part.ShortDay(s.Was, today), part.ShortDay(s.Now, today)))
		}
	}
	if moved == 0 {
		out = append(out, "No task that is there moves.")
	} else {
		more := ""
		if moved > len(first) {
			more = fmt.Sprintf(", and %d more", moved-len(first))
		}
		out = append(out, fmt.Sprintf("%s: %s%s.", part.Count(moved, "task moves", "tasks move"), strings.Join(first, "; "), more))
	}
	if c.GoLiveWas != c.GoLiveNow && c.GoLiveNow != "" {
		out = append(out, fmt.Sprintf("Go-live is forecast for %s, was %s.", c.GoLiveNow.Short(), c.GoLiveWas.Short()))
	}
	for _, p := range c.Promised {
		out = append(out, part.Full(part.Upper(p)))
	}
	for _, w := range c.Warnings {
		out = append(out, part.Full(w))
	}
	return strings.Join(out, " ")
}

func (a *applier) itemCell(i, col int) kit.Cell {
	l := a.lines[i]
	it := l.item
	if it == nil {
		return kit.Cell{}
	}
	p := a.plans[a.at].preview
	role := kit.Body
	if l.kept {
		role = kit.Soft
	}
	switch col {
	case 0:
		c := kit.Cell{Text: it.Title, Role: role, Wrap: true, Sub: it.Value}
		switch it.Kind {
		case work.UpgradeAdd:
			c.Tags = append(c.Tags, kit.Tag{Text: "added", Tone: kit.Kept})
		case work.UpgradeRemove:
			c.Tags, c.Sub = append(c.Tags, kit.Tag{Text: "removed", Tone: kit.Broken}), "It is skipped, not deleted"
		}
		if it.Conflict != "" {
			c.Sub, c.SubColor = part.Joined(" · ", c.Sub, it.Conflict), kit.ColorLateInk
		}
		if l.kept {
			c.Sub = part.Joined(" · ", it.Value, it.Kept)
			return c
		}
		c.Tick = kit.Ticked(ticked(a.plans[a.at].take[it.Key]))
		return c
	case 1:
		return valueCell(itemWords(&p.Then, it, it.Then), role)
	case 2:
		return valueCell(itemWords(&p.Now, it, it.Now), role)
	}
	c := valueCell(p.Shown(itemWords(&p.Now, it, it.Has)), role)
	if it.Conflict != "" && it.Has != "" {
		c.Color = kit.ColorLateInk
	}
	return c
}

// itemWords reads a value of an item the way the reading view shows it.
func itemWords(b *playbook.Playbook, it *work.UpgradeItem, text string) string {
	field := it.Key[strings.LastIndexByte(it.Key, '.')+1:]
	if it.Kind == work.UpgradeAdd && it.Step != "" {
		field = "at"
	}
	return inWords(b, field, text)
}

func valueCell(text string, role kit.Role) kit.Cell {
	if text == "" {
		return kit.Cell{Text: "–", Role: kit.Faint}
	}
	return kit.Cell{Text: part.Clip(text, 240), Role: role, Wrap: true}
}

// apply takes over what is ticked, in all plans, as one act.
func (a *applier) apply() {
	var choices []work.UpgradeChoice
	for _, p := range a.plans {
		if p.on {
			choices = append(choices, work.UpgradeChoice{Account: p.plan.Account, Items: p.taken()})
		}
	}
	why := a.why.Text()
	a.r.do(func(ctx context.Context, d *work.Desk) error {
		_, err := d.Apply(ctx, 0, choices, why)
		return err
	}, func(sentence string) {
		part.Say(a.wrong, sentence)
		a.sheet.Refresh()
		if sentence != "" {
			return
		}
		a.sheet.Close()
		a.r.undoable(fmt.Sprintf("Version %d is applied to %s.", a.book.Version, part.Count(len(choices), "plan", "plans")))
	})
}
