package work_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kept/assets"
	"kept/playbook"
	"kept/playbook/library"
	"kept/playbook/work"
)

// own is a small playbook of one's own.
func own(id string) playbook.Playbook {
	return playbook.Playbook{ID: id, Title: "Walk-in", Version: 1, Gaps: playbook.Gaps{Kickoff: 3}, Phases: []playbook.TemplatePhase{
		{Code: "W0", Title: "Start", Exit: "first login", Steps: []playbook.Step{
			{ID: "say-hello", Title: "Say hello", Role: "cs", Anchor: playbook.AnchorKickoff},
			{ID: "read-list", Title: "Read the list", Role: "cs", Anchor: playbook.AnchorKickoff, Days: 5, Working: true, After: []playbook.Dependency{{Step: "say-hello"}}},
		}}}}
}

func versions(t *testing.T, d *work.Desk) []playbook.PlaybookVersion {
	t.Helper()
	var rows []playbook.PlaybookVersion
	must(t, d.Store.Read(t.Context(), func(r playbook.Reader) error { return r.Rows(&rows, playbook.ID{}) }))
	return rows
}

func TestOwnPlaybooksAreSavedByVersion(t *testing.T) {
	d := seat(t, "Maya Lindqvist")
	ctx := t.Context()
	saved, err := d.SavePlaybook(ctx, own("walk-in"), 0)
	must(t, err)
	if got, err := d.Books.Get("walk-in"); err != nil || !reflect.DeepEqual(got, saved) || d.Books.From("walk-in") != work.BookOfWorkspace || got.Version != 1 || got.Builtin {
		t.Errorf("saved %+v, %v", got, err)
	}
	if rows := versions(t, d); len(rows) != 1 || !rows[0].Own || rows[0].By != "Maya Lindqvist" || rows[0].Title != "Walk-in" || rows[0].At == "" {
		t.Errorf("rows %+v", rows)
	}
	// The same again is no version, another text is the next.
	if _, err := d.SavePlaybook(ctx, saved, 1); err != nil || len(versions(t, d)) != 1 {
		t.Errorf("saved unchanged: %v, %d rows", err, len(versions(t, d)))
	}
	saved.Phases[0].Steps[0].Title = "Say hello by phone"
	second, err := d.SavePlaybook(ctx, saved, 1)
	must(t, err)
	if second.Version != 2 || !reflect.DeepEqual(d.Books.Versions("walk-in"), []int{1, 2}) {
		t.Errorf("version %d, there are %v", second.Version, d.Books.Versions("walk-in"))
	}
	first, err := d.Books.Version("walk-in", 1)
	must(t, err)
	if first.Phases[0].Steps[0].Title != "Say hello" {
		t.Errorf("version 1 says %q now", first.Phases[0].Steps[0].Title)
	}
	// Undo goes back to what was, for the books too.
	_, err = d.Undo(ctx)
	must(t, err)
	if got, _ := d.Books.Get("walk-in"); got.Version != 1 {
		t.Errorf("after undo the version is %d", got.Version)
	}
	_, err = d.Redo(ctx)
	must(t, err)
	if got, _ := d.Books.Get("walk-in"); got.Version != 2 {
		t.Errorf("after redo the version is %d", got.Version)
	}
	// Who changed an older version is told.
	_, err = d.SavePlaybook(ctx, own("walk-in"), 1)
	wantRefused(t, err, "was saved as version 2 meanwhile and you changed version 1")
	_, err = d.SavePlaybook(ctx, own("walk-in"), 0)
	wantRefused(t, err, "there is a playbook walk-in already")
	// Another who saves at the same workspace is seen.
	other := sit(d, "Jonas Falk")
	lib, err := library.Open(assets.Playbooks(), nil)
	must(t, err)
	other.Books = lib
	must(t, other.ReloadBooks(ctx))
	third := second
	third.For = "Everybody"
	_, err = other.SavePlaybook(ctx, third, 2)
	must(t, err)
	must(t, d.ReloadBooks(ctx))
	if got, _ := d.Books.Get("walk-in"); got.Version != 3 || got.For != "Everybody" {
		t.Errorf("the other's version is not seen: %+v", got)
	}
}

