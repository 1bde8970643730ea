package brief

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kept/playbook"
	"kept/playbook/brief/doc"
	"kept/playbook/metrics"
)

// reconciliation is sold beside delivered, promise by promise: the figures, what
// keeps the handoff from being closed, how each promise ended, how the proof
// points were judged and what came of the beliefs.
func reconciliation(in Input) doc.Document {
	t := teller{in: &in, r: &in.Record}
	d := in.frame(Reconciliation.Label(), doc.Internal)
	tally := metrics.Promises(t.r, in.day())
	d.FooterLeft = "Promises: " + dueWords(tally.Kept, tally.Due, "kept")
	d.Blocks = []doc.Block{
		doc.Masthead{Name: clip(oneLine(t.r.Account.Name), shortTitle), Pill: t.keptPill(tally), Line: doc.T(t.seam())},
		keptStrip(tally),
		t.closing(),
	}
	if len(t.r.Promises) == 0 {
		d.Blocks = append(d.Blocks, doc.Heading{Level: 2, Text: "Sold, and delivered"}, doc.Paragraph{Text: t.noneOr(44)})
	} else {
		d.Blocks = append(d.Blocks, doc.Heading{Level: 2, Text: "Sold, and delivered"}, t.soldAndDelivered())
	}
	d.Blocks = append(d.Blocks, t.seen()...)
	d.Blocks = append(d.Blocks, t.settled()...)
	return withParties(d, t)
}

// withParties ends the reconciliation: both names stand under it, because the
// figure counts for both.
func withParties(d doc.Document, t teller) doc.Document {
	a, h := &t.r.Account, &t.r.Handoff
	released := doc.T("not released; no exit condition is written down")
	switch {
	case h.SalesReleasedOn != "":
		released = doc.T(joined(" by ", "released on "+h.SalesReleasedOn.Short(), h.SalesReleasedBy))
	case !blank(h.SalesExit):
		released = doc.T("not released yet: " + lowerStart(oneLine(h.SalesExit)))
	}
	d.Blocks = append(d.Blocks, doc.KeepTogether{Blocks: []doc.Block{
		doc.Section{Label: "Sold by, delivered by"},
		doc.KeyValues{Items: []doc.KeyValue{{Label: "Sales is", Value: released}}},
		doc.SignOff{Text: doc.Grey("The figures count for both. Gone through together:"), Parties: []doc.Party{{For: "For Sales", Name: oneLine(a.Seller)}, {For: "For delivery", Name: oneLine(a.CSM)}}},
	}})
	return d
}

// seam is the grey line under the name: both sides, and the days between.
func (t *teller) seam() string {
	a, h := &t.r.Account, &t.r.Handoff
	closed := prefix("closed ", a.ActualClose.Short())
	if closed == "" {
		closed = prefix("expected to close ", a.ExpectedClose.Short())
	}
	return joined(" · ", prefix("sold by ", oneLine(a.Seller)), prefix("delivered by ", oneLine(a.CSM)), closed,
		prefix("accepted ", t.r.AcceptedAt().Day(t.in.AsOf.Location()).Short()), prefix("handoff closed ", h.ClosedOn.Short()))
}

func (t *teller) keptPill(k metrics.Tally) doc.Text {
	if k.Due == 0 {
		return doc.Pill(doc.Neutral, "nothing due yet")
	}
	tone := doc.Good
	switch {
	case k.OverdueOpen > 0, slices.ContainsFunc(t.r.Promises, func(p playbook.Promise) bool { return p.Outcome == "broken" }):
		tone = doc.Bad
	case k.Kept < k.Due:
		tone = doc.Warn
	}
	return doc.Pill(tone, dueWords(k.Kept, k.Due, "kept"))
}

// dueWords is "2 of 5 due kept", and that none is due.
func dueWords(n, due int, what string) string {
	if due == 0 {
		return "none due yet"
	}
	return fmt.Sprintf("%d of %d due %s", n, due, what)
}

