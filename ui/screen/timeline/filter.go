package timeline

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
)

// The spans of time to choose from, in the order of their chips.
const (
	spanAny = iota
	spanToday
	span7
	span30
	span90
	spanFromTo
)

// days is how many days each span goes back, today counted in.
var days = [...]int{spanToday: 1, span7: 7, span30: 30, span90: 90, spanFromTo: 0}

// A filter narrows the history; the row of pickers and chips above it.
type filter struct {
	t      *Tab
	fields []playbook.HistoryField

	field, person *kit.Picker
	span          *kit.ChoiceChips
	from, to      *kit.DateEntry
	dates         *fyne.Container
	clear         *kit.Button
	bar           *fyne.Container

	on       playbook.HistoryField // zero: any
	who      string                // "": anyone
	fromDay  playbook.Date
	untilDay playbook.Date // counted in
}

func newFilter(t *Tab) *filter {
	f := &filter{t: t}
	f.field, f.person = kit.NewPicker(""), kit.NewPicker("")
	f.field.SetPlaceholder("Any field")
	f.person.SetPlaceholder("Anyone")
	f.field.OnPicked = func(text string) {
		f.on = playbook.HistoryField{}
		for _, h := range f.fields {
			if h.Label == text {
				f.on = h
			}
		}
		f.changed()
	}
	f.person.OnPicked = func(text string) { f.who = text; f.changed() }
	f.span = kit.NewChoice("Any time", "Today", "7 days", "30 days", "90 days", "From–to")
	f.span.Plain = true
	f.span.Select(spanAny)
	f.span.OnChanged = func(on []int) { f.pickSpan(on[0]) }
	f.from, f.to = kit.NewDateEntry("", t.win.Now), kit.NewDateEntry("", t.win.Now)
	f.from.SetPlaceholder("First day")
	f.to.SetPlaceholder("Last day")
	f.from.Plain, f.to.Plain = true, true
	f.to.Check = func(iso string) string {
		if d := f.from.Day(); d != "" && iso < d {
			return "That is before the first day."
		}
		return ""
	}
	f.from.OnDay = func(iso string) { f.fromDay = playbook.Date(iso); f.to.SetDay(f.to.Day()); f.changed() }
	f.to.OnDay = func(iso string) { f.untilDay = playbook.Date(iso); f.changed() }
	f.dates = kit.Row(kit.SpaceS, wide(150, f.from), kit.NewLabel("to", kit.Soft), wide(150, f.to))
	f.dates.Hide()
	f.clear = kit.NewButton("Clear", kit.Quiet, f.reset)
	f.clear.Hide()
	f.bar = kit.Flow(kit.SpaceM, wide(212, f.field), wide(172, f.person), f.span, f.dates, f.clear)
	return f
}

// pickSpan takes a span of time; From–to begins with the last thirty days.
func (f *filter) pickSpan(span int) {
	now := f.t.win.Desk().Today()
	f.fromDay, f.untilDay = "", ""
	switch {
	case span == spanFromTo:
		f.fromDay, f.untilDay = now.AddDays(1-days[span30]), now
		f.from.SetDay(string(f.fromDay))
		f.to.SetDay(string(f.untilDay))
		f.dates.Show()
	case days[span] > 0:
		f.fromDay = now.AddDays(1 - days[span])
		fallthrough
	default:
		f.dates.Hide()
	}
	f.changed()
}

// offer sets what can be picked: what this history tells of, and who is in it.
func (f *filter) offer(ix playbook.HistoryIndex) {
	f.fields = playbook.HistoryFields(ix)
	fields, people := make([]kit.Option, len(f.fields)), make([]kit.Option, len(ix.Who))
	for i, h := range f.fields {
		fields[i] = kit.Option{Text: h.Label}
	}
	for i, who := range ix.Who {
		people[i] = kit.Option{Text: who}
	}
	f.field.SetOptions(fields...)
	f.person.SetOptions(people...)
}

// isOn tells whether anything narrows.
func (f *filter) isOn() bool {
	return f.on.Noun != "" || f.who != "" || f.fromDay != "" || f.untilDay != ""
}

// query puts the filter into a query.
func (f *filter) query(q playbook.HistoryQuery) playbook.HistoryQuery {
	loc := f.t.win.Now().Location()
	q.Noun, q.Kind, q.Cols, q.Who = f.on.Noun, f.on.Kind, slices.Clone(f.on.Cols), f.who
	q.From, q.To = f.fromDay.Begins(loc), f.untilDay.AddDays(1).Begins(loc)
	return q
}

// rank is 0 for a sentence about the field that the history is narrowed to, 1
// for another one.
func (f *filter) rank(e *playbook.Event, s playbook.Sentence) int {
	if s.Line >= 0 {
		l := &e.Lines[s.Line]
		if l.Noun == f.on.Noun && (f.on.Kind == "" || l.Kind == f.on.Kind) && (len(f.on.Cols) == 0 || slices.Contains(f.on.Cols, l.Col)) {
			return 0
		}
	}
	return 1
}

// words say what the filter keeps: “Due, by Maya Lindqvist, in the last 7 days”.
func (f *filter) words() string {
	var parts []string
	if f.on.Noun != "" {
		parts = append(parts, "about “"+f.on.Label+"”")
	}
	if f.who != "" {
		parts = append(parts, "by "+f.who)
	}
	switch span := f.span.SelectedOne(); {
	case span == spanToday:
		parts = append(parts, "today")
	case span > spanToday && span < spanFromTo:
		parts = append(parts, "in the last "+f.spanWords(span))
	case f.fromDay != "" && f.untilDay != "":
		parts = append(parts, "from "+f.fromDay.Short()+" to "+f.untilDay.Short())
	case f.fromDay != "":
		parts = append(parts, "since "+f.fromDay.Short())
	case f.untilDay != "":
		parts = append(parts, "until "+f.untilDay.Short())
	}
	return strings.Join(parts, ", ")
}

func (f *filter) spanWords(span int) string {
	return [...]string{span7: "7 days", span30: "30 days", span90: "90 days"}[span]
}

// reset shows everything again.
func (f *filter) reset() {
	f.on, f.who, f.fromDay, f.untilDay = playbook.HistoryField{}, "", "", ""
	f.field.SetText("")
	f.person.SetText("")
	f.span.Select(spanAny)
	f.dates.Hide()
	f.changed()
}

func (f *filter) changed() {
	if f.isOn() {
		f.clear.Show()
	} else {
		f.clear.Hide()
	}
	f.bar.Refresh()
	f.t.top.Refresh() // the bar may take another line now
	f.t.again()
}

// wide gives o a width of its own in a Flow.
func wide(w float32, o fyne.CanvasObject) fyne.CanvasObject {
	return &fyne.Container{Layout: widthOf(w), Objects: []fyne.CanvasObject{o}}
}

type widthOf float32

func (w widthOf) Layout(os []fyne.CanvasObject, s fyne.Size) { put(os[0], 0, 0, s.Width, s.Height) }

func (w widthOf) MinSize(os []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(float32(w), os[0].MinSize().Height)
}
