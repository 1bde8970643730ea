package main

import (
	"bytes"
	"image"
	"os"
	"path/filepath"
	"time"
)

// teal tells whether a line of the focus colour, at least
// as long as given, lies in an area: what has the keyboard is framed in it.
func (s *stage) teal(area image.Rectangle, long int) bool {
	raw, err := os.ReadFile(filepath.Join(s.fb, "Xvfb_screen0"))
	if err != nil {
		fail("the X server has no picture: %v", err)
	}
	be := func(i int) int {
		return int(raw[i])<<24 | int(raw[i+1])<<16 | int(raw[i+2])<<8 | int(raw[i+3])
	}
	off, stride := be(0)+be(76)*12, be(48)
	area = area.Intersect(s.whole())
	is := func(x, y int) bool {
		p := raw[off+y*stride+4*x:]
		r, g, b := int(p[2]), int(p[1]), int(p[0])
		return g-r > 45 && b-r > 40 && g-b < 25 && b-g < 25 // the frame is drawn soft, so any mixture of it with the ground
	}
	for y := area.Min.Y; y+1 < area.Max.Y; y++ {
		run := 0
		for x := area.Min.X; x < area.Max.X; x++ {
			if is(x, y) {
				if run++; run >= long {
					return true
				}
			} else {
				run = 0
			}
		}
	}
	return false
}

// Where the frame of what has the keyboard runs, seen from its words.
func underCaption(r image.Rectangle) image.Rectangle {
	return image.Rect(r.Min.X-2, r.Max.Y+1, r.Min.X+44, r.Max.Y+16)
}
func underHeading(r image.Rectangle) image.Rectangle {
	return image.Rect(r.Min.X-2, r.Max.Y+2, r.Min.X+90, r.Max.Y+22)
}
func besideTick(r image.Rectangle) image.Rectangle {
	return image.Rect(r.Min.X-32, r.Min.Y-12, r.Min.X-4, r.Min.Y+3)
}
func belowWords(r image.Rectangle) image.Rectangle {
	return image.Rect(r.Min.X-2, r.Max.Y+3, r.Max.X+2, r.Max.Y+17)
}
func aboveWords(r image.Rectangle) image.Rectangle {
	return image.Rect(r.Min.X-2, r.Min.Y-17, r.Max.X+2, r.Min.Y-3)
}

// tabTo presses Tab until the words' frame shows that it has the keyboard.
func (s *stage) tabTo(text string, area image.Rectangle, frame func(image.Rectangle) image.Rectangle, in ...face) {
	s.tabUntil(text, s.framedIn(text, area, frame, in...))
}

// framedIn tells whether the frame of words shows that they have the keyboard.
func (s *stage) framedIn(text string, area image.Rectangle, frame func(image.Rectangle) image.Rectangle, in ...face) func() bool {
	return func() bool {
		for _, r := range s.eye.find(s.shot(), text, area, in...) {
			if s.teal(frame(r), 12) {
				return true
			}
		}
		return false
	}
}

// tabToButton presses Tab until a button is framed, above its words and below
// them: the frame of what stands over it may run just as close.
func (s *stage) tabToButton(text string, area image.Rectangle) {
	s.tabUntil(text, func() bool {
		for _, r := range s.eye.find(s.shot(), text, area, strong) {
			if s.teal(aboveWords(r), 12) && s.teal(belowWords(r), 12) {
				return true
			}
		}
		return false
	})
}

// tabUntil presses Tab until what is looked for has the keyboard.
func (s *stage) tabUntil(text string, framed func() bool) { s.walkTo("Tab", text, framed) }

// walkTo is tabUntil with Tab, or backwards with shift+Tab.
func (s *stage) walkTo(tab, text string, framed func() bool) {
	back := "shift+Tab"
	if tab == back {
		back = "Tab"
	}
	for range 90 {
		if framed() {
			s.settled() // a Tab that was slow to show may have gone one too far
			if framed() {
				return
			}
			s.key(back)
			s.settled()
			continue
		}
		before := s.shot()
		s.key(tab)
		s.answered(before)
	}
	fail("Tab does not lead to “%s”", text)
}

