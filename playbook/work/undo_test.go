package work_test

import (
	"encoding/json"
	"errors"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kept/data"
	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/work"
)

// A bench is a workspace that is closed and opened again between steps, as when
// the program is started anew.
type bench struct {
	*work.Desk
	t    *testing.T
	path string
}

func newBench(t *testing.T) *bench {
	b := &bench{Desk: seat(t, "Jonas Falk"), t: t, path: filepath.Join(t.TempDir(), "work.kept")}
	b.open()
	t.Cleanup(b.close)
	return b
}

func (b *bench) open() {
	s, err := data.OpenOrCreate(b.t.Context(), b.path, data.Options{Now: datatest.Now})
	if err != nil {
		b.t.Fatal(err)
	}
	b.Store = s
}

func (b *bench) close() {
	if err := b.Store.(*data.Store).Close(); err != nil {
		b.t.Error(err)
	}
}

func (b *bench) restart() { b.close(); b.open() }

var revision = regexp.MustCompile(`"Revision":\d+`)

// rows is everything that lives, without the counts of its changes.
func (b *bench) rows() string {
	b.t.Helper()
	var out strings.Builder
	for _, a := range datatest.Rows[playbook.Account](b.t, b.Store, playbook.ID{}) {
		rec := record(b.t, b.Desk, a.ID)
		j, err := json.Marshal(rec)
		if err != nil {
			b.t.Fatal(err)
		}
		out.Write(revision.ReplaceAll(j, nil))
	}
	return out.String()
}

