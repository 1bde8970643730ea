package data

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"kept/playbook"
)

// A person is who is being forgotten, as this workspace knows them.
type person struct {
	rows    map[playbook.ID]bool // rows that are this person
	theirs  map[playbook.ID]bool // rows that tell of this person, such as an absence
	names   []string
	mails   []string
	phones  []string
	account playbook.ID // the scope, zero for the whole workspace
	whole   bool        // parts of the name stay
	parts   []string
	shared  []string
	token   string
	finder
}

// A named row is a person of the workspace: of a customer, or one of ours.
type named struct {
	id, account        playbook.ID
	noun               string
	name, mail, phone  string
	nameRunes, mailKey string // folded
}

// everybody returns all rows that are persons, in the trash or not.
func (r *reader) everybody() ([]named, error) {
	var out []named
	for _, q := range []string{"SELECT 'stakeholder', id, account_id, name, email, phone FROM stakeholders", "SELECT 'member', id, account_id, name, email, '' FROM members"} {
		err := r.each(func(scan func(...any) error) error {
			var p named
			if err := scan(&p.noun, &p.id, &p.account, &p.name, &p.mail, &p.phone); err != nil {
				return err
			}
			p.nameRunes, p.mailKey = string(foldedWords(p.name)), string(foldedWords(p.mail))
			out = append(out, p)
			return nil
		}, q)
		if err != nil {
			return nil, fmt.Errorf("read who is known: %w", err)
		}
	}
	return out, nil
}

// leastName is how many letters or signs a name has at least: a single letter
// stands in every list.
const leastName = 2

// identify finds out who is meant. It returns ErrNotFound for a row that is no
// person, or whose person was forgotten before.
func (t *tx) identify(who playbook.ForgetWho) (*person, error) {
	all, err := t.everybody()
	if err != nil {
		return nil, err
	}
	p := &person{rows: map[playbook.ID]bool{}, account: who.Account, whole: who.WholeName}
	inScope := func(n *named) bool { return p.account.IsZero() || n.account == p.account }
	typed := strings.Join(strings.Fields(who.Named), " ")
	switch {
	case !who.Row.IsZero():
		i := slices.IndexFunc(all, func(n named) bool { return n.id == who.Row })
		if i < 0 {
			return nil, fmt.Errorf("the person: %w", playbook.ErrNotFound)
		}
		p.rows[who.Row] = true
		p.addName(all[i].name)
	case strings.Contains(typed, "@") && !strings.Contains(typed, " "):
		p.mails = []string{typed}
		key := string(foldedWords(typed))
		for i := range all {
			if all[i].mailKey == key && inScope(&all[i]) {
				p.rows[all[i].id] = true
				p.addName(all[i].name)
			}
		}
	default:
		p.addName(typed)
		if len(p.names) == 0 {
			return nil, &playbook.InvalidError{Field: "name", Message: "A name of at least two letters is needed to forget somebody; type it as it is written in the workspace."}
		}
	}
	if known, err := t.isToken(p.names); err != nil || known {
		if err == nil {
			err = fmt.Errorf("this person was forgotten before: %w", playbook.ErrNotFound)
		}
		return nil, err
	}
	for i := range all { // the same name is the same person
		if n := &all[i]; inScope(n) && p.called(n.nameRunes) {
			p.rows[n.id] = true
		}
	}
	if err := t.goneRows(p); err != nil {
		return nil, err
	}
	if err := t.formerNames(p); err != nil {
		return nil, err
	}
	if err := t.equip(p, all); err != nil {
		return nil, err
	}
	return p, nil
}

func (p *person) addName(name string) {
	name = strings.Join(strings.Fields(name), " ")
	key := foldedWords(name)
	if len(key) == 0 || len(key) < leastName && wordly(key[0]) && !unspaced(key[0]) || p.called(string(key)) {
		return
	}
	p.names = append(p.names, name)
}

func (p *person) called(key string) bool {
	return key != "" && slices.ContainsFunc(p.names, func(n string) bool { return string(foldedWords(n)) == key })
}

