package boot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"kept/data"
)

// The log is rotated when a line would make it longer than maxLog bytes;
// keptLogs older ones stay.
const (
	maxLog   = 1 << 20
	keptLogs = 3
)

// OpenLog returns the log of a program in a folder, for what a person need not
// read: steps that failed, by kind and code. No text of a customer is ever
// put into it: see safe. Where it cannot be written there is none, and work
// goes on. Folder and files are readable by their owner alone.
func OpenLog(folder, program string) (*slog.Logger, io.Closer) {
	f := &logFile{path: filepath.Join(folder, program+".log")}
	if err := f.open(); err != nil {
		return slog.New(slog.DiscardHandler), io.NopCloser(nil)
	}
	return slog.New(safe{slog.NewTextHandler(f, nil)}), f
}

// A logFile is the file behind a log. It changes to a new one while the program
// runs.
type logFile struct {
	path string
	mu   sync.Mutex
	f    *os.File
}

func (l *logFile) open() error {
	if err := os.MkdirAll(filepath.Dir(l.path), 0o700); err != nil {
		return err
	}
	// Of an older program they may be open to others; what cannot be changed is
	// somebody else's to keep.
	_ = os.Chmod(filepath.Dir(l.path), 0o700)
	if st, err := os.Stat(l.path); err == nil && st.Size() >= maxLog {
		l.rotate()
	}
	f, err := os.OpenFile(l.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_ = f.Chmod(0o600)
	l.f = f
	return nil
}

func (l *logFile) rotate() {
	for i := keptLogs; i > 0; i-- {
		from := l.path
		if i > 1 {
			from = fmt.Sprintf("%s.%d", l.path, i-1)
		}
		// One that is missing, or held open on Windows, is rotated another time.
		_ = os.Rename(from, fmt.Sprintf("%s.%d", l.path, i))
	}
}

// Write implements io.Writer for one line. Another program may write to the
// same file and rotate it; its length is therefore asked for each time, which
// a log of failures can afford.
func (l *logFile) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.f == nil {
		return 0, os.ErrClosed
	}
	if st, err := l.f.Stat(); err == nil && st.Size()+int64(len(p)) > maxLog {
		_ = l.f.Close()
		l.f = nil
		if err := l.open(); err != nil {
			return 0, err
		}
		if st, err := l.f.Stat(); err == nil && st.Size()+int64(len(p)) > maxLog { // a hair below the mark
			_ = l.f.Close()
			l.rotate()
			if err := l.open(); err != nil {
				return 0, err
			}
		}
	}
	return l.f.Write(p)
}

// Close implements io.Closer.
func (l *logFile) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.f == nil {
		return nil
	}
	err := l.f.Close()
	l.f = nil
	return err
}

// safe lets into a log only what cannot hold what somebody typed: numbers,
// times, and texts under names that are known to hold words of the program. An
// error or another value is told by its type, and an error of the file by its
// kind besides. Whoever logs need not think of it.
type safe struct{ slog.Handler }

// Handle implements slog.Handler.
func (s safe) Handle(ctx context.Context, r slog.Record) error {
	out := slog.NewRecord(r.Time, r.Level, r.Message, r.PC)
	r.Attrs(func(a slog.Attr) bool {
		out.AddAttrs(harmless(a))
		return true
	})
	return s.Handler.Handle(ctx, out)
}

// WithAttrs implements slog.Handler.
func (s safe) WithAttrs(as []slog.Attr) slog.Handler {
	out := make([]slog.Attr, len(as))
	for i, a := range as {
		out[i] = harmless(a)
	}
	return safe{s.Handler.WithAttrs(out)}
}

// WithGroup implements slog.Handler.
func (s safe) WithGroup(name string) slog.Handler { return safe{s.Handler.WithGroup(name)} }

func harmless(a slog.Attr) slog.Attr {
	v := a.Value.Resolve()
	switch v.Kind() {
	case slog.KindBool, slog.KindDuration, slog.KindFloat64, slog.KindInt64, slog.KindTime, slog.KindUint64:
		return slog.Attr{Key: a.Key, Value: v}
	case slog.KindString:
		switch a.Key {
		case "kind", "type", "stack", "at":
			return slog.Attr{Key: a.Key, Value: v}
		}
		return slog.String(a.Key, fmt.Sprintf("(a text of %d bytes)", len(v.String())))
	case slog.KindGroup:
		var as []any
		for _, g := range v.Group() {
			as = append(as, harmless(g))
		}
		return slog.Group(a.Key, as...)
	}
	if err, ok := v.Any().(error); ok {
		return slog.String(a.Key, errorTypes(err))
	}
	return slog.String(a.Key, fmt.Sprintf("(a %T)", v.Any()))
}

// errorTypes tells an error by what it is made of: "*data.FileError full".
func errorTypes(err error) string {
	var types []string
	for e := err; e != nil && len(types) < 12; e = errors.Unwrap(e) {
		types = append(types, fmt.Sprintf("%T", e))
	}
	if kind := ErrorKind(err); kind != "" {
		types = append(types, kind)
	}
	return strings.Join(types, " ")
}

// Toolkit sends what libraries print into the log, without their words: those
// may quote what they were given. Where in their source it was stays.
func Toolkit(to *slog.Logger) {
	log.SetFlags(0)
	log.SetOutput(toolkit{to})
}

type toolkit struct{ to *slog.Logger }

func (t toolkit) Write(p []byte) (int, error) {
	text := strings.TrimSpace(string(p))
	if at, ok := strings.CutPrefix(text, "At:"); ok {
		t.to.Warn("a library complains", "at", filepath.Base(strings.TrimSpace(at)))
	}
	return len(p), nil
}

// inLogs counts the lines of the logs in which somebody stands, and takes them
// out when clean is set. The files stay what they are: other programs may be
// writing to them.
func inLogs(folder string, s *data.Spotter, clean bool) (lines int, err error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.log*"))
	if err != nil {
		return 0, err
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			return lines, err
		}
		var b strings.Builder
		found := 0
		for line := range strings.Lines(string(raw)) {
			is, there := s.Clean(line)
			if there {
				found++
			}
			b.WriteString(is)
		}
		lines += found
		if found > 0 && clean {
			if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
				return lines, err
			}
		}
	}
	return lines, nil
}
