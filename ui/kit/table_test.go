package kit_test

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"kept/ui/kit"
	"kept/ui/uitest"
)

func TestTableOfTenThousandAsksOnlyForRowsInView(t *testing.T) {
	asked := map[int]bool{}
	var tb *kit.Table
	w := open(t, func() fyne.CanvasObject {
		tb = kit.NewTable(kit.TableColumn{Title: "Account", Grow: 1})
		tb.Len = func() int { return 10000 }
		tb.Cell = func(r, _ int) kit.Cell { asked[r] = true; return kit.Cell{Text: fmt.Sprint("row ", r)} }
		return tb
	})
	if len(asked) > 40 {
		t.Errorf("%d rows were asked for to show about 15", len(asked))
	}
	kit.Focus(tb)
	w.Press(fyne.KeyEnd)
	w.MustShow("row 9999")
	if tb.Selected() != 9999 || len(asked) > 80 {
		t.Errorf("End: selected %d, %d rows asked for", tb.Selected(), len(asked))
	}
}

func TestTableFromTheKeyboardAndByClick(t *testing.T) {
	var did []string
	note := func(what string) func(int) { return func(r int) { did = append(did, fmt.Sprint(what, " ", r)) } }
	var tb *kit.Table
	ticked := map[int]bool{}
	w := open(t, func() fyne.CanvasObject {
		tb = kit.NewTable(kit.TableColumn{Title: "Task", Grow: 1}, kit.TableColumn{Title: "Due", Width: 80, Sort: true}, kit.TableColumn{Width: 90})
		tb.Fit = true
		tb.Len = func() int { return 5 }
		tb.Group = func(r int) (string, bool) { return "Phase two", r == 2 }
		tb.Cell = func(r, c int) kit.Cell {
			state := kit.Unchecked
			if ticked[r] {
				state = kit.Checked
			}
			return [...]kit.Cell{{Text: fmt.Sprint("task ", r), Tick: &state}, {Text: "1 Dec"}, {Action: fmt.Sprint("Clear ", r)}}[c]
		}
		tb.OnSelected, tb.OnOpen, tb.OnDelete = note("select"), note("open"), note("delete")
		tb.OnCheck = func(r, _ int) { ticked[r] = true; note("check")(r); tb.Reload() }
		tb.OnAction = func(r, _ int) { note("action")(r) }
		tb.OnMove = func(r, by int) { did = append(did, fmt.Sprint("move ", r, " ", by)) }
		tb.OnSort = func(c int, desc bool) { did = append(did, fmt.Sprint("sort ", c, " ", desc)) }
		return tb
	})
	expect := func(what string, want ...string) {
		t.Helper()
		if !slices.Equal(did, want) {
			t.Fatalf("%s: did %q, want %q", what, did, want)
		}
		did = nil
	}
	w.Press(fyne.KeyTab, fyne.KeyReturn, fyne.KeyReturn)
	expect("the heads are a stop of their own", "sort 1 false", "sort 1 true")
	w.Press(fyne.KeyTab)
	expect("the rows take the keyboard", "select 0")
	w.Press(fyne.KeyDown, fyne.KeyDown)
	expect("Down passes over a heading", "select 1", "select 3")
	w.Press(fyne.KeySpace, fyne.KeyReturn, fyne.KeyDelete)
	w.Chord(fyne.KeyModifierAlt, fyne.KeyUp)
	expect("keys on a row", "check 3", "open 3", "delete 3", "move 3 -1")
	w.Tap("task 4")
	expect("a click selects", "select 4")
	w.Tap("Clear 1")
	expect("a click on the action runs it", "select 1", "action 1")
	w.Tap("Phase two")
	expect("a heading cannot be selected")
	w.Tap("Due")
	expect("a click on the head sorts", "sort 1 false")
}

// A refused tick must not be written twice: the box shows what Cell says, and
// showing it reports nothing.
func TestARefusedTickIsReportedOnce(t *testing.T) {
	asked := 0
	var tb *kit.Table
	w := open(t, func() fyne.CanvasObject {
		tb = kit.NewTable(kit.TableColumn{Title: "Task", Grow: 1})
		tb.Len = func() int { return 3 }
		tb.Cell = func(r, _ int) kit.Cell {
			return kit.Cell{Text: fmt.Sprint("task ", r), Tick: kit.Ticked(kit.Unchecked)}
		}
		tb.OnCheck = func(int, int) { asked++; tb.Reload() }
		return tb
	})
	kit.Focus(tb)
	w.Press(fyne.KeySpace)
	if asked != 1 {
		t.Errorf("a refused tick was asked for %d times, want 1", asked)
	}
}

func BenchmarkTableScroll(b *testing.B) {
	var tb *kit.Table
	w := uitest.Open(b, kit.ModeLight, fyne.NewSize(900, 700), func() fyne.CanvasObject {
		tb = kit.NewTable(kit.TableColumn{Title: "Account", Grow: 1}, kit.TableColumn{Title: "State", Width: 120}, kit.TableColumn{Title: "Due", Width: 80})
		tb.Len = func() int { return 10000 }
		tb.Cell = func(r, c int) kit.Cell {
			return [...]kit.Cell{{Text: fmt.Sprint("account ", r)}, {Tags: []kit.Tag{{Text: "on track", Tone: kit.Kept}}}, {Text: "1 Dec"}}[c]
		}
		return tb
	})
	kit.Focus(tb)
	for b.Loop() {
		w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
		if tb.Selected() == 9999 {
			tb.Select(0)
		}
	}
}

