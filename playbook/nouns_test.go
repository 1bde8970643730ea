package playbook

import (
	"strings"
	"testing"
)

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
