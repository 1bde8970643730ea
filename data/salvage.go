package data

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"kept/data/pages"
	"kept/playbook"
)

// SalvageOptions say who salvages. The zero options use the system's clock and
// tell nobody how far it is.
type SalvageOptions struct {
	Who  string           // the person, for the act that the salvage leaves
	Now  func() time.Time // the clock
	Tell func(done float64, doing string)
}

// Examine reads every page of a workspace file, and of the log beside it, and
// says what is damaged. It opens both for reading only and leaves no file
// beside them. It takes about as long as reading the file, and about as much
// memory as what is kept in it. What is no workspace at all, or one of a newer
// program, is an *OpenError.
func Examine(ctx context.Context, path string, o SalvageOptions) (playbook.Damage, error) {
	w, done, err := openWreck(ctx, path, &o)
	if err != nil {
		return playbook.Damage{}, err
	}
	defer done()
	h := w.raise()
	return h.describe(path), nil
}

func (h *haul) describe(path string) playbook.Damage {
	d := h.w.damage(path)
	d.Rows = len(h.rows)
	for _, r := range h.rows {
		if r.kind.isAccount {
			d.Accounts++
		}
	}
	for i := range h.losses {
		if h.losses[i].Real() {
			d.Lost++
		} else {
			d.Filled++
		}
	}
	return d
}

// Salvage reads what intact pages of a damaged workspace hold and writes it
// into a new workspace at to, where there must be no file yet: rows under their
// own ids, the history as far as it is whole, the search made anew. What a lost
// page held is taken from the history where that knows it, or from what packs
// brought, and the other way round. The new workspace passes CheckIntegrity with its history replayed, or
// there is none. The damaged file is only read.
//
// The report names every row of which something is lost. Acts of which lines
// are lost stay in the history but cannot be undone any more.
func Salvage(ctx context.Context, from, to string, o SalvageOptions) (playbook.Salvaged, error) {
	none := playbook.Salvaged{}
	to, err := filepath.Abs(to)
	if err != nil {
		return none, fmt.Errorf("salvage: %w", err)
	}
	if _, err := os.Lstat(to); err == nil {
		return none, exists(to, fs.ErrExist)
	}
	w, done, err := openWreck(ctx, from, &o)
	if err != nil {
		return none, err
	}
	defer done()
	h := w.raise()
	if len(h.rows) == 0 && len(h.lines) == 0 {
		return none, openErr(from, Damaged, nil, "Nothing of a workspace can be read in %s any more; restore a backup.", from)
	}
	out := playbook.Salvaged{From: from, To: to, Damage: h.describe(from), Rows: len(h.rows), Losses: h.losses, Lines: len(h.lines)}
	out.Accounts = out.Damage.Accounts
	f, err := os.CreateTemp(filepath.Dir(to), ".kept-salvage-*") // mode 0600
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return none, openErr(to, NoFolder, err, "The folder %s does not exist; make it, or choose another place.", filepath.Dir(to))
	case err != nil:
		return none, openErr(to, Unwritable, err, "A workspace cannot be made at %s: the folder is read-only or belongs to someone else; choose another place.", to)
	}
	temp := f.Name()
	f.Close()
	defer func() {
		for _, end := range []string{"", "-wal", "-shm"} {
			os.Remove(temp + end)
		}
	}()
	if out.Acts, err = h.make(ctx, temp, &o); err != nil {
		return none, opening(ctx, to, err)
	}
	d := h.describe(from) // with what packs gave back
	out.Rows, out.Accounts, out.Losses = d.Rows, d.Accounts, h.losses
	if err := syncFile(temp); err != nil {
		return none, fmt.Errorf("salvage to %s: %w", to, err)
	}
	if err := takeName(temp, to); errors.Is(err, fs.ErrExist) {
		return none, exists(to, err)
	} else if err != nil {
		return none, openErr(to, Unwritable, err, "A workspace cannot be made at %s; choose another place.", to)
	}
	o.Tell(1, "")
	return out, nil
}

