package doc

import "time"

// Masthead opens the document: the name large on the left, one pill on the
// right, a grey line below.
type Masthead struct {
	Name string
	Pill Text // one Badge: Pill(Warn, "Conditional · 78 / 100"); empty for none
	Line Text // "Mid-market · € 48,000 / year · …"
}

// Heading opens a part of the document and is never the last thing on a page.
type Heading struct {
	Level      int    // 1 (20 pt) or 2 (13 pt)
	Text       string // also the bookmark
	Sub        Text   // grey line below, may be empty
	NoBookmark bool
}

// Section is a dark rule over the full width with a small grey label: the
// calm heading of page one ("Top risks"). It stays with what follows.
type Section struct {
	Label    string
	Star     bool // ★ behind the label
	Bookmark bool
}

// Paragraph is running text.
type Paragraph struct {
	Label string // small grey label above, may be empty
	Text  Text
}

// Notes is long plain text as someone typed it: line breaks are kept, empty
// lines part paragraphs. It flows over as many pages as it needs.
type Notes struct {
	Label string
	Text  string
}

// Bullets is a plain list.
type Bullets struct {
	Label string
	Items []Text
}

// Quote is a large quotation on a soft panel of the accent colour with a bar at its left.
type Quote struct {
	Text string
	By   Text // grey line below, may be empty
}

// Callout is a soft panel in a tone, for one thing that must not be missed.
type Callout struct {
	Tone  Tone
	Title string // bold, behind the tone's shape
	Text  Text
}

// Cell is a small grey label with content below it.
type Cell struct {
	Label string
	Star  bool // ★ behind the label
	Body  Text
	More  []Block // further content below Body, may be nil
}

// Cells are laid row by row in Across columns, each below a dark rule.
// Cells of one row start at the same height.
type Cells struct {
	Across int // 1 to 3; 0 means 2
	Cells  []Cell
}

// Columns sets blocks side by side: prose left, facts right. Each column flows
// to the next page on its own.
type Columns struct {
	Weights []float64 // share of the width per column; nil for equal shares
	Columns [][]Block
}

// Strip is one labelled row of up to four short pieces below one dark rule:
// day 30, 60 and 90.
type Strip struct {
	Label string
	Items []StripItem
}

// StripItem is one column of a Strip.
type StripItem struct {
	Head Text // "Day 30 · 3 Jan"
	Body Text
}

// Table has a head that is repeated on each page it runs over. A row that fits
// on a page is not split.
type Table struct {
	Name    string // for warnings and errors, not drawn: "Promises"
	Columns []Column
	Rows    []Row
	Empty   Text // one line drawn in place of rows when there are none; empty draws the head alone
}

// Column is one column of a Table.
type Column struct {
	Head   string
	Weight float64 // share of the width; when all are 0 the content decides
	MinMM  float64 // never narrower than this, in millimetres
	Right  bool    // figures: right-aligned, head too
}

// Row is one row of a Table with one cell per column.
type Row struct {
	Cells  []TableCell
	Strong bool   // soft background: the row that decides
	Group  string // when not empty, a small bold line above this row, over the full width
}

// TableCell is a text and a smaller grey line below it.
type TableCell struct {
	Text Text
	Sub  Text
}

// C is a table cell of plain text.
func C(s string) TableCell { return TableCell{Text: T(s)} }

// CT is a table cell of spans.
func CT(parts ...Text) TableCell { return TableCell{Text: Join(parts...)} }

// Actions are rows of things to do: a number or a box, what, who, when.
type Actions struct {
	Boxes bool // an empty box to tick in place of the number
	Items []Action
}

// Action is one row of Actions.
type Action struct {
	Text  Text
	Owner string
	When  string // "by 7 Dec"
	Done  bool   // with Boxes: the box is ticked
}

// Questions are numbered, with lines to write the answers on. One that is known
// already is struck out and has its answer in place of the lines.
type Questions struct {
	Items []Question
	Plain bool // without numbers
}

// Question is one row of Questions.
type Question struct {
	Text  Text
	Sub   Text // grey: who asks, since when
	Known Text // the answer
	Lines int  // to write on
}

