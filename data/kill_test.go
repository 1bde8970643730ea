package data

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"kept/playbook"
)

// The test binary started again with this variable writes to the workspace it
// names until it is killed.
const childVar = "KEPT_TEST_KILL_WORKSPACE"

func TestMain(m *testing.M) {
	if path := os.Getenv(childVar); path != "" {
		writeForever(path)
	}
	os.Exit(m.Run())
}

// writeForever writes acts and says the number of each on standard output,
// after it was acknowledged.
func writeForever(path string) {
	fail := func(err error) {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
	ctx := context.Background()
	s, err := Open(ctx, path, Options{})
	if err != nil {
		fail(err)
	}
	act := playbook.Act{Who: "Ada", Device: "child", Label: "Write"}
	for i := 1; ; i++ {
		err := s.Do(ctx, act, func(tx playbook.Tx) error {
			a := playbook.Account{Name: fmt.Sprintf("%d-%d", os.Getpid(), i)}
			if err := tx.Save(&a); err != nil {
				return err
			}
			return tx.Save(&playbook.Promise{Meta: playbook.Meta{AccountID: a.ID}, Text: "said " + a.Name})
		})
		if err != nil {
			fail(err)
		}
		fmt.Printf("%d-%d\n", os.Getpid(), i)
	}
}

// Killed at random moments, a program loses nothing it acknowledged, and what
// is left is sound.
func TestKilled(t *testing.T) {
	kills := 20
	if testing.Short() {
		kills = 3
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "w.kept")
	workspaceFile(t, path)
	var acknowledged []string
	for kill := range kills {
		cmd := exec.Command(exe)
		cmd.Env = append(os.Environ(), childVar+"="+path)
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
		for lines.Scan() {
			acknowledged = append(acknowledged, lines.Text())
			if timer == nil { // it is writing now
				timer = time.AfterFunc(time.Duration(rand.IntN(30_000))*time.Microsecond, func() { cmd.Process.Kill() })
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
		for _, name := range acknowledged {
			if n := count(t, s, "SELECT count(*) FROM accounts a JOIN promises p ON p.account_id = a.id WHERE a.name = ? AND p.text = 'said ' || a.name", name); n != 1 {
				t.Errorf("kill %d: %s was acknowledged and is there %d times", kill, name, n)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d kills, %d acknowledged acts", kills, len(acknowledged))
}
