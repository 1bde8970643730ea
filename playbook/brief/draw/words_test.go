package draw_test

import (
	"bytes"
	"context"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"kept/playbook/brief/doc"
	"kept/playbook/brief/draw"
)

var out = flag.String("out", "", "folder to write the sample PDFs to, to look at them")

// render draws d or fails the test, and writes the file where -out asks for it.
func render(t testing.TB, name string, d doc.Document, opts ...draw.Option) draw.Result {
	t.Helper()
	res, err := draw.Render(context.Background(), d, opts...)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if *out != "" {
		if err := os.WriteFile(filepath.Join(*out, name+".pdf"), res.PDF, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return res
}

// logoPNG is an invented logo: a block with a hole.
func logoPNG(w, h int) []byte {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			if x < w/3 || y > h/2 {
				img.SetNRGBA(x, y, color.NRGBA{0x22, 0x55, 0x88, 0xFF})
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.Bytes()
}
