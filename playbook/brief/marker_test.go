package brief

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"

	"kept/playbook"
	"kept/playbook/brief/doc"
	"kept/playbook/readiness"
)

// planted is a record every text, date and amount of which is a marker that
// stands nowhere else, and where each marker was planted.
type planted struct {
	rec   playbook.Record
	where map[string]string // marker → "promise unticked.text"
	all   map[string]bool   // every "promise unticked.text" there is
	days  map[playbook.Date]string
	n     int
}

// structural are columns that hold a choice of the program rather than text.
func structural(noun, kind, col string) bool {
	if _, in := playbook.FieldOfColumn(noun, kind, col); in != nil && (in.Type == playbook.TypeChoice || in.Type == playbook.TypeMulti) {
		return true
	}
	return strings.Contains(" kind state stage role anchor result from to field currency due_days influence reasons segment completeness people_rating outcome_clarity risk_honesty ownership trashed_at ", " "+col+" ")
}

// plant fills every column of a row that is still empty with a marker of its own.
func (p *planted) plant(name string, row playbook.Noun) {
	noun, kind := playbook.NounName(row), playbook.KindOf(row)
	for _, c := range playbook.Columns(row) {
		if structural(noun, kind, c.Name) || c.Text(row) != "" {
			continue
		}
		p.n++
		label := name + "." + c.Name
		value := ""
		switch c.Any(row).(type) {
		case string:
			value = fmt.Sprintf("Zq%04dx", p.n)
			p.where[value] = label
		case playbook.Date:
			on := playbook.Date("2031-01-01").AddDays(p.n * 3)
			p.days[on], value = label, string(on)
		case playbook.Money:
			value = fmt.Sprint(7_310_000 + p.n*11)
			p.where[value] = label
			p.where[playbook.Money(value).Grouped()] = label
		default:
			continue
		}
		p.all[label] = true
		if err := c.SetText(row, value); err != nil {
			panic(err)
		}
	}
}

