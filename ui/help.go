package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime/debug"

	"fyne.io/fyne/v2"

	"kept/ui/kit"
)

// backUp writes a checked copy of the workspace to a file.
func (w *Window) backUp() {
	ws := w.ws
	name := fmt.Sprintf("kept-backup-%s.kept", w.Now().Format("2006-01-02-1504"))
	var s *kit.Sheet
	file := w.newSaveField("File", "backup", name, nil)
	ok := kit.NewButton("Back up", kit.Primary, func() {
		path := file.path()
		w.setLastFolder("backup", filepath.Dir(path))
		w.door.Queue().Run(func(ctx context.Context) error {
			kit.Report(ctx, -1, "Backing up…")
			return ws.Backup(ctx, path)
		}, func(err error) {
			if err != nil {
				file.SetHint(sentence(err), kit.Broken)
				return
			}
			s.Close()
			w.foot()
			w.roomBackups()
			w.Toast("Backed up and checked: "+shortPath(path), kit.ToastAction{Text: "Show in folder", Do: func() { w.openFile(filepath.Dir(path)) }})
		})
	})
	s = kit.NewSheet("Back up", kit.SheetMedium, kit.Column(kit.SpaceM,
		kit.NewText("One file with everything in this workspace as it is now. It is checked before it takes its name.", kit.Soft), file.row), ok)
	s.Open(w.Canvas())
}

func (w *Window) helpKeys() {
	rows := [][2]string{
		{"Ctrl+1, 2, 3, 6", "Today, Accounts, Playbooks, Team"}, {"Ctrl+K", "Search everything and go there"},
		{"Ctrl+N", "New deal"}, {"Ctrl+L", "Log a signal: 1 to 8 says what happened, one sentence, Enter"},
		{"Ctrl+B", "Make a brief"}, {"Ctrl+I", "Import deals"}, {"Ctrl+comma", "Settings"},
		{"Ctrl+Z", "In a field: undo typing there. Elsewhere: undo the last act"},
		{"Ctrl+Shift+Z", "The same for redo"},
		{"Ctrl+Enter", "The next section of the handoff; while reconciling, confirm and go on"},
		{"J, K, 1 to 7", "While reconciling: the next and the previous promise, and how it ended"},
		{"M, B, S, X, I, N", "On a task of a plan: move, block, skip, split, its inputs; add a task"},
		{"G, T", "On a plan: the gate of the phase; the timeline and back. There + and − change how wide a day is"},
		{"Esc", "Close the sheet, or go back"}, {"F5 or Ctrl+R", "Read the screen again"}, {"F6", "To the message on the rail; Esc there puts it away"}, {"Ctrl+Q", "Quit"},
		{"Alt", "Opens the menu; the arrows move in it"},
		{"Tab, Shift+Tab", "The next and the previous field or button"},
		{"↑ ↓", "Into the list of the screen; Page Up and Page Down move faster"}, {"Enter", "Open the row, take the line"},
		{"Space", "Tick the row or run its action, press the button"},
		{"Alt+↑, Alt+↓", "Move a row of an ordered list"},
	}
	var list []fyne.CanvasObject
	for _, r := range rows {
		list = append(list, kit.Row(kit.SpaceM, kit.Row(0, minWidth(170, kit.Row(0, kit.NewKeyHint(r[0])))), kit.Grow(kit.NewText(r[1], kit.Body))))
	}
	s := kit.NewSheet("Keys", kit.SheetMedium, kit.Column(kit.SpaceS, list...), nil)
	s.Open(w.Canvas())
}

// minWidth keeps a column of unequal things in line.
func minWidth(width float32, o fyne.CanvasObject) fyne.CanvasObject {
	return &fyne.Container{Layout: leastWide{width}, Objects: []fyne.CanvasObject{o}}
}

type leastWide struct{ width float32 }

func (l leastWide) Layout(os []fyne.CanvasObject, s fyne.Size) {
	os[0].Move(fyne.NewPos(0, 0))
	os[0].Resize(s)
}

func (l leastWide) MinSize(os []fyne.CanvasObject) fyne.Size {
	m := os[0].MinSize()
	return fyne.NewSize(max(l.width, m.Width), m.Height)
}

func (w *Window) helpData() {
	ws := w.ws
	rows := []fyne.CanvasObject{
		valueCard("This workspace, one file", ws.Path, 4),
		valueCard("Workspaces and the log", w.office.DataFolder(), 4),
		kit.NewText("Everything is in that file. To move to another computer, back up here and open the copy there. Nothing is sent anywhere.", kit.Soft),
	}
	s := kit.NewSheet("Where the data is", kit.SheetMedium, kit.Column(kit.SpaceM, rows...), nil)
	s.SetFooterLeft(kit.Row(0, kit.NewButton("Show in folder", kit.Secondary, func() { w.openFile(filepath.Dir(ws.Path)) }), kit.Spacer()))
	s.Open(w.Canvas())
}

func (w *Window) about() {
	version := "built from source"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		version = info.Main.Version
	}
	s := kit.NewSheet("About Kept", kit.SheetNarrow, kit.Column(kit.SpaceM,
		kit.NewText("The promise sold matches the experience delivered, and nobody has to ask the customer twice.", kit.Body),
		valueCard("Version", version, 1),
		kit.NewText("MIT licence. The typeface is Inter, SIL Open Font License 1.1.", kit.Small)), nil)
	s.Open(w.Canvas())
}
