package pack

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"kept/playbook"
)

// ErrLocked is returned for a pack that is locked with a passphrase while none
// was given. ErrPassphrase is returned for one that does not fit.
var (
	ErrLocked     = errors.New("this pack is locked with a passphrase; ask the sender for it, then open the pack with it")
	ErrPassphrase = errors.New("this is not the passphrase of the pack; ask the sender for it, then try again")
)

var (
	errNotPack = refuse("This is not an account pack; choose the %s file that you were sent.", Ext)
	errDamaged = refuse("The pack is damaged or cut short; ask the sender for it again.")
	errChanged = refuse("The pack was changed after it was signed; do not use it, and ask the sender for it again.")
)

// ReadFile opens the pack in a file; see Read.
func ReadFile(path string, u Unlock) (*Pack, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.IsDir() || !info.Mode().IsRegular() {
		return nil, errNotPack
	}
	if info.Size() > MaxFile {
		return nil, errTooLarge(info.Size())
	}
	b, err := readAll(io.LimitReader(f, MaxFile+1), int(info.Size()))
	if err != nil {
		return nil, err
	}
	return Read(b, u)
}

// readAll reads all that r has, which is likely to be of a size. Memory for it is
// taken once, where io.ReadAll takes it again and again.
func readAll(r io.Reader, size int) ([]byte, error) {
	b := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
	_, err := b.ReadFrom(r)
	return b.Bytes(), err
}

func errTooLarge(size int64) error {
	return refuse("The file is %d MB, more than the %d MB of a pack; choose the %s file that you were sent.", size>>20, MaxFile>>20, Ext)
}

// Is tells whether a file that begins like this may be a pack. A PDF may carry
// one; see IsPDF.
func Is(head []byte) bool {
	return bytes.HasPrefix(head, []byte(magic)) || bytes.HasPrefix(head, []byte(agePrefix))
}

// Read opens a pack, or the one that a PDF carries. Its signature is checked before anything else of it is
// looked at, and every line of every account is read once, so that a pack which
// opens can be read to its end. The error is ErrLocked, ErrPassphrase, or an
// *InvalidError that says what to do. Read keeps b.
func Read(b []byte, u Unlock) (*Pack, error) {
	if int64(len(b)) > MaxFile {
		return nil, errTooLarge(int64(len(b)))
	}
	if !Is(b) && IsPDF(b) {
		var err error
		if b, err = FromPDF(b); err != nil {
			return nil, err
		}
	}
	locked := bytes.HasPrefix(b, []byte(agePrefix))
	if locked {
		var err error
		if b, err = u.open(b); err != nil {
			return nil, err
		}
	}
	key, body, err := checkHead(b)
	if err != nil {
		return nil, err
	}
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return nil, errDamaged
	}
	p := &Pack{zip: z, Locked: locked}
	if err := p.list(key); err != nil {
		return nil, err
	}
	for i := range p.Accounts {
		if err := p.walk(i, func(*playbook.Claim) error { return nil }); err != nil {
			return nil, err
		}
	}
	_, err = p.Along()
	return p, err
}

// list reads the list of what is in the pack and holds it against what is.
func (p *Pack) list(key string) error {
	have := map[string]*zip.File{}
	var all uint64
	for _, f := range p.zip.File {
		if have[f.Name] != nil {
			return errDamaged
		}
		have[f.Name] = f
		if all += f.UncompressedSize64; f.UncompressedSize64 > MaxAll || all > MaxAll {
			return refuse("The pack unpacks to more than %d MB; ask the sender for fewer accounts.", MaxAll>>20)
		}
	}
	f := have[manifestName]
	if f == nil {
		return errDamaged
	}
	text, err := unpack(f, maxManifest)
	if err != nil {
		return err
	}
	var head struct {
		Format int `json:"format"`
	}
	if err := json.Unmarshal(text, &head); err != nil || head.Format < 1 {
		return errDamaged
	}
	if head.Format > Format {
		return refuse("The pack comes from a later version of Kept (format %d, and this program reads %d); update Kept, then open it again.", head.Format, Format)
	}
	var m manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return errDamaged
	}
	if len(m.Accounts) == 0 || len(m.Accounts) > MaxAccounts || m.ID.IsZero() {
		return errDamaged
	}
	known := map[string]bool{manifestName: true, alongName: true}
	seen := map[playbook.ID]bool{}
	for i, a := range m.Accounts {
		if a.File != accountName(i) || have[a.File] == nil || seen[a.ID] || a.ID.IsZero() || a.Claims < 1 || a.Lines < 1 {
			return errDamaged
		}
		if a.Lines > MaxLines || have[a.File].UncompressedSize64 > MaxAccount {
			return refuse("The account “%s” of the pack is larger than a pack may hold; ask the sender for a backup instead.", short(a.Name))
		}
		known[a.File], seen[a.ID] = true, true
		m.Accounts[i].Name = short(a.Name)
	}
	for name := range have {
		if !known[name] {
			return errDamaged
		}
	}
	p.ID, p.Program, p.MadeAt, p.Sensitive, p.Accounts = m.ID, short(m.Program), m.MadeAt, m.Sensitive, m.Accounts
	p.Sender = playbook.Peer{Key: key, Name: short(m.Sender.Name), Device: short(m.Sender.Device)}
	if err := checkRecipient(m.Sender.Recipient); err == nil {
		p.Recipient, p.Sender.Recipient = m.Sender.Recipient, m.Sender.Recipient
	}
	if m.MadeAt.Time().IsZero() {
		return errDamaged
	}
	return nil
}

