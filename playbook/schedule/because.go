package schedule

import (
	"cmp"
	"strings"
)

// deepest is how many waits a chain of reasons follows.
const deepest = 12

// A reason is one link of a chain: what is to be said of a task.
type reason struct {
	of   int
	text string
}

// tell makes sentences of a chain that explains task i: those of others begin with
// their names.
func (p *plan) tell(i int, chain []reason) []string {
	var out []string
	for _, r := range chain {
		if r.of != i {
			r.text = called(&p.in.Tasks[r.of]) + ": " + r.text
		}
		out = append(out, r.text)
	}
	return out
}

// Why returns the chain of reasons for the day of task i in words: where its
// anchor puts it, who moved it, what it waits for, and so on down to the anchor
// at the end of the chain. It is made when it is asked for.
func (r *Result) Why(i int) []string { return r.plan.tell(i, r.plan.because(i, deepest)) }

func (p *plan) because(i, deep int) []reason {
	in, t := &p.in.Tasks[i], &p.tasks[i]
	if t.state == done {
		return []reason{{i, "done on " + words(t.on)}}
	}
	if t.on == none && t.state == open {
		return p.lacking(i, deep)
	}
	var out []reason
	say := func(text string) { out = append(out, reason{i, text}) }
	own := deep == deepest
	if own || t.on == t.target || t.state == skipped { // elsewhere it only matters where it decides
		out = p.aimed(i)
	}
	if t.state == skipped {
		say("skipped; what waits for it waits for what it waited for itself")
		return out
	}
	if t.on == t.target {
		if begin := t.begin(t.on); own && t.work > 1 {
			say("it takes " + workingDays(t.work) + ", so it begins on " + words(begin) + p.between(begin, t.on, in.Owner))
		}
		return out
	}
	w := p.decides(i, due)
	line, ended := "waits for "+called(&p.in.Tasks[w.on])+" on ", p.tasks[w.on].state == done
	if ended {
		line = "begins after " + called(&p.in.Tasks[w.on]) + ", done on "
	}
	line += words(p.tasks[w.on].on) + w.plus()
	ready := p.lag(p.tasks[w.on].on, w.lag) + 1
	begin := t.who.next(ready)
	off := p.passedFrom(ready, in.Owner, t.who)
	switch {
	case off != "" && t.work > 1:
		say(line)
		say(off + ", so it begins on " + words(begin))
		line = "it takes " + workingDays(t.work)
	case off != "":
		say(line)
		line = off + ", so the next working day"
	case t.work > 1:
		line += ", then takes " + workingDays(t.work)
	}
	say(line + ": " + words(t.on) + p.between(begin, t.on, in.Owner))
	if ended {
		return out
	}
	return append(out, p.further(i, int(w.on), deep, p.because)...)
}

// plus says what comes between the two tasks.
func (w *decision) plus() string {
	text := ""
	if w.lag > 0 {
		text = ", plus " + workingDays(int(w.lag))
	}
	if w.via != "" {
		text += " (" + w.via + " between them is skipped)"
	}
	return text
}

// passedFrom is passed for a run of days off that is more than a weekend.
func (p *plan) passedFrom(d int, owner string, who *workdays) string {
	for n := 0; n < farReasons && !who.works(d+n); n++ {
		if o := p.off(d+n, owner); o.name != "weekend" || o.closed {
			return p.passed(d, +1, owner, who)
		}
	}
	return ""
}

// further are the reasons of what task i waits for.
func (p *plan) further(i, on, deep int, reasons func(i, deep int) []reason) []reason {
	if deep == 0 {
		return []reason{{i, "… and so on"}}
	}
	return reasons(on, deep-1)
}

// aimed says where the anchor puts a task, and who moved it from there.
func (p *plan) aimed(i int) []reason {
	in, t := &p.in.Tasks[i], &p.tasks[i]
	var out []reason
	if t.anchor >= 0 {
		if at := int(t.anchor); p.anchors[at].on != none {
			out = p.counted(i, at)
		} else {
			out = []reason{{i, p.missing[at]}}
		}
	}
	if number(in.Pin) == none {
		return out
	}
	line := "moved to " + words(t.target)
	if in.PinBy != "" {
		line += " by " + clip(in.PinBy)
	} else {
		line += " by hand"
	}
	if in.PinWhy != "" {
		line += ": " + clipAt(in.PinWhy, 200)
	}
	return append(out, reason{i, line})
}

// counted puts the count from an anchor into words.
func (p *plan) counted(i, at int) []reason {
	in, t, a := &p.in.Tasks[i], &p.tasks[i], &p.anchors[at]
	from := a.words + " " + words(a.on) + p.originOf(a)
	if in.Days == 0 {
		line := "on " + a.words + ", " + words(a.on) + p.originOf(a)
		if !p.all.works(a.on) {
			line += "; a day off (" + p.off(a.on, "").noun() + "), but an anchor does not move"
		}
		return []reason{{i, line}}
	}
	raw, step := p.offset(in, a.on), 1
	count, between := days(in.Days), ""
	if in.Working {
		count, between = workingDays(in.Days), p.between(a.on+1, raw-1, "")
	}
	sign := " + "
	if in.Days < 0 {
		step, sign, count = -1, " − ", days(-in.Days)
		if in.Working {
			count, between = workingDays(-in.Days), p.between(raw+1, a.on-1, "")
		}
	}
	out := []reason{{i, from + sign + count + " = " + words(raw) + between}}
	if off := p.passed(raw, step, in.Owner, t.who); off != "" {
		if step > 0 {
			out = append(out, reason{i, off + ", so the next working day: " + words(t.who.next(raw))})
		} else {
			out = append(out, reason{i, off + ", so the working day before: " + words(t.who.prev(raw))})
		}
	}
	return out
}

