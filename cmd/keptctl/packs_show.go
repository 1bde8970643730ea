package main

import (
	"fmt"
	"strings"

	"kept/playbook/merge"
	"kept/playbook/pack"
	"kept/playbook/work"
)

// A packShown says how much of a pack is shown.
type packShown struct{ all, sensitive bool }

// values returns both values of a line as they are shown.
func (s packShown) values(l *work.PackLine) (here, there string) {
	if l.Sensitive && !s.sensitive {
		hide := func(text string) string {
			if text == "" {
				return ""
			}
			return "(sensitive)"
		}
		return hide(l.HereText), hide(l.ThereText)
	}
	return l.HereText, l.ThereText
}

// sayPack shows a pack for people.
func (a *app) sayPack(p *pack.Pack, v *work.PackView, shown packShown) {
	a.say("Pack of %s, made %s, signed by %s.", one(p.Sender.Name, 60), moment(p.MadeAt, a), pack.Fingerprint(p.Sender.Key))
	for _, s := range v.Warnings {
		a.say("%s", one(s, 240))
	}
	numbers := numbersOf(v)
	for i := range v.Accounts {
		acc := &v.Accounts[i]
		a.say("")
		a.say("%s: %s", one(acc.Name, 60), accountWords(acc))
		for _, s := range acc.Warnings {
			a.say("%s", one(s, 240))
		}
		rows, heads := [][]string{}, map[int]string{}
		for gi := range acc.Groups {
			g := &acc.Groups[gi]
			lines, from := [][]string{}, len(rows)
			for k := range g.Lines {
				if l := &g.Lines[k]; shown.all || l.Shown() && !acc.New {
					lines = append(lines, append([]string{numbers.words(l)}, shown.row(l, a)...))
				}
			}
			for k := range g.Orders {
				o := &g.Orders[k]
				wins := "→ here"
				if o.Wins {
					wins = "→ there"
				}
				lines = append(lines, []string{numbers.words(o), classWords(o.Class), o.Words, "", "", wins})
			}
			if len(lines) > 0 {
				heads[from] = g.Title
				rows = append(rows, lines...)
			}
		}
		if len(rows) > 0 {
			a.grouped(rows, heads)
		}
	}
	for _, s := range v.Along {
		a.say("Comes along: %s.", one(s, 80))
	}
}

// row is a difference as a row of a table: of what was written on both sides
// both values, with who wrote them and when.
func (s packShown) row(l *work.PackLine, a *app) []string {
	here, there := s.values(l)
	name := l.Where()
	if l.Label != "" && l.Label != l.Place {
		name += " · " + l.Label
	}
	if l.Col == "" {
		switch l.Class {
		case merge.NewRow, merge.OwnRow, merge.Removed:
			return []string{classWords(l.Class), one(name, 70), "", "", winner(l)}
		}
	}
	by := func(v *merge.Value, text string) string {
		text = one(text, 40)
		if text == "" {
			text = "empty"
		}
		if v.Who != "" && l.Class == merge.Both {
			text += " (" + one(v.Who, 30) + ", " + moment(v.At, a) + ")"
		}
		return text
	}
	return []string{classWords(l.Class), one(name, 70), "here: " + by(&l.Here, here), "there: " + by(&l.There, there), winner(l)}
}

func winner(l *work.PackLine) string {
	switch {
	case l.Purged:
		return "removed for good here, stays away"
	case l.Wins:
		return "→ there"
	}
	return "→ here"
}

func accountWords(v *work.PackAccountView) string {
	var parts []string
	switch {
	case v.Nothing:
		return "nothing new"
	case v.New:
		parts = append(parts, fmt.Sprintf("new here, with %s", count(v.Count[merge.NewRow], "row")))
	case v.Trashed:
		parts = append(parts, "in the trash here")
	}
	for _, c := range []struct {
		class merge.Class
		words string
	}{{merge.NewRow, "new there"}, {merge.There, "changed there"}, {merge.Removed, "removed there"}, {merge.Both, "changed on both sides"}, {merge.Here, "changed here"}, {merge.OwnRow, "new here"}} {
		if n := v.Count[c.class]; n > 0 && !(v.New && c.class == merge.NewRow) {
			parts = append(parts, fmt.Sprintf("%d %s", n, c.words))
		}
	}
	if v.SameName {
		parts = append(parts, "another account here has the name and stays apart")
	}
	if len(parts) == 0 {
		return "only words that were changed again since"
	}
	return strings.Join(parts, ", ")
}

