package merge_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"kept/playbook"
	"kept/playbook/merge"

	"pgregory.net/rapid"
)

// valid returns rows of every noun of an account, several each, that pass their
// Check: together they have every state that its rules look at.
func valid() map[string][]playbook.Noun {
	id, done := playbook.ID{7}, playbook.Moment("2026-04-01T10:00:00.000000Z")
	all := []playbook.Noun{
		&playbook.Account{Name: "Acme", Stage: playbook.Live, Value: "48000", Segment: "small"},
		&playbook.Account{Name: "Acme Two", Stage: playbook.ValueProven, Shown: "seller,csm", ActualClose: "2026-03-02"},
		&playbook.Handoff{State: playbook.Draft, Story: "a story"},
		&playbook.Handoff{State: playbook.Accepted, ClosedOn: "2026-05-01", ClosedBy: "Ada", GoLiveKind: "hard", Integrations: "3+", CostPerMonth: "10"},
		&playbook.Item{Kind: playbook.Bought, Text: "Licences", Amount: "100", On: "2026-03-02"},
		&playbook.Item{Kind: playbook.Fact, Text: "They are 80", Who: "Ada"},
		&playbook.Criterion{Words: "faster", Baseline: "10", Target: "5", Direction: "down", ProblemID: id},
		&playbook.Criterion{Words: "live", Baseline: "5", Target: "5", Direction: "reach", Achieved: true},
		&playbook.Criterion{Words: "more", Baseline: "5", Target: "9", Direction: "up", Confirmed: "assumed"},
		&playbook.ProofPoint{Day: 30, Text: "a list"},
		&playbook.ProofPoint{Day: 90, Text: "a report", Result: "yes", JudgedOn: "2026-05-01"},
		&playbook.Stakeholder{Name: "Ada", Roles: "champion,sponsor", Influence: "3", Stance: "champion"},
		&playbook.Stakeholder{Name: "Ben", Sensitive: "quick to anger"},
		&playbook.Belief{Person: "Ada", Text: "it is included", Matches: "no", State: "corrected", Correction: "told her", SettledOn: "2026-03-03"},
		&playbook.Belief{Person: "Ada", Text: "it is quick", Matches: "no"},
		&playbook.Promise{Text: "in May", DueKind: "date", DueOn: "2026-05-01", SaidOn: "2026-03-02"},
		&playbook.Promise{Text: "soon", DueKind: "anchor", DueAnchor: "kickoff", DueDays: "5", Outcome: "kept", Evidence: "mail"},
		&playbook.Promise{Text: "done", SaidOn: "2026-06-01", Outcome: "released", ConfirmedBy: "Ada", ConfirmedOn: "2026-06-02"},
		&playbook.Watch{Kind: playbook.Risk, Text: "risk", Severity: "high", State: "open"},
		&playbook.Watch{Kind: playbook.Assumption, Text: "assumption", State: "false", FromID: id},
		&playbook.None{Field: playbook.FieldOfKind("item", playbook.Objection).ID(), Who: "Ada", On: "2026-03-02"},
		&playbook.None{Field: playbook.FieldOfKind("watch", playbook.Risk).ID(), Who: "Ben", On: "2026-03-03"},
		&playbook.Question{Text: "which?", AskedBy: "Ada", AskedAt: done},
		&playbook.Question{Text: "when?", Answer: "in May", AnsweredBy: "Ben", AnsweredAt: done},
		&playbook.Transition{From: playbook.Draft, To: playbook.Submitted, By: "Ada", At: done, Grade: "ready", Figure: 80},
		&playbook.Transition{From: playbook.Submitted, To: playbook.Returned, Reasons: "missing_criterion,other", Completeness: "3"},
		&playbook.Plan{PlaybookID: "low-touch-30", Title: "Plan", KickoffOn: "2026-03-09"},
		&playbook.Plan{Title: "Other", GoLiveOn: "2026-04-09", KickoffGap: 7},
		&playbook.Phase{PlanID: id, Title: "First", ExitedOn: "2026-04-01", ExitedBy: "Ada", ExitNote: "met"},
		&playbook.Phase{PlanID: id, Title: "Second"},
		&playbook.Task{Title: "todo", State: playbook.Todo, EvidenceAsked: "a report", NoSkip: true},
		&playbook.Task{Title: "done", State: playbook.TaskDone, DoneAt: done, DoneBy: "Ada", Evidence: "here", EvidenceAsked: "a list"},
		&playbook.Task{Title: "bare", State: playbook.TaskDone, DoneAt: done, Anchor: "kickoff", Days: 5, Duration: 3},
		&playbook.Task{Title: "skipped", State: playbook.Skipped, Reason: "not needed", NoSkip: true},
		&playbook.Task{Title: "let be", State: playbook.Skipped},
		&playbook.Task{Title: "blocked", State: playbook.Blocked, Reason: "no access", Role: "cs"},
		&playbook.Measurement{CriterionID: id, Value: "7.5", On: "2026-04-01"},
		&playbook.Measurement{CriterionID: id, Value: "5", On: "2026-05-01", By: "Ada"},
		&playbook.WatchReview{WatchID: id, Result: "open", On: "2026-04-01"},
		&playbook.WatchReview{WatchID: id, Result: "closed", Note: "gone"},
		&playbook.Signal{Kind: "confused", Text: "they asked twice", Cause: "unclear"},
		&playbook.Signal{Kind: "apology", Text: "we were late", PromiseID: id},
		&playbook.CustomerQuestion{Text: "how many?", FactID: id},
		&playbook.CustomerQuestion{Text: "who?", By: "Ada"},
		&playbook.Inspection{Day: 7, Promise: "yes", On: "2026-04-01"},
		&playbook.Inspection{Day: 30, Promise: "no", Success: "yes"},
		&playbook.AccountAnchor{Name: "data-here", Title: "Data", From: "kickoff", Days: 3},
		&playbook.AccountAnchor{Name: "list-signed", Title: "List", On: "2026-04-01"},
		&playbook.Baseline{PlanID: id, Title: "Kickoff", On: "2026-03-09"},
		&playbook.Baseline{PlanID: id, Title: "Later", On: "2026-04-09", By: "Ada"},
		&playbook.Block{TaskID: id, Text: "no key", WaitingOn: "customer", Since: "2026-04-01T00:00:00.000000Z", Until: "2026-04-02T00:00:00.000000Z"},
		&playbook.Block{TaskID: id, Text: "no time", WaitingOn: "us", Since: "2026-04-05T00:00:00.000000Z", Class: "people"},
		&playbook.TaskInput{TaskID: id, Role: "sales", Asked: "known gaps", Given: "none", GivenBy: "Ada"},
		&playbook.TaskInput{TaskID: id, Role: "cs", Asked: "the list"},
		&playbook.Notice{PromiseID: id, Text: "May is June", Why: "late", NowOn: "2026-06-01"},
		&playbook.Notice{TaskID: id, Text: "moved", Why: "asked", SeenBy: "Ada", SeenOn: "2026-04-01"},
	}
	out := map[string][]playbook.Noun{}
	for _, n := range all {
		if err := n.Check(); err != nil {
			panic(fmt.Sprintf("%s: %v", playbook.NounName(n), err))
		}
		out[playbook.NounName(n)] = append(out[playbook.NounName(n)], n)
	}
	return out
}

