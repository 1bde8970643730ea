package ledger

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/pane"
)

// People is the tab of who decides, who uses it and who doubts, and of our own
// team.
type People struct {
	tab
	pending *screen.Place
	cards   map[playbook.ID]fyne.CanvasObject
	closers []func() // hide the sensitive notes that are open
	page    *fyne.Container
	scroll  *kit.Scroll
}

// NewPeople returns the tab; it shows nothing until it is given a record.
func NewPeople(win screen.Window, run screen.Runner, account playbook.ID, changed func()) *People {
	t := &People{tab: tab{win: win, run: run, account: account, changed: changed}}
	t.page = kit.Column(kit.SpaceCard)
	t.scroll = kit.NewScroll(kit.Pad(t.page, 0, 0, kit.SpaceXL, 0))
	return t
}

// Object implements screen.Tab.
func (t *People) Object() fyne.CanvasObject { return t.scroll }

// Show implements screen.Tab.
func (t *People) Show(rec *playbook.Record, _ screen.Extra) {
	t.rec = rec
	t.cards, t.closers = map[playbook.ID]fyne.CanvasObject{}, nil
	var parts []fyne.CanvasObject
	if len(rec.People) == 0 {
		parts = append(parts, kit.NewCard("", kit.NewEmptyState("Nobody is named yet",
			"The people at the customer: who decides, who uses it, who doubts and what we do about it. At least a sponsor, a champion and the person for the day-to-day.",
			"Add the first person", func() { t.open("F36", playbook.ID{}, "name") })))
	} else {
		if gaps := gapsOf(rec); len(gaps) > 0 {
			parts = append(parts, t.gapCard(gaps))
		}
		var cards []fyne.CanvasObject
		for i := range rec.People {
			card := t.person(&rec.People[i])
			t.cards[rec.People[i].ID] = card
			cards = append(cards, card)
		}
		parts = append(parts, pane.Grid(330, cards...))
	}
	t.page.Objects = append(parts, t.ourTeam())
	t.page.Refresh()
	t.scroll.Refresh()
	if p := t.pending; p != nil {
		t.pending = nil
		t.Arrive(*p)
	}
}

// Arrive implements screen.Tab: the row of the place is a person.
func (t *People) Arrive(p screen.Place) bool {
	if p.Tab != screen.People {
		return false
	}
	if t.rec == nil {
		t.pending = &p
		return true
	}
	card := t.cards[p.Row]
	if card != nil {
		t.scroll.Reveal(card)
		kit.Focus(card)
	}
	return p.Row.IsZero() || card != nil
}

// Leave implements screen.Tab: sensitive notes do not stay open.
func (t *People) Leave() {
	for _, hide := range t.closers {
		hide()
	}
}

// A gap is what is missing about people, with the field that fills it.
type gap struct {
	words, field, col string
	row               playbook.ID
}

// gapsOf lists doubters without a plan, affected people nobody has a plan for,
// and roles that nobody has.
func gapsOf(rec *playbook.Record) []gap {
	var out []gap
	for _, role := range []string{"sponsor", "champion", "day_to_day"} {
		if !anyHas(rec, role) {
			out = append(out, gap{words: "Nobody is named as " + labelOf("stakeholder", "roles", role) + ".", field: "F37", col: "roles"})
		}
	}
	for i := range rec.People {
		p := &rec.People[i]
		if doubts(p) && blank(p.Approach) {
			out = append(out, gap{words: nameOf(p) + " is " + article(labelOf("stakeholder", "stance", p.Stance)) + ", and there is no plan for them.", field: "F39", col: "approach", row: p.ID})
		}
	}
	return out
}

func anyHas(rec *playbook.Record, role string) bool {
	for i := range rec.People {
		if rec.People[i].Has(role) {
			return true
		}
	}
	return false
}

func doubts(p *playbook.Stakeholder) bool { return p.Stance == "sceptic" || p.Stance == "opposed" }

func article(stance string) string {
	if stance == "sceptic" {
		return "a sceptic"
	}
	return stance
}

func nameOf(p *playbook.Stakeholder) string {
	if blank(p.Name) {
		return "Somebody without a name"
	}
	return p.Name
}

func (t *People) gapCard(gaps []gap) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, g := range gaps {
		rows = append(rows, kit.Row(kit.SpaceM, kit.Grow(kit.NewText(g.words, kit.Body)), t.link("Fill in", g.field, g.row, g.col)))
	}
	title := strconv.Itoa(len(gaps)) + " gaps"
	if len(gaps) == 1 {
		title = "1 gap"
	}
	return kit.NewCard(title, kit.Column(2, rows...)).WithTone(kit.Late)
}

