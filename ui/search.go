package ui

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
)

const (
	searchHeight = 430
	// searchPause is how long the search waits for the next key: the key stops
	// the search before it anyway.
	searchPause = 60 * time.Millisecond
	// manyHits are read at most from three letters on, fewer before: then almost
	// everything is found, and nobody reads that far.
	manyHits, shortHits = 1000, 200
	// headHits of each kind are shown while all kinds are, where there are many.
	headHits = 5
)

const searchHint = "Type the beginnings of words: of a customer, a person, a promise, a task, a note, a question or a playbook. Capitals and accents do not count."

// A finder is search-and-go over everything: one field, below it what was found
// by kind, best first, the first one marked.
type finder struct {
	w     *Window
	sheet *kit.Sheet
	entry *kit.Entry
	kinds *kit.ChoiceChips
	says  *kit.Text
	foot  *kit.Text
	list  *kit.Table
	area  *fyne.Container

	query string
	hits  []playbook.Hit
	books []string // the ids of the playbooks among the hits, which are the last of them
	names []string // the kinds among the hits, the best one first
	only  string   // the kind that is shown alone, "" for all
	rows  []found

	stop func()
	turn int
	door Door
}

// found is a row of the list: a hit, or the heading of its kind.
type found struct {
	head string
	hit  *playbook.Hit
}

// search opens the finder.
func (w *Window) search() {
	if w.ws == nil || w.Canvas().Overlays().Top() != nil {
		return
	}
	f := &finder{w: w, door: w.opt.Doors()}
	f.entry = kit.NewEntry("")
	f.entry.SetPlaceholder("A customer, a person, a promise, a task, a question…")
	f.entry.OnChanged = func(string) { f.typed() }
	f.entry.OnSubmitted = func(string) { f.open(f.list.Selected()) }
	f.entry.OnKey(f.key)
	f.says = kit.NewText(searchHint, kit.Soft)
	f.foot = kit.NewText("", kit.Faint)
	f.kinds = kit.NewChoice()
	f.kinds.Plain = true
	f.kinds.OnChanged = func(on []int) {
		f.only = ""
		if on[0] > 0 {
			f.only = f.names[on[0]-1]
		}
		f.fill()
		w.Canvas().Focus(f.entry.Focusable())
	}
	f.list = kit.NewTable(kit.TableColumn{Width: 18}, kit.TableColumn{Grow: 1, Width: 200})
	f.list.NoHead, f.list.TapOpens, f.list.TwoLines = true, true, true
	f.list.Len = func() int { return len(f.rows) }
	f.list.Group = func(row int) (string, bool) { return f.rows[row].head, f.rows[row].hit == nil }
	f.list.Cell = f.cell
	f.list.OnOpen = f.open
	f.area = newFixed(searchHeight, kit.Pad(f.says, kit.SpaceS, kit.SpaceS, 0, kit.SpaceS))
	f.sheet = kit.NewSheet("Search everything", kit.SheetMedium+80, kit.Column(kit.SpaceM, f.entry, f.area), nil)
	f.sheet.SetFooterLeft(kit.Row(kit.SpaceS, kit.NewKeyHint("↑"), kit.NewKeyHint("↓"), kit.NewLabel("move", kit.Small), kit.NewKeyHint("Enter"), kit.NewLabel("opens", kit.Small), kit.NewKeyHint("Esc"), kit.NewLabel("closes", kit.Small)))
	f.sheet.OnClose = f.end
	f.sheet.Open(w.Canvas())
}

func (f *finder) end() {
	if f.stop != nil {
		f.stop()
	}
	f.turn++
	f.door.Close()
}

// typed ends the search under way and begins another after a pause.
func (f *finder) typed() {
	f.end()
	f.door = f.w.opt.Doors()
	f.stop = f.w.opt.Timer(searchPause, f.look)
}

func (f *finder) look() {
	text := strings.TrimSpace(f.entry.Text())
	mine, from := f.turn, f.w.ws.Portfolio
	most := manyHits
	if utf8.RuneCountInString(text) < 3 {
		most = shortHits
	}
	var got []playbook.Hit
	f.door.Run(func(ctx context.Context) (err error) {
		if text != "" {
			got, err = from.Search(ctx, text, most)
		}
		return err
	}, func(err error) {
		if mine != f.turn {
			return
		}
		if err != nil {
			f.w.Fail(err)
			return
		}
		f.query, f.hits, f.only = text, got, ""
		f.alsoBooks()
		f.foot.SetText("")
		if len(got) == most {
			f.foot.SetText("These are the first " + playbook.Money(strconv.Itoa(most)).Grouped() + " by rank. Type more letters to narrow.")
		}
		f.count()
		f.fill()
	})
}

