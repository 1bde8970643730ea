package pages

import (
	"encoding/binary"
	"math"
)

// maxDepth is deeper than any b-tree of a file that fits a disk.
const maxDepth = 20

// A Tree is what was found walking one b-tree from its root.
type Tree struct {
	Pages []uint32 // sound pages of the tree, in the order of keys
	Bad   []uint32 // pages named as children that are not what belongs there
}

// Walk goes through the b-tree at root, in the order of its keys, and calls
// visit with each sound page. A page belongs to the tree when it has the kind
// and depth of its siblings and keys between those its parent names, and is met
// for the first time, and when check, if not nil, accepts it; otherwise it is
// Bad and nothing below it is visited. An error of visit ends the walk.
func (f *File) Walk(root uint32, table bool, seen map[uint32]bool, check func(*Page) bool, visit func(uint32, *Page) error) (Tree, error) {
	w := &walk{f: f, table: table, seen: seen, check: check, visit: visit, depth: -1}
	err := w.down(root, 0, math.MinInt64, math.MaxInt64)
	return w.tree, err
}

type walk struct {
	f     *File
	table bool
	seen  map[uint32]bool
	check func(*Page) bool
	visit func(uint32, *Page) error
	depth int // of the leaves, -1 while none was met
	tree  Tree
}

// down visits the page and what is below it; of a table, rowids are above lo
// (from it on, for the least) and at most hi.
func (w *walk) down(n uint32, depth int, lo, hi int64) error {
	if w.seen[n] || n == 0 || depth > maxDepth {
		w.tree.Bad = append(w.tree.Bad, n)
		return nil
	}
	p, err := w.f.Parse(n)
	if err != nil || !w.fits(p, depth, lo, hi) {
		w.tree.Bad = append(w.tree.Bad, n)
		return nil
	}
	w.seen[n] = true
	w.tree.Pages = append(w.tree.Pages, n)
	if p.Leaf() {
		w.depth = depth
		return w.visit(n, p)
	}
	if err := w.visit(n, p); err != nil {
		return err
	}
	for i := range p.Cells {
		c := &p.Cells[i]
		end := hi
		if w.table {
			end = c.Rowid
		}
		if err := w.down(c.Child, depth+1, lo, end); err != nil {
			return err
		}
		if w.table {
			lo = c.Rowid
		}
	}
	return w.down(p.Right, depth+1, lo, hi)
}

func (w *walk) fits(p *Page, depth int, lo, hi int64) bool {
	if !p.Sound || p.Table() != w.table || p.Leaf() && w.depth >= 0 && w.depth != depth || !p.Leaf() && w.depth >= 0 && depth >= w.depth {
		return false
	}
	if !p.Leaf() {
		for i := range p.Cells {
			if c := p.Cells[i].Child; c == 0 || c > w.f.count {
				return false
			}
		}
	}
	if w.table {
		last := lo
		for i := range p.Cells {
			id := p.Cells[i].Rowid
			if id < last || id == last && (i > 0 || lo != math.MinInt64) || id > hi {
				return false
			}
			last = id
		}
	}
	return w.check == nil || w.check(p)
}

// Free returns the pages that the file keeps for later, as far as the chain
// that lists them can be followed, and whether it could to its end. What they
// hold is of the past.
func (f *File) Free() (free []uint32, whole bool) {
	seen := map[uint32]bool{}
	for n := f.freeTrunk; n != 0; {
		b, err := f.Page(n)
		if err != nil || seen[n] {
			return free, false
		}
		seen[n] = true
		next, leaves := binary.BigEndian.Uint32(b), binary.BigEndian.Uint32(b[4:])
		if int64(leaves) > int64(f.Usable/4-2) || next > f.count {
			return free, false
		}
		for i := range leaves {
			leaf := binary.BigEndian.Uint32(b[8+4*i:])
			if leaf == 0 || leaf > f.count || seen[leaf] {
				return free, false
			}
			seen[leaf] = true
			free = append(free, leaf)
		}
		free = append(free, n)
		n = next
	}
	return free, f.HeadSound && uint32(len(free)) == f.FreePages
}
