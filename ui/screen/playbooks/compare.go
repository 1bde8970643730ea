package playbooks

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kept/playbook"
	"kept/playbook/outline"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// diffTable shows how version b of a playbook differs from version a, was beside
// now, under the phase or step where it stands.
func diffTable(a, b *playbook.Playbook) *kit.Table {
	list := playbook.Diff(a, b)
	type line struct {
		head string
		d    *playbook.Difference
	}
	var lines []line
	head := ""
	for i := range list {
		d := &list[i]
		h := "The playbook"
		switch {
		case d.Anchor != "":
			h = "Its own day “" + d.Title + "”"
		case d.Step != "":
			h = d.Phase + " · " + d.Title
		case d.Phase != "":
			h = "Phase " + d.Phase + " " + d.Title
		}
		if h != head {
			lines = append(lines, line{head: h})
			head = h
		}
		lines = append(lines, line{d: d})
	}
	t := kit.NewTable(kit.TableColumn{Title: "What", Width: 190}, kit.TableColumn{Title: "Was", Width: 160, Grow: 1}, kit.TableColumn{Title: "Now", Width: 160, Grow: 1})
	t.Fit = true
	t.Len = func() int { return len(lines) }
	t.Group = func(i int) (string, bool) { return lines[i].head, lines[i].head != "" }
	t.Cell = func(i, col int) kit.Cell {
		d := lines[i].d
		if d == nil {
			return kit.Cell{}
		}
		switch col {
		case 0:
			return kit.Cell{Text: diffWords(d), Wrap: true, Tags: diffTags(d.Kind)}
		case 1:
			return wasCell(inWords(a, d.Field, d.Was), d.Kind == playbook.DiffAdded)
		}
		return wasCell(inWords(b, d.Field, d.Now), d.Kind == playbook.DiffRemoved)
	}
	return t
}

// inWords reads a value of a step the way the reading view shows it.
func inWords(b *playbook.Playbook, field, text string) string {
	switch field {
	case "at":
		if off, err := playbook.ParseAt(text, b.Anchors...); err == nil {
			var s playbook.Step
			s.SetAt(off)
			return part.Upper(outline.WhenWords(b, &s))
		}
	case "after":
		if after, err := playbook.ParseAfter(text); err == nil {
			return outline.AfterWords(b, &playbook.Step{After: after})
		}
	}
	if id, ok := strings.CutPrefix(text, "behind "); ok && b.Step(id) != nil {
		return "Behind “" + b.Step(id).Title + "”"
	}
	return part.Upper(text)
}

func wasCell(text string, none bool) kit.Cell {
	if text == "" {
		if none {
			return kit.Cell{}
		}
		return kit.Cell{Text: "–", Role: kit.Faint}
	}
	return kit.Cell{Text: text, Wrap: true}
}

func diffWords(d *playbook.Difference) string {
	what := "Playbook"
	switch {
	case d.Step != "":
		what = "Step"
	case d.Anchor != "":
		what = "Day"
	case d.Phase != "":
		what = "Phase"
	}
	if d.Kind != playbook.DiffChanged {
		return what // its tag says the rest
	}
	return part.Upper(playbook.FieldWords(d.Field))
}

// diffTags mark what came, went or moved; that a value changed is what was beside
// now says.
func diffTags(kind string) []kit.Tag {
	switch kind {
	case playbook.DiffAdded:
		return []kit.Tag{{Text: "added", Tone: kit.Kept}}
	case playbook.DiffRemoved:
		return []kit.Tag{{Text: "removed", Tone: kit.Broken}}
	case playbook.DiffMoved:
		return []kit.Tag{{Text: "moved", Tone: kit.Blue}}
	}
	return nil
}

// diffCount says how much differs in one line.
func diffCount(list []playbook.Difference) string {
	n := map[string]int{}
	for _, d := range list {
		n[d.Kind]++
	}
	var out []string
	for _, k := range []string{playbook.DiffAdded, playbook.DiffRemoved, playbook.DiffMoved, playbook.DiffChanged} {
		if n[k] > 0 {
			out = append(out, fmt.Sprintf("%d %s", n[k], k))
		}
	}
	if len(out) == 0 {
		return "The two say the same."
	}
	return part.Upper(strings.Join(out, ", ")) + "."
}

// askCompare shows two versions of a playbook beside each other.
func (r *Room) askCompare(b playbook.Playbook) {
	books := r.win.Desk().Books
	versions := books.Versions(b.ID)
	words := make([]string, len(versions))
	for i, v := range versions {
		words[i] = fmt.Sprint(v)
	}
	was, now := kit.NewChoice(words...), kit.NewChoice(words...)
	was.Select(len(versions) - 2)
	now.Select(len(versions) - 1)
	says, body := kit.NewText("", kit.Soft), container.NewStack()
	page := kit.Column(kit.SpaceM, kit.Row(kit.SpaceS, kit.NewLabel("Version", kit.Caption), was, kit.Gap(kit.SpaceM, 0), kit.NewLabel("beside version", kit.Caption), now, kit.Spacer()), says, body)
	s := kit.NewSheet("“"+part.Clip(b.Title, 60)+"”, version by version", kit.SheetWide, page, nil)
	show := func([]int) {
		before, err := books.Version(b.ID, versions[was.SelectedOne()])
		if err == nil {
			var after playbook.Playbook
			if after, err = books.Version(b.ID, versions[now.SelectedOne()]); err == nil {
				list := playbook.Diff(&before, &after)
				says.SetText(diffCount(list))
				table := diffTable(&before, &after)
				part.Visible(table, len(list) > 0)
				body.Objects = []fyne.CanvasObject{table}
				body.Refresh()
				s.Refresh()
				return
			}
		}
		r.win.Fail(err)
	}
	was.OnChanged, now.OnChanged = show, show
	show(nil)
	s.Open(r.win.Canvas())
}
