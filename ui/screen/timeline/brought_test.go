package timeline

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/merge"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/screentest"
	"kept/ui/uitest"
)

const keyOfJonas = "4d6d91f7efcbf38203ec20d3786747126f88398fc1094d3a98320f3651021425"

// A laptop is another workspace that packs go to and come from.
type laptop struct {
	t     *testing.T
	s     *screentest.Stage
	packs *work.Packs
}

func newLaptop(t *testing.T, s *screentest.Stage) *laptop {
	store := datatest.New(t)
	d := &work.Desk{Store: store, Who: "Jonas Weber", Device: "laptop of Jonas", Now: s.Now, Calendar: s.Desk().Calendar, Books: s.Desk().Books}
	return &laptop{t, s, &work.Packs{Desk: d, Exchange: store}}
}

// carries takes in what one workspace has of the account in another.
func (l *laptop) carries(from, to *work.Packs, key string, c work.PackChoice) {
	l.t.Helper()
	ctx := context.Background()
	out, err := from.Send(ctx, []playbook.ID{l.s.Account}, false)
	must(l.t, err)
	in := work.PackIn{ID: playbook.NewID(l.s.Now()), MadeAt: playbook.MomentOf(l.s.Now()), Accounts: out.Accounts, Along: out.Along,
		Sender: playbook.Peer{Key: key, Name: from.Who, Device: from.Device}}
	in.Claims = func(id playbook.ID) ([]playbook.Claim, error) { // as a pack has them
		claims, err := out.Claims(id)
		for i := range claims {
			claims[i].Key = key
		}
		return claims, err
	}
	_, err = to.Take(ctx, in, c)
	must(l.t, err)
}

func (l *laptop) here() *work.Packs {
	return &work.Packs{Desk: l.s.Desk(), Exchange: l.s.Portfolio().(playbook.Exchange)}
}

func (l *laptop) gets() { l.carries(l.here(), l.packs, strings.Repeat("ab", 32), work.PackChoice{}) }

func (l *laptop) sends(c work.PackChoice) { l.carries(l.packs, l.here(), keyOfJonas, c) }

func (l *laptop) sets(noun string, id playbook.ID, col, seen, typed string) {
	l.t.Helper()
	l.s.Clock.Advance(60e9)
	_, err := l.packs.Set(context.Background(), work.Ref{Noun: noun, ID: id}, col, seen, typed, "")
	must(l.t, err)
}

// exchanged is an account on which two people worked: the other laptop changed
// three things, of one of them what was written here was chosen.
func exchanged(t *testing.T) (*screentest.Stage, *laptop) {
	s := screentest.Accepted(t)
	l := newLaptop(t, s)
	p := &playbook.Promise{Text: "A report every week", Owner: "Petter Aas"}
	s.Save(p)
	l.gets()
	l.sets("promise", p.ID, "text", p.Text, "A report every two weeks, by e-mail")
	l.sets("account", s.Account, "industry", "", "Dental clinics")
	l.sets("promise", p.ID, "owner", p.Owner, "Jonas Weber")
	s.Clock.Advance(3600e9)
	_, err := s.Desk().Set(t.Context(), work.Ref{Noun: "promise", ID: p.ID}, "text", p.Text, "A report every month", "")
	must(t, err)
	s.Clock.Advance(3600e9)
	l.sends(work.PackChoice{Rows: map[playbook.ID][]merge.Choice{s.Account: {{Row: p.ID, Col: "text", Take: merge.Mine}}}})
	return s, l
}

