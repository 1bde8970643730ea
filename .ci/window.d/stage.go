package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// now is the moment at which the program's clock stands still.
const now = "2027-03-01T09:00:00Z"

// patience is how long something that should happen may take on a slow machine.
const patience = 40 * time.Second

// A stage is a screen with a window manager, and the program on it in a
// folder of its own.
type stage struct {
	name          string
	dir, out, fb  string
	display       string
	width, height int
	env           []string
	workspace     string
	keeps         string // the folder of the program's own files
	account       string
	abroad        *abroad // a program of another system, nil for the one of this
	log           *os.File
	kept          *program // the window, nil when it is closed
	servants      []*exec.Cmd
	laptops       []*laptop // windows of others on the same screen
	steps         int
	lag           time.Duration // how long the screen takes to answer, lately
	eye           *eye
	wrecked       bool // the job damaged a workspace, which the log may say
}

// A program that was started and will say once that it ended.
type program struct {
	cmd    *exec.Cmd
	ended  chan error
	beside []int // processes that work for it
}

func newStage(name string, width, height int) (*stage, error) {
	dir, err := os.MkdirTemp("", "kept-window-")
	if err != nil {
		return nil, err
	}
	out, err := filepath.Abs("out/window")
	if err != nil {
		return nil, err
	}
	s := &stage{name: name, dir: dir, out: out, width: width, height: height, eye: theEye(), fb: filepath.Join(dir, "fb")}
	s.keeps = filepath.Join(dir, "data", "kept")
	s.workspace = filepath.Join(s.keeps, "workspace.kept")
	for _, d := range []string{out, s.home(), filepath.Join(dir, "fb"), filepath.Join(s.home(), ".fluxbox"), filepath.Join(s.home(), "Documents")} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			return nil, err
		}
	}
	if s.log, err = os.Create(filepath.Join(out, name+".log")); err != nil {
		return nil, err
	}
	s.env = append(clean(os.Environ()), "HOME="+s.home(), "XDG_CONFIG_HOME="+filepath.Join(dir, "conf"), "XDG_DATA_HOME="+filepath.Join(dir, "data"),
		"XDG_CACHE_HOME="+filepath.Join(dir, "cache"), "XDG_RUNTIME_DIR="+dir, "KEPT_NOW="+now, "KEPT_THEME=light", "FYNE_SCALE=1", "FYNE_PLATFORM=x11",
		"LANG=C.UTF-8", "TZ=UTC", "NO_AT_BRIDGE=1")
	if err := s.screen(); err != nil {
		s.end()
		return nil, err
	}
	return s, nil
}

func (s *stage) home() string { return filepath.Join(s.dir, "home") }

// clean leaves out what would change the program.
func clean(env []string) []string {
	var out []string
	for _, v := range env {
		name, _, _ := strings.Cut(v, "=")
		if strings.HasPrefix(name, "KEPT_") || strings.HasPrefix(name, "FYNE_") || strings.HasPrefix(name, "XDG_") || name == "WAYLAND_DISPLAY" || name == "DISPLAY" || name == "HOME" || name == "LANG" || name == "TZ" {
			continue
		}
		out = append(out, v)
	}
	return out
}

// screen starts the X server on a free number, its picture mapped into a
// file, and a window manager that shows every window alone and in full.
func (s *stage) screen() error {
	read, write, err := os.Pipe()
	if err != nil {
		return err
	}
	defer read.Close()
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", s.width, s.height), "-fbdir", s.fb, "-nolisten", "tcp")
	x.ExtraFiles, x.Env = []*os.File{write}, s.env
	if err := x.Start(); err != nil {
		return fmt.Errorf("start Xvfb: %w", err)
	}
	write.Close()
	s.servants = append(s.servants, x)
	number := make([]byte, 16)
	n, err := read.Read(number)
	if err != nil || n == 0 {
		return errors.New("Xvfb found no free display")
	}
	s.display = ":" + strings.TrimSpace(string(number[:n]))
	s.env = append(s.env, "DISPLAY="+s.display)
	conf := filepath.Join(s.home(), ".fluxbox")
	files := map[string]string{
		"init": "session.screen0.toolbar.visible: false\nsession.screen0.slit.autoHide: true\nsession.screen0.rootCommand: true\n" +
			"session.styleOverlay: " + filepath.Join(conf, "overlay") + "\nsession.appsFile: " + filepath.Join(conf, "apps") + "\nsession.keyFile: " + filepath.Join(conf, "keys") + "\n",
		"apps": "[app] (class=explorer.exe)\n  [Deco] {NONE}\n  [Position] {" + desktopAt + "}\n[end]\n[app] (name=.*)\n  [Deco] {NONE}\n  [Maximized] {yes}\n[end]\n",
		"keys": "", // every key belongs to the program
		// A wallpaper that cannot be drawn is told in a window that takes the keyboard.
		"overlay": "background: none\n",
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(conf, name), []byte(text), 0o600); err != nil {
			return err
		}
	}
	for range 3 { // on a busy machine it may miss the server
		if s.manager(filepath.Join(conf, "init")) {
			return s.letters()
		}
	}
	return errors.New("fluxbox does not answer")
}

