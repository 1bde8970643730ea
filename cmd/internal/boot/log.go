package boot

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
)

// The log is rotated when it is opened at more than maxLog bytes; keptLogs
// older ones stay.
const (
	maxLog   = 1 << 20
	keptLogs = 3
)

// OpenLog returns the log of a program in a folder, for what a person need not
// read: steps that failed, by kind and code. No text of a customer is ever
// put into it. Where it cannot be written there is none, and work goes on.
func OpenLog(folder, program string) (*slog.Logger, io.Closer) {
	f, err := openLog(filepath.Join(folder, program+".log"))
	if err != nil {
		return slog.New(slog.DiscardHandler), io.NopCloser(nil)
	}
	return slog.New(slog.NewTextHandler(f, nil)), f
}

func openLog(path string) (*os.File, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	if st, err := os.Stat(path); err == nil && st.Size() > maxLog {
		for i := keptLogs; i > 0; i-- {
			from := path
			if i > 1 {
				from = fmt.Sprintf("%s.%d", path, i-1)
			}
			// One that is missing, or held open on Windows, is rotated another time.
			_ = os.Rename(from, fmt.Sprintf("%s.%d", path, i))
		}
	}
	return os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
}
