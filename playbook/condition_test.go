package playbook

import (
	"errors"
	"strings"
	"testing"
)

func TestConditionsAreWrittenOneWay(t *testing.T) {
	for _, c := range []struct{ in, out, words string }{
		{"", "", ""},
		{"regulated", "regulated", "Regulated"},
		{"Regulated = Yes", "regulated", "Regulated"},
		{"regulated != no", "regulated", "Regulated"},
		{"not regulated", "not regulated", "not regulated"},
		{"custom-work = false", "not custom_work", "not custom work"},
		{"integrations > 0 and segment = enterprise", "integrations > 0 and segment = enterprise", "Integrations more than 0, and Segment is Enterprise"},
		{"integrations>0 AND segment==Mid-market", "integrations > 0 and segment = mid_market", "Integrations more than 0, and Segment is Mid-market"},
		{`segment != "Agency client"`, "segment != agency_client", "Segment is not Agency client"},
		{"value ≥ 50,000.50", "value >= 50000.5", "Value per year at least 50000.5"},
		{"user-count <= 12", "user_count <= 12", "Number of users at most 12"},
		{`industry = "oil and gas"`, `industry = "oil and gas"`, "Industry is oil and gas"},
		{"industry = Gesundheit", "industry = Gesundheit", "Industry is Gesundheit"},
		{`languages = "and"`, `languages = "and"`, "Languages is and"},
		{"hours_per_week < 4", "hours_per_week < 4", "Hours per week of the customer’s project lead less than 4"},
	} {
		got, err := ParseCondition(c.in)
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
			continue
		}
		if got.String() != c.out || got.In() != c.words {
			t.Errorf("%q is %q, in words %q; want %q and %q", c.in, got, got.In(), c.out, c.words)
		}
		if again, err := ParseCondition(got.String()); err != nil || !again.Equal(got) || got.Check() != nil {
			t.Errorf("%q is read again as %q: %v, %v", got, again, err, got.Check())
		}
	}
}

func TestConditionsThatAreRefused(t *testing.T) {
	for in, want := range map[string]string{
		"colour = red":                    `"colour" is not a field that a step can depend on; it is one of segment, `,
		"regulated > 1":                   "regulated is a yes or no and cannot be >; use = or !=, like regulated",
		"regulated = perhaps":             `"perhaps" is not a value of regulated; it is one of yes, no`,
		"segment":                         "segment is not a yes or no; compare it, like segment = agency_client",
		"segment = huge":                  `"huge" is not a value of segment; it is one of small, mid_market, enterprise, agency_client`,
		"not segment = small":             "behind not stands one field",
		"not":                             "behind not stands one field",
		"integrations > some":             `integrations is a number and "some" is none`,
		"integrations > 1-2":              `integrations is a number and "1-2" is none`,
		"integrations >":                  "integrations is compared with nothing",
		"integrations 3":                  "has no comparison behind integrations",
		"> 3":                             "a field is missing",
		"integrations > 0 and":            "a comparison is missing",
		"and regulated":                   "a comparison is missing",
		"integrations > 0 or regulated":   "“or” is not understood",
		"integrations > 0 < 5":            "two comparisons without an and",
		"integrations => 5":               `"=>" is not a comparison`,
		"integrations ! 5":                `"!" is not a comparison`,
		`industry = "oil`:                 "a quotation mark is not closed",
		`industry = ""`:                   "industry is compared with nothing",
		strings.Repeat("a", 3000):         "longer than 500 characters",
		"x" + strings.Repeat(" and x", 5): `"x" is not a field`,
		"regulated" + strings.Repeat(" and regulated", 10): "11 comparisons stand in one condition; use at most 10",
	} {
		c, err := ParseCondition(in)
		var bad *InvalidError
		if !errors.As(err, &bad) || !strings.Contains(err.Error(), want) || !c.IsZero() || strings.HasSuffix(err.Error(), ".") {
			t.Errorf("%.60q: %v, want … %s …", in, err, want)
		}
	}
	for _, c := range []Comparison{{"integrations", ">", "01"}, {"regulated", "!=", "no"}, {"segment", "=", "Small"}, {"colour", "=", "red"}, {"value", "~", "1"}} {
		if err := (Condition{Parts: []Comparison{c}}).Check(); err == nil {
			t.Errorf("%+v passes as it stands", c)
		}
	}
}

// holding is what the conditions of the tests are asked about.
func holding(change func(*Record)) *Record {
	r := &Record{}
	r.Account.Segment, r.Account.Industry, r.Account.Value = "enterprise", "Oil  and Gas", "48000"
	r.Handoff.Integrations, r.Handoff.DataSets, r.Handoff.Sites, r.Handoff.CustomWork = "1-2", "0", "4+", "no"
	r.Handoff.UserCount, r.Handoff.Languages = "about 120", "German, English; French"
	change(r)
	return r
}

