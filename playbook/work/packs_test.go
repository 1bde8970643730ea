package work_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kept/data"
	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/merge"
	"kept/playbook/work"
)

// A far is a desk at a laptop of its own, whose clock the test turns.
type far struct {
	*work.Packs
	now time.Time
}

func laptop(t *testing.T, who string) *far {
	t.Helper()
	d := seat(t, who)
	f := &far{now: datatest.Now()}
	d.Now = func() time.Time { return f.now }
	s, err := data.OpenOrCreate(t.Context(), filepath.Join(t.TempDir(), "far.kept"), data.Options{Now: d.Now})
	must(t, err)
	t.Cleanup(func() { s.Close() })
	d.Store, f.Packs = s, &work.Packs{Desk: d, Exchange: s}
	return f
}

// pack is what a pack of the account says that from sends.
func (f *far) pack(t *testing.T, account playbook.ID, sensitive bool) work.PackIn {
	t.Helper()
	out, err := f.Send(t.Context(), []playbook.ID{account}, sensitive)
	must(t, err)
	claims, err := out.Claims(account)
	must(t, err)
	return work.PackIn{ID: playbook.NewID(f.now), Sender: playbook.Peer{Key: "key of " + f.Who, Name: f.Who, Device: f.Device}, MadeAt: playbook.MomentOf(f.now),
		Sensitive: sensitive, Accounts: out.Accounts, Claims: func(playbook.ID) ([]playbook.Claim, error) { return claims, nil }, Along: out.Along}
}

func (f *far) takes(t *testing.T, in work.PackIn, c work.PackChoice) work.PackTaken {
	t.Helper()
	f.now = f.now.Add(time.Minute)
	taken, err := f.Take(t.Context(), in, c)
	must(t, err)
	return taken
}

func (f *far) looks(t *testing.T, in work.PackIn) work.PackView {
	t.Helper()
	v, err := f.Look(t.Context(), in)
	must(t, err)
	return v
}

// two are laptops that know one account with three promises.
func two(t *testing.T) (ada, bo *far, id playbook.ID) {
	t.Helper()
	ada, bo = laptop(t, "Ada"), laptop(t, "Bo")
	deal, err := ada.NewDeal(t.Context(), "Acme")
	must(t, err)
	for _, text := range []string{"A report", "Training", "A contact"} {
		_, err := ada.AddRow(t.Context(), deal.ID, playbook.FieldByNo(44), map[string]string{"text": text})
		must(t, err)
	}
	bo.takes(t, ada.pack(t, deal.ID, false), work.PackChoice{})
	return ada, bo, deal.ID
}

func find(v work.PackView, noun, col string) *work.PackLine {
	for _, g := range v.Accounts[0].Groups {
		for i := range g.Lines {
			if g.Lines[i].Noun == noun && g.Lines[i].Col == col {
				return &g.Lines[i]
			}
		}
	}
	return nil
}

func promise(t *testing.T, f *far, account playbook.ID, text string) playbook.Promise {
	t.Helper()
	rec := record(t, f.Desk, account)
	at := slices.IndexFunc(rec.Promises, func(p playbook.Promise) bool { return p.Text == text })
	if at < 0 {
		t.Fatalf("%s has no promise %q", f.Who, text)
	}
	return rec.Promises[at]
}

