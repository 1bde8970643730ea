package data

import (
	"testing"

	"kept/data/pages"
	"kept/playbook"
)

// TestRowAgainstHistory: where a row and its history say different things, the
// one that nothing speaks against is taken. Where that does not decide, the row
// stays, for the history keeps its own words, and the report says so.
func TestRowAgainstHistory(t *testing.T) {
	const stored, told = "as stored", "as the history tells"
	type grade struct{ firm, hurt bool }
	sound, unchecked, hurt := grade{firm: true}, grade{}, grade{hurt: true}
	for _, story := range []struct {
		name         string
		row, history grade
		gap          bool // an index knows of a line that is lost
		want, loss   string
	}{
		{"both sound, the history whole", sound, sound, false, told, playbook.FromHistory},
		{"both sound, the history with a gap", sound, sound, true, stored, ""},
		{"row sound, history unchecked", sound, unchecked, false, stored, playbook.LostPart},
		{"row sound, history hurt", sound, hurt, false, stored, playbook.LostPart},
		{"row unchecked, history sound", unchecked, sound, false, told, playbook.FromHistory},
		{"row unchecked, history sound with a gap", unchecked, sound, true, stored, playbook.LostPart},
		{"both unchecked", unchecked, unchecked, false, stored, playbook.LostPart},
		{"row unchecked, history hurt", unchecked, hurt, false, stored, playbook.LostPart},
		{"row hurt, history sound", hurt, sound, false, told, playbook.FromHistory},
		{"row hurt, history unchecked", hurt, unchecked, false, told, playbook.FromHistory},
		{"row hurt, history unchecked with a gap", hurt, unchecked, true, stored, playbook.LostPart},
		{"both hurt", hurt, hurt, false, stored, playbook.LostPart},
	} {
		ks := newKinds()
		k := ks.byName["handoff"]
		id, account := playbook.NewID(fixed()), playbook.NewID(fixed())
		first := &playbook.Handoff{Meta: playbook.Meta{ID: id, AccountID: account, Revision: 1}}
		added, before, after := rowJSON(k, first), "", told
		w := &wreck{kinds: ks, f: &pages.File{}, free: true, whole: map[string]bool{"history": true}, lines: map[int64]*foundLine{
			1: {id: 1, change: 1, noun: k.name, row: id, account: account, new: &added, firm: true},
			2: {id: 2, change: 2, noun: k.name, row: id, account: account, col: "story", old: &before, new: &after, firm: story.history.firm, hurt: story.history.hurt},
		}}
		if story.gap {
			w.hints = map[string]map[int64]*hint{"history": {3: {row: id, account: account, change: 3}}}
		}
		row := *first
		row.Story, row.Revision = stored, 2
		h := &haul{w: w, rows: map[playbook.ID]*savedRow{}, pasts: w.pasts()}
		h.found(id, &foundRow{kind: k, noun: &row, rowid: 1, firm: story.row.firm, hurt: story.row.hurt})
		if got := h.rows[id].noun.(*playbook.Handoff).Story; string(got) != story.want {
			t.Errorf("%s: the story is %q, want %q", story.name, got, story.want)
		}
		loss := ""
		if len(h.losses) > 0 {
			loss = h.losses[0].Kind
		}
		if loss != story.loss {
			t.Errorf("%s: reported as %q, want %q: %+v", story.name, loss, story.loss, h.losses)
		}
	}
}
