package ui

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
)

// Fail implements screen.Window.
func (w *Window) Fail(err error) {
	var refused *playbook.RefusedError
	var conflict *playbook.ConflictError
	var invalid *playbook.InvalidError
	var panicked *kit.PanicError
	switch {
	case err == nil, errors.Is(err, context.Canceled):
	case trouble(err) == playbook.FileDamaged && w.ws != nil:
		w.foundDamage()
	case errors.As(err, &refused):
		w.tell(refused.What, reasons(refused.Reasons))
	case errors.As(err, &conflict):
		w.conflict(conflict)
	case errors.As(err, &invalid):
		w.Toast(invalid.Message)
	case errors.As(err, &panicked):
		slog.Error("panic in the background", "type", fmt.Sprintf("%T", panicked.Value), "stack", string(panicked.Stack))
		w.Toast("Something unexpected went wrong here. What was saved is safe; try again.")
	default:
		slog.Error("shown to the person", "type", fmt.Sprintf("%T", err)) // its words may quote a customer
		w.Toast(sentence(err))
	}
}

// tell opens a sheet that only says something.
func (w *Window) tell(title string, body fyne.CanvasObject) *kit.Sheet {
	s := kit.NewSheet(title, kit.SheetNarrow, body, nil)
	s.Open(w.Canvas())
	return s
}

func reasons(list []string) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, r := range list {
		rows = append(rows, kit.NewText(capital(r), kit.Body))
	}
	return kit.Column(kit.SpaceS, rows...)
}

// conflict shows what is stored beside what the person saw, both in full. What
// they typed is still in its field: keeping theirs is a look and typing it again.
func (w *Window) conflict(c *playbook.ConflictError) {
	who := "Someone else"
	if c.Who != "" {
		who = c.Who
	}
	changed := " changed it after it was read here. Nothing was overwritten."
	if !c.At.IsZero() {
		changed = " changed it on " + c.At.Format("2 Jan 2006, 15:04") + ", after it was read here. Nothing was overwritten."
	}
	body := kit.Column(kit.SpaceM, kit.NewText(who+changed, kit.Body))
	title := c.Name() + " was changed meanwhile"
	switch {
	case c.Gone:
		title = c.Name() + " is not there any more"
	case c.Col == "":
		title = c.Name() + " is there already"
	case !playbook.IsSensitive(c.Noun, c.Col):
		loc := w.Now().Location()
		body.Objects = append(body.Objects, valueCard("What you saw", playbook.ShowValue(c.Noun, c.Col, c.Seen, loc), 0),
			valueCard("What is stored now", playbook.ShowValue(c.Noun, c.Col, c.Stored, loc), 0))
	}
	var s *kit.Sheet
	show := kit.NewButton("Show what is stored", kit.Primary, func() {
		s.Close()
		w.refresh()
	})
	s = kit.NewSheet(title, kit.SheetNarrow, body, show)
	s.Open(w.Canvas())
}

// valueCard shows a value under its name, of at most lines lines, 0 for all.
func valueCard(caption, value string, lines int) fyne.CanvasObject {
	if value == "" {
		value = "(empty)"
	}
	t := kit.NewText(value, kit.Body)
	t.MaxLines = lines
	return kit.Column(kit.SpaceXS, kit.NewLabel(caption, kit.Caption), t)
}

// sentence is an error as the person reads it: with a capital and a full stop.
func sentence(err error) string {
	s := capital(strings.TrimSpace(err.Error()))
	if s == "" {
		return "Something went wrong, and nothing more is known about it; the log says when."
	}
	if !strings.ContainsAny(s[len(s)-1:], ".!?") {
		s += "."
	}
	return s
}

func capital(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// banners are the sentences that hold for the whole window.
func (w *Window) banners() {
	var list []fyne.CanvasObject
	if b := w.unsavedBanner(); b != nil {
		list = append(list, w.banner(b))
	}
	switch {
	case w.ws == nil:
	case w.ws.Damaged:
		list = append(list, w.banner(kit.NewBanner("This workspace is damaged. Nothing more is written to it; what you typed last may not be saved.", kit.Broken, "What can be done…", w.leaveDamaged)))
	case w.ws.Taken != "" && w.freed:
		list = append(list, w.banner(kit.NewBanner("The other window has closed. You can go on in this one.", kit.Kept, "Go on here", w.takeOver)))
	case w.ws.Taken != "":
		list = append(list, w.banner(kit.NewBanner("Another window has this workspace open: "+w.ws.Taken+". This window only reads; close the other one to write here.", kit.Late, "", nil)))
	}
	if text, ok := w.placeBanner(); ok {
		list = append(list, w.banner(kit.NewBanner(text, kit.Late, "Understood", w.placeRead)))
	}
	if w.shared {
		list = append(list, w.sharedBanner())
	}
	if w.ws != nil && w.ws.Sample {
		leave := kit.NewButton("Start my own workspace", kit.Quiet, w.switchWorkspace)
		says := kit.NewLabel("Every company and person here is invented; try anything. You see it as "+w.ws.Person.Name+".", kit.Small)
		list = append(list, kit.Pad(kit.Row(kit.SpaceM, kit.NewPill("Sample", kit.Blue), kit.Grow(says), leave), 6, kit.SpaceXL-6, 0, kit.SpaceXL))
	}
	w.above.Objects = list
	w.above.Refresh()
	w.page.Refresh() // the room moves up or down
}

func (w *Window) banner(b fyne.CanvasObject) fyne.CanvasObject {
	return kit.Pad(b, kit.SpaceM, kit.SpaceXL, 0, kit.SpaceXL)
}
