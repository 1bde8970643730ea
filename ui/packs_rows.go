package ui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/merge"
	"kept/playbook/work"
	"kept/ui/kit"
)

// onePage is how many differences of an account are laid out at a time.
const onePage = 40

// A packEntry is one difference as it is laid out: a value, a row, or the order
// of a list.
type packEntry struct {
	group string // what is written above it, "" for nothing
	line  *work.PackLine
	order *work.PackOrder
}

// entriesOf returns what is shown of an account. What has to be chosen stands
// first, the rest by its place.
func entriesOf(a *work.PackAccountView) []packEntry {
	var out, rest []packEntry
	for i := range a.Groups {
		g := &a.Groups[i]
		group := g.Title
		add := func(e packEntry, urgent bool) {
			if urgent {
				out = append(out, e)
				return
			}
			e.group, group = group, "" // once
			rest = append(rest, e)
		}
		for k := range g.Lines {
			if l := &g.Lines[k]; l.Shown() && (!a.New || l.Class == merge.NewRow) {
				add(packEntry{line: l}, l.Class == merge.Both || l.Purged)
			}
		}
		for k := range g.Orders {
			if !a.New {
				add(packEntry{order: &g.Orders[k]}, g.Orders[k].Class == merge.Both)
			}
		}
	}
	return append(out, rest...)
}

// account shows what the pack would do to one account.
func (s *packSheet) account(a *work.PackAccountView) fyne.CanvasObject {
	rows := kit.Column(kit.SpaceL)
	entries := entriesOf(a)
	var notes []string
	if a.SameName {
		notes = append(notes, "Another account here has the same name. They stay two.")
	}
	if a.Trashed {
		notes = append(notes, "It is in the trash here.")
	}
	switch {
	case a.Nothing:
		notes = append(notes, "Nothing new.")
	case len(entries) == 0 && !a.New:
		notes = append(notes, "Only words that were changed again since. What is here stays.")
	case a.New:
		notes = append(notes, "It is not known here and comes in whole.")
	}
	card := kit.NewCard(a.Name, rows).WithSubtitle(strings.Join(notes, " "))
	tag := kit.Tag{Text: count(len(entries), "difference", "differences"), Tone: kit.Neutral}
	both := bothIn(a)
	switch {
	case a.New:
		tag = kit.Tag{Text: "new account", Tone: kit.Kept}
	case both > 0:
		tag = kit.Tag{Text: fmt.Sprintf("%d on both sides", both), Tone: kit.Late}
	case a.Nothing:
		tag = kit.Tag{Text: "nothing new", Tone: kit.Neutral}
	}
	card.WithTrailing(kit.NewTag(tag))
	if first := s.more(a, rows, entries); s.first == nil {
		s.first = first
	}
	return card
}

// bothIn counts what was changed on both sides, orders among it.
func bothIn(a *work.PackAccountView) int {
	n := a.Count[merge.Both]
	for _, g := range a.Groups {
		for _, o := range g.Orders {
			if o.Class == merge.Both {
				n++
			}
		}
	}
	return n
}

// more lays out the next page of an account's differences, and returns what
// takes the keyboard in it first.
func (s *packSheet) more(a *work.PackAccountView, rows *fyne.Container, entries []packEntry) (first fyne.Focusable) {
	from := s.shown[a.ID]
	to := min(from+onePage, len(entries))
	for i, e := range entries[from:to] {
		if from+i > 0 {
			rows.Objects = append(rows.Objects, kit.NewHairline())
		}
		row, takes := s.row(a, e)
		if e.group != "" {
			row = kit.Column(kit.SpaceS, kit.NewLabel(e.group, kit.Caption), row)
		}
		if i == 0 {
			first = takes
		}
		rows.Objects = append(rows.Objects, row)
	}
	s.shown[a.ID] = to
	if rest := len(entries) - to; rest > 0 {
		next := kit.NewButton("Show "+thousands(min(rest, onePage))+" of "+count(rest, "more difference", "more differences"), kit.Secondary, func() {
			rows.Objects = rows.Objects[:len(rows.Objects)-1]
			takes := s.more(a, rows, entries)
			s.sheet.Refresh()
			s.w.Canvas().Focus(takes)
		})
		rows.Objects = append(rows.Objects, kit.Row(0, next, kit.Spacer()))
	}
	rows.Refresh()
	return first
}