func TestConditionsHold(t *testing.T) {
	same := func(*Record) {}
	item := func(kind, text string) func(*Record) {
		return func(r *Record) { r.Items = append(r.Items, Item{Kind: kind, Text: text}) }
	}
	for _, c := range []struct {
		in        string
		of        func(*Record)
		ok, known bool
	}{
		{"", same, true, true},
		{"segment = enterprise", same, true, true},
		{"segment = small", same, false, true},
		{"segment != small", same, true, true},
		{"segment = small", func(r *Record) { r.Account.Segment = "" }, true, false},
		{"industry = oil and gas", same, true, true}, // in quotation marks
		{"regulated", same, false, true},
		{"regulated", func(r *Record) { r.Account.Regulated = true }, true, true},
		{"regulated", func(r *Record) { r.Account.Industry = "" }, true, false},
		{"not regulated", func(r *Record) { r.Account.Industry = "" }, true, false},
		{"value >= 48000", same, true, true},
		{"value > 48000", same, false, true},
		{"value > 0", func(r *Record) { r.Account.Value = "" }, true, false},
		// The question of complexity gives a range.
		{"integrations > 0", same, true, true},
		{"integrations > 1", same, true, false},
		{"integrations > 2", same, false, true},
		{"integrations = 1", same, true, false},
		{"integrations != 3", same, true, true},
		{"integrations <= 2", same, true, true},
		{"integrations < 2", same, true, false},
		{"integrations < 1", same, false, true},
		{"integrations > 0", func(r *Record) { r.Handoff.Integrations = "3+" }, true, true},
		{"integrations > 7", func(r *Record) { r.Handoff.Integrations = "3+" }, true, false},
		{"integrations > 0", func(r *Record) { r.Handoff.Integrations = "0" }, false, true},
		{"integrations > 0", func(r *Record) { r.Handoff.Integrations = "" }, true, false},
		// The list counts too, and a none is an answer.
		{"data_sets > 0", same, false, true},
		{"data_sets > 0", item(DataSet, "Patients"), true, true},
		{"data_sets > 0", item(DataSet, "  "), false, true},
		{"data_sets = 1", func(r *Record) { r.Handoff.DataSets = ""; item(DataSet, "Patients")(r) }, true, true},
		{"integrations > 1", func(r *Record) { item(Integration, "Tills")(r); item(Integration, "Mail")(r) }, true, true},
		{"approvals > 0", same, true, false},
		{"approvals > 0", func(r *Record) { r.Nones = append(r.Nones, None{Field: "F62"}) }, false, true},
		{"approvals > 0", item(Approval, "Privacy"), true, true},
		{"sites > 3", same, true, true},
		{"sites > 4", same, true, false},
		{"not custom_work", same, true, true},
		{"custom_work", func(r *Record) { r.Handoff.CustomWork = "" }, true, false},
		{"user_count > 100", same, true, true},
		{"user_count > 100", func(r *Record) { r.Handoff.UserCount = "100 to 200" }, true, false},
		{"languages = english", same, true, true},
		{"languages = Dutch", same, false, true},
		{"languages != Dutch", same, true, true},
		{"languages != Dutch", func(r *Record) { r.Handoff.Languages = "" }, true, false},
		{"single_champion", same, false, true},
		// One comparison that fails is enough, whatever is not known.
		{"segment = small and approvals > 0", same, false, true},
		{"approvals > 0 and segment = small", same, false, true},
		{"approvals > 0 and segment = enterprise", same, true, false},
	} {
		cond, err := ParseCondition(strings.ReplaceAll(c.in, "oil and gas", `"oil and gas"`))
		if err != nil {
			t.Fatal(err)
		}
		ok, known := cond.Holds(holding(c.of))
		if ok != c.ok || known != c.known {
			t.Errorf("%s: holds %v, known %v; want %v, %v", c.in, ok, known, c.ok, c.known)
		}
		if unknown := cond.Unknown(holding(c.of)); known && ok && len(unknown) > 0 || !known && len(unknown) == 0 {
			t.Errorf("%s: not known are %v", c.in, unknown)
		}
	}
}

// Every field that a condition can ask for is one that the handoff has, by its
// own name.
func TestConditionFieldsAreFieldsOfTheHandoff(t *testing.T) {
	for _, f := range ConditionFields() {
		found := f.Name == "approvals" // a list, counted
		for _, field := range Fields() {
			for _, in := range field.Inputs {
				found = found || in.Col == f.Name
			}
		}
		if !found {
			t.Errorf("no input of the handoff is called %s", f.Name)
		}
		if (len(f.Options) > 0) != (f.Kind() == "choice" || f.Kind() == "yes or no") {
			t.Errorf("%s is a %s with %d options", f.Name, f.Kind(), len(f.Options))
		}
	}
}

// What is read is written so that it is read as the same, and never asks for
// what is not there.
func FuzzCondition(f *testing.F) {
	for _, s := range []string{"regulated", "not custom-work AND value>=0.5", `industry != "oil and gas"`, "a ≤ 3", `"`, "and and", "integrations => 1", "languages = é\u00a0b", "currency = \u2028"} {
		f.Add(s)
	}
	rec := holding(func(*Record) {})
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ParseCondition(s)
		if err != nil {
			if len(err.Error()) > 1000 || !c.IsZero() {
				t.Fatalf("%v with %v", c, err)
			}
			return
		}
		again, err := ParseCondition(c.String())
		if err != nil || !again.Equal(c) {
			t.Fatalf("%q is %q, which is read as %q: %v", s, c, again, err)
		}
		if err := c.Check(); err != nil {
			t.Fatalf("%q passes its reading and not its check: %v", s, err)
		}
		c.Holds(rec)
	})
}
