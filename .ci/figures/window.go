package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// How long a program may take to its first frame, how long it rests before its
// memory is read and before it counts as idle, and over how long its idle time
// is taken.
const (
	firstFrameCap = 30 * time.Second
	settleFor     = 3 * time.Second
	restFrom      = 16 * time.Second // after the frame: the backup of a new day and the look at the pages are over
	idleFor       = 10 * time.Second
	listedRows    = 20
)

// A sight is what one start of a program shows.
type sight struct {
	frame float64 // milliseconds from the start of the process to the frame
	pss   float64 // megabytes
	idle  float64 // per cent of one core
}

// A program is the one that is measured, or the empty window.
type program struct {
	name  string
	cmd   []string
	ready func(*screen) bool
}

// start runs the program with a home of its own and waits for its frame.
func (p *program) start(s *screen, home string) (*exec.Cmd, time.Duration, error) {
	c := exec.Command(p.cmd[0], p.cmd[1:]...)
	c.Env = append(os.Environ(), "DISPLAY="+s.display, "WAYLAND_DISPLAY=", "HOME="+home, "XDG_CONFIG_HOME="+filepath.Join(home, "config"),
		"XDG_DATA_HOME="+filepath.Join(home, "data"), "XDG_CACHE_HOME="+filepath.Join(home, "cache"),
		"KEPT_AS=Maya Lindqvist", "KEPT_NOW="+moment, "KEPT_THEME=light", "FYNE_SCALE=1", "FYNE_THEME=light")
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	began := time.Now()
	if err := c.Start(); err != nil {
		return nil, 0, err
	}
	for {
		took := time.Since(began)
		if p.ready(s) {
			return c, took, nil
		}
		if took > firstFrameCap {
			s.save(filepath.Join(os.TempDir(), "kept-figures-"+p.name+".png"))
			stop(c)
			return nil, 0, fmt.Errorf("%s showed no frame in %s; the screen is in %s; it said: %s", p.name, firstFrameCap,
				filepath.Join(os.TempDir(), "kept-figures-"+p.name+".png"), said.String())
		}
		time.Sleep(time.Millisecond)
	}
}

// stop ends a program and waits until the screen is bare again.
func stop(c *exec.Cmd) {
	c.Process.Signal(syscall.SIGKILL)
	c.Wait()
}

func (s *screen) waitBare() error {
	for range 500 {
		if !s.touched() {
			return nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	return fmt.Errorf("the window of the last program is still on the screen")
}

// look starts the program once and takes its three figures. It is killed
// afterwards, so the workspace it is given must be a copy.
func (p *program) look(s *screen, home string) (sight, error) {
	if err := s.waitBare(); err != nil {
		return sight{}, err
	}
	c, took, err := p.start(s, home)
	if err != nil {
		return sight{}, err
	}
	defer stop(c)
	out := sight{frame: float64(took.Microseconds()) / 1000}
	time.Sleep(settleFor)
	if out.pss, err = pss(c.Process.Pid); err != nil {
		return sight{}, err
	}
	time.Sleep(restFrom - settleFor)
	before, began, err := cpu(c.Process.Pid), time.Now(), error(nil)
	time.Sleep(idleFor)
	out.idle = 100 * float64(cpu(c.Process.Pid)-before) / float64(time.Since(began))
	return out, err
}

// pss is the proportional share of memory of a process, in megabytes.
func pss(pid int) (float64, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(b)) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == "Pss:" {
			kb, err := strconv.ParseFloat(f[1], 64)
			return kb / 1024, err
		}
	}
	return 0, fmt.Errorf("the memory of process %d is not told", pid)
}

// cpu is the time a process has run so far. The scheduler counts it in
// nanoseconds for each thread; /proc/PID/stat counts ticks of 10 ms only.
func cpu(pid int) time.Duration {
	var sum int64
	files, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			continue // the thread ended
		}
		if n := strings.Fields(string(b)); len(n) > 0 {
			ns, _ := strconv.ParseInt(n[0], 10, 64)
			sum += ns
		}
	}
	return time.Duration(sum)
}

// click starts the program once more, clicks a row at the first frame and
// returns how long it took until the list had made way for the account.
func (p *program) click(s *screen, home string) (time.Duration, error) {
	if err := s.waitBare(); err != nil {
		return 0, err
	}
	c, _, err := p.start(s, home)
	if err != nil {
		return 0, err
	}
	defer stop(c)
	rows := s.rows()
	x := exec.Command("xdotool", "mousemove", strconv.Itoa((namesFrom+namesTo)/2), strconv.Itoa(rows[6]), "click", "1")
	x.Env = append(os.Environ(), "DISPLAY="+s.display)
	began := time.Now()
	if out, err := x.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("click: %w: %s", err, out)
	}
	for time.Since(began) < 5*time.Second {
		if len(s.rows()) < listedRows {
			return time.Since(began), nil
		}
		time.Sleep(time.Millisecond)
	}
	return 0, fmt.Errorf("a click on a row of the first frame opened nothing in five seconds")
}