// into brings the keyboard to a field and types.
func (s *stage) into(m move) {
	switch m.how {
	case "field":
		s.tabTo(m.label, formArea, underCaption, caption)
		s.key("ctrl+a")
		s.typed(m.value)
	case "lone":
		s.tabTo(m.label, formArea, underHeading, strong)
		s.typed(m.value)
	case "row":
		s.tabTo(m.label, formArea, aboveWords, plain)
		s.typed(m.value)
	case "chip": // value holds the steps to the right
		s.tabTo(m.label, formArea, underCaption, caption)
		s.times(len(m.value), "Right")
		s.key("space")
	case "tick":
		s.tabTo(m.label, formArea, besideTick, plain)
		s.key("space")
	case "line": // words at the left, chips at the right
		s.tabUntil(m.label, func() bool {
			for _, r := range s.eye.find(s.shot(), m.label, formArea, plain) {
				if s.teal(image.Rect(r.Max.X+4, r.Min.Y-12, formArea.Max.X, r.Min.Y+4), 12) {
					return true
				}
			}
			return false
		})
		s.times(len(m.value), "Right")
		s.key("space")
	case "none": // below the list whose first field has these words
		s.tabTo(m.label, formArea, aboveWords, plain)
		s.tabToButton("None — say so", formArea)
		s.key("Return")
		s.look("Say none", formArea, strong)
		s.settled()
	case "who": // says none, and when: the button has the keyboard, the two fields stand before it
		s.key("shift+Tab", "shift+Tab", "ctrl+a")
		s.typed(m.value)
		s.key("Tab")
	case "when":
		s.key("ctrl+a")
		s.typed(m.value)
		s.tabToButton("Say none", formArea)
		s.key("Return")
	case "press":
		s.tabToButton(m.label, formArea)
		s.key("Return")
	case "key":
		s.key(m.value)
	case "type":
		s.typed(m.value)
	}
	s.awaitStored([]move{m})
}

// keysJob is the main job by keyboard alone: there is no mouse event in it.
func keysJob(s *stage) {
	s.account = otherCustomer
	s.open(nil)
	s.key("Tab", "ctrl+a")
	s.typed(me)
	s.key("Tab", "Tab", "Tab", "Return")
	s.look("New deal", s.whole())
	s.settled()
	s.key("ctrl+n")
	s.look("Create deal", s.whole(), strong)
	s.settled()
	s.typed(otherCustomer)
	s.key("Return")
	s.look("The essentials", formArea)
	s.settled()
	s.picture("new-deal")

	all := s.keyed(byKeys)
	s.tabTo("8  Which one won the deal?", formArea, underHeading, strong)
	s.key("space")
	star := move{path: "promises.0.deciding", value: "true"}
	s.awaitStored([]move{star})
	all = append(append(all, star), s.keyed(byKeysToo)...)
	s.tabToButton("Details", formArea)
	s.key("Return")
	s.tabTo("Role in the deal", formArea, underCaption, caption)
	s.key("space")
	role := move{path: "people.0.roles", value: "sponsor"}
	s.awaitStored([]move{role})
	all = append(all, role)
	s.picture("essentials")
	for _, p := range byKeysPages {
		s.key("ctrl+Return")
		s.look(p.words, formArea)
		s.settled()
		all = append(all, s.keyed(p.moves)...)
		s.picture(p.picture)
	}

	s.keysHandOver()
	all = append(all, move{path: "handoff.playbook_id", value: "mid-market-60"}) // chosen while accepting
	s.keysPlan()
	s.keysBriefs()
	s.quit()
	s.compare(all, given(otherCustomer))
}

func (s *stage) keyed(moves []move) []move {
	for _, m := range moves {
		s.into(m)
	}
	s.awaitStored(moves)
	return moves
}

