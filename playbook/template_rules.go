package playbook

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// anchorList names the anchors that a step of the playbook can count from.
func (c *checking) anchorList() string {
	out := optionList(Anchors())
	for i := range c.p.Anchors {
		out += ", " + clip(c.p.Anchors[i].ID, maxKey)
	}
	return out
}

// anchor holds the rules of one anchor of the playbook's own.
func (c *checking) anchor(i int) {
	a := &c.p.Anchors[i]
	say := func(format string, args ...any) {
		c.add(-1, -1, "anchors", format, args...)
		c.out[len(c.out)-1].Anchor = i
	}
	switch {
	case !isSlug(a.ID):
		say("%q is not an id; write lower-case words joined by hyphens, like data-delivered", clip(a.ID, maxKey))
	case isBuiltInAnchor(a.ID):
		say("%s is an anchor of every playbook; give yours another id", a.ID)
	case endsLikeDays(a.ID):
		say("the id %s ends like a number of days; end it with a word, like data-delivered", a.ID)
	case slices.ContainsFunc(c.p.Anchors[:i], func(b OwnAnchor) bool { return b.ID == a.ID }):
		say("the id %s is used by an earlier anchor; give every anchor its own", a.ID)
	}
	if blank(a.Title) || !storable(a.Title, false) || utf8.RuneCountInString(a.Title) > maxStepText {
		say("the anchor %s has no title of at most %d characters on one line; say which day it is", clip(a.ID, maxKey), maxStepText)
	}
	if a.From != "" && oneOf("from", a.From, Anchors()) != nil {
		say("%q is not an anchor to follow; it is one of %s, or leave at: out for an anchor that waits", clip(a.From, 40), optionList(Anchors()))
	}
	if a.Days < -MaxOffset || a.Days > MaxOffset {
		say("%d days are more than ten years from the anchor; use at most %d", a.Days, MaxOffset)
	}
	if a.From == "" && a.Days != 0 {
		say("the anchor %s has days but follows no other; write at: with one, like kickoff+10", clip(a.ID, maxKey))
	}
}

// details holds the rules of what a step asks for and how it is done well.
func (c *checking) details(i, j int, s *Step) {
	if !storable(s.Guidance, true) {
		c.add(i, j, "guidance", "guidance holds a character that cannot be shown; write it again")
	} else if utf8.RuneCountInString(s.Guidance) > maxGuidance {
		c.add(i, j, "guidance", "guidance is longer than %d characters; shorten it, or link a procedure", maxGuidance)
	}
	for _, many := range []struct {
		key string
		n   int
	}{{"after", len(s.After)}, {"inputs", len(s.Inputs)}, {"links", len(s.Links)}} {
		if many.n > maxEntries {
			c.add(i, j, many.key, "the step has %d entries under %s; use at most %d", many.n, many.key, maxEntries)
		}
	}
	for _, in := range s.Inputs {
		switch {
		case in.Role == "":
			c.add(i, j, "inputs", "an input has no role; add role: with who contributes it, like support")
		case oneOf("role", in.Role, Roles()) != nil:
			c.add(i, j, "inputs", "%q is not a role; it is one of %s", clip(in.Role, 40), optionList(Roles()))
		}
		if blank(in.What) || !storable(in.What, false) || utf8.RuneCountInString(in.What) > maxStepText {
			c.add(i, j, "inputs", "an input does not say what is contributed in at most %d characters on one line; add what: with it, like known gaps", maxStepText)
		}
	}
	for _, l := range s.Links {
		if why := badLink(l); why != "" {
			c.add(i, j, "links", "%q %s; write a web address like https://example.com/setup, or the name of a file", clip(l, 60), why)
		}
	}
	if len(s.When.Parts) > maxComparisons {
		c.add(i, j, "if", "the condition has %d comparisons; use at most %d", len(s.When.Parts), maxComparisons)
	} else if err := s.When.Check(); err != nil {
		c.add(i, j, "if", "%v", err)
	}
}

// badLink says why a text cannot be opened as a procedure, "" when it can be.
// Only what a browser and a file manager open without running it is taken.
func badLink(l string) string {
	switch {
	case blank(l):
		return "is empty"
	case !storable(l, false):
		return "holds a character that cannot be shown"
	case utf8.RuneCountInString(l) > maxStepText:
		return "is too long"
	}
	scheme, _, found := strings.Cut(l, ":")
	if !found || strings.ContainsAny(scheme, "/\\ .") || len(scheme) == 1 { // a file, or a drive of Windows
		return ""
	}
	u, err := url.Parse(l)
	switch {
	case err != nil:
		return "is no address"
	case (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" || u.Scheme == "mailto" && u.Opaque != "":
		return ""
	}
	return "is an address of another kind"
}

// storable tells whether a text has only characters that can be shown; lines
// are the one thing that lines allows besides.
func storable(s string, lines bool) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return (r < ' ' || r == 0x7f) && !(lines && r == '\n')
	})
}

// dependencies holds the rules of what waits for what.
func (c *checking) dependencies() {
	at := c.index()
	for i := range c.p.Phases {
		for j := range c.p.Phases[i].Steps {
			c.waits(at, i, j)
		}
	}
	for _, cycle := range c.cycles(at) {
		words := make([]string, len(cycle))
		for k, id := range cycle {
			words[k] = id + " waits for " + cycle[(k+1)%len(cycle)]
		}
		first := at[cycle[0]]
		c.add(first.phase, first.step, "after", "the steps wait for one another (%s); take one of these out", joinSome(words, 12))
	}
}

