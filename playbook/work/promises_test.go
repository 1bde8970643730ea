package work_test

import (
	"slices"
	"testing"

	"kept/playbook"
	"kept/playbook/work"
)

// promised opens a deal that closed on 15 January 2026 with one promise, due on
// 1 February, and returns both.
func promised(t *testing.T, d *work.Desk, more map[string]string) (account, promise playbook.ID) {
	t.Helper()
	deal, err := d.NewDeal(t.Context(), "Copper & Vine")
	must(t, err)
	must(t, d.Edit(t.Context(), work.Ref{Noun: "account", ID: deal.ID}, map[string]string{"actual_close": "2026-01-15"}))
	values := map[string]string{"text": "Menus of 40 tables imported", "due_kind": "date", "due_on": "2026-02-01", "said_on": "2026-01-10"}
	for col, v := range more {
		values[col] = v
	}
	id, err := d.AddRow(t.Context(), deal.ID, playbook.FieldByNo(44), values)
	must(t, err)
	return deal.ID, id
}

// The clock of these desks stands in March 2026.
func TestWhatAnOutcomeNeeds(t *testing.T) {
	seen := "Import report, seen by Kim Lie"
	for _, c := range []struct {
		name    string
		promise map[string]string
		ending  work.Ending
		refused string // "" when it is taken
	}{
		{"nothing chosen", nil, work.Ending{Evidence: seen}, "choose how the promise ended"},
		{"kept, nothing shows it", nil, work.Ending{Outcome: "kept", DeliveredOn: "2026-01-30"}, "add the evidence, or the customer's confirmation"},
		{"kept, with evidence", nil, work.Ending{Outcome: "kept", DeliveredOn: "2026-01-30", Evidence: seen}, ""},
		{"kept, on its last day", nil, work.Ending{Outcome: "kept", DeliveredOn: "2026-02-01", Evidence: seen}, ""},
		{"kept, confirmed without evidence", nil, work.Ending{Outcome: "kept", DeliveredOn: "2026-01-30", ConfirmedBy: "Kim Lie"}, ""},
		{"kept, and the evidence stood there", map[string]string{"evidence": seen}, work.Ending{Outcome: "kept", DeliveredOn: "2026-01-30"}, ""},
		{"kept, a day late", nil, work.Ending{Outcome: "kept", DeliveredOn: "2026-02-02", Evidence: seen}, "choose “Kept late”"},
		{"kept late, and in time", nil, work.Ending{Outcome: "kept_late", DeliveredOn: "2026-02-01", Evidence: seen}, "choose “Kept”"},
		{"kept late", nil, work.Ending{Outcome: "kept_late", DeliveredOn: "2026-02-02", Evidence: seen}, ""},
		{"kept, before it came", nil, work.Ending{Outcome: "kept", DeliveredOn: "2027-01-01", Evidence: seen}, "has not come yet"},
		{"confirmed, before it came", nil, work.Ending{Outcome: "partly", DeliveredOn: "2026-02-01", ConfirmedBy: "Kim Lie", ConfirmedOn: "2027-01-01"}, "has not come yet"},
		{"partly, nothing shows it", nil, work.Ending{Outcome: "partly"}, "add the evidence"},
		{"broken, nobody says how", nil, work.Ending{Outcome: "broken"}, "add the evidence"},
		{"broken", nil, work.Ending{Outcome: "broken", Evidence: "Eight menus were never sent"}, ""},
		{"renegotiated, nobody agreed", nil, work.Ending{Outcome: "renegotiated", Evidence: "Mail of 3 February"}, "say who at the customer agreed"},
		{"renegotiated, nothing written", nil, work.Ending{Outcome: "renegotiated", ConfirmedBy: "Kim Lie"}, "the customer's written agreement"},
		{"renegotiated", nil, work.Ending{Outcome: "renegotiated", Evidence: "Mail of 3 February", ConfirmedBy: "Kim Lie"}, ""},
		{"released by nobody", nil, work.Ending{Outcome: "released", Evidence: "They changed the till"}, "say who at the customer released it"},
		{"released", nil, work.Ending{Outcome: "released", ConfirmedBy: "Kim Lie", ConfirmedOn: "2026-02-10"}, ""},
		{"withdrawn after the signature", nil, work.Ending{Outcome: "withdrawn", Evidence: "Taken out", ConfirmedBy: "Kim Lie", ConfirmedOn: "2026-01-16"}, "choose “Released by the customer”"},
		{"withdrawn before it", nil, work.Ending{Outcome: "withdrawn", Evidence: "Taken out of the proposal", ConfirmedBy: "Kim Lie", ConfirmedOn: "2026-01-14"}, ""},
		{"deciding, without the customer", map[string]string{"deciding": "true"}, work.Ending{Outcome: "kept", DeliveredOn: "2026-01-30", Evidence: seen}, "only with the customer's confirmation"},
		{"deciding and broken, without the customer", map[string]string{"deciding": "true"}, work.Ending{Outcome: "broken", Evidence: seen}, "only with the customer's confirmation"},
		{"deciding, confirmed", map[string]string{"deciding": "true"}, work.Ending{Outcome: "kept", DeliveredOn: "2026-01-30", ConfirmedBy: "Kim Lie"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := seat(t, "Maya Lindqvist")
			account, id := promised(t, d, c.promise)
			err := d.Conclude(t.Context(), id, c.ending)
			p := record(t, d, account).Promises[0]
			if c.refused != "" {
				wantRefused(t, err, c.refused)
				if p.Outcome != "" || p.DeliveredOn != "" || p.ConfirmedBy != "" {
					t.Errorf("a refused outcome left %+v", p)
				}
				return
			}
			must(t, err)
			if p.Outcome != c.ending.Outcome || c.ending.ConfirmedBy != "" && (!p.CustomerConfirmed || p.ConfirmedOn == "") {
				t.Errorf("stored: %+v", p)
			}
		})
	}
}

