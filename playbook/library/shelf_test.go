package library

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"kept/playbook"

	"pgregory.net/rapid"
)

// small is a playbook of one phase and one step, with its includes.
func small(id, code string, version int, includes ...string) string {
	out := fmt.Sprintf("format: 2\nid: %s\ntitle: Playbook %s\nversion: %d\nphases:\n", id, id, version)
	for _, i := range includes {
		out += "  - include: " + i + "\n"
	}
	return out + fmt.Sprintf("  - {code: %s, title: Phase, exit: done, steps: [{id: step-%s, title: Step, role: cs, at: kickoff}]}\n", code, strings.ToLower(code))
}

func codes(p *playbook.Playbook) string {
	var out []string
	for _, ph := range p.Phases {
		out = append(out, ph.Code+"<"+ph.Included)
	}
	return strings.Join(out, " ")
}

func dir(files map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func problems(l *Library) string {
	var out []string
	for _, err := range l.Problems() {
		out = append(out, err.Error())
	}
	return strings.Join(out, "\n")
}

func TestPlaybooksTakeInPhasesOfOneAnother(t *testing.T) {
	list, err := ReadDir(dir(map[string]string{
		"a.yaml": small("one", "A1", 1, "two"),
		"b.yaml": small("two", "B1", 1, "three"),
		"c.yaml": small("three", "C1", 1),
	}))
	if err != nil || len(list) != 3 {
		t.Fatal(list, err)
	}
	if got := codes(&list[0]); got != "C1<two B1<two A1<" {
		t.Errorf("phases of one are %s", got)
	}
}

// Whoever is asked first, the ring is named from where it begins.
func TestPlaybooksThatTakeInOneAnother(t *testing.T) {
	_, err := ReadDir(dir(map[string]string{
		"a.yaml": small("one", "A1", 1, "two"),
		"b.yaml": small("two", "B1", 1, "three"),
		"c.yaml": small("three", "C1", 1, "two"),
		"d.yaml": small("four", "D1", 1, "five"),
		"e.yaml": small("five", "D1", 0),
	}))
	want := `a.yaml:6: the playbooks take in one another (two takes in three, three takes in two); remove one of these includes
b.yaml:6: the playbooks take in one another (two takes in three, three takes in two); remove one of these includes
c.yaml:6: the playbooks take in one another (three takes in two, two takes in three); remove one of these includes
d.yaml:6: five, whose phases are taken in, has a mistake (e.yaml:4: version is 0; write a whole number from 1); mend it first
e.yaml:4: version is 0; write a whole number from 1`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func TestModulesThatDoNotFit(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"same phase", small("one", "B1", 1, "two"), `x.yaml:7: the code "B1" is used by an earlier phase; give every phase its own`},
		{"no such phase", strings.Replace(small("one", "A1", 1, "two"), "- include: two", "- include: two\n    phases: [B1, B7]", 1), "x.yaml:7: two has no phase B7; it is one of B1"},
		{"no phase", strings.Replace(small("one", "A1", 1, "two"), "- include: two", "- include: two\n    phases: []", 1), "x.yaml:7: no phase of two is named; name some, or remove phases: to take all"},
		{"nearly", small("one", "A1", 1, "twoo"), "x.yaml:6: there is no playbook twoo to take phases from; write two"},
		{"twice", small("one", "A1", 1, "two", "two"), `x.yaml:7: the code "B1" is used by an earlier phase; give every phase its own`},
	} {
		lib, err := Open(dir(map[string]string{"b.yaml": small("two", "B1", 1)}), nil)
		if err != nil {
			t.Fatal(err)
		}
		_, err = lib.Read("x.yaml", []byte(c.in))
		if err == nil || strings.Split(err.Error(), "\n")[0] != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
	if _, err := Read("x.yaml", strings.NewReader(small("one", "A1", 1, "two"))); err == nil || !strings.Contains(err.Error(), "x.yaml:6: there are no other playbooks here to take phases of two from") {
		t.Errorf("an include where nothing else is: %v", err)
	}
}

func row(text string, version int, own bool, at playbook.Moment) playbook.PlaybookVersion {
	id, _, _ := strings.Cut(strings.SplitN(text, "id: ", 2)[1], "\n")
	return playbook.PlaybookVersion{PlaybookID: id, Version: version, Title: id, Text: text, Own: own, At: at}
}

// A library of the program, the workspace and the folder: the program's ids
// stand, the workspace goes before the folder, and nothing that is broken stops
// the rest.
func TestALibraryOfThreePlaces(t *testing.T) {
	lettered := func(text string) string { return strings.Replace(text, "\ntitle", "\nletter: P\ntitle", 1) }
	lib, err := Open(
		dir(map[string]string{"p.yaml": lettered(small("program", "P2", 2)), "past/program@1.yaml": small("program", "P1", 1)}),
		dir(map[string]string{"mine.yaml": small("mine", "M1", 4), "program.yaml": small("program", "X1", 9), "broken.yaml": "format: 2\n", "kept.yaml": small("kept", "F1", 1), "notes.txt": "no"}))
	if err != nil {
		t.Fatal(err)
	}
	lib.Keep([]playbook.PlaybookVersion{
		row(small("kept", "K1", 1), 1, true, "2027-01-01T00:00:00.000000Z"),
		row(lettered(small("kept", "K2", 2, "program")), 2, true, "2027-02-01T00:00:00.000000Z"),
		row(small("program", "P0", 7), 7, false, "2027-03-01T00:00:00.000000Z"),
	})
	var got []string
	for _, p := range lib.All() {
		got = append(got, fmt.Sprintf("%s@%d %s %v %s", p.ID, p.Version, lib.From(p.ID), p.Builtin, codes(&p)))
	}
	if want := []string{"program@2 program true P2<", "kept@2 workspace false P2<program K2<", "mine@4 folder false M1<"}; !reflect.DeepEqual(got, want) {
		t.Errorf("all are %q, want %q", got, want)
	}
	want := `kept@2: the letter P belongs to “Playbook program” already; change or remove it
broken.yaml:1: there are no phases; add at least one with a step
kept.yaml: the id kept is taken by “Playbook kept”, which is kept in the workspace; give this one another
program.yaml: the id program is taken by “Playbook program”, which comes with the program; give this one another`
	var said []string
	for _, line := range strings.Split(problems(lib), "\n") {
		if !strings.HasPrefix(line, "broken.yaml:1: ") || strings.Contains(line, "no phases") {
			said = append(said, line)
		}
	}
	if strings.Join(said, "\n") != want {
		t.Errorf("problems\n%s\nwant\n%s", strings.Join(said, "\n"), want)
	}
	for id, want := range map[string][]int{"program": {1, 2, 7}, "kept": {1, 2}, "mine": {4}, "nobody": nil} {
		if got := lib.Versions(id); !reflect.DeepEqual(got, want) {
			t.Errorf("versions of %s are %v, want %v", id, got, want)
		}
		for _, n := range want {
			if p, err := lib.Version(id, n); err != nil || p.Version != n || p.Builtin != (id == "program") {
				t.Errorf("%s@%d: %+v, %v", id, n, p, err)
			}
		}
	}
	if _, err := lib.Version("kept", 3); !errors.Is(err, playbook.ErrNotFound) || err.Error() != "there is no version 3 of the playbook kept; there is 1, 2" {
		t.Error(err)
	}
	if _, err := lib.Version("nobody", 0); !errors.Is(err, playbook.ErrNotFound) || err.Error() != "there is no playbook nobody, in no version" {
		t.Error(err)
	}
	lib.Keep(nil)
	if lib.From("kept") != Folder {
		t.Errorf("without the workspace's, the file kept.yaml is from %q", lib.From("kept"))
	}
}

// A module that grew into a ring by a later version is said so and left out.
func TestARingOverVersions(t *testing.T) {
	lib, err := New()
	if err != nil {
		t.Fatal(err)
	}
	rows := []playbook.PlaybookVersion{row(small("one", "A1", 1), 1, true, "1"), row(small("two", "B1", 1, "one"), 1, true, "2")}
	lib.Keep(rows)
	if lib.Problems() != nil || len(lib.All()) != 2 {
		t.Fatal(problems(lib))
	}
	next := small("one", "A1", 2, "two")
	if _, err := lib.Read("one", []byte(next)); err == nil || !strings.Contains(err.Error(), "(one takes in two, two takes in one)") {
		t.Errorf("a version that closes the ring: %v", err)
	}
	lib.Keep(append(rows, row(next, 2, true, "3")))
	if len(lib.All()) != 0 || strings.Count(problems(lib), "take in one another") != 2 {
		t.Errorf("%d left, problems %s", len(lib.All()), problems(lib))
	}
}

// Whatever a playbook says, it is read from its file as it was written.
func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	module := anyPlaybook("module", "M", nil)
	rapid.Check(t, func(t *rapid.T) {
		m := module.Draw(t, "module")
		if err := m.Check(); err != nil {
			t.Fatalf("the generator made a playbook that is refused: %v", err)
		}
		lib, err := New(m)
		if err != nil {
			t.Fatal(err)
		}
		p := anyPlaybook("any", "P", &m).Draw(t, "playbook")
		if err := p.Check(); err != nil {
			t.Fatalf("the generator made a playbook that is refused: %v", err)
		}
		again, err := lib.Read("any", Write(&p))
		if err != nil || !reflect.DeepEqual(again, p) {
			t.Fatalf("%v\nwrote %+v\nread  %+v\n%s", err, p, again, Write(&p))
		}
		for i := range p.Phases {
			p.Phases[i].Included = ""
		}
		if again, err = Read("any", strings.NewReader(string(WriteWhole(&p)))); err != nil || !reflect.DeepEqual(again, p) {
			t.Fatalf("%v\nwrote whole %+v\nread %+v\n%s", err, p, again, WriteWhole(&p))
		}
	})
}

