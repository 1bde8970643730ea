package merge

import (
	"errors"
	"strings"

	"kept/playbook"
)

// values mends a row whose columns do not go together or hold what no row may
// hold: first as the work would have it, then column by column back to what was
// written before, at last back to the row as somebody added it.
func (m *mender) values(one *mended, broken error) {
	m.say("two sides had written one row, and the rules of a row hold again")
	if m.asWork(one); playbook.CheckValues(one.now) == nil {
		return
	}
	for range 2 * len(one.past.noun.names) {
		var wrong *playbook.InvalidError
		if broken = playbook.CheckValues(one.now); broken == nil {
			return
		}
		if !errors.As(broken, &wrong) || !m.before(one, wrong.Field) {
			break
		}
	}
	if m.asAdded(one) {
		return
	}
	one.now = one.was
	switch {
	case !storable(one.now):
		one.gone = true
	case one.live():
		m.trash(one, m.at, "a row that says nothing any more went to the trash")
	}
}

// asWork mends what two people can have done to one row.
func (m *mender) asWork(one *mended) {
	switch x := one.edit().(type) {
	case *playbook.Task:
		m.task(one, x)
	case *playbook.Phase:
		if x.ExitedOn != "" && blank(x.ExitedBy) {
			if x.ExitedBy = m.author(one, "exited_on"); blank(x.ExitedBy) {
				x.ExitedOn = ""
			}
		}
	case *playbook.Belief:
		if x.State == "corrected" && blank(x.Correction) {
			x.State, x.SettledOn, x.SettledBy = "", "", ""
		}
	case *playbook.Block:
		if x.Until != "" && x.Until < x.Since {
			x.Until = x.Since
		}
	case *playbook.TaskInput:
		if !blank(x.Given) && blank(x.GivenBy) {
			x.GivenBy = m.author(one, "given")
		}
	}
}

// task mends the state of a task and what goes with it. A task is done when its
// state says so; what is missing then is told by the claim that made it done,
// and what only a person can add takes the task back to what is to be done.
func (m *mender) task(one *mended, t *playbook.Task) {
	if t.State == "" || t.State == playbook.TaskDone && t.EvidenceAsked != "" && blank(t.Evidence) ||
		t.State == playbook.Skipped && t.NoSkip && blank(t.Reason) || t.State == playbook.Blocked && blank(t.Reason) {
		t.State = playbook.Todo
	}
	switch {
	case t.State != playbook.TaskDone:
		t.DoneAt, t.DoneBy = "", ""
	case t.DoneAt == "":
		if c := m.newest(one, "state"); c != nil {
			t.DoneAt, t.DoneBy = c.At, c.Who
		}
		if t.DoneAt == "" {
			t.State, t.DoneBy = playbook.Todo, ""
		}
	}
}

// author is who wrote a column last, "" when nobody is known.
func (m *mender) author(one *mended, col string) string {
	if c := m.newest(one, col); c != nil {
		return c.Who
	}
	return ""
}

// before takes a column back to the newest of its older values that does not
// break the rules by itself, or to its default. It tells whether it did.
func (m *mender) before(one *mended, col string) bool {
	c := one.past.cell(col)
	if c == nil || c.col == nil {
		return false
	}
	row := one.edit()
	is := c.col.Text(row)
	fits := func(text string) bool {
		if text == is || c.col.SetText(row, text) != nil {
			return false
		}
		var wrong *playbook.InvalidError
		return !errors.As(playbook.CheckValues(row), &wrong) || wrong.Field != col
	}
	for i := len(c.writes) - 1; i >= 0; i-- {
		if m.v.sees(c.writes[i].in) && fits(c.writes[i].text) {
			return true
		}
	}
	if fits(c.col.zero) {
		return true
	}
	_ = c.col.SetText(row, is) // it stood there before
	return false
}

// asAdded takes a row back to the newest of its additions that keeps the rules:
// whoever added it, it was whole. It tells whether there is one.
func (m *mender) asAdded(one *mended) bool {
	comings := one.past.comings
	for i := len(comings) - 1; i >= 0; i-- {
		if !comings[i].came || comings[i].claim.Kind == playbook.ClaimMend || !m.v.sees(comings[i].in) {
			continue
		}
		row := one.past.noun.fresh(one.past.id, m.k.account)
		for j := range one.past.cells {
			c := &one.past.cells[j]
			for _, w := range c.writes {
				if w.born && w.claim == comings[i].claim && c.col != nil && m.v.sees(w.in) {
					_ = c.col.SetText(row, w.text) // past.write has let through what the column can hold
				}
			}
		}
		row.Key().TrashedAt = one.was.Key().TrashedAt
		if playbook.CheckValues(row) == nil {
			one.now = row
			return true
		}
	}
	return false
}

// storable tells whether a database can keep the texts of a row.
func storable(n playbook.Noun) bool {
	for _, c := range playbook.Columns(n) {
		if text := c.Text(n); text != playbook.CleanText(text) && strings.ContainsAny(strings.ToValidUTF8(text, "\x00"), "\x00") {
			return false
		}
	}
	return true
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }
