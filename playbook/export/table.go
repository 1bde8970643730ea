package export

import (
	"fmt"
	"reflect"
	"strings"

	"kept/playbook"
	"kept/playbook/table/xlsx"
)

// A sheet is one table of an export: a noun's rows, or the history.
type sheet struct {
	name  string // of the file and the sheet
	about string
	cols  []column
}

// A column of a table.
type column struct {
	name  string // in CSV files and the document, and on no screen
	label string // as a person reads it
	about string
	kind  xlsx.Kind
}

// nounSheet is the table of a noun. Behind the id of the account stands its
// name: whoever sorts and filters would look it up for every row.
func nounSheet(n playbook.Noun, sensitive bool) sheet {
	s := sheet{name: plural(playbook.NounName(n)), about: tableAbout(n)}
	s.cols = append(s.cols, column{"id", "Id", "the row", xlsx.Text})
	if hangsOnAccount(n) {
		s.cols = append(s.cols, column{"account_id", "Account id", "the account that the row hangs on", xlsx.Text},
			column{"account", "Account", "its name", xlsx.Text})
	}
	for _, c := range told(n, sensitive) {
		s.cols = append(s.cols, column{c.Name, playbook.NameOfField(playbook.NounName(n), "", c.Name), aboutColumn(n, c), kindOf(c.Any(n))})
	}
	return s
}

// cells are the values of a row in the order of nounSheet.
func cells(n playbook.Noun, sensitive bool, accounts map[playbook.ID]string) []string {
	out := []string{n.Key().ID.String()}
	if hangsOnAccount(n) {
		out = append(out, n.Key().AccountID.String(), accounts[n.Key().AccountID])
	}
	for _, c := range told(n, sensitive) {
		out = append(out, c.Text(n))
	}
	return out
}

// told are the columns of a noun that leave the program. Where a row lies in
// the trash it is not told at all.
func told(n playbook.Noun, sensitive bool) []playbook.Column {
	var out []playbook.Column
	for _, c := range playbook.Columns(n) {
		if c.Name != "trashed_at" && (sensitive || !playbook.IsSensitive(playbook.NounName(n), c.Name)) {
			out = append(out, c)
		}
	}
	return out
}

func kindOf(v any) xlsx.Kind {
	switch v.(type) {
	case bool:
		return xlsx.Tick
	case int:
		return xlsx.Whole
	case playbook.Money:
		return xlsx.Amount
	case playbook.Date:
		return xlsx.Day
	case playbook.Moment:
		return xlsx.Moment
	}
	return xlsx.Text
}

// hangsOnAccount tells whether the rows of a noun are those of an account: the
// nouns that a Record has, but for the account itself.
func hangsOnAccount(n playbook.Noun) bool {
	t := reflect.TypeOf(n).Elem()
	for _, f := range reflect.VisibleFields(reflect.TypeFor[playbook.Record]()) {
		if f.Type == t || f.Type.Kind() == reflect.Slice && f.Type.Elem() == t {
			return f.Name != "Account"
		}
	}
	return false
}

// plural is what a table is called, and the list of a noun in the document.
func plural(noun string) string {
	switch noun {
	case "criterion":
		return "criteria"
	case "stakeholder":
		return "people"
	case "watch":
		return "watches"
	}
	return noun + "s"
}

func tableAbout(n playbook.Noun) string {
	name := playbook.NounName(n)
	switch name {
	case "account":
		return "the accounts"
	case "item":
		return "the plain lists of the handoff; kind says which list a row is in"
	case "watch":
		return "assumptions, risks and gaps; kind says which"
	case "none":
		return "lists of which somebody said that there is none"
	case "transition":
		return "changes of the state of handoffs"
	case "setting":
		return "settings of the workspace"
	case "playbook_version":
		return "every version of the workspace's own playbooks, and those that plans were started from"
	}
	return playbook.RowsWords(name, "")
}

// aboutColumn says what a column holds beyond its label: its answers, or which
// row it names.
func aboutColumn(n playbook.Noun, c playbook.Column) string {
	switch c.Any(n).(type) {
	case bool:
		return "true, or empty"
	case playbook.Date:
		return "a day, 2027-03-31"
	case playbook.Moment:
		return "a moment in UTC"
	case playbook.Money:
		return "an amount"
	case playbook.ID:
		return "the id of another row"
	}
	return answers(playbook.NounName(n), c.Name)
}

