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

// marked splits a run into what stands out and what does not. Marks that do not
// fit the text are left out.
func marked(s Span, marks [][2]int) []Span {
	var out []Span
	at := 0
	add := func(end int, on bool) {
		if end <= at {
			return
		}
		part := s
		part.Text = s.Text[at:end]
		if on {
			part.Color = ColorTealInk
			if part.Role == Small {
				part.Role = Caption
			}
		}
		out, at = append(out, part), end
	}
	for _, m := range marks {
		if m[0] < at || m[1] > len(s.Text) {
			continue
		}
		add(m[0], false)
		add(m[1], true)
	}
	add(len(s.Text), false)
	if len(out) == 0 {
		return []Span{s}
	}
	return out
}
