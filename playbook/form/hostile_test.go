package form_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"kept/playbook"
	"kept/playbook/form"
)

// Every file that is not what a page sends is refused in one sentence that says
// what to do, and never in part.
func TestFilesThatNoPageSendsAreRefused(t *testing.T) {
	d, _ := desk(t)
	id := apply(t, d, acme).Account
	good := string(asked(t, d, id).back())
	edit := func(fn func(m map[string]any)) string {
		var m map[string]any
		if err := json.Unmarshal([]byte(good), &m); err != nil {
			t.Fatal(err)
		}
		fn(m)
		b, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		return `{"kept_answers": 1,` + strings.TrimPrefix(strings.Replace(string(b), `"kept_answers":1,`, "", 1), "{")
	}
	given := func(m map[string]any, key string) map[string]any {
		return m["given"].(map[string]any)[key].(map[string]any)
	}
	many := make([]any, 2001)
	for i := range many {
		many[i] = map[string]any{"key": fmt.Sprint("n", i), "values": map[string]any{"text": "x"}}
	}
	for _, c := range []struct{ name, text, want string }{
		{"cut off", good[:len(good)/2], "the file is damaged or was cut off; ask for it again"},
		{"a newer version", strings.Replace(good, `"kept_answers": 1`, `"kept_answers": 2`, 1), "these answers are of version 2; this program reads version 1, so open them with the program that asked for them, or a newer one"},
		{"something behind it", good + "{}", "the file is damaged or was cut off; ask for it again"},
		{"another field", edit(func(m map[string]any) { m["script"] = "x" }), "this is not what a page sends back (unknown field \"script\"); ask for it again"},
		{"a list as a text", edit(func(m map[string]any) { m["given"] = "x" }), "this is not what a page sends back (“given” is of another kind); ask for it again"},
		{"no request", edit(func(m map[string]any) { m["request"] = "" }), "the answers do not say which request they belong to; ask for the file again"},
		{"an id that is none", edit(func(m map[string]any) { m["account"] = "../../x" }), "this is not what a page sends back"},
		{"a list that no page asks", edit(func(m map[string]any) { m["given"].(map[string]any)["signals"] = map[string]any{} }), "“signals” is nothing that this program asks for; the page was made by another version, so open the answers with that one"},
		{"an outcome", edit(func(m map[string]any) {
			given(m, "promises")["rows"].([]any)[0].(map[string]any)["values"].(map[string]any)["outcome"] = "kept"
		}), "“outcome” of “promises” is nothing that this program asks for; the page was made by another version, so open the answers with that one"},
		{"a state", edit(func(m map[string]any) { given(m, "close")["values"].(map[string]any)["stage"] = "lost" }), "“stage” of “close” is nothing that this program asks for; the page was made by another version, so open the answers with that one"},
		{"rows where one value is", edit(func(m map[string]any) { given(m, "close")["rows"] = many[:1] }), "“close” is no list; ask for the file again"},
		{"many rows", edit(func(m map[string]any) { given(m, "problems")["rows"] = many }), "“problems” has more than 2000 rows; no page sends that many, so ask for the file again"},
		{"one row twice", edit(func(m map[string]any) { given(m, "problems")["rows"] = []any{many[0], many[0]} }), "two rows of “problems” have one name, or one has none; ask for the file again"},
		{"the page itself", "<!doctype html>\n<html lang=\"en\">", "this is the page itself; open it in a browser, fill it, and open here what “Send back” saves"},
		{"too large", `{"kept_answers": 1, "name": "` + strings.Repeat("x", 3<<20) + `"}`, "the file is larger than 2 MB; no page sends that much, so ask for it again"},
		{"deep", `{"kept_answers": 1, "given": ` + strings.Repeat(`{"a":`, 20_000) + "1" + strings.Repeat("}", 20_001), "the file is damaged or was cut off; ask for it again"},
	} {
		f, err := form.Open("a.json", strings.NewReader(c.text))
		var ps form.Problems
		if f != nil || !errors.As(err, &ps) || len(ps) == 0 || !strings.HasPrefix(ps[0].Message, c.want) {
			t.Errorf("%s: got %v, %v, want %s", c.name, f, err, c.want)
		}
	}
	for n := range len(good) { // truncated at every byte
		if n%7 != 0 {
			continue
		}
		if f, err := form.Open("a.json", strings.NewReader(good[:n])); f != nil || err == nil {
			t.Fatalf("cut after %d of %d bytes it is read: %v", n, len(good), err)
		}
	}
}

