package form

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"kept/playbook"
)

// Options say what a form is filled with. The zero Options give an empty form.
type Options struct {
	Record    *playbook.Record // fills the form from an account
	Example   bool             // fills it with an invented account; Record is not read
	Sensitive bool             // writes sensitive values too; they are left out otherwise
}

// Write writes a form: every key of the field table in eight sections, with
// what is asked, when it is wanted and who may read it as comments. Reading
// back what was written from a record and applying it to an empty workspace
// gives the same answers, but for sensitive ones that were left out.
func Write(w io.Writer, o Options) error {
	f := &writer{Options: o}
	if o.Example {
		f.Record, f.Sensitive = example(), true
	}
	f.head()
	section := ""
	for _, p := range parts() {
		if p.section != section {
			section = p.section
			f.section(section)
		}
		f.part(p)
	}
	_, err := w.Write(f.Bytes())
	if err != nil {
		return fmt.Errorf("write the form: %w", err)
	}
	return nil
}

type writer struct {
	Options
	bytes.Buffer
}

func (f *writer) line(format string, args ...any) { fmt.Fprintf(&f.Buffer, format+"\n", args...) }

func (f *writer) head() {
	if f.Example {
		f.line("# An example: sample data, invented.")
	}
	f.line(`# Handoff form. Fill it in any order; store it with: keptctl apply FILE
# key:            nothing after the colon is “not answered”; what is stored stays
# key: ""         clears what is stored
# dates           15 Jan 2027 or 2027-01-15      amounts   48000 or 48,000.50
# ticks           yes or no                      long texts   after | on indented lines
# other rows      by their words, or by their place in their list: "#2"
# Quotes go around a text that holds a colon or begins with a sign.
# Rows of a list are found by their words; new ones are added, none is removed.
# Wanted: [before close], [before close when complex], [at submission], [optional];
# [after close] is filled as it comes.
`)
	f.line("form: %d", Version)
	if f.Record != nil && !f.Example {
		f.line("id: %s  # keep it, so that the account is found under another name", f.Record.Account.ID)
	}
}

func (f *writer) section(key string) {
	for _, s := range append(playbook.Sections(), playbook.After()) {
		if s.Key == key {
			f.line("\n\n# %s\n# %s: %s\n# %s", strings.Repeat("=", 70), s.Title, s.Ask, s.Hint)
		}
	}
}

// about returns what a reader should know of a field: when, and for whom.
func about(fl *playbook.Field) string {
	return fmt.Sprintf("[%s] [%s]", fl.Gate, readers(fl.Audience))
}

func readers(a playbook.Audience) string {
	switch a {
	case playbook.Both:
		return "the customer may see it"
	case playbook.Sensitive:
		return "sensitive, never in a document"
	}
	return "internal"
}

func (f *writer) part(p *part) {
	f.line("")
	for _, fl := range p.fields {
		f.line("# %s  %s  %s", fl.ID(), fl.Label, about(fl))
		if fl.Ask != "" {
			f.line("#      %s", fl.Ask)
		}
		if fl.Help != "" {
			f.line("#      %s", fl.Help)
		}
	}
	none := f.noneOf(p)
	switch {
	case p.list:
		f.list(p, none)
	case p.bare() && none == nil:
		if p.none != nil {
			f.offerNone()
		}
		f.value(p, p.inputs[0], f.single(p), 0, p.key+":", true)
	default:
		if p.none != nil && none == nil {
			f.offerNone()
		}
		f.line("%s:", p.key)
		for _, in := range p.inputs {
			f.value(p, in, f.single(p), 2, "  "+in.key+":", true)
		}
		f.none(none)
	}
}

func (f *writer) offerNone() {
	f.line("#      If there is none, write it below with a name:   none: {who: Ada Wolf, on: 15 Jan 2027}")
}

func (f *writer) noneOf(p *part) *playbook.None {
	if f.Record == nil || p.none == nil {
		return nil
	}
	return f.Record.NoneOf(p.none)
}

func (f *writer) none(n *playbook.None) {
	if n != nil {
		f.line("  none: {who: %s, on: %s}", quoted(n.Who), n.On)
	}
}

// single returns the row that holds a single part, nil for an empty form.
func (f *writer) single(p *part) playbook.Noun {
	if f.Record == nil {
		return nil
	}
	return f.Record.Rows(p.fields[0])[0]
}

