package main

import (
	"flag"
	"fmt"
	"strings"

	"kept/playbook"
	"kept/playbook/work"
)

// watchCommands are the commands of one kind of thing that is watched. The
// three kinds share one form, so that whoever knows one knows all.
func watchCommands(kind, list, more string) []command {
	of := func(do func(*app, string) error) func(*app) error {
		return func(a *app) error { return do(a, kind) }
	}
	capital := strings.ToUpper(kind)
	return []command{
		{kind, "ACCOUNT", "list the " + list + " with their reviews", 1, 1, existing(), plain(of((*app).watches))},
		{kind + " add", "ACCOUNT TEXT " + more, "write down " + article(kind), 2, 2, existing(), watchAddFlags(kind)},
		{kind + " review", "ACCOUNT " + capital + " " + strings.Join(reviewWords(kind), "|") + " [--note TEXT] [--on DATE] [--next DATE]", "record a look at " + article(kind), 3, 3, existing(), watchReviewFlags(kind)},
		{kind + " reopen", "ACCOUNT " + capital + " --reason TEXT", "watch " + article(kind) + " again", 2, 2, existing(), watchReopenFlags(kind)},
	}
}

func article(kind string) string {
	if kind == playbook.Assumption {
		return "an " + kind
	}
	return "a " + kind
}

func reviewWords(kind string) []string {
	return strings.Split(choices(playbook.ReviewResults(kind)), ", ")
}

// watch finds what is watched that a person typed, and its number.
func watch(rec *playbook.Record, kind, typed string) (*playbook.Watch, int, error) {
	return pickRow(kind, kind, watched(rec, kind), titled[*playbook.Watch], typed)
}

// watched returns the rows of a kind, in the order in which they are numbered.
func watched(rec *playbook.Record, kind string) []*playbook.Watch {
	var out []*playbook.Watch
	for i := range rec.Watches {
		if rec.Watches[i].Kind == kind {
			out = append(out, &rec.Watches[i])
		}
	}
	return out
}

func watchJSON(rec *playbook.Record, number int, w *playbook.Watch, today playbook.Date) map[string]any {
	v := values(w)
	v["number"], v["open"], v["overdue"], v["reviews"] = number, w.IsOpen(), overdue(w, today), valuesOf(rec.ReviewsOf(w.ID))
	return v
}

func overdue(w *playbook.Watch, today playbook.Date) bool {
	return w.IsOpen() && w.DueOn != "" && w.DueOn < today
}

func (a *app) watches(kind string) error {
	rec, err := a.account(a.args[0])
	if err != nil {
		return err
	}
	list, table, today := []map[string]any{}, [][]string{}, a.kept.Desk.Today()
	for i, w := range watched(&rec, kind) {
		list = append(list, watchJSON(&rec, i+1, w, today))
		table = append(table, []string{fmt.Sprintf("%4d", i+1), watchState(w), day(w.DueOn) + late(w, today), dash(one(w.Owner, 24)), one(w.Text, 100)})
		for _, more := range watchMore(&rec, w) {
			table = append(table, []string{"", "", "", "", "  " + more})
		}
	}
	return a.print(list, func() {
		if len(list) == 0 {
			a.say("No %s is on record.", kind)
			if n := rec.NoneOf(playbook.FieldOfKind("watch", kind)); n != nil {
				a.say("None, says %s, %s.", one(n.Who, 40), day(n.On))
			}
			return
		}
		a.columns(table)
	})
}

func late(w *playbook.Watch, today playbook.Date) string {
	if overdue(w, today) {
		return " overdue"
	}
	return ""
}

// watchState tells how a watched thing stands, with what was seen of a risk.
func watchState(w *playbook.Watch) string {
	_, in := playbook.FieldOfColumn("watch", w.Kind, "state")
	s := strings.ToLower(playbook.LabelOf(in.Options, w.State))
	if w.Kind == playbook.Risk && w.SeenOn != "" && w.IsOpen() {
		return "first sign seen"
	}
	return dash(s)
}

// watchMore are the lines below a watched thing: what it says besides, and its
// reviews, the oldest first.
func watchMore(rec *playbook.Record, w *playbook.Watch) []string {
	var out []string
	for _, col := range []string{"severity", "trigger", "plan", "effect", "seen_on"} {
		if _, in := playbook.FieldOfColumn("watch", w.Kind, col); in != nil {
			if text := shown(*in, w); text != "" {
				out = append(out, strings.ToLower(in.Label)+": "+one(text, 120))
			}
		}
	}
	for _, r := range rec.ReviewsOf(w.ID) {
		words := day(r.On) + "  " + strings.ToLower(playbook.LabelOf(playbook.ReviewResults(w.Kind), r.Result))
		if r.Note != "" {
			words += ": " + one(r.Note, 120)
		}
		out = append(out, words+"  ("+one(r.By, 40)+")")
	}
	return out
}

