package draw_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"kept/playbook/brief/doc"
	"kept/playbook/brief/draw"
	"kept/playbook/brief/draw/pdftest"
)

func TestNothingOutsideMarginsOrOverlapping(t *testing.T) {
	for name, d := range map[string]doc.Document{"norrland": norrland(), "plan": plan(), "stress": stress()} {
		t.Run(name, func(t *testing.T) {
			for _, paper := range []doc.Paper{doc.A4, doc.Letter} {
				d.Paper = paper
				res := render(t, name+"-"+[]string{"a4", "letter"}[paper], d)
				pages := pdftest.Pages(t, res.PDF)
				if len(pages) != res.Pages {
					t.Errorf("Result says %d pages, the file has %d", res.Pages, len(pages))
				}
				if f := pdftest.Faults(pages, 18); len(f) > 0 {
					t.Errorf("%d faults:\n%s", len(f), strings.Join(f[:min(len(f), 20)], "\n"))
				}
			}
		})
	}
}

// The checker itself has to see what it is there for.
func TestFaultsAreSeen(t *testing.T) {
	p := pdftest.Page{W: 595, H: 842, Words: []pdftest.Word{
		{X0: 100, Y0: 100, X1: 150, Y1: 112, Text: "one"},
		{X0: 140, Y0: 102, X1: 180, Y1: 114, Text: "overlaps"},
		{X0: 560, Y0: 300, X1: 590, Y1: 312, Text: "outside"},
		{X0: 100, Y0: 113, X1: 150, Y1: 125, Text: "below"},
	}}
	got := pdftest.Faults([]pdftest.Page{p}, 18)
	if len(got) != 2 || !strings.Contains(got[0], "overlap") || !strings.Contains(got[1], "outside") {
		t.Errorf("faults = %q, want the overlap and the word outside", got)
	}
}

func TestSameDocumentSameBytes(t *testing.T) {
	first := render(t, "first", norrland())
	for range 4 {
		if again := render(t, "again", norrland()); !bytes.Equal(first.PDF, again.PDF) {
			t.Fatal("the same document gave other bytes")
		}
	}
	later := norrland()
	later.Created = created.Add(time.Hour)
	if bytes.Equal(first.PDF, render(t, "later", later).PDF) {
		t.Error("another creation time gave the same bytes")
	}
}

func TestCustomerCopyCarriesNothingInternal(t *testing.T) {
	res := render(t, "plan", plan(), draw.NoCompression)
	info := string(pdftest.Run(t, "pdfinfo", res.PDF))
	for _, want := range []string{"One calendar for five clinics", "Fjord & Kim Agency"} {
		if !strings.Contains(info, want) {
			t.Errorf("metadata lacks %q:\n%s", want, info)
		}
	}
	text := string(pdftest.Run(t, "pdftotext", res.PDF, "-layout"))
	for _, secret := range []string{"Someone Inside", "margin notes", "secret", "INTERNAL", "internal"} {
		utf16 := strings.Join(strings.Split(secret, ""), "\x00")
		if strings.Contains(info, secret) || strings.Contains(text, secret) ||
			bytes.Contains(res.PDF, []byte(secret)) || bytes.Contains(res.PDF, []byte(utf16)) {
			t.Errorf("the customer's copy carries %q", secret)
		}
	}
}

func TestInternalCopySaysSoOnEveryPage(t *testing.T) {
	res := render(t, "norrland", norrland())
	for i, p := range pdftest.Pages(t, res.PDF) {
		top := ""
		for _, w := range p.Words {
			if w.Y0 < 80 {
				top += w.Text + " "
			}
		}
		for _, want := range []string{"Handoff brief", "INTERNAL", "23 November 2026"} {
			if !strings.Contains(top, want) {
				t.Errorf("page %d: header %q lacks %q", i+1, top, want)
			}
		}
		if i > 0 && !strings.Contains(top, "Norrland Dental") {
			t.Errorf("page %d: header %q does not name the account", i+1, top)
		}
	}
	text := string(pdftest.Run(t, "pdftotext", res.PDF, "-layout"))
	for _, want := range []string{"as of 23 Nov 2026, 14:05 UTC", "version 3", "Page 7 of 7", "▲ Conditional · 78 / 100", "14 → 0", "Łucja Wójcik", "Not captured"} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q", want)
		}
	}
}

