package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"kept/data"
	"kept/playbook"
)

// Fifty programs tick at the same moment: nobody is turned away, nothing is
// lost, and the history holds every tick.
func TestFiftyTicksAtOnce(t *testing.T) {
	c := sitDown(t)
	c.does("apply", c.file("a.yaml", []byte("account: Acme\nclose:\n  actual_close: 2027-02-20\n")))
	c.does("submit", "acme", "--reason", "They sign today")
	accept := []string{"accept", "acme", "--playbook", "A", "--kickoff", "2027-03-01"}
	for i := range 50 {
		accept = append(accept, "--condition", fmt.Sprintf("Condition %02d;Ada Wolf;2027-03-20", i))
	}
	c.does(accept...)
	var all sync.WaitGroup
	for i := range 50 {
		all.Go(func() {
			if status, _, errs := c.run("tick", "acme", fmt.Sprintf("Condition %02d", i)); status != 0 {
				t.Errorf("tick %d: status %d, %s", i, status, errs)
			}
		})
	}
	all.Wait()
	var tasks []struct {
		Title, State string
		Condition    bool
	}
	c.reads(&tasks, "tasks", "acme")
	done := 0
	for _, k := range tasks {
		if k.Condition && k.State == "done" {
			done++
		}
	}
	var events []struct{ Label string }
	c.reads(&events, "history", "acme", "--limit", "200")
	ticks := 0
	for _, e := range events {
		if strings.HasPrefix(e.Label, "Tick “Condition") {
			ticks++
		}
	}
	if done != 50 || ticks != 50 {
		t.Errorf("%d conditions done and %d ticks in the history, want 50 and 50", done, ticks)
	}
	c.does("check")
}

