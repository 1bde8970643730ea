package assets

import (
	"io/fs"
	"slices"
	"testing"
)

func TestPlaybooksAreBuiltIn(t *testing.T) {
	names, err := fs.Glob(Playbooks(), "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"a-low-touch-30.yaml", "b-mid-market-60.yaml", "c-enterprise-90.yaml",
		"d-agency-30.yaml", "e-regulated-120.yaml", "f-renewal-rescue-90.yaml"}; !slices.Equal(names, want) {
		t.Errorf("playbooks = %v, want %v", names, want)
	}
}

// A plan may run from a version that was replaced: its text stays.
func TestPastVersionsStay(t *testing.T) {
	names, err := fs.Glob(Playbooks(), "past/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"past/agency-30@1.yaml", "past/low-touch-30@1.yaml", "past/mid-market-60@1.yaml"}; !slices.Equal(names, want) {
		t.Errorf("past versions = %v, want %v", names, want)
	}
}
