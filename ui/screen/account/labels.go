package account

import (
	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/metrics"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/part"
)

// labels say before the line what is wrong with the seam of an account: that
// the promise is unclear, and that the alignment is weak. On a shared screen
// there are none: they are our words about ourselves. A lost account has none
// either; nobody can answer for it any more.
type labels struct {
	p       *Page
	unclear *kit.TagButton
	weak    *kit.TagButton
	box     *fyne.Container
}

func newLabels(p *Page) *labels {
	l := &labels{p: p}
	l.unclear = kit.NewTagButton(kit.Tag{Text: "Promise unclear", Tone: kit.Late, Mark: kit.MarkDiamond}, l.openUnclear)
	l.weak = kit.NewTagButton(kit.Tag{Text: "Weak alignment", Tone: kit.Late, Mark: kit.MarkUp}, func() {
		p.win.Go(screen.Place{Screen: screen.Account, Account: p.account, Tab: screen.Signals})
	})
	l.box = kit.Column(0, kit.Row(kit.SpaceS, l.unclear, l.weak))
	l.box.Hide()
	return l
}

func (l *labels) show(rec *playbook.Record) {
	say := !l.p.win.Shared() && rec.Account.Stage != playbook.Lost
	part.Visible(l.unclear, say && len(metrics.Unclear(rec)) > 0)
	part.Visible(l.weak, say && metrics.Weak(rec).Weak)
	part.Visible(l.box, l.unclear.Visible() || l.weak.Visible())
}

// openUnclear says what is unanswered, each with the way to its field.
func (l *labels) openUnclear() {
	if l.p.rec == nil {
		return
	}
	var sheet *kit.Sheet
	rows := []fyne.CanvasObject{kit.NewText("Three questions make a promise clear: what they would get, why they believed it, and what they must see by day 30, 60 and 90. Until all three are answered, delivery is guessing.", kit.Soft)}
	for _, u := range metrics.Unclear(l.p.rec) {
		rows = append(rows, kit.NewHairline(), kit.Row(kit.SpaceM, kit.Grow(kit.NewText(u.Words, kit.Body)), kit.NewButton("Answer", kit.Quiet, func() {
			sheet.Close()
			l.p.win.Go(screen.Place{Screen: screen.Account, Account: l.p.account, Tab: screen.Handoff, Field: u.Field, Row: u.Row, Col: u.Col})
		})))
	}
	sheet = kit.NewSheet("Promise unclear", kit.SheetMedium, kit.Column(kit.SpaceM, rows...), nil)
	sheet.Open(l.p.win.Canvas())
}
