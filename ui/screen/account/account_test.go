package account_test

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/account"
	"kept/ui/screen/screentest"
)

func open(t *testing.T, s *screentest.Stage, tab string) {
	t.Helper()
	s.MountRoom(kit.ModeLight, fyne.NewSize(1232, 900), func(win screen.Window, run screen.Runner) screen.Room {
		return account.New(win, run, screen.Place{Screen: screen.Account, Account: s.Account, Tab: tab})
	})
}

func TestTheHeaderSaysWhoWhatAndWhen(t *testing.T) {
	s := screentest.New(t, "Norrland Dental (sample)")
	a := s.Record().Account
	a.Segment, a.Value, a.Currency, a.CSM, a.ExpectedClose = "mid_market", "48000", "EUR", "Maya Lindqvist", "2026-12-04"
	a.CustomerPromise = "Every clinic books from one calendar by 15 January."
	s.Save(&a)
	open(t, s, "")
	for _, want := range []string{"Norrland Dental (sample)", "Mid-market · € 48,000 / year", "“Every clinic books from one calendar by 15 January.”",
		"Sold by Jonas Falk · delivered by Maya Lindqvist · closes 4 December (in 11 days)"} {
		s.MustShow(want)
	}
}

// What success is stands in the header, with what was measured last.
func TestTheHeaderSaysWhatSuccessIs(t *testing.T) {
	s := screentest.New(t, "Norrland Dental (sample)")
	c := &playbook.Criterion{Words: "Nobody phones", Metric: "Double bookings per week", Baseline: "14"}
	s.Save(c)
	open(t, s, "")
	if s.Shows("success:") {
		t.Error("a criterion without a target is no success in a few words")
	}
	for _, x := range []struct {
		change func()
		want   string
	}{
		{func() { c.Target = "0" }, "success: Double bookings per week 14 → 0"},
		{func() { s.Save(&playbook.Measurement{CriterionID: c.ID, Value: "6", On: "2026-11-20"}) }, "success: Double bookings per week 14 → 0, now 6"},
		{func() { c.Achieved = true }, "success: Double bookings per week 14 → 0, reached"},
	} {
		x.change()
		s.Save(c)
		s.Room.Refresh()
		s.MustShow(x.want)
	}
}

func TestTheStatusLineCarriesAuthorAndTime(t *testing.T) {
	s := screentest.New(t, "Norrland Dental (sample)")
	open(t, s, "")
	s.Tap("Update status")
	s.Type("Training on Thursday.")
	s.Tap("Update")
	if a := s.Record().Account; a.StatusLine != "Training on Thursday." || a.StatusBy != "Jonas Falk" {
		t.Fatalf("stored %q by %q", a.StatusLine, a.StatusBy)
	}
	s.MustShow("Status, Jonas Falk, today 09:12: “Training on Thursday.”")
}

func TestLostNeedsAReason(t *testing.T) {
	s := screentest.New(t, "Norrland Dental (sample)")
	open(t, s, "")
	s.Tap("More…")
	s.Tap("○ Lost")
	s.Tap("Set stage")
	if got := s.Record().Account.Stage; got != playbook.PreClose {
		t.Fatalf("stage %q without a reason", got)
	}
	s.Type("Bought elsewhere")
	s.Tap("Set stage")
	a := s.Record().Account
	if a.Stage != playbook.Lost || a.LostWhy != "Bought elsewhere" || a.LostStage != string(playbook.PreClose) {
		t.Errorf("stored %q, %q, %q", a.Stage, a.LostWhy, a.LostStage)
	}
	s.MustShow("Lost: Bought elsewhere")
}

func TestCSReviewsTheDraft(t *testing.T) {
	s := screentest.New(t, "Norrland Dental (sample)")
	s.As("Maya Lindqvist")
	open(t, s, "")
	s.Tap("More…")
	s.Tap("CS reviewed the draft")
	if h := s.Record().Handoff; h.ReviewedBy != "Maya Lindqvist" || h.ReviewedOn != "2026-11-23" {
		t.Errorf("stored %q on %q", h.ReviewedBy, h.ReviewedOn)
	}
}

func TestTheTrashAsksAndGoesToTheList(t *testing.T) {
	s := screentest.New(t, "Norrland Dental (sample)")
	open(t, s, "")
	s.Tap("More…")
	s.Tap("Move to trash…")
	s.MustShow("from where it can be taken back")
	s.Tap("Cancel")
	s.Record() // still there
	s.Tap("More…")
	s.Tap("Move to trash…")
	s.Press(fyne.KeyTab)
	buttons(s)["Move to trash"].OnTapped()
	if len(s.Went) != 1 || s.Went[0].Screen != screen.Accounts {
		t.Errorf("went to %+v", s.Went)
	}
	if rows, err := s.Portfolio().AccountRows(context.Background(), playbook.AccountFilter{}); err != nil || len(rows) != 0 {
		t.Errorf("%d accounts left, %v", len(rows), err)
	}
	s.Room.Refresh()
	s.Settle()
	s.MustShow("This account is in the trash")
}

func buttons(s *screentest.Stage) map[string]*kit.Button {
	out := map[string]*kit.Button{}
	s.Walk(func(o fyne.CanvasObject, _ fyne.Position) bool {
		if b, ok := o.(*kit.Button); ok {
			out[b.Text()] = b
		}
		return true
	})
	return out
}

