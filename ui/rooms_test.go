package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/storage"

	"kept/data/datatest"
	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
)

func due(title string, on playbook.Date, set func(*playbook.Task)) *playbook.Task {
	t := &playbook.Task{Title: title, Role: "cs", Owner: "Maya Lindqvist", DueOn: on, PlannedOn: on, State: playbook.Todo, Condition: true}
	if set != nil {
		set(t)
	}
	return t
}

func TestTodayIsClearedByKeyboard(t *testing.T) {
	h := open(t, nil)
	late, later := due("Send the plan", "2026-11-20", nil), due("Book the room", "2026-11-25", nil)
	h.deal("Aster Clinics", "Maya Lindqvist", "Jonas Falk", late, later)
	h.refresh()
	h.MustShow("2 things need you")
	h.MustShow("condition, 3 days overdue")
	h.Press(fyne.KeyDown, fyne.KeySpace) // into the list, then the row's action
	if got := datatest.Get[playbook.Task](t, h.store, late.ID); got.State != playbook.TaskDone || got.DoneBy != "Maya Lindqvist" {
		t.Fatalf("the task is %s by %q, want done by Maya", got.State, got.DoneBy)
	}
	h.MustShow("1 thing needs you")
	h.MustShow("Done: Send the plan")
	h.Tap("Undo")
	if got := datatest.Get[playbook.Task](t, h.store, late.ID); got.State != playbook.Todo || got.DoneAt != "" {
		t.Errorf("after undo the task is %s, done at %q", got.State, got.DoneAt)
	}
	h.MustShow("2 things need you")
}

func TestTodayAsksForEvidence(t *testing.T) {
	h := open(t, nil)
	task := due("Acceptance test", "2026-11-23", func(t *playbook.Task) { t.EvidenceAsked = "pass list" })
	h.deal("Aster Clinics", "Maya Lindqvist", "Jonas Falk", task)
	h.refresh()
	h.Press(fyne.KeyDown, fyne.KeySpace)
	h.MustShow("Evidence: pass list")
	h.Type("list of 23 November")
	h.Press(fyne.KeyTab, fyne.KeyTab, fyne.KeySpace)
	if got := datatest.Get[playbook.Task](t, h.store, task.ID); got.State != playbook.TaskDone || got.Evidence != "list of 23 November" {
		t.Errorf("the task is %s with evidence %q", got.State, got.Evidence)
	}
}

func TestTodayAnswersAQuestion(t *testing.T) {
	h := open(t, func(o *fakeOffice) { o.person = Person{"Jonas Falk", "seller"} })
	q := &playbook.Question{Text: "Who signs off the menu import?", AskedBy: "Maya Lindqvist", AskedAt: playbook.MomentOf(h.clock.Now().Add(-48 * time.Hour))}
	h.deal("Copper & Vine", "Maya Lindqvist", "Jonas Falk", q)
	h.refresh()
	h.MustShow("asked 2 days ago")
	h.Press(fyne.KeyDown, fyne.KeySpace)
	h.Type("Their head chef does.")
	h.Press(fyne.KeyTab, fyne.KeyTab, fyne.KeyReturn)
	if got := datatest.Get[playbook.Question](t, h.store, q.ID); got.Answer != "Their head chef does." || got.AnsweredBy != "Jonas Falk" {
		t.Errorf("the answer is %q by %q", got.Answer, got.AnsweredBy)
	}
	h.MustShow("nothing needs you")
}

func TestTodayLeavesOutWhatIsOthers(t *testing.T) {
	h := open(t, nil)
	h.deal("Halden Freight", "Ida Bergström", "Jonas Falk", due("Theirs", "2026-11-23", func(t *playbook.Task) { t.Owner = "Ida Bergström" }))
	h.refresh()
	h.MustShow("nothing needs you")
	h.MustShow("1 waits for others")
	h.Tap("Everyone 1")
	h.MustShow("Theirs")
}

func TestAccountsArePagedWhileScrolling(t *testing.T) {
	h := open(t, nil)
	const n = 450
	rows := make([]playbook.Noun, n)
	for i := range rows {
		a := &playbook.Account{Name: fmt.Sprintf("Customer %03d", i), Stage: playbook.Live, Value: playbook.Money(fmt.Sprint(1000 + (i*7919)%5000))}
		a.ID = playbook.NewID(h.clock.Now().Add(time.Duration(i) * time.Millisecond))
		rows[i] = a
	}
	datatest.Save(t, h.store, "many", rows...)
	h.menu("Accounts")
	h.MustShow("60 of 450 accounts")
	h.Press(fyne.KeyDown)
	for range 60 { // Page Down, and what it asks for
		h.Press(fyne.KeyPageDown)
		h.clock.Advance(time.Millisecond)
	}
	h.Press(fyne.KeyEnd)
	h.MustShow("Customer 449")
	h.MustShow("450 accounts")
}