var packTags = map[merge.Class]kit.Tag{
	merge.NewRow:  {Text: "new", Tone: kit.Kept},
	merge.There:   {Text: "changed there", Tone: kit.Blue},
	merge.Removed: {Text: "removed there", Tone: kit.Late},
	merge.Both:    {Text: "changed on both sides", Tone: kit.Late},
}

// row shows one difference: where, what is here, what they say, and the choice
// or the way to it, which takes the keyboard.
func (s *packSheet) row(a *work.PackAccountView, e packEntry) (fyne.CanvasObject, fyne.Focusable) {
	title, tag, urgent := "", kit.Tag{}, false
	if e.order != nil {
		title, tag, urgent = e.order.Words, packTags[e.order.Class], e.order.Class == merge.Both
	} else {
		l := e.line
		title, tag, urgent = l.Where(), packTags[l.Class], l.Class == merge.Both || l.Purged
		if l.Label != "" && !strings.EqualFold(l.Label, l.Place) {
			title += " · " + l.Label
		}
		if l.Purged {
			tag = kit.Tag{Text: "removed for good here", Tone: kit.Broken}
		}
	}
	out := kit.Column(kit.SpaceXS)
	head := []fyne.CanvasObject{kit.Grow(kit.NewText(title, kit.Strong)), kit.NewTag(tag)}
	var change *kit.Button
	if !urgent {
		change = kit.NewButton("Choose…", kit.Quiet, nil)
		change.OnTapped = func() {
			change.Hide()
			chips := s.choices(out, a, e)
			s.sheet.Refresh()
			s.w.Canvas().Focus(chips) // where the button was
		}
		head = append(head, change)
	}
	out.Objects = []fyne.CanvasObject{kit.Row(kit.SpaceM, head...), s.words(e)}
	if l := e.line; l != nil && l.Class == merge.Both && l.BaseText != "" && l.Col != "" && !l.Sensitive {
		out.Objects = append(out.Objects, kit.NewText("Both knew last: "+clipTo(l.BaseText, 160), kit.Small))
	}
	if urgent {
		return out, s.choices(out, a, e)
	}
	return out, change
}

// words are what is here and there.
func (s *packSheet) words(e packEntry) fyne.CanvasObject {
	if o := e.order; o != nil {
		return kit.RowTop(kit.SpaceXL, side("Here", inTurn(o.Here)), side("There", inTurn(o.There)))
	}
	l := e.line
	if l.Col == "" && (l.Class == merge.NewRow || l.Class == merge.Removed) {
		said := l.ThereText
		if l.Class == merge.Removed {
			said = l.HereText
		}
		out := kit.Column(2, kit.NewText(s.by(l.There), kit.Small))
		lines := slices.DeleteFunc(strings.Split(said, "\n"), func(line string) bool { return line == "" || strings.HasSuffix(line, ": "+l.Title) })
		if len(lines) > 0 {
			out.Add(kit.NewText(clipTo(strings.Join(lines, " · "), 240), kit.Body))
		}
		return out
	}
	var words fyne.CanvasObject = kit.RowTop(kit.SpaceXL, side("Here"+s.claimed(l.Here), orEmpty(l.HereText)), side("There"+s.claimed(l.There), orEmpty(l.ThereText)))
	if l.Sensitive && s.w.shared {
		words = kit.NewMask(words, false).Object()
	}
	return words
}

