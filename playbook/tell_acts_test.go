package playbook

import (
	"strings"
	"testing"
	"time"
)

func TestWhatHappensAfterTheCloseIsTold(t *testing.T) {
	at := MomentOf(time.Date(2026, 3, 2, 23, 30, 0, 0, time.UTC)) // already the 3rd in Oslo
	oslo := time.FixedZone("Oslo", 3600)
	row := NewID(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	id := row.String()
	line := func(noun, kind, col, old, now, title string) Line {
		return Line{Noun: noun, Kind: kind, Row: row, Col: col, Old: old, New: now, RowTitle: title}
	}
	promise := func(col, old, now string) Line { return line("promise", "", col, old, now, "Two training days") }
	watch := func(kind, col, old, now string) Line { return line("watch", kind, col, old, now, "The sponsor leaves") }
	for _, c := range []struct {
		name, label string
		lines       []Line
		want        string
	}{
		{"a look of a form says what it found", "Apply form", []Line{line("watch_review", "", "", "", `{"result":"open","note":"Asked twice"}`, "Asked twice")}, "Added to reviews: Still open, “Asked twice”"},
		{"and one without a note", "Apply form", []Line{line("watch_review", "", "", "", `{"result":"seen"}`, "")}, "Added to reviews: First sign seen"},
		{"the label of a look says the result", "Review of “The sponsor leaves”: nothing new", []Line{line("watch_review", "", "", "", `{"result":"open"}`, "")}, ""},
		{"a look that was taken away", "Undo", []Line{line("watch_review", "", "", `{"result":"open"}`, "", "Asked twice")}, "Took away review: Asked twice"},
		{"a gap is closed, a risk is past", "Apply form", []Line{watch(Gap, "state", "open", "closed"), watch(Risk, "state", "open", "closed")},
			"State of “The sponsor leaves” changed from Still open to Closed | State of “The sponsor leaves” changed from Open to Past"},
		{"a first sign of the act's own person", "Apply form", []Line{watch(Risk, "seen_on", "", "2026-02-20"), watch(Risk, "seen_by", "", "Ada")}, "“The sponsor leaves”: first sign seen on 20 Feb 2026"},
		{"and of another", "Apply form", []Line{watch(Risk, "seen_on", "", "2026-02-20"), watch(Risk, "seen_by", "", "Bo")},
			"“The sponsor leaves”: first sign seen on 20 Feb 2026 | “The sponsor leaves”: seen by Bo"},
		{"a day that moves", "Apply form", []Line{watch(Risk, "due_on", "2026-03-01", "2026-03-09")}, "“Look again on” of “The sponsor leaves” moved from 1 Mar 2026 to 9 Mar 2026"},
		{"a risk comes from its assumption", "Apply form", []Line{watch(Risk, "from_id", "", id)}, "Comes from the assumption of “The sponsor leaves” changed"},
		{"an outcome of a form", "Apply form", []Line{promise("status", "owed", "delivered"), promise("outcome", "", "kept"), promise("customer_confirmed", "", "true"), promise("confirmed_by", "", "K. Lie"), promise("confirmed_on", "", "2026-02-20")},
			"Outcome of “Two training days” set to Kept | “Two training days”: confirmed by K. Lie on 20 Feb 2026"},
		{"a confirmation on another day than the act", "Confirmed by K. Lie: “Two training days”", []Line{promise("customer_confirmed", "", "true"), promise("confirmed_by", "", "K. Lie"), promise("confirmed_on", "", "2026-02-20")},
			"Confirmed by K. Lie on 20 Feb 2026"},
		{"on the act's own day, where the clock hangs", "Confirmed by K. Lie: “Two training days”", []Line{promise("customer_confirmed", "", "true"), promise("confirmed_by", "", "K. Lie"), promise("confirmed_on", "", "2026-03-03")}, ""},
		{"a tick without a name", "Change confirmed by the customer", []Line{promise("customer_confirmed", "", "true")}, "Confirmed by the customer of “Two training days” ticked"},
		{"a belief of a form", "Apply form", []Line{line("belief", "", "state", "", "corrected", "Lab results"), line("belief", "", "settled_on", "", "2026-02-20", "Lab results"), line("belief", "", "settled_by", "", "Bo", "Lab results")},
			"Settled of “Lab results” set to Corrected | “Lab results”: settled on 20 Feb 2026 | “Lab results”: settled by Bo"},
		{"a judgement of a form", "Apply form", []Line{line("proof_point", "", "result", "", "yes", "One calendar"), line("proof_point", "", "judged_on", "", "2026-03-03", "One calendar")}, "Judged of “One calendar” set to Yes"},
		{"a measurement of a form", "Apply form", []Line{line("measurement", "", "", "", `{"value":"9","source":"Friday report"}`, "9")}, "Added measurement: 9"},
		{"an inspection of a form", "Apply form", []Line{line("inspection", "", "", "", `{"promise":"yes","owned":"no","next_step":"no"}`, "14")},
			"Inspection of day 14: 1 of 3 answered yes; no: “Does every promise have an owner and a date?”, “Does the customer know the next step and whom to ask?”"},
		{"a signal with a cause", "Log signal: chased us", []Line{line("signal", "", "", "", `{"kind":"chased","cause":"oversold"}`, "Third mail about the import")}, "“Third mail about the import” Cause: oversold"},
		{"a signal of a form", "Apply form", []Line{line("signal", "", "", "", `{"kind":"chased"}`, "Third mail")}, "Added signal: Third mail"},
		{"a closed handoff of another day", "Apply form", []Line{line("handoff", "", "closed_on", "", "2026-02-20", ""), line("handoff", "", "closed_by", "", "Bo", "")}, "Closed on 20 Feb 2026 | Closed by Bo"},
		{"a question is told apart from one for Sales", "Apply form", []Line{line("customer_question", "", "", "", `{}`, "Who signs?")}, "Added question for the customer: “Who signs?”"},
		{"what was put away by its name", "Remove risk “The sponsor leaves”", []Line{watch(Risk, "trashed_at", "", "2026-03-02T23:30:00.000000Z")}, ""},
	} {
		e := &Event{Label: c.label, Who: "Ada", At: at, Lines: c.lines}
		var got []string
		for _, s := range Tell(e, oslo) {
			got = append(got, s.String())
		}
		if s := strings.Join(got, " | "); s != c.want {
			t.Errorf("%s: %q\nwant %q", c.name, s, c.want)
		}
	}
}