// KeyValues are labels on the left and values on the right.
type KeyValues struct {
	Items  []KeyValue
	Across int // 1 or 2 pairs per row; 0 means 1
}

// KeyValue is one row of KeyValues or of a Card.
type KeyValue struct {
	Label string
	Value Text
}

// Cards are framed cards, two per row: people.
type Cards struct{ Items []Card }

// Card is one of Cards.
type Card struct {
	Title string
	Sub   string // role
	Pill  Text   // one Badge, right of the title
	Rows  []KeyValue
}

// Bars compare figures by length, one group per row, all from zero:
// baseline and target, or done of all.
type Bars struct{ Rows []Bar }

// Bar is one group of Bars. Groups have different units, so each has its own scale.
type Bar struct {
	Label  Text
	Sub    Text
	Values []BarValue
	Max    float64 // full length; 0 means the largest value of this group
}

// BarValue is one bar with its name before and its figure behind it.
type BarValue struct {
	Name  string  // "today", "target"
	Value float64 // negative counts as 0
	Text  string  // "14 a week"
	Tone  Tone    // Neutral is grey
}

// Chart is one measured figure over time: where it began, what was measured and
// where it should be. A ring, dots and a diamond, a plain and a dashed line tell
// them apart, so that a copy in black and white is read as well.
type Chart struct {
	Begin, Target *ChartPoint // nil when there is no such figure
	Measured      []ChartPoint
	Name          string // for warnings, not drawn: the criterion
}

// ChartPoint is one figure and its day, a UTC midnight. A zero day stands at
// the chart's edge: of a beginning on the left, of a target on the right.
type ChartPoint struct {
	On    time.Time
	Value float64
	Text  string // "14"
}

// Timeline shows phases as bands over dates, with what lies on them. Days are
// UTC midnights. Below it stands what its signs mean, those it has alone.
type Timeline struct {
	Phases     []Phase
	Milestones []Milestone
	Today      time.Time // zero for no line
}

// Phase is one band of a Timeline; End is its last day. A zero Start or End
// draws the row with the words "no dates yet".
type Phase struct {
	Name       string
	Note       string // grey, below the name
	Start, End time.Time
	Tone       Tone        // Neutral is the accent colour
	Word       string      // state in words behind the dates: "behind"
	Marks      []time.Time // diamonds on the band: its milestones
	Base       Stretch     // where the baseline has it, a ghost below the band
	Critical   []Stretch   // what the end of the plan hangs on, a dark edge of the band
}

// Stretch is a first and a last day; the zero Stretch is none.
type Stretch struct{ From, To time.Time }

// Milestone is one diamond of a Timeline in a row of its own.
type Milestone struct {
	Name     string
	On       time.Time
	Word     string    // behind the date: "was 3 Dec"
	Base     time.Time // where the baseline has it, a ghost
	Critical bool      // the end of the plan hangs on it
}

// InfluenceGrid places names by influence (5 on top, 1 at the bottom) and stance.
type InfluenceGrid struct {
	Stances []Stance // columns from left to right
	People  []Placed
}

// Stance is one column of an InfluenceGrid.
type Stance struct {
	Word string // "Champion"
	Tone Tone   // gives the names' shape
}

// Placed is one name in an InfluenceGrid. An Influence outside 1–5 or a Stance
// outside the columns puts the name into a line "Not placed" below.
type Placed struct {
	Name      string
	Role      string
	Influence int
	Stance    int // index into Stances
}

// SignOff is a place for each party to confirm: name and date, printed when
// known, a line to write on when not.
type SignOff struct {
	Text    Text
	Parties []Party
}

// Party is one side of a SignOff.
type Party struct {
	For  string // "For Norrland Dental"
	Name string
	Date string
}

// KeepTogether moves its blocks to the next page rather than part them, as long
// as they fit on one page.
type KeepTogether struct{ Blocks []Block }

// OnePage is what has to stand on one page: the first of Versions that fits is
// drawn, with its spaces made smaller where that is enough, and the last when
// none fits. Later versions say the same in fewer words.
type OnePage struct{ Versions [][]Block }

// PageBreak starts a new page, unless the page is still empty.
type PageBreak struct{}

// Spacer is empty height in millimetres; it vanishes at the top of a page.
type Spacer struct{ MM float64 }
