package data

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// fileSystem asks what kind of drive a folder is on: a letter may stand for a
// share of another computer.
func fileSystem(dir string) (name string, net bool) {
	root, err := windows.UTF16PtrFromString(filepath.VolumeName(dir) + `\`)
	if err != nil {
		return "", false
	}
	return "", windows.GetDriveType(root) == windows.DRIVE_REMOTE
}
