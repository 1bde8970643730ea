package start_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"kept/ui/kit"
	"kept/ui/screen/start"
	"kept/ui/uitest"
)

type begun struct {
	name, role string
	sample     bool
}

// page shows the first start and returns what it was asked to begin.
func page(t *testing.T, o start.Options) (*uitest.Window, *[]begun, *func(bool)) {
	t.Helper()
	var all []begun
	var working func(bool)
	o.Start = func(name, role string, sample bool, w func(bool)) {
		all = append(all, begun{name, role, sample})
		working = w
	}
	return uitest.Open(t, kit.ModeLight, fyne.NewSize(1100, 700), func() fyne.CanvasObject { return start.New(o) }), &all, &working
}

func TestTheSystemsNameAndEveryRoleAreTheFirstAnswer(t *testing.T) {
	w, all, _ := page(t, start.Options{Name: "maya"})
	w.MustShow("Welcome to Kept")
	w.MustShow("● I do everything")
	w.Tap("Start my own workspace")
	if len(*all) != 1 || (*all)[0] != (begun{"maya", "everything", false}) {
		t.Errorf("begun %+v", *all)
	}
}

func TestTheSampleIsOpenedAsWhoOneIs(t *testing.T) {
	w, all, _ := page(t, start.Options{Name: "maya"})
	kit.Focus(w.Content())
	for range "maya" {
		w.Press(fyne.KeyBackspace)
	}
	w.Type("  Maya   Lindqvist ")
	w.Tap("○ Customer success manager")
	w.Tap("Explore the sample")
	if len(*all) != 1 || (*all)[0] != (begun{"Maya Lindqvist", "csm", true}) {
		t.Errorf("begun %+v", *all)
	}
}

func TestWithoutANameNothingBegins(t *testing.T) {
	w, all, _ := page(t, start.Options{})
	w.Tap("Explore the sample")
	w.MustShow("Please type your name first.")
	if len(*all) != 0 {
		t.Fatalf("begun %+v", *all)
	}
	w.Type("Maya") // the field has the keyboard
	if w.Shows("Please type your name first.") {
		t.Error("the sentence stays although there is a name")
	}
}

func TestWhileItOpensNothingElseBegins(t *testing.T) {
	w, all, working := page(t, start.Options{Name: "Maya"})
	w.Tap("Start my own workspace")
	(*working)(true)
	w.MustShow("Opening…")
	w.Tap("Explore the sample")
	if len(*all) != 1 {
		t.Errorf("begun %+v while the first was under way", *all)
	}
	(*working)(false) // it could not be opened: another try
	w.Tap("Explore the sample")
	if len(*all) != 2 || !(*all)[1].sample {
		t.Errorf("begun %+v after the first failed", *all)
	}
}
