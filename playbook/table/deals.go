package table

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"maps"
	"slices"
	"strings"
)

// Deals reads the whole file. It is the preview and the reading in one: nothing is
// stored, and the same file with the same options gives the same Result.
//
// It returns a *MappingError when no column holds the account or the stage, or when
// o.Columns names one that is not there, and ctx's error when cancelled. What is wrong
// with single rows is in the Result.
func (s *Sheet) Deals(ctx context.Context, o Options) (Result, error) {
	m, err := s.Mapping(o.Columns)
	if err != nil {
		return Result{}, err
	}
	for _, f := range []Field{FieldAccount, FieldStage} {
		if m[f] == "" {
			return Result{}, &MappingError{Field: f, Columns: s.Columns}
		}
	}
	rd := newReading(s, m, o)
	if err := rd.rows(ctx); err != nil {
		return Result{}, err
	}
	rd.settle()
	rd.finish()
	return rd.res, nil
}

// A reading is one run of Deals.
type reading struct {
	sheet   *Sheet
	o       Options
	res     Result
	at      places
	tidy    *tidier
	book    *stageBook
	unknown map[string]*WordCount

	seed maphash.Seed
	ids  map[string]sighting
	same map[uint64]int // rows without an id, by their cells: the first line

	dates    dateColumn
	values   valueColumn
	headCode string // the currency that the heading of the value column names
	lateErrs []RowError
	nul      Group
	broken   Group
	money    Group // currencies that are none
}

type sighting struct {
	line int
	hash uint64
}

type cellResult struct{ value, problem, currency string }

func newReading(s *Sheet, m Mapping, o Options) *reading {
	rd := &reading{
		sheet: s, o: o, at: s.places(m), tidy: newTidier(), book: newStageBook(o),
		unknown: map[string]*WordCount{},
		seed:    maphash.MakeSeed(), ids: map[string]sighting{}, same: map[uint64]int{},
	}
	if _, ok := m[FieldDealID]; ok {
		rd.ids = make(map[string]sighting, s.lines)
	}
	rd.res.Mapping = m
	rd.res.Deals = make([]Deal, 0, s.lines)
	mapped := map[string]bool{}
	for _, f := range Fields() {
		c, ok := m[f]
		if !ok {
			rd.res.Unmapped = append(rd.res.Unmapped, f)
			continue
		}
		mapped[c] = true
	}
	for _, c := range s.Columns {
		if !mapped[c] {
			rd.res.Ignored = append(rd.res.Ignored, c)
		}
	}
	rd.headCode = headingCurrency(m[FieldValue])
	return rd
}

// rows reads every row once. Dates and values stay as written until the whole column is known.
func (rd *reading) rows(ctx context.Context) error {
	s := rd.sheet
	next := int64(1 << 20)
	r := s.src.reader(func(n int64) {
		if rd.o.Progress != nil && (n >= next || n == s.src.size) {
			rd.o.Progress(n, s.src.size)
			next = n + 1<<20
		}
	})
	sc := newScanner(r, s.Delimiter)
	for n := 0; ; n++ {
		if n&1023 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		rec, err := sc.next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("read the file near line %d: %w", sc.line, err)
		case rec.line < s.Line || rec.line == s.Line && s.Heading || rec.fault == sound && blank(rec.cells):
			continue
		}
		rd.row(rec)
	}
}

