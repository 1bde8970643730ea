package ui

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"kept/playbook"
	"kept/playbook/brief"
	"kept/playbook/ics"
	"kept/playbook/work"
	"kept/ui/kit"
)

// ExportCalendar implements screen.Window: a file that a calendar program takes
// in. Written again, it brings the same events up to date.
func (w *Window) ExportCalendar(account playbook.ID, name string) {
	if w.ws == nil {
		return
	}
	ws, run := w.ws, w.opt.Doors()
	plan := brief.Stem(name, "plan") + ".ics"
	whose := kit.NewChoice("This plan", "All my own tasks")
	whose.Select(0)
	file := w.newSaveField("File", "calendar", plan, nil)
	whose.OnChanged = func(on []int) {
		name := plan
		if on[0] == 1 {
			name = "my-tasks.ics"
		}
		file.SetText(filepath.Join(filepath.Dir(file.path()), name))
		file.ShowEnd()
	}
	save := kit.NewButton("Save calendar", kit.Primary, nil)
	sheet := kit.NewSheet("Calendar file", kit.SheetMedium, kit.Column(kit.SpaceL,
		kit.NewText("Every task becomes a whole-day event. Taken in again later, the file moves the events that have moved, and takes back those of skipped tasks.", kit.Soft),
		captioned("What", whose), file.row), save)
	sheet.OnClose = run.Close
	save.OnTapped = func() {
		s := saving{file: file, sheet: sheet, kind: "calendar", endings: []string{".ics"}, empty: "Type where the file should go."}
		path, ok := s.path()
		if !ok {
			return
		}
		mine := whose.SelectedOne() == 1
		save.Disable()
		events := 0
		run.Queue().Run(func(ctx context.Context) (err error) {
			events, err = saveCalendar(ctx, ws, account, mine, path)
			return err
		}, func(err error) {
			save.Enable()
			if err != nil {
				s.failed(err)
				return
			}
			s.saved(w, path)
			w.writtenToast("Saved "+count(events, "event", "events"), path)
		})
	}
	sheet.Open(w.Canvas())
}

// saveCalendar writes the tasks of an account, or all of the person at the desk.
func saveCalendar(ctx context.Context, ws *Workspace, account playbook.ID, mine bool, path string) (int, error) {
	name, tasks, err, desk := "", []work.Planned(nil), error(nil), ws.Desk
	if mine {
		name = "tasks of " + strings.TrimSpace(desk.Who)
		tasks, err = desk.MyTasks(ctx)
	} else {
		name, tasks, err = desk.PlanTasks(ctx, account)
	}
	if err != nil {
		return 0, fmt.Errorf("read the tasks: %w", err)
	}
	out := make([]ics.Task, len(tasks))
	for i, t := range tasks {
		out[i] = ics.Task{Task: t.Task, Account: t.Account, Phase: t.Phase, Owner: t.Who, Why: t.Why}
	}
	var b bytes.Buffer
	n, err := ics.Write(&b, "Kept: "+name, out, desk.Now())
	if err != nil {
		return 0, err
	}
	return n, ws.write(path, b.Bytes())
}
