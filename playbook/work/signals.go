package work

import (
	"context"
	"fmt"
	"strings"

	"kept/playbook"
	"kept/playbook/wording"
)

// A Sign is a signal as somebody logs it.
type Sign struct {
	Kind    string
	Text    string // the fact, in one sentence
	Cause   string // "" while nobody knows
	On      playbook.Date
	Promise playbook.ID // what it is about, zero when not known
	Belief  playbook.ID
}

// LogSignal keeps a signal with the phase that the plan is in. It is refused
// without a kind, without a fact, and for a day that is still to come.
func (d *Desk) LogSignal(ctx context.Context, account playbook.ID, s Sign) (id playbook.ID, err error) {
	label := "Log signal: " + lowerFirst(playbook.LabelOf(playbook.SignalKinds(), s.Kind))
	err = d.do(ctx, label, "", func(tx playbook.Tx) error {
		rec, err := playbook.LoadRecord(tx, account)
		if err != nil {
			return err
		}
		if s.On, err = d.past("on", s.On); err != nil {
			return err
		}
		n := playbook.Signal{Kind: s.Kind, Text: strings.TrimSpace(playbook.CleanText(s.Text)), Cause: s.Cause, On: s.On,
			LoggedBy: d.Who, LoggedAt: playbook.MomentOf(d.Now()), PromiseID: s.Promise, BeliefID: s.Belief}
		if p := rec.PhaseNow(); p != nil {
			n.Phase = p.Title
		}
		n.AccountID = account
		if err := tx.Save(&n); err != nil {
			return err
		}
		id = n.ID
		return nil
	})
	return id, err
}

// ChangeSignal writes what was typed over what was seen of a signal, as one act.
// Another stored value than seen is a *playbook.ConflictError.
func (d *Desk) ChangeSignal(ctx context.Context, signal playbook.ID, seen, typed Sign) error {
	return d.do(ctx, "Change signal", "", func(tx playbook.Tx) error {
		n := &playbook.Signal{}
		n.ID = signal
		if typed.On != seen.On {
			if _, err := d.past("on", typed.On); err != nil {
				return err
			}
		}
		was, is := seen.row(), typed.row()
		for _, col := range []string{"kind", "text", "cause", "on", "promise_id", "belief_id"} {
			old, err := playbook.GetText(was, col)
			if err != nil {
				return err
			}
			text, err := playbook.GetText(is, col)
			if err != nil {
				return err
			}
			if old == text {
				continue
			}
			if err := d.put(tx, n, col, old, text); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s Sign) row() *playbook.Signal {
	return &playbook.Signal{Kind: s.Kind, Text: strings.TrimSpace(playbook.CleanText(s.Text)), Cause: s.Cause, On: s.On, PromiseID: s.Promise, BeliefID: s.Belief}
}

// A Known is a fact of the customer that seems to answer a question.
type Known = playbook.Known

// KnownAnswer returns the fact that answers a question for the customer: the
// one that was chosen, or else the one whose words are closest, nil when none
// is close.
func KnownAnswer(rec *playbook.Record, q *playbook.CustomerQuestion) *Known {
	return rec.KnownAnswer(q, wording.Closest)
}

// AskCustomer puts a question on the list of what we want to ask the customer.
func (d *Desk) AskCustomer(ctx context.Context, account playbook.ID, text string) (id playbook.ID, err error) {
	err = d.do(ctx, "Ask the customer “"+clip(text)+"”", "", func(tx playbook.Tx) error {
		q := playbook.CustomerQuestion{Text: strings.TrimSpace(playbook.CleanText(text)), By: d.Who}
		q.AccountID = account
		if err := tx.Save(&q); err != nil {
			return err
		}
		id = q.ID
		return nil
	})
	return id, err
}

// TellFact keeps something that the customer has told us, with who said it and
// when, so that nobody asks again. With a question it answers that question.
func (d *Desk) TellFact(ctx context.Context, account playbook.ID, text, who string, on playbook.Date, question playbook.ID) (id playbook.ID, err error) {
	err = d.do(ctx, "They told us “"+clip(text)+"”", "", func(tx playbook.Tx) error {
		f := playbook.Item{Kind: playbook.Fact, Text: strings.TrimSpace(playbook.CleanText(text)), Who: strings.TrimSpace(playbook.CleanText(who)), On: on}
		if f.Text == "" {
			return &playbook.InvalidError{Field: "text", Message: "The fact is empty; write what they told us."}
		}
		if f.On, err = d.past("on", f.On); err != nil {
			return err
		}
		f.AccountID = account
		if err := dropNone(tx, account, playbook.FieldByNo(74)); err != nil {
			return err
		}
		if err := tx.Save(&f); err != nil {
			return err
		}
		id = f.ID
		if question.IsZero() {
			return nil
		}
		_, err := playbook.Change(tx, question, func(q *playbook.CustomerQuestion) error {
			q.FactID = f.ID
			return nil
		})
		return err
	})
	return id, err
}

// AnswerWith says which fact answers a question for the customer; a zero fact
// says that none does.
func (d *Desk) AnswerWith(ctx context.Context, question, fact playbook.ID) error {
	q := playbook.CustomerQuestion{}
	q.ID = question
	name, err := d.called(ctx, &q, "without words")
	if err != nil {
		return err
	}
	label := "Question " + name + " answered by what they told us"
	if fact.IsZero() {
		label = "Question " + name + " is open again"
	}
	return d.do(ctx, label, "", func(tx playbook.Tx) error {
		_, err := playbook.Change(tx, question, func(q *playbook.CustomerQuestion) error {
			q.FactID = fact
			return nil
		})
		return err
	})
}

// Inspect records the inspection of day 7, 14 or 30: answers by the columns of
// playbook.InspectionQuestions. A second one of the same day replaces the
// first, which stays in the history.
func (d *Desk) Inspect(ctx context.Context, account playbook.ID, day int, answers map[string]string, note string) error {
	return d.do(ctx, fmt.Sprintf("Inspect the seam, day %d", day), "", func(tx playbook.Tx) error {
		rec, err := playbook.LoadRecord(tx, account)
		if err != nil {
			return err
		}
		n := rec.Inspection(day)
		if n == nil {
			n = &playbook.Inspection{Day: day}
			n.AccountID, n.Pos = account, day
		}
		for _, q := range playbook.InspectionQuestions() {
			if v, ok := answers[q.Value]; ok {
				if err := playbook.SetText(n, q.Value, v); err != nil {
					return err
				}
			}
		}
		n.Note, n.On, n.By = strings.TrimSpace(playbook.CleanText(note)), d.Today(), d.Who
		return tx.Save(n)
	})
}
