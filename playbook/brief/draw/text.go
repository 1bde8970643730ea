package draw

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"kept/playbook/brief/doc"
)

// Type sizes in points and the one line height.
const (
	sizeName  = 20.0
	sizeH1    = 20.0
	sizeH2    = 13.0
	sizeQuote = 13.5
	sizeBody  = 9.5
	sizeSmall = 8.5
	sizeLabel = 8.0
	leading   = 1.35
	tableLead = 1.27 // rows are short and parted by rules, so they may stand closer

	capMiddle = 0.364 // half the height of a capital, in ems: centres a line of type
)

// look is how a text is set where its spans say nothing else.
type look struct {
	size  float64
	face  faceID
	col   rgb
	lead  float64 // line height in ems; 0 means leading
	small float64 // size of doc.Small spans; 0 means one step down
}

func (l look) line() float64 {
	if l.lead == 0 {
		l.lead = leading
	}
	return l.size * mmPerPt * l.lead
}

// seg is a piece of one span inside an atom.
type seg struct {
	span     int // index into para.runs
	from, to int // bytes of that run's text
	w        float64
}

// atom is what a line is never broken inside: a word, or a mark.
type atom struct {
	segs  []seg
	w     float64
	space float64 // width of the blanks behind it, dropped at a line's end
	brk   bool    // a line ends here
}

// runStyle is one cleaned span, ready to set.
type runStyle struct {
	text string
	face faceID
	size float64
	col  rgb
	kind doc.Kind
	soft rgb
	out  bool // a line goes through it
}

// para is a measured text that can be broken to any width.
type para struct {
	look    look
	faces   *faces
	runs    []runStyle
	atoms   []atom
	longest float64 // width of the widest atom
	natural float64 // width of the longest line when nothing wraps
}

// laid is a run on its line.
type laid struct {
	run      *runStyle
	from, to int // bytes of run.text
	x, w     float64
}

// lineOf is one line of a broken para.
type lineOf struct {
	runs []laid
	w    float64
	mark bool // holds a pill, so it is a little higher
}

// Measures of a pill, in millimetres except its type size.
const (
	pillPad    = 2.0
	pillExtra  = 1.1 // added to the height of a line that holds one
	pillHeight = 1.62
)

// set cleans and measures a text.
func (s *setter) set(t doc.Text, l look) *para {
	p := &para{look: l, faces: s.faces, runs: make([]runStyle, 0, len(t))}
	for _, sp := range t {
		text := s.clean(sp.Text)
		r := runStyle{text: text, face: l.face, size: l.size, col: l.col, kind: sp.Kind}
		if sp.Style&doc.Italic != 0 && l.face == regular {
			r.face = italic
		}
		if sp.Style&doc.Bold != 0 {
			r.face = bold
		}
		if sp.Style&doc.Muted != 0 {
			r.col = muted
		}
		if sp.Style&doc.Large != 0 {
			r.size = l.size * sizeH2 / sizeBody
		}
		r.out = sp.Style&doc.Struck != 0
		if sp.Style&doc.Small != 0 {
			r.size = l.size * sizeSmall / sizeBody
		}
		tone := s.tones[sp.Tone]
		switch sp.Kind {
		case doc.Badge:
			r.text = tone.shape + "\u00A0" + strings.ReplaceAll(text, "\n", " ")
			r.face, r.size, r.col, r.soft = bold, l.size*0.88, tone.text, tone.soft
		case doc.Status:
			r.text = tone.shape + "\u00A0" + text
			r.face, r.col = bold, readable(tone.text, white)
		case doc.Star:
			r.text, r.face, r.col = "★", bold, s.accent
			r.kind = doc.Run
		default:
			if sp.Tone != doc.Neutral {
				r.col = tone.text
			}
		}
		if r.text != "" {
			p.runs = append(p.runs, r)
		}
	}
	p.cut()
	return p
}

