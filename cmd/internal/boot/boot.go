// Package boot puts the programs together: folders, the clock, who is working,
// the log, the workspace, the library of playbooks and the use cases. Nothing
// else knows all of them. It draws nothing and parses no command line.
package boot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"kept/assets"
	"kept/data"
	"kept/playbook"
	"kept/playbook/library"
	"kept/playbook/schedule"
	"kept/playbook/work"
)

// A Kept is an open workspace with everything that works on it.
type Kept struct {
	Desk    *work.Desk
	Store   *data.Store
	Library *library.Library
	Log     *slog.Logger
	Backups *Backups
	folders Folders
	logFile io.Closer
}

// Want says what to do where there is no workspace yet, and whether to write.
type Want int

// What a program can want of a workspace.
const (
	Existing Want = iota // a missing workspace is an error
	Create               // a missing workspace is made
	ReadOnly             // as Existing, and every write is refused
)

// Open opens the workspace of a Config for a program ("kept", "keptctl").
// What is wrong with the file is a sentence, which ErrorKind tells apart.
func Open(ctx context.Context, c Config, program string, want Want) (*Kept, error) {
	return open(ctx, c, program, want, nil)
}

// OpenFilled makes a workspace that fill writes, which takes its name when fill
// has done all of it. One that is there already is opened, and fill writes into
// it, or refuses to.
func OpenFilled(ctx context.Context, c Config, program string, fill func(context.Context, *work.Desk) error) (*Kept, error) {
	return open(ctx, c, program, Create, fill)
}

func open(ctx context.Context, c Config, program string, want Want, fill func(context.Context, *work.Desk) error) (*Kept, error) {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Who == "" {
		c.Who = SystemUser(os.Getenv)
	}
	path := c.Workspace
	if path == "" {
		path = c.Folders.Workspace()
		if want == Create {
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				return nil, fmt.Errorf("the folder %s cannot be made; name a workspace elsewhere: %w", filepath.Dir(path), err)
			}
		}
	}
	lib, err := Library(c.Folders)
	if err != nil {
		return nil, err
	}
	k := &Kept{Library: lib, folders: c.Folders}
	k.Backups = &Backups{k: k}
	k.Log, k.logFile = OpenLog(c.Folders.Logs(), program)
	o := data.Options{Logger: k.Log, Now: c.Now, ReadOnly: want == ReadOnly, Progress: c.Progress}
	o.Backups, _ = BackupFolder(c.Folders)
	k.Desk = &work.Desk{Who: c.Who, Device: Device(c.Folders.Settings, c.Who), Now: c.Now, Calendar: schedule.MondayToFriday(), Books: lib}
	switch {
	case fill != nil:
		err = k.filled(ctx, path, o, fill)
	case want == Create:
		k.Store, err = data.OpenOrCreate(ctx, path, o)
	default:
		k.Store, err = data.Open(ctx, path, o)
	}
	if err != nil {
		k.Log.Error("the workspace did not open", "kind", ErrorKind(err), "type", fmt.Sprintf("%T", err))
		return nil, errors.Join(err, k.logFile.Close())
	}
	k.Desk.Store = k.Store
	// What is damaged is opened and looked at all the same: with the playbooks of
	// the program and the folder, and the usual working days.
	if err := k.Desk.ReloadBooks(ctx); err != nil {
		k.Log.Warn("the playbooks of the workspace were not read", "type", fmt.Sprintf("%T", err))
	}
	if err := k.Desk.ReloadCalendar(ctx); err != nil {
		k.Log.Warn("the calendar was not read", "type", fmt.Sprintf("%T", err))
	}
	return k, nil
}

func (k *Kept) filled(ctx context.Context, path string, o data.Options, fill func(context.Context, *work.Desk) error) (err error) {
	at := func(s *data.Store) error {
		d := work.Desk{Store: s, Who: k.Desk.Who, Device: k.Desk.Device, Now: k.Desk.Now, Calendar: k.Desk.Calendar, Books: k.Desk.Books}
		return fill(ctx, &d)
	}
	if k.Store, err = data.CreateFilled(ctx, path, o, at); ErrorKind(err) != string(data.Exists) {
		return err
	}
	if k.Store, err = data.Open(ctx, path, o); err != nil {
		return err
	}
	if err := at(k.Store); err != nil {
		return errors.Join(err, k.Store.Close())
	}
	return nil
}

// Library returns the playbooks that come with the program and those in the
// user's folder. What the workspace keeps is told to it when one is opened.
func Library(f Folders) (*library.Library, error) {
	lib, err := library.Open(assets.Playbooks(), os.DirFS(f.Playbooks()))
	if err != nil {
		return nil, fmt.Errorf("read the built-in playbooks: %w", err)
	}
	return lib, nil
}

// Close lets go of the workspace and the log.
func (k *Kept) Close() error { return errors.Join(k.Store.Close(), k.logFile.Close()) }

// Backup writes a checked copy of the workspace to a path where there is no
// file yet, or over the one there.
func (k *Kept) Backup(ctx context.Context, path string, over bool) error {
	if err := k.Store.Backup(ctx, path, data.BackupOptions{Overwrite: over}); err != nil {
		return err
	}
	if err := k.madeByHand(path); err != nil { // it is written all the same
		k.Log.Warn("a backup is not remembered", "type", fmt.Sprintf("%T", err))
	}
	return nil
}

// Check looks for damage: the file itself, rows that hang on nothing, the
// search and the history. No finding means that all is well. What the search
// has lost is mended when asked.
func (k *Kept) Check(ctx context.Context, mend bool) ([]data.Finding, error) {
	return k.Store.CheckIntegrity(ctx, data.CheckOptions{MendSearch: mend, Replay: true})
}

// ErrorKind returns what is wrong with a workspace file in one word
// ("missing", "not_database", "newer", …, as package data names them), and ""
// for every other error.
func ErrorKind(err error) string {
	var open *data.OpenError
	var file *data.FileError
	switch {
	case errors.As(err, &open):
		return string(open.Kind)
	case errors.As(err, &file):
		return string(file.Kind)
	case errors.Is(err, data.ErrReadOnly):
		return "read_only"
	}
	return ""
}

// Settings returns the settings of the workspace by name.
func (k *Kept) Settings(ctx context.Context) (map[string]string, error) {
	var rows []playbook.Setting
	err := k.Store.Read(ctx, func(r playbook.Reader) error { return r.Rows(&rows, playbook.ID{}) })
	if err != nil {
		return nil, fmt.Errorf("read the settings: %w", err)
	}
	out := map[string]string{}
	for _, s := range rows {
		out[s.Name] = s.Value
	}
	return out, nil
}
