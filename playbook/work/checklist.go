package work

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"kept/playbook"
)

// A LineFinding is something to know about one line of a pasted checklist.
type LineFinding struct {
	Line    int // from 1
	Message string
}

// The largest checklist that is taken.
const (
	maxChecklistBytes = 1 << 20
	maxChecklistRows  = 1000
	maxChecklistWords = 500 // runes of one cell
)

// FromChecklist makes a playbook of a list copied from a spreadsheet: rows of
// phase, task, who and days from the kickoff, apart by tabs, semicolons or
// commas, with or without a line of headings. The playbook is not saved. The
// findings say by line what was taken for granted. A list without any task is
// an *playbook.InvalidError.
func (d *Desk) FromChecklist(text, title string) (playbook.Playbook, []LineFinding, error) {
	title = strings.Join(strings.Fields(playbook.CleanText(title)), " ")
	if title == "" {
		title = "Checklist"
	}
	c := checklist{book: playbook.Playbook{Title: title, Version: 1, ID: d.freeID(playbook.Slug(title, "checklist"))}, ids: map[string]bool{}}
	if len(text) > maxChecklistBytes {
		return c.book, nil, &playbook.InvalidError{Message: "The checklist is larger than 1 MB; paste the rows that are tasks."}
	}
	rows := c.rows(strings.TrimPrefix(playbook.CleanText(text), "\ufeff"))
	columns := positions(rows)
	if len(rows) > 0 {
		if named, ok := headings(rows[0].cells); ok {
			columns, rows = named, rows[1:]
		}
	}
	for _, r := range rows {
		c.row(r, columns)
	}
	c.leaveOut()
	if len(c.book.Phases) == 0 {
		return c.book, c.found, &playbook.InvalidError{Message: "The checklist holds no task; paste rows of phase, task, who and days, with a tab or a comma between them."}
	}
	return c.book, c.found, c.book.Check()
}

type checklist struct {
	book  playbook.Playbook
	found []LineFinding
	lines []int // where each phase begins
	ids   map[string]bool
	phase int // the phase of the row before, from 1
	at    playbook.Offset
	words bool // that the customer reads our words was said
}

// leaveOut drops the phases in which no task stands.
func (c *checklist) leaveOut() {
	var kept []playbook.TemplatePhase
	for i, ph := range c.book.Phases {
		if len(ph.Steps) > 0 {
			ph.Code = fmt.Sprintf("P%d", len(kept)+1)
			kept = append(kept, ph)
			continue
		}
		c.say(c.lines[i], "no task stands in the phase “%s”; it is left out", clip(ph.Title))
	}
	c.book.Phases = kept
	slices.SortStableFunc(c.found, func(a, b LineFinding) int { return a.Line - b.Line })
}

func (c *checklist) say(line int, format string, args ...any) {
	c.found = append(c.found, LineFinding{line, fmt.Sprintf(format, args...)})
}

type checklistRow struct {
	line  int
	cells []string
}

// rows takes the text apart. What stands between the cells is what the text
// has: a tab where there is one, as a spreadsheet copies.
func (c *checklist) rows(text string) []checklistRow {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = comma(text), true, -1
	r.TrimLeadingSpace = r.Comma != '\t' // which would swallow empty cells
	var out []checklistRow
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out
		}
		line, _ := 1, 0
		if err != nil {
			var bad *csv.ParseError
			if errors.As(err, &bad) {
				line = bad.StartLine
			}
			c.say(line, "this line cannot be taken apart; look at its quotation marks")
			continue
		}
		line, _ = r.FieldPos(0)
		empty := true
		for i := range cells {
			cells[i] = strings.Join(strings.Fields(strings.Map(shown, cells[i])), " ")
			empty = empty && cells[i] == ""
		}
		if empty {
			continue
		}
		if len(out) == maxChecklistRows {
			c.say(line, "there are more than %d rows; this one and those below are left out", maxChecklistRows)
			return out
		}
		out = append(out, checklistRow{line, cells})
	}
}

// shown drops the marks of lists and check boxes, which a title does not need,
// and what cannot be shown.
func shown(r rune) rune {
	switch {
	case strings.ContainsRune("☐☑☒✓✔✗•·", r) || !unicode.IsPrint(r) && !unicode.IsSpace(r):
		return ' '
	}
	return r
}

