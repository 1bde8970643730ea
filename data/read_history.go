package data

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kept/playbook"
)

// FirstFilled returns when each value of an account first became other than
// empty, from the history and from what packs have brought: by the clock of
// whoever filled it, not by when it was taken in. A value that was emptied or
// undone since keeps its moment. pos and trashed_at are not among them.
func (s *Store) FirstFilled(ctx context.Context, account playbook.ID) (map[FilledKey]playbook.Moment, error) {
	// An account with a plan of forty tasks has about five hundred values.
	out := make(map[FilledKey]playbook.Moment, 512)
	fill := func(key FilledKey, at playbook.Moment) {
		if _, ok := out[key]; !ok && key.Col != "pos" && key.Col != "trashed_at" {
			out[key] = at
		}
	}
	err := s.reading(ctx, func(r *reader) error {
		claims, err := r.mixed(account)
		if err != nil || claims != nil {
			firstFilled(out, claims)
			return err
		}
		return r.each(func(scan func(...any) error) error {
			var key FilledKey
			var at playbook.Moment
			var added string
			if err := scan(&key.Noun, &key.Row, &key.Col, &added, &at); err != nil {
				return err
			}
			if key.Col != "" {
				fill(key, at)
				return nil
			}
			err := eachName(added, func(col string) {
				key.Col = col
				fill(key, at)
			})
			if err != nil {
				return fmt.Errorf("history of %s %s: %w", key.Noun, key.Row, err)
			}
			return nil
			// Long texts stay in the database: only whether they are empty counts.
		}, `SELECT h.noun, h.row, h.col, CASE WHEN h.col = '' THEN h.new ELSE '' END, c.at
			FROM history h JOIN changes c ON c.seq = h.change
			WHERE h.account = ? AND h.new IS NOT NULL AND h.new <> '' AND NOT (h.col <> '' AND h.new = '0') AND c.took = ''
			ORDER BY h.change, h.rowid`, idValue(account))
	})
	if err != nil {
		return nil, fmt.Errorf("read when the fields were filled: %w", err)
	}
	return out, nil
}

// eachName calls do with every name of a flat JSON object of texts, as rowJSON
// writes it. The values are passed over: decoding them was a quarter of the
// price of an account's page.
func eachName(object string, do func(name string)) error {
	const bad = "a row of the history is not an object of texts"
	s := object
	if len(s) < 2 || s[0] != '{' {
		return errors.New(bad)
	}
	if s == "{}" {
		return nil
	}
	for s = s[1:]; ; s = s[1:] { // behind { or a comma
		name, rest, ok := quoted(s)
		if !ok || rest == "" || rest[0] != ':' {
			return errors.New(bad)
		}
		if _, rest, ok = quoted(rest[1:]); !ok {
			return errors.New(bad)
		}
		if strings.IndexByte(name, '\\') >= 0 {
			return errors.New(bad) // names of columns need no escapes
		}
		do(name)
		switch s = rest; {
		case s == "}":
			return nil
		case s == "" || s[0] != ',':
			return errors.New(bad)
		}
	}
}

// quoted splits a JSON text off the beginning, without its marks and with its
// escapes as they stand.
func quoted(s string) (text, rest string, ok bool) {
	if s == "" || s[0] != '"' {
		return "", "", false
	}
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return s[1:i], s[i+1:], true
		}
	}
	return "", "", false
}

// maxLines bounds the lines of one event: an import may have thousands.
const maxLines = 200

// History returns the events that touched an account, the newest first; of
// the whole workspace for the zero account. Lines of other accounts that an
// act touched as well are left out. Taking in a pack touches the accounts in it,
// also where nothing changed because of it.
func (s *Store) History(ctx context.Context, account playbook.ID, q HistoryQuery) ([]Event, error) {
	if q.Limit <= 0 {
		q.Limit = 50
	}
	var out []Event
	err := s.reading(ctx, func(r *reader) (err error) {
		out, err = r.events(account, q)
		if err != nil || len(out) == 0 || q.LabelsOnly {
			return err
		}
		return r.eventLines(account, out)
	})
	if err != nil {
		return nil, fmt.Errorf("read the history: %w", err)
	}
	return out, nil
}

