package brief

import (
	"strconv"
	"strings"

	"kept/playbook"
	"kept/playbook/brief/doc"
)

// delivery is what whoever delivers needs: phases, long poles, what to test
// and watch, how to work together, questions and the acceptance.
func (t *teller) delivery() []doc.Block {
	h := &t.r.Handoff
	goLive := doc.Missing()
	if h.GoLiveOn != "" {
		goLive = doc.Sep(", ", doc.B(h.GoLiveOn.Long()), doc.T(lowerStart(answer("handoff", "", "go_live_kind", h.GoLiveKind))), doc.T(prefix("set by ", h.GoLiveSetBy)), doc.T(oneLine(h.GoLiveWhy)))
	}
	phases, exits := t.phases()
	blocks := append([]doc.Block{doc.KeepTogether{Blocks: append([]doc.Block{doc.Heading{Level: 1, Text: "Delivery"}}, phases...)}}, exits...)
	var plan []doc.KeyValue
	if t.r.Plan() == nil {
		plan = []doc.KeyValue{{Label: "Plan", Value: doc.Text{{Text: "No playbook was started yet", Style: doc.Muted | doc.Italic}}}}
	}
	blocks = append(blocks, doc.KeyValues{Across: 2, Items: []doc.KeyValue{
		{Label: "Introduction", Value: doc.Or(h.IntroOn.Short())},
		{Label: "Kickoff", Value: doc.Or(h.KickoffOn.Short())},
		{Label: "Project lead", Value: doc.Or(joined(", ", h.ProjectLead, suffix(h.HoursPerWeek, " hours a week")))},
		{Label: "Closed days", Value: t.blackouts()},
	}})
	blocks = append(blocks, doc.KeyValues{Items: append(append(plan, []doc.KeyValue{
		{Label: "Target go-live", Value: goLive},
		{Label: "Complexity", Value: t.complexity()},
		{Label: "Users", Value: doc.Or(joined("; ", suffix(h.UserCount, " users"), h.UserGroups, h.Locations, h.Languages, prefix("training: ", h.TrainingForm), oneLine(h.EnvironmentLimits)))},
	}...), t.technical()...)})
	blocks = append(blocks, t.watches()...)
	blocks = append(blocks, t.working()...)
	return append(blocks, t.questionsAndAcceptance()...)
}

// technical is what takes time before delivery can: approvals, systems, data.
func (t *teller) technical() []doc.KeyValue {
	var out []doc.KeyValue
	for _, l := range []struct {
		title, kind string
		no          int
	}{{"Lead times", playbook.Approval, 62}, {"Integrations", playbook.Integration, 60}, {"Data to move", playbook.DataSet, 61}} {
		var rows []doc.Text
		for _, it := range t.r.ItemsOf(l.kind) {
			rows = append(rows, doc.Join(doc.B(joined(", ", it.Text, it.Qty)), doc.T(prefix(": ", joined(", ", oneLine(it.Detail),
				prefix("access ", lowerStart(answer("item", l.kind, "state", it.State))), prefix("by ", it.On.Short())))), doc.Grey(prefix(" – ", oneLine(it.Who)))))
		}
		if len(rows) == 0 {
			rows = []doc.Text{t.noneOr(l.no)}
		}
		out = append(out, doc.KeyValue{Label: l.title, Value: doc.Sep("\n", rows...)})
	}
	return out
}

func (t *teller) complexity() doc.Text {
	c := t.in.Grade.Complexity
	if !c.Answered {
		return doc.Missing()
	}
	h := &t.r.Handoff
	return doc.Sep("; ", doc.T(capital(string(c.Level))+", "+count(c.Points, "point", "points")),
		doc.T(joined(", ", prefix("playbook ", h.PlaybookID), strings.TrimRight(oneLine(h.PlaybookWhy), ". "))), doc.T(suffix(h.EffortUnits, " units of work")))
}

