package playbook

import (
	"crypto/rand"
	"database/sql/driver"
	"encoding/hex"
	"fmt"
	"time"
)

// An ID is the key of a stored row: a UUID of version 7 (RFC 9562), so that
// rows made on two laptops never collide and keys sort by the time they were
// made. The zero ID means "none".
type ID [16]byte

// NewID returns a fresh ID stamped with now, in milliseconds, and 74 random bits.
func NewID(now time.Time) ID {
	var id ID
	rand.Read(id[:]) // never fails: crypto/rand aborts the program instead
	ms := uint64(now.UnixMilli())
	for i := 0; i < 6; i++ {
		id[i] = byte(ms >> (40 - 8*i))
	}
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return id
}

// ParseID reads the form that String writes. The empty text is the zero ID.
func ParseID(s string) (ID, error) {
	var id ID
	if s == "" {
		return id, nil
	}
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return id, fmt.Errorf("%q is not an id", s)
	}
	if _, err := hex.Decode(id[:], []byte(s[0:8]+s[9:13]+s[14:18]+s[19:23]+s[24:36])); err != nil {
		return ID{}, fmt.Errorf("%q is not an id", s)
	}
	return id, nil
}

// IsZero tells whether the ID means "none".
func (id ID) IsZero() bool { return id == ID{} }

// String returns the ID in the usual 36 characters, or "" for the zero ID.
func (id ID) String() string {
	if id.IsZero() {
		return ""
	}
	h := hex.EncodeToString(id[:])
	return h[0:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// MarshalText writes what String returns.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (id *ID) UnmarshalText(b []byte) (err error) { *id, err = ParseID(string(b)); return err }

// Value stores the sixteen bytes, or NULL for the zero ID.
func (id ID) Value() (driver.Value, error) {
	if id.IsZero() {
		return nil, nil
	}
	return id[:], nil
}

// Scan reads what Value stores.
func (id *ID) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*id = ID{}
	case []byte:
		if len(v) != len(id) {
			return fmt.Errorf("id of %d bytes, want %d", len(v), len(id))
		}
		copy(id[:], v)
	default:
		return fmt.Errorf("id stored as %T, want bytes", src)
	}
	return nil
}
