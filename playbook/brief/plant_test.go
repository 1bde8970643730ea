package brief

import (
	"fmt"
	"strings"

	"kept/playbook"
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
	return strings.Contains(" kind state stage role anchor result from to field currency due_days influence reasons segment completeness people_rating outcome_clarity risk_honesty ownership trashed_at after class waiting_on ", " "+col+" ")
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
	for _, said := range []string{"confirmed", "assumed", ""} {
		m := playbook.Measurement{Meta: meta(), CriterionID: r.Criteria[len(r.Measurements)].ID}
		p.plant("measurement "+said, &m)
		r.Measurements = append(r.Measurements, m)
	}
	for day, name := range map[int]string{30: "proof judged", 60: "proof", 90: "proof"} {
		q := playbook.ProofPoint{Meta: meta(), Day: day}
		if name == "proof judged" {
			q.Result = "partly"
		}
		p.plant(name, &q)
		r.ProofPoints = append(r.ProofPoints, q)
	}
	review := playbook.WatchReview{Meta: meta(), Result: "open"}
	p.plant("watch_review", &review)
	r.WatchReviews = append(r.WatchReviews, review)
	signal := playbook.Signal{Meta: meta(), Kind: "apology", Cause: "slip"}
	p.plant("signal", &signal)
	r.Signals = append(r.Signals, signal)
	for _, q := range []playbook.CustomerQuestion{{Meta: meta()}, {Meta: meta(), FactID: r.ItemsOf(playbook.Fact)[0].ID}} {
		name := "customer_question open"
		if !q.FactID.IsZero() {
			name = "customer_question known"
		}
		p.plant(name, &q)
		r.CustomerQuestions = append(r.CustomerQuestions, q)
	}
	for _, day := range playbook.InspectionDays() {
		i := playbook.Inspection{Meta: meta(), Day: day, Promise: "yes", Owned: "no"}
		p.plant("inspection", &i)
		r.Inspections = append(r.Inspections, i)
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
	p.plantPlan(meta)
	return p
}

// plantPlan plants what hangs on the tasks of a plan, on those that the
// customer sees.
func (p *planted) plantPlan(meta func() playbook.Meta) {
	r := &p.rec
	seen := r.Tasks[0].ID
	anchor := playbook.AccountAnchor{Meta: meta()}
	p.plant("account_anchor", &anchor)
	r.Anchors = append(r.Anchors, anchor)
	baseline := playbook.Baseline{Meta: meta(), PlanID: r.Plans[0].ID, Dates: seen.String() + " 2030-12-24\n"}
	p.plant("baseline", &baseline)
	r.Baselines = append(r.Baselines, baseline)
	block := playbook.Block{Meta: meta(), TaskID: seen, Class: "decision", WaitingOn: "customer", Since: "2026-11-20T15:00:00.000000Z"}
	p.plant("block", &block)
	block.Until = ""
	r.Blocks = append(r.Blocks, block)
	given := playbook.TaskInput{Meta: meta(), TaskID: seen, Role: "support"}
	p.plant("task_input", &given)
	r.Inputs = append(r.Inputs, given)
	notice := playbook.Notice{Meta: meta(), TaskID: seen}
	p.plant("notice", &notice)
	r.Notices = append(r.Notices, notice)
}

// goesOut is what the customer reads in their copy of a document, each of it,
// and nothing beside it. A column that is to go out is added here on purpose.
func goesOut(k Kind, firstValueConfirmed bool) map[string]bool {
	out := map[string]bool{}
	add := func(row, cols string) {
		for _, c := range strings.Fields(cols) {
			out[row+"."+c] = true
		}
	}
	add("account", "name customer_promise")
	switch k {
	case Reconciliation:
		add("account", "csm")
		add("bought", "text qty")
		add("not_bought", "text")
		add("promise shown", "text full_scope evidence")
		add("promise approved", "text full_scope")
		return out
	case Value:
		add("criterion confirmed", "words metric unit baseline target measured judge")
		add("measurement confirmed", "value source")
		add("promise shown", "text evidence")
		add("proof", "text evidence judge")
		add("proof judged", "text shown")
		add("task ours", "customer_text")
		return out
	case Agenda:
		add("account", "csm")
		add("handoff", "cadence channels update_rhythm report_form")
		add("not_bought", "text")
		add("escalation customer", "text detail")
		add("criterion confirmed", "words metric unit baseline target judge")
		add("criterion assumed", "words metric unit baseline target")
		add("criterion ", "words metric unit baseline target")
		add("person sponsor", "name title")
		add("promise shown", "text")
		add("promise approved", "text")
		add("phase", "customer_text")
		add("task theirs", "customer_text")
		add("fact", "text")
		add("customer_question open", "text")
		add("customer_question known", "text")
		return out
	}
	add("account", "csm status_line")
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
	add("measurement confirmed", "value")
	add("proof", "text evidence judge")
	add("proof judged", "text shown")
	add("person sponsor", "name title")
	add("promise shown", "text full_scope")
	add("promise approved", "text full_scope")
	add("phase", "customer_text")
	for _, t := range []string{"ours", "theirs", "done", "blocked"} {
		add("task "+t, "customer_text")
	}
	return out
}
