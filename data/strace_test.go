package data

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// tracer returns the program that watches and fails system calls, and skips
// the test where there is none that may.
func tracer(t *testing.T) string {
	t.Helper()
	if underRace {
		t.Skip("under the race detector a watched program takes ten times longer and shows nothing more")
	}
	path, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is not installed; apt-get install strace, or make torture, which installs it")
	}
	if out, err := exec.Command(path, "-f", "-o", os.DevNull, "true").CombinedOutput(); err != nil {
		t.Skipf("strace may not watch other programs here: %v, %s", err, out)
	}
	return path
}

// traced runs the child on a workspace under strace and returns what it said
// and the calls it made.
func traced(t *testing.T, path string, flags []string, env ...string) (said, calls []string) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	log := filepath.Join(t.TempDir(), "calls")
	args := append([]string{"-f", "-qq", "-y", "-o", log}, flags...)
	cmd := exec.Command(tracer(t), append(args, exe)...)
	cmd.Env = append(append(os.Environ(), childVar+"="+path), env...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		said = append(said, lines.Text())
	}
	cmd.Wait() // that it failed is in what it said
	text, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	return said, strings.Split(string(text), "\n")
}

var (
	logWrite = regexp.MustCompile(`(pwrite64|write|pwritev)\(\d+<[^>]*-wal>`)
	logSync  = regexp.MustCompile(`(fsync|fdatasync)\(\d+<[^>]*-wal>`)
	ack      = regexp.MustCompile(`write\(1<[^>]*>, "ok (\S+)\\n`)
)

// unsynced returns the acknowledgements that were given while something
// written to the log was not synced, and how many there were in all.
func unsynced(calls []string) (bad []string, acks, syncs int) {
	dirty := false
	for _, c := range calls {
		switch {
		case strings.Contains(c, "resumed>"):
		case logWrite.MatchString(c):
			dirty = true
		case logSync.MatchString(c):
			dirty = false
			syncs++
		case ack.MatchString(c):
			acks++
			if dirty {
				bad = append(bad, ack.FindStringSubmatch(c)[1])
			}
		}
	}
	return bad, acks, syncs
}

// Every acknowledgement comes after a sync of the write-ahead log that is later
// than the last write to it. A program that does not sync is found out.
func TestSyncedBeforeAcknowledged(t *testing.T) {
	tracer(t)
	acts := rounds(100, 20, 2_000)
	watch := []string{"-e", "trace=write,pwrite64,pwritev,fsync,fdatasync"}
	path := filepath.Join(t.TempDir(), "w.kept")
	workspaceFile(t, path)
	_, calls := traced(t, path, watch, childActs+"="+strconv.Itoa(acts))
	bad, acks, syncs := unsynced(calls)
	if len(bad) > 0 || acks != acts || syncs < acts {
		t.Errorf("of %d acknowledgements %d came before the sync of the log (%d syncs): %v", acks, len(bad), syncs, bad)
	}
	t.Logf("torture: acknowledgements watched %d, syncs of the log %d", acks, syncs)

	t.Run("a store that does not sync", func(t *testing.T) {
		_, calls := traced(t, path, watch, childActs+"=20", childSync+"=OFF")
		if bad, acks, _ := unsynced(calls); len(bad) != acks || acks != 20 {
			t.Errorf("of 20 acknowledgements without a sync %d were found among %d", len(bad), acks)
		}
	})
}

// Whichever write, sync, rename or cutting fails, afterwards the old or the new
// state is there and nothing between; what was acknowledged is there; what was
// not was said in a sentence, and is taken once the fault is over.
func TestEveryCallFails(t *testing.T) {
	tracer(t)
	failEveryCall(t, func(path string) { workspaceFile(t, path) }, func(string, *Store, []string) {}, childActs+"=2")
}

// failEveryCall fails call after call of the child, each in a workspace of its
// own that begin makes, and looks at it afterwards, as look does beyond what
// always holds.
func failEveryCall(t *testing.T, begin func(path string), look func(what string, s *Store, names []string), env ...string) {
	t.Helper()
	faults := []struct{ call, errno, sentence string }{
		{"pwrite64", "ENOSPC", "The disk is full; free some space, then try again."},
		{"pwrite64", "EIO", "not full."},
		{"fsync,fdatasync", "EIO", "not full."},
		{"ftruncate", "EIO", "not full."},
		{"openat", "EROFS", ""},
	}
	step, last := 6, rounds(40, 12, 1_000)
	if torture() {
		step = 1
	}
	total, refused := 0, 0
	for _, f := range faults {
		t.Run(f.call+" "+f.errno, func(t *testing.T) {
			for n := 1; n <= last; n += step {
				path := filepath.Join(t.TempDir(), "w.kept")
				begin(path)
				said, calls := traced(t, path, []string{"-P", path, "-P", path + "-wal", "-P", path + "-shm", "-e", "trace=" + f.call,
					"-e", fmt.Sprintf("inject=%s:error=%s:when=%d", f.call, f.errno, n)}, append(env, childTimes+"=3")...)
				total++
				hit := strings.Contains(strings.Join(calls, "\n"), "INJECTED")
				refused += afterFault(t, fmt.Sprintf("%s number %d", f.call, n), path, said, hit, f.sentence, look)
				if !hit { // there are no more calls of this sort
					break
				}
			}
		})
	}
	t.Logf("torture: faults injected %d, acts refused with a sentence %d", total, refused)
}

