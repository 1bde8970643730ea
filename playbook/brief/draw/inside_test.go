package draw

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/jung-kurt/gofpdf"
	"golang.org/x/text/unicode/norm"

	"kept/playbook/brief/doc"
	"kept/playbook/brief/draw/pdftest"
)

func TestClean(t *testing.T) {
	fs, err := loadFaces()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ in, want, missing string }{
		{"plain", "plain", ""},
		{"tab\tand\r\nline\rend\u2028here", "tab and\nline\nend\nhere", ""},
		{"e\u0301 is one letter", "é is one letter", ""},
		{"nul\x00 bell\a zero\u200bwidth soft\u00adhyphen \u202eright", "nul bell zerowidth softhyphen right", ""},
		{"bad\xffbyte", "bad□byte", "\uFFFD"},
		{"😀 and שלום", "□ and □□□□", "😀שלום"},
		{"Łódź, Ελλάδα, Київ, € 14 → 0 ★ ● ▲ ■", "Łódź, Ελλάδα, Київ, € 14 → 0 ★ ● ▲ ■", ""},
		{"no\u00a0break and\u2003em", "no\u00a0break and\u2003em", ""},
	} {
		got, missing := Clean(c.in, fs.has)
		if got != c.want || string(missing) != c.missing {
			t.Errorf("Clean(%q) = %q, %q; want %q, %q", c.in, got, string(missing), c.want, c.missing)
		}
	}
}

// Whatever is typed: Clean gives text that can be set, and a document full of it is drawn.
func FuzzCleanAndRender(f *testing.F) {
	for _, s := range []string{"", "word", "😀", "a\x00b\xff", "\n\n \n", "e\u0301\u0301\u0301", "\u202eabc", "((\\))", "ﷺ\U0010FFFF\uFFFF\uFFFE", "=HYPERLINK(\"x\")", "-/–—- /a-b/c–d", "   ", "a\u00a0b\ufeffc"} {
		f.Add(s)
	}
	fs, err := loadFaces()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, in string) {
		got, missing := Clean(in, fs.has)
		if !utf8.ValidString(got) {
			t.Errorf("Clean(%q) is not valid UTF-8", in)
		}
		boxes := 0
		for _, r := range got {
			if r != '\n' && !fs.has(r) {
				t.Errorf("Clean(%q) leaves %U, which the faces lack", in, r)
			}
			if r == box {
				boxes++
			}
		}
		if boxes < len(missing) {
			t.Errorf("Clean(%q): %d missing, %d boxes", in, len(missing), boxes)
		}
		if again, more := Clean(got, fs.has); len(more) > 0 || again != got && norm.NFC.String(got) != again {
			t.Errorf("Clean is not stable on %q: %q", got, again)
		}
		if len(in) > 500 {
			return
		}
		if _, err := Render(context.Background(), everywhere(in)); err != nil {
			t.Errorf("Render with %q: %v", in, err)
		}
	})
}

// A name of ten thousand characters is laid out, however it is made.
func TestTenThousandCharacters(t *testing.T) {
	for _, s := range []string{"Chrysanthemum ", "😀"} {
		long := strings.Repeat(s, 10_000/len([]rune(s)))
		res, err := Render(context.Background(), everywhere(long))
		if err != nil {
			t.Errorf("%q over and over: %v", s, err)
			continue
		}
		if s != "Chrysanthemum " {
			continue // pdftotext takes seconds over words a page long
		}
		if f := pdftest.Faults(pdftest.Pages(t, res.PDF), 18); len(f) > 0 {
			t.Errorf("%q over and over: %d faults, first %s", s, len(f), f[0])
		}
	}
}

// everywhere puts s into each place a text can stand.
func everywhere(s string) doc.Document {
	t := doc.Join(doc.T(s), doc.B(s), doc.I(s), doc.Pill(doc.Warn, s), doc.State(doc.Bad, s), doc.StarMark(), doc.T(s))
	return doc.Document{
		Title: s, Account: s, Kind: s, Date: s, FooterLeft: s, AsOf: s, Version: s, Author: s, Subject: s, Keywords: s, CompanyName: s,
		Blocks: []doc.Block{
			doc.Masthead{Name: s, Pill: doc.Pill(doc.Good, s), Line: t}, doc.Heading{Level: 1, Text: s, Sub: t}, doc.Section{Label: s, Star: true, Bookmark: true},
			doc.Paragraph{Label: s, Text: t}, doc.Notes{Label: s, Text: s}, doc.Bullets{Label: s, Items: []doc.Text{t}}, doc.Quote{Text: s, By: t},
			doc.Callout{Title: s, Text: t}, doc.Cells{Cells: []doc.Cell{{Label: s, Body: t, More: []doc.Block{doc.Notes{Text: s}}}}},
			doc.Strip{Label: s, Items: []doc.StripItem{{Head: t, Body: t}}},
			doc.Table{Columns: []doc.Column{{Head: s}, {Head: s, Right: true}}, Rows: []doc.Row{{Group: s, Cells: []doc.TableCell{{Text: t, Sub: t}}}}, Empty: t},
			doc.Actions{Boxes: true, Items: []doc.Action{{Text: t, Owner: s, When: s, Done: true}}}, doc.KeyValues{Items: []doc.KeyValue{{Label: s, Value: t}}},
			doc.Cards{Items: []doc.Card{{Title: s, Sub: s, Pill: doc.Pill(doc.Info, s), Rows: []doc.KeyValue{{Label: s, Value: t}}}}},
			doc.Bars{Rows: []doc.Bar{{Label: t, Sub: t, Values: []doc.BarValue{{Name: s, Value: 1, Text: s}}}}},
			doc.Chart{Name: s, Begin: &doc.ChartPoint{Value: 14, Text: s}, Target: &doc.ChartPoint{Text: s}, Measured: []doc.ChartPoint{{On: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), Value: 3, Text: s}}},
			doc.Questions{Items: []doc.Question{{Text: t, Sub: t, Lines: 2}, {Text: t, Known: t}}},
			doc.Timeline{Phases: []doc.Phase{{Name: s, Note: s, Word: s}}, Milestones: []doc.Milestone{{Name: s}}},
			doc.InfluenceGrid{Stances: []doc.Stance{{Word: s}}, People: []doc.Placed{{Name: s, Role: s, Influence: 3}, {Name: s}}},
			doc.OnePage{Versions: [][]doc.Block{{doc.Paragraph{Text: doc.T(s)}}}}, doc.SignOff{Text: t, Parties: []doc.Party{{For: s, Name: s, Date: s}}}, doc.Paragraph{Text: doc.T("end")},
		},
	}
}