// bookHit is the noun of hits that are playbooks: those of the program lie in no
// row, so they are found by their titles here.
const bookHit = "playbook"

// alsoBooks adds the playbooks in whose title every word that was typed begins a
// word.
func (f *finder) alsoBooks() {
	f.books = nil
	words := strings.Fields(f.query)
	for _, b := range f.w.ws.Desk.Books.All() {
		if len(words) == 0 || slices.ContainsFunc(words, func(w string) bool { return len(playbook.Matches(b.Title, w)) == 0 }) {
			continue
		}
		f.hits, f.books = append(f.hits, playbook.Hit{Noun: bookHit, Title: b.Title, Snippet: b.For}), append(f.books, b.ID)
	}
}

// bookOf returns the id of a playbook that was found.
func (f *finder) bookOf(h *playbook.Hit) string {
	first := len(f.hits) - len(f.books)
	for i := range f.books {
		if &f.hits[first+i] == h {
			return f.books[i]
		}
	}
	return ""
}

// count offers the kinds among the hits, where there are several.
func (f *finder) count() {
	of := map[string]int{}
	f.names = nil
	for i := range f.hits {
		kind := kindOf(f.hits[i].Noun)
		if of[kind]++; of[kind] == 1 {
			f.names = append(f.names, kind)
		}
	}
	tags := []kit.Tag{{Text: "All"}}
	for _, n := range f.names {
		tags = append(tags, kit.Tag{Text: n + " " + strconv.Itoa(of[n])})
	}
	f.kinds.SetOptions(tags...)
	f.kinds.Select(0)
}

// fill puts the hits under the headings of their kinds.
func (f *finder) fill() {
	f.rows = nil
	few := f.only == "" && len(f.names) > 1 && len(f.hits) > 4*headHits
	for _, name := range f.names {
		if f.only != "" && f.only != name {
			continue
		}
		at, n := len(f.rows), 0
		f.rows = append(f.rows, found{})
		for i := range f.hits {
			if kindOf(f.hits[i].Noun) != name {
				continue
			}
			if n++; !few || n <= headHits {
				f.rows = append(f.rows, found{hit: &f.hits[i]})
			}
		}
		f.rows[at].head = name
		if shown := len(f.rows) - at - 1; shown < n {
			f.rows[at].head += " · " + strconv.Itoa(shown) + " of " + strconv.Itoa(n)
		}
	}
	switch {
	case len(f.rows) > 0:
		under := kit.Column(kit.SpaceM)
		if len(f.names) > 1 {
			under.Add(f.kinds)
		}
		under.Add(kit.Grow(f.list))
		if f.foot.Text() != "" {
			under.Add(f.foot)
		}
		f.area.Objects = []fyne.CanvasObject{under}
		f.list.Reload()
		f.list.Select(1) // under the first heading
	case f.query == "":
		f.area.Objects = []fyne.CanvasObject{kit.Pad(f.says, kit.SpaceS, kit.SpaceS, 0, kit.SpaceS)}
	default:
		f.area.Objects = []fyne.CanvasObject{kit.NewEmptyState("Nothing found", "No row has words that begin with “"+clipped(f.query)+"”. Try fewer letters, or only one of the words. What is in the trash is not searched.", "", nil)}
	}
	f.area.Refresh()
}

func clipped(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}

func (f *finder) cell(row, col int) kit.Cell {
	h := f.rows[row].hit
	switch {
	case h == nil:
		return kit.Cell{}
	case col == 0 && row == f.list.Selected(): // the keyboard is in the field, so the row has no ring
		return kit.Cell{Text: "→", Role: kit.Strong, Color: kit.ColorTealInk}
	case col == 1:
		title, sub := oneLine(h.Title), oneLine(f.w.snippet(h))
		c := kit.Cell{Text: title, Marks: playbook.Matches(title, f.query), Role: kit.Strong, Sub: sub, SubMarks: playbook.Matches(sub, f.query)}
		if h.Noun != "account" && h.Noun != bookHit {
			of := oneLine(h.AccountName)
			if sub != "" {
				of += " · "
			}
			c.Sub = of + sub
			for i := range c.SubMarks {
				c.SubMarks[i][0] += len(of)
				c.SubMarks[i][1] += len(of)
			}
		}
		return c
	}
	return kit.Cell{}
}

