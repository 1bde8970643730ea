package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"kept/playbook"
	"kept/playbook/holidays"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// mostDaysShown is how many days of a calendar file are listed before they are
// taken in; the others are counted.
const mostDaysShown = 12

// importDays takes days off in from a calendar file: choose it, look at what is
// new in it, take it in. taken is called when it was.
func (w *Window) importDays(taken func()) {
	if w.ws == nil || w.ReadOnly() {
		return
	}
	ws := w.ws
	ok := kit.NewButton("Take them in", kit.Primary, nil)
	ok.Disable()
	says, wrong := kit.NewText("", kit.Soft), part.Said()
	var fresh []holidays.Entry
	var sheet *kit.Sheet
	list := kit.NewTable(kit.TableColumn{Title: "Day", Width: 204}, kit.TableColumn{Title: "Name", Width: 200, Grow: 1})
	list.Fit, list.Dense = true, true
	list.Len = func() int { return min(len(fresh), mostDaysShown) }
	list.Cell = func(row, col int) kit.Cell {
		e := &fresh[row]
		switch {
		case col == 1:
			return kit.Cell{Text: e.Name}
		case e.Until != "" && e.Until != e.On:
			return kit.Cell{Text: e.On.Short() + " to " + e.Until.Short()}
		}
		return kit.Cell{Text: e.On.Short()}
	}
	list.Hide()
	file := w.newOpenField("Calendar file", "days", []string{".ics"}, nil)
	file.SetPlaceholder("Type or paste a path, or browse")
	path := ""
	file.picked = func(p string) {
		path = p
		var got holidays.File
		first, last := work.ImportYears(ws.Desk.Today())
		w.door.Run(func(ctx context.Context) error {
			f, err := os.Open(p)
			if err != nil {
				return err
			}
			defer f.Close()
			if got, err = holidays.Read(f, filepath.Base(p), first, last); err != nil {
				return err
			}
			return ws.Desk.Store.Read(ctx, func(r playbook.Reader) error {
				team, err := work.LoadTeam(r)
				fresh = team.NewDays(got.Entries)
				return err
			})
		}, func(err error) {
			part.Say(wrong, "")
			if err != nil {
				fresh = nil
				part.Say(wrong, readRefusal(err))
			}
			says.SetText("")
			if err == nil {
				says.SetText(foundDays(&got, len(fresh)))
			}
			show(list, len(fresh) > 0)
			list.Reload()
			ok.Disable()
			if len(fresh) > 0 {
				ok.Enable()
			}
			sheet.Refresh()
		})
	}
	file.OnBlur = func(string) {
		if p := file.path(); p != "" && p != path && sheet.IsOpen() {
			file.picked(p)
		}
	}
	ok.OnTapped = func() {
		added, entries, name := 0, fresh, filepath.Base(path)
		w.door.Queue().Run(func(ctx context.Context) (err error) {
			added, err = ws.Desk.ImportDaysOff(ctx, entries, name)
			return err
		}, func(err error) {
			if err != nil {
				part.Say(wrong, readRefusal(err))
				sheet.Refresh()
				return
			}
			sheet.Close()
			w.Toast(part.Count(added, "day off taken in.", "days off taken in."), kit.ToastAction{Text: "Undo", Do: w.undo})
			w.Changed()
			taken()
		})
	}
	sheet = kit.NewSheet("Import days off", kit.SheetMedium, kit.Column(kit.SpaceM,
		kit.NewText("A calendar file (.ics) with the days on which nobody works: company holidays, school holidays, plant shutdowns. Events of whole days count; nothing is written before you have seen them.", kit.Soft),
		file.row, says, list, wrong), ok)
	sheet.Open(w.Canvas())
}

// foundDays says what a calendar file holds.
func foundDays(f *holidays.File, fresh int) string {
	words := fmt.Sprintf("%s in it, %d new.", part.Count(len(f.Entries), "stretch of days off", "stretches of days off"), fresh)
	if fresh > mostDaysShown {
		words += fmt.Sprintf(" The first %d:", mostDaysShown)
	}
	if n := f.Timed + f.Other; n > 0 {
		words += " " + part.Count(n, "other event is", "other events are") + " left out: only whole days count, once or every year."
	}
	return words
}

// readRefusal is what a person reads when a file was not taken.
func readRefusal(err error) string {
	var bad *holidays.FileError
	var path *os.PathError
	sentence, ruled := part.Ruled(err)
	switch {
	case ruled:
		return sentence
	case errors.As(err, &bad):
		return part.Full(bad.Error())
	case errors.As(err, &path):
		return "The file cannot be opened: " + part.Full(path.Err.Error())
	}
	return part.Full(err.Error())
}
