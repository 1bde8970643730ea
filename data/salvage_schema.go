package data

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/glebarez/sqlite"

	"kept/data/pages"
)

// A layout is how a format keeps its rows: which columns in which order. It is
// asked of a database that the same migrations have just made in memory, so
// that nothing is believed of the damaged file.
type layout struct {
	tables  map[string]*tableLayout
	indexes map[string]*indexLayout
}

type tableLayout struct {
	name  string
	cols  []colLayout
	least int // columns of the first format: a row written before a column was added is shorter
}

type colLayout struct {
	name     string
	kind     pages.Kind
	null     bool
	rowid    bool // the key that the row number stands for; stored as NULL
	standard pages.Value
}

type indexLayout struct {
	name, table string
	cols        []string // "" for an expression
	full        bool     // it has an entry for every row of the table
}

// layoutOf returns the layout of a format from 1 to the newest.
func layoutOf(ctx context.Context, version int) (*layout, error) {
	first, err := oneLayout(ctx, 1)
	if err != nil || version == 1 {
		return first, err
	}
	l, err := oneLayout(ctx, version)
	if err != nil {
		return nil, err
	}
	for name, t := range l.tables {
		if old := first.tables[name]; old != nil {
			t.least = min(old.least, len(t.cols))
		}
	}
	return l, nil
}

func oneLayout(ctx context.Context, version int) (*layout, error) {
	db, err := sql.Open(sqlite.DriverName, ":memory:")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	all, err := readMigrations(migrations, "migrations/sqlite")
	if err != nil {
		return nil, err
	}
	for _, m := range all[:version] {
		if _, err := db.ExecContext(ctx, m.sql); err != nil {
			return nil, fmt.Errorf("make format %d in memory: %w", m.version, err)
		}
	}
	l := &layout{map[string]*tableLayout{}, map[string]*indexLayout{}}
	rows, err := db.QueryContext(ctx, `SELECT s.name, c.name, upper(c.type), c."notnull", c.dflt_value, c.pk
		FROM sqlite_schema s JOIN pragma_table_info(s.name) c WHERE s.type = 'table' AND s.sql NOT LIKE '%WITHOUT ROWID%' AND s.rootpage > 0 ORDER BY s.name, c.cid`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var table, col, typ string
		var notNull bool
		var standard sql.NullString
		var pk int
		if err := rows.Scan(&table, &col, &typ, &notNull, &standard, &pk); err != nil {
			return nil, err
		}
		t := l.tables[table]
		if t == nil {
			t = &tableLayout{name: table}
			l.tables[table] = t
		}
		c := colLayout{name: col, null: !notNull, rowid: pk == 1 && typ == "INTEGER"}
		switch typ {
		case "TEXT":
			c.kind = pages.Text
		case "INTEGER":
			c.kind = pages.Int
		default:
			c.kind = pages.Blob
		}
		if s := strings.Trim(standard.String, "'"); standard.Valid && standard.String != "NULL" {
			c.standard = pages.Value{Kind: c.kind, Bytes: []byte(s)}
			if c.kind == pages.Int {
				c.standard.Int, _ = strconv.ParseInt(s, 10, 64) // a default of ours is a number
			}
		}
		t.cols = append(t.cols, c)
		t.least = len(t.cols)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	found, err := db.QueryContext(ctx, `SELECT s.name, s.tbl_name, COALESCE(s.sql, '') NOT LIKE '%WHERE %', COALESCE(c.name, '') FROM sqlite_schema s JOIN pragma_index_info(s.name) c
		WHERE s.type = 'index' ORDER BY s.name, c.seqno`)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	for found.Next() {
		var name, table, col string
		var full bool
		if err := found.Scan(&name, &table, &full, &col); err != nil {
			return nil, err
		}
		x := l.indexes[name]
		if x == nil {
			x = &indexLayout{name: name, table: table, full: full}
			l.indexes[name] = x
		}
		x.cols = append(x.cols, col)
	}
	return l, found.Err()
}

// fill brings the values of a stored row to the columns of the table: those
// that the row is too old to have get their default. It returns nil when the
// values cannot be a row of this table.
func (t *tableLayout) fill(rowid int64, vals []pages.Value) []pages.Value {
	if len(vals) < t.least || len(vals) > len(t.cols) {
		return nil
	}
	out := make([]pages.Value, len(t.cols))
	copy(out, vals)
	for i, c := range t.cols {
		v := &out[i]
		switch {
		case i >= len(vals):
			*v = c.standard
		case c.rowid:
			if v.Kind != pages.Null {
				return nil
			}
			*v = pages.Value{Kind: pages.Int, Int: rowid}
		case v.Kind == pages.Null:
			if !c.null {
				return nil
			}
		case v.Kind != c.kind, v.Kind == pages.Text && !readable(v.Bytes):
			return nil
		}
	}
	return out
}

// readable tells whether bytes can be a text of ours: UTF-8 without NUL.
func readable(b []byte) bool {
	return utf8.Valid(b) && !strings.Contains(string(b), "\x00")
}

// at returns the place of a column, -1 when there is none of the name.
func (t *tableLayout) at(col string) int {
	for i, c := range t.cols {
		if c.name == col {
			return i
		}
	}
	return -1
}
