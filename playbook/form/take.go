package form

import (
	"errors"
	"slices"
	"strings"

	"kept/playbook"
	"kept/playbook/merge"
	"kept/playbook/work"
)

// begun begins the account of answers that ask for one which is not here. It
// gets the id that the request has for it, so that a pack of the same account
// finds it.
func (a *applier) begun() error {
	a.rec.Account.ID = a.form.ID
	if a.form.sent.by != "" {
		a.rec.Account.Seller = a.form.sent.by
	}
	for _, n := range playbook.Nouns() {
		n.Key().ID = a.form.ID
		switch err := a.tx.Load(n); {
		case err == nil:
			a.say(0, "the id of the account belongs to something else here; ask for the answers again")
			return nil
		case !errors.Is(err, playbook.ErrNotFound):
			return err
		}
	}
	return nil
}

// resolve turns the key by which a page names another row into its id.
func (a *applier) resolve(v *value) error {
	if v.text == "" || v.base != nil && *v.base == v.text {
		return nil
	}
	a.now = nil
	rec, err := a.current()
	if err != nil {
		return err
	}
	id, err := playbook.ParseID(v.text)
	if err != nil {
		id = derived(a.form.sent.request.String(), v.text)
	}
	id = a.taking.here(id)
	for _, row := range rec.Links(v.in.Link) {
		if row.Value == id.String() {
			v.text = row.Value
			return nil
		}
	}
	v.text, v.why = linkNames[v.in.Link], "it names a row that is not here"
	return nil
}

// here is the id under which a row of the file is stored.
func (t *taking) here(id playbook.ID) playbook.ID {
	if is, ok := t.ids[id]; ok {
		return is
	}
	return id
}

// addChosen adds a row that is not here, nil when it is not to be. A row that
// was removed here stays removed unless it is chosen: answers on their way do
// not bring back what somebody took out meanwhile.
func (a *applier) addChosen(p *part, r row) (playbook.Noun, error) {
	n := a.begin(p, r)
	n.Key().ID = r.id
	ref := r.id
	if ref.IsZero() {
		ref = a.nameless(p, r)
	}
	d := a.newRow(p, r, ref)
	if r.known && !a.out.Created {
		if !slices.ContainsFunc(r.values, func(v value) bool { return v.base != nil && !v.in.alike(*v.base, v.text) }) {
			return nil, nil
		}
		d.Class, d.HereText = merge.Both, removedHere
		n.Key().ID = playbook.ID{}
	}
	at := len(a.taking.shown)
	if side := a.show(p.section, d); side == merge.Mine {
		return nil, nil
	}
	answers := a.out.Answers
	a.taking.ref = ref
	values := slices.Clone(r.values)
	for i := range values {
		values[i].base = nil
	}
	err := a.saveChosen(n, values, r.line, true)
	if errors.Is(err, playbook.ErrConflict) { // it lies in the trash
		a.taking.shown, a.taking.section = a.taking.shown[:at+1], a.taking.section[:at+1]
		d := &a.taking.shown[at]
		d.Class, d.HereText = merge.Both, removedHere
		if !d.Chosen {
			return nil, nil
		}
		n = a.begin(p, r)
		err = a.saveChosen(n, values, r.line, true)
	}
	a.out.Answers = answers // they count as one row
	if err != nil || n.Key().Revision == 0 {
		return nil, err
	}
	a.out.Rows++
	return n, nil
}

const removedHere = "removed here meanwhile"

// nameless names a row of a YAML form for a Choice: by its list and its words.
func (a *applier) nameless(p *part, r row) playbook.ID {
	of := []string{"row", p.key}
	for _, v := range r.values {
		of = append(of, v.in.Col, v.text)
	}
	return derived(of...)
}

// newRow describes a row that is not here, with all that is said in it.
func (a *applier) newRow(p *part, r row, ref playbook.ID) work.AnswerDifference {
	n := a.begin(p, r)
	var lines []string
	d := work.AnswerDifference{}
	d.Kind = p.kind
	for i := range r.values {
		v := &r.values[i]
		if v.text == "" {
			continue
		}
		if v.why == "" {
			if err := playbook.SetText(n, v.in.Col, v.text); err != nil {
				continue
			}
		}
		if v.in.Audience != playbook.Sensitive { // which are shown one by one
			lines = append(lines, v.in.Label+": "+a.shown(v.in, v.text))
		}
	}
	d.Noun, d.Row, d.Class = p.noun, ref, merge.NewRow
	d.There = a.there(playbook.TitleOf(n))
	d.Place, d.ThereText = rowPlace(n), strings.Join(lines, "\n")
	return d
}

