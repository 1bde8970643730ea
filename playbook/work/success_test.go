package work_test

import (
	"testing"

	"kept/playbook"
	"kept/playbook/work"
)

// proving is a deal with one criterion in bookings, a proof point of day 30 and
// two people.
func proving(t *testing.T, d *work.Desk) playbook.Record {
	t.Helper()
	ctx := t.Context()
	deal, err := d.NewDeal(ctx, "Copper & Vine (sample)")
	must(t, err)
	for no, row := range map[int]map[string]string{
		25: {"words": "Nobody phones", "metric": "Double bookings per week", "unit": "bookings", "direction": "down", "baseline": "14", "target": "0", "judge": "Ingrid Moe"},
		36: {"name": "Ingrid Moe", "roles": "sponsor"},
	} {
		_, err := d.AddRow(ctx, deal.ID, playbook.FieldByNo(no), row)
		must(t, err)
	}
	_, err = d.AddRow(ctx, deal.ID, playbook.FieldByNo(36), map[string]string{"name": "Ola Brekke", "roles": "technical_lead"})
	must(t, err)
	must(t, d.SetProofPoint(ctx, deal.ID, 30, "text", "", "Two rooms share one calendar", ""))
	return record(t, d, deal.ID)
}

func TestMeasurementsAreInTheUnitOfTheCriterion(t *testing.T) {
	d := seat(t, "Maya Lindqvist")
	rec := proving(t, d)
	c := rec.Criteria[0].ID
	for _, x := range []struct {
		typed, want, refused string
	}{
		{"6", "6", ""},
		{"6.5 bookings", "6.5", ""},
		{"7 Booking", "7", ""},
		{"3 hours", "", "measured in hours, and the criterion in bookings"},
		{"between 3 and 5", "", "not one number"},
		{"", "", "not one number"},
	} {
		id, err := d.Measure(t.Context(), c, work.Reading{Value: x.typed})
		if x.refused != "" {
			wantRefused(t, err, x.refused)
			continue
		}
		must(t, err)
		all := record(t, d, rec.Account.ID)
		for _, m := range all.MeasurementsOf(c) {
			if m.ID == id && (m.Value != x.want || m.On != d.Today() || m.By != "Maya Lindqvist") {
				t.Errorf("%q is stored as %q of %s by %s", x.typed, m.Value, m.On, m.By)
			}
		}
	}
	if n := len(record(t, d, rec.Account.ID).Measurements); n != 3 {
		t.Errorf("%d measurements, want 3", n)
	}
}

func TestWhatHasNotHappenedIsNotTold(t *testing.T) {
	d := seat(t, "Maya Lindqvist")
	rec := proving(t, d)
	ctx, tomorrow := t.Context(), d.Today().AddDays(1)
	_, err := d.Measure(ctx, rec.Criteria[0].ID, work.Reading{Value: "6", On: tomorrow})
	wantRefused(t, err, "still to come")
	wantRefused(t, d.ConfirmAchieved(ctx, rec.Criteria[0].ID, "Ingrid Moe", tomorrow, ""), "still to come")
	wantRefused(t, d.JudgeProof(ctx, rec.Account.ID, 30, work.Judgement{Result: "yes", Shown: "Both rooms", By: "Ingrid Moe", On: tomorrow}), "still to come")
	_, err = d.PersonLeft(ctx, rec.People[0].ID, tomorrow)
	wantRefused(t, err, "still to come")
}

func TestAJudgementSaysWhatWasSeenAndByWhom(t *testing.T) {
	d := seat(t, "Maya Lindqvist")
	rec := proving(t, d)
	ctx, a := t.Context(), rec.Account.ID
	wantRefused(t, d.JudgeProof(ctx, a, 60, work.Judgement{Result: "yes", Shown: "All", By: "Ingrid Moe"}), "no proof point was set for day 60")
	wantRefused(t, d.JudgeProof(ctx, a, 30, work.Judgement{Shown: "Both rooms", By: "Ingrid Moe"}), "No judgement is given")
	wantRefused(t, d.JudgeProof(ctx, a, 30, work.Judgement{Result: "yes", By: "Ingrid Moe"}), "what they saw")
	wantRefused(t, d.JudgeProof(ctx, a, 30, work.Judgement{Result: "yes", Shown: "Both rooms"}), "who at the customer judged it")
	must(t, d.JudgeProof(ctx, a, 30, work.Judgement{Result: "partly", Shown: "One room", By: "Ingrid Moe"}))
	now := record(t, d, a)
	if p := now.ProofPoint(30); p.Result != "partly" || p.JudgedOn != d.Today() || p.Text != "Two rooms share one calendar" {
		t.Errorf("stored %+v", p)
	}
}

func TestValueProvenHoldsOnToItsCriterion(t *testing.T) {
	d := seat(t, "Maya Lindqvist")
	rec := proving(t, d)
	ctx, a, c := t.Context(), rec.Account.ID, rec.Criteria[0].ID
	wantRefused(t, d.SetStage(ctx, a, playbook.ValueProven, ""), "not confirmed that a criterion is reached")
	wantRefused(t, d.ConfirmAchieved(ctx, c, " ", "", ""), "who at the customer")
	must(t, d.ConfirmAchieved(ctx, c, "Ingrid Moe", "", "mail"))
	must(t, d.SetStage(ctx, a, playbook.ValueProven, ""))
	wantRefused(t, d.TakeBackAchieved(ctx, c, "It was one good week"), "not confirmed that a criterion is reached")
	wantRefused(t, d.RemoveCriterion(ctx, c, "They closed that desk"), "not confirmed that a criterion is reached")
	must(t, d.SetStage(ctx, a, playbook.Live, ""))
	wantRefused(t, d.TakeBackAchieved(ctx, c, ""), "needs a reason")
	must(t, d.TakeBackAchieved(ctx, c, "It was one good week"))
	wantRefused(t, d.RemoveCriterion(ctx, c, ""), "needs a reason")
	must(t, d.RemoveCriterion(ctx, c, "They closed that desk"))
}

func TestWhoLeavesStartsTasksOnce(t *testing.T) {
	d := seat(t, "Maya Lindqvist")
	rec := proving(t, d)
	ctx := t.Context()
	sponsor, other := rec.People[0], rec.People[1]
	if sponsor.Name != "Ingrid Moe" {
		sponsor, other = other, sponsor
	}
	wantRefused(t, d.RemoveRow(ctx, work.Ref{Noun: "stakeholder", ID: sponsor.ID}), "name another judge first")
	made, err := d.PersonLeft(ctx, sponsor.ID, "")
	must(t, err)
	again, err := d.PersonLeft(ctx, sponsor.ID, d.Today().AddDays(-1))
	must(t, err)
	none, err := d.PersonLeft(ctx, other.ID, "")
	must(t, err)
	now := record(t, d, rec.Account.ID)
	if made != 5 || again != 0 || none != 0 || len(now.LooseTasks()) != 5 {
		t.Errorf("made %d, %d and %d tasks; %d belong to no plan", made, again, none, len(now.LooseTasks()))
	}
	must(t, d.PersonIsBack(ctx, sponsor.ID))
	if now = record(t, d, rec.Account.ID); len(now.Tasks) != 5 {
		t.Errorf("%d tasks after coming back, want 5", len(now.Tasks))
	}
	for _, p := range now.People {
		if p.ID == sponsor.ID && p.LeftOn != "" {
			t.Errorf("left on %s after coming back", p.LeftOn)
		}
	}
}
