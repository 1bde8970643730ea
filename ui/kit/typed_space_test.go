package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"kept/ui/kit"
	"kept/ui/uitest"
)

// The toolkit's wrapped entry lost the cursor when a typed space ended a full
// line, so the next letter landed before the space.
func TestTypedWordsStayInOrderAtEveryWidth(t *testing.T) {
	text := "The front desks phone each other to check chairs before they move a patient with a crown from one clinic to another"
	for w := float32(80); w < 400; w += 3 {
		var e *kit.Entry
		win := uitest.Open(t, kit.ModeLight, fyne.NewSize(w, 300), func() fyne.CanvasObject {
			e = kit.NewTextEntry("")
			return kit.Column(0, e)
		})
		kit.Focus(e)
		for _, r := range text {
			win.Canvas().Focused().TypedRune(r)
		}
		if e.Text() != text {
			t.Errorf("at width %v the field holds %q", w, e.Text())
		}
	}
}
