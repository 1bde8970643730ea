package ui

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/table"
	"kept/ui/kit"
)

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