func classWords(c merge.Class) string {
	return map[merge.Class]string{merge.NewRow: "new", merge.There: "changed there", merge.Removed: "removed there", merge.Both: "BOTH SIDES", merge.Here: "changed here", merge.OwnRow: "only here"}[c]
}

func classKey(c merge.Class) string {
	return map[merge.Class]string{merge.NewRow: "new", merge.There: "there", merge.Removed: "removed", merge.Both: "both", merge.Here: "here", merge.OwnRow: "own"}[c]
}

func packJSON(p *pack.Pack, v *work.PackView, shown packShown) map[string]any {
	accounts, numbers := []map[string]any{}, numbersOf(v)
	for i := range v.Accounts {
		acc := &v.Accounts[i]
		groups := []map[string]any{}
		for gi := range acc.Groups {
			g := &acc.Groups[gi]
			lines, orders := []map[string]any{}, []map[string]any{}
			for k := range g.Lines {
				if l := &g.Lines[k]; shown.all || acc.New || l.Shown() {
					one := lineJSON(l, shown)
					one["at"] = (&numbered{line: l}).at()
					one["number"] = numbers.json(l)
					lines = append(lines, one)
				}
			}
			for k := range g.Orders {
				o := &g.Orders[k]
				orders = append(orders, map[string]any{"at": (&numbered{order: o}).at(), "number": numbers.json(o), "class": classKey(o.Class), "words": o.Words,
					"counts": sideKey(o.Wins), "here": notNil(o.Here), "there": notNil(o.There)})
			}
			if len(lines)+len(orders) > 0 {
				groups = append(groups, map[string]any{"title": g.Title, "differences": lines, "orders": orders})
			}
		}
		counts := map[string]int{}
		for class, n := range acc.Count {
			counts[classKey(class)] = n
		}
		accounts = append(accounts, map[string]any{"id": acc.ID, "name": acc.Name, "new": acc.New, "nothing": acc.Nothing, "trashed": acc.Trashed, "same_name": acc.SameName,
			"purged": acc.Purged, "counts": counts, "warnings": notNil(acc.Warnings), "groups": groups})
	}
	changed := []string{}
	for _, k := range v.Changed {
		changed = append(changed, pack.Fingerprint(k.Key))
	}
	return map[string]any{"id": p.ID, "made_at": p.MadeAt, "sender": p.Sender.Name, "device": p.Sender.Device, "key": p.Sender.Key, "fingerprint": pack.Fingerprint(p.Sender.Key), "recipient": p.Recipient,
		"sensitive": p.Sensitive, "locked": p.Locked, "met": v.Met, "trusted": v.Sender.Trusted, "other_keys": changed, "warnings": notNil(v.Warnings), "accounts": accounts, "along": notNil(v.Along)}
}

func lineJSON(l *work.PackLine, shown packShown) map[string]any {
	here, there := shown.values(l)
	value := func(v *merge.Value, text string) map[string]any {
		return map[string]any{"value": nullText(text), "who": v.Who, "device": v.Device, "at": nullText(string(v.At))}
	}
	return map[string]any{"class": classKey(l.Class), "noun": l.Noun, "row": l.Row, "title": l.Title, "place": l.Where(), "field": nullText(l.Col), "label": nullText(l.Label), "counts": sideKey(l.Wins), "purged": l.Purged,
		"here": value(&l.Here, here), "there": value(&l.There, there)}
}

func nullText(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func sideKey(there bool) string {
	if there {
		return "there"
	}
	return "here"
}
