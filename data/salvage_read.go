package data

import (
	"context"
	"slices"
	"strings"

	"kept/data/pages"
	"kept/playbook"
)

// A wreck is everything that could be read of a workspace file, page by page,
// without the database engine.
type wreck struct {
	ctx    context.Context
	tell   func(float64, string)
	f      *pages.File
	kinds  *kinds
	layout *layout
	roots  map[string]uint32 // of tables and indexes by name, where known

	seen   map[uint32]bool   // pages that have their place: in a tree, a chain, or free
	broken map[uint32]string // pages that are not what their place wants, with what they held
	bad    map[string]int    // per tree, how many pages of it are not sound
	cut    map[string]int    // per table, how many rows of it end on a page that cannot be read
	whole  map[string]bool   // trees that were walked without a gap
	free   bool              // the list of free pages is whole

	rows   map[playbook.ID]*foundRow
	rowids map[string]map[int64]bool // of the tables of ours, which row numbers were found
	lines  map[int64]*foundLine      // of the history, by row number
	acts   map[int64]*foundAct       // by seq
	docs   map[playbook.ID]doctitle  // what the search calls rows
	other  map[string][][]pages.Value
	hints  map[string]map[int64]*hint // rows that indexes know and nobody found, by table and row number

	hits   map[string]int            // per index, to how many rows that were found its entries lead
	covers map[string]int            // per index, to how many rows in all
	doubts []doubt                   // rows that the indexes have to tell about
	mayBe  map[uint32][]*tableLayout // of pages without place, the tables that all their rows can be of

	nounsOf  map[playbook.ID]string // see nouns
	nounsFor int
}

type foundRow struct {
	kind  *kind
	noun  playbook.Noun
	rowid int64
	// firm is false where the page has been partly overwritten, or part of the
	// row is on a page whose content nothing vouches for.
	firm bool
	// hurt is true where something speaks against the row: its page is not
	// sound, or the log has a newer image, which cannot be read, of a page that
	// holds part of it. A row that is neither firm nor hurt is only unchecked.
	hurt bool
	// stray is true where no tree led to the page, or the log has a newer one
	// that cannot be read: it may be of the past.
	stray bool
}

type foundLine struct {
	id, change   int64
	noun         string
	row, account playbook.ID
	col          string
	old, new     *string
	firm, hurt   bool // as of a foundRow
}

type foundAct struct {
	seq  int64
	vals []pages.Value // by the columns of the layout
}

type doctitle struct{ noun, title string }

// A hint is what indexes tell of a row whose own page is lost.
type hint struct {
	id, account, row playbook.ID
	name             string
	change           int64
	stamp, undone    int64  // of an act
	kind             string // of an act, "" where no index tells it
}

// readWreck reads all pages. The order matters: what the history calls a row
// tells apart tables whose rows look alike.
func readWreck(ctx context.Context, f *pages.File, ks *kinds, tell func(float64, string)) (*wreck, error) {
	version := f.Version
	if latest := latestVersion(); version < 1 || version > latest || !f.HeadSound {
		version = latest
	}
	l, err := layoutOf(ctx, version)
	if err != nil {
		return nil, err
	}
	w := &wreck{ctx: ctx, tell: tell, f: f, kinds: ks, layout: l, roots: map[string]uint32{},
		seen: map[uint32]bool{}, broken: map[uint32]string{}, bad: map[string]int{}, cut: map[string]int{}, whole: map[string]bool{},
		rows: map[playbook.ID]*foundRow{}, rowids: map[string]map[int64]bool{}, lines: map[int64]*foundLine{},
		acts: map[int64]*foundAct{}, docs: map[playbook.ID]doctitle{}, other: map[string][][]pages.Value{}, hints: map[string]map[int64]*hint{}, hits: map[string]int{}, covers: map[string]int{}, mayBe: map[uint32][]*tableLayout{}}
	free, whole := f.Free()
	if w.free = whole; whole { // else any page may be on the list
		for _, n := range free {
			w.seen[n] = true
		}
	}
	if err := w.schema(); err != nil {
		return nil, err
	}
	for _, t := range w.tableOrder() {
		if err := w.walkTable(l.tables[t]); err != nil {
			return nil, err
		}
	}
	if err := w.strays(); err != nil {
		return nil, err
	}
	for _, name := range sortedKeys(w.roots) {
		if w.layout.tables[name] == nil {
			if err := w.walkIndex(name); err != nil {
				return nil, err
			}
		}
	}
	w.trust()
	w.settleDoubts()
	w.account()
	return w, nil
}

