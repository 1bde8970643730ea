package schedule

import (
	"slices"
	"strconv"
	"strings"

	"kept/playbook"
)

// A CycleError says that tasks wait for each other in a circle. However many
// circles there are, and in whatever order the tasks are given, it names the same
// one.
type CycleError struct {
	Keys   []string // each waits for the next, the last for the first
	Titles []string
}

// Error names the tasks one by one: “a → b → c → a”.
func (e *CycleError) Error() string {
	if len(e.Keys) == 1 {
		return "“" + e.Keys[0] + " → " + e.Keys[0] + "”: the task waits for itself; take this wait out"
	}
	return "“" + strings.Join(e.Keys, " → ") + " → " + e.Keys[0] + "” wait for each other; take one of these waits out"
}

func refuse(field, message string) error {
	return &playbook.InvalidError{Field: field, Message: message}
}

func quote(s string) string { return "“" + clip(s) + "”" }

// called is a task as a message names it.
func called(t *Task) string {
	if t.Title != "" {
		return quote(t.Title)
	}
	return quote(t.Key)
}

// oneLine keeps what somebody typed inside a sentence.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// clip shortens it.
func clip(s string) string { return clipAt(s, 80) }

func clipAt(s string, n int) string {
	s = oneLine(s)
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}

// link checks the tasks one by one and finds those that they wait for.
func (p *plan) link() error {
	for i := range p.anchors {
		p.missing = append(p.missing, p.anchors[i].waiting())
	}
	p.missing = append(p.missing, "waiting for a date")
	n, waits := len(p.in.Tasks), 0
	p.tasks = make([]task, n)
	at := make(map[string]int32, n)
	for i := range p.in.Tasks {
		t := &p.in.Tasks[i]
		if j, twice := at[t.Key]; twice {
			return refuse("key", called(&p.in.Tasks[j])+" and "+called(t)+" have the same key "+quote(t.Key)+"; give each its own.")
		}
		at[t.Key] = int32(i)
		waits += len(t.After)
		if err := p.check(t); err != nil {
			return err
		}
		p.tasks[i].anchor = int32(p.anchor(t.Anchor))
	}
	p.waits = make([]wait, 0, waits)
	for i := range p.in.Tasks {
		t := &p.in.Tasks[i]
		p.tasks[i].first = int32(len(p.waits))
		for _, a := range t.After {
			j, ok := at[a.Step]
			if !ok {
				return refuse("after", called(t)+" waits for "+quote(a.Step)+", which is no task of the plan; take the wait out, or write the key of one that is there.")
			}
			if a.Lag < 0 || a.Lag > playbook.MaxOffset {
				return refuse("after", called(t)+" waits "+strconv.Itoa(a.Lag)+" working days for "+quote(a.Step)+"; write 0 to 3650.")
			}
			p.waits = append(p.waits, wait{j, int32(a.Lag)})
		}
		p.tasks[i].upTo = int32(len(p.waits))
	}
	return nil
}

// check refuses a task that cannot be computed.
func (p *plan) check(t *Task) error {
	if t.Days < -playbook.MaxOffset || t.Days > playbook.MaxOffset {
		return refuse("at", called(t)+" is "+strconv.Itoa(t.Days)+" days from its anchor, more than ten years; use at most 3650.")
	}
	if t.Duration < 0 || t.Duration > playbook.MaxOffset {
		return refuse("duration", called(t)+" takes "+strconv.Itoa(t.Duration)+" working days; write 0 to 3650.")
	}
	if t.Anchor == "" || p.anchor(t.Anchor) >= 0 {
		return nil
	}
	var own []string
	for i := atRenewal + 1; i < len(p.anchors); i++ {
		own = append(own, clip(p.anchors[i].key))
	}
	known := "close, kickoff, go-live and renewal"
	if len(own) > 0 {
		known += ", and of its own " + strings.Join(own[:min(len(own), 10)], ", ")
	}
	return refuse("at", called(t)+" counts from "+quote(t.Anchor)+", which is no anchor of the plan; it has "+known+".")
}

// sort finds an order in which every task comes behind those that it waits for.
func (p *plan) sort() error {
	if p.sorted() {
		return nil
	}
	type visit struct{ task, next int32 }
	const (
		unseen = iota
		begun
		finished
	)
	n := len(p.tasks)
	seen := make([]int8, n)
	p.order = make([]int32, 0, n)
	var path []visit
	for i := range n {
		if seen[i] != unseen {
			continue
		}
		seen[i] = begun
		path = append(path, visit{int32(i), p.tasks[i].first})
		for len(path) > 0 {
			v := &path[len(path)-1]
			if v.next == p.tasks[v.task].upTo {
				seen[v.task] = finished
				p.order = append(p.order, v.task)
				path = path[:len(path)-1]
				continue
			}
			on := p.waits[v.next].on
			v.next++
			switch seen[on] {
			case begun:
				return p.cycle()
			case unseen:
				seen[on] = begun
				path = append(path, visit{on, p.tasks[on].first})
			}
		}
	}
	return nil
}

// sorted tells whether the tasks are given in such an order, as playbooks
// mostly are.
func (p *plan) sorted() bool {
	for i := range p.tasks {
		for _, w := range p.after(&p.tasks[i]) {
			if int(w.on) >= i {
				return false
			}
		}
	}
	return true
}

// cycle names the shortest circle through the first key, by the alphabet, that
// lies on one.
func (p *plan) cycle() error {
	key := func(i int32) string { return p.in.Tasks[i].Key }
	byKey := make([]int32, len(p.tasks))
	for i := range byKey {
		byKey[i] = int32(i)
	}
	slices.SortFunc(byKey, func(a, b int32) int { return strings.Compare(key(a), key(b)) })
	for i := range p.tasks {
		slices.SortFunc(p.after(&p.tasks[i]), func(a, b wait) int { return strings.Compare(key(a.on), key(b.on)) })
	}
	for _, start := range byKey {
		from := map[int32]int32{} // who waits for it, on the shortest way from start
		for queue := []int32{start}; len(queue) > 0; queue = queue[1:] {
			for _, w := range p.after(&p.tasks[queue[0]]) {
				if _, met := from[w.on]; !met {
					from[w.on] = queue[0]
					queue = append(queue, w.on)
				}
			}
		}
		if _, round := from[start]; !round {
			continue
		}
		way := []int32{start}
		for i := from[start]; i != start; i = from[i] {
			way = append(way, i)
		}
		slices.Reverse(way[1:])
		e := &CycleError{}
		for _, i := range way {
			e.Keys, e.Titles = append(e.Keys, key(i)), append(e.Titles, p.in.Tasks[i].Title)
		}
		return e
	}
	return nil
}
