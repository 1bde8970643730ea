package work

import (
	"context"
	"fmt"
	"strings"

	"kept/playbook"
)

// A Look is what somebody found when looking at a watched thing.
type Look struct {
	Result string        // one of playbook.ReviewResults of its kind
	Note   string        // what was found
	On     playbook.Date // "" for today
	NextOn playbook.Date // when to look again, "" leaves the date
}

// ReviewWatch records a look at an assumption, a risk or a gap, and what
// follows from it: an assumption is true or false, a risk's first sign is
// seen, a gap is closed. A result of another kind is refused.
func (d *Desk) ReviewWatch(ctx context.Context, watch playbook.ID, l Look) error {
	w := playbook.Watch{}
	w.ID = watch
	name, err := d.called(ctx, &w, w.Kind)
	if err != nil {
		return err
	}
	found := lowerFirst(playbook.LabelOf(playbook.ReviewResults(w.Kind), l.Result))
	return d.do(ctx, "Review of "+name+": "+found, "", func(tx playbook.Tx) error {
		if err := tx.Load(&w); err != nil {
			return err
		}
		if err := ResultFits(&w, l.Result); err != nil {
			return err
		}
		if l.On == "" {
			l.On = d.Today()
		}
		r := playbook.WatchReview{WatchID: w.ID, Result: l.Result, Note: strings.TrimSpace(playbook.CleanText(l.Note)), On: l.On, By: d.Who}
		r.AccountID = w.AccountID
		if err := tx.Save(&r); err != nil {
			return err
		}
		switch l.Result {
		case "true", "false", "closed":
			w.State = l.Result
		case "seen":
			w.SeenOn, w.SeenBy = l.On, d.Who
		}
		if l.NextOn != "" {
			w.DueOn = l.NextOn
		}
		return tx.Save(&w)
	})
}

// ResultFits refuses, as an *playbook.InvalidError, a result that a look at a
// watched thing of this kind cannot have.
func ResultFits(w *playbook.Watch, result string) error {
	var words []string
	for _, o := range playbook.ReviewResults(w.Kind) {
		if o.Value == result {
			return nil
		}
		words = append(words, o.Value)
	}
	return &playbook.InvalidError{Field: "result", Message: fmt.Sprintf("%q is no result for this %s; it is one of %s.", clip(result), w.Kind, strings.Join(words, ", "))}
}

// UnseeTrigger takes back that the first sign of a risk was seen.
func (d *Desk) UnseeTrigger(ctx context.Context, watch playbook.ID) error {
	w := playbook.Watch{}
	w.ID = watch
	name, err := d.called(ctx, &w, "a risk")
	if err != nil {
		return err
	}
	return d.do(ctx, "First sign of "+name+" not seen after all", "", func(tx playbook.Tx) error {
		_, err := playbook.Change(tx, watch, func(w *playbook.Watch) error {
			w.SeenOn, w.SeenBy = "", ""
			return nil
		})
		return err
	})
}

// ReopenWatch watches something again that was settled; it needs a reason.
func (d *Desk) ReopenWatch(ctx context.Context, watch playbook.ID, why string) error {
	w := playbook.Watch{}
	w.ID = watch
	name, err := d.called(ctx, &w, "it")
	if err != nil {
		return err
	}
	return d.do(ctx, "Watch "+name+" again", why, func(tx playbook.Tx) error {
		if err := reasoned(why, "Watching it again needs a reason; say what has changed."); err != nil {
			return err
		}
		_, err := playbook.Change(tx, watch, func(w *playbook.Watch) error {
			w.State = "open"
			if w.Kind == playbook.Assumption {
				w.State = "untested"
			}
			return nil
		})
		return err
	})
}

// RiskFromAssumption makes a risk of an assumption that turned out false: its
// words, its effect, its owner. It returns the risk; it is refused for what is
// not a false assumption, and a second time.
func (d *Desk) RiskFromAssumption(ctx context.Context, assumption playbook.ID) (id playbook.ID, err error) {
	w := playbook.Watch{}
	w.ID = assumption
	name, err := d.called(ctx, &w, "a false assumption")
	if err != nil {
		return id, err
	}
	err = d.do(ctx, "Make a risk of "+name, "", func(tx playbook.Tx) error {
		if err := tx.Load(&w); err != nil {
			return err
		}
		if w.Kind != playbook.Assumption || w.State != "false" {
			return &playbook.RefusedError{What: "No risk was made", Reasons: []string{"only an assumption that is false becomes a risk; record its test first"}}
		}
		var all []playbook.Watch
		if err := tx.Rows(&all, w.AccountID); err != nil {
			return err
		}
		for i := range all {
			if all[i].FromID == w.ID {
				return &playbook.RefusedError{What: "No second risk was made", Reasons: []string{"“" + clip(all[i].Text) + "” came of this assumption already"}}
			}
		}
		text := "Not so: " + w.Text
		if w.Effect != "" {
			text = w.Effect
		}
		r := playbook.Watch{Kind: playbook.Risk, Text: text, Severity: "medium", Owner: w.Owner, RaisedBy: d.Who, State: "open", FromID: w.ID,
			DueOn: d.Days().AddWorking(d.Today(), beliefDays)}
		r.AccountID = w.AccountID
		if err := dropNone(tx, w.AccountID, playbook.FieldByNo(55)); err != nil {
			return err
		}
		if err := tx.Save(&r); err != nil {
			return err
		}
		id = r.ID
		return nil
	})
	return id, err
}
