package ui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/merge"
	"kept/playbook/pack"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
)

// packSheet is the way of a pack into the workspace: open it, say that its key
// is the sender's, look at every difference, choose, take it in.
type packSheet struct {
	w     *Window
	ws    *Workspace
	run   Door
	sheet *kit.Sheet
	path  string
	pack  *pack.Pack
	in    work.PackIn
	view  work.PackView

	ok      *kit.Button
	toil    *toil
	top     *fyne.Container // the passphrase, where one is needed
	body    *fyne.Container
	phrase  *kit.Entry
	same    *kit.Checkbox // the fingerprint was compared
	chosen  map[packPlace]*packChoice
	shown   map[playbook.ID]int // differences laid out, by account
	first   fyne.Focusable      // the first thing to choose
	reading bool
	writing bool
}

type packPlace struct {
	account, row playbook.ID
	col          string
}

// openPack opens the sheet on a pack.
func (w *Window) openPack(path string) {
	if w.ws.Courier == nil {
		w.Toast("Account packs cannot be taken in here.")
		return
	}
	s := &packSheet{w: w, ws: w.ws, run: w.opt.Doors(), path: path, ok: kit.NewButton("Take it in", kit.Primary, nil),
		toil: newToil(w), top: kit.Column(kit.SpaceM), body: kit.Column(kit.SpaceL), phrase: kit.NewEntry("Passphrase")}
	s.ok.OnTapped = s.take
	s.ok.Disable()
	s.phrase.Fleeting = true
	s.phrase.OnSubmitted = func(string) { s.open() }
	s.sheet = kit.NewSheet("Take in a pack", kit.SheetWide, kit.Column(kit.SpaceL, s.top, s.body), s.ok)
	s.top.Hide()
	s.toil.stand(s.sheet, s.run)
	s.sheet.Open(w.Canvas())
	s.open()
}

func (s *packSheet) say(text string) { s.toil.say(text) }

// open reads the pack and asks what it would change. Nothing is written.
func (s *packSheet) open() {
	if s.reading {
		return
	}
	s.reading = true
	s.ok.Disable()
	phrase, ws, path := s.phrase.Text(), s.ws, s.path
	var p *pack.Pack
	var in work.PackIn
	var view work.PackView
	// It waits behind what is being written: what is compared is what is stored.
	s.toil.leaves = true
	s.toil.run(s.run.Queue(), "Reading "+filepath.Base(s.path)+"…", func(ctx context.Context) (err error) {
		kit.Report(ctx, -1, "Reading "+filepath.Base(path)+"…")
		if p, in, err = ws.Courier.OpenPack(path, phrase); err != nil {
			return err
		}
		view, err = ws.Packs.Look(ctx, slowly(ctx, in, "Comparing"))
		return err
	}, func(err error) {
		s.reading = false
		if !s.sheet.IsOpen() {
			return
		}
		switch {
		case stopped(err):
			s.sheet.Close()
		case errors.Is(err, pack.ErrLocked), errors.Is(err, pack.ErrPassphrase):
			s.ask(errors.Is(err, pack.ErrPassphrase))
		case errors.Is(err, os.ErrNotExist), errors.Is(err, os.ErrPermission):
			s.refuse("The pack cannot be read; check its name and who may read it.")
		case err != nil:
			s.refuse(sentence(err))
		default:
			s.pack, s.in, s.view = p, in, view
			s.top.Objects = nil
			s.top.Hide()
			s.show()
		}
	})
}

// ask asks for the passphrase.
func (s *packSheet) ask(wrong bool) {
	s.body.Objects = nil
	unlock := kit.NewButton("Unlock", kit.Primary, s.open)
	s.phrase.SetHint("", kit.Neutral)
	if wrong {
		s.phrase.SetHint("This is not the passphrase of the pack; ask the sender for it, then try again.", kit.Broken)
	}
	s.top.Objects = []fyne.CanvasObject{
		kit.NewText("The pack is locked with a passphrase. Ask the sender for it on the phone.", kit.Body),
		kit.RowTop(kit.SpaceS, kit.Grow(s.phrase), kit.Column(0, kit.Gap(0, 22), unlock))}
	s.top.Show()
	s.sheet.Refresh()
	s.w.Canvas().Focus(s.phrase.Focusable())
	s.phrase.SelectAll() // a wrong one is typed over
}

// refuse says why a pack is not taken in, in one sentence.
func (s *packSheet) refuse(why string) {
	s.top.Hide()
	s.body.Objects = []fyne.CanvasObject{kit.NewBanner(why, kit.Broken, "", nil),
		kit.NewText(shortPath(s.path)+". Nothing was written.", kit.Soft)}
	s.sheet.Refresh()
}

