package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// Wine draws a program on a desktop of its own, in a frame that is this wide at
// the left and the top. The desktop lies so far out of the screen's corner that
// what the program draws stands where it stands on Linux.
const (
	desktopSize = "1460x940"
	desktopAt   = "-4 -23"
)

// An abroad is the program as Windows runs it, from the unpacked archive.
type abroad struct {
	folder  string // of the programs
	desktop string // of wine, by its name
}

// path is what Windows calls a file of this computer.
func (a *abroad) path(file string) string { return "Z:" + strings.ReplaceAll(file, "/", `\`) }

func (a *abroad) window(args []string) *exec.Cmd {
	given := []string{"explorer", "/desktop=" + a.desktop + "," + desktopSize, a.path(filepath.Join(a.folder, "kept.exe"))}
	for _, arg := range args {
		if filepath.IsAbs(arg) {
			arg = a.path(arg)
		}
		given = append(given, arg)
	}
	return exec.Command("wine", given...)
}

func (a *abroad) ctl(workspace string, args []string) *exec.Cmd {
	return exec.Command("wine", append([]string{filepath.Join(a.folder, "keptctl.exe"), "--workspace", a.path(workspace)}, args...)...)
}

// running are the processes of the program and of wine's server: what wine was
// called with only waits for them.
func (a *abroad) running() []int {
	var pids []int
	all, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, file := range all {
		line, err := os.ReadFile(file)
		if err != nil { // it ended
			continue
		}
		name, _, _ := bytes.Cut(line, []byte{0})
		if string(name) == a.path(filepath.Join(a.folder, "kept.exe")) || strings.HasPrefix(filepath.Base(string(name)), "wineserver") {
			pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(file)))
			pids = append(pids, pid)
		}
	}
	return pids
}

// file is what the laptop's system calls a file of this computer.
func (l *laptop) file(path string) string {
	if l.abroad == nil {
		return path
	}
	return l.abroad.path(path)
}

// windowsLaptop is one that runs the Windows program, as .ci/wine has set it up.
func (s *stage) windowsLaptop(who, role string) *laptop {
	folder, prefix := os.Getenv("WINDOWS_KEPT"), os.Getenv("WINEPREFIX")
	if folder == "" || prefix == "" {
		fail("there is no Windows here; run .ci/wine")
	}
	l := s.laptop(who, role)
	l.abroad = &abroad{folder: folder, desktop: l.name}
	l.title = "^" + l.name + " - Wine desktop$"
	l.keeps = filepath.Join(l.user(), "AppData", "Local", "Kept")
	l.workspace = filepath.Join(l.keeps, "workspace.kept")
	return l
}

// user is the folder of the person in a Windows laptop.
func (l *laptop) user() string {
	all, _ := filepath.Glob(filepath.Join(os.Getenv("WINEPREFIX"), "drive_c", "users", "*", "AppData"))
	for _, a := range all {
		if u := filepath.Dir(a); filepath.Base(u) != "Public" {
			return u
		}
	}
	fail("wine has no user")
	return ""
}

// windowsJob runs the Windows window on the invented sample, and then the story
// of the packs between a window on Linux and one on Windows.
func windowsJob(s *stage) {
	s.aDayOnWindows()
	s.betweenSystems()
}

// aDayOnWindows is the first start of somebody who unpacks the archive: the
// sample, a tick, a brief, and everything exported.
func (s *stage) aDayOnWindows() {
	l := s.windowsLaptop(me, "Customer success manager")
	l.workspace = filepath.Join(l.keeps, "sample.kept")
	documents := filepath.Join(l.user(), "Documents")
	l.start()
	l.look("Your name", l.whole())
	l.picture("first-start")
	l.click("Explore the sample", strong)
	// Thousands of rows, each of which wine writes with care.
	l.within(3*patience, "the sample is open", func() bool { return l.sees("New deal", strong) })
	l.settled()
	l.picture("today")
	l.account = "Halden Freight"
	l.openAccount(l.account, "Plan 24/32")
	l.markTask(trained)
	l.settleTask(l.tasks()[trained], "Tick", "", "done")
	l.picture("ticked")
	l.click("Brief…", strong)
	l.look("Make a brief", l.whole())
	l.look("Save PDF", l.whole(), strong)
	l.settled()
	l.picture("brief")
	l.click("Save PDF", strong)
	l.expectPDF(documents, "*INTERNAL*.pdf", l.account)
	l.settled()
	l.menu("File", "Export all…")
	l.look("Export all", l.whole(), face{17, true})
	l.settled()
	l.picture("export")
	l.clickIn(sheetArea, "Export", strong)
	table := filepath.Join(documents, "kept-export-2027-03-01", "accounts.csv")
	l.until("everything is exported", func() bool {
		text, err := os.ReadFile(table)
		return err == nil && bytes.Contains(text, []byte(l.account))
	})
	l.settled()
	l.picture("exported")
	l.shut()
	for _, folder := range []string{documents, l.keeps} {
		left, _ := filepath.Glob(filepath.Join(folder, ".kept-*"))
		for _, f := range left {
			if !strings.HasSuffix(f, ".lock") {
				fail("left behind: %s", f)
			}
		}
	}
	l.sound()
	// The next person who sits down here begins anew.
	for _, folder := range []string{l.keeps, filepath.Join(l.user(), "AppData", "Roaming", "Kept")} {
		if err := os.RemoveAll(folder); err != nil {
			fail("%v", err)
		}
	}
	fmt.Println("   a day on Windows is done")
}

// betweenSystems is the story of the packs, the seller's window on Linux and the
// CSM's on Windows.
func (s *stage) betweenSystems() {
	take := func(*laptop, string) {}
	if os.Getenv("PICTURES") != "" {
		take = func(l *laptop, name string) {
			if l.abroad != nil {
				l.keep(name + "-windows")
			}
		}
	}
	s.packs(s.laptop("Jonas Falk", "Seller"), s.windowsLaptop("Maya Lindqvist", "Customer success manager"), take)
}
