package main

import (
	"flag"
	"fmt"
	"strconv"
	"strings"
	"time"

	"kept/playbook"
	"kept/playbook/work"
)

// historyOf is what the flags of history narrow it to.
type historyOf struct{ field, who, since, until string }

// historyShown says how much of each act is shown.
type historyShown struct{ brought, sensitive bool }

func historyFlags(fs *flag.FlagSet) func(*app) error {
	var of historyOf
	fs.StringVar(&of.field, "field", "", "only what happened to this `FIELD`: its label, its number (F33), its key in the form, or its name in the JSON (task.due_on)")
	fs.StringVar(&of.who, "who", "", "only what the person of this `NAME` did")
	fs.StringVar(&of.since, "since", "", "only from this `DATE` on")
	fs.StringVar(&of.until, "until", "", "only up to and with this `DATE`")
	limit := fs.Int("limit", 50, "how many acts at most")
	var shown historyShown
	fs.BoolVar(&shown.brought, "brought", false, "under each pack that was taken in, show the acts that it brought, with whose key stands for them")
	fs.BoolVar(&shown.sensitive, "sensitive", false, sensitiveUsage)
	return func(a *app) error { return a.history(of, *limit, shown) }
}

func (a *app) history(of historyOf, limit int, shown historyShown) error {
	q, err := a.historyTimes(of)
	if err != nil {
		return err
	}
	q.Limit, q.Who = limit, strings.Join(strings.Fields(of.who), " ")
	var id playbook.ID
	index := playbook.WholeIndex()
	if len(a.args) == 1 {
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		id = rec.Account.ID
		if index, err = a.kept.Store.HistoryIndex(a.ctx, id); err != nil {
			return err
		}
		if q.Who, err = person(index.Who, q.Who); err != nil {
			return err
		}
	}
	if err := narrow(&q, index, of.field); err != nil {
		return err
	}
	events, err := a.kept.Store.History(a.ctx, id, q)
	if err != nil {
		return fmt.Errorf("read the history: %w", err)
	}
	brought := make([][]playbook.Event, len(events))
	list := []map[string]any{}
	for i := range events {
		e := &events[i]
		if shown.brought && e.Took != "" {
			if brought[i], err = a.kept.Store.Brought(a.ctx, id, e.Seq); err != nil {
				return fmt.Errorf("read what the pack brought: %w", err)
			}
		}
		v := a.eventJSON(e, shown.sensitive)
		v["seq"], v["undone"], v["undone_by"], v["undone_at"] = e.Seq, e.Undone, e.UndoneBy, e.UndoneAt
		v["turned"], v["took"] = nil, nil
		if e.Turned > 0 {
			v["turned"] = e.Turned
		}
		if e.Took != "" {
			v["took"] = a.tookJSON(e, brought[i], shown)
		}
		list = append(list, v)
	}
	return a.print(list, func() {
		if len(events) == 0 {
			a.say("Nothing in the history matches.")
		}
		for i := range events {
			playbook.ShowFirst(&events[i], q)
			a.sayEvent(&events[i], brought[i], id.IsZero())
		}
	})
}

// historyTimes reads the two days; they are days of the clock in use.
func (a *app) historyTimes(of historyOf) (q playbook.HistoryQuery, err error) {
	since, err := date("--since", of.since)
	if err != nil {
		return q, err
	}
	until, err := date("--until", of.until)
	if err != nil {
		return q, err
	}
	if since != "" && until != "" && since > until {
		return q, usage("--since is after --until; nothing can lie between")
	}
	loc := a.zone()
	q.From, q.To = since.Begins(loc), until.AddDays(1).Begins(loc)
	return q, nil
}

func (a *app) zone() *time.Location { return a.kept.Desk.Now().Location() }

// person finds the one a person typed among those of the history.
func person(all []string, typed string) (string, error) {
	if typed == "" {
		return "", nil
	}
	var begins []string
	for _, name := range all {
		switch lower := strings.ToLower(name); {
		case lower == strings.ToLower(typed):
			return name, nil
		case strings.HasPrefix(lower, strings.ToLower(typed)):
			begins = append(begins, name)
		}
	}
	switch len(begins) {
	case 1:
		return begins[0], nil
	case 0:
		return "", &failure{kind: "not_found", message: fmt.Sprintf("Nobody called “%s” is in this history.", one(typed, 60)), reasons: all}
	}
	return "", &failure{kind: "ambiguous", message: fmt.Sprintf("“%s” may be any of %d people; type more of the name.", one(typed, 60), len(begins)), reasons: begins}
}

