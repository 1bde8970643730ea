package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/pack"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
)

// inPack are the names of the accounts in the pack of a file.
func inPack(t *testing.T, path string, u pack.Unlock) []string {
	t.Helper()
	p, err := pack.ReadFile(path, u)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, a := range p.Accounts {
		out = append(out, a.Name)
	}
	return out
}

// Accounts are chosen in the list, also under another word, and sent as one
// file; on the page of an account Send… is under More….
func TestAccountsAreChosenAndSent(t *testing.T) {
	h := open(t, nil)
	for _, name := range []string{"Norrland Dental", "Aster Clinics", "Kestrel & Row"} {
		h.deal(name, "Maya Lindqvist", "Jonas Falk")
	}
	dir := t.TempDir()
	h.win.setLastFolder("send", dir)
	h.win.Go(screen.Place{Screen: screen.Accounts})
	h.Settle()
	h.Tap("Choose several")
	h.Tap("Norrland Dental") // a click anywhere on the row ticks it
	h.Tap("Aster Clinics")
	h.MustShow("2 chosen")
	h.Tap("Send…")
	h.MustShow("Norrland Dental")
	h.Tap("Save pack")
	h.MustShow("Saved the pack to send")
	if got := inPack(t, filepath.Join(dir, "2 accounts.keptpack"), pack.Unlock{}); !slices.Equal(got, []string{"Aster Clinics", "Norrland Dental"}) {
		t.Errorf("the pack holds %v", got)
	}
	h.Tap("All of these")
	h.MustShow("3 chosen")
	h.Tap("Stop choosing")
	if h.Shows("chosen") {
		t.Error("accounts are still chosen")
	}
	h.Tap("Kestrel & Row") // a click opens again
	h.Tap("More…")
	h.Tap("Send…")
	h.Tap("Save pack")
	if got := inPack(t, filepath.Join(dir, "Kestrel & Row.keptpack"), pack.Unlock{}); !slices.Equal(got, []string{"Kestrel & Row"}) {
		t.Errorf("the pack holds %v", got)
	}
}

// A pack that comes says for whom an answer can be locked; from then on that
// laptop is a tick in the Send sheet.
func TestAKnownLaptopIsATick(t *testing.T) {
	h := open(t, nil)
	other := h.met()

	dir := t.TempDir()
	h.win.setLastFolder("send", dir)
	h.menu("Send")
	h.Tap("○ Locked for other laptops")
	h.Tap("Save pack")
	h.MustShow("Tick a laptop")
	h.Tap("Jonas Falk, laptop of Jonas")
	h.MustShow("not compared yet")
	h.Tap("Save pack")
	path := filepath.Join(dir, "Norrland Dental.keptpack")
	key, err := other.out.Key()
	if err != nil {
		t.Fatal(err)
	}
	if got := inPack(t, path, pack.Unlock{Key: key}); len(got) != 1 {
		t.Errorf("the pack holds %v", got)
	}
	if _, err := pack.ReadFile(path, pack.Unlock{Key: keyOf(t, 9)}); err == nil {
		t.Error("anybody can open the locked pack")
	}
}

// The file goes onto the clipboard where it can; where it cannot, that is said.
func TestThePackIsCopiedAsAFile(t *testing.T) {
	h := open(t, nil)
	a := h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk")
	h.sent(a.ID)
	h.Tap("Copy the file")
	h.MustShow("Files cannot be put on the clipboard here.")

	var copied string
	h.win.opt.CopyFile = func(_ context.Context, path string) error { copied = path; return nil }
	path := h.sent(a.ID)
	h.Tap("Copy the file")
	h.MustShow("is on the clipboard")
	if copied != path {
		t.Errorf("copied %q, want %q", copied, path)
	}
	h.win.opt.CopyFile = func(context.Context, string) error { return errors.New("the clipboard is away") }
	h.sent(a.ID)
	h.Tap("Copy the file")
	h.MustShow("The clipboard is away.")
}

