package draw_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"kept/playbook/brief/doc"
	"kept/playbook/brief/draw/pdftest"
)

// A label with room neither behind nor before its bar stands below it, whole,
// however narrow the chart is.
func TestTimelineLabelsAreWhole(t *testing.T) {
	line := doc.Timeline{Today: on(2026, 11, 23), Phases: []doc.Phase{
		{Name: "Whole span", Start: on(2026, 10, 5), End: on(2027, 1, 5), Word: "9 of 11 done, the last two wait for the export"},
		{Name: "Early", Start: on(2026, 10, 5), End: on(2026, 10, 7), Word: "overdue"},
		{Name: "Late", Start: on(2027, 1, 4), End: on(2027, 1, 5), Word: "behind"}, {Name: "No dates"},
	}, Milestones: []doc.Milestone{{Name: "Go-live", On: on(2026, 11, 20)}, {Name: "Open"}}}
	for across := 1; across <= 3; across++ {
		columns := doc.Columns{}
		for range across {
			columns.Columns = append(columns.Columns, []doc.Block{line})
		}
		for _, blocks := range [][]doc.Block{{columns}, {doc.Columns{Weights: []float64{1, 2.5}, Columns: [][]doc.Block{{line}, {doc.Paragraph{Text: doc.T("beside")}}}}}} {
			res := render(t, fmt.Sprintf("timeline-%d", across), doc.Document{Title: "Timeline", Created: created, Blocks: blocks})
			if f := pdftest.Faults(pdftest.Pages(t, res.PDF), 18); len(f) > 0 {
				t.Errorf("%d side by side: %d faults, first %s", across, len(f), f[0])
			}
			words := strings.Join(strings.Fields(string(pdftest.Run(t, "pdftotext", res.PDF))), "")
			for _, want := range []string{"9of11done", "export", "overdue", "behind", "today23Nov"} {
				if !strings.Contains(words, want) {
					t.Errorf("%d side by side: %q is cut: %s", across, want, words)
				}
			}
			for _, want := range []string{"2026", "2027"} {
				if n := strings.Count(words, want); n == 0 {
					t.Errorf("%d side by side: no date in %s is whole", across, want)
				}
			}
		}
	}
}

// The version with the most words that fits on a page is drawn, the last when none does.
func TestOnePage(t *testing.T) {
	lines := func(word string, n int) []doc.Block {
		var out []doc.Block
		for range n {
			out = append(out, doc.Paragraph{Text: doc.T(word)})
		}
		return out
	}
	for _, c := range []struct {
		name     string
		versions [][]doc.Block
		word     string
		pages    int
	}{
		{"fits", [][]doc.Block{lines("first", 20), lines("second", 3)}, "first", 1},
		{"fits with smaller spaces", [][]doc.Block{lines("first", 34), lines("second", 3)}, "first", 1},
		{"too long", [][]doc.Block{lines("first", 60), lines("second", 3)}, "second", 1},
		{"none fits", [][]doc.Block{lines("first", 80), lines("second", 50)}, "second", 2},
	} {
		res := render(t, "one-page", doc.Document{Title: c.name, Created: created, Blocks: []doc.Block{doc.OnePage{Versions: c.versions}}})
		if text := string(pdftest.Run(t, "pdftotext", res.PDF)); res.Pages != c.pages || !strings.Contains(text, c.word) {
			t.Errorf("%s: %d pages, want %d of %q", c.name, res.Pages, c.pages, c.word)
		}
	}
	if res := render(t, "one-page", doc.Document{Title: "close", Created: created, Blocks: lines("plain", 34)}); res.Pages != 2 {
		t.Errorf("34 lines fill %d pages by themselves, so the smaller spaces prove nothing", res.Pages)
	}
}

// A document a little longer than wished is set closer; one far longer is left
// as it is, and nothing is lost either way.
func TestPagesWishedFor(t *testing.T) {
	for _, c := range []struct{ rows, usual, wish, want int }{
		{60, 2, 2, 2}, {72, 3, 2, 2}, {150, 5, 2, 5}, {72, 3, 0, 3}, // over what was wished for
		{72, 3, 9, 2}, {85, 3, 9, 3}, // a last page with a few rows, and one with many
	} {
		d := doc.Document{Title: "Rows", Created: created, Pages: c.wish}
		table := doc.Table{Name: "Rows", Columns: []doc.Column{{Head: "Row"}}}
		for i := range c.rows {
			table.Rows = append(table.Rows, doc.Row{Cells: []doc.TableCell{doc.C(fmt.Sprintf("row %d", i+1))}})
		}
		d.Blocks = []doc.Block{table}
		res := render(t, "wished", d)
		d.Pages = 0
		usual := render(t, "usual", d)
		if res.Pages != c.want || usual.Pages != c.usual {
			t.Errorf("%d rows, %d pages wished for: %d pages (usually %d), want %d (usually %d)", c.rows, c.wish, res.Pages, usual.Pages, c.want, c.usual)
		}
		if text := string(pdftest.Run(t, "pdftotext", res.PDF)); !strings.Contains(text, fmt.Sprintf("row %d\n", c.rows)) {
			t.Errorf("%d rows: the last one is missing", c.rows)
		}
	}
}

// A row of pairs with one pair has one rule, and an address is parted where addresses are.
func TestLongAddress(t *testing.T) {
	card := doc.Card{Title: "Ingrid Moe", Rows: []doc.KeyValue{{Label: "Personal win", Value: doc.T("none")}, {Label: "Reach", Value: doc.T("ingrid.moe.of.the.front.desk@norrlanddental.example")}}}
	res := render(t, "address", doc.Document{Title: "Address", Created: time.Time{}, Blocks: []doc.Block{doc.Cards{Items: []doc.Card{card}}}})
	lines := strings.Fields(string(pdftest.Run(t, "pdftotext", res.PDF)))
	found := false
	for _, l := range lines {
		found = found || strings.HasPrefix(l, "norrlanddental.example")
	}
	if !found {
		t.Errorf("the address is parted inside a word: %q", lines)
	}
}
