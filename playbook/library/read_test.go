package library

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kept/playbook"
)

func isNotFound(err error) bool { return errors.Is(err, playbook.ErrNotFound) }

const good = `format: 1
id: walk-in-14
title: Walk-in, 14 days
version: 2
gaps: {kickoff: 3, go-live: 7}
phases:
  - code: W0
    title: Start
    exit: first login
    customer: Start
    steps:
      - id: say-hello
        title: >
          Say hello
          and ask one question
        role: cs
        at: Kickoff
        milestone: true
      - id: send-list
        title: "List: send it"
        role: customer
        at: go-live - 3
        no-skip: true
        evidence: 1
        customer: You send us the list
`

func TestReadAGoodFile(t *testing.T) {
	p, err := Read("walk-in.yaml", strings.NewReader(good))
	if err != nil {
		t.Fatal(err)
	}
	if p.ID != "walk-in-14" || p.Version != 2 || p.Builtin || p.Gaps != (playbook.Gaps{Kickoff: 3, GoLive: 7}) || len(p.Phases) != 1 {
		t.Errorf("read %+v", p)
	}
	want := []playbook.Step{
		{ID: "say-hello", Title: "Say hello and ask one question", Role: "cs", Anchor: "kickoff", Milestone: true},
		{ID: "send-list", Title: "List: send it", Role: "customer", Anchor: "go_live", Days: -3, NoSkip: true, Evidence: "1", Customer: "You send us the list"},
	}
	for i, s := range p.Phases[0].Steps {
		if !reflect.DeepEqual(s, want[i]) {
			t.Errorf("step %d is %+v, want %+v", i+1, s, want[i])
		}
	}
}

