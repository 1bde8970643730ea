package capture

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
)

// acceptance is the sheet on which CS takes a handoff: conditions, rating, and
// a playbook to start, each of which can be left alone.
type acceptance struct {
	t          *Tab
	conditions []work.Condition
	lines      *kit.RowList
	withLines  bool
	rating     []*kit.ChoiceChips
	hint       *kit.Text
	note       *kit.Entry
	start      *starting
	wrong      *kit.Text
	sheet      *kit.Sheet
}

// openAccept opens it; conditions are filled in from what is missing.
func (t *Tab) openAccept(conditions bool) { t.newAcceptance(conditions).open() }

func (t *Tab) newAcceptance(conditions bool) *acceptance {
	a := &acceptance{t: t, withLines: conditions, note: kit.NewTextEntry("Note (optional)"), wrong: kit.NewText("", kit.Small)}
	a.wrong.Hide()
	col := kit.Column(kit.SpaceL)
	add := func(o ...fyne.CanvasObject) { col.Objects = append(col.Objects, o...) }
	title, action := "Accept the handoff", "Accept"
	if conditions {
		title, action = "Accept with conditions", "Accept with conditions"
		a.conditions = t.win.Desk().Conditions(t.rec)
		add(a.conditionLines())
	} else if n := len(t.res.Missing); n > 0 {
		add(kit.NewBanner(fmt.Sprintf("%s missing. Accepting without conditions means CS does not ask for them.", count(n, "wanted item is", "wanted items are")), kit.Late, "Set conditions…", a.instead))
	}
	add(a.ratingLines())
	if t.rec.Plan() == nil {
		a.start = t.newStarting()
		begin := kit.NewCheckbox("Start a playbook now", func(on bool) {
			show(a.start.box, on)
			a.start.on = on
			a.sheet.Refresh()
		})
		a.start.box.Hide()
		add(kit.Column(kit.SpaceS, begin, a.start.box))
	}
	add(a.note, a.wrong)
	a.sheet = kit.NewSheet(title, kit.SheetMedium+80, col, kit.NewButton(action, kit.Primary, a.accept))
	return a
}

func (a *acceptance) open() {
	a.sheet.Open(a.t.win.Canvas())
	if !a.withLines {
		kit.Focus(a.rating[0]) // and not the way out above it
	}
}

// instead goes on with conditions; the note and the rating come along.
func (a *acceptance) instead() {
	b := a.t.newAcceptance(true)
	b.note.SetText(a.note.Text())
	for i, c := range a.rating {
		b.rating[i].Select(c.Selected()...)
	}
	a.sheet.Close()
	b.open()
}

func (a *acceptance) conditionLines() fyne.CanvasObject {
	a.lines = kit.NewRowList("+ Another condition")
	a.lines.Len = func() int { return len(a.conditions) }
	a.lines.Row = func(i int) fyne.CanvasObject {
		what := kit.NewTextEntry("")
		what.SetRows(1)
		what.OnKey(func(e *fyne.KeyEvent) bool { return e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter }) // one line of a list
		what.SetPlaceholder("What must be there")
		what.SetText(a.conditions[i].Title)
		what.OnChanged = func(s string) { a.conditions[i].Title = s }
		who := kit.NewPicker("", a.t.people()...)
		who.FreeText = true
		who.SetPlaceholder("Owner")
		who.SetText(a.conditions[i].Owner)
		who.OnPicked = func(s string) { a.conditions[i].Owner = s }
		on := kit.NewDateEntry("", a.t.win.Now)
		on.Plain = true
		on.SetDay(string(a.conditions[i].DueOn))
		on.OnDay = func(iso string) { a.conditions[i].DueOn = playbook.Date(iso) }
		return kit.Row(kit.SpaceS, kit.GrowBy(5, what), kit.GrowBy(3, who), kit.GrowBy(3, on))
	}
	a.lines.OnAdd = func(int) {
		d := a.t.win.Desk()
		a.conditions = append(a.conditions, work.Condition{Owner: a.t.rec.Account.Seller, DueOn: d.Days().AddWorking(d.Today(), 5)})
	}
	a.lines.OnRemove = func(i int) { a.conditions = append(a.conditions[:i:i], a.conditions[i+1:]...) }
	a.lines.Reload()
	words := "What is missing becomes dated tasks. Change or remove what does not matter."
	if len(a.conditions) == 0 {
		words = "Nothing is missing. Add what is still to be done, by whom and by when."
	}
	return kit.Column(kit.SpaceS, kit.NewText(words, kit.Small), a.lines)
}