// inTurn lists the rows of a list by their place.
func inTurn(titles []string) string {
	const most = 8
	var out []string
	for i, t := range titles {
		if i == most && len(titles) > most+1 {
			out = append(out, "and "+strconv.Itoa(len(titles)-most)+" more")
			break
		}
		out = append(out, strconv.Itoa(i+1)+". "+t)
	}
	return strings.Join(out, "\n")
}

// by is who wrote a value and when; the name is what that laptop claims.
func (s *packSheet) by(v merge.Value) string {
	if v.Mend {
		return "Kept, to keep the rules"
	}
	if v.Who == "" {
		return "never written"
	}
	return v.Who + ", " + s.moment(v.At)
}

func (s *packSheet) claimed(v merge.Value) string {
	if v.Who == "" && !v.Mend {
		return ""
	}
	return " · " + s.by(v)
}

func orEmpty(text string) string {
	if text == "" {
		return "(empty)"
	}
	return text
}

// A packChoice is what a person has chosen for a difference.
type packChoice struct {
	entry packEntry
	side  merge.Side
	other *kit.Entry // the words of one's own
}

// place is where a choice stands in the sheet.
func (e packEntry) place(account playbook.ID) packPlace {
	if e.order != nil {
		return packPlace{account, e.order.Rows[0], "pos"}
	}
	return packPlace{account, e.line.Row, e.line.Col}
}

func (e packEntry) both() bool {
	return e.order != nil && e.order.Class == merge.Both || e.line != nil && e.line.Class == merge.Both
}

// wins tells whether what is there counts without a choice.
func (e packEntry) wins() bool {
	return e.order != nil && e.order.Wins || e.line != nil && e.line.Wins
}

// choose returns the choices that a person has made by it.
func (c *packChoice) choose() []merge.Choice {
	switch {
	case c.side == merge.Newer:
		return nil
	case c.entry.order != nil:
		return c.entry.order.Choose(c.side)
	case c.side == merge.Other:
		return []merge.Choice{c.entry.line.Choose(c.side, c.other.Text())}
	}
	return []merge.Choice{c.entry.line.Choose(c.side, "")}
}

// choices adds what can be chosen for a difference; what counts without a choice
// is chosen first.
func (s *packSheet) choices(out *fyne.Container, a *work.PackAccountView, e packEntry) fyne.Focusable {
	words, sides := []string{"As it is here", "As it is there"}, []merge.Side{merge.Mine, merge.Theirs}
	c := &packChoice{entry: e, side: merge.Newer, other: kit.NewTextEntry("Instead of both")}
	if l := e.line; l != nil {
		switch {
		case l.Purged:
			words = []string{"Stays away", "Bring it back"}
		case l.Col == "" && l.Class == merge.NewRow:
			words = []string{"Leave it out", "Take it"}
		case l.Col == "" && l.Class == merge.Removed, l.Col == "trashed_at" && l.Class == merge.Removed:
			words = []string{"Keep it", "Remove it"}
		}
		switch {
		case l.CanKeep:
			words, sides = append(words, "Keep both"), append(sides, merge.Keep)
		case l.CanDouble:
			words, sides = append(words, "Keep two rows"), append(sides, merge.Keep)
		}
		if l.CanWrite {
			words, sides = append(words, "Write another…"), append(sides, merge.Other)
		}
		c.other.SetText(l.There.Text)
	}
	s.chosen[e.place(a.ID)] = c
	chips := kit.NewChoice(words...)
	first := 0
	if e.wins() {
		first = 1
	}
	chips.Select(first)
	c.other.Hide()
	chips.OnChanged = func(on []int) {
		c.side = sides[on[0]]
		show(c.other, c.side == merge.Other)
		if c.side == merge.Other {
			s.w.Canvas().Focus(c.other.Focusable())
			c.other.SelectAll()
		}
		s.tell()
	}
	out.Objects = append(out.Objects, kit.Gap(0, 2), chips, c.other)
	out.Refresh()
	return chips
}
