package data

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"

	"kept/playbook"
)

// A Forgotten is what a workspace keeps of a person it has forgotten, so that
// they are forgotten again in what comes back from a backup. It holds no byte
// of the name: ids of rows, and keyed hashes of the folded names and addresses.
//
// The key lies beside the hashes. Whoever has the workspace can therefore try
// names they guess, and learn whether one of them was forgotten; they cannot
// read a name out of it. A spelling that was in no row and no address when the
// person was forgotten is not known later.
type Forgotten struct {
	Number    int64
	At        playbook.Moment
	Token     string
	Account   playbook.ID // only there, zero for the whole workspace
	WholeName bool
	Key       []byte
	Marks     []Mark
}

// A Mark is one thing by which a forgotten person is known again.
type Mark struct {
	Kind string // row, name, mail, phone
	Size int    // runes of what was hashed
	Mark []byte // the id of a row, else the hash
}

// The kinds of marks.
const (
	markRow   = "row"
	markName  = "name"
	markMail  = "mail"
	markPhone = "phone"
)

// marks are what is kept of a person.
func (p *person) marks(key []byte) []Mark {
	var out []Mark
	for id := range p.rows {
		out = append(out, Mark{Kind: markRow, Mark: bytes.Clone(id[:])})
	}
	add := func(kind string, folded []rune) {
		out = append(out, Mark{kind, len(folded), hashed(key, kind, folded)})
	}
	for _, name := range p.names {
		for _, s := range spellings(name) {
			add(markName, evenSpaces(foldedWords(s)))
		}
	}
	for _, m := range p.mails {
		add(markMail, foldedWords(m))
	}
	for _, m := range p.phones {
		add(markPhone, digitsOf(m))
	}
	return out
}

func hashed(key []byte, kind string, folded []rune) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(kind + "\x00" + string(folded)))
	return h.Sum(nil)
}

// evenSpaces writes what may stand between the words of a name as a space.
func evenSpaces(rs []rune) []rune {
	out := slices.Clone(rs)
	for i, r := range out {
		if r == '.' || r == '_' || r == '-' {
			out[i] = ' '
		}
	}
	return out
}

// remember keeps a Forgotten, unless one of that key is there. A number that
// is taken, as after a restore, gives way to the next free one.
func (t *tx) remember(f Forgotten) error {
	var x int
	if found, err := t.one([]any{&x}, "SELECT 1 FROM forgotten WHERE key = ?", f.Key); err != nil || found {
		return err
	}
	if found, err := t.one([]any{&x}, "SELECT 1 FROM forgotten WHERE number = ?", f.Number); err != nil {
		return err
	} else if found {
		if f.Number, err = t.nextNumber(); err != nil {
			return err
		}
	}
	if _, err := t.exec("INSERT INTO forgotten(number, at, token, account, whole_name, key) VALUES (?, ?, ?, ?, ?, ?)",
		f.Number, string(f.At), f.Token, idValue(f.Account), plain(f.WholeName), f.Key); err != nil {
		return fmt.Errorf("keep that somebody was forgotten: %w", err)
	}
	for _, m := range f.Marks {
		if _, err := t.exec("INSERT INTO forgotten_marks(number, kind, size, mark) VALUES (?, ?, ?, ?)", f.Number, m.Kind, m.Size, m.Mark); err != nil {
			return fmt.Errorf("keep that somebody was forgotten: %w", err)
		}
	}
	return nil
}

// Forgotten returns who was forgotten in this workspace, in order.
func (s *Store) Forgotten(ctx context.Context) (out []Forgotten, err error) {
	err = s.reading(ctx, func(r *reader) error {
		out, err = r.forgotten()
		return err
	})
	return out, err
}

func (r *reader) forgotten() ([]Forgotten, error) {
	var out []Forgotten
	err := func() error {
		err := r.each(func(scan func(...any) error) error {
			out = append(out, Forgotten{})
			f := &out[len(out)-1]
			return scan(&f.Number, &f.At, &f.Token, &f.Account, &f.WholeName, &f.Key)
		}, "SELECT number, at, token, account, whole_name, key FROM forgotten ORDER BY number")
		if err != nil {
			return err
		}
		for i := range out {
			f := &out[i]
			err := r.each(func(scan func(...any) error) error {
				f.Marks = append(f.Marks, Mark{})
				m := &f.Marks[len(f.Marks)-1]
				return scan(&m.Kind, &m.Size, &m.Mark)
			}, "SELECT kind, size, mark FROM forgotten_marks WHERE number = ? ORDER BY rowid", f.Number)
			if err != nil {
				return err
			}
		}
		return nil
	}()
	if err != nil {
		return nil, fmt.Errorf("read who was forgotten: %w", err)
	}
	return out, nil
}

// ForgetAgain forgets, in this workspace, the persons that another one has
// forgotten, and keeps that they are: of a copy that is about to take the place
// of that one, or, given its own list, of itself after rows came back from a
// backup. It returns how many of them were found. It is one act, without lines,
// that cannot be undone; when nobody is found nothing is cleared.
func (s *Store) ForgetAgain(ctx context.Context, a playbook.Act, list []Forgotten) (int, error) {
	if len(list) == 0 {
		return 0, nil
	}
	again := 0
	err := s.act(ctx, a, func(t *tx) error {
		for _, f := range list {
			found, err := t.forgetAgain(f, nil)
			if err != nil {
				return err
			}
			if found {
				again++
			}
		}
		if again == 0 {
			return nil
		}
		t.act.Label, t.act.Why, t.act.Typing = "Forget again what came back from a backup", "", ""
		_, err := t.write(kindForget, 0, nil)
		return errors.Join(err, t.unwiped())
	})
	if err != nil {
		return 0, fmt.Errorf("forget again: %w", err)
	}
	if again > 0 {
		s.clear(ctx)
	}
	return again, nil
}

