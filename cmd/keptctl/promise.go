package main

import (
	"cmp"
	"flag"
	"slices"
	"strings"

	"kept/playbook"
	"kept/playbook/work"
)

// promise finds the promise that a person typed, and its number in promises.
func promise(rec *playbook.Record, typed string) (*playbook.Promise, int, error) {
	return pickRow("promise", "promises", rec.PromisesByDue(), titled[*playbook.Promise], typed)
}

// promiseFlags declares the flags of a promise and returns what reads them,
// with the criterion it serves, which is found on the account.
func promiseFlags(fs *flag.FlagSet) func(*playbook.Record) (map[string]string, error) {
	read := rowFlags(fs, "promise", "", []entry{
		{"to", "to_whom", "to whom it was said, a `NAME`"}, {"by", "by_whom", "who said it, a `NAME`"},
		{"said-on", "said_on", "when it was said, a `DATE`"}, {"where", "said_where", "where it was said, a `TEXT`"},
		{"quote", "quote", "the exact words used, a `TEXT`"}, {"kind", "kind", "said or implied"},
		{"in-contract", "in_contract", "whether the contract has it"}, {"scope", "full_scope", "what counts as in full, a `TEXT`"},
		{"basis", "basis", "why they believed us"}, {"basis-ref", "basis_ref", "the demo, document or person behind that, a `TEXT`"},
		{"support", "support", "whether we can keep it"}, {"approver", "approver", "who approved it, a `NAME`"}, {"plan", "support_plan", "how we will keep it, a `TEXT`"},
		{"owner", "owner", "who delivers it, a `NAME`"}, {"status", "status", "where its delivery stands"},
		{"deciding", "deciding", "it won the deal: the star moves here; --deciding=false takes it off"},
		{"show", "agreed_to_show", "the customer's documents may show it"},
		{"evidence", "evidence", "what shows its delivery, a `TEXT`"}, {"delivered", "delivered_on", "when it was delivered, a `DATE`"},
	})
	due := fs.String("due", "", "the `DATE` on which it is due")
	anchor := fs.String("due-anchor", "", "what it counts from, a `CHOICE`: "+choices(playbook.Anchors()))
	days := fs.String("due-days", "", "the `DAYS` after the anchor, negative before; 0 without it")
	noDate := fs.Bool("no-date", false, "no date was given: it falls due on day 90 after close")
	serves := fs.String("criterion", "", "the `CRITERION` it serves, by number, beginning or id; \"\" for none")
	return func(rec *playbook.Record) (map[string]string, error) {
		values, err := read()
		if err != nil {
			return nil, err
		}
		kinds := 0
		for _, name := range []string{"due", "due-anchor", "no-date"} {
			if given(fs, name) {
				kinds++
			}
		}
		switch {
		case kinds > 1:
			return nil, usage("a promise has one due rule: --due DATE, --due-anchor A with --due-days N, or --no-date")
		case *anchor == "" && *days != "":
			return nil, usage("--due-days counts from an anchor; name it with --due-anchor %s", choices(playbook.Anchors()))
		case *noDate:
			values["due_kind"], values["due_on"], values["due_anchor"], values["due_days"] = "none", "", "", ""
		case given(fs, "due"):
			on, err := date("--due", *due)
			if err != nil {
				return nil, err
			}
			values["due_kind"], values["due_on"], values["due_anchor"], values["due_days"] = "date", string(on), "", ""
			if on == "" {
				values["due_kind"] = ""
			}
		case given(fs, "due-anchor"):
			from, err := choice("--due-anchor", *anchor, playbook.Anchors())
			if err != nil {
				return nil, err
			}
			values["due_kind"], values["due_on"], values["due_anchor"], values["due_days"] = "anchor", "", from, cmp.Or(*days, "0")
		}
		if given(fs, "criterion") {
			values["criterion_id"] = ""
			if *serves != "" {
				c, _, err := criterion(rec, *serves)
				if err != nil {
					return nil, err
				}
				values["criterion_id"] = c.ID.String()
			}
		}
		return values, nil
	}
}

func promiseAddFlags(fs *flag.FlagSet) func(*app) error {
	read := promiseFlags(fs)
	return func(a *app) error {
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		values, err := read(&rec)
		if err != nil {
			return err
		}
		if values["text"], err = written("text", a.args[1], "The promise is empty; write what they would get."); err != nil {
			return err
		}
		id, err := a.kept.Desk.AddRow(a.ctx, rec.Account.ID, playbook.FieldByNo(44), values)
		if err != nil {
			return err
		}
		return a.toldPromise("Added", &rec, id)
	}
}

// written refuses an empty text.
func written(col, typed, sentence string) (string, error) {
	s := strings.TrimSpace(playbook.CleanText(typed))
	if s == "" {
		return "", &playbook.InvalidError{Field: col, Message: sentence}
	}
	return s, nil
}

func promiseEditFlags(fs *flag.FlagSet) func(*app) error {
	text := fs.String("text", "", "what was promised, a `TEXT`")
	read := promiseFlags(fs)
	return func(a *app) error {
		rec, p, err := a.promise()
		if err != nil {
			return err
		}
		values, err := read(&rec)
		if err != nil {
			return err
		}
		if given(fs, "text") {
			if values["text"], err = written("text", *text, "The promise is empty; write what they would get, or remove it."); err != nil {
				return err
			}
		}
		if len(values) == 0 {
			return usage("promise edit needs what to change; keptctl help promise edit shows its flags")
		}
		if err := a.kept.Desk.Edit(a.ctx, work.Ref{Noun: "promise", ID: p.ID}, values); err != nil {
			return err
		}
		return a.toldPromise("Changed", &rec, p.ID)
	}
}

