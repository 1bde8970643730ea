package sample_test

import (
	"context"
	"testing"
	"time"

	"kept/playbook"
	"kept/playbook/brief"
	"kept/playbook/brief/doc"
	"kept/playbook/readiness"
)

// The briefs of every told account keep to their length on both papers: the
// internal one 4 to 6 pages, the customer's plan at most 3.
func TestBriefsOfToldAccountsKeepTheirLength(t *testing.T) {
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
		for _, paper := range []doc.Paper{doc.A4, doc.Letter} {
			in.Paper = paper
			for _, to := range []struct {
				who         doc.Audience
				least, most int
			}{{doc.Internal, 4, 6}, {doc.Customer, 1, 3}} {
				made, _, err := brief.PDF(context.Background(), in, to.who)
				if err != nil {
					t.Fatalf("%s: %v", a.Name, err)
				}
				if made.Pages < to.least || made.Pages > to.most {
					t.Errorf("%s, %v, paper %v: %d pages, want %d to %d", a.Name, to.who, paper, made.Pages, to.least, to.most)
				}
			}
		}
	}
}
