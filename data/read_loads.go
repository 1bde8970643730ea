package data

import (
	"context"
	"fmt"

	"kept/playbook"
)

// PlanLoads returns what the accounts ask of our people; see playbook.Portfolio.
// It costs two queries: the accounts along the index of stages, each with its
// newest plan, and the open tasks of all plans along the index that holds only
// those.
func (s *Store) PlanLoads(ctx context.Context, since playbook.Date) ([]PlanLoad, error) {
	var out []PlanLoad
	err := s.reading(ctx, func(r *reader) error {
		open, err := r.openWork()
		if err != nil {
			return err
		}
		return r.each(func(scan func(...any) error) error {
			var l PlanLoad
			var plan playbook.ID
			var kickoff, goLive playbook.Date // of the handoff
			err := scan(&l.Account, &l.Name, &l.Stage, &l.Segment, &l.CSM, &l.ImplementationLead, &l.ExpectedClose, &l.ActualClose,
				&l.PlaybookID, &l.EffortUnits, &kickoff, &goLive, &plan)
			if err != nil {
				return err
			}
			l.KickoffOn, l.GoLiveOn, l.Running = kickoff, goLive, !plan.IsZero()
			if l.Running {
				w, ok := open[plan]
				if !ok {
					return nil
				}
				l.PlaybookID, l.KickoffOn, l.GoLiveOn = w.playbook, w.kickoff, w.goLive
				l.Open, l.OpenBuild, l.LastDue, l.LastBuildDue = w.all, w.build, w.last, w.lastBuild
			} else if on := l.CloseOn(); on == "" || on < since {
				return nil
			}
			out = append(out, l)
			return nil
		}, `SELECT a.id, a.name, a.stage, a.segment, a.csm, a.implementation_lead, a.expected_close, a.actual_close,
				COALESCE(h.playbook_id, ''), COALESCE(h.effort_units, ''), COALESCE(h.kickoff_on, ''), COALESCE(h.go_live_on, ''),
				(SELECT p.id FROM plans p WHERE p.account_id = a.id AND p.trashed_at = '' ORDER BY p.pos DESC, p.id DESC LIMIT 1)
			FROM accounts a INDEXED BY accounts_stage
			LEFT JOIN handoffs h ON h.account_id = a.id AND h.trashed_at = ''
			WHERE a.trashed_at = '' AND a.stage IN ('pre_close', 'handoff', 'onboarding', 'live', 'value_proven', 'renewed')
			ORDER BY a.name COLLATE NOCASE, a.id`)
	})
	if err != nil {
		return nil, fmt.Errorf("read the load of the plans: %w", err)
	}
	return out, nil
}

// workOf is what is open of one plan.
type workOf struct {
	playbook        string
	kickoff, goLive playbook.Date
	all, build      int
	last, lastBuild playbook.Date
}

func (r *reader) openWork() (map[playbook.ID]workOf, error) {
	out := map[playbook.ID]workOf{}
	err := r.each(func(scan func(...any) error) error {
		var plan playbook.ID
		var w workOf
		err := scan(&plan, &w.playbook, &w.kickoff, &w.goLive, &w.all, &w.build, &w.last, &w.lastBuild)
		out[plan] = w
		return err
	}, `SELECT p.id, p.playbook_id, p.kickoff_on, p.go_live_on, count(*), SUM(t.role = 'implementation'),
			MAX(t.due_on), MAX(CASE WHEN t.role = 'implementation' THEN t.due_on ELSE '' END)
		FROM tasks t INDEXED BY tasks_next JOIN plans p ON p.id = t.plan_id AND p.trashed_at = ''
		WHERE t.trashed_at = '' AND t.state <> 'done' AND t.state <> 'skipped' AND t.anchor <> 'renewal'
		GROUP BY p.id`)
	return out, err
}
