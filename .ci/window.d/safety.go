package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"image"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// trained is the task of the sample that is ticked, and taken back.
const trained = "Train administrators and users by group"

// safety takes back and does again, restores a backup, and salvages a damaged
// workspace, all by mouse and keyboard; keptctl tells what is stored.
func safety(s *stage) {
	s.sample()
	s.account = "Halden Freight"
	before := filepath.Join(s.home(), "Documents", "before.kept")
	s.backedUp(before)
	s.open(nil, "--workspace", s.workspace)
	s.takeBack()
	s.restore(before)
	s.rooms(s.picture)
	s.quit()
	s.salvage(s.picture)
	s.quit()
}

// backedUp writes a backup on the Friday before the day of the job.
func (s *stage) backedUp(file string) {
	s.ctl("backup", file)
	evening := time.Date(2027, 2, 26, 17, 40, 0, 0, time.UTC)
	if err := os.Chtimes(file, evening, evening); err != nil {
		fail("%v", err)
	}
}

// takeBack ticks a task, takes it back and does it again.
func (s *stage) takeBack() {
	s.openAccount(s.account, "Plan 24/32")
	becomes := func(state, tab string) {
		s.until("the task is "+state, func() bool { return s.tasks()[trained].State == state })
		s.look(tab, s.tabBar(), strong)
		s.settled()
	}
	s.markTask(trained)
	s.settleTask(s.tasks()[trained], "Tick", "", "done")
	becomes("done", "Plan 25/32")
	s.key("ctrl+z")
	becomes("todo", "Plan 24/32")
	s.picture("taken-back")
	s.key("ctrl+shift+z")
	becomes("done", "Plan 25/32")
}

// menu takes an item of the menu bar.
func (s *stage) menu(name, item string) {
	s.clickIn(image.Rect(0, 0, 400, 40), name, plain)
	s.clickAt(middle(s.look(item, image.Rect(0, 30, 420, 600), plain)))
}

// restoreRoom shows a backup that lies elsewhere beside the workspace.
func (s *stage) restoreRoom(file string, take func(string)) {
	s.menu("File", "Restore…")
	s.click("Choose a file…", strong)
	s.look("Look at it", s.whole(), strong)
	s.intoFile("File", file)
	s.click("Look at it", strong)
	s.look(filepath.Base(file), s.whole(), plain)
	s.settled()
	take("restore")
}

// restore puts a backup in the workspace's place; the present one is kept aside.
func (s *stage) restore(file string) {
	s.restoreRoom(file, s.picture)
	s.click("Restore…", strong)
	s.look("Restore this backup?", s.whole())
	s.settled()
	s.picture("restore-sheet")
	s.clickIn(image.Rect(500, 200, 1100, 800), "Restore", strong)
	s.look("New deal", s.whole(), strong) // nobody else may have the workspace open while it is changed over
	s.settled()
	s.until("the task is as it was in the backup", func() bool { return s.tasks()[trained].State == "todo" })
	s.picture("restored")
	var list struct {
		Backups []struct{ File, Kind string }
	}
	if err := json.Unmarshal(s.ctl("backups", "--json"), &list); err != nil {
		fail("read the list of backups: %v", err)
	}
	for _, b := range list.Backups {
		if b.Kind == "aside" {
			if state := s.in(b.File).tasks()[trained].State; state != "done" {
				fail("the workspace that was kept aside says the task is %q, not done", state)
			}
			return
		}
	}
	fail("the workspace that was restored over is not kept aside")
}

// in is the same stage as keptctl sees it through another workspace.
func (s *stage) in(workspace string) *stage {
	other := *s
	other.workspace = workspace
	return &other
}

// intoFile types a path into the field of a sheet.
func (s *stage) intoFile(label, path string) {
	r := s.look(label, s.whole(), caption)
	s.clickAt(pt(r.Min.X+60, r.Max.Y+26))
	s.key("ctrl+a")
	s.typed(path)
	s.settled()
}

