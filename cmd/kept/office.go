package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"kept/cmd/internal/boot"
	"kept/ui"
)

// office opens workspaces for the window and remembers who sits here.
type office struct {
	c   boot.Config
	env boot.Env
	mu  sync.Mutex // over the file of what is remembered
}

// remembered is what this installation keeps about the window's person, in the
// folder of settings. It is small and human, so that it can be mended by hand.
type remembered struct {
	Name   string `json:"name"`
	Role   string `json:"role"`
	Sample bool   `json:"sample"`          // the sample was open last
	Begun  bool   `json:"begun,omitempty"` // one's own workspace was open
	// Workspace is the file of one's own workspace where another than the
	// usual one was chosen.
	Workspace string `json:"workspace,omitempty"`
}

func newOffice(c boot.Config, env boot.Env) *office { return &office{c: c, env: env} }

func (o *office) file() string { return filepath.Join(o.c.Folders.Settings, "window.json") }

// SystemName implements ui.Office.
func (o *office) SystemName() string { return boot.SystemUser(o.env) }

// DataFolder implements ui.Office.
func (o *office) DataFolder() string { return o.c.Folders.Data }

// Own implements ui.Office.
func (o *office) Own() bool { return there(o.path(false)) }

// path is the workspace of one's own, or the sample beside it.
func (o *office) path(sample bool) string {
	own := o.c.Workspace
	if own == "" {
		own = o.c.Folders.Workspace()
	}
	if !sample {
		if r, _ := o.who(); o.c.Workspace == "" && r.Workspace != "" {
			return r.Workspace
		}
		return own
	}
	if o.c.Workspace == "" {
		return filepath.Join(filepath.Dir(own), "sample.kept")
	}
	return strings.TrimSuffix(own, filepath.Ext(own)) + "-sample.kept"
}

func there(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// recall returns what is remembered. A file that cannot be read is as good as
// none: who sits here is asked again.
func (o *office) recall() remembered {
	var r remembered
	b, err := os.ReadFile(o.file())
	if err == nil {
		err = json.Unmarshal(b, &r)
	}
	if err != nil {
		return remembered{}
	}
	return r
}

// who returns the person, as KEPT_AS says or as remembered.
func (o *office) who() (remembered, bool) {
	o.mu.Lock()
	r := o.recall()
	o.mu.Unlock()
	if as := o.env("KEPT_AS"); as != "" {
		if as != r.Name {
			r.Role = "everything"
		}
		r.Name = as
	}
	return r, r.Name != ""
}

// remember changes what is remembered, in one step.
func (o *office) remember(change func(*remembered)) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	r := o.recall()
	change(&r)
	b, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(o.c.Folders.Settings, 0o700); err != nil {
		return fmt.Errorf("the folder of settings cannot be made: %w", err)
	}
	temp := o.file() + ".new"
	if err := os.WriteFile(temp, append(b, '\n'), 0o600); err != nil {
		return fmt.Errorf("who you are cannot be remembered: %w", err)
	}
	if err := os.Rename(temp, o.file()); err != nil {
		return fmt.Errorf("who you are cannot be remembered: %w", err)
	}
	return nil
}

// Open implements ui.Office.
func (o *office) Open(ctx context.Context) (*ui.Workspace, error) {
	r, known := o.who()
	sample := r.Sample && o.c.Workspace == ""
	path := o.path(sample)
	// One's own workspace that was open before and is gone is no first start:
	// opening it says so.
	begun := o.c.Workspace == "" && !r.Sample && (r.Begun || r.Workspace != "")
	if !known || !there(path) && !begun {
		return nil, ui.ErrFirstStart
	}
	return o.open(ctx, path, boot.Existing, r)
}

// Start implements ui.Office.
func (o *office) Start(ctx context.Context, p ui.Person, sample bool) (*ui.Workspace, error) {
	r := remembered{Name: p.Name, Role: p.Role, Sample: sample}
	ws, err := o.open(ctx, o.path(sample), boot.Create, r)
	if err != nil {
		return nil, err
	}
	if err := o.remember(func(old *remembered) {
		old.Name, old.Role, old.Sample = r.Name, r.Role, r.Sample
		old.Begun = old.Begun || !sample && o.c.Workspace == ""
	}); err != nil {
		return nil, errors.Join(err, ws.Close())
	}
	return ws, nil
}