// plantAll makes the record: each noun in every state that decides whether it goes out.
func plantAll(firstValueConfirmed bool) *planted {
	p := &planted{where: map[string]string{}, all: map[string]bool{}, days: map[playbook.Date]string{}}
	r := &p.rec
	id := 0
	meta := func() playbook.Meta {
		id++
		return playbook.Meta{ID: numbered(id), AccountID: numbered(999), Pos: id}
	}
	r.Account = playbook.Account{Meta: meta(), Currency: "EUR", Shown: "csm", StatusAt: "2026-11-23T09:00:00.000000Z"}
	p.plant("account", &r.Account)
	r.Handoff = playbook.Handoff{Meta: meta(), State: playbook.AcceptedWithConditions, FirstValueConfirmed: firstValueConfirmed, CostConfirmed: true, SingleChampion: true, SponsorChange: true}
	p.plant("handoff", &r.Handoff)
	for _, kind := range []string{playbook.Bought, playbook.NotBought, playbook.Term, playbook.Document, playbook.Problem, playbook.Driver, playbook.Alternative, playbook.Objection, playbook.Blackout,
		playbook.Integration, playbook.DataSet, playbook.Approval, playbook.Expansion, playbook.Action, playbook.Fact} {
		it := playbook.Item{Meta: meta(), Kind: kind}
		p.plant(kind, &it)
		r.Items = append(r.Items, it)
	}
	for _, side := range []string{"ours", "customer"} {
		it := playbook.Item{Meta: meta(), Kind: playbook.Escalation, Who: side}
		p.plant("escalation "+side, &it)
		r.Items = append(r.Items, it)
	}
	for _, said := range []string{"confirmed", "assumed", ""} {
		c := playbook.Criterion{Meta: meta(), Confirmed: said, Achieved: said == "confirmed"}
		p.plant("criterion "+said, &c)
		r.Criteria = append(r.Criteria, c)
	}
	for _, day := range []int{30, 60, 90} {
		q := playbook.ProofPoint{Meta: meta(), Day: day}
		p.plant("proof", &q)
		r.ProofPoints = append(r.ProofPoints, q)
	}
	for name, roles := range map[string]string{"sponsor": "sponsor,champion", "blocker": "blocker,economic_buyer,champion"} {
		s := playbook.Stakeholder{Meta: meta(), Roles: roles, Stance: "opposed", Influence: "5", Uninvolved: true}
		p.plant("person "+name, &s)
		r.People = append(r.People, s)
	}
	belief := playbook.Belief{Meta: meta(), Matches: "no"}
	p.plant("belief", &belief)
	r.Beliefs = append(r.Beliefs, belief)
	for _, c := range []struct {
		name string
		p    playbook.Promise
	}{
		{"shown", playbook.Promise{Support: "supported", AgreedToShow: true, DueKind: "date", Deciding: true, Outcome: "kept"}},
		{"approved", playbook.Promise{Support: "needs_approval", AgreedToShow: true, DueKind: "date"}},
		{"unticked", playbook.Promise{Support: "supported", DueKind: "date"}},
		{"unsupported", playbook.Promise{Support: "unsupported", AgreedToShow: true, DueKind: "date"}},
		{"waiting", playbook.Promise{Support: "needs_approval", Approver: " ", AgreedToShow: true, DueKind: "date"}},
		{"unjudged", playbook.Promise{AgreedToShow: true, DueKind: "date"}},
		{"withdrawn", playbook.Promise{Support: "supported", AgreedToShow: true, DueKind: "date", Outcome: "withdrawn"}},
		{"released", playbook.Promise{Support: "supported", AgreedToShow: true, DueKind: "date", Outcome: "released"}},
	} {
		c.p.Meta = meta()
		p.plant("promise "+c.name, &c.p)
		r.Promises = append(r.Promises, c.p)
	}
	for _, kind := range []string{playbook.Assumption, playbook.Risk, playbook.Gap} {
		w := playbook.Watch{Meta: meta(), Kind: kind, Severity: "high"}
		p.plant(kind, &w)
		r.Watches = append(r.Watches, w)
	}
	none := playbook.None{Meta: meta(), Field: "F8"}
	p.plant("none", &none)
	r.Nones = append(r.Nones, none)
	for _, name := range []string{"open", "answered"} {
		q := playbook.Question{Meta: meta()}
		p.plant("question "+name, &q)
		if name == "open" {
			q.AnsweredAt = ""
		} else {
			q.AnsweredAt = "2026-11-22T15:00:00.000000Z"
		}
		r.Questions = append(r.Questions, q)
	}
	tr := playbook.Transition{Meta: meta(), From: playbook.Draft, To: playbook.Submitted, At: "2026-11-20T15:00:00.000000Z", Figure: 61}
	p.plant("transition", &tr)
	r.Transitions = append(r.Transitions, tr)
	plan := playbook.Plan{Meta: meta()}
	p.plant("plan", &plan)
	r.Plans = append(r.Plans, plan)
	phase := playbook.Phase{Meta: meta(), PlanID: plan.ID}
	p.plant("phase", &phase)
	bare := playbook.Phase{Meta: meta(), PlanID: plan.ID, CustomerText: " "}
	p.plant("phase bare", &bare)
	r.Phases = append(r.Phases, phase, bare)
	for _, c := range []struct {
		name string
		t    playbook.Task
	}{
		{"ours", playbook.Task{Role: "cs", State: playbook.Todo}}, {"theirs", playbook.Task{Role: "customer", State: playbook.Doing}},
		{"done", playbook.Task{Role: "cs", State: playbook.TaskDone, DoneAt: "2026-11-22T15:00:00.000000Z"}}, {"blocked", playbook.Task{Role: "cs", State: playbook.Blocked}},
		{"hidden", playbook.Task{Role: "cs", State: playbook.Todo, CustomerText: " "}}, {"skipped", playbook.Task{Role: "cs", State: playbook.Skipped}},
		{"condition", playbook.Task{Role: "sales", State: playbook.Todo, Condition: true}},
		{"of a withheld promise", playbook.Task{Role: "cs", State: playbook.Todo, PromiseID: r.Promises[3].ID}},
	} {
		c.t.Meta, c.t.PlanID, c.t.PhaseID = meta(), plan.ID, phase.ID
		p.plant("task "+c.name, &c.t)
		r.Tasks = append(r.Tasks, c.t)
	}
	return p
}

