package table

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"strings"
)

// sampleSize is how many bytes of text decide delimiter and heading.
const sampleSize = 1 << 18

const maxColumns = 1000

// A Sheet is a file whose shape is known. It is safe for concurrent use and reads the
// file anew for every Deals call, so the file must stay open until the last of them.
type Sheet struct {
	Encoding  Encoding
	Delimiter byte     // one of , ; tab |
	Columns   []string // the heading's names, each once: a repeated name gets " (2)", a blank one is "Column 3"
	Heading   bool     // false when the first row is a deal already; the columns are then "Column 1" onwards
	Line      int      // line of the heading, or of the first row where there is none
	Above     int      // lines above the heading, which are not read

	src    source
	sample [][]string
	lines  int // about how many the file has, to make room at once
}

// Open finds out the shape of a CSV file of size bytes.
// It returns a *FileError for what is empty, larger than Limit, or no text table, and
// ctx's error when cancelled. *os.File and *bytes.Reader are both io.ReaderAt.
func Open(ctx context.Context, r io.ReaderAt, size int64) (*Sheet, error) {
	src, err := newSource(ctx, r, size)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(src.reader(nil), sampleSize))
	if err != nil {
		return nil, fmt.Errorf("read the start of the file: %w", err)
	}
	s := &Sheet{Encoding: src.encoding, src: src}
	if len(text) > 0 {
		s.lines = int(size * int64(lineEnds(text)+1) / int64(max(len(text), 64)))
		s.lines = min(s.lines, int(size/32))
	}
	rows := s.split(text, len(text) == sampleSize)
	if len(rows) == 0 {
		return nil, &FileError{"No row of the file can be read as a table; export the deals as CSV again and choose that file."}
	}
	if err := s.head(rows); err != nil {
		return nil, err
	}
	return s, nil
}

// Sample returns the first rows below the heading, at most twenty, their cells tidied.
// Rows that cannot be read are not among them.
func (s *Sheet) Sample() [][]string { return s.sample[:min(len(s.sample), 20)] }

type sampleRow struct {
	line  int
	cells []string
}

// split chooses the delimiter under which the rows agree best on their number of
// cells and the heading has most names of fields, and returns the rows.
func (s *Sheet) split(text []byte, cut bool) []sampleRow {
	if d, ok := declared(text); ok {
		s.Delimiter = d
		rows := sampleRows(text, d, cut)
		return rows[min(1, len(rows)):]
	}
	var best []sampleRow
	top := math.Inf(-1)
	for _, d := range []byte(",;\t|") {
		rows := sampleRows(text, d, cut)
		if score := agreement(rows); score > top {
			best, top, s.Delimiter = rows, score, d
		}
	}
	return best
}

// declared reads the line "sep=;" by which Excel is told the delimiter.
func declared(text []byte) (byte, bool) {
	first, _, _ := bytes.Cut(text, []byte("\n"))
	first = bytes.Trim(bytes.TrimSuffix(first, []byte("\r")), `"`)
	if len(first) == 5 && bytes.EqualFold(first[:4], []byte("sep=")) && bytes.IndexByte([]byte(",;\t|"), first[4]) >= 0 {
		return first[4], true
	}
	return 0, false
}

func sampleRows(text []byte, delim byte, cut bool) []sampleRow {
	var rows []sampleRow
	tidy := newTidier()
	for sc := newScanner(bytes.NewReader(text), delim); len(rows) < 200; {
		rec, err := sc.next()
		if err != nil {
			// The last row of a cut sample is half a row.
			if cut && len(rows) > 1 {
				rows = rows[:len(rows)-1]
			}
			break
		}
		if rec.fault != sound || blank(rec.cells) {
			continue
		}
		row := sampleRow{line: rec.line}
		for _, c := range rec.cells {
			row.cells = append(row.cells, tidy.text(c))
		}
		rows = append(rows, row)
	}
	return rows
}

func agreement(rows []sampleRow) float64 {
	width, share := commonWidth(rows)
	if width < 2 {
		return 0
	}
	known := 0
	for _, r := range rows[:min(len(rows), 20)] {
		if len(r.cells) <= maxColumns {
			known = max(known, len(guess(r.cells, nil)))
		}
	}
	return 10*share + 2*float64(known) + math.Log(float64(width))/10
}

// commonWidth returns the commonest number of cells, the larger of two that are equally
// common, and the share of rows that have it.
func commonWidth(rows []sampleRow) (width int, share float64) {
	counts := map[int]int{}
	for _, r := range rows {
		counts[len(r.cells)]++
	}
	for w, n := range counts {
		if n > counts[width] || n == counts[width] && w > width {
			width = w
		}
	}
	if len(rows) > 0 {
		share = float64(counts[width]) / float64(len(rows))
	}
	return width, share
}

// head finds the heading: the first row that names two fields; else the first row of
// the common width, when it reads like names; else there is none.
func (s *Sheet) head(rows []sampleRow) error {
	at := -1
	for i, r := range rows[:min(len(rows), 20)] {
		if len(r.cells) <= maxColumns && len(guess(r.cells, nil)) >= 2 {
			at, s.Heading = i, true
			break
		}
	}
	if at < 0 {
		width, _ := commonWidth(rows)
		for i, r := range rows {
			if len(r.cells) == width {
				at, s.Heading = i, likeNames(r.cells)
				break
			}
		}
	}
	if n := len(rows[at].cells); n > maxColumns {
		return &FileError{fmt.Sprintf("The file has %d columns and %d is the most that can be read; export fewer columns.", n, maxColumns)}
	}
	s.Line = rows[at].line
	s.Above = s.Line - 1
	body := rows[at:]
	if s.Heading {
		s.Columns = uniqueNames(body[0].cells)
		body = body[1:]
	} else {
		s.Columns = uniqueNames(make([]string, len(body[0].cells)))
	}
	for _, r := range body {
		if len(r.cells) == len(s.Columns) {
			s.sample = append(s.sample, r.cells)
		}
	}
	return nil
}

// likeNames reports whether cells could be a heading: no two alike, none a number or a
// date, none a stage word, and none blank.
func likeNames(cells []string) bool {
	seen := map[string]bool{}
	for _, c := range cells {
		_, notAmount := parseAmount(c)
		_, date := parseDay(c)
		if c == "" || seen[c] || notAmount == "" || date || knownStage(c) != "" {
			return false
		}
		seen[c] = true
	}
	return true
}

func uniqueNames(cells []string) []string {
	names := make([]string, len(cells))
	used := map[string]bool{}
	for i, c := range cells {
		if c == "" {
			c = fmt.Sprintf("Column %d", i+1)
		}
		name := c
		for n := 2; used[strings.ToLower(name)]; n++ {
			name = fmt.Sprintf("%s (%d)", c, n)
		}
		used[strings.ToLower(name)] = true
		names[i] = name
	}
	return names
}
