package pack

import (
	"bytes"
	"encoding/json"
	"io"

	"kept/playbook"
)

// Seal locks bytes as a pack is locked.
func Seal(w io.Writer, b []byte, l Lock) error {
	return l.seal(w, func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}

// ClaimJSON is a claim as it stands in a pack, without the end of its line.
func ClaimJSON(c playbook.Claim) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(claimOf(&c)); err != nil {
		panic(err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
