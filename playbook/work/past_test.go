package work_test

import (
	"errors"
	"testing"

	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/work"
)

// A value of last week is brought back over the one of today, as an act that
// can be undone.
func TestAValueIsBroughtBack(t *testing.T) {
	jonas := seat(t, "Jonas Falk")
	ctx := t.Context()
	deal, err := jonas.NewDeal(ctx, "Norrland Dental")
	must(t, err)
	ref := work.Ref{Noun: "account", ID: deal.ID}
	_, err = jonas.Set(ctx, ref, "customer_promise", "", "Every call is answered", "")
	must(t, err)
	_, err = jonas.Set(ctx, ref, "customer_promise", "Every call is answered", "No call is lost", "")
	must(t, err)

	b := work.Bygone{Ref: ref, Col: "customer_promise", Value: "Every call is answered"}
	now, err := jonas.ValueNow(ctx, b)
	if err != nil || now != "No call is lost" {
		t.Fatalf("the value now is %q, %v", now, err)
	}
	must(t, jonas.BringBack(ctx, b, now))
	if got := record(t, jonas, deal.ID).Account.CustomerPromise; got != "Every call is answered" {
		t.Errorf("the promise is %q", got)
	}
	events, err := jonas.Store.(playbook.Portfolio).History(ctx, deal.ID, playbook.HistoryQuery{Limit: 1})
	if err != nil || events[0].Label != "Bring back the customer promise" || events[0].Who != "Jonas Falk" || len(events[0].Lines) != 1 {
		t.Errorf("the act is %+v, %v", events, err)
	}
	if _, err := jonas.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if got := record(t, jonas, deal.ID).Account.CustomerPromise; got != "No call is lost" {
		t.Errorf("after undo the promise is %q", got)
	}
}

func TestBringingBackIsRefused(t *testing.T) {
	jonas := seat(t, "Jonas Falk")
	ben := sit(jonas, "Ben Okoro")
	ctx := t.Context()
	deal, err := jonas.NewDeal(ctx, "Norrland Dental")
	must(t, err)
	account := work.Ref{Noun: "account", ID: deal.ID}
	promises := playbook.FieldByNo(44)
	row, err := jonas.AddRow(ctx, deal.ID, promises, map[string]string{"text": "A weekly report"})
	must(t, err)
	promise := work.Ref{Noun: "promise", ID: row}

	// Somebody else has changed it since it was seen.
	_, err = jonas.Set(ctx, account, "industry", "", "Health", "")
	must(t, err)
	_, err = ben.Set(ctx, account, "industry", "Health", "Dental", "")
	must(t, err)
	var c *playbook.ConflictError
	err = jonas.BringBack(ctx, work.Bygone{Ref: account, Col: "industry", Value: "Retail"}, "Health")
	if !errors.As(err, &c) || c.Stored != "Dental" || c.Who != "Ben Okoro" || c.Title != "Norrland Dental" {
		t.Errorf("over what somebody else typed: %v", err)
	}

	// A rule of the row, and one across rows.
	wantRefused(t, jonas.BringBack(ctx, work.Bygone{Ref: promise, Col: "support", Value: "perhaps"}, ""), "not an answer")
	wantRefused(t, jonas.BringBack(ctx, work.Bygone{Ref: account, Col: "actual_close", Value: "2027-02-30"}, ""), "2027-02-30")

	// What moves by its own steps.
	rec := record(t, jonas, deal.ID)
	wantRefused(t, jonas.BringBack(ctx, work.Bygone{Ref: work.Ref{Noun: "handoff", ID: rec.Handoff.ID}, Col: "state", Value: "submitted"}, "draft"), "steps of its own")
	wantRefused(t, jonas.BringBack(ctx, work.Bygone{Ref: account, Col: "stage", Value: "live"}, "pre_close"), "steps of its own")

	// A row in the trash, one that is gone, and an account in the trash.
	must(t, jonas.RemoveRow(ctx, promise))
	old := work.Bygone{Ref: promise, Col: "text", Value: "A daily report"}
	wantRefused(t, jonas.BringBack(ctx, old, "A weekly report"), "restore it first")
	_, err = jonas.ValueNow(ctx, old)
	wantRefused(t, err, "the promise is not there any more")
	wantRefused(t, jonas.BringBack(ctx, work.Bygone{Ref: work.Ref{Noun: "promise", ID: playbook.NewID(datatest.Now())}, Col: "text", Value: "x"}, ""), "not there any more")
	must(t, jonas.TrashAccount(ctx, deal.ID))
	wantRefused(t, jonas.BringBack(ctx, work.Bygone{Ref: account, Col: "industry", Value: "Health"}, "Dental"), "restore it first")
}

