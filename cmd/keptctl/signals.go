package main

import (
	"cmp"
	"flag"
	"fmt"
	"strconv"
	"strings"

	"kept/playbook"
	"kept/playbook/metrics"
	"kept/playbook/work"
)

func signalFlags(fs *flag.FlagSet) func(*app) error {
	cause := fs.String("cause", "", "why it came to be, a `CHOICE`: "+choices(playbook.Causes()))
	about := fs.String("promise", "", "the `PROMISE` it is about")
	held := fs.String("belief", "", "the `BELIEF` it is about")
	on := fs.String("on", "", "when it happened, a `DATE`; else today")
	return func(a *app) error {
		s := work.Sign{Text: a.args[2]}
		var err error
		if s.Kind, err = choice("a signal", a.args[1], playbook.SignalKinds()); err != nil {
			return err
		}
		if s.Cause, err = choice("--cause", *cause, playbook.Causes()); err != nil {
			return err
		}
		if s.On, err = date("--on", *on); err != nil {
			return err
		}
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		if *about != "" {
			p, _, err := promise(&rec, *about)
			if err != nil {
				return err
			}
			s.Promise = p.ID
		}
		if *held != "" {
			b, _, err := pickBelief(&rec, *held)
			if err != nil {
				return err
			}
			s.Belief = b.ID
		}
		id, err := a.kept.Desk.LogSignal(a.ctx, rec.Account.ID, s)
		if err != nil {
			return err
		}
		if rec, err = a.kept.Desk.Record(a.ctx, rec.Account.ID); err != nil {
			return err
		}
		n := numberOf(pointers(rec.Signals), id)
		if n == 0 {
			return playbook.ErrNotFound
		}
		return a.print(map[string]any{"signal": signalJSON(n, &rec.Signals[n-1])}, func() {
			a.say("Logged: %s, “%s”.", strings.ToLower(playbook.LabelOf(playbook.SignalKinds(), s.Kind)), one(rec.Signals[n-1].Text, 160))
		})
	}
}

func signalJSON(number int, s *playbook.Signal) map[string]any {
	v := values(s)
	v["number"] = number
	return v
}

// signals lists them, counts them by type and phase, and says whether alignment
// is weak, with the rows behind each sign.
func (a *app) signals() error {
	rec, err := a.account(a.args[0])
	if err != nil {
		return err
	}
	list, counts, signs, table := []map[string]any{}, []map[string]any{}, []map[string]any{}, [][]string{}
	for i := range rec.Signals {
		s := &rec.Signals[i]
		list = append(list, signalJSON(i+1, s))
		cause := "cause not known"
		if s.Cause != "" {
			cause = strings.ToLower(playbook.LabelOf(playbook.Causes(), s.Cause))
		}
		table = append(table, []string{fmt.Sprintf("%4d", i+1), day(s.On), playbook.LabelOf(playbook.SignalKinds(), s.Kind), cause, one(s.Text, 120)})
	}
	heat, weak := metrics.SignalTable(&rec), metrics.Weak(&rec)
	for k, phases := range heat.Counts {
		for p, n := range phases {
			if n > 0 {
				counts = append(counts, map[string]any{"kind": heat.Kinds[k].Value, "phase": heat.Phases[p], "count": n})
			}
		}
	}
	for _, s := range weak.Signs {
		rows := []map[string]any{}
		for _, r := range s.Rows {
			rows = append(rows, map[string]any{"noun": r.Noun, "id": r.ID, "text": r.Words})
		}
		signs = append(signs, map[string]any{"sign": s.Words, "on": s.On, "says": s.Says, "rows": rows})
	}
	v := map[string]any{"signals": list, "counts": counts, "loggers": heat.Loggers, "weak": weak.Weak, "signs": signs, "formula": metrics.AlignmentFormula}
	return a.print(v, func() {
		if len(list) == 0 {
			a.say("No signals are on record.")
		} else {
			a.columns(table)
			a.say("\nBy type and phase, logged by %s", count(heat.Loggers, "person"))
			a.columns(heatRows(&heat))
		}
		a.say("\n%s", weak.Says())
		for _, s := range weak.Signs {
			a.say("  %s: %s", s.Words, s.Says)
			for _, r := range s.Rows {
				a.say("    %s", one(r.Words, 140))
			}
		}
	})
}

// heatRows are the counts as a table: types down, phases across, nothing where
// there is none.
func heatRows(h *metrics.SignalHeat) [][]string {
	cell := func(n int) string {
		if n == 0 {
			return "·"
		}
		return strconv.Itoa(n)
	}
	head := []string{"  "}
	for _, phase := range h.Phases {
		head = append(head, cmp.Or(one(phase, 24), "outside a plan"))
	}
	out := [][]string{append(head, "all")}
	for k, kind := range h.Kinds {
		row := []string{"  " + kind.Label}
		for p := range h.Phases {
			row = append(row, cell(h.Counts[k][p]))
		}
		out = append(out, append(row, cell(h.OfKind[k])))
	}
	return out
}

func facts(rec *playbook.Record) []*playbook.Item {
	var out []*playbook.Item
	for i := range rec.Items {
		if rec.Items[i].Kind == playbook.Fact {
			out = append(out, &rec.Items[i])
		}
	}
	return out
}

func customerQuestion(rec *playbook.Record, typed string) (*playbook.CustomerQuestion, int, error) {
	return pickRow("question", "facts", pointers(rec.CustomerQuestions), titled[*playbook.CustomerQuestion], typed)
}

