package data

import (
	"cmp"
	"maps"
	"slices"

	"kept/data/pages"
	"kept/playbook"
)

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

// nouns returns what the history says each row is. It is built once the
// history was read, and again when strays have added to it.
func (w *wreck) nouns() map[playbook.ID]string {
	if w.nounsOf == nil || w.nounsFor != len(w.lines) {
		w.nounsOf, w.nounsFor = make(map[playbook.ID]string, len(w.lines)/4), len(w.lines)
		for _, l := range w.lines {
			w.nounsOf[l.row] = l.noun
		}
	}
	return w.nounsOf
}

// strays reads the pages that no tree led to, and those that were not what
// their place wanted: a row may be whole on a page that nobody leads to any
// more, and what was written over a page may be the only copy of another.
func (w *wreck) strays() error {
	var list []uint32
	for n := uint32(1); n <= w.f.Count(); n++ {
		if _, broken := w.broken[n]; broken || !w.seen[n] {
			list = append(list, n)
		}
	}
	// The history first, for the reason that readWreck gives.
	for _, tables := range [][]string{{"history"}, w.tableOrder()[1:]} {
		for _, n := range list {
			if err := w.ctx.Err(); err != nil {
				return err
			}
			p, err := w.f.Parse(n)
			if err != nil || p.Type != pages.TableLeaf {
				continue
			}
			for i := range p.Cells {
				w.stray(tables, &p.Cells[i], n, p.Sound)
			}
		}
	}
	return nil
}

// stray takes one row of a page without place, when it can be of one table only.
func (w *wreck) stray(tables []string, c *pages.Cell, page uint32, sound bool) {
	vals, err := w.f.Record(c, nil)
	if err != nil {
		return
	}
	var fits []*tableLayout
	for _, name := range tables {
		t := w.layout.tables[name]
		full := t.fill(c.Rowid, vals)
		if full == nil || !w.belongs(t, full) {
			continue
		}
		if k := w.kindOf(name); k != nil && w.historyNoun(nounID(t, full)) == "" {
			if n, err := nounOf(k, t, full); err != nil || playbook.CheckValues(n) != nil {
				continue
			}
		}
		fits = append(fits, t)
	}
	if len(fits) > 0 {
		w.narrow(page, fits)
	}
	if len(fits) > 1 {
		w.doubts = append(w.doubts, doubt{fits, c, sound && !w.f.Stale(page), page})
	}
	if len(fits) != 1 {
		return
	}
	t := fits[0]
	// A page that is neither free nor in a tree is of a tree that has lost a
	// page; where all trees of the table are whole, it is of the past.
	// But a tree whose root was written over with one of its own pages looks
	// whole too: the indexes know.
	if !w.free && w.whole[t.name] {
		w.doubts = append(w.doubts, doubt{fits, c, sound && !w.f.Stale(page), page})
		return
	}
	if w.takeCell(t, c, sound && !w.f.Stale(page), true) {
		w.seen[page] = true
		w.whole[t.name] = false
	}
}

func nounID(t *tableLayout, full []pages.Value) (id playbook.ID) {
	copy(id[:], full[t.at("id")].Bytes)
	return id
}

// walkIndex reads an index for the rows that nobody has found. Indexes of
// tables that this program does not know are walked for their pages.
func (w *wreck) walkIndex(name string) error {
	x := w.layout.indexes[name]
	table := false
	if p, err := w.f.Parse(w.roots[name]); x == nil && err == nil {
		table = p.Table() // of another program, or what the query planner keeps
	}
	met := map[int64]bool{} // a page that was copied over another tells of its rows twice
	tree, err := w.f.Walk(w.roots[name], table, w.seen, func(p *pages.Page) bool { return x == nil || w.indexed(x, p) },
		func(_ uint32, p *pages.Page) error {
			for i := range p.Cells {
				if p.Type == pages.TableInterior {
					break
				}
				var chain []uint32
				vals, err := w.f.Record(&p.Cells[i], &chain)
				if err == nil {
					w.claim(chain)
				}
				if x != nil && err == nil && len(vals) == len(x.cols)+1 && !met[vals[len(x.cols)].Int] {
					met[vals[len(x.cols)].Int] = true
					w.hint(x, vals)
				}
			}
			return w.progress()
		})
	part := "index"
	if x == nil {
		part = partOf(w.kinds, name)
	}
	w.covers[name] = len(met)
	w.walked(name, part, tree)
	return err
}

// indexed tells whether the entries of a page can be of the index.
func (w *wreck) indexed(x *indexLayout, p *pages.Page) bool {
	for i := range p.Cells {
		if p.Cells[i].Spilled() {
			continue
		}
		vals, err := w.f.Record(&p.Cells[i], nil)
		if err != nil || len(vals) != len(x.cols)+1 || vals[len(x.cols)].Kind != pages.Int {
			return false
		}
		for j, col := range x.cols {
			t := w.layout.tables[x.table]
			at := -1
			if t != nil && col != "" {
				at = t.at(col)
			}
			if at >= 0 && vals[j].Kind != t.cols[at].kind && vals[j].Kind != pages.Null {
				return false
			}
		}
	}
	return true
}

// hint keeps what an index entry tells of a row that was not found.
func (w *wreck) hint(x *indexLayout, vals []pages.Value) {
	rowid := vals[len(x.cols)].Int
	if w.rowids[x.table][rowid] {
		w.hits[x.name]++
		return
	}
	if w.kindOf(x.table) == nil && x.table != "history" && x.table != "changes" {
		return
	}
	if w.hints[x.table] == nil {
		w.hints[x.table] = map[int64]*hint{}
	}
	h := w.hints[x.table][rowid]
	if h == nil {
		h = &hint{}
		w.hints[x.table][rowid] = h
	}
	for i, col := range x.cols {
		b := vals[i].Bytes
		switch {
		case col == "id" && len(b) == 16:
			copy(h.id[:], b)
		case (col == "account_id" || col == "account") && len(b) == 16:
			copy(h.account[:], b)
		case col == "row" && len(b) == 16:
			copy(h.row[:], b)
		case col == "name" && readable(b):
			h.name = string(b)
		case col == "change":
			h.change = vals[i].Int
		case col == "stamp":
			h.stamp = vals[i].Int
		case col == "undone":
			h.undone = vals[i].Int
		case col == "kind":
			h.kind = string(b)
		}
	}
}

// account books the pages that nobody has claimed.
func (w *wreck) account() {
	for n := uint32(1); n <= w.f.Count(); n++ {
		if _, ok := w.broken[n]; ok || w.seen[n] {
			continue
		}
		part := ""
		if p, err := w.f.Parse(n); err == nil && p.Sound {
			part = "file" // a page of a tree that has lost the page which led here, and holds no rows
		}
		w.broken[n] = part
	}
}

// damage says what was found.
func (w *wreck) damage(path string) playbook.Damage {
	d := playbook.Damage{Path: path, Pages: int(w.f.Count()), LogPages: w.f.LogPages, LogLost: w.f.LogBroken}
	parts := map[string]int{}
	for n, part := range w.broken {
		if part == "file" {
			if p, err := w.f.Parse(n); err == nil && p.Sound {
				continue // sound, only out of place
			}
		}
		d.BadPages++
		parts[part]++
		if w.f.Missing(n) {
			d.CutOff++
		}
	}
	for _, name := range sortedKeys(parts) {
		d.Parts = append(d.Parts, playbook.DamagedPart{Noun: name, Pages: parts[name]})
	}
	slices.SortStableFunc(d.Parts, func(a, b playbook.DamagedPart) int { return cmp.Compare(b.Pages, a.Pages) })
	return d
}
