package data

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"time"

	"gorm.io/gorm"

	"kept/playbook"
)

// Do runs fn as one act: one transaction, one undo step, one event. An error
// of fn, of a rule or of the disk, a panic, and a cancelled ctx all leave
// nothing written. An act that changes nothing leaves no event.
func (s *Store) Do(ctx context.Context, a playbook.Act, fn func(playbook.Tx) error) error {
	return s.act(ctx, a, func(t *tx) error {
		if err := fn(t); err != nil {
			return err
		}
		return t.commit()
	})
}

func (s *Store) act(ctx context.Context, a playbook.Act, fn func(*tx) error) error {
	if a.At.IsZero() {
		a.At = s.now()
	}
	var last int64
	err := s.writing(ctx, func(db *gorm.DB) error {
		// The driver watches every statement of a context that can end with a
		// goroutine, a third of the price of a tick. Statements of an act are
		// short, so the context is looked at between them instead.
		inner := context.WithoutCancel(ctx)
		t := &tx{
			reader: &reader{ctx: inner, over: ctx.Err, kinds: s.kinds, db: db.WithContext(inner)}, act: a, wall: s.now(),
			states: map[playbook.ID]*state{}, last: map[list]int{},
		}
		err := fn(t)
		last = t.stamped
		var c *playbook.ConflictError
		if errors.As(err, &c) {
			t.describe(c)
		}
		return err
	})
	if err == nil && last > 0 {
		s.place.last.Store(last)
	}
	return unsaved(a.Label, err)
}

// A tx is one act under way. Saved rows are kept here and written together
// before the next query and at the end, so that what an act did to a row is
// the difference between before and now, however often it was saved.
type tx struct {
	*reader
	act     playbook.Act
	wall    time.Time
	states  map[playbook.ID]*state
	touched []*state     // what was changed, in order
	dirty   []*state     // what is not in the database yet
	last    map[list]int // the last Pos of a list
	stamped int64        // the last stamp it took, 0 for none
	heard   int64        // the newest stamp of elsewhere that it takes in
	turned  int64        // the act that it undoes or does again, 0 for none
	brings  bool         // it puts rows back as they stood in a backup
	failed  error        // of a flush: the act is lost, even when fn carries on
}

// A state is one row seen by an act.
type state struct {
	kind    *kind
	before  playbook.Noun // as it was when the act began, nil when it was not there
	stored  playbook.Noun // as it is in the database now, nil when not there
	now     playbook.Noun // as the act wants it, nil when removed
	touched bool
	dirty   bool
}

func (st *state) id() playbook.ID {
	if st.now != nil {
		return st.now.Key().ID
	}
	return st.before.Key().ID
}

func (st *state) account() playbook.ID {
	if st.now != nil {
		return st.now.Key().AccountID
	}
	return st.before.Key().AccountID
}

func (st *state) live() bool { return st.now != nil && st.now.Key().TrashedAt == "" }

// A list is the rows that share one order.
type list struct {
	kind    *kind
	account playbook.ID
	of      string
}

// Act returns the act under way.
func (t *tx) Act() playbook.Act { return t.act }

// Load fills n by its ID with what the act sees.
func (t *tx) Load(n playbook.Noun) error {
	k, err := t.kinds.of(n)
	if err != nil {
		return err
	}
	st, err := t.state(k, n.Key().ID)
	if err != nil {
		return err
	}
	if st == nil || !st.live() {
		return fmt.Errorf("%s: %w", playbook.Label(k.name, ""), playbook.ErrNotFound)
	}
	copyInto(n, st.now)
	return nil
}

// Rows fills dst with what the act sees and remembers it, so that saving one
// of the rows needs no second look.
func (t *tx) Rows(dst any, account playbook.ID) error {
	return t.seen(dst, func() error { return t.reader.Rows(dst, account) })
}