// Ids that a file names never reach a row of another account or of another kind.
func TestAFileReachesNoRowOfAnotherAccount(t *testing.T) {
	d, _ := desk(t)
	mine, other := apply(t, d, acme).Account, apply(t, d, strings.Replace(acme, "Acme", "Other", 1)).Account
	before := record(t, d, other)
	s := asked(t, d, mine)
	foreign := before.Promises[0].ID.String()
	s.add("promises", foreign, map[string]any{"text": "Taken over", "deciding": "true"})
	base := s.model["base"].(map[string]any)
	base["problems"].(map[string]any)["rows"] = []any{map[string]any{"key": before.Items[0].ID.String(), "values": map[string]any{"text": "was"}}}
	s.part("problems")["rows"] = []any{map[string]any{"key": before.Items[0].ID.String(), "values": map[string]any{"text": "is"}}}
	base["people"].(map[string]any)["rows"] = []any{map[string]any{"key": before.People[0].ID.String(), "values": map[string]any{"name": "x"}}}
	s.part("people")["rows"] = []any{}
	s.asked = append(s.asked, map[string]any{"id": foreign, "text": "x", "answer": "y"})
	take(t, d, s.back())
	if after := record(t, d, other); after.Promises[0].Text != before.Promises[0].Text || len(after.Items) != len(before.Items) || len(after.People) != 1 {
		t.Errorf("the other account has changed: %+v", after)
	}
	if got := record(t, d, mine); len(got.Promises) != 3 || got.Promises[2].ID == before.Promises[0].ID {
		t.Errorf("the row that was added: %+v", got.Promises)
	}
}

// A page is data to its browser, whatever an account is called; and what comes
// back is text, whatever it looks like.
func TestScriptsAreText(t *testing.T) {
	d, _ := desk(t)
	evil := `</script><script>alert(1)</script><img src=x onerror=alert(2)>{{.}}` + "\u2028"
	id := apply(t, d, "account: "+fmt.Sprintf("%q", evil)+"\npromises:\n- text: "+fmt.Sprintf("%q", evil)+"\n").Account
	var b bytes.Buffer
	if err := form.Request(t.Context(), d, id, form.Company{Name: evil, Colour: `red;}</style>`, Logo: []byte("<svg onload=alert(3)>")}, &b); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	if n := strings.Count(strings.ToLower(page), "<script"); n != 2 {
		t.Errorf("%d scripts are in the page, want the data and the program", n)
	}
	for _, never := range []string{"<img src=x", "red;}", "onload", "http://", "https://", "@import", "innerHTML", "eval("} {
		if strings.Contains(page, never) {
			t.Errorf("the page holds %q", never)
		}
	}
	s := asked(t, d, id)
	s.set("promises", 0, "text", evil+" and \x00more")
	take(t, d, s.back())
	if got := record(t, d, id).Promises[0].Text; got != strings.TrimSpace(evil+" and more") {
		t.Errorf("stored %q", got)
	}
}

// Sensitive words are in no page.
func TestNoSensitiveWordIsInAPage(t *testing.T) {
	d, _ := desk(t)
	var yaml bytes.Buffer
	if err := form.Write(&yaml, form.Options{Example: true}); err != nil {
		t.Fatal(err)
	}
	id := apply(t, d, yaml.String()).Account
	rec := record(t, d, id)
	var b bytes.Buffer
	if err := form.Request(t.Context(), d, id, form.Company{}, &b); err != nil {
		t.Fatal(err)
	}
	secrets := []string{rec.Handoff.Avoid}
	for _, p := range rec.Promises {
		secrets = append(secrets, p.Quote)
	}
	for _, p := range rec.People {
		secrets = append(secrets, p.Sensitive)
	}
	secrets = slices.DeleteFunc(secrets, func(s string) bool { return s == "" })
	if len(secrets) < 4 {
		t.Fatalf("the example has %d sensitive values", len(secrets))
	}
	for _, secret := range secrets {
		if strings.Contains(b.String(), secret[:min(len(secret), 20)]) {
			t.Errorf("%q is in the page", secret)
		}
	}
	if b.Len() > 300<<10 {
		t.Errorf("the page of the example has %d kB", b.Len()>>10)
	}
}

