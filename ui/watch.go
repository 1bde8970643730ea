package ui

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"
)

// watch notices what another program writes into the workspace beside the
// window.
type watch struct {
	w     *Window
	stop  func()
	seen  int64
	known bool // seen is set
	away  bool // the window is in the background
	busy  bool
}

// lookEvery is how soon the screen shows what keptctl wrote. A look costs one
// pragma on an open connection.
const lookEvery = time.Second

func (c *watch) begin(w *Window) {
	c.end()
	c.w, c.known = w, false
	life := w.app.Lifecycle()
	life.SetOnExitedForeground(func() { c.away = true })
	life.SetOnEnteredForeground(func() {
		c.away = false
		if w.bg != nil { // the person may have made room meanwhile
			w.bg.TryAgain()
		}
		c.look()
	})
	c.next()
}

func (c *watch) end() {
	if c.stop != nil {
		c.stop()
		c.stop = nil
	}
}

func (c *watch) next() {
	c.stop = c.w.opt.Timer(lookEvery, func() {
		if c.w.ended {
			return
		}
		c.look()
		c.w.takeHanded()
		c.next()
	})
}

// mine notes where the workspace stands before the screen is read again, so
// that the next look does not take one's own act for another program's; what
// another program writes after this is still news.
func (c *watch) mine(ws *Workspace, then func()) {
	var now int64
	c.w.door.Run(func(ctx context.Context) (err error) {
		if now, err = ws.Portfolio.DataVersion(ctx); err != nil {
			return err
		}
		return ws.Desk.ReloadCalendar(ctx)
	}, func(err error) {
		if c.w.ws != ws {
			return
		}
		if err == nil {
			c.seen, c.known = now, true
		}
		then()
	})
}

func (c *watch) look() {
	ws := c.w.ws
	if ws == nil || c.busy || c.w.ended || c.away {
		return
	}
	c.busy = true
	var now int64
	var gone error
	free, seen, known := c.w.freed, c.seen, c.known
	c.w.door.Run(func(ctx context.Context) (err error) {
		if ws.Taken != "" && ws.Free != nil && !free {
			free = ws.Free()
		}
		if ws.Here != nil && ws.Taken == "" {
			gone = ws.Here()
		}
		if now, err = ws.Portfolio.DataVersion(ctx); err == nil && known && now != seen {
			// The other program may have changed what is proposed, or saved a playbook.
			err = errors.Join(ws.Desk.ReloadCalendar(ctx), ws.Desk.ReloadBooks(ctx))
		}
		return err
	}, func(err error) {
		c.busy = false
		if c.w.ws == ws {
			c.w.awayNow(gone)
		}
		if err != nil || c.w.ws != ws {
			return
		}
		if free != c.w.freed {
			c.w.freed = free
			c.w.banners()
		}
		changed := c.known && now != c.seen
		c.seen, c.known = now, true
		if changed {
			c.w.refresh()
			c.w.backUpDaily()
		}
	})
}

// takeOver opens the workspace again, to write, after the other window has gone,
// at the place where the person is.
func (w *Window) takeOver() {
	old, here := w.ws, w.place
	w.leaveRoom()
	w.ws = nil
	w.door.Queue().Run(func(context.Context) error { return old.Close() }, func(err error) {
		if err != nil {
			slog.Error("close workspace", "type", fmt.Sprintf("%T", err))
		}
		w.opt.First = here
		w.open(old.Again)
	})
}
