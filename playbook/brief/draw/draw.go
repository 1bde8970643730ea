// Package draw turns a document value into PDF pages. It is the only package
// that knows gofpdf; it decides how things look and where pages break, never
// what a document says.
//
// Every text is measured with the embedded faces before it is placed, so
// nothing is left to the library's own line breaking, and every text goes
// through Clean first, because the library panics on runes above U+FFFF.
package draw

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jung-kurt/gofpdf"

	"kept/playbook/brief/doc"
)

// Result is a finished document. Warnings are sentences for the person who
// asked for it: characters the font does not have, and where they stand.
type Result struct {
	PDF      []byte
	Warnings []string
	Pages    int
}

// Option changes how the file is written, never how it looks.
type Option func(*config)

type config struct {
	plain    bool
	attached *gofpdf.Attachment
}

// NoCompression leaves page streams readable, for tests that search them.
func NoCompression(c *config) { c.plain = true }

// Attach puts a file into the PDF, which readers list beside its pages. A
// document for the customer takes none.
func Attach(name, description string, content []byte) Option {
	return func(c *config) {
		c.attached = &gofpdf.Attachment{Filename: basic(name), Description: basic(description), Content: content}
	}
}

// basic leaves out the runes on which the library panics; no face is asked, as
// these words are not on a page.
func basic(s string) string {
	return strings.Map(func(r rune) rune {
		if r > 0xFFFF || r < ' ' {
			return -1
		}
		return r
	}, s)
}

// Render draws d. Equal documents give equal bytes.
// A cancelled ctx gives its error. Every other error is one sentence for the
// user; a fault inside the PDF library is caught here and returned as an error.
func Render(ctx context.Context, d doc.Document, opts ...Option) (res Result, err error) {
	defer func() {
		if v := recover(); v != nil {
			res, err = Result{}, fmt.Errorf("the document could not be drawn (%v); nothing was written", v)
		}
	}()
	var cfg config
	for _, o := range opts {
		o(&cfg)
	}
	if cfg.attached != nil && d.Audience == doc.Customer {
		return Result{}, errAttached
	}
	if err := ctx.Err(); err != nil {
		return Result{}, fmt.Errorf("draw document: %w", err)
	}
	fs, err := loadFaces()
	if err != nil {
		return Result{}, fmt.Errorf("read the document's fonts: %w", err)
	}
	mark, err := readLogo(d.Logo)
	if err != nil {
		return Result{}, err
	}
	s, pages, err := layOut(ctx, fs, d)
	if err != nil {
		return Result{}, err
	}

	pdf := newPDF(d, s, cfg)
	c := newCanvas(pdf, fs)
	edges := s.edges(mark)
	for i, pg := range pages {
		if err := ctx.Err(); err != nil {
			return Result{}, fmt.Errorf("draw document: %w", err)
		}
		c.newPage()
		for _, it := range pg {
			it.piece.draw(c, s.sheet.margin, s.sheet.bodyTop()+it.y)
		}
		edges.draw(c, i+1, len(pages))
	}
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		return Result{}, fmt.Errorf("write the PDF: %w", err)
	}
	return Result{PDF: out.Bytes(), Warnings: s.warnings(), Pages: len(pages)}, nil
}

// densities are how close a document may be set to keep to its number of pages.
var densities = [...]float64{1, 0.8, 0.6, 0.5}

// thin is the share of a page below which a last page looks like a mistake.
const thin = 0.25

// layOut lays the blocks on pages, closer where that saves what is over the
// number of pages wished for, or a last page that is nearly empty. A document
// far longer is set as usual.
func layOut(ctx context.Context, fs *faces, d doc.Document) (usual *setter, pages [][]placed, err error) {
	for i, closeness := range densities {
		s := newSetter(fs, d)
		s.close = closeness
		pieces, err := s.blocks(ctx, d.Blocks, s.sheet.width())
		if err != nil {
			return nil, nil, err
		}
		if len(pieces) == 0 {
			return nil, nil, errNoBlocks
		}
		tried := paginate(pieces, s.sheet.bodyHeight())
		if i == 0 {
			usual, pages = s, tried
		}
		if fits := d.Pages == 0 || len(tried) <= d.Pages; fits && (i > 0 && len(tried) < len(pages) || d.Pages == 0 || !nearlyEmpty(tried, s.sheet.bodyHeight())) {
			return s, tried, nil
		}
		if len(tried) > d.Pages+1 {
			break
		}
	}
	return usual, pages, nil
}

// nearlyEmpty tells whether the last of several pages is hardly used.
func nearlyEmpty(pages [][]placed, full float64) bool {
	n := len(pages)
	if n < 2 || len(pages[n-1]) == 0 {
		return false
	}
	last := pages[n-1][len(pages[n-1])-1]
	return last.y+last.piece.h < full*thin
}

var (
	errNoBlocks = errors.New("the document has nothing in it; add at least one block")
	errAttached = errors.New("a customer's copy carries no file; make the internal document to send one with it")
)

// newPDF prepares an empty file whose bytes depend on d alone.
func newPDF(d doc.Document, s *setter, cfg config) *gofpdf.Fpdf {
	pdf := gofpdf.NewCustom(&gofpdf.InitType{
		UnitStr: "mm",
		Size:    gofpdf.SizeType{Wd: s.sheet.w, Ht: s.sheet.h},
	})
	pdf.SetCompression(!cfg.plain)
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(d.Created.UTC())
	pdf.SetModificationDate(d.Created.UTC())
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	pdf.SetCellMargin(0)
	if cfg.attached != nil {
		pdf.SetAttachments([]gofpdf.Attachment{*cfg.attached})
	}
	s.section = ""
	s.at("the document's title")
	pdf.SetProducer("Kept", true)
	pdf.SetTitle(s.clean(d.Title), true)
	if d.Audience == doc.Customer {
		pdf.SetAuthor(s.clean(d.CompanyName), true)
		return pdf
	}
	author := d.Author
	if author == "" {
		author = d.CompanyName
	}
	pdf.SetAuthor(s.clean(author), true)
	pdf.SetSubject(s.clean(d.Subject), true)
	pdf.SetKeywords(s.clean(d.Keywords), true)
	return pdf
}
