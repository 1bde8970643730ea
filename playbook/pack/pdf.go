package pack

import (
	"bytes"
	"compress/zlib"
	"io"
	"strconv"
)

var (
	errNoPackInPDF = refuse("This PDF carries no account pack; ask the sender for the %s file.", Ext)
	errProtected   = refuse("This PDF is protected with a password, so its account pack cannot be read; ask the sender for the %s file.", Ext)
)

// maxStreams bounds how many parts of a PDF are tried. A document of a thousand
// pages with a picture on each has some thousands.
const maxStreams = 100_000

// IsPDF tells whether a file that begins like this is a PDF. Readers take a
// header anywhere in the first kilobyte, as what re-saves a PDF may put
// something before it.
func IsPDF(head []byte) bool { return bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-")) }

// FromPDF returns the pack that a PDF carries as an attachment, as it was
// attached. Of several it is the last, because a PDF that was saved again grows
// at its end. The table of contents of the PDF is not asked: attachments are
// never inside of anything else, so each of its streams is looked at, and what
// begins like a pack is one. Whether it is whole its signature tells. The error
// is an *InvalidError.
func FromPDF(b []byte) ([]byte, error) {
	if int64(len(b)) > MaxFile {
		return nil, errTooLarge(int64(len(b)))
	}
	if !IsPDF(b) {
		return nil, errNoPackInPDF
	}
	at, inflated, unzip := -1, false, &inflater{}
	word := []byte("stream")
	for from, tried := 0, 0; ; {
		i := bytes.Index(b[from:], word)
		if i < 0 {
			break
		}
		i += from
		from = i + len(word)
		if bytes.HasSuffix(b[:i], []byte("end")) {
			continue
		}
		start := afterLine(b, from)
		if start < 0 {
			continue
		}
		if tried++; tried > maxStreams {
			return nil, refuse("This PDF has more than %d parts; ask the sender for the %s file instead.", maxStreams, Ext)
		}
		switch {
		case Is(b[start:]):
			at, inflated = start, false
		case Is(unzip.head(b[start:])):
			at, inflated = start, true
		}
	}
	switch {
	case at < 0 && bytes.Contains(b, []byte("/Encrypt")):
		return nil, errProtected
	case at < 0:
		return nil, errNoPackInPDF
	case inflated:
		return unzip.all(b[at:])
	}
	return plainStream(b, at)
}

// afterLine returns where the bytes of a stream begin whose keyword ends at i,
// and -1 where no line ends there.
func afterLine(b []byte, i int) int {
	switch {
	case bytes.HasPrefix(b[i:], []byte("\r\n")):
		return i + 2
	case i < len(b) && (b[i] == '\n' || b[i] == '\r'):
		return i + 1
	}
	return -1
}

// plainStream returns the stream that begins at start and is not packed: as long
// as its dictionary says where it ends there, and else up to where it ends.
func plainStream(b []byte, start int) ([]byte, error) {
	dictionary := b[max(0, start-1024):start]
	if i := bytes.LastIndex(dictionary, []byte("endobj")); i >= 0 {
		dictionary = dictionary[i:]
	}
	if i := bytes.LastIndex(dictionary, []byte("/Length ")); i >= 0 {
		f := bytes.Fields(dictionary[i+len("/Length "):])
		// “/Length 12 0 R” names an object that has the length.
		indirect := len(f) > 2 && bytes.HasPrefix(f[2], []byte("R"))
		if len(f) > 0 && !indirect {
			digits, _, _ := bytes.Cut(f[0], []byte("/"))
			digits, _, _ = bytes.Cut(digits, []byte(">"))
			if n, err := strconv.Atoi(string(digits)); err == nil && n > 0 && n <= len(b)-start && endsAt(b[start+n:]) {
				return b[start : start+n], nil
			}
		}
	}
	end := bytes.Index(b[start:], []byte("endstream"))
	if end < 0 {
		return nil, errDamaged
	}
	out := b[start : start+end]
	return bytes.TrimSuffix(bytes.TrimSuffix(out, []byte("\n")), []byte("\r")), nil
}

// endsAt tells whether a stream ends where b begins.
func endsAt(b []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(b[:min(len(b), 16)], "\r\n \t"), []byte("endstream"))
}

// An inflater unpacks streams one after the other with one set of buffers.
type inflater struct {
	r    io.ReadCloser
	text [32]byte
}

func (z *inflater) open(b []byte) error {
	if z.r == nil {
		r, err := zlib.NewReader(bytes.NewReader(b))
		if err == nil {
			z.r = r
		}
		return err
	}
	return z.r.(zlib.Resetter).Reset(bytes.NewReader(b), nil)
}

// head returns the first bytes of a packed stream, nil for what is none.
func (z *inflater) head(b []byte) []byte {
	if len(b) < 2 || b[0]&0x0f != 8 || z.open(b) != nil {
		return nil
	}
	n, _ := io.ReadFull(z.r, z.text[:])
	return z.text[:n]
}

// all returns a packed stream, up to the size of a pack. How long it is shows
// only at its end, so it is unpacked twice.
func (z *inflater) all(b []byte) ([]byte, error) {
	if z.open(b) != nil {
		return nil, errDamaged
	}
	size, err := io.Copy(io.Discard, io.LimitReader(z.r, MaxFile+1))
	switch {
	case err != nil, z.open(b) != nil:
		return nil, errDamaged
	case size > MaxFile:
		return nil, errTooLarge(size)
	}
	out, err := readAll(z.r, int(size))
	if err != nil {
		return nil, errDamaged
	}
	return out, nil
}
