package data

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"kept/playbook"
)

// northwind fills a workspace with three accounts, one of them busy.
func northwind(t testing.TB, s *Store) (a playbook.Account, tasks []playbook.Task) {
	t.Helper()
	a = playbook.Account{Name: "Northwind Traders", Stage: playbook.Onboarding, Segment: "", Value: "48000", Currency: "EUR",
		Seller: "Ada Marsh", CSM: "Bo Lind", ExpectedClose: "2026-03-31", ActualClose: "2026-02-27", CustomerPromise: "Orders leave the same day"}
	save(t, s, "Add", &a, &playbook.Account{Name: "Ärzte für Übersee", Stage: playbook.PreClose}, &playbook.Account{Name: "northern Lights", Stage: playbook.PreClose})
	m := playbook.Meta{AccountID: a.ID}
	tasks = []playbook.Task{
		{Meta: m, Title: "Kickoff", State: playbook.TaskDone, DoneAt: playbook.MomentOf(fixed()), DueOn: "2026-03-01"},
		{Meta: m, Title: "No date", State: playbook.Todo},
		{Meta: m, Title: "Train the team", State: playbook.Todo, DueOn: "2026-03-20"},
		{Meta: m, Title: "Connect the warehouse", State: playbook.Doing, DueOn: "2026-03-05"},
	}
	for i := range tasks {
		save(t, s, "Add a task", &tasks[i])
	}
	save(t, s, "Capture", &playbook.Handoff{Meta: m, State: playbook.Submitted, Story: "They outgrew their spreadsheet in São Paulo"},
		&playbook.Transition{Meta: m, From: playbook.Draft, To: playbook.Submitted, By: "Ada Marsh", At: playbook.MomentOf(fixed())},
		&playbook.Promise{Meta: m, Text: "A weekly report"}, &playbook.Promise{Meta: m, Text: "Delivered", Outcome: "kept", Evidence: "Report"},
		&playbook.Question{Meta: m, Text: "Who signs?", AskedBy: "Bo Lind", AskedAt: playbook.MomentOf(fixed())},
		&playbook.Question{Meta: m, Text: "When?", Answer: "May", AskedAt: playbook.MomentOf(fixed()), AnsweredAt: playbook.MomentOf(fixed())},
		&playbook.Stakeholder{Meta: m, Name: "Zoë Kowalska", Title: "Head of Logistics", Sensitive: "secretword"})
	return a, tasks
}

func TestAccountRows(t *testing.T) {
	s := temp(t)
	a, _ := northwind(t, s)
	page, err := s.AccountRows(t.Context(), Filter{Limit: 2})
	if err != nil || len(page) != 2 || page[0].Name != "northern Lights" || page[1].Name != "Northwind Traders" {
		t.Fatalf("first page %+v, %v", page, err)
	}
	want := AccountRow{ID: a.ID, Name: a.Name, Stage: a.Stage, Value: "48000", Currency: "EUR", Seller: "Ada Marsh", CSM: "Bo Lind",
		CloseOn: "2026-02-27", HandoffState: playbook.Submitted, TasksDone: 1, TasksTotal: 4,
		NextTask: "Connect the warehouse", NextDue: "2026-03-05", OpenPromises: 1, LastChangedAt: playbook.MomentOf(fixed())}
	if page[1] != want {
		t.Errorf("row is\n%+v\nwant\n%+v", page[1], want)
	}
	if page, err = s.AccountRows(t.Context(), Filter{Limit: 2, After: &page[1]}); err != nil || len(page) != 1 || page[0].Name != "Ärzte für Übersee" {
		t.Errorf("second page %+v, %v", page, err)
	}
	for f, want := range map[Filter]int{
		{Stage: playbook.PreClose}: 2, {Stage: playbook.Renewed}: 0, {Text: "nor"}: 2, {Text: "bo lind"}: 1,
		{Text: "arzte"}: 1, {Text: "nor", Stage: playbook.PreClose}: 1, {Text: "weekly"}: 0, {Text: "  "}: 3, {Text: "\"*("}: 0,
	} {
		f.Text = strings.TrimSpace(f.Text)
		if got, err := s.AccountRows(t.Context(), f); err != nil || len(got) != want {
			t.Errorf("%+v: %d rows, want %d (%v)", f, len(got), want, err)
		}
	}
	if counts, err := s.AccountCounts(t.Context()); err != nil || counts[playbook.PreClose] != 2 || counts[playbook.Onboarding] != 1 {
		t.Errorf("counts %v, %v", counts, err)
	}
}

