package data

import (
	"context"
	"errors"
	"strings"
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

// A job is a statement to run.
type job struct {
	sql  string
	args []any
}

// An inserter gathers rows for one table, so that they share statements.
type inserter struct {
	jobs  chan<- job
	into  string // table(columns)
	width int
	args  []any
	full  string // the statement of as many rows as go together
}

// add takes args, to which the values of one row have been appended.
func (i *inserter) add(args []any) {
	i.args = args
	if len(args) < i.width*perStatement(i.width) {
		return
	}
	if i.full == "" {
		i.full = i.sql(perStatement(i.width))
	}
	i.jobs <- job{i.full, args}
	i.args = make([]any, 0, len(args))
}

// flush writes what is left.
func (i *inserter) flush() {
	if len(i.args) > 0 {
		i.jobs <- job{i.sql(len(i.args) / i.width), i.args}
		i.args = nil
	}
}

func (i *inserter) sql(rows int) string {
	var b strings.Builder
	b.WriteString("INSERT INTO " + i.into + " VALUES ")
	tuples(&b, rows, i.width)
	return b.String()
}
