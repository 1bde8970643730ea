package account

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kept/playbook"
	"kept/playbook/metrics"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// header is who the account is: name, size, stage, the customer promise, who
// sold and who delivers, and the official status line.
type header struct {
	p      *Page
	box    *fyne.Container
	name   *kit.Label
	size   *kit.Pill
	state  *kit.Pill
	ladder *kit.StageLadder
	quote  *kit.Quote
	labels *labels
	line   *kit.Text
	told   *fyne.Container // labels and line
	acts   *fyne.Container
	more   *kit.Button
	rare   []*kit.Button // the acts that stand under More… where there is no room
	folded bool
	short  bool // a low window: one line is all that stands under the promise
	tight  bool // no room for the size beside the name: it is in the line below
}

func newHeader(p *Page) *header {
	h := &header{p: p, name: kit.NewLabel("", kit.Title), size: kit.NewPill("", kit.Neutral), state: kit.NewPill("", kit.Neutral), quote: kit.NewQuote(""), line: kit.NewText("", kit.Small)}
	h.ladder = kit.NewStageLadder(ladderWords(), -1)
	h.more = kit.NewButton("More…", kit.Secondary, p.openMore)
	h.labels = newLabels(p)
	signal := kit.NewButton("Log signal", kit.Secondary, func() { p.win.LogSignal(p.account) })
	status := kit.NewButton("Update status", kit.Secondary, p.openStatus)
	brief := kit.NewButton("Brief…", kit.Secondary, func() { p.win.MakeBrief(p.account) })
	if p.win.ReadOnly() {
		h.more.Disable()
		status.Disable()
		signal.Disable()
	}
	h.rare = []*kit.Button{status, brief}
	if p.win.ReadOnly() { // More… opens nothing, and a brief can be made all the same
		h.rare = h.rare[:1]
	}
	h.acts = kit.Row(kit.SpaceS, signal, status, brief, h.more)
	h.size.Hide()
	h.state.Hide()
	h.quote.Hide()
	h.box = kit.Column(kit.SpaceM, container.New(&topLine{h: h}, h.name, h.size, h.state, h.ladder), h.quote)
	h.told = kit.RowTop(kit.SpaceM, h.labels.box, kit.Grow(kit.Pad(h.line, 2, 0, 0, 0)))
	return h
}

// ladder is the stages an account climbs; Lost is none of them.
func ladder() []playbook.Option {
	all := playbook.Stages()
	return all[:len(all)-1]
}

func (h *header) show(rec *playbook.Record) {
	a := &rec.Account
	h.name.SetText(a.Name)
	size := sizeOf(a)
	h.size.Set(kit.Tag{Text: size})
	lost := kit.Tag{}
	if a.Stage == playbook.Lost {
		lost = kit.Tag{Text: "Lost: " + a.LostWhy, Tone: kit.Broken}
	}
	h.state.Set(lost)
	part.Visible(h.state, a.Stage == playbook.Lost)
	at := -1
	for i, o := range ladder() {
		if o.Value == string(a.Stage) || a.Stage == playbook.Lost && o.Value == a.LostStage {
			at = i
		}
	}
	h.ladder.SetCurrent(at)
	promise := strings.TrimSpace(a.CustomerPromise)
	h.quote.SetText("“" + strings.Trim(promise, "“”\"") + "”")
	part.Visible(h.quote, promise != "")
	h.line.SetText(h.words(rec))
	h.labels.show(rec)
	h.told.Refresh()
	h.box.Refresh()
}

// topLine puts name, size and state at the left and the ladder at the right.
// Where there is no room for all, the size goes into the line below and the
// name ends in an ellipsis.
type topLine struct{ h *header }

// Layout implements fyne.Layout.
func (l *topLine) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	h := l.h
	ladder := -stageGap
	for _, o := range ladderWords() {
		ladder += pillWidth(o) + stageGap
	}
	ladder = min(ladder+1, s.Width)
	name := fyne.MeasureText(h.name.Text(), kit.TextTitle, fyne.TextStyle{Bold: true}).Width + 1
	left := s.Width - ladder - kit.SpaceCard
	x := float32(0)
	put := func(o fyne.CanvasObject, w float32) {
		m := o.MinSize()
		o.Move(fyne.NewPos(x, (s.Height-m.Height)/2))
		o.Resize(fyne.NewSize(w, m.Height))
		x += w + kit.SpaceCard
	}
	pills := float32(0)
	for _, p := range []*kit.Pill{h.size, h.state} {
		if p.Tag().Text != "" {
			pills += kit.SpaceCard + pillWidth(p.Tag().Text)
		}
	}
	tight := name+pills > left
	if tight {
		pills -= pillWidth(h.size.Tag().Text) + kit.SpaceCard
	}
	put(h.name, max(min(name, left-max(pills, 0)), 80))
	if part.Visible(h.size, !tight && h.size.Tag().Text != ""); !tight && h.size.Tag().Text != "" {
		put(h.size, pillWidth(h.size.Tag().Text))
	}
	if h.state.Tag().Text != "" {
		put(h.state, max(min(pillWidth(h.state.Tag().Text), left-x), 40))
	}
	x = s.Width - ladder
	put(h.ladder, ladder)
	if short := h.p.win.Canvas().Size().Height < lowWindow; short != h.short {
		h.short, h.line.MaxLines = short, 0
		if short {
			h.line.MaxLines = 1
		}
		h.line.Refresh()
	}
	if tight != h.tight && h.p.rec != nil {
		h.tight = tight
		h.line.SetText(h.words(h.p.rec))
	}
}

