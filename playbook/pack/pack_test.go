package pack_test

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"kept/playbook"
	"kept/playbook/pack"
)

func fixed() time.Time { return time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC) }

func key(t testing.TB) pack.Key {
	t.Helper()
	k, err := pack.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func text(s string) *string { return &s }

// story is a small account with a word in every place of a claim.
func story(account playbook.ID) []playbook.Claim {
	promise := playbook.NewID(fixed())
	at := playbook.MomentOf(fixed())
	first := playbook.Claim{ID: playbook.NewID(fixed()), Stamp: fixed().UnixMicro(), At: at, Who: "Ada Marsh", Device: "desk", Label: "Capture", Kind: "do", Lines: []playbook.ClaimLine{
		{Noun: "account", Row: account, New: text(`{"name":"Aster Clinics","stage":"pre_close"}`)},
		{Noun: "promise", Row: promise, New: text(`{"text":"Reports <every> week \u2028 & more"}`)},
	}}
	return []playbook.Claim{first,
		{ID: playbook.NewID(fixed()), Stamp: first.Stamp + 1, At: at, Who: "Ada Marsh", Device: "desk", Label: "Change", Why: "asked", Kind: "do", Lines: []playbook.ClaimLine{
			{Noun: "promise", Row: promise, Col: "quote", Old: text(""), New: text("“each Monday” 🙂")}}},
		{ID: playbook.NewID(fixed()), Stamp: first.Stamp + 2, At: at, Who: "Ada Marsh", Device: "desk", Label: "Capture", Kind: "undo", Undoes: first.ID, Lines: []playbook.ClaimLine{
			{Noun: "promise", Row: promise, Old: text(`{"text":"x"}`)}}},
	}
}

func source(account playbook.ID, claims []playbook.Claim) pack.Source {
	return pack.Source{ID: playbook.NewID(fixed()), Program: "0.6.0", MadeAt: fixed(), Name: "Ada Marsh", Device: "desk",
		Accounts: []pack.Account{{ID: account, Name: "Aster Clinics"}},
		Claims:   func(playbook.ID) ([]playbook.Claim, error) { return claims, nil },
		Along:    []playbook.Noun{&playbook.Member{Meta: playbook.Meta{ID: playbook.NewID(fixed())}, Name: "Ada Marsh", Role: "seller"}}}
}

func written(t testing.TB, s pack.Source, k pack.Key, l pack.Lock) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := pack.Write(&b, s, k, l); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What is written comes back, open or locked.
func TestPackComesBack(t *testing.T) {
	account, k, other := playbook.NewID(fixed()), key(t), key(t)
	want := story(account)
	s := source(account, want)
	for name, c := range map[string]struct {
		lock   pack.Lock
		unlock pack.Unlock
	}{
		"open":       {},
		"passphrase": {pack.Lock{Passphrase: "pear tree"}, pack.Unlock{Passphrase: "pear tree"}},
		"recipient":  {pack.Lock{Recipients: []string{other.Recipient()}}, pack.Unlock{Key: other}},
	} {
		b := written(t, s, k, c.lock)
		if locked := bytes.Contains(b, []byte("keptpack1")) == false; locked != (name != "open") || !pack.Is(b) {
			t.Errorf("%s: locked %v", name, locked)
		}
		p, err := pack.Read(b, c.unlock)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got, err := p.Claims(account)
		if err != nil {
			t.Fatal(err)
		}
		for i := range want {
			want[i].Key = k.Public()
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got\n%+v\nwant\n%+v", name, got, want)
		}
		along, err := p.Along()
		if err != nil || len(along) != 1 || along[0].(*playbook.Member).Name != "Ada Marsh" {
			t.Errorf("%s: along %v, %v", name, along, err)
		}
		if p.Sender != (playbook.Peer{Key: k.Public(), Name: "Ada Marsh", Device: "desk", Recipient: k.Recipient()}) || p.Recipient != k.Recipient() || p.ID != s.ID || p.MadeAt != playbook.MomentOf(fixed()) {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

func TestKeyComesBack(t *testing.T) {
	k := key(t)
	b, err := k.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	var again pack.Key
	if err := again.UnmarshalText(b); err != nil || again.Public() != k.Public() || again.Recipient() != k.Recipient() {
		t.Errorf("%v", err)
	}
	if f := pack.Fingerprint(k.Public()); len(f) != 19 || f == pack.Fingerprint(key(t).Public()) {
		t.Errorf("fingerprint %q", f)
	}
	for _, bad := range []string{"", "ed25519 x age y", "ed25519 " + strings.Repeat("A", 44)} {
		if err := again.UnmarshalText([]byte(bad)); err == nil {
			t.Errorf("%q was read as a key", bad)
		}
	}
}

// refusedAs fails unless a pack is refused in one sentence that says so.
func refusedAs(t *testing.T, what string, b []byte, u pack.Unlock, says string) {
	t.Helper()
	_, err := pack.Read(b, u)
	var invalid *playbook.InvalidError
	switch {
	case err == nil:
		t.Errorf("%s was opened", what)
	case !errors.As(err, &invalid) && !errors.Is(err, pack.ErrLocked) && !errors.Is(err, pack.ErrPassphrase):
		t.Errorf("%s: %T %v", what, err, err)
	case !strings.Contains(err.Error(), says) || strings.ContainsAny(err.Error(), "\n\x00"):
		t.Errorf("%s: %q does not say %q", what, err, says)
	}
}

// Cut off anywhere and with any bit turned, a pack is refused.
func TestDamagedPacks(t *testing.T) {
	account := playbook.NewID(fixed())
	b := written(t, source(account, story(account)), key(t), pack.Lock{})
	for n := range b {
		refusedAs(t, fmt.Sprintf("a pack of the first %d of %d bytes", n, len(b)), b[:n], pack.Unlock{}, "pack")
	}
	for i := range b {
		for bit := range 8 {
			turned := bytes.Clone(b)
			turned[i] ^= 1 << bit
			refusedAs(t, fmt.Sprintf("a pack with bit %d of byte %d turned", bit, i), turned, pack.Unlock{}, "pack")
		}
	}
	refusedAs(t, "a pack with something behind it", append(bytes.Clone(b), 'x'), pack.Unlock{}, "changed after it was signed")

	k := key(t)
	locked := written(t, source(account, story(account)), k, pack.Lock{Recipients: []string{k.Recipient()}})
	for n := 1; n < len(locked); n += 7 {
		refusedAs(t, fmt.Sprintf("a locked pack of %d bytes", n), locked[:n], pack.Unlock{Key: k}, "pack")
	}
	for i := 0; i < len(locked); i += 5 {
		turned := bytes.Clone(locked)
		turned[i] ^= 4
		refusedAs(t, fmt.Sprintf("a locked pack with byte %d changed", i), turned, pack.Unlock{Key: k}, "pack")
	}
}

func TestLockedPacks(t *testing.T) {
	account := playbook.NewID(fixed())
	s := source(account, story(account))
	b := written(t, s, key(t), pack.Lock{Passphrase: "pear tree"})
	refusedAs(t, "no passphrase", b, pack.Unlock{Key: key(t)}, "locked with a passphrase")
	refusedAs(t, "a wrong passphrase", b, pack.Unlock{Passphrase: "pear trees"}, "not the passphrase")
	b = written(t, s, key(t), pack.Lock{Recipients: []string{key(t).Recipient()}})
	refusedAs(t, "for another", b, pack.Unlock{Key: key(t)}, "locked for another installation")
	refusedAs(t, "without a key", b, pack.Unlock{}, "has no key")
	var w bytes.Buffer
	for _, l := range []pack.Lock{{Recipients: []string{"age1nonsense"}}, {Passphrase: "x", Recipients: []string{key(t).Recipient()}}} {
		if err := pack.Write(&w, s, key(t), l); err == nil || w.Len() > 0 {
			t.Errorf("%+v: %v, %d bytes", l, err, w.Len())
		}
	}
}

// An entry is one file of a pack that nobody of ours has written.
type entry struct {
	name, text string
	count      int // so often
}

// forged is a pack with any content and a signature that holds.
func forged(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var body bytes.Buffer
	z := zip.NewWriter(&body)
	for _, e := range entries {
		w, err := z.Create(e.name)
		if err != nil {
			t.Fatal(err)
		}
		for range max(1, e.count) {
			if _, err := w.Write([]byte(e.text)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return signed(body.Bytes())
}

// signed puts a head before a body, as docs/pack-format.md describes it. The key
// is always the same, so that an input which is tried twice is the same pack.
func signed(body []byte) []byte {
	private := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	sum := sha512.Sum512(body)
	b := append([]byte("keptpack1\n"), private.Public().(ed25519.PublicKey)...)
	b = append(b, ed25519.Sign(private, append([]byte("Kept account pack 1\x00"), sum[:]...))...)
	return append(b, body...)
}

const (
	id1 = "019cadc6-63d0-7f41-a098-0166561f931f"
	id2 = "019cadc6-63d0-7f41-a098-0166561f9320"
)

func list(more string, lines int) string {
	return fmt.Sprintf(`{"format":1,"id":"%s","made_at":"2026-03-02T09:00:00.000000Z","sender":{"name":"Ada"},"accounts":[{"id":"%s","name":"Aster","file":"accounts/0001.ndjson","claims":1,"lines":%d}%s]}`, id2, id1, lines, more)
}

const goodClaim = `{"id":"` + id2 + `","stamp":1,"at":"2026-03-02T09:00:00.000000Z","who":"Ada","kind":"do","lines":[{"noun":"account","row":"` + id1 + `","old":null,"new":"{\"name\":\"Aster\"}"}]}` + "\n"

func TestForgedPacks(t *testing.T) {
	good := []entry{{name: "kept.json", text: list("", 1)}, {name: "accounts/0001.ndjson", text: goodClaim}, {name: "along.ndjson"}}
	if _, err := pack.Read(forged(t, good...), pack.Unlock{}); err != nil {
		t.Fatalf("the pack that the others are forged from: %v", err)
	}
	with := func(at int, e entry) []entry {
		out := append([]entry(nil), good...)
		out[at] = e
		return out
	}
	deep := strings.Repeat("[", 200_000)
	for what, c := range map[string]struct {
		entries []entry
		says    string
	}{
		"nothing":                {nil, "damaged"},
		"no list":                {good[1:], "damaged"},
		"a list that is no JSON": {with(0, entry{name: "kept.json", text: "{"}), "damaged"},
		"a deep list":            {with(0, entry{name: "kept.json", text: deep}), "damaged"},
		"a later format":         {with(0, entry{name: "kept.json", text: strings.Replace(list("", 1), `"format":1`, `"format":2`, 1)}), "later version"},
		"no format":              {with(0, entry{name: "kept.json", text: strings.Replace(list("", 1), `"format":1`, `"format":0`, 1)}), "damaged"},
		"no account":             {with(0, entry{name: "kept.json", text: `{"format":1,"id":"` + id1 + `"}`}), "damaged"},
		"two of one account":     {with(0, entry{name: "kept.json", text: list(`,{"id":"`+id1+`","name":"Again","file":"accounts/0002.ndjson","claims":1,"lines":1}`, 1)}), "damaged"},
		"a path out of it":       {with(0, entry{name: "kept.json", text: strings.Replace(list("", 1), "accounts/0001.ndjson", "../../etc/passwd", 1)}), "damaged"},
		"an unknown entry":       {append(with(0, good[0]), entry{name: "../../evil.sh", text: "rm"}), "damaged"},
		"an entry twice":         {append(with(0, good[0]), good[1]), "damaged"},
		"a claim twice":          {with(1, entry{name: "accounts/0001.ndjson", text: goodClaim, count: 2}), "damaged"},
		"fewer lines than said":  {with(0, entry{name: "kept.json", text: list("", 2)}), "damaged"},
		"a claim without lines":  {with(1, entry{name: "accounts/0001.ndjson", text: `{"id":"` + id2 + `","stamp":1,"at":"2026-03-02T09:00:00.000000Z","kind":"do","lines":[]}` + "\n"}), "damaged"},
		"a claim of no day":      {with(1, entry{name: "accounts/0001.ndjson", text: strings.Replace(goodClaim, "2026-03-02T09", "2026-13-02T09", 1)}), "damaged"},
		"bytes that are no text": {with(1, entry{name: "accounts/0001.ndjson", text: strings.Replace(goodClaim, "Ada", "\xff\xfe", 1)}), "damaged"},
		"a deep claim":           {with(1, entry{name: "accounts/0001.ndjson", text: deep + "\n"}), "damaged"},
		"a million rows": {[]entry{{name: "kept.json", text: strings.Replace(list("", 1_000_000), `"claims":1`, `"claims":1000000`, 1)},
			{name: "accounts/0001.ndjson", text: goodClaim, count: 1_000_000}, {name: "along.ndjson"}}, "larger than a pack may hold"},
		"a bomb of zeros":       {with(1, entry{name: "accounts/0001.ndjson", text: strings.Repeat(" ", 1<<20), count: 600}), "unpacks to more than"},
		"a bomb on a line":      {with(1, entry{name: "accounts/0001.ndjson", text: strings.Repeat(" ", 1<<20), count: 15}), "damaged"},
		"a bomb of a list":      {with(0, entry{name: "kept.json", text: strings.Repeat(" ", 1<<20), count: 40}), "more than 4 MB"},
		"a bomb that comes":     {with(2, entry{name: "along.ndjson", text: strings.Repeat(" ", 1<<20), count: 9}), "damaged"},
		"a member that is none": {with(2, entry{name: "along.ndjson", text: `{"noun":"member","id":"` + id2 + `","values":{"name":""}}` + "\n"}), "damaged"},
	} {
		b := forged(t, c.entries...)
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		refusedAs(t, what, b, pack.Unlock{}, c.says)
		runtime.ReadMemStats(&after)
		if used := int64(after.TotalAlloc-before.TotalAlloc) >> 20; used > 200 {
			t.Errorf("%s took %d MB", what, used)
		}
	}
	refusedAs(t, "a body that is no zip", signed([]byte("hello")), pack.Unlock{}, "damaged")
	refusedAs(t, "a head of a later version", append([]byte("keptpack2\n"), make([]byte, 300)...), pack.Unlock{}, "later version")
	refusedAs(t, "another file", []byte("PK\x03\x04"), pack.Unlock{}, "not an account pack")
	refusedAs(t, "a document", []byte("%PDF-1.4"), pack.Unlock{}, "carries no account pack")
	b := forged(t, good...)
	other := forged(t, with(1, entry{name: "accounts/0001.ndjson", text: strings.Replace(goodClaim, "Aster", "Other", 1)})...)
	head := len("keptpack1\n") + 32 + 64
	refusedAs(t, "a signature over other content", append(bytes.Clone(b[:head]), other[head:]...), pack.Unlock{}, "changed after it was signed")
}

func TestFilesThatAreNoPacks(t *testing.T) {
	dir := t.TempDir()
	big := filepath.Join(dir, "big"+pack.Ext)
	f, err := os.Create(big)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.Truncate(pack.MaxFile+1), f.Close()); err != nil {
		t.Fatal(err)
	}
	for path, says := range map[string]string{big: "more than the 32 MB", dir: "not an account pack"} {
		if _, err := pack.ReadFile(path, pack.Unlock{}); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if _, err := pack.ReadFile(filepath.Join(dir, "none"), pack.Unlock{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

func TestTooMuchToSend(t *testing.T) {
	account := playbook.NewID(fixed())
	s := source(account, story(account))
	s.Accounts = make([]pack.Account, pack.MaxAccounts+1)
	if err := pack.Write(&bytes.Buffer{}, s, key(t), pack.Lock{}); err == nil || !strings.Contains(err.Error(), "send some of them") {
		t.Errorf("too many accounts: %v", err)
	}
	s = source(account, []playbook.Claim{{Lines: make([]playbook.ClaimLine, pack.MaxLines+1)}})
	if err := pack.Write(&bytes.Buffer{}, s, key(t), pack.Lock{}); err == nil || !strings.Contains(err.Error(), "send a backup") {
		t.Errorf("too many lines: %v", err)
	}
}

// longClaim is a claim of so many bytes as JSON, in texts that a row may hold.
func longClaim(account playbook.ID, size int) playbook.Claim {
	c := story(account)[0]
	for left := size - len(pack.ClaimJSON(c)); left > 0; left = size - len(pack.ClaimJSON(c)) {
		add := playbook.ClaimLine{Noun: "promise", Row: c.Lines[1].Row, Col: fmt.Sprintf("note_%02d", len(c.Lines)), Old: text(""), New: text("")}
		c.Lines = append(c.Lines, add)
		left = size - len(pack.ClaimJSON(c))
		*add.New = strings.Repeat("x", min(left, playbook.MaxText-500)) // the rest fits into one line more
	}
	return c
}

// A claim of all that a pack holds of one is written and read again. With one
// byte more nothing is written, in one sentence, and nothing is read that
// somebody else has written.
func TestTheLongestClaim(t *testing.T) {
	account, k := playbook.NewID(fixed()), key(t)
	longest := longClaim(account, pack.MaxClaim)
	if n := len(pack.ClaimJSON(longest)); n != pack.MaxClaim {
		t.Fatalf("the claim has %d bytes", n)
	}
	p, err := pack.Read(written(t, source(account, []playbook.Claim{longest}), k, pack.Lock{}), pack.Unlock{})
	if err != nil {
		t.Fatal(err)
	}
	want := longest
	want.Key = k.Public()
	if got, err := p.Claims(account); err != nil || len(got) != 1 || !reflect.DeepEqual(got[0], want) {
		t.Errorf("%d claims came back, %v", len(got), err)
	}

	longer := longClaim(account, pack.MaxClaim+1)
	var w bytes.Buffer
	var invalid *playbook.InvalidError
	for _, l := range []pack.Lock{{}, {Passphrase: "pear tree"}} {
		err := pack.Write(&w, source(account, append(story(account), longer)), k, l)
		if !errors.As(err, &invalid) || err.Error() != "One change of an account is larger than the 8 MB that a pack holds of one; send a backup instead." || w.Len() > 0 {
			t.Errorf("%+v: %v, and %d bytes were written", l, err, w.Len())
		}
	}
	forgedOf := func(c *playbook.Claim, end string) []byte {
		return forged(t, entry{name: "kept.json", text: strings.Replace(list("", len(c.Lines)), id1, account.String(), 1)},
			entry{name: "accounts/0001.ndjson", text: string(pack.ClaimJSON(*c)) + end}, entry{name: "along.ndjson"})
	}
	for _, end := range []string{"", "\n"} {
		if _, err := pack.Read(forgedOf(&longest, end), pack.Unlock{}); err != nil {
			t.Errorf("the longest claim of somebody else with %q behind it: %v", end, err)
		}
		refusedAs(t, fmt.Sprintf("a longer claim with %q behind it", end), forgedOf(&longer, end), pack.Unlock{}, "damaged")
	}
}

// A kept pack of format 1 opens with every later program.
func TestKeptPack(t *testing.T) {
	p, err := pack.ReadFile(filepath.Join("testdata", "format-1"+pack.Ext), pack.Unlock{})
	if err != nil {
		t.Fatal(err)
	}
	claims, err := p.Claims(p.Accounts[0].ID)
	if err != nil || len(claims) != 3 || p.Accounts[0].Name != "Aster Clinics" || p.Sender.Name != "Ada Marsh" {
		t.Errorf("%+v, %d claims, %v", p, len(claims), err)
	}
	page, err := os.ReadFile("../../docs/pack-format.md")
	if err != nil {
		t.Fatal(err)
	}
	// The page shows this pack: its key, its fingerprint and its bytes.
	raw, err := os.ReadFile(filepath.Join("testdata", "format-1"+pack.Ext))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{p.Sender.Key, pack.Fingerprint(p.Sender.Key), hex.EncodeToString(raw[:10]), fmt.Sprintf("%d bytes", len(raw)), base64.StdEncoding.EncodeToString(raw[42:106])} {
		if !strings.Contains(string(page), want) {
			t.Errorf("docs/pack-format.md does not show %q", want)
		}
	}
}
