package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kept/playbook/form/browsertest"
)

// fillEverything answers every control on the page as a person at a keyboard
// does, with one row more in every list, and returns what it answered: values
// by part, row and column.
const fillEverything = `
document.documentElement.style.scrollBehavior = 'auto';
for (const b of document.querySelectorAll('[data-part] .list > .under > button.quiet')) b.click();
for (const d of document.querySelectorAll('details')) { d.open = true; d.dispatchEvent(new Event('toggle')); }
const answered = {}, day = new Set();
let n = 0;
for (const box of document.querySelectorAll('[data-part] [data-place]')) {
  const [part, row, col] = box.dataset.place.split('/');
  const el = box.matches('fieldset') ? box : box.querySelector('input, textarea, select');
  n++;
  if (box.matches('fieldset')) {
    for (const t of Array.from(box.querySelectorAll('input')).slice(0, 2)) if (!t.checked) t.click();
  } else if (el.type === 'checkbox') {
    if (!el.checked && !(col === 'deciding' && day.has('deciding'))) el.click();
    if (col === 'deciding') day.add('deciding');
  } else if (el.tagName === 'SELECT') {
    el.dispatchEvent(new Event('focus'));
    el.value = el.options[1].value;
    el.dispatchEvent(new Event('change', { bubbles: true }));
  } else {
    const type = model.parts[part].inputs[col].type;
    el.value = type === 'date' ? '2027-04-' + String(10 + n % 15) : type === 'money' ? '12,3' + (10 + n % 80) + '.50' : type === 'whole' ? String(n % 60 + 1) :
      col === 'currency' ? 'EUR' : col === 'name' && part === 'account' ? 'Bergamot & Söhne' : 'Answer ' + n + ' <b>&amp;</b> “' + col + '” שלום 🎉' + (type === 'long' ? '\nand a second line' : '');
    el.dispatchEvent(new Event('input', { bubbles: true }));
  }
}
// A promise is due after it was said, and so on: the days that rules compare.
const put = (part, row, col, v) => setValue(part, row, col, v, null);
for (const r of state.parts.promises.rows) { put('promises', r.key, 'said_on', '2027-02-01'); put('promises', r.key, 'due_on', '2027-05-01'); put('promises', r.key, 'due_kind', 'date'); put('promises', r.key, 'due_anchor', ''); put('promises', r.key, 'due_days', ''); }
for (const k of ['bought', 'blackouts']) for (const r of state.parts[k].rows) { put(k, r.key, 'on', '2027-02-01'); put(k, r.key, 'until', '2027-05-01'); }
put('term', '', 'start_on', '2027-02-01'); put('term', '', 'renewal_on', '2028-02-01');
for (const r of state.parts.criteria.rows) { put('criteria', r.key, 'baseline', '140 calls'); put('criteria', r.key, 'target', '70 calls'); put('criteria', r.key, 'unit', 'calls'); }
save();
return n;`

