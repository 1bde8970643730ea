package table

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"strings"
	"testing"
)

func TestFilesOfOtherKinds(t *testing.T) {
	for name, c := range map[string]struct{ file, says string }{
		"empty":            {"", "is empty"},
		"only spaces":      {" \r\n\r\n", "is empty"},
		"only a mark":      {"\xef\xbb\xbf", "is empty"},
		"only zeros":       {strings.Repeat("\x00", 500), "is empty"},
		"Excel":            {"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml", "Excel workbook, not CSV; open it in Excel, save it as CSV"},
		"LibreOffice":      {"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "LibreOffice document"},
		"ZIP":              {"PK\x03\x04\x14\x00deals.csv", "ZIP archive"},
		"old Excel":        {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel workbook"},
		"SQLite":           {"SQLite format 3\x00\x10\x00", "SQLite database"},
		"PDF":              {"%PDF-1.7\n", "PDF document"},
		"gzip":             {"\x1f\x8b\x08", "compressed"},
		"picture":          {"\x89PNG\r\n\x1a\n", "picture"},
		"web page as .xls": {"\ufeff<html><table>", "web page"},
		"JSON":             {`[{"deal": 1}]`, "JSON"},
		"program":          {"\x7fELF\x02\x01\x01\x03\x04\x05\x06" + strings.Repeat("\x01\x02ab", 100), "not text"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Open(context.Background(), strings.NewReader(c.file), int64(len(c.file)))
			var refused *FileError
			if !errors.As(err, &refused) || !strings.Contains(refused.Message, c.says) {
				t.Errorf("error = %v, want one that says %q", err, c.says)
			}
			if err != nil && strings.Count(err.Error(), ".") > 1 {
				t.Errorf("more than one sentence: %s", err)
			}
		})
	}
}

func TestGuessKnowsTheCommonCRMs(t *testing.T) {
	for name, c := range map[string]struct {
		heading, row string
		want         Mapping
	}{
		"Salesforce": {"Opportunity Name,Account Name,Stage,Close Date,Amount,Owner", "New site,Alder,Closed Won,1/31/2026,100,Ann",
			Mapping{FieldAccount: "Account Name", FieldStage: "Stage", FieldCloseDate: "Close Date", FieldValue: "Amount", FieldSeller: "Owner"}},
		"HubSpot": {"Record ID,Deal Name,Associated Company,Deal Stage,Close Date,Amount,Deal owner", "1,New site,Alder,Closed Won (Sales Pipeline),2026-01-31 10:00,100,Ann",
			Mapping{FieldDealID: "Record ID", FieldAccount: "Associated Company", FieldStage: "Deal Stage", FieldCloseDate: "Close Date", FieldValue: "Amount", FieldSeller: "Deal owner"}},
		"Pipedrive": {"Deal - ID,Deal - Title,Deal - Organization,Deal - Stage,Deal - Status,Deal - Won time,Deal - Value,Deal - Currency of Value,Deal - Owner,Organization - ID", "1,New site,Alder,Demo,Won,2026-01-31 10:00:00,100,EUR,Ann,9",
			Mapping{FieldDealID: "Deal - ID", FieldAccount: "Deal - Organization", FieldStage: "Deal - Status", FieldCloseDate: "Deal - Won time", FieldValue: "Deal - Value", FieldCurrency: "Deal - Currency of Value", FieldSeller: "Deal - Owner"}},
		"status that is no outcome": {"Company,Status,Stage", "Alder,Active,Won",
			Mapping{FieldAccount: "Company", FieldStage: "Stage"}},
		"German": {"Kunde,Verkäufer,Produkt,Phase,Abschlussdatum,Betrag (EUR),Währung", "Alder,Ann,A,Gewonnen,31.01.2026,100,EUR",
			Mapping{FieldAccount: "Kunde", FieldSeller: "Verkäufer", FieldProduct: "Produkt", FieldStage: "Phase", FieldCloseDate: "Abschlussdatum", FieldValue: "Betrag (EUR)", FieldCurrency: "Währung"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, []byte(c.heading+"\n"+c.row+"\n"))
			if got := s.Guess(); !maps.Equal(got, c.want) {
				t.Errorf("guess = %v\nwant    %v", got, c.want)
			}
			if res := deals(t, s, Options{}); res.Won != 1 || res.Deals[0].Account != "Alder" {
				t.Errorf("deals = %+v", res.Deals)
			}
		})
	}
}

func TestMappingByHand(t *testing.T) {
	s := open(t, []byte("Title,Who,Stage,Account,Stage\nx,Alder,Won,Ann,y\n"))
	m, err := s.Mapping(Mapping{FieldAccount: "who", FieldSeller: "ACCOUNT", FieldProduct: "stage (2)"})
	if err != nil || !maps.Equal(m, Mapping{FieldAccount: "Who", FieldSeller: "Account", FieldProduct: "Stage (2)", FieldStage: "Stage"}) {
		t.Errorf("mapping = %v, %v", m, err)
	}
	_, err = s.Deals(context.Background(), Options{Columns: Mapping{FieldAccount: "Klient"}})
	var wrong *MappingError
	if !errors.As(err, &wrong) || err.Error() != `There is no column "Klient" for the account; the columns are: Title, Who, Stage, Account, Stage (2).` {
		t.Errorf("unknown column: %v", err)
	}
	_, err = s.Deals(context.Background(), Options{Columns: Mapping{FieldStage: ""}})
	if !errors.As(err, &wrong) || wrong.Field != FieldStage || wrong.Column != "" {
		t.Errorf("no stage: %v", err)
	}
	var field *FieldError
	if _, err := s.Mapping(Mapping{"colour": "Who"}); !errors.As(err, &field) {
		t.Errorf("unknown field: %v", err)
	}
}

