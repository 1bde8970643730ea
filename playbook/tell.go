package playbook

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// A Part is a stretch of a sentence that looks its own way.
type Part struct {
	Text string
	As   PartAs
}

// PartAs says what a part is.
type PartAs int

// What a part can be.
const (
	AsWords PartAs = iota // ordinary words
	AsName                // what a value or a row is called
	AsValue               // a value, as a person reads it
	AsText                // a value that is text of several words: it stands in quotation marks
)

// A Sentence tells one thing that an act did.
type Sentence struct {
	Parts []Part
	Line  int // the line it tells of, an index into Event.Lines; -1 when it tells of several
	Count int // the lines it tells of

	group string   // sentences of one group can be told as one
	many  manyTold // which is told by this
}

// String is the sentence in plain text.
func (s Sentence) String() string {
	var b strings.Builder
	for _, p := range s.Parts {
		if p.As == AsText {
			b.WriteString("“" + p.Text + "”")
			continue
		}
		b.WriteString(p.Text)
	}
	return b.String()
}

// Tell puts the lines of an act into sentences, by what the fields are called.
// What another line or the label of the act says already is left out.
func Tell(e *Event, loc *time.Location) []Sentence {
	var out []Sentence
	ordered := map[string]int{} // sentences about the order of a list, one each
	for i := range e.Lines {
		l := &e.Lines[i]
		if isEcho(e, l) || isEchoAfter(e, l, loc) || isEchoInPlan(e, l, loc) {
			continue
		}
		s, ok := tellLine(e, l, loc)
		if !ok {
			continue
		}
		s.Line, s.Count = i, 1
		if l.Col == "pos" {
			if at, told := ordered[s.group]; told {
				out[at].Line, out[at].Count = -1, out[at].Count+1
				continue
			}
			ordered[s.group] = len(out)
		}
		out = append(out, s)
	}
	return out
}

// ShowFirst adds to the lines of an act the values that a row it added was born
// with, of the columns that a history is narrowed to, so that Tell tells them.
func ShowFirst(e *Event, q HistoryQuery) {
	if len(q.Cols) == 0 {
		return
	}
	var lines []Line
	for _, l := range e.Lines {
		lines = append(lines, l)
		if l.Noun != q.Noun || l.Col != "" || l.New == "" {
			continue
		}
		var vals map[string]string
		if err := json.Unmarshal([]byte(l.New), &vals); err != nil || q.Kind != "" && vals["kind"] != q.Kind {
			continue
		}
		for _, col := range q.Cols {
			if v := vals[col]; v != "" {
				lines = append(lines, Line{Noun: l.Noun, Row: l.Row, Col: col, New: v, RowTitle: l.RowTitle, Kind: l.Kind})
			}
		}
	}
	e.Lines = lines
}

// TookWords say whose pack an act took in, and how much it brought: “Took in a
// pack of Jonas Weber, 12 changes”.
func TookWords(e *Event) string {
	out := "Took in a pack of " + TookFrom(e)
	switch e.TookActs {
	case 0:
		return out
	case 1:
		return out + ", 1 change"
	}
	return out + ", " + strconv.Itoa(e.TookActs) + " changes"
}

// TookFrom is the person whose pack an act took in, as that laptop calls them.
func TookFrom(e *Event) string {
	if name := strings.Join(strings.Fields(e.TookFrom), " "); name != "" {
		return name
	}
	return "somebody"
}

// VouchedBy says in a few words who stands for an act that a pack brought: the
// key of the laptop that sent it, or that it was made here.
func VouchedBy(e *Event) string {
	switch {
	case e.Kind == ClaimMend:
		return "made to keep the rules"
	case e.Key == "":
		return "chosen here"
	}
	if print := Fingerprint(e.Key); print != "" {
		return "key " + print
	}
	return "key not known"
}

// manyAreOne is from how many sentences of a group on they are told as one.
const manyAreOne = 3

// TellShort is Tell with what was done alike to several rows in one sentence:
// “Added 32 tasks”.
func TellShort(e *Event, loc *time.Location) []Sentence {
	all := Tell(e, loc)
	count := map[string]int{}
	for _, s := range all {
		if s.group != "" {
			count[s.group]++
		}
	}
	var out []Sentence
	for _, s := range all {
		n, grouped := count[s.group]
		switch {
		case !grouped || 0 < n && n < manyAreOne || e.Lines[max(s.Line, 0)].Col == "pos":
			out = append(out, s)
		case n > 0:
			out = append(out, Sentence{Parts: s.many.parts(n), Line: -1, Count: n})
			count[s.group] = 0 // told
		}
	}
	return out
}

// manyTold are the words around a count.
type manyTold struct{ name, before, after string }

func (m manyTold) parts(n int) []Part {
	var out []Part
	if m.name != "" {
		out = append(out, Part{m.name, AsName})
	}
	return append(out, Part{m.before, AsWords}, Part{strconv.Itoa(n) + m.after, AsValue})
}

