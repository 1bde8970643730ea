package form

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"kept/playbook"
)

// Open reads a file of answers or a YAML form, whichever it is. The error is a
// Problems.
func Open(name string, r io.Reader) (*Form, error) {
	b, err := kind().Read(r)
	if err != nil {
		return nil, fmt.Errorf("read the answers %s: %w", name, err)
	}
	if IsAnswers(b) {
		return readSent(name, b)
	}
	f, err := Read(name, bytes.NewReader(b))
	var ps Problems
	if errors.As(err, &ps) && bytes.Contains(b[:min(len(b), 1<<10)], []byte("<html")) {
		return nil, Problems{{File: name, Message: "this is the page itself; open it in a browser, fill it, and open here what “Send back” saves"}}
	}
	return f, err
}

// IsAnswers tells whether a file, or the beginning of one, is a file of answers.
func IsAnswers(b []byte) bool {
	b = bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\uFEFF")), " \t\r\n")
	return bytes.HasPrefix(b, []byte("{")) && bytes.Contains(b[:min(len(b), 200)], []byte(`"kept_answers"`))
}

// By returns who filled a file of answers, as it says, "" of a YAML form.
func (f *Form) By() string {
	if f.sent == nil {
		return ""
	}
	return f.sent.by
}

// A baseline is what a page is filled with: the answers that are known, by the
// keys of the form, without sensitive ones.
func baseline(rec *playbook.Record) map[string]sentPart {
	out := map[string]sentPart{}
	for _, p := range parts() {
		if p = askedPart(p); p == nil {
			continue
		}
		part := sentPart{}
		rows := rec.Rows(p.fields[0])
		switch {
		case p.list:
			for _, n := range rows {
				part.Rows = append(part.Rows, sentRow{n.Key().ID.String(), filledOf(p, n)})
			}
		default:
			part.Values = filledOf(p, rows[0])
		}
		if p.none != nil {
			if n := rec.NoneOf(p.none); n != nil {
				part.None = &sentNone{n.Who, string(n.On)}
			}
		}
		out[p.key] = part
	}
	return out
}

func filledOf(p *part, n playbook.Noun) map[string]string {
	out := map[string]string{}
	for _, in := range p.inputs {
		text, err := playbook.GetText(n, in.Col)
		if err != nil || in.Audience == playbook.Sensitive {
			text = ""
		}
		if in.Type == playbook.TypeWhole && text == "0" {
			text = ""
		}
		out[in.Col] = text
	}
	return out
}
