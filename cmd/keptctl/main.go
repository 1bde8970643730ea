// Command keptctl does the jobs of Kept from a terminal or a script: the same
// use cases as the window, on the same workspace, without one. What it prints
// and how it exits is in docs/keptctl.md.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"time"

	"kept/cmd/internal/boot"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	// A second Ctrl+C ends the program at once, also while it waits for input.
	context.AfterFunc(ctx, stop)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv)
	stop()
	os.Exit(code)
}

// run does one command and returns the exit status.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, env boot.Env) (status int) {
	out := &told{w: stdout}
	a := &app{ctx: ctx, in: stdin, out: out, err: stderr, env: env}
	defer func() {
		if r := recover(); r != nil {
			// What was under way is not stored: a panic inside an act rolls it back.
			if a.kept != nil {
				a.kept.Log.Error("panic", "type", fmt.Sprintf("%T", r), "stack", string(debug.Stack()))
			}
			status = a.fail(errPanic)
		}
		if err := a.close(); err != nil && status == 0 {
			status = a.fail(err)
		}
	}()
	if err := a.do(args); err != nil {
		return a.fail(err)
	}
	a.backUpDaily()
	if out.err != nil {
		return a.fail(&failure{kind: "file", message: "The command was done, but its answer could not be written; see where the output goes, and whether there is room."})
	}
	return 0
}

// told remembers that something could not be written.
type told struct {
	w   io.Writer
	err error
}

func (t *told) Write(p []byte) (int, error) {
	n, err := t.w.Write(p)
	if t.err == nil {
		t.err = err
	}
	return n, err
}

// close lets go of the workspace, if one is open.
func (a *app) close() error {
	k := a.kept
	if k == nil {
		return nil
	}
	a.kept = nil
	return k.Close()
}

// An app is one run of the program.
type app struct {
	ctx      context.Context
	in       io.Reader
	out, err io.Writer
	env      boot.Env

	workspace, as, now string
	json               bool

	kept   *boot.Kept
	before int64    // where the workspace stood when it was opened
	args   []string // of the command, without flags
}

func (a *app) globals(name string) *flag.FlagSet {
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&a.workspace, "workspace", a.workspace, "the workspace `FILE`; else KEPT_WORKSPACE, else the user's own")
	fs.StringVar(&a.as, "as", a.as, "the `NAME` of the person who does it; else the system's user")
	fs.StringVar(&a.now, "now", a.now, "a `TIME` that stands for now, like 2027-03-01T09:00:00Z; else KEPT_NOW, else the clock")
	fs.BoolVar(&a.json, "json", a.json, "print JSON, errors too")
	return fs
}

// do finds the command, reads its flags and does it.
func (a *app) do(args []string) error {
	for _, arg := range args { // so that a mistake in the flags is told in JSON too
		a.json = a.json || arg == "--json" || arg == "-json"
	}
	fs := a.globals("keptctl")
	if err := fs.Parse(args); errors.Is(err, flag.ErrHelp) {
		return a.help(nil)
	} else if err != nil {
		return usage("%v; keptctl help shows all", err)
	}
	if fs.NArg() == 0 {
		return usage("a command is missing; keptctl help lists them")
	}
	if fs.Arg(0) == "help" {
		return a.help(fs.Args()[1:])
	}
	c, rest := find(fs.Args())
	if c == nil {
		return unknownCommand(fs.Args())
	}
	return a.command(c, rest)
}

func (a *app) command(c *command, args []string) error {
	fs := a.globals(c.name)
	do := c.setup(fs)
	for { // flags may stand before, between and after the arguments
		before := len(args)
		if err := fs.Parse(args); errors.Is(err, flag.ErrHelp) {
			return a.help(strings.Fields(c.name))
		} else if err != nil {
			return usage("%s: %v; keptctl help %s shows its flags", c.name, err, c.name)
		}
		if n := before - fs.NArg(); n > 0 && args[n-1] == "--" {
			a.args = append(a.args, fs.Args()...)
			break
		}
		if fs.NArg() == 0 {
			break
		}
		a.args, args = append(a.args, fs.Arg(0)), fs.Args()[1:]
	}
	if n := len(a.args); n < c.min || n > c.max {
		return usage("use it like this: keptctl %s %s", c.name, c.use)
	}
	if c.open != nil {
		if err := a.open(c.want()); err != nil {
			return err
		}
	}
	return do(a)
}

// config is what the flags and the environment say.
func (a *app) config() (boot.Config, error) {
	cfg, err := boot.FromEnv(a.env)
	if err != nil && a.now == "" {
		return cfg, usage("%v", err)
	}
	if a.workspace != "" {
		cfg.Workspace = a.workspace
	}
	if a.now != "" {
		t, err := boot.ParseNow(a.now)
		if err != nil {
			return cfg, usage("--now: %v", err)
		}
		cfg.Now = func() time.Time { return t }
	}
	cfg.Who = strings.TrimSpace(a.as)
	if cfg.Who == "" {
		cfg.Who = boot.SystemUser(a.env)
	}
	return cfg, nil
}

// open opens the workspace as the flags and the environment say.
func (a *app) open(want boot.Want) error {
	cfg, err := a.config()
	if err != nil {
		return err
	}
	if a.kept, err = boot.Open(a.ctx, cfg, "keptctl", want); err != nil {
		return err
	}
	a.before, err = a.kept.Store.DataVersion(a.ctx)
	return err
}
