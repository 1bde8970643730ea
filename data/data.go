// Package data keeps the domain in one local SQLite file: rows, queries,
// migrations, history, search and backup. It is the only importer of gorm.
//
// There is one way to write, Store.Do. From the history that it leaves come
// undo and redo, the trash, first-filled marks and the timeline.
package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/glebarez/sqlite"
	"gorm.io/gorm"

	"kept/playbook"
)

// Options say how a workspace is opened. The zero Options log nothing, write,
// and use the system's clock.
type Options struct {
	Logger   *slog.Logger     // told about failed and slow statements, never their values
	ReadOnly bool             // every writing method returns ErrReadOnly
	Now      func() time.Time // the wall clock of stamps and of acts without At

	// Progress is told how far an upgrade is, from 0 to 1, and what is done just
	// now; nil is told nothing. A file of the present format needs none.
	Progress func(done float64, doing string)

	draft bool // a file that nobody but us knows: neither journal nor syncs
	// Backups is the folder for the backup before an upgrade; "" for the
	// folder of the workspace, which also serves where it cannot be written.
	Backups string
	copied  bool // a copy of a backup, which needs none before its upgrade
}

// ErrReadOnly is returned by everything that writes on a store opened
// read-only.
var ErrReadOnly = errors.New("this workspace is open for reading only; close the other window that has it, then open it again")

// A Store keeps one workspace. It is safe for use by many goroutines: writers
// queue for one connection, readers have their own and never wait for them.
type Store struct {
	path    string
	log     *slog.Logger
	told    func(done float64, doing string) // about an upgrade; never nil
	now     func() time.Time
	ro      bool
	backups string // see Options
	copied  bool
	kinds   *kinds
	write   *gorm.DB // one connection, transactions begin immediate; nil when read-only
	read    *gorm.DB // query_only connections, transactions begin deferred
	writeDB *sql.DB
	readDB  *sql.DB
	watch   *sql.DB                           // one connection of its own for DataVersion
	listen  func(gorm.ConnPool) gorm.ConnPool // hears the statements of acts in tests, nil otherwise
	place   place
	closed  atomic.Bool
	hurt    atomic.Bool
}

var _ playbook.Store = (*Store)(nil)

// readers is how many reads may run side by side; each costs a page cache of
// about half a megabyte once used.
const readers = 4

// connect opens the handles on a file that has been looked at already.
func connect(path string, o Options) (*Store, error) {
	s := &Store{path: path, log: o.Logger, told: o.Progress, now: o.Now, ro: o.ReadOnly, backups: o.Backups, copied: o.copied, kinds: newKinds()}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.told == nil {
		s.told = func(float64, string) {}
	}
	if s.now == nil {
		s.now = time.Now
	}
	var err error
	if err = s.place.take(path); err != nil {
		return nil, unwritable(path, err)
	}
	if !s.ro {
		to := writeDSN(path)
		if o.draft {
			to = draftDSN(path)
		}
		if s.writeDB, s.write, err = s.handle(to, 1); err != nil {
			return nil, err
		}
	}
	if s.readDB, s.read, err = s.handle(readDSN(path), readers); err != nil {
		s.Close()
		return nil, err
	}
	if s.watch, err = sql.Open(sqlite.DriverName, readDSN(path)); err != nil {
		s.Close()
		return nil, fmt.Errorf("open the watching connection: %w", err)
	}
	s.watch.SetMaxOpenConns(1)
	return s, nil
}

func (s *Store) handle(dsn string, conns int) (*sql.DB, *gorm.DB, error) {
	db, err := sql.Open(sqlite.DriverName, dsn)
	if err != nil {
		return nil, nil, fmt.Errorf("open the database: %w", err)
	}
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	g, err := gorm.Open(&sqlite.Dialector{Conn: db}, &gorm.Config{
		SkipDefaultTransaction: true, // every write is inside a transaction of ours
		DisableAutomaticPing:   true,
		Logger:                 quiet{s.log},
	})
	if err != nil {
		db.Close()
		return nil, nil, fmt.Errorf("open the database: %w", err)
	}
	return db, g, nil
}

