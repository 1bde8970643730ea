package sample

import (
	"cmp"
	"container/heap"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"kept/playbook"
	"kept/playbook/work"
)

// A player performs the steps of all stories in the order of their times, so
// that the history of the workspace runs forward as a whole.
type player struct {
	desk  *work.Desk
	now   time.Time
	days  calendarOf
	queue events
	last  map[*cast]time.Time
	count int
}

// A cast is a story being played.
type cast struct {
	story *story
	id    playbook.ID
}

// An event is something that happens at a time; order keeps what happens at
// the same time in the order in which it was told.
type event struct {
	at    time.Time
	order int
	who   string
	cast  *cast
	do    func(context.Context, *work.Desk) error
}

type events []*event

func (q events) Len() int { return len(q) }
func (q events) Less(i, j int) bool {
	return cmp.Or(q[i].at.Compare(q[j].at), cmp.Compare(q[i].order, q[j].order)) < 0
}
func (q events) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *events) Push(x any)   { *q = append(*q, x.(*event)) }
func (q *events) Pop() any {
	old := *q
	e := old[len(old)-1]
	*q = old[:len(old)-1]
	return e
}

func newPlayer(desk *work.Desk, now time.Time) *player {
	return &player{desk: desk, now: now, last: map[*cast]time.Time{},
		days: calendarOf{today: playbook.DateOf(now), cal: desk.Calendar}}
}

func (p *player) play(ctx context.Context, stories []story) error {
	for i := range stories {
		c := &cast{story: &stories[i]}
		var last time.Time
		for _, s := range c.story.Steps {
			clock, err := time.Parse("15:04", s.At)
			if err != nil {
				return fmt.Errorf("sample %s: the time %q: %w", c.story.Name, s.At, err)
			}
			at := p.clock(p.days.day(s.Day), time.Duration(clock.Hour())*time.Hour+time.Duration(clock.Minute())*time.Minute)
			// Days moved off a weekend may meet; the steps stay in their order.
			if !at.After(last) {
				at = last.Add(23 * time.Minute)
			}
			last = at
			p.tell(c, at, s.Who, p.act(c, s))
		}
	}
	for p.queue.Len() > 0 {
		e := heap.Pop(&p.queue).(*event)
		at := e.at
		if last, ok := p.last[e.cast]; ok && !at.After(last) {
			at = last.Add(4 * time.Minute)
		}
		if at.After(p.now) {
			at = p.now
		}
		p.last[e.cast] = at
		d := *p.desk
		d.Who, d.Device, d.Now = e.who, Device, func() time.Time { return at }
		if err := e.do(ctx, &d); err != nil {
			return fmt.Errorf("sample %s, %s: %w", e.cast.story.Name, at.Format("2 Jan 2006 15:04"), err)
		}
	}
	return nil
}

// clock is a time of day on a day, where the clock of the desk stands.
func (p *player) clock(on playbook.Date, after time.Duration) time.Time {
	t := on.Time()
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, p.now.Location()).Add(after)
}

// tell queues what somebody does.
func (p *player) tell(c *cast, at time.Time, who string, do func(context.Context, *work.Desk) error) {
	p.count++
	heap.Push(&p.queue, &event{at: at, order: p.count, who: who, cast: c, do: do})
}

