package export

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"kept/playbook"
	"kept/playbook/table"
	"kept/playbook/table/xlsx"
)

// batch is how many accounts are read at once: their records are all that is
// in memory.
const batch = 100

// A writing is one export under way.
type writing struct {
	o            *Options
	sum          *Summary
	dir, scratch string

	names       map[playbook.ID]string
	done, total int
	told        int

	book  *xlsx.Book
	csv   *csvFile
	files []*os.File
}

// close lets go of every file, those of an export that ended in the middle too:
// Windows removes no file that is open.
func (w *writing) close() {
	for _, f := range w.files {
		f.Close() // most are closed; what mattered was told then
	}
}

func (w *writing) tables() bool { return w.o.CSV || w.o.XLSX }

// all writes every file.
func (w *writing) all(ctx context.Context, r playbook.ExportReader) (err error) {
	accounts, err := r.ExportAccounts()
	if err != nil {
		return err
	}
	w.sum.Accounts = len(accounts)
	w.names = make(map[playbook.ID]string, len(accounts))
	for _, a := range accounts {
		w.names[a.ID] = a.Name
	}
	w.total = historyWeight * len(accounts)
	rows := map[string]int{}
	if w.tables() {
		for _, n := range playbook.Nouns() {
			name := playbook.NounName(n)
			if rows[name], err = r.CountRows(name); err != nil {
				return err
			}
			w.total += rows[name]
			w.sum.Rows += rows[name]
		}
	}
	if w.o.XLSX {
		if w.book, err = xlsx.New(w.scratch, table.Guard); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, w.book.Close()) }()
	}
	if w.tables() {
		if err := w.nouns(ctx, r); err != nil {
			return err
		}
	}
	if err := w.pasts(ctx, r, accounts); err != nil {
		return err
	}
	if w.tables() {
		if err := w.contents(rows); err != nil {
			return err
		}
	}
	if w.o.Document && !w.o.single() {
		if err := w.file(schemaName, func(b *bufio.Writer) error {
			_, err := b.Write(Schema())
			return err
		}); err != nil {
			return err
		}
	}
	if !w.o.XLSX {
		return nil
	}
	w.sum.Cut = w.book.Cut()
	return w.file(bookName, func(b *bufio.Writer) error { return w.book.Write(b) })
}

// historyWeight is what the history and the document of an account cost beside
// a row of a table.
const historyWeight = 40

// step counts what is done, and ends where nobody waits for it any more.
func (w *writing) step(ctx context.Context, n int) error {
	w.done += n
	if w.o.Progress != nil {
		if now := w.done * 100 / max(w.total, 1); now != w.told { // a report for each hundredth
			w.told = now
			w.o.Progress(w.done, w.total)
		}
	}
	return ctx.Err()
}

// nouns writes the tables of all nouns.
func (w *writing) nouns(ctx context.Context, r playbook.ExportReader) error {
	for _, n := range playbook.Nouns() {
		s := nounSheet(n, w.o.Sensitive)
		if err := w.begin(&s); err != nil {
			return err
		}
		err := r.EachRow(playbook.NounName(n), func(row playbook.Noun) error {
			if err := w.row(cells(row, w.o.Sensitive, w.names)); err != nil {
				return err
			}
			return w.step(ctx, 1)
		})
		if err != nil {
			return err
		}
		if err := w.end(); err != nil {
			return err
		}
	}
	return nil
}

// pasts writes the table of the history and the document, account by account.
func (w *writing) pasts(ctx context.Context, r playbook.ExportReader, accounts []playbook.ExportAccount) error {
	if !w.o.Document {
		return w.past(ctx, r, accounts, nil)
	}
	return w.file(documentName, func(b *bufio.Writer) error { return w.past(ctx, r, accounts, b) })
}

func (w *writing) past(ctx context.Context, r playbook.ExportReader, accounts []playbook.ExportAccount, b *bufio.Writer) error {
	if w.tables() {
		s := historySheet()
		if err := w.begin(&s); err != nil {
			return err
		}
	}
	var d *document
	if b != nil {
		d = &document{b: b, sensitive: w.o.Sensitive}
		d.head(w.o)
		if err := d.workspace(r); err != nil {
			return err
		}
	}
	if err := w.acts(r, playbook.ExportAccount{}, d); err != nil {
		return err
	}
	if d != nil {
		d.accounts()
	}
	for len(accounts) > 0 {
		part := accounts[:min(batch, len(accounts))]
		accounts = accounts[len(part):]
		recs := make([]playbook.Record, len(part))
		if d != nil {
			ids := make([]playbook.ID, len(part))
			for i, a := range part {
				ids[i] = a.ID
			}
			var err error
			if recs, err = r.Records(ids); err != nil {
				return err
			}
		}
		for i, a := range part {
			if d != nil {
				d.account(&recs[i])
			}
			if err := w.acts(r, a, d); err != nil {
				return err
			}
			if d != nil {
				d.ended()
			}
			if err := w.step(ctx, historyWeight); err != nil {
				return err
			}
		}
	}
	if d != nil {
		if err := d.end(); err != nil {
			return err
		}
	}
	if w.tables() {
		return w.end()
	}
	return nil
}