// manager starts the window manager and tells whether it answers.
func (s *stage) manager(init string) bool {
	wm := exec.Command("fluxbox", "-rc", init)
	wm.Env, wm.Stderr = s.env, s.log
	if wm.Start() != nil {
		return false
	}
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if out, _ := s.command("wmctrl", "-m"); strings.Contains(out, "Fluxbox") {
			s.servants = append(s.servants, wm)
			return true
		}
	}
	_ = wm.Process.Kill()
	_ = wm.Wait()
	return false
}

// end takes the stage down, each process by itself.
func (s *stage) end() {
	for _, l := range s.laptops {
		l.fold()
	}
	s.laptops = nil
	if s.kept != nil {
		_ = s.kept.cmd.Process.Kill()
		<-s.kept.ended
		s.kept = nil
	}
	for i := len(s.servants) - 1; i >= 0; i-- {
		_ = s.servants[i].Process.Signal(syscall.SIGTERM)
		_ = s.servants[i].Wait()
	}
	s.servants = nil
	if s.log != nil {
		if own, err := os.ReadFile(filepath.Join(s.keeps, "logs", "kept.log")); err == nil {
			_, _ = s.log.Write(own) // what the program wrote into its own log counts too
		}
		s.log.Close()
	}
	if os.Getenv("KEEP") == "" {
		_ = os.RemoveAll(s.dir)
	} else {
		fmt.Println("   kept:", s.dir)
	}
}

// complaints returns what the program's output and log say that must not be.
func (s *stage) complaints() error {
	text, err := os.ReadFile(s.log.Name())
	if err != nil {
		return err
	}
	if s.wrecked {
		text = bytes.ReplaceAll(text, []byte(`level=ERROR msg="open workspace" kind=damaged`), nil)
	}
	for _, bad := range []string{"Error in Fyne call thread", "panic", "DATA RACE", "fatal error", "level=ERROR"} {
		if i := bytes.Index(text, []byte(bad)); i >= 0 {
			return fmt.Errorf("%q in %s: %.300s", bad, s.log.Name(), text[i:])
		}
	}
	return nil
}

// open starts the window and waits until it is drawn.
func (s *stage) open(extra []string, args ...string) {
	s.kept = s.launch(extra, args...)
	s.until("the window is there", func() bool {
		out, _ := s.command("xdotool", "search", "--onlyvisible", "--name", "^Kept")
		return strings.TrimSpace(out) != ""
	})
	s.settled()
}

func (s *stage) launch(extra []string, args ...string) *program {
	exe, err := filepath.Abs("bin/kept-window")
	if err != nil {
		fail("%v", err)
	}
	c := exec.Command(exe, args...)
	if s.abroad != nil {
		c = s.abroad.window(args)
	}
	c.Env, c.Dir, c.Stdout, c.Stderr = append(append([]string{}, s.env...), extra...), s.dir, s.log, s.log
	if err := c.Start(); err != nil {
		fail("start the window: %v", err)
	}
	p := &program{cmd: c, ended: make(chan error, 1)}
	go func() { p.ended <- c.Wait() }()
	return p
}

// quit closes the window as its menu does, and waits until it is gone.
func (s *stage) quit() {
	if s.kept == nil {
		return
	}
	s.key("ctrl+q")
	s.gone()
}

// gone waits for the program's end.
func (s *stage) gone() {
	select {
	case err := <-s.kept.ended:
		s.kept = nil
		if err != nil {
			fmt.Fprintf(s.log, "panic or failure at the end: %v\n", err)
		}
	case <-time.After(patience):
		fmt.Fprintln(s.log, "panic: the window did not close")
		_ = s.kept.cmd.Process.Kill()
		<-s.kept.ended
		s.kept = nil
	}
}

// command runs a helper on the stage's display.
func (s *stage) command(name string, args ...string) (string, error) {
	c := exec.Command(name, args...)
	c.Env = s.env
	out, err := c.Output()
	return string(out), err
}

