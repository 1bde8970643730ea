package playbook

import "context"

// Why a Backup was made.
const (
	BackupDaily  = "daily"  // of itself, on the first change of a day
	BackupWeekly = "weekly" // the daily one that stays for its week
	BackupFormat = "format" // before the workspace was brought to a newer format
	BackupManual = "manual" // asked for by a person
	BackupAside  = "aside"  // the workspace that a restore took the place of
)

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

// Backups lists and makes the backups of one workspace.
type Backups interface {
	// List returns the backups that are found, the newest first. One that
	// cannot be read is listed with its Problem.
	List(ctx context.Context) ([]Backup, error)
}
