package work_test

import (
	"errors"
	"slices"
	"testing"

	"kept/playbook"
	"kept/playbook/work"
)

func TestPastedPromisesBecomeRows(t *testing.T) {
	d := seat(t, "Jonas Falk")
	ctx := t.Context()
	deal, err := d.NewDeal(ctx, "Copper & Vine")
	must(t, err)
	promises := playbook.FieldByNo(44)
	must(t, d.SayNone(ctx, deal.ID, promises, "Jonas Falk", "2026-03-02"))
	n, err := d.PasteRows(ctx, deal.ID, promises, "text", "- Menu import by 1 May\r\n\r\n  • Two training days\n3) Support in Danish\n2 on-site days\n")
	must(t, err)
	rec := record(t, d, deal.ID)
	var texts []string
	for _, p := range rec.Promises {
		texts = append(texts, p.Text)
	}
	want := []string{"Menu import by 1 May", "Two training days", "Support in Danish", "2 on-site days"}
	if n != 4 || !slices.Equal(texts, want) {
		t.Errorf("%d rows %q, want %q", n, texts, want)
	}
	if rec.NoneOf(promises) != nil {
		t.Error("the explicit none stands beside rows")
	}
	wantRefused(t, d.SayNone(ctx, deal.ID, promises, "Jonas Falk", "2026-03-02"), "has rows")
	wantRefused(t, d.SayNone(ctx, deal.ID, playbook.FieldByNo(55), "", "2026-03-02"), "name")
	wantRefused(t, d.SayNone(ctx, deal.ID, playbook.FieldByNo(55), "Jonas", ""), "date")
	wantRefused(t, d.SayNone(ctx, deal.ID, playbook.FieldByNo(1), "Jonas", "2026-03-02"), "cannot be answered with none")
}

func TestRowsAreReorderedRemovedAndBroughtBack(t *testing.T) {
	d := seat(t, "Jonas Falk")
	ctx := t.Context()
	deal, err := d.NewDeal(ctx, "Teal & Sons")
	must(t, err)
	problems := playbook.FieldByNo(15)
	_, err = d.PasteRows(ctx, deal.ID, problems, "text", "one\ntwo\nthree")
	must(t, err)
	order := func() (out []string) {
		for _, it := range d2items(record(t, d, deal.ID)) {
			out = append(out, it.Text)
		}
		return out
	}
	three := d2items(record(t, d, deal.ID))[2].ID
	must(t, d.MoveRow(ctx, deal.ID, problems, three, -1))
	if got := order(); !slices.Equal(got, []string{"one", "three", "two"}) {
		t.Errorf("after moving up: %v", got)
	}
	must(t, d.MoveRow(ctx, deal.ID, problems, three, -1))
	must(t, d.MoveRow(ctx, deal.ID, problems, three, -1)) // at the top already
	if got := order(); !slices.Equal(got, []string{"three", "one", "two"}) {
		t.Errorf("at the top: %v", got)
	}
	must(t, d.RemoveRow(ctx, work.Ref{Noun: "item", ID: three}))
	if got := order(); !slices.Equal(got, []string{"one", "two"}) {
		t.Errorf("after removing: %v", got)
	}
	_, err = d.Undo(ctx)
	must(t, err)
	if got := order(); !slices.Equal(got, []string{"three", "one", "two"}) {
		t.Errorf("after undo: %v", got)
	}
}

func d2items(rec playbook.Record) []playbook.Item { return rec.ItemsOf(playbook.Problem) }

func TestTypedValuesAreStoredInCanonicalForm(t *testing.T) {
	d := seat(t, "Jonas Falk")
	ctx := t.Context()
	deal, err := d.NewDeal(ctx, "Brightside Media")
	must(t, err)
	ref := work.Ref{Noun: "account", ID: deal.ID}
	for _, tt := range []struct{ col, typed, stored, refused string }{
		{"value", "€ 48 000", "48000", ""},
		{"value", "48k", "48000", ""},
		{"value", "1.250,50", "1250.50", ""},
		{"value", "about fifty", "", "is not an amount"},
		{"actual_close", "15 Jan 2027", "2027-01-15", ""},
		{"actual_close", "30.2.2027", "", "2027-02-30 is not a day in the calendar"},
		{"term_months", "1 200", "1200", ""},
		{"term_months", "12 months", "", "is not a whole number"},
		{"segment", "huge", "", "is not an answer"},
		{"name", "", "", "has no name"},
		{"industry", "Дизайн 🎨 עיצוב", "Дизайн 🎨 עיצוב", ""},
	} {
		rec := record(t, d, deal.ID)
		seen, err := playbook.GetText(&rec.Account, tt.col)
		must(t, err)
		got, err := d.Set(ctx, ref, tt.col, seen, tt.typed, "")
		if tt.refused != "" {
			wantRefused(t, err, tt.refused)
			continue
		}
		must(t, err)
		rec = record(t, d, deal.ID)
		stored, err := playbook.GetText(&rec.Account, tt.col)
		must(t, err)
		if got != tt.stored || stored != tt.stored {
			t.Errorf("%s: typed %q, returned %q, stored %q, want %q", tt.col, tt.typed, got, stored, tt.stored)
		}
	}
}

