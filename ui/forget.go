package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
)

// A forgetting is the sheet on which a person is forgotten: who, what goes, and
// the name typed once more.
type forgetting struct {
	w     *Window
	who   playbook.ForgetWho
	plan  playbook.ForgetPlan
	known bool // plan is of who

	sheet   *kit.Sheet
	name    *kit.Entry // of somebody who is looked for by name
	says    *kit.Text
	counts  *kit.Text
	table   *kit.Table
	parts   *kit.Checkbox
	confirm *kit.Entry
	backups *kit.Text
	area    *fyne.Container
	do      *kit.Button
	stop    func()
	turn    int
}

// Forget implements screen.Window.
func (w *Window) Forget(who playbook.ForgetWho) {
	if w.ws == nil || w.ReadOnly() || w.ws.Forgetter == nil || w.Canvas().Overlays().Top() != nil {
		return
	}
	f := &forgetting{w: w, who: who}
	f.build()
	f.sheet.Open(w.Canvas())
	if f.name != nil {
		w.Canvas().Focus(f.name.Focusable())
		return
	}
	f.look()
}

func (f *forgetting) build() {
	f.says, f.counts, f.backups = kit.NewText("", kit.Body), kit.NewText("", kit.Small), kit.NewText("", kit.Small)
	f.table = kit.NewTable(kit.TableColumn{Title: "Where", Width: 130, Grow: 0.7}, kit.TableColumn{Title: "What", Width: 150, Grow: 0.8}, kit.TableColumn{Title: "Words", Width: 220, Grow: 1.6})
	f.table.Len = func() int { return len(f.plan.Places) }
	f.table.Cell = f.cell
	f.area = newFixed(196, f.table)
	f.parts = kit.NewCheckbox("", func(on bool) {
		f.who.WholeName = !on
		f.look()
	})
	f.parts.Set(kit.Checked)
	f.confirm = kit.NewEntry("Type the name to confirm")
	f.confirm.Fleeting = true
	f.confirm.OnChanged = func(string) { f.ready() }
	f.do = kit.NewButton("Forget for good", kit.Primary, f.forget)
	rows := []fyne.CanvasObject{}
	if f.who.Row.IsZero() {
		f.name = kit.NewEntry("Name or e-mail address, as it is written in the workspace")
		f.name.Fleeting = true
		f.name.OnChanged = func(string) {
			f.known = false
			f.ready()
			if f.stop != nil {
				f.stop()
			}
			f.stop = f.w.opt.Timer(lookPause, f.look)
		}
		rows = append(rows, f.name)
	}
	rows = append(rows, f.says, f.counts, f.area, f.parts, f.backups, f.confirm)
	f.sheet = kit.NewSheet("Forget a person", kit.SheetMedium+120, kit.Column(kit.SpaceM, rows...), f.do)
	f.sheet.SetFooterLeft(kit.NewLabel("This cannot be undone.", kit.Small))
	f.sheet.OnClose = func() {
		if f.stop != nil {
			f.stop()
		}
		f.turn++
	}
	f.show()
}

// look asks what would go.
func (f *forgetting) look() {
	f.turn++
	now, who := f.turn, f.who
	if f.name != nil {
		who.Named = strings.TrimSpace(f.name.Text())
		if len([]rune(who.Named)) < 2 {
			f.known, f.plan = false, playbook.ForgetPlan{}
			f.show()
			return
		}
	}
	f.says.SetText("Looking through the workspace, its history and its backups…")
	ws := f.w.ws
	var plan playbook.ForgetPlan
	f.w.door.Run(func(ctx context.Context) (err error) {
		plan, err = ws.Forgetter.PlanForget(ctx, who)
		return err
	}, func(err error) {
		if now != f.turn || f.w.ws != ws {
			return
		}
		f.known, f.plan = err == nil && !plan.Empty(), plan
		f.show()
		if err != nil {
			f.says.SetText(sentence(err))
		}
	})
}

// show puts the plan on the sheet.
func (f *forgetting) show() {
	p := &f.plan
	for _, o := range []fyne.CanvasObject{f.counts, f.area, f.confirm} {
		show(o, f.known)
	}
	show(f.parts, f.known && (len(p.Parts) > 0 || f.who.WholeName))
	show(f.backups, f.known && len(p.Backups) > 0)
	switch {
	case f.known:
		f.sheet.SetTitle("Forget " + clipTo(called(p), 50))
		f.says.SetText("“" + p.Token + "” takes the place of the name everywhere; e-mail, phone, title and notes about the person are emptied. The history stays and tells it with the token.")
		f.counts.SetText(goes(p))
		if len(p.Parts) > 0 {
			f.parts.SetText("Also where only “" + strings.Join(p.Parts, "” or “") + "” stands, on their accounts")
		}
		f.backups.SetText(stillIn(p.Backups))
	case f.name != nil && strings.TrimSpace(f.name.Text()) != "":
		f.says.SetText("Nobody is called so here. Type the whole name as it is written, or the e-mail address.")
	case f.name != nil:
		f.says.SetText("A person who asks to be forgotten leaves fields, history, search, trash and logs. First you see what goes.")
	}
	f.table.Reload()
	f.ready()
	if f.sheet.IsOpen() {
		f.w.Canvas().Content().Refresh()
	}
}

