package schedule

import (
	"slices"
	"strings"
)

// An off is why a day is a day off.
type off struct {
	name        string // of the holiday, the blackout or the person; "weekend"
	why         string // of an absence
	closed      bool
	away        bool
	from, until int // of a blackout or an absence
}

// off tells why a day is a day off for a person, for the plan when nobody is
// named. A day has one reason: the one that says most.
func (p *plan) off(d int, owner string) off {
	why := p.in.Calendar.why(d)
	if why != "" && why != "weekend" {
		return off{name: why}
	}
	if s, from, until := covering(p.in.Closed, d); s != nil {
		return off{name: clip(s.Name), closed: true, from: from, until: until}
	}
	if s, from, until := covering(p.in.Away[owner], d); s != nil {
		return off{name: clip(owner), why: clip(s.Name), away: true, from: from, until: until}
	}
	return off{name: why}
}

// covering returns the stretch that a day is in, the longest where several are.
func covering(stretches []Stretch, d int) (s *Stretch, from, until int) {
	for i := range stretches {
		if a, b := stretches[i].days(); a != none && a <= d && d <= b && (s == nil || b-a > until-from) {
			s, from, until = &stretches[i], a, b
		}
	}
	return s, from, until
}

// noun is the reason in brackets: “Christmas Day”, “blackout: stocktaking”.
func (o off) noun() string {
	switch {
	case o.closed && o.name != "":
		return "blackout: " + o.name
	case o.closed:
		return "blackout"
	case o.away:
		return o.sentence(0, +1)
	}
	return o.name
}

// sentence says it of the day d, with the end of a run of days off that lies in
// the direction of step.
func (o off) sentence(d, step int) string {
	end := "until " + words(o.until)
	if step < 0 {
		end = "from " + words(o.from)
	}
	switch {
	case o.away && o.from == o.until:
		return o.name + " is away on " + words(o.from) + inBrackets(o.why)
	case o.away:
		return o.name + " is away " + end + inBrackets(o.why)
	case o.closed:
		return words(d) + " lies in a blackout" + inBrackets(strings.TrimPrefix(o.name+", "+end, ", "))
	case o.name == "weekend":
		return words(d) + " falls on a weekend"
	case o.name == "holiday":
		return words(d) + " is a holiday"
	}
	return words(d) + " is " + o.name
}

func inBrackets(s string) string {
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}

// farReasons bounds how many days off are looked at for words.
const farReasons = 1000

// passed says why the days from d, in steps, are no working days of a person until
// the first that is one: “Fri 19 Jun 2026 is Midsummer's Eve”.
func (p *plan) passed(d, step int, owner string, who *workdays) string {
	text := ""
	var said []string
	for n := 0; n < farReasons && !who.works(d); n, d = n+1, d+step {
		o := p.off(d, owner)
		noun := o.noun()
		switch {
		case slices.Contains(said, noun) || o.name == "weekend" && text != "":
			continue
		case text == "":
			text = o.sentence(d, step)
		case o.away:
			text += ", then " + o.sentence(d, step)
		default:
			text += ", then " + noun
		}
		said = append(said, noun)
	}
	return text
}

// between names the days off, but for weekends, that a stretch of working days
// from a to b, both counted, passes over; several are only counted.
func (p *plan) between(a, b int, owner string) string {
	var nouns []string
	for d := a; d <= b && d-a < farReasons && len(nouns) < 4; d++ {
		o := p.off(d, owner)
		if noun := o.noun(); noun != "" && (noun != "weekend" || o.closed) && !slices.Contains(nouns, noun) {
			nouns = append(nouns, noun)
		}
	}
	switch len(nouns) {
	case 0:
		return ""
	case 4:
		return " (days off between: " + strings.Join(nouns[:2], ", ") + " and more)"
	}
	return " (days off between: " + strings.Join(nouns, ", ") + ")"
}
