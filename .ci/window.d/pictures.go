package main

import (
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// keep takes a picture of the screen into docs/pictures, in few colours.
func (s *stage) keep(name string) {
	s.settled()
	raw := filepath.Join(s.dir, name+".png")
	if _, err := s.command("import", "-silent", "-window", "root", raw); err != nil {
		fail("take a picture: %v", err)
	}
	s.small(raw, name)
}

func (s *stage) small(raw, name string) {
	to := filepath.Join("docs", "pictures", name+".png")
	if out, err := exec.Command("convert", raw, "-strip", "+dither", "-colors", "128", "-define", "png:compression-level=9", to).CombinedOutput(); err != nil {
		fail("write %s: %v: %s", to, err, out)
	}
}

// pictures takes those of the README and of the review from the sample.
func pictures(s *stage) {
	if err := os.MkdirAll(filepath.Join("docs", "pictures"), 0o755); err != nil {
		fail("%v", err)
	}
	s.sample()
	// In places that have the same name on every computer.
	s.env = append(s.env, "XDG_DATA_HOME="+filepath.Join(s.home(), ".local", "share"))
	s.workspace = filepath.Join(s.home(), "Documents", "workspace.kept")
	s.ctl("demo")
	show := func(extra ...string) { s.open(extra, "--workspace", s.workspace) }
	show()
	s.look("Accounts", s.whole())
	s.look("New deal", s.whole(), strong)
	s.keep("today")
	s.key("ctrl+2")
	s.look("Halden Freight", s.whole())
	s.keep("accounts")
	s.openAccount("Norrland Dental", "")
	top := image.Rect(236, 160, 456, 620)
	s.clickIn(top, "The essentials")
	s.look("The essentials", top, strong)
	s.keep("handoff")
	s.clickIn(top, "Success criteria")
	s.look("Success criteria", top, strong)
	s.keep("success-section")
	s.openAccount("Brightside Media", "")
	if at := s.eye.find(s.settled(), "Accept…", s.whole(), strong); len(at) > 0 {
		s.clickAt(middle(at[0]))
		s.click("Start a playbook now", plain)
		s.look("First dates", s.whole())
		s.keep("accept")
		s.key("Escape")
		s.settled()
	}
	s.openAccount("Aster Clinics", "")
	for _, tab := range []struct{ word, name string }{{"Watch", "watch"}, {"Signals", "signals"}} {
		s.tabStarting(tab.word)
		s.keep(tab.name)
	}
	s.openAccount("Halden Freight", "Plan 24/32")
	s.keep("plan")
	s.clickTab("Timeline")
	s.keep("timeline")
	for _, tab := range []struct{ word, name string }{{"Promises", "promises"}, {"Success", "success"}, {"People", "people"}} {
		s.tabStarting(tab.word)
		s.keep(tab.name)
	}
	s.click("Brief…", strong)
	s.look("Save PDF", s.whole(), strong)
	file := s.look("File", s.whole(), caption)
	s.clickAt(pt(file.Min.X+60, file.Max.Y+26))
	s.key("ctrl+a")
	s.typed("~/Documents/Halden-Freight-handoff-brief-INTERNAL.pdf")
	s.key("Home", "Tab")
	s.keep("brief-sheet")
	s.key("Escape")
	s.settled()
	s.tabStarting("Promises")
	s.way("reconcile")
	s.key("ctrl+3")
	s.settled()
	s.keep("playbooks")
	s.quit()
	for _, c := range []struct {
		w, h              int
		name, mode, scale string
	}{{1440, 900, "dark", "dark", "1"}, {1100, 700, "small", "light", "1"}, {2560, 1440, "large", "light", "1"}, {1920, 1200, "scale-1.5", "light", "1.5"}} {
		s.onScreen(c.w, c.h, func() {
			show("KEPT_THEME="+c.mode, "FYNE_SCALE="+c.scale)
			s.turned("ctrl+2")
			s.turned("ctrl+1")
			if c.name != "dark" {
				s.turned("ctrl+2")
				s.typedAccount("Halden")
			}
			s.keep(c.name)
			if c.name == "dark" {
				s.typedAccount("Halden")
				s.tabStarting("Promises")
				s.way("reconcile-dark")
			}
			s.quit()
		})
	}
	s.pictureSafety()
	s.picturePacks()
	s.pageOne("brief")
	s.pageOne("reconciliation")
}

// pageOne draws the first page of a document for us.
func (s *stage) pageOne(document string) {
	pdf := filepath.Join(s.dir, document+".pdf")
	s.ctl("brief", "Halden Freight", "--for", "internal", "--document", document, "-o", pdf)
	if out, err := exec.Command("pdftoppm", "-r", "90", "-f", "1", "-l", "1", "-png", "-singlefile", pdf, filepath.Join(s.dir, document)).CombinedOutput(); err != nil {
		fail("draw the %s: %v: %s", document, err, out)
	}
	s.small(filepath.Join(s.dir, document+".png"), document)
}

// way goes from the ledger to the way through its promises.
func (s *stage) way(name string) {
	s.click("Reconcile…", strong)
	s.look("Still missing", s.whole())
	s.keep(name)
}

// pictureSafety takes those of what keeps the work safe.
func (s *stage) pictureSafety() {
	before := filepath.Join(s.home(), "Documents", "before-the-weekend.kept")
	s.backedUp(before)
	s.account = "Halden Freight"
	s.ctl("--as", "Maya Lindqvist", "tick", s.account, trained)
	s.open(nil, "--workspace", s.workspace)
	s.restoreRoom(before, s.keep)
	s.rooms(s.keep)
	s.quit()
	s.salvage(s.keep)
	s.quit()
	s.workspace = filepath.Join(s.home(), "Documents", "workspace.kept")
}

// typedAccount opens an account by the search.
func (s *stage) typedAccount(name string) {
	s.turned("ctrl+k")
	s.typed(name)
	s.settled()
	time.Sleep(time.Second)
	s.turned("Return")
	time.Sleep(time.Second)
}

// turned presses a key until the screen shows something else: letters of
// another scale cannot be read, and a new window may not have the keyboard yet.
func (s *stage) turned(key string) {
	before := s.settled()
	s.until(key+" shows something else", func() bool {
		s.key(key)
		return !nearly(before, s.settled())
	})
}

// tabStarting clicks on a tab that counts something after its word.
func (s *stage) tabStarting(word string) {
	for n := range 100 {
		for _, text := range []string{word + " " + string(rune('0'+n%10)), word} {
			if at := s.eye.find(s.shot(), text, s.tabBar(), strong); len(at) > 0 {
				s.clickAt(middle(at[0]))
				s.settled()
				return
			}
		}
		if n > 9 {
			break
		}
	}
	fail("there is no tab %s", word)
}
