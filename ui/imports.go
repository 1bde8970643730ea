package ui

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/table"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
)

// importer is the way from a file of deals to accounts: choose it, answer what
// the file leaves open, look at what would happen, import.
type importer struct {
	w     *Window
	ws    *Workspace
	run   Door
	sheet *kit.Sheet
	file  *os.File
	path  string
	table *table.Sheet
	key   string // of the heading, under which answers are remembered
	opt   table.Options

	res  table.Result
	plan work.ImportPlan
	turn int

	ok       *kit.Button
	says     *kit.Text // what is going on, at the foot
	bar      *kit.Progress
	stopIt   *kit.Button
	cancel   func()
	answers  *fyne.Container // mapping and questions
	asked    *fyne.Container // stage words
	askedFor []string
	dates    *fyne.Container
	outcome  *fyne.Container // counts, errors, notes
}

// ImportDeals implements screen.Window.
func (w *Window) ImportDeals() { w.importFrom("") }

// importFrom opens the import, on a file that was dropped or with none chosen.
func (w *Window) importFrom(path string) {
	if w.ws == nil || w.ReadOnly() {
		return
	}
	m := &importer{w: w, ws: w.ws, run: w.opt.Doors(), ok: kit.NewButton("Import", kit.Primary, nil),
		says: kit.NewText("", kit.Small), bar: kit.NewProgress(0, kit.Teal)}
	m.ok.OnTapped = m.write
	m.ok.Disable()
	m.stopIt = kit.NewButton("Stop", kit.Quiet, func() {
		if m.cancel != nil {
			m.cancel()
		}
	})
	m.stopIt.Hide()
	m.bar.Hide()
	m.answers, m.asked, m.dates, m.outcome = kit.Column(kit.SpaceL), kit.Column(kit.SpaceM), kit.Column(kit.SpaceS), kit.Column(kit.SpaceL)

	file := w.newOpenField("CSV file", "import", []string{".csv", ".tsv", ".txt"}, nil)
	file.SetPlaceholder("Type or paste a path, browse, or drop the file on the window")
	file.picked = func(p string) { m.open(file, p) }
	body := kit.Column(kit.SpaceL,
		kit.NewText("Any export of deals: each customer becomes one account. Nothing is written before you have seen what would happen, and one undo takes all of it back.", kit.Soft),
		file.row, m.answers, m.outcome)
	m.sheet = kit.NewSheet("Import deals", kit.SheetWide, body, m.ok)
	m.sheet.SetFooterLeft(kit.Row(kit.SpaceM, kit.Grow(kit.Column(kit.SpaceXS, m.says, m.bar)), m.stopIt))
	m.sheet.OnClose = m.close
	w.busy.also = m.report
	m.sheet.Open(w.Canvas())
	if path != "" {
		file.SetText(path)
		m.open(file, path)
	}
}

func (m *importer) close() {
	m.w.busy.also = nil
	m.run.Close()
	if f := m.file; f != nil {
		m.w.door.Queue().Run(func(context.Context) error { return f.Close() }, nil)
	}
}

// report shows on the sheet what the rail shows under it.
func (m *importer) report(b kit.Busy) {
	on := !b.Ended
	show(m.bar, on)
	show(m.stopIt, on)
	m.cancel = b.Cancel
	if on {
		m.say(b.Text)
		m.bar.Set(max(b.Fraction, 0.02), kit.Teal)
	}
	m.sheet.Refresh()
}

func (m *importer) say(text string) {
	m.says.SetText(text)
	m.sheet.Refresh()
}

