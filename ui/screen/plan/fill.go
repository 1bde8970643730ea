package plan

import (
	"strconv"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// fill puts the record on the page as the filters want it.
func (t *Tab) fill() {
	rec := t.rec
	plan := rec.Plan()
	if plan == nil && len(rec.Conditions())+len(rec.LooseTasks()) == 0 {
		t.put(t.empty())
		return
	}
	v := view{today: t.win.Desk().Today(), now: t.win.Now(), who: t.win.Desk().Who, mine: t.mine, hideDone: t.hideDone, refused: t.refused, dates: t.dates}
	ls := lines(rec, v)
	t.who.SetOptions(kit.Tag{Text: "All " + strconv.Itoa(len(rec.Tasks))}, kit.Tag{Text: "Mine " + strconv.Itoa(t.countMine())})
	t.list.show(ls)
	t.say(ls)
	part.Visible(t.begin, plan == nil)
	part.Visible(t.add, plan != nil)
	t.facts.show()
	t.notices.show()
	if t.task(t.marked) == nil {
		t.marked = t.firstOpen(ls)
	}
	if now := t.list.selected(); now == nil || now.ID != t.marked {
		t.list.mark(t.marked)
	}
	t.chart.show(ls, v)
	t.detail.show(t.task(t.marked))
	t.put(t.filled)
}

func (t *Tab) put(o fyne.CanvasObject) {
	if len(t.page.Objects) == 1 && t.page.Objects[0] == o {
		o.Refresh()
		return
	}
	if o == t.filled {
		o = kit.Grow(o)
		if len(t.page.Objects) == 1 {
			if c, ok := t.page.Objects[0].(*fyne.Container); ok && len(c.Objects) == 1 && c.Objects[0] == t.filled {
				t.filled.Refresh()
				return
			}
		}
	}
	t.page.Objects = []fyne.CanvasObject{o}
	t.page.Refresh()
}

func (t *Tab) empty() fyne.CanvasObject {
	action := "Start a playbook…"
	if t.win.ReadOnly() {
		action = ""
	}
	return kit.NewCard("", kit.NewEmptyState("No plan yet",
		"A plan is a playbook with dates: the phases from handoff to the first value, each with what ends it, and every task with who does it and why it is due when it is. Starting one shows all dates before anything is written.",
		action, t.startSheet))
}

const cardRoom = 16 + kit.SpaceL // above and below the content of a card

// natural is the height the card takes when nothing scrolls.
func (t *Tab) natural(width float32) float32 {
	h, inner := float32(cardRoom), width-2*kit.SpaceL
	if t.nothing.Visible() {
		h += heightAt(t.nothing, inner) + kit.SpaceS
	}
	if t.wrong.Visible() {
		h += heightAt(t.wrong, inner) + kit.SpaceS
	}
	switch {
	case t.chart.body.Visible():
		h += t.chart.body.Natural()
	case t.list.all.Visible():
		h += t.list.naturalHeight(inner)
	}
	return h
}

// say tells why there is nothing, or little, in the list.
func (t *Tab) say(ls []line) {
	text := ""
	tasks := 0
	for i := range ls {
		if !ls[i].head {
			tasks++
		}
	}
	switch {
	case tasks > 0:
	case t.mine:
		text = "None of these tasks is yours. “All” shows everybody’s."
	case t.hideDone:
		text = "Everything is done. Untick “Hide done” to see it."
	}
	t.nothing.SetText(text)
	part.Visible(t.nothing, text != "")
	part.Visible(t.list.all, len(ls) > 0 && !t.drawn)
	part.Visible(t.chart.body, len(ls) > 0 && t.drawn)
	part.Visible(t.zoom, t.drawn)
	words := listKeys
	if t.drawn {
		words = chartKeys
	}
	t.keys.SetText(words)
}

// The keys of the two views, in the order of their worth: a slim window shows
// as many as there is room for.
const (
	listKeys  = "Space ticks · Enter opens · M moves · B blocks · S skips · N adds · X splits · G gate · T timeline"
	chartKeys = "Enter opens · M moves · + − zoom · ← → a week · T list"
)

func (t *Tab) countMine() int {
	n := 0
	for i := range t.rec.Tasks {
		if playbook.SameName(t.rec.Tasks[i].Owner, t.win.Desk().Who) {
			n++
		}
	}
	return n
}

func (t *Tab) firstOpen(ls []line) playbook.ID {
	var first playbook.ID
	for i := range ls {
		if task := ls[i].task; task != nil {
			if !ls[i].over {
				return task.ID
			}
			if first.IsZero() {
				first = task.ID
			}
		}
	}
	return first
}