// goesOut is what the customer reads, each of it, and nothing beside it. A
// column that is to go out is added here on purpose.
func goesOut(firstValueConfirmed bool) map[string]bool {
	out := map[string]bool{}
	add := func(row, cols string) {
		for _, c := range strings.Fields(cols) {
			out[row+"."+c] = true
		}
	}
	add("account", "name customer_promise csm status_line")
	add("handoff", "onboarded go_live_why user_count user_groups locations languages training_form environment_limits project_lead hours_per_week cadence channels update_rhythm report_form")
	if firstValueConfirmed {
		add("handoff", "first_value")
	}
	add("bought", "text qty")
	add("not_bought", "text")
	add("problem", "text")
	add("blackout", "text")
	add("integration", "text detail")
	add("data_set", "text qty")
	add("approval", "text detail")
	add("escalation customer", "text detail")
	add("criterion confirmed", "words metric unit baseline baseline_source target measured judge customer_owner")
	add("criterion assumed", "words metric unit baseline target")
	add("criterion ", "words metric unit baseline target")
	add("proof", "text evidence judge")
	add("person sponsor", "name title")
	add("promise shown", "text full_scope")
	add("promise approved", "text full_scope")
	add("phase", "customer_text")
	for _, t := range []string{"ours", "theirs", "done", "blocked"} {
		add("task "+t, "customer_text")
	}
	return out
}

// inText are values that go out in the texts to copy alone.
func inText() map[string]bool { return map[string]bool{"fact.text": true} }

// The copy for the customer holds every marker that may go out and none of the
// others: in the document's value, in the file's bytes, its words, metadata,
// attachments and name, and in the texts to copy.
func TestNoMarkerLeaks(t *testing.T) {
	for _, confirmed := range []bool{true, false} {
		p := plantAll(confirmed)
		in := inputOf(p.rec)
		in.Changes = []string{"Zq9999x"}
		p.where["Zq9999x"] = "change history"
		allowed := goesOut(confirmed)
		for label := range allowed {
			if !p.all[label] {
				t.Errorf("%s was never planted, so nothing is proved about it", label)
			}
		}
		res, _ := pdf(t, fmt.Sprintf("marker-%v", confirmed), in, doc.Customer)
		d, _ := Customer(in)
		value, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		raw := inflate(res.PDF)
		places := map[string]string{
			"the document’s value": string(value), "the words on the pages": string(popple(t, "pdftotext", res.PDF)),
			"the metadata": string(popple(t, "pdfinfo", res.PDF)), "the bytes": string(raw),
			"the file’s name":  FileName(p.rec.Account.Name, doc.Customer, "2026-11-23"),
			"the introduction": Introduction(in), "the agenda": KickoffAgenda(in),
		}
		for marker, label := range p.where {
			if !allowed[label] {
				for place, text := range places {
					if strings.Contains(text, marker) && !(inText()[label] && (place == "the agenda" || place == "the introduction")) {
						t.Errorf("%s (%s) is in %s", label, marker, place)
					}
				}
				if bytes.Contains(raw, wide(marker)) {
					t.Errorf("%s (%s) is in the bytes as UTF-16", label, marker)
				}
				continue
			}
			if !strings.Contains(places["the words on the pages"], marker) {
				t.Errorf("%s may go out and is not on the pages: this test could not see it leak", label)
			}
			if !bytes.Contains(raw, wide(marker)) {
				t.Errorf("%s is on the pages and not found in the bytes: the search of the bytes proves nothing", label)
			}
		}
		if text := places["the agenda"]; !strings.Contains(text, find(p, "fact.text")) {
			t.Error("what they told us is not in the agenda")
		}
		for on, label := range p.days {
			field, col, _ := strings.Cut(label, ".")
			if !internalDay(field, col) {
				continue
			}
			for place, text := range places {
				for _, form := range []string{on.Long(), on.Short(), string(on)} {
					if strings.Contains(text, form) {
						t.Errorf("the day of %s (%s) is in %s", label, form, place)
					}
				}
			}
		}
		if list := string(popple(t, "pdfdetach", res.PDF, "-list")); !strings.Contains(list, "0 embedded files") || bytes.Contains(raw, []byte("/Filespec")) {
			t.Errorf("the file has attachments: %s", list)
		}
		for _, word := range []string{"Opposed", "Champion", "Blocker", "Economic", "Conditional", "nsupported", "INTERNAL", "61 / 100", string(readiness.AtRisk) + " ·"} {
			if strings.Contains(places["the words on the pages"], word) {
				t.Errorf("the pages say %q", word)
			}
		}
	}
}

