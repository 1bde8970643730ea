package data

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"kept/playbook"
)

// holds returns the files of a workspace in which one of the texts stands, as
// it is, in small letters or without accents, as the search keeps it.
func holds(t testing.TB, s *Store, names ...string) (out []string) {
	t.Helper()
	for _, end := range []string{"", "-wal", "-shm"} {
		raw, err := os.ReadFile(s.path + end)
		if err != nil {
			if end == "" {
				t.Fatal(err)
			}
			continue
		}
		raw = bytes.ReplaceAll(raw, []byte("baselines"), nil) // a table of ours, which holds a folded Inês
		for _, n := range names {
			for _, form := range []string{n, strings.ToLower(n), strings.ToUpper(n), fold(n), norm.NFD.String(n), norm.NFC.String(n)} {
				if form != "" && bytes.Contains(raw, []byte(form)) {
					out = append(out, fmt.Sprintf("%q in the file%s", form, end))
				}
			}
		}
	}
	return out
}

func sound(t testing.TB, s *Store) {
	t.Helper()
	found, err := s.CheckIntegrity(context.Background(), CheckOptions{Replay: true})
	if err != nil || len(found) > 0 {
		t.Fatalf("the workspace is not sound: %v, %v", found, err)
	}
}

// A told workspace: Inês Żuraw is the sponsor of Norrland, mentioned all over,
// edited, trashed and undone; Ben Annual is somebody else.
func norrland(t *testing.T, s *Store) (account playbook.ID, person playbook.Stakeholder) {
	t.Helper()
	desk := playbook.Act{Who: "Ada Marsh", Device: "desk", At: fixed()}
	do := func(label string, fn func(playbook.Tx) error) {
		t.Helper()
		act := desk
		act.Label = label
		if err := s.Do(t.Context(), act, fn); err != nil {
			t.Fatal(err)
		}
	}
	a := playbook.Account{Name: "Norrland Dental", Stage: playbook.PreClose, Seller: "Ada Marsh", CustomerPromise: "Inês Żuraw sees every chair by noon"}
	do("New deal", func(tx playbook.Tx) error { return tx.Save(&a) })
	m := playbook.Meta{AccountID: a.ID}
	p := playbook.Stakeholder{Meta: m, Name: "Ines", Email: "i.zuraw@norrland.example", Phone: "+46 70 555 01 99", Roles: "sponsor", Stance: "sceptic", Concern: "Doubts the dates"}
	do("Add to people", func(tx playbook.Tx) error { return tx.Save(&p) })
	do("Edit people: “Inês Żuraw”", func(tx playbook.Tx) error {
		p.Name, p.Sensitive, p.Title = "Inês Żuraw", "Was passed over for the post", "Chief dentist"
		return tx.Save(&p)
	})
	pr := playbook.Promise{Meta: m, Text: "A report for INÊS ŻURAW each Monday", ToWhom: "Żuraw, Inês", Deciding: true}
	q := playbook.Question{Meta: m, Text: "Has Żuraw signed?", AskedBy: "Bo"}
	k := playbook.Task{Meta: m, Title: "Call +46705550199", State: playbook.Todo, Note: "Write to I.ZURAW@norrland.example; annual review"}
	w := playbook.Watch{Meta: m, Kind: playbook.Risk, Text: "Inês leaves"}
	other := playbook.Stakeholder{Meta: m, Name: "Ben Annual", Email: "ben@norrland.example", Concern: "Fears what Inês Żuraw will say"}
	do("Capture", func(tx playbook.Tx) error {
		return errors.Join(tx.Save(&pr), tx.Save(&q), tx.Save(&k), tx.Save(&w), tx.Save(&other))
	})
	do("Remove from risks", func(tx playbook.Tx) error { return tx.Trash(&w) })
	gone := playbook.Stakeholder{Meta: m, Name: "inês  żuraw", Email: "private@zuraw.example", Sensitive: "Plans to leave in May"}
	do("Add to people", func(tx playbook.Tx) error { return tx.Save(&gone) })
	if _, err := s.Undo(t.Context(), desk); err != nil {
		t.Fatal(err)
	}
	do("Edit task", func(tx playbook.Tx) error {
		k.Note = "Asked Inês Żuraw; annual review"
		return tx.Save(&k)
	})
	return a.ID, p
}

var zuraw = []string{"Inês", "Żuraw", "zuraw", "5550199", "555 01 99", "passed over", "Plans to leave", "Chief dentist", "Doubts the dates"}

