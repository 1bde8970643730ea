package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A laptop is somebody's own window on the stage's screen: its folders, its
// workspace and its key are theirs. The windows lie over each other;
// turn brings one to the front and gives it the keyboard.
type laptop struct {
	*stage
	who    string
	role   string // as the first page has it
	title  string // of its window, as the X server searches for it
	window string // as the X server numbers it
}

// laptop sets one up for somebody who has not begun yet. What fails on it fails
// the job, and it is taken down with the stage.
func (s *stage) laptop(who, role string) *laptop {
	first, _, _ := strings.Cut(strings.ToLower(who), " ")
	own := *s
	own.name, own.dir, own.kept = s.name+"-"+first, filepath.Join(s.dir, first), nil
	own.keeps = filepath.Join(own.dir, "data", "kept")
	own.workspace = filepath.Join(own.keeps, "workspace.kept")
	for _, d := range []string{own.dir, filepath.Join(own.home(), "Documents")} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			fail("%v", err)
		}
	}
	log, err := os.Create(filepath.Join(s.out, own.name+".log"))
	if err != nil {
		fail("%v", err)
	}
	own.log, own.display = log, s.display
	own.env = append(slices.Clone(s.env), "HOME="+own.home(), "XDG_CONFIG_HOME="+filepath.Join(own.dir, "conf"), "XDG_DATA_HOME="+filepath.Join(own.dir, "data"),
		"XDG_CACHE_HOME="+filepath.Join(own.dir, "cache"), "XDG_RUNTIME_DIR="+own.dir)
	l := &laptop{stage: &own, who: who, role: role, title: "^Kept"}
	s.laptops = append(s.laptops, l)
	return l
}

// windows are all that are open under the title, by their numbers.
func (l *laptop) windows() []string {
	out, _ := l.command("xdotool", "search", "--onlyvisible", "--name", l.title)
	return strings.Fields(out)
}

// start opens the window, which is in front then.
func (l *laptop) start(args ...string) {
	before := l.windows()
	l.kept = l.launch(nil, args...)
	l.until("the window of "+l.who+" is there", func() bool {
		for _, w := range l.windows() {
			if !slices.Contains(before, w) {
				l.window = w
				return true
			}
		}
		return false
	})
	if l.abroad != nil {
		l.kept.beside = l.abroad.running()
	}
	l.turn()
}

// turn brings the window to the front.
func (l *laptop) turn() {
	l.until("the window of "+l.who+" has the keyboard", func() bool {
		_, _ = l.command("xdotool", "windowactivate", "--sync", l.window)
		out, _ := l.command("xdotool", "getwindowfocus")
		return strings.TrimSpace(out) == l.window
	})
	l.settled()
}

// shut closes the window and fails the job if its log has errors.
func (l *laptop) shut() {
	l.turn()
	l.quit()
	if err := l.complaints(); err != nil {
		fail("%v", err)
	}
}

// fold takes a laptop down, with a picture of it where the job failed.
func (l *laptop) fold() {
	l.servants = nil // they are the stage's
	l.stage.end()
}
