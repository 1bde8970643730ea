package brief

import (
	"strconv"
	"strings"

	"kept/playbook"
	"kept/playbook/brief/doc"
	"kept/playbook/metrics"
)

// success is the criteria with their state, the way from today to target, what
// the customer must see and what "first value" and "onboarded" mean.
func (t *teller) success() []doc.Block {
	blocks := []doc.Block{
		doc.Heading{Level: 1, Text: "What success is", Sub: doc.T("The first criterion is the one the renewal hangs on")},
		t.criteria(),
	}
	if bars := t.bars(); len(bars.Rows) > 0 {
		blocks = append(blocks, bars)
	}
	h := &t.r.Handoff
	first := doc.Missing()
	if !blank(h.FirstValue) {
		mark := doc.State(doc.Warn, "not confirmed by the customer")
		if h.FirstValueConfirmed {
			mark = doc.State(doc.Good, "customer confirmed")
		}
		first = doc.Sep(" ", doc.T(sentence(h.FirstValue)), doc.T(prefix("By ", h.FirstValueOn.Long())), mark)
	}
	onboarded := doc.Missing()
	if !blank(h.Onboarded) {
		onboarded = doc.T(h.Onboarded)
	}
	rows := []doc.KeyValue{{Label: "First value is when", Value: first}, {Label: "Onboarded means", Value: onboarded}}
	return append(blocks, doc.KeyValues{Items: append(t.proofRows(), rows...)})
}

func (t *teller) criteria() doc.Block {
	table := doc.Table{Name: "Criteria", Empty: doc.Missing(), Columns: []doc.Column{
		{Head: "Criterion", Weight: 3}, {Head: "Today", Weight: 1.6, Right: true}, {Head: "Target", Weight: 1.8, Right: true},
		{Head: "How we will both know", Weight: 4}, {Head: "State", Weight: 2.2}}}
	for i := range t.r.Criteria {
		c := &t.r.Criteria[i]
		name := c.Metric
		words := ""
		if blank(name) {
			name = c.Words
		} else if !blank(c.Words) && (i > 0 || len(c.Words) > 100) {
			words = inQuotes(c.Words)
		}
		today := orCell(joined(" ", c.Baseline, c.Unit))
		today.Sub = doc.T(c.BaselineOn.Short())
		if blank(c.Baseline) && c.BaselineBy != "" {
			today = doc.CT(doc.T("to be measured by " + c.BaselineBy.Short()))
		}
		target := orCell(joined(" ", c.Target, c.Unit))
		target.Sub = doc.T(prefix("by ", c.TargetOn.Short()))
		if c.TargetOn == "" {
			target.Sub = doc.T("no date")
		}
		state := shortMark(c)
		said := joined(", ", c.ConfirmedOn.Short(), oneLine(c.ConfirmedHow))
		if c.Achieved {
			state = doc.State(doc.Good, joined(" ", "reached", c.AchievedOn.Short()))
			said = joined(", ", prefix("says ", oneLine(c.AchievedBy)), oneLine(c.AchievedHow))
		}
		table.Rows = append(table.Rows, doc.Row{Strong: i == 0, Cells: []doc.TableCell{
			{Text: doc.B(name), Sub: doc.T(words)}, today, target,
			{Text: doc.Or(oneLine(c.Measured)), Sub: doc.T(joined("; ", parts(pair{"judge", c.Judge}, pair{"data", c.DataOwner}), prefix("today’s figure: ", oneLine(c.BaselineSource))))},
			{Text: state, Sub: doc.T(said)}}})
	}
	return table
}

// shortMark is confirmedMark in one word, for a table.
func shortMark(c *playbook.Criterion) doc.Text {
	switch c.Confirmed {
	case "confirmed":
		return doc.State(doc.Good, "confirmed")
	case "assumed":
		return doc.State(doc.Warn, "assumed")
	}
	return doc.State(doc.Neutral, "not said")
}

