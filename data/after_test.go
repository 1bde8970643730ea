package data

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"kept/playbook"
)

// afterClose is an account after its close with somebody's name in every text
// that only then is written: who confirmed, settled, saw, measured and logged,
// and what was said.
func afterClose(t *testing.T, s *Store, name string) playbook.ID {
	t.Helper()
	a := playbook.Account{Name: "Norrland Dental", Stage: playbook.Onboarding, Seller: "Ada Marsh"}
	err := s.Do(t.Context(), playbook.Act{Who: "Ada Marsh", Device: "desk", Label: "Fill", At: fixed()}, func(tx playbook.Tx) error {
		if err := tx.Save(&a); err != nil {
			return err
		}
		m := playbook.Meta{AccountID: a.ID}
		with := func(words string) string { return words + " " + name }
		fact := playbook.Item{Meta: m, Kind: playbook.Fact, Text: with("Closed in August, says"), Who: name}
		risk := playbook.Watch{Meta: m, Kind: playbook.Risk, Text: with("Nobody follows"), State: "open", SeenOn: "2026-03-01", SeenBy: name}
		criterion := playbook.Criterion{Meta: m, Words: "Quiet phones", Achieved: true, AchievedOn: "2026-03-01", AchievedBy: name, AchievedHow: with("Mail of")}
		promise := playbook.Promise{Meta: m, Text: "A report", Outcome: "renegotiated", Evidence: with("Letter of"), CustomerConfirmed: true, ConfirmedBy: name, ConfirmedOn: "2026-03-01"}
		if err := errors.Join(tx.Save(&fact), tx.Save(&risk), tx.Save(&criterion), tx.Save(&promise)); err != nil {
			return err
		}
		belief := playbook.Belief{Meta: m, Person: name, Text: "All of it", Matches: "no", State: "corrected", Correction: with("Told"), SettledOn: "2026-03-01", SettledBy: name, PromiseID: promise.ID}
		return errors.Join(tx.Save(&belief),
			tx.Save(&playbook.Handoff{Meta: m, State: playbook.Accepted, SalesReleasedOn: "2026-03-01", SalesReleasedBy: name, ClosedOn: "2026-03-01", ClosedBy: name}),
			tx.Save(&playbook.ProofPoint{Meta: m, Day: 30, Text: "One week", Result: "yes", JudgedBy: name, Shown: with("Shown to")}),
			tx.Save(&playbook.Measurement{Meta: m, CriterionID: criterion.ID, Value: "4.5", On: "2026-03-01", Source: with("Counted by"), By: name}),
			tx.Save(&playbook.WatchReview{Meta: m, WatchID: risk.ID, Result: "seen", Note: with("Heard from"), On: "2026-03-01", By: name}),
			tx.Save(&playbook.Signal{Meta: m, Kind: "chased", Text: name + " asked twice", Cause: "slip", Phase: with("Weeks with"), LoggedBy: name, PromiseID: promise.ID}),
			tx.Save(&playbook.CustomerQuestion{Meta: m, Text: with("When is the week of"), By: name, FactID: fact.ID}),
			tx.Save(&playbook.Inspection{Meta: m, Day: 7, Promise: "yes", OneStory: "no", Note: with("Two stories for"), On: "2026-03-01", By: name}))
	})
	if err != nil {
		t.Fatal(err)
	}
	return a.ID
}

// afterRows are the rows of the time after the close, by noun.
func afterRows(rec *playbook.Record) map[string]int {
	return map[string]int{"measurement": len(rec.Measurements), "watch_review": len(rec.WatchReviews), "signal": len(rec.Signals),
		"customer_question": len(rec.CustomerQuestions), "inspection": len(rec.Inspections)}
}

