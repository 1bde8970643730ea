package merge

import (
	"encoding/binary"
	"fmt"
	"slices"

	"kept/playbook"
)

// Decide returns the claim that makes what was chosen count where something else
// would, nil when there is no such thing. It refuses, as an *InvalidError, a
// choice that cannot be made and a third value that the column cannot hold.
func Decide(s Sides, choices []Choice, by By) (*playbook.Claim, error) {
	s.There = without(s.There, s.refused(choices))
	return learn(s.Account, s.Here, s.There).decide(choices, by)
}

// refused returns the rows that were removed for good here and are not brought
// by a choice. An account that is not brought takes its rows along.
func (s *Sides) refused(choices []Choice) map[playbook.ID]bool {
	if len(s.Purged) == 0 {
		return nil
	}
	brought := func(id playbook.ID) bool {
		return slices.ContainsFunc(choices, func(c Choice) bool { return c.Row == id && c.Col == "" && c.Take == Theirs })
	}
	out := map[playbook.ID]bool{}
	root := brought(s.Account)
	if s.Purged[s.Account] && !root {
		for i := range s.There {
			for _, l := range s.There[i].Lines {
				out[l.Row] = true
			}
		}
		return out
	}
	for id, is := range s.Purged {
		if is && !root && !brought(id) {
			out[id] = true
		}
	}
	return out
}

// decide makes one claim of choices, and learns it.
func (k *known) decide(choices []Choice, by By) (*playbook.Claim, error) {
	at := playbook.MomentOf(by.At)
	c := &playbook.Claim{Stamp: max(k.last+1, by.At.UnixMicro()), At: at, Who: by.Who, Device: by.Device, Label: by.Label, Kind: "do"}
	d := decider{k: k, c: c, at: map[lineKey]int{}}
	for _, choice := range choices {
		if err := d.choose(choice); err != nil {
			return nil, err
		}
	}
	if len(c.Lines) == 0 {
		return nil, nil
	}
	c.ID = idOf(k.account, c)
	lines := make([]lineOf, len(c.Lines))
	for i := range c.Lines {
		lines[i] = lineOf{ClaimLine: &c.Lines[i], in: here | there}
	}
	k.add(c, lines)
	k.settle()
	return c, nil
}

// A decider makes the lines of a claim.
type decider struct {
	k  *known
	c  *playbook.Claim
	at map[lineKey]int // where the line of a column is
}

func (d *decider) choose(c Choice) error {
	p := d.k.byID[c.Row]
	if p == nil {
		return &playbook.InvalidError{Field: c.Col, Message: "There is nothing to choose any more; look at the differences again."}
	}
	if c.Col == "" {
		return d.chooseRow(p, c)
	}
	cell := p.cell(c.Col)
	if cell == nil {
		return &playbook.InvalidError{Field: c.Col, Message: "There is nothing to choose any more; look at the differences again."}
	}
	switch c.Take {
	case Mine:
		d.set(p, cell, cell.text(atHere))
	case Theirs:
		d.set(p, cell, cell.text(atThere))
	case Keep:
		return d.keep(p, cell)
	case Other:
		if cell.col == nil {
			return &playbook.InvalidError{Field: c.Col, Message: "This program does not know the field; take one of the two values."}
		}
		text, ok := cell.col.read(playbook.CleanText(c.Text))
		if !ok {
			return cell.col.SetText(p.noun.fresh(p.id, d.k.account), c.Text)
		}
		n := p.row(d.k.account, atEither)
		if err := cell.col.SetText(n, text); err != nil {
			return err
		}
		if err := playbook.CheckValues(n); err != nil {
			return err
		}
		d.set(p, cell, text)
	}
	return nil
}