// acts writes the history of an account wherever it is wanted.
func (w *writing) acts(r playbook.ExportReader, a playbook.ExportAccount, d *document) error {
	return r.EachAct(a.ID, func(act playbook.ExportAct) error {
		w.sum.Acts++
		if d != nil {
			d.act(&act)
		}
		if !w.tables() {
			return nil
		}
		return historyRows(&act, a.ID, a.Name, w.o.Sensitive, w.row)
	})
}

// begin opens a table where it is wanted; row and end go on with it.
func (w *writing) begin(s *sheet) (err error) {
	if w.o.CSV {
		if w.csv, err = w.newCSV(s.name+".csv", s.names()); err != nil {
			return err
		}
	}
	if w.o.XLSX {
		return w.book.Sheet(s.name, s.headings())
	}
	return nil
}

func (w *writing) row(cells []string) error {
	if w.o.CSV {
		if err := w.csv.table.Write(cells); err != nil {
			return err
		}
	}
	if w.o.XLSX {
		return w.book.Row(cells)
	}
	return nil
}

func (w *writing) end() error {
	if w.o.CSV {
		return w.csv.close()
	}
	return nil
}

// contents says what the tables and their columns are.
func (w *writing) contents(rows map[string]int) error {
	cols := []xlsx.Column{{Heading: "Table", Width: 22}, {Heading: "Rows", Kind: xlsx.Whole}, {Heading: "What it holds", Width: 60}, {Heading: "Column", Width: 24},
		{Heading: "Heading", Width: 36}, {Heading: "Values", Width: 80}}
	if w.o.XLSX {
		if err := w.book.Sheet("contents", cols); err != nil {
			return err
		}
	}
	var err error
	if w.o.CSV {
		if w.csv, err = w.newCSV(columnsName, []string{"table", "rows", "about", "column", "heading", "values"}); err != nil {
			return err
		}
	}
	var all []sheet
	for _, n := range playbook.Nouns() {
		all = append(all, nounSheet(n, w.o.Sensitive))
	}
	all = append(all, historySheet())
	for i := range all {
		count := ""
		if i < len(all)-1 {
			count = fmt.Sprint(rows[playbook.NounName(playbook.Nouns()[i])])
		}
		for j, c := range all[i].cols {
			about := all[i].about
			if j > 0 {
				count, about = "", ""
			}
			if err := w.row([]string{all[i].name, count, about, c.name, all[i].headings()[j].Heading, c.about}); err != nil {
				return err
			}
		}
	}
	if err := w.end(); err != nil {
		return err
	}
	if w.o.XLSX {
		return w.book.First("contents")
	}
	return nil
}

// A csvFile is a table that is being written.
type csvFile struct {
	file  *os.File
	table *table.Writer
}

func (w *writing) newCSV(name string, header []string) (*csvFile, error) {
	f, err := w.create(name)
	if err != nil {
		return nil, err
	}
	return &csvFile{f, table.NewWriter(f, header)}, nil
}

func (c *csvFile) close() error { return finish(c.file, c.table.Flush()) }

// create makes a file of the export, for its owner alone until all of it is
// there.
func (w *writing) create(name string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(w.dir, name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	w.sum.Files, w.files = append(w.sum.Files, name), append(w.files, f)
	return f, nil
}

// file makes a file and fills it.
func (w *writing) file(name string, fill func(*bufio.Writer) error) error {
	f, err := w.create(name)
	if err != nil {
		return err
	}
	b := bufio.NewWriterSize(f, 1<<16)
	err = fill(b)
	if err == nil {
		err = b.Flush()
	}
	return finish(f, err)
}

// finish syncs and closes a file that was written with err.
func finish(f *os.File, err error) error {
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Chmod(f.Name(), 0o644)
	}
	return err
}

// notWritten is one sentence on why there is no export.
func notWritten(dir string, err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("nothing was exported because the disk is full; make room or choose another folder: %w", err)
	case errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS):
		return fmt.Errorf("nothing was exported because the folder %s cannot be written to; choose another folder: %w", dir, err)
	case errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR):
		return fmt.Errorf("nothing was exported because there is no folder %s; choose another one: %w", dir, err)
	}
	return fmt.Errorf("nothing was exported to %s; try again or choose another folder: %w", dir, err)
}
