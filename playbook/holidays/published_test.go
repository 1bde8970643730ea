package holidays

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// The rules give the lists that were published.
func TestPublishedHolidays(t *testing.T) {
	b, err := os.ReadFile("testdata/published.txt")
	if err != nil {
		t.Fatal(err)
	}
	countries := map[string]bool{}
	for line := range strings.Lines(string(b)) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		s, ok := Find(words[0])
		if !ok {
			t.Fatalf("there is no set %s", words[0])
		}
		countries[s.Code] = true
		var got []string
		for _, h := range s.Year(number(t, words[1])) {
			got = append(got, string(h.On[5:]))
			if h.Name == "" {
				t.Errorf("%s: the holiday on %s has no name", s.Code, h.On)
			}
		}
		if want := words[2:]; !slices.Equal(got, want) {
			t.Errorf("%s %s:\n got %v\nwant %v", words[0], words[1], got, want)
		}
	}
	for _, s := range Sets() {
		if !countries[s.Code] {
			t.Errorf("%s is held against no published list", s.Name)
		}
	}
}

// A set says what it is of, and its codes are read as people write them.
func TestFindingASet(t *testing.T) {
	for typed, want := range map[string]string{"se": "SE", " Sweden ": "SE", "united kingdom": "GB", "XX": "", "": ""} {
		if s, ok := Find(typed); s.Code != want || ok != (want != "") {
			t.Errorf("%q finds %q", typed, s.Code)
		}
	}
	known, unknown := Parse("DE, se DE  Atlantis")
	if !slices.Equal(known, []string{"DE", "SE"}) || !slices.Equal(unknown, []string{"Atlantis"}) {
		t.Errorf("read %v, and not %v", known, unknown)
	}
	last := ""
	for _, s := range Sets() {
		if s.Name <= last {
			t.Errorf("%s stands behind %s", s.Name, last)
		}
		last = s.Name
	}
}
