package work

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"kept/playbook"
)

// FromPlan makes a playbook of the running plan of an account, so that what
// went well is done again: tasks become steps with their anchors and offsets,
// one that was moved by hand counts from where it was moved to, owners become
// roles, and what was skipped is left out. Nothing of the account goes along:
// texts are those of the plan's template, and where somebody wrote another the
// names of people and of the account are taken out. The playbook is not saved.
// The notes say what to look at before it is.
func (d *Desk) FromPlan(ctx context.Context, account playbook.ID, title string) (p playbook.Playbook, notes []string, err error) {
	f := planBook{d: d}
	err = d.Store.Read(ctx, func(r playbook.Reader) (err error) {
		if f.rec, err = playbook.LoadRecord(r, account); err != nil {
			return err
		}
		f.plan = f.rec.Plan()
		if f.plan == nil {
			return &playbook.RefusedError{What: "No playbook was made", Reasons: []string{"no plan runs for " + f.rec.Account.Name}}
		}
		if f.template, err = d.TemplateOf(r, f.plan); errors.Is(err, playbook.ErrNotFound) {
			f.note("the version of the playbook that the plan was started from is not known any more; every text is one of the account's, read them all")
			err = nil
		}
		return err
	})
	if err != nil {
		return p, nil, err
	}
	p = f.make(title)
	return p, f.notes, p.Check()
}

type planBook struct {
	d        *Desk
	rec      playbook.Record
	plan     *playbook.Plan
	template playbook.Playbook
	names    []forgotten
	notes    []string
	taken    map[string]bool   // ids of steps
	ids      map[string]string // what tasks call one another, to the ids of steps
	by       map[string]*playbook.Task
}

// forgotten is a name and what stands in its place.
type forgotten struct {
	name  *regexp.Regexp
	words string
}

func (f *planBook) note(format string, args ...any) {
	f.notes = append(f.notes, fmt.Sprintf(format, args...))
}

func (f *planBook) make(title string) playbook.Playbook {
	title = strings.Join(strings.Fields(playbook.CleanText(title)), " ")
	if title == "" {
		title = f.plan.Title + ", as it was done"
	}
	f.learnNames()
	p := playbook.Playbook{ID: f.d.freeID(playbook.Slug(title, "playbook")), Title: title, For: f.template.For, Version: 1, Gaps: f.gaps()}
	f.taken, f.ids, f.by = map[string]bool{}, map[string]string{}, map[string]*playbook.Task{}
	phases := f.rec.PhasesOf(f.plan.ID)
	for i := range phases {
		f.name(phases[i].ID)
	}
	codes := map[string]bool{}
	for i := range phases {
		ph := f.phase(&phases[i])
		for n := 1; strings.TrimSpace(ph.Code) == "" || codes[ph.Code]; n++ {
			ph.Code = fmt.Sprintf("P%d", i+n)
		}
		if len(ph.Steps) > 0 {
			codes[ph.Code] = true
			p.Phases = append(p.Phases, ph)
		}
	}
	f.conditional(&p)
	f.anchors(&p)
	return p
}

// conditional puts in the steps of the template that were not meant for this
// account, each behind what it stood behind: the next one may need them.
func (f *planBook) conditional(p *playbook.Playbook) {
	for i := range f.template.Phases {
		was := &f.template.Phases[i]
		j := slices.IndexFunc(p.Phases, func(ph playbook.TemplatePhase) bool { return ph.Code == was.Code })
		if j < 0 {
			continue
		}
		ph, at := &p.Phases[j], 0
		for _, s := range was.Steps {
			if k := slices.IndexFunc(ph.Steps, func(o playbook.Step) bool { return o.ID == s.ID }); k >= 0 {
				at = k + 1
				continue
			}
			if _, made := f.by[s.ID]; made || s.When.IsZero() || f.taken[s.ID] {
				continue
			}
			s.After = slices.Clone(s.After)
			f.taken[s.ID] = true
			ph.Steps = slices.Insert(ph.Steps, at, s)
			at++
			f.note("“%s” was not meant for this account and stays in for those with %s", clip(s.Title), s.When)
		}
	}
	for i := range p.Phases {
		for j := range p.Phases[i].Steps {
			s := &p.Phases[i].Steps[j]
			s.After = slices.DeleteFunc(s.After, func(a playbook.Dependency) bool { return p.Step(a.Step) == nil })
			if len(s.After) == 0 {
				s.After = nil
			}
		}
	}
}

