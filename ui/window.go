package ui

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
)

// Window is the program's one window. It implements screen.Window.
type Window struct {
	opt    Options
	app    fyne.App
	office Office
	fyne   fyne.Window
	root   *kit.Root
	bg     *kit.Background // nil where Options.Doors is given
	door   Door            // of the window itself

	ws     *Workspace                // nil until one is open; the UI goroutine's own
	newest atomic.Pointer[Workspace] // the last that was open, for work in the background
	rail   *kit.Rail
	side   *fyne.Container // rail and busy
	busy   *busyBox
	above  *fyne.Container // banners
	hall   *fyne.Container // the room
	page   *fyne.Container // above and hall

	room     screen.Room
	roomDoor Door
	place    screen.Place
	past     []screen.Place

	menu       menus
	watch      watch
	saved      string // the line at the rail's foot
	backed     string // the line below, about backups
	backedLate bool
	daily      dailyBackup
	freed      bool // the window that had the workspace has gone
	ended      bool

	lately  playbook.ID // the account that was last on the screen, or that a signal was last logged about
	shared  bool        // others see the screen
	opening *opening    // the page while a workspace takes long to open
	leaving leaving
	unsaved unsaved
	waiting []string   // files to open once no sheet is in the way
	finding int        // of how many files it is being found out what they are
	handing bool       // it is being looked for files that were opened elsewhere
	asking  *pathField // the last one that asks for a file
	parked  map[playbook.ID]parked
	dialog  *dialog.FileDialog // while one is open
}

// The places of the rail, in order.
var railPlaces = [...]string{screen.Today, screen.Accounts, screen.Playbooks, screen.Team}

// New returns a window that is not shown yet.
func New(app fyne.App, office Office, o Options) *Window {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Timer == nil {
		o.Timer = kit.UITimer
	}
	if o.Forward == nil {
		o.Forward = fyne.Window.RequestFocus
	}
	w := &Window{opt: o, app: app, office: office}
	if o.Doors == nil {
		w.bg = kit.NewBackground(kit.Options{OnBusy: func(b kit.Busy) { w.busyNow(b) }, Hold: held, OnHeld: func(h kit.Held) { w.heldNow(h) }})
		w.opt.Doors = func() Door { return w.bg.Scope() }
	}
	w.door = w.opt.Doors()
	app.Settings().SetTheme(kit.NewTheme(w.mode()))
	w.fyne = app.NewWindow("Kept")
	w.build()
	w.root.Attach(w.fyne)
	w.root.OnEscape, w.root.After = w.Back, o.Timer
	w.root.OnTyping = w.menu.word
	w.keys()
	w.setMenus()
	w.fyne.Resize(w.rememberedSize())
	w.fyne.SetMaster()
	w.fyne.SetCloseIntercept(w.Quit)
	w.fyne.SetOnDropped(w.dropped)
	return w
}

func (w *Window) build() {
	w.rail = kit.NewRail("Kept", kit.RailItem{Text: "Today"}, kit.RailItem{Text: "Accounts"}, kit.RailItem{Text: "Playbooks"}, kit.RailItem{Text: "Team"})
	w.rail.OnFoot = func() {
		if w.ws != nil && w.ws.Backups != nil {
			w.toBackups()
		}
	}
	w.rail.OnSelected = func(i int) { w.Go(screen.Place{Screen: railPlaces[i]}) }
	w.busy = newBusyBox()
	w.above = kit.Column(kit.SpaceS)
	w.hall = container.NewStack()
	w.side = container.New(railLayout{}, w.rail, w.busy.box)
	w.page = kit.Column(0, w.above, kit.Grow(w.hall))
	w.root = kit.NewRoot(kit.RowTop(0, w.side, kit.Grow(container.New(capped{}, w.page))))
	w.root.After, w.root.Lane = w.opt.Timer, w.lane
}

// aheadFor is how long the window waits to be shown with its first rows. On a
// slow disk it is shown without them.
const aheadFor = 200 * time.Millisecond

// Show opens the workspace and shows the window.
func (w *Window) Show() {
	begin := func() { w.open(w.office.Open) }
	if w.bg == nil {
		w.fyne.Show()
		begin()
		return
	}
	w.bg.Ahead(aheadFor, begin)
	w.fyne.Show()
}

// open replaces the workspace by the one that how returns.
func (w *Window) open(how func(context.Context) (*Workspace, error)) {
	var ws *Workspace
	page := w.opens()
	w.door.Run(func(ctx context.Context) (err error) {
		if ws, err = how(ctx); err != nil {
			return err
		}
		return ws.settle(ctx)
	}, func(err error) {
		page.end()
		switch {
		case errors.Is(err, ErrFirstStart):
			w.firstStart()
		case err != nil:
			w.cannotOpen(err)
		default:
			w.enter(ws)
		}
	})
}

// enter makes ws the workspace of the window.
func (w *Window) enter(ws *Workspace) {
	w.leaveRoom()
	if w.ws != nil {
		w.release(w.ws)
	}
	relayed(ws)
	w.ws, w.past, w.freed, w.lately = ws, nil, false, playbook.ID{}
	w.newest.Store(ws)
	w.saved, w.backed, w.daily = "", "", dailyBackup{}
	w.side.Show()
	w.banners()
	first := w.opt.First
	if first.Screen == "" {
		first.Screen = screen.Today
	}
	w.show(first) // before everything that is beside it

	w.foot()
	w.setMenus()
	w.count()
	w.watch.begin(w)
	w.opt.Timer(dailyAfter, w.backUpDaily)
	w.opt.Timer(checkAfter, func() { w.checkFile(ws) })
	if file := w.opt.File; file != "" {
		w.opt.File = ""
		w.openAny(file)
	}
}

