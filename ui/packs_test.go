package ui

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"kept/data"
	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/brief"
	"kept/playbook/brief/doc"
	"kept/playbook/pack"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/uitest"
)

var _ = uitest.UpdateFlag()

// A courier writes and reads packs with a key of its own.
type courier struct {
	desk *work.Desk
	key  pack.Key
}

func (c *courier) Key() (pack.Key, error) {
	var err error
	if c.key.IsZero() {
		c.key, err = pack.NewKey()
	}
	return c.key, err
}

func (c *courier) SealPack(out work.PackOut, sensitive bool, l pack.Lock) ([]byte, error) {
	key, err := c.Key()
	if err != nil {
		return nil, err
	}
	s := pack.Source{ID: playbook.NewID(c.desk.Now()), Program: "Kept", MadeAt: c.desk.Now(), Name: c.desk.Who, Device: c.desk.Device, Sensitive: sensitive, Claims: out.Claims, Along: out.Along}
	for _, a := range out.Accounts {
		s.Accounts = append(s.Accounts, pack.Account{ID: a.ID, Name: a.Name})
	}
	var b bytes.Buffer
	err = pack.Write(&b, s, key, l)
	return b.Bytes(), err
}

func (c *courier) OpenPack(path, passphrase string) (*pack.Pack, work.PackIn, error) {
	key, err := c.Key()
	if err != nil {
		return nil, work.PackIn{}, err
	}
	p, err := pack.ReadFile(path, pack.Unlock{Passphrase: passphrase, Key: key})
	if err != nil {
		return nil, work.PackIn{}, err
	}
	in := work.PackIn{ID: p.ID, Sender: p.Sender, MadeAt: p.MadeAt, Sensitive: p.Sensitive, Claims: p.Claims}
	for _, a := range p.Accounts {
		in.Accounts = append(in.Accounts, work.PackAccount{ID: a.ID, Name: a.Name})
	}
	in.Along, err = p.Along()
	return p, in, err
}

// seller is the other laptop: a workspace and a key of its own.
type seller struct {
	t     *testing.T
	store *data.Store
	packs *work.Packs
	out   *courier
}

func newSeller(t *testing.T, h *house) *seller {
	store := datatest.New(t)
	d := &work.Desk{Store: store, Who: "Jonas Falk", Device: "laptop of Jonas", Now: h.clock.Now, Calendar: h.win.ws.Desk.Calendar, Books: h.win.ws.Desk.Books}
	return &seller{t, store, &work.Packs{Desk: d, Exchange: store}, &courier{desk: d}}
}

// takes takes in a pack without looking.
func (s *seller) takes(path string) {
	s.t.Helper()
	_, in, err := s.out.OpenPack(path, "")
	if err == nil {
		_, err = s.packs.Take(s.t.Context(), in, work.PackChoice{})
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *seller) sends(account playbook.ID, l pack.Lock) string {
	s.t.Helper()
	out, err := s.packs.Send(s.t.Context(), []playbook.ID{account}, false)
	if err != nil {
		s.t.Fatal(err)
	}
	b, err := s.out.SealPack(out, false, l)
	if err != nil {
		s.t.Fatal(err)
	}
	path := filepath.Join(s.t.TempDir(), "back.keptpack")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		s.t.Fatal(err)
	}
	return path
}

func (s *seller) edits(ref work.Ref, col, seen, typed string) {
	s.t.Helper()
	if _, err := s.packs.Set(s.t.Context(), ref, col, seen, typed, ""); err != nil {
		s.t.Fatal(err)
	}
}

func (s *seller) adds(account playbook.ID, field int, values map[string]string) {
	s.t.Helper()
	if _, err := s.packs.AddRow(s.t.Context(), account, playbook.FieldByNo(field), values); err != nil {
		s.t.Fatal(err)
	}
}

// sent sends an account from the window and returns the file.
func (h *house) sent(a playbook.ID) string {
	h.t.Helper()
	dir := h.t.TempDir()
	h.win.setLastFolder("send", dir)
	h.win.Go(screen.Place{Screen: screen.Account, Account: a})
	h.Settle()
	h.menu("Send")
	h.Tap("Save pack")
	h.MustShow("Saved the pack to send")
	return filepath.Join(dir, "Norrland Dental.keptpack")
}

func (h *house) drops(path string) {
	h.win.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(path)})
	h.Settle()
}