// Whatever columns of two valid rows come together, the row is mended: it keeps
// the rules and stays where it was, with what no rule speaks against as it was
// written last.
func TestAnyMixOfTwoValidRowsIsMended(t *testing.T) {
	rows := valid()
	for _, empty := range playbook.Nouns() {
		noun := playbook.NounName(empty)
		switch empty.(type) {
		case *playbook.Member, *playbook.Setting, *playbook.Holiday, *playbook.Absence, *playbook.PlaybookVersion:
			continue // of the workspace
		}
		if len(rows[noun]) < 2 {
			t.Errorf("no two rows of %s to mix", noun)
			continue
		}
		t.Run(noun, func(t *testing.T) {
			histories(t, 200, 50, 10_000)
			rapid.Check(t, func(t *rapid.T) { mix(t, rows[noun]) })
		})
	}
}

func mix(t *rapid.T, rows []playbook.Noun) {
	account, id := playbook.ID{1}, playbook.ID{5}
	noun := playbook.NounName(rows[0])
	if noun == "account" {
		id = account
	}
	a, b := rapid.SampledFrom(rows).Draw(t, "one"), rapid.SampledFrom(rows).Draw(t, "other")
	born := rowJSON(a)
	claims := []playbook.Claim{{ID: playbook.ID{1}, Stamp: 1, At: "2026-03-01T00:00:00.000000Z", Who: "Ada", Kind: "do", Lines: []playbook.ClaimLine{{Noun: noun, Row: id, New: &born}}}}
	if noun != "account" {
		root := `{"name":"Acme"}`
		claims[0].Lines = append(claims[0].Lines, playbook.ClaimLine{Noun: "account", Row: account, New: &root})
	}
	for _, r := range playbook.References() { // what the rows name is there
		if r.From == noun {
			j := rowJSON(valid()[r.To][0])
			if !slices.ContainsFunc(claims[0].Lines, func(l playbook.ClaimLine) bool { return l.Row == playbook.ID{7} }) && namesOf(rows, r.Col) {
				claims[0].Lines = append(claims[0].Lines, playbook.ClaimLine{Noun: r.To, Row: playbook.ID{7}, New: &j})
			}
		}
	}
	for i, c := range playbook.Columns(a) {
		if rapid.Bool().Draw(t, "from the other") {
			old, now := c.Text(a), c.Text(b)
			claims = append(claims, playbook.Claim{ID: playbook.ID{2, byte(i)}, Stamp: int64(2 + rapid.IntRange(0, 3).Draw(t, "when")), At: "2026-03-02T00:00:00.000000Z", Who: "Ben", Kind: "do",
				Lines: []playbook.ClaimLine{{Noun: noun, Row: id, Col: c.Name, Old: &old, New: &now}}})
		}
	}
	before := merge.Rows(account, claims)
	mends, led := merge.Mend(account, claims)
	var row playbook.Noun
	for _, n := range led {
		if n.Key().ID == id {
			row = n
		}
	}
	if row == nil || row.Key().TrashedAt != "" && noun != "none" {
		t.Fatalf("the row is away: %v", row)
	}
	if err := playbook.CheckValues(row); err != nil {
		t.Fatalf("after mending: %v", err)
	}
	mended := map[string]bool{}
	for _, c := range mends {
		for _, l := range c.Lines {
			if l.Row == id {
				mended[l.Col] = true
			}
		}
	}
	for _, r := range before {
		for col, v := range r.Values {
			if is, _ := playbook.GetText(row, col); r.ID == id && !mended[col] && is != v.Text {
				t.Fatalf("%s is %q, written last was %q, and no mend says so", col, is, v.Text)
			}
		}
	}
	all := append(slices.Clone(claims), mends...)
	if again, same := merge.Mend(account, all); again != nil || !slices.EqualFunc(led, same, func(x, y playbook.Noun) bool { return rowJSON(x) == rowJSON(y) }) {
		t.Fatalf("mended again: %v", again)
	}
}

