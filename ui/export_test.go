package ui

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"kept/playbook"
	"kept/playbook/export"
)

// Everything leaves into a new folder, what is sensitive only when it is asked
// for, and that is asked anew each time.
func TestExportAll(t *testing.T) {
	h := open(t, nil)
	h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk", &playbook.Stakeholder{Name: "Ines", Sensitive: "leaves in May"})
	home := t.TempDir()
	h.win.setLastFolder("export", home)
	to := filepath.Join(home, export.FolderName(h.win.ws.Desk.Today()))
	holds := func(note bool) {
		t.Helper()
		people, err := os.ReadFile(filepath.Join(to, "people.csv"))
		if err != nil || !bytes.Contains(people, []byte("Ines")) || bytes.Contains(people, []byte("leaves in May")) != note {
			t.Errorf("people.csv: %s, %v", people, err)
		}
		for _, name := range []string{"kept.xlsx", "kept.json", "kept.schema.json"} {
			if _, err := os.Stat(filepath.Join(to, name)); err != nil {
				t.Error(err)
			}
		}
		if err := os.RemoveAll(to); err != nil {
			t.Fatal(err)
		}
	}
	h.menu("Export all")
	h.Tap("Sensitive notes and exact words too")
	h.Tap("Export")
	h.MustShow("Exported 1 account")
	holds(true)

	h.menu("Export all")
	h.Tap("Export")
	holds(false)

	// Only what is ticked; nothing is nothing.
	h.menu("Export all")
	h.Tap("CSV files, one for each table")
	h.Tap("One Excel workbook with a sheet for each table")
	h.Tap("Export")
	if left, err := os.ReadDir(to); err != nil || len(left) != 2 {
		t.Errorf("the document alone: %v, %v", left, err)
	}
	h.menu("Export all")
	h.Tap("Export")
	h.MustShow("has files in it")
	for _, what := range []string{"CSV files, one for each table", "One Excel workbook with a sheet for each table", "One JSON document, with the schema that describes it"} {
		h.Tap(what)
	}
	h.Tap("Export")
	h.MustShow("Export all") // the sheet is still there
}