// isEcho tells whether a line only repeats what another line of its act says,
// or what the program keeps for itself: when a task is ticked its done time is
// the act's own.
func isEcho(e *Event, l *Line) bool {
	switch l.Col {
	case "done_at", "done_by", "status_by", "status_at", "asked_at", "asked_by", "answered_at", "answered_by", "started_at", "started_by",
		"logged_at", "kickoff_gap", "go_live_gap", "lost_stage", "version", "planned_on", "step":
		return true
	case "reason":
		return l.New == e.Why
	case "playbook_id": // the plan that came with it has its name
		return hasLine(e, func(o *Line) bool { return o.Noun == "plan" && o.Col == "" })
	case "pos":
		return hasLine(e, func(o *Line) bool { return o.Col != "pos" && o.Col != "" })
	case "":
		switch l.Noun {
		case "transition":
			return hasLine(e, func(o *Line) bool { return o.Noun == "handoff" && o.Col == "state" })
		case "handoff":
			return hasLine(e, func(o *Line) bool { return o.Noun == "account" && o.Col == "" })
		case "setting": // the label says what was set
			return true
		case "holiday": // off or worked, the label says which
			return l.New != "" && e.says(l.title())
		}
	case "trashed_at":
		// An account takes its rows along.
		return l.Noun != "account" && hasLine(e, func(o *Line) bool { return o.Noun == "account" && o.Col == "trashed_at" })
	}
	return false
}

func hasLine(e *Event, is func(*Line) bool) bool {
	for i := range e.Lines {
		if is(&e.Lines[i]) {
			return true
		}
	}
	return false
}

func tellLine(e *Event, l *Line, loc *time.Location) (Sentence, bool) {
	kind := l.Kind
	if kind == "" && l.Col == "" {
		kind = kindInJSON(l)
	}
	switch {
	case l.Col == "" && isTrashedInJSON(l): // which a pack brought and somebody left out
		return tellRow(e, l, kind, "Added to the trash: "), true
	case l.Col == "" && l.New != "":
		if parts, told := tellAdded(e, l, loc); told {
			return Sentence{Parts: parts, group: "Added " + l.Noun + kind, many: manyTold{before: "Added ", after: " " + RowsWords(l.Noun, kind)}}, len(parts) > 0
		}
		if title := l.title(); title != "" && e.says(title) && (l.Noun == "account" && e.says("deal") || e.says(RowWords(l.Noun, kind))) {
			return Sentence{}, false
		}
		return tellRow(e, l, kind, "Added "), true
	case l.Col == "":
		return tellRow(e, l, kind, "Took away "), true
	case l.Col == "trashed_at" && l.New != "":
		return tellRow(e, l, kind, "Put into the trash: "), true
	case l.Col == "trashed_at":
		return tellRow(e, l, kind, "Took out of the trash: "), true
	case l.Col == "pos":
		return Sentence{Parts: []Part{{"Changed the order of ", AsWords}, {RowsWords(l.Noun, kind), AsName}}, group: "pos " + l.Noun + kind}, true
	}
	return tellValue(e, l, kind, loc)
}

// tellRow tells of a row that came or went.
func tellRow(e *Event, l *Line, kind, verb string) Sentence {
	title := l.title()
	said := title == "" || e.says(title)
	one, rows := lowerWord(RowWords(l.Noun, kind)), RowsWords(l.Noun, kind)
	s := Sentence{group: verb + l.Noun + kind, many: manyTold{before: verb, after: " " + rows}}
	if f := listField(l.Noun, kind); f != nil { // a row of a list is called by its list
		s.many.after = " to " + lowerWord(f.Label)
		if verb != "Added " {
			s.many.after = " of " + lowerWord(f.Label)
		}
		if verb == "Added " {
			one = "to " + lowerWord(f.Label)
		}
	}
	switch {
	case l.Noun == "none":
		s.Parts = []Part{{verb + "the answer “none” to ", AsWords}, {lowerWord(title), AsValue}}
		return s
	case said:
		s.Parts = []Part{{verb + one, AsWords}}
	case strings.HasSuffix(verb, ": "):
		s.Parts = []Part{{verb + one + " ", AsWords}, {"“" + title + "”", AsValue}}
	default:
		s.Parts = []Part{{verb + one, AsWords}, {": ", AsWords}, valuePart(title, title)}
	}
	return s
}

