package work

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kept/playbook"
	"kept/playbook/readiness"
	"kept/playbook/wording"
)

// Grade grades a record as of today.
func (d *Desk) Grade(rec *playbook.Record) readiness.Result {
	return readiness.Of(rec, d.Today(), readiness.Default())
}

// Submit hands the account to CS. It is never refused for its grade, but a
// Risk handoff asks for a reason, and both stay on record. It is refused when
// the handoff is with CS already.
func (d *Desk) Submit(ctx context.Context, account playbook.ID, why string) error {
	return d.do(ctx, "Submit handoff", why, func(tx playbook.Tx) error {
		rec, err := playbook.LoadRecord(tx, account)
		if err != nil {
			return err
		}
		switch s := rec.Handoff.State; {
		case s == playbook.Submitted:
			return &playbook.RefusedError{What: "Not submitted", Reasons: []string{"the handoff is with CS already"}}
		case s.IsAccepted():
			return &playbook.RefusedError{What: "Not submitted", Reasons: []string{"CS has accepted this handoff already"}}
		}
		if r := d.Grade(&rec); r.Grade == readiness.AtRisk && strings.TrimSpace(why) == "" {
			return &playbook.RefusedError{What: "This handoff is graded Risk, so submitting it needs a reason", Reasons: r.Reasons}
		}
		if rec.Account.Stage == playbook.PreClose {
			rec.Account.Stage = playbook.AtHandoff
			if err := tx.Save(&rec.Account); err != nil {
				return err
			}
		}
		return d.move(tx, &rec, playbook.Submitted, playbook.Transition{Note: why})
	})
}

// move changes the state of a handoff, keeps the transition with grade and
// figure as they are now, and ticks the steps of the plan that it does.
func (d *Desk) move(tx playbook.Tx, rec *playbook.Record, to playbook.HandoffState, t playbook.Transition) error {
	r := d.Grade(rec)
	t.AccountID = rec.Account.ID
	t.From, t.To, t.By, t.At = rec.Handoff.State, to, d.Who, playbook.MomentOf(d.Now())
	t.Grade, t.Figure = string(r.Grade), r.Figure
	if err := tx.Save(&t); err != nil {
		return err
	}
	rec.Handoff.State = to
	if err := tx.Save(&rec.Handoff); err != nil {
		return err
	}
	return d.tickSteps(tx, rec, t)
}

// Return gives the handoff back to Sales with reason codes, a note and
// questions. It is refused unless the handoff is submitted, and without a
// reason code; the code "other" needs the note.
func (d *Desk) Return(ctx context.Context, account playbook.ID, reasons []string, note string, questions []string) error {
	return d.do(ctx, "Return handoff", note, func(tx playbook.Tx) error {
		rec, err := playbook.LoadRecord(tx, account)
		if err != nil {
			return err
		}
		if rec.Handoff.State != playbook.Submitted {
			return notSubmitted("Not returned", rec.Handoff.State)
		}
		if len(reasons) == 0 {
			return &playbook.RefusedError{What: "Not returned", Reasons: []string{"a return needs at least one reason code"}}
		}
		if slices.Contains(reasons, "other") && strings.TrimSpace(note) == "" {
			return &playbook.RefusedError{What: "Not returned", Reasons: []string{"the reason “other” needs a note that says what"}}
		}
		for _, q := range questions {
			if strings.TrimSpace(q) == "" {
				continue
			}
			if err := d.ask(tx, account, q); err != nil {
				return err
			}
		}
		return d.move(tx, &rec, playbook.Returned, playbook.Transition{Reasons: strings.Join(reasons, ","), Note: note})
	})
}

func notSubmitted(what string, s playbook.HandoffState) error {
	return &playbook.RefusedError{What: what, Reasons: []string{fmt.Sprintf("the handoff is %s, not submitted", strings.ToLower(s.Label()))}}
}

// A Condition is a dated task that comes with an acceptance. Without an owner
// it is its writer's.
type Condition struct {
	Title string
	Owner string
	DueOn playbook.Date
}

// An Acceptance says how a handoff is taken: with conditions or without, with
// the CS quality rating (each "" or 0 to 3), and with a plan started in the
// same act when Playbook is given.
type Acceptance struct {
	Note       string
	Conditions []Condition
	Rating     Rating
	Start      *Start
}

// Rating is what CS thinks of a handoff, 0 to 3 each, "" when not rated.
type Rating struct{ Completeness, People, Outcomes, Honesty, Ownership string }

// SuggestsReturn tells whether a rating suggests a return: two 1s or any 0.
func (r Rating) SuggestsReturn() bool {
	ones := 0
	for _, v := range []string{r.Completeness, r.People, r.Outcomes, r.Honesty, r.Ownership} {
		switch v {
		case "0":
			return true
		case "1":
			ones++
		}
	}
	return ones >= 2
}

// Conditions proposes what would make a Conditional handoff whole: each
// missing item as a condition, due in five working days, owned by the seller.
func (d *Desk) Conditions(rec *playbook.Record) []Condition {
	due := d.Days().AddWorking(d.Today(), 5)
	var out []Condition
	for _, m := range d.Grade(rec).Missing {
		owner := rec.Account.Seller
		if m.Field.No == 51 || m.Field.No == 67 {
			owner = rec.Account.CSM
		}
		out = append(out, Condition{Title: m.Text, Owner: owner, DueOn: due})
	}
	return out
}