func TestAccountsWrittenBesideAreNotTakenForAll(t *testing.T) {
	h := open(t, nil)
	h.deal("Aster Clinics", "Maya Lindqvist", "Jonas Falk")
	h.menu("Accounts")
	h.MustShow("1 account")
	rows := make([]playbook.Noun, 100)
	for i := range rows {
		a := &playbook.Account{Name: fmt.Sprintf("Customer %03d", i), Stage: playbook.Live}
		a.ID = playbook.NewID(h.clock.Now().Add(time.Duration(i) * time.Millisecond))
		rows[i] = a
	}
	datatest.Save(t, h.store, "import", rows...)
	h.refresh()
	h.MustShow("60 of 101 accounts")
}

func TestAccountsSortOnlyWhenAllAreRead(t *testing.T) {
	h := open(t, nil)
	for i, v := range []playbook.Money{"30000", "10000", "20000"} {
		a := h.deal(fmt.Sprintf("Customer %d", i), "Maya Lindqvist", "Jonas Falk")
		a.Value = v
		datatest.Save(t, h.store, "value", &a)
	}
	h.menu("Accounts")
	h.Tap("Value")
	var got []string
	for _, s := range h.Texts() {
		if strings.HasPrefix(s, "Customer ") {
			got = append(got, s)
		}
	}
	if want := "Customer 1 Customer 2 Customer 0"; strings.Join(got, " ") != want {
		t.Errorf("sorted by value: %v, want %s", got, want)
	}
}

func TestAccountsAreFoundByWordAndStage(t *testing.T) {
	h := open(t, nil)
	h.deal("Aster Clinics", "Maya Lindqvist", "Jonas Falk")
	b := h.deal("Brightside Media", "Maya Lindqvist", "Jonas Falk")
	b.Stage = playbook.AtHandoff
	datatest.Save(t, h.store, "stage", &b)
	h.menu("Accounts")
	h.Tap("Handoff 1")
	if h.Shows("Aster Clinics") {
		t.Error("an account of another stage is listed")
	}
	h.Tap("All 2")
	kit.Focus(h.win.hall.Objects[0])
	for {
		if _, ok := h.Canvas().Focused().(typist); ok {
			break
		}
		h.Press(fyne.KeyTab)
	}
	h.Type("bright")
	h.wait()
	if h.Shows("Aster Clinics") || !h.Shows("Brightside Media") {
		t.Errorf("searching “bright” lists\n%s", strings.Join(h.Texts(), "\n"))
	}
	h.Press(fyne.KeyReturn, fyne.KeyReturn)
	if h.win.place.Account != b.ID {
		t.Errorf("Enter leads to %+v, want the account found", h.win.place)
	}
}

func TestTrashGivesBack(t *testing.T) {
	h := open(t, nil)
	p := &playbook.Promise{Text: "Live before the January rush"}
	a := h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk", p)
	datatest.Do(t, h.store, "remove", func(tx playbook.Tx) error { return tx.Trash(p) })
	h.menu("Trash")
	h.MustShow("Live before the January rush")
	h.Press(fyne.KeyDown, fyne.KeySpace)
	if got := datatest.Rows[playbook.Promise](t, h.store, a.ID); len(got) != 1 {
		t.Fatalf("there are %d promises after restoring, want 1", len(got))
	}
	h.MustShow("The trash is empty")
}

func TestAPlaybookIsStartedForAnAccount(t *testing.T) {
	h := open(t, nil)
	a := h.deal("Aster Clinics", "Maya Lindqvist", "Jonas Falk", &playbook.Handoff{State: playbook.Draft})
	a.ExpectedClose = "2026-12-04"
	datatest.Save(t, h.store, "close", &a)
	h.menu("Playbooks")
	h.Press(fyne.KeyDown, fyne.KeyDown) // the second one
	h.Tap("Start for an account…")
	h.Type("aster")
	h.wait()
	h.Press(fyne.KeyDown, fyne.KeyReturn)
	h.MustShow("close 4 Dec 2026")
	h.Tap("Start")
	plans := datatest.Rows[playbook.Plan](t, h.store, a.ID)
	if len(plans) != 1 || plans[0].PlaybookID != h.win.ws.Desk.Books.All()[1].ID {
		t.Fatalf("plans are %+v, want the second playbook", plans)
	}
	if want := (screen.Place{Screen: screen.Account, Account: a.ID, Tab: screen.Plan}); h.win.place != want {
		t.Errorf("the window shows %+v, want %+v", h.win.place, want)
	}
}

