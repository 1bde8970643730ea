package work_test

import (
	"slices"
	"strings"
	"testing"

	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/library"
	"kept/playbook/work"
)

// A plan as it was done becomes a playbook: what was moved counts from where it
// was moved to, what was added is a step, what was skipped is out, and nobody's
// name goes along.
func TestAGoodPlanBecomesAPlaybook(t *testing.T) {
	d, account := climb(t)
	ctx := t.Context()
	rec := record(t, d, account)
	tess := playbook.Stakeholder{Name: "Tess Arden"}
	tess.AccountID = account
	datatest.Save(t, d.Store, "people", &tess)

	configure := stepOf(t, d, account, "configure")
	configure.PinnedOn, configure.MovedBy, configure.MovedWhy = "2026-03-20", "Maya Lindqvist", "Tess was away"
	configure.Note, configure.Guidance = "Tess wants the blue one", "Ask Tess Arden at Norrland Dental (tess@norrland.example) first."
	configure.Links = "https://example.com/their-own-drive"
	access := stepOf(t, d, account, "access")
	access.State, access.Reason = playbook.Skipped, "They had it"
	datatest.Save(t, d.Store, "as it went", &configure, &access)
	_, err := d.AddTask(ctx, account, work.NewTask{Phase: rec.PhasesOf(rec.Plan().ID)[0].ID, Title: "Call TESS ARDEN about Norrland's till", Owner: "Kim Aas", On: "2026-03-12",
		After: []playbook.Dependency{{Step: "kickoff-call"}}}, "It helped")
	must(t, err)

	p, notes, err := d.FromPlan(ctx, account, "Ladder, better")
	must(t, err)
	if p.ID != "ladder-better" || p.Title != "Ladder, better" || p.Version != 1 || p.Gaps != (playbook.Gaps{Kickoff: 7, GoLive: 28}) || p.Own("data-delivered") == nil {
		t.Errorf("made %s %q %+v %+v", p.ID, p.Title, p.Gaps, p.Anchors)
	}
	if p.Step("access") != nil || p.Step("configure").At() != "kickoff+11" || p.Step("configure").Duration != 2 || len(p.Step("configure").Links) != 0 ||
		!slices.Equal(p.Step("configure").Inputs, []playbook.InputSlot{{Role: "support", What: "known gaps"}}) {
		t.Errorf("configure is %+v", p.Step("configure"))
	}
	// What waited for the skipped one waits for what that waited for.
	if got := playbook.FormatAfter(p.Step("configure").After); got != "kickoff-call+1" {
		t.Errorf("configure waits for %s", got)
	}
	added := p.Step("call-the-customer-about-the-customer-s")
	if added == nil || added.Title != "Call the customer about the customer's till" || added.Role != "implementation" || added.At() != "kickoff+3" || playbook.FormatAfter(added.After) != "kickoff-call" {
		t.Errorf("the added task is %+v in\n%s", added, flat(&p))
	}
	text := string(library.Write(&p))
	for _, secret := range []string{"Tess", "Arden", "Norrland", "norrland", "Maya", "Lindqvist", "Jonas", "Kim", "blue", "away", "It helped", "their-own-drive", "2026"} {
		if strings.Contains(text, secret) {
			t.Errorf("%q goes along in\n%s", secret, text)
		}
	}
	all := strings.Join(notes, "\n")
	for _, want := range []string{"“Give access” was skipped and is left out", "a name was taken out of a title, which is “Call the customer about the customer's till” now; read it",
		"“Configure” has a link that its playbook did not have", "a name was taken out of a guidance"} {
		if !strings.Contains(all, want) {
			t.Errorf("the notes do not say %q:\n%s", want, all)
		}
	}
	saved, err := d.SavePlaybook(ctx, p, 0)
	must(t, err)
	if saved.Version != 1 || d.Books.From("ladder-better") != work.BookOfWorkspace {
		t.Errorf("saved as %s@%d", saved.ID, saved.Version)
	}
	if _, notes, err := d.FromPlan(ctx, started(t, d, "Beta"), ""); err != nil || len(notes) != 0 {
		t.Errorf("an untouched plan: %v, %q", err, notes)
	}
	other, err := d.NewDeal(ctx, "Gamma")
	must(t, err)
	_, _, err = d.FromPlan(ctx, other.ID, "")
	wantRefused(t, err, "no plan runs for Gamma")
}

// A plan that nobody touched gives the playbook that it was started from.
func TestAnUntouchedPlanGivesItsPlaybookBack(t *testing.T) {
	d, account := climb(t)
	p, notes, err := d.FromPlan(t.Context(), account, "Ladder")
	must(t, err)
	was, err := d.Books.Get("ladder")
	must(t, err)
	p.ID = was.ID
	for _, diff := range playbook.Diff(&was, &p) {
		t.Errorf("%s", diff)
	}
	if len(notes) > 0 {
		t.Errorf("notes %q", notes)
	}
}

// A step that was not meant for this account is there for the next one.
func TestAStepForOthersStaysInThePlaybook(t *testing.T) {
	d := seat(t, "Maya Lindqvist")
	offer(t, d, parsed(t, ladder, "        no-skip: true\n", "        if: single_champion\n"))
	account := started(t, d, "Norrland Dental")
	if slices.ContainsFunc(record(t, d, account).Tasks, func(t playbook.Task) bool { return t.Step == "configure" }) {
		t.Fatal("the step was made")
	}
	p, notes, err := d.FromPlan(t.Context(), account, "Ladder")
	must(t, err)
	was, err := d.Books.Get("ladder")
	must(t, err)
	for _, diff := range playbook.Diff(&was, &p) {
		t.Errorf("%s", diff)
	}
	if len(notes) != 1 || notes[0] != "“Configure” was not meant for this account and stays in for those with single_champion" {
		t.Errorf("notes %q", notes)
	}
}
