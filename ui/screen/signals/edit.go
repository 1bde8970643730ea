package signals

import (
	"context"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/part"
)

// edit opens a signal: what it says can be put right, its cause is given once
// it is known, and the way leads on to what it is about.
func (t *Tab) edit(s *playbook.Signal) {
	form := NewForm(t.Win.Now)
	form.SetRecord(t.Rec)
	form.Put(s)
	seen := work.Sign{Kind: s.Kind, Text: s.Text, Cause: s.Cause, On: s.On, Promise: s.PromiseID, Belief: s.BeliefID}
	id := s.ID
	var sheet *kit.Sheet
	save := kit.NewButton("Save", kit.Primary, nil)
	store := func() {
		typed, ok := form.Sign()
		if !ok {
			sheet.Refresh()
			return
		}
		if typed == seen {
			sheet.Close()
			return
		}
		t.Do(func(ctx context.Context, d *work.Desk) error { return d.ChangeSignal(ctx, id, seen, typed) }, func(col, sentence string) {
			form.Refuse(col, sentence)
			sheet.Refresh()
			if sentence == "" {
				sheet.Close()
			}
		})
	}
	save.OnTapped, form.OnSubmitted = store, store
	logged := kit.NewText(part.Upper(part.Joined(", ", part.Prefixed("logged by ", s.LoggedBy), s.LoggedAt.Day(t.Win.Now().Location()).Short(), part.Prefixed("phase: ", s.Phase))), kit.Small)
	sheet = kit.NewSheet("Signal", SheetWidth, kit.Column(kit.SpaceL, form.Object(), logged), save)
	left := []fyne.CanvasObject{}
	if !t.Win.ReadOnly() {
		left = append(left, kit.NewButton("Remove", kit.Danger, func() {
			t.Remove(work.Ref{Noun: "signal", ID: id}, "", "a signal", func(sentence string) {
				form.Refuse("", sentence)
				sheet.Refresh()
				if sentence == "" {
					sheet.Close()
				}
			})
		}))
	} else {
		save.Disable()
	}
	to := func(word string, row playbook.ID) {
		left = append(left, kit.NewButton(word, kit.Quiet, func() {
			sheet.Close()
			t.Go(screen.Promises, row)
		}))
	}
	switch {
	case !s.PromiseID.IsZero():
		to("Go to the promise", s.PromiseID)
	case !s.BeliefID.IsZero():
		to("Go to the belief", s.BeliefID)
	}
	sheet.SetFooterLeft(kit.Row(kit.SpaceS, append(left, kit.Spacer())...))
	sheet.Open(t.Win.Canvas())
	kit.Focus(form.cause)
}
