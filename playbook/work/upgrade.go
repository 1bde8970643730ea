package work

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kept/playbook"
)

// An Upgrade is what a later version of its playbook would change in a running
// plan: the template as it was when the plan was started, the template now, and
// the plan as it is, beside each other.
type Upgrade struct {
	Account   playbook.ID
	Name      string // the account's
	Plan      playbook.Plan
	Then, Now playbook.Playbook
	Items     []UpgradeItem // what can be taken, in the order of the template
	// Kept are changes of tasks that are done or skipped, which stay as they are,
	// and steps that are not meant for the account.
	Kept []UpgradeItem

	titles *strings.Replacer // of tasks that no step made, in the place of their ids
}

// Shown is a value of an item as a person reads it: a task that no step made, such
// as a part of one that was split, by its title.
func (u *Upgrade) Shown(value string) string { return u.titles.Replace(value) }

// The kinds of an UpgradeItem.
const (
	UpgradeAdd    = "add"
	UpgradeRemove = "remove"
	UpgradeChange = "change"
)

// An UpgradeItem is one thing that can be taken over by itself.
type UpgradeItem struct {
	Key   string // "train-admins", "train-admins.at", "phase.B3.exit", "gap.go-live", "anchor.data-delivered"
	Kind  string // UpgradeAdd, UpgradeRemove or UpgradeChange
	Step  string // the step, "" for a phase, a gap and an anchor
	Title string // of the step, phase or anchor
	Value string // which value changes, in words; "" when all comes or goes
	Then  string // in the template then, as a person reads it
	Now   string // in the template now
	Has   string // in the plan
	// Conflict says why the item wants a look: the plan was changed by hand. It is
	// "" where the plan is as the template was; only such items are taken when
	// nobody chooses.
	Conflict string
	Kept     string // why it is not offered, in a few words
}

// Clean returns the keys of the items that conflict with nothing.
func (u *Upgrade) Clean() []string {
	var out []string
	for _, it := range u.Items {
		if it.Conflict == "" {
			out = append(out, it.Key)
		}
	}
	return out
}

// Of returns the keys of the items of some steps, those that conflict too. The
// error names one that is no step with a change.
func (u *Upgrade) Of(steps ...string) ([]string, error) {
	var out []string
	for _, s := range steps {
		n := len(out)
		for _, it := range u.Items {
			if it.Step == s || it.Key == s {
				out = append(out, it.Key)
			}
		}
		if len(out) == n {
			return nil, &playbook.InvalidError{Field: "only", Message: "“" + clip(s) + "” is no step with a change for " + u.Name + "; it is one of " + strings.Join(u.steps(), ", ") + "."}
		}
	}
	return out, nil
}

