package signals

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
)

// A Form is the fields of a signal: what happened, the fact, and what is known
// beside it. Only the first two are needed.
type Form struct {
	// OnSubmitted is Enter in the sentence.
	OnSubmitted func()

	kinds  *kit.ChoiceChips
	text   *kit.Entry
	about  *kit.Picker
	on     *kit.DateEntry
	cause  *kit.ChoiceChips
	wrong  *kit.Text
	object *fyne.Container

	abouts []about
}

// An about is a promise or a belief that a signal can be about.
type about struct {
	words, note     string
	promise, belief playbook.ID
}

// SheetWidth is that of a sheet with the form: four kinds stand beside each other.
const SheetWidth = kit.SheetMedium + 80

// NewForm returns an empty form. now is the clock.
func NewForm(now func() time.Time) *Form {
	f := &Form{text: kit.NewEntry("The fact, in one sentence"), about: kit.NewPicker("About a promise or a belief"),
		on: kit.NewDateEntry("When", now), wrong: kit.NewText("", kit.Small)}
	var kinds, causes []kit.Tag
	for i, o := range playbook.SignalKinds() {
		kinds = append(kinds, kit.Tag{Text: fmt.Sprintf("%d  %s", i+1, o.Label)})
	}
	for _, o := range playbook.Causes() {
		causes = append(causes, kit.Tag{Text: o.Label})
	}
	f.kinds, f.cause = kit.NewChoiceChips(kinds...), kit.NewChoiceChips(causes...)
	f.kinds.Keys, f.cause.Optional = "12345678", true
	f.kinds.OnChanged = func(on []int) {
		f.text.SetPlaceholder(example(playbook.SignalKinds()[on[0]].Value))
		f.refuse("", "")
		kit.Focus(f.text)
	}
	f.text.SetRequired(true)
	f.text.SetPlaceholder("What they said or did, as it could be said to their face")
	f.text.OnChanged = func(text string) {
		f.refuse("", "")
		if text == " " { // the space that chose the kind is typed into the field as well
			f.text.SetText("")
		}
	}
	f.text.OnSubmitted = func(string) {
		if f.OnSubmitted != nil {
			f.OnSubmitted()
		}
	}
	f.about.SetPlaceholder("If it is known")
	f.on.Plain = true
	f.on.SetDay(now().Format("2006-01-02"))
	f.wrong.Hide()
	f.object = kit.Column(kit.SpaceL,
		kit.Column(kit.SpaceS, kit.NewLabel("What happened?", kit.Caption), f.kinds, f.wrong), f.text,
		kit.FormGrid(kit.FormCell{Span: 8, Object: f.about}, kit.FormCell{Span: 4, Object: f.on}),
		kit.Column(kit.SpaceS, kit.NewLabel("Where it came from, if it is known", kit.Caption), f.cause))
	return f
}

// Object is what a sheet shows.
func (f *Form) Object() fyne.CanvasObject { return f.object }

// Begin gives the keyboard to the first answer that is missing.
func (f *Form) Begin() {
	if f.kinds.SelectedOne() < 0 {
		kit.Focus(f.kinds)
		return
	}
	kit.Focus(f.text)
}

// SetRecord offers the promises and beliefs of an account.
func (f *Form) SetRecord(rec *playbook.Record) {
	was := f.picked()
	f.abouts = nil
	for i := range rec.Promises {
		p := &rec.Promises[i]
		f.offer(about{words: p.Text, note: "promise", promise: p.ID})
	}
	for i := range rec.Beliefs {
		b := &rec.Beliefs[i]
		words := b.Text
		if who := strings.TrimSpace(b.Person); who != "" {
			words = who + ": " + words
		}
		f.offer(about{words: words, note: "belief", belief: b.ID})
	}
	options := make([]kit.Option, len(f.abouts))
	for i, a := range f.abouts {
		options[i] = kit.Option{Text: a.words, Note: a.note}
	}
	f.about.SetOptions(options...)
	f.pick(was.promise, was.belief)
}