func (t *teller) blackouts() doc.Text {
	var out []string
	for _, b := range t.r.ItemsOf(playbook.Blackout) {
		out = append(out, joined(" ", oneLine(b.Text), span(b.On, b.Until)))
	}
	if len(out) == 0 {
		return t.noneOr(58)
	}
	return doc.T(strings.Join(out, "; "))
}

// span is "12 Dec 2026 – 4 Jan 2027", and one day once.
func span(from, until playbook.Date) string {
	if from == until {
		return from.Short()
	}
	return joined(" – ", from.Short(), until.Short())
}

func (t *teller) watches() []doc.Block {
	watch := doc.Table{Name: "Assumptions and gaps", Columns: []doc.Column{{Head: "What", Weight: 4.6}, {Head: "How to test, what we do", Weight: 2.6}, {Head: "By", Weight: 1.5}, {Head: "Owner", Weight: 1.6}}}
	var nothing []doc.KeyValue
	for _, l := range []struct {
		title, one, kind string
		no               int
	}{{"Assumptions to test", "Assumption", playbook.Assumption, 54}, {"Gaps to watch", "Gap", playbook.Gap, 56}} {
		rows := t.r.WatchesOf(l.kind)
		if len(rows) == 0 {
			nothing = append(nothing, doc.KeyValue{Label: l.title, Value: t.noneOr(l.no)})
		}
		for _, w := range rows {
			by := orCell(w.DueOn.Short())
			by.Sub = doc.T(lowerStart(answer("watch", l.kind, "state", w.State)))
			test := orCell(w.Plan)
			if l.kind == playbook.Gap {
				test = doc.TableCell{}
			}
			watch.Rows = append(watch.Rows, doc.Row{Cells: []doc.TableCell{
				{Text: doc.Or(w.Text), Sub: doc.T(joined(" · ", l.one, prefix("if false: ", oneLine(w.Effect))))}, test, by, orCell(oneLine(w.Owner))}})
		}
	}
	if len(t.risks()) == 0 {
		nothing = append(nothing, doc.KeyValue{Label: "Risks", Value: t.noneOr(55)})
	}
	for i, w := range t.risks() {
		if i < topRisks && max(len(w.Text), len(w.Trigger), len(w.Plan)) <= shortCell {
			continue // page one has it in full
		}
		watch.Rows = append(watch.Rows, doc.Row{Cells: []doc.TableCell{
			{Text: doc.Or(w.Text), Sub: doc.T(joined(" · ", joined(", ", "Risk", lowerStart(answer("watch", playbook.Risk, "risk_kind", w.RiskKind)), w.Severity), prefix("first sign: ", oneLine(w.Trigger)), prefix("raised by ", w.RaisedBy)))}, orCell(w.Plan), {}, orCell(oneLine(w.Owner))}})
	}
	var blocks []doc.Block
	if len(watch.Rows) > 0 {
		blocks = append(blocks, doc.Heading{Level: 2, Text: "What to test and to watch", NoBookmark: true}, watch)
	}
	if len(nothing) > 0 {
		blocks = append(blocks, doc.KeyValues{Items: nothing})
	}
	return blocks
}

func (t *teller) working() []doc.Block {
	h := &t.r.Handoff
	var ladder, expansion []string
	for _, e := range t.r.ItemsOf(playbook.Escalation) {
		ladder = append(ladder, joined(": ", oneLine(e.Text)+suffix(lowerStart(answer("item", playbook.Escalation, "who", e.Who)), ")", " ("), oneLine(e.Detail)))
	}
	for _, e := range t.r.ItemsOf(playbook.Expansion) {
		expansion = append(expansion, joined(", ", oneLine(e.Text), prefix("asked by ", e.Who), oneLine(e.Detail), prefix("not before ", e.On.Short()), e.Amount.In(t.r.Account.Currency)))
	}
	contacts := t.noneOr(70)
	if len(ladder) > 0 {
		contacts = doc.T(strings.Join(ladder, "; "))
	}
	more := t.noneOr(71)
	if len(expansion) > 0 {
		more = doc.T(strings.Join(expansion, "; "))
	}
	rows := []doc.KeyValue{
		{Label: "Rhythm", Value: doc.Or(joined("; ", h.Cadence, h.Channels, prefix("updates: ", h.UpdateRhythm), prefix("reports: ", h.ReportForm)))},
		{Label: "Escalation", Value: contacts},
		{Label: "Sales is released", Value: doc.Or(joined("; ", oneLine(h.SalesExit), prefix("at the latest on ", h.SalesExitOn.Short())))},
		{Label: "Expansion interest", Value: more},
	}
	var facts []doc.Text
	for _, f := range t.r.ItemsOf(playbook.Fact) {
		facts = append(facts, doc.Join(doc.T(sentence(oneLine(f.Text))), doc.Grey(prefix(" ", joined(", ", f.Who, f.On.Short())))))
	}
	if len(facts) > 0 {
		rows = append(rows, doc.KeyValue{Label: "Told already", Value: doc.Sep("\n", facts...)})
	}
	return []doc.Block{doc.KeyValues{Items: rows}}
}

