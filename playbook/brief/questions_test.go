package brief

import (
	"strings"
	"testing"

	"kept/playbook"
	"kept/playbook/brief/doc"
)

// The page of a handoff that came back says why, and has room for names; one
// that was accepted since says nothing of it.
func TestTheQuestionsOfAReturnedHandoff(t *testing.T) {
	in := laterInput(Questions)
	in.Record.Transitions = append(in.Record.Transitions, playbook.Transition{From: playbook.Submitted, To: playbook.Returned, By: "Maya Lindqvist",
		At: "2026-11-20T09:00:00.000000Z", Reasons: "promise_unclear,missing_person", Note: "Two loose ends."})
	says := func(name string) string {
		res, _ := pdf(t, name, in, doc.Internal)
		if res.Pages != 1 {
			t.Errorf("%s has %d pages", name, res.Pages)
		}
		return unspaced(t, res.PDF)
	}
	in.Record.Handoff.State = playbook.Returned
	text := says("returned-questions")
	for _, want := range []string{"Why it came back", "Returned by Maya Lindqvist, 20 Nov 2026", "Promise unclear, missing person.", "Two loose ends.", "Answered by", "Taken into Kept by"} {
		if !strings.Contains(text, strings.ReplaceAll(want, " ", "")) {
			t.Errorf("the page does not say %q", want)
		}
	}
	in.Record.Handoff.State = playbook.Accepted
	if strings.Contains(says("accepted-questions"), "Whyitcameback") {
		t.Error("an accepted handoff still says why it came back")
	}
}
