package data

import (
	"strings"
	"syscall"
)

// fileSystem names the file system of a folder; one without MNT_LOCAL is on
// another computer.
func fileSystem(dir string) (name string, net bool) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(dir, &st); err != nil {
		return "", false
	}
	var b strings.Builder
	for _, c := range st.Fstypename {
		if c == 0 {
			break
		}
		b.WriteByte(byte(c))
	}
	const mntLocal = 0x1000 // sys/mount.h
	return strings.ToLower(b.String()), st.Flags&mntLocal == 0
}