// key moves the mark while the keyboard stays in the field.
func (f *finder) key(e *fyne.KeyEvent) bool {
	step := map[fyne.KeyName]int{fyne.KeyDown: 1, fyne.KeyUp: -1, fyne.KeyPageDown: 6, fyne.KeyPageUp: -6}[e.Name]
	if step == 0 || len(f.rows) == 0 {
		return false
	}
	at := min(max(f.list.Selected()+step, 1), len(f.rows)-1)
	if f.rows[at].hit == nil { // a heading: on to the row behind it
		if step > 0 {
			at++
		} else {
			at--
		}
	}
	f.list.Select(at)
	return true
}

// open goes to the row that was found. Where it is depends on the list it is in,
// or on the text that has the words, so it is read first.
func (f *finder) open(row int) {
	if row < 0 || row >= len(f.rows) || f.rows[row].hit == nil {
		return
	}
	if id := f.bookOf(f.rows[row].hit); id != "" {
		f.sheet.Close()
		f.w.Go(screen.Place{Screen: screen.Playbooks, Field: id})
		return
	}
	h, query, desk := *f.rows[row].hit, f.query, f.w.ws.Desk
	n := playbook.NewNoun(h.Noun)
	f.w.door.Run(func(ctx context.Context) error {
		if n == nil {
			return nil
		}
		n.Key().ID = h.Row
		return desk.Store.Read(ctx, func(r playbook.Reader) error { return r.Load(n) })
	}, func(err error) {
		if err != nil {
			f.w.Fail(err)
			return
		}
		f.sheet.Close()
		f.w.Go(placeOf(&h, n, query))
	})
}

func show(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// kindOf is what rows of a noun are listed under.
func kindOf(noun string) string {
	switch noun {
	case bookHit:
		return "Playbooks"
	case "item":
		return "Lists of the handoff"
	case "watch":
		return "Assumptions, risks, gaps"
	case "criterion":
		return "Success criteria"
	case "handoff":
		return "Story and notes"
	}
	return capital(playbook.RowsWords(noun, ""))
}

// placeOf is where a found row can be seen. n is the row itself.
func placeOf(h *playbook.Hit, n playbook.Noun, query string) screen.Place {
	p := screen.Place{Screen: screen.Account, Account: h.Account, Row: h.Row}
	switch h.Noun {
	case "account":
		p.Row = playbook.ID{}
	case "task", "phase", "plan":
		p.Tab = screen.Plan
	case "promise", "belief":
		p.Tab = screen.Promises
	case "criterion", "proof_point", "measurement":
		p.Tab = screen.Success
	case "stakeholder":
		p.Tab = screen.People
	case "watch", "watch_review":
		p.Tab = screen.Watch
	case "signal":
		p.Tab = screen.Signals
	case "item":
		p.Tab = screen.Handoff
		if f := playbook.FieldOfKind(h.Noun, playbook.KindOf(n)); f != nil {
			p.Field = f.ID()
		}
	case "handoff":
		p.Tab, p.Row = screen.Handoff, playbook.ID{}
		p.Field, p.Col = textWith(n, query)
	default:
		p.Tab = screen.Handoff
	}
	return p
}

// textWith returns the field and column of a row whose text has most of the words
// of a query, "" when none has one.
func textWith(n playbook.Noun, query string) (field, col string) {
	best := 0
	for _, c := range playbook.Columns(n) {
		f, _ := playbook.FieldOfColumn(playbook.NounName(n), playbook.KindOf(n), c.Name)
		if f == nil {
			continue
		}
		words := map[string]bool{}
		text := c.Text(n)
		for _, m := range playbook.Matches(text, query) {
			words[strings.ToLower(text[m[0]:m[1]])] = true
		}
		if len(words) > best {
			best, field, col = len(words), f.ID(), c.Name
		}
	}
	return field, col
}

// fixedHeight keeps a height whatever is inside, so that a sheet does not jump
// while one types.
type fixedHeight struct{ height float32 }

func newFixed(height float32, os ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: fixedHeight{height}, Objects: os}
}

func (f fixedHeight) Layout(os []fyne.CanvasObject, s fyne.Size) {
	for _, o := range os {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(s)
	}
}

func (f fixedHeight) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(240, f.height) }
