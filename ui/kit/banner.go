package kit

import (
	"fyne.io/fyne/v2"
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
	shown []*toast
}

func newToastStack(l *layer) *toastStack { return &toastStack{over: l} }

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
}

// anchor implements what layerLayout asks for.
func (t *toast) anchor(fyne.Size) { t.stack.arrange() }

// Toast says something that has just happened, with what can be done about it.
// It goes when an action, or Dismiss, is clicked, or when the returned function
// is called; a caller that wants it to go by itself uses a Timer. At most three
// are shown; the oldest makes way.
func (r *Root) Toast(text string, actions ...ToastAction) (dismiss func()) {
	t := &toast{stack: r.toasts}
	t.text.set([]Span{{Text: text, Color: ColorOnTip}})
	dismiss = func() { r.toasts.drop(t) }
	row := []fyne.CanvasObject{Spacer()}
	for _, a := range append(actions, ToastAction{Text: "Dismiss"}) {
		row = append(row, NewButton(a.Text, onDark, func() {
			dismiss()
			if a.Do != nil {
				a.Do()
			}
		}))
	}
	t.acts = Row(SpaceXS, row...)
	t.ExtendBaseWidget(t)
	if len(r.toasts.shown) == 3 {
		r.toasts.drop(r.toasts.shown[0])
	}
	r.toasts.shown = append(r.toasts.shown, t)
	r.layer.add(t)
	r.toasts.arrange()
	return dismiss
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
