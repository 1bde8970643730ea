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
// hold is an *playbook.InvalidError and leaves the stored one alone. An answer
// takes back an explicit none of its field.
func (d *Desk) Set(ctx context.Context, ref Ref, col, seen, typed, typing string) (string, error) {
	n := playbook.NewNoun(ref.Noun)
	if n == nil {
		return "", fmt.Errorf("no noun %q", ref.Noun)
	}
	if err := stepwise(ref.Noun, col); err != nil {
		return "", err
	}
	typed, err := Canonical(n, col, typed)
	if err != nil {
		return "", err
	}
	n.Key().ID = ref.ID
	if ref.Noun == "item" || ref.Noun == "watch" { // their kind says what the field is called
		if _, err := d.called(ctx, n, ""); err != nil {
			return "", err
		}
	}
	act := d.act("Change "+asObject(playbook.NameOfField(ref.Noun, playbook.KindOf(n), col)), "")
	act.Typing = typing
	err = d.Store.Do(ctx, act, func(tx playbook.Tx) error { return d.put(tx, n, col, seen, typed) })
	return typed, err
}

// asObject is a field's name after a verb: a question or half a sentence stands
// in quotation marks.
func asObject(label string) string {
	for _, end := range []string{"?", "…", " when", " on", " by"} {
		if strings.HasSuffix(label, end) {
			return "“" + label + "”"
		}
	}
	return lowerFirst(label)
}

// put writes a value over the one that was seen, with what follows from it:
// dates that count from it move, an explicit none goes, one promise has the star.
func (d *Desk) put(tx playbook.Tx, n playbook.Noun, col, seen, typed string) error {
	if err := playbook.EditText(tx, n, col, seen, typed); err != nil {
		return err
	}
	noun := playbook.NounName(n)
	if p, ok := n.(*playbook.Promise); ok && col == "due_on" {
		if err := d.tellDue(tx, p, playbook.Date(seen)); err != nil {
			return err
		}
	}
	if noun == "account" && slices.Contains(AnchorColumns(), col) {
		return d.Redate(tx, n.Key().ID)
	}
	if f, _ := playbook.FieldOfColumn(noun, playbook.KindOf(n), col); f != nil && !f.List && strings.TrimSpace(typed) != "" {
		if err := dropNone(tx, n.Key().AccountID, f); err != nil {
			return err
		}
	}
	return d.follow(tx, n, []string{col})
}

// AnchorColumns are the columns of an account that its plan counts from: who
// changes one calls Redate in the same act.
func AnchorColumns() []string {
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

// MaxWhole bounds whole numbers, in either direction: users, days, months, hours.
const MaxWhole = 100_000_000

// wholeNumber returns a whole number as people type it, "1 200" or "1,200",
// in plain digits.
func wholeNumber(label, col, typed string) (string, error) {
	groups := strings.FieldsFunc(typed, func(r rune) bool { return r == ' ' || r == ',' || r == '\u00a0' || r == '\u202f' })
	plain := strings.Join(groups, "")
	if plain == "" {
		return "", nil
	}
	n, err := strconv.Atoi(plain)
	for _, g := range groups[1:] { // 1,5 is one and a half, not fifteen
		if len(g) != 3 {
			n = MaxWhole + 1
		}
	}
	if err != nil || n < -MaxWhole || n > MaxWhole {
		return "", &playbook.InvalidError{Field: col, Message: fmt.Sprintf("%q is not a whole number; write “%s” in digits, like 12.", clip(typed), label)}
	}
	return plain, nil
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
// where it began is kept for as long as the account is lost.
func (d *Desk) SetStage(ctx context.Context, account playbook.ID, to playbook.Stage, why string) error {
	return d.do(ctx, "Stage: "+to.Label(), why, func(tx playbook.Tx) error {
		_, err := playbook.Change(tx, account, func(a *playbook.Account) error {
			if to == playbook.Lost {
				if strings.TrimSpace(why) == "" {
					return &playbook.InvalidError{Field: "stage", Message: "A lost account needs a reason; say what happened."}
				}
				a.LostWhy = why
				if a.Stage != playbook.Lost {
					a.LostStage = string(a.Stage)
				}
			} else {
				a.LostWhy, a.LostStage = "", ""
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
	if len(r) == 0 || len(r) > 1 && r[1] >= 'A' && r[1] <= 'Z' {
		return s
	}
	return strings.ToLower(string(r[:1])) + string(r[1:])
}