// internalDay tells whether a day stays inside: of an internal input, or of a
// row that does not go out at all.
func internalDay(row, col string) bool {
	switch row {
	case "promise unticked", "promise unsupported", "promise waiting", "promise unjudged", "promise withdrawn", "promise released",
		"task hidden", "task skipped", "task condition", "task of a withheld promise", "none", "belief", "action", "expansion", "assumption", "risk", "gap", "term", "document", "driver", "objection", "alternative":
		return true
	}
	noun, kind, _ := strings.Cut(row, " ")
	if noun == "criterion" && (col == "confirmed_on") || noun == "person" || noun == "task" && col == "planned_on" || noun == "promise" && col == "said_on" {
		return true
	}
	_, in := playbook.FieldOfColumn(noun, kind, col)
	return in != nil && in.Audience != playbook.Both
}

// Every internal or sensitive input of the field table is planted and stays inside.
func TestMarkersCoverTheFieldTable(t *testing.T) {
	p := plantAll(true)
	out := goesOut(true)
	nouns := map[string]string{"proof_point": "proof", "stakeholder": "person sponsor", "criterion": "criterion confirmed", "promise": "promise shown"}
	for _, f := range playbook.Fields() {
		name := nouns[f.Noun]
		switch {
		case f.Kind == playbook.Escalation:
			name = "escalation customer"
		case f.Kind != "":
			name = f.Kind
		case name == "":
			name = f.Noun
		}
		for _, in := range f.Inputs {
			label := name + "." + in.Col
			if in.Audience != playbook.Both && out[label] {
				t.Errorf("%s %s is %s by the field table and listed as going out", f.ID(), in.Label, map[playbook.Audience]string{playbook.Internal: "internal", playbook.Sensitive: "sensitive"}[in.Audience])
			}
			text := in.Type == playbook.TypeText || in.Type == playbook.TypeLong || in.Type == playbook.TypePerson || in.Type == playbook.TypeMoney
			if in.Audience != playbook.Both && text && !p.all[label] && in.Col != "problem_id" && !structural(f.Noun, f.Kind, in.Col) {
				t.Errorf("%s %s (%s) was not planted", f.ID(), in.Label, label)
			}
		}
	}
	for _, n := range playbook.Nouns() {
		name := reflect.TypeOf(n).Elem().Name()
		if name == "Member" || name == "Setting" {
			continue // not part of an account's record
		}
		found := false
		for label := range p.all {
			row, _, _ := strings.Cut(label, ".")
			found = found || strings.HasPrefix(strings.ReplaceAll("item watch person proof "+row, " ", ""), "itemwatch") && rowOf(row, n)
		}
		if !found {
			t.Errorf("no row of %s was planted", name)
		}
	}
}

// rowOf tells whether a planted row is of a noun.
func rowOf(row string, n playbook.Noun) bool {
	head, _, _ := strings.Cut(row, " ")
	switch n.(type) {
	case *playbook.Item:
		return head == playbook.Bought
	case *playbook.Watch:
		return head == playbook.Risk
	case *playbook.Stakeholder:
		return head == "person"
	case *playbook.ProofPoint:
		return head == "proof"
	}
	return head == playbook.NounName(n)
}

// A sensitive note about a person is not even printed for us.
func TestSensitiveNotesAreNeverPrinted(t *testing.T) {
	p := plantAll(true)
	res, _ := pdf(t, "marker-internal", inputOf(p.rec), doc.Internal)
	text := string(popple(t, "pdftotext", res.PDF))
	if m := find(p, "person sponsor.sensitive"); strings.Contains(text, m) {
		t.Error("a sensitive note is printed in the internal brief")
	}
	for _, label := range []string{"handoff.story", "risk.text", "promise unticked.quote", "handoff.avoid", "question open.text", "transition.note"} {
		if !strings.Contains(text, find(p, label)) {
			t.Errorf("the internal brief lacks %s", label)
		}
	}
}

func find(p *planted, label string) string {
	for marker, l := range p.where {
		if l == label {
			return marker
		}
	}
	return "never planted: " + label
}

// inflate returns the file with every compressed stream also unpacked.
func inflate(file []byte) []byte {
	out := bytes.Clone(file)
	for rest := file; ; {
		i := bytes.Index(rest, []byte("stream"))
		if i < 0 {
			return out
		}
		rest = bytes.TrimLeft(rest[i+len("stream"):], "\r\n")
		if z, err := zlib.NewReader(bytes.NewReader(rest)); err == nil {
			b, _ := io.ReadAll(z) // what was read before damage counts too
			out = append(append(out, '\n'), b...)
		}
	}
}

// wide is a text as PDF fonts and titles hold it: two bytes a character.
func wide(s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u>>8), byte(u))
	}
	return out
}
