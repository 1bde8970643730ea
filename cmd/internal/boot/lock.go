package boot

import (
	"errors"
	"time"

	"kept/data"
)

// HoldWindow takes the window's lock on a workspace, so that a second window
// on it only reads; keptctl does not take it. release lets another window have
// it. Where another window has it, owner says who, "ada on host-3, process
// 4711, since 2 Mar 2026 09:00 UTC", and release is nil.
func HoldWindow(path string, now time.Time) (release func() error, owner string, err error) {
	lock, owner, err := data.TakeLock(path, now)
	switch {
	case errors.Is(err, data.ErrLocked):
		return nil, owner, nil
	case err != nil:
		return nil, "", err
	}
	data.SweepRestores(path, now)
	return lock.Release, "", nil
}

// WindowFree reports whether a window that opens now on the workspace would
// get its lock.
func WindowFree(path string, now time.Time) bool {
	release, _, err := HoldWindow(path, now)
	return err == nil && release != nil && release() == nil
}
