package form

import (
	"strconv"

	"kept/playbook"
)

// list finds or adds the rows of a list.
func (a *applier) list(ans *answer) error {
	if len(ans.rows) == 0 {
		return nil
	}
	p := ans.part
	stored := a.rec.Rows(p.fields[0])
	taken := map[playbook.Noun]bool{}
	found := make([]playbook.Noun, len(ans.rows))
	for i, r := range ans.rows {
		for _, n := range stored {
			if !r.id.IsZero() && n.Key().ID == r.id {
				found[i], taken[n] = n, true
			}
		}
	}
	if a.form.sent != nil { // a row that is to go is not found by its words
		for _, r := range a.form.sent.removed {
			for _, n := range stored {
				taken[n] = taken[n] || n.Key().ID == r.id
			}
		}
	}
	added, star := false, playbook.ID{}
	for i, r := range ans.rows {
		values, waiting, whole, err := a.resolved(r, found[i])
		if err != nil {
			return err
		}
		if !whole {
			continue
		}
		r.values = values
		n := found[i]
		if n == nil {
			n = a.match(p, r, stored, taken)
		}
		isNew := n == nil
		if isNew && a.taking != nil {
			if n, err = a.addChosen(p, r); err != nil {
				return err
			}
			if n == nil {
				continue
			}
			added = true
		} else if isNew {
			n, added = a.begin(p, r), true
			answers := a.out.Answers
			if err := a.save(n, values, r.line); err != nil {
				return err
			}
			a.out.Answers = answers // they count as one row
			a.out.Rows++
		} else {
			taken[n] = true
			if err := a.save(n, values, r.line); err != nil {
				return err
			}
		}
		for _, v := range waiting {
			a.later = append(a.later, pending{n, v, isNew})
		}
		a.lines[n.Key().ID] = r.line
		if a.taking != nil {
			a.taking.ids[r.id] = n.Key().ID
		}
		if valueOf(r, "deciding") == "true" {
			star = n.Key().ID
		}
	}
	a.now = nil
	if err := a.oneOfADay(p); err != nil {
		return err
	}
	if added && len(a.problems) == 0 {
		if err := a.dropNone(p); err != nil {
			return err
		}
	}
	return a.oneDeciding(star)
}

// begin returns a row to add: its place is its day, where it has one.
func (a *applier) begin(p *part, r row) playbook.Noun {
	n := newRow(p, a.rec.Account.ID)
	if p.input("day") != nil {
		n.Key().Pos, _ = strconv.Atoi(valueOf(r, "day"))
	}
	if s, ok := n.(*playbook.Signal); ok {
		s.LoggedAt = playbook.MomentOf(a.desk.Now())
	}
	return n
}

// oneOfADay refuses a row that was given the day of another one.
func (a *applier) oneOfADay(p *part) error {
	if p.input("day") == nil || len(a.problems) > 0 {
		return nil
	}
	rec, err := a.current()
	if err != nil {
		return err
	}
	days := map[string]playbook.ID{}
	for _, n := range rec.Rows(p.fields[0]) {
		day, err := playbook.GetText(n, "day")
		if err != nil {
			return err
		}
		if other, ok := days[day]; ok {
			a.say(max(a.lines[n.Key().ID], a.lines[other]), "day %s has a row in “%s” already; give one of the two another day", day, p.key)
		}
		days[day] = n.Key().ID
	}
	return nil
}

func valueOf(r row, col string) string {
	for _, v := range r.values {
		if v.in.Col == col {
			return v.text
		}
	}
	return ""
}

// match finds the stored row that is about the same, each at most once.
func (a *applier) match(p *part, r row, stored []playbook.Noun, taken map[playbook.Noun]bool) playbook.Noun {
	want := newRow(p, playbook.ID{})
	for _, v := range r.values {
		// The reader has made sure that the column holds it.
		_ = playbook.SetText(want, v.in.Col, v.text)
	}
	key := keyOf(want)
	for _, n := range stored {
		if !taken[n] && keyOf(n) == key {
			return n
		}
	}
	return nil
}

// oneDeciding moves the star: it comes off the promise that had it.
func (a *applier) oneDeciding(star playbook.ID) error {
	if star.IsZero() || len(a.problems) > 0 {
		return nil
	}
	var now []playbook.Promise
	if err := a.tx.Rows(&now, a.rec.Account.ID); err != nil {
		return err
	}
	for i := range now {
		if now[i].Deciding && now[i].ID != star {
			now[i].Deciding = false
			if err := a.tx.Save(&now[i]); err != nil {
				return err
			}
		}
	}
	return nil
}
