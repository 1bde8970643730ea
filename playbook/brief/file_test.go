package brief

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"unicode/utf8"

	"kept/playbook/brief/doc"
)

func TestFileName(t *testing.T) {
	for _, c := range []struct {
		account, want string
		to            doc.Audience
	}{
		{"Norrland Dental", "Norrland-Dental-plan-2026-11-23-customer.pdf", doc.Customer},
		{"Norrland Dental", "Norrland-Dental-handoff-brief-2026-11-23-INTERNAL.pdf", doc.Internal},
		{"../../x", "x-plan-2026-11-23-customer.pdf", doc.Customer},
		{"😀", "account-plan-2026-11-23-customer.pdf", doc.Customer},
		{"CON", "CON-plan-2026-11-23-customer.pdf", doc.Customer},
		{"a/b\\c:d*?\"<>|\x00e.", "a-b-c-d-e-plan-2026-11-23-customer.pdf", doc.Customer},
		{"=HYPERLINK(\"x\")", "HYPERLINK-x-plan-2026-11-23-customer.pdf", doc.Customer},
		{"\u202eגן עדן", "גן-עדן-plan-2026-11-23-customer.pdf", doc.Customer},
		{" . .. ", "account-plan-2026-11-23-customer.pdf", doc.Customer},
	} {
		if got := FileName(c.account, Brief, c.to, "2026-11-23"); got != c.want {
			t.Errorf("FileName(%q) = %q, want %q", c.account, got, c.want)
		}
	}
	for _, long := range []string{strings.Repeat("x", 10_000), strings.Repeat("Ж", 10_000), strings.Repeat("e\u0301", 10_000), strings.Repeat("a b", 4_000)} {
		got := FileName(long, Brief, doc.Internal, "2026-11-23")
		if len(got) > 160 || !utf8.ValidString(got) || !strings.HasSuffix(got, "-INTERNAL.pdf") {
			t.Errorf("a long name gives %d bytes: %q", len(got), got)
		}
	}
}

func FuzzFileName(f *testing.F) {
	for _, s := range []string{"", "NUL", "../../x", "a\x00b", "😀", "\xff\xfe", "x\u202ey", "COM¹"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := FileName(s, Brief, doc.Customer, "2026-11-23")
		if !filepath.IsLocal(got) || filepath.Base(got) != got || strings.ContainsAny(got, "/\\:*?\"<>|\x00") || len(got) > 160 ||
			!utf8.ValidString(got) || strings.HasPrefix(got, "-") || strings.HasPrefix(got, ".") || !strings.HasSuffix(got, "-customer.pdf") {
			t.Errorf("FileName(%q) = %q", s, got)
		}
	})
}

func TestSaveFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "brief.pdf")
	for _, text := range []string{"first", "second"} {
		if err := SaveFile(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if b, err := os.ReadFile(path); err != nil || string(b) != text {
			t.Fatalf("read %q, %v", b, err)
		}
	}
	err := SaveFile(filepath.Join(dir, "nowhere", "x.pdf"), []byte("x"))
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "there is no folder") {
		t.Errorf("a missing folder says %v", err)
	}
	if err := SaveFile(filepath.Join(path, "x.pdf"), []byte("x")); err == nil || !strings.Contains(err.Error(), "no folder") {
		t.Errorf("a file in place of the folder says %v", err)
	}
	for _, c := range []struct {
		step string
		err  error
		want string
	}{
		{"create", fs.ErrPermission, "cannot be written to"}, {"create", syscall.EROFS, "cannot be written to"},
		{"write", syscall.ENOSPC, "the disk is full"}, {"sync", syscall.ENOSPC, "the disk is full"}, {"close", syscall.EDQUOT, "the disk is full"},
		{"sync", errors.New("the device is gone"), "try again"},
	} {
		err := save(path, []byte("third"), func(dir string) (tempFile, error) {
			if c.step == "create" {
				return nil, c.err
			}
			f, err := os.CreateTemp(dir, ".kept-*.tmp")
			return failing{f, c.step, c.err}, err
		})
		if !errors.Is(err, c.err) || !strings.Contains(err.Error(), c.want) || strings.Count(err.Error(), "\n") > 0 {
			t.Errorf("%s fails with %v: %v, want %q", c.step, c.err, err, c.want)
		}
	}
	if b, _ := os.ReadFile(path); string(b) != "second" {
		t.Errorf("a failed save changed the file to %q", b)
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("failed saves left %d files behind", len(left)-1)
	}
}

// failing is a file one step of which fails, as on a full disk.
type failing struct {
	*os.File
	step string
	err  error
}

func (f failing) Write(b []byte) (int, error) {
	if f.step == "write" {
		return 0, f.err
	}
	return f.File.Write(b)
}

func (f failing) Sync() error {
	if f.step == "sync" {
		return f.err
	}
	return f.File.Sync()
}

func (f failing) Close() error {
	err := f.File.Close()
	if f.step == "close" {
		return f.err
	}
	return err
}
