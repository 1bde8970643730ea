// Emptywindow is the floor of the window's figures: the toolkit's window with
// nothing in it, built with the tags of the program and opened at its size.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
)

func main() {
	a := app.NewWithID("io.github.kept.emptywindow")
	w := a.NewWindow("Empty")
	w.Resize(fyne.NewSize(1440, 1080)) // as window.go tells the program to be
	w.SetMaster()
	w.Show()
	a.Run()
}