// keptStrip is the pair of figures that always stands together, what they weigh
// and what is in neither.
func keptStrip(k metrics.Tally) doc.Block {
	if k.Due == 0 {
		return doc.KeyValues{Items: []doc.KeyValue{{Label: "The kept rate", Value: doc.T(capital(k.Words()) + ".")}}}
	}
	of := func(part, whole int, rate float64, ok bool) doc.Text {
		if !ok {
			return large(fmt.Sprintf("%d of %d", part, whole))
		}
		return doc.Join(large(percent(rate)), doc.Grey(fmt.Sprintf("  %d of %d", part, whole)))
	}
	strict, ok := k.Strict()
	both, _ := k.WithRenegotiation()
	weighed, _ := k.ByValue()
	why := ""
	if !ok && k.Due > 0 {
		why = fmt.Sprintf(" A count, because %d are too few for a rate.", k.Due)
		if k.Due == 1 {
			why = " A count, because one is too few for a rate."
		}
	}
	left := k.OverdueOpen + k.NotYetDue - k.EndedEarly
	open, outside := large(strconv.Itoa(left)), "none is left open"
	if k.KeptEarly > 0 {
		outside += fmt.Sprintf("; %d kept before their day count on it", k.KeptEarly)
	}
	if left > 0 {
		outside = "still open: " + strings.Join(some(k), ", ") + map[bool]string{true: "; overdue ones count as due"}[k.OverdueOpen > 0]
	}
	return doc.Strip{Label: "The kept rate", Items: []doc.StripItem{
		{Head: of(k.Kept, k.Due, strict, ok), Body: doc.Grey("kept: in time, in full, shown." + why)},
		{Head: of(k.Kept+k.Renegotiated, k.Due, both, ok), Body: doc.Grey("with what the customer agreed in writing to change")},
		{Head: of(k.KeptWeight, k.Weight, weighed, ok), Body: doc.Grey("by weight: the deciding one 3, said 2, implied 1")},
		{Head: open, Body: doc.Grey(outside)},
	}}
}

// some says how many promises are overdue, and how many are not due yet.
func some(k metrics.Tally) []string {
	var out []string
	for _, x := range []struct {
		n    int
		word string
	}{{k.OverdueOpen, "overdue"}, {k.NotYetDue - k.EndedEarly, "not due yet"}} {
		if x.n > 0 {
			out = append(out, strconv.Itoa(x.n)+" "+x.word)
		}
	}
	return out
}

func large(s string) doc.Text { return doc.Text{{Text: s, Style: doc.Bold | doc.Large}} }

// percent writes a share, rounded down: 99.6 per cent is not all of it.
func percent(share float64) string { return strconv.Itoa(int(share*100+1e-9)) + " %" }

// closing says whether the handoff can be closed, or what stands in its way.
func (t *teller) closing() doc.Block {
	h := &t.r.Handoff
	if h.IsClosed() {
		return doc.Callout{Tone: doc.Good, Title: "The handoff is closed", Text: doc.T(joined(" by ", "On "+h.ClosedOn.Long(), h.ClosedBy) + ".")}
	}
	left := t.r.CloseBlockers()
	if len(left) == 0 {
		return doc.Callout{Tone: doc.Good, Title: "The handoff can be closed", Text: doc.T("Every promise has an outcome, and every proof point that was set is judged.")}
	}
	return doc.Callout{Tone: doc.Warn, Title: "The handoff cannot be closed yet", Text: doc.T(sentence(capital(summed(t.r))))}
}

// summed is what keeps a handoff from being closed, in so few words that the
// rows below need not be repeated.
func summed(r *playbook.Record) string {
	promises, proofs := 0, []string{}
	for _, u := range r.Unsettled() {
		if u.Noun == "promise" {
			promises++
		}
	}
	for _, day := range []int{30, 60, 90} {
		if p := r.ProofPoint(day); p != nil && !blank(p.Text) && p.Result == "" {
			proofs = append(proofs, strconv.Itoa(day))
		}
	}
	var parts []string
	if !r.Handoff.State.IsAccepted() {
		parts = append(parts, r.CloseBlockers()[0])
	}
	if promises > 0 {
		parts = append(parts, count(promises, "promise has no outcome", "promises have no outcome"))
	}
	if len(proofs) > 0 {
		parts = append(parts, map[bool]string{true: "the proof point of day ", false: "the proof points of days "}[len(proofs) == 1]+listed(proofs)+
			map[bool]string{true: " is not judged", false: " are not judged"}[len(proofs) == 1])
	}
	return strings.Join(parts, "; ")
}

