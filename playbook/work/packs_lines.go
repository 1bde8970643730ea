package work

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"time"

	"kept/playbook"
	"kept/playbook/merge"
)

// A PackGroup is the differences of one place of an account: a section of the
// handoff, its questions, its plan.
type PackGroup struct {
	Title  string
	Lines  []PackLine
	Orders []PackOrder
}

// A PackOrder is a list that has another order there.
type PackOrder struct {
	Class    merge.Class // There or Both
	Words    string      // “The order of promises was changed there.”
	Rows     []playbook.ID
	Wins     bool     // some of its rows stand as there without a choice
	Here     []string // the titles of the rows in the order that is here
	There    []string // and there
	noun, of string
}

// Choose returns the choices that make the order of one side count.
func (o *PackOrder) Choose(side merge.Side) []merge.Choice {
	out := make([]merge.Choice, len(o.Rows))
	for i, row := range o.Rows {
		out[i] = merge.Choice{Row: row, Col: "pos", Take: side}
	}
	return out
}

// A PackLine is a difference with its place and its words. Who wrote a value,
// and when, is in Here and There of the Difference.
type PackLine struct {
	merge.Difference
	Place     string // the field, or what the row is: “Promise”
	Label     string // what the value is called, “” of a row
	HereText  string // what is here, as a person reads it; of a row all that it says, line by line
	ThereText string // what is there, likewise
	BaseText  string // what both knew last, likewise; of a row “”
	Sensitive bool   // masked on a shared screen
	CanDouble bool   // what the row is called differs, and both can be kept as two rows
	CanWrite  bool   // it holds words, so that a third can be written
	own       bool   // the program keeps it for itself
	section   string
}

// Shown tells whether the difference says something to a person: places in
// lists and what the program keeps for itself do not, nor what was only changed
// here.
func (l *PackLine) Shown() bool {
	return l.Col != "pos" && !l.own && l.Class != merge.Same && l.Class != merge.Here && l.Class != merge.OwnRow
}

// Where says where the difference is, with the title of its row: “Promise “Import
// of 12 months””.
func (l *PackLine) Where() string {
	title := strings.Join(strings.Fields(l.Title), " ")
	if isOne(l.Noun) || title == "" || title == playbook.Label(l.Noun, "") {
		return l.Place
	}
	return l.Place + " “" + clip(title) + "”"
}

// isOne tells whether an account has one row of a noun.
func isOne(noun string) bool { return noun == "account" || noun == "handoff" || noun == "plan" }

// Counts is what counts without a choice: merge.Theirs or merge.Mine.
func (l *PackLine) Counts() merge.Side {
	if l.Wins {
		return merge.Theirs
	}
	return merge.Mine
}

// Choose returns the choice of a side; text is the third value. Keep keeps two
// rows where the value itself cannot hold both.
func (l *PackLine) Choose(side merge.Side, text string) merge.Choice {
	c := merge.Choice{Row: l.Row, Col: l.Col, Take: side}
	switch {
	case side == merge.Other:
		c.Text = text
	case side == merge.Keep && l.CanDouble && !l.CanKeep:
		c.Col = ""
	}
	return c
}

// A board has the rows that differences are about.
type board struct {
	here, there map[playbook.ID]playbook.Noun
	loc         *time.Location
}

func (b *board) row(id playbook.ID) playbook.Noun {
	if n := b.there[id]; n != nil {
		return n
	}
	return b.here[id]
}

func (b *board) line(d merge.Difference) PackLine {
	l := PackLine{Difference: d, section: sectionOf(b.row(d.Row), &d), own: follows(d.Noun, d.Col) != ""}
	l.Place = playbook.RowWords(d.Noun, d.Kind)
	if isOne(d.Noun) {
		if f, in := playbook.FieldOfColumn(d.Noun, d.Kind, d.Col); in != nil {
			l.Place = f.Label
		}
	}
	if d.Col == "" {
		if d.Here.Text != "" {
			l.HereText = b.says(b.here[d.Row])
		}
		if d.There.Text != "" {
			l.ThereText = b.says(b.there[d.Row])
		}
		return l
	}
	l.Label = playbook.NameOfField(d.Noun, d.Kind, d.Col)
	if d.Col == "trashed_at" {
		l.Label = "Trash"
	}
	l.Sensitive = playbook.IsSensitive(d.Noun, d.Col)
	l.HereText, l.ThereText = b.shown(&d, d.Here.Text), b.shown(&d, d.There.Text)
	if d.Base != nil {
		l.BaseText = b.shown(&d, d.Base.Text)
	}
	l.CanWrite = holdsWords(&d)
	if d.Class == merge.Both && d.Here.Text != "" && d.There.Text != "" && merge.CanDouble(d.Noun) {
		here, there := b.here[d.Row], b.there[d.Row]
		l.CanDouble = here != nil && there != nil && playbook.TitleOf(here) == d.Here.Text && playbook.TitleOf(there) == d.There.Text
	}
	return l
}