func factJSON(number int, f *playbook.Item) map[string]any {
	return map[string]any{"number": number, "id": f.ID, "text": f.Text, "who": f.Who, "on": f.On}
}

// customerQuestionJSON is a question with the fact that answers it, null when
// none is known; sure when somebody here said so.
func customerQuestionJSON(rec *playbook.Record, number int, q *playbook.CustomerQuestion) map[string]any {
	v := map[string]any{"number": number, "id": q.ID, "text": q.Text, "by": q.By, "answer": nil, "sure": false}
	if known := work.KnownAnswer(rec, q); known != nil {
		v["answer"], v["sure"] = factJSON(numberOf(facts(rec), known.Fact.ID), &known.Fact), known.Sure
	}
	return v
}

func (a *app) facts() error {
	rec, err := a.account(a.args[0])
	if err != nil {
		return err
	}
	told, questions, table := []map[string]any{}, []map[string]any{}, [][]string{}
	for i, f := range facts(&rec) {
		told = append(told, factJSON(i+1, f))
		table = append(table, []string{fmt.Sprintf("%4d", i+1), day(f.On), dash(one(f.Who, 40)), one(f.Text, 120)})
	}
	for i := range rec.CustomerQuestions {
		questions = append(questions, customerQuestionJSON(&rec, i+1, &rec.CustomerQuestions[i]))
	}
	return a.print(map[string]any{"facts": told, "questions": questions}, func() {
		if len(told) == 0 {
			a.say("They have told us nothing yet that is on record.")
		}
		a.columns(table)
		if len(questions) > 0 {
			a.say("\nQuestions for the customer")
		}
		for i := range rec.CustomerQuestions {
			a.sayCustomerQuestion(&rec, i+1, &rec.CustomerQuestions[i])
		}
	})
}

func (a *app) sayCustomerQuestion(rec *playbook.Record, number int, q *playbook.CustomerQuestion) {
	a.say("%4d  %s  (%s)", number, one(q.Text, 160), one(q.By, 40))
	known := work.KnownAnswer(rec, q)
	switch {
	case known == nil:
		a.say("      not answered yet")
	case known.Sure:
		a.say("      answered: %s", factWords(&known.Fact))
	default:
		a.say("      perhaps answered: %s", factWords(&known.Fact))
	}
}

func factWords(f *playbook.Item) string {
	return one(f.Text, 160) + "  (" + dash(one(f.Who, 40)) + ", " + day(f.On) + ")"
}

func factFlags(fs *flag.FlagSet) func(*app) error {
	who := fs.String("who", "", "who at the customer told us, a `NAME`")
	on := fs.String("on", "", "when, a `DATE`; else today")
	answers := fs.String("answers", "", "the `QUESTION` for the customer that it answers")
	return func(a *app) error {
		if strings.TrimSpace(*who) == "" {
			return usage("fact needs --who NAME: who at the customer told us")
		}
		day, err := date("--on", *on)
		if err != nil {
			return err
		}
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		var answered playbook.ID
		if *answers != "" {
			q, _, err := customerQuestion(&rec, *answers)
			if err != nil {
				return err
			}
			answered = q.ID
		}
		id, err := a.kept.Desk.TellFact(a.ctx, rec.Account.ID, a.args[1], *who, day, answered)
		if err != nil {
			return err
		}
		if rec, err = a.kept.Desk.Record(a.ctx, rec.Account.ID); err != nil {
			return err
		}
		told := facts(&rec)
		n := numberOf(told, id)
		if n == 0 {
			return playbook.ErrNotFound
		}
		v := map[string]any{"fact": factJSON(n, told[n-1]), "question": nil}
		q := numberOf(pointers(rec.CustomerQuestions), answered)
		if q > 0 {
			v["question"] = customerQuestionJSON(&rec, q, &rec.CustomerQuestions[q-1])
		}
		return a.print(v, func() {
			a.say("Kept as fact %d: %s.", n, factWords(told[n-1]))
			if q > 0 {
				a.say("It answers question %d, “%s”.", q, one(rec.CustomerQuestions[q-1].Text, 100))
			}
		})
	}
}

func askCustomerFlags(fs *flag.FlagSet) func(*app) error {
	anyway := fs.Bool("anyway", false, "put it on the list even when they seem to have told us already")
	return func(a *app) error {
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		known := work.KnownAnswer(&rec, &playbook.CustomerQuestion{Text: a.args[1]})
		if known != nil && !*anyway {
			v := map[string]any{"asked": false, "question": nil, "known": factJSON(numberOf(facts(&rec), known.Fact.ID), &known.Fact)}
			return a.print(v, func() {
				a.say("Not put on the list: they seem to have told us.")
				a.say("  %s", factWords(&known.Fact))
				a.say("Put it there all the same with --anyway.")
			})
		}
		id, err := a.kept.Desk.AskCustomer(a.ctx, rec.Account.ID, a.args[1])
		if err != nil {
			return err
		}
		if rec, err = a.kept.Desk.Record(a.ctx, rec.Account.ID); err != nil {
			return err
		}
		n := numberOf(pointers(rec.CustomerQuestions), id)
		if n == 0 {
			return playbook.ErrNotFound
		}
		v := map[string]any{"asked": true, "question": customerQuestionJSON(&rec, n, &rec.CustomerQuestions[n-1]), "known": nil}
		return a.print(v, func() { a.say("Put on the list as question %d for the customer.", n) })
	}
}
