package capture

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
)

// The key of the first page; the others are those of the sections.
const firstPage = "essentials"

// A page is the form of one section as it was built: only one stands on the
// window at a time, for building eighty fields at once is slow.
type page struct {
	t        *Tab
	key      string
	editors  []*editor
	lists    []*rows
	nones    []*none
	proofs   []*editor
	first    *target // the first criterion, which the essentials fill
	winner   *winner
	notes    []func() // lines computed from the record
	verdicts []*verdict
	body     *fyne.Container
}

func (t *Tab) newPage(key string) *page {
	p := &page{t: t, key: key}
	blocks := pages()[key]
	if key == firstPage {
		blocks = essentials()
	}
	p.body = kit.Column(kit.SpaceL)
	for i, b := range blocks {
		if key == firstPage {
			b.head = strconv.Itoa(i+1) + "  " + playbook.Essentials()[i].Ask
		}
		p.body.Objects = append(p.body.Objects, p.block(b))
	}
	return p
}

func (p *page) block(b block) fyne.CanvasObject {
	col := kit.Column(kit.SpaceS)
	head := b.head
	switch {
	case b.proof:
		col.Objects = append(col.Objects, p.heading(head, nil), p.proofPoints())
		return col
	case b.list == 50:
		p.winner = newWinner(p)
		col.Objects = append(col.Objects, p.heading(head, nil), p.winner.box)
		return col
	case b.list > 0:
		f := playbook.FieldByNo(b.list)
		if head == "" {
			head = f.Ask
		}
		l := newRows(p, f, b)
		p.lists = append(p.lists, l)
		if head == "" { // the section's own question asks for it
			head = leadWords(b.lead)
			col.Objects = append(col.Objects, kit.Row(kit.SpaceXS, kit.NewLabel(head, kit.Caption), l.star), l.box)
		} else {
			col.Objects = append(col.Objects, p.heading(head, l.star), l.box)
		}
		if f.None {
			n := newNone(p, f)
			p.nones = append(p.nones, n)
			col.Objects = append(col.Objects, n.box)
		}
		return col
	}
	alone := p.key == firstPage && len(b.cells) == 1
	if head != "" && !alone {
		col.Objects = append(col.Objects, p.heading(head, nil))
	}
	grid := p.grid(b.cells, p.single, &p.editors, alone)
	if alone { // its heading is its caption
		col.Objects = append(col.Objects, p.heading(head, p.editors[len(p.editors)-1].star))
	}
	col.Objects = append(col.Objects, grid)
	for _, x := range b.cells {
		if x.no == 20 {
			n := newNone(p, playbook.FieldByNo(20))
			p.nones = append(p.nones, n)
			col.Objects = append(col.Objects, n.box)
		}
		if x.no == 66 && x.col == "custom_work" {
			note := kit.NewText("", kit.Small)
			p.notes = append(p.notes, func() { note.SetText(p.t.complexityWords()) })
			col.Objects = append(col.Objects, note)
		}
	}
	return col
}

// leadWords names what stands in a row: “Name, title”.
func leadWords(lead []cell) string {
	var words []string
	for i, x := range lead {
		word := inputOf(playbook.FieldByNo(x.no), x.col).Label
		if i > 0 {
			word = strings.ToLower(word[:1]) + word[1:]
		}
		words = append(words, word)
	}
	return strings.Join(words, ", ")
}

func (p *page) heading(text string, star fyne.CanvasObject) fyne.CanvasObject {
	if star == nil {
		return kit.NewText(text, kit.Strong)
	}
	return kit.Row(kit.SpaceXS, kit.NewLabel(text, kit.Strong), star)
}

// single returns the row that a value of its own hangs on.
func (p *page) single(f *playbook.Field) *target {
	t := p.t
	switch f.Noun {
	case "account":
		return &target{t: t, noun: f.Noun, id: t.account}
	case "handoff":
		return &target{t: t, noun: f.Noun, id: t.rec.Handoff.ID}
	}
	if p.first == nil { // the essentials fill the first criterion
		p.first = &target{t: t, f: playbook.FieldByNo(25), noun: "criterion"}
		if len(t.rec.Criteria) > 0 {
			p.first.id = t.rec.Criteria[0].ID
		}
	}
	return p.first
}

