package main

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"os"
	"os/exec"
	"strings"
)

// fileTarget is how desktops name a list of files on the clipboard.
const fileTarget = "text/uri-list"

// clipFile puts a file on the clipboard. What is there belongs to a program that
// has to go on running, and the toolkit's holds text alone, so it is given to one
// of the two programs for it, whichever suits the display.
func clipFile(ctx context.Context, path string) error {
	ways := [][]string{{"xclip", "-selection", "clipboard", "-t", fileTarget, "-i"}}
	if os.Getenv("WAYLAND_DISPLAY") != "" {
		ways = append([][]string{{"wl-copy", "--type", fileTarget}}, ways...)
	}
	var failed error
	for _, way := range ways {
		name, err := exec.LookPath(way[0])
		if err != nil {
			continue
		}
		c := exec.CommandContext(ctx, name, way[1:]...)
		c.Stdin = strings.NewReader((&url.URL{Scheme: "file", Path: path}).String() + "\r\n")
		if err := c.Run(); err == nil {
			return nil
		}
		failed = errors.New("the clipboard does not take the file; take it from its folder")
	}
	return cmp.Or(failed, errors.New("a file goes onto the clipboard here with the program xclip, or wl-clipboard on Wayland, and neither is installed; install one, or take the file from its folder"))
}
