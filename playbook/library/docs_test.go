package library

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"kept/playbook"
)

// blocks are the files that docs/playbook-format.md shows, in order.
func blocks(t *testing.T) []string {
	t.Helper()
	b, err := os.ReadFile("../../docs/playbook-format.md")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, part := range strings.Split(string(b), "```yaml\n")[1:] {
		block, _, _ := strings.Cut(part, "```")
		out = append(out, block)
	}
	return out
}

// The files that the documentation shows are ones that are read without a
// warning, the second with the first as its module, and the first uses every
// key there is.
func TestTheDocumentedFilesAreRead(t *testing.T) {
	files := blocks(t)
	if len(files) != 2 {
		t.Fatalf("%d files in the documentation, want 2", len(files))
	}
	whole, warnings, err := CheckFile("clinic-60.yaml", strings.NewReader(files[0]), nil)
	if err != nil || len(warnings) > 0 {
		t.Fatalf("%v, warnings %v", err, warnings)
	}
	lib, err := New(whole)
	if err != nil {
		t.Fatal(err)
	}
	p, warnings, err := lib.Check("clinic-audit.yaml", []byte(files[1]))
	if err != nil || len(warnings) > 0 {
		t.Fatalf("%v, warnings %v", err, warnings)
	}
	if len(p.Phases) != 3 || p.Phases[0].Included != "clinic-60" || p.Phases[2].Included != "" || p.Own("data-delivered") == nil || p.Own("audit") != nil {
		t.Errorf("read %+v", p)
	}
	for _, key := range slices.Concat(playbookKeys(), gapKeys(), anchorKeys(), phaseKeys(), stepKeys(), inputKeys()) {
		if !strings.Contains(files[0], key+":") {
			t.Errorf("the documented file does not show %s", key)
		}
	}
}

// Every key and every field of a condition has its row, with an example that is
// read, and the documentation has no row besides.
func TestTheTablesOfTheDocumentation(t *testing.T) {
	b, err := os.ReadFile("../../docs/playbook-format.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string][]string{} // by heading
	heading := ""
	for _, line := range strings.Split(string(b), "\n") {
		if h, ok := strings.CutPrefix(line, "## "); ok {
			heading = h
		}
		if strings.HasPrefix(line, "**For whom") {
			heading = "conditions"
		}
		cells := strings.Split(line, "|")
		if len(cells) < 4 || !strings.Contains(cells[1], "`") {
			continue
		}
		rows[heading] = append(rows[heading], strings.Split(cells[1], "`")[1])
		if heading == "conditions" {
			c, err := playbook.ParseCondition(strings.Split(cells[3], "`")[1])
			if err != nil || c.Parts[0].Field != strings.Split(cells[1], "`")[1] {
				t.Errorf("%s: %v", line, err)
			}
		}
	}
	var fields []string
	for _, f := range playbook.ConditionFields() {
		fields = append(fields, f.Name)
	}
	for heading, want := range map[string][]string{"The playbook": playbookKeys(), "A phase": phaseKeys(), "A step": stepKeys(), "conditions": fields} {
		if !slices.Equal(rows[heading], want) {
			t.Errorf("%s has the rows %v, want %v", heading, rows[heading], want)
		}
	}
}

// What a documented file says is said by the file that is written of it.
func TestTheDocumentedFileIsWrittenAgain(t *testing.T) {
	p, err := Read("k.yaml", strings.NewReader(blocks(t)[0]))
	if err != nil {
		t.Fatal(err)
	}
	out := Write(&p)
	if !bytes.Equal(out, []byte(blocks(t)[0])) {
		t.Errorf("written as\n%s", out)
	}
}
