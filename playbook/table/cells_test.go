package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestDates(t *testing.T) {
	for _, c := range []struct{ column, want string }{
		{"2026-01-31 2026/2/1 20260203", "2026-01-31 2026-02-01 2026-02-03"},
		{"2026-01-31T23:59:59Z|2026-02-01 00:00:00|2026-02-01T10:00:00.000+02:00", "2026-01-31 2026-02-01 2026-02-01"},
		{"31/01/2026 03/04/2026", "2026-01-31 2026-04-03"},
		{"1/31/2026 3/4/2026", "2026-01-31 2026-03-04"},
		{"3/4/2026 12:30 PM|1/31/26 0:00", "2026-03-04 2026-01-31"},
		{"03.04.2026 5.6.26", "2026-04-03 2026-06-05"},
		{"1 Mar 2026|01-Mar-26|Mar 1, 2026|March 1st, 2026|Sun, 1 March 2026|2026-Mar-01", "2026-03-01 2026-03-01 2026-03-01 2026-03-01 2026-03-01 2026-03-01"},
		{"1. März 2026|1er mars 2026|1 de marzo de 2026|1 août 2026", "2026-03-01 2026-03-01 2026-03-01 2026-08-01"},
		{"2027-02-30 2027-13-01 2027-00-10 2028-02-29 0217-01-01", "! ! ! 2028-02-29 !"},
		{"31/04/2026 30/04/2026", "! 2026-04-30"},
		{"03/04/2026 04/05/2026", "? ?"},
		{"31/01/2026 1/31/2026 03/04/2026", "2026-01-31 2026-01-31 ?"},
		{"31/01/2026 1/31/2026", "2026-01-31 2026-01-31"},
		{"05/05/2026 06/06/2026", "2026-05-05 2026-06-06"},
		{"17-03-01 45000 31/01 1-Mar tomorrow 2026-1", "! ! ! ! ! !"},
		{strings.Repeat("31/01/2026 ", 10) + "1/31/2026", strings.Repeat("2026-01-31 ", 10) + "!"},
	} {
		sep := " "
		if strings.Contains(c.column, "|") || strings.Contains(c.column, "März") {
			sep = "|"
		}
		cells := strings.Split(c.column, sep)
		var col dateColumn
		for _, s := range cells {
			col.note(s)
		}
		r := col.report(AnyOrder)
		var got []string
		for _, s := range cells {
			on, problem := r.settle(s)
			switch {
			case problem != "":
				on = "!"
			case on == "":
				on = "?"
			}
			got = append(got, on)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.column, s, c.want)
		}
		if r.Ambiguous != strings.Contains(c.want, "?") {
			t.Errorf("%s: ambiguous = %v", c.column, r.Ambiguous)
		}
	}
}

func TestAmounts(t *testing.T) {
	for _, c := range []struct {
		column, want string
		assumed      bool
	}{
		{"1054|0|007|12.50|-3.10|0.000", "1054|0|7|12.5|-3.1|0", false},
		{"1,234.56|1,234|12", "1234.56|1234|12", false},
		{"1.234,56|1.234|12", "1234.56|1234|12", false},
		{"1 234,56|1'234,50|12 345", "1234.56|1234.5|12345", false},
		{"1,234,567|1.5", "1234567|1.5", false},
		{"12,34,567.00", "1234567", false},
		{"1,234|12,000|5", "1234|12000|5", true},
		{"1.234|12.000|5", "1234|12000|5", true},
		{"$1,200.50|USD 5|5 EUR|(12.00)|12.00-|-$3|$-3|120.-|€ 5", "1200.5|5|5|-12|-12|-3|-3|120|5", false},
		{"1,50|2,50|3.50", "1.5|2.5|!", false},
		{"12k|1.2E+05|n/a|-|5%|1 2|1,23,4|12 345 6|0x1F|10-20|12 apples|.|1.2.3|٣", "!|!|!|!|!|!|!|!|!|!|!|!|!|!", false},
		{"12345678901234|1234567890123", "!|1234567890123", false},
	} {
		var col valueColumn
		cells := strings.Split(c.column, "|")
		for _, s := range cells {
			if a, problem := parseAmount(s); problem == "" {
				col.note(a)
			}
		}
		r := col.report(AnyMark)
		var got []string
		for _, s := range cells {
			a, problem := parseAmount(s)
			v := "!"
			if problem == "" {
				if v, problem = r.settle(s, a); problem != "" {
					v = "!"
				}
			}
			got = append(got, v)
		}
		if s := strings.Join(got, "|"); s != c.want || r.Assumed != c.assumed {
			t.Errorf("%s\n got %s assumed %v\nwant %s", c.column, s, r.Assumed, c.want)
		}
	}
}

func TestCurrencies(t *testing.T) {
	file := "Account;Stage;Amount (USD);Currency\nA;Won;5;EUR - Euro\nB;Won;£5;\nC;Won;5;\nD;Won;$5;Dublons\nE;Won;5;chf\n"
	res := deals(t, open(t, []byte(file)), Options{})
	var got []string
	for _, d := range res.Deals {
		got = append(got, d.Currency)
	}
	if s := strings.Join(got, " "); s != "EUR GBP USD $ CHF" {
		t.Errorf("currencies = %s", s)
	}
	if len(res.Notes) != 1 || !strings.Contains(res.Notes[0], "1 row, the first on line 5") {
		t.Errorf("notes = %q", res.Notes)
	}
}

