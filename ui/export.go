package ui

import (
	"context"
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"kept/playbook/export"
	"kept/ui/kit"
)

// exporter is the sheet from which everything leaves in files that other
// programs read.
type exporter struct {
	w      *Window
	ws     *Workspace
	run    Door
	sheet  *kit.Sheet
	folder *kit.Entry

	csv, xlsx, document, sensitive *kit.Checkbox

	ok   *kit.Button
	toil *toil
}

// exportAll opens the sheet.
func (w *Window) exportAll() {
	if w.ws == nil || w.ws.Exporter == nil {
		return
	}
	x := &exporter{w: w, ws: w.ws, run: w.opt.Doors(), toil: newToil(w)}
	x.ok = kit.NewButton("Export", kit.Primary, x.write)
	tick := func(text string, on bool) *kit.Checkbox {
		c := kit.NewCheckbox(text, func(bool) { x.enable() })
		if on {
			c.Set(kit.Checked)
		}
		return c
	}
	x.csv = tick("CSV files, one for each table", true)
	x.xlsx = tick("One Excel workbook with a sheet for each table", true)
	x.document = tick("One JSON document, with the schema that describes it", true)
	x.sensitive = tick("Sensitive notes and exact words too", false)

	x.folder = kit.NewEntry("New folder")
	x.folder.Fleeting = true
	x.folder.SetText(filepath.Join(w.startFolder("export"), export.FolderName(x.ws.Desk.Today())))
	x.folder.ShowEnd()
	x.folder.OnSubmitted = func(string) { x.write() }
	browse := kit.NewButton("Browse…", kit.Secondary, func() {
		d := dialog.NewFolderOpen(func(l fyne.ListableURI, err error) {
			if err != nil {
				w.Fail(err)
			} else if l != nil {
				x.folder.SetText(filepath.Join(l.Path(), filepath.Base(cleanPath(x.folder.Text()))))
				x.folder.ShowEnd()
			}
		}, w.fyne)
		w.showDialog(d, "export")
	})
	body := kit.Column(kit.SpaceL,
		kit.NewText("Every account, with its history, for other programs. What lies in the trash stays here. This is no backup: File → Back up makes one.", kit.Soft),
		captioned("What", kit.Column(kit.SpaceS, x.csv, x.xlsx, x.document)),
		captioned("Left out unless you say so, each time", x.sensitive),
		kit.RowTop(kit.SpaceS, kit.Grow(x.folder), kit.Column(0, kit.Gap(0, 22), browse)))
	x.sheet = kit.NewSheet("Export all", kit.SheetMedium, body, x.ok)
	x.toil.stand(x.sheet, x.run)
	x.sheet.Open(w.Canvas())
}

func (x *exporter) enable() {
	any := x.csv.State() == kit.Checked || x.xlsx.State() == kit.Checked || x.document.State() == kit.Checked
	if any && !x.toil.on {
		x.ok.Enable()
	} else {
		x.ok.Disable()
	}
}

func (x *exporter) write() {
	to := cleanPath(x.folder.Text())
	switch {
	case x.toil.on || x.ok.Disabled():
		return
	case to == "":
		x.folder.SetHint("Type where the folder should be made.", kit.Broken)
		return
	case x.ws.IsAt(to):
		x.folder.SetHint("This is the workspace itself; choose another name.", kit.Broken)
		return
	}
	x.folder.SetHint("", kit.Neutral)
	o := export.Options{To: to, CSV: x.csv.State() == kit.Checked, XLSX: x.xlsx.State() == kit.Checked, Document: x.document.State() == kit.Checked,
		Sensitive: x.sensitive.State() == kit.Checked, Who: x.ws.Desk.Who, Now: x.ws.Desk.Now()}
	var sum export.Summary
	// A read, however long it takes: nothing that is typed meanwhile waits for it.
	x.toil.run(x.run, "Exporting…", func(ctx context.Context) (err error) {
		o.Progress = func(done, total int) {
			kit.Report(ctx, float64(done)/float64(max(total, 1)), fmt.Sprintf("Exporting, %d %%…", done*100/max(total, 1)))
		}
		sum, err = export.Write(ctx, x.ws.Exporter, o)
		return err
	}, func(err error) {
		x.enable()
		switch {
		case stopped(err):
			x.toil.say("Stopped; nothing was written.")
		case err != nil:
			x.folder.SetHint(sentence(err), kit.Broken)
			x.sheet.Refresh()
		default:
			x.w.setLastFolder("export", filepath.Dir(to))
			x.sheet.Close()
			x.w.writtenToast(exported(&sum), to)
		}
	})
	x.enable()
}

// exported says what was written, and what of it was cut.
func exported(s *export.Summary) string {
	said := "Exported " + count(s.Accounts, "account", "accounts")
	if s.Cut > 0 {
		said += "; " + count(s.Cut, "long text was", "long texts were") + " cut in the workbook"
	}
	return said
}
