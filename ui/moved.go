package ui

import (
	"context"
	"errors"
	"log/slog"
	"sync"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
)

// relay is the store of the desk: it leads to the workspace that is open, also
// for writes that were given while another file was.
type relay struct {
	mu sync.RWMutex
	to playbook.Store
}

func (r *relay) store() playbook.Store {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.to
}

func (r *relay) lead(to playbook.Store) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.to = to
}

// Read implements playbook.Store.
func (r *relay) Read(ctx context.Context, fn func(playbook.Reader) error) error {
	return r.store().Read(ctx, fn)
}

// Do implements playbook.Store.
func (r *relay) Do(ctx context.Context, a playbook.Act, fn func(playbook.Tx) error) error {
	return r.store().Do(ctx, a, fn)
}

// Undo implements playbook.Store.
func (r *relay) Undo(ctx context.Context, a playbook.Act) (playbook.Done, error) {
	return r.store().Undo(ctx, a)
}

// Redo implements playbook.Store.
func (r *relay) Redo(ctx context.Context, a playbook.Act) (playbook.Done, error) {
	return r.store().Redo(ctx, a)
}

// nowhere is the store while the old file is let go of and the new one is not
// open: what is written then waits.
type nowhere struct{ err error }

func (n nowhere) Read(context.Context, func(playbook.Reader) error) error { return n.err }
func (n nowhere) Do(_ context.Context, a playbook.Act, _ func(playbook.Tx) error) error {
	return &playbook.UnsavedError{Trouble: playbook.TroubleMoved, Label: a.Label, Err: n.err}
}
func (n nowhere) Undo(_ context.Context, a playbook.Act) (playbook.Done, error) {
	return playbook.Done{}, n.Do(nil, a, nil)
}
func (n nowhere) Redo(_ context.Context, a playbook.Act) (playbook.Done, error) {
	return playbook.Done{}, n.Do(nil, a, nil)
}

var errNowhere = errors.New("the workspace is not open; choose where its file is now")

// relayed makes the desk of ws write through a relay.
func relayed(ws *Workspace) {
	if _, ok := ws.Desk.Store.(*relay); !ok {
		ws.Desk.Store = &relay{to: ws.Desk.Store}
	}
}

// goOnAt goes on with the workspace at a path: the open file, when it is back,
// or the one that was moved there. What waits is written to it, and the room
// stays as it is.
func (w *Window) goOnAt(path string, s *kit.Sheet) {
	old := w.ws
	lead, ok := old.Desk.Store.(*relay)
	if !ok || old.At == nil {
		return
	}
	var ws *Workspace
	here := false
	w.door.Run(func(ctx context.Context) (err error) {
		if _, shut := lead.store().(nowhere); !shut && path == old.Path && old.Here() == nil {
			here = true
			return nil
		}
		if err := old.Holds(ctx, path); err != nil {
			return err
		}
		lead.lead(nowhere{errNowhere})
		if ws, err = old.At(ctx, path); err != nil {
			return err
		}
		if ws.Taken != "" {
			return errors.Join(errors.New("Another window has this file open ("+ws.Taken+"); close that one first."), ws.Close())
		}
		return ws.settle(ctx)
	}, func(err error) {
		if err != nil {
			w.Fail(err)
			return
		}
		s.Close()
		if !here {
			lead.lead(ws.Desk.Store)
			ws.Desk.Store = lead
			w.ws = ws
			w.newest.Store(ws)
			w.watch.begin(w)
			w.setMenus()
			slog.Info("went on with the workspace at another place")
		}
		w.awayNow(nil)
		if w.bg != nil {
			w.bg.TryAgain()
		}
		w.refresh()
	})
}

// putBack writes the workspace, as it is open here, to its place again and goes
// on with that.
func (w *Window) putBack(s *kit.Sheet) {
	ws := w.ws
	w.door.Run(func(ctx context.Context) error { return ws.PutBack(ctx) }, func(err error) {
		if err != nil {
			w.Fail(err)
			return
		}
		w.goOnAt(ws.Path, s)
	})
}

// A parked room is one that was left while its words were on their way to the
// disk. Until they are there, coming back shows it as it was left.
type parked struct {
	room screen.Room
	door Door
}

// park keeps the room of an account until what was typed in it is written.
func (w *Window) park(account playbook.ID, p parked) {
	if w.parked == nil {
		w.parked = map[playbook.ID]parked{}
	}
	w.parked[account] = p
	kit.Behind(w.door.Queue(), func() {
		if now, ok := w.parked[account]; ok && now == p {
			delete(w.parked, account)
			p.door.Close()
		}
	})
}

// unpark returns the room of an account that was left with words on their way.
func (w *Window) unpark(p screen.Place) (parked, bool) {
	if p.Screen != screen.Account {
		return parked{}, false
	}
	was, ok := w.parked[p.Account]
	delete(w.parked, p.Account)
	return was, ok
}
