package capture

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
)

// A control is the widget of one input: it shows a stored value, reports what
// the person does, and says what is wrong.
type control interface {
	object() fyne.CanvasObject
	value() string    // as it would be stored
	set(value string) // shows; does not report
	say(text string, tone kit.Tone)
	disable()
}

// events is what a control reports to its editor.
type events struct {
	changed, focused, blurred func()
	enter                     func() // Enter in a single value
}

// entryControl is a text, an amount or a whole number.
type entryControl struct {
	*kit.Entry
	show func(string) string
}

func newEntryControl(in playbook.Input, ev events) *entryControl {
	c := &entryControl{show: func(s string) string { return s }}
	wraps := in.Type == playbook.TypeText
	if in.Type == playbook.TypeLong || wraps {
		c.Entry = kit.NewTextEntry("")
		c.SetRows(1)
	} else {
		c.Entry = kit.NewEntry("")
	}
	if in.Type == playbook.TypeLong {
		c.SetRows(3)
	}
	if in.Type == playbook.TypeMoney {
		c.show = func(s string) string { return playbook.Money(s).Grouped() }
	}
	c.OnChanged = func(string) { ev.changed() }
	c.OnFocus = ev.focused
	c.OnBlur = func(string) { ev.blurred() }
	c.OnSubmitted = func(string) { ev.enter() }
	if wraps {
		c.OnKey(func(e *fyne.KeyEvent) bool { // one value that wraps: Enter does not break it
			if e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter {
				ev.enter()
				return true
			}
			return false
		})
	}
	return c
}

func (c *entryControl) object() fyne.CanvasObject      { return c.Entry }
func (c *entryControl) value() string                  { return c.Text() }
func (c *entryControl) set(v string)                   { c.SetText(c.show(v)) }
func (c *entryControl) say(text string, tone kit.Tone) { c.SetHint(text, tone) }
func (c *entryControl) disable()                       { c.Disable() }

// pickControl is a person: one of those known, or anybody.
type pickControl struct{ *kit.Picker }

func newPickControl(options []kit.Option, ev events) *pickControl {
	c := &pickControl{kit.NewPicker("", options...)}
	c.FreeText = true
	listen(c.Picker, ev)
	c.OnPicked = func(string) { ev.changed(); ev.blurred() }
	return c
}

// listen adds the editor's wishes to the ones the picker has of its own, so
// that what is typed is on disk before a line is taken.
func listen(p *kit.Picker, ev events) {
	changed, blur := p.Entry.OnChanged, p.Entry.OnBlur
	p.Entry.OnChanged = func(s string) { changed(s); ev.changed() }
	p.Entry.OnFocus = ev.focused
	p.Entry.OnBlur = func(s string) { blur(s); ev.blurred() }
}

func (c *pickControl) object() fyne.CanvasObject      { return c.Picker }
func (c *pickControl) value() string                  { return strings.TrimSpace(c.Text()) }
func (c *pickControl) set(v string)                   { c.SetText(v) }
func (c *pickControl) say(text string, tone kit.Tone) { c.SetHint(text, tone) }
func (c *pickControl) disable()                       { c.Disable() }

// refControl is one of a list whose stored value is not what is shown: a
// playbook, a problem.
type refControl struct {
	*kit.Picker
	options []playbook.Option
}

func newRefControl(options []playbook.Option, ev events) *refControl {
	c := &refControl{options: options}
	shown := make([]kit.Option, len(options))
	for i, o := range options {
		shown[i] = kit.Option{Text: o.Label}
	}
	c.Picker = kit.NewPicker("", shown...)
	c.Entry.OnFocus = ev.focused
	c.OnPicked = func(string) { ev.changed(); ev.blurred() }
	return c
}

func (c *refControl) object() fyne.CanvasObject { return c.Picker }
func (c *refControl) value() string {
	for _, o := range c.options {
		if o.Label == c.Picked() {
			return o.Value
		}
	}
	return c.Picked()
}
func (c *refControl) set(v string)                   { c.SetText(playbook.LabelOf(c.options, v)) }
func (c *refControl) say(text string, tone kit.Tone) { c.SetHint(text, tone) }
func (c *refControl) disable()                       { c.Disable() }

// dateControl is a day.
type dateControl struct{ *kit.DateEntry }

func newDateControl(now func() time.Time, ev events) *dateControl {
	c := &dateControl{kit.NewDateEntry("", now)}
	c.Plain = true
	c.SetPlaceholder("Pick a day")
	leave := c.Entry.OnBlur
	c.Entry.OnFocus = ev.focused
	c.Entry.OnBlur = func(s string) {
		leave(s)
		ev.blurred()
	}
	c.OnDay = func(string) { ev.changed() }
	return c
}

