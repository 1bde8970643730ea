package table

import (
	"bytes"
	"context"
	"maps"
	"os"
	"reflect"
	"slices"
	"testing"
)

// The figures of this test were counted in testdata/sales_pipeline.csv with awk, without
// this package (CRLF taken off first):
//
//	awk -F, 'NR>1{print $5}' | sort | uniq -c       4238 Won, 2473 Lost, 1589 Engaging, 500 Prospecting
//	awk -F, 'NR>1 && $4==""{print $5}' | uniq -c    1425 without a customer: 1088 Engaging, 337 Prospecting
//	awk -F, 'NR>1 && $4!=""{print $4}' | sort -u    85 customers
//	awk -F, 'NR>1{print $1}' | sort -u              8800 ids
//	awk -F, '$5=="Won"{s+=$8}END{print s}'          10005534
//	awk -F, 'NR>1{print $3}' | sort | uniq -c       1480 GTXPro among 7 products, one spelling each
//	awk -F, '$3=="GTXPro" && $4!=""' | wc -l        1258 of them with a customer
//	awk -F, 'NR>1 && $7!=""{print $7}' | sort       2017-03-01 to 2017-12-31
func TestCRMSales(t *testing.T) {
	s := open(t, crmSales(t))
	if s.Encoding != UTF8 || s.Delimiter != ',' || !s.Heading || s.Line != 1 {
		t.Errorf("shape = %s %q heading %v line %d", s.Encoding, s.Delimiter, s.Heading, s.Line)
	}
	want := Mapping{
		FieldAccount: "account", FieldSeller: "sales_agent", FieldProduct: "product", FieldStage: "deal_stage",
		FieldCloseDate: "close_date", FieldValue: "close_value", FieldDealID: "opportunity_id",
	}
	res := deals(t, s, Options{Products: []string{"GTX Basic", "GTX Pro", "MG Special"}})
	if !maps.Equal(res.Mapping, want) {
		t.Errorf("mapping = %v", res.Mapping)
	}
	if !slices.Equal(res.Unmapped, []Field{FieldCurrency}) || !slices.Equal(res.Ignored, []string{"engage_date"}) {
		t.Errorf("unmapped %v, ignored %v", res.Unmapped, res.Ignored)
	}
	if res.Rows != 8800 || len(res.Deals) != 7375 || res.Won != 4238 || res.Lost != 2473 || res.Open != 1589-1088+500-337 {
		t.Errorf("rows %d, deals %d: won %d, lost %d, open %d", res.Rows, len(res.Deals), res.Won, res.Lost, res.Open)
	}
	if res.NoAccount.Count != 1425 || res.NoAccount.Lines[0] != 11 {
		t.Errorf("without customer = %+v", res.NoAccount)
	}
	if !res.Ready() || res.Failed != 0 || len(res.Errors) != 0 || res.Duplicates.Count != 0 || len(res.Notes) != 0 {
		t.Errorf("ready %v, failed %d %v, duplicates %v, notes %v", res.Ready(), res.Failed, res.Errors, res.Duplicates, res.Notes)
	}
	accounts, sum, from, to := map[string]bool{}, 0, "9", ""
	for _, d := range res.Deals {
		accounts[d.Account] = true
		if d.Stage == StageWon {
			sum += num(d.Value)
		}
		if d.CloseOn != "" {
			from, to = min(from, d.CloseOn), max(to, d.CloseOn)
		}
	}
	if len(accounts) != 85 || sum != 10005534 || from != "2017-03-01" || to != "2017-12-31" {
		t.Errorf("%d customers, won for %d, closed %s to %s", len(accounts), sum, from, to)
	}
	// The price list's spelling wins over the file's, and that is said. 1,480 rows have
	// it, 184 of them without a customer.
	if len(res.Merges) != 1 || res.Merges[0].Kept != "GTX Pro" || res.Merges[0].Deals != 1258 || res.Merges[0].Others[0].Word != "GTXPro" {
		t.Fatalf("merges = %+v", res.Merges)
	}
	if first := res.Deals[1]; first != (Deal{
		Line: 3, ID: "Z063OYW0", Account: "Isdom", Seller: "Darcel Schlecht", Product: "GTX Pro",
		Stage: StageWon, StageWord: "Won", CloseOn: "2017-03-11", Value: "4514",
	}) {
		t.Errorf("line 3 = %+v", first)
	}
	if again := deals(t, s, Options{Products: []string{"GTX Basic", "GTX Pro", "MG Special"}}); !reflect.DeepEqual(again, res) {
		t.Error("a second reading of the same sheet differs")
	}
}

