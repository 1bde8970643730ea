package accounts

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// mostChosen is how many accounts “All of these” chooses at most; a pack holds
// no more.
const mostChosen = 5000

// several chooses accounts for what is done to some of them at once. What is
// chosen stays so under another word or stage.
type several struct {
	r      *Room
	on     bool
	chosen map[playbook.ID]string // their names

	begins *kit.Button
	box    *fyne.Container
	count  *kit.Label
	send   *kit.Button
}

func newSeveral(r *Room) *several {
	s := &several{r: r, chosen: map[playbook.ID]string{}, count: kit.NewLabel("", kit.Strong)}
	s.begins = kit.NewButton("Choose several", kit.Quiet, s.begin)
	s.send = kit.NewButton("Send…", kit.Secondary, func() { r.win.Send(s.ids()...) })
	s.box = kit.Row(kit.SpaceM, s.count, kit.NewButton("All of these", kit.Quiet, s.all), kit.Spacer(), s.send)
	s.box.Hide()
	return s
}

// begin puts a box to tick before every row, or takes the boxes away again.
func (s *several) begin() {
	if s.on {
		s.end()
		return
	}
	s.on = true
	s.redraw()
	s.r.win.Canvas().Focus(s.r.table.Focusable())
}

func (s *several) end() {
	s.on = false
	clear(s.chosen)
	s.redraw()
}

func (s *several) state(id playbook.ID) kit.Check {
	if _, ok := s.chosen[id]; ok {
		return kit.Checked
	}
	return kit.Unchecked
}

func (s *several) toggle(a *playbook.AccountRow) {
	if s.r.win.ReadOnly() {
		return
	}
	s.on = true
	if _, ok := s.chosen[a.ID]; ok {
		delete(s.chosen, a.ID)
	} else {
		s.chosen[a.ID] = a.Name
	}
	s.redraw()
}

// all chooses every account that fits the word and the stage, also those that
// are not read yet.
func (s *several) all() {
	r, f := s.r, playbook.AccountFilter{Stage: s.r.stage, Text: s.r.text, Limit: mostChosen}
	var got []playbook.AccountRow
	r.run.Run(func(ctx context.Context) (err error) {
		got, err = r.win.Portfolio().AccountRows(ctx, f)
		return err
	}, func(err error) {
		if err != nil {
			r.win.Fail(err)
			return
		}
		for i := range got {
			s.chosen[got[i].ID] = got[i].Name
		}
		s.redraw()
	})
}

// ids are the chosen accounts by name.
func (s *several) ids() []playbook.ID {
	out := make([]playbook.ID, 0, len(s.chosen))
	for id := range s.chosen {
		out = append(out, id)
	}
	slices.SortFunc(out, func(a, b playbook.ID) int {
		return cmp.Or(strings.Compare(strings.ToLower(s.chosen[a]), strings.ToLower(s.chosen[b])), slices.Compare(a[:], b[:]))
	})
	return out
}

func (s *several) redraw() {
	part.Visible(s.box, s.on)
	words := "Tick the accounts, or press Space on each"
	if n := len(s.chosen); n > 0 {
		words = thousands(n) + " chosen"
		s.send.Enable()
	} else {
		s.send.Disable()
	}
	s.count.SetText(words)
	word := "Choose several"
	if s.on {
		word = "Stop choosing"
	}
	s.begins.SetText(word)
	s.r.table.Reload()
	s.r.object.Refresh()
}
