package brief

import (
	"fmt"
	"strconv"
	"strings"

	"kept/playbook"
	"kept/playbook/brief/doc"
	"kept/playbook/metrics"
	"kept/playbook/readiness"
)

// Internal returns the handoff brief: a first page that is enough by itself,
// then story, success, promises, people and delivery in full. What was not
// captured says so. Sensitive notes about a person are counted, never printed.
func Internal(in Input) doc.Document {
	t := teller{in: &in, r: &in.Record}
	d := in.frame(Brief.Label(), doc.Internal)
	d.FooterLeft = fmt.Sprintf("Captured before close: %d of %d · %s", in.Captured.Before, in.Captured.Filled,
		openQuestions(len(in.Record.OpenQuestions())))
	for _, part := range [][]doc.Block{t.minute(), t.story(), t.success(), t.promises(), t.people(), t.delivery()} {
		d.Blocks = append(d.Blocks, part...)
	}
	return d
}

func openQuestions(n int) string {
	if n == 0 {
		return "no question open"
	}
	return count(n, "question open", "questions open")
}

// A teller writes the parts of the internal brief.
type teller struct {
	in *Input
	r  *playbook.Record
}

// Lengths that keep page one on one page; the full text stands further back.
const (
	shortTitle  = 36
	shortGoal   = 125
	shortStatus = 120
	shortText   = 112
	shortCell   = 64
	shortName   = 60
	topRisks    = 3 // and as many actions
)

// Pages that the documents are meant to fill at most: what is read before a
// call in five to ten minutes.
const (
	mostInternal = 6
	mostCustomer = 3
)

// minute is page one, in fewer and fewer words until it fits.
func (t *teller) minute() []doc.Block {
	return []doc.Block{doc.OnePage{Versions: [][]doc.Block{t.page(shortText, shortCell, false), t.page(shortText, shortCell, true), t.page(80, 44, true), t.page(56, 32, true)}}}
}

// page is page one with texts and cells of at most so many characters; listed
// puts the actions into the list at the end.
func (t *teller) page(text, cell int, listed bool) []doc.Block {
	a := &t.r.Account
	blocks := []doc.Block{doc.Masthead{Name: clip(oneLine(a.Name), shortTitle), Pill: t.gradePill(), Line: doc.T(t.headline())}}
	if blank(a.CustomerPromise) {
		blocks = append(blocks, doc.Callout{Tone: doc.Warn, Title: "The customer promise", Text: doc.Missing()})
	} else {
		blocks = append(blocks, doc.Quote{Text: clip(oneLine(a.CustomerPromise), shortGoal)})
	}
	blocks = append(blocks,
		doc.Cells{Cells: []doc.Cell{
			{Label: "Problem number one", Body: t.firstProblem(text)},
			{Label: "If nothing changes", Body: t.cost(text)},
			{Label: "Success, in their words", Body: t.anchor(cell)},
			{Label: "The promise that won it", Star: true, Body: t.deciding(text)},
		}},
		t.proofStrip("What they must see", cell),
		doc.Section{Label: "Top risks   ■ high   ▲ medium   ○ low"}, t.riskTable(),
	)
	rows := append(t.unclear(), []doc.KeyValue{{Label: t.gradeLabel(), Value: t.gradeReasons()}, {Label: "Official status line", Value: t.status()}}...)
	if listed {
		rows = append(t.actionRows(), rows...)
	} else {
		blocks = append(blocks, doc.Section{Label: "First three actions"}, t.firstActions())
	}
	blocks = append(blocks, doc.KeyValues{Items: rows})
	if len(t.in.Changes) > 0 {
		blocks = append(blocks, doc.Bullets{Label: "Changed since the version before", Items: texts(t.in.Changes)})
	}
	return blocks
}

func (t *teller) gradePill() doc.Text {
	g := t.in.Grade
	tone := map[readiness.Grade]doc.Tone{readiness.Ready: doc.Good, readiness.Conditional: doc.Warn, readiness.AtRisk: doc.Bad}[g.Grade]
	if g.Grade == "" {
		return nil
	}
	pill := doc.Pill(tone, fmt.Sprintf("%s · %d / 100", g.Grade, g.Figure))
	if len(metrics.Unclear(t.r)) > 0 {
		return doc.Join(doc.Pill(doc.Warn, "Promise unclear"), doc.T(" "), pill)
	}
	return pill
}

// unclear says what keeps the promise to the customer unclear, nothing when it
// is not.
func (t *teller) unclear() []doc.KeyValue {
	var what []string
	for _, u := range metrics.Unclear(t.r) {
		what = append(what, strings.TrimSuffix(u.Words, "."))
	}
	if len(what) == 0 {
		return nil
	}
	return []doc.KeyValue{{Label: "Promise unclear", Value: doc.T(clip(strings.Join(what, ". "), 190) + ".")}}
}