// person is the card of one person.
func (t *People) person(p *playbook.Stakeholder) fyne.CanvasObject {
	title := p.Title
	if blank(title) {
		title = "no title yet"
	}
	var pills []fyne.CanvasObject
	for _, r := range playbook.SplitMany(p.Roles) {
		pills = append(pills, kit.NewPill(labelOf("stakeholder", "roles", r), kit.Blue))
	}
	if len(pills) == 0 {
		pills = append(pills, kit.NewPill("no role yet", kit.Neutral))
	}
	if p.Uninvolved {
		pills = append(pills, kit.NewTag(kit.Tag{Text: "affected, not in the purchase", Tone: kit.Late, Mark: kit.MarkDiamond}))
	}
	parts := []fyne.CanvasObject{kit.NewText(title, kit.Small), kit.Flow(6, pills...),
		kit.Row(10, kit.NewTag(stanceTag(p.Stance)), kit.Grow(kit.NewSpans(influenceSpans(p.Influence)...)))}
	if !blank(p.Concern) {
		parts = append(parts, pair("Concern", p.Concern))
	}
	switch {
	case !blank(p.Approach):
		parts = append(parts, pair("Our plan", p.Approach))
	case doubts(p):
		parts = append(parts, kit.Column(2, kit.NewLabel("Our plan", kit.Caption), kit.NewSpans(kit.Span{Text: "None yet.", Role: kit.Strong, Color: kit.ColorLateInk})))
	}
	if !blank(p.PersonalWin) {
		parts = append(parts, pair("Personal win", p.PersonalWin))
	}
	if reach := joined(" · ", p.Email, p.Phone, p.Channel); reach != "" {
		parts = append(parts, kit.NewText(reach, kit.Small))
	}
	if !blank(p.Sensitive) {
		parts = append(parts, t.sensitive(p))
	}
	return kit.NewCard(nameOf(p), kit.Column(kit.SpaceS, parts...)).WithTrailing(t.cardActions(p))
}

// cardActions are what can be done with a person.
func (t *People) cardActions(p *playbook.Stakeholder) fyne.CanvasObject {
	edit := t.link("Edit", "F36", p.ID, "name")
	if t.win.ReadOnly() || blank(p.Name) {
		return edit
	}
	id := p.ID
	return kit.Row(0, kit.NewSubtle("Forget…", func() { t.win.Forget(playbook.ForgetWho{Row: id}) }), edit)
}

// sensitive hides a note behind a word, anew each time the tab is shown.
func (t *People) sensitive(p *playbook.Stakeholder) fyne.CanvasObject {
	note := kit.NewText(p.Sensitive, kit.Body)
	if t.win.Shared() {
		mask := kit.NewMask(note, false)
		t.closers = append(t.closers, func() {
			if mask.Open() {
				mask.Conceal()
			}
		})
		return kit.Column(kit.SpaceXS, kit.NewLabel("Sensitive note", kit.Caption), mask.Object())
	}
	note.Hide()
	button := kit.NewButton("Show", kit.Quiet, nil)
	box := kit.Column(2, kit.Row(kit.SpaceS, kit.NewLabel("Sensitive note", kit.Caption), button, kit.Spacer()), note)
	set := func(open bool) {
		visible(note, open)
		word := "Show"
		if open {
			word = "Hide"
		}
		button.SetText(word)
		t.page.Refresh()
	}
	button.OnTapped = func() { set(!note.Visible()) }
	t.closers = append(t.closers, func() { set(false) })
	return box
}

// stanceTag gives a stance a shape of its own, so that it does not hang on its
// colour.
func stanceTag(stance string) kit.Tag {
	tag := kit.Tag{Text: labelOf("stakeholder", "stance", stance), Mark: kit.MarkRing}
	switch stance {
	case "champion":
		tag.Tone, tag.Mark = kit.Kept, kit.MarkStar
	case "supporter":
		tag.Tone, tag.Mark = kit.Kept, kit.MarkDot
	case "sceptic":
		tag.Tone, tag.Mark = kit.Late, kit.MarkUp
	case "opposed":
		tag.Tone, tag.Mark = kit.Broken, kit.MarkSquare
	case "", "unknown":
		tag.Text = "stance not known"
	}
	return tag
}

// influenceSpans says influence in words and as filled and empty dots.
func influenceSpans(influence string) []kit.Span {
	n, err := strconv.Atoi(influence)
	if err != nil || n < 1 || n > 5 {
		return []kit.Span{{Text: "influence not known", Role: kit.Small}}
	}
	word := [...]string{"little influence", "little influence", "some influence", "strong influence", "decides"}[n-1]
	return []kit.Span{{Text: strings.Repeat("●", n) + strings.Repeat("○", 5-n), Role: kit.Small, Color: kit.ColorInk},
		{Text: "  " + word + ", " + influence + " of 5", Role: kit.Small}}
}

// A mate is one of our people on the account.
type mate struct{ role, name, col string }

func team(rec *playbook.Record) []mate {
	a := &rec.Account
	return []mate{{"Seller", a.Seller, "seller"}, {"Sales engineer", a.SalesEngineer, "sales_engineer"}, {"CSM", a.CSM, "csm"},
		{"Implementation lead", a.ImplementationLead, "implementation_lead"}, {"Support contact", a.SupportContact, "support_contact"}}
}

func (t *People) ourTeam() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, m := range team(t.rec) {
		name := kit.NewLabel(m.name, kit.Body)
		if blank(m.name) {
			name = kit.NewLabel("nobody yet", kit.Soft)
		}
		rows = append(rows, kit.Column(2, kit.NewLabel(m.role, kit.Caption), name))
	}
	return kit.NewCard("Our team", pane.Grid(150, rows...)).WithTrailing(t.link("Edit", "F12", playbook.ID{}, "csm"))
}
