package boot

import (
	"fmt"
	"os"
	"os/user"
	"strings"
	"time"
)

// Config says which workspace is opened, by whom, and what time it is.
type Config struct {
	Workspace string           // path of the file; "" for the user's own
	Who       string           // the person; "" for the system's user
	Now       func() time.Time // nil for the system's clock
	Folders   Folders
	// Progress is told how far the upgrade of an older workspace is; nil is told
	// nothing.
	Progress func(done float64, doing string)
}

// Path returns where the workspace is.
func (c Config) Path() string {
	if c.Workspace != "" {
		return c.Workspace
	}
	return c.Folders.Workspace()
}

// FromEnv returns the Config of the environment: KEPT_WORKSPACE names the
// file, KEPT_NOW stops the clock at a moment that ParseNow reads. The error is
// one sentence.
func FromEnv(env Env) (Config, error) {
	c := Config{Workspace: env("KEPT_WORKSPACE"), Folders: FoldersOf(env)}
	if s := env("KEPT_NOW"); s != "" {
		t, err := ParseNow(s)
		if err != nil {
			return c, fmt.Errorf("KEPT_NOW: %w", err)
		}
		c.Now = func() time.Time { return t }
	}
	return c, nil
}

// ParseNow reads a moment: 2027-03-01T09:00:00Z, or 2027-03-01 09:00 and
// 2027-03-01 (nine in the morning) in the system's zone.
//
// Years are those of a date, 1900 to 2200.
func ParseNow(s string) (time.Time, error) {
	t, err := parseNow(strings.TrimSpace(s))
	if err == nil && (t.Year() < 1900 || t.Year() > 2200) {
		err = fmt.Errorf("%q is not between the years 1900 and 2200", strings.TrimSpace(s))
	}
	return t, err
}

func parseNow(s string) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, nil
	}
	for _, layout := range []string{"2006-01-02 15:04", "2006-01-02T15:04", "2006-01-02 15:04:05"} {
		if t, err := time.ParseInLocation(layout, s, time.Local); err == nil {
			return t, nil
		}
	}
	if t, err := time.ParseInLocation("2006-01-02", s, time.Local); err == nil {
		return t.Add(9 * time.Hour), nil
	}
	return time.Time{}, fmt.Errorf("%q is not a moment; write it like 2027-03-01T09:00:00Z or 2027-03-01", s)
}

// SystemUser returns the name of the person at this computer as the system has
// it: the full name where there is one, else the login, else "someone".
func SystemUser(env Env) string {
	u, err := user.Current()
	if err == nil {
		// Windows gives COMPUTER\name for either where nobody typed a full name.
		for _, name := range []string{u.Name, u.Username} {
			name, _, _ = strings.Cut(name[strings.LastIndexByte(name, '\\')+1:], ",")
			if name = strings.TrimSpace(name); name != "" {
				return name
			}
		}
	}
	for _, name := range []string{"USER", "USERNAME", "LOGNAME"} {
		if v := env(name); v != "" {
			return v
		}
	}
	return "someone"
}

func hostname() string {
	h, err := os.Hostname()
	if err != nil {
		return ""
	}
	return h
}