// ctl runs keptctl on the workspace and fails the job when it does.
func (s *stage) ctl(args ...string) []byte {
	out, err := s.tryCtl(args...)
	if err != nil {
		fail("keptctl %s: %v", strings.Join(args, " "), err)
	}
	return out
}

func (s *stage) tryCtl(args ...string) ([]byte, error) {
	c := exec.Command("bin/keptctl", append([]string{"--workspace", s.workspace}, args...)...)
	if s.abroad != nil {
		c = s.abroad.ctl(s.workspace, args)
	}
	c.Env = s.env
	var said bytes.Buffer
	c.Stderr = &said
	out, err := c.Output()
	if err != nil {
		err = fmt.Errorf("%w: %s", err, bytes.TrimSpace(said.Bytes()))
	}
	return out, err
}

// record is what is stored about the account of the job.
func (s *stage) record() map[string]any {
	var rec map[string]any
	out, err := s.tryCtl("show", s.account, "--json")
	if err != nil || json.Unmarshal(out, &rec) != nil {
		return nil
	}
	return rec
}

// until waits for something to be so; it looks often and gives up late.
func (s *stage) until(what string, so func() bool) { s.within(patience, what, so) }

func (s *stage) within(d time.Duration, what string, so func() bool) time.Duration {
	began := time.Now()
	for pause := 20 * time.Millisecond; ; pause = min(pause*3/2, 200*time.Millisecond) {
		if so() {
			if took := time.Since(began); took > 2*time.Second {
				fmt.Printf("   waited %.1f s: %s\n", took.Seconds(), what)
			}
			return time.Since(began)
		}
		if time.Since(began) > d {
			fail("not so within %s: %s", d, what)
		}
		if s.kept != nil && len(s.kept.ended) > 0 {
			fail("the program ended while waiting: %s", what)
		}
		time.Sleep(pause)
	}
}

// shot is the screen as it is now.
func (s *stage) shot() *image.Gray {
	raw, err := os.ReadFile(filepath.Join(s.fb, "Xvfb_screen0"))
	if errors.Is(err, fs.ErrNotExist) || len(raw) < 100 {
		fail("the X server has no picture")
	}
	be := func(i int) int {
		return int(raw[i])<<24 | int(raw[i+1])<<16 | int(raw[i+2])<<8 | int(raw[i+3])
	}
	// The head of an XWD file: its size, then 24 numbers more; colours of 12 bytes follow.
	head, w, stride, colours := be(0), be(16), be(48), be(76)
	off := head + colours*12
	g := image.NewGray(image.Rect(0, 0, s.width, s.height))
	for y := range s.height {
		line := raw[off+y*stride:]
		for x := range min(w, s.width) {
			b, gr, r := int(line[4*x]), int(line[4*x+1]), int(line[4*x+2])
			g.Pix[y*g.Stride+x] = uint8((b*29 + gr*150 + r*77) >> 8)
		}
	}
	return g
}

// settled waits until the screen has not changed for a moment, and returns it.
func (s *stage) settled() *image.Gray {
	s.rested()
	quiet := max(220*time.Millisecond, 3*s.lag)
	last, since := s.shot(), time.Now()
	for end := time.Now().Add(8 * time.Second); time.Since(since) < quiet && time.Now().Before(end); {
		time.Sleep(45 * time.Millisecond)
		next := s.shot()
		if !nearly(last, next) {
			since = time.Now()
		}
		last = next
	}
	return last
}

// nearly tells whether two screens differ by no more than a blinking cursor.
func nearly(a, b *image.Gray) bool {
	differ := 0
	for i := range a.Pix {
		if a.Pix[i] != b.Pix[i] {
			if differ++; differ > 150 {
				return false
			}
		}
	}
	return true
}

// picture keeps what the screen shows, numbered.
func (s *stage) picture(name string) {
	if s.kept != nil && len(s.kept.ended) == 0 {
		s.settled()
	}
	file := filepath.Join(s.out, fmt.Sprintf("%s-%02d-%s.png", s.name, s.steps, name))
	if name == "failed" {
		file = filepath.Join(s.out, s.name+"-failed.png")
	}
	s.steps++
	if _, err := s.command("import", "-silent", "-window", "root", "-define", "png:compression-level=3", file); err != nil {
		fmt.Fprintln(s.log, "no picture", name, err)
	}
}

func atoi(s string) int { n, _ := strconv.Atoi(strings.TrimSpace(s)); return n }
