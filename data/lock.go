package data

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"github.com/gofrs/flock"
)

// ErrLocked says that another window has the workspace.
var ErrLocked = errors.New("another window has this workspace open")

// A Lock keeps other windows from writing to a workspace. keptctl does not
// take it: SQLite lets it write beside a window.
type Lock struct{ f *flock.Flock }

// owner is what the side file tells about who has the lock.
type owner struct {
	PID   int    `json:"pid"`
	Name  string `json:"name"`
	Host  string `json:"host"`
	Since string `json:"since"`
}

// TakeLock takes the window's lock on the workspace at path, in a side file
// that ends in .lock and names who has it. When another window has it, the
// error is ErrLocked and owner says who: "ada on host-3, process 4711, since
// 2 Mar 2026 09:00 UTC". The lock ends with the process, whatever ends it.
func TakeLock(path string, now time.Time) (l *Lock, who string, err error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, "", fmt.Errorf("lock the workspace: %w", err)
	}
	side := abs + ".lock"
	f := flock.New(side, flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o600))
	got, err := f.TryLock()
	if err != nil {
		return nil, "", fmt.Errorf("lock the workspace: %w", err)
	}
	if !got {
		return nil, readOwner(side), ErrLocked
	}
	if err := writeOwner(side, now); err != nil {
		f.Unlock()
		return nil, "", fmt.Errorf("lock the workspace: %w", err)
	}
	return &Lock{f}, "", nil
}

// Release lets another window have the workspace.
func (l *Lock) Release() error { return l.f.Unlock() }

// The first byte of the side file is left alone: on Windows it is the locked
// one, and no one else could read it.
const ownerAt = 1

func writeOwner(side string, now time.Time) error {
	o := owner{PID: os.Getpid(), Since: now.UTC().Format("2 Jan 2006 15:04 UTC")}
	if u, err := user.Current(); err == nil {
		o.Name = u.Username
	}
	if h, err := os.Hostname(); err == nil {
		o.Host = h
	}
	text, err := json.Marshal(o)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(side, os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(text, ownerAt)
	return errors.Join(err, f.Truncate(ownerAt+int64(len(text))), f.Close())
}

func readOwner(side string) string {
	f, err := os.Open(side)
	if err != nil {
		return "someone else"
	}
	defer f.Close()
	text, err := io.ReadAll(io.NewSectionReader(f, ownerAt, 4096))
	var o owner
	if err != nil || json.Unmarshal(text, &o) != nil {
		return "someone else"
	}
	for _, s := range []string{o.Name, o.Host, o.Since} { // anybody may have written it, and it is shown
		if s == "" || len(s) > 100 || strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) {
			return "someone else"
		}
	}
	return fmt.Sprintf("%s on %s, process %d, since %s", o.Name, o.Host, o.PID, o.Since)
}
