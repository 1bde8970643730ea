package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"kept/cmd/internal/boot"
	"kept/playbook"
	"kept/ui"
	"kept/ui/kit"
)

var _ ui.Rescuer = (*office)(nil)

// File implements ui.Rescuer.
func (o *office) File() string {
	r, _ := o.who()
	return absolute(o.path(r.Sample && o.c.Workspace == ""))
}

func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// at is the configuration for a file.
func (o *office) at(file string) boot.Config {
	r, _ := o.who()
	c := o.c
	c.Workspace, c.Who = file, r.Name
	return c
}

// reports tells the window how far a long step is.
func reports(ctx context.Context) func(float64, string) {
	last, said := -1, ""
	return func(done float64, doing string) {
		if n := int(done * 100); n != last || doing != said {
			last, said = n, doing
			kit.Report(ctx, done, doing)
		}
	}
}

// Examine implements ui.Rescuer.
func (o *office) Examine(ctx context.Context, file string) (playbook.Damage, error) {
	return boot.Examine(ctx, file, reports(ctx))
}

// BackupsOf implements ui.Rescuer.
func (o *office) BackupsOf(ctx context.Context, file string) ([]playbook.Backup, error) {
	return boot.ListUnopened(ctx, o.at(file))
}

// RestoreFile implements ui.Rescuer.
func (o *office) RestoreFile(ctx context.Context, file, backup string) (string, error) {
	release, taken, err := boot.HoldWindow(file, time.Now())
	if err == nil && taken != "" {
		return "", fmt.Errorf("another window has this workspace open (%s); close it, then restore", taken)
	}
	aside, err := boot.RestoreUnopened(ctx, o.at(file), "kept", backup)
	return aside, errors.Join(err, let(release))
}

// Salvage implements ui.Rescuer.
func (o *office) Salvage(ctx context.Context, file, to string) (playbook.Salvaged, error) {
	return boot.Salvage(ctx, o.at(file), "kept", file, to, reports(ctx))
}

// Use implements ui.Rescuer. A file other than the usual one is remembered.
func (o *office) Use(ctx context.Context, file string) (*ui.Workspace, error) {
	r, _ := o.who()
	file = absolute(file)
	ws, err := o.open(ctx, file, boot.Existing, r)
	if err != nil || file == o.File() {
		return ws, err
	}
	usual := o.c
	usual.Workspace = ""
	remember := file
	if file == absolute(usual.Path()) {
		remember = ""
	}
	if err := o.remember(func(old *remembered) { old.Workspace, old.Sample = remember, false }); err != nil {
		return nil, errors.Join(err, ws.Close())
	}
	return ws, nil
}
