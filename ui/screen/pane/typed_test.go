package pane

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/uitest"
)

// slow is a disk whose writes end when told, in order, and rows that others
// change too.
type slow struct {
	rows    map[playbook.ID]string
	waiting []func()
	said    int
	failed  []error
}

// Run implements kit.Runner.
func (s *slow) Run(work func(context.Context) error, done func(error)) {
	s.waiting = append(s.waiting, func() { done(work(context.Background())) })
}

func (s *slow) end() {
	for len(s.waiting) > 0 {
		next := s.waiting[0]
		s.waiting = s.waiting[1:]
		next()
	}
}

func (s *slow) store(_ context.Context, row playbook.ID, seen, typed, _ string) (string, error) {
	if s.rows[row] != seen {
		return "", &playbook.ConflictError{Noun: "task", Col: "note", Row: row, Seen: seen, Stored: s.rows[row]}
	}
	s.rows[row] = typed
	return typed, nil
}

func openTyped(t *testing.T, disk *slow) (*Typed, *kit.Entry, *uitest.Window, *uitest.Clock) {
	clock := uitest.NewClock()
	var field *kit.Entry
	var typed *Typed
	w := uitest.Open(t, kit.ModeLight, fyne.NewSize(400, 300), func() fyne.CanvasObject {
		field = kit.NewTextEntry("Note")
		typed = NewTyped(field, clock.Timer, clock.Now, Source{Queue: disk, Store: disk.store,
			Stored: func() { disk.said++ }, Fail: func(err error) { disk.failed = append(disk.failed, err) }})
		return typed.Object()
	})
	return typed, field, w, clock
}

// The field has gone on to the next row before the first write of the last one
// is back. Each row gets its own words, those typed behind that write too.
func TestTypedWritesEachRowsWordsToThatRow(t *testing.T) {
	one, two := playbook.NewID(uitest.Now()), playbook.NewID(uitest.Now())
	disk := &slow{rows: map[playbook.ID]string{}}
	typed, field, w, clock := openTyped(t, disk)
	typed.Show(one, "")
	kit.Focus(field)
	w.Type("first")
	clock.Advance(kit.SaveDelay) // the write is under way
	w.Type(" words")
	typed.Show(two, "")
	w.Type("second")
	typed.Flush()
	if len(disk.waiting) != 3 {
		t.Fatalf("%d writes were handed over, want all three", len(disk.waiting))
	}
	disk.end()
	if disk.rows[one] != "first words" || disk.rows[two] != "second" || len(disk.failed) > 0 || disk.said != 3 {
		t.Errorf("stored %q and %q, refused %v", disk.rows[one], disk.rows[two], disk.failed)
	}
}

func TestBothValuesOfAConflictAreShownAndOneIsChosen(t *testing.T) {
	for _, c := range []struct{ tap, want string }{{"Use mine", "mine"}, {"Use theirs", "theirs"}} {
		t.Run(c.tap, func(t *testing.T) {
			row := playbook.NewID(uitest.Now())
			disk := &slow{rows: map[playbook.ID]string{row: "theirs"}}
			typed, field, w, clock := openTyped(t, disk)
			typed.Show(row, "")
			kit.Focus(field)
			w.Type("mine")
			clock.Advance(kit.SaveDelay)
			disk.end()
			w.Settle()
			if disk.rows[row] != "theirs" || field.Text() != "mine" {
				t.Fatalf("stored %q, typed %q before anybody chose", disk.rows[row], field.Text())
			}
			w.MustShow("Changed meanwhile to “theirs”. Yours: “mine”.")
			w.Tap(c.tap)
			disk.end()
			w.Settle()
			if disk.rows[row] != c.want || field.Text() != c.want || w.Shows("Changed meanwhile") {
				t.Errorf("stored %q, the field shows %q", disk.rows[row], field.Text())
			}
		})
	}
}

func TestWordsRefusedBehindTheBackWaitWithTheirRow(t *testing.T) {
	one, two := playbook.NewID(uitest.Now()), playbook.NewID(uitest.Now())
	disk := &slow{rows: map[playbook.ID]string{one: "theirs"}}
	typed, field, w, _ := openTyped(t, disk)
	typed.Show(one, "")
	kit.Focus(field)
	w.Type("mine")
	typed.Show(two, "")
	disk.end()
	if len(disk.failed) != 1 || field.Text() != "" {
		t.Fatalf("refused %v, the field shows %q", disk.failed, field.Text())
	}
	typed.Show(one, "theirs")
	w.Settle()
	if field.Text() != "mine" {
		t.Errorf("the words became %q", field.Text())
	}
	w.MustShow("Use theirs")
}