// What a screen shows of a value that both have changed: where it stands, both
// values, who and when, what they had before, and what counts.
func TestAPackIsShownByPlace(t *testing.T) {
	ada, bo, id := two(t)
	p := promise(t, ada, id, "A report")
	ref := work.Ref{Noun: "promise", ID: p.ID}
	_, err := bo.Set(t.Context(), ref, "text", "A report", "A report on Mondays", "")
	must(t, err)
	ada.now = bo.now.Add(time.Hour)
	_, err = ada.Set(t.Context(), ref, "text", "A report", "A report of both sites", "")
	must(t, err)
	_, err = ada.Set(t.Context(), ref, "said_on", "", "2027-05-03", "")
	must(t, err)
	bo.now = ada.now
	in := ada.pack(t, id, false)
	v := bo.looks(t, in)
	l := find(v, "promise", "text")
	if l == nil || l.Class != merge.Both || l.Where() != "Promise “A report of both sites”" || l.HereText != "A report on Mondays" || l.ThereText != "A report of both sites" ||
		l.BaseText != "A report" || l.Here.Who != "Bo" || l.There.Who != "Ada" || l.Counts() != merge.Theirs {
		t.Errorf("shown as %+v", l)
	}
	if due := find(v, "promise", "said_on"); due == nil || due.Class != merge.There || due.ThereText != "3 May 2027" {
		t.Errorf("the day is shown as %+v", due)
	}
	if g := v.Accounts[0].Groups; len(g) != 1 || g[0].Title != "Promises" || v.Count()[merge.Both] != 1 {
		t.Errorf("the groups are %+v, counts %v", g, v.Count())
	}
	// A third value, which comes back to Ada as any other.
	bo.takes(t, in, work.PackChoice{Rows: map[playbook.ID][]merge.Choice{id: {{Row: p.ID, Col: "text", Take: merge.Other, Text: "A report of both sites on Mondays"}}}})
	promise(t, bo, id, "A report of both sites on Mondays")
	ada.now = bo.now
	ada.takes(t, bo.pack(t, id, false), work.PackChoice{})
	promise(t, ada, id, "A report of both sites on Mondays")
	if again := bo.looks(t, in); !again.Nothing() {
		t.Errorf("the same pack again: %+v", again.Accounts)
	}
}

// A list that has another order there is one line, which can be chosen.
func TestAnotherOrderIsOneChoice(t *testing.T) {
	ada, bo, id := two(t)
	must(t, ada.MoveRow(t.Context(), id, playbook.FieldByNo(44), promise(t, ada, id, "A contact").ID, -2))
	bo.now = ada.now
	in := ada.pack(t, id, false)
	v := bo.looks(t, in)
	if g := v.Accounts[0].Groups; len(g) != 1 || len(g[0].Lines) != 0 || len(g[0].Orders) != 1 || g[0].Orders[0].Words != "The order of promises was changed there." {
		t.Fatalf("the groups are %+v", g)
	}
	if o := v.Accounts[0].Groups[0].Orders[0]; !o.Wins || strings.Join(o.Here, ", ") != "A report, Training, A contact" || strings.Join(o.There, ", ") != "A contact, Training, A report" {
		t.Errorf("the two orders are %+v", o)
	}
	first := func() string { return record(t, bo.Desk, id).Promises[0].Text }
	bo.takes(t, in, work.PackChoice{Rows: map[playbook.ID][]merge.Choice{id: v.Accounts[0].Groups[0].Orders[0].Choose(merge.Mine)}})
	if first() != "A report" {
		t.Errorf("with mine chosen %q is first", first())
	}
	_, err := bo.Undo(t.Context())
	must(t, err)
	bo.takes(t, in, work.PackChoice{})
	if first() != "A contact" {
		t.Errorf("without a choice %q is first", first())
	}
}

// Of a row of a list that both have worded anew two can be kept, with what each
// says of it.
func TestBothRowsAreKept(t *testing.T) {
	ada, bo, id := two(t)
	ref := work.Ref{Noun: "promise", ID: promise(t, ada, id, "Training").ID}
	for who, text := range map[*far]string{ada: "Training by video", bo: "Training on the spot"} {
		_, err := who.Set(t.Context(), ref, "text", "Training", text, "")
		must(t, err)
		_, err = who.Set(t.Context(), ref, "owner", "", who.Who, "")
		must(t, err)
	}
	in := ada.pack(t, id, false)
	l, owner := find(bo.looks(t, in), "promise", "text"), find(bo.looks(t, in), "promise", "owner")
	if l == nil || !l.CanDouble || l.CanKeep || !l.CanWrite || owner == nil || owner.CanDouble {
		t.Fatalf("shown as %+v and %+v", l, owner)
	}
	bo.takes(t, in, work.PackChoice{Rows: map[playbook.ID][]merge.Choice{id: {l.Choose(merge.Keep, "")}}})
	if here, there := promise(t, bo, id, "Training on the spot"), promise(t, bo, id, "Training by video"); here.Owner != "Bo" || there.Owner != "Ada" || here.ID != ref.ID {
		t.Errorf("kept are %+v and %+v", here, there)
	}
}

