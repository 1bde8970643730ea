package kit

import "fyne.io/fyne/v2"

// NewSubtleButton returns a button for every row of a list: small, grey and
// without a ground until the pointer or the keyboard is on it.
func NewSubtleButton(text string, tapped func()) *Button { return NewButton(text, subtle, tapped) }

// NewLinkButton returns a small teal button that stands among text: more of what
// is above it.
func NewLinkButton(text string, tapped func()) *Button { return NewButton(text, link, tapped) }

// typing tells the window that a field has got or lost the keyboard.
func typing(o fyne.CanvasObject, on bool) {
	c := canvasOf(o)
	if c == nil {
		return
	}
	if r, ok := c.Content().(*Root); ok && r.OnTyping != nil {
		r.OnTyping(on)
	}
}
