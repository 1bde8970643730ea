// Package success is the tab of what the customer calls success: the criteria
// with what was measured, what they must see by day 30, 60 and 90, and when
// they are onboarded. What counts is computed by playbook/metrics; what may be
// stored is decided by the rules of playbook.
package success

import (
	"context"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/metrics"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/pane"
	"kept/ui/screen/part"
)

// Tab is the tab of one account.
type Tab struct {
	part.Tab
	people  []kit.Option // of the customer
	cards   map[playbook.ID]*criterionCard
	proofs  *proofs
	pending *screen.Place
	page    *fyne.Container
	scroll  *kit.Scroll
}

// New returns the tab; it shows nothing until it is given a record.
func New(win screen.Window, run screen.Runner, account playbook.ID, changed func()) *Tab {
	t := &Tab{Tab: part.Tab{Win: win, Run: run, Account: account, Changed: changed}, cards: map[playbook.ID]*criterionCard{}}
	t.proofs = newProofs(t)
	t.page = kit.Column(kit.SpaceCard)
	t.scroll = kit.NewScroll(kit.Pad(t.page, 0, 0, kit.SpaceXL, 0))
	return t
}

// Object implements screen.Tab.
func (t *Tab) Object() fyne.CanvasObject { return t.scroll }

// cardWidth is the least width of a criterion; on a very wide page two stand
// beside each other.
const cardWidth float32 = 780

// Show implements screen.Tab.
func (t *Tab) Show(rec *playbook.Record, _ screen.Extra) {
	t.Rec, t.people = rec, pane.Customers(rec)
	var parts []fyne.CanvasObject
	if b := t.provenStep(); b != nil {
		parts = append(parts, b)
	}
	if len(rec.Criteria) == 0 {
		parts = append(parts, kit.NewCard("", kit.NewEmptyState("No success criterion yet",
			"Success in the customer’s own words, with a number today, a target, a day, and the person who judges it. The first one is what the renewal hangs on.",
			"Write the first criterion", func() { t.Open("F25", playbook.ID{}, "words") })))
	}
	kept := map[playbook.ID]*criterionCard{}
	var cards []fyne.CanvasObject
	for i := range rec.Criteria {
		c := &rec.Criteria[i]
		card := t.cards[c.ID]
		if card == nil {
			card = newCriterionCard(t)
		}
		card.show(c, i)
		kept[c.ID] = card
		cards = append(cards, card.card)
	}
	t.cards = kept
	if len(cards) > 0 {
		words := metrics.Criteria(rec, t.Win.Desk().Today()).Words()
		parts = append(parts, kit.Column(kit.SpaceS, heading("Criteria", words), pane.Grid(cardWidth, cards...)))
	}
	t.proofs.show()
	parts = append(parts, t.proofs.box, t.endings())
	t.page.Objects = parts
	t.page.Refresh()
	t.scroll.Refresh()
	if p := t.pending; p != nil {
		t.pending = nil
		t.Arrive(*p)
	}
}

// heading is the word above a part of the page, with what it comes to.
func heading(word, sum string) fyne.CanvasObject {
	return kit.NewSpans(kit.Span{Text: word, Role: kit.Caption}, kit.Span{Text: part.Prefixed("  ", sum), Role: kit.Small})
}

// Arrive implements screen.Tab: the row of the place is a criterion, one of its
// measurements, or a proof point.
func (t *Tab) Arrive(p screen.Place) bool {
	if p.Tab != screen.Success {
		return false
	}
	if t.Rec == nil {
		t.pending = &p
		return true
	}
	for i := range t.Rec.Measurements {
		if m := &t.Rec.Measurements[i]; m.ID == p.Row {
			p.Row = m.CriterionID
		}
	}
	if card := t.cards[p.Row]; card != nil {
		t.scroll.Reveal(card.card)
		kit.Focus(card.acts)
		return true
	}
	if point := t.proofs.of(p.Row); point != nil {
		t.scroll.Reveal(point.card)
		kit.Focus(point.acts)
		return true
	}
	return p.Row.IsZero()
}

// Leave implements screen.Tab. Every value is stored when it is given.
func (t *Tab) Leave() {}

// provenStep offers the next stage once the customer has confirmed a criterion
// as reached; nil while there is nothing to offer.
func (t *Tab) provenStep() fyne.CanvasObject {
	if t.Win.ReadOnly() || !belowProven(t.Rec.Account.Stage) {
		return nil
	}
	for i := range t.Rec.Criteria {
		c := &t.Rec.Criteria[i]
		if !c.Achieved {
			continue
		}
		who := "The customer"
		if !part.Blank(c.AchievedBy) {
			who = c.AchievedBy
		}
		return kit.NewBanner(who+" confirmed that “"+part.Clip(title(c), 80)+"” is reached. Nothing more is needed to call the value proven.", kit.Kept,
			"Mark as Value proven", t.markProven)
	}
	return nil
}

func (t *Tab) markProven() {
	t.Do(func(ctx context.Context, d *work.Desk) error {
		return d.SetStage(ctx, t.Account, playbook.ValueProven, "")
	},
		func(_, sentence string) {
			if sentence != "" {
				t.Win.Toast(sentence)
				return
			}
			t.Win.Toast("The stage is Value proven now.")
		})
}

func belowProven(s playbook.Stage) bool {
	for _, o := range playbook.Stages() {
		switch playbook.Stage(o.Value) {
		case playbook.ValueProven:
			return false
		case s:
			return true
		}
	}
	return false
}

// title is what a criterion is called where there is little room.
func title(c *playbook.Criterion) string {
	if part.Blank(c.Metric) {
		return c.Words
	}
	return c.Metric
}

// endings are the first value and what onboarded means.
func (t *Tab) endings() fyne.CanvasObject {
	h := &t.Rec.Handoff
	value := []fyne.CanvasObject{kit.NewText("Nothing is written down yet.", kit.Soft)}
	head := []fyne.CanvasObject{t.Link("Edit", "F34", playbook.ID{}, "first_value")}
	if !part.Blank(h.FirstValue) {
		value = []fyne.CanvasObject{kit.NewText(h.FirstValue, kit.Body)}
		head = []fyne.CanvasObject{kit.NewTag(confirmedTag(h.FirstValueConfirmed)), head[0]}
	}
	if h.FirstValueOn != "" {
		value = append(value, kit.NewText("by "+h.FirstValueOn.Long(), kit.Small))
	}
	first := kit.NewCard("First value", kit.Column(6, value...)).WithTrailing(kit.Row(0, head...))
	means := kit.NewText("Both sides have yet to say what onboarded means.", kit.Soft)
	if !part.Blank(h.Onboarded) {
		means = kit.NewText(h.Onboarded, kit.Body)
	}
	onboarded := kit.NewCard("Onboarded means", means).WithTrailing(t.Link("Edit", "F35", playbook.ID{}, "onboarded"))
	return pane.Grid(380, first, onboarded)
}

func confirmedTag(yes bool) kit.Tag {
	if yes {
		return kit.Tag{Text: "customer confirmed", Tone: kit.Kept, Mark: kit.MarkDot}
	}
	return kit.Tag{Text: "our assumption", Mark: kit.MarkRing}
}
