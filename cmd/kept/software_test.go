package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestTheProgramIsCopiedBesideMesaOnce(t *testing.T) {
	app, data := t.TempDir(), filepath.Join(t.TempDir(), "Kept", software)
	program := filepath.Join(app, "kept.exe")
	write := func(name, text string, age time.Duration) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o700); err != nil {
			t.Fatal(err)
		}
		then := time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC).Add(-age)
		if err := os.Chtimes(name, then, then); err != nil {
			t.Fatal(err)
		}
	}
	holds := func(name, want string) {
		t.Helper()
		if got, err := os.ReadFile(filepath.Join(data, name)); err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v; want %q", name, got, err, want)
		}
	}
	write(program, "version 1", time.Hour)
	write(filepath.Join(app, software, "opengl32.dll"), "mesa", time.Hour)
	write(filepath.Join(app, software, "libgallium_wgl.dll"), "softpipe", time.Hour)

	again, err := copied(program, filepath.Join(app, software), data)
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(data, "kept.exe"); again != want {
		t.Errorf("the copy is %s, want %s", again, want)
	}
	holds("kept.exe", "version 1")
	holds("opengl32.dll", "mesa")
	holds("libgallium_wgl.dll", "softpipe")

	// A copy of the same size and time may be running, so it is not written again.
	write(filepath.Join(data, "kept.exe"), "running !", time.Hour)
	if _, err := copied(program, filepath.Join(app, software), data); err != nil {
		t.Fatal(err)
	}
	holds("kept.exe", "running !")

	write(program, "version 2", 0)
	if _, err := copied(program, filepath.Join(app, software), data); err != nil {
		t.Fatal(err)
	}
	holds("kept.exe", "version 2")
	if left, _ := filepath.Glob(filepath.Join(data, ".kept-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestWithoutMesaNothingIsStarted(t *testing.T) {
	data := t.TempDir()
	if started, err := drawInSoftware(data, nil); started || err != nil {
		t.Errorf("started %v, %v; want nothing, for no Mesa lies beside this program", started, err)
	}
	if there, _ := filepath.Glob(filepath.Join(data, "*")); len(there) > 0 {
		t.Errorf("made %v", there)
	}
}