// Undo and redo hold across everything that is done to an account, in another
// process too; each is in the history and leaves the workspace sound.
func TestEveryStepIsTakenBackAndDoneAgain(t *testing.T) {
	var id playbook.ID // of the account under work
	set := func(b *bench, col, seen, typed, stay string) {
		t.Helper()
		_, err := b.Set(t.Context(), work.Ref{Noun: "account", ID: id}, col, seen, typed, stay)
		must(t, err)
	}
	first := func(b *bench) playbook.Task { return record(t, b.Desk, id).Tasks[0] }
	planned := func(t *testing.T, b *bench) {
		must(t, b.StartPlan(t.Context(), id, work.Start{Playbook: "A", Kickoff: "2026-03-09"}))
	}
	stories := []struct {
		name  string
		set   func(*testing.T, *bench) // before
		step  func(*testing.T, *bench) // one undo step
		label string
	}{
		{"an edit, typed in three goes", nil, func(t *testing.T, b *bench) {
			set(b, "customer_promise", "", "No", "stay")
			set(b, "customer_promise", "No", "No call", "stay")
			set(b, "customer_promise", "No call", "No call is lost", "stay")
		}, "Change the customer promise"},
		{"a value brought back", func(t *testing.T, b *bench) {
			set(b, "industry", "", "Health", "")
			set(b, "industry", "Health", "Dental", "")
		},
			func(t *testing.T, b *bench) {
				must(t, b.BringBack(t.Context(), work.Bygone{Ref: work.Ref{Noun: "account", ID: id}, Col: "industry", Value: "Health"}, "Dental"))
			}, "Bring back industry"},
		{"a close date that moves a plan", func(t *testing.T, b *bench) {
			set(b, "actual_close", "", "2026-03-02", "")
			must(t, b.StartPlan(t.Context(), id, work.Start{Playbook: "A", Kickoff: "2026-03-09"}))
		}, func(t *testing.T, b *bench) { set(b, "actual_close", "2026-03-02", "2026-03-23", "") }, "Change actual close"},
		{"a tick", func(t *testing.T, b *bench) {
			must(t, b.StartPlan(t.Context(), id, work.Start{Playbook: "A", Kickoff: "2026-03-09"}))
		}, func(t *testing.T, b *bench) {
			_, err := b.SetTask(t.Context(), first(b).ID, work.TaskChange{To: playbook.TaskDone, Evidence: "Mail of 2 March"})
			must(t, err)
		}, "Tick “"},
		{"a skip with its reason", func(t *testing.T, b *bench) {
			must(t, b.StartPlan(t.Context(), id, work.Start{Playbook: "A", Kickoff: "2026-03-09"}))
		}, func(t *testing.T, b *bench) {
			_, err := b.SetTask(t.Context(), first(b).ID, work.TaskChange{To: playbook.Skipped, Reason: "They did it themselves"})
			must(t, err)
		}, "Skip “"},
		{"a task that is moved, with what follows", planned, func(t *testing.T, b *bench) {
			_, err := b.MakeMove(t.Context(), id, work.Move{Tasks: []work.TaskMove{{Task: first(b).ID, On: "2026-03-12"}}}, "They asked")
			must(t, err)
		}, "Move “"},
		{"a promised go-live that is moved, with its notices", func(t *testing.T, b *bench) {
			rec := record(t, b.Desk, id)
			rec.Handoff.GoLiveOn = "2026-04-20"
			datatest.Save(t, b.Store, "agreed", &rec.Handoff)
			must(t, b.StartPlan(t.Context(), id, work.Start{Playbook: "B", Kickoff: "2026-03-09", GoLive: "2026-04-20"}))
		}, func(t *testing.T, b *bench) {
			_, err := b.MakeMove(t.Context(), id, work.Move{Anchors: []work.AnchorMove{{Anchor: playbook.AnchorGoLive, On: "2026-04-27"}}}, "The venue is closed")
			must(t, err)
			if n := len(record(t, b.Desk, id).Notices); n == 0 {
				t.Error("nobody was told")
			}
		}, "Move go-live"},
		{"a block with its clock", planned, func(t *testing.T, b *bench) {
			_, err := b.BlockTask(t.Context(), first(b).ID, "access", "customer", "No administrator")
			must(t, err)
		}, "Block “"},
		{"the end of a block", func(t *testing.T, b *bench) {
			planned(t, b)
			_, err := b.BlockTask(t.Context(), first(b).ID, "access", "customer", "No administrator")
			must(t, err)
		}, func(t *testing.T, b *bench) {
			_, err := b.Unblock(t.Context(), first(b).ID)
			must(t, err)
		}, "Unblock “"},
		{"a split", planned, func(t *testing.T, b *bench) {
			_, err := b.SplitTask(t.Context(), first(b).ID, []work.SplitPart{{Title: "One"}, {Title: "Two"}}, "Two people")
			must(t, err)
		}, "Split task “"},
		{"a baseline", func(t *testing.T, b *bench) {
			planned(t, b)
			must(t, b.MoveAnchors(t.Context(), id, "2026-03-11", "", ""))
		}, func(t *testing.T, b *bench) {
			_, err := b.TakeBaseline(t.Context(), id, "New start")
			must(t, err)
		}, "Take baseline “New start”"},
		{"a phase that is left", planned, func(t *testing.T, b *bench) {
			_, err := b.ExitPhase(t.Context(), record(t, b.Desk, id).Phases[0].ID, "All is there")
			must(t, err)
		}, "Leave phase “"},
		{"an anchor of one’s own", planned, func(t *testing.T, b *bench) {
			_, err := b.AddAnchor(t.Context(), id, work.NewAnchor{Name: "data-delivered", Title: "Data delivered", On: "2026-03-12"})
			must(t, err)
		}, "Add anchor “Data delivered”"},
		{"an input that is given", func(t *testing.T, b *bench) {
			planned(t, b)
			_, err := b.AskInput(t.Context(), first(b).ID, "support", "known gaps")
			must(t, err)
		}, func(t *testing.T, b *bench) {
			must(t, b.GiveInput(t.Context(), record(t, b.Desk, id).Inputs[0].ID, "No reports", "Ida"))
		}, "Give input “"},
		{"pasted rows", nil, func(t *testing.T, b *bench) {
			_, err := b.PasteRows(t.Context(), id, playbook.FieldByNo(44), "text", "A weekly report\nImport of bookings")
			must(t, err)
		}, "Add 2 to promises"},
		{"a moved row", func(t *testing.T, b *bench) {
			_, err := b.PasteRows(t.Context(), id, playbook.FieldByNo(44), "text", "One\nTwo\nThree")
			must(t, err)
		}, func(t *testing.T, b *bench) {
			must(t, b.MoveRow(t.Context(), id, playbook.FieldByNo(44), record(t, b.Desk, id).Promises[2].ID, -1))
		}, "Reorder promises"},
		{"a removed row", func(t *testing.T, b *bench) {
			_, err := b.PasteRows(t.Context(), id, playbook.FieldByNo(44), "text", "One")
			must(t, err)
		}, func(t *testing.T, b *bench) {
			must(t, b.RemoveRow(t.Context(), work.Ref{Noun: "promise", ID: record(t, b.Desk, id).Promises[0].ID}))
		}, "Remove promise “One”"},
		{"a submission", nil, func(t *testing.T, b *bench) { must(t, b.Submit(t.Context(), id, "They sign today")) }, "Submit handoff"},
		{"a return with its questions", func(t *testing.T, b *bench) { must(t, b.Submit(t.Context(), id, "They sign today")) }, func(t *testing.T, b *bench) {
			must(t, b.Return(t.Context(), id, []string{"scope_unclear"}, "", []string{"Which sites?", "Who signs?"}))
		}, "Return handoff"},
		{"an acceptance with conditions and a plan", func(t *testing.T, b *bench) { must(t, b.Submit(t.Context(), id, "They sign today")) }, func(t *testing.T, b *bench) {
			must(t, b.Accept(t.Context(), id, work.Acceptance{Conditions: []work.Condition{{Title: "Name a sponsor", DueOn: "2026-03-09"}}, Start: &work.Start{Playbook: "B", Kickoff: "2026-03-09"}}))
		}, "Accept handoff with conditions"},
		{"an account into the trash", func(t *testing.T, b *bench) {
			_, err := b.PasteRows(t.Context(), id, playbook.FieldByNo(44), "text", "One\nTwo")
			must(t, err)
		}, func(t *testing.T, b *bench) { must(t, b.TrashAccount(t.Context(), id)) }, "Remove account"},
		{"an import of several customers", nil, func(t *testing.T, b *bench) {
			importAll(t, b.Desk, []work.Deal{deal("1", "Acme", "Calendar", work.DealWon, "2026-02-02", "100"), deal("2", "Beta", "Calendar", work.DealWon, "2026-02-03", "200"),
				deal("3", "Gamma", "Calendar", work.DealOpen, "2026-05-03", "300")}, "2026-03-02")
		}, "Import deals of 3 customers"},
	}
	for _, s := range stories {
		t.Run(s.name, func(t *testing.T) {
			b := newBench(t)
			b.t = t
			a, err := b.NewDeal(t.Context(), "Norrland Dental")
			must(t, err)
			id = a.ID
			if s.set != nil {
				s.set(t, b)
			}
			before := b.rows()
			s.step(t, b)
			after := b.rows()
			if before == after {
				t.Fatal("the step changed nothing")
			}
			b.restart()
			done, err := b.Undo(t.Context())
			if err != nil || !strings.HasPrefix(done.Label, s.label) {
				t.Fatalf("undo took back %q, %v, want %q", done.Label, err, s.label)
			}
			if got := b.rows(); got != before {
				t.Errorf("after undo\n%s\nwant\n%s", got, before)
			}
			b.restart()
			if _, err := b.Redo(t.Context()); err != nil {
				t.Fatal(err)
			}
			if got := b.rows(); got != after {
				t.Errorf("after redo\n%s\nwant\n%s", got, after)
			}
			events, err := b.Store.(*data.Store).History(t.Context(), playbook.ID{}, playbook.HistoryQuery{Limit: 3})
			must(t, err)
			if events[0].Kind != "redo" || events[1].Kind != "undo" || events[1].Turned != events[2].Seq || !strings.HasPrefix(events[1].Label, s.label) ||
				events[0].Count == 0 || events[1].Count == 0 {
				t.Errorf("the history tells %+v", events)
			}
			found, err := b.Store.(*data.Store).CheckIntegrity(t.Context(), data.CheckOptions{Replay: true})
			if err != nil || len(found) > 0 {
				t.Errorf("the workspace is not sound: %v, %v", found, err)
			}
		})
	}
}