func (rd *reading) row(rec record) {
	rd.res.Rows++
	if rec.fault != sound {
		rd.fail(rec.line, rec.fault.message())
		return
	}
	width := len(rd.sheet.Columns)
	// A delimiter too many at the end of a row is a habit of some programs, not damage.
	if len(rec.cells) > width && blank(rec.cells[width:]) {
		rec.cells = rec.cells[:width]
	}
	if len(rec.cells) != width {
		rd.fail(rec.line, fmt.Sprintf("The row has %s where the heading has %d.", count(len(rec.cells), "cell"), width))
		return
	}
	rd.damage(rec)
	d := Deal{
		Line:      rec.line,
		ID:        rd.cell(rec, rd.at.id),
		Account:   rd.cell(rec, rd.at.account),
		Seller:    rd.cell(rec, rd.at.seller),
		Product:   rd.cell(rec, rd.at.product),
		StageWord: rd.cell(rec, rd.at.stage),
		CloseOn:   rd.cell(rec, rd.at.closeDate),
		Value:     rd.cell(rec, rd.at.value),
		Currency:  rd.cell(rec, rd.at.currency),
	}
	if d.CloseOn != "" {
		rd.dates.note(d.CloseOn)
	}
	if d.Value != "" {
		if a, problem := parseAmount(d.Value); problem == "" {
			rd.values.note(a)
		}
	}
	if d.Account == "" {
		rd.res.NoAccount.add(rec.line)
		return
	}
	if rd.repeated(rec, d.ID) {
		return
	}
	if d.StageWord == "" {
		rd.fail(rec.line, "The stage is blank; fill it in or leave the row out.")
		return
	}
	if d.Stage = rd.book.of(d.StageWord); d.Stage == "" {
		// Keyed as an answer would be, so that one answer settles all its spellings.
		k := answerKey(d.StageWord)
		if w := rd.unknown[k]; w != nil {
			w.Count++
		} else {
			rd.unknown[k] = &WordCount{Word: d.StageWord, Count: 1, Line: rec.line}
		}
		return
	}
	rd.res.Deals = append(rd.res.Deals, d)
}

func (rd *reading) cell(rec record, i int) string {
	if i < 0 {
		return ""
	}
	return rd.tidy.text(rec.cells[i])
}

// repeated files the row under its id, or under its cells, and reports whether it is
// left out because of an earlier one.
func (rd *reading) repeated(rec record, id string) bool {
	var h maphash.Hash
	h.SetSeed(rd.seed)
	for _, c := range rec.cells {
		h.Write(c)
		h.WriteByte(0xff) // stands in no UTF-8 text
	}
	sum := h.Sum64()
	if id == "" {
		if _, ok := rd.same[sum]; ok {
			rd.res.Lookalikes.add(rec.line)
		} else {
			rd.same[sum] = rec.line
		}
		return false
	}
	before, ok := rd.ids[id]
	switch {
	case !ok:
		rd.ids[id] = sighting{line: rec.line, hash: sum}
		return false
	case before.hash == sum:
		rd.res.Duplicates.add(rec.line)
	default:
		rd.failCell(&rd.res.Errors, rec.line, FieldDealID, id, fmt.Sprintf("The same id is on line %d with other values; the first row is kept.", before.line))
		rd.res.Failed++
	}
	return true
}

// damage counts rows whose characters had to be mended.
func (rd *reading) damage(rec record) {
	nul, broken := false, false
	for _, c := range rec.cells {
		for _, b := range c {
			nul = nul || b == 0
		}
		broken = broken || rd.sheet.src.broken && strings.ToValidUTF8(string(c), "") != string(c)
	}
	if nul {
		rd.nul.add(rec.line)
	}
	if broken {
		rd.broken.add(rec.line)
	}
}

func (rd *reading) fail(line int, message string) {
	rd.res.Failed++
	rd.res.ErrorCount++
	if len(rd.res.Errors) < MaxErrors {
		rd.res.Errors = append(rd.res.Errors, RowError{Line: line, Message: message})
	}
}

func (rd *reading) failCell(list *[]RowError, line int, f Field, cell, message string) {
	rd.res.ErrorCount++
	if len(*list) < MaxErrors {
		*list = append(*list, RowError{Line: line, Column: rd.res.Mapping[f], Value: clip(cell, 80), Message: message})
	}
}

