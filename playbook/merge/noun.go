package merge

import (
	"cmp"
	"slices"
	"strconv"

	"kept/playbook"
)

// A noun is what the merge knows of one noun of the domain.
type noun struct {
	name   string
	rank   int // its place in playbook.Nouns
	cols   map[string]*column
	names  []*column // sorted by name
	refs   []ref
	double bool // its rows can be kept twice

	sensitive []string // columns that must not be retold
}

type column struct {
	playbook.Column
	zero string // its text in an empty row
	form form
}

// A form is how the text of a column is read.
type form int

const (
	asText form = iota
	asID
	asTick
	asNumber
)

type ref struct {
	col *column
	to  string
}

// nouns is built once; nothing writes to it. Rows of the workspace hang on no
// account and are not among them.
var nouns = describe()

func describe() map[string]*noun {
	out := map[string]*noun{}
	for i, empty := range playbook.Nouns() {
		switch empty.(type) {
		case *playbook.Member, *playbook.Setting, *playbook.Holiday, *playbook.Absence, *playbook.PlaybookVersion:
			continue
		}
		n := &noun{name: playbook.NounName(empty), rank: i, cols: map[string]*column{}}
		for _, c := range playbook.Columns(empty) {
			col := &column{Column: c, zero: c.Text(empty)}
			switch c.Any(empty).(type) {
			case playbook.ID:
				col.form = asID
			case bool:
				col.form = asTick
			case int, int64:
				col.form = asNumber
			}
			n.cols[c.Name] = col
			n.names = append(n.names, col)
			if playbook.IsSensitive(n.name, c.Name) {
				n.sensitive = append(n.sensitive, c.Name)
			}
		}
		slices.SortFunc(n.names, func(a, b *column) int { return cmp.Compare(a.Name, b.Name) })
		out[n.name] = n
	}
	for _, r := range playbook.References() {
		from := out[r.From]
		from.refs = append(from.refs, ref{from.cols[r.Col], r.To})
	}
	for _, f := range append(playbook.Fields(), playbook.LaterFields()...) {
		if n := out[f.Noun]; n != nil && f.List && n.name != "proof_point" && n.name != "inspection" {
			n.double = true
		}
	}
	return out
}

// read returns a text as the column writes it, and false for what it cannot
// hold.
func (c *column) read(text string) (string, bool) {
	switch c.form {
	case asID:
		id, err := playbook.ParseID(text)
		if err != nil {
			return "", false
		}
		return id.String(), true
	case asTick:
		switch text {
		case "true", "yes", "1":
			return "true", true
		case "", "false", "no", "0":
			return "", true
		}
		return "", false
	case asNumber:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return "", false
		}
		return strconv.FormatInt(n, 10), true
	}
	return text, true
}