// Whichever step of a backup, or of making a workspace, fails: under the name
// there is nothing or all of it, and nothing is left beside it.
func TestEveryStepOfACopyFails(t *testing.T) {
	tracer(t)
	full := filepath.Join(t.TempDir(), "full.kept")
	workspaceFile(t, full)
	func() {
		s, err := Open(t.Context(), full, Options{Now: fixed})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		fill(t, s, 5, 20)
	}()
	step, last := 9, rounds(60, 10, 2_000)
	if torture() {
		step = 2
	}
	total, refused := 0, 0
	for _, call := range []string{"rename,renameat,renameat2", "link,linkat", "fsync,fdatasync", "pwrite64", "ftruncate"} {
		errno := "EIO"
		if call == "pwrite64" {
			errno = "ENOSPC"
		}
		t.Run(call, func(t *testing.T) {
			for n := 1; n <= last; n += step {
				dir := t.TempDir()
				dest := filepath.Join(dir, "copy.kept")
				said, calls := traced(t, full, []string{"-e", "trace=" + call, "-e", fmt.Sprintf("inject=%s:error=%s:when=%d", call, errno, n)}, childBackup+"="+dest)
				total++
				hit := strings.Contains(strings.Join(calls, "\n"), "INJECTED")
				if len(said) != 2 {
					t.Fatalf("%s number %d: the child said %q", call, n, said)
				}
				for i, path := range []string{dest, dest + ".new"} {
					made := strings.HasPrefix(said[i], "ok ")
					if !made {
						refused++
					}
					if !made && !hit {
						t.Errorf("%s number %d: refused without a fault: %s", call, n, said[i])
					}
					s, err := Open(t.Context(), path, Options{Now: fixed, ReadOnly: true})
					if _, missing := os.Stat(path); !made && missing != nil {
						continue
					}
					if err != nil {
						t.Errorf("%s number %d: %q, and there is a file that does not open: %v", call, n, said[i], err)
						continue
					}
					found, err := s.CheckIntegrity(t.Context(), CheckOptions{Replay: true})
					if err != nil || len(found) > 0 {
						t.Errorf("%s number %d: %v, %v", call, n, found, err)
					}
					s.Close()
				}
				left, err := filepath.Glob(filepath.Join(dir, ".kept-*"))
				if err != nil || len(left) > 0 {
					t.Errorf("%s number %d: left behind %v, %v", call, n, left, err)
				}
				if !hit {
					break
				}
			}
		})
	}
	t.Logf("torture: faults injected into copies %d, refused with a sentence %d", total, refused)
}

// afterFault looks at a workspace after a child met a fault, and returns how
// many acts were refused.
func afterFault(t *testing.T, what, path string, said []string, hit bool, sentence string, look func(what string, s *Store, names []string)) (refused int) {
	t.Helper()
	s, err := Open(t.Context(), path, Options{Now: fixed})
	if err != nil {
		t.Errorf("%s: open afterwards: %v", what, err)
		return 0
	}
	defer s.Close()
	found, err := s.CheckIntegrity(t.Context(), CheckOptions{Replay: true})
	if err != nil || len(found) > 0 {
		t.Errorf("%s: %v, %v", what, found, err)
	}
	var acknowledged []string
	for _, line := range said {
		if name, ok := strings.CutPrefix(line, "ok "); ok {
			acknowledged = append(acknowledged, name)
			if n := whole(t, s, name); n != 3 {
				t.Errorf("%s: %s was acknowledged and %d of its 3 rows are there", what, name, n)
			}
			continue
		}
		refused++
		if !strings.HasSuffix(line, ".") || sentence != "" && !strings.Contains(line, sentence) && !strings.HasPrefix(line, "no 0: ") {
			t.Errorf("%s: the refusal is %q, want a sentence with %q", what, line, sentence)
		}
		name, _, _ := strings.Cut(strings.TrimPrefix(line, "no "), ":")
		if n := whole(t, s, name); n != 0 && n != 3 && n != 6 {
			t.Errorf("%s: %d of the 3 rows of %s are there", what, n, name)
		}
	}
	look(what, s, acknowledged)
	if len(acknowledged) < 2 && !opensNot(said) {
		t.Errorf("%s: %d acts were taken after trying again; the child said %q", what, len(acknowledged), said)
	}
	if !hit && refused > 0 {
		t.Errorf("%s: refused without a fault: %q", what, said)
	}
	return refused
}

// opensNot tells whether the child could not open the workspace, or not close it.
func opensNot(said []string) bool {
	return len(said) > 0 && strings.HasPrefix(said[0], "no 0:")
}
