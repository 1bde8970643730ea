package pane

import (
	"context"
	"strings"
	"time"

	"kept/playbook"
	"kept/ui/kit"
)

// mostAccounts is how many accounts the field offers; typing narrows them.
const mostAccounts = 60

// lookPause is how long typing rests before accounts are looked for.
const lookPause = 200 * time.Millisecond

// An AccountSource is where the field of NewAccountPicker finds accounts.
type AccountSource struct {
	Run  kit.Runner
	From interface {
		AccountRows(ctx context.Context, f playbook.AccountFilter) ([]playbook.AccountRow, error)
	}
	After kit.Timer
	Fail  func(error)
}

// NewAccountPicker returns a field that asks for an account by the words of
// its name. chosen gets the account, or an empty row when the words are no
// account's name any more.
func NewAccountPicker(src AccountSource, chosen func(playbook.AccountRow)) *kit.Picker {
	p := kit.NewPicker("Account")
	p.SetRequired(true)
	p.SetPlaceholder("Type the beginning of a name")
	var found []playbook.AccountRow
	look := func(text string) {
		var rows []playbook.AccountRow
		src.Run.Run(func(ctx context.Context) (err error) {
			rows, err = src.From.AccountRows(ctx, playbook.AccountFilter{Text: text, Limit: mostAccounts})
			return err
		}, func(err error) {
			if err != nil {
				src.Fail(err)
				return
			}
			found = rows
			opts := make([]kit.Option, len(rows))
			for i, a := range rows {
				opts[i] = kit.Option{Text: a.Name, Note: a.Stage.Label()}
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
		stop = src.After(lookPause, func() { look(strings.TrimSpace(text)) })
	}
	p.OnPicked = func(name string) {
		var row playbook.AccountRow
		for _, a := range found {
			if a.Name == name {
				row = a
				break
			}
		}
		chosen(row)
	}
	return p
}