func TestNameKeys(t *testing.T) {
	for _, c := range []struct {
		key  func(string) string
		a, b string
		same bool
	}{
		{productKey, "GTXPro", "GTX Pro", true},
		{productKey, "gtx-pro", "GTX Pro", true},
		{productKey, "GTX Plus Pro", "GTX Pro", false},
		{productKey, "Plan 1.5", "Plan 15", false},
		{productKey, "C++", "C#", false},
		{productKey, "***", "---", false},
		{accountKey, "ACME, Inc.", "Acme  Inc", true},
		{accountKey, "O’Neill Ltd", "O'Neill Ltd.", true},
		{accountKey, "Ron-tech", "Rontech", false},
		{accountKey, "R&D Co", "RD Co", false},
		{accountKey, "Studio 1 2", "Studio 12", false},
		{accountKey, "Cafe\u0301", "CAFÉ", true},
	} {
		if got := c.key(c.a) == c.key(c.b); got != c.same {
			t.Errorf("%q and %q: same = %v, keys %q %q", c.a, c.b, got, c.key(c.a), c.key(c.b))
		}
	}
}

// The commonest spelling wins, the first of two that are equally common.
func TestSpellingsAreMergedAndReported(t *testing.T) {
	file := "Account,Stage,Product\nAcme Inc,Won,GTXPro\nACME Inc.,Won,GTX Pro\nAcme Inc,Won,GTX Pro\nBirch,Won,a b\nBirch,Won,A-B\n"
	res := deals(t, open(t, []byte(file)), Options{})
	want := []Merge{
		{FieldAccount, "Acme Inc", 3, []WordCount{{"ACME Inc.", 1, 3}}},
		{FieldProduct, "GTX Pro", 3, []WordCount{{"GTXPro", 1, 2}}},
		{FieldProduct, "a b", 2, []WordCount{{"A-B", 1, 6}}},
	}
	if !reflect.DeepEqual(res.Merges, want) {
		t.Errorf("merges = %+v", res.Merges)
	}
	for _, d := range res.Deals[:3] {
		if d.Account != "Acme Inc" || d.Product != "GTX Pro" {
			t.Errorf("line %d: %s, %s", d.Line, d.Account, d.Product)
		}
	}
}

func TestGuard(t *testing.T) {
	for cell, want := range map[string]string{
		`=HYPERLINK("http://example.com")`: `'=HYPERLINK("http://example.com")`,
		"+49 30 1234":                      "'+49 30 1234",
		"-2+3":                             "'-2+3",
		"@SUM(A1)":                         "'@SUM(A1)",
		"\t=1":                             "'\t=1",
		"\r=1":                             "'\r=1",
		"  =1":                             "'  =1",
		"＝1":                               "'＝1",
		"-12.5":                            "-12.5",
		"+3":                               "+3",
		"--3":                              "'--3",
		"-":                                "'-",
		"Alder = Birch":                    "Alder = Birch",
		"":                                 "",
	} {
		if got := Guard(cell); got != want {
			t.Errorf("Guard(%q) = %q, want %q", cell, got, want)
		}
	}
}

func TestWriteCSV(t *testing.T) {
	var b bytes.Buffer
	rows := [][]string{{"Łódź; =1", "say \"hi\"\nthere"}, {"\x00=1+1", "-12.5"}}
	if err := WriteCSV(&b, []string{"Account", "Note"}, rows); err != nil {
		t.Fatal(err)
	}
	want := "\ufeff\"Account\",\"Note\"\r\n\"Łódź; =1\",\"say \"\"hi\"\"\nthere\"\r\n\"'=1+1\",\"-12.5\"\r\n"
	if b.String() != want {
		t.Errorf("wrote %q", b.String())
	}
	got, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\ufeff"))).ReadAll()
	if err != nil || got[1][1] != rows[0][1] {
		t.Errorf("read back %q, %v", got, err)
	}
	if err := WriteCSV(&b, []string{"a"}, [][]string{{"1", "2"}}); err == nil {
		t.Error("a ragged row was written")
	}
	full := errors.New("disk full")
	if err := WriteCSV(broken{full}, []string{"a"}, nil); !errors.Is(err, full) {
		t.Errorf("error = %v", err)
	}
}

type broken struct{ err error }

func (b broken) Write([]byte) (int, error) { return 0, b.err }

// Whatever a cell of dates or amounts holds: what it is read as is canonical
// and reads as itself, in every order and with either mark.
func FuzzCells(f *testing.F) {
	for _, s := range []string{"", "03/04/2026", "2026-03-02 09:00", "17-03-01", "2 Mar 2026", "Mon, 2nd of March, 2026", "1.234,5", "(1 234,5 €)", "1'234.50-", "$1,234", "1e5", "99999999", "١٢٣", "20260302T0900Z"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		for _, order := range []DateOrder{AnyOrder, DayFirst, MonthFirst} {
			if on, _ := (DateReport{Order: order}).settle(cell); on != "" {
				if again, problem := (DateReport{Order: order}).settle(on); again != on {
					t.Errorf("%q is read as %s %s, which is read as %q: %s", cell, on, order, again, problem)
				}
			}
		}
		a, problem := parseAmount(cell)
		if problem != "" {
			return
		}
		for _, mark := range []DecimalMark{Point, Comma} {
			v, ok := a.decimal(mark)
			if !ok {
				continue
			}
			b, problem := parseAmount(v)
			if again, ok := b.decimal(Point); !ok || again != v {
				t.Errorf("%q is read as %s, which is read as %q: %s", cell, v, again, problem)
			}
		}
	})
}
