package work

import (
	"context"
	"errors"
	"slices"
	"strings"

	"kept/playbook"
)

// An UpgradePreview is an upgrade with what taking its items would do to the
// days of the plan.
type UpgradePreview struct {
	*Upgrade
	Take    []string // the keys that were asked for
	Changes *Consequences
}

// PreviewUpgrade compares the running plan of an account with a version of its
// playbook, 0 for the newest, and computes what taking some of the items would
// do; nil takes those that conflict with nothing. It refuses, with a sentence,
// a plan whose own version is not known here any more.
func (d *Desk) PreviewUpgrade(ctx context.Context, account playbook.ID, version int, take []string) (*UpgradePreview, error) {
	var p *UpgradePreview
	err := d.Store.Read(ctx, func(r playbook.Reader) error {
		rec, err := playbook.LoadRecord(r, account)
		if err != nil {
			return err
		}
		team, err := LoadTeam(r)
		if err != nil {
			return err
		}
		u, err := d.upgradeOf(r, &rec, version)
		if err != nil {
			return err
		}
		if take == nil {
			take = u.Clean()
		}
		after, err := d.upgraded(&rec, u, take)
		if err != nil {
			return err
		}
		p = &UpgradePreview{Upgrade: u, Take: take}
		p.Changes, err = d.compareUpgrade(&rec, after, &team)
		return err
	})
	return p, err
}

// upgradeOf compares the plan of a record with a version of its playbook.
func (d *Desk) upgradeOf(r playbook.Reader, rec *playbook.Record, version int) (*Upgrade, error) {
	p := rec.Plan()
	if p == nil {
		return nil, &playbook.RefusedError{What: "Nothing to bring up to date", Reasons: []string{"no playbook was started for " + rec.Account.Name}}
	}
	now, err := d.bookAt(p.PlaybookID, version)
	if errors.Is(err, playbook.ErrNotFound) {
		return nil, &playbook.RefusedError{What: "Nothing to compare with", Reasons: []string{"there is no playbook " + p.PlaybookID + versionWords(version) + " in this workspace; import its file first"}}
	}
	if err != nil {
		return nil, err
	}
	if now.Version == p.Version {
		return nil, &playbook.RefusedError{What: "Nothing to take over", Reasons: []string{rec.Account.Name + " has version " + itoa(p.Version) + " of “" + p.Title + "” already"}}
	}
	then, err := d.TemplateOf(r, p)
	if errors.Is(err, playbook.ErrNotFound) {
		return nil, &playbook.RefusedError{What: "The plan of " + rec.Account.Name + " cannot be brought up to date", Reasons: []string{
			"it was started from version " + itoa(p.Version) + " of “" + p.Title + "”, whose text is not kept here; import that file, or add what is new by hand"}}
	}
	if err != nil {
		return nil, err
	}
	return UpgradeOf(rec, &then, &now), nil
}

// bookAt returns a version of a playbook, 0 for the one that plans are started
// from.
func (d *Desk) bookAt(id string, version int) (playbook.Playbook, error) {
	if version == 0 {
		return d.Books.Get(id)
	}
	return d.Books.Version(id, version)
}

func versionWords(version int) string {
	if version == 0 {
		return ""
	}
	return ", version " + itoa(version)
}

// An UpgradeChoice says what one account takes over; nil items take those that
// conflict with nothing.
type UpgradeChoice struct {
	Account playbook.ID
	Items   []string
}

// Apply brings running plans to a version of their playbook, 0 for the newest,
// as one act, so that one undo takes all of it back. What was not chosen stays
// as it is in the plan. Tasks that are done or skipped are never changed; a step
// that is gone is skipped, not deleted. It returns how many items each account
// took over.
func (d *Desk) Apply(ctx context.Context, version int, choices []UpgradeChoice, why string) ([]int, error) {
	why = strings.TrimSpace(playbook.CleanText(why))
	label, err := d.applyLabel(ctx, choices)
	if err != nil {
		return nil, err
	}
	taken := make([]int, len(choices))
	err = d.do(ctx, label, why, func(tx playbook.Tx) error {
		team, err := LoadTeam(tx)
		if err != nil {
			return err
		}
		for i, c := range choices {
			if taken[i], err = d.applyTo(tx, &team, c, version); err != nil {
				return err
			}
		}
		return nil
	})
	return taken, err
}

func (d *Desk) applyLabel(ctx context.Context, choices []UpgradeChoice) (string, error) {
	if len(choices) != 1 {
		return "Apply playbook to " + countOf(len(choices), "plan"), nil
	}
	rec, err := d.Record(ctx, choices[0].Account)
	if err != nil {
		return "", err
	}
	if p := rec.Plan(); p != nil {
		return "Apply playbook “" + clip(p.Title) + "”", nil
	}
	return "Apply playbook", nil
}

