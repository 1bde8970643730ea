package data

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"kept/playbook"
)

// bandBits leave each noun 2^40 search documents.
const bandBits = 40

// candidates bounds what is ranked, whatever is asked: ranking all of a
// common word in a large workspace would be seen as a pause in typing.
const candidates = 1000

// index brings the search documents of what the act touched up to date,
// where their words differ.
func (t *tx) index() error {
	var fresh, gone []*state
	for _, st := range t.touched {
		wasTitle, wasBody := doc(st.kind, st.before)
		isTitle, isBody := doc(st.kind, st.now)
		if wasTitle == isTitle && wasBody == isBody {
			continue
		}
		was, is := wasTitle+wasBody != "", isTitle+isBody != ""
		switch {
		case !is:
			gone = append(gone, st)
		case was:
			n, err := t.exec("UPDATE search_docs SET title = ?, body = ? WHERE row = ?", isTitle, isBody, idValue(st.id()))
			if err != nil {
				return fmt.Errorf("bring the search up to date: %w", err)
			}
			if n == 0 {
				fresh = append(fresh, st)
			}
		default:
			fresh = append(fresh, st)
		}
	}
	if err := t.remove("DELETE FROM search_docs WHERE row", gone); err != nil {
		return fmt.Errorf("take rows out of the search: %w", err)
	}
	slices.SortStableFunc(fresh, func(a, b *state) int { return cmp.Compare(a.kind.band, b.kind.band) })
	for len(fresh) > 0 {
		n := 1
		for n < len(fresh) && fresh[n].kind == fresh[0].kind {
			n++
		}
		if err := t.indexNew(fresh[:n]); err != nil {
			return err
		}
		fresh = fresh[n:]
	}
	return nil
}

// indexNew adds documents of rows of one noun at the end of its band.
func (t *tx) indexNew(rows []*state) error {
	k := rows[0].kind
	var last int64
	if _, err := t.one([]any{&last}, "SELECT COALESCE(MAX(id), ?) FROM search_docs WHERE id >= ? AND id < ?", k.band, k.band, k.band+1<<bandBits); err != nil {
		return fmt.Errorf("find the end of the search documents: %w", err)
	}
	into := t.inserting("search_docs(id, row, account, noun, title, body)")
	for i, st := range rows {
		title, body := doc(k, st.now)
		into.add(last+int64(i)+1, idValue(st.id()), idValue(st.account()), word(k.name), title, body)
	}
	if err := into.end(); err != nil {
		return fmt.Errorf("add rows to the search: %w", err)
	}
	return nil
}

// matchQuery turns what a person types into a query of FTS5: every word, by
// its beginning. Nothing typed can be read as an operator. "" finds nothing.
func matchQuery(words []string) string {
	var q []string
	for _, w := range words {
		q = append(q, `"`+w+`"*`)
	}
	return strings.Join(q, " ")
}

// queryWords returns the words of a query, at most 12: letters, digits and
// what combines with them, as the tokenizer of the search splits text.
func queryWords(query string) []string {
	words := strings.FieldsFunc(query, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Co, r)
	})
	return words[:min(len(words), 12)]
}

// Search finds live rows in which every word of query begins a word, blind to
// case and accents, best first: whole titles before beginnings of titles,
// before titles, before other words; accounts before people, before promises
// and the rest. At most 1,000 candidates are ranked, accounts first among
// them, and at most limit hits come back (20 when limit is not positive).
func (s *Store) Search(ctx context.Context, query string, limit int) ([]Hit, error) {
	if limit <= 0 {
		limit = 20
	}
	words := queryWords(query)
	if len(words) == 0 {
		return nil, nil
	}
	whole := fold(strings.Join(words, " "))
	parts := strings.Fields(whole)
	var hits []Hit
	err := s.reading(ctx, func(r *reader) error {
		best, err := r.ranked(words, whole, parts, limit)
		if err != nil || len(best) == 0 {
			return err
		}
		hits, err = r.hits(best, parts)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	return hits, nil
}

// A candidate is a search document that may be shown.
type candidate struct {
	doc   int64
	title string
	score int
}

// ranked returns the best candidates, at most limit. Only titles are read for
// it: the rest of a document is as long as its account is old.
func (r *reader) ranked(words []string, whole string, parts []string, limit int) ([]candidate, error) {
	var all []candidate
	err := r.each(func(scan func(...any) error) error {
		var c candidate
		if err := scan(&c.doc, &c.title); err != nil {
			return err
		}
		c.score = score(fold(c.title), whole, parts)*16 + int(c.doc>>bandBits)
		all = append(all, c)
		return nil
	}, `SELECT d.id, d.title FROM (SELECT rowid AS id FROM search WHERE search MATCH ? ORDER BY rowid LIMIT ?) m
		JOIN search_docs d ON d.id = m.id`, matchQuery(words), candidates)
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.score, b.score), cmp.Compare(len(a.title), len(b.title)), cmp.Compare(a.title, b.title))
	})
	return all[:min(limit, len(all))], err
}

