package work_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"kept/data"
	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/form"
	"kept/playbook/work"
)

// A seam is one account on which two people and a script do what they like.
type seam struct {
	store   *data.Store
	desks   []*work.Desk // the last is the script
	account playbook.ID
	folder  string // of the backup
	backup  string
	names   int
}

// did fails unless an act was done or refused with words for a person.
func did(t *rapid.T, err error) {
	var invalid *playbook.InvalidError
	var refused *playbook.RefusedError
	if err == nil || errors.As(err, &invalid) || errors.As(err, &refused) || errors.Is(err, playbook.ErrConflict) ||
		errors.Is(err, playbook.ErrNotFound) || errors.Is(err, playbook.ErrNothing) || strings.HasPrefix(err.Error(), "deal.yaml:") {
		return
	}
	t.Fatalf("an act failed: %v", err)
}

func (s *seam) desk(t *rapid.T) *work.Desk {
	return s.desks[rapid.IntRange(0, len(s.desks)-1).Draw(t, "desk")]
}

// record reads the account; it is nil while the account lies in the trash.
func (s *seam) record(t *rapid.T) *playbook.Record {
	rec, err := s.desks[0].Record(t.Context(), s.account)
	if errors.Is(err, playbook.ErrNotFound) {
		return nil
	} else if err != nil {
		t.Fatal(err)
	}
	return &rec
}

func (s *seam) promise(t *rapid.T) *playbook.Promise {
	rec := s.record(t)
	if rec == nil || len(rec.Promises) == 0 {
		t.Skip("no promise")
	}
	return &rec.Promises[rapid.IntRange(0, len(rec.Promises)-1).Draw(t, "promise")]
}

var (
	outcomeValues = []string{"", "kept", "kept_late", "partly", "renegotiated", "broken", "withdrawn", "released"}
	promiseValues = map[string][]string{
		"outcome": outcomeValues, "evidence": {"", " ", "Report of 3 Feb"}, "customer_confirmed": {"", "true"}, "confirmed_by": {"", "Ingrid Moe"},
		"confirmed_on": {"", "2026-02-01"}, "deciding": {"", "true"}, "kind": {"explicit", "implied"}, "due_kind": {"", "date", "anchor", "none"},
		"due_on": {"", "2026-02-01", "2026-03-02", "2026-03-03"}, "due_anchor": {"", "close", "go_live"}, "due_days": {"0", "80", "200"},
		"said_on": {"", "2025-10-01", "2026-02-10"}, "delivered_on": {"", "2026-02-01", "2026-03-02"}, "owner": {"", "Maya"},
	}
	promiseColumns = sortedKeys(promiseValues)
)

func sortedKeys(m map[string][]string) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

func promiseValue(t *rapid.T) (col, value string) {
	col = rapid.SampledFrom(promiseColumns).Draw(t, "col")
	return col, rapid.SampledFrom(promiseValues[col]).Draw(t, col)
}

// Add writes a new promise in one of the four ways there are.
func (s *seam) Add(t *rapid.T) {
	s.names++
	name, values, ctx := fmt.Sprint("Promise ", s.names), map[string]string{}, t.Context()
	for range rapid.IntRange(0, 4).Draw(t, "values") {
		col, v := promiseValue(t)
		values[col] = v
	}
	values["text"] = name
	d := s.desk(t)
	switch rapid.IntRange(0, 3).Draw(t, "way") {
	case 0:
		_, err := d.AddRow(ctx, s.account, playbook.FieldByNo(44), values)
		did(t, err)
	case 1:
		_, err := d.PasteRows(ctx, s.account, playbook.FieldByNo(44), "text", name+"\n"+name+" again")
		did(t, err)
	case 2:
		s.apply(t, d, values)
	case 3:
		id, err := d.AddRow(ctx, s.account, playbook.FieldByNo(40), map[string]string{"text": name, "matches": "no"})
		if did(t, err); err == nil {
			_, err = d.PromiseFromBelief(ctx, id)
			did(t, err)
		}
	}
}

// apply writes promises, and sometimes a proof point, by a form.
func (s *seam) apply(t *rapid.T, d *work.Desk, values map[string]string) {
	var b strings.Builder
	fmt.Fprintf(&b, "id: %s\npromises:\n- text: %q\n", s.account, values["text"])
	for _, col := range promiseColumns {
		if v, ok := values[col]; ok && strings.TrimSpace(v) != "" {
			fmt.Fprintf(&b, "  %s: %q\n", col, strings.Replace(v, "true", "yes", 1))
		}
	}
	if rapid.Bool().Draw(t, "proof point") {
		fmt.Fprintf(&b, "proof_points:\n- day: 30\n  text: %q\n", "Seen "+values["text"])
	}
	f, err := form.Read("deal.yaml", strings.NewReader(b.String()))
	if err != nil {
		t.Fatalf("the form of this test is wrong: %v\n%s", err, b.String())
	}
	_, err = form.Apply(t.Context(), d, f)
	did(t, err)
}

