package brief

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// A tempFile is what SaveFile needs of a file; tests fail its steps one by one.
type tempFile interface {
	Write([]byte) (int, error)
	Sync() error
	Close() error
	Name() string
}

// SaveFile puts b at path in one step: a reader sees the old file or the whole
// new one, and what SaveFile returned from without error is on the disk. The
// error is one sentence for the user; nothing is left behind then.
func SaveFile(path string, b []byte) error {
	return save(path, b, func(dir string) (tempFile, error) { return os.CreateTemp(dir, ".kept-*.tmp") })
}

func save(path string, b []byte, create func(dir string) (tempFile, error)) error {
	dir, name := filepath.Dir(path), filepath.Base(path)
	f, err := create(dir)
	if err != nil {
		return refusal(name, dir, err)
	}
	temp := f.Name()
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		// CreateTemp makes files for their owner alone; a document is for whoever may read the folder.
		if err = os.Chmod(temp, 0o644); err == nil {
			err = os.Rename(temp, path)
		}
	}
	if err != nil {
		os.Remove(temp)
		return refusal(name, dir, err)
	}
	syncDir(dir)
	return nil
}

// syncDir makes the rename durable where the system can; some cannot sync a
// folder, and the file itself is safe already.
func syncDir(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}

func refusal(name, dir string, err error) error {
	name, dir = clip(name, 80), clip(dir, 200)
	switch {
	case errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT):
		return fmt.Errorf("%s was not saved because the disk is full; make room or choose another folder: %w", name, err)
	case errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS):
		return fmt.Errorf("%s was not saved because the folder %s cannot be written to; choose another folder: %w", name, dir, err)
	case errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR):
		return fmt.Errorf("%s was not saved because there is no folder %s; choose another one: %w", name, dir, err)
	}
	return fmt.Errorf("%s was not saved in %s; try again or choose another folder: %w", name, dir, err)
}
