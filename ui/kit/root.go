package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// A layer floats things over a content: pop-up lists, tooltips, toasts. It is
// not one of the toolkit's overlays, because those take the keyboard away from
// the field that opened them and the clicks from everything below.
type layer struct {
	box *fyne.Container
}

func newLayer() *layer { return &layer{box: container.New(&layerLayout{})} }

// layerLayout leaves floats where they were put; only what is anchored moves.
type layerLayout struct{}

func (layerLayout) Layout(os []fyne.CanvasObject, s fyne.Size) {
	for _, o := range os {
		if a, ok := o.(interface{ anchor(fyne.Size) }); ok {
			a.anchor(s)
		}
	}
}
func (layerLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (l *layer) add(o fyne.CanvasObject) {
	l.box.Add(o)
	l.box.Refresh()
}

func (l *layer) remove(o fyne.CanvasObject) {
	l.box.Remove(o)
	l.box.Refresh()
}

// host is what carries a layer: the window's Root and every Sheet.
type host interface {
	floats() *layer
	escape()
}

// hostOf finds the host on top of the canvas of o, nil when there is none.
func hostOf(o fyne.CanvasObject) (host, fyne.Canvas) {
	c := canvasOf(o)
	if c == nil {
		return nil, nil
	}
	list := c.Overlays().List()
	for i := len(list) - 1; i >= 0; i-- {
		if h, ok := list[i].(host); ok {
			return h, c
		}
	}
	if h, ok := c.Content().(host); ok {
		return h, c
	}
	return nil, c
}

// escape passes Esc on to the sheet or window around o.
func escape(o fyne.CanvasObject) {
	if h, _ := hostOf(o); h != nil {
		h.escape()
	}
}

// toToast gives the keyboard to the newest toast of the window around o.
func toToast(o fyne.CanvasObject) {
	if c := canvasOf(o); c != nil {
		if r, ok := c.Content().(*Root); ok {
			r.ToToast()
		}
	}
}

// Root is the content of a window.
type Root struct {
	widget.BaseWidget
	OnEscape func() // Esc where no field, list or sheet wanted it
	// OnTyping is told when a text field of the window, or of a sheet above it,
	// gets the keyboard or loses it.
	OnTyping func(on bool)
	After    Timer // sends toasts away; nil: UITimer
	// Lane says where toasts stand in a window of the size, so that they cover
	// nothing that can be clicked; nil: at the lower left.
	Lane func(window fyne.Size) (left, bottom, width float32)

	content fyne.CanvasObject
	layer   *layer
	toasts  *toastStack
	typedIn *field // the field that had the keyboard last
}

// NewRoot returns a window content around content.
func NewRoot(content fyne.CanvasObject) *Root {
	r := &Root{content: content, layer: newLayer()}
	r.toasts = &toastStack{root: r, over: r.layer}
	r.ExtendBaseWidget(r)
	return r
}

// Attach makes r the content of w and takes the keys nobody else wants.
func (r *Root) Attach(w fyne.Window) {
	w.SetPadded(false)
	w.SetContent(r)
	w.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) {
		switch e.Name {
		case fyne.KeyEscape:
			escape(r)
		case fyne.KeyF6:
			r.ToToast()
		}
	})
}

// SetContent replaces what the window shows; floats go away.
func (r *Root) SetContent(o fyne.CanvasObject) {
	r.content = o
	r.layer.box.RemoveAll()
	if r.toasts.over == r.layer {
		r.toasts.readd()
	}
	r.Refresh()
}

// Content returns what the window shows.
func (r *Root) Content() fyne.CanvasObject { return r.content }

func (r *Root) timer() Timer {
	if r.After == nil {
		return UITimer
	}
	return r.After
}

func (r *Root) floats() *layer { return r.layer }

func (r *Root) escape() {
	if r.OnEscape != nil {
		r.OnEscape()
	}
}

func (r *Root) held() []fyne.CanvasObject { return []fyne.CanvasObject{r.content, r.layer.box} }

// CreateRenderer implements fyne.Widget.
func (r *Root) CreateRenderer() fyne.WidgetRenderer {
	ground := box(0)
	fill(ground, ColorPaper)
	p := &painter{objects: []fyne.CanvasObject{ground, r.content, r.layer.box}}
	p.layout = func(s fyne.Size) {
		place(ground, 0, 0, s.Width, s.Height)
		place(r.content, 0, 0, s.Width, s.Height)
		place(r.layer.box, 0, 0, s.Width, s.Height)
		r.layer.box.Layout.Layout(r.layer.box.Objects, s)
	}
	p.min = func() fyne.Size { return r.content.MinSize() }
	p.refresh = func() {
		fill(ground, ColorPaper)
		p.objects = []fyne.CanvasObject{ground, r.content, r.layer.box}
		p.layout(r.Size())
		ground.Refresh()
		r.content.Refresh()
	}
	return p
}

// A Timer calls f on the UI goroutine after d, unless stopped before.
type Timer func(d time.Duration, f func()) (stop func())

// UITimer is the Timer of the running window.
func UITimer(d time.Duration, f func()) (stop func()) {
	t := time.AfterFunc(d, func() { fyne.Do(f) })
	return func() { t.Stop() }
}