// holdsWords tells whether a column holds words that anybody can write.
func holdsWords(d *merge.Difference) bool {
	_, in := playbook.FieldOfColumn(d.Noun, d.Kind, d.Col)
	return in != nil && (in.Type == playbook.TypeText || in.Type == playbook.TypeLong)
}

// shown is a value as a person reads it; of a tick that is not set “no”, of a
// row that it names the title.
func (b *board) shown(d *merge.Difference, text string) string {
	if d.Col == "trashed_at" {
		if text == "" {
			return "not in the trash"
		}
		return "in the trash"
	}
	if id, err := playbook.ParseID(text); err == nil && len(text) == 36 {
		if n := b.row(id); n != nil && playbook.TitleOf(n) != "" {
			return "“" + clip(playbook.TitleOf(n)) + "”"
		}
	}
	if text == "" {
		if n := playbook.NewNoun(d.Noun); n != nil && isTickOf(n, d.Col) {
			return "no"
		}
	}
	return playbook.ShowValue(d.Noun, d.Col, text, b.loc)
}

func isTickOf(n playbook.Noun, col string) bool {
	return slices.ContainsFunc(playbook.Columns(n), func(c playbook.Column) bool {
		_, tick := c.Any(n).(bool)
		return c.Name == col && tick
	})
}

// says is all that a row says, line by line, without what must not be retold.
func (b *board) says(n playbook.Noun) string {
	if n == nil {
		return ""
	}
	noun, kind := playbook.NounName(n), playbook.KindOf(n)
	empty := playbook.NewNoun(noun)
	var out []string
	for _, c := range playbook.Columns(n) {
		text := c.Text(n)
		if text == c.Text(empty) || c.Name == "pos" || c.Name == "trashed_at" || c.Name == "kind" || follows(noun, c.Name) != "" || playbook.IsSensitive(noun, c.Name) {
			continue
		}
		if c.Name == "due_kind" && text == "date" { // the day says so
			continue
		}
		d := merge.Difference{Noun: noun, Kind: kind, Col: c.Name}
		if shown := b.shown(&d, text); shown != "another row" {
			out = append(out, playbook.NameOfField(noun, kind, c.Name)+": "+shown)
		}
	}
	return strings.Join(out, "\n")
}

// follows returns the column that a value goes along with, which the program
// writes in the same act: who ticked a task, and when. It is "" for a value that
// a person sees and chooses.
func follows(noun, col string) string {
	switch noun + "." + col {
	case "task.done_at", "task.done_by":
		return "state"
	case "account.status_by", "account.status_at":
		return "status_line"
	case "account.lost_stage":
		return "stage"
	case "question.asked_at", "question.asked_by":
		return "text"
	case "question.answered_at", "question.answered_by":
		return "answer"
	case "plan.version":
		return "playbook_id"
	case "task.planned_on":
		return "due_on"
	case "plan.kickoff_gap":
		return "kickoff_on"
	case "plan.go_live_gap":
		return "go_live_on"
	}
	return ""
}

// The groups beside the sections of the handoff.
const (
	packQuestions = "questions"
	packHandoff   = "handoff"
	packPlan      = "plan"
)

// sectionOf says in which group a difference stands.
func sectionOf(n playbook.Noun, d *merge.Difference) string {
	switch d.Noun {
	case "question":
		return packQuestions
	case "transition":
		return packHandoff
	case "plan", "phase", "task", "account_anchor", "baseline", "block", "task_input", "notice":
		return packPlan
	case "none":
		if none, ok := n.(*playbook.None); ok {
			if f := playbook.FieldByKey(none.Field); f != nil {
				return f.Section
			}
		}
	}
	if f := playbook.FieldOfKind(d.Noun, d.Kind); f != nil {
		return f.Section
	}
	if f, in := playbook.FieldOfColumn(d.Noun, d.Kind, d.Col); in != nil {
		return f.Section
	}
	if d.Noun == "handoff" {
		return packHandoff
	}
	return ""
}

