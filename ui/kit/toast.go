package kit

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// A ToastAction is a word on a toast that can be clicked.
type ToastAction struct {
	Text string
	Do   func()
}

// toastStays is how long a toast with an action stands: long enough to read two
// sentences and to reach the action; toastSays is how long one without stands.
const (
	toastStays = 6 * time.Second
	toastSays  = 4 * time.Second
)

// mostToasts are shown at once; the oldest makes way.
const mostToasts = 3

const (
	toastWidth float32 = 360 // where the Root has no lane for them
	toastEdge  float32 = 12
)

// toastStack keeps the toasts of a window, newest below.
type toastStack struct {
	root  *Root
	over  *layer // of the sheet that was on top when they came, else the window's
	shown []*toast
}

func (t *toastStack) readd() {
	for _, s := range t.shown {
		t.over.add(s)
	}
}

// moveTo takes the toasts to another layer: the sheet they stood on has gone.
func (t *toastStack) moveTo(l *layer) {
	if t.over == l {
		return
	}
	for _, s := range t.shown {
		t.over.remove(s)
	}
	t.over = l
	t.readd()
	t.arrange()
}

func (t *toastStack) drop(s *toast) {
	t.over.remove(s)
	for i, o := range t.shown {
		if o == s {
			t.shown = append(t.shown[:i:i], t.shown[i+1:]...)
			break
		}
	}
	t.arrange()
}

func (t *toastStack) arrange() {
	size := t.over.box.Size()
	left, bottom, width := toastEdge, size.Height-toastEdge, toastWidth
	if t.root.Lane != nil {
		left, bottom, width = t.root.Lane(size)
	}
	for i := len(t.shown) - 1; i >= 0; i-- {
		s := t.shown[i]
		h := heightAt(s, width)
		place(s, left, bottom-h, width, h)
		bottom -= h + SpaceS
	}
}

// toast is one message of the window about something that has just happened. It
// is dressed as a card, because it may stand on the rail.
type toast struct {
	widget.BaseWidget
	stack *toastStack
	kind  string // what it offers; another one of the kind replaces it
	text  block
	acts  *fyne.Container
	stop  func() // its time runs; nil while the pointer or the keyboard is on it
	back  fyne.Focusable
	stays time.Duration
	gone  bool
}

// rest lets the time of the toast run; hold stops it while somebody reads it
// with the pointer or the keyboard on it. Afterwards it begins anew.
func (t *toast) rest() {
	if t.stop == nil && !t.gone {
		t.stop = t.stack.root.timer()(t.stays, func() {
			t.stop = nil
			t.dismiss()
		})
	}
}

func (t *toast) hold() {
	if t.stop != nil {
		t.stop()
		t.stop = nil
	}
}

// dismiss takes the toast away, once, and gives the keyboard back if it had it.
func (t *toast) dismiss() {
	t.hold()
	if t.gone {
		return
	}
	t.gone = true
	c := canvasOf(t)
	had := c != nil && t.has(c.Focused())
	t.stack.drop(t)
	if had {
		c.Unfocus()
		if t.back != nil && canvasOf(t.back.(fyne.CanvasObject)) != nil {
			c.Focus(t.back)
		}
	}
}

func (t *toast) has(f fyne.Focusable) bool {
	for _, o := range t.acts.Objects {
		if b, ok := o.(*Button); ok && f == fyne.Focusable(b) {
			return true
		}
	}
	return false
}

func (t *toast) pointer(on bool) {
	if on {
		t.hold()
		return
	}
	t.rest()
}

// MouseIn implements desktop.Hoverable.
func (t *toast) MouseIn(*desktop.MouseEvent) { t.pointer(true) }

// MouseMoved implements desktop.Hoverable.
func (t *toast) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (t *toast) MouseOut() { t.pointer(false) }

// anchor implements what layerLayout asks for.
func (t *toast) anchor(fyne.Size) { t.stack.arrange() }

// Toast says something that has just happened, with what can be done about it.
// It goes when an action, or Dismiss, is clicked, on Esc while it has the
// keyboard, when the returned function is called, or by itself after some
// seconds without pointer and keyboard on it. Two that offer the same actions
// are of one kind, of which the newest is shown; of all kinds at most three.
func (r *Root) Toast(text string, actions ...ToastAction) (dismiss func()) {
	t := &toast{stack: r.toasts, stays: toastSays}
	t.text.set([]Span{{Text: text, Role: Small, Color: ColorInk}})
	var words []string
	var row []fyne.CanvasObject
	if len(actions) > 0 {
		t.stays = toastStays
	}
	for _, a := range append(actions, ToastAction{Text: "Dismiss"}) {
		b := NewButton(a.Text, small, func() {
			t.dismiss()
			if a.Do != nil {
				a.Do()
			}
		})
		b.over = t.pointer
		b.key = func(e *fyne.KeyEvent) bool {
			if e.Name == fyne.KeyEscape {
				t.dismiss()
				return true
			}
			return false
		}
		words, row = append(words, a.Text), append(row, b)
	}
	t.kind = strings.Join(words, "|")
	t.acts = Flow(0, row...)
	t.ExtendBaseWidget(t)
	st := r.toasts
	for _, s := range st.shown {
		if s.kind == t.kind {
			s.dismiss()
			break
		}
	}
	if len(st.shown) == mostToasts {
		st.shown[0].dismiss()
	}
	if h, _ := hostOf(r); h != nil {
		st.moveTo(h.floats())
	}
	st.shown = append(st.shown, t)
	st.over.add(t)
	st.arrange()
	t.rest()
	return t.dismiss
}

// ToToast gives the keyboard to the newest toast and reports whether there is
// one; its time stands still until the keyboard leaves it.
func (r *Root) ToToast() bool {
	n := len(r.toasts.shown)
	c := canvasOf(r)
	if n == 0 || c == nil {
		return false
	}
	t := r.toasts.shown[n-1]
	if f := c.Focused(); f == nil || !t.has(f) {
		t.back = f
	}
	c.Focus(t.acts.Objects[0].(fyne.Focusable))
	return true
}

func (t *toast) held() []fyne.CanvasObject { return []fyne.CanvasObject{t.acts} }

// CreateRenderer implements fyne.Widget.
func (t *toast) CreateRenderer() fyne.WidgetRenderer {
	ground, mark := box(RadiusField), box(2)
	p := &painter{}
	paint := func() {
		fill(ground, ColorCard)
		edge(ground, ColorLine, 1)
		fill(mark, ColorTeal)
	}
	const side, top, bottom float32 = 12, 10, 4
	p.layout = func(s fyne.Size) {
		paint()
		place(ground, 0, 0, s.Width, s.Height)
		h := t.text.height(s.Width - 2*side - 6)
		place(mark, 6, top, 3, h)
		t.text.lay(side+6, top, s.Width-2*side-6)
		ah := heightAt(t.acts, s.Width-side)
		place(t.acts, side-2, top+h+2, s.Width-side, ah)
		p.objects = append([]fyne.CanvasObject{ground, mark}, t.text.objects()...)
		p.objects = append(p.objects, t.acts)
	}
	p.min = func() fyne.Size {
		w := t.Size().Width
		if w < 1 {
			w = toastWidth
		}
		return fyne.NewSize(120, top+t.text.height(w-2*side-6)+2+heightAt(t.acts, w-side)+bottom)
	}
	p.refresh = func() { t.text.forget(); p.layout(t.Size()); ground.Refresh(); mark.Refresh() }
	return p
}
