package work_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kept/data"
	"kept/playbook"
	"kept/playbook/metrics"
	"kept/playbook/work"
)

// hold is what must be true after every act, computed from the stored rows.
func (s *seam) hold(t *rapid.T) {
	rec := s.record(t)
	if rec == nil {
		return
	}
	deciding := 0
	for _, p := range rec.Promises {
		if p.Deciding {
			deciding++
		}
		if rec.Handoff.ClosedOn != "" && p.Outcome == "" {
			t.Fatalf("the handoff is closed, and “%s” has no outcome", p.Text)
		}
		if needs := p.OutcomeNeeds(p.Outcome); p.Outcome != "" && len(needs) > 0 {
			t.Fatalf("“%s” is %s, and %s", p.Text, p.Outcome, needs[0].Words)
		}
	}
	if deciding > 1 {
		t.Fatalf("%d deciding promises", deciding)
	}
	for _, p := range rec.ProofPoints {
		if rec.Handoff.ClosedOn != "" && strings.TrimSpace(p.Text) != "" && p.Result == "" {
			t.Fatalf("the handoff is closed, and day %d is not judged", p.Day)
		}
	}
	if rec.Handoff.ClosedOn != "" && rec.Handoff.State != playbook.Accepted && rec.Handoff.State != playbook.AcceptedWithConditions {
		t.Fatalf("the handoff is closed and %s", rec.Handoff.State)
	}
	for _, today := range []playbook.Date{"2026-02-12", "2026-03-02", "2026-07-01"} {
		due, kept := strict(rec, today)
		got := metrics.Promises(rec, today)
		rate, enough := got.Strict()
		plain, _, _ := got.Rates()
		switch {
		case got.Due != due || got.Kept != kept || plain.Whole != due || plain.Part != kept:
			t.Fatalf("on %s %d of %d, want %d of %d", today, got.Kept, got.Due, kept, due)
		case enough != (due >= 5) || due > 0 && rate != float64(kept)/float64(due):
			t.Fatalf("on %s a rate of %v (%t), want %d of %d", today, rate, enough, kept, due)
		case due > 0 && !strings.HasPrefix(got.Words(), fmt.Sprintf("%d of %d due kept", kept, due)):
			t.Fatalf("on %s it says %q, want %d of %d", today, got.Words(), kept, due)
		case due < 5 && (plain.String() != fmt.Sprintf("too few (n=%d)", due) || strings.Contains(got.Words(), "%")):
			t.Fatalf("on %s it shows a rate of %d: %q, %q", today, due, plain, got.Words())
		}
	}
}

// strict counts the promises due and kept on a day, by other code than the
// figure does.
func strict(rec *playbook.Record, today playbook.Date) (due, kept int) {
	close := rec.Account.ActualClose
	if close == "" {
		close = rec.Account.ExpectedClose
	}
	later := func(days int) playbook.Date {
		if close == "" {
			return "9999-12-31" // an undone close has no day 90
		}
		return playbook.DateOf(close.Time().AddDate(0, 0, days))
	}
	for _, p := range rec.Promises {
		on := later(90)
		switch {
		case p.DueKind == "date" && p.DueOn != "":
			on = p.DueOn
		case p.DueKind == "anchor" && p.DueAnchor == "go_live":
			continue // nobody knows that day
		case p.DueKind == "anchor" && p.DueAnchor == "close":
			days := 0
			fmt.Sscan(p.DueDays, &days)
			on = later(days)
		}
		if on > today || p.Outcome == "withdrawn" || p.Outcome == "released" {
			continue
		}
		due++
		if p.Outcome == "kept" {
			kept++
		}
	}
	return due, kept
}

// Whatever two people and a script do to an account, in whatever order, with
// undo, trash, forms and backups: a closed handoff has nothing open under it,
// one promise at most is the deciding one, no outcome stands without what
// shows it, and the strict figure is kept ÷ all due, open ones included.
func TestNothingOpensAClosedHandoff(t *testing.T) {
	first := seat(t, "Jonas Falk")
	store, folder, n := first.Store.(*data.Store), t.TempDir(), 0
	closed := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		s := &seam{store: store, folder: folder}
		for _, who := range []string{"Jonas Falk", "Maya Lindqvist", "a script"} {
			d := sit(first, who)
			d.Device = fmt.Sprint(who, n) // its own acts of this case only
			s.desks = append(s.desks, d)
		}
		s.begin(t)
		actions := rapid.StateMachineActions(machine{s})
		t.Repeat(actions)
		if rec := s.record(t); rec != nil && rec.Handoff.IsClosed() {
			closed++
		}
	})
	if closed == 0 {
		t.Error("no sequence ended with a closed handoff, so nothing was tried")
	}
	found, err := store.CheckIntegrity(context.Background(), data.CheckOptions{Replay: true})
	if err != nil || len(found) > 0 {
		t.Errorf("the workspace is not sound: %v, %v", found, err)
	}
}

// A machine is a seam as rapid drives it.
type machine struct{ *seam }

// Check is called between the acts.
func (m machine) Check(t *rapid.T) { m.hold(t) }

// begin makes the account, closed on 15 November 2025 and accepted.
func (s *seam) begin(t *rapid.T) {
	d := s.desks[0]
	deal, err := d.NewDeal(t.Context(), "Norrland Dental")
	if err != nil {
		t.Fatal(err)
	}
	s.account = deal.ID
	if _, err := d.Set(t.Context(), work.Ref{Noun: "account", ID: deal.ID}, "actual_close", "", "2025-11-15", ""); err != nil {
		t.Fatal(err)
	}
	if err := d.Submit(t.Context(), deal.ID, "The customer signs today"); err != nil {
		t.Fatal(err)
	}
	if err := s.desks[1].Accept(t.Context(), deal.ID, work.Acceptance{}); err != nil {
		t.Fatal(err)
	}
}
