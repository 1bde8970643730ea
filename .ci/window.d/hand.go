package main

import (
	"fmt"
	"image"
	"time"
)

// key presses keys one after the other: "Tab", "ctrl+a".
func (s *stage) key(keys ...string) {
	if _, err := s.command("xdotool", append([]string{"key", "--delay", "15"}, keys...)...); err != nil {
		fail("press %v: %v", keys, err)
	}
}

// times presses one key n times.
func (s *stage) times(n int, key string) {
	for range n {
		s.key(key)
	}
}

// typed types text into whatever has the keyboard.
func (s *stage) typed(text string) {
	if no := typable(text); no != "" {
		fail("the keyboard has no key for %q", no)
	}
	if _, err := s.command("xdotool", "type", "--delay", "8", "--", text); err != nil {
		fail("type: %v", err)
	}
}

// clickAt clicks and takes the pointer away, which would cover what is read next.
func (s *stage) clickAt(p image.Point) {
	if _, err := s.command("xdotool", "mousemove", fmt.Sprint(p.X), fmt.Sprint(p.Y), "click", "1", "mousemove", fmt.Sprint(s.width-2), fmt.Sprint(s.height-2)); err != nil {
		fail("click: %v", err)
	}
}

func (s *stage) wheel(at image.Point, button string, n int) {
	_, _ = s.command("xdotool", "mousemove", fmt.Sprint(at.X), fmt.Sprint(at.Y), "click", "--repeat", fmt.Sprint(n), "--delay", "12", button)
}

func (s *stage) whole() image.Rectangle { return image.Rect(0, 0, s.width, s.height) }

// sees tells whether words are on the screen.
func (s *stage) sees(text string, in ...face) bool {
	return len(s.eye.find(s.shot(), text, s.whole(), in...)) > 0
}

// look waits until words are on the screen and returns where they first are.
func (s *stage) look(text string, area image.Rectangle, in ...face) image.Rectangle {
	var at []image.Rectangle
	s.within(patience/2, "“"+text+"” is on the screen", func() bool {
		at = s.eye.find(s.shot(), text, area, in...)
		return len(at) > 0
	})
	s.steady(&at, text, area, in...)
	return at[0]
}

// steady looks again until the words stand still.
func (s *stage) steady(at *[]image.Rectangle, text string, area image.Rectangle, in ...face) {
	for range 20 {
		time.Sleep(30 * time.Millisecond)
		again := s.eye.find(s.shot(), text, area, in...)
		if len(again) > 0 && again[0] == (*at)[0] {
			return
		}
		if len(again) > 0 {
			*at = again
		}
	}
}

// click clicks on words.
func (s *stage) click(text string, in ...face) {
	s.clickAt(middle(s.look(text, s.whole(), in...)))
}

// clickBelow clicks on words that stand below a height of the screen.
func (s *stage) clickIn(area image.Rectangle, text string, in ...face) {
	s.clickAt(middle(s.look(text, area, in...)))
}

func middle(r image.Rectangle) image.Point { return r.Min.Add(r.Max).Div(2) }

var (
	strong  = face{14, true}
	plain   = face{14, false}
	caption = face{12, true}
	small   = face{12, false}
	heading = face{15, true}
)

func pt(x, y int) image.Point { return image.Pt(x, y) }

// tabBar is where the words of an account's tabs stand.
func (s *stage) tabBar() image.Rectangle { return image.Rect(230, 90, s.width*2/3, 290) }
