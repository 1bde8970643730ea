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
	if want := []string{"a-low-touch-30.yaml", "b-mid-market-60.yaml", "d-agency-30.yaml"}; !slices.Equal(names, want) {
		t.Errorf("playbooks = %v, want %v", names, want)
	}
}
