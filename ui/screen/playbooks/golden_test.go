package playbooks_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/playbooks"
	"kept/ui/screen/screentest"
	"kept/ui/uitest"
)

var _ = uitest.UpdateFlag()

// invented is a small playbook with a step that something is wrong with.
func invented() playbook.Playbook {
	return playbook.Playbook{ID: "walk-in", Title: "Walk-in (sample)", For: "Invented customers who begin by themselves", Version: 1, Gaps: playbook.Gaps{Kickoff: 3}, Phases: []playbook.TemplatePhase{
		{Code: "W0", Title: "Start", Exit: "first login", Steps: []playbook.Step{
			{ID: "say-hello", Title: "Say hello", Role: "cs", Anchor: playbook.AnchorKickoff, Milestone: true},
			{ID: "read-list", Title: "Read the list of promises aloud", Role: "sales", Anchor: playbook.AnchorKickoff, Days: 5, Working: true, After: []playbook.Dependency{{Step: "say-hello"}}},
		}},
		{Code: "W1", Title: "First value", Steps: []playbook.Step{
			{ID: "see-it", Title: "See it work", Role: "implementation", Anchor: playbook.AnchorKickoff, Days: 10, Evidence: "a picture"},
		}}}}
}

func golden(t *testing.T, mode kit.Mode) *screentest.Stage {
	t.Helper()
	s := screentest.Accepted(t)
	if _, err := s.Desk().SavePlaybook(t.Context(), invented(), 0); err != nil {
		t.Fatal(err)
	}
	if err := s.Desk().StartPlan(t.Context(), s.Account, work.Start{Playbook: "walk-in", Kickoff: "2026-11-30"}); err != nil {
		t.Fatal(err)
	}
	s.MountRoom(mode, fyne.NewSize(892, 640), func(win screen.Window, run screen.Runner) screen.Room {
		return playbooks.New(win, run, s.Timer(), files())
	})
	s.Tap("Walk-in (sample)")
	return s
}

func TestGoldenEditor(t *testing.T) {
	s := golden(t, kit.ModeDark)
	s.Tap("Edit")
	s.Press(fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyF2, fyne.KeyTab, fyne.KeyTab)
	s.Type("?")
	s.Golden("editor_dark")
}

func TestGoldenApply(t *testing.T) {
	s := golden(t, kit.ModeLight)
	second := invented()
	second.Phases[0].Steps[1].Days = 7
	second.Phases[1].Exit = "they see it"
	second.Phases[1].Steps = append(second.Phases[1].Steps, playbook.Step{ID: "ask", Title: "Ask for a reference", Role: "cs", Anchor: playbook.AnchorKickoff, Days: 14})
	if _, err := s.Desk().SavePlaybook(t.Context(), second, 1); err != nil {
		t.Fatal(err)
	}
	s.Room.Refresh()
	s.Settle()
	s.Tap("Apply to running plans…")
	s.Golden("apply_light")
}
