package main

import (
	"flag"
	"fmt"
	"strings"

	"kept/playbook"
)

// belief reads the account and the belief of the first two arguments.
func (a *app) belief() (playbook.Record, *playbook.Belief, error) {
	rec, err := a.account(a.args[0])
	if err != nil {
		return rec, nil, err
	}
	b, _, err := pickBelief(&rec, a.args[1])
	return rec, b, err
}

func pickBelief(rec *playbook.Record, typed string) (*playbook.Belief, int, error) {
	return pickRow("belief", "belief", pointers(rec.Beliefs), titled[*playbook.Belief], typed)
}

func beliefJSON(number int, b *playbook.Belief) map[string]any {
	v := values(b)
	v["number"], v["open"] = number, b.Differs()
	return v
}

func (a *app) beliefs() error {
	rec, err := a.account(a.args[0])
	if err != nil {
		return err
	}
	list, table, differ := []map[string]any{}, [][]string{}, 0
	for i := range rec.Beliefs {
		b := &rec.Beliefs[i]
		list = append(list, beliefJSON(i+1, b))
		table = append(table, []string{fmt.Sprintf("%4d", i+1), beliefState(b), dash(one(b.Person, 30)), dash(one(b.Owner, 24)), day(b.DueOn), one(b.Text, 100)})
		if b.Correction != "" {
			table = append(table, []string{"", "", "", "", "", "  " + one(b.Correction, 120)})
		}
		if b.Differs() {
			differ++
		}
	}
	return a.print(list, func() {
		if len(list) == 0 {
			a.say("No beliefs are on record.")
			return
		}
		a.columns(table)
		a.say("%d of %s differ from the contract and are open.", differ, count(len(list), "belief"))
	})
}

// beliefState tells how a belief stands against the contract.
func beliefState(b *playbook.Belief) string {
	switch {
	case b.State != "":
		return strings.ToLower(playbook.LabelOf(playbook.BeliefStates(), b.State))
	case b.Matches == "no":
		return "differs from the contract"
	case b.Matches == "yes":
		return "matches the contract"
	}
	return "not known"
}

func beliefAddFlags(fs *flag.FlagSet) func(*app) error {
	read := rowFlags(fs, "belief", "", []entry{
		{"matches", "matches", "whether it matches the contract"}, {"basis", "basis", "because of"}, {"confidence", "confidence", "how sure they are"},
		{"owner", "owner", "who corrects it, a `NAME`; else the CSM when it differs"}, {"due", "due_on", "by when, a `DATE`; else five working days when it differs"},
	})
	return func(a *app) error {
		values, err := read()
		if err != nil {
			return err
		}
		if values["person"], err = written("person", a.args[1], "Nobody is named; say who believes it."); err != nil {
			return err
		}
		if values["text"], err = written("text", a.args[2], "The belief is empty; write what they believe they will get."); err != nil {
			return err
		}
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		id, err := a.kept.Desk.AddRow(a.ctx, rec.Account.ID, playbook.FieldByNo(40), values)
		if err != nil {
			return err
		}
		return a.toldBelief("Added", rec.Account.ID, id)
	}
}

// toldBelief prints a belief as it is stored now.
func (a *app) toldBelief(words string, account, id playbook.ID) error {
	rec, err := a.kept.Desk.Record(a.ctx, account)
	if err != nil {
		return err
	}
	n := numberOf(pointers(rec.Beliefs), id)
	if n == 0 {
		return playbook.ErrNotFound
	}
	b := &rec.Beliefs[n-1]
	return a.print(map[string]any{"belief": beliefJSON(n, b)}, func() {
		a.say("%s: belief %d, “%s”, %s.", words, n, one(b.Text, 100), beliefState(b))
		if b.Differs() {
			a.say("  %s has until %s to correct it, accept it as a promise, or withdraw it.", dash(one(b.Owner, 40)), day(b.DueOn))
		}
	})
}

func (a *app) beliefCorrect() error {
	rec, b, err := a.belief()
	if err != nil {
		return err
	}
	if err := a.kept.Desk.CorrectBelief(a.ctx, b.ID, a.args[2]); err != nil {
		return err
	}
	return a.toldBelief("Corrected", rec.Account.ID, b.ID)
}

func beliefWithdrawFlags(fs *flag.FlagSet) func(*app) error {
	reason := fs.String("reason", "", "a `TEXT`: how we know that nobody holds it")
	return func(a *app) error {
		rec, b, err := a.belief()
		if err != nil {
			return err
		}
		if err := a.kept.Desk.WithdrawBelief(a.ctx, b.ID, *reason); err != nil {
			return err
		}
		return a.toldBelief("Withdrawn", rec.Account.ID, b.ID)
	}
}

func beliefReopenFlags(fs *flag.FlagSet) func(*app) error {
	reason := fs.String("reason", "", "a `TEXT`: what they expect again")
	return func(a *app) error {
		rec, b, err := a.belief()
		if err != nil {
			return err
		}
		if err := a.kept.Desk.ReopenBelief(a.ctx, b.ID, *reason); err != nil {
			return err
		}
		return a.toldBelief("Open again", rec.Account.ID, b.ID)
	}
}

// beliefPromise accepts a belief as a promise and prints the promise.
func (a *app) beliefPromise() error {
	rec, b, err := a.belief()
	if err != nil {
		return err
	}
	id, err := a.kept.Desk.PromiseFromBelief(a.ctx, b.ID)
	if err != nil {
		return err
	}
	return a.toldPromise("Accepted as a promise", &rec, id)
}
