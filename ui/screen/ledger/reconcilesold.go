package ledger

import (
	"slices"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/metrics"
	"kept/ui/kit"
	"kept/ui/screen/pane"
	"kept/ui/screen/part"
)

// pair2 puts two cards beside each other, under each other where there is no
// room for both.
func pair2(left, right fyne.CanvasObject) *fyne.Container { return pane.Grid(340, left, right) }

// sameParts tells whether two pairs hold the same cards, so that a page that is
// shown again keeps the keyboard where it is.
func sameParts(a, b fyne.CanvasObject) bool {
	if a == b {
		return true
	}
	x, ok := a.(*fyne.Container)
	y, also := b.(*fyne.Container)
	return ok && also && len(x.Objects) > 0 && len(y.Objects) > 0 && x.Objects[0] == y.Objects[0]
}

// soldCard is what was sold, as it was said, and what the promise still lacks.
type soldCard struct {
	r       *reconcile
	card    *kit.Card
	title   *kit.Text
	quote   *fyne.Container
	tags    *fyne.Container
	facts   *fyne.Container
	missing *kit.Card
	lacks   *fyne.Container
}

// mostShown is how much of a text a card shows, in letters; a page of pasted
// mail is read in the handoff, which has all of it.
const mostShown = 1200

func newSoldCard(r *reconcile) *soldCard {
	s := &soldCard{r: r, title: kit.NewText("", kit.Promise), quote: kit.Column(0), tags: kit.Flow(6), facts: kit.Column(kit.SpaceM), lacks: kit.Flow(kit.SpaceXS)}
	s.card = kit.NewCard("What was sold", kit.Column(kit.SpaceM, s.title, s.quote, s.tags, s.facts))
	s.missing = kit.NewCard("Still missing", kit.Pad(s.lacks, 0, 0, 0, -keptInset)).WithTone(kit.Late)
	return s
}

func (s *soldCard) show(p *playbook.Promise) {
	rec := s.r.t.Rec
	title := part.Clip(p.Text, mostShown)
	if p.Deciding {
		title = "★ " + title
	}
	s.title.SetText(title)
	s.quote.Objects = nil
	if words := quoted(part.Clip(p.Quote, mostShown)); words != "" {
		var o fyne.CanvasObject = kit.NewSpans(kit.Span{Text: words, Role: kit.Body, Italic: true})
		if s.r.t.Win.Shared() { // the exact words are sensitive
			o = kit.NewMask(o, false).Object()
		}
		s.quote.Add(o)
	}
	s.tags.Objects = nil
	for _, tag := range soldTags(p) {
		s.tags.Add(kit.NewTag(tag))
	}
	part.Visible(s.tags, len(s.tags.Objects) > 0)
	due, words := rec.DueOf(p)
	on := due.Long()
	if p.DueKind != "date" {
		on = part.Joined(", ", words, on)
	}
	if words == "" {
		on = "not said"
	}
	var cells []fyne.CanvasObject
	for _, f := range [][2]string{
		{"To", part.Joined(", ", p.ToWhom)}, {"By", p.ByWhom}, {"Said", part.Joined(", ", p.SaidWhere, p.SaidOn.Short())}, {"Due", on},
		{"Why they believed us", part.Joined(" · ", part.LabelOf("promise", "basis", p.Basis), p.BasisRef)}, {"Approved by", p.Approver},
	} {
		if !part.Blank(f[1]) {
			cells = append(cells, part.Pair(f[0], f[1]))
		}
	}
	s.facts.Objects = []fyne.CanvasObject{pane.Grid(150, cells...)}
	for _, f := range [][2]string{{"In full means", p.FullScope}, {"Plan to keep it", p.SupportPlan}} {
		if !part.Blank(f[1]) {
			s.facts.Add(part.Pair(f[0], part.Clip(f[1], mostShown)))
		}
	}
	if p.Deciding {
		s.facts.Add(kit.NewText("It won the deal, so it ends only with the customer’s confirmation.", kit.Small))
	}
	s.showMissing(p)
	for _, c := range []*fyne.Container{s.quote, s.tags, s.facts} {
		c.Refresh()
	}
	s.card.Refresh()
}

// soldTags say how firmly a promise stands.
func soldTags(p *playbook.Promise) []kit.Tag {
	var out []kit.Tag
	if p.Kind != "" {
		out = append(out, kit.Tag{Text: part.LabelOf("promise", "kind", p.Kind)})
	}
	switch p.InContract {
	case "yes":
		out = append(out, kit.Tag{Text: "in contract"})
	case "no":
		out = append(out, kit.Tag{Text: "not in contract", Tone: kit.Late})
	case "unknown":
		out = append(out, kit.Tag{Text: "contract not checked", Tone: kit.Late})
	}
	switch p.Support {
	case "unsupported":
		out = append(out, kit.Tag{Text: "unsupported", Tone: kit.Broken})
	case "needs_approval":
		out = append(out, kit.Tag{Text: "needs approval", Tone: kit.Late})
	}
	return out
}

// showMissing lists what the promise still lacks, each a way to where it goes.
func (s *soldCard) showMissing(p *playbook.Promise) {
	needs := metrics.MissingOf(p)
	s.lacks.Objects = nil
	here := map[string]func(){
		"evidence": func() { kit.Focus(s.r.came.evidence) }, "owner": func() { kit.Focus(s.r.came.owner) }, "customer_confirmed": func() { kit.Focus(s.r.came.by) },
	}
	for _, n := range needs {
		goTo := here[n.Col]
		if goTo == nil {
			goTo = func() {
				if f, _ := playbook.FieldOfColumn("promise", "", n.Col); f != nil {
					s.r.t.Open(f.ID(), p.ID, n.Col)
				}
			}
		}
		s.lacks.Add(kit.NewButton(part.Upper(n.Words), kit.Quiet, goTo))
	}
	part.Visible(s.missing, len(needs) > 0 && !slices.Contains([]string{"withdrawn", "released"}, s.r.came.held[p.ID]))
	s.lacks.Refresh()
	s.missing.Refresh()
}
