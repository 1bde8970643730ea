package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/form"
	"kept/playbook/merge"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
)

// mostShown is how many differences the sheet lays out; the others follow what
// is written at its end.
const mostShown = 200

// answersSheet is the way of a file of answers, or of a form, into the
// workspace: open it, look at every difference, choose, take it in.
type answersSheet struct {
	w     *Window
	ws    *Workspace
	run   Door
	sheet *kit.Sheet
	path  string
	form  *form.Form
	view  work.AnswersView
	turn  int

	ok     *kit.Button
	says   *kit.Text
	list   *fyne.Container
	chosen map[answerPlace]*answerChoice
}

type answerPlace struct {
	row playbook.ID
	col string
}

// An answerChoice is what a person has chosen for a difference.
type answerChoice struct {
	side  merge.Side
	other *kit.Entry
}

// openAnswers opens the sheet, on a file that was dropped or with none chosen.
func (w *Window) openAnswers(path string) {
	if w.ws == nil || w.ReadOnly() {
		return
	}
	s := &answersSheet{w: w, ws: w.ws, run: w.opt.Doors(), ok: kit.NewButton("Take it in", kit.Primary, nil), says: kit.NewText("", kit.Small), list: kit.Column(kit.SpaceL)}
	s.ok.OnTapped = s.take
	s.ok.Disable()
	file := w.newOpenField("File of answers, or a form", "answers", []string{".json", ".yaml", ".yml"}, nil)
	file.SetPlaceholder("Type or paste a path, browse, or drop the file on the window")
	file.picked = func(p string) { s.open(file, p) }
	file.OnBlur = func(string) { // Tab takes a typed path as Enter does
		if p := file.path(); p != "" && p != s.path && s.sheet.IsOpen() {
			s.open(file, p)
		}
	}
	s.sheet = kit.NewSheet("Open answers", kit.SheetWide, kit.Column(kit.SpaceL,
		kit.NewText("What a seller sent back from the page of a request. Nothing is written before you have seen what would change, and one undo takes all of it back.", kit.Soft),
		file.row, s.list), s.ok)
	s.sheet.SetFooterLeft(s.says)
	s.sheet.OnClose = s.run.Close
	s.sheet.Open(w.Canvas())
	if path != "" {
		file.SetText(path)
		s.open(file, path)
	}
}

func (s *answersSheet) say(text string) {
	s.says.SetText(text)
	s.sheet.Refresh()
}

// open reads a file and asks what it would change.
func (s *answersSheet) open(field *pathField, path string) {
	if path == "" {
		return
	}
	s.turn++
	turn, ws := s.turn, s.ws
	s.path, s.form = path, nil
	s.ok.Disable()
	s.list.Objects = nil
	field.SetHint("", kit.Neutral)
	s.say("Reading…")
	var f *form.Form
	var view work.AnswersView
	// It waits behind what is being written: what is compared is what is stored.
	s.run.Queue().Run(func(ctx context.Context) error {
		in, err := os.Open(path)
		if err != nil {
			return errors.New("the file cannot be read; check its name and who may read it")
		}
		defer in.Close()
		if f, err = form.Open(filepath.Base(path), in); err != nil {
			return err
		}
		view, err = form.Look(ctx, ws.Desk, ws.Portfolio, f)
		return err
	}, func(err error) {
		if turn != s.turn || !s.sheet.IsOpen() {
			return
		}
		if err != nil {
			field.SetHint(sentence(firstProblem(err)), kit.Broken)
			s.say("")
			return
		}
		s.w.setLastFolder("answers", filepath.Dir(path))
		s.form, s.view = f, view
		s.show()
	})
}

// firstProblem is what is wrong with a file first, with how many more there are.
func firstProblem(err error) error {
	var ps form.Problems
	if !errors.As(err, &ps) || len(ps) == 0 {
		return err
	}
	if len(ps) == 1 {
		return ps[0]
	}
	return fmt.Errorf("%w (and %s more)", ps[0], count(len(ps)-1, "mistake", "mistakes"))
}

// show lays out the differences, group by group.
func (s *answersSheet) show() {
	v := &s.view
	s.chosen = map[answerPlace]*answerChoice{}
	all, open := v.Count()
	s.list.Objects = []fyne.CanvasObject{s.head()}
	shown := 0
	for _, g := range v.Groups {
		rows := kit.Column(kit.SpaceL)
		for i := range g.Rows {
			if shown++; shown <= mostShown {
				rows.Objects = append(rows.Objects, s.row(&g.Rows[i]))
			}
		}
		if len(rows.Objects) > 0 {
			s.list.Objects = append(s.list.Objects, kit.NewCard(g.Title, rows))
		}
	}
	if more := shown - mostShown; more > 0 {
		s.list.Objects = append(s.list.Objects, kit.NewText(count(more, "more difference", "more differences")+" are not laid out here; what was changed there alone of them counts.", kit.Soft))
	}
	switch {
	case all == 0:
		s.say("Nothing in it is new here.")
	case open == 0:
		s.say(count(all, "difference", "differences") + ", none to choose.")
	default:
		s.say(count(all, "difference", "differences") + ", " + fmt.Sprint(open) + " to choose. What is not chosen stays as it is here.")
	}
	if all > 0 || v.New {
		s.ok.Enable()
	}
	s.sheet.Refresh()
}

