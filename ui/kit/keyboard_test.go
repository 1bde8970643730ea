package kit_test

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"kept/ui/kit"
	"kept/ui/uitest"
)

func open(t *testing.T, build func() fyne.CanvasObject) *uitest.Window {
	t.Helper()
	return uitest.Open(t, kit.ModeLight, fyne.NewSize(900, 600), func() fyne.CanvasObject {
		return kit.Pad(build(), 20, 20, 20, 20)
	})
}

func TestTabReachesEveryControlInOrder(t *testing.T) {
	var did []string
	w := open(t, func() fyne.CanvasObject {
		tabs := kit.NewTabs("One", "Two")
		tabs.OnSelected = func(i int) { did = append(did, fmt.Sprint("tab ", i)) }
		chips := kit.NewChoice("a", "b", "c")
		chips.OnChanged = func(on []int) { did = append(did, fmt.Sprint("chip ", on)) }
		story := kit.NewTextEntry("Story")
		story.OnBlur = func(s string) { did = append(did, "left "+s) }
		off := kit.NewButton("Off", kit.Secondary, func() { t.Error("a disabled button was pressed") })
		off.Disable()
		return kit.Column(8, tabs, chips, off, kit.NewCheckbox("Tick", func(on bool) { did = append(did, fmt.Sprint("tick ", on)) }),
			story, kit.NewButton("Go", kit.Primary, func() { did = append(did, "go") }))
	})
	w.Press(fyne.KeyTab, fyne.KeyRight)                               // tabs
	w.Press(fyne.KeyTab, fyne.KeyRight, fyne.KeyRight, fyne.KeySpace) // chips
	w.Press(fyne.KeyTab, fyne.KeySpace)                               // past the disabled button to the tick box
	w.Press(fyne.KeyTab)
	w.Type("two\nwords")
	w.Press(fyne.KeyTab, fyne.KeyReturn)
	want := []string{"tab 1", "chip [2]", "tick true", "left two\nwords", "go"}
	if !slices.Equal(did, want) {
		t.Errorf("did %q, want %q", did, want)
	}
}

// Letters and figures choose; the one that is on reports again, so that whoever
// listens can go on from it.
func TestChipsChooseByKey(t *testing.T) {
	var did []string
	var chips *kit.ChoiceChips
	w := open(t, func() fyne.CanvasObject {
		chips = kit.NewChoice("Yes", "No")
		chips.Keys = "yn"
		chips.OnChanged = func(on []int) { did = append(did, fmt.Sprint(on)) }
		return kit.Column(8, chips)
	})
	w.Press(fyne.KeyTab)
	w.Type("Nxyy")
	if want := []string{"[1]", "[0]", "[0]"}; !slices.Equal(did, want) {
		t.Errorf("did %q, want %q", did, want)
	}
	chips.Disable()
	w.Type("n")
	if chips.SelectedOne() != 0 {
		t.Error("a key chose although the chips are disabled")
	}
}

func TestSettingFromCodeNeverReports(t *testing.T) {
	loud := func(string) { t.Error("a value set from code was reported") }
	w := open(t, func() fyne.CanvasObject {
		e := kit.NewEntry("Name")
		e.OnChanged = loud
		e.SetText("Norrland")
		c := kit.NewCheckbox("Tick", func(bool) { loud("") })
		c.Set(kit.Checked)
		ch := kit.NewChoice("a", "b")
		ch.OnChanged = func([]int) { loud("") }
		ch.Select(1)
		d := kit.NewDateEntry("By", uitest.Now)
		d.OnDay = loud
		d.SetDay("2027-01-15")
		p := kit.NewPicker("Owner", kit.Option{Text: "Ida"})
		p.OnPicked = loud
		p.SetText("Ida")
		tabs := kit.NewTabs("One", "Two")
		tabs.OnSelected = func(int) { loud("") }
		tabs.Select(1)
		return kit.Column(8, e, c, ch, d, p, tabs)
	})
	w.MustShow("15 Jan 2027")
	w.MustShow("Friday 15 January 2027")
}