// Another key for a known name is refused until somebody has compared it.
func TestAChangedKeyIsRefused(t *testing.T) {
	ada, bo, id := two(t)
	_, err := ada.AddRow(t.Context(), id, playbook.FieldByNo(44), map[string]string{"text": "Something new"})
	must(t, err)
	bo.now = ada.now
	in := ada.pack(t, id, false)
	in.Sender.Key = "another key"
	if v := bo.looks(t, in); len(v.Changed) != 1 || !slices.ContainsFunc(v.Warnings, func(s string) bool { return strings.Contains(s, "known by another key") }) {
		t.Errorf("the changed key is shown as %+v, %q", v.Changed, v.Warnings)
	}
	_, err = bo.Take(t.Context(), in, work.PackChoice{})
	wantRefused(t, err, "compare the fingerprint")
	in.Sender.Trusted = true
	bo.takes(t, in, work.PackChoice{})
	promise(t, bo, id, "Something new")
	peers, err := bo.Peers(t.Context())
	if err != nil || len(peers) != 2 || peers[0].Trusted == peers[1].Trusted {
		t.Errorf("%+v, %v", peers, err)
	}
	must(t, bo.Trust(t.Context(), "key of Ada"))
	if err := bo.Trust(t.Context(), "nobody's"); err != playbook.ErrNotFound {
		t.Errorf("%v", err)
	}
}

// What was seen is what is taken in: an account that was changed meanwhile is
// looked at again.
func TestAPackIsTakenInAsItWasSeen(t *testing.T) {
	ada, bo, id := two(t)
	p := promise(t, ada, id, "Training")
	_, err := ada.Set(t.Context(), work.Ref{Noun: "promise", ID: p.ID}, "owner", "", "Ada", "")
	must(t, err)
	bo.now = ada.now
	in := ada.pack(t, id, false)
	v := bo.looks(t, in)
	_, err = bo.Set(t.Context(), work.Ref{Noun: "promise", ID: p.ID}, "owner", "", "Bo", "")
	must(t, err)
	_, err = bo.Take(t.Context(), in, work.PackChoice{Seen: map[playbook.ID]string{id: v.Accounts[0].Seen}})
	wantRefused(t, err, "look at the differences again")
}

// Who ticked a task, and when, goes along with the choice of its state.
func TestWhatFollowsAValueGoesAlong(t *testing.T) {
	ada, bo, id := two(t)
	must(t, ada.StartPlan(t.Context(), id, work.Start{Playbook: "A", Kickoff: "2027-03-15"}))
	bo.now = ada.now
	bo.takes(t, ada.pack(t, id, false), work.PackChoice{})
	rec := record(t, ada.Desk, id)
	task := rec.Tasks[len(rec.Tasks)-1].ID
	_, err := ada.SetTask(t.Context(), task, work.TaskChange{To: playbook.TaskDone, Evidence: "Seen by Ingrid"})
	must(t, err)
	bo.now = ada.now
	in := ada.pack(t, id, false)
	v := bo.looks(t, in)
	if find(v, "task", "done_at") != nil || find(v, "task", "state") == nil {
		t.Errorf("a tick is shown as %+v", v.Accounts[0].Groups)
	}
	bo.takes(t, in, work.PackChoice{Rows: map[playbook.ID][]merge.Choice{id: {{Row: task, Col: "state", Take: merge.Mine}}}})
	for _, x := range record(t, bo.Desk, id).Tasks {
		if x.ID == task && (x.State == playbook.TaskDone || x.DoneBy != "" || x.DoneAt != "") {
			t.Errorf("with mine chosen the task is %q, done by %q", x.State, x.DoneBy)
		}
	}
}
