package ledger

import (
	"strconv"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/pane"
)

// Success is the tab of what the customer calls success: the criteria, what
// they must see by day 30, 60 and 90, and when they are onboarded.
type Success struct {
	tab
	cards   map[playbook.ID]*criterionCard
	pending *screen.Place
	page    *fyne.Container
	scroll  *kit.Scroll
}

// NewSuccess returns the tab; it shows nothing until it is given a record.
func NewSuccess(win screen.Window, run screen.Runner, account playbook.ID, changed func()) *Success {
	t := &Success{tab: tab{win: win, run: run, account: account, changed: changed}, cards: map[playbook.ID]*criterionCard{}}
	t.page = kit.Column(kit.SpaceCard)
	t.scroll = kit.NewScroll(kit.Pad(t.page, 0, 0, kit.SpaceXL, 0))
	return t
}

// Object implements screen.Tab.
func (t *Success) Object() fyne.CanvasObject { return t.scroll }

// Show implements screen.Tab.
func (t *Success) Show(rec *playbook.Record, _ screen.Extra) {
	t.rec = rec
	var parts []fyne.CanvasObject
	if len(rec.Criteria) == 0 {
		parts = append(parts, kit.NewCard("", kit.NewEmptyState("No success criterion yet",
			"Success in the customer’s own words, with a number today, a target, a day, and the person who judges it. The first one is what the renewal hangs on.",
			"Write the first criterion", func() { t.open("F25", playbook.ID{}, "words") })))
	}
	kept := map[playbook.ID]*criterionCard{}
	for i := range rec.Criteria {
		c := &rec.Criteria[i]
		card := t.cards[c.ID]
		if card == nil {
			card = newCriterionCard(t)
		}
		card.show(c, i)
		kept[c.ID] = card
		parts = append(parts, card.card)
	}
	t.cards = kept
	parts = append(parts, t.proofs(), t.endings())
	t.page.Objects = parts
	t.page.Refresh()
	t.scroll.Refresh()
	if p := t.pending; p != nil {
		t.pending = nil
		t.Arrive(*p)
	}
}

// Arrive implements screen.Tab: the row of the place is a criterion.
func (t *Success) Arrive(p screen.Place) bool {
	if p.Tab != screen.Success {
		return false
	}
	if t.rec == nil {
		t.pending = &p
		return true
	}
	if card := t.cards[p.Row]; card != nil {
		t.scroll.Reveal(card.card)
		kit.Focus(card.reached)
	}
	return p.Row.IsZero() || t.cards[p.Row] != nil
}

// Leave implements screen.Tab. Every value is stored when it is given.
func (t *Success) Leave() {}

// proofs is the strip of what they must see by day 30, 60 and 90.
func (t *Success) proofs() fyne.CanvasObject {
	from := "expected close"
	if t.rec.Account.ActualClose != "" {
		from = "close"
	}
	var cards []fyne.CanvasObject
	for _, day := range []int{30, 60, 90} {
		var at *playbook.ProofPoint
		for i := range t.rec.ProofPoints {
			if t.rec.ProofPoints[i].Day == day {
				at = &t.rec.ProofPoints[i]
			}
		}
		on := t.rec.Account.CloseOn().AddDays(day)
		words := "no close date yet"
		if on != "" {
			words = on.Short() + ", " + from + " + " + strconv.Itoa(day) + " days"
		}
		row, word := playbook.ID{}, "Add"
		parts := []fyne.CanvasObject{kit.NewText(words, kit.Small)}
		if at == nil || blank(at.Text) {
			parts = append(parts, kit.NewText("Nothing is agreed for this day yet.", kit.Soft))
		} else {
			row, word = at.ID, "Edit"
			judge := "Nobody judges it yet"
			if !blank(at.Judge) {
				judge = "Judged by " + at.Judge
			}
			parts = append(parts, kit.NewText(at.Text, kit.Body), kit.NewText(joined(" · ", judge, prefixed("evidence: ", at.Evidence)), kit.Small))
		}
		card := kit.NewCard("Day "+strconv.Itoa(day), kit.Column(6, parts...))
		head := []fyne.CanvasObject{t.link(word, "F33", row, "text")}
		if tag, ok := proofTag(at, on, t.win.Desk().Today()); ok {
			head = []fyne.CanvasObject{kit.NewTag(tag), head[0]}
		}
		cards = append(cards, card.WithTrailing(kit.Row(0, head...)))
	}
	return kit.Column(kit.SpaceS, kit.NewLabel("What they must see to feel they decided right", kit.Caption), pane.Grid(240, cards...))
}

