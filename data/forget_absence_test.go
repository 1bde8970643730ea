package data

import (
	"testing"

	"kept/playbook"
)

// Why a forgotten member was away goes with the name, from rows, history and
// file; when somebody was away stays, and so do the words about others.
func TestForgetWhyAMemberWasAway(t *testing.T) {
	s := temp(t)
	cleo, bo := &playbook.Member{Name: "Cleo Żuraw", Role: "support"}, &playbook.Member{Name: "Bo Falk"}
	save(t, s, "Invented team", cleo, bo)
	gone := &playbook.Absence{MemberID: cleo.ID, From: "2026-05-04", Until: "2026-05-08", Why: "Dentist in Kiruna"}
	save(t, s, "Cleo Żuraw away", gone)
	err := s.Do(t.Context(), desk("Cleo Żuraw not away"), func(tx playbook.Tx) error { return tx.Trash(gone) })
	if err != nil {
		t.Fatal(err)
	}
	save(t, s, "Cleo Żuraw away again", &playbook.Absence{MemberID: cleo.ID, From: "2026-08-03", Until: "2026-08-07", Why: "Knee surgery"},
		&playbook.Absence{MemberID: bo.ID, From: "2026-08-03", Until: "2026-08-07", Why: "Sailing, Cleo Żuraw stands in"})
	if len(holds(t, s, "Knee surgery", "Dentist in Kiruna")) == 0 {
		t.Fatal("the reasons are not in the file to begin with")
	}
	if _, err := s.Forget(t.Context(), playbook.Act{Who: "Bo Falk", Device: "other", At: fixed()}, playbook.ForgetWho{Row: cleo.ID}); err != nil {
		t.Fatal(err)
	}
	if left := holds(t, s, "Żuraw", "Knee surgery", "Dentist in Kiruna"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	var rows []playbook.Absence
	if err := s.Read(t.Context(), func(r playbook.Reader) error { return r.Rows(&rows, playbook.ID{}) }); err != nil {
		t.Fatal(err)
	}
	if len(rows) != 2 || rows[0].Why != "" || rows[0].From != "2026-08-03" || rows[1].Why != "Sailing, Forgotten person 1 stands in" {
		t.Errorf("the absences are %+v", rows)
	}
	sound(t, s)
}
