package work

import (
	"strings"

	"kept/playbook"
)

// A templateValue is one value of a step that a task takes over.
type templateValue struct {
	key, words string
	step       func(*playbook.Step) string
	task       func(*playbook.Task) string
	take       func(*playbook.Task, *playbook.Step)
}

func templateValues() []templateValue {
	yes := func(b bool) string {
		if b {
			return "yes"
		}
		return "no"
	}
	long := func(n int) string { return days(max(n, 1)) }
	return []templateValue{
		{"title", "Title", func(s *playbook.Step) string { return s.Title }, func(t *playbook.Task) string { return t.Title },
			func(t *playbook.Task, s *playbook.Step) { t.Title = s.Title }},
		{"role", "Role", func(s *playbook.Step) string { return roleWords(s.Role) }, func(t *playbook.Task) string { return roleWords(t.Role) },
			func(t *playbook.Task, s *playbook.Step) { t.Role = s.Role }},
		{"at", "Day", func(s *playbook.Step) string { return s.At() }, atOf,
			func(t *playbook.Task, s *playbook.Step) { t.Anchor, t.Days, t.Working = s.Anchor, s.Days, s.Working }},
		{"duration", "Working days it takes", func(s *playbook.Step) string { return long(s.Duration) }, func(t *playbook.Task) string { return long(t.Duration) },
			func(t *playbook.Task, s *playbook.Step) { t.Duration = s.Duration }},
		{"after", "Waits for", func(s *playbook.Step) string { return playbook.FormatAfter(s.After) }, func(t *playbook.Task) string { return t.After },
			func(t *playbook.Task, s *playbook.Step) { t.After = playbook.FormatAfter(s.After) }},
		{"milestone", "Milestone", func(s *playbook.Step) string { return yes(s.Milestone) }, func(t *playbook.Task) string { return yes(t.Milestone) },
			func(t *playbook.Task, s *playbook.Step) { t.Milestone = s.Milestone }},
		{"no-skip", "Not skipped without a reason", func(s *playbook.Step) string { return yes(s.NoSkip) }, func(t *playbook.Task) string { return yes(t.NoSkip) },
			func(t *playbook.Task, s *playbook.Step) { t.NoSkip = s.NoSkip }},
		{"evidence", "Evidence asked for", func(s *playbook.Step) string { return s.Evidence }, func(t *playbook.Task) string { return t.EvidenceAsked },
			func(t *playbook.Task, s *playbook.Step) { t.EvidenceAsked = s.Evidence }},
		{"customer", "Words for the customer", func(s *playbook.Step) string { return s.Customer }, func(t *playbook.Task) string { return t.CustomerText },
			func(t *playbook.Task, s *playbook.Step) { t.CustomerText = s.Customer }},
		{"links", "Links", func(s *playbook.Step) string { return strings.Join(s.Links, "\n") }, func(t *playbook.Task) string { return t.Links },
			func(t *playbook.Task, s *playbook.Step) { t.Links = strings.Join(s.Links, "\n") }},
		{"guidance", "Guidance", func(s *playbook.Step) string { return s.Guidance }, func(t *playbook.Task) string { return t.Guidance },
			func(t *playbook.Task, s *playbook.Step) { t.Guidance = s.Guidance }},
	}
}

func roleWords(role string) string { return playbook.LabelOf(playbook.Roles(), role) }

// atOf is the day of a task as a playbook writes it.
func atOf(t *playbook.Task) string {
	s := playbook.Step{Anchor: t.Anchor, Days: t.Days, Working: t.Working}
	return s.At()
}

// slotWords are inputs as a person reads them.
func slotWords(slots []playbook.InputSlot) string {
	var out []string
	for _, s := range slots {
		out = append(out, roleWords(s.Role)+": "+s.What)
	}
	return strings.Join(out, "; ")
}

// A phaseValue is one value of a phase of a template.
type phaseValue struct {
	key, words string
	then       func(*playbook.TemplatePhase) string
	has        func(*playbook.Phase) *string
}

func phaseValues() []phaseValue {
	return []phaseValue{
		{"title", "Title", func(p *playbook.TemplatePhase) string { return p.Title }, func(p *playbook.Phase) *string { return &p.Title }},
		{"goal", "Goal", func(p *playbook.TemplatePhase) string { return p.Goal }, func(p *playbook.Phase) *string { return &p.Goal }},
		{"exit", "Exit criteria", func(p *playbook.TemplatePhase) string { return p.Exit }, func(p *playbook.Phase) *string { return &p.Exit }},
		{"customer", "Words for the customer", func(p *playbook.TemplatePhase) string { return p.Customer }, func(p *playbook.Phase) *string { return &p.CustomerText }},
	}
}

func phaseOfCode(b *playbook.Playbook, code string) *playbook.TemplatePhase {
	for i := range b.Phases {
		if b.Phases[i].Code == code {
			return &b.Phases[i]
		}
	}
	return nil
}

func followWords(from string, n int) string {
	if from == "" {
		return "waits for its date"
	}
	s := playbook.Step{Anchor: from, Days: n}
	return s.At()
}