// offer adds a line to the list; two that read alike are told apart, because a
// picker knows its lines by their words.
func (f *Form) offer(a about) {
	a.words = strings.Join(strings.Fields(a.words), " ")
	if a.words == "" {
		return
	}
	same := 1
	for _, o := range f.abouts {
		if o.words == a.words || strings.HasPrefix(o.words, a.words+" (") {
			same++
		}
	}
	if same > 1 {
		a.words = fmt.Sprintf("%s (%d)", a.words, same)
	}
	f.abouts = append(f.abouts, a)
}

func (f *Form) picked() about {
	for _, a := range f.abouts {
		if a.words == f.about.Picked() {
			return a
		}
	}
	return about{}
}

func (f *Form) pick(promise, belief playbook.ID) {
	text := ""
	for _, a := range f.abouts {
		if !a.promise.IsZero() && a.promise == promise || !a.belief.IsZero() && a.belief == belief {
			text = a.words
		}
	}
	f.about.SetText(text)
}

// Put shows a signal.
func (f *Form) Put(s *playbook.Signal) {
	choose(f.kinds, playbook.SignalKinds(), s.Kind)
	choose(f.cause, playbook.Causes(), s.Cause)
	f.text.SetText(s.Text)
	f.on.SetDay(string(s.On))
	f.pick(s.PromiseID, s.BeliefID)
}

func choose(c *kit.ChoiceChips, options []playbook.Option, value string) {
	for i, o := range options {
		if o.Value == value {
			c.Select(i)
			return
		}
	}
	c.Select()
}

// Sign returns what is filled in, and false, saying what is missing, when that
// is no signal yet.
func (f *Form) Sign() (work.Sign, bool) {
	s := work.Sign{Text: strings.TrimSpace(f.text.Text()), On: playbook.Date(f.on.Day())}
	if i := f.kinds.SelectedOne(); i >= 0 {
		s.Kind = playbook.SignalKinds()[i].Value
	}
	if i := f.cause.SelectedOne(); i >= 0 {
		s.Cause = playbook.Causes()[i].Value
	}
	a := f.picked()
	s.Promise, s.Belief = a.promise, a.belief
	switch {
	case s.Kind == "":
		f.refuse("kind", "Choose what happened: click one, or type its figure, 1 to 8.")
	case s.Text == "":
		f.refuse("text", "Write in one sentence what happened.")
	default:
		return s, true
	}
	return s, false
}

// refuse says what is wrong, at the column it is about; "" takes it away.
func (f *Form) refuse(col, sentence string) {
	atText, atKind := "", sentence
	switch col {
	case "text":
		atText, atKind = sentence, ""
	case "on":
		f.on.Entry.SetHint(sentence, kit.Broken)
		kit.Focus(f.on)
		return
	}
	tone := kit.Neutral
	if atText != "" {
		tone = kit.Broken
		kit.Focus(f.text)
	}
	f.text.SetHint(atText, tone)
	f.wrong.SetSpans(kit.Span{Text: atKind, Role: kit.Small, Color: kit.ColorBrokenInk})
	if atKind == "" {
		f.wrong.Hide()
		return
	}
	f.wrong.Show()
	if col == "kind" {
		kit.Focus(f.kinds)
	}
}

// Refuse says what a rule has against the signal.
func (f *Form) Refuse(col, sentence string) { f.refuse(col, sentence) }

// example is how a fact of a kind reads: what was seen or said, nobody blamed.
func example(kind string) string {
	switch kind {
	case "confused":
		return "Kari asked what happens after the kickoff"
	case "repeated":
		return "Dr Sand listed the five clinics for the third time"
	case "contradicted":
		return "They expected two days of training on site, the plan has one"
	case "checked_with_sales":
		return "We had to ask Sales whether SMS in English is included"
	case "apology":
		return "We said sorry for the missing referrals on Monday"
	case "chased":
		return "They asked twice for the date of the second rehearsal"
	case "two_stories":
		return "Sales said December, the plan says January"
	case "workaround":
		return "They keep the old calendar open beside ours"
	}
	return ""
}
