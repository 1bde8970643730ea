package ledger

import (
	"fmt"
	"slices"
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

// frames are how many steps of the wheel a figure is the median of; painting
// one without a graphics card takes its time.
const frames = 24

// BenchmarkScroll500 is a frame of scrolling through 500 promises beside a frame
// of the toolkit's own list of as many plain rows in a window of the same size,
// in the same run.
func BenchmarkScroll500(b *testing.B) {
	s := many(b, 500)
	tab, _ := mountPromises(s)
	frame := func(at int) time.Duration {
		begin := time.Now()
		tab.main.SetOffset(float32(at * 40 % 30000))
		s.Canvas().Capture()
		return time.Since(begin)
	}
	var times []time.Duration
	for i := range frames {
		times = append(times, frame(i))
	}
	ours := median(times)

	var list *widget.List
	plain := uitest.Open(b, kit.ModeLight, normal, func() fyne.CanvasObject {
		list = widget.NewList(func() int { return 500 },
			func() fyne.CanvasObject {
				return container.NewVBox(widget.NewLabel(""), widget.NewLabel(""))
			},
			func(i widget.ListItemID, o fyne.CanvasObject) {
				p := tab.rows[i].Promise
				box := o.(*fyne.Container)
				box.Objects[0].(*widget.Label).SetText(p.Text)
				box.Objects[1].(*widget.Label).SetText(soldWords(p, p.Quote))
			})
		return list
	})
	times = nil
	for i := range frames {
		begin := time.Now()
		list.ScrollToOffset(float32(i * 40 % 30000))
		plain.Canvas().Capture()
		times = append(times, time.Since(begin))
	}
	floor := median(times)
	for b.Loop() { // the figure is the median above: a frame is the same each time
	}
	b.ReportMetric(float64(ours.Microseconds())/1000, "ms/frame")
	b.ReportMetric(float64(floor.Microseconds())/1000, "ms/floor")
	b.ReportMetric(float64(ours)/float64(floor), "×floor")
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}