// joinSome joins words, leaving out the middle of a long list.
func joinSome(words []string, most int) string {
	if n := len(words); n > most {
		words = slices.Concat(words[:most-1], []string{"… " + plural(n-most, "step") + " more …"}, words[n-1:])
	}
	return strings.Join(words, ", ")
}

type stepPlace struct{ phase, step int }

func (c *checking) index() map[string]stepPlace {
	at := map[string]stepPlace{}
	for i := range c.p.Phases {
		for j := range c.p.Phases[i].Steps {
			id := c.p.Phases[i].Steps[j].ID
			if _, twice := at[id]; !twice {
				at[id] = stepPlace{i, j}
			}
		}
	}
	return at
}

func (c *checking) waits(at map[string]stepPlace, i, j int) {
	s := &c.p.Phases[i].Steps[j]
	for k, a := range s.After {
		other, ok := at[a.Step]
		switch {
		case !isSlug(a.Step):
			c.add(i, j, "after", "%q is not the id of a step; write it like submit-handoff or design-signed+2", clip(a.Step, maxKey))
			continue
		case !ok:
			c.add(i, j, "after", "there is no step %s to wait for; write the id of another step%s", clip(a.Step, maxKey), c.nearestStep(a.Step, at))
			continue
		case a.Step == s.ID:
			c.add(i, j, "after", "the step waits for itself; take %s out", s.ID)
			continue
		case slices.ContainsFunc(s.After[:k], func(b Dependency) bool { return b.Step == a.Step }):
			c.add(i, j, "after", "%s stands there twice; keep one", a.Step)
			continue
		}
		if a.Lag < 0 || a.Lag > MaxOffset {
			c.add(i, j, "after", "%d working days behind %s are outside 0 to %d; write whole days", a.Lag, a.Step, MaxOffset)
			continue
		}
		// A step begins on the working day after what it waits for, so between
		// two of the same anchor there must be room in calendar days at least.
		o := &c.p.Phases[other.phase].Steps[other.step]
		if need := max(s.Duration, 1) + a.Lag; o.Anchor == s.Anchor && o.Working == s.Working && s.Days < o.Days+need {
			c.warn(i, j, "after", "the step waits for %s (%s) and cannot be ready by %s; its day will be later than it says", a.Step, o.At(), s.At())
		}
	}
}

// nearestStep offers the id that was probably meant.
func (c *checking) nearestStep(id string, at map[string]stepPlace) string {
	best := ""
	for known := range at {
		if (strings.Contains(known, id) || strings.Contains(id, known)) && len(id) > 2 && (best == "" || known < best) {
			best = known
		}
	}
	if best == "" {
		return ""
	}
	return ", perhaps " + best
}

// cycles returns the rings of steps that wait for one another, each from its
// first step in the order of the playbook.
func (c *checking) cycles(at map[string]stepPlace) [][]string {
	const fresh, open, done = 0, 1, 2
	state := map[string]int{}
	var out [][]string
	type frame struct {
		id   string
		next int
	}
	for i := range c.p.Phases {
		for j := range c.p.Phases[i].Steps {
			if id := c.p.Phases[i].Steps[j].ID; state[id] == fresh {
				path := []frame{{id: id}}
				state[id] = open
				for len(path) > 0 {
					top := &path[len(path)-1]
					p := at[top.id]
					after := c.p.Phases[p.phase].Steps[p.step].After
					if top.next == len(after) {
						state[top.id] = done
						path = path[:len(path)-1]
						continue
					}
					next := after[top.next].Step
					top.next++
					if _, ok := at[next]; !ok || next == top.id {
						continue
					}
					switch state[next] {
					case fresh:
						state[next] = open
						path = append(path, frame{id: next})
					case open:
						from := slices.IndexFunc(path, func(f frame) bool { return f.id == next })
						var ring []string
						for _, f := range path[from:] {
							ring = append(ring, f.id)
						}
						out = append(out, ring)
					}
				}
			}
		}
	}
	return out
}

// whole holds the rules that need every step.
func (c *checking) whole() {
	n, theirs := c.p.StepCount(), 0
	for i := range c.p.Phases {
		for _, s := range c.p.Phases[i].Steps {
			if s.Role == roleCustomer {
				theirs++
			}
		}
	}
	for i := range c.p.Phases {
		for j := range c.p.Phases[i].Steps {
			c.long(i, j)
		}
	}
	if n > manySteps {
		c.warn(-1, -1, "phases", "there are %d steps; more than %d are rarely followed, shorten it", n, manySteps)
	}
	if theirs*100 > n*mostCustomerOwned {
		c.warn(-1, -1, "phases", "the customer owns %d of %d steps; more than %d per cent tends to stall, take some over", theirs, n, mostCustomerOwned)
	}
	if g := c.p.Gaps.GoLive; c.p.Uses(AnchorGoLive) && g%7 == 4 {
		c.warn(-1, -1, "gaps", "go-live lies %d days after the kickoff, so a kickoff on a Monday puts it on a Friday; a launch before the weekend finds nobody, use %d or %d", g, g-1, g+3)
	}
}

// long warns of a step that takes weeks and begins only after the kickoff: what
// takes long is started early.
func (c *checking) long(i, j int) {
	s := &c.p.Phases[i].Steps[j]
	begins := s.Days - s.Duration
	if !s.Working {
		begins = s.Days - s.Duration*7/5
	}
	if s.Duration >= longLead && s.Anchor == AnchorKickoff && begins > 0 {
		c.warn(i, j, "duration", "the step takes %d working days and begins after the kickoff; what takes that long is best begun by then", s.Duration)
	}
}
