package data

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"kept/playbook"
)

// The names found are those that the JSON reader finds, whatever the values
// hold.
func TestNamesOfARow(t *testing.T) {
	ks := newKinds()
	task := &playbook.Task{Title: `a "quoted", {braced} \ name: "x"`, Note: "line\nbreak \u2028 é 🙂", Days: 3}
	promise := &playbook.Promise{Text: `ends in a backslash \`, Quote: `","owner":"`}
	for _, n := range []playbook.Noun{task, promise, &playbook.Task{}} {
		k, err := ks.of(n)
		if err != nil {
			t.Fatal(err)
		}
		text := rowJSON(k, n)
		var want map[string]string
		if err := json.Unmarshal([]byte(text), &want); err != nil {
			t.Fatal(err)
		}
		var got []string
		if err := eachName(text, func(name string) { got = append(got, name) }); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if names := slices.Sorted(maps.Keys(want)); !slices.Equal(got, names) {
			t.Errorf("%s has %v, got %v", text, names, got)
		}
	}
}

func FuzzNamesOfARow(f *testing.F) {
	for _, s := range []string{"", "{", "{}", `{"a":"b"}`, `{"a":"b"`, `{"a":"b",}`, `{"a":1}`, `{"a\"":"b"}`, `{"a":"\\"}`, `["a"]`, `{"a":"b"}}`, `{"":""}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var got []string
		err := eachName(s, func(name string) { got = append(got, name) })
		var want map[string]string
		if json.Unmarshal([]byte(s), &want) != nil || err != nil {
			return // a refused row is an error to the caller
		}
		for _, name := range got {
			if _, ok := want[string([]rune(name))]; !ok { // as the JSON reader does, a mark for every byte that is none
				t.Errorf("%q has no name %q", s, name)
			}
		}
	})
}
