package form_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kept/playbook"
	"kept/playbook/form"
	"kept/playbook/form/browsertest"
	"kept/playbook/work"
)

func pageOf(t *testing.T, d *work.Desk, account playbook.ID) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "form.html")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := form.Request(t.Context(), d, account, form.Company{Name: "Fernway", Colour: "#ffe800"}, f); err != nil {
		t.Fatal(err)
	}
	return path
}

// standing are the first values of the rows of a list in the page.
func standing(b *browsertest.Browser, part string) []string {
	var out []string
	b.JS(&out, `return state.parts[arguments[0]].rows.map(r => r.values[model.parts[arguments[0]].lead[0]] || '')`, part)
	return out
}

// Lists by keyboard and pointer: Enter begins a row, pasted lines become rows,
// rows move and go and come back, and none is an answer.
func TestListsOfThePage(t *testing.T) {
	d, _ := desk(t)
	b := browsertest.Start(t, 1240, 900)
	b.Open(pageOf(t, d, apply(t, d, acme).Account))
	const list = `#s-essentials .block:nth-of-type(3) `
	b.Write(list+`.row:nth-child(2) textarea`, "\ue007Nobody answers after five\ue007") // Enter, words, Enter
	same(t, standing(b, "problems"), "Missed visits", "Long calls", "Nobody answers after five", "")
	b.JS(nil, `const el = document.activeElement, data = new DataTransfer();
data.setData('text', '- Two phones\n2) One calendar\r\n\n• No reminders');
el.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));`)
	same(t, standing(b, "problems"), "Missed visits", "Long calls", "Nobody answers after five", "Two phones", "One calendar", "No reminders")
	b.Click(list + `.row:nth-child(3) [data-move="-1"]`)
	b.Write(`:focus`, " ") // the button that moved it has the keyboard still
	same(t, standing(b, "problems"), "Nobody answers after five", "Missed visits", "Long calls", "Two phones", "One calendar", "No reminders")
	b.Click(list + `.row:nth-child(2) [aria-label^="Remove"]`)
	if got := standing(b, "problems"); len(got) != 5 || slices.Contains(got, "Missed visits") {
		t.Errorf("after removing: %q", got)
	}
	b.Click(`.snack button`)
	if got := standing(b, "problems"); len(got) != 6 || got[1] != "Missed visits" {
		t.Errorf("after undo: %q", got)
	}
	var twice int
	b.JS(&twice, `return document.querySelectorAll('[data-part="problems"] .row').length`)
	if twice != 6 { // which the essentials show too
		t.Errorf("the section shows %d of 6 rows", twice)
	}

	b.Click(`#s-essentials .block:nth-of-type(11) .none button`)
	var none struct{ Who, On string }
	b.JS(&none, `return state.parts.risks.none`)
	if none.Who != "Ada Wolf" || len(none.On) != 10 {
		t.Errorf("none: %+v", none)
	}
	b.JS(nil, `document.querySelector('#s-essentials .block:nth-of-type(11) .none .quiet').click()`)
	b.Click(`#s-essentials .block:nth-of-type(11) .under > button`)
	b.JS(&none, `return state.parts.risks.none || {who: '', on: ''}`)
	if none.Who != "" || len(standing(b, "risks")) != 1 {
		t.Errorf("a row does not take the none back: %+v", none)
	}
	b.Click(`#s-essentials .block:nth-of-type(8) input[value]:not(:checked)`)
	var stars []string
	b.JS(&stars, `return state.parts.promises.rows.filter(r => r.values.deciding === 'true').map(r => r.values.text)`)
	same(t, stars, "Training for 8")
	if found := b.Complaints(); len(found) > 0 {
		t.Errorf("the browser complains: %q", found)
	}
}

// A slip is pointed out where it is and before sending, and keeps nobody from it.
func TestHintsNeverStop(t *testing.T) {
	d, _ := desk(t)
	b := browsertest.Start(t, 390, 844)
	b.Open(pageOf(t, d, apply(t, d, acme).Account))
	place := func(part, col string) string { return `#s-essentials [data-place="` + part + `//` + col + `"] ` }
	b.Write(place("value", "value")+"input", "about 40k")
	b.Write(place("value", "currency")+"input", "euros")
	hint := func(part, col string) string {
		var out string
		b.JS(&out, `return document.querySelector(arguments[0]).textContent`, place(part, col)+".hint")
		return out
	}
	if got := hint("value", "value"); !strings.Contains(got, "in digits") {
		t.Errorf("an amount in words has the hint %q", got)
	}
	if got := hint("value", "currency"); got != "Three letters, like EUR." {
		t.Errorf("a currency in words has the hint %q", got)
	}
	b.JS(nil, `const r = state.parts.promises.rows[0]; setValue('promises', r.key, 'said_on', '2027-05-01'); setValue('promises', r.key, 'due_on', '2027-04-01');`)
	b.Click(`#send-back`)
	var look []string
	b.JS(&look, `return Array.from(document.querySelectorAll('.look button')).map(b => b.textContent)`)
	if len(look) != 4 || !strings.Contains(strings.Join(look, "\n"), "Due on: This is before the day it was said, 1 May 2027.") {
		t.Errorf("before sending it points out %q", look)
	}
	b.Click(`.look li:nth-child(1) button`)
	time.Sleep(200 * time.Millisecond)
	var at string
	b.JS(&at, `const c = controls.find(c => c.element === document.activeElement); return c ? c.part + '.' + c.col : document.activeElement.tagName`)
	if at != "value.value" {
		t.Errorf("the first hint leads to %s", at)
	}
	b.Click(`#send-back`)
	b.Click(`#save-file`)
	_, raw := b.Downloaded()
	var sent struct {
		Given map[string]struct{ Values map[string]string }
	}
	if err := json.Unmarshal(raw, &sent); err != nil || sent.Given["value"].Values["value"] != "about 40k" {
		t.Errorf("sent %+v, %v", sent.Given["value"], err)
	}
}

// The colours of the page can be read, by day and by night, whatever the
// company's own is.
func TestColoursOfThePageCanBeRead(t *testing.T) {
	d, _ := desk(t)
	b := browsertest.Start(t, 1240, 900)
	path := pageOf(t, d, apply(t, d, acme).Account) // in a yellow that no one could read
	for _, scheme := range []string{"light", "dark"} {
		b.CDP("Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{{"name": "prefers-color-scheme", "value": scheme}}})
		b.Open(path)
		var weak []string
		b.JS(&weak, `for (const d of document.querySelectorAll('details')) d.open = true;
const lum = (c) => { const v = c.slice(0, 3).map(x => (x /= 255) <= 0.03928 ? x / 12.92 : Math.pow((x + 0.055) / 1.055, 2.4)); return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; };
const rgb = (s) => (s.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
const ground = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0.9) return c; } return [255, 255, 255]; };
const out = [];
for (const e of document.querySelectorAll('body *')) {
  const own = Array.from(e.childNodes).some(n => n.nodeType === 3 && n.textContent.trim());
  if (!own || !e.getClientRects().length || e.closest('.sr, .skip, [disabled]') || ['SCRIPT', 'STYLE', 'OPTION'].includes(e.tagName)) continue;
  const a = lum(rgb(getComputedStyle(e).color)), b = lum(ground(e));
  const c = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (c < 4.5) out.push(c.toFixed(2) + ' ' + e.className + ' ' + e.textContent.trim().slice(0, 40));
}
return Array.from(new Set(out)).slice(0, 10);`)
		if len(weak) > 0 {
			t.Errorf("%s: hard to read: %q", scheme, weak)
		}
	}
}
