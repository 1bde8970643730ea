package data

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// A backupName is what the name of a backup made by the program says. Two
// workspaces may share a folder: of is a short hash of the workspace's path.
type backupName struct {
	workspace string // the name of the workspace file without its ending
	at        time.Time
	kind      string
	of        string
}

const (
	backupEnding = ".kept"
	backupTime   = "20060102T150405Z"
)

var backupPattern = regexp.MustCompile(`^(.+)-(\d{8}T\d{6}Z)-(daily|format|aside)-([0-9a-f]{8})(?:-\d+)?\.kept$`)

// pathHash is eight hexadecimal digits of a workspace's absolute path.
func pathHash(workspace string) string {
	sum := sha256.Sum256([]byte(filepath.Clean(workspace)))
	return hex.EncodeToString(sum[:4])
}

func stem(path string) string {
	return strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
}

// nameBackup returns the file name of a backup: workspace, moment in UTC, kind
// and hash, "workspace-20260302T091500Z-daily-1a2b3c4d.kept".
func nameBackup(workspace, kind string, at time.Time) string {
	return fmt.Sprintf("%s-%s-%s-%s%s", stem(workspace), at.UTC().Format(backupTime), kind, pathHash(workspace), backupEnding)
}

// readBackupName reads what nameBackup writes; ok is false for other names.
func readBackupName(file string) (n backupName, ok bool) {
	m := backupPattern.FindStringSubmatch(filepath.Base(file))
	if m == nil {
		return n, false
	}
	at, err := time.Parse(backupTime, m[2])
	return backupName{m[1], at, m[3], m[4]}, err == nil
}
