package ui

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/merge"
	"kept/playbook/work"
	"kept/ui/kit"
)

// onePage is how many differences of an account are laid out at a time.
const onePage = 40

// account shows what the pack would do to one account.
func (s *packSheet) account(a *work.PackAccountView) fyne.CanvasObject {
	rows := kit.Column(kit.SpaceL)
	s.parts[a.ID] = rows
	var lines []*work.PackLine
	for i := range a.Lines {
		if l := &a.Lines[i]; l.Shown() && (!a.New || l.Class == merge.NewRow) {
			lines = append(lines, l)
		}
	}
	// What has to be chosen stands first, and rows stay together.
	slices.SortStableFunc(lines, func(x, y *work.PackLine) int { return urgent(x) - urgent(y) })
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
	case len(lines) == 0 && !a.New:
		notes = append(notes, "Only words that were changed again since. What is here stays.")
	case a.New:
		notes = append(notes, "It is not known here and comes in whole.")
	}
	card := kit.NewCard(a.Name, rows).WithSubtitle(strings.Join(notes, " "))
	tag := kit.Tag{Text: count(len(lines), "difference", "differences"), Tone: kit.Neutral}
	switch {
	case a.New:
		tag = kit.Tag{Text: "new account", Tone: kit.Kept}
	case a.Count[merge.Both] > 0:
		tag = kit.Tag{Text: fmt.Sprintf("%d on both sides", a.Count[merge.Both]), Tone: kit.Late}
	case a.Nothing:
		tag = kit.Tag{Text: "nothing new", Tone: kit.Neutral}
	}
	card.WithTrailing(kit.NewTag(tag))
	s.more(a, rows, lines)
	return card
}

func urgent(l *work.PackLine) int {
	if l.Class == merge.Both || l.Purged {
		return 0
	}
	return 1
}

// more lays out the next page of an account's differences.
func (s *packSheet) more(a *work.PackAccountView, rows *fyne.Container, lines []*work.PackLine) {
	from := s.shown[a.ID]
	to := min(from+onePage, len(lines))
	for i, l := range lines[from:to] {
		if from+i > 0 {
			rows.Objects = append(rows.Objects, kit.NewHairline())
		}
		rows.Objects = append(rows.Objects, s.row(a, l))
	}
	s.shown[a.ID] = to
	if rest := len(lines) - to; rest > 0 {
		var next *kit.Button
		next = kit.NewButton("Show "+thousands(min(rest, onePage))+" of "+count(rest, "more difference", "more differences"), kit.Secondary, func() {
			rows.Objects = rows.Objects[:len(rows.Objects)-1]
			s.more(a, rows, lines)
			s.sheet.Refresh()
		})
		rows.Objects = append(rows.Objects, kit.Row(0, next, kit.Spacer()))
	}
	rows.Refresh()
}

var packTags = map[merge.Class]kit.Tag{
	merge.NewRow:  {Text: "new", Tone: kit.Kept},
	merge.There:   {Text: "changed there", Tone: kit.Blue},
	merge.Removed: {Text: "removed there", Tone: kit.Late},
	merge.Both:    {Text: "changed on both sides", Tone: kit.Late},
}

