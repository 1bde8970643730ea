package people

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// person is the card of one person.
func (t *Tab) person(p *playbook.Stakeholder) fyne.CanvasObject {
	title := p.Title
	if part.Blank(title) {
		title = "no title yet"
	}
	var pills []fyne.CanvasObject
	if p.LeftOn != "" {
		pills = append(pills, kit.NewTag(kit.Tag{Text: "left " + p.LeftOn.Short(), Tone: kit.Broken, Mark: kit.MarkSquare}))
	}
	veiled := t.veiled()
	for _, r := range playbook.SplitMany(p.Roles) {
		if veiled && r == "blocker" {
			continue
		}
		pills = append(pills, kit.NewPill(part.LabelOf("stakeholder", "roles", r), kit.Blue))
	}
	if part.Blank(p.Roles) {
		pills = append(pills, kit.NewPill("no role yet", kit.Neutral))
	}
	if p.Uninvolved && !veiled {
		pills = append(pills, kit.NewTag(kit.Tag{Text: "affected, not in the purchase", Tone: kit.Late, Mark: kit.MarkDiamond}))
	}
	parts := []fyne.CanvasObject{kit.NewText(title, kit.Small), kit.Flow(6, pills...)}
	if !veiled {
		parts = append(parts, kit.Row(10, kit.NewTag(stanceTag(p.Stance)), kit.Grow(kit.NewSpans(influenceSpans(p)...))))
	}
	there := p.LeftOn == ""
	switch {
	case veiled:
	case !part.Blank(p.Concern):
		parts = append(parts, part.Pair("Concern", p.Concern))
	case p.Doubts() && there:
		parts = append(parts, wanted("Concern", "Not written down."))
	}
	switch {
	case veiled:
	case !part.Blank(p.Approach):
		parts = append(parts, part.Pair("Our plan", p.Approach))
	case p.Doubts() && there:
		parts = append(parts, wanted("Our plan", "None yet."))
	}
	if !part.Blank(p.PersonalWin) && !veiled {
		parts = append(parts, part.Pair("Personal win", p.PersonalWin))
	}
	if reach := part.Joined(" · ", p.Email, p.Phone, p.Channel); reach != "" {
		parts = append(parts, kit.NewText(reach, kit.Small))
	}
	if !part.Blank(p.Sensitive) {
		parts = append(parts, t.sensitive(p))
	}
	body := kit.Column(kit.SpaceS, parts...)
	if acts := t.cardActions(p); acts != nil {
		body = kit.Column(kit.SpaceS, kit.Grow(body), acts)
	}
	return kit.NewCard(nameOf(p), body).WithTrailing(t.Link("Edit", "F36", p.ID, "name"))
}

// wanted is a Pair of which the second part is missing.
func wanted(caption, missing string) fyne.CanvasObject {
	return kit.Column(2, kit.NewLabel(caption, kit.Caption), kit.NewSpans(kit.Span{Text: missing, Role: kit.Strong, Color: kit.ColorLateInk}))
}

// cardActions are what can be done with a person besides editing; nil for none.
func (t *Tab) cardActions(p *playbook.Stakeholder) fyne.CanvasObject {
	if t.Win.ReadOnly() || part.Blank(p.Name) {
		return nil
	}
	id := p.ID
	leave := kit.NewSubtle("Left…", func() { t.askLeft(p) })
	if p.LeftOn != "" {
		leave = kit.NewSubtle("Is back", func() { t.back(p) })
	}
	return kit.Pad(kit.Row(0, leave, kit.NewSubtle("Forget…", func() { t.Win.Forget(playbook.ForgetWho{Row: id}) }), kit.Spacer()), 0, 0, 0, -8)
}

// sensitive hides a note behind a word, anew each time the tab is shown.
func (t *Tab) sensitive(p *playbook.Stakeholder) fyne.CanvasObject {
	note := kit.NewText(p.Sensitive, kit.Body)
	if t.Win.Shared() {
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
		part.Visible(note, open)
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
	tag := kit.Tag{Text: part.LabelOf("stakeholder", "stance", stance), Mark: kit.MarkRing}
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
		tag.Text, tag.Mark = "stance not known", kit.NoMark
	}
	return tag
}

// influenceOf returns the influence, 1 to 5, and false when it is not known.
func influenceOf(p *playbook.Stakeholder) (int, bool) {
	n, err := strconv.Atoi(p.Influence)
	return n, err == nil && n >= 1 && n <= mostInfluence
}

func influenceWord(n int) string {
	return [...]string{"little influence", "little influence", "some influence", "strong influence", "decides"}[n-1]
}

// influenceSpans says influence in words and as filled and empty dots.
func influenceSpans(p *playbook.Stakeholder) []kit.Span {
	n, ok := influenceOf(p)
	if !ok {
		return []kit.Span{{Text: "influence not known", Role: kit.Small}}
	}
	return []kit.Span{{Text: strings.Repeat("●", n) + strings.Repeat("○", mostInfluence-n), Role: kit.Small, Color: kit.ColorInk},
		{Text: "  " + influenceWord(n) + ", " + p.Influence + " of 5", Role: kit.Small}}
}