func (t *teller) gradeLabel() string {
	if t.in.Grade.Grade == readiness.Ready {
		return "Why Ready"
	}
	return "Why not Ready"
}

func (t *teller) gradeReasons() doc.Text {
	g := t.in.Grade
	if g.Grade == readiness.Ready {
		return doc.T("Everything wanted is there, nothing is vague, and every promise has support.")
	}
	if len(g.Reasons) == 0 {
		return doc.Missing()
	}
	short := append([]string{}, g.AutoFails...)
	if n := len(g.Missing); n > 0 {
		short = append(short, count(n, "wanted item missing", "wanted items missing"))
	}
	if n := len(g.Vague); n > 0 {
		short = append(short, count(n, "row vague", "rows vague"))
	}
	unsupported := 0
	for i := range t.r.Promises {
		if s := t.r.Promises[i].Support; s == "unsupported" || s == "needs_approval" && blank(t.r.Promises[i].Approver) {
			unsupported++
		}
	}
	if unsupported > 0 {
		short = append(short, count(unsupported, "promise without support", "promises without support"))
	}
	if len(short) > 0 {
		return doc.T(capital(clip(strings.Join(short, " · "), 180)))
	}
	return doc.T(clip(sentence(strings.Join(g.Reasons, ". ")), 190))
}

func (t *teller) status() doc.Text {
	a := &t.r.Account
	if blank(a.StatusLine) {
		return doc.Missing()
	}
	return doc.Join(doc.T(clip(oneLine(a.StatusLine), shortStatus)), doc.Grey(" "+joined(", ", a.StatusBy, a.StatusAt.Day(t.in.AsOf.Location()).Short())))
}

// headline is the grey line below the name: what, how much, how long, who.
func (t *teller) headline() string {
	a := &t.r.Account
	parts := []string{answer("account", "", "segment", a.Segment)}
	if a.Value != "" {
		parts = append(parts, a.Value.In(a.Currency)+" / year")
	} else {
		parts = append(parts, "value not captured")
	}
	start := a.StartOn
	if start == "" {
		start = a.CloseOn()
	}
	term := ""
	if a.TermMonths != "" {
		term = a.TermMonths + " months"
	}
	parts = append(parts, joined(" ", term, prefix("from ", start.Short())))
	who := func(verb, name string) string {
		if blank(name) {
			return verb + ": not captured"
		}
		return verb + " by " + clip(oneLine(name), shortName)
	}
	parts = append(parts, who("sold", a.Seller), who("delivered", a.CSM))
	return joined(" · ", parts...)
}

func (t *teller) firstProblem(most int) doc.Text {
	for _, p := range t.r.ItemsOf(playbook.Problem) {
		if !blank(p.Text) {
			return doc.T(clip(p.Text, most))
		}
	}
	return doc.Missing()
}

// cost is what it costs them if nothing changes, with the figure and its source.
func (t *teller) cost(most int) doc.Text {
	h := &t.r.Handoff
	money := h.CostPerMonth.In(t.r.Account.Currency)
	if blank(h.CostOfInaction) && money == "" {
		return doc.Missing()
	}
	var lead doc.Text
	if money != "" {
		lead = doc.B(money + " a month. ")
	}
	source := joined(", ", prefix("said by ", clip(oneLine(h.CostSource), shortName)), map[bool]string{true: "confirmed by the customer"}[h.CostConfirmed])
	body := doc.Join(lead, doc.T(sentence(clip(h.CostOfInaction, most))))
	if source != "" {
		body = doc.Join(body, doc.Grey(" "+capital(source)+"."))
	}
	return body
}

// anchor is the first criterion: the one the renewal hangs on.
func (t *teller) anchor(most int) doc.Text {
	if len(t.r.Criteria) == 0 {
		return doc.Missing()
	}
	c := &t.r.Criteria[0]
	var words doc.Text
	if !blank(c.Words) {
		words = doc.T(inQuotes(clip(c.Words, 100)))
	}
	measure := joined(" ", clip(oneLine(c.Metric), most), fromTo(clip(c.Baseline, 24), clip(c.Target, 24), clip(c.Unit, 24)), prefix("by ", c.TargetOn.Short()))
	rest := prefix("judged by ", clip(oneLine(c.Judge), shortName))
	var line doc.Text
	if measure != "" {
		line = doc.B(measure)
	}
	if rest != "" {
		line = doc.Sep(", ", line, doc.T(rest))
	}
	if !line.Empty() {
		line = doc.Join(line, doc.T(" "))
	}
	return doc.Join(doc.Sep("\n", words, line), confirmedMark(c, doc.Pill))
}

func confirmedMark(c *playbook.Criterion, as func(doc.Tone, string) doc.Text) doc.Text {
	switch c.Confirmed {
	case "confirmed":
		return as(doc.Good, "customer confirmed")
	case "assumed":
		return as(doc.Warn, "our assumption")
	}
	return as(doc.Neutral, "not said who confirmed")
}

