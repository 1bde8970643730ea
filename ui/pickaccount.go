package ui

import (
	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen/pane"
)

// accountPicker is a field that asks for an account by the words of its name.
func (w *Window) accountPicker(run Door, chosen func(playbook.AccountRow)) *kit.Picker {
	src := pane.AccountSource{Run: run, From: w.ws.Portfolio, After: w.opt.Timer, Fail: w.Fail}
	return pane.NewAccountPicker(src, func(a playbook.AccountRow) {
		if !a.ID.IsZero() {
			chosen(a)
		}
	})
}
