package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"

	"kept/playbook"
)

// Load saves a great many deeds; see playbook.Loader. Rows, history and search
// are written without indexes and triggers, which are made again afterwards,
// sorted at once: ten thousand accounts with two million lines of history take
// some minutes on two cores.
func (s *Store) Load(ctx context.Context, groups iter.Seq[[]playbook.Deed]) error {
	if s.ro {
		return ErrReadOnly
	}
	err := s.load(ctx, groups)
	if err != nil {
		return fmt.Errorf("load the accounts: %w", dbErr(ctx, err))
	}
	return nil
}

func (s *Store) load(ctx context.Context, groups iter.Seq[[]playbook.Deed]) (err error) {
	c, err := s.writeDB.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	// Keys are looked at when all is in; the cache holds the tables' ends.
	if _, err := c.ExecContext(ctx, "PRAGMA foreign_keys = 0; PRAGMA cache_size = -262144"); err != nil {
		return err
	}
	defer func() {
		_, back := c.ExecContext(context.WithoutCancel(ctx), "PRAGMA foreign_keys = 1; PRAGMA cache_size = -2000")
		err = errors.Join(err, back)
	}()
	tx, err := c.BeginTx(context.WithoutCancel(ctx), nil) // see Store.act
	if err != nil {
		return err
	}
	defer tx.Rollback() // after Commit it does nothing
	l := &loader{ctx: ctx, store: s, tx: tx, docs: make([][]loadedDoc, len(s.kinds.list))}
	if err := l.begin(); err != nil {
		return err
	}
	for deeds := range groups {
		if err := l.writing(func() error { return l.group(deeds) }); err != nil {
			return err
		}
	}
	if err := l.end(); err != nil {
		return err
	}
	return tx.Commit()
}

// A loader is one Load under way.
type loader struct {
	ctx     context.Context
	store   *Store
	tx      *sql.Tx
	again   []string // makes what was dropped
	seq     int64    // of the last change
	stamp   int64
	jobs    chan job
	changes *inserter
	history *inserter
	docs    [][]loadedDoc // by kind, in the order in which the rows got words
	rows    map[playbook.ID]*loaded
	order   []*loaded // of the group, as they were added
	deed    int64
}

// A loaded is a row of the group under way.
type loaded struct {
	kind *kind
	now  playbook.Noun
	deed int64 // the last one that saved it
	doc  int   // its place in docs, -1 while it has no words
}

type loadedDoc struct {
	row, account playbook.ID
	title, body  string
}

func (l *loader) exec(sql string, args ...any) error {
	if err := l.ctx.Err(); err != nil {
		return err
	}
	_, err := l.tx.ExecContext(l.ctx, sql, args...)
	return err
}

