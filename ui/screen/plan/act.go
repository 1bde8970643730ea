package plan

import (
	"context"
	"errors"
	"strings"

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
		t.set(task.ID, playbook.Todo, "", "", nil)
	case task.EvidenceAsked != "" && strings.TrimSpace(task.Evidence) == "":
		t.evidenceSheet(task)
	default:
		t.set(task.ID, playbook.TaskDone, "", "", nil)
	}
}

const readOnlyWords = "Another window has this workspace open, so nothing can be changed here. Close one of the two."

// set moves a task to a state. The row keeps showing what is stored until it
// is; a refusal stands under it as one sentence. Where done is given it gets the
// refusal instead, or "" when the change was taken.
func (t *Tab) set(id playbook.ID, to playbook.TaskState, evidence, reason string, done func(string)) {
	if t.win.ReadOnly() {
		t.refuse(id, readOnlyWords, done)
		return
	}
	desk, name := t.win.Desk(), ""
	if task := t.task(id); task != nil {
		name = "State of task “" + clip(task.Title, 60) + "”"
	}
	kit.Named(t.run.Queue(), name).Run(func(ctx context.Context) error {
		_, err := desk.SetTask(ctx, id, work.TaskChange{To: to, Evidence: evidence, Reason: reason})
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
		t.set(task.ID, playbook.TaskDone, text, "", done)
	})
}

// reasonSheet asks why a task is blocked or skipped. A reason may stay empty
// where the rules allow it.
func (t *Tab) reasonSheet(task *playbook.Task, to playbook.TaskState) {
	if settled(task) {
		return
	}
	if t.win.ReadOnly() {
		t.refuse(task.ID, readOnlyWords, nil)
		return
	}
	title, label, hint, action := "Block", "What is in the way?", "Who or what, and since when", "Block"
	if to == playbook.Skipped {
		title, label, hint, action = "Skip", "Why is it skipped?", "Not needed here because …", "Skip"
		if !task.NoSkip {
			label += " (may stay empty)"
		}
	}
	ask := kit.NewTextEntry(label)
	ask.SetPlaceholder(hint)
	if task.State == to {
		ask.SetText(task.Reason)
	}
	t.ask(title+" “"+clip(task.Title, 60)+"”", ask, action, func(text string, done func(string)) {
		t.set(task.ID, to, "", text, done)
	})
}

// ask opens a sheet of one field. do tells the refusal, which then stands under
// the field, or "", which closes the sheet.
func (t *Tab) ask(title string, field *kit.Entry, action string, do func(text string, done func(string))) {
	ok := kit.NewButton(action, kit.Primary, nil)
	sheet := kit.NewSheet(title, kit.SheetNarrow, field, ok)
	ok.OnTapped = func() {
		do(strings.TrimSpace(field.Text()), func(sentence string) {
			if sentence == "" {
				sheet.Close()
				return
			}
			field.SetHint(sentence, kit.Broken)
			sheet.Refresh()
		})
	}
	field.OnChanged = func(text string) {
		if text == " " { // the Space that opened the sheet
			field.SetText("")
		}
	}
	sheet.Open(t.win.Canvas())
}