func (a *acceptance) ratingLines() fyne.CanvasObject {
	col := kit.Column(kit.SpaceXS, kit.NewLabel("How good is this handoff? 0 to 3, optional", kit.Caption))
	for _, word := range ratings() {
		chips := kit.NewChoice("0", "1", "2", "3")
		chips.Optional, chips.Plain = true, true
		chips.OnChanged = func([]int) { a.suggest() }
		a.rating = append(a.rating, chips)
		col.Objects = append(col.Objects, kit.Row(kit.SpaceM, kit.Grow(kit.NewLabel(word, kit.Body)), chips))
	}
	a.hint = kit.NewText("", kit.Small)
	a.hint.Hide()
	col.Objects = append(col.Objects, a.hint)
	return col
}

func (a *acceptance) rated() work.Rating {
	v := make([]string, len(a.rating))
	for i, c := range a.rating {
		if n := c.SelectedOne(); n >= 0 {
			v[i] = fmt.Sprint(n)
		}
	}
	return work.Rating{Completeness: v[0], People: v[1], Outcomes: v[2], Honesty: v[3], Ownership: v[4]}
}

func (a *acceptance) suggest() {
	text := ""
	if a.rated().SuggestsReturn() {
		text = "Two 1s or any 0 suggest returning it, with the reasons. You can still accept."
	}
	sayUnder(a.hint, text, kit.Late)
	a.sheet.Refresh()
}

func (a *acceptance) accept() {
	t := a.t
	acc := work.Acceptance{Note: strings.TrimSpace(a.note.Text()), Rating: a.rated()}
	for _, c := range a.conditions {
		if strings.TrimSpace(c.Title) != "" {
			acc.Conditions = append(acc.Conditions, c)
		}
	}
	if a.withLines && len(acc.Conditions) == 0 {
		sayUnder(a.wrong, "There is no condition left; add one, or close this and accept without conditions.", kit.Broken)
		return
	}
	for _, c := range acc.Conditions {
		if c.DueOn == "" {
			sayUnder(a.wrong, "The condition “"+clip(c.Title, 60)+"” needs a date.", kit.Broken)
			return
		}
	}
	if a.start != nil && a.start.on {
		s, wrong := a.start.chosen()
		if wrong != "" {
			sayUnder(a.wrong, wrong, kit.Broken)
			return
		}
		acc.Start = &s
	}
	t.act(a.sheet, "Accepted. "+t.rec.Account.Name+" is in onboarding.", func(ctx context.Context) error {
		return t.win.Desk().Accept(ctx, t.account, acc)
	})
}

// starting chooses a playbook and its days, and shows the first dates they
// give; nothing starts by itself.
type starting struct {
	t       *Tab
	on      bool
	books   []playbook.Playbook
	choice  *kit.ChoiceChips
	kickoff *kit.DateEntry
	goLive  *kit.DateEntry
	first   *fyne.Container
	box     *fyne.Container
}

func (t *Tab) newStarting() *starting {
	s := &starting{t: t, books: t.win.Desk().Books.All(), first: kit.Column(2)}
	tags := make([]kit.Tag, len(s.books))
	at := -1
	for i, b := range s.books {
		tags[i] = kit.Tag{Text: b.Title}
		if b.ID == t.rec.Handoff.PlaybookID {
			at = i
		}
	}
	s.choice = kit.NewChoiceChips(tags...)
	s.choice.OnChanged = func([]int) { s.preview() }
	if at >= 0 {
		s.choice.Select(at)
	}
	day := func(label string, on playbook.Date) *kit.DateEntry {
		d := kit.NewDateEntry(label, t.win.Now)
		d.SetDay(string(on))
		d.OnDay = func(string) { s.preview() }
		return d
	}
	kickoff := t.rec.Handoff.KickoffOn
	if kickoff == "" {
		kickoff = t.win.Desk().Days().AddWorking(t.win.Desk().Today(), 5)
	}
	s.kickoff, s.goLive = day("Kickoff", kickoff), day("Go-live", t.rec.Handoff.GoLiveOn)
	s.kickoff.SetRequired(true)
	s.box = kit.Column(kit.SpaceM, kit.Column(kit.SpaceXS, kit.NewLabel("Playbook", kit.Caption), s.choice),
		kit.FormGrid(kit.FormCell{Span: 6, Object: s.kickoff}, kit.FormCell{Span: 6, Object: s.goLive}), s.first)
	s.preview()
	return s
}