// keep keeps both values: of a long text the older first, of a row that one side
// put into the trash the row.
func (d *decider) keep(p *past, c *cell) error {
	if c.name == "trashed_at" {
		d.set(p, c, "")
		return nil
	}
	mine, theirs := c.top(atHere), c.top(atThere)
	diff := Difference{Noun: p.name, Col: c.name, Here: c.value(mine), There: c.value(theirs)}
	p.call(&diff)
	if !isLong(&diff) {
		return &playbook.InvalidError{Field: c.name, Message: fmt.Sprintf("“%s” holds one value; choose one of the two, or write a third.", playbook.NameOfField(p.name, diff.Kind, c.name))}
	}
	first, second := mine, theirs
	if order(theirs.claim, mine.claim) < 0 {
		first, second = theirs, mine
	}
	d.set(p, c, first.text+"\n\n"+second.text)
	return nil
}

// chooseRow decides a row as a whole.
func (d *decider) chooseRow(p *past, c Choice) error {
	if p.noun == nil {
		if c.Take == Newer || c.Take == Theirs && p.there[atEither] == p.there[atThere] || c.Take == Mine && p.there[atEither] == p.there[atHere] {
			return nil
		}
		return &playbook.InvalidError{Message: "This program does not know what this row is; leave it as it is."}
	}
	switch c.Take {
	case Mine:
		d.take(p, atHere)
	case Theirs:
		d.take(p, atThere)
	case Keep:
		return d.both(p)
	case Other:
		return &playbook.InvalidError{Message: "A row has no third value; choose one of the two, or keep both."}
	}
	return nil
}

// take makes a row be as one side has it: there or not, with its values.
func (d *decider) take(p *past, v view) {
	if !p.there[v] {
		if p.there[atEither] && p.row(d.k.account, atEither).Key().TrashedAt == "" {
			d.setCol(p, "trashed_at", string(d.c.At))
		}
		return
	}
	if !p.there[atEither] {
		json := object(pairsOf(p.noun, p.row(d.k.account, v)))
		d.line(playbook.ClaimLine{Noun: p.name, Row: p.id, New: &json})
		return
	}
	for i := range p.cells {
		d.set(p, &p.cells[i], p.cells[i].text(v))
	}
}

// both keeps both: a row that is there on one side only stays; of a row that is
// on both, what is here stays in it, and what is there becomes another row.
func (d *decider) both(p *past) error {
	switch {
	case p.there[atHere] && !p.there[atThere]:
		d.take(p, atHere)
		return nil
	case p.there[atThere] && !p.there[atHere]:
		d.take(p, atThere)
		return nil
	case !p.noun.double:
		return &playbook.InvalidError{Message: "There can be only one of these; choose one of the two."}
	}
	theirs := p.row(d.k.account, atThere)
	theirs.Key().TrashedAt = ""
	if promise, ok := theirs.(*playbook.Promise); ok {
		promise.Deciding = false
	}
	if err := playbook.CheckValues(theirs); err != nil {
		return err
	}
	json := object(pairsOf(p.noun, theirs))
	d.line(playbook.ClaimLine{Noun: p.name, Row: d.secondID(p.id), New: &json})
	d.take(p, atHere)
	return nil
}

// secondID is the ID of a row that a choice makes of another.
func (d *decider) secondID(row playbook.ID) playbook.ID {
	return hashed(row[:], []byte(d.c.Device), binary.BigEndian.AppendUint64(nil, uint64(d.c.Stamp)))
}

// set gives a column a value where another would count.
func (d *decider) set(p *past, c *cell, text string) {
	old := c.text(atEither)
	if _, chosen := d.at[lineKey{p.id, c.name}]; chosen || text != old {
		d.line(playbook.ClaimLine{Noun: p.name, Row: p.id, Col: c.name, Old: &old, New: &text})
	}
}

// setCol is set for a column that nobody may have written yet.
func (d *decider) setCol(p *past, name, text string) {
	if c := p.cell(name); c != nil {
		d.set(p, c, text)
		return
	}
	d.set(p, &cell{name: name, col: p.noun.cols[name]}, text)
}

// line adds a line. Of what is chosen twice the later choice counts.
func (d *decider) line(l playbook.ClaimLine) {
	key := lineKey{l.Row, l.Col}
	if at, chosen := d.at[key]; chosen {
		d.c.Lines[at] = l
		return
	}
	d.at[key] = len(d.c.Lines)
	d.c.Lines = append(d.c.Lines, l)
}
