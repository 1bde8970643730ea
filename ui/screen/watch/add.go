package watch

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// A sentence says a kind of watched thing as one would say it.
type sentence struct{ kind, words, hint string }

func sentences() []sentence {
	return []sentence{
		{playbook.Assumption, "We take it for granted", "Their export holds all referrals"},
		{playbook.Risk, "It may go wrong", "The sponsor leaves before go-live"},
		{playbook.Gap, "It is missing", "Nobody has agreed who answers on weekends"},
	}
}

// addForm is one form for three kinds: what, which of the three, and then only
// what that kind needs.
type addForm struct {
	t     *Tab
	what  *kit.Entry
	kind  *kit.ChoiceChips
	wrong *kit.Text
	cells map[string]*input // by column
	rest  *fyne.Container
	sheet *kit.Sheet
}

// An input of the form writes one column.
type input struct {
	object fyne.CanvasObject
	label  func(string)
	value  func() string
}

func (t *Tab) addSheet() {
	if t.Win.ReadOnly() || t.curtained() {
		return
	}
	f := &addForm{t: t, what: kit.NewTextEntry("What is to be kept an eye on?"), wrong: part.Said(), rest: kit.Column(kit.SpaceM)}
	f.what.SetRequired(true)
	f.what.SetPlaceholder("In one sentence")
	f.what.OnChanged = func(string) { f.what.SetHint("", kit.Neutral) }
	var words []string
	for _, s := range sentences() {
		words = append(words, s.words)
	}
	f.kind = kit.NewChoice(words...)
	f.kind.OnChanged = func([]int) { f.arrange() }
	f.inputs()
	body := kit.Column(kit.SpaceM, f.what, kit.Column(6, kit.NewLabel("Which of these is it?", kit.Caption), f.kind, f.wrong), f.rest)
	f.sheet = kit.NewSheet("Add something to watch", kit.SheetMedium, body, kit.NewButton("Add", kit.Primary, f.add))
	for i, s := range sentences() {
		if s.kind == t.filter.kind() {
			f.kind.Select(i)
		}
	}
	f.arrange()
	f.sheet.Open(t.Win.Canvas())
}

func (f *addForm) inputs() {
	t := f.t
	f.cells = map[string]*input{}
	for _, col := range []string{"plan", "effect", "trigger"} {
		e := kit.NewTextEntry("")
		f.cells[col] = &input{e, e.SetLabel, func() string { return strings.TrimSpace(e.Text()) }}
	}
	owner := kit.NewPicker("", t.people...)
	owner.FreeText = true
	owner.SetText(t.Win.Desk().Who)
	f.cells["owner"] = &input{owner, owner.SetLabel, func() string { return strings.TrimSpace(owner.Entry.Text()) }}
	day := kit.NewDateEntry("", t.Win.Now)
	f.cells["due_on"] = &input{day, day.SetLabel, day.Day}
	severity := choice("severity")
	caption := kit.NewLabel("", kit.Caption)
	f.cells["severity"] = &input{kit.Column(6, caption, severity), caption.SetText, func() string { return chosen("severity", severity.Selected()) }}
}

// picked is the kind that was chosen, "" while none is.
func (f *addForm) picked() string {
	if i := f.kind.SelectedOne(); i >= 0 {
		return sentences()[i].kind
	}
	return ""
}

// wanted are the columns that a kind is asked for, in rows.
func wanted(kind string) [][]string {
	switch kind {
	case playbook.Assumption:
		return [][]string{{"plan", "effect"}, {"owner", "due_on"}}
	case playbook.Risk:
		return [][]string{{"severity"}, {"trigger", "plan"}, {"owner", "due_on"}}
	case playbook.Gap:
		return [][]string{{"owner", "due_on"}}
	}
	return nil
}

// arrange shows the inputs that the chosen kind needs, under its labels.
func (f *addForm) arrange() {
	kind := f.picked()
	f.rest.Objects = nil
	for _, row := range wanted(kind) {
		var cells []kit.FormCell
		for _, col := range row {
			in := f.cells[col]
			_, meant := playbook.FieldOfColumn("watch", kind, col)
			in.label(meant.Label)
			cells = append(cells, kit.FormCell{Span: 12 / len(row), Object: in.object})
		}
		f.rest.Add(kit.FormGrid(cells...))
	}
	for _, s := range sentences() {
		if s.kind == kind {
			f.what.SetPlaceholder(s.hint)
		}
	}
	if kind != "" {
		f.wrong.Hide()
	}
	f.sheet.Refresh()
}

func (f *addForm) add() {
	kind := f.picked()
	switch {
	case part.Blank(f.what.Text()):
		f.what.SetHint("Write what is to be watched; the rest can follow.", kit.Broken)
	case kind == "":
		part.Say(f.wrong, "Choose one of the three; it decides what is asked.")
	default:
		f.store(kind)
		return
	}
	f.sheet.Refresh()
}

func (f *addForm) store(kind string) {
	t := f.t
	values := map[string]string{"text": strings.TrimSpace(f.what.Text())}
	for _, row := range wanted(kind) {
		for _, col := range row {
			if v := f.cells[col].value(); v != "" {
				values[col] = v
			}
		}
	}
	if kind == playbook.Risk {
		values["raised_by"] = t.Win.Desk().Who
	}
	var id playbook.ID
	t.Do(func(ctx context.Context, d *work.Desk) (err error) {
		id, err = d.AddRow(ctx, t.Account, playbook.FieldOfKind("watch", kind), values)
		return err
	}, func(_, sentence string) {
		if sentence != "" {
			f.what.SetHint(sentence, kit.Broken)
			f.sheet.Refresh()
			return
		}
		f.sheet.Close()
		t.next(id)
	})
}
