package pages

import (
	"encoding/binary"
	"math"
)

// A Kind is the storage class of a Value.
type Kind byte

// The storage classes.
const (
	Null Kind = iota
	Int
	Float
	Text
	Blob
)

// A Value is one column of a record.
type Value struct {
	Kind  Kind
	Int   int64
	Float float64
	Bytes []byte // of Text and Blob
}

// maxColumns bounds a record; no table of SQLite has more unless built so.
const maxColumns = 2000

// Record reads the values of a cell, following its overflow pages, which are
// added to chain when it is not nil.
func (f *File) Record(c *Cell, chain *[]uint32) ([]Value, error) {
	b, err := f.payload(c, chain)
	if err != nil {
		return nil, err
	}
	return decode(b)
}

// payload returns the whole payload of a cell. It takes no more memory than
// the file has bytes.
func (f *File) payload(c *Cell, chain *[]uint32) ([]byte, error) {
	if c.next == 0 {
		return c.local, nil
	}
	if c.size > int64(f.count)*int64(f.Usable) {
		return nil, bad("a record of %d bytes", c.size)
	}
	out := append([]byte(nil), c.local...)
	for next, seen := c.next, uint32(0); int64(len(out)) < c.size; seen++ {
		if seen > f.count {
			return nil, bad("a record goes round in a circle")
		}
		b, err := f.Page(next)
		if err != nil {
			return nil, err
		}
		if chain != nil {
			*chain = append(*chain, next)
		}
		part := b[4:f.Usable]
		part = part[:min(int64(len(part)), c.size-int64(len(out)))]
		out = append(out, part...)
		next = binary.BigEndian.Uint32(b)
		if (next == 0) != (int64(len(out)) == c.size) {
			return nil, bad("a record of %d bytes ends after %d", c.size, len(out))
		}
	}
	return out, nil
}

// decode reads a record: the types of its columns, then their values. All
// bytes have to be used up.
func decode(b []byte) ([]Value, error) {
	headLen, n := varint(b)
	if n == 0 || headLen < int64(n) || headLen > int64(len(b)) {
		return nil, bad("a record with a head of %d bytes", headLen)
	}
	head, body := b[n:headLen], b[headLen:]
	var out []Value
	for len(head) > 0 {
		t, n := varint(head)
		if n == 0 || t < 0 || len(out) == maxColumns {
			return nil, bad("a record with a column of type %d", t)
		}
		head = head[n:]
		v, size, ok := value(t, body)
		if !ok {
			return nil, bad("a column of type %d", t)
		}
		body = body[size:]
		out = append(out, v)
	}
	if len(body) > 0 {
		return nil, bad("%d bytes behind a record", len(body))
	}
	return out, nil
}

func value(t int64, body []byte) (v Value, size int, ok bool) {
	switch {
	case t == 0:
		return v, 0, true
	case t <= 6:
		size = [...]int{0, 1, 2, 3, 4, 6, 8}[t]
		if size > len(body) {
			return v, 0, false
		}
		n := int64(int8(body[0]))
		for _, c := range body[1:size] {
			n = n<<8 | int64(c)
		}
		return Value{Kind: Int, Int: n}, size, true
	case t == 7:
		if len(body) < 8 {
			return v, 0, false
		}
		return Value{Kind: Float, Float: math.Float64frombits(binary.BigEndian.Uint64(body))}, 8, true
	case t == 8, t == 9:
		return Value{Kind: Int, Int: t - 8}, 0, true
	case t < 12:
		return v, 0, false
	}
	n := (t - 12) / 2
	if n > int64(len(body)) {
		return v, 0, false
	}
	kind := Blob
	if t%2 == 1 {
		kind = Text
	}
	return Value{Kind: kind, Bytes: body[:n]}, int(n), true
}
