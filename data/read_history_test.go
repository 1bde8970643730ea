package data

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"kept/playbook"
)

// told returns the labels of events, the newest first.
func told(t *testing.T, s *Store, account playbook.ID, q HistoryQuery) string {
	t.Helper()
	events, err := s.History(t.Context(), account, q)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range events {
		out = append(out, e.Label)
	}
	return strings.Join(out, " | ")
}

// A workspace of three days and two people: what a history can be asked for.
func TestHistoryIsNarrowed(t *testing.T) {
	s := temp(t)
	day := func(n int) time.Time { return fixed().AddDate(0, 0, n) }
	do := func(who string, at time.Time, label string, rows ...playbook.Noun) {
		t.Helper()
		if err := s.Do(t.Context(), playbook.Act{Who: who, Device: who, Label: label, At: at}, func(tx playbook.Tx) error {
			var errs []error
			for _, n := range rows {
				errs = append(errs, tx.Save(n))
			}
			return errors.Join(errs...)
		}); err != nil {
			t.Fatalf("%s: %v", label, err)
		}
	}
	a, b := playbook.Account{Name: "Northwind", Industry: "Retail"}, playbook.Account{Name: "Southwind"}
	do("Ada Marsh", day(0), "open", &a)
	do("Ada Marsh", day(0), "other", &b)
	m := playbook.Meta{AccountID: a.ID}
	problem, driver := playbook.Item{Meta: m, Kind: playbook.Problem, Text: "Late orders"}, playbook.Item{Meta: m, Kind: playbook.Driver, Text: "Price"}
	do("Bo Lind", day(1), "lists", &problem, &driver)
	a.Seller = "Bo"
	do("Ada Marsh", day(1), "seller", &a)
	a.Industry = "Wholesale"
	do("Bo Lind", day(2), "industry", &a)
	driver.Text = "Price and speed"
	do("Ada Marsh", day(2), "driver", &driver)

	moment := func(n int) playbook.Moment { return playbook.MomentOf(day(n)) }
	for _, c := range []struct {
		name string
		q    HistoryQuery
		want string
	}{
		{"all", HistoryQuery{}, "driver | industry | seller | lists | open"},
		{"one column, with its first value", HistoryQuery{Noun: "account", Cols: []string{"industry"}}, "industry | open"},
		{"two columns", HistoryQuery{Noun: "account", Cols: []string{"industry", "seller"}}, "industry | seller | open"},
		{"a noun", HistoryQuery{Noun: "item"}, "driver | lists"},
		{"a list of a noun", HistoryQuery{Noun: "item", Kind: playbook.Problem}, "lists"},
		{"a column of a list", HistoryQuery{Noun: "item", Kind: playbook.Driver, Cols: []string{"text"}}, "driver | lists"},
		{"a column nobody touched", HistoryQuery{Noun: "item", Cols: []string{"until"}}, ""},
		{"a person", HistoryQuery{Who: "bo lind"}, "industry | lists"},
		{"from", HistoryQuery{From: moment(2)}, "driver | industry"},
		{"until, not counting the moment itself", HistoryQuery{To: moment(1)}, "open"},
		{"from and until", HistoryQuery{From: moment(1), To: moment(2)}, "seller | lists"},
		{"person, field and time", HistoryQuery{Who: "Bo Lind", Noun: "account", Cols: []string{"industry"}, From: moment(1)}, "industry"},
		{"nothing fits", HistoryQuery{Who: "Nobody"}, ""},
		{"a column that is no name", HistoryQuery{Noun: "account", Cols: []string{`x") OR 1=1 --`}}, ""},
		{"a page", HistoryQuery{Noun: "account", Limit: 1}, "industry"},
	} {
		if got := told(t, s, a.ID, c.q); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if got := told(t, s, playbook.ID{}, HistoryQuery{Noun: "account", Cols: []string{"name"}}); got != "other | open" {
		t.Errorf("of the whole workspace: %q", got)
	}

	// Pages of a narrowed history follow one another without a gap.
	events, err := s.History(t.Context(), a.ID, HistoryQuery{Who: "Ada Marsh", Limit: 2})
	if err != nil || len(events) != 2 {
		t.Fatalf("first page: %d, %v", len(events), err)
	}
	if got := told(t, s, a.ID, HistoryQuery{Who: "Ada Marsh", Limit: 2, Before: events[1].Seq}); got != "open" {
		t.Errorf("second page: %q", got)
	}

	ix, err := s.HistoryIndex(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	var touched []string
	for _, x := range ix.Touched {
		touched = append(touched, x.Noun+"/"+x.Kind+"/"+x.Col)
	}
	want := "account//|account//industry|account//seller|item/driver/|item/driver/text|item/problem/|account//name|account//pos"
	if got := strings.Join(touched, "|"); got != want {
		t.Errorf("touched %s\nwant    %s", got, want)
	}
	if got := strings.Join(ix.Who, "|"); got != "Ada Marsh|Bo Lind" {
		t.Errorf("people %s", got)
	}
}

// An undone act says who took it back, and the undo whose act it was, after
// redo and undo again too.
func TestUndoneByAndTurned(t *testing.T) {
	s := temp(t)
	a := playbook.Account{Name: "Northwind"}
	save(t, s, "Add", &a)
	a.Industry = "Retail"
	save(t, s, "Set the industry", &a)
	bo := playbook.Act{Who: "Bo Lind", Device: "desk", At: fixed().Add(time.Hour)}
	turn := func(back func(context.Context, playbook.Act) (playbook.Done, error)) {
		t.Helper()
		if _, err := back(t.Context(), bo); err != nil {
			t.Fatal(err)
		}
	}
	turn(s.Undo)
	ev, err := s.History(t.Context(), a.ID, HistoryQuery{})
	if err != nil || len(ev) != 3 {
		t.Fatalf("%d events, %v", len(ev), err)
	}
	act, undo := ev[1], ev[0]
	if !act.Undone || act.UndoneBy != "Bo Lind" || act.UndoneAt != playbook.MomentOf(bo.At) || act.Turned != 0 {
		t.Errorf("the undone act is %+v", act)
	}
	if undo.Turned != act.Seq || undo.TurnedBy != "Ada Marsh" || undo.TurnedAt != act.At || undo.Label != "Set the industry" {
		t.Errorf("the undo is %+v", undo)
	}
	turn(s.Redo)
	if ev, err = s.History(t.Context(), a.ID, HistoryQuery{}); err != nil || ev[2].Undone || ev[2].UndoneBy != "" {
		t.Errorf("done again it is %+v, %v", ev[2], err)
	}
	bo.Who, bo.At = "Cy Ng", bo.At.Add(time.Hour)
	turn(s.Undo)
	if ev, err = s.History(t.Context(), a.ID, HistoryQuery{}); err != nil || ev[3].UndoneBy != "Cy Ng" {
		t.Errorf("taken back by another person it is %+v, %v", ev[3], err)
	}
}

// A conflict names row, field, value, person and time.
func TestAConflictSaysWhereAndWho(t *testing.T) {
	s := temp(t)
	a := playbook.Account{Name: "Northwind"}
	save(t, s, "Add", &a)
	k := playbook.Task{Meta: playbook.Meta{AccountID: a.ID}, Title: "Send the plan", State: playbook.Todo, DueOn: "2026-03-10"}
	p := playbook.Stakeholder{Meta: playbook.Meta{AccountID: a.ID}, Name: "Zoë Kowalska"}
	save(t, s, "Add rows", &k, &p)
	edit := func(who, device, noun string, id playbook.ID, col, seen, typed string) error {
		n := playbook.NewNoun(noun)
		n.Key().ID = id
		at := fixed().Add(5 * time.Minute).In(time.FixedZone("", 3600))
		return s.Do(t.Context(), playbook.Act{Who: who, Device: device, Label: "Edit", At: at}, func(tx playbook.Tx) error {
			return playbook.EditText(tx, n, col, seen, typed)
		})
	}
	says := func(name string, err error, want string) {
		t.Helper()
		var c *playbook.ConflictError
		if !errors.As(err, &c) || err.Error() != want {
			t.Errorf("%s: %v\nwant %s", name, err, want)
		}
	}
	if err := errors.Join(edit("Bo Lind", "laptop", "task", k.ID, "due_on", "2026-03-10", "2026-03-12"),
		edit("Bo Lind", "laptop", "stakeholder", p.ID, "sensitive", "", "secretword")); err != nil {
		t.Fatal(err)
	}
	says("typed over", edit("Ada Marsh", "desk", "task", k.ID, "due_on", "2026-03-10", "2026-03-11"),
		"Due of “Send the plan” was changed meanwhile by Bo Lind on 2 Mar 2026, 10:05 to “12 Mar 2026”; look at it again before changing it")
	says("a sensitive note", edit("Ada Marsh", "desk", "stakeholder", p.ID, "sensitive", "", "x"),
		"Sensitive note of “Zoë Kowalska” was changed meanwhile by Bo Lind on 2 Mar 2026, 10:05; look at it again before changing it")
	_, err := s.Undo(t.Context(), desk(""))
	says("undo of a row that was changed since", err,
		"Sensitive note of “Zoë Kowalska” was changed meanwhile by Bo Lind on 2 Mar 2026, 09:05; look at it again before changing it")

	// Two devices: what one added and changed, the other took away.
	if _, err := s.Undo(t.Context(), playbook.Act{Who: "Bo Lind", Device: "laptop", At: fixed()}); err != nil {
		t.Fatal(err)
	}
	if err := edit("Cy Ng", "phone", "task", k.ID, "note", "", "Call first"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Undo(t.Context(), playbook.Act{Who: "Bo Lind", Device: "laptop", At: fixed()}); err != nil {
		t.Fatal(err)
	}
	if err := edit("Cy Ng", "phone", "task", k.ID, "note", "Call first", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Undo(t.Context(), desk("")); err != nil { // the task as it was added
		t.Fatal(err)
	}
	_, err = s.Undo(t.Context(), playbook.Act{Who: "Cy Ng", Device: "phone", At: fixed()})
	says("undo on a row that is gone", err,
		"Task “Send the plan” is not there any more; last changed by Ada Marsh on 2 Mar 2026, 09:00; look at it again before changing it")
	clean(t, s)
}

// Narrowing by an index, not by reading everything: the plan of the query of an
// account touches no table from end to end.
func TestNarrowedHistoryUsesItsIndexes(t *testing.T) {
	s := temp(t)
	a, _ := northwind(t, s)
	err := s.reading(t.Context(), func(r *reader) error {
		where, args := r.eventsWhere(a.ID, HistoryQuery{Noun: "task", Cols: []string{"due_on"}, Who: "Ada Marsh", From: "2026", Before: 99})
		var plan []string
		err := r.each(func(scan func(...any) error) error {
			var id, parent, x int
			var detail string
			err := scan(&id, &parent, &x, &detail)
			plan = append(plan, detail)
			return err
		}, "EXPLAIN QUERY PLAN SELECT c.seq FROM changes c WHERE "+where+" ORDER BY c.seq DESC LIMIT 50", args...)
		if err != nil {
			return err
		}
		for _, line := range plan {
			if strings.HasPrefix(line, "SCAN h") || strings.HasPrefix(line, "SCAN c") {
				return fmt.Errorf("%q in\n%s", line, strings.Join(plan, "\n"))
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
