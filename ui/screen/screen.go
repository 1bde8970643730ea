// Package screen is what every screen of the window shares: where one can go,
// what a screen may ask of the window, and how the domain's words look. Each
// screen is a folder below; it turns domain values into widgets and taps into
// intents, and decides nothing.
package screen

import (
	"time"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
)

// A Place is somewhere in the window that can be gone to. The zero Place is
// Today.
type Place struct {
	Screen  string      // today, accounts, account, playbooks, team, trash, backups
	Account playbook.ID // for account
	Tab     string      // of an account: handoff, plan, promises, success, people, watch, signals, timeline
	Field   string      // "F33": the field to open and focus, or Reconcile; may be ""
	Row     playbook.ID // the row in it, may be zero
	Col     string      // the value in it, may be ""
}

// The screens, and the tabs of an account.
const (
	Today     = "today"
	Accounts  = "accounts"
	Account   = "account"
	Playbooks = "playbooks"
	Team      = "team"
	Trash     = "trash"
	Backups   = "backups"

	Handoff  = "handoff"
	Plan     = "plan"
	Promises = "promises"
	Success  = "success"
	People   = "people"
	Watch    = "watch"
	Signals  = "signals"
	Timeline = "timeline"

	// Reconcile is a Field of the promises: sold beside delivered, one after
	// another. The Row is a promise or a proof point, zero where one left off.
	Reconcile = "reconcile"
)

// A Runner is a screen's door to the background: reads may overlap, writes
// queue.
type Runner interface {
	kit.Runner
	Queue() kit.Runner
}

// A Window is what a screen may ask of the window around it. All methods
// belong to the UI goroutine.
type Window interface {
	// Desk is the person at work and the use cases; Portfolio reads across
	// accounts.
	Desk() *work.Desk
	Portfolio() playbook.Portfolio
	// Now is the clock of the window.
	Now() time.Time
	// ReadOnly tells whether another window has this workspace; then nothing
	// can be changed here.
	ReadOnly() bool
	// Go shows another place. Back is what Esc does.
	Go(Place)
	Back()
	// Shared tells whether others see this screen: what is sensitive is hidden
	// until it is asked for. When it changes, the room is made anew.
	Shared() bool
	// Forget opens the way to forget a person: of a row, or whoever is named there.
	Forget(who playbook.ForgetWho)
	// Canvas is where sheets open.
	Canvas() fyne.Canvas
	// Fyne is the window itself, for clipboard and file dialogs.
	Fyne() fyne.Window
	// Toast says one sentence that goes away by itself.
	Toast(text string, actions ...kit.ToastAction)
	// Fail shows an error: a rule's refusal with its reasons, a conflict, or
	// one sentence and a line in the log.
	Fail(err error)
	// Changed tells that something was committed: the rail and the screen
	// refresh.
	Changed()
	// NewDeal, LogSignal, MakeBrief, ImportDeals open these workflows. LogSignal
	// and MakeBrief ask which account for the zero one.
	NewDeal()
	LogSignal(account playbook.ID)
	MakeBrief(account playbook.ID)
	ImportDeals()
	// ComparePeer opens the way to say that the fingerprint of a key was compared
	// with the person of that name.
	ComparePeer(key, name string)
	// ExportCalendar opens the way to a calendar file of an account's plan, or of
	// all one's own tasks.
	ExportCalendar(account playbook.ID, name string)
	// Send opens the way to a pack of the accounts.
	Send(accounts ...playbook.ID)
	// SetBadge puts a count beside a screen in the rail, "" for none.
	SetBadge(screen, text string)
}

// A Room is one screen while it is shown.
type Room interface {
	// Object is what the window shows.
	Object() fyne.CanvasObject
	// Refresh reads again what is stored, keeping focus, scroll and typing.
	Refresh()
	// Arrive moves inside the room, to another tab or field of the same
	// account; it returns false when the place is not in this room.
	Arrive(Place) bool
	// Leave flushes what is typed and ends the room's background work.
	Leave()
}
