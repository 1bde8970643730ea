package form

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"kept/playbook"
	"kept/playbook/strict"

	"go.yaml.in/yaml/v3"
)

const (
	maxFile = 2 << 20 // bytes; a form with 60 promises and long notes has 60 kB
	maxRows = 2000    // of one list
)

func kind() strict.Kind {
	return strict.Kind{Noun: "form", Limit: maxFile, Size: fmt.Sprintf("%d MB", maxFile>>20),
		Empty: "a form has lines like account: Northlake Dental", Shape: "a form has fields, lists and rows"}
}

// Read reads a form. It is strict: an unknown key, a value of the wrong type,
// an answer that is not among the choices, a day that is not in the calendar,
// a key given twice, an anchor or alias, a second document and a file over
// 2 MB are errors. The error is a Problems that names the file as name, and
// the line, for each of them; the form is then nil.
func Read(name string, r io.Reader) (*Form, error) {
	b, err := kind().Read(r)
	if err != nil {
		return nil, fmt.Errorf("read the form %s: %w", name, err)
	}
	in := &reader{Reader: strict.Reader{File: name, Kind: kind()}, parts: parts(), form: &Form{Name: name}}
	in.read(b)
	if err := in.Err(); err != nil {
		return nil, err
	}
	return in.form, nil
}

type reader struct {
	strict.Reader
	parts []*part
	form  *Form
}

func (in *reader) read(b []byte) {
	root := in.Document(b)
	if root == nil {
		return
	}
	if root.Kind != yaml.MappingNode {
		in.Say(root.Line, "this is not a form; a form has lines like account: Northlake Dental")
		return
	}
	in.top(root)
	if len(in.Problems) == 0 && in.form.ID.IsZero() && strings.TrimSpace(in.form.Account) == "" {
		in.Say(0, "no account is named; add a line like account: Northlake Dental")
	}
}

// pairs calls fn for every key of a mapping, after refusing keys that are
// not texts and keys given twice.
func (in *reader) pairs(m *yaml.Node, fn func(key string, k, v *yaml.Node)) {
	seen := map[string]int{}
	for i := 0; i+1 < len(m.Content); i += 2 {
		k, v := m.Content[i], m.Content[i+1]
		if k.Kind != yaml.ScalarNode {
			in.Say(k.Line, "a key is wanted here, like account")
			continue
		}
		if before, ok := seen[k.Value]; ok {
			in.Say(k.Line, "“%s” stands here and on line %d; keep one", clip(k.Value), before)
			continue
		}
		seen[k.Value] = k.Line
		fn(k.Value, k, v)
	}
}

func null(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }

func (in *reader) top(root *yaml.Node) {
	in.pairs(root, func(key string, k, v *yaml.Node) {
		switch key {
		case "form":
			if v.Kind != yaml.ScalarNode || v.Value != strconv.Itoa(Version) {
				in.Say(v.Line, "this form is of version %s; this program reads version %d", clip(v.Value), Version)
			}
			return
		case "id":
			in.form.ID = in.id(v)
			return
		}
		for _, p := range in.parts {
			if p.key == key {
				in.part(p, k, v)
				return
			}
		}
		in.unknown(k, "")
	})
}

// unknown says that a key is not one, and which may be meant: one of the same
// place, or else where a form has it.
func (in *reader) unknown(k *yaml.Node, within string) {
	var known []string
	at := map[string]string{}
	for _, p := range in.parts {
		if within == "" {
			known = append(known, p.key)
		}
		for _, i := range p.inputs {
			if p.key == within {
				known = append(known, i.key)
			} else if at[i.key] == "" && !p.bare() {
				at[i.key] = p.key
			}
		}
	}
	where := "a form"
	if within != "" {
		where = "“" + within + "”"
	}
	switch n := nearest(k.Value, known); {
	case n != "":
		in.Say(k.Line, "%s has no “%s”; did you mean “%s”?", where, clip(k.Value), n)
	case at[k.Value] != "":
		in.Say(k.Line, "%s has no “%s”; it belongs below “%s”, indented", where, clip(k.Value), at[k.Value])
	case within != "":
		in.Say(k.Line, "%s has no “%s”; it has %s", where, clip(k.Value), strings.Join(known, ", "))
	default:
		in.Say(k.Line, "%s has no “%s”; keptctl form shows all that it has", where, clip(k.Value))
	}
}

func (in *reader) id(v *yaml.Node) playbook.ID {
	if null(v) {
		return playbook.ID{}
	}
	id, err := playbook.ParseID(v.Value)
	if err != nil || v.Kind != yaml.ScalarNode {
		in.Say(v.Line, "“%s” is not an id; leave the line out, the name is enough", clip(v.Value))
	}
	return id
}

func (in *reader) part(p *part, k, v *yaml.Node) {
	a := answer{part: p, line: k.Line}
	switch {
	case null(v):
		return
	case p.list && v.Kind == yaml.SequenceNode:
		in.rows(&a, v)
	case v.Kind == yaml.MappingNode && (!p.bare() && !p.list || p.none != nil):
		in.mapping(&a, v)
	case p.bare() && v.Kind == yaml.ScalarNode:
		in.value(&a.values, p.inputs[0], v)
		if p.key == "account" && len(a.values) == 1 {
			in.form.Account = strings.TrimSpace(a.values[0].text)
			a.values[0].text = in.form.Account
		}
	case p.list:
		in.Say(v.Line, "“%s” is a list; write each row on a line that begins with a dash, like - %s: …", p.key, p.inputs[0].key)
		return
	case p.bare():
		in.Say(v.Line, "“%s” is one value; write it behind the colon", p.key)
		return
	default:
		in.Say(v.Line, "“%s” has several answers; write them below it, indented: %s", p.key, strings.Join(keys(p), ", "))
		return
	}
	in.form.answers = append(in.form.answers, a)
}

