package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
)

// software is the folder of Mesa's OpenGL in software: beside the program as
// the archive for Windows brings it, and below the user's data, where a copy of
// the program is drawn by it.
const software = "software-opengl"

// drawInSoftware starts the program once more where Mesa draws its window, with
// the same arguments, and tells whether it did. It does not where no such folder
// lies beside the program, and in the copy itself.
//
// A program on Windows takes opengl32.dll from its own folder before that of the
// system. Mesa's must therefore not lie beside the program, or it would draw
// slowly on every computer; and the folder of the program may be read only. So
// where the driver cannot draw, the program is copied beside Mesa, once for each
// version: 50 MB in the user's data, and half a second at each start, in which
// the driver is tried first, because it may have been mended.
func drawInSoftware(data string, args []string) (bool, error) {
	self, err := os.Executable()
	if err != nil {
		return false, err
	}
	from, to := filepath.Join(filepath.Dir(self), software), filepath.Join(data, software)
	if _, err := os.Stat(from); err != nil || filepath.Base(filepath.Dir(self)) == software {
		return false, nil
	}
	again, err := copied(self, from, to)
	if err != nil {
		return false, fmt.Errorf("copy Mesa and the program into %s: %w", to, err)
	}
	return true, exec.Command(again, args...).Start()
}

// copied brings the program and everything in the folder from into the folder
// to, and returns where the program is then. What is there already with the same
// size and time is left alone: it may be running.
func copied(program, from, to string) (string, error) {
	if err := os.MkdirAll(to, 0o700); err != nil {
		return "", err
	}
	with, err := filepath.Glob(filepath.Join(from, "*"))
	if err != nil {
		return "", err
	}
	for _, f := range append(with, program) {
		if err := copyFile(f, filepath.Join(to, filepath.Base(f))); err != nil {
			return "", err
		}
	}
	return filepath.Join(to, filepath.Base(program)), nil
}

// copyFile copies a file with its time. The copy has its name only once it is
// whole.
func copyFile(from, to string) (err error) {
	want, err := os.Stat(from)
	if err != nil {
		return err
	}
	if have, err := os.Stat(to); err == nil && have.Size() == want.Size() && have.ModTime().Equal(want.ModTime()) {
		return nil
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.CreateTemp(filepath.Dir(to), ".kept-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(out.Name())
		}
	}()
	_, err = io.Copy(out, in)
	if err = errors.Join(err, out.Chmod(want.Mode()), out.Close()); err != nil {
		return err
	}
	if err := os.Chtimes(out.Name(), want.ModTime(), want.ModTime()); err != nil {
		return err
	}
	return os.Rename(out.Name(), to)
}
