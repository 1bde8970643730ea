package rescue

import (
	"testing"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/uitest"
)

var _ = uitest.UpdateFlag()

// damage is that of a workspace of which some pages were written over.
func damage() playbook.Damage {
	return playbook.Damage{Pages: 1204, BadPages: 7, Accounts: 42, Rows: 3861,
		Parts: []playbook.DamagedPart{{Noun: "promise", Pages: 2}, {Noun: "search", Pages: 4}, {Noun: "index", Pages: 1}}}
}

func TestGoldenRecovery(t *testing.T) {
	uitest.Golden(t, "recovery", fyne.NewSize(1100, 700), func() fyne.CanvasObject {
		p := New("This workspace is damaged")
		d := damage()
		p.SetFound(append([]string{"The workspace Team.kept is damaged and was not opened."}, d.Words()...), "")
		p.SetChoices(
			Choice{Title: "Restore the newest good backup", Text: "Written on 22 Nov 2026 at 18:04, with 42 accounts; the last change in it is “Answer question” by Jonas Falk. The file that is there now is kept aside.", Button: "Restore…", First: true},
			Choice{Title: "Salvage into a new workspace", Text: "Everything that can still be read goes into a new workspace, with a list of what was lost.", Button: "Salvage…"},
			Choice{Title: "Choose another workspace", Text: "Open another file; the window begins with it next time.", Button: "Choose…"},
			Choice{Title: "Try again", Text: "After the file was replaced by hand.", Button: "Try again"})
		return p.Object()
	})
}

func TestGoldenSalvage(t *testing.T) {
	const halden, norrland = "Halden Freight", "Norrland Dental"
	report := &playbook.Salvaged{From: "/home/maya/Kept/Team.kept", To: "/home/maya/Kept/Team salvaged.kept", Damage: damage(), Accounts: 42, Rows: 3858, Acts: 2110, Lines: 9444,
		Losses: []playbook.Loss{
			{Kind: playbook.LostRow, AccountName: halden, Noun: "promise", Title: "Track and trace for all 14 depots", Text: "The promise “Track and trace for all 14 depots” is lost; the history does not hold all of it."},
			{Kind: playbook.LostPart, AccountName: halden, Noun: "promise", Title: "Training for the night shift", Text: "The promise “Training for the night shift” was put together from what was left; look at its due date."},
			{Kind: playbook.LostLines, AccountName: norrland, Count: 12, Text: "12 lines of the history are lost."},
			{Kind: playbook.LostUnknown, Count: 1, Text: "1 page of which nobody can tell what it held."},
			{Kind: playbook.FromHistory, AccountName: norrland, Noun: "promise", Title: "All five clinics live by 15 January", Text: "The promise “All five clinics live by 15 January” comes from the history."},
		}}
	uitest.Golden(t, "salvage", fyne.NewSize(1100, 900), func() fyne.CanvasObject {
		p := New("This workspace is damaged")
		p.SetReport(report, func() {}, func() {}, func() {})
		return p.Object()
	})
}
