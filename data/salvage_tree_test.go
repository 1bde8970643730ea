package data

import (
	"path/filepath"
	"slices"
	"testing"

	"kept/playbook"
)

// TestSalvageFalseTrees writes over the roots of trees so that a tree looks
// whole and is not: with a page of its own, with an empty index, with an index
// of another table that has the same shape. The list of free pages is lost too,
// so that nothing tells what is of the past. Rows on pages that were not
// touched come back as they were, and nothing is there that never was.
func TestSalvageFalseTrees(t *testing.T) {
	tr := wholeWorkspace(t, t.TempDir(), 12, true)
	w, err := readWreck(t.Context(), tr.file(t, tr.db, nil), tr.kinds, func(float64, string) {})
	if err != nil {
		t.Fatal(err)
	}
	const size = 4096
	image := func(n uint32) []byte { return tr.db[int(n-1)*size : int(n)*size] }
	root := func(tree string) []byte { return image(w.roots[tree]) }
	last := func(tree string) []byte { // the last page below the root, the root where there is none
		p, err := w.f.Parse(w.roots[tree])
		if err != nil {
			t.Fatal(err)
		}
		if p.Leaf() {
			return root(tree)
		}
		return image(p.Right)
	}
	auto, ruin, empty := "sqlite_autoindex_phases_1", make([]byte, size), root("phases_trash")
	if p, err := w.f.Parse(w.roots["phases"]); err != nil || p.Leaf() {
		t.Fatalf("the phases are too few for this story: %v", err)
	}
	for _, story := range []struct {
		name string
		over map[string][]byte
	}{
		{"table lost, index its own page", map[string][]byte{"phases": ruin, auto: last(auto)}},
		{"table lost, index empty", map[string][]byte{"phases": ruin, auto: empty}},
		{"table lost, indexes empty", map[string][]byte{"phases": ruin, auto: empty, "phases_account": empty, "phases_plan": ruin}},
		{"table lost, index another's", map[string][]byte{"phases": ruin, auto: root("sqlite_autoindex_tasks_1")}},
		{"table its own page", map[string][]byte{"phases": last("phases")}},
		{"table its own page, index lost", map[string][]byte{"phases": last("phases"), auto: ruin}},
		{"table its own page, index empty", map[string][]byte{"phases": last("phases"), auto: empty}},
		{"table another's, index another's", map[string][]byte{"phases": root("tasks"), auto: root("sqlite_autoindex_tasks_1")}},
		{"history its own page, table lost", map[string][]byte{"phases": ruin, "history": last("history")}},
		{"history its own page, table and index too", map[string][]byte{"phases": last("phases"), auto: empty, "history": last("history")}},
	} {
		db := slices.Clone(tr.db)
		for tree, b := range story.over {
			copy(db[int(w.roots[tree]-1)*size:], b)
		}
		copy(db[32:40], []byte{0, 0xff, 0, 0, 0, 0, 0, 9}) // the list of free pages begins where there is no page
		dir := t.TempDir()
		from, to := filepath.Join(dir, "hurt.kept"), filepath.Join(dir, "new.kept")
		put(t, from, db, nil)
		report, err := Salvage(t.Context(), from, to, SalvageOptions{Who: "Ada Marsh", Now: fixed})
		if err != nil {
			t.Fatalf("%s: %v", story.name, err)
		}
		untouched(t, from, db, nil)
		got, lost := rowsAt(t, to), 0
		for id, want := range tr.rows {
			k, _ := tr.kinds.of(want)
			if is := got[id]; is == nil || len(k.differs(want, is)) > 0 {
				if lost++; lost <= 3 {
					t.Errorf("%s: %s %s on pages %v is not what it was: %s", story.name, k.name, id, tr.on[id], diff(k, want, is))
				}
			}
		}
		if len(got) != len(tr.rows) {
			t.Errorf("%s: %d rows of %d", story.name, len(got), len(tr.rows))
		}
		for _, l := range report.Losses {
			if l.Kind == playbook.LostLines || l.Kind == playbook.LostActs {
				t.Errorf("%s: %s", story.name, l.Text)
			}
		}
	}
}
