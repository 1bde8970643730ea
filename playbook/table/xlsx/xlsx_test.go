package xlsx

import (
	"bytes"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func asItIs(s string) string { return s }

func book(t *testing.T, guard func(string) string) *Book {
	t.Helper()
	b, err := New(t.TempDir(), guard)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

func (b *Book) rowsFor(t *testing.T, rows ...[]string) {
	t.Helper()
	for _, r := range rows {
		if err := b.Row(r); err != nil {
			t.Fatal(err)
		}
	}
}

func readBack(t *testing.T, b *Book) *excelize.File {
	t.Helper()
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// A sheet that is full goes on in the next one, with its heading.
func TestSheetsGoOn(t *testing.T) {
	b := book(t, asItIs)
	b.limit = 3
	if err := b.Sheet("history", []Column{{Heading: "N", Kind: Whole}}); err != nil {
		t.Fatal(err)
	}
	for i := range 5 {
		b.rowsFor(t, []string{strconv.Itoa(i)})
	}
	if err := b.Sheet("last", []Column{{Heading: "N"}}); err != nil {
		t.Fatal(err)
	}
	if err := b.First("last"); err != nil {
		t.Fatal(err)
	}
	f := readBack(t, b)
	if got := f.GetSheetList(); !slices.Equal(got, []string{"last", "history", "history (2)", "history (3)"}) {
		t.Fatalf("sheets: %q", got)
	}
	var all []string
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			all = append(all, r...)
		}
	}
	if got := strings.Join(all, " "); got != "N N 0 1 N 2 3 N 4" {
		t.Errorf("the sheets hold %s", got)
	}
}

func TestCells(t *testing.T) {
	b := book(t, func(s string) string { return strings.Replace(s, "=", "'=", 1) })
	cols := []Column{{Heading: "text"}, {Heading: "whole", Kind: Whole}, {Heading: "amount", Kind: Amount}, {Heading: "day", Kind: Day}, {Heading: "moment", Kind: Moment}, {Heading: "tick", Kind: Tick}}
	if err := b.Sheet("a", cols); err != nil {
		t.Fatal(err)
	}
	b.rowsFor(t,
		[]string{"=1+1", "-12", "1250.5", "2027-03-31", "2027-03-31T12:00:00.000000Z", "true"},
		[]string{" a\n\x01b ", "many", "NaN", "0217-01-01", "2199-12-31T00:00:00Z", "maybe"},
		[]string{"", "", "", "1900-02-28", "", ""})
	if err := b.Row([]string{"short"}); err == nil {
		t.Error("a ragged row was written")
	}
	rows, err := readBack(t, b).GetRows("a", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"text", "whole", "amount", "day", "moment", "tick"},
		{"'=1+1", "-12", "1250.5", "46477", "46477.500000002", "1"},
		{" a\nb ", "many", "NaN", "0217-01-01", "109574.000000002", "maybe"},
		{"", "", "", "1900-02-28"},
	}
	for i, row := range want {
		if !slices.Equal(rows[i], row) {
			t.Errorf("row %d: %q, want %q", i, rows[i], row)
		}
	}
}

// A text that no cell holds is cut with words that say so, never within a sign.
func TestLongTextsAreCut(t *testing.T) {
	b := book(t, asItIs)
	if err := b.Sheet("a", []Column{{Heading: "text"}}); err != nil {
		t.Fatal(err)
	}
	b.rowsFor(t, []string{strings.Repeat("ä", maxText)}, []string{strings.Repeat("🙂", maxText/2+1)})
	if b.Cut() != 1 {
		t.Errorf("%d texts were cut", b.Cut())
	}
	rows, err := readBack(t, b).GetRows("a")
	if err != nil {
		t.Fatal(err)
	}
	if units(rows[1][0]) != maxText || strings.Trim(rows[1][0], "ä") != "" {
		t.Error("a text that fits was cut")
	}
	whole, ok := strings.CutSuffix(rows[2][0], cutWords)
	if !ok || strings.Trim(whole, "🙂") != "" || units(rows[2][0]) < maxText-1 {
		t.Errorf("cut to %d units, ends in %.80q", units(rows[2][0]), rows[2][0][max(0, len(rows[2][0])-60):])
	}
}

// The rows wait in the folder, and are gone from it when the workbook is closed.
func TestNothingStaysInTheFolder(t *testing.T) {
	dir := t.TempDir()
	b, err := New(dir, asItIs)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a", "b"} {
		if err := b.Sheet(name, []Column{{Heading: "text"}}); err != nil {
			t.Fatal(err)
		}
		b.rowsFor(t, []string{strings.Repeat("x", 32_000)}, []string{strings.Repeat("y", 32_000)})
	}
	if left, _ := os.ReadDir(dir); len(left) != 2 {
		t.Errorf("%d files while two sheets are written", len(left))
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

// Columns beyond Z have their names, and what looks like an escape is none.
func TestWideSheets(t *testing.T) {
	b := book(t, asItIs)
	var cols []Column
	var row []string
	for i := range 80 {
		cols = append(cols, Column{Heading: "c" + strconv.Itoa(i)})
		row = append(row, "_x0041_ & <"+strconv.Itoa(i)+"> _x00zz_")
	}
	if err := b.Sheet("a", cols); err != nil {
		t.Fatal(err)
	}
	b.rowsFor(t, row)
	rows, err := readBack(t, b).GetRows("a")
	if err != nil || len(rows) != 2 || !slices.Equal(rows[1], row) {
		t.Errorf("read back %q, %v", rows, err)
	}
}
