package main

import (
	"runtime"
	"testing"

	"golang.org/x/sys/windows"
)

// A window that is minimised is there again; one that is not stays as large as
// the person made it.
func TestAMinimisedWindowIsRestored(t *testing.T) {
	const maximised, minimised = 3, 6
	runtime.LockOSThread() // a window belongs to a thread
	defer runtime.UnlockOSThread()
	user := windows.NewLazySystemDLL("user32.dll")
	is := func(what string, w windows.HWND) bool {
		yes, _, _ := user.NewProc(what).Call(uintptr(w))
		return yes != 0
	}
	const dialog, overlapped = 32770, 0x00cf0000 // the number of a class of the system's, WS_OVERLAPPEDWINDOW
	at, _, err := user.NewProc("CreateWindowExW").Call(0, dialog, 0, overlapped, 0, 0, 300, 200, 0, 0, 0, 0)
	if at == 0 {
		t.Fatal(err)
	}
	defer user.NewProc("DestroyWindow").Call(at)
	w := windows.HWND(at)
	user.NewProc("ShowWindow").Call(uintptr(w), maximised)
	restore(w)
	if !is("IsZoomed", w) {
		t.Error("a large window was made smaller")
	}
	user.NewProc("ShowWindow").Call(uintptr(w), minimised)
	if !is("IsIconic", w) {
		t.Fatal("the window was not minimised")
	}
	restore(w)
	if is("IsIconic", w) || !is("IsZoomed", w) {
		t.Error("the window is not as it was before it was minimised")
	}
}
