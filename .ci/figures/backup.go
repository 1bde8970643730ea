package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// backups measures a verified backup beside what the sqlite3 program does for
// a copy and its check: VACUUM INTO and integrity_check.
func backups(o options) (all []figure, err error) {
	if _, err := exec.LookPath("sqlite3"); err != nil {
		return nil, fmt.Errorf("the floor of a backup needs the sqlite3 program: %w", err)
	}
	for _, z := range o.sizes() {
		path, clean, err := o.copyOf(z.path)
		if err != nil {
			return nil, err
		}
		defer clean()
		home := filepath.Dir(path)
		to := filepath.Join(home, "backup.kept")
		ours := func() error { return run1(home, o.ctl, "--workspace", path, "--now", moment, "backup", to) }
		floor := func() error {
			if err := run1(home, "sqlite3", path, "VACUUM INTO '"+strings.ReplaceAll(to, "'", "''")+"'"); err != nil {
				return err
			}
			return run1(home, "sqlite3", to, "PRAGMA integrity_check")
		}
		var a, b []float64
		for i := range o.pairs {
			note("backup, %s, pair %d of %d", z.words, i+1, o.pairs)
			for _, our := range turn(i, true, false) {
				if err := os.RemoveAll(to); err != nil {
					return nil, err
				}
				began, do := time.Now(), floor
				if our {
					do = ours
				}
				if err := do(); err != nil {
					return nil, err
				}
				if took := time.Since(began).Seconds(); our {
					a = append(a, took)
				} else {
					b = append(b, took)
				}
			}
		}
		all = append(all, times("verified backup, "+z.words, "VACUUM INTO and integrity_check", "s", a, b, 3, ""))
	}
	return all, nil
}

// run1 runs a program with a home of its own.
func run1(home, program string, args ...string) error {
	c := exec.Command(program, args...)
	c.Env = append(os.Environ(), "HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_DATA_HOME="+home)
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", filepath.Base(program), err, out)
	}
	return nil
}
