package watch

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/pane"
	"kept/ui/screen/part"
)

// detail is the card of the marked row: how it stands, what a look can find,
// what was found so far, and every value to be edited.
type detail struct {
	t *Tab
	w *playbook.Watch // as last shown

	card  *kit.Card
	kind  *kit.Label
	state *kit.Pill
	title *kit.Text
	how   *kit.Text // who settled or saw it
	kin   *kit.Text // the risk it became, or the assumption it comes from
	link  *kit.Button
	said  *kit.Text

	looks   []look
	seen    *kit.Checkbox
	risk    *kit.Button
	promise *kit.Button
	again   *kit.Button
	acts    *fyne.Container
	log     *fyne.Container

	texts    []*textField
	owner    *kit.Picker
	raised   *kit.Picker
	day      *kit.DateEntry
	severity *kit.ChoiceChips
	sort     *kit.ChoiceChips
	rated    *fyne.Container // severity and kind of a risk
}

// A look is a button for one thing that a look can find.
type look struct {
	kind, result string
	button       *kit.Button
}

// A textField is a value that is saved while it is typed.
type textField struct {
	col   string
	entry *kit.Entry
	typed *pane.Typed
}

func newDetail(t *Tab) *detail {
	d := &detail{t: t, kind: kit.NewLabel("", kit.Caption), state: kit.NewTag(kit.Tag{}), title: kit.NewText("", kit.Heading),
		how: kit.NewText("", kit.Small), kin: kit.NewText("", kit.Small), said: part.Said(), log: kit.Column(kit.SpaceS)}
	d.title.MaxLines, d.how.MaxLines = 8, 8
	d.link = kit.NewLinkButton("", d.follow)
	d.acts = kit.Flow(kit.SpaceS)
	for _, kind := range []string{playbook.Assumption, playbook.Risk, playbook.Gap} {
		for _, o := range lookOrder(kind) {
			d.looks = append(d.looks, look{kind, o.Value, kit.NewButton(o.Label, kit.Secondary, func() { d.with(func(w *playbook.Watch) { t.lookSheet(w, o.Value) }) })})
			d.acts.Add(d.looks[len(d.looks)-1].button)
		}
	}
	d.seen = kit.NewCheckbox("First sign seen", d.tickSeen)
	d.risk = kit.NewButton("Make it a risk", kit.Secondary, func() { d.with(t.makeRisk) })
	d.promise = kit.NewButton("Change a promise…", kit.Secondary, func() { t.promiseSheet() })
	d.again = kit.NewButton("Watch again…", kit.Quiet, func() { d.with(t.againSheet) })
	d.acts.Objects = append(d.acts.Objects, d.risk, d.promise, d.again)
	d.fields()
	handoff := kit.NewButton("Open in handoff", kit.Quiet, func() {
		d.with(func(w *playbook.Watch) {
			t.Open(playbook.FieldOfKind("watch", w.Kind).ID(), w.ID, "text")
		})
	})
	form := []fyne.CanvasObject{d.text("text"), d.owner, d.day}
	for _, f := range d.texts[1:] {
		form = append(form, f.typed.Object())
	}
	form = append(form, d.rated)
	d.card = kit.NewCard("", kit.Column(kit.SpaceM,
		kit.Column(6, kit.Row(kit.SpaceS, d.kind, kit.Spacer(), d.state), d.title, d.how, d.kin, kit.Row(0, kit.Pad(d.link, -4, 0, -4, -kit.SpaceS), kit.Spacer())),
		d.seen, d.acts, d.said, d.log, kit.NewHairline(), kit.Column(kit.SpaceM, form...),
		kit.Row(0, kit.Spacer(), handoff)))
	return d
}

// lookOrder puts what a look can find in the order of its buttons: what settles
// first. That a first sign was seen is a tick of its own.
func lookOrder(kind string) []playbook.Option {
	var settles, rest []playbook.Option
	for _, o := range playbook.ReviewResults(kind) {
		switch {
		case o.Value == "seen":
		case o.Value == "open":
			rest = append(rest, o)
		default:
			settles = append(settles, o)
		}
	}
	if kind == playbook.Assumption {
		return append(settles, rest...)
	}
	return append(rest, settles...)
}

