package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
	"golang.org/x/sys/windows"
)

// letForward lets the window that is open come to the front: the system allows
// that to the program the person has just started, which passes it on.
func letForward() {
	const anybody = ^uintptr(0) // ASFW_ANY
	windows.NewLazySystemDLL("user32.dll").NewProc("AllowSetForegroundWindow").Call(anybody & 0xffffffff)
}

// forward brings the window to the front. One that is minimised gets the keyboard
// from the toolkit and stays minimised, so it is restored first.
func forward(w fyne.Window) {
	if native, ok := w.(driver.NativeWindow); ok {
		native.RunNative(func(context any) {
			if c, ok := context.(driver.WindowsWindowContext); ok {
				restore(windows.HWND(c.HWND))
			}
		})
	}
	w.RequestFocus()
}

// restore shows a window that is minimised as it was before.
func restore(w windows.HWND) {
	const restored = 9 // SW_RESTORE
	user := windows.NewLazySystemDLL("user32.dll")
	if minimised, _, _ := user.NewProc("IsIconic").Call(uintptr(w)); minimised != 0 {
		user.NewProc("ShowWindow").Call(uintptr(w), restored)
	}
}