// row shows one difference: where, what is here, what they say, and the choice
// or the way to it.
func (s *packSheet) row(a *work.PackAccountView, l *work.PackLine) fyne.CanvasObject {
	tag := packTags[l.Class]
	if l.Purged {
		tag = kit.Tag{Text: "removed for good here", Tone: kit.Broken}
	}
	title := l.Place
	if l.Title != "" && l.Noun != "account" && l.Noun != "handoff" {
		title += " “" + clipTo(l.Title, 56) + "”"
	}
	if l.Label != "" && !strings.EqualFold(l.Label, l.Place) {
		title += " · " + l.Label
	}
	out := kit.Column(kit.SpaceXS)
	head := []fyne.CanvasObject{kit.Grow(kit.NewText(title, kit.Strong)), kit.NewTag(tag)}
	if l.Class != merge.Both && !l.Purged {
		change := kit.NewButton("Choose…", kit.Quiet, nil)
		change.OnTapped = func() {
			change.Hide()
			s.choices(out, a, l)
			s.sheet.Refresh()
		}
		head = append(head, change)
	}
	out.Objects = []fyne.CanvasObject{kit.Row(kit.SpaceM, head...)}
	var words fyne.CanvasObject
	switch {
	case l.Col == "" && l.Class == merge.NewRow, l.Col == "" && l.Class == merge.Removed:
		words = kit.NewText(s.by(l.There), kit.Small)
	default:
		words = kit.RowTop(kit.SpaceXL, side("Here"+s.claimed(l.Here), s.value(l, l.Here.Text)), side("There"+s.claimed(l.There), s.value(l, l.There.Text)))
	}
	if playbook.IsSensitive(l.Noun, l.Col) && s.w.shared {
		words = kit.NewMask(words, false).Object()
	}
	out.Objects = append(out.Objects, words)
	if l.Class == merge.Both && l.Base != nil && l.Base.Text != "" && l.Col != "" && !playbook.IsSensitive(l.Noun, l.Col) {
		out.Objects = append(out.Objects, kit.NewText("Both knew last: "+clipTo(s.value(l, l.Base.Text), 160), kit.Small))
	}
	if l.Class == merge.Both || l.Purged {
		s.choices(out, a, l)
	}
	return out
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

// value is a stored value as a person reads it.
func (s *packSheet) value(l *work.PackLine, text string) string {
	if l.Col == "trashed_at" {
		if text == "" {
			return "in use"
		}
		return "in the trash"
	}
	if text == "" {
		return "(empty)"
	}
	if l.Col == "" {
		return text
	}
	if shown := playbook.ShowValue(l.Noun, l.Col, text, s.w.Now().Location()); shown != "" {
		return shown
	}
	return "(empty)"
}

// choices adds what can be chosen for a difference; what counts without a choice
// is chosen first.
func (s *packSheet) choices(out *fyne.Container, a *work.PackAccountView, l *work.PackLine) {
	words, sides := []string{"As it is here", "As it is there"}, []merge.Side{merge.Mine, merge.Theirs}
	switch {
	case l.Purged:
		words = []string{"Stays away", "Bring it back"}
	case l.Col == "" && l.Class == merge.NewRow:
		words = []string{"Leave it out", "Take it"}
	case l.Col == "" && l.Class == merge.Removed:
		words = []string{"Keep it", "Remove it"}
	}
	if l.CanKeep {
		words, sides = append(words, "Keep both"), append(sides, merge.Keep)
	}
	if l.Col != "" && l.Col != "trashed_at" && isText(l.Noun, l.Col) {
		words, sides = append(words, "Write another…"), append(sides, merge.Other)
	}
	at := packPlace{a.ID, l.Row, l.Col}
	c := &packChoice{side: merge.Newer, other: kit.NewTextEntry("Instead of both")}
	s.chosen[at] = c
	chips := kit.NewChoice(words...)
	first := 0
	if l.Wins {
		first = 1
	}
	chips.Select(first)
	c.other.SetText(l.There.Text)
	c.other.Hide()
	chips.OnChanged = func(on []int) {
		c.side = sides[on[0]]
		show(c.other, c.side == merge.Other)
		if c.side == merge.Other {
			s.w.Canvas().Focus(c.other.Focusable())
			c.other.SelectAll()
		}
		s.sheet.Refresh()
	}
	out.Objects = append(out.Objects, kit.Gap(0, 2), chips, c.other)
	out.Refresh()
}

// isText tells whether a column holds words that anybody can write.
func isText(noun, col string) bool {
	for _, f := range playbook.Fields() {
		if f.Noun != noun {
			continue
		}
		for _, in := range f.Inputs {
			if in.Col == col {
				return in.Type == playbook.TypeText || in.Type == playbook.TypeLong
			}
		}
	}
	return false
}
