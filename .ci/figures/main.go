// Figures prints one table: every figure the program promises, beside the
// least it could cost, both measured in the same run in alternating pairs.
// docs/figures.md says how each is taken. It is run by make bench.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// moment is the time it is in every measured program, so that the generated
// workspaces look the same on every day they are used.
const moment = "2026-11-23T09:00:00Z"

type options struct {
	pairs        int
	display      int
	kept, ctl    string // the programs
	empty        string // the empty window
	cache        string
	small, large string // workspaces of 1,000 and of 10,000 accounts
}

func main() {
	var o options
	var only string
	flag.IntVar(&o.pairs, "pairs", 5, "how many `PAIRS` of measurement and floor")
	flag.IntVar(&o.display, "display", 75, "the X display `NUMBER` to use")
	flag.StringVar(&o.kept, "kept", "bin/kept", "the built `PROGRAM`")
	flag.StringVar(&o.ctl, "ctl", "bin/keptctl", "the built `PROGRAM` of the terminal")
	flag.StringVar(&o.empty, "empty", "bin/emptywindow", "the built empty `WINDOW`")
	flag.StringVar(&o.cache, "cache", filepath.Join(os.TempDir(), "kept-figures"), "the `FOLDER` of generated workspaces")
	flag.StringVar(&only, "only", "", "of window, tick, open, list, names, text, today, page, backup, brief, import, scroll, plan and pack only these, with commas between")
	flag.Parse()
	if err := run(o, only); err != nil {
		fmt.Fprintln(os.Stderr, "figures:", err)
		os.Exit(1)
	}
}

func note(format string, args ...any) {
	fmt.Fprintf(os.Stderr, time.Now().Format("15:04:05 ")+format+"\n", args...)
}

// turn begins every other pair with the floor, so that neither always comes
// first.
func turn[T any](i int, ours, floor T) []T {
	if i%2 == 1 {
		return []T{floor, ours}
	}
	return []T{ours, floor}
}

// A group is figures that are taken together.
type group struct {
	name    string
	measure func(options) ([]figure, error)
}

func run(o options, only string) error {
	groups := []group{{"window", windows}, {"tick", tick}, {"open", read("open")}, {"list", read("list")}, {"names", read("names")},
		{"text", read("text")}, {"today", read("today")}, {"page", read("page")}, {"backup", backups}, {"brief", brief}, {"import", imports}, {"scroll", scroll}, {"plan", plans}, {"pack", packs}}
	var wanted []string
	if only != "" {
		wanted = strings.Split(only, ",")
	}
	wants := func(name string) bool { return len(wanted) == 0 || slices.Contains(wanted, name) }
	for _, w := range wanted {
		if !slices.ContainsFunc(groups, func(g group) bool { return g.name == w }) {
			return fmt.Errorf("there is no figure %q", w)
		}
	}
	if o.pairs < 1 {
		return fmt.Errorf("%d pairs are too few", o.pairs)
	}
	if slices.ContainsFunc(groups, func(g group) bool {
		return !slices.Contains([]string{"brief", "import", "scroll", "plan"}, g.name) && wants(g.name)
	}) {
		if err := generate(&o); err != nil {
			return err
		}
	}
	var all []figure
	for _, g := range groups {
		if !wants(g.name) {
			continue
		}
		note("%s", g.name)
		got, err := g.measure(o)
		if err != nil {
			return fmt.Errorf("%s: %w", g.name, err)
		}
		all = append(all, got...)
	}
	fmt.Printf("\n%s, %d cores, %s, %d pairs; medians, and in brackets the least and the most of the pairs\n\n",
		time.Now().Format("2 Jan 2006"), runtime.NumCPU(), runtime.Version(), o.pairs)
	if !print(os.Stdout, all) {
		return fmt.Errorf("a figure is over its limit")
	}
	return nil
}
