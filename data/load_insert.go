package data

import (
	"cmp"
	"context"
	"errors"
	"strconv"
)

// writing runs fn, whose rows go into the database beside it: making them takes
// about as long as writing them.
func (l *loader) writing(fn func() error) error {
	l.jobs = make(chan job, 64)
	done := make(chan error, 1)
	go func() {
		var err error
		for j := range l.jobs {
			if err == nil {
				_, err = l.tx.ExecContext(context.Background(), j.sql, j.args...) // see Store.act; fn looks at the context
			}
		}
		done <- err
	}()
	err := fn()
	close(l.jobs)
	return errors.Join(err, <-done)
}

// beside leaves a statement to whoever writes beside what makes the rows.
func (l *loader) beside(j job) { l.jobs <- j }

// A job is a statement to run.
type job struct {
	sql  string
	args []any
}

// An inserter gathers rows for one table, so that they share statements. The
// driver parses a statement each time, and looks each bound value up in the
// list of all: what is empty or a number stands in the statement instead, which
// leaves two of five values to bind.
type inserter struct {
	run  func(job)
	most int    // values to bind in a statement, 0 for maxBound
	into string // table(columns)
	sql  []byte
	args []any
	room int // how many values the last statement bound
}

// A word is a text of the program's own, such as the name of a column, that can
// stand in a statement as it is.
type word string

// add takes the values of one row; they can be used again afterwards.
func (i *inserter) add(values ...any) {
	if len(i.sql) == 0 {
		i.sql = append(append(append(i.sql, "INSERT INTO "...), i.into...), " VALUES "...)
		i.args = make([]any, 0, i.room)
	} else {
		i.sql = append(i.sql, ',')
	}
	for n, v := range values {
		i.sql = append(i.sql, "(,"[min(n, 1)])
		switch x := v.(type) {
		case nil:
			i.sql = append(i.sql, "NULL"...)
		case int64:
			i.sql = strconv.AppendInt(i.sql, x, 10)
		case word:
			i.sql = append(append(append(i.sql, '\''), x...), '\'')
		case string:
			if x == "" {
				i.sql = append(i.sql, "''"...)
				continue
			}
			i.bind(v)
		default:
			i.bind(v)
		}
	}
	if i.sql = append(i.sql, ')'); len(i.args) >= cmp.Or(i.most, maxBound) || len(i.sql) > maxStatement {
		i.flush()
	}
}

const (
	maxBound     = 80       // values to bind in a statement of an inserter
	maxStatement = 64 << 10 // bytes of one
)

func (i *inserter) bind(v any) {
	i.sql = append(i.sql, '?')
	i.args = append(i.args, v)
}

// flush writes what is left.
func (i *inserter) flush() {
	if len(i.sql) > 0 {
		i.run(job{string(i.sql), i.args})
		i.sql, i.args, i.room = i.sql[:0], nil, len(i.args)
	}
}

// An insertion is rows of an act on their way into one table.
type insertion struct {
	inserter
	err error
}

func (t *tx) inserting(into string) *insertion {
	out := &insertion{inserter: inserter{into: into, most: maxValues}}
	out.run = func(j job) {
		if out.err == nil {
			_, out.err = t.exec(j.sql, j.args...)
		}
	}
	return out
}

// end writes what is left.
func (i *insertion) end() error {
	i.flush()
	return i.err
}
