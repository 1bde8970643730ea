package plan

import (
	"context"
	"net/url"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// contributions are the inputs of a task on its card.
type contributions struct {
	t    *Tab
	task *playbook.Task
	list *fyne.Container
	edit *kit.Button
	box  *fyne.Container
}

func newContributions(t *Tab) *contributions {
	c := &contributions{t: t, list: kit.Column(2)}
	c.edit = kit.NewButton("Inputs…", kit.Quiet, func() {
		if c.task != nil {
			t.inputSheet(c.task)
		}
	})
	c.box = kit.Column(2, kit.NewLabel("Inputs", kit.Caption), c.list, kit.Row(0, c.edit, kit.Spacer()))
	return c
}

func (c *contributions) show(task *playbook.Task) {
	c.task = task
	inputs := work.InputsOf(c.t.rec, task.ID)
	part.Visible(c.box, len(inputs) > 0)
	c.list.Objects = nil
	for i := range inputs {
		words := kit.NewSpans(inputSpans(&inputs[i])...)
		words.MaxLines = 4
		c.list.Add(words)
	}
	if c.t.win.ReadOnly() {
		c.edit.Disable()
	}
}

func inputSpans(in *playbook.TaskInput) []kit.Span {
	role := roleWords(in.Role)
	if in.Given == "" {
		return []kit.Span{{Text: role + " — “" + in.Asked + "” missing", Role: kit.Body, Color: kit.ColorLateInk}}
	}
	return []kit.Span{{Text: role + " ✓ ", Role: kit.Strong}, {Text: in.Given, Role: kit.Body},
		{Text: "\n" + part.Joined(", ", in.Asked, part.Prefixed("by ", in.GivenBy), in.GivenOn.Short()), Role: kit.Small}}
}

// inputSheet shows every input of a task, and takes what is contributed.
func (t *Tab) inputSheet(task *playbook.Task) {
	inputs := work.InputsOf(t.rec, task.ID)
	if len(inputs) == 0 {
		t.win.Toast("“" + clip(task.Title, 60) + "” asks nobody for an input.")
		return
	}
	if t.win.ReadOnly() {
		t.refuse(task.ID, readOnlyWords, nil)
		return
	}
	fields := make([]*kit.Entry, len(inputs))
	var body []fyne.CanvasObject
	for i := range inputs {
		f := kit.NewTextEntry(roleWords(inputs[i].Role) + ": " + inputs[i].Asked)
		f.SetPlaceholder("What it is, or where it lies. Empty while it is missing.")
		f.SetText(inputs[i].Given)
		f.SetRows(2)
		if in := &inputs[i]; in.Given != "" {
			f.SetHint(part.Joined(", ", part.Prefixed("by ", in.GivenBy), in.GivenOn.Short()), kit.Neutral)
		}
		fields[i] = f
		body = append(body, f)
	}
	t.form("Inputs to “"+clip(task.Title, 50)+"”", "Save inputs", kit.SheetMedium, body, func() act {
		var changed []playbook.TaskInput
		for i := range inputs {
			if given := strings.TrimSpace(fields[i].Text()); given != inputs[i].Given {
				in := inputs[i]
				in.Given = given
				changed = append(changed, in)
			}
		}
		return func(ctx context.Context, d *work.Desk) error {
			for i := range changed {
				if err := d.GiveInput(ctx, changed[i].ID, changed[i].Given, ""); err != nil {
					return err
				}
			}
			return nil
		}
	}, nil)
}

// guidance is how to do a task well: words, and procedures to read.
type guidance struct {
	words *kit.Text
	links *fyne.Container
	box   *fyne.Container
}

func newGuidance() *guidance {
	g := &guidance{words: kit.NewText("", kit.Body), links: kit.Column(0)}
	g.words.MaxLines = 12
	g.box = kit.Column(2, kit.NewLabel("How to do it well", kit.Caption), g.words, g.links)
	return g
}

func (g *guidance) show(task *playbook.Task) {
	g.words.SetText(task.Guidance)
	part.Visible(g.words, !part.Blank(task.Guidance))
	g.links.Objects = nil
	for link := range strings.Lines(task.Links) {
		if link = strings.TrimSpace(link); link != "" {
			g.links.Add(linkLine(link))
		}
	}
	part.Visible(g.links, len(g.links.Objects) > 0)
	part.Visible(g.box, g.words.Visible() || g.links.Visible())
}

// linkLine is a procedure: one on the web opens, the name of a file is told.
func linkLine(link string) fyne.CanvasObject {
	if u, err := url.Parse(link); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
		return kit.Row(0, kit.NewLinkButton(part.Clip(strings.TrimPrefix(strings.TrimPrefix(link, "https://"), "http://"), 40), func() { _ = fyne.CurrentApp().OpenURL(u) }), kit.Spacer())
	}
	t := kit.NewText(link, kit.Small)
	t.MaxLines = 2
	return t
}
