package playbook

import (
	"strings"
	"testing"
	"time"
)

func labels(fields []HistoryField) string {
	var out []string
	for _, f := range fields {
		out = append(out, f.Label)
	}
	return strings.Join(out, "|")
}

func TestTheFieldsOfAHistory(t *testing.T) {
	ix := HistoryIndex{Touched: []Touched{
		{"account", "", ""}, {"account", "", "industry"}, {"account", "", "status_line"}, {"account", "", "status_by"}, {"account", "", "pos"},
		{"handoff", "", "state"}, {"handoff", "", "cost_confirmed"}, {"handoff", "", "first_value_confirmed"},
		{"item", Problem, ""}, {"item", Problem, "text"}, {"item", Problem, "trashed_at"}, {"item", "", "text"},
		{"task", "", "due_on"}, {"task", "", "done_at"}, {"task", "", "plan_id"}, {"transition", "", ""}, {"stakeholder", "", ""},
	}}
	want := "Cost if nothing changes · confirmed by the customer|First value · confirmed by the customer|Handoff|Industry|People|" +
		"Problem to solve|Problem to solve · problem|Status line|Tasks|Tasks · due"
	fields := HistoryFields(ix)
	if got := labels(fields); got != want {
		t.Errorf("fields are\n%s\nwant\n%s", got, want)
	}
	for _, c := range []struct{ typed, want string }{
		{"industry", "account//industry"}, {" INDUSTRY ", "account//industry"}, {"indu", "account//industry"},
		{"Tasks", "task//"}, {"tasks · due", "task//due_on"}, {"task.due_on", "task//due_on"}, {"due", "task//due_on"},
		{"problems", "item/problem/"}, {"F15", "item/problem/"}, {"f4", "account//expected_close,actual_close"}, {"f47", "promise//due_kind,due_on,due_anchor,due_days"},
		{"promises", "promise//"}, {"close", "account//expected_close,actual_close"}, {"story", "handoff//story"},
		{"confirmed by", "handoff//cost_confirmed handoff//first_value_confirmed"}, {"weather", ""}, {"", ""}, {"F99", ""},
	} {
		var got []string
		for _, f := range FindHistoryField(fields, c.typed) {
			got = append(got, f.Noun+"/"+f.Kind+"/"+strings.Join(f.Cols, ","))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q is %q, want %q", c.typed, s, c.want)
		}
	}
	// Whatever can be told can be asked for, by a name of its own.
	seen := map[string]bool{}
	for _, f := range HistoryFields(WholeIndex()) {
		if f.Label == "" || seen[f.Label] {
			t.Errorf("%q stands for two fields: %+v", f.Label, f)
		}
		seen[f.Label] = true
	}
}

func TestADayBeginsInItsZone(t *testing.T) {
	east := time.FixedZone("", 9*3600)
	if got := Date("2027-03-01").Begins(east); got != "2027-02-28T15:00:00.000000Z" {
		t.Errorf("the day begins at %s", got)
	}
	if got := Date("").Begins(east); got != "" {
		t.Errorf("no day begins at %s", got)
	}
}