// anyPlaybook makes playbooks that are allowed, of texts that nobody would
// write, now and then with phases of a module.
func anyPlaybook(id, letter string, module *playbook.Playbook) *rapid.Generator[playbook.Playbook] {
	text := rapid.Custom(func(t *rapid.T) string {
		s := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"yes", "null", "~", "1.5", "2027-01-01", "a: b", "- a", "# a", "'a\"", "{a", "*a", "&a", "!a", "%a", "@a", "=", "<<", "0x10", "\u2028a", "é\u00a0b", "\ufeffx", "a\\nb", "|", ">-", "…"})).Draw(t, "text")
		s = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
			if r < ' ' || r == 0x7f {
				return -1
			}
			return r
		}, s)), " ")
		if len([]rune(s)) > 100 {
			s = string([]rune(s)[:100])
		}
		return strings.TrimSpace(s)
	})
	must := rapid.Custom(func(t *rapid.T) string {
		if s := text.Draw(t, "must"); s != "" {
			return s
		}
		return "x"
	})
	role := rapid.SampledFrom([]string{"sales", "cs", "implementation", "support", "product", "leader", "customer"})
	condition := rapid.SampledFrom([]string{"", "regulated", "not custom_work and value >= 0.5", `industry = "oil and gas" and segment != mid_market`, `languages = "<and>"`, "integrations > -3"})
	return rapid.Custom(func(t *rapid.T) playbook.Playbook {
		p := playbook.Playbook{ID: id, Title: must.Draw(t, "title"), For: text.Draw(t, "for"), Version: rapid.IntRange(1, 1000).Draw(t, "version"),
			Gaps: playbook.Gaps{Kickoff: rapid.IntRange(0, 50).Draw(t, "kickoff"), GoLive: rapid.IntRange(0, 90).Draw(t, "golive")}}
		if rapid.Bool().Draw(t, "lettered") {
			p.Letter = letter
		}
		anchors := []string{"close", "kickoff", "go_live", "renewal"}
		for i := range rapid.IntRange(0, 3).Draw(t, "anchors") {
			a := playbook.OwnAnchor{ID: fmt.Sprintf("%s%d-day", id, i), Title: must.Draw(t, "anchor")}
			if rapid.Bool().Draw(t, "follows") {
				a.From, a.Days = rapid.SampledFrom(anchors[:4]).Draw(t, "from"), rapid.IntRange(-3650, 3650).Draw(t, "days")
			}
			p.Anchors, anchors = append(p.Anchors, a), append(anchors, a.ID)
		}
		var earlier []string
		for i := range rapid.IntRange(1, 4).Draw(t, "phases") {
			ph := playbook.TemplatePhase{Code: fmt.Sprint(letter, i), Title: must.Draw(t, "phase"), Goal: text.Draw(t, "goal"), Exit: text.Draw(t, "exit"), Customer: must.Draw(t, "words")}
			for j := range rapid.IntRange(1, 4).Draw(t, "steps") {
				s := playbook.Step{ID: fmt.Sprintf("%s-%d-%d", id, i, j), Title: must.Draw(t, "step"), Role: role.Draw(t, "role"), Anchor: rapid.SampledFrom(anchors).Draw(t, "anchor"),
					Days: rapid.IntRange(-3650, 3650).Draw(t, "days"), Duration: rapid.IntRange(0, 40).Draw(t, "duration"), Milestone: rapid.Bool().Draw(t, "milestone"),
					NoSkip: rapid.Bool().Draw(t, "noskip"), Evidence: text.Draw(t, "evidence"), Customer: must.Draw(t, "customer"), Guidance: Lines(must.Draw(t, "one") + "\n\n" + text.Draw(t, "two"))}
				s.Working = s.Days != 0 && rapid.Bool().Draw(t, "working")
				if len(earlier) > 0 && rapid.Bool().Draw(t, "waits") {
					s.After = []playbook.Dependency{{Step: rapid.SampledFrom(earlier).Draw(t, "other"), Lag: rapid.IntRange(0, 9).Draw(t, "lag")}}
				}
				var err error
				if s.When, err = playbook.ParseCondition(condition.Draw(t, "if")); err != nil {
					t.Fatal(err)
				}
				for range rapid.IntRange(0, 2).Draw(t, "inputs") {
					s.Inputs = append(s.Inputs, playbook.InputSlot{Role: role.Draw(t, "whose"), What: must.Draw(t, "what")})
				}
				for range rapid.IntRange(0, 2).Draw(t, "links") {
					s.Links = append(s.Links, rapid.SampledFrom([]string{"https://example.com/a?b=c#d", "C:\\Docs\\kickoff.pdf", "procedures/kick off.md", "mailto:ada@example.com"}).Draw(t, "link"))
				}
				ph.Steps, earlier = append(ph.Steps, s), append(earlier, s.ID)
			}
			p.Phases = append(p.Phases, ph)
		}
		if module != nil && rapid.Bool().Draw(t, "module") {
			taken := module.Clone().Phases // all: what they wait for comes along
			for i := range taken {
				taken[i].Included = module.ID
			}
			at := rapid.IntRange(0, len(p.Phases)).Draw(t, "at")
			p.Phases = append(p.Phases[:at:at], append(taken, p.Phases[at:]...)...)
			carry(&p, module, taken)
		}
		return p
	})
}