// grouped puts lines into groups: the account itself, its questions, the
// sections of the handoff in their order, the plan, what came after.
func (b *board) grouped(lines []PackLine) []PackGroup {
	b.byPlace(lines)
	keys := []string{"", packHandoff, packQuestions}
	titles := map[string]string{"": "The account", packHandoff: "The handoff", packQuestions: "Questions", packPlan: "The plan"}
	for _, s := range playbook.Sections() {
		keys, titles[s.Key] = append(keys, s.Key), s.Title
	}
	after := playbook.After()
	keys, titles[after.Key] = append(keys, packPlan, after.Key), after.Title
	var out []PackGroup
	for _, key := range keys {
		g := PackGroup{Title: titles[key]}
		for i := range lines {
			switch l := &lines[i]; {
			case l.section != key || l.own || l.Class == merge.Same:
			case l.Col == "pos":
				g.order(l)
			default:
				g.Lines = append(g.Lines, *l)
			}
		}
		for i := range g.Orders {
			g.Orders[i].Here, g.Orders[i].There = titlesOf(b.here, &g.Orders[i]), titlesOf(b.there, &g.Orders[i])
		}
		if len(g.Lines)+len(g.Orders) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// byPlace puts the rows of each list in the order in which they stand.
func (b *board) byPlace(lines []PackLine) {
	for from := 0; from < len(lines); {
		to := from + 1
		for to < len(lines) && lines[to].Noun == lines[from].Noun {
			to++
		}
		slices.SortStableFunc(lines[from:to], func(x, y PackLine) int {
			if x.Row == y.Row {
				return 0
			}
			return cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(b.pos(x.Row), b.pos(y.Row)), cmp.Compare(x.Title, y.Title), bytes.Compare(x.Row[:], y.Row[:]))
		})
		from = to
	}
}

func (b *board) pos(row playbook.ID) int {
	if n := b.row(row); n != nil {
		return n.Key().Pos
	}
	return 0
}

// order notes that a row has another place there.
func (g *PackGroup) order(l *PackLine) {
	if l.Class != merge.There && l.Class != merge.Both {
		return
	}
	rows := playbook.RowsWords(l.Noun, l.Kind)
	begin := "The order of " + rows + " was changed "
	at := slices.IndexFunc(g.Orders, func(o PackOrder) bool { return strings.HasPrefix(o.Words, begin) })
	if at < 0 {
		at = len(g.Orders)
		g.Orders = append(g.Orders, PackOrder{Class: merge.There, Words: begin + "there.", noun: l.Noun, of: l.Kind})
	}
	o := &g.Orders[at]
	o.Rows, o.Wins = append(o.Rows, l.Row), o.Wins || l.Wins
	if l.Class == merge.Both {
		o.Class, o.Words = merge.Both, begin+"on both sides."
	}
}

// titlesOf returns what the rows of a list are called, as one side has them.
func titlesOf(rows map[playbook.ID]playbook.Noun, o *PackOrder) []string {
	var list []playbook.Noun
	for _, n := range rows {
		if playbook.NounName(n) == o.noun && playbook.KindOf(n) == o.of && n.Key().TrashedAt == "" {
			list = append(list, n)
		}
	}
	slices.SortFunc(list, func(a, b playbook.Noun) int {
		x, y := a.Key(), b.Key()
		return cmp.Or(cmp.Compare(x.Pos, y.Pos), bytes.Compare(x.ID[:], y.ID[:]))
	})
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = clip(strings.Join(strings.Fields(playbook.TitleOf(n)), " "))
	}
	return out
}

// along adds to the choices about a value those about what follows it.
func along(lines []merge.Difference, choices []merge.Choice) []merge.Choice {
	out := slices.Clone(choices)
	for i := range lines {
		d := &lines[i]
		lead := follows(d.Noun, d.Col)
		if lead == "" || slices.ContainsFunc(choices, func(c merge.Choice) bool { return c.Row == d.Row && c.Col == d.Col }) {
			continue
		}
		for _, c := range choices {
			if c.Row == d.Row && c.Col == lead && (c.Take == merge.Mine || c.Take == merge.Theirs) {
				out = append(out, merge.Choice{Row: d.Row, Col: d.Col, Take: c.Take})
			}
		}
	}
	return out
}