// listed is "30, 60 and 90".
func listed(words []string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
	return strings.Join(words, "")
}

// soldAndDelivered sets each promise beside what came of it: the deciding one
// first, then what is still open, then what has ended.
func (t *teller) soldAndDelivered() doc.Block {
	table := doc.Table{Name: "Sold, and delivered", Columns: []doc.Column{{Head: "Sold", Weight: 4}, {Head: "Due", Weight: 1.5}, {Head: "Delivered, and what shows it", Weight: 3.6}, {Head: "Outcome", Weight: 2.6}}}
	groups := []struct {
		title string
		rows  []doc.Row
	}{{title: "The promise that won it"}, {title: "Still open"}, {title: "Ended"}}
	for _, s := range metrics.Ledger(t.r, t.in.day()) {
		at := 1
		switch {
		case s.Promise.Deciding:
			at = 0
		case s.State == metrics.Ended:
			at = 2
		}
		groups[at].rows = append(groups[at].rows, t.pairOf(s))
	}
	for _, g := range groups {
		for i := range g.rows {
			if i == 0 {
				g.rows[i].Group = g.title
				if n := len(g.rows); g.title != groups[0].title {
					g.rows[i].Group += " · " + strconv.Itoa(n)
				}
			}
		}
		table.Rows = append(table.Rows, g.rows...)
	}
	return table
}

func (t *teller) pairOf(s metrics.Standing) doc.Row {
	p := s.Promise
	text := doc.T(oneLine(p.Text))
	if p.Deciding {
		text = doc.Join(doc.StarMark(), doc.T(" "), doc.B(oneLine(p.Text)))
	}
	_, words := t.r.DueOf(p)
	due := doc.TableCell{Text: doc.Or(s.Due.Short()), Sub: doc.T(words)}
	if p.DueKind == "date" {
		due.Sub = nil
	}
	quote := ""
	if !blank(p.Quote) {
		quote = inQuotes(p.Quote)
	}
	contract := map[string]string{"yes": "in the contract", "no": "not in the contract"}[p.InContract]
	sold := doc.TableCell{Text: text, Sub: doc.T(joined("\n", prefix("in full: ", oneLine(p.FullScope)), quote, joined(" · ", joined(", ", joined(" to ", oneLine(p.ByWhom), oneLine(p.ToWhom)), p.SaidOn.Short()), contract)))}
	delivered := doc.TableCell{Text: doc.Sep("\n", doc.B(p.DeliveredOn.Short()), doc.T(oneLine(p.Evidence))), Sub: doc.T(prefix("delivery: ", oneLine(p.Owner)))}
	if blank(p.Owner) {
		delivered.Sub = doc.T("no delivery owner")
	}
	if s.State == metrics.Ended {
		state := doc.State(outcomeTone(p.Outcome), lowerStart(answer("promise", "", "outcome", p.Outcome)))
		return doc.Row{Strong: p.Deciding, Cells: []doc.TableCell{sold, due, delivered, {Text: state, Sub: doc.T(endedWhy(p))}}}
	}
	state, why := standing(s)
	if missing := metrics.Missing(t.r, p); len(missing) > 0 {
		delivered.Text = doc.Sep("\n", delivered.Text, doc.Grey("Missing: "+strings.Join(missing, "; ")))
	}
	return doc.Row{Strong: p.Deciding, Cells: []doc.TableCell{sold, due, delivered, {Text: state, Sub: doc.T(joined("\n", why, prefix("next: ", lowerStart(s.Next))))}}}
}

// endedWhy says who at the customer confirmed, changed or released a promise.
func endedWhy(p *playbook.Promise) string {
	verb := "confirmed by"
	switch p.Outcome {
	case "withdrawn":
		return ""
	case "renegotiated":
		verb = "agreed by"
	case "released":
		verb = "released by"
	}
	if !p.CustomerConfirmed && blank(p.ConfirmedBy) {
		return "not confirmed by the customer"
	}
	return joined("\n", verb+" "+or(p.ConfirmedBy, "the customer"), p.ConfirmedOn.Short())
}

