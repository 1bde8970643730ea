package boot

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"runtime/debug"

	"kept/playbook"
	"kept/playbook/pack"
	"kept/playbook/work"
)

// Key returns the key with which this installation signs its packs, made and
// kept in the folder of settings at its first use, for nobody else to read. A
// key file that cannot be read is refused and never replaced: others know this
// installation by it.
func Key(settings string) (pack.Key, error) {
	path := filepath.Join(settings, "installation.key")
	k, err := readKey(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return k, err
	}
	if err := writeKey(settings, path); err != nil {
		return pack.Key{}, fmt.Errorf("the key of this installation cannot be kept in %s; make the folder writable, then try again: %w", settings, err)
	}
	return readKey(path) // of another program, when that was first
}

func readKey(path string) (pack.Key, error) {
	var k pack.Key
	b, err := os.ReadFile(path)
	if err != nil {
		return k, err
	}
	if err := k.UnmarshalText(b); err != nil {
		return k, fmt.Errorf("the key of this installation in %s is damaged; put the file back from a backup, or move it away and tell those who know its fingerprint", path)
	}
	return k, nil
}

// writeKey puts a new key at path in one step. A key that is there already stays.
func writeKey(settings, path string) (err error) {
	if err := os.MkdirAll(settings, 0o700); err != nil {
		return err
	}
	k, err := pack.NewKey()
	if err != nil {
		return err
	}
	b, err := k.MarshalText()
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(settings, ".key-*") // which nobody else may read
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(b)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err = os.Link(f.Name(), path); err == nil || errors.Is(err, fs.ErrExist) {
		return nil
	}
	return os.Rename(f.Name(), path) // a file system without second names
}

// Key is the key of the installation that has the workspace open.
func (k *Kept) Key() (pack.Key, error) { return Key(k.folders.Settings) }

// Packs are the use cases of account packs.
func (k *Kept) Packs() *work.Packs { return &work.Packs{Desk: k.Desk, Exchange: k.Store} }

// packIn is what a pack that was opened says, for the use cases.
func packIn(p *pack.Pack) (work.PackIn, error) {
	in := work.PackIn{ID: p.ID, Sender: p.Sender, MadeAt: p.MadeAt, Sensitive: p.Sensitive, Claims: p.Claims}
	for _, a := range p.Accounts {
		in.Accounts = append(in.Accounts, work.PackAccount{ID: a.ID, Name: a.Name})
	}
	var err error
	in.Along, err = p.Along()
	return in, err
}

// packMemory is what the program is to stay below from its first pack on. Much is
// made of a pack of hundreds of accounts that is soon let go of, and by itself
// the collector lets that double the memory.
const packMemory = 104 << 20

// OpenPack opens the pack in a file, with the key of this installation or a
// passphrase where it is locked. The error is one of package pack, or of reading
// the file.
func (k *Kept) OpenPack(path, passphrase string) (*pack.Pack, work.PackIn, error) {
	if debug.SetMemoryLimit(-1) == math.MaxInt64 { // nobody has set another
		debug.SetMemoryLimit(packMemory)
	}
	key, err := k.Key()
	if err != nil {
		return nil, work.PackIn{}, err
	}
	p, err := pack.ReadFile(path, pack.Unlock{Passphrase: passphrase, Key: key})
	if err != nil {
		return nil, work.PackIn{}, err
	}
	in, err := packIn(p)
	return p, in, err
}

// SealPack returns a pack, signed with the key of this installation.
func (k *Kept) SealPack(out work.PackOut, sensitive bool, l pack.Lock) ([]byte, error) {
	key, err := k.Key()
	if err != nil {
		return nil, err
	}
	now := k.Desk.Now()
	s := pack.Source{ID: playbook.NewID(now), Program: "Kept", MadeAt: now, Name: k.Desk.Who, Device: k.Desk.Device, Sensitive: sensitive, Claims: out.Claims, Along: out.Along}
	for _, a := range out.Accounts {
		s.Accounts = append(s.Accounts, pack.Account{ID: a.ID, Name: a.Name})
	}
	var b bytes.Buffer
	if err := pack.Write(&b, s, key, l); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
