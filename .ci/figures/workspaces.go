package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// The generated workspaces. The told accounts have fewer tasks than the forty
// of the generated ones, so there are some more accounts than the round number.
const (
	smallAccounts = 1_010
	largeAccounts = 10_000
)

// generate makes the workspaces that are not kept from an earlier run. They are kept by what they are made from: the schema, the nouns, the
// generator, and what the sample says.
func generate(o *options) error {
	key, err := contentKey("assets/samples", "assets/playbooks", "data/migrations", "data/search.go", "data/words.go", "data/history.go", "data/load.go", "playbook", "playbook/sample")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(o.cache, 0o700); err != nil {
		return err
	}
	o.small = filepath.Join(o.cache, fmt.Sprintf("%s-%d.kept", key, smallAccounts))
	o.large = filepath.Join(o.cache, fmt.Sprintf("%s-%d.kept", key, largeAccounts))
	if err := dropOthers(o.cache, key); err != nil {
		return err
	}
	if err := o.make(o.small, smallAccounts); err != nil {
		return err
	}
	return o.make(o.large, largeAccounts)
}

// copyOf copies a workspace into a folder of its own, to be written in.
func (o options) copyOf(path string) (string, func(), error) {
	dir, err := os.MkdirTemp(o.cache, "copy-*")
	if err != nil {
		return "", nil, err
	}
	to := filepath.Join(dir, "figures.kept")
	if err := copyFile(to, path); err != nil {
		os.RemoveAll(dir)
		return "", nil, err
	}
	return to, func() { os.RemoveAll(dir) }, nil
}

// dropOthers removes the workspaces of other keys; the large one takes a
// gigabyte.
func dropOthers(cache, key string) error {
	old, err := filepath.Glob(filepath.Join(cache, "*-*.kept"))
	if err != nil {
		return err
	}
	for _, path := range old {
		if !strings.HasPrefix(filepath.Base(path), key) {
			if err := os.Remove(path); err != nil {
				return err
			}
		}
	}
	return nil
}

func (o *options) make(path string, accounts int) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	note("generating a workspace of %d accounts, once", accounts)
	began := time.Now()
	dir, err := os.MkdirTemp(o.cache, "making-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	temp := filepath.Join(dir, "new.kept")
	c := exec.Command(o.ctl, "--workspace", temp, "--as", "Maya Lindqvist", "--now", moment, "demo", "--accounts", fmt.Sprint(accounts), "--seed", "1")
	c.Env = append(os.Environ(), "HOME="+dir, "XDG_CONFIG_HOME="+dir, "XDG_DATA_HOME="+dir)
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("generate %d accounts: %w: %s", accounts, err, out)
	}
	note("it took %s", time.Since(began).Round(time.Second))
	return os.Rename(temp, path)
}

// contentKey is a hash of the files in folders, or of files: not of what is
// below the folders, and not of tests.
func contentKey(paths ...string) (string, error) {
	h := sha256.New()
	for _, p := range paths {
		err := filepath.WalkDir(p, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() {
				if path != p && p == "playbook" {
					return fs.SkipDir
				}
				return nil
			}
			if strings.HasSuffix(path, "_test.go") {
				return nil
			}
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			fmt.Fprintf(h, "%s %d\n", path, len(b))
			h.Write(b)
			return nil
		})
		if err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:6]), nil
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	if err := out.Sync(); err != nil { // no sync that is measured is to pay for it
		out.Close()
		return err
	}
	return out.Close()
}
