package pack

import (
	"bytes"
	"encoding/hex"
	"encoding/json"

	"kept/playbook"
)

// A hand reads claims that are written as Write writes them, which is a third
// of the price of a reader of any JSON. What it meets in another form, such as
// fields of a later version or in another order, is left to that reader.
type hand struct {
	b     []byte
	words map[string]string // texts that come again and again, kept once
}

// read reads a claim from its line of JSON.
func (h *hand) read(text []byte, c *claim) error {
	if h.words == nil {
		h.words = map[string]string{}
	}
	if h.b = text; h.claim(c) {
		return nil
	}
	*c = claim{}
	return json.Unmarshal(text, c)
}

// claim returns false for what is not written as Write writes it.
func (h *hand) claim(c *claim) bool {
	ok := h.is(`{"id":`) && h.id(&c.ID) && h.is(`,"stamp":`) && h.number(&c.Stamp) && h.is(`,"at":`) && h.text((*string)(&c.At)) &&
		h.is(`,"who":`) && h.word(&c.Who) && h.is(`,"device":`) && h.word(&c.Device) && h.is(`,"label":`) && h.text(&c.Label)
	if ok && h.is(`,"why":`) {
		ok = h.text(&c.Why)
	}
	ok = ok && h.is(`,"kind":`) && h.word(&c.Kind)
	if ok && h.is(`,"undoes":`) {
		c.Undoes = new(playbook.ID)
		ok = h.id(c.Undoes)
	}
	if !ok || !h.is(`,"lines":[`) {
		return false
	}
	c.Lines = make([]line, 0, bytes.Count(h.b, []byte(`{"noun":"`)))
	for {
		var l line
		if !h.line(&l) {
			return false
		}
		c.Lines = append(c.Lines, l)
		if !h.is(",") {
			return h.is("]}") && len(h.b) == 0
		}
	}
}

func (h *hand) line(l *line) bool {
	if !h.is(`{"noun":`) || !h.word(&l.Noun) || !h.is(`,"row":`) || !h.id(&l.Row) {
		return false
	}
	if h.is(`,"col":`) && !h.word(&l.Col) {
		return false
	}
	return h.is(`,"old":`) && h.orNull(&l.Old) && h.is(`,"new":`) && h.orNull(&l.New) && h.is("}")
}

// is cuts what is expected off the front, and returns false where it is not
// there.
func (h *hand) is(want string) bool {
	if len(h.b) < len(want) || string(h.b[:len(want)]) != want {
		return false
	}
	h.b = h.b[len(want):]
	return true
}

// id reads an ID that is not zero.
func (h *hand) id(id *playbook.ID) bool {
	const size = 36
	if len(h.b) < size+2 || h.b[0] != '"' || h.b[size+1] != '"' {
		return false
	}
	s := h.b[1 : size+1]
	if s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return false
	}
	at := id[:]
	for _, part := range [][]byte{s[0:8], s[9:13], s[14:18], s[19:23], s[24:36]} {
		n, err := hex.Decode(at, part)
		if err != nil {
			return false
		}
		at = at[n:]
	}
	h.b = h.b[size+2:]
	return true
}

// number reads a number of up to eighteen digits without a sign.
func (h *hand) number(n *int64) bool {
	i := 0
	for *n = 0; i < len(h.b) && i < 18 && h.b[i] >= '0' && h.b[i] <= '9'; i++ {
		*n = *n*10 + int64(h.b[i]-'0')
	}
	if i == 0 || h.b[0] == '0' || len(h.b) > i && h.b[i] >= '0' && h.b[i] <= '9' {
		return false
	}
	h.b = h.b[i:]
	return true
}

func (h *hand) orNull(s **string) bool {
	if h.is("null") {
		return true
	}
	*s = new(string)
	return h.text(*s)
}

func (h *hand) text(s *string) bool {
	b, ok := h.quoted()
	*s = string(b)
	return ok
}

// mostWords bounds how many texts are kept to be used again.
const mostWords = 1_000

func (h *hand) word(s *string) bool {
	b, ok := h.quoted()
	if !ok {
		return false
	}
	known, ok := h.words[string(b)]
	if !ok {
		if known = string(b); len(h.words) < mostWords {
			h.words[known] = known
		}
	}
	*s = known
	return true
}

// quoted cuts a text in quotation marks off the front. It is good until the next.
func (h *hand) quoted() ([]byte, bool) {
	if len(h.b) == 0 || h.b[0] != '"' {
		return nil, false
	}
	b := h.b[1:]
	for i, c := range b {
		switch {
		case c == '"':
			h.b = b[i+1:]
			return b[:i], true
		case c == '\\':
			return h.escaped(b, i)
		case c < ' ':
			return nil, false
		}
	}
	return nil, false
}

// escaped reads on from the first escape. Characters by their number are left to
// the reader of any JSON.
func (h *hand) escaped(b []byte, i int) ([]byte, bool) {
	out := append(make([]byte, 0, len(b[:i])+64), b[:i]...)
	for i < len(b) {
		switch c := b[i]; {
		case c == '"':
			h.b = b[i+1:]
			return out, true
		case c < ' ':
			return nil, false
		case c != '\\':
			end := i + 1
			for end < len(b) && b[end] >= ' ' && b[end] != '"' && b[end] != '\\' {
				end++
			}
			out = append(out, b[i:end]...)
			i = end
		default:
			if i+1 == len(b) {
				return nil, false
			}
			at := bytes.IndexByte([]byte(`"\/bfnrt`), b[i+1])
			if at < 0 {
				return nil, false
			}
			out = append(out, "\"\\/\b\f\n\r\t"[at])
			i += 2
		}
	}
	return nil, false
}
