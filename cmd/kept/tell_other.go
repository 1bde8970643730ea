//go:build !windows

package main

import "fmt"

// noOpenGL says why the window cannot be drawn.
func noOpenGL(display string) string {
	return fmt.Sprintf("the display %q has no OpenGL, which the window needs", display)
}

// tell is for systems on which a program that was opened from the desktop has
// nowhere to write; elsewhere the standard error is enough.
func tell(string) {}
