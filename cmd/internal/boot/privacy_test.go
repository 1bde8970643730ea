package boot

import (
	"errors"
	"fmt"
	"io/fs"
	"log"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"kept/data"
	"kept/playbook"
)

const marker = "Zugzwangmarke"

// planted returns a row of every noun with the marker in every text.
func planted(t *testing.T, account playbook.ID) []playbook.Noun {
	t.Helper()
	var out []playbook.Noun
	for _, n := range playbook.Nouns() {
		v := reflect.ValueOf(n).Elem()
		for i := 1; i < v.NumField(); i++ {
			if f := v.Field(i); f.Kind() == reflect.String {
				old := f.String()
				f.SetString(marker)
				if n.Check() != nil { // a choice or a date
					f.SetString(old)
				}
			}
		}
		n.Key().AccountID = account
		switch x := n.(type) {
		case *playbook.Item:
			x.Kind = playbook.Fact
		case *playbook.Watch:
			x.Kind = playbook.Risk
		case *playbook.ProofPoint:
			x.Day = 30
		case *playbook.None:
			x.Field, x.Who, x.On = "F8", marker, "2027-01-02"
		case *playbook.Task:
			x.Title, x.Note, x.State, x.DoneAt, x.NoSkip = marker, marker, playbook.Todo, "", false
		case *playbook.Question:
			x.Text, x.Answer = marker, marker
		case *playbook.Account:
			x.Name = marker
		case *playbook.Member, *playbook.Setting:
			n.Key().AccountID = playbook.ID{}
		}
		out = append(out, n)
	}
	return out
}

func logsOf(t *testing.T, folder string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(raw)
	}
	return b.String()
}

// Whatever is planted, refused, in conflict, broken or raised: the log holds
// none of it, also where a careless line logs an error or a value.
func TestNoCustomerTextInTheLog(t *testing.T) {
	dir := t.TempDir()
	c := Config{Folders: Folders{Settings: dir, Data: dir}, Who: marker}
	k, err := Open(t.Context(), c, "keptctl", Create)
	if err != nil {
		t.Fatal(err)
	}
	a, err := k.Desk.NewDeal(t.Context(), marker)
	if err != nil {
		t.Fatal(err)
	}
	stored := 0
	for _, n := range planted(t, a.ID) {
		err := k.Store.Do(t.Context(), playbook.Act{Who: marker, Device: "d", Label: marker, Why: marker}, func(tx playbook.Tx) error { return tx.Save(n) })
		if err == nil {
			stored++
		}
		k.Log.Error("a step failed", "err", err, "value", n, "name", marker, "kind", "x")
	}
	if stored < 14 {
		t.Errorf("only %d nouns were stored", stored)
	}
	conflict := k.Store.Do(t.Context(), playbook.Act{Who: marker, Device: "d", Label: marker}, func(tx playbook.Tx) error {
		return playbook.EditText(tx, &playbook.Account{Meta: playbook.Meta{ID: a.ID}}, "name", marker+"1", marker+"2")
	})
	refused := &playbook.RefusedError{What: marker, Reasons: []string{marker}}
	for _, err := range []error{conflict, refused, fmt.Errorf("read %s: %w", marker, fs.ErrNotExist), &data.OpenError{Path: marker, Kind: data.Full, Message: marker}} {
		k.Log.Error("shown to the person", "err", err)
	}
	_, damaged := k.Store.Search(t.Context(), marker+`" AND (`, 5)
	k.Log.With("who", marker).WithGroup("g").Error("search", slog.Group("in", "err", damaged, "text", marker))
	func() {
		defer func() { k.Log.Error("panic", "type", fmt.Sprintf("%T", recover())) }()
		panic(errors.New(marker))
	}()
	Toolkit(k.Log)
	defer log.SetOutput(os.Stderr)
	log.Printf("Fyne error:  cannot show %s", marker)
	log.Printf("  At: /home/%s/widget.go:12", marker)
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	text := logsOf(t, c.Folders.Logs())
	if strings.Contains(text, "ugzwang") {
		t.Errorf("the log holds customer text:\n%s", text)
	}
	for _, want := range []string{"*playbook.ConflictError", "*playbook.RefusedError", "*data.OpenError full", "widget.go:12", "*errors.errorString"} {
		if !strings.Contains(text, want) {
			t.Errorf("the log does not tell %q:\n%s", want, text)
		}
	}
}