// open finds out the shape of a file.
func (m *importer) open(field *pathField, path string) {
	if path == "" {
		return
	}
	field.SetHint("", kit.Neutral)
	m.say("Reading…")
	var file *os.File
	var sheet *table.Sheet
	var choices work.ImportChoices
	m.run.Run(func(ctx context.Context) (err error) {
		if file, err = os.Open(path); err != nil {
			return &table.FileError{Message: fmt.Sprintf("%s cannot be opened; check the path and that you may read it.", path)}
		}
		st, err := file.Stat()
		if err == nil && st.IsDir() {
			err = &table.FileError{Message: path + " is a folder; choose a file in it."}
		}
		if err == nil {
			sheet, err = table.Open(ctx, file, st.Size())
		}
		if err == nil {
			choices, err = m.ws.Desk.ImportChoices(ctx, table.HeaderKey(sheet.Columns))
		}
		if err != nil {
			return errors.Join(err, file.Close())
		}
		return nil
	}, func(err error) {
		m.say("")
		var bad *table.FileError
		switch {
		case errors.As(err, &bad):
			field.SetHint(bad.Message, kit.Broken)
			return
		case err != nil:
			m.w.Fail(err)
			return
		}
		if m.file != nil {
			_ = m.file.Close()
		}
		m.w.setLastFolder("import", filepath.Dir(path))
		m.file, m.path, m.table, m.key = file, path, sheet, table.HeaderKey(sheet.Columns)
		m.opt = optionsOf(choices)
		m.askedFor = nil
		field.SetHint(shapeOf(sheet), kit.Neutral)
		m.questions()
		m.read()
	})
}

func shapeOf(s *table.Sheet) string {
	name := map[byte]string{',': "commas", ';': "semicolons", '\t': "tabs", '|': "bars"}[s.Delimiter]
	out := fmt.Sprintf("%d columns, separated by %s, %s.", len(s.Columns), name, s.Encoding)
	if !s.Heading {
		out += " There is no heading; columns are numbered."
	}
	return out
}

// optionsOf lays remembered answers on an empty page.
func optionsOf(c work.ImportChoices) table.Options {
	o := table.Options{Dates: table.DateOrder(c.Dates), Decimal: table.DecimalMark(c.Decimal), Stages: map[string]table.Stage{}, Columns: table.Mapping{}}
	for f, col := range c.Columns {
		o.Columns[table.Field(f)] = col
	}
	for word, s := range c.Stages {
		o.Stages[word] = table.Stage(s)
	}
	return o
}

func choicesOf(o table.Options) work.ImportChoices {
	c := work.ImportChoices{Dates: string(o.Dates), Decimal: string(o.Decimal), Stages: map[string]string{}, Columns: map[string]string{}}
	for f, col := range o.Columns {
		c.Columns[string(f)] = col
	}
	for word, s := range o.Stages {
		c.Stages[word] = string(s)
	}
	return c
}

// questions makes the mapping, which stays while answers change.
func (m *importer) questions() {
	mapping, err := m.table.Mapping(m.opt.Columns)
	if err != nil { // remembered for a heading that is no longer so
		m.opt.Columns = table.Mapping{}
		mapping = m.table.Guess()
	}
	const none = "(not in this file)"
	options := []kit.Option{{Text: none}}
	samples := m.table.Sample()
	for i, c := range m.table.Columns {
		note := ""
		if len(samples) > 0 && i < len(samples[0]) {
			note = samples[0][i]
		}
		options = append(options, kit.Option{Text: c, Note: clipTo(note, 28)})
	}
	var cells []kit.FormCell
	for _, f := range table.Fields() {
		p := kit.NewPicker(capital(f.Label()), options...)
		p.SetRequired(f == table.FieldAccount || f == table.FieldStage)
		p.SetText(none)
		if c := mapping[f]; c != "" {
			p.SetText(c)
		}
		p.OnPicked = func(text string) {
			if text == none || text == "" {
				text = ""
			}
			m.opt.Columns[f] = text
			if f == table.FieldStage {
				m.askedFor = nil
			}
			m.read()
		}
		cells = append(cells, kit.FormCell{Span: 3, Object: p})
	}
	m.answers.Objects = []fyne.CanvasObject{group("Which column holds what", kit.FormGrid(cells...)), m.asked, m.dates}
	m.asked.Objects, m.dates.Objects = nil, nil
	m.showQuestions()
}

