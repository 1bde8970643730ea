package accounts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kept/playbook"
)

// sort orders by a column. The store gives rows by name; for any other order
// all that fit are read first, and where they are too many the list says so.
func (r *Room) sort(col int, desc bool) {
	r.sortCol, r.sortDesc = col, desc
	if col == colName && !desc {
		r.order = nil
		r.show()
		return
	}
	if r.whole {
		r.reorder()
		r.show()
		return
	}
	if n := r.fits(); n > sortable {
		r.win.Toast(fmt.Sprintf("These are more than %d accounts. Choose a stage or type a word first, then sort.", sortable))
		r.sortCol, r.sortDesc = colName, false
		r.showSort()
		return
	}
	r.fill(nil, sortable+1)
}

// fits is how many rows the filter may give at most.
func (r *Room) fits() int {
	if r.stage != "" {
		return r.counts[r.stage]
	}
	return r.total()
}

func (r *Room) reorder() {
	if r.sortCol == colName && !r.sortDesc || !r.whole {
		r.order = nil
		return
	}
	order := make([]int, len(r.rows))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		c := compare(&r.rows[a], &r.rows[b], r.sortCol)
		if r.sortDesc {
			return -c
		}
		return c
	})
	r.order = order
}

func compare(a, b *playbook.AccountRow, col int) int {
	switch col {
	case colStage:
		return cmp.Compare(stageRank(a.Stage), stageRank(b.Stage))
	case colCSM:
		return words(a.CSM, b.CSM)
	case colSeller:
		return words(a.Seller, b.Seller)
	case colValue:
		return cmp.Compare(a.Value.Float(), b.Value.Float())
	case colClose:
		return cmp.Compare(a.CloseOn, b.CloseOn)
	case colHandoff:
		return cmp.Compare(stateRank(a.HandoffState), stateRank(b.HandoffState))
	case colTasks:
		return cmp.Compare(share(a), share(b))
	case colDue:
		return days(a.NextDue, b.NextDue)
	}
	return words(a.Name, b.Name)
}

// words puts what is empty last.
func words(a, b string) int {
	if (a == "") != (b == "") {
		return cmp.Compare(len(b), len(a))
	}
	return strings.Compare(strings.ToLower(a), strings.ToLower(b))
}

func days(a, b playbook.Date) int { return words(string(a), string(b)) }

func stageRank(s playbook.Stage) int {
	return slices.IndexFunc(playbook.Stages(), func(o playbook.Option) bool { return o.Value == string(s) })
}

func stateRank(s playbook.HandoffState) int {
	return slices.IndexFunc(playbook.HandoffStates(), func(o playbook.Option) bool { return o.Value == string(s) })
}

func share(a *playbook.AccountRow) float64 {
	if a.TasksTotal == 0 {
		return -1
	}
	return float64(a.TasksDone) / float64(a.TasksTotal)
}