// The largest file that is read stays small in memory.
func TestALargeFileOfAnswersStaysSmall(t *testing.T) {
	d, _ := desk(t)
	s := asked(t, d, apply(t, d, acme).Account)
	for i := range 1900 {
		s.add("problems", fmt.Sprint("n", i), map[string]any{"text": strings.Repeat("word ", 150)})
	}
	back := s.back()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	if _, err := form.Open("a.json", bytes.NewReader(back)); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 60 {
		t.Errorf("reading %d kB took %d MB", len(back)>>10, used)
	}
}

// What can be read of a file in which bytes were changed can be looked at, or is
// refused in a sentence; nothing is written.
func TestChangedBytesAreLookedAtOrRefused(t *testing.T) {
	d, st := desk(t)
	s := asked(t, d, apply(t, d, acme).Account)
	s.add("promises", "n1", map[string]any{"text": "Polish page by June", "deciding": "true"})
	s.add("proof_points", "day60", map[string]any{"day": "60", "text": "Seen"})
	s.none("risks", "Ada", "2027-03-01")
	s.rows("problems", func(r []any) []any { return []any{r[1], r[0]} })
	back := s.back()
	was, err := st.DataVersion(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(6, 6))
	looked := 0
	for range 400 {
		b := bytes.Clone(back)
		for range 1 + rnd.IntN(3) {
			at := rnd.IntN(len(b))
			b[at] = []byte("\"x0:,{}[] \\\xff")[rnd.IntN(12)]
		}
		f, err := form.Open("x", bytes.NewReader(b))
		var ps form.Problems
		if err != nil {
			if !errors.As(err, &ps) {
				t.Fatalf("reading: %v", err)
			}
			continue
		}
		looked++
		var inv *playbook.InvalidError
		var refused *playbook.RefusedError
		if _, err := form.Look(t.Context(), d, nil, f); err != nil && !errors.As(err, &ps) && !errors.As(err, &inv) && !errors.As(err, &refused) {
			t.Fatalf("looking: %v at %s", err, b)
		}
	}
	if now, _ := st.DataVersion(t.Context()); now != was || looked < 50 {
		t.Errorf("%d were looked at, and the workspace stands at %d, was %d", looked, now, was)
	}
}

func FuzzOpen(f *testing.F) {
	d, _ := desk(f)
	id := apply(f, d, acme).Account
	s := asked(f, d, id)
	s.add("promises", "n1", map[string]any{"text": "Polish page by June", "deciding": "true"})
	s.none("risks", "Ada", "2027-03-01")
	f.Add(s.back())
	f.Add([]byte(`{"kept_answers": 1, "request": "01a40051-6a80-78df-b9ec-35da1a7fc65e", "given": {"problems": {"rows": [{"key": "a", "values": {"text": ""}}, {"key": "b"}]}}}`))
	f.Add([]byte(`{"kept_answers": 1, "request": "01a40051-6a80-78df-b9ec-35da1a7fc65e", "account": "", "name": "x", "base": {"problems": {"rows": [{"key": "01a40051-6a80-78df-b9ec-35da1a7fc65e"}]}}, "given": {}}`))
	f.Add([]byte("\xEF\xBB\xBF {\"kept_answers\": 1e0}"))
	if files, err := filepath.Glob(filepath.Join("testdata", "fuzz", "FuzzRead", "*")); err == nil {
		for _, name := range files {
			if b, err := os.ReadFile(name); err == nil {
				f.Add(b)
			}
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := form.Open("x", bytes.NewReader(b))
		var ps form.Problems
		if (got == nil) == (err == nil) || err != nil && (!errors.As(err, &ps) || len(ps) == 0 || len(ps) > 20) {
			t.Fatalf("form %v, error %v", got, err)
		}
	})
}