// read reads the whole file with the answers so far and works out what would
// happen.
func (m *importer) read() {
	m.turn++
	turn, opt, sheet := m.turn, m.opt, m.table
	opt.Stages, opt.Columns = maps.Clone(opt.Stages), maps.Clone(opt.Columns)
	m.ok.Disable()
	m.say("Reading…")
	var res table.Result
	var plan work.ImportPlan
	desk := m.ws.Desk
	m.run.Run(func(ctx context.Context) (err error) {
		if opt.Accounts, err = desk.AccountNames(ctx); err != nil {
			return err
		}
		opt.Progress = func(done, total int64) {
			kit.Report(ctx, float64(done)/float64(max(total, 1)), "Reading the file…")
		}
		if res, err = sheet.Deals(ctx, opt); err != nil || !res.Ready() {
			return err
		}
		plan, err = desk.PlanImport(ctx, dealsOf(res.Deals), desk.Today())
		return err
	}, func(err error) {
		if turn != m.turn {
			return
		}
		m.say("")
		var bad *table.MappingError
		switch {
		case errors.As(err, &bad):
			m.showOutcome(kit.NewBanner(sentence(bad), kit.Late, "", nil))
			return
		case errors.Is(err, context.Canceled):
			m.say("Stopped.")
			return
		case err != nil:
			m.w.Fail(err)
			return
		}
		m.res, m.plan = res, plan
		m.ask()
		m.preview()
	})
}

func dealsOf(in []table.Deal) []work.Deal {
	out := make([]work.Deal, len(in))
	for i, d := range in {
		out[i] = work.Deal{Line: d.Line, ID: d.ID, Account: d.Account, Seller: d.Seller, Product: d.Product,
			Stage: work.DealStage(d.Stage), StageWord: d.StageWord, CloseOn: playbook.Date(d.CloseOn), Value: d.Value, Currency: d.Currency}
	}
	return out
}

// mostWords is how many stage words are asked one by one; where there are more,
// the wrong column was chosen or the rest are open deals.
const mostWords = 12

// ask adds a question for each stage word that is new, and for the order of
// dates; questions that were answered stay, so that an answer can be changed.
func (m *importer) ask() {
	if m.askedFor == nil {
		m.asked.Objects = nil
	}
	for _, word := range m.res.UnknownStages {
		if slices.Contains(m.askedFor, word.Word) || len(m.askedFor) >= mostWords {
			continue
		}
		if len(m.askedFor) == 0 {
			m.asked.Add(kit.NewLabel("What do these stage words mean?", kit.Heading))
		}
		m.askedFor = append(m.askedFor, word.Word)
		m.asked.Add(m.stageQuestion(word))
	}
	if left := len(m.res.UnknownStages); left > 0 && len(m.askedFor) >= mostWords {
		others := kit.NewCheckbox("All other words mean an open deal", nil)
		others.OnChanged = func(on bool) {
			m.opt.OthersOpen = on
			m.read()
		}
		if len(m.asked.Objects) == len(m.askedFor)+1 {
			m.asked.Add(others)
		}
	}
	if m.res.Dates.Ambiguous && len(m.dates.Objects) == 0 {
		d := m.res.Dates
		order := kit.NewChoice("Day first: "+playbook.Date(d.DayFirst).Short(), "Month first: "+playbook.Date(d.MonthFirst).Short())
		order.OnChanged = func(on []int) {
			m.opt.Dates = []table.DateOrder{table.DayFirst, table.MonthFirst}[on[0]]
			m.read()
		}
		m.dates.Objects = []fyne.CanvasObject{kit.NewLabel("How are dates written?", kit.Heading),
			kit.NewText(fmt.Sprintf("%s can be read both ways, “%s” for example.", count(d.Cells, "date", "dates"), d.Example), kit.Soft), order}
	}
	m.showQuestions()
}

// showQuestions leaves no gap where nothing is asked.
func (m *importer) showQuestions() {
	show(m.asked, len(m.asked.Objects) > 0)
	show(m.dates, len(m.dates.Objects) > 0)
	m.answers.Refresh()
}

func (m *importer) stageQuestion(word table.WordCount) fyne.CanvasObject {
	stages := []table.Stage{table.StageWon, table.StageLost, table.StageOpen}
	c := kit.NewChoice("Won", "Lost", "Still open")
	c.OnChanged = func(on []int) {
		m.opt.Stages[word.Word] = stages[on[0]]
		m.read()
	}
	return kit.Row(kit.SpaceM, minWidth(300, kit.NewText(fmt.Sprintf("“%s” · %s", word.Word, count(word.Count, "row", "rows")), kit.Body)), c, kit.Spacer())
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}

// thousands writes 7375 as 7,375.
func thousands(n int) string { return playbook.Money(strconv.Itoa(n)).Grouped() }

