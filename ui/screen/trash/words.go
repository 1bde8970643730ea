package trash

import (
	"fmt"
	"strconv"
	"strings"

	"kept/playbook"
)

// A line is a row of the table: a trashed row, or a heading.
type line struct {
	row  *playbook.TrashedRow
	head string
}

// groups are the headings, in order; group says where a noun belongs.
var groups = [...]string{"Accounts", "Plans and tasks", "People", "Rows of lists", "The workspace"}

func group(noun string) int {
	switch noun {
	case "account":
		return 0
	case "plan", "phase", "task":
		return 1
	case "stakeholder":
		return 2
	case "member", "setting":
		return 4
	}
	return 3
}

// arranged puts rows under their headings, those that a filter lets through:
// every word of it begins a word of the row.
func arranged(rows []playbook.TrashedRow, filter string) []line {
	words := strings.Fields(strings.ToLower(filter))
	var of [len(groups)][]line
	for i := range rows {
		if t := &rows[i]; answers(t, words) {
			g := group(t.Noun)
			of[g] = append(of[g], line{row: t})
		}
	}
	var out []line
	for g, lines := range of {
		if len(lines) > 0 {
			out = append(out, line{head: groups[g] + " · " + strconv.Itoa(len(lines))})
			out = append(out, lines...)
		}
	}
	return out
}

func answers(t *playbook.TrashedRow, words []string) bool {
	own := strings.FieldsFunc(strings.ToLower(t.Title+" "+t.AccountName+" "+t.By+" "+kind(t)), func(r rune) bool { return strings.ContainsRune(" \n\t,.;:()“”\"/", r) })
	for _, w := range words {
		found := false
		for _, o := range own {
			found = found || strings.HasPrefix(o, w)
		}
		if !found {
			return false
		}
	}
	return true
}

func title(t *playbook.TrashedRow) string {
	if t.Noun == "none" { // its title is the number of its field
		if f := playbook.FieldByKey(t.Title); f != nil {
			return "None for “" + f.Label + "”"
		}
	}
	if s := strings.Join(strings.Fields(t.Title), " "); s != "" {
		return s
	}
	return "(without a name)"
}

// kind is what a person calls a row.
func kind(t *playbook.TrashedRow) string {
	if t.Noun == "account" {
		switch t.With {
		case 0:
			return "Account, with nothing on it"
		case 1:
			return "Account, and 1 row that went with it"
		}
		return fmt.Sprintf("Account, and %d rows that went with it", t.With)
	}
	if t.Kind != "" {
		if f := playbook.FieldOfKind(t.Noun, t.Kind); f != nil {
			return f.Label
		}
	}
	switch t.Noun {
	case "none":
		return "Explicit none"
	case "stakeholder":
		return "Person"
	}
	return playbook.Label(t.Noun, "")
}

func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}
