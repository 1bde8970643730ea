package plan

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// gateSheet shows what ends a phase and what is still open in it, and records
// that it was left. What is open is said, not refused: the world does not wait.
func (t *Tab) gateSheet(phase playbook.ID) {
	var gate *work.Gate
	for _, g := range work.Gates(t.rec) {
		if g.Phase.ID == phase && !phase.IsZero() {
			gate = &g
		}
	}
	if gate == nil {
		return
	}
	if t.win.ReadOnly() {
		t.win.Toast(readOnlyWords)
		return
	}
	if gate.Phase.ExitedOn != "" {
		t.leftSheet(gate)
		return
	}
	var body []fyne.CanvasObject
	if goal := gate.Phase.Goal; goal != "" {
		body = append(body, part.Pair("What it is for", goal))
	}
	var ticks []*kit.Checkbox
	criteria := kit.Column(kit.SpaceXS, kit.NewLabel("What ends it: tick what is met", kit.Caption))
	for _, c := range gate.Criteria {
		tick := kit.NewCheckbox(c, nil)
		ticks = append(ticks, tick)
		criteria.Add(tick)
	}
	if len(ticks) > 0 {
		body = append(body, criteria)
	}
	if left := gate.Left(); len(left) > 0 {
		lines := kit.Column(2, kit.NewLabel("Still open in it", kit.Caption))
		for i, l := range left {
			if i == 8 {
				lines.Add(kit.NewText("and "+part.Count(len(left)-i, "more thing", "more things"), kit.Small))
				break
			}
			lines.Add(kit.NewSpans(kit.Span{Text: part.Upper(l), Role: kit.Body, Color: kit.ColorLateInk}))
		}
		body = append(body, lines)
	}
	note := kit.NewTextEntry("What showed it, or why it is left without")
	body = append(body, note)
	t.form("Leave phase “"+clip(gate.Phase.Title, 50)+"”", "Leave phase", kit.SheetMedium, body, func() act {
		var unmet []string
		for i, tick := range ticks {
			if tick.State() != kit.Checked {
				unmet = append(unmet, gate.Criteria[i])
			}
		}
		words := strings.TrimSpace(note.Text())
		if (len(unmet) > 0 || len(gate.Open) > 0) && words == "" {
			note.SetHint("Not everything is met; say why the phase is left without it.", kit.Broken)
			kit.Focus(note)
			return nil
		}
		if len(unmet) > 0 {
			words += "\nNot met: " + strings.Join(unmet, "; ")
		}
		return func(ctx context.Context, d *work.Desk) error {
			_, err := d.ExitPhase(ctx, phase, words)
			return err
		}
	}, nil)
}

// leftSheet shows when a phase was left and why, and can take that back.
func (t *Tab) leftSheet(g *work.Gate) {
	body := []fyne.CanvasObject{part.Pair("Left", kit.ShowDayLong(string(g.Phase.ExitedOn))+", by "+g.Phase.ExitedBy)}
	if g.Phase.ExitNote != "" {
		body = append(body, part.Pair("What showed it", g.Phase.ExitNote))
	}
	why := kit.NewTextEntry("Why is it taken back?")
	why.SetRequired(true)
	body = append(body, why)
	phase := g.Phase.ID
	t.form("Phase “"+clip(g.Phase.Title, 50)+"” was left", "Take back", kit.SheetMedium, body, func() act {
		reason := strings.TrimSpace(why.Text())
		if reason == "" {
			why.SetHint("Say why; the reason stays in the history.", kit.Broken)
			kit.Focus(why)
			return nil
		}
		return func(ctx context.Context, d *work.Desk) error { return d.ReopenPhase(ctx, phase, reason) }
	}, nil)
}
