package work

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"kept/playbook"
	"kept/playbook/capacity"
)

// Loads reads what the accounts ask of our people; playbook.Portfolio does.
type Loads interface {
	PlanLoads(ctx context.Context, since playbook.Date) ([]playbook.PlanLoad, error)
}

// CapacityWeeks is how many weeks capacity is looked at when nobody says.
const CapacityWeeks = 12

// unstarted is for how many days after its close an account without a plan
// still counts as one that will start it.
const unstarted = 90

// CapacityInput reads what capacity is computed from, for weeks from that of
// today on. An account that does not count, such as the one whose plan is
// being weighed, is taken out with Input.Without.
func (d *Desk) CapacityInput(ctx context.Context, from Loads, weeks int) (capacity.Input, error) {
	var team Team
	if err := d.Store.Read(ctx, func(r playbook.Reader) (err error) {
		team, err = LoadTeam(r)
		return err
	}); err != nil {
		return capacity.Input{}, err
	}
	return d.capacityOf(ctx, from, &team, weeks)
}

func (d *Desk) capacityOf(ctx context.Context, from Loads, team *Team, weeks int) (capacity.Input, error) {
	today := d.Today()
	parallel, chance := team.LoadRules()
	in := capacity.Input{From: today, Weeks: weeks, Calendar: team.Calendar, Members: team.Members, Absences: team.Absences, Parallel: parallel}
	loads, err := from.PlanLoads(ctx, today.AddDays(-unstarted))
	if err != nil {
		return in, err
	}
	for i := range loads {
		if p, ok := d.planOf(&loads[i], today, chance); ok {
			in.Plans = append(in.Plans, p)
		}
	}
	return in, nil
}

// Capacity returns what there is, what is used and what is free, for weeks from
// that of today on.
func (d *Desk) Capacity(ctx context.Context, from Loads, weeks int) (*capacity.Result, error) {
	in, err := d.CapacityInput(ctx, from, weeks)
	if err != nil {
		return nil, err
	}
	return capacity.Compute(in), nil
}

// PlanOf returns what the plan of a record asks for, as it is in memory: the
// running one, or the one that will begin. It returns false when the record
// asks for nothing.
func (d *Desk) PlanOf(rec *playbook.Record, team *Team) (capacity.Plan, bool) {
	l := loadOf(rec)
	_, chance := team.LoadRules()
	return d.planOf(&l, d.Today(), chance)
}

// loadOf is playbook.Portfolio's PlanLoads for one record.
func loadOf(rec *playbook.Record) playbook.PlanLoad {
	a, h := &rec.Account, &rec.Handoff
	l := playbook.PlanLoad{Account: a.ID, Name: a.Name, Stage: a.Stage, Segment: a.Segment, CSM: a.CSM, ImplementationLead: a.ImplementationLead,
		ExpectedClose: a.ExpectedClose, ActualClose: a.ActualClose,
		PlaybookID: h.PlaybookID, EffortUnits: h.EffortUnits, KickoffOn: h.KickoffOn, GoLiveOn: h.GoLiveOn}
	p := rec.Plan()
	if p == nil {
		return l
	}
	l.Running, l.PlaybookID, l.KickoffOn, l.GoLiveOn = true, p.PlaybookID, p.KickoffOn, p.GoLiveOn
	for i := range rec.Tasks {
		t := &rec.Tasks[i]
		if t.PlanID != p.ID || !t.Open() || t.Anchor == playbook.AnchorRenewal {
			continue
		}
		l.Open++
		l.LastDue = max(l.LastDue, t.DueOn)
		if t.Role == "implementation" {
			l.OpenBuild++
			l.LastBuildDue = max(l.LastBuildDue, t.DueOn)
		}
	}
	return l
}

// planOf turns what is known of an account into the work that it asks for.
//
// A running plan is carried from kickoff, or from close while there is none: by
// the CSM until its last open task, by Implementation until go-live or its own
// last open task. What is open is work, so neither ends before today. A deal
// without a plan is reckoned from its playbook, or the one that fits its
// segment. What is not won yet counts by the chance that it will be.
func (d *Desk) planOf(l *playbook.PlanLoad, today playbook.Date, chance float64) (capacity.Plan, bool) {
	p := capacity.Plan{Account: l.Account, Name: l.Name, Chance: 1, Effort: effort(l.EffortUnits)}
	if l.Stage == playbook.PreClose && l.ActualClose == "" {
		p.Chance = chance
	}
	var span spanned
	switch {
	case l.Running && l.Open > 0:
		span = runningSpan(l, today)
	case l.Running:
		return p, false
	case l.Stage == playbook.PreClose || l.Stage == playbook.AtHandoff || l.Stage == playbook.Onboarding:
		book, ok := d.bookFor(l.PlaybookID, l.Segment, false)
		if !ok || l.CloseOn() == "" {
			return p, false
		}
		span = bookSpan(&book, l, today)
	default:
		return p, false
	}
	p.Carriers = append(p.Carriers, capacity.Carrier{Role: "csm", Name: l.CSM, From: span.from, Until: span.until})
	if span.built || strings.TrimSpace(l.ImplementationLead) != "" {
		p.Carriers = append(p.Carriers, capacity.Carrier{Role: "implementation", Name: l.ImplementationLead, From: span.from, Until: span.builtUntil})
	}
	return p, true
}

