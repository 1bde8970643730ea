package data

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kept/playbook"
)

// One account has one of everything that can be due, and its opposite beside
// it: settled, in time, in the trash, without a day.
func TestRowsDueAreWhatWaitsForADay(t *testing.T) {
	s := temp(t)
	const today = playbook.Date("2026-11-23")
	add := func(a playbook.Account, rows ...playbook.Noun) playbook.ID {
		t.Helper()
		if err := s.Do(t.Context(), playbook.Act{Who: "Bo", Device: "desk", Label: "Add", At: fixed()}, func(tx playbook.Tx) error {
			if err := tx.Save(&a); err != nil {
				return err
			}
			for _, n := range rows {
				n.Key().AccountID = a.ID
				trash := n.Key().TrashedAt != ""
				n.Key().TrashedAt = ""
				if err := tx.Save(n); err != nil {
					return err
				}
				if trash {
					if err := tx.Trash(n); err != nil {
						return err
					}
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return a.ID
	}
	gone := playbook.Meta{TrashedAt: "now"}
	add(playbook.Account{Name: "Aster", Stage: playbook.Onboarding, CSM: "Maya", Seller: "Jonas", ActualClose: "2026-10-26", StartOn: "2026-01-31", TermMonths: "9"},
		&playbook.Plan{Title: "B", KickoffOn: "2026-11-02", GoLiveOn: "2026-12-01"},
		&playbook.Promise{Text: "late", ToWhom: "Dr Sand", Owner: "Petter", DueKind: "date", DueOn: "2026-11-22"},
		&playbook.Promise{Text: "due today", DueKind: "date", DueOn: today},
		&playbook.Promise{Text: "broken", DueKind: "date", DueOn: "2026-11-01", Outcome: "broken", Evidence: "said so"},
		&playbook.Promise{Meta: gone, Text: "in the trash", DueKind: "date", DueOn: "2026-11-01"},
		&playbook.Promise{Text: "after kickoff", DueKind: "anchor", DueAnchor: "kickoff", DueDays: "14"},
		&playbook.Promise{Text: "at go-live", DueKind: "anchor", DueAnchor: "go_live", DueDays: "0"},
		&playbook.Promise{Text: "before the renewal", DueKind: "anchor", DueAnchor: "renewal", DueDays: "-1"},
		&playbook.Promise{Text: "no date given", DueKind: "none"},
		&playbook.Belief{Person: "Dr Sand", Text: "lab results", Matches: "no", Owner: "Maya", DueOn: today},
		&playbook.Belief{Text: "tomorrow", Matches: "no", DueOn: "2026-11-24"},
		&playbook.Belief{Text: "matches", Matches: "yes", DueOn: "2026-11-01"},
		&playbook.Belief{Text: "corrected", Matches: "no", State: "corrected", Correction: "told", DueOn: "2026-11-01"},
		&playbook.Belief{Text: "no day", Matches: "no"},
		&playbook.Watch{Kind: playbook.Assumption, Text: "untested", State: "untested", Owner: "Maya", DueOn: "2026-11-20"},
		&playbook.Watch{Kind: playbook.Risk, Text: "no state", DueOn: today},
		&playbook.Watch{Kind: playbook.Gap, Text: "closed", State: "closed", DueOn: "2026-11-01"},
		&playbook.Watch{Kind: playbook.Assumption, Text: "false", State: "false", DueOn: "2026-11-01"},
		&playbook.Watch{Kind: playbook.Gap, Text: "tomorrow", State: "open", DueOn: "2026-11-24"},
		&playbook.ProofPoint{Day: 30, Text: "One calendar", Judge: "Ingrid"},
		&playbook.ProofPoint{Day: 60, Text: "All clinics"},
		&playbook.Inspection{Day: 7, On: "2026-11-02"},
		&playbook.Notice{Text: "Go-live moved", WasOn: "2026-11-24", NowOn: "2026-12-01", Why: "venue closed", ForWhom: "Jonas", By: "Maya", On: "2026-11-20"},
		&playbook.Notice{Text: "for a role", Why: "x", ForWhom: "sales", By: "Maya", On: "2026-11-21"},
		&playbook.Notice{Text: "seen", Why: "x", ForWhom: "Jonas", By: "Maya", On: "2026-11-20", SeenBy: "Jonas", SeenOn: "2026-11-21"})
	add(playbook.Account{Name: "Birch", Stage: playbook.Live, CSM: "Maya", ActualClose: "2026-08-01"},
		&playbook.ProofPoint{Day: 30, Text: "judged", Result: "yes"},
		&playbook.ProofPoint{Day: 60, Text: "second"},
		&playbook.ProofPoint{Day: 90, Text: "third"},
		&playbook.Promise{Text: "nobody gave a date", DueKind: "none"})
	add(playbook.Account{Name: "Cedar", Stage: playbook.Onboarding, ActualClose: "2026-11-16"})
	add(playbook.Account{Name: "Dahl", Stage: playbook.Onboarding, ActualClose: "2026-10-01"}, &playbook.Inspection{Day: 30, On: "2026-11-01"})
	add(playbook.Account{Name: "Elm", Stage: playbook.Onboarding, ActualClose: "2026-08-01"}) // its first 90 days are over
	add(playbook.Account{Name: "Fir", Stage: playbook.PreClose, ExpectedClose: "2026-10-01"}, &playbook.ProofPoint{Day: 30, Text: "not closed yet"},
		&playbook.Watch{Kind: playbook.Risk, Text: "before the close", State: "open", DueOn: "2026-11-22"})
	add(playbook.Account{Name: "Gale", Stage: playbook.Lost, LostWhy: "no", ActualClose: "2026-08-01"}, &playbook.ProofPoint{Day: 30, Text: "lost"},
		&playbook.Promise{Text: "lost", DueKind: "date", DueOn: "2026-11-01"}, &playbook.Watch{Kind: playbook.Risk, Text: "lost", State: "open", DueOn: "2026-11-01"})

	rows, err := s.RowsDue(t.Context(), today, today.AddDays(7))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows {
		if r.AccountID.IsZero() || r.Row.IsZero() != (r.Noun == "inspection") {
			t.Errorf("%s %q names row %v of account %v", r.Noun, r.Text, r.Row, r.AccountID)
		}
		got = append(got, strings.TrimSpace(fmt.Sprint(r.AccountName, " ", r.Noun, " ", r.DueOn, " ", r.Kind, r.Text, " ", r.Person, " ", r.Owner, " ", r.Day, r.More, r.CSM)))
	}
	slices.Sort(got)
	want := []string{
		"Aster belief 2026-11-23 lab results Dr Sand Maya 0 0Maya",
		"Aster inspection 2026-11-09    14 0Maya",
		"Aster notice 2026-11-20 Go-live moved, from 24 Nov 2026 to 1 Dec 2026: venue closed Maya Jonas 0 0Maya",
		"Aster notice 2026-11-21 salesfor a role: x Maya  0 0Maya",
		"Aster promise 2026-10-30 before the renewal   0 0Maya",
		"Aster promise 2026-11-16 after kickoff   0 0Maya",
		"Aster promise 2026-11-22 late Dr Sand Petter 0 0Maya",
		"Aster proof_point 2026-11-25 One calendar Ingrid  30 0Maya",
		"Aster watch 2026-11-20 assumptionuntested  Maya 0 0Maya",
		"Aster watch 2026-11-23 riskno state   0 0Maya",
		"Birch promise 2026-10-30 nobody gave a date   0 0Maya",
		"Birch proof_point 2026-09-30 second   60 1Maya",
		"Cedar inspection 2026-11-23    7 0",
		"Fir watch 2026-11-22 riskbefore the close   0 0",
	}
	if !slices.Equal(got, want) {
		t.Errorf("due are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
