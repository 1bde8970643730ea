package main

import (
	"runtime"
	"testing"
	"unsafe"

	"golang.org/x/sys/windows"
)

// What is on the clipboard is read as the Explorer reads it: one file.
func TestAFileGoesOntoTheClipboard(t *testing.T) {
	const path = `C:\Norrland & Söhne\a pack.keptpack`
	if err := clipFile(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	user, shell := windows.NewLazySystemDLL("user32.dll"), windows.NewLazySystemDLL("shell32.dll")
	if r, _, err := user.NewProc("OpenClipboard").Call(0); r == 0 {
		t.Fatal(err)
	}
	defer user.NewProc("CloseClipboard").Call()
	files, _, err := user.NewProc("GetClipboardData").Call(15)
	if files == 0 {
		t.Fatal("the clipboard has no files: ", err)
	}
	query := shell.NewProc("DragQueryFileW")
	if n, _, _ := query.Call(files, 0xffffffff, 0, 0); n != 1 {
		t.Errorf("%d files are on the clipboard", n)
	}
	name := make([]uint16, 300)
	query.Call(files, 0, uintptr(unsafe.Pointer(&name[0])), uintptr(len(name)))
	if got := windows.UTF16ToString(name); got != path {
		t.Errorf("the clipboard has %q", got)
	}
}
