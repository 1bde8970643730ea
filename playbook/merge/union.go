package merge

import (
	"bytes"
	"cmp"
	"slices"

	"kept/playbook"
)

// Union returns the claims of both by stamp and then ID, each once with the
// lines of both. Of a line that both have, what is here stands: somebody may
// have been forgotten in it.
func Union(hereClaims, thereClaims []playbook.Claim) []playbook.Claim {
	out := make([]playbook.Claim, 0, len(hereClaims)+len(thereClaims))
	each(inOrder(hereClaims, thereClaims), func(c *playbook.Claim, lines []lineOf) {
		one := *c
		one.Lines = make([]playbook.ClaimLine, len(lines))
		for i := range lines {
			one.Lines[i] = lines[i].whole()
		}
		slices.SortFunc(one.Lines, byRow)
		out = append(out, one)
	})
	return out
}

// byRow orders the lines of a claim, so that both sides write it alike.
func byRow(a, b playbook.ClaimLine) int {
	return cmp.Or(cmp.Compare(a.Noun, b.Noun), bytes.Compare(a.Row[:], b.Row[:]), cmp.Compare(a.Col, b.Col))
}

// whole is the line with the columns of all sides.
func (l *lineOf) whole() playbook.ClaimLine {
	out := *l.ClaimLine
	if l.more != nil {
		json := object(columns(l.more, func(side) bool { return true }))
		out.New = &json
	}
	return out
}

// columns returns those columns of a row that are had by sides which want
// accepts, sorted.
func columns(from []heardJSON, want func(side) bool) []pair {
	in, text := map[string]side{}, map[string]string{}
	for _, f := range from {
		eachColumn(f.json, func(col, value string) {
			if in[col] == 0 {
				text[col] = value
			}
			in[col] |= f.in
		})
	}
	var pairs []pair
	for col, value := range text {
		if want(in[col]) {
			pairs = append(pairs, pair{col, value})
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int { return cmp.Compare(a.col, b.col) })
	return pairs
}

// Unknown returns what there is to be learned: the claims that are not known
// here, and of those that are the lines that are missing here. Rows of purged
// are left out; with the account among them that is all of them. Where all of a
// claim is unknown, its lines are those of thereClaims.
func Unknown(hereClaims, thereClaims []playbook.Claim, purged map[playbook.ID]bool) []playbook.Claim {
	var out []playbook.Claim
	each(inOrder(hereClaims, thereClaims), func(c *playbook.Claim, lines []lineOf) {
		if !slices.ContainsFunc(lines, func(l lineOf) bool { return l.in != there || l.more != nil || purged[l.Row] }) && areLines(lines, c) {
			out = append(out, *c) // as most are of a first pack
			return
		}
		var news []playbook.ClaimLine
		for i := range lines {
			l := &lines[i]
			switch {
			case purged[l.Row]:
			case l.in == there:
				news = append(news, l.whole())
			case l.more != nil:
				if missing := columns(l.more, func(in side) bool { return in == there }); missing != nil {
					line, json := *l.ClaimLine, object(missing)
					line.New = &json
					news = append(news, line)
				}
			}
		}
		if news != nil {
			one := *c
			one.Lines = news
			out = append(out, one)
		}
	})
	return out
}

// areLines tells whether lines are those of the claim.
func areLines(lines []lineOf, c *playbook.Claim) bool {
	for i := range lines {
		if i == len(c.Lines) || lines[i].ClaimLine != &c.Lines[i] {
			return false
		}
	}
	return len(lines) == len(c.Lines)
}

// without returns the claims without the lines of some rows.
func without(claims []playbook.Claim, rows map[playbook.ID]bool) []playbook.Claim {
	if len(rows) == 0 {
		return claims
	}
	out := make([]playbook.Claim, 0, len(claims))
	for _, c := range claims {
		if slices.ContainsFunc(c.Lines, func(l playbook.ClaimLine) bool { return rows[l.Row] }) {
			c.Lines = slices.DeleteFunc(slices.Clone(c.Lines), func(l playbook.ClaimLine) bool { return rows[l.Row] })
		}
		if len(c.Lines) > 0 {
			out = append(out, c)
		}
	}
	return out
}

// Withhold returns the claims without what must not be retold, such as the
// sensitive notes about a person: what a pack has unless somebody asks for more.
func Withhold(claims []playbook.Claim) []playbook.Claim {
	out := make([]playbook.Claim, 0, len(claims))
	for _, c := range claims {
		var lines []playbook.ClaimLine
		for i, l := range c.Lines {
			n := nouns[l.Noun]
			switch {
			case n == nil || n.sensitive == nil:
			case l.Col != "" && slices.Contains(n.sensitive, l.Col):
				if lines == nil {
					lines = append(make([]playbook.ClaimLine, 0, len(c.Lines)), c.Lines[:i]...)
				}
				continue
			case l.Col == "":
				if lines == nil {
					lines = append(make([]playbook.ClaimLine, 0, len(c.Lines)), c.Lines[:i]...)
				}
				l.Old, l.New = n.discreet(l.Old), n.discreet(l.New)
			}
			if lines != nil {
				lines = append(lines, l)
			}
		}
		if lines != nil {
			c.Lines = lines
		}
		if len(c.Lines) > 0 {
			out = append(out, c)
		}
	}
	return out
}

// discreet is a row without its sensitive columns.
func (n *noun) discreet(row *string) *string {
	if row == nil {
		return nil
	}
	var pairs []pair
	eachColumn(*row, func(col, text string) {
		if !slices.Contains(n.sensitive, col) {
			pairs = append(pairs, pair{col, text})
		}
	})
	slices.SortFunc(pairs, func(a, b pair) int { return cmp.Compare(a.col, b.col) })
	json := object(pairs)
	return &json
}

// Greatest returns the greatest stamp of the claims, 0 for none.
func Greatest(claims []playbook.Claim) int64 {
	var most int64
	for i := range claims {
		most = max(most, claims[i].Stamp)
	}
	return most
}
