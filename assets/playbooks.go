package assets

import (
	"embed"
	"io/fs"
)

//go:embed playbooks/*.yaml playbooks/past/*.yaml
var playbooks embed.FS

// Playbooks returns the folder of the built-in playbooks, one YAML file
// each. Its folder past keeps earlier versions, named by id and version, so that a
// plan that was started from one can be compared with a later one.
func Playbooks() fs.FS {
	dir, err := fs.Sub(playbooks, "playbooks")
	if err != nil {
		// Only a malformed path fails, and this one is a constant.
		return playbooks
	}
	return dir
}
