package plan

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// tick ticks an open task, asking for its evidence first, and takes back what
// is done or skipped.
func (t *Tab) tick(task *playbook.Task) {
	switch {
	case settled(task):
		t.set(task.ID, work.TaskChange{To: playbook.Todo}, nil)
	case task.EvidenceAsked != "" && strings.TrimSpace(task.Evidence) == "":
		t.evidenceSheet(task)
	default:
		t.set(task.ID, work.TaskChange{To: playbook.TaskDone}, nil)
	}
}

const readOnlyWords = "Another window has this workspace open, so nothing can be changed here. Close one of the two."

// set moves a task to a state. The row keeps showing what is stored until it
// is; a refusal stands under it as one sentence. Where done is given it gets the
// refusal instead, or "" when the change was taken.
func (t *Tab) set(id playbook.ID, c work.TaskChange, done func(string)) {
	if t.win.ReadOnly() {
		t.refuse(id, readOnlyWords, done)
		return
	}
	desk, name := t.win.Desk(), ""
	if task := t.task(id); task != nil {
		name = "State of task “" + clip(task.Title, 60) + "”"
	}
	kit.Named(t.run.Queue(), name).Run(func(ctx context.Context) error {
		_, err := desk.SetTask(ctx, id, c)
		return err
	}, func(err error) { t.settle(id, err, done) })
}

// settle ends a change of a task: the page reads again what was stored, or the
// refusal is said.
func (t *Tab) settle(id playbook.ID, err error, done func(string)) {
	if err == nil {
		delete(t.refused, id)
		if done != nil {
			done("")
		}
		t.keepKeys()
		t.changed()
		return
	}
	sentence, ours := refusal(err)
	if !ours {
		t.win.Fail(err)
		t.fill()
		return
	}
	t.refuse(id, sentence, done)
	if errors.Is(err, playbook.ErrNotFound) || errors.Is(err, playbook.ErrConflict) {
		t.changed()
	}
}

func (t *Tab) refuse(id playbook.ID, sentence string, done func(string)) {
	if done != nil {
		done(sentence)
		return
	}
	t.refused[id] = sentence
	t.fill()
}

// refusal returns what a person reads about an error of the rules, and false
// for any other error.
func refusal(err error) (string, bool) {
	switch sentence, ruled := part.Ruled(err); {
	case ruled:
		return sentence, true
	case errors.Is(err, playbook.ErrConflict):
		return "Someone changed this task meanwhile. The list is up to date again; look, then try once more.", true
	case errors.Is(err, playbook.ErrNotFound):
		return "This task is in the trash now. Restore it there, or go on without it.", true
	}
	return "", false
}

// evidenceSheet asks for what the task wants to be shown, then ticks.
func (t *Tab) evidenceSheet(task *playbook.Task) {
	if t.win.ReadOnly() {
		t.refuse(task.ID, readOnlyWords, nil)
		return
	}
	ask := kit.NewTextEntry("Show: " + task.EvidenceAsked)
	ask.SetPlaceholder("What it was, where it lies, who saw it")
	t.ask("Tick “"+clip(task.Title, 60)+"”", ask, "Tick", func(text string, done func(string)) {
		t.set(task.ID, work.TaskChange{To: playbook.TaskDone, Evidence: text}, done)
	})
}

// skipSheet asks why a task is left out. The reason may stay empty where the
// rules allow it.
func (t *Tab) skipSheet(task *playbook.Task) {
	if settled(task) {
		return
	}
	if t.win.ReadOnly() {
		t.refuse(task.ID, readOnlyWords, nil)
		return
	}
	label := "Why is it skipped?"
	if !task.NoSkip {
		label += " (may stay empty)"
	}
	ask := kit.NewTextEntry(label)
	ask.SetPlaceholder("Not needed here because …")
	t.ask("Skip “"+clip(task.Title, 60)+"”", ask, "Skip", func(text string, done func(string)) {
		t.set(task.ID, work.TaskChange{To: playbook.Skipped, Reason: text}, done)
	})
}