// gaps are the distances that the plan had, else those of its template.
func (f *planBook) gaps() playbook.Gaps {
	g := f.template.Gaps
	between := func(from, to string, other int) int {
		a, b := f.rec.AnchorOn(from), f.rec.AnchorOn(to)
		if n := a.DaysUntil(b); a != "" && b != "" && n > 0 && n <= playbook.MaxOffset {
			return n
		}
		return other
	}
	g.Kickoff = between(playbook.AnchorClose, playbook.AnchorKickoff, g.Kickoff)
	if f.plan.GoLiveOn != "" {
		g.GoLive = between(playbook.AnchorKickoff, playbook.AnchorGoLive, g.GoLive)
	}
	return g
}

// name gives every task of a phase that becomes a step its id, so that others
// can wait for it whatever their order.
func (f *planBook) name(phase playbook.ID) {
	for i := range f.rec.Tasks {
		t := &f.rec.Tasks[i]
		if t.PhaseID != phase {
			continue
		}
		key := t.StepKey()
		f.by[key] = t
		switch {
		case t.State == playbook.Skipped:
		case key == t.Step && !f.taken[key]:
			f.taken[key], f.ids[key] = true, key
		default:
			f.ids[key] = freeStep(f.taken, f.scrub("", t.Title, ""))
		}
	}
}

func (f *planBook) phase(ph *playbook.Phase) playbook.TemplatePhase {
	was := &playbook.TemplatePhase{}
	for i := range f.template.Phases {
		if f.template.Phases[i].Code == ph.Code {
			was = &f.template.Phases[i]
		}
	}
	out := playbook.TemplatePhase{Code: f.scrub("", ph.Code, was.Code), Title: f.scrub("phase", ph.Title, was.Title), Goal: f.scrub("goal", ph.Goal, was.Goal),
		Exit: f.scrub("exit criteria", ph.Exit, was.Exit), Customer: f.scrub("customer’s words", ph.CustomerText, was.Customer)}
	shown := false
	for _, t := range f.rec.TasksOf(ph.ID) {
		if t.State == playbook.Skipped {
			f.note("“%s” was skipped and is left out", clip(f.scrub("", t.Title, f.was(&t).Title)))
			continue
		}
		out.Steps = append(out.Steps, f.step(&t))
		shown = shown || out.Steps[len(out.Steps)-1].Customer != ""
	}
	if shown && out.Customer == "" {
		out.Customer = out.Title
		f.note("the customer reads the title of the phase “%s”; see that it is written for them", clip(out.Title))
	}
	return out
}

// was is the step of the template that a task came from, an empty one for a
// task of one's own.
func (f *planBook) was(t *playbook.Task) *playbook.Step {
	if s := f.template.Step(t.Step); s != nil && t.SplitFrom.IsZero() {
		return s
	}
	return &playbook.Step{}
}

