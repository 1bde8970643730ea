package ledger

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/part"
)

// beliefs lists what people expect and the contract does not say, each open
// until it is corrected, accepted as a promise or withdrawn; those that were
// settled are folded.
type beliefs struct {
	t     *part.Tab
	box   *fyne.Container
	past  *kit.Section
	lines *fyne.Container // in the fold
	cards map[playbook.ID]fyne.CanvasObject
	made  func(promise playbook.ID) // a belief was accepted as this promise
}

func newBeliefs(t *part.Tab, made func(playbook.ID)) *beliefs {
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
		if !b.t.Win.ReadOnly() {
			b.box.Add(kit.Row(0, b.t.Link("Add what somebody believes", "F40", playbook.ID{}, "person"), kit.Spacer()))
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
	fix := kit.Span{Text: part.Upper(part.Joined(" · ", due, orElse(x.Owner, "nobody corrects it yet"))), Role: kit.Small}
	if x.DueOn != "" && x.DueOn < t.Win.Desk().Today() {
		fix.Text, fix.Color = fix.Text+", overdue", kit.ColorLateInk
	}
	rest := part.Prefixed(" · basis: ", part.LabelOf("belief", "basis", x.Basis))
	about := believer(x) + " believes: " + x.Text
	corrected := kit.NewButton("Corrected…", kit.Secondary, func() {
		t.AskWhy("Corrected", about, "What was said to them?", "A corrected belief says what was said to whom; write it.", "Mark as corrected",
			func(ctx context.Context, d *work.Desk, said string) error { return d.CorrectBelief(ctx, id, said) }, nil)
	})
	accept := kit.NewButton("Accept as promise", kit.Secondary, func() { b.accept(id) })
	withdraw := kit.NewButton("Withdraw…", kit.Quiet, func() {
		t.AskWhy("Withdraw the belief", about, "Why is it withdrawn?", "Withdrawing a belief needs a reason; say how we know that nobody holds it.", "Withdraw",
			func(ctx context.Context, d *work.Desk, why string) error { return d.WithdrawBelief(ctx, id, why) }, nil)
	})
	acts := []fyne.CanvasObject{t.Link("Edit", "F40", id, "text"), withdraw, corrected, accept}
	if t.Win.ReadOnly() {
		acts = acts[:1]
	}
	return kit.NewCard("", kit.Column(kit.SpaceS,
		kit.Row(kit.SpaceM, kit.NewPill("belief differs from contract", kit.Broken), kit.Grow(kit.NewText(about, kit.Strong))),
		kit.Row(kit.SpaceS, append([]fyne.CanvasObject{kit.Grow(kit.NewSpans(fix, kit.Span{Text: rest, Role: kit.Small}))}, acts...)...)))
}

// accept makes a promise of a belief and goes to it.
func (b *beliefs) accept(id playbook.ID) {
	var made playbook.ID
	b.t.Do(func(ctx context.Context, d *work.Desk) (err error) {
		made, err = d.PromiseFromBelief(ctx, id)
		return err
	}, func(_, sentence string) {
		if sentence != "" {
			b.t.Win.Toast(sentence)
			return
		}
		b.t.Win.Toast("It is a promise now: say who approves it and when it is due.")
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
	how := part.Joined(" · ", part.Joined(" ", x.SettledOn.Short(), part.Prefixed("by ", x.SettledBy)), x.Correction)
	act := kit.NewButton("Reopen…", kit.Quiet, func() {
		t.AskWhy("Reopen the belief", believer(x)+" believed: "+x.Text, "What do they expect again?", "Reopening a belief needs a reason; say what they expect again.", "Reopen",
			func(ctx context.Context, d *work.Desk, why string) error { return d.ReopenBelief(ctx, id, why) }, nil)
	})
	if x.State == "promised" {
		act = kit.NewButton("Show promise", kit.Quiet, func() {
			t.Win.Go(screen.Place{Screen: screen.Account, Account: t.Account, Tab: screen.Promises, Row: x.PromiseID})
		})
	} else if t.Win.ReadOnly() {
		act.Disable()
	}
	return kit.Row(kit.SpaceM, kit.NewPill(part.LabelOf("belief", "state", x.State), tone),
		kit.Grow(kit.Column(2, kit.NewText(believer(x)+" believed: "+x.Text, kit.Body), kit.NewText(how, kit.Small))), act)
}
