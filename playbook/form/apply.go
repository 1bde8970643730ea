package form

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kept/playbook"
	"kept/playbook/work"
)

// Applied says what a form did.
type Applied struct {
	Account playbook.ID
	Name    string
	Created bool
	Answers int // values that are different now
	Rows    int // rows that were added
	Removed int // rows that went to the trash; of answers alone
	Open    int // differences that wait for a choice; of answers alone
}

// Apply creates or updates the account that a form means, as one act. The
// account is the one with the form's id, or else the one with its name; with
// neither there a new one begins at Pre-close, and the writer is its seller
// unless the form names another. Rows are found by their id, or else by what
// they are about (the words of a promise, the name of a person, the day of a
// proof point, the criterion, day and value of a measurement); others are added
// at the end, in the form's order. No row is ever removed. The same form again changes nothing and writes no act.
//
// What the rules of a row refuse comes back as Problems; what the rules of an
// account refuse as a playbook error. In both cases nothing is written.
func Apply(ctx context.Context, d *work.Desk, f *Form) (Applied, error) {
	a := newApplier(d, f)
	if err := a.do(ctx, "Apply form for “"+clip(f.Account)+"”", nil); err != nil {
		return Applied{}, err
	}
	return a.out, nil
}

func newApplier(d *work.Desk, f *Form) *applier {
	a := &applier{form: f, desk: d, order: map[string]int{}}
	for i, p := range parts() {
		a.order[p.key] = i
	}
	return a
}

// do makes the act; end, when it is an error, takes it back at the last moment.
func (a *applier) do(ctx context.Context, label string, end error) error {
	act := playbook.Act{Who: a.desk.Who, Device: a.desk.Device, Label: label, At: a.desk.Now()}
	return a.desk.Store.Do(ctx, act, func(tx playbook.Tx) error {
		a.tx, a.out, a.problems, a.now, a.later, a.lines = tx, Applied{}, nil, nil, nil, map[playbook.ID]int{}
		if a.taking != nil {
			a.taking.shown, a.taking.section, a.taking.ids = nil, nil, map[playbook.ID]playbook.ID{}
		}
		if err := a.run(); err != nil {
			return err
		}
		if len(a.problems) > 0 {
			slices.SortStableFunc(a.problems, func(x, y Problem) int { return x.Line - y.Line })
			return a.problems[:min(len(a.problems), most)]
		}
		return end
	})
}

type applier struct {
	form     *Form
	taking   *taking // of a form that is compared first, nil otherwise
	desk     *work.Desk
	tx       playbook.Tx
	rec      playbook.Record     // as it was before
	now      *playbook.Record    // as it is with the lists that are stored
	off      []playbook.Item     // the days off as they were
	order    map[string]int      // of the parts, by key
	lines    map[playbook.ID]int // of the rows that the form gives
	later    []pending
	out      Applied
	problems Problems
}

// A pending link names a row of a list that comes later in the form.
type pending struct {
	from  playbook.Noun
	link  value
	added bool // the row is new
}

func (a *applier) say(line int, format string, args ...any) {
	a.problems = append(a.problems, Problem{File: a.form.Name, Line: line, Message: fmt.Sprintf(format, args...)})
}

func (a *applier) run() error {
	if err := a.find(); err != nil || len(a.problems) > 0 {
		return err
	}
	a.off = a.rec.ItemsOf(playbook.Blackout)
	if err := a.singles(&a.rec.Account); err != nil || len(a.problems) > 0 {
		return err
	}
	a.out.Account, a.out.Name = a.rec.Account.ID, a.rec.Account.Name
	if err := a.redate(); err != nil {
		return err
	}
	a.rec.Handoff.AccountID = a.rec.Account.ID
	if err := a.singles(&a.rec.Handoff); err != nil {
		return err
	}
	for _, ans := range a.inOrder() {
		if err := a.list(ans); err != nil {
			return err
		}
		if a.form.sent != nil && ans.part.list {
			if err := a.takeRemoved(ans.part); err != nil {
				return err
			}
		}
		if err := a.none(ans); err != nil {
			return err
		}
	}
	if err := a.settle(); err != nil {
		return err
	}
	if a.form.sent != nil && len(a.problems) == 0 {
		if err := a.takeSent(); err != nil {
			return err
		}
	}
	if err := a.redateOff(); err != nil {
		return err
	}
	return a.closed()
}

// redateOff moves the tasks of a running plan off the days that the account has
// come to ask for, or back onto those that it does not ask for any more.
func (a *applier) redateOff() error {
	if a.out.Created || len(a.problems) > 0 {
		return nil
	}
	a.now = nil
	rec, err := a.current()
	if err != nil || slices.Equal(a.off, rec.ItemsOf(playbook.Blackout)) {
		return err
	}
	return a.desk.Redate(a.tx, a.rec.Account.ID)
}

// inOrder returns the answers in the order of the parts, wherever they stand in
// the file: what a row names is stored before it, but for the pending links.
func (a *applier) inOrder() []*answer {
	out := make([]*answer, len(a.form.answers))
	for i := range a.form.answers {
		out[i] = &a.form.answers[i]
	}
	slices.SortStableFunc(out, func(x, y *answer) int { return a.order[x.part.key] - a.order[y.part.key] })
	return out
}

