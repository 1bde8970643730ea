package data

import "kept/playbook"

// What the reading methods take and give is the domain's.
type (
	AccountRow     = playbook.AccountRow
	Filter         = playbook.AccountFilter
	FilledKey      = playbook.FilledKey
	Event          = playbook.Event
	Line           = playbook.Line
	HistoryQuery   = playbook.HistoryQuery
	HistoryIndex   = playbook.HistoryIndex
	DueTask        = playbook.DueTask
	DueQuery       = playbook.DueQuery
	DueGroup       = playbook.DueGroup
	DueRow         = playbook.DueRow
	PlanLoad       = playbook.PlanLoad
	Starting       = playbook.StartingAccount
	OpenQuestion   = playbook.OpenQuestion
	WaitingHandoff = playbook.WaitingHandoff
	TrashedRow     = playbook.TrashedRow
	Hit            = playbook.Hit
)

var _ playbook.Portfolio = (*Store)(nil)
