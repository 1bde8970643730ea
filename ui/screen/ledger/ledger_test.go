package ledger

import (
	"testing"

	"fyne.io/fyne/v2"

	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/screentest"
	"kept/ui/uitest"
)

var normal = fyne.NewSize(1232, 900)

// sold fills the account with an invented sale: four promises, a belief the
// contract does not share, two criteria, proof points and people.
func sold(t testing.TB) *screentest.Stage {
	t.Helper()
	s := screentest.Accepted(t)
	promises := []playbook.Promise{
		{Text: "All referrals visible on day one", Quote: "you won’t lose a single referral", ToWhom: "Dr Sand", ByWhom: "Jonas Falk", SaidWhere: "demo", SaidOn: "2026-09-04",
			Kind: "implied", InContract: "no", DueKind: "date", DueOn: "2026-12-01", Basis: "demo", BasisRef: "live with their own file", Deciding: true, Support: "supported", Status: "at_risk", Evidence: "Rehearsal 2: 39,906 loaded, 212 rejected; fix by 25 Nov"},
		{Text: "SMS reminders in Norwegian and English", ToWhom: "I. Moe", ByWhom: "Jonas Falk", SaidWhere: "proposal p. 6", Kind: "explicit", InContract: "yes", DueKind: "date", DueOn: "2026-11-10", Basis: "contract",
			Support: "supported", Status: "delivered", DeliveredOn: "2026-11-09", Evidence: "both languages, sample seen", CustomerConfirmed: true, Outcome: "kept"},
		{Text: "Support answers within 15 minutes in go-live week", ToWhom: "K. Lie", ByWhom: "Jonas Falk", Kind: "explicit", InContract: "unknown", DueKind: "anchor", DueAnchor: "go_live", DueDays: "5", Basis: "verbal",
			Support: "unsupported", Approver: "Ida Berg", SupportPlan: "rota of two", Status: "owed"},
		{Text: "Two on-site training days", ToWhom: "K. Lie", ByWhom: "Jonas Falk", SaidWhere: "call", SaidOn: "2026-08-28", Kind: "explicit", InContract: "yes", DueKind: "date", DueOn: "2026-11-14", Basis: "verbal", Support: "supported", Status: "owed"},
	}
	criteria := []playbook.Criterion{
		{Words: "If the front desk stops phoning between clinics, we’ve won.", Metric: "Double bookings per week", Baseline: "14", Target: "0", TargetOn: "2027-01-15", Judge: "Ingrid Moe", Measured: "calendar conflict report, every Friday", Confirmed: "confirmed", ConfirmedOn: "2026-11-18", ConfirmedHow: "call"},
		{Words: "New staff book alone after one morning.", Confirmed: "assumed"},
	}
	points := []playbook.ProofPoint{{Day: 30, Text: "Two clinics share one calendar", Judge: "Ingrid Moe", Evidence: "calendar seen together"}, {Day: 60, Text: "All five clinics live"}}
	people := []playbook.Stakeholder{
		{Name: "Ingrid Moe", Title: "Head of operations", Roles: "sponsor,economic_buyer", Influence: "5", Stance: "champion", Concern: "another project that ends in a spreadsheet", Approach: "one page every Friday", Email: "ingrid@halden.example"},
		{Name: "Dr Karl Sand", Title: "Chief physician", Roles: "user_lead", Influence: "4", Stance: "sceptic", Concern: "referrals lost in the move", Sensitive: "was passed over for the post"},
		{Name: "Kari Lie", Title: "Reception", Roles: "day_to_day", Influence: "2", Stance: "supporter", Uninvolved: true},
	}
	belief := playbook.Belief{Person: "Dr Karl Sand", Text: "lab results are part of this rollout", Matches: "no", Basis: "demo", Owner: "Maya Lindqvist", DueOn: "2026-11-24"}
	var rows []playbook.Noun
	for i := range promises {
		rows = append(rows, &promises[i])
	}
	for i := range criteria {
		rows = append(rows, &criteria[i])
	}
	for i := range points {
		rows = append(rows, &points[i])
	}
	for i := range people {
		rows = append(rows, &people[i])
	}
	rows = append(rows, &belief)
	for _, r := range rows {
		r.Key().AccountID = s.Account
	}
	datatest.Save(t, s.Store, "Fill the account", rows...)
	s.Rec.Handoff.FirstValue, s.Rec.Handoff.FirstValueOn = "The first referral arrives without a phone call", "2026-12-10"
	datatest.Save(t, s.Store, "First value", &s.Rec.Handoff)
	s.Read()
	return s
}

