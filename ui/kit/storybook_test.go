package kit_test

import (
	"flag"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"kept/ui/kit"
	"kept/ui/uitest"
)

var (
	_         = uitest.UpdateFlag()
	storybook = flag.String("storybook", "", "folder to draw pages of all widgets into, for looking")
)

// TestStorybook draws every widget on pages in light and dark; it runs when
// asked: go test -tags ci ./ui/kit -run Storybook -storybook DIR
func TestStorybook(t *testing.T) {
	if *storybook == "" {
		t.Skip("no -storybook folder given")
	}
	pages := []struct {
		name string
		size fyne.Size
		make func() fyne.CanvasObject
	}{
		{"today", fyne.NewSize(1440, 900), today},
		{"today_narrow", fyne.NewSize(1100, 900), today},
		{"handoff", fyne.NewSize(1440, 900), handoff},
		{"plan", fyne.NewSize(1440, 900), plan},
		{"promises", fyne.NewSize(1440, 900), promises},
		{"parts", fyne.NewSize(1100, 1000), parts},
	}
	for _, p := range pages {
		for _, mode := range []kit.Mode{kit.ModeLight, kit.ModeDark} {
			t.Run(p.name+"_"+string(mode), func(t *testing.T) {
				w := uitest.Open(t, mode, p.size, p.make)
				w.Picture(filepath.Join(*storybook, p.name+"_"+string(mode)+".png"))
			})
		}
	}
}

func rail(current int) *kit.Rail {
	r := kit.NewRail("Kept", kit.RailItem{Text: "Today", Badge: "7"}, kit.RailItem{Text: "Accounts"},
		kit.RailItem{Text: "Weekly review"}, kit.RailItem{Text: "Insights"}, kit.RailItem{Text: "Playbooks"}, kit.RailItem{Text: "Team"})
	r.Select(current)
	r.SetFoot("Maya Lindqvist · CSM", "All changes saved · backup 09:12")
	return r
}

func page(current int, content ...fyne.CanvasObject) fyne.CanvasObject {
	body := kit.Pad(kit.Column(kit.SpaceL, content...), 24, kit.SpaceXL, kit.SpaceXL, kit.SpaceXL)
	return kit.RowTop(0, rail(current), kit.Grow(kit.NewScroll(body)))
}

func today() fyne.CanvasObject {
	search := kit.NewEntry("")
	search.SetPlaceholder("Search everything    Ctrl K")
	head := kit.Row(kit.SpaceCard,
		kit.Grow(kit.Column(4, kit.NewLabel("Good morning, Maya", kit.Title),
			kit.NewLabel("Monday 23 November · 7 things need you, 2 promises at risk", kit.Soft))),
		kit.GrowBy(0.45, search), kit.NewButton("New deal", kit.Primary, nil))
	figures := kit.RowTop(kit.SpaceCard,
		kit.Grow(kit.NewCard("", kit.NewFigure("Onboarding satisfaction", "91 %", "21 of 23 answers were 4 or 5 · last 90 days · up from 87 %"))),
		kit.Grow(kit.NewCard("", kit.NewFigure("Revenue retention (gross)", "96 %", "14 renewals due in 12 months · was 97 %"))))
	rows := []struct {
		account, what string
		why           kit.Tag
		due           string
	}{
		{"Norrland Dental", "Decide: migration date promised for 4 Dec", kit.Tag{Text: "deciding promise not feasible", Tone: kit.Broken}, "today"},
		{"Brightside Media", "Return or accept handoff", kit.Tag{Text: "clock: 6 h left of 1 day", Tone: kit.Late}, "today"},
		{"Halden Freight", "Day-30 proof point: first route plan live", kit.Tag{Text: "judge: Ola Brekke", Tone: kit.Blue}, "tomorrow"},
		{"Copper & Vine", "Answer: “who signs off the menu import?”", kit.Tag{Text: "asked 2 days ago", Tone: kit.Late}, "Wed"},
		{"Aster Clinics", "Two stories: Implementation green, Support red", kit.Tag{Text: "contradiction, 1 day", Tone: kit.Broken}, "Wed"},
		{"Lumen Studio", "Send weekly update", kit.Tag{Text: "silent 8 days"}, "Thu"},
		{"Teal & Sons", "Assumption to test: SSO is Azure AD", kit.Tag{Text: "test by 27 Nov"}, "Fri"},
	}
	needs := kit.NewTable(kit.TableColumn{Title: "Account", Width: 118}, kit.TableColumn{Title: "What", Grow: 1.5, Width: 120},
		kit.TableColumn{Title: "Why it is first", Grow: 1, Width: 120}, kit.TableColumn{Title: "Due", Width: 66})
	needs.Fit = true
	needs.Len = func() int { return len(rows) }
	needs.Cell = func(r, c int) kit.Cell {
		x := rows[r]
		return [...]kit.Cell{{Text: x.account, Role: kit.Strong}, {Text: x.what}, {Tags: []kit.Tag{x.why}}, {Text: x.due}}[c]
	}
	day := func(name string, v float64, at string) fyne.CanvasObject {
		return kit.Column(6, kit.Row(8, kit.Grow(kit.NewLabel(name, kit.Strong)), kit.NewLabel(at, kit.Small)),
			kit.NewProgress(v, kit.Teal), kit.Gap(0, 2), kit.NewHairline())
	}
	side := kit.NewCard("First 90 days", kit.Column(kit.SpaceM,
		day("Lumen Studio", .22, "day 20"), day("Halden Freight", .32, "day 29"), day("Aster Clinics", .5, "day 46"), day("Brightside Media", .01, "day 1"),
		kit.NewLabel("Signals this week", kit.Heading),
		kit.Flow(8, kit.NewPill("not what we were told · 2", kit.Broken), kit.NewPill("repeated themselves · 1", kit.Late)),
		kit.NewLabel("Promises due this quarter", kit.Heading), kit.NewText("41 kept of 44 due · 1 late, 1 broken, 1 overdue", kit.Body)))
	return page(0, head, figures, kit.Columns(kit.NewCard("Needs you now", needs), side))
}

