package form

import (
	"context"
	"errors"
	"slices"
	"strings"

	"kept/playbook"
	"kept/playbook/merge"
	"kept/playbook/work"
)

// errLooked ends an act that was made only to be looked at.
var errLooked = errors.New("only looked at")

// Look says what a form would change, and changes nothing. past may be nil; it
// is asked who changed here what was changed on both sides.
func Look(ctx context.Context, d *work.Desk, past work.Past, f *Form) (work.AnswersView, error) {
	// What is shown is what taking it in does: the act is made, and rolled back.
	a, err := take(ctx, d, f, nil, errLooked)
	if !errors.Is(err, errLooked) {
		return work.AnswersView{}, err
	}
	v := a.view()
	if past == nil || v.New {
		return v, nil
	}
	return v, tellWho(ctx, past, &v)
}

// Take stores what Look has shown, with choices for what is to be otherwise, as
// one act. Without a choice what was changed there alone counts, and what was
// changed on both sides, or cannot be stored as it is, stays as it is here.
// merge.Mine, merge.Theirs, merge.Keep (of long text) and merge.Other can be
// chosen; Newer is as no choice.
func Take(ctx context.Context, d *work.Desk, f *Form, choices []merge.Choice) (Applied, error) {
	a, err := take(ctx, d, f, choices, nil)
	if err != nil {
		return Applied{}, err
	}
	v := a.view()
	_, a.out.Open = v.Count()
	return a.out, nil
}

func take(ctx context.Context, d *work.Desk, f *Form, choices []merge.Choice, end error) (*applier, error) {
	label := "Apply form for “" + clip(f.Account) + "”"
	if f.sent != nil {
		label = "Take in answers for “" + clip(f.Account) + "”"
		if f.sent.by != "" {
			label = "Take in answers of " + clip(f.sent.by) + " for “" + clip(f.Account) + "”"
		}
	}
	a := newApplier(d, f)
	a.taking = &taking{choices: map[place]merge.Choice{}}
	for _, c := range choices {
		a.taking.choices[place{c.Row, c.Col}] = c
	}
	return a, a.do(ctx, label, end)
}

// A taking is a form that is compared with what is here before it counts.
type taking struct {
	choices map[place]merge.Choice
	ids     map[playbook.ID]playbook.ID // of rows of the file that are stored under another id
	ref     playbook.ID                 // of the row that is being added
	shown   []work.AnswerDifference
	section []string // of each that is shown, "" of the questions
}

type place struct {
	row playbook.ID
	col string
}

// show adds a difference and returns what was chosen for it.
func (a *applier) show(section string, d work.AnswerDifference) merge.Side {
	t := a.taking
	side := t.choices[place{d.Row, d.Col}].Take
	if side == merge.Newer {
		side = merge.Theirs
		if d.Open() {
			side = merge.Mine
		}
	} else {
		d.Chosen = true
	}
	t.shown, t.section = append(t.shown, d), append(t.section, section)
	return side
}

// text is what was written as a third value of a place.
func (t *taking) text(p place) string { return t.choices[p].Text }

// view puts the differences into groups: the questions, then by section.
func (a *applier) view() work.AnswersView {
	v := work.AnswersView{Account: a.out.Account, Name: a.out.Name, New: a.out.Created}
	if s := a.form.sent; s != nil {
		v.By, v.At, v.AskedBy, v.AskedAt = s.by, s.at, s.askedBy, s.askedAt
	}
	add := func(key, title string) {
		g := work.AnswerGroup{Title: title}
		for i, d := range a.taking.shown {
			if a.taking.section[i] == key {
				g.Rows = append(g.Rows, d)
			}
		}
		if len(g.Rows) > 0 {
			v.Groups = append(v.Groups, g)
		}
	}
	add("", "Questions")
	for _, s := range append(playbook.Sections(), playbook.After()) {
		add(s.Key, s.Title)
	}
	return v
}

// tellWho asks the history who wrote last what is here and was changed on both
// sides.
func tellWho(ctx context.Context, past work.Past, v *work.AnswersView) error {
	for g := range v.Groups {
		for i := range v.Groups[g].Rows {
			d := &v.Groups[g].Rows[i]
			if d.Class != merge.Both || d.Col == "order" || d.Col == "none" {
				continue
			}
			q := playbook.HistoryQuery{Noun: d.Noun, Kind: d.Kind}
			if d.Col != "" {
				q.Cols = []string{d.Col}
			}
			events, err := past.History(ctx, v.Account, q)
			if err != nil {
				return err
			}
			at := slices.IndexFunc(events, func(e playbook.Event) bool {
				return !e.Undone && slices.ContainsFunc(e.Lines, func(l playbook.Line) bool {
					return l.Row == d.Row && (l.Col == d.Col || l.Col == "")
				})
			})
			if at >= 0 {
				d.Here.Who, d.Here.Device, d.Here.At = events[at].Who, events[at].Device, events[at].At
			}
		}
	}
	return nil
}