// closed says, by line, what the form would leave open under a closed handoff.
func (a *applier) closed() error {
	if !a.rec.Handoff.IsClosed() || len(a.problems) > 0 {
		return nil
	}
	rec, err := a.current()
	if err != nil {
		return err
	}
	for _, u := range rec.Unsettled() {
		a.say(a.lines[u.Row], "%s, and the handoff was closed on %s; give what is missing here, or reopen the handoff first", u.Words, a.rec.Handoff.ClosedOn.Short())
	}
	return nil
}

// redate moves the tasks of a running plan when the form gave one of the dates
// that they are counted from.
func (a *applier) redate() error {
	for i := range a.form.answers {
		for _, v := range a.form.answers[i].values {
			if a.form.answers[i].part.noun == "account" && slices.Contains(work.AnchorColumns(), v.in.Col) {
				return a.desk.Redate(a.tx, a.rec.Account.ID)
			}
		}
	}
	return nil
}

// find loads the account that is meant, or begins a new one.
func (a *applier) find() error {
	if !a.form.ID.IsZero() {
		rec, err := playbook.LoadRecord(a.tx, a.form.ID)
		if err == nil {
			a.rec = rec
			return nil
		} else if !errors.Is(err, playbook.ErrNotFound) {
			return err
		}
	}
	if a.form.Account == "" {
		a.say(0, "no account here has the id of this form; add a line like account: Northlake Dental")
		return nil
	}
	var all []playbook.Account
	if err := a.tx.Rows(&all, playbook.ID{}); err != nil {
		return err
	}
	var ids []playbook.ID
	for i := range all {
		if playbook.SameName(all[i].Name, a.form.Account) {
			ids = append(ids, all[i].ID)
		}
	}
	switch len(ids) {
	case 0:
		a.out.Created = true
		a.rec.Account = playbook.Account{Stage: playbook.PreClose, Seller: a.desk.Who}
		a.rec.Account.ID = playbook.NewID(a.desk.Now())
		a.rec.Handoff.State = playbook.Draft
		if a.form.sent != nil {
			return a.begun()
		}
		return nil
	case 1:
		rec, err := playbook.LoadRecord(a.tx, ids[0])
		a.rec = rec
		return err
	}
	a.say(0, "%d accounts are called “%s”; add the id of the one that is meant, like id: %s", len(ids), clip(a.form.Account), ids[0])
	return nil
}

// singles saves the answers that are columns of one row.
func (a *applier) singles(n playbook.Noun) error {
	var values []value
	for i := range a.form.answers {
		ans := &a.form.answers[i]
		if ans.part.noun == playbook.NounName(n) && !ans.part.list {
			values = append(values, ans.values...)
		}
	}
	return a.save(n, values, 0)
}

// save puts values into a row and stores it when its own rules allow that.
func (a *applier) save(n playbook.Noun, values []value, line int) error {
	if a.taking != nil {
		return a.saveChosen(n, values, line, false)
	}
	var stored playbook.Noun
	if n.Key().Revision > 0 {
		stored = playbook.CopyOf(n)
	}
	for _, v := range values {
		was, err := playbook.GetText(n, v.in.Col)
		if err != nil {
			return err
		}
		if v.in.same(was, v.text) {
			continue
		}
		if err := playbook.SetText(n, v.in.Col, v.text); err != nil {
			a.say(v.line, "%v", err)
			continue
		}
		a.out.Answers++
	}
	if err := playbook.CheckChange(stored, n); err != nil {
		a.refused(err, values, line)
		return nil
	}
	if len(a.problems) > 0 {
		return nil
	}
	if err := a.tx.Save(n); err != nil {
		return err
	}
	return a.mismatch(stored, n)
}

// mismatch gives a belief that the form has come to call different from the
// contract an owner and a day, unless the form names them.
func (a *applier) mismatch(stored, n playbook.Noun) error {
	b, ok := n.(*playbook.Belief)
	if !ok || !b.Differs() {
		return nil
	}
	if was, ok := stored.(*playbook.Belief); ok && was.Differs() {
		return nil
	}
	return a.desk.OpenMismatch(a.tx, b)
}

// refused says what the rules of a row refuse, at the line of its value. What
// an outcome lacks is said where the outcome stands.
func (a *applier) refused(err error, values []value, line int) {
	var inv *playbook.InvalidError
	if errors.As(err, &inv) {
		for _, col := range []string{"outcome", inv.Field} {
			for _, v := range values {
				if v.in.Col == col && (col == inv.Field || v.text != "") {
					line = v.line
				}
			}
		}
	}
	a.say(line, "%v", err)
}

// none stores an explicit none, or takes it back when the field is answered.
func (a *applier) none(ans *answer) error {
	p := ans.part
	if a.taking != nil && p.none != nil {
		return a.noneChosen(ans)
	}
	if ans.none == nil {
		for _, v := range ans.values {
			if p.none != nil && v.text != "" {
				return a.dropNone(p)
			}
		}
		return nil
	}
	if p.list && len(a.rec.Rows(p.fields[0])) > 0 {
		a.say(ans.none.line, "“%s” has rows already; remove them in the window before answering none", p.key)
		return nil
	}
	n := a.rec.NoneOf(p.none)
	if n == nil {
		n = &playbook.None{Field: p.none.ID()}
		n.AccountID = a.rec.Account.ID
	}
	if n.Who == ans.none.who && n.On == ans.none.on {
		return nil
	}
	n.Who, n.On = ans.none.who, ans.none.on
	a.out.Answers++
	return a.tx.Save(n)
}

func (a *applier) dropNone(p *part) error {
	if p.none == nil {
		return nil
	}
	if n := a.rec.NoneOf(p.none); n != nil {
		return a.tx.Trash(n)
	}
	return nil
}