// begin takes indexes and triggers away and looks where the history stands.
func (l *loader) begin() error {
	rows, err := l.tx.QueryContext(l.ctx, `SELECT type, name, sql FROM sqlite_schema
		WHERE sql IS NOT NULL AND (type = 'trigger' AND tbl_name = 'search_docs' OR type = 'index') ORDER BY type, rowid`)
	if err != nil {
		return err
	}
	defer rows.Close()
	var drop []string
	for rows.Next() {
		var typ, name, sql string
		if err := rows.Scan(&typ, &name, &sql); err != nil {
			return err
		}
		drop = append(drop, "DROP "+typ+" "+name)
		l.again = append(l.again, sql)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, sql := range drop {
		if err := l.exec(sql); err != nil {
			return err
		}
	}
	if err := l.tx.QueryRowContext(l.ctx, "SELECT COALESCE(MAX(seq), 0), COALESCE(MAX(stamp), 0) FROM changes").Scan(&l.seq, &l.stamp); err != nil {
		return err
	}
	return nil
}

// group takes the deeds of some accounts in, and lets go of their rows.
func (l *loader) group(deeds []playbook.Deed) error {
	l.rows, l.order = make(map[playbook.ID]*loaded, len(deeds)), l.order[:0]
	l.changes = &inserter{run: l.beside, into: "changes(seq, id, stamp, at, who, device, label, why, kind, typing)"}
	l.history = &inserter{run: l.beside, into: "history(change, noun, row, account, col, old, new)"}
	for _, d := range deeds {
		if err := l.ctx.Err(); err != nil {
			return err
		}
		if err := l.act(d); err != nil {
			return fmt.Errorf("%s: %w", d.Act.Label, err)
		}
	}
	l.changes.flush()
	l.history.flush()
	if err := l.check(); err != nil {
		return err
	}
	for _, k := range l.store.kinds.list {
		ins, values := &inserter{run: l.beside, into: k.table + "(" + k.columnsSQL("") + ")"}, make([]any, 0, len(k.cols)+3)
		for _, row := range l.order {
			if row.kind != k {
				continue
			}
			if err := l.ctx.Err(); err != nil {
				return err
			}
			ins.add(k.values(values, row.now)...)
		}
		ins.flush()
	}
	return nil
}

// act is Store.Do for rows that are in memory.
func (l *loader) act(d playbook.Deed) error {
	l.deed++
	var lines []loadedLine
	for _, n := range d.Rows() {
		k, err := l.store.kinds.of(n)
		if err != nil {
			return err
		}
		if err := n.Check(); err != nil {
			return err
		}
		m := n.Key()
		row := l.rows[m.ID]
		if row == nil {
			if row, err = l.add(k, n, d.Act); err != nil {
				return err
			}
			j := rowJSON(k, row.now)
			lines = append(lines, loadedLine{row, "", nil, j})
			l.words(row)
			continue
		}
		if row.deed == l.deed {
			return fmt.Errorf("%s %s is saved twice by one deed", k.name, m.ID)
		}
		cols := k.differs(row.now, n)
		if len(cols) == 0 {
			continue
		}
		for _, c := range cols {
			lines = append(lines, loadedLine{row, c.Name, c.Text(row.now), c.Text(n)})
		}
		m.Revision = row.now.Key().Revision + 1
		row.now, row.deed = k.clone(n), l.deed
		l.words(row)
	}
	if len(lines) == 0 {
		return nil
	}
	l.seq++
	l.stamp = NextStamp(l.stamp, l.store.now())
	id, at := playbook.NewID(d.Act.At), string(playbook.MomentOf(d.Act.At))
	l.changes.add(l.seq, id[:], l.stamp, at, d.Act.Who, d.Act.Device, d.Act.Label, d.Act.Why, word(kindDo), d.Act.Typing)
	for _, ln := range lines {
		m := ln.row.now.Key()
		l.history.add(l.seq, word(ln.row.kind.name), m.ID[:], idValue(m.AccountID), word(ln.col), ln.old, ln.new)
	}
	return nil
}

type loadedLine struct {
	row      *loaded
	col      string
	old, new any
}

// add takes a new row into the group as tx.add would into the workspace.
func (l *loader) add(k *kind, n playbook.Noun, a playbook.Act) (*loaded, error) {
	m := n.Key()
	if m.ID.IsZero() {
		m.ID = playbook.NewID(a.At)
	}
	switch {
	case k.workspace:
		return nil, fmt.Errorf("a %s hangs on no account", k.name)
	case k.isAccount:
		m.AccountID = m.ID
		if m.Pos == 0 {
			m.Pos = 1
		}
	case m.Pos == 0:
		return nil, fmt.Errorf("a %s has no place in its list", k.name)
	case l.rows[m.AccountID] == nil:
		return nil, fmt.Errorf("the account of a %s is not of its group", k.name)
	}
	m.TrashedAt, m.Revision = "", 1
	row := &loaded{kind: k, now: k.clone(n), deed: l.deed, doc: -1}
	l.rows[m.ID] = row
	l.order = append(l.order, row)
	return row, nil
}

// words keeps what the search is to know of a row.
func (l *loader) words(row *loaded) {
	k := row.kind
	title, body := doc(k, row.now)
	if row.doc < 0 && title+body == "" {
		return
	}
	docs := &l.docs[k.words.rank]
	if row.doc < 0 {
		m := row.now.Key()
		row.doc = len(*docs)
		*docs = append(*docs, loadedDoc{row: m.ID, account: m.AccountID})
	}
	(*docs)[row.doc].title, (*docs)[row.doc].body = title, body
}

// check holds the rules across rows of every account of the group.
func (l *loader) check() error {
	r := groupReader{}
	for _, row := range l.order {
		id := row.now.Key().AccountID
		if r[id] == nil {
			r[id] = map[*kind][]playbook.Noun{}
		}
		r[id][row.kind] = append(r[id][row.kind], row.now)
	}
	for _, row := range l.order {
		if row.kind.isAccount {
			if err := playbook.CheckAccount(groupRows{r, l.store.kinds}, playbook.AllNew, row.now.Key().ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// A groupReader holds the rows of a group by account and kind.
type groupReader map[playbook.ID]map[*kind][]playbook.Noun

type groupRows struct {
	rows  groupReader
	kinds *kinds
}

// Load finds accounts only, which is what rules across rows look up by id.
func (g groupRows) Load(n playbook.Noun) error {
	k, err := g.kinds.of(n)
	if err != nil {
		return err
	}
	for _, row := range g.rows[n.Key().ID][k] {
		if row.Key().ID == n.Key().ID {
			copyInto(n, row)
			return nil
		}
	}
	return playbook.ErrNotFound
}

func (g groupRows) Rows(dst any, account playbook.ID) error {
	return g.rowsOf(dst, account, func(*kind, playbook.Noun) bool { return true })
}

func (g groupRows) RowsWith(dst any, account playbook.ID, col string, parts ...string) error {
	return g.rowsOf(dst, account, func(k *kind, row playbook.Noun) bool {
		c := k.col(col)
		return c != nil && slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(c.Text(row), part) })
	})
}

func (g groupRows) rowsOf(dst any, account playbook.ID, wanted func(*kind, playbook.Noun) bool) error {
	k, err := (&reader{kinds: g.kinds}).sliceKind(dst)
	if err != nil {
		return err
	}
	list := reflect.ValueOf(dst).Elem()
	list.SetLen(0)
	for _, row := range g.rows[account][k] {
		if wanted(k, row) {
			list.Set(reflect.Append(list, reflect.ValueOf(row).Elem()))
		}
	}
	return nil
}

// end writes the search and makes the indexes and triggers again.
func (l *loader) end() error {
	last := make([]int64, len(l.docs))
	for _, k := range l.store.kinds.list {
		if err := l.tx.QueryRowContext(l.ctx, "SELECT COALESCE(MAX(id), ?) FROM search_docs WHERE id >= ? AND id < ?",
			k.band, k.band, k.band+1<<bandBits).Scan(&last[k.words.rank]); err != nil {
			return err
		}
	}
	if err := l.writing(func() error { return l.search(last) }); err != nil {
		return err
	}
	if err := l.exec("INSERT INTO search(search) VALUES ('rebuild')"); err != nil {
		return fmt.Errorf("make the search: %w", err)
	}
	for _, sql := range l.again {
		if err := l.exec(sql); err != nil {
			return err
		}
	}
	return nil
}

// search writes the documents, each at the end of its band.
func (l *loader) search(last []int64) error {
	for _, k := range l.store.kinds.list {
		if k.words.rank == 0 {
			continue
		}
		docs := l.docs[k.words.rank]
		ins := &inserter{run: l.beside, into: "search_docs(id, row, account, noun, title, body)"}
		for i := range docs {
			if err := l.ctx.Err(); err != nil {
				return err
			}
			d := &docs[i]
			ins.add(last[k.words.rank]+int64(i)+1, d.row[:], d.account[:], word(k.name), d.title, d.body)
		}
		ins.flush()
	}
	return nil
}
