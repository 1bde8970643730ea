package form_test

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"kept/data"
	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/form"
	"kept/playbook/readiness"
	"kept/playbook/schedule"
	"kept/playbook/work"
)

func desk(t testing.TB) (*work.Desk, *data.Store) {
	s := datatest.New(t)
	now := func() time.Time { return time.Date(2027, time.March, 1, 9, 0, 0, 0, time.UTC) }
	return &work.Desk{Store: s, Who: "Ada Wolf", Device: "desk", Now: now, Calendar: schedule.MondayToFriday()}, s
}

func apply(t testing.TB, d *work.Desk, text string) form.Applied {
	t.Helper()
	f, err := form.Read("deal.yaml", strings.NewReader(text))
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	out, err := form.Apply(t.Context(), d, f)
	if err != nil {
		t.Fatalf("apply: %v", err)
	}
	return out
}

func record(t testing.TB, d *work.Desk, id playbook.ID) playbook.Record {
	t.Helper()
	rec, err := d.Record(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

func write(t testing.TB, o form.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := form.Write(&b, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// answers returns everything a form can say of a record, without ids.
func answers(t testing.TB, rec playbook.Record) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for _, f := range slices.Concat(playbook.Fields(), playbook.LaterFields()) {
		for _, in := range f.Inputs {
			for i, n := range rec.Rows(&f) {
				v, err := playbook.GetText(n, in.Col)
				if err != nil {
					t.Fatal(err)
				}
				if in.Type == playbook.TypeLink {
					for j, row := range rec.Links(in.Link) {
						if row.Value == v {
							v = strings.Repeat("#", j+1)
						}
					}
				}
				key := f.ID() + "." + in.Col
				for len(out[key]) <= i {
					out[key] = append(out[key], "")
				}
				out[key][i] = v
			}
		}
		if n := rec.NoneOf(&f); n != nil {
			out[f.ID()+".none"] = []string{n.Who, string(n.On)}
		}
	}
	return out
}

func differences(a, b map[string][]string) []string {
	var out []string
	for k, v := range a {
		if !reflect.DeepEqual(v, b[k]) {
			out = append(out, k+": "+strings.Join(v, "|")+" / "+strings.Join(b[k], "|"))
		}
	}
	for k := range b {
		if _, ok := a[k]; !ok {
			out = append(out, k+": nothing / "+strings.Join(b[k], "|"))
		}
	}
	return out
}

func TestTheExampleIsAGoodHandoff(t *testing.T) {
	d, _ := desk(t)
	text := write(t, form.Options{Example: true})
	if !strings.Contains(text, "sample data, invented") {
		t.Error("the example does not say that it is invented")
	}
	out := apply(t, d, text)
	if !out.Created || out.Name != "Northlake Dental" {
		t.Fatalf("applied %+v", out)
	}
	rec := record(t, d, out.Account)
	if r := d.Grade(&rec); r.Grade != readiness.Ready {
		t.Errorf("the example is %s with %d: %v, missing %v, vague %v", r.Grade, r.Figure, r.Reasons, r.Missing, r.Vague)
	}
	if rec.Account.Stage != playbook.PreClose || rec.Handoff.State != playbook.Draft {
		t.Errorf("a new account is at %s, its handoff %s", rec.Account.Stage, rec.Handoff.State)
	}
	for _, l := range []struct {
		what     string
		is, want playbook.ID
	}{
		{"the criterion to its problem", rec.Criteria[0].ProblemID, rec.ItemsOf(playbook.Problem)[0].ID},
		{"the promise to its criterion", rec.Promises[0].CriterionID, rec.Criteria[0].ID},
		{"the belief to its promise, which stands below it", rec.Beliefs[1].PromiseID, rec.Promises[2].ID},
		{"the measurement to its criterion", rec.Measurements[2].CriterionID, rec.Criteria[0].ID},
		{"the review to its risk", rec.WatchReviews[1].WatchID, rec.WatchesOf(playbook.Risk)[0].ID},
		{"the signal to its belief", rec.Signals[0].BeliefID, rec.Beliefs[1].ID},
		{"the question to its fact", rec.CustomerQuestions[0].FactID, rec.ItemsOf(playbook.Fact)[0].ID},
	} {
		if l.is != l.want {
			t.Errorf("a link is wrong: %s", l.what)
		}
	}
}

// Every input that the table has can be said in a form, with its own key.
func TestTheExampleSaysEveryList(t *testing.T) {
	text := write(t, form.Options{Example: true})
	for _, f := range playbook.LaterFields() {
		if !strings.Contains(text, "\n"+f.Key+":\n  - ") {
			t.Errorf("the example has no %s", f.Key)
		}
	}
	for _, key := range []string{"problem", "criterion", "promise", "belief", "fact", "of", "assumption"} {
		if !strings.Contains(text, " "+key+":") {
			t.Errorf("no link is written as %s", key)
		}
	}
}

func TestTheSameFormTwiceChangesNothing(t *testing.T) {
	d, s := desk(t)
	text := write(t, form.Options{Example: true})
	first := apply(t, d, text)
	before := record(t, d, first.Account)
	second := apply(t, d, text)
	if second.Created || second.Answers != 0 || second.Rows != 0 {
		t.Errorf("the second time: %+v", second)
	}
	if after := record(t, d, first.Account); !reflect.DeepEqual(before, after) {
		t.Error("the record is another after the second time")
	}
	events, err := s.History(t.Context(), playbook.ID{}, data.HistoryQuery{})
	if err != nil || len(events) != 1 {
		t.Errorf("%d events, %v; want the one act", len(events), err)
	}
	if _, err := d.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Record(t.Context(), first.Account); !errors.Is(err, playbook.ErrNotFound) {
		t.Errorf("one undo did not take the account back: %v", err)
	}
}

func TestAnEmptyFormLeavesAnAccountAlone(t *testing.T) {
	d, _ := desk(t)
	out := apply(t, d, write(t, form.Options{Example: true}))
	empty := strings.Replace(write(t, form.Options{}), "\naccount:", "\naccount: northlake  DENTAL #", 1)
	again := apply(t, d, empty)
	if again.Account != out.Account || again.Rows != 0 || again.Answers > 1 {
		t.Errorf("the empty form: %+v, want nothing but the spelling of the name", again)
	}
}

func TestAnswersAreSetClearedAndLeftAlone(t *testing.T) {
	d, _ := desk(t)
	out := apply(t, d, "account: Acme\nstory: Because.\nindustry: {industry: Steel, regulated: yes}\nteam: {csm: Ben Okoro}\n")
	apply(t, d, "account: acme\nstory: \"\"\nindustry: {regulated: no}\nteam:\n  csm:\n")
	rec := record(t, d, out.Account)
	if rec.Handoff.Story != "" || rec.Account.Industry != "Steel" || rec.Account.Regulated || rec.Account.CSM != "Ben Okoro" || rec.Account.Seller != "Ada Wolf" {
		t.Errorf("story %q, industry %q, regulated %v, csm %q, seller %q", rec.Handoff.Story, rec.Account.Industry, rec.Account.Regulated, rec.Account.CSM, rec.Account.Seller)
	}
}

func TestRowsAreFoundByTheirWords(t *testing.T) {
	d, _ := desk(t)
	out := apply(t, d, "account: Acme\npromises:\n- {text: One by 1 May 2027, deciding: yes}\n- {text: Two}\nproof_points:\n- {day: 60, text: Sixty}\n")
	got := apply(t, d, "account: Acme\npromises:\n- {text: Three, deciding: yes}\n- {text: two, to_whom: Mia}\nproof_points:\n- {day: 30, text: Thirty}\n- {day: 60, judge: Mia}\n")
	if got.Rows != 2 {
		t.Errorf("%d rows added, want promise three and day 30", got.Rows)
	}
	rec := record(t, d, out.Account)
	if len(rec.Promises) != 3 || rec.Promises[1].ToWhom != "Mia" || rec.Promises[0].Deciding || !rec.Promises[2].Deciding {
		t.Errorf("promises %+v", rec.Promises)
	}
	if len(rec.ProofPoints) != 2 || rec.ProofPoints[0].Day != 30 || rec.ProofPoints[1].Judge != "Mia" || rec.ProofPoints[1].Text != "Sixty" {
		t.Errorf("proof points %+v", rec.ProofPoints)
	}
}

func TestAFilledFormRenamesByID(t *testing.T) {
	d, _ := desk(t)
	out := apply(t, d, "account: Acme\npromises:\n- {text: One}\n- {text: Two}\n")
	rec := record(t, d, out.Account)
	text := write(t, form.Options{Record: &rec, Sensitive: true})
	text = strings.NewReplacer("account: Acme", "account: Acme Steel", "text: Two", "text: Second").Replace(text)
	got := apply(t, d, text)
	rec = record(t, d, out.Account)
	if got.Account != out.Account || rec.Account.Name != "Acme Steel" || len(rec.Promises) != 2 || rec.Promises[1].Text != "Second" {
		t.Errorf("%+v, %q, %+v", got, rec.Account.Name, rec.Promises)
	}
}

func TestNone(t *testing.T) {
	d, _ := desk(t)
	none := "account: Acme\nnot_bought:\n  none: {who: Ada Wolf, on: 10 Jan 2027}\nbarely_discussed:\n  none: {who: Ada Wolf, on: 10 Jan 2027}\n"
	out := apply(t, d, none)
	rec := record(t, d, out.Account)
	if len(rec.Nones) != 2 || rec.Nones[0].On != "2027-01-10" {
		t.Fatalf("nones %+v", rec.Nones)
	}
	if again := apply(t, d, none); again.Answers != 0 {
		t.Errorf("the same none again: %+v", again)
	}
	apply(t, d, "account: Acme\nnot_bought:\n- text: Billing\nbarely_discussed: Billing\n")
	if rec = record(t, d, out.Account); len(rec.Nones) != 0 || len(rec.Items) != 1 {
		t.Errorf("after answering: nones %+v, items %+v", rec.Nones, rec.Items)
	}
	f, err := form.Read("deal.yaml", strings.NewReader(none))
	if err != nil {
		t.Fatal(err)
	}
	var ps form.Problems
	if _, err = form.Apply(t.Context(), d, f); !errors.As(err, &ps) || ps[0].Line != 3 {
		t.Errorf("none beside rows: %v, want a problem on line 3", err)
	}
	if rec = record(t, d, out.Account); rec.Handoff.BarelyDiscussed != "Billing" || len(rec.Nones) != 0 {
		t.Error("a refused form was half applied")
	}
}

func TestSensitiveValuesAreLeftOut(t *testing.T) {
	d, _ := desk(t)
	out := apply(t, d, write(t, form.Options{Example: true}))
	rec := record(t, d, out.Account)
	text := write(t, form.Options{Record: &rec})
	for _, secret := range []string{rec.Promises[0].Quote, rec.People[2].Sensitive, rec.Handoff.Avoid} {
		if secret == "" || strings.Contains(text, secret) {
			t.Errorf("the form holds %q", secret)
		}
	}
	if got := apply(t, d, text); got.Answers != 0 || got.Rows != 0 {
		t.Errorf("applying it again changed %+v", got)
	}
	if now := record(t, d, out.Account); now.Handoff.Avoid != rec.Handoff.Avoid {
		t.Error("what was left out is gone")
	}
}
