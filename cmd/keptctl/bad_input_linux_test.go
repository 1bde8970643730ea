package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// disk mounts a small file system in memory, which only root can.
func disk(t *testing.T, options string) (dir string, remount func(flags uintptr)) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, options); err != nil {
		t.Skipf("no file system of its own for this test: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Errorf("unmount: %v", err)
		}
	})
	return dir, func(flags uintptr) {
		t.Helper()
		if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|flags, ""); err != nil {
			t.Fatalf("remount: %v", err)
		}
	}
}

// On a full disk everything that writes says so in one sentence; what was
// there before is there after, and work goes on when there is room again.
func TestFullDisk(t *testing.T) {
	dir, _ := disk(t, "size=2200k")
	c := sitAt(t, dir)
	c.does("apply", c.file("a.yaml", []byte("account: Acme\n")))
	csv := filepath.Join(t.TempDir(), "deals.csv")
	if err := os.WriteFile(csv, exportOf(2000), 0o600); err != nil {
		t.Fatal(err)
	}
	c.fails(1, "is full", "import", "deals", csv)
	ballast := filepath.Join(dir, "ballast")
	if f, err := os.Create(ballast); err != nil {
		t.Fatal(err)
	} else {
		page := make([]byte, 4096)
		for err == nil {
			_, err = f.Write(page)
		}
		f.Close()
	}
	for _, args := range [][]string{
		{"ask", "acme", "Who signs?"},
		{"import", "deals", csv},
		{"brief", "acme", "--for", "internal"},
		{"backup", "copy.kept"},
		{"--workspace", filepath.Join(dir, "second.kept"), "apply", "a.yaml"},
	} {
		c.fails(1, "full", args...)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	var accounts []named
	if c.reads(&accounts, "accounts"); len(accounts) != 1 || accounts[0].Name != "Acme" {
		t.Errorf("after the disk was full: %v", accounts)
	}
	c.does("ask", "acme", "Who signs?")
	c.does("check")
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.HasPrefix(f.Name(), "work.kept") && f.Name() != "a.yaml" {
			t.Errorf("left behind: %s", f.Name())
		}
	}
}

// On a disk that can only be read nothing is opened, made or written, and the
// sentence says where to go.
func TestReadOnlyDisk(t *testing.T) {
	dir, remount := disk(t, "size=4m")
	c := sitAt(t, dir)
	c.does("apply", c.file("a.yaml", []byte("account: Acme\n")))
	remount(syscall.MS_RDONLY)
	defer remount(0)
	c.fails(1, "copy it to a folder of your own", "accounts")
	c.fails(1, "copy it to a folder of your own", "ask", "acme", "Who signs?")
	c.fails(1, "choose another place", "--workspace", filepath.Join(dir, "second.kept"), "apply", "a.yaml")
}

// An answer that is lost is not a success.
func TestTheAnswerIsLost(t *testing.T) {
	c := sitDown(t)
	c.does("apply", c.file("a.yaml", []byte("account: Acme\n")))
	for _, args := range [][]string{{"accounts"}, {"--json", "accounts"}, {"form"}, {"show", "acme"}} {
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Skipf("no device that is always full: %v", err)
		}
		cmd := c.command(args...)
		var errs strings.Builder
		cmd.Stdout, cmd.Stderr = full, &errs
		err = cmd.Run()
		full.Close()
		if err == nil || cmd.ProcessState.ExitCode() != 1 || errs.Len() == 0 {
			t.Errorf("keptctl %v > /dev/full: %v, %q", args, err, errs.String())
		}
	}
}
