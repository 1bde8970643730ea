package work_test

import (
	"errors"
	"testing"

	"kept/playbook"
	"kept/playbook/work"
)

// told opens a deal with a promise and a belief to hang signals on.
func told(t *testing.T) (d *work.Desk, account, promise, belief playbook.ID) {
	t.Helper()
	d = seat(t, "Maya Lindqvist")
	a, err := d.NewDeal(t.Context(), "Norrland Dental")
	must(t, err)
	promise, err = d.AddRow(t.Context(), a.ID, playbook.FieldByNo(44), map[string]string{"text": "One calendar for all clinics"})
	must(t, err)
	belief, err = d.AddRow(t.Context(), a.ID, playbook.FieldByNo(40), map[string]string{"text": "Lab results are included"})
	must(t, err)
	return d, a.ID, promise, belief
}

func TestASignalKeepsWhoWhenAndWhichPhase(t *testing.T) {
	d, account, promise, _ := told(t)
	id, err := d.LogSignal(t.Context(), account, work.Sign{Kind: "chased", Text: "  They asked twice for a date ", Promise: promise})
	must(t, err)
	s := record(t, d, account).Signals[0]
	if s.ID != id || s.Text != "They asked twice for a date" || s.On != d.Today() || s.LoggedBy != "Maya Lindqvist" || s.LoggedAt == "" || s.PromiseID != promise || s.Phase != "" {
		t.Errorf("logged before a plan: %+v", s)
	}
	must(t, d.StartPlan(t.Context(), account, work.Start{Playbook: "mid-market-60"}))
	_, err = d.LogSignal(t.Context(), account, work.Sign{Kind: "confused", Text: "They asked what comes next", On: "2026-02-20"})
	must(t, err)
	rec := record(t, d, account)
	if got := rec.Signals[1]; got.Phase != rec.PhaseNow().Title || got.Phase == "" || got.On != "2026-02-20" {
		t.Errorf("logged in a plan: phase %q on %s, want %q", got.Phase, got.On, rec.PhaseNow().Title)
	}
}

func TestWhatIsNoSignal(t *testing.T) {
	d, account, _, _ := told(t)
	for _, c := range []struct {
		s    work.Sign
		want string
	}{
		{work.Sign{Text: "A fact"}, "no kind"},
		{work.Sign{Kind: "annoyed", Text: "A fact"}, "annoyed"},
		{work.Sign{Kind: "confused", Text: "  "}, "no fact"},
		{work.Sign{Kind: "confused", Text: "A fact", Cause: "bad luck"}, "bad luck"},
		{work.Sign{Kind: "confused", Text: "A fact", On: "2199-01-01"}, "still to come"},
	} {
		_, err := d.LogSignal(t.Context(), account, c.s)
		wantRefused(t, err, c.want)
	}
	if n := len(record(t, d, account).Signals); n != 0 {
		t.Errorf("%d signals are stored", n)
	}
}

func TestASignalIsChangedAsOneAct(t *testing.T) {
	d, account, promise, belief := told(t)
	first := work.Sign{Kind: "chased", Text: "They asked twice", On: "2026-02-20", Promise: promise}
	id, err := d.LogSignal(t.Context(), account, first)
	must(t, err)
	ahead := first
	ahead.On = "2199-01-01"
	wantRefused(t, d.ChangeSignal(t.Context(), id, first, ahead), "still to come")
	now := work.Sign{Kind: "two_stories", Text: "Two dates were named", On: "2026-02-19", Cause: "slip", Belief: belief}
	must(t, d.ChangeSignal(t.Context(), id, first, now))
	s := record(t, d, account).Signals[0]
	if s.Kind != "two_stories" || s.Text != "Two dates were named" || s.On != "2026-02-19" || s.Cause != "slip" || !s.PromiseID.IsZero() || s.BeliefID != belief {
		t.Fatalf("stored %+v", s)
	}
	if _, err := d.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if s := record(t, d, account).Signals[0]; s.Kind != "chased" || s.Cause != "" || s.PromiseID != promise {
		t.Errorf("after one undo: %+v", s)
	}
}

