package work_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kept/data"
	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/table"
	"kept/playbook/work"
)

func importDesk(store *data.Store) *work.Desk {
	return &work.Desk{Store: store, Who: "Jonas Falk", Device: "laptop", Now: datatest.Now}
}

// crmDeals reads the public CRM export through the reader of files.
func crmDeals(t testing.TB) []work.Deal {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "table", "testdata", "sales_pipeline.csv"))
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := table.Open(t.Context(), bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	res, err := sheet.Deals(t.Context(), table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	out := make([]work.Deal, len(res.Deals))
	for i, d := range res.Deals {
		out[i] = work.Deal{Line: d.Line, ID: d.ID, Account: d.Account, Seller: d.Seller, Product: d.Product, Stage: work.DealStage(d.Stage),
			StageWord: d.StageWord, CloseOn: playbook.Date(d.CloseOn), Value: d.Value, Currency: d.Currency}
	}
	return out
}

func plan(t testing.TB, d *work.Desk, deals []work.Deal, today playbook.Date) work.ImportPlan {
	t.Helper()
	p, err := d.PlanImport(t.Context(), deals, today)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func importAll(t testing.TB, d *work.Desk, deals []work.Deal, today playbook.Date) work.ImportReport {
	t.Helper()
	rep, err := d.Import(t.Context(), plan(t, d, deals, today), nil)
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

func lastSeq(t testing.TB, s *data.Store) int64 {
	t.Helper()
	e, err := s.LastChange(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if e == nil {
		return 0
	}
	return e.Seq
}

func accounts(t testing.TB, s *data.Store) []playbook.Account {
	t.Helper()
	return datatest.Rows[playbook.Account](t, s, playbook.ID{})
}

func named(t testing.TB, s *data.Store, name string) playbook.Account {
	t.Helper()
	for _, a := range accounts(t, s) {
		if a.Name == name {
			return a
		}
	}
	t.Fatalf("there is no account %q", name)
	return playbook.Account{}
}

func itemsOf(t testing.TB, s *data.Store, account playbook.ID, kind string) []playbook.Item {
	t.Helper()
	return slices.DeleteFunc(datatest.Rows[playbook.Item](t, s, account), func(it playbook.Item) bool { return it.Kind != kind })
}

// The figures were counted in the file with awk and python, without this
// package: 4238 won, 2473 lost, 664 open deals of 85 customers, all of them
// won at least once; newest close dates from 2017-11-29 to 2017-12-31; 522
// pairs of customer and product won; 10,005,534 won in all.
func TestImportOfThePublicExport(t *testing.T) {
	deals := crmDeals(t)
	for _, tt := range []struct {
		today         playbook.Date
		handoff, live int
	}{
		{"2018-01-15", 85, 0},
		{"2018-03-15", 84, 1}, // Kinnamplus closed on 2017-11-29, more than 90 days before
		{"2026-11-23", 0, 85},
	} {
		t.Run(string(tt.today), func(t *testing.T) {
			s := datatest.New(t)
			d := importDesk(s)
			p := plan(t, d, deals, tt.today)
			if p.New != 85 || p.Updated != 0 || p.Unchanged != 0 || len(p.Accounts) != 85 || p.LostOnly != 0 {
				t.Errorf("preview: %d new, %d updated, %d unchanged, %d lost only", p.New, p.Updated, p.Unchanged, p.LostOnly)
			}
			if p.Won != 4238 || p.Lost != 2473 || p.Open != 664 || p.Bought != 4238 || p.Expansions != 664 || p.Older != 0 || p.Undated != 0 {
				t.Errorf("preview: won %d lost %d open %d, bought %d, expansions %d, older %d, undated %d", p.Won, p.Lost, p.Open, p.Bought, p.Expansions, p.Older, p.Undated)
			}
			if p.Stages[playbook.AtHandoff] != tt.handoff || p.Stages[playbook.Live] != tt.live || len(p.Notes) != 0 || len(p.Refused) != 0 {
				t.Errorf("preview: stages %v, notes %v, refused %v", p.Stages, p.Notes, p.Refused)
			}
			if seq := lastSeq(t, s); seq != 0 {
				t.Errorf("the preview wrote change %d", seq)
			}
			steps, last := 0, 0
			rep, err := d.Import(t.Context(), p, func(done, total int) {
				if steps++; done <= last || total != 85 {
					t.Errorf("progress %d of %d after %d", done, total, last)
				}
				last = done
			})
			if err != nil {
				t.Fatal(err)
			}
			if want := (work.ImportReport{New: 85, Bought: 4238, Expansions: 664, Lost: 2473}); rep != want || last != 85 {
				t.Errorf("report %+v, progress up to %d", rep, last)
			}
			sum, bought, expansions := 0.0, 0, 0
			for _, a := range accounts(t, s) {
				sum += a.Value.Float()
				if a.Currency != "" || a.ExpectedClose != "" || a.CSM != "" || a.Segment != "" {
					t.Errorf("%s has %+v that the file does not say", a.Name, a)
				}
				bought += len(itemsOf(t, s, a.ID, playbook.Bought))
				expansions += len(itemsOf(t, s, a.ID, playbook.Expansion))
				if h := datatest.Rows[playbook.Handoff](t, s, a.ID); len(h) != 1 || h[0].State != playbook.Draft {
					t.Errorf("%s has handoffs %+v", a.Name, h)
				}
				if p := datatest.Rows[playbook.Plan](t, s, a.ID); len(p) != 0 {
					t.Errorf("%s has a plan", a.Name)
				}
			}
			if sum != 10005534 || bought != 522 || expansions != 664 {
				t.Errorf("worth %v, %d rows bought, %d expansions", sum, bought, expansions)
			}
			k := named(t, s, "Kan-code")
			if k.Value != "341455" || k.ActualClose != "2017-12-31" || k.Seller != "Violet Mclelland" {
				t.Errorf("Kan-code: %s closed %s by %s", k.Value, k.ActualClose, k.Seller)
			}
			qty := map[string]string{}
			for _, it := range itemsOf(t, s, k.ID, playbook.Bought) {
				qty[it.Text] = it.Qty
			}
			if fmt.Sprint(qty) != "map[GTK 500:1 GTX Basic:26 GTX Plus Basic:15 GTX Plus Pro:17 GTXPro:26 MG Advanced:20 MG Special:10]" {
				t.Errorf("Kan-code bought %v", qty)
			}

			seq := lastSeq(t, s)
			if seq != 1 {
				t.Errorf("the import left %d changes, want one", seq)
			}
			again := plan(t, d, deals, tt.today)
			if again.Unchanged != 85 || again.New+again.Updated+again.Bought+again.Expansions != 0 {
				t.Errorf("the same file again: %d unchanged, %d new, %d updated", again.Unchanged, again.New, again.Updated)
			}
			if rep, err := d.Import(t.Context(), again, nil); err != nil || rep.Unchanged != 85 || lastSeq(t, s) != seq {
				t.Errorf("the same file again: %+v, %v, change %d after %d", rep, err, lastSeq(t, s), seq)
			}
			if _, err := d.Undo(t.Context()); err != nil {
				t.Fatal(err)
			}
			if n := len(accounts(t, s)); n != 0 {
				t.Errorf("%d accounts are left after one undo", n)
			}
		})
	}
}

func deal(id, account, product string, stage work.DealStage, on playbook.Date, value string) work.Deal {
	return work.Deal{ID: id, Account: account, Seller: "Seller " + id, Product: product, Stage: stage, StageWord: string(stage), CloseOn: on, Value: value, Currency: "EUR"}
}

const importToday = playbook.Date("2026-11-23")

func TestRulesOfAnImport(t *testing.T) {
	usd := func(d work.Deal) work.Deal { d.Currency = "USD"; return d }
	sign := func(d work.Deal) work.Deal { d.Currency = "$"; return d }
	tests := []struct {
		name  string
		deals []work.Deal
		want  playbook.Account // Name, Stage and what the deals say
		items string           // kind, text, quantity or amount
	}{
		{"newest gives date and seller, twelve months the value",
			[]work.Deal{deal("1", "A", "Calendar", work.DealWon, "2025-11-01", "100"), deal("2", "A", "Calendar", work.DealWon, "2025-11-02", "10"), deal("3", "A", "Calendar", work.DealWon, "2026-11-01", "1.5")},
			playbook.Account{Stage: playbook.AtHandoff, ActualClose: "2026-11-01", Seller: "Seller 3", Value: "11.50", Currency: "EUR"}, "bought Calendar 2"},
		{"90 days ago is at handoff", []work.Deal{deal("1", "A", "X", work.DealWon, "2026-08-25", "5")},
			playbook.Account{Stage: playbook.AtHandoff, ActualClose: "2026-08-25", Seller: "Seller 1", Value: "5", Currency: "EUR"}, "bought X 1"},
		{"91 days ago is live", []work.Deal{deal("1", "A", "X", work.DealWon, "2026-08-24", "5")},
			playbook.Account{Stage: playbook.Live, ActualClose: "2026-08-24", Seller: "Seller 1", Value: "5", Currency: "EUR"}, "bought X 1"},
		{"open deals only", []work.Deal{deal("1", "A", "X", work.DealOpen, "2027-03-01", "5"), deal("2", "A", "Y", work.DealOpen, "2026-12-01", "")},
			playbook.Account{Stage: playbook.PreClose, ExpectedClose: "2026-12-01", Seller: "Seller 2"}, "expansion X 5, expansion Y "},
		{"open beside won", []work.Deal{deal("1", "A", "X", work.DealWon, "2026-11-01", "7"), deal("2", "A", "Y", work.DealOpen, "2026-12-01", "9")},
			playbook.Account{Stage: playbook.AtHandoff, ActualClose: "2026-11-01", Seller: "Seller 1", Value: "7", Currency: "EUR"}, "bought X 1, expansion Y 9"},
		{"nothing is known but the customer", []work.Deal{{ID: "1", Account: "A", Stage: work.DealWon}},
			playbook.Account{Stage: playbook.Live}, "bought  1"},
		{"two currencies are not added", []work.Deal{deal("1", "A", "X", work.DealWon, "2026-11-01", "7"), usd(deal("2", "A", "X", work.DealWon, "2026-11-01", "9"))},
			playbook.Account{Stage: playbook.AtHandoff, ActualClose: "2026-11-01", Seller: "Seller 1"}, "bought X 2"},
		{"a sign of several currencies is none", []work.Deal{sign(deal("1", "A", "X", work.DealWon, "2026-11-01", "7"))},
			playbook.Account{Stage: playbook.AtHandoff, ActualClose: "2026-11-01", Seller: "Seller 1", Value: "7"}, "bought X 1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := datatest.New(t)
			importAll(t, importDesk(s), tt.deals, importToday)
			a := named(t, s, "A")
			got := a
			got.Meta, got.Name = playbook.Meta{}, ""
			if got != tt.want {
				t.Errorf("got  %+v\nwant %+v", got, tt.want)
			}
			var items []string
			for _, it := range datatest.Rows[playbook.Item](t, s, a.ID) {
				n := it.Qty
				if it.Kind == playbook.Expansion {
					n = string(it.Amount)
				}
				items = append(items, it.Kind+" "+it.Text+" "+n)
			}
			slices.Sort(items)
			if strings.Join(items, ", ") != tt.items {
				t.Errorf("items %q, want %q", items, tt.items)
			}
		})
	}
}

func TestImportLeavesAloneWhatAPersonTyped(t *testing.T) {
	s := datatest.New(t)
	d := importDesk(s)
	datatest.Save(t, s, "typed", &playbook.Account{Name: "norrland  DENTAL", Stage: playbook.PreClose, Seller: "Ida Berg", Value: "48000", Currency: "SEK"})
	deals := []work.Deal{deal("1", "Norrland Dental", "Calendar", work.DealWon, "2026-11-01", "100")}
	p := plan(t, d, deals, importToday)
	if p.Updated != 1 || p.New != 0 || len(p.Notes) != 1 || !strings.Contains(p.Notes[0], "stays at Pre-close") {
		t.Errorf("preview: %d updated, %d new, notes %v", p.Updated, p.New, p.Notes)
	}
	importAll(t, d, deals, importToday)
	a := accounts(t, s)[0]
	if a.Seller != "Ida Berg" || a.Value != "48000" || a.Currency != "SEK" || a.Stage != playbook.PreClose || a.Name != "norrland  DENTAL" || a.ActualClose != "2026-11-01" {
		t.Errorf("the account is %+v", a)
	}

	// The file of next month knows a second calendar and a won expansion.
	deals = append(deals, deal("2", "Norrland Dental", "calendar", work.DealWon, "2026-12-01", "100"), deal("3", "Norrland Dental", "Reminders", work.DealOpen, "", ""))
	importAll(t, d, deals, importToday)
	bought := itemsOf(t, s, a.ID, playbook.Bought)
	if len(bought) != 1 || bought[0].Qty != "2" || bought[0].Text != "Calendar" {
		t.Errorf("bought %+v, want one row of two", bought)
	}
	bought[0].Qty = "2 for five clinics"
	datatest.Save(t, s, "typed", &bought[0])
	deals[2].Stage = work.DealWon
	deals = append(deals, deal("4", "Norrland Dental", "Calendar", work.DealWon, "2026-12-03", "100"))
	importAll(t, d, deals, importToday)
	bought = itemsOf(t, s, a.ID, playbook.Bought)
	if len(bought) != 2 || bought[0].Qty != "2 for five clinics" || bought[1].Qty != "1" {
		t.Errorf("bought %+v, want the typed row as it was and one more", bought)
	}
	seq := lastSeq(t, s)
	if rep := importAll(t, d, deals, importToday); rep.Unchanged != 1 || lastSeq(t, s) != seq {
		t.Errorf("the same file again: %+v, change %d after %d", rep, lastSeq(t, s), seq)
	}
}

func TestAmountsWithoutTheAccountsCurrencyAreNotFilled(t *testing.T) {
	s := datatest.New(t)
	datatest.Save(t, s, "typed", &playbook.Account{Name: "A", Stage: playbook.Live, Currency: "SEK"})
	importAll(t, importDesk(s), []work.Deal{deal("1", "A", "X", work.DealWon, "2026-11-01", "100")}, importToday)
	if a := named(t, s, "A"); a.Value != "" || a.Currency != "SEK" {
		t.Errorf("value %q %s, want none beside another currency", a.Value, a.Currency)
	}
}

func TestImportOfOddCells(t *testing.T) {
	s := datatest.New(t)
	d := importDesk(s)
	long := strings.Repeat("x", 300_000)
	deals := []work.Deal{
		deal(long, "A\x00 =HYPERLINK(1)", long, work.DealWon, "2026-11-01", "7"),
		deal("2", long, "X", work.DealWon, "2026-11-01", "7"),
		deal("3", "Only lost", "X", work.DealLost, "2026-11-01", "7"),
	}
	for i := range 30_000 {
		deals = append(deals, deal(fmt.Sprintf("id-%d", i), "Many", "X", work.DealWon, "2026-11-01", "1"))
	}
	p := plan(t, d, deals, importToday)
	if len(p.Refused) != 1 || len(p.Refused[0]) > 400 || p.LostOnly != 1 || p.New != 2 {
		t.Errorf("refused %d, lost only %d, new %d", len(p.Refused), p.LostOnly, p.New)
	}
	importAll(t, d, deals, importToday)
	if a := named(t, s, "A =HYPERLINK(1)"); len(itemsOf(t, s, a.ID, playbook.Bought)) != 1 {
		t.Errorf("%q bought nothing", a.Name)
	}
	if n := len(itemsOf(t, s, named(t, s, "Many").ID, playbook.Bought)); n != 2 && n != 3 {
		t.Errorf("30,000 deals of one product fill %d rows", n)
	}
	seq := lastSeq(t, s)
	if importAll(t, d, deals, importToday); lastSeq(t, s) != seq {
		t.Error("the same deals again wrote something")
	}
}

func TestCancelledImportWritesNothing(t *testing.T) {
	s := datatest.New(t)
	d := importDesk(s)
	ctx, cancel := context.WithCancel(t.Context())
	p := plan(t, d, crmDeals(t), importToday)
	_, err := d.Import(ctx, p, func(done, _ int) {
		if done == 40 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want the cancellation", err)
	}
	if n := len(accounts(t, s)); n != 0 || lastSeq(t, s) != 0 {
		t.Errorf("%d accounts after a cancelled import", n)
	}
}

func TestImportChoicesAreRememberedByHeading(t *testing.T) {
	s := datatest.New(t)
	d := importDesk(s)
	want := work.ImportChoices{Columns: map[string]string{"account": "Kunde", "currency": ""}, Stages: map[string]string{"Closed": "won"}, Dates: "day_first"}
	for range 2 {
		if err := d.RememberImport(t.Context(), "abc", want); err != nil {
			t.Fatal(err)
		}
	}
	if seq := lastSeq(t, s); seq != 1 {
		t.Errorf("the same answers twice made %d changes", seq)
	}
	got, err := d.ImportChoices(t.Context(), "abc")
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %+v, %v", got, err)
	}
	if got, err := d.ImportChoices(t.Context(), "other"); err != nil || got.Columns != nil {
		t.Errorf("an unknown heading has %+v, %v", got, err)
	}
}

func BenchmarkImportOfThePublicExport(b *testing.B) {
	deals := crmDeals(b)
	for b.Loop() {
		s := datatest.New(b)
		d := importDesk(s)
		start := time.Now()
		importAll(b, d, deals, importToday)
		b.ReportMetric(float64(time.Since(start).Milliseconds()), "ms/import")
	}
}