// RowsWith fills dst as Rows does.
func (t *tx) RowsWith(dst any, account playbook.ID, col string, parts ...string) error {
	return t.seen(dst, func() error { return t.reader.RowsWith(dst, account, col, parts...) })
}

// seen runs a reading of rows into dst when all that was saved is in the
// database, and remembers what it read.
func (t *tx) seen(dst any, read func() error) error {
	if err := t.flush(); err != nil {
		return err
	}
	if err := read(); err != nil {
		return err
	}
	v := reflect.ValueOf(dst).Elem()
	for i := range v.Len() {
		n := v.Index(i).Addr().Interface().(playbook.Noun)
		if _, ok := t.states[n.Key().ID]; !ok {
			k := t.kinds.byType[v.Type().Elem()]
			seen := k.clone(n)
			t.states[n.Key().ID] = &state{kind: k, before: seen, stored: seen, now: seen}
		}
	}
	return nil
}

// state returns a row, in the trash or not, nil when there is none.
func (t *tx) state(k *kind, id playbook.ID) (*state, error) {
	if st := t.states[id]; st != nil {
		if st.kind != k {
			return nil, fmt.Errorf("row %s is a %s, not a %s", id, st.kind.name, k.name)
		}
		return st, nil
	}
	if id.IsZero() {
		return nil, nil
	}
	row, err := t.any(k, id)
	if row == nil || err != nil {
		return nil, err
	}
	st := &state{kind: k, before: row, stored: row, now: row}
	t.states[id] = st
	return st, nil
}

// set makes n, a copy of the act's own or nil, what the act wants of the row.
func (t *tx) set(st *state, n playbook.Noun) {
	if n != nil {
		n.Key().Revision = 1
		if st.stored != nil {
			n.Key().Revision = st.stored.Key().Revision + 1
		}
	}
	st.now = n
	if !st.touched {
		st.touched = true
		t.touched = append(t.touched, st)
	}
	if !st.dirty {
		st.dirty = true
		t.dirty = append(t.dirty, st)
	}
}

// Save stores n; see playbook.Tx. A row read in an earlier transaction, and
// changed since, is a *playbook.ConflictError when n differs from what is
// stored. Saving an account that is in the trash brings back the rows that
// went there with it.
func (t *tx) Save(n playbook.Noun) error {
	k, err := t.kinds.of(n)
	if err != nil {
		return err
	}
	st, err := t.state(k, n.Key().ID)
	if err != nil {
		return err
	}
	if st == nil || st.now == nil {
		if err := n.Check(); err != nil {
			return err
		}
		return t.add(k, st, n)
	}
	if err := playbook.CheckChange(st.now, n); err != nil {
		return err
	}
	n.Key().TrashedAt = ""
	if n.Key().AccountID != st.now.Key().AccountID {
		return fmt.Errorf("save %s: a row cannot move to another account", k.name)
	}
	cols := k.differs(st.now, n)
	if len(cols) == 0 {
		copyInto(n, st.now)
		return nil
	}
	if n.Key().Revision != st.now.Key().Revision {
		c := cols[0]
		return &playbook.ConflictError{Noun: k.name, Col: c.Name, Row: n.Key().ID, Seen: c.Text(n), Stored: c.Text(st.now)}
	}
	at := st.now.Key().TrashedAt
	t.set(st, k.clone(n))
	copyInto(n, st.now)
	t.place(k, n)
	if k.isAccount && at != "" {
		return t.eachOf(n.Key().ID, at, "")
	}
	return nil
}

// add stores a row that is not there yet.
func (t *tx) add(k *kind, st *state, n playbook.Noun) error {
	m := n.Key()
	if m.ID.IsZero() {
		m.ID = playbook.NewID(t.act.At)
	}
	switch {
	case k.isAccount:
		m.AccountID = m.ID
	case k.workspace && !m.AccountID.IsZero():
		return fmt.Errorf("save %s: a row of the workspace hangs on no account", k.name)
	case !k.workspace && m.AccountID.IsZero():
		return fmt.Errorf("save %s: the row names no account", k.name)
	}
	m.TrashedAt = ""
	if m.Pos == 0 {
		last, err := t.lastPos(k, n)
		if err != nil {
			return err
		}
		m.Pos = last + 1
	}
	t.place(k, n)
	if st == nil {
		st = &state{kind: k}
		t.states[m.ID] = st
	}
	t.set(st, k.clone(n))
	copyInto(n, st.now)
	return nil
}