// short is a text of a pack on one line of a screen.
func short(s string) string {
	s = strings.Join(strings.Fields(playbook.CleanText(strings.ToValidUTF8(s, "?"))), " ")
	if r := []rune(s); len(r) > 200 {
		return string(r[:200]) + "…"
	}
	return s
}

// unpack returns an entry of up to most bytes.
func unpack(f *zip.File, most int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, errDamaged
	}
	defer r.Close()
	b, err := readAll(io.LimitReader(r, most+1), int(min(f.UncompressedSize64, uint64(most))))
	switch {
	case err != nil:
		return nil, errDamaged
	case int64(len(b)) > most:
		return nil, refuse("A part of the pack unpacks to more than %d MB; do not use it, and ask the sender for it again.", most>>20)
	case !utf8.Valid(b):
		return nil, errDamaged
	}
	return b, nil
}

// Claims returns what the pack says of an account, in the order of the file,
// each claim with the key of the sender. The error is an *InvalidError.
func (p *Pack) Claims(id playbook.ID) ([]playbook.Claim, error) {
	for i := range p.Accounts {
		if p.Accounts[i].ID != id {
			continue
		}
		out := make([]playbook.Claim, 0, p.Accounts[i].Claims)
		err := p.walk(i, func(c *playbook.Claim) error {
			out = append(out, *c)
			return nil
		})
		return out, err
	}
	return nil, fmt.Errorf("account %s of the pack: %w", id, playbook.ErrNotFound)
}

// walk calls do with the claims of an account, and holds their numbers against
// the list.
func (p *Pack) walk(at int, do func(*playbook.Claim) error) error {
	a := &p.Accounts[at]
	claims, lines := 0, 0
	seen := make(map[playbook.ID]bool, min(a.Claims, 4096))
	var by hand
	err := p.lines(a.File, MaxAccount, func(text []byte) error {
		var c claim
		if err := by.read(text, &c); err != nil || len(c.Lines) == 0 || seen[c.ID] {
			return errDamaged
		}
		seen[c.ID] = true
		if claims, lines = claims+1, lines+len(c.Lines); claims > a.Claims || lines > a.Lines {
			return errDamaged
		}
		out := playbook.Claim{ID: c.ID, Stamp: c.Stamp, At: c.At, Who: c.Who, Device: c.Device, Label: c.Label, Why: c.Why, Kind: c.Kind, Key: p.Sender.Key,
			Lines: make([]playbook.ClaimLine, len(c.Lines))}
		if c.At.Time().IsZero() {
			return errDamaged
		}
		if c.Undoes != nil {
			out.Undoes = *c.Undoes
		}
		for i, l := range c.Lines {
			out.Lines[i] = playbook.ClaimLine(l)
		}
		return do(&out)
	})
	if err == nil && (claims != a.Claims || lines != a.Lines) {
		err = errDamaged
	}
	return err
}

// lines calls do with every line of an entry, up to most bytes in all and
// MaxClaim in one.
func (p *Pack) lines(name string, most int64, do func([]byte) error) error {
	r, err := p.zip.Open(name)
	if err != nil {
		return errDamaged
	}
	defer r.Close()
	limited := &io.LimitedReader{R: r, N: most + 1}
	s := bufio.NewScanner(limited)
	s.Buffer(make([]byte, 0, 64<<10), MaxClaim+1)
	for s.Scan() {
		if limited.N <= 0 || len(s.Bytes()) > MaxClaim || !utf8.Valid(s.Bytes()) {
			return errDamaged
		}
		if err := do(s.Bytes()); err != nil {
			return err
		}
	}
	if s.Err() != nil || limited.N <= 0 {
		return errDamaged
	}
	return nil
}

// Along returns the rows of the workspace that come along: members and playbook
// versions. Others, as of a later version, are left out.
func (p *Pack) Along() ([]playbook.Noun, error) {
	var out []playbook.Noun
	err := p.lines(alongName, maxExtra, func(text []byte) error {
		var r row
		if err := json.Unmarshal(text, &r); err != nil || r.ID.IsZero() {
			return errDamaged
		}
		var n playbook.Noun
		switch r.Noun {
		case "member":
			n = &playbook.Member{}
		case "playbook_version":
			n = &playbook.PlaybookVersion{}
		default:
			return nil
		}
		n.Key().ID = r.ID
		for _, c := range playbook.Columns(n) {
			if v, ok := r.Values[c.Name]; ok && c.Name != "trashed_at" && c.Name != "pos" {
				if err := c.SetText(n, v); err != nil {
					return errDamaged
				}
			}
		}
		if n.Check() != nil {
			return errDamaged
		}
		out = append(out, n)
		return nil
	})
	return out, err
}
