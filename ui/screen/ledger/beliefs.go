package ledger

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/pane"
)

// beliefs lists what people expect and the contract does not say, each open
// until it is corrected, accepted as a promise or withdrawn; those that were
// settled are folded.
type beliefs struct {
	t     *tab
	box   *fyne.Container
	past  *kit.Section
	lines *fyne.Container // in the fold
	cards map[playbook.ID]fyne.CanvasObject
	made  func(promise playbook.ID) // a belief was accepted as this promise
}

func newBeliefs(t *tab, made func(playbook.ID)) *beliefs {
	b := &beliefs{t: t, made: made, box: kit.Column(kit.SpaceCard), lines: kit.Column(kit.SpaceM)}
	b.past = kit.NewSection("Settled beliefs", func() fyne.CanvasObject { return b.lines })
	return b
}

func (b *beliefs) show(rec *playbook.Record, on bool) {
	b.box.Objects, b.lines.Objects, b.cards = nil, nil, map[playbook.ID]fyne.CanvasObject{}
	if on {
		for i := range rec.Beliefs {
			switch x := &rec.Beliefs[i]; {
			case x.Differs():
				card := b.open(x)
				b.cards[x.ID] = card
				b.box.Add(card)
			case x.State != "":
				b.lines.Add(b.settled(x))
			}
		}
		if n := len(b.lines.Objects); n > 0 {
			b.past.SetSummary(strconv.Itoa(n))
			b.box.Add(b.past)
			b.past.Refresh()
		}
	}
	b.lines.Refresh()
	b.box.Refresh()
}

func (b *beliefs) reveal(in *kit.Scroll, id playbook.ID) bool {
	card := b.cards[id]
	if card != nil {
		in.Reveal(card)
		kit.Focus(card)
	}
	return card != nil
}

func believer(x *playbook.Belief) string { return orElse(x.Person, "Somebody") }

// open is the card of a belief that differs, with what settles it.
func (b *beliefs) open(x *playbook.Belief) fyne.CanvasObject {
	id, t := x.ID, b.t
	due := "no day yet"
	if x.DueOn != "" {
		due = "correct by " + x.DueOn.Short()
	}
	fix := kit.Span{Text: upper(joined(" · ", due, orElse(x.Owner, "nobody corrects it yet"))), Role: kit.Small}
	if x.DueOn != "" && x.DueOn < t.win.Desk().Today() {
		fix.Text, fix.Color = fix.Text+", overdue", kit.ColorLateInk
	}
	rest := prefixed(" · basis: ", labelOf("belief", "basis", x.Basis))
	desk := t.win.Desk()
	about := believer(x) + " believes: " + x.Text
	corrected := kit.NewButton("Corrected…", kit.Secondary, func() {
		pane.Ask(t.win, t.run, pane.Question{Title: "Corrected", About: about, Label: "What was said to them?", Hint: "When, by whom, and what they said to it.", Action: "Mark as corrected",
			Do: func(ctx context.Context, said string) error { return desk.CorrectBelief(ctx, id, said) }}, t.changed)
	})
	accept := kit.NewButton("Accept as promise", kit.Secondary, func() { b.accept(id) })
	withdraw := kit.NewButton("Withdraw…", kit.Quiet, func() {
		pane.Ask(t.win, t.run, pane.Question{Title: "Withdraw the belief", About: about, Label: "How do we know that nobody holds it?", Action: "Withdraw",
			Do: func(ctx context.Context, why string) error { return desk.WithdrawBelief(ctx, id, why) }}, t.changed)
	})
	acts := []fyne.CanvasObject{t.link("Edit", "F40", id, "text"), withdraw, corrected, accept}
	if t.win.ReadOnly() {
		acts = acts[:1]
	}
	return kit.NewCard("", kit.Column(kit.SpaceS,
		kit.Row(kit.SpaceM, kit.NewPill("belief differs from contract", kit.Broken), kit.Grow(kit.NewText(about, kit.Strong))),
		kit.Row(kit.SpaceS, append([]fyne.CanvasObject{kit.Grow(kit.NewSpans(fix, kit.Span{Text: rest, Role: kit.Small}))}, acts...)...)))
}

// accept makes a promise of a belief and goes to it.
func (b *beliefs) accept(id playbook.ID) {
	t, desk := b.t, b.t.win.Desk()
	var made playbook.ID
	t.run.Queue().Run(func(ctx context.Context) (err error) {
		made, err = desk.PromiseFromBelief(ctx, id)
		return err
	}, func(err error) {
		if err != nil {
			t.win.Fail(err)
			t.changed()
			return
		}
		t.win.Toast("It is a promise now: say who approves it and when it is due.")
		b.made(made)
	})
}

// settled is the line of a belief that somebody has settled.
func (b *beliefs) settled(x *playbook.Belief) fyne.CanvasObject {
	id, t := x.ID, b.t
	tone := kit.Kept
	if x.State == "withdrawn" {
		tone = kit.Neutral
	}
	how := joined(" · ", joined(" ", x.SettledOn.Short(), prefixed("by ", x.SettledBy)), x.Correction)
	act := kit.NewButton("Reopen…", kit.Quiet, func() {
		pane.Ask(t.win, t.run, pane.Question{Title: "Reopen the belief", About: believer(x) + " believes: " + x.Text, Label: "What do they expect again?", Action: "Reopen",
			Do: func(ctx context.Context, why string) error { return t.win.Desk().ReopenBelief(ctx, id, why) }}, t.changed)
	})
	if x.State == "promised" {
		act = kit.NewButton("Show promise", kit.Quiet, func() {
			t.win.Go(screen.Place{Screen: screen.Account, Account: t.account, Tab: screen.Promises, Row: x.PromiseID})
		})
	} else if t.win.ReadOnly() {
		act.Disable()
	}
	return kit.Row(kit.SpaceM, kit.NewPill(labelOf("belief", "state", x.State), tone),
		kit.Grow(kit.Column(2, kit.NewText(believer(x)+" believed: "+x.Text, kit.Body), kit.NewText(how, kit.Small))), act)
}
