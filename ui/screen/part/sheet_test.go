package part_test

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/part"
	"kept/ui/screen/screentest"
)

// later keeps what is to run beside the window until the test lets it.
type later struct{ run func() }

func (l *later) Queue() kit.Runner { return l }

func (l *later) Run(fn func(ctx context.Context) error, then func(error)) {
	l.run = func() { then(fn(context.Background())) }
}

// What is typed after the tap is not what was tapped on.
func TestAFormActsOnWhatStoodThereAtTheTap(t *testing.T) {
	s := screentest.New(t, "Norrland Dental")
	beside := &later{}
	name := kit.NewTextEntry("Name")
	var got []string
	s.MountTab(kit.ModeLight, fyne.NewSize(900, 700), func(win screen.Window, _ screen.Runner, account playbook.ID, changed func()) screen.Tab {
		return &page{Tab: part.Tab{Win: win, Run: beside, Account: account, Changed: changed}}
	})
	part.Ask(&s.Tab.(*page).Tab, part.Form[string]{Title: "A name", Action: "Take it", Body: []fyne.CanvasObject{name},
		At:     map[string]part.Hinter{"name": name},
		Values: name.Text,
		Act: func(_ context.Context, _ *work.Desk, v string) error {
			got = append(got, v)
			if v == "" {
				return &playbook.InvalidError{Field: "name", Message: "The name is empty; write it."}
			}
			return nil
		}})
	s.Settle()
	s.Tap("Take it")
	beside.run()
	s.MustShow("The name is empty; write it.")
	name.SetText("Ines")
	s.Tap("Take it")
	name.SetText("Ines Duarte")
	beside.run()
	if len(got) != 2 || got[1] != "Ines" {
		t.Errorf("the act was given %q, want what stood there at the tap", got)
	}
	if s.Shows("Take it") {
		t.Error("the form is still there")
	}
}

// page is a tab with nothing on it.
type page struct{ part.Tab }

func (p *page) Object() fyne.CanvasObject           { return kit.Column(0) }
func (p *page) Show(*playbook.Record, screen.Extra) {}
func (p *page) Arrive(screen.Place) bool            { return false }
func (p *page) Leave()                              {}
