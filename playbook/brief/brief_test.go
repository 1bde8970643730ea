package brief

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"unicode/utf8"

	"kept/playbook"
	"kept/playbook/brief/doc"
	"kept/playbook/brief/draw"
)

var out = flag.String("out", "", "folder to write the sample PDFs to, to look at them")

func pdf(t testing.TB, name string, in Input, to doc.Audience) (draw.Result, Leak) {
	t.Helper()
	res, leak, err := PDF(context.Background(), in, to)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if *out != "" {
		if err := SaveFile(filepath.Join(*out, name+".pdf"), res.PDF); err != nil {
			t.Fatal(err)
		}
	}
	return res, leak
}

// popple runs one of poppler's programs on a PDF. A missing program fails the
// test: a page nobody read is not a tested page.
func popple(t testing.TB, program string, file []byte, args ...string) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "document.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	args = append(args, path)
	if program == "pdftotext" {
		args = append(args, "-")
	}
	b, err := exec.Command(program, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v (install poppler-utils)\n%s", program, err, b)
	}
	return b
}

func words(t testing.TB, res draw.Result) string {
	return string(popple(t, "pdftotext", res.PDF, "-layout"))
}

// The sample fills four to six internal pages and two to three for the
// customer, and nothing stands outside the margins or on something else.
func TestSamplePages(t *testing.T) {
	for _, c := range []struct {
		name     string
		rec      playbook.Record
		to       doc.Audience
		min, max int
	}{
		{"norrland-internal", norrland(), doc.Internal, 4, 6},
		{"norrland-customer", norrland(), doc.Customer, 2, 3},
		{"empty-internal", empty(), doc.Internal, 1, 6},
		{"empty-customer", empty(), doc.Customer, 1, 2},
		{"heavy-internal", heavy(), doc.Internal, 6, 60},
		{"heavy-customer", heavy(), doc.Customer, 2, 40},
	} {
		for _, paper := range []doc.Paper{doc.A4, doc.Letter} {
			name := c.name + map[doc.Paper]string{doc.A4: "-a4", doc.Letter: "-letter"}[paper]
			t.Run(name, func(t *testing.T) {
				in := inputOf(c.rec)
				in.Paper = paper
				res, _ := pdf(t, name, in, c.to)
				if paper == doc.Letter && c.name == "norrland-internal" {
					c.max++ // Letter is 18 mm lower than A4
				}
				if res.Pages < c.min || res.Pages > c.max {
					t.Errorf("%d pages, want %d to %d", res.Pages, c.min, c.max)
				}
				if f := faults(t, res.PDF); len(f) > 0 {
					t.Errorf("%d faults:\n%s", len(f), strings.Join(f[:min(len(f), 20)], "\n"))
				}
			})
		}
	}
}

// faults lists words outside the margins of 18 mm and words that overlap.
func faults(t testing.TB, file []byte) []string {
	t.Helper()
	type word struct {
		X0   float64 `xml:"xMin,attr"`
		Y0   float64 `xml:"yMin,attr"`
		X1   float64 `xml:"xMax,attr"`
		Y1   float64 `xml:"yMax,attr"`
		Text string  `xml:",chardata"`
	}
	var x struct {
		Pages []struct {
			W     float64 `xml:"width,attr"`
			H     float64 `xml:"height,attr"`
			Words []word  `xml:"word"`
		} `xml:"body>doc>page"`
	}
	dec := xml.NewDecoder(bytes.NewReader(popple(t, "pdftotext", file, "-bbox")))
	dec.Strict, dec.Entity = false, xml.HTMLEntity
	if err := dec.Decode(&x); err != nil || len(x.Pages) == 0 {
		t.Fatalf("read word boxes: %v, %d pages", err, len(x.Pages))
	}
	var found []string
	const m = 18/25.4*72 - 0.5
	for n, p := range x.Pages {
		for i, a := range p.Words {
			if a.X0 < m || a.X1 > p.W-m || a.Y0 < m-3 || a.Y1 > p.H-m+3 {
				found = append(found, fmt.Sprintf("page %d: %q is outside the margins", n+1, a.Text))
			}
			for _, b := range p.Words[i+1:] {
				w, h := min(a.X1, b.X1)-max(a.X0, b.X0), min(a.Y1, b.Y1)-max(a.Y0, b.Y0)
				if w > 0.6 && h > 0.34*min(a.Y1-a.Y0, b.Y1-b.Y0) {
					found = append(found, fmt.Sprintf("page %d: %q and %q overlap", n+1, a.Text, b.Text))
				}
			}
		}
	}
	return found
}

