package outline_test

import (
	"reflect"
	"strings"
	"testing"

	"kept/playbook"
	"kept/playbook/outline"
)

func small() playbook.Playbook {
	step := func(id, title string, days int) playbook.Step {
		return playbook.Step{ID: id, Title: title, Role: "cs", Anchor: playbook.AnchorKickoff, Days: days}
	}
	return playbook.Playbook{ID: "small", Title: "Small", Version: 1, Gaps: playbook.Gaps{Kickoff: 7}, Phases: []playbook.TemplatePhase{
		{Code: "B0", Title: "Begin", Exit: "done", Steps: []playbook.Step{step("one", "One", 0), step("two", "Two", 3)}},
		{Code: "B1", Title: "Go on", Exit: "done", Goal: "It goes on", Steps: []playbook.Step{step("three", "Three", 5)}},
	}}
}

// tree writes an outline as a person sees it.
func tree(o *outline.Outline) string {
	var out []string
	for _, l := range o.Lines()[1:] {
		t := o.Title(l)
		if l.IsStep() {
			t = "-" + t
		}
		out = append(out, t)
	}
	return strings.Join(out, " ")
}

func TestLinesAreMovedLikeAnOutline(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(*outline.Outline) outline.Line
		want string
		mark outline.Line
	}{
		{"a step down goes on into the next phase", func(o *outline.Outline) outline.Line { to, _ := o.Move(outline.Line{Phase: 0, Step: 1}, 1); return to },
			"Begin -One Go on -Two -Three", outline.Line{Phase: 1, Step: 0}},
		{"a step up goes back behind the last", func(o *outline.Outline) outline.Line { to, _ := o.Move(outline.Line{Phase: 1, Step: 0}, -1); return to },
			"Begin -One -Two -Three Go on", outline.Line{Phase: 0, Step: 2}},
		{"a phase takes its steps along", func(o *outline.Outline) outline.Line {
			to, _ := o.Move(outline.Line{Phase: 1, Step: -1}, -1)
			return to
		},
			"Go on -Three Begin -One -Two", outline.Line{Phase: 0, Step: -1}},
		{"a phase becomes a step of the one above", func(o *outline.Outline) outline.Line { to, _ := o.Indent(outline.Line{Phase: 1, Step: -1}); return to },
			"Begin -One -Two -Go on -Three", outline.Line{Phase: 0, Step: 2}},
		{"a step becomes a phase with what is below it", func(o *outline.Outline) outline.Line { to, _ := o.Outdent(outline.Line{Phase: 0, Step: 0}); return to },
			"Begin One -Two Go on -Three", outline.Line{Phase: 1, Step: -1}},
		{"the first phase stays one", func(o *outline.Outline) outline.Line { to, _ := o.Indent(outline.Line{Phase: 0, Step: -1}); return to },
			"Begin -One -Two Go on -Three", outline.Line{Phase: 0, Step: -1}},
		{"the mark goes to what takes the place", func(o *outline.Outline) outline.Line { to, _ := o.Remove(outline.Line{Phase: 0, Step: 1}); return to },
			"Begin -One Go on -Three", outline.Line{Phase: 0, Step: 0}},
		{"the first step of a phase stands under it", func(o *outline.Outline) outline.Line { return o.AddStep(outline.Line{Phase: 1, Step: -1}) },
			"Begin -One -Two Go on - -Three", outline.Line{Phase: 1, Step: 0}},
	} {
		b := small()
		o := outline.New(b, &b)
		if mark := c.do(o); tree(o) != c.want || mark != c.mark {
			t.Errorf("%s: %q, marked %v; want %q, %v", c.name, tree(o), mark, c.want, c.mark)
		}
	}
}

func TestTurningALineBackBringsEverythingBack(t *testing.T) {
	b := small()
	o := outline.New(b, &b)
	to, _ := o.Indent(outline.Line{Phase: 1, Step: -1})
	to, _ = o.Outdent(to)
	if !reflect.DeepEqual(o.Book, b) {
		t.Errorf("a phase in and out again is %+v, was %+v", o.Book.Phases, b.Phases)
	}
	to, _ = o.Outdent(outline.Line{Phase: 0, Step: 1})
	if _, ok := o.Indent(to); !ok || !reflect.DeepEqual(o.Book, b) {
		t.Errorf("a step out and in again is %+v, was %+v", o.Book.Phases, b.Phases)
	}
}

