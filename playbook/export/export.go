// Package export writes everything that a workspace holds for other programs:
// tables as CSV files and as one XLSX workbook, and one JSON document with its
// schema, the history among them. So nobody is locked in.
// It reads nothing back, and what it writes is no backup: what lies in the trash
// is not in it.
package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kept/playbook"
)

// Options say what is written, and where.
type Options struct {
	// To is the folder that is made for it, or, where one workbook or one
	// document is all that is wanted, a file of that ending.
	To                  string
	CSV, XLSX, Document bool
	Sensitive           bool // what is sensitive comes along
	Who                 string
	Now                 time.Time
	Progress            func(done, total int) // may be nil
}

// A Summary tells what was written.
type Summary struct {
	To       string
	Files    []string // below To, by name; "" where To is the only file
	Accounts int
	Rows     int // of the tables, the history not among them; 0 without tables
	Acts     int
	Cut      int // texts of the workbook that a cell could not hold
}

// Names of what is written.
const (
	bookName     = "kept.xlsx"
	documentName = "kept.json"
	schemaName   = "kept.schema.json"
	columnsName  = "columns.csv"
)

// FolderName is what the folder of an export is usually called.
func FolderName(on playbook.Date) string { return "kept-export-" + string(on) }

// single tells whether the options ask for one file, by its ending.
func (o *Options) single() bool {
	switch strings.ToLower(filepath.Ext(o.To)) {
	case ".xlsx":
		return o.XLSX && !o.CSV && !o.Document
	case ".json":
		return o.Document && !o.CSV && !o.XLSX
	}
	return false
}

// Write writes all of it beside its place and renames it then, so that a name
// stands for a whole export. On an error, or when ctx ends, nothing is left. The
// error is one sentence for the user.
func Write(ctx context.Context, from playbook.Exporter, o Options) (sum Summary, err error) {
	if !o.CSV && !o.XLSX && !o.Document {
		return sum, &playbook.RefusedError{What: "Nothing was exported", Reasons: []string{"choose the tables, the workbook or the document"}}
	}
	sum.To = o.To
	if err := o.free(); err != nil {
		return sum, err
	}
	dir := filepath.Dir(o.To)
	temp, err := os.MkdirTemp(dir, ".kept-export-*.tmp")
	if err != nil {
		return sum, notWritten(dir, err)
	}
	defer func() {
		// What had content was moved away or taken away by then, when all went well.
		if e := tidy(temp); e != nil && err != nil {
			err = errors.Join(err, fmt.Errorf("remove %s by hand: %w", temp, e))
		}
	}()
	w := &writing{o: &o, sum: &sum, dir: filepath.Join(temp, "files"), scratch: filepath.Join(temp, "scratch")}
	for _, d := range []string{w.dir, w.scratch} {
		if err := os.Mkdir(d, 0o700); err != nil {
			return sum, notWritten(dir, err)
		}
	}
	err = from.Export(ctx, func(r playbook.ExportReader) error { return w.all(ctx, r) })
	w.close()
	if err != nil {
		if ctx.Err() != nil {
			return sum, ctx.Err()
		}
		return sum, notWritten(dir, err)
	}
	if err := w.place(); err != nil {
		return sum, notWritten(dir, err)
	}
	slices.Sort(sum.Files)
	return sum, nil
}

// tidy removes the folder of an export under way, name by name: not every system
// that says it is Windows removes a tree at once.
func tidy(temp string) error {
	for _, d := range []string{filepath.Join(temp, "files"), filepath.Join(temp, "scratch")} {
		names, _ := os.ReadDir(d) // it may have become the export
		for _, n := range names {
			os.Remove(filepath.Join(d, n.Name()))
		}
		os.Remove(d)
	}
	return os.Remove(temp) // tells of whatever could not be removed
}

// free refuses a place that is taken: a folder may be there when it is empty,
// and a file may be written over, as its name was given.
func (o *Options) free() error {
	st, err := os.Stat(o.To)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return notWritten(filepath.Dir(o.To), err)
	case o.single() && !st.IsDir():
		return nil
	case o.single():
		return taken("%s is a folder; give the file another name", o.To)
	case !st.IsDir():
		return taken("%s is a file; name a folder that is not there yet", o.To)
	}
	d, err := os.Open(o.To)
	if err != nil {
		return notWritten(filepath.Dir(o.To), err)
	}
	defer d.Close()
	if _, err := d.Readdirnames(1); err == io.EOF {
		return nil
	}
	return taken("the folder %s has files in it; name one that is not there yet", o.To)
}

// A placeError says that there is something where the export was to go.
type placeError struct{ message string }

func (e *placeError) Error() string { return "nothing was exported: " + e.message }

func taken(format string, args ...any) error { return &placeError{fmt.Sprintf(format, args...)} }

// place puts what was written to its name.
func (w *writing) place() error {
	to := w.o.To
	if w.o.single() {
		only := filepath.Join(w.dir, w.sum.Files[0])
		w.sum.Files = []string{""}
		// For whoever may read the folder, as every document that is written.
		if err := os.Chmod(only, 0o644); err != nil {
			return err
		}
		return os.Rename(only, to)
	}
	if err := os.Chmod(w.dir, 0o755); err != nil {
		return err
	}
	// An empty folder of that name gives way; some systems rename over no folder.
	if err := os.Remove(to); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return os.Rename(w.dir, to)
}