// differs describes a value that the form has otherwise than the row.
func (a *applier) differs(n playbook.Noun, v *value, was string) work.AnswerDifference {
	noun, kind := playbook.NounName(n), playbook.KindOf(n)
	d := work.AnswerDifference{Why: v.why, Label: v.in.Label, Place: placeOf(v.in.field, n),
		Sensitive: v.in.Audience == playbook.Sensitive, Long: v.in.Type == playbook.TypeLong && was != "" && v.text != ""}
	d.Noun, d.Kind, d.Row, d.Col, d.Class = noun, kind, n.Key().ID, v.in.Col, merge.There
	if n.Key().Revision == 0 && v.in.field.List {
		d.Row = a.taking.ref
	}
	d.Here.Text, d.There = was, a.there(v.text)
	if v.base != nil {
		d.Base = &merge.Value{Text: *v.base}
		if !v.in.alike(*v.base, was) {
			d.Class = merge.Both
		}
	} else if a.form.sent != nil && was != "" { // a row that both sides have added
		d.Class = merge.Both
	}
	d.HereText, d.ThereText = a.shown(v.in, was), v.text
	if v.why == "" {
		d.ThereText = a.shown(v.in, v.text)
	}
	return d
}

// there is a value of the file, with who wrote it and when.
func (a *applier) there(text string) merge.Value {
	out := merge.Value{Text: text, Who: a.desk.Who}
	if s := a.form.sent; s != nil {
		out.Who, out.At = s.by, s.at
	}
	return out
}

// shown is a value as a person reads it.
func (a *applier) shown(in *input, text string) string {
	if in.link() && text != "" {
		if rec, err := a.current(); err == nil {
			return playbook.LabelOf(rec.Links(in.Link), text)
		}
	}
	return playbook.ShowValue(in.field.Noun, in.Col, text, a.desk.Now().Location())
}

// placeOf says where a value stands: its field, or its row.
func placeOf(f *playbook.Field, n playbook.Noun) string {
	if !f.List {
		return f.Label
	}
	return rowPlace(n)
}

func rowPlace(n playbook.Noun) string {
	words := playbook.RowWords(playbook.NounName(n), playbook.KindOf(n))
	if t := clip(playbook.TitleOf(n)); t != "" {
		words += " “" + t + "”"
	}
	return words
}

// saveChosen is save for a form that is compared first: a value counts when
// nobody wrote another one here since, or when it was chosen. Of an added row
// all of them do, for the row was chosen.
func (a *applier) saveChosen(n playbook.Noun, values []value, line int, added bool) error {
	var stored playbook.Noun
	if n.Key().Revision > 0 {
		stored = playbook.CopyOf(n)
	}
	type wrote struct {
		v   *value
		was string
		at  int // in shown, -1 when the value is part of a row
	}
	var out []wrote
	section := ""
	for i := range values {
		v := &values[i]
		section = v.in.field.Section
		was, err := playbook.GetText(n, v.in.Col)
		if err != nil {
			return err
		}
		if v.why == "" && v.in.alike(was, v.text) || v.base != nil && !a.out.Created && v.in.alike(*v.base, v.text) {
			continue
		}
		if v.text == "" && a.form.sent != nil && (a.out.Created || v.base == nil) {
			continue // nothing was written, and nothing cleared
		}
		text, at := v.text, -1
		if !added || v.why != "" || v.in.Audience == playbook.Sensitive {
			d := a.differs(n, v, was)
			if a.out.Created && v.why == "" {
				d.Class = merge.There
			}
			side := a.show(section, d)
			at = len(a.taking.shown) - 1
			switch {
			case side == merge.Mine, side == merge.Theirs && v.why != "":
				continue
			case side == merge.Keep && d.Long && v.why == "":
				text = strings.TrimRight(was, "\n") + "\n\n" + v.text
			case side == merge.Other:
				if text, err = v.in.other(a.taking.text(place{d.Row, d.Col})); err != nil {
					return err
				}
			}
		}
		if err := playbook.SetText(n, v.in.Col, text); err != nil {
			a.say(v.line, "%v", err)
			continue
		}
		out = append(out, wrote{v, was, at})
	}
	for {
		err := playbook.CheckChange(stored, n)
		var inv *playbook.InvalidError
		if err == nil {
			break
		}
		if added && len(out) == 0 && a.form.sent != nil {
			return nil
		}
		if a.form.sent == nil || !errors.As(err, &inv) || len(out) == 0 {
			a.refused(err, values, line)
			return nil
		}
		// Words that a rule refuses do not keep the others out.
		i := max(0, slices.IndexFunc(out, func(w wrote) bool { return w.v.in.Col == inv.Field }))
		w := out[i]
		if w.at >= 0 && a.taking.shown[w.at].Chosen {
			return inv
		}
		if err := playbook.SetText(n, w.v.in.Col, w.was); err != nil {
			return err
		}
		if w.at < 0 {
			w.v.why = inv.Message
			a.show(section, a.differs(n, w.v, w.was))
		} else {
			a.taking.shown[w.at].Why = inv.Message
		}
		out = slices.Delete(out, i, i+1)
	}
	if len(a.problems) > 0 || len(out) == 0 && (stored != nil || added) {
		return nil
	}
	a.out.Answers += len(out)
	if err := a.tx.Save(n); err != nil {
		return err
	}
	return a.mismatch(stored, n)
}

// alike tells whether two texts are stored as the same value of a page. Space
// around a text that was stored by other ways is no difference.
func (i *input) alike(a, b string) bool {
	if i.same(a, b) {
		return true
	}
	x, whyX := i.said(a)
	y, whyY := i.said(b)
	return whyX == "" && whyY == "" && i.same(x, y)
}

// other is a third value as the column stores it.
func (i *input) other(text string) (string, error) {
	stored, why := i.said(text)
	if why != "" {
		return "", &playbook.InvalidError{Field: i.Col, Message: upper(why) + "."}
	}
	return stored, nil
}

// upper begins a sentence that may begin with a quotation mark.
func upper(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}