// Edit changes one value of a promise, or several together, or by the form.
func (s *seam) Edit(t *rapid.T) {
	p, d := s.promise(t), s.desk(t)
	ref := work.Ref{Noun: "promise", ID: p.ID}
	col, v := promiseValue(t)
	switch rapid.IntRange(0, 3).Draw(t, "way") {
	case 0:
		seen, _ := playbook.GetText(p, col)
		_, err := d.Set(t.Context(), ref, col, seen, v, rapid.SampledFrom([]string{"", "stay"}).Draw(t, "typing"))
		did(t, err)
	case 1:
		other, w := promiseValue(t)
		did(t, d.Edit(t.Context(), ref, map[string]string{col: v, other: w}))
	case 2:
		s.apply(t, d, map[string]string{"text": p.Text, col: v})
	case 3:
		seen, _ := playbook.GetText(p, col)
		did(t, d.BringBack(t.Context(), work.Bygone{Ref: ref, Col: col, Value: v}, seen))
	}
}

func (s *seam) Conclude(t *rapid.T) {
	did(t, s.desk(t).Conclude(t.Context(), s.promise(t).ID, work.Ending{
		Outcome: rapid.SampledFrom(outcomeValues).Draw(t, "outcome"), Evidence: rapid.SampledFrom([]string{"", "Report"}).Draw(t, "evidence"),
		DeliveredOn: rapid.SampledFrom([]playbook.Date{"", "2026-01-31", "2026-03-01"}).Draw(t, "delivered"),
		ConfirmedBy: rapid.SampledFrom([]string{"", "Ingrid Moe"}).Draw(t, "by"), ConfirmedOn: "2026-02-20"}))
}

// Lean lets one desk conclude what another has shown, and the other go on.
func (s *seam) Lean(t *rapid.T) {
	p := s.promise(t)
	at := rapid.IntRange(0, len(s.desks)-1).Draw(t, "desk")
	one, two := s.desks[at], s.desks[(at+1)%len(s.desks)]
	if rapid.Bool().Draw(t, "confirm") {
		did(t, one.Confirm(t.Context(), p.ID, "Ingrid Moe", ""))
	} else {
		did(t, one.Edit(t.Context(), work.Ref{Noun: "promise", ID: p.ID}, map[string]string{"evidence": "Report of 4 Feb", "deciding": "no"}))
	}
	did(t, two.Conclude(t.Context(), p.ID, work.Ending{Outcome: rapid.SampledFrom(outcomeValues).Draw(t, "outcome")}))
	if rapid.Bool().Draw(t, "undo") {
		_, err := one.Undo(t.Context())
		did(t, err)
	}
}

// Settle gives everything an outcome, so that a handoff is often closed.
func (s *seam) Settle(t *rapid.T) {
	rec := s.record(t)
	if rec == nil {
		t.Skip("in the trash")
	}
	d := s.desk(t)
	for _, u := range rec.Unsettled() {
		if u.Noun == "promise" {
			err := d.Conclude(t.Context(), u.Row, work.Ending{Outcome: "broken", Evidence: "Report", ConfirmedBy: "Ingrid Moe"})
			did(t, err)
		}
	}
	for _, day := range []int{30, 60, 90} {
		did(t, d.JudgeProof(t.Context(), s.account, day, work.Judgement{Result: "partly", Shown: "A list", By: "Ingrid Moe"}))
	}
	did(t, d.CloseHandoff(t.Context(), s.account))
}

func (s *seam) TakeBack(t *rapid.T) {
	did(t, s.desk(t).ReopenPromise(t.Context(), s.promise(t).ID, "They were right"))
}

func (s *seam) Confirm(t *rapid.T) {
	did(t, s.desk(t).Confirm(t.Context(), s.promise(t).ID, rapid.SampledFrom([]string{"", "Ingrid Moe"}).Draw(t, "by"), ""))
}

func (s *seam) Trash(t *rapid.T) {
	d := s.desk(t)
	switch rec := s.record(t); {
	case rec == nil:
		t.Skip("in the trash")
	case rapid.IntRange(0, 5).Draw(t, "what") == 0:
		did(t, d.TrashAccount(t.Context(), s.account))
	case len(rec.ProofPoints) > 0 && rapid.Bool().Draw(t, "proof"):
		did(t, d.RemoveRow(t.Context(), work.Ref{Noun: "proof_point", ID: rec.ProofPoints[0].ID}))
	case rapid.IntRange(0, 5).Draw(t, "handoff") == 0:
		did(t, d.RemoveRow(t.Context(), work.Ref{Noun: "handoff", ID: rec.Handoff.ID}))
	default:
		did(t, d.RemoveRow(t.Context(), work.Ref{Noun: "promise", ID: s.promise(t).ID}))
	}
}