// Somebody else gave the cause meanwhile: nothing of the act is written.
func TestASignalThatChangedMeanwhile(t *testing.T) {
	d, account, _, _ := told(t)
	first := work.Sign{Kind: "chased", Text: "They asked twice", On: "2026-02-20"}
	id, err := d.LogSignal(t.Context(), account, first)
	must(t, err)
	caused := first
	caused.Cause = "slip"
	must(t, sit(d, "Petter Aas").ChangeSignal(t.Context(), id, first, caused))
	mine := first
	mine.Text, mine.Cause = "They asked three times", "oversold"
	if err := d.ChangeSignal(t.Context(), id, first, mine); !errors.Is(err, playbook.ErrConflict) {
		t.Fatalf("err = %v, want a conflict", err)
	}
	if s := record(t, d, account).Signals[0]; s.Cause != "slip" || s.Text != "They asked twice" {
		t.Errorf("stored %+v", s)
	}
}

func TestTheCustomerIsAskedOnce(t *testing.T) {
	d, account, _, _ := told(t)
	_, err := d.AskCustomer(t.Context(), account, "  ")
	wantRefused(t, err, "empty")
	q, err := d.AskCustomer(t.Context(), account, "Who pays the invoices?")
	must(t, err)
	rec := record(t, d, account)
	if k := work.KnownAnswer(&rec, &rec.CustomerQuestions[0]); k != nil {
		t.Errorf("answered by %+v before anybody told us", k)
	}
	_, err = d.TellFact(t.Context(), account, "", "Kari Lie", "", q)
	wantRefused(t, err, "empty")
	_, err = d.TellFact(t.Context(), account, "The county pays", "Kari Lie", "2199-01-01", q)
	wantRefused(t, err, "still to come")
	other, err := d.TellFact(t.Context(), account, "The county pays the invoices", "Kari Lie", "2026-02-20", playbook.ID{})
	must(t, err)
	rec = record(t, d, account)
	if k := work.KnownAnswer(&rec, &rec.CustomerQuestions[0]); k == nil || k.Sure || k.Fact.ID != other {
		t.Errorf("a fact in other words is offered as %+v", k)
	}
	mine, err := d.TellFact(t.Context(), account, "Invoices go to head office", "Ingrid Moe", "", q)
	must(t, err)
	rec = record(t, d, account)
	if k := work.KnownAnswer(&rec, &rec.CustomerQuestions[0]); k == nil || !k.Sure || k.Fact.ID != mine || k.Fact.On != d.Today() {
		t.Errorf("answered by %+v, want the fact that was told for it", k)
	}
	must(t, d.AnswerWith(t.Context(), q, other))
	must(t, d.AnswerWith(t.Context(), q, playbook.ID{}))
	rec = record(t, d, account)
	if k := work.KnownAnswer(&rec, &rec.CustomerQuestions[0]); k == nil || k.Sure {
		t.Errorf("after it was asked again: %+v", k)
	}
}

// A fact that is removed answers nothing any more.
func TestARemovedFactAnswersNothing(t *testing.T) {
	d, account, _, _ := told(t)
	q, err := d.AskCustomer(t.Context(), account, "Who reads the list aloud?")
	must(t, err)
	f, err := d.TellFact(t.Context(), account, "Marta does, at 07:40", "Kari Lie", "", q)
	must(t, err)
	must(t, d.RemoveRow(t.Context(), work.Ref{Noun: "item", ID: f}))
	rec := record(t, d, account)
	if k := work.KnownAnswer(&rec, &rec.CustomerQuestions[0]); k != nil {
		t.Errorf("answered by %+v", k)
	}
}

func TestAnInspectionIsMadeOnceADay(t *testing.T) {
	d, account, _, _ := told(t)
	wantRefused(t, d.Inspect(t.Context(), account, 8, map[string]string{"promise": "yes"}, ""), "7, 14 or 30")
	wantRefused(t, d.Inspect(t.Context(), account, 7, map[string]string{"promise": "maybe"}, ""), "maybe")
	must(t, d.Inspect(t.Context(), account, 7, map[string]string{"promise": "yes", "owned": "no"}, " Too early "))
	must(t, sit(d, "Petter Aas").Inspect(t.Context(), account, 7, map[string]string{"owned": "yes"}, "Now they have"))
	must(t, d.Inspect(t.Context(), account, 14, map[string]string{"promise": "no"}, ""))
	rec := record(t, d, account)
	if len(rec.Inspections) != 2 || rec.Inspections[0].Day != 7 || rec.Inspections[1].Day != 14 {
		t.Fatalf("inspections %+v", rec.Inspections)
	}
	if i := rec.Inspections[0]; i.Promise != "yes" || i.Owned != "yes" || i.Note != "Now they have" || i.By != "Petter Aas" {
		t.Errorf("the second look left %+v", i)
	}
}