// answers lists what a choice can hold, by the fields that ask for it.
func answers(noun, col string) string {
	var out []string
	seen := map[string]bool{}
	many := false
	for _, f := range append(playbook.Fields(), playbook.LaterFields()...) {
		for _, in := range f.Inputs {
			if f.Noun != noun || in.Col != col {
				continue
			}
			many = many || in.Type == playbook.TypeMulti
			for _, o := range in.Options {
				if !seen[o.Value] {
					seen[o.Value] = true
					out = append(out, o.Value)
				}
			}
		}
	}
	switch {
	case len(out) == 0:
		return ""
	case many:
		return "of " + strings.Join(out, ", ") + "; several are joined by commas"
	}
	return "one of " + strings.Join(out, ", ")
}

// historySheet is the table of the history: a row for every line of every act.
func historySheet() sheet {
	text := func(name, label, about string) column { return column{name, label, about, xlsx.Text} }
	return sheet{"history", "who changed what, when and why: a row for every changed value", []column{
		text("act", "Act", "the id that rows of one act share"),
		{"at", "At", "a moment in UTC", xlsx.Moment},
		text("who", "Who", "the person"),
		text("device", "Installation", ""),
		text("label", "What was done", ""),
		text("why", "Why", "the reason that was given"),
		text("act_kind", "Kind", "do, undo, redo; mend where a merge kept the rules; forget, purge, purged"),
		text("undoes", "Turned", "of an undo or redo: the act that it turned"),
		{"undone", "Taken back", "true, or empty", xlsx.Tick},
		text("took", "Pack of", "of an act that took in a pack: the key that signed it"),
		text("key", "From", "of an act of elsewhere: the key of the pack that brought it"),
		text("account_id", "Account id", ""),
		text("account", "Account", "its name now"),
		text("noun", "Noun", "what the row is"),
		text("row", "Row id", ""),
		text("column", "Column", "empty: the row was added or removed, and its values are a JSON object"),
		text("field", "Field", "what a person calls the column"),
		text("old", "Before", ""),
		text("new", "After", ""),
		{"left_out", "Left out", "true where something sensitive was left out", xlsx.Tick},
	}}
}

// historyRows calls row with the cells of every line of an act, once with
// nothing about a line for an act that has none.
func historyRows(a *playbook.ExportAct, account playbook.ID, name string, sensitive bool, row func([]string) error) error {
	of := account.String()
	lead := []string{a.ID.String(), string(a.At), a.Who, a.Device, a.Label, a.Why, a.Kind, a.Undoes.String(), tick(a.Undone), a.Took, a.Key, of, name}
	if len(a.Lines) == 0 {
		return row(append(lead, "", "", "", "", "", "", ""))
	}
	for i := range a.Lines {
		l := &a.Lines[i]
		old, now, hidden := lineTexts(l, sensitive)
		field := ""
		if l.Col != "" {
			field = playbook.NameOfField(l.Noun, "", l.Col)
		}
		cells := append(lead[:len(lead):len(lead)], l.Noun, l.Row.String(), l.Col, field, orEmpty(old), orEmpty(now), tick(hidden))
		if err := row(cells); err != nil {
			return err
		}
	}
	return nil
}

// lineTexts are the two values of a line, without what is sensitive unless it
// is wanted.
func lineTexts(l *playbook.ClaimLine, sensitive bool) (old, now *string, hidden bool) {
	old, now = l.Old, l.New
	if sensitive {
		return old, now, false
	}
	for _, v := range []**string{&old, &now} {
		if *v == nil {
			continue
		}
		if said, left := playbook.WithoutSensitive(l.Noun, l.Col, **v); left {
			*v, hidden = &said, true
		}
	}
	return old, now, hidden
}

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func tick(on bool) string {
	if on {
		return "true"
	}
	return ""
}

// headings returns what stands above the columns. A sheet needs different ones
// to sort and filter by, which labels alone are not always.
func (s *sheet) headings() []xlsx.Column {
	seen := map[string]bool{}
	out := make([]xlsx.Column, len(s.cols))
	for i, c := range s.cols {
		h := c.label
		if h == "" || seen[strings.ToLower(h)] {
			h = fmt.Sprintf("%s (%s)", c.label, c.name)
		}
		seen[strings.ToLower(h)] = true
		out[i] = xlsx.Column{Heading: h, Kind: c.kind}
	}
	return out
}

func (s *sheet) names() []string {
	out := make([]string, len(s.cols))
	for i, c := range s.cols {
		out[i] = c.name
	}
	return out
}
