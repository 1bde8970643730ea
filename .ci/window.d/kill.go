package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Words to type; all of one row of the keyboard's plain letters.
var words = strings.Fields("harbour ferry crossing ticket queue summer line office phone car length week report agent till page trial person meeting budget owner signature promise kickoff north island weather engine crew timetable")

// A field that somebody types into when the program dies.
type target struct {
	name, section string
	how           move // how to get the keyboard into it
	path          string
}

// killTargets are the kinds of fields: a single value, a long text, the row of a list, a
// promise, the story.
var killTargets = []target{
	{"single", "The deal", f("Industry", "", ""), "account.industry"},
	{"story", "The story", f("The story", "", ""), "handoff.story"},
	{"list row", "The story", row("Problem", "", ""), "problems.0.text"},
	{"promise", "Promises", row("The promise", "", ""), "promises.0.text"},
	{"long", "The story", f("Cost if nothing changes", "", ""), "handoff.cost_of_inaction"},
}

// settledIn prepares a person and a workspace with one empty deal in a file of its own.
func (s *stage) settledIn(file string) {
	for _, d := range []string{filepath.Join(s.dir, "conf", "kept"), filepath.Join(s.dir, "data", "kept")} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			fail("%v", err)
		}
	}
	s.write(filepath.Join(s.dir, "conf", "kept", "window.json"), `{"name":"`+me+`","role":"everything"}`)
	form := filepath.Join(s.dir, "deal.yaml")
	s.write(form, "form: 1\naccount: "+customer+"\n")
	s.workspace, s.account = filepath.Join(s.dir, file), customer
	s.ctl("--as", me, "apply", form)
}

func (s *stage) write(path, text string) {
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		fail("%v", err)
	}
}

// openAt opens the window on the deal and gives the keyboard to a field.
func (s *stage) openAt(t target) {
	s.open(nil, "--workspace", s.workspace, "--show", "accounts")
	s.look(customer, s.whole())
	s.settled()
	s.click(customer)
	s.key("Return")
	s.look("Sections", s.whole())
	s.settled()
	top := nav
	top.Min.Y = 160
	s.clickIn(top, t.section)
	s.look(t.section, top, strong)
	s.settled()
	r := t.how
	if r.how == "field" {
		at := s.below("", r.label, 60, caption)
		s.clickAt(pt(at.Min.X+26, at.Max.Y+26))
	} else {
		s.clickAt(middle(s.below("", r.label, 30, plain)))
	}
	s.settled()
}

// A keystroke and when it had been sent.
type stroke struct {
	text string
	at   time.Time
}

// typeUntil types words, a few letters at a time as a person does, until a
// moment.
func (s *stage) typeUntil(end time.Time) []stroke {
	var out []stroke
	text := ""
	for time.Now().Before(end) {
		for len(text) < 3 {
			text += words[rand.IntN(len(words))] + " "
		}
		n := 1 + rand.IntN(3)
		if _, err := s.command("xdotool", "type", "--delay", "0", "--", text[:n]); err != nil {
			fail("type: %v", err)
		}
		out = append(out, stroke{text[:n], time.Now()})
		text = text[n:]
		time.Sleep(time.Duration(rand.IntN(70)) * time.Millisecond)
	}
	return out
}

// grace is how old a lost keystroke may be.
const grace = time.Second

// killJob types into the window and kills it at a random moment, RUNS times
// (20). What was typed more than a second before is on disk, and what is on
// disk is the beginning of what was typed.
func killJob(s *stage) {
	runs := 20
	if n := atoi(os.Getenv("RUNS")); n > 0 {
		runs = n
	}
	fmt.Printf("   %-4s %-9s %6s %8s %6s %14s\n", "run", "field", "typed", "on disk", "lost", "oldest lost")
	bad := 0
	for i := range runs {
		t := killTargets[i%len(killTargets)]
		s.settledIn(fmt.Sprintf("kill-%d.kept", i+1))
		s.openAt(t)
		strokes := s.typeUntil(time.Now().Add(time.Duration(400+rand.IntN(3600)) * time.Millisecond))
		time.Sleep(time.Duration(rand.IntN(900)) * time.Millisecond)
		_ = s.kept.cmd.Process.Kill()
		died := time.Now()
		<-s.kept.ended
		s.kept = nil
		if !s.judge(i+1, t, strokes, died) {
			bad++
		}
	}
	if bad > 0 {
		fail("%d of %d runs lost what was typed more than %s before the kill", bad, runs, grace)
	}
}

// judge prints a run and tells whether nothing older than the grace is lost.
func (s *stage) judge(run int, t target, strokes []stroke, died time.Time) bool {
	var all strings.Builder
	for _, k := range strokes {
		all.WriteString(k.text)
	}
	typed := all.String()
	stored := flatten(s.record())[t.path]
	if !strings.HasPrefix(typed, stored) {
		fmt.Printf("   %-4d %-9s stored is no beginning of what was typed:\n      typed  %q\n      stored %q\n", run, t.name, typed, stored)
		return false
	}
	kept := len(stored)
	for kept < len(typed) && typed[kept] == ' ' { // a blank at the end is not stored
		kept++
	}
	var oldest time.Duration
	at := 0
	for _, k := range strokes {
		at += len(k.text)
		if at > kept {
			oldest = died.Sub(k.at)
			break
		}
	}
	verdict := ""
	if oldest > grace {
		verdict = "  TOO OLD"
	}
	fmt.Printf("   %-4d %-9s %6d %8d %6d %11d ms%s\n", run, t.name, len(typed), len(stored), len(typed)-kept, oldest.Milliseconds(), verdict)
	return oldest <= grace
}

// closeJob types and closes the window in the same breath, by the window
// manager and by the menu's key: nothing is lost.
func closeJob(s *stage) {
	for i, t := range killTargets {
		s.settledIn(fmt.Sprintf("close-%d.kept", i+1))
		s.openAt(t)
		strokes := s.typeUntil(time.Now().Add(700 * time.Millisecond))
		how := "the window manager"
		if i%2 == 0 {
			if _, err := s.command("wmctrl", "-c", "Kept"); err != nil {
				fail("close the window: %v", err)
			}
		} else {
			how = "Ctrl+Q"
			s.key("ctrl+q")
		}
		s.gone()
		typed := ""
		for _, k := range strokes {
			typed += k.text
		}
		if stored := flatten(s.record())[t.path]; strings.TrimSpace(typed) != strings.TrimSpace(stored) {
			fail("closed by %s in %s: typed %q, stored %q", how, t.name, typed, stored)
		}
		fmt.Printf("   closed by %s while typing into %s: all %d letters are there\n", how, t.name, len(typed))
	}
}