func (d *Desk) applyTo(tx playbook.Tx, team *Team, c UpgradeChoice, version int) (int, error) {
	rec, err := playbook.LoadRecord(tx, c.Account)
	if err != nil {
		return 0, err
	}
	u, err := d.upgradeOf(tx, &rec, version)
	if err != nil {
		return 0, err
	}
	take := c.Items
	if take == nil {
		take = u.Clean()
	}
	after, err := d.upgraded(&rec, u, take)
	if err != nil {
		return 0, err
	}
	if err := d.KeepVersion(tx, &u.Now); err != nil {
		return 0, err
	}
	if err := saveUpgraded(tx, &rec, after); err != nil {
		return 0, err
	}
	if err := redate(tx, after, team); err != nil {
		return 0, err
	}
	for _, t := range planTasks(after) {
		if indexOf(rec.Tasks, t.ID) < 0 && t.PlannedOn != t.DueOn {
			t.PlannedOn = t.DueOn
			if err := tx.Save(t); err != nil {
				return 0, err
			}
		}
	}
	return len(take), nil
}

// upgraded returns a copy of the record that has taken items over; days are not
// computed yet.
func (d *Desk) upgraded(rec *playbook.Record, u *Upgrade, take []string) (*playbook.Record, error) {
	r := *rec
	r.Plans, r.Tasks, r.Phases = slices.Clone(rec.Plans), slices.Clone(rec.Tasks), slices.Clone(rec.Phases)
	r.Anchors, r.Inputs = slices.Clone(rec.Anchors), slices.Clone(rec.Inputs)
	p := r.Plan()
	for _, key := range take {
		i := slices.IndexFunc(u.Items, func(it UpgradeItem) bool { return it.Key == key })
		if i < 0 {
			return nil, &playbook.InvalidError{Field: "items", Message: "“" + clip(key) + "” is not among the changes for " + u.Name + "; look at them again."}
		}
		d.takeItem(&r, p, u, &u.Items[i])
	}
	p.Version, p.Title = u.Now.Version, u.Now.Title
	return &r, nil
}

func (d *Desk) takeItem(r *playbook.Record, p *playbook.Plan, u *Upgrade, it *UpgradeItem) {
	switch name, rest, _ := strings.Cut(it.Key, "."); {
	case name == "gap" && rest == "kickoff":
		p.KickoffGap = u.Now.Gaps.Kickoff
	case name == "gap" && rest == "go-live":
		p.GoLiveGap = u.Now.Gaps.GoLive
	case name == "anchor":
		d.takeAnchor(r, u, rest)
	case name == "phase":
		code, key, _ := strings.Cut(rest, ".")
		for i := range r.Phases {
			for _, v := range phaseValues() {
				if ph := &r.Phases[i]; ph.PlanID == p.ID && ph.Code == code && v.key == key {
					*v.has(ph) = v.then(phaseOfCode(&u.Now, code))
				}
			}
		}
	case it.Kind == UpgradeAdd:
		d.takeStep(r, p, u, it.Step)
	default:
		i := slices.IndexFunc(r.Tasks, func(t playbook.Task) bool { return t.PlanID == p.ID && t.Step == it.Step })
		if it.Kind == UpgradeRemove {
			r.Tasks[i].State, r.Tasks[i].Reason = playbook.Skipped, "No longer in version "+itoa(u.Now.Version)+" of the playbook"
			return
		}
		if rest == "phase" {
			d.takePhase(r, p, u, &r.Tasks[i])
			return
		}
		d.takeValue(r, &r.Tasks[i], u.Now.Step(it.Step), rest)
	}
}

func (d *Desk) takeAnchor(r *playbook.Record, u *Upgrade, name string) {
	a := u.Now.Anchors[slices.IndexFunc(u.Now.Anchors, func(a playbook.OwnAnchor) bool { return a.ID == name })]
	for i := range r.Anchors {
		if r.Anchors[i].Name == name {
			r.Anchors[i].From, r.Anchors[i].Days = a.From, a.Days
			return
		}
	}
	n := playbook.AccountAnchor{Name: a.ID, Title: a.Title, From: a.From, Days: a.Days}
	n.ID, n.AccountID = playbook.NewID(d.Now()), r.Account.ID
	r.Anchors = append(r.Anchors, n)
}

func (d *Desk) takeValue(r *playbook.Record, t *playbook.Task, s *playbook.Step, key string) {
	if key == "inputs" {
		kept := r.Inputs[:0:0]
		asked := map[playbook.InputSlot]bool{}
		for _, in := range r.Inputs {
			slot := playbook.InputSlot{Role: in.Role, What: in.Asked}
			if in.TaskID == t.ID && in.Given == "" && !slices.Contains(s.Inputs, slot) {
				in.TrashedAt = playbook.MomentOf(d.Now()) // told apart from those that stay; saveUpgraded trashes it
			}
			if in.TaskID == t.ID {
				asked[slot] = true
			}
			kept = append(kept, in)
		}
		r.Inputs = kept
		for _, slot := range s.Inputs {
			if !asked[slot] {
				d.addInput(r, t, slot)
			}
		}
		return
	}
	for _, v := range templateValues() {
		if v.key != key {
			continue
		}
		ours := OwnerOf(r, t.Role) == t.Owner
		v.take(t, s)
		if key == "role" && ours {
			t.Owner = OwnerOf(r, t.Role)
		}
	}
}

