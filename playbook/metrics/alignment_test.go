package metrics_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kept/playbook"
	"kept/playbook/metrics"
)

func signal(kind string) playbook.Signal {
	return playbook.Signal{Kind: kind, Text: "They asked again who trains the night shift", On: "2027-02-02"}
}

// seam is a record accepted on 18 January with its kickoff on 25 January 2027.
func seam(signals ...playbook.Signal) *playbook.Record {
	rec := &playbook.Record{Signals: signals}
	rec.Account.ActualClose = "2027-01-15"
	rec.Handoff.KickoffOn = "2027-01-25"
	rec.Transitions = []playbook.Transition{{To: playbook.Submitted, At: "2027-01-16T09:00:00.000000Z"}, {To: playbook.Accepted, At: "2027-01-18T09:00:00.000000Z"}}
	return rec
}

func TestWeakAlignment(t *testing.T) {
	corrected := func(on playbook.Date) playbook.Belief {
		return playbook.Belief{Text: "Training is on site", State: "corrected", Correction: "Told", SettledOn: on}
	}
	asked := func(n int, at playbook.Moment) []playbook.Question {
		out := make([]playbook.Question, n)
		for i := range out {
			out[i] = playbook.Question{Text: fmt.Sprintf("Question %d", i+1), AskedAt: at}
		}
		return out
	}
	const late = playbook.Moment("2027-01-20T09:00:00.000000Z")
	for _, c := range []struct {
		name    string
		signals []playbook.Signal
		beliefs []playbook.Belief
		asked   []playbook.Question
		on      []int // which of the four
		weak    bool
	}{
		{"nothing seen", nil, nil, nil, nil, false},
		{"one sign alone", []playbook.Signal{signal("repeated")}, nil, nil, []int{0}, false},
		{"the same sign twice is one", []playbook.Signal{signal("repeated"), signal("repeated")}, nil, nil, []int{0}, false},
		{"repeated and confused", []playbook.Signal{signal("repeated"), signal("confused")}, nil, nil, []int{0, 1}, true},
		{"a belief corrected at the kickoff", nil, []playbook.Belief{corrected("2027-01-25")}, nil, []int{1}, false},
		{"and on day 14 after it", []playbook.Signal{signal("contradicted")}, []playbook.Belief{corrected("2027-02-08")}, nil, []int{1, 3}, true},
		{"not on day 15", []playbook.Signal{signal("contradicted")}, []playbook.Belief{corrected("2027-02-09")}, nil, []int{3}, false},
		{"before the kickoff it was preparation", nil, []playbook.Belief{corrected("2027-01-24")}, nil, nil, false},
		{"a belief withdrawn is none", nil, []playbook.Belief{{State: "withdrawn", SettledOn: "2027-01-26"}}, nil, nil, false},
		{"three late questions", []playbook.Signal{signal("contradicted")}, nil, asked(3, late), []int{3}, false},
		{"four late questions", []playbook.Signal{signal("contradicted")}, nil, asked(4, late), []int{2, 3}, true},
		{"four before the acceptance", []playbook.Signal{signal("contradicted")}, nil, asked(4, "2027-01-17T09:00:00.000000Z"), []int{3}, false},
		{"other signals are no signs", []playbook.Signal{signal("apology"), signal("chased"), signal("two_stories"), signal("workaround"), signal("checked_with_sales")}, nil, nil, nil, false},
		{"all four", []playbook.Signal{signal("repeated"), signal("confused"), signal("contradicted")}, nil, asked(5, late), []int{0, 1, 2, 3}, true},
	} {
		rec := seam(c.signals...)
		rec.Beliefs, rec.Questions = c.beliefs, c.asked
		got := metrics.Weak(rec)
		var on []int
		for i, s := range got.Signs {
			if s.On {
				on = append(on, i)
			}
		}
		if !slices.Equal(on, c.on) || got.Weak != c.weak || got.On() != len(c.on) {
			t.Errorf("%s: signs %v, weak %v; want %v, %v", c.name, on, got.Weak, c.on, c.weak)
		}
	}
}