func account(name string, state kit.Tag, stage int, promise, line string, tab int, words ...string) []fyne.CanvasObject {
	head := kit.Row(kit.SpaceCard, kit.NewLabel(name, kit.Title), kit.NewTag(state), kit.Spacer(),
		kit.NewStageLadder([]string{"Pre-close", "Handoff", "Onboarding", "Live", "Value proven", "Renewed"}, stage))
	tabs := kit.NewTabs(words...)
	tabs.Select(tab)
	return []fyne.CanvasObject{kit.Column(kit.SpaceM, head, kit.NewQuote(promise), kit.NewLabel(line, kit.Small), tabs)}
}

func field(label, text string, required bool) *kit.Entry {
	e := kit.NewEntry(label)
	e.SetText(text)
	e.SetRequired(required)
	return e
}

func handoff() fyne.CanvasObject {
	var checks []fyne.CanvasObject
	for i, s := range []string{"The essentials", "The deal", "The story", "Success criteria", "Promises", "People & politics", "Assumptions, risks, gaps", "Delivery", "Fit & sign-off"} {
		c := kit.NewCheckbox(s, nil)
		if i < 5 && i != 3 {
			c.Set(kit.Checked)
		}
		if i == 7 {
			c.Set(kit.Partly)
		}
		c.Bold = i == 3
		checks = append(checks, c)
	}
	sections := kit.NewCard("Sections", kit.Column(2, append(checks, kit.Gap(0, 8),
		kit.NewText("About 9 minutes left.\nEverything is saved as you type.", kit.Small))...))
	words := field("In the customer’s words", "“If the front desk stops phoning between clinics, we’ve won.”", true)
	by := kit.NewDateEntry("By", uitest.Now)
	by.SetDay("2027-01-15")
	by.SetRequired(true)
	metric := kit.NewTextEntry("Metric")
	metric.SetText("Double bookings per week, as counted by the front desk")
	metric.SetRequired(true)
	who := kit.NewChoiceChips(kit.Tag{Text: "Customer confirmed · call 18 Nov", Tone: kit.Kept}, kit.Tag{Text: "Our assumption"})
	who.Select(0)
	form := kit.FormGrid(
		kit.FormCell{12, words}, kit.FormCell{4, metric}, kit.FormCell{2, field("Today", "14", false)}, kit.FormCell{2, field("Target", "0", true)}, kit.FormCell{4, by},
		kit.FormCell{6, field("How will we both know?", "Calendar conflict report, every Friday", true)}, kit.FormCell{6, field("Who judges it?", "Ingrid Moe, operations", true)},
		kit.FormCell{12, kit.Column(6, kit.NewLabel("Who said so?", kit.Caption), who)},
	)
	foot := kit.Row(kit.SpaceM, kit.NewButton("+ Another criterion", kit.Secondary, nil), kit.Spacer(), kit.NewButton("Back", kit.Secondary, nil), kit.NewButton("Next: Promises", kit.Primary, nil))
	main := kit.NewCard("What does success look like to them?", kit.Column(kit.SpaceCard, form, foot)).WithSubtitle("Use the customer’s own words. One to five criteria; the first is the one the renewal hangs on.")
	ready := kit.NewCard("Ready to hand off?", kit.Column(6, kit.NewFigure("", "78 / 100", ""), kit.NewProgress(.78, kit.Late), kit.Gap(0, 4),
		kit.NewLabel("Missing before close", kit.Caption), kit.NewText("→ Day-90 proof point", kit.Body), kit.NewText("→ Risk: one row, or “none” with your name", kit.Body), kit.NewText("→ Hard deadline behind 15 January?", kit.Body))).
		WithTrailing(kit.NewPill("Conditional", kit.Late))
	tight := kit.NewCard("“by January” is tight", kit.NewText("Earliest feasible go-live is 13 January: 28 working days of template, and Implementation has 0.4 units free in week 51.", kit.Small)).WithTone(kit.Late)
	body := kit.Columns(kit.RowTop(kit.SpaceCard, kit.GrowBy(0.35, sections), kit.Grow(main)), kit.Column(kit.SpaceCard, ready, tight))
	return page(1, append(account("Norrland Dental", kit.Tag{Text: "Mid-market · € 48,000 / year"}, 0, "“Every clinic books from one calendar by 15 January, with no double-booked chairs.”",
		"Sold by Jonas Falk · delivered by Maya Lindqvist · closes 4 December (in 11 days)", 0, "Handoff", "Plan", "Promises 5", "Success 2", "People 4", "Timeline"), body)...)
}

