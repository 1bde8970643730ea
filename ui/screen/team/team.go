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
	"kept/ui/screen/pane"
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
	add     *kit.Button
	sheet   *kit.Sheet // the one that is open, or was last
}

// daysWidth is that of the column of days on which nobody works.
const daysWidth float32 = 348

// New returns the room and begins to read.
func New(win screen.Window, run screen.Runner, o Options) *Room {
	r := &Room{Tab: part.Tab{Win: win, Run: run, Changed: win.Changed}, opt: o}
	r.strip, r.members, r.days = newStrip(r), newMembers(r), newDays(r)
	r.add = kit.NewButton("Add a member…", kit.Primary, func() { r.memberSheet(nil) })
	part.Visible(r.add, !win.ReadOnly())
	r.body = container.NewStack()
	r.full = kit.NewScroll(kit.Pad(kit.Column(kit.SpaceCard, r.strip.card,
		kit.RowTop(kit.SpaceCard, kit.Grow(r.members.card), pane.Fixed(daysWidth, r.days.card))), 0, kit.SpaceM, kit.SpaceXL, 0))
	head := kit.Column(kit.SpaceXS, kit.Row(kit.SpaceS, kit.Grow(kit.NewLabel("Team", kit.Title)), kit.Pad(r.add, 0, kit.SpaceM, 0, 0)),
		kit.NewText("Who carries the plans, how much of it each can, and when nobody works. Every date and every promise is weighed against this.", kit.Soft))
	r.object = kit.Pad(kit.Column(kit.SpaceL, head, kit.Grow(r.body)), 24, kit.SpaceXL-kit.SpaceM, 0, kit.SpaceXL)
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

// open shows a sheet; the room closes it when it is left.
func (r *Room) open(s *kit.Sheet) {
	r.sheet = s
	s.Open(r.Win.Canvas())
}

// sees tells whether who looks may see what the units are used for. A seller
// sees how many are free, by role and week, and no account of a colleague.
func (r *Room) sees() bool { return r.opt.Role != "seller" }
