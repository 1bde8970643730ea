package draw_test

import (
	"fmt"
	"strings"
	"time"

	"kept/playbook/brief/doc"
)

// The documents below are invented: no such clinic, agency or person exists.

var created = time.Date(2026, 11, 23, 14, 5, 0, 0, time.UTC)

func on(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// norrland is a whole internal handoff brief; page one follows the design picture.
func norrland() doc.Document {
	d := doc.Document{
		Title: "Norrland Dental: handoff brief", Account: "Norrland Dental", Kind: "Handoff brief",
		Audience: doc.Internal, Date: "23 November 2026",
		FooterLeft: "Captured before close: 31 of 38 · 2 questions open", AsOf: "23 Nov 2026, 14:05 UTC", Version: "version 3",
		Created: created, Author: "Maya Lindqvist", Subject: "Handoff", Keywords: "handoff, brief", CompanyName: "Kept",
	}
	d.Blocks = append(d.Blocks, minutePage()...)
	d.Blocks = append(d.Blocks, storyPage()...)
	d.Blocks = append(d.Blocks, successPage()...)
	d.Blocks = append(d.Blocks, doc.PageBreak{}, doc.Heading{Level: 1, Text: "Promises", Sub: doc.T("Deciding first, then unsupported, then by date. 14 promises, 9 in the contract.")}, ledger(14))
	d.Blocks = append(d.Blocks, peoplePage()...)
	d.Blocks = append(d.Blocks, deliveryPage()...)
	return d
}

func minutePage() []doc.Block {
	return []doc.Block{
		doc.Masthead{Name: "Norrland Dental", Pill: doc.Pill(doc.Warn, "Conditional · 78 / 100"),
			Line: doc.T("Mid-market · € 48,000 / year · 24 months from 4 December · sold by Jonas Falk · delivered by Maya Lindqvist")},
		doc.Quote{Text: "Every clinic books from one calendar by 15 January, with no double-booked chairs."},
		doc.Cells{Cells: []doc.Cell{
			{Label: "Problem number one", Body: doc.T("Five clinics keep five calendars; the front desk phones to check chairs. About 14 double bookings a week.")},
			{Label: "If nothing changes", Body: doc.T("€ 6,500 a month in lost chair time (I. Moe, 18 Nov) and a second receptionist from March.")},
			{Label: "Success, in their words", Body: doc.Join(
				doc.T("“If the front desk stops phoning between clinics, we’ve won.”\n"),
				doc.B("Double bookings per week 14 → 0 by 15 January"), doc.T(", Friday conflict report, judged by Ingrid Moe. "),
				doc.Pill(doc.Good, "customer confirmed"))},
			{Label: "The promise that won it", Star: true, Body: doc.Join(
				doc.B("Live before the January rush. "), doc.T("Said by Jonas to Ingrid Moe, 12 Nov, demo with their own data. Not in the contract. "),
				doc.Pill(doc.Warn, "tight: earliest 13 January"))},
		}},
		doc.Strip{Label: "What they must see", Items: []doc.StripItem{
			{Head: doc.Join(doc.B("Day 30"), doc.T(" · 3 Jan")), Body: doc.T("Two clinics share one calendar. Judge: I. Moe")},
			{Head: doc.Join(doc.B("Day 60"), doc.T(" · 2 Feb")), Body: doc.T("All five clinics live. Judge: I. Moe")},
			{Head: doc.Join(doc.B("Day 90"), doc.T(" · 4 Mar")), Body: doc.State(doc.Warn, "missing: ask before close")},
		}},
		doc.Section{Label: "Top risks"},
		doc.Table{Name: "Top risks", Columns: []doc.Column{
			{Head: "Risk", Weight: 3.2}, {Head: "Trigger", Weight: 1.6}, {Head: "What we do", Weight: 3.5}, {Head: "Owner", Weight: 1.4}},
			Rows: []doc.Row{
				{Cells: []doc.TableCell{doc.C("Clinic 4 owner opposes a shared calendar"), doc.C("skips kickoff"), doc.C("Ingrid visits before kickoff; own view for clinic 4"), doc.C("Maya")}},
				{Cells: []doc.TableCell{doc.C("Old system export is untested"), doc.C("first file late"), doc.C("sample file by 27 Nov"), doc.C("Petter")}},
				{Cells: []doc.TableCell{doc.C("Christmas closure eats two weeks"), doc.C("access after 12 Dec"), doc.C("accounts before 10 Dec"), doc.C("Customer, K. Lie")}},
			}},
		doc.Section{Label: "First three actions"},
		doc.Actions{Items: []doc.Action{
			{Text: doc.T("Accept, or return with questions"), Owner: "Maya", When: "by 7 Dec"},
			{Text: doc.T("Introduce Maya in writing, repeating the goal"), Owner: "Jonas", When: "by 8 Dec"},
			{Text: doc.T("Kickoff: play back goal, promises, plan"), Owner: "Maya", When: "10 Dec"},
		}},
	}
}

func storyPage() []doc.Block {
	return []doc.Block{
		doc.PageBreak{},
		doc.Heading{Level: 1, Text: "The story", Sub: doc.T("Why they bought, why now, and what nearly stopped it")},
		doc.Columns{Weights: []float64{1.6, 1}, Columns: [][]doc.Block{
			{
				doc.Paragraph{Label: "How it came about", Text: doc.T("Norrland grew from two clinics to five in three years, each with its own calendar. In September a patient was booked into the same chair twice in one week and told the local paper. Ingrid Moe was asked by the owners to end it before the January rush, when a third of the year’s check-ups are booked.\nThey looked at three systems. Ours was the only one that showed their own bookings in the demo.")},
				doc.Paragraph{Label: "Why now", Text: doc.T("The January rush, and a receptionist’s contract that would have to be signed in March.")},
				doc.Paragraph{Label: "What nearly killed it", Text: doc.Join(doc.T("The owner of clinic 4 wants to keep his own view. "), doc.Grey("Said by K. Lie, 9 Nov."))},
				doc.Paragraph{Label: "Scar tissue", Text: doc.Missing()},
			},
			{
				doc.Callout{Tone: doc.Bad, Title: "Contradiction", Text: doc.T("Sales said training is on site. The contract says remote.")},
				doc.KeyValues{Items: []doc.KeyValue{
					{Label: "Segment", Value: doc.T("Mid-market")},
					{Label: "Bought", Value: doc.T("Calendar, 5 sites; reminders")},
					{Label: "Not bought", Value: doc.T("Billing, insurance claims")},
					{Label: "Chosen over", Value: doc.T("“do nothing”, and two systems named by I. Moe")},
					{Label: "Discount", Value: doc.Missing()},
					{Label: "Renewal", Value: doc.T("4 Dec 2028")},
				}},
			},
		}},
		doc.Heading{Level: 2, Text: "What Sales stressed, and what was barely discussed"},
		doc.Columns{Columns: [][]doc.Block{
			{doc.Bullets{Label: "Stressed", Items: []doc.Text{doc.T("One calendar for all clinics"), doc.T("Live before the January rush"), doc.T("The Friday conflict report")}}},
			{doc.Bullets{Label: "Barely discussed", Items: []doc.Text{doc.T("Who may override a booking"), doc.T("Moving four years of old appointments"), doc.T("Training for staff who work Saturdays only")}}},
		}},
	}
}

func successPage() []doc.Block {
	return []doc.Block{
		doc.PageBreak{},
		doc.Heading{Level: 1, Text: "What success is"},
		doc.Table{Name: "Criteria", Columns: []doc.Column{
			{Head: "Criterion", Weight: 3}, {Head: "Today", Weight: 1, Right: true}, {Head: "Target", Weight: 1, Right: true}, {Head: "By", Weight: 1.3, Right: true}, {Head: "Judge", Weight: 1.3}, {Head: "State", Weight: 1.6}},
			Rows: []doc.Row{
				{Strong: true, Cells: []doc.TableCell{{Text: doc.B("Double bookings per week"), Sub: doc.T("Friday conflict report")}, doc.C("14"), doc.C("0"), doc.C("15 Jan 2027"), doc.C("Ingrid Moe"), doc.CT(doc.State(doc.Good, "confirmed"))}},
				{Cells: []doc.TableCell{doc.C("Phone calls between clinics a day"), doc.C("35"), doc.C("5"), doc.C("2 Feb 2027"), doc.C("K. Lie"), doc.CT(doc.State(doc.Warn, "assumed"))}},
				{Cells: []doc.TableCell{doc.C("Hours to fill a cancelled chair"), doc.C("26"), doc.C("8"), doc.C("4 Mar 2027"), doc.CT(doc.Missing()), doc.CT(doc.State(doc.Warn, "assumed"))}},
			}},
		doc.Heading{Level: 2, Text: "From today to target"},
		doc.Bars{Rows: []doc.Bar{
			{Label: doc.B("Double bookings per week"), Sub: doc.T("by 15 Jan 2027"), Values: []doc.BarValue{{Name: "today", Value: 14, Text: "14"}, {Name: "target", Value: 0, Text: "0", Tone: doc.Accent}}},
			{Label: doc.B("Phone calls between clinics a day"), Sub: doc.T("by 2 Feb 2027"), Values: []doc.BarValue{{Name: "today", Value: 35, Text: "35"}, {Name: "target", Value: 5, Text: "5", Tone: doc.Accent}}},
			{Label: doc.B("Hours to fill a cancelled chair"), Values: []doc.BarValue{{Name: "today", Value: 26, Text: "26"}, {Name: "target", Value: 8, Text: "8", Tone: doc.Accent}}},
		}},
		doc.Strip{Label: "Proof points", Items: []doc.StripItem{
			{Head: doc.Join(doc.B("Day 30"), doc.T(" · 3 Jan")), Body: doc.T("Two clinics share one calendar. Judge: I. Moe")},
			{Head: doc.Join(doc.B("Day 60"), doc.T(" · 2 Feb")), Body: doc.T("All five clinics live. Judge: I. Moe")},
			{Head: doc.Join(doc.B("Day 90"), doc.T(" · 4 Mar")), Body: doc.State(doc.Warn, "missing: ask before close")},
		}},
		doc.Cells{Cells: []doc.Cell{
			{Label: "First value", Body: doc.T("The first Friday report without a conflict between two clinics.")},
			{Label: "Onboarded", Body: doc.T("All five clinics book in one calendar for ten working days without a call to us.")},
		}},
	}
}

// ledger is a promise table with n rows.
func ledger(n int) doc.Table {
	t := doc.Table{Name: "Promises", Columns: []doc.Column{
		{Head: "Promise", Weight: 4}, {Head: "Said by", Weight: 1.6}, {Head: "In contract", Weight: 1.2}, {Head: "Support", Weight: 1.9}, {Head: "Owner", Weight: 1.2}, {Head: "Due", Weight: 1.4, Right: true}}}
	texts := []string{
		"Live before the January rush, all five clinics, with the data of the old system moved over",
		"Reminders by text message in Norwegian and Sami", "A report every Friday morning",
		"Training on site for the two largest clinics, half a day each, before the first patient is booked in the new calendar", "Own view for clinic 4",
	}
	states := []doc.Text{doc.State(doc.Warn, "tight"), doc.State(doc.Good, "feasible"), doc.State(doc.Bad, "not feasible"), doc.State(doc.Neutral, "not judged")}
	for i := range n {
		text := doc.T(texts[i%len(texts)])
		if i == 0 {
			text = doc.Join(doc.StarMark(), doc.T(" "), doc.B(texts[0]))
		}
		row := doc.Row{Strong: i == 0, Cells: []doc.TableCell{
			{Text: text, Sub: doc.T(fmt.Sprintf("P%02d · explicit · call of 12 Nov", i+1))},
			doc.C("Jonas Falk"), doc.C([]string{"no", "yes"}[i%2]), doc.CT(states[i%4]), doc.C("Maya"), doc.C(fmt.Sprintf("%d Jan 2027", 4+i%20))}}
		switch i {
		case 0:
			row.Group = "Deciding"
		case 1:
			row.Group = "Unsupported"
		case 6:
			row.Group = "All others, by date"
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func peoplePage() []doc.Block {
	return []doc.Block{
		doc.PageBreak{},
		doc.Heading{Level: 1, Text: "People and politics"},
		doc.Callout{Tone: doc.Warn, Title: "Names people: internal", Text: doc.T("Stances are how Sales read them in November. Never forward this page.")},
		doc.InfluenceGrid{
			Stances: []doc.Stance{{Word: "Champion", Tone: doc.Good}, {Word: "Supporter", Tone: doc.Info}, {Word: "Neutral", Tone: doc.Neutral}, {Word: "Sceptic", Tone: doc.Warn}, {Word: "Blocker", Tone: doc.Bad}},
			People: []doc.Placed{
				{Name: "Ingrid Moe", Role: "Head of clinics", Influence: 5, Stance: 0}, {Name: "Kari Lie", Role: "IT", Influence: 3, Stance: 1},
				{Name: "Sven Åström", Role: "Owner, clinic 4", Influence: 4, Stance: 4}, {Name: "Łucja Wójcik", Role: "Front desk lead", Influence: 3, Stance: 3},
				{Name: "Petra Đorđević", Role: "Accounts", Influence: 1, Stance: 2}, {Name: "Anne-Marie Christoffersen-Bjørklund", Role: "Chair", Influence: 5, Stance: 1},
				{Name: "An auditor", Influence: 0, Stance: 2},
			}},
		doc.Heading{Level: 2, Text: "Who they are"},
		doc.Cards{Items: []doc.Card{
			{Title: "Ingrid Moe", Sub: "Head of clinics, signs", Pill: doc.Pill(doc.Good, "Champion"), Rows: []doc.KeyValue{{Label: "Wants", Value: doc.T("January without a call from the owners")}, {Label: "Approach", Value: doc.T("Numbers first; Friday mornings")}}},
			{Title: "Sven Åström", Sub: "Owner of clinic 4", Pill: doc.Pill(doc.Bad, "Blocker"), Rows: []doc.KeyValue{{Label: "Wants", Value: doc.T("His own view of his chairs, and nobody from town moving his patients about")}, {Label: "Plan", Value: doc.T("Ingrid visits him before kickoff; we show the view for one clinic")}, {Label: "Avoid", Value: doc.T("The word “central”")}}},
			{Title: "Łucja Wójcik", Sub: "Front desk lead, absent from all calls", Pill: doc.Pill(doc.Warn, "Sceptic"), Rows: []doc.KeyValue{{Label: "Wants", Value: doc.Missing()}}},
		}},
	}
}

func deliveryPage() []doc.Block {
	return []doc.Block{
		doc.PageBreak{},
		doc.Heading{Level: 1, Text: "Delivery"},
		doc.Timeline{Today: on(2026, 11, 23), Phases: []doc.Phase{
			{Name: "Prepare", Note: "exit: data file read once", Start: on(2026, 11, 23), End: on(2026, 12, 9), Word: "on track", Tone: doc.Good},
			{Name: "Set up", Note: "exit: two clinics in one calendar", Start: on(2026, 12, 10), End: on(2027, 1, 3)},
			{Name: "Roll out", Note: "exit: five clinics for ten days", Start: on(2027, 1, 4), End: on(2027, 1, 29), Tone: doc.Warn, Word: "tight"},
			{Name: "Prove", Note: "exit: criteria measured", Start: on(2027, 1, 30), End: on(2027, 3, 4)},
			{Name: "Review"},
		}, Milestones: []doc.Milestone{{Name: "Kickoff", On: on(2026, 12, 10)}, {Name: "Go-live", On: on(2027, 1, 13)}, {Name: "Day 90", On: on(2027, 3, 4)}}},
		doc.Heading{Level: 2, Text: "Assumptions to test"},
		doc.Actions{Boxes: true, Items: []doc.Action{
			{Text: doc.T("The old system exports appointments with the chair"), Owner: "Petter", When: "27 Nov 2026", Done: true},
			{Text: doc.T("All clinics have the same opening hours on Saturdays"), Owner: "Kari Lie, customer", When: "4 Dec 2026"},
		}},
		doc.Heading{Level: 2, Text: "Acceptance"},
		doc.SignOff{Text: doc.T("Accepted with two conditions: the export is read by 27 November, and clinic 4 has its own view."), Parties: []doc.Party{
			{For: "Sales", Name: "Jonas Falk", Date: "23 Nov 2026"}, {For: "Customer success"}}},
	}
}

// plan is a customer's document: another accent, Letter, a logo.
func plan() doc.Document {
	return doc.Document{
		Title: "One calendar for five clinics", Account: "Norrland Dental", Kind: "Joint plan", Audience: doc.Customer,
		Date: "23 November 2026", FooterLeft: "Prepared with Norrland Dental", AsOf: "23 Nov 2026", Version: "version 1",
		Created: created, Author: "Someone Inside", Subject: "margin notes", Keywords: "secret", CompanyName: "Fjord & Kim Agency",
		Accent: doc.RGB{R: 0xF5, G: 0xB8, B: 0x00}, Logo: logoPNG(600, 200), Paper: doc.Letter,
		Blocks: []doc.Block{
			doc.Masthead{Name: "One calendar for five clinics", Line: doc.T("Norrland Dental and Fjord & Kim Agency · 4 December 2026 to 4 March 2027")},
			doc.Quote{Text: "If the front desk stops phoning between clinics, we’ve won.", By: doc.T("Your goal, as we wrote it down together on 18 November")},
			doc.Section{Label: "What you want to achieve", Bookmark: true},
			doc.Table{Columns: []doc.Column{{Head: "What changes"}, {Head: "Today", Right: true}, {Head: "Target", Right: true}, {Head: "By when", Right: true}, {Head: "How we will both know"}},
				Rows: []doc.Row{
					{Cells: []doc.TableCell{doc.C("Double bookings per week"), doc.C("14"), doc.C("0"), doc.C("15 Jan 2027"), doc.C("Friday conflict report, read by Ingrid Moe")}},
					{Cells: []doc.TableCell{doc.C("Phone calls between clinics a day"), doc.C("35"), doc.C("5"), doc.C("2 Feb 2027"), doc.C("Tally at the front desk in one week of each month")}},
				}},
			doc.Section{Label: "How we get there", Bookmark: true},
			doc.Timeline{Phases: []doc.Phase{
				{Name: "Prepare", Start: on(2026, 12, 4), End: on(2026, 12, 9)}, {Name: "Set up", Start: on(2026, 12, 10), End: on(2027, 1, 3)},
				{Name: "Roll out", Start: on(2027, 1, 4), End: on(2027, 1, 29)}, {Name: "Prove", Start: on(2027, 1, 30), End: on(2027, 3, 4)}}},
			doc.Section{Label: "What we need from you"},
			doc.Actions{Boxes: true, Items: []doc.Action{{Text: doc.T("A sample file from the old system"), Owner: "Kari Lie", When: "27 Nov 2026"}, {Text: doc.T("Accounts for all front desks"), Owner: "Kari Lie", When: "10 Dec 2026"}}},
			doc.SignOff{Text: doc.T("We agree on this plan."), Parties: []doc.Party{{For: "For Norrland Dental"}, {For: "For Fjord & Kim Agency"}}},
		},
	}
}

// stress holds what breaks layouts: 60 promises, 2,000 words of notes, rows and
// names longer than a page, words without an end, scripts the font lacks.
func stress() doc.Document {
	d := norrland()
	words := strings.Fields("The front desk of each clinic keeps a paper list beside the screen, because the old system is slow on Mondays and nobody trusts what it shows after lunch")
	var notes strings.Builder
	for i := range 2000 {
		notes.WriteString(words[i%len(words)])
		switch {
		case i%140 == 139:
			notes.WriteString(".\n\n")
		case i%28 == 27:
			notes.WriteString(". ")
		default:
			notes.WriteString(" ")
		}
	}
	endless := strings.Repeat("Donaudampfschifffahrtsgesellschaft", 6)
	long := strings.TrimSpace(notes.String())
	d.Account = "An account with a name so long that no header could ever hold it in one line, " + endless
	d.FooterLeft = strings.Repeat("a footer that goes on and ", 20)
	d.Logo = logoPNG(40, 400)
	d.Blocks = []doc.Block{
		doc.Masthead{Name: "Ελληνικά, Кириллица, Łódź " + endless, Pill: doc.Pill(doc.Bad, "Risk · 41 / 100"), Line: doc.T(long[:600])},
		doc.Quote{Text: long[:700] + endless},
		doc.Heading{Level: 1, Text: "Sixty promises"},
		ledger(60),
		doc.Heading{Level: 1, Text: "Two thousand words"},
		doc.Notes{Label: "Notes of the discovery call", Text: long},
		doc.Heading{Level: 1, Text: "Awkward rows"},
		doc.Table{Name: "Awkward", Columns: []doc.Column{{Head: "What was said, in full, with a very long head"}, {Head: endless}, {Head: "Figures", Right: true}},
			Rows: []doc.Row{
				{Cells: []doc.TableCell{doc.C("short"), doc.C("short"), doc.C("1,234,567.00")}},
				{Cells: []doc.TableCell{doc.C(long), doc.C(endless + " " + endless), doc.C("0.50")}},
				{Cells: []doc.TableCell{doc.C("after the long one"), doc.CT(doc.Pill(doc.Warn, "a pill that is far too long for the column it was put into by someone")), doc.C("7")}},
			}},
		doc.Cells{Across: 3, Cells: []doc.Cell{{Label: "One", Body: doc.T(long[:3000])}, {Label: "Two", Body: doc.T(endless)}, {Label: "Three", Body: doc.T("שלום 😀 ok\x00\xff é")}, {Label: "Four", Body: doc.Missing()}}},
		doc.KeyValues{Across: 2, Items: []doc.KeyValue{{Label: endless, Value: doc.T(endless)}, {Label: "b", Value: doc.T("c")}, {Label: "d", Value: doc.T(long[:900])}}},
		doc.Cards{Items: []doc.Card{{Title: endless, Sub: endless, Pill: doc.Pill(doc.Info, endless), Rows: []doc.KeyValue{{Label: endless, Value: doc.T(long[:5000])}}}, {Title: "Neighbour"}}},
		doc.Callout{Tone: doc.Info, Title: endless, Text: doc.T(long[:7000])},
		doc.Bars{Rows: []doc.Bar{{Label: doc.T(endless), Sub: doc.T(long[:300]), Values: []doc.BarValue{{Name: endless, Value: 1e9, Text: endless}, {Name: "n", Value: -4, Text: "−4"}}}}},
		doc.Timeline{Today: on(2031, 1, 1), Phases: []doc.Phase{{Name: endless, Note: long[:400], Start: on(2020, 1, 1), End: on(2045, 1, 1), Word: endless}}, Milestones: []doc.Milestone{{Name: "never"}, {Name: endless, On: on(2044, 12, 30)}}},
		doc.InfluenceGrid{Stances: []doc.Stance{{Word: endless}, {Word: "b", Tone: doc.Bad}}, People: []doc.Placed{{Name: endless, Role: endless, Influence: 2, Stance: 1}, {Name: long[:4000], Influence: 4}}},
		doc.Actions{Items: []doc.Action{{Text: doc.T(endless), Owner: endless, When: endless}}},
		doc.SignOff{Text: doc.T(long[:500]), Parties: []doc.Party{{For: endless, Name: endless, Date: endless}, {For: "b", Name: long[:200]}, {For: "c"}}},
		doc.KeepTogether{Blocks: []doc.Block{doc.Heading{Level: 2, Text: "Together"}, doc.Paragraph{Text: doc.T(long[:9000])}}},
	}
	return d
}