func (u *Upgrade) steps() []string {
	var out []string
	for _, it := range u.Items {
		if name := cmp.Or(it.Step, it.Key); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// Words says what there is in one line: “3 steps added, 1 removed, 4 values
// changed; 2 want a look”.
func (u *Upgrade) Words() string {
	n, look := map[string]int{}, 0
	for _, it := range u.Items {
		n[it.Kind]++
		if it.Conflict != "" {
			look++
		}
	}
	var out []string
	for _, x := range []struct{ kind, word string }{{UpgradeAdd, "added"}, {UpgradeRemove, "removed"}, {UpgradeChange, "changed"}} {
		if n[x.kind] > 0 {
			out = append(out, itoa(n[x.kind])+" "+x.word)
		}
	}
	if len(out) == 0 {
		return "nothing to take over"
	}
	s := strings.Join(out, ", ")
	switch {
	case look == 1:
		s += "; 1 wants a look"
	case look > 1:
		s += "; " + itoa(look) + " want a look"
	}
	return s
}

// UpgradeOf compares the version of a playbook from which the running plan of a
// record was started with a later one. Neither is changed.
func UpgradeOf(rec *playbook.Record, then, now *playbook.Playbook) *Upgrade {
	p := rec.Plan()
	u := &Upgrade{Account: rec.Account.ID, Name: rec.Account.Name, Plan: *p, Then: *then, Now: *now}
	u.gaps(p)
	u.own(rec)
	tasks := map[string]*playbook.Task{}
	var own []string
	for _, t := range planTasks(rec) {
		if t.Step == "" {
			own = append(own, t.ID.String(), "“"+clip(t.Title)+"”")
		}
		if t.Step != "" && tasks[t.Step] == nil {
			tasks[t.Step] = t
		}
	}
	u.titles = strings.NewReplacer(own...)
	phases := map[string]*playbook.Phase{}
	for i := range rec.Phases {
		if rec.Phases[i].PlanID == p.ID {
			phases[rec.Phases[i].Code] = &rec.Phases[i]
		}
	}
	for i := range now.Phases {
		ph := &now.Phases[i]
		u.phase(ph, phases[ph.Code])
		for j := range ph.Steps {
			u.step(rec, &ph.Steps[j], tasks[ph.Steps[j].ID])
		}
	}
	for i := range then.Phases {
		for j := range then.Phases[i].Steps {
			s := &then.Phases[i].Steps[j]
			if t := tasks[s.ID]; t != nil && now.Step(s.ID) == nil {
				u.add(UpgradeItem{Key: s.ID, Kind: UpgradeRemove, Step: s.ID, Title: t.Title, Conflict: touched(rec, t, s)}, t)
			}
		}
	}
	return u
}

// add keeps an item; what belongs to a settled task is not offered.
func (u *Upgrade) add(it UpgradeItem, t *playbook.Task) {
	if t != nil && !t.Open() {
		it.Kept = "the task is " + strings.ToLower(playbook.LabelOf(playbook.TaskStates(), string(t.State)))
		u.Kept = append(u.Kept, it)
		return
	}
	u.Items = append(u.Items, it)
}

func (u *Upgrade) step(rec *playbook.Record, s *playbook.Step, t *playbook.Task) {
	then := u.Then.Step(s.ID)
	if t == nil {
		it := UpgradeItem{Key: s.ID, Kind: UpgradeAdd, Step: s.ID, Title: s.Title, Now: s.At()}
		switch holds, known := s.When.Holds(rec); {
		case known && !holds:
			it.Kept = "not meant for this account: " + s.When.String()
			u.Kept = append(u.Kept, it)
			return
		case !known:
			it.Conflict = "meant where " + s.When.String() + ", which is not known yet"
		}
		if then != nil {
			if holds, known := then.When.Holds(rec); known && holds {
				it.Conflict = "it was taken out of the plan"
			}
		}
		u.add(it, nil)
		return
	}
	if then == nil {
		return // a step of that name was added by another version meanwhile
	}
	for _, v := range templateValues() {
		was, is, has := v.step(then), v.step(s), v.task(t)
		if was == is || has == is {
			continue
		}
		it := UpgradeItem{Key: s.ID + "." + v.key, Kind: UpgradeChange, Step: s.ID, Title: t.Title, Value: v.words, Then: was, Now: is, Has: has}
		switch {
		case has != was:
			it.Conflict = "it was changed in the plan"
		case v.key == "at" && t.PinnedOn != "":
			it.Conflict = "the task was moved by hand to " + t.PinnedOn.Short() + ", where it stays"
		}
		u.add(it, t)
	}
	u.moved(rec, s, t)
	if was, is := slotWords(then.Inputs), slotWords(s.Inputs); was != is {
		has := slotWords(slotsOf(rec, t))
		if has != is {
			it := UpgradeItem{Key: s.ID + ".inputs", Kind: UpgradeChange, Step: s.ID, Title: t.Title, Value: "Inputs", Then: was, Now: is, Has: has}
			if has != was {
				it.Conflict = "it was changed in the plan"
			}
			u.add(it, t)
		}
	}
}

func slotsOf(rec *playbook.Record, t *playbook.Task) []playbook.InputSlot {
	var out []playbook.InputSlot
	for _, in := range InputsOf(rec, t.ID) {
		out = append(out, playbook.InputSlot{Role: in.Role, What: in.Asked})
	}
	return out
}

// touched says what was written on a task that would go, "" when nothing was.
func touched(rec *playbook.Record, t *playbook.Task, s *playbook.Step) string {
	switch {
	case t.Note != "" || t.Evidence != "":
		return "something was written on it"
	case t.PinnedOn != "":
		return "it was moved by hand"
	case t.State == playbook.Doing || t.State == playbook.Blocked:
		return "it is " + strings.ToLower(playbook.LabelOf(playbook.TaskStates(), string(t.State)))
	case !t.PromiseID.IsZero() || !t.CriterionID.IsZero():
		return "it delivers something"
	case slices.ContainsFunc(InputsOf(rec, t.ID), func(in playbook.TaskInput) bool { return in.Given != "" }):
		return "somebody contributed to it"
	case t.Title != s.Title:
		return "it was changed in the plan"
	}
	return ""
}

func (u *Upgrade) phase(now *playbook.TemplatePhase, has *playbook.Phase) {
	then := phaseOfCode(&u.Then, now.Code)
	if then == nil || has == nil {
		return // a new phase comes with its first step
	}
	for _, v := range phaseValues() {
		was, is, own := v.then(then), v.then(now), *v.has(has)
		if was == is || own == is {
			continue
		}
		it := UpgradeItem{Key: "phase." + now.Code + "." + v.key, Kind: UpgradeChange, Title: has.Title, Value: v.words, Then: was, Now: is, Has: own}
		if own != was {
			it.Conflict = "it was changed in the plan"
		}
		if has.ExitedOn != "" {
			it.Kept = "the phase was left"
			u.Kept = append(u.Kept, it)
			continue
		}
		u.Items = append(u.Items, it)
	}
}

func (u *Upgrade) gaps(p *playbook.Plan) {
	add := func(key, title string, then, now, has int) {
		if then == now || has == now {
			return
		}
		it := UpgradeItem{Key: "gap." + key, Kind: UpgradeChange, Title: title, Value: "Days that it follows", Then: itoa(then), Now: itoa(now), Has: itoa(has)}
		if has == 0 {
			it.Kept = "its day was given"
			u.Kept = append(u.Kept, it)
			return
		}
		if has != then {
			it.Conflict = "it was changed in the plan"
		}
		u.Items = append(u.Items, it)
	}
	add("kickoff", "Kickoff after close", u.Then.Gaps.Kickoff, u.Now.Gaps.Kickoff, p.KickoffGap)
	add("go-live", "Go-live after kickoff", u.Then.Gaps.GoLive, u.Now.Gaps.GoLive, p.GoLiveGap)
}

// own compares the playbook's own anchors.
func (u *Upgrade) own(rec *playbook.Record) {
	for _, a := range u.Now.Anchors {
		i := slices.IndexFunc(rec.Anchors, func(x playbook.AccountAnchor) bool { return x.Name == a.ID })
		if i < 0 {
			u.Items = append(u.Items, UpgradeItem{Key: "anchor." + a.ID, Kind: UpgradeAdd, Title: a.Title, Value: "Anchor", Now: followWords(a.From, a.Days)})
			continue
		}
		j := slices.IndexFunc(u.Then.Anchors, func(x playbook.OwnAnchor) bool { return x.ID == a.ID })
		if j < 0 {
			continue
		}
		x, was := &rec.Anchors[i], u.Then.Anchors[j]
		then, now, has := followWords(was.From, was.Days), followWords(a.From, a.Days), followWords(x.From, x.Days)
		if then == now || has == now {
			continue
		}
		it := UpgradeItem{Key: "anchor." + a.ID, Kind: UpgradeChange, Title: x.Title, Value: "Day that it follows", Then: then, Now: now, Has: has}
		if x.On != "" {
			it.Kept = "its day was given"
			u.Kept = append(u.Kept, it)
			continue
		}
		if has != then {
			it.Conflict = "it was changed in the plan"
		}
		u.Items = append(u.Items, it)
	}
}

func itoa(n int) string { return fmt.Sprint(n) }
