package ui

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/brief"
	"kept/playbook/brief/doc"
	"kept/playbook/brief/draw"
	"kept/playbook/readiness"
	"kept/playbook/work"
	"kept/ui/kit"
)

// briefer is the way from an account to a document: which one, for whom, the leak
// check for the customer's copy, and the file.
type briefer struct {
	w     *Window
	ws    *Workspace
	run   Door
	sheet *kit.Sheet

	account playbook.ID
	kind    brief.Kind
	to      doc.Audience
	paper   doc.Paper
	turn    int
	input   brief.Input
	made    draw.Result
	leak    brief.Leak

	save   *kit.Button
	says   *kit.Text
	check  *fyne.Container // the leak check
	read   *kit.Checkbox
	carry  *kit.Checkbox // the account's pack as an attachment
	packed *fyne.Container
	file   *pathField
	copies *fyne.Container
}

// MakeBrief implements screen.Window. The zero account asks which.
func (w *Window) MakeBrief(account playbook.ID) {
	if w.ws == nil {
		return
	}
	b := &briefer{w: w, ws: w.ws, run: w.opt.Doors(), account: account, says: kit.NewText("", kit.Small), check: kit.Column(kit.SpaceM)}
	b.check.Hide()
	b.save = kit.NewButton("Save PDF", kit.Primary, b.write)
	b.save.Disable()
	b.read = kit.NewCheckbox("I have read what stays inside and what goes out", func(bool) { b.enable() })
	b.carry = kit.NewCheckbox("With its pack", func(bool) { b.make() })
	b.packed = kit.Column(kit.SpaceXS, b.carry, kit.NewText("The PDF carries the account, without sensitive notes, and opens in Kept elsewhere like a pack.", kit.Small))
	show(b.packed, b.mayCarry())
	what, reader := b.choices()
	paper := kit.NewChoice("A4", "Letter")
	paper.Select(0)
	paper.OnChanged = func(on []int) {
		b.paper = []doc.Paper{doc.A4, doc.Letter}[on[0]]
		b.make()
	}
	b.file = w.newSaveField("File", "brief", "brief.pdf", nil)
	b.copies = kit.Flow(kit.SpaceS,
		kit.NewButton("Introduction…", kit.Secondary, func() { b.text("Introduction of the CSM", brief.Introduction) }),
		kit.NewButton("Kickoff agenda…", kit.Secondary, func() { b.text("Kickoff agenda", brief.KickoffAgenda) }))
	var rows []fyne.CanvasObject
	if account.IsZero() {
		rows = append(rows, b.picker())
	}
	rows = append(rows,
		captioned("Document", what),
		kit.RowTop(kit.SpaceXL, captioned("For", reader), captioned("Paper", paper)),
		b.packed, b.check, b.file.row,
		captioned("Also at hand, as text to copy", b.copies))
	b.sheet = kit.NewSheet("Make a brief", kit.SheetMedium+60, kit.Column(kit.SpaceL, rows...), b.save)
	b.sheet.SetFooterLeft(b.says)
	b.sheet.OnClose = b.run.Close
	b.sheet.Open(w.Canvas())
	b.settings(paper)
}

// choices are which document, and for whom. A document that is for us alone
// has no other reader to choose.
func (b *briefer) choices() (what, reader *kit.ChoiceChips) {
	kinds := brief.Kinds()
	var words []string
	for _, k := range kinds {
		words = append(words, k.Label())
	}
	readers := []kit.Tag{{Text: "Us, internal"}, {Text: "The customer"}}
	what, reader = kit.NewChoice(words...), kit.NewChoiceChips(readers...)
	b.kind = kinds[0]
	what.Select(0)
	reader.Select(0)
	what.OnChanged = func(on []int) {
		b.kind = kinds[on[0]]
		reader.SetOptions(readers...)
		if !b.kind.ForCustomer() {
			b.to = doc.Internal
			show(b.packed, b.mayCarry())
			reader.SetOptions(readers[:1]...)
			reader.Select(0)
		}
		b.make()
	}
	reader.OnChanged = func(on []int) {
		b.to = []doc.Audience{doc.Internal, doc.Customer}[on[0]]
		if b.to == doc.Customer { // a pack never goes there, and is asked for anew after it
			b.carry.Set(kit.Unchecked)
		}
		show(b.packed, b.mayCarry())
		b.make()
	}
	return what, reader
}