// formerNames adds how the rows of the person were called before: at least two
// words, one of them of the name now, so that a row that was given to somebody
// else does not take that one along.
func (t *tx) formerNames(p *person) error {
	words := map[string]bool{}
	for _, n := range p.names {
		for _, w := range strings.Fields(string(foldedWords(n))) {
			words[w] = true
		}
	}
	for id := range p.rows {
		err := t.each(func(scan func(...any) error) error {
			var old, new string
			if err := scan(&old, &new); err != nil {
				return err
			}
			for _, name := range []string{old, new} {
				own := strings.Fields(string(foldedWords(name)))
				if len(own) > 1 && len([]rune(name)) > 4 && slices.ContainsFunc(own, func(w string) bool { return words[w] }) {
					p.addName(name)
				}
			}
			return nil
		}, `SELECT COALESCE(old, ''), COALESCE(new, '') FROM history WHERE row = ? AND col = 'name'
			UNION ALL SELECT COALESCE(old, ''), COALESCE(new, '') FROM taken_history WHERE row = ? AND col = 'name'`, idValue(id), idValue(id))
		if err != nil {
			return fmt.Errorf("read earlier names: %w", err)
		}
	}
	return nil
}

// goneRows adds rows of the person that only the history knows, because adding
// them was undone: their addresses and notes lie there still.
func (t *tx) goneRows(p *person) error {
	all := map[playbook.ID]bool{}
	err := t.each(func(scan func(...any) error) error {
		var noun, text string
		var row, account playbook.ID
		if err := scan(&noun, &row, &account, &text); err != nil {
			return err
		}
		if !p.account.IsZero() && account != p.account || all[row] {
			return nil
		}
		if p.called(string(foldedWords(columnsIn(text)["name"]))) {
			all[row] = true
		}
		return nil
	}, `SELECT noun, row, account, COALESCE(new, old) FROM (SELECT noun, row, account, col, old, new FROM history
		UNION ALL SELECT noun, row, account, col, old, new FROM taken_history) h WHERE col = '' AND (noun = 'stakeholder' AND NOT EXISTS (SELECT 1 FROM stakeholders x WHERE x.id = h.row)
		OR noun = 'member' AND NOT EXISTS (SELECT 1 FROM members x WHERE x.id = h.row))`)
	if err != nil {
		return fmt.Errorf("read who was known: %w", err)
	}
	for id := range all {
		p.rows[id] = true
	}
	return nil
}

// absences adds the absences of the person, those too that only the history
// knows: why somebody was away is nobody's any more.
func (t *tx) absences(p *person) error {
	p.theirs = map[playbook.ID]bool{}
	err := t.each(func(scan func(...any) error) error {
		var id, member playbook.ID
		err := scan(&id, &member)
		if p.rows[member] {
			p.theirs[id] = true
		}
		return err
	}, "SELECT id, member_id FROM absences WHERE member_id IS NOT NULL")
	if err != nil {
		return fmt.Errorf("read the absences: %w", err)
	}
	err = t.each(func(scan func(...any) error) error {
		var row, account playbook.ID
		var text string
		if err := scan(&row, &account, &text); err != nil {
			return err
		}
		n, err := rowFromJSON(t.kinds.byName["absence"], row, account, text)
		if a, ok := n.(*playbook.Absence); ok && p.rows[a.MemberID] {
			p.theirs[row] = true
		}
		return err
	}, "SELECT row, account, COALESCE(new, old) FROM history WHERE col = '' AND noun = 'absence'")
	if err != nil {
		return fmt.Errorf("read earlier absences: %w", err)
	}
	return nil
}

// cleanName tells whether a text is one name and nothing else, so that what
// stands in it belongs to whoever is called so.
func cleanName(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) && !joiner(r) && !strings.ContainsRune(" .'’-‐‑", r) {
			return false
		}
	}
	for _, w := range strings.Fields(strings.ToLower(s)) {
		if w == "and" || w == "or" || w == "und" || w == "with" {
			return false
		}
	}
	return s != ""
}