// An internal brief carries its pack when that is ticked, each time anew, and a
// customer's copy never does. The PDF comes in by the one door.
func TestABriefCarriesItsPack(t *testing.T) {
	h := open(t, nil)
	p := &playbook.Promise{Text: "A report every week"}
	a := h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk", p)
	dir := t.TempDir()
	h.win.setLastFolder("brief", dir)
	made := func(steps ...string) string {
		t.Helper()
		h.win.MakeBrief(a.ID)
		h.Settle()
		for _, s := range steps {
			h.Tap(s)
		}
		h.Tap("Save PDF")
		files, err := filepath.Glob(filepath.Join(dir, "*.pdf"))
		if err != nil || len(files) != 1 {
			t.Fatalf("the folder holds %v (%v)", files, err)
		}
		to := filepath.Join(t.TempDir(), filepath.Base(files[0]))
		if err := os.Rename(files[0], to); err != nil {
			t.Fatal(err)
		}
		return to
	}
	carries := func(path string) bool {
		_, err := pack.ReadFile(path, pack.Unlock{})
		return err == nil
	}
	with := made("With its pack")
	if !carries(with) {
		t.Error("the brief carries no pack though it was ticked")
	}
	if carries(made()) {
		t.Error("the tick of last time still counts")
	}
	if carries(made("With its pack", "○ The customer", "I have read what stays inside")) {
		t.Error("a customer's copy carries a pack")
	}
	if carries(made("With its pack", "○ The customer", "○ Us, internal")) {
		t.Error("the tick has come back after the customer's copy")
	}

	if got, err := kindOfFile(with); err != nil || got != filePack {
		t.Errorf("the PDF is %v, %v", got, err)
	}
	other := newSeller(t, h)
	other.takes(with)
	other.edits(work.Ref{Noun: "promise", ID: p.ID}, "text", p.Text, "A report every month")
	h.menu("Open")
	h.Type(other.brief(a.ID))
	h.Press(fyne.KeyReturn)
	h.MustShow("A report every month")
	h.Tap("Take it in")
	if got := datatest.Get[playbook.Promise](t, h.store, p.ID); got.Text != "A report every month" {
		t.Errorf("stored %q", got.Text)
	}
	h.drops(made()) // without a pack it says what it is not
	h.MustShow("This PDF carries no account pack")
}

// Packing is stopped by Cancel: nothing is written, and the sheet stays. So is
// a taking in, before anything of it is stored.
func TestSendingAndTakingInAreStopped(t *testing.T) {
	h := open(t, nil)
	p := &playbook.Promise{Text: "A report every week"}
	a := h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk", p)
	other := newSeller(t, h)
	other.takes(h.sent(a.ID))
	other.edits(work.Ref{Noun: "promise", ID: p.ID}, "text", p.Text, "A report every month")
	back := other.sends(a.ID, pack.Lock{})

	dir := t.TempDir()
	h.win.setLastFolder("send", dir)
	h.menu("Send")
	h.win.ws.Packs.Exchange = stopping{h.win.ws.Packs.Exchange, func() { h.Press(fyne.KeyEscape) }}
	h.Tap("Save pack")
	h.MustShow("Stopped; nothing was written.")
	if files, _ := os.ReadDir(dir); len(files) != 0 {
		t.Errorf("%s was written", files[0].Name())
	}
	h.win.ws.Packs.Exchange = h.store
	h.Press(fyne.KeyEscape)

	h.drops(back)
	h.win.ws.Packs.Exchange = stopping{h.win.ws.Packs.Exchange, func() { h.Press(fyne.KeyEscape) }}
	h.Tap("Take it in")
	h.MustShow("Stopped; nothing was written.")
	if got := datatest.Get[playbook.Promise](t, h.store, p.ID); got.Text != p.Text {
		t.Errorf("stored %q", got.Text)
	}
	h.win.ws.Packs.Exchange = h.store
	h.Tap("Take it in")
	if got := datatest.Get[playbook.Promise](t, h.store, p.ID); got.Text != "A report every month" {
		t.Errorf("after another try %q is stored", got.Text)
	}
}

// A pack that is opened elsewhere comes to the window that is there, after the
// sheet that is open.
func TestAFileOpenedElsewhereComesToThisWindow(t *testing.T) {
	h := open(t, nil)
	a := h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk")
	other := newSeller(t, h)
	other.takes(h.sent(a.ID))
	other.edits(work.Ref{Noun: "account", ID: a.ID}, "industry", "", "Dentists")
	file := other.sends(a.ID, pack.Lock{})
	h.win.ws.Handed = func() []string {
		out := []string{file}
		h.win.ws.Handed = func() []string { return nil }
		return out
	}
	brought := 0
	h.win.opt.Forward = func(fyne.Window) { brought++ }
	h.menu("Send")
	h.clock.Advance(lookEvery)
	h.Settle()
	h.MustShow("opens when this sheet is closed")
	h.MustShow("Send accounts")
	h.Press(fyne.KeyEscape)
	h.clock.Advance(lookEvery)
	h.Settle()
	h.MustShow("From Jonas Falk")
	h.MustShow("Dentists")
	if brought != 1 {
		t.Errorf("the window was brought to the front %d times", brought)
	}
}

