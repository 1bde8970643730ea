package people

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"kept/data/datatest"
	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/screentest"
	"kept/ui/uitest"
)

var normal = fyne.NewSize(1232, 1300)

// clinics is an invented account with a champion, a sceptic without a plan, an
// opponent nothing is known of, and somebody who was not asked.
func clinics(t testing.TB) *screentest.Stage {
	t.Helper()
	s := screentest.Accepted(t)
	s.Save(&playbook.Stakeholder{Name: "Ingrid Moe", Title: "Head of operations", Roles: "sponsor,economic_buyer", Influence: "5", Stance: "champion", Concern: "another project that ends in a spreadsheet", Approach: "one page every Friday", Email: "ingrid@halden.example"},
		&playbook.Stakeholder{Name: "Dr Karl Sand", Title: "Chief physician", Roles: "user_lead", Influence: "4", Stance: "sceptic", Concern: "referrals lost in the move", Sensitive: "was passed over for the post"},
		&playbook.Stakeholder{Name: "Kari Lie", Title: "Reception", Roles: "day_to_day", Influence: "2", Stance: "supporter", Uninvolved: true},
		&playbook.Stakeholder{Name: "Ola Brekke", Title: "IT", Roles: "technical_lead", Influence: "3", Stance: "opposed"},
		&playbook.Stakeholder{Name: "Łucja Wójcik", Influence: "", Stance: ""})
	s.Read()
	return s
}

func mount(s *screentest.Stage) *Tab {
	var tab *Tab
	s.MountTab(kit.ModeLight, normal, func(win screen.Window, run screen.Runner, account playbook.ID, changed func()) screen.Tab {
		tab = New(win, run, account, changed)
		return tab
	})
	return tab
}

func person(t *testing.T, s *screentest.Stage, name string) playbook.Stakeholder {
	t.Helper()
	for _, p := range datatest.Rows[playbook.Stakeholder](t, s.Store, s.Account) {
		if p.Name == name {
			return p
		}
	}
	t.Fatalf("nobody is called %s", name)
	return playbook.Stakeholder{}
}

func TestSensitiveNotesStandBehindAWord(t *testing.T) {
	s := clinics(t)
	mount(s)
	s.MustShow("affected, not in the purchase")
	s.MustShow("decides, 5 of 5")
	s.MustShow("Maya Lindqvist")
	if s.Shows("passed over") {
		t.Fatal("a sensitive note is shown before anybody asked")
	}
	s.Tap("Show")
	s.MustShow("was passed over for the post")
	s.Tab.Leave()
	s.Settle()
	if s.Shows("passed over") {
		t.Error("the note is still open after leaving")
	}
}

func TestDoubtersWithoutConcernOrPlanAreGaps(t *testing.T) {
	s := clinics(t)
	mount(s)
	s.MustShow("2 gaps")
	s.MustShow("Dr Karl Sand is a sceptic, and there is no plan for them.")
	s.MustShow("Ola Brekke is opposed, and neither their concern nor a plan for them is written down.")
	s.Tap("Fill in") // the last one
	want := screen.Place{Screen: screen.Account, Account: s.Account, Tab: screen.Handoff, Field: "F39", Row: person(t, s, "Ola Brekke").ID, Col: "concern"}
	if len(s.Went) != 1 || s.Went[0] != want {
		t.Errorf("went to %+v, want %+v", s.Went, want)
	}
}

func TestGapsOf(t *testing.T) {
	full := func(change func(*playbook.Stakeholder)) playbook.Stakeholder {
		p := playbook.Stakeholder{Name: "Ida", Roles: "sponsor,day_to_day", Stance: "sceptic", Concern: "cost", Approach: "figures"}
		change(&p)
		return p
	}
	for _, c := range []struct {
		name string
		p    playbook.Stakeholder
		want int
	}{
		{"concern and plan", full(func(*playbook.Stakeholder) {}), 0},
		{"no concern", full(func(p *playbook.Stakeholder) { p.Concern = " " }), 1},
		{"no plan", full(func(p *playbook.Stakeholder) { p.Approach = "" }), 1},
		{"neither is one gap", full(func(p *playbook.Stakeholder) { p.Concern, p.Approach = "", "" }), 1},
		{"an opponent too", full(func(p *playbook.Stakeholder) { p.Stance, p.Approach = "opposed", "" }), 1},
		{"a supporter needs no plan", full(func(p *playbook.Stakeholder) { p.Stance, p.Approach = "supporter", "" }), 0},
		{"who left needs none, and their roles are open", full(func(p *playbook.Stakeholder) { p.LeftOn, p.Approach = "2026-11-01", "" }), 2},
	} {
		rec := &playbook.Record{People: []playbook.Stakeholder{c.p}}
		if got := gapsOf(rec); len(got) != c.want {
			t.Errorf("%s: %d gaps %+v, want %d", c.name, len(got), got, c.want)
		}
	}
}