// narrow puts the field that a person typed into the query.
func narrow(q *playbook.HistoryQuery, index playbook.HistoryIndex, typed string) error {
	if strings.TrimSpace(typed) == "" {
		return nil
	}
	all := playbook.HistoryFields(index)
	found := playbook.FindHistoryField(all, typed)
	names := func(fields []playbook.HistoryField) (out []string) {
		for _, f := range fields {
			out = append(out, f.Label)
		}
		return out
	}
	switch len(found) {
	case 1:
		q.Noun, q.Kind, q.Cols = found[0].Noun, found[0].Kind, found[0].Cols
		return nil
	case 0:
		return &failure{kind: "not_found", message: fmt.Sprintf("No field “%s” is in this history.", one(typed, 60)), reasons: names(all)}
	}
	return &failure{kind: "ambiguous", message: fmt.Sprintf("“%s” may be any of %d fields; type more of it.", one(typed, 60), len(found)), reasons: names(found)}
}

func (a *app) eventJSON(e *playbook.Event, sensitive bool) map[string]any {
	lines, says := []map[string]any{}, []string{}
	for _, l := range e.Lines {
		old, now, hidden := unsaid(&l)
		if sensitive {
			old, now, hidden = l.Old, l.New, false
		}
		lines = append(lines, map[string]any{"noun": l.Noun, "list": l.Kind, "row": l.Row, "column": l.Col, "field": fieldName(&l),
			"old": old, "new": now, "hidden": hidden, "title": l.RowTitle})
	}
	for _, s := range playbook.TellShort(e, a.zone()) {
		says = append(says, s.String())
	}
	return map[string]any{"id": e.ID, "kind": e.Kind, "who": e.Who, "device": e.Device, "at": e.At, "label": e.Label, "why": e.Why,
		"says": says, "count": e.Count, "lines": lines}
}

// tookJSON is whose pack an act took in, with the acts that it brought where
// they are asked for.
func (a *app) tookJSON(e *playbook.Event, brought []playbook.Event, shown historyShown) map[string]any {
	v := map[string]any{"name": e.TookFrom, "key": e.Took, "fingerprint": playbook.Fingerprint(e.Took), "compared": e.TookSure, "changes": e.TookActs}
	if !shown.brought {
		return v
	}
	acts := []map[string]any{}
	for i := range brought {
		b := &brought[i]
		one := a.eventJSON(b, shown.sensitive)
		one["key"], one["fingerprint"] = nullText(b.Key), nullText(playbook.Fingerprint(b.Key))
		acts = append(acts, one)
	}
	v["brought"] = acts
	return v
}

func fieldName(l *playbook.Line) string {
	if l.Col == "" {
		return ""
	}
	return playbook.NameOfField(l.Noun, l.Kind, l.Col)
}

// fewSaid is how many sentences of an act are printed.
const fewSaid = 12

// sayEvent prints an act; of the whole workspace also which accounts a pack was
// about.
func (a *app) sayEvent(e *playbook.Event, brought []playbook.Event, whole bool) {
	label := turnedLabel(e)
	if e.Took != "" && e.Kind == "do" {
		of := ""
		if _, after, ok := strings.Cut(e.Label, ": "); ok && whole {
			of = ": " + after
		}
		label = playbook.TookWords(e) + of
	}
	undone := ""
	if e.Undone {
		undone = "  (taken back by " + one(e.UndoneBy, 40) + ", " + moment(e.UndoneAt, a) + ")"
	}
	a.say("%-5s %s  %s  %s%s", "#"+strconv.FormatInt(e.Seq, 10), moment(e.At, a), one(e.Who, 40), one(label, 120), undone)
	if e.Why != "" {
		a.say("      why: %s", one(e.Why, 160))
	}
	said := a.saySentences(e, "      ")
	if e.Took == "" {
		return
	}
	if said == 0 && !e.Undone {
		a.say("      nothing changed here: what counted before still does")
	}
	sure := "not compared"
	if e.TookSure {
		sure = "compared"
	}
	a.say("      signed by %s (%s)", dash(playbook.Fingerprint(e.Took)), sure)
	for i := range brought {
		b := &brought[i]
		a.say("    + %s  %s  %s  (%s)", moment(b.At, a), one(b.Who, 40), one(turnedLabel(b), 120), playbook.VouchedBy(b))
		if b.Why != "" {
			a.say("          why: %s", one(b.Why, 160))
		}
		a.saySentences(b, "          ")
	}
}

