package main

import (
	"encoding/json"
	"image"
	"os/exec"
	"path/filepath"
	"strings"
)

// state is that of the handoff.
func (s *stage) state() string { return flatten(s.record())["handoff.state"] }

// handOver submits as the seller and accepts as the CSM, who are one person in
// a team of one, and starts playbook B while accepting.
func (s *stage) handOver() {
	s.clickIn(sideArea, "Submit to CS…", strong)
	s.look("Submit to CS", s.whole(), face{17, true})
	s.settled()
	if at := s.eye.find(s.shot(), "Why hand it over now?", s.whole(), caption); len(at) > 0 {
		s.clickAt(pt(at[0].Min.X+40, at[0].Max.Y+26))
		s.typed("Easter is the last quiet week before the summer timetable.")
	}
	s.picture("submit")
	s.click("Submit to CS", strong)
	s.until("the handoff is submitted", func() bool { return s.state() == "submitted" })
	s.settled()
	s.picture("submitted")
	s.clickIn(sideArea, "Accept…", strong)
	s.accept("Mid-market, 60 days")
}

// accept takes the handoff over in the sheet that is open, and starts a playbook.
func (s *stage) accept(book string) {
	s.look("Accept the handoff", s.whole())
	s.click("Start a playbook now", plain)
	s.look("Playbook", s.whole(), caption)
	s.click(book, caption)
	s.settled()
	s.picture("accept")
	// “Accept…” stands in the side column behind the sheet: look left of it.
	s.clickIn(image.Rect(0, 0, planBar.X-20, s.height), "Accept", strong)
	s.until("the handoff is accepted", func() bool { return s.state() == "accepted" })
	s.settled()
	s.picture("accepted")
}

// A task as keptctl lists it.
type task struct {
	Number                               int
	Title, State, Evidence, Reason, Note string
	EvidenceAsked                        string `json:"evidence_asked"`
	NoSkip                               bool   `json:"no_skip"`
}

func (s *stage) tasks() map[string]task {
	var list []task
	if out, err := s.tryCtl("tasks", s.account, "--json"); err != nil || json.Unmarshal(out, &list) != nil {
		return nil
	}
	all := map[string]task{}
	for _, t := range list {
		all[t.Title] = t
	}
	return all
}

// Where the plan's list and the card of the marked task stand.
var (
	planList = image.Rect(236, 250, 1100, 892)
	planBar  = image.Pt(1104, 600)
)

// The tasks of playbook B that the job touches, in the order of the plan.
const (
	ticked   = "Choose the playbook; score complexity and fit"
	proven   = "Check that the promised dates are feasible"
	skipped  = "Join one customer call; note the beliefs heard"
	blocked  = "Map the stakeholders, sceptics and their concern included"
	noteless = "Approve or decline each unsupported promise"
)

// workThePlan ticks a task, one with its evidence, skips one with a reason,
// blocks one with a reason and writes a note.
func (s *stage) workThePlan() {
	s.clickIn(image.Rect(230, 100, 700, 200), "Plan 2/32", strong)
	s.look("Hide done", s.whole())
	s.settled()
	s.picture("plan")
	all := s.tasks()
	s.markTask(ticked)
	s.settleTask(all[ticked], "Tick", "", "done")
	s.markTask(skipped)
	s.settleTask(all[skipped], "Skip…", "The customer asked for no more calls before Easter.", "skipped")
	s.markTask(blocked)
	s.settleTask(all[blocked], "Block…", "Odd Hauge is away until 8 March 2027.", "blocked")
	s.markTask(proven)
	s.settleTask(all[proven], "Tick", "Seen by Cleo Marsh on 1 March 2027, notes in the project folder.", "done")
	s.markTask(noteless)
	s.wheel(pt(1118, 700), "5", 30)
	s.settled()
	r := s.look("Note", sideArea, caption)
	s.clickAt(pt(r.Min.X+40, r.Max.Y+26))
	s.typed("Nothing unsupported so far.")
	s.until("the note is stored", func() bool { return s.tasks()[noteless].Note == "Nothing unsupported so far." })
	s.settled()
	s.picture("plan-worked")
}

