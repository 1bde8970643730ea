package brief

import (
	"strings"
	"testing"

	"kept/playbook"
	"kept/playbook/brief/doc"
	"kept/playbook/brief/draw/pdftest"
)

// unspaced is every word of a document one behind the other, so that where a
// line breaks does not matter.
func unspaced(t testing.TB, file []byte) string {
	return strings.Join(strings.Fields(string(pdftest.Run(t, "pdftotext", file))), "")
}

// What each document says of the later sample, and what it must not say.
func TestWhatTheDocumentsSay(t *testing.T) {
	for _, c := range []struct {
		kind    Kind
		to      doc.Audience
		has, no []string
	}{
		{Reconciliation, doc.Internal, []string{"2 of 5 due kept", "40 % 2 of 5", "60 % 3 of 5", "45 % 5 of 11", "1 overdue, 1 not due yet", "The handoff cannot be closed yet",
			"2 promises have no outcome; the proof point of day 90 is not judged", "The promise that won it", "★ Live before the January rush", "confirmed by Ingrid Moe", "Still open · 2", "Ended · 4",
			"■ overdue", "▲ renegotiated", "agreed by Ingrid Moe", "not confirmed by the customer", "withdrawn before signature", "▲ partly seen", "still differs", "Accepted as the promise “A view of its own for clinic 4”",
			"released on 7 Jan 2027 by Maya Lindqvist", "You’ll be live before the January rush, I promise"}, []string{"too few"}},
		{Reconciliation, doc.Customer, []string{"You have 3 of the 4 things below; 1 still to come", "delivered later", "confirmed by you, 13 Jan 2027", "a new day is to be agreed with you", "Not part of it", "Confirmed by both"},
			[]string{"I promise", "Jonas", "Sven Åström confirmed", "%", "Training on site in the two", "evenings", "overdue", "supported", "Ida"}},
		{Value, doc.Internal, []string{"1 criterion reached", "at the start", "0 now", "11", "15 Jan 2027", "76 % of the way", "says Ingrid Moe", "our assumption", "no baseline", "Delivered later than agreed on 22 Dec 2026", "€ 6,500 a month"}, nil},
		{Value, doc.Customer, []string{"What has changed", "12 a day", "to be confirmed by you", "5 Feb 2027, confirmed by you", "Live before the January rush"},
			[]string{"Time to fill", "assum", "says Ingrid", "6,500", "Maya Lindqvist", "Training on site"}},
		{Agenda, doc.Internal, []string{"For us, before we go in", "Per Dahl: The second year costs the same", "Petter Aas", "They told us: Two chairs in clinic 3", "found by its words: check it", "Maya Lindqvist wants to know"}, nil},
		{Agenda, doc.Customer, []string{"Which chairs in clinic 3 are out of use?", "You told us: Opening hours differ on Saturdays in clinics 2 and 5. Kari Lie, 12 Nov 2026", "Who may override a booking at the front desk?"},
			[]string{"wants to know", "found by its words", "second year", "central"}},
		{Questions, doc.Internal, []string{"2 questions wait", "Which clinic goes first?", "Answered already, not to be asked again", "The clinic manager; Ingrid confirmed it by phone."}, nil},
		{Inspection, doc.Internal, []string{"Weak alignment: 2 of 4 signs seen", "at least 2 of 4 signs", "Day 7 · 11 Dec 2026", "5 of 6", "4 of 6", "yes / no", "Two promises have no delivery owner yet.", "Kari Lie explained the Saturday hours"}, nil},
		{Brief, doc.Internal, []string{"confirmed by Ingrid Moe", "seen, 4 Jan 2027 says Ingrid Moe", "from 35, 76 % of the way, 5 Feb 2027", "corrected Jonas Falk, 5 Jan 2027"}, nil},
		{Brief, doc.Customer, []string{"now 12, 5 Feb 2027", "partly seen, 3 Feb 2027", "delivered 12 Jan 2027, confirmed by you"}, []string{"says Ingrid"}},
	} {
		res, _ := pdf(t, "said-"+string(c.kind)+"-"+audienceNames[c.to], laterInput(c.kind), c.to)
		text := unspaced(t, res.PDF)
		for _, w := range c.has {
			if !strings.Contains(text, strings.ReplaceAll(w, " ", "")) {
				t.Errorf("%s for %s lacks %q", c.kind, audienceNames[c.to], w)
			}
		}
		for _, w := range c.no {
			if strings.Contains(text, strings.ReplaceAll(w, " ", "")) {
				t.Errorf("%s for %s says %q", c.kind, audienceNames[c.to], w)
			}
		}
	}
}

// Below five due a count stands in place of the rate, and a handoff in which
// all is settled can be closed.
func TestReconciliationOfFewPromises(t *testing.T) {
	in := laterInput(Reconciliation)
	in.Record.Promises = in.Record.Promises[2:5]
	in.Record.ProofPoints = in.Record.ProofPoints[:2]
	res, _ := pdf(t, "few", in, doc.Internal)
	text := unspaced(t, res.PDF)
	for _, w := range []string{"1 of 3 due kept", "because 3 are too few for a rate", "2 of 3", "The handoff can be closed", "none is left open"} {
		if !strings.Contains(text, strings.ReplaceAll(w, " ", "")) {
			t.Errorf("the reconciliation of three promises lacks %q", w)
		}
	}
	if strings.Contains(text, "33%") {
		t.Error("three promises have a rate")
	}
	in.Record.Handoff.ClosedOn, in.Record.Handoff.ClosedBy = "2027-02-26", "Maya Lindqvist"
	res, _ = pdf(t, "closed", in, doc.Internal)
	if !strings.Contains(unspaced(t, res.PDF), "On26February2027byMayaLindqvist.") {
		t.Error("a closed handoff does not say when and by whom")
	}
}

// An answer found by its words alone is to be read twice before the agenda goes out.
func TestAnAnswerFoundByItsWordsIsInTheLeakCheck(t *testing.T) {
	_, leak := customerAgenda(laterInput(Agenda))
	found := 0
	for _, w := range leak.Warnings {
		if strings.Contains(w.Why, "like words") {
			found++
			if !strings.Contains(w.Text, "Which chairs") {
				t.Errorf("%q is to be read twice; somebody chose its answer", w.Text)
			}
		}
	}
	if found != 1 {
		t.Errorf("%d answers are to be read twice, want 1: %v", found, leak.Warnings)
	}
	in := laterInput(Agenda)
	in.Record.Items = append(in.Record.Items, playbook.Item{Kind: playbook.Fact, Text: "Anything else", Who: "Kari Lie"})
	if text := KickoffAgenda(in); !strings.Contains(text, "known already: Opening hours differ on Saturdays") || !strings.Contains(text, "- How do patients of clinic 4 hear of the new number?\n") {
		t.Errorf("the agenda as text does not tell what is known from what is open:\n%s", text)
	}
}