// equip makes the terms of a person whose names, addresses and rows are known.
func (t *tx) equip(p *person, all []named) error {
	if err := t.absences(p); err != nil {
		return err
	}
	taken := map[string]bool{} // addresses that somebody else has too
	for i := range all {
		n := &all[i]
		if !p.rows[n.id] {
			taken[n.mailKey], taken["tel:"+string(digitsOf(n.phone))] = true, true
			continue
		}
		if n.mail != "" && !slices.Contains(p.mails, n.mail) {
			p.mails = append(p.mails, n.mail)
		}
		if n.phone != "" && !slices.Contains(p.phones, n.phone) {
			p.phones = append(p.phones, n.phone)
		}
	}
	p.mails = slices.DeleteFunc(p.mails, func(m string) bool { return taken[string(foldedWords(m))] })
	p.phones = slices.DeleteFunc(p.phones, func(m string) bool {
		d := digitsOf(m)
		return len(d) < leastDigits || taken["tel:"+string(d)]
	})
	p.terms = nil
	for _, name := range p.names {
		for _, s := range spellings(name) {
			p.terms = append(p.terms, newTerm(wholeName, s))
		}
	}
	for _, m := range p.mails {
		p.terms = append(p.terms, newTerm(mailAddress, m))
	}
	for _, m := range p.phones {
		p.terms = append(p.terms, newTerm(phoneNumber, m))
	}
	var keep []term
	for i := range all {
		n := &all[i]
		if p.rows[n.id] {
			continue
		}
		if cleanName(n.name) && !p.called(n.nameRunes) && len(p.find(n.name, n.account)) > 0 {
			k := newTerm(wholeName, strings.Join(strings.Fields(n.name), " "))
			k.keep = true
			keep = append(keep, k)
		}
		if n.mail != "" && !strings.ContainsAny(n.mail, " ,;") && len(p.find(n.mail, n.account)) > 0 {
			k := newTerm(mailAddress, n.mail)
			k.keep = true
			keep = append(keep, k)
		}
	}
	p.terms = append(p.terms, keep...)
	if !p.whole {
		if err := t.equipParts(p, all); err != nil {
			return err
		}
	}
	return nil
}

// equipParts adds the parts of the name, on the accounts where the whole name
// stands and nobody else is called so.
func (t *tx) equipParts(p *person, all []named) error {
	on := map[playbook.ID]bool{}
	words := map[playbook.ID]map[string]bool{} // by account, zero for all: words that mean somebody or something else
	note := func(account playbook.ID, text string) {
		if words[account] == nil {
			words[account] = map[string]bool{}
		}
		for _, w := range strings.FieldsFunc(string(foldedWords(text)), func(r rune) bool { return !wordly(r) && !joiner(r) }) {
			words[account][w] = true
		}
	}
	for i := range all {
		if n := &all[i]; !p.rows[n.id] {
			note(n.account, n.name)
		} else if !n.account.IsZero() {
			on[n.account] = true
		}
	}
	err := t.sweepRows(p, func(k *kind, n playbook.Noun, found []placed) error {
		account := n.Key().AccountID
		if len(found) > 0 && !account.IsZero() {
			on[account] = true
		}
		if a, ok := n.(*playbook.Account); ok {
			note(account, a.Name)
			for _, who := range []string{a.Seller, a.SalesEngineer, a.CSM, a.ImplementationLead, a.SupportContact} {
				if len(p.find(who, account)) == 0 {
					note(account, who)
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, name := range p.names {
		for _, part := range partsOf(name) {
			key := strings.FieldsFunc(string(foldedWords(part)), func(r rune) bool { return !wordly(r) && !joiner(r) })
			only := map[playbook.ID]bool{}
			for account := range on {
				other := slices.ContainsFunc(key, func(w string) bool { return words[account][w] || words[playbook.ID{}][w] })
				if !other {
					only[account] = true
				}
			}
			switch {
			case len(only) == 0 && len(on) > 0 && !slices.Contains(p.shared, part):
				p.shared = append(p.shared, part)
			case len(only) > 0 && !slices.Contains(p.parts, part):
				p.parts = append(p.parts, part)
				part := newTerm(namePart, part)
				part.only = only
				p.terms = append(p.terms, part)
			}
		}
	}
	return nil
}

// isToken tells whether one of the names is what stands in place of a name.
func (t *tx) isToken(names []string) (bool, error) {
	for _, n := range names {
		var x int
		if found, err := t.one([]any{&x}, "SELECT 1 FROM forgotten WHERE token = ?", n); err != nil || found {
			return found, err
		}
	}
	return false, nil
}

// chooseToken gives the person the token of a number: one in which none of the
// terms stands.
func (p *person) chooseToken(number int64) {
	any := finder{terms: slices.Clone(p.terms)}
	for i := range any.terms {
		any.terms[i].only = nil
	}
	for _, form := range []string{"Forgotten person %d", "Removed name %d", "Withheld %d", "(%d)", "‹%d›"} {
		p.token = fmt.Sprintf(form, number)
		low := strings.ToLower(p.token)
		clean := len(any.find(p.token, playbook.ID{})) == 0
		for i := range any.terms { // nor parts that are spelled otherwise
			clean = clean && (any.terms[i].kind != namePart || !slices.Contains(strings.Fields(low), string(any.terms[i].runes)))
		}
		if clean {
			return
		}
	}
}
