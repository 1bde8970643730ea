package playbooks

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// Take opens the sheet that takes in a playbook file; path is one that was
// dropped, or "". What the file holds is shown before it is kept.
func (r *Room) Take(path string) {
	if r.win.ReadOnly() || r.edit != nil {
		return
	}
	p := newPreview()
	says, wrong := kit.NewText("", kit.Small), kit.Column(kit.SpaceXS)
	ok := kit.NewButton("Take it in", kit.Primary, nil)
	ok.Disable()
	var s *kit.Sheet
	var name string
	var text []byte
	read := func(path string) {
		if path == "" {
			return
		}
		var b playbook.Playbook
		var unread error
		ok.Disable()
		r.run.Run(func(context.Context) error {
			if name, text, unread = r.files.Read(path); unread == nil {
				b, unread = r.win.Desk().Books.Read(name, text)
			}
			return nil
		}, func(error) {
			wrong.Objects = nil
			says.SetText("")
			if unread != nil {
				for line := range strings.SplitSeq(unread.Error(), "\n") {
					wrong.Add(kit.NewSpans(kit.Span{Text: part.Full(line), Role: kit.Small, Color: kit.ColorBrokenInk}))
				}
				b = playbook.Playbook{}
			} else {
				says.SetText(r.becomes(&b))
				for _, w := range b.Warnings() {
					wrong.Add(kit.NewSpans(kit.Span{Text: w, Role: kit.Small, Color: kit.ColorLateInk}))
				}
				ok.Enable()
			}
			part.Visible(says, says.Text() != "")
			p.show(b)
			s.Refresh()
		})
	}
	says.Hide()
	field := r.files.Open("Playbook file (.yaml)", read)
	s = kit.NewSheet("Take in a playbook file", kit.SheetWide, kit.Column(kit.SpaceM,
		kit.NewText("The file is checked first; nothing is kept before you have seen what it holds.", kit.Soft), field, says, wrong, p.table), ok)
	p.show(playbook.Playbook{})
	ok.OnTapped = func() {
		var taken playbook.Playbook
		r.do(func(ctx context.Context, d *work.Desk) (err error) {
			taken, err = d.ImportPlaybook(ctx, name, text)
			return err
		}, func(sentence string) {
			if sentence != "" {
				part.Say(says, sentence)
				s.Refresh()
				return
			}
			s.Close()
			r.id = taken.ID
			r.win.Toast("“" + taken.Title + "” is your own now.")
			r.reread(func() { r.choose(taken.ID) })
		})
	}
	s.Open(r.win.Canvas())
	if path != "" {
		read(path)
	}
}

// becomes says what taking a file in would do.
func (r *Room) becomes(b *playbook.Playbook) string {
	holds := "“" + b.Title + "”: " + part.Count(b.StepCount(), "step", "steps") + " in " + part.Count(len(b.Phases), "phase", "phases") + ". "
	i := slices.IndexFunc(r.books, func(o playbook.Playbook) bool { return o.ID == b.ID })
	switch {
	case i < 0:
		return holds + "It is new here."
	case r.win.Desk().Books.From(b.ID) == work.BookOfWorkspace:
		return holds + "It becomes the next version of “" + r.books[i].Title + "”, which has its id."
	}
	return holds + "Its id, " + b.ID + ", belongs to “" + r.books[i].Title + "”, which is not your own; give the file another id."
}

// reread reads what is stored and goes on when it is shown.
func (r *Room) reread(then func()) {
	desk := r.win.Desk()
	var drafts map[string]work.BookDraft
	r.run.Run(func(ctx context.Context) error {
		if err := desk.ReloadBooks(ctx); err != nil {
			return err
		}
		return desk.Store.Read(ctx, func(rd playbook.Reader) (err error) {
			drafts, err = desk.BookDrafts(rd)
			return err
		})
	}, func(err error) {
		if err != nil {
			r.win.Fail(err)
			return
		}
		r.books, r.drafts = desk.Books.All(), drafts
		r.fill()
		then()
	})
}

// askExport writes a playbook as a file that needs no other.
func (r *Room) askExport(b playbook.Playbook) {
	name, text, err := r.win.Desk().ExportPlaybook(b.ID, 0)
	if err != nil {
		r.win.Fail(err)
		return
	}
	field, path := r.files.Save("File", name)
	wrong := part.Said()
	ok := kit.NewButton("Export", kit.Primary, nil)
	s := kit.NewSheet("Export “"+part.Clip(b.Title, 50)+"”", kit.SheetMedium, kit.Column(kit.SpaceM,
		kit.NewText("A YAML file of the present version. It can be taken in elsewhere, put into the folder of playbooks, or edited as a text.", kit.Soft), field, wrong), ok)
	ok.OnTapped = func() {
		to := path()
		if to == "" {
			part.Say(wrong, "Type where the file should go.")
			s.Refresh()
			return
		}
		if !strings.EqualFold(filepath.Ext(to), ".yaml") {
			to += ".yaml"
		}
		ok.Disable()
		r.run.Queue().Run(func(context.Context) error { return r.files.Write(to, text) }, func(err error) {
			ok.Enable()
			if err != nil {
				part.Say(wrong, part.Full(part.Upper(lastWords(err))))
				s.Refresh()
				return
			}
			s.Close()
			r.files.Written("Exported", to)
		})
	}
	s.Open(r.win.Canvas())
}

// lastWords is what an error says of a file, or all of it.
func lastWords(err error) string {
	for {
		next := errors.Unwrap(err)
		if next == nil {
			return err.Error()
		}
		err = next
	}
}