// sender is who sent the pack, as it says.
func (s *packSheet) sender() string {
	if name := strings.TrimSpace(s.in.Sender.Name); name != "" {
		return name
	}
	return "somebody"
}

func (s *packSheet) moment(m playbook.Moment) string {
	return m.Time().In(s.w.Now().Location()).Format("2 Jan 2006, 15:04")
}

// show lays out whose pack it is and what it would do.
func (s *packSheet) show() {
	s.chosen, s.shown = map[packPlace]*packChoice{}, map[playbook.ID]int{}
	s.same = nil
	notes := "Sensitive notes stayed with the sender."
	if s.in.Sensitive {
		notes = "Sensitive notes are in it."
	}
	s.body.Objects = []fyne.CanvasObject{kit.Column(kit.SpaceXS,
		kit.NewText("From "+s.sender(), kit.Promise),
		kit.NewText("Made "+s.moment(s.in.MadeAt)+", signed by "+pack.Fingerprint(s.in.Sender.Key)+". "+notes, kit.Soft))}
	s.trust()
	if s.view.Nothing() {
		s.body.Objects = append(s.body.Objects, kit.NewEmptyState("Nothing new in this pack", "Everything it says is known here already. Taking it in would change nothing.", "", nil))
		s.say("")
		s.sheet.Refresh()
		return
	}
	s.body.Objects = append(s.body.Objects, s.summary())
	if len(s.view.Along) > 0 {
		s.body.Objects = append(s.body.Objects, kit.NewText("Comes along, for it is not here yet: "+strings.Join(s.view.Along, ", ")+".", kit.Soft))
	}
	s.first = nil
	for i := range s.view.Accounts {
		s.body.Objects = append(s.body.Objects, s.account(&s.view.Accounts[i]))
	}
	s.enable()
	s.tell()
	s.sheet.Refresh() // once laid out, its texts know how high they are
	switch c := s.w.Canvas(); {
	case s.same != nil:
		c.Focus(s.same)
	case s.first != nil:
		c.Focus(s.first)
	default:
		c.Focus(s.ok)
	}
}

func firstOf(a, b string) string {
	if strings.TrimSpace(a) != "" {
		return a
	}
	return b
}

// trust asks whose key it is, where that is not known yet: quietly at the first
// contact, loudly where the sender was known by another key.
func (s *packSheet) trust() {
	if s.view.Met || s.view.Nothing() {
		return
	}
	print := pack.Fingerprint(s.in.Sender.Key)
	if len(s.view.Changed) == 0 {
		s.same = kit.NewCheckbox("I have called "+s.sender()+", and the fingerprint is the same", nil)
		s.body.Objects = append(s.body.Objects, kit.NewCard("First pack from this laptop", kit.Column(kit.SpaceM,
			kit.NewText("Anybody can write “"+s.sender()+"” into a pack. Call them and compare the fingerprint; it is at the foot of their Send sheet. You can also do it later, from the Timeline.", kit.Soft),
			kit.NewText(print, kit.Promise), s.same)))
		return
	}
	was := s.view.Changed[0]
	s.same = kit.NewCheckbox("I have called "+s.sender()+": the new fingerprint is theirs", func(bool) {
		s.enable()
		s.tell()
	})
	s.body.Objects = append(s.body.Objects, kit.NewBanner("Another key signed this pack. Until now "+firstOf(was.Name, "this laptop")+" was known by another one: it is a new laptop, or it is somebody else.", kit.Broken, "", nil),
		kit.NewCard("Is it really "+s.sender()+"?", kit.Column(kit.SpaceM,
			kit.RowTop(kit.SpaceXL, side("Known here as", pack.Fingerprint(was.Key)), side("This pack is signed by", print)),
			kit.NewText("Call them on a number that you know, not one from the e-mail, and have them read out the fingerprint at the foot of their Send sheet.", kit.Soft), s.same)).WithTone(kit.Late))
}

// barred tells whether a changed key still has to be answered.
func (s *packSheet) barred() bool {
	return !s.view.Met && len(s.view.Changed) > 0 && (s.same == nil || s.same.State() != kit.Checked)
}

func (s *packSheet) enable() {
	if s.barred() || s.view.Nothing() || s.writing {
		s.ok.Disable()
		return
	}
	s.ok.Enable()
}

// tell sums up at the foot what is left to decide.
func (s *packSheet) tell() {
	if s.barred() {
		s.say("First answer whose key it is.")
		return
	}
	s.say(s.decided() + " One undo takes all of it back.")
}

