package draw_test

import (
	"strings"
	"testing"
	"time"

	"kept/playbook/brief/doc"
	"kept/playbook/brief/draw"
	"kept/playbook/brief/draw/pdftest"
)

// moved is a plan whose go-live has moved since its baseline.
func moved() doc.Timeline {
	return doc.Timeline{Today: on(2026, 12, 14), Phases: []doc.Phase{
		{Name: "Before close · 8 of 8", Start: on(2026, 10, 21), End: on(2026, 11, 15), Tone: doc.Good, Word: "done"},
		{Name: "Kickoff and plan · 5 of 6", Start: on(2026, 11, 28), End: on(2026, 12, 7), Tone: doc.Warn, Word: "1 overdue", Marks: []time.Time{on(2026, 11, 30)}},
		{Name: "Build · 1 of 5", Start: on(2026, 12, 10), End: on(2027, 1, 4), Base: doc.Stretch{From: on(2026, 12, 10), To: on(2026, 12, 21)},
			Critical: []doc.Stretch{{From: on(2026, 12, 16), To: on(2026, 12, 18)}, {From: on(2026, 12, 30), To: on(2027, 1, 4)}}},
		{Name: "Launch · 0 of 4", Start: on(2027, 1, 7), End: on(2027, 1, 13), Base: doc.Stretch{From: on(2026, 12, 21), To: on(2026, 12, 30)},
			Critical: []doc.Stretch{{From: on(2027, 1, 7), To: on(2027, 1, 11)}}, Marks: []time.Time{on(2027, 1, 11)}},
		{Name: "Value · 0 of 4", Start: on(2027, 1, 18), End: on(2027, 1, 29), Base: doc.Stretch{From: on(2027, 1, 4), To: on(2027, 1, 29)}, Marks: []time.Time{on(2027, 1, 18), on(2027, 1, 29)}},
	}, Milestones: []doc.Milestone{
		{Name: "Kickoff", On: on(2026, 11, 30), Word: "done"},
		{Name: "Go-live", On: on(2027, 1, 11), Base: on(2026, 12, 28), Word: "was 28 Dec 2026", Critical: true},
		{Name: "First-value event confirmed by the customer", On: on(2027, 1, 18), Base: on(2027, 1, 4), Word: "was 4 Jan 2027"},
		{Name: "60-day review with the sponsor", On: on(2027, 1, 29)},
	}}
}

// A plan that has moved fits the width of a page of either paper, its labels are
// whole, and below it stands what its signs mean.
func TestTimelineShowsWhatHasMoved(t *testing.T) {
	for _, paper := range []doc.Paper{doc.A4, doc.Letter} {
		res := render(t, "moved-"+[]string{"a4", "letter"}[paper], doc.Document{Title: "Plan", Created: created, Paper: paper, Blocks: []doc.Block{doc.Heading{Level: 1, Text: "Delivery"}, moved()}})
		pages := pdftest.Pages(t, res.PDF)
		if len(pages) != 1 {
			t.Errorf("%d pages, want 1", len(pages))
		}
		if f := pdftest.Faults(pages, 18); len(f) > 0 {
			t.Errorf("%d faults, first %s", len(f), f[0])
		}
		words := strings.Join(strings.Fields(string(pdftest.Run(t, "pdftotext", res.PDF, "-layout"))), " ")
		for _, want := range []string{"today 14 Dec", "11 Jan 2027 was 28 Dec 2026", "milestone", "as the baseline has it", "critical path: a day lost here is lost at the end", "1 overdue"} {
			if !strings.Contains(words, want) {
				t.Errorf("%q is not on the page: %s", want, words)
			}
		}
	}
}

// The legend has the signs that are there, and no other words of ours.
func TestLegendSaysOnlyWhatIsThere(t *testing.T) {
	plain := moved()
	for i := range plain.Phases {
		plain.Phases[i].Base, plain.Phases[i].Critical = doc.Stretch{}, nil
	}
	for i := range plain.Milestones {
		plain.Milestones[i].Base, plain.Milestones[i].Critical, plain.Milestones[i].Word = time.Time{}, false, ""
	}
	text := words(t, plain)
	if !strings.Contains(text, "milestone") || strings.Contains(text, "baseline") || strings.Contains(text, "critical") {
		t.Errorf("a timeline of bands and diamonds says %s", text)
	}
	for i := range plain.Phases {
		plain.Phases[i].Marks = nil
	}
	if text := words(t, plain); strings.Contains(text, "milestone") {
		t.Errorf("a timeline of bands says %s", text)
	}
}

// A baseline that ends before it begins is refused, as a phase is.
func TestBaselineBackwards(t *testing.T) {
	line := moved()
	line.Phases[2].Base = doc.Stretch{From: on(2026, 12, 21), To: on(2026, 12, 10)}
	_, err := draw.Render(t.Context(), doc.Document{Title: "Plan", Created: created, Blocks: []doc.Block{line}})
	if err == nil || !strings.Contains(err.Error(), "ends before it starts") {
		t.Errorf("a baseline from 21 to 10 December: %v", err)
	}
}

func words(t *testing.T, line doc.Timeline) string {
	t.Helper()
	res := render(t, "plain", doc.Document{Title: "Plan", Created: created, Blocks: []doc.Block{line}})
	return strings.Join(strings.Fields(string(pdftest.Run(t, "pdftotext", res.PDF, "-layout"))), " ")
}