// chosen returns what to start, or what is not answered yet.
func (s *starting) chosen() (work.Start, string) {
	i := s.choice.SelectedOne()
	switch {
	case i < 0:
		return work.Start{}, "Choose a playbook first."
	case s.kickoff.Day() == "":
		return work.Start{}, "Say on which day the kickoff is."
	}
	return work.Start{Playbook: s.books[i].ID, Kickoff: playbook.Date(s.kickoff.Day()), GoLive: playbook.Date(s.goLive.Day())}, ""
}

// previewed is how many first tasks are shown with their dates.
const previewed = 4

func (s *starting) preview() {
	var os []fyne.CanvasObject
	start, wrong := s.chosen()
	if wrong == "" {
		made, err := s.t.win.Desk().Preview(s.t.rec, &s.t.team, start)
		if err != nil {
			os = append(os, kit.NewText(err.Error(), kit.Small))
		} else {
			os = firstDates(made, s.t.win.Desk().Today())
		}
	}
	s.first.Objects = os
	s.first.Refresh()
}

// firstDates lists what comes first from today on, and what a person should look at.
func firstDates(made *work.Beginning, today playbook.Date) []fyne.CanvasObject {
	type step struct {
		title string
		on    playbook.Date
	}
	var steps []step
	waiting, before := 0, 0
	for i := range made.Tasks {
		switch t := &made.Tasks[i].Task; {
		case t.DueOn == "":
			waiting++
		case t.DueOn < today:
			before++
		default:
			steps = append(steps, step{t.Title, t.DueOn})
		}
	}
	slices.SortStableFunc(steps, func(a, b step) int { return strings.Compare(string(a.on), string(b.on)) })
	os := []fyne.CanvasObject{kit.NewLabel("First dates", kit.Caption)}
	for _, st := range steps[:min(previewed, len(steps))] {
		os = append(os, kit.Row(kit.SpaceM, kit.Grow(kit.NewLabel(st.title, kit.Body)), kit.NewLabel(st.on.Short(), kit.Small)))
	}
	words := fmt.Sprintf("%s in all, over %s.", count(len(made.Tasks), "task", "tasks"), count(len(made.Phases), "phase", "phases"))
	if before > 0 {
		words += fmt.Sprintf(" %s dated before today.", count(before, "is", "are"))
	}
	if waiting > 0 {
		words += fmt.Sprintf(" %s for a date that is not known yet.", count(waiting, "waits", "wait"))
	}
	os = append(os, kit.NewText(words, kit.Small))
	for _, w := range made.Warnings() {
		os = append(os, kit.NewSpans(kit.Span{Text: w, Role: kit.Small, Color: kit.ColorLateInk}))
	}
	return os
}

func (t *Tab) openStart() {
	s := t.newStarting()
	wrong := kit.NewText("", kit.Small)
	wrong.Hide()
	var sheet *kit.Sheet
	sheet = kit.NewSheet("Start a playbook", kit.SheetMedium, kit.Column(kit.SpaceM, s.box, wrong), kit.NewButton("Start", kit.Primary, func() {
		start, missing := s.chosen()
		if missing != "" {
			sayUnder(wrong, missing, kit.Broken)
			return
		}
		t.act(sheet, "The plan is on its tab.", func(ctx context.Context) error { return t.win.Desk().StartPlan(ctx, t.account, start) })
	}))
	sheet.Open(t.win.Canvas())
}
