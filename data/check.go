package data

import (
	"context"
	"database/sql"
	"fmt"
	"reflect"

	"github.com/glebarez/sqlite"
	"gorm.io/gorm"

	"kept/playbook"
)

// The areas of a Finding.
const (
	AreaFile    = "file"    // integrity_check of SQLite
	AreaKeys    = "keys"    // a foreign key that leads nowhere
	AreaOrphan  = "orphan"  // a row whose account, plan or phase is gone
	AreaSearch  = "search"  // the search does not say what the rows say
	AreaHistory = "history" // the history does not lead to the rows
	AreaClaims  = "claims"  // what is known of an account, with what packs brought, does not lead to its rows
)

// A Finding is one thing that is not as it should be.
type Finding struct {
	Area    string
	Noun    string
	Row     playbook.ID
	Message string
	Mended  bool
}

// CheckOptions say how much is checked.
type CheckOptions struct {
	MendSearch bool // rebuild the search when it has drifted
	Replay     bool // compare the rows with the whole history; reads all of it
}

// CheckIntegrity looks for damage: the file by SQLite's own checks, rows that
// hang on nothing, the search, and, when asked, the history. No finding means
// that all is well.
func (s *Store) CheckIntegrity(ctx context.Context, o CheckOptions) ([]Finding, error) {
	found, err := s.fileFindings(ctx)
	if err != nil {
		return nil, fmt.Errorf("check the file: %w", dbErr(ctx, err))
	}
	if len(found) > 0 && found[0].Area == AreaFile {
		return found, nil // what a damaged file says of its rows means nothing
	}
	var drift []Finding
	err = s.reading(ctx, func(r *reader) error {
		orphans, err := r.orphans()
		if err != nil {
			return err
		}
		found = append(found, orphans...)
		if drift, err = r.searchDrift(); err != nil {
			return err
		}
		if !o.Replay {
			return nil
		}
		wrong, err := r.replayDrift()
		if err != nil {
			return err
		}
		apart, err := r.claimsDrift()
		found = append(append(found, wrong...), apart...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("check the workspace: %w", err)
	}
	if len(drift) > 0 && o.MendSearch {
		if err := s.RebuildSearch(ctx); err != nil {
			return nil, err
		}
		for i := range drift {
			drift[i].Mended = true
		}
	}
	return append(found, drift...), nil
}

// fileFindings asks SQLite on a connection of its own: integrity_check does
// not notice that what an older connection remembers of the search was changed
// by another since, and calls a sound file corrupt.
func (s *Store) fileFindings(ctx context.Context) ([]Finding, error) {
	db, err := sql.Open(sqlite.DriverName, readDSN(s.path))
	if err != nil {
		return nil, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	return sqliteFindings(ctx, db)
}

// sqliteFindings asks SQLite itself.
func sqliteFindings(ctx context.Context, db *sql.DB) ([]Finding, error) {
	var out []Finding
	rows, err := db.QueryContext(ctx, "PRAGMA integrity_check(20)")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var msg string
		if err := rows.Scan(&msg); err != nil {
			return nil, err
		}
		if msg != "ok" {
			out = append(out, Finding{Area: AreaFile, Message: msg})
		}
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	keys, err := db.QueryContext(ctx, `SELECT "table", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2`)
	if err != nil {
		return nil, err
	}
	defer keys.Close()
	for keys.Next() {
		var table, parent string
		var n int
		if err := keys.Scan(&table, &parent, &n); err != nil {
			return nil, err
		}
		out = append(out, Finding{Area: AreaKeys, Message: fmt.Sprintf("%d rows of %s name rows of %s that are not there", n, table, parent)})
	}
	return out, keys.Err()
}

// orphans finds rows that name a row which is not there.
func (r *reader) orphans() ([]Finding, error) {
	refs := references()
	for _, k := range r.kinds.list {
		if !k.workspace && !k.isAccount {
			refs = append(refs, reference{k.name, "account_id", "account"})
		}
	}
	var out []Finding
	for _, ref := range refs {
		from, to := r.kinds.byName[ref.from], r.kinds.byName[ref.to]
		err := r.each(func(scan func(...any) error) error {
			f := Finding{Area: AreaOrphan, Noun: ref.from, Message: fmt.Sprintf("the %s of this %s is not there", ref.to, ref.from)}
			err := scan(&f.Row)
			out = append(out, f)
			return err
		}, fmt.Sprintf("SELECT x.id FROM %s x WHERE x.%s IS NOT NULL AND NOT EXISTS (SELECT 1 FROM %s y WHERE y.id = x.%s)",
			from.table, ref.col, to.table, ref.col))
		if err != nil {
			return nil, fmt.Errorf("look for orphans of %s: %w", to.table, err)
		}
	}
	return out, nil
}

// everyRow calls fn with each row of a noun, in the trash or not.
func (r *reader) everyRow(k *kind, fn func(playbook.Noun) error) error {
	after := []byte{}
	for {
		page := reflect.New(reflect.SliceOf(k.typ))
		if err := r.db.Table(k.table).Where("id > ?", after).Order("id").Limit(2000).Find(page.Interface()).Error; err != nil {
			return fmt.Errorf("read the rows of %s: %w", k.table, err)
		}
		rows := page.Elem()
		for i := range rows.Len() {
			n := rows.Index(i).Addr().Interface().(playbook.Noun)
			if err := fn(n); err != nil {
				return err
			}
			id := n.Key().ID
			after = id[:]
		}
		if rows.Len() < 2000 {
			return nil
		}
	}
}

type searchDoc struct{ noun, title, body string }

// searchDrift compares the search documents with the rows.
func (r *reader) searchDrift() ([]Finding, error) {
	docs := map[playbook.ID]searchDoc{}
	err := r.each(func(scan func(...any) error) error {
		var id playbook.ID
		var d searchDoc
		err := scan(&id, &d.noun, &d.title, &d.body)
		docs[id] = d
		return err
	}, "SELECT row, noun, title, body FROM search_docs")
	if err != nil {
		return nil, fmt.Errorf("read the search documents: %w", err)
	}
	var out []Finding
	for _, k := range r.kinds.list {
		if k.words.rank == 0 {
			continue
		}
		err := r.everyRow(k, func(n playbook.Noun) error {
			title, body := doc(k, n)
			d := docs[n.Key().ID]
			delete(docs, n.Key().ID)
			if d.title != title || d.body != body {
				out = append(out, Finding{Area: AreaSearch, Noun: k.name, Row: n.Key().ID, Message: "the search knows other words of this row"})
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	for id, d := range docs {
		out = append(out, Finding{Area: AreaSearch, Noun: d.noun, Row: id, Message: "the search knows a row that is not there"})
	}
	return out, nil
}

// RebuildSearch writes the search anew from the rows.
func (s *Store) RebuildSearch(ctx context.Context) error {
	err := s.writing(ctx, func(db *gorm.DB) error {
		t := &tx{reader: &reader{ctx: ctx, kinds: s.kinds, db: db}}
		for _, stmt := range []string{"DROP TRIGGER search_docs_removed", "DELETE FROM search_docs",
			"INSERT INTO search(search) VALUES ('rebuild')", removedTrigger} {
			if _, err := t.exec(stmt); err != nil {
				return err
			}
		}
		for _, k := range s.kinds.list {
			if k.words.rank == 0 {
				continue
			}
			if err := t.everyRow(k, func(n playbook.Noun) error {
				t.touched = append(t.touched, &state{kind: k, now: n})
				if len(t.touched) < 1000 {
					return nil
				}
				err := t.index()
				t.touched = t.touched[:0]
				return err
			}); err != nil {
				return err
			}
			if err := t.index(); err != nil {
				return err
			}
			t.touched = t.touched[:0]
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("rebuild the search: %w", err)
	}
	return nil
}

// removedTrigger is as the migration has it. It is out of the way while the
// documents are emptied: it would have to find old words that may be wrong.
const removedTrigger = `CREATE TRIGGER search_docs_removed AFTER DELETE ON search_docs BEGIN
  INSERT INTO search(search, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
END`

// replayDrift replays the history from nothing and compares.
func (r *reader) replayDrift() ([]Finding, error) {
	rows, err := r.replay()
	if err != nil {
		return nil, err
	}
	var out []Finding
	for _, k := range r.kinds.list {
		err := r.everyRow(k, func(n playbook.Noun) error {
			id := n.Key().ID
			was := rows[id]
			delete(rows, id)
			if was == nil {
				out = append(out, Finding{Area: AreaHistory, Noun: k.name, Row: id, Message: "the history does not know this row"})
			} else if cols := k.differs(was, n); len(cols) > 0 {
				out = append(out, Finding{Area: AreaHistory, Noun: k.name, Row: id, Message: fmt.Sprintf("the history leads to another %s", cols[0].Name)})
			} else if was.Key().AccountID != n.Key().AccountID {
				out = append(out, Finding{Area: AreaHistory, Noun: k.name, Row: id, Message: "the history has this row on another account"})
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	for id, n := range rows {
		out = append(out, Finding{Area: AreaHistory, Noun: playbook.NounName(n), Row: id, Message: "the row that the history leads to is not there"})
	}
	return out, nil
}

// replay returns every row that the history leads to.
func (r *reader) replay() (map[playbook.ID]playbook.Noun, error) {
	rows := map[playbook.ID]playbook.Noun{}
	err := r.each(func(scan func(...any) error) error {
		var e entry
		if err := scan(&e.noun, &e.row, &e.account, &e.col, &e.new); err != nil {
			return err
		}
		k, err := r.kinds.named(e.noun)
		if err != nil {
			return err
		}
		switch {
		case e.col == "" && e.new == nil:
			delete(rows, e.row)
		case e.col == "":
			rows[e.row], err = rowFromJSON(k, e.row, e.account, *e.new)
		case rows[e.row] == nil || k.col(e.col) == nil:
			return fmt.Errorf("history of %s %s: column %q of a row that was never added", e.noun, e.row, e.col)
		default:
			err = k.col(e.col).SetText(rows[e.row], *e.new)
		}
		return err
	}, "SELECT noun, row, account, col, new FROM history ORDER BY change, rowid")
	if err != nil {
		return nil, fmt.Errorf("replay the history: %w", err)
	}
	return rows, nil
}
