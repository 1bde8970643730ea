package work

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// forgotten is a name and what stands in its place.
type forgotten struct {
	name  *regexp.Regexp
	words string
}

// learnNames lists the names that do not go along, whole names before their
// parts.
func (f *planBook) learnNames() {
	a, h := &f.rec.Account, &f.rec.Handoff
	whole, parts := map[string]string{}, map[string]string{}
	person := func(name, words string) {
		name = strings.Join(strings.Fields(name), " ")
		if len([]rune(name)) < 2 {
			return
		}
		if whole[name] == "" {
			whole[name] = words
		}
		for _, part := range strings.Fields(name) {
			if part = strings.Trim(part, ".,()"); len([]rune(part)) > 2 && parts[part] == "" {
				parts[part] = words
			}
		}
	}
	for i := range f.rec.People {
		person(f.rec.People[i].Name, "the customer")
	}
	person(h.ProjectLead, "the customer")
	for _, o := range []struct{ name, words string }{
		{a.Seller, "Sales"}, {a.CSM, "the CSM"}, {a.SalesEngineer, "the sales engineer"}, {a.ImplementationLead, "Implementation"}, {a.SupportContact, "Support"},
	} {
		person(o.name, o.words)
	}
	for i := range f.rec.Tasks {
		person(f.rec.Tasks[i].Owner, "the owner")
	}
	for i := range f.rec.Promises {
		person(f.rec.Promises[i].Owner, "the owner")
	}
	account := strings.Join(strings.Fields(a.Name), " ")
	whole[account] = "the customer"
	if first := strings.Fields(account); len(first) > 1 && len([]rune(first[0])) > 3 {
		parts[first[0]] = "the customer"
	}
	for _, m := range []map[string]string{whole, parts} {
		names := slices.Collect(maps.Keys(m))
		slices.SortFunc(names, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
		for _, name := range names {
			f.forget(name, m[name])
		}
	}
}

// forget puts words in the place of a name. One of several words is known in
// any case; one word alone, which may be an ordinary one too, as it is written.
func (f *planBook) forget(name, words string) {
	pattern := strings.ReplaceAll(regexp.QuoteMeta(name), " ", `\s+`)
	if strings.Contains(name, " ") {
		pattern = "(?i)" + pattern
	}
	if !strings.Contains(words, name) {
		f.names = append(f.names, forgotten{regexp.MustCompile(`(^|[^\pL\pN])(?:` + pattern + `)($|[^\pL\pN])`), words})
	}
}

var emails = regexp.MustCompile(`[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+`)

// scrub returns a text without the names of the account, or as it is when its
// template says the same. What is called so in a note that a name was taken
// out; "" is not told.
func (f *planBook) scrub(what, text, was string) string {
	if text == "" || text == was {
		return text
	}
	out := emails.ReplaceAllString(text, "their address")
	for _, n := range f.names {
		for range 10 { // names side by side share the space between them
			next := n.name.ReplaceAllString(out, "${1}"+n.words+"${2}")
			if next == out {
				break
			}
			out = next
		}
	}
	if out != text && what != "" {
		f.note("a name was taken out of a %s, which is “%s” now; read it", what, clip(out))
	}
	return out
}
