package work_test

import (
	"strings"
	"testing"

	"kept/playbook"
	"kept/playbook/form"
	"kept/playbook/work"
)

// applied writes a form, without the line that gives its account.
func applied(t *testing.T, d *work.Desk, account playbook.ID, lines string) error {
	t.Helper()
	f, err := form.Read("deal.yaml", strings.NewReader("id: "+account.String()+"\n"+lines))
	must(t, err)
	_, err = form.Apply(t.Context(), d, f)
	return err
}

// A promise that came after its day is not kept, whoever writes it and in
// whichever order. It is due on 1 February 2026 and closed on 15 January.
func TestKeptMeansInTimeWhoeverWritesIt(t *testing.T) {
	const late = "“Menus of 40 tables imported” cannot be marked as kept: it was delivered on 4 Feb 2026 and due on 1 Feb 2026; choose “Kept late”"
	const moved = "is marked as kept, and with this day it would not be so: it was delivered on 30 Jan 2026 and would be due on"
	type write func(t *testing.T, d *work.Desk, account, promise playbook.ID) error
	edit := func(values map[string]string) write {
		return func(t *testing.T, d *work.Desk, _, promise playbook.ID) error {
			return d.Edit(t.Context(), work.Ref{Noun: "promise", ID: promise}, values)
		}
	}
	set := func(noun, col, seen, typed string) write {
		return func(t *testing.T, d *work.Desk, account, promise playbook.ID) error {
			id := promise
			if noun == "account" {
				id = account
			}
			_, err := d.Set(t.Context(), work.Ref{Noun: noun, ID: id}, col, seen, typed, "")
			return err
		}
	}
	kept := map[string]string{"outcome": "kept", "evidence": "Report", "delivered_on": "2026-01-30"}
	keptLate := map[string]string{"outcome": "kept_late", "evidence": "Report", "delivered_on": "2026-02-04"}
	delivered := map[string]string{"evidence": "Report", "delivered_on": "2026-02-04"}
	anchored := map[string]string{"outcome": "kept", "evidence": "Report", "delivered_on": "2026-01-30", "due_kind": "anchor", "due_anchor": "close", "due_days": "15"}
	for _, c := range []struct {
		name    string
		promise map[string]string
		write   write
		refused string // "" when it is taken
	}{
		{"kept, typed over", delivered, set("promise", "outcome", "", "kept"), late},
		{"kept, with the day in one step", nil, edit(map[string]string{"outcome": "kept", "evidence": "Report", "delivered_on": "4 Feb 2026"}), late},
		{"kept, by a form", delivered, func(t *testing.T, d *work.Desk, account, _ playbook.ID) error {
			return applied(t, d, account, "promises:\n- text: Menus of 40 tables imported\n  outcome: kept\n")
		}, late},
		{"kept late, in time", map[string]string{"evidence": "Report", "delivered_on": "2026-02-01"}, set("promise", "outcome", "", "kept_late"), "which is in time; choose “Kept”"},
		{"kept late, late", delivered, set("promise", "outcome", "", "kept_late"), ""},
		{"kept, and no day was written down", map[string]string{"evidence": "Report"}, set("promise", "outcome", "", "kept"), ""},
		{"another day of delivery", kept, set("promise", "delivered_on", "2026-01-30", "2026-02-04"), late},
		{"an earlier due day", kept, set("promise", "due_on", "2026-02-01", "2026-01-29"), moved + " 29 Jan 2026; choose “Kept late” first, or take its outcome back"},
		{"an earlier due day, by a form", kept, func(t *testing.T, d *work.Desk, account, _ playbook.ID) error {
			return applied(t, d, account, "promises:\n- text: Menus of 40 tables imported\n  due_on: 29 Jan 2026\n")
		}, moved + " 29 Jan 2026"},
		{"due before the close", kept, edit(map[string]string{"due_kind": "anchor", "due_anchor": "close", "due_days": "5"}), moved + " 20 Jan 2026"},
		{"an earlier due day, with the outcome that fits", kept, edit(map[string]string{"due_on": "2026-01-29", "outcome": "kept_late"}), ""},
		{"a later due day", kept, set("promise", "due_on", "2026-02-01", "2026-02-20"), ""},
		{"a later due day, of one that came late", keptLate, set("promise", "due_on", "2026-02-01", "2026-02-20"), ""},
		{"the close it counts from", anchored, set("account", "actual_close", "2026-01-15", "2026-01-11"), moved + " 26 Jan 2026"},
		{"the close it counts from, a little", anchored, set("account", "actual_close", "2026-01-15", "2026-01-16"), ""},
		{"other words", kept, set("promise", "quote", "", "All forty of them"), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := seat(t, "Maya Lindqvist")
			account, id := promised(t, d, c.promise)
			before := record(t, d, account)
			if err := c.write(t, d, account, id); c.refused == "" {
				must(t, err)
				return
			} else {
				wantRefused(t, err, c.refused)
			}
			if after := record(t, d, account); after.Promises[0] != before.Promises[0] || after.Account != before.Account {
				t.Errorf("a refused step left %+v", after.Promises[0])
			}
		})
	}
}

// The release of Sales is typed only when its conditions are met, and the
// closing of a handoff not at all.
func TestWhatAStepWritesIsNotTypedPastIt(t *testing.T) {
	d := seat(t, "Maya Lindqvist")
	ctx := t.Context()
	account, _ := promised(t, d, nil)
	h := work.Ref{Noun: "handoff", ID: record(t, d, account).Handoff.ID}
	typed := func(col, seen, value string) error {
		_, err := d.Set(ctx, h, col, seen, value, "")
		return err
	}
	wantRefused(t, typed("sales_released_on", "", "2026-02-20"), "the handoff is draft, not accepted; no exit condition is agreed")
	wantRefused(t, d.Edit(ctx, h, map[string]string{"sales_released_on": "2026-02-20"}), "no exit condition is agreed")
	wantRefused(t, applied(t, d, account, "intro: {sales_released_on: 20 Feb 2026}\n"), "no exit condition is agreed")
	must(t, typed("sales_exit", "", "The first service went well"))
	must(t, d.Submit(ctx, account, "the tills come on Monday"))
	must(t, d.Accept(ctx, account, work.Acceptance{Start: &work.Start{Playbook: "B", Kickoff: "2026-03-10"}}))
	rec := record(t, d, account)
	duties := rec.SalesDuties()
	wantRefused(t, typed("sales_released_on", "", "2026-02-20"), "“"+duties[0].Title+"” is still open")
	for _, k := range duties {
		_, err := d.SetTask(ctx, k.ID, work.TaskChange{To: playbook.Skipped, Reason: "not asked for"})
		must(t, err)
	}
	must(t, typed("sales_released_on", "", "2026-02-20"))
	if got := record(t, d, account).Handoff; got.SalesReleasedOn != "2026-02-20" || got.SalesReleasedBy != "Maya Lindqvist" {
		t.Errorf("released on %s by %q", got.SalesReleasedOn, got.SalesReleasedBy)
	}
	must(t, typed("sales_exit", "The first service went well", "")) // it was met
	must(t, typed("sales_released_on", "2026-02-20", "2026-02-21"))
	must(t, typed("sales_released_on", "2026-02-21", ""))
	if got := record(t, d, account).Handoff; got.SalesReleasedBy != "" {
		t.Errorf("a release that was taken back has the name of %q", got.SalesReleasedBy)
	}
	wantRefused(t, typed("closed_on", "", "2026-02-20"), "by steps of its own")
	wantRefused(t, d.Edit(ctx, h, map[string]string{"closed_by": "Maya"}), "by steps of its own")
}