// Rows of a ledger of sixty promises stay whole, and each page begins with the head.
func TestLongTableRepeatsItsHeadAndKeepsRowsWhole(t *testing.T) {
	d := norrland()
	d.Blocks = []doc.Block{doc.Heading{Level: 1, Text: "Promises"}, ledger(60)}
	pages := pdftest.Pages(t, render(t, "ledger", d).PDF)
	if len(pages) < 4 {
		t.Fatalf("60 promises on %d pages", len(pages))
	}
	rows := 0
	for i, p := range pages {
		head, lastFoot, lastDue := 0.0, 0.0, 0.0
		for _, w := range p.Words {
			switch {
			case w.Text == "Promise":
				head = w.Y0
			case len(w.Text) == 3 && w.Text[0] == 'P' && w.Text[1] >= '0' && w.Text[1] <= '6':
				rows++
				lastFoot = w.Y0
			case w.Text == "2027":
				lastDue = w.Y0
			}
			if head > 0 && w.Y0 > 80 && w.Y0 < head-2 && i > 0 {
				t.Errorf("page %d: %q stands above the table's head", i+1, w.Text)
			}
		}
		if head == 0 {
			t.Errorf("page %d has no table head", i+1)
		}
		if lastDue > lastFoot {
			t.Errorf("page %d ends inside a row", i+1)
		}
	}
	if rows != 60 {
		t.Errorf("%d rows drawn, want 60", rows)
	}
}

// However full the page is, a heading is followed by at least two lines of its text.
func TestNoOrphanHeadings(t *testing.T) {
	for fill := 60.0; fill < 240; fill += 6 {
		d := doc.Document{Created: created, Blocks: []doc.Block{
			doc.Paragraph{Text: doc.T("top")},
			doc.Spacer{MM: fill},
			doc.Heading{Level: 2, Text: "Orphan"},
			doc.Paragraph{Text: doc.T(strings.Repeat("word ", 60))},
			doc.Section{Label: "Lone"},
			doc.Table{Columns: []doc.Column{{Head: "Head"}}, Rows: []doc.Row{{Cells: []doc.TableCell{doc.C("cell")}}}},
		}}
		pages := pdftest.Pages(t, render(t, "orphan", d).PDF)
		for i, p := range pages {
			n := map[string]int{}
			for _, w := range p.Words {
				n[w.Text]++
			}
			if n["Orphan"] > 0 && n["word"] < 20 {
				t.Errorf("fill %.0f mm, page %d: heading with %d words below it", fill, i+1, n["word"])
			}
			if n["Lone"] != n["cell"] || n["Head"] != n["cell"] {
				t.Errorf("fill %.0f mm, page %d: label %d, head %d, row %d", fill, i+1, n["Lone"], n["Head"], n["cell"])
			}
		}
	}
}

// What was typed is on the pages, all of it and in order.
func TestLongNotesAreComplete(t *testing.T) {
	var b strings.Builder
	for i := range 2400 {
		fmt.Fprintf(&b, "w%d ", i)
		if i%90 == 89 {
			b.WriteString("\n\n")
		}
	}
	d := doc.Document{Created: created, Blocks: []doc.Block{
		doc.Heading{Level: 1, Text: "Notes"},
		doc.Columns{Weights: []float64{3, 1}, Columns: [][]doc.Block{{doc.Notes{Text: b.String()}}, {doc.Paragraph{Text: doc.T("aside")}}}},
	}}
	next := 0
	pages := pdftest.Pages(t, render(t, "notes", d).PDF)
	for _, p := range pages {
		for _, w := range p.Words {
			if w.Text == fmt.Sprintf("w%d", next) {
				next++
			}
		}
	}
	if next != 2400 {
		t.Errorf("word w%d is missing or out of order", next)
	}
	if len(pages) > 6 {
		t.Errorf("2,400 words take %d pages: they do not flow", len(pages))
	}
}

