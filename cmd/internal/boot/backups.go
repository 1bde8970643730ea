package boot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"kept/data"
	"kept/playbook"
)

// backupSettings is what this installation keeps about backups, in a small
// file of the folder of settings that window and keptctl share.
type backupSettings struct {
	Folder string              `json:"folder,omitempty"` // "" for the usual one
	Made   map[string][]string `json:"made,omitempty"`   // files written by hand, by workspace, the newest last
}

// keptMade is how many files made by hand are remembered of a workspace.
const keptMade = 20

func backupSettingsFile(f Folders) string { return filepath.Join(f.Settings, "backups.json") }

// readBackupSettings returns what is remembered; a file that cannot be read is
// as good as none.
func readBackupSettings(f Folders) backupSettings {
	var s backupSettings
	b, err := os.ReadFile(backupSettingsFile(f))
	if err != nil || json.Unmarshal(b, &s) != nil {
		return backupSettings{}
	}
	return s
}

// changeBackupSettings writes what is remembered anew, in one step.
func changeBackupSettings(f Folders, change func(*backupSettings)) error {
	s := readBackupSettings(f)
	change(&s)
	b, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(f.Settings, 0o700); err != nil {
		return fmt.Errorf("the folder of settings cannot be made: %w", err)
	}
	t, err := os.CreateTemp(f.Settings, ".backups-*")
	if err != nil {
		return fmt.Errorf("the choice cannot be remembered: %w", err)
	}
	defer os.Remove(t.Name())
	_, err = t.Write(append(b, '\n'))
	if err = errors.Join(err, t.Close()); err == nil {
		err = os.Rename(t.Name(), backupSettingsFile(f))
	}
	if err != nil {
		return fmt.Errorf("the choice cannot be remembered: %w", err)
	}
	return nil
}

// Backups returns the folder of automatic backups unless another was chosen.
func (f Folders) Backups() string { return filepath.Join(f.Data, "backups") }

// BackupFolder returns where automatic backups go, and whether that was chosen
// by a person.
func BackupFolder(f Folders) (folder string, chosen bool) {
	if s := readBackupSettings(f); s.Folder != "" {
		return s.Folder, true
	}
	return f.Backups(), false
}

// SetBackupFolder makes another folder the one for automatic backups of this
// installation, "" the usual one. One that is not there or cannot be written
// is refused in one sentence. Backups made so far stay where they are.
func SetBackupFolder(f Folders, folder string) error {
	if folder != "" {
		abs, err := filepath.Abs(folder)
		if err != nil {
			return fmt.Errorf("the folder %s cannot be used: %w", folder, err)
		}
		folder = abs
		if folder != f.Backups() {
			if err := data.UsableFolder(folder); err != nil {
				return err
			}
		} else {
			folder = ""
		}
	}
	return changeBackupSettings(f, func(s *backupSettings) { s.Folder = folder })
}

// Backups are the backups of an open workspace. It implements
// playbook.Backups and may be used by many goroutines.
type Backups struct {
	k *Kept

	mu      sync.Mutex
	list    []playbook.Backup
	read    string // what the folders were like when list was read
	problem string // of the last automatic backup
}

var _ playbook.Backups = (*Backups)(nil)

// List implements playbook.Backups.
func (b *Backups) List(ctx context.Context) ([]playbook.Backup, error) {
	s := readBackupSettings(b.k.folders)
	folder, chosen := BackupFolder(b.k.folders)
	file := b.k.Store.Path()
	made := slices.DeleteFunc(slices.Clone(s.Made[file]), func(f string) bool {
		_, err := os.Stat(f)
		return errors.Is(err, os.ErrNotExist)
	})
	list, err := b.k.Store.Backups(ctx, folder, made...)
	if chosen { // what was made before that is good still
		old, oldErr := b.k.Store.Backups(ctx, b.k.folders.Backups())
		err = errors.Join(err, oldErr)
		for _, o := range old {
			if !slices.ContainsFunc(list, func(x playbook.Backup) bool { return x.Path == o.Path }) {
				list = append(list, o)
			}
		}
		slices.SortStableFunc(list, func(x, y playbook.Backup) int { return strings.Compare(string(y.At), string(x.At)) })
	}
	return list, err
}

// listed is List as long as nothing changes in the folders: the foot of the
// window asks after every change.
func (b *Backups) listed(ctx context.Context) ([]playbook.Backup, error) {
	folder, _ := BackupFolder(b.k.folders)
	var now strings.Builder
	for _, p := range []string{folder, filepath.Dir(b.k.Store.Path()), backupSettingsFile(b.k.folders)} {
		st, err := os.Stat(p)
		if err != nil {
			fmt.Fprintf(&now, "%s none\n", p)
			continue
		}
		fmt.Fprintf(&now, "%s %d\n", p, st.ModTime().UnixNano())
	}
	b.mu.Lock()
	if b.read == now.String() {
		defer b.mu.Unlock()
		return b.list, nil
	}
	b.mu.Unlock()
	list, err := b.List(ctx)
	if err == nil {
		b.mu.Lock()
		b.list, b.read = list, now.String()
		b.mu.Unlock()
	}
	return list, err
}

// Present implements playbook.Backups.
func (b *Backups) Present(ctx context.Context) (playbook.Backup, error) { return b.k.Store.Facts(ctx) }

