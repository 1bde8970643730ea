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
