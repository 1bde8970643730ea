package main

import (
	"os"
	"slices"
	"strings"

	"kept/playbook"
	"kept/playbook/library"
)

// The playbook of docs/playbooks.md, as it is called where its id is made of its
// title.
const (
	hallBook  = "sports-halls-21-days"
	hallTitle = "Sports halls, 21 days"
)

// documented reads the playbook that docs/playbooks.md writes, so that what is
// built here line by line is what the document says.
func documented() playbook.Playbook {
	text, err := os.ReadFile("docs/playbooks.md")
	if err != nil {
		fail("%v", err)
	}
	_, rest, _ := strings.Cut(string(text), "```yaml\n# hall-21.yaml")
	body, _, ok := strings.Cut(rest, "```")
	if !ok {
		fail("docs/playbooks.md has no hall-21.yaml")
	}
	p, err := library.Read("hall-21.yaml", strings.NewReader(body))
	if err != nil {
		fail("%v", err)
	}
	return p
}

// newBook writes the documented playbook from nothing, by keyboard, and saves it
// as version 1.
func (w *planWalk) newBook() {
	want := documented()
	w.key("ctrl+3")
	w.look("Paste a checklist…", w.whole(), strong)
	w.settled()
	w.click("New…", strong)
	w.look("New playbook", w.whole(), face{17, true})
	w.settled()
	w.typed(want.Title)
	w.confirm()
	w.look("Save as version 1…", w.whole(), strong)
	w.settled()
	w.picture("new-playbook")
	w.key("F2", "Tab")
	for _, text := range []string{want.For, want.Letter, itoa(want.Gaps.Kickoff), itoa(want.Gaps.GoLive)} {
		w.typed(text)
		w.key("Tab")
	}
	w.typed("list-delivered, kickoff+3: The list of members is here")
	w.key("ctrl+Return")
	for i := range want.Phases {
		w.newPhase(&want, i)
	}
	w.look("Check: nothing to mend", w.whole(), heading)
	w.settled()
	w.picture("playbook-written")
	w.click("Save as version 1…", strong)
	w.look("Save as version 1", w.whole(), face{17, true})
	w.settled()
	w.agree("Save version 1")
	w.look("version 1", w.whole(), caption)
	w.settled()
	w.picture("version-1")
	w.sameBook(w.stored(hallBook), want)
}

// newPhase writes a phase with its steps below the marked line.
func (w *planWalk) newPhase(b *playbook.Playbook, i int) {
	ph := &b.Phases[i]
	if i == 0 {
		w.key("Home", "Down", "F2") // it begins with one
	} else {
		w.key("p")
	}
	w.settled()
	for _, text := range []string{ph.Title, ph.Code, ph.Goal, ph.Exit, ph.Customer} {
		w.over(text)
		w.key("Tab")
	}
	w.key("ctrl+Return")
	for j := range ph.Steps {
		if i == 0 && j == 0 {
			w.key("Down", "F2")
		} else {
			w.key("Return")
		}
		w.settled()
		w.newStep(b, &ph.Steps[j])
	}
}

// over replaces what stands in the field that has the keyboard.
func (w *planWalk) over(text string) {
	w.key("ctrl+a")
	if text == "" {
		w.key("Delete")
		return
	}
	w.typed(text)
}

// newStep fills the fields of a step in their order, then goes back to the
// outline.
func (w *planWalk) newStep(b *playbook.Playbook, s *playbook.Step) {
	var after []string
	for _, a := range s.After {
		id := w.ids[a.Step]
		if id == "" {
			fail("%s waits for %s, which is not written yet", s.ID, a.Step)
		}
		after = append(after, id)
	}
	w.ids[s.ID] = playbook.Slug(s.Title, "step")
	w.over(s.Title)
	w.key("Tab")
	w.over(playbook.LabelOf(playbook.Roles(), s.Role))
	w.key("Return", "Tab")
	w.over(s.At())
	w.key("Tab")
	if s.Duration > 0 {
		w.over(itoa(s.Duration))
	}
	w.key("Tab")
	if len(after) > 0 {
		w.over(strings.Join(after, ", "))
	}
	w.key("Tab", "Tab") // past the picker that adds another
	for _, on := range []bool{s.Milestone, s.NoSkip} {
		if on {
			w.key("space")
		}
		w.key("Tab")
	}
	for _, text := range []string{s.Evidence, s.Customer, s.When.String()} {
		if text != "" {
			w.over(text)
		}
		w.key("Tab")
	}
	for _, in := range s.Inputs {
		w.over(playbook.LabelOf(playbook.Roles(), in.Role) + ": " + in.What)
	}
	w.key("Tab", "Tab")
	if s.Guidance != "" {
		w.over(s.Guidance)
	}
	w.key("ctrl+Return")
}

// stored reads a playbook as keptctl gives it out.
func (w *planWalk) stored(id string) playbook.Playbook {
	p, err := library.Read(id+".yaml", strings.NewReader(string(w.ctl("playbook", "export", id))))
	if err != nil {
		fail("%v", err)
	}
	return p
}

// sameBook compares a playbook with the documented one, whose steps have other
// ids.
func (w *planWalk) sameBook(got, want playbook.Playbook) {
	want = want.Clone()
	want.ID, want.Version = got.ID, got.Version
	for i := range want.Phases {
		for j := range want.Phases[i].Steps {
			s := &want.Phases[i].Steps[j]
			s.ID = w.ids[s.ID]
			s.After = slices.Clone(s.After)
			for k := range s.After {
				s.After[k].Step = w.ids[s.After[k].Step]
			}
		}
	}
	for _, d := range playbook.Diff(&want, &got) {
		fail("the playbook is not the documented one: %s", d.String())
	}
}