func (f *planBook) step(t *playbook.Task) playbook.Step {
	was := f.was(t)
	s := playbook.Step{ID: f.ids[t.StepKey()], Title: f.scrub("title", t.Title, was.Title), Role: f.role(t), Duration: t.Duration, Milestone: t.Milestone, NoSkip: t.NoSkip,
		Evidence: f.scrub("evidence", t.EvidenceAsked, was.Evidence), Customer: f.scrub("customer’s words", t.CustomerText, was.Customer), When: was.When}
	s.SetAt(f.offset(t))
	s.After = f.after(t, map[string]bool{})
	for _, a := range was.After { // on a step that was not meant for this account and is there for the next
		if other := f.template.Step(a.Step); f.by[a.Step] == nil && other != nil && !other.When.IsZero() {
			s.After = append(s.After, a)
		}
	}
	if s.Guidance = was.Guidance; t.Guidance != was.Guidance {
		s.Guidance = f.scrub("guidance", t.Guidance, was.Guidance)
	}
	for _, l := range strings.FieldsFunc(t.Links, func(r rune) bool { return r == '\n' }) {
		if l = strings.TrimSpace(l); slices.Contains(was.Links, l) {
			s.Links = append(s.Links, l)
		} else if l != "" {
			f.note("“%s” has a link that its playbook did not have; it is left out, for it may be one of the account’s", clip(s.Title))
		}
	}
	for i := range f.rec.Inputs {
		if in := &f.rec.Inputs[i]; in.TaskID == t.ID {
			asked := ""
			for _, slot := range was.Inputs {
				if slot.What == in.Asked {
					asked = slot.What
				}
			}
			s.Inputs = append(s.Inputs, playbook.InputSlot{Role: in.Role, What: f.scrub("input", in.Asked, asked)})
		}
	}
	if s.Role == "customer" && s.Customer == "" {
		s.Customer = s.Title
		f.note("the customer does “%s” and reads it as it stands; see that it is written for them", clip(s.Title))
	}
	return s
}

// role is who is accountable: as the task says, or whose name its owner is.
func (f *planBook) role(t *playbook.Task) string {
	if t.Role != "" {
		return t.Role
	}
	for _, o := range playbook.Roles() {
		if t.Owner != "" && playbook.SameName(OwnerOf(&f.rec, o.Value), t.Owner) {
			return o.Value
		}
	}
	for i := range f.rec.People {
		if t.Owner != "" && playbook.SameName(f.rec.People[i].Name, t.Owner) {
			return "customer"
		}
	}
	f.note("nobody’s role is known for “%s”; it is given to CS", clip(f.scrub("", t.Title, f.was(t).Title)))
	return "cs"
}

// offset is where a task lies: as its anchor says, or, for one that was moved by
// hand or given a date, the calendar days to that.
func (f *planBook) offset(t *playbook.Task) playbook.Offset {
	o := playbook.Offset{Anchor: t.Anchor, Days: t.Days, Working: t.Working && t.Days != 0}
	on := t.PinnedOn
	if o.Anchor == "" {
		o = playbook.Offset{Anchor: playbook.AnchorKickoff}
		if f.rec.AnchorOn(o.Anchor) == "" {
			o.Anchor = playbook.AnchorClose
		}
		on = t.DueOn
	}
	if from := f.rec.AnchorOn(o.Anchor); on != "" && from != "" {
		o.Days, o.Working = from.DaysUntil(on), false
	}
	if o.Days > playbook.MaxOffset || o.Days < -playbook.MaxOffset {
		f.note("“%s” lay more than ten years from its anchor; it is due on it now", clip(f.scrub("", t.Title, f.was(t).Title)))
		o.Days = 0
	}
	return o
}

// after is what the step waits for. What was skipped passes on what it waited
// for itself.
func (f *planBook) after(t *playbook.Task, seen map[string]bool) []playbook.Dependency {
	seen[t.StepKey()] = true
	after, _ := playbook.ParseAfter(t.After) // checked when it was stored
	var out []playbook.Dependency
	add := func(a playbook.Dependency) {
		if !slices.ContainsFunc(out, func(b playbook.Dependency) bool { return a.Step == b.Step }) {
			out = append(out, a)
		}
	}
	for _, a := range after {
		other := f.by[a.Step]
		switch {
		case f.ids[a.Step] != "":
			add(playbook.Dependency{Step: f.ids[a.Step], Lag: a.Lag})
		case other != nil && !seen[a.Step]:
			for _, b := range f.after(other, seen) {
				add(playbook.Dependency{Step: b.Step, Lag: max(a.Lag, b.Lag)})
			}
		}
	}
	return out
}

