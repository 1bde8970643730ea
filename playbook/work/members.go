package work

import (
	"context"
	"fmt"
	"strings"

	"kept/playbook"
)

// AddMember adds a person to our side. A name that a member has already is
// refused: tasks name their owner by it.
func (d *Desk) AddMember(ctx context.Context, m playbook.Member) (playbook.ID, error) {
	m.Name = oneLine(m.Name)
	m.Meta = playbook.Meta{}
	err := d.do(ctx, "Add "+clip(m.Name)+" to the team", "", func(tx playbook.Tx) error {
		if err := nameFree(tx, &m); err != nil {
			return err
		}
		return tx.Save(&m)
	})
	return m.ID, err
}

// ChangeMember writes a member as it is given, as one act. With a new name it
// carries the name to the open tasks and the accounts that name the person, of
// which it returns how many; what is over keeps the name of its day.
func (d *Desk) ChangeMember(ctx context.Context, m playbook.Member) (carried int, err error) {
	m.Name = oneLine(m.Name)
	was := playbook.Member{}
	was.ID = m.ID
	name, err := d.called(ctx, &was, "a member")
	if err != nil {
		return 0, err
	}
	err = d.do(ctx, "Change member "+name, "", func(tx playbook.Tx) error {
		carried = 0
		if err := tx.Load(&was); err != nil {
			return err
		}
		if err := nameFree(tx, &m); err != nil {
			return err
		}
		old := was.Name
		m.Meta = was.Meta
		if err := tx.Save(&m); err != nil || m.Name == old {
			return err
		}
		carried, err = carryName(tx, old, m.Name)
		return err
	})
	return carried, err
}

// RemoveMember puts a member into the trash. Tasks keep the name of their
// owner; absences come back with the member.
func (d *Desk) RemoveMember(ctx context.Context, member playbook.ID) error {
	return d.RemoveRow(ctx, Ref{"member", member})
}

// MaxAbsence bounds an absence, in days: three years, as for parents.
const MaxAbsence = 3 * 366

// AddAbsence notes from when to when a member is away; until may be "" for one
// day. Days on which the member is away already are refused.
func (d *Desk) AddAbsence(ctx context.Context, member playbook.ID, from, until playbook.Date, why string) (playbook.ID, error) {
	a := playbook.Absence{MemberID: member, From: from, Until: until, Why: oneLine(why)}
	if a.Until == "" {
		a.Until = a.From
	}
	if err := a.Check(); err != nil {
		return playbook.ID{}, err
	}
	m := playbook.Member{}
	m.ID = member
	name, err := d.called(ctx, &m, "a member")
	if err != nil {
		return playbook.ID{}, err
	}
	if a.From.DaysUntil(a.Until) >= MaxAbsence {
		return playbook.ID{}, &playbook.InvalidError{Field: "until", Message: fmt.Sprintf("%s would be away for %d days; give an end within three years, or remove the member.", m.Name, a.From.DaysUntil(a.Until)+1)}
	}
	err = d.do(ctx, clip(strings.Trim(name, "“”"))+" away "+span(a.From, a.Until), "", func(tx playbook.Tx) error {
		if err := tx.Load(&m); err != nil {
			return err
		}
		var all []playbook.Absence
		if err := tx.Rows(&all, playbook.ID{}); err != nil {
			return err
		}
		for i := range all {
			if o := &all[i]; o.MemberID == member && o.From <= a.Until && a.From <= o.Until {
				return &playbook.RefusedError{What: "Not noted", Reasons: []string{fmt.Sprintf("%s is away %s already; remove that absence first, or give other days", m.Name, span(o.From, o.Until))}}
			}
		}
		return tx.Save(&a)
	})
	return a.ID, err
}

// RemoveAbsence puts an absence into the trash: the member is there after all.
func (d *Desk) RemoveAbsence(ctx context.Context, absence playbook.ID) error {
	a := playbook.Absence{}
	a.ID = absence
	m := playbook.Member{}
	err := d.Store.Read(ctx, func(r playbook.Reader) error {
		if err := r.Load(&a); err != nil {
			return err
		}
		m.ID = a.MemberID
		_ = r.Load(&m) // a member in the trash has no name to say
		return nil
	})
	if err != nil {
		return err
	}
	who := m.Name
	if who == "" {
		who = "Somebody"
	}
	return d.do(ctx, clip(who)+" not away "+span(a.From, a.Until), "", func(tx playbook.Tx) error {
		if err := tx.Load(&a); err != nil {
			return err
		}
		return tx.Trash(&a)
	})
}

// nameFree refuses a name that another member has.
func nameFree(tx playbook.Tx, m *playbook.Member) error {
	var all []playbook.Member
	if err := tx.Rows(&all, playbook.ID{}); err != nil {
		return err
	}
	for i := range all {
		if all[i].ID != m.ID && playbook.SameName(all[i].Name, m.Name) {
			return &playbook.RefusedError{What: "Not saved", Reasons: []string{"there is a member " + clip(all[i].Name) + " already, and tasks tell people apart by their names; write it with something that sets it apart"}}
		}
	}
	return nil
}

// carryName writes a person's new name wherever open tasks and accounts have
// the old one, and returns in how many places.
func carryName(tx playbook.Tx, old, now string) (int, error) {
	var accounts []playbook.Account
	if err := tx.Rows(&accounts, playbook.ID{}); err != nil {
		return 0, err
	}
	n := 0
	for i := range accounts {
		a, before := &accounts[i], n
		for _, name := range []*string{&a.Seller, &a.SalesEngineer, &a.CSM, &a.ImplementationLead, &a.SupportContact} {
			if playbook.SameName(*name, old) {
				*name = now
				n++
			}
		}
		if n > before {
			if err := tx.Save(a); err != nil {
				return n, err
			}
		}
		var tasks []playbook.Task
		if err := tx.Rows(&tasks, a.ID); err != nil {
			return n, err
		}
		for j := range tasks {
			if t := &tasks[j]; t.Open() && playbook.SameName(t.Owner, old) {
				t.Owner = now
				if err := tx.Save(t); err != nil {
					return n, err
				}
				n++
			}
		}
	}
	return n, nil
}

// span writes a stretch of days: "3 Aug 2026", "3 Aug to 7 Aug 2026".
func span(from, until playbook.Date) string {
	switch {
	case until == "" || until == from:
		return from.Short()
	case from.Time().Year() == until.Time().Year():
		return from.DayMonth() + " to " + until.Short()
	}
	return from.Short() + " to " + until.Short()
}

func oneLine(s string) string { return strings.Join(strings.Fields(playbook.CleanText(s)), " ") }
