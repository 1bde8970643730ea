package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Keys gives everything inside it keys of its own, for a place that is worked
// through by keyboard. A widget inside takes first what it knows itself, so
// that letters and digits stay in a text field and the arrows in chips; chords
// reach Keys from a text field too.
type Keys struct {
	widget.BaseWidget
	OnRune  func(r rune) bool           // letters and digits, outside of text fields
	OnKey   func(key fyne.KeyName) bool // the arrows and the like
	OnChord func(*desktop.CustomShortcut) bool

	content fyne.CanvasObject
}

// NewKeys returns Keys around content.
func NewKeys(content fyne.CanvasObject) *Keys {
	k := &Keys{content: content}
	k.ExtendBaseWidget(k)
	return k
}

// keysOf returns the innermost Keys around o, nil when there are none; the
// methods below take nil.
func keysOf(o fyne.CanvasObject) *Keys {
	p := around(o)
	for i := len(p) - 1; i >= 0; i-- {
		if k, ok := p[i].(*Keys); ok {
			return k
		}
	}
	return nil
}

func (k *Keys) typed(r rune) bool { return k != nil && k.OnRune != nil && k.OnRune(r) }

func (k *Keys) pressed(key fyne.KeyName) bool { return k != nil && k.OnKey != nil && k.OnKey(key) }

func (k *Keys) chord(s fyne.Shortcut) bool {
	c, ok := s.(*desktop.CustomShortcut)
	return ok && k != nil && k.OnChord != nil && k.OnChord(c)
}

func (k *Keys) held() []fyne.CanvasObject { return []fyne.CanvasObject{k.content} }

// CreateRenderer implements fyne.Widget.
func (k *Keys) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(k.content) }
