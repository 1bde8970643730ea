package kit_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"kept/ui/kit"
)

// Work that reports faster than the window draws does not leave it drawing long
// after: one report waits, and the newest takes its place.
func TestOneReportAtMostWaitsForTheWindow(t *testing.T) {
	queued := make(chan func(), 4096) // the UI goroutine, which is held up
	var told []kit.Busy
	b := kit.NewBackground(kit.Options{Deliver: func(f func()) { queued <- f }, OnBusy: func(n kit.Busy) { told = append(told, n) }, BusyAfter: time.Nanosecond})
	shown, ended := make(chan struct{}), false
	b.Scope().Run(func(ctx context.Context) error {
		<-shown
		for i := range 2000 {
			kit.Report(ctx, float64(i)/2000, fmt.Sprint("row ", i))
		}
		return nil
	}, func(error) { ended = true })
	first := <-queued // the first report, about to be shown
	close(shown)
	last := <-queued // the work has ended; none of its reports stands before that
	first()
	last()
	for len(queued) > 0 {
		(<-queued)()
	}
	if len(told) == 0 || len(told) > 2 || !ended {
		t.Fatalf("the window was told %d times, ended %t; want once or twice", len(told), ended)
	}
	if n := told[len(told)-1]; n.Text != "row 1999" || !n.Ended {
		t.Errorf("last told %+v", n)
	}
}
