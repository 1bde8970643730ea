package sample

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"kept/playbook"
	"kept/playbook/work"
)

// after does the steps of the time after the close: what was delivered, said,
// measured and seen. Rows are named by their place in their list.
func (p *player) after(ctx context.Context, d *work.Desk, c *cast, s step, text string) error {
	rec, err := d.Record(ctx, c.id)
	if err != nil {
		return err
	}
	value := func(key string) string { return p.days.text(s.Values[key]) }
	day := func(key string) playbook.Date { return p.days.date(s.Values[key]) }
	list := s.List
	if l, ok := listOf[s.Do]; ok {
		list = l
	}
	var row playbook.ID
	if list != "" && s.Do != "add" {
		if row, err = place(&rec, list, s.Number); err != nil {
			return err
		}
	}
	linked := func(list, key string) (playbook.ID, error) {
		if s.Values[key] == "" {
			return playbook.ID{}, nil
		}
		n, err := strconv.Atoi(s.Values[key])
		if err != nil {
			return playbook.ID{}, fmt.Errorf("%s is no place in %s: %w", s.Values[key], list, err)
		}
		return place(&rec, list, n)
	}
	switch s.Do {
	case "add":
		f := fieldOfList(s.List)
		if f == nil {
			return fmt.Errorf("there is no list %q", s.List)
		}
		values := map[string]string{}
		for col := range s.Values {
			if values[col] = value(col); mark.FindString(s.Values[col]) == s.Values[col] && s.Values[col] != "" {
				values[col] = string(day(col))
			}
		}
		_, err = d.AddRow(ctx, c.id, f, values)
	case "outcome":
		err = d.Conclude(ctx, row, work.Ending{Outcome: s.Values["outcome"], Evidence: text,
			DeliveredOn: day("delivered_on"), ConfirmedBy: value("confirmed_by"), ConfirmedOn: day("confirmed_on")})
	case "correct":
		err = d.CorrectBelief(ctx, row, text)
	case "withdraw":
		err = d.WithdrawBelief(ctx, row, text)
	case "accept-belief":
		_, err = d.PromiseFromBelief(ctx, row)
	case "look":
		err = d.ReviewWatch(ctx, row, work.Look{Result: s.Values["result"], Note: text, NextOn: day("next_on")})
	case "risk-from":
		_, err = d.RiskFromAssumption(ctx, row)
	case "measure":
		_, err = d.Measure(ctx, row, work.Reading{Value: s.Values["value"], Source: text})
	case "achieved":
		err = d.ConfirmAchieved(ctx, row, value("by"), day("on"), text)
	case "judge":
		err = d.JudgeProof(ctx, c.id, s.Number, work.Judgement{Result: s.Values["result"], Shown: text, By: value("by")})
	case "left":
		_, err = d.PersonLeft(ctx, row, day("on"))
	case "signal":
		sign := work.Sign{Kind: s.Values["kind"], Text: text, Cause: s.Values["cause"]}
		if sign.Promise, err = linked("promises", "promise"); err != nil {
			return err
		}
		if sign.Belief, err = linked("beliefs", "belief"); err != nil {
			return err
		}
		_, err = d.LogSignal(ctx, c.id, sign)
	case "fact":
		question, e := linked("customer_questions", "question")
		if e != nil {
			return e
		}
		_, err = d.TellFact(ctx, c.id, text, value("who"), "", question)
	case "ask-customer":
		_, err = d.AskCustomer(ctx, c.id, text)
	case "answered":
		fact, e := linked("facts", "fact")
		if e != nil {
			return e
		}
		err = d.AnswerWith(ctx, row, fact)
	case "inspect":
		answers := map[string]string{}
		for _, q := range playbook.InspectionQuestions() {
			if answers[q.Value] = "yes"; strings.Contains(" "+s.Values["no"]+" ", " "+q.Value+" ") {
				answers[q.Value] = "no"
			}
		}
		err = d.Inspect(ctx, c.id, s.Number, answers, text)
	case "release-sales":
		err = d.ReleaseSales(ctx, c.id)
	case "close":
		err = d.CloseHandoff(ctx, c.id)
	default:
		return fmt.Errorf("there is no step %q", s.Do)
	}
	return err
}

// listOf is the list that the number of a step counts in.
var listOf = map[string]string{
	"outcome": "promises", "correct": "beliefs", "withdraw": "beliefs", "accept-belief": "beliefs",
	"risk-from": "assumptions", "measure": "criteria", "achieved": "criteria", "left": "people",
	"answered": "customer_questions",
}

// place returns the id of a row by its place in its list.
func place(rec *playbook.Record, list string, number int) (playbook.ID, error) {
	n, err := rowOf(rec, list, number)
	if err != nil {
		return playbook.ID{}, err
	}
	return n.Key().ID, nil
}
