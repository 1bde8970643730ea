package playbook

import (
	"strings"
	"testing"
	"time"
)

// What happens after the close is told by what people call it.
func TestWhatComesAfterTheCloseIsTold(t *testing.T) {
	promise := func(col, old, now string) Line {
		return Line{Noun: "promise", Col: col, Old: old, New: now, RowTitle: "A report"}
	}
	for _, c := range []struct {
		name, label string
		lines       []Line
		want        string
	}{
		{"an outcome", "Outcome: kept late", []Line{promise("outcome", "", "kept_late"), promise("confirmed_by", "", "Mia Berg"), promise("confirmed_on", "", "2027-03-01")},
			"Outcome of “A report” set to Kept late | Who at the customer of “A report” set to Mia Berg | Confirmed on of “A report” set to 1 Mar 2027"},
		{"a measurement", "Measure", []Line{{Noun: "measurement", New: "{}", RowTitle: "4.5"}}, "Added measurement: 4.5"},
		{"a review", "Look again", []Line{{Noun: "watch_review", New: "{}", RowTitle: "Nobody answered the second mail"}}, "Added review: “Nobody answered the second mail”"},
		{"a signal", "Log signal: chased us", []Line{{Noun: "signal", New: "{}", RowTitle: "They asked twice for the list"}}, "Added signal: “They asked twice for the list”"},
		{"a question for the customer", "Apply form", []Line{{Noun: "customer_question", New: "{}", RowTitle: "When are you closed?"}}, "Added question for the customer: “When are you closed?”"},
		{"several of them", "Apply form", []Line{{Noun: "customer_question", New: "{}", RowTitle: "One?"}, {Noun: "customer_question", New: "{}", RowTitle: "Two?"}, {Noun: "customer_question", New: "{}", RowTitle: "Three?"}},
			"Added 3 questions for the customer"},
		{"an inspection", "Inspect the seam", []Line{{Noun: "inspection", New: "{}", RowTitle: "14"}}, "Added inspection: day 14"},
		{"an answer of it", "Inspect the seam", []Line{{Noun: "inspection", Col: "told_once", Old: "yes", New: "no", RowTitle: "14"}},
			"“Was the customer spared from telling anything twice?” of “day 14” changed from Yes to No"},
		{"who closes is who acts", "Close handoff", []Line{{Noun: "handoff", Col: "closed_on", New: "2027-03-01"}, {Noun: "handoff", Col: "closed_by", New: "Ada Wolf"}}, "Closed on set to 1 Mar 2027"},
		{"who settled it is somebody else", "Apply form", []Line{{Noun: "belief", Col: "settled_by", New: "Ben Okoro", RowTitle: "All of it"}}, "Settled by of “All of it” set to Ben Okoro"},
		{"a link", "Link", []Line{{Noun: "signal", Col: "belief_id", New: NewID(time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)).String(), RowTitle: "They asked"}}, "About the belief of “They asked” changed"},
	} {
		e := Event{Label: c.label, Who: "Ada Wolf", Lines: c.lines}
		var got []string
		for _, s := range TellShort(&e, time.UTC) {
			got = append(got, s.String())
		}
		if strings.Join(got, " | ") != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, strings.Join(got, " | "), c.want)
		}
	}
}

// Every noun has words for one and for several, without the name of its table.
func TestEveryNounHasWords(t *testing.T) {
	for _, n := range Nouns() {
		for _, words := range []string{RowWords(NounName(n), KindOf(n)), RowsWords(NounName(n), KindOf(n)), NounsWords(NounName(n))} {
			if words == "" || strings.Contains(words, "_") || strings.HasSuffix(words, "ss") {
				t.Errorf("%s is called %q", NounName(n), words)
			}
		}
	}
	for noun, want := range map[string]string{"measurement": "measurements", "watch_review": "reviews", "signal": "signals", "customer_question": "questions for the customer", "inspection": "inspections"} {
		if NounsWords(noun) != want || RowsWords(noun, "") != want {
			t.Errorf("several rows of %s are %q and %q, want %q", noun, NounsWords(noun), RowsWords(noun, ""), want)
		}
	}
}
