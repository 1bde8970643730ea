package work_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"kept/playbook"
	"kept/playbook/work"
)

func bookDrafts(t *testing.T, d *work.Desk) map[string]work.BookDraft {
	t.Helper()
	var out map[string]work.BookDraft
	must(t, d.Store.Read(t.Context(), func(r playbook.Reader) (err error) {
		out, err = d.BookDrafts(r)
		return err
	}))
	return out
}

// A draft need not be right to be kept, is no playbook that a plan can be started
// from, and becomes a version with a reason; one undo brings it back.
func TestADraftBecomesAVersion(t *testing.T) {
	d := seat(t, "Maya Lindqvist")
	ctx := t.Context()
	first, err := d.SavePlaybook(ctx, own("walk-in"), 0)
	must(t, err)
	draft := work.BookDraft{Book: first.Clone(), Seen: 1}
	draft.Book.Phases[0].Steps[0].Title = ""
	draft.Loose = map[string]string{"step|say-hello|When": "kickof"}
	must(t, d.SaveBookDraft(ctx, draft, "Change a step", "stay"))
	got := bookDrafts(t, d)["walk-in"]
	if !reflect.DeepEqual(got.Book, draft.Book) || got.Loose["step|say-hello|When"] != "kickof" || got.By != "Maya Lindqvist" || got.At == "" {
		t.Fatalf("kept %+v", got)
	}
	if p, _ := d.Books.Get("walk-in"); p.Phases[0].Steps[0].Title != "Say hello" {
		t.Error("the draft is what plans are started from")
	}
	var refused *playbook.RefusedError
	if _, err := d.PublishBook(ctx, draft, "why not"); !errors.As(err, &refused) {
		t.Errorf("what is not understood: %v", err)
	}
	draft.Loose = nil
	var invalid *playbook.InvalidError
	if _, err := d.PublishBook(ctx, draft, "why not"); !errors.As(err, &invalid) {
		t.Errorf("a step without a title: %v", err)
	}
	draft.Book.Phases[0].Steps[0].Title = "Say hello by phone"
	if _, err := d.PublishBook(ctx, draft, "  "); err == nil || !strings.Contains(err.Error(), "reason") {
		t.Errorf("without a reason: %v", err)
	}
	if len(bookDrafts(t, d)) != 1 {
		t.Fatal("a refusal took the draft")
	}
	second, err := d.PublishBook(ctx, draft, "Nobody reads mail")
	must(t, err)
	if second.Version != 2 || len(bookDrafts(t, d)) != 0 {
		t.Errorf("version %d, drafts %v", second.Version, bookDrafts(t, d))
	}
	_, err = d.Undo(ctx)
	must(t, err)
	if p, _ := d.Books.Get("walk-in"); p.Version != 1 || len(bookDrafts(t, d)) != 1 {
		t.Errorf("after the undo version %d, drafts %v", p.Version, bookDrafts(t, d))
	}
}

func TestWhatIsNotOnesOwnTakesNoDraft(t *testing.T) {
	d := seat(t, "Maya Lindqvist")
	p, err := d.Books.Get("A")
	must(t, err)
	var refused *playbook.RefusedError
	if err := d.SaveBookDraft(t.Context(), work.BookDraft{Book: p, Seen: p.Version}, "Change a step", ""); !errors.As(err, &refused) || !strings.Contains(err.Error(), "duplicate") {
		t.Errorf("a draft of a built-in playbook: %v", err)
	}
}

// New playbooks get an id of their title that neither a playbook nor a draft has.
func TestANewPlaybookIsADraftUnderItsOwnID(t *testing.T) {
	d := seat(t, "Maya Lindqvist")
	ctx := t.Context()
	if _, err := d.NewBook(ctx, " "); err == nil {
		t.Error("a playbook without a title began")
	}
	a, err := d.NewBook(ctx, "Low touch 30")
	must(t, err)
	b, err := d.NewBook(ctx, "Low touch 30")
	must(t, err)
	if a.Book.ID != "low-touch-30-2" || b.Book.ID == a.Book.ID || len(bookDrafts(t, d)) != 2 {
		t.Errorf("ids %s and %s", a.Book.ID, b.Book.ID)
	}
	if err := a.Book.Check(); err != nil {
		t.Errorf("a new playbook is not right: %v", err)
	}
	must(t, d.DropBookDraft(ctx, a.Book.ID))
	if _, there := bookDrafts(t, d)[a.Book.ID]; there {
		t.Error("a discarded draft is still there")
	}
}