func TestChampionWarning(t *testing.T) {
	champion := func(name string, left playbook.Date) playbook.Stakeholder {
		return playbook.Stakeholder{Name: name, Roles: "champion", LeftOn: left}
	}
	for _, c := range []struct {
		people []playbook.Stakeholder
		want   string
	}{
		{[]playbook.Stakeholder{champion("Ida", ""), {Name: "Bo", Stance: "champion"}}, ""},
		{[]playbook.Stakeholder{champion("Ida", ""), {Name: "Bo", Stance: "supporter"}}, "Ida is the only champion; win a second one before this one leaves."},
		{[]playbook.Stakeholder{champion("Ida", ""), champion("Bo", "2026-11-01")}, "Ida is the only champion; win a second one before this one leaves."},
		{[]playbook.Stakeholder{champion("Ida", "2026-11-01"), {Name: "Bo", Stance: "supporter"}}, "No champion is left since Ida went; ask the sponsor who speaks for this inside from now on."},
		{[]playbook.Stakeholder{{Name: "Bo"}}, "Nobody champions this at the customer; ask the sponsor who would speak for it when we are not in the room."},
	} {
		if got := championWords(&playbook.Record{People: c.people}); got != c.want {
			t.Errorf("%+v: %q, want %q", c.people, got, c.want)
		}
	}
}

func TestFilters(t *testing.T) {
	s := clinics(t)
	kari := person(t, s, "Kari Lie")
	kari.LeftOn = "2026-11-20"
	s.Save(&kari)
	tab := mount(s)
	for _, c := range []struct {
		pill          string
		cards, onGrid int
	}{{"All 5", 5, 4}, {"Sceptics 2", 2, 2}, {"Not yet involved 0", 0, 0}, {"Left 1", 1, 0}} {
		s.Tap(c.pill)
		on := len(tab.grid.people)
		if len(tab.cards) != c.cards || on != c.onGrid {
			t.Errorf("%s shows %d cards and %d on the grid, want %d and %d", c.pill, len(tab.cards), on, c.cards, c.onGrid)
		}
	}
	s.MustShow("left 20 Nov 2026")
	if tab.Arrive(screen.Place{Tab: screen.People, Row: person(t, s, "Ingrid Moe").ID}); len(tab.cards) != 5 {
		t.Error("a link to somebody the filter hides does not show them")
	}
}

// The grid is one stop for Tab; the arrows walk as the eye does, Enter opens.
func TestTheGridIsWalkedByKeyboard(t *testing.T) {
	s := clinics(t)
	tab := mount(s)
	kit.Focus(tab.grid.card)
	for _, c := range []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeyHome, "Ingrid Moe, Head of operations · champion · decides, 5 of 5"},
		{fyne.KeyDown, "Dr Karl Sand, Chief physician · sceptic · strong influence, 4 of 5"},
		{fyne.KeyDown, "Ola Brekke, IT · opposed · some influence, 3 of 5"},
		{fyne.KeyRight, "Kari Lie, Reception · supporter · little influence, 2 of 5"},
		{fyne.KeyEnd, "Łucja Wójcik · stance not known · influence not known"},
		{fyne.KeyUp, "Kari Lie, Reception · supporter · little influence, 2 of 5"},
		{fyne.KeyLeft, "Ola Brekke, IT · opposed · some influence, 3 of 5"},
	} {
		s.Press(c.key)
		if got := tab.grid.matrix.AccessibilityLabel(); got != c.want {
			t.Errorf("after %s on %q, want %q", c.key, got, c.want)
		}
	}
	s.Press(fyne.KeyReturn, fyne.KeyReturn) // to the card, and its Edit
	if len(s.Went) != 1 || s.Went[0].Row != person(t, s, "Ola Brekke").ID || s.Went[0].Field != "F36" {
		t.Errorf("went to %+v", s.Went)
	}
}