func TestTabsCountAndLeadToEachOther(t *testing.T) {
	s := screentest.New(t, "Norrland Dental (sample)")
	s.Save(&playbook.Promise{Text: "Live by 15 January", Status: "owed"}, &playbook.Stakeholder{Name: "Ingrid Moe"})
	open(t, s, "")
	s.MustShow("Promises 1")
	s.MustShow("People 1")
	for _, tab := range []string{screen.Plan, screen.Promises, screen.Success, screen.People, screen.Timeline, screen.Handoff} {
		if !s.Room.Arrive(screen.Place{Account: s.Account, Tab: tab}) {
			t.Errorf("the tab %q is not on the page", tab)
		}
		s.Settle()
	}
	if s.Room.Arrive(screen.Place{Account: playbook.NewID(s.Now()), Tab: screen.Plan}) {
		t.Error("another account is shown on this page")
	}
	if len(s.Failed) > 0 {
		t.Errorf("failed: %v", s.Failed)
	}
}

// slow holds reads back until they are let go, as a busy disk does.
type slow struct {
	held []func()
	hold bool
}

func (r *slow) Run(work func(context.Context) error, done func(error)) {
	err := work(context.Background())
	if r.hold {
		r.held = append(r.held, func() { done(err) })
		return
	}
	done(err)
}

func (r *slow) Queue() kit.Runner { return kit.Inline{} }

func TestARecordReadBeforeTheNewestCommitIsDropped(t *testing.T) {
	s := screentest.New(t, "Norrland Dental (sample)")
	run := &slow{}
	s.MountRoom(kit.ModeLight, fyne.NewSize(1232, 900), func(win screen.Window, _ screen.Runner) screen.Room {
		return account.New(win, run, screen.Place{Screen: screen.Account, Account: s.Account})
	})
	s.Room.Arrive(screen.Place{Account: s.Account, Field: "F16"})
	run.hold = true
	s.Room.Refresh() // reads the empty field
	s.Type("Peak")
	s.Wait(kit.SaveDelay)
	run.hold = false
	for _, f := range run.held {
		f()
	}
	s.Type("s")
	s.Room.Leave()
	if got := s.Record().Handoff.Trigger; !strings.HasPrefix(got, "Peak") || len(got) != 5 {
		t.Errorf("stored %q, want Peaks", got)
	}
	if s.Shows("Changed meanwhile") {
		t.Error("the page takes its own words for somebody else's")
	}
}

func TestPromiseUnclearLeadsToWhatIsUnanswered(t *testing.T) {
	s := screentest.New(t, "Norrland Dental (sample)")
	p := playbook.Promise{Text: "One calendar for all clinics", Deciding: true}
	s.Save(&p, &playbook.ProofPoint{Day: 30, Text: "Two clinics share one calendar"})
	open(t, s, "")
	s.Tap("◆ Promise unclear")
	for _, want := range []string{"What they would get: write the customer promise", "say what the promise that won the deal was believed on", "set the proof point for day 60 and 90"} {
		s.MustShow(want)
	}
	s.Press(fyne.KeyTab, fyne.KeyReturn) // the second of the three
	want := screen.Place{Screen: screen.Account, Account: s.Account, Tab: screen.Handoff, Field: "F49", Row: p.ID, Col: "basis"}
	if len(s.Went) != 1 || s.Went[0] != want {
		t.Errorf("went to %+v, want %+v", s.Went, want)
	}
}

func TestAClearPromiseHasNoLabel(t *testing.T) {
	s := screentest.New(t, "Norrland Dental (sample)")
	a := s.Record().Account
	a.CustomerPromise = "Every clinic books from one calendar by 15 January."
	s.Save(&a, &playbook.Promise{Text: "One calendar", Basis: "demo"}, &playbook.ProofPoint{Day: 30, Text: "One"}, &playbook.ProofPoint{Day: 60, Text: "Two"}, &playbook.ProofPoint{Day: 90, Text: "Three"})
	open(t, s, "")
	if s.Shows("Promise unclear") || s.Shows("Weak alignment") {
		t.Error("the header has a label although everything is answered")
	}
}

func TestWeakAlignmentLeadsToItsSigns(t *testing.T) {
	s := screentest.Accepted(t)
	s.Save(&playbook.Signal{Kind: "repeated", Text: "Again", On: "2026-11-20"}, &playbook.Signal{Kind: "contradicted", Text: "Not so", On: "2026-11-21"})
	open(t, s, "")
	s.Tap("▲ Weak alignment")
	if want := (screen.Place{Screen: screen.Account, Account: s.Account, Tab: screen.Signals}); len(s.Went) != 1 || s.Went[0] != want {
		t.Errorf("went to %+v, want %+v", s.Went, want)
	}
	s.Sharing = true
	s.Room.Refresh()
	s.Settle()
	if s.Shows("Weak alignment") || s.Shows("Promise unclear") {
		t.Error("the labels are shown to those who see this screen")
	}
}

// Where the tabs leave no room, the rarer actions are under More…, and do the
// same.
func TestOnANarrowPageRareActionsFold(t *testing.T) {
	s := screentest.Accepted(t)
	s.MountRoom(kit.ModeLight, fyne.NewSize(880, 700), func(win screen.Window, run screen.Runner) screen.Room {
		return account.New(win, run, screen.Place{Screen: screen.Account, Account: s.Account})
	})
	if s.Shows("Update status") {
		t.Fatal("the actions stand over the tabs")
	}
	s.Tap("Log signal")
	s.Tap("More…")
	s.Tap("Brief…")
	if len(s.Logs) != 1 || s.Briefs != 1 {
		t.Errorf("%d signals and %d briefs were asked for, want one of each", len(s.Logs), s.Briefs)
	}
}
