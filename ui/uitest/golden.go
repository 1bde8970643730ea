package uitest

import (
	"bytes"
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kept/ui/kit"
)

// Golden draws content in light and dark and compares each with the pair
// testdata/<name>_<mode>.png, for looks, and testdata/<name>_<mode>.xml, for a
// difference one can read. With -update it writes them instead; somebody looks
// at them before they are committed.
func Golden(t *testing.T, name string, size fyne.Size, content func() fyne.CanvasObject) {
	t.Helper()
	for _, mode := range []kit.Mode{kit.ModeLight, kit.ModeDark} {
		t.Run(string(mode), func(t *testing.T) {
			w := Open(t, mode, size, content)
			w.Golden(name + "_" + string(mode))
		})
	}
}

// Golden compares the window as it stands with the pair of the name.
func (w *Window) Golden(name string) {
	w.t.Helper()
	base := filepath.Join("testdata", filepath.FromSlash(name))
	img := w.Canvas().Capture()
	markup := test.RenderToMarkup(w.Canvas())
	if updating() {
		write(w.t, base+".png", encode(w.t, img))
		write(w.t, base+".xml", []byte(markup))
		return
	}
	if want := read(w.t, base+".xml"); strings.ReplaceAll(string(want), "\r\n", "\n") != markup {
		failed := save(w.t, name+".xml", []byte(markup))
		w.t.Errorf("%s.xml: the window is built differently; what was built is in %s. Look, then run with -update.", base, failed)
	}
	want, err := png.Decode(bytes.NewReader(read(w.t, base+".png")))
	if err != nil {
		w.t.Fatalf("%s.png: %v", base, err)
	}
	if n := differing(want, img); n > 0 {
		failed := save(w.t, name+".png", encode(w.t, img))
		w.t.Errorf("%s.png: %d pixels differ; what was drawn is in %s. Look, then run with -update.", base, n, failed)
	}
}

// Picture writes the window as it stands to a file, for looking.
func (w *Window) Picture(file string) {
	w.t.Helper()
	write(w.t, file, encode(w.t, w.Canvas().Capture()))
}

// updating reads the flag -update, which a test package declares by calling
// UpdateFlag from a package variable.
func updating() bool {
	f := flag.Lookup("update")
	return f != nil && f.Value.String() == "true"
}

// UpdateFlag declares -update. A test package that has goldens calls it once:
//
//	var _ = uitest.UpdateFlag()
func UpdateFlag() *bool { return flag.Bool("update", false, "write goldens instead of comparing") }

// differing counts pixels further apart than the last bit of rounding.
func differing(a, b image.Image) int {
	if a.Bounds().Size() != b.Bounds().Size() {
		return max(a.Bounds().Dx()*a.Bounds().Dy(), 1)
	}
	n := 0
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			ar, ag, ab, _ := a.At(a.Bounds().Min.X+x, a.Bounds().Min.Y+y).RGBA()
			br, bg, bb, _ := b.At(b.Bounds().Min.X+x, b.Bounds().Min.Y+y).RGBA()
			if far(ar, br) || far(ag, bg) || far(ab, bb) {
				n++
			}
		}
	}
	return n
}

func far(a, b uint32) bool {
	a, b = a>>8, b>>8
	return a > b+2 || b > a+2
}

func encode(t testing.TB, img image.Image) []byte {
	t.Helper()
	var buf bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestCompression}
	if err := e.Encode(&buf, img); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func read(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatalf("%v. Run with -update to write it.", err)
	}
	return b
}

func write(t testing.TB, name string, b []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, b, 0o644); err != nil {
		t.Fatal(err)
	}
}

func save(t testing.TB, name string, b []byte) string {
	file := filepath.Join("testdata", "failed", filepath.FromSlash(name))
	write(t, file, b)
	return file
}
