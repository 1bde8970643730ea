package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"testing"

	"kept/playbook"
)

// The test binary started again with childVar writes to the workspace it
// names and says on standard output what was acknowledged.
const (
	childVar     = "KEPT_TEST_CHILD"         // the workspace
	childActs    = "KEPT_TEST_CHILD_ACTS"    // how many acts, 0 for until killed
	childSync    = "KEPT_TEST_CHILD_SYNC"    // OFF: without syncing, which a test must notice
	childTimes   = "KEPT_TEST_CHILD_AGAIN"   // how often an act that was not taken is tried again
	childMigrate = "KEPT_TEST_CHILD_MIGRATE" // not empty: bring the workspace to the format after the present one
	childBackup  = "KEPT_TEST_CHILD_BACKUP"  // a file: no acts, back up to it, and make a workspace beside it
	childTakes   = "KEPT_TEST_CHILD_TAKES"   // not empty: every act takes in a pack
)

func TestMain(m *testing.M) {
	if path := os.Getenv(childVar); path != "" {
		os.Exit(child(path))
	}
	os.Exit(m.Run())
}

// child writes acts and prints "ok N" for each that was acknowledged and "no
// N: SENTENCE" for each that was not. The acts take turns: adding an account
// with a promise, typing into it, ticking, trashing and undoing.
func child(path string) int {
	ctx := context.Background()
	runtime.LockOSThread() // strace counts the calls of each thread for itself
	if os.Getenv(childMigrate) != "" {
		return childUpgrades(ctx, path)
	}
	if dest := os.Getenv(childBackup); dest != "" {
		return childCopies(ctx, path, dest)
	}
	s, err := Open(ctx, path, Options{})
	if err != nil {
		fmt.Printf("no 0: %v\n", err)
		return 3
	}
	if os.Getenv(childSync) == "OFF" {
		if _, err := s.writeDB.Exec("PRAGMA synchronous = OFF"); err != nil {
			fmt.Printf("no 0: %v\n", err)
			return 3
		}
	}
	acts, _ := strconv.Atoi(os.Getenv(childActs))
	again, _ := strconv.Atoi(os.Getenv(childTimes))
	write := s.childAct
	if os.Getenv(childTakes) != "" {
		write = s.childTake
	}
	for i := 1; acts == 0 || i <= acts; i++ {
		name := fmt.Sprintf("%d-%d", os.Getpid(), i)
		err := write(ctx, name)
		for range again { // as the window does with what was not taken
			if err == nil {
				break
			}
			fmt.Printf("no %s: %v\n", name, err)
			err = write(ctx, name)
		}
		if err != nil {
			fmt.Printf("no %s: %v\n", name, err)
			continue
		}
		fmt.Printf("ok %s\n", name)
	}
	if err := s.Close(); err != nil {
		fmt.Printf("no close: %v\n", err)
		return 3
	}
	return 0
}

// childCopies writes a backup, and a new workspace beside it, and says what
// became of each.
func childCopies(ctx context.Context, path, dest string) int {
	s, err := Open(ctx, path, Options{})
	if err == nil {
		err = errors.Join(s.Backup(ctx, dest, BackupOptions{}), s.Close())
	}
	say("backup", err)
	fresh, err := Create(ctx, dest+".new", Options{})
	if err == nil {
		err = fresh.Close()
	}
	say("create", err)
	return 0
}

// upgrades returns the migrations there are, and one more with many steps: two
// halves that only make sense together.
func upgrades() ([]migration, error) {
	all, err := readMigrations(migrations, "migrations/sqlite")
	if err != nil {
		return nil, err
	}
	next := len(all) + 1
	return append(all, migration{next, "long", `CREATE TABLE first_half(n INTEGER);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000) INSERT INTO first_half SELECT i FROM n;
ALTER TABLE accounts ADD COLUMN colour TEXT NOT NULL DEFAULT '';
UPDATE accounts SET colour = 'red';
CREATE TABLE second_half(n INTEGER);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000) INSERT INTO second_half SELECT i FROM n`}), nil
}

// childUpgrades says "ok begun" and brings the workspace to the next format.
func childUpgrades(ctx context.Context, path string) int {
	all, err := upgrades()
	if err == nil {
		var s *Store
		if s, err = Open(ctx, path, Options{}); err == nil {
			say("begun", nil)
			err = errors.Join(s.migrate(ctx, all), s.Close())
		}
	}
	say("upgraded", err)
	return 0
}

func say(what string, err error) {
	if err != nil {
		fmt.Printf("no %s: %v\n", what, err)
		return
	}
	fmt.Printf("ok %s\n", what)
}

// childAct is one act: an account, a promise on it and a counted row, so that
// half of an act would show.
func (s *Store) childAct(ctx context.Context, name string) error {
	act := playbook.Act{Who: "Ada", Device: "child", Label: "Write " + name}
	return s.Do(ctx, act, func(tx playbook.Tx) error {
		a := playbook.Account{Name: name}
		if err := tx.Save(&a); err != nil {
			return err
		}
		m := playbook.Meta{AccountID: a.ID}
		if err := tx.Save(&playbook.Promise{Meta: m, Text: "said " + name}); err != nil {
			return err
		}
		return tx.Save(&playbook.Task{Meta: m, Title: "do " + name, State: playbook.Todo})
	})
}

// whole counts the rows that the act of childAct left: 0 or 3, never between.
func whole(t *testing.T, s *Store, name string) int {
	t.Helper()
	return count(t, s, `SELECT (SELECT count(*) FROM accounts WHERE name = @n) + (SELECT count(*) FROM promises WHERE text = 'said ' || @n)
		+ (SELECT count(*) FROM tasks WHERE title = 'do ' || @n)`, sql.Named("n", name))
}
