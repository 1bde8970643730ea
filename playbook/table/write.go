package table

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Guard returns the cell so that no spreadsheet takes it for a formula: with an
// apostrophe before it when it begins, spaces aside, with = + - @ (or their full-width
// forms), a tab or a line end. Plain numbers such as -12.5 stay as they are.
func Guard(cell string) string {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(cell, " \u00a0"))
	if !strings.ContainsRune("=+-@＝＋－＠\t\r\n", r) || plainNumber(cell) {
		return cell
	}
	return "'" + cell
}

func plainNumber(s string) bool {
	if s != "" && (s[0] == '-' || s[0] == '+') {
		s = s[1:]
	}
	whole, frac, point := strings.Cut(s, ".")
	digits := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	return digits(whole) && (!point || digits(frac))
}

// A Writer writes a UTF-8 table a row at a time, with a byte order mark, without which
// Excel garbles accents, and CRLF line ends. Every cell is guarded and quoted: unquoted,
// a semicolon in a cell would begin a new one where the list separator is a semicolon,
// unguarded. NUL characters are dropped.
type Writer struct {
	b     *bufio.Writer
	cells int
	rows  int
}

// NewWriter begins a table with its header.
func NewWriter(w io.Writer, header []string) *Writer {
	t := &Writer{b: bufio.NewWriter(w), cells: len(header)}
	t.b.WriteString("\ufeff")
	writeRow(t.b, header)
	return t
}

// Write adds a row. A row of another length than the header is an error.
func (t *Writer) Write(row []string) error {
	t.rows++
	if len(row) != t.cells {
		return fmt.Errorf("write CSV: row %d has %d cells, the header %d", t.rows, len(row), t.cells)
	}
	if err := writeRow(t.b, row); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

// Flush writes what is still held back, and returns what went wrong so far.
func (t *Writer) Flush() error {
	if err := t.b.Flush(); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

// WriteCSV writes a whole table as Writer does.
func WriteCSV(w io.Writer, header []string, rows [][]string) error {
	t := NewWriter(w, header)
	for _, r := range rows {
		if err := t.Write(r); err != nil {
			return err
		}
	}
	return t.Flush()
}

// writeRow returns the first error of the writer, which keeps it.
func writeRow(b *bufio.Writer, cells []string) error {
	for i, c := range cells {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('"')
		// NULs go first: they would hide the sign behind them from Guard.
		b.WriteString(strings.ReplaceAll(Guard(strings.ReplaceAll(c, "\x00", "")), `"`, `""`))
		b.WriteByte('"')
	}
	_, err := b.WriteString("\r\n")
	return err
}
