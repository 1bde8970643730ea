package form

import (
	"errors"
	"strconv"
	"strings"

	"kept/playbook"
	"kept/playbook/work"
)

// resolved returns the values of a row as its columns store them: links as ids,
// measured values without their unit. Links to rows of a list that comes later
// wait until that list is stored. A row is not whole when something in it
// cannot be resolved, which is said.
func (a *applier) resolved(r row, found playbook.Noun) (values, waiting []value, whole bool, err error) {
	whole = true
	for _, v := range r.values {
		if v.in.link() && a.order[lastOf(v.in.Link)] > a.order[v.in.field.Key] {
			waiting = append(waiting, v)
			continue
		}
		if v.in.link() && a.form.sent != nil {
			if err := a.resolve(&v); err != nil {
				return nil, nil, false, err
			}
		} else if v.in.link() {
			id, ok, err := a.linked(v)
			if err != nil {
				return nil, nil, false, err
			}
			v.text, whole = id, whole && ok
		}
		values = append(values, v)
	}
	if whole && len(a.problems) == 0 {
		err = a.across(values, found)
		whole = len(a.problems) == 0
	}
	return values, waiting, whole, err
}

// lastOf returns the key of the last list that a link can lead to.
func lastOf(link string) string {
	if link == "watches" {
		return "gaps"
	}
	return link
}

// current returns the record as the form has made it so far.
func (a *applier) current() (*playbook.Record, error) {
	if a.now == nil {
		rec, err := playbook.LoadRecord(a.tx, a.rec.Account.ID)
		if err != nil {
			return nil, err
		}
		a.now = &rec
	}
	return a.now, nil
}

// linked finds the row that a link names, by its words or by its place.
func (a *applier) linked(v value) (id string, ok bool, err error) {
	if v.text == "" || len(a.problems) > 0 { // what is refused already has not been stored
		return "", v.text == "", nil
	}
	rec, err := a.current()
	if err != nil {
		return "", false, err
	}
	place, numErr := strconv.Atoi(strings.TrimPrefix(v.text, "#"))
	for i, row := range rec.Links(v.in.Link) {
		if playbook.SameName(row.Label, v.text) || numErr == nil && strings.HasPrefix(v.text, "#") && place == i+1 {
			return row.Value, true, nil
		}
	}
	a.say(v.line, "“%s” names %s that is not there: “%s”; write it in the words it has under %s, or \"#1\" for the first", v.in.key, linkNames[v.in.Link], clip(v.text), listsOf(v.in.Link))
	return "", false, nil
}

func listsOf(link string) string {
	if link == "watches" {
		return "assumptions, risks or gaps"
	}
	return "“" + link + "”"
}

// across holds what a row must agree in with the row that it hangs on: a
// measured value with the unit of its criterion, which is taken off it, and a
// review with the kind of what was looked at.
func (a *applier) across(values []value, found playbook.Noun) error {
	if len(values) == 0 {
		return nil
	}
	noun := values[0].in.field.Noun
	if noun != "measurement" && noun != "watch_review" {
		return nil
	}
	n := playbook.NewNoun(noun)
	if found != nil {
		n = found
	}
	var of playbook.ID
	switch x := n.(type) {
	case *playbook.Measurement:
		of = x.CriterionID
	case *playbook.WatchReview:
		of = x.WatchID
	}
	var said *value
	for i := range values {
		switch v := &values[i]; {
		case v.text == "":
		case v.in.link():
			of, _ = playbook.ParseID(v.text) // resolved a moment ago
		case v.in.Col == "value" || v.in.Col == "result":
			said = v
		}
	}
	if said == nil || of.IsZero() {
		return nil
	}
	var err error
	if noun == "measurement" {
		c := playbook.Criterion{Meta: playbook.Meta{ID: of}}
		if err := a.tx.Load(&c); err != nil {
			return err
		}
		said.text, err = work.ValueIn(&c, said.text)
	} else {
		w := playbook.Watch{Meta: playbook.Meta{ID: of}}
		if err := a.tx.Load(&w); err != nil {
			return err
		}
		err = work.ResultFits(&w, said.text)
	}
	if inv := (*playbook.InvalidError)(nil); errors.As(err, &inv) {
		a.say(said.line, "%v", err)
		return nil
	}
	return err
}

// settle stores the links that had to wait.
func (a *applier) settle() error {
	for _, p := range a.later {
		id, ok, err := a.linked(p.link)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		p.link.text = id
		answers := a.out.Answers
		if err := a.save(p.from, []value{p.link}, p.link.line); err != nil {
			return err
		}
		if p.added {
			a.out.Answers = answers // a part of the row that was added
		}
	}
	a.now = nil
	return nil
}