// act turns a step into what is done at the desk of its person.
func (p *player) act(c *cast, s step) func(context.Context, *work.Desk) error {
	text := p.days.text(s.Text)
	return func(ctx context.Context, d *work.Desk) error {
		switch s.Do {
		case "new":
			a, err := d.NewDeal(ctx, c.story.Name)
			c.id = a.ID
			return err
		case "capture":
			return p.capture(ctx, d, c, s.Sections)
		case "review":
			return d.Review(ctx, c.id)
		case "submit":
			return d.Submit(ctx, c.id, text)
		case "return":
			return d.Return(ctx, c.id, s.Reasons, text, s.Questions)
		case "ask":
			return d.Ask(ctx, c.id, text)
		case "answer":
			return p.answer(ctx, d, c, s.Number, text)
		case "accept":
			return p.accept(ctx, d, c, s, text)
		case "start":
			if err := d.StartPlan(ctx, c.id, *p.start(s)); err != nil {
				return err
			}
			return p.scheduleTicks(ctx, d, c)
		case "status":
			return d.SetStatus(ctx, c.id, text)
		case "stage":
			return d.SetStage(ctx, c.id, playbook.Stage(s.Stage), text)
		case "set":
			return p.set(ctx, d, c, s, text)
		case "tick":
			return p.tick(ctx, d, c, s.Task, work.TaskChange{To: playbook.TaskDone, Evidence: text})
		case "skip":
			return p.tick(ctx, d, c, s.Task, work.TaskChange{To: playbook.Skipped, Reason: text})
		}
		return p.after(ctx, d, c, s, text)
	}
}

func (p *player) start(s step) *work.Start {
	return &work.Start{Playbook: s.Playbook, Kickoff: p.days.date(s.Kickoff), GoLive: p.days.date(s.GoLive)}
}

func (p *player) accept(ctx context.Context, d *work.Desk, c *cast, s step, note string) error {
	acc := work.Acceptance{Note: note}
	for _, cond := range s.Conditions {
		acc.Conditions = append(acc.Conditions, work.Condition{Title: p.days.text(cond.Title), Owner: cond.Owner, DueOn: p.days.date(cond.Due)})
	}
	if len(s.Rating) == 5 {
		acc.Rating = work.Rating{Completeness: s.Rating[0], People: s.Rating[1], Outcomes: s.Rating[2], Honesty: s.Rating[3], Ownership: s.Rating[4]}
	}
	if s.Playbook != "" {
		acc.Start = p.start(s)
	}
	if err := d.Accept(ctx, c.id, acc); err != nil || acc.Start == nil {
		return err
	}
	return p.scheduleTicks(ctx, d, c)
}

func (p *player) answer(ctx context.Context, d *work.Desk, c *cast, number int, text string) error {
	rec, err := d.Record(ctx, c.id)
	if err != nil {
		return err
	}
	if number < 1 || number > len(rec.Questions) {
		return fmt.Errorf("there is no question %d", number)
	}
	return d.Answer(ctx, rec.Questions[number-1].ID, text)
}

// tick moves a task, found by its step or the beginning of its title.
func (p *player) tick(ctx context.Context, d *work.Desk, c *cast, task string, change work.TaskChange) error {
	rec, err := d.Record(ctx, c.id)
	if err != nil {
		return err
	}
	for i := range rec.Tasks {
		t := &rec.Tasks[i]
		if t.Step == task || strings.HasPrefix(t.Title, task) {
			_, err := d.SetTask(ctx, t.ID, change)
			return err
		}
	}
	return fmt.Errorf("there is no task %q", task)
}

// set changes values of the account, the handoff or a row of a list.
func (p *player) set(ctx context.Context, d *work.Desk, c *cast, s step, label string) error {
	act := playbook.Act{Who: d.Who, Device: d.Device, Label: label, At: d.Now()}
	return d.Store.Do(ctx, act, func(tx playbook.Tx) error {
		rec, err := playbook.LoadRecord(tx, c.id)
		if err != nil {
			return err
		}
		n, err := rowOf(&rec, s.List, s.Number)
		if err != nil {
			return err
		}
		return p.fill(tx, n, s.Values)
	})
}

func rowOf(rec *playbook.Record, list string, number int) (playbook.Noun, error) {
	switch list {
	case "account":
		return &rec.Account, nil
	case "handoff":
		return &rec.Handoff, nil
	}
	f := fieldOfList(list)
	if f == nil {
		return nil, fmt.Errorf("there is no list %q", list)
	}
	rows := rec.Rows(f)
	if number < 1 || number > len(rows) {
		return nil, fmt.Errorf("%s has no row %d", list, number)
	}
	return rows[number-1], nil
}

