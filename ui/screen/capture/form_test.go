package capture_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kept/data/datatest"
	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/account"
	"kept/ui/screen/screentest"
)

// goTo opens the field of a place, as a link to it does.
func goTo(t *testing.T, s *screentest.Stage, no int, row playbook.ID, col string) {
	t.Helper()
	f := playbook.FieldByNo(no)
	if !s.Room.Arrive(screen.Place{Account: s.Account, Field: f.ID(), Row: row, Col: col}) {
		t.Fatalf("F%d %s is not on the page", no, col)
	}
	s.Settle()
	if s.Canvas().Focused() == nil {
		t.Fatalf("F%d %s: nothing has the keyboard", no, col)
	}
}

// stored reads a value of the first row of a field.
func stored(t *testing.T, s *screentest.Stage, f *playbook.Field, col string) string {
	t.Helper()
	rows := s.Record().Rows(f)
	if len(rows) == 0 {
		return ""
	}
	v, err := playbook.GetText(rows[0], col)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Every input of every field is on the form, takes a value by keyboard alone,
// and has it on disk within a second.
func TestEveryFieldIsOnTheFormAndSaves(t *testing.T) {
	s := open(t, "Halden Freight (sample)")
	for _, no := range []int{7, 8, 9, 11, 15, 18, 21, 22, 25, 36, 40, 44, 54, 55, 56, 58, 60, 61, 62, 70, 71, 72, 74} {
		f := playbook.FieldByNo(no) // a first row in every list, typed into its blank line
		goTo(t, s, no, playbook.ID{}, f.Inputs[0].Col)
		s.Type(value(f, f.Inputs[0], "A"))
		s.Wait(time.Second)
		if n := len(s.Record().Rows(f)); n != 1 {
			t.Fatalf("F%d has %d rows after typing into its blank line, want 1", no, n)
		}
	}
	seen := 0
	for _, f := range playbook.Fields() {
		for _, in := range f.Asked() {
			t.Run(fmt.Sprintf("F%d_%s", f.No, in.Col), func(t *testing.T) {
				if f.No == 47 { // what is asked hangs on how it is due
					kind := map[string]string{"due_on": "date", "due_anchor": "anchor", "due_days": "anchor"}[in.Col]
					p := s.Record().Promises[0]
					p.DueKind = kind
					s.Save(&p)
					s.Room.Refresh()
				}
				switch key := f.ID() + "." + in.Col; key {
				case "F53.outcome", "F53.customer_confirmed": // something must show an outcome
					p := s.Record().Promises[0]
					p.Evidence, p.CustomerConfirmed = "Report of 15 January", key == "F53.outcome"
					p.Outcome = ""
					s.Save(&p)
					s.Room.Refresh()
				case "F40.due_on": // which is given to a belief that differs
					b := s.Record().Beliefs[0]
					b.DueOn = ""
					s.Save(&b)
					s.Room.Refresh()
				}
				var row playbook.ID
				if rows := s.Record().Rows(&f); f.List && len(rows) > 0 {
					row = rows[0].Key().ID
				}
				before := stored(t, s, &f, in.Col)
				goTo(t, s, f.No, row, in.Col)
				want := enter(t, s, &f, in)
				s.Wait(time.Second)
				got := stored(t, s, &f, in.Col)
				if got == before || got != want {
					t.Errorf("stored %q (was %q), want %q; the window says %v", got, before, want, s.Failed)
				}
				seen++
			})
		}
	}
	if seen < 150 {
		t.Errorf("only %d inputs were tried", seen)
	}
}

// value is something to type for a type of input.
func value(f *playbook.Field, in playbook.Input, mark string) string {
	switch in.Type {
	case playbook.TypeDate:
		return "15 Jan 2027"
	case playbook.TypeMoney:
		return "48k"
	case playbook.TypeWhole:
		return "12"
	}
	return fmt.Sprintf("F%d-%s-%s", f.No, in.Col, mark)
}

// enter types or chooses a value and returns what is stored of it.
func enter(t *testing.T, s *screentest.Stage, f *playbook.Field, in playbook.Input) string {
	t.Helper()
	switch {
	case in.Col == "playbook_id":
		s.Press(fyne.KeyDown, fyne.KeyReturn)
		return s.Desk().Books.All()[0].ID
	case in.Type == playbook.TypeLink:
		s.Press(fyne.KeyDown, fyne.KeyReturn)
		return s.Record().Links(in.Link)[0].Value
	case in.Type == playbook.TypeTick:
		s.Press(fyne.KeySpace)
		return "true"
	case in.Type == playbook.TypeChoice || in.Type == playbook.TypeMulti:
		old := stored(t, s, f, in.Col)
		s.Press(fyne.KeyRight, fyne.KeySpace)
		if got := stored(t, s, f, in.Col); got != "" && got != old {
			return got
		}
		s.Press(fyne.KeyLeft, fyne.KeySpace)
		return stored(t, s, f, in.Col)
	}
	old := stored(t, s, f, in.Col)
	typed := value(f, in, "B")
	s.Type(typed)
	switch in.Type {
	case playbook.TypeDate:
		return "2027-01-15"
	case playbook.TypeMoney:
		return "48000"
	}
	return old + typed // at the end of what was there
}

func TestTypingIsOnDiskWithinASecondWhileOneGoesOn(t *testing.T) {
	s := open(t, "Halden Freight (sample)")
	goTo(t, s, 13, playbook.ID{}, "story")
	words := "They came to us because the dispatcher counts lorries on paper."
	typed := ""
	for _, r := range words {
		s.Type(string(r))
		s.Wait(100 * time.Millisecond)
		typed += string(r)
		if behind := len(typed) - len(s.Record().Handoff.Story); behind > 10 {
			t.Fatalf("%d characters are not on disk after %q, want at most the ten of one second", behind, typed)
		}
	}
	s.Wait(time.Second)
	if got := s.Record().Handoff.Story; got != words {
		t.Errorf("stored %q, want %q", got, words)
	}
	events, err := s.Portfolio().History(t.Context(), s.Account, playbook.HistoryQuery{})
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for _, e := range events {
		for _, l := range e.Lines {
			if l.Col == "story" {
				lines++
			}
		}
	}
	if lines != 1 {
		t.Errorf("one stay in the field left %d lines of history, want 1", lines)
	}
}

func TestLeavingTheRoomSavesWhatWasJustTyped(t *testing.T) {
	s := open(t, "Halden Freight (sample)")
	goTo(t, s, 19, playbook.ID{}, "emphasised")
	s.Type("Routes in ten minutes")
	s.Room.Leave()
	if got := s.Record().Handoff.Emphasised; got != "Routes in ten minutes" {
		t.Errorf("stored %q after leaving", got)
	}
}

// later keeps writes until they are let go, and tells nobody of their end: the
// page has been left meanwhile.
type later struct {
	kit.Inline
	held []func(context.Context) error
}

func (r *later) Queue() kit.Runner { return queue{r} }

type queue struct{ r *later }

func (q queue) Run(work func(context.Context) error, _ func(error)) {
	q.r.held = append(q.r.held, work)
}

func TestLeavingSavesWordsBehindAWriteUnderWay(t *testing.T) {
	s := screentest.New(t, "Halden Freight (sample)")
	run := &later{}
	s.MountRoom(kit.ModeLight, fyne.NewSize(1232, 900), func(win screen.Window, _ screen.Runner) screen.Room {
		return account.New(win, run, screen.Place{Screen: screen.Account, Account: s.Account})
	})
	goTo(t, s, 16, playbook.ID{}, "trigger")
	s.Type("Peak")
	s.Wait(kit.SaveDelay)
	s.Type("s")
	goTo(t, s, 15, playbook.ID{}, "text") // a row that is being made
	s.Type("Two")
	s.Wait(kit.SaveDelay)
	s.Type(" hours")
	s.Room.Leave()
	for _, work := range run.held {
		if err := work(t.Context()); err != nil {
			t.Errorf("write: %v", err)
		}
	}
	if got := s.Record().Handoff.Trigger; got != "Peaks" {
		t.Errorf("stored %q, want Peaks", got)
	}
	if got := problems(s); got != "Two hours" {
		t.Errorf("stored %q, want Two hours", got)
	}
}

func TestARefusedValueStaysWithASentence(t *testing.T) {
	s := open(t, "Halden Freight (sample)")
	goTo(t, s, 5, playbook.ID{}, "value")
	s.Type("about forty")
	s.Wait(time.Second)
	s.MustShow("is not an amount")
	if got := s.Record().Account.Value; got != "" {
		t.Errorf("stored %q of a refused amount", got)
	}
	// Going to another section and back keeps the words.
	s.Room.Arrive(screen.Place{Account: s.Account, Field: "F13"})
	s.Room.Arrive(screen.Place{Account: s.Account, Field: "F5"})
	s.Settle()
	s.MustShow("about forty")
}

func TestTwoPeopleInOneFieldSeeBothValuesAndChoose(t *testing.T) {
	for _, mine := range []bool{true, false} {
		s := open(t, "Halden Freight (sample)")
		goTo(t, s, 16, playbook.ID{}, "trigger")
		s.Type("Peak")
		h := s.Record().Handoff
		h.Trigger = "Audit"
		s.Save(&h)
		s.Wait(time.Second)
		s.MustShow("Changed meanwhile to “Audit”. Yours: “Peak”")
		if got := s.Record().Handoff.Trigger; got != "Audit" {
			t.Fatalf("stored %q before anybody chose", got)
		}
		want, word := "Audit", "Use theirs"
		if mine {
			want, word = "Peak", "Use mine"
		}
		s.Tap(word)
		s.Wait(time.Second)
		if got := s.Record().Handoff.Trigger; got != want {
			t.Errorf("%s stored %q, want %q", word, got, want)
		}
		if s.Shows("Changed meanwhile") {
			t.Errorf("%s: the question stays after its answer", word)
		}
	}
}

func TestWordsStayWhileTheDiskFailsAndAreTriedAgain(t *testing.T) {
	s := open(t, "Halden Freight (sample)")
	goTo(t, s, 16, playbook.ID{}, "trigger")
	s.Refuse = errors.New("the disk is full")
	s.Type("Peak before Christmas")
	s.Wait(time.Second)
	s.MustShow("Not saved yet: the disk is full.")
	s.MustShow("Peak before Christmas")
	s.Refuse = nil
	s.Wait(5 * time.Second)
	if got := s.Record().Handoff.Trigger; got != "Peak before Christmas" {
		t.Errorf("stored %q after the disk came back", got)
	}
	if s.Shows("Not saved yet") {
		t.Error("the line stays after the words were saved")
	}
}

func TestARefreshLeavesTypingAlone(t *testing.T) {
	s := open(t, "Halden Freight (sample)")
	goTo(t, s, 16, playbook.ID{}, "trigger")
	s.Type("Pea")
	h := s.Record().Handoff
	h.Emphasised = "Elsewhere"
	s.Save(&h)
	focused := s.Canvas().Focused()
	s.Room.Refresh()
	if s.Canvas().Focused() != focused {
		t.Error("a refresh took the keyboard away")
	}
	s.Type("k")
	s.Wait(time.Second)
	h = s.Record().Handoff
	if h.Trigger != "Peak" || h.Emphasised != "Elsewhere" {
		t.Errorf("stored %q and %q", h.Trigger, h.Emphasised)
	}
	s.MustShow("Elsewhere")
}

func TestVagueWordingIsPointedOutAndKept(t *testing.T) {
	s := open(t, "Halden Freight (sample)")
	goTo(t, s, 44, playbook.ID{}, "text")
	s.Type("A seamless start, soon")
	s.MustShow("Vague: “seamless”, “soon”.")
	s.Wait(time.Second)
	if got := s.Record().Promises[0].Text; got != "A seamless start, soon" {
		t.Errorf("stored %q", got)
	}
}

func TestWhatIsFirstFilledAfterCloseIsMarkedLate(t *testing.T) {
	s := screentest.New(t, "Halden Freight (sample)")
	rec := s.Record()
	rec.Account.ActualClose = "2026-03-01" // the clock of the workspace stands a day later
	rec.Handoff.Emphasised = "Speed"
	datatest.Save(t, s.Store, "Close", &rec.Account, &rec.Handoff)
	mount(s, kit.ModeLight, fyne.NewSize(1232, 2400), screen.Place{Screen: screen.Account, Field: "F19"})
	s.MustShow("late")
	s.MustShow("captured before close on 1 Mar 2026")
}

func TestTheEssentialsFillTheSameFields(t *testing.T) {
	s := open(t, "Halden Freight (sample)")
	f := s.Canvas().Focused()
	if f != nil {
		t.Error("the page takes the keyboard before anybody asked for it")
	}
	s.Canvas().Focus(entries(s)[0])
	s.Press(fyne.KeyTab)
	s.Type("4 Dec 2026")
	s.Press(fyne.KeyTab)
	s.Type("48k")
	s.Press(fyne.KeyTab)
	s.Type("EUR")
	s.Press(fyne.KeyTab)
	s.Type("Routes planned in ten minutes by 4 May 2027")
	s.Press(fyne.KeyTab)
	s.Type("Two hours every evening")
	s.Wait(time.Second)
	rec := s.Record()
	a := rec.Account
	if a.ExpectedClose != "2026-12-04" || a.Value != "48000" || a.Currency != "EUR" || a.CustomerPromise == "" || problems(s) != "Two hours every evening" {
		t.Errorf("stored %+v, problems %q", a, problems(s))
	}
	s.MustShow("€ 48,000 / year")
}

func TestCtrlEnterGoesToTheNextSection(t *testing.T) {
	s := open(t, "Halden Freight (sample)")
	s.Room.(interface{ Next() }).Next()
	s.Settle()
	s.MustShow("What did they buy, and what not?")
	if s.Canvas().Focused() == nil {
		t.Error("nothing has the keyboard on the next section")
	}
}
