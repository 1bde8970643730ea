package metrics

import (
	"fmt"
	"strings"

	"kept/playbook"
	"kept/playbook/wording"
)

const (
	// manyLateQuestions is how many questions to Sales after the acceptance
	// are still none too many.
	manyLateQuestions = 3
	// startDays are the days from the kickoff on in which a corrected belief
	// says that the start was confused. One that was corrected before it was
	// preparation.
	startDays = 14
	// enoughSigns is how many of the four signs make an alignment weak: one
	// alone happens in every account.
	enoughSigns = 2
)

// A Sign is one of the four signs of weak alignment: its words, whether it is
// on, and the rows that it was read from. A sign can have rows and be off.
type Sign struct {
	Words string
	Says  string // what the rows come to: "seen twice", "3 so far, a sign from 4"
	On    bool
	Rows  []SignRow
}

// A SignRow is a row behind a sign, in its own words.
type SignRow struct {
	Noun  string // signal, belief or question
	ID    playbook.ID
	Words string
}

// An Alignment says how well Sales and delivery tell one story, by four signs.
type Alignment struct {
	Weak  bool
	Signs []Sign // always the four, in the same order
}

// AlignmentFormula is how weak alignment is computed, in words.
const AlignmentFormula = "Alignment is weak when at least 2 of 4 signs are seen: they repeated themselves; the start was confused (a signal “Confused”, or a belief corrected within 14 days of the kickoff); more than 3 questions went to Sales after the acceptance; they met something that is not what they were told."

// Weak tells whether the alignment of an account is weak, sign by sign.
func Weak(rec *playbook.Record) Alignment {
	confused := signalRows(rec, "confused")
	if start := rec.AnchorOn("kickoff"); start != "" {
		for i := range rec.Beliefs {
			b := &rec.Beliefs[i]
			if b.State == "corrected" && b.SettledOn >= start && b.SettledOn <= start.AddDays(startDays) {
				confused = append(confused, SignRow{"belief", b.ID, rowWords(b.Text, b.SettledOn)})
			}
		}
	}
	var late []SignRow
	for _, q := range rec.LateQuestions() {
		late = append(late, SignRow{"question", q.ID, q.Text})
	}
	a := Alignment{Signs: []Sign{
		seen("They repeated themselves", signalRows(rec, "repeated")),
		seen("A confused start", confused),
		{Words: "Questions to Sales after the acceptance", Rows: late, On: len(late) > manyLateQuestions,
			Says: fmt.Sprintf("%d so far, a sign from %d", len(late), manyLateQuestions+1)},
		seen("Not what they were told", signalRows(rec, "contradicted")),
	}}
	a.Weak = a.On() >= enoughSigns
	return a
}

// On returns how many of the signs are seen.
func (a Alignment) On() int {
	n := 0
	for _, s := range a.Signs {
		if s.On {
			n++
		}
	}
	return n
}

// Says returns the verdict in one line.
func (a Alignment) Says() string {
	on := fmt.Sprintf("%d of %s seen", a.On(), number(len(a.Signs), "sign"))
	if a.Weak {
		return "Weak alignment: " + on
	}
	return "No weak alignment: " + on
}

// seen is a sign that one row is enough for.
func seen(words string, rows []SignRow) Sign {
	s := Sign{Words: words, Rows: rows, On: len(rows) > 0, Says: "not seen"}
	if s.On {
		s.Says = "seen " + times(len(rows))
	}
	return s
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

func number(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func signalRows(rec *playbook.Record, kind string) []SignRow {
	var out []SignRow
	for i := range rec.Signals {
		if s := &rec.Signals[i]; s.Kind == kind {
			out = append(out, SignRow{"signal", s.ID, rowWords(s.Text, s.On)})
		}
	}
	return out
}

func rowWords(text string, on playbook.Date) string {
	if on == "" {
		return text
	}
	return text + " (" + on.Short() + ")"
}

// Apologies counts the signals of the kind apology. The standard is none.
func Apologies(rec *playbook.Record) int { return len(signalRows(rec, "apology")) }

// An Unanswered is one of the three questions that make a promise clear,
// while nobody has answered it: the field to go to, and what to answer.
type Unanswered struct {
	Field string // F14, F44, F49 or F33
	Row   playbook.ID
	Col   string
	Words string
}

// Unclear returns what keeps the promise to the customer unclear: what they
// would get (missing, or vague), why they believed it, and what they must see
// by day 30, 60 and 90. It returns nothing once all three are answered. An
// explicit "no promise was made" answers the second.
func Unclear(rec *playbook.Record) []Unanswered {
	var out []Unanswered
	promise := strings.TrimSpace(rec.Account.CustomerPromise)
	at := Unanswered{Field: "F14", Col: "customer_promise"}
	if promise == "" {
		at.Words = "What they would get: write the customer promise in one sentence."
		out = append(out, at)
	} else if found := wording.Vague(promise, wording.Plain); len(found) > 0 {
		at.Words = "What they would get: the customer promise leaves its reader guessing. " + wording.Short(found)
		out = append(out, at)
	}
	if u := unbelieved(rec); u != nil {
		out = append(out, *u)
	}
	var days []string
	for _, day := range []int{30, 60, 90} {
		if p := rec.ProofPoint(day); p == nil || strings.TrimSpace(p.Text) == "" {
			days = append(days, fmt.Sprint(day))
		}
	}
	if n := len(days); n > 0 {
		list := strings.Join(days, ", ")
		if n > 1 {
			list = strings.Join(days[:n-1], ", ") + " and " + days[n-1]
		}
		out = append(out, Unanswered{Field: "F33", Col: "text", Words: "What they must see: set the proof point for day " + list + "."})
	}
	return out
}

// unbelieved returns the answer that is missing to "Why did they believe us?",
// nil when there is one: of the deciding promise, or of any where none is
// starred.
func unbelieved(rec *playbook.Record) *Unanswered {
	based := func(p *playbook.Promise) bool { return p.Basis != "" || strings.TrimSpace(p.BasisRef) != "" }
	if p := rec.Deciding(); p != nil {
		if based(p) {
			return nil
		}
		return &Unanswered{Field: "F49", Row: p.ID, Col: "basis", Words: "Why they believed it: say what the promise that won the deal was believed on."}
	}
	if len(rec.Promises) == 0 {
		if rec.NoneOf(playbook.FieldByNo(44)) != nil {
			return nil
		}
		return &Unanswered{Field: "F44", Col: "text", Words: "Why they believed it: write the promises that were made, with what each was believed on."}
	}
	for i := range rec.Promises {
		if based(&rec.Promises[i]) {
			return nil
		}
	}
	return &Unanswered{Field: "F49", Row: rec.Promises[0].ID, Col: "basis", Words: "Why they believed it: no promise says what it was believed on."}
}
