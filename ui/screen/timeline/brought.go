package timeline

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
)

// fewBrought is how many acts of a pack are laid out at a time.
const fewBrought = 20

// tookIn shows what taking in a pack has changed here and, once somebody wants
// to see it, what the pack brought.
func (t *Tab) tookIn(e *playbook.Event) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	if !e.Undone {
		out = t.outcome(e)
	}
	word := "Show what it brought"
	if t.whole[e.ID] {
		word = "Show less"
	}
	out = append(out, t.link(e.ID, word, func() { t.unfold(e) }))
	if t.whole[e.ID] {
		out = append(out, kit.Pad(t.bringers(e), kit.SpaceXS, 0, kit.SpaceS, kit.SpaceL))
	}
	return out
}

// outcome is what counts here since, in few sentences: what the pack brought
// says it all.
func (t *Tab) outcome(e *playbook.Event) []fyne.CanvasObject {
	told := playbook.TellShort(e, t.win.Now().Location())
	if len(told) == 0 {
		return []fyne.CanvasObject{kit.NewText("Nothing changed here: what counted before still does.", kit.Small)}
	}
	var out []fyne.CanvasObject
	rest := max(e.Count-len(e.Lines), 0)
	for i, s := range told {
		if i >= fewLines && len(told) > fewLines+1 {
			rest += s.Count
			continue
		}
		line, _ := t.sentence(e, s, false)
		out = append(out, line)
	}
	if rest > 0 {
		out = append(out, kit.NewText("and "+strconv.Itoa(rest)+" more here", kit.Faint))
	}
	return out
}

// unfold reads what a pack brought and shows it, or folds it again.
func (t *Tab) unfold(e *playbook.Event) {
	id, seq := e.ID, e.Seq
	if t.whole[id] {
		delete(t.whole, id)
		delete(t.brought, id)
		delete(t.shown, id)
		t.fill()
		t.refocus(id)
		return
	}
	from := t.win.Portfolio()
	var brought []playbook.Event
	t.run.Run(func(ctx context.Context) (err error) {
		brought, err = from.Brought(ctx, t.account, seq)
		return err
	}, func(err error) {
		if err != nil {
			t.win.Fail(err)
			return
		}
		t.whole[id], t.brought[id] = true, brought
		t.fill()
		t.refocus(id)
	})
}

// bringers shows the key that stands for a pack and the acts in it.
func (t *Tab) bringers(e *playbook.Event) fyne.CanvasObject {
	acts := t.brought[e.ID]
	sure := "Nobody has compared it with them yet."
	if e.TookSure {
		sure = "It was compared with them."
	}
	from := playbook.TookFrom(e)
	var key fyne.CanvasObject = kit.NewSpans(kit.Span{Text: "Signed by " + from + "’s key ", Role: kit.Small}, kit.Span{Text: dash(playbook.Fingerprint(e.Took)), Role: kit.Caption, Color: kit.ColorInk},
		kit.Span{Text: ". " + sure + " Names and times are what that laptop says.", Role: kit.Small})
	if !e.TookSure && !t.win.ReadOnly() {
		compare := kit.NewSubtleButton("Compare…", func() { t.win.ComparePeer(e.Took, from) })
		key = kit.RowTop(kit.SpaceM, kit.Grow(key), kit.Pad(kit.Column(0, compare), -6, -kit.SpaceS, -6, 0))
	}
	rows := []fyne.CanvasObject{key}
	to := min(max(t.shown[e.ID], fewBrought), len(acts))
	for i := range acts[:to] {
		rows = append(rows, kit.NewHairline(), t.broughtAct(&acts[i]))
	}
	if rest := len(acts) - to; rest > 0 {
		oldest := acts[len(acts)-1].ID // which is not laid out, and so has no button of its own
		word := "Show " + strconv.Itoa(min(rest, fewBrought)) + " of " + strconv.Itoa(rest) + " earlier ones"
		rows = append(rows, kit.NewHairline(), t.link(oldest, word, func() {
			t.shown[e.ID] = to + fewBrought
			t.fill()
			if t.buttons[oldest] == nil {
				oldest = e.ID
			}
			t.refocus(oldest)
		}))
	}
	return kit.Column(kit.SpaceS, rows...)
}

// broughtAct shows one act that a pack brought: what it was, who did it and
// when, the key that says so, and what it changed.
func (t *Tab) broughtAct(e *playbook.Event) fyne.CanvasObject {
	when := e.At.Time().In(t.win.Now().Location()).Format("2 Jan 2006, 15:04")
	parts := []fyne.CanvasObject{
		kit.NewText(heading(e), kit.Body),
		kit.NewText(strings.Join([]string{e.Who, when, playbook.VouchedBy(e)}, " · "), kit.Faint),
	}
	if e.Why != "" {
		parts = append(parts, kit.NewSpans(kit.Span{Text: "Why: ", Role: kit.Caption}, kit.Span{Text: e.Why, Role: kit.Small, Color: kit.ColorInk}))
	}
	return kit.Column(3, append(parts, t.changed(e)...)...)
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
