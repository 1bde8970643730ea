package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// A tester is the compiled test program of a package, whose benchmarks are run
// one at a time so that pairs can alternate.
type tester struct {
	dir, file string
	env       []string
}

func compile(pkg string, env ...string) (*tester, func(), error) {
	dir, err := os.MkdirTemp("", "kept-bench-*")
	if err != nil {
		return nil, nil, err
	}
	t := &tester{dir: pkg, file: filepath.Join(dir, "bench.test"), env: env}
	c := exec.Command("go", "test", "-c", "-tags", "ci", "-o", t.file, "./"+pkg)
	c.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := c.CombinedOutput(); err != nil {
		os.RemoveAll(dir)
		return nil, nil, fmt.Errorf("build the benchmarks of %s: %w: %s", pkg, err, out)
	}
	return t, func() { os.RemoveAll(dir) }, nil
}

// run returns what a benchmark reports by unit, such as ns/op.
func (t *tester) run(name, benchtime string) (map[string]float64, error) {
	c := exec.Command(t.file, "-test.run", "^$", "-test.bench", "^"+name+"$", "-test.benchtime", benchtime)
	c.Dir = t.dir // where its testdata is
	c.Env = append(os.Environ(), t.env...)
	out, err := c.CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %s", name, err, out)
	}
	for line := range strings.Lines(string(bytes.ToValidUTF8(out, nil))) {
		f := strings.Fields(line)
		if len(f) < 4 || !strings.HasPrefix(f[0], name) {
			continue
		}
		got := map[string]float64{}
		for i := 2; i+1 < len(f); i += 2 {
			if got[f[i+1]], err = strconv.ParseFloat(f[i], 64); err != nil {
				return nil, fmt.Errorf("%s reports %q: %w", name, line, err)
			}
		}
		return got, nil
	}
	return nil, fmt.Errorf("%s reports nothing: %s", name, out)
}

// pairs runs a benchmark and its floor in turn.
func (t *tester) pairs(o options, ours, floor, unit, benchtime string, scale float64) (a, b []float64, err error) {
	for i := range o.pairs {
		for _, name := range turn(i, ours, floor) {
			got, err := t.run(name, benchtime)
			if err != nil {
				return nil, nil, err
			}
			v, ok := got[unit]
			if !ok {
				return nil, nil, fmt.Errorf("%s does not report %s", name, unit)
			}
			if name == ours {
				a = append(a, v*scale)
			} else {
				b = append(b, v*scale)
			}
		}
	}
	return a, b, nil
}

// A size is a generated workspace and what to call it.
type size struct {
	path, words string
}

func (o options) sizes() []size {
	return []size{{o.small, "1,000 accounts"}, {o.large, "10,000 accounts"}}
}

func tick(o options) (all []figure, err error) {
	for _, z := range o.sizes() {
		path, clean, err := o.copyOf(z.path)
		if err != nil {
			return nil, err
		}
		defer clean()
		t, done, err := compile("data", "KEPT_BENCH_WORKSPACE="+path, "KEPT_BENCH_OWN=1")
		if err != nil {
			return nil, err
		}
		defer done()
		a, b, err := t.pairs(o, "BenchmarkSetTask", "BenchmarkSetTaskFloor", "p50-ns", "1000x", 1e-6)
		if err != nil {
			return nil, err
		}
		all = append(all, times("tick to durable, p50 of 1,000, "+z.words, "prepared statements", "ms", a, b, 3, ""))
	}
	return all, nil
}

// A reading is a benchmark that only reads, and the limit of one of its
// figures.
type reading struct {
	what, bench string
	floor       string // "" where there is none
	unit        string // of its p50 or p99
	times       string
	limit       float64
}

func readings() map[string]reading {
	return map[string]reading{
		"page":  {"an account page's data", "BenchmarkAccountPage", "", "p99", "2000x", 12},
		"open":  {"open to the first list", "BenchmarkOpenToList", "one connection, one statement", "p50", "100x", 60},
		"list":  {"a page of the list of accounts", "BenchmarkListPage", "the accounts' own columns", "p99", "1000x", 10},
		"names": {"search of names", "BenchmarkSearchNames", "the search's own answer", "p99", "1000x", 16},
		"text":  {"search of all text, from three letters", "BenchmarkSearchText", "the search's own answer", "p99", "1000x", 100},
		"today": {"all that Today shows", "BenchmarkToday", "counting what is due", "p50", "100x", 200},
	}
}