func TestFindAccounts(t *testing.T) {
	s := temp(t)
	a, _ := northwind(t, s)
	save(t, s, "Add", &playbook.Account{Name: "Northwind"}, &playbook.Account{Name: "CAFÉ ÉCLAIR"})
	for typed, want := range map[string][]string{
		"northwind": {"Northwind"}, "NORTHWIND T": {"Northwind Traders"}, "north": {"northern Lights", "Northwind", "Northwind Traders"},
		"ÄRZTE": {"Ärzte für Übersee"}, "café éclair": {"CAFÉ ÉCLAIR"}, "wind": nil, "": nil, "%": nil,
		a.ID.String(): {"Northwind Traders"}, playbook.NewID(fixed()).String(): nil,
	} {
		rows, err := s.FindAccounts(t.Context(), typed)
		var got []string
		for _, r := range rows {
			got = append(got, r.Name)
		}
		if err != nil || strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%q: %v, want %v (%v)", typed, got, want, err)
		}
	}
}

func TestToday(t *testing.T) {
	s := temp(t)
	a, tasks := northwind(t, s)
	due, err := s.TasksDue(t.Context(), DueQuery{Today: "2026-03-19", Until: "2026-03-20"})
	if err != nil || len(due) != 2 || due[0].Task != tasks[3] || due[1].Task != tasks[2] || due[0].AccountName != a.Name || due[0].CSM != "Bo Lind" || due[0].Seller != "Ada Marsh" {
		t.Errorf("due %+v, %v", due, err)
	}
	if due, err = s.TasksDue(t.Context(), DueQuery{Today: "2026-03-19", Until: "2026-03-19"}); err != nil || len(due) != 1 {
		t.Errorf("due a day earlier: %d, %v", len(due), err)
	}
	q, err := s.OpenQuestions(t.Context())
	if err != nil || len(q) != 1 || q[0].Text != "Who signs?" || q[0].AccountName != a.Name {
		t.Errorf("questions %+v, %v", q, err)
	}
	h, err := s.HandoffsIn(t.Context(), playbook.Submitted, playbook.Returned)
	if err != nil || len(h) != 1 || h[0].AccountID != a.ID || h[0].By != "Ada Marsh" || h[0].Since != playbook.MomentOf(fixed()) ||
		h[0].CloseOn != "2026-02-27" || h[0].AccountStage != playbook.Onboarding {
		t.Errorf("handoffs %+v, %v", h, err)
	}
	if err := s.Do(t.Context(), desk("Trash"), func(tx playbook.Tx) error { return tx.Trash(&a) }); err != nil {
		t.Fatal(err)
	}
	due, _ = s.TasksDue(t.Context(), DueQuery{Today: "2026-03-19", Until: "2026-03-20"})
	q, _ = s.OpenQuestions(t.Context())
	h, _ = s.HandoffsIn(t.Context(), playbook.Submitted)
	if len(due)+len(q)+len(h) != 0 {
		t.Errorf("the trashed account still shows %d, %d, %d", len(due), len(q), len(h))
	}
}

