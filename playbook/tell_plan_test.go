package playbook

import (
	"strings"
	"testing"
	"time"
)

// What is done to a running plan is told once: the day that a task was moved to
// is not told again as its pin, nor the end of a block beside that of its task.
func TestActsOnAPlanAreTold(t *testing.T) {
	id := NewID(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)).String()
	row := func(noun, title, col, old, now string) Line {
		return Line{Noun: noun, Col: col, Old: old, New: now, RowTitle: title}
	}
	task := func(col, old, now string) Line { return row("task", "Give access", col, old, now) }
	added := func(noun, title, vals string) Line { return Line{Noun: noun, New: vals, RowTitle: title} }
	for _, c := range []struct {
		name, label, why string
		lines            []Line
		want             string
	}{
		{"a task is moved by hand", "Move “Give access”", "Holiday", []Line{task("due_on", "2026-03-11", "2026-03-16"), task("pinned_on", "", "2026-03-16"), task("moved_by", "", "Ada"), task("moved_why", "", "Holiday")},
			"Due moved from 11 Mar 2026 to 16 Mar 2026"},
		{"and its anchor decides again", "Move “Give access”", "", []Line{task("due_on", "2026-03-16", "2026-03-11"), task("pinned_on", "2026-03-16", ""), task("moved_by", "Ada", ""), task("moved_why", "Holiday", "")},
			"Due moved from 16 Mar 2026 to 11 Mar 2026"},
		{"a hand that others push farther", "Move “Give access”", "", []Line{task("due_on", "2026-03-11", "2026-03-19"), task("pinned_on", "", "2026-03-16")},
			"Due moved from 11 Mar 2026 to 19 Mar 2026 | Day by hand set to 16 Mar 2026"},
		{"a block", "Block “Give access”", "No administrator", []Line{task("state", "todo", "blocked"), task("reason", "", "No administrator"), added("block", "No administrator", `{"class":"access","waiting_on":"customer","text":"No administrator"}`)},
			"State moved from To do to Blocked | Waits on the customer: access or data"},
		{"its end", "Unblock “Give access”", "", []Line{task("state", "blocked", "todo"), row("block", "No administrator", "until", "", "2026-03-02T09:00:00.000000Z"), row("block", "No administrator", "ended_by", "", "Ada")},
			"State moved from Blocked to To do"},
		{"a notice", "Move go-live", "The venue is closed", []Line{row("plan", "B", "go_live_on", "2026-04-06", "2026-04-13"), added("notice", "Go-live moved", `{"for_whom":"Jonas Falk"}`)},
			"From 6 Apr 2026 to 13 Apr 2026 | Notice for Jonas Falk: “Go-live moved”"},
		{"one for a role", "Move go-live", "", []Line{added("notice", "Go-live moved", `{"for_whom":"sales"}`)}, "Notice for Sales: “Go-live moved”"},
		{"which is seen", "See notice “Go-live moved”", "", []Line{row("notice", "Go-live moved", "seen_on", "", "2026-03-02"), row("notice", "Go-live moved", "seen_by", "", "Ada")}, ""},
		{"a baseline", "Take baseline “Kickoff”", "", []Line{added("baseline", "Kickoff", `{"dates":"x"}`), task("planned_on", "2026-03-11", "2026-03-16")}, ""},
		{"which comes with a tick", "Tick “Kickoff call”", "", []Line{added("baseline", "Kickoff", `{}`)}, "Added baseline"},
		{"a phase is left", "Leave phase “Begin”", "", []Line{row("phase", "Begin", "exited_on", "", "2026-03-02"), row("phase", "Begin", "exited_by", "", "Ada"), row("phase", "Begin", "exit_note", "", "Mail of Zoë")},
			"What showed it set to “Mail of Zoë”"},
		{"an input", "Give input “known gaps”", "", []Line{row("task_input", "known gaps", "given", "", "No reports before May"), row("task_input", "known gaps", "given_by", "", "Ada"), row("task_input", "known gaps", "given_on", "", "2026-03-02")},
			"Input set to “No reports before May”"},
		{"what a task waits for", "Change what “Train” waits for", "", []Line{row("task", "Train", "after", "configure", "configure, "+id+"+2")},
			"What it waits for changed from configure to configure, another task + 2"},
		{"an anchor", "Add anchor “Data delivered”", "", []Line{added("account_anchor", "Data delivered", `{}`)}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := Event{Label: c.label, Why: c.why, Who: "Ada", At: MomentOf(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)), Lines: c.lines}
			var got []string
			for _, s := range Tell(&e, time.UTC) {
				got = append(got, s.String())
			}
			if told := strings.Join(got, " | "); told != c.want {
				t.Errorf("told %q, want %q", told, c.want)
			}
		})
	}
}
