package playbooks

import (
	"fmt"
	"slices"
	"strings"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// A row is one line of the list: the head of a group, a playbook, the draft of
// one that is no version yet, or what could not be taken.
type row struct {
	group string
	id    string
	book  *playbook.Playbook
	from  string // where it lies, "" for a draft alone
	draft bool
	none  string // an empty group, or a problem
	wrong bool
}

// arrange puts the playbooks under their heads: one's own first, as they are
// what is worked on.
func (r *Room) arrange() []row {
	books := r.win.Desk().Books
	under := map[string][]row{}
	for i := range r.books {
		b := &r.books[i]
		_, draft := r.drafts[b.ID]
		from := books.From(b.ID)
		under[from] = append(under[from], row{id: b.ID, book: b, from: from, draft: draft})
	}
	var begun []string
	for id, d := range r.drafts {
		if books.From(id) == "" && d.Seen == 0 {
			begun = append(begun, id)
		}
	}
	slices.Sort(begun)
	own := under[work.BookOfWorkspace]
	for _, id := range begun {
		d := r.drafts[id]
		own = append(own, row{id: id, book: &d.Book, draft: true})
	}
	out := append([]row{{group: "Built in"}}, under[work.BookOfProgram]...)
	out = append(out, row{group: "Your own"})
	if len(own) == 0 {
		out = append(out, row{none: "None yet. Duplicate a built-in one, paste a checklist, or begin a new one."})
	}
	out = append(out, own...)
	problems := books.Problems()
	if folder := under[work.BookOfFolder]; len(folder)+len(problems) > 0 {
		out = append(append(out, row{group: "From your folder"}), folder...)
		for _, err := range problems {
			for line := range strings.SplitSeq(err.Error(), "\n") {
				out = append(out, row{none: part.Full(line), wrong: true})
			}
		}
	}
	return out
}

func (r *Room) newList() *kit.Table {
	t := kit.NewTable(kit.TableColumn{Grow: 1, Width: 120})
	t.NoHead, t.Fit = true, true
	t.Len = func() int { return len(r.rows) }
	t.Group = func(i int) (string, bool) { return r.rows[i].group, r.rows[i].group != "" }
	t.Cell = func(i, _ int) kit.Cell {
		w := &r.rows[i]
		switch {
		case w.wrong:
			return kit.Cell{Text: w.none, Role: kit.Small, Color: kit.ColorBrokenInk, Wrap: true}
		case w.book == nil:
			return kit.Cell{Text: w.none, Role: kit.Small, Wrap: true}
		}
		c := kit.Cell{Text: w.book.Title, Role: kit.Strong, Wrap: true, Sub: r.summary(w)}
		if w.draft {
			c.Tags = append(c.Tags, kit.Tag{Text: "draft", Tone: kit.Late})
		}
		return c
	}
	t.OnSelected = func(i int) {
		if r.rows[i].book != nil {
			r.id = r.rows[i].id
			r.show()
		}
	}
	t.OnOpen = func(i int) {
		if w := &r.rows[i]; w.book != nil && (w.from == work.BookOfWorkspace || w.from == "") && !r.win.ReadOnly() {
			r.openEditor(w.id)
		}
	}
	return t
}

// summary says in one line how large a playbook is and who runs it.
func (r *Room) summary(w *row) string {
	words := []string{part.Prefixed("", w.book.Letter), part.Count(w.book.StepCount(), "step", "steps")}
	if from, until, ok := span(w.book); ok {
		words = append(words, part.Count(until-from, "day", "days"))
	}
	if w.from != "" {
		words = append(words, fmt.Sprintf("version %d", w.book.Version))
	}
	return part.Joined("\n", part.Joined(" · ", words...), r.use(w.book))
}

// use says how many plans run from a playbook: "3 plans", "3 plans on version 1",
// "5 plans, 3 of them on version 1".
func (r *Room) use(b *playbook.Playbook) string {
	n, old := 0, map[int]int{}
	for _, p := range r.plans {
		if p.Book == b.ID {
			n++
			if p.Version != b.Version {
				old[p.Version]++
			}
		}
	}
	if n == 0 {
		return ""
	}
	out := part.Count(n, "plan", "plans")
	var versions []int
	for v := range old {
		versions = append(versions, v)
	}
	slices.Sort(versions)
	for i, v := range versions {
		switch {
		case old[v] == n:
			return fmt.Sprintf("%s on version %d", out, v)
		case i == 0:
			out += fmt.Sprintf(", %d of them on version %d", old[v], v)
		default:
			out += fmt.Sprintf(", %d on version %d", old[v], v)
		}
	}
	return out
}

// behind returns the plans that run from an older version of a playbook.
func (r *Room) behind(b *playbook.Playbook) []work.RunningBook {
	var out []work.RunningBook
	for _, p := range r.plans {
		if p.Book == b.ID && p.Version < b.Version {
			out = append(out, p)
		}
	}
	return out
}

func (r *Room) rowOf(id string) int {
	return slices.IndexFunc(r.rows, func(w row) bool { return w.book != nil && w.id == id })
}

func (r *Room) firstRow() int {
	return slices.IndexFunc(r.rows, func(w row) bool { return w.book != nil })
}