// proofTag says how a proof point was judged, or that its day has come.
func proofTag(p *playbook.ProofPoint, on, today playbook.Date) (kit.Tag, bool) {
	if p == nil || blank(p.Text) {
		return kit.Tag{}, false
	}
	switch p.Result {
	case "yes":
		return kit.Tag{Text: "seen", Tone: kit.Kept, Mark: kit.MarkTick}, true
	case "partly":
		return kit.Tag{Text: "partly seen", Tone: kit.Late}, true
	case "no":
		return kit.Tag{Text: "not seen", Tone: kit.Broken}, true
	}
	if on != "" && on < today {
		return kit.Tag{Text: "not judged yet", Tone: kit.Late}, true
	}
	return kit.Tag{}, false
}

// endings are the first value and what onboarded means.
func (t *Success) endings() fyne.CanvasObject {
	h := &t.rec.Handoff
	value := []fyne.CanvasObject{kit.NewText("Nothing is written down yet.", kit.Soft)}
	head := []fyne.CanvasObject{t.link("Edit", "F34", playbook.ID{}, "first_value")}
	if !blank(h.FirstValue) {
		value = []fyne.CanvasObject{kit.NewText(h.FirstValue, kit.Body)}
		head = []fyne.CanvasObject{kit.NewTag(confirmedTag(h.FirstValueConfirmed)), head[0]}
	}
	if h.FirstValueOn != "" {
		value = append(value, kit.NewText("by "+h.FirstValueOn.Long(), kit.Small))
	}
	first := kit.NewCard("First value", kit.Column(6, value...)).WithTrailing(kit.Row(0, head...))
	means := kit.NewText("Both sides have yet to say what onboarded means.", kit.Soft)
	if !blank(h.Onboarded) {
		means = kit.NewText(h.Onboarded, kit.Body)
	}
	onboarded := kit.NewCard("Onboarded means", means).WithTrailing(t.link("Edit", "F35", playbook.ID{}, "onboarded"))
	return pane.Grid(380, first, onboarded)
}

func confirmedTag(yes bool) kit.Tag {
	if yes {
		return kit.Tag{Text: "customer confirmed", Tone: kit.Kept, Mark: kit.MarkDot}
	}
	return kit.Tag{Text: "our assumption", Mark: kit.MarkRing}
}

// criterionCard shows one criterion. It lives as long as its criterion, so that
// ticking does not take the keyboard away.
type criterionCard struct {
	t *Success
	c *playbook.Criterion

	card    *kit.Card
	words   *kit.Quote
	tag     *kit.Pill
	number  *kit.Text
	judge   *kit.Text
	reached *kit.Checkbox
	on      *kit.DateEntry
	said    *kit.Text
}

func newCriterionCard(t *Success) *criterionCard {
	k := &criterionCard{t: t, words: kit.NewQuote(""), tag: kit.NewTag(kit.Tag{}), number: kit.NewText("", kit.Body),
		judge: kit.NewText("", kit.Small), said: kit.NewText("", kit.Small), on: kit.NewDateEntry("", t.win.Now)}
	k.reached = kit.NewCheckbox("Target reached, customer confirmed", k.tick)
	k.on.OnDay = func(iso string) { k.set(edit{"achieved_on", string(k.c.AchievedOn), iso}) }
	k.on.Check = func(iso string) string {
		if playbook.Date(iso) > t.win.Desk().Today() {
			return "This day is still to come."
		}
		return ""
	}
	open := kit.NewButton("Edit", kit.Quiet, func() { t.open("F25", k.c.ID, "words") })
	k.card = kit.NewCard("", kit.Column(kit.SpaceS, kit.RowTop(kit.SpaceM, kit.Grow(k.words), k.tag), k.number, k.judge,
		kit.Row(kit.SpaceM, k.reached, pane.Fixed(190, k.on), kit.Spacer(), open), k.said))
	if t.win.ReadOnly() {
		k.reached.Disable()
		k.on.Disable()
	}
	return k
}