// namesOf tells whether rows name the row 7 in a column.
func namesOf(rows []playbook.Noun, col string) bool {
	return slices.ContainsFunc(rows, func(n playbook.Noun) bool { v, err := playbook.GetText(n, col); return err == nil && v != "" })
}

// claim is one act with lines, for stories.
func claim(at int, who, kind string, lines ...playbook.ClaimLine) playbook.Claim {
	now := time.Date(2026, 3, 2, 9, at, 0, 0, time.UTC)
	return playbook.Claim{ID: playbook.ID{byte(at), who[0]}, Stamp: now.UnixMicro(), At: playbook.MomentOf(now), Who: who, Device: who, Kind: kind, Lines: lines}
}

func adds(n playbook.Noun, id byte) playbook.ClaimLine {
	j := rowJSON(n)
	return playbook.ClaimLine{Noun: playbook.NounName(n), Row: playbook.ID{id}, New: &j}
}

func sets(noun string, id byte, col, old, now string) playbook.ClaimLine {
	return playbook.ClaimLine{Noun: noun, Row: playbook.ID{id}, Col: col, Old: &old, New: &now}
}

// What two people can have done to one account without knowing of each other is
// mended the same way whoever mends it.
func TestTheRulesOfAnAccountHoldAfterTwoHaveWritten(t *testing.T) {
	root := claim(0, "ada", "do", adds(&playbook.Account{Name: "Acme", Stage: playbook.Live}, 1),
		adds(&playbook.Promise{Text: "first"}, 2), adds(&playbook.Promise{Text: "second"}, 3), adds(&playbook.Criterion{Words: "faster"}, 4), adds(&playbook.Task{Title: "ask", State: playbook.Todo}, 5))
	for _, c := range []struct {
		name   string
		claims []playbook.Claim
		want   map[string]string // row.col to text
		why    string
	}{
		{"two stars", []playbook.Claim{claim(1, "ada", "do", sets("promise", 2, "deciding", "", "true")), claim(2, "ben", "do", sets("promise", 3, "deciding", "", "true"))},
			map[string]string{"2.deciding": "", "3.deciding": "true"}, "Two promises were the one that won the deal, and the newer star stays."},
		{"two handoffs", []playbook.Claim{claim(1, "ada", "do", adds(&playbook.Handoff{State: playbook.Draft}, 8)), claim(2, "ben", "do", adds(&playbook.Handoff{State: playbook.Draft}, 9)),
			claim(3, "ada", "do", sets("handoff", 8, "story", "", "more"))},
			map[string]string{"8.trashed_at": "", "9.trashed_at": "2026-03-02T09:03:00.000001Z"}, "Of two handoffs the one that was written last stays."},
		{"closed over an open promise", []playbook.Claim{claim(1, "ada", "do", adds(&playbook.Handoff{State: playbook.Accepted, ClosedOn: "2026-05-01", ClosedBy: "Ada"}, 8))},
			map[string]string{"8.closed_on": "", "8.closed_by": "", "8.state": "accepted"}, "The handoff was closed with something open under it, and is open again."},
		{"value proven by nothing", []playbook.Claim{claim(1, "ada", "do", sets("criterion", 4, "achieved", "", "true"), sets("account", 1, "stage", "live", "value_proven")), claim(2, "ben", "do", sets("criterion", 4, "achieved", "true", ""))},
			map[string]string{"1.stage": "live"}, "No criterion is reached, and the account is live again."},
		{"ticked here, blocked there", []playbook.Claim{claim(1, "ada", "do", sets("task", 5, "state", "todo", "done"), sets("task", 5, "done_at", "", "2026-03-02T09:01:00.000000Z"), sets("task", 5, "done_by", "", "ada")),
			claim(2, "ben", "do", sets("task", 5, "state", "todo", "blocked"), sets("task", 5, "reason", "", "no key"))},
			map[string]string{"5.state": "blocked", "5.done_at": "", "5.done_by": ""}, "Two sides had written one row, and the rules of a row hold again."},
		{"ticked there, unticked and ticked here", []playbook.Claim{claim(1, "ada", "do", sets("task", 5, "state", "todo", "done")), claim(2, "ben", "do", sets("task", 5, "done_at", "", ""))},
			map[string]string{"5.state": "done", "5.done_at": "2026-03-02T09:01:00.000000Z", "5.done_by": "ada"}, "Two sides had written one row, and the rules of a row hold again."},
		{"a row for an account in the trash", []playbook.Claim{claim(1, "ada", "do", sets("account", 1, "trashed_at", "", "2026-03-02T09:01:00.000000Z"))},
			map[string]string{"2.trashed_at": "2026-03-02T09:01:00.000000Z", "5.trashed_at": "2026-03-02T09:01:00.000000Z"}, "What came to an account in the trash went there too."},
		{"none beside a row", []playbook.Claim{claim(1, "ada", "do", adds(&playbook.None{Field: playbook.FieldOfKind("item", playbook.Objection).ID(), Who: "Ada", On: "2026-03-02"}, 8)),
			claim(2, "ben", "do", adds(&playbook.Item{Kind: playbook.Objection, Text: "slow"}, 9))},
			map[string]string{"9.trashed_at": "", "8.trashed_at": "2026-03-02T09:02:00.000001Z"}, "Where there are rows, the answer that there is none went to the trash."},
		{"what names a row that nobody knows", []playbook.Claim{claim(1, "ada", "do", sets("task", 5, "promise_id", "", playbook.ID{99}.String()), adds(&playbook.Measurement{CriterionID: playbook.ID{98}, Value: "3", On: "2026-03-02"}, 9))},
			map[string]string{"5.promise_id": "", "9.trashed_at": "2026-03-02T09:01:00.000001Z"},
			"What named a row that is not there names none any more; a row that says nothing without it went to the trash."},
	} {
		t.Run(c.name, func(t *testing.T) {
			claims := append([]playbook.Claim{root}, c.claims...)
			mends, rows := merge.Mend(playbook.ID{1}, claims)
			if len(mends) != 1 || mends[0].Why != c.why || mends[0].Kind != playbook.ClaimMend || mends[0].Device != "kept" {
				t.Fatalf("mends %+v, want one because %q", mends, c.why)
			}
			got := map[string]string{}
			for _, n := range rows {
				for _, col := range playbook.Columns(n) {
					got[fmt.Sprint(n.Key().ID[0], ".", col.Name)] = col.Text(n)
				}
			}
			for at, want := range c.want {
				if is, ok := got[at]; !ok || is != want {
					t.Errorf("%s is %q, want %q", at, is, want)
				}
			}
			slices.Reverse(claims)
			if again, _ := merge.Mend(playbook.ID{1}, claims); len(again) != 1 || again[0].ID != mends[0].ID {
				t.Errorf("another order has another mend: %v", again)
			}
			if again, _ := merge.Mend(playbook.ID{1}, append(claims, mends...)); again != nil {
				t.Errorf("mended twice: %v", again)
			}
		})
	}
}
