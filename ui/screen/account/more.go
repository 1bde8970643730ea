package account

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/closing"
	"kept/ui/screen/part"
)

func (p *Page) openStatus() {
	if p.rec == nil {
		return
	}
	e := kit.NewTextEntry("One sentence; your name and the time are put to it")
	e.SetText(p.rec.Account.StatusLine)
	e.SetPlaceholder("Integration accepted, training on Thursday.")
	var sheet *kit.Sheet
	sheet = kit.NewSheet("Update status", kit.SheetMedium, e, kit.NewButton("Update", kit.Primary, func() {
		text := e.Text()
		p.write(sheet, func(ctx context.Context, d *work.Desk) error { return d.SetStatus(ctx, p.account, text) }, nil)
	}))
	sheet.Open(p.win.Canvas())
}

// openMore offers what is rarely needed: another stage, a pack of the account,
// that CS read the draft, the trash.
func (p *Page) openMore() {
	if p.rec == nil {
		return
	}
	stages := playbook.Stages()
	tags := make([]kit.Tag, len(stages))
	now := -1
	for i, o := range stages {
		tags[i] = kit.Tag{Text: o.Label}
		if o.Value == string(playbook.Lost) {
			tags[i].Tone = kit.Broken
		}
		if o.Value == string(p.rec.Account.Stage) {
			now = i
		}
	}
	chips := kit.NewChoiceChips(tags...)
	chips.Select(now)
	why := kit.NewTextEntry("What happened?")
	why.SetRequired(true)
	why.SetHint("A lost account needs a reason; the stage where it began is kept.", kit.Neutral)
	why.Hide()
	var sheet *kit.Sheet
	chips.OnChanged = func(on []int) {
		part.Visible(why, stages[on[0]].Value == string(playbook.Lost))
		sheet.Refresh()
	}
	elsewhere := kit.Row(kit.SpaceS)
	other := func(word string, do func()) {
		elsewhere.Add(kit.NewButton(word, kit.Secondary, func() {
			sheet.Close()
			do()
		}))
	}
	if p.head.folded {
		for _, b := range p.head.rare {
			other(b.Text(), b.OnTapped)
		}
	}
	other("Send…", func() { p.win.Send(p.account) })
	rest := kit.Column(kit.SpaceS, elsewhere)
	if h := &p.rec.Handoff; !h.State.IsAccepted() {
		words := "CS reviewed the draft"
		if h.ReviewedBy != "" {
			words = "CS reviewed the draft again"
		}
		rest.Add(kit.Row(0, kit.NewButton(words, kit.Secondary, func() {
			p.write(sheet, func(ctx context.Context, d *work.Desk) error { return d.Review(ctx, p.account) }, nil)
		})))
	}
	if h := &p.rec.Handoff; h.State.IsAccepted() {
		rest.Add(p.endings(func() { sheet.Close() }))
	}
	rest.Add(kit.Row(0, kit.NewButton("Move to trash…", kit.Danger, func() { sheet.Close(); p.confirmTrash() })))
	body := kit.Column(kit.SpaceL, kit.Column(kit.SpaceS, kit.NewLabel("Stage", kit.Caption), chips, why), kit.NewHairline(), rest)
	sheet = kit.NewSheet(p.rec.Account.Name, kit.SheetMedium, body, kit.NewButton("Set stage", kit.Primary, func() {
		i := chips.SelectedOne()
		if i < 0 || i == now {
			sheet.Close()
			return
		}
		to, reason := playbook.Stage(stages[i].Value), ""
		if to == playbook.Lost {
			if reason = strings.TrimSpace(why.Text()); reason == "" {
				why.SetHint("A lost account needs a reason; say what happened.", kit.Broken)
				kit.Focus(why)
				return
			}
		}
		p.write(sheet, func(ctx context.Context, d *work.Desk) error { return d.SetStage(ctx, p.account, to, reason) }, nil)
	}))
	sheet.Open(p.win.Canvas())
}

// endings are the ways a handoff that was accepted ends.
func (p *Page) endings(before func()) fyne.CanvasObject {
	way := &closing.Way{Tab: &part.Tab{Win: p.win, Run: p.run, Account: p.account, Changed: p.committed, Rec: p.rec}}
	row := kit.Row(kit.SpaceS)
	add := func(word string, do func()) {
		row.Add(kit.NewButton(word, kit.Secondary, func() { before(); do() }))
	}
	if p.rec.Handoff.SalesReleasedOn == "" {
		add("Release Sales…", way.Release)
	}
	if p.rec.Handoff.IsClosed() {
		add("Reopen handoff…", way.Reopen)
	} else {
		add("Close handoff…", way.Close)
	}
	return row
}

func (p *Page) confirmTrash() {
	name := p.rec.Account.Name
	kit.Confirm(p.win.Canvas(), "Move to trash", "“"+name+"” and everything on it goes to the trash, from where it can be taken back.", "Move to trash", func() {
		p.Leave()
		d := p.win.Desk()
		p.run.Queue().Run(func(ctx context.Context) error { return d.TrashAccount(ctx, p.account) }, func(err error) {
			if err != nil {
				p.win.Fail(err)
				return
			}
			p.win.Toast("“" + name + "” is in the trash.")
			p.win.Go(screen.Place{Screen: screen.Accounts})
			p.win.Changed()
		})
	})
}
