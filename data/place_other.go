//go:build !linux && !darwin && !windows

package data

import "strings"

// fileSystem knows a folder on another computer by its name, \\server\share,
// where the system is not asked.
func fileSystem(dir string) (name string, net bool) { return "", strings.HasPrefix(dir, `\\`) }
