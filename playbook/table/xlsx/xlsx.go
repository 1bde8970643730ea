// Package xlsx writes workbooks for a spreadsheet, a row at a time: the rows wait
// in a file until the workbook is packed, not in memory.
// It is the only importer of excelize, and reads nothing.
package xlsx

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Kind says how the cells of a column are written.
type Kind int

// The kinds. A cell that is not what its kind says is written as text.
const (
	Text   Kind = iota
	Whole       // a whole number
	Amount      // a number, its thousands apart
	Day         // 2027-03-31
	Moment      // 2027-03-31T09:00:00Z, with any number of decimals
	Tick        // “true”, or nothing
)

// A Column is what stands above the cells of a sheet, and how they are written.
// The headings of a sheet are different ones.
type Column struct {
	Heading string
	Kind    Kind
	Width   float64 // in characters, 0 for the usual one of its kind
}

// The bounds of the file format. A text over the second is cut, with words that
// say so; a sheet over the first goes on in another.
const (
	maxRows  = excelize.TotalRows
	maxText  = excelize.TotalCellChars
	cutWords = " … [cut here: a cell holds no more]"
)

// A Book is one workbook that is being written. excelize lays it out, with
// sheets that have no rows; the rows go into files, one for each sheet, and are
// put in when the workbook is packed. excelize's own way to stream keeps up to
// 16 MB of every sheet, which were 500 MB for the tables of ten thousand
// accounts.
type Book struct {
	file   *excelize.File
	folder string
	guard  func(string) string
	styles map[Kind]int
	head   int
	limit  int // rows of a sheet, its heading among them

	sheets []*page
	now    *page  // that is being written
	name   string // of it, without its number
	part   int
	cols   []Column
	cut    int
}

// New begins a workbook. Its rows wait in the folder, which has nothing of them
// after Close. Every text goes through guard.
func New(folder string, guard func(string) string) (*Book, error) {
	b := &Book{file: excelize.NewFile(), folder: folder, guard: guard, styles: map[Kind]int{}, limit: maxRows}
	style := func(s *excelize.Style) (id int, err error) {
		if id, err = b.file.NewStyle(s); err != nil {
			err = fmt.Errorf("write XLSX: %w", err)
		}
		return id, err
	}
	var err error
	top := &excelize.Alignment{Vertical: "top"}
	for kind, format := range map[Kind]string{Text: "@", Whole: "0", Amount: "#,##0.##", Day: "yyyy-mm-dd", Moment: "yyyy-mm-dd hh:mm:ss", Tick: ""} {
		s := &excelize.Style{Alignment: top}
		if format != "" {
			s.CustomNumFmt = &format
		}
		if b.styles[kind], err = style(s); err != nil {
			return nil, err
		}
	}
	b.head, err = style(&excelize.Style{
		Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{Vertical: "center"},
		Fill:   excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E6EFEE"}},
		Border: []excelize.Border{{Type: "bottom", Color: "2F6F6B", Style: 1}},
	})
	return b, err
}

// Sheet begins a sheet; the one before is finished. A name has at most 25
// characters, none of them : \ / ? * [ ].
func (b *Book) Sheet(name string, cols []Column) error {
	if err := b.finish(); err != nil {
		return err
	}
	b.name, b.part, b.cols = name, 1, cols
	return b.begin()
}

// begin opens the next sheet of the name.
func (b *Book) begin() error {
	name := b.name
	if b.part > 1 {
		name = fmt.Sprintf("%s (%d)", b.name, b.part)
	}
	fail := func(err error) error { return fmt.Errorf("write XLSX: sheet %s: %w", name, err) }
	var err error
	if len(b.sheets) == 0 {
		err = b.file.SetSheetName("Sheet1", name)
	} else {
		_, err = b.file.NewSheet(name)
	}
	if err != nil {
		return fail(err)
	}
	for i, c := range b.cols {
		col, err := excelize.ColumnNumberToName(i + 1)
		if err == nil {
			err = b.file.SetColWidth(name, col, col, c.width())
		}
		if err != nil {
			return fail(err)
		}
	}
	if err := b.file.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return fail(err)
	}
	if b.now, err = newPage(b.folder, name); err != nil {
		return fail(err)
	}
	b.sheets = append(b.sheets, b.now)
	b.now.begin()
	for i, c := range b.cols {
		b.now.text(i, b.head, c.Heading)
	}
	return b.now.end()
}