func TestDateIsTypedPickedAndRefused(t *testing.T) {
	var days []string
	var d *kit.DateEntry
	w := open(t, func() fyne.CanvasObject {
		d = kit.NewDateEntry("By", uitest.Now)
		d.OnDay = func(iso string) { days = append(days, iso) }
		d.Check = func(iso string) string {
			if iso < "2026-11-23" {
				return "This day has passed. Choose a later one."
			}
			return ""
		}
		return kit.Column(8, d, kit.NewButton("Next", kit.Secondary, nil))
	})
	w.Press(fyne.KeyTab)
	w.Type("+10")
	w.Press(fyne.KeyTab)
	if d.Day() != "2026-12-03" || d.Text() != "3 Dec 2026" {
		t.Fatalf("after +10 the day is %q, shown as %q", d.Day(), d.Text())
	}
	w.MustShow("Thursday 3 December 2026")
	kit.Focus(d)
	w.Press(fyne.KeyDown, fyne.KeyPageDown, fyne.KeyRight, fyne.KeyReturn)
	if d.Day() != "2027-01-04" {
		t.Errorf("a month and a day on is %q, want 2027-01-04", d.Day())
	}
	d.SetDay("")
	w.Type("soon")
	w.Press(fyne.KeyTab)
	w.MustShow("Not a date. Type it like 15 Jan 2027")
	if d.Text() != "soon" {
		t.Errorf("what could not be read became %q; it must stay to be put right", d.Text())
	}
	d.SetDay("2026-11-01")
	w.Settle()
	w.MustShow("This day has passed.")
	if len(days) == 0 || days[len(days)-1] != "2027-01-04" {
		t.Errorf("reported %v", days)
	}
}

func TestPickerNarrowsAndTakesWithTheKeyboard(t *testing.T) {
	var got []string
	var p *kit.Picker
	w := open(t, func() fyne.CanvasObject {
		p = kit.NewPicker("Owner", kit.Option{Text: "Ida Berg", Note: "Leader"}, kit.Option{Text: "Petter Lund", Note: "Implementation"}, kit.Option{Text: "Lena Vik", Note: "Support"})
		p.OnPicked = func(s string) { got = append(got, s) }
		return kit.Column(8, p, kit.NewButton("Next", kit.Secondary, nil))
	})
	w.Press(fyne.KeyTab)
	w.Type("le")
	w.MustShow("Lena Vik")
	w.Press(fyne.KeyReturn)
	if p.Picked() != "Lena Vik" || w.Shows("Petter Lund") {
		t.Fatalf("picked %q, list still open: %t", p.Picked(), w.Shows("Petter Lund"))
	}
	w.Press(fyne.KeyDown)
	w.Tap("Ida Berg")
	if p.Picked() != "Ida Berg" {
		t.Fatalf("a click on the list picked %q", p.Picked())
	}
	kit.Focus(p)
	w.Type("zzz")
	w.Press(fyne.KeyTab)
	if p.Text() != "Ida Berg" {
		t.Errorf("words that fit nothing left %q, want the last value back", p.Text())
	}
	p.FreeText = true
	p.SetText("")
	kit.Focus(p)
	w.Type("Somebody new")
	w.Press(fyne.KeyTab)
	if want := []string{"Lena Vik", "Ida Berg", "Somebody new"}; !slices.Equal(got, want) {
		t.Errorf("reported %q, want %q", got, want)
	}
}

func TestRowListAddsMovesAndRemovesFromTheKeyboard(t *testing.T) {
	rows := []string{"one", "two"}
	var l *kit.RowList
	w := open(t, func() fyne.CanvasObject {
		l = kit.NewRowList("New row")
		l.Len = func() int { return len(rows) }
		l.Row = func(i int) fyne.CanvasObject {
			e := kit.NewEntry("")
			e.SetText(rows[i])
			e.OnChanged = func(s string) { rows[i] = s }
			return e
		}
		l.OnAdd = func(at int) { rows = slices.Insert(rows, at, "") }
		l.OnRemove = func(i int) { rows = slices.Delete(rows, i, i+1) }
		l.OnMove = func(from, to int) { rows[from], rows[to] = rows[to], rows[from] }
		l.Reload()
		return l
	})
	step := func(what string, want ...string) {
		t.Helper()
		if !slices.Equal(rows, want) {
			t.Fatalf("%s: rows are %q, want %q", what, rows, want)
		}
	}
	l.FocusRow(1)
	w.Press(fyne.KeyReturn)
	w.Type("three")
	step("Enter in the last row", "one", "two", "three")
	w.Chord(fyne.KeyModifierAlt, fyne.KeyUp)
	step("Alt+Up", "one", "three", "two")
	w.Type("!")
	step("typing goes on in the moved row", "one", "three!", "two")
	w.Chord(fyne.KeyModifierAlt, fyne.KeyDelete)
	step("Alt+Delete", "one", "two")
	w.Press(fyne.KeyReturn)
	w.Chord(fyne.KeyModifierShortcutDefault, fyne.KeyBackspace)
	step("Ctrl+Backspace in an empty row", "one", "two")
	w.Tap("Remove")
	w.Tap("New row")
	w.Type("x")
	if len(rows) != 2 || rows[1] != "x" {
		t.Errorf("after a click on Remove and on New row: %q", rows)
	}
}

