package brief

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"kept/playbook"
	"kept/playbook/brief/doc"
	"kept/playbook/brief/draw/pdftest"
	"kept/playbook/readiness"
)

// Each copy for the customer holds every marker that may go out in it and none
// of the others: in the document's value, in the file's bytes, its words,
// metadata, attachments and name, and in the texts to copy.
func TestNoMarkerLeaks(t *testing.T) {
	for _, k := range Kinds() {
		for _, confirmed := range []bool{true, false} {
			if k.ForCustomer() && (k == Brief || confirmed) {
				t.Run(fmt.Sprintf("%s-%v", k, confirmed), func(t *testing.T) { noMarkerLeaks(t, k, confirmed) })
			}
		}
	}
}

func noMarkerLeaks(t *testing.T, k Kind, confirmed bool) {
	p := plantAll(confirmed)
	in := inputOf(p.rec)
	in.Kind, in.Changes = k, []string{"Zq9999x"}
	p.where["Zq9999x"] = "change history"
	allowed := goesOut(k, confirmed)
	for label := range allowed {
		if !p.all[label] {
			t.Errorf("%s was never planted, so nothing is proved about it", label)
		}
	}
	res, _ := pdf(t, fmt.Sprintf("marker-%s-%v", k, confirmed), in, doc.Customer)
	d, _ := sheetOf(k).customer(in)
	value, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	raw := inflate(res.PDF)
	places := map[string]string{
		"the document’s value": string(value), "the words on the pages": string(pdftest.Run(t, "pdftotext", res.PDF)),
		"the metadata": string(pdftest.Run(t, "pdfinfo", res.PDF)), "the bytes": string(raw),
		"the file’s name": FileName(p.rec.Account.Name, k, doc.Customer, "2026-11-23"),
	}
	switch k {
	case Brief:
		places["the introduction"] = Introduction(in)
	case Agenda:
		places["the agenda as text"] = KickoffAgenda(in)
	}
	for marker, label := range p.where {
		if !allowed[label] {
			for place, text := range places {
				if strings.Contains(text, marker) {
					t.Errorf("%s (%s) is in %s", label, marker, place)
				}
			}
			if bytes.Contains(raw, wide(marker)) {
				t.Errorf("%s (%s) is in the bytes as UTF-16", label, marker)
			}
			continue
		}
		if !strings.Contains(places["the words on the pages"], marker) {
			t.Errorf("%s may go out and is not on the pages: this test could not see it leak", label)
		}
		if text, ok := places["the agenda as text"]; ok && !strings.Contains(text, marker) {
			t.Errorf("%s is in the agenda on paper and not in its text", label)
		}
		if !bytes.Contains(raw, wide(marker)) {
			t.Errorf("%s is on the pages and not found in the bytes: the search of the bytes proves nothing", label)
		}
	}
	for on, label := range p.days {
		field, col, _ := strings.Cut(label, ".")
		if !internalDay(field, col) {
			continue
		}
		for place, text := range places {
			for _, form := range []string{on.Long(), on.Short(), string(on)} {
				if strings.Contains(text, form) {
					t.Errorf("the day of %s (%s) is in %s", label, form, place)
				}
			}
		}
	}
	if list := string(pdftest.Run(t, "pdfdetach", res.PDF, "-list")); !strings.Contains(list, "0 embedded files") || bytes.Contains(raw, []byte("/Filespec")) {
		t.Errorf("the file has attachments: %s", list)
	}
	for _, word := range []string{"Opposed", "Champion", "Blocker", "Economic", "Conditional", "nsupported", "INTERNAL", "Internal", "Not captured", "Missing", "approv", "61 / 100", string(readiness.AtRisk) + " ·"} {
		if strings.Contains(places["the words on the pages"], word) && !(k == Brief && word == "approv") {
			t.Errorf("the pages say %q", word)
		}
	}
}

// internalDay tells whether a day stays inside: of an internal input, or of a
// row that does not go out at all.
func internalDay(row, col string) bool {
	switch row {
	case "promise unticked", "promise unsupported", "promise waiting", "promise unjudged", "promise withdrawn", "promise released",
		"measurement assumed", "measurement ", "watch_review", "signal", "inspection", "account_anchor", "baseline", "block", "task_input", "notice", "task hidden", "task skipped", "task condition", "task of a withheld promise", "none", "belief", "action", "expansion", "assumption", "risk", "gap", "term", "document", "driver", "objection", "alternative":
		return true
	}
	noun, kind, _ := strings.Cut(row, " ")
	if noun == "criterion" && (col == "confirmed_on") || noun == "person" || noun == "task" && (col == "planned_on" || col == "pinned_on") || noun == "phase" && col == "exited_on" || noun == "promise" && col == "said_on" {
		return true
	}
	_, in := playbook.FieldOfColumn(noun, kind, col)
	return in != nil && in.Audience != playbook.Both
}

