package schedule

import (
	"slices"

	"kept/playbook"
)

// An anchor is a day that tasks count from.
type anchor struct {
	key   string
	words string // inside a sentence: "go-live", "“Data delivered”"
	on    int    // none while nobody knows it
	from  int    // the anchor that it follows by days, -1 when its day was given
	days  int
}

// The places of the four anchors.
const (
	atClose = iota
	atKickoff
	atGoLive
	atRenewal
)

// anchors settles all days to count from: given ones first, then those that
// follow another.
func (p *plan) settleAnchors() error {
	in := &p.in
	p.anchors = make([]anchor, 0, 4+len(in.Own))
	p.byName = make(map[string]int, 4+len(in.Own))
	put := func(key, words string) {
		if _, twice := p.byName[key]; !twice {
			p.byName[key] = len(p.anchors)
			p.anchors = append(p.anchors, anchor{key, words, given(in.Anchors[key]), -1, 0})
		}
	}
	put(playbook.AnchorClose, "close")
	put(playbook.AnchorKickoff, "kickoff")
	put(playbook.AnchorGoLive, "go-live")
	put(playbook.AnchorRenewal, "renewal")
	p.follow(atKickoff, atClose, in.Gaps.Kickoff)
	p.follow(atGoLive, atKickoff, in.Gaps.GoLive)
	for i := range in.Own {
		o := &in.Own[i]
		at := len(p.anchors)
		put(o.ID, ownWords(o))
		if o.From == "" || at == len(p.anchors) {
			continue
		}
		from, ok := p.byName[o.From]
		switch {
		case !ok || from > atRenewal:
			return refuse("from", ownWords(o)+" follows "+quote(o.From)+", which is no anchor; it can follow close, kickoff, go-live or renewal.")
		case o.Days < -playbook.MaxOffset || o.Days > playbook.MaxOffset:
			return refuse("days", ownWords(o)+" is more than ten years from the anchor that it follows; use at most 3650 days.")
		case p.anchors[at].on == none && p.anchors[from].on != none:
			a := &p.anchors[at]
			a.on, a.from, a.days = p.anchors[from].on+o.Days, from, o.Days
		}
	}
	if len(in.Anchors) > 0 { // own ones that nothing else is said of
		var more []string
		for key := range in.Anchors {
			if _, ok := p.byName[key]; !ok {
				more = append(more, key)
			}
		}
		slices.Sort(more)
		for _, key := range more {
			put(key, quote(key))
		}
	}
	return nil
}

// follow gives kickoff or go-live its day from the one before it, which a gap
// of 0 does not.
func (p *plan) follow(at, from, gap int) {
	a, b := &p.anchors[at], &p.anchors[from]
	if a.on == none && b.on != none && gap > 0 && gap <= playbook.MaxOffset {
		a.on, a.from, a.days = b.on+gap, from, gap
	}
}

// given reads the day of an anchor. The years are those of playbook.MakeDate, so
// that what is counted from it stays a day.
func given(d playbook.Date) int {
	if d == "" || d < "1900-01-01" || d > "2200-12-31" {
		return none
	}
	return number(d)
}

// waiting says that the anchor has no day.
func (a *anchor) waiting() string {
	if a.words[0] == '\xe2' { // a quotation mark
		return "waiting for the date of " + a.words
	}
	return "waiting for " + a.words + " date"
}

func ownWords(o *playbook.OwnAnchor) string {
	if o.Title != "" {
		return quote(o.Title)
	}
	return quote(o.ID)
}

// publishAnchors puts the anchors into the result.
func (p *plan) publishAnchors(w *dates) map[string]Day {
	out := make(map[string]Day, len(p.anchors))
	for i := range p.anchors {
		a := &p.anchors[i]
		d := Day{Key: a.key, Default: a.from >= 0}
		if d.On = w.put(a.on); d.On == "" {
			d.Waiting = p.missing[i]
		}
		d.Start, d.Earliest, d.Latest = d.On, d.On, d.On
		out[a.key] = d
	}
	return out
}