// turnedLabel is what an act is called.
func turnedLabel(e *playbook.Event) string {
	switch e.Kind {
	case "undo":
		return "Taken back: " + e.Label
	case "redo":
		return "Done again: " + e.Label
	}
	return e.Label
}

// saySentences prints what an act changed, and tells how many lines that were.
func (a *app) saySentences(e *playbook.Event, indent string) int {
	told := 0
	for i, s := range playbook.TellShort(e, a.zone()) {
		if i == fewSaid {
			a.say("%sand %d more", indent, e.Count-told)
			break
		}
		told += s.Count
		a.say("%s%s", indent, one(s.String(), 160))
	}
	return told
}

// bringBack writes the value that a row had before an act again.
func (a *app) bringBack() error {
	rec, err := a.account(a.args[0])
	if err != nil {
		return err
	}
	seq, err := strconv.ParseInt(strings.TrimPrefix(a.args[1], "#"), 10, 64)
	if err != nil || seq < 1 {
		return usage("“%s” is not the number of an act; keptctl history ACCOUNT shows them, like #12", one(a.args[1], 40))
	}
	events, err := a.kept.Store.History(a.ctx, rec.Account.ID, playbook.HistoryQuery{Before: seq + 1, Limit: 1})
	if err != nil {
		return fmt.Errorf("read the act: %w", err)
	}
	if len(events) == 0 || events[0].Seq != seq {
		return &failure{kind: "not_found", message: fmt.Sprintf("Act #%d did not touch %s; keptctl history ACCOUNT lists what did.", seq, one(rec.Account.Name, 60))}
	}
	var lines []playbook.Line
	var words []string
	var ids []playbook.ID
	for _, l := range events[0].Lines {
		if l.Col != "" && l.Old != "" && work.CanBringBack(l.Noun, l.Col) {
			lines, words, ids = append(lines, l), append(words, a.bygoneWords(&l)), append(ids, playbook.ID{})
		}
	}
	at := 0
	switch {
	case len(lines) == 0:
		return &failure{kind: "not_found", message: fmt.Sprintf("Act #%d replaced no value that can be brought back.", seq)}
	case len(a.args) == 3:
		if at, err = pick("value", "history", words, ids, a.args[2]); err != nil {
			return err
		}
	case len(lines) > 1:
		f := &failure{kind: "ambiguous", message: fmt.Sprintf("Act #%d replaced %d values; say which, by its number or the beginning of its words.", seq, len(lines))}
		for i, w := range words[:min(len(words), 20)] {
			f.reasons = append(f.reasons, fmt.Sprintf("%d  %s", i+1, one(w, 100)))
		}
		return f
	}
	l := lines[at]
	b := work.Bygone{Ref: work.Ref{Noun: l.Noun, ID: l.Row}, Col: l.Col, Value: l.Old}
	was, err := a.kept.Desk.ValueNow(a.ctx, b)
	if err != nil {
		return err
	}
	if err := a.kept.Desk.BringBack(a.ctx, b, was); err != nil {
		return err
	}
	v := map[string]any{"noun": l.Noun, "row": l.Row, "column": l.Col, "field": fieldName(&l), "value": l.Old, "was": was, "changed": was != l.Old}
	return a.print(v, func() {
		if was == l.Old {
			a.say("%s: it is there already.", one(words[at], 160))
			return
		}
		a.say("%s: brought back, instead of %s.", one(words[at], 160), dash(one(playbook.ShowValue(l.Noun, l.Col, was, a.zone()), 80)))
	})
}

// bygoneWords names a value that an act replaced.
func (a *app) bygoneWords(l *playbook.Line) string {
	name := fieldName(l)
	if l.Noun != "account" && l.Noun != "handoff" && l.RowTitle != "" {
		name += " of “" + one(l.RowTitle, 60) + "”"
	}
	return name + ": " + one(playbook.ShowValue(l.Noun, l.Col, l.Old, a.zone()), 80)
}
