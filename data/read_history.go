package data

import (
	"context"
	"encoding/json"
	"fmt"

	"kept/playbook"
)

// FirstFilled returns when each value of an account first became other than
// empty, from the history. A value that was emptied or undone since keeps its
// moment. pos and trashed_at are not among them.
func (s *Store) FirstFilled(ctx context.Context, account playbook.ID) (map[FilledKey]playbook.Moment, error) {
	out := map[FilledKey]playbook.Moment{}
	fill := func(key FilledKey, at playbook.Moment) {
		if _, ok := out[key]; !ok && key.Col != "pos" && key.Col != "trashed_at" {
			out[key] = at
		}
	}
	err := s.reading(ctx, func(r *reader) error {
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
			var vals map[string]string
			if err := json.Unmarshal([]byte(added), &vals); err != nil {
				return fmt.Errorf("history of %s %s: %w", key.Noun, key.Row, err)
			}
			for col := range vals {
				key.Col = col
				fill(key, at)
			}
			return nil
			// Long texts stay in the database: only whether they are empty counts.
		}, `SELECT h.noun, h.row, h.col, CASE WHEN h.col = '' THEN h.new ELSE '' END, c.at
			FROM history h JOIN changes c ON c.seq = h.change
			WHERE h.account = ? AND h.new IS NOT NULL AND h.new <> '' AND NOT (h.col <> '' AND h.new = '0')
			ORDER BY h.change, h.rowid`, idValue(account))
	})
	if err != nil {
		return nil, fmt.Errorf("read when the fields were filled: %w", err)
	}
	return out, nil
}

// maxLines bounds the lines of one event: an import may have thousands.
const maxLines = 200

// History returns the events that touched an account, the newest first; of
// the whole workspace for the zero account. Lines of other accounts that an
// act touched as well are left out.
func (s *Store) History(ctx context.Context, account playbook.ID, q HistoryQuery) ([]Event, error) {
	if q.Limit <= 0 {
		q.Limit = 50
	}
	var out []Event
	err := s.reading(ctx, func(r *reader) (err error) {
		out, err = r.events(account, q)
		if err != nil || len(out) == 0 {
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
	where, args := "1", []any{}
	if !account.IsZero() {
		where, args = "seq IN (SELECT change FROM history WHERE account = ?)", append(args, idValue(account))
	}
	if q.Before > 0 {
		where, args = where+" AND seq < ?", append(args, q.Before)
	}
	var out []Event
	err := r.each(func(scan func(...any) error) error {
		var e Event
		var undone int
		err := scan(&e.Seq, &e.ID, &e.Kind, &e.Who, &e.Device, &e.At, &e.Label, &e.Why, &undone)
		e.Undone = undone != standing
		out = append(out, e)
		return err
	}, "SELECT seq, id, kind, who, device, at, label, why, undone FROM changes WHERE "+where+" ORDER BY seq DESC LIMIT ?", append(args, q.Limit)...)
	return out, err
}

func (r *reader) eventLines(account playbook.ID, events []Event) error {
	at := map[int64]int{}
	args := make([]any, 0, len(events)+2)
	for i, e := range events {
		at[e.Seq] = i
		args = append(args, e.Seq)
	}
	where := "change IN " + marks(len(events))
	if !account.IsZero() {
		where, args = where+" AND account = ?", append(args, idValue(account))
	}
	type removed struct {
		event, line int
	}
	rows := map[string]map[playbook.ID][]removed{}
	err := r.each(func(scan func(...any) error) error {
		var seq int64
		var count int
		var l Line
		if err := scan(&seq, &l.Noun, &l.Row, &l.Col, &l.Old, &l.New, &count); err != nil {
			return err
		}
		e := &events[at[seq]]
		e.Count, e.Lines = count, append(e.Lines, l)
		if rows[l.Noun] == nil {
			rows[l.Noun] = map[playbook.ID][]removed{}
		}
		rows[l.Noun][l.Row] = append(rows[l.Noun][l.Row], removed{at[seq], len(e.Lines) - 1})
		return nil
	}, `SELECT change, noun, row, col, COALESCE(old, ''), COALESCE(new, ''), total FROM (
			SELECT rowid AS n, *, count(*) OVER (PARTITION BY change) AS total, row_number() OVER (PARTITION BY change ORDER BY rowid) AS i
			FROM history WHERE `+where+`) WHERE i <= ? ORDER BY change, n`, append(args, maxLines)...)
	if err != nil {
		return err
	}
	for noun, ids := range rows {
		k, err := r.kinds.named(noun)
		if err != nil {
			return err
		}
		titles, err := r.titles(k, keys(ids))
		if err != nil {
			return err
		}
		for id, places := range ids {
			for _, p := range places {
				l := &events[p.event].Lines[p.line]
				l.RowTitle = titles[id]
				if l.RowTitle == "" {
					l.RowTitle = titleInJSON(k, l)
				}
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

// titles returns what rows of one noun are called now.
func (r *reader) titles(k *kind, ids []playbook.ID) (map[playbook.ID]string, error) {
	out := map[playbook.ID]string{}
	for len(ids) > 0 {
		part := ids[:min(1000, len(ids))]
		ids = ids[len(part):]
		args := make([]any, len(part))
		for i, id := range part {
			args[i] = idValue(id)
		}
		err := r.each(func(scan func(...any) error) error {
			var id playbook.ID
			var title string
			err := scan(&id, &title)
			if title == "" {
				title = playbook.Label(k.name, "")
			}
			out[id] = title
			return err
		}, "SELECT id, "+k.titleSQL("")+" FROM "+k.table+" WHERE id IN "+marks(len(part)), args...)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// titleInJSON names a row that is gone by what the line says of it.
func titleInJSON(k *kind, l *Line) string {
	if l.Col == "" {
		if n, err := rowFromJSON(k, l.Row, playbook.ID{}, l.Old+l.New); err == nil { // one of them is empty
			return title(k, n)
		}
	}
	return playbook.Label(k.name, "")
}
