package plan

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kept/playbook"
	"kept/playbook/schedule"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// addSheet adds a task of one's own to a phase.
func (t *Tab) addSheet(phase playbook.ID) {
	p := t.rec.Plan()
	if p == nil || phase.IsZero() || t.win.ReadOnly() {
		return
	}
	phases := t.rec.PhasesOf(p.ID)
	words := make([]string, len(phases))
	at := 0
	for i := range phases {
		words[i] = phases[i].Title
		if phases[i].ID == phase {
			at = i
		}
	}
	title := kit.NewEntry("What is to be done?")
	title.SetRequired(true)
	owner := kit.NewPicker("Owner", t.people...)
	owner.FreeText = true
	due := kit.NewDateEntry("Due", t.win.Now)
	where := kit.NewChoice(words...)
	where.Select(at)
	body := kit.Column(kit.SpaceM, title,
		kit.FormGrid(kit.FormCell{Span: 6, Object: owner}, kit.FormCell{Span: 6, Object: due}),
		kit.Column(kit.SpaceXS, kit.NewLabel("Phase", kit.Caption), where))
	ok := kit.NewButton("Add task", kit.Primary, nil)
	sheet := kit.NewSheet("Add a task", kit.SheetMedium, body, ok)
	title.OnChanged = func(string) { title.SetHint("", kit.Neutral) }
	ok.OnTapped = func() {
		words, name, day, to := title.Text(), owner.Entry.Text(), playbook.Date(due.Day()), phases[max(where.SelectedOne(), 0)].ID
		desk := t.win.Desk()
		var id playbook.ID
		t.run.Queue().Run(func(ctx context.Context) (err error) {
			id, err = desk.AddTask(ctx, t.account, work.NewTask{Phase: to, Title: words, Owner: strings.TrimSpace(name), On: day}, "")
			return err
		}, func(err error) {
			if err != nil {
				t.sheetError(err, func(s string) { title.SetHint(s, kit.Broken); sheet.Refresh() })
				return
			}
			sheet.Close()
			t.marked = id
			t.changed()
			t.list.mark(id)
		})
	}
	title.OnSubmitted = func(string) { ok.OnTapped() }
	sheet.Open(t.win.Canvas())
}

// sheetError says a refusal in the sheet and anything else in the window.
func (t *Tab) sheetError(err error, say func(string)) {
	if sentence, ours := refusal(err); ours {
		say(sentence)
		return
	}
	t.win.Fail(err)
}

// moveSheet sets kickoff and go-live anew, with a reason, and says beforehand
// how many dates would change.
func (t *Tab) moveSheet() {
	p := t.rec.Plan()
	if p == nil || t.win.ReadOnly() {
		return
	}
	kickoff := kit.NewDateEntry("Kickoff", t.win.Now)
	kickoff.SetDay(string(p.KickoffOn))
	goLive := kit.NewDateEntry("Go-live", t.win.Now)
	goLive.SetDay(string(p.GoLiveOn))
	why := kit.NewTextEntry("Why do they move?")
	why.SetRequired(true)
	why.SetHint("The reason stays in the history.", kit.Neutral)
	effect := kit.NewText("", kit.Body)
	warn := kit.NewBanner("", kit.Late, "", nil)
	cells := []kit.FormCell{{Span: 6, Object: kickoff}}
	if p.GoLiveOn != "" || counts(t.rec, playbook.AnchorGoLive) {
		cells = append(cells, kit.FormCell{Span: 6, Object: goLive})
	}
	ok := kit.NewButton("Move dates", kit.Primary, nil)
	sheet := kit.NewSheet("Move kickoff or go-live", kit.SheetMedium,
		kit.Column(kit.SpaceM, kit.FormGrid(cells...), effect, warn, why), ok)
	preview := func(string) {
		to, warnings := t.moves(playbook.Date(kickoff.Day()), playbook.Date(goLive.Day()))
		effect.SetText(movesWords(to))
		warn.Set(strings.Join(warnings, "\n"), kit.Late)
		part.Visible(warn, len(warnings) > 0)
		sheet.Refresh()
	}
	kickoff.OnDay, goLive.OnDay = preview, preview
	preview("")
	why.OnChanged = func(string) { why.SetHint("The reason stays in the history.", kit.Neutral) }
	ok.OnTapped = func() {
		reason := strings.TrimSpace(why.Text())
		if reason == "" {
			why.SetHint("A promised date moves only with a reason; say why.", kit.Broken)
			sheet.Refresh()
			kit.Focus(why)
			return
		}
		k, g, desk := playbook.Date(kickoff.Day()), playbook.Date(goLive.Day()), t.win.Desk()
		t.run.Queue().Run(func(ctx context.Context) error { return desk.MoveAnchors(ctx, t.account, k, g, reason) }, func(err error) {
			if err != nil {
				t.sheetError(err, func(s string) { why.SetHint(s, kit.Broken); sheet.Refresh() })
				return
			}
			sheet.Close()
			t.changed()
		})
	}
	sheet.Open(t.win.Canvas())
}

// moves computes the plan for other anchors without writing anything, the
// farthest first.
func (t *Tab) moves(kickoff, goLive playbook.Date) ([]work.Shift, []string) {
	c, err := t.win.Desk().PreviewMove(t.rec, &t.team, nil, work.Move{Anchors: []work.AnchorMove{{Anchor: playbook.AnchorKickoff, On: kickoff}, {Anchor: playbook.AnchorGoLive, On: goLive}}})
	if err != nil {
		return nil, []string{err.Error()}
	}
	out := slices.Clone(c.Tasks)
	slices.SortStableFunc(out, func(a, b work.Shift) int { return distance(b) - distance(a) })
	return out, c.Warnings
}

func distance(s work.Shift) int {
	n := s.Was.DaysUntil(s.Now)
	return max(n, -n)
}

func movesWords(ms []work.Shift) string {
	switch {
	case len(ms) == 0:
		return "No date of an open task changes."
	case ms[0].Now == "":
		return strconv.Itoa(len(ms)) + " open tasks would have no date until this one is set again."
	}
	far := ms[0]
	words := strconv.Itoa(len(ms)) + " open tasks move"
	if len(ms) == 1 {
		words = "1 open task moves"
	}
	if far.Was == "" {
		return words + "; done and skipped ones keep their dates."
	}
	return fmt.Sprintf("%s, at most by %s: “%s” from %s to %s. Done and skipped ones keep their dates.",
		words, days(distance(far)), clip(far.Title, 50), far.Was.Short(), far.Now.Short())
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