// head says whose answers these are.
func (s *answersSheet) head() fyne.CanvasObject {
	v := &s.view
	words := "A form, without a word of who filled it."
	if v.By != "" {
		words = "Filled by " + v.By + ", as the file says"
		if !v.At.IsZero() {
			words += ", on " + s.day(v.At)
		}
		words += "."
	}
	if v.AskedBy != "" && !v.AskedAt.IsZero() {
		words += " " + v.AskedBy + " asked on " + s.day(v.AskedAt) + "."
	}
	name := v.Name
	if v.New {
		name += ", a new account"
	}
	return kit.Column(kit.SpaceXS, kit.NewText(name, kit.Promise), kit.NewText(words, kit.Soft))
}

func (s *answersSheet) day(m playbook.Moment) string {
	return m.Time().In(s.w.Now().Location()).Format("2 Jan 2006, 15:04")
}

// row shows one difference: where, what is here, what they say, and the choice.
func (s *answersSheet) row(d *work.AnswerDifference) fyne.CanvasObject {
	c := &answerChoice{side: merge.Theirs}
	if d.Open() {
		c.side = merge.Mine
	}
	s.chosen[answerPlace{d.Row, d.Col}] = c
	title := d.Place
	if d.Label != "" && !strings.EqualFold(d.Label, d.Place) {
		title += " · " + d.Label
	}
	tag := map[merge.Class]kit.Tag{merge.There: {Text: "changed there", Tone: kit.Blue}, merge.Both: {Text: "changed on both sides", Tone: kit.Late},
		merge.NewRow: {Text: "new", Tone: kit.Kept}, merge.Removed: {Text: "removed there", Tone: kit.Late}}[d.Class]
	if d.Why != "" {
		tag = kit.Tag{Text: "cannot be stored", Tone: kit.Broken}
	}
	out := kit.Column(kit.SpaceXS, kit.Row(kit.SpaceM, kit.Grow(kit.NewText(title, kit.Strong)), kit.NewTag(tag)))
	var sides []fyne.CanvasObject
	if d.HereText != "" && d.Class != merge.NewRow {
		by := ""
		if d.Here.Who != "" {
			by = " · " + d.Here.Who + ", " + s.day(d.Here.At)
		}
		sides = append(sides, side("Here"+by, d.HereText))
	}
	switch {
	case d.Class == merge.Removed:
	case d.ThereText == "":
		sides = append(sides, side("They say", "(emptied)"))
	default:
		sides = append(sides, side("They say", d.ThereText))
	}
	words := kit.RowTop(kit.SpaceXL, sides...)
	if d.Sensitive && s.w.shared {
		out.Objects = append(out.Objects, kit.NewMask(words, false).Object())
	} else {
		out.Objects = append(out.Objects, words)
	}
	if d.Why != "" {
		out.Objects = append(out.Objects, kit.NewText(capital(strings.TrimSuffix(d.Why, "."))+".", kit.Small))
	}
	return s.withChoice(out, d, c)
}

// side is what one side says, under whose it is.
func side(who, text string) fyne.CanvasObject {
	return kit.Grow(kit.Column(2, kit.NewText(who, kit.Small), kit.NewText(text, kit.Body)))
}

// withChoice adds what can be chosen.
func (s *answersSheet) withChoice(out *fyne.Container, d *work.AnswerDifference, c *answerChoice) fyne.CanvasObject {
	words, sides := []string{"As it is here"}, []merge.Side{merge.Mine}
	if d.Class == merge.NewRow {
		words[0] = "Leave it out"
	}
	if d.Why == "" {
		theirs := "As they say"
		switch d.Class {
		case merge.NewRow:
			theirs = "Add it"
		case merge.Removed:
			theirs = "Remove it"
		}
		words, sides = append(words, theirs), append(sides, merge.Theirs)
	}
	if d.Long && d.Why == "" && d.HereText != "" {
		words, sides = append(words, "Both, one after the other"), append(sides, merge.Keep)
	}
	if d.Col != "" && d.Col != "none" && d.Col != "order" && d.Col != "deciding" && !d.Sensitive {
		words, sides = append(words, "Something else…"), append(sides, merge.Other)
	}
	if len(sides) < 2 {
		return out
	}
	chips := kit.NewChoice(words...)
	for i, side := range sides {
		if side == c.side {
			chips.Select(i)
		}
	}
	c.other = kit.NewEntry(d.Label)
	c.other.SetText(d.ThereText)
	c.other.Hide()
	chips.OnChanged = func(on []int) {
		c.side = sides[on[0]]
		show(c.other, c.side == merge.Other)
		s.sheet.Refresh()
	}
	out.Objects = append(out.Objects, kit.Gap(0, 4), chips, c.other)
	return out
}

// take stores what was chosen, as one act.
func (s *answersSheet) take() {
	var choices []merge.Choice
	for at, c := range s.chosen {
		ch := merge.Choice{Row: at.row, Col: at.col, Take: c.side}
		if c.side == merge.Other {
			ch.Text = c.other.Text()
		}
		choices = append(choices, ch)
	}
	ws, w, f := s.ws, s.w, s.form
	s.ok.Disable()
	var out form.Applied
	s.run.Queue().Run(func(ctx context.Context) (err error) {
		out, err = form.Take(ctx, ws.Desk, f, choices)
		return err
	}, func(err error) {
		if err != nil {
			s.ok.Enable()
			s.say(sentence(firstProblem(err)))
			return
		}
		s.sheet.Close()
		w.Changed()
		said := "Taken in for " + out.Name + ": " + count(out.Answers, "answer", "answers") + ", " + count(out.Rows, "new row", "new rows")
		if out.Removed > 0 {
			said += ", " + count(out.Removed, "row", "rows") + " removed"
		}
		w.Toast(said+".", kit.ToastAction{Text: "Open", Do: func() { w.Go(screen.Place{Screen: screen.Account, Account: out.Account, Tab: screen.Handoff}) }})
	})
}