func TestForgetLeavesNoByte(t *testing.T) {
	s := temp(t)
	account, person := norrland(t, s)
	if len(holds(t, s, zuraw...)) == 0 {
		t.Fatal("the name is not in the file to begin with")
	}
	plan, err := s.PlanForget(t.Context(), playbook.ForgetWho{Row: person.ID})
	if err != nil {
		t.Fatal(err)
	}
	if plan.People != 2 || plan.Values < 14 || plan.Trash != 1 || plan.Lines < 10 || plan.Acts != 1 || plan.Search < 6 || len(plan.Parts) != 2 {
		t.Errorf("the plan is %+v", plan)
	}
	seen := holds(t, s, "Forgotten person")
	if len(seen) > 0 {
		t.Errorf("a plan has written: %v", seen)
	}
	done, err := s.Forget(t.Context(), playbook.Act{Who: "Bo", Device: "other", At: fixed()}, playbook.ForgetWho{Row: person.ID})
	if err != nil {
		t.Fatal(err)
	}
	if done.Waiting || done.Token != "Forgotten person 1" || done.Values != plan.Values || done.Lines != plan.Lines {
		t.Errorf("done %+v", done)
	}
	if left := holds(t, s, zuraw...); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	sound(t, s)
	rec := recordOf(t, s, account)
	if rec.People[0].Name != "Forgotten person 1" || rec.People[0].Email+rec.People[0].Sensitive+rec.People[0].Concern != "" || rec.People[0].Roles != "sponsor" {
		t.Errorf("the person is %+v", rec.People[0])
	}
	if got := rec.Promises[0].Text + "|" + rec.Promises[0].ToWhom; got != "A report for Forgotten person 1 each Monday|Forgotten person 1" {
		t.Errorf("the promise says %q", got)
	}
	if rec.People[1].Name != "Ben Annual" || rec.People[1].Concern != "Fears what Forgotten person 1 will say" || !strings.HasSuffix(rec.Tasks[0].Note, "annual review") {
		t.Errorf("others: %+v, %+v", rec.People[1], rec.Tasks[0])
	}
	if hits, err := s.Search(t.Context(), "zuraw", 5); err != nil || len(hits) > 0 {
		t.Errorf("the search finds %v, %v", hits, err)
	}
	if hits, err := s.Search(t.Context(), "forgotten", 9); err != nil || len(hits) < 3 {
		t.Errorf("the search does not find the token: %v, %v", hits, err)
	}
	last, err := s.LastChange(t.Context())
	if err != nil || last.Label != "Forget a person: Forgotten person 1" || last.Who != "Bo" || last.Kind != kindForget {
		t.Errorf("the act is kept as %+v, %v", last, err)
	}
	if _, err := s.Undo(t.Context(), playbook.Act{Who: "Bo", Device: "other", At: fixed()}); !errors.Is(err, playbook.ErrNothing) {
		t.Errorf("undo of forgetting: %v", err)
	}
	for steps := 0; ; steps++ { // the whole way back, and forth
		_, err := s.Undo(t.Context(), playbook.Act{Who: "Ada Marsh", Device: "desk", At: fixed()})
		if errors.Is(err, playbook.ErrNothing) && steps == 6 {
			break
		}
		if err != nil {
			t.Fatalf("undo %d across it: %v", steps, err)
		}
	}
	for {
		if _, err := s.Redo(t.Context(), playbook.Act{Who: "Ada Marsh", Device: "desk", At: fixed()}); errors.Is(err, playbook.ErrNothing) {
			break
		} else if err != nil {
			t.Fatalf("redo across it: %v", err)
		}
	}
	sound(t, s)
	if left := holds(t, s, zuraw...); len(left) > 0 {
		t.Errorf("back after undo and redo: %v", left)
	}
	if _, err := s.Forget(t.Context(), playbook.Act{Who: "Bo", Device: "other", At: fixed()}, playbook.ForgetWho{Row: person.ID}); !errors.Is(err, playbook.ErrNotFound) {
		t.Errorf("twice: %v", err)
	}
}

