package playbooks

import (
	"fmt"
	"strings"

	"kept/playbook"
	"kept/playbook/outline"
	"kept/ui/screen/part"
)

// counted says what a playbook counts from.
func counted(b *playbook.Playbook) string {
	var from []string
	for _, a := range playbook.Anchors() {
		if b.Uses(a.Value) {
			from = append(from, strings.ToLower(a.Label))
		}
	}
	for _, a := range b.Anchors {
		if b.Uses(a.ID) {
			from = append(from, "“"+a.Title+"”") // a title is a sentence of its own
		}
	}
	out := fmt.Sprintf("%s, counted from %s.", part.Count(b.StepCount(), "step", "steps"), joined(from))
	if b.Gaps.Kickoff > 0 {
		out += fmt.Sprintf(" Kickoff is %s after close unless you say otherwise.", part.Count(b.Gaps.Kickoff, "day", "days"))
	}
	if b.Gaps.GoLive > 0 {
		out += fmt.Sprintf(" Go-live is %s after kickoff.", part.Count(b.Gaps.GoLive, "day", "days"))
	}
	if from, until, ok := span(b); ok {
		out += fmt.Sprintf(" From the first step to the last it takes %s.", part.Count(until-from, "day", "days"))
	}
	return out
}

func joined(list []string) string {
	if n := len(list); n > 1 {
		return strings.Join(list[:n-1], ", ") + " and " + list[n-1]
	}
	return strings.Join(list, "")
}

// span returns the calendar days of the first and the last step while every
// anchor follows its default; ok is false where one has none. What counts from
// the renewal counts from there alone.
func span(b *playbook.Playbook) (from, until int, ok bool) {
	at := map[string]int{playbook.AnchorClose: 0}
	switch {
	case b.Uses(playbook.AnchorRenewal):
		at = map[string]int{playbook.AnchorRenewal: 0}
	case b.Gaps.Kickoff > 0:
		at[playbook.AnchorKickoff] = b.Gaps.Kickoff
		if b.Gaps.GoLive > 0 {
			at[playbook.AnchorGoLive] = b.Gaps.Kickoff + b.Gaps.GoLive
		}
	}
	for _, a := range b.Anchors {
		if base, known := at[a.From]; known {
			at[a.ID] = base + a.Days
		}
	}
	for i := range b.Phases {
		for _, s := range b.Phases[i].Steps {
			day, known := at[s.Anchor]
			if !known {
				return 0, 0, false
			}
			n := s.Days
			if s.Working {
				n = n * 7 / 5
			}
			day += n
			if !ok {
				from, until, ok = day, day, true
			}
			from, until = min(from, day), max(until, day)
		}
	}
	return from, until, ok
}

// asks says in one line what a step asks for besides its day.
func asks(b *playbook.Playbook, s *playbook.Step) string {
	var out []string
	add := func(lead, text string) {
		if text != "" {
			out = append(out, lead+text)
		}
	}
	if s.Duration > 1 {
		add("takes ", fmt.Sprintf("%d working days", s.Duration))
	}
	add("waits for ", afterIn(b, s))
	add("done needs: ", s.Evidence)
	for _, in := range s.Inputs {
		add(playbook.LabelOf(playbook.Roles(), in.Role)+" gives: ", in.What)
	}
	add("only where ", conditionIn(s))
	if s.NoSkip {
		add("", "skipping needs a reason")
	}
	return part.Upper(strings.Join(out, " · "))
}

// afterIn says what a step waits for by the beginnings of the titles, as they
// stand in a line.
func afterIn(b *playbook.Playbook, s *playbook.Step) string {
	short := playbook.Step{After: s.After}
	c := playbook.Playbook{Phases: []playbook.TemplatePhase{{}}}
	for _, a := range s.After {
		if other := b.Step(a.Step); other != nil {
			c.Phases[0].Steps = append(c.Phases[0].Steps, playbook.Step{ID: a.Step, Title: part.Clip(other.Title, 40)})
		}
	}
	return outline.AfterWords(&c, &short)
}

func conditionIn(s *playbook.Step) string {
	w := s.When.In()
	if w == "" {
		return ""
	}
	return strings.ToLower(w[:1]) + w[1:]
}
