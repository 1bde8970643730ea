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
	c := exec.Command("go", "test", "-c", "-o", t.file, "./"+pkg)
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

func tick(o options) ([]figure, error) {
	t, clean, err := compile("data", "KEPT_BENCH_WORKSPACE="+o.small)
	if err != nil {
		return nil, err
	}
	defer clean()
	a, b, err := t.pairs(o, "BenchmarkSetTask", "BenchmarkSetTaskFloor", "p50-ns", "1000x", 1e-6)
	if err != nil {
		return nil, err
	}
	return []figure{times("tick to durable, p50 of 1,000", "prepared statements", "ms", a, b, 3, "")}, nil
}

func page(o options) ([]figure, error) {
	t, clean, err := compile("data", "KEPT_BENCH_WORKSPACE="+o.large)
	if err != nil {
		return nil, err
	}
	defer clean()
	var p50, p99 []float64
	for range o.pairs {
		got, err := t.run("BenchmarkAccountPage", "2000x")
		if err != nil {
			return nil, err
		}
		p50, p99 = append(p50, got["p50-ns"]*1e-6), append(p99, got["p99-ns"]*1e-6)
	}
	// It has no floor, so the half that took less says how quiet the machine was.
	return []figure{alone("an account page's data, 10,000 accounts, p99 of 2,000", "ms", p99, 12,
		"half of the reads took at most "+amount(median(p50), "ms"))}, nil
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
