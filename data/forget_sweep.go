package data

import (
	"fmt"
	"slices"
	"strings"

	"kept/playbook"
)

// A placed is what redacting found in one column of a row.
type placed struct {
	col   *column
	spans []span
	whole bool // the value goes altogether
	was   string
}

// aboutThem names the columns of a person's own row, and of those that tell of
// them, that hold addresses and notes: they are emptied. Role, influence and stance stay, they say nothing
// without the name.
func aboutThem(noun string) []string {
	switch noun {
	case "stakeholder":
		return []string{"title", "email", "phone", "time_zone", "language", "concern", "approach", "personal_win", "style", "channel", "sensitive"}
	case "member":
		return []string{"email"}
	case "absence":
		return []string{"why"}
	}
	return nil
}

// freeTexts returns the columns of a noun in which people write: no dates,
// amounts, choices and keys.
func (k *kind) freeTexts() []*column {
	key := map[string]bool{}
	for _, name := range keyColumns(k.name) {
		key[name] = true
	}
	written := map[string]bool{}
	for _, f := range append(playbook.Fields(), playbook.LaterFields()...) {
		if f.Noun != k.name {
			continue
		}
		for _, in := range f.Inputs {
			switch in.Type {
			case playbook.TypeText, playbook.TypeLong, playbook.TypePerson:
				written[in.Col] = true
			default:
				key[in.Col] = true
			}
		}
	}
	var out []*column
	for i := range k.cols {
		c := &k.cols[i]
		if _, ok := c.Any(k.zero).(string); ok && (!key[c.Name] || written[c.Name]) {
			out = append(out, c)
		}
	}
	return out
}

// keyColumns are the columns that hold words of the program though no field
// says so.
func keyColumns(noun string) []string {
	switch noun {
	case "account":
		return []string{"shown", "lost_stage", "currency"}
	case "handoff", "plan":
		return []string{"playbook_id"}
	case "item", "watch":
		return []string{"kind", "state"}
	case "none":
		return []string{"field"}
	case "transition":
		return []string{"reasons", "grade", "completeness", "people_rating", "outcome_clarity", "risk_honesty", "ownership"}
	case "phase":
		return []string{"code"}
	case "task":
		return []string{"step", "role", "anchor", "after"}
	case "account_anchor":
		return []string{"name", "from"}
	case "baseline":
		return []string{"dates"}
	case "block":
		return []string{"class", "waiting_on"}
	case "task_input":
		return []string{"role"}
	case "member":
		return []string{"role", "units"}
	case "setting":
		return []string{"name"}
	}
	return nil
}

// longest is the length in bytes from which a setting is a picture, unless it
// holds an object, such as the draft of a playbook, which is text of any length.
const longest = 4000

func isPicture(noun, text string) bool {
	return noun == "setting" && len(text) > longest && text[0] != '{'
}

// value returns what becomes of one text of a row.
func (p *person) value(noun, col string, row, account playbook.ID, text string) (string, []span, bool) {
	if text == "" || isPicture(noun, text) {
		return text, nil, false
	}
	if p.rows[row] || p.theirs[row] {
		if col == "name" {
			return p.token, nil, false
		}
		for _, about := range aboutThem(noun) {
			if about == col {
				return "", nil, true
			}
		}
	}
	out, spans := p.redact(text, account, p.token)
	return out, spans, false
}

// texts are the free texts of every noun, looked up once a sweep.
type texts map[string][]*column

func (ks *kinds) texts() texts {
	out := texts{}
	for _, k := range ks.list {
		out[k.name] = k.freeTexts()
	}
	return out
}

func (x texts) has(noun, col string) bool {
	for _, c := range x[noun] {
		if c.Name == col {
			return true
		}
	}
	return false
}

