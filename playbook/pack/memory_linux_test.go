package pack_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"kept/playbook/pack"
)

// The test binary started again with this variable opens the pack it names,
// reads it to its end, and says what memory that took.
const opensVar = "KEPT_TEST_OPENS"

func TestMain(m *testing.M) {
	if path := os.Getenv(opensVar); path != "" {
		os.Exit(opensAndTells(path))
	}
	os.Exit(m.Run())
}

func opensAndTells(path string) int {
	var key pack.Key
	if text := os.Getenv(opensVar + "_KEY"); text != "" {
		if err := key.UnmarshalText([]byte(text)); err != nil {
			fmt.Println(err)
			return 1
		}
	}
	p, err := pack.ReadFile(path, pack.Unlock{Passphrase: os.Getenv(opensVar + "_WITH"), Key: key})
	if err != nil {
		fmt.Println("says:", err)
	} else {
		lines := 0
		for _, a := range p.Accounts {
			claims, err := p.Claims(a.ID)
			if err != nil {
				fmt.Println(err)
				return 1
			}
			for i := range claims {
				lines += len(claims[i].Lines)
			}
		}
		fmt.Println("lines:", lines)
	}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		fmt.Println(err)
		return 1
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	fmt.Println("kB:", strings.Fields(rest)[0])
	return 0
}

// opened opens a file in a process of its own and returns what it said and its
// peak in megabytes.
func openedAlone(t *testing.T, path string, env ...string) (said string, mb int) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(append(os.Environ(), opensVar+"="+path), env...)
	out, err := cmd.CombinedOutput()
	said, kb, ok := strings.Cut(string(out), "kB: ")
	n, wrong := strconv.Atoi(strings.TrimSpace(kb))
	if err != nil || !ok || wrong != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return said, n >> 10
}

// noise is text that cannot be packed smaller than three quarters of it.
func noise(r *rand.ChaCha8, n int) string {
	b := make([]byte, n*3/4+3)
	r.Read(b) // never fails
	return base64.RawURLEncoding.EncodeToString(b)[:n]
}

// large is a pack of accounts that each have so many claims of so many lines
// with values of so many bytes.
func large(t *testing.T, accounts, claims, lines, size int, method uint16) []byte {
	t.Helper()
	var body bytes.Buffer
	z := zip.NewWriter(&body)
	r := rand.NewChaCha8([32]byte{})
	create := func(name string) func(string) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err != nil {
			t.Fatal(err)
		}
		return func(s string) {
			if _, err := w.Write([]byte(s)); err != nil {
				t.Fatal(err)
			}
		}
	}
	id := func() string { return fmt.Sprintf("019cadc6-63d0-7f41-a098-%012x", r.Uint64()>>16) }
	var list []string
	for i := range accounts {
		account, name := id(), fmt.Sprintf("accounts/%04d.ndjson", i+1)
		list = append(list, fmt.Sprintf(`{"id":"%s","name":"Aster","file":"%s","claims":%d,"lines":%d}`, account, name, claims, claims*lines))
		write := create(name)
		for c := range claims {
			write(fmt.Sprintf(`{"id":"%s","stamp":%d,"at":"2026-03-02T09:00:00.000000Z","who":"Ada","kind":"do","lines":[`, id(), c+1))
			for l := range lines {
				if l > 0 {
					write(",")
				}
				if c == 0 && l == 0 {
					write(fmt.Sprintf(`{"noun":"account","row":"%s","old":null,"new":"{\"name\":\"%s\"}"}`, account, noise(r, size)))
					continue
				}
				write(fmt.Sprintf(`{"noun":"promise","row":"%s","col":"text","old":"","new":"%s"}`, id(), noise(r, size)))
			}
			write("]}\n")
		}
	}
	create("along.ndjson")
	create("kept.json")(fmt.Sprintf(`{"format":1,"id":"%s","made_at":"2026-03-02T09:00:00.000000Z","sender":{"name":"Ada"},"accounts":[%s]}`, id2, strings.Join(list, ",")))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return signed(body.Bytes())
}

// The largest packs there can be are opened, locked and carried by a document
// too, and read to their end, with less than 200 MB.
func TestMemoryOfTheLargest(t *testing.T) {
	k := key(t)
	text, err := k.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	lines := large(t, 8, 5_000, 10, 1, zip.Deflate) // as many as an account may have
	long := large(t, 2, 2, 1, 7<<20, zip.Store)     // as long a claim as there may be, and nearly as large a file
	many := large(t, 2, 75, 1, 200_000, zip.Store)
	lock := func(b []byte, l pack.Lock) []byte {
		var out bytes.Buffer
		if err := pack.Seal(&out, b, l); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	flate := func(b []byte) []byte {
		var out bytes.Buffer
		z, err := zlib.NewWriterLevel(&out, zlib.BestSpeed)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := z.Write(b); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return plainPDF("/Filter /FlateDecode", out.String(), "\nendstream\n")
	}
	for _, c := range []struct {
		what string
		file []byte
		says string
	}{
		{"many lines", lines, "lines: 400000"},
		{"texts of all there may be", long, "lines: 4"},
		{"locked with a passphrase", lock(many, pack.Lock{Passphrase: "pear tree"}), "lines: 150"},
		{"locked for this installation", lock(long, pack.Lock{Recipients: []string{k.Recipient()}}), "lines: 4"},
		{"in a document", flate(many), "lines: 150"},
		{"in a document, locked", flate(lock(many, pack.Lock{Passphrase: "pear tree"})), "lines: 150"},
		{"a wrong passphrase", lock(long, pack.Lock{Passphrase: "another"}), "not the passphrase"},
		{"in a document as it is", plainPDF("/Length 12 0 R", string(long), "\nendstream\n"), "lines: 4"},
	} {
		path := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(path, c.file, 0o600); err != nil {
			t.Fatal(err)
		}
		said, mb := openedAlone(t, path, opensVar+"_WITH=pear tree", opensVar+"_KEY="+string(text))
		if !strings.Contains(said, c.says) || mb >= 200 {
			t.Errorf("%s: %d MB, %s", c.what, mb, said)
		}
		t.Logf("torture: %s: a file of %d MB took %d MB", c.what, len(c.file)>>20, mb)
	}
}
