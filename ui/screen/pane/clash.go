package pane

import (
	"fyne.io/fyne/v2"

	"kept/ui/kit"
)

// Clash stands under a field whose stored value somebody else has changed while
// it was being typed into: it shows both values and asks which is to stand.
type Clash struct {
	box         *fyne.Container
	mine, their func()
}

// NewClash returns a Clash that shows nothing.
func NewClash() *Clash {
	c := &Clash{box: kit.Column(kit.SpaceXS)}
	c.box.Hide()
	return c
}

// Object is what stands under the field.
func (c *Clash) Object() fyne.CanvasObject { return c.box }

// Show shows both values as a person reads them. One of the two functions runs
// when the person has chosen.
func (c *Clash) Show(mine, theirs string, useMine, useTheirs func()) {
	c.box.Objects = []fyne.CanvasObject{
		kit.NewSpans(kit.Span{Text: "Changed meanwhile to " + clip(theirs) + ". Yours: " + clip(mine) + ".", Role: kit.Small, Color: kit.ColorLateInk}),
		kit.Flow(kit.SpaceS, kit.NewButton("Use mine", kit.Secondary, useMine), kit.NewButton("Use theirs", kit.Secondary, useTheirs)),
	}
	c.box.Show()
	c.box.Refresh()
}

// Hide takes the question away.
func (c *Clash) Hide() { c.box.Hide() }

// Quoted is a text as a Clash shows it.
func Quoted(s string) string {
	if s == "" {
		return "empty"
	}
	return "“" + s + "”"
}

// longest is how many characters of each value are shown; the field itself has
// the whole of what was typed.
const longest = 400

func clip(s string) string {
	if r := []rune(s); len(r) > longest {
		return string(r[:longest]) + "…”"
	}
	return s
}
