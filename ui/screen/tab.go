package screen

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
)

// Extra is what the account page reads along with the record, once for all
// its tabs.
type Extra struct {
	// Filled is when each value of the account first became other than empty.
	Filled map[playbook.FilledKey]playbook.Moment
	// Members are the people on our side who work in this workspace.
	Members []playbook.Member
	// Team is who works here and when: what the days of a plan are computed with.
	Team work.Team
}

// ReadExtra reads the Extra of an account. It belongs to the background.
func ReadExtra(ctx context.Context, win Window, account playbook.ID) (Extra, error) {
	var out Extra
	var err error
	if out.Filled, err = win.Portfolio().FirstFilled(ctx, account); err != nil {
		return out, err
	}
	err = win.Desk().Store.Read(ctx, func(r playbook.Reader) (err error) {
		out.Team, err = work.LoadTeam(r)
		return err
	})
	if err != nil {
		return out, fmt.Errorf("read who works here: %w", err)
	}
	out.Members = out.Team.Members
	return out, nil
}

// A Tab is one tab of the account page. The page makes it when it is first
// shown, hands it the record after every commit, and asks it to flush before
// the person goes elsewhere. The methods belong to the UI goroutine.
//
// Each tab has a constructor
//
//	New(win screen.Window, run screen.Runner, account playbook.ID, changed func()) *Tab
//
// where changed tells the page that the tab committed something: the page
// reads the record again and shows it to the tab.
type Tab interface {
	// Object is what the page shows under its tabs; it scrolls by itself.
	Object() fyne.CanvasObject
	// Show puts the record as stored on the tab, keeping focus, scroll and
	// what is being typed. The record must not be changed.
	Show(rec *playbook.Record, extra Extra)
	// Arrive opens and focuses the field or row of the place; it returns
	// false when the place is not on this tab. It may come before the first Show.
	Arrive(Place) bool
	// Leave flushes what is typed.
	Leave()
}
