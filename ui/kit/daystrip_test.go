package kit_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"kept/ui/kit"
	"kept/ui/uitest"
)

func aWeek() []kit.StripDay {
	return []kit.StripDay{{Word: "Mon 1", Count: 3, Today: true}, {Word: "Tue 2", Count: 8, Over: true}, {Word: "Wed 3", Count: 1}, {Word: "Thu 4"},
		{Word: "Fri 5", Count: 2}, {Word: "Sat 6", Off: true}, {Word: "Sun 7", Count: 1, Off: true, Over: true}}
}

func TestGoldenDayStrip(t *testing.T) {
	uitest.Golden(t, "day_strip", fyne.NewSize(640, 80), func() fyne.CanvasObject {
		s := kit.NewDayStrip()
		s.Set(aWeek()...)
		s.Select(2)
		return padded(s)
	})
}

func TestADayIsChosenAndLetGo(t *testing.T) {
	var s *kit.DayStrip
	w := uitest.Open(t, kit.ModeLight, fyne.NewSize(640, 80), func() fyne.CanvasObject {
		s = kit.NewDayStrip()
		s.Set(aWeek()...)
		return padded(s)
	})
	var chosen []int
	s.OnChosen = func(i int) { chosen = append(chosen, i) }
	kit.Focus(s)
	w.Press(fyne.KeyRight, fyne.KeySpace, fyne.KeyRight, fyne.KeyReturn, fyne.KeyReturn, fyne.KeyEnd, fyne.KeyRight, fyne.KeySpace)
	w.Tap("Thu 4")
	if want := []int{1, 2, -1, 6, 3}; fmt.Sprint(chosen) != fmt.Sprint(want) {
		t.Errorf("chosen %v, want %v", chosen, want)
	}
	s.Set(aWeek()[:2]...)
	if s.Chosen() != -1 {
		t.Errorf("day %d is chosen of two", s.Chosen())
	}
}
