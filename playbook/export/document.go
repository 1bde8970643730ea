package export

import (
	"bufio"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"kept/playbook"
)

// Format is the number of the document's format. It grows when a reader that
// knows the one before would misunderstand it; a key more is no such change.
const Format = 1

// A document writes the JSON document as a stream: one account on one line.
// Errors stay in the writer, which keeps the first.
type document struct {
	b         *bufio.Writer
	sensitive bool
	some      bool // behind an account
	acts      bool // behind an act
}

func (d *document) head(o *Options) {
	d.raw(`{"format":` + strconv.Itoa(Format) + `,"made_at":`)
	d.text(string(playbook.MomentOf(o.Now)))
	d.raw(`,"made_by":`)
	d.text(o.Who)
	d.raw(`,"with_sensitive":` + strconv.FormatBool(d.sensitive))
}

// workspace writes the rows that hang on no account, and begins their history.
func (d *document) workspace(r playbook.ExportReader) error {
	d.raw(",\n" + `"workspace":{`)
	first := true
	for _, n := range playbook.Nouns() {
		if _, ok := n.(*playbook.Account); ok || hangsOnAccount(n) {
			continue
		}
		if !first {
			d.raw(",")
		}
		first = false
		d.text(plural(playbook.NounName(n)))
		d.raw(":[")
		some := false
		err := r.EachRow(playbook.NounName(n), func(row playbook.Noun) error {
			if some {
				d.raw(",")
			}
			some = true
			return d.row(row)
		})
		if err != nil {
			return err
		}
		d.raw("]")
	}
	d.history()
	return nil
}

// history begins the history of an account or the workspace.
func (d *document) history() {
	d.raw(`,"history":[`)
	d.acts = false
}

// accounts ends the workspace and begins the accounts.
func (d *document) accounts() { d.raw("]},\n" + `"accounts":[`) }

// account begins an account: its rows as lists, in their order.
func (d *document) account(rec *playbook.Record) {
	if d.some {
		d.raw(",")
	}
	d.some = true
	d.raw("\n{")
	v := reflect.ValueOf(rec).Elem()
	for i := range v.NumField() {
		f := v.Field(i)
		if i > 0 {
			d.raw(",")
		}
		if f.Kind() != reflect.Slice {
			n := f.Addr().Interface().(playbook.Noun)
			d.text(playbook.NounName(n))
			d.raw(":")
			if n.Key().ID.IsZero() { // an account has no handoff until somebody begins one
				d.raw("null")
			} else {
				d.row(n)
			}
			continue
		}
		d.text(plural(playbook.NounName(reflect.New(f.Type().Elem()).Interface().(playbook.Noun))))
		d.raw(":[")
		for j := range f.Len() {
			if j > 0 {
				d.raw(",")
			}
			d.row(f.Index(j).Addr().Interface().(playbook.Noun))
		}
		d.raw("]")
	}
	d.history()
}

// ended ends an account.
func (d *document) ended() { d.raw("]}") }

// end ends the document and returns the first error of the writer.
func (d *document) end() error {
	d.raw("\n]}\n")
	return d.b.Flush()
}

// row writes a row: texts as texts, ticks as true and false, numbers as
// numbers, what is not answered as "".
func (d *document) row(n playbook.Noun) error {
	d.raw(`{"id":`)
	d.text(n.Key().ID.String())
	for _, c := range told(n, d.sensitive) {
		d.raw(`,"` + c.Name + `":`)
		switch v := c.Any(n).(type) {
		case bool:
			d.raw(strconv.FormatBool(v))
		case int:
			d.raw(strconv.Itoa(v))
		default:
			d.text(c.Text(n))
		}
	}
	return d.raw("}")
}

// act writes an act with its lines. What is empty is left out, but for the
// values of lines, which are null where there was no row.
func (d *document) act(a *playbook.ExportAct) {
	if d.acts {
		d.raw(",")
	}
	d.acts = true
	d.raw(`{"id":`)
	d.text(a.ID.String())
	undoes := ""
	if !a.Undoes.IsZero() {
		undoes = a.Undoes.String()
	}
	for _, x := range [][2]string{{"at", string(a.At)}, {"who", a.Who}, {"device", a.Device}, {"label", a.Label}, {"why", a.Why}, {"kind", a.Kind},
		{"undoes", undoes}, {"took", a.Took}, {"key", a.Key}} {
		if x[1] != "" || x[0] == "at" || x[0] == "who" || x[0] == "kind" {
			d.raw(`,"` + x[0] + `":`)
			d.text(x[1])
		}
	}
	if a.Undone {
		d.raw(`,"undone":true`)
	}
	d.raw(`,"lines":[`)
	for i := range a.Lines {
		if i > 0 {
			d.raw(",")
		}
		d.line(&a.Lines[i])
	}
	d.raw("]}")
}

func (d *document) line(l *playbook.ClaimLine) {
	old, now, hidden := lineTexts(l, d.sensitive)
	d.raw(`{"noun":`)
	d.text(l.Noun)
	d.raw(`,"row":`)
	d.text(l.Row.String())
	if l.Col != "" {
		d.raw(`,"column":`)
		d.text(l.Col)
	}
	for _, v := range []struct {
		key  string
		text *string
	}{{"old", old}, {"new", now}} {
		d.raw(`,"` + v.key + `":`)
		switch {
		case v.text == nil:
			d.raw("null")
		case l.Col == "" && strings.HasPrefix(*v.text, "{") && json.Valid([]byte(*v.text)): // the row itself, as the history keeps it
			d.raw(*v.text)
		default:
			d.text(*v.text)
		}
	}
	if hidden {
		d.raw(`,"left_out":true`)
	}
	d.raw("}")
}

func (d *document) raw(s string) error {
	_, err := d.b.WriteString(s)
	return err
}

// text writes a text. Most need no escape.
func (d *document) text(s string) {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			b, _ := json.Marshal(s) // of a text it has no error
			d.b.Write(b)
			return
		}
	}
	d.raw(`"`)
	d.raw(s)
	d.raw(`"`)
}
