package uitest

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func children(o fyne.CanvasObject) []fyne.CanvasObject {
	switch v := o.(type) {
	case *fyne.Container:
		return v.Objects
	case *container.Scroll:
		return []fyne.CanvasObject{v.Content}
	case fyne.Widget:
		return test.WidgetRenderer(v).Objects()
	}
	return nil
}

// Walk calls f for everything visible, what is on top last, with its place in
// the window. f returns false to leave out what is inside.
func (w *Window) Walk(f func(o fyne.CanvasObject, at fyne.Position) bool) {
	walk(w.Canvas().Content(), fyne.Position{}, f)
	for _, o := range w.Canvas().Overlays().List() {
		walk(o, fyne.Position{}, f)
	}
}

func walk(o fyne.CanvasObject, at fyne.Position, f func(fyne.CanvasObject, fyne.Position) bool) {
	if o == nil || !o.Visible() {
		return
	}
	at = at.Add(o.Position())
	if !f(o, at) {
		return
	}
	for _, c := range children(o) {
		walk(c, at, f)
	}
}

// Texts returns every line of text on the window, in the order it is drawn.
func (w *Window) Texts() []string {
	var out []string
	w.Walk(func(o fyne.CanvasObject, _ fyne.Position) bool {
		if t, ok := o.(*canvas.Text); ok && t.Text != "" {
			out = append(out, t.Text)
		}
		return true
	})
	return out
}

// Shows reports whether text stands on the window, wrapped or not.
func (w *Window) Shows(text string) bool {
	all := strings.Join(strings.Fields(strings.Join(w.Texts(), " ")), " ")
	return strings.Contains(all, strings.Join(strings.Fields(text), " "))
}

// MustShow fails the test when text does not stand on the window.
func (w *Window) MustShow(text string) {
	w.t.Helper()
	if !w.Shows(text) {
		w.t.Fatalf("the window does not show %q; it shows\n%s", text, strings.Join(w.Texts(), "\n"))
	}
}

// Tap clicks in the middle of the topmost text that is, or else begins with,
// the text given.
func (w *Window) Tap(text string) {
	w.t.Helper()
	at, ok := w.find(text)
	if !ok {
		w.t.Fatalf("nothing to click on: the window does not show %q; it shows\n%s", text, strings.Join(w.Texts(), "\n"))
	}
	w.TapAt(at)
}

func (w *Window) find(text string) (fyne.Position, bool) {
	var exact, begins fyne.Position
	var isExact, isBegin bool
	w.Walk(func(o fyne.CanvasObject, at fyne.Position) bool {
		if t, ok := o.(*canvas.Text); ok {
			mid := at.AddXY(min(t.Size().Width, t.MinSize().Width)/2, t.Size().Height/2)
			switch {
			case t.Text == text:
				exact, isExact = mid, true
			case strings.HasPrefix(t.Text, text):
				begins, isBegin = mid, true
			}
		}
		return true
	})
	if isExact {
		return exact, true
	}
	return begins, isBegin
}

// TapAt clicks at a place of the window, as a mouse does: press, focus, release.
func (w *Window) TapAt(at fyne.Position) {
	w.t.Helper()
	var hit fyne.CanvasObject
	var hitAt fyne.Position
	roots := []fyne.CanvasObject{w.Canvas().Content()}
	if top := w.Canvas().Overlays().Top(); top != nil {
		roots = []fyne.CanvasObject{top}
	}
	for _, r := range roots {
		walk(r, fyne.Position{}, func(o fyne.CanvasObject, p fyne.Position) bool {
			inside := at.X >= p.X && at.Y >= p.Y && at.X < p.X+o.Size().Width && at.Y < p.Y+o.Size().Height
			switch o.(type) {
			case fyne.Tappable, fyne.Focusable, desktop.Mouseable:
				if inside {
					hit, hitAt = o, p
				}
			case *container.Scroll:
				return inside
			}
			return true
		})
	}
	if hit == nil {
		w.t.Fatalf("nothing at %v takes a click", at)
	}
	pe := fyne.PointEvent{Position: at.Subtract(hitAt), AbsolutePosition: at}
	me := &desktop.MouseEvent{PointEvent: pe, Button: desktop.MouseButtonPrimary}
	if m, ok := hit.(desktop.Mouseable); ok {
		m.MouseDown(me)
	}
	if f, ok := hit.(fyne.Focusable); (!ok || f != w.Canvas().Focused()) && w.Canvas().Focused() != nil {
		w.Canvas().Unfocus()
	}
	if m, ok := hit.(desktop.Mouseable); ok {
		m.MouseUp(me)
	}
	if t, ok := hit.(fyne.Tappable); ok {
		t.Tapped(&pe)
	}
	w.Settle()
}

// Type types into what has the keyboard.
func (w *Window) Type(text string) {
	w.t.Helper()
	for _, r := range text {
		f := w.Canvas().Focused()
		if f == nil {
			w.t.Fatalf("typing %q: nothing has the keyboard", text)
		}
		f.TypedRune(r)
	}
	w.Settle()
}

// Press presses keys one after the other. Tab moves the keyboard on, as the
// running window does.
func (w *Window) Press(keys ...fyne.KeyName) {
	for _, k := range keys {
		f := w.Canvas().Focused()
		switch {
		case k == fyne.KeyTab:
			w.Canvas().(interface{ FocusNext() }).FocusNext()
		case f != nil:
			f.TypedKey(&fyne.KeyEvent{Name: k})
		default:
			if on := w.Canvas().OnTypedKey(); on != nil {
				on(&fyne.KeyEvent{Name: k})
			}
		}
	}
	w.Settle()
}

// Chord presses a key with modifiers.
func (w *Window) Chord(m fyne.KeyModifier, k fyne.KeyName) {
	s := &desktop.CustomShortcut{KeyName: k, Modifier: m}
	if f, ok := w.Canvas().Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(s)
	} else if c, ok := w.Canvas().(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
	w.Settle()
}

// Hover moves the pointer onto, or off, what reacts to it under the topmost text
// that is, or else begins with, the text given.
func (w *Window) Hover(text string, on bool) {
	w.t.Helper()
	at, ok := w.find(text)
	if !ok {
		w.t.Fatalf("nothing to point at: the window does not show %q", text)
	}
	var hit desktop.Hoverable
	var hitAt fyne.Position
	w.Walk(func(o fyne.CanvasObject, p fyne.Position) bool {
		inside := at.X >= p.X && at.Y >= p.Y && at.X < p.X+o.Size().Width && at.Y < p.Y+o.Size().Height
		if h, is := o.(desktop.Hoverable); is && inside {
			hit, hitAt = h, p
		}
		return true
	})
	if hit == nil {
		w.t.Fatalf("nothing at %v reacts to the pointer", at)
	}
	if on {
		hit.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at.Subtract(hitAt), AbsolutePosition: at}})
		return
	}
	hit.MouseOut()
}