// grid makes the editors of cells and lays them out.
func (p *page) grid(cells []cell, to func(*playbook.Field) *target, into *[]*editor, alone bool) *fyne.Container {
	var out []kit.FormCell
	low := ticksOnly(cells)
	for i, x := range cells {
		if x.no == 0 {
			out = append(out, kit.FormCell{Span: x.span, Object: kit.Gap(0, 0)})
			continue
		}
		f := playbook.FieldByNo(x.no)
		if x.col == "" {
			out = append(out, kit.FormCell{Span: x.span, Object: p.judged(f, to)})
			continue
		}
		how := framed
		switch {
		case x.line:
			how = inLine
		case alone:
			how = lone
		case low[i]:
			how = flat
		}
		e := p.t.newEditor(f, inputOf(f, x.col), to(f), how)
		*into = append(*into, e)
		out = append(out, kit.FormCell{Span: x.span, Object: e.box})
	}
	return kit.FormGrid(out...)
}

// ticksOnly tells which cells stand in a row of nothing but ticks: those need
// no room above them to stand level with the fields beside them.
func ticksOnly(cells []cell) []bool {
	out := make([]bool, len(cells))
	first, used := 0, 0
	settle := func(end int) {
		ticks := true
		for _, x := range cells[first:end] {
			ticks = ticks && x.no > 0 && x.col != "" && inputOf(playbook.FieldByNo(x.no), x.col).Type == playbook.TypeTick
		}
		for i := first; i < end; i++ {
			out[i] = ticks
		}
		first, used = end, 0
	}
	for i, x := range cells {
		if used+x.span > 12 {
			settle(i)
		}
		used += x.span
	}
	settle(len(cells))
	return out
}

func inputOf(f *playbook.Field, col string) playbook.Input {
	for _, in := range f.Inputs {
		if in.Col == col {
			return in
		}
	}
	panic("no input " + f.ID() + " " + col)
}

// all returns every editor there is on the page, those of rows included.
func (p *page) all() []*editor {
	out := append(append([]*editor{}, p.editors...), p.proofs...)
	for _, l := range p.lists {
		for _, r := range l.rows {
			out = append(append(out, r.lead...), r.detail...)
		}
	}
	return out
}

// show puts the record on the page.
func (p *page) show() {
	t := p.t
	if p.first != nil && p.first.id.IsZero() && !p.first.flying && len(t.rec.Criteria) > 0 {
		p.first.id = t.rec.Criteria[0].ID
	}
	for _, l := range p.lists {
		l.sync()
	}
	people := t.people()
	for _, e := range p.all() {
		if c, ok := e.ctl.(*pickControl); ok {
			c.SetOptions(people...)
		}
		e.show(t.stored(e.to, e.in.Col))
		e.require(t.res.Asks(e.in.Gate) && !t.excused(e))
		e.markLate(t.late[playbook.FilledKey{Noun: e.to.noun, Row: t.idOf(e.to), Col: e.in.Col}])
		if e.to.noun == "promise" && e.in.Col[:3] == "due" && e.in.Col != "due_kind" {
			show(e.box, wanted(e.in.Col, t.stored(e.to, "due_kind")) || e.base.Value != "" || e.save.Dirty())
		}
	}
	for _, n := range p.nones {
		n.show()
	}
	if p.winner != nil {
		p.winner.show()
	}
	for _, f := range p.notes {
		f()
	}
}

// find returns the editor of a place, opening its row where needed.
func (p *page) find(f *playbook.Field, row playbook.ID, col string) fyne.CanvasObject {
	for _, l := range p.lists {
		if l.f.Noun == f.Noun && l.f.Kind == f.Kind {
			return l.find(row, col)
		}
	}
	if f.Noun == "proof_point" {
		return p.findProof(row, col)
	}
	for _, e := range p.editors {
		if e.f.No == f.No && (col == "" || e.in.Col == col) {
			return e.box
		}
	}
	return nil
}
