package schedule

import "slices"

// Working days are numbered: count is how many there are from some far day
// until d, and nth the day of that number. Everything else follows from these
// two, for a week, for a calendar, and for a person's.

// A week tells the weekly days off. The zero week has none. It begins on Monday.
type week struct {
	before [8]int8 // days off before each day, and in the whole week
	skip   [7]int8 // of the first, second, … working day: the days off before it
}

func newWeek(weekend [7]bool) week {
	var w week
	working := 0
	for i := range 7 {
		w.before[i+1] = w.before[i]
		if weekend[(i+1)%7] {
			w.before[i+1]++
		} else {
			w.skip[working] = w.before[i]
			working++
		}
	}
	return w
}

// place returns the week of a day, and which of its days it is from Monday, 0.
func place(d int) (week, day int) { return split(d+3, 7) }

func (w *week) works(d int) bool {
	_, day := place(d)
	return w.before[day+1] == w.before[day]
}

func (w *week) count(d int) int {
	q, day := place(d)
	return q*(7-int(w.before[7])) + day + 1 - int(w.before[day+1])
}

func (w *week) nth(n int) int {
	q, r := split(n-1, 7-int(w.before[7]))
	return q*7 + r + int(w.skip[r]) - 3
}

// A span is a run of days off, both ends in it.
type span struct{ from, until int }

// A layer is days off on top of such a numbering: spans apart from each other,
// ascending, each with at least one working day of what lies below.
type layer struct {
	from, until []int32
	base        []int32 // working days below until the day before the span
	lost        []int32 // working days below that are off in this span and those before
	left        []int32 // working days that are left until the end of the span

	fromAt, leftAt index
}

// newLayer sorts and joins spans. Those that take no working day away leave
// nothing behind.
func newLayer(spans []span, below func(d int) int) layer {
	var l layer
	if len(spans) == 0 {
		return l
	}
	slices.SortFunc(spans, func(a, b span) int { return a.from - b.from })
	lost := 0
	put := func(s span) {
		base, end := below(s.from-1), below(s.until)
		if base == end {
			return
		}
		lost += end - base
		l.from, l.until = append(l.from, int32(s.from)), append(l.until, int32(s.until))
		l.base, l.lost, l.left = append(l.base, int32(base)), append(l.lost, int32(lost)), append(l.left, int32(end-lost))
	}
	run := spans[0]
	for _, s := range spans[1:] {
		if s.from > run.until+1 {
			put(run)
			run = s
			continue
		}
		run.until = max(run.until, s.until)
	}
	put(run)
	l.fromAt, l.leftAt = newIndex(l.from), newIndex(l.left)
	return l
}

// upTo returns how many working days below are off until d; below is how many
// there are until then.
func (l *layer) upTo(d, below int) int {
	i := l.fromAt.reach(l.from, d+1) - 1
	switch {
	case i < 0:
		return 0
	case int(l.until[i]) <= d:
		return int(l.lost[i])
	case i == 0:
		return below - int(l.base[0])
	}
	return below - int(l.base[i]) + int(l.lost[i-1])
}

// shift returns how many working days of below are off before the nth one
// that is left.
func (l *layer) shift(n int) int {
	i := l.leftAt.reach(l.left, n)
	if i == 0 {
		return 0
	}
	return int(l.lost[i-1])
}

// An index finds places in ascending numbers: for every 64th number from the first
// on it has the place of the first that is at least as high, so that what is looked
// for is a few steps on. Few numbers have none.
type index []int32

const wide = 64

func newIndex(ascending []int32) index {
	if len(ascending) < 8 {
		return nil
	}
	first, last := int(ascending[0]), int(ascending[len(ascending)-1])
	x := make(index, 0, (last-first)/wide+1)
	for i, n := range ascending {
		for first+wide*len(x) <= int(n) {
			x = append(x, int32(i))
		}
	}
	return x
}

// reach returns the place of the first number that is at least n.
func (x index) reach(ascending []int32, n int) int {
	if len(ascending) == 0 || n > int(ascending[len(ascending)-1]) {
		return len(ascending)
	}
	i := 0
	if first := int(ascending[0]); x != nil && n > first {
		i = int(x[(n-first)/wide])
	}
	for int(ascending[i]) < n {
		i++
	}
	return i
}

func (c *Calendar) count(d int) int {
	n := c.week.count(d)
	return n - c.off.upTo(d, n)
}

func (c *Calendar) nth(n int) int { return c.week.nth(n + c.off.shift(n)) }

// Workdays are the working days of a plan or a person: those of the calendar
// without some more days off.
type workdays struct {
	cal  *Calendar
	more layer
}

func (w *workdays) count(d int) int {
	n := w.cal.count(d)
	if len(w.more.from) == 0 {
		return n
	}
	return n - w.more.upTo(d, n)
}

func (w *workdays) nth(n int) int {
	if len(w.more.from) != 0 {
		n += w.more.shift(n)
	}
	return w.cal.nth(n)
}

func (w *workdays) works(d int) bool { return w.count(d) != w.count(d-1) }

// next returns d, or the first working day after it.
func (w *workdays) next(d int) int { return w.nth(w.count(d-1) + 1) }

// prev returns d, or the last working day before it.
func (w *workdays) prev(d int) int { return w.nth(w.count(d)) }

// add returns the nth working day after d, before it for a negative n, d
// itself not counted; d as it is for 0.
func (w *workdays) add(d, n int) int {
	switch {
	case n > 0:
		return w.nth(w.count(d) + n)
	case n < 0:
		return w.nth(w.count(d-1) + 1 + n)
	}
	return d
}

// between returns the working days after a until b, negative when b is earlier.
func (w *workdays) between(a, b int) int { return w.count(b) - w.count(a) }

// spans returns the runs of days that stretches cover. What has no day, or ends
// before it begins, covers none.
func spans(stretches ...[]Stretch) []span {
	var out []span
	for _, list := range stretches {
		for i := range list {
			from, until := list[i].days()
			if from != none {
				out = append(out, span{from, until})
			}
		}
	}
	return out
}

func (s *Stretch) days() (from, until int) {
	from, until = number(s.From), number(s.Until)
	if s.Until == "" {
		until = from
	}
	if from == none || until < from {
		return none, none
	}
	return from, until
}
