package pack

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"

	"filippo.io/age"

	"kept/playbook"
)

// The head of a pack: magic, the public key of the sender, and the signature of
// what follows.
const (
	magic    = "keptpack1\n"
	headSize = len(magic) + ed25519.PublicKeySize + ed25519.SignatureSize
	// domain is signed with the hash of the body, so that a signature made for a
	// pack is one of nothing else.
	domain = "Kept account pack 1\x00"

	agePrefix = "age-encryption.org/"
)

// A Key is the identity of an installation: it signs its packs, and opens those
// that are locked for it.
type Key struct {
	sign ed25519.PrivateKey
	age  *age.X25519Identity
}

// NewKey makes a key.
func NewKey() (Key, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return Key{}, err
	}
	identity, err := age.GenerateX25519Identity()
	return Key{private, identity}, err
}

// MarshalText writes the key for its file, two lines that are secret.
func (k Key) MarshalText() ([]byte, error) {
	return []byte("ed25519 " + base64.StdEncoding.EncodeToString(k.sign.Seed()) + "\n" + "age " + k.age.String() + "\n"), nil
}

// UnmarshalText reads what MarshalText writes.
func (k *Key) UnmarshalText(b []byte) error {
	wrong := errors.New("the key of this installation cannot be read")
	lines := strings.Fields(string(b))
	if len(lines) != 4 || lines[0] != "ed25519" || lines[2] != "age" {
		return wrong
	}
	seed, err := base64.StdEncoding.DecodeString(lines[1])
	if err != nil || len(seed) != ed25519.SeedSize {
		return wrong
	}
	identity, err := age.ParseX25519Identity(lines[3])
	if err != nil {
		return wrong
	}
	k.sign, k.age = ed25519.NewKeyFromSeed(seed), identity
	return nil
}

// IsZero tells whether there is no key.
func (k Key) IsZero() bool { return k.sign == nil }

// Public returns the public key in hex, by which others know the installation.
func (k Key) Public() string { return hex.EncodeToString(k.sign.Public().(ed25519.PublicKey)) }

// Recipient returns for whom a pack is to be locked that this key opens.
func (k Key) Recipient() string { return k.age.Recipient().String() }

// Fingerprint returns a public key short enough to be compared on the phone;
// see playbook.Fingerprint.
func Fingerprint(public string) string { return playbook.Fingerprint(public) }

// signed is what is signed of a body.
func signed(body []byte) []byte {
	sum := sha512.Sum512(body)
	return append([]byte(domain), sum[:]...)
}

// head returns what stands before the body.
func (k Key) head(body []byte) []byte {
	b := append(make([]byte, 0, headSize), magic...)
	b = append(b, k.sign.Public().(ed25519.PublicKey)...)
	return append(b, ed25519.Sign(k.sign, signed(body))...)
}

// checkHead returns the public key of a pack and its body, whose signature holds.
func checkHead(b []byte) (key string, body []byte, err error) {
	rest, ok := bytes.CutPrefix(b, []byte(magic))
	if !ok {
		if bytes.HasPrefix(b, []byte("keptpack")) && len(b) >= len(magic) {
			return "", nil, refuse("The pack comes from a later version of Kept; update Kept, then open it again.")
		}
		return "", nil, errNotPack
	}
	if len(rest) < ed25519.PublicKeySize+ed25519.SignatureSize {
		return "", nil, errDamaged
	}
	public, rest := rest[:ed25519.PublicKeySize], rest[ed25519.PublicKeySize:]
	sig, body := rest[:ed25519.SignatureSize], rest[ed25519.SignatureSize:]
	if !ed25519.Verify(public, signed(body), sig) {
		return "", nil, errChanged
	}
	return hex.EncodeToString(public), body, nil
}

// A Lock says who can open a pack. The zero Lock leaves it open: signed, and
// readable by everybody who has the file.
type Lock struct {
	Passphrase string
	Recipients []string // as Key.Recipient returns them; not with a passphrase
}

func (l Lock) seal(w io.Writer, write func(io.Writer) error) error {
	var to []age.Recipient
	switch {
	case l.Passphrase != "" && len(l.Recipients) > 0:
		return refuse("A pack is locked either with a passphrase or for recipients; choose one of the two.")
	case l.Passphrase != "":
		r, err := age.NewScryptRecipient(l.Passphrase)
		if err != nil {
			return fmt.Errorf("lock the pack: %w", err)
		}
		r.SetWorkFactor(maxWork)
		to = append(to, r)
	case len(l.Recipients) > 0:
		for _, s := range l.Recipients {
			r, err := age.ParseX25519Recipient(strings.TrimSpace(s))
			if err != nil {
				return refuse("“%s” is not a recipient; it begins with age1 and is shown by the other installation.", short(s))
			}
			to = append(to, r)
		}
	default:
		return write(w)
	}
	sealed, err := age.Encrypt(w, to...)
	if err != nil {
		return fmt.Errorf("lock the pack: %w", err)
	}
	if err := write(sealed); err != nil {
		return err
	}
	return sealed.Close()
}

func checkRecipient(s string) error {
	_, err := age.ParseX25519Recipient(s)
	return err
}

// An Unlock opens locked packs. A pack that is not locked needs none.
type Unlock struct {
	Passphrase string
	Key        Key // of this installation
}

// maxWork is how much a passphrase of a pack costs, and the most it may: 2^17 is
// half a second and 128 MB to try one. Each step more takes twice the memory, and
// is somebody who wants the program to stand still.
const maxWork = 17

func (u Unlock) open(b []byte) ([]byte, error) {
	scrypt := bytes.Contains(b[:min(len(b), 300)], []byte("\n-> scrypt "))
	if scrypt && u.Passphrase == "" {
		return nil, ErrLocked
	}
	var with []age.Identity
	if u.Passphrase != "" && scrypt {
		id, err := age.NewScryptIdentity(u.Passphrase)
		if err != nil {
			return nil, fmt.Errorf("unlock the pack: %w", err)
		}
		id.SetMaxWorkFactor(maxWork)
		with = append(with, id)
	} else if !u.Key.IsZero() {
		with = append(with, u.Key.age)
	} else {
		return nil, refuse("The pack is locked for somebody's installation, and this one has no key; open it in the window of that installation.")
	}
	if scrypt {
		debug.FreeOSMemory() // trying the passphrase takes more than all that was done so far
	}
	r, err := age.Decrypt(bytes.NewReader(b), with...)
	var none *age.NoIdentityMatchError
	switch {
	case errors.As(err, &none) && scrypt:
		return nil, ErrPassphrase
	case errors.As(err, &none):
		return nil, refuse("The pack is locked for another installation; ask the sender to lock it for %s.", u.Key.Recipient())
	case err != nil:
		return nil, errDamaged
	}
	if scrypt {
		runtime.GC() // and more than all that follows
	}
	out, err := readAll(io.LimitReader(r, MaxFile+1), len(b))
	if err != nil {
		return nil, errDamaged
	}
	if len(out) > MaxFile {
		return nil, errTooLarge(int64(len(out)))
	}
	return out, nil
}
