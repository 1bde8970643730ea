package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A terminal is one workspace with one installation, on which the real program
// is started. It is safe for use by many goroutines.
type terminal struct {
	t    *testing.T
	dir  string
	path string
	env  []string
}

func sitDown(t *testing.T) *terminal { return sitAt(t, t.TempDir()) }

func sitAt(t *testing.T, dir string) *terminal {
	home := t.TempDir()
	c := &terminal{t: t, dir: dir, path: filepath.Join(dir, "work.kept")}
	c.env = append(os.Environ(), "KEPT_WORKSPACE="+c.path, "KEPT_NOW=2027-03-01T09:00:00Z", "HOME="+home,
		"XDG_CONFIG_HOME="+home, "XDG_DATA_HOME="+home, "AppData="+home, "LocalAppData="+home)
	return c
}

func (c *terminal) command(args ...string) *exec.Cmd {
	cmd := exec.Command("keptctl", args...)
	cmd.Env, cmd.Dir = c.env, c.dir
	return cmd
}

// run starts the program and returns its exit status and what it said.
func (c *terminal) run(args ...string) (status int, out, errs string) {
	cmd := c.command(args...)
	var o, e bytes.Buffer
	cmd.Stdout, cmd.Stderr = &o, &e
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		c.t.Errorf("start keptctl: %v", err)
	}
	return cmd.ProcessState.ExitCode(), o.String(), e.String()
}

// does runs what has to succeed.
func (c *terminal) does(args ...string) string {
	c.t.Helper()
	status, out, errs := c.run(args...)
	if status != 0 {
		c.t.Fatalf("keptctl %.100v: status %d: %.300s", args, status, errs)
	}
	return out
}

// fails runs what has to fail with one clear sentence, and nothing of the
// program's inside on the screen.
func (c *terminal) fails(want int, words string, args ...string) {
	c.t.Helper()
	status, out, errs := c.run(args...)
	if status != want || out != "" || !strings.Contains(errs, words) {
		c.t.Errorf("keptctl %.100v: status %d, out %.100q, %.400q; want status %d and %q", args, status, out, errs, want, words)
	}
	if strings.Contains(errs, "goroutine") || strings.Contains(errs, "panic") || strings.Contains(errs, "SQL logic") {
		c.t.Errorf("keptctl %.100v shows its inside: %.400q", args, errs)
	}
}

func (c *terminal) reads(v any, args ...string) {
	c.t.Helper()
	if err := json.Unmarshal([]byte(c.does(append([]string{"--json"}, args...)...)), v); err != nil {
		c.t.Fatalf("keptctl %v: %v", args, err)
	}
}

func (c *terminal) file(name string, content []byte) string {
	c.t.Helper()
	path := filepath.Join(c.dir, name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		c.t.Fatal(err)
	}
	return path
}

type named struct {
	ID, Name string
}
