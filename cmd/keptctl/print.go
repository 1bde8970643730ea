package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"kept/playbook"
)

// print writes a value as JSON for scripts, or as say tells it to a person.
func (a *app) print(v any, say func()) error {
	if a.json {
		return a.printTo(a.out, v)
	}
	say()
	return nil
}

func (a *app) printTo(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("print JSON: %w", err)
	}
	return nil
}

// harmless leaves out the characters that steer a terminal, and those that turn
// the direction of what stands behind them; lines stay lines.
func harmless(s string) string {
	return strings.Map(func(r rune) rune {
		steers := unicode.IsControl(r) && r != '\n' && r != '\t'
		if steers || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' {
			return -1
		}
		return r
	}, s)
}

func (a *app) say(format string, args ...any) { fmt.Fprintf(a.out, format+"\n", args...) }

// notNil makes an empty list [] in JSON instead of null.
func notNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// columns prints rows with their cells below one another. The last cell of a
// row is not padded.
func (a *app) columns(rows [][]string) {
	var width []int
	for _, r := range rows {
		for i, c := range r {
			if i == len(width) {
				width = append(width, 0)
			}
			if i < len(r)-1 {
				width[i] = max(width[i], utf8.RuneCountInString(c))
			}
		}
	}
	for _, r := range rows {
		var b strings.Builder
		for i, c := range r {
			b.WriteString(c)
			if i < len(r)-1 {
				b.WriteString(strings.Repeat(" ", width[i]-utf8.RuneCountInString(c)+2))
			}
		}
		fmt.Fprintln(a.out, strings.TrimRight(b.String(), " "))
	}
}

// one returns a text on one line, at most n runes, without characters that
// steer a terminal.
func one(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	r := []rune(harmless(s))
	if len(r) <= n {
		return string(r)
	}
	return string(r[:n-1]) + "…"
}

// dash shows that there is nothing.
func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func day(d playbook.Date) string { return dash(d.Short()) }

// values returns the columns of a row for JSON: texts as texts, ticks as true
// and false, numbers as numbers, no date and no answer as "".
func values(n playbook.Noun) map[string]any {
	out := map[string]any{}
	if id := n.Key().ID; !id.IsZero() {
		out["id"] = id.String()
	}
	for _, c := range playbook.Columns(n) {
		switch v := c.Any(n).(type) {
		case bool, int:
			out[c.Name] = v
		default:
			out[c.Name] = c.Text(n)
		}
	}
	delete(out, "pos")
	delete(out, "trashed_at")
	return out
}

// valuesOf returns the rows of a list for JSON.
func valuesOf[T any, P interface {
	*T
	playbook.Noun
}](rows []T) []map[string]any {
	out := []map[string]any{}
	for i := range rows {
		out = append(out, values(P(&rows[i])))
	}
	return out
}
