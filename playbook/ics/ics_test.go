package ics

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode"

	other "github.com/arran4/golang-ical"
	"github.com/emersion/go-ical"
	"pgregory.net/rapid"

	"kept/playbook"
)

func now() time.Time { return time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC) }

// plan is an invented plan with everything that an event can be.
func plan() []Task {
	id := func(n byte) playbook.ID { return playbook.ID{0: 1, 6: 0x70, 8: 0x80, 15: n} }
	task := func(n byte, title string, due playbook.Date, state playbook.TaskState) Task {
		t := Task{Account: "Norrland Dental, Umeå", Phase: "Prepare", Owner: "Maya Lindqvist"}
		t.ID, t.Revision, t.Title, t.DueOn, t.PlannedOn, t.State = id(n), int64(n), title, due, due, state
		return t
	}
	out := []Task{
		task(1, "Send the plan", "2026-03-09", playbook.Todo),
		task(2, "Kickoff; with all, on site", "2026-03-13", playbook.TaskDone),
		task(3, "Leave this out", "2026-03-16", playbook.Skipped),
		task(4, strings.Repeat("Ümläute 🦷🇸🇪 ", 800), "2026-12-31", playbook.Doing),
		task(5, "Waits for go-live", "", playbook.Todo),
		task(6, "Never had a day", "", playbook.Todo),
	}
	out[0].Why = "kickoff Fri 13 Mar 2026 − 4 days = Mon 9 Mar 2026"
	out[1].Milestone = true
	out[4].PlannedOn = "2026-04-20"
	out[0].Note, out[0].Evidence, out[0].Reason = "The CFO is ill", "Mail of the CFO", "They fear their board"
	return out
}

func written(t *testing.T, tasks []Task) (string, int) {
	t.Helper()
	var b bytes.Buffer
	n, err := Write(&b, "Kept: Norrland Dental, Umeå", tasks, now())
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), n
}

// An event as a parser that is not ours understood it.
type understood struct {
	UID, Start, End, Summary, Description string
	Sequence                              int
	Cancelled                             bool
}

// parsed reads a calendar with a parser that did not write it.
func parsed(t *testing.T, text string) map[string]understood {
	t.Helper()
	cal, err := ical.NewDecoder(strings.NewReader(text)).Decode()
	if err != nil {
		t.Fatalf("the parser refuses it: %v", err)
	}
	out := map[string]understood{}
	for _, e := range cal.Events() {
		var u understood
		u.UID, _ = e.Props.Text(ical.PropUID)
		u.Summary, _ = e.Props.Text(ical.PropSummary)
		u.Description, _ = e.Props.Text(ical.PropDescription)
		start, err := e.DateTimeStart(time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		end, err := e.DateTimeEnd(time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		u.Start, u.End = start.Format("20060102"), end.Format("20060102")
		u.Sequence, err = e.Props.Get(ical.PropSequence).Int()
		if err != nil {
			t.Fatal(err)
		}
		status, err := e.Status()
		if err != nil {
			t.Fatal(err)
		}
		u.Cancelled = status == ical.EventCancelled
		if _, twice := out[u.UID]; twice {
			t.Errorf("two events have the id %s", u.UID)
		}
		out[u.UID] = u
	}
	return out
}

// Everything that stands in a plan is understood by a parser of others.
func TestAPlanIsReadBack(t *testing.T) {
	tasks := plan()
	text, n := written(t, tasks)
	got := parsed(t, text)
	if n != 5 || len(got) != 5 {
		t.Fatalf("%d events written, %d read", n, len(got))
	}
	first := got[tasks[0].ID.String()]
	want := understood{UID: tasks[0].ID.String(), Start: "20260309", End: "20260310", Sequence: 1, Summary: "Send the plan · Norrland Dental, Umeå",
		Description: "Account: Norrland Dental, Umeå\nPhase: Prepare\nWho: Maya Lindqvist\nWhy this date: kickoff Fri 13 Mar 2026 − 4 days = Mon 9 Mar 2026"}
	if first != want {
		t.Errorf("got  %+v\nwant %+v", first, want)
	}
	for i, cancelled := range []bool{false, false, true, false, true} {
		if e := got[tasks[i].ID.String()]; e.Cancelled != cancelled {
			t.Errorf("%q: cancelled is %v", tasks[i].Title, e.Cancelled)
		}
	}
	if s := got[tasks[1].ID.String()].Summary; s != "✓ Kickoff; with all, on site · Norrland Dental, Umeå" {
		t.Errorf("a done task is %q", s)
	}
	if e := got[tasks[3].ID.String()]; !strings.HasPrefix(e.Summary, strings.TrimSpace(tasks[3].Title)) || e.End != "20270101" {
		t.Errorf("10,000 characters came back as %d, until %s", len([]rune(e.Summary)), e.End)
	}
	if e := got[tasks[4].ID.String()]; e.Start != "20260420" {
		t.Errorf("a task that lost its day is cancelled on %s, want the day it had", e.Start)
	}
	again, err := other.ParseCalendar(strings.NewReader(text))
	if err != nil {
		t.Fatalf("another parser refuses it: %v", err)
	}
	if len(again.Events()) != 5 {
		t.Errorf("another parser reads %d events", len(again.Events()))
	}
	for _, secret := range []string{"CFO", "fear", "board"} {
		if strings.Contains(text, secret) {
			t.Errorf("a note went into the calendar: %q", secret)
		}
	}
}

// No line is longer than 75 bytes, every one ends as the format wants it, and
// no character is cut in two.
func TestLinesAreFolded(t *testing.T) {
	text, _ := written(t, plan())
	for i, line := range strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") || strings.ToValidUTF8(line, "") != line {
			t.Errorf("line %d: %d bytes, %q", i+1, len(line), line)
		}
	}
}