func TestTheRowsBehindASign(t *testing.T) {
	rec := seam(signal("confused"), signal("repeated"))
	rec.Signals[0].ID = playbook.ID{7}
	rec.Beliefs = []playbook.Belief{{Meta: playbook.Meta{ID: playbook.ID{8}}, Text: "Training is on site", State: "corrected", SettledOn: "2027-01-26"}}
	rec.Questions = []playbook.Question{{Meta: playbook.Meta{ID: playbook.ID{9}}, Text: "Who signs off the data?", AskedAt: "2027-01-20T09:00:00.000000Z"}}
	a := metrics.Weak(rec)
	start, late := a.Signs[1], a.Signs[2]
	want := []metrics.SignRow{
		{Noun: "signal", ID: playbook.ID{7}, Words: "They asked again who trains the night shift (2 Feb 2027)"},
		{Noun: "belief", ID: playbook.ID{8}, Words: "Training is on site (26 Jan 2027)"},
	}
	if !slices.Equal(start.Rows, want) || start.Says != "seen twice" {
		t.Errorf("confused start: %v, %q", start.Rows, start.Says)
	}
	if late.On || len(late.Rows) != 1 || late.Says != "1 so far, a sign from 4" {
		t.Errorf("one late question shows its row and is no sign: %+v", late)
	}
	if got := a.Says(); got != "Weak alignment: 2 of 4 signs seen" {
		t.Errorf("verdict %q", got)
	}
	for _, words := range []string{"2 of 4", "14 days", "more than 3"} {
		if !strings.Contains(metrics.AlignmentFormula, words) {
			t.Errorf("the formula does not say %q", words)
		}
	}
}