// An account goes to another laptop, both sides change one promise, and what
// comes back is shown, chosen, taken in, and taken back by one undo.
func TestAPackGoesAndComesBackInTheWindow(t *testing.T) {
	h := open(t, nil)
	p := &playbook.Promise{Text: "A report every week"}
	a := h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk", p, &playbook.Handoff{State: playbook.Draft, Story: "They called all day."})
	other := newSeller(t, h)
	other.takes(h.sent(a.ID))
	ref := work.Ref{Noun: "promise", ID: p.ID}
	other.edits(ref, "text", "A report every week", "A report every two weeks")
	other.edits(work.Ref{Noun: "account", ID: a.ID}, "industry", "", "Dental clinics")
	if _, err := h.win.ws.Desk.Set(t.Context(), ref, "text", "A report every week", "A report every month", ""); err != nil {
		t.Fatal(err)
	}
	back := other.sends(a.ID, pack.Lock{})
	stored := func() string { return datatest.Rows[playbook.Promise](t, h.store, a.ID)[0].Text }

	h.drops(back)
	h.MustShow("From Jonas Falk")
	h.MustShow("First pack from this laptop")
	h.MustShow("A report every two weeks")
	h.MustShow("A report every month")
	h.MustShow("1 difference changed on both sides")
	h.MustShow("Dental clinics")
	if got := stored(); got != "A report every month" {
		t.Fatalf("looking has written %q", got)
	}
	h.Tap("○ As it is here") // against the newer words
	h.Tap("Take it in")
	h.MustShow("Taken in from Jonas Falk: Norrland Dental.")
	industry := func() string { return datatest.Rows[playbook.Account](t, h.store, playbook.ID{})[0].Industry }
	if got := stored(); got != "A report every month" {
		t.Errorf("stored %q after choosing what is here", got)
	}
	if got := industry(); got != "Dental clinics" {
		t.Errorf("the industry is %q", got)
	}
	h.drops(back)
	h.MustShow("Nothing new in this pack")
	h.Press(fyne.KeyEscape)
	h.win.Canvas().Unfocus()
	h.win.undo()
	h.Settle()
	if got := stored(); got != "A report every month" {
		t.Errorf("stored %q after one undo", got)
	}
	if got := industry(); got != "" {
		t.Errorf("the industry is %q after one undo", got)
	}
}

// A third value is written in place of both.
func TestAThirdValueInPlaceOfBoth(t *testing.T) {
	h := open(t, nil)
	p := &playbook.Promise{Text: "A report every week"}
	a := h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk", p)
	other := newSeller(t, h)
	other.takes(h.sent(a.ID))
	ref := work.Ref{Noun: "promise", ID: p.ID}
	other.edits(ref, "text", "A report every week", "A report every two weeks")
	if _, err := h.win.ws.Desk.Set(t.Context(), ref, "text", "A report every week", "A report every month", ""); err != nil {
		t.Fatal(err)
	}
	h.drops(other.sends(a.ID, pack.Lock{}))
	h.Tap("○ Write another…")
	h.Type("A report every ten days")
	h.Tap("Take it in")
	if got := datatest.Rows[playbook.Promise](t, h.store, a.ID)[0].Text; got != "A report every ten days" {
		t.Errorf("stored %q", got)
	}
}

// Somebody of a known name with another key is asked about loudly: nothing can
// be taken in before it is answered. A compared fingerprint is remembered.
func TestAChangedKeyIsALoudQuestion(t *testing.T) {
	h := open(t, nil)
	a := h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk")
	other := newSeller(t, h)
	other.takes(h.sent(a.ID))
	ref := work.Ref{Noun: "account", ID: a.ID}
	other.edits(ref, "industry", "", "Dentists")
	h.drops(other.sends(a.ID, pack.Lock{}))
	h.Tap("I have called Jonas Falk, and the fingerprint is the same")
	h.Tap("Take it in")
	peers, err := h.store.Peers(t.Context())
	if err != nil || len(peers) != 1 || !peers[0].Trusted {
		t.Fatalf("the peers are %+v, %v", peers, err)
	}

	other.out.key = pack.Key{} // a new one is made
	other.edits(ref, "industry", "Dentists", "Robbers")
	h.drops(other.sends(a.ID, pack.Lock{}))
	h.MustShow("Another key signed this pack")
	h.MustShow("First answer whose key it is.")
	h.Tap("Take it in")
	industry := func() string { return datatest.Rows[playbook.Account](t, h.store, playbook.ID{})[0].Industry }
	if got := industry(); got != "Dentists" {
		t.Fatalf("a pack of an unknown key was taken in: %q", got)
	}
	h.Tap("I have called Jonas Falk: the new fingerprint is theirs")
	h.Tap("Take it in")
	if got := industry(); got != "Robbers" {
		t.Errorf("stored %q once the question was answered", got)
	}
}

// A locked pack asks for its passphrase, and a damaged one is refused in a
// sentence; nothing is written by either.
func TestLockedAndDamagedPacksInTheWindow(t *testing.T) {
	h := open(t, nil)
	a := h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk")
	other := newSeller(t, h)
	other.takes(h.sent(a.ID))
	other.edits(work.Ref{Noun: "account", ID: a.ID}, "industry", "", "Dentists")
	h.drops(other.sends(a.ID, pack.Lock{Passphrase: "pear tree"}))
	h.MustShow("locked with a passphrase")
	h.Type("plum tree")
	h.Tap("Unlock")
	h.MustShow("not the passphrase")
	h.Type("pear tree")
	h.Tap("Unlock")
	h.MustShow("From Jonas Falk")
	h.Press(fyne.KeyEscape)

	path := other.sends(a.ID, pack.Lock{})
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)-40] ^= 1
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	h.drops(path)
	h.MustShow("was changed after it was signed")
	if got := datatest.Rows[playbook.Account](t, h.store, playbook.ID{})[0].Industry; got != "" {
		t.Errorf("something was written: %q", got)
	}
}

