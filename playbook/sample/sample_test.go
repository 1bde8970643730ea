package sample_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"

	"kept/assets"
	"kept/data"
	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/library"
	"kept/playbook/readiness"
	"kept/playbook/sample"
	"kept/playbook/schedule"
	"kept/playbook/work"
)

func deskAt(t testing.TB, store *data.Store, now time.Time) *work.Desk {
	t.Helper()
	list, err := library.Builtin(assets.Playbooks())
	if err != nil {
		t.Fatal(err)
	}
	books, err := library.New(list...)
	if err != nil {
		t.Fatal(err)
	}
	return &work.Desk{Store: store, Who: "Ada Marsh", Device: "laptop", Now: func() time.Time { return now }, Calendar: schedule.MondayToFriday(), Books: books}
}

func fill(t testing.TB, now time.Time, accounts int, seed int64) (*data.Store, *work.Desk) {
	t.Helper()
	s := datatest.New(t)
	d := deskAt(t, s, now)
	if err := sample.Fill(context.Background(), d, accounts, seed); err != nil {
		t.Fatal(err)
	}
	return s, d
}

func monday() time.Time { return time.Date(2026, time.November, 23, 9, 10, 0, 0, time.UTC) }

func accounts(t testing.TB, d *work.Desk) []playbook.Account {
	t.Helper()
	var all []playbook.Account
	if err := d.Store.Read(t.Context(), func(r playbook.Reader) error { return r.Rows(&all, playbook.ID{}) }); err != nil {
		t.Fatal(err)
	}
	return all
}

func record(t testing.TB, d *work.Desk, name string) playbook.Record {
	t.Helper()
	for _, a := range accounts(t, d) {
		if a.Name == name {
			rec, err := d.Record(t.Context(), a.ID)
			if err != nil {
				t.Fatal(err)
			}
			return rec
		}
	}
	t.Fatalf("the sample has no %q", name)
	return playbook.Record{}
}

