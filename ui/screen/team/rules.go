package team

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// rulesWords says what a plan is taken to ask for.
func rulesWords(t *work.Team) string {
	parallel, chance := t.LoadRules()
	return fmt.Sprintf("%s running plans are one unit, unless a plan’s own effort says otherwise; an open deal counts %.0f %% of its plan.", two(parallel), 100*chance)
}

// rulesSheet changes how much a plan asks for.
func (r *Room) rulesSheet() {
	parallel, chance := r.team.LoadRules()
	plans, share := kit.NewEntry("Running plans that are one unit"), kit.NewEntry("Per cent that an open deal counts")
	plans.SetText(two(parallel))
	share.SetText(fmt.Sprintf("%.0f", 100*chance))
	plans.SetHint("Three to four at a time keep one person busy.", kit.Neutral)
	share.SetHint("How likely an open deal is won, over all of them.", kit.Neutral)
	wrong := part.Said()
	ok := kit.NewButton("Save", kit.Primary, nil)
	sheet := kit.NewSheet("What a plan asks for", kit.SheetMedium, kit.Column(kit.SpaceM,
		kit.FormGrid(kit.FormCell{Span: 6, Object: plans}, kit.FormCell{Span: 6, Object: share}), wrong), ok)
	ok.OnTapped = func() {
		r.Do(func(ctx context.Context, d *work.Desk) error { return d.SetLoadRules(ctx, plans.Text(), share.Text()) }, func(col, sentence string) {
			part.Say(wrong, "")
			switch {
			case sentence == "":
				sheet.Close()
			case col == playbook.ParallelPlans:
				plans.SetHint(sentence, kit.Broken)
			case col == playbook.CloseChance:
				share.SetHint(sentence, kit.Broken)
			default:
				part.Say(wrong, sentence)
			}
			sheet.Refresh()
		})
	}
	r.open(sheet)
}

func sortAbsences(rows []playbook.Absence) {
	slices.SortStableFunc(rows, func(a, b playbook.Absence) int { return strings.Compare(string(a.From), string(b.From)) })
}

func without(rows []playbook.Absence, id playbook.ID) []playbook.Absence {
	return slices.DeleteFunc(slices.Clone(rows), func(a playbook.Absence) bool { return a.ID == id })
}
