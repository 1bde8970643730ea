package capture

import (
	"fmt"

	"kept/playbook"
	"kept/ui/kit"
)

// sections is the card at the left: where one is in the form, and what is
// done of it.
type sections struct {
	t     *Tab
	card  *kit.Card
	boxes map[string]*kit.Checkbox
	left  *kit.Text
}

func newSections(t *Tab) *sections {
	s := &sections{t: t, boxes: map[string]*kit.Checkbox{}, left: kit.NewText("", kit.Small)}
	col := kit.Column(2)
	for _, key := range order() {
		box := kit.NewCheckbox(titleOf(key), func(bool) {
			t.goTo(key)
			s.show()
		})
		s.boxes[key] = box
		col.Objects = append(col.Objects, box)
	}
	col.Objects = append(col.Objects, kit.Gap(0, 8), s.left)
	s.card = kit.NewCard("Sections", col)
	return s
}

// secondsEach is what one missing item takes to answer: twelve answers in ten
// minutes is the promise made to sellers.
const secondsEach = 50

func (s *sections) show() {
	t := s.t
	if t.rec == nil {
		return
	}
	for key, box := range s.boxes {
		box.Bold = t.page != nil && key == t.page.key
		box.Set(s.state(key))
	}
	saved := "Everything is saved as you type."
	if t.win.ReadOnly() {
		saved = "Open in another window, so nothing can be changed here."
	}
	n := len(t.res.Missing)
	if n == 0 {
		s.left.SetText("Nothing is missing.\n" + saved)
		return
	}
	minutes := (n*secondsEach + 59) / 60
	s.left.SetText(fmt.Sprintf("%s left, about %s.\n%s", count(n, "item", "items"), count(minutes, "minute", "minutes"), saved))
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// state is ticked when nothing wanted is missing, half ticked when something
// of it is there.
func (s *sections) state(key string) kit.Check {
	t := s.t
	if key == firstPage {
		return of(t.answered(), 12)
	}
	share, n := 0.0, 0
	for _, sec := range t.res.Sections {
		for _, f := range sec.Fields {
			if f.Field.Section == key {
				share += f.Share
				n++
			}
		}
	}
	switch {
	case share >= float64(n)-1e-9:
		return kit.Checked
	case share > 0:
		return kit.Partly
	}
	return kit.Unchecked
}

func of(n, all int) kit.Check {
	switch n {
	case 0:
		return kit.Unchecked
	case all:
		return kit.Checked
	}
	return kit.Partly
}

// answered counts the essentials that have an answer: every value of a single
// one, a first row or an explicit none of a list.
func (t *Tab) answered() int {
	n := 0
	for _, es := range playbook.Essentials() {
		f := playbook.FieldByNo(es.Field)
		ok := f.None && t.rec.NoneOf(f) != nil || f.No == 50 && t.rec.Deciding() != nil
		if !ok && f.No != 50 {
			ok = true
			for _, col := range es.Cols {
				ok = ok && t.filled(f, col)
			}
		}
		if ok {
			n++
		}
	}
	return n
}

// filled tells whether a column of a field, or of its neighbours in the same
// row, holds something in the first row.
func (t *Tab) filled(f *playbook.Field, col string) bool {
	rows := t.rec.Rows(f)
	if len(rows) == 0 {
		return false
	}
	v, err := playbook.GetText(rows[0], col)
	return err == nil && v != ""
}
