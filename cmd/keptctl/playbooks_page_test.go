package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kept/playbook/brief/draw/pdftest"
)

var updatePage = flag.Bool("update-page", false, "write what the lines of docs/playbooks.md print into it")

// docs/playbooks.md is followed as a reader follows it: its files are written,
// its changes made, its lines typed, and each prints what stands there.
func TestThePlaybooksPageIsTrue(t *testing.T) {
	path, err := filepath.Abs(filepath.Join("..", "..", "docs", "playbooks.md"))
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	l := newShell(t)
	typed, now := 0, string(page)
	for _, b := range blocksOf(string(page)) {
		switch b.kind {
		case "yaml":
			name, ok := strings.CutPrefix(b.lines[0], "# ")
			if !ok || !strings.HasSuffix(name, ".yaml") {
				continue // a piece to read
			}
			l.write(name, strings.Join(b.lines, "\n")+"\n")
		case "diff":
			name := strings.TrimPrefix(b.lines[0], "+++ ")
			l.write(name, changed(t, l.read(name), b.lines[1:]))
		case "console":
			n, lines := l.follow(b.lines)
			typed += n
			now = strings.Replace(now, strings.Join(b.lines, "\n"), strings.Join(lines, "\n"), 1)
		}
	}
	if typed < 20 {
		t.Errorf("the page has %d lines to type, want its whole way", typed)
	}
	for _, name := range []string{"ours.yaml", "northside.ics", "northside.pdf"} {
		if st, err := os.Stat(filepath.Join(l.dir, name)); err != nil || st.Size() == 0 {
			t.Errorf("%s was not written: %v", name, err)
		}
	}
	// The brief has the days as they are computed, not only as they are stored.
	text := strings.Join(strings.Fields(string(pdftest.Run(t, "pdftotext", []byte(l.read("northside.pdf")), "-layout"))), " ")
	for _, want := range []string{"critical path", "Kickoff 8 Mar 2027 done", "Go-live 22 Mar 2027"} {
		if !strings.Contains(text, want) {
			t.Errorf("the brief does not say %q", want)
		}
	}
	if *updatePage && now != string(page) {
		if err := os.WriteFile(path, []byte(now), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

type block struct {
	kind  string
	lines []string
}

// blocksOf returns the fenced blocks of a page.
func blocksOf(page string) []block {
	var out []block
	open := false
	for line := range strings.Lines(page) {
		line = strings.TrimRight(line, "\n")
		kind, fence := strings.CutPrefix(line, "```")
		switch {
		case fence && !open:
			out, open = append(out, block{kind: kind}), true
		case fence:
			open = false
		case open:
			b := &out[len(out)-1]
			b.lines = append(b.lines, line)
		}
	}
	return out
}

// follow types the lines behind a $ and compares what they print with the lines
// below; a line … stands for any lines. It returns how many were typed, and the
// block as it should be.
func (l *shell) follow(lines []string) (typed int, now []string) {
	l.t.Helper()
	for i := 0; i < len(lines); {
		text, ok := strings.CutPrefix(lines[i], "$ ")
		if !ok {
			l.t.Fatalf("%q is printed by nothing", lines[i])
		}
		i++
		var want []string
		for ; i < len(lines) && !strings.HasPrefix(lines[i], "$ "); i++ {
			want = append(want, lines[i])
		}
		status, out, errs := l.line(text)
		if refused := strings.HasPrefix(text, "keptctl playbook check broken"); (status != 0) != refused {
			l.t.Fatalf("%s: status %d, %s", text, status, errs)
		}
		got := strings.Split(strings.Trim(out+errs, "\n"), "\n")
		for k := range got {
			got[k] = strings.TrimRight(got[k], " ")
		}
		now = append(now, "$ "+text)
		switch same := printed(got, want); {
		case same:
			now = append(now, want...)
		case *updatePage:
			now = append(now, got...)
		default:
			l.t.Errorf("%s prints\n%s\nand the page says\n%s\n(-update-page writes it there)", text, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		typed++
	}
	return typed, now
}

// printed tells whether lines are as a page has them, but for spaces at their
// ends and empty lines.
func printed(got, want []string) bool {
	for len(got) > 0 && got[0] == "" {
		got = got[1:]
	}
	if len(want) == 0 {
		return len(got) == 0
	}
	switch w := strings.TrimRight(want[0], " "); {
	case w == "":
		return printed(got, want[1:])
	case w == "…":
		for i := range len(got) + 1 {
			if printed(got[i:], want[1:]) {
				return true
			}
		}
		return false
	default:
		return len(got) > 0 && got[0] == w && printed(got[1:], want[1:])
	}
}

// changed makes the changes of a diff without line numbers: stretches of it are
// parted by @@, and each is found by its lines.
func changed(t *testing.T, file string, diff []string) string {
	t.Helper()
	for stretch := range strings.SplitSeq(strings.Join(diff, "\n"), "\n@@\n") {
		var was, now strings.Builder
		for line := range strings.SplitSeq(stretch, "\n") {
			if line == "" {
				continue
			}
			if line[0] != '+' {
				was.WriteString(line[1:] + "\n")
			}
			if line[0] != '-' {
				now.WriteString(line[1:] + "\n")
			}
		}
		if strings.Count(file, was.String()) != 1 {
			t.Fatalf("the file has not once\n%s", was.String())
		}
		file = strings.Replace(file, was.String(), now.String(), 1)
	}
	return file
}

func (l *shell) write(name, text string) {
	l.t.Helper()
	if err := os.WriteFile(filepath.Join(l.dir, name), []byte(text), 0o600); err != nil {
		l.t.Fatal(err)
	}
}

func (l *shell) read(name string) string {
	l.t.Helper()
	b, err := os.ReadFile(filepath.Join(l.dir, name))
	if err != nil {
		l.t.Fatal(err)
	}
	return string(b)
}
