package kit

// NewSubtleButton returns a button for every row of a list: small, grey and
// without a ground until the pointer or the keyboard is on it.
func NewSubtleButton(text string, tapped func()) *Button { return NewButton(text, subtle, tapped) }

// NewLinkButton returns a small teal button that stands among text: more of what
// is above it.
func NewLinkButton(text string, tapped func()) *Button { return NewButton(text, link, tapped) }
