package data

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"kept/playbook"
)

// Whatever stands at the head of a file: it opens as a workspace, or is refused
// with a sentence, and a refused file is as it was, byte by byte.
func FuzzOpen(f *testing.F) {
	path := filepath.Join(f.TempDir(), "w.kept")
	s, err := Create(f.Context(), path, Options{Now: fixed})
	if err != nil {
		f.Fatal(err)
	}
	if err := s.Close(); err != nil {
		f.Fatal(err)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte{}, 0)
	f.Add([]byte("SQLite format 3\x00"), 0)
	f.Add([]byte("not a workspace"), 0)
	f.Add([]byte{0, 1}, 16)                      // another page size
	f.Add([]byte{9, 9}, 18)                      // a file format of the future
	f.Add([]byte{0, 0, 0, 1}, 28)                // fewer pages
	f.Add([]byte{0xff, 0xff, 0xff, 0xff}, 28)    // more pages than there are
	f.Add([]byte{0, 0, 3, 0xe7}, 60)             // format 999
	f.Add([]byte{0, 0, 0, 3}, 60)                // an older format than it is
	f.Add([]byte("Word"), 68)                    // another program's
	f.Add([]byte{0, 0, 0, 0}, 56)                // another encoding of text
	f.Add(bytes.Repeat([]byte{0xff}, 200), 100)  // the first page of the schema
	f.Add(bytes.Repeat([]byte{0x00}, 4096), 100) // all of it
	f.Fuzz(func(t *testing.T, b []byte, at int) {
		file := bytes.Clone(good)
		switch {
		case len(b) > 8192:
			return
		case at == 0: // a file of its own
			file = b
		default:
			copy(file[min(max(at, 0), len(file)):], b)
		}
		path := filepath.Join(t.TempDir(), "w.kept")
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(t.Context(), path, Options{Now: fixed})
		if err == nil {
			if err := s.Close(); err != nil {
				t.Errorf("close: %v", err)
			}
			return
		}
		var oe *OpenError
		if !asOpen(err, &oe) || !strings.HasSuffix(oe.Message, ".") || oe.Kind == "" {
			t.Errorf("not a sentence of OpenError: %T %v", err, err)
		}
		if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, file) {
			t.Errorf("a refused file was written to (%v): %v", oe.Kind, err)
		}
	})
}

// Whatever the history says of a row: it is refused, or it is a row that the
// history would describe in words that lead to the same row.
func FuzzHistoryRow(f *testing.F) {
	for _, s := range []string{`{}`, `{"name":"Northwind"}`, `{"text":"A","deciding":"true","pos":"3"}`, `{"no_such":"x"}`, `null`, `[]`, `{"name":null}`, `{"name":1}`,
		`{"name":"\ud800"}`, `{"pos":"x"}`, `{"trashed_at":"never"}`, `{"plan_id":"019cadc6-9a80-7751-a040-5762cdb59138"}`, `{"name":"a","name":"b"}`, `{"pos":"99999999999999999999"}`, "{\"name\":\"\xff\"}"} {
		for i := range 4 {
			f.Add(s, i)
		}
	}
	kinds := newKinds()
	id := playbook.NewID(fixed())
	f.Fuzz(func(t *testing.T, text string, which int) {
		k := kinds.list[uint(which)%uint(len(kinds.list))]
		n, err := rowFromJSON(k, id, id, text)
		if err != nil {
			if !strings.Contains(err.Error(), k.name) {
				t.Errorf("the error does not say of what: %v", err)
			}
			return
		}
		out := rowJSON(k, n)
		again, err := rowFromJSON(k, id, id, out)
		if err != nil {
			t.Fatalf("%q gives %q, which is refused: %v", text, out, err)
		}
		if cols := k.differs(n, again); len(cols) > 0 && utf8.ValidString(text) {
			t.Errorf("%q gives %q, which has another %s", text, out, cols[0].Name)
		}
	})
}

// Whatever stands in the side file of a lock, it is said in one line.
func FuzzLockOwner(f *testing.F) {
	for _, s := range []string{"", " {}", ` {"pid":4711,"name":"ada","host":"host-3","since":"2 Mar 2026 09:00 UTC"}`, " {\"name\":\"a\\nb\"}", " null", "\x00\xff"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		side := filepath.Join(t.TempDir(), "w.kept.lock")
		if err := os.WriteFile(side, b, 0o600); err != nil {
			t.Fatal(err)
		}
		who := readOwner(side)
		if who == "" || strings.ContainsAny(who, "\n\r\x00\x1b") || len(who) > 600 {
			t.Errorf("%q is said as %q", b, who)
		}
	})
}