func TestSheetTakesTheKeyboardAndGivesItBack(t *testing.T) {
	var first *kit.Entry
	w := open(t, func() fyne.CanvasObject {
		first = kit.NewEntry("Behind")
		return first
	})
	kit.Focus(first)
	inner := kit.NewEntry("Reason")
	saved := ""
	s := kit.NewSheet("Return", kit.SheetNarrow, inner, kit.NewButton("Return it", kit.Primary, nil))
	closed := 0
	s.OnClose = func() { closed++ }
	s.Open(w.Canvas())
	w.Type("late")
	saved = inner.Text()
	w.Press(fyne.KeyEscape) // asks
	if !s.IsOpen() {
		t.Error("the words went with the first Esc")
	}
	w.Tap("Discard")
	if saved != "late" || s.IsOpen() || closed != 1 || len(w.Canvas().Overlays().List()) != 0 {
		t.Errorf("typed %q, open %t, closed %d", saved, s.IsOpen(), closed)
	}
	w.Type("x")
	if first.Text() != "x" {
		t.Errorf("the keyboard did not come back: the field has %q", first.Text())
	}
	escaped := 0
	w.Root.OnEscape = func() { escaped++ }
	w.Press(fyne.KeyEscape)
	if escaped != 1 {
		t.Errorf("Esc in a field reached the window %d times, want 1", escaped)
	}
	yes := false
	kit.Confirm(w.Canvas(), "Remove it?", "It goes to the trash.", "Remove", func() { yes = true })
	w.Tap("Remove")
	if !yes || len(w.Canvas().Overlays().List()) != 0 {
		t.Errorf("confirmed %t, overlays %d", yes, len(w.Canvas().Overlays().List()))
	}
}

func TestSectionsOpenOneAtATimeAndAreMadeWhenOpened(t *testing.T) {
	made := 0
	var a, b *kit.Section
	w := open(t, func() fyne.CanvasObject {
		content := func() fyne.CanvasObject { made++; return kit.NewLabel(fmt.Sprint("content ", made), kit.Body) }
		a, b = kit.NewSection("First", content), kit.NewSection("Second", content)
		g := &kit.SectionGroup{}
		g.Add(a, b)
		return kit.Column(0, a, b)
	})
	if made != 0 {
		t.Fatalf("%d contents made while all is folded", made)
	}
	w.Tap("First")
	w.MustShow("content 1")
	w.Press(fyne.KeyTab, fyne.KeyTab, fyne.KeySpace)
	if a.Open() || !b.Open() || w.Shows("content 1") {
		t.Errorf("first open %t, second open %t", a.Open(), b.Open())
	}
	w.Tap("Second")
	w.Tap("Second")
	if made != 2 {
		t.Errorf("%d contents made, want each once", made)
	}
}

func TestScrollFollowsTheKeyboard(t *testing.T) {
	var s *kit.Scroll
	w := uitest.Open(t, kit.ModeLight, fyne.NewSize(400, 300), func() fyne.CanvasObject {
		var all []fyne.CanvasObject
		for i := range 20 {
			all = append(all, kit.NewEntry(fmt.Sprint("Field ", i)))
		}
		s = kit.NewScroll(kit.NewCard("", kit.Column(8, all...)))
		return s
	})
	for range 12 {
		w.Press(fyne.KeyTab)
	}
	if s.Offset() < 300 {
		t.Errorf("after twelve fields the page is scrolled by %.0f, the field is out of view", s.Offset())
	}
	for range 9 {
		w.Press(fyne.KeyTab) // past the end, round to the first
	}
	if s.Offset() > 60 {
		t.Errorf("back at the first field the page is scrolled by %.0f", s.Offset())
	}
}

