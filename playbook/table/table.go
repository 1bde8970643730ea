// Package table reads deals out of the CSV exports of other programs and writes CSV
// that a spreadsheet can open without running anything.
// It finds out encoding, delimiter, heading, date order and decimal mark, says what it
// could not find out, and stores nothing: bytes come in, values go out.
package table

// Limit is the size in bytes of the largest file that Open accepts.
const Limit = 100 << 20

// MaxErrors is how many row errors a Result lists; Result.ErrorCount goes on counting.
const MaxErrors = 1000

// A Field is something that a deal has and that a column may hold.
// Its text is the word used to name it in a mapping.
type Field string

// The fields that a column can be mapped to.
const (
	FieldAccount   Field = "account"
	FieldSeller    Field = "seller"
	FieldProduct   Field = "product"
	FieldStage     Field = "stage"
	FieldCloseDate Field = "close_date"
	FieldValue     Field = "value"
	FieldCurrency  Field = "currency"
	FieldDealID    Field = "deal_id"
)

// Fields returns every field in the order in which a person is asked for them.
func Fields() []Field {
	return []Field{FieldAccount, FieldSeller, FieldProduct, FieldStage, FieldCloseDate, FieldValue, FieldCurrency, FieldDealID}
}

// Label names the field inside an English sentence, without an article.
func (f Field) Label() string {
	switch f {
	case FieldStage:
		return "stage"
	case FieldCloseDate:
		return "close date"
	case FieldDealID:
		return "deal id"
	}
	return string(f)
}

// A Stage says how a deal ended, or that it has not.
type Stage string

// The three stages. The zero Stage never leaves this package inside a Deal.
const (
	StageWon  Stage = "won"
	StageLost Stage = "lost"
	StageOpen Stage = "open"
)

// A Deal is one row that was understood.
type Deal struct {
	Line      int    // line of the file on which the row begins, from 1
	ID        string // the file's id, or a derived one
	Derived   bool   // the file has no id for this row: ID is a hash of the deal and its occurrence
	Account   string // never empty
	Seller    string
	Product   string
	Stage     Stage
	StageWord string // as the file writes it
	CloseOn   string // "2026-03-02", "" where the file has none
	Value     string // "1234.5": point, no grouping, no trailing zeros; "" where the file has none
	Currency  string // an ISO 4217 code; the bare sign where it may mean several ("$"); "" where the file has none
}

// A RowError says why one row is left out. A row may have several.
type RowError struct {
	Line    int    // line of the file on which the row begins, from 1
	Column  string // the column's name, "" when the whole row is at fault
	Value   string // the cell, cut to 80 characters
	Message string // one sentence
}

// A WordCount is a spelling, how many rows have it and the first line that does.
type WordCount struct {
	Word  string
	Count int
	Line  int
}

// A Group is several rows told as one line.
type Group struct {
	Count int
	Lines []int // the first twenty
}

func (g *Group) add(line int) {
	g.Count++
	if len(g.Lines) < 20 {
		g.Lines = append(g.Lines, line)
	}
}

// A Merge reports spellings that were taken for one name.
type Merge struct {
	Field  Field
	Kept   string      // the spelling that all these deals have now
	Deals  int         // deals with any of the spellings
	Others []WordCount // the spellings that were replaced, commonest first
}

// Options are the answers of the person who imports. The zero value has none.
type Options struct {
	Columns    Mapping          // overrides of Sheet.Guess; an empty column name leaves the field out
	Stages     map[string]Stage // what the file's stage words mean, beyond and before the known ones
	OthersOpen bool             // stage words that are still unknown mean StageOpen
	Dates      DateOrder        // settles 03/04/2026
	Decimal    DecimalMark      // settles 1.234
	Accounts   []string         // names already in use: their spelling is kept over the file's
	Products   []string         // likewise
	// Progress is called about once per megabyte, on the calling goroutine, with the
	// bytes read so far and the size of the file.
	Progress func(done, total int64)
}

// A Result is everything learnt from one reading of a file. Every row is counted once:
// Rows = len(Deals) + NoAccount + Duplicates + Failed + rows with an unknown stage word.
type Result struct {
	Mapping  Mapping  // the columns that were read
	Unmapped []Field  // fields without a column
	Ignored  []string // columns without a field

	Rows            int // rows below the heading, blank ones not counted
	Deals           []Deal
	Won, Lost, Open int

	NoAccount  Group // rows without a customer: left out
	Duplicates Group // the same id and the same cells as an earlier row: left out
	Lookalikes Group // no id and the same cells as an earlier row: kept, each with an id of its own

	UnknownStages []WordCount // words to ask about, commonest first; their rows are in no other count
	Dates         DateReport
	Numbers       NumberReport
	Merges        []Merge

	Failed     int        // rows left out because of an error
	Errors     []RowError // by line, at most MaxErrors
	ErrorCount int
	Notes      []string // one sentence each about what was tidied
}

// Ready reports whether nothing has to be asked before the deals are stored.
// While it is false, deals with an unsettled date have no CloseOn and rows with an
// unknown stage word are missing from Deals.
func (r Result) Ready() bool { return len(r.UnknownStages) == 0 && !r.Dates.Ambiguous }