func TestKeepTogether(t *testing.T) {
	together := doc.KeepTogether{Blocks: []doc.Block{doc.Paragraph{Text: doc.T("first")}, doc.Spacer{MM: 60}, doc.Paragraph{Text: doc.T("second")}}}
	for fill := 20.0; fill < 240; fill += 20 {
		d := doc.Document{Created: created, Blocks: []doc.Block{doc.Paragraph{Text: doc.T("top")}, doc.Spacer{MM: fill}, together}}
		for _, p := range pdftest.Pages(t, render(t, "together", d).PDF) {
			n := 0
			for _, w := range p.Words {
				if w.Text == "first" || w.Text == "second" {
					n++
				}
			}
			if n == 1 {
				t.Errorf("fill %.0f mm parts the group", fill)
			}
		}
	}
}

func TestMissingCharactersAreShownAndNamed(t *testing.T) {
	d := doc.Document{Created: created, Blocks: []doc.Block{
		doc.Heading{Level: 1, Text: "Promises"},
		doc.Table{Name: "Promises", Columns: []doc.Column{{Head: "What"}}, Rows: []doc.Row{{Cells: []doc.TableCell{doc.C("fine")}}, {Cells: []doc.TableCell{doc.C("go 😀 now, 😀 again")}}}},
	}}
	res := render(t, "emoji", d)
	want := "The character “😀” (U+1F600) is shown as □, because the document's font does not have it: the table “Promises”, row 2, under “Promises”."
	if len(res.Warnings) != 1 || res.Warnings[0] != want {
		t.Errorf("warnings = %q, want %q", res.Warnings, want)
	}
	if text := string(pdftest.Run(t, "pdftotext", res.PDF)); !strings.Contains(text, "go □ now, □ again") {
		t.Errorf("no visible box in %q", text)
	}
}

func TestCancelledContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := draw.Render(ctx, norrland()); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v, want context.Canceled", err)
	}
}

func TestRefusals(t *testing.T) {
	damaged := logoPNG(200, 200)
	damaged = damaged[:len(damaged)-30]
	table := doc.Table{Name: "Risks", Columns: []doc.Column{{Head: "a"}}, Rows: []doc.Row{{Cells: []doc.TableCell{doc.C("1"), doc.C("2")}}}}
	some := []doc.Block{doc.Paragraph{Text: doc.T("x")}}
	for _, c := range []struct {
		name, want string
		d          doc.Document
	}{
		{"not a picture", "it is not a PNG or JPEG picture", doc.Document{Logo: []byte("GIF89a..."), Blocks: some}},
		{"damaged picture", "the picture is damaged", doc.Document{Logo: damaged, Blocks: some}},
		{"too many cells", "the table “Risks” has 1 columns, but its row 1 has 2 cells", doc.Document{Blocks: []doc.Block{table}}},
		{"phase backwards", "the phase “Set up” ends before it starts", doc.Document{Blocks: []doc.Block{doc.Timeline{Phases: []doc.Phase{{Name: "Set up", Start: on(2027, 1, 2), End: on(2027, 1, 1)}}}}}},
		{"nothing", "the document has nothing in it", doc.Document{}},
	} {
		_, err := draw.Render(context.Background(), c.d)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: err = %v, want one with %q", c.name, err, c.want)
		}
		if strings.HasSuffix(c.name, "picture") && !errors.Is(err, draw.ErrLogo) {
			t.Errorf("%s: err = %v does not wrap ErrLogo", c.name, err)
		}
	}
}

// A logo of any shape stays inside the header and keeps its proportions.
func TestLogoIsScaledNotStretched(t *testing.T) {
	for _, size := range [][2]int{{2000, 100}, {40, 400}, {1, 1}, {3000, 3000}} {
		d := plan()
		d.Logo = logoPNG(size[0], size[1])
		pdf := string(render(t, "logo", d, draw.NoCompression).PDF)
		at := strings.Index(pdf, " cm /I")
		if at < 0 {
			t.Fatalf("%v: no picture in the file", size)
		}
		var w, h, x, y float64
		line := pdf[strings.LastIndex(pdf[:at], "q ")+2 : at]
		if _, err := fmt.Sscanf(line, "%f 0 0 %f %f %f", &w, &h, &x, &y); err != nil {
			t.Fatalf("%v: %q: %v", size, line, err)
		}
		if got, want := w/h, float64(size[0])/float64(size[1]); got < want*0.95 || got > want*1.05 {
			t.Errorf("%v: drawn %.1f × %.1f pt", size, w, h)
		}
		if w > 108 || h > 23 {
			t.Errorf("%v: drawn %.1f × %.1f pt, larger than its box", size, w, h)
		}
	}
}