func mountPromises(s *screentest.Stage) (*Promises, *uitest.Clock) {
	var tab *Promises
	clock := uitest.NewClock()
	s.MountTab(kit.ModeLight, normal, func(win screen.Window, run screen.Runner, account playbook.ID, changed func()) screen.Tab {
		tab = NewPromises(win, run, account, changed)
		tab.after = clock.Timer
		return tab
	})
	return tab, clock
}

func promise(t *testing.T, s *screentest.Stage, begins string) playbook.Promise {
	t.Helper()
	for _, p := range datatest.Rows[playbook.Promise](t, s.Store, s.Account) {
		if len(p.Text) >= len(begins) && p.Text[:len(begins)] == begins {
			return p
		}
	}
	t.Fatalf("no promise begins with %q", begins)
	return playbook.Promise{}
}

func last(t *testing.T, s *screentest.Stage) playbook.Event {
	t.Helper()
	es, err := s.Portfolio().History(t.Context(), s.Account, playbook.HistoryQuery{Limit: 1})
	if err != nil || len(es) == 0 {
		t.Fatalf("history: %v", err)
	}
	return es[0]
}

func TestPromisesStandBesideWhatWasDelivered(t *testing.T) {
	s := sold(t)
	mountPromises(s)
	for _, want := range []string{
		"★ All referrals visible on day one",
		"“you won’t lose a single referral” · to Dr Sand, by Jonas Falk, demo 4 Sep · implied, not in contract",
		"unsupported", "approved by Ida Berg, plan: rota of two · to K. Lie",
		"9 Nov · both languages, sample seen", "confirmed by the customer",
		"All 4", "Owed 3", "At risk 1", "Overdue 1", "Differs from contract 1", "Unsupported 1",
		"Name who delivers it", "overdue",
		"Kept 1 of 2 due", "strict; none renegotiated",
		"belief differs from contract", "Dr Karl Sand believes: lab results are part of this rollout", "Correct by 24 Nov 2026 · Maya Lindqvist",
	} {
		s.MustShow(want)
	}
}

func TestFilterPills(t *testing.T) {
	s := sold(t)
	tab, _ := mountPromises(s)
	for _, c := range []struct {
		pill string
		rows int
	}{{"Owed 3", 3}, {"At risk 1", 1}, {"Overdue 1", 1}, {"Unsupported 1", 1}, {"Differs from contract 1", 1}, {"All 4", 4}} {
		s.Tap(c.pill)
		if len(tab.rows) != c.rows {
			t.Errorf("%s shows %d promises, want %d", c.pill, len(tab.rows), c.rows)
		}
	}
}

func TestAClickOnATitleSorts(t *testing.T) {
	s := sold(t)
	tab, _ := mountPromises(s)
	first := func() string { return tab.rows[0].Promise.Text }
	for _, c := range []struct{ title, first string }{
		{"Due", "SMS reminders in Norwegian and English"}, {"Due ↑", "All referrals visible on day one"}, {"Delivered, by whom", "SMS reminders in Norwegian and English"}, {"What was sold", "All referrals visible on day one"},
	} {
		s.Tap(c.title)
		if first() != c.first {
			t.Errorf("after a click on %q the first is %q, want %q", c.title, first(), c.first)
		}
	}
}

func TestEnterOpensThePromiseInTheHandoff(t *testing.T) {
	s := sold(t)
	tab, _ := mountPromises(s)
	p := promise(t, s, "Support answers")
	if !tab.Arrive(screen.Place{Tab: screen.Promises, Row: p.ID}) {
		t.Fatal("the tab does not take a promise of its own")
	}
	s.Press(fyne.KeyReturn)
	want := screen.Place{Screen: screen.Account, Account: s.Account, Tab: screen.Handoff, Field: "F44", Row: p.ID, Col: "text"}
	if len(s.Went) != 1 || s.Went[0] != want {
		t.Errorf("went to %+v, want %+v", s.Went, want)
	}
}

