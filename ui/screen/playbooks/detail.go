package playbooks

import (
	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/outline"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// detail is the card with all fields of the marked line.
type detail struct {
	e      *editor
	object fyne.CanvasObject
	kind   *kit.Label
	note   *kit.Text
	forms  [3]*form // of the playbook, a phase and a step
	shown  *form
	wait   *kit.Picker
}

// A form is the fields of one kind of line.
type form struct {
	fields []*field
	box    *fyne.Container
}

// A field is one value of a line in its widget; the others are nil.
type field struct {
	outline.Field
	entry *kit.Entry
	pick  *kit.Picker
	tick  *kit.Checkbox
}

func newDetail(e *editor) *detail {
	d := &detail{e: e, kind: kit.NewLabel("", kit.Caption), note: kit.NewText("", kit.Small)}
	d.wait = kit.NewPicker("Add one that it waits for")
	d.wait.SetPlaceholder("Type some of its title")
	d.wait.OnPicked = d.waitFor
	body := kit.Column(kit.SpaceM, d.kind, d.note)
	for i, l := range []outline.Line{{Phase: -1, Step: -1}, {Phase: 0, Step: -1}, {Phase: 0, Step: 0}} {
		d.forms[i] = d.newForm(l)
		d.forms[i].box.Hide()
		body.Add(d.forms[i].box)
	}
	d.object = kit.NewCard("", body)
	return d
}

func (d *detail) newForm(l outline.Line) *form {
	f := &form{box: kit.Column(kit.SpaceM)}
	for _, of := range outline.FieldsOf(l) {
		w := &field{Field: of}
		f.fields = append(f.fields, w)
		switch of.Kind {
		case outline.Tick:
			w.tick = kit.NewCheckbox(of.Label, func(on bool) {
				text := ""
				if on {
					text = "yes"
				}
				d.typed(w, text)
			})
			f.box.Add(w.tick)
		case outline.Choice:
			var options []kit.Option
			for _, o := range of.Options {
				options = append(options, kit.Option{Text: o.Label})
			}
			w.pick = kit.NewPicker(of.Label, options...)
			w.pick.OnPicked = func(text string) { d.typed(w, text) }
			f.box.Add(w.pick)
		default:
			w.entry = kit.NewEntry(of.Label)
			if of.Kind != outline.OneLine {
				w.entry = kit.NewTextEntry(of.Label)
			}
			if of.Kind == outline.Words {
				w.entry.SetRows(1)
				w.entry.OnKey(func(k *fyne.KeyEvent) bool { // one value that wraps: Enter goes back to the outline
					enter := k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter
					if enter {
						d.e.r.win.Canvas().Focus(d.e.table.Focusable())
					}
					return enter
				})
			}
			w.entry.SetPlaceholder(of.Placeholder)
			w.entry.OnFocus = func() { d.e.typing = playbook.NewID(d.e.r.win.Now()).String() }
			w.entry.OnChanged = func(text string) { d.typed(w, text) }
			w.entry.OnBlur = func(string) { d.e.save.Flush() }
			w.entry.OnSubmitted = func(string) { d.e.r.win.Canvas().Focus(d.e.table.Focusable()) }
			f.box.Add(w.entry)
			if of.Key == "after" {
				f.box.Add(d.wait)
			}
		}
	}
	return f
}

// typed takes what was typed or chosen for the marked line.
func (d *detail) typed(w *field, text string) {
	l := d.e.line()
	err := d.e.o.Type(l, &w.Field, text)
	w.hint(d.e.o, l, err)
	what := "Change a step"
	if l.IsPhase() {
		what = "Change a phase"
	} else if l.IsBook() {
		what = "Change a playbook"
	}
	d.kind.SetText(kindWords(d.e.o, l)) // the id of a new step follows its title
	d.e.changed(what)
}

// kindWords say what a line is, and the id by which files and other steps know
// it.
func kindWords(o *outline.Outline, l outline.Line) string {
	switch {
	case l.IsBook():
		return "Playbook · id " + o.Book.ID
	case l.IsPhase():
		return "Phase"
	}
	return "Step · id " + o.Step(l).ID
}

// hint says under a field what is wrong with it, or reads its value back.
func (w *field) hint(o *outline.Outline, l outline.Line, err error) {
	if w.entry == nil {
		return
	}
	switch {
	case err != nil:
		w.entry.SetHint(part.Full(part.Upper(outline.Wrong(err))), kit.Broken)
	case w.Says != nil:
		w.entry.SetHint(part.Upper(w.Says(o, l)), kit.Neutral)
	default:
		w.entry.SetHint("", kit.Neutral)
	}
}

// show puts the marked line on the card; a field that is typed into stays.
func (d *detail) show() {
	l, o := d.e.line(), d.e.o
	i, note := 2, ""
	switch {
	case l.IsBook():
		i = 0
	case l.IsPhase():
		i = 1
		if from := o.Phase(l).Included; from != "" {
			note = "It is taken from " + from + ". When you change it, it becomes this playbook’s own."
		}
	}
	d.kind.SetText(kindWords(o, l))
	d.note.SetText(note)
	part.Visible(d.note, note != "")
	if f := d.forms[i]; d.shown != f {
		if d.shown != nil {
			d.shown.box.Hide()
		}
		d.shown = f
		f.box.Show()
	}
	for _, w := range d.shown.fields {
		text := o.Text(l, &w.Field)
		switch {
		case w.tick != nil:
			on := kit.Unchecked
			if text == "yes" {
				on = kit.Checked
			}
			w.tick.Set(on)
		case w.pick != nil:
			if !w.pick.Focused() {
				w.pick.SetText(text)
			}
		default:
			if w.entry.Text() != text {
				w.entry.SetText(text)
			}
			var err error
			if text != w.Get(o, l) { // not understood, so the trial changes nothing
				err = w.Set(o, l, text)
			}
			w.hint(o, l, err)
		}
	}
	d.offer()
	d.object.Refresh()
}

// offer lists the steps that the marked one can wait for.
func (d *detail) offer() {
	var options []kit.Option
	for _, l := range d.e.lines {
		if l.IsStep() && l != d.e.line() {
			s := d.e.o.Step(l)
			options = append(options, kit.Option{Text: s.Title, Note: s.At()})
		}
	}
	d.wait.SetOptions(options...)
	d.wait.SetText("")
}

// waitFor adds a step to those that the marked one waits for.
func (d *detail) waitFor(title string) {
	l := d.e.line()
	if title == "" || !l.IsStep() {
		return
	}
	for _, other := range d.e.lines {
		if !other.IsStep() || other == l || d.e.o.Title(other) != title {
			continue
		}
		for _, w := range d.shown.fields {
			if w.Key == "after" {
				d.e.typing = ""
				text := part.Joined(", ", d.e.o.Text(l, &w.Field), d.e.o.Step(other).ID)
				w.entry.SetText(text)
				d.typed(w, text)
			}
		}
		break
	}
	d.wait.SetText("")
}

// focus gives the keyboard to a field of the marked line.
func (d *detail) focus(key string) {
	for _, w := range d.shown.fields {
		if w.Key != key {
			continue
		}
		switch {
		case w.entry != nil:
			kit.Focus(w.entry)
			w.entry.SelectAll()
		case w.pick != nil:
			kit.Focus(w.pick)
		default:
			kit.Focus(w.tick)
		}
		return
	}
}