func (k *criterionCard) show(c *playbook.Criterion, at int) {
	k.c = c
	words := "“" + c.Words + "”"
	if blank(c.Words) {
		words = "Criterion " + strconv.Itoa(at+1) + " has no words yet"
	}
	k.words.SetText(words)
	k.tag.Set(confirmedTag(c.Confirmed == "confirmed"))
	k.number.SetSpans(numberSpans(c)...)
	how := joined(" · ", judgeWords(c), prefixed("measured by ", c.Measured), confirmedWords(c))
	if at == 0 {
		how = joined(" · ", how, "the renewal hangs on this one")
	}
	k.judge.SetText(upper(how))
	state := kit.Unchecked
	if c.Achieved {
		state = kit.Checked
	}
	k.reached.Set(state)
	visible(k.on, c.Achieved)
	if !k.on.Focused() {
		k.on.SetDay(string(c.AchievedOn))
	}
	visible(k.said, k.said.Text() != "")
	k.card.Refresh()
}

func judgeWords(c *playbook.Criterion) string {
	if blank(c.Judge) {
		return "nobody judges it yet"
	}
	return "judged by " + c.Judge
}

func confirmedWords(c *playbook.Criterion) string {
	if c.Confirmed != "confirmed" {
		return ""
	}
	return prefixed("confirmed ", joined(", ", c.ConfirmedOn.Short(), c.ConfirmedHow))
}

// numberSpans writes metric, baseline, target and day as one line.
func numberSpans(c *playbook.Criterion) []kit.Span {
	metric := c.Metric
	if blank(metric) {
		return []kit.Span{{Text: "No metric yet: without a number nobody can tell that it was reached.", Role: kit.Soft}}
	}
	unit := prefixed(" ", c.Unit)
	from := "not measured"
	switch {
	case !blank(c.Baseline):
		from = c.Baseline + unit
	case c.BaselineBy != "":
		from = "to be measured by " + c.BaselineBy.Short()
	}
	to := "no target"
	if !blank(c.Target) {
		to = c.Target + unit
	}
	by := "  no day yet"
	if c.TargetOn != "" {
		by = "  by " + c.TargetOn.Short()
	}
	return []kit.Span{{Text: metric + ": ", Role: kit.Body}, {Text: from + " → " + to, Role: kit.Strong}, {Text: by, Role: kit.Body}}
}

// tick notes that the customer confirmed the target, as of today; taking the
// tick back takes the day with it.
func (k *criterionCard) tick(on bool) {
	was, day := "", string(k.c.AchievedOn)
	if k.c.Achieved {
		was = "true"
	}
	if on {
		today := day
		if today == "" {
			today = string(k.t.win.Desk().Today())
		}
		k.set(edit{"achieved", was, "true"}, edit{"achieved_on", day, today})
		return
	}
	k.set(edit{"achieved", was, ""}, edit{"achieved_on", day, ""})
}

func (k *criterionCard) set(edits ...edit) {
	k.t.write(work.Ref{Noun: "criterion", ID: k.c.ID}, "", edits, func(sentence string) {
		k.said.SetSpans(kit.Span{Text: sentence, Role: kit.Small, Color: kit.ColorBrokenInk})
		state := kit.Unchecked
		if k.c.Achieved {
			state = kit.Checked
		}
		k.reached.Set(state)
		visible(k.said, sentence != "")
		k.card.Refresh()
	})
}