// Plans find their steps by id, so the id of a step that a version has does not
// follow its title; a new one's does, and who waits for it goes along.
func TestIDsFollowTitlesOnlyWhileNoPlanCanKnowThem(t *testing.T) {
	b := small()
	o := outline.New(b, &b)
	title := &outline.FieldsOf(outline.Line{Phase: 0, Step: 0})[0]
	if err := o.Type(outline.Line{Phase: 0, Step: 0}, title, "Another title"); err != nil || o.Book.Phases[0].Steps[0].ID != "one" {
		t.Errorf("the id of a known step is %q, %v", o.Book.Phases[0].Steps[0].ID, err)
	}
	l := o.AddStep(outline.Line{Phase: 0, Step: 0})
	o.Step(outline.Line{Phase: 1, Step: 0}).After = []playbook.Dependency{{Step: o.Step(l).ID, Lag: 2}}
	if err := o.Type(l, title, "Sign the data agreement"); err != nil {
		t.Fatal(err)
	}
	if s := o.Step(l); s.ID != "sign-the-data-agreement" {
		t.Errorf("the new step is %q", s.ID)
	}
	if got := playbook.FormatAfter(o.Book.Phases[1].Steps[0].After); got != "sign-the-data-agreement+2" {
		t.Errorf("who waits for it waits for %q", got)
	}
}

// What is typed and not understood stays as it was typed, is found, and goes
// along with its line.
func TestTextThatIsNotUnderstoodIsKept(t *testing.T) {
	b := small()
	o := outline.New(b, nil)
	l := outline.Line{Phase: 1, Step: 0}
	fields := outline.FieldsOf(l)
	var at, title *outline.Field
	for i := range fields {
		switch fields[i].Key {
		case "at":
			at = &fields[i]
		case "title":
			title = &fields[i]
		}
	}
	if err := o.Type(l, at, "kickof+5"); err == nil {
		t.Fatal("a misspelt anchor was taken")
	}
	if err := o.Type(l, title, "Renamed"); err != nil {
		t.Fatal(err)
	}
	l, _ = o.Move(l, -1)
	if got := o.Text(l, at); got != "kickof+5" || o.Step(l).Days != 5 {
		t.Errorf("the field shows %q, the value is %d", got, o.Step(l).Days)
	}
	found := o.Findings()
	if len(found) == 0 || found[0].Line != (outline.Line{Phase: 0, Step: -1}) && outline.Errors(found) == 0 {
		t.Fatalf("findings %+v", found)
	}
	ok := false
	for _, f := range found {
		ok = ok || f.Line == l && f.Field == "at" && strings.Contains(f.Message, "kickof+5")
	}
	if !ok {
		t.Errorf("no finding at the line: %+v", found)
	}
	if err := o.Type(l, at, "kickoff+6 working"); err != nil || len(o.Loose) != 0 || !o.Step(l).Working {
		t.Errorf("after mending: %v, %v, %+v", err, o.Loose, o.Step(l))
	}
}

// Every field of every line reads back what it shows.
func TestFieldsReadWhatTheyShow(t *testing.T) {
	b := small()
	b.Anchors = []playbook.OwnAnchor{{ID: "data-delivered", Title: "Data delivered", From: playbook.AnchorKickoff, Days: 10}, {ID: "signed-off", Title: "Signed off"}}
	s := &b.Phases[1].Steps[0]
	s.After, s.Inputs, s.Links = []playbook.Dependency{{Step: "one", Lag: 2}}, []playbook.InputSlot{{Role: "support", What: "known gaps"}}, []string{"https://example.com/a"}
	s.Milestone, s.NoSkip, s.Evidence, s.Customer, s.Guidance, s.Duration = true, true, "reply", "We begin", "First line\nSecond line", 3
	c, err := playbook.ParseCondition("regulated and integrations > 0")
	if err != nil {
		t.Fatal(err)
	}
	s.When = c
	o := outline.New(b, nil)
	for _, l := range o.Lines() {
		for _, f := range outline.FieldsOf(l) {
			text := f.Get(o, l)
			if err := o.Type(l, &f, text); err != nil {
				t.Errorf("%s of %v: %q is refused: %v", f.Label, l, text, err)
			}
		}
	}
	b.Phases[1].Steps[0].ID = o.Book.Phases[1].Steps[0].ID
	if d := playbook.Diff(&b, &o.Book); len(d) != 0 {
		t.Errorf("reading what is shown changes %v", d)
	}
}

// Who edits a playbook on the screen knows fields by their words, and never sees
// the keys of a file.
func TestFindingsNameTheFieldsOfTheScreen(t *testing.T) {
	b := small()
	b.Phases[0].Exit, b.Phases[1].Title = "", ""
	b.Phases[1].Steps[0].Customer = "Goes on"
	b.Phases[1].Steps[0].Inputs = []playbook.InputSlot{{Role: "support"}}
	said := ""
	for _, f := range outline.New(b, nil).Findings() {
		said += f.Message + "\n"
	}
	for _, want := range []string{"; fill in “Exit criteria”\n", "“Title” is missing; fill in “Title”\n", "; fill in “The phase in the customer’s words”\n", "; write it like Support: known gaps\n"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in:\n%s", want, said)
		}
	}
	for _, key := range []string{"exit:", "customer:", "title:", "what:"} {
		if strings.Contains(said, key) {
			t.Errorf("the key %s of a file is in:\n%s", key, said)
		}
	}
}