func captioned(caption string, o fyne.CanvasObject) fyne.CanvasObject {
	return kit.Column(kit.SpaceS, kit.NewLabel(caption, kit.Caption), o)
}

// picker asks for the account.
func (b *briefer) picker() fyne.CanvasObject {
	return b.w.accountPicker(b.run, func(a playbook.AccountRow) {
		b.account = a.ID
		b.make()
	})
}

// mayCarry tells whether the document may carry the pack of its account.
func (b *briefer) mayCarry() bool {
	return b.to == doc.Internal && b.ws.Courier != nil && !b.w.ReadOnly()
}

// settings reads how our side looks and which paper it prints on.
func (b *briefer) settings(paper *kit.ChoiceChips) {
	var have map[string]playbook.Setting
	b.run.Run(func(ctx context.Context) (err error) {
		have, err = settingsOf(ctx, b.ws.Desk.Store)
		return err
	}, func(err error) {
		if err != nil {
			b.w.Fail(err)
			return
		}
		if have[playbook.PaperSize].Value == "letter" {
			b.paper = doc.Letter
			paper.Select(1)
		}
		b.input.Company = companyOf(have)
		b.make()
	})
}

// companyOf turns settings into the head of documents. A logo or colour that
// cannot be read is left out; the settings say so.
func companyOf(have map[string]playbook.Setting) brief.Company {
	c := brief.Company{Name: have[playbook.CompanyName].Value}
	if raw, err := base64.StdEncoding.DecodeString(have[playbook.CompanyLogo].Value); err == nil && len(raw) > 0 {
		c.Logo = raw
	}
	if rgb, err := brief.ParseColour(have[playbook.CompanyColour].Value); err == nil {
		c.Colour = rgb
	}
	return c
}

// make draws the document in memory; nothing is written yet.
func (b *briefer) make() {
	b.save.Disable()
	if b.account.IsZero() {
		b.say("Choose an account first.")
		return
	}
	b.turn++
	turn, to, in := b.turn, b.to, b.input
	in.Kind, in.Paper, in.AsOf, in.Pack = b.kind, b.paper, b.w.Now(), nil
	id, ws, desk, from := b.account, b.ws, b.ws.Desk, b.ws.Portfolio
	carry := b.mayCarry() && b.carry.State() == kit.Checked
	door := kit.Runner(b.run)
	if carry { // a pack has the last words that are being written
		door = b.run.Queue()
	}
	b.say("Laying it out…")
	var made draw.Result
	var leak brief.Leak
	door.Run(func(ctx context.Context) (err error) {
		var team work.Team
		if carry {
			if in.Pack, err = ws.packOf(ctx, id); err != nil {
				return err
			}
		}
		if in.Record, team, err = desk.RecordAndTeam(ctx, id); err != nil {
			return fmt.Errorf("read the account: %w", err)
		}
		in.Days = work.DaysOf(&in.Record, &team, desk.Today())
		filled, err := from.FirstFilled(ctx, id)
		if err != nil {
			return fmt.Errorf("read the history: %w", err)
		}
		in.Grade, in.Captured = desk.Grade(&in.Record), readiness.CaptureIn(&in.Record, filled, desk.Now().Location())
		made, leak, err = brief.PDF(ctx, in, to)
		if errors.Is(err, draw.ErrLogo) { // the brief is needed now, the logo can be mended later
			in.Company.Logo = nil
			made, leak, err = brief.PDF(ctx, in, to)
			made.Warnings = append(made.Warnings, "The logo could not be used; choose another in the settings.")
		}
		return err
	}, func(err error) {
		if turn != b.turn {
			return
		}
		if err != nil {
			b.say("")
			b.w.Fail(err)
			return
		}
		b.input, b.made, b.leak = in, made, leak
		b.show()
	})
}

func (b *briefer) say(text string) {
	b.says.SetText(text)
	b.sheet.Refresh()
}

