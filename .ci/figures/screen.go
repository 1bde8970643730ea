package main

import (
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// A screen is an X server without a monitor whose picture is mapped into the
// memory of this process: looking at it costs the measured program nothing and
// takes a fraction of a millisecond.
type screen struct {
	display string
	cmd     *exec.Cmd
	dir     string
	file    []byte // an X window dump: a header, then the pixels
	w, h    int
	stride  int
	pixels  []byte
}

// The measured window is 1440 × 1080 at the corner of a larger screen.
const (
	screenW, screenH = 1600, 1200
	windowW, windowH = 1440, 1080
)

func openScreen(display int) (*screen, error) {
	dir, err := os.MkdirTemp("", "kept-screen-*")
	if err != nil {
		return nil, err
	}
	s := &screen{display: fmt.Sprintf(":%d", display), dir: dir}
	s.cmd = exec.Command("Xvfb", s.display, "-screen", "0", fmt.Sprintf("%dx%dx24", screenW, screenH), "-fbdir", dir, "-nolisten", "tcp", "-noreset")
	s.cmd.Stderr = nil
	if err := s.cmd.Start(); err != nil {
		s.close()
		return nil, fmt.Errorf("start Xvfb: %w", err)
	}
	path := filepath.Join(dir, "Xvfb_screen0")
	for range 500 {
		if err = s.open(path); err == nil && s.answers() {
			return s, nil
		}
		time.Sleep(20 * time.Millisecond)
	}
	s.close()
	return nil, fmt.Errorf("the X server on %s does not answer; is the display taken? KEPT_BENCH_DISPLAY names another: %v", s.display, err)
}

func (s *screen) answers() bool {
	c := exec.Command("xdotool", "getdisplaygeometry")
	c.Env = append(os.Environ(), "DISPLAY="+s.display)
	return c.Run() == nil && s.cmd.ProcessState == nil
}

// open maps the dump; its header is 25 numbers of 32 bits, high byte first.
func (s *screen) open(path string) error {
	if s.file != nil {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return err
	}
	m, err := syscall.Mmap(int(f.Fd()), 0, int(st.Size()), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return fmt.Errorf("map the screen: %w", err)
	}
	n := func(i int) int { return int(binary.BigEndian.Uint32(m[4*i:])) }
	head, w, h, bits, stride, colours := n(0), n(4), n(5), n(11), n(12), n(19)
	from := head + 12*colours
	if bits != 32 || w != screenW || h != screenH || from+stride*h > len(m) {
		syscall.Munmap(m)
		return fmt.Errorf("the screen's dump is not as expected: %d × %d, %d bits", w, h, bits)
	}
	s.file, s.w, s.h, s.stride, s.pixels = m, w, h, stride, m[from:]
	return nil
}

func (s *screen) close() {
	if s.file != nil {
		syscall.Munmap(s.file)
	}
	if s.cmd != nil && s.cmd.Process != nil {
		s.cmd.Process.Signal(syscall.SIGTERM)
		s.cmd.Wait()
	}
	os.RemoveAll(s.dir)
}

// at is the colour at a place, 0xRRGGBB.
func (s *screen) at(x, y int) uint32 {
	return binary.LittleEndian.Uint32(s.pixels[y*s.stride+4*x:]) & 0xFFFFFF
}

func (s *screen) save(path string) error {
	img := image.NewRGBA(image.Rect(0, 0, s.w, s.h))
	for y := range s.h {
		for x := range s.w {
			c := s.at(x, y)
			img.SetRGBA(x, y, color.RGBA{uint8(c >> 16), uint8(c >> 8), uint8(c), 255})
		}
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return png.Encode(f, img)
}

// touched tells whether anything was drawn where the window goes: a grid of
// places no longer shows the bare screen.
func (s *screen) touched() bool {
	bare := s.at(s.w-1, s.h-1)
	for y := 20; y < windowH; y += 40 {
		for x := 20; x < windowW; x += 40 {
			if s.at(x, y) != bare {
				return true
			}
		}
	}
	return false
}

// Where the names of the list stand, and how its rows follow each other.
const (
	namesFrom, namesTo = 262, 400
	inkLeast           = 60 // of 255: how far from the paper ink is
)

// rows returns the middle of each row of text in the column of names, when
// they follow each other at one distance, as the rows of a list do. What
// stands above the list at other distances does not count.
func (s *screen) rows() []int {
	var middles []int
	from := -1
	for y := range windowH {
		ink := false
		paper := s.at(namesFrom-4, y)
		for x := namesFrom; x < namesTo && !ink; x++ {
			ink = distance(paper, s.at(x, y)) > inkLeast
		}
		switch {
		case ink && from < 0:
			from = y
		case !ink && from >= 0:
			if h := y - from; h >= 6 && h <= 24 {
				middles = append(middles, from+h/2)
			}
			from = -1
		}
	}
	return longestEven(middles)
}

// longestEven is the longest run of numbers whose distances differ by at most
// four: letters below the line move the middle of a row by up to two.
func longestEven(m []int) []int {
	var best []int
	for i := range m {
		if i+1 >= len(m) {
			break
		}
		run := []int{m[i], m[i+1]}
		step := m[i+1] - m[i]
		for j := i + 2; j < len(m); j++ {
			if d := m[j] - m[j-1] - step; d < -4 || d > 4 {
				break
			}
			run = append(run, m[j])
		}
		if len(run) > len(best) {
			best = run
		}
	}
	return best
}

func distance(a, b uint32) int {
	d := 0
	for shift := 0; shift <= 16; shift += 8 {
		if n := int(a>>shift&255) - int(b>>shift&255); n > d {
			d = n
		} else if -n > d {
			d = -n
		}
	}
	return d
}
