package kit

import (
	"fyne.io/fyne/v2"
)

// A Cell is what one cell of a Table shows. Only what is set takes room.
type Cell struct {
	Text   string
	Role   Role
	Color  fyne.ThemeColorName // "" is the role's
	Strike bool

	Sub      string              // a second, smaller line
	SubColor fyne.ThemeColorName // "" is muted

	Marks, SubMarks [][2]int // stretches of Text and Sub that stand out, as byte offsets in order

	Tags   []Tag  // pills after the text
	Tick   *Check // a tick box before the text
	Bar    *float64
	BarOf  Tone
	Action string // a word to click, before nothing else in the cell
	Right  bool   // text at the right: figures
	Wrap   bool   // up to two lines of text; in a Fit table as many as it takes
}

// Ticked returns a pointer for Cell.Tick.
func Ticked(c Check) *Check { return &c }

// cellView draws a Cell. Its parts are made when first needed and kept when the
// row is given to other data.
type cellView struct {
	cell    Cell
	main    *line
	wrapped *block
	sub     *block
	pills   []*pill
	tick    *tick
	bar     *bar
	x0, w0  float32 // of the action, for clicks
	objs    []fyne.CanvasObject
}

const cellLine float32 = 17

// barDrop puts a bar on the middle of the small letters rather than of the line.
const barDrop float32 = 1

func (v *cellView) bind(c Cell) {
	v.cell = c
	text, role, color := c.Text, c.Role, c.Color
	if c.Action != "" {
		text, role, color = c.Action, Strong, ColorTealInk
	}
	span := Span{Text: text, Role: role, Color: color, Strike: c.Strike}
	if c.Wrap || len(c.Marks) > 0 {
		if v.wrapped == nil {
			v.wrapped = &block{}
		}
		v.wrapped.set(marked(span, c.Marks))
	} else {
		if v.main == nil {
			v.main = newLine(span)
		}
		v.main.set(span)
	}
	if c.Sub != "" {
		if v.sub == nil {
			v.sub = &block{}
		}
		sc := c.SubColor
		if sc == "" {
			sc = ColorMuted
		}
		v.sub.set(marked(Span{Text: c.Sub, Role: Small, Color: sc}, c.SubMarks))
	}
	for len(v.pills) < len(c.Tags) {
		v.pills = append(v.pills, newPill())
	}
	for i, t := range c.Tags {
		v.pills[i].set(t)
	}
	if c.Tick != nil {
		if v.tick == nil {
			v.tick = newTick()
		}
		v.tick.paint(*c.Tick)
	}
	if c.Bar != nil && v.bar == nil {
		b := newBar()
		v.bar = &b
	}
}

// lay places the parts from x, y in the width and returns the height they take.
// In a free row text takes the lines it needs; else two at most, and pills that
// do not fit beside the text shorten it.
func (v *cellView) lay(x, y, w float32, free bool) float32 {
	c := v.cell
	v.objs = v.objs[:0]
	if c.Tick != nil {
		v.tick.place(x, y+(cellLine-tickSize)/2)
		v.objs = append(v.objs, v.tick.ground)
		if *c.Tick == Checked {
			v.objs = append(v.objs, v.tick.short)
		}
		if *c.Tick != Unchecked {
			v.objs = append(v.objs, v.tick.long)
		}
		x, w = x+tickSize+14, w-tickSize-14
	}
	tagW := float32(0)
	for _, p := range v.pills[:len(c.Tags)] {
		tagW += p.width() + 6
	}
	end := v.layText(x, y, w, tagW, free)
	if len(c.Tags) > 0 {
		end = v.layTags(x, y, w, tagW, free, end)
	}
	if c.Bar != nil {
		if end == 0 { // alone in its cell it stands level with the words beside
			v.bar.place(x, y+(cellLine-barHeight)/2+barDrop, w, *c.Bar, c.BarOf)
			end = cellLine
		} else {
			v.bar.place(x, y+end+3, w, *c.Bar, c.BarOf)
			end += barHeight + 3
		}
		v.objs = append(v.objs, v.bar.track, v.bar.part)
	}
	if c.Sub != "" {
		v.sub.max = 1
		if free {
			v.sub.max = 3
		}
		if end > 0 {
			end += 2
		}
		v.sub.lay(x, y+end, w)
		v.objs = append(v.objs, v.sub.objects()...)
		end += v.sub.h
	}
	return end
}

// layText returns the height of the text, 0 when there is none.
func (v *cellView) layText(x, y, w, tagW float32, free bool) float32 {
	c := v.cell
	if (c.Wrap || len(c.Marks) > 0) && c.Text != "" {
		v.wrapped.max = 1
		if c.Wrap {
			v.wrapped.max = 2
		}
		if free {
			v.wrapped.max = 0
		}
		v.wrapped.lay(x, y, w)
		v.objs = append(v.objs, v.wrapped.objects()...)
		return v.wrapped.h
	}
	if c.Wrap || len(c.Marks) > 0 || v.main.Text == "" {
		return 0
	}
	room := w
	if tagW > 0 && !free {
		room = max(w-tagW, w*0.4)
	}
	tw := min(v.main.full.Width+1, room)
	left := x
	if c.Right {
		left = x + w - tw
	}
	v.x0, v.w0 = left, tw
	v.main.place(left, y+(cellLine-v.main.full.Height)/2, tw)
	v.objs = append(v.objs, v.main.obj)
	return max(cellLine, v.main.full.Height)
}

// layTags puts the pills after the text, or under it where a free row has no
// room beside.
func (v *cellView) layTags(x, y, w, tagW float32, free bool, end float32) float32 {
	px, py := x, y+(cellLine-pillHeight)/2
	switch {
	case end == 0:
		end = pillHeight - 2
	case v.cell.Wrap, free && v.w0+8+tagW > w:
		py, end = y+end+3, end+3+pillHeight
	default:
		px = x + v.w0 + 8
	}
	for _, p := range v.pills[:len(v.cell.Tags)] {
		if px > x && px+p.width() > x+w+0.5 && free {
			px, py, end = x, py+pillHeight+4, end+pillHeight+4
		}
		p.place(px, py, max(x+w-px, 24))
		v.objs = append(v.objs, p.ground, p.line.obj)
		px += p.width() + 6
	}
	return end
}

// shortened returns the whole text where the cell shows less of it.
func (v *cellView) shortened() string {
	if !v.cell.Wrap && len(v.cell.Marks) == 0 && v.main != nil && v.main.cut {
		return v.main.Text
	}
	for _, p := range v.pills[:len(v.cell.Tags)] {
		if p.line.cut {
			return p.line.Text
		}
	}
	return ""
}
