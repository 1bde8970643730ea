package schedule

import (
	"strconv"
	"strings"

	"kept/playbook"
)

// onAnchor puts a line on the anchor's own day into words.
func (in *Input) onAnchor(a Day, origin string) string {
	why := "on " + name(a.Key) + ", " + full(a.On) + origin
	if off := in.Calendar.Off(a.On); off != "" {
		why += "; a day off (" + off + "), but an anchor does not move"
	}
	return why
}

// origin says where an anchor that nobody gave comes from: " (close + 7 days)".
func (in *Input) origin(a Day) string {
	switch {
	case !a.Default:
		return ""
	case a.Key == playbook.AnchorKickoff:
		return " (close + " + days(in.Gaps.Kickoff) + ")"
	}
	return " (kickoff + " + days(in.Gaps.GoLive) + ")"
}

// counted puts an offset into words: anchor, offset, result and what moved it.
func counted(anchor string, n int, raw, on playbook.Date, passed []string) string {
	why := anchor + " + " + days(n)
	if n < 0 {
		why = anchor + " − " + days(-n)
	}
	why += " = " + full(on)
	if raw != on {
		why += ", moved from " + brief(raw, on) + ": " + strings.Join(passed, ", ")
	}
	return why
}

func waiting(anchor string) string { return "waiting for " + name(anchor) + " date" }

// name is the anchor as it stands inside a sentence.
func name(anchor string) string {
	return strings.ToLower(playbook.LabelOf(playbook.Anchors(), anchor))
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return strconv.Itoa(n) + " days"
}

func full(d playbook.Date) string { return d.Time().Format("Mon 2 Jan 2006") }

// brief leaves out the year where it is that of the date beside it.
func brief(d, beside playbook.Date) string {
	if d[:4] == beside[:4] {
		return d.Time().Format("Mon 2 Jan")
	}
	return full(d)
}