func (o *office) open(ctx context.Context, path string, want boot.Want, r remembered) (*ui.Workspace, error) {
	c := o.c
	c.Workspace, c.Who, c.Progress = path, r.Name, reports(ctx)
	if want == boot.Create {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return nil, fmt.Errorf("the folder %s cannot be made; name a workspace elsewhere: %w", filepath.Dir(path), err)
		}
	}
	release, taken, err := boot.HoldWindow(path, time.Now())
	if err != nil { // no locks on this file system: better one window than none
		slog.Warn("no lock on the workspace", "type", fmt.Sprintf("%T", err))
	}
	if taken != "" {
		want = boot.ReadOnly
	}
	k, err := boot.Open(ctx, c, "kept", want)
	if err != nil {
		return nil, errors.Join(err, let(release))
	}
	return o.workspace(k, path, r, taken, release), nil
}

// workspace is what the window gets of an open workspace whose lock it holds.
func (o *office) workspace(k *boot.Kept, path string, r remembered, taken string, release func() error) *ui.Workspace {
	shut := sync.OnceValue(func() error { return errors.Join(k.Close(), let(release)) })
	return &ui.Workspace{
		Here: k.Store.Here, Holds: k.Store.GoesOn, PutBack: k.Store.PutBack,
		At: func(ctx context.Context, to string) (*ui.Workspace, error) {
			if err := shut(); err != nil { // what is open is gone; what matters is where it goes on
				slog.Warn("let go of the workspace", "type", fmt.Sprintf("%T", err))
			}
			ws, err := o.open(ctx, to, boot.Existing, r)
			if err != nil || r.Sample || o.c.Workspace != "" {
				return ws, err
			}
			return ws, o.remember(func(old *remembered) { old.Workspace = to })
		},
		Desk: k.Desk, Portfolio: k.Store, Person: ui.Person{Name: r.Name, Role: r.Role}, Path: k.Store.Path(), Taken: taken,
		Backup:  func(ctx context.Context, to string) error { return k.Backup(ctx, to, false) },
		Backups: k.Backups, Forgetter: k.Forgetter(), Exporter: k.Store,
		Restore: func(ctx context.Context, file string) (*ui.Workspace, error) {
			_, err := k.Restore(ctx, file) // under the lock that this window holds
			c := o.c
			c.Workspace, c.Who = path, r.Name
			again, openErr := boot.Open(ctx, c, "kept", boot.Existing)
			if openErr != nil {
				return nil, errors.Join(err, openErr, let(release))
			}
			return o.workspace(again, path, r, taken, release), err
		},
		IsAt:  k.Store.IsAt,
		Packs: k.Packs(), Courier: k,
		Handed: func() []string { return boot.Handed(o.c.Folders.Data, path) },
		Place:  boot.Place(k.Store.Path(), o.env),
		Check:  k.Store.QuickCheck,
		Free:   func() bool { return boot.WindowFree(path, time.Now()) },
		Again:  func(ctx context.Context) (*ui.Workspace, error) { return o.open(ctx, path, boot.Existing, r) },
		Close:  shut,
	}
}

// handWithin is how long a file that is opened waits for the window that is
// open, which looks once a second.
const handWithin = 4 * time.Second

// hand gives a file to the window that has the workspace open, where it is one
// of this user's on this computer.
func (o *office) hand(file string) bool {
	r, known := o.who()
	path := o.path(r.Sample && o.c.Workspace == "")
	if !known || !there(path) || boot.WindowFree(path, time.Now()) {
		return false
	}
	letForward()
	return boot.Hand(o.c.Folders.Data, path, file, handWithin)
}

// let lets go of the lock, where there is one.
func let(release func() error) error {
	if release == nil {
		return nil
	}
	return release()
}