func (t *teller) deciding(most int) doc.Text {
	p := t.r.Deciding()
	if p == nil {
		if none := t.none(44); none != nil {
			return none
		}
		return doc.Missing()
	}
	said := joined(" ", "Said", prefix("by ", clip(oneLine(p.ByWhom), shortName)), prefix("to ", clip(oneLine(p.ToWhom), shortName)))
	said = joined(", ", said, p.SaidOn.Short(), clip(oneLine(p.SaidWhere), shortName))
	contract := map[string]string{"yes": "In the contract. ", "no": "Not in the contract. "}[p.InContract]
	_, due := t.r.DueOf(p)
	mark := supportMark(p, doc.Pill)
	if p.Outcome != "" {
		mark = doc.Pill(outcomeTone(p.Outcome), lowerStart(answer("promise", "", "outcome", p.Outcome)))
		if p.CustomerConfirmed {
			mark = doc.Join(mark, doc.Grey(" confirmed by "+clip(or(p.ConfirmedBy, "the customer"), shortName)))
		}
	}
	return doc.Join(doc.B(sentence(clip(p.Text, most))), doc.T(" "+sentence(said)+" "+contract+prefix("Due: ", due)+" "), mark)
}

func supportMark(p *playbook.Promise, as func(doc.Tone, string) doc.Text) doc.Text {
	switch {
	case p.Support == "supported":
		return as(doc.Good, "supported")
	case p.Support == "needs_approval" && !blank(p.Approver):
		return as(doc.Good, "approved")
	case p.Support == "needs_approval":
		return as(doc.Warn, "needs approval")
	case p.Support == "unsupported":
		return as(doc.Bad, "unsupported")
	}
	return as(doc.Neutral, "not judged yet")
}

// risks returns the risks, the most severe first, as they were written otherwise.
func (t *teller) risks() []playbook.Watch {
	rank := map[string]int{"high": 0, "medium": 1, "low": 2, "": 3}
	var out []playbook.Watch
	for sev := 0; sev <= 3; sev++ {
		for _, w := range t.r.WatchesOf(playbook.Risk) {
			if rank[w.Severity] == sev {
				out = append(out, w)
			}
		}
	}
	return out
}

// severityShape is the shape alone; its meaning stands in the label above.
func severityShape(w *playbook.Watch) doc.Text {
	switch w.Severity {
	case "high":
		return doc.Toned(doc.Bad, "■ ")
	case "medium":
		return doc.Toned(doc.Warn, "▲ ")
	case "low":
		return doc.Grey("○ ")
	}
	return nil
}

func (t *teller) riskTable() doc.Block {
	risks := t.risks()
	if len(risks) == 0 {
		return doc.Paragraph{Text: t.noneOr(55)}
	}
	table := doc.Table{Name: "Top risks", Columns: []doc.Column{{Head: "Risk", Weight: 4}, {Head: "First sign", Weight: 2.3}, {Head: "What we do", Weight: 3.2}, {Head: "Owner", Weight: 1.6}}}
	for _, w := range risks[:min(topRisks, len(risks))] {
		table.Rows = append(table.Rows, doc.Row{Cells: []doc.TableCell{
			doc.CT(severityShape(&w), doc.Or(clip(oneLine(w.Text), shortCell))), orCell(clip(w.Trigger, shortCell)), orCell(clip(w.Plan, shortCell)), orCell(clip(w.Owner, 40))}})
	}
	return table
}

func (t *teller) firstActions() doc.Block {
	next := t.nextActions(topRisks)
	if len(next) == 0 {
		return doc.Paragraph{Text: doc.Missing()}
	}
	return doc.Actions{Items: next}
}

func (t *teller) actionRows() []doc.KeyValue {
	value := doc.Missing()
	for i, a := range t.nextActions(topRisks) {
		line := doc.Join(doc.B(strconv.Itoa(i+1)+" "), a.Text, doc.Grey(" "+joined(", ", a.Owner, a.When)))
		if i == 0 {
			value = line
		} else {
			value = doc.Sep("\n", value, line)
		}
	}
	return []doc.KeyValue{{Label: "First three actions", Value: value}}
}

// none is the explicit none of a field, nil when there is none.
func (t *teller) none(no int) doc.Text {
	n := t.r.NoneOf(playbook.FieldByNo(no))
	if n == nil {
		return nil
	}
	return doc.T("None known – " + joined(", ", oneLine(n.Who), n.On.Short()))
}

// noneOr is the explicit none, or that nothing was captured.
func (t *teller) noneOr(no int) doc.Text {
	if n := t.none(no); n != nil {
		return n
	}
	return doc.Missing()
}

// orCell is a table cell that says when nothing was captured.
func orCell(s string) doc.TableCell { return doc.CT(doc.Or(strings.TrimSpace(s))) }