// Path returns the absolute path of the workspace file.
func (s *Store) Path() string { return s.path }

// IsAt tells whether a path leads to the workspace file, or to one of those that
// belong to it, by whatever name. Nothing else may be written there.
func (s *Store) IsAt(path string) bool {
	abs, err := filepath.Abs(path)
	if err != nil {
		return false
	}
	at, err := os.Stat(abs)
	for _, end := range []string{"", "-wal", "-shm", ".lock"} {
		if abs == s.path+end {
			return true
		}
		if own, ownErr := os.Stat(s.path + end); err == nil && ownErr == nil && os.SameFile(at, own) {
			return true
		}
	}
	return false
}

// Name returns the file's name without folder and ending.
func (s *Store) Name() string {
	base := filepath.Base(s.path)
	return base[:len(base)-len(filepath.Ext(base))]
}

// IsReadOnly tells whether the store was opened for reading only.
func (s *Store) IsReadOnly() bool { return s.ro }

// Close lets go of the file. The last one to close it folds the write-ahead
// log into the file.
//
// A damaged file is left as it lies.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	if s.hurt.Load() {
		return s.letLie()
	}
	return s.closeAll()
}

func (s *Store) closeAll() error {
	var errs []error
	if s.writeDB != nil && s.Here() != nil {
		if err := s.fold(context.Background()); err != nil {
			s.log.Warn("the last changes are in the log at the old place", "type", fmt.Sprintf("%T", err))
		}
	}
	for _, db := range []*sql.DB{s.watch, s.readDB, s.writeDB} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return errors.Join(append(errs, s.place.open.Close())...)
}

// Read runs fn on the rows as they are at one moment; acts committed while it
// runs are not seen.
func (s *Store) Read(ctx context.Context, fn func(playbook.Reader) error) error {
	return s.reading(ctx, func(r *reader) error { return fn(r) })
}

func (s *Store) reading(ctx context.Context, fn func(*reader) error) error {
	err := s.read.WithContext(ctx).Transaction(func(db *gorm.DB) error {
		return fn(&reader{ctx: ctx, kinds: s.kinds, db: db})
	})
	return s.noticed(dbErr(ctx, err))
}

// writing runs fn in an immediate transaction; an error or a panic of fn
// leaves nothing written. It begins and ends the transaction itself, because
// database/sql takes one whose commit was refused for ended, which SQLite does
// not: nothing could be written ever after.
func (s *Store) writing(ctx context.Context, fn func(*gorm.DB) error) error {
	if s.ro {
		return ErrReadOnly
	}
	if s.hurt.Load() {
		return damagedNow()
	}
	return s.noticed(dbErr(ctx, s.transact(ctx, fn)))
}

func (s *Store) transact(ctx context.Context, fn func(*gorm.DB) error) (err error) {
	c, err := s.writeDB.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	always := context.WithoutCancel(ctx)
	if err := ctx.Err(); err != nil {
		return err
	}
	if _, err := c.ExecContext(always, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	committed := false
	defer func() {
		if !committed { // SQLite may have ended it, then this is refused
			c.ExecContext(always, "ROLLBACK")
		}
	}()
	db := s.write.Session(&gorm.Session{NewDB: true, Context: ctx})
	db.Statement.ConnPool = c
	if s.listen != nil {
		db.Statement.ConnPool = s.listen(c)
	}
	if err := fn(db); err != nil {
		return err
	}
	// The driver skips a statement whose context is over without an error, so
	// what fn believes to have written may be missing.
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := s.Here(); err != nil {
		return err
	}
	if _, err := c.ExecContext(always, "COMMIT"); err != nil {
		return err
	}
	committed = true
	s.wrote()
	return nil
}

// DataVersion returns a number that changes whenever the workspace was
// written, by this program or another, since the store was opened. A window
// compares it with the one it saw last to know when to refresh.
func (s *Store) DataVersion(ctx context.Context) (int64, error) {
	var v int64
	if err := s.watch.QueryRowContext(ctx, "PRAGMA data_version").Scan(&v); err != nil {
		return 0, fmt.Errorf("read the data version: %w", dbErr(ctx, err))
	}
	return v, nil
}
