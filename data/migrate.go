package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"kept/playbook"
)

// A migration is one numbered file of SQL.
type migration struct {
	version int
	name    string
	sql     string
}

// readMigrations returns the files NNNN_name.sql of dir by number. The
// numbers run from 1 without a gap.
func readMigrations(files fs.FS, dir string) ([]migration, error) {
	names, err := fs.Glob(files, path.Join(dir, "*.sql"))
	if err != nil {
		return nil, fmt.Errorf("list the migrations: %w", err)
	}
	var all []migration
	for i, name := range names { // Glob sorts
		number, title, _ := strings.Cut(strings.TrimSuffix(path.Base(name), ".sql"), "_")
		v, err := strconv.Atoi(number)
		if err != nil || v != i+1 {
			return nil, fmt.Errorf("migration %s: want number %04d", name, i+1)
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("read migration %s: %w", name, err)
		}
		all = append(all, migration{v, title, string(text)})
	}
	return all, nil
}

func latestVersion() int {
	names, _ := fs.Glob(migrations, "migrations/sqlite/*.sql") // the pattern is well formed
	return len(names)
}

// upgrade brings the schema up to date.
func (s *Store) upgrade(ctx context.Context) error {
	all, err := readMigrations(migrations, "migrations/sqlite")
	if err != nil {
		return err
	}
	return s.migrate(ctx, all)
}

// migrate applies what the file does not have yet, each migration in one
// transaction with its record. Before the first one of an upgrade the file is
// backed up; afterwards foreign keys and integrity are checked.
func (s *Store) migrate(ctx context.Context, all []migration) error {
	have, err := s.version(ctx)
	if err != nil || have >= len(all) {
		return err
	}
	if s.ro {
		return openErr(s.path, Older, nil, "The workspace %s has the older format %d; open it for writing once to bring it to format %d.", s.path, have, len(all))
	}
	// A backup, each format, and the check at the end: how long one takes is not
	// known before, so they count alike.
	steps, at := float64(len(all)-have+2), 0.0
	step := func(doing string) {
		if have > 0 {
			s.told(at/steps, doing)
		}
		at++
	}
	step("Backing up the workspace before its upgrade")
	if have > 0 && !s.copied {
		if err := s.backupBeforeUpgrade(ctx); err != nil {
			return fmt.Errorf("back up before the upgrade: %w", err)
		}
		s.log.Info("backed up before an upgrade", "from", have, "to", len(all))
	}
	for _, m := range all[have:] {
		step(fmt.Sprintf("Bringing the workspace to format %d of %d", m.version, len(all)))
		if err := s.apply(ctx, m); err != nil {
			if c := code(err); have > 0 && (c == codeError || c == codeConstraint) {
				return openErr(s.path, Damaged, err, "The workspace %s says that it has format %d, but its tables are not of that format; open the newest backup, or salvage it.", s.path, have)
			}
			return fmt.Errorf("bring the workspace to format %d: %w", m.version, err)
		}
	}
	if have == 0 {
		return nil
	}
	step("Checking the upgraded workspace")
	found, err := s.fileFindings(ctx)
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return openErr(s.path, Damaged, nil, "After its upgrade the workspace %s does not pass its check (%s); restore the backup made before it.", s.path, found[0].Message)
	}
	return nil
}

func (s *Store) version(ctx context.Context) (v int, err error) {
	if err = s.readDB.QueryRowContext(ctx, "PRAGMA user_version").Scan(&v); err != nil {
		return 0, fmt.Errorf("read the format of the workspace: %w", err)
	}
	return v, nil
}

// apply runs one migration. Foreign keys are off meanwhile, so that a table
// can be rebuilt without its children being deleted; the switch has no effect
// inside a transaction and is therefore set around it on the same connection.
func (s *Store) apply(ctx context.Context, m migration) (err error) {
	c, err := s.writeDB.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	if _, err := c.ExecContext(ctx, "PRAGMA foreign_keys = 0"); err != nil {
		return err
	}
	defer func() {
		_, on := c.ExecContext(context.WithoutCancel(ctx), "PRAGMA foreign_keys = 1")
		err = errors.Join(err, on)
	}()
	tx, err := c.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // after Commit it does nothing
	var now int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&now); err != nil {
		return err
	}
	if now >= m.version { // another program was faster
		return nil
	}
	if _, err := tx.ExecContext(ctx, m.sql); err != nil {
		return err
	}
	if err := record(ctx, tx, m, playbook.MomentOf(s.now())); err != nil {
		return err
	}
	return tx.Commit()
}

func record(ctx context.Context, tx *sql.Tx, m migration, at playbook.Moment) error {
	if _, err := tx.ExecContext(ctx, "INSERT INTO migrations(version, name, at) VALUES (?, ?, ?)", m.version, m.name, string(at)); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, m.version))
	return err
}
