package main

import (
	"fmt"
	"image"
)

// smoke opens the sample in light and dark, in three sizes and at one and a
// half times the scale: there is something to read on every screen.
func smoke(s *stage) {
	s.sample()
	for _, c := range []struct {
		w, h  int
		theme string
		scale string
	}{{1100, 700, "light", "1"}, {1100, 700, "dark", "1"}, {1440, 900, "light", "1"}, {1440, 900, "dark", "1"},
		{2560, 1440, "light", "1"}, {2560, 1440, "dark", "1"}, {1920, 1200, "light", "1.5"}} {
		name := fmt.Sprintf("%dx%d-%s-%s", c.w, c.h, c.theme, c.scale)
		s.onScreen(c.w, c.h, func() {
			s.open([]string{"KEPT_THEME=" + c.theme, "FYNE_SCALE=" + c.scale}, "--workspace", s.workspace)
			var before *image.Gray
			for i, word := range []string{"New deal", "Halden Freight"} {
				if i == 1 {
					s.key("ctrl+2")
				}
				s.until("“"+word+"” can be read at "+name, func() bool {
					if c.scale != "1" { // letters of another scale are drawn a little otherwise
						next := s.settled()
						return !blank(next) && (before == nil || !nearly(before, next))
					}
					return s.sees(word, strong)
				})
				if before = s.settled(); blank(before) {
					fail("the screen is blank at %s", name)
				}
				s.picture(name)
			}
			s.quit()
		})
	}
}

// onScreen does something on a screen of another size.
func (s *stage) onScreen(w, h int, do func()) {
	if w == s.width && h == s.height {
		do()
		return
	}
	other, err := newStage(s.name+"-screen", w, h)
	if err != nil {
		fail("%v", err)
	}
	mine := *s
	other.log.Close()
	display, servants, dir, oldW, oldH, fb, env := mine.display, mine.servants, mine.dir, mine.width, mine.height, mine.fb, mine.env
	s.display, s.servants, s.width, s.height, s.fb = other.display, other.servants, w, h, other.fb
	s.env = append(append([]string{}, env...), "DISPLAY="+other.display)
	defer func() {
		if s.kept != nil {
			s.picture("stopped")
			s.quit()
		}
		other.servants = s.servants
		other.log, other.kept = nil, nil
		other.end()
		s.display, s.servants, s.dir, s.width, s.height, s.fb, s.env = display, servants, dir, oldW, oldH, fb, env
	}()
	do()
}

// blank tells whether nearly all of the screen has one grey.
func blank(g *image.Gray) bool {
	var n [256]int
	for _, v := range g.Pix {
		n[v]++
	}
	most, used := 0, 0
	for _, c := range n {
		most = max(most, c)
		if c > 20 {
			used++
		}
	}
	return most*100 > len(g.Pix)*98 || used < 8
}
