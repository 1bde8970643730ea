package work

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kept/playbook"
)

// A Ref names one stored row.
type Ref struct {
	Noun string // "account", "promise", …
	ID   playbook.ID
}

// NewDeal opens an account at Pre-close with an empty handoff of which the
// writer is the seller until someone else is named. A name that exists
// already is allowed; AccountNamed tells the caller beforehand.
func (d *Desk) NewDeal(ctx context.Context, name string) (playbook.Account, error) {
	a := playbook.Account{Name: strings.TrimSpace(playbook.CleanText(name)), Stage: playbook.PreClose, Seller: d.Who}
	err := d.do(ctx, "New deal “"+clip(a.Name)+"”", "", func(tx playbook.Tx) error {
		a.ID = playbook.NewID(d.Now())
		if err := tx.Save(&a); err != nil {
			return err
		}
		h := playbook.Handoff{State: playbook.Draft}
		h.AccountID = a.ID
		return tx.Save(&h)
	})
	return a, err
}

// Set puts a typed value over the one that was seen. It returns the value as
// stored, which for amounts and dates is the canonical form. typing names one
// stay in one field; acts that share it share a history line. Another stored
// value than seen is a *playbook.ConflictError; a value the column cannot
// hold is an *playbook.InvalidError and leaves the stored one alone.
func (d *Desk) Set(ctx context.Context, ref Ref, col, seen, typed, typing string) (string, error) {
	n := playbook.NewNoun(ref.Noun)
	if n == nil {
		return "", fmt.Errorf("no noun %q", ref.Noun)
	}
	typed, err := Canonical(n, col, typed)
	if err != nil {
		return "", err
	}
	n.Key().ID = ref.ID
	act := d.act("Change "+lowerFirst(playbook.Label(ref.Noun, col)), "")
	act.Typing = typing
	err = d.Store.Do(ctx, act, func(tx playbook.Tx) error {
		if err := playbook.EditText(tx, n, col, seen, typed); err != nil {
			return err
		}
		if ref.Noun == "account" && slices.Contains(anchorColumns(), col) {
			return d.Redate(tx, ref.ID)
		}
		return onlyOneDeciding(tx, n, col)
	})
	return typed, err
}

// anchorColumns are the columns of an account that its plan counts from.
func anchorColumns() []string {
	return []string{"expected_close", "actual_close", "renewal_on", "start_on", "term_months"}
}