func TestWhatIsNotSaved(t *testing.T) {
	d := seat(t, "Maya Lindqvist")
	lib, err := library.Open(assets.Playbooks(), fstest.MapFS{"f.yaml": {Data: library.Write(ptr(own("in-a-file")))}})
	must(t, err)
	d.Books = lib
	ctx := t.Context()
	for _, c := range []struct {
		change func(p *playbook.Playbook)
		want   string
	}{
		{func(p *playbook.Playbook) { p.ID = "low-touch-30" }, "low-touch-30 comes with the program and stays as it is; duplicate it"},
		{func(p *playbook.Playbook) { p.ID = "in-a-file" }, "in-a-file is a file in your folder of playbooks"},
		{func(p *playbook.Playbook) { p.Letter = "A" }, "the letter A belongs to “SaaS low-touch, 30 days”"},
		{func(p *playbook.Playbook) { p.ID = "Walk in" }, `"Walk in" is not an id`},
		{func(p *playbook.Playbook) {
			p.Phases[0].Steps[0].After = []playbook.Dependency{{Step: "read-list"}}
		}, "wait for one another (say-hello waits for read-list, read-list waits for say-hello)"},
		{func(p *playbook.Playbook) { p.Phases[0].Steps[1].Days = 4000 }, "more than ten years"},
		{func(p *playbook.Playbook) { p.Phases[0].Steps[1].ID = "say-hello" }, "the id say-hello is used in phase W0 already"},
	} {
		p := own("walk-in")
		c.change(&p)
		_, err := d.SavePlaybook(ctx, p, 0)
		wantRefused(t, err, c.want)
	}
	if rows := versions(t, d); len(rows) != 0 {
		t.Errorf("%d rows were saved", len(rows))
	}
	wantRefused(t, d.TrashPlaybook(ctx, "A"), "comes with the program and stays")
	wantRefused(t, d.TrashPlaybook(ctx, "in-a-file"), "remove the file")
	if err := d.TrashPlaybook(ctx, "nothing"); !errors.Is(err, playbook.ErrNotFound) {
		t.Error(err)
	}
}

func ptr[T any](v T) *T { return &v }

func TestDuplicateTrashExportImport(t *testing.T) {
	d := seat(t, "Maya Lindqvist")
	ctx := t.Context()
	p, err := d.DuplicatePlaybook(ctx, "A", "", "")
	must(t, err)
	if p.ID != "low-touch-30-copy" || p.Letter != "" || p.Builtin || p.Version != 1 || p.Title != "SaaS low-touch, 30 days, copy" {
		t.Errorf("copy %s %q", p.ID, p.Title)
	}
	if p, err = d.DuplicatePlaybook(ctx, "A", "", ""); err != nil || p.ID != "low-touch-30-copy-2" {
		t.Errorf("second copy %s, %v", p.ID, err)
	}
	_, err = d.DuplicatePlaybook(ctx, "A", "low-touch-30-copy", "")
	wantRefused(t, err, "there is a playbook low-touch-30-copy already")

	name, text, err := d.ExportPlaybook("low-touch-30-copy", 0)
	must(t, err)
	if name != "low-touch-30-copy-v1.yaml" {
		t.Errorf("name %s", name)
	}
	must(t, d.TrashPlaybook(ctx, "low-touch-30-copy"))
	if d.Books.From("low-touch-30-copy") != "" {
		t.Error("the copy is still there")
	}
	back, err := d.ImportPlaybook(ctx, name, text)
	must(t, err)
	if back.ID != "low-touch-30-copy" || back.Version != 1 || d.Books.From(back.ID) != work.BookOfWorkspace {
		t.Errorf("taken in as %s@%d", back.ID, back.Version)
	}
	// The same file again changes nothing; another text is the next version.
	if again, err := d.ImportPlaybook(ctx, name, text); err != nil || again.Version != 1 {
		t.Errorf("again: version %d, %v", again.Version, err)
	}
	if next, err := d.ImportPlaybook(ctx, name, []byte(strings.Replace(string(text), "title: Submit the handoff", "title: Hand it over", 1))); err != nil || next.Version != 2 {
		t.Errorf("another text: version %d, %v", next.Version, err)
	}
	if _, err := d.ImportPlaybook(ctx, "x.yaml", []byte("format: 2\nid: x\n")); err == nil || !strings.Contains(err.Error(), "x.yaml:1: title is missing") {
		t.Errorf("a broken file: %v", err)
	}
	_, text, err = d.ExportPlaybook("low-touch-30", 0)
	must(t, err)
	_, err = d.ImportPlaybook(ctx, "a.yaml", text)
	wantRefused(t, err, "comes with the program")
}