// comma is what stands between the cells. A comma or semicolon is it only where
// most lines have one: it may as well stand in a sentence.
func comma(text string) rune {
	if strings.Contains(text, "\t") {
		return '\t'
	}
	for _, mark := range ";," {
		lines, with := 0, 0
		for line := range strings.Lines(text) {
			if strings.TrimSpace(line) == "" {
				continue
			}
			lines++
			if strings.ContainsRune(line, mark) {
				with++
			}
		}
		if with*2 > lines {
			return mark
		}
	}
	return '\x1f'
}

// A checklistColumns says in which cell what stands, -1 for nowhere.
type checklistColumns struct{ phase, task, who, days int }

var headingWords = map[string][]string{
	"phase": {"phase", "stage", "section", "step group", "milestone", "group"},
	"task":  {"task", "step", "title", "activity", "what", "to do", "todo", "action", "item", "description", "name"},
	"who":   {"who", "owner", "role", "responsible", "assignee", "assigned to", "by"},
	"days":  {"days", "day", "due", "offset", "when", "days from kickoff", "day from kickoff", "due day", "at"},
}

// headings reads a line of headings: it names the task and one thing besides,
// or the task alone.
func headings(cells []string) (checklistColumns, bool) {
	at := map[string]int{"phase": -1, "task": -1, "who": -1, "days": -1}
	known := 0
	for i, cell := range cells {
		for what, words := range headingWords {
			if at[what] < 0 && slices.Contains(words, strings.ToLower(strings.Trim(cell, " :#*()"))) {
				at[what] = i
				known++
			}
		}
	}
	return checklistColumns{at["phase"], at["task"], at["who"], at["days"]}, at["task"] >= 0 && (known > 1 || len(cells) == 1)
}

// positions says what stands where without headings: phase, task, who, days;
// of fewer columns those that the first rows look like.
func positions(rows []checklistRow) checklistColumns {
	width := 0
	for _, r := range rows {
		width = max(width, len(r.cells))
	}
	days := func(i int) bool {
		n := 0
		for _, r := range rows {
			if i < len(r.cells) {
				if _, why := checklistDay(r.cells[i]); why == "" {
					n++
				}
			}
		}
		return n*2 > len(rows)
	}
	who := func(i int) bool {
		n := 0
		for _, r := range rows {
			if i < len(r.cells) && roleOfWords(r.cells[i]) != "" && utf8.RuneCountInString(r.cells[i]) < 40 {
				n++
			}
		}
		return n*2 > len(rows)
	}
	switch {
	case width <= 1:
		return checklistColumns{-1, 0, -1, -1}
	case width == 2 && days(1):
		return checklistColumns{-1, 0, -1, 1}
	case width == 2 && who(1):
		return checklistColumns{-1, 0, 1, -1}
	case width == 2:
		return checklistColumns{0, 1, -1, -1}
	case width == 3 && days(2) && who(1):
		return checklistColumns{-1, 0, 1, 2}
	case width == 3 && days(2):
		return checklistColumns{0, 1, -1, 2}
	}
	return checklistColumns{0, 1, 2, 3}
}

func (r *checklistRow) cell(i int) string {
	if i < 0 || i >= len(r.cells) {
		return ""
	}
	return r.cells[i]
}

func (c *checklist) row(r checklistRow, at checklistColumns) {
	for _, cell := range r.cells {
		if utf8.RuneCountInString(cell) > maxChecklistWords {
			c.say(r.line, "a cell is longer than %d characters; the row is left out, shorten it", maxChecklistWords)
			return
		}
	}
	c.enter(r.line, r.cell(at.phase))
	title := r.cell(at.task)
	if title == "" {
		if r.cell(at.phase) == "" {
			c.say(r.line, "the row has no task; it is left out")
		}
		return // a phase on a line of its own
	}
	if c.phase == 0 {
		c.enter(r.line, "Steps")
	}
	if c.at.Anchor == "" {
		c.at = playbook.Offset{Anchor: playbook.AnchorKickoff}
	}
	if day, why := checklistDay(r.cell(at.days)); why == "" {
		c.at = day
	} else if at.days >= 0 {
		c.say(r.line, "%s; it is due as the task above is, %s", why, c.at)
	}
	s := playbook.Step{Title: title, ID: c.id(title)}
	s.SetAt(c.at)
	if s.Role = roleOfWords(r.cell(at.who)); s.Role == "" {
		s.Role = "cs"
		if who := r.cell(at.who); who != "" {
			c.say(r.line, "“%s” is no role; the task is given to CS, choose another where that is wrong", clip(who))
		}
	}
	ph := &c.book.Phases[c.phase-1]
	if s.Role == "customer" {
		s.Customer = title
		ph.Customer = ph.Title
		if !c.words {
			c.words = true
			c.say(r.line, "the customer does this and reads the title as it stands; see that it, and those of their other tasks, are written for them")
		}
	}
	ph.Steps = append(ph.Steps, s)
}