// Programs that start at the same moment where there is no workspace yet make
// one, together, and are one installation.
func TestManyMakeTheWorkspaceAtOnce(t *testing.T) {
	c := sitDown(t)
	var all sync.WaitGroup
	for i := range 20 {
		path := c.file(fmt.Sprintf("%d.yaml", i), fmt.Appendf(nil, "account: Customer %02d\n", i))
		all.Go(func() {
			if status, _, errs := c.run("apply", path); status != 0 {
				t.Errorf("apply %d: status %d, %s", i, status, errs)
			}
		})
	}
	all.Wait()
	var accounts []named
	c.reads(&accounts, "accounts")
	if len(accounts) != 20 {
		t.Errorf("%d accounts, want 20", len(accounts))
	}
	var events []struct{ Device string }
	c.reads(&events, "history", "--limit", "100")
	for _, e := range events {
		if e.Device != events[0].Device {
			t.Errorf("two installations, %q and %q; want one", e.Device, events[0].Device)
		}
	}
	left, err := filepath.Glob(filepath.Join(c.dir, ".kept-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	c.does("check")
}

func exportOf(customers int) []byte {
	var b bytes.Buffer
	b.WriteString("deal_id,account,stage,close_date,value,product\n")
	for i := range customers * 3 {
		fmt.Fprintf(&b, "%d,Customer %04d,Won,2026-%02d-%02d,%d,Calendar %d\n", i, i%customers, i%12+1, i%28+1, 100+i, i%3)
	}
	return b.Bytes()
}

// A program that is killed while it imports or applies leaves the old or the
// new, never something between; a workspace that it was making is whole or
// not there.
func TestKilledInTheMiddle(t *testing.T) {
	const customers = 400
	kills := 12
	if testing.Short() {
		kills = 3
	}
	for _, story := range []struct {
		name  string
		start func(c *terminal) []string
		whole int // accounts that it adds
	}{
		{"import", func(c *terminal) []string {
			return []string{"import", "deals", c.file("d.csv", exportOf(customers))}
		}, customers},
		{"apply", func(c *terminal) []string {
			var b strings.Builder
			b.WriteString("account: Acme\npromises:\n")
			for i := range 500 {
				fmt.Fprintf(&b, "  - text: Promise %d by 1 May 2027\n", i)
			}
			return []string{"apply", c.file("a.yaml", []byte(b.String()))}
		}, 1},
	} {
		t.Run(story.name, func(t *testing.T) {
			whole, none := 0, 0
			c := sitDown(t)
			began := time.Now()
			c.does(story.start(c)...) // how long it takes when nobody kills it
			took := time.Since(began)
			for kill := range kills {
				c := sitDown(t)
				fresh := kill%2 == 0 // there is no workspace yet
				if !fresh {
					c.does("apply", c.file("first.yaml", []byte("account: First\n")))
				}
				cmd := c.command(story.start(c)...)
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				timer := time.AfterFunc(rand.N(took*5/4), func() { cmd.Process.Kill() })
				cmd.Wait() // killed or done, both are looked at below
				timer.Stop()
				if _, err := os.Stat(c.path); fresh && errors.Is(err, os.ErrNotExist) {
					none++
					c.fails(1, "There is no workspace", "accounts")
					continue
				}
				var accounts []named
				c.reads(&accounts, "accounts")
				switch n := len(accounts); {
				case fresh && n == 0, !fresh && n == 1:
					none++
				case fresh && n == story.whole, !fresh && n == story.whole+1:
					whole++
					if story.name == "apply" {
						var promises []named
						if c.reads(&promises, "promises", "Acme"); len(promises) != 500 {
							t.Errorf("kill %d: %d promises, want 500", kill, len(promises))
						}
					}
				default:
					t.Errorf("kill %d: %d accounts, neither the old nor the new", kill, n)
				}
				c.does("check")
			}
			t.Logf("%d kills: %d times the old, %d times the new", kills, none, whole)
		})
	}
}

// keptctl works beside a window that has the workspace open and locked; a
// second window is turned away and told by whom.
func TestBesideAnOpenWindow(t *testing.T) {
	c := sitDown(t)
	c.does("apply", c.file("a.yaml", []byte("account: Acme\n")))
	window, err := data.Open(t.Context(), c.path, data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer window.Close()
	lock, _, err := data.TakeLock(c.path, time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Release()
	if _, who, err := data.TakeLock(c.path, time.Now()); !errors.Is(err, data.ErrLocked) || !strings.Contains(who, fmt.Sprint(os.Getpid())) {
		t.Errorf("second window: %v, held by %q", err, who)
	}
	before, err := window.DataVersion(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c.does("ask", "acme", "Who signs off the go-live?")
	if after, err := window.DataVersion(t.Context()); err != nil || after == before {
		t.Errorf("the window does not see that keptctl wrote: %d, then %d, %v", before, after, err)
	}
	if open, err := window.OpenQuestions(t.Context()); err != nil || len(open) != 1 {
		t.Errorf("the window sees %v, %v", open, err)
	}
	if testing.Short() {
		return
	}
	// A writer that does not let go: after five seconds that is said, and nothing is lost.
	err = window.Do(t.Context(), playbook.Act{Who: "Ada", Device: "window", Label: "Hold"}, func(tx playbook.Tx) error {
		a := playbook.Account{Name: "Held"}
		if err := tx.Save(&a); err != nil {
			return err
		}
		var rows []playbook.Account
		if err := tx.Rows(&rows, playbook.ID{}); err != nil {
			return err
		}
		c.fails(1, "try again", "ask", "acme", "And who pays?")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	c.does("ask", "acme", "And who pays?")
}

// The encodings that spreadsheets write come in with their letters.
func TestImportOfOtherEncodings(t *testing.T) {
	text := "deal_id;account;stage;close_date;value\n1;Müller & Söhne;Won;2027-02-01;1000\n"
	wide := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(text)) {
		wide = append(wide, byte(u), byte(u>>8))
	}
	narrow := []byte(strings.NewReplacer("ü", "\xfc", "ö", "\xf6").Replace(text))
	for name, content := range map[string][]byte{"utf16.csv": wide, "windows1252.csv": narrow, "utf8.csv": []byte(text)} {
		c := sitDown(t)
		c.does("import", "deals", c.file(name, content))
		var accounts []named
		if c.reads(&accounts, "accounts"); len(accounts) != 1 || accounts[0].Name != "Müller & Söhne" {
			t.Errorf("%s: %v", name, accounts)
		}
	}
}

// 100 MB go in; one byte more is refused with what to do.
func TestImportOfHundredMegabytes(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 100 MB twice")
	}
	const limit, width = 100 << 20, 2048
	c := sitDown(t)
	path := filepath.Join(c.dir, "large.csv")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	row := fmt.Sprintf("%-*s\n", width-1, "deal_id,account,stage,close_date,value,notes")
	for n := 0; n < limit/width; n++ {
		if _, err := f.WriteString(row); err != nil {
			t.Fatal(err)
		}
		row = fmt.Sprintf("%-*s\n", width-1, fmt.Sprintf("%d,Customer %03d,Won,2027-01-%02d,%d,invented", n, n%300, n%28+1, n))
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	c.does("import", "deals", path)
	t.Logf("100 MB in %v", time.Since(began))
	var accounts []named
	if c.reads(&accounts, "accounts"); len(accounts) != 300 {
		t.Errorf("%d accounts, want 300", len(accounts))
	}
	if f, err = os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0); err == nil {
		_, err = f.WriteString("x")
	}
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	c.fails(1, "export a shorter period, or split the file", "import", "deals", path)
}

// Names that mean something to a terminal, a spreadsheet, a file system or a
// reader from the right stay names.
func TestHostileNames(t *testing.T) {
	c := sitDown(t)
	long := strings.Repeat("n", playbook.MaxName)
	for i, name := range []string{long, "👩‍🚀 שלום عالم", `=HYPERLINK("http://example.com","x")`, "../../x", "a\u202eb", "CON", "%s%n", "'; DROP TABLE accounts; --"} {
		quoted, err := json.Marshal(name) // also a YAML string
		if err != nil {
			t.Fatal(err)
		}
		c.does("apply", c.file(fmt.Sprintf("%d.yaml", i), fmt.Appendf(nil, "account: %s\nstory: %s\n", quoted, quoted)))
		var shown struct {
			Name    string
			Handoff struct{ Story string }
		}
		if c.reads(&shown, "show", name); shown.Name != name || shown.Handoff.Story != name {
			t.Errorf("kept %.60q as %.60q with the story %.60q", name, shown.Name, shown.Handoff.Story)
		}
		dir := filepath.Join(c.dir, fmt.Sprintf("briefs %d", i), "deeper", "still")
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		for _, reader := range []string{"internal", "customer"} {
			cmd := c.command("brief", name, "--for", reader)
			cmd.Dir = dir
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("brief of %.60q: %v, %.300s", name, err, out)
			}
		}
		var written []string
		err = filepath.WalkDir(filepath.Join(c.dir, fmt.Sprintf("briefs %d", i)), func(path string, d os.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				written = append(written, filepath.Dir(path))
			}
			return err
		})
		if err != nil || len(written) != 2 || written[0] != dir || written[1] != dir {
			t.Errorf("the briefs of %.60q lie in %v, %v; want two in %s", name, written, err, dir)
		}
	}
	c.fails(1, "longer than 10000 characters", "apply", c.file("longer.yaml", []byte("account: "+long+"n\n")))
	c.fails(1, "control characters", "apply", c.file("nul.yaml", []byte("account: a\x00b\n")))
	out := c.does("accounts") + c.does("history", "--limit", "20")
	if strings.ContainsAny(out, "\u202e\x1b\x00") {
		t.Errorf("what steers a terminal is printed: %q", out)
	}
	c.does("check")
}

// Nothing that the program writes lands on the workspace itself.
func TestTheWorkspaceIsNotOverwritten(t *testing.T) {
	c := sitDown(t)
	c.does("apply", c.file("a.yaml", []byte("account: Acme\n")))
	other := filepath.Join(c.dir, "other.kept")
	if err := os.Link(c.path, other); err != nil {
		t.Skipf("this file system has no second names: %v", err)
	}
	for _, path := range []string{c.path, other, filepath.Join(c.dir, ".", "work.kept"), "work.kept", c.path + "-wal"} {
		c.fails(1, "choose another name", "brief", "acme", "--for", "internal", "-o", path)
	}
	for _, path := range []string{c.path, other, "work.kept"} {
		c.fails(1, "choose another name", "backup", path, "--overwrite")
	}
	c.does("show", "acme")
	c.does("check")
}