// A sheet that asks for a file takes one that is dropped; on another sheet, and
// beside another file, it waits for its turn and says so.
func TestDroppedFilesFindTheirSheet(t *testing.T) {
	h := open(t, nil)
	a := h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk")
	other := newSeller(t, h)
	other.takes(h.sent(a.ID))
	other.edits(work.Ref{Noun: "account", ID: a.ID}, "industry", "", "Dentists")
	file := other.sends(a.ID, pack.Lock{})
	later := func() {
		h.Press(fyne.KeyEscape)
		h.clock.Advance(lookEvery)
		h.Settle()
	}
	h.menu("Open…")
	h.drops(file)
	h.MustShow("Take in a pack")
	h.MustShow("Dentists")
	later()

	h.menu("Import deals")
	h.drops(csv(t, "Account,Owner,Stage,Close Date,Amount\nBaltic Pine,Jonas Falk,Won,2026-11-02,48000\n"))
	h.MustShow("Import 1 account")
	h.drops(file) // no deals
	h.MustShow("“" + filepath.Base(file) + "” opens when this sheet is closed.")
	h.MustShow("Import 1 account")
	later()
	h.MustShow("From Jonas Falk")
	later()

	plan := filepath.Join(t.TempDir(), "plan.docx")
	if err := os.WriteFile(plan, []byte("PK"), 0o600); err != nil {
		t.Fatal(err)
	}
	h.win.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(file), storage.NewFileURI(plan)})
	h.Settle()
	h.MustShow("“plan.docx” opens when this sheet is closed.")
	h.MustShow("From Jonas Falk")
	later()
	h.MustShow("“plan.docx” is nothing that Kept opens")
	plain := filepath.Join(t.TempDir(), "note.docx")
	if err := os.WriteFile(plain, []byte("PK"), 0o600); err != nil {
		t.Fatal(err)
	}
	h.win.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(plan), storage.NewFileURI(plain), storage.NewFileURI(file)})
	h.Settle()
	h.clock.Advance(lookEvery)
	h.Settle()
	h.MustShow("“note.docx” is nothing that Kept opens")
	h.clock.Advance(lookEvery)
	h.Settle()
	h.MustShow("From Jonas Falk")
	if n := len(h.win.waiting); n > 0 {
		t.Errorf("%d files still wait", n)
	}
}

// A file that is dropped before there is a workspace opens in it.
func TestAFileThatIsDroppedFirstWaitsForTheWorkspace(t *testing.T) {
	h := open(t, func(o *fakeOffice) { o.first = true })
	h.drops(csv(t, "Account,Owner,Stage,Close Date,Amount\nBaltic Pine,Jonas Falk,Won,2026-11-02,48000\n"))
	h.MustShow("opens once your workspace is open.")
	h.Tap("Start my own workspace")
	h.clock.Advance(lookEvery)
	h.Settle()
	h.MustShow("Import 1 account")
}

// stopping presses Cancel while accounts are read.
type stopping struct {
	playbook.Exchange
	press func()
}

func (s stopping) Claims(ctx context.Context, id playbook.ID) ([]playbook.Claim, error) {
	s.press()
	<-ctx.Done() // the work hears of it a moment later
	return s.Exchange.Claims(ctx, id)
}

func (s stopping) TakeIn(ctx context.Context, a playbook.Act, from playbook.PackOf, decide func(playbook.ExchangeReader) ([]playbook.Taking, error)) error {
	return s.Exchange.TakeIn(ctx, a, from, func(r playbook.ExchangeReader) ([]playbook.Taking, error) {
		s.press()
		<-ctx.Done()
		return decide(r)
	})
}

// Far tells how a row of accounts is reported, and that it ends when it is stopped.
func TestEachAccountIsCounted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	do := each(ctx, 3, "Packing", func(int) (int, error) { n++; return n, nil })
	for range 2 {
		if _, err := do(0); err != nil {
			t.Fatal(err)
		}
	}
	cancel()
	if _, err := do(0); !stopped(err) || n != 2 {
		t.Errorf("after the stop: %v, %d were done", err, n)
	}
}

// The sheet with a known laptop, and with many accounts, light and dark.
func TestSendingLooksRight(t *testing.T) {
	h := open(t, nil)
	h.win.ws.Courier.(*courier).key = keyOf(t, 1)
	a := h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk")
	ids := []playbook.ID{a.ID}
	for i := range 7 {
		ids = append(ids, h.deal(fmt.Sprintf("Customer %d", i+1), "Maya Lindqvist", "Jonas Falk").ID)
	}
	for n, name := range []string{"Jonas Falk", "Ida Bergström"} {
		k := keyOf(t, byte(n+2))
		if err := h.store.SavePeer(t.Context(), playbook.Peer{Key: k.Public(), Name: name, Device: "laptop of " + strings.Fields(name)[0], Trusted: n == 0, Recipient: k.Recipient()}); err != nil {
			t.Fatal(err)
		}
	}
	h.win.setLastFolder("send", filepath.FromSlash("/tmp"))
	h.win.Send(ids...)
	h.Settle()
	h.Tap("○ Locked for other laptops")
	for _, m := range []kit.Mode{kit.ModeLight, kit.ModeDark} {
		h.SetMode(m)
		h.Golden(fmt.Sprintf("sending_%s", m))
	}
}