func listOf(k *kind, n playbook.Noun) list {
	l := list{kind: k, account: n.Key().AccountID}
	if k.listed != nil {
		l.of = k.listed.Text(n)
	}
	return l
}

// place remembers the last place of a list, if it is known so far.
func (t *tx) place(k *kind, n playbook.Noun) {
	l := listOf(k, n)
	last, known := t.last[l]
	if a := t.states[l.account]; a != nil && a.before == nil {
		known = true
	}
	if known && n.Key().Pos > last {
		t.last[l] = n.Key().Pos
	}
}

// lastPos returns the last Pos of the list that n belongs to, rows in the
// trash included, 0 for an empty list. Accounts are ordered by name.
func (t *tx) lastPos(k *kind, n playbook.Noun) (int, error) {
	if k.isAccount {
		return 0, nil
	}
	l := listOf(k, n)
	if last, ok := t.last[l]; ok {
		return last, nil
	}
	if a := t.states[l.account]; a != nil && a.before == nil {
		return 0, nil // an account of this very act: its lists have been seen from their start
	}
	if err := t.flush(); err != nil {
		return 0, err
	}
	sql, args := "SELECT COALESCE(MAX(pos), 0) FROM "+k.table+" WHERE account_id IS ?", []any{idValue(l.account)}
	if k.listed != nil {
		sql, args = sql+" AND "+k.listed.quoted+" = ?", append(args, l.of)
	}
	var last int
	if _, err := t.one([]any{&last}, sql, args...); err != nil {
		return 0, fmt.Errorf("find the last place of %s: %w", k.table, err)
	}
	t.last[l] = last
	return last, nil
}

// Trash puts a row into the trash; see playbook.Tx.
func (t *tx) Trash(n playbook.Noun) error {
	k, err := t.kinds.of(n)
	if err != nil {
		return err
	}
	st, err := t.state(k, n.Key().ID)
	if err != nil {
		return err
	}
	if st == nil || !st.live() {
		return fmt.Errorf("%s: %w", playbook.Label(k.name, ""), playbook.ErrNotFound)
	}
	at := playbook.MomentOf(t.act.At)
	if k.isAccount {
		if at, err = t.trashMoment(n.Key().ID, at); err != nil {
			return err
		}
		if err := t.eachOf(n.Key().ID, "", at); err != nil {
			return err
		}
	}
	t.trash(st, at)
	copyInto(n, st.now)
	return nil
}

func (t *tx) trash(st *state, at playbook.Moment) {
	c := st.kind.clone(st.now)
	c.Key().TrashedAt = at
	t.set(st, c)
}

// eachOf moves the rows of an account, without the account itself, whose
// trashed_at is from to the moment to.
func (t *tx) eachOf(account playbook.ID, from, to playbook.Moment) error {
	if err := t.flush(); err != nil {
		return err
	}
	for _, k := range t.kinds.list {
		if k.isAccount || k.workspace {
			continue
		}
		rows := reflect.New(reflect.SliceOf(k.typ)).Elem()
		if err := t.rows(k, rows, k.selectSQL+" WHERE account_id = ? AND trashed_at = ? ORDER BY pos, id", idValue(account), string(from)); err != nil {
			return fmt.Errorf("read the rows of %s: %w", k.table, err)
		}
		for i := range rows.Len() {
			n := rows.Index(i).Addr().Interface().(playbook.Noun)
			st, err := t.state(k, n.Key().ID)
			if err != nil {
				return err
			}
			t.trash(st, to)
		}
	}
	return nil
}