func fieldOfList(key string) *playbook.Field {
	for _, f := range append(playbook.Fields(), playbook.LaterFields()...) {
		if f.List && f.Key == key {
			return &f
		}
	}
	return nil
}

// fill sets values and saves the row. A link is given as #2, the place of the
// row that is meant.
func (p *player) fill(tx playbook.Tx, n playbook.Noun, values map[string]string) error {
	for _, col := range sorted(values) {
		value := values[col]
		if _, in := playbook.FieldOfColumn(playbook.NounName(n), playbook.KindOf(n), col); in != nil && in.Type == playbook.TypeLink {
			rec, err := playbook.LoadRecord(tx, n.Key().AccountID)
			if err != nil {
				return err
			}
			number, err := strconv.Atoi(strings.TrimPrefix(value, "#"))
			rows := rec.Links(in.Link)
			if err != nil || number < 1 || number > len(rows) {
				return fmt.Errorf("%s has no row %q", in.Link, value)
			}
			value = rows[number-1].Value
		}
		if err := p.days.set(n, col, value); err != nil {
			return err
		}
	}
	return tx.Save(n)
}

func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// capture types sections of the handoff, each as one act.
func (p *player) capture(ctx context.Context, d *work.Desk, c *cast, keys []string) error {
	for _, sec := range playbook.Sections() {
		if len(keys) > 0 && !slices.Contains(keys, sec.Key) {
			continue
		}
		act := playbook.Act{Who: d.Who, Device: d.Device, Label: "Capture " + strings.ToLower(sec.Title), At: d.Now()}
		if err := d.Store.Do(ctx, act, func(tx playbook.Tx) error { return p.section(tx, c, sec.Key) }); err != nil {
			return fmt.Errorf("capture %s: %w", sec.Title, err)
		}
	}
	return nil
}

// section writes what a story says in the fields of a section.
func (p *player) section(tx playbook.Tx, c *cast, key string) error {
	rec, err := playbook.LoadRecord(tx, c.id)
	if err != nil {
		return err
	}
	account, handoff := map[string]string{}, map[string]string{}
	lists := map[string]bool{}
	for _, f := range playbook.Fields() {
		if f.Section != key {
			continue
		}
		if n, ok := c.story.None[f.ID()]; ok {
			row := playbook.None{Field: f.ID(), Who: n.Who, On: p.days.date(n.On)}
			row.AccountID = c.id
			if err := tx.Save(&row); err != nil {
				return err
			}
		}
		if f.List {
			if !lists[f.Key] {
				lists[f.Key] = true
				if err := p.rows(tx, c, &f); err != nil {
					return err
				}
			}
			continue
		}
		from, to := c.story.Account, account
		if f.Noun == "handoff" {
			from, to = c.story.Handoff, handoff
		}
		for _, in := range f.Inputs {
			if v, ok := from[in.Col]; ok {
				to[in.Col] = v
			}
		}
	}
	if err := p.fill(tx, &rec.Account, account); err != nil {
		return err
	}
	return p.fill(tx, &rec.Handoff, handoff)
}

func (p *player) rows(tx playbook.Tx, c *cast, f *playbook.Field) error {
	for i, values := range c.story.Lists[f.Key] {
		n := playbook.NewNoun(f.Noun)
		n.Key().AccountID = c.id
		n.Key().Pos = i + 1
		switch x := n.(type) {
		case *playbook.Item:
			x.Kind = f.Kind
		case *playbook.Watch:
			x.Kind, x.State = f.Kind, "open"
			if f.Kind == playbook.Assumption {
				x.State = "untested"
			}
		case *playbook.Promise:
			x.Status = "owed"
		}
		if err := p.fill(tx, n, values); err != nil {
			return fmt.Errorf("%s %d: %w", f.Key, i+1, err)
		}
	}
	return nil
}
