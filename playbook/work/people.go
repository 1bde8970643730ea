package work

import (
	"context"
	"strings"

	"kept/playbook"
)

// PersonLeft records that a person left the customer, or the role, and starts
// a short set of tasks when it was a champion or a sponsor. It returns how
// many tasks were made. A second call for the same person only moves the day. A
// day to come is refused: until then the person is there.
func (d *Desk) PersonLeft(ctx context.Context, person playbook.ID, on playbook.Date) (made int, err error) {
	p := playbook.Stakeholder{}
	p.ID = person
	name, err := d.called(ctx, &p, "Somebody")
	if err != nil {
		return 0, err
	}
	err = d.do(ctx, strings.Trim(name, "“”")+" left", "", func(tx playbook.Tx) error {
		made = 0
		if err := tx.Load(&p); err != nil {
			return err
		}
		first, key := p.LeftOn == "", p.Champions() || p.Has("sponsor") || p.Has("economic_buyer")
		left, err := d.past("left_on", on)
		if err != nil {
			return err
		}
		p.LeftOn = left
		if err := tx.Save(&p); err != nil {
			return err
		}
		if !first || !key {
			return nil
		}
		rec, err := playbook.LoadRecord(tx, p.AccountID)
		if err != nil {
			return err
		}
		for _, s := range leftSteps(&p) {
			t := playbook.Task{Title: s.title, Role: s.role, Owner: OwnerOf(&rec, s.role), State: playbook.Todo,
				DueOn: d.Days().AddWorking(d.Today(), s.days), Step: "person-left"}
			t.Owner = d.accountable(t.Owner)
			t.PlannedOn, t.AccountID = t.DueOn, p.AccountID
			if plan := rec.Plan(); plan != nil {
				if phase := rec.PhaseNow(); phase != nil {
					t.PlanID, t.PhaseID = plan.ID, phase.ID
				}
			}
			if err := tx.Save(&t); err != nil {
				return err
			}
			made++
		}
		return nil
	})
	return made, err
}

// PersonIsBack takes back that a person left. Tasks that were made stay; they
// are skipped by hand when nobody needs them.
func (d *Desk) PersonIsBack(ctx context.Context, person playbook.ID) error {
	p := playbook.Stakeholder{}
	p.ID = person
	name, err := d.called(ctx, &p, "Somebody")
	if err != nil {
		return err
	}
	return d.do(ctx, strings.Trim(name, "“”")+" is back", "", func(tx playbook.Tx) error {
		_, err := playbook.Change(tx, person, func(p *playbook.Stakeholder) error {
			p.LeftOn = ""
			return nil
		})
		return err
	})
}

// A leftStep is one task after a champion or sponsor left: days are working
// days from today.
type leftStep struct {
	title, role string
	days        int
}

// leftSteps are what practitioners do in the first two weeks: hold the
// contact, learn who follows, tell the story again to whoever does, and look
// at what hung on the person.
func leftSteps(p *playbook.Stakeholder) []leftStep {
	name := clip(strings.TrimSpace(p.Name))
	if name == "" {
		name = "the person who left"
	}
	return []leftStep{
		{"Thank " + name + " and ask who takes over", "cs", 1},
		{"Ask the sponsor who speaks for us inside from now on", "sales", 2},
		{"Tell the story behind the deal to whoever takes over, with the promises", "cs", 5},
		{"Confirm the criteria and proof points that " + name + " was to judge with somebody else", "cs", 8},
		{"Look at the risks again: what hung on " + name + "?", "cs", 10},
	}
}

// judges returns what a person of this name is to judge or owns on the
// account, in words: it keeps the person from being removed.
func judges(rec *playbook.Record, name string) []string {
	var out []string
	for i := range rec.Criteria {
		c := &rec.Criteria[i]
		words := c.Words
		if words == "" {
			words = c.Metric
		}
		if playbook.SameName(c.Judge, name) {
			out = append(out, "they judge the criterion “"+clip(words)+"”; name another judge first")
		}
	}
	for i := range rec.ProofPoints {
		if p := &rec.ProofPoints[i]; playbook.SameName(p.Judge, name) && p.Result == "" {
			out = append(out, "they judge “"+clip(p.Text)+"”; name another judge first")
		}
	}
	return out
}