func watchAddFlags(kind string) func(fs *flag.FlagSet) func(*app) error {
	entries := map[string][]entry{
		playbook.Assumption: {{"owner", "owner", "who tests it, a `NAME`"}, {"due", "due_on", "test by, a `DATE`"},
			{"how", "plan", "how to test it, a `TEXT`"}, {"effect", "effect", "what follows if it is false, a `TEXT`"}},
		playbook.Risk: {{"kind", "risk_kind", "the kind"}, {"severity", "severity", "how bad it would be"}, {"sign", "trigger", "the first sign that it comes true, a `TEXT`"},
			{"plan", "plan", "what we do about it, a `TEXT`"}, {"raised-by", "raised_by", "who raised it, a `NAME`"},
			{"owner", "owner", "who watches it, a `NAME`"}, {"due", "due_on", "look again on, a `DATE`"}},
		playbook.Gap: {{"owner", "owner", "who watches it, a `NAME`"}, {"due", "due_on", "review on, a `DATE`"}},
	}[kind]
	return func(fs *flag.FlagSet) func(*app) error {
		read := rowFlags(fs, "watch", kind, entries)
		return func(a *app) error {
			values, err := read()
			if err != nil {
				return err
			}
			if values["text"], err = written("text", a.args[1], "The text is empty; write what is to be watched."); err != nil {
				return err
			}
			rec, err := a.account(a.args[0])
			if err != nil {
				return err
			}
			id, err := a.kept.Desk.AddRow(a.ctx, rec.Account.ID, playbook.FieldOfKind("watch", kind), values)
			if err != nil {
				return err
			}
			return a.toldWatch("Added", rec.Account.ID, id)
		}
	}
}

// onWatch does something to the row of the first two arguments and prints it.
func (a *app) onWatch(kind, words string, do func(playbook.ID) error) error {
	rec, err := a.account(a.args[0])
	if err != nil {
		return err
	}
	w, _, err := watch(&rec, kind, a.args[1])
	if err != nil {
		return err
	}
	if err := do(w.ID); err != nil {
		return err
	}
	return a.toldWatch(words, rec.Account.ID, w.ID)
}

// toldWatch prints a watched thing as it is stored now, and what may follow
// from an assumption that is false.
func (a *app) toldWatch(words string, account, id playbook.ID) error {
	rec, err := a.kept.Desk.Record(a.ctx, account)
	if err != nil {
		return err
	}
	i := numberOf(pointers(rec.Watches), id) - 1
	if i < 0 {
		return playbook.ErrNotFound
	}
	w := &rec.Watches[i]
	n := numberOf(watched(&rec, w.Kind), id)
	return a.print(map[string]any{w.Kind: watchJSON(&rec, n, w, a.kept.Desk.Today())}, func() {
		a.say("%s: %s %d, “%s”, %s, due %s.", words, w.Kind, n, one(w.Text, 100), watchState(w), day(w.DueOn))
		if w.Kind == playbook.Assumption && w.State == "false" {
			a.say("  keptctl assumption to-risk makes it a risk; keptctl promise edit changes the promise that built on it.")
		}
	})
}

func watchReviewFlags(kind string) func(fs *flag.FlagSet) func(*app) error {
	return func(fs *flag.FlagSet) func(*app) error {
		note := fs.String("note", "", "what was found, a `TEXT`")
		on := fs.String("on", "", "when it was looked at, a `DATE`; else today")
		next := fs.String("next", "", "when to look again, a `DATE`; else the date stays")
		return func(a *app) error {
			result, err := choice("the result for "+article(kind), a.args[2], playbook.ReviewResults(kind))
			if err != nil {
				return err
			}
			l := work.Look{Result: result, Note: *note}
			if l.On, err = date("--on", *on); err != nil {
				return err
			}
			if l.NextOn, err = date("--next", *next); err != nil {
				return err
			}
			return a.onWatch(kind, "Reviewed", func(id playbook.ID) error { return a.kept.Desk.ReviewWatch(a.ctx, id, l) })
		}
	}
}

func watchReopenFlags(kind string) func(fs *flag.FlagSet) func(*app) error {
	return func(fs *flag.FlagSet) func(*app) error {
		reason := fs.String("reason", "", "a `TEXT`: what has changed")
		return func(a *app) error {
			return a.onWatch(kind, "Watched again", func(id playbook.ID) error { return a.kept.Desk.ReopenWatch(a.ctx, id, *reason) })
		}
	}
}

// unsee takes back that the first sign of a risk was seen.
func (a *app) unsee() error {
	return a.onWatch(playbook.Risk, "Not seen after all", func(id playbook.ID) error { return a.kept.Desk.UnseeTrigger(a.ctx, id) })
}

// toRisk makes a risk of an assumption that is false, and prints the risk.
func (a *app) toRisk() error {
	rec, err := a.account(a.args[0])
	if err != nil {
		return err
	}
	w, _, err := watch(&rec, playbook.Assumption, a.args[1])
	if err != nil {
		return err
	}
	id, err := a.kept.Desk.RiskFromAssumption(a.ctx, w.ID)
	if err != nil {
		return err
	}
	return a.toldWatch("Made", rec.Account.ID, id)
}