// The whole way of a seller without the program: a page is asked for, filled on
// a phone, closed and opened again, sent back, and taken in; what is stored is
// what was typed.
func TestASellerFillsThePageInABrowser(t *testing.T) {
	b := browsertest.Start(t, 390, 844)
	dir := t.TempDir()
	ctl := func(status int, args ...string) []byte {
		t.Helper()
		var out, errs bytes.Buffer
		env := map[string]string{"HOME": dir, "XDG_CONFIG_HOME": dir, "XDG_DATA_HOME": dir, "AppData": dir, "LocalAppData": dir,
			"KEPT_WORKSPACE": filepath.Join(dir, "work.kept"), "KEPT_NOW": "2027-03-01T09:00:00Z"}
		if got := run(context.Background(), args, strings.NewReader(""), &out, &errs, func(k string) string { return env[k] }); got != status {
			t.Fatalf("keptctl %s: exit %d, want %d\n%s%s", strings.Join(args, " "), got, status, out.Bytes(), errs.Bytes())
		}
		return out.Bytes()
	}
	deal := filepath.Join(dir, "deal.yaml")
	if err := os.WriteFile(deal, []byte("account: Bergamot\nteam: {seller: Jonas Falk}\npromises:\n- text: Import by 1 May 2027\n  quote: You will not type it twice\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctl(0, "--as", "Ben Okoro", "apply", deal)
	ctl(0, "--as", "Ben Okoro", "ask", "Bergamot", "Who signs the import?")
	page := filepath.Join(dir, "form.html")
	ctl(0, "--as", "Ben Okoro", "request", "Bergamot", "-o", page)

	b.Open(page)
	b.Write(`.asked textarea`, "Mia Berg does.")
	b.Write(`#s-essentials .block:nth-of-type(2) textarea`, "Patients book online by June.")
	var filled int
	b.JS(&filled, fillEverything)
	if filled < 150 {
		t.Fatalf("only %d controls are on the page", filled)
	}
	var before, after string
	b.JS(&before, `return JSON.stringify(state)`)
	// The page is loaded by a new process, to which the browser hands what the old
	// one kept; on a busy machine that takes a moment.
	for range 20 {
		b.Reload()
		if b.JS(&after, `return JSON.stringify(state)`); before == after {
			break
		}
		time.Sleep(500 * time.Millisecond)
	}
	if before != after {
		t.Errorf("after a reload stands\n%.600s\nwant\n%.600s", after, before)
	}
	for _, width := range []int{390, 320, 1240} {
		b.CDP("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 600})
		var wide struct {
			Page, Window int
			Out          []string
		}
		b.JS(&wide, `for (const d of document.querySelectorAll('details')) d.open = true;
const w = document.documentElement.clientWidth;
return {page: document.documentElement.scrollWidth, window: w, out: Array.from(document.querySelectorAll('main *')).filter(e => e.getClientRects().length && e.getBoundingClientRect().right > w + 1).map(e => e.outerHTML.slice(0, 90)).slice(0, 5)}`)
		if wide.Page > wide.Window || len(wide.Out) > 0 {
			t.Errorf("at %d points the page is %d wide in a window of %d: %q", width, wide.Page, wide.Window, wide.Out)
		}
	}
	var unnamed []string
	b.JS(&unnamed, `return Array.from(document.querySelectorAll('input, textarea, select, button')).filter(e => !(e.labels && e.labels.length) && !e.getAttribute('aria-label') && !e.textContent.trim()).map(e => e.outerHTML.slice(0, 120))`)
	if len(unnamed) > 0 {
		t.Errorf("a screen reader has no name for %q", unnamed)
	}
	b.JS(nil, `document.getElementById('send-back').click()`)
	b.Click(`#save-file`)
	name, raw := b.Downloaded()
	if !strings.HasPrefix(name, "bergamot-answers-2") {
		t.Errorf("the file is called %q", name)
	}
	if found := b.Complaints(); len(found) > 0 {
		t.Errorf("the browser complains: %q", found)
	}
	if bytes.Contains(raw, []byte("You will not type it twice")) {
		t.Error("sensitive words went to the page")
	}
	back := filepath.Join(dir, name)
	if err := os.WriteFile(back, raw, 0o600); err != nil {
		t.Fatal(err)
	}

	look := string(ctl(0, "answers", back))
	for _, want := range []string{"answered by Jonas Falk", "Who signs the import?", "Nothing is stored yet."} {
		if !strings.Contains(look, want) {
			t.Errorf("the differences do not say %q:\n%s", want, look)
		}
	}
	if strings.Contains(look, "not stored:") {
		t.Errorf("something filled in cannot be stored:\n%s", look)
	}
	ctl(0, "--as", "Ben Okoro", "answers", back, "--yes")
	var shown map[string]any
	if err := json.Unmarshal(ctl(0, "--json", "show", "Bergamot & Söhne"), &shown); err != nil {
		t.Fatal(err)
	}
	var given struct {
		Given map[string]struct {
			Values map[string]string
			Rows   []struct {
				Key    string
				Values map[string]string
			}
		}
	}
	if err := json.Unmarshal(raw, &given); err != nil {
		t.Fatal(err)
	}
	stored := everyValue(shown)
	checked := 0
	for key, p := range given.Given {
		all := []map[string]string{p.Values}
		for _, r := range p.Rows {
			all = append(all, r.Values)
		}
		for _, values := range all {
			for col, v := range values {
				if v == "" || col == "problem_id" || key == "promises" && col == "quote" {
					continue
				}
				if d := strings.ReplaceAll(v, ",", ""); strings.HasPrefix(v, "12,3") {
					v = strings.TrimSuffix(d, ".50") + ".50"
				}
				checked++
				if !slices.Contains(stored[col], strings.TrimSpace(v)) {
					t.Errorf("%s.%s %q is not stored; there is %q", key, col, v, stored[col])
				}
			}
		}
	}
	if checked < 150 {
		t.Errorf("only %d values were compared", checked)
	}
	if !strings.Contains(string(ctl(0, "handoff", "Bergamot & Söhne")), "Mia Berg does.") {
		t.Error("the answer is not at its question")
	}
	// The exact words that were here already were never in the page, so both stay
	// to be chosen from; everything else is known.
	var again struct{ Differences, Open int }
	if err := json.Unmarshal(ctl(0, "--json", "answers", back), &again); err != nil || again.Differences != 1 || again.Open != 1 {
		t.Errorf("the same answers again: %+v, %v", again, err)
	}
}

// everyValue collects what JSON says under each name, as text.
func everyValue(v any) map[string][]string {
	out := map[string][]string{}
	var walk func(name string, v any)
	walk = func(name string, v any) {
		switch x := v.(type) {
		case map[string]any:
			for k, v := range x {
				walk(k, v)
			}
		case []any:
			for _, v := range x {
				walk(name, v)
			}
		case nil:
		default:
			out[name] = append(out[name], strings.TrimSpace(fmt.Sprint(x)))
		}
	}
	walk("", v)
	return out
}
