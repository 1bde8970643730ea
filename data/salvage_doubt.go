package data

import (
	"slices"

	"kept/data/pages"
	"kept/playbook"
)

// A doubt is a row on a page without place that may be of several tables, or
// of one that seems to have all its pages.
type doubt struct {
	tables []*tableLayout
	cell   *pages.Cell
	firm   bool
	page   uint32
}

// narrow keeps of the tables that a page can be of those that one more of its
// rows can be of: all rows of a page are of one table.
func (w *wreck) narrow(page uint32, fits []*tableLayout) {
	old, met := w.mayBe[page]
	if !met {
		w.mayBe[page] = fits
		return
	}
	var both []*tableLayout
	for _, t := range old {
		if slices.Contains(fits, t) {
			both = append(both, t)
		}
	}
	w.mayBe[page] = both
}

// settleDoubts asks the indexes which table a row is of. Where the indexes are
// damaged as well, the other rows of the page tell.
func (w *wreck) settleDoubts() {
	for _, d := range w.doubts {
		vals, err := w.f.Record(d.cell, nil)
		if err != nil {
			continue
		}
		known := false
		for _, t := range d.tables {
			if full := t.fill(d.cell.Rowid, vals); full != nil && w.hinted(t, d.cell.Rowid, full) {
				w.settle(t, &d)
				known = true
			}
		}
		if only := w.mayBe[d.page]; !known && len(only) == 1 && slices.Contains(d.tables, only[0]) && !w.told(only[0].name) {
			w.settle(only[0], &d)
		}
	}
	w.doubts = nil
}

func (w *wreck) settle(t *tableLayout, d *doubt) {
	if w.takeCell(t, d.cell, d.firm, true) {
		w.seen[d.page] = true
		if w.kindOf(t.name) == nil { // nothing of it is lost; of a row, whether it is of the past shows later
			delete(w.hints[t.name], d.cell.Rowid)
		}
	}
}

// hinted tells whether an index knows this very row, and nobody has found it.
func (w *wreck) hinted(t *tableLayout, rowid int64, full []pages.Value) bool {
	h := w.hints[t.name][rowid]
	switch {
	case h == nil:
		return false
	case t.name == "history":
		var row playbook.ID
		copy(row[:], full[t.at("row")].Bytes)
		return h.row == row && h.change == full[t.at("change")].Int
	case w.kindOf(t.name) != nil || t.name == "changes":
		return !h.id.IsZero() && h.id == nounID(t, full)
	}
	return false
}

// told tells whether every row of a table is known, from its own pages or from
// an index. Of tables whose rows nobody misses it says so.
func (w *wreck) told(table string) bool {
	switch k := w.kindOf(table); {
	case k != nil:
		return w.whole[table] || w.whole[autoIndex(k)]
	case table == "history" || table == "changes":
		return w.whole[table] || w.listed(table)
	}
	return true
}

// listed tells whether an index lists every row of a table.
func (w *wreck) listed(table string) bool {
	for _, x := range w.layout.indexes {
		if x.table == table && x.full && w.whole[x.name] {
			return true
		}
	}
	return false
}

// trust believes an index only where it knows every row that was found or that
// another index of the table knows, and where something speaks for it: a row
// that was found, or another index as long. One whose root was written over by
// a page of its own, or by one of another index, looks whole too.
func (w *wreck) trust() {
	for table, hints := range w.hints {
		if len(hints) > 0 {
			w.whole[table] = false
		}
	}
	agree := map[string]int{} // per table, how many whole indexes know all its rows
	all := func(x *indexLayout) bool {
		return x.full && w.whole[x.name] && w.covers[x.name] == len(w.rowids[x.table])+len(w.hints[x.table])
	}
	for _, x := range w.layout.indexes {
		if all(x) {
			agree[x.table]++
		}
	}
	for _, x := range w.layout.indexes {
		w.whole[x.name] = all(x) && (w.hits[x.name] > 0 || agree[x.table] > 1)
	}
	// Where no index vouches for a tree, a row outside of it speaks against it.
	for _, d := range w.doubts {
		if t := d.tables[0].name; len(d.tables) == 1 && d.firm && w.whole[t] && !w.rowids[t][d.cell.Rowid] && !w.listed(t) {
			w.whole[t] = false
		}
	}
}
