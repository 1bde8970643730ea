package boot

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Device returns the identity of this installation: a random id kept in a
// small file in the folder of settings, so that undo walks what this
// installation did and nothing else. Window and keptctl of one user share it.
// Where the file cannot be kept the id is made of the computer's and the
// user's name, which is stable too.
func Device(settings, who string) string {
	path := filepath.Join(settings, "installation")
	if id, ok := readDevice(path); ok {
		return id
	}
	if os.MkdirAll(settings, 0o700) == nil && writeDevice(settings, path) == nil {
		if id, ok := readDevice(path); ok { // of another program, when that was first
			return id
		}
	}
	sum := sha256.Sum256([]byte(hostname() + "\x00" + who))
	return "host-" + hex.EncodeToString(sum[:8])
}

// writeDevice puts a new id at path in one step, so that nobody reads half of
// one. An id that is there already stays.
func writeDevice(settings, path string) error {
	f, err := os.CreateTemp(settings, ".installation-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(rand.Text() + "\n")
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err = os.Link(f.Name(), path); err == nil || errors.Is(err, fs.ErrExist) {
		return nil
	}
	return os.Rename(f.Name(), path) // a file system without second names
}

func readDevice(path string) (string, bool) {
	b, err := os.ReadFile(path)
	id := strings.TrimSpace(string(b))
	if err != nil || id == "" || len(id) > 100 || !utf8.ValidString(id) || strings.ContainsFunc(id, unicode.IsControl) {
		return "", false
	}
	return id, true
}
