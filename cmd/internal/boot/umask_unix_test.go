//go:build unix

package boot

import (
	"syscall"
	"testing"
)

// openToAll lets new files be readable by everybody until it is undone.
func openToAll(*testing.T) func() {
	old := syscall.Umask(0)
	return func() { syscall.Umask(old) }
}