// bars draws the criteria whose two figures are numbers.
func (t *teller) bars() doc.Bars {
	var b doc.Bars
	for i := range t.r.Criteria {
		c := &t.r.Criteria[i]
		from, ok1 := figure(c.Baseline)
		to, ok2 := figure(c.Target)
		if !ok1 || !ok2 || blank(c.Metric) || from == 0 && to == 0 {
			continue
		}
		bar := doc.Bar{Label: doc.B(clip(c.Metric, shortCell)), Max: max(from, to)}
		first := doc.BarValue{Name: "today", Value: from, Text: joined(" ", c.Baseline, c.Unit)}
		if p := metrics.Progress(c, t.r.MeasurementsOf(c.ID)); p.Measured {
			bar.Sub = doc.T(joined(", ", "from "+clip(c.Baseline, 24), p.Words(), p.On.Short()))
			first = doc.BarValue{Name: "now", Value: p.Value, Text: joined(" ", playbook.Number{Value: p.Value}.String(), c.Unit), Tone: doc.Info}
		}
		bar.Values = append(bar.Values, first)
		bar.Values = append(bar.Values, doc.BarValue{Name: "target", Value: to, Text: joined(" ", c.Target, c.Unit), Tone: doc.Accent})
		b.Rows = append(b.Rows, bar)
	}
	return b
}

// promises is the ledger: the deciding one, then unsupported ones, then by due date.
func (t *teller) promises() []doc.Block {
	in := 0
	for _, p := range t.r.Promises {
		if p.InContract == "yes" {
			in++
		}
	}
	sub := doc.T(count(len(t.r.Promises), "promise", "promises") + ", " + inContract(in) + ". The deciding one first, then unsupported ones, then by due date.")
	var blocks []doc.Block
	if len(t.r.Promises) == 0 {
		blocks = append(blocks, doc.Heading{Level: 1, Text: "Promises"}, doc.Paragraph{Text: t.noneOr(44)})
	} else {
		blocks = append(blocks, doc.Heading{Level: 1, Text: "Promises", Sub: sub}, t.ledger())
	}
	if rows := t.differing(); len(rows) > 0 {
		blocks = append(blocks, doc.Bullets{Label: "What they believe, and the contract does not say or says otherwise", Items: rows})
	}
	return append(blocks, doc.KeyValues{Items: []doc.KeyValue{{Label: "Not included", Value: t.itemsText(playbook.NotBought, 8)}}})
}

func inContract(n int) string {
	if n == 0 {
		return "none of it in the contract"
	}
	return strconv.Itoa(n) + " in the contract"
}

