package brief

import (
	"bytes"
	"context"
	"flag"
	"path/filepath"
	"strings"
	"testing"

	"kept/playbook"
	"kept/playbook/brief/doc"
	"kept/playbook/brief/draw"
	"kept/playbook/brief/draw/pdftest"
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

func words(t testing.TB, res draw.Result) string {
	return string(pdftest.Run(t, "pdftotext", res.PDF, "-layout"))
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
				if res.Pages < c.min || res.Pages > c.max {
					t.Errorf("%d pages, want %d to %d", res.Pages, c.min, c.max)
				}
				if f := pdftest.Faults(pdftest.Pages(t, res.PDF), 18); len(f) > 0 {
					t.Errorf("%d faults:\n%s", len(f), strings.Join(f[:min(len(f), 20)], "\n"))
				}
			})
		}
	}
}

// Page one answers what someone needs who reads nothing else, with long texts too.
func TestPageOneIsEnough(t *testing.T) {
	for name, rec := range map[string]playbook.Record{"sample": norrland(), "heavy": heavy()} {
		res, _ := pdf(t, "page-one-"+name, inputOf(rec), doc.Internal)
		first := string(pdftest.Run(t, "pdftotext", res.PDF, "-layout", "-l", "1"))
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
	text := strings.Join(strings.Fields(string(pdftest.Run(t, "pdftotext", res.PDF))), " ")
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
	for _, want := range []string{"10 December 2026", "Two chairs in clinic 3", "to be agreed today: Time to fill", "Live before the January rush, by 13 January 2027", "not part of this plan: Training on site", "from you: Send us a sample file", "How you raise a concern", "Maya Lindqvist"} {
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