// onlyOneDeciding moves the star: marking a promise as the deciding one takes
// it off the other, in the same act.
func onlyOneDeciding(tx playbook.Tx, n playbook.Noun, col string) error {
	p, ok := n.(*playbook.Promise)
	if !ok || col != "deciding" || !p.Deciding {
		return nil
	}
	var all []playbook.Promise
	if err := tx.Rows(&all, p.AccountID); err != nil {
		return err
	}
	for i := range all {
		if all[i].ID != p.ID && all[i].Deciding {
			all[i].Deciding = false
			if err := tx.Save(&all[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// Canonical returns typed text in the form that its column stores: dates as
// 2027-01-15, amounts as 48000, ticks as "true" or "". The error is an
// *playbook.InvalidError for this column.
func Canonical(n playbook.Noun, col, typed string) (string, error) {
	typed = playbook.CleanText(typed)
	for _, c := range playbook.Columns(n) {
		if c.Name != col {
			continue
		}
		switch c.Any(n).(type) {
		case playbook.Date:
			day, err := playbook.ParseDate(typed)
			if err != nil {
				return "", &playbook.InvalidError{Field: col, Message: err.Error()}
			}
			return string(day), nil
		case playbook.Money:
			m, err := playbook.ParseMoney(typed)
			if err != nil {
				return "", &playbook.InvalidError{Field: col, Message: err.Error()}
			}
			return string(m), nil
		}
		if _, in := playbook.FieldOfColumn(playbook.NounName(n), playbook.KindOf(n), col); in != nil && in.Type == playbook.TypeWhole {
			return wholeNumber(in.Label, col, typed)
		}
		if err := c.SetText(n, typed); err != nil {
			return "", err
		}
		return c.Text(n), nil
	}
	return "", fmt.Errorf("%s has no column %q", playbook.NounName(n), col)
}

// wholeNumber returns a whole number as people type it, "1 200" or "1,200",
// in plain digits.
func wholeNumber(label, col, typed string) (string, error) {
	plain := strings.NewReplacer(" ", "", ",", "", "\u00a0", "").Replace(typed)
	if plain == "" {
		return "", nil
	}
	if _, err := strconv.Atoi(plain); err != nil {
		return "", &playbook.InvalidError{Field: col, Message: fmt.Sprintf("%q is not a whole number; write “%s” in digits, like 12.", clip(typed), label)}
	}
	return plain, nil
}

// AddRow adds a row to a list, with values by column. An explicit none of the
// list is taken back in the same act, for a row and a none contradict.
func (d *Desk) AddRow(ctx context.Context, account playbook.ID, f *playbook.Field, values map[string]string) (playbook.ID, error) {
	n, err := newRow(f, account, values)
	if err != nil {
		return playbook.ID{}, err
	}
	err = d.do(ctx, "Add to "+lowerFirst(f.Label), "", func(tx playbook.Tx) error {
		if err := dropNone(tx, account, f); err != nil {
			return err
		}
		if err := tx.Save(n); err != nil {
			return err
		}
		return onlyOneDeciding(tx, n, "deciding")
	})
	return n.Key().ID, err
}

func newRow(f *playbook.Field, account playbook.ID, values map[string]string) (playbook.Noun, error) {
	n := playbook.NewNoun(f.Noun)
	n.Key().AccountID = account
	switch x := n.(type) {
	case *playbook.Item:
		x.Kind = f.Kind
	case *playbook.Watch:
		x.Kind = f.Kind
		x.State = "open"
		if f.Kind == playbook.Assumption {
			x.State = "untested"
		}
	case *playbook.Promise:
		x.Status = "owed"
	}
	for col, v := range values {
		text, err := Canonical(n, col, v)
		if err != nil {
			return nil, err
		}
		if err := playbook.SetText(n, col, text); err != nil {
			return nil, err
		}
	}
	return n, nil
}

// PasteRows adds one row for each line that is not empty, with the line in
// col, as one act, and returns how many. Bullets and numbers before a line
// are left out.
func (d *Desk) PasteRows(ctx context.Context, account playbook.ID, f *playbook.Field, col, text string) (int, error) {
	lines := Lines(text)
	err := d.do(ctx, fmt.Sprintf("Add %d to %s", len(lines), lowerFirst(f.Label)), "", func(tx playbook.Tx) error {
		if len(lines) == 0 {
			return nil
		}
		if err := dropNone(tx, account, f); err != nil {
			return err
		}
		for _, line := range lines {
			n, err := newRow(f, account, map[string]string{col: line})
			if err != nil {
				return err
			}
			if err := tx.Save(n); err != nil {
				return err
			}
		}
		return nil
	})
	return len(lines), err
}

// Lines splits pasted text into rows: one for each line with words in it,
// without bullet, number or tick box before it.
func Lines(text string) []string {
	var out []string
	for _, line := range strings.Split(playbook.CleanText(text), "\n") {
		line = strings.TrimSpace(line)
		line = strings.TrimSpace(strings.TrimLeft(line, "-*•·–—☐□✓"))
		if head, rest, ok := strings.Cut(line, " "); ok && isOrdinal(head) {
			line = strings.TrimSpace(rest)
		}
		if line != "" {
			out = append(out, line)
		}
	}
	return out
}

// isOrdinal tells whether a word numbers a line: "3." or "12)", not "2".
func isOrdinal(word string) bool {
	digits := strings.TrimRight(word, ".)")
	return digits != word && digits != "" && len(digits) <= 2 && strings.Trim(digits, "0123456789") == ""
}

// RemoveRow puts a row into the trash.
func (d *Desk) RemoveRow(ctx context.Context, ref Ref) error {
	return d.do(ctx, "Remove from "+lowerFirst(playbook.Label(ref.Noun, "")), "", func(tx playbook.Tx) error {
		n := playbook.NewNoun(ref.Noun)
		n.Key().ID = ref.ID
		if err := tx.Load(n); err != nil {
			return err
		}
		return tx.Trash(n)
	})
}

// MoveRow swaps a row with its neighbour: by is -1 up, +1 down. At the end of
// the list nothing happens.
func (d *Desk) MoveRow(ctx context.Context, account playbook.ID, f *playbook.Field, row playbook.ID, by int) error {
	return d.do(ctx, "Reorder "+lowerFirst(f.Label), "", func(tx playbook.Tx) error {
		rec, err := playbook.LoadRecord(tx, account)
		if err != nil {
			return err
		}
		rows := rec.Rows(f)
		for i := range rows {
			j := i + by
			if rows[i].Key().ID != row || j < 0 || j >= len(rows) {
				continue
			}
			a, b := rows[i], rows[j]
			a.Key().Pos, b.Key().Pos = b.Key().Pos, a.Key().Pos
			if err := tx.Save(a); err != nil {
				return err
			}
			return tx.Save(b)
		}
		return nil
	})
}

// SayNone answers a field with an explicit none in a person's name on a day.
func (d *Desk) SayNone(ctx context.Context, account playbook.ID, f *playbook.Field, who string, on playbook.Date) error {
	return d.do(ctx, "None for "+lowerFirst(f.Label), "", func(tx playbook.Tx) error {
		rec, err := playbook.LoadRecord(tx, account)
		if err != nil {
			return err
		}
		if f.List && len(rec.Rows(f)) > 0 {
			return &playbook.InvalidError{Field: f.ID(), Message: fmt.Sprintf("“%s” has rows; remove them before answering none.", f.Label)}
		}
		n := rec.NoneOf(f)
		if n == nil {
			n = &playbook.None{Field: f.ID()}
			n.AccountID = account
		}
		n.Who, n.On = strings.TrimSpace(who), on
		return tx.Save(n)
	})
}

// TakeBackNone removes an explicit none.
func (d *Desk) TakeBackNone(ctx context.Context, account playbook.ID, f *playbook.Field) error {
	return d.do(ctx, "Take back none for "+lowerFirst(f.Label), "", func(tx playbook.Tx) error { return dropNone(tx, account, f) })
}

func dropNone(tx playbook.Tx, account playbook.ID, f *playbook.Field) error {
	if !f.None {
		return nil
	}
	var nones []playbook.None
	if err := tx.Rows(&nones, account); err != nil {
		return err
	}
	for i := range nones {
		if nones[i].Field == f.ID() {
			if err := tx.Trash(&nones[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// SetProofPoint writes what the customer must see by day 30, 60 or 90,
// adding the row when there is none; col is text, evidence or judge.
func (d *Desk) SetProofPoint(ctx context.Context, account playbook.ID, day int, col, seen, typed, typing string) error {
	act := d.act(fmt.Sprintf("Change day-%d proof point", day), "")
	act.Typing = typing
	return d.Store.Do(ctx, act, func(tx playbook.Tx) error {
		var rows []playbook.ProofPoint
		if err := tx.Rows(&rows, account); err != nil {
			return err
		}
		for i := range rows {
			if rows[i].Day == day {
				return playbook.EditText(tx, &rows[i], col, seen, playbook.CleanText(typed))
			}
		}
		p := playbook.ProofPoint{Day: day}
		p.AccountID, p.Pos = account, day
		if err := playbook.SetText(&p, col, playbook.CleanText(typed)); err != nil {
			return err
		}
		return tx.Save(&p)
	})
}

// SetStage moves an account on its ladder. Lost needs a reason, and the stage
// where it began is kept.
func (d *Desk) SetStage(ctx context.Context, account playbook.ID, to playbook.Stage, why string) error {
	return d.do(ctx, "Stage: "+to.Label(), why, func(tx playbook.Tx) error {
		_, err := playbook.Change(tx, account, func(a *playbook.Account) error {
			if to == playbook.Lost {
				if strings.TrimSpace(why) == "" {
					return &playbook.InvalidError{Field: "stage", Message: "A lost account needs a reason; say what happened."}
				}
				a.LostWhy, a.LostStage = why, string(a.Stage)
			}
			a.Stage = to
			return nil
		})
		return err
	})
}

// SetStatus writes the one official status line of an account.
func (d *Desk) SetStatus(ctx context.Context, account playbook.ID, line string) error {
	return d.do(ctx, "Status: “"+clip(line)+"”", "", func(tx playbook.Tx) error {
		_, err := playbook.Change(tx, account, func(a *playbook.Account) error {
			a.StatusLine, a.StatusBy, a.StatusAt = strings.TrimSpace(playbook.CleanText(line)), d.Who, playbook.MomentOf(d.Now())
			return nil
		})
		return err
	})
}

// TrashAccount puts an account and all its rows into the trash.
func (d *Desk) TrashAccount(ctx context.Context, account playbook.ID) error {
	a := playbook.Account{}
	a.ID = account
	return d.do(ctx, "Remove account", "", func(tx playbook.Tx) error {
		if err := tx.Load(&a); err != nil {
			return err
		}
		return tx.Trash(&a)
	})
}

func clip(s string) string {
	r := []rune(s)
	if len(r) <= 60 {
		return s
	}
	return string(r[:60]) + "…"
}

func lowerFirst(s string) string {
	r := []rune(s)
	if len(r) > 1 && r[1] >= 'A' && r[1] <= 'Z' {
		return s
	}
	return strings.ToLower(string(r[:1])) + string(r[1:])
}
