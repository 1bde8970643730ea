package work

import (
	"context"
	"slices"
	"strings"

	"kept/playbook"
)

// notify writes the notices of a move, one for each promised day and each person
// who must know it: the seller, the CSM and who delivers the promise, without
// the one who moves it. Where nobody is named the role must know.
func (d *Desk) notify(c *Consequences, was, now *playbook.Record) {
	base := playbook.Notice{By: d.Who, On: d.Today()}
	base.AccountID = was.Account.ID
	for _, a := range c.Anchors {
		if a.Anchor != playbook.AnchorGoLive || !goLivePromised(was) || a.Was == "" {
			continue
		}
		n := base
		n.Text, n.WasOn, n.NowOn = "Go-live moved", a.Was, a.Now
		for _, t := range planTasks(now) {
			if eventOf(t) == playbook.AnchorGoLive {
				n.TaskID = t.ID
			}
		}
		c.tell(n, d.concerned(now, ""))
	}
	for _, o := range c.Owed {
		i := indexOf(now.Promises, o.Row)
		if o.Noun != "promise" || i < 0 || o.DueWas == "" {
			continue
		}
		n := base
		n.PromiseID = o.Row
		switch {
		case o.DueWas != o.DueNow:
			n.Text, n.WasOn, n.NowOn = "Promise moved: “"+clip(o.Text)+"”", o.DueWas, o.DueNow
		case !o.LateWas() && o.LateNow():
			n.Text, n.WasOn, n.NowOn = "Promise will be late: “"+clip(o.Text)+"”", o.DueNow, o.ForecastNow
		default:
			continue
		}
		c.tell(n, d.concerned(now, now.Promises[i].Owner))
	}
}

func (c *Consequences) tell(n playbook.Notice, whom []string) {
	for _, who := range whom {
		n.ForWhom = who
		c.Notices = append(c.Notices, n)
	}
}

// concerned returns who must know of a promised day, each once, by name or, where
// nobody is named, by role.
func (d *Desk) concerned(rec *playbook.Record, owner string) []string {
	var out []string
	add := func(name, role string) {
		if name = strings.TrimSpace(name); name == "" {
			name = role
		}
		if name == "" || playbook.SameName(name, d.Who) || slices.ContainsFunc(out, func(s string) bool { return playbook.SameName(s, name) }) {
			return
		}
		out = append(out, name)
	}
	add(rec.Account.Seller, "sales")
	add(rec.Account.CSM, "cs")
	add(owner, "")
	return out
}

// unexplained is the reason of a notice when a promised day was typed over
// without one.
const unexplained = "no reason was given"

// tellDue tells those who must know that the day of a promise was typed over,
// where a move with a reason would have told them. Until the handoff is accepted
// the day is still being written down. Typing on in the field tells them once.
func (d *Desk) tellDue(tx playbook.Tx, p *playbook.Promise, was playbook.Date) error {
	if was == "" || p.DueOn == was || p.DueKind != "date" || p.Outcome != "" {
		return nil
	}
	rec, err := playbook.LoadRecord(tx, p.AccountID)
	if err != nil || !rec.Handoff.State.IsAccepted() {
		return err
	}
	for _, who := range d.concerned(&rec, p.Owner) {
		n := playbook.Notice{PromiseID: p.ID, Text: "Promise moved: “" + clip(p.Text) + "”", WasOn: was, Why: unexplained, ForWhom: who, By: d.Who, On: d.Today()}
		n.AccountID = p.AccountID
		for i := range rec.Notices {
			if o := &rec.Notices[i]; o.Open() && o.PromiseID == p.ID && o.ForWhom == who && o.By == d.Who && o.On == n.On && o.Why == unexplained {
				n = *o
			}
		}
		if n.NowOn = p.DueOn; n.NowOn == n.WasOn { // it is back where it was
			err = tx.Trash(&n)
		} else {
			err = tx.Save(&n)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// SeeNotice records that somebody has seen a notice. Seeing it again is not an
// error and leaves the first name.
func (d *Desk) SeeNotice(ctx context.Context, notice playbook.ID) error {
	n := playbook.Notice{}
	n.ID = notice
	name, err := d.called(ctx, &n, "a notice")
	if err != nil {
		return err
	}
	return d.do(ctx, "See notice "+name, "", func(tx playbook.Tx) error {
		_, err := playbook.Change(tx, notice, func(n *playbook.Notice) error {
			if n.Open() {
				n.SeenBy, n.SeenOn = d.Who, d.Today()
			}
			return nil
		})
		return err
	})
}

// OpenNotices returns the notices of a record that nobody has seen, the newest
// last.
func OpenNotices(rec *playbook.Record) []playbook.Notice {
	return slices.DeleteFunc(slices.Clone(rec.Notices), func(n playbook.Notice) bool { return !n.Open() })
}
