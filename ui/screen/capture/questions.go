package capture

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
)

func (s *side) showQuestions() {
	t := s.t
	if !s.changed(s.questions, fmt.Sprint(t.rec.Questions)) {
		return
	}
	s.asked = map[playbook.ID]fyne.CanvasObject{}
	col := kit.Column(kit.SpaceM)
	if len(t.rec.Questions) == 0 {
		col.Objects = append(col.Objects, kit.NewText("CS asks here, Sales answers here, once. Nothing has been asked yet.", kit.Small))
	}
	for _, open := range []bool{true, false} { // what waits comes first
		for _, q := range t.rec.Questions {
			if q.Open() == open {
				s.asked[q.ID] = s.question(q)
				col.Objects = append(col.Objects, s.asked[q.ID])
			}
		}
	}
	if !t.win.ReadOnly() {
		col.Objects = append(col.Objects, quiet("Ask a question…", t.openAsk))
	}
	waiting := len(t.rec.OpenQuestions())
	if waiting > 0 {
		s.questions.WithTrailing(kit.NewPill(fmt.Sprintf("%d open", waiting), kit.Late))
	} else {
		s.questions.WithTrailing(nil)
	}
	s.questions.SetContent(col)
}

func (s *side) question(q playbook.Question) fyne.CanvasObject {
	t := s.t
	loc := t.win.Now().Location()
	col := kit.Column(2, kit.NewText(q.Text, kit.Strong), kit.NewText("asked by "+q.AskedBy+", "+q.AskedAt.Day(loc).Short(), kit.Faint))
	if q.ReopenedWhy != "" && q.Open() {
		col.Objects = append(col.Objects, kit.NewText("Reopened: "+q.ReopenedWhy, kit.Small))
	}
	if q.Answer != "" {
		col.Objects = append(col.Objects, kit.NewText(q.Answer, kit.Body))
	}
	if !q.Open() {
		col.Objects = append(col.Objects, kit.NewText("answered by "+q.AnsweredBy+", "+q.AnsweredAt.Day(loc).Short(), kit.Faint))
	}
	switch {
	case t.win.ReadOnly():
	case q.Open():
		col.Objects = append(col.Objects, kit.Row(0, kit.NewButton("Answer…", kit.Secondary, func() { t.openAnswer(q) })))
	default:
		col.Objects = append(col.Objects, quiet("Reopen…", func() { t.openReopen(q) }))
	}
	return col
}

// reveal brings a question into view and gives it the keyboard.
func (s *side) reveal(question playbook.ID) {
	o := s.asked[question]
	if o == nil {
		return
	}
	s.t.stage.box.Refresh()
	kit.Focus(o)
	if s.t.stage.narrow {
		s.t.stage.main.Reveal(o)
	} else {
		s.t.stage.right.Reveal(o)
	}
}

// asking is a field for a question that shows what was asked before in other
// words, with its answer, while one types.
type asking struct {
	entry *kit.Entry
	found *fyne.Container
	box   *fyne.Container
}

func (t *Tab) newAsking(label string) *asking {
	a := &asking{entry: kit.NewTextEntry(label), found: kit.Column(kit.SpaceS)}
	a.found.Hide()
	a.box = kit.Column(kit.SpaceS, a.entry, a.found)
	a.entry.OnChanged = func(text string) {
		var os []fyne.CanvasObject
		for i, q := range work.Similar(t.rec.Questions, text) {
			if i == 2 {
				break
			}
			os = append(os, alike(q))
		}
		a.found.Objects = os
		show(a.found, len(os) > 0)
		a.found.Refresh()
	}
	return a
}

func alike(q playbook.Question) fyne.CanvasObject {
	head, text := "Asked before and waiting for its answer", ""
	if !q.Open() {
		head, text = "Answered before by "+q.AnsweredBy, q.Answer
	}
	col := kit.Column(2, kit.NewLabel(head, kit.Caption), kit.NewText(q.Text, kit.Strong))
	if text != "" {
		col.Objects = append(col.Objects, kit.NewText(text, kit.Body))
	}
	return kit.NewCard("", col).WithTone(kit.Late)
}

// questionLines are the questions of a return.
type questionLines struct {
	t    *Tab
	all  []*asking
	list *fyne.Container
	box  *fyne.Container
}

func newQuestionLines(t *Tab) *questionLines {
	q := &questionLines{t: t, list: kit.Column(kit.SpaceM)}
	q.box = kit.Column(kit.SpaceS, q.list, quiet("+ Another question", func() { kit.Focus(q.more("").box) }))
	q.more("Questions to answer first (optional)")
	return q
}

