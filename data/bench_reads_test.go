package data

import (
	"database/sql"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/glebarez/sqlite"

	"kept/playbook"
	"kept/playbook/sample"
	"kept/playbook/work"
)

// The benchmarks of this file only read, so they use the generated workspace
// itself; docs/figures.md says what they mean.

// reads opens the generated workspace for reading.
func reads(b *testing.B) *Store {
	b.Helper()
	path := os.Getenv("KEPT_BENCH_WORKSPACE")
	if path == "" {
		s, _ := figures(b)
		return s
	}
	s, err := Open(b.Context(), path, Options{ReadOnly: true, Now: figureDay})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return s
}

// timed runs one operation after another and reports the half and the
// ninety-ninth of a hundred of them.
func timed(b *testing.B, do func(i int) error) {
	b.Helper()
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		if err := do(i); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	quantile(b, took, 0.5, "p50-ns")
	quantile(b, took, 0.99, "p99-ns")
}

// firstRows is the statement that a list of accounts cannot do without.
const firstRows = "SELECT id, name, stage, segment, value, currency, seller, csm, actual_close FROM accounts WHERE trashed_at = '' AND (name COLLATE NOCASE, id) > (?, ?) ORDER BY name COLLATE NOCASE, id LIMIT 50"

func drain(b *testing.B, rows *sql.Rows, err error) int {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	cols, err := rows.Columns()
	if err != nil {
		b.Fatal(err)
	}
	row, to := make([]any, len(cols)), make([]any, len(cols))
	for i := range row {
		to[i] = &row[i]
	}
	n := 0
	for ; rows.Next(); n++ {
		if err := rows.Scan(to...); err != nil {
			b.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
	return n
}

// BenchmarkOpenToList opens the workspace anew and reads the first page.
func BenchmarkOpenToList(b *testing.B) {
	path := reads(b).Path()
	timed(b, func(int) error {
		s, err := Open(b.Context(), path, Options{ReadOnly: true, Now: figureDay})
		if err != nil {
			return err
		}
		defer s.Close()
		rows, err := s.AccountRows(b.Context(), Filter{})
		if err == nil && len(rows) < 50 {
			b.Fatalf("%d rows", len(rows))
		}
		return err
	})
}

// BenchmarkOpenToListFloor does the same with one connection and one statement.
func BenchmarkOpenToListFloor(b *testing.B) {
	path := reads(b).Path()
	timed(b, func(int) error {
		db, err := sql.Open(sqlite.DriverName, readDSN(path))
		if err != nil {
			return err
		}
		defer db.Close()
		rows, err := db.Query(firstRows, "", []byte{})
		if n := drain(b, rows, err); n < 50 {
			b.Fatalf("%d rows", n)
		}
		return nil
	})
}

// lastRows are the last rows of pages here and there.
func lastRows(b *testing.B, s *Store) []AccountRow {
	b.Helper()
	var all []AccountRow
	rows, err := s.readDB.Query("SELECT id, name FROM accounts WHERE trashed_at = ''")
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var a AccountRow
		if err := rows.Scan(&a.ID, &a.Name); err != nil {
			b.Fatal(err)
		}
		all = append(all, a)
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

func BenchmarkListPage(b *testing.B) {
	s := reads(b)
	after := lastRows(b, s)
	timed(b, func(i int) error {
		_, err := s.AccountRows(b.Context(), Filter{After: &after[i%len(after)]})
		return err
	})
}

// BenchmarkListPageFloor reads the accounts of the page and nothing about them.
func BenchmarkListPageFloor(b *testing.B) {
	s := reads(b)
	after := lastRows(b, s)
	st := prepared(b, s.readDB, firstRows)
	timed(b, func(i int) error {
		a := &after[i%len(after)]
		rows, err := st.Query(a.Name, a.ID[:])
		drain(b, rows, err)
		return nil
	})
}

// typed are words as far as they have been typed, from so many letters on: the
// beginnings of what a query returns.
func typed(b *testing.B, s *Store, letters int, query string) []string {
	b.Helper()
	rows, err := s.readDB.Query(query)
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	var out []string
	seen := map[string]bool{}
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			b.Fatal(err)
		}
		for _, w := range queryWords(text) {
			for end := range w {
				if utf8.RuneCountInString(w[:end]) >= letters && !seen[w[:end]] {
					seen[w[:end]] = true
					out = append(out, w[:end])
				}
			}
			if utf8.RuneCountInString(w) >= letters && !seen[w] {
				seen[w] = true
				out = append(out, w)
			}
		}
	}
	if err := rows.Err(); err != nil || len(out) == 0 {
		b.Fatal("no words to type", err)
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

const accountNames = "SELECT name FROM accounts WHERE trashed_at = ''"

// BenchmarkSearchNames finds accounts by each beginning of the words of their
// names, as the list does while somebody types.
func BenchmarkSearchNames(b *testing.B) {
	s := reads(b)
	words := typed(b, s, 1, accountNames)
	found := 0
	timed(b, func(i int) error {
		rows, err := s.AccountRows(b.Context(), Filter{Text: words[i%len(words)]})
		found += len(rows)
		return err
	})
	if found == 0 {
		b.Fatal("nothing was found")
	}
}

// BenchmarkSearchNamesFloor asks the search alone for as many documents.
func BenchmarkSearchNamesFloor(b *testing.B) {
	s := reads(b)
	words := typed(b, s, 1, accountNames)
	st := prepared(b, s.readDB, "SELECT rowid FROM search WHERE search MATCH ? AND rowid < ? ORDER BY rowid LIMIT 50")
	timed(b, func(i int) error {
		rows, err := st.Query(matchQuery(words[i%len(words):][:1]), int64(2)<<bandBits)
		drain(b, rows, err)
		return nil
	})
}

// spread picks documents of every noun.
const spread = "SELECT title || ' ' || body FROM search_docs WHERE id % 97 = 0"

// BenchmarkSearchText searches everything for each beginning, from three
// letters, of words here and there; every third time for two words of one row.
func BenchmarkSearchText(b *testing.B) {
	s := reads(b)
	words := typed(b, s, 3, spread)
	found := 0
	timed(b, func(i int) error {
		hits, err := s.Search(b.Context(), asked(words, i), 50)
		found += len(hits)
		return err
	})
	if found == 0 {
		b.Fatal("nothing was found")
	}
}

func asked(words []string, i int) string {
	if i%3 == 2 {
		return words[i%len(words)] + " " + words[(i/3)%len(words)]
	}
	return words[i%len(words)]
}

// BenchmarkSearchTextFloor asks the search alone for as many candidates.
func BenchmarkSearchTextFloor(b *testing.B) {
	s := reads(b)
	words := typed(b, s, 3, spread)
	st := prepared(b, s.readDB, "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid LIMIT ?")
	timed(b, func(i int) error {
		rows, err := st.Query(matchQuery(strings.Fields(asked(words, i))), candidates)
		drain(b, rows, err)
		return nil
	})
}

// BenchmarkToday reads and ranks all that Today shows: what needs the person,
// what needs anybody, and the accounts that begin.
func BenchmarkToday(b *testing.B) {
	s := reads(b)
	ctx, d := b.Context(), deskOf(b, s)
	today := playbook.DateOf(figureDay())
	until := today.AddDays(work.NeedsWithin)
	needs := 0
	timed(b, func(int) error {
		in := work.NeedsInput{Today: today, Who: sample.CSM, Role: "csm", Calendar: d.Calendar}
		var err error
		if in.Questions, err = s.OpenQuestions(ctx); err != nil {
			return err
		}
		if in.Handoffs, err = s.HandoffsIn(ctx, playbook.Submitted, playbook.Returned); err != nil {
			return err
		}
		if in.Rows, err = s.RowsDue(ctx, today, until); err != nil {
			return err
		}
		groups, err := s.DueGroups(ctx, until)
		if err != nil {
			return err
		}
		for _, of := range [][]DueGroup{nil, groups} {
			if of != nil {
				of, _ = in.MyTasks(groups)
			}
			in.Everyone = of == nil
			if in.Tasks, err = s.TasksDue(ctx, DueQuery{Today: today, Until: until, Of: of, Limit: 60}); err != nil {
				return err
			}
			needs += len(work.Needs(in))
		}
		if _, err := s.AccountCounts(ctx); err != nil {
			return err
		}
		_, err = s.Starting(ctx, today.AddDays(-90))
		return err
	})
	if needs == 0 {
		b.Fatal("nobody is needed")
	}
}

// BenchmarkTodayFloor walks along what is due, in the index alone.
func BenchmarkTodayFloor(b *testing.B) {
	s := reads(b)
	st := prepared(b, s.readDB, "SELECT count(*) FROM tasks t WHERE "+openDue+" AND t.condition IN (0, 1) AND t.due_on <= ?")
	until := playbook.DateOf(figureDay()).AddDays(work.NeedsWithin)
	timed(b, func(int) error {
		var n int
		return st.QueryRow(string(until)).Scan(&n)
	})
}