// Page one answers what someone needs who reads nothing else, with long texts too.
func TestPageOneIsEnough(t *testing.T) {
	for name, rec := range map[string]playbook.Record{"sample": norrland(), "heavy": heavy()} {
		res, _ := pdf(t, "page-one-"+name, inputOf(rec), doc.Internal)
		first := string(popple(t, "pdftotext", res.PDF, "-layout", "-l", "1"))
		want := []string{"Problem number one", "If nothing changes", "Success, in their words", "The promise that won it", "What they must see", "Top risks",
			"First three actions", "Official status line", "Why not Ready", "Captured before close:", "2 questions open", "€ 6,500 a month"}
		if name == "sample" {
			want = append(want, "€ 48,000 / year", "24 months", "sold by Jonas Falk", "Double bookings per week 14 → 0 by 15 Jan 2027", "customer confirmed", "Live before the January rush",
				"Day 30", "3 Jan 2027", "2 Feb 2027", "missing: ask before close", "The owner of clinic 4 opposes", "Send the signed data processing agreement")
		}
		flat := strings.Join(strings.Fields(first), " ")
		for _, w := range want {
			if !strings.Contains(flat, w) {
				t.Errorf("%s: page one lacks %q:\n%s", name, w, first)
			}
		}
	}
}

// What page one shortens stands in full further back.
func TestShortenedTextsStandInFull(t *testing.T) {
	r := norrland()
	r.Account.CustomerPromise = "Every clinic books from one calendar by 15 January, with no double-booked chairs, no paper list at any desk, no phone call between clinics before ten, and one report on Fridays that ends here."
	r.Account.StatusLine = "On track for 15 January; the sample file from the old system is the next thing we need, then the accounts, then the two training sessions, then the go-live meeting."
	r.Account.Name = "Norrland Dental and Oral Surgery Holding with its Five Clinics"
	res, _ := pdf(t, "in-full", inputOf(r), doc.Internal)
	text := strings.Join(strings.Fields(string(popple(t, "pdftotext", res.PDF))), " ")
	for _, want := range []string{"report on Fridays that ends here.", "then the go-live meeting.", "with its Five Clinics"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is nowhere in full", want)
		}
	}
}

// Risks come by severity, actions by due date, promises with the deciding one first.
func TestInternalOrder(t *testing.T) {
	res, _ := pdf(t, "order", inputOf(norrland()), doc.Internal)
	text := strings.Join(strings.Fields(words(t, res)), " ")
	for _, order := range [][]string{
		{"Top risks", "The owner of clinic 4 opposes", "export is untested", "Christmas closure", "First three actions"},
		{"First three actions", "Check that the promised dates", "Send the signed data", "Sample file from the old system"},
		{"7 promises", "★ Live before", "Training on site in the two largest", "A conflict report", "A view of its own", "Help with the wording"},
	} {
		at := 0
		for _, w := range order {
			i := strings.Index(text[at:], w)
			if i < 0 {
				t.Errorf("%q is not behind what should come before it", w)
				break
			}
			at += i
		}
	}
}

// What is missing says so inside and is left out for the customer; an explicit
// none has its name and date.
func TestMissingAndNone(t *testing.T) {
	r := empty()
	r.Nones = []playbook.None{{Field: "F55", Who: "Jonas Falk", On: "2026-11-20"}}
	res, _ := pdf(t, "none", inputOf(r), doc.Internal)
	text := words(t, res)
	if !strings.Contains(text, "None known – Jonas Falk, 20 Nov 2026") || !strings.Contains(text, "Not captured") {
		t.Errorf("the internal brief lacks the explicit none or what is missing:\n%s", text)
	}
	res, _ = pdf(t, "none-customer", inputOf(r), doc.Customer)
	if text := words(t, res); strings.Contains(text, "Not captured") || strings.Contains(text, "Jonas") {
		t.Errorf("the customer's copy says what is missing or who said none:\n%s", text)
	}
}

func TestCustomerRules(t *testing.T) {
	in := inputOf(norrland())
	res, leak := pdf(t, "rules", in, doc.Customer)
	text := strings.Join(strings.Fields(words(t, res)), " ")
	for _, want := range []string{"To be agreed with you", "Time to fill a cancelled chair", "Live before the January rush", "A view of its own for clinic 4", "Maya Lindqvist", "Petter Aas",
		"Send us a sample file", "The first result", "Not part of this plan", "On track for 15 January", "Confirmed by both", "Every clinic books from one calendar"} {
		if !strings.Contains(text, want) {
			t.Errorf("the customer's copy lacks %q", want)
		}
	}
	for _, bad := range []string{"I promise", "half a day each", "evenings in January", "wording of the reminder", "Jonas", "Ida", "48,000", "48000", "6,500", "Champion", "Blocker", "Economic", "Sven", "Chairwise", "Conditional", "Billing when",
		"judge of the day-90", "no file yet", "Not captured", "INTERNAL", "overdue", "central", "Internal"} {
		if strings.Contains(text, bad) {
			t.Errorf("the customer's copy says %q", bad)
		}
	}
	lines := strings.Join(leak.Lines(), "\n")
	for _, want := range []string{"Training on site in the two largest clinics”: unsupported", "evenings in January”: awaiting approval", "wording of the reminder”: not ticked as agreed to show",
		"F38 Influence and stance: 10 values", "F5 Contract value: 2 values", "Promises (exact words used): 1 value", "Conditions of the acceptance: 2 values", "not ticked to be named", "not confirmed by the customer"} {
		if !strings.Contains(lines, want) {
			t.Errorf("the leak check lacks %q:\n%s", want, lines)
		}
	}
	in.Record.Handoff.FirstValueConfirmed = false
	res, _ = pdf(t, "rules-first-value", in, doc.Customer)
	if strings.Contains(words(t, res), "The first result") {
		t.Error("a first value that the customer has not confirmed is in their copy")
	}
}

