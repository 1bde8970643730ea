package work

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"kept/playbook"
)

// HandoffDays is how many days after its newest won deal a customer of an
// import still stands at Handoff; later it is Live.
const HandoffDays = 90

// DealStage says how a deal ended, or that it has not.
type DealStage string

// The stages of a deal, with the words that a reader of files uses for them.
const (
	DealWon  DealStage = "won"
	DealLost DealStage = "lost"
	DealOpen DealStage = "open"
)

// A Deal is one understood row of a file of deals.
type Deal struct {
	Line      int    // of the file, from 1; later lines win a tie of dates
	ID        string // never empty and unlike every other deal's
	Account   string
	Seller    string
	Product   string
	Stage     DealStage
	StageWord string // as the file writes it
	CloseOn   playbook.Date
	Value     string // "1234.5": a decimal point, no grouping; "" when not known
	Currency  string // an ISO 4217 code, or a sign that may mean several; "" when not known
}

// A customer is what a file says about one account.
type customer struct {
	name   string
	won    []Deal // inside the twelve months that end with the newest one
	older  int    // won before that
	undate int    // won, on a day that nobody wrote down, beside dated ones
	open   []Deal
	lost   int

	closeOn  playbook.Date // of the newest won deal
	expected playbook.Date // of the open deals, when none is won
	seller   string
	value    playbook.Money
	currency string
	note     string // why a value that the file has is left empty
}

// digest groups deals by customer, in the order of their names.
func digest(deals []Deal, today playbook.Date) []*customer {
	byKey := map[string]*customer{}
	keys := map[string]string{}
	var all []*customer
	for _, d := range deals {
		key, ok := keys[d.Account]
		if !ok {
			key = nameKey(d.Account)
			keys[d.Account] = key
		}
		c := byKey[key]
		if c == nil {
			c = &customer{name: strings.Join(strings.Fields(playbook.CleanText(d.Account)), " ")}
			byKey[key] = c
			all = append(all, c)
		}
		d.ID, d.Product, d.Seller = shortID(d.ID), shortText(d.Product), shortText(d.Seller)
		switch d.Stage {
		case DealWon:
			c.won = append(c.won, d)
		case DealLost:
			c.lost++
		default:
			c.open = append(c.open, d)
		}
	}
	for _, c := range all {
		c.settle(today)
	}
	slices.SortStableFunc(all, func(a, b *customer) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.name), strings.ToLower(b.name)), strings.Compare(a.name, b.name))
	})
	return all
}

// settle works out what the won deals, or else the open ones, say.
func (c *customer) settle(today playbook.Date) {
	if len(c.won) == 0 {
		if d := nextOpen(c.open, today); d != nil {
			c.expected, c.seller = d.CloseOn, d.Seller
		}
		return
	}
	newest := &c.won[0]
	for i := range c.won {
		if d := &c.won[i]; d.CloseOn > newest.CloseOn || d.CloseOn == newest.CloseOn && d.Line > newest.Line {
			newest = d
		}
	}
	c.closeOn, c.seller = newest.CloseOn, newest.Seller
	if c.closeOn == "" {
		// Which twelve months cannot be told, so no value per year either.
		c.note = "no won deal has a close date, so the value per year is not known"
		return
	}
	from := c.closeOn.AddMonths(-12)
	all := c.won
	c.won = nil
	for _, d := range all {
		switch {
		case d.CloseOn == "":
			c.undate++
		case d.CloseOn <= from:
			c.older++
		default:
			c.won = append(c.won, d)
		}
	}
	c.value, c.currency, c.note = worth(c.won)
}

// nextOpen returns the open deal that is expected to close next, else the one
// expected last, else the first; nil when there is none.
func nextOpen(open []Deal, today playbook.Date) *Deal {
	var best *Deal
	better := func(a, b playbook.Date) bool {
		switch {
		case a == "" || b == "":
			return a != "" && b == ""
		case (a >= today) != (b >= today):
			return a >= today
		case a >= today:
			return a < b
		}
		return a > b
	}
	for i := range open {
		if best == nil || better(open[i].CloseOn, best.CloseOn) {
			best = &open[i]
		}
	}
	return best
}

// worth adds up what deals are worth, in cents. Amounts in several currencies
// are not added, and a sign that may mean several currencies is not a currency.
func worth(deals []Deal) (sum playbook.Money, currency, note string) {
	cents, known, first := int64(0), false, true
	for _, d := range deals {
		v, err := strconv.ParseFloat(d.Value, 64)
		if err != nil || math.IsNaN(v) || math.Abs(v) > 1e12 {
			continue
		}
		if !first && d.Currency != currency {
			return "", "", "its deals are in several currencies, so the value is not added up"
		}
		cents, known, first, currency = cents+int64(math.Round(v*100)), true, false, d.Currency
	}
	switch {
	case !known:
		return "", "", ""
	case cents < 0 || cents > 1e14:
		return "", "", "its deals add up to less than nothing or more than a trillion, so the value is left empty"
	}
	if !isCurrency(currency) {
		currency = ""
	}
	return money(cents), currency, ""
}

