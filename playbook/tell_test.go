package playbook

import (
	"strings"
	"testing"
	"time"
)

func TestAnActIsToldInSentences(t *testing.T) {
	id := NewID(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)).String()
	task := func(col, old, now string) Line {
		return Line{Noun: "task", Col: col, Old: old, New: now, RowTitle: "One calendar"}
	}
	account := func(col, old, now string) Line {
		return Line{Noun: "account", Col: col, Old: old, New: now, RowTitle: "Northwind"}
	}
	added := func(noun, title string) Line {
		return Line{Noun: noun, New: `{"pos":"1"}`, RowTitle: title}
	}
	for _, c := range []struct {
		name, label, why string
		lines            []Line
		want             string // sentences joined by " | "
	}{
		{"a date moves", "Move kickoff or go-live", "", []Line{{Noun: "plan", Col: "go_live_on", Old: "2026-11-30", New: "2026-12-07", RowTitle: "B"}},
			"Go-live moved from 30 Nov 2026 to 7 Dec 2026"},
		{"the row is named where the label does not", "Settle dates", "", []Line{task("due_on", "2026-11-30", "2026-12-07")},
			"Due of “One calendar” moved from 30 Nov 2026 to 7 Dec 2026"},
		{"the title is not said twice", "Tick “One calendar”", "", []Line{task("state", "todo", "done"), task("done_at", "", "2026-03-02T09:00:00.000000Z"), task("done_by", "", "Ada")},
			"State moved from To do to Done"},
		{"nor is a long one", "Tick “Learn the set-up; write known gaps and their answers, also for the depots…”", "",
			[]Line{{Noun: "task", Col: "state", Old: "todo", New: "done", RowTitle: "Learn the set-up; write known gaps and their answers, also for the depots in the north"}}, "State moved from To do to Done"},
		{"the field is not said twice", "Change industry", "", []Line{account("industry", "Retail", "Wholesale")}, "From Retail to Wholesale"},
		{"a first value", "Change industry", "", []Line{account("industry", "", "Retail")}, "Set to Retail"},
		{"an emptied value", "Change industry", "", []Line{account("industry", "Retail", "")}, "Emptied; it was Retail"},
		{"typed and emptied again", "Change industry", "", []Line{account("industry", "", "")}, "Typed and emptied again"},
		{"a value that the label says", "Status: “On the way”", "", []Line{account("status_line", "", "On the way"), account("status_by", "", "Ada")}, ""},
		{"and what stood there before", "Status: “On the way”", "", []Line{account("status_line", "Behind", "On the way")}, "It was Behind before"},
		{"text of several words stands in quotation marks", "Change the customer promise", "", []Line{account("customer_promise", "No call is lost", "All calls")}, "From “No call is lost” to All calls"},
		{"a stage that the label says", "Stage: Live", "", []Line{account("stage", "onboarding", "live")}, "It was Onboarding before"},
		{"a word of the label is not a value", "Submit handoff", "", []Line{account("stage", "pre_close", "handoff")}, "Stage moved from Pre-close to Handoff"},
		{"a part of a word is not a word", "Change residue", "", []Line{task("due_on", "", "2026-12-07")}, "Due of “One calendar” set to 7 Dec 2026"},
		{"a tick", "Change regulated (health, finance, public)", "", []Line{account("regulated", "", "true")}, "Regulated (health, finance, public) ticked"},
		{"an amount", "Apply form", "", []Line{account("value", "48000", "52000.50")}, "Value per year changed from 48,000 to 52,000.50"},
		{"a choice by its words", "Apply form", "", []Line{account("segment", "small", "mid_market")}, "Segment changed from Small to Mid-market"},
		{"several choices", "Apply form", "", []Line{{Noun: "stakeholder", Col: "roles", New: "sponsor,champion", RowTitle: "Zoë"}}, "Role in the deal of “Zoë” set to Sponsor, Champion"},
		{"a label that is a question", "Apply form", "", []Line{{Noun: "promise", Col: "support", Old: "unsupported", New: "supported", RowTitle: "A report"}},
			"“Can we keep it?” of “A report” changed from Unsupported to Supported"},
		{"another row", "Link", "", []Line{{Noun: "criterion", Col: "problem_id", New: id, RowTitle: "Same day"}}, "Solves problem of “Same day” changed"},
		{"a sensitive note is not retold", "Change sensitive note", "", []Line{{Noun: "stakeholder", Col: "sensitive", New: "secretword", RowTitle: "Zoë"}},
			"Sensitive note of “Zoë” changed; it is shown on the People tab only"},
		{"the handoff moves", "Submit handoff", "", []Line{added("transition", "submitted"), {Noun: "handoff", Col: "state", Old: "draft", New: "submitted"}}, "From Draft to Submitted"},
		{"a reason that is told as such", "Block “One calendar”", "No access", []Line{task("state", "todo", "blocked"), task("reason", "", "No access")}, "State moved from To do to Blocked"},
		{"a new deal", "New deal “Northwind”", "", []Line{added("account", "Northwind"), added("handoff", "Handoff")}, ""},
		{"a task of one’s own", "Add task “Call them”", "", []Line{added("task", "Call them")}, ""},
		{"a row of a list", "Apply form", "", []Line{{Noun: "item", Kind: Problem, New: "{}", RowTitle: "Late\norders"}}, "Added to problem to solve: Late orders"},
		{"a row whose list is in its line", "Apply form", "", []Line{{Noun: "watch", New: `{"kind":"risk"}`, RowTitle: "They leave"}}, "Added to risks: They leave"},
		{"a row that was taken away", "Undo", "", []Line{{Noun: "promise", Old: "{}", RowTitle: "A report"}}, "Took away promise: A report"},
		{"an explicit none", "None for risks", "", []Line{added("none", "F55")}, "Added the answer “none” to risks"},
		{"into the trash", "Remove", "", []Line{{Noun: "promise", Col: "trashed_at", New: "2026-03-02T09:00:00.000000Z", RowTitle: "A report"}}, "Put into the trash: promise “A report”"},
		{"out of it", "Take “A report” out of the trash", "", []Line{{Noun: "promise", Col: "trashed_at", Old: "2026-03-02T09:00:00.000000Z", RowTitle: "A report"}}, "Took out of the trash: promise"},
		{"an account goes with its rows", "Remove account", "", []Line{account("trashed_at", "", "2026"), {Noun: "promise", Col: "trashed_at", New: "2026", RowTitle: "A report"}}, "Put into the trash: account “Northwind”"},
		{"an order", "Reorder promises", "", []Line{{Noun: "promise", Col: "pos", Old: "1", New: "2"}, {Noun: "promise", Col: "pos", Old: "2", New: "1"}}, "Changed the order of promises"},
		{"places among other changes are no news", "Edit", "", []Line{task("pos", "1", "2"), task("note", "", "Call")}, "Note of “One calendar” set to Call"},
	} {
		e := &Event{Label: c.label, Why: c.why, Lines: c.lines}
		var got []string
		for _, s := range Tell(e, time.UTC) {
			got = append(got, s.String())
		}
		if s := strings.Join(got, " | "); s != c.want {
			t.Errorf("%s: %q\nwant %q", c.name, s, c.want)
		}
	}
}

