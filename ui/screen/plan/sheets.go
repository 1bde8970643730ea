package plan

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"kept/playbook"
	"kept/playbook/schedule"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// sheetError says a refusal in the sheet and anything else in the window.
func (t *Tab) sheetError(err error, say func(string)) {
	if sentence, ours := refusal(err); ours {
		say(sentence)
		return
	}
	t.win.Fail(err)
}

// startSheet starts a playbook: which, from when, and what that would make.
func (t *Tab) startSheet() {
	if t.win.ReadOnly() {
		return
	}
	books := t.win.Desk().Books.All()
	if len(books) == 0 {
		t.win.Toast("There are no playbooks in this workspace.")
		return
	}
	words := make([]string, len(books))
	at := 0
	want := t.suggested()
	for i := range books {
		words[i] = books[i].Title
		if books[i].ID == want || books[i].Letter == want {
			at = i
		}
	}
	which := kit.NewChoice(words...)
	which.Select(at)
	purpose := kit.NewText("", kit.Small)
	kickoff := kit.NewDateEntry("Kickoff", t.win.Now)
	kickoff.SetDay(string(t.rec.Handoff.KickoffOn))
	goLive := kit.NewDateEntry("Go-live", t.win.Now)
	goLive.SetDay(string(t.rec.Handoff.GoLiveOn))
	first, last, waits := kit.NewText("", kit.Body), kit.NewText("", kit.Body), kit.NewText("", kit.Small)
	warn := kit.NewBanner("", kit.Late, "", nil)
	said := kit.NewText("", kit.Small)
	said.Hide()
	ok := kit.NewButton("Start playbook", kit.Primary, nil)
	preview := kit.NewCard("What it makes", kit.Column(kit.SpaceXS, first, last, waits))
	sheet := kit.NewSheet("Start a playbook", kit.SheetMedium, kit.Column(kit.SpaceM,
		kit.Column(10, which, purpose),
		kit.FormGrid(kit.FormCell{Span: 6, Object: kickoff}, kit.FormCell{Span: 6, Object: goLive}),
		preview, warn, said), ok)
	start := func() work.Start {
		s := work.Start{Playbook: books[max(which.SelectedOne(), 0)].ID, Kickoff: playbook.Date(kickoff.Day())}
		if goLive.Visible() {
			s.GoLive = playbook.Date(goLive.Day())
		}
		return s
	}
	show := func() {
		b := &books[max(which.SelectedOne(), 0)]
		purpose.SetText(fmt.Sprintf("%s %d steps in %d phases.", part.Full(b.For), b.StepCount(), len(b.Phases)))
		part.Visible(goLive, b.Uses(playbook.AnchorGoLive))
		made, err := t.win.Desk().Preview(t.rec, &t.team, start())
		if err != nil {
			t.sheetError(err, said.SetText)
			return
		}
		res := made.Dates
		kickoff.SetHint(defaultWords(res.Anchors[playbook.AnchorKickoff]), kit.Neutral)
		goLive.SetHint(defaultWords(res.Anchors[playbook.AnchorGoLive]), kit.Neutral)
		f, l, w := ends(made)
		first.SetSpans(f...)
		last.SetSpans(l...)
		waits.SetText(w)
		part.Visible(waits, w != "")
		warnings := made.Warnings()
		warn.Set(strings.Join(warnings, "\n"), kit.Late)
		part.Visible(warn, len(warnings) > 0)
		sheet.Refresh()
	}
	which.OnChanged = func([]int) { show() }
	kickoff.OnDay, goLive.OnDay = func(string) { show() }, func(string) { show() }
	show()
	ok.OnTapped = func() {
		s, desk := start(), t.win.Desk()
		t.run.Queue().Run(func(ctx context.Context) error { return desk.StartPlan(ctx, t.account, s) }, func(err error) {
			if err != nil {
				t.sheetError(err, func(text string) {
					said.SetSpans(kit.Span{Text: text, Role: kit.Small, Color: kit.ColorBrokenInk})
					said.Show()
					sheet.Refresh()
				})
				return
			}
			sheet.Close()
			t.changed()
		})
	}
	sheet.Open(t.win.Canvas())
}

// suggested returns the playbook the handoff names, or the one for its segment.
func (t *Tab) suggested() string {
	switch {
	case t.rec.Handoff.PlaybookID != "":
		return t.rec.Handoff.PlaybookID
	case t.rec.Account.Segment == "agency_client":
		return "D"
	case t.rec.Account.Segment == "small":
		return "A"
	}
	return "B"
}

func defaultWords(d schedule.Day) string {
	switch {
	case d.Default:
		return "Without a date: " + d.On.Short() + ", the playbook’s default"
	case d.Waiting != "":
		return "Without a date its tasks wait"
	}
	return ""
}

// ends says which task is due first and last, and how many wait for a date.
func ends(made *work.Beginning) (first, last []kit.Span, waits string) {
	var f, l *playbook.Task
	n := 0
	for i := range made.Tasks {
		t := &made.Tasks[i].Task
		switch {
		case t.DueOn == "":
			n++
			continue
		case f == nil || t.DueOn < f.DueOn:
			f = t
		}
		if l == nil || t.DueOn >= l.DueOn {
			l = t
		}
	}
	words := func(label string, t *playbook.Task) []kit.Span {
		if t == nil {
			return []kit.Span{{Text: label + ": no date yet", Role: kit.Soft}}
		}
		return []kit.Span{{Text: label + " " + t.DueOn.Short(), Role: kit.Strong}, {Text: "  " + clip(t.Title, 90), Role: kit.Body}}
	}
	if n > 0 {
		waits = strconv.Itoa(n) + " steps wait for a date"
		if n == 1 {
			waits = "1 step waits for a date"
		}
		waits += "; they get theirs when it is set."
	}
	return words("First", f), words("Last", l), waits
}
