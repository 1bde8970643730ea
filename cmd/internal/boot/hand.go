package boot

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Hand gives a file to the window that has the workspace open, through a note in
// the folder of data, and tells whether that window took it within the time. A
// window of another user or another computer does not see the note; whoever
// hands then opens the file itself.
func Hand(data, workspace, file string, within time.Duration) bool {
	note := handName(data, workspace) + strconv.Itoa(os.Getpid())
	if os.WriteFile(note+".new", []byte(file), 0o600) != nil || os.Rename(note+".new", note) != nil {
		os.Remove(note + ".new")
		return false
	}
	for end := time.Now().Add(within); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if _, err := os.Lstat(note); errors.Is(err, fs.ErrNotExist) {
			return true
		}
	}
	return errors.Is(os.Remove(note), fs.ErrNotExist) // taken at the last moment
}

// Handed returns the files that were handed to the window on the workspace, each
// once.
func Handed(data, workspace string) []string {
	// Not by a pattern: a folder's name may hold what a pattern reads otherwise.
	folder, begins := filepath.Split(handName(data, workspace))
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), begins) {
			continue
		}
		note := filepath.Join(folder, e.Name())
		b, err := os.ReadFile(note)
		if strings.HasSuffix(note, ".new") || err != nil || os.Remove(note) != nil { // half written, or taken back
			continue
		}
		if file := string(b); filepath.IsAbs(file) {
			out = append(out, file)
		}
	}
	return out
}

// handName is how notes for the window on a workspace begin.
func handName(data, workspace string) string {
	if abs, err := filepath.Abs(workspace); err == nil {
		workspace = abs
	}
	if real, err := filepath.EvalSymlinks(workspace); err == nil {
		workspace = real
	}
	sum := sha256.Sum256([]byte(workspace))
	return filepath.Join(data, "hand-"+hex.EncodeToString(sum[:6])+"-")
}