func plan() fyne.CanvasObject {
	type row struct {
		group string
		cells [4]kit.Cell
	}
	off, on := kit.Ticked(kit.Unchecked), kit.Ticked(kit.Checked)
	rows := []row{
		{cells: [4]kit.Cell{{Tick: on, Text: "Acceptance test with real cases", Strike: true, Color: kit.ColorFaint, Tags: []kit.Tag{{Text: "pass list attached"}}}, {Text: "Customer"}, {Text: "18 Nov"}, {Text: "18 Nov", Role: kit.Small}}},
		{cells: [4]kit.Cell{{Tick: off, Text: "Train administrators and users by group", Role: kit.Strong, Tags: []kit.Tag{{Text: "proof point day 30", Tone: kit.Blue}}}, {Text: "CS · Maya"}, {Text: "26 Nov", Role: kit.Strong}, {Text: "24 Nov → moved 2 d: room", Role: kit.Small}}},
		{cells: [4]kit.Cell{{Tick: off, Text: "Go / no-go: criteria, open issues, support ready", Role: kit.Strong, Tags: []kit.Tag{{Text: "waiting on Support", Tone: kit.Late}}, Sub: "Inputs in: Implementation ✓ · CS ✓ · Support — “known gaps” missing"}, {Text: "Leader · Ida"}, {Text: "27 Nov"}, {Text: "27 Nov", Role: kit.Small}}},
		{cells: [4]kit.Cell{{Tick: off, Text: "Go-live ◆", Role: kit.Strong, Tags: []kit.Tag{{Text: "promise: before Christmas peak", Tone: kit.Teal}}}, {Text: "Impl · Petter"}, {Text: "30 Nov"}, {Text: "30 Nov", Role: kit.Small}}},
		{group: "Value · exit: one criterion confirmed moving, day-60 judged, satisfaction asked, Sales released"},
		{cells: [4]kit.Cell{{Tick: off, Text: "First-value event confirmed by the customer ◆"}, {Text: "CS · Maya"}, {Text: "7 Dec"}, {Text: "7 Dec", Role: kit.Small}}},
		{cells: [4]kit.Cell{{Tick: kit.Ticked(kit.Partly), Text: "60-day review with sponsor"}, {Text: "CS · Maya"}, {Text: "8 Jan"}, {Text: "8 Jan", Role: kit.Small}}},
	}
	tb := kit.NewTable(kit.TableColumn{Title: "Launch · exit: go-live agreed, users trained, support briefed", Grow: 3, Width: 200},
		kit.TableColumn{Title: "Owner", Width: 96}, kit.TableColumn{Title: "Due", Width: 52, Sort: true}, kit.TableColumn{Title: "Then", Grow: 1, Width: 90})
	tb.Fit = true
	tb.Len = func() int { return len(rows) }
	tb.Group = func(i int) (string, bool) { return rows[i].group, rows[i].group != "" }
	tb.Cell = func(r, c int) kit.Cell { return rows[r].cells[c] }
	tb.Select(2)
	side := kit.Column(kit.SpaceCard,
		kit.NewCard("Forecast go-live", kit.NewFigure("", "30 November", "promised 15 December · 11 working days of slack")).WithTrailing(kit.NewPill("on time", kit.Kept)),
		kit.NewCard("Go / no-go", kit.Column(4, kit.NewLabel("Why this date", kit.Caption), kit.NewText("Go-live − 3 days. Never moved.", kit.Body), kit.Gap(0, 2),
			kit.NewLabel("Blocks", kit.Caption), kit.NewText("Go-live → promise “before Christmas peak” → criterion 1", kit.Body))),
		kit.Row(kit.SpaceS, kit.Spacer(), kit.NewButton("Log a signal", kit.Secondary, nil), kit.NewButton("Brief…", kit.Primary, nil)))
	return page(1, append(account("Halden Freight", kit.Tag{Text: "On track", Tone: kit.Kept}, 2, "“Dispatch plans tomorrow’s routes in ten minutes, not two hours, before the Christmas peak.”",
		"Status, Maya, today 08:40: “Integration accepted, training Thursday.” · sold by Jonas Falk · delivered by Maya Lindqvist", 1, "Handoff ✓", "Plan 18/32", "Promises 6", "Success 2", "People 5", "Timeline"),
		kit.Columns(kit.NewCard("", tb), side))...)
}

