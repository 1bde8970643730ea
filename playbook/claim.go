package playbook

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// A Claim is one act of the history as it travels between workspaces: what an
// installation says that it did to one account. Merging two workspaces is
// uniting their claims, and the rows are what the united claims lead to; see
// package merge. A claim is never changed once another workspace may have it.
type Claim struct {
	ID     ID     // of the act
	Stamp  int64  // of the hybrid clock of its installation, in microseconds
	At     Moment // of its wall clock
	Who    string // the person, as that installation says
	Device string // the installation
	Label  string
	Why    string
	Kind   string // do, undo, redo, or mend for what keeps merged rows within the rules
	Undoes ID     // of an undo or a redo: the act that it turned
	Key    string // of the installation whose pack brought it, in hex; "" for an act of this workspace
	Lines  []ClaimLine
}

// ClaimMend is the kind of a claim that no person made: with the same claims
// before it, every workspace makes the same.
const ClaimMend = "mend"

// A ClaimLine is one changed column, or, with Col "", an added row (Old nil) or
// a removed one (New nil) with its values as JSON, as the history keeps them.
type ClaimLine struct {
	Noun     string
	Row      ID
	Col      string
	Old, New *string
}

// A Peer is another installation, known by the key that signs its packs.
type Peer struct {
	Key     string // ed25519 public key, in hex
	Name    string // of the person, as the installation says
	Device  string // of the installation, as it says
	MetOn   Moment // when its first pack was taken in
	Trusted bool   // its fingerprint was compared by somebody
	// Recipient is for whom a pack has to be locked that it opens, as it says; ""
	// when it has not said.
	Recipient string
}

// Fingerprint returns the public key of an installation short enough to be
// compared on the phone: the first eight bytes of its SHA-256 as four groups of
// four digits, "" for what is no key. Somebody would have to make some 2⁶³ keys
// to find another one with the same.
func Fingerprint(key string) string {
	b, err := hex.DecodeString(key)
	if err != nil || len(b) != 32 {
		return ""
	}
	sum := sha256.Sum256(b)
	h := strings.ToUpper(hex.EncodeToString(sum[:8]))
	return h[0:4] + " " + h[4:8] + " " + h[8:12] + " " + h[12:16]
}

// A Taking is what taking in a pack does to one account. Claims are those that
// this workspace does not know, mended and decided ones among them. Its rows are
// the store's once it has them.
type Taking struct {
	Account ID
	Claims  []Claim
	Rows    []Noun // every row that the claims known then lead to, in the trash or not
	Along   []Noun // rows of the workspace that the account needs: members, playbook versions
}

// A PackOf says whose pack is taken in.
type PackOf struct {
	Peer Peer
	ID   ID // of the pack
}

// An Exchange is a Store whose accounts travel.
type Exchange interface {
	// Claims returns what is known of an account, by stamp and then ID: the acts
	// of this workspace and those that stand of packs taken in. Of an act over
	// several accounts it has the lines of this one. Lines of what was purged
	// are gone, and what taking in a pack has done here is no claim.
	Claims(ctx context.Context, account ID) ([]Claim, error)
	// EndTyping ends the stay in a field of the account that goes on, so that its
	// claim does not change any more. It comes before Claims when a pack is sent.
	EndTyping(ctx context.Context, account ID) error
	// TakeIn runs decide as one act: one transaction, one undo step, one event,
	// marked with the peer. decide reads in that transaction and returns what is
	// to be taken in; nothing at all leaves no event. The peer is remembered.
	// Undoing the act makes its claims unknown again.
	TakeIn(ctx context.Context, a Act, from PackOf, decide func(ExchangeReader) ([]Taking, error)) error
	// Peers returns the installations met, by name.
	Peers(ctx context.Context) ([]Peer, error)
	// SavePeer remembers a peer, or what has changed of it.
	SavePeer(ctx context.Context, p Peer) error
}

// An ExchangeReader reads at one moment what a taking in is decided from.
type ExchangeReader interface {
	Reader
	// Claims is Exchange.Claims in this transaction.
	Claims(account ID) ([]Claim, error)
	// Purged tells which of the rows were removed for good here.
	Purged(rows []ID) (map[ID]bool, error)
	// Names returns the names of the live accounts.
	Names() (map[ID]string, error)
	// Everything returns the rows of an account, in the trash or not.
	Everything(account ID) ([]Noun, error)
}
