package kit

import (
	"image/color"

	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// leading is the extra space between wrapped lines.
const leading float32 = 3

// block breaks runs of text into lines. It remembers the last width, because
// layouts ask for the height of the same width several times.
type block struct {
	spans []Span
	max   int // lines, 0: any

	width    float32
	valid    bool
	pieces   []piece
	lines    int
	h        float32
	texts    []*canvas.Text
	nat      float32
	natural0 bool
}

// piece is a run or a part of it on one line.
type piece struct {
	span       Span
	text       string
	x, y, w, h float32
}

func (b *block) set(spans []Span) {
	b.spans = append([]Span(nil), spans...)
	b.forget()
}

func (b *block) forget() { b.valid, b.natural0 = false, false }

func (b *block) text() string {
	var sb strings.Builder
	for _, s := range b.spans {
		sb.WriteString(s.Text)
	}
	return sb.String()
}

// natural is the width the text takes when nothing wraps it.
func (b *block) natural() float32 {
	if b.natural0 {
		return b.nat
	}
	var widest, cur float32
	for _, s := range b.spans {
		for i, l := range strings.Split(s.Text, "\n") {
			if i > 0 {
				widest, cur = max(widest, cur), 0
			}
			cur += s.measure(l).Width
		}
	}
	b.nat, b.natural0 = max(widest, cur), true
	return b.nat
}

func (b *block) height(width float32) float32 {
	b.wrap(width)
	return b.h
}

// wrap computes the pieces for a width. A width under 1 means not laid out yet
// and gives one line per paragraph.
func (b *block) wrap(width float32) {
	if b.valid && width == b.width {
		return
	}
	b.valid, b.width, b.pieces = true, width, b.pieces[:0]
	if width < 1 {
		width = 1 << 20
	}
	var x, y, lineH float32
	start := 0 // first piece of the current line
	b.lines = 1
	full := false
	endLine := func() {
		for i := start; i < len(b.pieces); i++ {
			b.pieces[i].y = y + (lineH-b.pieces[i].h)*0.8
		}
		start = len(b.pieces)
	}
	newLine := func() bool {
		if b.max > 0 && b.lines == b.max {
			full = true
			return false
		}
		endLine()
		y += lineH + leading
		x, lineH = 0, 0
		b.lines++
		return true
	}
	put := func(s Span, text string, w, h float32) {
		if n := len(b.pieces); n > start && b.pieces[n-1].span == s {
			p := &b.pieces[n-1]
			p.text += text
			p.w = x + w - p.x
		} else {
			b.pieces = append(b.pieces, piece{span: s, text: text, x: x, w: w, h: h})
		}
		x += w
		lineH = max(lineH, h)
	}
	for _, s := range b.spans {
		key := s
		key.Text = ""
		h := s.measure("Mg").Height
		if lineH == 0 {
			lineH = h
		}
		for i, para := range strings.Split(strings.ReplaceAll(s.Text, "\t", " "), "\n") {
			if i > 0 {
				lineH = max(lineH, h)
				if !newLine() {
					break
				}
			}
			for _, word := range words(para) {
				w := s.measure(word).Width
				if bare := s.measure(strings.TrimRight(word, " ")).Width; x+bare > width+0.5 && x > 0 {
					if !newLine() {
						break
					}
				}
				for x+s.measure(strings.TrimRight(word, " ")).Width > width+0.5 {
					head := longest(s, word, width-x)
					if head == word {
						break
					}
					put(key, head, s.measure(head).Width, h)
					word = word[len(head):]
					if !newLine() {
						break
					}
					w = s.measure(word).Width
				}
				if full {
					break
				}
				put(key, word, w, h)
			}
			if full {
				break
			}
		}
		if full {
			break
		}
	}
	if full && len(b.pieces) > start {
		p := &b.pieces[len(b.pieces)-1]
		s := p.span
		s.Text = strings.TrimRight(p.text, " ") + " …"
		p.text = ellipsis(s, s.measure(s.Text).Width, width-p.x)
		if !strings.HasSuffix(p.text, "…") {
			p.text += "…"
		}
		p.text = strings.Replace(p.text, " …", "…", 1)
	}
	endLine()
	b.h = y + lineH
}

// words splits after spaces, keeping them with the word before.
func words(s string) []string {
	var out []string
	start := 0
	for i := 0; i < len(s); i++ {
		if s[i] == ' ' && i+1 < len(s) && s[i+1] != ' ' {
			out = append(out, s[start:i+1])
			start = i + 1
		}
	}
	if start < len(s) {
		out = append(out, s[start:])
	}
	return out
}

// longest returns the longest start of word that fits, at least one rune; a path
// or an address breaks after one of its marks where there is one in the second
// half of the line.
func longest(s Span, word string, width float32) string {
	runes := []rune(word)
	n := 1
	for n < len(runes) && s.measure(string(runes[:n+1])).Width <= width {
		n++
	}
	if n == len(runes) {
		return word
	}
	for i := n; i > n/2; i-- {
		if strings.ContainsRune(`/\-_@`, runes[i-1]) {
			return string(runes[:i])
		}
	}
	return string(runes[:n])
}

// lay places the lines from x, y.
func (b *block) lay(x, y, width float32) {
	b.wrap(width)
	for len(b.texts) < len(b.pieces) {
		b.texts = append(b.texts, canvas.NewText("", color.Transparent))
	}
	for i, p := range b.pieces {
		t := b.texts[i]
		text := p.text
		if p.span.Strike { // the line through it would run on over the space at its end
			text = strings.TrimRight(text, " ")
		}
		t.Text, t.TextSize, t.TextStyle = text, p.span.Role.style().size, p.span.textStyle()
		t.FontSource = p.span.face()
		t.Color = theme.Color(p.span.colorName())
		place(t, x+p.x, y+p.y, p.w, p.h)
		t.Refresh()
	}
}

func (b *block) objects() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(b.pieces))
	for i := range out {
		out[i] = b.texts[i]
	}
	return out
}
