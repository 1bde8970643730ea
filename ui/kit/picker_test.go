package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

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

// A list that opens above its field stays beside it while it gets shorter.
func TestAListAboveItsFieldStaysBesideIt(t *testing.T) {
	var p *kit.Picker
	w := open(t, func() fyne.CanvasObject {
		p = kit.NewPicker("Month", kit.Option{Text: "March"}, kit.Option{Text: "May"}, kit.Option{Text: "Main street"}, kit.Option{Text: "Marble arch"}, kit.Option{Text: "Madeira"})
		return kit.Column(8, kit.Grow(kit.NewText("", kit.Body)), p)
	})
	far := func(option string) float32 {
		t.Helper()
		field, line := float32(0), float32(-1)
		w.Walk(func(o fyne.CanvasObject, at fyne.Position) bool {
			if o == p {
				field = at.Y
			}
			if c, ok := o.(*canvas.Text); ok && c.Text == option {
				line = at.Y
			}
			return true
		})
		if line < 0 {
			t.Fatalf("%q is not listed", option)
		}
		return field - line
	}
	kit.Focus(p)
	w.Type("ma")
	if gap := far("Madeira"); gap < 0 || gap > 40 {
		t.Fatalf("the last line stands %v over the field", gap)
	}
	w.Type("dei")
	if gap := far("Madeira"); gap < 0 || gap > 40 {
		t.Errorf("the only line left stands %v over the field", gap)
	}
}
