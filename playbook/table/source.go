package table

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// A FileError says that a file cannot be read as a table. Its text is one sentence
// for the person who chose the file: what it is and what to do.
type FileError struct{ Message string }

func (e *FileError) Error() string { return e.Message }

// Encoding names how a file writes characters, in words for the preview.
type Encoding string

// The encodings that are told apart. Latin-1 is read as Windows-1252, which has the
// same letters and more.
const (
	UTF8        Encoding = "UTF-8"
	UTF16LE     Encoding = "UTF-16 LE"
	UTF16BE     Encoding = "UTF-16 BE"
	Windows1252 Encoding = "Windows-1252"
)

// A source is the bytes of a file and how to make UTF-8 of them.
type source struct {
	r        io.ReaderAt
	size     int64
	bom      int64 // bytes before the first character
	encoding Encoding
	broken   bool // UTF-8 with bytes that are not
}

// reader starts over at the first character. at, when not nil, is called with the
// offset in the file behind every read.
func (s source) reader(at func(int64)) io.Reader {
	var r io.Reader = io.NewSectionReader(s.r, s.bom, s.size-s.bom)
	if at != nil {
		r = &counted{r: r, n: s.bom, at: at}
	}
	var e encoding.Encoding
	switch s.encoding {
	case UTF16LE:
		e = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case UTF16BE:
		e = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case Windows1252:
		e = charmap.Windows1252
	default:
		return r
	}
	return e.NewDecoder().Reader(r)
}

type counted struct {
	r  io.Reader
	n  int64
	at func(int64)
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	c.at(c.n)
	return n, err
}

// newSource looks at the whole file once: one accented letter in the last row decides
// whether the file is UTF-8.
func newSource(ctx context.Context, r io.ReaderAt, size int64) (source, error) {
	s := source{r: r, size: size, encoding: UTF8}
	if size > Limit {
		return s, &FileError{fmt.Sprintf("The file has %d MB and %d MB is the most that can be read; export a shorter period, or split the file.", (size+1<<20-1)>>20, Limit>>20)}
	}
	head := make([]byte, min(size, 1<<16))
	if n, err := r.ReadAt(head, 0); err != nil && !(errors.Is(err, io.EOF) && n == len(head)) {
		return s, fmt.Errorf("read the start of the file: %w", err)
	}
	if len(bytes.Trim(head, "\x00 \t\r\n\ufeff")) == 0 && size <= int64(len(head)) {
		return s, &FileError{"The file is empty; export the deals again."}
	}
	if what := foreign(head); what != "" {
		return s, &FileError{what}
	}
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		s.bom = 3
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		s.bom, s.encoding = 2, UTF16LE
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		s.bom, s.encoding = 2, UTF16BE
	default:
		s.encoding = wide(head)
	}
	if s.encoding != UTF8 {
		return s, nil
	}
	if unprintable(head)*50 > len(head) {
		return s, &FileError{"The file is not text; export the deals as CSV and choose that file."}
	}
	good, bad, err := countUTF8(ctx, s.reader(nil))
	switch {
	case err != nil:
		return s, err
	case bad > good && s.bom == 0:
		s.encoding = Windows1252
	case bad > 0:
		s.broken = true
	}
	return s, nil
}

// wide tells UTF-16 without a mark: delimiters, digits and line ends have a zero byte
// on the same side in every script.
func wide(b []byte) Encoding {
	var zero [2]int
	for i, c := range b {
		if c == 0 {
			zero[i&1]++
		}
	}
	all := zero[0] + zero[1]
	switch {
	case all*10 < len(b):
	case zero[1]*20 >= all*19:
		return UTF16LE
	case zero[0]*20 >= all*19:
		return UTF16BE
	}
	return UTF8
}

// unprintable counts control bytes that no text has. A few NULs are damage that reading
// mends; more than one byte in fifty is another kind of file.
func unprintable(b []byte) int {
	n := 0
	for _, c := range b {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1a && c != 0x1b {
			n++
		}
	}
	return n
}

// countUTF8 counts whole sequences beyond ASCII and bytes that belong to none.
func countUTF8(ctx context.Context, r io.Reader) (good, bad int, err error) {
	buf := make([]byte, 1<<18)
	kept := 0
	for {
		if err := ctx.Err(); err != nil {
			return 0, 0, err
		}
		n, err := io.ReadFull(r, buf[kept:])
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			return 0, 0, fmt.Errorf("read the file: %w", err)
		}
		b := buf[:kept+n]
		i := 0
		for i < len(b) {
			if b[i] < utf8.RuneSelf {
				i++
				continue
			}
			if err == nil && !utf8.FullRune(b[i:]) {
				break
			}
			r, w := utf8.DecodeRune(b[i:])
			if r == utf8.RuneError && w == 1 {
				bad++
			} else {
				good++
			}
			i += w
		}
		kept = copy(buf, b[i:])
		if err != nil {
			return good, bad, nil
		}
	}
}

// foreign recognises files of another kind by their first bytes and returns the
// sentence that refuses them, or "".
func foreign(b []byte) string {
	has := func(s string) bool { return bytes.HasPrefix(b, []byte(s)) }
	switch {
	case has("PK\x03\x04") && bytes.Contains(b, []byte("vnd.oasis.opendocument")):
		return "This is a LibreOffice document, not CSV; open it, save it as CSV and choose that file."
	case has("PK\x03\x04") && (bytes.Contains(b, []byte("xl/")) || bytes.Contains(b, []byte("[Content_Types].xml"))):
		return "This is an Excel workbook, not CSV; open it in Excel, save it as CSV and choose that file."
	case has("PK\x03\x04"):
		return "This is a ZIP archive, not CSV; unpack it and choose the CSV file inside."
	case has("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
		return "This is an old Excel workbook, not CSV; open it in Excel, save it as CSV and choose that file."
	case has("\x1f\x8b"):
		return "This is a compressed file, not CSV; unpack it and choose the CSV file inside."
	case has("SQLite format 3\x00"):
		return "This is a SQLite database, not CSV; export the deals from the program that wrote it, and save them as CSV."
	case has("%PDF-"):
		return "This is a PDF document, not CSV; export the deals as CSV and choose that file."
	case has("{\\rtf"):
		return "This is a text document (RTF), not CSV; save the table as CSV and choose that file."
	case has("\x89PNG"), has("\xff\xd8\xff"), has("GIF8"):
		return "This is a picture, not CSV; export the deals as CSV and choose that file."
	}
	text := bytes.ToLower(bytes.TrimLeft(b[:min(len(b), 512)], "\xef\xbb\xbf \t\r\n"))
	switch {
	case bytes.HasPrefix(text, []byte("<?xml")), bytes.HasPrefix(text, []byte("<!doctype")), bytes.HasPrefix(text, []byte("<html")), bytes.HasPrefix(text, []byte("<table")):
		return "This is a web page or XML, not CSV, whatever its name ends in; open it in a spreadsheet, save it as CSV and choose that file."
	case bytes.HasPrefix(text, []byte(`{"`)), bytes.HasPrefix(text, []byte(`[{`)), bytes.HasPrefix(text, []byte("{\n")), bytes.HasPrefix(text, []byte("{\r\n")):
		return "This is JSON, not CSV; export the deals as CSV and choose that file."
	}
	return ""
}
