package work

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"kept/playbook"
)

// A BookDraft is a playbook of one's own while it is changed. It need not pass
// its checks; it becomes a version when it is published. It lies in the
// workspace, so that nothing typed is lost with the window.
type BookDraft struct {
	Book  playbook.Playbook
	Loose map[string]string `json:",omitempty"` // typed and not understood yet, by place
	Seen  int               // the version that it changes, 0 for a new playbook
	By    string            // who changed it last
	At    playbook.Moment   // when
}

const draftPrefix = "playbook_draft."

// BookDrafts returns the drafts of the workspace by the id of their playbook. A
// draft that cannot be read is left out.
func (d *Desk) BookDrafts(r playbook.Reader) (map[string]BookDraft, error) {
	var all []playbook.Setting
	if err := r.Rows(&all, playbook.ID{}); err != nil {
		return nil, err
	}
	out := map[string]BookDraft{}
	for _, s := range all {
		id, ok := strings.CutPrefix(s.Name, draftPrefix)
		var draft BookDraft
		if ok && s.Value != "" && json.Unmarshal([]byte(s.Value), &draft) == nil && draft.Book.ID == id {
			out[id] = draft
		}
	}
	return out, nil
}

// SaveBookDraft keeps a draft. what says in a few words what was done, for the
// history; acts of one typing share a line there. A playbook that is not one's
// own is refused: it is duplicated first.
func (d *Desk) SaveBookDraft(ctx context.Context, draft BookDraft, what, typing string) error {
	p := &draft.Book
	if err := d.mayDraft(p.ID); err != nil {
		return err
	}
	draft.By, draft.At = d.Who, playbook.MomentOf(d.Now())
	var text strings.Builder
	w := json.NewEncoder(&text)
	w.SetEscapeHTML(false) // a name in it stays as it is spelled, to be found
	if err := w.Encode(draft); err != nil {
		return fmt.Errorf("keep the draft of a playbook: %w", err)
	}
	act := d.act(what+" · “"+clip(p.Title)+"”", "")
	act.Typing = typing
	return d.Store.Do(ctx, act, func(tx playbook.Tx) error {
		s, err := setting(tx, draftPrefix+p.ID)
		if err != nil {
			return err
		}
		if s == nil {
			s = &playbook.Setting{Name: draftPrefix + p.ID}
		}
		s.Value = strings.TrimSpace(text.String())
		return tx.Save(s)
	})
}

func (d *Desk) mayDraft(id string) error {
	switch d.Books.From(id) {
	case BookOfProgram, BookOfFolder:
		b, err := d.Books.Get(id)
		if err != nil {
			return err
		}
		where := "comes with the program"
		if d.Books.From(id) == BookOfFolder {
			where = "is a file in your folder of playbooks"
		}
		return &playbook.RefusedError{What: "Not changed", Reasons: []string{"“" + clip(b.Title) + "” " + where + "; duplicate it, the copy is yours to change"}}
	}
	return nil
}

// DropBookDraft lets a draft go; its playbook stays as its newest version says.
func (d *Desk) DropBookDraft(ctx context.Context, id string) error {
	return d.do(ctx, "Discard the draft of a playbook", "", func(tx playbook.Tx) error { return dropDraft(tx, id) })
}

func dropDraft(tx playbook.Tx, id string) error {
	s, err := setting(tx, draftPrefix+id)
	if err != nil || s == nil {
		return err
	}
	return tx.Trash(s)
}

// PublishBook saves a draft as the next version of its playbook and lets the
// draft go, as one act, with the reason. A playbook that is not right refuses,
// and the draft stays. A version after the first needs a reason.
func (d *Desk) PublishBook(ctx context.Context, draft BookDraft, why string) (playbook.Playbook, error) {
	why = strings.TrimSpace(playbook.CleanText(why))
	if why == "" && draft.Seen > 0 {
		return draft.Book, &playbook.InvalidError{Field: "why", Message: "A new version needs a reason; say in a few words what it makes better."}
	}
	if len(draft.Loose) > 0 {
		return draft.Book, &playbook.RefusedError{What: "Not saved", Reasons: []string{"some of what was typed is not understood yet; the check beside the outline names it"}}
	}
	id := draft.Book.ID
	return d.savePlaybook(ctx, "Save playbook", draft.Book, d.isNewest(&draft.Book, draft.Seen), &publication{why: why,
		also: func(tx playbook.Tx) error { return dropDraft(tx, id) }})
}

// NewBook begins an empty playbook of one's own as a draft with one phase and
// one step. The id is made of the title.
func (d *Desk) NewBook(ctx context.Context, title string) (BookDraft, error) {
	title = strings.Join(strings.Fields(playbook.CleanText(title)), " ")
	if title == "" {
		return BookDraft{}, &playbook.InvalidError{Field: "title", Message: "A playbook needs a title; say for what kind of account it is."}
	}
	return d.DraftBook(ctx, playbook.Playbook{Title: title, Gaps: playbook.Gaps{Kickoff: 7}, Phases: []playbook.TemplatePhase{{Code: "P1", Title: "First phase",
		Steps: []playbook.Step{{ID: "first-step", Title: "First step", Role: "cs", Anchor: playbook.AnchorKickoff}}}}})
}

// DraftBook begins a playbook of one's own as a draft, under an id made of its
// title.
func (d *Desk) DraftBook(ctx context.Context, p playbook.Playbook) (BookDraft, error) {
	var drafts map[string]BookDraft
	err := d.Store.Read(ctx, func(r playbook.Reader) (err error) {
		drafts, err = d.BookDrafts(r)
		return err
	})
	if err != nil {
		return BookDraft{}, err
	}
	p = p.Clone()
	p.Builtin, p.Version, p.Letter = false, 1, ""
	wish := playbook.Slug(p.Title, "playbook")
	p.ID = d.freeID(wish)
	for n := 2; ; n++ {
		if _, taken := drafts[p.ID]; !taken {
			break
		}
		p.ID = d.freeID(fmt.Sprintf("%s-%d", wish, n))
	}
	draft := BookDraft{Book: p}
	return draft, d.SaveBookDraft(ctx, draft, "Begin a playbook", "")
}

// A RunningBook is the running plan of an account and what it was started from.
type RunningBook struct {
	Account playbook.ID
	Name    string // the account's
	Book    string // the id of the playbook
	Version int
}

// RunningBooks returns all running plans by the name of their account. Accounts
// that are lost are not among them.
func (d *Desk) RunningBooks(r playbook.Reader) ([]RunningBook, error) {
	var accounts []playbook.Account
	if err := r.Rows(&accounts, playbook.ID{}); err != nil {
		return nil, err
	}
	var out []RunningBook
	for i := range accounts {
		a := &accounts[i]
		if a.Stage == playbook.Lost {
			continue
		}
		var rec playbook.Record
		if err := r.Rows(&rec.Plans, a.ID); err != nil {
			return nil, err
		}
		if p := rec.Plan(); p != nil {
			out = append(out, RunningBook{Account: a.ID, Name: a.Name, Book: p.PlaybookID, Version: p.Version})
		}
	}
	return out, nil
}
