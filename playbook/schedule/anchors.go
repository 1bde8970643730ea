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

// settleAnchors finds all days to count from: given ones first, then those that
// follow another.
func (p *plan) settleAnchors() error {
	in := &p.in
	p.anchors = make([]anchor, 0, 4+len(in.Own))
	put := func(key, words string) {
		if p.anchor(key) >= 0 {
			return
		}
		if len(p.anchors) > atRenewal {
			if p.own == nil {
				p.own = map[string]int{}
			}
			p.own[key] = len(p.anchors)
		}
		p.anchors = append(p.anchors, anchor{key, words, given(in.Anchors[key]), -1, 0})
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
		from := p.anchor(o.From)
		switch {
		case from < 0 || from > atRenewal:
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
			if p.anchor(key) < 0 {
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

// anchor returns the place of an anchor, -1 when there is none of this name.
func (p *plan) anchor(name string) int {
	at := -1
	switch name {
	case playbook.AnchorClose:
		at = atClose
	case playbook.AnchorKickoff:
		at = atKickoff
	case playbook.AnchorGoLive:
		at = atGoLive
	case playbook.AnchorRenewal:
		at = atRenewal
	default:
		if own, ok := p.own[name]; ok {
			at = own
		}
	}
	if at >= len(p.anchors) {
		return -1
	}
	return at
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
