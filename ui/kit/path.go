package kit

import (
	"os"
	"path/filepath"
	"strings"
)

// ShowPath writes a path as a person reads it: “~” in place of the home folder.
// A path elsewhere comes back as it is.
func ShowPath(path string) string {
	home, err := os.UserHomeDir()
	if err != nil || len(home) < 2 {
		return path
	}
	if rest, ok := strings.CutPrefix(path, home); ok && (rest == "" || rest[0] == filepath.Separator) {
		return "~" + rest
	}
	return path
}
