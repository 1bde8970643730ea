package ui

import (
	"context"

	"kept/playbook"
	"kept/ui/kit"
)

// ComparePeer implements screen.Window: the sheet on which somebody says that
// they have compared the fingerprint of a laptop whose pack is taken in already.
func (w *Window) ComparePeer(key, name string) {
	if w.ws == nil || w.ws.Packs == nil || w.ReadOnly() {
		return
	}
	run, packs := w.opt.Doors(), w.ws.Packs
	same := kit.NewButton("It is the same", kit.Primary, nil)
	sheet := kit.NewSheet("Compare the fingerprint", kit.SheetNarrow, kit.Column(kit.SpaceM,
		kit.NewText("Call "+name+" on a number that you know, and have them read out the fingerprint at the foot of their Send sheet. The one that signed the pack is", kit.Body),
		kit.NewText(playbook.Fingerprint(key), kit.Promise),
		kit.NewText("If theirs is another one, somebody else made this pack: open no more of them, and bring back from the Timeline what it changed.", kit.Soft)), same)
	same.OnTapped = func() {
		same.Disable()
		run.Queue().Run(func(ctx context.Context) error { return packs.Trust(ctx, key) }, func(err error) {
			if err != nil {
				same.Enable()
				w.Fail(err)
				return
			}
			sheet.Close()
			w.Changed()
			w.Toast("The fingerprint of " + name + " was compared.")
		})
	}
	sheet.OnClose = run.Close
	sheet.Open(w.Canvas())
}