func TestTrashList(t *testing.T) {
	s := temp(t)
	a, tasks := northwind(t, s)
	bo := playbook.Act{Who: "Bo Lind", Device: "laptop", Label: "Trash a task", At: fixed().Add(time.Hour)}
	if err := s.Do(t.Context(), bo, func(tx playbook.Tx) error { return tx.Trash(&tasks[1]) }); err != nil {
		t.Fatal(err)
	}
	trash, err := s.Trash(t.Context())
	if err != nil || len(trash) != 1 || trash[0] != (TrashedRow{Noun: "task", Row: tasks[1].ID, Account: a.ID, AccountName: a.Name, Title: "No date", At: playbook.MomentOf(bo.At), By: "Bo Lind"}) {
		t.Fatalf("trash %+v, %v", trash, err)
	}
	if err := s.Do(t.Context(), desk("Trash the account"), func(tx playbook.Tx) error { return tx.Trash(&a) }); err != nil {
		t.Fatal(err)
	}
	if trash, err = s.Trash(t.Context()); err != nil || len(trash) != 2 || trash[1].Noun != "account" || trash[1].Title != a.Name {
		t.Errorf("trash %+v, %v", trash, err)
	}
	for _, r := range []TrashedRow{trash[1], trash[0]} {
		if err := s.Restore(t.Context(), desk("Restore"), r.Noun, r.Row); err != nil {
			t.Fatal(err)
		}
	}
	if trash, err = s.Trash(t.Context()); err != nil || len(trash) != 0 {
		t.Errorf("trash after restoring %+v, %v", trash, err)
	}
	if rows, err := s.FindAccounts(t.Context(), a.Name); err != nil || len(rows) != 1 || rows[0].TasksTotal != 4 {
		t.Errorf("restored %+v, %v", rows, err)
	}
	clean(t, s)
}

func TestHistoryRead(t *testing.T) {
	s := temp(t)
	a, tasks := northwind(t, s)
	act := desk("Move the training")
	act.Why = "Their team is away"
	if err := s.Do(t.Context(), act, func(tx playbook.Tx) error { tasks[2].DueOn = "2026-04-01"; return tx.Save(&tasks[2]) }); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Undo(t.Context(), desk("")); err != nil {
		t.Fatal(err)
	}
	ev, err := s.History(t.Context(), a.ID, HistoryQuery{})
	if err != nil || len(ev) != 8 {
		t.Fatalf("%d events, %v, want 8", len(ev), err)
	}
	if ev[0].Kind != "undo" || ev[1].Kind != "do" || !ev[1].Undone || ev[1].Why != act.Why || ev[1].Count != 1 ||
		ev[1].Lines[0] != (Line{Noun: "task", Row: tasks[2].ID, Col: "due_on", Old: "2026-03-20", New: "2026-04-01", RowTitle: "Train the team"}) {
		t.Errorf("events %+v\n%+v", ev[0], ev[1])
	}
	if first := ev[7]; first.Count != 1 || first.Lines[0].RowTitle != a.Name || first.Lines[0].Col != "" || !strings.Contains(first.Lines[0].New, "Northwind") {
		t.Errorf("the addition %+v, want the line of this account alone", first)
	}
	page, err := s.History(t.Context(), a.ID, HistoryQuery{Limit: 2, Before: ev[1].Seq})
	if err != nil || len(page) != 2 || page[0].Seq != ev[2].Seq {
		t.Errorf("second page %+v, %v", page, err)
	}
	whole, err := s.History(t.Context(), playbook.ID{}, HistoryQuery{Limit: 100})
	if err != nil || len(whole) != 8 || whole[7].Count != 3 {
		t.Errorf("whole history: %d events, %v", len(whole), err)
	}
	last, err := s.LastChange(t.Context())
	if err != nil || last.Seq != ev[0].Seq || last.Who != "Ada Marsh" {
		t.Errorf("last change %+v, %v", last, err)
	}
	if none, err := temp(t).LastChange(t.Context()); err != nil || none != nil {
		t.Errorf("last change of nothing %+v, %v", none, err)
	}
}

