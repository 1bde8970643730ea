package backups

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen/screentest"
	"kept/ui/uitest"
)

var _ = uitest.UpdateFlag()

// shelf is backups whose files are nowhere, for a picture that is the same on
// every computer.
type shelf struct {
	playbook.Backups
	list []playbook.Backup
	here playbook.Backup
}

func (s shelf) List(context.Context) ([]playbook.Backup, error)  { return s.list, nil }
func (s shelf) Present(context.Context) (playbook.Backup, error) { return s.here, nil }
func (s shelf) State(context.Context) (playbook.BackupState, error) {
	return playbook.BackupState{Folder: "/home/maya/Kept/backups", Last: s.list[0].At}, nil
}

func TestGoldenBackups(t *testing.T) {
	event := func(seq int64, who, label string, at playbook.Moment) *playbook.Event {
		return &playbook.Event{Seq: seq, Kind: "do", Who: who, Label: label, At: at}
	}
	const folder = "/home/maya/Kept/backups/"
	backups := shelf{
		here: playbook.Backup{Path: "/home/maya/Kept/Team.kept", At: "2026-11-23T09:10:00.000000Z", Bytes: 5_400_000, Format: 4, Accounts: 43,
			Last: event(2131, "Maya Lindqvist", "Outcome: kept", "2026-11-23T09:08:00.000000Z")},
		list: []playbook.Backup{
			{Path: folder + "Team 2026-11-23.kept", Kind: playbook.BackupDaily, At: "2026-11-23T07:58:00.000000Z", Bytes: 5_390_000, Format: 4, Accounts: 43, Last: event(2110, "Jonas Falk", "Answer question", "2026-11-20T16:40:00.000000Z")},
			{Path: folder + "Team 2026-11-20.kept", Kind: playbook.BackupDaily, At: "2026-11-20T08:03:00.000000Z", Bytes: 5_310_000, Format: 4, Accounts: 42, Last: event(2044, "Maya Lindqvist", "Tick “Send the plan to the customer”", "2026-11-19T17:21:00.000000Z")},
			{Path: folder + "Team before format 4.kept", Kind: playbook.BackupFormat, At: "2026-11-16T08:00:00.000000Z", Bytes: 5_120_000, Format: 3, Accounts: 41, Last: event(1890, "Petter Aas", "Move the anchors", "2026-11-13T15:02:00.000000Z")},
			{Path: folder + "Team 2026-11-08.kept", Kind: playbook.BackupWeekly, At: "2026-11-08T10:15:00.000000Z", Bytes: 1_048_576, Problem: "The file ends in the middle; it cannot be restored."},
		},
	}
	uitest.Golden(t, "backups", fyne.NewSize(1100, 700), func() fyne.CanvasObject {
		r := New(screentest.New(t, "Halden Freight (sample)"), kit.Inline{}, Options{Backups: backups, Restore: func(playbook.Backup) {}, BackUp: func() {}, Folder: func() {}, Choose: func(func(string)) {}})
		r.choose(backups.list[1].Path)
		r.table.Select(1)
		return r.Object()
	})
}