// The log changes to a new file while the program runs.
func TestTheLogIsRotatedWhileOpen(t *testing.T) {
	dir := t.TempDir()
	l, f := OpenLog(dir, "kept")
	defer f.Close()
	stack := strings.Repeat("x", maxLog/10)
	for range 45 {
		l.Error("panic", "stack", stack)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) != keptLogs+1 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, file := range files {
		if st, err := os.Stat(file); err != nil || st.Size() > maxLog || st.Size() == 0 {
			t.Errorf("%s: %v, %v", file, st, err)
		}
	}
}

// Everything the programs make is its owner's alone, whatever the umask.
func TestFilesAreTheOwnersAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no modes; the folders are the user's own")
	}
	open := openToAll(t)
	defer open()
	dir := filepath.Join(t.TempDir(), "home")
	c := Config{Folders: Folders{Settings: filepath.Join(dir, "settings"), Data: filepath.Join(dir, "data")}, Who: "Ada"}
	k, err := Open(t.Context(), c, "keptctl", Create)
	if err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	if _, err := k.Desk.NewDeal(t.Context(), "Acme"); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Backups.Daily(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := k.Backup(t.Context(), filepath.Join(dir, "data", "by hand.kept"), false); err != nil {
		t.Fatal(err)
	}
	k.Log.Error("a line", "kind", "x")
	seen := map[string]bool{}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		st, err := d.Info()
		if err != nil {
			return err
		}
		seen[filepath.Ext(path)] = true
		if st.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", path, st.Mode())
		}
		return nil
	})
	if err != nil || !seen[".kept"] || !seen[".kept-wal"] || !seen[".log"] || !seen[".json"] {
		t.Errorf("%v, seen %v", err, seen)
	}
}

// A person is taken out of logs of an older program, and the backups that hold
// them are told.
func TestForgetReachesBesideTheWorkspace(t *testing.T) {
	dir := t.TempDir()
	c := Config{Folders: Folders{Settings: dir, Data: dir}, Who: "Ada"}
	k, err := Open(t.Context(), c, "kept", Create)
	if err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	a, err := k.Desk.NewDeal(t.Context(), "Acme")
	if err != nil {
		t.Fatal(err)
	}
	before := filepath.Join(dir, "empty.kept")
	if err := k.Backup(t.Context(), before, false); err != nil {
		t.Fatal(err)
	}
	save := func(n playbook.Noun) {
		if err := k.Store.Do(t.Context(), playbook.Act{Who: "Ada", Device: "d", Label: "Add"}, func(tx playbook.Tx) error { return tx.Save(n) }); err != nil {
			t.Fatal(err)
		}
	}
	save(&playbook.Stakeholder{Meta: playbook.Meta{AccountID: a.ID}, Name: "Ines Duarte", Email: "i@duarte.example"})
	with := filepath.Join(dir, "with.kept")
	if err := k.Backup(t.Context(), with, false); err != nil {
		t.Fatal(err)
	}
	older := filepath.Join(c.Folders.Logs(), "keptctl.log.1")
	if err := os.WriteFile(older, []byte("one\nerr=\"Ines Duarte was changed\"\nthree\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	plan, err := k.Forgetter().PlanForget(t.Context(), playbook.ForgetWho{Named: "ines duarte"})
	if err != nil || plan.Logs != 1 || len(plan.Backups) != 1 || plan.Backups[0] != with {
		t.Fatalf("the plan is %+v, %v", plan, err)
	}
	done, err := k.Forgetter().Forget(t.Context(), playbook.Act{Who: "Ada", Device: "d"}, playbook.ForgetWho{Named: "ines duarte"})
	if err != nil || done.Logs != 1 || len(done.Backups) != 1 {
		t.Fatalf("done %+v, %v", done, err)
	}
	if text := logsOf(t, c.Folders.Logs()); strings.Contains(text, "Duarte") || !strings.Contains(text, "Forgotten person 1 was changed") || !strings.Contains(text, "three") {
		t.Errorf("the logs hold %q", text)
	}
	// What comes back from that backup does not hold the name either.
	ob, err := k.Backups.Look(t.Context(), with)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ob.Bring(t.Context(), playbook.Act{Who: "Ada", Device: "d"}, a.ID); err != nil {
		t.Fatal(err)
	}
	if err := ob.Close(); err != nil {
		t.Fatal(err)
	}
	for _, end := range []string{"", "-wal"} {
		if raw, err := os.ReadFile(k.Store.Path() + end); err != nil || strings.Contains(string(raw), "Duarte") {
			t.Errorf("the name is back in the file%s (%v)", end, err)
		}
	}
}
