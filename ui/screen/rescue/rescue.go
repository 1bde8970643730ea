// Package rescue is the page in place of a workspace that cannot be opened:
// what was found, and what can be done about it.
package rescue

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
)

// A Choice is one thing that can be done.
type Choice struct {
	Title, Text string
	Button      string
	First       bool // the one to begin with
	Do          func()
}

// Page is filled while the file is looked at. It is for the UI goroutine.
type Page struct {
	object  fyne.CanvasObject
	found   *fyne.Container
	choices *fyne.Container
	page    *fyne.Container
	scroll  *kit.Scroll
	buttons []*kit.Button
}

// width of the page.
const width = 760

// New returns the page under a title.
func New(title string) *Page {
	p := &Page{found: kit.Column(kit.SpaceS), choices: kit.Column(0)}
	p.page = kit.Column(kit.SpaceCard, kit.NewLabel(title, kit.Title), kit.NewCard("What was found", p.found), kit.NewCard("What you can do", p.choices))
	p.scroll = kit.NewScroll(kit.Centred(width, 0.3, p.page))
	p.object = p.scroll
	return p
}

// Object returns what the window shows.
func (p *Page) Object() fyne.CanvasObject { return p.object }

// SetFound shows the sentences of what was found, the first one plainly, and a
// line below about what is still going on, "" for none.
func (p *Page) SetFound(sentences []string, going string) {
	p.found.Objects = nil
	for i, s := range sentences {
		role := kit.Soft
		if i == 0 {
			role = kit.Body
		}
		p.found.Add(kit.NewText(s, role))
	}
	if going != "" {
		p.found.Add(kit.NewLabel(going, kit.Small))
	}
	p.refresh()
}

// SetChoices shows what can be done.
func (p *Page) SetChoices(list ...Choice) {
	p.choices.Objects, p.buttons = nil, nil
	for i, c := range list {
		if i > 0 {
			p.choices.Add(kit.Pad(kit.NewHairline(), kit.SpaceM, 0, kit.SpaceM, 0))
		}
		kind := kit.Secondary
		if c.First {
			kind = kit.Primary
		}
		b := kit.NewButton(c.Button, kind, c.Do)
		p.buttons = append(p.buttons, b)
		p.choices.Add(kit.Row(kit.SpaceL, kit.Grow(kit.Column(2, kit.NewLabel(c.Title, kit.Strong), kit.NewText(c.Text, kit.Soft))), b))
	}
	p.refresh()
}

// Working takes the buttons away from the hand while something runs.
func (p *Page) Working(on bool) {
	for _, b := range p.buttons {
		if on {
			b.Disable()
		} else {
			b.Enable()
		}
	}
}

// shownLosses bounds the list on the page; the whole of it can be copied.
const shownLosses = 150

// SetReport shows what a salvage has saved and lost, in place of what was there.
func (p *Page) SetReport(s *playbook.Salvaged, again func(), open, copyList func()) {
	lost := s.Lost()
	saved := fmt.Sprintf("%s and %s are in the new workspace, with %s of history.", countOf(s.Accounts, "account"), countOf(s.Rows, "row"), countOf(s.Lines, "line"))
	head := kit.Column(kit.SpaceS, kit.NewText(saved, kit.Body), kit.NewText(kit.ShowPath(s.To), kit.Soft),
		kit.NewText("The damaged file is as it was. Steps of which something is lost stay in the history, but cannot be undone any more.", kit.Soft))
	openIt := kit.NewButton("Open it", kit.Primary, open)
	foot := []fyne.CanvasObject{kit.NewButton("Back", kit.Quiet, again), kit.Spacer()}
	if len(s.Losses) > 0 {
		foot = append(foot, kit.NewButton("Copy the list", kit.Secondary, copyList))
	}
	// Above the lists, which may be long.
	head.Add(kit.Row(kit.SpaceM, append(foot, openIt)...))
	cards := []fyne.CanvasObject{kit.NewLabel("Salvaged into a new workspace", kit.Title), kit.NewCard("What was saved", head)}
	if lost > 0 {
		cards = append(cards, kit.NewCard("What was lost", losses(s, true)).WithTrailing(kit.NewLabel(countOf(lost, "entry"), kit.Small)))
	} else {
		cards = append(cards, kit.NewCard("What was lost", kit.NewText("Nothing, as far as can be told.", kit.Body)))
	}
	if n := len(s.Losses) - lost; n > 0 {
		cards = append(cards, kit.NewCard("Given back by the history", losses(s, false)).WithTrailing(kit.NewLabel(countOf(n, "entry"), kit.Small)))
	}
	p.buttons = []*kit.Button{openIt}
	p.page.Objects = cards
	p.refresh()
	p.scroll.ScrollToTop()
}

func countOf(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case noun == "entry":
		return fmt.Sprintf("%d entries", n)
	}
	return playbook.Money(strconv.Itoa(n)).Grouped() + " " + noun + "s"
}

// losses lists the entries under the names of their accounts.
func losses(s *playbook.Salvaged, real bool) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	last, shown, more := "\x00", 0, 0
	for i := range s.Losses {
		l := &s.Losses[i]
		if l.Real() != real {
			continue
		}
		if shown == shownLosses {
			more++
			continue
		}
		if name := l.AccountName; name != last {
			last = name
			if name == "" {
				name = "The whole workspace"
			}
			if shown > 0 {
				rows = append(rows, kit.Gap(0, 4))
			}
			rows = append(rows, kit.NewLabel(name, kit.Caption))
		}
		shown++
		rows = append(rows, kit.NewText(l.Text, kit.Body))
	}
	if more > 0 {
		rows = append(rows, kit.NewText(fmt.Sprintf("And %d more; “Copy the list” has all of them.", more), kit.Soft))
	}
	return kit.Column(kit.SpaceXS, rows...)
}

// Text is the report as plain text, an entry a line.
func Text(s *playbook.Salvaged) string {
	out := fmt.Sprintf("Salvaged from %s into %s\n", s.From, s.To)
	for _, w := range s.Damage.Words() {
		out += w + "\n"
	}
	for i := range s.Losses {
		l := &s.Losses[i]
		if l.AccountName != "" {
			out += l.AccountName + ": "
		}
		out += l.Text + "\n"
	}
	return out
}

func (p *Page) refresh() {
	p.page.Refresh()
	p.scroll.Refresh()
}