func (d *detail) fields() {
	t := d.t
	after := func(wait time.Duration, f func()) func() { return t.after(wait, f) }
	for _, col := range []string{"text", "plan", "trigger", "effect"} {
		f := &textField{col: col, entry: kit.NewTextEntry("")}
		f.typed = pane.NewTyped(f.entry, after, t.Win.Now, pane.Source{Queue: kit.Named(t.Run.Queue(), "Something that is watched"),
			Store: func(ctx context.Context, id playbook.ID, seen, typed, stay string) (string, error) {
				return t.Win.Desk().Set(ctx, work.Ref{Noun: "watch", ID: id}, col, seen, typed, stay)
			}, Stored: t.Changed, Fail: t.Win.Fail})
		d.texts = append(d.texts, f)
	}
	d.owner, d.raised = kit.NewPicker("Owner"), kit.NewPicker("Raised by")
	d.owner.FreeText, d.raised.FreeText = true, true
	d.owner.SetPlaceholder("Nobody yet")
	d.owner.OnPicked = func(name string) { d.set("owner", name) }
	d.raised.OnPicked = func(name string) { d.set("raised_by", name) }
	d.day = kit.NewDateEntry("", t.Win.Now)
	d.day.Plain = true
	d.day.OnDay = func(iso string) { d.set("due_on", iso) }
	d.severity, d.sort = choice("severity"), choice("risk_kind")
	d.severity.OnChanged = func(on []int) { d.set("severity", chosen("severity", on)) }
	d.sort.OnChanged = func(on []int) { d.set("risk_kind", chosen("risk_kind", on)) }
	d.rated = kit.Column(kit.SpaceM, kit.Column(6, kit.NewLabel("Severity", kit.Caption), d.severity),
		kit.Column(6, kit.NewLabel("Kind", kit.Caption), d.sort), d.raised)
	if t.Win.ReadOnly() {
		for _, f := range d.texts {
			f.entry.Disable()
		}
		for _, w := range []fyne.Disableable{d.owner.Entry, d.raised.Entry, d.day.Entry, d.severity, d.sort, d.seen, d.risk, d.again} {
			w.Disable()
		}
		for _, l := range d.looks {
			l.button.Disable()
		}
	}
}

func (d *detail) text(col string) fyne.CanvasObject {
	for _, f := range d.texts {
		if f.col == col {
			return f.typed.Object()
		}
	}
	return nil
}

// riskOptions are the choices of a column that only risks have.
func riskOptions(col string) []playbook.Option {
	_, in := playbook.FieldOfColumn("watch", playbook.Risk, col)
	return in.Options
}

func choice(col string) *kit.ChoiceChips {
	var words []string
	for _, o := range riskOptions(col) {
		words = append(words, o.Label)
	}
	c := kit.NewChoice(words...)
	c.Optional = true
	return c
}

func chosen(col string, on []int) string {
	if len(on) == 0 {
		return ""
	}
	return riskOptions(col)[on[0]].Value
}

func choose(c *kit.ChoiceChips, col, value string) {
	for i, o := range riskOptions(col) {
		if o.Value == value {
			c.Select(i)
			return
		}
	}
	c.Select()
}

// with runs an action on the row as last shown.
func (d *detail) with(f func(*playbook.Watch)) {
	if d.w != nil {
		f(d.w)
	}
}

// flush writes what is typed and not yet stored.
func (d *detail) flush() {
	for _, f := range d.texts {
		f.typed.Flush()
	}
}

// enter gives the keyboard to what can be done with the row.
func (d *detail) enter() {
	if d.w == nil {
		return
	}
	if d.w.Kind == playbook.Risk && kit.Focus(d.seen) || kit.Focus(d.acts) {
		d.t.side.Reveal(d.acts)
	}
}

// show puts a row on the card; what is being typed stays. nil takes the card
// away.
func (d *detail) show(w *playbook.Watch) {
	same := w != nil && d.w != nil && d.w.ID == w.ID
	d.w = w
	part.Visible(d.card, w != nil)
	if w == nil {
		return
	}
	d.kind.SetText(part.Upper(w.Kind))
	d.state.Set(stateTag(w))
	d.title.SetText(part.Clip(w.Text, 800))
	d.how.SetText(d.howWords(w))
	part.Visible(d.how, d.how.Text() != "")
	d.showLink(w)
	d.showActs(w)
	d.showLog(w)
	d.showFields(w, same)
	if !same {
		d.say("")
	}
	d.card.Refresh()
}

// howWords says who settled it or saw its first sign.
func (d *detail) howWords(w *playbook.Watch) string {
	today := d.t.Win.Desk().Today()
	seen := ""
	if w.SeenOn != "" {
		seen = part.Joined(" by ", "First sign seen "+part.ShortDay(w.SeenOn, today), w.SeenBy)
	}
	if w.IsOpen() {
		return seen
	}
	looks := d.t.Rec.ReviewsOf(w.ID)
	if len(looks) == 0 {
		return seen
	}
	last := &looks[len(looks)-1]
	return part.Joined(" · ", part.Joined(" by ", w.StateLabel()+" since "+part.ShortDay(last.On, today), last.By), seen)
}

