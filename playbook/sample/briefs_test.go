package sample_test

import (
	"context"
	"testing"
	"time"

	"kept/playbook"
	"kept/playbook/brief"
	"kept/playbook/brief/doc"
	"kept/playbook/brief/draw/pdftest"
	"kept/playbook/readiness"
)

// The documents of every told account keep to their length on both papers: the
// internal brief has 4 to 6 pages, the customer's plan at most 3, and every
// other document as many as it is meant to fill.
func TestDocumentsOfToldAccountsKeepTheirLength(t *testing.T) {
	now := monday()
	store, desk := fill(t, now, 12, 1)
	for _, a := range accounts(t, desk) {
		rec := record(t, desk, a.Name)
		filled, err := store.FirstFilled(context.Background(), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		in := brief.Input{Record: rec, Grade: readiness.Of(&rec, playbook.DateOf(now), readiness.Default()),
			Captured: readiness.CaptureIn(&rec, filled, time.UTC), AsOf: now}
		for _, k := range brief.Kinds() {
			for _, to := range []doc.Audience{doc.Internal, doc.Customer} {
				if to == doc.Customer && !k.ForCustomer() {
					continue
				}
				for _, paper := range []doc.Paper{doc.A4, doc.Letter} {
					in.Kind, in.Paper = k, paper
					least := 1
					if k == brief.Brief && to == doc.Internal {
						least = 4
					}
					made, _, err := brief.PDF(context.Background(), in, to)
					if err != nil {
						t.Fatalf("%s, %s: %v", a.Name, k, err)
					}
					if made.Pages < least || made.Pages > k.Pages(to) {
						t.Errorf("%s, %s, %v, paper %v: %d pages, want %d to %d", a.Name, k, to, paper, made.Pages, least, k.Pages(to))
					}
					if paper == doc.Letter {
						continue // what is looked at once is enough here
					}
					if faults := pdftest.Faults(pdftest.Pages(t, made.PDF), 18); len(faults) > 0 {
						t.Errorf("%s, %s, %v, paper %v: %d faults, first %s", a.Name, k, to, paper, len(faults), faults[0])
					}
				}
			}
		}
	}
}
