package playbooks

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/outline"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// askPublish saves the draft as the next version: it shows what is new and asks
// for the reason. What the check refuses is mended first.
func (e *editor) askPublish() {
	if n := outline.Errors(e.found); n > 0 {
		e.r.win.Toast("First mend what the check names: " + part.Count(n, "thing", "things") + ".")
		for i, f := range e.found {
			if !f.Warning {
				e.check.to(i)
				return
			}
		}
	}
	e.save.FlushThen(func(err error) {
		switch {
		case err != nil:
			e.r.win.Fail(err)
		case e.behind():
			e.askOver()
		default:
			e.publish()
		}
	})
}

// behind tells whether a version was saved since the one that is changed here.
func (e *editor) behind() bool { return e.seen > 0 && e.base.Version > e.seen }

// askOver asks whether the draft shall take the place of a version that it does
// not know; what differs is shown before it does.
func (e *editor) askOver() {
	words := fmt.Sprintf("Version %d was saved while you changed version %d. Your draft can become version %d: what you have is taken as it is, and what version %d brought is not in it. The next step shows every difference before anything is saved.",
		e.base.Version, e.seen, e.base.Version+1, e.base.Version)
	kit.Confirm(e.r.win.Canvas(), fmt.Sprintf("Save over version %d?", e.base.Version), words, "Show the differences", func() {
		e.seen = e.base.Version
		e.what, e.typing = "Take a draft as a change of a later version", ""
		e.save.Touch()
		e.save.FlushThen(func(err error) {
			if err != nil {
				e.r.win.Fail(err)
				return
			}
			e.fill()
			e.publish()
		})
	})
}

func (e *editor) publish() {
	r := e.r
	next := e.seen + 1
	why := kit.NewTextEntry("Why this version")
	why.SetPlaceholder("What it makes better, for those whose plans run")
	why.SetRequired(e.seen > 0)
	body := []fyne.CanvasObject{}
	if e.seen > 0 {
		table := diffTable(&e.base, &e.o.Book)
		words := fmt.Sprintf("New beside version %d. Plans that run stay on their version until you apply this one to them.", e.seen)
		body = append(body, kit.NewText(words, kit.Soft), why, table)
	} else {
		body = append(body, kit.NewText("From then on plans can be started from it.", kit.Soft), why)
	}
	draft := work.BookDraft{Book: e.o.Book.Clone(), Loose: e.o.Loose, Seen: e.seen}
	var saved playbook.Playbook
	t := part.Tab{Win: r.win, Run: r.run, Changed: r.win.Changed}
	part.Ask(&t, part.Form[string]{
		Title: fmt.Sprintf("Save as version %d", next), Action: fmt.Sprintf("Save version %d", next), Width: kit.SheetWide,
		Body: body, At: map[string]part.Hinter{"why": why}, Values: why.Text,
		Act: func(ctx context.Context, d *work.Desk, v string) (err error) {
			saved, err = d.PublishBook(ctx, draft, v)
			return err
		},
		Done: func() {
			e.leave()
			r.reread(func() {
				r.choose(saved.ID) // a first version had no row before it was read
				said := fmt.Sprintf("Version %d of “%s” is saved.", saved.Version, saved.Title)
				if n := len(r.behind(&saved)); n > 0 {
					r.win.Toast(said, kit.ToastAction{Text: "Apply to " + part.Count(n, "running plan", "running plans") + "…", Do: func() { r.askApply(saved) }})
					return
				}
				r.win.Toast(said)
			})
		},
	})
}