// standing is where an open promise stands: shape, word, and why.
func standing(s metrics.Standing) (doc.Text, string) {
	switch s.State {
	case metrics.Overdue:
		return doc.State(doc.Bad, "overdue"), ""
	case metrics.AtRisk:
		return doc.State(doc.Warn, "at risk"), s.Why
	case metrics.OnTrack:
		return doc.State(doc.Good, "on track"), s.Why
	}
	return doc.State(doc.Neutral, "owed"), ""
}

// seen is what they had to see, and what they said of it.
func (t *teller) seen() []doc.Block {
	table := doc.Table{Name: "Proof points", Columns: []doc.Column{{Head: "Day", Weight: 1.4}, {Head: "What they had to see", Weight: 4}, {Head: "What they saw", Weight: 4}, {Head: "Judged", Weight: 2.8}}}
	for _, day := range []int{30, 60, 90} {
		p := t.proof(day)
		if p == nil {
			continue
		}
		state, who := judged(p.Result, ""), joined(", ", oneLine(p.JudgedBy), p.JudgedOn.Short())
		if p.Result == "" {
			state, who = doc.State(doc.Neutral, "not judged"), prefix("judge: ", oneLine(p.Judge))
			if on := t.r.DayOn(day); on != "" && on < t.in.day() {
				state = doc.State(doc.Warn, "not judged")
			}
		}
		saw := doc.CT(doc.T(oneLine(p.Shown)))
		if blank(p.Shown) {
			saw = doc.CT(doc.Grey(prefix("to be shown by: ", oneLine(p.Evidence))))
		}
		table.Rows = append(table.Rows, doc.Row{Cells: []doc.TableCell{{Text: doc.B("Day " + strconv.Itoa(day)), Sub: doc.T(t.r.Account.CloseOn().AddDays(day).Short())},
			doc.C(oneLine(p.Text)), saw, {Text: state, Sub: doc.T(who)}}})
	}
	blocks := []doc.Block{doc.Heading{Level: 2, Text: "Proof points"}}
	if len(table.Rows) == 0 {
		return append(blocks, doc.Paragraph{Text: t.noneOr(33)})
	}
	return append(blocks, table)
}

// settled are the beliefs that differ from the contract and how each was
// settled; those that match need no word.
func (t *teller) settled() []doc.Block {
	table := doc.Table{Name: "Beliefs", Columns: []doc.Column{{Head: "What they believed", Weight: 4.6}, {Head: "What came of it", Weight: 4.4}, {Head: "Settled", Weight: 2.9}}}
	for i := range t.r.Beliefs {
		b := &t.r.Beliefs[i]
		if b.Matches != "no" && b.State == "" {
			continue
		}
		row := []doc.TableCell{{Text: doc.T(oneLine(b.Text)), Sub: doc.T(oneLine(b.Person))}, {}, {}}
		switch b.State {
		case "":
			row[1] = doc.CT(doc.Grey(joined(" ", or(b.Owner, "nobody")+" corrects it", prefix("by ", b.DueOn.Short()))))
			row[2].Text = doc.State(doc.Bad, "still differs")
		case "promised":
			row[1] = doc.C(prefix("Accepted as the promise ", t.promiseWords(b.PromiseID)))
			row[2] = doc.TableCell{Text: doc.State(doc.Good, "accepted"), Sub: doc.T(joined(", ", oneLine(b.SettledBy), b.SettledOn.Short()))}
		default:
			row[1] = doc.C(oneLine(b.Correction))
			row[2] = doc.TableCell{Text: doc.State(doc.Good, b.State), Sub: doc.T(joined(", ", oneLine(b.SettledBy), b.SettledOn.Short()))}
		}
		table.Rows = append(table.Rows, doc.Row{Cells: row})
	}
	if len(table.Rows) == 0 {
		return nil
	}
	return []doc.Block{doc.Heading{Level: 2, Text: "Beliefs that differed from the contract"}, table}
}

func (t *teller) promiseWords(id playbook.ID) string {
	for i := range t.r.Promises {
		if t.r.Promises[i].ID == id {
			return inQuotes(t.r.Promises[i].Text)
		}
	}
	return "that is in the trash"
}

// or is a name, or what stands for it.
func or(s, other string) string {
	if blank(s) {
		return other
	}
	return oneLine(s)
}