func TestAHandoffClosesWhenNothingIsOpen(t *testing.T) {
	jonas := seat(t, "Jonas Falk")
	maya := sit(jonas, "Maya Lindqvist")
	ctx := t.Context()
	account, id := promised(t, jonas, nil)
	must(t, maya.SetProofPoint(ctx, account, 30, "text", "", "Forty menus on one screen", ""))

	err := maya.CloseHandoff(ctx, account)
	wantRefused(t, err, "the handoff is draft, not accepted")
	wantRefused(t, err, "“Menus of 40 tables imported” has no outcome")
	wantRefused(t, err, "the day-30 proof point is not judged")
	must(t, jonas.Submit(ctx, account, "the tills come on Monday"))
	must(t, maya.Accept(ctx, account, work.Acceptance{}))
	must(t, maya.Conclude(ctx, id, work.Ending{Outcome: "kept", DeliveredOn: "2026-01-30", Evidence: "Import report"}))
	wantRefused(t, maya.CloseHandoff(ctx, account), "the day-30 proof point is not judged")
	wantRefused(t, maya.JudgeProof(ctx, account, 60, work.Judgement{Result: "yes", Shown: "Seen"}), "no proof point was set for day 60")
	wantRefused(t, maya.JudgeProof(ctx, account, 30, work.Judgement{Result: "yes", By: "Kim Lie"}), "Say what they saw")
	wantRefused(t, maya.JudgeProof(ctx, account, 30, work.Judgement{Result: "yes", Shown: "All forty"}), "who at the customer judged")
	must(t, maya.JudgeProof(ctx, account, 30, work.Judgement{Result: "partly", Shown: "38 of forty", By: "Kim Lie"}))
	must(t, maya.CloseHandoff(ctx, account))
	if h := record(t, maya, account).Handoff; h.ClosedOn != maya.Today() || h.ClosedBy != "Maya Lindqvist" || !h.State.IsAccepted() {
		t.Errorf("closed on %s by %s, %s", h.ClosedOn, h.ClosedBy, h.State)
	}
	wantRefused(t, maya.CloseHandoff(ctx, account), "Not closed again")

	// Nothing comes open under it, whoever writes.
	_, err = jonas.AddRow(ctx, account, playbook.FieldByNo(44), map[string]string{"text": "One more menu"})
	wantRefused(t, err, "“One more menu” has no outcome")
	wantRefused(t, maya.ReopenPromise(ctx, id, "they found an empty one"), "has no outcome")
	wantRefused(t, maya.ReopenHandoff(ctx, account, " "), "needs a reason")
	must(t, maya.ReopenHandoff(ctx, account, "An empty menu turned up"))
	wantRefused(t, maya.ReopenPromise(ctx, id, ""), "needs a reason")
	must(t, maya.ReopenPromise(ctx, id, "they found an empty one"))
}