// spanned is from when until when a plan asks for work.
type spanned struct {
	from, until, builtUntil playbook.Date
	built                   bool // Implementation has something to do in it
}

func runningSpan(l *playbook.PlanLoad, today playbook.Date) spanned {
	s := spanned{from: cmp.Or(l.KickoffOn, l.CloseOn(), today), until: max(l.LastDue, l.GoLiveOn, today),
		builtUntil: max(l.LastBuildDue, l.GoLiveOn), built: l.OpenBuild > 0}
	if s.built {
		s.builtUntil = max(s.builtUntil, today)
	}
	return s
}

func bookSpan(b *playbook.Playbook, l *playbook.PlanLoad, today playbook.Date) spanned {
	kickoff := l.KickoffOn
	if kickoff == "" {
		kickoff = max(l.CloseOn(), today).AddDays(b.Gaps.Kickoff)
		if l.ActualClose != "" {
			kickoff = max(l.ActualClose.AddDays(b.Gaps.Kickoff), today)
		}
	}
	goLive := l.GoLiveOn
	if goLive == "" && b.Gaps.GoLive > 0 {
		goLive = kickoff.AddDays(b.Gaps.GoLive)
	}
	s := spanned{from: kickoff, until: max(kickoff, goLive), builtUntil: goLive}
	for i := range b.Phases {
		for _, st := range b.Phases[i].Steps {
			on := kickoff
			switch st.Anchor {
			case playbook.AnchorKickoff:
				on = kickoff.AddDays(calendarDays(&st))
			case playbook.AnchorGoLive:
				on = goLive.AddDays(calendarDays(&st))
			}
			s.until = max(s.until, on)
			if st.Role == "implementation" {
				s.built, s.builtUntil = true, max(s.builtUntil, on)
			}
		}
	}
	return s
}

// calendarDays is the offset of a step in calendar days, near enough to say for
// how many weeks a plan runs.
func calendarDays(s *playbook.Step) int {
	if s.Working {
		return s.Days * 7 / 5
	}
	return s.Days
}

// effort reads the effort of a plan as somebody typed it, 0 when they did not
// type a number.
func effort(typed string) float64 {
	m, err := playbook.ParseMoney(typed)
	if err != nil {
		return 0
	}
	return m.Float()
}

// bookFor returns the playbook of an account: the chosen one, else the one for
// its segment, one larger when the account is complex. False when there is none
// to go by.
func (d *Desk) bookFor(chosen, segment string, complex bool) (playbook.Playbook, bool) {
	if chosen != "" {
		if b, err := d.Books.Get(chosen); err == nil {
			return b, true
		}
	}
	letters := map[string][]string{"small": {"A"}, "mid_market": {"B"}, "enterprise": {"C", "B"}, "agency_client": {"D"}}[segment]
	switch {
	case complex && segment == "small":
		letters = []string{"B", "A"}
	case complex && segment == "mid_market":
		letters = []string{"C", "B"}
	}
	for _, letter := range letters {
		if b, err := d.Books.Get(letter); err == nil {
			return b, true
		}
	}
	return playbook.Playbook{}, false
}

// LoadRules returns how many running plans are one unit, and how likely an open
// deal is won, from 0 to 1. What is not set, or cannot be read, is 3.5 and a half.
func (t *Team) LoadRules() (parallel, chance float64) {
	parallel, chance = playbook.Money(t.Settings[playbook.ParallelPlans]).Float(), 0.5
	if parallel <= 0 {
		parallel = capacity.Parallel
	}
	if m, err := playbook.ParseMoney(t.Settings[playbook.CloseChance]); err == nil && m != "" {
		chance = min(m.Float()/100, 1)
	}
	return parallel, chance
}

// SetLoadRules sets how many running plans are one unit and how many per cent of
// its plan an open deal counts, as people type them, as one act. Empty text is
// the usual rule.
func (d *Desk) SetLoadRules(ctx context.Context, parallel, chance string) error {
	plans, err := playbook.ParseMoney(strings.TrimSpace(parallel))
	if f := plans.Float(); err != nil || plans != "" && (f < 0.5 || f > 100) {
		return &playbook.InvalidError{Field: playbook.ParallelPlans, Message: fmt.Sprintf("%q is no number of plans; write how many keep one person busy, from 0.5 to 100, like 3.5.", clip(parallel))}
	}
	share, err := playbook.ParseMoney(strings.TrimSuffix(strings.TrimSpace(chance), "%"))
	if err != nil || share.Float() > 100 {
		return &playbook.InvalidError{Field: playbook.CloseChance, Message: fmt.Sprintf("%q is no per cent; write how much of its plan an open deal counts, from 0 to 100.", clip(chance))}
	}
	return d.do(ctx, "Change what a plan asks for", "", func(tx playbook.Tx) error {
		var all []playbook.Setting
		if err := tx.Rows(&all, playbook.ID{}); err != nil {
			return err
		}
		for _, next := range []playbook.Setting{{Name: playbook.ParallelPlans, Value: string(plans)}, {Name: playbook.CloseChance, Value: string(share)}} {
			for i := range all {
				if all[i].Name == next.Name {
					next.Meta = all[i].Meta
				}
			}
			if err := tx.Save(&next); err != nil {
				return err
			}
		}
		return nil
	})
}
