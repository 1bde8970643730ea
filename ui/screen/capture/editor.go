package capture

import (
	"errors"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/wording"
	"kept/ui/kit"
	"kept/ui/screen/pane"
)

// An editor is one input on the page: caption, control, and what there is to
// say about it. It saves what is typed and never puts a stored value over
// words that are not stored yet.
type editor struct {
	t      *Tab
	f      *playbook.Field
	in     playbook.Input
	to     *target
	ctl    control
	save   *kit.Autosave
	base   pane.Base
	typing string // names the present stay in the field

	conflict *playbook.ConflictError
	wrong    string // the refusal of what stands in the field
	late     playbook.Moment
	active   bool
	helps    bool // the help is shown while the field is empty

	box      *fyne.Container
	mask     *kit.Mask // in front of a sensitive value while others see the screen
	caption  *kit.Label
	star     *kit.Label
	mark     *kit.Pill
	clash    *pane.Clash
	onText   func(text string) bool // a list takes pasted lines; true: nothing is left to save
	onStored func(value string)
}

// bare says how much of an editor's frame is drawn.
type bare int

const (
	framed  bare = iota // caption above
	unnamed             // in a row of a list: the label is the placeholder
	lone                // under a heading that says what is asked
	flat                // a tick among ticks
	inLine              // words at the left, answer at the right
)

func (t *Tab) newEditor(f *playbook.Field, in playbook.Input, to *target, how bare) *editor {
	e := &editor{t: t, f: f, in: in, to: to}
	e.helps = how == framed && in.Col != "currency" && in.Gate != playbook.GateH
	e.ctl = t.controlOf(f, in, how, events{
		changed: e.touched, focused: e.focus, blurred: e.blur, enter: func() { t.win.Canvas().FocusNext() }})
	e.save = kit.NewAutosave(t.after, e.write)
	t.saves = append(t.saves, e)
	e.caption = kit.NewLabel(in.Label, kit.Caption)
	e.star = kit.NewSpanLabel(kit.Span{Text: "*", Role: kit.Caption, Color: kit.ColorBrokenInk})
	e.mark = kit.NewTag(kit.Tag{Text: "late", Tone: kit.Late})
	e.clash = pane.NewClash()
	e.star.Hide()
	e.mark.Hide()
	e.frame(how)
	if t.win.ReadOnly() {
		e.ctl.disable()
	}
	return e
}

func (e *editor) frame(how bare) {
	head := kit.Row(kit.SpaceXS, e.caption, e.star, e.mark)
	if e.f != nil && e.in.Audience == playbook.Sensitive {
		head.Objects = append(head.Objects, kit.NewPill("never exported", kit.Neutral))
	}
	if e.t.win.Shared() && e.in.Audience == playbook.Sensitive {
		// What somebody else has typed meanwhile is as sensitive.
		e.mask = kit.NewMask(kit.Column(kit.SpaceXS, e.ctl.object(), e.clash.Object()), !e.t.win.ReadOnly())
	}
	switch {
	case e.mask != nil && (how == unnamed || how == lone):
		e.box = kit.Column(kit.SpaceXS, e.mask.Object())
		if how == unnamed {
			e.box.Objects = []fyne.CanvasObject{kit.NewLabel(e.in.Label, kit.Caption), e.mask.Object()}
		}
	case e.mask != nil:
		e.box = kit.Column(kit.SpaceXS, head, e.mask.Object())
	case how == unnamed || how == lone:
		e.box = kit.Column(kit.SpaceXS, e.ctl.object(), e.clash.Object())
	case how == inLine:
		answer := e.ctl.object()
		if c, ok := e.ctl.(*chipControl); ok {
			answer = c.ChoiceChips
		}
		e.box = kit.Column(kit.SpaceXS, kit.Row(kit.SpaceXS, kit.NewLabel(e.in.Label, kit.Body), e.star, e.mark, kit.Spacer(), answer), e.clash.Object())
	case how == flat:
		e.box = kit.Column(kit.SpaceXS, kit.Row(kit.SpaceXS, e.ctl.object(), e.mark), e.clash.Object())
	case e.in.Type == playbook.TypeTick: // on the line of the fields beside it
		e.box = kit.Column(kit.SpaceXS, kit.Row(kit.SpaceXS, kit.Gap(0, 16), e.mark), kit.Pad(e.ctl.object(), 6, 0, 0, 0), e.clash.Object())
	default:
		e.box = kit.Column(kit.SpaceXS, head, e.ctl.object(), e.clash.Object())
	}
	if p, ok := e.ctl.(interface{ SetPlaceholder(string) }); ok {
		if text := placeholder(e.to.noun, e.in, how); text != "" {
			p.SetPlaceholder(text)
		}
	}
	e.say()
}

// placeholder says in an empty field what belongs there, where no caption does
// and where an example is shorter than the help.
func placeholder(noun string, in playbook.Input, how bare) string {
	switch {
	case noun == "proof_point" && in.Col == "text":
		return "Proof point"
	case in.Col == "currency":
		return "EUR"
	case how == unnamed && in.Type != playbook.TypeDate:
		return in.Label
	}
	return ""
}

// controlOf chooses the widget of an input by its type.
func (t *Tab) controlOf(f *playbook.Field, in playbook.Input, how bare, ev events) control {
	switch {
	case in.Col == "playbook_id":
		return newRefControl(t.bookOptions(), ev)
	case in.Type == playbook.TypeLink:
		return newRefControl(t.rec.Links(in.Link), ev)
	}
	switch in.Type {
	case playbook.TypeChoice, playbook.TypeMulti:
		return newChipControl(in, ev)
	case playbook.TypeTick:
		return newTickControl(in.Label, ev)
	case playbook.TypeDate:
		return newDateControl(t.win.Now, ev)
	case playbook.TypePerson:
		return newPickControl(t.people(), ev)
	}
	c := newEntryControl(in, ev)
	if in.Col == "customer_promise" {
		c.SetLimit(200)
	}
	return c
}

