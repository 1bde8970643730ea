package pack_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"kept/playbook"
	"kept/playbook/brief/doc"
	"kept/playbook/brief/draw"
	"kept/playbook/pack"
)

// document is a page that carries content as an attachment.
func document(t testing.TB, content []byte) []byte {
	t.Helper()
	d := doc.Document{Title: "Aster Clinics: handoff brief", Audience: doc.Internal, Created: fixed(), CompanyName: "Kept",
		Blocks: []doc.Block{doc.Paragraph{Label: "The story", Text: doc.T("Invented, as is everybody in it.")}}}
	res, err := draw.Render(context.Background(), d, draw.Attach("Aster-Clinics 🙂.keptpack", "Account pack", content))
	if err != nil {
		t.Fatal(err)
	}
	return res.PDF
}

// plainPDF is a document as another program may save it, with its attachment
// not packed and what comes before and behind it given.
func plainPDF(dictionary, content, end string) []byte {
	return []byte("%PDF-1.7\r\n1 0 obj\r\n<< /Type /Catalog >>\r\nendobj\r\n7 0 obj\r\n<< /Type /EmbeddedFile " + dictionary + " >>\r\nstream\r\n" + content + end + "endobj\r\n12 0 obj\r\n99\r\nendobj\r\n")
}

func TestPackInAPDF(t *testing.T) {
	account, k := playbook.NewID(fixed()), key(t)
	b := written(t, source(account, story(account)), k, pack.Lock{})
	locked := written(t, source(account, story(account)), key(t), pack.Lock{Recipients: []string{k.Recipient()}})
	older := written(t, source(playbook.NewID(fixed()), story(account)), key(t), pack.Lock{})
	made := document(t, b)
	if bytes.Contains(made, b) {
		t.Error("the document holds its pack unpacked; the test says less than it seems to")
	}
	for what, pdf := range map[string][]byte{
		"as drawn":                   made,
		"with something before it":   append([]byte("From: ada@example.com\r\n\r\n"), made...),
		"locked":                     document(t, locked),
		"with its length":            plainPDF(fmt.Sprintf("/Length %d", len(b)), string(b), "\r\nendstream\r\n"),
		"with its length elsewhere":  plainPDF("/Length 12 0 R", string(b), "\nendstream\n"),
		"with a length too short":    plainPDF("/Length 7", string(b), "\r\nendstream\r\n"),
		"with a length that lies":    plainPDF("/Length 99999999", string(b), "\r\nendstream\r\n"),
		"saved again behind another": append(document(t, older), plainPDF(fmt.Sprintf("/Length %d/Subtype/x", len(b)), string(b), "\nendstream\n")...),
	} {
		p, err := pack.Read(pdf, pack.Unlock{Key: k})
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if claims, err := p.Claims(account); err != nil || len(claims) != 3 || p.Accounts[0].ID != account {
			t.Errorf("%s: %d claims, %v", what, len(claims), err)
		}
	}
}

// A real program that knows nothing of packs finds the attachment, and one that
// saves the document again with another attachment leaves it to be found.
func TestPDFOfAnotherProgram(t *testing.T) {
	for _, program := range []string{"pdfattach", "pdfdetach"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("%s is missing; install poppler-utils (apt-get install poppler-utils)", program)
		}
	}
	account, dir := playbook.NewID(fixed()), t.TempDir()
	b := written(t, source(account, story(account)), key(t), pack.Lock{})
	in, other, out, taken := filepath.Join(dir, "in.pdf"), filepath.Join(dir, "other.txt"), filepath.Join(dir, "out.pdf"), filepath.Join(dir, "taken")
	for path, content := range map[string][]byte{in: document(t, b), other: []byte("a price list")} {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if said, err := exec.Command("pdfdetach", "-save", "1", "-o", taken, in).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	if got, err := os.ReadFile(taken); err != nil || !bytes.Equal(got, b) {
		t.Errorf("detached %d of %d bytes, %v", len(got), len(b), err)
	}
	if said, err := exec.Command("pdfattach", in, other, out).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	p, err := pack.ReadFile(out, pack.Unlock{})
	if err != nil || p.Accounts[0].ID != account {
		t.Errorf("saved again: %v", err)
	}
}

func TestHostilePDFs(t *testing.T) {
	account := playbook.NewID(fixed())
	b := written(t, source(account, story(account)), key(t), pack.Lock{})
	made := document(t, b)
	var bomb bytes.Buffer
	z := zlib.NewWriter(&bomb)
	if _, err := z.Write([]byte("keptpack1\n")); err != nil {
		t.Fatal(err)
	}
	zeros := make([]byte, 1<<20)
	for range 80 {
		if _, err := z.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		pdf  []byte
		says string
	}{
		"none":                {[]byte("%PDF-1.7\n%%EOF"), "carries no account pack"},
		"another attachment":  {document(t, []byte("a price list")), "carries no account pack"},
		"protected":           {[]byte("%PDF-1.7\ntrailer << /Encrypt 3 0 R >>\n%%EOF"), "protected with a password"},
		"a bomb":              {plainPDF("/Filter /FlateDecode", bomb.String(), "\nendstream\n"), "more than the 32 MB"},
		"a million streams":   {append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("stream\nx\x9c\x01\n"), 1_000_000)...), "more than 100000 parts"},
		"another pack in it":  {document(t, append(bytes.Clone(b[:200]), b[201:]...)), "changed after it was signed"},
		"a document in it":    {document(t, made), "carries no account pack"},
		"cut in the stream":   {plainPDF("/Length 12 0 R", string(b), ""), "damaged"},
		"only the first word": {plainPDF("/Length 10", "keptpack1\n", "endstream"), "damaged"},
	} {
		refusedAs(t, what, c.pdf, pack.Unlock{}, c.says)
	}
	for n := 0; n < len(made); n += 101 {
		if _, err := pack.Read(made[:n], pack.Unlock{}); err == nil && n < bytes.Index(made, []byte("/EmbeddedFile")) {
			t.Errorf("a pack was found in the first %d bytes", n)
		}
	}
}

// A customer's copy carries nothing, whoever asks.
func TestNoPackForTheCustomer(t *testing.T) {
	d := doc.Document{Title: "Aster", Audience: doc.Customer, Created: fixed(), CompanyName: "Kept", Blocks: []doc.Block{doc.Paragraph{Text: doc.T("Hello")}}}
	_, err := draw.Render(context.Background(), d, draw.Attach("a.keptpack", "", []byte("x")))
	if err == nil || !strings.Contains(err.Error(), "carries no file") {
		t.Errorf("%v", err)
	}
}