func (c *dateControl) object() fyne.CanvasObject { return c.DateEntry }
func (c *dateControl) value() string             { return c.Day() }
func (c *dateControl) set(v string) {
	if _, err := kit.ParseDay(c.Text(), time.Time{}); err != nil && v == c.Day() {
		return // half a day stays to be put right
	}
	c.SetDay(v)
}
func (c *dateControl) say(text string, tone kit.Tone) {
	if text == "" && c.Day() == "" && c.Text() != "" {
		return // half a day, of which the field says so itself
	}
	c.Entry.SetHint(text, tone)
}
func (c *dateControl) disable() { c.Disable() }

// chipControl is a choice of one or several.
type chipControl struct {
	*kit.ChoiceChips
	options []playbook.Option
	box     *fyne.Container
	hint    *kit.Text
}

func newChipControl(in playbook.Input, ev events) *chipControl {
	tags := make([]kit.Tag, len(in.Options))
	for i, o := range in.Options {
		tags[i] = kit.Tag{Text: o.Label, Tone: toneOf(in.Col, o.Value)}
	}
	c := &chipControl{ChoiceChips: kit.NewChoiceChips(tags...), options: in.Options}
	c.Several, c.Optional = in.Type == playbook.TypeMulti, true
	c.OnChanged = func([]int) { ev.focused(); ev.changed(); ev.blurred() }
	c.hint = kit.NewText("", kit.Small)
	c.hint.Hide()
	c.box = kit.Column(kit.SpaceXS, kit.Pad(c.ChoiceChips, 4, 0, 4, 0), c.hint)
	return c
}

// toneOf is the colour an answer takes when it is on.
func toneOf(col, value string) kit.Tone {
	switch value {
	case "confirmed", "supported", "kept", "tested", "given", "delivered":
		return kit.Kept
	case "needs_approval", "at_risk", "kept_late", "partly", "sceptic", "medium":
		return kit.Late
	case "unsupported", "broken", "opposed", "blocker":
		return kit.Broken
	case "high":
		if col == "severity" {
			return kit.Broken
		}
	case "demo", "reference", "contract", "verbal", "document", "trial":
		return kit.Blue
	}
	return kit.Teal
}

func (c *chipControl) object() fyne.CanvasObject { return c.box }
func (c *chipControl) value() string {
	var out []string
	for _, i := range c.Selected() {
		out = append(out, c.options[i].Value)
	}
	return strings.Join(out, ",")
}
func (c *chipControl) set(v string) {
	var on []int
	values := playbook.SplitMany(v)
	if !c.Several {
		values = []string{v}
	}
	for i, o := range c.options {
		if o.Value != "" && slices.Contains(values, o.Value) {
			on = append(on, i)
		}
	}
	c.Select(on...)
}
func (c *chipControl) say(text string, tone kit.Tone) { sayUnder(c.hint, text, tone) }
func (c *chipControl) disable()                       { c.Disable() }

// sayUnder puts a line under a widget that has none of its own.
func sayUnder(t *kit.Text, text string, tone kit.Tone) {
	color := kit.ColorFaint
	if tone != kit.Neutral {
		color = tone.Ink()
	}
	t.SetSpans(kit.Span{Text: text, Role: kit.Small, Color: color})
	if text == "" {
		t.Hide()
		return
	}
	t.Show()
}

// tickControl is yes or not yet.
type tickControl struct {
	*kit.Checkbox
	box  *fyne.Container
	hint *kit.Text
}

func newTickControl(label string, ev events) *tickControl {
	c := &tickControl{hint: kit.NewText("", kit.Small)}
	c.Checkbox = kit.NewCheckbox(label, func(bool) { ev.focused(); ev.changed(); ev.blurred() })
	c.hint.Hide()
	c.box = kit.Column(kit.SpaceXS, c.Checkbox, c.hint)
	return c
}

func (c *tickControl) object() fyne.CanvasObject { return c.box }
func (c *tickControl) value() string {
	if c.State() == kit.Checked {
		return "true"
	}
	return ""
}
func (c *tickControl) set(v string) {
	if v == "true" {
		c.Set(kit.Checked)
		return
	}
	c.Set(kit.Unchecked)
}
func (c *tickControl) say(text string, tone kit.Tone) { sayUnder(c.hint, text, tone) }
func (c *tickControl) disable()                       { c.Disable() }