func money(cents int64) playbook.Money {
	if cents%100 == 0 {
		return playbook.Money(strconv.FormatInt(cents/100, 10))
	}
	return playbook.Money(fmt.Sprintf("%d.%02d", cents/100, cents%100))
}

// amountOf returns the value of one deal, "" when it has none that can be kept.
func amountOf(d Deal) playbook.Money {
	m, _, _ := worth([]Deal{d})
	return m
}

func isCurrency(s string) bool {
	return len(s) == 3 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// stage returns where a customer stands who is not kept yet.
func (c *customer) stage(today playbook.Date) playbook.Stage {
	switch {
	case len(c.won) == 0:
		return playbook.PreClose
	case c.closeOn != "" && c.closeOn >= today.AddDays(-HandoffDays):
		return playbook.AtHandoff
	}
	return playbook.Live
}

// nameKey is the same for names that playbook.SameName calls the same.
func nameKey(name string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			least = min(least, f)
		}
		return least
	}, strings.Join(strings.Fields(name), " "))
}

// maxID and maxProduct bound what is taken over from one cell; a longer id is
// kept as its hash, so that the same deal is still known again.
const (
	maxID   = 200
	maxCell = 1000
)

func shortID(id string) string {
	id = strings.Join(strings.Fields(playbook.CleanText(id)), " ")
	if len(id) > maxID {
		sum := sha256.Sum256([]byte(id))
		return "hash-" + hex.EncodeToString(sum[:12])
	}
	return id
}

func shortText(s string) string {
	s = strings.TrimSpace(playbook.CleanText(s))
	if len(s) <= maxCell || utf8.RuneCountInString(s) <= maxCell {
		return s
	}
	return string([]rune(s)[:maxCell-1]) + "…"
}

// The ids of the deals that an item stands for are one a line: no cell of a
// file read row by row holds a line end, whatever else its ids hold.
const refMark = "\n"

// maxRef bounds the ids of one item, in bytes, far below what a text may hold.
const maxRef = 150_000

func refsOf(it *playbook.Item) []string {
	if it.Ref == "" {
		return nil
	}
	return strings.Split(it.Ref, refMark)
}

// addBought puts deals into the rows of what was bought: into the row that an
// earlier import made for the product and nobody changed since, else into a
// new one. It returns the rows to save.
func addBought(items []playbook.Item, deals []Deal) []*playbook.Item {
	var out []*playbook.Item
	byProduct := map[string]*playbook.Item{}
	changed := map[*playbook.Item]bool{}
	last := 0
	for i := range items {
		it := &items[i]
		if it.Kind != playbook.Bought {
			continue
		}
		last = max(last, it.Pos)
		if n := len(refsOf(it)); n > 0 && it.Qty == strconv.Itoa(n) {
			byProduct[nameKey(it.Text)] = it
		}
	}
	refs := map[*playbook.Item][]string{}
	size := map[*playbook.Item]int{}
	for _, d := range deals {
		key := nameKey(d.Product)
		it := byProduct[key]
		if it != nil && !changed[it] {
			refs[it], size[it] = refsOf(it), len(it.Ref)
		}
		if it == nil || size[it]+len(d.ID) >= maxRef {
			last++
			it = &playbook.Item{Kind: playbook.Bought, Text: d.Product}
			it.Pos = last
			byProduct[key] = it
		}
		if !changed[it] {
			changed[it] = true
			out = append(out, it)
		}
		refs[it] = append(refs[it], d.ID)
		size[it] += len(d.ID) + len(refMark)
	}
	for _, it := range out {
		it.Ref, it.Qty = strings.Join(refs[it], refMark), strconv.Itoa(len(refs[it]))
	}
	return out
}

// addExpansions makes one row of expansion interest of each open deal. It
// holds what the file says and no more.
func addExpansions(items []playbook.Item, deals []Deal) []*playbook.Item {
	last := 0
	for i := range items {
		if items[i].Kind == playbook.Expansion {
			last = max(last, items[i].Pos)
		}
	}
	var out []*playbook.Item
	for _, d := range deals {
		detail := "Open deal"
		if d.StageWord != "" {
			detail += " (" + shortText(d.StageWord) + ")"
		}
		if d.Seller != "" {
			detail += " of " + d.Seller
		}
		if d.CloseOn != "" {
			detail += ", expected to close on " + d.CloseOn.Short()
		}
		last++
		it := &playbook.Item{Kind: playbook.Expansion, Text: d.Product, Detail: detail, Amount: amountOf(d), Ref: d.ID}
		it.Pos = last
		out = append(out, it)
	}
	return out
}
