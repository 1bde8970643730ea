package work_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"kept/playbook"
	"kept/playbook/library"
	"kept/playbook/work"
)

func flat(p *playbook.Playbook) string {
	var out []string
	for _, ph := range p.Phases {
		out = append(out, ph.Code+" "+ph.Title)
		for _, s := range ph.Steps {
			out = append(out, fmt.Sprintf("  %s %s %s: %s", s.ID, s.Role, s.At(), s.Title))
		}
	}
	return strings.Join(out, "\n")
}

func foundLines(found []work.LineFinding) string {
	var out []string
	for _, f := range found {
		out = append(out, fmt.Sprintf("%d: %s", f.Line, f.Message))
	}
	return strings.Join(out, "\n")
}

func TestAChecklistBecomesAPlaybook(t *testing.T) {
	d := seat(t, "Maya Lindqvist")
	for _, c := range []struct{ name, text, want, found string }{
		{"copied from a spreadsheet, with merged cells", "Phase\tTask\tWho\tDays\nStart\tHold the kickoff\tCSM\t0\n\tCreate the workspace\tSupport\t3\nValue\tReview\tAccount manager\t30\n", `P1 Start
  hold-the-kickoff cs kickoff: Hold the kickoff
  create-the-workspace support kickoff+3: Create the workspace
P2 Value
  review cs kickoff+30: Review`, ""},
		{"semicolons, columns in another order", "Owner;Due;Task;Notes\nsales;-5;Hand over;by mail\nEngineering consultant;week 2;\"Connect; test\";\n", `P1 Steps
  hand-over sales kickoff-5: Hand over
  connect-test implementation kickoff+7: Connect; test`, ""},
		{"commas, no headings", "Start,Hold the kickoff,cs,D+0\nStart,Log in,Support,day 2\nEnd,Look back,Head of CS,+10 days\n", `P1 Start
  hold-the-kickoff cs kickoff: Hold the kickoff
  log-in support kickoff+2: Log in
P2 End
  look-back leader kickoff+10: Look back`, ""},
		{"phases on lines of their own", "Start\n\tDo this\tcs\t1\n\tDo that\tcs\t2 working days\nEnd\n\tDo this\tcs\tgo-live+3\n", `P1 Start
  do-this cs kickoff+1: Do this
  do-that cs kickoff+2 working: Do that
P2 End
  do-this-2 cs go-live+3: Do this`, ""},
		{"tasks alone", "☐ First, one thing\n☑ Second\n", "P1 Steps\n  first-one-thing cs kickoff: First, one thing\n  second cs kickoff: Second", ""},
		{"a phase of nothing", "Start,Do it,cs,1\nEmpty,,,\nEnd,Do that,cs,2", "P1 Start\n  do-it cs kickoff+1: Do it\nP2 End\n  do-that cs kickoff+2: Do that", "2: no task stands in the phase “Empty”; it is left out"},
		{"only tasks", "First\n\nSecond\n", "P1 Steps\n  first cs kickoff: First\n  second cs kickoff: Second", ""},
		{"task and days", "Hold the kickoff,0\nReview,30", "P1 Steps\n  hold-the-kickoff cs kickoff: Hold the kickoff\n  review cs kickoff+30: Review", ""},
		{"task, who, days", "Hold the kickoff;CSM;0\nSend the list;Client;3", "P1 Steps\n  hold-the-kickoff cs kickoff: Hold the kickoff\n  send-the-list customer kickoff+3: Send the list",
			"2: the customer does this and reads the title as it stands; see that it, and those of their other tasks, are written for them"},
		{"what is not understood", "Phase,Task,Who,Days\nStart,Hello,Bob Stone,0\n,Later,CS,soon\n,Dated,cs,2027-03-01\n,Far,cs,99999\n,,cs,3\n,Nothing,cs,\n", `P1 Start
  hello cs kickoff: Hello
  later cs kickoff: Later
  dated cs kickoff: Dated
  far cs kickoff: Far
  nothing cs kickoff: Nothing`, `2: “Bob Stone” is no role; the task is given to CS, choose another where that is wrong
3: “soon” is no number of days; it is due as the task above is, kickoff
4: “2027-03-01” is a date and a playbook counts days; write how many after the kickoff; it is due as the task above is, kickoff
5: “99999” is more than ten years from the kickoff; it is due as the task above is, kickoff
6: the row has no task; it is left out
7: the row has no days; it is due as the task above is, kickoff`},
	} {
		p, found, err := d.FromChecklist(c.text, " My  list ")
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := flat(&p); got != c.want || p.Title != "My list" || p.ID != "my-list" {
			t.Errorf("%s: %s “%s”\ngot\n%s\nwant\n%s", c.name, p.ID, p.Title, got, c.want)
		}
		if got := foundLines(found); got != c.found {
			t.Errorf("%s\nfound\n%s\nwant\n%s", c.name, got, c.found)
		}
		saved, err := d.SavePlaybook(t.Context(), p, 0)
		if err != nil {
			t.Fatal(err)
		}
		must(t, d.TrashPlaybook(t.Context(), saved.ID))
	}
	for _, text := range []string{"", "\n\n", "Phase,Task\n", "\t\t\n", strings.Repeat("x", 2<<20)} {
		_, _, err := d.FromChecklist(text, "")
		var bad *playbook.InvalidError
		if !errors.As(err, &bad) {
			t.Errorf("%.20q: %v", text, err)
		}
	}
	p, found, err := d.FromChecklist(strings.Repeat("Start,Do it,cs,1\n", 1001), "Long")
	if err != nil || p.StepCount() != 1000 || len(found) != 1 || found[0].Line != 1001 {
		t.Errorf("a thousand and one rows: %d steps, %v, %v", p.StepCount(), found, err)
	}
	if _, found, err = d.FromChecklist("Start,Do it,cs,1\nStart,"+strings.Repeat("x", 501)+",cs,1", "Long"); err != nil || foundLines(found) != "2: a cell is longer than 500 characters; the row is left out, shorten it" {
		t.Errorf("a long cell: %v, %v", found, err)
	}
}

// Whatever is pasted, the answer is a playbook that passes its checks and is
// read again from its file, or a sentence.
func FuzzChecklist(f *testing.F) {
	for _, s := range []string{"Phase\tTask\tWho\tDays\nA\tB\tcs\t1", "a;b;c\n;;\n\"", "\"a\nb\",c,customer,5", "x", "\ufeffTask\n☐ y\x00\x01", "a,b,c,kickoff+5 working\n,é\u2028ü,Kunde,week 9999"} {
		f.Add(s)
	}
	d := &work.Desk{}
	lib, err := library.New()
	if err != nil {
		f.Fatal(err)
	}
	d.Books = lib
	f.Fuzz(func(t *testing.T, text string) {
		p, found, err := d.FromChecklist(text, "Pasted")
		for _, l := range found {
			if l.Line < 1 || l.Message == "" || strings.HasSuffix(l.Message, ".") {
				t.Errorf("finding %+v", l)
			}
		}
		if err != nil {
			var bad *playbook.InvalidError
			if !errors.As(err, &bad) {
				t.Errorf("%T %v", err, err)
			}
			return
		}
		again, err := library.Read("pasted.yaml", strings.NewReader(string(library.Write(&p))))
		if err != nil || flat(&again) != flat(&p) {
			t.Fatalf("%v\n%s\n%s", err, flat(&p), flat(&again))
		}
	})
}
