package table

import (
	"bytes"
	"io"
)

// maxRecord bounds one row. It is also how far an opening quotation mark is believed:
// past it the mark is taken for a stray one, so that it costs one row, not the file.
const maxRecord = 1 << 20

type fault int

const (
	sound fault = iota
	strayQuote
	openQuote
	tooLong
)

func (f fault) message() string {
	switch f {
	case strayQuote:
		return "A quotation mark stands inside a quoted cell; write it twice or remove it."
	case openQuote:
		return "A quotation mark on this line is never closed; close or remove it."
	case tooLong:
		return "The row is longer than 1 MB."
	}
	return ""
}

// A record is one row. Its cells are valid until the next call of scanner.next.
type record struct {
	line  int
	cells [][]byte
	fault fault // when not sound, cells are empty and reading goes on with the line after
}

// A scanner splits UTF-8 text into rows. It differs from encoding/csv in going on
// after a broken row at the next line, in taking a lone CR for a line end and in
// taking a quotation mark inside an unquoted cell for a character.
type scanner struct {
	r       io.Reader
	delim   byte
	buf     []byte
	start   int
	end     int
	eof     bool
	readErr error
	line    int
	cells   [][]byte
}

func newScanner(r io.Reader, delim byte) *scanner {
	return &scanner{r: r, delim: delim, buf: make([]byte, 1<<16), line: 1}
}

// next returns the next row, blank ones included, and io.EOF after the last.
func (s *scanner) next() (record, error) {
	for {
		if s.start == s.end && s.eof {
			return record{}, s.fail()
		}
		n, lines, fault, more := s.parse()
		if more && s.end-s.start < maxRecord && !s.eof {
			s.fill()
			continue
		}
		if more && fault == sound {
			fault = tooLong
		}
		rec := record{line: s.line, fault: fault}
		if fault == sound {
			rec.cells = s.cells
			s.start += n
			s.line += lines
			return rec, nil
		}
		s.skipLine()
		return rec, nil
	}
}

func (s *scanner) fail() error {
	if s.readErr != nil {
		return s.readErr
	}
	return io.EOF
}

// fill makes room and fills it. The whole buffer at a time, because a row that spans
// reads is parsed again from its beginning.
func (s *scanner) fill() {
	if s.start > 0 {
		s.end = copy(s.buf, s.buf[s.start:s.end])
		s.start = 0
	}
	if s.end == len(s.buf) {
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	n, err := io.ReadFull(s.r, s.buf[s.end:])
	s.end += n
	if err != nil {
		s.eof = true
		if err != io.EOF && err != io.ErrUnexpectedEOF {
			s.readErr = err
		}
	}
}

// skipLine moves behind the line end nearest to start, reading on when the line is long.
func (s *scanner) skipLine() {
	for {
		b := s.buf[s.start:s.end]
		if i := bytes.IndexAny(b, "\r\n"); i >= 0 && (b[i] == '\n' || i+1 < len(b) || s.eof) {
			if b[i] == '\r' && i+1 < len(b) && b[i+1] == '\n' {
				i++
			}
			s.start += i + 1
			s.line++
			return
		} else if i < 0 {
			s.start = s.end
		} else {
			s.start += i
		}
		if s.eof {
			s.start = s.end
			return
		}
		s.fill()
	}
}

// parse reads one row at start into s.cells and returns its length in bytes with the
// line end, and the number of line ends in it. more means that the row may go on
// behind the bytes at hand; the fault is then what it would be if it did not.
func (s *scanner) parse() (n, lines int, f fault, more bool) {
	b := s.buf[s.start:s.end]
	s.cells = s.cells[:0]
	i := 0
	for {
		open := i
		for open < len(b) && b[open] == ' ' {
			open++
		}
		if open < len(b) && b[open] == '"' {
			cell, k, ends, qf, qmore := s.quoted(b, open+1)
			if qf != sound || qmore {
				return 0, 0, qf, qmore
			}
			s.cells = append(s.cells, cell)
			lines += ends
			i = k
		} else {
			k := i
			for k < len(b) && b[k] != s.delim && b[k] != '\n' && b[k] != '\r' {
				k++
			}
			s.cells = append(s.cells, b[i:k])
			i = k
		}
		if i == len(b) {
			return i, lines, sound, !s.eof
		}
		switch b[i] {
		case s.delim:
			i++
			continue
		case '\r':
			if i+1 == len(b) && !s.eof {
				return 0, 0, sound, true
			}
			if i+1 < len(b) && b[i+1] == '\n' {
				i++
			}
		}
		return i + 1, lines + 1, sound, false
	}
}

// quoted reads from behind an opening mark to the delimiter or line end behind the closing one.
func (s *scanner) quoted(b []byte, i int) (cell []byte, next, lines int, f fault, more bool) {
	from, doubled := i, false
	for {
		k := bytes.IndexByte(b[i:], '"')
		if k < 0 {
			return nil, 0, 0, openQuote, !s.eof
		}
		i += k
		if i+1 < len(b) && b[i+1] == '"' {
			doubled = true
			i += 2
			continue
		}
		break
	}
	cell = b[from:i]
	lines = lineEnds(cell)
	i++
	for i < len(b) && b[i] == ' ' {
		i++
	}
	if i == len(b) && !s.eof {
		return nil, 0, 0, sound, true
	}
	if i < len(b) && b[i] != s.delim && b[i] != '\n' && b[i] != '\r' {
		return nil, 0, 0, strayQuote, false
	}
	if doubled {
		cell = bytes.ReplaceAll(cell, []byte(`""`), []byte(`"`))
	}
	return cell, i, lines, sound, false
}

// lineEnds counts LF, CRLF and lone CR.
func lineEnds(b []byte) int {
	return bytes.Count(b, []byte("\n")) + bytes.Count(b, []byte("\r")) - bytes.Count(b, []byte("\r\n"))
}

func blank(cells [][]byte) bool {
	for _, c := range cells {
		if len(bytes.Trim(c, " \t\x00\u00a0\ufeff")) > 0 {
			return false
		}
	}
	return true
}
