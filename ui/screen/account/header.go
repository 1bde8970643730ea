package account

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
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

// widest is the width of all acts beside each other, narrowest that without the
// rare ones.
func (h *header) widest() float32 {
	w := h.narrowest()
	for _, b := range h.rare {
		w += b.MinSize().Width + kit.SpaceS
	}
	return w
}

func (h *header) narrowest() float32 {
	w := -kit.SpaceS
	for _, o := range h.acts.Objects {
		if b := o.(*kit.Button); !slices.Contains(h.rare, b) {
			w += b.MinSize().Width + kit.SpaceS
		}
	}
	return w
}

// fold puts the rare acts under More…, or beside it.
func (h *header) fold(on bool) {
	if on == h.folded {
		return
	}
	h.folded = on
	for _, b := range h.rare {
		visible(b, !on)
	}
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
	visible(h.state, a.Stage == playbook.Lost)
	at := -1
	for i, o := range ladder() {
		if o.Value == string(a.Stage) || a.Stage == playbook.Lost && o.Value == a.LostStage {
			at = i
		}
	}
	h.ladder.SetCurrent(at)
	promise := strings.TrimSpace(a.CustomerPromise)
	h.quote.SetText("“" + strings.Trim(promise, "“”\"") + "”")
	visible(h.quote, promise != "")
	h.line.SetText(h.words(a))
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
	if visible(h.size, !tight && h.size.Tag().Text != ""); !tight && h.size.Tag().Text != "" {
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
		h.line.SetText(h.words(&h.p.rec.Account))
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

func visible(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
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

// words are one line: the official status with its author and time, who sold,
// who delivers, and when it closes or closed.
func (h *header) words(a *playbook.Account) string {
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
	if on := a.CloseOn(); on != "" {
		parts = append(parts, closes(a, playbook.DateOf(now)))
	}
	if len(parts) == 0 {
		return "Nobody is named on it yet."
	}
	if a.StatusLine != "" && len(a.StatusLine) > longStatus && len(parts) > 1 { // a line of its own
		return parts[0] + "\n" + capital(strings.Join(parts[1:], " · "))
	}
	return capital(strings.Join(parts, " · "))
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

func (p *Page) openStatus() {
	if p.rec == nil {
		return
	}
	e := kit.NewTextEntry("One sentence; your name and the time are put to it")
	e.SetText(p.rec.Account.StatusLine)
	e.SetPlaceholder("Integration accepted, training on Thursday.")
	var sheet *kit.Sheet
	sheet = kit.NewSheet("Update status", kit.SheetMedium, e, kit.NewButton("Update", kit.Primary, func() {
		text := e.Text()
		p.write(sheet, func(ctx context.Context, d *work.Desk) error { return d.SetStatus(ctx, p.account, text) }, nil)
	}))
	sheet.Open(p.win.Canvas())
}

// openMore offers what is rarely needed: another stage, that CS read the
// draft, the trash.
func (p *Page) openMore() {
	if p.rec == nil {
		return
	}
	stages := playbook.Stages()
	tags := make([]kit.Tag, len(stages))
	now := -1
	for i, o := range stages {
		tags[i] = kit.Tag{Text: o.Label}
		if o.Value == string(playbook.Lost) {
			tags[i].Tone = kit.Broken
		}
		if o.Value == string(p.rec.Account.Stage) {
			now = i
		}
	}
	chips := kit.NewChoiceChips(tags...)
	chips.Select(now)
	why := kit.NewTextEntry("What happened?")
	why.SetRequired(true)
	why.SetHint("A lost account needs a reason; the stage where it began is kept.", kit.Neutral)
	why.Hide()
	var sheet *kit.Sheet
	chips.OnChanged = func(on []int) {
		visible(why, stages[on[0]].Value == string(playbook.Lost))
		sheet.Refresh()
	}
	rest := kit.Column(kit.SpaceS)
	if p.head.folded {
		row := kit.Row(kit.SpaceS)
		for _, b := range p.head.rare {
			row.Add(kit.NewButton(b.Text(), kit.Secondary, func() {
				sheet.Close()
				b.OnTapped()
			}))
		}
		rest.Add(row)
	}
	if h := &p.rec.Handoff; !h.State.IsAccepted() {
		words := "CS reviewed the draft"
		if h.ReviewedBy != "" {
			words = "CS reviewed the draft again"
		}
		rest.Add(kit.Row(0, kit.NewButton(words, kit.Secondary, func() {
			p.write(sheet, func(ctx context.Context, d *work.Desk) error { return d.Review(ctx, p.account) }, nil)
		})))
	}
	rest.Add(kit.Row(0, kit.NewButton("Move to trash…", kit.Danger, func() { sheet.Close(); p.confirmTrash() })))
	body := kit.Column(kit.SpaceL, kit.Column(kit.SpaceS, kit.NewLabel("Stage", kit.Caption), chips, why), kit.NewHairline(), rest)
	sheet = kit.NewSheet(p.rec.Account.Name, kit.SheetMedium, body, kit.NewButton("Set stage", kit.Primary, func() {
		i := chips.SelectedOne()
		if i < 0 || i == now {
			sheet.Close()
			return
		}
		to, reason := playbook.Stage(stages[i].Value), ""
		if to == playbook.Lost {
			if reason = strings.TrimSpace(why.Text()); reason == "" {
				why.SetHint("A lost account needs a reason; say what happened.", kit.Broken)
				kit.Focus(why)
				return
			}
		}
		p.write(sheet, func(ctx context.Context, d *work.Desk) error { return d.SetStage(ctx, p.account, to, reason) }, nil)
	}))
	sheet.Open(p.win.Canvas())
}

func (p *Page) confirmTrash() {
	name := p.rec.Account.Name
	kit.Confirm(p.win.Canvas(), "Move to trash", "“"+name+"” and everything on it goes to the trash, from where it can be taken back.", "Move to trash", func() {
		p.Leave()
		d := p.win.Desk()
		p.run.Queue().Run(func(ctx context.Context) error { return d.TrashAccount(ctx, p.account) }, func(err error) {
			if err != nil {
				p.win.Fail(err)
				return
			}
			p.win.Toast("“" + name + "” is in the trash.")
			p.win.Go(screen.Place{Screen: screen.Accounts})
			p.win.Changed()
		})
	})
}
