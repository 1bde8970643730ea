package main

import (
	"encoding/binary"
	"runtime"
	"testing"

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
	user, kernel := windows.NewLazySystemDLL("user32.dll"), windows.NewLazySystemDLL("kernel32.dll")
	if r, _, err := user.NewProc("OpenClipboard").Call(0); r == 0 {
		t.Fatal(err)
	}
	defer user.NewProc("CloseClipboard").Call()
	files, _, err := user.NewProc("GetClipboardData").Call(15)
	if files == 0 {
		t.Fatal("the clipboard has no files: ", err)
	}
	size, _, _ := kernel.NewProc("GlobalSize").Call(files)
	at, _, _ := kernel.NewProc("GlobalLock").Call(files)
	defer kernel.NewProc("GlobalUnlock").Call(files)
	b := make([]byte, size)
	if err := windows.ReadProcessMemory(windows.CurrentProcess(), at, &b[0], size, nil); err != nil {
		t.Fatal(err)
	}
	var names []uint16
	for i := binary.LittleEndian.Uint32(b); int(i)+1 < len(b); i += 2 {
		names = append(names, binary.LittleEndian.Uint16(b[i:]))
	}
	wide := binary.LittleEndian.Uint32(b[16:])
	if got := windows.UTF16ToString(names); got != path || wide != 1 {
		t.Errorf("the clipboard has %q, wide: %d", got, wide)
	}
	if n := len([]rune(path)); len(names) < n+2 || names[n] != 0 || names[n+1] != 0 {
		t.Errorf("the list of names does not end: %v", names)
	}
}
