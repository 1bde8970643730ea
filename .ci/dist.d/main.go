// Dist makes what a release needs and no shell does alike everywhere: the
// resources of the Windows window, and archives whose bytes depend on their
// files only.
package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/image/draw"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "dist:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 2 && args[0] == "version":
		m, err := readMeta(args[1])
		if err == nil {
			fmt.Println(m.version)
		}
		return err
	case len(args) == 4 && args[0] == "resources":
		return resources(args[1], args[2], args[3])
	case len(args) > 2 && args[0] == "pack":
		return pack(args[1], args[2:])
	case len(args) == 2 && args[0] == "sums":
		return sums(args[1])
	}
	return errors.New("usage: version FyneApp.toml | resources FyneApp.toml ICON.png FOLDER | pack ARCHIVE NAME=FILE… | sums FOLDER")
}

// A meta is what FyneApp.toml says of the program.
type meta struct{ name, id, version, build string }

// readMeta reads the few lines that are wanted: a key, an equals sign, a value.
func readMeta(file string) (m meta, err error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return m, err
	}
	to := map[string]*string{"Name": &m.name, "ID": &m.id, "Version": &m.version, "Build": &m.build}
	for line := range strings.Lines(string(b)) {
		key, value, _ := strings.Cut(line, "=")
		if at := to[strings.TrimSpace(key)]; at != nil {
			*at = strings.Trim(strings.TrimSpace(value), `"`)
		}
	}
	if m.name == "" || m.version == "" || m.build == "" {
		return m, fmt.Errorf("%s has no Name, Version and Build", file)
	}
	return m, nil
}

// resources writes what windres makes a resource of: icon, version, manifest.
func resources(app, icon, folder string) error {
	m, err := readMeta(app)
	if err != nil {
		return err
	}
	ico, err := icons(icon)
	if err != nil {
		return err
	}
	numbers := strings.ReplaceAll(m.version, ".", ",") + "," + m.build
	files := map[string][]byte{
		"kept.ico": ico,
		// Every pixel is the program's own, paths may be long, and text is UTF-8.
		"kept.manifest": []byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
  <assemblyIdentity type="win32" name="` + m.id + `" version="` + m.version + "." + m.build + `" processorArchitecture="amd64"/>
  <compatibility xmlns="urn:schemas-microsoft-com:compatibility.v1"><application>
    <supportedOS Id="{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"/>
  </application></compatibility>
  <application xmlns="urn:schemas-microsoft-com:asm.v3"><windowsSettings>
    <dpiAware xmlns="http://schemas.microsoft.com/SMI/2005/WindowsSettings">true/pm</dpiAware>
    <dpiAwareness xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">permonitorv2,permonitor</dpiAwareness>
    <longPathAware xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">true</longPathAware>
    <activeCodePage xmlns="http://schemas.microsoft.com/SMI/2019/WindowsSettings">UTF-8</activeCodePage>
  </windowsSettings></application>
</assembly>
`),
		"kept.rc": []byte(`1 ICON "kept.ico"
1 24 "kept.manifest"
1 VERSIONINFO
FILEVERSION ` + numbers + `
PRODUCTVERSION ` + numbers + `
FILEOS 0x40004
FILETYPE 1
BEGIN
  BLOCK "StringFileInfo"
  BEGIN
    BLOCK "040904B0"
    BEGIN
      VALUE "FileDescription", "` + m.name + `"
      VALUE "FileVersion", "` + m.version + `"
      VALUE "InternalName", "kept"
      VALUE "LegalCopyright", "MIT licence"
      VALUE "OriginalFilename", "kept.exe"
      VALUE "ProductName", "` + m.name + `"
      VALUE "ProductVersion", "` + m.version + `"
    END
  END
  BLOCK "VarFileInfo"
  BEGIN
    VALUE "Translation", 0x409, 1200
  END
END
`),
	}
	for name, b := range files {
		if err := os.WriteFile(filepath.Join(folder, name), b, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// icons makes an icon file of the sizes that Windows shows.
func icons(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	from, err := png.Decode(f)
	if err != nil {
		return nil, err
	}
	sizes := []int{16, 24, 32, 48, 64, 256}
	var dir, data bytes.Buffer
	head := func(values ...any) {
		for _, v := range values {
			_ = binary.Write(&dir, binary.LittleEndian, v) // a Buffer takes everything
		}
	}
	head(uint16(0), uint16(1), uint16(len(sizes)))
	at := 6 + 16*len(sizes)
	for _, size := range sizes {
		to := image.NewNRGBA(image.Rect(0, 0, size, size))
		draw.CatmullRom.Scale(to, to.Bounds(), from, from.Bounds(), draw.Src, nil)
		var b bytes.Buffer
		if err := png.Encode(&b, to); err != nil {
			return nil, err
		}
		head(uint8(size), uint8(size), uint8(0), uint8(0), uint16(1), uint16(32), uint32(b.Len()), uint32(at+data.Len())) // 256 is written as 0
		data.Write(b.Bytes())
	}
	return append(dir.Bytes(), data.Bytes()...), nil
}

// when is the time of every file in an archive.
var when = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)

// pack writes a .zip or .tar.gz of files under a folder named as the archive.
// A name that ends in * runs as a program.
func pack(to string, files []string) error {
	root := strings.TrimSuffix(strings.TrimSuffix(path.Base(filepath.ToSlash(to)), ".zip"), ".tar.gz")
	slices.Sort(files)
	temp := to + ".tmp"
	out, err := os.Create(temp)
	if err != nil {
		return err
	}
	defer os.Remove(temp)
	add, done := tarball(out)
	if strings.HasSuffix(to, ".zip") {
		add, done = zipped(out)
	}
	for _, f := range files {
		name, from, _ := strings.Cut(f, "=")
		name, runs := strings.CutSuffix(name, "*")
		b, err := os.ReadFile(from)
		if err != nil {
			return err
		}
		if err := add(path.Join(root, name), b, runs); err != nil {
			return err
		}
	}
	if err := errors.Join(done(), out.Close()); err != nil {
		return err
	}
	return os.Rename(temp, to)
}

type adder func(name string, b []byte, runs bool) error

func mode(runs bool) os.FileMode {
	if runs {
		return 0o755
	}
	return 0o644
}

func zipped(w io.Writer) (adder, func() error) {
	z := zip.NewWriter(w)
	return func(name string, b []byte, runs bool) error {
		h := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: when}
		h.SetMode(mode(runs))
		f, err := z.CreateHeader(h)
		if err == nil {
			_, err = f.Write(b)
		}
		return err
	}, z.Close
}

func tarball(w io.Writer) (adder, func() error) {
	g, _ := gzip.NewWriterLevel(w, gzip.BestCompression) // a level that there is
	t := tar.NewWriter(g)
	return func(name string, b []byte, runs bool) error {
		if err := t.WriteHeader(&tar.Header{Name: name, Mode: int64(mode(runs)), Size: int64(len(b)), ModTime: when}); err != nil {
			return err
		}
		_, err := t.Write(b)
		return err
	}, func() error { return errors.Join(t.Close(), g.Close()) }
}

// sums writes the checksums of a folder's archives.
func sums(folder string) error {
	names, err := filepath.Glob(filepath.Join(folder, "kept*-*.*"))
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%x  %s\n", sha256.Sum256(data), filepath.Base(name))
	}
	return os.WriteFile(filepath.Join(folder, "SHA256SUMS"), []byte(b.String()), 0o644)
}