// Every internal or sensitive input of the field table is planted and stays inside.
func TestMarkersCoverTheFieldTable(t *testing.T) {
	p := plantAll(true)
	out := map[string]bool{}
	for _, k := range Kinds() {
		if k.ForCustomer() {
			for label := range goesOut(k, true) {
				out[label] = true
			}
		}
	}
	nouns := map[string]string{"proof_point": "proof", "stakeholder": "person sponsor", "criterion": "criterion confirmed", "promise": "promise shown", "measurement": "measurement confirmed", "customer_question": "customer_question open"}
	for _, f := range playbook.Fields() {
		name := nouns[f.Noun]
		switch {
		case f.Kind == playbook.Escalation:
			name = "escalation customer"
		case f.Kind != "":
			name = f.Kind
		case name == "":
			name = f.Noun
		}
		for _, in := range f.Inputs {
			label := name + "." + in.Col
			if in.Audience != playbook.Both && out[label] {
				t.Errorf("%s %s is %s by the field table and listed as going out", f.ID(), in.Label, map[playbook.Audience]string{playbook.Internal: "internal", playbook.Sensitive: "sensitive"}[in.Audience])
			}
			text := in.Type == playbook.TypeText || in.Type == playbook.TypeLong || in.Type == playbook.TypePerson || in.Type == playbook.TypeMoney
			if in.Audience != playbook.Both && text && !p.all[label] && in.Col != "problem_id" && !structural(f.Noun, f.Kind, in.Col) {
				t.Errorf("%s %s (%s) was not planted", f.ID(), in.Label, label)
			}
		}
	}
	for _, n := range playbook.Nouns() {
		name := reflect.TypeOf(n).Elem().Name()
		if slices.Contains([]string{"Member", "Setting", "Holiday", "Absence", "PlaybookVersion"}, name) {
			continue // not part of an account's record
		}
		found := false
		for label := range p.all {
			row, _, _ := strings.Cut(label, ".")
			found = found || strings.HasPrefix(strings.ReplaceAll("item watch person proof "+row, " ", ""), "itemwatch") && rowOf(row, n)
		}
		if !found {
			t.Errorf("no row of %s was planted", name)
		}
	}
}

// rowOf tells whether a planted row is of a noun.
func rowOf(row string, n playbook.Noun) bool {
	head, _, _ := strings.Cut(row, " ")
	switch n.(type) {
	case *playbook.Item:
		return head == playbook.Bought
	case *playbook.Watch:
		return head == playbook.Risk
	case *playbook.Stakeholder:
		return head == "person"
	case *playbook.ProofPoint:
		return head == "proof"
	}
	return head == playbook.NounName(n)
}

// A sensitive note about a person is not even printed for us.
func TestSensitiveNotesAreNeverPrinted(t *testing.T) {
	p := plantAll(true)
	res, _ := pdf(t, "marker-internal", inputOf(p.rec), doc.Internal)
	text := string(pdftest.Run(t, "pdftotext", res.PDF))
	if m := find(p, "person sponsor.sensitive"); strings.Contains(text, m) {
		t.Error("a sensitive note is printed in the internal brief")
	}
	for _, label := range []string{"handoff.story", "risk.text", "promise unticked.quote", "handoff.avoid", "question open.text", "transition.note"} {
		if !strings.Contains(text, find(p, label)) {
			t.Errorf("the internal brief lacks %s", label)
		}
	}
}

func find(p *planted, label string) string {
	for marker, l := range p.where {
		if l == label {
			return marker
		}
	}
	return "never planted: " + label
}

// inflate returns the file with every compressed stream also unpacked.
func inflate(file []byte) []byte {
	out := bytes.Clone(file)
	for rest := file; ; {
		i := bytes.Index(rest, []byte("stream"))
		if i < 0 {
			return out
		}
		rest = bytes.TrimLeft(rest[i+len("stream"):], "\r\n")
		if z, err := zlib.NewReader(bytes.NewReader(rest)); err == nil {
			b, _ := io.ReadAll(z) // what was read before damage counts too
			out = append(append(out, '\n'), b...)
		}
	}
}

// wide is a text as PDF fonts and titles hold it: two bytes a character.
func wide(s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u>>8), byte(u))
	}
	return out
}