// A told account stands where its story says, whatever day it is told on.
func TestToldAccountsStandWhereTheirStoriesSay(t *testing.T) {
	want := []struct {
		name       string
		stage      playbook.Stage
		state      playbook.HandoffState
		grade      readiness.Grade
		tasks      int
		done       [2]int // least and most, for weekends move days
		blocked    int
		openAsked  int // open questions
		conditions int
	}{
		{"Norrland Dental", playbook.PreClose, playbook.Draft, readiness.Conditional, 0, [2]int{0, 0}, 0, 1, 0},
		{"Halden Freight", playbook.Onboarding, playbook.Accepted, readiness.Ready, 32, [2]int{21, 25}, 0, 0, 0},
		{"Aster Clinics", playbook.Onboarding, playbook.AcceptedWithConditions, readiness.Ready, 35, [2]int{19, 25}, 1, 1, 3},
		{"Brightside Media", playbook.AtHandoff, playbook.Submitted, readiness.Ready, 0, [2]int{0, 0}, 0, 0, 0},
		{"Copper & Vine", playbook.AtHandoff, playbook.Returned, readiness.AtRisk, 0, [2]int{0, 0}, 0, 2, 0},
		{"Lumen Studio", playbook.Onboarding, playbook.Accepted, readiness.Ready, 27, [2]int{17, 22}, 0, 0, 0},
		{"Teal & Sons", playbook.PreClose, playbook.Draft, readiness.AtRisk, 0, [2]int{0, 0}, 0, 0, 0},
		{"Αρτοποιεία Αίγλη", playbook.Onboarding, playbook.Accepted, readiness.Conditional, 21, [2]int{12, 15}, 2, 0, 0},
		{"Kestrel & Row", playbook.ValueProven, playbook.Accepted, readiness.Ready, 32, [2]int{32, 32}, 0, 0, 0},
		{"Планина Турс", playbook.Live, playbook.Accepted, readiness.Conditional, 26, [2]int{23, 23}, 0, 0, 0},
		{"Aalto Optik", playbook.Renewed, playbook.Accepted, readiness.Conditional, 21, [2]int{21, 21}, 0, 0, 0},
		{"Weidner Maschinenbau", playbook.Lost, playbook.Accepted, readiness.AtRisk, 37, [2]int{37, 37}, 0, 0, 0},
	}
	for _, now := range []time.Time{
		monday(),
		time.Date(2027, time.January, 2, 23, 50, 0, 0, time.FixedZone("UTC+2", 2*3600)), // a Saturday
		time.Date(2028, time.February, 27, 0, 5, 0, 0, time.UTC),                        // a Sunday before a leap day
		time.Date(2026, time.July, 31, 7, 30, 0, 0, time.UTC),                           // a Friday
	} {
		t.Run(now.Format("Mon 2 Jan 2006"), func(t *testing.T) {
			s, d := fill(t, now, sample.Curated, 1)
			if all := accounts(t, d); len(all) != len(want) {
				t.Errorf("%d accounts, want %d", len(all), len(want))
			}
			for _, w := range want {
				rec := record(t, d, w.name)
				g := d.Grade(&rec)
				if rec.Account.Stage != w.stage || rec.Handoff.State != w.state || g.Grade != w.grade {
					t.Errorf("%s: %s, %s, %s %d (%v), want %s, %s, %s", w.name, rec.Account.Stage, rec.Handoff.State, g.Grade, g.Figure, g.Reasons, w.stage, w.state, w.grade)
				}
				done, blocked := 0, 0
				for _, task := range rec.Tasks {
					switch task.State {
					case playbook.TaskDone, playbook.Skipped:
						done++
					case playbook.Blocked:
						blocked++
					}
					if task.DoneAt > playbook.MomentOf(now) {
						t.Errorf("%s: “%s” was ticked in the future, %s", w.name, task.Title, task.DoneAt)
					}
				}
				if len(rec.Tasks) != w.tasks || done < w.done[0] || done > w.done[1] || blocked != w.blocked {
					t.Errorf("%s: %d tasks, %d done, %d blocked, want %d, %v, %d", w.name, len(rec.Tasks), done, blocked, w.tasks, w.done, w.blocked)
				}
				if len(rec.OpenQuestions()) != w.openAsked || len(rec.Conditions()) != w.conditions {
					t.Errorf("%s: %d open questions, %d conditions", w.name, len(rec.OpenQuestions()), len(rec.Conditions()))
				}
				for _, f := range playbook.Fields() {
					for _, row := range rec.Rows(&f) {
						if err := row.Check(); err != nil {
							t.Errorf("%s, %s: %v", w.name, f.Label, err)
						}
						for _, c := range playbook.Columns(row) {
							if v := c.Text(row); strings.Contains(v, "<+") || strings.Contains(v, "<-") {
								t.Errorf("%s, %s: a day was left unread in %q", w.name, c.Name, v)
							}
						}
					}
				}
			}
			if done, err := d.Undo(t.Context()); !errors.Is(err, playbook.ErrNothing) {
				t.Errorf("the user can undo “%s” of the sample (%v)", done.Label, err)
			}
			forward(t, s, now)
		})
	}
}

// forward checks that the history of the workspace runs from the past to now.
func forward(t *testing.T, s *data.Store, now time.Time) {
	t.Helper()
	events, err := s.History(t.Context(), playbook.ID{}, playbook.HistoryQuery{Limit: 10_000})
	if err != nil {
		t.Fatal(err)
	}
	if len(events) < 250 {
		t.Errorf("%d acts tell twelve stories, want more", len(events))
	}
	who := map[string]int{}
	backwards := 0
	for i, e := range events {
		who[e.Who]++
		if e.At > playbook.MomentOf(now) {
			t.Errorf("“%s” happened in the future, %s", e.Label, e.At)
		}
		if i > 0 && e.At > events[i-1].At {
			backwards++
		}
	}
	// Acts of one account may be minutes later than told, never much else.
	if backwards > len(events)/20 {
		t.Errorf("%d of %d acts are older than the one before", backwards, len(events))
	}
	for _, m := range sample.Members() {
		if who[m.Name] == 0 && m.Name != sample.Newcomer { // who has only just begun
			t.Errorf("%s has done nothing", m.Name)
		}
	}
}

