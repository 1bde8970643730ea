package main

import (
	"context"
	"encoding/binary"
	"errors"
	"runtime"
	"time"

	"golang.org/x/sys/windows"
)

var errClipboard = errors.New("the clipboard does not take the file just now; try again, or take it from its folder")

// clipFile puts a file on the clipboard as the Explorer does: a list of names
// (CF_HDROP), which mail programs and folders paste as the file.
func clipFile(_ context.Context, path string) error {
	const (
		files    = 15 // CF_HDROP
		moveable = 2  // GMEM_MOVEABLE
		head     = 20 // bytes of DROPFILES
	)
	name, err := windows.UTF16FromString(path)
	if err != nil {
		return errClipboard
	}
	b := make([]byte, head, head+2*len(name)+2)
	binary.LittleEndian.PutUint32(b, head)   // where the names begin
	binary.LittleEndian.PutUint32(b[16:], 1) // they are wide
	for _, u := range append(name, 0) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	user, kernel := windows.NewLazySystemDLL("user32.dll"), windows.NewLazySystemDLL("kernel32.dll")
	// The clipboard is open for a thread.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	opened := false
	for range 20 { // another program may be at it
		if r, _, _ := user.NewProc("OpenClipboard").Call(0); r != 0 {
			opened = true
			break
		}
		time.Sleep(25 * time.Millisecond)
	}
	if !opened {
		return errClipboard
	}
	defer user.NewProc("CloseClipboard").Call()
	block, _, _ := kernel.NewProc("GlobalAlloc").Call(moveable, uintptr(len(b)))
	if block == 0 {
		return errClipboard
	}
	free := func() error {
		kernel.NewProc("GlobalFree").Call(block)
		return errClipboard
	}
	at, _, _ := kernel.NewProc("GlobalLock").Call(block)
	if at == 0 {
		return free()
	}
	// The block is of no memory of ours, and this way to write there needs no pointer to it.
	err = windows.WriteProcessMemory(windows.CurrentProcess(), at, &b[0], uintptr(len(b)), nil)
	kernel.NewProc("GlobalUnlock").Call(block)
	if err != nil {
		return free()
	}
	if r, _, _ := user.NewProc("EmptyClipboard").Call(); r == 0 {
		return free()
	}
	if r, _, _ := user.NewProc("SetClipboardData").Call(files, block); r == 0 {
		return free()
	}
	return nil // the block is the clipboard's now
}
