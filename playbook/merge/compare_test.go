package merge_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"kept/playbook"
	"kept/playbook/merge"
)

// common is what both sides know, in stories: an account, a promise, a task and
// two rows of a list.
func common() []playbook.Claim {
	return []playbook.Claim{claim(0, "ada", "do",
		adds(&playbook.Account{Name: "Acme"}, 1), adds(&playbook.Promise{Text: "by May", Quote: "as soon as May"}, 2), adds(&playbook.Task{Title: "ask", State: playbook.Todo}, 3),
		adds(&playbook.Item{Kind: playbook.Bought, Text: "seats", Qty: "10"}, 4), adds(&playbook.Item{Kind: playbook.Bought, Text: "training"}, 5))}
}

func sidesOf(hereClaims, thereClaims []playbook.Claim) merge.Sides {
	return merge.Sides{Account: playbook.ID{1}, Here: append(common(), hereClaims...), There: append(common(), thereClaims...)}
}

func told(all []merge.Difference) []string {
	var out []string
	names := map[merge.Class]string{merge.There: "there", merge.Here: "here", merge.Both: "both", merge.NewRow: "new", merge.OwnRow: "own", merge.Removed: "removed"}
	for _, d := range all {
		s := fmt.Sprintf("%s %q %s %s: %q | %q", d.Noun, d.Title, d.Col, names[d.Class], d.Here.Text, d.There.Text)
		if d.Base != nil && d.Col != "" {
			s += fmt.Sprintf(" base %q", d.Base.Text)
		}
		for what, is := range map[string]bool{" wins": d.Wins, " purged": d.Purged, " keep": d.CanKeep} {
			if is {
				s += what
			}
		}
		out = append(out, s)
	}
	return out
}