// settle reads dates and values now that their columns are known and drops the deals
// whose cells are impossible.
func (rd *reading) settle() {
	rd.res.Dates = rd.dates.report(rd.o.Dates)
	rd.res.Numbers = rd.values.report(rd.o.Decimal)
	dates, values, codes := map[string]cellResult{}, map[string]cellResult{}, map[string]string{}
	kept := rd.res.Deals[:0]
	for _, d := range rd.res.Deals {
		ok := true
		if d.CloseOn != "" {
			c := cached(dates, d.CloseOn, func(s string) (c cellResult) {
				c.value, c.problem = rd.res.Dates.settle(s)
				return c
			})
			if c.problem != "" {
				rd.failCell(&rd.lateErrs, d.Line, FieldCloseDate, d.CloseOn, c.problem)
				ok = false
			}
			d.CloseOn = c.value
		}
		code := ""
		if d.Value != "" {
			c := cached(values, d.Value, func(s string) (c cellResult) {
				a, problem := parseAmount(s)
				if problem != "" {
					return cellResult{problem: problem}
				}
				c.currency = a.currency
				c.value, c.problem = rd.res.Numbers.settle(s, a)
				return c
			})
			if c.problem != "" {
				rd.failCell(&rd.lateErrs, d.Line, FieldValue, d.Value, c.problem)
				ok = false
			}
			d.Value, code = c.value, c.currency
		}
		if !ok {
			rd.res.Failed++
			continue
		}
		d.Currency = rd.currency(codes, d, code)
		kept = append(kept, d)
	}
	clear(rd.res.Deals[len(kept):])
	rd.res.Deals = kept
}

// cached keeps the answers for repeated cells; bounded, as a column may repeat nothing.
func cached(m map[string]cellResult, cell string, read func(string) cellResult) cellResult {
	c, ok := m[cell]
	if !ok {
		c = read(cell)
		if len(m) < 1<<16 {
			m[cell] = c
		}
	}
	return c
}

// currency takes the row's own column first, then the sign beside the value, then the heading.
func (rd *reading) currency(codes map[string]string, d Deal, beside string) string {
	if d.Currency != "" {
		code, ok := codes[d.Currency]
		if !ok {
			// Salesforce writes "EUR - Euro".
			first, _, _ := strings.Cut(d.Currency, " ")
			code = cmp.Or(currencyOf(d.Currency), currencyOf(first))
			codes[d.Currency] = code
		}
		if code != "" {
			return code
		}
		rd.money.add(d.Line)
	}
	return cmp.Or(beside, rd.headCode)
}

// finish gives names one spelling, rows without an id an id, and counts.
func (rd *reading) finish() {
	res := &rd.res
	res.Merges = append(
		unify(res.Deals, FieldAccount, accountKey, rd.o.Accounts, func(d *Deal) *string { return &d.Account }),
		unify(res.Deals, FieldProduct, productKey, rd.o.Products, func(d *Deal) *string { return &d.Product })...)
	deriveIDs(res.Deals)
	for _, d := range res.Deals {
		switch d.Stage {
		case StageWon:
			res.Won++
		case StageLost:
			res.Lost++
		default:
			res.Open++
		}
	}
	for _, w := range rd.unknown {
		res.UnknownStages = append(res.UnknownStages, *w)
	}
	slices.SortFunc(res.UnknownStages, byCount)
	res.Errors = append(res.Errors, rd.lateErrs...)
	slices.SortStableFunc(res.Errors, func(a, b RowError) int { return cmp.Compare(a.Line, b.Line) })
	res.Errors = slices.Clip(res.Errors[:min(len(res.Errors), MaxErrors)])
	rd.notes()
}

func (rd *reading) notes() {
	say := func(g Group, format string) {
		if g.Count > 0 {
			rd.res.Notes = append(rd.res.Notes, fmt.Sprintf(format, count(g.Count, "row"), g.Lines[0]))
		}
	}
	if n := rd.sheet.Above; n > 0 {
		rd.res.Notes = append(rd.res.Notes, fmt.Sprintf("%s above the heading left out.", count(n, "line")))
	}
	say(rd.nul, "NUL characters were removed from %s, the first on line %d.")
	say(rd.broken, "Characters that are not UTF-8 are shown as � in %s, the first on line %d.")
	say(rd.money, "The currency is not one that is known in %s, the first on line %d; it was left out.")
	if n := rd.res.Numbers; n.Assumed {
		rd.res.Notes = append(rd.res.Notes, fmt.Sprintf("%s was read as %s, as nothing in the column tells thousands from decimals.", n.Example, n.Read))
	}
	for _, w := range slices.Sorted(maps.Keys(rd.o.Stages)) {
		if !rd.book.used[answerKey(w)] {
			rd.res.Notes = append(rd.res.Notes, fmt.Sprintf("No row has the stage %q.", clip(w, 40)))
		}
	}
}
