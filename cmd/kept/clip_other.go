//go:build !linux && !windows

package main

import (
	"context"
	"errors"
)

// clipFile says that there is no way here.
func clipFile(context.Context, string) error {
	return errors.New("files cannot be put on the clipboard here; take the file from its folder")
}
