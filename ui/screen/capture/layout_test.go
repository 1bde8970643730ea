package capture

import (
	"fmt"
	"testing"

	"kept/playbook"
)

// The layout table leaves out no input, has none twice, and knows only inputs
// there are, each in its own section.
func TestEveryInputStandsOnceOnItsPage(t *testing.T) {
	for _, sec := range playbook.Sections() {
		seen := map[string]int{}
		for _, b := range pages()[sec.Key] {
			for _, cells := range [][]cell{b.cells, b.lead, b.detail, b.after} {
				for _, x := range cells {
					if x.no > 0 && (x.col != "" || len(playbook.FieldByNo(x.no).Inputs) == 0) { // else the line that judges its day
						seen[fmt.Sprintf("F%d.%s", x.no, x.col)]++
					}
				}
			}
			if b.proof {
				for _, in := range playbook.FieldByNo(33).Asked() {
					seen["F33."+in.Col]++
				}
			}
		}
		for _, f := range playbook.Fields() {
			if f.Section != sec.Key {
				continue
			}
			if len(f.Inputs) == 0 { // computed
				f.Inputs = []playbook.Input{{}}
			}
			for _, in := range f.Asked() {
				key := f.ID() + "." + in.Col
				if seen[key] != 1 {
					t.Errorf("%s stands %d times on %q", key, seen[key], sec.Title)
				}
				delete(seen, key)
			}
		}
		for key := range seen {
			t.Errorf("%s stands on %q and is no input of it", key, sec.Title)
		}
	}
}

func TestTheEssentialsAskWhatTheFieldTableSays(t *testing.T) {
	blocks := essentials()
	for i, es := range playbook.Essentials() {
		var got []string
		for _, cells := range [][]cell{blocks[i].cells, blocks[i].lead, blocks[i].detail} {
			for _, x := range cells {
				got = append(got, x.col)
			}
		}
		if blocks[i].list == 50 {
			got = []string{"deciding"}
		}
		if fmt.Sprint(got) != fmt.Sprint(es.Cols) {
			t.Errorf("essential %d asks for %v, want %v", i+1, got, es.Cols)
		}
	}
}