func (f *writer) list(p *part, none *playbook.None) {
	var rows []playbook.Noun
	if f.Record != nil {
		rows = f.Record.Rows(p.fields[0])
	}
	switch {
	case len(rows) == 0 && none != nil:
		f.line("%s:", p.key)
		f.none(none)
		return
	case len(rows) == 0:
		if p.none != nil {
			f.offerNone()
		}
		rows = []playbook.Noun{nil}
		switch p.noun {
		case "proof_point":
			rows = []playbook.Noun{&playbook.ProofPoint{Day: 30}, &playbook.ProofPoint{Day: 60}, &playbook.ProofPoint{Day: 90}}
		case "inspection":
			rows = nil
			for _, d := range playbook.InspectionDays() {
				rows = append(rows, &playbook.Inspection{Day: d})
			}
		}
	}
	f.line("%s:", p.key)
	for i, row := range rows {
		f.row(p, row, i == 0)
	}
}

// row writes a row of a list. The first one shows every value there is, the
// others those that are filled.
func (f *writer) row(p *part, n playbook.Noun, all bool) {
	dash := "  - "
	for _, in := range p.inputs {
		if all || f.text(p, in, n) != "" || n != nil && begins(p, in.Col) {
			f.value(p, in, n, 4, dash+in.key+":", all)
			dash = "    "
		}
	}
	if n != nil && !n.Key().ID.IsZero() && !f.Example {
		f.line("%sid: %s", dash, n.Key().ID)
	}
}

func (f *writer) text(p *part, in *input, n playbook.Noun) string {
	if n == nil {
		return ""
	}
	text, err := playbook.GetText(n, in.Col)
	if err != nil {
		return ""
	}
	if in.link() {
		return f.linked(in.Link, text)
	}
	return text
}

// linked names the row with an id by its words, or by its place when the words
// are not its own.
func (f *writer) linked(list, id string) string {
	if id == "" {
		return ""
	}
	rows := f.Record.Links(list)
	for i, row := range rows {
		if row.Value != id {
			continue
		}
		same := 0
		for _, other := range rows {
			if playbook.SameName(row.Label, other.Label) {
				same++
			}
		}
		if same > 1 || strings.HasPrefix(row.Label, "#") || strings.TrimSpace(row.Label) == "" {
			return fmt.Sprintf("#%d", i+1)
		}
		return row.Label
	}
	return ""
}

// value writes one line, or several for a long text.
func (f *writer) value(p *part, in *input, n playbook.Noun, indent int, lead string, comment bool) {
	text := f.text(p, in, n)
	out, note := "", ""
	switch {
	case in.Audience == playbook.Sensitive && text != "" && !f.Sensitive:
		note = "filled; left out because it is sensitive"
	case text == "":
		if n != nil && f.Record != nil && begins(p, in.Col) {
			out = `""`
		}
	case in.Type == playbook.TypeTick:
		out = "yes"
	case in.Type == playbook.TypeMulti:
		out = "[" + strings.Join(playbook.SplitMany(text), ", ") + "]"
	default:
		out = scalar(text, indent)
	}
	if note == "" && comment && !p.bare() {
		note = in.note()
	} else if note == "" && comment {
		note = in.kind()
	}
	line := lead
	if out != "" {
		line += " " + out
	}
	if note == "" {
		f.line("%s", line)
		return
	}
	if strings.Contains(out, "\n") || len(lead)+len(out) > 60 {
		if strings.Contains(lead, "- ") {
			f.line("%s", line) // no place for a comment before a row's first line
			return
		}
		f.line("%s# %s", strings.Repeat(" ", indent), note)
		f.line("%s", line)
		return
	}
	f.line("%-34s  # %s", line, note)
}

// note returns what an input asks, of which kind the answer is, and what
// differs from its field.
func (in *input) note() string {
	var parts []string
	if !strings.EqualFold(in.Label, strings.ReplaceAll(in.key, "_", " ")) {
		parts = append(parts, in.Label)
	}
	if k := in.kind(); k != "" {
		parts = append(parts, k)
	}
	if in.Gate != playbook.GateO && in.Gate != in.field.Gate {
		parts = append(parts, in.Gate.String())
	}
	if in.Audience != in.field.Audience {
		parts = append(parts, readers(in.Audience))
	}
	return strings.Join(parts, " · ")
}

func (in *input) kind() string {
	switch in.Type {
	case playbook.TypeDate:
		return "date"
	case playbook.TypeMoney:
		return "amount"
	case playbook.TypeWhole:
		return "whole number"
	case playbook.TypeTick:
		return "yes or no"
	case playbook.TypePerson:
		return "a name"
	case playbook.TypeChoice, playbook.TypeMulti:
		var words []string
		for _, o := range in.Options {
			words = append(words, o.Value)
		}
		if in.Type == playbook.TypeMulti {
			return "any of [" + strings.Join(words, ", ") + "]"
		}
		return "one of " + strings.Join(words, ", ")
	}
	if in.link() {
		return "the words of " + linkNames[in.Link] + ", or its place as \"#2\""
	}
	return ""
}