func TestPromiseUnclear(t *testing.T) {
	clear := func() *playbook.Record {
		rec := sold(playbook.Promise{Meta: playbook.Meta{ID: playbook.ID{1}}, Basis: "demo", Deciding: true}, playbook.Promise{Meta: playbook.Meta{ID: playbook.ID{2}}})
		rec.Account.CustomerPromise = "Freight invoices are approved within two working days instead of nine."
		for _, day := range []int{30, 60, 90} {
			rec.ProofPoints = append(rec.ProofPoints, playbook.ProofPoint{Day: day, Text: "The first invoice goes through"})
		}
		return rec
	}
	for _, c := range []struct {
		name   string
		change func(*playbook.Record)
		want   []string // field and the beginning of the words
	}{
		{"all answered", func(*playbook.Record) {}, nil},
		{"no customer promise", func(r *playbook.Record) { r.Account.CustomerPromise = " " }, []string{"F14 What they would get: write"}},
		{"a vague one", func(r *playbook.Record) { r.Account.CustomerPromise = "A seamless start, as soon as possible." }, []string{"F14 What they would get: the customer promise leaves its reader guessing. Vague: “"}},
		{"the deciding promise has no basis, another has", func(r *playbook.Record) { r.Promises[0].Basis, r.Promises[1].Basis = "", "contract" }, []string{"F49 Why they believed it: say what the promise that won the deal"}},
		{"a reference is a basis", func(r *playbook.Record) { r.Promises[0].Basis, r.Promises[0].BasisRef = "", "Call of 3 Dec" }, nil},
		{"none starred, one has a basis", func(r *playbook.Record) {
			r.Promises[0].Deciding, r.Promises[0].Basis, r.Promises[1].Basis = false, "", "trial"
		}, nil},
		{"none starred, none has", func(r *playbook.Record) { r.Promises[0].Deciding, r.Promises[0].Basis = false, "" }, []string{"F49 Why they believed it: no promise says"}},
		{"no promise is written", func(r *playbook.Record) { r.Promises = nil }, []string{"F44 Why they believed it: write the promises"}},
		{"none was made, says a name", func(r *playbook.Record) {
			r.Promises, r.Nones = nil, []playbook.None{{Field: "F44", Who: "Jonas Falk"}}
		}, nil},
		{"day 60 is not set", func(r *playbook.Record) { r.ProofPoints[1].Text = "" }, []string{"F33 What they must see: set the proof point for day 60."}},
		{"no proof points", func(r *playbook.Record) { r.ProofPoints = nil }, []string{"F33 What they must see: set the proof point for day 30, 60 and 90."}},
		{"nothing at all", func(r *playbook.Record) { *r = playbook.Record{} }, []string{"F14", "F44", "F33"}},
	} {
		rec := clear()
		c.change(rec)
		var got []string
		for _, u := range metrics.Unclear(rec) {
			got = append(got, u.Field+" "+u.Words)
		}
		ok := len(got) == len(c.want)
		for i := range c.want {
			ok = ok && strings.HasPrefix(got[i], c.want[i])
		}
		if !ok {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	rec := clear()
	rec.Promises[0].Basis = ""
	if u := metrics.Unclear(rec)[0]; u.Row != rec.Promises[0].ID || u.Col != "basis" {
		t.Errorf("the way to the basis is %+v", u)
	}
}

// planned is a record whose plan has three phases, of which the second runs.
func planned(signals ...playbook.Signal) *playbook.Record {
	rec := seam(signals...)
	rec.Plans = []playbook.Plan{{Meta: playbook.Meta{ID: playbook.ID{1}}}}
	for i, title := range []string{"Handoff", "Build", "Launch"} {
		id := playbook.ID{2, byte(i)}
		rec.Phases = append(rec.Phases, playbook.Phase{Meta: playbook.Meta{ID: id}, PlanID: playbook.ID{1}, Title: title})
		state := playbook.Todo
		if i == 0 {
			state = playbook.TaskDone
		}
		rec.Tasks = append(rec.Tasks, playbook.Task{Title: title, PhaseID: id, PlanID: playbook.ID{1}, State: state})
	}
	return rec
}

func in(phase, kind, cause, by string) playbook.Signal {
	return playbook.Signal{Kind: kind, Text: "A fact", Phase: phase, Cause: cause, LoggedBy: by}
}

func TestSignalTablePhases(t *testing.T) {
	for _, c := range []struct {
		name    string
		rec     *playbook.Record
		want    []string
		ofPhase []int
	}{
		{"no plan, no signal", seam(), nil, nil},
		{"no plan", seam(in("", "confused", "", "")), []string{""}, []int{1}},
		{"up to the phase that runs", planned(), []string{"Handoff", "Build"}, []int{0, 0}},
		{"a later one with a signal", planned(in("Launch", "apology", "", "")), []string{"Handoff", "Build", "Launch"}, []int{0, 0, 1}},
		{"from before the plan, and of a phase that was renamed", planned(in("Set up", "apology", "", ""), in("", "chased", "", ""), in("Build", "chased", "", "")), []string{"", "Handoff", "Build", "Set up"}, []int{1, 0, 1, 1}},
	} {
		h := metrics.SignalTable(c.rec)
		if !slices.Equal(h.Phases, c.want) || !slices.Equal(h.OfPhase, c.ofPhase) {
			t.Errorf("%s: %q %v, want %q %v", c.name, h.Phases, h.OfPhase, c.want, c.ofPhase)
		}
	}
}

func TestSignalTableCounts(t *testing.T) {
	h := metrics.SignalTable(planned(in("Handoff", "confused", "unclear", "Maya Lindqvist"), in("Build", "confused", "unclear", "maya  lindqvist"),
		in("Build", "confused", "", "Petter Aas"), in("Build", "workaround", "slip", "Petter Aas")))
	if h.Counts[0][0] != 1 || h.Counts[0][1] != 2 || h.Counts[7][1] != 1 || h.OfKind[0] != 3 || h.Signals != 4 {
		t.Errorf("counts %v of kinds %v, %d signals", h.Counts, h.OfKind, h.Signals)
	}
	if h.OfCause[0] != 2 || h.OfCause[3] != 1 || h.Uncaused != 1 || h.Loggers != 2 {
		t.Errorf("causes %v and %d without, %d loggers", h.OfCause, h.Uncaused, h.Loggers)
	}
}

// Whatever is logged, every signal stands in exactly one cell.
func TestSignalTableLosesNothing(t *testing.T) {
	kinds, causes := playbook.SignalKinds(), append(playbook.Causes(), playbook.Option{})
	rapid.Check(t, func(t *rapid.T) {
		var signals []playbook.Signal
		for range rapid.IntRange(0, 12).Draw(t, "signals") {
			signals = append(signals, in(rapid.SampledFrom([]string{"", "Handoff", "Build", "Launch", "Gone"}).Draw(t, "phase"),
				rapid.SampledFrom(kinds).Draw(t, "kind").Value, rapid.SampledFrom(causes).Draw(t, "cause").Value, ""))
		}
		h := metrics.SignalTable(planned(signals...))
		byKind, byPhase, byCause := 0, 0, h.Uncaused
		for _, n := range h.OfKind {
			byKind += n
		}
		for _, n := range h.OfPhase {
			byPhase += n
		}
		for _, n := range h.OfCause {
			byCause += n
		}
		if byKind != len(signals) || byPhase != len(signals) || byCause != len(signals) {
			t.Fatalf("%d signals, by kind %d, by phase %d, by cause %d", len(signals), byKind, byPhase, byCause)
		}
	})
}

func TestInspectionsAreDue(t *testing.T) {
	made := func(day int, yes, no int) playbook.Inspection {
		i := playbook.Inspection{Day: day}
		for n, q := range playbook.InspectionQuestions() {
			v := ""
			if n < yes {
				v = "yes"
			} else if n < yes+no {
				v = "no"
			}
			if err := playbook.SetText(&i, q.Value, v); err != nil {
				t.Fatal(err)
			}
		}
		return i
	}
	for _, c := range []struct { // closed on 15 January 2027: day 7 is the 22nd, 14 the 29th, 30 the 14th of February
		name  string
		today playbook.Date
		made  []playbook.Inspection
		want  string
	}{
		{"the day of the close", "2027-01-15", nil, "early due 22 Jan 2027 | early due 29 Jan 2027 | early due 14 Feb 2027"},
		{"day 7", "2027-01-22", nil, "due due today | early due 29 Jan 2027 | early due 14 Feb 2027"},
		{"day 8", "2027-01-23", nil, "overdue overdue since 22 Jan 2027 | early due 29 Jan 2027 | early due 14 Feb 2027"},
		{"day 8, made", "2027-01-23", []playbook.Inspection{made(7, 5, 1)}, "made 5 of 6 | early due 29 Jan 2027 | early due 14 Feb 2027"},
		{"made in part", "2027-01-23", []playbook.Inspection{made(7, 4, 0)}, "made 4 of 6, 2 open | early due 29 Jan 2027 | early due 14 Feb 2027"},
		{"left out, a later one made", "2027-02-20", []playbook.Inspection{made(14, 6, 0)}, "passed not made | made 6 of 6 | overdue overdue since 14 Feb 2027"},
		{"all overdue", "2027-03-01", nil, "overdue overdue since 22 Jan 2027 | overdue overdue since 29 Jan 2027 | overdue overdue since 14 Feb 2027"},
	} {
		rec := seam()
		rec.Inspections = c.made
		if got := inspections(rec, c.today); got != c.want {
			t.Errorf("%s:\n %s, want\n %s", c.name, got, c.want)
		}
	}
	rec := seam()
	rec.Account.ActualClose, rec.Account.ExpectedClose = "", "2027-01-15"
	if got := inspections(rec, "2027-03-01"); got != "early due 7 days after the close | early due 14 days after the close | early due 30 days after the close" {
		t.Errorf("before an actual close: %s", got)
	}
}

func inspections(rec *playbook.Record, today playbook.Date) string {
	var out []string
	for _, d := range metrics.Inspections(rec, today) {
		out = append(out, string(d.State)+" "+d.Words)
	}
	return strings.Join(out, " | ")
}

func TestApologies(t *testing.T) {
	if n := metrics.Apologies(seam(signal("apology"), signal("chased"), signal("apology"))); n != 2 {
		t.Errorf("%d apologies", n)
	}
}
