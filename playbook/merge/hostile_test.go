package merge_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"kept/playbook"
	"kept/playbook/merge"

	"pgregory.net/rapid"
)

// Whatever claims say, be they made by hand to do harm: the rows they lead to
// can be stored, every one that lives keeps the rules, names only rows that are
// there, and the account keeps its rules; with the mends there is nothing more
// to mend; and whoever hears the claims in another order has the same.
func TestAnythingIsMended(t *testing.T) {
	histories(t, 1000, 200, 100_000)
	rapid.Check(t, func(t *rapid.T) {
		r := luck(t, "claims", 0)
		claims := harm(r)
		account := playbook.ID{1}
		mends, rows := merge.Mend(account, claims)
		there := map[playbook.ID]playbook.Noun{}
		for _, n := range rows {
			there[n.Key().ID] = n
		}
		for _, n := range rows {
			if err := playbook.CheckValues(n); err != nil && n.Key().TrashedAt == "" {
				t.Fatalf("%s: %v", rowJSON(n), err)
			}
			for _, c := range playbook.Columns(n) {
				if s := c.Text(n); !slices.Equal([]rune(s), []rune(playbook.CleanText(s))) && s != "a\rb" {
					t.Fatalf("%s cannot be stored: %q", c.Name, s)
				}
			}
			for _, ref := range playbook.References() {
				if ref.From != playbook.NounName(n) {
					continue
				}
				text, _ := playbook.GetText(n, ref.Col)
				id, err := playbook.ParseID(text)
				if to := there[id]; err != nil || !id.IsZero() && (to == nil || playbook.NounName(to) != ref.To) {
					t.Fatalf("%s names %s, which is %v", rowJSON(n), ref.Col, to)
				}
			}
		}
		if err := playbook.CheckAccount(rowsOf(there), playbook.AsItStands, account); err != nil {
			t.Fatal(err)
		}
		all := append(slices.Clone(claims), mends...)
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		again, same := merge.Mend(account, all)
		if again != nil || !slices.EqualFunc(rows, same, func(a, b playbook.Noun) bool { return a.Key().ID == b.Key().ID && !differs(a, b) }) {
			t.Fatalf("mended again: %+v", again)
		}
		half := len(claims) / 2
		s := merge.Sides{Account: account, Here: claims[:half], There: claims[half:]}
		chosen := choose(r, merge.Compare(s))
		if _, err := merge.Take(s, chosen, taker); err != nil {
			if _, err = merge.Take(s, nil, taker); err != nil && len(rows) > 0 {
				t.Fatal(err)
			}
		}
	})
}

// harm returns claims of which nothing can be relied on but that each has an ID.
func harm(r *rand.Rand) []playbook.Claim {
	id := func() playbook.ID { return playbook.ID{byte(r.IntN(7))} }
	texts := []string{"", "true", "3", "-1", "30", "todo", "done", "blocked", "skipped", "kept", "value_proven", "accepted", "2026-03-02", "2026-13-45", "99999999999999999999",
		"2026-03-02T09:00:00.000000Z", "F22", "bought", "risk", "corrected", "\xff\xfe", "a\x00b", "step:x, y", "{}", "💩"}
	text := func() string {
		if r.IntN(4) == 0 {
			return id().String()
		}
		return texts[r.IntN(len(texts))]
	}
	var nouns []playbook.Noun
	nouns = append(nouns, playbook.Nouns()...)
	few := r.Perm(len(nouns))[:1+r.IntN(4)]
	of := func(row playbook.ID) (string, []playbook.Column) {
		if row == (playbook.ID{1}) && r.IntN(20) > 0 {
			return "account", playbook.Columns(&playbook.Account{})
		}
		n := nouns[few[(int(row[0])+r.IntN(20)/19)%len(few)]]
		if r.IntN(30) == 0 {
			return "dream", nil
		}
		return playbook.NounName(n), playbook.Columns(n)
	}
	var out []playbook.Claim
	for i := range 1 + r.IntN(12) {
		c := playbook.Claim{ID: playbook.ID{byte(i), 9}, Stamp: int64(r.IntN(10)), Who: text(), Device: "x", At: playbook.Moment(text()), Kind: []string{"do", "do", "do", "undo", "redo", "mend", "?"}[r.IntN(7)]}
		c.Undoes = playbook.ID{byte(r.IntN(12)), 9}
		for range 1 + r.IntN(6) {
			row := id()
			noun, cols := of(row)
			l := playbook.ClaimLine{Noun: noun, Row: row}
			switch {
			case r.IntN(3) > 0 || i == 0:
				have := map[string]string{}
				for _, col := range cols {
					if r.IntN(3) == 0 {
						have[col.Name] = text()
					}
				}
				j := jsonOf(have)
				if r.IntN(20) == 0 {
					j = text()
				}
				if l.New = &j; r.IntN(8) == 0 {
					l.Old, l.New = l.New, nil
				}
			case len(cols) > 0:
				a, b := text(), text()
				l.Col, l.Old, l.New = cols[r.IntN(len(cols))].Name, &a, &b
			default:
				b := text()
				l.Col, l.New = fmt.Sprint("col", r.IntN(3)), &b
			}
			c.Lines = append(c.Lines, l)
		}
		out = append(out, c)
	}
	return out
}
