// Package pack is the account pack: one or several accounts with all that is
// known of them, in one signed file that may be locked for a passphrase or for
// known recipients. docs/pack-format.md describes the file. Nothing of a pack is
// looked at before its signature holds, and nothing is read beyond limits. What
// a pack says is merged elsewhere; no line of cryptography here is our own.
package pack

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"kept/playbook"
)

// Ext is the ending of the name of a pack's file.
const Ext = ".keptpack"

// Format is the version of the content that is written. A pack of a greater one
// is refused.
const Format = 1

// The limits of what is read. A full account has some two thousand lines of a
// hundred bytes; the greatest account is a hundred times that, and its greatest
// act, as one that a salvage puts in place of a lost one, a fraction of it. They
// are such that the largest pack is read with less than 200 MB.
const (
	MaxFile     = 32 << 20  // bytes of the file
	MaxClaim    = 8 << 20   // bytes of one claim, as JSON
	MaxAccount  = 16 << 20  // bytes of one account, unpacked
	MaxAll      = 512 << 20 // bytes of all entries, unpacked
	maxManifest = 4 << 20
	maxExtra    = 8 << 20 // bytes of the rows that come along
	MaxAccounts = 5_000
	MaxLines    = 50_000 // lines of one account
)

// A Pack is a pack that was opened: its signature holds. Accounts are read when
// they are asked for.
type Pack struct {
	ID        playbook.ID
	Program   string // the version of the program that wrote it
	MadeAt    playbook.Moment
	Sender    playbook.Peer
	Recipient string // for whom the sender can be sent a locked pack: an age recipient
	Sensitive bool   // sensitive notes are in it
	Accounts  []Account
	Locked    bool // it came locked

	zip *zip.Reader
}

// An Account is one account of a pack, as the list of them says.
type Account struct {
	ID     playbook.ID `json:"id"`
	Name   string      `json:"name"`
	File   string      `json:"file"`
	Claims int         `json:"claims"`
	Lines  int         `json:"lines"`
}

// A manifest is the list of what is in a pack.
type manifest struct {
	Format    int             `json:"format"`
	ID        playbook.ID     `json:"id"`
	Program   string          `json:"program"`
	MadeAt    playbook.Moment `json:"made_at"`
	Sender    sender          `json:"sender"`
	Sensitive bool            `json:"sensitive"`
	Accounts  []Account       `json:"accounts"`
}

type sender struct {
	Name      string `json:"name"`
	Device    string `json:"device"`
	Recipient string `json:"recipient,omitempty"`
}

// A claim is a claim as it stands in a pack, one on each line. Other names than
// these are left alone by a reader.
type claim struct {
	ID     playbook.ID     `json:"id"`
	Stamp  int64           `json:"stamp"`
	At     playbook.Moment `json:"at"`
	Who    string          `json:"who"`
	Device string          `json:"device"`
	Label  string          `json:"label"`
	Why    string          `json:"why,omitempty"`
	Kind   string          `json:"kind"`
	Undoes *playbook.ID    `json:"undoes,omitempty"`
	Lines  []line          `json:"lines"`
}

type line struct {
	Noun string      `json:"noun"`
	Row  playbook.ID `json:"row"`
	Col  string      `json:"col,omitempty"`
	Old  *string     `json:"old"`
	New  *string     `json:"new"`
}

// A row is a row of the workspace that comes along, its values by column.
type row struct {
	Noun   string            `json:"noun"`
	ID     playbook.ID       `json:"id"`
	Values map[string]string `json:"values"`
}

const (
	manifestName = "kept.json"
	alongName    = "along.ndjson"
)

func accountName(i int) string { return fmt.Sprintf("accounts/%04d.ndjson", i+1) }

// A Source gives what Write puts into a pack, account by account, so that five
// hundred need not be held at once.
type Source struct {
	ID        playbook.ID
	Program   string
	MadeAt    time.Time
	Name      string // of the person who sends it
	Device    string
	Sensitive bool
	Accounts  []Account                                      // ID and Name
	Claims    func(id playbook.ID) ([]playbook.Claim, error) // of one account
	Along     []playbook.Noun                                // members and playbook versions
}