// promise reads the account and the promise of the first two arguments.
func (a *app) promise() (playbook.Record, *playbook.Promise, error) {
	rec, err := a.account(a.args[0])
	if err != nil {
		return rec, nil, err
	}
	p, _, err := promise(&rec, a.args[1])
	return rec, p, err
}

// toldPromise prints a promise as it is stored now, and says when the star
// moved to it from another.
func (a *app) toldPromise(words string, before *playbook.Record, id playbook.ID) error {
	rec, err := a.kept.Desk.Record(a.ctx, before.Account.ID)
	if err != nil {
		return err
	}
	all := a.standings(&rec)
	i := slices.IndexFunc(all, func(s standing) bool { return s.Promise.ID == id })
	if i < 0 {
		return playbook.ErrNotFound
	}
	s := &all[i]
	v := map[string]any{"promise": s.json(), "star_from": nil}
	star := before.Deciding()
	if star != nil && s.Promise.Deciding && star.ID != id {
		v["star_from"] = map[string]any{"number": numberOf(rec.PromisesByDue(), star.ID), "id": star.ID, "text": star.Text}
	} else {
		star = nil
	}
	return a.print(v, func() {
		a.say("%s: promise %d, “%s”, %s, due %s.", words, s.number, one(s.Promise.Text, 100), s.said(), day(s.Due))
		for _, more := range s.more() {
			a.say("  %s", more)
		}
		if star != nil {
			a.say("  It won the deal now, instead of “%s”: one promise can.", one(star.Text, 100))
		}
	})
}

func promiseOutcomeFlags(fs *flag.FlagSet) func(*app) error {
	evidence := fs.String("evidence", "", "what shows it, a `TEXT`: a report, a mail, the written agreement")
	by := fs.String("confirmed-by", "", "who at the customer confirmed, agreed or released it, a `NAME`")
	on := fs.String("confirmed-on", "", "when they did, a `DATE`; else today")
	delivered := fs.String("delivered", "", "when it was delivered, a `DATE`; else today for one that was kept")
	return func(a *app) error {
		outcome, err := choice("an outcome", a.args[2], playbook.Outcomes())
		if err != nil {
			return err
		}
		e := work.Ending{Outcome: outcome, Evidence: *evidence, ConfirmedBy: *by}
		if e.ConfirmedOn, err = date("--confirmed-on", *on); err != nil {
			return err
		}
		if e.DeliveredOn, err = date("--delivered", *delivered); err != nil {
			return err
		}
		if *on != "" && *by == "" {
			return usage("--confirmed-on needs --confirmed-by: say who at the customer it was")
		}
		rec, p, err := a.promise()
		if err != nil {
			return err
		}
		if err := a.kept.Desk.Conclude(a.ctx, p.ID, e); err != nil {
			return err
		}
		return a.toldPromise(playbook.LabelOf(playbook.Outcomes(), outcome), &rec, p.ID)
	}
}

func promiseConfirmFlags(fs *flag.FlagSet) func(*app) error {
	by := fs.String("by", "", "who at the customer confirmed it as delivered, a `NAME`")
	on := fs.String("on", "", "when they did, a `DATE`; else today")
	back := fs.Bool("take-back", false, "nobody confirmed it after all")
	return func(a *app) error {
		if (*by == "") != *back {
			return usage("promise confirm needs --by NAME, or --take-back")
		}
		day, err := date("--on", *on)
		if err != nil {
			return err
		}
		rec, p, err := a.promise()
		if err != nil {
			return err
		}
		if err := a.kept.Desk.Confirm(a.ctx, p.ID, *by, day); err != nil {
			return err
		}
		words := "Confirmed"
		if *back {
			words = "Confirmation taken back"
		}
		return a.toldPromise(words, &rec, p.ID)
	}
}

func promiseLinkFlags(fs *flag.FlagSet) func(*app) error {
	back := fs.Bool("take-back", false, "the task does not deliver it")
	return func(a *app) error {
		rec, p, err := a.promise()
		if err != nil {
			return err
		}
		t, err := task(&rec, a.args[2])
		if err != nil {
			return err
		}
		to, words := p.ID.String(), "Linked"
		if *back {
			to, words = "", "Link taken back"
		}
		if err := a.kept.Desk.Edit(a.ctx, work.Ref{Noun: "task", ID: t.ID}, map[string]string{"promise_id": to}); err != nil {
			return err
		}
		return a.toldPromise(words, &rec, p.ID)
	}
}

func promiseReopenFlags(fs *flag.FlagSet) func(*app) error {
	reason := fs.String("reason", "", "a `TEXT`: what has changed")
	return func(a *app) error {
		rec, p, err := a.promise()
		if err != nil {
			return err
		}
		if err := a.kept.Desk.ReopenPromise(a.ctx, p.ID, *reason); err != nil {
			return err
		}
		return a.toldPromise("Open again", &rec, p.ID)
	}
}

func promiseAssignFlags(fs *flag.FlagSet) func(*app) error {
	owner := fs.String("owner", "", "who delivers them, a `NAME`")
	return func(a *app) error {
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		var ids []playbook.ID
		for _, typed := range a.args[1:] {
			p, _, err := promise(&rec, typed)
			if err != nil {
				return err
			}
			if !slices.Contains(ids, p.ID) {
				ids = append(ids, p.ID)
			}
		}
		n, err := a.kept.Desk.AssignPromises(a.ctx, ids, *owner)
		if err != nil {
			return err
		}
		return a.print(map[string]any{"owner": *owner, "promises": len(ids), "changed": n}, func() {
			a.say("%s delivers %s; %s changed hands.", one(*owner, 40), count(len(ids), "promise"), count(n, "promise"))
		})
	}
}
