package playbook

import (
	"context"
	"fmt"
	"time"
)

// Why a Backup was made.
const (
	BackupDaily  = "daily"  // of itself, on the first change of a day
	BackupWeekly = "weekly" // the daily one that stays for its week
	BackupFormat = "format" // before the workspace was brought to a newer format
	BackupManual = "manual" // asked for by a person
	BackupAside  = "aside"  // the workspace that a restore took the place of
)

// BackupKinds are why a backup was made, as a person reads it.
func BackupKinds() []Option {
	return []Option{{Value: BackupDaily, Label: "Daily"}, {Value: BackupWeekly, Label: "Weekly"}, {Value: BackupManual, Label: "By hand"},
		{Value: BackupFormat, Label: "Before an upgrade"}, {Value: BackupAside, Label: "Set aside"}}
}

// BackupLateAfter is how long an act may go without a backup.
const BackupLateAfter = 3 * 24 * time.Hour

// A Backup is one file that holds a workspace as it was.
type Backup struct {
	Path     string
	Kind     string
	At       Moment // when it was written
	Bytes    int64
	Format   int    // of the file, 0 when it cannot be told
	Accounts int    // live accounts in it
	Last     *Event // the newest act in it without lines, nil when there is none
	Problem  string // one sentence why it cannot be restored, "" when it is sound
}

// RestoredLabel is what the history says of an account that was brought back
// from the backup; times are told in a zone.
func (b Backup) RestoredLabel(account string, zone *time.Location) string {
	t := b.At.Time().In(zone)
	return fmt.Sprintf("Restored from backup of %s %s: “%s”", DateOf(t).Short(), t.Format("15:04"), clip(account, 60))
}

// A BackupState is how the backups of a workspace stand.
type BackupState struct {
	Folder  string // where the automatic ones go
	Last    Moment // when the newest sound one was written, "" for never
	Unsaved Moment // when the oldest act was done that none holds, "" when all is held
	Problem string // one sentence why the last automatic one failed, "" when it did not
}

// Late tells whether an act has gone without a backup for too long.
func (s BackupState) Late(now time.Time) bool {
	return !s.Unsaved.IsZero() && now.Sub(s.Unsaved.Time()) >= BackupLateAfter
}

// A BackupAccount is one account in a backup.
type BackupAccount struct {
	ID    ID
	Name  string
	Stage Stage
	CSM   string
	Here  string // where it is in the present workspace: HereLive, HereTrash or HereGone
}

// Where an account of a backup is in the present workspace.
const (
	HereLive  = "live"
	HereTrash = "trash"
	HereGone  = "gone"
)

// A Return is what bringing an account back from a backup would do.
type Return struct {
	Account BackupAccount
	Added   int // rows that come back: they are not here, or in the trash
	Changed int // rows that get other values
	Trashed int // rows added since, which go into the trash
	// Lines are what changes, Old as it is now and New as in the backup, at
	// most 200 of them; Count is how many there are in all. Col "" is a whole
	// row: one that comes back has its title as New, one for the trash as Old.
	Lines []Line
	Count int
}

// Backups lists, makes and opens the backups of one workspace.
type Backups interface {
	// List returns the backups that are found, the newest first. One that
	// cannot be read is listed with its Problem.
	List(ctx context.Context) ([]Backup, error)
	// Present returns the same facts of the workspace as it is now.
	Present(ctx context.Context) (Backup, error)
	// State says how the backups stand, for the foot of the window.
	State(ctx context.Context) (BackupState, error)
	// Daily makes the automatic backup of the day when it is due, and tells
	// whether it did.
	Daily(ctx context.Context) (made bool, err error)
	// Read returns what one file holds, wherever it is.
	Read(ctx context.Context, path string) Backup
	// Look checks all of a backup and opens a copy of it.
	Look(ctx context.Context, path string) (OpenBackup, error)
	// SetFolder makes another folder the one for automatic backups, "" the
	// usual one. A folder that cannot be used is refused in one sentence.
	SetFolder(ctx context.Context, folder string) error
}

// An OpenBackup is a backup that was checked and can be read.
type OpenBackup interface {
	// Accounts returns the live accounts in it by name.
	Accounts(ctx context.Context) ([]BackupAccount, error)
	// Compare tells what bringing an account back would do.
	Compare(ctx context.Context, account ID) (Return, error)
	// Bring brings an account back to how it is in the backup, as one act
	// that can be undone.
	Bring(ctx context.Context, a Act, account ID) (Return, error)
	// Close lets go of the copy.
	Close() error
}
