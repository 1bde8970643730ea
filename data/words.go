package data

import (
	"strings"

	"kept/playbook"
)

// words say how a row is called and what the search knows of it.
type words struct {
	title string   // the column that names a row, "" when its noun does
	body  []string // further columns the search looks into
	rank  int64    // order among search results, 1 first; 0 is not searched
}

// wordsOf returns the words of a noun. What is sensitive about a person is
// not among them: it must not turn up in a list of results.
func wordsOf(noun string) words {
	switch noun {
	case "account":
		return words{"name", []string{"customer_promise", "industry", "status_line", "seller", "sales_engineer", "csm", "implementation_lead", "support_contact"}, 1}
	case "stakeholder":
		return words{"name", []string{"title", "email", "concern"}, 2}
	case "promise":
		return words{"text", []string{"quote", "to_whom", "by_whom", "owner", "evidence"}, 3}
	case "question":
		return words{"text", []string{"answer", "asked_by", "answered_by"}, 4}
	case "criterion":
		return words{"words", []string{"metric", "customer_owner", "judge"}, 5}
	case "item":
		return words{"text", []string{"detail", "who"}, 6}
	case "watch":
		return words{"text", []string{"plan", "trigger", "effect", "owner"}, 7}
	case "handoff":
		return words{"", []string{"story", "trigger", "cost_of_inaction", "emphasised", "barely_discussed", "previous_attempts", "relationship", "first_value", "handoff_note", "avoid"}, 8}
	case "task":
		return words{"title", []string{"note", "owner", "evidence", "reason"}, 9}
	case "signal":
		return words{"text", []string{"logged_by"}, 10}
	case "belief", "proof_point", "customer_question", "notice", "block":
		return words{title: "text"}
	case "plan", "phase", "account_anchor", "baseline", "playbook_version":
		return words{title: "title"}
	case "task_input":
		return words{title: "asked"}
	case "absence":
		return words{title: "why"}
	case "member", "setting", "holiday":
		return words{title: "name"}
	case "measurement":
		return words{title: "value"}
	case "watch_review":
		return words{title: "note"}
	case "inspection":
		return words{title: "day"}
	case "none":
		return words{title: "field"}
	case "transition":
		return words{title: "to"}
	}
	return words{}
}

// title returns what a row is called in a list: its own words, or its noun.
func title(k *kind, n playbook.Noun) string {
	if k.words.title != "" {
		if t := k.col(k.words.title).Text(n); t != "" {
			return t
		}
	}
	return playbook.Label(k.name, "")
}

// titleSQL is the column that title reads, as an expression on a table alias
// such as "t.".
func (k *kind) titleSQL(alias string) string {
	if k.words.title == "" {
		return "''"
	}
	return alias + k.col(k.words.title).quoted
}

// doc returns what the search keeps of a row: nothing for rows that are not
// there, in the trash, without words, or of a noun that is not searched.
func doc(k *kind, n playbook.Noun) (title, body string) {
	if n == nil || k.words.rank == 0 || n.Key().TrashedAt != "" {
		return "", ""
	}
	if k.words.title != "" {
		title = k.col(k.words.title).Text(n)
	}
	var parts []string
	for _, name := range k.words.body {
		if s := k.col(name).Text(n); s != "" {
			parts = append(parts, s)
		}
	}
	return title, strings.Join(parts, "\n")
}
