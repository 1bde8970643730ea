package pages

import (
	"bytes"
	"encoding/binary"
	"errors"
	"testing"
)

// leaf builds a table leaf with one row (rowid 7) of the record.
func leaf(size int, record []byte) []byte {
	b := make([]byte, size)
	cell := append([]byte{byte(len(record)), 7}, record...)
	at := size - len(cell)
	copy(b[at:], cell)
	b[0] = TableLeaf
	binary.BigEndian.PutUint16(b[3:], 1)
	binary.BigEndian.PutUint16(b[5:], uint16(at))
	binary.BigEndian.PutUint16(b[8:], uint16(at))
	return b
}

func TestValues(t *testing.T) {
	// Types: NULL, -2 in one byte, 258 in two, 1 without bytes, text, blob.
	record := []byte{7, 0, 1, 2, 9, 19, 16, 0xfe, 1, 2, 'a', 'b', 'c', 0xca, 0xfe}
	p, err := parse(leaf(512, record), 0, 1)
	if err != nil || !p.Sound || len(p.Cells) != 1 || p.Cells[0].Rowid != 7 {
		t.Fatalf("page %+v, %v", p, err)
	}
	vals, err := decode(p.Cells[0].local)
	if err != nil || len(vals) != 6 {
		t.Fatalf("%v, %v", vals, err)
	}
	if vals[0].Kind != Null || vals[1].Int != -2 || vals[2].Int != 258 || vals[3].Int != 1 || string(vals[4].Bytes) != "abc" || !bytes.Equal(vals[5].Bytes, []byte{0xca, 0xfe}) {
		t.Errorf("got %+v", vals)
	}
}

func TestRecordsThatLie(t *testing.T) {
	for name, record := range map[string][]byte{
		"empty":                nil,
		"head beyond the end":  {9, 0},
		"head of nothing":      {0},
		"text beyond the end":  {2, 99, 'a'},
		"bytes left over":      {2, 1, 5, 5},
		"reserved type":        {2, 10},
		"number without bytes": {2, 6, 1, 2},
		"cut-off type":         {2, 0x80},
		"negative length":      {2, 0xff},
	} {
		if vals, err := decode(record); !errors.Is(err, ErrPage) {
			t.Errorf("%s: %v, %v", name, vals, err)
		}
	}
}

// A page whose book-keeping does not add up is not sound, whatever its cells.
func TestUnsoundPages(t *testing.T) {
	whole := leaf(512, []byte{2, 1, 5})
	for name, change := range map[string]func([]byte){
		"cell before the content":  func(b []byte) { binary.BigEndian.PutUint16(b[8:], 20) },
		"freed stretch in a cell":  func(b []byte) { binary.BigEndian.PutUint16(b[1:], 508) },
		"loose bytes not counted":  func(b []byte) { b[7] = 3 },
		"cell longer than page":    func(b []byte) { b[507] = 90 },
		"content begins elsewhere": func(b []byte) { binary.BigEndian.PutUint16(b[5:], 400) },
	} {
		b := bytes.Clone(whole)
		change(b)
		if p, err := parse(b, 0, 1); err == nil && p.Sound {
			t.Errorf("%s: taken for a sound page", name)
		}
	}
	for name, change := range map[string]func([]byte){
		"no type":                func(b []byte) { b[0] = 0 },
		"more cells than room":   func(b []byte) { binary.BigEndian.PutUint16(b[3:], 400) },
		"content beyond the end": func(b []byte) { binary.BigEndian.PutUint16(b[5:], 600) },
	} {
		b := bytes.Clone(whole)
		change(b)
		if p, err := parse(b, 0, 1); !errors.Is(err, ErrPage) {
			t.Errorf("%s: %+v, %v", name, p, err)
		}
	}
}

func TestVarint(t *testing.T) {
	for _, c := range []struct {
		b    []byte
		v    int64
		took int
	}{
		{[]byte{5}, 5, 1},
		{[]byte{0x81, 0x00}, 128, 2},
		{[]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}, -1, 9},
		{[]byte{0x80, 0x80}, 0, 0},
		{nil, 0, 0},
	} {
		if v, took := varint(c.b); v != c.v || took != c.took {
			t.Errorf("varint(%x) = %d, %d; want %d, %d", c.b, v, took, c.v, c.took)
		}
	}
}

// FuzzFile reads whatever bytes as a database and its log: no panic, no record
// longer than the file, no page met twice in a tree, and every walk ends.
func FuzzFile(f *testing.F) {
	head := make([]byte, 512)
	copy(head, "SQLite format 3\x00")
	binary.BigEndian.PutUint16(head[16:], 512)
	head[21], head[22], head[23] = 64, 32, 32
	binary.BigEndian.PutUint32(head[28:], 2)
	copy(head[100:], leaf(512, []byte{2, 1, 5})[:12])
	f.Add(head, []byte{})
	f.Add(append(bytes.Clone(head), leaf(512, []byte{7, 0, 1, 2, 9, 19, 16, 0xfe, 1, 2, 'a', 'b', 'c', 0xca, 0xfe})...), []byte{})
	log := make([]byte, logHead+frameHead+512)
	binary.BigEndian.PutUint32(log, logMagic)
	binary.BigEndian.PutUint32(log[8:], 512)
	f.Add(head, log)
	f.Add([]byte("SQLite format 3"), []byte("7"))
	f.Fuzz(func(t *testing.T, db, wal []byte) {
		if len(db) > 1<<17 || len(wal) > 1<<17 {
			return
		}
		file, err := New(bytes.NewReader(db), int64(len(db)), bytes.NewReader(wal), int64(len(wal)))
		if err != nil {
			t.Fatal(err) // bytes in memory can always be read
		}
		if int64(file.Count())*int64(file.PageSize) > 4*int64(len(db)+len(wal))+64*maxPage {
			t.Fatalf("%d pages of %d bytes in %d bytes", file.Count(), file.PageSize, len(db)+len(wal))
		}
		file.Free()
		for n := uint32(1); n <= min(file.Count(), 32); n++ {
			p, err := file.Parse(n)
			if err != nil {
				continue
			}
			seen := map[uint32]bool{}
			tree, err := file.Walk(n, p.Table(), seen, nil, func(_ uint32, p *Page) error {
				for i := range min(len(p.Cells), 8) {
					var chain []uint32
					vals, err := file.Record(&p.Cells[i], &chain)
					size := 0
					for _, v := range vals {
						size += len(v.Bytes)
					}
					if err == nil && int64(size) > int64(file.Count())*int64(file.PageSize) {
						t.Fatalf("a record of %d bytes", size)
					}
				}
				return nil
			})
			if err != nil || len(tree.Pages) != len(seen) {
				t.Fatalf("walk: %d pages, %d seen, %v", len(tree.Pages), len(seen), err)
			}
		}
	})
}