// blockSheet asks what a task waits for: on whom, what kind of thing, and the
// words. The clock of whoever is waited on runs from then on.
func (t *Tab) blockSheet(task *playbook.Task) {
	if settled(task) {
		return
	}
	if t.win.ReadOnly() {
		t.refuse(task.ID, readOnlyWords, nil)
		return
	}
	class, party := "", "us"
	if task.Role == "customer" {
		party = "customer"
	}
	ask := kit.NewTextEntry("What is in the way?")
	ask.SetPlaceholder("Who or what, and since when")
	if blocks := work.BlocksOf(t.rec, task.ID); len(blocks) > 0 {
		class, party = blocks[0].Class, blocks[0].WaitingOn
		ask.SetText(blocks[0].Text)
	} else if task.State == playbook.Blocked {
		ask.SetText(task.Reason)
	}
	whom, parties := choiceOf(playbook.WaitingOn(), party)
	kind, classes := choiceOf(playbook.BlockClasses(), class)
	kind.Optional = true
	body := kit.Column(kit.SpaceM,
		kit.Column(kit.SpaceXS, kit.NewLabel("Who is waited on? Their clock runs until it goes on.", kit.Caption), whom),
		kit.Column(kit.SpaceXS, kit.NewLabel("What kind of thing is it? (may stay open)", kit.Caption), kind), ask)
	title, action := "Block “"+clip(task.Title, 60)+"”", "Block"
	if task.State == playbook.Blocked {
		title, action = "What blocks “"+clip(task.Title, 60)+"”", "Change"
	}
	t.askIn(title, body, ask, action, func(text string, done func(string)) {
		c := work.TaskChange{To: playbook.Blocked, Reason: text, WaitingOn: parties(), Class: classes()}
		t.set(task.ID, c, done)
	})
}

// choiceOf are chips of the options with value chosen, and what is chosen.
func choiceOf(options []playbook.Option, value string) (*kit.ChoiceChips, func() string) {
	words := make([]string, len(options))
	at := -1
	for i, o := range options {
		words[i] = o.Label
		if o.Value == value {
			at = i
		}
	}
	chips := kit.NewChoice(words...)
	if at >= 0 {
		chips.Select(at)
	}
	return chips, func() string {
		if i := chips.SelectedOne(); i >= 0 {
			return options[i].Value
		}
		return ""
	}
}

// ask opens a sheet of one field. do tells the refusal, which then stands under
// the field, or "", which closes the sheet.
func (t *Tab) ask(title string, field *kit.Entry, action string, do func(text string, done func(string))) {
	t.askIn(title, field, field, action, do)
}

// askIn is ask with more around the field, which has the keyboard first all the
// same.
func (t *Tab) askIn(title string, body fyne.CanvasObject, field *kit.Entry, action string, do func(text string, done func(string))) {
	width := kit.SheetNarrow
	if body != fyne.CanvasObject(field) {
		width = kit.SheetMedium
	}
	ok := kit.NewButton(action, kit.Primary, nil)
	sheet := kit.NewSheet(title, width, body, ok)
	ok.OnTapped = func() {
		do(strings.TrimSpace(field.Text()), func(sentence string) {
			if sentence == "" {
				sheet.Close()
				return
			}
			field.SetHint(sentence, kit.Broken)
			sheet.Refresh()
			kit.Focus(field)
		})
	}
	field.OnChanged = func(text string) {
		if text == " " { // the Space that opened the sheet
			field.SetText("")
		}
	}
	sheet.Open(t.win.Canvas())
	kit.Focus(field)
}

// An act is what a form does; it runs beside the window and reads no field.
type act func(ctx context.Context, d *work.Desk) error

// form opens a sheet of some fields that ends in one act. A refusal stands under
// the fields. values reads them, once, when the button is pressed; nil from it
// says that something is missing and was said. done runs after the act was taken.
func (t *Tab) form(title, action string, width float32, body []fyne.CanvasObject, values func() act, done func()) *kit.Sheet {
	wrong := part.Said()
	ok := kit.NewButton(action, kit.Primary, nil)
	sheet := kit.NewSheet(title, width, kit.Column(kit.SpaceM, append(body, wrong)...), ok)
	ok.OnTapped = func() {
		do := values()
		if do == nil {
			sheet.Refresh()
			return
		}
		t.act(do, func(sentence string) {
			part.Say(wrong, sentence)
			if sentence != "" {
				sheet.Refresh()
				return
			}
			sheet.Close()
			if done != nil {
				done()
			}
		})
	}
	sheet.Open(t.win.Canvas())
	return sheet
}
