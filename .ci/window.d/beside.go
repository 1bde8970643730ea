package main

import (
	"fmt"
	"strings"
	"time"
)

// sample fills the workspace with the invented accounts, with a person who works in it.
func (s *stage) sample() {
	s.settledIn("sample-of-" + s.name + ".kept")
	s.workspace = strings.TrimSuffix(s.workspace, ".kept") + "-told.kept"
	s.ctl("demo")
}

// openAccount opens the sample's window on an account's tab.
func (s *stage) openAccount(name, tab string) {
	s.key("ctrl+2")
	s.look(name, s.whole())
	s.settled()
	s.click(name)
	s.key("Return")
	s.look("Timeline", s.whole())
	s.settled()
	if tab != "" {
		s.clickTab(tab)
	}
}

// clickTab clicks on a tab by its word, whatever it counts.
func (s *stage) clickTab(word string) {
	s.clickAt(middle(s.look(word, s.tabBar(), strong)))
	s.settled()
}

// beside writes with keptctl beside the open window, which shows it within
// three seconds; a second window on the same workspace says that it only reads.
func beside(s *stage) {
	s.sample()
	s.account = "Halden Freight"
	s.open(nil, "--workspace", s.workspace)
	s.openAccount(s.account, "Plan 24/32")
	s.look("Plan 24/32", s.whole(), strong)
	title := ""
	for name, t := range s.tasks() {
		if t.State == "todo" && t.EvidenceAsked == "" {
			title = name
			break
		}
	}
	s.ctl("--as", "Maya Lindqvist", "tick", s.account, title)
	took := s.within(patience, "the tick of keptctl is on the screen", func() bool { return s.sees("Plan 25/32", strong) })
	fmt.Printf("   keptctl's tick was on the screen after %.1f s\n", took.Seconds())
	if took > 3*time.Second {
		fail("the window showed keptctl's tick only after %.1f s", took.Seconds())
	}
	s.picture("ticked-beside")

	second := s.launch(nil, "--workspace", s.workspace)
	defer func() {
		_ = second.cmd.Process.Kill()
		<-second.ended
	}()
	s.until("the second window says that it only reads", func() bool { return s.sees("Reading only", small) })
	s.settled()
	s.picture("second-window")
	s.key("ctrl+n")
	s.settled()
	if len(s.eye.find(s.shot(), "Create deal", s.whole(), strong)) > 0 {
		fail("the second window offers a new deal")
	}
}
