package data

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// oldOrNew fails unless the workspace is wholly of the present format, or wholly
// of the one after it, and tells which.
func oldOrNew(t *testing.T, what, path, was string) (upgraded bool) {
	t.Helper()
	s, err := connect(path, Options{Now: fixed})
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	defer s.Close()
	v, err := s.version(t.Context())
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	halves := count(t, s, "SELECT count(*) FROM sqlite_schema WHERE name IN ('first_half', 'second_half')")
	switch v {
	case latestVersion():
		if is := schemaText(t, s.readDB); is != was || halves != 0 {
			t.Errorf("%s: the format is the old one and the schema is not", what)
		}
	case latestVersion() + 1:
		if halves != 2 || count(t, s, "SELECT (SELECT count(*) FROM first_half) + (SELECT count(*) FROM second_half)") != 60_000 ||
			count(t, s, "SELECT count(*) FROM migrations") != v {
			t.Errorf("%s: the format is the new one and the rows are not", what)
		}
	default:
		t.Errorf("%s: format %d", what, v)
	}
	found, err := s.CheckIntegrity(t.Context(), CheckOptions{Replay: true})
	if err != nil || len(found) > 0 {
		t.Errorf("%s: %v, %v", what, found, err)
	}
	return v > latestVersion()
}

// ofPresent makes a workspace with the sample acts and returns its schema.
func ofPresent(t *testing.T) (path, schema string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "w.kept")
	s, err := Create(t.Context(), path, Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	fillSample(t, s)
	schema = schemaText(t, s.readDB)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path, schema
}

// An upgrade that is killed in the middle has not happened; done again it has.
func TestUpgradeKilled(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	kills, stopped := rounds(10, 2, 100), 0
	for kill := range kills {
		path, schema := ofPresent(t)
		run := func(limit time.Duration) {
			cmd := exec.Command(exe)
			cmd.Env = append(os.Environ(), childVar+"="+path, childMigrate+"=1")
			out, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			for lines := bufio.NewScanner(out); lines.Scan(); {
				if line := lines.Text(); line == "ok begun" && limit > 0 {
					time.AfterFunc(limit, func() { cmd.Process.Kill() })
				} else if strings.HasPrefix(line, "no ") {
					t.Errorf("kill %d: %s", kill, line)
				}
			}
			cmd.Wait() // killed: an error is expected
		}
		run(time.Duration(1+rand.IntN(300_000)) * time.Microsecond)
		if !oldOrNew(t, fmt.Sprintf("kill %d", kill), path, schema) {
			stopped++
			run(0)
			if !oldOrNew(t, fmt.Sprintf("after kill %d, done again", kill), path, schema) {
				t.Errorf("kill %d: the upgrade is not done when done again", kill)
			}
		}
	}
	t.Logf("torture: upgrades killed %d, of which before their end %d", kills, stopped)
}

// Whichever write or sync of an upgrade fails, it has happened or it has not.
func TestUpgradeFails(t *testing.T) {
	tracer(t)
	step, last := 40, rounds(160, 1, 4_000)
	if torture() {
		step = 10
	}
	total, refused := 0, 0
	for _, f := range [][2]string{{"pwrite64", "ENOSPC"}, {"fsync,fdatasync", "EIO"}} {
		for n := 1; n <= last; n += step {
			path, schema := ofPresent(t)
			said, calls := traced(t, path, []string{"-e", "trace=" + f[0], "-e", fmt.Sprintf("inject=%s:error=%s:when=%d", f[0], f[1], n)}, childMigrate+"=1")
			total++
			what := fmt.Sprintf("%s number %d", f[0], n)
			ok := len(said) > 0 && said[len(said)-1] == "ok upgraded"
			if !ok {
				refused++
			}
			if done := oldOrNew(t, what, path, schema); ok && !done {
				t.Errorf("%s: said to be upgraded and is not", what)
			}
			if !strings.Contains(strings.Join(calls, "\n"), "INJECTED") {
				break
			}
		}
	}
	t.Logf("torture: faults injected into upgrades %d, refused %d", total, refused)
}
