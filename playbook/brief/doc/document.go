// Package doc is the value a document is before anyone draws it: who it is for,
// what stands at its edges, and its blocks in reading order, all figures and
// wording already decided. It is pure: no fonts, no files, no clock.
// What a document says is decided in package brief; how it looks in package draw.
package doc

import "time"

// Audience says who may read the document.
type Audience int

const (
	Internal Audience = iota // carries the INTERNAL mark on every page
	Customer                 // carries no mark; its file metadata holds title and company only
)

// Paper is the sheet the pages are made for.
type Paper int

const (
	A4     Paper = iota // 210 × 297 mm
	Letter              // 8.5 × 11 in
)

// RGB is a colour, each part 0 to 255. The zero value means "not set".
type RGB struct{ R, G, B uint8 }

// Document is one finished document. Equal values give equal bytes when drawn.
type Document struct {
	Title    string // name of the document in the reader's window and in the file's metadata
	Account  string // repeated in the header from page two on
	Kind     string // "Handoff brief": first words of the header
	Audience Audience
	Date     string // day in the header, already written out: "23 November 2026"

	FooterLeft string // first words of the footer: "Captured before close: 31 of 38"
	AsOf       string // moment the figures belong to, written out; follows FooterLeft as "as of …"
	Version    string // "version 3"; follows AsOf

	Created time.Time // creation and modification date in the file; given, never read from a clock

	// Metadata of the file. Author, Subject and Keywords are written into internal
	// documents only; a customer's copy carries Title and CompanyName.
	Author, Subject, Keywords string

	CompanyName string // right of the header when there is no logo
	Logo        []byte // PNG or JPEG, drawn inside a fixed box, never stretched; nil for none
	Accent      RGB    // the one colour of the document; zero for Kept's teal; darkened where too light to read
	Paper       Paper
	Pages       int // the document is set closer where that keeps it to so many pages, or saves a last page that would be nearly empty; 0 for no such wish

	Blocks []Block
}

// Block is one thing on the page. Blocks are laid one below the other; a block
// that does not fit on the rest of the page moves or continues on the next.
type Block interface{ block() }

func (Masthead) block()      {}
func (Heading) block()       {}
func (Section) block()       {}
func (Paragraph) block()     {}
func (Notes) block()         {}
func (Bullets) block()       {}
func (Quote) block()         {}
func (Callout) block()       {}
func (Cells) block()         {}
func (Columns) block()       {}
func (Strip) block()         {}
func (Table) block()         {}
func (Actions) block()       {}
func (KeyValues) block()     {}
func (Cards) block()         {}
func (Bars) block()          {}
func (Chart) block()         {}
func (Questions) block()     {}
func (Timeline) block()      {}
func (InfluenceGrid) block() {}
func (SignOff) block()       {}
func (KeepTogether) block()  {}
func (OnePage) block()       {}
func (PageBreak) block()     {}
func (Spacer) block()        {}