func TestHeaderKey(t *testing.T) {
	a, b, c := HeaderKey([]string{"Deal ID", "Account "}), HeaderKey([]string{"account", "deal  id"}), HeaderKey([]string{"account", "deal", "id"})
	if a != b || a == c || len(a) != 24 {
		t.Errorf("keys %s %s %s", a, b, c)
	}
}

func TestHeadingBelowATitleAndWithout(t *testing.T) {
	s := open(t, []byte("Deals of 2026\n\nprinted,by Ann\nAccount;Stage;Amount\nAlder;Won;1,5\nBirch;Won;2,5\nCedar;Lost;3,5\n"))
	if s.Line != 4 || s.Delimiter != ';' || !s.Heading || s.Above != 3 {
		t.Errorf("heading on line %d, %q", s.Line, s.Delimiter)
	}
	if res := deals(t, s, Options{}); res.Won != 2 || res.Deals[0].Line != 5 || res.Deals[0].Value != "1.5" {
		t.Errorf("deals = %+v", res.Deals)
	}
	s = open(t, []byte("Alder,Won,100\nBirch,Lost,200\n"))
	if s.Heading || len(s.Columns) != 3 || len(s.Guess()) != 0 || len(s.Sample()) != 2 {
		t.Errorf("heading found in a file without: %v %v", s.Columns, s.Guess())
	}
	res := deals(t, s, Options{Columns: Mapping{FieldAccount: "column 1", FieldStage: "Column 2", FieldValue: "Column 3"}})
	if res.Won != 1 || res.Lost != 1 || res.Deals[0].Line != 1 {
		t.Errorf("deals = %+v", res.Deals)
	}
}

// One bad byte does not turn every accent of a UTF-8 file into two letters.
func TestDamagedUTF8(t *testing.T) {
	s := open(t, []byte("Account,Stage\nMüller,Won\nSöhne,Won\nŁódź,Won\nBro\xffken,Won\n"))
	res := deals(t, s, Options{})
	if s.Encoding != UTF8 || res.Deals[2].Account != "Łódź" || res.Deals[3].Account != "Bro\ufffdken" {
		t.Errorf("%s %+v", s.Encoding, res.Deals)
	}
	if len(res.Notes) != 1 || !strings.Contains(res.Notes[0], "1 row, the first on line 5") {
		t.Errorf("notes = %q", res.Notes)
	}
}

func TestTooManyColumns(t *testing.T) {
	file := []byte(strings.Repeat("a,", 200_000) + "\n1\n")
	var refused *FileError
	if _, err := Open(context.Background(), bytes.NewReader(file), int64(len(file))); !errors.As(err, &refused) {
		t.Errorf("error = %v", err)
	}
}

// Whatever the bytes: no panic, every row counted once, lines in order, and only
// canonical dates and values.
func FuzzDeals(f *testing.F) {
	for _, s := range []string{
		"Account,Stage,Close date,Amount\nAlder,Won,2026-01-31,100\n",
		"Account;Stage;Close date;Amount\r\n\"Al\"\"der\r\n\";Won;31.01.2026;1.234,5\r\n",
		"Account\tStage\n\"Alder\tWon\n\"\"\"\n", "\xff\xfeA\x00,\x00\n\x00", "sep=|\nAccount|Stage\rx|y\r", "a\x00b,\"", "PK\x03\x04", "Account,Stage\n=1+1,Won\n\xe4,lost\n",
		"Account,Stage,Amount\nA,Won,(1 234,5 €)\nB,Won,1'234.50-\n", "x,y\n1,2\n1,2,3,,\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		s, err := Open(context.Background(), bytes.NewReader(file), int64(len(file)))
		if err != nil {
			var refused *FileError
			if !errors.As(err, &refused) {
				t.Fatalf("not a sentence: %v", err)
			}
			return
		}
		over := Mapping{}
		for i, f := range []Field{FieldAccount, FieldStage, FieldCloseDate, FieldValue, FieldDealID} {
			if _, ok := s.Guess()[f]; !ok && i < len(s.Columns) {
				over[f] = s.Columns[i]
			}
		}
		res, err := s.Deals(context.Background(), Options{Columns: over, OthersOpen: len(file)%2 == 0})
		if err != nil {
			var wrong *MappingError
			if !errors.As(err, &wrong) {
				t.Fatal(err)
			}
			return
		}
		asked := 0
		for _, w := range res.UnknownStages {
			asked += w.Count
		}
		if res.Rows != len(res.Deals)+res.NoAccount.Count+res.Duplicates.Count+res.Failed+asked {
			t.Errorf("%d rows: %d deals, %d without customer, %d duplicates, %d failed, %d asked",
				res.Rows, len(res.Deals), res.NoAccount.Count, res.Duplicates.Count, res.Failed, asked)
		}
		line, ids := 0, map[string]bool{}
		for _, d := range res.Deals {
			if d.Line <= line || d.Line > len(file)+1 || d.Account == "" || d.ID == "" || d.Stage == "" || ids[d.ID] {
				t.Errorf("after line %d: %+v", line, d)
			}
			line, ids[d.ID] = d.Line, true
			if d.CloseOn != "" {
				if again, problem := (DateReport{}).settle(d.CloseOn); again != d.CloseOn {
					t.Errorf("date %q: %s", d.CloseOn, problem)
				}
			}
			if d.Value != "" {
				a, _ := parseAmount(d.Value)
				if again, ok := a.decimal(Point); !ok || again != d.Value {
					t.Errorf("value %q reads as %q", d.Value, again)
				}
			}
		}
	})
}
