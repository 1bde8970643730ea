package pane

import (
	"testing"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/uitest"
)

// A slow disk: the field has gone on to the next row before the first write of
// the last one is back. Each row gets its own words.
func TestTypedWritesEachRowsWordsToThatRow(t *testing.T) {
	one, two := playbook.NewID(uitest.Now()), playbook.NewID(uitest.Now())
	stored := map[playbook.ID]string{}
	var late []func()
	clock := uitest.NewClock()
	var field *kit.Entry
	var typed *Typed
	w := uitest.Open(t, kit.ModeLight, fyne.NewSize(400, 200), func() fyne.CanvasObject {
		field = kit.NewTextEntry("Note")
		typed = NewTyped(field, clock.Timer, clock.Now, func(row playbook.ID, seen, text, _ string, done func(error)) {
			late = append(late, func() {
				if stored[row] != seen {
					t.Errorf("wrote over %q having seen %q", stored[row], seen)
				}
				stored[row] = text
				done(nil)
			})
		})
		return field
	})
	typed.Show(one, "")
	kit.Focus(field)
	w.Type("first")
	clock.Advance(kit.SaveDelay) // the write is under way
	w.Type(" words")
	typed.Show(two, "")
	w.Type("second")
	typed.Flush()
	for len(late) > 0 {
		next := late[0]
		late = late[1:]
		next()
	}
	if stored[one] != "first words" || stored[two] != "second" {
		t.Errorf("stored %q and %q", stored[one], stored[two])
	}
}

// The first try meets another value and says so; what is typed after that
// sentence is written over it, knowingly.
func TestTypedAfterAConflict(t *testing.T) {
	row := playbook.NewID(uitest.Now())
	stored := "theirs"
	clock := uitest.NewClock()
	var field *kit.Entry
	var typed *Typed
	w := uitest.Open(t, kit.ModeLight, fyne.NewSize(400, 200), func() fyne.CanvasObject {
		field = kit.NewTextEntry("Note")
		typed = NewTyped(field, clock.Timer, clock.Now, func(row playbook.ID, seen, text, _ string, done func(error)) {
			if seen != stored {
				done(&playbook.ConflictError{Noun: "task", Col: "note", Row: row, Seen: seen, Stored: stored})
				return
			}
			stored = text
			done(nil)
		})
		return field
	})
	typed.Show(row, "")
	kit.Focus(field)
	w.Type("mine")
	clock.Advance(kit.SaveDelay)
	if stored != "theirs" {
		t.Fatalf("the other’s words became %q", stored)
	}
	w.MustShow("changed meanwhile to \"theirs\"")
	if field.Text() != "mine" {
		t.Fatalf("the typed words became %q", field.Text())
	}
	w.Type(" and theirs")
	clock.Advance(kit.SaveDelay)
	if stored != "mine and theirs" {
		t.Errorf("stored %q", stored)
	}
}