// anchors gives the playbook the anchors of its own that a step counts from.
func (f *planBook) anchors(p *playbook.Playbook) {
	for i := range p.Phases {
		for _, s := range p.Phases[i].Steps {
			if playbook.LabelOf(playbook.Anchors(), s.Anchor) != s.Anchor || p.Own(s.Anchor) != nil {
				continue
			}
			was := playbook.OwnAnchor{}
			if a := f.template.Own(s.Anchor); a != nil {
				was = *a
			}
			own := playbook.OwnAnchor{ID: s.Anchor, Title: was.Title, From: was.From, Days: was.Days}
			for _, a := range f.rec.Anchors {
				if a.Name == s.Anchor {
					own = playbook.OwnAnchor{ID: a.Name, Title: f.scrub("anchor", a.Title, was.Title), From: a.From, Days: a.Days}
				}
			}
			if own.Title == "" {
				own.Title = own.ID
			}
			if own.From == "" {
				own.Days = 0
			}
			p.Anchors = append(p.Anchors, own)
		}
	}
}

// learnNames lists the names that do not go along, whole names before their
// parts.
func (f *planBook) learnNames() {
	a, h := &f.rec.Account, &f.rec.Handoff
	whole, parts := map[string]string{}, map[string]string{}
	person := func(name, words string) {
		name = strings.Join(strings.Fields(name), " ")
		if len([]rune(name)) < 2 {
			return
		}
		if whole[name] == "" {
			whole[name] = words
		}
		for _, part := range strings.Fields(name) {
			if part = strings.Trim(part, ".,()"); len([]rune(part)) > 2 && parts[part] == "" {
				parts[part] = words
			}
		}
	}
	for i := range f.rec.People {
		person(f.rec.People[i].Name, "the customer")
	}
	person(h.ProjectLead, "the customer")
	for _, o := range []struct{ name, words string }{
		{a.Seller, "Sales"}, {a.CSM, "the CSM"}, {a.SalesEngineer, "the sales engineer"}, {a.ImplementationLead, "Implementation"}, {a.SupportContact, "Support"},
	} {
		person(o.name, o.words)
	}
	for i := range f.rec.Tasks {
		person(f.rec.Tasks[i].Owner, "the owner")
	}
	for i := range f.rec.Promises {
		person(f.rec.Promises[i].Owner, "the owner")
	}
	account := strings.Join(strings.Fields(a.Name), " ")
	whole[account] = "the customer"
	if first := strings.Fields(account); len(first) > 1 && len([]rune(first[0])) > 3 {
		parts[first[0]] = "the customer"
	}
	for _, m := range []map[string]string{whole, parts} {
		names := slices.Collect(maps.Keys(m))
		slices.SortFunc(names, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
		for _, name := range names {
			f.forget(name, m[name])
		}
	}
}

// forget puts words in the place of a name. One of several words is known in
// any case; one word alone, which may be an ordinary one too, as it is written.
func (f *planBook) forget(name, words string) {
	pattern := strings.ReplaceAll(regexp.QuoteMeta(name), " ", `\s+`)
	if strings.Contains(name, " ") {
		pattern = "(?i)" + pattern
	}
	if !strings.Contains(words, name) {
		f.names = append(f.names, forgotten{regexp.MustCompile(`(^|[^\pL\pN])(?:` + pattern + `)($|[^\pL\pN])`), words})
	}
}

var emails = regexp.MustCompile(`[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+`)

// scrub returns a text without the names of the account, or as it is when its
// template says the same. What is called so in a note that a name was taken
// out; "" is not told.
func (f *planBook) scrub(what, text, was string) string {
	if text == "" || text == was {
		return text
	}
	out := emails.ReplaceAllString(text, "their address")
	for _, n := range f.names {
		for range 10 { // names side by side share the space between them
			next := n.name.ReplaceAllString(out, "${1}"+n.words+"${2}")
			if next == out {
				break
			}
			out = next
		}
	}
	if out != text && what != "" {
		f.note("a name was taken out of a %s, which is “%s” now; read it", what, clip(out))
	}
	return out
}