// read measures a reading on both workspaces. Nothing is written, so the
// workspaces need no copy.
func read(name string) func(options) ([]figure, error) {
	return func(o options) (all []figure, err error) {
		r := readings()[name]
		for _, z := range o.sizes() {
			t, clean, err := compile("data", "KEPT_BENCH_WORKSPACE="+z.path)
			if err != nil {
				return nil, err
			}
			defer clean()
			var ours, half, floors []float64
			for i := range o.pairs {
				for _, bench := range turn(i, r.bench, r.bench+"Floor") {
					if bench != r.bench && r.floor == "" {
						continue
					}
					got, err := t.run(bench, r.times)
					if err != nil {
						return nil, err
					}
					if bench != r.bench {
						floors = append(floors, got[r.unit+"-ns"]*1e-6)
					} else {
						ours, half = append(ours, got[r.unit+"-ns"]*1e-6), append(half, got["p50-ns"]*1e-6)
					}
				}
			}
			f := alone(r.what+", "+r.unit+", "+z.words, "ms", ours, r.limit, "")
			if r.floor != "" {
				f.floor, f.beside = r.floor, amount(median(floors), "ms")
			}
			if r.unit == "p99" { // the half that took less says how quiet the machine was
				f.note = "half of them took at most " + amount(median(half), "ms")
			}
			all = append(all, f)
		}
		return all, nil
	}
}

func brief(o options) ([]figure, error) {
	t, clean, err := compile("playbook/brief")
	if err != nil {
		return nil, err
	}
	defer clean()
	a, b, err := t.pairs(o, "BenchmarkInternal", "BenchmarkFloor", "ns/op", "1s", 1e-6)
	if err != nil {
		return nil, err
	}
	return []figure{times("internal brief of a sample", "gofpdf, same text and faces", "ms", a, b, 2, "")}, nil
}

// scroll measures ours and the floor inside one benchmark, which makes a window
// for each; every run of it is a pair.
func scroll(o options) (all []figure, err error) {
	for _, of := range []struct {
		pkg, bench, what string
		limit            float64
	}{
		{"ui/screen/ledger", "BenchmarkScroll500", "a frame of scrolling through 500 promises", 1.5},
		{"ui/kit", "BenchmarkGanttScroll", "a frame of scrolling a timeline of 200 tasks both ways", 4},
	} {
		t, clean, err := compile(of.pkg)
		if err != nil {
			return nil, err
		}
		defer clean()
		var a, b []float64
		for range o.pairs {
			got, err := t.run(of.bench, "1x")
			if err != nil {
				return nil, err
			}
			a, b = append(a, got["µs/frame"]*1e-3), append(b, got["µs/floor"]*1e-3)
		}
		all = append(all, times(of.what, "the toolkit's list of labels", "ms", a, b, of.limit, ""))
	}
	return all, nil
}

func imports(o options) ([]figure, error) {
	t, clean, err := compile("data")
	if err != nil {
		return nil, err
	}
	defer clean()
	a, b, err := t.pairs(o, "BenchmarkImportDeals", "BenchmarkImportDealsFloor", "ns/op", "3x", 1e-6)
	if err != nil {
		return nil, err
	}
	return []figure{times("import of the 8,800 deals", "raw inserts of the same rows", "ms", a, b, 2.5, "")}, nil
}

// plans measures the engine of plans beside a plain loop, and one task of a
// large plan beside one of a small.
func plans(o options) ([]figure, error) {
	t, clean, err := compile("playbook/schedule")
	if err != nil {
		return nil, err
	}
	defer clean()
	beside := func(what, name, unit string, scale, limit float64, benchtime string) (figure, error) {
		a, b, err := t.pairs(o, name, name+"Floor", "ns/op", benchtime, scale)
		f := figure{}
		if err == nil {
			f = alone(what, unit, a, limit, "")
			f.floor, f.beside = "a plain loop", amount(median(b), unit)
		}
		return f, err
	}
	one, err := beside("a plan of 40 tasks, computed again", "BenchmarkPlan40", "µs", 1e-3, 50, "5000x")
	if err != nil {
		return nil, err
	}
	many, err := beside("10,000 such plans", "BenchmarkPlans", "s", 1e-9, 0.6, "1x")
	if err != nil {
		return nil, err
	}
	all := []figure{one, many}
	for _, size := range []string{"400", "4000"} {
		a, b, err := t.pairs(o, "BenchmarkPlan"+size, "BenchmarkPlan40", "ns/each", "0.3s", 1)
		if err != nil {
			return nil, err
		}
		all = append(all, times("each task and dependency of a plan of "+size, "the same in a plan of 40", "ns", a, b, 1.5, ""))
	}
	return all, nil
}
