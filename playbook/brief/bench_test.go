package brief

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

// BenchmarkInternal and BenchmarkFloor belong together: from the record to the
// bytes of the internal brief, and the library alone setting the words of that
// very document with the same faces. The first should take at most twice the
// second; compare medians of runs that alternate:
//
//	go test ./playbook/brief -run '^$' -bench 'Internal|Floor' -count 7
func BenchmarkInternal(b *testing.B) {
	in := inputOf(norrland())
	for b.Loop() {
		if _, err := draw.Render(context.Background(), Internal(in)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFloor(b *testing.B) {
	res, _ := pdf(b, "floor", inputOf(norrland()), doc.Internal)
	text := string(pdftest.Run(b, "pdftotext", res.PDF))
	for b.Loop() {
		pdf := gofpdf.New("P", "mm", "A4", "")
		pdf.SetCatalogSort(true)
		pdf.SetCreationDate(asOf)
		pdf.SetModificationDate(asOf)
		pdf.AddUTF8FontFromBytes("x", "", assets.FontRegular())
		pdf.AddUTF8FontFromBytes("x", "B", assets.FontBold())
		pdf.AddUTF8FontFromBytes("x", "I", assets.FontItalic())
		pdf.AddPage()
		// A thirtieth is bold, a thirtieth italic, so that all faces are embedded.
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
