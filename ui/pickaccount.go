package ui

import (
	"context"
	"strings"

	"kept/playbook"
	"kept/ui/kit"
)

// accountPicker is a field that asks for an account by the words of its name.
func (w *Window) accountPicker(run Door, chosen func(playbook.AccountRow)) *kit.Picker {
	p := kit.NewPicker("Account")
	p.SetRequired(true)
	p.SetPlaceholder("Type the beginning of a name")
	var found []playbook.AccountRow
	from := w.ws.Portfolio
	look := func(text string) {
		var rows []playbook.AccountRow
		run.Run(func(ctx context.Context) (err error) {
			rows, err = from.AccountRows(ctx, playbook.AccountFilter{Text: text, Limit: 60})
			return err
		}, func(err error) {
			if err != nil {
				w.Fail(err)
				return
			}
			found = rows
			var opts []kit.Option
			for _, a := range rows {
				opts = append(opts, kit.Option{Text: a.Name, Note: a.Stage.Label()})
			}
			p.SetOptions(opts...)
		})
	}
	look("")
	typing := p.OnChanged
	var stop func()
	p.OnChanged = func(text string) {
		typing(text)
		if stop != nil {
			stop()
		}
		stop = w.opt.Timer(lookPause, func() { look(strings.TrimSpace(text)) })
	}
	p.OnPicked = func(name string) {
		for _, a := range found {
			if a.Name == name {
				chosen(a)
				return
			}
		}
	}
	return p
}