func TestTodayHasSomethingToSay(t *testing.T) {
	for _, day := range []int{0, 3, 6} {
		now := monday().AddDate(0, 0, day)
		s, d := fill(t, now, sample.Curated, 1)
		due, err := s.TasksDue(t.Context(), playbook.DueQuery{Today: d.Today(), Until: d.Today().AddDays(work.NeedsWithin)})
		if err != nil {
			t.Fatal(err)
		}
		asked, err := s.OpenQuestions(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		waiting, err := s.HandoffsIn(t.Context(), playbook.Submitted, playbook.Returned)
		if err != nil {
			t.Fatal(err)
		}
		needs := work.Needs(work.NeedsInput{Today: d.Today(), Who: sample.CSM, Role: "csm", Calendar: d.Calendar, Tasks: due, Questions: asked, Handoffs: waiting})
		kinds := map[work.NeedKind]int{}
		late := 0
		for _, n := range needs {
			kinds[n.Kind]++
			if n.Late > 0 {
				late++
			}
		}
		if kinds[work.NeedDecision] != 1 || kinds[work.NeedTask] < 3 || len(needs) > 25 || late == 0 {
			t.Errorf("%s: %d needs of %s, %d late, %v", now.Weekday(), len(needs), sample.CSM, late, kinds)
		}
		seller := work.Needs(work.NeedsInput{Today: d.Today(), Who: sample.Seller, Role: "seller", Calendar: d.Calendar, Tasks: due, Questions: asked, Handoffs: waiting})
		if len(seller) < 3 || len(seller) > 25 {
			t.Errorf("%s: %d needs of %s", now.Weekday(), len(seller), sample.Seller)
		}
	}
}

func TestSampleSaysThatItIsInvented(t *testing.T) {
	s, _ := fill(t, monday(), 1, 1)
	values := map[string]string{}
	for _, set := range datatest.Rows[playbook.Setting](t, s, playbook.ID{}) {
		values[set.Name] = set.Value
	}
	if values[playbook.SampleData] != "true" || !strings.Contains(values[playbook.CompanyName], "sample") {
		t.Errorf("settings %q, %q", values[playbook.SampleData], values[playbook.CompanyName])
	}
	raw, err := base64.StdEncoding.DecodeString(values[playbook.CompanyLogo])
	if err != nil {
		t.Fatal(err)
	}
	if img, err := png.Decode(bytes.NewReader(raw)); err != nil || img.Bounds().Dx() != 240 {
		t.Errorf("the logo is no picture of 240 points: %v", err)
	}
	if m := datatest.Rows[playbook.Member](t, s, playbook.ID{}); len(m) != len(sample.Members()) || m[0].Name != sample.CSM {
		t.Errorf("members %+v", m)
	}
}

func TestOnlyAnEmptyWorkspaceIsFilled(t *testing.T) {
	s, d := fill(t, monday(), 2, 1)
	before, err := s.LastChange(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var refused *playbook.RefusedError
	if err := sample.Fill(t.Context(), d, 2, 1); !errors.As(err, &refused) {
		t.Errorf("a second filling: %v, want a refusal", err)
	}
	if after, err := s.LastChange(t.Context()); err != nil || after.Seq != before.Seq {
		t.Errorf("the refused filling wrote something (%v)", err)
	}
	var invalid *playbook.InvalidError
	if err := sample.Fill(t.Context(), d, 0, 1); !errors.As(err, &invalid) {
		t.Errorf("no accounts at all: %v", err)
	}
}

// A person who has said who they are before opening the sample stays.
func TestMembersAreNotDoubled(t *testing.T) {
	s := datatest.New(t)
	datatest.Save(t, s, "first start", &playbook.Member{Name: "maya lindqvist", Role: "everything"}, &playbook.Setting{Name: playbook.CompanyName, Value: "Mine"})
	if err := sample.Fill(t.Context(), deskAt(t, s, monday()), 1, 1); err != nil {
		t.Fatal(err)
	}
	if n := len(datatest.Rows[playbook.Member](t, s, playbook.ID{})); n != len(sample.Members()) {
		t.Errorf("%d members, want %d", n, len(sample.Members()))
	}
	if n := len(datatest.Rows[playbook.Setting](t, s, playbook.ID{})); n != 5 {
		t.Errorf("%d settings, want five", n)
	}
}

// fingerprint is all rows of a workspace as text, without ids.
func fingerprint(t *testing.T, d *work.Desk) string {
	t.Helper()
	var b strings.Builder
	for _, a := range accounts(t, d) {
		rec, err := d.Record(t.Context(), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		add := func(n playbook.Noun) {
			line := playbook.NounName(n)
			for _, c := range playbook.Columns(n) {
				if _, isID := c.Any(n).(playbook.ID); !isID {
					line += "|" + c.Text(n)
				}
			}
			lines = append(lines, line)
		}
		add(&rec.Account)
		add(&rec.Handoff)
		for _, list := range [][]playbook.Noun{rows(rec.Items), rows(rec.Criteria), rows(rec.ProofPoints), rows(rec.People), rows(rec.Beliefs), rows(rec.Promises),
			rows(rec.Watches), rows(rec.Nones), rows(rec.Questions), rows(rec.Transitions), rows(rec.Plans), rows(rec.Phases), rows(rec.Tasks)} {
			for _, n := range list {
				add(n)
			}
		}
		slices.Sort(lines)
		b.WriteString(strings.Join(lines, "\n") + "\n")
	}
	return b.String()
}

func rows[T any, P interface {
	*T
	playbook.Noun
}](list []T) []playbook.Noun {
	var out []playbook.Noun
	for i := range list {
		out = append(out, P(&list[i]))
	}
	return out
}

func TestSameSeedSameRows(t *testing.T) {
	_, d1 := fill(t, monday(), 40, 7)
	_, d2 := fill(t, monday(), 40, 7)
	_, d3 := fill(t, monday(), 40, 8)
	one, two, three := fingerprint(t, d1), fingerprint(t, d2), fingerprint(t, d3)
	if one != two {
		t.Error("the same seed at the same moment made other rows")
	}
	if one == three {
		t.Error("another seed made the same rows")
	}
}

func TestGeneratedAccountsHaveTheirTasks(t *testing.T) {
	s, d := fill(t, monday(), 132, 3)
	names, stages := map[string]bool{}, map[playbook.Stage]int{}
	tasks, overdue := 0, 0
	for _, a := range accounts(t, d) {
		if names[a.Name] {
			t.Errorf("%q is there twice", a.Name)
		}
		names[a.Name] = true
		stages[a.Stage]++
		list := datatest.Rows[playbook.Task](t, s, a.ID)
		tasks += len(list)
		for _, k := range list {
			if k.State == playbook.Todo && k.DueOn < d.Today() {
				overdue++
			}
		}
	}
	if len(names) != 132 || tasks < 120*sample.TasksEach {
		t.Errorf("%d accounts, %d tasks", len(names), tasks)
	}
	for _, o := range playbook.Stages() {
		if stages[playbook.Stage(o.Value)] == 0 {
			t.Errorf("no account stands at %s", o.Label)
		}
	}
	if overdue == 0 || overdue > tasks/50 {
		t.Errorf("%d of %d tasks are overdue", overdue, tasks)
	}
	problems, err := s.CheckIntegrity(t.Context(), data.CheckOptions{})
	if err != nil || len(problems) != 0 {
		t.Errorf("check: %v, %v", problems, err)
	}
}

func TestCancelledFillingStops(t *testing.T) {
	s := datatest.New(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := sample.Fill(ctx, deskAt(t, s, monday()), 100, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want the cancellation", err)
	}
}

func BenchmarkFillOneThousand(b *testing.B) {
	for b.Loop() {
		fill(b, monday(), 1000, 1)
	}
}