// decided says what counts of what was changed on both sides, and how much else
// was chosen.
func (s *packSheet) decided() string {
	both, others := 0, 0
	for i := range s.view.Accounts {
		both += bothIn(&s.view.Accounts[i])
	}
	by := map[merge.Side]int{}
	for _, c := range s.chosen {
		switch {
		case c.side == merge.Newer:
		case c.entry.both():
			by[c.side]++
		case (c.side == merge.Theirs) != c.entry.wins():
			others++
		}
	}
	says := "Nothing has to be chosen."
	if both > 0 {
		says = count(both, "difference", "differences") + " changed on both sides"
		var parts []string
		left := both
		for _, of := range []struct {
			side  merge.Side
			words string
		}{{merge.Mine, "as here"}, {merge.Theirs, "as there"}, {merge.Keep, "with both"}, {merge.Other, "in other words"}} {
			if n := by[of.side]; n > 0 && both == 1 {
				parts, left = append(parts, of.words), 0
			} else if n > 0 {
				parts, left = append(parts, thousands(n)+" "+of.words), left-n
			}
		}
		switch {
		case len(parts) == 0:
			says += "; the newer words are chosen."
		case left > 0:
			says += ": " + strings.Join(parts, ", ") + ", " + thousands(left) + " in the newer words."
		default:
			says += ": " + strings.Join(parts, ", ") + "."
		}
	}
	if others > 0 {
		says += " Of the rest " + thousands(others) + " chosen by hand."
	}
	return says
}

// summary is what the pack would do, in four figures.
func (s *packSheet) summary() fyne.CanvasObject {
	by, both := s.view.Count(), 0
	for i := range s.view.Accounts {
		both += bothIn(&s.view.Accounts[i])
	}
	choose := "nothing to choose"
	if both > 0 {
		choose = "shown first, to choose"
	}
	return kit.RowTop(kit.SpaceXL,
		kit.Grow(kit.NewFigure("New there", thousands(by[merge.NewRow]), "come in")),
		kit.Grow(kit.NewFigure("Changed there", thousands(by[merge.There]+by[merge.Removed]), "come in")),
		kit.Grow(kit.NewFigure("Changed here", thousands(by[merge.Here]+by[merge.OwnRow]), "stay as they are")),
		kit.Grow(kit.NewFigure("On both sides", thousands(both), choose)))
}

// take stores what was chosen, as one act.
func (s *packSheet) take() {
	if s.barred() || s.writing || s.view.Nothing() {
		return
	}
	c := work.PackChoice{Rows: map[playbook.ID][]merge.Choice{}, Seen: map[playbook.ID]string{}}
	for at, ch := range s.chosen {
		c.Rows[at.account] = append(c.Rows[at.account], ch.choose()...)
	}
	for _, rows := range c.Rows { // what is said of a value counts beside what is said of its row
		slices.SortStableFunc(rows, func(x, y merge.Choice) int { return min(len(x.Col), 1) - min(len(y.Col), 1) })
	}
	for _, a := range s.view.Accounts {
		c.Seen[a.ID] = a.Seen
	}
	in, ws, w := s.in, s.ws, s.w
	in.Sender.Trusted = s.same != nil && s.same.State() == kit.Checked
	s.writing = true
	s.enable()
	var taken work.PackTaken
	s.toil.leaves = false
	s.toil.run(s.run.Queue(), "Taking it in…", func(ctx context.Context) (err error) {
		taken, err = ws.Packs.Take(ctx, slowly(ctx, in, "Taking in"), c)
		return err
	}, func(err error) {
		s.writing = false
		var refused *playbook.RefusedError
		switch {
		case errors.As(err, &refused):
			s.open() // what was seen is not what is stored any more
			w.Toast(sentence(err))
			return
		case stopped(err):
			s.enable()
			s.say("Stopped; nothing was written.")
			return
		case err != nil:
			s.enable()
			s.say(sentence(err))
			return
		}
		s.sheet.Close()
		w.Changed()
		if len(taken.Accounts) == 0 {
			w.Toast("Nothing new in this pack.")
			return
		}
		said := count(len(taken.Accounts), "account", "accounts")
		if len(taken.Accounts) == 1 {
			said = taken.Accounts[0].Name
			w.Go(screen.Place{Screen: screen.Account, Account: taken.Accounts[0].ID, Tab: screen.Timeline})
		}
		w.Toast("Taken in from "+s.sender()+": "+said+".", kit.ToastAction{Text: "Undo", Do: w.undo})
	})
}

// slowly is a pack whose accounts tell how far they are as they are read.
func slowly(ctx context.Context, in work.PackIn, verb string) work.PackIn {
	in.Claims = each(ctx, len(in.Accounts), verb, in.Claims)
	return in
}