func recordOf(t testing.TB, s *Store, account playbook.ID) (rec playbook.Record) {
	t.Helper()
	err := s.Read(t.Context(), func(r playbook.Reader) (err error) { rec, err = playbook.LoadRecord(r, account); return err })
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

// A copy from before knows the name; it is forgotten there too, by hashes.
// The draft of a playbook is a long setting, and no picture.
func TestForgetReadsDraftsOfPlaybooks(t *testing.T) {
	s := temp(t)
	_, person := norrland(t, s)
	draft := playbook.Setting{Name: "playbook_draft.walk-in", Value: `{"Guidance":"` + strings.Repeat("Write down what they said. ", 200) + `Ask Inês Żuraw first."}`}
	if err := s.Do(t.Context(), playbook.Act{Who: "Ada Marsh", Device: "desk", At: fixed(), Label: "Change a step"}, func(tx playbook.Tx) error { return tx.Save(&draft) }); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Forget(t.Context(), playbook.Act{Who: "Bo", Device: "other", At: fixed()}, playbook.ForgetWho{Row: person.ID}); err != nil {
		t.Fatal(err)
	}
	if left := holds(t, s, zuraw...); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestForgetAgainInACopy(t *testing.T) {
	s := temp(t)
	account, person := norrland(t, s)
	copyAt := filepath.Join(t.TempDir(), "copy.kept")
	if err := s.Backup(t.Context(), copyAt, BackupOptions{}); err != nil {
		t.Fatal(err)
	}
	bo := playbook.Act{Who: "Bo", Device: "other", At: fixed()}
	if _, err := s.Forget(t.Context(), bo, playbook.ForgetWho{Row: person.ID}); err != nil {
		t.Fatal(err)
	}
	list, err := s.Forgotten(t.Context())
	if err != nil || len(list) != 1 || len(list[0].Marks) < 4 {
		t.Fatalf("kept: %+v, %v", list, err)
	}
	again := func(name string, before func(c *Store)) {
		c, err := Open(t.Context(), copyAt, Options{Now: fixed})
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		before(c)
		if n, err := c.ForgetAgain(t.Context(), bo, list); err != nil || n != 1 {
			t.Fatalf("%s: forgotten again: %d, %v", name, n, err)
		}
		if left := holds(t, c, zuraw...); len(left) > 0 {
			t.Errorf("%s: left in the copy: %v", name, left)
		}
		sound(t, c)
		if got := recordOf(t, c, account); !strings.Contains(got.Account.CustomerPromise, "Forgotten person 1 sees") {
			t.Errorf("%s: %q", name, got.Account.CustomerPromise)
		}
		if n, err := c.ForgetAgain(t.Context(), bo, list); err != nil || n != 0 {
			t.Errorf("%s: a third time: %d, %v", name, n, err)
		}
	}
	again("by row", func(*Store) {})
	// By name alone: the rows of the copy have other ids than those that are kept.
	list[0].Marks = list[0].Marks[:0:0]
	all, _ := s.Forgotten(t.Context())
	for _, m := range all[0].Marks {
		if m.Kind != markRow {
			list[0].Marks = append(list[0].Marks, m)
		}
	}
	if err := os.Remove(copyAt); err != nil {
		t.Fatal(err)
	}
	fresh, err := Create(t.Context(), copyAt, Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	account, _ = norrland(t, fresh)
	if err := fresh.Close(); err != nil {
		t.Fatal(err)
	}
	again("by name", func(*Store) {})
}

// On one account only: a namesake elsewhere stays.
func TestForgetOnOneAccount(t *testing.T) {
	s := temp(t)
	account, person := norrland(t, s)
	a := playbook.Account{Name: "Elsewhere", StatusLine: "Inês Żuraw is happy"}
	if err := s.Do(t.Context(), playbook.Act{Who: "Ada Marsh", Device: "desk", Label: "New", At: fixed()}, func(tx playbook.Tx) error { return tx.Save(&a) }); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Forget(t.Context(), playbook.Act{Who: "Bo", Device: "o", At: fixed()}, playbook.ForgetWho{Row: person.ID, Account: account}); err != nil {
		t.Fatal(err)
	}
	if got := recordOf(t, s, a.ID).Account.StatusLine; got != "Inês Żuraw is happy" {
		t.Errorf("the namesake is %q", got)
	}
	if got := recordOf(t, s, account).Promises[0].ToWhom; got != "Forgotten person 1" {
		t.Errorf("the person is %q", got)
	}
	sound(t, s)
}

func TestForgetRefuses(t *testing.T) {
	s := temp(t)
	norrland(t, s)
	act := playbook.Act{Who: "Ada Marsh", Device: "desk", At: fixed()}
	var refused *playbook.RefusedError
	var invalid *playbook.InvalidError
	if _, err := s.Forget(t.Context(), act, playbook.ForgetWho{Named: "ada marsh"}); !errors.As(err, &refused) {
		t.Errorf("oneself: %v", err)
	}
	if _, err := s.Forget(t.Context(), act, playbook.ForgetWho{Named: " X "}); !errors.As(err, &invalid) {
		t.Errorf("a letter: %v", err)
	}
	if _, err := s.Forget(t.Context(), act, playbook.ForgetWho{Named: "Nobody Known"}); !errors.Is(err, playbook.ErrNotFound) {
		t.Errorf("a stranger: %v", err)
	}
	if holds(t, s, "Żuraw") == nil {
		t.Error("a refusal has written")
	}
	// Who sells is forgotten by name: from the account, from acts and labels.
	if _, err := s.Forget(t.Context(), playbook.Act{Who: "Bo", Device: "o", At: fixed()}, playbook.ForgetWho{Named: "Ada Marsh"}); err != nil {
		t.Fatal(err)
	}
	if left := holds(t, s, "Ada Marsh"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	sound(t, s)
}

// What a crash kept from being cleared is cleared at the next opening.
func TestClearingIsMadeUpFor(t *testing.T) {
	s := temp(t)
	_, person := norrland(t, s)
	if err := s.inTx(t.Context(), func(tx *tx) error {
		p, err := tx.identify(playbook.ForgetWho{Row: person.ID})
		if err != nil {
			return err
		}
		p.chooseToken(1)
		return errors.Join(tx.forget(p), tx.unwiped())
	}); err != nil {
		t.Fatal(err)
	}
	if len(holds(t, s, zuraw...)) == 0 {
		t.Fatal("nothing to clear")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Open(t.Context(), s.path, Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if left := holds(t, again, zuraw...); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	sound(t, again)
}

// A program that is killed leaves in the log what it had not committed. The next
// one to open the file takes it away, unless somebody is reading, who is not
// waited for.
func TestOpeningTakesWhatWasNotCommitted(t *testing.T) {
	s := temp(t)
	_, person := norrland(t, s)
	act := playbook.Act{Who: "Bo", Device: "o", Label: "New", At: fixed()}
	if _, err := s.Forget(t.Context(), act, playbook.ForgetWho{Row: person.ID}); err != nil {
		t.Fatal(err)
	}
	killed := func() { // in the middle of an act, as far as the file is concerned
		t.Helper()
		if err := s.Do(t.Context(), act, func(tx playbook.Tx) error { return tx.Save(&playbook.Account{Name: "Elsewhere"}) }); err != nil {
			t.Fatal(err)
		}
		f, err := os.OpenFile(s.path+"-wal", os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if _, err := f.WriteString(strings.Repeat("Inês Żuraw ", 1000)); err != nil {
			t.Fatal(err)
		}
	}
	opened := func() *Store {
		t.Helper()
		s, err := Open(t.Context(), s.path, Options{Now: fixed})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return s
	}
	killed()
	if len(holds(t, s, zuraw...)) == 0 {
		t.Fatal("there is nothing to take away")
	}
	opened()
	if left := holds(t, s, zuraw...); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}

	killed()
	reader, err := s.readDB.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := reader.QueryRow("SELECT count(*) FROM accounts").Scan(&n); err != nil {
		t.Fatal(err)
	}
	other := opened()
	if len(holds(t, s, zuraw...)) == 0 {
		t.Error("what somebody reads was taken away")
	}
	if err := other.Do(t.Context(), act, func(tx playbook.Tx) error { return tx.Save(&playbook.Account{Name: "Beside"}) }); err != nil {
		t.Errorf("beside a reader nothing is stored: %v", err)
	}
	if err := reader.Rollback(); err != nil {
		t.Fatal(err)
	}
	opened()
	if left := holds(t, s, zuraw...); len(left) > 0 {
		t.Errorf("left behind after the reader: %v", left)
	}
	sound(t, s)
}

// Whatever somebody is called, and whatever was done before: no byte of the
// name is left, the history replays, others keep their words, and undo of
// everything brings nothing back.
func TestForgetAnyName(t *testing.T) {
	names := []string{"Ann", "Ann Lee", "Żółć Ąę", "Иван Петров", "Ωμέγα Νίκος", "🦉 Eule", "🦉", "田中太郎", "O’Hara Q", "Zoe\u0308 Quill", "person", "Forgotten", "x-y z", "Al", "İpek Çağ"}
	around := []string{"Annual report", "Joanna", "today", "Иванов", "Petra", "ﬁt", "one, two", "«quote»", "\"json\" \\ end", "line\nbreak"}
	s, n := temp(t), 0 // every case begins where the one before left no name
	rapid.Check(t, func(r *rapid.T) {
		n++
		name := rapid.OneOf(rapid.SampledFrom(names), rapid.StringMatching(`[A-ZÄÖЖ][a-zäöж]{4,7} [A-ZÄÖЖ][a-zäöж]{4,7}`)).Draw(r, "name")
		some := func(label string) string {
			var parts []string
			for range rapid.IntRange(0, 4).Draw(r, label) {
				parts = append(parts, rapid.SampledFrom(append([]string{name, name, strings.ToUpper(name), strings.ToLower(name)}, around...)).Draw(r, label))
			}
			return strings.Join(parts, " ")
		}
		desk := playbook.Act{Who: "Q. W.", Device: fmt.Sprint(n), At: fixed()}
		var a playbook.Account
		var rows []playbook.Noun
		for i := range rapid.IntRange(2, 7).Draw(r, "acts") {
			act := desk
			act.Label = "Edit “" + some("label") + "”"
			err := s.Do(t.Context(), act, func(tx playbook.Tx) error {
				if i == 0 {
					a = playbook.Account{Name: "Acme", Industry: some("industry")}
					return tx.Save(&a)
				}
				m := playbook.Meta{AccountID: a.ID}
				switch what := rapid.IntRange(0, 5).Draw(r, "what"); {
				case what == 0:
					p := &playbook.Stakeholder{Meta: m, Name: name, Email: "e@" + fmt.Sprint(i) + ".example", Sensitive: "A note about them"}
					rows = append(rows, p)
					return tx.Save(p)
				case what == 1:
					k := &playbook.Task{Meta: m, Title: fmt.Sprint("t", i, " ", some("title")), Note: some("note"), State: playbook.Todo}
					rows = append(rows, k)
					return tx.Save(k)
				case what == 2 && len(rows) > 0:
					last := rows[len(rows)-1]
					rows = rows[:len(rows)-1]
					return tx.Trash(last)
				default:
					a.StatusLine = fmt.Sprint(i, " ", some("status"))
					return tx.Save(&a)
				}
			})
			if err != nil {
				r.Fatal(err)
			}
			if rapid.IntRange(0, 5).Draw(r, "undo") == 0 && i > 0 {
				if _, err := s.Undo(t.Context(), desk); err != nil {
					r.Fatal(err)
				}
				rows = nil
				if err := s.Read(t.Context(), func(rd playbook.Reader) error { return rd.Load(&a) }); err != nil {
					r.Fatal(err)
				}
			}
		}
		annual := bytes.Count(logical(t, s), []byte("Annual report"))
		bo := playbook.Act{Who: "-", Device: "other", At: fixed()}
		if _, err := s.Forget(t.Context(), bo, playbook.ForgetWho{Named: name}); err != nil && !errors.Is(err, playbook.ErrNotFound) {
			r.Fatal(err)
		}
		check := func(when string) {
			f := finder{}
			for _, sp := range spellings(name) {
				f.terms = append(f.terms, newTerm(wholeName, sp))
			}
			text := logical(t, s)
			if spans := f.find(string(text), playbook.ID{}); len(spans) > 0 {
				r.Fatalf("%s: %q stands in a text: %q", when, name, stretch(string(text), spans[0]))
			}
			if strings.Contains("Annual Joanna Иванов Petra Forgotten person Removed name", name) || len(name) < 4 {
				return // its bytes are in other words, rightly
			}
			if left := holds(t, s, name); len(left) > 0 {
				r.Fatalf("%s: left behind: %v", when, left)
			}
		}
		check("after forgetting")
		if got := bytes.Count(logical(t, s), []byte("Annual report")); got != annual {
			r.Fatalf("%d annual reports became %d", annual, got)
		}
		for {
			if _, err := s.Undo(t.Context(), desk); errors.Is(err, playbook.ErrNothing) {
				break
			} else if err != nil {
				r.Fatalf("undo across it: %v", err)
			}
		}
		check("after undo of all")
		if n%5 == 0 { // it reads everything there is, which grows
			sound(t, s)
		}
	})
}

// logical is every text of the tables, one a line.
func logical(t testing.TB, s *Store) []byte {
	var b bytes.Buffer
	for _, q := range []string{"SELECT COALESCE(old,'') || char(10) || COALESCE(new,'') FROM history WHERE col <> 'sensitive'", "SELECT who || char(10) || label || char(10) || why FROM changes",
		"SELECT title || char(10) || body FROM search_docs", "SELECT industry || char(10) || status_line FROM accounts", "SELECT title || char(10) || note FROM tasks", "SELECT name FROM stakeholders"} {
		rows, err := s.readDB.Query(q)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var text string
			if err := rows.Scan(&text); err != nil {
				t.Fatal(err)
			}
			b.WriteString(text + "\n\n")
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}
