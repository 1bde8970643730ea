package ui

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/table"
	"kept/playbook/work"
	"kept/ui/kit"
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
	cancel   func() // of what is under way
	writing  bool
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
	file.picked = func(p string) {
		if !m.writing {
			m.open(file, p)
		}
	}
	file.OnBlur = func(string) { // Tab takes a typed path as Enter does
		if p := file.path(); p != "" && p != m.path && m.sheet.IsOpen() {
			m.open(file, p)
		}
	}
	body := kit.Column(kit.SpaceL,
		kit.NewText("Any export of deals: each customer becomes one account. Nothing is written before you have seen what would happen, and one undo takes all of it back.", kit.Soft),
		file.row, m.answers, m.outcome)
	m.sheet = kit.NewSheet("Import deals", kit.SheetWide, body, m.ok)
	m.sheet.SetFooterLeft(kit.Row(kit.SpaceM, kit.Grow(kit.Column(kit.SpaceXS, m.says, m.bar)), m.stopIt))
	m.sheet.OnClose = m.close
	m.sheet.MayClose = func() bool { // while it writes, Cancel and Esc stop that, and the sheet says so
		if m.writing {
			m.cancel()
		}
		return !m.writing
	}
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
	if !m.writing {
		m.cancel = b.Cancel
	}
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
