package table

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestRowsThatCannotBeRead(t *testing.T) {
	file := "Deal ID,Company,Stage,Close date,Amount\n" + // 1
		"1,Alder,Won,2027-01-15,100\n" + // 2
		"2,Birch,Won,2027-02-30,100\n" + // 3
		"3,\"Cedar\nand sons\",Won,2027-01-16,100\n" + // 4 and 5
		"4,Dogwood,Won\n" + // 6
		"5,Elm,Won,2027-01-17,12k\n" + // 7
		"6,\"Fir\"s,Won,2027-01-17,1\n" + // 8
		"\n" + // 9
		"7,,Won,2027-01-17,1\n" + // 10
		"8,Gum,Won,2027-01-17,1,extra\n" + // 11
		"9,Hazel,Won,2027-01-18,1,,\n" + // 12, delimiters too many
		"1,Alder,Won,2027-01-15,100\n" + // 13, the same as 2
		"1,Alder,Won,2027-01-15,900\n" + // 14, the id of 2
		"10,Ivy\x00,,2027-01-15,1\n" + // 15
		"11,Jun\x00iper,Won,tomorrow,soon\n" + // 16
		"12,\"Kauri,Won,2027-01-18,1\n" + // 17
		"13,Larch,won,,\n" // 18
	res := deals(t, open(t, []byte(file)), Options{})
	want := []string{
		`3 Close date 2027-02-30 2027-02-30 is not in the calendar: February 2027 has 28 days.`,
		`6   The row has 3 cells where the heading has 5.`,
		`7 Amount 12k "12k" is not an amount; write it in figures, like 12000 or 12000.50.`,
		`8   A quotation mark stands inside a quoted cell; write it twice or remove it.`,
		`11   The row has 6 cells where the heading has 5.`,
		`14 Deal ID 1 The same id is on line 2 with other values; the first row is kept.`,
		`15   The stage is blank; fill it in or leave the row out.`,
		`16 Close date tomorrow "tomorrow" is not a date; write it like 2026-03-31.`,
		`16 Amount soon "soon" is not an amount; write it in figures, like 12000 or 12000.50.`,
		`17   A quotation mark on this line is never closed; close or remove it.`,
	}
	var got []string
	for _, e := range res.Errors {
		got = append(got, fmt.Sprint(e.Line, " ", e.Column, " ", e.Value, " ", e.Message))
	}
	if !slices.Equal(got, want) {
		t.Errorf("errors:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if res.Rows != 15 || res.Failed != 9 || res.ErrorCount != 10 || res.NoAccount.Count != 1 || res.NoAccount.Lines[0] != 10 {
		t.Errorf("rows %d, failed %d, errors %d, without customer %+v", res.Rows, res.Failed, res.ErrorCount, res.NoAccount)
	}
	if res.Duplicates.Count != 1 || res.Duplicates.Lines[0] != 13 {
		t.Errorf("duplicates = %+v", res.Duplicates)
	}
	var names []string
	for _, d := range res.Deals {
		names = append(names, fmt.Sprint(d.Line, d.Account))
	}
	if fmt.Sprint(names) != "[2Alder 4Cedar and sons 12Hazel 18Larch]" {
		t.Errorf("deals = %v", names)
	}
	if len(res.Notes) != 1 || res.Notes[0] != "NUL characters were removed from 2 rows, the first on line 15." {
		t.Errorf("notes = %q", res.Notes)
	}
}

func TestUnknownStagesAreAsked(t *testing.T) {
	file := "Company;Status\nAlder;Unterschrieben\nBirch;Gewonnen\nCedar;unterschrieben\nElm;Geparkt\nFir;Closed Lost (Sales)\n"
	s := open(t, []byte(file))
	res := deals(t, s, Options{})
	if res.Ready() || !slices.Equal(res.UnknownStages, []WordCount{{"Unterschrieben", 2, 2}, {"Geparkt", 1, 5}}) {
		t.Errorf("unknown = %+v, ready %v", res.UnknownStages, res.Ready())
	}
	if res.Won != 1 || res.Lost != 1 {
		t.Errorf("won %d, lost %d", res.Won, res.Lost)
	}
	res = deals(t, s, Options{Stages: map[string]Stage{"UNTERSCHRIEBEN": StageWon, "Signed": StageWon}, OthersOpen: true})
	if !res.Ready() || res.Won != 3 || res.Lost != 1 || res.Open != 1 {
		t.Errorf("answered: ready %v, won %d, lost %d, open %d", res.Ready(), res.Won, res.Lost, res.Open)
	}
	if len(res.Notes) != 1 || res.Notes[0] != `No row has the stage "Signed".` {
		t.Errorf("notes = %q", res.Notes)
	}
}

func TestAmbiguousDatesAreAsked(t *testing.T) {
	s := open(t, []byte("Account,Stage,Close Date\nAlder,Won,03/04/2026\nBirch,Won,05/05/2026\nCedar,Won,2026-01-02\n"))
	res := deals(t, s, Options{})
	d := res.Dates
	if res.Ready() || !d.Ambiguous || d.Cells != 1 || d.Example != "03/04/2026" || d.DayFirst != "2026-04-03" || d.MonthFirst != "2026-03-04" {
		t.Errorf("dates = %+v", d)
	}
	if res.Deals[0].CloseOn != "" || res.Deals[1].CloseOn != "2026-05-05" || res.Deals[2].CloseOn != "2026-01-02" {
		t.Errorf("deals = %+v", res.Deals)
	}
	for order, want := range map[DateOrder]string{DayFirst: "2026-04-03", MonthFirst: "2026-03-04"} {
		if res := deals(t, s, Options{Dates: order}); !res.Ready() || res.Deals[0].CloseOn != want {
			t.Errorf("%s: %+v", order, res.Deals[0])
		}
	}
}

// Semicolons, decimal commas, full stops in dates, Windows-1252: a German export.
func TestGermanExport(t *testing.T) {
	file := "sep=;\r\nFirma;Verk\xe4ufer;Produkt;Phase;Abschlussdatum;Betrag (EUR)\r\n" +
		"M\xfcller & S\xf6hne GmbH;J\xf6rg Ma\xdf;Paket A;Gewonnen;31.01.2026;1.234,50 \x80\r\n" +
		"M\xfcller & S\xf6hne G.m.b.H.;J\xf6rg Ma\xdf;paket-a;Gewonnen;1.3.2026;12.000\r\n" +
		"M\xfcller & S\xf6hne GmbH;J\xf6rg Ma\xdf;Paket A;Verloren;02.03.26;0,99\r\n"
	s := open(t, []byte(file))
	if s.Encoding != Windows1252 || s.Delimiter != ';' || s.Line != 2 {
		t.Errorf("shape %s %q line %d", s.Encoding, s.Delimiter, s.Line)
	}
	res := deals(t, s, Options{})
	var got []string
	for _, d := range res.Deals {
		got = append(got, strings.Join([]string{d.Account, d.Seller, d.Product, string(d.Stage), d.CloseOn, d.Value, d.Currency}, "|"))
	}
	want := []string{
		"Müller & Söhne GmbH|Jörg Maß|Paket A|won|2026-01-31|1234.5|EUR",
		"Müller & Söhne GmbH|Jörg Maß|Paket A|won|2026-03-01|12000|EUR",
		"Müller & Söhne GmbH|Jörg Maß|Paket A|lost|2026-03-02|0.99|EUR",
	}
	if !slices.Equal(got, want) {
		t.Errorf("deals:\n%s", strings.Join(got, "\n"))
	}
	if len(res.Merges) != 2 || res.Merges[0].Kept != "Müller & Söhne GmbH" || res.Merges[1].Others[0] != (WordCount{"paket-a", 1, 4}) {
		t.Errorf("merges = %+v", res.Merges)
	}
}

func TestDerivedIDs(t *testing.T) {
	one := deals(t, open(t, []byte("Account,Stage,Close Date,Amount\nAlder,Won,2026-01-31,1234.5\nAlder,Won,2026-01-31,1234.5\nBirch,Won,2026-01-31,1\n")), Options{})
	other := deals(t, open(t, []byte("Amount;Account;Stage;Close Date\n1;Birch;Won;31/01/2026\n1.234,50;ALDER;Closed Won;31/01/2026\n1.234,50;ALDER;Won;31/01/2026\n")), Options{})
	ids := func(r Result) (ids []string) {
		for _, d := range r.Deals {
			if !d.Derived {
				t.Errorf("line %d is not marked as derived", d.Line)
			}
			ids = append(ids, d.ID)
		}
		return ids
	}
	a, b := ids(one), ids(other)
	if a[1] != a[0]+"-2" || a[2] == a[0] || one.Lookalikes.Count != 1 {
		t.Errorf("ids = %v, lookalikes %+v", a, one.Lookalikes)
	}
	slices.Sort(a)
	slices.Sort(b)
	if !slices.Equal(a, b) {
		t.Errorf("the same deals in another format have other ids: %v and %v", a, b)
	}
	if a := deals(t, open(t, []byte("Account,Stage\nAlder,Won\n")), Options{}); a.Deals[0].ID != "row-b6a012fd5f4e5111424bc6ae" {
		t.Errorf("the form of derived ids changed, so files that were imported would be imported again: %s", a.Deals[0].ID)
	}
}

func TestHostileCells(t *testing.T) {
	long := strings.Repeat("n", 10_000)
	file := "Account,Stage,Product\n" +
		"\"=HYPERLINK(\"\"http://example.com\"\",\"\"x\"\")\",Won,../../x\n" +
		long + ",Won,\u05e9\u05dc\u05d5\u05dd 👩‍🚀\n"
	res := deals(t, open(t, []byte(file)), Options{})
	if len(res.Deals) != 2 || res.Deals[0].Account != `=HYPERLINK("http://example.com","x")` || res.Deals[0].Product != "../../x" ||
		res.Deals[1].Account != long || res.Deals[1].Product != "\u05e9\u05dc\u05d5\u05dd 👩‍🚀" {
		t.Errorf("deals = %.300v", res.Deals)
	}
}

// 100 MB that exist nowhere: rows of one hundred bytes, made as they are read.
func TestHundredMegabytes(t *testing.T) {
	file := synthetic{}
	s, err := Open(context.Background(), file, Limit)
	if err != nil {
		t.Fatal(err)
	}
	var seen []int64
	began := time.Now()
	res, err := s.Deals(context.Background(), Options{Progress: func(done, total int64) {
		if total != Limit {
			t.Fatalf("total = %d", total)
		}
		seen = append(seen, done)
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d deals in %v", len(res.Deals), time.Since(began))
	// 1,048,576 lines of 100 bytes, the first being the heading.
	if rows := Limit/100 - 1; res.Rows != rows || res.Won != rows || len(res.Deals) != rows || res.Failed != 0 {
		t.Errorf("rows %d, deals %d, won %d, failed %d", res.Rows, len(res.Deals), res.Won, res.Failed)
	}
	if len(seen) < 90 || !slices.IsSorted(seen) || seen[len(seen)-1] != Limit {
		t.Errorf("%d calls of progress: %v", len(seen), seen)
	}

	ctx, cancel := context.WithCancel(context.Background())
	_, err = s.Deals(ctx, Options{Progress: func(done, _ int64) {
		if done > 5<<20 {
			cancel()
		}
		if done > 8<<20 {
			t.Errorf("still reading at %d", done)
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled reading: %v", err)
	}

	var refused *FileError
	if _, err := Open(context.Background(), file, Limit+1); !errors.As(err, &refused) {
		t.Errorf("one byte more: %v", err)
	}
}

type synthetic struct{}

func (synthetic) ReadAt(p []byte, off int64) (int, error) {
	for n := 0; n < len(p); {
		row, from := off/100, off%100
		text := fmt.Sprintf("%-99s\n", "Deal ID,Account,Stage,Close date,Amount,Notes")
		if row > 0 {
			text = fmt.Sprintf("%08d,Customer %03d,Won,2026-%02d-%02d,%06d,%-55s\n", row, row%500, row%12+1, row%28+1, row%1000000, "invented")
		}
		k := copy(p[n:], text[from:])
		n += k
		off += int64(k)
	}
	return len(p), nil
}

// A stray mark costs its own row, and not a scan to the end of the file for each.
func TestManyStrayQuotes(t *testing.T) {
	file := "Account,Stage\n" + strings.Repeat("\"Alder,Won\n", 200_000) + "Birch,Won\n"
	began := time.Now()
	res := deals(t, open(t, []byte(file)), Options{})
	if len(res.Deals) != 1 || res.Failed != 200_000 || len(res.Errors) != MaxErrors || res.ErrorCount != 200_000 {
		t.Errorf("%d deals, %d failed, %d errors of %d", len(res.Deals), res.Failed, len(res.Errors), res.ErrorCount)
	}
	t.Logf("took %v", time.Since(began))
}

func TestReadErrorIsNotTheEnd(t *testing.T) {
	file := "Account,Stage\n" + strings.Repeat("Alder,Won\n", 100_000)
	r := &failing{ReaderAt: strings.NewReader(file)}
	s, err := Open(context.Background(), r, int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	r.after = 500_000
	if _, err := s.Deals(context.Background(), Options{}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("half a file was taken for a whole one: %v", err)
	}
}

type failing struct {
	io.ReaderAt
	after int64
}

func (f *failing) ReadAt(p []byte, off int64) (int, error) {
	if f.after > 0 && off > f.after {
		return 0, io.ErrClosedPipe
	}
	return f.ReaderAt.ReadAt(p, off)
}