func TestReadSaysWhereWhatAndWhatWouldBeRight(t *testing.T) {
	change := func(old, new string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("the good file has no %q", old)
		}
		return strings.Replace(good, old, new, 1)
	}
	for _, c := range []struct{ name, in, want string }{
		{"unknown key", change("evidence:", "evidance:"), `w.yaml:24: "evidance" is not a key of a step; write evidence`},
		{"underscore", change("no-skip:", "no_skip:"), `w.yaml:23: "no_skip" is not a key of a step; write no-skip`},
		{"no idea", change("    exit:", "    colour:"), `w.yaml:9: "colour" is not a key of a phase; it is one of code, title, goal, exit, customer, steps`},
		{"unknown gap", change("go-live: 7", "golive: 7"), `w.yaml:5: "golive" is not a key of gaps; write go-live`},
		{"twice", change("version: 2", "version: 2\nversion: 3"), `w.yaml:5: version is written twice; keep one`},
		{"role", change("role: cs", "role: cust"), `w.yaml:16: "cust" is not a role; it is one of sales, cs, implementation, support, customer, product, leader`},
		{"role nearly", change("role: customer", "role: costumer"), `w.yaml:21: "costumer" is not a role; write customer`},
		{"no role", change("        role: cs\n", ""), `w.yaml:12: role is missing; add role: with who does the step, like cs or customer`},
		{"anchor", change("at: Kickoff", "at: launch+3"), `w.yaml:17: "launch+3" does not begin with an anchor; write close, kickoff, go-live or renewal and the days from it, like close-10 or kickoff+7`},
		{"offset", change("go-live - 3", "go-live - three"), `w.yaml:22: "go-live - three" has no whole number of days after the anchor; write it like close-10, kickoff+7 or kickoff+5 working`},
		{"half a day", change("go-live - 3", "go-live-3.5"), `w.yaml:22: "go-live-3.5" has no whole number of days after the anchor; write it like close-10, kickoff+7 or kickoff+5 working`},
		{"far", change("go-live - 3", "go-live+9999"), `w.yaml:22: "go-live+9999" is more than ten years from its anchor; use at most 3650 days`},
		{"no at", change("        at: Kickoff\n", ""), `w.yaml:12: at is missing; add at: with an anchor and the days from it, like close-10`},
		{"not true", change("milestone: true", "milestone: maybe"), `w.yaml:18: milestone is "maybe"; write true or false`},
		{"not whole", change("kickoff: 3", "kickoff: 3.5"), `w.yaml:5: kickoff is "3.5"; write a whole number, like kickoff: 7`},
		{"negative gap", change("kickoff: 3", "kickoff: -3"), `w.yaml:5: a default gap is outside 0 to 3650 days; write whole days`},
		{"null", change("exit: first login", "exit:"), `w.yaml:9: exit is empty; write a text, or remove the key`},
		{"no title", change("    title: Start\n", ""), `w.yaml:7: title is missing; add title: with a short text`},
		{"list for text", change("title: Start", "title: [a, b]"), `w.yaml:8: title is not a text; write it on one line after title:`},
		{"text for list", "format: 1\nid: a\ntitle: b\nversion: 1\nphases: none\n", `w.yaml:5: phases is not a list; begin each entry with a dash, like - code: A0`},
		{"step is a text", change("      - id: say-hello", "      - hello\n      - id: say-hello"), `w.yaml:12: a step is expected here; write keys and values, such as id: …`},
		{"bad id", change("id: say-hello", "id: Say Hello"), `w.yaml:12: "Say Hello" is not an id; write lower-case words joined by hyphens, like submit-handoff`},
		{"id twice", change("id: send-list", "id: say-hello"), `w.yaml:19: the id say-hello is used in phase W0 already; give every step its own`},
		{"no words for the customer", change("        customer: You send us the list\n", ""), `w.yaml:19: the customer does this step but has no words for it; add customer: with what they read`},
		{"no phase name for the customer", change("    customer: Start\n", ""), `w.yaml:7: the customer sees steps of this phase but not its name; add customer: with the phase in the customer's words`},
		{"control character", change("exit: first login", `exit: "first\0login"`), `w.yaml:9: exit holds a character that cannot be shown; write it again on one line`},
		{"long", change("exit: first login", "exit: "+strings.Repeat("x", 501)), `w.yaml:9: exit is longer than 500 characters; shorten it`},
		{"format", change("format: 1", "format: 3"), `w.yaml:1: format is "3"; this program reads format: 1 and 2`},
		{"no format", change("format: 1\n", ""), `w.yaml:1: format is missing; add format: 2 as the first line`},
		{"no version", change("version: 2\n", ""), `w.yaml:1: version is 0; write a whole number from 1`},
		{"letter", change("id: walk-in-14", "id: walk-in-14\nletter: walk"), `w.yaml:3: "walk" is not one capital letter; write one from A to Z, or leave it out`},
		{"no phases", "format: 1\nid: a\ntitle: b\nversion: 1\n", `w.yaml:1: there are no phases; add at least one with a step`},
		{"empty", "", `w.yaml: the file is empty; a playbook begins with format: 2`},
		{"a list", "- a\n- b\n", `w.yaml:1: a playbook is expected here; write keys and values, such as format: …`},
		{"two documents", good + "---\n" + good, `w.yaml:26: a second document begins here; keep one playbook to a file`},
		{"alias", change("exit: first login", "exit: &e first login"), `w.yaml:9: anchors (&) and aliases (*) are not taken; write the text out, or put it in quotes`},
		{"tag", change("id: walk-in-14", "id: !!binary d2Fsaw=="), `w.yaml:2: the tag !!binary is not taken; remove it, or put the text in quotes`},
		{"deep", change("exit: first login", "exit: [[[[[[[[[[x]]]]]]]]]]"), `w.yaml:9: the nesting is deeper than 8 levels; a playbook has phases, and phases have steps`},
		{"large", good + strings.Repeat("# nothing\n", 30_000), `w.yaml: the file is larger than 256 kB; a playbook is far smaller, check that it is the right file`},
		{"colon", change(`"List: send it"`, "List: send it"), `w.yaml:20: this is not YAML (mapping values are not allowed in this context); check the indentation, and put quotes around a text with a colon in it`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read("w.yaml", strings.NewReader(c.in))
			if err == nil {
				t.Fatalf("read without an error, want %s", c.want)
			}
			if first, _, _ := strings.Cut(err.Error(), "\n"); first != c.want {
				t.Errorf("got  %s\nwant %s", first, c.want)
			}
			var ps Problems
			if !errors.As(err, &ps) || ps[0].File != "w.yaml" {
				t.Errorf("%T is not Problems of the file", err)
			}
		})
	}
}

