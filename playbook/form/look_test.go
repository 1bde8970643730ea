package form_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"kept/playbook"
	"kept/playbook/form"
	"kept/playbook/merge"
	"kept/playbook/work"
)

// A sheet is a page as its script sees it: what it was told, and what stands in
// it now.
type sheet struct {
	t     testing.TB
	model map[string]any
	given map[string]any
	asked []any
}

var modelIn = regexp.MustCompile(`(?s)<script type="application/json" id="request">(.*?)</script>`)

// asked writes the page of a request and opens it.
func asked(t testing.TB, d *work.Desk, account playbook.ID) *sheet {
	t.Helper()
	var b bytes.Buffer
	if err := form.Request(t.Context(), d, account, form.Company{Name: "Fernway"}, &b); err != nil {
		t.Fatal(err)
	}
	s := &sheet{t: t}
	if err := json.Unmarshal(modelIn.FindSubmatch(b.Bytes())[1], &s.model); err != nil {
		t.Fatal(err)
	}
	raw, _ := json.Marshal(s.model["base"])
	if err := json.Unmarshal(raw, &s.given); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *sheet) part(key string) map[string]any { return s.given[key].(map[string]any) }

// set types a value into a single part, or into row i of a list.
func (s *sheet) set(key string, i int, col, text string) {
	s.t.Helper()
	p := s.part(key)
	if i >= 0 {
		p = p["rows"].([]any)[i].(map[string]any)
	}
	p["values"].(map[string]any)[col] = text
}

func (s *sheet) add(part, key string, values map[string]any) {
	rows, _ := s.part(part)["rows"].([]any)
	s.part(part)["rows"] = append(rows, map[string]any{"key": key, "values": values})
}

func (s *sheet) rows(part string, f func([]any) []any) {
	s.part(part)["rows"] = f(s.part(part)["rows"].([]any))
}

func (s *sheet) none(part, who, on string) {
	s.part(part)["none"] = map[string]any{"who": who, "on": on}
}

func (s *sheet) answer(i int, text string) {
	q := s.model["questions"].([]any)[i].(map[string]any)
	s.asked = append(s.asked, map[string]any{"id": q["id"], "text": q["text"], "answer": text})
}

// back is the file that the page sends back.
func (s *sheet) back() []byte {
	b, err := json.Marshal(map[string]any{"kept_answers": 1, "request": s.model["request"], "account": s.model["account"], "name": s.model["name"],
		"asked_by": s.model["askedBy"], "asked_at": s.model["askedAt"], "answered_by": "Jonas Falk", "answered_at": "2027-03-02T10:00:00.123Z",
		"base": s.model["base"], "given": s.given, "questions": s.asked})
	if err != nil {
		s.t.Fatal(err)
	}
	// As a browser writes it, the version stands first.
	return append([]byte(`{"kept_answers": 1,`), bytes.TrimPrefix(bytes.Replace(b, []byte(`"kept_answers":1,`), nil, 1), []byte("{"))...)
}

