package ui

import (
	"bytes"
	"context"

	"kept/playbook"
	"kept/playbook/form"
	"kept/ui/kit"
)

// requestHandoff writes the page with which a seller without the program fills
// a handoff: of an account, or of a deal that is not here yet.
func (w *Window) requestHandoff(account playbook.ID) {
	if w.ws == nil {
		return
	}
	ws, run := w.ws, w.opt.Doors()
	chosen := account
	file := w.newSaveField("File", "request", "form.html", nil)
	about := kit.NewChoice("An account that is here", "A deal that is not here yet")
	about.Select(0)
	pick := w.accountPicker(run, func(a playbook.AccountRow) { chosen = a.ID })
	who := kit.Column(kit.SpaceL, captioned("About", about), pick)
	if !account.IsZero() {
		who.Hide()
	}
	save := kit.NewButton("Save page", kit.Primary, nil)
	about.OnChanged = func(on []int) {
		show(pick, on[0] == 0)
		who.Refresh()
	}
	sheet := kit.NewSheet("Request a handoff", kit.SheetMedium, kit.Column(kit.SpaceL,
		kit.NewText("One page for a seller without Kept: it opens in any browser, on a phone too, keeps what is typed, and sends nothing by itself. What is known is filled in, sensitive notes are not. “Send back” on it saves a file that is opened here and looked at before it counts.", kit.Soft),
		who, file.row), save)
	sheet.OnClose = run.Close
	save.OnTapped = func() {
		id := chosen
		if about.SelectedOne() == 1 {
			id = playbook.ID{}
		} else if id.IsZero() {
			pick.SetHint("Choose the account that the page is about.", kit.Broken)
			return
		}
		s := saving{file: file, sheet: sheet, kind: "request", endings: []string{".html", ".htm"}, empty: "Type where the page should go."}
		path, ok := s.path()
		if !ok {
			return
		}
		save.Disable()
		run.Queue().Run(func(ctx context.Context) error { return saveRequest(ctx, ws, id, path) }, func(err error) {
			save.Enable()
			if err != nil {
				s.failed(err)
				return
			}
			s.saved(w, path)
			w.writtenToast("Saved the page to send", path)
		})
	}
	sheet.Open(w.Canvas())
}

func saveRequest(ctx context.Context, ws *Workspace, id playbook.ID, path string) error {
	have, err := settingsOf(ctx, ws.Desk.Store)
	if err != nil {
		return err
	}
	c := form.Company{Name: have[playbook.CompanyName].Value, Colour: have[playbook.CompanyColour].Value, Logo: companyOf(have).Logo}
	var b bytes.Buffer
	if err := form.Request(ctx, ws.Desk, id, c, &b); err != nil {
		return err
	}
	return ws.write(path, b.Bytes())
}