func (q *questionLines) more(label string) *asking {
	a := q.t.newAsking(label)
	q.all = append(q.all, a)
	q.list.Add(a.box)
	return a
}

func (q *questionLines) texts() []string {
	var out []string
	for _, a := range q.all {
		if s := strings.TrimSpace(a.entry.Text()); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func (t *Tab) openAsk() {
	a := t.newAsking("What does CS need to know?")
	var sheet *kit.Sheet
	sheet = kit.NewSheet("Ask "+someone(t.rec.Account.Seller, "Sales"), kit.SheetMedium, a.box, kit.NewButton("Ask", kit.Primary, func() {
		text := a.entry.Text()
		if strings.TrimSpace(text) == "" {
			a.entry.SetHint("Write the question first.", kit.Broken)
			return
		}
		t.act(sheet, "", func(ctx context.Context) error { return t.win.Desk().Ask(ctx, t.account, text) })
	}))
	sheet.Open(t.win.Canvas())
}

// openText is a sheet with one text in it that must not be empty.
func (t *Tab) openText(title, above, label, empty, action string, do func(ctx context.Context, text string) error) {
	e := kit.NewTextEntry(label)
	e.SetRequired(true)
	var sheet *kit.Sheet
	sheet = kit.NewSheet(title, kit.SheetMedium, kit.Column(kit.SpaceM, kit.NewText(above, kit.Strong), e), kit.NewButton(action, kit.Primary, func() {
		text := strings.TrimSpace(e.Text())
		if text == "" {
			e.SetHint(empty, kit.Broken)
			kit.Focus(e)
			return
		}
		t.act(sheet, "", func(ctx context.Context) error { return do(ctx, text) })
	}))
	sheet.Open(t.win.Canvas())
}

func (t *Tab) openAnswer(q playbook.Question) {
	t.openText("Answer "+someone(q.AskedBy, "CS"), q.Text, "Answer", "The answer is empty; write it, or leave the question open.", "Answer",
		func(ctx context.Context, text string) error { return t.win.Desk().Answer(ctx, q.ID, text) })
}

func (t *Tab) openReopen(q playbook.Question) {
	t.openText("Reopen the question", q.Text+"\n\n"+q.Answer, "What does the answer leave open?", "Reopening needs a reason; say what the answer leaves open.", "Reopen",
		func(ctx context.Context, text string) error { return t.win.Desk().Reopen(ctx, q.ID, text) })
}

// showPast lists the changes of state: who, when, why, and the grade it had.
func (s *side) showPast() {
	t := s.t
	ts := t.rec.Transitions
	show(s.past, len(ts) > 0)
	if len(ts) == 0 || !s.changed(s.past, len(ts)) {
		return
	}
	col := kit.Column(kit.SpaceM)
	for i := len(ts) - 1; i >= 0; i-- {
		x := ts[i]
		at := x.At.Time().In(t.win.Now().Location())
		row := kit.Column(2, kit.Row(kit.SpaceS, kit.Grow(kit.NewLabel(x.To.Label(), kit.Strong)), kit.NewLabel(fmt.Sprintf("%s %d", x.Grade, x.Figure), kit.Small)),
			kit.NewText(x.By+", "+at.Format("2 Jan 2006, 15:04"), kit.Faint))
		if x.Reasons != "" {
			var words []string
			for _, code := range playbook.SplitMany(x.Reasons) {
				words = append(words, playbook.LabelOf(playbook.ReturnReasons(), code))
			}
			row.Objects = append(row.Objects, kit.NewText(strings.Join(words, " · "), kit.Small))
		}
		if x.Note != "" {
			row.Objects = append(row.Objects, kit.NewText("“"+x.Note+"”", kit.Small))
		}
		if r := rated(x); r != "" {
			row.Objects = append(row.Objects, kit.NewText(r, kit.Small))
		}
		col.Objects = append(col.Objects, row)
	}
	s.past.SetContent(col)
}

func rated(x playbook.Transition) string {
	var out []string
	for i, v := range []string{x.Completeness, x.PeopleRating, x.OutcomeClarity, x.RiskHonesty, x.Ownership} {
		if v != "" {
			out = append(out, strings.ToLower(ratings()[i])+" "+v)
		}
	}
	if len(out) == 0 {
		return ""
	}
	return "Rated 0 to 3: " + strings.Join(out, ", ")
}

func ratings() []string {
	return []string{"Completeness", "People", "Clear outcomes", "Honest about risk", "Ownership"}
}
