package holidays

import (
	"bufio"
	"bytes"
	"io"
	"strings"
)

// maxLine is how much of one line is kept, in bytes; the rest of a longer one,
// such as a description, is passed over.
const maxLine = 8 << 10

// lines puts the lines of a calendar file together, which are folded after 75
// bytes, and counts them.
type lines struct {
	in     *bufio.Reader
	buf    []byte
	number int   // of the line that was read last, from 1
	begin  int   // where the line that next returned begins
	read   int64 // bytes
}

func newLines(r io.Reader) *lines {
	b := bufio.NewReaderSize(r, 64<<10)
	l := &lines{in: b}
	if mark, _ := b.Peek(3); bytes.Equal(mark, []byte("\xef\xbb\xbf")) {
		b.Discard(3)
	}
	return l
}

// next returns the next line that is not empty, unfolded; ok is false at the
// end of the file.
func (l *lines) next() (line string, ok bool, err error) {
	for {
		l.buf = l.buf[:0]
		l.begin = l.number + 1
		more, err := l.physical()
		for err == nil && more {
			c, peek := l.in.Peek(1)
			if peek != nil || c[0] != ' ' && c[0] != '\t' {
				break
			}
			l.in.Discard(1)
			l.read++
			more, err = l.physical()
		}
		switch {
		case err != nil && err != io.EOF:
			return "", false, err
		case len(bytes.TrimSpace(l.buf)) > 0:
			return strings.ToValidUTF8(string(l.buf), "�"), true, nil
		case err == io.EOF || !more:
			return "", false, nil
		}
	}
}

// physical adds one line of the file to buf, without its end; more is false
// when the file has no further line.
func (l *lines) physical() (more bool, err error) {
	for first := true; ; first = false {
		part, err := l.in.ReadSlice('\n')
		l.read += int64(len(part))
		if first && len(part) > 0 {
			l.number++
		}
		ended := err == nil
		if ended {
			part = bytes.TrimSuffix(part[:len(part)-1], []byte("\r"))
		}
		if room := maxLine - len(l.buf); room > 0 {
			l.buf = append(l.buf, part[:min(len(part), room)]...)
		}
		switch {
		case ended:
			return true, nil
		case err == bufio.ErrBufferFull:
		case err == io.EOF:
			return false, io.EOF
		default:
			return false, err
		}
	}
}

// A prop is one line: NAME;PARAM=VALUE:value.
type prop struct {
	name, value string
	date        bool // VALUE=DATE is among its parameters
}

// property reads a line; it is false for what is none.
func property(line string) (prop, bool) {
	quoted := false
	colon := strings.IndexFunc(line, func(r rune) bool {
		if r == '"' {
			quoted = !quoted
		}
		return r == ':' && !quoted
	})
	if colon <= 0 {
		return prop{}, false
	}
	name, params, _ := strings.Cut(line[:colon], ";")
	name = strings.ToUpper(strings.TrimSpace(name))
	if name == "" || strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.") != "" {
		return prop{}, false
	}
	p := prop{name: name, value: line[colon+1:]}
	for _, one := range strings.Split(params, ";") {
		p.date = p.date || strings.EqualFold(strings.ReplaceAll(one, `"`, ""), "VALUE=DATE")
	}
	if name == "BEGIN" || name == "END" {
		p.value = strings.ToUpper(strings.TrimSpace(p.value))
	}
	return p, true
}

// text is a value as it is read: what was escaped is itself again.
func text(value string) string {
	if !strings.Contains(value, `\`) {
		return value
	}
	return strings.NewReplacer(`\n`, "\n", `\N`, "\n", `\,`, ",", `\;`, ";", `\\`, `\`).Replace(value)
}