// What somebody else has changed since is not taken back over their head: the
// sentence names the row, the field, the person and the time, and nothing of the
// step is undone.
func TestUndoStopsAtWhatOthersChanged(t *testing.T) {
	jonas := seat(t, "Jonas Falk")
	ben := sit(jonas, "Ben Okoro")
	ctx := t.Context()
	a, err := jonas.NewDeal(ctx, "Norrland Dental")
	must(t, err)
	_, err = jonas.PasteRows(ctx, a.ID, playbook.FieldByNo(44), "text", "A weekly report\nImport of bookings")
	must(t, err)
	p := record(t, jonas, a.ID).Promises[1]
	_, err = ben.Set(ctx, work.Ref{Noun: "promise", ID: p.ID}, "text", p.Text, "Import of 12 months of bookings", "")
	must(t, err)
	_, err = jonas.Undo(ctx)
	var c *playbook.ConflictError
	if !errors.As(err, &c) || err.Error() != "The promise of “Import of bookings” was changed meanwhile by Ben Okoro on 2 Mar 2026, 09:00 to “Import of 12 months of bookings”; look at it again before changing it" {
		t.Errorf("undo of the paste: %v", err)
	}
	if n := len(record(t, jonas, a.ID).Promises); n != 2 {
		t.Errorf("%d promises after a refused undo, want both", n)
	}
	// When Ben takes his change back, the paste can go.
	if _, err := ben.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if d, err := jonas.Undo(ctx); err != nil || d.Label != "Add 2 to promises" {
		t.Errorf("undo of the paste now: %q, %v", d.Label, err)
	}
}

// An undo keeps the rules: a star that another promise has taken since cannot
// come back by it, and a deal that others work on does not go.
func TestUndoKeepsTheRules(t *testing.T) {
	jonas := seat(t, "Jonas Falk")
	ben := sit(jonas, "Ben Okoro")
	ctx := t.Context()
	a, err := jonas.NewDeal(ctx, "Norrland Dental")
	must(t, err)
	add := func(d *work.Desk, text string) work.Ref {
		id, err := d.AddRow(ctx, a.ID, playbook.FieldByNo(44), map[string]string{"text": text, "deciding": "true"})
		must(t, err)
		return work.Ref{Noun: "promise", ID: id}
	}
	one := add(jonas, "A weekly report")
	_, err = jonas.Set(ctx, one, "deciding", "true", "", "")
	must(t, err)
	add(ben, "Import of bookings")
	_, err = jonas.Undo(ctx)
	wantRefused(t, err, "Only one promise can be the one that won the deal")
	if d := record(t, jonas, a.ID); d.Deciding().Text != "Import of bookings" {
		t.Errorf("the star is on %q", d.Deciding().Text)
	}
	b, err := jonas.NewDeal(ctx, "Halden Freight")
	must(t, err)
	_, err = ben.AddRow(ctx, b.ID, playbook.FieldByNo(44), map[string]string{"text": "One system"})
	must(t, err)
	_, err = jonas.Undo(ctx)
	wantRefused(t, err, "rows were added to it since")
}