// tableOrder lists the tables, those first that tell what rows of others are.
func (w *wreck) tableOrder() []string {
	first := []string{"history", "changes", "search_docs"}
	for _, t := range sortedKeys(w.layout.tables) {
		if !slices.Contains(first, t) {
			first = append(first, t)
		}
	}
	return first
}

// progress tells how far the reading is and returns the context's error.
func (w *wreck) progress() error {
	if n := len(w.seen); n%256 == 0 {
		w.tell(0.6*float64(n)/float64(w.f.Count()+1), "Reading the pages…")
	}
	return w.ctx.Err()
}

// schema finds the roots of the trees: from the schema table, and where that
// is damaged from any page that looks like one of it.
func (w *wreck) schema() error {
	take := func(_ uint32, p *pages.Page) error {
		for i := range p.Cells {
			if p.Type != pages.TableLeaf {
				break
			}
			var chain []uint32
			vals, err := w.f.Record(&p.Cells[i], &chain)
			if err == nil && schemaRow(vals) {
				w.claim(chain)
				if root := vals[3].Int; root > 0 && root <= int64(w.f.Count()) {
					w.roots[string(vals[1].Bytes)] = uint32(root)
				}
			}
		}
		return w.progress()
	}
	looks := func(want bool) func(p *pages.Page) bool {
		return func(p *pages.Page) bool {
			return w.most(p, want, func(_ int64, v []pages.Value) bool { return schemaRow(v) })
		}
	}
	tree, err := w.f.Walk(1, true, w.seen, looks(false), take)
	if err != nil {
		return err
	}
	w.walked("", "file", tree)
	if len(tree.Bad) == 0 {
		return nil
	}
	for n := uint32(2); n <= w.f.Count(); n++ {
		if w.seen[n] {
			continue
		}
		if p, err := w.f.Parse(n); err == nil && looks(true)(p) {
			w.seen[n] = true
			if err := take(n, p); err != nil {
				return err
			}
		}
	}
	return nil
}

func schemaRow(v []pages.Value) bool {
	return len(v) == 5 && v[0].Kind == pages.Text && v[1].Kind == pages.Text && v[2].Kind == pages.Text && v[3].Kind == pages.Int &&
		slices.Contains([]string{"table", "index", "trigger", "view"}, string(v[0].Bytes))
}

// most tells whether no record of the page speaks against it, and, where one is
// wanted, that one speaks for it. A record whose overflow pages cannot be read
// says nothing, and neither does an interior page.
func (w *wreck) most(p *pages.Page, want bool, right func(int64, []pages.Value) bool) bool {
	if p.Type != pages.TableLeaf {
		return !want
	}
	for i := range p.Cells {
		c := &p.Cells[i]
		vals, err := w.f.Record(c, nil)
		if err != nil && c.Spilled() {
			continue
		}
		if err != nil || !right(c.Rowid, vals) {
			return false
		}
		want = false
	}
	return !want
}

// walked books what the walk of one tree has met.
func (w *wreck) walked(name, part string, t pages.Tree) {
	w.whole[name] = len(t.Bad) == 0 && w.f.LogUnknown == 0 && !slices.ContainsFunc(t.Pages, w.f.Stale)
	w.bad[name] += len(t.Bad)
	for _, n := range t.Bad {
		w.broken[n] = part
	}
}

func (w *wreck) walkTable(t *tableLayout) error {
	root := w.roots[t.name]
	if root == 0 {
		return nil
	}
	tree, err := w.f.Walk(root, true, w.seen, func(p *pages.Page) bool {
		return w.most(p, false, func(rowid int64, v []pages.Value) bool {
			full := t.fill(rowid, v)
			return full != nil && w.belongs(t, full)
		})
	}, func(n uint32, p *pages.Page) error {
		if p.Type == pages.TableLeaf {
			for i := range p.Cells {
				w.takeCell(t, &p.Cells[i], !w.f.Stale(n), w.f.Stale(n))
			}
		}
		return w.progress()
	})
	w.walked(t.name, partOf(w.kinds, t.name), tree)
	return err
}