func csv(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "deals.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestImportAsksPreviewsAndIsOneUndo(t *testing.T) {
	h := open(t, nil)
	path := csv(t, "Account,Owner,Stage,Close Date,Amount\nNorrland Dental,Jonas Falk,Phase 9,2026-11-02,48000\nHalden Freight,Jonas Falk,Phase 0,2026-10-01,9000\nAster Clinics,Jonas Falk,Phase 9,2026-02-30,1\n")
	h.menu("Import deals")
	h.Type(path)
	h.Press(fyne.KeyReturn)
	h.MustShow("What do these stage words mean?")
	if n := len(datatest.Rows[playbook.Account](t, h.store, playbook.ID{})); n != 0 {
		t.Fatalf("the preview wrote %d accounts", n)
	}
	h.tapNth("○ Won", 0) // Phase 9, the commoner word, is asked first
	h.tapNth("○ Lost", 1)
	h.MustShow("1 row is left out because of an error")
	h.MustShow("Import 1 account")
	h.Tap("Import 1 account")
	all := datatest.Rows[playbook.Account](t, h.store, playbook.ID{})
	if len(all) != 1 || all[0].Name != "Norrland Dental" || all[0].Stage != playbook.AtHandoff || all[0].Seller != "Jonas Falk" || all[0].Value != "48000" {
		t.Fatalf("accounts are %+v", all)
	}
	h.MustShow("Imported: 1 new account.")
	h.Tap("Undo")
	if n := len(datatest.Rows[playbook.Account](t, h.store, playbook.ID{})); n != 0 {
		t.Errorf("after undo there are %d accounts, want none", n)
	}
	h.menu("Import deals") // the answers are remembered for the heading
	h.Type(path)
	h.Press(fyne.KeyReturn)
	h.MustShow("Import 1 account")
}

// tapNth clicks on one of several texts that are the same.
func (h *house) tapNth(s string, n int) {
	h.t.Helper()
	var at []fyne.Position
	h.Walk(func(o fyne.CanvasObject, p fyne.Position) bool {
		if x, ok := textOf(o); ok && x == s {
			at = append(at, p.AddXY(4, o.Size().Height/2))
		}
		return true
	})
	if n >= len(at) {
		h.t.Fatalf("%q stands %d times on the window", s, len(at))
	}
	h.TapAt(at[n])
}

func TestImportOfNoTableSaysWhy(t *testing.T) {
	h := open(t, nil)
	for _, path := range []string{csv(t, ""), filepath.Join(t.TempDir(), "missing.csv"), t.TempDir()} {
		h.win.importFrom(path)
		h.Settle()
		found := false
		for _, s := range h.Texts() {
			found = found || strings.HasSuffix(s, ".") && (strings.Contains(s, "empty") || strings.Contains(s, "cannot be opened") || strings.Contains(s, "folder") || strings.Contains(s, "read it"))
		}
		if !found {
			t.Errorf("%s: no sentence says why\n%s", path, strings.Join(h.Texts(), "\n"))
		}
		h.Tap("Cancel")
	}
}

func TestATypedFileNameStays(t *testing.T) {
	h := open(t, nil)
	a := h.deal("Aster Clinics", "Maya Lindqvist", "Jonas Falk")
	dir := t.TempDir()
	h.win.setLastFolder("brief", dir)
	h.win.MakeBrief(a.ID)
	h.Settle()
	var file *kit.Entry
	h.Walk(func(o fyne.CanvasObject, _ fyne.Position) bool {
		if e, ok := o.(*kit.Entry); ok && e.Label() == "File" {
			file = e
		}
		return true
	})
	if got := file.Text(); !strings.HasSuffix(got, "INTERNAL.pdf") {
		t.Fatalf("%s is proposed for the internal brief", got)
	}
	h.Tap("○ The customer")
	h.Settle()
	if got := file.Text(); strings.Contains(got, "INTERNAL") {
		t.Errorf("%s is proposed for the customer", got)
	}
	mine := filepath.Join(dir, "for-freja.pdf")
	file.SetText(mine)
	h.Tap("○ Us, internal")
	h.Settle()
	if got := file.Text(); got != mine {
		t.Errorf("the name is %s now, %s was typed", got, mine)
	}
}

