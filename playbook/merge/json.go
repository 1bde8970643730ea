package merge

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// eachColumn calls do with the columns of an added row, as the history keeps it:
// an object of texts. It tells whether the text is one. Nearly all rows are
// without escapes, and reading those by hand is an eighth of the price.
func eachColumn(text string, do func(col, value string)) bool {
	s, ok := strings.CutPrefix(text, "{")
	if s, ok = strings.CutSuffix(s, "}"); !ok || len(text) < 2 {
		return decode(text, do)
	}
	if strings.IndexByte(s, '\\') >= 0 || !utf8.ValidString(s) {
		return decode(text, do)
	}
	// A first look that calls nobody, so that what is no object does nothing.
	for _, really := range []bool{false, true} {
		for rest := s; rest != ""; {
			var col, value string
			if col, rest, ok = quoted(rest); !ok || rest == "" || rest[0] != ':' {
				return decode(text, do)
			}
			if value, rest, ok = quoted(rest[1:]); !ok {
				return decode(text, do)
			}
			if rest != "" {
				if len(rest) < 2 || rest[0] != ',' {
					return decode(text, do)
				}
				rest = rest[1:]
			}
			if really {
				do(col, value)
			}
		}
	}
	return true
}

// quoted cuts a text in quotation marks, without escapes, off the front.
func quoted(s string) (text, rest string, ok bool) {
	if s == "" || s[0] != '"' {
		return "", "", false
	}
	end := strings.IndexByte(s[1:], '"')
	if end < 0 {
		return "", "", false
	}
	text = s[1 : 1+end]
	for i := range len(text) {
		if text[i] < ' ' {
			return "", "", false
		}
	}
	return text, s[end+2:], true
}

func decode(text string, do func(col, value string)) bool {
	var vals map[string]string
	if err := json.Unmarshal([]byte(text), &vals); err != nil || vals == nil {
		return false
	}
	for col, value := range vals {
		do(col, value)
	}
	return true
}

// A pair is a column with its text.
type pair struct{ col, text string }

// object writes an added row as the history keeps it; the pairs are sorted by
// column.
func object(pairs []pair) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	b.WriteByte('{')
	for i, p := range pairs {
		if i > 0 {
			b.WriteByte(',')
		}
		e.Encode(p.col) // a text into memory cannot fail
		b.Truncate(b.Len() - 1)
		b.WriteByte(':')
		e.Encode(p.text)
		b.Truncate(b.Len() - 1)
	}
	b.WriteByte('}')
	return b.String()
}