// A playbook that takes in phases of another follows it while it says the same;
// a phase that was changed is one's own.
func TestModulesOfOwnPlaybooks(t *testing.T) {
	d := seat(t, "Maya Lindqvist")
	ctx := t.Context()
	_, err := d.SavePlaybook(ctx, own("walk-in"), 0)
	must(t, err)
	p, err := d.ImportPlaybook(ctx, "m.yaml", []byte(`format: 2
id: with-module
title: With a module
version: 1
phases:
  - include: walk-in
  - {code: M1, title: More, exit: done, steps: [{id: more, title: More, role: cs, at: kickoff+9}]}
`))
	must(t, err)
	if p.Phases[0].Included != "walk-in" || !strings.Contains(versions(t, d)[1].Text, "include: walk-in") {
		t.Errorf("kept as\n%s", versions(t, d)[1].Text)
	}
	module, _ := d.Books.Get("walk-in")
	module.Phases[0].Steps[0].Title = "Say hello twice"
	_, err = d.SavePlaybook(ctx, module, 1)
	must(t, err)
	if p, _ = d.Books.Get("with-module"); p.Phases[0].Steps[0].Title != "Say hello twice" {
		t.Error("the module's new version is not taken in")
	}
	p.Phases[0].Steps[0].Title = "Say hello in person"
	p, err = d.SavePlaybook(ctx, p, 1)
	must(t, err)
	if got, _ := d.Books.Get("with-module"); got.Phases[0].Included != "" || got.Phases[0].Steps[0].Title != "Say hello in person" {
		t.Errorf("the changed phase is %+v", got.Phases[0])
	}
}

// What a plan was started from is known whatever becomes of the playbook.
func TestTheTemplateOfAPlanIsKept(t *testing.T) {
	d := seat(t, "Maya Lindqvist")
	ctx := t.Context()
	keep := func(p playbook.Playbook, at string) {
		t.Helper()
		now, err := time.Parse(time.RFC3339, at)
		must(t, err)
		d.Now = func() time.Time { return now }
		must(t, d.Store.Do(ctx, playbook.Act{Who: d.Who, Device: d.Device, Label: "Start", At: now}, func(tx playbook.Tx) error { return d.KeepVersion(tx, &p) }))
	}
	template := func(version int, at playbook.Moment) (p playbook.Playbook, err error) {
		err = d.Store.Read(ctx, func(r playbook.Reader) (err error) {
			p, err = d.TemplateOf(r, &playbook.Plan{PlaybookID: "walk-in", Version: version, StartedAt: at})
			return err
		})
		return p, err
	}
	p := own("walk-in")
	keep(p, "2027-03-01T09:00:00Z")
	keep(p, "2027-03-02T09:00:00Z")
	if n := len(versions(t, d)); n != 1 {
		t.Errorf("the same text is kept %d times", n)
	}
	// A file in the folder may change without a new version: both are known.
	p.Title = "Walk-in, changed"
	keep(p, "2027-03-03T09:00:00Z")
	p.Version, p.Title = 2, "Walk-in, second"
	keep(p, "2027-03-04T09:00:00Z")
	for at, want := range map[playbook.Moment]string{"2027-03-01T09:00:00.000000Z": "Walk-in", "2027-03-02T09:00:00.000000Z": "Walk-in", "2027-03-05T09:00:00.000000Z": "Walk-in, changed",
		"2020-01-01T00:00:00.000000Z": "Walk-in, changed"} {
		if got, err := template(1, at); err != nil || got.Title != want {
			t.Errorf("the plan of %s was started from %q, %v; want %q", at, got.Title, err, want)
		}
	}
	if got, err := template(2, ""); err != nil || got.Title != "Walk-in, second" {
		t.Errorf("%q, %v", got.Title, err)
	}
	_, err := template(3, "")
	if !errors.Is(err, playbook.ErrNotFound) || !strings.Contains(fmt.Sprint(err), "walk-in") {
		t.Error(err)
	}
	// A plan from before its playbook's first version.
	if _, err := template(0, ""); !errors.Is(err, playbook.ErrNotFound) {
		t.Error(err)
	}
	// One's own version and the kept one are apart: removing the first leaves the second.
	_, err = d.SavePlaybook(ctx, own("walk-in"), 0)
	must(t, err)
	if saved, _ := d.Books.Get("walk-in"); saved.Version != 3 {
		t.Errorf("saved as version %d beside kept ones of 1 and 2", saved.Version)
	}
	must(t, d.TrashPlaybook(ctx, "walk-in"))
	if _, err := template(1, "2027-03-01T09:00:00.000000Z"); err != nil {
		t.Error(err)
	}
}
