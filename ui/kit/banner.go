package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Banner is a sentence that concerns the whole place it stands in, with at most
// one action.
type Banner struct {
	widget.BaseWidget
	tone Tone
	text *Text
	body *fyne.Container
}

// NewBanner returns a banner. action may be "".
func NewBanner(text string, tone Tone, action string, tapped func()) *Banner {
	b := &Banner{tone: tone, text: NewText(text, Body)}
	parts := []fyne.CanvasObject{Grow(b.text)}
	if action != "" {
		parts = append(parts, NewButton(action, Secondary, tapped))
	}
	b.body = Row(SpaceM, parts...)
	b.ExtendBaseWidget(b)
	return b
}

// Set replaces sentence and tone.
func (b *Banner) Set(text string, tone Tone) {
	b.tone = tone
	b.text.SetText(text)
	b.Refresh()
}

// Text returns the sentence.
func (b *Banner) Text() string { return b.text.Text() }

func (b *Banner) held() []fyne.CanvasObject { return []fyne.CanvasObject{b.body} }

// CreateRenderer implements fyne.Widget.
func (b *Banner) CreateRenderer() fyne.WidgetRenderer {
	ground, side := box(RadiusField), box(2)
	p := &painter{objects: []fyne.CanvasObject{ground, side, b.body}}
	paint := func() {
		fill(ground, b.tone.Soft())
		fill(side, b.tone.Solid())
		ground.Refresh()
		side.Refresh()
	}
	p.layout = func(s fyne.Size) {
		place(ground, 0, 0, s.Width, s.Height)
		place(side, 8, 8, 4, s.Height-16)
		place(b.body, 22, 8, s.Width-22-12, s.Height-16)
	}
	p.min = func() fyne.Size { return b.body.MinSize().AddWidthHeight(34, 18) }
	p.refresh = func() { paint(); b.body.Refresh(); p.layout(b.Size()) }
	paint()
	return p
}

// A ToastAction is a word on a toast that can be clicked.
type ToastAction struct {
	Text string
	Do   func()
}

// toastStack keeps the toasts of a window, newest below, at the lower right.
type toastStack struct {
	over  *layer
	after func() Timer
	shown []*toast
}

func newToastStack(l *layer, after func() Timer) *toastStack {
	return &toastStack{over: l, after: after}
}

func (t *toastStack) readd() {
	for _, s := range t.shown {
		t.over.add(s)
	}
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
	bottom := t.over.box.Size().Height - 20
	for i := len(t.shown) - 1; i >= 0; i-- {
		s := t.shown[i]
		h := heightAt(s, toastWidth)
		place(s, t.over.box.Size().Width-toastWidth-20, bottom-h, toastWidth, h)
		bottom -= h + SpaceS
	}
}

const toastWidth float32 = 400

// toast is one message of the window about something that has just happened.
type toast struct {
	widget.BaseWidget
	stack *toastStack
	text  block
	acts  *fyne.Container
	stop  func() // its time runs; nil while the pointer is on it
	gone  bool
}

// toastStays is how long a toast stands: long enough to read two sentences and
// to reach its action.
const toastStays = 6 * time.Second

// rest lets the time of the toast run; hold stops it while somebody reads it
// with the pointer on it. Afterwards it begins anew.
func (t *toast) rest(after Timer) {
	if t.stop == nil && !t.gone {
		t.stop = after(toastStays, func() {
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

// dismiss takes the toast away, once.
func (t *toast) dismiss() {
	t.hold()
	if !t.gone {
		t.gone = true
		t.stack.drop(t)
	}
}

func (t *toast) pointer(on bool) {
	if on {
		t.hold()
		return
	}
	t.rest(t.stack.after())
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
// It goes when an action, or Dismiss, is clicked, when the returned function is
// called, or by itself after six seconds without the pointer on it. At most
// three are shown; the oldest makes way.
func (r *Root) Toast(text string, actions ...ToastAction) (dismiss func()) {
	t := &toast{stack: r.toasts}
	t.text.set([]Span{{Text: text, Color: ColorOnTip}})
	row := []fyne.CanvasObject{Spacer()}
	for _, a := range append(actions, ToastAction{Text: "Dismiss"}) {
		b := NewButton(a.Text, onDark, func() {
			t.dismiss()
			if a.Do != nil {
				a.Do()
			}
		})
		b.over = t.pointer
		row = append(row, b)
	}
	t.acts = Row(SpaceXS, row...)
	t.ExtendBaseWidget(t)
	if len(r.toasts.shown) == 3 {
		r.toasts.shown[0].dismiss()
	}
	r.toasts.shown = append(r.toasts.shown, t)
	r.layer.add(t)
	r.toasts.arrange()
	t.rest(r.toasts.after())
	return t.dismiss
}

func (t *toast) held() []fyne.CanvasObject { return []fyne.CanvasObject{t.acts} }

func (t *toast) CreateRenderer() fyne.WidgetRenderer {
	ground := box(RadiusField)
	p := &painter{}
	p.layout = func(s fyne.Size) {
		fill(ground, ColorTip)
		place(ground, 0, 0, s.Width, s.Height)
		h := t.text.height(s.Width - 32)
		t.text.lay(16, 14, s.Width-32)
		a := t.acts.MinSize()
		place(t.acts, 8, 14+h+4, s.Width-16, a.Height)
		p.objects = append([]fyne.CanvasObject{ground}, t.text.objects()...)
		p.objects = append(p.objects, t.acts)
	}
	p.min = func() fyne.Size {
		return fyne.NewSize(toastWidth, 14+t.text.height(toastWidth-32)+4+t.acts.MinSize().Height+6)
	}
	p.refresh = func() { t.text.forget(); p.layout(t.Size()); ground.Refresh() }
	return p
}