// What a file is, is found out from its beginning, whatever its name says.
func TestOneDoorForFilesFromOutside(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       fileKind
	}{
		{"a.bin", "age-encryption.org/v1\n-> scrypt", filePack},
		{"a.keptpack", "nonsense", filePack},
		{"a.txt", `{"kept_answers": 1}`, fileAnswers},
		{"form.yaml", "# a form\naccount: Norrland\n", fileAnswers},
		{"book.yml", "id: mine\nname: Mine\n", filePlaybook},
		{"deals.csv", "Account,Stage\n", fileDeals},
	} {
		path := filepath.Join(t.TempDir(), c.name)
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := kindOfFile(path); err != nil || got != c.want {
			t.Errorf("%s is %v, %v; want %v", c.name, got, err, c.want)
		}
	}
	if _, err := kindOfFile(t.TempDir()); err == nil {
		t.Error("a folder is a file")
	}
}

// The sheet with a difference of each sort, and a changed key, light and dark.
func TestTakingInLooksRight(t *testing.T) {
	h := open(t, nil)
	p, second := &playbook.Promise{Text: "A report of both sites every week"}, &playbook.Promise{Text: "Training for the front desks"}
	a := h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk", p, second, &playbook.Handoff{State: playbook.Draft, Story: "They called all day."})
	h.win.ws.Courier.(*courier).key = keyOf(t, 1)
	other := newSeller(t, h)
	other.out.key = keyOf(t, 2)
	other.takes(h.sent(a.ID))
	ref := work.Ref{Noun: "promise", ID: p.ID}
	other.edits(ref, "text", p.Text, "A report of both sites every two weeks")
	other.edits(work.Ref{Noun: "account", ID: a.ID}, "industry", "", "Dental clinics")
	other.adds(a.ID, 44, map[string]string{"text": "A named contact", "owner": "Jonas Falk"})
	if err := other.packs.MoveRow(t.Context(), a.ID, playbook.FieldByNo(44), second.ID, -1); err != nil {
		t.Fatal(err)
	}
	if _, err := h.win.ws.Desk.Set(t.Context(), ref, "text", p.Text, "A report every month", ""); err != nil {
		t.Fatal(err)
	}
	h.drops(other.sends(a.ID, pack.Lock{}))
	h.win.Canvas().Unfocus()
	for _, m := range []kit.Mode{kit.ModeLight, kit.ModeDark} {
		h.SetMode(m)
		h.Golden(fmt.Sprintf("taking_in_%s", m))
	}
}

// keyOf is a key whose fingerprint and recipient are the same each time.
func keyOf(t *testing.T, n byte) pack.Key {
	t.Helper()
	var k pack.Key
	seed := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{n}, 32))
	if err := k.UnmarshalText([]byte("ed25519 " + seed + "\nage AGE-SECRET-KEY-1NYSD0NQFWY232TA3UXPAX6DAFPNLPVD7946AD7JWVDLUJUWX87NSXE9205\n")); err != nil {
		t.Fatal(err)
	}
	return k
}

// brief writes an internal PDF of the other laptop with the account's pack in it.
func (s *seller) brief(account playbook.ID) string {
	s.t.Helper()
	b, err := os.ReadFile(s.sends(account, pack.Lock{}))
	if err != nil {
		s.t.Fatal(err)
	}
	rec, err := s.packs.Record(s.t.Context(), account)
	if err != nil {
		s.t.Fatal(err)
	}
	made, _, err := brief.PDF(s.t.Context(), brief.Input{Record: rec, AsOf: s.packs.Now(), Pack: b}, doc.Internal)
	if err != nil {
		s.t.Fatal(err)
	}
	path := filepath.Join(s.t.TempDir(), "brief.pdf")
	if err := os.WriteFile(path, made.PDF, 0o600); err != nil {
		s.t.Fatal(err)
	}
	return path
}

// met has an account go to the seller's laptop and come back changed: their pack
// is taken in, and nobody has compared the fingerprint.
func (h *house) met() *seller {
	h.t.Helper()
	a := h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk")
	other := newSeller(h.t, h)
	other.takes(h.sent(a.ID))
	other.edits(work.Ref{Noun: "account", ID: a.ID}, "industry", "", "Dentists")
	h.drops(other.sends(a.ID, pack.Lock{}))
	h.Tap("Take it in")
	return other
}