// A pack is one row; it opens into the acts that it brought, each with who, when
// and the key that stands for it.
func TestAPackOpensIntoWhatItBrought(t *testing.T) {
	s, l := exchanged(t)
	mount(s, normal)
	s.MustShow("Took in a pack of Jonas Weber, 3 changes")
	if s.Shows("key 6B0D A9F0 4158 3DBA") {
		t.Error("the keys are told before anybody asked")
	}
	s.Tap("Show what it brought")
	s.MustShow("6B0D A9F0 4158 3DBA")
	s.MustShow("Nobody has compared it with them yet.")
	s.MustShow("Jonas Weber · 23 Nov 2026, 09:13 · key 6B0D A9F0 4158 3DBA")
	s.MustShow("Maya Lindqvist · 23 Nov 2026, 11:15 · chosen here")
	s.MustShow("Dental clinics")
	if n := strings.Count(strings.Join(s.Texts(), "\n"), "· key 6B0D A9F0 4158 3DBA"); n != 3 {
		t.Errorf("%d acts are said by the key, want 3", n)
	}
	s.Tap("Compare…")
	if len(s.Peers) != 1 || s.Peers[0] != keyOfJonas {
		t.Errorf("to be compared is %q", s.Peers)
	}
	must(t, l.here().Trust(t.Context(), keyOfJonas))
	s.Show() // a commit elsewhere
	s.MustShow("It was compared with them.")
	if s.Shows("Compare…") {
		t.Error("what was compared is asked about again")
	}
	s.MustShow("chosen here")
	s.Tap("Show less")
	if s.Shows("chosen here") {
		t.Error("“Show less” leaves what the pack brought")
	}
}

// Words that are older than those here change nothing, and stand in the history
// as what came.
func TestAPackWithoutChangeIsTold(t *testing.T) {
	s := screentest.Accepted(t)
	l := newLaptop(t, s)
	l.gets()
	l.sets("account", s.Account, "industry", "", "Dentists")
	for _, step := range [][2]string{{"", "Clinics"}, {"Clinics", "Dentists"}, {"Dentists", "Dental clinics"}} { // the later words
		_, err := s.Desk().Set(t.Context(), work.Ref{Noun: "account", ID: s.Account}, "industry", step[0], step[1], "")
		must(t, err)
	}
	l.sends(work.PackChoice{})
	tab := mount(s, normal)
	s.MustShow("Took in a pack of Jonas Weber, 1 change")
	s.MustShow("Nothing changed here: what counted before still does.")
	tab.filter.person.OnPicked("Jonas Weber")
	s.Settle()
	if len(tab.events) != 1 {
		t.Errorf("Jonas is in %d acts, want in the pack alone", len(tab.events))
	}
	s.Tap("Show what it brought")
	s.MustShow("Dentists")
	_, err := s.Desk().Undo(t.Context())
	must(t, err)
	s.Show()
	s.MustShow("taken back")
}

// Many acts are laid out some at a time, and the keyboard stays on the button.
func TestManyBroughtActs(t *testing.T) {
	s := screentest.Accepted(t)
	l := newLaptop(t, s)
	l.gets()
	for i := range 50 {
		s.Clock.Advance(60e9)
		must(t, l.packs.SetStatus(t.Context(), s.Account, "Line "+strconv.Itoa(i)))
	}
	l.sends(work.PackChoice{})
	mount(s, fyne.NewSize(1232, 6000))
	s.MustShow("Took in a pack of Jonas Weber, 50 changes")
	s.Tap("Show what it brought")
	for _, more := range []string{"Show 20 of 30 earlier ones", "Show 10 of 10 earlier ones"} {
		if s.Shows("Status: “Line 0”") {
			t.Fatal("all acts are laid out at once")
		}
		s.Tap(more)
		if s.Canvas().Focused() == nil {
			t.Errorf("the keyboard is nowhere after %q", more)
		}
	}
	s.MustShow("Status: “Line 0”")
}

func TestGoldenBrought(t *testing.T) {
	s, _ := exchanged(t)
	s.Read()
	uitest.Golden(t, "brought", fyne.NewSize(900, 900), func() fyne.CanvasObject {
		tab := New(s, kit.Inline{}, s.Account, func() {})
		tab.Show(&s.Rec, screen.Extra{})
		tab.unfold(&tab.events[0])
		return kit.Pad(tab.Object(), 16, 16, 16, 16)
	})
}