// questionsAndAcceptance is what was asked and how the handoff was taken.
func (t *teller) questionsAndAcceptance() []doc.Block {
	day := func(m playbook.Moment) string { return m.Day(t.in.AsOf.Location()).Short() }
	var rows []doc.KeyValue
	for _, q := range t.r.Questions {
		label, rest := "Question, open", doc.Grey(prefix(" ", joined(", ", q.AskedBy, day(q.AskedAt))))
		if !q.Open() {
			label, rest = "Question, answered", doc.Join(doc.T(" "+sentence(q.Answer)), doc.Grey(prefix(" ", joined(", ", q.AnsweredBy, day(q.AnsweredAt)))))
		}
		rows = append(rows, doc.KeyValue{Label: label, Value: doc.Join(doc.B(oneLine(q.Text)), rest)})
	}
	if a := &t.r.Account; clip(oneLine(a.StatusLine), shortStatus) != oneLine(a.StatusLine) {
		rows = append(rows, doc.KeyValue{Label: "Official status line", Value: doc.T(a.StatusLine)})
	}
	var reasons []string
	for _, r := range t.in.Grade.Reasons {
		reasons = append(reasons, lowerStart(r))
	}
	now := doc.Missing()
	if t.r.Handoff.State != "" {
		now = doc.B(t.r.Handoff.State.Label())
	}
	if n := len(t.r.Transitions); n == 0 || t.r.Transitions[n-1].To != t.r.Handoff.State || len(reasons) > 0 {
		rows = append(rows, doc.KeyValue{Label: "The handoff is", Value: doc.Sep(": ", now, doc.T(strings.Join(reasons, "; ")))})
	}
	var conditions []doc.Text
	for _, c := range t.r.Conditions() {
		conditions = append(conditions, doc.Join(doc.T(oneLine(c.Title)), doc.Grey(prefix(" ", joined(", ", c.Owner, prefix("by ", c.DueOn.Short()), strings.ToLower(playbook.LabelOf(playbook.TaskStates(), string(c.State))))))))
	}
	if len(conditions) > 0 {
		rows = append(rows, doc.KeyValue{Label: "Conditions", Value: doc.Sep("\n", conditions...)})
	}
	for _, m := range t.r.Transitions {
		var reasons []string
		for _, code := range playbook.SplitMany(m.Reasons) {
			reasons = append(reasons, lowerStart(playbook.LabelOf(playbook.ReturnReasons(), code)))
		}
		figure := ""
		if m.Figure > 0 {
			figure = strconv.Itoa(m.Figure) + " / 100"
		}
		rows = append(rows, doc.KeyValue{Label: m.To.Label(), Value: doc.Join(doc.T(joined(", ", m.By, day(m.At))),
			doc.Grey(prefix("; ", joined("; ", joined(" ", m.Grade, figure), strings.Join(reasons, ", "), oneLine(m.Note)))))})
	}
	return []doc.Block{doc.Heading{Level: 2, Text: "Questions and acceptance"}, doc.KeyValues{Items: rows}}
}
