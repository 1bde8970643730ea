package work_test

import (
	"slices"
	"strings"
	"testing"

	"kept/playbook"
	"kept/playbook/work"
)

// An account of the same name stays another, and the person who opens the pack is
// told; so is that an account is in the trash here.
func TestNamesakesAreNamed(t *testing.T) {
	ada, bo := laptop(t, "Ada"), laptop(t, "Bo")
	deal, err := ada.NewDeal(t.Context(), "Straße & Kelvin")
	must(t, err)
	_, err = bo.NewDeal(t.Context(), "Quiet Rooms")
	must(t, err)
	in := ada.pack(t, deal.ID, false)
	says := func(v work.PackView, words string) bool {
		return slices.ContainsFunc(v.Accounts[0].Warnings, func(s string) bool { return strings.Contains(s, words) })
	}
	if v := bo.looks(t, in); v.Accounts[0].SameName || says(v, "stay apart") {
		t.Errorf("nothing here has the name, and it says %q", v.Accounts[0].Warnings)
	}
	_, err = bo.NewDeal(t.Context(), "STRAẞE  & \u212Aelvin") // another case, two spaces, the sign for the unit
	must(t, err)
	if v := bo.looks(t, in); !v.Accounts[0].SameName || !says(v, "stay apart") {
		t.Errorf("another account has the name, and it says %q", v.Accounts[0].Warnings)
	}
	bo.now = ada.now
	bo.takes(t, in, work.PackChoice{})
	if v := bo.looks(t, in); v.Accounts[0].Trashed {
		t.Error("the account is said to be in the trash")
	}
	must(t, bo.Store.Do(t.Context(), playbook.Act{Who: "Bo", Device: "bo", Label: "Trash", At: bo.now}, func(tx playbook.Tx) error {
		a := playbook.Account{Meta: playbook.Meta{ID: deal.ID}}
		if err := tx.Load(&a); err != nil {
			return err
		}
		return tx.Trash(&a)
	}))
	_, err = ada.AddRow(t.Context(), deal.ID, playbook.FieldByNo(44), map[string]string{"text": "A report"})
	must(t, err)
	if v := bo.looks(t, ada.pack(t, deal.ID, false)); !v.Accounts[0].Trashed || !says(v, "in the trash here") {
		t.Errorf("the account is in the trash, and it says %q", v.Accounts[0].Warnings)
	}
}
