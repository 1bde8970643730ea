package plan

import (
	"testing"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/uitest"
)

var _ = uitest.UpdateFlag()

// The rows of a plan in every state, on a wide page and on a slim one.
func TestGoldenPlanRows(t *testing.T) {
	s := started(t)
	s.Read()
	tasks := s.Rec.TasksOf(s.Rec.PhasesOf(s.Rec.Plan().ID)[0].ID)
	for i, c := range []work.TaskChange{{To: playbook.TaskDone, Evidence: "Filed with the account"}, {To: playbook.Skipped, Reason: "No sceptic is known"},
		{To: playbook.Blocked, Reason: "Nobody names a date"}, {To: playbook.Doing}} {
		if _, err := s.Desk().SetTask(t.Context(), tasks[i].ID, c); err != nil {
			t.Fatal(err)
		}
	}
	s.Read()
	for name, width := range map[string]float32{"rows": 840, "rows_slim": 540} {
		t.Run(name, func(t *testing.T) {
			uitest.Golden(t, name, fyne.NewSize(width, 400), func() fyne.CanvasObject {
				tab := New(s, kit.Inline{}, s.Account, func() {})
				tab.marked = tasks[0].ID
				tab.Show(&s.Rec, screen.Extra{})
				return kit.Pad(tab.card, 16, 16, 16, 16)
			})
		})
	}
}

// The side of a plan: when it goes live, and the marked task with its reasons,
// what it holds up, and what others contribute.
func TestGoldenPlanSide(t *testing.T) {
	s := started(t)
	h := s.Record().Handoff
	h.GoLiveOn = "2026-12-15"
	task := find(t, s, func(t *playbook.Task) bool {
		return t.Anchor == playbook.AnchorGoLive && t.Days < 0 && t.EvidenceAsked != ""
	})
	task.Guidance, task.Links = "Ask each role for its open points the day before.", "https://example.com/go-live\nrunbook.pdf"
	s.Save(&h, &task)
	if _, err := s.Desk().MakeMove(t.Context(), s.Account, work.Move{Tasks: []work.TaskMove{{Task: task.ID, On: "2026-11-27"}}}, "room"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Desk().BlockTask(t.Context(), task.ID, "decision", "customer", "Their board meets on Thursday"); err != nil {
		t.Fatal(err)
	}
	s.Read()
	extra, err := screen.ReadExtra(t.Context(), s, s.Account)
	if err != nil {
		t.Fatal(err)
	}
	uitest.Golden(t, "side", fyne.NewSize(340, 1200), func() fyne.CanvasObject {
		tab := New(s, kit.Inline{}, s.Account, func() {})
		tab.marked = task.ID
		tab.Show(&s.Rec, extra)
		return kit.Pad(kit.Column(kit.SpaceCard, tab.facts.card, tab.detail.card), 16, 16, 16, 16)
	})
}