// markTask clicks on a task in the list.
func (s *stage) markTask(title string) {
	at := image.Point{}
	words := title
	if len(words) > 40 {
		words = words[:strings.LastIndexByte(words[:40], ' ')]
	}
	s.wheel(pt(500, 600), "4", 60)
	for range 40 {
		shot := s.settled()
		for _, f := range []face{plain, strong} {
			if found := s.eye.find(shot, words, planList, f); len(found) > 0 {
				at = middle(found[0])
			}
		}
		if at.X > 0 {
			break
		}
		s.wheel(pt(500, 600), "5", 3)
	}
	if at.X == 0 {
		fail("the task “%s” is not in the list", title)
	}
	s.clickAt(at)
	s.look(firstWords(title), image.Rect(1110, 200, 1430, 892), heading)
}

// firstWords are those that stand in the first line of the narrow card.
func firstWords(title string) string {
	words := strings.Fields(title)
	return strings.Join(words[:min(3, len(words))], " ")
}

// settleTask presses a button of the marked task and answers what is asked.
func (s *stage) settleTask(t task, button, words, state string) {
	s.clickIn(image.Rect(1110, 200, 1430, 892), button, strong)
	if words == "" && t.EvidenceAsked != "" {
		words = "Score sheet of 1 March 2027, in the project folder."
	}
	if words != "" {
		s.look("Cancel", s.whole(), strong)
		s.settled()
		s.typed(words)
		s.picture("task-" + slug(button))
		s.click(strings.TrimSuffix(button, "…"), strong)
	}
	s.until("the task is "+state, func() bool {
		now := s.tasks()[t.Title]
		return now.State == state && (words == "" || now.Evidence == words || now.Reason == words)
	})
	s.settled()
}

// briefs saves both documents: the internal brief, and the customer's plan
// after its leak check was ticked.
func (s *stage) briefs() {
	folder := filepath.Join(s.home(), "Documents")
	s.click("Brief…", strong)
	s.look("Make a brief", s.whole())
	s.look("Save PDF", s.whole(), strong)
	s.settled()
	s.picture("brief-sheet")
	s.click("Save PDF", strong)
	s.expectPDF(folder, "*INTERNAL*.pdf", promised[0])
	s.settled()
	s.click("Brief…", strong)
	s.look("Make a brief", s.whole())
	s.clickIn(image.Rect(370, 180, 1070, 640), "The customer", caption)
	s.look("Leak check", s.whole())
	s.settled()
	s.picture("leak-check")
	for range 20 {
		shot := s.settled()
		if at := s.eye.find(shot, "I have read what stays inside and what goes out", s.whole(), plain); len(at) > 0 {
			s.clickAt(middle(at[0]))
			break
		}
		s.wheel(pt(720, 450), "5", 4)
	}
	s.settled()
	s.click("Save PDF", strong)
	s.expectPDF(folder, "*ustomer*.pdf", promised[0])
	s.settled()
	s.picture("briefs-saved")
}

// expectPDF waits for a document and reads it.
func (s *stage) expectPDF(folder, pattern, words string) {
	var files []string
	s.until("a document "+pattern+" is in "+folder, func() bool {
		files, _ = filepath.Glob(filepath.Join(folder, pattern))
		return len(files) > 0
	})
	out, err := exec.Command("pdftotext", files[0], "-").Output()
	if err != nil {
		fail("%s cannot be read: %v", files[0], err)
	}
	if !strings.Contains(strings.Join(strings.Fields(string(out)), " "), words) {
		fail("%s does not say “%s”", filepath.Base(files[0]), words)
	}
}

// compare compares all that is stored with all that was typed.
func (s *stage) compare(all []move, given map[string]string) {
	if wrong := equal(flatten(s.record()), all, given); len(wrong) > 0 {
		for _, w := range wrong {
			println("   ", w)
		}
		fail("what is stored is not what was typed: %s", wrong[0])
	}
}

// planOrder lists the titles of the plan as they stand on the screen.
func (s *stage) planOrder() []string {
	var list []task
	if err := json.Unmarshal(s.ctl("tasks", s.account, "--json"), &list); err != nil {
		fail("%v", err)
	}
	var out []string
	for _, t := range list {
		out = append(out, t.Title)
	}
	return out
}
