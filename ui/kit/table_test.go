package kit_test

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

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
