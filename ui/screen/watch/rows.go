package watch

import (
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen/pane"
	"kept/ui/screen/part"
)

// A filter is one of the pills above the list.
type filter int

const (
	open filter = iota
	due
	assumptions
	risks
	gaps
	over // settled
)

func filterWords() []string {
	return []string{"All open", "Due", "Assumptions", "Risks", "Gaps", "Settled"}
}

func (f filter) takes(w *playbook.Watch, today playbook.Date) bool {
	switch {
	case f == over:
		return !w.IsOpen()
	case !w.IsOpen():
		return false
	case f == due:
		return w.Attention(today) <= playbook.WatchDue
	}
	return f == open || w.Kind == f.kind()
}

// kind is the kind that a filter is about, "" for none.
func (f filter) kind() string {
	return map[filter]string{assumptions: playbook.Assumption, risks: playbook.Risk, gaps: playbook.Gap}[f]
}

// nothing says why the list is empty.
func (f filter) nothing() string {
	switch f {
	case due:
		return "Nothing is to be looked at within a week."
	case assumptions:
		return "Nothing is taken for granted and still untested."
	case risks:
		return "No risk is open."
	case gaps:
		return "No gap is open."
	case over:
		return "Nothing is settled yet."
	}
	return "Everything that was watched is settled."
}

// The columns of the list.
const (
	colWhat = iota
	colOwner
	colDue
	colState
	colLook
)

// allColumns is the width of the page from which every column has room.
const allColumns float32 = 1090

// columnsFor says which columns there is room for: the card beside has what a
// slimmer list leaves out.
func columnsFor(width float32) []int {
	switch {
	case width < pane.Slim:
		return []int{colWhat, colDue, colState}
	case width < allColumns:
		return []int{colWhat, colOwner, colDue, colState}
	}
	return []int{colWhat, colOwner, colDue, colState, colLook}
}

func columns(which []int) []kit.TableColumn {
	all := [...]kit.TableColumn{{Title: "What to keep an eye on", Grow: 1, Width: 200}, {Title: "Owner", Width: 92}, {Title: "Due", Width: 96},
		{Title: "State", Width: 124}, {Title: "Last review", Width: 96}}
	out := make([]kit.TableColumn, len(which))
	for i, c := range which {
		out[i] = all[c]
	}
	return out
}

// slimming gives the list the columns there is room for.
type slimming struct{ t *Tab }

func (l *slimming) Layout(os []fyne.CanvasObject, size fyne.Size) {
	if which := columnsFor(size.Width); size.Width > 1 && len(which) != len(l.t.shown) {
		l.t.shown = which
		l.t.table.SetColumns(columns(which)...)
	}
	part.Visible(l.t.keys, size.Width >= pane.Slim)
	os[0].Resize(size)
}

func (l *slimming) MinSize(os []fyne.CanvasObject) fyne.Size { return os[0].MinSize() }

// cell returns what one cell of the list shows. In a list short of room the
// owner stands in the second line.
func cell(rec *playbook.Record, w *playbook.Watch, today playbook.Date, col int, short bool) kit.Cell {
	switch col {
	case colOwner:
		if part.Blank(w.Owner) {
			return kit.Cell{Text: "nobody yet", Color: kit.ColorFaint}
		}
		return kit.Cell{Text: w.Owner, Wrap: true}
	case colDue:
		return dueCell(w, today)
	case colState:
		return kit.Cell{Tags: []kit.Tag{stateTag(w)}}
	case colLook:
		return lookCell(rec, w, today)
	}
	c := kit.Cell{Text: part.Clip(w.Text, 300), Role: kit.Strong, Wrap: true, Sub: quiet(w)}
	if !w.IsOpen() {
		c.Role, c.Color = kit.Body, kit.ColorMuted
	}
	if short && !part.Blank(w.Owner) {
		c.Sub = part.Joined(" · ", kindWord(w), w.Owner, moreOf(w))
	}
	if part.Blank(w.Text) {
		c.Text, c.Color = "Nothing is written yet", kit.ColorFaint
	}
	return c
}

// quiet is the second line: what kind it is in one small word, and what one
// wants to know of that kind at a glance.
func quiet(w *playbook.Watch) string { return part.Joined(" · ", kindWord(w), moreOf(w)) }

func kindWord(w *playbook.Watch) string {
	if w.Kind == playbook.Risk && w.Severity != "" {
		return w.Severity + " risk"
	}
	return w.Kind
}

func moreOf(w *playbook.Watch) string {
	with := func(word, s string) string {
		if part.Blank(s) {
			return ""
		}
		return word + part.Clip(strings.Join(strings.Fields(s), " "), 120)
	}
	switch w.Kind {
	case playbook.Assumption:
		return with("test: ", w.Plan)
	case playbook.Risk:
		return with("first sign: ", w.Trigger)
	}
	return ""
}

func dueCell(w *playbook.Watch, today playbook.Date) kit.Cell {
	if w.DueOn == "" {
		if !w.IsOpen() {
			return kit.Cell{}
		}
		return kit.Cell{Text: "no date", Color: kit.ColorFaint}
	}
	c := kit.Cell{Text: part.ShortDay(w.DueOn, today), Sub: strings.ToLower(w.DueLabel())}
	switch {
	case !w.IsOpen():
		c.Color, c.Sub = kit.ColorMuted, ""
	case w.DueOn < today:
		c.Role, c.Color, c.Sub, c.SubColor = kit.Strong, kit.ColorLateInk, "overdue", kit.ColorLateInk
	case w.DueOn == today:
		c.Role, c.Text = kit.Strong, "today"
	}
	return c
}

// stateTag says how a row stands by word and shape, not by colour alone.
func stateTag(w *playbook.Watch) kit.Tag {
	tag := kit.Tag{Text: strings.ToLower(w.StateLabel())}
	switch {
	case w.Kind == playbook.Assumption && w.State == "true":
		tag.Tone, tag.Mark = kit.Kept, kit.MarkTick
	case w.Kind == playbook.Assumption && w.State == "false":
		tag.Tone, tag.Mark = kit.Broken, kit.MarkSquare
	case w.IsOpen() && w.SeenOn != "":
		tag.Tone, tag.Mark = kit.Late, kit.MarkUp
	case !w.IsOpen():
		tag.Mark = kit.MarkTick
	}
	return tag
}

func lookCell(rec *playbook.Record, w *playbook.Watch, today playbook.Date) kit.Cell {
	looks := rec.ReviewsOf(w.ID)
	if len(looks) == 0 {
		return kit.Cell{Text: "none yet", Color: kit.ColorFaint}
	}
	last := &looks[len(looks)-1]
	first, _, _ := strings.Cut(strings.TrimSpace(last.By), " ")
	return kit.Cell{Text: part.ShortDay(last.On, today), Sub: part.Joined(", ", strings.ToLower(resultOf(w.Kind, last.Result)), first)}
}

// resultOf says what a look found, in the words of the kind.
func resultOf(kind, result string) string {
	return playbook.LabelOf(playbook.ReviewResults(kind), result)
}
