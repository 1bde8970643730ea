package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// RowList is a short list of rows that are edited where they stand. The caller
// keeps the values: the list asks for the editor of each row and reports what
// the person wants. In a row Alt+Up and Alt+Down move it, Alt+Delete or
// Ctrl+Backspace in an empty field removes it, Enter goes to the next row and
// adds one after the last.
type RowList struct {
	widget.BaseWidget
	Len      func() int
	Row      func(i int) fyne.CanvasObject // the editor of row i, made anew after each change
	OnAdd    func(at int)                  // put an empty value at this index
	OnRemove func(i int)
	OnMove   func(from, to int)
	Bare     bool // the rows draw buttons of their own for what the keys do

	add  *Button
	rows []*rowFrame
	body *fyne.Container
}

// NewRowList returns a list. addText is the word of the button that adds a row.
// Set the functions, then call Reload.
func NewRowList(addText string) *RowList {
	l := &RowList{}
	l.add = NewButton(addText, Secondary, func() { l.insert() })
	l.body = Column(SpaceS)
	l.ExtendBaseWidget(l)
	return l
}

// Reload makes the rows anew from the caller's values.
func (l *RowList) Reload() {
	l.rows = l.rows[:0]
	var objs []fyne.CanvasObject
	for i := range l.Len() {
		r := newRowFrame(l, i, l.Row(i))
		l.rows = append(l.rows, r)
		objs = append(objs, r)
	}
	l.body.Objects = append(objs, Row(0, l.add))
	l.Refresh()
}

// FocusRow gives the keyboard to the first field of row i.
func (l *RowList) FocusRow(i int) {
	if i >= 0 && i < len(l.rows) {
		Focus(l.rows[i].content)
	}
}

func (l *RowList) insert() {
	at := len(l.rows)
	if l.OnAdd != nil {
		l.OnAdd(at)
	}
	l.Reload()
	l.FocusRow(at)
}

func (l *RowList) remove(i int) {
	if l.OnRemove == nil {
		return
	}
	l.OnRemove(i)
	l.Reload()
	if len(l.rows) == 0 {
		Focus(l.add)
		return
	}
	l.FocusRow(min(i, len(l.rows)-1))
}

func (l *RowList) move(i, by int) {
	to := i + by
	if l.OnMove == nil || to < 0 || to >= len(l.rows) {
		return
	}
	l.OnMove(i, to)
	l.Reload()
	l.FocusRow(to)
}

// rowOf returns the row that holds o, -1 when none does.
func (l *RowList) rowOf(o fyne.CanvasObject) int {
	for i, r := range l.rows {
		if _, ok := path(r, o); ok {
			return i
		}
	}
	return -1
}

// rowListOf returns the innermost RowList around o, nil when there is none; its
// methods below take a nil list.
func rowListOf(o fyne.CanvasObject) *RowList {
	p := around(o)
	for i := len(p) - 1; i >= 0; i-- {
		if l, ok := p[i].(*RowList); ok {
			return l
		}
	}
	return nil
}

func (l *RowList) enter(o fyne.CanvasObject) bool {
	if l == nil {
		return false
	}
	i := l.rowOf(o)
	if i < 0 {
		return false
	}
	if i == len(l.rows)-1 {
		l.insert()
	} else {
		l.FocusRow(i + 1)
	}
	return true
}

func (l *RowList) shortcut(o fyne.CanvasObject, s *desktop.CustomShortcut, empty bool) bool {
	if l == nil {
		return false
	}
	i := l.rowOf(o)
	if i < 0 {
		return false
	}
	alt, ctrl := s.Modifier == fyne.KeyModifierAlt, s.Modifier == fyne.KeyModifierShortcutDefault
	switch {
	case alt && s.KeyName == fyne.KeyUp:
		l.move(i, -1)
	case alt && s.KeyName == fyne.KeyDown:
		l.move(i, 1)
	case alt && s.KeyName == fyne.KeyDelete, ctrl && s.KeyName == fyne.KeyBackspace && empty:
		l.remove(i)
	default:
		return false
	}
	return true
}

func (l *RowList) held() []fyne.CanvasObject { return []fyne.CanvasObject{l.body} }

// CreateRenderer implements fyne.Widget.
func (l *RowList) CreateRenderer() fyne.WidgetRenderer {
	return &painter{
		objects: []fyne.CanvasObject{l.body},
		layout:  func(s fyne.Size) { place(l.body, 0, 0, s.Width, s.Height) },
		min:     func() fyne.Size { return l.body.MinSize() },
		refresh: func() {
			show(l.add, l.OnAdd != nil)
			l.body.Refresh()
		},
	}
}

// rowFrame puts the buttons of a row beside its editor.
type rowFrame struct {
	widget.BaseWidget
	content fyne.CanvasObject
	body    *fyne.Container
}

func newRowFrame(l *RowList, i int, content fyne.CanvasObject) *rowFrame {
	f := &rowFrame{content: content}
	parts := []fyne.CanvasObject{Grow(content)}
	if l.OnMove != nil && !l.Bare {
		up, down := newRowButton("↑", func() { l.move(i, -1) }), newRowButton("↓", func() { l.move(i, 1) })
		if i == 0 {
			up.Disable()
		}
		if i == l.Len()-1 {
			down.Disable()
		}
		parts = append(parts, up, down)
	}
	if l.OnRemove != nil && !l.Bare {
		parts = append(parts, newRowButton("Remove", func() { l.remove(i) }))
	}
	f.body = Row(SpaceXS, parts...)
	f.ExtendBaseWidget(f)
	return f
}

func newRowButton(text string, tapped func()) *Button {
	b := NewButton(text, subtle, tapped)
	b.key = func(e *fyne.KeyEvent) bool {
		if e.Name == fyne.KeyDelete {
			l := rowListOf(b)
			l.remove(l.rowOf(b))
			return true
		}
		return false
	}
	return b
}

func (f *rowFrame) held() []fyne.CanvasObject { return []fyne.CanvasObject{f.body} }

func (f *rowFrame) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.body) }
