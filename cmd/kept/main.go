// Kept is the desktop program: one window on one workspace.
package main

import (
	"cmp"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/driver"

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
		tell(sentence(err))
		if _, ok := errors.AsType[noDisplay](err); ok {
			os.Exit(3)
		}
		os.Exit(1)
	}
}

// sentence begins an error with a capital and ends it with a full stop.
func sentence(err error) string {
	r := []rune(err.Error())
	return strings.ToUpper(string(r[:1])) + string(r[1:]) + "."
}

// noDisplay says why no window can be shown at all: exit status 3, on which
// make run does the main job without one.
type noDisplay string

func (n noDisplay) Error() string {
	return string(n) + "; keptctl does the same work from a terminal"
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
		fmt.Fprint(out, "kept [--workspace FILE] [PACK]\n\nOpens the window on your workspace, or on FILE, and shows what PACK, a form or\na file of answers would change.\nA window that is open on it already gets PACK, and this one ends.\nThe same work without a window: keptctl.\n\n")
		flags.PrintDefaults()
	}
	flags.StringVar(&c.Workspace, "workspace", c.Workspace, "the workspace `FILE` to open")
	show := flags.String("show", "today", "the screen to begin with: today, accounts, playbooks, trash or backups")
	if err := flags.Parse(args); err != nil {
		return err
	}
	first, ok := ui.PlaceNamed(*show)
	if !ok || flags.NArg() > 1 {
		flags.Usage()
		return errors.New("these arguments are not understood")
	}
	if runtime.GOOS == "linux" && env("DISPLAY") == "" && env("WAYLAND_DISPLAY") == "" {
		return noDisplay("there is no display here")
	}
	given := flags.Arg(0)
	if given != "" {
		if abs, err := filepath.Abs(given); err == nil {
			given = abs
		}
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

	at := newOffice(c, env)
	if given != "" && at.hand(given) { // to the window that is open
		return nil
	}
	a := app.NewWithID("io.github.kept.desktop")
	a.SetIcon(fyne.NewStaticResource("kept.png", iconPNG))
	w := ui.New(a, at, ui.Options{Now: c.Now, Mode: kit.Mode(env("KEPT_THEME")), First: first, File: given, CopyFile: clipFile, Forward: forward})
	display := cmp.Or(env("WAYLAND_DISPLAY"), env("DISPLAY"))
	if !appeared(w.Show) {
		return noDisplay(fmt.Sprintf("the display %q does not answer or turns you away", display))
	}
	if !drawn(a.Driver()) {
		started, err := drawInSoftware(c.Folders.Data, args)
		if err != nil {
			log.Error("the window could not be drawn in software", "err", err)
		}
		if started && err == nil {
			return nil
		}
		return noDisplay(noOpenGL(display))
	}
	// Starting leaves behind what parsing fonts and the first pictures took;
	// given back once, it is a tenth of the program's memory.
	settle := time.AfterFunc(2*time.Second, debug.FreeOSMemory)
	defer settle.Stop()
	a.Run()
	return nil
}

// appeared shows the window and tells whether it is there. The toolkit panics
// on a display that does not answer or turns the user away, as after an ssh
// session or beneath sudo; the log then holds the stack.
func appeared(show func()) (ok bool) {
	defer func() {
		if why := recover(); why != nil {
			slog.Error("the window did not appear", "why", fmt.Sprint(why), "stack", string(debug.Stack()))
			ok = false
		}
	}()
	show()
	return true
}

// drawn tells whether the toolkit made the window that was shown: on a display
// without OpenGL it only logs that it did not, and would wait for ever.
func drawn(toolkit fyne.Driver) bool {
	for _, w := range toolkit.AllWindows() {
		native, ok := w.(driver.NativeWindow)
		if !ok {
			continue
		}
		there := true
		native.RunNative(func(context any) {
			switch c := context.(type) {
			case driver.X11WindowContext:
				there = c.WindowHandle != 0
			case driver.WaylandWindowContext:
				there = c.WaylandSurface != 0
			case driver.WindowsWindowContext:
				there = c.HWND != 0
			}
		})
		if !there {
			return false
		}
	}
	return true
}
