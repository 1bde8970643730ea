package data

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"kept/assets"
	"kept/playbook"
	"kept/playbook/library"
	"kept/playbook/sample"
	"kept/playbook/schedule"
	"kept/playbook/work"
)

// oneByOne is a store that takes one act at a time.
type oneByOne struct{ playbook.Store }

func sampleDesk(t testing.TB, s playbook.Store) *work.Desk {
	t.Helper()
	books, err := library.Builtin(assets.Playbooks())
	if err != nil {
		t.Fatal(err)
	}
	lib, err := library.New(books...)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	return &work.Desk{Store: s, Who: sample.CSM, Device: "desk", Now: func() time.Time { return now }, Calendar: schedule.MondayToFriday(), Books: lib}
}

// idInText finds ids in the JSON of added rows and in the dates of a baseline.
var idInText = regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)

// wholeText is every row of every table but the migrations and those which the
// search keeps for itself. Ids are drawn at random: each is named by when it
// was met first.
func wholeText(t *testing.T, s *Store) string {
	t.Helper()
	var b strings.Builder
	met := map[string]int{}
	names, err := s.readDB.Query("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name <> 'migrations' AND name NOT LIKE 'sqlite_%' ORDER BY name")
	if err != nil {
		t.Fatal(err)
	}
	defer names.Close()
	for names.Next() {
		var name string
		if err := names.Scan(&name); err != nil {
			t.Fatal(err)
		}
		rows, err := s.readDB.Query(`SELECT rowid, * FROM "` + name + `" ORDER BY rowid`)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		cols, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		row, to := make([]any, len(cols)), make([]any, len(cols))
		for i := range row {
			to[i] = &row[i]
		}
		for rows.Next() {
			if err := rows.Scan(to...); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "%s", name)
			for i, v := range row {
				if id, ok := v.([]byte); ok {
					if met[string(id)] == 0 {
						met[string(id)] = len(met) + 1
					}
					v = fmt.Sprint("id ", met[string(id)])
				} else if text, ok := v.(string); ok { // ids are in the JSON of added rows, too
					text = idInText.ReplaceAllStringFunc(text, func(word string) string {
						id, err := playbook.ParseID(word)
						if err != nil || id.IsZero() {
							return word
						}
						if met[string(id[:])] == 0 {
							met[string(id[:])] = len(met) + 1
						}
						return fmt.Sprint("id ", met[string(id[:])])
					})
					v = text
				}
				fmt.Fprintf(&b, " %s=%v", cols[i], v)
			}
			b.WriteByte('\n')
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	if err := names.Err(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// What the loader leaves is what the one way to write leaves, to the last row
// of every table.
func TestLoadLeavesWhatDoLeaves(t *testing.T) {
	const accounts = sample.Curated + 12
	byDo, byLoad := temp(t), temp(t)
	if err := sample.Fill(t.Context(), sampleDesk(t, oneByOne{byDo}), accounts, 5); err != nil {
		t.Fatal(err)
	}
	if err := sample.Fill(t.Context(), sampleDesk(t, byLoad), accounts, 5); err != nil {
		t.Fatal(err)
	}
	want, got := strings.Split(wholeText(t, byDo), "\n"), strings.Split(wholeText(t, byLoad), "\n")
	if len(want) < 5000 {
		t.Errorf("%d rows only", len(want))
	}
	for i := range max(len(want), len(got)) {
		if i >= len(want) || i >= len(got) || want[i] != got[i] {
			t.Fatalf("row %d of %d and %d is\n%s\nwant\n%s", i, len(got), len(want), at(got, i), at(want, i))
		}
	}
	if a, b := schemaText(t, byDo.readDB), schemaText(t, byLoad.readDB); a != b {
		t.Errorf("the loader left the schema\n%s\nwant\n%s", b, a)
	}
	// The search's own tables hold the same words in another order of pieces.
	if _, err := byLoad.writeDB.Exec("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)"); err != nil {
		t.Errorf("the search is not that of its documents: %v", err)
	}
	for _, s := range []*Store{byDo, byLoad} {
		found, err := s.CheckIntegrity(t.Context(), CheckOptions{Replay: true})
		if err != nil || len(found) > 0 {
			t.Errorf("check: %v, %v", found, err)
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(nothing)"
}

// group is one group of deeds.
func group(deeds ...playbook.Deed) iter.Seq[[]playbook.Deed] {
	return func(yield func([]playbook.Deed) bool) { yield(deeds) }
}

// What breaks a rule, or is stopped, leaves nothing: no row, and every index.
func TestLoadIsOneTransaction(t *testing.T) {
	s := temp(t)
	fillSample(t, s)
	before, schema := wholeText(t, s), schemaText(t, s.readDB)
	a := playbook.Account{Name: "Halden Freight", Stage: playbook.PreClose}
	add := playbook.Deed{Act: playbook.Act{Who: "Ada Marsh", Device: "desk", Label: "New deal", At: fixed()}, Rows: func() []playbook.Noun { return []playbook.Noun{&a} }}
	then := func(rows ...playbook.Noun) playbook.Deed {
		return playbook.Deed{Act: add.Act, Rows: func() []playbook.Noun {
			for _, n := range rows {
				n.Key().AccountID, n.Key().Pos = a.ID, 1
			}
			return rows
		}}
	}
	twice := &playbook.Item{Kind: playbook.Bought, Text: "x"}
	cancelled, cancel := context.WithCancel(t.Context())
	for name, deeds := range map[string]iter.Seq[[]playbook.Deed]{
		"a row against the rules":      group(add, then(&playbook.Task{State: "lost in space"})),
		"an account against the rules": group(add, then(&playbook.Promise{Text: "x", Deciding: true}), then(&playbook.Promise{Text: "y", Deciding: true})),
		"a row without account":        group(playbook.Deed{Act: add.Act, Rows: func() []playbook.Noun { return []playbook.Noun{&playbook.Task{Meta: playbook.Meta{Pos: 1}}} }}),
		"a row without place":          group(add, playbook.Deed{Act: add.Act, Rows: func() []playbook.Noun { return []playbook.Noun{&playbook.Task{Meta: playbook.Meta{AccountID: a.ID}}} }}),
		"a row saved twice":            group(add, then(twice, twice)),
		"a setting":                    group(then(&playbook.Setting{Name: "x"})),
		"cancelled": func(yield func([]playbook.Deed) bool) {
			cancel()
			yield([]playbook.Deed{add})
		},
	} {
		ctx := t.Context()
		if name == "cancelled" {
			ctx = cancelled
		}
		a = playbook.Account{Name: "Halden Freight", Stage: playbook.PreClose}
		if err := s.Load(ctx, deeds); err == nil {
			t.Errorf("%s was loaded", name)
		}
		if wholeText(t, s) != before || schemaText(t, s.readDB) != schema {
			t.Fatalf("%s left something", name)
		}
	}
	if err := s.Load(t.Context(), group(add)); err != nil {
		t.Fatal(err)
	}
	if rows, err := s.FindAccounts(t.Context(), "halden"); err != nil || len(rows) != 1 {
		t.Errorf("the account that was loaded: %v, %v", rows, err)
	}
	var keys int
	if err := s.writeDB.QueryRow("PRAGMA foreign_keys").Scan(&keys); err != nil || keys != 1 {
		t.Errorf("foreign keys are off after loading (%v)", err)
	}
}

// A workspace that is made and filled has its name when it is whole, or never.
func TestCreateFilledIsAllOrNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "demo.kept")
	stop := errors.New("stop")
	_, err := CreateFilled(t.Context(), path, Options{Now: fixed}, func(s *Store) error {
		fillSample(t, s)
		return stop
	})
	if !errors.Is(err, stop) {
		t.Errorf("error %v, want that of the filling", err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
		t.Errorf("a failed filling left %v", left)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) > 0 {
		t.Errorf("a failed filling left %v", left)
	}
	s, err := CreateFilled(t.Context(), path, Options{Now: fixed}, func(s *Store) error {
		if found, _ := filepath.Glob(path); len(found) > 0 {
			t.Error("the workspace had its name before it was whole")
		}
		fillSample(t, s)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var mode string
	var sync int
	if err := errors.Join(s.writeDB.QueryRow("PRAGMA journal_mode").Scan(&mode), s.writeDB.QueryRow("PRAGMA synchronous").Scan(&sync)); err != nil || mode != "wal" || sync != 2 {
		t.Errorf("the workspace is written with journal %q and sync %d (%v)", mode, sync, err)
	}
	if found, err := s.CheckIntegrity(t.Context(), CheckOptions{Replay: true}); err != nil || len(found) > 0 {
		t.Errorf("check: %v, %v", found, err)
	}
	if rows, err := s.FindAccounts(t.Context(), "blåhaj"); err != nil || len(rows) != 1 {
		t.Errorf("the account that was filled in: %v, %v", rows, err)
	}
}