// FromTrash takes a row of the account out of the trash, or the account.
func (s *seam) FromTrash(t *rapid.T) {
	rows, err := s.store.Trash(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	rows = slices.DeleteFunc(rows, func(r playbook.TrashedRow) bool { return r.Account != s.account })
	if len(rows) == 0 {
		t.Skip("nothing in the trash")
	}
	row := rows[rapid.IntRange(0, len(rows)-1).Draw(t, "row")]
	d := s.desk(t)
	did(t, s.store.Restore(t.Context(), playbook.Act{Who: d.Who, Device: d.Device, Label: "Take out of the trash", At: d.Now()}, row.Noun, row.Row))
}

func (s *seam) SetProof(t *rapid.T) {
	day, d := rapid.SampledFrom([]int{30, 60, 90}).Draw(t, "day"), s.desk(t)
	rec := s.record(t)
	if rec == nil {
		t.Skip("in the trash")
	}
	seen := ""
	if p := rec.ProofPoint(day); p != nil {
		seen = p.Text
		if rapid.Bool().Draw(t, "result") {
			_, err := d.Set(t.Context(), work.Ref{Noun: "proof_point", ID: p.ID}, "result", p.Result, rapid.SampledFrom([]string{"", "yes", "no"}).Draw(t, "to"), "")
			did(t, err)
			return
		}
	}
	did(t, d.SetProofPoint(t.Context(), s.account, day, "text", seen, rapid.SampledFrom([]string{"", "First list", "Second list"}).Draw(t, "text"), ""))
}

func (s *seam) Judge(t *rapid.T) {
	did(t, s.desk(t).JudgeProof(t.Context(), s.account, rapid.SampledFrom([]int{30, 60, 90}).Draw(t, "day"),
		work.Judgement{Result: rapid.SampledFrom([]string{"", "yes", "partly", "no"}).Draw(t, "result"), Shown: "A list", By: "Ingrid Moe"}))
}

func (s *seam) Close(t *rapid.T) { did(t, s.desk(t).CloseHandoff(t.Context(), s.account)) }
func (s *seam) Reopen(t *rapid.T) {
	did(t, s.desk(t).ReopenHandoff(t.Context(), s.account, "Something came up"))
}

func (s *seam) Undo(t *rapid.T) {
	d := s.desk(t)
	for range rapid.IntRange(1, 4).Draw(t, "times") {
		_, err := d.Undo(t.Context())
		did(t, err)
	}
}

func (s *seam) Redo(t *rapid.T) {
	d := s.desk(t)
	for range rapid.IntRange(1, 4).Draw(t, "times") {
		_, err := d.Redo(t.Context())
		did(t, err)
	}
}

// Move takes the handoff through its own steps.
func (s *seam) Move(t *rapid.T) {
	d := s.desk(t)
	switch rapid.IntRange(0, 2).Draw(t, "step") {
	case 0:
		did(t, d.Submit(t.Context(), s.account, "The customer signs today"))
	case 1:
		did(t, d.Return(t.Context(), s.account, []string{"promise_unclear"}, "", nil))
	case 2:
		did(t, d.Accept(t.Context(), s.account, work.Acceptance{}))
	}
}

// Script writes rows past the use cases, as a later program may.
func (s *seam) Script(t *rapid.T) {
	d := s.desks[len(s.desks)-1]
	did(t, d.Store.Do(t.Context(), playbook.Act{Who: d.Who, Device: d.Device, Label: "script", At: d.Now()}, func(tx playbook.Tx) error {
		rec, err := playbook.LoadRecord(tx, s.account)
		if err != nil {
			return err
		}
		switch rapid.IntRange(0, 3).Draw(t, "what") {
		case 0:
			rec.Handoff.ClosedOn, rec.Handoff.ClosedBy = "2026-03-01", "a script"
			return tx.Save(&rec.Handoff)
		case 1:
			rec.Handoff.State = playbook.Submitted
			return tx.Save(&rec.Handoff)
		case 2:
			return tx.Save(&playbook.Promise{Meta: playbook.Meta{AccountID: s.account}, Text: "Of a script", Deciding: true})
		}
		for i := range rec.Promises {
			rec.Promises[i].Outcome = ""
			if err := tx.Save(&rec.Promises[i]); err != nil {
				return err
			}
		}
		return nil
	}))
}

// Backup takes a backup, and later brings the account back from it.
func (s *seam) Backup(t *rapid.T) {
	if s.backup == "" {
		s.backup = filepath.Join(s.folder, s.account.String()+".kept")
		if err := s.store.Backup(t.Context(), s.backup, data.BackupOptions{}); err != nil {
			t.Fatal(err)
		}
		return
	}
	ob, err := data.OpenBackup(t.Context(), s.backup, s.store.Path(), data.RestoreOptions{Options: data.Options{Now: datatest.Now}})
	if err != nil {
		t.Fatal(err)
	}
	defer ob.Close()
	d := s.desk(t)
	_, err = s.store.BringAccount(t.Context(), playbook.Act{Who: d.Who, Device: d.Device, Label: "Bring back", At: d.Now()}, ob, s.account)
	did(t, err)
}
