// Kept is the desktop program: one window on one workspace.
package main

import (
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"kept/cmd/internal/boot"
	"kept/ui"
	"kept/ui/kit"
)

//go:embed icon.png
var iconPNG []byte

func main() {
	err := run(os.Args[1:], os.Getenv, os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, "kept:", err)
		os.Exit(1)
	}
}

// run shows the window until it is closed.
func run(args []string, env boot.Env, out io.Writer) (failed error) {
	c, err := boot.FromEnv(env)
	if err != nil {
		return err
	}
	flags := flag.NewFlagSet("kept", flag.ContinueOnError)
	flags.SetOutput(out)
	flags.Usage = func() {
		fmt.Fprint(out, "kept [--workspace FILE]\n\nOpens the window on your workspace, or on FILE.\nThe same work without a window: keptctl.\n\n")
		flags.PrintDefaults()
	}
	flags.StringVar(&c.Workspace, "workspace", c.Workspace, "the workspace `FILE` to open")
	show := flags.String("show", "today", "the screen to begin with: today, accounts, playbooks, trash or backups")
	if err := flags.Parse(args); err != nil {
		return err
	}
	first, ok := ui.PlaceNamed(*show)
	if !ok || flags.NArg() > 0 {
		flags.Usage()
		return errors.New("these arguments are not understood")
	}
	if runtime.GOOS == "linux" && env("DISPLAY") == "" && env("WAYLAND_DISPLAY") == "" {
		return errors.New("there is no display here; keptctl does the same work from a terminal")
	}
	log, file := boot.OpenLog(c.Folders.Logs(), "kept")
	defer file.Close()
	slog.SetDefault(log)
	boot.Toolkit(log)
	// A mistake on the window's own goroutine ends the program. The system would
	// print the value that it was raised with, which may quote a customer.
	defer func() {
		if v := recover(); v != nil {
			log.Error("panic", "type", fmt.Sprintf("%T", v), "stack", string(debug.Stack()))
			failed = errors.New("a mistake of the program ended it; what was saved is safe, and the log says where it was")
		}
	}()

	a := app.NewWithID("io.github.kept.desktop")
	a.SetIcon(fyne.NewStaticResource("kept.png", iconPNG))
	w := ui.New(a, newOffice(c, env), ui.Options{Now: c.Now, Mode: kit.Mode(env("KEPT_THEME")), First: first})
	w.Show()
	// Starting leaves behind what parsing fonts and the first pictures took;
	// given back once, it is a tenth of the program's memory.
	settle := time.AfterFunc(2*time.Second, debug.FreeOSMemory)
	defer settle.Stop()
	a.Run()
	return nil
}