func promises() fyne.CanvasObject {
	filter := kit.NewChoice("All 6", "Owed 3", "At risk 2", "Differs from contract 1")
	filter.Plain = true
	filter.Select(0)
	bar := kit.Row(kit.SpaceCard, filter, kit.Spacer(), kit.NewLabel("Kept 2 of 3 due", kit.Strong), kit.NewLabel("strict; 1 renegotiated in writing", kit.Small),
		kit.NewButton("Reconcile…", kit.Secondary, nil), kit.NewButton("Add promise", kit.Primary, nil))
	rows := [][5]kit.Cell{
		{{Text: "★ All referrals visible on day one", Role: kit.Strong, Sub: "“you won’t lose a single referral” · to Dr Sand, by Jonas, demo 4 Sep · implied, not in contract"}, {Tags: []kit.Tag{{Text: "demo", Tone: kit.Blue}}, Sub: "live with their own file"}, {Text: "1 Dec"}, {Text: "Rehearsal 2: 39,906 loaded, 212 rejected; fix by 25 Nov", Wrap: true}, {Tags: []kit.Tag{{Text: "at risk", Tone: kit.Late}}}},
		{{Text: "SMS reminders in Norwegian and English", Role: kit.Strong, Sub: "to I. Moe, by Jonas, proposal p. 6 · explicit, in contract"}, {Tags: []kit.Tag{{Text: "contract", Tone: kit.Blue}}}, {Text: "10 Nov"}, {Text: "Live 9 Nov, both languages, sample seen by customer", Wrap: true}, {Tags: []kit.Tag{{Text: "kept", Tone: kit.Kept, Mark: kit.MarkTick}}}},
		{{Text: "Support answers within 15 minutes in go-live week", Role: kit.Strong, Sub: "unsupported: approved by Ida, plan: rota of two", SubColor: kit.ColorBrokenInk}, {Tags: []kit.Tag{{Text: "verbal", Tone: kit.Blue}}}, {Text: "G to G+5"}, {Text: "not due yet", Role: kit.Soft}, {Tags: []kit.Tag{{Text: "owed"}}}},
	}
	tb := kit.NewTable(kit.TableColumn{Title: "What was sold", Grow: 1.6, Width: 200}, kit.TableColumn{Title: "Why they believed us", Grow: .7, Width: 100},
		kit.TableColumn{Title: "Due", Width: 72, Sort: true}, kit.TableColumn{Title: "What was delivered", Grow: 1, Width: 120}, kit.TableColumn{Title: "Outcome", Width: 110})
	tb.Fit = true
	tb.Len = func() int { return len(rows) }
	tb.Cell = func(r, c int) kit.Cell { return rows[r][c] }
	tb.SetSort(2, true)
	belief := kit.NewCard("", kit.Row(kit.SpaceCard, kit.NewPill("belief differs from contract", kit.Broken), kit.Grow(kit.NewText("Dr Sand believes lab results are part of this rollout.", kit.Strong)),
		kit.Grow(kit.NewText("Contract: not bought. Correct by 24 Nov · Maya", kit.Soft)), kit.NewButton("Corrected", kit.Secondary, nil), kit.NewButton("Accept as promise", kit.Secondary, nil)))
	return page(1, append(account("Aster Clinics", kit.Tag{Text: "Behind · 6 days", Tone: kit.Late}, 2, "“Reception sees every referral the moment it arrives, in all four clinics, by 1 December.”",
		"Status, Petter, yesterday 16:10: “Rehearsal 2 loaded, 212 of 40,118 referrals rejected.” · sold by Jonas Falk", 2, "Handoff ✓", "Plan 21/40", "Promises 6", "Success 3", "People 7", "Timeline"),
		bar, kit.NewCard("", tb), belief)...)
}

