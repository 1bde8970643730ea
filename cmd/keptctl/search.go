package main

import (
	"flag"
	"fmt"
	"strings"

	"kept/playbook"
)

func searchFlags(fs *flag.FlagSet) func(*app) error {
	limit := fs.Int("limit", 50, "how many rows at most, up to 1000")
	return func(a *app) error { return a.search(*limit) }
}

// mostHits is how many rows a search ranks.
const mostHits = 1000

func (a *app) search(limit int) error {
	if limit < 1 || limit > mostHits {
		return usage("--limit is a number from 1 to %d", mostHits)
	}
	hits, err := a.kept.Store.Search(a.ctx, strings.Join(a.args, " "), limit)
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	list := []map[string]any{}
	for _, h := range hits {
		list = append(list, map[string]any{"noun": h.Noun, "id": h.Row, "account_id": h.Account, "account": h.AccountName, "title": h.Title, "snippet": h.Snippet})
	}
	return a.print(list, func() {
		if len(hits) == 0 {
			a.say("Nothing found; every word must begin a word of one row. Try fewer letters, or fewer words.")
			return
		}
		for _, h := range hits {
			account := ""
			if h.Noun != "account" {
				account = "  " + one(h.AccountName, 40)
			}
			a.say("%s: %s%s", playbook.RowWords(h.Noun, ""), one(h.Title, 100), account)
			if h.Snippet != "" {
				a.say("    %s", one(h.Snippet, 140))
			}
		}
		if len(hits) == limit {
			a.say("These are the first %d by rank; type more letters to narrow.", limit)
		}
	})
}