// sorted flags, because told walks a map.
func same(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

func TestCompareSaysWhichSideHasChanged(t *testing.T) {
	add := adds(&playbook.Item{Kind: playbook.Bought, Text: "support"}, 6)
	trash := sets("promise", 2, "trashed_at", "", "2026-03-02T09:02:00.000000Z")
	for _, c := range []struct {
		name        string
		here, there []playbook.Claim
		want        []string
	}{
		{"nothing", nil, nil, nil},
		{"changed there", nil, []playbook.Claim{claim(1, "ben", "do", sets("promise", 2, "text", "by May", "by June"))},
			[]string{`promise "by June" text there: "by May" | "by June" base "by May" wins`}},
		{"changed here", []playbook.Claim{claim(1, "ada", "do", sets("promise", 2, "text", "by May", "by June"))}, nil,
			[]string{`promise "by May" text here: "by June" | "by May" base "by May"`}},
		{"changed on both sides, there later", []playbook.Claim{claim(1, "ada", "do", sets("promise", 2, "text", "by May", "by June"))}, []playbook.Claim{claim(2, "ben", "do", sets("promise", 2, "text", "by May", "by July"))},
			[]string{`promise "by July" text both: "by June" | "by July" base "by May" wins`}},
		{"a long text on both sides, here later", []playbook.Claim{claim(3, "ada", "do", sets("promise", 2, "quote", "as soon as May", "in June"))}, []playbook.Claim{claim(2, "ben", "do", sets("promise", 2, "quote", "as soon as May", "in July"))},
			[]string{`promise "by May" quote both: "in June" | "in July" base "as soon as May"`}},
		{"the same on both sides", []playbook.Claim{claim(1, "ada", "do", sets("promise", 2, "text", "by May", "by June"))}, []playbook.Claim{claim(2, "ben", "do", sets("promise", 2, "text", "by May", "by June"))}, nil},
		{"new there", nil, []playbook.Claim{claim(1, "ben", "do", add)}, []string{`item "support"  new: "" | "support" wins`}},
		{"new here", []playbook.Claim{claim(1, "ada", "do", add)}, nil, []string{`item "support"  own: "support" | ""`}},
		{"trashed there", nil, []playbook.Claim{claim(2, "ben", "do", trash)},
			[]string{`promise "by May" trashed_at removed: "" | "2026-03-02T09:02:00.000000Z" wins`}},
		{"trashed there, gone on with here", []playbook.Claim{claim(1, "ada", "do", sets("promise", 2, "quote", "as soon as May", ""))}, []playbook.Claim{claim(2, "ben", "do", trash)},
			[]string{`promise "by May" quote here: "" | "as soon as May" base "as soon as May"`, `promise "by May" trashed_at both: "" | "2026-03-02T09:02:00.000000Z" wins keep`}},
		{"trashed here, gone on with there", []playbook.Claim{claim(2, "ada", "do", trash)}, []playbook.Claim{claim(1, "ben", "do", sets("promise", 2, "quote", "as soon as May", ""))},
			[]string{`promise "by May" quote there: "as soon as May" | "" base "as soon as May" wins`, `promise "by May" trashed_at both: "2026-03-02T09:02:00.000000Z" | "" keep`}},
		{"an undone change there", []playbook.Claim{claim(1, "ben", "do", sets("promise", 2, "text", "by May", "by June"))},
			[]playbook.Claim{claim(1, "ben", "do", sets("promise", 2, "text", "by May", "by June")), undo(2, "ben", 1, sets("promise", 2, "text", "by June", "by May"))},
			[]string{`promise "by May" text there: "by June" | "by May" base "by June" wins`}},
		{"the order of a list", nil, []playbook.Claim{claim(1, "ben", "do", sets("item", 4, "pos", "0", "2"), sets("item", 5, "pos", "0", "1"))},
			[]string{`item "seats" pos there: "0" | "2" wins`, `item "training" pos there: "0" | "1" wins`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := told(merge.Compare(sidesOf(c.here, c.there))); !slices.EqualFunc(got, c.want, same) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

// undo is the claim that turns the act which somebody made at a minute.
func undo(at int, who string, of int, lines ...playbook.ClaimLine) playbook.Claim {
	c := claim(at, who, "undo", lines...)
	c.Undoes = playbook.ID{byte(of), who[0]}
	return c
}

// A row whose addition was undone is gone; where the other side has gone on with
// it, both is said, and the newer words hold.
func TestCompareOfARowWhoseAdditionWasUndone(t *testing.T) {
	add := claim(1, "ben", "do", adds(&playbook.Item{Kind: playbook.Bought, Text: "support"}, 6))
	json := *add.Lines[0].New
	taken := undo(3, "ben", 1, playbook.ClaimLine{Noun: "item", Row: playbook.ID{6}, Old: &json})
	edit := func(at int) playbook.Claim {
		return claim(at, "ada", "do", sets("item", 6, "detail", "", "by phone"))
	}
	for _, c := range []struct {
		name string
		here []playbook.Claim
		want string
		gone bool
	}{
		{"nothing written here", []playbook.Claim{add}, `item "support"  removed: "support" | "" wins`, true},
		{"written before", []playbook.Claim{add, edit(2)}, `item "support"  both: "support" | "" wins keep`, true},
		{"written after", []playbook.Claim{add, edit(4)}, `item "support"  both: "support" | "" keep`, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := sidesOf(c.here, []playbook.Claim{add, taken})
			if got := told(merge.Compare(s)); len(got) != 1 || !same(got[0], c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
			rows := rowsAfter(t, s, nil)
			if (rows[playbook.ID{6}] == nil) != c.gone {
				t.Errorf("the row is %v", rows[playbook.ID{6}])
			}
			kept := rowsAfter(t, s, []merge.Choice{{Row: playbook.ID{6}, Take: merge.Mine}})
			if kept[playbook.ID{6}] == nil || kept[playbook.ID{6}].Key().TrashedAt != "" {
				t.Errorf("it was to stay, and is %v", kept[playbook.ID{6}])
			}
			away := rowsAfter(t, s, []merge.Choice{{Row: playbook.ID{6}, Take: merge.Theirs}})
			if n := away[playbook.ID{6}]; n != nil && n.Key().TrashedAt == "" {
				t.Errorf("it was to go, and is %v", n)
			}
		})
	}
}

var taker = merge.By{Who: "ada", Device: "ada", Label: "Take in a pack", At: time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC)}

// rowsAfter returns the rows after taking in.
func rowsAfter(t *testing.T, s merge.Sides, choices []merge.Choice) map[playbook.ID]playbook.Noun {
	t.Helper()
	taking, err := merge.Take(s, choices, taker)
	if err != nil {
		t.Fatal(err)
	}
	out := map[playbook.ID]playbook.Noun{}
	for _, n := range taking.Rows {
		out[n.Key().ID] = n
	}
	led := merge.Nouns(merge.Rows(s.Account, merge.Union(s.Here, taking.Claims)))
	if !slices.EqualFunc(led, taking.Rows, func(a, b playbook.Noun) bool { return !differs(a, b) }) {
		t.Errorf("the claims lead to\n%v, the taking says\n%v", led, taking.Rows)
	}
	return out
}

func TestWhatIsChosenCounts(t *testing.T) {
	s := sidesOf([]playbook.Claim{claim(1, "ada", "do", sets("promise", 2, "text", "by May", "by June"), sets("task", 3, "note", "", "mine"), sets("item", 4, "qty", "10", "20"))},
		[]playbook.Claim{claim(2, "ben", "do", sets("promise", 2, "text", "by May", "by July"), sets("task", 3, "note", "", "theirs"), sets("item", 4, "qty", "10", "30")), claim(3, "ben", "do", adds(&playbook.Item{Kind: playbook.Bought, Text: "support"}, 6))})
	row := func(b byte) playbook.ID { return playbook.ID{b} }
	for _, c := range []struct {
		name   string
		choice merge.Choice
		want   string // row.col to text after it
		lines  int    // of the claim that was decided
	}{
		{"newer", merge.Choice{Row: row(2), Col: "text"}, "2.text=by July", 0},
		{"theirs is the newer", merge.Choice{Row: row(2), Col: "text", Take: merge.Theirs}, "2.text=by July", 0},
		{"mine", merge.Choice{Row: row(2), Col: "text", Take: merge.Mine}, "2.text=by June", 1},
		{"a third", merge.Choice{Row: row(2), Col: "text", Take: merge.Other, Text: "by August"}, "2.text=by August", 1},
		{"both of a long text", merge.Choice{Row: row(3), Col: "note", Take: merge.Keep}, "3.note=mine\n\ntheirs", 1},
		{"both rows", merge.Choice{Row: row(4), Take: merge.Keep}, "4.qty=20", 2},
		{"all of mine in a row", merge.Choice{Row: row(4), Take: merge.Mine}, "4.qty=20", 1},
		{"a new row not taken", merge.Choice{Row: row(6), Take: merge.Mine}, "6.trashed_at=2026-03-03T09:00:00.000000Z", 1},
		{"a new row taken", merge.Choice{Row: row(6), Take: merge.Theirs}, "6.trashed_at=", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			decided, err := merge.Decide(s, []merge.Choice{c.choice}, taker)
			if err != nil {
				t.Fatal(err)
			}
			if n := 0; decided != nil {
				n = len(decided.Lines)
				if n != c.lines || decided.Who != "ada" || decided.Key != "" || decided.Kind != "do" || decided.Stamp <= merge.Greatest(s.There) {
					t.Errorf("decided %+v", decided)
				}
			} else if c.lines != 0 {
				t.Error("nothing was decided")
			}
			rows := rowsAfter(t, s, []merge.Choice{c.choice})
			at, want, _ := strings.Cut(c.want, "=")
			var id byte
			var col string
			if _, err := fmt.Sscanf(strings.Replace(at, ".", " ", 1), "%d %s", &id, &col); err != nil {
				t.Fatal(err)
			}
			if got, err := playbook.GetText(rows[playbook.ID{id}], col); err != nil || got != want {
				t.Errorf("%s is %q, want %q (%v)", at, got, want, err)
			}
			if c.name == "both rows" {
				var seats []string
				for _, n := range rows {
					if it, ok := n.(*playbook.Item); ok && it.Text == "seats" {
						seats = append(seats, it.Qty)
					}
				}
				if slices.Sort(seats); !slices.Equal(seats, []string{"20", "30"}) {
					t.Errorf("kept %v", seats)
				}
			}
		})
	}
}

func TestAChoiceThatCannotBeMadeIsRefused(t *testing.T) {
	s := sidesOf([]playbook.Claim{claim(1, "ada", "do", sets("promise", 2, "text", "by May", "by June"), sets("promise", 2, "due_on", "", "2026-06-01"), sets("account", 1, "industry", "", "steel"))},
		[]playbook.Claim{claim(2, "ben", "do", sets("promise", 2, "text", "by May", "by July"), sets("promise", 2, "due_on", "", "2026-07-01"), sets("account", 1, "industry", "", "glass"))})
	for want, c := range map[string]merge.Choice{
		"There is nothing to choose any more; look at the differences again.": {Row: playbook.ID{77}, Col: "text", Take: merge.Mine},
		"“Due on” holds one value; choose one of the two, or write a third.":  {Row: playbook.ID{2}, Col: "due_on", Take: merge.Keep},
		"There can be only one of these; choose one of the two.":              {Row: playbook.ID{1}, Take: merge.Keep},
		"A row has no third value; choose one of the two, or keep both.":      {Row: playbook.ID{2}, Take: merge.Other, Text: "x"},
		`"soon" is not a date; write it like 2027-01-15`:                      {Row: playbook.ID{2}, Col: "due_on", Take: merge.Other, Text: "soon"},
	} {
		_, err := merge.Decide(s, []merge.Choice{c}, taker)
		var invalid *playbook.InvalidError
		if !errors.As(err, &invalid) || invalid.Message != want {
			t.Errorf("%+v: %v, want %s", c, err, want)
		}
	}
}

// What was removed for good here stays away unless it is brought, and is said.
func TestWhatWasPurgedStaysAway(t *testing.T) {
	s := sidesOf(nil, []playbook.Claim{claim(1, "ben", "do", adds(&playbook.Item{Kind: playbook.Bought, Text: "support"}, 6)), claim(2, "ben", "do", sets("item", 6, "text", "support", "help"), sets("promise", 2, "text", "by May", "by June"))})
	s.Purged = map[playbook.ID]bool{{6}: true}
	want := []string{`item "help"  new: "" | "help" purged`, `promise "by June" text there: "by May" | "by June" base "by May" wins`}
	if got := told(merge.Compare(s)); !slices.EqualFunc(got, want, same) {
		t.Errorf("got %q", got)
	}
	if rows := rowsAfter(t, s, nil); rows[playbook.ID{6}] != nil || rows[playbook.ID{2}].(*playbook.Promise).Text != "by June" {
		t.Errorf("taken in without a choice: %v", rows)
	}
	if rows := rowsAfter(t, s, []merge.Choice{{Row: playbook.ID{6}, Take: merge.Theirs}}); rows[playbook.ID{6}] == nil || rows[playbook.ID{6}].(*playbook.Item).Text != "help" {
		t.Errorf("brought: %v", rows)
	}
	whole := merge.Sides{Account: playbook.ID{1}, There: s.There, Purged: map[playbook.ID]bool{{1}: true, {2}: true}}
	taking, err := merge.Take(whole, nil, taker)
	if err != nil || taking.Claims != nil || taking.Rows != nil {
		t.Errorf("of an account that was removed for good came %+v, %v", taking, err)
	}
	if rows := rowsAfter(t, whole, []merge.Choice{{Row: playbook.ID{1}, Take: merge.Theirs}}); len(rows) != 6 {
		t.Errorf("an account that is brought comes whole, not as %v", rows)
	}
}

func TestThePackTwiceBringsNothing(t *testing.T) {
	s := sidesOf(nil, []playbook.Claim{claim(1, "ben", "do", sets("promise", 2, "text", "by May", "by June"))})
	taking, err := merge.Take(s, nil, taker)
	if err != nil || len(taking.Claims) != 1 {
		t.Fatalf("%+v, %v", taking, err)
	}
	s.Here = append(s.Here, taking.Claims...)
	again, err := merge.Take(s, nil, taker)
	if err != nil || again.Claims != nil || len(merge.Compare(s)) > 0 || len(again.Rows) != 5 {
		t.Errorf("%+v, %v", again, err)
	}
}

// What follows from the rows, such as the days of a plan, is a claim after all
// others, of whoever takes in.
func TestWhatFollowsFromTheRowsIsAClaimToo(t *testing.T) {
	s := sidesOf(nil, []playbook.Claim{claim(1, "ben", "do", sets("task", 3, "days", "0", "5"))})
	taking, err := merge.Take(s, nil, taker)
	if err != nil {
		t.Fatal(err)
	}
	var dated []playbook.Noun
	for _, n := range taking.Rows {
		if task, ok := n.(*playbook.Task); ok {
			c := *task
			c.DueOn = "2026-03-07"
			dated = append(dated, &c)
		}
	}
	if err := merge.Then(s, &taking, dated, taker); err != nil {
		t.Fatal(err)
	}
	last := taking.Claims[len(taking.Claims)-1]
	if len(taking.Claims) != 2 || len(last.Lines) != 1 || *last.Lines[0].New != "2026-03-07" || last.Who != "ada" || last.Stamp <= taking.Claims[0].Stamp {
		t.Errorf("%+v", taking.Claims)
	}
	led := merge.Nouns(merge.Rows(s.Account, merge.Union(s.Here, taking.Claims)))
	if !slices.EqualFunc(led, taking.Rows, func(a, b playbook.Noun) bool { return !differs(a, b) }) {
		t.Errorf("the claims lead to\n%v, the taking says\n%v", led, taking.Rows)
	}
	before := len(taking.Claims)
	if err := merge.Then(s, &taking, dated, taker); err != nil || len(taking.Claims) != before {
		t.Errorf("the same again: %+v, %v", taking.Claims, err)
	}
}

// What is sensitive stays out, and comes with a later pack that has it.
func TestWhatIsSensitiveComesWithAFullerPack(t *testing.T) {
	there := append(common(), claim(1, "ben", "do", adds(&playbook.Stakeholder{Name: "Cleo", Sensitive: "owes Ben a favour"}, 6)), claim(2, "ben", "do", sets("stakeholder", 6, "sensitive", "owes Ben a favour", "does not trust Ben")))
	thin := merge.Withhold(there)
	for _, c := range thin {
		for _, l := range c.Lines {
			for _, v := range []*string{l.Old, l.New} {
				if v != nil && strings.Contains(*v, "Ben") {
					t.Errorf("%s.%s says %q", l.Noun, l.Col, *v)
				}
			}
		}
	}
	s := merge.Sides{Account: playbook.ID{1}, Here: common(), There: thin}
	first, err := merge.Take(s, nil, taker)
	if err != nil {
		t.Fatal(err)
	}
	s.Here, s.There = append(common(), first.Claims...), there
	if rows := rowsAfter(t, s, nil); rows[playbook.ID{6}].(*playbook.Stakeholder).Sensitive != "does not trust Ben" {
		t.Errorf("%+v", rows[playbook.ID{6}])
	}
	second, err := merge.Take(s, nil, taker)
	if err != nil || len(second.Claims) != 2 || *second.Claims[0].Lines[0].New != `{"sensitive":"owes Ben a favour"}` {
		t.Errorf("%+v, %v", second, err)
	}
}

// Nouns and columns of a later version are kept, passed on, and in no row.
func TestWhatIsNotKnownIsPassedOn(t *testing.T) {
	there := append(common(), claim(1, "ben", "do", sets("promise", 2, "colour", "", "green"), playbook.ClaimLine{Noun: "dream", Row: playbook.ID{6}, New: ptr(`{"text":"a \"dream\""}`)}))
	s := merge.Sides{Account: playbook.ID{1}, Here: common(), There: there}
	if err := merge.Accept(s.Account, there, taker.At); err != nil {
		t.Fatal(err)
	}
	taking, err := merge.Take(s, nil, taker)
	if err != nil || len(taking.Claims) != 1 || len(taking.Rows) != 5 {
		t.Fatalf("%+v, %v", taking, err)
	}
	rows := merge.Rows(s.Account, merge.Union(s.Here, taking.Claims))
	last := rows[len(rows)-1]
	if last.Noun != "dream" || last.Values["text"].Text != `a "dream"` {
		t.Errorf("%+v", last)
	}
	for _, r := range rows {
		if r.ID == (playbook.ID{2}) && r.Values["colour"].Text != "green" {
			t.Errorf("%+v", r)
		}
	}
	if got := merge.Withhold(merge.Union(s.Here, taking.Claims)); !slices.EqualFunc(got, merge.Withhold(merge.Union(s.Here, there)), sameClaim) || len(got[1].Lines) != 2 {
		t.Errorf("passed on as %v", got)
	}
}

func ptr(s string) *string { return &s }

func TestAcceptRefusesWhatNoWorkspaceCanHaveMade(t *testing.T) {
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	with := func(c playbook.Claim) []playbook.Claim { return append(common(), c) }
	year, day := claim(1, "ben", "do", sets("promise", 2, "text", "", "x")), claim(1, "ben", "do", sets("promise", 2, "text", "", "x"))
	year.Stamp, year.Who, year.Device = now.AddDate(1, 0, 0).UnixMicro(), "Ben Holm", "K7Q2M4XYZABCDEF"
	day.Stamp = now.Add(23 * time.Hour).UnixMicro()
	if err := merge.Accept(playbook.ID{1}, with(day), now); err != nil {
		t.Error(err)
	}
	nameless := claim(1, "ben", "do", sets("promise", 2, "text", "", "x"))
	nameless.ID = playbook.ID{}
	for _, c := range []struct {
		claims []playbook.Claim
		want   string
	}{
		{with(year), "The computer of Ben Holm (installation K7Q2M4XYZABC…) dates its changes 365 days ahead of this computer's clock; set the clock of both computers right, then try again."},
		{[]playbook.Claim{claim(1, "ben", "do", sets("promise", 2, "text", "", "x"))}, "The account itself is not in the pack; ask for the pack again."},
		{with(nameless), "it has no place in the order of changes"},
		{with(claim(1, "ben", "drop", sets("promise", 2, "text", "", "x"))), `"drop" is no kind of change`},
		{with(claim(1, "ben", "undo", sets("promise", 2, "text", "", "x"))), "it takes back nothing"},
		{with(claim(1, "ben", "do", sets("promise", 4, "text", "", "x"))), "a row is both item and promise"},
		{with(claim(1, "ben", "do", sets("promise", 2, "text", "", "x"), sets("promise", 2, "text", "", "y"))), "it changes one value twice"},
		{with(claim(1, "ben", "do", sets("account", 9, "name", "", "x"))), "it changes another account"},
		{with(claim(1, "ben", "do", adds(&playbook.Member{Name: "Ada"}, 9))), "it changes the workspace, not the account"},
		{with(claim(1, "ben", "do", playbook.ClaimLine{Noun: "item", Row: playbook.ID{9}})), "a change says nothing"},
		{with(claim(1, "ben", "do", sets("promise", 2, "text", "", "\xff"))), "a text is not valid UTF-8"},
		{with(claim(1, "ben", "do", sets("promise", 2, "text", "", "a\x00b"))), "a text holds a NUL character"},
		{with(claim(1, "ben", "do", sets("promise", 2, "text", "", strings.Repeat("x", playbook.MaxText+1)))), "a text is longer than 200000 characters"},
		{with(claim(1, "ben", "do", playbook.ClaimLine{Noun: "item", Row: playbook.ID{9}, New: ptr(`{"text":1}`)})), "a row is not written as rows are"},
		{with(claim(1, "ben", "do", playbook.ClaimLine{Noun: "item", Row: playbook.ID{9}, New: ptr(`["text"]`)})), "a row is not written as rows are"},
	} {
		err := merge.Accept(playbook.ID{1}, c.claims, now)
		var invalid *playbook.InvalidError
		if !errors.As(err, &invalid) || !strings.Contains(invalid.Message, c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}
