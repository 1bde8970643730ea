package main

import (
	"fmt"
	"strconv"
	"strings"

	"kept/playbook"
	"kept/playbook/merge"
	"kept/playbook/work"
)

// A numbered difference is one that somebody can choose about: a value, a row, or
// the order of a list. pack show numbers them through all accounts.
type numbered struct {
	account playbook.ID
	line    *work.PackLine  // nil of an order
	order   *work.PackOrder // nil of a value and a row
}

// at is what a script calls a difference, the same whatever else differs: the id
// of the row, with the column of a value.
func (d *numbered) at() string {
	switch {
	case d.order != nil:
		return d.order.Rows[0].String() + ".order"
	case d.line.Col == "":
		return d.line.Row.String()
	}
	return d.line.Row.String() + "." + d.line.Col
}

// numberedOf returns the differences of a pack in the order of their numbers.
func numberedOf(v *work.PackView) []numbered {
	var out []numbered
	for i := range v.Accounts {
		acc := &v.Accounts[i]
		for k := range acc.Groups {
			g := &acc.Groups[k]
			for j := range g.Lines {
				if g.Lines[j].Shown() {
					out = append(out, numbered{account: acc.ID, line: &g.Lines[j]})
				}
			}
			for j := range g.Orders {
				out = append(out, numbered{account: acc.ID, order: &g.Orders[j]})
			}
		}
	}
	return out
}

// numbers are the numbers of the differences, by their line or order; what
// nobody can choose about has none.
type numbers map[any]int

func numbersOf(v *work.PackView) numbers {
	out := numbers{}
	for i, d := range numberedOf(v) {
		if d.line != nil {
			out[d.line] = i + 1
		} else {
			out[d.order] = i + 1
		}
	}
	return out
}

func (n numbers) words(of any) string {
	if n[of] == 0 {
		return "    "
	}
	return fmt.Sprintf("%4d", n[of])
}

func (n numbers) json(of any) any {
	if n[of] == 0 {
		return nil
	}
	return n[of]
}

// A packChooser holds what the flags of pack open say about single differences.
type packChooser struct{ here, there, both, instead list }

// choices puts what was said into the choices of each account.
func (c *packChooser) choices(v *work.PackView) (map[playbook.ID][]merge.Choice, error) {
	all := numberedOf(v)
	out := map[playbook.ID][]merge.Choice{}
	said := map[string]bool{}
	choose := func(typed string, side merge.Side, text string) error {
		d, err := findNumbered(all, typed)
		if err != nil {
			return err
		}
		if said[d.at()] {
			return usage("pack open was told two things about difference %s; say one", one(typed, 60))
		}
		said[d.at()] = true
		if d.order != nil {
			if side != merge.Mine && side != merge.Theirs {
				return usage("difference %s is the order of a list; choose it with --here or --there", one(typed, 60))
			}
			out[d.account] = append(out[d.account], d.order.Choose(side)...)
			return nil
		}
		out[d.account] = append(out[d.account], d.line.Choose(side, text))
		return nil
	}
	for _, of := range []struct {
		typed list
		side  merge.Side
	}{{c.here, merge.Mine}, {c.there, merge.Theirs}, {c.both, merge.Keep}} {
		for _, typed := range of.typed {
			if err := choose(typed, of.side, ""); err != nil {
				return nil, err
			}
		}
	}
	for _, typed := range c.instead {
		at, text, ok := strings.Cut(typed, "=")
		if !ok {
			return nil, usage("--instead needs the difference and the words: --instead '3=A report every ten days'")
		}
		if err := choose(at, merge.Other, text); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// findNumbered finds the difference that a person typed: its number, or what
// --json calls it.
func findNumbered(all []numbered, typed string) (*numbered, error) {
	typed = strings.TrimSpace(typed)
	if n, err := strconv.Atoi(typed); err == nil && n >= 1 && n <= len(all) {
		return &all[n-1], nil
	}
	for i := range all {
		if strings.EqualFold(all[i].at(), typed) {
			return &all[i], nil
		}
	}
	return nil, &failure{kind: "not_found", message: fmt.Sprintf("There is no difference “%s” in the pack; keptctl pack show numbers them.", one(typed, 60))}
}