// The same deals whatever the program that exported them made of encoding and delimiter.
func TestCRMSalesInOtherShapes(t *testing.T) {
	plain := crmSales(t)
	want := deals(t, open(t, plain), Options{})
	semicolons := bytes.ReplaceAll(plain, []byte(","), []byte(";"))
	for name, c := range map[string]struct {
		file     []byte
		encoding Encoding
	}{
		"UTF-16 LE with mark":    {append([]byte("\xff\xfe"), utf16(plain, false)...), UTF16LE},
		"UTF-16 BE with mark":    {append([]byte("\xfe\xff"), utf16(plain, true)...), UTF16BE},
		"UTF-16 LE without mark": {utf16(plain, false), UTF16LE},
		"UTF-16 BE without mark": {utf16(plain, true), UTF16BE},
		"UTF-8 with mark":        {append([]byte("\xef\xbb\xbf"), plain...), UTF8},
		"semicolons":             {semicolons, UTF8},
		"tabs":                   {bytes.ReplaceAll(plain, []byte(","), []byte("\t")), UTF8},
		"bars, lone CR":          {bytes.ReplaceAll(bytes.ReplaceAll(plain, []byte(","), []byte("|")), []byte("\r\n"), []byte("\r")), UTF8},
		"Windows-1252":           {bytes.ReplaceAll(semicolons, []byte("Hatfan"), []byte("H\xe2tf\xe4n")), Windows1252},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, c.file)
			if s.Encoding != c.encoding {
				t.Errorf("encoding = %s, want %s", s.Encoding, c.encoding)
			}
			got := deals(t, s, Options{})
			for i := range got.Deals {
				if got.Deals[i].Account == "Hâtfän" {
					got.Deals[i].Account = "Hatfan"
				}
			}
			if !reflect.DeepEqual(got.Deals, want.Deals) || got.Rows != want.Rows || got.NoAccount.Count != 1425 {
				t.Errorf("%d rows, %d deals; want %d, %d", got.Rows, len(got.Deals), want.Rows, len(want.Deals))
			}
		})
	}
}

func BenchmarkCRMSales(b *testing.B) {
	file := crmSales(b)
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		s, err := Open(context.Background(), bytes.NewReader(file), int64(len(file)))
		if err != nil {
			b.Fatal(err)
		}
		if res, err := s.Deals(context.Background(), Options{}); err != nil || len(res.Deals) != 7375 {
			b.Fatal(len(res.Deals), err)
		}
	}
}

func crmSales(t testing.TB) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/sales_pipeline.csv")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func open(t testing.TB, file []byte) *Sheet {
	t.Helper()
	s, err := Open(context.Background(), bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	return s
}

func deals(t testing.TB, s *Sheet, o Options) Result {
	t.Helper()
	res, err := s.Deals(context.Background(), o)
	if err != nil {
		t.Fatalf("deals: %v", err)
	}
	return res
}

// utf16 widens ASCII.
func utf16(b []byte, big bool) []byte {
	out := make([]byte, 0, 2*len(b))
	for _, c := range b {
		if big {
			out = append(out, 0, c)
		} else {
			out = append(out, c, 0)
		}
	}
	return out
}
