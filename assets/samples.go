package assets

import (
	"embed"
	"io/fs"
)

//go:embed samples/*.yaml samples/*.png
var samples embed.FS

// Samples returns the folder of the sample workspace: one YAML file for each
// told account and the invented company's logo, logo.png.
func Samples() fs.FS {
	dir, err := fs.Sub(samples, "samples")
	if err != nil {
		// Only a malformed path fails, and this one is a constant.
		return samples
	}
	return dir
}
