package merge

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"
	"time"

	"kept/playbook"
)

// Who and which installation a mend is of.
const (
	mendWho    = "Kept"
	mendDevice = "kept"
	mendLabel  = "Keep the rules"
)

// Mend returns the rows that the claims lead to, and the claims that had to be
// made so that every row passes CheckValues, names only rows that are there, and
// the account passes CheckAccount. The same claims have the same mends
// everywhere, and with them among the claims there is nothing to mend. A row
// that cannot be mended goes to the trash; one that could not be stored is
// removed. There are no rows without the account itself.
func Mend(account playbook.ID, claims []playbook.Claim) ([]playbook.Claim, []playbook.Noun) {
	k := learn(account, claims, nil)
	k.sort()
	return k.mend(atHere)
}

// A mender makes rows keep the rules.
type mender struct {
	k    *known
	v    view
	at   playbook.Moment // of the mend
	rows []*mended
	byID map[playbook.ID]*mended
	why  []string
}

// A mended is a row on its way to keep the rules.
type mended struct {
	past     *past
	was, now playbook.Noun
	gone     bool // it cannot be stored
	held     bool // somebody has removed it, and it comes again
}

func (m *mended) live() bool { return !m.gone && m.now.Key().TrashedAt == "" }

// mostMends bounds how often what was mended is looked at again. A row that was
// there only because another named it can go with that name, which is the only
// reason for a second look.
const mostMends = 8

// mend mends what a view leads to, and learns the mends.
func (k *known) mend(v view) (mends []playbook.Claim, rows []playbook.Noun) {
	for range mostMends {
		var c *playbook.Claim
		if c, rows = k.mendOnce(v); c == nil {
			break
		}
		mends = append(mends, *c)
		k.hears(c)
	}
	return mends, rows
}

// mendOnce makes one mend, nil when there is nothing to mend.
func (k *known) mendOnce(v view) (*playbook.Claim, []playbook.Noun) {
	m := &mender{k: k, v: v, byID: make(map[playbook.ID]*mended, len(k.rows))}
	stamp := k.last + 1
	m.at = playbook.MomentOf(time.UnixMicro(stamp))
	for _, p := range k.rows {
		if p.noun == nil || !p.there[v] {
			continue
		}
		row := p.row(k.account, v)
		one := &mended{past: p, was: row, now: row}
		m.rows = append(m.rows, one)
		m.byID[p.id] = one
	}
	for _, one := range m.rows {
		if err := playbook.CheckValues(one.now); err != nil {
			m.values(one, err)
		}
	}
	if root := m.byID[k.account]; root == nil || root.gone {
		return nil, nil // rows of no account, or of one that cannot be
	}
	m.held()
	m.references()
	m.accountRules()
	out := make([]playbook.Noun, 0, len(m.rows))
	var lines []playbook.ClaimLine
	for _, one := range m.rows {
		if !one.gone {
			out = append(out, one.now)
		}
		lines = append(lines, one.lines()...)
	}
	if lines == nil {
		return nil, out
	}
	c := &playbook.Claim{Stamp: stamp, At: m.at, Who: mendWho, Device: mendDevice, Label: mendLabel, Why: m.reasons(), Kind: playbook.ClaimMend, Lines: lines}
	c.ID = idOf(k.account, c)
	return c, out
}

// edit returns the row to change.
func (m *mended) edit() playbook.Noun {
	if m.now == m.was {
		m.now = playbook.CopyOf(m.was)
	}
	return m.now
}

// lines is what the mend changes in the row.
func (m *mended) lines() []playbook.ClaimLine {
	if m.gone {
		json := object(pairsOf(m.past.noun, m.was))
		return []playbook.ClaimLine{{Noun: m.past.name, Row: m.past.id, Old: &json}}
	}
	var out []playbook.ClaimLine
	if m.held {
		none := "{}" // what it says stays as everybody has written it
		out = append(out, playbook.ClaimLine{Noun: m.past.name, Row: m.past.id, New: &none})
	}
	if m.now == m.was {
		return out
	}
	for _, c := range m.past.noun.names {
		if !c.Same(m.was, m.now) {
			was, now := c.Text(m.was), c.Text(m.now)
			out = append(out, playbook.ClaimLine{Noun: m.past.name, Row: m.past.id, Col: c.Name, Old: &was, New: &now})
		}
	}
	return out
}

