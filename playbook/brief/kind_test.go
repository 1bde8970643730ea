package brief

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"kept/playbook"
	"kept/playbook/brief/doc"
	"kept/playbook/brief/draw/pdftest"
)

func audiences(k Kind) []doc.Audience {
	if k.ForCustomer() {
		return []doc.Audience{doc.Internal, doc.Customer}
	}
	return []doc.Audience{doc.Internal}
}

var audienceNames = map[doc.Audience]string{doc.Internal: "internal", doc.Customer: "customer"}

// Every document but the brief keeps to its pages, on both papers, at each
// stage of the sample; what is far too much for them is laid out all the same,
// and nothing stands outside the margins or on something else.
func TestPagesOfEachDocument(t *testing.T) {
	for name, in := range map[string]Input{"norrland": inputOf(norrland()), "later": laterInput(Brief), "empty": inputOf(empty()), "heavy": inputOf(heavy()), "heavy-later": heavyLater()} {
		for _, k := range Kinds()[1:] {
			for _, to := range audiences(k) {
				for _, paper := range []doc.Paper{doc.A4, doc.Letter} {
					title := fmt.Sprintf("%s-%s-%s-%s", name, k, audienceNames[to], map[doc.Paper]string{doc.A4: "a4", doc.Letter: "letter"}[paper])
					t.Run(title, func(t *testing.T) {
						in := in
						in.Kind, in.Paper = k, paper
						res, _ := pdf(t, title, in, to)
						if most := k.Pages(to); res.Pages > most && !strings.HasPrefix(name, "heavy") {
							t.Errorf("%d pages, want at most %d", res.Pages, most)
						}
						if f := pdftest.Faults(pdftest.Pages(t, res.PDF), 18); len(f) > 0 {
							t.Errorf("%d faults:\n%s", len(f), strings.Join(f[:min(len(f), 20)], "\n"))
						}
					})
				}
			}
		}
	}
}

// heavyLater is the later sample with 60 promises, and long texts wherever one
// can be typed after the close.
func heavyLater() Input {
	in := laterInput(Brief)
	r := &in.Record
	for i := range 53 {
		p := r.Promises[i%7]
		p.ID, p.Deciding, p.Text = numbered(2000+i), false, fmt.Sprintf("%s, part %d", p.Text, i+1)
		r.Promises = append(r.Promises, p)
	}
	long := heavy().Handoff.Story
	r.Promises[1].Evidence, r.Promises[2].Evidence = long, long
	r.Beliefs[0].Correction, r.ProofPoints[0].Shown, r.Inspections[0].Note = long, long, long
	r.Signals[0].Text, r.CustomerQuestions[2].Text, r.Questions[0].Answer, r.Questions[1].Text = long, long, long, long
	r.Criteria[0].Metric, r.Criteria[0].Baseline, r.Criteria[1].AchievedHow = long[:3000], "14 "+long[:600], long
	r.Items[len(r.Items)-1].Text = long
	for i := range 40 {
		r.Measurements = append(r.Measurements, playbook.Measurement{CriterionID: r.Criteria[1].ID, Value: fmt.Sprint(30 + i%7*1000000), On: playbook.Date("2026-12-01").AddDays(i * 2), Source: "tally"})
	}
	return in
}

func TestEachDocumentSameInputSameBytes(t *testing.T) {
	for _, k := range Kinds()[1:] {
		for _, to := range audiences(k) {
			first, _ := pdf(t, "same", laterInput(k), to)
			again, _ := pdf(t, "same", laterInput(k), to)
			if !bytes.Equal(first.PDF, again.PDF) {
				t.Errorf("%s for %s: the same record gave other bytes", k, audienceNames[to])
			}
		}
	}
}

// A document that is for us alone has no customer's copy, and says so.
func TestWhatHasNoCustomersCopy(t *testing.T) {
	for _, k := range Kinds() {
		_, _, err := PDF(context.Background(), laterInput(k), doc.Customer)
		var invalid *playbook.InvalidError
		if k.ForCustomer() != (err == nil) || err != nil && (!errors.As(err, &invalid) || !strings.Contains(err.Error(), k.Label())) {
			t.Errorf("%s for the customer: %v", k, err)
		}
	}
	if k, err := ParseKind(" Value "); err != nil || k != Value {
		t.Errorf("ParseKind = %q, %v", k, err)
	}
	if k, err := ParseKind(""); err != nil || k != Brief {
		t.Errorf("ParseKind of nothing = %q, %v", k, err)
	}
	if _, err := ParseKind("receipt"); err == nil || !strings.Contains(err.Error(), "reconciliation") {
		t.Errorf("ParseKind of no document: %v", err)
	}
}
