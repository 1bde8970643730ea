package boot

import (
	"path/filepath"
	"sync"
	"testing"
)

// Programs that start for the first time at the same moment are one
// installation.
func TestFirstStartsAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "settings")
	ids := make([]string, 16)
	var all sync.WaitGroup
	for i := range ids {
		all.Go(func() { ids[i] = Device(dir, "Ada") })
	}
	all.Wait()
	for _, id := range ids {
		if id != ids[0] || id == "" {
			t.Errorf("installations %q and %q", id, ids[0])
		}
	}
	left, err := filepath.Glob(filepath.Join(dir, ".*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestMomentsOutOfReach(t *testing.T) {
	for _, in := range []string{"0001-01-01T00:00:00Z", "1899-12-31", "9999-12-31", "2027-02-30", "2027-02-30T10:00:00Z", "2027-01-01 25:00", ""} {
		if got, err := ParseNow(in); err == nil {
			t.Errorf("%q was read as %v", in, got)
		}
	}
}
