package schedule

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// longLead is from how many working days on a task is warned of when it begins
// after kickoff.
const longLead = 15

// A finding is a warning with what it is sorted by.
type finding struct {
	on   int
	key  string
	text string
}

// warnings returns what a person should look at: the anchors first, then the
// tasks by their days.
func (p *plan) warnings() []string {
	var found []finding
	for i := range p.tasks {
		if t := &p.tasks[i]; t.state == open && t.on != none {
			found = p.look(i, found)
		}
	}
	out := p.anchorWarnings()
	slices.SortStableFunc(found, func(a, b finding) int { return cmp.Or(cmp.Compare(a.on, b.on), strings.Compare(a.key, b.key)) })
	for _, f := range found {
		out = append(out, f.text)
	}
	return out
}

func (p *plan) anchorWarnings() (out []string) {
	closed, kickoff, goLive := p.anchors[atClose].on, p.anchors[atKickoff].on, p.anchors[atGoLive].on
	const unless = "; choose another day unless that is agreed."
	if closed != none && kickoff != none && kickoff < closed {
		out = append(out, "Kickoff "+words(kickoff)+" is before close "+words(closed)+"; check both dates.")
	}
	if kickoff != none && goLive != none && goLive < kickoff {
		out = append(out, "Go-live "+words(goLive)+" is before kickoff "+words(kickoff)+"; check both dates.")
	}
	if kickoff != none && !p.all.works(kickoff) {
		out = append(out, "Kickoff falls on a day off, "+words(kickoff)+" ("+p.off(kickoff, "").noun()+")"+unless)
	}
	switch _, day := place(goLive); {
	case goLive == none:
	case !p.all.works(goLive):
		out = append(out, "Go-live falls on a day off, "+words(goLive)+" ("+p.off(goLive, "").noun()+")"+unless)
	case day == 4:
		out = append(out, "Go-live falls on a Friday, "+words(goLive)+unless)
	}
	return out
}

// look adds what is to be said of one task.
func (p *plan) look(i int, found []finding) []finding {
	in, t := &p.in.Tasks[i], &p.tasks[i]
	say := func(text string) { found = append(found, finding{t.on, in.Key, text}) }
	if t.anchor >= 0 {
		switch a := &p.anchors[t.anchor]; {
		case a.on == none:
		case in.Days < 0 && t.on >= a.on:
			say(called(in) + " is to come before " + a.words + " " + words(a.on) + ", but is on " + words(t.on) + "; move " + a.words + " or the task.")
		case event(in) && t.on > a.on && t.target == a.on:
			say(called(in) + " is planned for " + words(a.on) + ", but what it waits for allows " + words(t.on) + " at the earliest; move " + a.words + " or shorten what comes before it.")
		}
	}
	pinned := number(in.Pin) != none
	if pinned && t.on > t.target {
		say(called(in) + " was moved to " + words(t.target) + ", but what it waits for allows " + words(t.on) + " at the earliest; move that first.")
	}
	if (pinned || in.Days == 0) && t.on == t.target && !t.who.works(t.on) {
		switch off := p.off(t.on, in.Owner); {
		case off.away:
			say(off.sentence(t.on, +1) + ", and " + called(in) + " is on " + words(t.on) + "; choose who stands in, or another day.")
		case pinned:
			say(called(in) + " was moved to a day off, " + words(t.on) + " (" + off.noun() + "); choose another day unless that is agreed.")
		}
	}
	if d := number(in.Deadline); d != none && max(t.on, t.ends[forecast]) > d {
		verb := " is on "
		if t.on <= d {
			verb = " is forecast for "
		}
		why := ""
		if in.DeadlineWhy != "" {
			why = " (" + clip(in.DeadlineWhy) + ")"
		}
		say(called(in) + verb + words(max(t.on, t.ends[forecast])) + ", after its deadline " + words(d) + why + "; bring it forward, or agree on another day.")
	}
	if kickoff := p.anchors[atKickoff].on; t.work >= longLead && kickoff != none && t.on <= p.anchors[atGoLive].on {
		if start := t.begin(t.on); start > kickoff {
			say(called(in) + " takes " + strconv.Itoa(t.work) + " working days and begins on " + words(start) + ", after kickoff; what takes long is best begun by kickoff.")
		}
	}
	return found
}