// Accept takes the handoff; the account moves to Onboarding. It is refused
// unless the handoff is submitted, or accepted with conditions before and now
// accepted in full.
func (d *Desk) Accept(ctx context.Context, account playbook.ID, acc Acceptance) error {
	label, to := "Accept handoff", playbook.Accepted
	if len(acc.Conditions) > 0 {
		label, to = "Accept handoff with conditions", playbook.AcceptedWithConditions
	}
	return d.do(ctx, label, acc.Note, func(tx playbook.Tx) error {
		rec, err := playbook.LoadRecord(tx, account)
		if err != nil {
			return err
		}
		again := rec.Handoff.State == playbook.AcceptedWithConditions && to == playbook.Accepted
		if rec.Handoff.State != playbook.Submitted && !again {
			return notSubmitted("Not accepted", rec.Handoff.State)
		}
		if again {
			for _, c := range rec.Conditions() {
				if c.State != playbook.TaskDone && c.State != playbook.Skipped {
					return &playbook.RefusedError{What: "Not accepted in full", Reasons: []string{"the condition “" + clip(c.Title) + "” is still open"}}
				}
			}
		}
		if rec.Account.CSM == "" {
			rec.Account.CSM = d.Who
		}
		if rec.Account.Stage == playbook.PreClose || rec.Account.Stage == playbook.AtHandoff {
			rec.Account.Stage = playbook.Onboarding
		}
		if err := tx.Save(&rec.Account); err != nil {
			return err
		}
		for _, c := range acc.Conditions {
			if c.DueOn == "" {
				return &playbook.InvalidError{Field: "due_on", Message: "The condition “" + clip(c.Title) + "” needs a date."}
			}
			t := playbook.Task{Title: c.Title, Owner: d.accountable(c.Owner), DueOn: c.DueOn, PlannedOn: c.DueOn, State: playbook.Todo, Condition: true}
			t.AccountID = account
			if err := tx.Save(&t); err != nil {
				return err
			}
		}
		r := acc.Rating
		if err := d.move(tx, &rec, to, playbook.Transition{Note: acc.Note, Completeness: r.Completeness,
			PeopleRating: r.People, OutcomeClarity: r.Outcomes, RiskHonesty: r.Honesty, Ownership: r.Ownership}); err != nil {
			return err
		}
		if acc.Start != nil {
			return d.start(tx, account, *acc.Start)
		}
		return nil
	})
}

// Similar returns questions of the account that ask the same as what is being
// typed, best first, so that an answer is found before it is asked for again.
func Similar(questions []playbook.Question, typed string) []playbook.Question {
	texts := make([]string, len(questions))
	for i := range questions {
		texts[i] = questions[i].Text
	}
	var out []playbook.Question
	for _, m := range wording.NewIndex(texts).Like(typed) {
		out = append(out, questions[m.Index])
	}
	return out
}

// Ask puts a question to Sales.
func (d *Desk) Ask(ctx context.Context, account playbook.ID, text string) error {
	return d.do(ctx, "Ask “"+clip(text)+"”", "", func(tx playbook.Tx) error { return d.ask(tx, account, text) })
}

func (d *Desk) ask(tx playbook.Tx, account playbook.ID, text string) error {
	q := playbook.Question{Text: strings.TrimSpace(playbook.CleanText(text)), AskedBy: d.Who, AskedAt: playbook.MomentOf(d.Now())}
	q.AccountID = account
	return tx.Save(&q)
}

// Answer answers a question, once: an answered one is refused until it is reopened.
func (d *Desk) Answer(ctx context.Context, question playbook.ID, answer string) error {
	return d.do(ctx, "Answer question", "", func(tx playbook.Tx) error {
		_, err := playbook.Change(tx, question, func(q *playbook.Question) error {
			if !q.Open() {
				return &playbook.RefusedError{What: "Not answered again", Reasons: []string{"“" + clip(q.Text) + "” was answered by " + q.AnsweredBy + "; reopen it with a reason first"}}
			}
			if strings.TrimSpace(answer) == "" {
				return &playbook.InvalidError{Field: "answer", Message: "The answer is empty; write it, or leave the question open."}
			}
			q.Answer, q.AnsweredBy, q.AnsweredAt = strings.TrimSpace(playbook.CleanText(answer)), d.Who, playbook.MomentOf(d.Now())
			return nil
		})
		return err
	})
}

// Reopen opens an answered question again; it needs a reason.
func (d *Desk) Reopen(ctx context.Context, question playbook.ID, why string) error {
	return d.do(ctx, "Reopen question", why, func(tx playbook.Tx) error {
		_, err := playbook.Change(tx, question, func(q *playbook.Question) error {
			if strings.TrimSpace(why) == "" {
				return &playbook.InvalidError{Field: "reopened_why", Message: "Reopening an answered question needs a reason; say what the answer leaves open."}
			}
			q.AnsweredAt, q.AnsweredBy, q.ReopenedWhy = "", "", strings.TrimSpace(why)
			return nil
		})
		return err
	})
}

// Review records that CS has read the draft on this day.
func (d *Desk) Review(ctx context.Context, account playbook.ID) error {
	return d.do(ctx, "CS reviewed the draft", "", func(tx playbook.Tx) error {
		rec, err := playbook.LoadRecord(tx, account)
		if err != nil {
			return err
		}
		rec.Handoff.ReviewedBy, rec.Handoff.ReviewedOn = d.Who, d.Today()
		return tx.Save(&rec.Handoff)
	})
}