func clipTo(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

func (m *importer) showOutcome(os ...fyne.CanvasObject) {
	m.outcome.Objects = os
	m.outcome.Refresh()
	m.sheet.Refresh()
}

// preview says what would happen and what is left out, and why.
func (m *importer) preview() {
	r, p := &m.res, &m.plan
	var out []fyne.CanvasObject
	if !r.Ready() {
		out = append(out, kit.NewBanner("Answer the questions above; then you see what would happen.", kit.Late, "", nil))
	} else {
		out = append(out, m.counts(), m.accounts())
	}
	if list := left(r, p); len(list) > 0 {
		out = append(out, group("Left out or tidied", bullets(list)...))
	}
	if r.ErrorCount > 0 {
		out = append(out, m.errors())
	}
	m.showOutcome(out...)
	todo := p.New + p.Updated
	switch {
	case !r.Ready():
	case todo == 0:
		m.say("Nothing new in this file.")
	default:
		m.ok.SetText("Import " + count(todo, "account", "accounts"))
		m.ok.Enable()
		m.sheet.SetPrimary(m.ok) // lays the footer out for its longer word
	}
}

func (m *importer) counts() fyne.CanvasObject {
	r, p := &m.res, &m.plan
	var stages []string
	for _, o := range playbook.Stages() {
		if n := p.Stages[playbook.Stage(o.Value)]; n > 0 {
			stages = append(stages, fmt.Sprintf("%d %s", n, o.Label))
		}
	}
	same := ""
	if p.Unchanged > 0 {
		same = count(p.Unchanged, "stays as it is", "stay as they are")
	}
	return kit.RowTop(kit.SpaceXL,
		kit.Grow(kit.NewFigure("New accounts", thousands(p.New), strings.Join(stages, " · "))),
		kit.Grow(kit.NewFigure("Updated", thousands(p.Updated), same)),
		kit.Grow(kit.NewFigure("Deals", thousands(len(r.Deals)), fmt.Sprintf("%s won · %s open · %s lost", thousands(r.Won), thousands(r.Open), thousands(r.Lost)))))
}

// mostPreview is how many accounts of the plan are listed.
const mostPreview = 8

func (m *importer) accounts() fyne.CanvasObject {
	var rows []work.AccountPlan
	for _, a := range m.plan.Accounts {
		if len(a.Changes) > 0 && len(rows) < mostPreview {
			rows = append(rows, a)
		}
	}
	if len(rows) == 0 {
		return kit.Gap(0, 0)
	}
	t := kit.NewTable(kit.TableColumn{Title: "Account", Width: 150, Grow: 1}, kit.TableColumn{Title: "", Width: 84}, kit.TableColumn{Title: "Stage", Width: 90},
		kit.TableColumn{Title: "Close", Width: 96}, kit.TableColumn{Title: "Seller", Width: 100, Grow: 0.5}, kit.TableColumn{Title: "Value", Width: 90, Right: true})
	t.Fit = true
	t.Len = func() int { return len(rows) }
	t.Cell = func(row, col int) kit.Cell {
		a := &rows[row]
		switch col {
		case 0:
			return kit.Cell{Text: a.Name, Role: kit.Strong}
		case 1:
			if a.ID.IsZero() {
				return kit.Cell{Tags: []kit.Tag{{Text: "new", Tone: kit.Kept}}}
			}
			return kit.Cell{Tags: []kit.Tag{{Text: "updated", Tone: kit.Blue}}}
		case 2:
			return kit.Cell{Text: a.Stage.Label()}
		case 3:
			return kit.Cell{Text: a.CloseOn.Short()}
		case 4:
			return kit.Cell{Text: a.Seller}
		}
		return kit.Cell{Text: a.Value.In(a.Currency), Right: true}
	}
	rest := m.plan.New + m.plan.Updated - len(rows)
	if rest <= 0 {
		return t
	}
	return kit.Column(kit.SpaceS, t, kit.NewLabel("and "+count(rest, "more account", "more accounts"), kit.Small))
}

// left says in sentences what of the file does not come in, or not as written.
func left(r *table.Result, p *work.ImportPlan) []string {
	var out []string
	add := func(n int, one, many string) {
		if n > 0 {
			out = append(out, count(n, one, many))
		}
	}
	add(r.NoAccount.Count, "row has no customer and is left out.", "rows have no customer and are left out.")
	add(r.Duplicates.Count, "row repeats an earlier one and is left out.", "rows repeat an earlier one and are left out.")
	add(r.Lookalikes.Count, "row looks like an earlier one but has no id; it is kept.", "rows look like an earlier one but have no id; they are kept.")
	add(p.Lost, "deal was lost and is left out.", "deals were lost and are left out.")
	add(p.Older, "won deal is older than its customer's last twelve months and is left out.", "won deals are older than their customer's last twelve months and are left out.")
	add(p.Undated, "won deal has no date beside dated ones and is left out.", "won deals have no date beside dated ones and are left out.")
	add(p.LostOnly, "customer has lost deals only and is left out.", "customers have lost deals only and are left out.")
	for _, g := range r.Merges {
		var others []string
		for _, o := range g.Others {
			others = append(others, "“"+o.Word+"”")
		}
		out = append(out, fmt.Sprintf("%s taken for “%s”.", strings.Join(others, ", "), g.Kept))
	}
	if r.Numbers.Assumed {
		out = append(out, fmt.Sprintf("Amounts such as %s were read as %s.", r.Numbers.Example, r.Numbers.Read))
	}
	out = append(out, r.Notes...)
	out = append(out, p.Notes...)
	return append(out, p.Refused...)
}

func bullets(list []string) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i, s := range list {
		if i == 20 {
			out = append(out, kit.NewText(fmt.Sprintf("and %d more", len(list)-i), kit.Small))
			break
		}
		out = append(out, kit.NewText("· "+s, kit.Body))
	}
	return []fyne.CanvasObject{kit.Column(kit.SpaceXS, out...)}
}

