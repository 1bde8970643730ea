package main

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// documented returns the keys that the reference gives for a command: those of
// the first object in its row of the table of JSON.
func documented(t *testing.T, reference, command string) []string {
	t.Helper()
	_, table, _ := strings.Cut(reference, "## JSON")
	for _, row := range strings.Split(table, "\n") {
		cells := strings.SplitN(row, "|", 3)
		if len(cells) < 3 || !slices.Contains(strings.Split(cells[1], ", "), " `"+command+"` ") && !strings.Contains(cells[1], "`"+command+"`") {
			continue
		}
		var keys []string
		key, depth := "", 0
		for _, r := range cells[2][strings.Index(cells[2], "{"):] {
			switch r {
			case '{', '[':
				depth++
				continue
			case '}', ']':
				depth--
			}
			if depth == 0 || depth == 1 && r == ',' {
				name, _, _ := strings.Cut(key, ":")
				keys, key = append(keys, strings.TrimSpace(name)), ""
			} else if depth == 1 {
				key += string(r)
			}
			if depth == 0 {
				return keys
			}
		}
	}
	t.Fatalf("docs/keptctl.md does not tell what %s prints", command)
	return nil
}

// What the reference says of every command's JSON is what the program prints:
// no key more, none less.
func TestJSONIsAsDocumented(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "..", "docs", "keptctl.md"))
	if err != nil {
		t.Fatal(err)
	}
	c := sitDown(t)
	form := c.file("a.yaml", []byte("account: Acme\nnot_bought:\n  none: {who: Ada, on: 2027-01-01}\npromises:\n  - text: Import by 1 May 2027\n"))
	row := c.file("b.yaml", []byte("account: Acme\nnot_bought:\n  - text: Billing\n"))
	deals := c.file("d.csv", []byte("account,stage,close_date,value\nBeta,Won,2027-02-01,5\n"))
	for _, step := range []struct {
		row  string // of the reference
		args []string
	}{
		{"apply", []string{"apply", form}}, {"apply", []string{"apply", row}}, {"accounts", []string{"accounts"}}, {"show", []string{"show", "acme"}},
		{"search", []string{"search", "import"}}, {"promises", []string{"promises", "acme"}}, {"handoff", []string{"handoff", "acme"}},
		{"submit", []string{"submit", "acme", "--reason", "They sign"}}, {"return", []string{"return", "acme", "--reason", "scope_unclear"}},
		{"ask", []string{"ask", "acme", "Who signs?"}}, {"answer", []string{"answer", "acme", "1", "Ingrid"}}, {"reopen", []string{"reopen", "acme", "1", "--reason", "She left"}},
		{"submit", []string{"submit", "acme", "--reason", "They sign"}}, {"accept", []string{"accept", "acme", "--condition", "List;Ada;2027-03-09"}},
		{"start", []string{"start", "acme", "--playbook", "A", "--kickoff", "2027-03-08"}}, {"tasks", []string{"tasks", "acme"}}, {"tasks", []string{"tick", "acme", "1"}},
		{"tasks", []string{"untick", "acme", "1"}}, {"tasks", []string{"block", "acme", "1", "--reason", "No access"}}, {"tasks", []string{"skip", "acme", "3", "--reason", "Read together"}},
		{"playbooks", []string{"playbooks"}}, {"form", []string{"form"}}, {"brief", []string{"brief", "acme", "--for", "customer", "--check"}}, {"text", []string{"text", "acme", "agenda"}},
		{"import deals", []string{"import", "deals", deals, "--dry-run"}}, {"import deals", []string{"import", "deals", deals}}, {"history", []string{"history", "acme"}},
		{"trash", []string{"trash"}}, {"undo", []string{"undo"}}, {"redo", []string{"redo"}}, {"check", []string{"check"}}, {"backup", []string{"backup", filepath.Join(c.dir, "copy.kept")}},
	} {
		var got any
		c.reads(&got, step.args...)
		if list, ok := got.([]any); ok {
			if len(list) == 0 {
				t.Errorf("keptctl %v lists nothing to compare", step.args)
				continue
			}
			got = list[0]
		}
		object, ok := got.(map[string]any)
		if !ok {
			t.Errorf("keptctl %v prints %T, not an object or a list of them", step.args, got)
			continue
		}
		keys, want := slices.Sorted(maps.Keys(object)), documented(t, string(b), step.row)
		slices.Sort(want)
		if !slices.Equal(keys, want) {
			t.Errorf("keptctl %v prints %v, the reference says %v", step.args, keys, want)
		}
	}
	for args, kind := range map[string]string{"show nobody": "not_found", "show": "usage", "submit acme": "refused", "answer acme 1 ": "invalid", "--workspace nowhere.kept accounts": "workspace_missing", "apply nowhere.yaml": "file", "import deals a.yaml": "import"} {
		_, out, errs := c.run(append([]string{"--json"}, strings.Split(args, " ")...)...)
		var v struct {
			Error struct {
				Kind, Message string
				Reasons       *[]string
			}
		}
		if err := json.Unmarshal([]byte(errs), &v); err != nil || out != "" || v.Error.Kind != kind || v.Error.Message == "" || v.Error.Reasons == nil {
			t.Errorf("keptctl %s: %v, out %q, %s; want kind %s", args, err, out, errs, kind)
		}
	}
}
