package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
)

// A packSize is an account of which packs are measured, in the workspace of a
// size.
type packSize struct {
	size
	bench, words string
}

// packs measures account packs: one account, 500 of them, and the memory of a
// program that sends or takes in so many.
func packs(o options) (all []figure, err error) {
	small, large := o.sizes()[0], o.sizes()[1]
	for _, z := range []packSize{{small, "BenchmarkPackSample", "the fullest sample, "}, {small, "BenchmarkPackLong", "an account of 2,200 lines, "},
		{large, "BenchmarkPackLong", "an account of 2,200 lines, "}} {
		got, err := inOneRun(o, z.path, z.bench, "21x")
		if err != nil {
			return nil, err
		}
		of := func(unit string) []float64 { return got.scaled(unit, 1e-6) }
		beside := func(what, unit, floor, floorUnit string, limit float64) {
			f := alone(what+z.words+z.size.words, "ms", of(unit), limit, "")
			f.floor, f.beside = floor, amount(median(of(floorUnit)), "ms")
			all = append(all, f)
		}
		beside("a pack sent: ", "send-ns", "the same rows raw into a file", "sendfloor-ns", 30)
		beside("a pack read and compared: ", "look-ns", "the file and the rows here raw", "lookfloor-ns", 50)
		beside("the same where nobody knows it: ", "first-ns", "the file and the rows here raw", "lookfloor-ns", 50)
		all = append(all, above("what a lock adds, sent: "+z.words+z.size.words, "the pack without", "ms", of("locked-ns"), of("send-ns"), 10, ""),
			above("what a lock adds, read: "+z.words+z.size.words, "the pack without", "ms", of("unlocked-ns"), of("look-ns"), 10, ""))
	}
	got, err := inOneRun(o, large.path, "BenchmarkPackMany", "1x")
	if err != nil {
		return nil, err
	}
	of := func(unit string) []float64 { return got.scaled(unit, 1e-9) }
	for _, f := range []struct{ what, unit, floor, beside string }{
		{"500 accounts sent", "send-ns", "the same rows raw into a file", "sendfloor-ns"},
		{"500 new accounts read and compared", "look-ns", "the same rows raw into a file", "sendfloor-ns"},
		{"500 known accounts read and compared", "again-ns", "the same rows raw into a file", "sendfloor-ns"},
	} {
		one := alone(f.what, "s", of(f.unit), 5, "")
		one.floor, one.beside = f.floor, amount(median(of(f.beside)), "s")
		all = append(all, one)
	}
	all = append(all, times("500 new accounts taken in", "raw inserts of the same rows", "s", of("take-ns"), of("takefloor-ns"), 1.5, ""))
	memory, err := packMemory(o, large.path)
	return append(all, memory...), err
}

// A seen is what a benchmark reported in each of its runs, by unit.
type seen []map[string]float64

func (s seen) scaled(unit string, by float64) []float64 {
	out := make([]float64, len(s))
	for i := range s {
		out[i] = s[i][unit] * by
	}
	return out
}

// inOneRun runs a benchmark that takes measurement and floor in turn; every run
// of it is a pair.
func inOneRun(o options, workspace, bench, benchtime string) (seen, error) {
	t, clean, err := compile("data", "KEPT_BENCH_WORKSPACE="+workspace)
	if err != nil {
		return nil, err
	}
	defer clean()
	var out seen
	for i := range o.pairs {
		note("%s, pair %d of %d", bench, i+1, o.pairs)
		got, err := t.run(bench, benchtime)
		if err != nil {
			return nil, err
		}
		out = append(out, got)
	}
	return out, nil
}

// packMemory is the most memory that keptctl holds while it sends 500 accounts
// and while it takes them in.
func packMemory(o options, workspace string) ([]figure, error) {
	path, clean, err := o.copyOf(workspace)
	if err != nil {
		return nil, err
	}
	defer clean()
	home := filepath.Dir(path)
	list, _, err := o.peak(home, "--workspace", path, "--json", "accounts")
	if err != nil {
		return nil, err
	}
	var accounts []struct{ ID string }
	if err := json.Unmarshal(list, &accounts); err != nil || len(accounts) < 500 {
		return nil, fmt.Errorf("%d accounts to send: %w", len(accounts), err)
	}
	file := filepath.Join(home, "many.keptpack")
	send := []string{"--workspace", path, "pack", "send", "-o", file}
	for _, a := range accounts[:500] {
		send = append(send, a.ID)
	}
	var sent, taken []float64
	for i := range o.pairs {
		note("memory of 500 accounts, %d of %d", i+1, o.pairs)
		_, mb, err := o.peak(home, send...)
		if err != nil {
			return nil, err
		}
		sent = append(sent, mb)
		if _, mb, err = o.peak(home, "--workspace", filepath.Join(home, fmt.Sprint(i, ".kept")), "pack", "open", "--yes", file); err != nil {
			return nil, err
		}
		taken = append(taken, mb)
	}
	return []figure{alone("the most memory, 500 accounts sent", "MB", sent, 150, ""), alone("the most memory, 500 accounts taken in", "MB", taken, 150, "")}, nil
}

// peak runs keptctl and returns what it printed, and the most memory it held.
func (o options) peak(home string, args ...string) ([]byte, float64, error) {
	c := exec.Command(o.ctl, append([]string{"--as", "Maya Lindqvist", "--now", moment}, args...)...)
	c.Env = append(os.Environ(), "HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_DATA_HOME="+home)
	out, err := c.Output()
	if err != nil {
		var said []byte
		if e, ok := err.(*exec.ExitError); ok {
			said = e.Stderr
		}
		return nil, 0, fmt.Errorf("keptctl %s: %w: %s", args[2], err, said)
	}
	used, ok := c.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return nil, 0, fmt.Errorf("this system does not tell how much memory a program held")
	}
	return out, float64(used.Maxrss) / 1024, nil
}
