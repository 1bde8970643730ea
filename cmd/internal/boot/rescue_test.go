package boot

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kept/data"
	"kept/playbook"
)

// A disk that gives old pages back does not bring back who was forgotten: the
// backups tell who that is.
func TestASalvageForgetsAgain(t *testing.T) {
	k, c, now := kept(t)
	a, err := k.Desk.NewDeal(t.Context(), "Acme")
	if err != nil {
		t.Fatal(err)
	}
	act := playbook.Act{Who: "Ada", Device: "d", Label: "Add"}
	if err := k.Store.Do(t.Context(), act, func(tx playbook.Tx) error {
		return tx.Save(&playbook.Stakeholder{Meta: playbook.Meta{AccountID: a.ID}, Name: "Ines Duarte", Email: "i@duarte.example"})
	}); err != nil {
		t.Fatal(err)
	}
	old := filepath.Join(t.TempDir(), "old.kept")
	if err := k.Store.Backup(t.Context(), old, data.BackupOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Forgetter().Forget(t.Context(), act, playbook.ForgetWho{Named: "Ines Duarte"}); err != nil {
		t.Fatal(err)
	}
	*now = now.AddDate(0, 0, 1)
	if made, err := k.Backups.Daily(t.Context()); err != nil || !made {
		t.Fatalf("no backup: %v, %v", made, err)
	}
	from := k.Store.Path()
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(old)
	if err != nil || !strings.Contains(string(raw), "Ines Duarte") {
		t.Fatalf("the old pages do not hold the name: %v", err)
	}
	if err := os.WriteFile(from, raw[:len(raw)-4096], 0o600); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "new.kept")
	if _, err := Salvage(t.Context(), c, "kept", from, to, nil); err != nil {
		t.Fatal(err)
	}
	for _, end := range []string{"", "-wal"} {
		if raw, err := os.ReadFile(to + end); err == nil && strings.Contains(string(raw), "Duarte") {
			t.Errorf("the name is back in the file%s", end)
		}
	}
	s, err := data.Open(t.Context(), to, data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if found, err := s.CheckIntegrity(t.Context(), data.CheckOptions{Replay: true}); err != nil || len(found) > 0 {
		t.Errorf("the new workspace: %v, %v", found, err)
	}
	if rows, err := s.AccountRows(t.Context(), playbook.AccountFilter{}); err != nil || len(rows) != 1 || rows[0].Name != "Acme" {
		t.Errorf("accounts %+v, %v", rows, err)
	}
}