// State implements playbook.Backups.
func (b *Backups) State(ctx context.Context) (playbook.BackupState, error) {
	folder, _ := BackupFolder(b.k.folders)
	out := playbook.BackupState{Folder: folder}
	list, err := b.listed(ctx)
	if ctx.Err() != nil {
		return out, ctx.Err()
	}
	b.mu.Lock()
	out.Problem = b.problem
	b.mu.Unlock()
	if err != nil && out.Problem == "" {
		out.Problem = err.Error()
	}
	for _, x := range list {
		if x.Problem == "" && x.Kind != playbook.BackupAside && x.At > out.Last {
			out.Last = x.At
		}
	}
	out.Unsaved, err = b.k.Store.Unsaved(ctx, list)
	return out, err
}

// Daily implements playbook.Backups.
func (b *Backups) Daily(ctx context.Context) (made bool, err error) {
	if b.k.Store.IsReadOnly() {
		return false, nil
	}
	folder, chosen := BackupFolder(b.k.folders)
	if !chosen {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			err = fmt.Errorf("the folder %s for backups cannot be made; choose another one: %w", folder, err)
			b.say(err)
			return false, err
		}
	}
	path, err := b.k.Store.BackUpDaily(ctx, folder)
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	b.say(err)
	if err != nil {
		b.k.Log.Warn("no automatic backup", "kind", ErrorKind(err), "type", fmt.Sprintf("%T", err))
	}
	return path != "", err
}

// say remembers what became of the last automatic backup.
func (b *Backups) say(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.problem = ""
	if err != nil {
		b.problem = err.Error()
	}
}

// Read implements playbook.Backups.
func (b *Backups) Read(ctx context.Context, path string) playbook.Backup {
	return data.ReadBackup(ctx, path)
}

// SetFolder implements playbook.Backups.
func (b *Backups) SetFolder(_ context.Context, folder string) error {
	if err := SetBackupFolder(b.k.folders, folder); err != nil {
		return err
	}
	b.say(nil)
	return nil
}

// Look implements playbook.Backups.
func (b *Backups) Look(ctx context.Context, path string) (playbook.OpenBackup, error) {
	o, err := b.k.restoring(ctx)
	if err != nil {
		return nil, err
	}
	ob, err := data.OpenBackup(ctx, path, b.k.Store.Path(), o)
	if err != nil {
		return nil, err
	}
	return b.k.Store.Beside(ob), nil
}

// restoring are the options of everything that is brought back from a backup:
// who was forgotten here is forgotten in it.
func (k *Kept) restoring(ctx context.Context) (data.RestoreOptions, error) {
	list, err := k.Store.Forgotten(ctx)
	return data.RestoreOptions{Options: data.Options{Logger: k.Log, Now: k.Desk.Now}, After: forgetAgain(k.Desk.Who, k.Desk.Device, list)}, err
}

// Restore closes the workspace and puts a backup in its place; the present one
// is kept aside beside it, under the name that is returned. Nothing of k can
// be used afterwards, whether it went well or not: the workspace at its path
// is the restored one, or on an error the one that was there, and is opened
// anew. The window's lock is the caller's to hold.
func (k *Kept) Restore(ctx context.Context, backup string) (aside string, err error) {
	path := k.Store.Path()
	o, err := k.restoring(ctx)
	if err != nil {
		return "", errors.Join(err, k.Store.Close(), k.logFile.Close())
	}
	if err := k.Store.Close(); err != nil {
		return "", errors.Join(err, k.logFile.Close())
	}
	aside, err = data.Restore(ctx, backup, path, o)
	if err != nil {
		k.Log.Error("not restored", "kind", ErrorKind(err), "type", fmt.Sprintf("%T", err))
	}
	return aside, errors.Join(err, k.logFile.Close())
}

// madeByHand remembers a backup that a person asked for.
func (k *Kept) madeByHand(path string) error {
	abs, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	return changeBackupSettings(k.folders, func(s *backupSettings) {
		if s.Made == nil {
			s.Made = map[string][]string{}
		}
		file := k.Store.Path()
		list := slices.DeleteFunc(s.Made[file], func(f string) bool { return f == abs })
		list = append(list, abs)
		s.Made[file] = list[max(0, len(list)-keptMade):]
	})
}

// RestoreUnopened is Restore for a workspace that is missing, or so damaged
// that it does not open: that one is set aside as it lies, and not written to.
func RestoreUnopened(ctx context.Context, c Config, program, backup string) (aside string, err error) {
	if c.Now == nil {
		c.Now = time.Now
	}
	log, file := OpenLog(c.Folders.Logs(), program)
	aside, err = data.Restore(ctx, backup, c.Path(), data.RestoreOptions{Options: data.Options{Logger: log, Now: c.Now}, Damaged: true, After: forgetAgain(c.Who, Device(c.Folders.Settings, c.Who), knownForgotten(ctx, c))})
	if err != nil {
		log.Error("not restored", "kind", ErrorKind(err), "type", fmt.Sprintf("%T", err))
	}
	return aside, errors.Join(err, file.Close())
}

// ReadBackup returns what one file holds.
func ReadBackup(ctx context.Context, path string) playbook.Backup { return data.ReadBackup(ctx, path) }

// ListUnopened lists the backups of a workspace that cannot be opened.
func ListUnopened(ctx context.Context, c Config) ([]playbook.Backup, error) {
	folder, _ := BackupFolder(c.Folders)
	path, err := filepath.Abs(c.Path())
	if err != nil {
		return nil, err
	}
	return data.ListBackups(ctx, folder, path, readBackupSettings(c.Folders).Made[path]...)
}