func opened(t testing.TB, b []byte) *form.Form {
	t.Helper()
	f, err := form.Open("answers.json", bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// seen lists the differences of answers, one a line.
func seen(t testing.TB, d *work.Desk, past work.Past, b []byte) (work.AnswersView, []string) {
	t.Helper()
	v, err := form.Look(t.Context(), d, past, opened(t, b))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, g := range v.Groups {
		for _, r := range g.Rows {
			mark := ""
			if r.Open() {
				mark = "* "
			}
			out = append(out, mark+strings.ReplaceAll(strings.Join([]string{g.Title, r.Place, r.Label, r.HereText, r.ThereText, r.Why}, " | "), "\n", " / "))
		}
	}
	return v, out
}

func take(t testing.TB, d *work.Desk, b []byte, choices ...merge.Choice) form.Applied {
	t.Helper()
	out, err := form.Take(t.Context(), d, opened(t, b), choices)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func same(t testing.TB, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

const acme = `account: Acme
industry: {industry: Retail}
story: They called all day.
problems:
- text: Missed visits
- text: Long calls
criteria:
- {words: Quiet phones, baseline: 140, target: 70}
promises:
- {text: Import by May, deciding: yes, quote: You will not type it twice}
- {text: Training for 8}
people:
- {name: Mia Berg, sensitive: Not asked before the earlier tool was bought}
avoid: The earlier tool
`

// What the seller alone changed counts, what was changed here since stays, and
// what both changed waits.
func TestAnswersAreComparedWithWhatThePageWasFilledWith(t *testing.T) {
	d, s := desk(t)
	id := apply(t, d, acme).Account
	p := asked(t, d, id)
	p.set("industry", -1, "industry", "Retail chains")
	p.set("story", -1, "story", "They called between clinics.")
	p.set("promises", 0, "to_whom", "Mia Berg")
	p.set("criteria", 0, "target", "60")
	back := p.back()

	d.Who = "Ben Okoro"
	apply(t, d, "account: Acme\nstory: They wrote letters.\nsegment: small\n")
	before, err := s.DataVersion(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	v, got := seen(t, d, s, back)
	same(t, got,
		"The deal | Industry | Industry | Retail | Retail chains | ",
		"* The story | Story behind the deal | The story | They wrote letters. | They called between clinics. | ",
		"Success criteria | Criterion “Quiet phones” | Target | 70 | 60 | ",
		"Promises | Promise “Import by May” | To whom |  | Mia Berg | ")
	if after, _ := s.DataVersion(t.Context()); after != before {
		t.Error("looking at answers has written something")
	}
	story := v.Groups[1].Rows[0]
	if story.Here.Who != "Ben Okoro" || story.There.Who != "Jonas Falk" || story.Base.Text != "They called all day." || !story.Long {
		t.Errorf("both sides of the story: %+v", story)
	}
	out := take(t, d, back)
	if out.Answers != 3 || out.Open != 1 || out.Created {
		t.Errorf("taken: %+v", out)
	}
	rec := record(t, d, id)
	if rec.Handoff.Story != "They wrote letters." || rec.Account.Segment != "small" || rec.Account.Industry != "Retail chains" || rec.Promises[0].ToWhom != "Mia Berg" {
		t.Errorf("stored: %q, %q, %q", rec.Handoff.Story, rec.Account.Segment, rec.Account.Industry)
	}
	if rec.Promises[0].Quote == "" || rec.People[0].Sensitive == "" || rec.Handoff.Avoid == "" {
		t.Error("sensitive words that the page never had were cleared")
	}
	_, got = seen(t, d, nil, back)
	same(t, got, "* The story | Story behind the deal | The story | They wrote letters. | They called between clinics. | ")
	if again := take(t, d, back); again.Answers+again.Rows+again.Removed != 0 {
		t.Errorf("the same answers again: %+v", again)
	}
	take(t, d, back, merge.Choice{Row: story.Row, Col: "story", Take: merge.Keep})
	if got := record(t, d, id).Handoff.Story; got != "They wrote letters.\n\nThey called between clinics." {
		t.Errorf("both kept: %q", got)
	}
	if _, err := d.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if rec := record(t, d, id); rec.Account.Industry != "Retail" || rec.Promises[0].ToWhom != "" {
		t.Error("undo did not take the answers back as one step")
	}
}

// Rows come, go and move, and the star with them.
func TestRowsOfAnswers(t *testing.T) {
	d, _ := desk(t)
	id := apply(t, d, acme).Account
	p := asked(t, d, id)
	p.add("promises", "n1", map[string]any{"text": "Polish page by June", "deciding": "true", "to_whom": "Jonas"})
	p.set("promises", 0, "deciding", "")
	p.add("problems", "n2", map[string]any{"text": "Nobody answers"})
	p.rows("problems", func(r []any) []any { return []any{r[2], r[1]} }) // “Missed visits” is gone, the new one first
	p.add("criteria", "n3", map[string]any{"words": "Fewer calls", "problem_id": "n2"})
	p.add("people", "n4", map[string]any{"name": ""})
	p.add("proof_points", "day60", map[string]any{"day": "60", "text": "Calls are at 100"})
	p.none("risks", "Jonas Falk", "2027-03-02")
	back := p.back()
	_, got := seen(t, d, nil, back)
	same(t, got,
		"The story | Problem to solve “Nobody answers” |  |  | Problem: Nobody answers | ",
		"The story | Problem to solve “Missed visits” |  | Missed visits | removed | ",
		"The story | Problem to solve | Order | Long calls / Nobody answers | Nobody answers / Long calls | ",
		"Success criteria | Criterion “Fewer calls” |  |  | In the customer’s words: Fewer calls / Solves problem: Nobody answers | ",
		"Success criteria | Proof point “day 60” |  |  | 30, 60 or 90 days after close: 60 / What they will see: Calls are at 100 | ",
		"Promises | Promise “Polish page by June” |  |  | The promise: Polish page by June / To whom: Jonas | ",
		"Promises | Deciding promise | This one won the deal | Import by May | Polish page by June | ",
		"Assumptions, risks, gaps | Risks | None |  | None, says Jonas Falk, 2 Mar 2027 | ")
	out := take(t, d, back)
	if out.Rows != 4 || out.Removed != 1 {
		t.Errorf("taken: %+v", out)
	}
	rec := record(t, d, id)
	var problems []string
	for _, it := range rec.ItemsOf(playbook.Problem) {
		problems = append(problems, it.Text)
	}
	same(t, problems, "Nobody answers", "Long calls")
	if rec.Criteria[1].ProblemID != rec.ItemsOf(playbook.Problem)[0].ID || rec.Deciding().Text != "Polish page by June" || rec.Promises[0].Deciding || len(rec.ProofPoints) != 1 {
		t.Errorf("links, star or proof points are wrong: %+v", rec.Criteria[1])
	}
	if n := rec.NoneOf(playbook.FieldByNo(55)); n == nil || n.Who != "Jonas Falk" {
		t.Errorf("the none: %+v", n)
	}
	if _, got := seen(t, d, nil, back); len(got) > 0 {
		t.Errorf("the same answers again: %q", got)
	}

	// A row that was taken out here stays out, whatever comes again.
	if err := d.RemoveRow(t.Context(), work.Ref{Noun: "promise", ID: rec.Promises[2].ID}); err != nil {
		t.Fatal(err)
	}
	v, got := seen(t, d, nil, back)
	same(t, got, "* Promises | Promise “Polish page by June” |  | removed here meanwhile | The promise: Polish page by June / To whom: Jonas | ")
	if out := take(t, d, back); out.Rows != 0 || out.Open != 1 {
		t.Errorf("taken: %+v", out)
	}
	take(t, d, back, merge.Choice{Row: v.Groups[0].Rows[0].Row, Take: merge.Theirs})
	if got := len(record(t, d, id).Promises); got != 3 {
		t.Errorf("%d promises after it was chosen, want 3", got)
	}
}

// A removed row in which somebody wrote meanwhile is asked about, and one that
// the rules keep stays with the reason.
func TestARemovedRowThatChangedHereIsAskedAbout(t *testing.T) {
	d, _ := desk(t)
	id := apply(t, d, acme+"proof_points:\n- {day: 30, text: Seen, judge: Mia Berg}\n").Account
	p := asked(t, d, id)
	p.rows("promises", func(r []any) []any { return r[:1] })
	p.rows("people", func(r []any) []any { return nil })
	apply(t, d, "account: Acme\npromises:\n- {text: Training for 8, to_whom: Mia Berg}\n")
	_, got := seen(t, d, nil, p.back())
	same(t, got, "* People & politics | Person “Mia Berg” |  | Mia Berg | removed | they judge “Seen”; name another judge first",
		"* Promises | Promise “Training for 8” |  | Training for 8 | removed | ")
}

// Words that cannot be stored are told and kept out; the others come in.
func TestWhatCannotBeStoredIsToldAndKeepsNothingElseOut(t *testing.T) {
	d, _ := desk(t)
	id := apply(t, d, acme).Account
	p := asked(t, d, id)
	p.set("value", -1, "value", "about 40k")
	p.set("value", -1, "currency", "EUR")
	p.set("account", -1, "name", " ")
	p.set("close", -1, "expected_close", "2027-02-31")
	p.add("promises", "n1", map[string]any{"text": "Polish page", "said_on": "2027-02-10", "due_kind": "date", "due_on": "2027-02-01"})
	v, got := seen(t, d, nil, p.back())
	var why []string
	for _, l := range got {
		if i := strings.LastIndex(l, " | "); l[i+3:] != "" {
			why = append(why, l[i+3:])
		}
	}
	if len(why) != 4 || !strings.Contains(strings.Join(why, "\n"), "before it was made") || !strings.Contains(strings.Join(why, "\n"), "“Value per year” is not an amount") {
		t.Errorf("reasons: %q in\n%s", why, strings.Join(got, "\n"))
	}
	out := take(t, d, p.back())
	rec := record(t, d, id)
	if out.Open != 4 || rec.Account.Currency != "EUR" || rec.Account.Value != "" || len(rec.Promises) != 3 || rec.Promises[2].DueOn != "" || rec.Promises[2].SaidOn == "" {
		t.Errorf("taken %+v: %+v", out, rec.Promises)
	}
	value := work.AnswerDifference{}
	for _, g := range v.Groups {
		for _, r := range g.Rows {
			if r.Col == "value" {
				value = r
			}
		}
	}
	take(t, d, p.back(), merge.Choice{Row: value.Row, Col: "value", Take: merge.Other, Text: "40,000"})
	if got := record(t, d, id).Account.Value; got != "40000" {
		t.Errorf("a third value: %q", got)
	}
	_, err := form.Take(t.Context(), d, opened(t, p.back()), []merge.Choice{{Row: value.Row, Col: "value", Take: merge.Other, Text: "plenty"}})
	var inv *playbook.InvalidError
	if !errors.As(err, &inv) || !strings.Contains(inv.Message, "“Value per year” is not an amount") {
		t.Errorf("a third value that cannot be stored: %v", err)
	}
}

// Answers go to their questions; one that was answered meanwhile keeps what it has.
func TestAnswersGoToTheirQuestions(t *testing.T) {
	d, _ := desk(t)
	id := apply(t, d, acme).Account
	for _, q := range []string{"Who signs the import?", "What does a missed visit cost?"} {
		if err := d.Ask(t.Context(), id, q); err != nil {
			t.Fatal(err)
		}
	}
	p := asked(t, d, id)
	p.answer(0, "Mia Berg does.")
	p.answer(1, "90 euros.")
	if err := d.Answer(t.Context(), record(t, d, id).Questions[1].ID, "Nobody knows."); err != nil {
		t.Fatal(err)
	}
	_, got := seen(t, d, nil, p.back())
	same(t, got, "Questions | Who signs the import? | Answer |  | Mia Berg does. | ",
		"* Questions | What does a missed visit cost? | Answer | Nobody knows. | 90 euros. | ")
	take(t, d, p.back())
	qs := record(t, d, id).Questions
	if qs[0].Answer != "Mia Berg does." || qs[0].AnsweredBy != "Jonas Falk" || qs[0].Open() || qs[1].Answer != "Nobody knows." {
		t.Errorf("%+v", qs)
	}
	if _, got := seen(t, d, nil, p.back()); len(got) != 1 {
		t.Errorf("the same answers again: %q", got)
	}
}

// A request for a deal that is not here yet makes its account, once.
func TestAnswersAboutANewDeal(t *testing.T) {
	d, _ := desk(t)
	p := asked(t, d, playbook.ID{})
	p.set("account", -1, "name", "Bergamot")
	p.set("value", -1, "value", "12,000.50")
	p.add("promises", "n1", map[string]any{"text": "Import by May"})
	first := take(t, d, p.back())
	if !first.Created || first.Name != "Bergamot" || first.Rows != 1 {
		t.Errorf("%+v", first)
	}
	rec := record(t, d, first.Account)
	if rec.Account.Seller != "Jonas Falk" || rec.Account.Value != "12000.50" || rec.Account.Stage != playbook.PreClose || rec.Handoff.State != playbook.Draft {
		t.Errorf("%+v", rec.Account)
	}
	if second := take(t, d, p.back()); second.Created || second.Account != first.Account || second.Answers+second.Rows != 0 {
		t.Errorf("the second time: %+v", second)
	}
}

// A YAML form is shown and chosen from in the same way.
func TestAYAMLFormOpensTheSameWay(t *testing.T) {
	d, s := desk(t)
	id := apply(t, d, acme).Account
	text := "account: Acme\nstory: They wrote letters.\npromises:\n- {text: Import by May, to_whom: Mia Berg}\n- {text: Polish page by June}\n"
	v, got := seen(t, d, s, []byte(text))
	same(t, got, "The story | Story behind the deal | The story | They called all day. | They wrote letters. | ",
		"Promises | Promise “Import by May” | To whom |  | Mia Berg | ",
		"Promises | Promise “Polish page by June” |  |  | The promise: Polish page by June | ")
	take(t, d, []byte(text), merge.Choice{Row: v.Groups[0].Rows[0].Row, Col: "story", Take: merge.Mine}, merge.Choice{Row: v.Groups[1].Rows[1].Row, Take: merge.Mine})
	rec := record(t, d, id)
	if rec.Handoff.Story != "They called all day." || len(rec.Promises) != 2 || rec.Promises[0].ToWhom != "Mia Berg" {
		t.Errorf("%q, %d promises, to %q", rec.Handoff.Story, len(rec.Promises), rec.Promises[0].ToWhom)
	}
}

// The clock of the page's computer does no harm.
func TestAMomentThatIsNoneIsLeftOut(t *testing.T) {
	d, _ := desk(t)
	id := apply(t, d, acme).Account
	back := bytes.Replace(asked(t, d, id).back(), []byte("2027-03-02T10:00:00.123Z"), []byte("yesterday"), 1)
	if v, _ := seen(t, d, nil, back); !v.At.IsZero() || v.AskedAt.Time() != time.Date(2027, time.March, 1, 9, 0, 0, 0, time.UTC) {
		t.Errorf("answered at %q, asked at %q", v.At, v.AskedAt)
	}
}
