package pack

import "io"

// Seal locks bytes as a pack is locked.
func Seal(w io.Writer, b []byte, l Lock) error {
	return l.seal(w, func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}