// The widths here are those gofpdf writes into the file, or lines would not end where they were measured to.
func TestMeasureAgreesWithGofpdf(t *testing.T) {
	fs, err := loadFaces()
	if err != nil {
		t.Fatal(err)
	}
	const text = "Every clinic books 0123456789 from “one” calendar: Łódź, Ελλάδα, Київ → ★ ● ▲ ■ □ € – — … ½"
	for id, f := range fs {
		pdf := gofpdf.New("P", "mm", "A4", "")
		pdf.AddUTF8FontFromBytes("x", styleNames[id], f.file)
		pdf.SetFont("x", styleNames[id], 11)
		if got, want := f.measure(text, 11), pdf.GetStringWidth(text); got < want-0.01 || got > want+0.01 {
			t.Errorf("face %d: %.3f mm, gofpdf says %.3f", id, got, want)
		}
		for d := '1'; d <= '9'; d++ {
			if f.width[d] != f.width['0'] {
				t.Errorf("face %d: %c is not as wide as 0", id, d)
			}
		}
	}
}

func TestEveryToneAndAccentCanBeRead(t *testing.T) {
	for _, accent := range []doc.RGB{{}, {R: 255, G: 255, B: 255}, {R: 0xF5, G: 0xB8}, {R: 0xFF, G: 0xFF}, {R: 1}, {B: 255}, {R: 0x80, G: 0x80, B: 0x80}} {
		col, soft := accentOf(accent)
		seen := map[string]bool{}
		for tone, l := range tints(col, soft) {
			for _, ground := range []rgb{l.soft, white} {
				if c := contrast(l.text, ground); c < minContrast {
					t.Errorf("accent %v, tone %d: contrast %.2f on %06x", accent, tone, c, ground)
				}
			}
			if doc.Tone(tone) != doc.Accent && seen[l.shape] {
				t.Errorf("tone %d shares its shape %s", tone, l.shape)
			}
			seen[l.shape] = true
		}
		if c := contrast(muted, soft); c < minContrast {
			t.Errorf("accent %v: grey text on the soft ground has contrast %.2f", accent, c)
		}
	}
	if got, _ := accentOf(doc.RGB{R: 0x0F, G: 0x6F, B: 0x68}); got != teal {
		t.Errorf("a readable accent was changed to %06x", got)
	}
}

func TestReadFaceRefusesOtherFiles(t *testing.T) {
	fs, err := loadFaces()
	if err != nil {
		t.Fatal(err)
	}
	good := fs[regular].file
	for i, b := range [][]byte{nil, []byte("OTTO"), good[:200], good[:len(good)/2], make([]byte, 500)} {
		if _, err := readFace(b); err == nil {
			t.Errorf("case %d was read as a face", i)
		}
	}
}

// A table of page breaks: what goes where, in millimetres.
func TestPaginate(t *testing.T) {
	p := func(h float64, keep bool) piece {
		return piece{h: h, keep: keep, draw: func(*canvas, float64, float64) {}}
	}
	lines := func(n int) []piece {
		var ps []piece
		for range n {
			ps = append(ps, p(5, false))
		}
		return ps
	}
	for _, c := range []struct {
		name string
		in   []piece
		want string
	}{
		{"fits", lines(20), "20"},
		{"two pages", lines(21), "20 1"},
		{"heading moves", append(lines(19), p(5, true), p(5, false)), "19 2"},
		{"chain longer than a page", kept(lines(50)), "20 10 20"},
		{"breaks make no empty pages", []piece{{brk: true}, p(5, false), {brk: true}, {brk: true}, p(5, false), {brk: true}}, "1 1"},
		{"too high to place", []piece{p(5, false), p(300, false), p(5, false)}, "1 1 1"},
		{"row over two pages", []piece{row([]column{{0, lines(30)}}, 1, 1, 0, nil)}, "1 1"},
		{"row moves whole", append(lines(10), row([]column{{0, lines(12)}}, 0, 0, 0, nil)), "10 1"},
	} {
		got := ""
		for i, pg := range paginate(c.in, 100) {
			if i > 0 {
				got += " "
			}
			got += fmt.Sprint(len(pg))
		}
		if got != c.want {
			t.Errorf("%s: pieces per page %s, want %s", c.name, got, c.want)
		}
	}
}
