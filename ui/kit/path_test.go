package kit

import (
	"path/filepath"
	"testing"
)

func TestShowPath(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	for path, want := range map[string]string{
		home: "~",
		filepath.Join(home, "Documents", "a.kept"): filepath.Join("~", "Documents", "a.kept"),
		home + "-other/a.kept":                     home + "-other/a.kept",
		"":                                         "",
	} {
		if got := ShowPath(path); got != want {
			t.Errorf("ShowPath(%q) = %q, want %q", path, got, want)
		}
	}
}