func TestTypingOverSomeoneElsesWords(t *testing.T) {
	d := seat(t, "Jonas Falk")
	ctx := t.Context()
	deal, err := d.NewDeal(ctx, "Norrland Dental")
	must(t, err)
	ref := work.Ref{Noun: "account", ID: deal.ID}
	_, err = sit(d, "Maya").Set(ctx, ref, "industry", "", "Dentistry", "")
	must(t, err)
	_, err = d.Set(ctx, ref, "industry", "", "Health", "")
	var c *playbook.ConflictError
	if !errors.As(err, &c) || c.Stored != "Dentistry" {
		t.Fatalf("err = %v, want a conflict that shows what is stored", err)
	}
	_, err = d.Set(ctx, ref, "industry", c.Stored, "Health", "")
	must(t, err)
}

func TestOnePromiseWonTheDeal(t *testing.T) {
	d := seat(t, "Jonas Falk")
	ctx := t.Context()
	deal, err := d.NewDeal(ctx, "Norrland Dental")
	must(t, err)
	f := playbook.FieldByNo(44)
	first, err := d.AddRow(ctx, deal.ID, f, map[string]string{"text": "Live by 15 January", "deciding": "true"})
	must(t, err)
	second, err := d.AddRow(ctx, deal.ID, f, map[string]string{"text": "Price held"})
	must(t, err)
	_, err = d.Set(ctx, work.Ref{Noun: "promise", ID: second}, "deciding", "", "true", "")
	must(t, err)
	rec := record(t, d, deal.ID)
	if rec.Deciding() == nil || rec.Deciding().ID != second || rec.Promises[0].ID != first || rec.Promises[0].Deciding {
		t.Errorf("promises = %+v, want the star to have moved", rec.Promises)
	}
}

func TestLostNeedsAReason(t *testing.T) {
	d := seat(t, "Jonas Falk")
	ctx := t.Context()
	deal, err := d.NewDeal(ctx, "Norrland Dental")
	must(t, err)
	wantRefused(t, d.SetStage(ctx, deal.ID, playbook.Lost, " "), "needs a reason")
	wantRefused(t, d.SetStage(ctx, deal.ID, playbook.ValueProven, ""), "not confirmed")
	must(t, d.SetStage(ctx, deal.ID, playbook.Lost, "Budget withdrawn"))
	if a := record(t, d, deal.ID).Account; a.LostWhy != "Budget withdrawn" || a.LostStage != string(playbook.PreClose) {
		t.Errorf("lost account = %+v", a)
	}
}

// The history calls a field as the form does, whatever else its rows are for.
func TestAChangeIsCalledByTheFieldOfItsKind(t *testing.T) {
	d := seat(t, "Jonas Falk")
	ctx := t.Context()
	deal, err := d.NewDeal(ctx, "Teal & Sons")
	must(t, err)
	for no, want := range map[int]string{15: "Change problem", 54: "Change assumption", 55: "Change risk", 60: "Change system"} {
		f := playbook.FieldByNo(no)
		_, err := d.PasteRows(ctx, deal.ID, f, "text", "one")
		must(t, err)
		rec := record(t, d, deal.ID)
		ref := work.Ref{Noun: f.Noun}
		for _, it := range rec.Items {
			if f.Noun == "item" && it.Kind == f.Kind {
				ref.ID = it.ID
			}
		}
		for _, w := range rec.Watches {
			if f.Noun == "watch" && w.Kind == f.Kind {
				ref.ID = w.ID
			}
		}
		_, err = d.Set(ctx, ref, "text", "one", "two", "")
		must(t, err)
		done, err := d.Undo(ctx)
		must(t, err)
		if done.Label != want {
			t.Errorf("F%d: the act is called “%s”, want “%s”", no, done.Label, want)
		}
	}
}
