package kit_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"kept/ui/kit"
	"kept/ui/uitest"
)

// A theme of its own costs a field a set of fonts, so it has none until its
// words come near its end; then it must have it before a bar shows, and whoever
// types must not notice.
func TestFieldHidesItsBarOnlyWhenItsWordsAreLong(t *testing.T) {
	var e *kit.Entry
	win := uitest.Open(t, kit.ModeLight, fyne.NewSize(260, 200), func() fyne.CanvasObject {
		e = kit.NewEntry("Name")
		return kit.Column(0, e)
	})
	dressed := func() bool {
		for _, o := range test.WidgetRenderer(e).Objects() {
			if _, ok := o.(*container.ThemeOverride); ok {
				return true
			}
		}
		return false
	}
	kit.Focus(e)
	win.Canvas().Focused().TypedRune('a')
	if dressed() {
		t.Fatal("a field with one letter has a theme of its own")
	}
	for range 60 {
		win.Canvas().Focused().TypedRune('n')
	}
	if !dressed() {
		t.Error("a field whose words are longer than it shows a bar")
	}
	if want := "a" + strings.Repeat("n", 60); e.Text() != want {
		t.Errorf("the field holds %q, typed was %q", e.Text(), want)
	}
}