// enter goes on in a phase: a new one, one that was there before, or, where the
// cell is empty as in a merged one, the same.
func (c *checklist) enter(line int, title string) {
	if title == "" {
		return
	}
	for i := range c.book.Phases {
		if playbook.SameName(c.book.Phases[i].Title, title) {
			c.phase = i + 1
			return
		}
	}
	c.phase = len(c.book.Phases) + 1
	c.lines = append(c.lines, line)
	c.book.Phases = append(c.book.Phases, playbook.TemplatePhase{Title: title})
}

func (c *checklist) id(title string) string { return freeStep(c.ids, title) }

// freeStep returns an id made of a title that no step has yet, and takes it.
func freeStep(taken map[string]bool, title string) string {
	wish := playbook.Slug(title, "step")
	id := wish
	for n := 2; taken[id]; n++ {
		id = fmt.Sprintf("%s-%d", wish, n)
	}
	taken[id] = true
	return id
}

var (
	dayWords  = regexp.MustCompile(`^(?:t|d|k|day|days|kickoff)? ?([+-]? ?\d{1,6}) ?(?:d|days?)?( working(?: days?)?)?$`)
	weekWords = regexp.MustCompile(`^(?:w|wk|week) ?(\d{1,4})$`)
)

// checklistDay reads a cell of days: 5, +5, -3, day 5, D+5, 5 days, week 2 (from
// its first day), or an offset as a playbook file writes it. why says in words
// what is wrong, without its full stop.
func checklistDay(cell string) (at playbook.Offset, why string) {
	t := strings.ToLower(strings.NewReplacer("−", "-", "–", "-").Replace(cell))
	if t == "" {
		return at, "the row has no days"
	}
	if m := weekWords.FindStringSubmatch(t); m != nil {
		n, _ := strconv.Atoi(m[1])
		return checked(playbook.Offset{Anchor: playbook.AnchorKickoff, Days: max(0, n-1) * 7}, cell)
	}
	if m := dayWords.FindStringSubmatch(t); m != nil {
		n, err := strconv.Atoi(strings.ReplaceAll(m[1], " ", ""))
		if err == nil {
			return checked(playbook.Offset{Anchor: playbook.AnchorKickoff, Days: n, Working: m[2] != "" && n != 0}, cell)
		}
	}
	if o, err := playbook.ParseAt(t); err == nil {
		return o, ""
	}
	if _, err := playbook.ParseDate(cell); err == nil {
		return at, "“" + clip(cell) + "” is a date and a playbook counts days; write how many after the kickoff"
	}
	return at, "“" + clip(cell) + "” is no number of days"
}

func checked(o playbook.Offset, cell string) (playbook.Offset, string) {
	if o.Days > playbook.MaxOffset || o.Days < -playbook.MaxOffset {
		return playbook.Offset{}, "“" + clip(cell) + "” is more than ten years from the kickoff"
	}
	return o, ""
}

// roleNames are what people call the roles, the surest words first.
var roleNames = []struct{ role, words string }{
	{"customer", "customer|client|buyer|their side|them|kunde"},
	{"cs", "cs|csm|customer success|success manager|account manager|account lead|am|customer success manager"},
	{"sales", "sales|seller|ae|account executive|sales rep|salesperson|bdr|sdr|sales engineer|se"},
	{"implementation", "implementation|im|onboarding|consultant|engineer|solutions|delivery|technical|it|developer|project manager|pm|services"},
	{"support", "support|helpdesk|help desk|service desk|su"},
	{"product", "product|pr|product manager|research and development|r&d"},
	{"leader", "leader|lead|manager|director|head|vp|ceo|coo|cto|management|executive|owner"},
}

// roleOfWords returns the role that a cell means, "" when none is recognised:
// first by the whole cell, then by the words in it.
func roleOfWords(cell string) string {
	t := strings.ToLower(strings.Join(strings.FieldsFunc(cell, func(r rune) bool { return !unicode.IsLetter(r) && r != '&' }), " "))
	if t == "" {
		return ""
	}
	for _, r := range roleNames {
		if slices.Contains(strings.Split(r.words, "|"), t) {
			return r.role
		}
	}
	if strings.Contains(t, "customer success") {
		return "cs"
	}
	for _, r := range roleNames {
		for _, w := range strings.Split(r.words, "|") {
			if len(w) > 2 && strings.Contains(" "+t+" ", " "+w+" ") {
				return r.role
			}
		}
	}
	return ""
}