// hits reads what is shown of candidates, in their order.
func (r *reader) hits(of []candidate, parts []string) ([]Hit, error) {
	out := make([]Hit, len(of))
	at, ids := make(map[int64]int, len(of)), make([]int64, len(of))
	for i, c := range of {
		at[c.doc], ids[i] = i, c.doc
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	err = r.each(func(scan func(...any) error) error {
		var h Hit
		var doc int64
		var body string
		if err := scan(&doc, &h.Noun, &h.Row, &h.Account, &h.AccountName, &h.Title, &body); err != nil {
			return err
		}
		h.Snippet = snippet(body, parts)
		if h.Title == "" {
			h.Title = playbook.Label(h.Noun, "")
		}
		out[at[doc]] = h
		return nil
	}, `SELECT d.id, d.noun, d.row, d.account, COALESCE(a.name, ''), d.title, d.body
		FROM json_each(?) j CROSS JOIN search_docs d ON d.id = j.value LEFT JOIN accounts a ON a.id = d.account`, string(list))
	return out, err
}

// score tells how well a folded title answers a query, 0 best.
func score(title, whole string, parts []string) int {
	words := strings.FieldsFunc(title, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	begins := func(part string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, part) })
	}
	some, every := false, true
	for _, p := range parts {
		if begins(p) {
			some = true
		} else {
			every = false
		}
	}
	switch {
	case strings.Join(words, " ") == whole:
		return 0
	case strings.HasPrefix(strings.Join(words, " "), whole):
		return 1
	case every:
		return 2
	case some:
		return 3
	}
	return 4
}

// fold makes text comparable blind to case and accents.
func fold(s string) string {
	if isASCII(s) { // most words are, and taking them apart costs a hundred times as much
		return strings.ToLower(s)
	}
	out, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), s)
	if err != nil { // the transformers take any text
		out = s
	}
	return strings.ToLower(out)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// around is how many runes a snippet shows on each side of the match.
const around = 60

// snippet returns the stretch of body around the first word that begins with
// one of the parts, on one line, "" when there is none.
func snippet(body string, parts []string) string {
	text := []rune(strings.Join(strings.Fields(body), " "))
	for i := 0; i < len(text); {
		if !unicode.IsLetter(text[i]) && !unicode.IsNumber(text[i]) {
			i++
			continue
		}
		end := i
		for end < len(text) && (unicode.IsLetter(text[end]) || unicode.IsNumber(text[end]) || unicode.Is(unicode.Mn, text[end])) {
			end++
		}
		word := fold(string(text[i:end]))
		if slices.ContainsFunc(parts, func(p string) bool { return strings.HasPrefix(word, p) }) {
			return cut(text, i, end)
		}
		i = end
	}
	return ""
}

func cut(text []rune, from, to int) string {
	a, b := max(0, from-around), min(len(text), to+around)
	s := string(text[a:b])
	if a > 0 {
		if _, rest, ok := strings.Cut(s, " "); ok && len(rest) > 0 {
			s = rest
		}
		s = "…" + s
	}
	if b < len(text) {
		if i := strings.LastIndexByte(s, ' '); i > 0 && b > to {
			s = s[:i]
		}
		s += "…"
	}
	return s
}
