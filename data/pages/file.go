// Package pages reads the pages and cells of a SQLite file without SQLite, by
// the public description of the file format (sqlite.org/fileformat2.html), so
// that what intact pages hold can be read when the database engine refuses the
// file. It never writes, knows no table of ours, and believes no byte.
package pages

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// The page types of a b-tree.
const (
	IndexInterior = 2
	TableInterior = 5
	IndexLeaf     = 10
	TableLeaf     = 13
)

const (
	minPage = 512
	maxPage = 65536
	// usualPage is what SQLite has made since 2016 unless told otherwise.
	usualPage = 4096
)

// ErrPage says that a page, a cell or a record is not what the format says.
var ErrPage = errors.New("not a sound page")

func bad(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrPage, fmt.Sprintf(format, args...))
}

// A File is a database file with the write-ahead log beside it, as both are at
// one moment. It is for one goroutine.
type File struct {
	db     io.ReaderAt
	size   int64
	wal    io.ReaderAt
	newest map[uint32]int64 // where the log has the newest committed image of a page
	stale  map[uint32]bool
	count  uint32

	// HeadSound tells whether the first hundred bytes are a header. Otherwise
	// the page size is a guess, and the fields below are zero.
	HeadSound   bool
	PageSize    int
	Usable      int // bytes of a page that hold data
	Application uint32
	Version     int
	FreePages   uint32 // how many the header says
	freeTrunk   uint32

	// LogPages is how many pages the log holds that are newer than the file's,
	// LogBroken how many of its frames cannot be read.
	// LogUnknown of the broken ones do not tell which page they were for: any
	// page may be of the past then.
	LogPages, LogBroken, LogUnknown int
}

// New looks at a database of size bytes, and at the log beside it when wal is
// not nil. The only errors are those of reading.
func New(db io.ReaderAt, size int64, wal io.ReaderAt, walSize int64) (*File, error) {
	f := &File{db: db, size: size, newest: map[uint32]int64{}, stale: map[uint32]bool{}}
	head := make([]byte, 100)
	if _, err := db.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read the head of the file: %w", err)
	}
	// The page size has to be known before the log can be read, and the log
	// may hold a newer head.
	f.PageSize = pageSizeOf(head)
	if f.PageSize == 0 && wal != nil {
		f.PageSize = walPageSize(wal)
	}
	if f.PageSize == 0 {
		f.PageSize = f.guess()
	}
	f.Usable = f.PageSize
	f.count = uint32(min((size+int64(f.PageSize)-1)/int64(f.PageSize), 1<<32-2))
	if wal != nil && walSize > 0 {
		if err := f.readLog(wal, walSize); err != nil {
			return nil, err
		}
	}
	if first, err := f.raw(1); err == nil {
		copy(head, first)
	}
	if pageSizeOf(head) == f.PageSize {
		f.HeadSound = true
		f.Usable = f.PageSize - int(head[20])
		f.Application = binary.BigEndian.Uint32(head[68:])
		f.Version = int(int32(binary.BigEndian.Uint32(head[60:])))
		f.freeTrunk, f.FreePages = binary.BigEndian.Uint32(head[32:]), binary.BigEndian.Uint32(head[36:])
		f.count = max(f.count, f.claimed(head))
	}
	return f, nil
}

// claimed is the page count of a head, bounded by twice what is there: a file
// that was cut off says how long it was, and a damaged head may say anything.
func (f *File) claimed(head []byte) uint32 {
	n := binary.BigEndian.Uint32(head[28:])
	if int64(n) > 2*int64(f.count)+16 {
		return f.count
	}
	return n
}

// pageSizeOf returns the page size of a header, 0 when it is not one.
func pageSizeOf(head []byte) int {
	if string(head[:16]) != "SQLite format 3\x00" {
		return 0
	}
	size := int(binary.BigEndian.Uint16(head[16:]))
	if size == 1 {
		size = maxPage
	}
	if !goodSize(size) || head[21] != 64 || head[22] != 32 || head[23] != 32 || size-int(head[20]) < 480 {
		return 0
	}
	return size
}

func goodSize(n int) bool { return n >= minPage && n <= maxPage && n&(n-1) == 0 }

// guess returns the page size at which most of the first pages are pages.
func (f *File) guess() int {
	best, most := usualPage, 0
	for size := minPage; size <= maxPage; size *= 2 {
		f.PageSize, f.Usable = size, size
		f.count = uint32(min((f.size+int64(size)-1)/int64(size), 1<<32-2))
		found := 0
		for n := uint32(2); n <= f.count && n < 66; n++ {
			if p, err := f.Parse(n); err == nil && p.Sound && len(p.Cells) > 0 {
				found += size
			}
		}
		if found > most {
			best, most = size, found
		}
	}
	return best
}

// Count returns how many pages there are, or were before the file was cut off.
func (f *File) Count() uint32 { return f.count }

// Page returns the newest committed image of a page, counted from 1. Where the
// file ends too early it is an error.
func (f *File) Page(n uint32) ([]byte, error) {
	if n == 0 || n > f.count {
		return nil, bad("there is no page %d", n)
	}
	return f.raw(n)
}

func (f *File) raw(n uint32) ([]byte, error) {
	b := make([]byte, f.PageSize)
	from, at := f.db, int64(n-1)*int64(f.PageSize)
	if in, ok := f.newest[n]; ok {
		from, at = f.wal, in
	}
	switch got, err := from.ReadAt(b, at); {
	case got == len(b):
		return b, nil
	case errors.Is(err, io.EOF):
		return nil, bad("the file ends within page %d", n)
	default: // a sector that the disk cannot read is as lost as one overwritten
		return nil, bad("page %d cannot be read: %v", n, err)
	}
}

// Missing tells whether a page lies behind the end of the file and its log.
func (f *File) Missing(n uint32) bool {
	_, logged := f.newest[n]
	return !logged && int64(n)*int64(f.PageSize) > f.size
}