// make writes and checks the new workspace and returns how many acts it has.
func (h *haul) make(ctx context.Context, temp string, o *SalvageOptions) (acts int, err error) {
	s, err := connect(temp, Options{Now: o.Now})
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.upgrade(ctx); err != nil {
		return 0, err
	}
	if err := h.store(ctx, s, o.Who); err != nil {
		return 0, err
	}
	given, err := s.settleClaims(ctx, o.Who, h.doubtful())
	if err != nil {
		return 0, err
	}
	h.gaveBack(given)
	o.Tell(0.8, "Making the search anew…")
	if err := s.RebuildSearch(ctx); err != nil {
		return 0, err
	}
	o.Tell(0.9, "Checking the new workspace…")
	found, err := s.CheckIntegrity(ctx, CheckOptions{Replay: true})
	if err != nil {
		return 0, err
	}
	if len(found) > 0 {
		return 0, fmt.Errorf("the salvaged workspace does not pass its check: %s: %s %s", found[0].Area, found[0].Noun, found[0].Message)
	}
	err = s.readDB.QueryRowContext(ctx, "SELECT count(*) FROM changes").Scan(&acts)
	return acts, err
}

// openWreck reads the file without a lock, which would write: when somebody
// wrote meanwhile, what was read fits nothing, and that is said.
func openWreck(ctx context.Context, path string, o *SalvageOptions) (*wreck, func(), error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Tell == nil {
		o.Tell = func(float64, string) {}
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, nil, openErr(path, Missing, err, "The path %s cannot be used: %v.", path, err)
	}
	before := stateOf(abs)
	db, size, err := openToRead(abs)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, openErr(abs, Missing, err, "There is no workspace at %s; check the path.", abs)
	} else if err != nil {
		return nil, nil, openErr(abs, Unwritable, err, "The workspace %s cannot be read; check that it belongs to you.", abs)
	}
	files := []*os.File{db}
	done := func() {
		for _, f := range files {
			f.Close()
		}
	}
	var wal io.ReaderAt
	log, logSize, err := openToRead(abs + "-wal")
	if err == nil {
		wal = log
		files = append(files, log)
	}
	w, err := wreckOf(ctx, abs, db, size, wal, logSize, o)
	if err == nil && stateOf(abs) != before {
		err = openErr(abs, Busy, nil, "The workspace %s was written while it was read; close every window on it, then try again.", abs)
	}
	if err != nil {
		done()
		return nil, nil, err
	}
	return w, done, nil
}

func wreckOf(ctx context.Context, path string, db io.ReaderAt, size int64, wal io.ReaderAt, walSize int64, o *SalvageOptions) (*wreck, error) {
	f, err := pages.New(db, size, wal, walSize)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	if f.HeadSound && f.Application != applicationID {
		return nil, openErr(path, NotKept, nil, "%s is a database of another program, not a workspace of Kept; choose another file.", path)
	}
	if latest := latestVersion(); f.HeadSound && f.Version > latest {
		return nil, newer(path, f.Version, latest)
	}
	w, err := readWreck(ctx, f, newKinds(), o.Tell)
	if err != nil {
		return nil, err
	}
	if !f.HeadSound && len(w.rows) == 0 && len(w.lines) == 0 {
		return nil, openErr(path, NotADatabase, nil, "Nothing of a workspace of Kept can be found in %s; choose another file.", path)
	}
	return w, nil
}

func openToRead(path string) (*os.File, int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, err
	}
	st, err := f.Stat()
	if err == nil && !st.Mode().IsRegular() {
		err = fs.ErrInvalid
	}
	if err != nil {
		f.Close()
		return nil, 0, err
	}
	return f, st.Size(), nil
}

// stateOf is what changes when anybody writes to the file or its log.
func stateOf(path string) (s [2]struct {
	size int64
	at   time.Time
}) {
	for i, end := range []string{"", "-wal"} {
		if st, err := os.Stat(path + end); err == nil {
			s[i].size, s[i].at = st.Size(), st.ModTime()
		}
	}
	return s
}