// MinSize implements fyne.Layout.
func (l *topLine) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(420, max(l.h.name.MinSize().Height, 26))
}

const stageGap float32 = 6

// lowWindow is the height of a window that has no room to spare above its lists.
const lowWindow float32 = 780

// pillWidth is what a pill takes for its word.
func pillWidth(text string) float32 {
	return fyne.MeasureText(text, kit.TextLabel, fyne.TextStyle{Bold: true}).Width + 20
}

func ladderWords() []string {
	var out []string
	for _, o := range ladder() {
		out = append(out, o.Label)
	}
	return out
}

func sizeOf(a *playbook.Account) string {
	var parts []string
	if f, in := playbook.FieldOfColumn("account", "", "segment"); f != nil && a.Segment != "" {
		parts = append(parts, playbook.LabelOf(in.Options, a.Segment))
	}
	if a.Value != "" {
		parts = append(parts, a.Value.In(a.Currency)+" / year")
	}
	return strings.Join(parts, " · ")
}

// words are one line: the official status with its author and time, who sold
// and who delivers, what the two have kept together, when it closes or closed,
// what success is, and how the handoff ended.
func (h *header) words(rec *playbook.Record) string {
	a := &rec.Account
	var parts []string
	now := h.p.win.Now()
	if a.StatusLine != "" {
		parts = append(parts, fmt.Sprintf("Status, %s, %s: “%s”", a.StatusBy, when(a.StatusAt, h.p), strings.Trim(a.StatusLine, "“”")))
	}
	if size := sizeOf(a); h.tight && size != "" {
		parts = append(parts, size)
	}
	if a.Seller != "" {
		parts = append(parts, "sold by "+a.Seller)
	}
	if a.CSM != "" {
		parts = append(parts, "delivered by "+a.CSM)
	}
	if t := metrics.Promises(rec, playbook.DateOf(now)); t.Due > 0 {
		strict, _ := t.Short() // for both: the one who sold it and the one who delivers it
		parts = append(parts, "together "+strings.ToLower(strict[:1])+strict[1:])
	}
	if on := a.CloseOn(); on != "" {
		parts = append(parts, closes(a, playbook.DateOf(now)))
	}
	if s := anchorWords(rec); s != "" {
		parts = append(parts, s)
	}
	parts = append(parts, ends(&rec.Handoff, playbook.DateOf(now))...)
	if len(parts) == 0 {
		return "Nobody is named on it yet."
	}
	if a.StatusLine != "" && len(a.StatusLine) > longStatus && len(parts) > 1 { // a line of its own
		return parts[0] + "\n" + capital(strings.Join(parts[1:], " · "))
	}
	return capital(strings.Join(parts, " · "))
}

// ends says when Sales was released and the handoff closed, and by whom.
func ends(h *playbook.Handoff, today playbook.Date) []string {
	var out []string
	day := func(d playbook.Date) string {
		if d.Time().Year() != today.Time().Year() {
			return d.Short()
		}
		return d.DayMonth()
	}
	if h.SalesReleasedOn != "" {
		out = append(out, "Sales released "+day(h.SalesReleasedOn)+" by "+h.SalesReleasedBy)
	}
	if h.IsClosed() {
		out = append(out, "handoff closed "+day(h.ClosedOn)+" by "+h.ClosedBy)
	}
	return out
}

// anchorWords say the anchor criterion and where it stands, in a few words; ""
// while it has neither metric nor target.
func anchorWords(rec *playbook.Record) string {
	if len(rec.Criteria) == 0 {
		return ""
	}
	c := &rec.Criteria[0]
	metric, target := strings.TrimSpace(c.Metric), strings.TrimSpace(c.Target)
	if metric == "" || target == "" {
		return ""
	}
	words := "success: " + part.Clip(metric, 44) + " " + part.Joined(" → ", c.Baseline, target)
	if c.Achieved {
		return words + ", reached"
	}
	if p := metrics.Progress(c, rec.MeasurementsOf(c.ID)); p.Measured {
		words += ", now " + playbook.Number{Value: p.Value}.String()
	}
	return words
}

// longStatus is how many bytes of status leave no room for the rest beside it.
const longStatus = 60

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func closes(a *playbook.Account, today playbook.Date) string {
	on := a.CloseOn()
	n := today.DaysUntil(on)
	day := on.Time().Format("2 January")
	if on.Time().Year() != today.Time().Year() {
		day = on.Long()
	}
	switch {
	case a.ActualClose != "" && n <= 0:
		return "closed " + day
	case n < 0:
		return fmt.Sprintf("expected to close %s, %s ago", day, days(-n))
	case n == 0:
		return "closes today"
	}
	return fmt.Sprintf("closes %s (in %s)", day, days(n))
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

// when is a moment as people say it: today 08:40, yesterday 16:10, 3 Nov 09:00.
func when(m playbook.Moment, p *Page) string {
	at := m.Time().In(p.win.Now().Location())
	switch playbook.DateOf(at).DaysUntil(playbook.DateOf(p.win.Now())) {
	case 0:
		return "today " + at.Format("15:04")
	case 1:
		return "yesterday " + at.Format("15:04")
	}
	return at.Format("2 Jan 2006")
}