// cut parts the runs into atoms. Text may break at spaces, and after a hyphen,
// dash or slash inside a word when a letter follows.
func (p *para) cut() {
	var cur atom
	open := false
	lineW := 0.0
	closeAtom := func() {
		if !open {
			return
		}
		p.longest = max(p.longest, cur.w)
		lineW += cur.w
		p.natural = max(p.natural, lineW)
		lineW += cur.space
		if cur.brk {
			lineW = 0
		}
		p.atoms = append(p.atoms, cur)
		cur, open = atom{}, false
	}
	for i := range p.runs {
		r := &p.runs[i]
		f := p.faces[r.face]
		scale := r.size * mmPerPt / 1000
		if r.kind == doc.Badge {
			w := f.measure(r.text, r.size) + 2*pillPad
			if cur.space > 0 || cur.brk {
				closeAtom()
			}
			cur.segs, cur.w, open = append(cur.segs, seg{i, 0, len(r.text), w}), cur.w+w, true
			continue
		}
		start, w := 0, 0
		flush := func(end int) {
			if end > start {
				sw := float64(w) * scale
				cur.segs, cur.w, open = append(cur.segs, seg{i, start, end, sw}), cur.w+sw, true
			}
			start, w = end, 0
		}
		var prev rune
		for at, ch := range r.text {
			if ch == ' ' || ch == '\n' {
				flush(at)
				if ch == '\n' {
					cur.brk, open = true, true
					closeAtom()
				} else if open {
					cur.space += float64(f.width[' ']-1) * scale
				}
				start, prev = at+1, ch
				continue
			}
			if open && cur.space > 0 {
				closeAtom()
			} else if breaksAfter(prev) && unicode.IsLetter(ch) && (open && len(cur.segs) > 0 || at > start) && at-start > 2 {
				flush(at)
				closeAtom()
			}
			w += max(int(f.width[uint16(ch)])-1, 0)
			prev = ch
		}
		flush(len(r.text))
	}
	closeAtom()
}

func breaksAfter(r rune) bool { return r == '-' || r == '–' || r == '—' || r == '/' }

// lines breaks the text to width. An atom wider than a line is broken between
// runes; a pill wider than a line is set as plain coloured words.
func (p *para) lines(width float64) []lineOf {
	var out []lineOf
	var cur lineOf
	x, pending := 0.0, 0.0
	empty := true
	end := func() {
		cur.w = x
		out = append(out, cur)
		cur, x, pending, empty = lineOf{}, 0, 0, true
	}
	add := func(sg seg) {
		r := &p.runs[sg.span]
		if r.kind == doc.Badge {
			cur.mark = true
		} else if n := len(cur.runs); n > 0 && cur.runs[n-1].run == r {
			// The same run goes on: one string instead of two, blanks between them included.
			last := &cur.runs[n-1]
			last.to, last.w = sg.to, x+sg.w-last.x
			x += sg.w
			return
		}
		cur.runs = append(cur.runs, laid{r, sg.from, sg.to, x, sg.w})
		x += sg.w
	}
	for i := range p.atoms {
		a := &p.atoms[i]
		if !empty && x+pending+a.w > width+1e-6 {
			end()
		}
		if a.w > width+1e-6 {
			for _, sg := range a.segs {
				for _, part := range p.chop(sg, width) {
					if !empty && x+part.w > width+1e-6 {
						end()
					}
					add(part)
					empty = false
				}
			}
		} else if len(a.segs) > 0 {
			if !empty {
				x += pending
			}
			for _, sg := range a.segs {
				add(sg)
			}
			empty = false
		}
		pending = a.space
		if a.brk {
			end()
		}
	}
	if !empty || len(out) == 0 && len(p.atoms) > 0 {
		end()
	}
	return out
}

// chop parts a segment into pieces of at most width: an address behind its
// last @, full stop or underscore that fits, anything else at runes.
func (p *para) chop(sg seg, width float64) []seg {
	r := &p.runs[sg.span]
	if sg.w <= width {
		return []seg{sg}
	}
	f := p.faces[r.face]
	if r.kind == doc.Badge {
		r.kind = doc.Status
	}
	scale := r.size * mmPerPt / 1000
	var out []seg
	from, w := sg.from, 0.0
	soft, softW := 0, 0.0 // where an address may be parted, and its width up to there
	for at, ch := range r.text[sg.from:sg.to] {
		at += sg.from
		cw := float64(max(int(f.width[uint16(ch)])-1, 0)) * scale
		if w+cw > width && at > from {
			if soft > from && softW > width/3 {
				out = append(out, seg{sg.span, from, soft, softW})
				from, w = soft, w-softW
			} else {
				out = append(out, seg{sg.span, from, at, w})
				from, w = at, 0
			}
		}
		w += cw
		if ch == '@' || ch == '.' || ch == '_' {
			soft, softW = at+utf8.RuneLen(ch), w
		}
	}
	return append(out, seg{sg.span, from, sg.to, w})
}

// fit shortens s with an ellipsis to width; for the edges of the page only,
// where the whole text stands elsewhere.
func (f *face) fit(s string, size, width float64) string {
	const tail = "…"
	room := int((width - f.measure(tail, size)) * 1000 / (size * mmPerPt))
	whole := int(width * 1000 / (size * mmPerPt))
	sum, cut := 0, 0 // advance so far; bytes that leave room for the ellipsis
	for at, r := range s {
		if sum <= room {
			cut = at
		}
		if r < 1<<16 && f.width[r] != 0 {
			sum += int(f.width[r]) - 1
		}
		if sum > whole {
			if s = strings.TrimRight(s[:cut], " ·,"); s == "" {
				return ""
			}
			return s + tail
		}
	}
	return s
}
