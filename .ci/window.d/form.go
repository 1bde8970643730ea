package main

import (
	"fmt"
	"image"
	"time"
)

// The form stands between sections and side column of a window of 1440 × 900.
var (
	formArea = image.Rect(472, 166, 1102, 892)
	margin   = image.Pt(479, 640) // inside the card, beside every field: the wheel turns the page here
	nav      = image.Rect(236, 204, 456, 580)
	sideArea = image.Rect(1112, 166, 1418, 892)
)

// seek scrolls the form until words are in view with room below them, and
// returns where. It goes down from where it is, then once more from the top.
func (s *stage) seek(text string, room int, in ...face) image.Rectangle {
	for pass := range 2 {
		for range 40 {
			shot := s.settled()
			for _, r := range s.eye.find(shot, text, formArea, in...) {
				if r.Max.Y+room <= formArea.Max.Y {
					return r
				}
			}
			if !s.turn(shot, 4) { // the end of the page
				if at := s.eye.find(shot, text, formArea, in...); len(at) > 0 {
					return at[0]
				}
				break
			}
		}
		if pass == 0 {
			s.wheel(margin, "4", 90)
		}
	}
	fail("“%s” is nowhere on the form", text)
	return image.Rectangle{}
}

// below returns where words stand below a heading of the form.
func (s *stage) below(head, text string, room int, in ...face) image.Rectangle {
	if head == "" {
		return s.seek(text, room, in...)
	}
	s.seek(head, 0, strong)
	for range 30 {
		shot := s.settled()
		area := formArea
		if at := s.eye.find(shot, head, formArea, strong); len(at) > 0 {
			area.Min.Y = at[0].Max.Y
		}
		for _, r := range s.eye.find(shot, text, area, in...) {
			if r.Max.Y+room <= formArea.Max.Y {
				return r
			}
		}
		if !s.turn(shot, 3) {
			if at := s.eye.find(shot, text, area, in...); len(at) > 0 {
				return at[0]
			}
			break
		}
	}
	fail("“%s” is nowhere below “%s”", text, head)
	return image.Rectangle{}
}

// A move is one thing a person does on the form, and what is stored then.
type move struct {
	how   string // field, row, chip, tick, line, press
	head  string // what it stands below, "" anywhere on the page
	label string
	value string
	path  string // where it is stored, "" for nowhere
	want  string // as stored, "" as typed
}

func (m move) stored() string {
	if m.want != "" {
		return m.want
	}
	return m.value
}

// do makes one move by mouse and keyboard.
func (s *stage) do(m move) {
	switch m.how {
	case "field": // its caption above it
		r := s.below(m.head, m.label, 50, caption)
		s.clickAt(image.Pt(r.Min.X+26, r.Max.Y+26))
		s.key("ctrl+a")
		s.typed(m.value)
		s.key("Tab")
	case "pick": // the first line of a list that narrows
		r := s.below(m.head, m.label, 50, caption)
		s.clickAt(image.Pt(r.Min.X+26, r.Max.Y+26))
		s.key("ctrl+a")
		s.typed(m.value)
		s.key("Return", "Tab")
	case "lone": // below a heading that says what is asked
		r := s.seek(m.label, 60, strong)
		s.clickAt(image.Pt(r.Min.X+26, r.Max.Y+28))
		s.key("ctrl+a")
		s.typed(m.value)
		s.key("Tab")
	case "row": // its words stand in the empty field
		r := s.below(m.head, m.label, 20, plain)
		s.clickAt(middle(r))
		s.typed(m.value)
	case "chip":
		r := s.below(m.head, m.label, 40, caption)
		area := image.Rect(r.Min.X-4, r.Max.Y, formArea.Max.X, r.Max.Y+110)
		s.clickAt(middle(s.look(m.value, area, caption)))
	case "tick":
		r := s.below(m.head, m.label, 20, plain)
		s.clickAt(middle(r))
	case "line":
		r := s.seek(m.label, 20, plain)
		s.clickAt(middle(s.look(m.value, image.Rect(r.Max.X, r.Min.Y-8, formArea.Max.X, r.Max.Y+8), caption)))
	case "press": // a button
		r := s.below(m.head, m.label, 16, strong)
		s.clickAt(middle(r))
	case "key":
		s.key(m.value)
	case "type":
		s.typed(m.value)
	default:
		fail("no way to do %q", m.how)
	}
}

// page goes to a section by its name at the left and makes the moves there.
func (s *stage) page(name string, moves []move) {
	s.clickIn(nav, name)
	s.look(name, nav, strong)
	s.settled()
	s.doAll(moves)
	s.settled()
	s.picture(slug(name))
}

// awaitStored waits until everything typed so far is what keptctl reads.
func (s *stage) awaitStored(moves []move) {
	began := time.Now()
	for {
		flat := flatten(s.record())
		wrong := ""
		for _, m := range moves {
			if m.path != "" && flat[m.path] != m.stored() {
				wrong = m.path + ": stored “" + flat[m.path] + "”, typed “" + m.stored() + "”"
				break
			}
		}
		if wrong == "" {
			return
		}
		if time.Since(began) > patience/2 {
			fail("%s", wrong)
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// turn scrolls the page down and tells whether it moved; a slow machine is
// given time to.
func (s *stage) turn(before *image.Gray, clicks int) bool {
	began := time.Now()
	s.wheel(margin, "5", clicks)
	for end := began.Add(700*time.Millisecond + 4*s.lag); time.Now().Before(end); time.Sleep(30 * time.Millisecond) {
		if !nearly(before, s.shot()) {
			s.lag = (s.lag + min(time.Since(began), time.Second)) / 2
			return true
		}
	}
	return false
}

// doAll makes moves one by one; each is on disk before the next, so that the
// page has come to rest however slow the machine is.
func (s *stage) doAll(moves []move) {
	for i := range moves {
		s.do(moves[i])
		if !s.arrives(moves[i], 6*time.Second) { // a click can miss on a page that still moves
			fmt.Printf("   again: %s\n", moves[i].label)
			s.do(moves[i])
		}
		s.awaitStored(moves[i : i+1])
	}
	s.awaitStored(moves)
}

// arrives tells whether a value is stored soon.
func (s *stage) arrives(m move, soon time.Duration) bool {
	for end := time.Now().Add(soon); m.path != ""; time.Sleep(60 * time.Millisecond) {
		if flatten(s.record())[m.path] == m.stored() {
			break
		}
		if time.Now().After(end) {
			return false
		}
	}
	return true
}