// originOf says where an anchor that was not given comes from: “ (close + 7 days)”.
func (p *plan) originOf(a *anchor) string {
	switch {
	case a.from < 0:
		return ""
	case a.days < 0:
		return " (" + p.anchors[a.from].words + " − " + days(-a.days) + ")"
	case a.days == 0:
		return " (on " + p.anchors[a.from].words + ")"
	}
	return " (" + p.anchors[a.from].words + " + " + days(a.days) + ")"
}

// lacking says what a task without a day waits for.
func (p *plan) lacking(i, deep int) []reason {
	t := &p.tasks[i]
	missing := reason{i, p.missing[t.lacks-1]}
	if t.target == none && t.anchor >= 0 {
		return []reason{missing}
	}
	out, on := p.aimed(i), p.lacks(i)
	if on < 0 {
		return append(out, missing)
	}
	out = append(out, reason{i, "waits for " + called(&p.in.Tasks[on])})
	return append(out, p.further(i, on, deep, p.lacking)...)
}

// lacks returns the task, behind skipped ones, for whose lack of a day task i
// waits; -1 when there is none. Of several it is the first by key.
func (p *plan) lacks(i int) int {
	found := -1
	seen := map[int32]bool{} // a skipped task is reached on many ways, and looked at once
	todo := p.after(&p.tasks[i])
	for len(todo) > 0 {
		var further []wait
		for _, w := range todo {
			b := &p.tasks[w.on]
			switch {
			case b.lacks != p.tasks[i].lacks || seen[w.on]:
			case b.state == skipped:
				further = append(further, p.after(b)...)
			case found < 0 || p.in.Tasks[w.on].Key < p.in.Tasks[found].Key:
				found = int(w.on)
			}
			seen[w.on] = true
		}
		todo = further
	}
	return found
}

// A decision is the wait that keeps a task back longest. Behind a skipped task,
// whose name via is, it is what that one waited for, with the lags together.
type decision struct {
	wait
	via string
}

// decides returns what keeps a task back longest: of several the first by key, and
// on is -1 when there is none.
func (p *plan) decides(i, which int) decision {
	return p.decided(int32(i), which, map[int32]decision{})
}

func (p *plan) decided(i int32, which int, known map[int32]decision) decision {
	if d, ok := known[i]; ok {
		return d
	}
	found, last := decision{wait: wait{on: -1}}, none
	for _, w := range p.after(&p.tasks[i]) {
		b, d := &p.tasks[w.on], decision{wait: w}
		if b.ends[which] == none {
			continue
		}
		ready := p.lag(b.ends[which], w.lag)
		if b.state == skipped {
			d.wait, d.via = p.decided(w.on, which, known).wait, called(&p.in.Tasks[w.on])
			d.lag += w.lag
		}
		if ready > last || ready == last && cmp.Or(strings.Compare(p.in.Tasks[d.on].Key, p.in.Tasks[found.on].Key),
			strings.Compare(d.via, found.via), cmp.Compare(d.lag, found.lag)) < 0 {
			found, last = d, ready
		}
	}
	known[i] = found
	return found
}

// WhyForecast returns why the forecast of task i is later than its day, nil
// when it is not.
func (r *Result) WhyForecast(i int) []string { return r.plan.tell(i, r.plan.later(i, deepest)) }

func (p *plan) later(i, deep int) []reason {
	in, t := &p.in.Tasks[i], &p.tasks[i]
	if p.today == none || t.state != open || t.on == none || t.ends[forecast] == t.on {
		return nil
	}
	on := words(t.ends[forecast])
	if w := p.decides(i, forecast); w.on >= 0 {
		end := p.tasks[w.on].ends[forecast]
		if t.finish(p.lag(end, w.lag)) == t.ends[forecast] {
			line := called(&p.in.Tasks[w.on]) + " is forecast for " + words(end) + w.plus()
			if t.work > 1 {
				line += ", and it takes " + workingDays(t.work)
			}
			return append([]reason{{i, line + ": " + on}}, p.further(i, int(w.on), deep, p.later)...)
		}
	}
	if in.Blocked {
		return []reason{{i, "blocked today, " + words(p.today) + ", so at the earliest " + on}}
	}
	return []reason{{i, "due " + words(t.on) + " and not done, so at the earliest " + on}}
}

// WhyAnchor returns in words where the day of an anchor comes from, or what it
// waits for; "" for one that there is not.
func (r *Result) WhyAnchor(name string) string {
	at := r.plan.anchor(name)
	if at < 0 {
		return ""
	}
	a := &r.plan.anchors[at]
	switch {
	case a.on == none:
		return r.plan.missing[at]
	case a.from < 0:
		return "given: " + a.words + " " + words(a.on)
	}
	from := &r.plan.anchors[a.from]
	line := from.words + " " + words(from.on) + r.plan.originOf(from)
	if a.days < 0 {
		line += " − " + days(-a.days)
	} else {
		line += " + " + days(a.days)
	}
	return line + " = " + words(a.on) + ", the playbook's default"
}