func parts() fyne.CanvasObject {
	wrong := field("Amount", "twelve", true)
	wrong.SetHint("Not an amount. Type it like 48,000.", kit.Broken)
	long := field("Short name", "A name that is far too long for its box", false)
	long.SetLimit(30)
	dis := field("Read only", "Closed on 4 December", false)
	dis.Disable()
	empty := kit.NewTextEntry("Story")
	empty.SetPlaceholder("What happened before they called us?")
	off := kit.NewButton("Not now", kit.Primary, nil)
	off.Disable()
	g := &kit.SectionGroup{}
	s1 := kit.NewSection("The deal", func() fyne.CanvasObject { return kit.NewText("What was bought and what was not.", kit.Body) })
	s1.SetTick(kit.Checked)
	s1.SetState(kit.Tag{Text: "9 of 9", Tone: kit.Kept})
	s2 := kit.NewSection("People & politics", func() fyne.CanvasObject { return field("Champion", "Ingrid Moe", true) })
	s2.SetTick(kit.Unchecked)
	s2.SetState(kit.Tag{Text: "2 missing", Tone: kit.Late})
	s2.SetSummary("Who wants it, who does not")
	g.Add(s1, s2)
	s2.SetOpen(true)
	rows := []string{"Ten seats", "Import of the old archive"}
	rl := kit.NewRowList("+ Bought")
	rl.Len = func() int { return len(rows) }
	rl.Row = func(i int) fyne.CanvasObject { return field("", rows[i], false) }
	rl.OnAdd, rl.OnRemove, rl.OnMove = func(int) {}, func(int) {}, func(int, int) {}
	rl.Reload()
	several := kit.NewChoice("E-mail", "Phone", "On site")
	several.Several = true
	several.Select(0, 2)
	return kit.Pad(kit.Column(kit.SpaceCard,
		kit.NewBanner("Two people changed this account. Three fields differ.", kit.Late, "Compare", nil),
		kit.NewBanner("Backup could not be written: the disk is full. Free some room, then try again.", kit.Broken, "", nil),
		kit.NewBanner("This is sample data. Nothing here is a real customer.", kit.Blue, "", nil),
		kit.Row(kit.SpaceM, kit.NewButton("Primary", kit.Primary, nil), kit.NewButton("Secondary", kit.Secondary, nil), kit.NewButton("Quiet", kit.Quiet, nil), kit.NewButton("Remove", kit.Danger, nil), off, kit.NewKeyHint("Ctrl K"), several),
		kit.FormGrid(kit.FormCell{3, wrong}, kit.FormCell{3, long}, kit.FormCell{3, dis}, kit.FormCell{3, kit.NewPicker("Owner")}, kit.FormCell{6, empty}, kit.FormCell{6, rl}),
		kit.NewCard("", kit.Column(0, s1, s2)),
		kit.NewCard("", kit.NewEmptyState("No promises yet", "A promise is what we said they would get: to whom, by whom, in which words. Write down the first one that comes to mind.", "Add the first promise", nil)),
	), 24, 24, 24, 24)
}
