package work_test

import (
	"testing"

	"kept/playbook"
	"kept/playbook/work"
)

// What is named together is checked together and one step: two dates that would
// be refused one by one, and a star that moves.
func TestSeveralValuesAreOneStep(t *testing.T) {
	d := seat(t, "Jonas Falk")
	ctx := t.Context()
	deal, err := d.NewDeal(ctx, "Copper & Vine")
	must(t, err)
	promises := playbook.FieldByNo(44)
	first, err := d.AddRow(ctx, deal.ID, promises, map[string]string{"text": "Menu import", "deciding": "true", "said_on": "2026-01-10", "due_kind": "date", "due_on": "2026-02-01"})
	must(t, err)
	second, err := d.AddRow(ctx, deal.ID, promises, map[string]string{"text": "Two training days", "said_on": "2026-01-10", "due_kind": "date", "due_on": "2026-02-01"})
	must(t, err)
	ref := work.Ref{Noun: "promise", ID: second}

	must(t, d.Edit(ctx, ref, map[string]string{"said_on": "3 Mar 2026", "due_on": "1.4.2026", "owner": "  Maya ", "deciding": "true"}))
	rec := record(t, d, deal.ID)
	p := rec.Deciding()
	if p == nil || p.ID != second || p.SaidOn != "2026-03-03" || p.DueOn != "2026-04-01" || p.Owner != "Maya" {
		t.Errorf("after the edit: %+v", p)
	}

	wantRefused(t, d.Edit(ctx, ref, map[string]string{"owner": "Nobody", "due_on": "2026-03-01"}), "before it was made")
	wantRefused(t, d.Edit(ctx, ref, map[string]string{"owner": "Nobody", "due_days": "soon"}), "not a whole number")
	if p := record(t, d, deal.ID).Promises[1]; p.Owner != "Maya" || p.DueOn != "2026-04-01" {
		t.Errorf("a refused edit left %s, %s", p.Owner, p.DueOn)
	}

	must(t, d.Edit(ctx, ref, map[string]string{"owner": "Maya"})) // stored already: no step
	done, err := d.Undo(ctx)
	must(t, err)
	rec = record(t, d, deal.ID)
	if p := rec.Deciding(); done.Label != "Change promise “Two training days”" || p == nil || p.ID != first || rec.Promises[1].Owner != "" || rec.Promises[1].DueOn != "2026-02-01" {
		t.Errorf("undo of %q left %+v", done.Label, rec.Promises[1])
	}
}

// A belief is an open item of somebody from the moment it is known to differ,
// whether it is added, typed or edited so.
func TestABeliefThatDiffersHasAnOwnerAndADay(t *testing.T) {
	d := seat(t, "Jonas Falk")
	ctx := t.Context()
	deal, err := d.NewDeal(ctx, "Copper & Vine")
	must(t, err)
	_, err = d.Set(ctx, work.Ref{Noun: "account", ID: deal.ID}, "csm", "", "Maya Lindqvist", "")
	must(t, err)
	beliefs := playbook.FieldByNo(40)
	add := func(values map[string]string) work.Ref {
		values["person"], values["text"] = "Ida Vang", "Returns are part of it"
		id, err := d.AddRow(ctx, deal.ID, beliefs, values)
		must(t, err)
		return work.Ref{Noun: "belief", ID: id}
	}
	add(map[string]string{"matches": "no"})
	typed, edited := add(map[string]string{}), add(map[string]string{})
	add(map[string]string{"matches": "no", "owner": "Jonas Falk", "due_on": "2026-05-04"})
	add(map[string]string{"matches": "yes"})
	_, err = d.Set(ctx, typed, "matches", "", "no", "")
	must(t, err)
	must(t, d.Edit(ctx, edited, map[string]string{"matches": "no", "confidence": "high"}))

	soon := d.Calendar.AddWorking(d.Today(), 5)
	for i, want := range []struct {
		owner string
		due   playbook.Date
	}{{"Maya Lindqvist", soon}, {"Maya Lindqvist", soon}, {"Maya Lindqvist", soon}, {"Jonas Falk", "2026-05-04"}, {"", ""}} {
		if b := record(t, d, deal.ID).Beliefs[i]; b.Owner != want.owner || b.DueOn != want.due {
			t.Errorf("belief %d: %q until %s, want %q until %s", i+1, b.Owner, b.DueOn, want.owner, want.due)
		}
	}
}
