package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

const tipDelay = 500 * time.Millisecond

// tip shows the whole of a shortened text while the pointer rests on it.
type tip struct {
	stop func()
	over *layer
	body *tipBody
}

func (t *tip) show(owner fyne.CanvasObject, text string, at fyne.Position) {
	t.hide()
	alive := true
	stop := UITimer(tipDelay, func() {
		if alive {
			t.open(owner, text, at)
		}
	})
	t.stop = func() { alive = false; stop() }
}

// open shows the tip now, under the pointer and inside the window.
func (t *tip) open(owner fyne.CanvasObject, text string, at fyne.Position) {
	h, c := hostOf(owner)
	if h == nil {
		return
	}
	t.body = newTipBody(text)
	t.over = h.floats()
	size := t.body.fit(min(360, c.Size().Width-16))
	x := max(min(at.X, c.Size().Width-size.Width-8), 8)
	y := at.Y + 18
	if y+size.Height > c.Size().Height-8 {
		y = max(at.Y-size.Height-8, 8)
	}
	t.over.add(t.body)
	place(t.body, x, y, size.Width, size.Height)
}

func (t *tip) hide() {
	if t.stop != nil {
		t.stop()
		t.stop = nil
	}
	if t.body != nil {
		t.over.remove(t.body)
		t.body = nil
	}
}

type tipBody struct {
	widget.BaseWidget
	text block
}

func newTipBody(text string) *tipBody {
	b := &tipBody{}
	b.text.set([]Span{{Text: text, Role: Small, Color: ColorOnTip}})
	b.ExtendBaseWidget(b)
	return b
}

func (b *tipBody) fit(limit float32) fyne.Size {
	w := min(b.text.natural()+1, limit-20)
	return fyne.NewSize(w+20, b.text.height(w)+14)
}

func (b *tipBody) CreateRenderer() fyne.WidgetRenderer {
	ground := box(6)
	p := &painter{}
	p.layout = func(s fyne.Size) {
		fill(ground, ColorTip)
		place(ground, 0, 0, s.Width, s.Height)
		b.text.lay(10, 7, s.Width-20)
		p.objects = append([]fyne.CanvasObject{ground}, b.text.objects()...)
	}
	p.min = func() fyne.Size { return b.fit(360) }
	p.refresh = func() { b.text.forget(); p.layout(b.Size()) }
	return p
}
