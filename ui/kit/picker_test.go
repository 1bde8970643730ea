package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"kept/ui/kit"
)

func TestAPickerSettlesWhatWasTyped(t *testing.T) {
	books := []kit.Option{{Text: "SaaS low-touch, 30 days"}, {Text: "Mid-market, 60 days"}, {Text: "Agency client, 30 days"}}
	for _, c := range []struct {
		name, before, typed string
		free                bool
		want, hint          string
	}{
		{"one line fits", "", "mid", false, "Mid-market, 60 days", ""},
		{"several fit", "", "30", false, "", "“30” fits 2 lines of the list; nothing was chosen."},
		{"none fits", "", "quarter", false, "", "“quarter” is not in the list; nothing was chosen."},
		{"none fits, one was chosen", "Mid-market, 60 days", " x", false, "Mid-market, 60 days", "“Mid-market, 60 days x” is not in the list; this stays as it was."},
		{"free text is kept", "", "Ola Brekke", true, "Ola Brekke", ""},
		{"free text is not made longer", "", "mid", true, "mid", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var p *kit.Picker
			w := open(t, func() fyne.CanvasObject {
				p = kit.NewPicker("Playbook", books...)
				p.SetText(c.before)
				return kit.Column(8, p, kit.NewEntry("Next"))
			})
			p.FreeText = c.free
			kit.Focus(p)
			w.Type(c.typed)
			w.Press(fyne.KeyTab)
			if p.Picked() != c.want || p.Text() != c.want || p.Hint() != c.hint {
				t.Errorf("picked %q, shown %q, hint %q", p.Picked(), p.Text(), p.Hint())
			}
			p.SetHint("", kit.Neutral) // the holder has nothing to say
			if p.Hint() != c.hint {
				t.Errorf("the holder wiped %q", c.hint)
			}
		})
	}
}

func TestALongTextInOneLineShowsNoBar(t *testing.T) {
	w := open(t, func() fyne.CanvasObject {
		e := kit.NewEntry("File")
		e.SetText("/home/maya.lindqvist/Documents/Customers 2026/Onboarding/Norrland Dental/norrland-dental-internal-brief-2026-11-23.pdf")
		e.ShowEnd()
		return kit.Pad(e, 0, 0, 0, 0)
	})
	w.Walk(func(o fyne.CanvasObject, _ fyne.Position) bool {
		if s := o.Size(); s.Height > 0 && s.Height <= 8 && s.Width > 60 {
			t.Errorf("%T, %v, lies under the text", o, s)
		}
		return true
	})
}
