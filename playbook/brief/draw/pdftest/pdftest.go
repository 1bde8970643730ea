// Package pdftest looks at finished PDFs the way a reader's program does: it
// finds words outside the margins and words on top of each other. It is for
// tests and needs poppler-utils.
package pdftest

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// Word is one word on a page, in points from the top left.
type Word struct {
	X0   float64 `xml:"xMin,attr"`
	Y0   float64 `xml:"yMin,attr"`
	X1   float64 `xml:"xMax,attr"`
	Y1   float64 `xml:"yMax,attr"`
	Text string  `xml:",chardata"`
}

// Page is one page of word boxes, sizes in points.
type Page struct {
	W     float64 `xml:"width,attr"`
	H     float64 `xml:"height,attr"`
	Words []Word  `xml:"word"`
}

// Run runs one of poppler's programs on a PDF and returns its standard output.
// A missing program fails the test: a layout nobody measured is not a tested layout.
func Run(t testing.TB, program string, pdf []byte, args ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		t.Fatalf("%s is missing; install poppler-utils (apt-get install poppler-utils)", program)
	}
	file := filepath.Join(t.TempDir(), "document.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	args = append(slices.Clone(args), file)
	if program == "pdftotext" {
		args = append(args, "-")
	}
	cmd := exec.Command(program, args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	b, err := cmd.Output()
	if err != nil || stderr.Len() > 0 {
		t.Fatalf("%s: %v\n%s", program, err, stderr.String())
	}
	return b
}

// Pages reads the box of every word of a PDF.
func Pages(t testing.TB, pdf []byte) []Page {
	t.Helper()
	var x struct {
		Pages []Page `xml:"body>doc>page"`
	}
	dec := xml.NewDecoder(bytes.NewReader(Run(t, "pdftotext", pdf, "-bbox")))
	dec.Strict = false
	dec.Entity = xml.HTMLEntity
	if err := dec.Decode(&x); err != nil {
		t.Fatalf("read word boxes: %v", err)
	}
	if len(x.Pages) == 0 {
		t.Fatal("no pages in the word boxes")
	}
	return x.Pages
}

// Faults lists words outside the margins, given in millimetres, and words that overlap.
// Boxes of pdftotext reach from ascent to descent, higher than the ink, so two
// lines may touch; an overlap counts when it takes a third of the lower box.
func Faults(pages []Page, marginMM float64) []string {
	var out []string
	m := marginMM/25.4*72 - 0.5
	for n, p := range pages {
		for i, a := range p.Words {
			if a.X0 < m || a.X1 > p.W-m || a.Y0 < m-3 || a.Y1 > p.H-m+3 {
				out = append(out, fmt.Sprintf("page %d: %q at %.0f,%.0f–%.0f,%.0f is outside the margins", n+1, a.Text, a.X0, a.Y0, a.X1, a.Y1))
			}
			for _, b := range p.Words[i+1:] {
				w := min(a.X1, b.X1) - max(a.X0, b.X0)
				h := min(a.Y1, b.Y1) - max(a.Y0, b.Y0)
				if w > 0.6 && h > 0.34*min(a.Y1-a.Y0, b.Y1-b.Y0) {
					out = append(out, fmt.Sprintf("page %d: %q and %q overlap at %.0f,%.0f", n+1, a.Text, b.Text, b.X0, b.Y0))
				}
			}
		}
	}
	return out
}
