package account

import (
	"fmt"

	"kept/playbook"
	"kept/ui/screen"
	"kept/ui/screen/capture"
	"kept/ui/screen/ledger"
	"kept/ui/screen/people"
	"kept/ui/screen/plan"
	"kept/ui/screen/signals"
	"kept/ui/screen/success"
	"kept/ui/screen/timeline"
	"kept/ui/screen/watch"
)

// kinds are the tabs of the page in their order.
func kinds() []Kind {
	type (
		window  = screen.Window
		runner  = screen.Runner
		changed = func()
	)
	return []Kind{
		{screen.Handoff, handoffWord, func(w window, r runner, id playbook.ID, c changed) screen.Tab { return capture.New(w, r, id, c) }},
		{screen.Plan, planWord, func(w window, r runner, id playbook.ID, c changed) screen.Tab { return plan.New(w, r, id, c) }},
		{screen.Promises, promisesWord, func(w window, r runner, id playbook.ID, c changed) screen.Tab { return ledger.NewPromises(w, r, id, c) }},
		{screen.Success, successWord, func(w window, r runner, id playbook.ID, c changed) screen.Tab { return success.New(w, r, id, c) }},
		{screen.People, peopleWord, func(w window, r runner, id playbook.ID, c changed) screen.Tab { return people.New(w, r, id, c) }},
		{screen.Watch, watchWord, func(w window, r runner, id playbook.ID, c changed) screen.Tab { return watch.New(w, r, id, c) }},
		{screen.Signals, signalsWord, func(w window, r runner, id playbook.ID, c changed) screen.Tab { return signals.New(w, r, id, c) }},
		{screen.Timeline, func(*playbook.Record) string { return "Timeline" }, func(w window, r runner, id playbook.ID, c changed) screen.Tab { return timeline.New(w, r, id, c) }},
	}
}

func handoffWord(rec *playbook.Record) string {
	if rec != nil && rec.Handoff.IsClosed() {
		return "Handoff closed"
	}
	if rec != nil && rec.Handoff.State.IsAccepted() {
		return "Handoff ✓"
	}
	return "Handoff"
}

// planWord counts what is done or skipped of the running plan, of the
// conditions of the acceptance and of the tasks besides, as the plan itself does.
func planWord(rec *playbook.Record) string {
	if rec == nil || rec.Plan() == nil {
		return "Plan"
	}
	done, all := 0, 0
	for _, t := range rec.Tasks {
		if t.Condition || t.Loose() || t.PlanID == rec.Plan().ID {
			all++
			if t.State == playbook.TaskDone || t.State == playbook.Skipped {
				done++
			}
		}
	}
	return fmt.Sprintf("Plan %d/%d", done, all)
}

// promisesWord counts the promises.
func promisesWord(rec *playbook.Record) string {
	if rec == nil {
		return "Promises"
	}
	return counted("Promises", len(rec.Promises))
}

// successWord counts the success criteria.
func successWord(rec *playbook.Record) string {
	if rec == nil {
		return "Success"
	}
	return counted("Success", len(rec.Criteria))
}

// peopleWord counts the people at the customer.
func peopleWord(rec *playbook.Record) string {
	if rec == nil {
		return "People"
	}
	return counted("People", len(rec.People))
}

// watchWord counts what is still to be watched.
func watchWord(rec *playbook.Record) string {
	if rec == nil {
		return "Watch"
	}
	open := 0
	for i := range rec.Watches {
		if rec.Watches[i].IsOpen() {
			open++
		}
	}
	return counted("Watch", open)
}

// signalsWord counts the signals.
func signalsWord(rec *playbook.Record) string {
	if rec == nil {
		return "Signals"
	}
	return counted("Signals", len(rec.Signals))
}

func counted(word string, n int) string {
	if n == 0 {
		return word
	}
	return fmt.Sprintf("%s %d", word, n)
}
