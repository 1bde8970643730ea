package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"kept/data"
	"kept/playbook"
	"kept/playbook/pack"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"keptctl": main})
}

// The stories of testdata/script, each in a folder of its own with a stopped
// clock. UPDATE_SCRIPTS=1 renews the golden answers; read them before keeping them.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(e *testscript.Env) error {
			e.Setenv("KEPT_NOW", "2027-03-01T09:00:00Z")
			e.Setenv("KEPT_WORKSPACE", filepath.Join(e.WorkDir, "work.kept"))
			for _, name := range []string{"XDG_CONFIG_HOME", "XDG_DATA_HOME", "AppData", "LocalAppData"} {
				e.Setenv(name, filepath.Join(e.WorkDir, "home"))
			}
			e.Setenv("HOME", filepath.Join(e.WorkDir, "home"))
			return nil
		},
		Condition: func(cond string) (bool, error) {
			if cond == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("no condition %q", cond)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"at": at, "exits": exits, "mask": mask, "newer": newer, "shorten": shorten, "spoil": spoil, "isjson": isJSON, "stripkey": stripKey, "huge": huge,
		},
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
	})
}

// at LAPTOP [TIME] goes on at the laptop of that name, with its own folder of
// settings and its own workspace, at that time.
func at(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 || len(args) > 2 {
		ts.Fatalf("usage: at LAPTOP [TIME]")
	}
	home := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(home, 0o700))
	for _, name := range []string{"XDG_CONFIG_HOME", "XDG_DATA_HOME", "AppData", "LocalAppData", "HOME"} {
		ts.Setenv(name, home)
	}
	ts.Setenv("KEPT_WORKSPACE", filepath.Join(home, "work.kept"))
	if len(args) == 2 {
		ts.Setenv("KEPT_NOW", args[1])
	}
}

// exits STATUS [ARGS…] runs keptctl and wants its exit status.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: exits STATUS [ARGS…]")
	}
	err := ts.Exec("keptctl", args[1:]...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("exit status %s, want %s", got, args[0])
	}
}

