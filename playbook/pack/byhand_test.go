package pack

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/playbook"
)

// What is read by hand is what the reader of any JSON reads, of what Write writes
// and of anything near to it.
func TestReadingByHandIsReadingJSON(t *testing.T) {
	plain := `{"id":"019cadc6-63d0-7f41-a098-0166561f931f","stamp":7,"at":"x","who":"Ada","device":"desk","label":"Add","kind":"undo","undoes":"019cadc6-63d0-7f41-a098-0166561f9320",` +
		`"lines":[{"noun":"task","row":"019cadc6-63d0-7f41-a098-0166561f9320","col":"title","old":"","new":"Call"}]}`
	if h := (hand{b: []byte(plain), words: map[string]string{}}); !h.claim(new(claim)) {
		t.Error("what Write writes is not read by hand")
	}
	words := rapid.OneOf(rapid.SampledFrom([]string{"", "task", "Ada Marsh", "a \"b\" \\ c/d", "line\nline\ttab", `{"text":"x \"y\""}`, "\u2028", "🙂", "\x01", "<&>"}), rapid.String())
	rapid.Check(t, func(t *rapid.T) {
		id := func() playbook.ID {
			return playbook.NewID(time.UnixMilli(rapid.Int64Range(0, 1<<40).Draw(t, "id")))
		}
		word := func() string { return words.Draw(t, "word") }
		maybe := func() *string {
			if s := word(); s != "" {
				return &s
			}
			return nil
		}
		c := claim{ID: id(), Stamp: rapid.Int64().Draw(t, "stamp"), At: playbook.Moment(word()), Who: word(), Device: word(), Label: word(), Why: word(), Kind: word()}
		if rapid.Bool().Draw(t, "undoes") {
			of := id()
			c.Undoes = &of
		}
		for range rapid.IntRange(0, 3).Draw(t, "lines") {
			c.Lines = append(c.Lines, line{Noun: word(), Row: id(), Col: word(), Old: maybe(), New: maybe()})
		}
		var b strings.Builder
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(c); err != nil {
			t.Fatal(err)
		}
		text := []byte(strings.TrimSuffix(b.String(), "\n"))
		switch at := rapid.IntRange(0, len(text)-1).Draw(t, "at"); rapid.IntRange(0, 4).Draw(t, "spoil") {
		case 0:
			text[at] = rapid.Byte().Draw(t, "byte")
		case 1:
			text = append(text[:at:at], text[at+1:]...)
		case 2:
			text = append(append(text[:at:at], rapid.SampledFrom([]string{" ", `,"later":1`, "null", "0", `\u0041`, `"`}).Draw(t, "more")...), text[at:]...)
		}
		var want, got claim
		wrong := json.Unmarshal(text, &want)
		h := hand{b: text, words: map[string]string{}}
		if h.claim(&got) {
			if strings.ToValidUTF8(string(text), "") != string(text) {
				return // which is refused before
			}
			if len(want.Lines) == 0 {
				want.Lines = got.Lines
			}
			if wrong != nil || !reflect.DeepEqual(got, want) {
				t.Fatalf("%s\nby hand %+v\nwant %+v, %v", text, got, want, wrong)
			}
		}
		var again claim
		if err := new(hand).read(text, &again); (err == nil) != (wrong == nil) {
			t.Fatalf("%s: %v, want %v", text, err, wrong)
		}
	})
}