func (c Column) width() float64 {
	if c.Width > 0 {
		return c.Width
	}
	usual := map[Kind]float64{Whole: 10, Amount: 14, Day: 12, Moment: 20, Tick: 10}[c.Kind]
	if c.Kind == Text {
		usual = 28
	}
	return max(usual, min(30, float64(utf8.RuneCountInString(c.Heading)+3)))
}

// Row adds a row of the sheet. Cells without text stay empty.
func (b *Book) Row(cells []string) error {
	if len(cells) != len(b.cols) {
		return fmt.Errorf("write XLSX: a row of sheet %s has %d cells, the heading %d", b.name, len(cells), len(b.cols))
	}
	if b.now.rows == b.limit {
		if err := b.finish(); err != nil {
			return err
		}
		b.part++
		if err := b.begin(); err != nil {
			return err
		}
	}
	b.now.begin()
	for i, s := range cells {
		if s != "" {
			b.cell(i, b.cols[i].Kind, s)
		}
	}
	return b.now.end()
}

// cell writes a text as its kind has it.
func (b *Book) cell(col int, kind Kind, s string) {
	style := b.styles[kind]
	switch kind {
	case Whole, Amount:
		if f, err := strconv.ParseFloat(s, 64); err == nil && strings.Trim(s, "-0123456789.") == "" {
			b.now.number(col, style, f)
			return
		}
	case Day:
		if days, ok := serial(time.DateOnly, s); ok {
			b.now.number(col, style, days)
			return
		}
	case Moment:
		if days, ok := serial(time.RFC3339Nano, s); ok {
			// A sixth of a millisecond more: of a fraction just below the second
			// LibreOffice shows the one before.
			b.now.number(col, style, days+2e-9)
			return
		}
	case Tick:
		if s == "true" {
			b.now.tick(col, style)
			return
		}
	}
	b.now.text(col, b.styles[Text], b.text(s))
}

// serial is a date as a spreadsheet counts it. It takes 1900 for a leap year, so
// that days before that March are not its days.
func serial(layout, s string) (days float64, ok bool) {
	t, err := time.Parse(layout, s)
	if err != nil || t.Before(time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC)) || t.Year() > 9999 {
		return 0, false
	}
	// Microseconds, because a Duration holds no 300 years.
	return float64(t.UnixMicro()-time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).UnixMicro()) / (24 * 60 * 60 * 1e6), true
}

// text guards a text, leaves out what no XML can hold, and cuts what no cell
// can.
func (b *Book) text(s string) string {
	s = b.guard(strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s))
	if len(s) <= maxText || units(s) <= maxText {
		return s
	}
	b.cut++
	room := maxText - units(cutWords)
	for i, r := range s {
		if room -= utf16.RuneLen(r); room < 0 {
			return s[:i] + cutWords
		}
	}
	return s
}

// units is how long a spreadsheet takes a text to be.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// finish ends the sheet that is being written: its rows can be filtered.
func (b *Book) finish() error {
	p := b.now
	if p == nil {
		return nil
	}
	b.now = nil
	last, err := excelize.CoordinatesToCellName(len(b.cols), max(p.rows, 2))
	if err == nil {
		err = b.file.AutoFilter(p.name, "A1:"+last, nil)
	}
	if err == nil {
		err = b.file.SetSheetDimension(p.name, "A1:"+last)
	}
	if err == nil {
		err = p.w.Flush()
	}
	if err != nil {
		return fmt.Errorf("write XLSX: sheet %s: %w", p.name, err)
	}
	return nil
}

// First moves a sheet to the front, where it is shown when the workbook opens.
func (b *Book) First(name string) error {
	if err := b.finish(); err != nil {
		return err
	}
	if err := b.file.MoveSheet(name, b.sheets[0].name); err != nil {
		return fmt.Errorf("write XLSX: sheet %s: %w", name, err)
	}
	b.file.SetActiveSheet(0)
	return nil
}

// Cut is how many texts were cut because a cell holds no more.
func (b *Book) Cut() int { return b.cut }

// Write finishes the workbook and writes it.
func (b *Book) Write(w io.Writer) error {
	if err := b.finish(); err != nil {
		return err
	}
	b.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return &packer{zip.NewWriter(w), b.sheets} })
	if _, err := b.file.WriteToBuffer(); err != nil { // into the packer, not the buffer
		return fmt.Errorf("write XLSX: %w", err)
	}
	return nil
}

// Close lets go of the files behind the workbook.
func (b *Book) Close() error {
	err := b.file.Close()
	for _, p := range b.sheets {
		err = errors.Join(err, p.file.Close(), os.Remove(p.file.Name()))
	}
	if err != nil {
		return fmt.Errorf("close XLSX: %w", err)
	}
	return nil
}