// Nothing that a person types can end a line or begin an event of its own.
func TestTextsStayTexts(t *testing.T) {
	evil := "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\nUID:1\x00\x1b;\\,\\n\u2028y\xff"
	tasks := plan()[:1]
	tasks[0].Title, tasks[0].Account, tasks[0].Why, tasks[0].Phase = evil, evil, evil, evil
	text, _ := written(t, tasks)
	got := parsed(t, text)
	if len(got) != 1 || strings.Count(text, "BEGIN:VEVENT") != strings.Count(text, "\r\nBEGIN:VEVENT\r\n")+strings.Count(text, " BEGIN:VEVENT") {
		t.Errorf("%d events, text %q", len(got), text)
	}
	if e := got[tasks[0].ID.String()]; !strings.Contains(e.Summary, `;\,\n`) {
		t.Errorf("the signs came back as %q", e.Summary)
	}
}

// Whatever a title holds, it comes back on one line.
func TestAnyTitleComesBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		tasks := plan()[:1]
		tasks[0].Account = ""
		tasks[0].Title = rapid.String().Draw(r, "title")
		var b bytes.Buffer
		if _, err := Write(&b, "Any", tasks, now()); err != nil {
			r.Fatal(err)
		}
		want := strings.Join(strings.Fields(strings.Map(func(c rune) rune {
			if c < ' ' && !unicode.IsSpace(c) || c == 0x7f {
				return -1
			}
			return c
		}, tasks[0].Title)), " ")
		got := parsed(t, b.String())[tasks[0].ID.String()].Summary
		if got = strings.Join(strings.Fields(got), " "); got != want {
			r.Fatalf("%q came back as %q", tasks[0].Title, got)
		}
	})
}

// A second export brings the same events; only what was changed has a higher
// number.
func TestExportingAgain(t *testing.T) {
	tasks := plan()
	text, _ := written(t, tasks)
	before := parsed(t, text)
	tasks[0].DueOn, tasks[0].Revision = "2026-03-10", tasks[0].Revision+1
	tasks[1].State, tasks[1].Revision = playbook.Skipped, tasks[1].Revision+3
	text, _ = written(t, tasks)
	now := parsed(t, text)
	if len(now) != len(before) {
		t.Fatalf("%d events, then %d", len(before), len(now))
	}
	for id, was := range before {
		is, ok := now[id]
		changed := id == tasks[0].ID.String() || id == tasks[1].ID.String()
		switch {
		case !ok:
			t.Errorf("the second export has no %s", id)
		case changed && is.Sequence <= was.Sequence:
			t.Errorf("%s changed, and its number went from %d to %d", id, was.Sequence, is.Sequence)
		case !changed && is != was:
			t.Errorf("%s did not change, and is %+v after %+v", id, is, was)
		}
	}
}

// libical, the library of the calendar programs of GNOME and KDE, understands
// what is written. Where Python or libical is missing this says so and stands
// aside; the parsers above always read it.
func TestLibicalReadsIt(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("not run: libical is looked for on Linux only")
	}
	tasks := plan()
	text, n := written(t, tasks)
	path := filepath.Join(t.TempDir(), "plan.ics")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, python := range []string{"/usr/bin/python3", "python3"} {
		var errs bytes.Buffer
		cmd := exec.Command(python, filepath.Join("testdata", "libical.py"), path)
		cmd.Stderr = &errs
		out, err := cmd.Output()
		var status *exec.ExitError
		if errors.Is(err, exec.ErrNotFound) || errors.Is(err, os.ErrNotExist) || errors.As(err, &status) && status.ExitCode() == 77 {
			continue
		}
		if err != nil {
			t.Fatalf("libical: %v, %s", err, errs.String())
		}
		byID, read := parsed(t, text), 0
		for dec := json.NewDecoder(bytes.NewReader(out)); ; read++ {
			var e understood
			if err := dec.Decode(&e); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			if want := byID[e.UID]; e != want {
				t.Errorf("libical has %+v, want %+v", e, want)
			}
		}
		if read != n {
			t.Errorf("libical reads %d events of %d", read, n)
		}
		t.Log(fmt.Sprint("libical read ", read, " events"))
		return
	}
	t.Skip("not run: libical is not here (Debian: python3-gi and gir1.2-ical-3.0)")
}