func keys(p *part) []string {
	var out []string
	for _, i := range p.inputs {
		out = append(out, i.key)
	}
	return out
}

// mapping reads the answers of a single part, or the none of a list.
func (in *reader) mapping(a *answer, m *yaml.Node) {
	p := a.part
	in.pairs(m, func(key string, k, v *yaml.Node) {
		i := p.input(key)
		switch {
		case key == "none" && p.none != nil:
			a.none = in.none(p, v)
		case i == nil || p.list:
			if p.list {
				in.Say(k.Line, "“%s” is a list; write each row on a line that begins with a dash, or none: {who: Ada Wolf, on: 15 Jan 2027}", p.key)
				return
			}
			in.unknown(k, p.key)
		default:
			in.value(&a.values, i, v)
		}
	})
}

func (in *reader) none(p *part, v *yaml.Node) *noneAnswer {
	if null(v) {
		return nil
	}
	out := &noneAnswer{line: v.Line}
	if v.Kind != yaml.MappingNode {
		in.Say(v.Line, "a none needs a name and a date; write none: {who: Ada Wolf, on: 15 Jan 2027}")
		return nil
	}
	in.pairs(v, func(key string, k, v *yaml.Node) {
		switch key {
		case "who":
			var got []value
			in.value(&got, &input{key: "who"}, v)
			for _, g := range got {
				out.who = strings.TrimSpace(g.text)
			}
		case "on":
			var got []value
			in.value(&got, &input{key: "on", Input: playbook.Input{Type: playbook.TypeDate}}, v)
			for _, g := range got {
				out.on = playbook.Date(g.text)
			}
		default:
			in.Say(k.Line, "“none” has no “%s”; it has who and on", clip(key))
		}
	})
	if out.who == "" && out.on == "" {
		return nil // as the empty form has it
	}
	if out.who == "" || out.on == "" {
		in.Say(out.line, "none for “%s” needs the name of who says so and the date; write none: {who: Ada Wolf, on: 15 Jan 2027}", p.key)
		return nil
	}
	return out
}

// rows reads a list. A row in which nothing is answered says nothing.
func (in *reader) rows(a *answer, seq *yaml.Node) {
	p := a.part
	if len(seq.Content) > maxRows {
		in.Say(seq.Line, "“%s” has %d rows; %d is the most", p.key, len(seq.Content), maxRows)
		return
	}
	ids, days, deciding := map[playbook.ID]int{}, map[string]int{}, 0
	for _, m := range seq.Content {
		if null(m) {
			continue
		}
		if m.Kind != yaml.MappingNode {
			in.Say(m.Line, "a row of “%s” has named values; write - %s: %s", p.key, p.inputs[0].key, clip(m.Value))
			continue
		}
		r, day := row{line: m.Line}, false
		in.pairs(m, func(key string, k, v *yaml.Node) {
			switch i := p.input(key); {
			case key == "id":
				if r.id = in.id(v); !r.id.IsZero() && ids[r.id] != 0 {
					in.Say(k.Line, "the row on line %d has the same id; keep one", ids[r.id])
				}
				ids[r.id] = k.Line
			case i == nil:
				in.unknown(k, p.key)
			default:
				day = day || key == "day"
				in.value(&r.values, i, v)
			}
		})
		for _, v := range r.values {
			if v.in.days() != nil {
				if days[v.text] != 0 {
					in.Say(v.line, "day %s stands here and on line %d; %s has one row for a day, keep one", v.text, days[v.text], p.key)
				}
				days[v.text] = v.line
			}
			if v.in.Col == "deciding" && v.text == "true" {
				if deciding != 0 {
					in.Say(v.line, "only one promise can be the one that won the deal; line %d has it already", deciding)
				}
				deciding = v.line
			}
		}
		in.row(a, r, day)
	}
}

func (in *reader) row(a *answer, r row, day bool) {
	said := 0
	for _, v := range r.values {
		if !r.id.IsZero() || v.in.Col != "day" && v.text != "" {
			said++
		}
	}
	if said == 0 {
		return
	}
	if i := a.part.input("day"); i != nil && !day && r.id.IsZero() {
		in.Say(r.line, "%s needs its day; write day: %s", dayOf(i.field), orDays(i.days()))
		return
	}
	a.rows = append(a.rows, r)
}

// value reads one value; one that is not answered is left out.
func (in *reader) value(to *[]value, i *input, n *yaml.Node) {
	text := n.Value
	switch {
	case null(n):
		return
	case n.Kind == yaml.SequenceNode && i.Type == playbook.TypeMulti:
		var many []string
		for _, c := range n.Content {
			if c.Kind != yaml.ScalarNode {
				in.Say(c.Line, "“%s” is a list of words, like [%s, %s]", i.key, i.Options[0].Value, i.Options[1].Value)
				return
			}
			many = append(many, c.Value)
		}
		text = strings.Join(many, ",")
	case n.Kind != yaml.ScalarNode:
		in.Say(n.Line, "“%s” is one value; write it behind the colon, and put quotes around a text with a colon in it", i.key)
		return
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		text = strings.TrimSuffix(text, "\n") // the end of the block, which nobody typed
	}
	stored, err := i.stored(text)
	if err != nil {
		in.Say(n.Line, "%v", err)
		return
	}
	*to = append(*to, value{in: i, text: stored, line: n.Line})
}