func (s *stage) keysHandOver() {
	s.tabToButton("How is this computed?", sideArea)
	s.key("Tab", "Return") // “Submit to CS…” is filled with the colour of the frame
	s.look("Submit to CS", s.whole(), face{17, true})
	s.settled()
	if s.sees("Why hand it over now?", caption) {
		s.tabTo("Why hand it over now?", s.whole(), underCaption, caption)
		s.typed("Their spring season begins in April.")
	}
	s.confirm()
	s.until("the handoff is submitted", func() bool { return s.state() == "submitted" })
	s.look("Return…", sideArea, strong)
	s.settled()
	s.tabToButton("Return…", sideArea)
	s.key("shift+Tab", "Return")
	s.look("Accept the handoff", s.whole())
	s.settled()
	s.tabTo("Start a playbook now", s.whole(), besideTick, plain)
	s.key("space")
	s.look("Playbook", s.whole(), caption)
	s.settled()
	s.key("Tab", "Right", "space")
	s.look("First dates", s.whole(), caption)
	s.settled()
	s.picture("accept")
	s.confirm()
	s.until("the handoff is accepted", func() bool { return s.state() == "accepted" })
	s.settled()
}

// confirm presses the button of a sheet that stands behind Cancel; filled with
// the colour of the frame, it does not show whether it has the keyboard.
func (s *stage) confirm() {
	s.tabToButton("Cancel", s.whole())
	s.key("Tab", "Return")
}

func (s *stage) keysPlan() {
	s.tabTo("Handoff", s.tabBar(), aboveWords, strong)
	s.key("Right")
	s.look("Hide done", s.whole())
	s.settled()
	order, tasks := s.planOrder(), s.tasks()
	s.tabTo("Hide done", s.whole(), besideTick, plain)
	s.key("Tab", "Tab")
	s.settled()
	s.key("Home")
	at := 0
	walk := func(title string) {
		for i, t := range order {
			if t == title {
				for ; at < i; at++ {
					s.key("Down")
				}
			}
		}
		s.settled()
	}
	answer := func(words string) {
		s.look("Cancel", s.whole(), strong)
		s.settled()
		s.typed(words)
		s.settled()
		s.key("Tab", "Tab", "Return")
	}
	becomes := func(title, state, words string) {
		s.until("“"+title+"” is "+state, func() bool {
			t := s.tasks()[title]
			return t.State == state && (words == "" || t.Evidence == words || t.Reason == words)
		})
		s.settled()
	}
	for _, x := range []struct{ title, key, state, words string }{
		{ticked, "space", "done", "Score sheet of 1 March 2027."}, {skipped, "s", "skipped", "They asked for no more calls."},
		{proven, "space", "done", "Mail of Cleo Marsh, 1 March 2027."}, {blocked, "b", "blocked", "Tor Eide is away until 8 March 2027."}} {
		walk(x.title)
		s.key(x.key)
		words := x.words
		if x.key == "space" && tasks[x.title].EvidenceAsked == "" {
			words = ""
		} else {
			answer(words)
		}
		becomes(x.title, x.state, words)
	}
	walk(noteless)
	s.key("Return")
	s.tabTo("Note", image.Rect(1100, 160, 1440, 900), underCaption, caption)
	s.typed("Nothing unsupported so far.")
	s.until("the note is stored", func() bool { return s.tasks()[noteless].Note == "Nothing unsupported so far." })
	s.settled()
	s.picture("plan")
}

func (s *stage) keysBriefs() {
	folder := filepath.Join(s.home(), "Documents")
	s.key("ctrl+b")
	s.look("pages", image.Rect(0, 200, 700, 900), small)
	s.settled()
	s.confirm()
	s.expectPDF(folder, "*INTERNAL*.pdf", firstPromise)
	s.settled()
	s.key("ctrl+b")
	s.look("pages", image.Rect(0, 200, 700, 900), small)
	s.settled()
	s.key("Tab", "Right", "space") // behind the documents stands for whom
	s.look("Leak check", s.whole())
	s.settled()
	s.key("Tab", "Tab", "space")
	s.settled()
	s.picture("leak-check")
	s.confirm()
	s.expectPDF(folder, "*ustomer*.pdf", otherCustomer)
	s.settled()
	s.picture("briefs-saved")
}

// answered waits until what was pressed has been worked on and is to be seen.
func (s *stage) answered(before *image.Gray) {
	s.rested()
	last := before
	for end := time.Now().Add(400 * time.Millisecond); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		next := s.shot()
		if !same(before, next) && same(last, next) {
			return
		}
		last = next
	}
}

func same(a, b *image.Gray) bool { return bytes.Equal(a.Pix, b.Pix) }