func TestOutcomeIsStoredAsChosen(t *testing.T) {
	s := sold(t)
	tab, clock := mountPromises(s)
	p := promise(t, s, "Two on-site")
	tab.Arrive(screen.Place{Tab: screen.Promises, Row: p.ID})
	s.Settle()
	tab.outcome.owner.OnPicked("Petter Aas")
	if got := last(t, s).Label; got != "Change delivery owner" {
		t.Errorf("the history says %q", got)
	}
	tab.outcome.delivered.OnDay("2026-11-13")
	s.Tap("○ Renegotiated")
	if got := promise(t, s, "Two on-site"); got.Outcome != "" {
		t.Fatalf("stored %q without an agreement", got.Outcome)
	}
	s.MustShow("name the customer's written agreement as its evidence")
	if !tab.outcome.evidence.Focused() {
		t.Error("the field that is missing does not have the keyboard")
	}
	s.Type("Mail of 3 November: one day on site, one remote")
	clock.Advance(kit.SaveDelay)
	s.Settle()
	s.Tap("○ Renegotiated")
	s.MustShow("say who at the customer agreed")
	tab.outcome.by.OnPicked("Kari Lie")
	s.Tap("○ Renegotiated")
	got := promise(t, s, "Two on-site")
	if got.Outcome != "renegotiated" || !got.CustomerConfirmed || got.ConfirmedBy != "Kari Lie" || got.DeliveredOn != "2026-11-13" || got.Owner != "Petter Aas" {
		t.Errorf("stored %+v", got)
	}
	s.MustShow("Owed 2")
	s.MustShow("1 renegotiated in writing")
	if s.Shows("say who at the customer agreed") {
		t.Error("the refusal is still there")
	}
}

// A click on the outcome that is set asks for the reason to take it back.
func TestAnOutcomeIsTakenBackWithAReason(t *testing.T) {
	s := sold(t)
	tab, _ := mountPromises(s)
	p := promise(t, s, "SMS reminders")
	tab.Arrive(screen.Place{Tab: screen.Promises, Row: p.ID})
	s.Settle()
	s.Tap("● Kept")
	s.Tap("Take it back")
	s.MustShow("needs a reason")
	if got := promise(t, s, "SMS"); got.Outcome != "kept" {
		t.Fatalf("taken back without a reason: %q", got.Outcome)
	}
	s.Type("The Norwegian text was wrong")
	s.Tap("Take it back")
	if got := promise(t, s, "SMS"); got.Outcome != "" || got.Evidence == "" {
		t.Errorf("stored outcome %q, evidence %q", got.Outcome, got.Evidence)
	}
	if e := last(t, s); e.Why != "The Norwegian text was wrong" {
		t.Errorf("the history says why: %q", e.Why)
	}
}

func TestEvidenceIsSavedWhileItIsTyped(t *testing.T) {
	s := sold(t)
	tab, clock := mountPromises(s)
	p := promise(t, s, "Two on-site")
	tab.Arrive(screen.Place{Tab: screen.Promises, Row: p.ID})
	kit.Focus(tab.outcome.evidence)
	s.Type("One day")
	clock.Advance(kit.SaveDelay)
	s.Type(" on site")
	clock.Advance(kit.SaveDelay)
	if got := promise(t, s, "Two on-site").Evidence; got != "One day on site" {
		t.Fatalf("evidence %q", got)
	}
	if got := tab.outcome.evidence.Text(); got != "One day on site" {
		t.Errorf("the field shows %q after its own write", got)
	}
}

// Two windows: what the other one stored is not lost, and the sentence says so.
func TestAChangeMeanwhileIsNotOverwritten(t *testing.T) {
	s := sold(t)
	tab, _ := mountPromises(s)
	p := promise(t, s, "Two on-site")
	tab.Arrive(screen.Place{Tab: screen.Promises, Row: p.ID})
	if _, err := s.Desk().Set(t.Context(), work.Ref{Noun: "promise", ID: p.ID}, "owner", "", "Petter Aas", ""); err != nil {
		t.Fatal(err)
	}
	tab.outcome.owner.OnPicked("Lena Holt")
	if got := promise(t, s, "Two on-site").Owner; got != "Petter Aas" {
		t.Errorf("the other’s owner became %q", got)
	}
	s.Settle()
	s.MustShow("Someone changed this meanwhile")
}

func TestAddPromise(t *testing.T) {
	s := screentest.Accepted(t)
	tab, _ := mountPromises(s)
	s.MustShow("No promises yet")
	s.Tap("Add the first promise")
	s.Tap("Add promise")
	s.MustShow("Write what was promised")
	kit.Focus(s.Canvas().Overlays().Top())
	s.Type("Import by 4 December")
	s.Tap("Add promise")
	if got := promise(t, s, "Import by"); got.Status != "owed" {
		t.Errorf("status %q", got.Status)
	}
	if len(tab.rows) != 1 {
		t.Errorf("%d rows are shown", len(tab.rows))
	}
}
