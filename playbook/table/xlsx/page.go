package xlsx

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// A page is the rows of one sheet, in a file, as the sheet will have them.
// Errors stay in the writer until a row ends.
type page struct {
	name string
	file *os.File
	w    *bufio.Writer
	rows int
}

func newPage(folder, name string) (*page, error) {
	f, err := os.CreateTemp(folder, "rows-")
	if err != nil {
		return nil, err
	}
	return &page{name: name, file: f, w: bufio.NewWriterSize(f, 1<<15)}, nil
}

func (p *page) begin() {
	p.rows++
	fmt.Fprintf(p.w, `<row r="%d">`, p.rows)
}

func (p *page) end() error {
	if _, err := p.w.WriteString("</row>"); err != nil {
		return fmt.Errorf("write XLSX: sheet %s: %w", p.name, err)
	}
	return nil
}

// open begins a cell; kind is its type, "" for a number.
func (p *page) open(col, style int, kind string) {
	p.w.WriteString(`<c r="`)
	if col >= 26 { // no table of ours has 702 columns
		p.w.WriteByte(byte('A' + col/26 - 1))
	}
	p.w.WriteByte(byte('A' + col%26))
	p.w.WriteString(strconv.Itoa(p.rows))
	p.w.WriteString(`" s="`)
	p.w.WriteString(strconv.Itoa(style))
	if kind != "" {
		p.w.WriteString(`" t="`)
		p.w.WriteString(kind)
	}
	p.w.WriteString(`">`)
}

func (p *page) number(col, style int, f float64) {
	p.open(col, style, "")
	p.w.WriteString("<v>" + strconv.FormatFloat(f, 'f', -1, 64) + "</v></c>")
}

func (p *page) tick(col, style int) {
	p.open(col, style, "b")
	p.w.WriteString("<v>1</v></c>")
}

func (p *page) text(col, style int, s string) {
	p.open(col, style, "inlineStr")
	p.w.WriteString(`<is><t xml:space="preserve">`)
	xml.EscapeText(p.w, []byte(escaped(s)))
	p.w.WriteString("</t></is></c>")
}

// escaped writes the underscore of what would be read as an escape, such as
// _x0041_, as one itself.
func escaped(s string) string {
	for from := 0; ; {
		i := strings.Index(s[from:], "_x")
		if i < 0 {
			return s
		}
		i += from
		if len(s) >= i+7 && s[i+6] == '_' && strings.Trim(s[i+2:i+6], "0123456789abcdefABCDEF") == "" {
			s = s[:i] + "_x005F" + s[i:]
			i += len("_x005F")
		}
		from = i + 2
	}
}

// A packer packs the workbook that excelize has laid out, with the rows of its
// sheets.
type packer struct {
	*zip.Writer
	sheets []*page
}

// Create implements excelize.ZipWriter. Sheets are numbered as they were made.
func (p *packer) Create(name string) (io.Writer, error) {
	w, err := p.Writer.Create(name)
	if err != nil {
		return nil, err
	}
	number, ok := strings.CutPrefix(name, "xl/worksheets/sheet")
	n, err := strconv.Atoi(strings.TrimSuffix(number, ".xml"))
	if !ok || err != nil || n < 1 || n > len(p.sheets) {
		return w, nil
	}
	return &filling{w, p.sheets[n-1]}, nil
}

// filling puts the rows into a sheet that has none; excelize writes a part at
// once.
type filling struct {
	w io.Writer
	p *page
}

func (f *filling) Write(sheet []byte) (int, error) {
	before, after, ok := bytes.Cut(sheet, []byte("<sheetData></sheetData>"))
	if !ok {
		return 0, errors.New("the sheet has no place for its rows")
	}
	if _, err := f.p.file.Seek(0, io.SeekStart); err != nil {
		return 0, err
	}
	for _, r := range []io.Reader{bytes.NewReader(before), strings.NewReader("<sheetData>"), f.p.file, strings.NewReader("</sheetData>"), bytes.NewReader(after)} {
		if _, err := io.Copy(f.w, r); err != nil {
			return 0, err
		}
	}
	return len(sheet), nil
}
