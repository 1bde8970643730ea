package boot

import (
	"path/filepath"
	"runtime"
)

// Env looks up an environment variable, as os.Getenv does.
type Env func(name string) string

// Folders are where the programs keep what belongs to this installation and
// user. They are made when something is first put into them.
type Folders struct {
	Settings string // the installation's identity and the window's preferences
	Data     string // the default workspace and the logs
}

// FoldersOf returns the folders of the user as this system has them: the XDG
// folders, %AppData% and %LocalAppData%, or ~/Library/Application Support.
// Where the environment names none, it is the current folder.
func FoldersOf(env Env) Folders { return foldersOf(env, runtime.GOOS) }

func foldersOf(env Env, system string) Folders {
	first := func(paths ...string) string {
		for _, p := range paths {
			if p != "" {
				return p
			}
		}
		return "."
	}
	below := func(base string, more ...string) string {
		if base == "" {
			return ""
		}
		return filepath.Join(append([]string{base}, more...)...)
	}
	switch system {
	case "windows":
		home := env("USERPROFILE")
		roaming := first(env("AppData"), below(home, "AppData", "Roaming"))
		return Folders{Settings: filepath.Join(roaming, "Kept"), Data: filepath.Join(first(env("LocalAppData"), below(home, "AppData", "Local")), "Kept")}
	case "darwin":
		dir := filepath.Join(first(below(env("HOME"), "Library", "Application Support")), "Kept")
		return Folders{Settings: dir, Data: dir}
	}
	home := env("HOME")
	return Folders{
		Settings: filepath.Join(first(absolute(env("XDG_CONFIG_HOME")), below(home, ".config")), "kept"),
		Data:     filepath.Join(first(absolute(env("XDG_DATA_HOME")), below(home, ".local", "share")), "kept"),
	}
}

// absolute drops a relative path: the XDG Base Directory Specification tells
// programs to ignore one.
func absolute(path string) string {
	if !filepath.IsAbs(path) {
		return ""
	}
	return path
}

// Workspace returns where the user's workspace is unless another is named.
func (f Folders) Workspace() string { return filepath.Join(f.Data, "workspace.kept") }

// Playbooks returns the folder of the user's own playbooks, one YAML file each.
func (f Folders) Playbooks() string { return filepath.Join(f.Settings, "playbooks") }

// Logs returns the folder of the logs.
func (f Folders) Logs() string { return filepath.Join(f.Data, "logs") }
