package data

import (
	"os"
	"path/filepath"
	"testing"

	"kept/playbook"
)

func TestPlaceOf(t *testing.T) {
	for name, c := range map[string]struct {
		f          placeFacts
		kind, prog string
	}{
		"a disk":                 {placeFacts{path: "/home/ada/kept/w.kept", fs: "ext4"}, "", ""},
		"NFS":                    {placeFacts{path: "/srv/team/w.kept", fs: "nfs4"}, playbook.PlaceNetwork, "NFS"},
		"SMB by its old name":    {placeFacts{path: "/mnt/team/w.kept", fs: "cifs"}, playbook.PlaceNetwork, "SMB"},
		"SMB of a Mac":           {placeFacts{path: "/Volumes/team/w.kept", fs: "smbfs", net: true}, playbook.PlaceNetwork, "SMB"},
		"SSH":                    {placeFacts{path: "/home/ada/far/w.kept", fs: "fuse.sshfs"}, playbook.PlaceNetwork, "SSH"},
		"a share of Windows":     {placeFacts{path: `\\files\team\w.kept`}, playbook.PlaceNetwork, ""},
		"a drive of the network": {placeFacts{path: `Z:\team\w.kept`, net: true}, playbook.PlaceNetwork, ""},
		"a local disk in FUSE":   {placeFacts{path: "/media/ada/usb/w.kept", fs: "fuseblk"}, "", ""},
		"Dropbox by its marker":  {placeFacts{path: "/data/d/w.kept", marks: []string{".dropbox"}}, playbook.PlaceSynced, "Dropbox"},
		"Syncthing":              {placeFacts{path: "/data/d/w.kept", marks: []string{".stfolder"}}, playbook.PlaceSynced, "Syncthing"},
		"OneDrive by the system": {placeFacts{path: `C:\Users\ada\Firma\w.kept`, env: map[string]string{"OneDrive": `C:\Users\ada\Firma`}}, playbook.PlaceSynced, "OneDrive"},
		"beside OneDrive":        {placeFacts{path: `C:\Users\ada\Firma2\w.kept`, env: map[string]string{"OneDrive": `C:\Users\ada\Firma`}}, "", ""},
		"OneDrive by its name":   {placeFacts{path: `C:\Users\ada\OneDrive - Fjordlight\w.kept`}, playbook.PlaceSynced, "OneDrive"},
		"iCloud":                 {placeFacts{path: "/Users/ada/Library/Mobile Documents/com~apple~CloudDocs/w.kept", fs: "apfs"}, playbook.PlaceSynced, "iCloud"},
		"Google Drive of a Mac":  {placeFacts{path: "/Users/ada/Library/CloudStorage/GoogleDrive-ada@fjordlight.example/w.kept"}, playbook.PlaceSynced, "Google Drive"},
		"Nextcloud":              {placeFacts{path: "/home/ada/Nextcloud/w.kept"}, playbook.PlaceSynced, "Nextcloud"},
		"a folder so called":     {placeFacts{path: "/home/ada/Dropbox-old/w.kept"}, "", ""},
		"a file so called":       {placeFacts{path: "/home/ada/Dropbox.kept"}, "", ""},
	} {
		got := placeOf(c.f)
		if got.Kind != c.kind || got.Name != c.prog {
			t.Errorf("%s: %+v, want %s %s", name, got, c.kind, c.prog)
		}
		if got.Risky() != (got.Words() != "") {
			t.Errorf("%s: risky %v, words %q", name, got.Risky(), got.Words())
		}
	}
}

func TestLookAtPlace(t *testing.T) {
	none := func(string) string { return "" }
	dir := t.TempDir()
	path := filepath.Join(dir, "Sales", "w.kept")
	if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if p := LookAtPlace(path, none); p.Risky() {
		t.Errorf("a temporary folder: %+v", p)
	}
	if err := os.Mkdir(filepath.Join(dir, ".stfolder"), 0o700); err != nil {
		t.Fatal(err)
	}
	if p := LookAtPlace(path, none); p.Name != "Syncthing" {
		t.Errorf("below a folder of Syncthing: %+v", p)
	}
	link := filepath.Join(t.TempDir(), "near")
	if err := os.Symlink(filepath.Dir(path), link); err != nil {
		t.Fatal(err)
	}
	if p := LookAtPlace(filepath.Join(link, "w.kept"), none); p.Name != "Syncthing" {
		t.Errorf("through a link: %+v", p)
	}
}