// takeRemoved puts rows into the trash that are not in the page any more, unless
// something was written in them here.
func (a *applier) takeRemoved(p *part) error {
	for _, r := range a.form.sent.removed {
		if r.part.key != p.key {
			continue
		}
		rows := a.rec.Rows(p.fields[0])
		i := slices.IndexFunc(rows, func(n playbook.Noun) bool { return n.Key().ID == r.id })
		if i < 0 {
			continue
		}
		n := rows[i]
		d := work.AnswerDifference{Place: rowPlace(n), ThereText: "removed"}
		d.Noun, d.Kind, d.Row, d.Class = p.noun, p.kind, r.id, merge.Removed
		d.Here.Text, d.There, d.HereText = playbook.TitleOf(n), a.there(""), playbook.TitleOf(n)
		for _, in := range p.inputs {
			was := r.base[in.Col]
			now, err := playbook.GetText(n, in.Col)
			if err != nil {
				return err
			}
			if in.Audience != playbook.Sensitive && !in.alike(was, now) {
				d.Class = merge.Both
			}
		}
		why := "It is not in the answers any more."
		if by := a.form.sent.by; by != "" {
			why = "It was removed by " + by + "."
		}
		var refused *playbook.RefusedError
		if err := work.Removable(a.tx, n, why); errors.As(err, &refused) {
			d.Why = strings.Join(refused.Reasons, "; ")
		} else if err != nil {
			return err
		}
		if a.show(p.section, d) != merge.Theirs || d.Why != "" {
			continue
		}
		if err := a.tx.Trash(n); err != nil {
			return err
		}
		a.out.Removed++
	}
	a.now = nil
	return nil
}

// noneChosen stores an explicit none or takes it back, compared as one value.
// What is answered is not none as well.
func (a *applier) noneChosen(ans *answer) error {
	p := ans.part
	a.now = nil
	rec, err := a.current()
	if err != nil {
		return err
	}
	here, said, base := rec.NoneOf(p.none), ans.none, ans.noneBase
	if a.out.Created {
		base = nil
	}
	answered := a.answered(rec, p)
	if said.is(here) || said == nil && !ans.noneSent || ans.noneSent && said.same(base) {
		if answered && here != nil {
			return a.tx.Trash(here)
		}
		return nil
	}
	d := work.AnswerDifference{Place: p.none.Label, Label: "None"}
	d.Noun, d.Row, d.Col, d.Class = p.key, a.rec.Account.ID, "none", merge.There
	if ans.noneSent && !base.is(here) {
		d.Class = merge.Both
	}
	if here != nil {
		d.HereText = (&noneAnswer{who: here.Who, on: here.On}).words()
	}
	d.ThereText = said.words()
	d.There = a.there(d.ThereText)
	if answered && said != nil {
		if a.form.sent == nil {
			a.say(said.line, "“%s” is answered already; clear it in the window before answering none", p.key)
			return nil
		}
		d.Class, d.Why = merge.Both, "there is an answer here, so it cannot be none as well"
		a.show(p.section, d)
		return nil
	}
	if a.show(p.section, d) != merge.Theirs {
		return nil
	}
	a.out.Answers++
	if said == nil {
		return a.tx.Trash(here)
	}
	if here == nil {
		here = &playbook.None{Field: p.none.ID()}
		here.AccountID = a.rec.Account.ID
	}
	here.Who, here.On = said.who, said.on
	return a.tx.Save(here)
}

// answered tells whether the part has rows or a value.
func (a *applier) answered(rec *playbook.Record, p *part) bool {
	rows := rec.Rows(p.fields[0])
	if p.list {
		return len(rows) > 0
	}
	return slices.ContainsFunc(p.inputs, func(in *input) bool {
		v, err := playbook.GetText(rows[0], in.Col)
		return err == nil && strings.TrimSpace(v) != ""
	})
}

func (n *noneAnswer) same(o *noneAnswer) bool {
	if n == nil || o == nil {
		return n == o
	}
	return n.who == o.who && n.on == o.on
}

func (n *noneAnswer) is(o *playbook.None) bool {
	if n == nil || o == nil {
		return n == nil && o == nil
	}
	return n.who == o.Who && n.on == o.On
}

func (n *noneAnswer) words() string {
	if n == nil {
		return ""
	}
	return "None, says " + n.who + ", " + n.on.Short()
}
