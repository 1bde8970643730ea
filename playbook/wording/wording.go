// Package wording looks at sentences that people type: it points out vague ones and finds
// questions that were asked before in other words.
//
// It knows English, the Go standard library and nothing else: no nouns of the domain, no store,
// no clock. Everything in it is a pure function of its arguments (an Index never changes once
// made), so any goroutine may call it. Any bytes are taken, invalid UTF-8 included; text in
// another script gives no findings rather than wrong ones.
//
// It advises. Nothing here refuses a text.
package wording

// Kind says what a text is for, and so what it must name to be of use to its reader.
type Kind int

const (
	// Plain is any other text: only wording that leaves the reader guessing is pointed out.
	Plain Kind = iota
	// Promise is something the customer was told they get. Beside its wording, a promise with
	// neither date nor number nor person is pointed out. One of the three is enough, because a
	// promise row keeps its due date and its people in fields of their own. A caller that finds
	// those fields filled may drop the finding without a Word.
	Promise
	// Criterion is a measure of success. Beside its wording, one without a number that can be
	// measured is pointed out; the number in a date is none.
	Criterion
)

// Finding is one place where a text is vague.
type Finding struct {
	// Word is the text between Start and End as it was typed, or "" where something is missing
	// from the whole text rather than wrong at one place.
	Word string
	// Start and End are byte offsets into the text. Where Word is "" both are the end of the
	// text without its trailing white space, the place to go on typing.
	Start, End int
	// Why says in one short sentence what the reader cannot know.
	Why string
	// Ask says what to write instead, as a question.
	Ask string
}