func (e *editor) touched() {
	text := e.ctl.value()
	if e.onText != nil && e.onText(text) {
		return
	}
	if e.typing == "" {
		e.typing = playbook.NewID(e.t.win.Now()).String()
	}
	e.wrong = ""
	e.say()
	e.save.Touch()
	e.t.dayTyped(e)
}

// focus begins a stay in the field, which is one line of the history.
func (e *editor) focus() {
	e.active = true
	e.typing = playbook.NewID(e.t.win.Now()).String()
}

func (e *editor) blur() {
	e.active = false
	if e.mask != nil {
		e.mask.Conceal()
	}
	e.save.Flush()
	if !e.save.Dirty() {
		e.ctl.set(e.base.Value)
	}
}

// write hands the words, as they are now, to the queue.
func (e *editor) write(saved func(error)) {
	typed := e.ctl.value()
	if typed == e.base.Value && e.conflict == nil && e.save.Alone() {
		saved(nil)
		return
	}
	step := e.base.Step()
	e.to.write(e.in.Col, step, typed, e.typing, func(stored string, err error) {
		e.base.End(step)
		e.back(stored, err)
		saved(err)
		e.t.told(e)
		if err == nil && !e.active && !e.save.Dirty() {
			e.ctl.set(stored)
		}
	})
}

func (e *editor) back(stored string, err error) {
	var conflict *playbook.ConflictError
	e.wrong = ""
	switch {
	case err == nil:
		e.base.Value, e.conflict = stored, nil
		if e.onStored != nil {
			e.onStored(stored)
		}
	case errors.As(err, &conflict):
		e.conflict = conflict
	default:
		e.wrong = refusal(err)
	}
	e.showClash()
	e.say()
}

// show puts the stored value on the page, unless the person's words are not
// stored yet.
func (e *editor) show(stored string) {
	if e.save.Dirty() || e.conflict != nil || stored == e.base.Value && e.active {
		return
	}
	e.base.Value = stored
	e.ctl.set(stored)
	e.say()
}

// say shows the one line below the field that matters most: a refusal, vague
// wording, when it was filled too late, or the help.
func (e *editor) say() {
	switch text := e.ctl.value(); {
	case e.wrong != "":
		e.ctl.say(e.wrong, kit.Broken)
	case e.vague(text) != "":
		e.ctl.say(e.vague(text), kit.Late)
	case e.in.Type == playbook.TypeWhole && !whole(text):
		e.ctl.say("Write it as a whole number, like 12.", kit.Late)
	case text == "" && e.helps:
		e.ctl.say(e.in.Help, kit.Neutral)
	default:
		e.ctl.say("", kit.Neutral)
	}
}

func whole(s string) bool {
	_, err := strconv.Atoi(strings.TrimSpace(s))
	return err == nil || strings.TrimSpace(s) == ""
}

// vague points out wording that leaves its reader guessing. Only texts that
// somebody will be held to are looked at.
func (e *editor) vague(text string) string {
	kind := wording.Plain
	switch e.to.noun + "." + e.in.Col {
	case "promise.text":
		if !e.t.dated(e.to.id) {
			kind = wording.Promise
		}
	case "criterion.metric", "promise.full_scope", "promise.support_plan", "proof_point.text", "handoff.first_value",
		"handoff.onboarded", "account.customer_promise", "watch.plan", "belief.text":
	default:
		return ""
	}
	return wording.Short(wording.Vague(text, kind))
}

// require shows or hides the star.
func (e *editor) require(on bool) {
	if e.in.Gate == playbook.GateH && e.helps != on { // asked for from now on
		e.helps = on
		e.say()
	}
	show(e.star, on && e.in.Type != playbook.TypeTick)
}

// markLate shows that the value was first filled after the actual close.
func (e *editor) markLate(on bool) { show(e.mark, on) }

func show(o fyne.CanvasObject, on bool) {
	if on != o.Visible() {
		if on {
			o.Show()
		} else {
			o.Hide()
		}
	}
}

// showClash shows both values of a conflict and asks.
func (e *editor) showClash() {
	if e.conflict == nil {
		e.clash.Hide()
		return
	}
	theirs := e.conflict.Stored
	e.clash.Show(shown(e.in, e.ctl.value()), shown(e.in, theirs),
		func() { e.settle(e.ctl.value(), theirs) }, func() { e.settle(theirs, theirs) })
}

// settle takes one of the two values of a conflict.
func (e *editor) settle(value, stored string) {
	e.ctl.set(value)
	e.base.Take(stored)
	e.conflict = nil
	e.showClash()
	e.save.Touch()
	e.save.Flush()
}

// shown is a stored value as a person reads it.
func shown(in playbook.Input, v string) string {
	switch {
	case v == "" && in.Type == playbook.TypeTick:
		return "not ticked"
	case v == "":
		return "empty"
	case in.Type == playbook.TypeTick:
		return "ticked"
	case in.Type == playbook.TypeDate:
		return playbook.Date(v).Short()
	case in.Type == playbook.TypeMoney:
		return playbook.Money(v).Grouped()
	case len(in.Options) > 0:
		var words []string
		for _, x := range playbook.SplitMany(v) {
			words = append(words, playbook.LabelOf(in.Options, x))
		}
		return strings.Join(words, ", ")
	}
	return pane.Quoted(v)
}