func TestForgetReachesWhatIsWrittenAfterTheClose(t *testing.T) {
	s := temp(t)
	account := afterClose(t, s, "Inês Żuraw")
	plan, err := s.Forget(t.Context(), playbook.Act{Who: "Bo", Device: "other", At: fixed()}, playbook.ForgetWho{Named: "Inês Żuraw"})
	if err != nil {
		t.Fatal(err)
	}
	if left := holds(t, s, "Inês", "Żuraw"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	for noun := range afterRows(&playbook.Record{}) {
		if plan.ByNoun[noun] == 0 {
			t.Errorf("the plan names no %s: %v", noun, plan.ByNoun)
		}
	}
	rec := recordOf(t, s, account)
	const token = "Forgotten person 1"
	for what, got := range map[string]string{
		"confirmed by": rec.Promises[0].ConfirmedBy, "settled by": rec.Beliefs[0].SettledBy, "correction": strings.TrimPrefix(rec.Beliefs[0].Correction, "Told "),
		"seen by": rec.Watches[0].SeenBy, "achieved by": rec.Criteria[0].AchievedBy, "achieved how": strings.TrimPrefix(rec.Criteria[0].AchievedHow, "Mail of "),
		"judged by": rec.ProofPoints[0].JudgedBy, "shown": strings.TrimPrefix(rec.ProofPoints[0].Shown, "Shown to "), "closed by": rec.Handoff.ClosedBy,
		"released by": rec.Handoff.SalesReleasedBy, "measured by": rec.Measurements[0].By, "looked at by": rec.WatchReviews[0].By,
		"logged by": rec.Signals[0].LoggedBy, "asked by": rec.CustomerQuestions[0].By, "inspected by": rec.Inspections[0].By,
	} {
		if got != token {
			t.Errorf("%s is %q, want %q", what, got, token)
		}
	}
	sound(t, s)
}

// Words of the program stay, though somebody is called like one of them.
func TestForgetLeavesAnswersAfterTheCloseAlone(t *testing.T) {
	for _, name := range []string{"Seen", "Chased", "Slip", "Yes", "No", "Renegotiated", "Corrected"} {
		s := temp(t)
		account := afterClose(t, s, name)
		if _, err := s.Forget(t.Context(), playbook.Act{Who: "Bo", Device: "other", At: fixed()}, playbook.ForgetWho{Named: name}); err != nil {
			t.Fatal(err)
		}
		rec := recordOf(t, s, account)
		if got := []string{rec.WatchReviews[0].Result, rec.Signals[0].Kind, rec.Signals[0].Cause, rec.Inspections[0].Promise, rec.Inspections[0].OneStory, rec.Promises[0].Outcome, rec.Beliefs[0].State, rec.ProofPoints[0].Result}; strings.Join(got, " ") != "seen chased slip yes no renegotiated corrected yes" {
			t.Errorf("after forgetting %q: %v", name, got)
		}
		if strings.Contains(rec.Signals[0].Text, name) {
			t.Errorf("%q is still in the signal: %s", name, rec.Signals[0].Text)
		}
	}
}

// One account comes back with what happened after its close, each row where it
// hung.
func TestAnAccountComesBackWithWhatHappenedAfterTheClose(t *testing.T) {
	s := temp(t)
	account := afterClose(t, s, "Mia Berg")
	before := recordOf(t, s, account)
	ob := look(t, s, backupTo(t, s, filepath.Join(t.TempDir(), "b.kept")))
	for _, gone := range []struct {
		how string
		do  func(tx playbook.Tx) error
	}{
		{"rows in the trash", func(tx playbook.Tx) error {
			return errors.Join(tx.Trash(&before.Measurements[0]), tx.Trash(&before.WatchReviews[0]), tx.Trash(&before.Signals[0]), tx.Trash(&before.CustomerQuestions[0]), tx.Trash(&before.Inspections[0]))
		}},
		{"the account in the trash", func(tx playbook.Tx) error { return tx.Trash(&before.Account) }},
	} {
		if err := s.Do(t.Context(), desk("Trash"), gone.do); err != nil {
			t.Fatal(err)
		}
		diff, err := s.CompareAccount(t.Context(), ob, account)
		if err != nil {
			t.Fatal(err)
		}
		named := map[string]bool{}
		for _, l := range diff.Lines {
			named[l.Noun] = true
		}
		if _, err := s.BringAccount(t.Context(), desk("Bring back"), ob, account); err != nil {
			t.Fatal(err)
		}
		now := recordOf(t, s, account)
		for noun, n := range afterRows(&now) {
			if n != 1 || !named[noun] {
				t.Errorf("%s: %d rows of %s came back, named %v", gone.how, n, noun, named[noun])
			}
		}
		if now.Measurements[0].CriterionID != now.Criteria[0].ID || now.WatchReviews[0].WatchID != now.Watches[0].ID || now.Signals[0].PromiseID != now.Promises[0].ID || now.CustomerQuestions[0].FactID != now.Items[0].ID || now.Beliefs[0].PromiseID != now.Promises[0].ID {
			t.Errorf("%s: a link is lost: %+v", gone.how, now)
		}
		before = now
	}
	clean(t, s)
}
