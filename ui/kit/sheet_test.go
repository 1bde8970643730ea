package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"kept/ui/kit"
)

// sheet opens a sheet with one field, filled with text, and with something to do
// where it acts.
func sheet(t *testing.T, text string, acts bool) (*kit.Sheet, *kit.Entry, func(string), func(...fyne.KeyName), func(string)) {
	t.Helper()
	w := open(t, func() fyne.CanvasObject { return kit.NewLabel("Behind", kit.Title) })
	in := kit.NewTextEntry("Note")
	in.SetText(text)
	var primary *kit.Button
	if acts {
		primary = kit.NewButton("Return it", kit.Primary, nil)
	}
	s := kit.NewSheet("Return", kit.SheetNarrow, in, primary)
	s.Open(w.Canvas())
	return s, in, w.Type, w.Press, w.Tap
}

func TestASheetAsksOnceBeforeTypedWordsGo(t *testing.T) {
	s, in, typed, press, tap := sheet(t, "", true)
	typed("late")
	press(fyne.KeyEscape)
	if !s.IsOpen() {
		t.Fatal("Esc took the words away without asking")
	}
	press(fyne.KeyReturn) // “Keep typing” has the keyboard
	typed("r")
	if in.Text() != "later" {
		t.Errorf("after “Keep typing” the field has %q", in.Text())
	}
	tap("Cancel")
	press(fyne.KeyEscape) // Esc at the question keeps too
	if !s.IsOpen() {
		t.Fatal("Esc at the question discarded")
	}
	tap("Cancel")
	tap("Discard")
	if s.IsOpen() {
		t.Error("Discard left the sheet open")
	}
}

func TestAPathIsGivenUpWithoutAQuestion(t *testing.T) {
	s, in, typed, press, _ := sheet(t, "", true)
	in.Fleeting = true
	typed("/tmp/brief.pdf")
	press(fyne.KeyEscape)
	if s.IsOpen() {
		t.Error("Esc asked about a path")
	}
}

func TestASheetWithoutTypedWordsClosesAtOnce(t *testing.T) {
	for _, c := range []struct {
		name, filled, typed string
		acts                bool
	}{
		{"nothing typed", "", "", true},
		{"filled in by the program", "On track.", "", true},
		{"only blanks", "", "  ", true},
		{"nothing to do with the words", "", "clinic", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, _, typed, press, _ := sheet(t, c.filled, c.acts)
			typed(c.typed)
			press(fyne.KeyEscape)
			if s.IsOpen() {
				t.Error("Esc left the sheet open")
			}
		})
	}
}
