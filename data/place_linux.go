package data

import (
	"os"
	"strings"
	"syscall"
)

// fileSystem names the file system of a folder: by its number, and for those in
// user space, which share one, by the list of mounts.
func fileSystem(dir string) (name string, net bool) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(dir, &st); err != nil {
		return "", false
	}
	// linux/magic.h; the field is signed on some machines.
	switch uint32(st.Type) {
	case 0x6969:
		return "nfs", true
	case 0x517b:
		return "smb", true
	case 0xff534d42:
		return "cifs", true
	case 0xfe534d42:
		return "smb2", true
	case 0x5346414f, 0x6b414653:
		return "afs", true
	case 0x00c36400:
		return "ceph", true
	case 0x65735546: // in user space
		b, err := os.ReadFile("/proc/self/mounts")
		if err != nil {
			return "fuse", false
		}
		return mountOf(string(b), dir), false
	}
	return "", false
}

// mountOf finds the kind of the mount that holds dir: the longest mount point
// above it.
func mountOf(mounts, dir string) string {
	kind, longest := "", -1
	for line := range strings.Lines(mounts) {
		f := strings.Fields(line)
		if len(f) < 3 {
			continue
		}
		at := strings.NewReplacer(`\040`, " ", `\011`, "\t", `\134`, `\`).Replace(f[1])
		if (dir == at || within(dir, at) || at == "/") && len(at) > longest {
			kind, longest = f[2], len(at)
		}
	}
	return strings.ToLower(kind)
}
