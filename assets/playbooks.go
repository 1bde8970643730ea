package assets

import (
	"embed"
	"io/fs"
)

//go:embed playbooks
var playbooks embed.FS

// Playbooks returns the folder of the built-in playbooks, one YAML file each.
func Playbooks() fs.FS {
	dir, err := fs.Sub(playbooks, "playbooks")
	if err != nil {
		// Only a malformed path fails, and this one is a constant.
		return playbooks
	}
	return dir
}
