package datatest

import (
	"context"

	"kept/data"
	"kept/playbook"
)

// Backups are the real backups of a throw-away workspace in a folder of the
// test's, by the port that the window uses.
type Backups struct {
	Store  *data.Store
	Folder string
	Broken error // what Daily answers instead, when set
}

var _ playbook.Backups = (*Backups)(nil)

// List implements playbook.Backups.
func (b *Backups) List(ctx context.Context) ([]playbook.Backup, error) {
	return b.Store.Backups(ctx, b.Folder)
}

// Present implements playbook.Backups.
func (b *Backups) Present(ctx context.Context) (playbook.Backup, error) { return b.Store.Facts(ctx) }

// State implements playbook.Backups.
func (b *Backups) State(ctx context.Context) (playbook.BackupState, error) {
	s := playbook.BackupState{Folder: b.Folder}
	list, err := b.List(ctx)
	if err != nil {
		return s, err
	}
	for _, x := range list {
		if x.Problem == "" && x.Kind != playbook.BackupAside {
			s.Last = max(s.Last, x.At)
		}
	}
	if b.Broken != nil {
		s.Problem = b.Broken.Error()
	}
	s.Unsaved, err = b.Store.Unsaved(ctx, list)
	return s, err
}

// Daily implements playbook.Backups.
func (b *Backups) Daily(ctx context.Context) (bool, error) {
	if b.Broken != nil {
		return false, b.Broken
	}
	path, err := b.Store.BackUpDaily(ctx, b.Folder)
	return path != "", err
}

// Read implements playbook.Backups.
func (b *Backups) Read(ctx context.Context, path string) playbook.Backup {
	return data.ReadBackup(ctx, path)
}

// SetFolder implements playbook.Backups.
func (b *Backups) SetFolder(_ context.Context, folder string) error {
	if err := data.UsableFolder(folder); err != nil {
		return err
	}
	b.Folder = folder
	return nil
}

// Look implements playbook.Backups.
func (b *Backups) Look(ctx context.Context, path string) (playbook.OpenBackup, error) {
	ob, err := data.OpenBackup(ctx, path, b.Store.Path(), data.RestoreOptions{Options: data.Options{Now: Now}})
	if err != nil {
		return nil, err
	}
	return b.Store.Beside(ob), nil
}