// release closes a workspace behind everything that was queued for it.
func (w *Window) release(ws *Workspace) {
	w.door.Queue().Run(func(context.Context) error { return ws.Close() }, func(err error) {
		if err != nil {
			slog.Error("close workspace", "type", fmt.Sprintf("%T", err))
		}
	})
}

// Desk implements screen.Window. Rooms ask for it in the background too, so it is
// that of the last workspace, also while another is being opened in its place.
func (w *Window) Desk() *work.Desk { return w.newest.Load().Desk }

// Portfolio implements screen.Window.
func (w *Window) Portfolio() playbook.Portfolio { return w.newest.Load().Portfolio }

// Now implements screen.Window.
func (w *Window) Now() time.Time { return w.opt.Now() }

// Timer is what the rooms' savings go by.
func (w *Window) Timer() kit.Timer { return w.opt.Timer }

// ReadOnly implements screen.Window.
func (w *Window) ReadOnly() bool { return w.ws == nil || w.ws.Taken != "" || w.ws.Damaged }

// Canvas implements screen.Window.
func (w *Window) Canvas() fyne.Canvas { return w.fyne.Canvas() }

// Fyne implements screen.Window.
func (w *Window) Fyne() fyne.Window { return w.fyne }

// Go implements screen.Window.
func (w *Window) Go(p screen.Place) {
	if w.ws == nil {
		return
	}
	if p.Screen == "" {
		p.Screen = screen.Today
	}
	if p == w.place { // by its name: within an account its tabs are turned without the window
		w.room.Arrive(p)
		w.letGo()
		return
	}
	w.past = append(w.past, w.place)
	if len(w.past) > 50 {
		w.past = slices.Delete(w.past, 0, 1)
	}
	w.show(p)
}

// Back implements screen.Window: the place before, or the list above an
// account that was the first place.
func (w *Window) Back() {
	if w.ws == nil {
		return
	}
	if r, ok := w.room.(interface{ Back() bool }); ok && r.Back() { // it has something to go back from itself
		return
	}
	if n := len(w.past); n > 0 {
		p := w.past[n-1]
		w.past = w.past[:n-1]
		w.show(p)
		return
	}
	if w.place.Screen == screen.Account {
		w.show(screen.Place{Screen: screen.Accounts})
	}
}

// letGo takes the keyboard from a field of the tab that was left: it would go on
// taking what is typed, and undo would take back words that nobody sees any more.
func (w *Window) letGo() {
	if f, ok := w.Canvas().Focused().(fyne.CanvasObject); ok && w.typist() != nil && !kit.Holds(w.Canvas().Content(), f) {
		w.Canvas().Unfocus()
	}
}

func (w *Window) show(p screen.Place) {
	same := w.room != nil && p.Screen == w.place.Screen && p.Account == w.place.Account
	if same && w.room.Arrive(p) {
		w.place = p
		w.letGo()
		return
	}
	w.leaveRoom()
	w.place = p
	if p.Screen == screen.Account {
		w.lately = p.Account
	}
	if was, ok := w.unpark(p); ok {
		w.room, w.roomDoor = was.room, was.door
		w.room.Arrive(p)
		w.room.Refresh()
	} else {
		w.roomDoor = w.opt.Doors()
		w.room = w.newRoom(p, w.roomDoor)
	}
	w.fyne.Canvas().Unfocus()
	w.hall.Objects = []fyne.CanvasObject{w.room.Object()}
	w.hall.Refresh()
	w.rail.Select(railIndex(p))
	w.menu.sync()
}

func railIndex(p screen.Place) int {
	if p.Screen == screen.Account {
		p.Screen = screen.Accounts
	}
	return slices.Index(railPlaces[:], p.Screen)
}

func (w *Window) leaveRoom() {
	if w.room == nil {
		return
	}
	left := parked{w.room, w.roomDoor}
	w.room, w.roomDoor = nil, nil
	left.room.Leave()
	if w.place.Screen == screen.Account && !w.ended {
		w.park(w.place.Account, left)
		return
	}
	left.door.Close()
}

// Changed implements screen.Window.
func (w *Window) Changed() {
	if w.ws != nil {
		w.watch.mine(w.ws, func() {
			w.refresh()
			w.backUpDaily()
		})
	}
}

// SetBadge implements screen.Window.
func (w *Window) SetBadge(name, text string) {
	if i := slices.Index(railPlaces[:], name); i >= 0 {
		w.rail.SetBadge(i, text)
	}
}

// Toast implements screen.Window.
func (w *Window) Toast(text string, actions ...kit.ToastAction) { w.root.Toast(text, actions...) }

// listed is a room with a list that takes the keyboard on the first arrow: no
// field has it before the person asks, because a blinking cursor costs.
type listed interface{ Keyboard() fyne.Focusable }

func (w *Window) keys() {
	c := w.fyne.Canvas()
	others := c.OnTypedKey()
	c.SetOnTypedKey(func(e *fyne.KeyEvent) {
		switch e.Name {
		case fyne.KeyEscape:
			if w.dialog != nil { // it is over everything and knows no keys
				w.dialog.Dismiss()
				return
			}
		case fyne.KeyF5:
			w.refresh()
			return
		case fyne.KeyDown, fyne.KeyUp:
			if r, ok := w.room.(listed); ok && c.Overlays().Top() == nil {
				c.Focus(r.Keyboard())
				return
			}
		}
		if others != nil {
			others(e)
		}
	})
}

func (w *Window) refresh() {
	if w.room != nil {
		w.room.Refresh()
		w.foot()
		w.menu.sync()
		w.count()
	}
}
