package kit_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"kept/ui/kit"
	"kept/ui/uitest"
)

func TestAToastGoesByItselfUnlessSomebodyReadsIt(t *testing.T) {
	clock := uitest.NewClock()
	w := open(t, func() fyne.CanvasObject { return kit.NewLabel("Page", kit.Title) })
	w.Root.After = clock.Timer
	w.Root.Toast("Submitted to CS.")
	w.Root.Toast("Promise moved to the trash.", kit.ToastAction{Text: "Undo"})
	w.Settle()
	clock.Advance(5 * time.Second)
	w.Hover("Promise moved", true)
	clock.Advance(5 * time.Second)
	if w.Shows("Submitted to CS.") || !w.Shows("moved to the trash") {
		t.Fatalf("after ten seconds the window shows %q", w.Texts())
	}
	w.Hover("Promise moved", false)
	w.Hover("Dismiss", true)
	clock.Advance(7 * time.Second)
	w.MustShow("moved to the trash")
	w.Hover("Dismiss", false)
	clock.Advance(7 * time.Second)
	if w.Shows("moved to the trash") || clock.Waiting() != 0 {
		t.Errorf("the toast stayed; %d timers wait", clock.Waiting())
	}
}

func TestTheNewestToastOfAKindIsShown(t *testing.T) {
	clock := uitest.NewClock()
	w := open(t, func() fyne.CanvasObject { return kit.NewLabel("Page", kit.Title) })
	w.Root.After = clock.Timer
	saved := []kit.ToastAction{{Text: "Open"}, {Text: "Show in folder"}}
	w.Root.Toast("Saved: one.pdf", saved...)
	w.Root.Toast("Done: Go-live", kit.ToastAction{Text: "Undo"})
	w.Root.Toast("Saved: two.pdf", saved...)
	if w.Shows("one.pdf") || !w.Shows("two.pdf") || !w.Shows("Go-live") {
		t.Errorf("the window shows %q, want the newest of the saved ones beside the done one", w.Texts())
	}
	if n := clock.Waiting(); n != 2 {
		t.Errorf("%d timers wait, want one for each toast", n)
	}
}

func TestAToastIsReachedAndPutAwayByKey(t *testing.T) {
	clock := uitest.NewClock()
	var field *kit.Entry
	w := open(t, func() fyne.CanvasObject {
		field = kit.NewEntry("Name")
		return field
	})
	w.Root.After = clock.Timer
	kit.Focus(field)
	w.Press(fyne.KeyF6) // there is none: the field keeps the keyboard
	undone, escaped := 0, 0
	w.Root.OnEscape = func() { escaped++ }
	w.Root.Toast("Done: Go-live", kit.ToastAction{Text: "Undo", Do: func() { undone++ }})
	w.Press(fyne.KeyF6)
	clock.Advance(time.Minute) // it waits while the keyboard is on it
	w.MustShow("Go-live")
	w.Press(fyne.KeyEscape)
	if w.Shows("Go-live") || escaped != 0 {
		t.Errorf("Esc on the toast: shown %t, reached the window %d times", w.Shows("Go-live"), escaped)
	}
	w.Type("x")
	if field.Text() != "x" {
		t.Errorf("the keyboard did not come back: the field has %q", field.Text())
	}
	w.Root.Toast("Done: Kickoff", kit.ToastAction{Text: "Undo", Do: func() { undone++ }})
	w.Press(fyne.KeyF6, fyne.KeyReturn)
	if undone != 1 || w.Shows("Kickoff") {
		t.Errorf("Enter on Undo ran it %d times, want once", undone)
	}
}

func TestAToastSaidOverASheetOutlivesIt(t *testing.T) {
	w := open(t, func() fyne.CanvasObject { return kit.NewLabel("Page", kit.Title) })
	w.Root.After = uitest.NewClock().Timer
	s := kit.NewSheet("Return", kit.SheetNarrow, kit.NewLabel("Body", kit.Body), nil)
	s.Open(w.Canvas())
	w.Root.Toast("Not returned: the handoff is accepted.")
	w.Tap("Dismiss") // it stands over the sheet, not under it
	if w.Shows("Not returned") {
		t.Error("a toast under the sheet cannot be clicked")
	}
	w.Root.Toast("Not returned: still accepted.")
	s.Close()
	w.MustShow("Not returned: still accepted.")
}

func TestToastsStandInTheLane(t *testing.T) {
	w := open(t, func() fyne.CanvasObject { return kit.NewLabel("Page", kit.Title) })
	w.Root.After = uitest.NewClock().Timer
	w.Root.Lane = func(fyne.Size) (left, bottom, width float32) { return 8, 300, 190 }
	w.Root.Toast("Saved: …/Norrland Dental/norrland-dental-internal-brief-2026-11-23.pdf")
	w.Settle()
	lines := w.Texts()[1:]
	for _, s := range lines[:len(lines)-2] { // the last line and Dismiss come after
		if !strings.HasSuffix(s, " ") && !strings.HasSuffix(s, "/") && !strings.HasSuffix(s, "-") {
			t.Errorf("%q breaks in the middle of a word; all of it: %q", s, lines)
		}
	}
	w.Walk(func(o fyne.CanvasObject, at fyne.Position) bool {
		if x, ok := o.(*canvas.Text); ok && x.Text != "Page" && (at.X < 8 || at.X+x.Size().Width > 198 || at.Y+x.Size().Height > 300) {
			t.Errorf("%q stands at %v, outside the lane", x.Text, at)
		}
		return true
	})
}