// forgetAgain forgets one person again. brought are rows of the person of which
// something has come back though they bear the token already.
func (t *tx) forgetAgain(f Forgotten, brought map[playbook.ID]bool) (bool, error) {
	if err := t.remember(f); err != nil {
		return false, err
	}
	all, err := t.everybody()
	if err != nil {
		return false, err
	}
	p := &person{rows: map[playbook.ID]bool{}, account: f.Account, whole: f.WholeName, token: f.Token}
	c := newClues(f)
	for id := range brought {
		p.rows[id] = true
	}
	for i := range all {
		n := &all[i]
		if c.rows[n.id] && n.name != f.Token {
			p.rows[n.id] = true
			p.addName(n.name)
		}
	}
	if err := t.follow(c, p); err != nil {
		return false, err
	}
	for _, s := range c.found[markName] {
		p.addName(s)
	}
	p.mails, p.phones = c.found[markMail], c.found[markPhone]
	for i := range all {
		if n := &all[i]; (p.account.IsZero() || n.account == p.account) && p.called(n.nameRunes) {
			p.rows[n.id] = true
		}
	}
	if len(p.names)+len(p.mails)+len(p.phones)+len(p.rows) == 0 {
		return false, nil
	}
	if err := t.goneRows(p); err != nil {
		return false, err
	}
	if err := t.formerNames(p); err != nil {
		return false, err
	}
	if err := t.equip(p, all); err != nil {
		return false, err
	}
	t.states, t.touched, t.dirty = map[playbook.ID]*state{}, nil, nil
	return true, t.forget(p)
}

// clues find the spellings of a person of whom only hashes are known.
type clues struct {
	key   []byte
	rows  map[playbook.ID]bool
	marks map[string]map[int][][]byte // by kind and size
	found map[string][]string         // by kind, as spelled
	seen  map[string]bool
}

func newClues(f Forgotten) *clues {
	c := &clues{key: f.Key, rows: map[playbook.ID]bool{}, marks: map[string]map[int][][]byte{}, found: map[string][]string{}, seen: map[string]bool{}}
	for _, m := range f.Marks {
		if m.Kind == markRow {
			var id playbook.ID
			copy(id[:], m.Mark)
			c.rows[id] = true
			continue
		}
		if c.marks[m.Kind] == nil {
			c.marks[m.Kind] = map[int][][]byte{}
		}
		c.marks[m.Kind][m.Size] = append(c.marks[m.Kind][m.Size], m.Mark)
	}
	return c
}

// look finds in a text what the marks know.
func (c *clues) look(s string) {
	if s == "" {
		return
	}
	cs := folded(s)
	for i := range cs {
		if !begins(cs, i) {
			continue
		}
		for _, kind := range []string{markName, markMail} {
			for size := range c.marks[kind] {
				if end := i + size; end <= len(cs) && ends(cs, end) {
					c.try(kind, runesOf(cs[i:end]), s[cs[i].from:cs[end-1].to])
				}
			}
		}
	}
	for size := range c.marks[markPhone] {
		for i := 0; i < len(s); i++ { // every row of digits and small gaps
			if !isDigit(s[i]) || i > 0 && isDigit(s[i-1]) {
				continue
			}
			var ds []rune
			at, gap := i, 0
			for at < len(s) && gap <= 2 && len(ds) < size {
				if isDigit(s[at]) {
					ds, gap = append(ds, rune(s[at])), 0
				} else {
					gap++
				}
				at++
			}
			if len(ds) == size && (at == len(s) || !isDigit(s[at])) {
				c.try(markPhone, ds, s[i:at])
			}
		}
	}
}

func (c *clues) try(kind string, folded []rune, spelled string) {
	if kind == markName {
		folded = evenSpaces(folded)
	}
	key := kind + string(folded)
	if c.seen[key] {
		return
	}
	if len(c.seen) < 1_000_000 { // the same words come again and again
		c.seen[key] = true
	}
	h := hashed(c.key, kind, folded)
	for _, m := range c.marks[kind][len(folded)] {
		if hmac.Equal(m, h) {
			c.found[kind] = append(c.found[kind], spelled)
		}
	}
}

// follow reads every text for what the clues know.
func (t *tx) follow(c *clues, p *person) error {
	texts := t.kinds.texts()
	nobody := &person{account: p.account}
	row := func(k *kind, n playbook.Noun) {
		for _, col := range texts[k.name] {
			if s := col.Text(n); !isPicture(k.name, s) {
				c.look(s)
			}
		}
	}
	err := t.sweepRows(nobody, func(k *kind, n playbook.Noun, _ []placed) error {
		row(k, n)
		return nil
	})
	if err != nil {
		return err
	}
	err = t.eachLine(p.account, func(l *storedLine) error {
		if l.taken() {
			c.lookAtLine(t.kinds, texts, l.noun, l.col, l.old, l.new)
			return nil
		}
		k, err := t.kinds.named(l.noun)
		if err != nil {
			return err
		}
		for _, s := range []*string{l.old, l.new} {
			switch {
			case s == nil:
			case l.col != "":
				if texts.has(l.noun, l.col) {
					c.look(*s)
				}
			default:
				n, err := rowFromJSON(k, l.row, l.account, *s)
				if err != nil {
					return err
				}
				row(k, n)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = t.eachAct(p.account, func(a *actLine) error {
		for _, s := range []string{a.who, a.label, a.why, a.typing} {
			c.look(s)
		}
		return nil
	})
	if err != nil || !p.account.IsZero() {
		return err
	}
	peers, err := t.peers()
	for _, peer := range peers {
		c.look(peer.Name)
		c.look(peer.Device)
	}
	return err
}
