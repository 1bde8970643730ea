package schedule

import (
	"cmp"
	"slices"
	"strings"
)

// Pushes returns the tasks that wait for i, directly or through others, and are
// open: those that move when it slips far enough. The nearest come first, those
// equally near by their days.
func (r *Result) Pushes(i int) []int {
	p := r.plan
	n := len(p.tasks)
	first, next := make([]int32, n+1), make([]int32, len(p.waits))
	for _, w := range p.waits {
		first[w.on+1]++
	}
	for k := range n {
		first[k+1] += first[k]
	}
	at := slices.Clone(first)
	for k := range p.tasks {
		for _, w := range p.after(&p.tasks[k]) {
			next[at[w.on]] = int32(k)
			at[w.on]++
		}
	}
	var out []int
	seen := make([]bool, n)
	seen[i] = true
	for level := []int{i}; len(level) > 0; {
		var behind []int
		for k := 0; k < len(level); k++ {
			for _, j := range next[first[level[k]]:first[level[k]+1]] {
				if seen[j] || p.tasks[j].state == done {
					continue
				}
				seen[j] = true
				if p.tasks[j].state == skipped { // as near as itself
					level = append(level, int(j))
				} else {
					behind = append(behind, int(j))
				}
			}
		}
		slices.SortFunc(behind, func(a, b int) int {
			return cmp.Or(cmp.Compare(p.when(a), p.when(b)), strings.Compare(p.in.Tasks[a].Key, p.in.Tasks[b].Key))
		})
		out = append(out, behind...)
		level = behind
	}
	return out
}

// when is the day of a task, for sorting: what waits comes last.
func (p *plan) when(i int) int {
	if on := p.tasks[i].on; on != none {
		return on
	}
	return never
}

// Changes returns the tasks whose day, or what they wait for, differs between
// two computations, in the order of the later one, and what only the earlier one
// has at the end.
func Changes(before, after *Result) []Change {
	was := make(map[string]int, len(before.Tasks))
	for i := range before.Tasks {
		was[before.Tasks[i].Key] = i
	}
	var out []Change
	for i := range after.Tasks {
		now := &after.Tasks[i]
		c := Change{Key: now.Key, Title: after.plan.in.Tasks[i].Title, Now: now.On, Waiting: now.Waiting}
		j, ok := was[now.Key]
		if !ok {
			c.Added = true
			out = append(out, c)
			continue
		}
		delete(was, now.Key)
		old := &before.Tasks[j]
		if old.On == now.On && old.Waiting == now.Waiting {
			continue
		}
		c.Was = old.On
		if a, b := before.plan.tasks[j].on, after.plan.tasks[i].on; a != none && b != none {
			c.Days = after.plan.all.between(a, b)
		}
		out = append(out, c)
	}
	for i := range before.Tasks {
		if old := &before.Tasks[i]; len(was) > 0 {
			if _, gone := was[old.Key]; gone {
				out = append(out, Change{Key: old.Key, Title: before.plan.in.Tasks[i].Title, Was: old.On, Removed: true})
			}
		}
	}
	return out
}