var uuid = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`)

var device = regexp.MustCompile(`("device": )"[A-Z2-7]{26}"`)

// mask FROM TO writes a file with its ids numbered in their order and without
// the name of the installation, so that it can be compared.
func mask(ts *testscript.TestScript, _ bool, args []string) {
	seen := map[string]string{}
	text := uuid.ReplaceAllStringFunc(ts.ReadFile(args[0]), func(id string) string {
		if seen[id] == "" {
			seen[id] = fmt.Sprintf("id-%d", len(seen)+1)
		}
		return seen[id]
	})
	text = device.ReplaceAllString(text, `$1"device"`)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o600))
}

var fingerprint = regexp.MustCompile(`([0-9A-F]{4} ){3}[0-9A-F]{4}`)

// stripkey FROM TO writes a file without the fingerprints in it.
func stripKey(ts *testscript.TestScript, _ bool, args []string) {
	text := fingerprint.ReplaceAllString(ts.ReadFile(args[0]), "FINGERPRINT")
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o600))
}

// isjson FILE wants one JSON value and nothing else.
func isJSON(ts *testscript.TestScript, _ bool, args []string) {
	if text := ts.ReadFile(args[0]); !json.Valid([]byte(text)) {
		ts.Fatalf("not JSON: %q", text)
	}
}

// newer FILE raises the format number in the head of a workspace: SQLite keeps
// user_version big-endian at byte 60.
func newer(ts *testscript.TestScript, _ bool, args []string) {
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_RDWR, 0)
	ts.Check(err)
	_, err = f.WriteAt(binary.BigEndian.AppendUint32(nil, 999), 60)
	ts.Check(err)
	ts.Check(f.Close())
}

// shorten FILE cuts a file in half.
func shorten(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	st, err := os.Stat(path)
	ts.Check(err)
	ts.Check(os.Truncate(path, st.Size()/2))
}

// huge NAME adds an account to the workspace with more than 8 MB of words in one
// act, as a salvage of much leaves it.
func huge(ts *testscript.TestScript, _ bool, args []string) {
	s, err := data.Open(context.Background(), ts.Getenv("KEPT_WORKSPACE"), data.Options{})
	ts.Check(err)
	err = s.Do(context.Background(), playbook.Act{Who: "Ada Wolf", Device: "desk", Label: "Fill"}, func(tx playbook.Tx) error {
		a := playbook.Account{Name: args[0], Stage: playbook.PreClose}
		if err := tx.Save(&a); err != nil {
			return err
		}
		for range pack.MaxClaim/playbook.MaxText + 1 {
			err := tx.Save(&playbook.Item{Meta: playbook.Meta{AccountID: a.ID}, Kind: playbook.Bought, Text: strings.Repeat("x", playbook.MaxText)})
			if err != nil {
				return err
			}
		}
		return nil
	})
	ts.Check(errors.Join(err, s.Close()))
}

// spoil FILE PAGE COUNT overwrites pages of 4,096 bytes.
func spoil(ts *testscript.TestScript, _ bool, args []string) {
	page, err := strconv.Atoi(args[1])
	ts.Check(err)
	n, err := strconv.Atoi(args[2])
	ts.Check(err)
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_RDWR, 0)
	ts.Check(err)
	_, err = f.WriteAt(bytes.Repeat([]byte{0xa5}, n*4096), int64(page)*4096)
	ts.Check(err)
	ts.Check(f.Close())
}

// call runs the program in this process.
func call(t *testing.T, in *panics, args ...string) (status int, out, errs string) {
	t.Helper()
	dir := t.TempDir()
	env := func(name string) string {
		switch name {
		case "KEPT_WORKSPACE":
			return filepath.Join(dir, "w.kept")
		case "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "AppData", "LocalAppData":
			return dir
		}
		return ""
	}
	var o, e bytes.Buffer
	status = run(context.Background(), args, in, &o, &e, env)
	return status, o.String(), e.String()
}

type panics struct{}

func (*panics) Read([]byte) (int, error) { panic("customer text that nobody may read") }

func TestAPanicIsOneSentence(t *testing.T) {
	status, out, errs := call(t, &panics{}, "apply", "-")
	if status != 1 || out != "" || strings.Count(errs, "\n") != 1 || strings.Contains(errs, "customer text") || strings.Contains(errs, "goroutine") {
		t.Errorf("status %d, out %q, errors %q", status, out, errs)
	}
	status, _, errs = call(t, &panics{}, "--json", "apply", "-")
	var v struct {
		Error struct{ Kind, Message string }
	}
	if err := json.Unmarshal([]byte(errs), &v); err != nil || status != 1 || v.Error.Kind != "panic" {
		t.Errorf("status %d, %v: %s", status, err, errs)
	}
}

// Every command has help that begins with its use, and needs no workspace for it.
func TestHelpOfEveryCommand(t *testing.T) {
	for _, c := range commands() {
		args := append([]string{"help"}, strings.Fields(c.name)...)
		status, out, errs := call(t, nil, args...)
		if status != 0 || errs != "" || !strings.HasPrefix(out, "keptctl "+c.name) {
			t.Errorf("help %s: status %d, %q, %q", c.name, status, out, errs)
		}
		if status, asked, _ := call(t, nil, append(strings.Fields(c.name), "--help")...); status != 0 || asked != out {
			t.Errorf("%s --help: status %d, another text than help", c.name, status)
		}
	}
}

// The reference documents every command and every exit status.
func TestEveryCommandIsInTheReference(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "..", "docs", "keptctl.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range commands() {
		if !strings.Contains(string(b), "`"+c.name+" ") && !strings.Contains(string(b), "`"+c.name+"`") {
			t.Errorf("docs/keptctl.md does not tell of %s", c.name)
		}
	}
}