func TestACustomersCopyIsWrittenOnlyAfterTheLeakCheck(t *testing.T) {
	h := open(t, nil)
	a := h.deal("../../x", "Maya Lindqvist", "Jonas Falk", &playbook.Handoff{State: playbook.Draft, HandoffNote: "They argue about price."})
	dir := t.TempDir()
	h.win.setLastFolder("brief", dir)
	h.win.MakeBrief(a.ID)
	h.Settle()
	h.Tap("○ The customer")
	h.MustShow("Leak check")
	h.Tap("Save PDF")
	if files, _ := os.ReadDir(dir); len(files) != 0 {
		t.Fatalf("%v was written before the leak check was read", files[0].Name())
	}
	h.Tap("I have read what stays inside")
	h.Tap("Save PDF")
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 {
		t.Fatalf("the folder holds %v (%v), want one file", files, err)
	}
	b, err := os.ReadFile(filepath.Join(dir, files[0].Name()))
	if err != nil || !strings.HasPrefix(string(b), "%PDF-") || !strings.HasSuffix(files[0].Name(), "-customer.pdf") {
		t.Errorf("%s begins with %.5q (%v)", files[0].Name(), b, err)
	}
	h.MustShow("Show in folder")
}

func TestAnyDocumentIsMadeFromTheSameSheet(t *testing.T) {
	h := open(t, nil)
	a := h.deal("Aster Clinics", "Maya Lindqvist", "Jonas Falk")
	dir := t.TempDir()
	h.win.setLastFolder("brief", dir)
	for _, c := range []struct{ document, reader, file string }{
		{"○ Promise reconciliation", "○ The customer", "Aster-Clinics-promises-2026-11-23-customer.pdf"},
		{"○ Questions for Sales", "", "Aster-Clinics-questions-for-sales-2026-11-23-INTERNAL.pdf"},
		{"○ Value page", "", "Aster-Clinics-value-2026-11-23-INTERNAL.pdf"},
	} {
		h.win.MakeBrief(a.ID)
		h.Settle()
		h.Tap("○ The customer") // what is chosen before goes when the document has one reader
		h.Tap(c.document)
		switch {
		case c.document == "○ Questions for Sales":
			if slices.Contains(h.Texts(), "○ The customer") {
				t.Error("questions for Sales are offered to the customer")
			}
		case c.reader == "":
			h.Tap("○ Us, internal")
		}
		if c.reader != "" {
			h.MustShow("Leak check")
			h.Tap("I have read what stays inside")
		}
		h.Tap("Save PDF")
		if b, err := os.ReadFile(filepath.Join(dir, c.file)); err != nil || !strings.HasPrefix(string(b), "%PDF-") {
			t.Errorf("%s: %.5q, %v", c.document, b, err)
		}
	}
}

func TestBackupIsACheckedCopy(t *testing.T) {
	h := open(t, nil)
	h.deal("Aster Clinics", "Maya Lindqvist", "Jonas Falk")
	dir := t.TempDir()
	h.win.setLastFolder("backup", dir)
	h.menu("Back up")
	h.Tap("Back up")
	copied := datatest.At(t, filepath.Join(dir, "kept-backup-2026-11-23-0912.kept"))
	if got := datatest.Rows[playbook.Account](t, copied, playbook.ID{}); len(got) != 1 || got[0].Name != "Aster Clinics" {
		t.Errorf("the copy holds %+v", got)
	}
}

func textOf(o fyne.CanvasObject) (string, bool) {
	t, ok := o.(*canvas.Text)
	if !ok {
		return "", false
	}
	return t.Text, true
}

func TestEscClosesTheFileDialogFirst(t *testing.T) {
	h := open(t, nil)
	h.menu("Import deals")
	h.Tap("Browse…")
	h.Canvas().Unfocus()
	esc := &fyne.KeyEvent{Name: fyne.KeyEscape}
	h.Canvas().OnTypedKey()(esc)
	if h.win.dialog != nil {
		t.Error("the file dialog is still open")
	}
	h.MustShow("Import deals")
	h.Canvas().OnTypedKey()(esc)
	if n := len(h.Canvas().Overlays().List()); n != 0 {
		t.Errorf("%d sheets are open after the second Esc, want none", n)
	}
}

func TestADroppedFileOpensTheImport(t *testing.T) {
	h := open(t, nil)
	path := csv(t, "Account,Owner,Stage,Close Date,Amount\nNorrland Dental,Jonas Falk,Won,2026-11-02,48000\n")
	h.win.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(path)})
	h.Settle()
	h.MustShow("Import 1 account")
	h.Tap("Cancel")
	other := filepath.Join(t.TempDir(), "plan.docx")
	if err := os.WriteFile(other, []byte("PK"), 0o600); err != nil {
		t.Fatal(err)
	}
	h.win.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(other)})
	h.MustShow("“plan.docx” is nothing that Kept opens")
}

func TestTheFileDialogOpensOverASheet(t *testing.T) {
	h := open(t, nil)
	h.menu("Import deals")
	h.Tap("Browse…")
	if n := len(h.Canvas().Overlays().List()); n != 2 {
		t.Errorf("%d sheets are open, want the import and the dialog", n)
	}
}