func TestLeakWarnings(t *testing.T) {
	for _, c := range []struct{ text, why string }{
		{"Mr Åström is the one who opposes this", "attitude"},
		{"We talk to Ingrid Moe on Tuesdays", ""},
		{"Better than Chairwise in two ways", "alternative"},
		{"A chair, wise or not", ""},
		{"This is internal for now", "internal"},
		{"Please do NOT share", "do not share"},
		{"Worth € 48.000 a year", "contract value"},
		{"Worth 48k a year", "contract value"},
		{"Room for 48 chairs and 480,000 rows", ""},
		{"Jonas Falk comes along", "not ticked"},
		{"Maya Lindqvist comes along", ""},
		{"We will arrange training on site in the two largest clinics too", "withheld"},
		{"As told: you’ll be live before the January rush, I promise.", "exact words"},
	} {
		in := inputOf(norrland())
		in.Record.Handoff.GoLiveWhy = c.text
		_, leak := Customer(in)
		var got []string
		for _, w := range leak.Warnings {
			got = append(got, strings.ToLower(w.Where+": "+w.Why))
		}
		switch all := strings.Join(got, "; "); {
		case c.why == "" && len(got) > 0:
			t.Errorf("%q warns: %s", c.text, all)
		case !strings.Contains(all, strings.ToLower(c.why)):
			t.Errorf("%q warns %q, want something about %q", c.text, all, c.why)
		}
	}
}

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
		if got := FileName(c.account, c.to, "2026-11-23"); got != c.want {
			t.Errorf("FileName(%q) = %q, want %q", c.account, got, c.want)
		}
	}
	for _, long := range []string{strings.Repeat("x", 10_000), strings.Repeat("Ж", 10_000), strings.Repeat("e\u0301", 10_000), strings.Repeat("a b", 4_000)} {
		got := FileName(long, doc.Internal, "2026-11-23")
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
		got := FileName(s, doc.Customer, "2026-11-23")
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

func TestSameInputSameBytes(t *testing.T) {
	for _, to := range []doc.Audience{doc.Internal, doc.Customer} {
		first, _ := pdf(t, "same", inputOf(norrland()), to)
		again, _ := pdf(t, "same", inputOf(norrland()), to)
		if !bytes.Equal(first.PDF, again.PDF) {
			t.Errorf("audience %d: the same record gave other bytes", to)
		}
	}
}

func TestTextsToCopy(t *testing.T) {
	in := inputOf(norrland())
	intro, agenda := Introduction(in), KickoffAgenda(in)
	for _, want := range []string{"Introducing Maya Lindqvist", "Hello Ingrid Moe and Kari Lie", "Every clinic books from one calendar", "If the front desk stops phoning", "14 → 0", "8 December 2026", "[your name]", "you will not be asked for it again"} {
		if !strings.Contains(intro, want) {
			t.Errorf("the introduction lacks %q:\n%s", want, intro)
		}
	}
	for _, want := range []string{"10 December 2026", "Two chairs in clinic 3", "to be agreed today: Time to fill", "Live before the January rush, by when: 13 January 2027", "not part of this plan: Training on site", "from you: Send us a sample file", "How you raise a concern", "Maya Lindqvist"} {
		if !strings.Contains(agenda, want) {
			t.Errorf("the agenda lacks %q:\n%s", want, agenda)
		}
	}
	for _, text := range []string{intro, agenda} {
		for _, bad := range []string{"Jonas", "Ida", "48,000", "half a day each", "evenings", "Sven", "Chairwise", "I promise"} {
			if strings.Contains(text, bad) {
				t.Errorf("a text to copy says %q:\n%s", bad, text)
			}
		}
	}
	in.Record = empty()
	if got := Introduction(in); !strings.Contains(got, "[name of the CSM]") {
		t.Errorf("an introduction without a name hides the gap:\n%s", got)
	}
	_ = KickoffAgenda(in)
}

func TestParseColour(t *testing.T) {
	if c, err := ParseColour(" #0F6f68 "); err != nil || c != (doc.RGB{R: 0x0F, G: 0x6F, B: 0x68}) {
		t.Errorf("got %v, %v", c, err)
	}
	if c, err := ParseColour(""); err != nil || c != (doc.RGB{}) {
		t.Errorf("empty: got %v, %v", c, err)
	}
	for _, bad := range []string{"teal", "#12", "#+12345", "#1234567"} {
		if _, err := ParseColour(bad); err == nil {
			t.Errorf("%q is taken for a colour", bad)
		}
	}
}
