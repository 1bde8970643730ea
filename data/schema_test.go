package data

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"gorm.io/gorm/schema"

	"kept/playbook"
)

var update = flag.Bool("update", false, "write the golden files anew")

func fixed() time.Time { return time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC) }

func temp(t testing.TB) *Store {
	t.Helper()
	s, err := Create(t.Context(), filepath.Join(t.TempDir(), "w.kept"), Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// The tables, gorm's naming and playbook.Columns tell the same columns.
func TestColumnsAgree(t *testing.T) {
	s := temp(t)
	for _, k := range s.kinds.list {
		want := []string{"account_id", "id", "revision"}
		for _, c := range k.cols {
			want = append(want, c.Name)
		}
		sort.Strings(want)
		g, err := schema.Parse(k.zero, &sync.Map{}, schema.NamingStrategy{})
		if err != nil {
			t.Fatal(err)
		}
		orm := append([]string(nil), g.DBNames...)
		sort.Strings(orm)
		if strings.Join(orm, " ") != strings.Join(want, " ") || g.Table != k.table {
			t.Errorf("gorm has %s %v\nwant %s %v", g.Table, orm, k.table, want)
		}
		var stored []string
		rows, err := s.readDB.Query("SELECT name FROM pragma_table_info(?) ORDER BY name", k.table)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var n string
			if err := rows.Scan(&n); err != nil {
				t.Fatal(err)
			}
			stored = append(stored, n)
		}
		rows.Close()
		if strings.Join(stored, " ") != strings.Join(want, " ") {
			t.Errorf("table %s has\n%v\nwant\n%v", k.table, stored, want)
		}
	}
}

func schemaText(t *testing.T, db *sql.DB) string {
	t.Helper()
	rows, err := db.Query("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'search\\_%' ESCAPE '\\' OR name LIKE 'search\\_docs%' ESCAPE '\\' AND sql IS NOT NULL ORDER BY type, name")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var b strings.Builder
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		b.WriteString(s + ";\n")
	}
	return b.String()
}

func TestSchemaGolden(t *testing.T) {
	got := schemaText(t, temp(t).readDB)
	path := filepath.Join("testdata", "schema.sql")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the schema is not testdata/schema.sql; if that is meant, run go test ./data -run Schema -update\n%s", got)
	}
}

// fillSample writes a few acts of every kind, as a dump of a version holds.
func fillSample(t *testing.T, s *Store) {
	t.Helper()
	a := playbook.Account{Name: "Blåhaj Møbler", Stage: playbook.PreClose, Value: "48000", Currency: "EUR", Seller: "Ada Marsh"}
	rows := []playbook.Noun{&a}
	do := func(label, typing string, fn func(playbook.Tx) error) {
		t.Helper()
		if err := s.Do(t.Context(), playbook.Act{Who: "Ada Marsh", Device: "desk", Label: label, Typing: typing, At: fixed()}, fn); err != nil {
			t.Fatal(err)
		}
	}
	do("Add the account", "", func(tx playbook.Tx) error { return tx.Save(rows[0]) })
	m := playbook.Meta{AccountID: a.ID}
	h := playbook.Handoff{Meta: m, State: playbook.Draft, Story: "They doubled their orders in one year."}
	p := playbook.Promise{Meta: m, Text: "A weekly report", Deciding: true}
	k := playbook.Task{Meta: m, Title: "Send the plan", State: playbook.Todo, DueOn: "2026-03-09"}
	do("Capture", "", func(tx playbook.Tx) error {
		for _, n := range []playbook.Noun{&h, &p, &k, &playbook.Member{Name: "Ada Marsh"}} {
			if err := tx.Save(n); err != nil {
				return err
			}
		}
		return nil
	})
	for _, story := range []string{"They", "They grew", "They grew fast"} {
		do("Edit the story", "stay", func(tx playbook.Tx) error { h.Story = story; return tx.Save(&h) })
	}
	do("Trash the promise", "", func(tx playbook.Tx) error { return tx.Trash(&p) })
	if _, err := s.Undo(t.Context(), playbook.Act{Who: "Ada Marsh", Device: "desk", At: fixed()}); err != nil {
		t.Fatal(err)
	}
}

// dumpOf is the kept file of a format.
func dumpOf(format int) string {
	return filepath.Join("testdata", fmt.Sprintf("format-%d.kept.gz", format))
}