// pairsOf returns the columns of a row that are not the noun's default, sorted.
func pairsOf(n *noun, row playbook.Noun) []pair {
	var out []pair
	for _, c := range n.names {
		if text := c.Text(row); text != c.zero {
			out = append(out, pair{c.Name, text})
		}
	}
	return out
}

// idOf makes the ID of a claim of all that it says: what is made twice alike is
// one claim.
func idOf(account playbook.ID, c *playbook.Claim) playbook.ID {
	parts := [][]byte{account[:], []byte(c.Device), []byte(c.Who), binary.BigEndian.AppendUint64(nil, uint64(c.Stamp))}
	for i := range c.Lines {
		l := &c.Lines[i]
		parts = append(parts, []byte(l.Noun), l.Row[:], []byte(l.Col))
		if l.New != nil {
			parts = append(parts, []byte(*l.New))
		} else {
			parts = append(parts, nil, nil) // unlike an empty text
		}
	}
	return hashed(parts...)
}

// hashed makes an ID of bytes, in the form of a UUID of version 8.
func hashed(parts ...[]byte) playbook.ID {
	h := sha256.New()
	for _, p := range parts {
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(p))))
		h.Write(p)
	}
	var id playbook.ID
	copy(id[:], h.Sum(nil))
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	return id
}

// say notes why something was mended; each reason is said once.
func (m *mender) say(why string) {
	if !slices.Contains(m.why, why) {
		m.why = append(m.why, why)
	}
}

// reasons is the reasons as one text that begins with a capital letter.
func (m *mender) reasons() string {
	s := strings.Join(m.why, "; ")
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

// held lets rows come again that somebody has removed, and that are there only
// because another names them. Else they would go with that name, which a person
// takes out without a thought of them.
func (m *mender) held() {
	for _, one := range m.rows {
		if !one.gone && !one.past.stands(m.v) {
			one.held = true
			m.say("a row that another names was removed, and is there again")
		}
	}
}

// references empties what names a row that is not there.
func (m *mender) references() {
	for _, one := range m.rows {
		for _, r := range one.past.noun.refs {
			if one.gone {
				break
			}
			id := r.col.Any(one.now).(playbook.ID)
			if to := m.byID[id]; id.IsZero() || to != nil && !to.gone && to.past.name == r.to {
				continue
			}
			_ = r.col.SetText(one.edit(), "") // an ID can be empty
			m.say("what named a row that is not there names none any more")
			if one.live() && playbook.CheckValues(one.now) != nil {
				m.trash(one, m.at, "a row that says nothing without it went to the trash")
			}
		}
	}
}

func (m *mender) trash(one *mended, at playbook.Moment, why string) {
	one.edit().Key().TrashedAt = at
	m.say(why)
}

// newest returns the claim that wrote last to a column of a row, nil for none.
func (m *mender) newest(one *mended, col string) *playbook.Claim {
	if c := one.past.cell(col); c != nil {
		if h := c.top(m.v); h.write != nil {
			return h.claim
		}
	}
	return nil
}

// touched returns the claim of a person that wrote last to a row.
func (m *mender) touched(one *mended) *playbook.Claim {
	var last *playbook.Claim
	for i := range one.past.cells {
		if h := one.past.cells[i].top(m.v); h.write != nil && h.claim.Kind != playbook.ClaimMend && (last == nil || order(h.claim, last) > 0) {
			last = h.claim
		}
	}
	return last
}

// later returns which of two rows comes after the other by a claim of each,
// nil being before all, and between rows of one claim by ID.
func later(a, b *mended, of, other *playbook.Claim) bool {
	switch {
	case of == nil || other == nil:
		if (of == nil) != (other == nil) {
			return other == nil
		}
	default:
		if c := order(of, other); c != 0 {
			return c > 0
		}
	}
	return bytes.Compare(a.past.id[:], b.past.id[:]) > 0
}

// listed returns the live rows of a noun by pos, then ID.
func listed[T any, P interface {
	*T
	playbook.Noun
}](m *mender) []*mended {
	var out []*mended
	for _, one := range m.rows {
		if _, ok := one.now.(P); ok && one.live() {
			out = append(out, one)
		}
	}
	slices.SortFunc(out, func(a, b *mended) int {
		return cmp.Or(cmp.Compare(a.now.Key().Pos, b.now.Key().Pos), bytes.Compare(a.past.id[:], b.past.id[:]))
	})
	return out
}