func (d *Desk) addInput(r *playbook.Record, t *playbook.Task, slot playbook.InputSlot) {
	in := playbook.TaskInput{TaskID: t.ID, Role: slot.Role, Asked: slot.What}
	in.ID, in.AccountID = playbook.NewID(d.Now()), r.Account.ID
	r.Inputs = append(r.Inputs, in)
}

// takeStep adds the task of a step where the template has it.
func (d *Desk) takeStep(r *playbook.Record, p *playbook.Plan, u *Upgrade, step string) {
	s := u.Now.Step(step)
	t := TaskFrom(s)
	t.ID, t.AccountID, t.PlanID = playbook.NewID(d.Now()), r.Account.ID, p.ID
	t.PhaseID, t.Pos = d.placeFor(r, p, u, step)
	t.Owner = OwnerOf(r, s.Role)
	settleStarted(&t, r)
	at := slices.IndexFunc(r.Tasks, func(o playbook.Task) bool { return o.Pos > t.Pos })
	if at < 0 {
		at = len(r.Tasks)
	}
	r.Tasks = slices.Insert(r.Tasks, at, t)
	for _, slot := range s.Inputs {
		d.addInput(r, &r.Tasks[at], slot)
	}
}

// saveUpgraded stores what differs between a record and its upgraded copy, which
// may have more rows.
func saveUpgraded(tx playbook.Tx, was, now *playbook.Record) error {
	if err := saveDiffering(tx, was.Plans, now.Plans); err != nil {
		return err
	}
	if err := saveByID(tx, was.Anchors, now.Anchors); err != nil {
		return err
	}
	if err := saveByID(tx, was.Phases, now.Phases); err != nil {
		return err
	}
	if err := saveByID(tx, was.Tasks, now.Tasks); err != nil {
		return err
	}
	return saveByID(tx, was.Inputs, now.Inputs)
}

func saveByID[T comparable, P interface {
	*T
	playbook.Noun
}](tx playbook.Tx, was, now []T) error {
	for i := range now {
		n := P(&now[i])
		at := indexOf[T, P](was, n.Key().ID)
		switch {
		case at >= 0 && was[at] == now[i]:
			continue
		case n.Key().TrashedAt != "":
			n.Key().TrashedAt = ""
			if err := tx.Trash(n); err != nil {
				return err
			}
			continue
		}
		if err := tx.Save(n); err != nil {
			return err
		}
	}
	return nil
}

// compareUpgrade computes a plan before and after an upgrade.
func (d *Desk) compareUpgrade(was, now *playbook.Record, team *Team) (*Consequences, error) {
	before, err := Dates(was, team, d.Today())
	if err != nil {
		return nil, err
	}
	after, err := settledDates(now, team, d.Today())
	if err != nil {
		return nil, err
	}
	c := &Consequences{GoLiveWas: before.GoLive, GoLiveNow: after.GoLive, EndWas: before.End, EndNow: after.End}
	for i, t := range after.Of {
		b, there := before.Day(t.ID)
		if a := after.Tasks[i]; t.Open() && (!there || b.On != a.On) {
			s := shiftOf(t, b.On, a.On, team)
			s.Waiting = a.Waiting
			c.Tasks = append(c.Tasks, s)
		}
	}
	c.anchors(now, before, after)
	c.owed(was, now, before, after)
	c.warn(before, after, Move{})
	return c, nil
}

// PlansOf returns the accounts whose running plan is of a playbook, in an older
// version than the newest one here, by name. Accounts that are lost are not
// among them.
func (d *Desk) PlansOf(ctx context.Context, book string) ([]playbook.ID, error) {
	var out []playbook.ID
	err := d.Store.Read(ctx, func(r playbook.Reader) error {
		now, err := d.bookAt(book, 0)
		if err != nil {
			return err
		}
		var accounts []playbook.Account
		if err := r.Rows(&accounts, playbook.ID{}); err != nil {
			return err
		}
		for i := range accounts {
			if accounts[i].Stage == playbook.Lost {
				continue
			}
			rec := playbook.Record{}
			if err := r.Rows(&rec.Plans, accounts[i].ID); err != nil {
				return err
			}
			if p := rec.Plan(); p != nil && p.PlaybookID == now.ID && p.Version < now.Version {
				out = append(out, accounts[i].ID)
			}
		}
		return nil
	})
	return out, err
}
