package playbooks_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/screen/playbooks"
	"kept/ui/screen/screentest"
)

// drafts are the drafts as they are stored.
func drafts(t *testing.T, s *screentest.Stage) map[string]work.BookDraft {
	t.Helper()
	var out map[string]work.BookDraft
	err := s.Store.Read(t.Context(), func(r playbook.Reader) (err error) {
		out, err = s.Desk().BookDrafts(r)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func begun(t *testing.T) *screentest.Stage {
	t.Helper()
	s := room(t)
	s.Tap("New…")
	s.Type("Reseller onboarding, 45 days")
	s.Tap("Begin")
	s.MustShow("New: “Reseller onboarding, 45 days”")
	return s
}

// outlineOf is an outline as a person sees it, of the stored draft.
func outlineOf(d work.BookDraft) string {
	var out []string
	for _, ph := range d.Book.Phases {
		out = append(out, ph.Title)
		for _, st := range ph.Steps {
			out = append(out, "-"+st.Title)
		}
	}
	return strings.Join(out, " | ")
}

// A playbook is written by keyboard alone: lines are added, typed, moved,
// indented and brought out, and everything lies in the draft.
func TestAPlaybookIsWrittenByKeyboard(t *testing.T) {
	s := begun(t)
	s.Press(fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn) // below the first step
	s.Type("Sign the reseller contract")
	s.Press(fyne.KeyReturn) // back to the outline
	s.Type("n")
	s.Type("Name a partner manager")
	s.Press(fyne.KeyReturn)
	s.Wait(time.Second)
	const id = "reseller-onboarding-45-days"
	if got := outlineOf(drafts(t, s)[id]); got != "First phase | -First step | -Sign the reseller contract | -Name a partner manager" {
		t.Fatalf("the draft is %s; failed %v", got, s.Failed)
	}
	s.Chord(fyne.KeyModifierAlt, fyne.KeyUp)
	s.Chord(fyne.KeyModifierShortcutDefault, fyne.KeyLeftBracket)
	if got := outlineOf(drafts(t, s)[id]); got != "First phase | -First step | Name a partner manager | -Sign the reseller contract" {
		t.Errorf("brought out, the draft is %s", got)
	}
	s.Chord(fyne.KeyModifierAlt, fyne.KeyRight)
	s.Press(fyne.KeyDelete)
	if got := outlineOf(drafts(t, s)[id]); got != "First phase | -First step | -Sign the reseller contract" {
		t.Errorf("removed, the draft is %s", got)
	}
	if n := len(s.Toasts); n == 0 || s.Toasts[n-1].Text != "Removed “Name a partner manager”." {
		t.Fatalf("said %+v", s.Toasts)
	}
	s.Toasts[len(s.Toasts)-1].Actions[0].Do()
	s.Room.Refresh()
	s.Settle()
	if got := outlineOf(drafts(t, s)[id]); got != "First phase | -First step | -Name a partner manager | -Sign the reseller contract" {
		t.Errorf("taken back, the draft is %s", got)
	}
	s.MustShow("Name a partner manager")
}

// What is typed lies in the workspace before the window goes, also what is not
// understood yet, and a second window goes on there.
func TestTheDraftOutlivesTheWindow(t *testing.T) {
	s := begun(t)
	s.Press(fyne.KeyDown, fyne.KeyDown, fyne.KeyF2, fyne.KeyTab, fyne.KeyTab)
	s.Type("+5 wrking")
	s.Room.Leave()
	if d := drafts(t, s)["reseller-onboarding-45-days"]; len(d.Loose) != 1 {
		t.Fatalf("the draft holds %+v", d.Loose)
	}
	mount(s)
	s.Tap("Reseller onboarding, 45 days")
	s.Tap("Go on editing")
	s.MustShow("Check: 1 thing to mend, 1 thing to look at")
	s.Tap("Save as version 1…")
	if s.Shows("Save version 1") {
		t.Error("what is not understood is offered to be saved")
	}
}

// A new version asks for its reason, says what is new, and leaves running plans
// alone until it is applied to them, which one undo takes back.
func TestANewVersionReachesRunningPlansItemByItem(t *testing.T) {
	s := screentest.Accepted(t)
	if _, err := s.Desk().DuplicatePlaybook(t.Context(), "low-touch-30", "ours", "Our onboarding"); err != nil {
		t.Fatal(err)
	}
	if err := s.Desk().StartPlan(t.Context(), s.Account, work.Start{Playbook: "ours", Kickoff: "2026-11-30"}); err != nil {
		t.Fatal(err)
	}
	mount(s)
	s.Tap("Our onboarding")
	s.MustShow("Running: 1 plan.")
	s.Tap("Edit")
	s.Press(fyne.KeyDown, fyne.KeyEnd, fyne.KeyReturn)
	s.Type("Ask for a reference")
	s.Press(fyne.KeyReturn)
	s.Tap("Save as version 2…")
	s.MustShow("Ask for a reference")
	s.Tap("Save version 2")
	s.MustShow("A new version needs a reason; say in a few words what it makes better.")
	s.Type("References were forgotten")
	s.Tap("Save version 2")
	if len(drafts(t, s)) != 0 {
		t.Error("the draft is still there")
	}
	s.MustShow("Running: 1 plan on version 1.")
	s.Tap("Compare…")
	s.MustShow("1 added, 1 changed.")
	s.Tap("Close")
	s.Tap("Apply to running plans…")
	s.MustShow("1 added")
	tasks := func() int { return len(datatest.Rows[playbook.Task](t, s.Store, s.Account)) }
	before := tasks()
	s.Tap("Apply to 1 plan")
	if tasks() != before+1 {
		t.Fatalf("%d tasks, were %d; failed %v", tasks(), before, s.Failed)
	}
	s.Room.Refresh()
	s.Settle()
	s.MustShow("Running: 1 plan.")
	s.Toasts[len(s.Toasts)-1].Actions[0].Do()
	if tasks() != before {
		t.Errorf("%d tasks after the undo, were %d", tasks(), before)
	}
}

func TestAChecklistIsPasted(t *testing.T) {
	s := room(t)
	s.Tap("Paste a checklist…")
	s.Press(fyne.KeyTab)
	s.Type("Kickoff\tHold the kickoff meeting\tCS\t0\nKickoff\tSend the plan\tSales\t2\nSet up\tImport data\tCustomer\t5")
	s.Wait(time.Second)
	s.MustShow("It becomes 3 steps in 2 phases.")
	s.MustShow("5 days after kickoff")
	s.Tap("Take it in")
	s.MustShow("New: “Checklist”")
	if got := outlineOf(drafts(t, s)["checklist"]); got != "Kickoff | -Hold the kickoff meeting | -Send the plan | Set up | -Import data" {
		t.Errorf("the draft is %s", got)
	}
}

// A file goes out, is looked at coming in, and becomes the next version; one
// with mistakes says where they are and is not taken.
func TestFilesGoOutAndComeIn(t *testing.T) {
	s := room(t)
	s.Tap("Duplicate to edit…")
	s.Tap("Duplicate")
	s.Tap("Close")
	path := filepath.Join(t.TempDir(), "low-touch-30-copy-v1.yaml")
	s.Tap("Export…")
	s.Press(fyne.KeyHome)
	s.Type(filepath.Dir(path) + "/")
	s.Tap("Export")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; failed %v", err, s.Failed)
	}
	changed := strings.Replace(string(text), "for: ", "for: Copied: ", 1)
	if err := os.WriteFile(path, []byte(strings.Replace(changed, "role: sales", "role: seller", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	s.Tap("Import…")
	s.Type(path)
	s.Press(fyne.KeyReturn)
	s.Wait(time.Second)
	if !s.Shows("low-touch-30-copy-v1.yaml:") {
		t.Errorf("the mistake is not named: %v", s.Texts())
	}
	changed = strings.Replace(string(text), "title: SaaS low-touch, 30 days, copy", "title: Ours", 1)
	if err := os.WriteFile(path, []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
	s.Press(fyne.KeyReturn)
	s.MustShow("It becomes the next version of “SaaS low-touch, 30 days, copy”, which has its id.")
	s.Tap("Take it in")
	if got := s.Desk().Books.Versions("low-touch-30-copy"); len(got) != 2 {
		t.Errorf("versions %v; failed %v", got, s.Failed)
	}
}

func TestAPlanBecomesAPlaybook(t *testing.T) {
	s := screentest.Accepted(t)
	if err := s.Desk().StartPlan(t.Context(), s.Account, work.Start{Playbook: "low-touch-30", Kickoff: "2026-11-30"}); err != nil {
		t.Fatal(err)
	}
	mount(s)
	s.Tap("From a plan…")
	s.Type("hald")
	s.Wait(time.Second)
	s.Press(fyne.KeyTab)
	s.Type("Freight onboarding")
	s.Press(fyne.KeyTab)
	s.Tap("Take it in")
	s.MustShow("New: “Freight onboarding”")
	if d := drafts(t, s)["freight-onboarding"]; d.Book.StepCount() == 0 {
		t.Errorf("the draft is %+v", d)
	}
}

// A look at a playbook in the editor changes nothing.
func TestLookingMakesNoDraft(t *testing.T) {
	s := room(t)
	s.Tap("Duplicate to edit…")
	s.Tap("Duplicate")
	s.MustShow("Edit “SaaS low-touch, 30 days, copy”")
	s.MustShow("Nothing is changed yet. What you change is kept as a draft; plans see it when you save a version.")
	if len(drafts(t, s)) != 0 {
		t.Error("looking at a playbook in the editor made a draft")
	}
}

// From a field of several lines, where Enter is a new line, the menu's Ctrl+Enter
// leads back to the outline, and so does Esc, which leaves the editor only from
// there.
func TestFieldsOfSeveralLinesLeadBack(t *testing.T) {
	s := begun(t)
	room := s.Room.(*playbooks.Room)
	for i, back := range []func(){room.Next, func() { room.Back() }} {
		s.Press(fyne.KeyHome, fyne.KeyF2)
		s.Press(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
		s.Type("list-delivered, kickoff+3: The list is here")
		back()
		s.MustShow("New: “Reseller onboarding, 45 days”")
		s.Press(fyne.KeyEnd, fyne.KeyReturn)
		s.Type("Another step")
		s.Press(fyne.KeyReturn)
		s.Wait(time.Second)
		if d := drafts(t, s)["reseller-onboarding-45-days"]; d.Book.StepCount() != i+2 {
			t.Errorf("after %d ways back the draft is %s", i+1, outlineOf(d))
		}
	}
	room.Back()
	if s.Shows("New: “Reseller onboarding, 45 days”") {
		t.Error("Esc in the outline leaves the editor open")
	}
}

// A draft of an older version than the newest is not lost: it is saved over that
// version, after what differs was shown.
func TestADraftBehindAVersionIsSavedOverIt(t *testing.T) {
	s := begun(t)
	const id = "reseller-onboarding-45-days"
	s.Tap("Save as version 1…")
	s.Tap("Save version 1")
	s.Tap("Edit")
	s.Press(fyne.KeyHome, fyne.KeyF2, fyne.KeyTab)
	s.Type("Resellers with a portal")
	s.Wait(time.Second)
	b, err := s.Desk().Books.Get(id)
	if err != nil {
		t.Fatal(err)
	}
	b.Phases[0].Goal = "Written elsewhere"
	if _, err := s.Desk().ImportPlaybook(t.Context(), "elsewhere.yaml", s.Desk().Books.Whole(&b)); err != nil {
		t.Fatal(err)
	}
	s.Room.Refresh()
	s.MustShow("It changes version 1, and version 2 was saved meanwhile")
	s.Tap("Save as version 3…")
	s.MustShow("Save over version 2?")
	s.Tap("Show the differences")
	s.MustShow("Written elsewhere")
	s.Type("The portal is what they all have")
	s.Tap("Save version 3")
	if b, err = s.Desk().Books.Get(id); err != nil || b.Version != 3 || b.For != "Resellers with a portal" || b.Phases[0].Goal != "" {
		t.Errorf("saved is version %d for “%s” with the goal “%s”, %v; failed %v", b.Version, b.For, b.Phases[0].Goal, err, s.Failed)
	}
}
