package draw_test

import (
	"bytes"
	"context"
	"testing"

	"github.com/jung-kurt/gofpdf"

	"kept/assets"
	"kept/playbook/brief/doc"
	"kept/playbook/brief/draw"
	"kept/playbook/brief/draw/pdftest"
)

// BenchmarkRender and BenchmarkFloor belong together: the floor is gofpdf
// setting the same words with the same faces and nothing else.
func BenchmarkRender(b *testing.B) {
	d := norrland()
	for b.Loop() {
		if _, err := draw.Render(context.Background(), d); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFloor(b *testing.B) {
	text := string(pdftest.Run(b, "pdftotext", render(b, "norrland", norrland()).PDF))
	for b.Loop() {
		pdf := gofpdf.New("P", "mm", "A4", "")
		pdf.SetCatalogSort(true)
		pdf.SetCreationDate(created)
		pdf.SetModificationDate(created)
		pdf.AddUTF8FontFromBytes("x", "", assets.FontRegular())
		pdf.AddUTF8FontFromBytes("x", "B", assets.FontBold())
		pdf.AddUTF8FontFromBytes("x", "I", assets.FontItalic())
		pdf.AddPage()
		for i, style := range []string{"B", "I", ""} {
			pdf.SetFont("x", style, 9.5)
			part := text[i*len(text)/30 : (i+1)*len(text)/30]
			if style == "" {
				part = text[2*len(text)/30:]
			}
			pdf.MultiCell(0, 4.5, string(bytes.ToValidUTF8([]byte(part), nil)), "", "L", false)
		}
		var out bytes.Buffer
		if err := pdf.Output(&out); err != nil {
			b.Fatal(err)
		}
	}
}

// Sixty promises and two thousand words, beside the ordinary brief.
func BenchmarkRenderLong(b *testing.B) {
	d := stress()
	d.Blocks = []doc.Block{ledger(60), d.Blocks[5]}
	for b.Loop() {
		if _, err := draw.Render(context.Background(), d); err != nil {
			b.Fatal(err)
		}
	}
}