// tellValue tells of a value that changed; false where the act's label says
// everything.
func tellValue(e *Event, l *Line, kind string, loc *time.Location) (Sentence, bool) {
	name := NameOfField(l.Noun, kind, l.Col)
	if l.Noun == "belief" && l.Col == "correction" && hasLine(e, func(o *Line) bool { return o.Row == l.Row && o.Col == "state" && o.New == "withdrawn" }) {
		name = "Why it is withdrawn"
	}
	s := Sentence{group: l.Noun + kind + "." + l.Col}
	changed, set, emptied := verbs(l)
	s.many = manyTold{name: name, before: " " + changed + " for ", after: " " + RowsWords(l.Noun, kind)}

	old, now := showValue(l.Noun, kind, l.Col, l.Old, loc), showValue(l.Noun, kind, l.Col, l.New, loc)
	if whole, told := tellWhole(e, l, loc); told {
		s.Parts = whole
		return s, len(whole) > 0
	}
	var parts []Part
	named := false // the sentence has a subject
	said := e.isAbout(name)
	if leads(name) && !said && old == "" && now != "" && !e.gives(now) && !isID(l.New) && !isTick(l) && !IsSensitive(l.Noun, l.Col) {
		if title := l.title(); title != "" && !isSingle(l.Noun) && !e.says(title) {
			parts, name = append(parts, Part{"“" + clip(title, 60) + "”: ", AsWords}), lowerWord(name)
		}
		s.Parts = append(parts, Part{name, AsName}, Part{" ", AsWords}, Part{now, AsValue})
		return s, true
	}
	if strings.HasSuffix(name, "?") || strings.HasSuffix(name, "…") || leads(name) { // a question, or a half sentence, inside a sentence
		name = "“" + name + "”"
	}
	if !said {
		parts, named = append(parts, Part{name, AsName}), true
	}
	if title := l.title(); title != "" && !isSingle(l.Noun) && !e.says(title) {
		if !named {
			parts, named = append(parts, Part{name, AsName}), true
		}
		parts = append(parts, Part{" of “" + clip(title, 60) + "”", AsWords})
	}
	say := func(words string) {
		if named {
			words = " " + words
		} else {
			words = upperFirst(words)
		}
		parts = append(parts, Part{words, AsWords})
	}
	switch {
	case IsSensitive(l.Noun, l.Col):
		if !named {
			parts, named = append(parts, Part{name, AsName}), true
		}
		say("changed; it is shown on the People tab only")
		s.group = ""
	case isID(l.Old) || isID(l.New):
		if !named {
			parts, named = append(parts, Part{name, AsName}), true
		}
		say("changed")
	case isTick(l):
		if !named {
			parts, named = append(parts, Part{name, AsName}), true
		}
		if now == "" {
			say("unticked")
		} else {
			say("ticked")
		}
	case old == "" && now == "": // one stay in a field that ended as it began
		say("typed and emptied again")
	case old == "" && e.gives(now):
		return s, false
	case old == "":
		say(set + " ")
		parts = append(parts, valuePart(now, l.New))
	case now == "":
		say(emptied + "; it was ")
		parts = append(parts, valuePart(old, l.Old))
	case e.gives(now):
		parts = []Part{{"It was ", AsWords}, valuePart(old, l.Old), {" before", AsWords}}
	case named:
		say(changed + " from ")
		parts = append(parts, valuePart(old, l.Old), Part{" to ", AsWords}, valuePart(now, l.New))
	default:
		say("from ")
		parts = append(parts, valuePart(old, l.Old), Part{" to ", AsWords}, valuePart(now, l.New))
	}
	s.Parts = parts
	return s, true
}

// valuePart puts a value that is a text of its own into quotation marks.
// stored is its text form: dates, amounts and choices look different there.
func valuePart(shown, stored string) Part {
	if words := len(strings.Fields(shown)); shown == stored && (words > 2 || words > 1 && strings.ContainsAny(shown[len(shown)-1:], ".!?")) {
		return Part{shown, AsText}
	}
	return Part{shown, AsValue}
}

// verbs are the words for a changed, a first and an emptied value.
func verbs(l *Line) (changed, set, emptied string) {
	switch columnOf(l.Noun, l.Col).(type) {
	case Date:
		return "moved", "set to", "cleared"
	case TaskState, HandoffState, Stage:
		return "moved", "set to", "cleared"
	}
	return "changed", "set to", "emptied"
}

// isSingle tells whether an account has one row of a noun, so that naming the
// row says nothing.
func isSingle(noun string) bool { return noun == "account" || noun == "handoff" || noun == "plan" }

func isID(text string) bool {
	if len(text) != 36 {
		return false
	}
	id, err := ParseID(text)
	return err == nil && !id.IsZero()
}

func isTick(l *Line) bool {
	_, ok := columnOf(l.Noun, l.Col).(bool)
	return ok
}

// title is what the row of a line is called, on one line.
func (l *Line) title() string {
	t := strings.Join(strings.Fields(l.RowTitle), " ")
	switch {
	case t == Label(l.Noun, ""):
		return ""
	case l.Noun == "transition":
		return LabelOf(HandoffStates(), t)
	case l.Noun == "inspection" && t != "":
		return "day " + t
	case l.Noun == "none":
		if f := FieldByKey(t); f != nil {
			return f.Label
		}
	case l.Noun == "setting":
		return settingWords(t)
	}
	return t
}

// kindInJSON reads the list that an added or removed row belongs to.
func kindInJSON(l *Line) string {
	if l.Noun != "item" && l.Noun != "watch" {
		return ""
	}
	var vals map[string]string
	if err := json.Unmarshal([]byte(l.New+l.Old), &vals); err != nil { // one of them is empty
		return ""
	}
	return vals["kind"]
}

// isTrashedInJSON tells whether a row came as one that is in the trash.
func isTrashedInJSON(l *Line) bool {
	if !strings.Contains(l.New, `"trashed_at":`) {
		return false
	}
	var vals map[string]string
	err := json.Unmarshal([]byte(l.New), &vals)
	return err == nil && vals["trashed_at"] != ""
}
