// Package ics writes tasks as a calendar file (.ics), for the calendar program
// that a person lives in. It computes no dates and reads no store.
//
// A task is an event of one whole day and not a to-do: calendar programs show
// events everywhere, on phones too, and to-dos hardly anywhere. It takes no
// time from the day it stands on.
//
// Written again, a file brings the same events: the id of a task is the id of
// its event, and its revision the number by which a program tells the newer of
// two. A task that was skipped, or whose day is not known any more, is written
// as cancelled, so that it leaves a calendar that has it.
package ics

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"kept/playbook"
)

// A Task is one line of a plan with what an event tells of it. Notes, reasons
// and evidence are not among it: a calendar is shared more widely than the
// workspace.
type Task struct {
	playbook.Task
	Account string // the account's name
	Phase   string // "" for a condition and a task outside a plan
	Owner   string // who does it, in words: the person, else the role
	Why     string // why its date is what it is, "" when that is not computed
}

// Write writes the tasks as one calendar called name. Now is the moment of
// writing. A task without a date, and without one it ever had, is left out. It
// returns how many events there are.
func Write(w io.Writer, name string, tasks []Task, now time.Time) (int, error) {
	out := &writer{}
	out.put("BEGIN", "VCALENDAR")
	out.put("VERSION", "2.0")
	out.put("PRODID", "-//Kept//Plans//EN")
	out.put("CALSCALE", "GREGORIAN")
	out.text("X-WR-CALNAME", name)
	n := 0
	for i := range tasks {
		if out.task(&tasks[i], now) {
			n++
		}
	}
	out.put("END", "VCALENDAR")
	_, err := io.WriteString(w, out.b.String())
	if err != nil {
		return 0, fmt.Errorf("write the calendar: %w", err)
	}
	return n, nil
}

// task writes one event; it is false for a task that has never had a date.
func (w *writer) task(t *Task, now time.Time) bool {
	on, gone := t.DueOn, t.State == playbook.Skipped
	if on == "" {
		// A calendar that has it from before must lose it.
		on, gone = t.PlannedOn, true
	}
	if on == "" || t.ID.IsZero() {
		return false
	}
	stamp := now.UTC().Format("20060102T150405Z")
	w.put("BEGIN", "VEVENT")
	w.put("UID", t.ID.String())
	w.put("SEQUENCE", fmt.Sprint(t.Revision))
	w.put("DTSTAMP", stamp)
	w.put("LAST-MODIFIED", stamp)
	w.put("DTSTART;VALUE=DATE", day(on))
	w.put("DTEND;VALUE=DATE", day(on.AddDays(1)))
	w.text("SUMMARY", summary(t))
	w.text("DESCRIPTION", description(t))
	w.put("CATEGORIES", strings.Join(escaped(categories(t)), ","))
	if gone {
		w.put("STATUS", "CANCELLED")
	} else {
		w.put("STATUS", "CONFIRMED")
	}
	w.put("TRANSP", "TRANSPARENT")
	w.put("END", "VEVENT")
	return true
}

// summary is the line in the calendar: the task first, because a month shows
// only the beginning.
func summary(t *Task) string {
	s := one(t.Title)
	if t.State == playbook.TaskDone {
		s = "✓ " + s
	}
	if t.Account != "" {
		s += " · " + one(t.Account)
	}
	return s
}

func description(t *Task) string {
	var lines []string
	add := func(label, value string) {
		if value = strings.TrimSpace(value); value != "" {
			lines = append(lines, label+": "+value)
		}
	}
	add("Account", one(t.Account))
	add("Phase", one(t.Phase))
	add("Who", one(t.Owner))
	add("Evidence", one(t.EvidenceAsked))
	if t.DueOn == "" {
		add("Date", "it has none now")
	} else {
		add("Why this date", one(t.Why))
	}
	return strings.Join(lines, "\n")
}

func categories(t *Task) []string {
	out := []string{"Kept"}
	switch {
	case t.Condition:
		out = append(out, "Condition")
	case t.Milestone:
		out = append(out, "Milestone")
	}
	if t.Phase != "" {
		out = append(out, one(t.Phase))
	}
	return slices.Compact(out)
}

func day(d playbook.Date) string { return strings.ReplaceAll(string(d), "-", "") }

// one puts a text on one line.
func one(s string) string { return strings.Join(strings.Fields(s), " ") }
