package data

import (
	"os"
	"path/filepath"
	"strings"

	"kept/playbook"
)

// placeFacts are what PlaceOf is decided from.
type placeFacts struct {
	path  string // absolute, with the file's name
	fs    string // kind of the file system as the system calls it, lower case
	net   bool   // the system itself says that the file system is on another computer
	env   map[string]string
	marks []string // names of marker files found in the folders above
}

// LookAtPlace tells whether the folder of a workspace is on another computer or
// kept in step with one by a sync program. It reads the names of files above
// the path, nothing else, and says "" of what it cannot find out.
func LookAtPlace(path string, env func(string) string) playbook.FilePlace {
	abs, err := filepath.Abs(path)
	if err != nil {
		return playbook.FilePlace{}
	}
	if real, err := filepath.EvalSymlinks(filepath.Dir(abs)); err == nil {
		abs = filepath.Join(real, filepath.Base(abs))
	}
	f := placeFacts{path: abs, env: map[string]string{}}
	f.fs, f.net = fileSystem(filepath.Dir(abs))
	for _, name := range []string{"OneDrive", "OneDriveCommercial", "OneDriveConsumer"} {
		f.env[name] = env(name)
	}
	for dir := filepath.Dir(abs); ; dir = filepath.Dir(dir) {
		for _, m := range syncMarks {
			if _, err := os.Lstat(filepath.Join(dir, m.file)); err == nil {
				f.marks = append(f.marks, m.file)
			}
		}
		if dir == filepath.Dir(dir) {
			return placeOf(f)
		}
	}
}

// syncMarks are what sync programs leave in the folder they keep in step.
var syncMarks = [...]struct{ file, program string }{
	{".dropbox", "Dropbox"}, {".dropbox.cache", "Dropbox"}, {".stfolder", "Syncthing"}, {".sync_disabled", "Nextcloud"},
	{".nextcloudsync.log", "Nextcloud"}, {"._sync_", "Nextcloud"}, {".owncloudsync.log", "ownCloud"}, {".tmp.drivedownload", "Google Drive"},
	{"desktop.ini.gdrive", "Google Drive"}, {".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"},
}

// placeOf decides by the file system first, then by marker files, then by the
// names that sync programs give their folders.
func placeOf(f placeFacts) playbook.FilePlace {
	switch {
	case f.fs == "fuse.sshfs":
		return playbook.FilePlace{Kind: playbook.PlaceNetwork, Name: "SSH"}
	case strings.HasPrefix(f.fs, "nfs"):
		return playbook.FilePlace{Kind: playbook.PlaceNetwork, Name: "NFS"}
	case f.fs == "cifs" || strings.HasPrefix(f.fs, "smb"):
		return playbook.FilePlace{Kind: playbook.PlaceNetwork, Name: "SMB"}
	case f.fs == "afs", f.fs == "ceph", f.fs == "9p", f.fs == "afpfs", f.fs == "webdav", f.fs == "davfs", strings.HasPrefix(f.fs, "fuse.rclone"):
		return playbook.FilePlace{Kind: playbook.PlaceNetwork, Name: strings.ToUpper(strings.TrimPrefix(f.fs, "fuse."))}
	case f.net, strings.HasPrefix(f.path, `\\`):
		return playbook.FilePlace{Kind: playbook.PlaceNetwork}
	}
	for _, m := range syncMarks {
		for _, found := range f.marks {
			if found == m.file {
				return playbook.FilePlace{Kind: playbook.PlaceSynced, Name: m.program}
			}
		}
	}
	for _, root := range f.env {
		if root != "" && within(f.path, root) {
			return playbook.FilePlace{Kind: playbook.PlaceSynced, Name: "OneDrive"}
		}
	}
	for _, part := range strings.FieldsFunc(f.path, func(r rune) bool { return r == '/' || r == '\\' }) {
		if name := syncedBy(part); name != "" {
			return playbook.FilePlace{Kind: playbook.PlaceSynced, Name: name}
		}
	}
	return playbook.FilePlace{}
}

// syncedBy names the program by the name of a folder it makes, "" for other
// folders: "OneDrive - Fjordlight", "Dropbox (Personal)", "Mobile Documents".
func syncedBy(part string) string {
	for _, s := range [...]struct{ begins, program string }{
		{"OneDrive", "OneDrive"}, {"Dropbox", "Dropbox"}, {"Google Drive", "Google Drive"}, {"GoogleDrive", "Google Drive"},
		{"iCloudDrive", "iCloud"}, {"iCloud Drive", "iCloud"}, {"Mobile Documents", "iCloud"}, {"com~apple~CloudDocs", "iCloud"},
		{"Nextcloud", "Nextcloud"}, {"ownCloud", "ownCloud"}, {"Syncthing", "Syncthing"}, {"pCloudDrive", "pCloud"},
	} {
		rest, ok := strings.CutPrefix(part, s.begins)
		// "OneDrive-old-files" is somebody's own; "OneDrive - Company" is not.
		if ok && (rest == "" || strings.HasPrefix(rest, " - ") || strings.HasPrefix(rest, " (") || strings.HasPrefix(rest, "-") && s.begins == "GoogleDrive") {
			return s.program
		}
	}
	return ""
}

func within(path, root string) bool {
	rest, ok := strings.CutPrefix(path, strings.TrimRight(root, `/\`))
	return ok && (strings.HasPrefix(rest, "/") || strings.HasPrefix(rest, `\`))
}
