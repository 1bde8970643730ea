package main

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

// flatten writes what keptctl shows as one value for each path: account.value,
// handoff.story, promises.0.text. Ids and what is empty are left out.
func flatten(rec map[string]any) map[string]string {
	out := map[string]string{}
	for _, part := range []string{"account", "handoff"} {
		into(out, part, rec[part])
	}
	if lists, ok := rec["lists"].(map[string]any); ok {
		for name, rows := range lists {
			into(out, name, rows)
		}
	}
	into(out, "nones", rec["nones"])
	for path := range out { // what a none is called follows from its field
		if strings.HasPrefix(path, "nones.") && (strings.HasSuffix(path, ".key") || strings.HasSuffix(path, ".label")) {
			delete(out, path)
		}
	}
	return out
}

func into(out map[string]string, path string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			if k == "id" || strings.HasSuffix(k, "_id") && k != "playbook_id" {
				continue
			}
			into(out, path+"."+k, x)
		}
	case []any:
		for i, x := range v {
			into(out, fmt.Sprintf("%s.%d", path, i), x)
		}
	case bool:
		if v {
			out[path] = "true"
		}
	case string:
		if v != "" {
			out[path] = v
		}
	case float64:
		out[path] = fmt.Sprint(v)
	}
}

// equal compares everything that is stored with everything that was typed. given
// are the values that the program sets by itself.
func equal(stored map[string]string, moves []move, given map[string]string) []string {
	want := map[string]string{}
	for k, v := range given {
		want[k] = v
	}
	for _, m := range moves {
		if m.path != "" {
			want[m.path] = m.stored()
		}
	}
	var wrong []string
	for path, v := range want {
		if stored[path] != v {
			wrong = append(wrong, fmt.Sprintf("%s: typed “%s”, stored “%s”", path, v, stored[path]))
		}
	}
	for path, v := range stored {
		if _, ok := want[path]; !ok && !strings.HasSuffix(path, ".kind") {
			wrong = append(wrong, fmt.Sprintf("%s: nobody typed “%s”", path, v))
		}
	}
	sort.Strings(wrong)
	return slices.Compact(wrong)
}

func slug(s string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(s)), "-")
}

// given are the values that the program sets by itself: who sells, where deal
// and handoff stand, and the first state of what was listed.
func given(name string) map[string]string {
	return map[string]string{
		"account.name": name, "account.seller": me, "account.stage": "onboarding", "handoff.state": "accepted",
		"promises.0.status": "owed", "promises.1.status": "owed", "promises.2.status": "owed",
		"assumptions.0.state": "untested", "risks.0.state": "open",
	}
}
