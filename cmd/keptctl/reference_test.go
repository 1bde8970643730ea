package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// reference is docs/keptctl.md.
func reference(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "docs", "keptctl.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// A shell runs lines as a terminal would, in a folder of its own.
type shell struct {
	t   *testing.T
	dir string
	env map[string]string
}

func newShell(t *testing.T) *shell {
	dir := t.TempDir()
	t.Chdir(dir)
	return &shell{t, dir, map[string]string{"HOME": dir, "XDG_CONFIG_HOME": dir, "XDG_DATA_HOME": dir, "AppData": dir, "LocalAppData": dir}}
}

var shellWord = regexp.MustCompile(`"([^"]*)"|[^\s"]+`)

// line runs one line and returns its exit status and what it prints: words in
// quotes, “export NAME=VALUE”, and a file behind “>” are understood.
func (l *shell) line(text string) (status int, out, errs string) {
	l.t.Helper()
	var words []string
	for _, m := range shellWord.FindAllStringSubmatch(text, -1) {
		if strings.HasPrefix(m[0], `"`) {
			m[0] = m[1]
		}
		words = append(words, m[0])
	}
	to := ""
	if n := len(words); n > 2 && words[n-2] == ">" {
		words, to = words[:n-2], words[n-1]
	}
	switch words[0] {
	case "export":
		for _, w := range words[1:] {
			name, value, _ := strings.Cut(w, "=")
			l.env[name] = value
		}
		return 0, "", ""
	case "keptctl":
	default:
		l.t.Fatalf("what is %q?", text)
	}
	var o, e bytes.Buffer
	status = run(context.Background(), words[1:], strings.NewReader(""), &o, &e, func(name string) string { return l.env[name] })
	if to != "" {
		if err := os.WriteFile(filepath.Join(l.dir, to), o.Bytes(), 0o600); err != nil {
			l.t.Fatal(err)
		}
	}
	return status, o.String(), e.String()
}

// example are the lines of the block behind some words of the reference.
func example(t *testing.T, behind string) []string {
	t.Helper()
	_, rest, ok := strings.Cut(reference(t), behind)
	_, rest, also := strings.Cut(rest, "```\n")
	block, _, both := strings.Cut(rest, "```")
	if !ok || !also || !both {
		t.Fatalf("docs/keptctl.md has no example behind %q", behind)
	}
	return strings.Split(strings.TrimSpace(block), "\n")
}

// wholeDeal are the lines of the reference's two examples, one after the other.
func wholeDeal(t *testing.T) []string {
	t.Helper()
	return append(example(t, "## A whole deal\n"), example(t, "From a new promise to a closed handoff")...)
}

// Every line of the example works as it is written, and the files it names are
// there.
func TestTheExampleOfTheReference(t *testing.T) {
	lines := wholeDeal(t)
	l := newShell(t)
	for _, text := range lines {
		status, out, errs := l.line(text)
		if status != 0 {
			t.Fatalf("%s: status %d, %s", text, status, errs)
		}
		if out == "" && !strings.HasPrefix(text, "export") {
			t.Errorf("%s: prints nothing", text)
		}
	}
	for _, name := range []string{"handoff.pdf", "plan.pdf", "reconciliation.pdf", "value.pdf"} {
		if b, err := os.ReadFile(filepath.Join(l.dir, name)); err != nil || !bytes.HasPrefix(b, []byte("%PDF-")) {
			t.Errorf("%s is no document: %v", name, err)
		}
	}
	if b, err := os.ReadFile(filepath.Join(l.dir, "northlake.json")); err != nil || !json.Valid(b) {
		t.Errorf("northlake.json is no JSON: %v", err)
	}
}

// shaped are commands whose JSON is compared with the reference, in this
// order, behind the example. An account with more rows shows more keys.
var shaped = []struct{ row, line string }{
	{"accounts", "keptctl accounts"},
	{"show", "keptctl show northlake"},
	{"search", "keptctl search clinic"},
	{"promises", "keptctl promises northlake"},
	{"belief", "keptctl belief northlake"},
	{"assumption", "keptctl assumption northlake"},
	{"risk", "keptctl risk northlake"},
	{"gap", "keptctl gap northlake"},
	{"criteria", "keptctl criteria northlake"},
	{"people", "keptctl people northlake"},
	{"signals", "keptctl signals northlake"},
	{"facts", "keptctl facts northlake"},
	{"inspections", "keptctl inspections northlake"},
	{"reconcile", "keptctl reconcile northlake"},
	{"reopen-handoff", `keptctl reopen-handoff northlake --reason "The fourth clinic"`},
	{"promise reopen", `keptctl promise reopen northlake "a line" --reason "The third clinic too"`},
	{"promise assign", `keptctl promise assign northlake 1 2 --owner "Cleo Marsh"`},
	{"belief reopen", `keptctl belief reopen northlake billing --reason "She asked again"`},
	{"gap", "keptctl gap northlake"},
	{"measure", "keptctl measure northlake 1 70"},
	{"judge", `keptctl judge northlake 60 yes --evidence "Seen again"`},
	{"stage", "keptctl stage northlake live"},
	{"left", `keptctl left northlake "Tess Arden"`},
	{"remove", "keptctl remove northlake gaps 1"},
	{"signal", `keptctl signal northlake apology "Said sorry for the list"`},
	{"fact", `keptctl fact northlake "The till is theirs" --who "Jonas Pryde"`},
	{"ask-customer", `keptctl ask-customer northlake "Who may open the safe?"`},
	{"inspect", "keptctl inspect northlake 30 --yes 1"},
	{"handoff", "keptctl handoff northlake"},
	{"ask", `keptctl ask northlake "Which till do they use?"`},
	{"answer", `keptctl answer northlake 2 "The one of the chain"`},
	{"reopen", `keptctl reopen northlake 2 --reason "They changed it"`},
	{"playbooks", "keptctl playbooks"},
	{"playbook duplicate", "keptctl playbook duplicate B --id theirs"},
	{"playbook diff", "keptctl playbook diff B theirs"},
	{"playbook from-plan", "keptctl playbook from-plan northlake"},
	{"playbook export", "keptctl playbook export theirs -o theirs.yaml"},
	{"playbook check", "keptctl playbook check theirs.yaml"},
	{"playbook save", "keptctl playbook save theirs.yaml"},
	{"playbook remove", "keptctl playbook remove theirs"},
	{"tasks", "keptctl tasks northlake"},
	{"tick", "keptctl tick northlake 1"},
	{"plan", "keptctl plan northlake"},
	{"plan --why", "keptctl plan northlake --why 9"},
	{"move", "keptctl move northlake 20 2027-06-01 --dry-run"},
	{"anchor", "keptctl anchor northlake go-live 2027-06-07 --dry-run"},
	{"anchor --add", `keptctl anchor northlake data-delivered 2027-05-03 --add "Data delivered"`},
	{"add-task", `keptctl add-task northlake "Load the data" --at data-delivered+1`},
	{"input", `keptctl input northlake 20 --ask "support: known gaps"`},
	{"gate", "keptctl gate northlake"},
	{"baseline", "keptctl baseline northlake"},
	{"plan --baseline", "keptctl plan northlake --baseline"},
	{"notices", "keptctl notices northlake"},
	{"adherence", "keptctl adherence northlake"},
	{"feasible", "keptctl feasible northlake --date 2027-12-01"},
	{"capacity", "keptctl capacity"},
	{"form", "keptctl form"},
	{"apply", "keptctl apply deal.yaml"},
	{"request", "keptctl request northlake -o form.html"},
	{"answers", "keptctl answers deal.yaml"},
	{"brief", "keptctl brief northlake --for customer -o again.pdf"},
	{"text", "keptctl text northlake agenda"},
	{"history", "keptctl history northlake"},
	{"undo", "keptctl undo"},
	{"trash", "keptctl trash"},
	{"check", "keptctl check"},
	{"members", "keptctl members"},
	{"members add", `keptctl members add "Ben Okoro" --role support`},
	{"absence add", "keptctl absence add maya 2027-08-02 2027-08-06"},
	{"calendar sets", "keptctl calendar sets SE"},
	{"calendar week", "keptctl calendar week mon tue wed thu"},
	{"calendar add", `keptctl calendar add 2027-07-12 2027-07-16 --name "Summer closing"`},
	{"calendar", "keptctl calendar"},
	{"calendar redate", "keptctl calendar redate --dry-run"},
	{"calendar remove", "keptctl calendar remove 1"},
	{"ics", "keptctl ics northlake"},
	{"backup", "keptctl backup second.kept"},
}

// The JSON of a command has the keys that the reference documents, no fewer
// and no more.
func TestTheJSONOfTheReference(t *testing.T) {
	rows := map[string]string{}
	for _, text := range strings.Split(reference(t), "\n") {
		cells := strings.Split(text, "|")
		if len(cells) < 3 {
			continue
		}
		shape := strings.TrimSpace(cells[2])
		if code := strings.Split(shape, "`"); len(code) > 2 && code[0] == "" && strings.ContainsAny(code[1][:1], "[{") {
			for _, name := range strings.Split(cells[1], ",") {
				rows[strings.Trim(strings.TrimSpace(name), "`")] = code[1]
			}
		}
	}
	lines := wholeDeal(t)
	l := newShell(t)
	for _, text := range lines {
		if status, _, errs := l.line(text); status != 0 {
			t.Fatalf("%s: %s", text, errs)
		}
	}
	for _, s := range shaped {
		shape, ok := rows[s.row]
		if s.row == "tick" || s.row == "add-task" {
			shape, ok = strings.Trim(rows["tasks"], "[]"), true // “the task, as in tasks”
		}
		if !ok {
			t.Errorf("the reference has no shape of %s", s.row)
			continue
		}
		status, out, errs := l.line(s.line + " --json")
		var v any
		if err := json.Unmarshal([]byte(out), &v); err != nil || status != 0 {
			t.Errorf("%s: status %d, %v, %s", s.line, status, err, errs)
			continue
		}
		p := &shapeReader{text: shape}
		want := p.value()
		for _, wrong := range differs(s.row, want, v) {
			t.Error(wrong)
		}
	}
}

// A shapeReader reads the reference's way to write what JSON looks like:
// {key, key: {…}, key: […]}. A key without a shape may hold anything.
type shapeReader struct {
	text string
	at   int
}

// value returns a map of keys, a list of one shape, or nil for anything.
func (p *shapeReader) value() any {
	switch p.peek() {
	case '{':
		keys := map[string]any{}
		for p.at++; p.peek() != '}'; {
			if c := p.peek(); c == ',' || c == ' ' {
				p.at++
				continue
			}
			name := p.word()
			keys[name] = nil
			if p.peek() == ':' {
				p.at++
				for p.peek() == ' ' {
					p.at++
				}
				keys[name] = p.value()
			}
		}
		p.at++
		return keys
	case '[':
		p.at++
		one := p.value()
		for p.peek() != ']' {
			p.at++
		}
		p.at++
		return []any{one}
	}
	p.word()
	return nil
}

func (p *shapeReader) peek() byte {
	if p.at >= len(p.text) {
		panic(fmt.Sprintf("the shape ends too soon: %s", p.text))
	}
	return p.text[p.at]
}

func (p *shapeReader) word() string {
	from := p.at
	for p.at < len(p.text) && !strings.ContainsRune(",:{}[] ", rune(p.text[p.at])) {
		p.at++
	}
	if p.at == from {
		panic(fmt.Sprintf("a shape that cannot be read: %s", p.text[from:]))
	}
	return p.text[from:p.at]
}

// differs tells where a value has other keys than its shape.
func differs(path string, want, got any) []string {
	switch want := want.(type) {
	case []any:
		list, ok := got.([]any)
		if !ok {
			return []string{fmt.Sprintf("%s: %T, not a list", path, got)}
		}
		var wrong []string
		for i, x := range list {
			wrong = append(wrong, differs(fmt.Sprintf("%s[%d]", path, i), want[0], x)...)
		}
		return wrong
	case map[string]any:
		keys, ok := got.(map[string]any)
		if !ok {
			return []string{fmt.Sprintf("%s: %T, not an object", path, got)}
		}
		if a, b := slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(keys)); !slices.Equal(a, b) {
			return []string{fmt.Sprintf("%s: the reference says %v, there is %v", path, a, b)}
		}
		var wrong []string
		for k, x := range want {
			wrong = append(wrong, differs(path+"."+k, x, keys[k])...)
		}
		return wrong
	}
	return nil
}