// showLink leads from a false assumption to its risk, and back.
func (d *detail) showLink(w *playbook.Watch) {
	words, word := "", ""
	if to := d.t.Rec.Became(w.ID); to != nil {
		words, word = "Became the risk “"+part.Clip(to.Text, 120)+"”", "Go to the risk"
	} else if from := d.t.Rec.Watched(w.FromID); from != nil {
		words, word = "Comes from the assumption “"+part.Clip(from.Text, 120)+"”", "Go to the assumption"
	}
	d.kin.SetText(words)
	d.link.SetText(word)
	part.Visible(d.kin, words != "")
	part.Visible(d.link, words != "")
}

func (d *detail) follow() {
	d.with(func(w *playbook.Watch) {
		if to := d.t.Rec.Became(w.ID); to != nil {
			d.t.goTo(to)
		} else if from := d.t.Rec.Watched(w.FromID); from != nil {
			d.t.goTo(from)
		}
	})
}

func (d *detail) showActs(w *playbook.Watch) {
	for _, l := range d.looks {
		part.Visible(l.button, w.IsOpen() && l.kind == w.Kind)
	}
	part.Visible(d.seen, w.Kind == playbook.Risk && w.IsOpen())
	d.seen.Set(ticked(w.SeenOn != ""))
	wrong := w.Kind == playbook.Assumption && w.State == "false"
	part.Visible(d.risk, wrong && d.t.Rec.Became(w.ID) == nil)
	part.Visible(d.promise, wrong && len(d.t.Rec.Promises) > 0)
	part.Visible(d.again, !w.IsOpen())
	d.acts.Refresh()
}

func ticked(on bool) kit.Check {
	if on {
		return kit.Checked
	}
	return kit.Unchecked
}

// mostLooks is how many looks the card lists; the rest are in the timeline.
const mostLooks = 12

// showLog lists what was found so far, the newest first.
func (d *detail) showLog(w *playbook.Watch) {
	looks, today := d.t.Rec.ReviewsOf(w.ID), d.t.Win.Desk().Today()
	d.log.Objects = []fyne.CanvasObject{kit.NewLabel("Reviews", kit.Caption)}
	for i := len(looks) - 1; i >= 0 && i >= len(looks)-mostLooks; i-- {
		l := &looks[i]
		spans := []kit.Span{{Text: part.ShortDay(l.On, today) + "  ", Role: kit.Caption}, {Text: resultOf(w.Kind, l.Result), Role: kit.Caption, Color: kit.ColorInk},
			{Text: part.Prefixed(" · ", l.By), Role: kit.Small}}
		if !part.Blank(l.Note) {
			spans = append(spans, kit.Span{Text: "\n" + l.Note, Role: kit.Small, Color: kit.ColorInk})
		}
		d.log.Add(kit.NewSpans(spans...))
	}
	if n := len(looks) - mostLooks; n > 0 {
		d.log.Add(kit.NewLabel("and earlier ones, in the timeline", kit.Faint))
	}
	part.Visible(d.log, len(looks) > 0)
	d.log.Refresh()
}

// showFields shows the values that this kind has, under the labels of the
// handoff.
func (d *detail) showFields(w *playbook.Watch, same bool) {
	label := func(col string) string {
		if _, in := playbook.FieldOfColumn("watch", w.Kind, col); in != nil {
			return in.Label
		}
		return ""
	}
	for _, f := range d.texts {
		name := label(f.col)
		part.Visible(f.typed.Object(), name != "")
		if name == "" {
			continue
		}
		f.entry.SetLabel(name)
		stored, err := playbook.GetText(w, f.col)
		if err != nil {
			d.t.Win.Fail(err)
			return
		}
		f.typed.Show(w.ID, stored)
	}
	d.owner.SetLabel(label("owner"))
	d.owner.SetOptions(d.t.people...)
	d.raised.SetOptions(d.t.people...)
	if !d.owner.Focused() || !same {
		d.owner.SetText(w.Owner)
	}
	if !d.raised.Focused() || !same {
		d.raised.SetText(w.RaisedBy)
	}
	d.day.SetLabel(label("due_on"))
	if !d.day.Focused() || !same {
		d.day.SetDay(string(w.DueOn))
	}
	choose(d.severity, "severity", w.Severity)
	choose(d.sort, "risk_kind", w.RiskKind)
	part.Visible(d.rated, w.Kind == playbook.Risk)
}

func (d *detail) say(sentence string) {
	part.Say(d.said, sentence)
	d.card.Refresh()
}

// set stores one value of the row over the one that was seen.
func (d *detail) set(col, typed string) {
	w := d.w
	if w == nil {
		return
	}
	seen, err := playbook.GetText(w, col)
	if err != nil {
		d.t.Win.Fail(err)
		return
	}
	if strings.TrimSpace(seen) == strings.TrimSpace(typed) {
		return
	}
	id := w.ID
	d.t.Do(func(ctx context.Context, desk *work.Desk) error {
		_, err := desk.Set(ctx, work.Ref{Noun: "watch", ID: id}, col, seen, typed, "")
		return err
	}, d.t.answer(id))
}
