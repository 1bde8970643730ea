package ledger

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"kept/data/datatest"
	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen/screentest"
	"kept/ui/uitest"
)

// many fills an account with n promises in every state.
func many(t testing.TB, n int) *screentest.Stage {
	s := screentest.Accepted(t)
	outcomes := []string{"", "kept", "", "renegotiated", "", "broken"}
	var rows []playbook.Noun
	for i := range n {
		p := &playbook.Promise{Text: fmt.Sprintf("Promise %d: every clinic sees its referrals within the hour", i), Quote: "you won’t lose one", ToWhom: "Dr Sand", ByWhom: "Jonas Falk", SaidWhere: "call",
			Kind: "explicit", InContract: "yes", DueKind: "date", DueOn: playbook.Date("2026-11-01").AddDays(i % 60), Basis: "demo", Support: "supported", Owner: "Petter Aas",
			Outcome: outcomes[i%len(outcomes)], Evidence: "Report of the week, seen by the customer", CustomerConfirmed: true, ConfirmedBy: "Dr Sand"}
		p.AccountID = s.Account
		rows = append(rows, p)
	}
	datatest.Save(t, s.Store, "Fill the account", rows...)
	s.Read()
	return s
}

func TestFiveHundredPromisesDrawOnlyWhatIsInView(t *testing.T) {
	s := many(t, 500)
	tab, _ := mountPromises(s)
	if n := len(s.Texts()); n > 900 {
		t.Errorf("%d lines of text are drawn to show about eight promises", n)
	}
	s.MustShow("All 500")
	first := tab.rows[0].Promise.Text
	s.MustShow(first)
	s.Canvas().Focus(tab.table.Focusable())
	s.Press(fyne.KeyEnd)
	if tab.marked != tab.rows[499].Promise.ID {
		t.Error("End does not mark the last promise")
	}
	s.MustShow(tab.rows[499].Promise.Text)
	if s.Shows(first) {
		t.Error("the first promise is still drawn")
	}
	tab.main.SetOffset(0)
	s.Settle()
	s.MustShow(first)
}

// BenchmarkScroll500 is a frame of scrolling through 500 promises beside a frame
// of the toolkit's own list of as many rows of plain labels, which say the same
// words, in a window of the same size, in the same run: a step of the wheel, and
// the walk over all that is shown which every frame of the driver makes. It
// paints nothing: without a graphics card nine tenths of a frame are the round
// corners of the cards around.
func BenchmarkScroll500(b *testing.B) {
	s := many(b, 500)
	tab, _ := mountPromises(s)
	ours := frames(s.Window, tab.main.SetOffset)
	today := s.Desk().Today()
	var list *widget.List
	plain := uitest.Open(b, kit.ModeLight, normal, func() fyne.CanvasObject {
		list = widget.NewList(func() int { return 500 },
			func() fyne.CanvasObject {
				row := container.NewGridWithColumns(len(tab.shown))
				for range tab.shown {
					row.Add(container.NewVBox(widget.NewLabel(""), widget.NewLabel("")))
				}
				return row
			},
			func(i widget.ListItemID, o fyne.CanvasObject) {
				for c, cell := range o.(*fyne.Container).Objects {
					said := tab.rows[i].cell(today, tab.shown[c], false, false)
					if len(said.Tags) > 0 {
						said.Text = said.Tags[0].Text
					}
					labels := cell.(*fyne.Container).Objects
					labels[0].(*widget.Label).SetText(said.Text)
					labels[1].(*widget.Label).SetText(said.Sub)
				}
			})
		return list
	})
	floor := frames(plain, list.ScrollToOffset)
	for b.Loop() { // the figures are the means above
	}
	b.ReportMetric(float64(ours.Microseconds()), "µs/frame")
	b.ReportMetric(float64(floor.Microseconds()), "µs/floor")
	b.ReportMetric(float64(ours)/float64(floor), "×floor")
}

// frames returns the mean time of a frame of 1,000: most steps of the wheel draw
// nothing new, and a median would not see those that do.
func frames(w *uitest.Window, scroll func(float32)) time.Duration {
	const steps = 1000
	seen := 0
	begin := time.Now()
	for i := range steps {
		scroll(float32(i * 40 % 16000))
		w.Walk(func(fyne.CanvasObject, fyne.Position) bool { seen++; return true })
	}
	if seen < 50*steps {
		panic("next to nothing is shown")
	}
	return time.Since(begin) / steps
}