func (t *teller) ledger() doc.Block {
	table := doc.Table{Name: "Promises", Columns: []doc.Column{{Head: "Promise", Weight: 9.5}, {Head: "In contract", Weight: 1},
		{Head: "Can we keep it?", Weight: 2.6}, {Head: "Due, owner", Weight: 1.9}}}
	for _, p := range t.r.PromisesByDue() {
		on, words := t.r.DueOf(p)
		if p.DueKind == "date" {
			words = ""
		}
		owner := oneLine(p.Owner)
		if owner == "" {
			owner = "no owner"
		}
		due := doc.TableCell{Text: doc.Or(on.Short()), Sub: doc.T(joined(", ", words, owner))}
		text := doc.T(p.Text)
		if p.Deciding {
			text = doc.Join(doc.StarMark(), doc.T(" "), doc.B(p.Text))
		}
		state := supportMark(p, doc.State)
		approved := prefix("approved by ", oneLine(p.Approver))
		if p.Outcome != "" {
			state = doc.State(outcomeTone(p.Outcome), lowerStart(answer("promise", "", "outcome", p.Outcome)))
			approved = strings.ReplaceAll(endedWhy(p), "\n", ", ")
		}
		kind := lowerStart(answer("promise", "", "kind", p.Kind))
		quote := ""
		if !blank(p.Quote) {
			quote = inQuotes(p.Quote)
		}
		row := doc.Row{Strong: p.Deciding, Cells: []doc.TableCell{
			{Text: text, Sub: doc.T(joined(" · ", prefix("in full: ", oneLine(p.FullScope)), joined(" ", kind, quote), saidBy(p), prefix("how: ", oneLine(p.SupportPlan))))},
			orCell(answer("promise", "", "in_contract", p.InContract)),
			{Text: state, Sub: doc.T(approved)},
			due}}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// saidBy is who said a promise to whom, when, where and why they believed it.
func saidBy(p *playbook.Promise) string {
	basis := joined(", ", lowerStart(answer("promise", "", "basis", p.Basis)), oneLine(p.BasisRef))
	if playbook.SameName(basis, p.SaidWhere) {
		basis = ""
	}
	basis = prefix("basis: ", basis)
	return joined(", ", joined(" to ", oneLine(p.ByWhom), oneLine(p.ToWhom)), p.SaidOn.Short(), oneLine(p.SaidWhere), basis)
}

func outcomeTone(outcome string) doc.Tone {
	switch outcome {
	case "kept", "released":
		return doc.Good
	case "broken":
		return doc.Bad
	case "withdrawn":
		return doc.Neutral
	}
	return doc.Warn
}

// differing is what people believe that does not match the contract, or of which nobody knows.
func (t *teller) differing() []doc.Text {
	var out []doc.Text
	for i := range t.r.Beliefs {
		b := &t.r.Beliefs[i]
		if b.Matches == "yes" {
			continue
		}
		mark := doc.State(doc.Warn, "not known")
		switch {
		case b.State != "":
			out = append(out, doc.Join(doc.B(suffix(oneLine(b.Person), ": ")), doc.T(sentence(oneLine(b.Text))+" "),
				doc.State(doc.Good, lowerStart(playbook.LabelOf(playbook.BeliefStates(), b.State))), doc.Grey(prefix(" ", joined(", ", oneLine(b.SettledBy), b.SettledOn.Short(), oneLine(b.Correction))))))
			continue
		case b.Matches == "no":
			mark = doc.State(doc.Bad, "differs")
		}
		out = append(out, doc.Join(doc.B(suffix(oneLine(b.Person), ": ")), doc.T(sentence(oneLine(b.Text))+" "), mark,
			doc.Grey(prefix(" ", joined(", ", prefix("because of: ", lowerStart(answer("belief", "", "basis", b.Basis))), prefix("sure: ", b.Confidence),
				suffix(oneLine(b.Owner), " corrects it"+prefix(" by ", b.DueOn.Short())))))))
	}
	return out
}

// proofRows are the proof points in full, with evidence and judge.
func (t *teller) proofRows() []doc.KeyValue {
	var out []doc.KeyValue
	for _, item := range t.proofStrip("", playbook.MaxText).Items {
		out = append(out, doc.KeyValue{Label: item.Head.Plain(), Value: item.Body})
	}
	return out
}

// proofStrip is day 30, 60 and 90 after close with what the customer must see.
func (t *teller) proofStrip(label string, most int) doc.Strip {
	s := doc.Strip{Label: label}
	for _, day := range []int{30, 60, 90} {
		head := doc.B("Day " + strconv.Itoa(day))
		if on := t.r.Account.CloseOn().AddDays(day); on != "" {
			head = doc.Join(head, doc.T(" · "+on.Short()))
		}
		body := doc.Toned(doc.Warn, "missing: ask the customer")
		if t.in.day() <= t.r.Account.CloseOn() {
			body = doc.Toned(doc.Warn, "missing: ask before close")
		}
		if p := t.proof(day); p != nil {
			judge := doc.Toned(doc.Warn, "no judge named")
			if !blank(p.Judge) {
				judge = doc.T("Judge: " + clip(oneLine(p.Judge), shortName) + map[bool]string{true: "."}[most > shortCell])
			}
			body = doc.Join(doc.T(sentence(clip(p.Text, most))+" "), judge)
			if p.Result != "" {
				body = doc.Sep("\n", doc.T(sentence(clip(p.Text, most))), doc.Sep(" ", judged(p.Result, p.JudgedOn), doc.Grey(prefix("says ", clip(oneLine(p.JudgedBy), shortName)))))
				if most > shortCell && !blank(p.Shown) {
					body = doc.Join(body, doc.Grey(": "+sentence(clip(oneLine(p.Shown), most))))
				}
			} else if most > shortCell && !blank(p.Evidence) {
				body = doc.Join(body, doc.Grey(" Evidence: "+sentence(oneLine(p.Evidence))))
			}
		}
		s.Items = append(s.Items, doc.StripItem{Head: head, Body: body})
	}
	return s
}

// judged is how the customer judged a proof point: shape, word and day.
func judged(result string, on playbook.Date) doc.Text {
	words := map[string]string{"yes": "seen", "partly": "partly seen", "no": "not seen"}
	return doc.State(map[string]doc.Tone{"yes": doc.Good, "partly": doc.Warn, "no": doc.Bad}[result], joined(", ", words[result], on.Short()))
}

func (t *teller) proof(day int) *playbook.ProofPoint {
	for i := range t.r.ProofPoints {
		if p := &t.r.ProofPoints[i]; p.Day == day && !blank(p.Text) {
			return p
		}
	}
	return nil
}