// mostErrors is how many row errors the sheet lists.
const mostErrors = 30

func (m *importer) errors() fyne.CanvasObject {
	rows := m.res.Errors[:min(len(m.res.Errors), mostErrors)]
	t := kit.NewTable(kit.TableColumn{Title: "Line", Width: 52, Right: true}, kit.TableColumn{Title: "Column", Width: 110},
		kit.TableColumn{Title: "Says", Width: 130}, kit.TableColumn{Title: "What is wrong", Width: 200, Grow: 1})
	t.Fit = true
	t.Len = func() int { return len(rows) }
	t.Cell = func(row, col int) kit.Cell {
		e := &rows[row]
		return [...]kit.Cell{{Text: fmt.Sprint(e.Line), Right: true}, {Text: e.Column}, {Text: e.Value}, {Text: e.Message, Wrap: true}}[col]
	}
	title := count(m.res.Failed, "row is", "rows are") + " left out because of an error"
	parts := []fyne.CanvasObject{t}
	if more := m.res.ErrorCount - len(rows); more > 0 {
		parts = append(parts, kit.NewLabel(fmt.Sprintf("and %d more", more), kit.Small))
	}
	return group(title, parts...)
}

// write imports. The answers are kept first, so that undo takes the import back
// first.
func (m *importer) write() {
	m.ok.Disable()
	m.say("Importing…")
	desk, plan, key, choices := m.ws.Desk, m.plan, m.key, choicesOf(m.opt)
	var rep work.ImportReport
	m.run.Queue().Run(func(ctx context.Context) (err error) {
		if err := desk.RememberImport(ctx, key, choices); err != nil {
			return err
		}
		rep, err = desk.Import(ctx, plan, func(done, total int) {
			kit.Report(ctx, float64(done)/float64(max(total, 1)), fmt.Sprintf("Importing %d of %d accounts…", done, total))
		})
		return err
	}, func(err error) {
		m.report(kit.Busy{Ended: true})
		if errors.Is(err, context.Canceled) {
			m.say("Stopped; nothing was written.")
			m.ok.Enable()
			return
		}
		if err != nil {
			m.say("Nothing was written.")
			m.ok.Enable()
			m.w.Fail(err)
			return
		}
		m.sheet.Close()
		m.w.Go(screen.Place{Screen: screen.Accounts})
		m.w.Changed()
		m.w.Toast("Imported: "+said(rep)+".", kit.ToastAction{Text: "Undo", Do: m.w.undo})
	})
}

func said(rep work.ImportReport) string {
	var out []string
	if rep.New > 0 {
		out = append(out, count(rep.New, "new account", "new accounts"))
	}
	if rep.Updated > 0 {
		out = append(out, count(rep.Updated, "account updated", "accounts updated"))
	}
	if len(out) == 0 {
		return "nothing new"
	}
	return strings.Join(out, ", ")
}
