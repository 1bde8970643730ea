//go:build unix

package data

import (
	"os"
	"syscall"
)

// othersHave tells whether another program has the file open as a database:
// SQLite holds a lock on these bytes as long as it does.
func othersHave(f *os.File) bool {
	const shared, size = 0x40000000 + 2, 510
	lock := syscall.Flock_t{Type: syscall.F_WRLCK, Start: shared, Len: size}
	err := syscall.FcntlFlock(f.Fd(), syscall.F_GETLK, &lock)
	return err != nil || lock.Type != syscall.F_UNLCK
}
