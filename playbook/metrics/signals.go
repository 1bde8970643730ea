package metrics

import (
	"fmt"
	"slices"

	"kept/playbook"
)

// A SignalHeat counts the signals of an account by kind and by the phase they
// fell in.
type SignalHeat struct {
	Kinds    []playbook.Option // all eight, as they are always listed
	Phases   []string          // "" is outside a plan
	Counts   [][]int           // by kind, then phase
	OfKind   []int
	OfPhase  []int
	Signals  int
	Loggers  int               // how many people logged them: more logging can mean more honesty
	Causes   []playbook.Option // as they are always listed
	OfCause  []int
	Uncaused int // signals without a cause
}

// SignalTable counts the signals of an account by kind and phase. Phases are
// those of the plan in their order, from the first to the one that runs or the
// last one with a signal, whichever is later; then phases that are in no plan
// any more. Signals from outside a plan stand first.
func SignalTable(rec *playbook.Record) SignalHeat {
	h := SignalHeat{Kinds: playbook.SignalKinds(), Causes: playbook.Causes(), Signals: len(rec.Signals)}
	h.OfKind, h.OfCause = make([]int, len(h.Kinds)), make([]int, len(h.Causes))
	h.Phases = heatPhases(rec)
	h.OfPhase = make([]int, len(h.Phases))
	h.Counts = make([][]int, len(h.Kinds))
	for i := range h.Counts {
		h.Counts[i] = make([]int, len(h.Phases))
	}
	var loggers []string
	for i := range rec.Signals {
		s := &rec.Signals[i]
		kind, phase := optionAt(h.Kinds, s.Kind), slices.Index(h.Phases, s.Phase)
		h.Counts[kind][phase]++
		h.OfKind[kind]++
		h.OfPhase[phase]++
		if s.Cause == "" {
			h.Uncaused++
		} else {
			h.OfCause[optionAt(h.Causes, s.Cause)]++
		}
		if s.LoggedBy != "" && !slices.ContainsFunc(loggers, func(l string) bool { return playbook.SameName(l, s.LoggedBy) }) {
			loggers = append(loggers, s.LoggedBy)
		}
	}
	h.Loggers = len(loggers)
	return h
}

// optionAt is where a stored choice stands; a row with another one was refused
// when it was written.
func optionAt(options []playbook.Option, value string) int {
	return max(slices.IndexFunc(options, func(o playbook.Option) bool { return o.Value == value }), 0)
}

func heatPhases(rec *playbook.Record) []string {
	var out []string
	has := func(phase string) bool {
		return slices.ContainsFunc(rec.Signals, func(s playbook.Signal) bool { return s.Phase == phase })
	}
	if has("") {
		out = append(out, "")
	}
	if plan := rec.Plan(); plan != nil {
		phases := rec.PhasesOf(plan.ID)
		last, now := -1, rec.PhaseNow()
		for i := range phases {
			if now != nil && phases[i].ID == now.ID || has(phases[i].Title) {
				last = i
			}
		}
		for i := range phases[:last+1] {
			if title := phases[i].Title; !slices.Contains(out, title) {
				out = append(out, title)
			}
		}
	}
	for i := range rec.Signals {
		if phase := rec.Signals[i].Phase; !slices.Contains(out, phase) {
			out = append(out, phase)
		}
	}
	return out
}

// An InspectionDue is where the inspection of one day stands.
type InspectionDue struct {
	Day   int
	On    playbook.Date // "" before there is an actual close
	Made  *playbook.Inspection
	State InspectionState
	Words string
}

// InspectionState is where an inspection stands.
type InspectionState string

// The states of an inspection.
const (
	InspectionMade    InspectionState = "made"
	InspectionEarly   InspectionState = "early" // before its day, or before the close
	InspectionToday   InspectionState = "due"
	InspectionOverdue InspectionState = "overdue"
	InspectionPassed  InspectionState = "passed" // not made, and a later one was
)

// Inspections returns the inspections of day 7, 14 and 30 after the actual
// close: made with their score, due, overdue, or not due yet. One that was
// left out is not overdue any more once a later one was made.
func Inspections(rec *playbook.Record, today playbook.Date) []InspectionDue {
	var out []InspectionDue
	later := false
	for _, day := range slices.Backward(playbook.InspectionDays()) {
		d := InspectionDue{Day: day, On: rec.DayOn(day), Made: rec.Inspection(day)}
		switch {
		case d.Made != nil:
			d.State, d.Words, later = InspectionMade, ScoreWords(d.Made), true
		case d.On == "":
			d.State, d.Words = InspectionEarly, fmt.Sprintf("due %d days after the close", day)
		case d.On > today:
			d.State, d.Words = InspectionEarly, "due "+d.On.Short()
		case later:
			d.State, d.Words = InspectionPassed, "not made"
		case d.On == today:
			d.State, d.Words = InspectionToday, "due today"
		default:
			d.State, d.Words = InspectionOverdue, "overdue since "+d.On.Short()
		}
		out = append(out, d)
	}
	slices.Reverse(out)
	return out
}

// ScoreWords returns the score of an inspection: "5 of 6", and how many
// questions were left open.
func ScoreWords(i *playbook.Inspection) string {
	yes, answered := i.Score()
	of := len(playbook.InspectionQuestions())
	s := fmt.Sprintf("%d of %d", yes, of)
	if open := of - answered; open > 0 {
		s += fmt.Sprintf(", %d open", open)
	}
	return s
}
