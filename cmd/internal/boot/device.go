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
	id := rand.Text()
	if os.MkdirAll(settings, 0o700) == nil {
		f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if err == nil {
			_, err = f.WriteString(id + "\n")
			if errors.Join(err, f.Close()) == nil {
				return id
			}
		} else if errors.Is(err, fs.ErrExist) { // another program was first
			if id, ok := readDevice(path); ok {
				return id
			}
		}
	}
	sum := sha256.Sum256([]byte(hostname() + "\x00" + who))
	return "host-" + hex.EncodeToString(sum[:8])
}

func readDevice(path string) (string, bool) {
	b, err := os.ReadFile(path)
	id := strings.TrimSpace(string(b))
	if err != nil || id == "" || len(id) > 100 {
		return "", false
	}
	return id, true
}