// show puts pages, warnings and the leak check on the sheet.
func (b *briefer) show() {
	name := brief.FileName(b.input.Record.Account.Name, b.input.Kind, b.to, playbook.DateOf(b.input.AsOf))
	b.file.propose(name)
	said := "“" + b.kind.Name(b.to) + "”, " + count(b.made.Pages, "page", "pages")
	if b.input.Pack != nil {
		said += ", with its pack"
	}
	b.say(said)
	var rows []fyne.CanvasObject
	if b.to == doc.Customer {
		rows = append(rows, b.leakCheck())
		b.read.Set(kit.Unchecked)
	}
	if len(b.made.Warnings) > 0 {
		rows = append(rows, kit.NewBanner(strings.Join(b.made.Warnings, " "), kit.Late, "", nil))
	}
	b.check.Objects = rows
	show(b.check, len(rows) > 0)
	b.check.Refresh()
	b.enable()
}

func (b *briefer) enable() {
	if b.made.PDF != nil && (b.to == doc.Internal || b.read.State() == kit.Checked) {
		b.save.Enable()
	} else {
		b.save.Disable()
	}
	b.sheet.Refresh()
}

// leakCheck is what has to be read before a customer's copy is written.
func (b *briefer) leakCheck() fyne.CanvasObject {
	l := b.leak
	parts := []fyne.CanvasObject{kit.NewText("The customer's copy is a document of its own. Read this before it goes out.", kit.Soft)}
	if len(l.Warnings) > 0 {
		var rows []fyne.CanvasObject
		for _, x := range l.Warnings {
			rows = append(rows, kit.NewSpans(kit.Span{Text: x.Where + ": ", Role: kit.Strong}, kit.Span{Text: "“" + x.Text + "” "}, kit.Span{Text: x.Why, Color: kit.ColorLateInk}))
		}
		parts = append(parts, captioned("Goes out; read it twice", kit.Column(kit.SpaceS, rows...)))
	}
	if len(l.Withheld) > 0 {
		var rows []fyne.CanvasObject
		for _, x := range l.Withheld {
			rows = append(rows, kit.NewSpans(kit.Span{Text: x.What + ": ", Role: kit.Strong}, kit.Span{Text: "“" + clipTo(oneLine(x.Text), 90) + "” "}, kit.Span{Text: x.Why, Color: kit.ColorMuted}))
		}
		parts = append(parts, captioned("Could go out and does not", kit.Column(kit.SpaceS, rows...)))
	}
	if len(l.Excluded) > 0 {
		var words []string
		for _, x := range l.Excluded {
			words = append(words, fmt.Sprintf("%s (%d)", x.Label, x.Count))
		}
		parts = append(parts, captioned("Stays inside, always", kit.NewText(strings.Join(words, " · "), kit.Small)))
	}
	parts = append(parts, b.read)
	return kit.NewCard("Leak check", kit.Column(kit.SpaceM, parts...)).WithTone(kit.Late)
}

// write puts the document on disk.
func (b *briefer) write() {
	s := saving{file: b.file, sheet: b.sheet, kind: "brief", endings: []string{".pdf"}, empty: "Type where the file should go."}
	path, ok := s.path()
	if !ok {
		return
	}
	pdf := b.made.PDF
	b.save.Disable()
	b.run.Queue().Run(func(context.Context) error { return b.ws.write(path, pdf) }, func(err error) {
		if err != nil {
			s.failed(err)
			b.enable()
			return
		}
		s.saved(b.w, path)
		b.w.writtenToast("Saved", path)
	})
}

// text shows a text that is meant to be pasted elsewhere.
func (b *briefer) text(title string, make func(brief.Input) string) {
	if b.made.PDF == nil {
		b.say("Choose an account first.")
		return
	}
	words := make(b.input)
	e := kit.NewTextEntry("")
	e.SetText(words)
	e.SetRows(12)
	e.SetHint("Change it as you like; it is not kept here.", kit.Neutral)
	var s *kit.Sheet
	s = kit.NewSheet(title, kit.SheetMedium, e, kit.NewButton("Copy", kit.Primary, func() {
		b.w.app.Clipboard().SetContent(e.Text())
		s.Close()
		b.say("Copied.")
	}))
	s.Open(b.w.Canvas())
}