// LastChange returns the newest event, without its lines; nil when nothing
// was ever written.
func (s *Store) LastChange(ctx context.Context) (*Event, error) {
	var out []Event
	err := s.reading(ctx, func(r *reader) (err error) {
		out, err = r.events(playbook.ID{}, HistoryQuery{Limit: 1})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the last change: %w", err)
	}
	if len(out) == 0 {
		return nil, nil
	}
	return &out[0], nil
}

func (r *reader) events(account playbook.ID, q HistoryQuery) ([]Event, error) {
	where, args := r.eventsWhere(account, q)
	var out []Event
	err := r.each(func(scan func(...any) error) error {
		var e Event
		var undone int
		err := scan(&e.Seq, &e.ID, &e.Kind, &e.Who, &e.Device, &e.At, &e.Label, &e.Why, &undone, &e.Turned, &e.TurnedBy, &e.TurnedAt, &e.Took, &e.TookFrom, &e.TookSure)
		e.Undone = undone != standing
		out = append(out, e)
		return err
	}, `SELECT c.seq, c.id, c.kind, c.who, c.device, c.at, c.label, c.why, c.undone, COALESCE(c.undoes, 0), COALESCE(o.who, ''), COALESCE(o.at, ''),
			c.took, COALESCE(p.name, ''), COALESCE(p.trusted, 0)
		FROM changes c LEFT JOIN changes o ON o.seq = c.undoes LEFT JOIN peers p ON c.took <> '' AND p.key = c.took WHERE `+where+" ORDER BY c.seq DESC LIMIT ?", append(args, q.Limit)...)
	if err != nil || q.LabelsOnly {
		return out, err
	}
	if err := r.undoers(out); err != nil {
		return nil, err
	}
	return out, r.brings(account, out)
}

// eventsWhere is the condition on changes c that a query makes.
func (r *reader) eventsWhere(account playbook.ID, q HistoryQuery) (string, []any) {
	where, args := "1", []any{}
	and := func(sql string, values ...any) { where, args = where+" AND "+sql, append(args, values...) }
	if q.Before > 0 {
		and("c.seq < ?", q.Before)
	}
	if q.Who != "" {
		and("(c.who = ? COLLATE NOCASE OR c.took <> '' AND EXISTS (SELECT 1 FROM taken_changes x WHERE x.taken = c.seq AND x.who = ? COLLATE NOCASE))", q.Who, q.Who)
	}
	if q.From != "" {
		and("c.at >= ?", string(q.From))
	}
	if q.To != "" {
		and("c.at < ?", string(q.To))
	}
	touched, about := r.linesWhere(q)
	switch {
	case !account.IsZero(): // its lines are few and lie together
		of := append([]any{idValue(account)}, about...)
		taken := "SELECT h.taken FROM taken_history h WHERE h.account = ?" + touched
		and("c.seq IN (SELECT h.change FROM history h WHERE h.account = ?"+touched+" UNION "+taken+` UNION
			SELECT u.seq FROM changes t JOIN changes u ON u.device = t.device AND u.kind IN ('undo', 'redo') AND u.undoes = t.seq WHERE t.seq IN (`+taken+"))",
			slices.Concat(of, of, of)...)
	case touched != "": // from the newest act on, until there are enough
		and("(EXISTS (SELECT 1 FROM history h WHERE h.change = c.seq"+touched+") OR c.took <> '' AND EXISTS (SELECT 1 FROM taken_history h WHERE h.taken = c.seq"+touched+"))", slices.Concat(about, about)...)
	}
	return where, args
}

// linesWhere is the condition on lines h, of history or taken_history, that a
// query makes.
func (r *reader) linesWhere(q HistoryQuery) (string, []any) {
	if q.Noun == "" {
		return "", nil
	}
	where, args := " AND h.noun = ?", []any{q.Noun}
	if k := r.kinds.byName[q.Noun]; k != nil && k.listed != nil && q.Kind != "" {
		// A row that was taken away again is in its line only.
		where += " AND (h.row IN (SELECT id FROM " + k.table + " WHERE " + k.listed.quoted + " = ?) OR h.col = '' AND json_extract(COALESCE(h.new, h.old), '$." + k.listed.Name + "') = ?)"
		args = append(args, q.Kind, q.Kind)
	}
	if len(q.Cols) > 0 {
		where += " AND (h.col IN " + marks(len(q.Cols))
		for _, col := range q.Cols {
			args = append(args, col)
		}
		for _, col := range q.Cols {
			where += " OR h.col = '' AND json_type(COALESCE(h.new, h.old), ?) IS NOT NULL"
			args = append(args, `$."`+strings.ReplaceAll(col, `"`, "")+`"`)
		}
		where += ")"
	}
	return where, args
}

// undoers fills in who took back the undone ones among the events, and when. It
// asks by device, because only the device that did an act undoes it, and its
// undos have an index.
func (r *reader) undoers(events []Event) error {
	at := map[int64]*Event{}
	devices := map[string]bool{}
	for i := range events {
		if events[i].Undone {
			at[events[i].Seq] = &events[i]
			devices[events[i].Device] = true
		}
	}
	if len(at) == 0 {
		return nil
	}
	var args []any
	for d := range devices {
		args = append(args, d)
	}
	for seq := range at {
		args = append(args, seq)
	}
	return r.each(func(scan func(...any) error) error {
		var seq int64
		var who string
		var when playbook.Moment
		if err := scan(&seq, &who, &when); err != nil {
			return err
		}
		at[seq].UndoneBy, at[seq].UndoneAt = who, when // the last one counts
		return nil
	}, "SELECT undoes, who, at FROM changes WHERE kind = 'undo' AND device IN "+marks(len(devices))+" AND undoes IN "+marks(len(at))+" ORDER BY seq", args...)
}

// eventLines reads the first lines of each event. Every event is asked for by
// itself, because only so does the reading stop at maxLines: ranking the lines
// of all events at once took 330 ms behind acts of thousands of rows.
func (r *reader) eventLines(account playbook.ID, events []Event) error {
	for i := range events {
		e := &events[i]
		where, args := "change = ?", []any{e.Seq}
		if !account.IsZero() {
			where, args = where+" AND account = ?", append(args, idValue(account))
		}
		err := r.each(func(scan func(...any) error) error {
			var l Line
			if err := scan(&l.Noun, &l.Row, &l.Col, &l.Old, &l.New); err != nil {
				return err
			}
			e.Lines = append(e.Lines, l)
			return nil
		}, "SELECT noun, row, col, COALESCE(old, ''), COALESCE(new, '') FROM history WHERE "+where+" ORDER BY rowid LIMIT ?", append(args, maxLines)...)
		if err != nil {
			return err
		}
		if e.Count = len(e.Lines); e.Count == maxLines {
			if _, err := r.one([]any{&e.Count}, "SELECT count(*) FROM history WHERE "+where, args...); err != nil {
				return err
			}
		}
	}
	return r.nameLines(events)
}

// nameLines says of every line what its row is called.
func (r *reader) nameLines(events []Event) error {
	type place struct {
		event, line int
	}
	rows := map[string]map[playbook.ID][]place{}
	for i := range events {
		for j, l := range events[i].Lines {
			if rows[l.Noun] == nil {
				rows[l.Noun] = map[playbook.ID][]place{}
			}
			rows[l.Noun][l.Row] = append(rows[l.Noun][l.Row], place{i, j})
		}
	}
	for noun, ids := range rows {
		k, err := r.kinds.named(noun)
		if err != nil {
			return err
		}
		names, err := r.names(k, keys(ids))
		if err != nil {
			return err
		}
		for id, places := range ids {
			for _, p := range places {
				l := &events[p.event].Lines[p.line]
				name, ok := names[id]
				if !ok {
					name = nameInJSON(k, l)
				}
				l.RowTitle, l.Kind = name.title, name.kind
			}
		}
	}
	return nil
}

func keys[V any](m map[playbook.ID]V) []playbook.ID {
	out := make([]playbook.ID, 0, len(m))
	for id := range m {
		out = append(out, id)
	}
	return out
}

// A rowName is what a row is called, and which list of its noun it is in.
type rowName struct{ title, kind string }

// names returns what rows of one noun are called now.
func (r *reader) names(k *kind, ids []playbook.ID) (map[playbook.ID]rowName, error) {
	list := "''"
	if k.listed != nil {
		list = k.listed.quoted
	}
	out := map[playbook.ID]rowName{}
	for len(ids) > 0 {
		part := ids[:min(1000, len(ids))]
		ids = ids[len(part):]
		args := make([]any, len(part))
		for i, id := range part {
			args[i] = idValue(id)
		}
		err := r.each(func(scan func(...any) error) error {
			var id playbook.ID
			var n rowName
			err := scan(&id, &n.title, &n.kind)
			if n.title == "" {
				n.title = playbook.Label(k.name, "")
			}
			out[id] = n
			return err
		}, "SELECT id, "+k.titleSQL("")+", "+list+" FROM "+k.table+" WHERE id IN "+marks(len(part)), args...)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// nameInJSON names a row that is gone by what the line says of it.
func nameInJSON(k *kind, l *Line) rowName {
	if l.Col == "" {
		if n, err := rowFromJSON(k, l.Row, playbook.ID{}, l.Old+l.New); err == nil { // one of them is empty
			return rowName{title(k, n), playbook.KindOf(n)}
		}
	}
	return rowName{title: playbook.Label(k.name, "")}
}
