package boot

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Whatever KEPT_NOW says: a sentence, or a moment within the years of a date
// that reads as itself.
func FuzzParseNow(f *testing.F) {
	for _, s := range []string{"", "2027-03-01T09:00:00Z", "2027-03-01 09:00", "2027-03-01", "2027-03-01T09:00", "2027-03-01 09:00:07", "2027-03-01T09:00:00+23:59", "0000-01-01", "9999-12-31"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at, err := ParseNow(s)
		if err != nil {
			if err.Error() == "" {
				t.Error("an error without a word")
			}
			return
		}
		again, err := ParseNow(at.Format(time.RFC3339Nano))
		if err != nil || !again.Equal(at) {
			t.Errorf("%q is %s, which reads as %s, %v", s, at, again, err)
		}
	})
}

// Whatever stands in the file of the installation, it has one identity of one
// line, the same each time.
func FuzzDevice(f *testing.F) {
	for _, s := range []string{"", "ABCDEFGHIJ\n", "  two words ", "a\nb", "\x00\xff", strings.Repeat("x", 101)} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "installation"), b, 0o600); err != nil {
			t.Fatal(err)
		}
		id := Device(dir, "ada")
		if id == "" || len(id) > 100 || strings.ContainsAny(id, "\n\r\x00\x1b") || Device(dir, "ada") != id {
			t.Errorf("%q gives %q, then %q", b, id, Device(dir, "ada"))
		}
	})
}