// writeDump keeps a file of the present format, unless there is one: a released
// dump is never written again.
func writeDump(t *testing.T) {
	t.Helper()
	to := dumpOf(latestVersion())
	if _, err := os.Stat(to); err == nil {
		return
	}
	s := temp(t)
	fillSample(t, s)
	dump := filepath.Join(t.TempDir(), "dump.kept")
	if err := s.Backup(t.Context(), dump, BackupOptions{}); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(dump)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(raw)
	z.Close()
	if err := os.WriteFile(to, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Today's code opens a file of every released format: there is a dump of each
// but the present one, which may have one already.
func TestOpensEveryVersion(t *testing.T) {
	if *update {
		writeDump(t)
	}
	for format := 1; format < latestVersion(); format++ {
		if _, err := os.Stat(dumpOf(format)); err != nil {
			t.Errorf("there is no dump of format %d: %v; take out the newer migrations, run go test ./data -run EveryVersion -update, and put them back", format, err)
		}
	}
	dumps, err := filepath.Glob(filepath.Join("testdata", "format-*.kept.gz"))
	if err != nil || len(dumps) == 0 || len(dumps) > latestVersion() {
		t.Fatalf("%d dumps in testdata of %d formats (%v)", len(dumps), latestVersion(), err)
	}
	for _, dump := range dumps {
		t.Run(filepath.Base(dump), func(t *testing.T) {
			f, err := os.Open(dump)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			z, err := gzip.NewReader(f)
			if err != nil {
				t.Fatal(err)
			}
			raw, err := io.ReadAll(z)
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(t.TempDir(), "old.kept")
			if err := os.WriteFile(path, raw, 0o600); err != nil {
				t.Fatal(err)
			}
			told, last := 0, -1.0
			s, err := Open(t.Context(), path, Options{Now: fixed, Progress: func(done float64, doing string) {
				if told++; done <= last || done >= 1 || doing == "" {
					t.Errorf("told %v, %q behind %v", done, doing, last)
				}
				last = done
			}})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if old := filepath.Base(dump) != fmt.Sprintf("format-%d.kept.gz", latestVersion()); old != (told > 2) {
				t.Errorf("the upgrade told %d steps", told)
			}
			found, err := s.CheckIntegrity(t.Context(), CheckOptions{Replay: true})
			if err != nil || len(found) > 0 {
				t.Errorf("findings %v, %v", found, err)
			}
			rows, err := s.FindAccounts(t.Context(), "BLÅHAJ møbler")
			if err != nil || len(rows) != 1 || rows[0].OpenPromises != 1 || rows[0].NextTask != "Send the plan" {
				t.Errorf("the account of the dump: %+v, %v", rows, err)
			}
			for range 3 { // typing, capture, account: the trash was undone already
				if _, err := s.Undo(t.Context(), playbook.Act{Device: "desk", Who: "Bo", At: fixed()}); err != nil {
					t.Fatalf("undo what an older program did: %v", err)
				}
			}
			if got := schemaText(t, s.readDB); got != schemaText(t, temp(t).readDB) {
				t.Error("an upgraded file has another schema than a new one")
			}
		})
	}
}

// An upgrade backs up first, records itself, keeps the rows, and leaves the
// file alone when it fails.
func TestUpgrade(t *testing.T) {
	s := temp(t)
	fillSample(t, s)
	all, err := readMigrations(migrations, "migrations/sqlite")
	if err != nil {
		t.Fatal(err)
	}
	next := len(all) + 1
	bad := append(all[:len(all):len(all)], migration{next, "bad", "CREATE TABLE half(x); SELECT nonsense FROM nowhere"})
	if err := s.migrate(context.Background(), bad); err == nil {
		t.Fatal("a migration that fails was taken")
	}
	if v, err := s.version(context.Background()); err != nil || v != len(all) || strings.Contains(schemaText(t, s.readDB), "half") {
		t.Errorf("a failed migration left format %d (%v)", v, err)
	}
	good := append(all[:len(all):len(all)], migration{next, "good", "ALTER TABLE accounts ADD COLUMN colour TEXT NOT NULL DEFAULT ''"})
	if err := s.migrate(context.Background(), good); err != nil {
		t.Fatal(err)
	}
	var records int
	if err := s.readDB.QueryRow("SELECT count(*) FROM migrations").Scan(&records); err != nil || records != next {
		t.Errorf("%d records, want %d (%v)", records, next, err)
	}
	backups, _ := filepath.Glob(filepath.Join(filepath.Dir(s.path), "w-*-format-*.kept"))
	if len(backups) != 1 {
		t.Fatalf("backups %v, want one", backups)
	}
	old, err := Open(t.Context(), backups[0], Options{ReadOnly: true})
	if err != nil {
		t.Fatalf("open the backup: %v", err)
	}
	defer old.Close()
	var oe *OpenError
	if _, err := Open(t.Context(), s.path, Options{}); !asOpen(err, &oe) || oe.Kind != Newer ||
		!strings.Contains(oe.Message, fmt.Sprintf("format %d ", next)) || !strings.Contains(oe.Message, fmt.Sprintf("up to %d;", len(all))) {
		t.Errorf("a newer file: %v, want a refusal that names both formats", err)
	}
}

func TestMigrationNumbers(t *testing.T) {
	for name, files := range map[string]fstest.MapFS{
		"gap":    {"m/0001_a.sql": {}, "m/0003_b.sql": {}},
		"twice":  {"m/0001_a.sql": {}, "m/0001_b.sql": {}},
		"no num": {"m/first.sql": {}},
	} {
		if _, err := readMigrations(files, "m"); err == nil {
			t.Errorf("%s: was taken", name)
		}
	}
}
