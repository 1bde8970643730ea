package brief

import (
	"strings"

	"kept/playbook"
	"kept/playbook/brief/doc"
)

// questionsForSales is one page to answer by hand: what CS has asked and nobody
// has answered. What was answered stands below, so that nobody asks it again.
func questionsForSales(in Input) doc.Document {
	t := teller{in: &in, r: &in.Record}
	a := &t.r.Account
	d := in.frame(Questions.Label(), doc.Internal)
	left := t.r.OpenQuestions()
	d.FooterLeft = capital(openQuestions(len(left)))
	pill := doc.Pill(doc.Good, "nothing to answer")
	if n := len(left); n > 0 {
		pill = doc.Pill(doc.Warn, count(n, "question waits", "questions wait"))
	}
	d.Blocks = []doc.Block{doc.Masthead{Name: clip(oneLine(a.Name), shortTitle), Pill: pill,
		Line: doc.T(joined(" · ", "for "+or(a.Seller, "Sales"), "from "+or(a.CSM, "customer success"), t.state()))}}
	day := func(m playbook.Moment) string { return m.Day(in.AsOf.Location()).Short() }
	if why, ok := t.returned(day); ok {
		d.Blocks = append(d.Blocks, why...)
	}
	if len(left) == 0 {
		d.Blocks = append(d.Blocks, doc.Paragraph{Text: doc.T("No question waits for Sales.")})
	} else {
		var b doc.Questions
		for _, q := range left {
			sub := joined(", ", oneLine(q.AskedBy), day(q.AskedAt))
			if !blank(q.ReopenedWhy) {
				sub = joined(" · ", sub, "asked again: "+oneLine(q.ReopenedWhy))
			}
			b.Items = append(b.Items, doc.Question{Text: doc.B(oneLine(q.Text)), Sub: doc.T(sub), Lines: room(len(left))})
		}
		d.Blocks = append(d.Blocks, doc.Section{Label: "To be answered"}, b,
			doc.SignOff{Text: doc.Grey("Said once, so that nobody asks again:"), Parties: []doc.Party{{For: "Answered by"}, {For: "Taken into Kept by"}}})
	}
	var rows []doc.Row
	for _, q := range t.r.Questions {
		if !q.Open() {
			rows = append(rows, doc.Row{Cells: []doc.TableCell{doc.C(oneLine(q.Text)),
				{Text: doc.T(oneLine(q.Answer)), Sub: doc.T(joined(", ", oneLine(q.AnsweredBy), day(q.AnsweredAt)))}}})
		}
	}
	if len(rows) > 0 {
		d.Blocks = append(d.Blocks, doc.Section{Label: "Answered already, not to be asked again"},
			doc.Table{Name: "Answered", Columns: []doc.Column{{Head: "Question", Weight: 1}, {Head: "Answer", Weight: 1.3}}, Rows: rows})
	}
	return d
}

// returned says why the handoff came back, with the note that came with it,
// while it is with Sales.
func (t *teller) returned(day func(playbook.Moment) string) ([]doc.Block, bool) {
	if t.r.Handoff.State != playbook.Returned {
		return nil, false
	}
	for i := len(t.r.Transitions) - 1; i >= 0; i-- {
		tr := &t.r.Transitions[i]
		if tr.To != playbook.Returned {
			continue
		}
		var reasons []string
		for _, code := range playbook.SplitMany(tr.Reasons) {
			reasons = append(reasons, lowerStart(playbook.LabelOf(playbook.ReturnReasons(), code)))
		}
		head := joined(", ", "Returned by "+or(oneLine(tr.By), "CS"), day(tr.At))
		out := []doc.Block{doc.Section{Label: "Why it came back"}, doc.Paragraph{Label: head, Text: doc.T(or(capital(strings.Join(reasons, ", ")), "No reason was given") + ".")}}
		if !blank(tr.Note) {
			out = append(out, doc.Notes{Text: tr.Note})
		}
		return out, true
	}
	return nil, false
}

// room is how many lines to write on each of n questions gets, so that a
// handful fills a page and many stay on few.
func room(n int) int {
	switch {
	case n <= 2:
		return 5
	case n <= 3:
		return 4
	case n <= 5:
		return 3
	case n <= 8:
		return 2
	}
	return 1
}

// state is where the handoff stands, in the words of a line.
func (t *teller) state() string {
	if t.r.Handoff.State == "" {
		return ""
	}
	return "handoff: " + lowerStart(t.r.Handoff.State.Label())
}
