// Package team is the room of the people on our side: how much they can carry
// week by week and what is left of it, who they are, and when nobody works.
package team

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kept/playbook"
	"kept/playbook/capacity"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/part"
)

// Options are what the room needs besides its window.
type Options struct {
	Role string // of who looks; one of playbook.MemberRoles
	// Import asks for a calendar file with days off and takes them in.
	Import func()
}

// weeks is how far the strip looks ahead.
const weeks = work.CapacityWeeks

// Room is the team.
type Room struct {
	part.Tab
	opt  Options
	team work.Team
	res  *capacity.Result // nil before it was read

	object  fyne.CanvasObject
	body    *fyne.Container
	full    fyne.CanvasObject
	strip   *strip
	members *members
	days    *days
	redate  *redate
	add     *kit.Button
	sheet   *kit.Sheet // the one that is open, or was last
}

// New returns the room and begins to read.
func New(win screen.Window, run screen.Runner, o Options) *Room {
	r := &Room{Tab: part.Tab{Win: win, Run: run, Changed: win.Changed}, opt: o}
	r.strip, r.members, r.days, r.redate = newStrip(r), newMembers(r), newDays(r), newRedate(r)
	r.add = kit.NewButton("Add a member…", kit.Primary, func() { r.memberSheet(nil) })
	part.Visible(r.add, !win.ReadOnly())
	r.body = container.NewStack()
	r.full = kit.NewScroll(kit.Pad(kit.Column(kit.SpaceCard, r.strip.card,
		container.New(&pair{}, r.members.card, r.days.card)), 0, kit.SpaceM, kit.SpaceXL, 0))
	head := kit.Column(kit.SpaceXS, kit.Row(kit.SpaceS, kit.Grow(kit.NewLabel("Team", kit.Title)), kit.Pad(r.add, 0, kit.SpaceM, 0, 0)),
		kit.NewText("Who carries the plans, how much each can, and when nobody works. Dates and promises are weighed against it.", kit.Soft))
	r.object = kit.Pad(kit.Column(kit.SpaceL, kit.Column(kit.SpaceM, head, r.redate.box), kit.Grow(r.body)), 24, kit.SpaceXL-kit.SpaceM, 0, kit.SpaceXL)
	r.Refresh()
	return r
}

// Object implements screen.Room.
func (r *Room) Object() fyne.CanvasObject { return r.object }

// Arrive implements screen.Room.
func (r *Room) Arrive(p screen.Place) bool { return p.Screen == screen.Team }

// Keyboard is what the arrows go to first.
func (r *Room) Keyboard() fyne.Focusable { return r.members.table.Focusable() }

// Leave implements screen.Room.
func (r *Room) Leave() {
	if r.sheet != nil {
		r.sheet.Close()
	}
}

// Refresh implements screen.Room.
func (r *Room) Refresh() {
	var team work.Team
	var res *capacity.Result
	desk, all := r.Win.Desk(), r.Win.Portfolio()
	r.Run.Run(func(ctx context.Context) (err error) {
		if err = desk.Store.Read(ctx, func(rd playbook.Reader) (err error) {
			team, err = work.LoadTeam(rd)
			return err
		}); err != nil {
			return err
		}
		res, err = desk.Capacity(ctx, all, weeks)
		return err
	}, func(err error) {
		if err != nil {
			r.Win.Fail(err)
			return
		}
		r.team, r.res = team, res
		r.show()
	})
}

func (r *Room) show() {
	r.strip.show()
	r.members.show()
	r.days.show()
	part.Put(r.body, r.full)
	r.object.Refresh()
}

// calendar writes a change of when somebody works, and looks at what that does
// to running plans.
func (r *Room) calendar(act func(ctx context.Context, d *work.Desk) error, said func(col, sentence string)) {
	r.Do(act, func(col, sentence string) {
		said(col, sentence)
		if sentence == "" {
			r.redate.look()
		}
	})
}

// open shows a sheet; the room closes it when it is left.
func (r *Room) open(s *kit.Sheet) {
	r.sheet = s
	s.Open(r.Win.Canvas())
}

// sees tells whether who looks may see what the units are used for. A seller
// sees how many are free, by role and week, and no account of a colleague.
func (r *Room) sees() bool { return r.opt.Role != "seller" }

// pair puts two cards beside each other where there is room, the second as wide
// as its days need, else under each other.
type pair struct{ width float32 }

const (
	pairWide   float32 = 960
	secondWide float32 = 364
)

func (l *pair) Layout(os []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	if size.Width < pairWide {
		y := float32(0)
		for _, o := range os {
			h := tall(o, size.Width)
			o.Move(fyne.NewPos(0, y))
			o.Resize(fyne.NewSize(size.Width, h))
			y += h + kit.SpaceCard
		}
		return
	}
	first := size.Width - secondWide - kit.SpaceCard
	for i, w := range []float32{first, secondWide} {
		o := os[i]
		o.Move(fyne.NewPos(float32(i)*(first+kit.SpaceCard), 0))
		o.Resize(fyne.NewSize(w, tall(o, w)))
	}
}

func (l *pair) MinSize(os []fyne.CanvasObject) fyne.Size {
	a, b := os[0].MinSize(), os[1].MinSize()
	if l.width > 0 && l.width < pairWide {
		return fyne.NewSize(max(a.Width, b.Width), a.Height+kit.SpaceCard+b.Height)
	}
	return fyne.NewSize(max(a.Width, b.Width), max(a.Height, b.Height))
}

// tall lays o out in the width and returns the height that it then needs.
func tall(o fyne.CanvasObject, width float32) float32 {
	o.Resize(fyne.NewSize(width, o.MinSize().Height))
	return o.MinSize().Height
}
