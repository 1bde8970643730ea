package plan

import (
	"context"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// notices is the card with the promised dates that were moved and that nobody
// who must know has seen yet.
type notices struct {
	t    *Tab
	card *kit.Card
	rows *fyne.Container
	said *kit.Text
}

// mostNotices is how many are shown; the next come when these were seen.
const mostNotices = 3

func newNotices(t *Tab) *notices {
	n := &notices{t: t, rows: kit.Column(kit.SpaceM), said: part.Said()}
	n.card = kit.NewCard("Moved, and to be told", kit.Column(kit.SpaceS, n.rows, n.said)).WithTone(kit.Late)
	n.card.Hide()
	return n
}

func (n *notices) show() {
	open := work.OpenNotices(n.t.rec)
	part.Visible(n.card, len(open) > 0)
	n.rows.Objects = nil
	for i := range open[:min(len(open), mostNotices)] {
		n.rows.Add(n.row(&open[i]))
	}
	if more := len(open) - mostNotices; more > 0 {
		n.rows.Add(kit.NewText("and "+part.Count(more, "more notice", "more notices"), kit.Small))
	}
	n.card.Refresh()
}

func (n *notices) row(of *playbook.Notice) fyne.CanvasObject {
	who := "For " + playbook.LabelOf(playbook.Roles(), of.ForWhom)
	words := kit.NewSpans(kit.Span{Text: part.Full(of.Words()), Role: kit.Body},
		kit.Span{Text: "\n" + who + part.Prefixed(", told by ", of.By), Role: kit.Small})
	words.MaxLines = 6
	id := of.ID
	seen := kit.NewButton("Seen", kit.Quiet, func() { n.seen(id) })
	if n.t.win.ReadOnly() {
		seen.Disable()
	}
	return kit.Column(kit.SpaceXS, words, kit.Row(0, seen, kit.Spacer()))
}

func (n *notices) seen(id playbook.ID) {
	n.t.act(func(ctx context.Context, d *work.Desk) error { return d.SeeNotice(ctx, id) }, func(sentence string) { part.Say(n.said, sentence) })
}

// act writes one act; said gets the refusal, or "" when it was taken and what is
// stored was read again.
func (t *Tab) act(do func(ctx context.Context, d *work.Desk) error, said func(sentence string)) {
	if t.win.ReadOnly() {
		said(readOnlyWords)
		return
	}
	desk := t.win.Desk()
	t.run.Queue().Run(func(ctx context.Context) error { return do(ctx, desk) }, func(err error) {
		if err != nil {
			t.sheetError(err, said)
			return
		}
		said("")
		t.keepKeys()
		t.changed()
	})
}
