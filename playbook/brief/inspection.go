package brief

import (
	"strconv"

	"kept/playbook"
	"kept/playbook/brief/doc"
	"kept/playbook/metrics"
)

// inspection is the look at the seam on day 7, 14 and 30 on one page: six
// questions, the score, the notes, and whether alignment is weak with what says
// so. A day to come has room to answer by hand.
func inspection(in Input) doc.Document {
	t := teller{in: &in, r: &in.Record}
	d := in.frame(Inspection.Label(), doc.Internal)
	align := metrics.Weak(t.r)
	d.FooterLeft = align.Says()
	pill := doc.Pill(doc.Good, "no weak alignment")
	if align.Weak {
		pill = doc.Pill(doc.Bad, "weak alignment")
	}
	d.Blocks = []doc.Block{
		doc.Masthead{Name: clip(oneLine(t.r.Account.Name), shortTitle), Pill: pill, Line: doc.T(t.seam())},
		doc.Heading{Level: 2, Text: "Six questions", NoBookmark: true}, t.sixQuestions(),
	}
	var notes []doc.KeyValue
	for _, i := range metrics.Inspections(t.r, in.day()) {
		if i.Made == nil {
			continue
		}
		value := doc.Or(oneLine(i.Made.Note))
		if blank(i.Made.Note) {
			value = doc.Grey("no note")
		}
		notes = append(notes, doc.KeyValue{Label: "Day " + strconv.Itoa(i.Day), Value: doc.Join(value, doc.Grey(prefix(" – ", joined(", ", oneLine(i.Made.By), i.Made.On.Short()))))})
	}
	if len(notes) > 0 {
		d.Blocks = append(d.Blocks, doc.Section{Label: "Notes"}, doc.KeyValues{Items: notes})
	}
	d.Blocks = append(d.Blocks, t.alignment(align)...)
	return d
}

// sixQuestions sets the answers of the three days beside each other.
func (t *teller) sixQuestions() doc.Block {
	days := metrics.Inspections(t.r, t.in.day())
	table := doc.Table{Name: "Inspection", Columns: []doc.Column{{Head: "Question", Weight: 5}}}
	for _, i := range days {
		table.Columns = append(table.Columns, doc.Column{Head: "Day " + strconv.Itoa(i.Day) + prefix(" · ", i.On.Short()), Weight: 1.6, MinMM: 31})
	}
	for n, q := range playbook.InspectionQuestions() {
		cells := []doc.TableCell{doc.CT(doc.B(strconv.Itoa(n+1)+" "), doc.T(q.Label))}
		for _, i := range days {
			cells = append(cells, doc.CT(answered(i, q.Value)))
		}
		table.Rows = append(table.Rows, doc.Row{Cells: cells})
	}
	score := []doc.TableCell{doc.CT(doc.B("Answered yes"))}
	for _, i := range days {
		cell := doc.CT(doc.Grey(i.Words))
		if i.Made != nil {
			cell = doc.CT(doc.B(i.Words))
		}
		score = append(score, cell)
	}
	table.Rows = append(table.Rows, doc.Row{Strong: true, Cells: score})
	return table
}

// answered is one answer; where nobody has inspected yet both stand to be ringed.
func answered(i metrics.InspectionDue, col string) doc.Text {
	if i.Made == nil {
		if i.State == metrics.InspectionPassed {
			return doc.Grey("–")
		}
		return doc.Grey("yes  /  no")
	}
	switch v, _ := playbook.GetText(i.Made, col); v {
	case "yes":
		return doc.State(doc.Good, "yes")
	case "no":
		return doc.State(doc.Bad, "no")
	}
	return doc.Grey("not answered")
}

// alignment is the flag with its formula and the rows it was read from.
func (t *teller) alignment(a metrics.Alignment) []doc.Block {
	tone := doc.Good
	if a.Weak {
		tone = doc.Bad
	}
	table := doc.Table{Name: "Signs", Columns: []doc.Column{{Head: "Sign", Weight: 2.4}, {Head: "Seen", Weight: 2.4}, {Head: "From", Weight: 5}}}
	for _, s := range a.Signs {
		state := doc.State(doc.Neutral, s.Says)
		if s.On {
			state = doc.State(doc.Bad, s.Says)
		}
		var rows []doc.Text
		for _, r := range s.Rows {
			rows = append(rows, doc.T(oneLine(r.Words)))
		}
		table.Rows = append(table.Rows, doc.Row{Cells: []doc.TableCell{doc.C(s.Words), {Text: state}, {Text: doc.Sep("\n", rows...)}}})
	}
	return []doc.Block{doc.Heading{Level: 2, Text: "One story?"}, doc.Callout{Tone: tone, Title: a.Says(), Text: doc.T(metrics.AlignmentFormula)}, table}
}
