package data

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
	"unicode/utf8"

	"kept/playbook"
)

// The kinds of a change.
const (
	kindDo   = "do"
	kindUndo = "undo"
	kindRedo = "redo"
)

// The states of changes.undone.
const (
	standing  = 0 // it counts
	takenBack = 1 // undone, can be redone
	abandoned = 2 // undone, and another act came after
)

// A line is one row of history: a column that went from old to new, or, with
// col "", a row that was added (old nil) or removed (new nil) with its JSON.
type line struct {
	st       *state
	col      string
	old, new *string
}

// rowJSON is the JSON of an added row: an object of every column but id,
// account_id and revision that is not its noun's default, by column name, in
// the text form of playbook.Column, names sorted. Together with the line's
// noun, row and account it is the whole row. The form is fixed for good: a
// column that a later version adds is simply not in older lines.
func rowJSON(k *kind, n playbook.Noun) string {
	b := append(make([]byte, 0, 256), '{')
	for _, c := range k.byName {
		if c.Same(n, k.zero) {
			continue
		}
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = append(append(append(b, '"'), c.Name...), '"', ':')
		b = appendJSON(b, c.Text(n))
	}
	return string(append(b, '}'))
}

// appendJSON appends a text as JSON writes it. Most texts need no escape, and
// asking the encoder for each of them was a twentieth of a load.
func appendJSON(b []byte, s string) []byte {
	plain := utf8.ValidString(s)
	for i := 0; i < len(s) && plain; i++ {
		// U+2028 and U+2029 begin with 0xe2.
		plain = s[i] >= ' ' && s[i] != '"' && s[i] != '\\' && s[i] != 0xe2 && s[i] != 0x7f
	}
	if plain {
		return append(append(append(b, '"'), s...), '"')
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.Encode(s) // a text into memory cannot fail
	return append(b, bytes.TrimSuffix(out.Bytes(), []byte("\n"))...)
}

// rowFromJSON builds the row that rowJSON described, with revision 1. A column
// this program does not know is an error: nothing may be dropped silently.
func rowFromJSON(k *kind, id, account playbook.ID, text string) (playbook.Noun, error) {
	var vals map[string]string
	if err := json.Unmarshal([]byte(text), &vals); err != nil {
		return nil, fmt.Errorf("history of %s %s: %w", k.name, id, err)
	}
	n := k.fresh()
	*n.Key() = playbook.Meta{ID: id, AccountID: account, Revision: 1}
	for name, v := range vals {
		c := k.col(name)
		if c == nil {
			return nil, fmt.Errorf("history of %s %s: unknown column %q", k.name, id, name)
		}
		if err := c.SetText(n, v); err != nil {
			return nil, fmt.Errorf("history of %s %s: %w", k.name, id, err)
		}
	}
	return n, nil
}

// lines returns what the act changed.
func (t *tx) lines() []line {
	var out []line
	for _, st := range t.touched {
		switch {
		case st.before == nil && st.now == nil:
		case st.before == nil:
			j := rowJSON(st.kind, st.now)
			out = append(out, line{st, "", nil, &j})
		case st.now == nil:
			j := rowJSON(st.kind, st.before)
			out = append(out, line{st, "", &j, nil})
		default:
			for _, c := range st.kind.differs(st.before, st.now) {
				was, is := c.Text(st.before), c.Text(st.now)
				out = append(out, line{st, c.Name, &was, &is})
			}
		}
	}
	return out
}

// commit ends an act of Do.
func (t *tx) commit() error {
	lines, err := t.settle()
	if err != nil || len(lines) == 0 {
		return err
	}
	if t.act.Typing != "" {
		if done, err := t.coalesce(lines); done || err != nil {
			return err
		}
	}
	if _, err := t.exec("UPDATE changes SET undone = ? WHERE device = ? AND kind = 'do' AND undone = ?", abandoned, t.act.Device, takenBack); err != nil {
		return fmt.Errorf("close what could be redone: %w", err)
	}
	_, err = t.write(kindDo, 0, lines)
	return err
}

// settle writes the rows, holds the rules across rows, brings the search up to
// date and returns what changed.
func (t *tx) settle() ([]line, error) {
	if err := t.flush(); err != nil {
		return nil, err
	}
	lines := t.lines()
	if len(lines) == 0 {
		return nil, nil
	}
	if err := t.checkAccounts(); err != nil {
		return nil, err
	}
	return lines, t.index()
}

// checkAccounts holds the rules of every account the act touched.
func (t *tx) checkAccounts() error {
	seen, ruled := map[playbook.ID]bool{}, map[playbook.ID]bool{}
	for _, st := range t.touched {
		if playbook.Ruled(st.kind.name) {
			ruled[st.account()] = true
		}
	}
	for _, st := range t.touched {
		id := st.account()
		if id.IsZero() || seen[id] {
			continue
		}
		seen[id] = true
		row, err := t.state(t.kinds.byName["account"], id)
		if err != nil {
			return err
		}
		switch {
		case row == nil || row.now == nil:
			if err := t.nothingLeft(id); err != nil {
				return err
			}
		case row.live() && !ruled[id]:
		case row.live():
			if err := t.checkAccount(id); err != nil {
				return err
			}
		default:
			for _, other := range t.touched {
				if other != row && other.account() == id && other.live() {
					return &playbook.RefusedError{What: "This account is in the trash", Reasons: []string{"take the account out of the trash first"}}
				}
			}
		}
	}
	return nil
}

// checkAccount holds the rules of one account. What an undo or a restore puts
// back stood once and may stand again, like the single rows; see checkTurned.
func (t *tx) checkAccount(id playbook.ID) error {
	if t.brings {
		return playbook.CheckAccount(t, playbook.AsItStands, id)
	}
	broken := playbook.CheckAccount(t, func(n playbook.Noun) playbook.Noun {
		if st := t.states[n.Key().ID]; st != nil {
			return st.before
		}
		return nil
	}, id)
	if broken == nil || t.turned == 0 || playbook.CheckAccount(t, playbook.AsItStands, id) != nil {
		return broken
	}
	since, err := t.since("account", id, t.turned)
	if err != nil || !since {
		return err
	}
	return broken
}

// nothingLeft refuses to let go of an account, or to write for one that is
// not there, while rows hang on it.
func (t *tx) nothingLeft(account playbook.ID) error {
	for _, k := range t.kinds.list {
		if k.isAccount || k.workspace {
			continue
		}
		var n int
		if found, err := t.one([]any{&n}, "SELECT 1 FROM "+k.table+" WHERE account_id = ? LIMIT 1", idValue(account)); err != nil {
			return fmt.Errorf("look for rows of the account: %w", err)
		} else if found {
			return &playbook.RefusedError{What: "The account is gone", Reasons: []string{"rows were added to it since; remove them first"}}
		}
	}
	return nil
}

// coalesce adds the lines to the device's newest act when that is the same
// stay in one field, and tells whether it did. The line of a column keeps its
// old value, takes the new one, and stays even when typing came back to the
// old: one stay is one line and one undo step, whatever was typed. An act in
// which another device has written one of the rows since is closed, because
// the history has to replay in order.
func (t *tx) coalesce(lines []line) (bool, error) {
	var seq, undone int64
	var kind, typing, who string
	found, err := t.one([]any{&seq, &kind, &typing, &who, &undone},
		"SELECT seq, kind, typing, who, undone FROM changes WHERE device = ? ORDER BY seq DESC LIMIT 1", t.act.Device)
	if err != nil {
		return false, fmt.Errorf("look at the last act: %w", err)
	}
	if !found || kind != kindDo || typing != t.act.Typing || who != t.act.Who || undone != standing {
		return false, nil
	}
	for _, st := range t.touched {
		var later int
		if found, err := t.one([]any{&later}, "SELECT 1 FROM history WHERE row = ? AND change > ? LIMIT 1", idValue(st.id()), seq); err != nil || found {
			return false, err
		}
	}
	stamp, err := t.stamp()
	if err != nil {
		return false, err
	}
	if _, err := t.exec("UPDATE changes SET stamp = ?, at = ? WHERE seq = ?", stamp, string(playbook.MomentOf(t.act.At)), seq); err != nil {
		return false, fmt.Errorf("go on with the last act: %w", err)
	}
	var fresh []line
	for _, l := range lines {
		n := int64(0)
		if l.col != "" {
			if n, err = t.exec("UPDATE history SET new = ? WHERE change = ? AND row = ? AND col = ?", *l.new, seq, idValue(l.st.id()), l.col); err != nil {
				return false, fmt.Errorf("go on with the last act: %w", err)
			}
		}
		if n == 0 {
			fresh = append(fresh, l)
		}
	}
	return true, t.writeLines(seq, fresh)
}

// write adds a change and its lines; undoes is 0 for an act of Do.
func (t *tx) write(kind string, undoes int64, lines []line) (int64, error) {
	stamp, err := t.stamp()
	if err != nil {
		return 0, err
	}
	var of any
	if undoes != 0 {
		of = undoes
	}
	id := playbook.NewID(t.act.At)
	res, err := t.db.Statement.ConnPool.ExecContext(t.ctx,
		"INSERT INTO changes(id, stamp, at, who, device, label, why, kind, undoes, typing) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		idValue(id), stamp, string(playbook.MomentOf(t.act.At)), t.act.Who, t.act.Device, t.act.Label, t.act.Why, kind, of, t.act.Typing)
	if err != nil {
		return 0, fmt.Errorf("write the act: %w", err)
	}
	seq, err := res.LastInsertId()
	if err != nil {
		return 0, fmt.Errorf("write the act: %w", err)
	}
	return seq, t.writeLines(seq, lines)
}

func (t *tx) writeLines(seq int64, lines []line) error {
	into := t.inserting("history(change, noun, row, account, col, old, new)")
	for _, l := range lines {
		into.add(seq, word(l.st.kind.name), idValue(l.st.id()), idValue(l.st.account()), word(l.col), nullable(l.old), nullable(l.new))
	}
	if err := into.end(); err != nil {
		return fmt.Errorf("write the history: %w", err)
	}
	return nil
}

func nullable(s *string) any {
	if s == nil {
		return nil
	}
	return *s
}

// stamp returns the next tick of the hybrid clock: the wall clock in
// microseconds, or one more than the last stamp when that is not behind it. What
// packs have brought is older than the act that took it in, which is one of these.
func (t *tx) stamp() (int64, error) {
	var last int64
	if _, err := t.one([]any{&last}, "SELECT COALESCE(MAX(stamp), 0) FROM changes"); err != nil {
		return 0, fmt.Errorf("read the clock: %w", err)
	}
	t.stamped = NextStamp(max(last, t.heard), t.wall)
	return t.stamped, nil
}

// NextStamp returns the stamp of an act at wall time now, after a stamp last.
func NextStamp(last int64, now time.Time) int64 { return max(last+1, now.UnixMicro()) }
