//go:build !windows

package main

import "fyne.io/fyne/v2"

// letForward lets the window that is open come to the front. Here the desktop
// decides that.
func letForward() {}

// forward brings the window to the front, also one that is minimised, where the
// desktop lets it.
func forward(w fyne.Window) { w.RequestFocus() }
