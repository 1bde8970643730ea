package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The file goes to the program that suits the display, as its address; without
// one it is said what to install.
func TestAFileGoesOntoTheClipboard(t *testing.T) {
	bin, out := t.TempDir(), filepath.Join(t.TempDir(), "said")
	t.Setenv("PATH", bin+string(os.PathListSeparator)+"/usr/bin:/bin")
	stub := func(name string) {
		t.Helper()
		script := "#!/bin/sh\n{ echo " + name + " \"$@\"; cat; } > " + out + "\n"
		if err := os.WriteFile(filepath.Join(bin, name), []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	said := func() string {
		t.Helper()
		b, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	t.Setenv("WAYLAND_DISPLAY", "")
	stub("xclip")
	const file, address = "/tmp/Norrland & Söhne/a pack.keptpack", "file:///tmp/Norrland%20&%20S%C3%B6hne/a%20pack.keptpack\r\n"
	if err := clipFile(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	if got := said(); got != "xclip -selection clipboard -t text/uri-list -i\n"+address {
		t.Errorf("said %q", got)
	}
	t.Setenv("WAYLAND_DISPLAY", "wayland-0")
	stub("wl-copy")
	if err := clipFile(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	if got := said(); !strings.HasPrefix(got, "wl-copy --type text/uri-list\n") {
		t.Errorf("said %q on Wayland", got)
	}
	t.Setenv("PATH", t.TempDir())
	if err := clipFile(t.Context(), file); err == nil || !strings.Contains(err.Error(), "xclip") {
		t.Errorf("without a program: %v", err)
	}
}
