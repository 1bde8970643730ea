package ledger

import (
	"fmt"

	"fyne.io/fyne/v2"

	"kept/playbook/metrics"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// endCard is the last page of the way through: what the account has kept, and
// the close of its handoff.
type endCard struct {
	r    *reconcile
	card *kit.Card
	body *fyne.Container
}

func newEndCard(r *reconcile) *endCard {
	e := &endCard{r: r, body: kit.Column(kit.SpaceL)}
	e.card = kit.NewCard("", e.body)
	return e
}

func (e *endCard) closed() bool { return e.r.t.Rec.Handoff.IsClosed() }

// word is what the action at the lower right is called.
func (e *endCard) word() string {
	if e.closed() {
		return "Reopen handoff…"
	}
	return "Close handoff"
}

// act closes the handoff, or opens it again.
func (e *endCard) act() {
	if e.r.t.Win.ReadOnly() {
		return
	}
	way := e.r.t.way()
	if e.closed() {
		way.Reopen()
		return
	}
	way.Close()
}

func (e *endCard) show() {
	rec, way := e.r.t.Rec, e.r.t.way()
	h := &rec.Handoff
	t := metrics.Promises(rec, e.r.t.Win.Desk().Today())
	title := kit.NewText("What "+rec.Account.Name+" was promised, and got", kit.Heading)
	who := part.Joined(" · ", part.Prefixed("Sold by ", rec.Account.Seller), part.Prefixed("delivered by ", rec.Account.CSM))
	if who != "" {
		who += ": the figures count for both."
	}
	parts := []fyne.CanvasObject{kit.Column(4, title, kit.NewText(part.Upper(who), kit.Small)), way.Figures(func() { way.Rows() })}
	few := ""
	if _, rate := t.Strict(); t.Due > 0 && !rate {
		few = "counts, not rates, while fewer than five are due"
	}
	counts := part.Joined(" · ", few, some(t.OverdueOpen, "due without an outcome"), some(t.NotYetDue, "not due yet"), some(t.KeptEarly, "kept before they are due"), some(len(rec.Promises)-t.Due-t.NotYetDue, "withdrawn or released, not counted"))
	if counts != "" {
		parts = append(parts, kit.NewText(part.Upper(counts), kit.Small))
	}
	parts = append(parts, kit.NewHairline())
	pdf := kit.NewButton("Make the PDF…", kit.Secondary, func() { e.r.t.Win.MakeBrief(rec.Account.ID) })
	switch links := way.CloseLinks(); {
	case e.closed():
		parts = append(parts, kit.Row(kit.SpaceM, kit.NewTag(kit.Tag{Text: "closed", Tone: kit.Kept, Mark: kit.MarkTick}),
			kit.Grow(kit.NewText("The handoff was closed on "+h.ClosedOn.Long()+" by "+h.ClosedBy+".", kit.Body)), pdf))
	case len(links) > 0:
		word := fmt.Sprintf("%d things keep the handoff open", len(links))
		if len(links) == 1 {
			word = "One thing keeps the handoff open"
		}
		parts = append(parts, kit.Row(kit.SpaceM, kit.Grow(kit.NewLabel(word, kit.Strong)), pdf), way.List(links, nil))
	default:
		parts = append(parts, kit.Row(kit.SpaceM, kit.Grow(kit.NewText("Every promise has an outcome, and every proof point that was set is judged. The handoff can be closed.", kit.Body)), pdf))
	}
	e.body.Objects = parts
	e.body.Refresh()
	e.card.Refresh()
}

// some says a count, and nothing of none.
func some(n int, words string) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d %s", n, words)
}