// windows measures the program and the empty window in turn.
func windows(o options) ([]figure, error) {
	s, err := openScreen(o.display)
	if err != nil {
		return nil, err
	}
	defer s.close()
	home, err := os.MkdirTemp("", "kept-home-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(home)
	workspace := filepath.Join(home, "figures.kept")
	if err := copyFile(workspace, o.small); err != nil {
		return nil, err
	}
	if err := rememberSize(home); err != nil {
		return nil, err
	}
	kept := &program{name: "kept", cmd: []string{o.kept, "--workspace", workspace, "--show", "accounts"},
		ready: func(s *screen) bool { return s.touched() && len(s.rows()) >= listedRows }}
	empty := &program{name: "emptywindow", cmd: []string{o.empty}, ready: (*screen).touched}
	for _, p := range []*program{kept, empty} {
		if err := fromDisk(p.cmd[0]); err != nil {
			return nil, err
		}
	}
	// Once each unmeasured: the files come from the disk, the fonts' cache is made.
	if _, _, err := once(kept, s, home); err != nil {
		return nil, err
	}
	if _, _, err := once(empty, s, home); err != nil {
		return nil, err
	}
	var ours, floors []sight
	for i := range o.pairs {
		note("window, pair %d of %d", i+1, o.pairs)
		for _, p := range turn(i, kept, empty) {
			one, err := p.look(s, home)
			if err != nil {
				return nil, err
			}
			if p == kept {
				ours = append(ours, one)
			} else {
				floors = append(floors, one)
			}
		}
	}
	clicked, err := kept.click(s, home)
	if err != nil {
		return nil, err
	}
	grown, err := growth(o, s, home, kept)
	if err != nil {
		return nil, err
	}
	take := func(of func(sight) float64) (a, b []float64) {
		for i := range ours {
			a, b = append(a, of(ours[i])), append(b, of(floors[i]))
		}
		return a, b
	}
	frame, frame0 := take(func(s sight) float64 { return s.frame })
	mem, mem0 := take(func(s sight) float64 { return s.pss })
	idle, idle0 := take(func(s sight) float64 { return s.idle })
	return []figure{
		above("first frame with 20 rows", "an empty window", "ms", frame, frame0, 300,
			fmt.Sprintf("a row clicked in it opened its account after %d ms", clicked.Milliseconds())),
		times("memory (PSS) after 3 s", "an empty window", "MB", mem, mem0, 1.5, ""),
		above("idle CPU over 10 s", "an empty window", "% of a core", idle, idle0, 1, ""),
		grown,
	}, nil
}

// fromDisk has a program's file read anew from the disk, as after the computer
// was started. What a linker has just written lies in memory in pages of up to
// 2 MB, which all count as soon as one byte of them is used: for this program 14 MB
// more than for the same file after it was read.
func fromDisk(file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil {
		return err
	}
	return unix.Fadvise(int(f.Fd()), 0, 0, unix.FADV_DONTNEED)
}

// growth compares the memory of the window on the larger workspace with that
// on the smaller one.
func growth(o options, s *screen, home string, small *program) (figure, error) {
	path, clean, err := o.copyOf(o.large)
	if err != nil {
		return figure{}, err
	}
	defer clean()
	large := *small
	large.name, large.cmd = "kept-large", []string{o.kept, "--workspace", path, "--show", "accounts"}
	if _, _, err := once(&large, s, home); err != nil {
		return figure{}, err
	}
	var ours, floors []float64
	for i := range o.pairs {
		note("memory at 10,000 accounts, pair %d of %d", i+1, o.pairs)
		for _, p := range turn(i, &large, small) {
			mb, err := p.memory(s, home)
			if err != nil {
				return figure{}, err
			}
			if p == small {
				floors = append(floors, mb)
			} else {
				ours = append(ours, mb)
			}
		}
	}
	return above("memory (PSS) at 10,000 accounts", "the same window at 1,000", "MB", ours, floors, 20, ""), nil
}

// memory starts the program and returns its share of memory at rest.
func (p *program) memory(s *screen, home string) (float64, error) {
	if err := s.waitBare(); err != nil {
		return 0, err
	}
	c, _, err := p.start(s, home)
	if err != nil {
		return 0, err
	}
	defer stop(c)
	time.Sleep(settleFor)
	return pss(c.Process.Pid)
}

func once(p *program, s *screen, home string) (*exec.Cmd, time.Duration, error) {
	if err := s.waitBare(); err != nil {
		return nil, 0, err
	}
	c, took, err := p.start(s, home)
	if err == nil {
		time.Sleep(time.Second)
		if keep := os.Getenv("KEPT_BENCH_PICTURES"); keep != "" {
			err = s.save(filepath.Join(keep, p.name+".png"))
		}
		stop(c)
	}
	return c, took, err
}

// rememberSize opens the program's window at the size of the empty one.
func rememberSize(home string) error {
	dir := filepath.Join(home, "config", "fyne", "io.github.kept.desktop")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	text := fmt.Sprintf(`{"window.width":%d.0,"window.height":%d.0}`, windowW, windowH)
	return os.WriteFile(filepath.Join(dir, "preferences.json"), []byte(text), 0o600)
}
