package capture

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
)

// none is the explicit none of one field: an answer only with a name and a date.
type none struct {
	p   *page
	f   *playbook.Field
	box *fyne.Container
	now string // what is shown, so that a refresh leaves open inputs alone
}

func newNone(p *page, f *playbook.Field) *none {
	return &none{p: p, f: f, box: kit.Column(0)}
}

// show offers none while nothing is listed, and says who said it otherwise.
func (n *none) show() {
	t := n.p.t
	said := t.rec.NoneOf(n.f)
	state := "none"
	switch {
	case said != nil:
		state = "said " + said.Who + string(said.On)
	case n.answered():
		state = "answered"
	}
	if state == n.now {
		return
	}
	n.now = state
	switch {
	case said != nil:
		row := []fyne.CanvasObject{kit.NewTag(kit.Tag{Text: "None · " + said.Who + ", " + said.On.Short(), Tone: kit.Kept, Mark: kit.MarkTick})}
		if !t.win.ReadOnly() {
			row = append(row, kit.NewButton("Take back", kit.Quiet, n.takeBack))
		}
		n.put(kit.Row(kit.SpaceS, row...))
	case state == "answered" || t.win.ReadOnly():
		n.put()
	default:
		n.put(quiet("None — say so", n.ask))
	}
}

func (n *none) put(os ...fyne.CanvasObject) {
	n.box.Objects = os
	n.box.Refresh()
	show(n.box, len(os) > 0)
}

func (n *none) answered() bool {
	t := n.p.t
	if n.f.List {
		return len(t.rec.Rows(n.f)) > 0
	}
	v, err := playbook.GetText(t.rec.Rows(n.f)[0], n.f.Inputs[0].Col)
	return err == nil && strings.TrimSpace(v) != ""
}

// ask takes the name and the day, filled in with me and today.
func (n *none) ask() {
	t := n.p.t
	who := kit.NewPicker("Who says so", t.people()...)
	who.FreeText = true
	who.SetText(t.win.Desk().Who)
	on := kit.NewDateEntry("On", t.win.Now)
	on.SetDay(string(t.win.Desk().Today()))
	on.Entry.SetHint("", kit.Neutral)
	wrong := kit.NewText("", kit.Small)
	wrong.Hide()
	say := kit.NewButton("Say none", kit.Secondary, func() {
		name, day := strings.TrimSpace(who.Text()), playbook.Date(on.Day())
		t.write(func(ctx context.Context) error { return t.win.Desk().SayNone(ctx, t.account, n.f, name, day) }, func(err error) {
			if text := refusal(err); text != "" {
				sayUnder(wrong, text, kit.Broken)
				return
			}
			if err != nil {
				t.win.Fail(err)
			}
		})
	})
	n.put(kit.Column(kit.SpaceXS, kit.FormGrid(kit.FormCell{Span: 5, Object: who}, kit.FormCell{Span: 4, Object: on},
		kit.FormCell{Span: 3, Object: kit.Column(0, kit.Pad(say, 20, 0, 0, 0))}), wrong))
	kit.Focus(say)
}

func (n *none) takeBack() {
	t := n.p.t
	t.write(func(ctx context.Context) error { return t.win.Desk().TakeBackNone(ctx, t.account, n.f) }, func(err error) {
		if err != nil {
			t.win.Fail(err)
		}
	})
}