// Forty tasks are one sentence, and it unfolds.
func TestManyAreToldAsOne(t *testing.T) {
	e := &Event{Label: "Accept handoff"}
	e.Lines = append(e.Lines, Line{Noun: "handoff", Col: "state", Old: "submitted", New: "accepted"})
	for _, title := range []string{"a", "b"} {
		e.Lines = append(e.Lines, Line{Noun: "phase", New: "{}", RowTitle: title})
	}
	for range 40 {
		e.Lines = append(e.Lines, Line{Noun: "task", New: "{}", RowTitle: "A task"})
	}
	for range 3 {
		e.Lines = append(e.Lines, Line{Noun: "item", Kind: Bought, New: "{}", RowTitle: "Phone"})
		e.Lines = append(e.Lines, Line{Noun: "task", Col: "due_on", Old: "2026-03-02", New: "2026-03-03", RowTitle: "A task"})
	}
	var got []string
	count := 0
	for _, s := range TellShort(e, time.UTC) {
		got = append(got, s.String())
		count += s.Count
	}
	want := "From Submitted to Accepted | Added phase: a | Added phase: b | Added 40 tasks | Added 3 to what was bought | Due moved for 3 tasks"
	if s := strings.Join(got, " | "); s != want || count != len(e.Lines) {
		t.Errorf("%q of %d lines\nwant %q of %d", s, count, want, len(e.Lines))
	}
	if n := len(Tell(e, time.UTC)); n != len(e.Lines) {
		t.Errorf("%d sentences unfolded, want %d", n, len(e.Lines))
	}
}

// Every column of every noun has a name and can be told.
func TestEveryColumnCanBeTold(t *testing.T) {
	for _, n := range Nouns() {
		noun := NounName(n)
		if RowWords(noun, "") == "" || RowsWords(noun, "") == "" {
			t.Errorf("%s has no words", noun)
		}
		for _, c := range Columns(n) {
			if NameOfField(noun, "", c.Name) == "" {
				t.Errorf("%s.%s has no name", noun, c.Name)
			}
			for _, l := range []Line{{Noun: noun, Col: c.Name, New: "1"}, {Noun: noun, Col: c.Name, Old: "1"}, {Noun: noun, Col: c.Name, Old: "1", New: "2"}} {
				for _, s := range Tell(&Event{Label: "x", Lines: []Line{l}}, time.UTC) {
					if strings.TrimSpace(s.String()) == "" {
						t.Errorf("%+v is told as nothing", l)
					}
				}
			}
		}
	}
}
