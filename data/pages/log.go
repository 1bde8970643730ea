package pages

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

const (
	logHead   = 32
	frameHead = 24
	logMagic  = 0x377f0682 // its last bit tells the byte order of the sums
)

// walPageSize returns the page size in the head of a log, 0 when it has none.
func walPageSize(wal io.ReaderAt) int {
	head := make([]byte, logHead)
	if _, err := wal.ReadAt(head, 0); err != nil || binary.BigEndian.Uint32(head)&^1 != logMagic {
		return 0
	}
	if size := int(binary.BigEndian.Uint32(head[8:])); goodSize(size) {
		return size
	}
	return 0
}

// sum continues the log's checksum over b, whose length is a multiple of 8.
func sum(order binary.ByteOrder, s1, s2 uint32, b []byte) (uint32, uint32) {
	for ; len(b) >= 8; b = b[8:] {
		s1 += order.Uint32(b) + s2
		s2 += order.Uint32(b[4:]) + s1
	}
	return s1, s2
}

// readLog finds the newest committed image of each page in the log.
//
// SQLite stops at the first frame whose sum is wrong. A frame's sum continues
// that of the frame before, which stands in the frame before: so a frame
// behind a broken one can be checked all the same, and one behind a frame that
// is lost altogether is believed for its salts. Frames count up to the last
// commit; the broken ones among them are counted in LogBroken.
func (f *File) readLog(wal io.ReaderAt, size int64) error {
	head := make([]byte, logHead)
	if _, err := wal.ReadAt(head, 0); err != nil {
		if errors.Is(err, io.EOF) {
			return nil
		}
		return fmt.Errorf("read the head of the log: %w", err)
	}
	magic := binary.BigEndian.Uint32(head)
	if magic&^1 != logMagic || int(binary.BigEndian.Uint32(head[8:])) != f.PageSize {
		f.LogBroken = int((size - logHead) / int64(frameHead+f.PageSize))
		return nil
	}
	var order binary.ByteOrder = binary.LittleEndian
	if magic&1 == 1 {
		order = binary.BigEndian
	}
	f.wal = wal
	salts := string(head[16:24])
	s1, s2 := sum(order, 0, 0, head[:24])
	frame := make([]byte, frameHead+f.PageSize)
	pending, lost := map[uint32]int64{}, map[uint32]bool{}
	known := true           // s1 and s2 are the sum up to here
	broken, strange := 0, 0 // frames of this round; frames that may be of an earlier one
	for at := int64(logHead); at+int64(len(frame)) <= size; at += int64(len(frame)) {
		if _, err := wal.ReadAt(frame, at); err != nil {
			strange, known = strange+1, false
			continue
		}
		if string(frame[8:16]) != salts {
			// Behind the newest frame the log holds those of an earlier round;
			// only a later frame of this round tells that this one was damaged.
			strange, known = strange+1, false
			continue
		}
		page, commit := binary.BigEndian.Uint32(frame), binary.BigEndian.Uint32(frame[4:])
		w1, w2 := binary.BigEndian.Uint32(frame[16:]), binary.BigEndian.Uint32(frame[20:])
		c1, c2 := sum(order, s1, s2, frame[:8])
		c1, c2 = sum(order, c1, c2, frame[frameHead:])
		right := page != 0 && (!known || c1 == w1 && c2 == w2)
		s1, s2, known = w1, w2, true
		possible := func(n uint32) bool { return n > 0 && int64(n) <= 2*((f.size+size)/int64(f.PageSize)+16) }
		switch {
		case right:
			pending[page] = at + frameHead
			delete(lost, page)
		case possible(page) && (commit == 0 || possible(commit)):
			// The frame's head still tells which page it brought up to date, and
			// whether an act ended there.
			delete(pending, page)
			lost[page] = true
			broken++
		default:
			strange++
			continue
		}
		if commit == 0 {
			continue
		}
		for n, at := range pending {
			f.newest[n] = at
			delete(f.stale, n)
		}
		for n := range lost {
			f.stale[n] = true
		}
		clear(pending)
		clear(lost)
		if possible(commit) {
			f.count = commit
		}
		f.LogUnknown += strange
		f.LogBroken += broken + strange
		broken, strange = 0, 0
	}
	f.LogBroken += broken // of acts that may have been whole
	for n := range lost {
		f.stale[n] = true
	}
	f.LogPages = len(f.newest)
	return nil
}

// Stale tells whether the log has a newer image of the page that cannot be
// read, so that what Page returns is of the past.
func (f *File) Stale(n uint32) bool { return f.stale[n] }