// What follows from a value follows from one that was brought back too.
func TestBroughtBackValuesKeepTheirConsequences(t *testing.T) {
	jonas := seat(t, "Jonas Falk")
	ctx := t.Context()
	deal, err := jonas.NewDeal(ctx, "Norrland Dental")
	must(t, err)
	account := work.Ref{Noun: "account", ID: deal.ID}
	_, err = jonas.Set(ctx, account, "actual_close", "", "2026-03-02", "")
	must(t, err)
	must(t, jonas.StartPlan(ctx, deal.ID, work.Start{Playbook: "A", Kickoff: "2026-03-09"}))
	before := record(t, jonas, deal.ID)
	_, err = jonas.Set(ctx, account, "actual_close", "2026-03-02", "2026-03-20", "")
	must(t, err)
	must(t, jonas.BringBack(ctx, work.Bygone{Ref: account, Col: "actual_close", Value: "2026-03-02"}, "2026-03-20"))
	after := record(t, jonas, deal.ID)
	for i := range before.Tasks {
		if before.Tasks[i].DueOn != after.Tasks[i].DueOn {
			t.Errorf("“%s” is due %s, was %s", after.Tasks[i].Title, after.Tasks[i].DueOn, before.Tasks[i].DueOn)
		}
	}
	// The star moves, as it does when a person sets it.
	one := playbook.Promise{Text: "one", Deciding: true}
	two := playbook.Promise{Text: "two"}
	one.AccountID, two.AccountID = deal.ID, deal.ID
	datatest.Save(t, jonas.Store, "Add", &one, &two)
	must(t, jonas.BringBack(ctx, work.Bygone{Ref: work.Ref{Noun: "promise", ID: two.ID}, Col: "deciding", Value: "true"}, ""))
	if d := record(t, jonas, deal.ID); d.Deciding().ID != two.ID {
		t.Errorf("the star is on %q", d.Deciding().Text)
	}
	// The status says who stands for it now.
	must(t, jonas.SetStatus(ctx, deal.ID, "On the way"))
	ben := sit(jonas, "Ben Okoro")
	must(t, ben.BringBack(ctx, work.Bygone{Ref: account, Col: "status_line", Value: "Waiting for them"}, "On the way"))
	if a := record(t, jonas, deal.ID).Account; a.StatusLine != "Waiting for them" || a.StatusBy != "Ben Okoro" {
		t.Errorf("the status is %q by %q", a.StatusLine, a.StatusBy)
	}
	events, err := jonas.Store.(playbook.Portfolio).History(ctx, deal.ID, playbook.HistoryQuery{Limit: 200})
	must(t, err)
	seq := events[0].Seq
	must(t, ben.BringBack(ctx, work.Bygone{Ref: account, Col: "industry", Value: ""}, "")) // it is there already
	if events, err = jonas.Store.(playbook.Portfolio).History(ctx, deal.ID, playbook.HistoryQuery{Limit: 1}); err != nil || events[0].Seq != seq {
		t.Errorf("bringing back what is there left an act: %+v, %v", events, err)
	}
}
