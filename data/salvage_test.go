package data

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kept/playbook"
)

// TestSalvage overwrites pages at random. Whatever is overwritten: the rows
// whose pages are intact come back as they were, every row that does not is
// named, the new workspace passes all its checks, and the damaged files are as
// they were.
func TestSalvage(t *testing.T) {
	rounds, accounts := 15, 5
	if os.Getenv("KEPT_TORTURE") != "" {
		rounds, accounts = 200, 30
	}
	dir := t.TempDir()
	truths := []truth{wholeWorkspace(t, t.TempDir(), accounts, true), wholeWorkspace(t, t.TempDir(), accounts, false)}
	sum := struct{ pages, rows, intact, same, filled, named, accounts, whole int }{}
	for round := range rounds {
		if only := os.Getenv("KEPT_ROUND"); only != "" && !slices.Contains(strings.Split(only, ","), fmt.Sprint(round)) {
			continue
		}
		tr := &truths[round%2]
		r := rand.New(rand.NewPCG(uint64(round), 7))
		most := max(2, int(tr.pages)/[...]int{100, 30, 10, 4}[round/2%4])
		db, wal, hit, how := tr.wound(r, most)
		name := fmt.Sprintf("round %d, %d pages of %d, %s, log %v", round, len(hit), tr.pages, how, wal != nil)
		from, to := filepath.Join(dir, fmt.Sprintf("%d.kept", round)), filepath.Join(dir, fmt.Sprintf("%d-new.kept", round))
		put(t, from, db, wal)
		report, err := Salvage(t.Context(), from, to, SalvageOptions{Who: "Ada Marsh", Now: fixed})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		untouched(t, from, db, wal)
		got := rowsAt(t, to)
		named := map[playbook.ID]*playbook.Loss{}
		unknown := map[string]bool{}
		for i := range report.Losses {
			l := &report.Losses[i]
			if !l.Row.IsZero() {
				named[l.Row] = l
			}
			if l.Kind == playbook.LostUnknown {
				unknown[l.Noun] = true
			}
			if l.Text == "" {
				t.Errorf("%s: a loss without words: %+v", name, l)
			}
		}
		wounded := map[playbook.ID]bool{} // accounts with a damaged page
		for id, want := range tr.rows {
			k, _ := tr.kinds.of(want)
			intact := !slices.ContainsFunc(tr.on[id], func(n uint32) bool { return hit[n] })
			if !intact {
				wounded[want.Key().AccountID] = true
			}
			is := got[id]
			same := is != nil && len(k.differs(want, is)) == 0 && is.Key().AccountID == want.Key().AccountID
			sum.rows++
			switch {
			case same && intact:
				sum.intact++
				sum.same++
			case same:
				sum.same++
				sum.filled++
			case intact && named[id] == nil:
				t.Errorf("%s: %s %s was on intact pages %v and is not what it was, unnamed: %s", name, k.name, id, tr.on[id], diff(k, want, is))
			case intact && named[id].Kind != playbook.LostValue:
				t.Errorf("%s: %s %s was on intact pages and is lost: %s (%s)", name, k.name, id, named[id].Text, diff(k, want, is))
			case named[id] == nil && !unknown[k.name]:
				t.Errorf("%s: %s %s of %s is not what it was and is not named: %s", name, k.name, id, tr.names[want.Key().AccountID], diff(k, want, is))
			default:
				sum.named++
			}
		}
		for id, n := range got {
			if tr.rows[id] == nil && named[id] == nil {
				t.Errorf("%s: a %T that was never there", name, n)
			}
		}
		for id := range tr.names {
			if !wounded[id] {
				sum.whole++
			}
		}
		sum.accounts += len(tr.names)
		sum.pages += len(hit)
		for _, p := range []string{from, from + "-wal", to} {
			os.Remove(p)
		}
	}
	t.Logf("torture: %d rounds of salvage, %d pages overwritten; of %d rows %d on intact pages came back, %d more from the history or strays, %d named as lost or in part; %d of %d accounts lay on intact pages",
		rounds, sum.pages, sum.rows, sum.intact, sum.filled, sum.named, sum.whole, sum.accounts)
}

func diff(k *kind, want, is playbook.Noun) string {
	if is == nil {
		return "not there"
	}
	s := ""
	for _, c := range k.differs(want, is) {
		s += fmt.Sprintf("%s: %.40q, want %.40q; ", c.Name, c.Text(is), c.Text(want))
	}
	return s
}

func put(t testing.TB, path string, db, wal []byte) {
	t.Helper()
	if err := os.WriteFile(path, db, 0o600); err != nil {
		t.Fatal(err)
	}
	if wal == nil {
		return
	}
	if err := os.WriteFile(path+"-wal", wal, 0o600); err != nil {
		t.Fatal(err)
	}
}

func untouched(t testing.TB, path string, db, wal []byte) {
	t.Helper()
	if string(read(t, path)) != string(db) {
		t.Errorf("%s was written to", path)
	}
	if wal != nil && string(read(t, path+"-wal")) != string(wal) {
		t.Errorf("%s-wal was written to", path)
	}
	if _, err := os.Stat(path + "-shm"); err == nil {
		t.Errorf("%s-shm was left", path)
	}
}

func rowsAt(t testing.TB, path string) map[playbook.ID]playbook.Noun {
	t.Helper()
	s, err := Open(t.Context(), path, Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	out := map[playbook.ID]playbook.Noun{}
	err = s.reading(t.Context(), func(r *reader) error {
		for _, k := range s.kinds.list {
			if err := r.everyRow(k, func(n playbook.Noun) error { out[n.Key().ID] = k.clone(n); return nil }); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
