package ui

import (
	"kept/ui/screen"
	"kept/ui/screen/account"
	"kept/ui/screen/accounts"
	"kept/ui/screen/backups"
	"kept/ui/screen/playbooks"
	"kept/ui/screen/team"
	"kept/ui/screen/today"
	"kept/ui/screen/trash"
)

// newRoom makes the room of a place.
func (w *Window) newRoom(p screen.Place, run screen.Runner) screen.Room {
	switch p.Screen {
	case screen.Account:
		return account.New(w, run, p)
	case screen.Accounts:
		return accounts.New(w, run, w.opt.Timer)
	case screen.Playbooks:
		return playbooks.New(w, run, w.opt.Timer)
	case screen.Team:
		return team.New(w, run, team.Options{Role: w.ws.Person.Role, Import: w.importDays})
	case screen.Trash:
		return trash.New(w, run)
	case screen.Backups:
		if w.ws.Backups != nil {
			return backups.New(w, run, w.backupOptions())
		}
	}
	return today.New(w, run, w.me())
}

func (w *Window) me() today.Options {
	return today.Options{Name: w.ws.Person.Name, Role: w.ws.Person.Role, Search: w.search}
}

// count keeps the badge of Today right while another room is shown.
func (w *Window) count() {
	if w.place.Screen != screen.Today {
		today.Count(w, w.door, w.me())
	}
}

// PlaceNamed returns the screen with a name, false when there is none.
func PlaceNamed(name string) (screen.Place, bool) {
	switch name {
	case screen.Today, screen.Accounts, screen.Playbooks, screen.Team, screen.Trash, screen.Backups:
		return screen.Place{Screen: name}, true
	}
	return screen.Place{}, false
}
