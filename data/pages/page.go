package pages

import (
	"encoding/binary"
	"slices"
)

// A Page is one page of a b-tree.
type Page struct {
	Type  byte
	Right uint32 // the last child of an interior page
	Cells []Cell
	// Sound tells that cells, gaps and the page's own book-keeping account for
	// every byte, which bytes that only look like a page do not.
	Sound bool
}

// Leaf tells whether the page has no children.
func (p *Page) Leaf() bool { return p.Type == TableLeaf || p.Type == IndexLeaf }

// Table tells whether the page belongs to a table, not an index.
func (p *Page) Table() bool { return p.Type == TableLeaf || p.Type == TableInterior }

// A Cell is one entry of a page: a child and a key, a row, or an index entry.
type Cell struct {
	Child uint32
	Rowid int64 // of tables
	size  int64 // of the payload
	local []byte
	next  uint32 // the first overflow page
}

// Spilled tells whether part of the record is on other pages.
func (c *Cell) Spilled() bool { return c.next != 0 }

// Parse reads a page as one of a b-tree. Cells that reach beyond the page are
// left out, and the page is not Sound then.
func (f *File) Parse(n uint32) (*Page, error) {
	b, err := f.Page(n)
	if err != nil {
		return nil, err
	}
	start := 0
	if n == 1 {
		start = 100
	}
	return parse(b[:min(f.Usable, len(b))], start, f.count)
}

func parse(b []byte, start int, count uint32) (*Page, error) {
	p := &Page{Type: b[start]}
	head := 8
	switch p.Type {
	case TableLeaf, IndexLeaf:
	case TableInterior, IndexInterior:
		head = 12
		p.Right = binary.BigEndian.Uint32(b[start+8:])
		if p.Right == 0 || p.Right > count {
			return nil, bad("the last child is page %d", p.Right)
		}
	default:
		return nil, bad("type %d", p.Type)
	}
	cells := int(binary.BigEndian.Uint16(b[start+3:]))
	content := int(binary.BigEndian.Uint16(b[start+5:]))
	if content == 0 {
		content = maxPage
	}
	pointers := start + head
	if pointers+2*cells > len(b) || content > len(b) || content < pointers+2*cells {
		return nil, bad("%d cells from byte %d", cells, content)
	}
	type stretch struct{ from, to int }
	used := make([]stretch, 0, cells+4)
	p.Sound = true
	for i := range cells {
		at := int(binary.BigEndian.Uint16(b[pointers+2*i:]))
		if at < content || at >= len(b) {
			p.Sound = false
			continue
		}
		c, size, ok := cell(b, at, p.Type)
		if !ok {
			p.Sound = false
			continue
		}
		used = append(used, stretch{at, at + max(size, 4)})
		p.Cells = append(p.Cells, c)
	}
	// Freed stretches form a chain in rising order.
	for at := int(binary.BigEndian.Uint16(b[start+1:])); at != 0; {
		if at < content || at+4 > len(b) {
			p.Sound = false
			break
		}
		next, size := int(binary.BigEndian.Uint16(b[at:])), int(binary.BigEndian.Uint16(b[at+2:]))
		if size < 4 || at+size > len(b) || next != 0 && next <= at+3 {
			p.Sound = false
			break
		}
		used = append(used, stretch{at, at + size})
		at = next
	}
	slices.SortFunc(used, func(a, b stretch) int { return a.from - b.from })
	end, loose := content, 0
	for _, s := range used {
		if s.from < end || s.to > len(b) {
			p.Sound = false
		}
		loose += max(0, s.from-end)
		end = max(end, s.to)
	}
	loose += max(0, len(b)-end)
	if loose != int(b[start+7]) {
		p.Sound = false
	}
	return p, nil
}

// cell reads the cell at a place of the page and how many bytes it takes.
func cell(b []byte, at int, kind byte) (c Cell, size int, ok bool) {
	begin := at
	if kind == TableInterior || kind == IndexInterior {
		if at+4 > len(b) {
			return c, 0, false
		}
		c.Child = binary.BigEndian.Uint32(b[at:])
		at += 4
	}
	if kind == TableInterior {
		v, n := varint(b[at:])
		c.Rowid = v
		return c, at + n - begin, n > 0
	}
	v, n := varint(b[at:])
	if n == 0 || v < 0 {
		return c, 0, false
	}
	at += n
	c.size = v
	if kind == TableLeaf {
		if c.Rowid, n = varint(b[at:]); n == 0 {
			return c, 0, false
		}
		at += n
	}
	local := inPage(v, len(b), kind == TableLeaf)
	if at+local > len(b) {
		return c, 0, false
	}
	c.local = b[at : at+local]
	at += local
	if int64(local) < v {
		if at+4 > len(b) {
			return c, 0, false
		}
		c.next = binary.BigEndian.Uint32(b[at:])
		at += 4
		if c.next == 0 {
			return c, 0, false
		}
	}
	return c, at - begin, true
}

// inPage is how much of a payload stands on the page itself.
func inPage(size int64, usable int, table bool) int {
	most := (usable-12)*64/255 - 23
	if table {
		most = usable - 35
	}
	if size <= int64(most) {
		return int(size)
	}
	least := (usable-12)*32/255 - 23
	if k := int64(least) + (size-int64(least))%int64(usable-4); k <= int64(most) {
		return int(k)
	}
	return least
}

// varint reads a number of one to nine bytes, n is 0 when b is too short.
func varint(b []byte) (v int64, n int) {
	var u uint64
	for i := range min(len(b), 9) {
		if i == 8 {
			return int64(u<<8 | uint64(b[i])), 9
		}
		u = u<<7 | uint64(b[i]&0x7f)
		if b[i] < 0x80 {
			return int64(u), i + 1
		}
	}
	return 0, 0
}