// rooms visits what keeps people safe: the search, the history narrowed, what
// is hidden on a shared screen, the trash, the sheet that forgets.
func (s *stage) rooms(take func(string)) {
	s.key("ctrl+k")
	s.look("Search everything", s.whole())
	s.settled()
	s.typed("train")
	s.look("All", s.whole(), caption)
	s.settled()
	take("search")
	s.key("Escape")
	s.settled()

	s.openAccount("Halden Freight", "Timeline")
	s.click("Anyone", plain)
	s.settled()
	s.typed("Jonas")
	s.key("Return")
	s.settled()
	s.click("90 days", caption)
	s.settled()
	take("timeline-filter")
	s.key("ctrl+shift+m")
	s.look("Shared screen", s.whole())
	s.settled()
	s.tabStarting("People")
	take("shared-screen")
	s.key("ctrl+shift+m")
	s.settled()

	s.openAccount("Teal & Sons", "")
	s.click("More…", strong)
	s.click("Move to trash…", strong)
	s.settled()
	s.clickIn(image.Rect(400, 200, 1100, 800), "Move to trash", strong)
	s.until("the account is in the trash", func() bool { return strings.Contains(string(s.ctl("trash")), "Teal & Sons") })
	s.settled()
	s.menu("Go", "Trash")
	s.look("Purge…", s.whole())
	s.settled()
	take("trash")
	s.menu("File", "Forget a person…")
	s.look("Forget a person", s.whole())
	s.settled()
	s.typed("Solveig Dahl")
	s.look("Type the name to confirm", s.whole())
	s.settled()
	take("forget")
	s.key("Escape")
	s.settled()
}

// salvage damages a copy of the workspace, starts the window on it, and opens
// what can be saved of it.
func (s *stage) salvage(take func(string)) {
	names := s.names()
	file := filepath.Join(s.home(), "Documents", "damaged.kept")
	s.wrecked = true
	damaged := s.damage(s.workspace, file)
	s.open(nil, "--workspace", file)
	s.until("the window says that the workspace is damaged", func() bool {
		return s.sees("This workspace is damaged") || s.sees("What can be done…")
	})
	if s.sees("What can be done…") { // found in the middle of work
		s.picture("damage-found")
		s.click("What can be done…")
	}
	s.look("Salvage…", s.whole(), strong)
	s.settled()
	take("recovery")
	s.click("Salvage…", strong)
	s.look("New workspace", s.whole(), caption)
	s.settled()
	s.picture("salvage-sheet")
	s.clickIn(image.Rect(400, 100, 1100, 800), "Salvage", strong)
	s.look("Salvaged into a new workspace", s.whole())
	s.settled()
	take("salvage")
	s.click("Open it", strong)
	s.look("New deal", s.whole(), strong)
	s.settled()
	s.picture("salvaged")
	whole := s.in(strings.TrimSuffix(file, ".kept") + "-salvaged.kept")
	if got := whole.names(); !slices.Equal(got, names) {
		fail("salvaged are %q, not %q", got, names)
	}
	whole.ctl("check")
	now, err := os.ReadFile(file)
	if err != nil {
		fail("%v", err)
	}
	if sha256.Sum256(now) != sha256.Sum256(damaged) {
		fail("the damaged file was written to")
	}
}

// damage copies a workspace that nobody has open, writes over some pages in its
// middle, and returns what the copy then holds.
func (s *stage) damage(from, to string) []byte {
	raw, err := os.ReadFile(from)
	if err != nil {
		fail("%v", err)
	}
	const page = 4096
	same := rand.New(rand.NewPCG(3, 14)) // the same damage every time
	for i := range 6 {
		at := len(raw)/2/page*page + i*3*page
		for j := range page {
			raw[at+j] = byte(same.Uint32())
		}
	}
	if err := os.WriteFile(to, raw, 0o600); err != nil {
		fail("%v", err)
	}
	return bytes.Clone(raw)
}

// names lists the accounts as keptctl does.
func (s *stage) names() []string {
	var list []struct{ Name string }
	if err := json.Unmarshal(s.ctl("accounts", "--json"), &list); err != nil {
		fail("read the accounts: %v", err)
	}
	var out []string
	for _, a := range list {
		out = append(out, a.Name)
	}
	slices.Sort(out)
	return out
}
