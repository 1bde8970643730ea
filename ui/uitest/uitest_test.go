package uitest_test

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kept/ui/kit"
	"kept/ui/uitest"
)

func TestAFingerFindsWordsOnTheWindow(t *testing.T) {
	var did []string
	w := uitest.Open(t, kit.ModeDark, fyne.NewSize(400, 300), func() fyne.CanvasObject {
		name := kit.NewEntry("Name")
		name.OnChanged = func(s string) { did = append(did, s) }
		return kit.Column(8, name, kit.NewButton("Save it", kit.Primary, func() { did = append(did, "saved") }))
	})
	w.Press(fyne.KeyTab)
	w.Type("ab")
	w.Press(fyne.KeyBackspace)
	w.Tap("Save")
	if want := []string{"a", "ab", "a", "saved"}; !slices.Equal(did, want) {
		t.Errorf("did %q, want %q", did, want)
	}
	w.MustShow("Name")
	if w.Shows("Cancel") {
		t.Error("the window shows a word that is not there")
	}
}

func TestWordsThatWrapAreFoundAsOneSentence(t *testing.T) {
	w := uitest.Open(t, kit.ModeLight, fyne.NewSize(160, 200), func() fyne.CanvasObject {
		return kit.NewText("A sentence that takes more than one line.", kit.Body)
	})
	w.MustShow("A sentence that takes more than one line.")
	if len(w.Texts()) < 2 {
		t.Errorf("the sentence stands on %d line", len(w.Texts()))
	}
}

func TestClockRunsWhatIsDueInOrder(t *testing.T) {
	c := uitest.NewClock()
	var got []string
	c.Timer(2*time.Second, func() { got = append(got, "two") })
	c.Timer(time.Second, func() {
		got = append(got, "one")
		c.Timer(500*time.Millisecond, func() { got = append(got, "one and a half") })
	})
	stop := c.Timer(time.Second, func() { got = append(got, "stopped") })
	stop()
	c.Advance(3 * time.Second)
	if want := []string{"one", "one and a half", "two"}; !slices.Equal(got, want) {
		t.Errorf("ran %q, want %q", got, want)
	}
	if d := c.Now().Sub(uitest.Now()); d != 3*time.Second || c.Waiting() != 0 {
		t.Errorf("the clock moved by %v, %d timers wait", d, c.Waiting())
	}
}

func TestModeChangesOnAStandingWindow(t *testing.T) {
	w := uitest.Open(t, kit.ModeLight, fyne.NewSize(200, 100), func() fyne.CanvasObject { return kit.NewLabel("Kept", kit.Title) })
	light := w.Canvas().Capture().At(190, 90)
	w.SetMode(kit.ModeDark)
	if dark := w.Canvas().Capture().At(190, 90); dark == light {
		t.Errorf("paper is %v in both modes", dark)
	}
}
