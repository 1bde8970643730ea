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

// WriteCSV writes a UTF-8 table with a byte order mark, without which Excel garbles
// accents, and CRLF line ends. Every cell is guarded and quoted: unquoted, a semicolon
// in a cell would begin a new one where the list separator is a semicolon, unguarded.
// NUL characters are dropped. A row of another length than the header is an error.
func WriteCSV(w io.Writer, header []string, rows [][]string) error {
	b := bufio.NewWriter(w)
	b.WriteString("\ufeff")
	writeRow(b, header)
	for i, r := range rows {
		if len(r) != len(header) {
			return fmt.Errorf("write CSV: row %d has %d cells, the header %d", i+1, len(r), len(header))
		}
		writeRow(b, r)
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

// writeRow leaves errors to the writer's Flush, which keeps the first.
func writeRow(b *bufio.Writer, cells []string) {
	for i, c := range cells {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('"')
		// NULs go first: they would hide the sign behind them from Guard.
		b.WriteString(strings.ReplaceAll(Guard(strings.ReplaceAll(c, "\x00", "")), `"`, `""`))
		b.WriteByte('"')
	}
	b.WriteString("\r\n")
}
