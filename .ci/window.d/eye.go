package main

import (
	"image"
	"image/color"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"kept/ui/kit"
)

// An eye finds words on the screen: it draws them with the window's own type
// and looks for that drawing. So a job clicks what a person reads, and a
// button that moved or was renamed is noticed.
type eye struct {
	theme *kit.Theme
	drawn map[drawing]*glyphs
}

// A face is a size and weight of the window's type.
// A drawing is words in a face.
type drawing struct {
	text string
	face face
}

type face struct {
	size float32
	bold bool
}

// The faces of the window, the most frequent ones first.
var faces = []face{strong, caption, plain, small, heading, {17, true}, {22, true}, {26, true}}

// glyphs are words as drawn: how much ink each point has, and some points of
// full ink and of none to look at first.
type glyphs struct {
	w, h       int
	ink        []uint8
	dark, bare []image.Point
}

var theEye = sync.OnceValue(func() *eye {
	test.NewApp()
	return &eye{theme: kit.NewTheme(kit.ModeLight), drawn: map[drawing]*glyphs{}}
})

func (e *eye) draw(text string, f face) *glyphs {
	key := drawing{text, f}
	if g := e.drawn[key]; g != nil {
		return g
	}
	t := canvas.NewText(text, color.Black)
	t.TextSize, t.TextStyle = f.size, fyne.TextStyle{Bold: f.bold}
	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetContent(t)
	c.Resize(t.MinSize())
	img := software.RenderCanvas(c, e.theme)
	b := img.Bounds()
	ground, _, _, _ := img.At(b.Min.X, b.Min.Y).RGBA()
	at := func(x, y int) uint8 {
		v, _, _, _ := img.At(x, y).RGBA()
		if ground == 0 {
			return 0
		}
		return uint8(255 - min(v*255/ground, 255))
	}
	box := image.Rectangle{Min: b.Max, Max: b.Min}
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if at(x, y) > 40 {
				box.Min.X, box.Min.Y = min(box.Min.X, x), min(box.Min.Y, y)
				box.Max.X, box.Max.Y = max(box.Max.X, x+1), max(box.Max.Y, y+1)
			}
		}
	}
	g := &glyphs{w: box.Dx(), h: box.Dy()}
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			v := at(x, y)
			g.ink = append(g.ink, v)
			p := image.Pt(x-box.Min.X, y-box.Min.Y)
			switch {
			case v > 235:
				g.dark = append(g.dark, p)
			case v < 4:
				g.bare = append(g.bare, p)
			}
		}
	}
	if len(g.dark) < 4 {
		g.dark = nil
		for i, v := range g.ink {
			if v > 190 {
				g.dark = append(g.dark, image.Pt(i%g.w, i/g.w))
			}
		}
	}
	g.dark, g.bare = spread(g.dark, 16), spread(g.bare, 16)
	e.drawn[key] = g
	return g
}

func spread(ps []image.Point, n int) []image.Point {
	if len(ps) <= n {
		return ps
	}
	out := make([]image.Point, n)
	for i := range out {
		out[i] = ps[(i*7919+13)%len(ps)]
	}
	return out
}

// find returns where the words stand alone within area, in reading order: no
// ink touches them at either side.
func (e *eye) find(shot *image.Gray, text string, area image.Rectangle, in ...face) []image.Rectangle {
	if len(in) == 0 {
		in = faces
	}
	var out []image.Rectangle
	for _, f := range in {
		g := e.draw(text, f)
		if len(g.dark) == 0 || len(g.bare) == 0 {
			continue
		}
		out = append(out, g.in(shot, area.Intersect(shot.Rect))...)
		if len(out) > 0 {
			break
		}
	}
	return out
}

func (g *glyphs) in(shot *image.Gray, area image.Rectangle) []image.Rectangle {
	var out []image.Rectangle
	pix, stride := shot.Pix, shot.Stride
	offs := func(ps []image.Point) []int {
		o := make([]int, len(ps))
		for i, p := range ps {
			o[i] = p.Y*stride + p.X
		}
		return o
	}
	dark, bare := offs(g.dark), offs(g.bare)
	for y := area.Min.Y; y+g.h <= area.Max.Y; y++ {
	next:
		for x := area.Min.X; x+g.w <= area.Max.X; x++ {
			at := y*stride + x
			ink, paper := int(pix[at+dark[0]]), int(pix[at+bare[0]])
			d := paper - ink
			if d > -35 && d < 35 {
				continue
			}
			slack := d / 3
			if slack < 0 {
				slack = -slack
			}
			for _, o := range dark[1:] {
				if v := int(pix[at+o]) - ink; v > slack || v < -slack {
					continue next
				}
			}
			for _, o := range bare[1:] {
				if v := int(pix[at+o]) - paper; v > slack || v < -slack {
					continue next
				}
			}
			if !g.matches(pix[at:], stride, ink, paper) || !alone(shot, x, y, g.w, g.h, paper, slack) {
				continue
			}
			out = append(out, image.Rect(x, y, x+g.w, y+g.h))
			x += g.w
		}
	}
	return out
}

// matches compares every point.
func (g *glyphs) matches(pix []uint8, stride, ink, paper int) bool {
	d := paper - ink
	sum, n := 0, 0
	for y := range g.h {
		for x := range g.w {
			want := paper - d*int(g.ink[y*g.w+x])/255
			v := int(pix[y*stride+x]) - want
			if v < 0 {
				v = -v
			}
			sum += v
			n++
		}
	}
	if d < 0 {
		d = -d
	}
	return sum*100 < n*d*9
}

// alone tells whether the two columns beside the words are bare.
func alone(shot *image.Gray, x, y, w, h, paper, slack int) bool {
	for _, cx := range []int{x - 1, x - 2, x + w, x + w + 1} {
		if cx < 0 || cx >= shot.Rect.Dx() {
			continue
		}
		for cy := y; cy < y+h; cy++ {
			if v := int(shot.Pix[cy*shot.Stride+cx]) - paper; v > slack || v < -slack {
				return false
			}
		}
	}
	return true
}