func TestColumnsChangeOnAStandingTable(t *testing.T) {
	cols := []kit.TableColumn{{Title: "Task", Grow: 1}, {Title: "Owner", Width: 80}, {Title: "Due", Width: 80}}
	var tb *kit.Table
	w := uitest.Open(t, kit.ModeLight, fyne.NewSize(600, 300), func() fyne.CanvasObject {
		tb = kit.NewTable(cols...)
		tb.Len = func() int { return 3 }
		tb.Cell = func(row, col int) kit.Cell { return kit.Cell{Text: cols[col].Title + " here"} }
		return tb
	})
	for _, n := range []int{1, 3, 0, 2} {
		tb.SetColumns(cols[:n]...)
		tb.Resize(fyne.NewSize(400+float32(n), 300))
		w.Settle()
		if got := w.Shows("Owner here"); got != (n > 1) {
			t.Errorf("with %d columns the owner is shown: %t", n, got)
		}
	}
}

func TestTableAsksNoHeadingForCells(t *testing.T) {
	w := open(t, func() fyne.CanvasObject {
		tb := kit.NewTable(kit.TableColumn{Title: "What", Grow: 1})
		tb.TwoLines = true
		tb.Len = func() int { return 3 }
		tb.Group = func(r int) (string, bool) { return "Tasks", r == 0 }
		tb.Cell = func(r, _ int) kit.Cell {
			if r == 0 {
				t.Error("a heading was asked for a cell")
			}
			return kit.Cell{Text: fmt.Sprint("row ", r), Sub: "below"}
		}
		return tb
	})
	w.MustShow("Tasks")
	w.MustShow("row 2")
}

// A Fit table in a Scroll it knows draws what is near the view, and the keyboard
// reaches every row all the same.
func TestAFitTableOfFiveHundredDrawsWhatIsNearTheView(t *testing.T) {
	var tb *kit.Table
	var page *kit.Scroll
	drawn := map[int]bool{}
	w := open(t, func() fyne.CanvasObject {
		tb = kit.NewTable(kit.TableColumn{Title: "Promise", Grow: 1})
		tb.Fit = true
		tb.Len = func() int { return 500 }
		tb.Cell = func(r, _ int) kit.Cell { return kit.Cell{Text: fmt.Sprint("row ", r), Wrap: true} }
		page = kit.NewScroll(kit.Column(0, kit.NewText("Above", kit.Body), tb, kit.NewText("Below", kit.Body)))
		tb.Within(page)
		return page
	})
	for _, text := range w.Texts() {
		var r int
		if n, _ := fmt.Sscanf(text, "row %d", &r); n == 1 {
			drawn[r] = true
		}
	}
	if len(drawn) == 0 || len(drawn) > 60 || !drawn[0] {
		t.Fatalf("%d rows are drawn", len(drawn))
	}
	w.Canvas().Focus(tb.Focusable())
	for _, c := range []struct {
		key  fyne.KeyName
		want string
	}{{fyne.KeyEnd, "row 499"}, {fyne.KeyHome, "row 0"}} {
		w.Press(c.key)
		w.MustShow(c.want)
	}
	page.SetOffset(9000)
	if !w.Shows("row 250") && !w.Shows("row 240") {
		t.Errorf("scrolled by hand, the table shows %q", w.Texts())
	}
}

func TestSpaceChoosesARowWithoutABox(t *testing.T) {
	chosen := -1
	var tb *kit.Table
	w := open(t, func() fyne.CanvasObject {
		tb = kit.NewTable(kit.TableColumn{Title: "Promise", Grow: 1})
		tb.Len = func() int { return 3 }
		tb.Cell = func(r, _ int) kit.Cell { return kit.Cell{Text: fmt.Sprint("row ", r)} }
		tb.OnChoose = func(r int) { chosen = r }
		tb.OnOpen = func(int) { t.Error("Space opened the row") }
		return tb
	})
	kit.Focus(tb)
	w.Press(fyne.KeyDown, fyne.KeySpace)
	if chosen != 1 {
		t.Errorf("Space chose %d, want 1", chosen)
	}
}

// Keys take what nothing inside wants: letters never from a field, chords also
// from one.
func TestKeysLeaveAFieldItsLetters(t *testing.T) {
	var did []string
	var field *kit.Entry
	var button *kit.Button
	w := open(t, func() fyne.CanvasObject {
		field, button = kit.NewEntry("Evidence"), kit.NewButton("Next", kit.Secondary, nil)
		k := kit.NewKeys(kit.Column(0, field, button))
		k.OnRune = func(r rune) bool { did = append(did, string(r)); return true }
		k.OnKey = func(n fyne.KeyName) bool { did = append(did, string(n)); return true }
		k.OnChord = func(s *desktop.CustomShortcut) bool { did = append(did, "Alt+"+string(s.KeyName)); return true }
		return k
	})
	kit.Focus(field)
	w.Type("j1")
	w.Chord(fyne.KeyModifierAlt, fyne.KeyDown)
	if field.Text() != "j1" || !slices.Equal(did, []string{"Alt+Down"}) {
		t.Errorf("the field has %q, the keys took %q", field.Text(), did)
	}
	kit.Focus(button)
	w.Type("j")
	w.Press(fyne.KeyDown)
	if !slices.Equal(did, []string{"Alt+Down", "j", "Down"}) {
		t.Errorf("the keys took %q", did)
	}
}