func TestSalesIsReleasedWhenItsExitIsMet(t *testing.T) {
	jonas := seat(t, "Jonas Falk")
	maya := sit(jonas, "Maya Lindqvist")
	ctx := t.Context()
	account, _ := promised(t, jonas, nil)
	wantRefused(t, maya.ReleaseSales(ctx, account), "no exit condition is agreed")
	must(t, jonas.Edit(ctx, work.Ref{Noun: "handoff", ID: record(t, jonas, account).Handoff.ID}, map[string]string{"sales_exit": "The first service went well"}))
	must(t, jonas.Submit(ctx, account, "the tills come on Monday"))
	must(t, maya.Accept(ctx, account, work.Acceptance{Start: &work.Start{Playbook: "B", Kickoff: "2026-03-10"}}))
	duties := record(t, maya, account)
	open := duties.SalesDuties()
	if len(open) == 0 {
		t.Fatal("the playbook has no duties of Sales")
	}
	wantRefused(t, maya.ReleaseSales(ctx, account), "“"+open[0].Title+"” is still open")
	for _, k := range open {
		_, err := maya.SetTask(ctx, k.ID, work.TaskChange{To: playbook.Skipped, Reason: "not asked for"})
		must(t, err)
	}
	must(t, maya.ReleaseSales(ctx, account))
	h := record(t, maya, account).Handoff
	if h.SalesReleasedOn != maya.Today() || h.SalesReleasedBy != "Maya Lindqvist" {
		t.Errorf("released on %s by %s", h.SalesReleasedOn, h.SalesReleasedBy)
	}
	wantRefused(t, maya.ReleaseSales(ctx, account), "Sales was released on")
}

func TestPromisesAreGivenToOnePersonInOneStep(t *testing.T) {
	d := seat(t, "Maya Lindqvist")
	account, first := promised(t, d, nil)
	second, err := d.AddRow(t.Context(), account, playbook.FieldByNo(44), map[string]string{"text": "Two training days", "owner": "Lena Holt"})
	must(t, err)
	_, err = d.AssignPromises(t.Context(), []playbook.ID{first}, " ")
	wantRefused(t, err, "name who delivers")
	n, err := d.AssignPromises(t.Context(), []playbook.ID{first, second}, "Lena Holt")
	must(t, err)
	if n != 1 {
		t.Errorf("%d changed hands, want 1: one was hers already", n)
	}
	owners := func() (out []string) {
		for _, p := range record(t, d, account).Promises {
			out = append(out, p.Owner)
		}
		return out
	}
	if got := owners(); !slices.Equal(got, []string{"Lena Holt", "Lena Holt"}) {
		t.Errorf("owners %q", got)
	}
	_, err = d.Undo(t.Context())
	must(t, err)
	if got := owners(); !slices.Equal(got, []string{"", "Lena Holt"}) {
		t.Errorf("owners after undo %q", got)
	}
}
