// Package work holds the use cases of Kept: what a seller, a CSM or a script
// does to an account, each as one act in the history. Rules of rows and
// accounts are in playbook; this package decides on what is stored, words the
// act, and refuses with reasons. It knows no database and no window.
package work

import (
	"context"
	"strings"
	"sync/atomic"
	"time"

	"kept/playbook"
	"kept/playbook/schedule"
)

// Books are the playbooks there are: those of the program, of the user's folder
// and of the workspace, as it was when Keep was called last.
type Books interface {
	// Get returns a playbook by id or letter, playbook.ErrNotFound otherwise.
	Get(idOrLetter string) (playbook.Playbook, error)
	All() []playbook.Playbook
	// Version returns one version, playbook.ErrNotFound when it is not known.
	Version(id string, n int) (playbook.Playbook, error)
	// Versions returns which versions are known, the oldest first.
	Versions(id string) []int
	// From tells where a playbook lies: BookOfProgram, BookOfWorkspace,
	// BookOfFolder, or "" when there is none.
	From(id string) string
	// Problems returns what could not be taken, each with its place and remedy.
	Problems() []error
	// Keep tells what the workspace keeps, in place of what was told before.
	Keep(rows []playbook.PlaybookVersion)
	// Read reads the text of a playbook file; Write writes one, with phases of
	// other playbooks as includes, and Whole one that needs no other.
	Read(name string, text []byte) (playbook.Playbook, error)
	Write(p *playbook.Playbook) []byte
	Whole(p *playbook.Playbook) []byte
}

// Where a playbook lies.
const (
	BookOfProgram   = "program"
	BookOfWorkspace = "workspace"
	BookOfFolder    = "folder"
)

// A Desk is one person at one installation, with what the use cases need.
type Desk struct {
	Store    playbook.Store
	Who      string // the person
	Device   string // the installation
	Now      func() time.Time
	Calendar schedule.Calendar // until ReloadCalendar has read that of the workspace
	Books    Books

	calendar atomic.Value // a schedule.Calendar, once ReloadCalendar has read one
}

// Today is the day it is at this desk, in the zone of its clock.
func (d *Desk) Today() playbook.Date { return playbook.DateOf(d.Now()) }

// Days is the calendar by which days are proposed, such as “in five working
// days”. What is stored is computed with the team of its own transaction.
func (d *Desk) Days() schedule.Calendar {
	if c, ok := d.calendar.Load().(schedule.Calendar); ok {
		return c
	}
	return d.Calendar
}

// ReloadCalendar reads the working days of the workspace, which another program
// may have changed.
func (d *Desk) ReloadCalendar(ctx context.Context) error {
	return d.Store.Read(ctx, func(r playbook.Reader) error {
		team, err := LoadTeam(r)
		if err == nil {
			d.calendar.Store(team.Calendar)
		}
		return err
	})
}

func (d *Desk) act(label, why string) playbook.Act {
	return playbook.Act{Who: d.Who, Device: d.Device, Label: label, Why: why, At: d.Now()}
}

func (d *Desk) do(ctx context.Context, label, why string, fn func(playbook.Tx) error) error {
	return d.Store.Do(ctx, d.act(label, why), fn)
}

// called reads what a row is called, in quotation marks, for the label of an
// act on it; noName is said of a row without words. n has its ID and is filled.
func (d *Desk) called(ctx context.Context, n playbook.Noun, noName string) (string, error) {
	if err := d.Store.Read(ctx, func(r playbook.Reader) error { return r.Load(n) }); err != nil {
		return "", err
	}
	if title := strings.Join(strings.Fields(playbook.TitleOf(n)), " "); title != "" {
		return "“" + clip(title) + "”", nil
	}
	return noName, nil
}

// Record reads the whole record of an account.
func (d *Desk) Record(ctx context.Context, id playbook.ID) (rec playbook.Record, err error) {
	err = d.Store.Read(ctx, func(r playbook.Reader) (err error) {
		rec, err = playbook.LoadRecord(r, id)
		return err
	})
	return rec, err
}

// Undo takes back the newest standing act of this installation. Its event is
// labelled like the act.
func (d *Desk) Undo(ctx context.Context) (playbook.Done, error) {
	done, err := d.Store.Undo(ctx, d.act("", ""))
	return done, d.alsoBooks(ctx, err)
}

// Redo does again what Undo took back last.
func (d *Desk) Redo(ctx context.Context) (playbook.Done, error) {
	done, err := d.Store.Redo(ctx, d.act("", ""))
	return done, d.alsoBooks(ctx, err)
}

// alsoBooks reads the playbooks of the workspace anew when something was turned
// that may have been one of them.
func (d *Desk) alsoBooks(ctx context.Context, err error) error {
	if err != nil || d.Books == nil {
		return err
	}
	return d.ReloadBooks(ctx)
}
