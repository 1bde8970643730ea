package main

import (
	"bufio"
	"fmt"
	"image"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// drop drags a pack onto the window with the mouse, under a name as people give
// them. The Windows window, which the X server knows little of, opens it instead.
func (w *packsWalk) drop(l *laptop, name string) {
	if l.abroad != nil {
		w.receive(l, name)
		return
	}
	l.turn()
	as := filepath.Join(w.mail, "Für Jonas – 100 % "+name+".keptpack")
	if err := os.Link(w.file(name), as); err != nil {
		fail("%v", err)
	}
	l.drag(as, middle(l.whole()))
	l.look("Take in a pack", l.whole(), face{17, true})
	l.settled()
}

// drag takes a file from a small window in the corner and drops it at a place.
func (s *stage) drag(file string, to image.Point) {
	const inside = 12 // of the small window
	from := pt(s.width-2*inside, s.height-2*inside)
	address := url.URL{Scheme: "file", Path: file}
	c := exec.Command(filepath.Join(s.out, "drag"), fmt.Sprint(from.X), fmt.Sprint(from.Y), address.String())
	c.Env, c.Stderr = s.env, s.log
	said, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		fail("drag: %v", err)
	}
	if line, _ := bufio.NewReader(said).ReadString('\n'); line != "ready\n" {
		fail("there is nothing to drag from")
	}
	hand := func(args ...string) {
		if _, err := s.command("xdotool", args...); err != nil {
			fail("drag: %v", err)
		}
		time.Sleep(60 * time.Millisecond) // a hand is no faster, and the window answers each step
	}
	move := func(p image.Point) { hand("mousemove", fmt.Sprint(p.X), fmt.Sprint(p.Y)) }
	from = from.Add(pt(inside, inside))
	move(from)
	hand("mousedown", "1")
	const steps = 8
	for i := 1; i <= steps; i++ {
		move(from.Add(to.Sub(from).Mul(i).Div(steps)))
	}
	time.Sleep(300 * time.Millisecond)
	hand("mouseup", "1")
	if err := c.Wait(); err != nil {
		fail("the window does not take what is dropped on it: %v", err)
	}
	move(pt(s.width-2, s.height-2))
}
