package data

import (
	"bufio"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Killed at random moments, a program loses nothing it acknowledged, leaves no
// half of an act, and what is left is sound.
func TestKilled(t *testing.T) {
	killedAtRandom(t, rounds(50, 3, 1_000), 30*time.Millisecond, func(path string) { workspaceFile(t, path) }, func(s *Store, names []string) {
		if a, p, k := count(t, s, "SELECT count(*) FROM accounts"), count(t, s, "SELECT count(*) FROM promises"), count(t, s, "SELECT count(*) FROM tasks"); a != p || a != k {
			t.Errorf("half of an act is there: %d accounts, %d promises, %d tasks", a, p, k)
		}
	})
}

// killedAtRandom kills the child so often, within so long of its first act, in
// workspaces that begin makes, and looks at each afterwards, as look does beyond
// what always holds.
func killedAtRandom(t *testing.T, kills int, within time.Duration, begin func(path string), look func(s *Store, names []string), env ...string) {
	t.Helper()
	each := 25
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	acknowledged, checked := 0, 0
	var path string
	var names []string
	for kill := range kills {
		if kill%each == 0 { // a new workspace now and then: checking reads all of it
			path = filepath.Join(t.TempDir(), "w.kept")
			begin(path)
			names = names[:0]
		}
		cmd := exec.Command(exe)
		cmd.Env = append(append(os.Environ(), childVar+"="+path), env...)
		cmd.Stderr = os.Stderr
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		var timer *time.Timer
		if kill%5 == 4 { // while it opens what the last one left
			timer = time.AfterFunc(time.Duration(rand.IntN(60_000))*time.Microsecond, func() { cmd.Process.Kill() })
		}
		for lines.Scan() {
			name, ok := strings.CutPrefix(lines.Text(), "ok ")
			if !ok {
				t.Errorf("kill %d: the child says %s", kill, lines.Text())
				continue
			}
			names = append(names, name)
			acknowledged++
			if timer == nil { // it is writing now
				timer = time.AfterFunc(time.Duration(rand.Int64N(int64(within))), func() { cmd.Process.Kill() })
			}
		}
		if timer == nil {
			t.Fatalf("the child wrote nothing: %v", cmd.Wait())
		}
		cmd.Wait() // it was killed: an error is expected
		s, err := Open(t.Context(), path, Options{Now: fixed})
		if err != nil {
			t.Fatalf("open after kill %d: %v", kill, err)
		}
		found, err := s.CheckIntegrity(t.Context(), CheckOptions{Replay: true})
		if err != nil || len(found) > 0 {
			t.Errorf("after kill %d: %v, %v", kill, found, err)
		}
		for _, name := range names {
			checked++
			if n := whole(t, s, name); n != 3 {
				t.Errorf("kill %d: %s was acknowledged and %d of its 3 rows are there", kill, name, n)
			}
		}
		look(s, names)
		if t.Failed() {
			t.Fatalf("after kill %d", kill)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("torture: kills %d, acknowledged acts %d, looked up %d times", kills, acknowledged, checked)
}