func TestFirstFilled(t *testing.T) {
	s := temp(t)
	a, tasks := northwind(t, s)
	set := func(days int, note string) {
		t.Helper()
		act := desk("Note")
		act.At = fixed().AddDate(0, 0, days)
		if err := s.Do(t.Context(), act, func(tx playbook.Tx) error { tasks[1].Note = note; return tx.Save(&tasks[1]) }); err != nil {
			t.Fatal(err)
		}
	}
	set(1, "first")
	set(2, "")
	set(3, "second")
	filled, err := s.FirstFilled(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	day := func(n int) playbook.Moment { return playbook.MomentOf(fixed().AddDate(0, 0, n)) }
	for key, want := range map[FilledKey]playbook.Moment{
		{Noun: "account", Row: a.ID, Col: "seller"}: day(0), {Noun: "task", Row: tasks[1].ID, Col: "note"}: day(1),
		{Noun: "account", Row: a.ID, Col: "industry"}: "", {Noun: "task", Row: tasks[1].ID, Col: "pos"}: "",
	} {
		if filled[key] != want {
			t.Errorf("%s %s: %q, want %q", key.Noun, key.Col, filled[key], want)
		}
	}
}

// The first day stays the promised one, however often it is moved; one that
// was undone was never said.
func TestFirstDue(t *testing.T) {
	s := temp(t)
	a, _ := northwind(t, s)
	m := playbook.Meta{AccountID: a.ID}
	dated := playbook.Promise{Meta: m, Text: "Live by March", DueKind: "date", DueOn: "2027-03-01"}
	later, never := playbook.Promise{Meta: m, Text: "Training"}, playbook.Promise{Meta: m, Text: "A call a month"}
	save := func(p *playbook.Promise, due playbook.Date) {
		t.Helper()
		p.DueOn = due
		if err := s.Do(t.Context(), desk("Due"), func(tx playbook.Tx) error { return tx.Save(p) }); err != nil {
			t.Fatal(err)
		}
	}
	save(&dated, "2027-03-01")
	save(&later, "")
	save(&never, "")
	save(&dated, "2027-04-01")
	save(&later, "2027-01-31") // a slip of the pen, taken back at once
	if _, err := s.Undo(t.Context(), desk("")); err != nil {
		t.Fatal(err)
	}
	if err := s.Read(t.Context(), func(r playbook.Reader) error { return r.Load(&later) }); err != nil {
		t.Fatal(err)
	}
	save(&later, "2027-05-01")
	save(&later, "2027-06-01")
	got, err := s.FirstDue(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got[dated.ID] != "2027-03-01" || got[later.ID] != "2027-05-01" || got[never.ID] != "" {
		t.Errorf("dated %q, dated later %q, never %q", got[dated.ID], got[later.ID], got[never.ID])
	}
}

func TestSearch(t *testing.T) {
	s := temp(t)
	a, tasks := northwind(t, s)
	titles := func(query string) string {
		t.Helper()
		hits, err := s.Search(t.Context(), query, 10)
		if err != nil {
			t.Fatalf("search %q: %v", query, err)
		}
		var out []string
		for _, h := range hits {
			out = append(out, h.Noun+" "+h.Title)
		}
		return strings.Join(out, "|")
	}
	for query, want := range map[string]string{
		"zoe": "stakeholder Zoë Kowalska", "KOWAL log": "stakeholder Zoë Kowalska", "arzte uber": "account Ärzte für Übersee",
		"north": "account northern Lights|account Northwind Traders", "sao paulo": "handoff Handoff", "same day": "account Northwind Traders",
		"connect": "task Connect the warehouse", "who signs": "question Who signs?", "weekly": "promise A weekly report",
		"secretword": "", "": "", `"`: "", `" OR 1`: "", "NEAR(": "", "title:north": "", "north*": "account northern Lights|account Northwind Traders",
		"a AND b": "", "-north": "account northern Lights|account Northwind Traders", "';--": "", "\x00": "", "(((": "", "🦉": "",
	} {
		if got := titles(query); got != want {
			t.Errorf("search %q: %q, want %q", query, got, want)
		}
	}
	hits, err := s.Search(t.Context(), "paulo", 0)
	if err != nil || len(hits) != 1 || hits[0].Snippet != "They outgrew their spreadsheet in São Paulo" || hits[0].AccountName != a.Name || hits[0].Account != a.ID {
		t.Errorf("hits %+v, %v", hits, err)
	}
	tasks[3].Title = "Connect the depot"
	save(t, s, "Rename", &tasks[3])
	if got := titles("warehouse"); got != "" {
		t.Errorf("the old word still finds %q", got)
	}
	if got := titles("depot"); got != "task Connect the depot" {
		t.Errorf("the new word finds %q", got)
	}
	if err := s.Do(t.Context(), desk("Trash"), func(tx playbook.Tx) error { return tx.Trash(&a) }); err != nil {
		t.Fatal(err)
	}
	if got := titles("depot") + titles("zoe"); got != "" {
		t.Errorf("the trash is found: %q", got)
	}
	if _, err := s.Undo(t.Context(), desk("")); err != nil {
		t.Fatal(err)
	}
	if got := titles("depot"); got != "task Connect the depot" {
		t.Errorf("after the undo: %q", got)
	}
	clean(t, s)
}

func FuzzSearch(f *testing.F) {
	for _, q := range []string{"north", `"a" OR b*`, "title : x", "^a", "{a b}: c", "NEAR(a b)", "a\x00b", "\xff", strings.Repeat("w ", 500), "ä̈́ a", "１２"} {
		f.Add(q)
	}
	s := temp(f)
	northwind(f, s)
	f.Fuzz(func(t *testing.T, q string) {
		if _, err := s.Search(t.Context(), q, 5); err != nil {
			t.Errorf("search %q: %v", q, err)
		}
		if _, err := s.AccountRows(t.Context(), Filter{Text: q}); err != nil {
			t.Errorf("filter %q: %v", q, err)
		}
	})
}

func TestDataVersion(t *testing.T) {
	s := temp(t)
	other, err := Open(t.Context(), s.path, Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	was, err := s.DataVersion(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if is, err := s.DataVersion(t.Context()); err != nil || is != was {
		t.Errorf("version %d without a change, was %d (%v)", is, was, err)
	}
	save(t, other, "Add", &playbook.Account{Name: "From elsewhere"})
	if is, err := s.DataVersion(t.Context()); err != nil || is == was {
		t.Errorf("version %d after a change elsewhere, was %d (%v)", is, was, err)
	}
}

func TestCheckFindsAndMends(t *testing.T) {
	s := temp(t)
	a, tasks := northwind(t, s)
	find := func(o CheckOptions) string {
		t.Helper()
		found, err := s.CheckIntegrity(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		var areas []string
		for _, f := range found {
			areas = append(areas, fmt.Sprintf("%s %s %v", f.Area, f.Noun, f.Mended))
		}
		return strings.Join(areas, "|")
	}
	harm := func(sql string, args ...any) {
		t.Helper()
		for _, q := range []string{"PRAGMA foreign_keys = 0", sql, "PRAGMA foreign_keys = 1"} {
			var a []any
			if q == sql {
				a = args
			}
			if _, err := s.writeDB.Exec(q, a...); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := find(CheckOptions{Replay: true}); got != "" {
		t.Fatalf("a sound workspace: %q", got)
	}
	harm("UPDATE search_docs SET title = 'wrong' WHERE row = ?", tasks[0].ID)
	harm("DELETE FROM search_docs WHERE row = ?", tasks[1].ID)
	if got := find(CheckOptions{}); got != "search task false|search task false" {
		t.Errorf("search drift: %q", got)
	}
	if got := find(CheckOptions{MendSearch: true}); got != "search task true|search task true" {
		t.Errorf("mending: %q", got)
	}
	if got := find(CheckOptions{Replay: true}); got != "" {
		t.Errorf("after mending: %q", got)
	}
	if hits, err := s.Search(t.Context(), "kickoff", 5); err != nil || len(hits) != 1 {
		t.Errorf("search after mending: %v, %v", hits, err)
	}
	harm("UPDATE tasks SET note = 'by hand' WHERE id = ?", tasks[0].ID)
	if got := find(CheckOptions{Replay: true}); got != "history task false|search task false" {
		t.Errorf("a value changed by hand: %q", got)
	}
	harm("UPDATE tasks SET note = '', plan_id = ? WHERE id = ?", a.ID, tasks[0].ID)
	if got := find(CheckOptions{}); got != "orphan task false" {
		t.Errorf("a task whose plan is gone: %q", got)
	}
	harm("UPDATE tasks SET plan_id = NULL WHERE id = ?", tasks[0].ID)
	harm("DELETE FROM accounts WHERE id = ?", a.ID)
	if got := find(CheckOptions{}); !strings.Contains(got, "keys ") || !strings.Contains(got, "orphan promise") {
		t.Errorf("rows whose account is gone: %q", got)
	}
}