func TestAFigureOpensItsRowsOnlyWhereThereAreSome(t *testing.T) {
	opened := 0
	w := open(t, func() fyne.CanvasObject {
		rows := kit.NewFigure("Kept", "41 of 44", "")
		rows.OnTapped = func() { opened++ }
		return kit.Column(8, kit.NewFigure("Retention", "96 %", ""), rows)
	})
	w.Press(fyne.KeyTab, fyne.KeyReturn)
	w.Tap("41 of 44")
	w.Tap("96 %")
	if opened != 2 {
		t.Errorf("the rows opened %d times, want once by key and once by click", opened)
	}
}

// Tab marks what a field of one line holds, so that typing replaces it; in one of
// several lines, and where the program leads somebody, typing goes on behind.
func TestTabMarksAFieldOfOneLine(t *testing.T) {
	var one, story *kit.Entry
	w := open(t, func() fyne.CanvasObject {
		one, story = kit.NewEntry("Name"), kit.NewTextEntry("Story")
		one.SetText("Norrland")
		story.SetText("First line\nand a second one")
		return kit.Column(8, one, story)
	})
	kit.Focus(one)
	w.Type(" Dental")
	w.Press(fyne.KeyTab)
	w.Type(".")
	if one.Text() != "Norrland Dental" || story.Text() != "First line\nand a second one." {
		t.Errorf("typed %q and %q", one.Text(), story.Text())
	}
	w.Press(fyne.KeyTab, fyne.KeyHome) // Home takes the mark away
	w.Type("1")
	if one.Text() != "1Norrland Dental" {
		t.Errorf("typed %q", one.Text())
	}
	w.Press(fyne.KeyTab, fyne.KeyTab) // away and back
	w.Type("2")
	if one.Text() != "2" {
		t.Errorf("typed %q over what Tab had marked", one.Text())
	}
	at := w.Canvas().Focused() // the window is away, and comes back
	at.FocusLost()
	at.FocusGained()
	w.Type("3")
	if one.Text() != "23" {
		t.Errorf("typed %q after the window came back", one.Text())
	}
}

func TestARowListWithoutButtonsStillTakesKeys(t *testing.T) {
	texts := []string{"one", "two"}
	var l *kit.RowList
	w := open(t, func() fyne.CanvasObject {
		l = kit.NewRowList("Add")
		l.Bare = true
		l.Len = func() int { return len(texts) }
		l.Row = func(i int) fyne.CanvasObject {
			e := kit.NewEntry("")
			e.SetText(texts[i])
			return e
		}
		l.OnMove = func(from, to int) { texts[from], texts[to] = texts[to], texts[from] }
		l.OnRemove = func(i int) { texts = slices.Delete(texts, i, i+1) }
		l.Reload()
		return l
	})
	if w.Shows("Remove") {
		t.Error("a bare list draws buttons")
	}
	l.FocusRow(0)
	w.Chord(fyne.KeyModifierAlt, fyne.KeyDown)
	w.Chord(fyne.KeyModifierAlt, fyne.KeyDelete)
	if !slices.Equal(texts, []string{"two"}) {
		t.Errorf("left %q, want the row that was moved down to be gone", texts)
	}
}

func TestAToastGoesWhenItsActionIsTaken(t *testing.T) {
	w := open(t, func() fyne.CanvasObject { return kit.NewLabel("Page", kit.Title) })
	undone := 0
	w.Root.Toast("Promise moved to the trash.", kit.ToastAction{Text: "Undo", Do: func() { undone++ }})
	away := w.Root.Toast("Saved to brief.pdf.")
	w.Settle()
	w.Tap("Undo")
	if undone != 1 || w.Shows("moved to the trash") {
		t.Errorf("undone %d times, toast still there: %t", undone, w.Shows("moved to the trash"))
	}
	away()
	if w.Shows("Saved to brief.pdf.") {
		t.Error("the toast stayed after it was sent away")
	}
}
