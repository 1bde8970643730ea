package boot

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kept/data"
	"kept/playbook"
)

func TestFoldersAreThoseOfTheSystem(t *testing.T) {
	env := func(vars map[string]string) Env { return func(n string) string { return vars[n] } }
	home := t.TempDir() // absolute on every system
	for _, c := range []struct {
		name, system   string
		vars           map[string]string
		settings, data string
	}{
		{"linux", "linux", map[string]string{"HOME": home}, filepath.Join(home, ".config", "kept"), filepath.Join(home, ".local", "share", "kept")},
		{"xdg", "linux", map[string]string{"HOME": "/x", "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home}, filepath.Join(home, "kept"), filepath.Join(home, "kept")},
		{"relative xdg is ignored", "freebsd", map[string]string{"HOME": home, "XDG_CONFIG_HOME": "conf"}, filepath.Join(home, ".config", "kept"), filepath.Join(home, ".local", "share", "kept")},
		{"mac", "darwin", map[string]string{"HOME": home}, filepath.Join(home, "Library", "Application Support", "Kept"), filepath.Join(home, "Library", "Application Support", "Kept")},
		{"windows", "windows", map[string]string{"AppData": `C:\R`, "LocalAppData": `C:\L`}, filepath.Join(`C:\R`, "Kept"), filepath.Join(`C:\L`, "Kept")},
		{"windows service", "windows", map[string]string{"USERPROFILE": home}, filepath.Join(home, "AppData", "Roaming", "Kept"), filepath.Join(home, "AppData", "Local", "Kept")},
		{"nothing known", "linux", nil, "kept", "kept"},
	} {
		if f := foldersOf(env(c.vars), c.system); f.Settings != c.settings || f.Data != c.data {
			t.Errorf("%s: %+v, want %s and %s", c.name, f, c.settings, c.data)
		}
	}
}

func TestParseNow(t *testing.T) {
	for in, want := range map[string]time.Time{
		"2027-03-01T09:30:00Z":      time.Date(2027, 3, 1, 9, 30, 0, 0, time.UTC),
		"2027-03-01T09:30:00+02:00": time.Date(2027, 3, 1, 7, 30, 0, 0, time.UTC),
		"2027-03-01 09:30":          time.Date(2027, 3, 1, 9, 30, 0, 0, time.Local),
		" 2027-03-01 ":              time.Date(2027, 3, 1, 9, 0, 0, 0, time.Local),
	} {
		if got, err := ParseNow(in); err != nil || !got.Equal(want) {
			t.Errorf("%q: %v, %v; want %v", in, got, err, want)
		}
	}
	for _, in := range []string{"", "noon", "2027-02-30", "01.03.2027"} {
		if got, err := ParseNow(in); err == nil {
			t.Errorf("%q was read as %v", in, got)
		}
	}
}

func TestTheInstallationKeepsItsIdentity(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "settings")
	first := Device(dir, "Ada")
	if first == "" || Device(dir, "Ben") != first {
		t.Errorf("%q, then %q", first, Device(dir, "Ben"))
	}
	if other := Device(filepath.Join(t.TempDir(), "settings"), "Ada"); other == first {
		t.Error("two installations have one identity")
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	// A folder that cannot be made: the identity is stable all the same.
	if a, b := Device(filepath.Join(file, "settings"), "Ada"), Device(filepath.Join(file, "settings"), "Ada"); a == "" || a != b {
		t.Errorf("without a folder: %q, then %q", a, b)
	}
}

func TestTheLogIsRotated(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "kept.log")
	for round := range keptLogs + 2 {
		if err := os.WriteFile(path, bytes.Repeat([]byte{byte('a' + round)}, maxLog+1), 0o600); err != nil {
			t.Fatal(err)
		}
		log, c := OpenLog(dir, "kept")
		log.Info("opened")
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
	files, err := filepath.Glob(path + "*")
	if err != nil || len(files) != keptLogs+1 {
		t.Errorf("%v, %v; want the log and %d older ones", files, err, keptLogs)
	}
	b, err := os.ReadFile(path)
	if err != nil || len(b) > 1000 || !strings.Contains(string(b), "opened") {
		t.Errorf("the log has %d bytes, %v", len(b), err)
	}
	if old, err := os.ReadFile(path + ".1"); err != nil || old[0] != byte('a'+keptLogs+1) {
		t.Errorf("the newest old log is not the last one: %v", err)
	}
}

func TestOpenMakesOrRefuses(t *testing.T) {
	dir := t.TempDir()
	c := Config{Folders: Folders{Settings: filepath.Join(dir, "s"), Data: filepath.Join(dir, "deep", "d")}, Who: "Ada"}
	if _, err := Open(t.Context(), c, "keptctl", Existing); ErrorKind(err) != string(data.Missing) {
		t.Fatalf("a missing workspace: %v, kind %q", err, ErrorKind(err))
	}
	k, err := Open(t.Context(), c, "keptctl", Create)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := k.Desk.NewDeal(t.Context(), "Acme"); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Desk.Books.Get("A"); err != nil {
		t.Errorf("the desk has no playbook A: %v", err)
	}
	if found, err := k.Check(t.Context(), false); err != nil || len(found) != 0 {
		t.Errorf("a new workspace is not sound: %v, %v", found, err)
	}
	if err := k.Backup(t.Context(), filepath.Join(dir, "b.kept"), false); err != nil {
		t.Error(err)
	}
	if err := k.Backup(t.Context(), filepath.Join(dir, "b.kept"), false); ErrorKind(err) != string(data.Exists) {
		t.Errorf("a second backup of the same name: %v", err)
	}
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Open(t.Context(), c, "keptctl", ReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if _, err := again.Desk.NewDeal(t.Context(), "Beta"); ErrorKind(err) != "read_only" {
		t.Errorf("writing read-only: %v", err)
	}
	rows, err := again.Store.FindAccounts(t.Context(), "acme")
	if err != nil || len(rows) != 1 {
		t.Errorf("%v, %v; want Acme", rows, err)
	}
	if ErrorKind(errors.New("x")) != "" || ErrorKind(playbook.ErrNotFound) != "" {
		t.Error("other errors are taken for those of a workspace")
	}
}

// Nothing a customer said may reach the log, whatever fails.
func TestTheLogHoldsNoCustomerText(t *testing.T) {
	dir := t.TempDir()
	c := Config{Folders: Folders{Settings: dir, Data: dir}, Who: "Ada"}
	k, err := Open(t.Context(), c, "keptctl", Create)
	if err != nil {
		t.Fatal(err)
	}
	secret := "Zugzwang GmbH"
	if _, err := k.Desk.NewDeal(t.Context(), secret); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Store.Search(t.Context(), secret+`" AND (`, 5); err != nil {
		t.Log(err)
	}
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(filepath.Join(c.Folders.Logs(), "keptctl.log")); err != nil || strings.Contains(string(b), "Zugzwang") {
		t.Errorf("%v, log %q", err, b)
	}
}
