package holidays

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"kept/playbook"
)

// What a calendar file may hold at most. Holidays of a country are a dozen
// days a year, so a file beyond this is another calendar.
const (
	MaxDays    = 5_000    // stretches of days off that are taken from one file
	MaxFile    = 64 << 20 // bytes
	maxStretch = 370      // days of one stretch
	maxName    = 200      // characters of a name
	maxTold    = 20       // places that are told
)

// An Entry is a stretch of days off in a calendar file.
type Entry struct {
	On, Until playbook.Date // Until is "" for one day
	Name      string
}

// A File is what a calendar file says about days off.
type File struct {
	Entries []Entry // by day, each once
	Outside int     // days off before or after the years that were asked for
	Timed   int     // events at a time of the day, which are no days off
	Other   int     // events that repeat in another way than yearly, or are cancelled
	// Places says of the first of the other events, in a sentence each, where
	// they stand and why they are left out.
	Places []string
}

// A FileError says why a calendar file cannot be read. Line is 0 when it is
// about the whole file.
type FileError struct {
	Name    string
	Line    int
	Message string
}

func (e *FileError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.Name, e.Message)
	}
	return fmt.Sprintf("%s, line %d: %s", e.Name, e.Line, e.Message)
}

// Read takes the days off between two years out of a calendar file (.ics):
// events of whole days, those that repeat every year once for each year. It
// reads as a stream and keeps MaxDays at most, so that a file of any size costs
// no more memory than its holidays. What is no calendar, or breaks off in the
// middle, is a *FileError; name stands in it.
func Read(r io.Reader, name string, first, last int) (File, error) {
	in := &reader{lines: newLines(io.LimitReader(r, MaxFile+1)), name: name, first: first, last: last, seen: map[Entry]bool{}}
	if err := in.calendar(); err != nil {
		return File{}, err
	}
	slices.SortFunc(in.out.Entries, func(a, b Entry) int {
		return strings.Compare(string(a.On)+string(a.Until)+a.Name, string(b.On)+string(b.Until)+b.Name)
	})
	return in.out, nil
}

// A reader goes through one file.
type reader struct {
	lines       *lines
	name        string
	first, last int
	out         File
	seen        map[Entry]bool
}

func (r *reader) fail(line int, format string, args ...any) error {
	return &FileError{r.name, line, fmt.Sprintf(format, args...)}
}

// calendar reads the file to its end. Parts that are no events, such as time
// zones and what a program adds of its own, are passed over.
func (r *reader) calendar() error {
	var open []string // the parts that are open, the outermost first
	var e event
	began := false
	for {
		l, ok, err := r.lines.next()
		switch {
		case err != nil:
			return r.fail(r.lines.number, "it cannot be read to its end; save it again from its source")
		case r.lines.read > MaxFile:
			return r.fail(0, "it is larger than 64 megabytes; a calendar of holidays is far smaller, choose one with holidays only")
		case !ok && !began:
			return r.fail(0, "it is empty; choose a calendar file (.ics) with holidays")
		case !ok && len(open) > 0:
			return r.fail(r.lines.number, "it ends inside of %s; save it again from its source", open[len(open)-1])
		case !ok:
			return nil
		}
		p, good := property(l)
		if !began && (!good || p.name != "BEGIN" || p.value != "VCALENDAR") {
			return r.fail(r.lines.begin, "this is no calendar file, which would begin with BEGIN:VCALENDAR; choose an .ics file")
		}
		began = true
		switch {
		case !good:
			return r.fail(r.lines.begin, "%q is not understood, a line has a name and a value like SUMMARY:Midsummer Eve; save the file again from its source", clip(l, 40))
		case p.name == "BEGIN":
			if len(open) == 8 {
				return r.fail(r.lines.begin, "parts lie in each other too deeply; save it again from its source")
			}
			open = append(open, p.value)
			if p.value == "VEVENT" && len(open) == 2 {
				e = event{line: r.lines.begin}
			}
		case p.name == "END":
			if len(open) == 0 || open[len(open)-1] != p.value {
				return r.fail(r.lines.begin, "END:%s ends what has not begun; save it again from its source", clip(p.value, 40))
			}
			if p.value == "VEVENT" && len(open) == 2 {
				if err := r.event(&e); err != nil {
					return err
				}
			}
			open = open[:len(open)-1]
		case len(open) == 2 && open[1] == "VEVENT":
			e.take(p, r.lines.begin)
		}
	}
}

// event takes the days off of one event.
func (r *reader) event(e *event) error {
	days, err := e.days()
	if err != nil {
		return r.fail(err.line, "%s", err.message)
	}
	switch {
	case e.cancelled:
		r.leave(e, "it is cancelled")
		return nil
	case days == 0:
		r.out.Timed++
		return nil
	case days > maxStretch:
		return r.fail(e.line, "“%s” is off for %d days, and a stretch of days off has at most %d; correct its end", clip(e.title(), 60), days, maxStretch)
	}
	starts := []playbook.Date{e.start}
	if e.rule != "" {
		repeat, why := parseYearly(e.rule, e.start)
		if why != "" {
			r.leave(e, why)
			return nil
		}
		starts = repeat.starts(e.start, r.first, r.last)
	}
	for _, on := range starts {
		if y := on.Time().Year(); y < r.first || y > r.last {
			r.out.Outside++
			continue
		}
		if slices.Contains(e.except, on) {
			continue
		}
		entry := Entry{On: on, Name: e.title()}
		if days > 1 {
			entry.Until = on.AddDays(days - 1)
		}
		if r.seen[entry] {
			continue
		}
		if len(r.out.Entries) == MaxDays {
			return r.fail(e.line, "the file has more than 5,000 days off from %d to %d; a calendar of holidays has a few hundred, choose one with holidays only", r.first, r.last)
		}
		r.seen[entry] = true
		r.out.Entries = append(r.out.Entries, entry)
	}
	return nil
}

func (r *reader) leave(e *event, why string) {
	r.out.Other++
	if len(r.out.Places) < maxTold {
		r.out.Places = append(r.out.Places, fmt.Sprintf("Line %d: “%s” is left out, %s.", e.line, clip(e.title(), 60), why))
	}
}

// clip shortens s to at most n characters for a message or a name.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}