// sweepRows calls do with every row, in the trash or not, and where the person
// stands in it.
func (t *tx) sweepRows(p *person, do func(k *kind, n playbook.Noun, found []placed) error) error {
	all := t.kinds.texts()
	for _, k := range t.kinds.list {
		if k.workspace && !p.account.IsZero() {
			continue
		}
		err := t.everyRow(k, func(n playbook.Noun) error {
			m := n.Key()
			if !p.account.IsZero() && m.AccountID != p.account {
				return nil
			}
			var found []placed
			for _, c := range all[k.name] {
				was := c.Text(n)
				if is, spans, whole := p.value(k.name, c.Name, m.ID, m.AccountID, was); is != was {
					found = append(found, placed{c, spans, whole, was})
				}
			}
			return do(k, n, found)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// redactRow returns a copy of a row without the person; nil when nothing in it
// changes.
func (p *person) redactRow(k *kind, all texts, n playbook.Noun) (playbook.Noun, error) {
	var out playbook.Noun
	m := n.Key()
	for _, c := range all[k.name] {
		was := c.Text(n)
		is, _, _ := p.value(k.name, c.Name, m.ID, m.AccountID, was)
		if is == was {
			continue
		}
		if out == nil {
			out = k.clone(n)
		}
		if err := c.SetText(out, is); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// atOnce is how many lines are read before those that change are written.
const atOnce = 4000

// A stored line is a line of the history with its place.
type storedLine struct {
	table string // history, or taken_history for what came with a pack
	id    int64
	entry
}

// taken tells whether the line came with a pack: it may name what this program
// does not know, and stays when it says nothing any more, because it would come
// again with the next pack otherwise.
func (l *storedLine) taken() bool { return l.table == "taken_history" }

// eachLine calls do with every line of the history in the scope of account, and
// then with those that came with packs, in order, some at a time, so that do may
// write.
func (t *tx) eachLine(account playbook.ID, do func(l *storedLine) error) error {
	if err := t.eachLineOf("history", account, do); err != nil {
		return err
	}
	return t.eachLineOf("taken_history", account, do)
}

func (t *tx) eachLineOf(table string, account playbook.ID, do func(l *storedLine) error) error {
	where, args := "", []any{}
	if !account.IsZero() {
		where, args = " AND account = ?", append(args, idValue(account))
	}
	after := int64(-1 << 62)
	for {
		var page []storedLine
		err := t.each(func(scan func(...any) error) error {
			page = append(page, storedLine{table: table})
			l := &page[len(page)-1]
			return scan(&l.id, &l.noun, &l.row, &l.account, &l.col, &l.old, &l.new)
		}, "SELECT rowid, noun, row, account, col, old, new FROM "+table+" WHERE rowid > ?"+where+" ORDER BY rowid LIMIT ?", append(append([]any{after}, args...), atOnce)...)
		if err != nil {
			return fmt.Errorf("read the history: %w", err)
		}
		for i := range page {
			if err := do(&page[i]); err != nil {
				return err
			}
		}
		if len(page) < atOnce {
			return nil
		}
		after = page[len(page)-1].id
		if err := t.ended(); err != nil {
			return err
		}
	}
}

// redactLine changes a line to what it would be had the token been typed in
// place of the name, and tells whether it differs. A value that was emptied
// leaves a line that says nothing: gone is true.
func (t *tx) redactLine(p *person, all texts, l *storedLine) (changed, gone bool, err error) {
	if l.taken() {
		return p.redactTaken(t.kinds, all, l), false, nil
	}
	k, err := t.kinds.named(l.noun)
	if err != nil {
		return false, false, err
	}
	if l.col != "" {
		if !all.has(l.noun, l.col) {
			return false, false, nil
		}
		for _, side := range []**string{&l.old, &l.new} {
			if *side == nil {
				continue
			}
			if is, _, _ := p.value(l.noun, l.col, l.row, l.account, **side); is != **side {
				*side, changed = &is, true
			}
		}
		return changed, changed && l.old != nil && l.new != nil && *l.old == *l.new, nil
	}
	for _, side := range []**string{&l.old, &l.new} {
		if *side == nil || !p.rows[l.row] && !p.theirs[l.row] && !p.may(**side) {
			continue
		}
		n, err := rowFromJSON(k, l.row, l.account, **side)
		if err != nil {
			return false, false, err
		}
		is, err := p.redactRow(k, all, n)
		if err != nil {
			return false, false, err
		}
		if is != nil {
			text := rowJSON(k, is)
			*side, changed = &text, true
		}
	}
	return changed, false, nil
}

// An actLine is what an act says beside its lines.
type actLine struct {
	table                   string // changes, or taken_changes for what came with a pack
	seq                     int64
	who, label, why, typing string
}

// eachAct calls do with every act that touched the account, all for zero, and
// then with those that came with packs.
func (t *tx) eachAct(account playbook.ID, do func(a *actLine) error) error {
	err := t.eachActOf("changes", "typing", "SELECT change FROM history WHERE account = ?", account, do)
	if err != nil {
		return err
	}
	return t.eachActOf("taken_changes", "''", `SELECT x.seq FROM taken_changes x JOIN taken_history h ON h.taken = x.taken AND h.claim = x.id
		WHERE h.account = ?`, account, do)
}

func (t *tx) eachActOf(table, typing, touched string, account playbook.ID, do func(a *actLine) error) error {
	where, args := "", []any{}
	if !account.IsZero() {
		where, args = " AND seq IN ("+touched+")", append(args, idValue(account))
	}
	after := int64(0)
	for {
		var page []actLine
		err := t.each(func(scan func(...any) error) error {
			page = append(page, actLine{table: table})
			a := &page[len(page)-1]
			return scan(&a.seq, &a.who, &a.label, &a.why, &a.typing)
		}, "SELECT seq, who, label, why, "+typing+" FROM "+table+" WHERE seq > ?"+where+" ORDER BY seq LIMIT ?", append(append([]any{after}, args...), atOnce)...)
		if err != nil {
			return fmt.Errorf("read the acts: %w", err)
		}
		for i := range page {
			if err := do(&page[i]); err != nil {
				return err
			}
		}
		if len(page) < atOnce {
			return nil
		}
		after = page[len(page)-1].seq
	}
}

// redactAct takes the person out of an act and tells whether it differs. Parts
// of the name count where the act touched an account on which they count.
func (t *tx) redactAct(p *person, a *actLine) (bool, error) {
	texts := []*string{&a.who, &a.label, &a.why, &a.typing}
	some := false
	for _, s := range texts {
		some = some || p.may(*s)
	}
	if !some {
		return false, nil
	}
	accounts := []playbook.ID{{}}
	if len(p.parts) > 0 {
		touched := "SELECT DISTINCT account FROM history WHERE change = ? AND account IS NOT NULL LIMIT 50"
		if a.table == "taken_changes" {
			touched = `SELECT DISTINCT h.account FROM taken_history h JOIN taken_changes x ON x.taken = h.taken AND x.id = h.claim
				WHERE x.seq = ? AND h.account IS NOT NULL LIMIT 50`
		}
		err := t.each(func(scan func(...any) error) error {
			var id playbook.ID
			err := scan(&id)
			accounts = append(accounts, id)
			return err
		}, touched, a.seq)
		if err != nil {
			return false, fmt.Errorf("read what an act touched: %w", err)
		}
	}
	changed := false
	for _, s := range texts {
		for _, account := range accounts {
			if is, spans := p.redact(*s, account, p.token); len(spans) > 0 {
				*s, changed = is, true
			}
		}
	}
	return changed, nil
}

// stretch is the part of a text about a span, on one line.
func stretch(text string, sp span) string {
	from, to := []rune(text[:sp.from]), []rune(text[sp.to:])
	head, tail := from[max(0, len(from)-24):], to[:min(len(to), 48)]
	if i := slices.Index(head, ' '); i >= 0 && len(head) < len(from) { // from a whole word on
		head = head[i+1:]
	}
	out := string(head) + text[sp.from:sp.to] + string(tail)
	if len(head) < len(from) {
		out = "…" + out
	}
	if len(tail) < len(to) {
		out += "…"
	}
	return strings.Join(strings.Fields(out), " ")
}
