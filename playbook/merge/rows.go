package merge

import "kept/playbook"

// Rows returns the rows that the claims of an account lead to, those that are
// gone among them, in the order of playbook.Nouns and by ID. Nouns and columns
// that this program does not know are kept.
func Rows(account playbook.ID, claims []playbook.Claim) []Row {
	k := learn(account, claims, nil)
	k.sort()
	out := make([]Row, 0, len(k.rows))
	for _, p := range k.rows {
		r := Row{Noun: p.name, ID: p.id, Account: account, Gone: !p.there[atHere], Values: make(map[string]Value, len(p.cells))}
		for i := range p.cells {
			if h := p.cells[i].top(atHere); h.write != nil {
				r.Values[p.cells[i].name] = valueOf(h)
			}
		}
		if c := p.came(atHere); c != nil {
			r.Here = valueBy(c.claim, "")
			if !r.Gone {
				r.Here.Text = p.title(atHere)
			}
		}
		out = append(out, r)
	}
	return out
}

func valueOf(h holding) Value {
	return valueBy(h.claimed(), h.text)
}

func valueBy(c *playbook.Claim, text string) Value {
	return Value{Text: text, Stamp: c.Stamp, Claim: c.ID, Who: c.Who, Device: c.Device, At: c.At, Key: c.Key, Mend: c.Kind == playbook.ClaimMend}
}

// Nouns returns the rows that are there as rows of the domain, in the trash or
// not, with revision 1. What this program does not know is not in them.
func Nouns(rows []Row) []playbook.Noun {
	out := make([]playbook.Noun, 0, len(rows))
	for i := range rows {
		r := &rows[i]
		known := nouns[r.Noun]
		if r.Gone || known == nil || (r.Noun == "account") != (r.ID == r.Account) {
			continue
		}
		n := known.fresh(r.ID, r.Account)
		for name, v := range r.Values {
			if col := known.cols[name]; col != nil {
				_ = col.SetText(n, v.Text) // Rows has let through what the column can hold
			}
		}
		out = append(out, n)
	}
	return out
}

// fresh returns an empty row.
func (n *noun) fresh(id, account playbook.ID) playbook.Noun {
	row := playbook.NewNoun(n.name)
	*row.Key() = playbook.Meta{ID: id, AccountID: account, Revision: 1}
	return row
}

// row returns the row as a view has it.
func (p *past) row(account playbook.ID, v view) playbook.Noun {
	n := p.noun.fresh(p.id, account)
	for i := range p.cells {
		if c := &p.cells[i]; c.col != nil {
			if h := c.top(v); h.write != nil {
				_ = c.col.SetText(n, h.text) // past.write has let through what the column can hold
			}
		}
	}
	return n
}

// title is what the row is called in a view.
func (p *past) title(v view) string {
	if p.noun == nil {
		return p.name
	}
	n := p.row(playbook.ID{}, v)
	t := playbook.TitleOf(n)
	switch x := n.(type) {
	case *playbook.Account:
		t = x.Name
	case *playbook.Question:
		t = x.Text
	case *playbook.Plan:
		t = x.Title
	case *playbook.Transition:
		t = x.To.Label()
	case *playbook.None:
		if f := playbook.FieldByKey(x.Field); f != nil {
			t = f.Label
		}
	}
	if t != "" {
		return t
	}
	return playbook.Label(p.name, "")
}