// takeCell reads one row of a table into the wreck. A stray is one from a page
// that no tree led to.
func (w *wreck) takeCell(t *tableLayout, c *pages.Cell, firm, stray bool) bool {
	var chain []uint32
	vals, err := w.f.Record(c, &chain)
	var full []pages.Value
	if err == nil {
		full = t.fill(c.Rowid, vals)
	}
	if full != nil {
		w.claim(chain)
	} else {
		w.cut[t.name]++
		if n := len(chain); n > 0 { // what follows the page, not the page itself
			w.broken[chain[n-1]] = partOf(w.kinds, t.name)
		}
		return false
	}
	hurt := !firm || slices.ContainsFunc(chain, w.f.Stale)
	return w.take(t, c.Rowid, full, firm && !c.Spilled(), hurt, stray)
}

// claim gives the overflow pages of a record that could be read their place.
// The chain of one that could not leads anywhere.
func (w *wreck) claim(chain []uint32) {
	for _, n := range chain {
		w.seen[n] = true
	}
}

// partOf names what a table holds as a DamagedPart does.
func partOf(ks *kinds, table string) string {
	for _, k := range ks.list {
		if k.table == table {
			return k.name
		}
	}
	switch {
	case table == "history" || table == "changes":
		return "history"
	case strings.HasPrefix(table, "search"):
		return "search"
	}
	return "file"
}

func (w *wreck) kindOf(table string) *kind {
	for _, k := range w.kinds.list {
		if k.table == table {
			return k
		}
	}
	return nil
}

// belongs tells whether nothing that is known of the row speaks against its
// being of this table: rows of several tables have the same shape.
func (w *wreck) belongs(t *tableLayout, full []pages.Value) bool {
	k := w.kindOf(t.name)
	if k == nil {
		return true
	}
	n, err := nounOf(k, t, full)
	if err != nil {
		return false
	}
	id := n.Key().ID
	if d, ok := w.docs[id]; ok && d.noun != k.name {
		return false
	}
	return w.historyNoun(id) == "" || w.historyNoun(id) == k.name
}

// take stores a row. One that is there already stays, unless this one is newer.
func (w *wreck) take(t *tableLayout, rowid int64, full []pages.Value, firm, hurt, stray bool) bool {
	text := func(col string) string { return string(full[t.at(col)].Bytes) }
	id := func(col string) (id playbook.ID) { copy(id[:], full[t.at(col)].Bytes); return id }
	if w.rowids[t.name] == nil {
		w.rowids[t.name] = map[int64]bool{}
	}
	switch t.name {
	case "history":
		if old := w.lines[rowid]; old != nil && (old.firm || !firm && (!old.hurt || hurt)) {
			return true
		}
		l := &foundLine{id: rowid, change: full[t.at("change")].Int, noun: w.name(text("noun")), row: id("row"), account: id("account"), col: w.name(text("col")), firm: firm, hurt: hurt}
		for col, to := range map[string]**string{"old": &l.old, "new": &l.new} {
			if v := full[t.at(col)]; v.Kind == pages.Text {
				s := string(v.Bytes)
				*to = &s
			}
		}
		if w.kinds.byName[l.noun] == nil || l.row.IsZero() || l.col != "" && (l.old == nil || l.new == nil) {
			return false
		}
		w.lines[rowid] = l
	case "changes":
		if w.acts[rowid] == nil {
			w.acts[rowid] = &foundAct{rowid, full}
		}
	case "search_docs":
		w.docs[id("row")] = doctitle{w.name(text("noun")), text("title")}
	default:
		k := w.kindOf(t.name)
		if k == nil {
			if partOf(w.kinds, t.name) == "file" && t.name != "migrations" && !strings.HasPrefix(t.name, "sqlite_") {
				w.other[t.name] = append(w.other[t.name], full)
			}
			break
		}
		n, err := nounOf(k, t, full)
		if err != nil {
			return false
		}
		if old := w.rows[n.Key().ID]; old == nil || old.kind == k && old.noun.Key().Revision < n.Key().Revision {
			w.rows[n.Key().ID] = &foundRow{k, n, rowid, firm, hurt, stray}
		}
		if stray {
			return true // so that the indexes still tell whether there is such a row
		}
	}
	w.rowids[t.name][rowid] = true
	return true
}

// name returns the one copy of a noun's or column's name, which millions of
// lines share.
func (w *wreck) name(s string) string {
	if k := w.kinds.byName[s]; k != nil {
		return k.name
	}
	for _, k := range w.kinds.list {
		if c := k.col(s); c != nil {
			return c.Name
		}
	}
	return s
}

// historyNoun returns what the history says a row is, "" when it says nothing.
func (w *wreck) historyNoun(id playbook.ID) string { return w.nouns()[id] }