// Write writes a pack, signed with the key and locked as the lock says. It
// refuses, with an *InvalidError, what no reader would take: too many accounts
// or an account that is too large.
func Write(w io.Writer, s Source, k Key, l Lock) error {
	if n := len(s.Accounts); n == 0 || n > MaxAccounts {
		return refuse("A pack holds from one to %d accounts, and these are %d; send some of them.", MaxAccounts, n)
	}
	var body bytes.Buffer
	z := zip.NewWriter(&body)
	m := manifest{Format: Format, ID: s.ID, Program: s.Program, MadeAt: playbook.MomentOf(s.MadeAt), Sensitive: s.Sensitive,
		Sender: sender{Name: s.Name, Device: s.Device, Recipient: k.Recipient()}}
	for i, a := range s.Accounts {
		claims, err := s.Claims(a.ID)
		if err != nil {
			return err
		}
		a.File, a.Claims = accountName(i), len(claims)
		for j := range claims {
			a.Lines += len(claims[j].Lines)
		}
		if a.Lines > MaxLines {
			return refuse("%s has %d changes, more than the %d that a pack holds; send a backup instead.", a.Name, a.Lines, MaxLines)
		}
		if err := writeLines(z, a.File, MaxAccount, len(claims), func(i int) any { return claimOf(&claims[i]) }); err != nil {
			return err
		}
		m.Accounts = append(m.Accounts, a)
	}
	if err := writeLines(z, alongName, maxExtra, len(s.Along), func(i int) any { return rowOf(s.Along[i]) }); err != nil {
		return err
	}
	entry, err := z.Create(manifestName)
	if err != nil {
		return err
	}
	e := json.NewEncoder(entry)
	e.SetEscapeHTML(false)
	if err := e.Encode(m); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	if body.Len() > MaxFile-headSize {
		return refuse("These accounts are %d MB packed, more than the %d MB of a pack; send fewer of them.", body.Len()>>20, MaxFile>>20)
	}
	return l.seal(w, func(w io.Writer) error {
		if _, err := w.Write(k.head(body.Bytes())); err != nil {
			return err
		}
		_, err := w.Write(body.Bytes())
		return err
	})
}

// writeLines writes an entry of lines of JSON, up to most bytes.
func writeLines(z *zip.Writer, name string, most int64, n int, at func(int) any) error {
	entry, err := z.Create(name)
	if err != nil {
		return err
	}
	c := &counter{w: entry}
	e := json.NewEncoder(c)
	e.SetEscapeHTML(false)
	for i := range n {
		before := c.n
		if err := e.Encode(at(i)); err != nil {
			return err
		}
		if c.n-before-1 > MaxClaim { // the end of the line is not of it
			return refuse("One change of an account is larger than the %d MB that a pack holds of one; send a backup instead.", MaxClaim>>20)
		}
		if c.n > most {
			return refuse("An account is larger than the %d MB that a pack holds of one; send a backup instead.", most>>20)
		}
	}
	return nil
}

type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return c.w.Write(p)
}

func claimOf(c *playbook.Claim) claim {
	out := claim{ID: c.ID, Stamp: c.Stamp, At: c.At, Who: c.Who, Device: c.Device, Label: c.Label, Why: c.Why, Kind: c.Kind, Lines: make([]line, len(c.Lines))}
	if !c.Undoes.IsZero() {
		out.Undoes = &c.Undoes
	}
	for i, l := range c.Lines {
		out.Lines[i] = line(l)
	}
	return out
}

func rowOf(n playbook.Noun) row {
	out := row{Noun: playbook.NounName(n), ID: n.Key().ID, Values: map[string]string{}}
	empty := playbook.NewNoun(out.Noun)
	for _, c := range playbook.Columns(n) {
		if !c.Same(n, empty) {
			out.Values[c.Name] = c.Text(n)
		}
	}
	return out
}

func refuse(format string, args ...any) error {
	return &playbook.InvalidError{Message: fmt.Sprintf(format, args...)}
}
