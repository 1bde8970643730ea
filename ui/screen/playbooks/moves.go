package playbooks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"kept/ui/kit"
	"kept/ui/screen/part"
)

// tools are the buttons under the outline; each says its key.
func (e *editor) tools() fyne.CanvasObject {
	button := func(word string, do func()) fyne.CanvasObject { return kit.NewSubtle(word, do) }
	return kit.Column(kit.SpaceXS, kit.Flow(0, button("Add step", e.add), button("Add phase", e.addPhase), button("↑", func() { e.move(-1) }), button("↓", func() { e.move(1) }),
		button("→ Under the phase above", func() { e.turn(true) }), button("← As a phase", func() { e.turn(false) }), button("Remove", e.remove)),
		kit.Pad(kit.NewText("Enter adds, P a phase · F2 edits, Esc or Ctrl+Enter goes back · Alt+↑ ↓ moves, Alt+→ ← indents · Delete removes", kit.Faint), 0, 0, 0, markRoom))
}

func (e *editor) chord(c *desktop.CustomShortcut) bool {
	alt, ctrl := c.Modifier == fyne.KeyModifierAlt, c.Modifier == fyne.KeyModifierShortcutDefault
	switch {
	case alt && c.KeyName == fyne.KeyRight, ctrl && c.KeyName == fyne.KeyRightBracket:
		e.turn(true)
	case alt && c.KeyName == fyne.KeyLeft, ctrl && c.KeyName == fyne.KeyLeftBracket:
		e.turn(false)
	default:
		return false
	}
	return true
}

func (e *editor) add() {
	e.save.Flush()
	l := e.o.AddStep(e.line())
	e.done("Add a step", l)
	e.detail.focus("title")
}

func (e *editor) addPhase() {
	e.save.Flush()
	l := e.o.AddPhase(e.line())
	e.done("Add a phase", l)
	e.detail.focus("title")
}

func (e *editor) move(by int) {
	e.save.Flush()
	if to, ok := e.o.Move(e.line(), by); ok {
		e.done("Move a line", to)
	}
}

// turn indents the marked line or brings it out, and says why it does not.
func (e *editor) turn(in bool) {
	e.save.Flush()
	l := e.line()
	if in {
		to, ok := e.o.Indent(l)
		switch {
		case ok:
			e.done("Indent a phase", to)
		case l.IsStep():
			e.r.win.Toast("A step cannot go further in: a playbook has phases and steps.")
		default:
			e.r.win.Toast("There is no phase above for it to go under.")
		}
		return
	}
	if to, ok := e.o.Outdent(l); ok {
		e.done("Bring out a step as a phase", to)
		return
	}
	e.r.win.Toast("It is a phase already.")
}

func (e *editor) remove() {
	e.save.Flush()
	l := e.line()
	title, what := e.o.Title(l), "Remove a step"
	if l.IsPhase() {
		what = "Remove a phase"
		if n := len(e.o.Phase(l).Steps); n > 0 {
			title += " and its " + part.Count(n, "step", "steps")
		}
	}
	next, ok := e.o.Remove(l)
	if !ok {
		return
	}
	e.done(what, next)
	e.r.undoable("Removed “" + title + "”.")
}