func TestSomebodyLeavesAndComesBack(t *testing.T) {
	s := clinics(t)
	tab := mount(s)
	ingrid := person(t, s, "Ingrid Moe")
	tab.askLeft(&ingrid)
	s.Settle()
	s.MustShow("A short set of tasks starts")
	s.Tap("They left")
	if got := person(t, s, "Ingrid Moe").LeftOn; got != "2026-11-23" {
		t.Fatalf("left on %q", got)
	}
	tasks := datatest.Rows[playbook.Task](t, s.Store, s.Account)
	last := s.Toasts[len(s.Toasts)-1]
	if len(tasks) != 5 || last.Text != "Ingrid Moe has left. 5 tasks start." {
		t.Fatalf("%d tasks, said %q", len(tasks), last.Text)
	}
	s.MustShow("No champion is left since Ingrid Moe went")
	s.MustShow("Nobody is named as sponsor.")
	last.Actions[0].Do()
	if len(s.Went) != 1 || s.Went[0].Tab != screen.Plan {
		t.Errorf("went to %+v", s.Went)
	}
	s.Tap("Is back")
	if got := person(t, s, "Ingrid Moe").LeftOn; got != "" {
		t.Errorf("left on %q after coming back", got)
	}
	if n := len(datatest.Rows[playbook.Task](t, s.Store, s.Account)); n != 5 {
		t.Errorf("%d tasks after coming back", n)
	}
	ola := person(t, s, "Ola Brekke") // neither champion nor sponsor
	tab.askLeft(&ola)
	s.Settle()
	s.Tap("They left")
	if last := s.Toasts[len(s.Toasts)-1].Text; last != "Ola Brekke has left. No task was needed." {
		t.Errorf("said %q", last)
	}
}

func TestNobodyLeavesTomorrow(t *testing.T) {
	s := clinics(t)
	tab := mount(s)
	ingrid := person(t, s, "Ingrid Moe")
	tab.askLeft(&ingrid)
	s.Settle()
	for range "23 Nov 2026" {
		s.Press(fyne.KeyBackspace)
	}
	s.Type("24 Nov 2026")
	s.Tap("They left")
	s.MustShow("24 Nov 2026 is still to come")
	if got := person(t, s, "Ingrid Moe").LeftOn; got != "" {
		t.Errorf("left on %q", got)
	}
}

func TestWithoutAnybodyThePageSaysWhatItIsFor(t *testing.T) {
	s := screentest.Accepted(t)
	mount(s)
	s.MustShow("Nobody is named yet")
	s.Tap("Add the first person")
	if len(s.Went) != 1 || s.Went[0].Field != "F36" {
		t.Errorf("went to %+v", s.Went)
	}
}

var _ = uitest.UpdateFlag()

// crowd is thirty invented people, some in the same cell.
func crowd(t testing.TB) *screentest.Stage {
	t.Helper()
	s := screentest.Accepted(t)
	stances := []string{"supporter", "neutral", "sceptic", "champion", "opposed", "unknown", "neutral"}
	var rows []playbook.Noun
	for i := range 30 {
		rows = append(rows, &playbook.Stakeholder{Name: fmt.Sprintf("%s %s", []string{"Anna", "Bjørn", "Kristoffer", "Dag", "Elisabeth"}[i%5], []string{"Aas", "Bakke-Hansen", "Dahl", "Eide", "Foss", "Grini"}[i/5]), Influence: fmt.Sprint(1 + i*3/7%5), Stance: stances[i%len(stances)]})
	}
	s.Save(rows...)
	s.Read()
	return s
}

func TestGoldenGrid(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(testing.TB) *screentest.Stage
		size fyne.Size
	}{{"grid", clinics, fyne.NewSize(1130, 336)}, {"grid_thirty", crowd, fyne.NewSize(860, 410)}} {
		s := c.make(t)
		uitest.Golden(t, c.name, c.size, func() fyne.CanvasObject {
			tab := New(s, kit.Inline{}, s.Account, func() {})
			tab.Show(&s.Rec, screen.Extra{})
			return kit.Pad(kit.Column(0, tab.grid.card), 16, 16, 16, 16)
		})
	}
}

func TestOnASharedScreenWhatWeThinkOfThemIsHidden(t *testing.T) {
	s := clinics(t)
	s.Save(&playbook.Stakeholder{Name: "Gro Haugen", Roles: "blocker", Influence: "3", Stance: "neutral"})
	s.Read()
	s.Sharing = true
	tab := mount(s)
	s.MustShow("Dr Karl Sand")
	s.MustShow("Chief physician")
	for _, word := range []string{"blocker", "sceptic", "Sceptics", "Influence and stance", "referrals lost in the move", "decides, 5 of 5", "None yet."} {
		if s.Shows(word) {
			t.Errorf("%q is shown to those who see this screen", word)
		}
	}
	s.Tap("Show it")
	s.MustShow("referrals lost in the move")
	s.MustShow("Influence and stance")
	s.MustShow("blocker")
	tab.Leave()
	s.Settle()
	if s.Shows("referrals lost in the move") {
		t.Error("it stays open after the tab was left")
	}
}

func TestWhereAnotherWindowWritesNobodyIsAdded(t *testing.T) {
	s := clinics(t)
	s.Locked = true
	mount(s)
	s.Tap("Add a person")
	if len(s.Went) != 0 {
		t.Errorf("went to %+v", s.Went)
	}
}