func TestAllProblemsAreToldInOrder(t *testing.T) {
	in := strings.NewReplacer("role: cs", "role: who", "milestone: true", "milestone: x", "at: go-live - 3", "at: noon").Replace(good)
	_, err := Read("w.yaml", strings.NewReader(in))
	var ps Problems
	if !errors.As(err, &ps) || len(ps) != 3 || ps[0].Line != 16 || ps[1].Line != 18 || ps[2].Line != 22 {
		t.Errorf("problems: %v", err)
	}
	_, err = Read("w.yaml", strings.NewReader(strings.Repeat("x: 1\n", 100)))
	if !errors.As(err, &ps) || len(ps) != most {
		t.Errorf("%d problems told of a hopeless file, want %d", len(ps), most)
	}
}

// A small file that would unfold to billions of values, or that nests without
// end, is refused at once.
func TestBombs(t *testing.T) {
	laughs := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'k'; c++ {
		p := string(c - 1)
		laughs += string(c) + ": &" + string(c) + " [*" + p + strings.Repeat(",*"+p, 8) + "]\n"
	}
	for name, in := range map[string]string{
		"laughs":     laughs,
		"nested":     "a: " + strings.Repeat("[", 100_000),
		"nested map": strings.Repeat("{a: ", 60_000),
		"indents":    strings.Repeat("- ", 120_000),
		"itself":     "a: &a [*a]\n",
	} {
		began := time.Now()
		if _, err := Read(name, strings.NewReader(in)); err == nil {
			t.Errorf("%s: read without an error", name)
		}
		t.Logf("%s refused after %s", name, time.Since(began).Round(time.Millisecond))
	}
}

func TestReadDirKeepsTheGoodOnes(t *testing.T) {
	dir := fstest.MapFS{
		"b.yaml":    {Data: []byte(good)},
		"a.yaml":    {Data: []byte("format: 1\n")},
		"notes.txt": {Data: []byte("not a playbook")},
	}
	list, err := ReadDir(dir)
	if len(list) != 1 || list[0].ID != "walk-in-14" || list[0].Builtin {
		t.Errorf("read %+v", list)
	}
	var ps Problems
	if !errors.As(err, &ps) || ps[0].File != "a.yaml" {
		t.Errorf("error %v does not name a.yaml", err)
	}
}

// Whatever the bytes, Read answers with a playbook that passes its checks or
// with problems that name the file, and the same bytes give the same answer.
func FuzzRead(f *testing.F) {
	f.Add([]byte(good))
	var files []string
	for _, pattern := range []string{"../../assets/playbooks/*.yaml", "testdata/good/*.yaml", "testdata/bad/*.yaml"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			f.Fatalf("no files %s to begin with: %v", pattern, err)
		}
		files = append(files, found...)
	}
	module, err := Read("module.yaml", strings.NewReader(good))
	if err != nil {
		f.Fatal(err)
	}
	find := func(string) (playbook.Playbook, error) { return module.Clone(), nil }
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	for _, s := range []string{"", "\x00", "a: &a [*a]", "? [a]\n: b", "format: 1\n<<: {id: x}", "phases: [{steps: [{at: close-}]}]", "format: 2\nid: a\ntitle: a\nversion: 1\nphases: [{include: walk-in-14, phases: [W0]}]", "%YAML 9.9\n---\n", "\xff\xfea"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := ReadWith("f.yaml", strings.NewReader(string(b)), find)
		if err == nil {
			if bad := p.Check(); bad != nil {
				t.Errorf("took a playbook that fails its checks: %v", bad)
			}
			if again, err := Read("f.yaml", strings.NewReader(string(WriteWhole(&p)))); err != nil || len(playbook.Diff(&again, &p)) > len(p.Phases) {
				t.Errorf("reads what is written of it with %v, different in %v", err, playbook.Diff(&again, &p))
			}
			return
		}
		var ps Problems
		if !errors.As(err, &ps) || len(ps) == 0 || len(ps) > most {
			t.Fatalf("%T: %v", err, err)
		}
		for _, p := range ps {
			if p.File != "f.yaml" || p.Line < 0 || p.Message == "" || len(p.Message) > 1000 {
				t.Errorf("problem %+v", p)
			}
		}
		if _, again := ReadWith("f.yaml", strings.NewReader(string(b)), find); again == nil || again.Error() != err.Error() {
			t.Errorf("said %v, then %v", err, again)
		}
	})
}