// ready lets the person go on once the name is typed.
func (f *forgetting) ready() {
	if f.known && playbook.SameName(f.confirm.Text(), called(&f.plan)) {
		f.do.Enable()
	} else {
		f.do.Disable()
	}
}

// called is the name that is typed to confirm.
func called(p *playbook.ForgetPlan) string {
	for _, list := range [][]string{p.Names, p.Mails} {
		if len(list) > 0 {
			return list[0]
		}
	}
	return ""
}

func (f *forgetting) cell(row, col int) kit.Cell {
	x := &f.plan.Places[row]
	switch col {
	case 0:
		where := x.AccountName
		if where == "" {
			where = "The workspace"
		}
		return kit.Cell{Text: where}
	case 1:
		what := playbook.NameOfField(x.Noun, x.Kind, x.Col)
		if x.Noun != "account" && x.Noun != "handoff" { // these two are on every page
			what = capital(playbook.RowWords(x.Noun, x.Kind)) + ": " + what
		}
		if x.Trashed {
			what += ", in the trash"
		}
		return kit.Cell{Text: what, Role: kit.Soft}
	}
	text := oneLine(x.Text)
	if f.w.shared && playbook.IsSensitive(x.Noun, x.Col) {
		text = "hidden while the screen is shared"
	}
	if x.Whole && x.Col != "name" {
		return kit.Cell{Text: text, Strike: true}
	}
	return kit.Cell{Text: text}
}

// goes is what goes, counted.
func goes(p *playbook.ForgetPlan) string {
	fields := p.ByNoun["account"] + p.ByNoun["handoff"] + p.ByNoun["setting"] + p.ByNoun["member"]
	lists := p.Values - fields - p.ByNoun["task"] - p.ByNoun["question"]
	var out []string
	say := func(n int, one, many string) {
		switch n {
		case 0:
		case 1:
			out = append(out, "1 "+one)
		default:
			out = append(out, fmt.Sprintf("%d %s", n, many))
		}
	}
	say(fields, "field", "fields")
	say(lists, "value in lists", "values in lists")
	say(p.ByNoun["task"], "value of tasks", "values of tasks")
	say(p.ByNoun["question"], "value of questions", "values of questions")
	say(p.Lines, "line of the history", "lines of the history")
	say(p.Acts, "label or name of an act", "labels and names of acts")
	say(p.Search, "entry of the search", "entries of the search")
	say(p.Logs, "line of the logs", "lines of the logs")
	words := strings.Join(out, ", ")
	if p.Trash > 0 {
		words += fmt.Sprintf("; %d of the values lie in the trash", p.Trash)
	}
	if len(p.Shared) > 0 {
		words += ". Left alone, because somebody else is called so: " + quoted(p.Shared)
	}
	return words + "."
}

func quoted(list []string) string { return "“" + strings.Join(list, "”, “") + "”" }

// stillIn names the backups that hold the name.
func stillIn(files []string) string {
	if len(files) == 0 {
		return ""
	}
	in := filepath.Dir(files[0])
	one := !slices.ContainsFunc(files, func(f string) bool { return filepath.Dir(f) != in })
	var names []string
	for _, f := range files[:min(len(files), 6)] {
		if one {
			names = append(names, filepath.Base(f))
		} else {
			names = append(names, kit.ShowPath(f))
		}
	}
	if n := len(files) - len(names); n > 0 {
		names = append(names, fmt.Sprintf("and %d more", n))
	}
	head, them := fmt.Sprintf("%d backups still hold the name", len(files)), "them"
	if len(files) == 1 {
		head, them = "1 backup still holds the name", "it"
	}
	where := ""
	if one {
		where = " in " + kit.ShowPath(in)
	}
	return head + ": " + strings.Join(names, ", ") + ". Delete " + them + where + ", or let " + them + " age out; what is restored from there is forgotten again."
}

func (f *forgetting) forget() {
	who, ws, w := f.who, f.w.ws, f.w
	if f.name != nil {
		who.Named = strings.TrimSpace(f.name.Text())
	}
	act := playbook.Act{Who: ws.Desk.Who, Device: ws.Desk.Device, At: w.Now()}
	f.sheet.Close()
	if w.room != nil {
		w.room.Leave() // what is being typed goes before, and is looked through too
	}
	var done playbook.ForgetPlan
	w.door.Queue().Run(func(ctx context.Context) (err error) {
		kit.Report(ctx, -1, "Forgetting a person…")
		done, err = ws.Forgetter.Forget(ctx, act, who)
		return err
	}, func(err error) {
		if w.ws != ws {
			return
		}
		if err != nil {
			w.Fail(err)
			return
		}
		w.afterForget(&done)
	})
}

// afterForget says what is left to do, and makes the room anew: its fields
// remember what was stored.
func (w *Window) afterForget(p *playbook.ForgetPlan) {
	said := "Forgotten for good; “" + p.Token + "” stands in place of the name."
	if p.Waiting {
		said += " " + playbook.ClearedLater
	}
	if len(p.Backups) > 0 {
		w.tell("Forgotten for good", kit.Column(kit.SpaceM, kit.NewText(said, kit.Body), kit.NewText(stillIn(p.Backups), kit.Body)))
	} else {
		w.Toast(said)
	}
	if w.room != nil {
		here := w.place
		w.leaveRoom()
		w.show(here)
	}
	w.Changed()
}
