package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"kept/ui/kit"
	"kept/ui/uitest"
)

func padded(objects ...fyne.CanvasObject) fyne.CanvasObject {
	return kit.Pad(kit.Column(kit.SpaceM, objects...), 16, 16, 16, 16)
}

func TestGoldenWords(t *testing.T) {
	uitest.Golden(t, "words", fyne.NewSize(380, 250), func() fyne.CanvasObject {
		return padded(
			kit.NewStageLadder([]string{"Pre-close", "Handoff", "Onboarding", "Live"}, 1),
			kit.NewQuote("“Every clinic books from one calendar by 15 January.”"),
			kit.Flow(kit.SpaceS, kit.NewPill("silent 8 days", kit.Neutral), kit.NewPill("renegotiated", kit.Teal),
				kit.NewTag(kit.Tag{Text: "kept", Tone: kit.Kept, Mark: kit.MarkTick}), kit.NewPill("at risk", kit.Late),
				kit.NewPill("contradiction", kit.Broken), kit.NewPill("judge: Ola Brekke", kit.Blue)),
			kit.NewProgress(0.78, kit.Late),
			kit.NewLabel("One line that has no room for all of itself, so it ends in an ellipsis", kit.Small),
		)
	})
}

func TestGoldenForm(t *testing.T) {
	uitest.Golden(t, "form", fyne.NewSize(580, 310), func() fyne.CanvasObject {
		wrong := field("Amount", "twelve", true)
		wrong.SetHint("Not an amount. Type it like 48,000.", kit.Broken)
		by := kit.NewDateEntry("By", uitest.Now)
		by.SetDay("2027-01-15")
		off := field("Read only", "Closed on 4 December", false)
		off.Disable()
		metric := kit.NewTextEntry("Metric")
		metric.SetText("Double bookings per week, as counted by the front desk")
		who := kit.NewChoice("Customer confirmed", "Our assumption")
		who.Select(0)
		tick := kit.NewCheckbox("Legal has read it", nil)
		tick.Set(kit.Checked)
		return padded(kit.FormGrid(kit.FormCell{Span: 6, Object: wrong}, kit.FormCell{Span: 6, Object: by},
			kit.FormCell{Span: 6, Object: metric}, kit.FormCell{Span: 6, Object: off}), who, tick,
			kit.Row(kit.SpaceM, kit.Spacer(), kit.NewButton("Back", kit.Secondary, nil), kit.NewButton("Next: Promises", kit.Primary, nil)))
	})
}

func TestGoldenTable(t *testing.T) {
	uitest.Golden(t, "table", fyne.NewSize(560, 260), func() fyne.CanvasObject {
		rows := [][3]kit.Cell{
			{{Tick: kit.Ticked(kit.Checked), Text: "Acceptance test with real cases", Strike: true, Color: kit.ColorFaint}, {Text: "18 Nov"}, {Tags: []kit.Tag{{Text: "kept", Tone: kit.Kept}}}},
			{{Tick: kit.Ticked(kit.Unchecked), Text: "Go / no-go", Role: kit.Strong, Sub: "Support — “known gaps” missing"}, {Text: "27 Nov", Role: kit.Strong}, {Tags: []kit.Tag{{Text: "waiting", Tone: kit.Late}}}},
			{},
			{{Tick: kit.Ticked(kit.Partly), Text: "60-day review with sponsor"}, {Text: "8 Jan"}, {Action: "Plan it"}},
		}
		tb := kit.NewTable(kit.TableColumn{Title: "Launch", Grow: 1}, kit.TableColumn{Title: "Due", Width: 60, Sort: true}, kit.TableColumn{Title: "State", Width: 90})
		tb.Fit = true
		tb.Len = func() int { return len(rows) }
		tb.Group = func(r int) (string, bool) { return "Value", r == 2 }
		tb.Cell = func(r, c int) kit.Cell { return rows[r][c] }
		tb.SetSort(1, false)
		tb.Select(1)
		return padded(kit.NewCard("", tb))
	})
}

func TestGoldenOpenList(t *testing.T) {
	for _, mode := range []kit.Mode{kit.ModeLight, kit.ModeDark} {
		t.Run(string(mode), func(t *testing.T) {
			var p *kit.Picker
			w := uitest.Open(t, mode, fyne.NewSize(300, 180), func() fyne.CanvasObject {
				p = kit.NewPicker("Owner", kit.Option{Text: "Ida Berg", Note: "Leader"}, kit.Option{Text: "Lena Vik", Note: "Support"})
				return padded(p)
			})
			kit.Focus(p)
			w.Press(fyne.KeyDown)
			w.Golden("list_" + string(mode))
		})
	}
}

func TestGoldenSheet(t *testing.T) {
	for _, mode := range []kit.Mode{kit.ModeLight, kit.ModeDark} {
		t.Run(string(mode), func(t *testing.T) {
			w := uitest.Open(t, mode, fyne.NewSize(480, 300), func() fyne.CanvasObject { return padded(kit.NewLabel("Behind", kit.Title)) })
			s := kit.NewSheet("Return the handoff", 360, kit.NewText("The questions go to Jonas Falk. He answers each once.", kit.Body), kit.NewButton("Return", kit.Primary, nil))
			s.Open(w.Canvas())
			w.Golden("sheet_" + string(mode))
		})
	}
}
